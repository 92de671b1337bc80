//! The next batch, read on a connection of its own while the one before is written (SQLite), and
//! made while that one is committed.
//!
//! What was read so is used only where nobody else has written since the batch before began, and
//! where both batches have no account in common: then it is what the next transaction would read.
//! PostgreSQL does without: there two batches are under way at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use store::due::{self, Due, Lane};
use store::{Place, StoreError};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use units::id::AccountId;

use super::facts::Facts;
use super::{BATCH, Decided};
use crate::app::App;

/// A batch that was read ahead.
pub(super) struct Ahead {
    /// Where the batch before stands.
    before: Place,
    pub works: Vec<Due>,
    pub decided: Decided,
}

impl Ahead {
    /// Is it still what the transaction at `place` would read?
    pub fn holds(&self, place: Option<&Place>) -> bool {
        place.is_some_and(|place| place.follows(&self.before))
    }
}

/// A batch that is being read ahead.
pub(super) struct Reading {
    read: JoinHandle<Result<Option<Ahead>, StoreError>>,
    /// Everything of the batch before is made.
    made: Option<oneshot::Sender<()>>,
}

impl Reading {
    /// Reads what is due after `works`, the whole batch that the transaction at `before` has in
    /// hand; none where there is nothing to be had by it.
    pub fn of(app: &Arc<App>, before: Option<Place>, works: &[Due]) -> Option<Reading> {
        let last = works.last().filter(|_| works.len() >= BATCH as usize / 2)?;
        let after = (last.due_at, last.id.to_string());
        let taken: BTreeSet<Option<AccountId>> = works.iter().map(|work| work.account).collect();
        let (app, before) = (app.clone(), before?);
        let (made, is_made) = oneshot::channel();
        let read = tokio::spawn(async move {
            let Some((works, facts)) = read(&app, after, &taken).await? else { return Ok(None) };
            // Invoices are numbered in the order of their moments: nothing of this batch is older
            // than what the one before is made of. That one may also have failed.
            let Ok(()) = is_made.await else { return Ok(None) };
            let decided = Decided::of(&app, facts, &works);
            Ok(Some(Ahead { before, works, decided }))
        });
        Some(Reading { read, made: Some(made) })
    }

    /// The batch before is made: this one may be.
    pub fn go_on(&mut self) {
        // Nobody listens where reading it failed.
        let _ = self.made.take().map(|made| made.send(()));
    }

    /// What was read; none when it could not be, when nothing more is due, or when it was not told
    /// to go on.
    pub async fn ended(self) -> Option<Ahead> {
        let Reading { read, made } = self;
        drop(made);
        let ended = read.await.map_err(|error| StoreError::Other(error.to_string()));
        ended.and_then(|read| read).unwrap_or_else(|error| {
            tracing::debug!(%error, "a batch was not read ahead");
            None
        })
    }
}

async fn read(
    app: &App,
    (at, id): (units::Timestamp, String),
    taken: &BTreeSet<Option<AccountId>>,
) -> Result<Option<(Vec<Due>, Facts)>, StoreError> {
    let mut tx = app.store.read().await?;
    let mut works = due::due_after(&mut tx, Lane::Renewal, app.now(), (at, &id), BATCH).await?;
    // Those wait for a later batch.
    works.retain(|work| !taken.contains(&work.account));
    if works.is_empty() {
        return Ok(None);
    }
    let facts = Facts::load(app, &mut tx, &works).await?;
    Ok(Some((works, facts)))
}
