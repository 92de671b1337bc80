//! `/api/meetings/{id}/registration`, for those who hold a meeting; `/api/register/{code}` and
//! `/api/registrations/{code}`, for guests (F1).

use std::sync::Arc;

use app::App;
use app::meetings::registration::guest::{self, Asked, Own};
use app::meetings::registration::{self as story, Registrant, RegistrationError, Shown};
use app::meetings::words;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Json, Response};
use meetings::registration::{Decision, Question, RegistrantDraft, SettingsDraft, Standing};
use serde::{Deserialize, Serialize};

use units::id::{MeetingId, RegistrantId};
use units::{EmailAddress, Locale, Timestamp};
use utoipa::{IntoParams, ToSchema};
use web::client::Client;
use web::refusal::{Refused, RefusedField};
use web::{Caller, Path, Problem, limits};

use crate::operations::{Operations, operations};
use crate::paging;
use crate::registration_plan::{RegistrationQuestion, fields};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(show, set, end))
        .routes(operations!(list))
        .routes(operations!(approve))
        .routes(operations!(refuse))
        .routes(operations!(table))
        .routes(operations!(look, register))
        .routes(operations!(own, cancel))
}

/// What registration asks. The whole is said each time.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRegistrationSettings {
    /// `automatic` (or left out) or `manual`: the host decides about each.
    #[serde(default)]
    #[schema(example = "automatic")]
    approval: String,
    /// As many as the plan has room for when left out; of a webinar no more than that.
    #[schema(minimum = 1, maximum = 10000)]
    places: Option<i64>,
    /// Wall time in the meeting's zone; until the meeting is over when left out.
    #[serde(default)]
    #[schema(example = "2027-04-01T12:00")]
    closes: String,
    /// Up to 5.
    #[serde(default)]
    questions: Vec<RegistrationQuestion>,
}

/// The registration for a meeting, for those who hold it.
#[derive(Serialize, ToSchema)]
struct RegistrationSeen {
    /// Where one registers.
    url: String,
    /// `automatic` or `manual`.
    approval: &'static str,
    places: Option<u32>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Timestamp>,
    questions: Vec<RegistrationQuestion>,
    /// `open`, `full`, `closed`, `over` or `cancelled`.
    state: &'static str,
    /// Absent: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    places_left: Option<u32>,
    waiting: u32,
    approved: u32,
    refused: u32,
    cancelled: u32,
}

#[derive(Serialize, ToSchema)]
struct RegistrationAnswer {
    question: String,
    answer: String,
}

/// Somebody who registered.
#[derive(Serialize, ToSchema)]
struct RegistrantSeen {
    #[schema(value_type = String, format = Uuid)]
    id: RegistrantId,
    name: String,
    email: String,
    /// `waiting`, `approved`, `refused` or `cancelled`.
    standing: &'static str,
    answers: Vec<RegistrationAnswer>,
    #[schema(value_type = String, format = DateTime)]
    registered_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
struct Registrants {
    registrants: Vec<RegistrantSeen>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedRegistrants {
    /// `waiting`, `approved`, `refused` or `cancelled`; all when left out.
    standing: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// Lines of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// A meeting that asks for registration, for whoever has its link.
#[derive(Serialize, ToSchema)]
struct RegistrationAsked {
    title: String,
    host_name: String,
    zone: String,
    /// As RFC 5545 writes it; empty for once.
    rule: String,
    /// The present or next time. Absent: it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    start: Option<Timestamp>,
    /// `automatic` or `manual`.
    approval: &'static str,
    /// `open`, `full`, `closed`, `over` or `cancelled`.
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    places_left: Option<u32>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closes_at: Option<Timestamp>,
    questions: Vec<RegistrationQuestion>,
}

/// Somebody who registers.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRegistrant {
    /// One line, up to 100 characters.
    name: String,
    #[schema(format = Email, example = "clara@example.org")]
    email: String,
    /// In the order of the questions, up to 500 characters each.
    #[serde(default)]
    answers: Vec<String>,
    /// Language of the mails; English when left out.
    #[schema(example = "en")]
    locale: Option<String>,
}

/// A mail says how they stand, whether or not the address had registered before.
#[derive(Serialize, ToSchema)]
struct RegistrationSent {
    email: String,
}

/// One's own registration.
#[derive(Serialize, ToSchema)]
struct OwnRegistration {
    title: String,
    host_name: String,
    name: String,
    email: String,
    /// `waiting`, `approved`, `refused` or `cancelled`.
    standing: &'static str,
    /// Theirs alone. Absent: they have no place.
    #[serde(skip_serializing_if = "Option::is_none")]
    join_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    start: Option<Timestamp>,
}

fn seen(shown: Shown) -> Result<Json<RegistrationSeen>, Problem> {
    let settings = shown.settings.ok_or(RegistrationError::NotFound)?;
    let count = |standing| shown.counts.get(&standing).copied().unwrap_or_default();
    Ok(Json(RegistrationSeen {
        url: shown.url,
        approval: settings.approval.word(),
        places: settings.places,
        closes_at: settings.closes_at,
        questions: settings.questions.into_iter().map(RegistrationQuestion::from).collect(),
        state: shown.door.map(|door| door.word()).unwrap_or_default(),
        places_left: shown.left,
        waiting: count(Standing::Waiting),
        approved: count(Standing::Approved),
        refused: count(Standing::Refused),
        cancelled: count(Standing::Cancelled),
    }))
}

fn registrant(each: Registrant) -> RegistrantSeen {
    let answers = each.answers.into_iter();
    RegistrantSeen {
        id: each.id,
        name: each.name,
        email: each.email.to_string(),
        standing: each.standing.word(),
        answers: answers
            .map(|said| RegistrationAnswer { question: said.question, answer: said.answer })
            .collect(),
        registered_at: each.asked_at,
        decided_at: each.decided_at,
    }
}

fn refused(app: &App, error: RegistrationError) -> Problem {
    match error {
        RegistrationError::Fields(all) => {
            let fields = fields(&all, None);
            Refused { fields, ..Refused::of_code("registration.fields") }.into()
        }
        RegistrationError::Wait { until } => {
            let seconds = until.seconds_since(app.now()).max(1);
            let refused = Refused::of_code("rate.limited");
            Refused { retry_after_s: Some(seconds), ..refused }.into()
        }
        RegistrationError::PlanPlaces { asked, limit, plan, lifted_by } => {
            let args = words::over_limit(asked, limit, &plan, lifted_by.as_deref());
            let (field, code) = ("places".into(), "registration.plan_places".into());
            let fields = vec![RefusedField { field, code, args }];
            Refused { fields, ..Refused::of_code("registration.fields") }.into()
        }
        other => other.into(),
    }
}

/// Show the registration for a meeting
///
/// Not found when the meeting asks for none.
#[utoipa::path(get, path = "/api/meetings/{id}/registration", tag = "meetings",
    params(("id" = String, Path, format = "uuid", description = "The meeting's id.")),
    responses(
        (status = 200, description = "The registration.", body = RegistrationSeen),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
) -> Result<Json<RegistrationSeen>, Problem> {
    seen(story::show(&app, &caller.who, id).await?)
}

/// Ask for registration
///
/// From now on the join page asks whoever comes without a link of their own. Those invited and
/// those with a place have one.
#[utoipa::path(put, path = "/api/meetings/{id}/registration", tag = "meetings",
    request_body = NewRegistrationSettings,
    params(("id" = String, Path, format = "uuid", description = "The meeting's id.")),
    responses(
        (status = 200, description = "The registration as it is now.", body = RegistrationSeen),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
    Json(body): Json<NewRegistrationSettings>,
) -> Result<Json<RegistrationSeen>, Problem> {
    let questions = body.questions.into_iter();
    let draft = SettingsDraft {
        approval: body.approval,
        places: body.places,
        closes: body.closes,
        questions: questions.map(Question::from).collect(),
    };
    let set = story::set(&app, &caller.who, id, &draft).await;
    set.map_err(|error| refused(&app, error))?;
    seen(story::show(&app, &caller.who, id).await?)
}

/// Ask for no registration any more
///
/// Who has registered stays so.
#[utoipa::path(delete, path = "/api/meetings/{id}/registration", tag = "meetings",
    params(("id" = String, Path, format = "uuid", description = "The meeting's id.")),
    responses(
        (status = 204, description = "None is asked."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn end(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
) -> Result<StatusCode, Problem> {
    story::end(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List who has registered
///
/// Latest first.
#[utoipa::path(get, path = "/api/meetings/{id}/registrants", tag = "meetings",
    params(
        ("id" = String, Path, format = "uuid", description = "The meeting's id."),
        AskedRegistrants),
    responses(
        (status = 200, description = "Who has registered.", body = Registrants),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
    Query(asked): Query<AskedRegistrants>,
) -> Result<Json<Registrants>, Problem> {
    let standing = match asked.standing.as_deref() {
        None => None,
        Some(word) => Some(
            Standing::from_word(word)
                .ok_or_else(|| Problem::of_fields([("standing", "request.invalid")]))?,
        ),
    };
    let page = paging::read(asked.after, asked.limit)?;
    let found = story::list(&app, &caller.who, id, standing, page).await?;
    let next = found.next.map(|next| next.to_string());
    Ok(Json(Registrants { registrants: found.lines.into_iter().map(registrant).collect(), next }))
}

/// Give somebody a place
///
/// They get a mail with their own join link and an entry for their calendar.
#[utoipa::path(post, path = "/api/meetings/{id}/registrants/{registrant}/approve",
    tag = "meetings",
    params(
        ("id" = String, Path, format = "uuid", description = "The meeting's id."),
        ("registrant" = String, Path, format = "uuid", description = "Who registered.")),
    responses(
        (status = 200, description = "They have a place.", body = RegistrantSeen),
        (status = 409, description = "No place is left, or they have cancelled.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn approve(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, who)): Path<(MeetingId, RegistrantId)>,
) -> Result<Json<RegistrantSeen>, Problem> {
    let after = story::decide(&app, &caller.who, id, who, Decision::Approve).await?;
    Ok(Json(registrant(after)))
}

/// Refuse somebody a place
///
/// Also who has one: they get a mail, and their calendar drops the meeting.
#[utoipa::path(post, path = "/api/meetings/{id}/registrants/{registrant}/refuse",
    tag = "meetings",
    params(
        ("id" = String, Path, format = "uuid", description = "The meeting's id."),
        ("registrant" = String, Path, format = "uuid", description = "Who registered.")),
    responses(
        (status = 200, description = "They have none.", body = RegistrantSeen),
        (status = 409, description = "They have cancelled.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn refuse(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, who)): Path<(MeetingId, RegistrantId)>,
) -> Result<Json<RegistrantSeen>, Problem> {
    let after = story::decide(&app, &caller.who, id, who, Decision::Refuse).await?;
    Ok(Json(registrant(after)))
}

/// Download who has registered
///
/// A row for each, first come first, without formulas; a column for each question.
#[utoipa::path(get, path = "/api/meetings/{id}/registrants.csv", tag = "meetings",
    params(("id" = String, Path, format = "uuid", description = "The meeting's id.")),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn table(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
) -> Result<Response, Problem> {
    let bytes = story::table(&app, &caller.who, id).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"registrations.csv\""),
    ];
    Ok((headers, bytes).into_response())
}

fn asked(found: Asked) -> RegistrationAsked {
    let settings = found.settings;
    RegistrationAsked {
        title: found.meeting.title_of(found.next).to_owned(),
        host_name: found.host_name,
        zone: found.meeting.schedule.zone().to_string(),
        rule: found.meeting.schedule.repeats().text(),
        start: found.next.map(|time| time.start),
        approval: settings.approval.word(),
        state: found.door.word(),
        places_left: found.left.filter(|_| settings.places.is_some()),
        closes_at: settings.closes_at,
        questions: settings.questions.into_iter().map(RegistrationQuestion::from).collect(),
    }
}

/// Show what a meeting asks of who registers
///
/// `code` is the end of the meeting's join link. No account is needed.
#[utoipa::path(get, path = "/api/register/{code}", tag = "meetings", security(()),
    params(("code" = String, Path, description = "The code of the join link.")),
    responses(
        (status = 200, description = "What is asked.", body = RegistrationAsked),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn look(
    State(app): State<Arc<App>>,
    client: Client,
    Path(code): Path<String>,
) -> Result<Json<RegistrationAsked>, Problem> {
    let found = guest::open(&app, &code, &client.network()).await;
    Ok(Json(asked(found.map_err(|error| refused(&app, error))?)))
}

/// Register for a meeting
///
/// The answer is the same whether or not the address has registered before: a mail says how they
/// stand.
#[utoipa::path(post, path = "/api/register/{code}", tag = "meetings", security(()),
    request_body = NewRegistrant,
    params(("code" = String, Path, description = "The code of the join link.")),
    responses(
        (status = 202, description = "A mail is on its way.", body = RegistrationSent),
        (status = 409, description = "Nobody can register now.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn register(
    State(app): State<Arc<App>>,
    client: Client,
    Path(code): Path<String>,
    Json(body): Json<NewRegistrant>,
) -> Result<(StatusCode, Json<RegistrationSent>), Problem> {
    let locale = match body.locale {
        None => Locale::english(),
        Some(tag) => {
            tag.parse().map_err(|_| Problem::of_fields([("locale", "request.invalid")]))?
        }
    };
    let mut buckets = vec![limits::REGISTER_BY_NETWORK.for_client(&client)];
    let address = body.email.trim().parse::<EmailAddress>().ok();
    buckets.extend(address.map(|address| limits::MAIL_BY_ADDRESS.for_address(&address)));
    limits::take(&app, &buckets).await?;
    let draft = RegistrantDraft { name: body.name, email: body.email, answers: body.answers };
    let sent = guest::register(&app, &code, &client.network(), &draft, &locale).await;
    let email = sent.map_err(|error| refused(&app, error))?.to_string();
    Ok((StatusCode::ACCEPTED, Json(RegistrationSent { email })))
}

fn own_seen(own: Own) -> OwnRegistration {
    OwnRegistration {
        title: own.meeting.title_of(own.next).to_owned(),
        host_name: own.host_name,
        name: own.registrant.name,
        email: own.registrant.email.to_string(),
        standing: own.registrant.standing.word(),
        join_url: own.join_url,
        start: own.next.map(|time| time.start),
    }
}

/// Show one's own registration
///
/// The code stands in the mail that says how they stand.
#[utoipa::path(get, path = "/api/registrations/{code}", tag = "meetings", security(()),
    params(("code" = String, Path, description = "The code of the registration.")),
    responses(
        (status = 200, description = "The registration.", body = OwnRegistration),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn own(
    State(app): State<Arc<App>>,
    client: Client,
    Path(code): Path<String>,
) -> Result<Json<OwnRegistration>, Problem> {
    let own = guest::own(&app, &code, &client.network()).await;
    Ok(Json(own_seen(own.map_err(|error| refused(&app, error))?)))
}

/// Cancel one's own registration
///
/// Their place is free again.
#[utoipa::path(delete, path = "/api/registrations/{code}", tag = "meetings", security(()),
    params(("code" = String, Path, description = "The code of the registration.")),
    responses(
        (status = 200, description = "It is cancelled.", body = OwnRegistration),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn cancel(
    State(app): State<Arc<App>>,
    client: Client,
    Path(code): Path<String>,
) -> Result<Json<OwnRegistration>, Problem> {
    let own = guest::cancel(&app, &code, &client.network()).await;
    Ok(Json(own_seen(own.map_err(|error| refused(&app, error))?)))
}
