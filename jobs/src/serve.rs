//! The runner beside a serving process: wakes when work falls due, when told, or after a second.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use store::StoreError;
use tokio::sync::OwnedRwLockReadGuard;
use tokio::task::JoinSet;
use units::Timestamp;

use crate::{Ran, Runner, TIME_WISHED, claim, events, is_due, renewals, try_once};
use app::time_guard;
use store::due::Lane;

/// Pieces of work under way at once, so that one slow receiver does not hold up the rest.
const AT_ONCE: usize = 8;
/// Longest sleep between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Rounds before a clock that could not be moved as wished is tried again: half a minute.
const WISH_RESTS_ROUNDS: u32 = 30;
/// How often the time is remembered while nothing happens: a restart knows it this exactly.
pub const SEEN_EVERY_S: i64 = 30;
/// How long work under way may take to finish when the process is told to end.
const FINISH_WITHIN: Duration = Duration::from_secs(10);
/// Answers to keyed requests and counted windows are forgotten after this time.
const REMEMBERED_DAYS: i64 = 2;
const FORGET_EVERY_S: i64 = 3_600;

impl Runner {
    /// Works until `until` is over, then finishes what is under way.
    pub async fn serve(&self, until: impl Future<Output = ()>) {
        let mut under_way: JoinSet<Ran> = JoinSet::new();
        let mut kept = Kept { seen: None, forgotten: None, wish_rests: 0 };
        tokio::pin!(until);
        loop {
            if let Err(error) = self.round(&mut under_way, &mut kept).await {
                tracing::warn!(%error, "due work could not be looked after");
            }
            tokio::select! {
                biased;
                () = &mut until => break,
                () = self.shared.wake.notified() => {}
                () = rest(&mut under_way) => {}
            }
        }
        let finish = async { while under_way.join_next().await.is_some() {} };
        if tokio::time::timeout(FINISH_WITHIN, finish).await.is_err() {
            tracing::warn!("work was cut short; it is done again after the next start");
        }
        if let Err(error) = time_guard::see(&self.shared.app, self.shared.app.now()).await {
            tracing::warn!(%error, "the time could not be remembered");
        }
    }

    async fn round(&self, under_way: &mut JoinSet<Ran>, kept: &mut Kept) -> Result<(), StoreError> {
        let app = &self.shared.app;
        self.grant_wish(kept).await?;
        kept.up(app).await?;
        events::deliver(&self.shared).await;
        // Before the claim: what is claimed must not meet a moved clock.
        let Ok(turn) = self.shared.turn.clone().try_read_owned() else { return Ok(()) };
        let turn = Arc::new(turn);
        self.renew(under_way, &turn).await?;
        let free = AT_ONCE.saturating_sub(under_way.len());
        let Some(most) = u32::try_from(free).ok().filter(|most| *most > 0) else { return Ok(()) };
        for due in claim(app, most).await? {
            let (app, turn) = (app.clone(), turn.clone());
            under_way.spawn(async move {
                let ran = try_once::run(&app, due).await;
                drop(turn);
                ran
            });
        }
        Ok(())
    }

    /// Starts a run of renewals beside the other work, unless one is under way.
    async fn renew(
        &self,
        under_way: &mut JoinSet<Ran>,
        turn: &Arc<OwnedRwLockReadGuard<()>>,
    ) -> Result<(), StoreError> {
        let app = &self.shared.app;
        let Ok(renewing) = self.shared.renewing.clone().try_lock_owned() else { return Ok(()) };
        if is_due(app, Lane::Renewal).await? {
            let (app, turn) = (app.clone(), turn.clone());
            under_way.spawn(async move {
                let ran = renewals::run(&app).await;
                drop((renewing, turn));
                ran
            });
        }
        Ok(())
    }

    /// Moves a simulated clock on when another process asked for it (`plenum clock advance`).
    async fn grant_wish(&self, kept: &mut Kept) -> Result<(), StoreError> {
        let app = &self.shared.app;
        kept.wish_rests = kept.wish_rests.saturating_sub(1);
        if !app.clock.is_simulated() || kept.wish_rests > 0 {
            return Ok(());
        }
        let mut tx = app.store.read().await?;
        let wished = store::deployment::time_seen(&mut tx, TIME_WISHED).await?;
        drop(tx);
        if let Some(to) = wished.filter(|wished| *wished > app.now())
            && let Err(error) = self.advance(to, |_| {}).await
        {
            tracing::error!(%error, "the clock could not be moved as wished");
            kept.wish_rests = WISH_RESTS_ROUNDS;
        }
        Ok(())
    }
}

/// Until the next look: a second, or until something was done, which may have made more due. What
/// came to nothing comes to nothing again at once: on a full disk, or while renewals wait for the
/// gateway or for an operator, the runner would spin.
async fn rest(under_way: &mut JoinSet<Ran>) {
    let look = tokio::time::sleep(LOOK_EVERY);
    tokio::pin!(look);
    loop {
        tokio::select! {
            () = &mut look => return,
            Some(ended) = under_way.join_next() => match ended {
                Ok(ran) if ran != Ran::default() => return,
                _ => {}
            }
        }
    }
}

/// When the serving runner last kept house.
struct Kept {
    seen: Option<Timestamp>,
    forgotten: Option<Timestamp>,
    /// Rounds until a wish that failed is tried again.
    wish_rests: u32,
}

impl Kept {
    /// Remembers the time and forgets old keys, each now and then.
    async fn up(&mut self, app: &app::App) -> Result<(), StoreError> {
        let now = app.now();
        let older = |last: Option<Timestamp>, seconds: i64| {
            last.is_none_or(|last| now.seconds_since(last) >= seconds)
        };
        if older(self.seen, SEEN_EVERY_S) {
            time_guard::see(app, now).await?;
            self.seen = Some(now);
        }
        if older(self.forgotten, FORGET_EVERY_S) {
            let mut tx = app.store.begin().await?;
            store::idempotency::forget(&mut tx, now.plus_days(-REMEMBERED_DAYS)).await?;
            store::rate_limit::forget(&mut tx, now.plus_days(-REMEMBERED_DAYS)).await?;
            store::site::forget_rested(&mut tx, now).await?;
            app::sessions::forget(&mut tx, now.plus_days(-REMEMBERED_DAYS)).await?;
            tx.commit().await?;
            self.forgotten = Some(now);
        }
        Ok(())
    }
}
