//! After a start from an older state, such as a backup or a standby that was behind: payments that
//! the gateway took and our books have lost are found and booked before anything is billed.
//!
//! The intent of each charge is on disk before it is sent, so a payment without its attempt was
//! lost together with what it paid. Its money goes to the account's credit, which pays whatever is
//! billed or ordered anew.

use gateway::{GatewayError, Listed, PaymentState};
use serde_json::json;
use store::audit::By;
use store::{StoreError, deployment, payment, payment_method};
use units::id::{AccountId, PaymentAttemptId};
use units::{Money, Timestamp};

use crate::app::App;
use crate::time_guard::TIME_SEEN;
use crate::trail::{self, Done};

/// Under this name the store keeps from when on payments are looked for.
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
    let listed = match app.gateway.charged_since(since).await {
        Ok(listed) => listed,
        Err(error) => {
            tracing::warn!(%error, "payments cannot be looked for yet: billing waits");
            return Ok(false);
        }
    };
    let mut all_ended = true;
    for found in listed {
        all_ended &= account_for(app, found).await?;
    }
    if all_ended {
        let mut tx = app.store.begin().await?;
        deployment::forget_value(&mut tx, SINCE).await?;
        tx.commit().await?;
    }
    Ok(true)
}

/// Books `found` if our books do not know it. False while it may still become money.
async fn account_for(app: &App, found: Listed) -> Result<bool, StoreError> {
    let Listed { payment, token } = found;
    let Ok(attempt) = payment.reference.parse::<PaymentAttemptId>() else { return Ok(true) };
    let mut tx = app.store.read().await?;
    if payment::is_known(&mut tx, attempt).await? {
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
            book(app, account, attempt, payment.amount).await?;
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

/// Puts it to the account's credit, once.
async fn book(
    app: &App,
    account: AccountId,
    attempt: PaymentAttemptId,
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
    tx.commit().await
}
