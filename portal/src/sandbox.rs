//! `/sandbox/challenges/{id}`: the page of the sandbox's bank, where a payer says whether a payment
//! is theirs (D1). With another gateway it does not exist.

use std::sync::Arc;

use app::App;
use app::pay::{self, Challenge, ChallengeAnswer};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Serialize;
use texts::Args;
use units::{Money, Timestamp, Zone};
use web::{Face, Form, PageError, Path, Visit};

pub fn routes() -> Router<Face> {
    Router::new().route("/sandbox/challenges/{id}", get(show).post(answer))
}

#[derive(Serialize)]
struct ChallengePage {
    amount: Money,
    payee: String,
    card: String,
    /// Until when it can be answered; none once it was, or is over.
    until: Option<Timestamp>,
    zone: Zone,
    /// How it was answered.
    said: Option<String>,
    return_url: String,
}

fn unknown() -> PageError {
    PageError::of_code("challenge.unknown")
}

/// `GET /sandbox/challenges/{id}`
async fn show(
    State(face): State<Face>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let sandbox = face.runner.sandbox().ok_or_else(unknown)?;
    let challenge = sandbox.challenge(&id).await.ok_or_else(unknown)?;
    visit.page("portal/challenge.html", page(&visit, challenge)).await
}

/// `POST /sandbox/challenges/{id}`: `answer` is `approve` or `refuse`; then back to the shop.
async fn answer(
    State(app): State<Arc<App>>,
    State(face): State<Face>,
    Path(id): Path<String>,
    Form(form): Form,
) -> Result<Response, PageError> {
    let sandbox = face.runner.sandbox().ok_or_else(unknown)?;
    let approve = match form.text("answer") {
        "approve" => true,
        "refuse" => false,
        _ => return Err(PageError::of_code("request.invalid")),
    };
    let challenge = sandbox.answer_challenge(&id, approve).await?;
    pay::returned(&app, &challenge.reference).await?;
    Ok(Redirect::to(&challenge.return_url).into_response())
}

fn page(visit: &Visit, challenge: Challenge) -> ChallengePage {
    let texts = visit.face().texts();
    let args =
        Args::new().with("brand", challenge.brand.word()).with("last4", challenge.last4.as_str());
    let (until, said) = match challenge.answer {
        ChallengeAnswer::Open { until } => (Some(until), None),
        ChallengeAnswer::Approved => (None, Some("challenge-approved")),
        ChallengeAnswer::Refused => (None, Some("challenge-refused")),
        ChallengeAnswer::Expired => (None, Some("challenge-expired")),
    };
    ChallengePage {
        amount: challenge.amount,
        payee: challenge.description,
        card: texts.get(&visit.locale, "payment-card-ending", &args),
        until,
        zone: visit.zone.clone(),
        said: said.map(|key| visit.text(key)),
        return_url: challenge.return_url,
    }
}
