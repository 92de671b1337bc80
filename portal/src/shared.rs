//! `/shared/{code}`: a recording shared by link, for whoever has it (F5). Nobody needs to be signed
//! in. Before the password is given the page says nothing of what is behind it.
//!
//! What a player is shown with, here and at its owner's page, is here as well.

use std::sync::Arc;

use app::App;
use app::recordings::share::{self, Knock, Opened, Shared};
use app::recordings::{Placed, Recording, SEARCH_MAX_CHARS, transcript as story};
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use meetings::recording::transcript;
use serde::Serialize;
use texts::Args;
use units::{Timestamp, Zone};
use web::cookies::{self, Cookie};
use web::forms::{Asked, FieldErrors};
use web::{Face, Form, PageError, Path, Visit, ranges, urls};

use crate::site;

/// Keeps that the password was right; for one link at a time, until the browser is closed.
const COOKIE: &str = "__Host-shared";

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/shared/{code}", get(look).post(knock))
        .route("/shared/{code}/file", get(play))
        .route("/shared/{code}/download", get(download))
        .route("/shared/{code}/transcript.vtt", get(captions_of))
}

/// A recording's player with its transcript.
#[derive(Serialize)]
pub(crate) struct PlayerShown {
    pub is_video: bool,
    pub media_type: &'static str,
    pub file_href: String,
    pub download_href: String,
    /// None: there is no transcript.
    pub transcript_href: Option<String>,
    /// Where the search goes.
    pub action: String,
    pub search: String,
    pub search_max: usize,
    /// All of them, or those that say what is searched for.
    pub passages: Vec<PassageShown>,
    pub passages_in_all: u32,
}

#[derive(Serialize)]
pub(crate) struct PassageShown {
    number: u32,
    /// Where it begins, as players count: "12.500".
    seconds: String,
    end_seconds: String,
    clock: String,
    speaker: Option<String>,
    lines: Vec<String>,
}

impl PlayerShown {
    /// Of a recording whose page is at `here`.
    pub fn of(
        recording: &Recording,
        here: &str,
        search: String,
        placed: Vec<Placed>,
    ) -> PlayerShown {
        let seconds = |at_ms: u32| format!("{}.{:03}", at_ms / 1_000, at_ms % 1_000);
        let passages = placed.into_iter().map(|placed| PassageShown {
            number: placed.number,
            seconds: seconds(placed.passage.start_ms),
            end_seconds: seconds(placed.passage.end_ms),
            clock: transcript::clock(placed.passage.start_ms),
            speaker: placed.passage.speaker,
            lines: placed.passage.text.lines().map(str::to_owned).collect(),
        });
        PlayerShown {
            is_video: recording.kind.is_video(),
            media_type: recording.kind.media_type(),
            file_href: format!("{here}/file"),
            download_href: format!("{here}/download"),
            transcript_href: (recording.passages > 0).then(|| format!("{here}/transcript.vtt")),
            action: here.to_owned(),
            search,
            search_max: SEARCH_MAX_CHARS,
            passages: passages.collect(),
            passages_in_all: recording.passages,
        }
    }
}

/// The transcript of a recording as a file that players show.
pub(crate) async fn captions(app: &App, recording: &Recording) -> Result<Response, PageError> {
    let file = story::file(app, recording).await?;
    let headers = [(CONTENT_TYPE, "text/vtt; charset=utf-8"), (CACHE_CONTROL, "private, no-cache")];
    Ok((headers, file).into_response())
}

#[derive(Serialize)]
struct AskPage {
    action: String,
    errors: FieldErrors,
}

#[derive(Serialize)]
struct SharedPage {
    player: PlayerShown,
    title: String,
    owner: String,
    at: Timestamp,
    ends_at: Option<Timestamp>,
    zone: Zone,
}

async fn opened(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    code: &str,
    given: Option<&str>,
) -> Result<Opened, PageError> {
    let network = visit.client.network();
    let pass = cookies::read(headers, COOKIE);
    Ok(share::open(app, &Knock { code, given, pass, network: &network }).await?)
}

/// What is shown instead of a recording.
async fn refused(
    app: &App,
    visit: &Visit,
    code: &str,
    opened: Opened,
) -> Result<Response, PageError> {
    match opened {
        Opened::Wait { until } => site::wait(app, visit, "shared-wait-text", until).await,
        Opened::AsksPassword { wrong } => {
            let mut errors = FieldErrors::default();
            if wrong {
                let said = "recording.share_wrong_password";
                errors.add(&app.texts, &visit.locale, "password", said, &Args::new());
            }
            let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let page = AskPage { action: urls::shared(code), errors };
            visit.page_as(status, "portal/shared_ask.html", page).await
        }
        Opened::Unknown | Opened::Show(_) => Err(PageError::of_code("share.not_found")),
    }
}

/// `GET /shared/{code}?search=`
async fn look(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let shared = match opened(&app, &visit, &headers, &code, None).await? {
        Opened::Show(shared) => *shared,
        other => return refused(&app, &visit, &code, other).await,
    };
    let Shared { recording, ends_at, owner, .. } = shared;
    let search: String = asked.text("search").chars().take(SEARCH_MAX_CHARS).collect();
    let placed = story::passages_of(&app, &recording, &search).await?;
    let page = SharedPage {
        player: PlayerShown::of(&recording, &urls::shared(&code), search, placed),
        title: recording.title,
        owner,
        at: recording.added_at,
        ends_at,
        zone: visit.zone.clone(),
    };
    visit.page("portal/shared.html", page).await
}

/// `POST /shared/{code}`: the password was typed.
async fn knock(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let given = Some(fields.raw("password"));
    match opened(&app, &visit, &headers, &code, given).await? {
        Opened::Show(shared) => {
            let mut response = Redirect::to(&urls::shared(&code)).into_response();
            let pass = shared.pass.as_deref();
            let kept =
                pass.and_then(|value| Cookie { name: COOKIE, value, max_age_s: None }.header());
            if let Some(header) = kept {
                response.headers_mut().append(SET_COOKIE, header);
            }
            Ok(response)
        }
        other => refused(&app, &visit, &code, other).await,
    }
}

/// The recording behind a link, for those who may look at it.
async fn behind(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    code: &str,
) -> Result<Recording, PageError> {
    match opened(app, visit, headers, code, None).await? {
        Opened::Show(shared) => Ok(shared.recording),
        _ => Err(PageError::of_code("share.not_found")),
    }
}

/// `GET /shared/{code}/file`
async fn play(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let recording = behind(&app, &visit, &headers, &code).await?;
    Ok(ranges::recording(&app, &recording, &headers, false).await?)
}

/// `GET /shared/{code}/download`
async fn download(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let recording = behind(&app, &visit, &headers, &code).await?;
    Ok(ranges::recording(&app, &recording, &headers, true).await?)
}

/// `GET /shared/{code}/transcript.vtt`
async fn captions_of(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    captions(&app, &behind(&app, &visit, &headers, &code).await?).await
}
