//! `/api/reports`, `/api/report-imports`: the account's history of held meetings (F7). Owners and
//! admins see all of it, a host the meetings they hosted.

mod imports;

use std::sync::Arc;

use app::page::{Cursor, PAGE_MAX};
use app::reports::export::{self, Rows};
use app::reports::{self, Kept, OfHost, Wanted};
use app::{App, Who};
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use units::id::{HeldMeetingId, PersonId, kind};
use units::{Date, Timestamp};
use usage::attendance::Attendee;
use usage::days::{Days, NoPeriod, Step, Sum, is_by_day};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(summary))
        .routes(operations!(list))
        .routes(operations!(meetings_csv))
        .routes(operations!(participants_csv))
        .routes(operations!(show))
        .merge(imports::routes())
}

/// Meetings of a page when nothing is said.
const PAGE: u32 = 25;
/// Longest `host`.
const HOST_MAX_CHARS: usize = 400;
/// Days of a report when nothing is said.
const DAYS: i64 = 30;

fn invalid(field: &'static str) -> Problem {
    Problem::of_fields([(field, "request.invalid")])
}

/// Which meetings are asked for.
#[derive(Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct AskedReport {
    /// First day, in the caller's time zone; with `to`. Without both: the last 30 days.
    #[param(value_type = Option<String>, format = "date")]
    from: Option<String>,
    /// Last day, included; at most 366 days in all.
    #[param(value_type = Option<String>, format = "date")]
    to: Option<String>,
    /// `key` of a host of the summary: theirs alone.
    #[param(max_length = 400)]
    host: Option<String>,
    /// `next` of the page before; of lists alone.
    after: Option<String>,
    /// Meetings of a page; of lists alone.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl AskedReport {
    fn wanted(&self, app: &App, who: &Who) -> Result<Wanted, Problem> {
        if self.limit.is_some_and(|limit| !(1..=PAGE_MAX).contains(&limit)) {
            return Err(invalid("limit"));
        }
        if self.host.as_ref().is_some_and(|host| host.chars().count() > HOST_MAX_CHARS) {
            return Err(invalid("host"));
        }
        let date = |text: &Option<String>, field: &'static str| -> Result<Date, Problem> {
            let text = text.as_deref().ok_or_else(|| invalid(field))?;
            text.parse().map_err(|_| invalid(field))
        };
        let days = match (&self.from, &self.to) {
            (None, None) => Days::last(DAYS, who.zone.date(app.now())),
            (from, to) => Days::new(date(from, "from")?, date(to, "to")?)
                .map_err(|error: NoPeriod| Problem::of_code(error.code()))?,
        };
        Ok(Wanted { days, host_key: self.host.clone() })
    }
}

/// What was held in some time.
#[derive(Serialize, ToSchema)]
struct ReportSum {
    meetings: i64,
    /// People of each meeting, each once, added up.
    participants: i64,
    /// Seconds of the meetings themselves.
    meeting_seconds: i64,
    /// Seconds of all their people together.
    person_seconds: i64,
}

impl From<Sum> for ReportSum {
    fn from(sum: Sum) -> ReportSum {
        ReportSum {
            meetings: sum.meetings,
            participants: sum.participants,
            meeting_seconds: sum.seconds,
            person_seconds: sum.person_seconds,
        }
    }
}

/// A day, or a month.
#[derive(Serialize, ToSchema)]
struct ReportStep {
    /// Its first day in the period.
    #[schema(value_type = String, format = "date")]
    from: Date,
    #[serde(flatten)]
    sum: ReportSum,
}

fn step(step: &Step) -> ReportStep {
    ReportStep { from: step.from, sum: step.sum.into() }
}

/// What one host held.
#[derive(Serialize, ToSchema)]
struct ReportHost {
    /// For `host`; empty where nobody knows who held them.
    key: String,
    name: String,
    email: String,
    #[serde(flatten)]
    sum: ReportSum,
}

fn host(host: &OfHost) -> ReportHost {
    let OfHost { key, name, email, sum } = host.clone();
    ReportHost { key, name, email, sum: sum.into() }
}

/// A period as a whole.
#[derive(Serialize, ToSchema)]
struct ReportSummary {
    #[schema(value_type = String, format = "date")]
    from: Date,
    #[schema(value_type = String, format = "date")]
    to: Date,
    /// In which its days are.
    zone: String,
    total: ReportSum,
    /// `day`, or `month` for more than 92 days.
    step: &'static str,
    steps: Vec<ReportStep>,
    /// At most 50, those of most meetings first.
    hosts: Vec<ReportHost>,
}

/// Sum up a period
///
/// By day or month and by host. Every plan counts, and what was counted stays when plans change.
#[utoipa::path(get, path = "/api/reports", tag = "reports", params(AskedReport),
    responses(
        (status = 200, description = "The sums.", body = ReportSummary),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn summary(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedReport>,
) -> Result<Json<ReportSummary>, Problem> {
    let wanted = asked.wanted(&app, &caller.who)?;
    let overview = reports::overview(&app, &caller.who, &wanted).await?;
    Ok(Json(ReportSummary {
        from: wanted.days.from,
        to: wanted.days.to,
        zone: caller.who.zone.name().to_owned(),
        total: overview.total.into(),
        step: if is_by_day(wanted.days) { "day" } else { "month" },
        steps: overview.steps.iter().map(step).collect(),
        hosts: overview.hosts.iter().map(host).collect(),
    }))
}

/// A meeting that was held.
#[derive(Serialize, ToSchema)]
struct HeldMeeting {
    #[schema(value_type = String, format = "uuid")]
    id: HeldMeetingId,
    /// Where it was held: `plenum`, `zoom`, `webex`, `goto` or `other`.
    source: &'static str,
    /// Its digits; empty where it is not known.
    number: String,
    title: String,
    host_name: String,
    host_email: String,
    /// The host, where they are one of the account's people.
    #[schema(value_type = Option<String>, format = "uuid")]
    host: Option<PersonId>,
    #[schema(value_type = String, format = "date-time")]
    started_at: Timestamp,
    #[schema(value_type = String, format = "date-time")]
    ended_at: Timestamp,
    /// People, each once.
    participants: u32,
    connections: u32,
    /// Seconds of all its people together.
    person_seconds: i64,
}

fn held(kept: Kept) -> HeldMeeting {
    let Kept { id, host, held, tally } = kept;
    HeldMeeting {
        id,
        source: held.source.word(),
        number: held.number,
        title: held.title,
        host_name: held.host_name,
        host_email: held.host_email,
        host,
        started_at: held.started_at,
        ended_at: held.ended_at,
        participants: tally.participants,
        connections: tally.connections,
        person_seconds: tally.person_seconds,
    }
}

/// A page of held meetings, the latest first.
#[derive(Serialize, ToSchema)]
struct HeldMeetingPage {
    meetings: Vec<HeldMeeting>,
    /// Begins the next page; none: this is the last.
    next: Option<String>,
}

/// List held meetings
///
/// Of a period, the latest first, a page at a time.
#[utoipa::path(get, path = "/api/reports/meetings", tag = "reports", params(AskedReport),
    responses(
        (status = 200, description = "A page.", body = HeldMeetingPage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedReport>,
) -> Result<Json<HeldMeetingPage>, Problem> {
    let wanted = asked.wanted(&app, &caller.who)?;
    let after = asked.after.map(|text| text.parse::<Cursor<kind::HeldMeeting>>()).transpose();
    let after = after.map_err(|_| invalid("after"))?;
    let limit = asked.limit.unwrap_or(PAGE);
    let page = reports::page(&app, &caller.who, &wanted, after, limit).await?;
    Ok(Json(HeldMeetingPage {
        meetings: page.lines.into_iter().map(held).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// Somebody connected once.
#[derive(Serialize, ToSchema)]
struct MeetingConnection {
    /// None where only the time in all is known.
    #[schema(value_type = Option<String>, format = "date-time")]
    joined_at: Option<Timestamp>,
    /// None also while they are still there.
    #[schema(value_type = Option<String>, format = "date-time")]
    left_at: Option<Timestamp>,
    seconds: u32,
}

/// One person at a meeting, however often they came.
#[derive(Serialize, ToSchema)]
struct MeetingAttendee {
    name: String,
    email: String,
    is_guest: Option<bool>,
    #[schema(value_type = Option<String>, format = "date-time")]
    first_joined_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = "date-time")]
    last_left_at: Option<Timestamp>,
    /// Seconds they were connected with at least one device.
    seconds: u32,
    connections: Vec<MeetingConnection>,
}

fn attendee(person: Attendee) -> MeetingAttendee {
    let connections = person.connections.into_iter().map(|each| MeetingConnection {
        joined_at: each.joined_at,
        left_at: each.left_at,
        seconds: each.seconds,
    });
    MeetingAttendee {
        name: person.name,
        email: person.email,
        is_guest: person.is_guest,
        first_joined_at: person.first_joined,
        last_left_at: person.last_left,
        seconds: person.seconds,
        connections: connections.collect(),
    }
}

/// A held meeting with the people who were there.
#[derive(Serialize, ToSchema)]
struct HeldMeetingShown {
    meeting: HeldMeeting,
    people: Vec<MeetingAttendee>,
}

/// Show a held meeting
///
/// With one entry for each person, and their connections in it.
#[utoipa::path(get, path = "/api/reports/meetings/{id}", tag = "reports",
    params(("id" = String, Path, format = "uuid", description = "The held meeting's id.")),
    responses(
        (status = 200, description = "The meeting.", body = HeldMeetingShown),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<HeldMeetingId>,
) -> Result<Json<HeldMeetingShown>, Problem> {
    let shown = reports::find(&app, &caller.who, id).await?;
    let people = shown.people.into_iter().map(attendee).collect();
    Ok(Json(HeldMeetingShown { meeting: held(shown.kept), people }))
}

/// Download the meetings of a period
///
/// A row for each meeting, without formulas.
#[utoipa::path(get, path = "/api/reports/meetings.csv", tag = "reports", params(AskedReport),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn meetings_csv(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedReport>,
) -> Result<Response, Problem> {
    file(&app, &caller.who, &asked, Rows::Meetings).await
}

/// Download the participants of a period
///
/// A row for each connection, without formulas. An import reads it back as it was.
#[utoipa::path(get, path = "/api/reports/participants.csv", tag = "reports", params(AskedReport),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn participants_csv(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedReport>,
) -> Result<Response, Problem> {
    file(&app, &caller.who, &asked, Rows::Connections).await
}

async fn file(app: &App, who: &Who, asked: &AskedReport, rows: Rows) -> Result<Response, Problem> {
    let wanted = asked.wanted(app, who)?;
    let bytes = export::period(app, who, &wanted, rows).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", rows.file_name())),
    ];
    Ok((headers, bytes).into_response())
}
