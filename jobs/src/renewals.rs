//! The run of renewals: batch after batch until nothing is due (C9).

use std::sync::Arc;

use app::renewal_run::{self, Batch};
use app::{App, time_guard};
use store::StoreError;
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
    let run = app.id();
    for _ in 0..BATCHES_MAX {
        let Batch { renewed, passed, set_aside } = renewal_run::batch(app, run).await?;
        if renewed + passed + set_aside == 0 {
            break;
        }
        ran.done += u64::from(renewed);
        ran.postponed += u64::from(passed);
        ran.given_up += u64::from(set_aside);
        if !is_due(app, Lane::Renewal).await? {
            break;
        }
    }
    renewal_run::end(app, run).await
}
