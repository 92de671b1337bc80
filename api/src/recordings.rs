//! `/api/recordings`, `/api/recording-storage`, `/api/recording-retention`: the caller's recordings
//! (F5).
//!
//! No role sees those of others. Files come and go as they are, of any size, a piece at a time.

mod one;

use std::sync::Arc;

use app::App;
use app::recordings::upload::{self, New};
use app::recordings::{
    self, Line, Place, Placed, Recording as Kept, RecordingError, SEARCH_MAX_CHARS, Shown, share,
    storage,
};
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Json;
use meetings::recording::Retention;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{MeetingId, PersonId, RecordingId};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Problem, incoming};

use crate::operations::{Operations, operations};
use crate::paging;

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, add))
        .routes(operations!(storage_shown))
        .routes(operations!(retention, set_retention))
        .merge(one::routes())
}

/// A recording of the caller's.
#[derive(Serialize, ToSchema)]
struct Recording {
    #[schema(value_type = String, format = "uuid")]
    id: RecordingId,
    title: String,
    /// The meeting it is of.
    #[schema(value_type = Option<String>, format = "uuid")]
    meeting: Option<MeetingId>,
    #[schema(value_type = String, format = "uuid")]
    owner: PersonId,
    /// `video/mp4`, `audio/mp4`, `audio/mpeg`, `audio/wav`, `video/webm` or `audio/ogg`.
    media_type: &'static str,
    bytes: u64,
    /// Of its bytes, in hexadecimal digits.
    sha256: String,
    /// Passages of its transcript; 0: it has none.
    passages: u32,
    #[schema(value_type = String, format = DateTime)]
    added_at: Timestamp,
    /// Since when it is in the trash.
    #[schema(value_type = Option<String>, format = DateTime)]
    trashed_at: Option<Timestamp>,
    /// When it is erased, once that is announced, or in the trash.
    #[schema(value_type = Option<String>, format = DateTime)]
    erases_at: Option<Timestamp>,
}

/// A recording with the link it is shared by.
#[derive(Serialize, ToSchema)]
struct ShownRecording {
    #[serde(flatten)]
    recording: Recording,
    share: Option<RecordingShare>,
}

#[derive(Serialize, ToSchema)]
struct RecordingShare {
    url: String,
    has_password: bool,
    /// None: until it is withdrawn.
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
}

/// What one speaker said in one stretch.
#[derive(Serialize, ToSchema)]
struct RecordingPassage {
    /// In its transcript, from 1.
    number: u32,
    /// Milliseconds from the beginning.
    start_ms: u32,
    end_ms: u32,
    speaker: Option<String>,
    text: String,
}

/// A recording in a list, with what was found in it.
#[derive(Serialize, ToSchema)]
struct ListedRecording {
    #[serde(flatten)]
    recording: Recording,
    /// The first passages that say what is searched for.
    found: Vec<RecordingPassage>,
}

#[derive(Serialize, ToSchema)]
struct RecordingPage {
    recordings: Vec<ListedRecording>,
    /// `after` of the next page.
    next: Option<String>,
}

/// How much the account keeps, in bytes; the trash counts.
#[derive(Serialize, ToSchema)]
struct RecordingStorage {
    used: u64,
    allowed: u64,
    /// The caller's plan has recordings.
    may_add: bool,
}

/// How long the account keeps recordings.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecordingRetention {
    /// 30 to 3,650; null: for good.
    days: Option<u32>,
}

impl From<Kept> for Recording {
    fn from(kept: Kept) -> Recording {
        Recording {
            id: kept.id,
            title: kept.title,
            meeting: kept.meeting,
            owner: kept.owner,
            media_type: kept.kind.media_type(),
            bytes: kept.bytes,
            sha256: kept.sha256,
            passages: kept.passages,
            added_at: kept.added_at,
            trashed_at: kept.trashed_at,
            erases_at: kept.trashed_at.map(recordings::trash::erased_at).or(kept.erases_at),
        }
    }
}

impl From<Placed> for RecordingPassage {
    fn from(placed: Placed) -> RecordingPassage {
        let Placed { number, passage, .. } = placed;
        RecordingPassage {
            number,
            start_ms: passage.start_ms,
            end_ms: passage.end_ms,
            speaker: passage.speaker,
            text: passage.text,
        }
    }
}

impl From<Line> for ListedRecording {
    fn from(line: Line) -> ListedRecording {
        let found = line.found.into_iter().map(RecordingPassage::from).collect();
        ListedRecording { recording: line.recording.into(), found }
    }
}

impl From<Retention> for RecordingRetention {
    fn from(retention: Retention) -> RecordingRetention {
        RecordingRetention { days: retention.days }
    }
}

fn shown(app: &App, shown: Shown) -> ShownRecording {
    let share = shown.share.map(|share| RecordingShare {
        url: share::url(app, &share),
        has_password: share.password_hash.is_some(),
        ends_at: share.ends_at,
    });
    ShownRecording { recording: shown.recording.into(), share }
}

fn invalid(field: &'static str) -> Problem {
    Problem::of_fields([(field, "request.invalid")])
}

/// What was wrong, beside the field it is about.
fn refused(error: RecordingError) -> Problem {
    let field = match &error {
        RecordingError::Title(_) => "title",
        RecordingError::NoMeeting => "meeting",
        RecordingError::SharePassword => "password",
        RecordingError::ShareDays(_) | RecordingError::Days(_) => "days",
        _ => return error.into(),
    };
    Problem::of_fields([(field, error.code())])
}

/// Which recordings are asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedRecordings {
    /// A part of a title or of what is said; case and accents do not count.
    #[serde(default)]
    #[param(max_length = 200)]
    search: String,
    /// Those in the trash instead of those that are kept.
    #[serde(default)]
    trash: bool,
    /// `next` of the page before.
    after: Option<String>,
    /// Recordings of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// List recordings
///
/// The caller's, the latest first; those in which something was found, with the passages that say
/// it.
#[utoipa::path(get, path = "/api/recordings", tag = "recordings", params(AskedRecordings),
    responses(
        (status = 200, description = "A page.", body = RecordingPage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedRecordings>,
) -> Result<Json<RecordingPage>, Problem> {
    if asked.search.chars().count() > SEARCH_MAX_CHARS {
        return Err(invalid("search"));
    }
    let place = if asked.trash { Place::Trash } else { Place::Kept };
    let (after, limit) = paging::read(asked.after, asked.limit)?;
    let page =
        recordings::page(&app, &caller.who, (place, asked.search.trim()), after, limit).await?;
    Ok(Json(RecordingPage {
        recordings: page.lines.into_iter().map(ListedRecording::from).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// What is said of a file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedNewRecording {
    /// 1 to 200 characters; without it the recording is called as its file.
    #[serde(default)]
    title: String,
    /// The file's name where it comes from.
    #[serde(default)]
    name: String,
    /// A meeting the caller holds.
    meeting: Option<String>,
}

/// Add a recording
///
/// The body is the file: MP4, M4A, MP3, WAV, WebM or Ogg, told by its beginning, up to 4 GB and to
/// what the account may still keep. It is taken a piece at a time; broken off, nothing is kept.
#[utoipa::path(post, path = "/api/recordings", tag = "recordings", params(AskedNewRecording),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The recording.", body = Recording),
        (status = 409, description = "The plan has no recordings, or no room for this one.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn add(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedNewRecording>,
    headers: HeaderMap,
    mut file: Body,
) -> Result<(StatusCode, Json<Recording>), Problem> {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let meeting = asked.meeting.map(|id| id.parse().map_err(|_| invalid("meeting"))).transpose()?;
    let new = New { title: &asked.title, file_name: &asked.name, meeting, length };
    let mut upload = upload::begin(&app, &caller.who, &new).await.map_err(refused)?;
    while let Some(piece) = incoming::next(&mut file).await? {
        upload.write(&piece).await?;
    }
    let kept = upload.finish(&app, &caller.who).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(kept.into())))
}

/// Show how much is kept
#[utoipa::path(get, path = "/api/recording-storage", tag = "recordings",
    responses(
        (status = 200, description = "Of the caller's account.", body = RecordingStorage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn storage_shown(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<RecordingStorage>, Problem> {
    let room = storage::show(&app, &caller.who).await?;
    let (used, allowed) = (room.storage.used, room.storage.allowed);
    Ok(Json(RecordingStorage { used, allowed, may_add: room.may_add }))
}

/// Show how long recordings are kept
#[utoipa::path(get, path = "/api/recording-retention", tag = "recordings",
    responses(
        (status = 200, description = "As it is in the caller's account.",
            body = RecordingRetention),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn retention(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<RecordingRetention>, Problem> {
    Ok(Json(recordings::retention::get(&app, &caller.who).await?.into()))
}

/// Set how long recordings are kept
///
/// Owners and admins may. Whoever owns what is to go is told by mail fourteen days before.
#[utoipa::path(put, path = "/api/recording-retention", tag = "recordings",
    request_body = RecordingRetention,
    responses(
        (status = 200, description = "As it is now.", body = RecordingRetention),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set_retention(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<RecordingRetention>,
) -> Result<Json<RecordingRetention>, Problem> {
    let set = recordings::retention::set(&app, &caller.who, body.days).await.map_err(refused)?;
    Ok(Json(set.into()))
}
