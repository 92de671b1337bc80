//! `/api/exports`: archives of the caller's own data, and of the account's for its owners (G1).

use std::sync::Arc;

use app::App;
use app::export::{self, Part, Shown};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Json, Response};
use people::export::Whose;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{AccountId, ExportId, PersonId};
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, ask))
        .routes(operations!(show, delete))
        .routes(operations!(part))
}

/// An archive of data.
#[derive(Serialize, ToSchema)]
struct Export {
    #[schema(value_type = String, format = Uuid)]
    id: ExportId,
    /// `person` or `account`.
    whose: &'static str,
    #[schema(value_type = String, format = Uuid)]
    account: AccountId,
    /// The person whose data it is; none in an account's.
    #[schema(value_type = Option<String>, format = Uuid)]
    person: Option<PersonId>,
    /// `writing`, `ready`, `cancelled` or `expired`.
    state: &'static str,
    /// What was made later is not in it.
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
    /// How far the writing is: stretches done, of all.
    steps_done: u32,
    steps: u32,
    /// Written so far.
    records: i64,
    files: u32,
    /// Of all parts, packed.
    bytes: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    ready_at: Option<Timestamp>,
    /// When its parts are deleted.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    /// When it was cancelled or expired.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// Once it is ready.
    parts: Vec<ExportPart>,
}

/// A ZIP file that opens by itself; the last one has the manifest of all.
#[derive(Serialize, ToSchema)]
struct ExportPart {
    /// From 1.
    number: u32,
    files: u32,
    bytes: i64,
    /// Of the part as it is downloaded, in hexadecimal.
    sha256: String,
}

#[derive(Serialize, ToSchema)]
struct ExportList {
    /// What the caller may ask for.
    may_ask: Vec<&'static str>,
    /// The latest of each first, at most ten of each.
    exports: Vec<Export>,
}

/// What an archive is asked of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewExport {
    /// `person` or `account`.
    #[schema(example = "person")]
    whose: String,
}

impl From<Shown> for Export {
    fn from(shown: Shown) -> Export {
        let Shown { export, parts, steps_done, steps } = shown;
        Export {
            id: export.id,
            whose: export.subject.whose().word(),
            account: export.subject.account,
            person: export.subject.person,
            state: export.state.word(),
            asked_at: export.asked_at,
            steps_done,
            steps,
            records: export.records,
            files: export.files,
            bytes: export.bytes,
            ready_at: export.ready_at,
            expires_at: export.expires_at,
            ended_at: export.ended_at,
            parts: parts.into_iter().map(ExportPart::from).collect(),
        }
    }
}

impl From<Part> for ExportPart {
    fn from(part: Part) -> ExportPart {
        let Part { number, files, bytes, sha256, .. } = part;
        ExportPart { number, files, bytes, sha256 }
    }
}

/// List exports
///
/// One's own, and the account's for its owners.
#[utoipa::path(get, path = "/api/exports", tag = "exports",
    responses(
        (status = 200, description = "What there is.", body = ExportList),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<ExportList>, Problem> {
    let offers = export::list(&app, &caller.who).await?;
    let may_ask = offers.iter().map(|offer| offer.whose.word()).collect();
    let exports = offers.into_iter().flat_map(|offer| offer.exports).map(Export::from).collect();
    Ok(Json(ExportList { may_ask, exports }))
}

/// Ask for an export
///
/// It is written in the background, part by part; a mail and the event `export.ready` say when it
/// is there. One is written at a time, and five are begun in a day.
#[utoipa::path(post, path = "/api/exports", tag = "exports", request_body = NewExport,
    responses(
        (status = 201, description = "It is being written.", body = Export),
        (status = 409, description = "One is being written, or there were five today.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn ask(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewExport>,
) -> Result<(StatusCode, Json<Export>), Problem> {
    let Some(whose) = Whose::from_word(&body.whose) else {
        return Err(Problem::of_fields([("whose", "request.invalid")]));
    };
    let begun = export::ask(&app, &caller.who, whose).await?;
    Ok((StatusCode::CREATED, Json(begun.into())))
}

/// Show an export
#[utoipa::path(get, path = "/api/exports/{id}", tag = "exports",
    params(("id" = String, Path, format = Uuid, description = "The export's id.")),
    responses(
        (status = 200, description = "The export.", body = Export),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ExportId>,
) -> Result<Json<Export>, Problem> {
    Ok(Json(export::find(&app, &caller.who, id).await?.into()))
}

/// Cancel or delete an export
///
/// What is written of it is deleted. One that has ended stays as it is.
#[utoipa::path(delete, path = "/api/exports/{id}", tag = "exports",
    params(("id" = String, Path, format = Uuid, description = "The export's id.")),
    responses(
        (status = 200, description = "The export as it is now.", body = Export),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn delete(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ExportId>,
) -> Result<Json<Export>, Problem> {
    Ok(Json(export::cancel(&app, &caller.who, id).await?.into()))
}

/// Download a part of an export
#[utoipa::path(get, path = "/api/exports/{id}/parts/{number}", tag = "exports",
    params(
        ("id" = String, Path, format = Uuid, description = "The export's id."),
        ("number" = u32, Path, description = "The part's number, from 1.")),
    responses(
        (status = 200, description = "The part, a ZIP file.", content(
            (Vec<u8> = "application/zip"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn part(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, number)): Path<(ExportId, u32)>,
) -> Result<Response, Problem> {
    Ok(web::attachment::export_part(export::download(&app, &caller.who, id, number).await?))
}
