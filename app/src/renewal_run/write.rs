//! What the renewals of a batch leave behind: sheets for each portion, one statement per kind of
//! row; numbers are taken once.
//!
//! Rows are made on another thread: those that name no number as soon as the batch is decided,
//! which for a batch that was read ahead is while the one before is committed; the others, portion
//! after portion, while those before are written.

use std::sync::Arc;

use store::audit::By;
use store::bulk::Rows;
use store::dialect::Dialect;
use store::{StoreError, Tx};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, JoinHandle, spawn_blocking};

use super::decide::{Renewal, words_of};
use super::facts::Facts;
use super::make::{Early, Maker, PORTION, Rest, Series, wanted_of};
use crate::app::App;
use crate::licences;
use crate::sheet;

/// The rows of a batch while they are being made.
pub(super) struct Making {
    early: mpsc::Receiver<Early>,
    wanted: oneshot::Receiver<Series>,
    numbers: oneshot::Sender<Series>,
    handed: mpsc::Receiver<Vec<Rows>>,
    made: JoinHandle<Result<Rest, String>>,
}

impl Making {
    /// Begins to make what `renewals` leave behind, whose facts are `facts`. What does without
    /// numbers is made at once, whether somebody writes already or not.
    pub fn of(app: &Arc<App>, facts: Facts, renewals: Vec<Renewal>) -> Making {
        let (hand_early, early) = mpsc::channel(renewals.len() / PORTION + 1);
        let (hand_wanted, wanted) = oneshot::channel();
        let (numbers, taken) = oneshot::channel();
        let (hand, handed) = mpsc::channel(1);
        let maker = Maker { app: app.clone(), by: By::system(), facts };
        let made = spawn_blocking(move || {
            let drafts = maker.draft(renewals, &hand_early)?;
            drop(hand_early);
            let asked = hand_wanted.send(wanted_of(&drafts)).is_ok();
            match taken.blocking_recv() {
                Ok(series) if asked => maker.make(drafts, series, &hand),
                _ => Ok(Rest::default()),
            }
        });
        Making { early, wanted, numbers, handed, made }
    }

    /// Writes all of it.
    pub async fn write(self, app: &App, tx: &mut Tx) -> Result<(), StoreError> {
        let Making { early, wanted, numbers, handed, made } = self;
        let written = match tx.dialect() {
            Dialect::Sqlite => numbers_first(tx, early, (wanted, numbers), handed).await,
            Dialect::Postgres => numbers_late(tx, early, (wanted, numbers), handed).await,
        };
        // Before anything is tried again: the maker takes ids.
        let rest = rest_of(made).await;
        // What the maker says first: where it stops, writing only hears that nothing comes.
        let rest = rest?;
        written?;
        write_rest(app, tx, rest).await
    }
}

type Asked = (oneshot::Receiver<Series>, oneshot::Sender<Series>);

/// Nobody else writes meanwhile: the sooner the numbers are there, the less is waited for rows.
async fn numbers_first(
    tx: &mut Tx,
    early: mpsc::Receiver<Early>,
    asked: Asked,
    handed: mpsc::Receiver<Vec<Rows>>,
) -> Result<(), StoreError> {
    take_numbers(tx, asked).await?;
    write_early(tx, early).await?;
    write_handed(tx, handed).await
}

/// Others wait from the taking of numbers on.
async fn numbers_late(
    tx: &mut Tx,
    early: mpsc::Receiver<Early>,
    asked: Asked,
    handed: mpsc::Receiver<Vec<Rows>>,
) -> Result<(), StoreError> {
    write_early(tx, early).await?;
    take_numbers(tx, asked).await?;
    write_handed(tx, handed).await
}

async fn write_early(tx: &mut Tx, mut early: mpsc::Receiver<Early>) -> Result<(), StoreError> {
    while let Some(Early { changed, rows }) = early.recv().await {
        // First, so that the periods of the sheet stand on what the subscriptions have become.
        for sub in &changed {
            store::subscription::rewrite(tx, sub).await?;
        }
        sheet::write(rows, tx).await?;
    }
    Ok(())
}

async fn take_numbers(tx: &mut Tx, (wanted, numbers): Asked) -> Result<(), StoreError> {
    let gone = || StoreError::Other("nothing was made of a batch".to_owned());
    let mut series = wanted.await.map_err(|_| gone())?;
    for (series, count) in &mut series {
        *count = store::invoice::take_running(tx, series, *count).await?;
    }
    numbers.send(series).map_err(|_| gone())
}

async fn write_handed(
    tx: &mut Tx,
    mut handed: mpsc::Receiver<Vec<Rows>>,
) -> Result<(), StoreError> {
    while let Some(rows) = handed.recv().await {
        sheet::write(rows, tx).await?;
    }
    Ok(())
}

/// What the maker leaves. A broken invariant names itself.
async fn rest_of(made: JoinHandle<Result<Rest, String>>) -> Result<Rest, StoreError> {
    let words = |ended: JoinError| match ended.try_into_panic() {
        Ok(panic) => words_of(&*panic),
        Err(ended) => ended.to_string(),
    };
    made.await.map_err(words).and_then(|made| made).map_err(StoreError::Other)
}

async fn write_rest(app: &App, tx: &mut Tx, rest: Rest) -> Result<(), StoreError> {
    let by = By::system();
    for (before, after) in &rest.planned {
        let losing = before.scheduled.as_ref().map_or(&[][..], |planned| planned.losing.as_slice());
        licences::take_within(app, tx, &by, after.account, after.id, losing).await?;
        licences::follow(app, tx, after, &before.items).await?;
    }
    for work in rest.done {
        store::due::done(tx, work, app.now()).await?;
    }
    for (account, currency) in rest.currencies {
        store::account::fix_currency(tx, account, currency).await?;
    }
    for sub in &rest.tried {
        crate::trial::over(app, tx, sub).await?;
    }
    for issued in rest.unpayable {
        crate::renew::past_due(app, tx, &by, &issued, ("no_method", None)).await?;
    }
    Ok(())
}
