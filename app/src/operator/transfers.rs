//! Bank transfers against an invoice: an operator enters what has come, in part too (D1a).
//!
//! First what it would do, then one button. What is more than the invoice was open stands to the
//! account's credit; a subscription that was past due or suspended for it serves again once it is
//! paid. Nothing is entered while another payment of the invoice is under way: both could succeed.

use billing::payment::PaymentMeans;
use billing::transfer::{self, Split};
use billing::{ledger, transfer::NotAnAmount};
use mail::contexts::TransferReceived;
use serde_json::json;
use store::invoice::Issued;
use store::payment::Pays;
pub use store::transfer::Transfer;
use store::{StoreError, Tx};
use units::id::{AccountId, InvoiceId, TransferId};
use units::{Date, Money};

use super::{Console, OperatorError, note};
use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};

/// Longest reference kept, in characters: SEPA's.
pub const REFERENCE_MAX_CHARS: usize = 140;

/// An invoice, and what came for it by transfer.
#[derive(Clone, Debug)]
pub struct Billed {
    pub issued: Issued,
    pub transfers: Vec<Transfer>,
}

/// What the bank's statement says.
#[derive(Clone, Debug)]
pub struct Received {
    /// Made with the form: pressed twice, it is the same one.
    pub id: TransferId,
    pub account: AccountId,
    pub invoice: InvoiceId,
    pub amount: Money,
    pub received_on: Date,
    pub reference: String,
    /// What was open when it was shown; none: whatever is.
    pub open_seen: Option<Money>,
}

/// Why nothing was entered.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    #[error("no such invoice")]
    NotFound,
    #[error(transparent)]
    NotAnAmount(#[from] NotAnAmount),
    #[error("the day is still to come, or before the invoice")]
    WrongDay,
    #[error("the reference is too long")]
    ReferenceTooLong,
    #[error("a payment of the invoice is under way")]
    UnderWay,
    #[error("the invoice has changed since it was shown")]
    Moved,
    #[error("another transfer was entered under this id")]
    IdUsed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl TransferError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            TransferError::NotFound => "invoice.not_found",
            TransferError::NotAnAmount(_) => "transfer.not_an_amount",
            TransferError::WrongDay => "transfer.wrong_day",
            TransferError::ReferenceTooLong => "transfer.reference_too_long",
            TransferError::UnderWay => "payment.being_confirmed",
            TransferError::Moved => "preview.moved",
            TransferError::IdUsed => "transfer.id_used",
            TransferError::Store(_) => "store.unavailable",
        }
    }

    /// The field of the form it stands beside, if it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            TransferError::NotAnAmount(_) => Some("amount"),
            TransferError::WrongDay => Some("received_on"),
            TransferError::ReferenceTooLong => Some("reference"),
            _ => None,
        }
    }
}

/// The invoice `id` of `account`.
pub async fn billed(
    app: &App,
    _: &Console,
    account: AccountId,
    id: InvoiceId,
) -> Result<Billed, OperatorError> {
    let mut tx = app.store.read().await?;
    let issued = store::invoice::find(&mut tx, account, id).await?;
    let issued = issued.ok_or(OperatorError::NotFound)?;
    let transfers = store::transfer::of_invoice(&mut tx, account, id).await?;
    Ok(Billed { issued, transfers })
}

/// What entering `received` would do.
pub async fn preview(
    app: &App,
    _: &Console,
    received: &Received,
) -> Result<(Issued, Split), TransferError> {
    let mut tx = app.store.read().await?;
    let issued = store::invoice::find(&mut tx, received.account, received.invoice).await?;
    let issued = issued.ok_or(TransferError::NotFound)?;
    let split = propose(app, &mut tx, &issued, received).await?;
    Ok((issued, split))
}

async fn propose(
    app: &App,
    tx: &mut Tx,
    issued: &Issued,
    received: &Received,
) -> Result<Split, TransferError> {
    let account = store::account::find(tx, received.account).await?;
    let account = account.ok_or(TransferError::NotFound)?;
    let days = issued.invoice.issued_on..=account.zone.date(app.now());
    if !days.contains(&received.received_on) {
        return Err(TransferError::WrongDay);
    }
    if received.reference.chars().count() > REFERENCE_MAX_CHARS {
        return Err(TransferError::ReferenceTooLong);
    }
    let pays = Pays::Invoice(received.invoice);
    let attempts = store::payment::attempts(tx, received.account, pays).await?;
    if attempts.iter().any(|attempt| !attempt.state.is_settled()) {
        return Err(TransferError::UnderWay);
    }
    if received.open_seen.is_some_and(|seen| seen != issued.open()) {
        return Err(TransferError::Moved);
    }
    Ok(transfer::split(issued.open(), received.amount)?)
}

/// Enters what came. The same id again gives the same transfer back, and is refused where something
/// else is said to have come.
pub async fn enter(
    app: &App,
    console: &Console,
    received: &Received,
) -> Result<Transfer, TransferError> {
    match commit(app, console, received).await {
        // Two clicks at once: the other one won, so this one sees its transfer.
        Err(TransferError::Store(error)) if error.is_taken() => {
            let mut tx = app.store.read().await?;
            let before = store::transfer::find(&mut tx, received.account, received.id).await?;
            entered_before(before.ok_or(TransferError::NotFound)?, received)
        }
        other => other,
    }
}

/// `before`, if it is what was received.
fn entered_before(before: Transfer, received: &Received) -> Result<Transfer, TransferError> {
    let same = (before.invoice, before.amount, before.received_on)
        == (received.invoice, received.amount, received.received_on)
        && before.reference == received.reference.trim();
    if same { Ok(before) } else { Err(TransferError::IdUsed) }
}

async fn commit(
    app: &App,
    console: &Console,
    received: &Received,
) -> Result<Transfer, TransferError> {
    let (account, now) = (received.account, app.now());
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    if let Some(before) = store::transfer::find(&mut tx, account, received.id).await? {
        return entered_before(before, received);
    }
    let issued = store::invoice::lock(&mut tx, account, received.invoice).await?;
    let issued = issued.ok_or(TransferError::NotFound)?;
    let split = propose(app, &mut tx, &issued, received).await?;
    let transfer = Transfer {
        id: received.id,
        account,
        invoice: received.invoice,
        amount: received.amount,
        applied: split.applied,
        received_on: received.received_on,
        reference: received.reference.trim().to_owned(),
        entered_by: console.by.actor.clone(),
        entered_at: now,
    };
    store::transfer::insert(&mut tx, &transfer).await?;
    let invoice = &issued.invoice;
    let subject = transfer.id.to_string();
    let entry =
        ledger::transfer_received(account, subject.clone(), invoice.number.clone(), split, now);
    store::ledger::post(&mut tx, app.id(), &entry).await?;
    let change = json!({
        "invoice": invoice.number, "amount": transfer.amount, "credit": split.excess,
        "received_on": transfer.received_on,
    });
    note(app, &mut tx, console, Some(account), "transfer.received", subject, change).await?;
    if split.applied.is_positive() {
        pay(app, &mut tx, console, &issued, split.applied).await?;
    }
    tell(app, &mut tx, &issued, &transfer, split).await?;
    tx.commit().await?;
    Ok(transfer)
}

/// The invoice is paid by as much; once nothing is open, what waited for it serves again.
async fn pay(
    app: &App,
    tx: &mut Tx,
    console: &Console,
    issued: &Issued,
    applied: Money,
) -> Result<(), StoreError> {
    let (invoice, now) = (&issued.invoice, app.now());
    store::invoice::note_means(tx, issued, PaymentMeans::Transfer).await?;
    store::invoice::pay(tx, issued, applied, now).await?;
    if applied != issued.open() {
        return Ok(());
    }
    store::due::bring_forward(tx, "invoice_document", &invoice.id.to_string(), now).await?;
    let change = json!({ "number": invoice.number, "paid": applied });
    let (account, subject) = (invoice.account, invoice.id.to_string());
    note(app, tx, console, Some(account), "invoice.paid", subject, change).await?;
    crate::renew::restore_billed(app, tx, &console.by, issued).await
}

/// Writes to the owners what came and what is left.
async fn tell(
    app: &App,
    tx: &mut Tx,
    issued: &Issued,
    transfer: &Transfer,
    split: Split,
) -> Result<(), StoreError> {
    let left = issued.open().minus(split.applied);
    for owner in store::account::people_with_role(tx, transfer.account, "owner").await? {
        let says = TransferReceived {
            number: issued.invoice.number.clone(),
            amount: transfer.amount,
            received_on: transfer.received_on,
            left: Some(left).filter(|left| left.is_positive()),
            credit: Some(split.excess).filter(|excess| excess.is_positive()),
            link: app.config.portal_url(&format!("/invoices/{}", transfer.invoice)),
        };
        let envelope = Envelope::to_contact(transfer.account, &owner);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}
