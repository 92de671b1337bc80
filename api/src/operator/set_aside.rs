//! `/api/operator/set-aside-mails`: mails that nothing could be done with.

use std::sync::Arc;

use app::App;
use app::operator::set_aside::{self, SetAside};
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
    Operations::new().routes(operations!(list)).routes(operations!(show, remove))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedSetAside {
    /// `next` of the page before.
    after: Option<String>,
    /// Lines of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct SetAsideMail {
    #[schema(value_type = String, format = Uuid)]
    id: MailId,
    /// A word, such as `report` for what a mail server reports, or `not_invited`.
    reason: String,
    /// As its headers say it; proved by nothing.
    from: Option<String>,
    to: Option<String>,
    subject: String,
    /// Of the whole mail.
    bytes: i64,
    #[schema(value_type = String, format = DateTime)]
    taken_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
struct SetAsideMails {
    mails: Vec<SetAsideMail>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct SetAsideMailWhole {
    #[serde(flatten)]
    mail: SetAsideMail,
    /// Its beginning, up to 64 KiB.
    source: String,
}

fn mail(kept: &SetAside) -> SetAsideMail {
    SetAsideMail {
        id: kept.id,
        reason: kept.reason.clone(),
        from: kept.sender.clone(),
        to: kept.recipient.clone(),
        subject: kept.subject.clone(),
        bytes: kept.bytes,
        taken_at: kept.taken_at,
    }
}

/// List mails that were set aside
///
/// They were handed to the deployment and nothing could be done with them. Newest first; the
/// thousand newest are kept.
#[utoipa::path(get, path = "/api/operator/set-aside-mails", tag = "operator",
    params(AskedSetAside),
    responses(
        (status = 200, description = "Mails.", body = SetAsideMails),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedSetAside>,
) -> Result<Json<SetAsideMails>, Problem> {
    let console = console(&caller)?;
    let asked = paging::read(asked.after, asked.limit)?;
    let found = set_aside::list(&app, &console, asked).await?;
    let next = found.next.map(|next| next.to_string());
    Ok(Json(SetAsideMails { mails: found.lines.iter().map(mail).collect(), next }))
}

/// Show a mail that was set aside
#[utoipa::path(get, path = "/api/operator/set-aside-mails/{id}", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The mail's id.")),
    responses(
        (status = 200, description = "The mail.", body = SetAsideMailWhole),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MailId>,
) -> Result<Json<SetAsideMailWhole>, Problem> {
    let kept = set_aside::view(&app, &console(&caller)?, id).await?;
    Ok(Json(SetAsideMailWhole { mail: mail(&kept), source: kept.source }))
}

/// Remove a mail that was set aside
#[utoipa::path(delete, path = "/api/operator/set-aside-mails/{id}", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The mail's id.")),
    responses(
        (status = 204, description = "Removed."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MailId>,
) -> Result<StatusCode, Problem> {
    set_aside::remove(&app, &console(&caller)?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
