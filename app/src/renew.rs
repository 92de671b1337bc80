//! A renewal's invoice once it is issued: paid, declined, or paid by hand (C9). The run that issues
//! them is `renewal_run`.

use billing::subscription::{Subscription, SubscriptionState};
use serde_json::json;
use store::audit::By;
use store::invoice::Issued;
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use store::{StoreError, Tx};
use units::id::{InvoiceId, SubscriptionId};

use crate::app::App;
use crate::effects;
use crate::invoice_document::billed_late;
use crate::trail::{self, Done};

/// The charge of a renewal's invoice succeeded.
pub(crate) async fn paid(
    app: &App,
    tx: &mut Tx,
    by: &By,
    attempt: &Attempt,
    invoice: InvoiceId,
) -> Result<(), StoreError> {
    let Some(issued) = store::invoice::lock(tx, attempt.account, invoice).await? else {
        return Err(StoreError::Other(format!("no invoice {invoice}")));
    };
    effects::book_payment(app, tx, by, &issued, attempt).await?;
    if let Some(order) = issued.order
        && effects::is_paid_first(tx, attempt, invoice).await?
    {
        // Its debit was under way, or had failed.
        crate::order::is_paid(app, tx, by, &issued, attempt, order).await?;
    }
    restore_billed(app, tx, by, &issued).await?;
    for sub in billed_by(tx, &issued).await? {
        // What was ordered has its own mails; after an outage the latest period's mail speaks for
        // those before it.
        let goes_on = sub.state != SubscriptionState::Ended;
        if goes_on && issued.order.is_none() && !billed_late(&issued.invoice) {
            crate::outbox::subscription_renewed(app, tx, &sub, &issued.invoice, attempt).await?;
        }
    }
    Ok(())
}

/// `issued` is paid: what it bills serves again, unless another invoice of it is dunned. One that
/// is being charged is not in the way: it may be paid, and is dunned itself if it is not. What has
/// ended waits for no other: each invoice gives back what was not served of it.
pub(crate) async fn restore_billed(
    app: &App,
    tx: &mut Tx,
    by: &By,
    issued: &Issued,
) -> Result<(), StoreError> {
    for sub in billed_by(tx, issued).await? {
        let over = sub.state == SubscriptionState::Ended;
        if over || !is_dunned_otherwise(tx, &sub, issued.invoice.id).await? {
            crate::dunning::restore(app, tx, by, (&sub, issued)).await?;
        }
    }
    Ok(())
}

/// Is another invoice of `sub` open and dunned than the one just paid?
async fn is_dunned_otherwise(
    tx: &mut Tx,
    sub: &Subscription,
    paid: InvoiceId,
) -> Result<bool, StoreError> {
    let open = store::invoice::open(tx, sub.account).await?;
    let is_other = |other: &&Issued| other.invoice.id != paid && other.dunning_since.is_some();
    let mut others = open.iter().filter(is_other);
    Ok(others.any(|other| {
        other.invoice.draft.lines.iter().any(|line| line.subscription == Some(sub.id))
    }))
}

/// The charge of a renewal's invoice was declined: service goes on, the owner is told how to fix
/// it.
pub(crate) async fn declined(
    app: &App,
    tx: &mut Tx,
    by: &By,
    attempt: &Attempt,
    invoice: InvoiceId,
) -> Result<(), StoreError> {
    let Some(issued) = store::invoice::lock(tx, attempt.account, invoice).await? else {
        return Err(StoreError::Other(format!("no invoice {invoice}")));
    };
    if issued.settlement.collects_on.is_some() {
        store::invoice::set_collects_on(tx, attempt.account, invoice, None).await?;
    }
    let code = attempt.decline_code.as_deref().unwrap_or("card_declined");
    let method = store::payment_method::find(tx, attempt.account, attempt.method).await?;
    past_due(app, tx, by, &issued, (code, method.as_ref())).await
}

/// Nothing could be taken for `issued` with `method`: its subscriptions are past due, and owners
/// are told why.
pub(crate) async fn past_due(
    app: &App,
    tx: &mut Tx,
    by: &By,
    issued: &Issued,
    (reason, method): (&str, Option<&Method>),
) -> Result<(), StoreError> {
    let account = issued.invoice.account;
    let subs = billed_by(tx, issued).await?;
    let retry_at = crate::dunning::begin(app, tx, issued, &subs).await?;
    for sub in &subs {
        // What is cancelled owes each period until its end, the present one too.
        let served = [SubscriptionState::Active, SubscriptionState::PendingCancellation];
        if served.contains(&sub.state) {
            let past_due = SubscriptionState::PastDue;
            store::subscription::set_state(tx, account, sub.id, past_due).await?;
            let change = json!({ "invoice": issued.invoice.number, "reason": reason });
            let subject = sub.id.to_string();
            let done = Done { account, action: "subscription.past_due", subject, change };
            trail::record(app, tx, by, done).await?;
        }
    }
    for owner in store::account::people_with_role(tx, account, "owner").await? {
        let retry_on = retry_at.map(|at| owner.zone.date(at));
        let why = (reason, method);
        crate::outbox::payment_declined(app, tx, &owner, issued, why, retry_on).await?;
    }
    Ok(())
}

/// The subscriptions an invoice bills.
pub(crate) async fn billed_by(
    tx: &mut Tx,
    issued: &Issued,
) -> Result<Vec<Subscription>, StoreError> {
    let mut ids: Vec<SubscriptionId> =
        issued.invoice.draft.lines.iter().filter_map(|line| line.subscription).collect();
    ids.sort();
    ids.dedup();
    let mut subscriptions = Vec::new();
    for id in ids {
        subscriptions.extend(store::subscription::lock(tx, issued.invoice.account, id).await?);
    }
    Ok(subscriptions)
}

/// Why an open invoice cannot be paid now.
#[derive(Debug, thiserror::Error)]
pub enum PayInvoiceError {
    #[error("no such invoice")]
    NotFound,
    #[error("the invoice is paid")]
    Paid,
    #[error("a payment is being confirmed")]
    BeingConfirmed,
    #[error("no such payment method")]
    NoMethod,
    #[error("it cannot be charged in this currency")]
    OtherCurrency,
    #[error("the person may not pay")]
    NotAllowed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PayInvoiceError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            PayInvoiceError::NotFound => "invoice.not_found",
            PayInvoiceError::Paid => "invoice.already_paid",
            PayInvoiceError::BeingConfirmed => "payment.being_confirmed",
            PayInvoiceError::NoMethod => "payment.no_method",
            PayInvoiceError::OtherCurrency => "payment.euros_only",
            PayInvoiceError::NotAllowed => "permission.missing",
            PayInvoiceError::Store(_) => "store.unavailable",
        }
    }
}

/// The customer pays an open invoice with `method` now (R-03: refused while one is unsettled).
pub async fn pay_invoice(
    app: &App,
    who: &crate::Who,
    invoice: InvoiceId,
    method: units::id::PaymentMethodId,
) -> Result<billing::payment::AttemptState, PayInvoiceError> {
    if !who.actor.may(people::roles::Permission::ManageBilling) {
        return Err(PayInvoiceError::NotAllowed);
    }
    let account = who.account();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let issued = store::invoice::lock(&mut tx, account, invoice).await?;
    let issued = issued.ok_or(PayInvoiceError::NotFound)?;
    if issued.is_paid() {
        return Err(PayInvoiceError::Paid);
    }
    let method = store::payment_method::chargeable(&mut tx, account, method).await?;
    let method = method.ok_or(PayInvoiceError::NoMethod)?;
    if !method.takes(issued.invoice.draft.currency) {
        return Err(PayInvoiceError::OtherCurrency);
    }
    let pays = Pays::Invoice(invoice);
    let attempt = crate::pay::intend(app, &mut tx, &method, pays, issued.open(), true)
        .await
        .map_err(|error| match error.is_taken() {
            true => PayInvoiceError::BeingConfirmed,
            false => error.into(),
        })?;
    tx.commit().await?;
    Ok(crate::pay::send(app, &attempt, &method, true).await?)
}
