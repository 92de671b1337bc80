//! `/api/recordings/{id}`: one recording, its file, its transcript, its link (F5).

use std::sync::Arc;

use app::App;
use app::recordings::share::{self, Ask};
use app::recordings::{self, RecordingError, SEARCH_MAX_CHARS, transcript, trash};
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use units::id::RecordingId;
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem, ranges};

use super::{Recording, RecordingPassage, ShownRecording, invalid, refused, shown};
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(show, describe, remove))
        .routes(operations!(restore))
        .routes(operations!(file))
        .routes(operations!(transcript_file, set_transcript, remove_transcript))
        .routes(operations!(passages))
        .routes(operations!(set_share, withdraw))
}

/// What a recording is called, and of which meeting it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RecordingDescription {
    /// 1 to 200 characters.
    #[schema(example = "Sectional rehearsal")]
    title: String,
    /// A meeting the caller holds; null: of none.
    #[schema(value_type = Option<String>, format = "uuid")]
    meeting: Option<String>,
}

/// How a recording is to be shared.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRecordingShare {
    /// 6 to 64 characters; null: none is asked for.
    password: Option<String>,
    /// 1 to 365; null: until it is withdrawn.
    days: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct RecordingPassages {
    passages: Vec<RecordingPassage>,
}

/// Show a recording
#[utoipa::path(get, path = "/api/recordings/{id}", tag = "recordings",
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 200, description = "The recording.", body = ShownRecording),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
) -> Result<Json<ShownRecording>, Problem> {
    let found = recordings::show(&app, &caller.who, id).await?;
    Ok(Json(shown(&app, found)))
}

/// Rename a recording
///
/// Or say of which meeting it is.
#[utoipa::path(put, path = "/api/recordings/{id}", tag = "recordings",
    request_body = RecordingDescription,
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 200, description = "The recording as it is now.", body = ShownRecording),
        (status = 409, description = "It is in the trash.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn describe(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
    Json(body): Json<RecordingDescription>,
) -> Result<Json<ShownRecording>, Problem> {
    let meeting = body.meeting.map(|id| id.parse().map_err(|_| invalid("meeting"))).transpose()?;
    let described = recordings::describe(&app, &caller.who, id, &body.title, meeting).await;
    Ok(Json(shown(&app, described.map_err(refused)?)))
}

/// Throw a recording away
///
/// It waits in the trash for thirty days and can be restored. What is in the trash already is
/// erased at once, for good.
#[utoipa::path(delete, path = "/api/recordings/{id}", tag = "recordings",
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 204, description = "It is in the trash, or erased."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
) -> Result<StatusCode, Problem> {
    match trash::trash(&app, &caller.who, id).await {
        Err(RecordingError::InTrash) => trash::erase(&app, &caller.who, id).await?,
        other => other.map(|_| ())?,
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Restore a recording
///
/// Out of the trash, as it was.
#[utoipa::path(post, path = "/api/recordings/{id}/restore", tag = "recordings",
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 200, description = "The recording.", body = Recording),
        (status = 409, description = "It is not in the trash.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn restore(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
) -> Result<Json<Recording>, Problem> {
    Ok(Json(trash::restore(&app, &caller.who, id).await?.into()))
}

/// Download a recording
///
/// Whole, or the range of bytes that is asked for (`Range`, `If-Range`, `If-None-Match`).
#[utoipa::path(get, path = "/api/recordings/{id}/file", tag = "recordings",
    params(
        ("id" = String, Path, format = "uuid", description = "The recording's id."),
        ("Range" = Option<String>, Header, description = "One range: `bytes=0-999`.")),
    responses(
        (status = 200, description = "The file, byte for byte.", content(
            (Vec<u8> = "video/mp4"), (Vec<u8> = "audio/mp4"), (Vec<u8> = "audio/mpeg"),
            (Vec<u8> = "audio/wav"), (Vec<u8> = "video/webm"), (Vec<u8> = "audio/ogg"))),
        (status = 206, description = "The range.", content(
            (Vec<u8> = "video/mp4"), (Vec<u8> = "audio/mp4"), (Vec<u8> = "audio/mpeg"),
            (Vec<u8> = "audio/wav"), (Vec<u8> = "video/webm"), (Vec<u8> = "audio/ogg"))),
        (status = 304, description = "It is as it was."),
        (status = 416, description = "There are no such bytes."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn file(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let recording = recordings::show(&app, &caller.who, id).await?.recording;
    Ok(ranges::recording(&app, &recording, &headers, true).await?)
}

/// Download a transcript
#[utoipa::path(get, path = "/api/recordings/{id}/transcript", tag = "recordings",
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 200, description = "As WebVTT.", body = String,
            content_type = "text/vtt; charset=utf-8"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn transcript_file(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
) -> Result<Response, Problem> {
    let recording = recordings::show(&app, &caller.who, id).await?.recording;
    let file = transcript::file(&app, &recording).await?;
    Ok(([(CONTENT_TYPE, "text/vtt; charset=utf-8")], file).into_response())
}

/// Set a transcript
///
/// A WebVTT file, up to 4 MB and 10,000 passages, in place of the one before. What cannot be read
/// is refused with its line.
#[utoipa::path(put, path = "/api/recordings/{id}/transcript", tag = "recordings",
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    request_body(content = String, content_type = "text/vtt"),
    responses(
        (status = 200, description = "The recording as it is now.", body = ShownRecording),
        (status = 409, description = "It is in the trash.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set_transcript(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
    file: Bytes,
) -> Result<Json<ShownRecording>, Problem> {
    transcript::set(&app, &caller.who, id, &file).await?;
    Ok(Json(shown(&app, recordings::show(&app, &caller.who, id).await?)))
}

/// Remove a transcript
#[utoipa::path(delete, path = "/api/recordings/{id}/transcript", tag = "recordings",
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 204, description = "There is none any more."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove_transcript(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
) -> Result<StatusCode, Problem> {
    transcript::remove(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is searched for in one recording.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedPassages {
    /// A part of what is said; without it, all of it.
    #[serde(default)]
    #[param(max_length = 200)]
    search: String,
}

/// Read a transcript
///
/// Its passages in their order, or those that say what is searched for.
#[utoipa::path(get, path = "/api/recordings/{id}/passages", tag = "recordings",
    params(
        ("id" = String, Path, format = "uuid", description = "The recording's id."),
        AskedPassages),
    responses(
        (status = 200, description = "Up to 10,000.", body = RecordingPassages),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn passages(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
    Query(asked): Query<AskedPassages>,
) -> Result<Json<RecordingPassages>, Problem> {
    if asked.search.chars().count() > SEARCH_MAX_CHARS {
        return Err(invalid("search"));
    }
    let placed = transcript::passages(&app, &caller.who, id, asked.search.trim()).await?;
    let passages = placed.into_iter().map(RecordingPassage::from).collect();
    Ok(Json(RecordingPassages { passages }))
}

/// Share a recording
///
/// By a link that whoever has it may open, without an account. Sharing it again keeps the link and
/// changes its password and its end.
#[utoipa::path(put, path = "/api/recordings/{id}/share", tag = "recordings",
    request_body = NewRecordingShare,
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 200, description = "The recording with its link.", body = ShownRecording),
        (status = 409, description = "It is in the trash.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set_share(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
    Json(body): Json<NewRecordingShare>,
) -> Result<Json<ShownRecording>, Problem> {
    let password = body.password.as_deref().unwrap_or_default();
    let ask = Ask { password, days: body.days };
    let found = share::share(&app, &caller.who, id, &ask).await.map_err(refused)?;
    Ok(Json(shown(&app, found)))
}

/// Withdraw a link
#[utoipa::path(delete, path = "/api/recordings/{id}/share", tag = "recordings",
    params(("id" = String, Path, format = "uuid", description = "The recording's id.")),
    responses(
        (status = 204, description = "It leads nowhere any more."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn withdraw(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<RecordingId>,
) -> Result<StatusCode, Problem> {
    share::withdraw(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
