//! `/api/operator/jobs`: due work by state.

use std::sync::Arc;

use app::App;
use app::operator::due_work::{self, Due, STATES};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{AccountId, DueWorkId};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use super::console;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list)).routes(operations!(revive))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedWork {
    /// `given_up` (or nothing), `waiting` or `done`.
    state: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct DueWork {
    #[schema(value_type = String, format = Uuid)]
    id: DueWorkId,
    #[schema(value_type = Option<String>, format = Uuid)]
    account: Option<AccountId>,
    kind: String,
    /// Unique within the kind.
    key: String,
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
    state: String,
    /// Failed tries.
    attempts: u32,
    last_error: Option<String>,
}

/// Work in one state, latest due first, and how much there is in each.
#[derive(Serialize, ToSchema)]
struct DueWorkPage {
    given_up: u32,
    waiting: u32,
    done: u32,
    work: Vec<DueWork>,
}

fn work(due: Due) -> DueWork {
    DueWork {
        id: due.id,
        account: due.account,
        kind: due.kind,
        key: due.key,
        due_at: due.due_at,
        state: due.state,
        attempts: due.attempts,
        last_error: due.last_error,
    }
}

/// List due work
///
/// A hundred pieces in one state.
#[utoipa::path(get, path = "/api/operator/jobs", tag = "operator", params(AskedWork),
    responses(
        (status = 200, description = "Due work.", body = DueWorkPage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedWork>,
) -> Result<Json<DueWorkPage>, Problem> {
    let console = console(&caller)?;
    let state = asked.state.as_deref().unwrap_or(STATES[0]);
    if !STATES.contains(&state) {
        return Err(Problem::of_fields([("state", "request.invalid")]));
    }
    let view = due_work::list(&app, &console, state).await?;
    let [given_up, waiting, done] = view.counts;
    let work = view.work.into_iter().map(work).collect();
    Ok(Json(DueWorkPage { given_up, waiting, done, work }))
}

/// Give work another try
///
/// Work that was given up is due now, with all its tries before it.
#[utoipa::path(post, path = "/api/operator/jobs/{id}/revive", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The work's id.")),
    responses(
        (status = 202, description = "It is tried again."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn revive(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<DueWorkId>,
) -> Result<StatusCode, Problem> {
    due_work::revive(&app, &console(&caller)?, id).await?;
    Ok(StatusCode::ACCEPTED)
}
