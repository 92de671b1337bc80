//! `/api/payment-methods/visits`: a way to pay left on the gateway's own page (D1c). A person has
//! to open that page; no number of a card or an account comes by here.

use std::sync::Arc;

use app::App;
use app::method_visit::{self, NewVisit};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::PaymentMethodId;
use utoipa::ToSchema;
use web::{Caller, Next, Path, Problem, limits, urls};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list, begin)).routes(operations!(show))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPage {
    /// Whether what is left becomes the default; it does unless this is `false`. The first one
    /// always does.
    default: Option<bool>,
    /// The portal's page on which the person goes on afterwards; the list of payment methods when
    /// left out.
    #[schema(example = "/checkout")]
    return_to: Option<String>,
}

/// A visit to the gateway's page.
#[derive(Serialize, ToSchema)]
struct MethodVisit {
    /// Also that of the payment method that comes of it.
    #[schema(value_type = String, format = "uuid")]
    id: PaymentMethodId,
    /// `open`, `kept`, or `over` when nothing was left within a day.
    state: &'static str,
    /// The page to open in a browser, while something can be left there.
    url: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    begun_at: Timestamp,
}

impl From<method_visit::MethodVisit> for MethodVisit {
    fn from(visit: method_visit::MethodVisit) -> MethodVisit {
        let is_open = visit.state == method_visit::VisitState::Open;
        MethodVisit {
            id: visit.id,
            state: visit.state.word(),
            url: visit.page.map(|page| page.url).filter(|_| is_open),
            begun_at: visit.begun_at,
        }
    }
}

/// Visits of the account, newest first.
#[derive(Serialize, ToSchema)]
struct MethodVisits {
    visits: Vec<MethodVisit>,
}

/// List visits to the gateway's page
///
/// As they were last seen, at most fifty.
#[utoipa::path(get, path = "/api/payment-methods/visits", tag = "billing",
    responses(
        (status = 200, description = "The newest first.", body = MethodVisits),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<MethodVisits>, Problem> {
    let visits = method_visit::list(&app, &caller.who).await?;
    Ok(Json(MethodVisits { visits: visits.into_iter().map(MethodVisit::from).collect() }))
}

/// Make a page to leave a payment method on
///
/// Where the gateway has a page of its own; with the sandbox, cards and accounts are kept directly.
#[utoipa::path(post, path = "/api/payment-methods/visits", tag = "billing", request_body = NewPage,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The page to open.", body = MethodVisit),
        (status = 503, description = "`card.unavailable`: the gateway does not answer.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn begin(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(new): Json<NewPage>,
) -> Result<(StatusCode, Json<MethodVisit>), Problem> {
    limits::take(&app, &[limits::CARD_BY_ACCOUNT.for_account(caller.who.account())]).await?;
    let return_to = match new.return_to.as_deref().map(Next::parse) {
        None => urls::METHODS.to_owned(),
        Some(Some(next)) => next.path().to_owned(),
        Some(None) => return Err(Problem::of_fields([("return_to", "request.invalid")])),
    };
    let asked = NewVisit { makes_default: new.default.unwrap_or(true), return_to };
    let visit = method_visit::begin(&app, &caller.who, asked).await?;
    Ok((StatusCode::CREATED, Json(visit.into())))
}

/// Read what became of a visit
///
/// Asks the gateway while nothing is known to have been left.
#[utoipa::path(get, path = "/api/payment-methods/visits/{id}", tag = "billing",
    params(("id" = String, Path, format = "uuid", description = "The visit's id.")),
    responses(
        (status = 200, description = "As far as is known.", body = MethodVisit),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PaymentMethodId>,
) -> Result<Json<MethodVisit>, Problem> {
    let view = method_visit::view(&app, &caller.who, id).await?;
    Ok(Json(view.visit.into()))
}
