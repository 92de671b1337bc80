//! `/operator/accounts/{id}/invoices/{invoice}`: an invoice, what came for it by bank transfer, and
//! entering what has come (D1a).

use std::sync::Arc;

use app::App;
use app::operator::transfers::{self, Billed, Received, Transfer, TransferError};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use texts::Args;
use units::id::{AccountId, InvoiceId};
use units::{Currency, Date, Money};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, Operator, PageError, Path, Visit, news};

use super::{Fact, account_href, console};

pub fn routes() -> Router<Face> {
    Router::new().route("/operator/accounts/{id}/invoices/{invoice}", get(show).post(enter))
}

/// Where an account's invoice is shown to operators.
pub fn invoice_href(account: AccountId, invoice: InvoiceId) -> String {
    format!("{}/invoices/{invoice}", account_href(account))
}

#[derive(Serialize)]
struct TransfersPage {
    number: String,
    back: String,
    action: String,
    facts: Vec<Fact>,
    transfers: Vec<Line>,
    currency: String,
    /// What was typed.
    amount: String,
    received_on: String,
    reference: String,
    errors: FieldErrors,
    /// What it would do, once an amount was asked for.
    preview: Option<PreviewPart>,
    /// The invoice has changed since the preview.
    moved: bool,
}

#[derive(Serialize)]
struct Line {
    on: Date,
    amount: Money,
    reference: String,
    by: String,
    /// What of it was too much.
    credit: Option<Money>,
}

#[derive(Serialize)]
struct PreviewPart {
    facts: Vec<Fact>,
    button: String,
    id: String,
    /// In minor units: what was open when it was shown.
    open: i64,
}

/// `GET /operator/accounts/{id}/invoices/{invoice}?amount=&received_on=&reference=`: the form, and
/// with an amount what entering it would do.
async fn show(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path((account, invoice)): Path<(AccountId, InvoiceId)>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let billed = transfers::billed(&app, &console(&operator)?, account, invoice).await?;
    let mut page = page(&app, &operator, &billed, &asked);
    if !asked.has("amount") {
        return operator.page("operator/invoice.html", page).await;
    }
    let Some(received) = received(&app, &operator, &billed, &asked, &mut page.errors) else {
        return operator.refused_page("operator/invoice.html", page).await;
    };
    previewed(&app, &operator, page, &received, StatusCode::OK).await
}

/// `POST /operator/accounts/{id}/invoices/{invoice}`: what the preview said, or the new preview.
async fn enter(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path((account, invoice)): Path<(AccountId, InvoiceId)>,
    Form(form): Form,
) -> Result<Response, PageError> {
    let console = console(&operator)?;
    let billed = transfers::billed(&app, &console, account, invoice).await?;
    let mut page = page(&app, &operator, &billed, &form);
    let Some(received) = received(&app, &operator, &billed, &form, &mut page.errors) else {
        return operator.refused_page("operator/invoice.html", page).await;
    };
    match transfers::enter(&app, &console, &received).await {
        Ok(_) => Ok(news::redirect(&invoice_href(account, invoice), "news-transfer-entered")),
        Err(TransferError::Moved) => {
            page.moved = true;
            let fresh = Received { open_seen: None, ..received };
            previewed(&app, &operator, page, &fresh, StatusCode::CONFLICT).await
        }
        Err(error) => refused(&app, &operator, page, error).await,
    }
}

async fn previewed(
    app: &App,
    operator: &Operator,
    mut page: TransfersPage,
    received: &Received,
    status: StatusCode,
) -> Result<Response, PageError> {
    match transfers::preview(app, &console(operator)?, received).await {
        Ok((issued, split)) => {
            let (texts, locale) = (&*app.texts, &operator.locale);
            let visit = operator.visit();
            let money = |amount: Money| texts.money(locale, amount);
            let left = issued.open().minus(split.applied);
            let mut facts = vec![
                fact(visit, "operator-transfer-pays", money(split.applied)),
                fact(visit, "operator-transfer-left", money(left)),
            ];
            if split.excess.is_positive() {
                facts.push(fact(visit, "operator-transfer-credit", money(split.excess)));
            }
            facts.push(fact(visit, "operator-refund-told", visit.text("operator-transfer-told")));
            let args = Args::new().with("amount", received.amount);
            page.preview = Some(PreviewPart {
                facts,
                button: texts.get(locale, "operator-transfer-enter", &args),
                id: received.id.to_string(),
                open: issued.open().minor,
            });
            operator.page_as(status, "operator/invoice.html", page).await
        }
        Err(error) => refused(app, operator, page, error).await,
    }
}

/// What cannot be entered is said beside its field; the form stays open.
async fn refused(
    app: &App,
    operator: &Operator,
    mut page: TransfersPage,
    error: TransferError,
) -> Result<Response, PageError> {
    let Some(field) = error.field() else { return Err(error.into()) };
    page.errors.add(&app.texts, &operator.locale, field, error.code(), &Args::new());
    operator.refused_page("operator/invoice.html", page).await
}

fn page(app: &App, operator: &Operator, billed: &Billed, typed: &Fields) -> TransfersPage {
    let issued = &billed.issued;
    let invoice = &issued.invoice;
    let visit = operator.visit();
    let (texts, locale) = (&*app.texts, &operator.locale);
    let facts = vec![
        fact(visit, "invoices-date", texts.date(locale, invoice.issued_on)),
        fact(visit, "invoices-due", texts.date(locale, invoice.due_on)),
        fact(visit, "invoices-total", texts.money(locale, invoice.total())),
        fact(visit, "orders-open", texts.money(locale, issued.open())),
    ];
    let asked = typed.has("amount");
    let or = |name: &str, otherwise: String| match asked {
        true => typed.text(name).to_owned(),
        false => otherwise,
    };
    TransfersPage {
        number: invoice.number.clone(),
        back: account_href(invoice.account),
        action: invoice_href(invoice.account, invoice.id),
        facts,
        transfers: billed.transfers.iter().map(line).collect(),
        currency: invoice.draft.currency.to_string(),
        amount: or("amount", issued.open().decimal()),
        received_on: or("received_on", operator.zone.date(app.now()).to_string()),
        reference: or("reference", invoice.number.clone()),
        errors: FieldErrors::default(),
        preview: None,
        moved: false,
    }
}

fn line(transfer: &Transfer) -> Line {
    let credit = transfer.amount.minus(transfer.applied);
    Line {
        on: transfer.received_on,
        amount: transfer.amount,
        reference: transfer.reference.clone(),
        by: transfer.entered_by.clone(),
        credit: Some(credit).filter(|credit| credit.is_positive()),
    }
}

fn fact(visit: &Visit, key: &str, text: String) -> Fact {
    Fact { label: visit.text(key), text, href: None }
}

/// What was typed, read; none when it cannot be, which `errors` then say.
fn received(
    app: &App,
    operator: &Operator,
    billed: &Billed,
    typed: &Fields,
    errors: &mut FieldErrors,
) -> Option<Received> {
    let invoice = &billed.issued.invoice;
    let currency: Currency = invoice.draft.currency;
    let amount = catalog::amount(typed.text("amount"), currency).ok();
    let received_on: Option<Date> = typed.parsed("received_on");
    let mut say = |field: &'static str, code: &str| {
        errors.add(&app.texts, &operator.locale, field, code, &Args::new());
    };
    if amount.is_none() {
        say("amount", "transfer.not_an_amount");
    }
    if received_on.is_none() {
        say("received_on", "transfer.wrong_day");
    }
    Some(Received {
        id: typed.parsed("transfer").unwrap_or_else(|| app.id()),
        account: invoice.account,
        invoice: invoice.id,
        amount: amount?,
        received_on: received_on?,
        reference: typed.text("reference").to_owned(),
        open_seen: typed.parsed("open").map(|minor| Money::new(minor, currency)),
    })
}
