//! `/recordings/{id}`: one recording with its player, its transcript, its link; thrown away and
//! taken back.

use std::sync::Arc;

use app::App;
use app::recordings::share::{self, Ask};
use app::recordings::{self, RecordingError, SEARCH_MAX_CHARS, Shown, transcript as story, trash};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use meetings::recording::transcript::TRANSCRIPT_MAX_BYTES;
use meetings::recording::{
    SHARE_MAX_DAYS, SHARE_PASSWORD_MAX_CHARS, SHARE_PASSWORD_MIN_CHARS, TITLE_MAX_CHARS,
};
use serde::Serialize;
use units::id::RecordingId;
use units::{Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::refusal::Refusal;
use web::{Face, Fields, Form, Member, PageError, Path, incoming, news, ranges, urls};

use super::{chosen, meeting_choices, size};
use crate::plans::Choice;
use crate::shared::{self, PlayerShown};

/// Bytes of a transcript's form: one byte too many is still told from any number too many.
const TRANSCRIPT_FORM_MAX_BYTES: usize = TRANSCRIPT_MAX_BYTES + 64 * 1024;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/recordings/{id}/transcript", post(set_transcript))
        .layer(DefaultBodyLimit::max(TRANSCRIPT_FORM_MAX_BYTES))
        .route("/recordings/{id}", get(show).post(describe))
        .route("/recordings/{id}/file", get(play))
        .route("/recordings/{id}/download", get(download))
        .route("/recordings/{id}/transcript.vtt", get(captions))
        .route("/recordings/{id}/transcript/remove", post(remove_transcript))
        .route("/recordings/{id}/share", post(set_share))
        .route("/recordings/{id}/unshare", post(withdraw))
        .route("/recordings/{id}/trash", post(throw_away))
        .route("/recordings/{id}/restore", post(restore))
        .route("/recordings/{id}/erase", post(erase))
}

#[derive(Serialize)]
struct RecordingPage {
    player: PlayerShown,
    action: String,
    title: String,
    title_max: usize,
    size: String,
    at: Timestamp,
    meeting: String,
    meeting_title: Option<String>,
    meetings: Vec<Choice>,
    /// When it goes, once that is announced, or in the trash.
    erases_at: Option<Timestamp>,
    in_trash: bool,
    share: Option<ShareShown>,
    share_days: String,
    share_max_days: u32,
    password_min: usize,
    password_max: usize,
    zone: Zone,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct ShareShown {
    url: String,
    has_password: bool,
    ends_at: Option<Timestamp>,
}

async fn recording_page(
    app: &App,
    member: &Member,
    id: RecordingId,
    asked: &Fields,
) -> Result<RecordingPage, PageError> {
    let Shown { recording, meeting, share } = recordings::show(app, &member.who, id).await?;
    let search: String = asked.text("search").chars().take(SEARCH_MAX_CHARS).collect();
    let placed = story::passages(app, &member.who, id, &search).await?;
    let here = urls::recording(id);
    let mut meetings = meeting_choices(app, member).await?;
    let chosen = recording.meeting.map(|id| id.to_string()).unwrap_or_default();
    // An older one than those that are offered stays what it is.
    if !meetings.iter().any(|choice| choice.value == chosen) {
        let label = meeting.clone().unwrap_or_default();
        meetings.push(Choice { value: chosen.clone(), label });
    }
    let in_trash = recording.trashed_at.is_some();
    Ok(RecordingPage {
        player: PlayerShown::of(&recording, &here, search, placed),
        action: here,
        title: recording.title,
        title_max: TITLE_MAX_CHARS,
        size: size(&app.texts, &member.locale, recording.bytes),
        at: recording.added_at,
        meeting: chosen,
        meeting_title: meeting,
        meetings,
        erases_at: recording.trashed_at.map(trash::erased_at).or(recording.erases_at),
        in_trash,
        share: share.map(|share| ShareShown {
            url: share::url(app, &share),
            has_password: share.password_hash.is_some(),
            ends_at: share.ends_at,
        }),
        share_days: String::new(),
        share_max_days: SHARE_MAX_DAYS,
        password_min: SHARE_PASSWORD_MIN_CHARS,
        password_max: SHARE_PASSWORD_MAX_CHARS,
        zone: member.zone.clone(),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /recordings/{id}?search=`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let page = recording_page(&app, &member, id, &asked).await?;
    member.page("portal/recording.html", page).await
}

/// The page again, with what is wrong beside `field`.
async fn refused(
    app: &App,
    member: &Member,
    id: RecordingId,
    (field, error): (&'static str, RecordingError),
    typed: impl FnOnce(&mut RecordingPage),
) -> Result<Response, PageError> {
    let mut page = recording_page(app, member, id, &Fields::default()).await?;
    typed(&mut page);
    page.errors.add(&app.texts, &member.locale, field, error.code(), &Refusal::args(&error));
    member.refused_page("portal/recording.html", page).await
}

/// `POST /recordings/{id}`: its title and its meeting.
async fn describe(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let (title, meeting) = (fields.text("title"), fields.text("meeting"));
    let described = match chosen(meeting) {
        Ok(meeting) => recordings::describe(&app, &member.who, id, title, meeting).await,
        Err(error) => Err(error),
    };
    match described {
        Ok(_) => Ok(news::redirect(&urls::recording(id), "news-recording-saved")),
        Err(error @ RecordingError::Title(_)) => {
            refused(&app, &member, id, ("title", error), |page| page.title = title.to_owned()).await
        }
        Err(error @ RecordingError::NoMeeting) => {
            refused(&app, &member, id, ("meeting", error), |page| page.title = title.to_owned())
                .await
        }
        Err(error) => Err(error.into()),
    }
}

async fn file(
    app: &App,
    member: &Member,
    id: RecordingId,
    headers: &HeaderMap,
    saved: bool,
) -> Result<Response, PageError> {
    let shown = recordings::show(app, &member.who, id).await?;
    Ok(ranges::recording(app, &shown.recording, headers, saved).await?)
}

/// `GET /recordings/{id}/file`: for players, in ranges.
async fn play(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    file(&app, &member, id, &headers, false).await
}

/// `GET /recordings/{id}/download`: to be saved.
async fn download(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    file(&app, &member, id, &headers, true).await
}

/// `GET /recordings/{id}/transcript.vtt`
async fn captions(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
) -> Result<Response, PageError> {
    let shown = recordings::show(&app, &member.who, id).await?;
    shared::captions(&app, &shown.recording).await
}

/// `POST /recordings/{id}/transcript`: a form with one file.
async fn set_transcript(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
    form: Multipart,
) -> Result<Response, PageError> {
    let bytes = uploaded(form).await?;
    match story::set(&app, &member.who, id, &bytes).await {
        Ok(_) => Ok(news::redirect(&urls::recording(id), "news-transcript-added")),
        Err(error @ RecordingError::Transcript(_)) => {
            refused(&app, &member, id, ("transcript", error), |_| {}).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The file of a form, no larger than can be refused.
async fn uploaded(mut form: Multipart) -> Result<Vec<u8>, PageError> {
    let unreadable = |_| PageError::of_code("request.unreadable");
    let mut bytes = Vec::new();
    while let Some(mut part) = form.next_field().await.map_err(unreadable)? {
        if part.name() != Some("transcript") {
            continue;
        }
        while let Some(piece) = incoming::next_of_field(&mut part).await? {
            bytes.extend_from_slice(&piece);
        }
        break;
    }
    Ok(bytes)
}

/// `POST /recordings/{id}/transcript/remove`
async fn remove_transcript(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
) -> Result<Response, PageError> {
    story::remove(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::recording(id), "news-transcript-removed"))
}

/// `POST /recordings/{id}/share`: a password and days, both of which may be empty.
async fn set_share(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = fields.text("days");
    let days = (!typed.is_empty()).then(|| typed.parse().unwrap_or(u32::MAX));
    let ask = Ask { password: fields.raw("password"), days };
    let keep = |page: &mut RecordingPage| page.share_days = typed.to_owned();
    match share::share(&app, &member.who, id, &ask).await {
        Ok(_) => Ok(news::redirect(&urls::recording(id), "news-recording-shared")),
        Err(error @ RecordingError::SharePassword) => {
            refused(&app, &member, id, ("password", error), keep).await
        }
        Err(error @ RecordingError::ShareDays(_)) => {
            refused(&app, &member, id, ("days", error), keep).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /recordings/{id}/unshare`
async fn withdraw(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
) -> Result<Response, PageError> {
    share::withdraw(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::recording(id), "news-recording-unshared"))
}

/// `POST /recordings/{id}/trash`
async fn throw_away(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
) -> Result<Response, PageError> {
    trash::trash(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::recording(id), "news-recording-trashed"))
}

/// `POST /recordings/{id}/restore`
async fn restore(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
) -> Result<Response, PageError> {
    trash::restore(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::recording(id), "news-recording-restored"))
}

/// `POST /recordings/{id}/erase`
async fn erase(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<RecordingId>,
) -> Result<Response, PageError> {
    trash::erase(&app, &member.who, id).await?;
    Ok(news::redirect(urls::RECORDING_TRASH, "news-recording-erased"))
}
