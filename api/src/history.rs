//! `/api/brought-archives`: what the account brought from elsewhere (G1b).

use std::collections::BTreeMap;
use std::sync::Arc;

use app::App;
use app::history::{self, Archive, Entry, File, Wanted};
use app::intake;
use app::page::PAGE_MAX;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Json, Response};
use serde::{Deserialize, Serialize};
use units::id::{AccountId, ExportId, IntakeId};
use units::{Money, Timestamp};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};
use crate::shapes::Amount;

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list))
        .routes(operations!(records))
        .routes(operations!(files))
        .routes(operations!(file))
        .routes(operations!(invite))
}

/// An archive of an account that came from elsewhere. Nothing of it is in this account's books.
#[derive(Serialize, ToSchema)]
struct BroughtArchive {
    /// Its export's.
    #[schema(value_type = String, format = Uuid)]
    id: ExportId,
    /// The address of the Plenum it is from.
    made_by: String,
    /// The account it is of there.
    #[schema(value_type = String, format = Uuid)]
    account: AccountId,
    account_name: String,
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    brought_at: Option<Timestamp>,
    files: i64,
    bytes: i64,
    /// How many of its records can be looked for, by kind.
    kinds: BTreeMap<String, u64>,
}

#[derive(Serialize, ToSchema)]
struct BroughtArchiveList {
    /// The latest first, at most 100.
    archives: Vec<BroughtArchive>,
}

/// A record as it was elsewhere.
#[derive(Serialize, ToSchema)]
struct BroughtRecord {
    /// Its place among those of its kind.
    number: i64,
    title: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    at: Option<Timestamp>,
    #[schema(value_type = Option<Amount>)]
    amount: Option<Money>,
    /// As the other Plenum says it.
    state: Option<String>,
    /// The checksum of the document that stands beside it.
    document: Option<String>,
    #[schema(value_type = Object)]
    record: serde_json::Value,
}

#[derive(Serialize, ToSchema)]
struct BroughtRecordList {
    /// The last first, up to 100.
    records: Vec<BroughtRecord>,
    /// `before` of the next page; none: this was the last.
    before: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct BroughtFileEntry {
    path: String,
    kind: String,
    records: u32,
    bytes: i64,
    sha256: String,
}

#[derive(Serialize, ToSchema)]
struct BroughtFileList {
    /// By their paths, up to 100.
    files: Vec<BroughtFileEntry>,
    /// `after` of the next page.
    after: Option<String>,
}

/// A list of people to invite, to be looked at.
#[derive(Serialize, ToSchema)]
struct BroughtPeople {
    #[schema(value_type = String, format = Uuid)]
    intake: IntakeId,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedRecords {
    /// Such as `invoices`; without one nothing is found.
    #[serde(default)]
    kind: String,
    /// What the records are like.
    #[serde(default)]
    search: String,
    /// Records before the one of this number.
    #[param(minimum = 1)]
    before: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedFiles {
    /// Files after this path.
    #[serde(default)]
    after: String,
}

impl From<Archive> for BroughtArchive {
    fn from(archive: Archive) -> BroughtArchive {
        BroughtArchive {
            id: archive.id,
            made_by: archive.made_by,
            account: archive.origin,
            account_name: archive.origin_name,
            as_of: archive.as_of,
            brought_at: archive.brought_at,
            files: archive.files,
            bytes: archive.bytes,
            kinds: archive.kinds,
        }
    }
}

impl From<Entry> for BroughtRecord {
    fn from(entry: Entry) -> BroughtRecord {
        BroughtRecord {
            number: entry.number,
            title: entry.title,
            at: entry.at,
            amount: entry.amount,
            state: entry.state,
            document: entry.document.map(|file| file.sha256),
            record: entry.record,
        }
    }
}

impl From<File> for BroughtFileEntry {
    fn from(file: File) -> BroughtFileEntry {
        let File { path, kind, records, bytes, sha256 } = file;
        BroughtFileEntry { path, kind, records, bytes, sha256 }
    }
}

/// List brought archives
///
/// Archives of accounts that owners of this account brought from elsewhere.
#[utoipa::path(get, path = "/api/brought-archives", tag = "imports",
    responses(
        (status = 200, description = "The account's.", body = BroughtArchiveList),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<BroughtArchiveList>, Problem> {
    let archives = history::list(&app, &caller.who).await?;
    let archives = archives.into_iter().map(BroughtArchive::from).collect();
    Ok(Json(BroughtArchiveList { archives }))
}

/// Search a brought archive
///
/// Records of one kind, as they were where they come from.
#[utoipa::path(get, path = "/api/brought-archives/{id}/records", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The archive's id."), AskedRecords),
    responses(
        (status = 200, description = "Its records.", body = BroughtRecordList),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn records(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ExportId>,
    Query(asked): Query<AskedRecords>,
) -> Result<Json<BroughtRecordList>, Problem> {
    let AskedRecords { kind, search, before } = asked;
    if before.is_some_and(|before| before < 1) {
        return Err(Problem::of_fields([("before", "request.invalid")]));
    }
    let wanted = Wanted { kind, search, before };
    let found = history::records(&app, &caller.who, id, &wanted, PAGE_MAX).await?;
    let records = found.entries.into_iter().map(BroughtRecord::from).collect();
    Ok(Json(BroughtRecordList { records, before: found.before }))
}

/// List the files of a brought archive
#[utoipa::path(get, path = "/api/brought-archives/{id}/files", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The archive's id."), AskedFiles),
    responses(
        (status = 200, description = "Its files.", body = BroughtFileList),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn files(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ExportId>,
    Query(asked): Query<AskedFiles>,
) -> Result<Json<BroughtFileList>, Problem> {
    let found = history::files(&app, &caller.who, id, &asked.after, PAGE_MAX).await?;
    let files = found.files.into_iter().map(BroughtFileEntry::from).collect();
    Ok(Json(BroughtFileList { files, after: found.after }))
}

/// Download a file of a brought archive
#[utoipa::path(get, path = "/api/brought-archives/{id}/files/{sha256}", tag = "imports",
    params(
        ("id" = String, Path, format = Uuid, description = "The archive's id."),
        ("sha256" = String, Path, description = "The file's checksum.")),
    responses(
        (status = 200, description = "The file.", content((Vec<u8> = "application/octet-stream"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn file(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, sha256)): Path<(ExportId, String)>,
) -> Result<Response, Problem> {
    let found = history::download(&app, &caller.who, id, &sha256).await?;
    Ok(web::attachment::attachment(&found.name, found.media_type, found.bytes))
}

/// Propose the people of a brought archive
///
/// Makes a list of people to invite of those who were active there; nobody is invited before the
/// list is committed.
#[utoipa::path(post, path = "/api/brought-archives/{id}/people", tag = "imports",
    params(("id" = String, Path, format = Uuid, description = "The archive's id.")),
    responses(
        (status = 201, description = "The list, to be looked at.", body = BroughtPeople),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn invite(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ExportId>,
) -> Result<(StatusCode, Json<BroughtPeople>), Problem> {
    let people = history::people(&app, &caller.who, id).await?;
    let intake = intake::begin(&app, &caller.who, people).await?;
    Ok((StatusCode::CREATED, Json(BroughtPeople { intake })))
}
