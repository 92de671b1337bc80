//! Due work as an operator sees it: what waits, what was given up, and giving it another try.

use serde_json::json;
use store::due;
pub use store::due::Due;
use units::id::DueWorkId;

use super::{Console, OperatorError, ROWS_MAX, note};
use crate::app::App;

/// States of due work, as they stand in its rows.
pub const STATES: [&str; 3] = ["given_up", "waiting", "done"];

/// Work in one state, and how much there is in each.
#[derive(Clone, Debug)]
pub struct DueView {
    pub state: &'static str,
    /// Latest due first.
    pub work: Vec<Due>,
    /// In the order of `STATES`.
    pub counts: [u32; STATES.len()],
}

/// Work in `state`; anything unknown means given up, which is what needs a person.
pub async fn list(app: &App, _: &Console, state: &str) -> Result<DueView, OperatorError> {
    let state = STATES.into_iter().find(|known| *known == state).unwrap_or(STATES[0]);
    let mut tx = app.store.read().await?;
    let by_state = due::counts(&mut tx).await?;
    let count = |wanted: &str| {
        let found = by_state.iter().find(|(state, _)| state == wanted);
        found.map(|(_, pieces)| *pieces).unwrap_or_default()
    };
    Ok(DueView {
        state,
        work: due::list(&mut tx, state, ROWS_MAX).await?,
        counts: STATES.map(count),
    })
}

/// Gives work that was given up all its tries again, from now.
pub async fn revive(app: &App, console: &Console, id: DueWorkId) -> Result<(), OperatorError> {
    let mut tx = app.store.begin().await?;
    let work = due::find(&mut tx, id).await?.ok_or(OperatorError::NotFound)?;
    if !due::revive(&mut tx, id, app.now()).await? {
        return Err(OperatorError::NotFound);
    }
    let change = json!({ "kind": work.kind, "error": work.last_error });
    let action = "operator.work_revived";
    note(app, &mut tx, console, work.account, action, work.key, change).await?;
    tx.commit().await?;
    Ok(())
}
