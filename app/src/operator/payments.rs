//! What an account has paid and what went back of it, and the console's way to send money back
//! (D5, R-14 to R-16).
//!
//! A refund is previewed: what goes back, where to, when it is to arrive, what it does to the
//! invoice. The preview is signed together with what was left of the payment; if that has changed
//! since, nothing is done and the new preview comes back (P2).

use billing::payment::AttemptState;
use billing::refund::{self, Captured};
use serde_json::json;
use store::invoice::Issued;
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use store::{StoreError, Tx};
use units::id::{AccountId, ChargebackId, PaymentAttemptId, RefundId};
use units::{Money, Zone};

use super::{Console, OperatorError, ROWS_MAX, note};
use crate::app::App;
use crate::refund::paid_invoice;
pub use crate::refund::{
    Arrival, Chargeback, Refund, RefundCause, RefundError, RefundRefusal, Why,
};

/// A payment that took money.
#[derive(Clone, Debug)]
pub struct Payment {
    pub attempt: Attempt,
    pub method: Option<Method>,
    /// The number of the invoice it paid.
    pub invoice: Option<String>,
}

impl Payment {
    /// What may still be sent back of it.
    pub fn left(&self) -> Money {
        captured(&self.attempt).left()
    }
}

fn captured(attempt: &Attempt) -> Captured {
    let amount = match attempt.state {
        AttemptState::Succeeded => attempt.amount,
        _ => Money::zero(attempt.amount.currency),
    };
    Captured { amount, refunded: attempt.refunded, charged_back: attempt.charged_back }
}

/// An account's money in and out through the gateway, newest first.
#[derive(Clone, Debug)]
pub struct Payments {
    pub payments: Vec<Payment>,
    pub refunds: Vec<Refund>,
    pub chargebacks: Vec<Chargeback>,
}

pub async fn list(app: &App, _: &Console, account: AccountId) -> Result<Payments, OperatorError> {
    let mut tx = app.store.read().await?;
    if store::account::find(&mut tx, account).await?.is_none() {
        return Err(OperatorError::NotFound);
    }
    let mut payments = Vec::new();
    for attempt in store::payment::captured_attempts(&mut tx, account, ROWS_MAX).await? {
        let method = store::payment_method::find(&mut tx, account, attempt.method).await?;
        let issued = paid_invoice(&mut tx, &attempt).await?;
        let invoice = issued.map(|issued| issued.invoice.number);
        payments.push(Payment { attempt, method, invoice });
    }
    Ok(Payments {
        payments,
        refunds: store::refund::list(&mut tx, account, ROWS_MAX).await?,
        chargebacks: store::refund::chargebacks(&mut tx, account, ROWS_MAX).await?,
    })
}

/// What a refund would do, before it is asked for.
#[derive(Clone, Debug)]
pub struct RefundPreview {
    /// Made with the preview: a second click says the same one.
    pub id: RefundId,
    pub payment: Payment,
    pub amount: Money,
    /// Of the payment, once this has gone back.
    pub left_after: Money,
    pub arrival: Arrival,
    /// The invoice that is open again by the amount, and what would be to pay of it.
    pub reopens: Option<(String, Money)>,
    pub cause: RefundCause,
    pub token: String,
}

/// Why the console did not send money back.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleRefundError {
    #[error(transparent)]
    Refund(#[from] RefundError),
    /// Nothing was done; this is how things stand now.
    #[error("the payment has changed since the preview")]
    Moved(Box<RefundPreview>),
    #[error("another refund was asked for under this id")]
    IdUsed,
}

impl ConsoleRefundError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ConsoleRefundError::Refund(error) => error.code(),
            ConsoleRefundError::Moved(_) => "preview.moved",
            ConsoleRefundError::IdUsed => "refund.id_used",
        }
    }
}

impl From<StoreError> for ConsoleRefundError {
    fn from(error: StoreError) -> ConsoleRefundError {
        ConsoleRefundError::Refund(error.into())
    }
}

/// What sending `amount` of a payment back would do, said in the days of `zone`.
pub async fn preview(
    app: &App,
    _: &Console,
    account: AccountId,
    attempt: PaymentAttemptId,
    amount: Money,
    zone: &Zone,
) -> Result<RefundPreview, ConsoleRefundError> {
    let mut tx = app.store.read().await?;
    propose(app, &mut tx, app.id(), (account, attempt), amount, zone).await
}

/// The payment `attempt`, if it is the account's.
pub async fn find(
    app: &App,
    _: &Console,
    account: AccountId,
    attempt: PaymentAttemptId,
) -> Result<Payment, OperatorError> {
    let mut tx = app.store.read().await?;
    let (payment, _) = load(&mut tx, account, attempt).await?.ok_or(OperatorError::NotFound)?;
    Ok(payment)
}

async fn load(
    tx: &mut Tx,
    account: AccountId,
    attempt: PaymentAttemptId,
) -> Result<Option<(Payment, Option<Issued>)>, StoreError> {
    let Some(attempt) = store::payment::attempt(tx, account, attempt).await? else {
        return Ok(None);
    };
    let method = store::payment_method::find(tx, account, attempt.method).await?;
    let issued = paid_invoice(tx, &attempt).await?;
    let invoice = issued.as_ref().map(|issued| issued.invoice.number.clone());
    Ok(Some((Payment { attempt, method, invoice }, issued)))
}

async fn propose(
    app: &App,
    tx: &mut Tx,
    id: RefundId,
    (account, attempt): (AccountId, PaymentAttemptId),
    amount: Money,
    zone: &Zone,
) -> Result<RefundPreview, ConsoleRefundError> {
    let found = load(tx, account, attempt).await?;
    let (payment, issued) = found.ok_or(RefundError::NotFound)?;
    let left_after =
        refund::propose(&captured(&payment.attempt), amount).map_err(RefundError::from)?;
    let cause = match (payment.attempt.pays, &issued) {
        (Pays::Order(_), None) => RefundCause::LatePayment,
        _ => RefundCause::PaymentReversed,
    };
    let reopens = issued.map(|issued| (issued.invoice.number.clone(), issued.open().plus(amount)));
    let token = app.secret.seal(&sealed_about(attempt), &sealed(id, amount, payment.left()));
    let arrival = Arrival::expected(app.now(), zone);
    Ok(RefundPreview { id, payment, amount, left_after, arrival, reopens, cause, token })
}

fn sealed_about(attempt: PaymentAttemptId) -> String {
    format!("refund {attempt}")
}

/// What was seen: which refund, how much, and what was left of the payment.
fn sealed(id: RefundId, amount: Money, left: Money) -> String {
    format!("{id} {} {} {}", amount.currency, amount.minor, left.minor)
}

/// A refund as the console confirms it.
#[derive(Clone, Debug)]
pub struct Confirm {
    pub id: RefundId,
    pub account: AccountId,
    pub attempt: PaymentAttemptId,
    pub amount: Money,
    /// Why, in the operator's words.
    pub note: String,
    /// Of the preview that was seen.
    pub token: String,
}

/// Longest note kept, in characters.
const NOTE_MAX_CHARS: usize = 500;

/// Sends back what the preview said. The same id again gives the same refund back, and is refused
/// where another amount or payment is named.
pub async fn refund(
    app: &App,
    console: &Console,
    confirm: &Confirm,
    zone: &Zone,
) -> Result<Refund, ConsoleRefundError> {
    match commit(app, console, confirm, zone).await {
        // Two clicks at once: the other one won, so this one sees its refund.
        Err(ConsoleRefundError::Refund(RefundError::Store(error))) if error.is_taken() => {
            let mut tx = app.store.read().await?;
            let refund = store::refund::find(&mut tx, confirm.account, confirm.id).await?;
            asked_before(refund.ok_or(RefundError::NotFound)?, confirm)
        }
        other => other,
    }
}

/// `before`, if it is what is confirmed.
fn asked_before(before: Refund, confirm: &Confirm) -> Result<Refund, ConsoleRefundError> {
    match (before.attempt, before.amount) == (confirm.attempt, confirm.amount) {
        true => Ok(before),
        false => Err(ConsoleRefundError::IdUsed),
    }
}

async fn commit(
    app: &App,
    console: &Console,
    confirm: &Confirm,
    zone: &Zone,
) -> Result<Refund, ConsoleRefundError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, confirm.account).await?;
    if let Some(before) = store::refund::find(&mut tx, confirm.account, confirm.id).await? {
        return asked_before(before, confirm);
    }
    let payment = (confirm.account, confirm.attempt);
    let fresh = propose(app, &mut tx, confirm.id, payment, confirm.amount, zone).await?;
    let seen = app.secret.open(&sealed_about(confirm.attempt), &confirm.token);
    if seen != Ok(sealed(confirm.id, confirm.amount, fresh.payment.left())) {
        return Err(ConsoleRefundError::Moved(Box::new(fresh)));
    }
    let why = Why {
        cause: fresh.cause,
        reference: None,
        note: confirm.note.trim().chars().take(NOTE_MAX_CHARS).collect(),
    };
    let (by, attempt) = (&console.by, &fresh.payment.attempt);
    let refund =
        crate::refund::ask_as(app, &mut tx, by, confirm.id, attempt, confirm.amount, why).await?;
    tx.commit().await?;
    Ok(refund)
}

/// An operator has dealt with a chargeback: it leaves the queue.
pub async fn handle_chargeback(
    app: &App,
    console: &Console,
    account: AccountId,
    id: ChargebackId,
) -> Result<(), OperatorError> {
    let mut tx = app.store.begin().await?;
    let all = store::refund::chargebacks(&mut tx, account, ROWS_MAX).await?;
    let chargeback = all.into_iter().find(|one| one.id == id).ok_or(OperatorError::NotFound)?;
    let (by, now) = (console.by.actor.as_str(), app.now());
    if store::refund::handle_chargeback(&mut tx, account, id, by, now).await? {
        let change = json!({ "amount": chargeback.amount, "payment": chargeback.attempt });
        let action = "operator.chargeback_handled";
        note(app, &mut tx, console, Some(account), action, id.to_string(), change).await?;
    }
    tx.commit().await?;
    Ok(())
}
