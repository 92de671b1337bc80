//! `/api/room`: the person's own room, its address, its settings and its door (F2).
//!
//! A room's `ETag` is its version; `If-Match` with it keeps a change from going over another.

use std::sync::Arc;

use app::App;
use app::room::{self, RoomError};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Json, Response};
use meetings::room::door::{Standing, Wish};
use meetings::room::{self as rules, RoomDraft};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use web::refusal::Refused;
use web::{Caller, Problem};

use crate::operations::{Operations, operations};
use crate::policy::EffectiveSetting;
use crate::version::{self, tagged};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(show, change, restore))
        .routes(operations!(rename))
        .routes(operations!(turn))
}

/// A personal room.
#[derive(Serialize, ToSchema)]
struct Room {
    /// The last part of its address.
    #[schema(example = "ada-lovelace")]
    name: String,
    url: String,
    /// Names it had before; they lead to it for good.
    former_names: Vec<String>,
    title: String,
    password: String,
    lobby: bool,
    auto_lock_minutes: Option<i64>,
    participants_may: Vec<String>,
    /// What of it account and groups can decide, and why it is as it is.
    settings: Vec<EffectiveSetting>,
    /// Counts the changes of settings and address, from 1; also the `ETag`.
    version: u32,
    /// `closed`, `open`, `locked`: how guests find it now.
    standing: &'static str,
    /// Since when it is open, locked or not.
    #[schema(value_type = Option<String>, format = DateTime)]
    opened_at: Option<Timestamp>,
    /// When it locks, or locked.
    #[schema(value_type = Option<String>, format = DateTime)]
    locks_at: Option<Timestamp>,
    /// When it closes by itself.
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Timestamp>,
    /// What its moderator sees at the door; `enters` whenever they come.
    door: &'static str,
    plan: RoomPlan,
}

/// What the moderator's plan allows in their room.
#[derive(Serialize, ToSchema)]
struct RoomPlan {
    name: String,
    /// Longest meeting; none: as long as one likes.
    minutes: Option<u32>,
    participants: u32,
    /// Without it nobody records, whatever the settings say.
    recording: bool,
}

/// What its owner decides about a room. What is left out is as it is at first; what is locked
/// cannot be asked for otherwise (`room.setting_locked`).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RoomSettings {
    /// Up to 100 characters; empty: the room is called after its moderator.
    #[serde(default)]
    title: String,
    /// 4 to 32 characters, asked of whoever comes; empty for none.
    #[serde(default)]
    password: String,
    /// Whoever comes waits until the moderator lets them in.
    #[serde(default = "lobby_at_first")]
    lobby: bool,
    /// 1 to 60: nobody comes in any more so long after the room was opened.
    #[serde(default)]
    auto_lock_minutes: Option<i64>,
    /// `share`, `chat`, `unmute`, `record`.
    #[serde(default = "acts_at_first")]
    participants_may: Vec<String>,
}

/// Another name for the room.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRoomName {
    #[schema(example = "ada")]
    name: String,
}

/// How the room is to stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewStanding {
    /// `open`, `locked` or `closed`.
    #[schema(example = "open")]
    standing: String,
}

fn lobby_at_first() -> bool {
    rules::Room::default().lobby
}

fn acts_at_first() -> Vec<String> {
    RoomDraft::of(&rules::Room::default()).participants_may
}

impl From<room::Own> for Room {
    fn from(own: room::Own) -> Room {
        let draft = RoomDraft::of(&own.room);
        let (opening, closes_at) = match own.standing {
            Standing::Closed => (None, None),
            Standing::Open { opening, until } | Standing::Locked { opening, until } => {
                (Some(opening), Some(until))
            }
        };
        Room {
            name: own.name.to_string(),
            url: own.url,
            former_names: own.former.iter().map(ToString::to_string).collect(),
            title: draft.title,
            password: draft.password,
            lobby: draft.lobby,
            auto_lock_minutes: draft.auto_lock_minutes,
            participants_may: draft.participants_may,
            settings: own
                .settings
                .iter()
                .map(|(setting, effective)| EffectiveSetting::of(*setting, effective))
                .collect(),
            version: own.version,
            standing: own.standing.word(),
            opened_at: opening.map(|opening| opening.since),
            locks_at: opening.and_then(|opening| opening.locks),
            closes_at,
            door: own.door.word(),
            plan: RoomPlan {
                name: own.allowed.plan,
                minutes: own.allowed.minutes,
                participants: own.allowed.participants,
                recording: own.allowed.recording,
            },
        }
    }
}

/// The room as it is now, with its `ETag`.
async fn answer(app: &App, caller: &Caller) -> Result<Response, Problem> {
    let room = Room::from(room::own(app, &caller.who).await?);
    let version = room.version;
    Ok(tagged(room, version))
}

fn expected(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    version::expected(headers).map_err(|_| refused(RoomError::Changed))
}

fn refused(error: RoomError) -> Problem {
    match error {
        RoomError::Refused(problems) => {
            Problem::of_fields(problems.iter().map(|each| (each.field(), each.code())))
        }
        RoomError::Changed => {
            let status = StatusCode::PRECONDITION_FAILED;
            Refused { status, ..Refused::of_code("room.changed") }.into()
        }
        other => other.into(),
    }
}

/// Show one's room
///
/// Whoever may hold meetings has one; it is made when it is first asked for.
#[utoipa::path(get, path = "/api/room", tag = "room",
    responses(
        (status = 200, description = "The room.", body = Room, headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Problem> {
    answer(&app, &caller).await
}

/// Change the settings of one's room
#[utoipa::path(put, path = "/api/room", tag = "room", request_body = RoomSettings,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The room as kept.", body = Room,
            headers(("ETag" = String))),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<RoomSettings>,
) -> Result<Response, Problem> {
    let draft = RoomDraft {
        title: body.title,
        password: body.password,
        lobby: body.lobby,
        auto_lock_minutes: body.auto_lock_minutes,
        participants_may: body.participants_may,
    };
    room::change(&app, &caller.who, &draft, expected(&headers)?).await.map_err(refused)?;
    answer(&app, &caller).await
}

/// Restore the defaults of one's room
///
/// Its address stays.
#[utoipa::path(delete, path = "/api/room", tag = "room",
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The room as it is now.", body = Room,
            headers(("ETag" = String))),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn restore(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    room::restore(&app, &caller.who, expected(&headers)?).await.map_err(refused)?;
    answer(&app, &caller).await
}

/// Give one's room another address
///
/// The one before leads to the room as well, for good.
#[utoipa::path(put, path = "/api/room/name", tag = "room", request_body = NewRoomName,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The room at its address.", body = Room,
            headers(("ETag" = String))),
        (status = 409, description = "It is somebody else's, or the room has ten.",
            content_type = "application/problem+json"),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn rename(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<NewRoomName>,
) -> Result<Response, Problem> {
    let renamed = room::rename(&app, &caller.who, &body.name, expected(&headers)?).await;
    renamed.map_err(refused)?;
    answer(&app, &caller).await
}

/// Open, lock or close one's room
///
/// Opening a locked room unlocks it. A room closes by itself when the longest meeting of the
/// moderator's plan is over, after a day at the latest.
#[utoipa::path(put, path = "/api/room/standing", tag = "room", request_body = NewStanding,
    responses(
        (status = 200, description = "The room as it stands.", body = Room,
            headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn turn(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewStanding>,
) -> Result<Response, Problem> {
    let Some(wish) = Wish::from_word(&body.standing) else {
        return Err(Problem::of_fields([("standing", "room.unknown_standing")]));
    };
    room::turn(&app, &caller.who, wish).await?;
    answer(&app, &caller).await
}
