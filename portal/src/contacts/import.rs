//! `/contacts/import`: a file is handed in, its preview says what will happen to each row, and the
//! button does that (F6, P2).

use std::sync::Arc;

use ::contacts::charset::Charset;
use ::contacts::import::{Counts, Entry, OtherName};
use app::App;
use app::contacts::ContactsError;
use app::contacts::import::{self, Answers, FILE_MAX_BYTES, Outcome, Planned, Preview};
use axum::Router;
use axum::extract::{Multipart, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use texts::Args;
use units::id::ContactImportId;
use web::refusal::Refusal as _;
use web::{Face, Form, Member, PageError, Path, news, urls};

use super::attachment;
use crate::plan_form::Radio;
use crate::state::State as Stand;

/// Rows of each kind that a preview shows.
const ROWS_SHOWN: usize = 20;
const BYTES_PER_MEGABYTE: usize = 1024 * 1024;
/// Longest of the form's other fields, in bytes.
const FIELD_MAX_BYTES: usize = 1_000;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::IMPORT_CONTACTS, get(blank).post(hand_in))
        .route("/contacts/import/{id}", get(show).post(commit))
        .route("/contacts/import/{id}/answer", post(answer))
        .route("/contacts/import/{id}/bad.csv", get(bad_rows))
}

#[derive(Serialize)]
struct UploadPage {
    id: String,
    pasted: String,
    max_megabytes: usize,
    refusal: Option<String>,
}

fn upload(app: &App, pasted: String, refusal: Option<String>) -> UploadPage {
    UploadPage {
        id: app.id::<units::id::kind::ContactImport>().to_string(),
        pasted,
        max_megabytes: FILE_MAX_BYTES / BYTES_PER_MEGABYTE,
        refusal,
    }
}

/// `GET /contacts/import`
async fn blank(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    member.page("portal/contacts_import.html", upload(&app, String::new(), None)).await
}

#[derive(Default)]
struct Handed {
    id: String,
    file: Vec<u8>,
    pasted: String,
}

/// `POST /contacts/import`: a form of several parts, a file or a pasted text among them.
async fn hand_in(
    State(app): State<Arc<App>>,
    member: Member,
    form: Multipart,
) -> Result<Response, PageError> {
    let Handed { id, file, pasted } = read(form).await?;
    let bytes = if file.is_empty() { pasted.clone().into_bytes() } else { file };
    match import::hand_in(&app, &member.who, id.parse().ok(), bytes, Answers::default()).await {
        Ok(id) => Ok(axum::response::IntoResponse::into_response(axum::response::Redirect::to(
            &urls::contact_import(id),
        ))),
        Err(error @ ContactsError::Unreadable(_)) => {
            let key = web::refusal::text_key(error.code());
            let said = app.texts.get(&member.locale, &key, &error.args());
            let page = upload(&app, pasted, Some(said));
            member.refused_page("portal/contacts_import.html", page).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn read(mut form: Multipart) -> Result<Handed, PageError> {
    let too_large = || PageError::of_code("body.too_large");
    let mut handed = Handed::default();
    let unreadable = |_| PageError::of_code("request.unreadable");
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| too_large())?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "file" => handed.file = bytes.to_vec(),
            "pasted" => handed.pasted = text(),
            "id" if bytes.len() <= FIELD_MAX_BYTES => handed.id = text(),
            _ => {}
        }
    }
    Ok(handed)
}

#[derive(Serialize)]
struct PreviewPage {
    action: String,
    answer_href: String,
    bad_href: String,
    is_done: bool,
    /// The character set is asked for; there is nothing else then.
    charsets: Option<Vec<Radio>>,
    /// What the file seems to be: its shape, language, delimiter.
    about: Vec<String>,
    /// Columns that are not taken over.
    unkept: Option<String>,
    counts: Counts,
    digest: String,
    /// What is to be said of people under another name, when there are any.
    other_names: Vec<Radio>,
    other_name: String,
    sets: Vec<Set>,
    refusal: Option<String>,
}

/// Rows that would end alike, at least some of them.
#[derive(Serialize)]
struct Set {
    title: String,
    rows: Vec<Row>,
    /// How many more there are.
    more: usize,
}

#[derive(Serialize)]
struct Row {
    line: u32,
    name: String,
    email: String,
    state: Stand,
    /// Which contact it is, or what is wrong.
    notes: Vec<String>,
}

/// `GET /contacts/import/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactImportId>,
) -> Result<Response, PageError> {
    let preview = import::preview(&app, &member.who, id).await?;
    member.page("portal/contacts_preview.html", page(&app, &member, &preview)).await
}

fn page(app: &App, member: &Member, preview: &Preview) -> PreviewPage {
    let action = urls::contact_import(preview.import.id);
    let mut page = PreviewPage {
        answer_href: format!("{action}/answer"),
        bad_href: format!("{action}/bad.csv"),
        action,
        is_done: preview.import.done_at.is_some(),
        charsets: None,
        about: Vec::new(),
        unkept: None,
        counts: preview.import.counts.unwrap_or_default(),
        digest: String::new(),
        other_names: Vec::new(),
        other_name: String::new(),
        sets: Vec::new(),
        refusal: None,
    };
    let Some(planned) = &preview.read else {
        page.charsets = Some(charsets(member));
        return page;
    };
    page.about = about(app, member, planned);
    page.unkept = (!planned.file.unkept.is_empty()).then(|| planned.file.unkept.join(", "));
    if page.is_done {
        return page;
    }
    page.counts = planned.counts;
    page.digest = planned.digest.clone();
    let answered = preview.import.other_name;
    if planned.counts.asked > 0 || answered.is_some() {
        page.other_names =
            OtherName::ALL.map(|each| radio(member, "contacts-other-name", each.word())).into();
    }
    page.other_name = answered.map(OtherName::word).unwrap_or_default().to_owned();
    page.sets = sets(app, member, planned);
    page
}

fn charsets(member: &Member) -> Vec<Radio> {
    let choice = |charset: Charset| radio(member, "contacts-charset", charset.word());
    [Charset::Windows1252, Charset::Windows1251].map(choice).into()
}

fn radio(member: &Member, key: &str, word: &str) -> Radio {
    let label = member.text(&format!("{key}-{word}"));
    Radio { value: word.to_owned(), label, hint: None, aside: None }
}

fn about(app: &App, member: &Member, planned: &Planned) -> Vec<String> {
    let file = &planned.file;
    let shape = file.shape.word().replace('_', "-");
    let mut about = vec![member.text(&format!("contacts-shape-{shape}"))];
    if let Some(language) = file.language {
        about.push(member.text(&format!("contacts-language-{}", language.word())));
    }
    if let Some(delimiter) = file.delimiter {
        about.push(match delimiter {
            '\t' => member.text("contacts-delimiter-tab"),
            other => {
                let args = Args::new().with("delimiter", other.to_string());
                app.texts.get(&member.locale, "contacts-delimiter", &args)
            }
        });
    }
    about
}

/// The rows kind by kind, those that need somebody first.
fn sets(app: &App, member: &Member, planned: &Planned) -> Vec<Set> {
    let rows: Vec<(&Entry, &Outcome)> =
        planned.file.entries.iter().zip(&planned.plan.outcomes).collect();
    let order = ["asked", "bad", "new", "merged", "skipped", "unchanged"];
    let mut sets = Vec::new();
    for kind in order {
        let of_kind: Vec<&(&Entry, &Outcome)> =
            rows.iter().filter(|(_, outcome)| word(outcome) == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let shown = of_kind.iter().take(ROWS_SHOWN);
        sets.push(Set {
            title: member.text(&format!("contacts-outcome-{kind}")),
            rows: shown.map(|(entry, outcome)| row(app, member, planned, entry, outcome)).collect(),
            more: of_kind.len().saturating_sub(ROWS_SHOWN),
        });
    }
    sets
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::New { .. } => "new",
        Outcome::Merged { .. } => "merged",
        Outcome::Unchanged { .. } => "unchanged",
        Outcome::Asked { .. } => "asked",
        Outcome::Skipped { .. } => "skipped",
        Outcome::Bad { .. } => "bad",
    }
}

fn row(app: &App, member: &Member, planned: &Planned, entry: &Entry, outcome: &Outcome) -> Row {
    let said = member.text(&format!("contacts-state-{}", word(outcome)));
    let card = entry.read.as_ref().ok().map(|(card, _)| card);
    let raw = || {
        let cells = entry.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        cells.take(3).collect::<Vec<&str>>().join(", ").chars().take(100).collect()
    };
    let known = |at: &usize| {
        let name = planned.plan.contacts.get(*at).map(|known| known.card.name.clone());
        let args = Args::new().with("name", name.unwrap_or_default());
        vec![app.texts.get(&member.locale, "contacts-known-as", &args)]
    };
    let (state, notes) = match outcome {
        Outcome::New { .. } => (Stand::good(said), Vec::new()),
        Outcome::Merged { at } => (Stand::plain(said), known(at)),
        Outcome::Unchanged { .. } => (Stand::plain(said), Vec::new()),
        Outcome::Asked { at } | Outcome::Skipped { at } => (Stand::warning(said), known(at)),
        Outcome::Bad { problems } => {
            (Stand::danger(said), import::sentences(app, &member.locale, problems))
        }
    };
    let email = card.and_then(|card| card.emails.first()).map(ToString::to_string);
    Row {
        line: entry.line,
        name: card.map_or_else(raw, |card| card.name.clone()),
        email: email.unwrap_or_default(),
        state,
        notes,
    }
}

/// `POST /contacts/import/{id}/answer`
async fn answer(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactImportId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let answers = Answers {
        charset: Charset::from_word(fields.text("charset")),
        other_name: OtherName::from_word(fields.text("other_name")),
    };
    import::answer(&app, &member.who, id, answers).await?;
    let to = urls::contact_import(id);
    Ok(axum::response::IntoResponse::into_response(axum::response::Redirect::to(&to)))
}

/// `POST /contacts/import/{id}`: the preview was seen, the button pressed.
async fn commit(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactImportId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    match import::commit(&app, &member.who, id, fields.text("digest")).await {
        Ok(_) => Ok(news::redirect(&urls::contact_import(id), "news-contacts-imported")),
        Err(
            error @ (ContactsError::Moved
            | ContactsError::Unanswered
            | ContactsError::TooMany
            | ContactsError::TooManyGroups),
        ) => {
            let preview = import::preview(&app, &member.who, id).await?;
            let mut page = page(&app, &member, &preview);
            page.refusal = Some(match error {
                ContactsError::Moved => member.text("contacts-import-moved"),
                other => member.text(&web::refusal::text_key(other.code())),
            });
            member.refused_page("portal/contacts_preview.html", page).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /contacts/import/{id}/bad.csv`
async fn bad_rows(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactImportId>,
) -> Result<Response, PageError> {
    let bytes = import::bad_rows(&app, &member.who, id).await?;
    Ok(attachment("bad-contacts.csv", "text/csv; charset=utf-8", bytes))
}
