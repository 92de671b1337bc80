//! `/operator/clock`: what time it is here, and moving it on. The demo has the same page.

use std::sync::Arc;

use app::App;
use app::operator::Console;
use app::operator::clock::{self, Step};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Serialize;
use texts::Args;
use units::{Timestamp, Zone};
use web::forms::Asked;
use web::{Face, Fields, Form, Operator, PageError, Visit, urls};

use super::console;

pub fn routes() -> Router<Face> {
    Router::new().route(urls::OPERATOR_CLOCK, get(show).post(move_on))
}

#[derive(Serialize)]
pub struct ClockPage {
    now: Timestamp,
    simulated: bool,
    next_due: Option<Timestamp>,
    moved: Option<String>,
    zone: Zone,
    action: &'static str,
}

/// The page at `action`; after a move its address says what was done on the way.
pub async fn page(
    app: &App,
    console: &Console,
    visit: &Visit,
    asked: &Fields,
    action: &'static str,
) -> Result<ClockPage, PageError> {
    let view = clock::view(app, console).await?;
    let from: Option<Timestamp> = asked.parsed("from");
    let count = |name: &str| asked.parsed::<i64>(name).unwrap_or_default();
    let moved = from.map(|from| {
        let args = Args::new()
            .with("from", app.texts.datetime(&visit.locale, from, &visit.zone))
            .with("done", count("done"))
            .with("failed", count("failed"));
        app.texts.get(&visit.locale, "demo-clock-moved", &args)
    });
    Ok(ClockPage {
        now: view.now,
        simulated: view.simulated,
        next_due: view.next_due,
        moved,
        zone: visit.zone.clone(),
        action,
    })
}

/// Moves the clock by the step in `form`, and goes back to `path` when all that fell due is done.
/// Whoever moved it is still signed in afterwards, however far it went.
pub async fn advance(
    face: &Face,
    visit: &Visit,
    form: &Fields,
    path: &str,
) -> Result<Response, PageError> {
    let step = Step::from_word(form.text("by"));
    let step = step.ok_or_else(|| PageError::of_code("clock.step_unknown"))?;
    let from = face.app.now();
    let ran = face.runner.advance(step.after(from), |_| {}).await?;
    if let (Some(who), Some(session)) = (&visit.who, visit.session) {
        app::sessions::outlive_jump(&face.app, who, session).await?;
    }
    let counts = (ran.done.to_string(), (ran.retried + ran.given_up).to_string());
    let said = [("from", &*from.to_string()), ("done", &*counts.0), ("failed", &*counts.1)];
    Ok(Redirect::to(&urls::with_query(path, &said)).into_response())
}

/// `GET /operator/clock`
async fn show(
    State(app): State<Arc<App>>,
    operator: Operator,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let console = console(&operator)?;
    let page = page(&app, &console, operator.visit(), &asked, urls::OPERATOR_CLOCK).await?;
    operator.page("operator/clock.html", page).await
}

/// `POST /operator/clock`
async fn move_on(
    State(face): State<Face>,
    operator: Operator,
    Form(form): Form,
) -> Result<Response, PageError> {
    console(&operator)?;
    advance(&face, operator.visit(), &form, urls::OPERATOR_CLOCK).await
}
