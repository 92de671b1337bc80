//! `/api/operator/mails`: the outbox.

use std::sync::Arc;

use app::App;
use app::operator::mails::{self, QueuedMail, STATES};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::MailId;
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use super::console;
use crate::operations::{Operations, operations};
use crate::paging;

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list)).routes(operations!(show)).routes(operations!(retry))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedMails {
    /// `queued`, `undeliverable` or `delivered`; all when left out.
    state: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Lines of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct OperatorMail {
    #[schema(value_type = String, format = Uuid)]
    id: MailId,
    to: String,
    kind: String,
    locale: String,
    /// Known once it was delivered.
    subject: Option<String>,
    /// `queued`, `undeliverable` or `delivered`.
    state: String,
    /// Failed tries.
    attempts: u32,
    last_error: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    delivered_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
struct OperatorMails {
    mails: Vec<OperatorMail>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct OperatorMailWhole {
    #[serde(flatten)]
    mail: OperatorMail,
    text: Option<String>,
    html: Option<String>,
    /// The whole message (RFC 5322); none when what was delivered is not kept.
    source: Option<String>,
}

fn mail(queued: QueuedMail) -> OperatorMail {
    OperatorMail {
        id: queued.id,
        to: queued.to.to_string(),
        kind: queued.kind,
        locale: queued.locale.to_string(),
        subject: queued.subject,
        state: queued.state,
        attempts: queued.attempts,
        last_error: queued.last_error,
        created_at: queued.created_at,
        delivered_at: queued.delivered_at,
    }
}

/// List mails
///
/// Newest first.
#[utoipa::path(get, path = "/api/operator/mails", tag = "operator", params(AskedMails),
    responses(
        (status = 200, description = "Mails.", body = OperatorMails),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedMails>,
) -> Result<Json<OperatorMails>, Problem> {
    let console = console(&caller)?;
    let state = asked.state.as_deref();
    if state.is_some_and(|state| !STATES.contains(&state)) {
        return Err(Problem::of_fields([("state", "request.invalid")]));
    }
    let asked = paging::read(asked.after, asked.limit)?;
    let found = mails::list(&app, &console, state, asked).await?;
    let next = found.next.map(|next| next.to_string());
    Ok(Json(OperatorMails { mails: found.lines.into_iter().map(mail).collect(), next }))
}

/// Show a mail
///
/// As it was delivered, or as it would be.
#[utoipa::path(get, path = "/api/operator/mails/{id}", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The mail's id.")),
    responses(
        (status = 200, description = "The mail.", body = OperatorMailWhole),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MailId>,
) -> Result<Json<OperatorMailWhole>, Problem> {
    let view = mails::view(&app, &console(&caller)?, id).await?;
    Ok(Json(OperatorMailWhole {
        mail: mail(view.mail),
        text: view.text,
        html: view.html,
        source: view.source,
    }))
}

/// Send a mail again
///
/// For mails that are undeliverable.
#[utoipa::path(post, path = "/api/operator/mails/{id}/retry", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The mail's id.")),
    responses(
        (status = 202, description = "It is tried again."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn retry(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MailId>,
) -> Result<StatusCode, Problem> {
    mails::retry(&app, &console(&caller)?, id).await?;
    Ok(StatusCode::ACCEPTED)
}
