//! `/operator/accounts/{id}/payments`: what came in and what went back, and sending money back
//! after a preview (D5).

use std::sync::Arc;

use app::App;
use app::operator::payments::{
    self, Chargeback, Confirm, ConsoleRefundError, Payment, Refund, RefundPreview,
};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use billing::refund::RefundState;
use serde::Serialize;
use texts::Args;
use units::id::{AccountId, ChargebackId, PaymentAttemptId};
use units::{Money, Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, Operator, PageError, Path, Visit, news};

use super::{Fact, account_href, console};
use crate::cards;
use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/operator/accounts/{id}/payments", get(list))
        .route("/operator/accounts/{id}/payments/{attempt}/refund", get(ask).post(send))
        .route("/operator/accounts/{id}/chargebacks/{chargeback}/handled", post(handled))
}

/// Where an account's payments are shown.
pub fn payments_href(account: AccountId) -> String {
    format!("{}/payments", account_href(account))
}

fn refund_href(account: AccountId, attempt: PaymentAttemptId) -> String {
    format!("{}/{attempt}/refund", payments_href(account))
}

#[derive(Serialize)]
struct PaymentsPage {
    account_href: String,
    zone: Zone,
    payments: Vec<PaymentLine>,
    refunds: Vec<RefundLine>,
    chargebacks: Vec<ChargebackLine>,
}

#[derive(Serialize)]
struct PaymentLine {
    at: Timestamp,
    method: String,
    invoice: Option<String>,
    amount: Money,
    left: Money,
    /// Where it is sent back; none when nothing of it is left.
    refund_href: Option<String>,
}

#[derive(Serialize)]
struct RefundLine {
    at: Timestamp,
    amount: Money,
    state: Stand,
    cause: String,
    note: String,
    by: String,
}

#[derive(Serialize)]
struct ChargebackLine {
    at: Timestamp,
    amount: Money,
    handled: bool,
    action: String,
}

/// `GET /operator/accounts/{id}/payments`
async fn list(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<AccountId>,
) -> Result<Response, PageError> {
    let found = payments::list(&app, &console(&operator)?, id).await?;
    let visit = operator.visit();
    let page = PaymentsPage {
        account_href: account_href(id),
        zone: operator.zone.clone(),
        payments: found.payments.iter().map(|payment| payment_line(visit, payment)).collect(),
        refunds: found.refunds.iter().map(|refund| refund_line(visit, refund)).collect(),
        chargebacks: found.chargebacks.iter().map(chargeback_line).collect(),
    };
    operator.page("operator/payments.html", page).await
}

fn payment_line(visit: &Visit, payment: &Payment) -> PaymentLine {
    let attempt = &payment.attempt;
    let left = payment.left();
    PaymentLine {
        at: attempt.created_at,
        method: method_words(visit, payment),
        invoice: payment.invoice.clone(),
        amount: attempt.amount,
        left,
        refund_href: left.is_positive().then(|| refund_href(attempt.account, attempt.id)),
    }
}

fn method_words(visit: &Visit, payment: &Payment) -> String {
    let texts = visit.face().texts();
    let words = |method| cards::words(texts, &visit.locale, method);
    payment.method.as_ref().map(words).unwrap_or_default()
}

fn refund_line(visit: &Visit, refund: &Refund) -> RefundLine {
    let word = visit.text(&format!("operator-refund-state-{}", refund.state.word()));
    RefundLine {
        at: refund.asked_at,
        amount: refund.amount,
        state: match refund.state {
            RefundState::Succeeded => Stand::good(word),
            RefundState::Failed => Stand::danger(word),
            RefundState::Created | RefundState::Pending | RefundState::Unknown => {
                Stand::warning(word)
            }
        },
        cause: cause_words(visit, refund.cause.word()),
        note: refund.note.clone(),
        by: match refund.asked_by.as_str() {
            "system" => visit.text("audit-system"),
            name => name.to_owned(),
        },
    }
}

fn cause_words(visit: &Visit, cause: &str) -> String {
    visit.text(&format!("operator-refund-cause-{}", cause.replace('_', "-")))
}

fn chargeback_line(chargeback: &Chargeback) -> ChargebackLine {
    let (account, id) = (chargeback.account, chargeback.id);
    ChargebackLine {
        at: chargeback.seen_at,
        amount: chargeback.amount,
        handled: chargeback.handled_at.is_some(),
        action: format!("{}/chargebacks/{id}/handled", account_href(account)),
    }
}

#[derive(Serialize)]
struct RefundPage {
    back: String,
    action: String,
    facts: Vec<Fact>,
    currency: String,
    amount: String,
    note: String,
    errors: FieldErrors,
    /// What it would do, once an amount was asked for.
    preview: Option<PreviewPart>,
    /// The payment has changed since the preview that was signed.
    moved: bool,
}

#[derive(Serialize)]
struct PreviewPart {
    facts: Vec<Fact>,
    button: String,
    id: String,
    token: String,
}

/// `GET /operator/accounts/{id}/payments/{attempt}/refund?amount=&note=`: the form, and with an
/// amount the preview.
async fn ask(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path((account, attempt)): Path<(AccountId, PaymentAttemptId)>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let console = console(&operator)?;
    let payment = payments::find(&app, &console, account, attempt).await?;
    let mut page = refund_page(operator.visit(), &payment, &asked);
    if !asked.has("amount") {
        return operator.page("operator/refund.html", page).await;
    }
    let Some(amount) = typed_amount(&app, &operator, &payment, &asked, &mut page.errors) else {
        return operator.refused_page("operator/refund.html", page).await;
    };
    match payments::preview(&app, &console, account, attempt, amount, &operator.zone).await {
        Ok(preview) => {
            page.preview = Some(preview_part(operator.visit(), &preview));
            operator.page("operator/refund.html", page).await
        }
        Err(error) => refused(&operator, page, error).await,
    }
}

fn refund_page(visit: &Visit, payment: &Payment, typed: &Fields) -> RefundPage {
    let attempt = &payment.attempt;
    let texts = visit.face().texts();
    let fact = |key: &str, text: String| Fact { label: visit.text(key), text, href: None };
    let mut facts = vec![
        fact("operator-payment-paid", texts.money(&visit.locale, attempt.amount)),
        fact("operator-payment-with", method_words(visit, payment)),
        fact("operator-payment-left", texts.money(&visit.locale, payment.left())),
    ];
    if let Some(number) = &payment.invoice {
        facts.insert(1, fact("invoices-number", number.clone()));
    }
    RefundPage {
        back: payments_href(attempt.account),
        action: refund_href(attempt.account, attempt.id),
        facts,
        currency: attempt.amount.currency.to_string(),
        amount: match typed.has("amount") {
            true => typed.text("amount").to_owned(),
            false => payment.left().decimal(),
        },
        note: typed.text("note").to_owned(),
        errors: FieldErrors::default(),
        preview: None,
        moved: false,
    }
}

fn typed_amount(
    app: &App,
    operator: &Operator,
    payment: &Payment,
    typed: &Fields,
    errors: &mut FieldErrors,
) -> Option<Money> {
    let amount = catalog::amount(typed.text("amount"), payment.attempt.amount.currency).ok();
    if amount.is_none() {
        let code = "refund.not_an_amount";
        errors.add(&app.texts, &operator.locale, "amount", code, &Args::new());
    }
    amount
}

/// What cannot be sent back is said beside the amount; the form stays open.
async fn refused(
    operator: &Operator,
    mut page: RefundPage,
    error: ConsoleRefundError,
) -> Result<Response, PageError> {
    if !error.code().starts_with("refund.") || error.code() == "refund.no_payment" {
        return Err(error.into());
    }
    let args = web::refusal::Refusal::args(&error);
    let texts = operator.face().texts();
    page.errors.add(texts, &operator.locale, "amount", error.code(), &args);
    operator.refused_page("operator/refund.html", page).await
}

fn preview_part(visit: &Visit, preview: &RefundPreview) -> PreviewPart {
    let (texts, locale) = (visit.face().texts(), &visit.locale);
    let fact = |key: &str, text: String| Fact { label: visit.text(key), text, href: None };
    let arrival = Args::new()
        .with("earliest", preview.arrival.earliest)
        .with("latest", preview.arrival.latest);
    let mut facts = vec![
        fact("operator-refund-back", texts.money(locale, preview.amount)),
        fact("operator-refund-to", method_words(visit, &preview.payment)),
        fact("operator-refund-arrives", texts.get(locale, "operator-refund-between", &arrival)),
        fact("operator-refund-left-after", texts.money(locale, preview.left_after)),
    ];
    let invoice = match &preview.reopens {
        Some((number, open)) => {
            let args = Args::new().with("number", number.as_str()).with("open", *open);
            texts.get(locale, "operator-refund-reopens", &args)
        }
        None => visit.text("operator-refund-no-invoice"),
    };
    facts.push(fact("operator-refund-invoice", invoice));
    facts.push(fact("operator-refund-told", visit.text("operator-refund-told-owners")));
    let args = Args::new().with("amount", preview.amount);
    PreviewPart {
        facts,
        button: texts.get(locale, "operator-refund-send", &args),
        id: preview.id.to_string(),
        token: preview.token.clone(),
    }
}

/// `POST /operator/accounts/{id}/payments/{attempt}/refund`: what the preview said, or the new
/// preview.
async fn send(
    State(face): State<Face>,
    operator: Operator,
    Path((account, attempt)): Path<(AccountId, PaymentAttemptId)>,
    Form(form): Form,
) -> Result<Response, PageError> {
    let app = &face.app;
    let console = console(&operator)?;
    let payment = payments::find(app, &console, account, attempt).await?;
    let mut page = refund_page(operator.visit(), &payment, &form);
    let amount = typed_amount(app, &operator, &payment, &form, &mut page.errors);
    let (Some(amount), Some(id)) = (amount, form.parsed("refund")) else {
        return operator.refused_page("operator/refund.html", page).await;
    };
    let confirm = Confirm {
        id,
        account,
        attempt,
        amount,
        note: form.text("note").to_owned(),
        token: form.text("preview").to_owned(),
    };
    match payments::refund(app, &console, &confirm, &operator.zone).await {
        Ok(_) => Ok(news::redirect(&payments_href(account), "news-refund-asked")),
        Err(ConsoleRefundError::Moved(fresh)) => {
            page.preview = Some(preview_part(operator.visit(), &fresh));
            page.moved = true;
            operator.page_as(StatusCode::CONFLICT, "operator/refund.html", page).await
        }
        Err(error) => refused(&operator, page, error).await,
    }
}

/// `POST /operator/accounts/{id}/chargebacks/{chargeback}/handled`
async fn handled(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path((account, id)): Path<(AccountId, ChargebackId)>,
) -> Result<Response, PageError> {
    payments::handle_chargeback(&app, &console(&operator)?, account, id).await?;
    Ok(news::redirect(&payments_href(account), "news-chargeback-handled"))
}
