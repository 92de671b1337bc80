//! `/api/meetings`: schedule, list, change and call off meetings (F1).
//!
//! A meeting's `ETag` is its sequence; `If-Match` with it keeps a change from going over somebody
//! else's.

mod answers;
mod body;
mod templates;

use std::borrow::Cow;
use std::sync::Arc;

use app::meetings::{MeetingError, Tab, list, schedule, single, times, words};
use app::{App, Who};
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Json, Response};
use meetings::{ScheduleRefusal, Wish};
use serde::Deserialize;
use units::Date;
use units::id::MeetingId;
use utoipa::IntoParams;
use web::idempotency::Effect;
use web::refusal::{Refused, RefusedField};
use web::{Caller, Path, Problem, urls};

use crate::operations::{Operations, operations};
use crate::paging;
use crate::registration_plan;
use crate::version::{self, created, tagged};
use body::{
    Meeting, MeetingPage, MeetingTimes, NewMeeting, TimePreview, TimeWish, listed, meeting,
    meeting_times, preview,
};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list_page, make))
        .routes(operations!(all_times))
        .routes(operations!(show, change, cancel))
        .routes(operations!(change_time))
        .routes(operations!(preview_time))
        .merge(answers::routes())
        .merge(templates::routes())
}

/// What is searched for, at most.
const SEARCH_MAX_CHARS: usize = 100;

/// What part of a list is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `upcoming` (soonest first, as when left out) or `past` (over or cancelled, latest first).
    tab: Option<String>,
    /// In title or number; for those who hold the meeting, in names and addresses of its people.
    #[param(max_length = 100)]
    search: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Meetings of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// The refusal with everything that is wrong, field by field.
fn refused(error: MeetingError) -> Problem {
    match error {
        MeetingError::Refused(ScheduleRefusal::Fields(problems)) => {
            let fields = problems.iter().map(|each| RefusedField {
                field: each.field.word().into(),
                code: Cow::Borrowed(each.problem.code()),
                args: words::problem(&each.problem),
            });
            let refused = Refused::of_code("meeting.fields");
            Refused { fields: fields.collect(), ..refused }.into()
        }
        MeetingError::Changed { .. } => {
            let status = StatusCode::PRECONDITION_FAILED;
            Refused { status, ..Refused::of_code("meeting.changed") }.into()
        }
        other => other.into(),
    }
}

fn expected(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    version::expected(headers).map_err(|_| refused(MeetingError::Changed { present: 0 }))
}

/// The meeting with its `ETag`.
async fn answer(
    app: &App,
    who: &Who,
    id: MeetingId,
    status: StatusCode,
) -> Result<Response, Problem> {
    let shown = list::show(app, who, id).await?;
    let version = shown.meeting.sequence;
    let body = meeting(app, shown);
    Ok(match status {
        StatusCode::CREATED => created(body, version, &urls::meeting(id)),
        _ => tagged(body, version),
    })
}

/// List meetings
///
/// Those the caller holds or is invited to, a page at a time.
#[utoipa::path(get, path = "/api/meetings", tag = "meetings", params(Asked),
    responses(
        (status = 200, description = "A page.", body = MeetingPage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list_page(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<MeetingPage>, Problem> {
    let tab = match asked.tab.as_deref() {
        None | Some("upcoming") => Tab::Upcoming,
        Some("past") => Tab::Past,
        Some(_) => return Err(Problem::of_fields([("tab", "request.invalid")])),
    };
    let (after, limit) = paging::read(asked.after, asked.limit)?;
    let search = asked.search.unwrap_or_default();
    if search.chars().count() > SEARCH_MAX_CHARS {
        return Err(Problem::of_fields([("search", "request.invalid")]));
    }
    let asked = list::Asked { tab, search: &search, after, most: limit };
    let page = list::page(&app, &caller.who, asked).await?;
    Ok(Json(MeetingPage {
        next: page.next.map(|next| next.to_string()),
        meetings: page.lines.into_iter().map(|line| listed(&app, line)).collect(),
    }))
}

/// Which days are asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Days {
    /// The first day, in the caller's zone.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The day after the last, at most 100 later.
    #[param(value_type = String, format = Date)]
    until: Date,
}

/// List the times of meetings, day by day
///
/// Each time of each meeting that the caller holds or is invited to, in order; cancelled ones have
/// none.
#[utoipa::path(get, path = "/api/meetings/times", tag = "meetings", params(Days),
    responses(
        (status = 200, description = "The times.", body = MeetingTimes),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn all_times(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(days): Query<Days>,
) -> Result<Json<MeetingTimes>, Problem> {
    if days.until <= days.from || days.until > times::latest_until(days.from) {
        return Err(Problem::of_fields([("until", "request.invalid")]));
    }
    let found = times::between(&app, &caller.who, days.from, days.until).await?;
    Ok(Json(meeting_times(&app, &caller.who, found)))
}

/// Schedule a meeting
///
/// Everyone invited gets a mail with a calendar entry. With an `Idempotency-Key` a retry gives the
/// same meeting back.
#[utoipa::path(post, path = "/api/meetings", tag = "meetings", request_body = NewMeeting,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The meeting.", body = Meeting,
            headers(("ETag" = String), ("Location" = String))),
        (status = 422, description = "What is wrong, field by field.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn make(
    State(app): State<Arc<App>>,
    caller: Caller,
    effect: Option<Extension<Effect>>,
    Json(mut body): Json<NewMeeting>,
) -> Result<Response, Problem> {
    let id = effect.map(|Extension(effect)| effect.id());
    let asks = body.registration.take().map(registration_plan::read).transpose()?;
    let made = schedule::schedule_with(&app, &caller.who, id, &body.into(), asks.as_ref()).await;
    let id = made.map_err(refused)?.identity.id;
    answer(&app, &caller.who, id, StatusCode::CREATED).await
}

/// Show a meeting
///
/// To those who hold it; to everybody else it does not exist.
#[utoipa::path(get, path = "/api/meetings/{id}", tag = "meetings",
    params(("id" = String, Path, format = "uuid", description = "The meeting's id.")),
    responses(
        (status = 200, description = "The meeting.", body = Meeting, headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
) -> Result<Response, Problem> {
    answer(&app, &caller.who, id, StatusCode::OK).await
}

/// Change a meeting
///
/// The body is the whole meeting. Everyone it concerns gets a mail when what they know has changed;
/// a body that changes nothing tells nobody.
#[utoipa::path(put, path = "/api/meetings/{id}", tag = "meetings", request_body = NewMeeting,
    params(
        ("id" = String, Path, format = "uuid", description = "The meeting's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The meeting as it is now.", body = Meeting,
            headers(("ETag" = String))),
        (status = 412, description = "Somebody changed it since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
    headers: HeaderMap,
    Json(body): Json<NewMeeting>,
) -> Result<Response, Problem> {
    let expected = expected(&headers)?;
    if body.registration.is_some() {
        return Err(Problem::of_fields([("registration", "request.invalid")]));
    }
    let changed = schedule::reschedule(&app, &caller.who, id, &body.into(), expected).await;
    changed.map_err(refused)?;
    answer(&app, &caller.who, id, StatusCode::OK).await
}

/// Cancel a meeting
///
/// Everyone it concerns gets a mail, and their calendars drop it. Its link stays, and says so.
#[utoipa::path(delete, path = "/api/meetings/{id}", tag = "meetings",
    params(
        ("id" = String, Path, format = "uuid", description = "The meeting's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 204, description = "Cancelled."),
        (status = 412, description = "Somebody changed it since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn cancel(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let cancelled = schedule::cancel(&app, &caller.who, id, expected(&headers)?).await;
    cancelled.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

fn wish(body: TimeWish) -> Result<Wish, Problem> {
    body.read().ok_or_else(|| Problem::of_fields([("change", "request.invalid")]))
}

/// Preview a change of one meeting of a series
///
/// What would become of it, and how many people would be told. Nothing happens yet.
#[utoipa::path(post, path = "/api/meetings/{id}/times/{index}/preview", tag = "meetings",
    request_body = TimeWish,
    params(
        ("id" = String, Path, format = "uuid", description = "The meeting's id."),
        ("index" = u32, Path, description = "The place in the series, counted from 0.")),
    responses(
        (status = 200, description = "What it would do.", body = TimePreview),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview_time(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, index)): Path<(MeetingId, u32)>,
    Json(body): Json<TimeWish>,
) -> Result<Json<TimePreview>, Problem> {
    let wish = wish(body)?;
    let shown = single::preview(&app, &caller.who, id, index, &wish).await.map_err(refused)?;
    Ok(Json(preview(shown)))
}

/// Change one meeting of a series
///
/// Moved, given a title or an agenda of its own, cancelled, or put back to what the series has;
/// moved, called something else or cancelled with all that follow, if asked so. Everyone it
/// concerns gets a mail, and their calendars change these meetings alone; number, link and the
/// other meetings stay. A body
/// that changes nothing tells nobody.
#[utoipa::path(put, path = "/api/meetings/{id}/times/{index}", tag = "meetings",
    request_body = TimeWish,
    params(
        ("id" = String, Path, format = "uuid", description = "The meeting's id."),
        ("index" = u32, Path, description = "The place in the series, counted from 0."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The meeting as it is now.", body = Meeting,
            headers(("ETag" = String))),
        (status = 412, description = "Somebody changed it since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change_time(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, index)): Path<(MeetingId, u32)>,
    headers: HeaderMap,
    Json(body): Json<TimeWish>,
) -> Result<Response, Problem> {
    let (expected, wish) = (expected(&headers)?, wish(body)?);
    let changed = single::change_one(&app, &caller.who, id, index, &wish, expected).await;
    changed.map_err(refused)?;
    answer(&app, &caller.who, id, StatusCode::OK).await
}
