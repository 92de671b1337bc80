//! Files handed in for import are forgotten after some days; what they brought stays (F7).

use serde::{Deserialize, Serialize};
use store::due::{Lane, NewDue};
use store::{StoreError, Tx};
use units::id::{AccountId, UsageImportId};

use super::{ReportsError, import};
use crate::app::App;
use crate::files;
use crate::handed_in::FILE_KEPT_DAYS;
use crate::work::Outcome;

/// Names what is to be forgotten.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forgotten {
    pub account: AccountId,
    pub import: UsageImportId,
}

pub(super) async fn plan(app: &App, tx: &mut Tx, work: &Forgotten) -> Result<(), StoreError> {
    let new = NewDue {
        id: app.id(),
        account: Some(work.account),
        kind: "report_cleanup",
        key: work.import.to_string(),
        payload: work,
        due_at: app.now().plus_days(FILE_KEPT_DAYS),
        now: app.now(),
    };
    store::due::plan(tx, new.row(Lane::Background)).await
}

/// Due work: forgets a file.
pub async fn run(app: &App, work: &Forgotten) -> Outcome {
    match forget(app, work).await {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

async fn forget(app: &App, work: &Forgotten) -> Result<(), ReportsError> {
    let mut tx = app.store.read().await?;
    let found = store::usage_import::find(&mut tx, work.account, work.import).await?;
    drop(tx);
    if let Some(found) = found {
        files::delete(&*app.blobs, &import::blob(work.account, &found.file)).await?;
    }
    let mut tx = app.store.begin().await?;
    store::usage_import::delete(&mut tx, work.account, work.import).await?;
    Ok(tx.commit().await?)
}
