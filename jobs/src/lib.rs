//! Jobs: what is due is done, once, by one runner or by many (design.md).
//!
//! Due work is claimed in batches under a lease, its body is one call into `app`, and its outcome
//! is written down. Bodies are idempotent: a runner that dies between body and outcome does no
//! harm. Not known here: what any piece of work means, HTTP, SQL.

mod advance;
mod bodies;
mod events;
mod renewals;
mod serve;
mod try_once;

use std::sync::Arc;

use app::App;
use gateway::Sandbox;
use store::StoreError;
use store::due::{Due, Lane};
use tokio::sync::{Mutex, Notify, RwLock};
use units::Timestamp;

pub use advance::{AdvanceError, Progress};
pub use serve::SEEN_EVERY_S;

/// How long a claimed piece of work belongs to its runner. Longer than any body takes.
pub const LEASE_S: i64 = 180;
/// Pieces claimed at once.
const BATCH: u32 = 50;
/// Batches done in one go before others get their turn.
const BATCHES_MAX: u32 = 2_000;

pub use app::time_guard::TIME_SEEN;
/// Under this name a simulated clock is asked, from another process, to move.
pub const TIME_WISHED: &str = "wished";

/// Claims due work, runs it, writes down how it ended. Clones share everything.
#[derive(Clone)]
pub struct Runner {
    shared: Arc<Shared>,
}

struct Shared {
    app: Arc<App>,
    sandbox: Option<Sandbox>,
    /// Held to read by every piece of work under way, to write while the clock is moved.
    turn: Arc<RwLock<()>>,
    /// Held by the run of renewals: one at a time in each process.
    renewing: Arc<Mutex<()>>,
    wake: Notify,
}

/// What a run came to, in pieces of work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ran {
    pub done: u64,
    /// Looked at, to be looked at again later.
    pub postponed: u64,
    /// Failed, to be tried again.
    pub retried: u64,
    /// Failed for good: the operator sees them.
    pub given_up: u64,
}

impl Ran {
    pub fn total(self) -> u64 {
        self.done + self.postponed + self.retried + self.given_up
    }

    fn add(&mut self, other: Ran) {
        self.done += other.done;
        self.postponed += other.postponed;
        self.retried += other.retried;
        self.given_up += other.given_up;
    }
}

impl Runner {
    /// A runner of `app`'s due work; the events of `sandbox`, if that is the gateway, are delivered
    /// by it too.
    pub fn new(app: Arc<App>, sandbox: Option<Sandbox>) -> Runner {
        let (turn, renewing) = (Arc::default(), Arc::default());
        let shared = Shared { app, sandbox, turn, renewing, wake: Notify::new() };
        Runner { shared: Arc::new(shared) }
    }

    /// The sandbox, if it is the gateway: for the page on which its challenges are answered.
    pub fn sandbox(&self) -> Option<&Sandbox> {
        self.shared.sandbox.as_ref()
    }

    /// Something was just made due: look now rather than within a second.
    pub fn wake(&self) {
        self.shared.wake.notify_one();
    }

    /// Does everything that is due now, one piece after the other, until nothing is left.
    pub async fn run_due(&self) -> Result<Ran, StoreError> {
        let _turn = self.shared.turn.read().await;
        self.run_now().await
    }

    /// Renews everything that is due now, and does nothing else.
    pub async fn renew_due(&self) -> Ran {
        let _turn = self.shared.turn.read().await;
        renewals::run(&self.shared.app).await
    }

    /// Does one step of what is due: the renewals if any are, else the one piece that stands first;
    /// `None` when nothing can be begun now.
    pub async fn run_next(&self) -> Result<Option<Ran>, StoreError> {
        let _turn = self.shared.turn.read().await;
        let renewed = renewals::run(&self.shared.app).await;
        if renewed != Ran::default() {
            return Ok(Some(renewed));
        }
        let Some(due) = claim(&self.shared.app, 1).await?.into_iter().next() else {
            return Ok(None);
        };
        Ok(Some(try_once::run(&self.shared.app, due).await))
    }

    async fn run_now(&self) -> Result<Ran, StoreError> {
        let mut ran = Ran::default();
        for _ in 0..BATCHES_MAX {
            events::deliver(&self.shared).await;
            let renewed = renewals::run(&self.shared.app).await;
            ran.add(renewed);
            let claimed = claim(&self.shared.app, BATCH).await?;
            if claimed.is_empty() && renewed == Ran::default() {
                return Ok(ran);
            }
            for due in claimed {
                ran.add(try_once::run(&self.shared.app, due).await);
            }
        }
        Ok(ran)
    }
}

/// Claims up to `most` pieces due now, prompt ones first; looks before it takes the lock that
/// writing needs. Renewals are not among them: they have a run of their own.
async fn claim(app: &App, most: u32) -> Result<Vec<Due>, StoreError> {
    let now = app.now();
    let mut claimed: Vec<Due> = Vec::new();
    for lane in [Lane::Prompt, Lane::Background] {
        let left = most.saturating_sub(u32::try_from(claimed.len()).unwrap_or(most));
        if left == 0 || !is_due(app, lane).await? {
            continue;
        }
        let mut tx = app.store.begin().await?;
        let leased = now.plus_seconds(LEASE_S);
        claimed.extend(store::due::claim(&mut tx, lane, now, leased, left).await?);
        tx.commit().await?;
    }
    Ok(claimed)
}

/// Does anything wait in `lane` whose moment has come?
async fn is_due(app: &App, lane: Lane) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    let next = store::due::next_in(&mut tx, lane).await?;
    Ok(next.is_some_and(|next| next <= app.now()))
}

async fn next_at(app: &App) -> Result<Option<Timestamp>, StoreError> {
    let mut tx = app.store.read().await?;
    store::due::next_at(&mut tx).await
}
