//! The run of renewals: batch after batch until nothing is due (C9).

use std::sync::Arc;

use app::renewal_run::{self, Batch, Hand};
use app::{App, time_guard};
use store::StoreError;
use store::dialect::Dialect;
use store::due::Lane;

use crate::{Ran, is_due};

/// Batches of one run: more than a deployment has subscriptions for.
const BATCHES_MAX: u32 = 1_000_000;

/// Renews what is due. What the database cannot do just now stays due.
pub(crate) async fn run(app: &Arc<App>) -> Ran {
    let mut ran = Ran::default();
    if let Err(error) = batches(app, &mut ran).await {
        tracing::warn!(%error, "renewals are put off");
    }
    ran
}

async fn batches(app: &Arc<App>, ran: &mut Ran) -> Result<(), StoreError> {
    if !is_due(app, Lane::Renewal).await? || !time_guard::may_bill(app).await? {
        return Ok(());
    }
    let id = app.id();
    let mut hand = Hand::of(id);
    let begun = batch(app, &mut hand, ran).await?;
    if begun > 0 && is_due(app, Lane::Renewal).await? {
        let other = (begun >= renewal_run::BATCH && several_write(app)).then(|| Hand::of(id));
        rest(app, &mut hand, other, ran).await?;
    }
    hand.end(app).await
}

fn several_write(app: &App) -> bool {
    app.store.dialect() == Dialect::Postgres
}

/// What is due after the first batch, with an `other` hand where there is one.
async fn rest(
    app: &Arc<App>,
    hand: &mut Hand,
    other: Option<Hand>,
    ran: &mut Ran,
) -> Result<(), StoreError> {
    let Some(mut other) = other else { return rounds(app, hand, ran).await };
    // They take the invoices' numbers one after the other; while one writes, the next reads.
    let mut beside = Ran::default();
    let (one, two) = tokio::join!(rounds(app, hand, ran), rounds(app, &mut other, &mut beside));
    ran.add(beside);
    one.and(two)
}

/// Batch after batch until nothing is due that nobody else has in hand.
async fn rounds(app: &Arc<App>, hand: &mut Hand, ran: &mut Ran) -> Result<(), StoreError> {
    for _ in 0..BATCHES_MAX {
        if batch(app, hand, ran).await? == 0 || !is_due(app, Lane::Renewal).await? {
            break;
        }
    }
    Ok(())
}

/// One batch; how many subscriptions it looked at.
async fn batch(app: &Arc<App>, hand: &mut Hand, ran: &mut Ran) -> Result<u32, StoreError> {
    let Batch { renewed, passed, set_aside } = hand.batch(app).await?;
    ran.done += u64::from(renewed);
    ran.postponed += u64::from(passed);
    ran.given_up += u64::from(set_aside);
    Ok(renewed + passed + set_aside)
}
