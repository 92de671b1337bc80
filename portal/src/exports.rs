//! `/export`: archives of one's own data, and of the account's: asked for, followed, downloaded,
//! deleted (G1).

use std::sync::Arc;

use app::App;
use app::export::{self, ExportError, Offer, Shown};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use people::export::{self as rules, KEPT_DAYS, Whose};
use serde::Serialize;
use texts::Args;
use units::id::ExportId;
use units::{Timestamp, Zone};
use web::forms::FieldErrors;
use web::{Face, Form, Member, PageError, Path, news, urls};

use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::EXPORT, get(show).post(ask))
        .route("/export/{id}/delete", post(delete))
        .route("/export/{id}/parts/{number}", get(part))
}

const BYTES_PER_KILOBYTE: i64 = 1_000;
const BYTES_PER_MEGABYTE: i64 = 1_000_000;

#[derive(Serialize)]
struct ExportPage {
    offers: Vec<OfferPart>,
    kept_days: i64,
    zone: Zone,
    /// Something is being written: the page asks for itself again.
    is_moving: bool,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct OfferPart {
    /// `person` or `account`.
    whose: &'static str,
    /// None is being written, and another may be asked for.
    may_ask: bool,
    exports: Vec<ExportLine>,
}

#[derive(Serialize)]
struct ExportLine {
    state: Stand,
    asked_at: Timestamp,
    /// While it is being written.
    progress: Option<Progress>,
    /// What is in it, once it is whole.
    records: i64,
    files: u32,
    size: String,
    parts: Vec<PartLine>,
    expires_at: Option<Timestamp>,
    /// Where it is ended, while there is something to end.
    delete_href: Option<String>,
}

#[derive(Serialize)]
struct Progress {
    done: u32,
    total: u32,
    parts: u32,
    records: i64,
}

#[derive(Serialize)]
struct PartLine {
    href: String,
    number: u32,
    size: String,
    sha256: String,
}

pub(crate) fn size(member: &Member, bytes: i64) -> String {
    let (key, unit) = match bytes < BYTES_PER_MEGABYTE {
        true => ("exports-kilobytes", BYTES_PER_KILOBYTE),
        false => ("exports-megabytes", BYTES_PER_MEGABYTE),
    };
    let args = Args::new().with("size", bytes.div_euclid(unit).max(1));
    member.face().texts().get(&member.locale, key, &args)
}

fn stand(member: &Member, state: rules::State) -> Stand {
    let text = member.text(&format!("exports-state-{}", state.word()));
    match state {
        rules::State::Ready => Stand::good(text),
        rules::State::Writing => Stand::warning(text),
        rules::State::Cancelled | rules::State::Expired => Stand::plain(text),
    }
}

fn line(member: &Member, shown: Shown) -> ExportLine {
    let Shown { export, parts, steps_done, steps } = shown;
    let is_writing = export.state == rules::State::Writing;
    let progress =
        Progress { done: steps_done, total: steps, parts: export.parts, records: export.records };
    let part_line = |part: export::Part| PartLine {
        href: urls::export_part(export.id, part.number),
        number: part.number,
        size: size(member, part.bytes),
        sha256: part.sha256,
    };
    ExportLine {
        state: stand(member, export.state),
        asked_at: export.asked_at,
        progress: is_writing.then_some(progress),
        records: export.records,
        files: export.files,
        size: size(member, export.bytes),
        parts: parts.into_iter().map(part_line).collect(),
        expires_at: export.expires_at.filter(|_| export.state.is_kept()),
        delete_href: export.state.is_kept().then(|| urls::delete_export(export.id)),
    }
}

async fn page(app: &App, member: &Member) -> Result<ExportPage, PageError> {
    let offers = export::list(app, &member.who).await?;
    let is_moving = offers.iter().any(Offer::is_being_written);
    let part = |offer: Offer| OfferPart {
        whose: offer.whose.word(),
        may_ask: !offer.is_being_written(),
        exports: offer.exports.into_iter().map(|shown| line(member, shown)).collect(),
    };
    Ok(ExportPage {
        offers: offers.into_iter().map(part).collect(),
        kept_days: KEPT_DAYS,
        zone: member.zone.clone(),
        is_moving,
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /export`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member).await?;
    member.page("portal/export.html", page).await
}

/// `POST /export`
async fn ask(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let Some(whose) = Whose::from_word(fields.text("whose")) else {
        return Err(PageError::of_code("request.invalid"));
    };
    match export::ask(&app, &member.who, whose).await {
        Ok(_) => Ok(news::redirect(urls::EXPORT, "news-export-asked")),
        // The second click of two: it is being written.
        Err(ExportError::Writing) => Ok(news::redirect(urls::EXPORT, "news-export-asked")),
        Err(error @ ExportError::TooMany) => {
            let mut page = page(&app, &member).await?;
            page.refusal = Some(member.text(&web::refusal::text_key(error.code())));
            member.page_as(StatusCode::CONFLICT, "portal/export.html", page).await
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /export/{id}/delete`: whether it is there already or still being written.
async fn delete(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ExportId>,
) -> Result<Response, PageError> {
    export::cancel(&app, &member.who, id).await?;
    Ok(news::redirect(urls::EXPORT, "news-export-deleted"))
}

/// `GET /export/{id}/parts/{number}`
async fn part(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, number)): Path<(ExportId, u32)>,
) -> Result<Response, PageError> {
    let found = export::download(&app, &member.who, id, number).await?;
    Ok(web::attachment::export_part(found))
}
