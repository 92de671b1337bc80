//! After a start from an older state, such as a backup or a standby that was behind: payments that
//! the gateway took, and refunds that it sent, and that our books have lost, are found and booked
//! before anything is billed.
//!
//! The intent of each charge and of each refund is on disk before it is sent, so one without its
//! row was lost together with what it was for. A payment's money goes to the account's credit, less
//! what went back of it already; the credit pays whatever is billed or ordered anew.

use gateway::{GatewayError, Listed, ListedRefund, PaymentState, RefundState};
use mail::contexts::PaymentFound;
use serde_json::json;
use store::audit::By;
use store::{StoreError, Tx, deployment, payment, payment_method};
use units::id::{AccountId, PaymentAttemptId, RefundId};
use units::{Money, Timestamp};

use crate::app::App;
use crate::exemption::concerned;
use crate::outbox::{self, Enclosed, Envelope};
use crate::refund;
use crate::time_guard::TIME_SEEN;
use crate::trail::{self, Done};

/// Under this name the store keeps from when on payments and refunds are looked for.
const SINCE: &str = "reconcile_since";
/// How far before the latest time seen it is begun: clocks differ.
const BEFORE_S: i64 = 3_600;

/// At the start of a process, before the time is seen: whatever the gateway has taken since the
/// state we start from is to be looked for.
pub async fn begin(app: &App) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    let waits = deployment::value(&mut tx, SINCE).await?.is_some();
    let seen = deployment::time_seen(&mut tx, TIME_SEEN).await?;
    let Some(seen) = seen.filter(|_| !waits) else { return Ok(()) };
    let since = seen.plus_seconds(-BEFORE_S).seconds().to_string();
    deployment::keep_value(&mut tx, SINCE, &since).await?;
    tx.commit().await
}

/// Looks, unless it was done. False while the gateway cannot be asked: billing waits.
pub async fn is_done(app: &App) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    let kept = deployment::value(&mut tx, SINCE).await?;
    drop(tx);
    let since = kept.and_then(|text| text.parse().ok()).map(Timestamp::from_seconds);
    let Some(since) = since else { return Ok(true) };
    let (taken, sent_back) = match moved_since(app, since).await {
        Ok(moved) => moved,
        Err(error) => {
            tracing::warn!(%error, "payments cannot be looked for yet: billing waits");
            return Ok(false);
        }
    };
    let mut all_ended = true;
    for found in taken {
        let of_it = |back: &&ListedRefund| back.payment_reference == found.payment.reference;
        let gone = sent_back.iter().filter(of_it).filter(|back| is_gone(back));
        let gone = gone.map(|back| back.refund.amount);
        let gone = Money::sum(found.payment.amount.currency, gone);
        all_ended &= account_for(app, found, gone).await?;
    }
    for found in sent_back {
        all_ended &= account_for_refund(app, found).await?;
    }
    if all_ended {
        let mut tx = app.store.begin().await?;
        deployment::forget_value(&mut tx, SINCE).await?;
        tx.commit().await?;
    }
    Ok(true)
}

/// What the gateway has taken and sent back since.
async fn moved_since(
    app: &App,
    since: Timestamp,
) -> Result<(Vec<Listed>, Vec<ListedRefund>), GatewayError> {
    let taken = app.gateway.charged_since(since).await?;
    Ok((taken, app.gateway.refunded_since(since).await?))
}

/// Of what failed the money stayed.
fn is_gone(back: &ListedRefund) -> bool {
    back.refund.state != RefundState::Failed
}

/// Books `found`, of which `gone` was sent back, if our books do not know it. False while it may
/// still become money.
async fn account_for(app: &App, found: Listed, gone: Money) -> Result<bool, StoreError> {
    let Listed { payment, token } = found;
    let Ok(attempt) = payment.reference.parse::<PaymentAttemptId>() else { return Ok(true) };
    let mut tx = app.store.read().await?;
    if payment::account_of(&mut tx, attempt).await?.is_some() {
        return Ok(true);
    }
    let owner = payment_method::owner_of(&mut tx, app.gateway.name(), &token).await?;
    drop(tx);
    let state = match payment.state {
        // Nobody is left who would wait for an answer.
        PaymentState::Pending | PaymentState::RequiresAction { .. } => {
            given_up(app, &payment.reference).await
        }
        ended => Ok(ended),
    };
    match (state, owner) {
        (Ok(PaymentState::Succeeded), Some(account)) => {
            let left = payment.amount.minus(gone);
            if left.is_positive() {
                book(app, account, (attempt, &token), left).await?;
            }
            Ok(true)
        }
        (Ok(PaymentState::Succeeded), None) => {
            let (reference, amount) = (payment.reference, payment.amount);
            tracing::error!(reference, %amount, "a payment was found that is nobody's");
            Ok(true)
        }
        (Ok(PaymentState::Declined { .. }), _) => Ok(true),
        (Ok(PaymentState::Pending | PaymentState::RequiresAction { .. }), _) => Ok(false),
        (Err(error), _) => {
            tracing::warn!(%error, "a payment that was found could not be ended");
            Ok(false)
        }
    }
}

async fn given_up(app: &App, reference: &str) -> Result<PaymentState, GatewayError> {
    let ended = app.gateway.give_up(reference).await?;
    Ok(ended.map_or(PaymentState::Pending, |payment| payment.state))
}

/// Books `found` if our books do not know it. False while its payment is not settled: a look-up of
/// that one comes first.
async fn account_for_refund(app: &App, found: ListedRefund) -> Result<bool, StoreError> {
    if !is_gone(&found) {
        return Ok(true);
    }
    let ListedRefund { refund, payment_reference } = found;
    let (id, attempt) = (refund.reference.parse(), payment_reference.parse());
    let (Ok(id), Ok(attempt)): (Result<RefundId, _>, Result<PaymentAttemptId, _>) = (id, attempt)
    else {
        return Ok(true);
    };
    let mut tx = app.store.read().await?;
    if store::refund::find_any(&mut tx, id).await?.is_some() {
        return Ok(true);
    }
    // A payment that is lost as well was booked less what went back of it.
    let Some(account) = payment::account_of(&mut tx, attempt).await? else { return Ok(true) };
    let payment = payment::attempt(&mut tx, account, attempt).await?;
    drop(tx);
    let Some(payment) = payment.filter(|payment| payment.state.is_settled()) else {
        return Ok(false);
    };
    refund::take_up(app, &payment, refund).await?;
    Ok(true)
}

/// Puts it to the account's credit, once, and tells owners and billing contacts.
async fn book(
    app: &App,
    account: AccountId,
    (attempt, token): (PaymentAttemptId, &str),
    amount: Money,
) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let (gateway, reference) = (app.gateway.name(), attempt.to_string());
    let entry = billing::ledger::payment_found(account, reference, gateway, amount, app.now());
    match store::ledger::post(&mut tx, app.id(), &entry).await {
        Err(error) if error.is_taken() => return Ok(()),
        posted => posted?,
    }
    let (subject, change) = (attempt.to_string(), json!({ "amount": amount }));
    let done = Done { account, action: "payment.found", subject, change };
    trail::record(app, &mut tx, &By::system(), done).await?;
    tell(app, &mut tx, account, token, amount).await?;
    tx.commit().await
}

async fn tell(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    token: &str,
    amount: Money,
) -> Result<(), StoreError> {
    let methods = payment_method::list_ever(tx, account).await?;
    let method = methods.iter().find(|kept| kept.token == token);
    for contact in concerned(tx, account).await? {
        let paid_with = method.map(|kept| outbox::card_words(app, &contact.locale, kept));
        let says = PaymentFound {
            amount,
            paid_with: paid_with.unwrap_or_default(),
            link: app.config.portal_url("/billing/credit"),
        };
        let envelope = Envelope::to_contact(account, &contact);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}
