//! The renewal run: what is due, hundreds at a time, one transaction per batch (C9, R-21, R-22).
//!
//! A batch locks its work and its accounts, reads their facts by set, decides each subscription by
//! `billing::renewal::propose`, and writes everything that follows by multi-row statements, a
//! portion while the rows of the next are made, and on SQLite while the next batch is read, which
//! is made while this one is committed (`ahead`). Killed at any write it has not happened. A batch
//! that fails is done again one account at a time, and the account that breaks is set aside with
//! its reason, for a person to look; the others never wait for it. Charges are intents in the
//! batch; the gateway is called after it, by other work.

mod ahead;
mod decide;
mod facts;
mod make;
mod write;

use std::sync::Arc;

use store::due::{self, Due, Lane};
use store::renewal_run;
use store::retry::Tries;
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, DueWorkId, RenewalRunId};

use crate::app::App;
use ahead::{Ahead, Reading};
use decide::Left;
use facts::Facts;
use write::Making;

/// Subscriptions of one batch: other writers wait for at most so many.
pub const BATCH: u32 = 500;

/// What one batch came to, in subscriptions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub renewed: u32,
    /// Looked at and not due, or not to be renewed any more.
    pub passed: u32,
    pub set_aside: u32,
}

impl Batch {
    fn add(&mut self, other: Batch) {
        self.renewed += other.renewed;
        self.passed += other.passed;
        self.set_aside += other.set_aside;
    }
}

/// One of those who go through a run together.
pub struct Hand {
    id: RenewalRunId,
    /// The next batch, as far as it is read already.
    ahead: Option<Reading>,
}

impl Hand {
    /// A hand for the run `id`.
    pub fn of(id: RenewalRunId) -> Hand {
        Hand { id, ahead: None }
    }

    /// Renews up to a batch of what is due, and counts it into the run. An error means that the
    /// database cannot just now: what is due stays due.
    pub async fn batch(&mut self, app: &Arc<App>) -> Result<Batch, StoreError> {
        let mut claimed = Vec::new();
        match self.together(app, &Pick::Due, &mut claimed).await {
            Err(error) if !error.is_passing() => {
                tracing::warn!(%error, "a batch of renewals failed; each account goes alone now");
                self.one_by_one(app, &claimed).await
            }
            ended => ended,
        }
    }

    /// Nothing is due any more.
    pub async fn end(self, app: &App) -> Result<(), StoreError> {
        let mut tx = app.store.begin().await?;
        renewal_run::end(&mut tx, self.id, app.now()).await?;
        tx.commit().await
    }

    /// One transaction, tried again while others are in its way.
    async fn together(
        &mut self,
        app: &Arc<App>,
        pick: &Pick,
        claimed: &mut Vec<Due>,
    ) -> Result<Batch, StoreError> {
        let mut tries = Tries::new();
        loop {
            match self.once(app, pick, claimed).await {
                Err(error) if tries.again(&error) => {}
                ended => return ended,
            }
        }
    }

    async fn once(
        &mut self,
        app: &Arc<App>,
        pick: &Pick,
        claimed: &mut Vec<Due>,
    ) -> Result<Batch, StoreError> {
        // Before anybody else is kept from writing.
        let ahead = match self.ahead.take() {
            Some(reading) => reading.ended().await,
            None => None,
        };
        let mut tx = app.store.begin().await?;
        match self.within(app, &mut tx, pick, ahead, claimed).await {
            Ok(batch) => {
                tx.commit().await?;
                Ok(batch)
            }
            Err(error) => {
                // Now, not some time: the next try must find the rows unlocked.
                let _ = tx.rollback().await;
                Err(error)
            }
        }
    }

    async fn within(
        &mut self,
        app: &Arc<App>,
        tx: &mut Tx,
        pick: &Pick,
        ahead: Option<Ahead>,
        claimed: &mut Vec<Due>,
    ) -> Result<Batch, StoreError> {
        tx.look_up_by_key().await?;
        let place = tx.place()?;
        let decided = match (pick, ahead.filter(|ahead| ahead.holds(place.as_ref()))) {
            (Pick::Due, Some(ahead)) => {
                *claimed = ahead.works;
                ahead.decided
            }
            _ => {
                *claimed = pick.lock(tx, app.now()).await?;
                if claimed.is_empty() {
                    return Ok(Batch::default());
                }
                Decided::of(app, Facts::load(app, tx, claimed).await?, claimed)
            }
        };
        if let Pick::Due = pick {
            self.ahead = Reading::of(app, place, claimed);
        }
        let batch = decided.write(app, tx).await?;
        let (renewed, set_aside) = (i64::from(batch.renewed), i64::from(batch.set_aside));
        renewal_run::count(tx, self.id, app.now(), renewed, set_aside).await?;
        if let Some(ahead) = &mut self.ahead {
            ahead.go_on();
        }
        Ok(batch)
    }

    /// Each account's part of a batch that failed, in a transaction of its own.
    async fn one_by_one(&mut self, app: &Arc<App>, works: &[Due]) -> Result<Batch, StoreError> {
        let mut accounts: Vec<Option<AccountId>> = Vec::new();
        for work in works {
            if !accounts.contains(&work.account) {
                accounts.push(work.account);
            }
        }
        let mut all = Batch::default();
        for account in accounts {
            let of_account = works.iter().filter(|work| work.account == account);
            let ids: Vec<DueWorkId> = of_account.map(|work| work.id).collect();
            let pick = Pick::These(ids.clone());
            match self.together(app, &pick, &mut Vec::new()).await {
                Ok(batch) => all.add(batch),
                Err(error) if error.is_passing() => return Err(error),
                Err(error) => {
                    all.add(put_aside(app, self.id, account, &ids, &error.to_string()).await?);
                }
            }
        }
        Ok(all)
    }
}

/// Which work a batch takes.
enum Pick {
    /// Whatever is due.
    Due,
    These(Vec<DueWorkId>),
}

impl Pick {
    async fn lock(&self, tx: &mut Tx, now: Timestamp) -> Result<Vec<Due>, StoreError> {
        match self {
            Pick::Due => due::lock_due(tx, Lane::Renewal, now, BATCH).await,
            Pick::These(ids) => due::lock_these(tx, ids, now).await,
        }
    }
}

/// A batch that is decided: what its renewals leave behind is being made.
struct Decided {
    renewed: u32,
    making: Option<Making>,
    left: Vec<Left>,
}

impl Decided {
    /// Decides `works`, whose facts are `facts`.
    fn of(app: &Arc<App>, facts: Facts, works: &[Due]) -> Decided {
        let (renewals, left) = decide::each(&facts, works, app.now());
        let renewed = u32::try_from(renewals.len()).unwrap_or(u32::MAX);
        let making = (renewed > 0).then(|| Making::of(app, facts, renewals));
        Decided { renewed, making, left }
    }

    /// Writes what is made first: it takes ids until it is written.
    async fn write(self, app: &App, tx: &mut Tx) -> Result<Batch, StoreError> {
        if let Some(making) = self.making {
            making.write(app, tx).await?;
        }
        let now = app.now();
        let mut batch = Batch { renewed: self.renewed, ..Batch::default() };
        for left in self.left {
            match left {
                Left::NotYet { work, due_at } => {
                    batch.passed += 1;
                    due::postpone(tx, work, due_at).await?;
                }
                Left::Ends { work } => {
                    batch.passed += 1;
                    due::done(tx, work, now).await?;
                }
                Left::SetAside { work, account, reason } => {
                    batch.set_aside += 1;
                    set_aside(tx, work, account, &reason, now).await?;
                }
            }
        }
        Ok(batch)
    }
}

async fn set_aside(
    tx: &mut Tx,
    work: DueWorkId,
    account: Option<AccountId>,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tracing::error!(?account, reason, "a renewal is set aside for a person to look");
    due::give_up(tx, work, now, reason).await
}

async fn put_aside(
    app: &Arc<App>,
    run: RenewalRunId,
    account: Option<AccountId>,
    works: &[DueWorkId],
    reason: &str,
) -> Result<Batch, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let mut batch = Batch::default();
    for work in works {
        set_aside(&mut tx, *work, account, reason, now).await?;
        batch.set_aside += 1;
    }
    renewal_run::count(&mut tx, run, now, 0, i64::from(batch.set_aside)).await?;
    tx.commit().await?;
    Ok(batch)
}
