//! `/api/operator/clock`: what time it is here, and moving it on (P5).

use std::sync::Arc;

use app::App;
use app::operator::clock::{self, Step};
use axum::extract::State;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use web::{Caller, Face, Problem};

use super::console;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(show)).routes(operations!(advance))
}

/// The clock now.
#[derive(Serialize, ToSchema)]
struct ClockNow {
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
    /// Whether it can be moved.
    simulated: bool,
    /// When something is due next.
    #[schema(value_type = Option<String>, format = DateTime)]
    next_due: Option<Timestamp>,
}

/// How far to move: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClockMove {
    /// `hour`, `day` or `month`.
    #[schema(example = "day")]
    by: Option<String>,
    /// A moment to come.
    #[schema(value_type = Option<String>, format = DateTime)]
    to: Option<String>,
}

/// What was done on the way, in pieces of due work.
#[derive(Serialize, ToSchema)]
struct ClockMoved {
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    now: Timestamp,
    done: u64,
    /// Looked at, to be looked at again later.
    postponed: u64,
    /// Failed, to be tried again.
    retried: u64,
    /// Failed for good.
    given_up: u64,
}

/// Show the clock
#[utoipa::path(get, path = "/api/operator/clock", tag = "operator",
    responses(
        (status = 200, description = "The clock.", body = ClockNow),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<ClockNow>, Problem> {
    let view = clock::view(&app, &console(&caller)?).await?;
    Ok(Json(ClockNow { now: view.now, simulated: view.simulated, next_due: view.next_due }))
}

/// Move the clock on
///
/// Everything that falls due on the way happens, in order. The answer comes when it is done.
#[utoipa::path(post, path = "/api/operator/clock/advance", tag = "operator",
    request_body = ClockMove,
    responses(
        (status = 200, description = "The clock was moved.", body = ClockMoved),
        (status = 409, description = "It is later already.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn advance(
    State(face): State<Face>,
    caller: Caller,
    Json(body): Json<ClockMove>,
) -> Result<Json<ClockMoved>, Problem> {
    console(&caller)?;
    let from = face.app.now();
    let to = target(&body, from)?;
    let ran = face.runner.advance(to, |_| {}).await?;
    Ok(Json(ClockMoved {
        from,
        now: face.app.now(),
        done: ran.done,
        postponed: ran.postponed,
        retried: ran.retried,
        given_up: ran.given_up,
    }))
}

/// Years a clock is moved on at most by one request.
const YEARS_MAX: i64 = 10;
const DAYS_PER_YEAR_MAX: i64 = 366;

fn target(body: &ClockMove, now: Timestamp) -> Result<Timestamp, Problem> {
    match (&body.by, &body.to) {
        (Some(by), None) => {
            let step = Step::from_word(by);
            let step = step.ok_or_else(|| Problem::of_fields([("by", "clock.step_unknown")]))?;
            Ok(step.after(now))
        }
        (None, Some(to)) => {
            let latest = now.plus_days(YEARS_MAX * DAYS_PER_YEAR_MAX);
            let to = to.parse::<Timestamp>().ok().filter(|to| *to <= latest);
            to.ok_or_else(|| Problem::of_fields([("to", "request.invalid")]))
        }
        _ => Err(Problem::of_fields([("by", "clock.step_unknown")])),
    }
}
