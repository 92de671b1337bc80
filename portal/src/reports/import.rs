//! `/reports/import`: a file of another service is handed in, its preview says what will happen to
//! each meeting, and the button does that (F7, P2).

use std::sync::Arc;

use ::contacts::charset::Charset;
use app::App;
use app::reports::ReportsError;
use app::reports::import::{self, Answers, FILE_MAX_BYTES, Planned, Preview, Question};
use axum::Router;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::UsageImportId;
use units::{Timestamp, Zone};
use usage::DateOrder;
use usage::attendance::tally;
use usage::days::{DAYS_MAX, Days};
use usage::import::{Counts, Outcome};
use usage::read::{Bad, Read};
use web::attachment::attachment;
use web::refusal::Refusal as _;
use web::{Face, Form, Member, PageError, Path, news, urls};

use super::{CSV, address, host_name};
use crate::plan_form::Radio;
use crate::state::State as Stand;
use crate::zones::Zones;

/// Rows of each kind that a preview shows.
const ROWS_SHOWN: usize = 20;
const BYTES_PER_MEGABYTE: usize = 1024 * 1024;
/// Longest of the form's other fields, in bytes.
const FIELD_MAX_BYTES: usize = 1_000;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::IMPORT_REPORTS, get(blank).post(hand_in))
        .route("/reports/import/{id}", get(show).post(commit))
        .route("/reports/import/{id}/answer", post(answer))
        .route("/reports/import/{id}/bad.csv", get(bad_rows))
}

#[derive(Serialize)]
struct UploadPage {
    id: String,
    max_megabytes: usize,
    zone: String,
    zones: Zones,
    refusal: Option<String>,
}

fn upload(app: &App, member: &Member, zone: &str, refusal: Option<String>) -> UploadPage {
    UploadPage {
        id: app.id::<units::id::kind::UsageImport>().to_string(),
        max_megabytes: FILE_MAX_BYTES / BYTES_PER_MEGABYTE,
        zones: Zones::of(&member.zone, zone),
        zone: zone.to_owned(),
        refusal,
    }
}

/// `GET /reports/import`
async fn blank(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    member.needs(Permission::ImportReports)?;
    let page = upload(&app, &member, member.zone.name(), None);
    member.page("portal/reports_import.html", page).await
}

#[derive(Default)]
struct Handed {
    id: String,
    zone: String,
    file: Vec<u8>,
}

/// `POST /reports/import`: a form of several parts, the file among them.
async fn hand_in(
    State(app): State<Arc<App>>,
    member: Member,
    form: Multipart,
) -> Result<Response, PageError> {
    let Handed { id, zone, file } = read(form).await?;
    let answers = Answers { zone: zone.parse().ok(), ..Answers::default() };
    match import::hand_in(&app, &member.who, id.parse().ok(), file, answers).await {
        Ok(id) => Ok(Redirect::to(&urls::report_import(id)).into_response()),
        Err(error @ ReportsError::Unreadable(_)) => {
            let key = web::refusal::text_key(error.code());
            let said = app.texts.get(&member.locale, &key, &error.args());
            let page = upload(&app, &member, &zone, Some(said));
            member.refused_page("portal/reports_import.html", page).await
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
            "id" if bytes.len() <= FIELD_MAX_BYTES => handed.id = text(),
            "zone" if bytes.len() <= FIELD_MAX_BYTES => handed.zone = text(),
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
    /// What is asked, with its name and answers; there is nothing else then.
    question: Option<Asking>,
    /// What the file seems to be: whose, its language, delimiter, order of dates.
    about: Vec<String>,
    /// Columns that are not taken over.
    unkept: Option<String>,
    counts: Counts,
    digest: String,
    zone: String,
    zones: Zones,
    sets: Vec<Set>,
    refusal: Option<String>,
    /// The report of the time the file is about.
    see_href: String,
    /// In which times are shown.
    shown_zone: Zone,
}

#[derive(Serialize)]
struct Asking {
    name: &'static str,
    title: String,
    legend: String,
    hint: String,
    choices: Vec<Radio>,
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
    title: String,
    at: Option<Timestamp>,
    host: String,
    participants: Option<u32>,
    state: Stand,
    /// What is wrong.
    note: Option<String>,
}

/// `GET /reports/import/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<UsageImportId>,
) -> Result<Response, PageError> {
    let preview = import::preview(&app, &member.who, id).await?;
    member.page("portal/reports_preview.html", page(&app, &member, &preview)).await
}

fn page(app: &App, member: &Member, preview: &Preview) -> PreviewPage {
    let import = &preview.import;
    let action = urls::report_import(import.id);
    let mut page = PreviewPage {
        answer_href: format!("{action}/answer"),
        bad_href: format!("{action}/bad.csv"),
        action,
        is_done: import.done_at.is_some(),
        question: None,
        about: Vec::new(),
        unkept: None,
        counts: import.counts.unwrap_or_default(),
        digest: String::new(),
        zone: import.zone.name().to_owned(),
        zones: Zones::of(&member.zone, import.zone.name()),
        sets: Vec::new(),
        refusal: None,
        see_href: urls::REPORTS.to_owned(),
        shown_zone: import.zone.clone(),
    };
    let planned = match &preview.read {
        Ok(planned) => planned,
        Err(question) => {
            page.question = Some(asking(app, member, question));
            return page;
        }
    };
    page.about = about(app, member, planned);
    page.see_href = see_href(member, planned);
    page.unkept = (!planned.file.unkept.is_empty()).then(|| planned.file.unkept.join(", "));
    if !page.is_done {
        page.counts = planned.counts;
        page.digest.clone_from(&planned.digest);
        page.sets = sets(app, member, planned);
    }
    page
}

/// The days of the file's meetings, or as many of the last of them as a report has.
fn see_href(member: &Member, planned: &Planned) -> String {
    let dates = || {
        let starts = planned.file.meetings.iter().map(|read| read.held.started_at);
        starts.map(|start| member.zone.date(start))
    };
    match (dates().min(), dates().max()) {
        (Some(from), Some(to)) => {
            let days = Days::new(from, to).unwrap_or_else(|_| Days::last(DAYS_MAX, to));
            address(urls::REPORTS, days, None)
        }
        _ => urls::REPORTS.to_owned(),
    }
}

fn radio(member: &Member, key: &str, word: &str) -> Radio {
    let label = member.text(&format!("{key}-{}", word.replace('_', "-")));
    Radio { value: word.to_owned(), label, hint: None, aside: None }
}

fn asking(app: &App, member: &Member, question: &Question) -> Asking {
    match question {
        Question::Charset => Asking {
            name: "charset",
            title: member.text("contacts-charset"),
            legend: member.text("contacts-charset-legend"),
            hint: member.text("contacts-charset-hint"),
            choices: [Charset::Windows1252, Charset::Windows1251]
                .map(|charset| radio(member, "contacts-charset", charset.word()))
                .into(),
        },
        Question::DateOrder { example } => {
            let args = Args::new().with("example", example.as_str());
            Asking {
                name: "date_order",
                title: member.text("reports-order"),
                legend: app.texts.get(&member.locale, "reports-order-legend", &args),
                hint: member.text("reports-order-hint"),
                choices: DateOrder::ALL
                    .map(|order| radio(member, "reports-order", order.word()))
                    .into(),
            }
        }
    }
}

fn about(app: &App, member: &Member, planned: &Planned) -> Vec<String> {
    let file = &planned.file;
    let mut about = vec![member.text(&format!("reports-file-{}", file.source.word()))];
    if let Some(language) = file.language {
        about.push(member.text(&format!("contacts-language-{}", language.word())));
    }
    about.push(match file.delimiter {
        '\t' => member.text("contacts-delimiter-tab"),
        other => {
            let args = Args::new().with("delimiter", other.to_string());
            app.texts.get(&member.locale, "contacts-delimiter", &args)
        }
    });
    if let Some(order) = file.order {
        let word = order.word().replace('_', "-");
        about.push(member.text(&format!("reports-about-{word}")));
    }
    about
}

/// Bad rows first, then the meetings kind by kind.
fn sets(app: &App, member: &Member, planned: &Planned) -> Vec<Set> {
    let mut sets = Vec::new();
    let bad = &planned.file.bad;
    if !bad.is_empty() {
        sets.push(Set {
            title: member.text("reports-outcome-bad"),
            rows: bad.iter().take(ROWS_SHOWN).map(|bad| bad_row(app, member, bad)).collect(),
            more: bad.len().saturating_sub(ROWS_SHOWN),
        });
    }
    let meetings = || planned.file.meetings.iter().zip(&planned.plan.outcomes);
    for word in ["new", "completed", "known"] {
        let of_kind: Vec<(&Read, &Outcome)> =
            meetings().filter(|(_, outcome)| outcome.word() == word).collect();
        if of_kind.is_empty() {
            continue;
        }
        let shown = of_kind.iter().take(ROWS_SHOWN);
        sets.push(Set {
            title: member.text(&format!("reports-outcome-{word}")),
            rows: shown.map(|(read, outcome)| row(member, read, **outcome)).collect(),
            more: of_kind.len().saturating_sub(ROWS_SHOWN),
        });
    }
    sets
}

fn row(member: &Member, read: &Read, outcome: Outcome) -> Row {
    let held = &read.held;
    let said = member.text(&format!("reports-state-{}", outcome.word()));
    let state = match outcome {
        Outcome::New { .. } => Stand::good(said),
        Outcome::Completed { .. } | Outcome::Known { .. } => Stand::plain(said),
    };
    Row {
        line: read.line,
        title: match held.title.is_empty() {
            true => held.number.clone(),
            false => held.title.clone(),
        },
        at: Some(held.started_at),
        host: host_name(member, &held.host_name, &held.host_email),
        participants: Some(tally(held).participants),
        state,
        note: None,
    }
}

fn bad_row(app: &App, member: &Member, bad: &Bad) -> Row {
    let cells = bad.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    Row {
        line: bad.line,
        title: cells.take(3).collect::<Vec<&str>>().join(", ").chars().take(100).collect(),
        at: None,
        host: String::new(),
        participants: None,
        state: Stand::danger(member.text("reports-state-bad")),
        note: Some(import::sentence(app, &member.locale, &bad.problem)),
    }
}

/// `POST /reports/import/{id}/answer`
async fn answer(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<UsageImportId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let answers = Answers {
        charset: Charset::from_word(fields.text("charset")),
        order: DateOrder::from_word(fields.text("date_order")),
        zone: fields.parsed("zone"),
    };
    import::answer(&app, &member.who, id, answers).await?;
    Ok(Redirect::to(&urls::report_import(id)).into_response())
}

/// `POST /reports/import/{id}`: the preview was seen, the button pressed.
async fn commit(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<UsageImportId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    match import::commit(&app, &member.who, id, fields.text("digest")).await {
        Ok(_) => Ok(news::redirect(&urls::report_import(id), "news-reports-imported")),
        Err(ReportsError::Moved) => {
            let preview = import::preview(&app, &member.who, id).await?;
            let mut page = page(&app, &member, &preview);
            page.refusal = Some(member.text("reports-import-moved"));
            member.refused_page("portal/reports_preview.html", page).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /reports/import/{id}/bad.csv`
async fn bad_rows(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<UsageImportId>,
) -> Result<Response, PageError> {
    let bytes = import::bad_rows(&app, &member.who, id).await?;
    Ok(attachment("bad-rows.csv", CSV, bytes))
}
