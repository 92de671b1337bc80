//! `/api/sessions`: where the person is signed in.

use std::sync::Arc;

use app::App;
use app::sessions;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::Serialize;
use units::Timestamp;
use units::id::SessionId;
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list, end_all)).routes(operations!(end))
}

/// A browser in which the person is signed in.
#[derive(Serialize, ToSchema)]
struct Session {
    #[schema(value_type = String, format = "uuid")]
    id: SessionId,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// To the hour, about.
    #[schema(value_type = String, format = DateTime)]
    seen_at: Timestamp,
    /// Moves on with each use.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// As the browser names itself.
    user_agent: String,
    /// From where it was opened.
    ip: String,
}

#[derive(Serialize, ToSchema)]
struct Sessions {
    sessions: Vec<Session>,
}

/// List sessions
#[utoipa::path(get, path = "/api/sessions", tag = "sessions",
    responses(
        (status = 200, description = "The person's sessions, last used first.", body = Sessions),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<Sessions>, Problem> {
    let held = sessions::list(&app, &caller.who).await?;
    let sessions = held.into_iter().map(|session| Session {
        id: session.id,
        created_at: session.created_at,
        seen_at: session.seen_at,
        expires_at: session.expires_at,
        user_agent: session.user_agent,
        ip: session.ip,
    });
    Ok(Json(Sessions { sessions: sessions.collect() }))
}

/// End a session
#[utoipa::path(delete, path = "/api/sessions/{id}", tag = "sessions",
    params(("id" = String, Path, format = "uuid", description = "The session's id.")),
    responses(
        (status = 204, description = "Ended."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn end(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    sessions::end(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all sessions
///
/// The person is signed out of every browser; tokens stay.
#[utoipa::path(delete, path = "/api/sessions", tag = "sessions",
    responses(
        (status = 204, description = "Ended."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn end_all(State(app): State<Arc<App>>, caller: Caller) -> Result<StatusCode, Problem> {
    sessions::end_others(&app, &caller.who, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
