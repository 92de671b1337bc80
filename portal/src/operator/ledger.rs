//! `/operator/ledger`: the books, checked at each look, and the journal to take away.

use std::sync::Arc;

use app::App;
use app::operator::books::{self, Leg};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use texts::Args;
use units::{Money, Timestamp, Zone};
use web::{Face, Operator, PageError, urls};

use super::{AccountLink, console};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_LEDGER, get(show))
        .route("/operator/ledger/journal", get(journal))
}

#[derive(Serialize)]
struct LedgerPage {
    /// That the books are right, in words; none when they are wrong.
    right: Option<String>,
    faults: Vec<String>,
    lines: Vec<Line>,
    zone: Zone,
}

#[derive(Serialize)]
struct Line {
    at: Timestamp,
    what: String,
    account: AccountLink,
    ledger_account: String,
    debit: Option<Money>,
    credit: Option<Money>,
}

/// `GET /operator/ledger`
async fn show(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let books = books::check(&app, &console(&operator)?).await?;
    let checked = &books.checked;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let args = Args::new()
        .with("entries", number(checked.entries))
        .with("accounts", number(checked.accounts))
        .with("invoices", checked.invoices)
        .with("payments", checked.payments);
    let right = || app.texts.get(&operator.locale, "operator-ledger-right-text", &args);
    let page = LedgerPage {
        right: checked.faults.is_empty().then(right),
        faults: checked.faults.clone(),
        lines: books.latest.iter().map(line).collect(),
        zone: operator.zone.clone(),
    };
    operator.page("operator/ledger.html", page).await
}

fn line(leg: &Leg) -> Line {
    Line {
        at: leg.at,
        what: format!("{} {}", leg.kind, leg.description),
        account: AccountLink::to(leg.account, ""),
        ledger_account: leg.ledger_account.clone(),
        debit: (leg.amount.minor >= 0).then_some(leg.amount),
        credit: (leg.amount.minor < 0).then(|| leg.amount.negated()),
    }
}

/// `GET /operator/ledger/journal`
async fn journal(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let text = books::journal(&app, &console(&operator)?).await?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    let file = "attachment; filename=\"plenum.journal\"";
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static(file));
    Ok(response)
}
