//! `/api/people/{id}/departure`: somebody is removed from the account, or leaves it (E7). The
//! caller's own id stands for leaving by oneself.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::App;
use app::leaving::{self, Ask, Fate, LeavingError, NOTICE_MAX_DAYS, NOTICE_SUGGESTED_DAYS, Thing};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use people::leaving::{Belongings, Line};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::PersonId;
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub(super) fn routes() -> Operations {
    Operations::new().routes(operations!(show, ask, take_back)).routes(operations!(preview))
}

/// What somebody has in the account, counted; what is in it no one is told.
#[derive(Serialize, ToSchema)]
#[schema(as = Belongings)]
struct Counted {
    /// Hosted, not over, that take place once.
    meetings: u32,
    /// Hosted, not over, that repeat.
    series: u32,
    /// Over or cancelled; they go along.
    past_meetings: u32,
    /// Meetings of others of which they are alternate host.
    hosting: u32,
    recordings: u32,
    #[schema(minimum = 0)]
    recording_bytes: u64,
    /// Theirs alone; they go along.
    contacts: u32,
    /// Theirs to read; they go along.
    chats: u32,
    /// Addresses of their personal room, which goes along.
    room_names: u32,
    /// Names of the groups they are in.
    groups: Vec<String>,
    /// Names of what is assigned to them.
    licences: Vec<String>,
}

impl From<Belongings> for Counted {
    fn from(own: Belongings) -> Counted {
        Counted {
            meetings: own.meetings,
            series: own.series,
            past_meetings: own.past_meetings,
            hosting: own.hosting,
            recordings: own.recordings,
            recording_bytes: own.recording_bytes,
            contacts: own.contacts,
            chats: own.chats,
            room_names: own.room_names,
            groups: own.groups,
            licences: own.licences,
        }
    }
}

/// What becomes of a kind of thing.
#[derive(Serialize, ToSchema)]
struct DepartureLine {
    /// `meetings`, `hosting`, `recordings`, `licences`.
    thing: &'static str,
    /// `hand_over`, `keep` (it goes along), `end` (the account has it back).
    fate: &'static str,
    #[schema(value_type = Option<String>, format = "uuid")]
    heir: Option<PersonId>,
    heir_name: Option<String>,
}

impl From<&Line> for DepartureLine {
    fn from(line: &Line) -> DepartureLine {
        DepartureLine {
            thing: line.thing.word(),
            fate: line.fate.word(),
            heir: Fate::heir(line.fate),
            heir_name: line.heir.clone(),
        }
    }
}

/// A departure that is planned or under way.
#[derive(Serialize, ToSchema)]
#[schema(as = Departure)]
struct Planned {
    /// `planned` or `under_way`.
    state: &'static str,
    /// They go by themselves.
    leaves: bool,
    #[schema(value_type = String, format = "uuid")]
    asked_by: PersonId,
    #[schema(value_type = String, format = DateTime)]
    takes_effect_at: Timestamp,
    /// An archive is made for them before.
    archive: bool,
    lines: Vec<DepartureLine>,
}

impl From<&leaving::Departure> for Planned {
    fn from(departure: &leaving::Departure) -> Planned {
        Planned {
            state: departure.state.word(),
            leaves: departure.proposal.leaves,
            asked_by: departure.asked_by,
            takes_effect_at: departure.takes_effect_at,
            archive: departure.proposal.archive,
            lines: departure.proposal.lines.iter().map(DepartureLine::from).collect(),
        }
    }
}

/// What somebody has, and whether they are about to go.
#[derive(Serialize, ToSchema)]
struct ShownDeparture {
    has: Counted,
    /// Nobody else is an owner: they cannot go before somebody is.
    last_owner: bool,
    departure: Option<Planned>,
}

/// What is to become of somebody's things.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskedDeparture {
    /// Who hosts their meetings from then on; left out: they go along.
    #[schema(value_type = Option<String>, format = "uuid")]
    meetings: Option<PersonId>,
    /// Who is alternate host in their place; left out: nobody.
    #[schema(value_type = Option<String>, format = "uuid")]
    hosting: Option<PersonId>,
    /// Who owns their recordings from then on; left out: they go along.
    #[schema(value_type = Option<String>, format = "uuid")]
    recordings: Option<PersonId>,
    /// Who has their licences from then on; left out: nobody, they are free.
    #[schema(value_type = Option<String>, format = "uuid")]
    licences: Option<PersonId>,
    /// An archive of what is theirs is made for them before; left out: yes.
    archive: Option<bool>,
    /// 0 to 90; left out: 7. Until then it can be taken back.
    #[schema(minimum = 0, maximum = 90)]
    notice_days: Option<u32>,
}

impl AskedDeparture {
    fn read(&self) -> Ask {
        let heirs = [
            (Thing::Meetings, self.meetings),
            (Thing::Hosting, self.hosting),
            (Thing::Recordings, self.recordings),
            (Thing::Licences, self.licences),
        ];
        let named = heirs.into_iter().filter_map(|(thing, heir)| Some((thing, heir?)));
        Ask {
            heirs: named.collect::<BTreeMap<Thing, PersonId>>(),
            archive: self.archive.unwrap_or(true),
            notice_days: self.notice_days.unwrap_or(NOTICE_SUGGESTED_DAYS),
        }
    }
}

/// The same with what was previewed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDeparture {
    /// Of the preview: what was seen is what is done.
    digest: String,
    #[schema(value_type = Option<String>, format = "uuid")]
    meetings: Option<PersonId>,
    #[schema(value_type = Option<String>, format = "uuid")]
    hosting: Option<PersonId>,
    #[schema(value_type = Option<String>, format = "uuid")]
    recordings: Option<PersonId>,
    #[schema(value_type = Option<String>, format = "uuid")]
    licences: Option<PersonId>,
    archive: Option<bool>,
    #[schema(minimum = 0, maximum = 90)]
    notice_days: Option<u32>,
}

/// A body that is an object and nothing else: a list of its fields would be read as one otherwise.
type Body = Json<serde_json::Map<String, serde_json::Value>>;

fn read<T: serde::de::DeserializeOwned>(Json(fields): Body) -> Result<T, Problem> {
    let asked = serde_json::from_value(serde_json::Value::Object(fields));
    asked.map_err(|_| Problem::of_code("request.unreadable"))
}

/// What would happen.
#[derive(Serialize, ToSchema)]
struct DeparturePreview {
    /// They would go by themselves.
    leaves: bool,
    #[schema(value_type = String, format = DateTime)]
    takes_effect_at: Timestamp,
    archive: bool,
    lines: Vec<DepartureLine>,
    has: Counted,
    /// To be sent with what is asked for.
    digest: String,
}

/// A problem that names the field it is about.
fn refused(error: LeavingError) -> Problem {
    if let LeavingError::Refused(refusal) = &error
        && let Some(field) = refusal.field()
    {
        return Problem::of_fields([(field, refusal.code())]);
    }
    error.into()
}

/// Show what somebody has
///
/// For whoever may remove them, and for themselves.
#[utoipa::path(get, path = "/api/people/{id}/departure", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The person's id.")),
    responses(
        (status = 200, description = "Counted, and what is planned.", body = ShownDeparture),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<Json<ShownDeparture>, Problem> {
    let shown = leaving::show(&app, &caller.who, id).await.map_err(refused)?;
    Ok(Json(ShownDeparture {
        has: shown.belongings.into(),
        last_owner: shown.last_owner,
        departure: shown.planned.as_ref().map(|planned| (&planned.departure).into()),
    }))
}

/// Preview a departure
///
/// What would happen if somebody were removed from the account so, or left it. Nothing happens.
#[utoipa::path(post, path = "/api/people/{id}/departure/preview", tag = "people",
    request_body = AskedDeparture,
    params(("id" = String, Path, format = "uuid", description = "The person's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 200, description = "What would happen, and its digest.",
            body = DeparturePreview),
        (status = 409, description = "`person.last_owner` or `leaving.planned`.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
    body: Body,
) -> Result<Json<DeparturePreview>, Problem> {
    let ask = read::<AskedDeparture>(body)?.read();
    let preview = leaving::preview(&app, &caller.who, id, &ask).await.map_err(refused)?;
    let proposal = preview.proposal;
    Ok(Json(DeparturePreview {
        leaves: proposal.leaves,
        takes_effect_at: preview.takes_effect_at,
        archive: proposal.archive,
        lines: proposal.lines.iter().map(DepartureLine::from).collect(),
        has: proposal.belongings.into(),
        digest: preview.digest,
    }))
}

/// Remove somebody, or leave
///
/// As previewed: where things have changed since, it is refused with `preview.moved` and nothing
/// happens. It takes effect when the notice is over; until then it can be taken back.
#[utoipa::path(post, path = "/api/people/{id}/departure", tag = "people",
    request_body = NewDeparture,
    params(("id" = String, Path, format = "uuid", description = "The person's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "It is planned.", body = Planned),
        (status = 409, description = "`preview.moved`, `person.last_owner` or `leaving.planned`.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn ask(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
    body: Body,
) -> Result<(StatusCode, Json<Planned>), Problem> {
    let NewDeparture { digest, meetings, hosting, recordings, licences, archive, notice_days } =
        read(body)?;
    let asked =
        AskedDeparture { meetings, hosting, recordings, licences, archive, notice_days }.read();
    let departure = leaving::ask(&app, &caller.who, id, &asked, &digest).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json((&departure).into())))
}

/// Take a departure back
///
/// Until it takes effect: by admins what they asked for, by the person what they asked for.
#[utoipa::path(delete, path = "/api/people/{id}/departure", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The person's id.")),
    responses(
        (status = 204, description = "They stay."),
        (status = 409, description = "`leaving.nothing_planned` or `leaving.under_way`.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn take_back(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    leaving::take_back(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The description above says it in numbers.
const _: () = assert!(NOTICE_MAX_DAYS == 90 && NOTICE_SUGGESTED_DAYS == 7);
