//! `/api/intakes`: many people invited from a list, first row by row, then at once (E1a).

use std::sync::Arc;

use app::App;
use app::intake::{self, Entry, IntakeError, NewIntake, Outcome, Report, RowProblem, Stand};
use app::licences::ItemRef;
use app::page::PAGE_MAX;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::IntakeId;
use utoipa::{IntoParams, ToSchema};
use web::refusal::Refused;
use web::{Caller, Path, Problem, limits};

use super::invitations::{AskedLicence, LICENCES_MAX};
use super::{item, read_roles, words};
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(begin))
        .routes(operations!(show, remove))
        .routes(operations!(rows))
        .routes(operations!(commit))
}

/// Whom to ask to join.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskedIntake {
    /// The text of a CSV file, or addresses as people paste them; up to 10,000 rows. Columns are
    /// told by their headings.
    #[schema(max_length = 5_242_880, example = "email,name\nben@example.org,Ben Lee")]
    list: String,
    /// For everybody whose row names none.
    #[schema(min_items = 1, max_items = 5, example = json!(["host"]))]
    roles: Vec<String>,
    /// For everybody whose row names none.
    #[serde(default)]
    #[schema(max_items = 50)]
    licences: Vec<AskedLicence>,
    /// Whether invitations that are open already are sent again.
    #[serde(default)]
    resend: bool,
}

/// What becomes of a list, or what became of it.
#[derive(Serialize, ToSchema)]
struct Intake {
    #[schema(value_type = String, format = "uuid")]
    id: IntakeId,
    /// `waiting` or `done`.
    state: &'static str,
    /// For the commit; absent when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<String>,
    #[schema(value_type = Option<String>, format = DateTime)]
    done_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    kept_until: Timestamp,
    rows: u32,
    /// Rows that are invited.
    invite: u32,
    /// Rows whose open invitation is sent again.
    resend: u32,
    /// Rows for which nothing changes.
    unchanged: u32,
    /// Rows that cannot be taken.
    refused: u32,
    licences: Vec<IntakeLicences>,
    /// Headings of the columns that are not used.
    unused: Vec<String>,
}

/// What becomes of one kind of licence.
#[derive(Serialize, ToSchema)]
struct IntakeLicences {
    name: String,
    given: u32,
    /// How many more may be given after it.
    left: u32,
}

/// A row of a list.
#[derive(Serialize, ToSchema)]
struct IntakeRow {
    /// Its place in the list, from 0.
    place: u32,
    /// Of the text, from 1.
    line: u32,
    email: String,
    name: String,
    /// `invite`, `resend`, `stays_invited`, `here`, `left_out` or `refused`.
    outcome: &'static str,
    /// Of whoever is invited.
    roles: Vec<&'static str>,
    /// Names of the licences of whoever is invited.
    licences: Vec<String>,
    /// Why it is refused: the code, and the word of the row that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    word: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct IntakeRows {
    rows: Vec<IntakeRow>,
    /// For `after`: the next page. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u32>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedRows {
    /// Only rows that end so: `invite`, `resend`, `stays_invited`, `here`, `left_out`, `refused`.
    outcome: Option<String>,
    /// `next` of the page before.
    #[param(maximum = 10_000)]
    after: Option<u32>,
    /// Rows of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignedIntake {
    /// From the preview.
    signed: String,
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn shown(report: &Report) -> Intake {
    let counts = report.proposal.counts();
    let pools = report.proposal.pools.iter();
    let (state, signed, done_at) = match &report.stand {
        Stand::Waiting { signed } => ("waiting", Some(signed.clone()), None),
        Stand::Done { at } => ("done", None, Some(*at)),
    };
    Intake {
        id: report.id,
        state,
        signed,
        done_at,
        kept_until: report.kept_until,
        rows: counts.all(),
        invite: counts.invite,
        resend: counts.resend,
        unchanged: counts.unchanged,
        refused: counts.refused,
        licences: pools
            .map(|pool| IntakeLicences {
                name: pool.name.clone(),
                given: pool.given,
                left: pool.left,
            })
            .collect(),
        unused: report.list.unused.clone(),
    }
}

fn row(report: &Report, place: usize, entry: &Entry, outcome: &Outcome) -> IntakeRow {
    let plain = IntakeRow {
        place: count(place),
        line: entry.line,
        email: entry.email.clone(),
        name: entry.name.clone(),
        outcome: outcome.word(),
        roles: Vec::new(),
        licences: Vec::new(),
        reason: None,
        word: None,
    };
    match outcome {
        Outcome::Invite { name, roles, licences } => {
            let pools = licences.iter().filter_map(|place| report.proposal.pools.get(*place));
            let names = pools.map(|pool| pool.name.clone()).collect();
            IntakeRow { name: name.clone(), roles: words(roles), licences: names, ..plain }
        }
        Outcome::Refused(problem) => {
            IntakeRow { reason: Some(problem.code()), word: word(problem), ..plain }
        }
        _ => plain,
    }
}

fn word(problem: &RowProblem) -> Option<String> {
    match problem {
        RowProblem::Role { word } | RowProblem::Licence { word } => Some(word.clone()),
        RowProblem::NoneFree { name } => Some(name.clone()),
        RowProblem::Repeated { line } => Some(line.to_string()),
        _ => None,
    }
}

fn refused(error: IntakeError) -> Problem {
    match (&error, error.field()) {
        (IntakeError::Moved(fresh), _) => {
            let preview = serde_json::to_value(shown(fresh)).expect("plain data");
            let members = vec![("preview", preview)];
            Problem::from(Refused { members, ..Refused::of(&error) })
        }
        (_, Some(field)) => Problem::of_fields([(field, error.code())]),
        _ => error.into(),
    }
}

/// Preview a list of people
///
/// Reads the list and keeps it for some days; nobody is invited. The commit does what this says.
#[utoipa::path(post, path = "/api/intakes", tag = "people", request_body = AskedIntake,
    responses(
        (status = 201, description = "What would happen.", body = Intake),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn begin(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<AskedIntake>,
) -> Result<(StatusCode, Json<Intake>), Problem> {
    caller.needs(Permission::ManagePeople)?;
    limits::take(&app, &[limits::INTAKE_BY_PERSON.for_person(caller.who.person())]).await?;
    if body.licences.len() > LICENCES_MAX {
        return Err(Problem::of_fields([("licences", "request.invalid")]));
    }
    let licences = body.licences.iter().map(|each| item(each.subscription, each.add_on.as_deref()));
    let new = NewIntake {
        source: String::new(),
        roles: read_roles(&body.roles)?,
        licences: licences.collect::<Result<Vec<ItemRef>, Problem>>()?,
        bytes: body.list.into_bytes(),
        resend: body.resend,
    };
    let id = intake::begin(&app, &caller.who, new).await.map_err(refused)?;
    let report = intake::look(&app, &caller.who, id).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(shown(&report))))
}

/// Show a list of people
///
/// As the account stands now; of one that is done, what became of it.
#[utoipa::path(get, path = "/api/intakes/{id}", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The list's id.")),
    responses(
        (status = 200, description = "What becomes of it.", body = Intake),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<IntakeId>,
) -> Result<Json<Intake>, Problem> {
    let report = intake::look(&app, &caller.who, id).await.map_err(refused)?;
    Ok(Json(shown(&report)))
}

/// Rows of a page when nothing is said.
const PAGE: u32 = 25;

/// List the rows of a list of people
///
/// In the list's order, each with what becomes of it.
#[utoipa::path(get, path = "/api/intakes/{id}/rows", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The list's id."), AskedRows),
    responses(
        (status = 200, description = "Rows.", body = IntakeRows),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn rows(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<IntakeId>,
    Query(asked): Query<AskedRows>,
) -> Result<Json<IntakeRows>, Problem> {
    let report = intake::look(&app, &caller.who, id).await.map_err(refused)?;
    let limit = asked.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(Problem::of_fields([("limit", "request.invalid")]));
    }
    let from = asked.after.map_or(0, |after| after.saturating_add(1));
    let wanted = asked.outcome.as_deref();
    let found = report.rows().enumerate().map(|(place, (entry, outcome))| (place, entry, outcome));
    let found = found.filter(|(place, _, outcome)| {
        count(*place) >= from && wanted.is_none_or(|wanted| outcome.word() == wanted)
    });
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows: Vec<IntakeRow> = found
        .take(most.saturating_add(1))
        .map(|(place, entry, outcome)| row(&report, place, entry, outcome))
        .collect();
    let more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| more).map(|last| last.place);
    Ok(Json(IntakeRows { rows, next }))
}

/// Invite the people of a list
///
/// Does what the preview said, in one step, or says what would happen now and does nothing. Done
/// again, the answer is the same.
#[utoipa::path(post, path = "/api/intakes/{id}/commit", tag = "people",
    request_body = SignedIntake,
    params(("id" = String, Path, format = "uuid", description = "The list's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 200, description = "What has happened.", body = Intake),
        (status = 409, description = "`preview.moved`, with the new `preview`, or \
            `intake.nothing_to_do`.", content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn commit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<IntakeId>,
    Json(body): Json<SignedIntake>,
) -> Result<Json<Intake>, Problem> {
    caller.needs(Permission::ManagePeople)?;
    limits::take(&app, &[limits::INTAKE_BY_PERSON.for_person(caller.who.person())]).await?;
    let done = intake::commit(&app, &caller.who, id, &body.signed).await.map_err(refused)?;
    Ok(Json(shown(&done)))
}

/// Forget a list of people
///
/// Whoever was invited from it stays invited.
#[utoipa::path(delete, path = "/api/intakes/{id}", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The list's id.")),
    responses(
        (status = 204, description = "It is forgotten."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<IntakeId>,
) -> Result<StatusCode, Problem> {
    intake::remove(&app, &caller.who, id).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}
