//! `/api/payment-methods`: the cards an account pays with (D1). A card's number goes to the gateway
//! and is never kept.

use std::sync::Arc;

use app::App;
use app::billing_overview::{self, Method};
use app::checkout::{CardDetails, CardProblem, CardRefusal, KeepCardError, keep_card};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::PaymentMethodId;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Caller, Face, Problem, limits};

pub fn routes() -> OpenApiRouter<Face> {
    OpenApiRouter::new().routes(routes!(list, keep))
}

/// A card that is kept at the gateway.
#[derive(Serialize, ToSchema)]
pub struct PaymentMethod {
    #[schema(value_type = String, format = "uuid")]
    id: PaymentMethodId,
    /// `visa`, `mastercard`, `american_express` or `other`.
    brand: String,
    last4: String,
    /// The last month it is good, as `2029-04`.
    expires: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<&Method> for PaymentMethod {
    fn from(method: &Method) -> PaymentMethod {
        PaymentMethod {
            id: method.id,
            brand: method.brand.clone(),
            last4: method.last4.clone(),
            expires: method.expires.clone(),
            created_at: method.created_at,
        }
    }
}

/// The account's cards; the first is used for renewals.
#[derive(Serialize, ToSchema)]
struct PaymentMethods {
    payment_methods: Vec<PaymentMethod>,
}

/// A card as printed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCard {
    #[schema(example = "Ada Example")]
    holder: String,
    /// With the sandbox: one of its test cards.
    #[schema(example = "4242 4242 4242 4242")]
    number: String,
    #[schema(example = "04/29")]
    expires: String,
    #[schema(example = "123", format = Password)]
    security_code: String,
}

/// List payment methods
#[utoipa::path(get, path = "/api/payment-methods", tag = "billing",
    responses(
        (
            status = 200,
            description = "The cards, the one for renewals first.",
            body = PaymentMethods
        ),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<PaymentMethods>, Problem> {
    let methods = billing_overview::methods(&app, &caller.who).await?;
    let payment_methods = methods.iter().map(PaymentMethod::from).collect();
    Ok(Json(PaymentMethods { payment_methods }))
}

/// Keep a card
///
/// It is used for renewals from now on.
#[utoipa::path(post, path = "/api/payment-methods", tag = "billing", request_body = NewCard,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The card is kept.", body = PaymentMethod),
        (status = 422, description = "What is wrong, field by field.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn keep(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(card): Json<NewCard>,
) -> Result<(StatusCode, Json<PaymentMethod>), Problem> {
    caller.needs(Permission::ManageBilling)?;
    limits::take(&app, &[limits::CARD_BY_ACCOUNT.for_account(caller.who.account())]).await?;
    let details = CardDetails {
        holder: card.holder,
        number: card.number,
        expires: card.expires,
        security_code: card.security_code,
    };
    match keep_card(&app, &caller.who, details).await {
        Ok(method) => Ok((StatusCode::CREATED, Json(PaymentMethod::from(&method)))),
        Err(KeepCardError::Refused(CardRefusal::Invalid(problems))) => {
            let field = |problem: &CardProblem| (problem.field(), problem.code());
            Err(Problem::of_fields(problems.iter().map(field)))
        }
        Err(KeepCardError::Refused(refusal @ CardRefusal::NotATestCard)) => {
            Err(Problem::of_fields([("number", refusal.code())]))
        }
        Err(other) => Err(other.into()),
    }
}
