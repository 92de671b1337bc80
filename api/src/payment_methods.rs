//! `/api/payment-methods`: what an account pays with, its default, removing one (D1, D1a, D1b). The
//! number of a card or an account goes to the gateway and is never kept.

use std::sync::Arc;

use app::App;
use app::debit::{DebitProblem, DebitRefusal, Iban, KeepDebitError, NewDebit, keep_debit};
use app::payment_methods::{
    self, CardDetails, CardProblem, CardRefusal, KeepCardError, Kept, Method, keep_card_as,
};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{PaymentMethodId, SubscriptionId};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem, limits};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, keep))
        .routes(operations!(keep_account))
        .routes(operations!(make_default))
        .routes(operations!(remove))
}

/// A card or a bank account that is kept at the gateway.
#[derive(Serialize, ToSchema)]
pub struct PaymentMethod {
    #[schema(value_type = String, format = "uuid")]
    id: PaymentMethodId,
    /// `card` or `direct_debit`.
    kind: &'static str,
    /// `visa`, `mastercard`, `american_express` or `other`; `sepa_debit` of a bank account.
    brand: String,
    last4: String,
    /// The last month a card is good, as `2029-04`.
    expires: Option<String>,
    /// The reference of a bank account's mandate.
    mandate: Option<String>,
    /// `good`, `expires_soon` or `expired`.
    validity: &'static str,
    /// Renewals, ends of trials and unpaid invoices are charged to it.
    default: bool,
    /// Ids of the subscriptions whose next charge goes to it.
    #[schema(value_type = Vec<String>)]
    renews: Vec<SubscriptionId>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<&Kept> for PaymentMethod {
    fn from(kept: &Kept) -> PaymentMethod {
        let method = &kept.method;
        PaymentMethod {
            id: method.id,
            kind: method.means.word(),
            brand: method.brand.clone(),
            last4: method.last4.clone(),
            expires: Some(method.expires.clone()).filter(|expires| !expires.is_empty()),
            mandate: method.mandate.clone(),
            validity: kept.validity.word(),
            default: kept.is_default,
            renews: kept.pays.iter().map(|sub| sub.id).collect(),
            created_at: method.created_at,
        }
    }
}

/// What the account may be charged on; the first is the default.
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
    /// Whether it becomes the default; it does unless this is `false`. The first one always does.
    default: Option<bool>,
}

/// List payment methods
#[utoipa::path(get, path = "/api/payment-methods", tag = "billing",
    responses(
        (status = 200, description = "All of them, the default first.", body = PaymentMethods),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<PaymentMethods>, Problem> {
    let all = payment_methods::list(&app, &caller.who).await?;
    Ok(Json(PaymentMethods { payment_methods: all.iter().map(PaymentMethod::from).collect() }))
}

/// Keep a card
///
/// It is the default from now on, unless `default` says otherwise.
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
    match keep_card_as(&app, &caller.who, details, card.default.unwrap_or(true)).await {
        Ok(method) => kept(&app, &caller, &method).await,
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

/// A bank account for direct debits.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAccount {
    #[schema(example = "Ada Example")]
    holder: String,
    /// Of a SEPA country. With the sandbox: one of its test accounts.
    #[schema(example = "DE89 3704 0044 0532 0130 00")]
    iban: String,
    /// Whether the holder gave the mandate to debit the account.
    mandate_given: bool,
    /// Whether it becomes the default; it does unless this is `false`. The first one always does.
    default: Option<bool>,
}

/// Keep a bank account for direct debits
///
/// A debit takes about three days: until then what it pays is carried out and its invoice open.
/// Euros only.
#[utoipa::path(post, path = "/api/payment-methods/debits", tag = "billing",
    request_body = NewAccount,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The account is kept.", body = PaymentMethod),
        (status = 422, description = "What is wrong, field by field.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn keep_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(account): Json<NewAccount>,
) -> Result<(StatusCode, Json<PaymentMethod>), Problem> {
    caller.needs(Permission::ManageBilling)?;
    limits::take(&app, &[limits::CARD_BY_ACCOUNT.for_account(caller.who.account())]).await?;
    let new = NewDebit {
        holder: account.holder,
        iban: Iban(account.iban),
        mandate_given: account.mandate_given,
        default: account.default.unwrap_or(true),
    };
    match keep_debit(&app, &caller.who, new).await {
        Ok(method) => kept(&app, &caller, &method).await,
        Err(KeepDebitError::Refused(DebitRefusal::Invalid(problems))) => {
            let field = |problem: &DebitProblem| (problem.field(), problem.code());
            Err(Problem::of_fields(problems.iter().map(field)))
        }
        Err(KeepDebitError::Refused(refusal @ DebitRefusal::NotATestAccount)) => {
            Err(Problem::of_fields([("iban", refusal.code())]))
        }
        Err(error @ KeepDebitError::NoMandate) => {
            Err(Problem::of_fields([("mandate_given", error.code())]))
        }
        Err(other) => Err(other.into()),
    }
}

/// `method`, just kept, as the list shows it.
async fn kept(
    app: &App,
    caller: &Caller,
    method: &Method,
) -> Result<(StatusCode, Json<PaymentMethod>), Problem> {
    let all = payment_methods::list(app, &caller.who).await?;
    let found = all.iter().find(|kept| kept.method.id == method.id);
    let found = found.ok_or(payment_methods::MethodsError::NotFound)?;
    Ok((StatusCode::CREATED, Json(PaymentMethod::from(found))))
}

/// Make a payment method the default
///
/// Whatever is charged by itself from now on is charged to it.
#[utoipa::path(post, path = "/api/payment-methods/{id}/default", tag = "billing",
    params(
        ("id" = String, Path, format = "uuid", description = "The payment method's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 204, description = "It is the default."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn make_default(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PaymentMethodId>,
) -> Result<StatusCode, Problem> {
    payment_methods::make_default(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Next {
    /// What becomes the default, where this is the default and there are others.
    #[param(value_type = Option<String>, format = "uuid")]
    default: Option<PaymentMethodId>,
}

/// Remove a payment method
///
/// It is not charged any more. Refused while subscriptions renew with it and there is no other, and
/// while a payment with it is under way.
#[utoipa::path(delete, path = "/api/payment-methods/{id}", tag = "billing",
    params(("id" = String, Path, format = "uuid", description = "The payment method's id."), Next),
    responses(
        (status = 204, description = "Removed."),
        (status = 409, description = "`payment_method.needed`, `payment_method.under_way` or \
            `payment_method.no_default_chosen`.", content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PaymentMethodId>,
    Query(next): Query<Next>,
) -> Result<StatusCode, Problem> {
    payment_methods::remove(&app, &caller.who, id, next.default).await?;
    Ok(StatusCode::NO_CONTENT)
}
