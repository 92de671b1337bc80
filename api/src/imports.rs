//! `/api/imports`: an archive of the caller's own data, or for owners an account's, is handed in,
//! read, and brought in (G1a, G1b).

use std::collections::BTreeMap;

use std::sync::Arc;

use app::App;
use app::import::hand_in::{self, Shown};
use app::import::report;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use people::import::Unreadable;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::ImportId;
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem, incoming};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, begin))
        .routes(operations!(show, give_up))
        .routes(operations!(hand_in_part))
        .routes(operations!(take_out))
        .routes(operations!(check))
        .routes(operations!(bring))
}

/// An import of an archive of the caller's data, or of an account's.
#[derive(Serialize, ToSchema)]
struct Import {
    #[schema(value_type = String, format = Uuid)]
    id: ImportId,
    /// `open`, `checking`, `ready`, `refused`, `bringing`, `done`, `cancelled` or `expired`.
    state: &'static str,
    /// Whose data it brings: `person`, or `account` once the archive is read and is an account's.
    whose: &'static str,
    /// What was handed in, until it is in, given up, or too old.
    parts: Vec<ImportPart>,
    /// Why the archive is not read.
    problem: Option<ImportProblem>,
    /// What would come in, once the archive is read.
    found: Option<ImportReport>,
    /// What came in so far.
    brought: ImportReport,
    /// How far the bringing in is: kinds of records that are in, of all.
    steps_done: u32,
    steps: u32,
    /// The id of the export, once the archive is read.
    archive: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    begun_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    done_at: Option<Timestamp>,
    /// When what was handed in is deleted.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// A part that was handed in.
#[derive(Serialize, ToSchema)]
struct ImportPart {
    id: String,
    name: String,
    bytes: i64,
    sha256: String,
}

/// Why an archive is not read, and where.
#[derive(Serialize, ToSchema)]
struct ImportProblem {
    code: &'static str,
    /// The file in the archive; empty: the archive as a whole.
    file: String,
    line: Option<u32>,
}

/// What comes in, counted by kind, and what is otherwise than in the archive.
#[derive(Serialize, ToSchema)]
struct ImportReport {
    kinds: BTreeMap<String, ImportCount>,
    notes: Vec<ImportNote>,
    /// Notes beyond those that are kept.
    more_notes: u64,
}

#[derive(Serialize, ToSchema)]
struct ImportCount {
    /// New here.
    made: u64,
    /// Here already, and left as it is.
    there: u64,
    /// Not brought in.
    left: u64,
}

#[derive(Serialize, ToSchema)]
struct ImportNote {
    /// Such as `number_taken`.
    why: &'static str,
    about: String,
}

#[derive(Serialize, ToSchema)]
struct ImportList {
    /// The latest first, at most ten.
    imports: Vec<Import>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedPart {
    /// What the part's file is called.
    #[serde(default)]
    name: String,
}

impl From<Shown> for Import {
    fn from(shown: Shown) -> Import {
        let Shown { import, parts, problem, found, brought, steps_done, steps } = shown;
        let part = |part: app::import::Part| ImportPart {
            id: part.blob,
            name: part.name,
            bytes: part.bytes,
            sha256: part.sha256,
        };
        Import {
            id: import.id,
            state: import.state.word(),
            whose: import.whose.word(),
            parts: parts.into_iter().map(part).collect(),
            problem: problem.map(ImportProblem::from),
            found: found.map(ImportReport::from),
            brought: brought.into(),
            steps_done,
            steps,
            archive: import.archive,
            begun_at: import.begun_at,
            done_at: import.done_at,
            expires_at: import.expires_at,
        }
    }
}

impl From<Unreadable> for ImportProblem {
    fn from(unreadable: Unreadable) -> ImportProblem {
        let Unreadable { problem, file, line, .. } = unreadable;
        ImportProblem { code: problem.code(), file, line }
    }
}

impl From<report::Report> for ImportReport {
    fn from(report: report::Report) -> ImportReport {
        let count = |count: report::Count| ImportCount {
            made: count.made,
            there: count.there,
            left: count.left,
        };
        let note = |note: report::Note| ImportNote { why: note.why.word(), about: note.about };
        ImportReport {
            kinds: report.kinds.into_iter().map(|(kind, of)| (kind, count(of))).collect(),
            notes: report.notes.into_iter().map(note).collect(),
            more_notes: report.more_notes,
        }
    }
}

/// List imports
#[utoipa::path(get, path = "/api/imports", tag = "imports",
    responses(
        (status = 200, description = "The caller's.", body = ImportList),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<ImportList>, Problem> {
    let imports = hand_in::list(&app, &caller.who).await?;
    Ok(Json(ImportList { imports: imports.into_iter().map(Import::from).collect() }))
}

/// Begin an import
///
/// There is one at a time: one that was begun and has not ended is given back.
#[utoipa::path(post, path = "/api/imports", tag = "imports",
    responses(
        (status = 201, description = "Parts can be handed in.", body = Import),
        (status = 409, description = "There were five today.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn begin(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<(StatusCode, Json<Import>), Problem> {
    let begun = hand_in::begin(&app, &caller.who).await?;
    Ok((StatusCode::CREATED, Json(begun.into())))
}

/// Show an import
#[utoipa::path(get, path = "/api/imports/{id}", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The import's id.")),
    responses(
        (status = 200, description = "The import.", body = Import),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Result<Json<Import>, Problem> {
    Ok(Json(hand_in::find(&app, &caller.who, id).await?.into()))
}

/// Give an import up
///
/// What was handed in is deleted. What is coming in comes in; one that has ended stays as it is.
#[utoipa::path(delete, path = "/api/imports/{id}", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The import's id.")),
    responses(
        (status = 200, description = "The import as it is now.", body = Import),
        (status = 409, description = "It is coming in.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn give_up(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Result<Json<Import>, Problem> {
    Ok(Json(hand_in::cancel(&app, &caller.who, id).await?.into()))
}

/// Hand in a part
///
/// The body is the part as it was downloaded. The same bytes handed in twice are one part.
#[utoipa::path(post, path = "/api/imports/{id}/parts", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The import's id."), AskedPart),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The import with its parts.", body = Import),
        (status = 409, description = "It is being read or has ended.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn hand_in_part(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ImportId>,
    Query(asked): Query<AskedPart>,
    mut part: Body,
) -> Result<(StatusCode, Json<Import>), Problem> {
    let mut upload = hand_in::take(&app, &caller.who, id, &asked.name).await?;
    while let Some(piece) = incoming::next(&mut part).await? {
        upload.write(&piece).await?;
    }
    let shown = upload.finish(&app, &caller.who).await?;
    Ok((StatusCode::CREATED, Json(shown.into())))
}

/// Take a part out again
#[utoipa::path(delete, path = "/api/imports/{id}/parts/{part}", tag = "imports",
    params(
        ("id" = String, Path, format = Uuid, description = "The import's id."),
        ("part" = String, Path, description = "The part's id.")),
    responses(
        (status = 200, description = "The import as it is now.", body = Import),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn take_out(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, part)): Path<(ImportId, String)>,
) -> Result<Json<Import>, Problem> {
    Ok(Json(hand_in::remove(&app, &caller.who, id, &part).await?.into()))
}

/// Have the archive read
///
/// These are all parts. Every file is compared with its checksum, every record with what is here;
/// then the import is `ready` and shows what would come in, or `refused` and shows why.
#[utoipa::path(post, path = "/api/imports/{id}/check", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The import's id.")),
    responses(
        (status = 200, description = "It is being read.", body = Import),
        (status = 409, description = "It is being read or has ended.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn check(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Result<Json<Import>, Problem> {
    Ok(Json(hand_in::check(&app, &caller.who, id).await?.into()))
}

/// Bring the archive in
///
/// What is here already stays as it is. The event `import.done` says when all is in.
#[utoipa::path(post, path = "/api/imports/{id}/bring", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The import's id.")),
    responses(
        (status = 200, description = "It is coming in.", body = Import),
        (status = 409, description = "It was not read yet, or has ended.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn bring(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Result<Json<Import>, Problem> {
    Ok(Json(hand_in::bring(&app, &caller.who, id).await?.into()))
}
