//! `/api/operator/accounts/{id}/payments` and refunds: what came in, what went back, and sending
//! money back after a preview (D5).

use std::sync::Arc;

use app::App;
use app::operator::payments::{self, Confirm, Payment, Refund, RefundPreview};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::id::{AccountId, ChargebackId, PaymentAttemptId, RefundId};
use units::{Date, Money, Timestamp};
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use super::console;
use crate::operations::{Operations, operations};
use crate::shapes::Amount;

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list))
        .routes(operations!(preview))
        .routes(operations!(refund))
        .routes(operations!(handled))
}

/// A payment that took money.
#[derive(Serialize, ToSchema)]
struct OperatorPayment {
    #[schema(value_type = String, format = Uuid)]
    id: PaymentAttemptId,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Amount)]
    amount: Money,
    /// What may still be sent back.
    #[schema(value_type = Amount)]
    left: Money,
    /// Number of the invoice it paid.
    invoice: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct OperatorRefund {
    #[schema(value_type = String, format = Uuid)]
    id: RefundId,
    #[schema(value_type = String, format = Uuid)]
    payment: PaymentAttemptId,
    #[schema(value_type = Amount)]
    amount: Money,
    /// `created`, `pending`, `succeeded`, `failed` or `unknown`.
    state: &'static str,
    /// `credit_note`, `balance`, `late_payment` or `payment_reversed`.
    cause: &'static str,
    note: String,
    #[schema(value_type = String, format = DateTime)]
    asked_at: Timestamp,
}

/// Money that a payer's bank took back.
#[derive(Serialize, ToSchema)]
struct OperatorChargeback {
    #[schema(value_type = String, format = Uuid)]
    id: ChargebackId,
    #[schema(value_type = String, format = Uuid)]
    payment: PaymentAttemptId,
    #[schema(value_type = Amount)]
    amount: Money,
    #[schema(value_type = String, format = DateTime)]
    seen_at: Timestamp,
    /// When an operator said that it is dealt with.
    #[schema(value_type = Option<String>, format = DateTime)]
    handled_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
struct OperatorPayments {
    payments: Vec<OperatorPayment>,
    refunds: Vec<OperatorRefund>,
    chargebacks: Vec<OperatorChargeback>,
}

fn payment(found: &Payment) -> OperatorPayment {
    OperatorPayment {
        id: found.attempt.id,
        created_at: found.attempt.created_at,
        amount: found.attempt.amount,
        left: found.left(),
        invoice: found.invoice.clone(),
    }
}

fn shown(refund: &Refund) -> OperatorRefund {
    OperatorRefund {
        id: refund.id,
        payment: refund.attempt,
        amount: refund.amount,
        state: refund.state.word(),
        cause: refund.cause.word(),
        note: refund.note.clone(),
        asked_at: refund.asked_at,
    }
}

/// List an account's payments
///
/// With its refunds and chargebacks, the newest hundred of each.
#[utoipa::path(get, path = "/api/operator/accounts/{id}/payments", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The account's id.")),
    responses(
        (status = 200, description = "Money in and out.", body = OperatorPayments),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<AccountId>,
) -> Result<Json<OperatorPayments>, Problem> {
    let found = payments::list(&app, &console(&caller)?, id).await?;
    let chargebacks = found.chargebacks.iter().map(|one| OperatorChargeback {
        id: one.id,
        payment: one.attempt,
        amount: one.amount,
        seen_at: one.seen_at,
        handled_at: one.handled_at,
    });
    Ok(Json(OperatorPayments {
        payments: found.payments.iter().map(payment).collect(),
        refunds: found.refunds.iter().map(shown).collect(),
        chargebacks: chargebacks.collect(),
    }))
}

/// How much of a payment goes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskedRefund {
    /// In minor units of the payment's currency; more than zero.
    #[schema(example = 6000)]
    amount_minor: i64,
}

/// What a refund would do.
#[derive(Serialize, ToSchema)]
struct RefundPreviewBody {
    /// To be said when it is asked for, so that asking twice is asking once.
    #[schema(value_type = String, format = Uuid)]
    id: RefundId,
    #[schema(value_type = Amount)]
    amount: Money,
    /// Of the payment, once this has gone back.
    #[schema(value_type = Amount)]
    left_after: Money,
    #[schema(value_type = String, format = Date)]
    arrives_earliest: Date,
    #[schema(value_type = String, format = Date)]
    arrives_latest: Date,
    /// Number of the invoice that is open again by the amount.
    reopens: Option<String>,
    /// To be said when it is asked for.
    preview: String,
}

fn preview_body(preview: &RefundPreview) -> RefundPreviewBody {
    RefundPreviewBody {
        id: preview.id,
        amount: preview.amount,
        left_after: preview.left_after,
        arrives_earliest: preview.arrival.earliest,
        arrives_latest: preview.arrival.latest,
        reopens: preview.reopens.as_ref().map(|(number, _)| number.clone()),
        preview: preview.token.clone(),
    }
}

/// Preview a refund
#[utoipa::path(post, path = "/api/operator/accounts/{id}/payments/{payment}/refund-preview",
    tag = "operator", request_body = AskedRefund,
    params(
        ("id" = String, Path, format = Uuid, description = "The account's id."),
        ("payment" = String, Path, format = Uuid, description = "The payment's id.")),
    responses(
        (status = 200, description = "What it would do.", body = RefundPreviewBody),
        (status = 422, description = "It cannot be sent back.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((account, attempt)): Path<(AccountId, PaymentAttemptId)>,
    Json(body): Json<AskedRefund>,
) -> Result<Json<RefundPreviewBody>, Problem> {
    let console = console(&caller)?;
    let found = payments::find(&app, &console, account, attempt).await?;
    let amount = found.attempt.amount.with(body.amount_minor);
    let zone = &caller.who.zone;
    let preview = payments::preview(&app, &console, account, attempt, amount, zone).await?;
    Ok(Json(preview_body(&preview)))
}

/// A refund as its preview said it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmedRefund {
    #[schema(value_type = String, format = Uuid)]
    id: RefundId,
    /// In minor units of the payment's currency.
    #[schema(example = 6000)]
    amount_minor: i64,
    /// Why, for the trail.
    #[serde(default)]
    note: String,
    /// Of the preview.
    preview: String,
}

/// Refund a payment
///
/// What the preview said, or 409 and nothing done when the payment has changed since. The same id
/// again answers with the refund that exists.
#[utoipa::path(post, path = "/api/operator/accounts/{id}/payments/{payment}/refunds",
    tag = "operator", request_body = ConfirmedRefund,
    params(
        ("id" = String, Path, format = Uuid, description = "The account's id."),
        ("payment" = String, Path, format = Uuid, description = "The payment's id.")),
    responses(
        (status = 202, description = "It is being sent.", body = OperatorRefund),
        (status = 409, description = "The payment has changed since the preview.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn refund(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((account, attempt)): Path<(AccountId, PaymentAttemptId)>,
    Json(body): Json<ConfirmedRefund>,
) -> Result<(StatusCode, Json<OperatorRefund>), Problem> {
    let console = console(&caller)?;
    let found = payments::find(&app, &console, account, attempt).await?;
    let confirm = Confirm {
        id: body.id,
        account,
        attempt,
        amount: found.attempt.amount.with(body.amount_minor),
        note: body.note,
        token: body.preview,
    };
    let refund = payments::refund(&app, &console, &confirm, &caller.who.zone).await?;
    Ok((StatusCode::ACCEPTED, Json(shown(&refund))))
}

/// Mark a chargeback as dealt with
#[utoipa::path(post, path = "/api/operator/accounts/{id}/chargebacks/{chargeback}/handled",
    tag = "operator",
    params(
        ("id" = String, Path, format = Uuid, description = "The account's id."),
        ("chargeback" = String, Path, format = Uuid, description = "The chargeback's id.")),
    responses(
        (status = 204, description = "It has left the queue."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn handled(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((account, id)): Path<(AccountId, ChargebackId)>,
) -> Result<StatusCode, Problem> {
    payments::handle_chargeback(&app, &console(&caller)?, account, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
