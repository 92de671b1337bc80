//! The ledger as an operator sees it: checked, the latest lines, the journal to take away.

pub use store::ledger::Leg;

use super::{Console, OperatorError, ROWS_MAX};
use crate::app::App;
use crate::ledger::{self, Checked};

/// What a check found, and the latest lines.
#[derive(Clone, Debug)]
pub struct Books {
    pub checked: Checked,
    /// Newest entry first.
    pub latest: Vec<Leg>,
}

/// Checks the whole ledger.
pub async fn check(app: &App, _: &Console) -> Result<Books, OperatorError> {
    let checked = ledger::check(app).await?;
    let mut tx = app.store.read().await?;
    let latest = store::ledger::latest(&mut tx, ROWS_MAX).await?;
    Ok(Books { checked, latest })
}

/// The whole ledger as a journal (see `ledger::export`).
pub async fn journal(app: &App, _: &Console) -> Result<String, OperatorError> {
    Ok(ledger::export(app).await?)
}
