//! `/brought`: what the account brought from elsewhere: archives, their records with a search,
//! their files, and their people as a list to invite (G1b).

use std::sync::Arc;

use app::App;
use app::history::{self, Archive, Entry, Wanted};
use app::intake;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use people::history::LISTED;
use serde::Serialize;
use units::id::ExportId;
use units::{Money, Timestamp, Zone};
use web::forms::Asked;
use web::{Face, Member, PageError, Path, urls};

use crate::audit::Paging;
use crate::imports::kind_name;
use crate::plans::Choice;

/// Records, and files, on one page.
const PAGE: u32 = 50;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::BROUGHT, get(list))
        .route("/brought/{id}", get(records))
        .route("/brought/{id}/files", get(files))
        .route("/brought/{id}/files/{sha256}", get(file))
        .route("/brought/{id}/people", post(people))
}

#[derive(Serialize)]
struct ListPage {
    archives: Vec<ArchivePart>,
    zone: Zone,
}

/// An archive with what can be looked for in it.
#[derive(Serialize)]
struct ArchivePart {
    name: String,
    made_by: String,
    as_of: Timestamp,
    brought_at: Option<Timestamp>,
    size: String,
    files: i64,
    files_href: String,
    kinds: Vec<KindLink>,
    /// Where its people become a list to invite; none: it has none.
    people_href: Option<String>,
}

#[derive(Serialize)]
struct KindLink {
    name: String,
    count: u64,
    href: String,
}

#[derive(Serialize)]
struct RecordsPage {
    archive: ArchivePart,
    kind: String,
    kind_name: String,
    kinds: Vec<Choice>,
    search: String,
    count: u64,
    entries: Vec<EntryLine>,
    paging: Paging,
    zone: Zone,
}

#[derive(Serialize)]
struct EntryLine {
    title: String,
    at: Option<Timestamp>,
    amount: Option<Money>,
    state: Option<String>,
    document_href: Option<String>,
    details: String,
}

#[derive(Serialize)]
struct FilesPage {
    archive: ArchivePart,
    files: Vec<FileLine>,
    paging: Paging,
    zone: Zone,
}

#[derive(Serialize)]
struct FileLine {
    path: String,
    size: String,
    href: String,
}

fn part(member: &Member, archive: &Archive) -> ArchivePart {
    let path = urls::brought_archive(archive.id);
    let link = |kind: &'static str| {
        let count = archive.kinds.get(kind).copied()?;
        let href = urls::with_query(&path, &[("kind", kind)]);
        Some(KindLink { name: kind_name(member, kind), count, href })
    };
    let has_people = archive.kinds.contains_key("people");
    ArchivePart {
        name: archive.origin_name.clone(),
        made_by: archive.made_by.clone(),
        as_of: archive.as_of,
        brought_at: archive.brought_at,
        size: crate::exports::size(member, archive.bytes),
        files: archive.files,
        files_href: urls::brought_archive_files(archive.id),
        kinds: LISTED.iter().filter_map(|listed| link(listed.kind)).collect(),
        people_href: has_people.then(|| urls::invite_brought_people(archive.id)),
    }
}

/// `GET /brought`
async fn list(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let archives = history::list(&app, &member.who).await?;
    let archives = archives.iter().map(|archive| part(&member, archive)).collect();
    let page = ListPage { archives, zone: member.zone.clone() };
    member.page("portal/history.html", page).await
}

/// `GET /brought/{id}?kind=&search=&before=`
async fn records(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ExportId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let archive = history::find(&app, &member.who, id).await?;
    let known = LISTED.iter().map(|listed| listed.kind);
    let kinds: Vec<&str> = known.filter(|kind| archive.kinds.contains_key(*kind)).collect();
    let wished = asked.text("kind");
    let kind = kinds.iter().copied().find(|kind| *kind == wished).or(kinds.first().copied());
    let kind = kind.unwrap_or("invoices").to_owned();
    let search = crate::contacts::search(&asked);
    let before: Option<i64> = asked.parsed("before");
    let wanted = Wanted { kind: kind.clone(), search: search.clone(), before };
    let found = history::records(&app, &member.who, id, &wanted, PAGE).await?;
    let path = urls::brought_archive(id);
    let here = [("kind", kind.as_str()), ("search", search.as_str())];
    let older = found.before.map(|before| {
        let before = before.to_string();
        let [kind, search] = here;
        urls::with_query(&path, &[kind, search, ("before", &before)])
    });
    let newer = before.map(|_| urls::with_query(&path, &here));
    let choice =
        |kind: &&str| Choice { value: (*kind).to_owned(), label: kind_name(&member, kind) };
    let page = RecordsPage {
        archive: part(&member, &archive),
        kind_name: kind_name(&member, &kind),
        kinds: kinds.iter().map(choice).collect(),
        count: archive.kinds.get(&kind).copied().unwrap_or_default(),
        entries: found.entries.into_iter().map(|entry| line(id, entry)).collect(),
        paging: Paging { newer, older, text: None },
        zone: member.zone.clone(),
        search,
        kind,
    };
    member.page("portal/history_records.html", page).await
}

fn line(archive: ExportId, entry: Entry) -> EntryLine {
    EntryLine {
        title: entry.title,
        at: entry.at,
        amount: entry.amount,
        state: entry.state,
        document_href: entry.document.map(|file| urls::brought_archive_file(archive, &file.sha256)),
        details: format!("{:#}", entry.record),
    }
}

/// `GET /brought/{id}/files?after=`
async fn files(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ExportId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let after = asked.text("after");
    let found = history::files(&app, &member.who, id, after, PAGE).await?;
    let path = urls::brought_archive_files(id);
    let older = found.after.map(|after| urls::with_query(&path, &[("after", &after)]));
    let line = |file: history::File| FileLine {
        size: crate::exports::size(&member, file.bytes),
        href: urls::brought_archive_file(id, &file.sha256),
        path: file.path,
    };
    let page = FilesPage {
        archive: part(&member, &found.archive),
        files: found.files.into_iter().map(line).collect(),
        paging: Paging { newer: (!after.is_empty()).then_some(path), older, text: None },
        zone: member.zone.clone(),
    };
    member.page("portal/history_files.html", page).await
}

/// `GET /brought/{id}/files/{sha256}`
async fn file(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, sha256)): Path<(ExportId, String)>,
) -> Result<Response, PageError> {
    let found = history::download(&app, &member.who, id, &sha256).await?;
    Ok(web::attachment::attachment(&found.name, found.media_type, found.bytes))
}

/// `POST /brought/{id}/people`: its people as a list, which is looked at before anybody is invited.
async fn people(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ExportId>,
) -> Result<Response, PageError> {
    let list = history::people(&app, &member.who, id).await?;
    let intake = intake::begin(&app, &member.who, list).await?;
    Ok(Redirect::to(&urls::intake(intake)).into_response())
}
