//! `/api/contact-imports`: a file is handed in, its preview says what would happen to every row,
//! and committing the preview does that, once.

use std::sync::Arc;

use ::contacts::charset::Charset;
use ::contacts::import::{Counts, OtherName};
use app::contacts::import::{self, Answers, Outcome, Planned, Preview};
use app::{App, Who};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use units::id::{ContactId, ContactImportId};
use utoipa::{IntoParams, ToSchema};
use web::idempotency::Effect;
use web::{Caller, Path, Problem};

use super::invalid;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(hand_in))
        .routes(operations!(show, answer))
        .routes(operations!(commit))
        .routes(operations!(bad_rows))
}

/// How many rows end in which way.
#[derive(Serialize, ToSchema)]
struct ImportCounts {
    new: u32,
    /// They add to a contact that is there.
    merged: u32,
    unchanged: u32,
    /// They wait for `other_name`.
    asked: u32,
    skipped: u32,
    bad: u32,
}

impl From<Counts> for ImportCounts {
    fn from(counts: Counts) -> ImportCounts {
        let Counts { new, merged, unchanged, asked, skipped, bad } = counts;
        ImportCounts { new, merged, unchanged, asked, skipped, bad }
    }
}

/// What would happen to a row, or has.
#[derive(Serialize, ToSchema)]
struct ImportRow {
    /// Where it begins in the file, from 1.
    line: u32,
    /// `new`, `merged`, `unchanged`, `asked`, `skipped` or `bad`.
    outcome: &'static str,
    name: Option<String>,
    /// The contact that is there already.
    #[schema(value_type = Option<String>, format = "uuid")]
    contact: Option<ContactId>,
    /// What is wrong with it, in words.
    problems: Vec<String>,
}

/// An import, before and after it is done.
#[derive(Serialize, ToSchema)]
struct ContactImport {
    #[schema(value_type = String, format = "uuid")]
    id: ContactImportId,
    is_done: bool,
    /// The file is older than Unicode: say `charset`.
    needs_charset: bool,
    /// Some rows have an address that is known under another name: say `other_name`.
    needs_other_name: bool,
    /// What the file seems to be, e.g. `webex`, `google`, `vcard`, `table`.
    shape: Option<&'static str>,
    /// Of its headings.
    language: Option<&'static str>,
    /// Columns or properties that are not taken over.
    not_kept: Vec<String>,
    counts: ImportCounts,
    rows: Vec<ImportRow>,
    /// What to commit.
    preview: Option<String>,
}

fn row(app: &App, who: &Who, planned: &Planned, at: usize) -> Option<ImportRow> {
    let (entry, outcome) = (planned.file.entries.get(at)?, planned.plan.outcomes.get(at)?);
    let known = |at: &usize| planned.plan.contacts.get(*at).and_then(|known| known.id);
    let (word, contact, problems) = match outcome {
        Outcome::New { .. } => ("new", None, Vec::new()),
        Outcome::Merged { at } => ("merged", known(at), Vec::new()),
        Outcome::Unchanged { at } => ("unchanged", known(at), Vec::new()),
        Outcome::Asked { at } => ("asked", known(at), Vec::new()),
        Outcome::Skipped { at } => ("skipped", known(at), Vec::new()),
        Outcome::Bad { problems } => ("bad", None, import::sentences(app, &who.locale, problems)),
    };
    let name = entry.read.as_ref().ok().map(|(card, _)| card.name.clone());
    Some(ImportRow { line: entry.line, outcome: word, name, contact, problems })
}

fn shown(app: &App, who: &Who, preview: &Preview) -> ContactImport {
    let import = &preview.import;
    let is_done = import.done_at.is_some();
    let read = preview.read.as_ref();
    let planned = read.filter(|_| !is_done);
    let counts = match planned {
        Some(planned) => planned.counts,
        None => import.counts.unwrap_or_default(),
    };
    let rows = planned.map(|planned| {
        (0..planned.file.entries.len()).filter_map(|at| row(app, who, planned, at)).collect()
    });
    ContactImport {
        id: import.id,
        is_done,
        needs_charset: read.is_none(),
        needs_other_name: counts.asked > 0,
        shape: read.map(|read| read.file.shape.word()),
        language: read.and_then(|read| read.file.language).map(|language| language.word()),
        not_kept: read.map(|read| read.file.unkept.clone()).unwrap_or_default(),
        counts: counts.into(),
        rows: rows.unwrap_or_default(),
        preview: planned.map(|planned| planned.digest.clone()),
    }
}

/// What is answered in advance.
#[derive(Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ImportAnswers {
    /// Letters of a file older than Unicode: `windows-1252` or `windows-1251`.
    charset: Option<String>,
    /// Who people are whose address is known under another name: `merge` (the same), `separate`
    /// (others who share it) or `skip`.
    other_name: Option<String>,
}

impl ImportAnswers {
    fn read(self) -> Result<Answers, Problem> {
        let charset =
            self.charset.map(|word| Charset::from_word(&word).ok_or_else(|| invalid("charset")));
        let other_name = self
            .other_name
            .map(|word| OtherName::from_word(&word).ok_or_else(|| invalid("other_name")));
        Ok(Answers { charset: charset.transpose()?, other_name: other_name.transpose()? })
    }
}

/// Hand in a file of contacts
///
/// The body is the file: CSV of any dialect, vCards, or a list of addresses, up to 5 MiB and 10,000
/// contacts. Nothing is added yet; the answer says what would be.
#[utoipa::path(post, path = "/api/contact-imports", tag = "contacts", params(ImportAnswers),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "What would happen.", body = ContactImport),
        (status = 422, description = "The file cannot be read; the sentence says why.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn hand_in(
    State(app): State<Arc<App>>,
    caller: Caller,
    effect: Option<Extension<Effect>>,
    Query(answers): Query<ImportAnswers>,
    file: Bytes,
) -> Result<(StatusCode, Json<ContactImport>), Problem> {
    let id = effect.map(|Extension(effect)| effect.id());
    let answers = answers.read()?;
    let id = import::hand_in(&app, &caller.who, id, file.to_vec(), answers).await?;
    let preview = import::preview(&app, &caller.who, id).await?;
    Ok((StatusCode::CREATED, Json(shown(&app, &caller.who, &preview))))
}

/// Show an import
///
/// What it would do now, or what it did. It is forgotten after seven days.
#[utoipa::path(get, path = "/api/contact-imports/{id}", tag = "contacts",
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "The import.", body = ContactImport),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactImportId>,
) -> Result<Json<ContactImport>, Problem> {
    let preview = import::preview(&app, &caller.who, id).await?;
    Ok(Json(shown(&app, &caller.who, &preview)))
}

/// Answer what an import asks
#[utoipa::path(put, path = "/api/contact-imports/{id}", tag = "contacts",
    request_body = ImportAnswers,
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "What would happen now.", body = ContactImport),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn answer(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactImportId>,
    Json(body): Json<ImportAnswers>,
) -> Result<Json<ContactImport>, Problem> {
    import::answer(&app, &caller.who, id, body.read()?).await?;
    show(State(app), caller, Path(id)).await
}

/// What was seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeenImport {
    /// `preview` of the import.
    preview: String,
}

/// Do what an import's preview said
///
/// Or refuse, when it would now do something else. Done once, it gives the same answer again.
#[utoipa::path(post, path = "/api/contact-imports/{id}/commit", tag = "contacts",
    request_body = SeenImport,
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "It is done, now or before.", body = ImportCounts),
        (status = 409, description = "It would do something else now, or an answer is missing.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn commit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactImportId>,
    Json(body): Json<SeenImport>,
) -> Result<Json<ImportCounts>, Problem> {
    let counts = import::commit(&app, &caller.who, id, &body.preview).await?;
    Ok(Json(counts.into()))
}

/// Download the rows that cannot be imported
///
/// A table with the reason in the last column, without formulas; it can be mended and handed in.
#[utoipa::path(get, path = "/api/contact-imports/{id}/bad.csv", tag = "contacts",
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn bad_rows(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactImportId>,
) -> Result<Response, Problem> {
    let bytes = import::bad_rows(&app, &caller.who, id).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"bad-contacts.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
