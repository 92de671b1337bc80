//! The credit balance pays an invoice that is open, when it is asked to (D4).
//!
//! Invoices take what is there when they are issued; this is for those that were issued before. The
//! preview is signed with the amounts it said; if they have changed since, nothing is done and the
//! new preview comes back (P2).

use billing::ledger;
use billing::ledger::EntryKind;
use billing::settle;
use mail::contexts::CreditUsed;
use people::roles::Permission;
use serde_json::json;
use store::audit::By;
use store::invoice::Issued;
use store::payment::Pays;
use store::{StoreError, Tx};
use units::id::InvoiceId;
use units::id::kind::Other;
use units::{Id, Money};

use crate::Who;
use crate::app::App;
use crate::exemption::concerned;
use crate::outbox::{self, Enclosed, Envelope};
use crate::renew;
use crate::trail::{self, Done};

/// Why the credit pays nothing of an invoice.
#[derive(Debug, thiserror::Error)]
pub enum UseCreditError {
    #[error("the person may not pay")]
    NotAllowed,
    #[error("no such invoice")]
    NotFound,
    #[error("the invoice is paid")]
    Paid,
    #[error("a payment is being confirmed")]
    BeingConfirmed,
    #[error("there is no credit in the invoice's currency")]
    NoCredit,
    /// Nothing was done; this is how things stand now.
    #[error("the invoice or the credit has changed since the preview")]
    Moved(Box<CreditPreview>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UseCreditError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            UseCreditError::NotAllowed => "permission.missing",
            UseCreditError::NotFound => "invoice.not_found",
            UseCreditError::Paid => "invoice.already_paid",
            UseCreditError::BeingConfirmed => "payment.being_confirmed",
            UseCreditError::NoCredit => "credit.none",
            UseCreditError::Moved(_) => "preview.moved",
            UseCreditError::Store(_) => "store.unavailable",
        }
    }
}

/// What using the credit would do.
#[derive(Clone, Debug)]
pub struct CreditPreview {
    /// Made with the preview: a second click says the same one.
    pub id: Id<Other>,
    pub invoice: InvoiceId,
    /// What the credit pays.
    pub used: Money,
    /// What is still to pay of the invoice then.
    pub left: Money,
    /// What stays on the balance.
    pub balance: Money,
    pub token: String,
}

/// What the credit could pay of `invoice` now.
pub async fn preview(
    app: &App,
    who: &Who,
    invoice: InvoiceId,
) -> Result<CreditPreview, UseCreditError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let issued = store::invoice::find(&mut tx, who.account(), invoice).await?;
    let issued = issued.ok_or(UseCreditError::NotFound)?;
    propose(app, &mut tx, &issued, app.id()).await
}

/// As `preview`, for a page that offers it where it can be done.
pub async fn offer(
    app: &App,
    who: &Who,
    invoice: InvoiceId,
) -> Result<Option<CreditPreview>, StoreError> {
    match preview(app, who, invoice).await {
        Ok(preview) => Ok(Some(preview)),
        Err(UseCreditError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// The credit pays what the preview said. The same `id` again changes nothing more.
pub async fn commit(
    app: &App,
    who: &Who,
    invoice: InvoiceId,
    id: Id<Other>,
    token: &str,
) -> Result<Issued, UseCreditError> {
    allowed(who)?;
    let account = who.account();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let issued = store::invoice::lock(&mut tx, account, invoice).await?;
    let issued = issued.ok_or(UseCreditError::NotFound)?;
    let reference = reference(invoice, id);
    let used = EntryKind::CreditUsed;
    if store::ledger::is_posted(&mut tx, account, used, &reference).await? {
        return Ok(issued);
    }
    let fresh = propose(app, &mut tx, &issued, id).await?;
    if app.secret.open(&sealed_about(invoice), token) != Ok(sealed(&fresh)) {
        return Err(UseCreditError::Moved(Box::new(fresh)));
    }
    take(app, &mut tx, &who.by(), &issued, fresh.used, reference).await?;
    tell(app, &mut tx, &issued, &fresh).await?;
    let issued = store::invoice::find(&mut tx, account, invoice).await?;
    tx.commit().await?;
    issued.ok_or(UseCreditError::NotFound)
}

/// Proves to owners and billing contacts what the credit has paid (P4).
async fn tell(
    app: &App,
    tx: &mut Tx,
    issued: &Issued,
    used: &CreditPreview,
) -> Result<(), StoreError> {
    let account = issued.invoice.account;
    let says = CreditUsed {
        number: issued.invoice.number.clone(),
        used: used.used,
        left: Some(used.left).filter(|left| left.is_positive()),
        balance: used.balance,
        link: app.config.portal_url(&format!("/invoices/{}", used.invoice)),
    };
    for contact in concerned(tx, account).await? {
        let envelope = Envelope::to_contact(account, &contact);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

fn allowed(who: &Who) -> Result<(), UseCreditError> {
    match who.actor.may(Permission::ManageBilling) {
        true => Ok(()),
        false => Err(UseCreditError::NotAllowed),
    }
}

async fn propose(
    app: &App,
    tx: &mut Tx,
    issued: &Issued,
    id: Id<Other>,
) -> Result<CreditPreview, UseCreditError> {
    let (account, invoice) = (issued.invoice.account, issued.invoice.id);
    if issued.is_paid() {
        return Err(UseCreditError::Paid);
    }
    let attempts = store::payment::attempts(tx, account, Pays::Invoice(invoice)).await?;
    if attempts.iter().any(|attempt| !attempt.state.is_settled()) {
        return Err(UseCreditError::BeingConfirmed);
    }
    let open = issued.open();
    let balance = store::ledger::credit_balance(tx, account, open.currency).await?;
    let used = settle::credit_for(open, balance).ok_or(UseCreditError::NoCredit)?;
    let (left, balance) = (open.minus(used), balance.minus(used));
    let mut preview = CreditPreview { id, invoice, used, left, balance, token: String::new() };
    preview.token = app.secret.seal(&sealed_about(invoice), &sealed(&preview));
    Ok(preview)
}

fn sealed_about(invoice: InvoiceId) -> String {
    format!("credit {invoice}")
}

/// What was seen: which use of the credit, how much it pays, what is left.
fn sealed(preview: &CreditPreview) -> String {
    let CreditPreview { id, used, left, .. } = preview;
    format!("{id} {} {} {}", used.currency, used.minor, left.minor)
}

/// How the books name one use of the credit for `invoice`: each is an entry of its own.
pub(crate) fn reference(invoice: InvoiceId, this: Id<Other>) -> String {
    format!("{invoice}/{this}")
}

/// The balance pays `amount` of `issued`, locked, of which no payment is under way. The caller has
/// seen that so much is there. Once nothing is open, what the invoice held back goes on.
pub(crate) async fn take(
    app: &App,
    tx: &mut Tx,
    by: &By,
    issued: &Issued,
    amount: Money,
    reference: String,
) -> Result<(), StoreError> {
    let (now, invoice) = (app.now(), &issued.invoice);
    let left = issued.open().minus(amount);
    store::invoice::use_credit(tx, issued, amount, now).await?;
    let entry = ledger::credit_used_for(invoice, reference, amount, now);
    store::ledger::post(tx, app.id(), &entry).await?;
    let (account, subject) = (invoice.account, invoice.id.to_string());
    let change = json!({ "number": invoice.number, "used": amount, "open": left });
    let done = Done { account, action: "credit.used", subject: subject.clone(), change };
    trail::record(app, tx, by, done).await?;
    if !left.is_zero() {
        return Ok(());
    }
    // Its document waited to say how it was paid.
    store::due::bring_forward(tx, "invoice_document", &subject, now).await?;
    let change = json!({ "number": invoice.number, "paid": amount, "means": "credit" });
    let done = Done { account, action: "invoice.paid", subject, change };
    trail::record(app, tx, by, done).await?;
    renew::restore_billed(app, tx, by, issued).await
}
