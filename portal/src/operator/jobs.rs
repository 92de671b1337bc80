//! `/operator/jobs`: due work by state; what was given up gets another try.

use std::sync::Arc;

use app::App;
use app::operator::due_work::{self, DueView, STATES};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use units::id::DueWorkId;
use units::{Timestamp, Zone};
use web::forms::Asked;
use web::{Face, Operator, PageError, Path, Visit, news, urls};

use super::{Tab, console};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_JOBS, get(list))
        .route("/operator/jobs/{id}/revive", post(revive))
}

#[derive(Serialize)]
struct JobsPage {
    tabs: Vec<Tab>,
    work: Vec<WorkLine>,
    zone: Zone,
}

#[derive(Serialize)]
struct WorkLine {
    kind: String,
    key: String,
    due: Timestamp,
    attempts: u32,
    error: Option<String>,
    revive_href: Option<String>,
}

/// `GET /operator/jobs?state=`
async fn list(
    State(app): State<Arc<App>>,
    operator: Operator,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let view = due_work::list(&app, &console(&operator)?, asked.text("state")).await?;
    let given_up = view.state == STATES[0];
    let line = |work: &due_work::Due| WorkLine {
        kind: work.kind.clone(),
        key: work.key.clone(),
        due: work.due_at,
        attempts: work.attempts,
        error: work.last_error.clone(),
        revive_href: given_up.then(|| format!("{}/{}/revive", urls::OPERATOR_JOBS, work.id)),
    };
    let page = JobsPage {
        tabs: tabs(operator.visit(), &view),
        work: view.work.iter().map(line).collect(),
        zone: operator.zone.clone(),
    };
    operator.page("operator/jobs.html", page).await
}

fn tabs(visit: &Visit, view: &DueView) -> Vec<Tab> {
    let tab = |(state, count): (&'static str, u32)| Tab {
        label: visit.text(&format!("operator-job-state-{}", state.replace('_', "-"))),
        href: urls::with_query(urls::OPERATOR_JOBS, &[("state", state)]),
        current: state == view.state,
        note: Some(visit.face().texts().number(&visit.locale, i64::from(count))),
    };
    STATES.into_iter().zip(view.counts).map(tab).collect()
}

/// `POST /operator/jobs/{id}/revive`
async fn revive(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<DueWorkId>,
) -> Result<Response, PageError> {
    due_work::revive(&app, &console(&operator)?, id).await?;
    Ok(news::redirect(urls::OPERATOR_JOBS, "news-operator-retried"))
}
