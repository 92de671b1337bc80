//! Refunds: record the intent, call the gateway, record the answer; and what banks take back (D5,
//!
//!
//! As in `pay.rs`: no call inside a transaction, and whatever is learnt goes through `learn`. A
//! refund counts against its payment from the moment it is asked for until it surely failed.

use billing::ledger;
use billing::payment::{needs_a_person, next_look_up};
use billing::refund::{self, RefundState};
pub use billing::refund::{RefundCause, RefundRefusal};
pub use gateway::Arrival;
use gateway::{GatewayError, RefundRecord};
use mail::contexts::RefundSent;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::audit::By;
use store::due::NewDue;
use store::invoice::Issued;
use store::payment::{Attempt, Pays};
pub use store::refund::{Chargeback, Refund};
use store::{StoreError, Tx};
use units::Money;
use units::id::{AccountId, RefundId};

use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail::{self, Done};
use crate::work::Outcome;

/// Why money goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    pub cause: RefundCause,
    /// Id of the credit note, where that is the cause.
    pub reference: Option<String>,
    /// In the words of whoever asks; may be empty.
    pub note: String,
}

/// Why a refund was not asked for.
#[derive(Debug, thiserror::Error)]
pub enum RefundError {
    #[error(transparent)]
    Refused(#[from] RefundRefusal),
    #[error("no such payment")]
    NotFound,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RefundError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            RefundError::Refused(refusal) => refusal.code(),
            RefundError::NotFound => "refund.no_payment",
            RefundError::Store(_) => "store.unavailable",
        }
    }
}

/// Names a refund in due work.
#[derive(Serialize, Deserialize)]
pub struct RefundRef {
    pub account: AccountId,
    pub refund: RefundId,
}

/// Asks for `amount` of `payment` to go back, in the caller's transaction; due work sends it once
/// that is committed. Refused, and nothing written, when less than that is left of the payment.
pub async fn ask(
    app: &App,
    tx: &mut Tx,
    by: &By,
    payment: &Attempt,
    amount: Money,
    why: Why,
) -> Result<Refund, RefundError> {
    let id = app.id();
    ask_as(app, tx, by, id, payment, amount, why).await
}

/// As `ask`, under an id made before, so that asking twice is asking once: the second time it is
/// refused as taken.
pub(crate) async fn ask_as(
    app: &App,
    tx: &mut Tx,
    by: &By,
    id: RefundId,
    payment: &Attempt,
    amount: Money,
    why: Why,
) -> Result<Refund, RefundError> {
    let new = NewRefund { id, payment, amount, why };
    enter(app, tx, by, new, "refund.asked").await
}

/// A refund that is not in the books yet.
struct NewRefund<'a> {
    id: RefundId,
    payment: &'a Attempt,
    amount: Money,
    why: Why,
}

/// The refund's row, what settles it, and `action` in the trail.
async fn enter(
    app: &App,
    tx: &mut Tx,
    by: &By,
    NewRefund { id, payment, amount, why }: NewRefund<'_>,
    action: &str,
) -> Result<Refund, RefundError> {
    let now = app.now();
    let account = payment.account;
    let captured = store::refund::captured(tx, account, payment.id).await?;
    refund::propose(&captured.ok_or(RefundError::NotFound)?, amount)?;
    // Another refund may have been faster: the row itself decides.
    if !store::refund::spend(tx, account, payment.id, amount).await? {
        return Err(RefundRefusal::NothingLeft.into());
    }
    let refund = Refund {
        id,
        account,
        attempt: payment.id,
        amount,
        cause: why.cause,
        cause_reference: why.reference,
        note: why.note,
        state: RefundState::Created,
        gateway_id: None,
        look_ups: 0,
        asked_by: by.actor.clone(),
        asked_at: now,
        updated_at: now,
        booked_at: None,
        returned_at: None,
    };
    store::refund::insert(tx, &refund).await?;
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "settle_refund",
        key: id.to_string(),
        payload: &RefundRef { account, refund: id },
        due_at: now,
        now,
    };
    store::due::add(tx, work).await?;
    note(app, tx, by, action, &refund).await?;
    Ok(refund)
}

/// Takes a refund up that went back on `payment` and that our books have lost. It is paid
/// out of the account's credit where there is so much; else its invoice is open again by as much,
/// as when the payment itself is sent back.
pub(crate) async fn take_up(
    app: &App,
    payment: &Attempt,
    record: RefundRecord,
) -> Result<(), StoreError> {
    let Ok(id) = record.reference.parse::<RefundId>() else { return Ok(()) };
    let (account, amount) = (payment.account, record.amount);
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let credit = store::ledger::credit_balance(&mut tx, account, amount.currency).await?;
    let cause = match credit.minor >= amount.minor {
        true => RefundCause::Balance,
        false => RefundCause::PaymentReversed,
    };
    let why = Why { cause, reference: None, note: String::new() };
    let new = NewRefund { id, payment, amount, why };
    match enter(app, &mut tx, &By::system(), new, "refund.found").await {
        Ok(_) => tx.commit().await?,
        Err(RefundError::Store(error)) if error.is_taken() => return Ok(()),
        Err(RefundError::Store(error)) => return Err(error),
        Err(refused) => {
            tracing::error!(refund = %id, %refused, "a refund was found that cannot be booked");
            return Ok(());
        }
    }
    learn(app, account, id, Seen::of(record)).await?;
    Ok(())
}

async fn note(
    app: &App,
    tx: &mut Tx,
    by: &By,
    action: &str,
    refund: &Refund,
) -> Result<(), StoreError> {
    let change = json!({
        "payment": refund.attempt, "amount": refund.amount, "cause": refund.cause,
        "note": refund.note,
    });
    let subject = refund.id.to_string();
    trail::record(app, tx, by, Done { account: refund.account, action, subject, change }).await
}

/// Calls the gateway for a refund whose intent is committed, and records the answer.
async fn send(app: &App, refund: &Refund) -> Result<RefundState, StoreError> {
    let seen = match app.gateway.refund(&at_gateway(refund)).await {
        Ok(record) => Seen::of(record),
        Err(GatewayError::AnswerLost(reason) | GatewayError::NotSent(reason)) => {
            tracing::warn!(refund = %refund.id, reason, "a refund's answer was lost");
            Seen { state: RefundState::Unknown, gateway_id: None }
        }
        Err(error @ (GatewayError::Refused(_) | GatewayError::RefundRefused(_))) => {
            tracing::error!(refund = %refund.id, %error, "the gateway refused a refund");
            Seen { state: RefundState::Failed, gateway_id: None }
        }
    };
    learn(app, refund.account, refund.id, seen).await
}

/// The refund as the gateway knows it.
fn at_gateway(refund: &Refund) -> gateway::Refund {
    gateway::Refund {
        reference: refund.id.to_string(),
        payment_reference: refund.attempt.to_string(),
        amount: refund.amount,
    }
}

/// What was seen of a refund.
#[derive(Clone, Debug)]
struct Seen {
    state: RefundState,
    gateway_id: Option<String>,
}

impl Seen {
    fn of(record: RefundRecord) -> Seen {
        let state = match record.state {
            gateway::RefundState::Pending => RefundState::Pending,
            gateway::RefundState::Succeeded => RefundState::Succeeded,
            gateway::RefundState::Failed => RefundState::Failed,
        };
        Seen { state, gateway_id: Some(record.gateway_id) }
    }
}

/// Records what was seen and does what follows from it, once.
async fn learn(
    app: &App,
    account: AccountId,
    id: RefundId,
    seen: Seen,
) -> Result<RefundState, StoreError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let Some(mut refund) = store::refund::lock(&mut tx, account, id).await? else {
        return Err(StoreError::Other(format!("no refund {id}")));
    };
    let Some(state) = refund.state.learn(seen.state) else {
        return Ok(refund.state);
    };
    let was = refund.state;
    refund.state = state;
    refund.gateway_id = seen.gateway_id.or(refund.gateway_id);
    refund.updated_at = app.now();
    follow(app, &mut tx, &mut refund, was).await?;
    store::refund::update(&mut tx, &refund).await?;
    tx.commit().await?;
    Ok(state)
}

/// What a refund's new state means for the books, the invoice and the customer.
async fn follow(
    app: &App,
    tx: &mut Tx,
    refund: &mut Refund,
    was: RefundState,
) -> Result<(), StoreError> {
    let by = By::system();
    let new_at_gateway = matches!(was, RefundState::Created | RefundState::Unknown);
    match refund.state {
        RefundState::Created | RefundState::Unknown => {}
        RefundState::Pending => tell(app, tx, refund).await?,
        RefundState::Succeeded => {
            book(app, tx, refund).await?;
            note(app, tx, &by, "refund.succeeded", refund).await?;
            if new_at_gateway {
                tell(app, tx, refund).await?;
            }
        }
        RefundState::Failed => {
            store::refund::unspend(tx, refund).await?;
            if refund.booked_at.is_some() {
                take_back(app, tx, refund).await?;
            }
            note(app, tx, &by, "refund.failed", refund).await?;
        }
    }
    Ok(())
}

/// Posts the entry; a payment that was sent back leaves its invoice open again.
async fn book(app: &App, tx: &mut Tx, refund: &mut Refund) -> Result<(), StoreError> {
    let now = app.now();
    let issued = invoice_of(tx, refund).await?;
    let entry = ledger::refund_sent(
        refund.account,
        refund.id.to_string(),
        described(issued.as_ref()),
        app.gateway.name(),
        refund.cause,
        refund.amount,
        now,
    );
    store::ledger::post(tx, app.id(), &entry).await?;
    refund.booked_at = Some(now);
    match (refund.cause, issued) {
        (RefundCause::PaymentReversed, Some(issued)) => {
            store::invoice::unpay(tx, &issued, refund.amount).await
        }
        _ => Ok(()),
    }
}

/// Turns the entry round: the money is back with us. An invoice that was opened again by it counts
/// as paid again, as far as it still is open.
async fn take_back(app: &App, tx: &mut Tx, refund: &mut Refund) -> Result<(), StoreError> {
    let now = app.now();
    let issued = invoice_of(tx, refund).await?;
    let entry = ledger::refund_returned(
        refund.account,
        refund.id.to_string(),
        described(issued.as_ref()),
        app.gateway.name(),
        refund.cause,
        refund.amount,
        now,
    );
    store::ledger::post(tx, app.id(), &entry).await?;
    refund.returned_at = Some(now);
    match (refund.cause, issued) {
        (RefundCause::PaymentReversed, Some(issued)) => {
            let open = issued.open();
            let again = if open.minor < refund.amount.minor { open } else { refund.amount };
            store::invoice::pay(tx, &issued, again, now).await
        }
        _ => Ok(()),
    }
}

/// The invoice the refunded payment was for, locked; none for an order that had ended.
async fn invoice_of(tx: &mut Tx, refund: &Refund) -> Result<Option<Issued>, StoreError> {
    let attempt = store::payment::attempt(tx, refund.account, refund.attempt).await?;
    match attempt {
        Some(attempt) => lock_paid_invoice(tx, &attempt).await,
        None => Ok(None),
    }
}

/// The invoice `attempt` paid.
pub(crate) async fn paid_invoice(
    tx: &mut Tx,
    attempt: &Attempt,
) -> Result<Option<Issued>, StoreError> {
    match attempt.pays {
        Pays::Invoice(invoice) => store::invoice::find(tx, attempt.account, invoice).await,
        Pays::Order(order) => store::invoice::of_order(tx, attempt.account, order).await,
    }
}

/// As `paid_invoice`, locked until the end of `tx`.
async fn lock_paid_invoice(tx: &mut Tx, attempt: &Attempt) -> Result<Option<Issued>, StoreError> {
    match paid_invoice(tx, attempt).await? {
        Some(issued) => store::invoice::lock(tx, attempt.account, issued.invoice.id).await,
        None => Ok(None),
    }
}

fn described(issued: Option<&Issued>) -> String {
    issued.map(|issued| issued.invoice.number.clone()).unwrap_or_default()
}

/// Tells the owners that money is on its way, where it goes and when it is to be there.
async fn tell(app: &App, tx: &mut Tx, refund: &Refund) -> Result<(), StoreError> {
    let account = refund.account;
    let Some(attempt) = store::payment::attempt(tx, account, refund.attempt).await? else {
        return Ok(());
    };
    let method = store::payment_method::find(tx, account, attempt.method).await?;
    let number = described(paid_invoice(tx, &attempt).await?.as_ref());
    for owner in store::account::people_with_role(tx, account, "owner").await? {
        let paid_to = method.as_ref().map(|kept| outbox::card_words(app, &owner.locale, kept));
        let arrival = Arrival::expected(refund.asked_at, &owner.zone);
        let says = RefundSent {
            amount: refund.amount,
            paid_to: paid_to.unwrap_or_default(),
            invoice: Some(number.clone()).filter(|number| !number.is_empty()),
            earliest: arrival.earliest,
            latest: arrival.latest,
            link: app.config.portal_url("/billing"),
        };
        let envelope = Envelope::to_contact(account, &owner);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

/// Due work: sends a refund, or settles one whose answer was lost.
pub async fn settle(app: &App, work: &RefundRef) -> Outcome {
    match try_settle(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn try_settle(app: &App, work: &RefundRef) -> Result<Outcome, StoreError> {
    let mut tx = app.store.read().await?;
    let refund = store::refund::find(&mut tx, work.account, work.refund).await?;
    drop(tx);
    let Some(refund) = refund.filter(|refund| !refund.state.is_settled()) else {
        return Ok(Outcome::Done);
    };
    let state = match app.gateway.look_up_refund(&at_gateway(&refund)).await {
        Ok(Some(record)) => learn(app, refund.account, refund.id, Seen::of(record)).await?,
        // It never arrived: the same reference is sent, so that it goes back at most once.
        Ok(None) => send(app, &refund).await?,
        Err(error) => {
            tracing::warn!(refund = %refund.id, %error, "a look-up failed");
            refund.state
        }
    };
    if state.is_settled() {
        return Ok(Outcome::Done);
    }
    after_look_up(app, work).await
}

/// Counts a look-up that told nothing final.
async fn after_look_up(app: &App, work: &RefundRef) -> Result<Outcome, StoreError> {
    let mut tx = app.store.begin().await?;
    let Some(mut refund) = store::refund::lock(&mut tx, work.account, work.refund).await? else {
        return Ok(Outcome::Done);
    };
    let again = next_look_up(app.now(), refund.look_ups);
    refund.look_ups += 1;
    store::refund::update(&mut tx, &refund).await?;
    tx.commit().await?;
    if needs_a_person(refund.look_ups) {
        tracing::error!(refund = %refund.id, "a refund is unsettled for more than a week");
    }
    Ok(Outcome::At(again))
}

/// A gateway's event named the refund under `reference`: what it says now is learnt.
pub(crate) async fn on_event(app: &App, reference: &str) -> Result<(), crate::pay::EventError> {
    let Ok(id) = reference.parse::<RefundId>() else { return Ok(()) };
    let mut tx = app.store.read().await?;
    let refund = store::refund::find_any(&mut tx, id).await?;
    drop(tx);
    let Some(refund) = refund else { return Ok(()) };
    if let Some(record) = app.gateway.look_up_refund(&at_gateway(&refund)).await? {
        learn(app, refund.account, id, Seen::of(record)).await?;
    }
    Ok(())
}

/// The payer's bank has taken back `total` of the payment in all: what is new of it is written
/// down, its invoice is open again by as much, and an operator is asked to look.
pub(crate) async fn charged_back(
    app: &App,
    tx: &mut Tx,
    attempt: &Attempt,
    total: Money,
) -> Result<(), StoreError> {
    let amount = total.minus(attempt.charged_back);
    if !amount.is_positive() {
        return Ok(());
    }
    let now = app.now();
    let issued = lock_paid_invoice(tx, attempt).await?;
    let (account, attempt) = (attempt.account, attempt.id);
    let chargeback =
        Chargeback { id: app.id(), account, attempt, amount, seen_at: now, handled_at: None };
    store::refund::insert_chargeback(tx, &chargeback).await?;
    let subject = chargeback.id.to_string();
    let entry = ledger::charged_back(
        account,
        subject.clone(),
        described(issued.as_ref()),
        app.gateway.name(),
        amount,
        now,
    );
    store::ledger::post(tx, app.id(), &entry).await?;
    if let Some(issued) = &issued {
        let paid = issued.settlement.paid;
        let reopened = if paid.minor < amount.minor { paid } else { amount };
        store::invoice::unpay(tx, issued, reopened).await?;
    }
    let change = json!({ "payment": attempt, "amount": amount });
    let done = Done { account, action: "payment.charged_back", subject, change };
    trail::record(app, tx, &By::system(), done).await
}
