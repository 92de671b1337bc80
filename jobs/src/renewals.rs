//! The run of renewals: batch after batch until nothing is due (C9).

use std::sync::Arc;

use app::renewal_run::{self, Batch};
use app::{App, time_guard};
use store::StoreError;
use store::dialect::Dialect;
use store::due::Lane;
use units::id::RenewalRunId;

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
    let run = app.id();
    let begun = batch(app, run, ran).await?;
    if begun > 0 && is_due(app, Lane::Renewal).await? {
        rest(app, run, ran, begun >= renewal_run::BATCH).await?;
    }
    renewal_run::end(app, run).await
}

/// What is due after the first batch; `many` if that was a whole one.
async fn rest(
    app: &Arc<App>,
    run: RenewalRunId,
    ran: &mut Ran,
    many: bool,
) -> Result<(), StoreError> {
    if !many || app.store.dialect() == Dialect::Sqlite {
        return rounds(app, run, ran).await;
    }
    // They take the invoices' numbers one after the other; while one writes, the next reads.
    let mut beside = Ran::default();
    let (one, other) = tokio::join!(rounds(app, run, ran), rounds(app, run, &mut beside));
    ran.add(beside);
    one.and(other)
}

/// Batch after batch until nothing is due that nobody else has in hand.
async fn rounds(app: &Arc<App>, run: RenewalRunId, ran: &mut Ran) -> Result<(), StoreError> {
    for _ in 0..BATCHES_MAX {
        if batch(app, run, ran).await? == 0 || !is_due(app, Lane::Renewal).await? {
            break;
        }
    }
    Ok(())
}

/// One batch; how many subscriptions it looked at.
async fn batch(app: &Arc<App>, run: RenewalRunId, ran: &mut Ran) -> Result<u32, StoreError> {
    let Batch { renewed, passed, set_aside } = renewal_run::batch(app, run).await?;
    ran.done += u64::from(renewed);
    ran.postponed += u64::from(passed);
    ran.given_up += u64::from(set_aside);
    Ok(renewed + passed + set_aside)
}
