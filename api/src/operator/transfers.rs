//! `/api/operator/accounts/{id}/invoices/{invoice}/transfers`: what came for an invoice by bank
//! transfer, and entering what has come (D1a).

use std::sync::Arc;

use app::App;
use app::operator::transfers::{self, Received, Transfer};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::id::{AccountId, InvoiceId, TransferId};
use units::{Date, Money, Timestamp};
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use super::console;
use crate::operations::{Operations, operations};
use crate::shapes::Amount;

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list, enter))
}

/// Money that came to the seller's bank account.
#[derive(Serialize, ToSchema)]
struct OperatorTransfer {
    #[schema(value_type = String, format = Uuid)]
    id: TransferId,
    #[schema(value_type = Amount)]
    amount: Money,
    /// What of it pays the invoice; the rest stands to the account's credit.
    #[schema(value_type = Amount)]
    applied: Money,
    #[schema(value_type = String, format = Date)]
    received_on: Date,
    reference: String,
    #[schema(value_type = String, format = DateTime)]
    entered_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
struct OperatorTransfers {
    transfers: Vec<OperatorTransfer>,
    /// Still to pay of the invoice.
    #[schema(value_type = Amount)]
    open: Money,
}

fn shown(transfer: &Transfer) -> OperatorTransfer {
    OperatorTransfer {
        id: transfer.id,
        amount: transfer.amount,
        applied: transfer.applied,
        received_on: transfer.received_on,
        reference: transfer.reference.clone(),
        entered_at: transfer.entered_at,
    }
}

/// List an invoice's bank transfers
#[utoipa::path(get, path = "/api/operator/accounts/{id}/invoices/{invoice}/transfers",
    tag = "operator",
    params(
        ("id" = String, Path, format = Uuid, description = "The account's id."),
        ("invoice" = String, Path, format = Uuid, description = "The invoice's id.")),
    responses(
        (status = 200, description = "What came, oldest first.", body = OperatorTransfers),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((account, invoice)): Path<(AccountId, InvoiceId)>,
) -> Result<Json<OperatorTransfers>, Problem> {
    let billed = transfers::billed(&app, &console(&caller)?, account, invoice).await?;
    let transfers = billed.transfers.iter().map(shown).collect();
    Ok(Json(OperatorTransfers { transfers, open: billed.issued.open() }))
}

/// A bank transfer as the statement says it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EnteredTransfer {
    /// Your own: the same id again is the same transfer.
    #[schema(value_type = String, format = Uuid)]
    id: TransferId,
    /// In minor units of the invoice's currency: more than zero, less or more than is open.
    #[schema(example = 5000)]
    amount_minor: i64,
    /// Not before the invoice, not in the future.
    #[schema(value_type = String, format = Date)]
    received_on: Date,
    #[serde(default)]
    reference: String,
    /// What is open, in minor units, as it was seen; 409 and nothing done when it is not any more.
    open_minor: Option<i64>,
}

/// Enter a bank transfer
///
/// It pays as much of the invoice as is open; what is more stands to the account's credit.
#[utoipa::path(post, path = "/api/operator/accounts/{id}/invoices/{invoice}/transfers",
    tag = "operator", request_body = EnteredTransfer,
    params(
        ("id" = String, Path, format = Uuid, description = "The account's id."),
        ("invoice" = String, Path, format = Uuid, description = "The invoice's id.")),
    responses(
        (status = 201, description = "It is entered.", body = OperatorTransfer),
        (status = 409, description = "A payment of the invoice is under way, or it has changed.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn enter(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((account, invoice)): Path<(AccountId, InvoiceId)>,
    Json(body): Json<EnteredTransfer>,
) -> Result<(StatusCode, Json<OperatorTransfer>), Problem> {
    let console = console(&caller)?;
    let billed = transfers::billed(&app, &console, account, invoice).await?;
    let open = billed.issued.open();
    let received = Received {
        id: body.id,
        account,
        invoice,
        amount: open.with(body.amount_minor),
        received_on: body.received_on,
        reference: body.reference,
        open_seen: body.open_minor.map(|minor| open.with(minor)),
    };
    match transfers::enter(&app, &console, &received).await {
        Ok(transfer) => Ok((StatusCode::CREATED, Json(shown(&transfer)))),
        Err(error) => match error.field() {
            Some("amount") => Err(Problem::of_fields([("amount_minor", error.code())])),
            Some(field) => Err(Problem::of_fields([(field, error.code())])),
            None => Err(error.into()),
        },
    }
}
