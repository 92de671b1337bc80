//! `/api/operator/ledger`: the books, checked and exported.

use std::sync::Arc;

use app::App;
use app::operator::books;
use axum::extract::State;
use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;
use web::{Caller, Problem};

use super::console;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(check)).routes(operations!(journal))
}

/// What a check of the books found.
#[derive(Serialize, ToSchema)]
struct LedgerCheck {
    entries: u64,
    accounts: u64,
    invoices: i64,
    payments: i64,
    /// One line per fault; empty when the books are right.
    faults: Vec<String>,
}

/// Check the ledger
///
/// Every entry balances, every chain holds, every invoice, payment, refund and chargeback is in
/// once, no number is missing.
#[utoipa::path(get, path = "/api/operator/ledger/check", tag = "operator",
    responses(
        (status = 200, description = "What was found.", body = LedgerCheck),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn check(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<LedgerCheck>, Problem> {
    let checked = books::check(&app, &console(&caller)?).await?.checked;
    Ok(Json(LedgerCheck {
        entries: checked.entries,
        accounts: checked.accounts,
        invoices: checked.invoices,
        payments: checked.payments,
        faults: checked.faults,
    }))
}

/// Export the ledger
///
/// As a journal that hledger reads.
#[utoipa::path(get, path = "/api/operator/ledger/journal", tag = "operator",
    responses(
        (status = 200, description = "The journal.", body = String, content_type = "text/plain"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn journal(State(app): State<Arc<App>>, caller: Caller) -> Result<String, Problem> {
    Ok(books::journal(&app, &console(&caller)?).await?)
}
