//! Orders nobody paid: they end after a day, and nothing else had happened.

use serde_json::json;
use store::audit::By;
use store::due::NewDue;
use store::order::{Order, OrderState};
use store::{StoreError, Tx};
use units::id::AccountId;

use super::{mails, name, unsettled};
use crate::app::App;
use crate::provision::OrderRef;
use crate::trail::{self, Done};
use crate::work::Outcome;

/// The order ends unpaid: its name is free again, nothing else had happened.
pub(super) async fn end(app: &App, tx: &mut Tx, by: &By, order: &Order) -> Result<(), StoreError> {
    let now = app.now();
    let expired = OrderState::Expired;
    if !store::order::settle(tx, order.account, order.id, expired, now).await? {
        return Ok(());
    }
    name::release(app, tx, order.account).await?;
    let change = json!({ "total": order.total });
    let subject = order.id.to_string();
    let done = Done { account: order.account, action: "order.expired", subject, change };
    trail::record(app, tx, by, done).await
}

/// Every order of `account` that waits ends, because it is exempt from tax now, and whoever placed
/// it is told; `false`, and nothing done, while a payment of one of them is unsettled.
pub(crate) async fn end_taxed(
    app: &App,
    tx: &mut Tx,
    by: &By,
    account: AccountId,
) -> Result<bool, StoreError> {
    let waiting = store::order::awaiting(tx, account).await?;
    for order in &waiting {
        if unsettled(tx, order).await? {
            return Ok(false);
        }
    }
    for order in &waiting {
        end(app, tx, by, order).await?;
        mails::ended_by_exemption(app, tx, order).await?;
    }
    Ok(true)
}

/// Hours an order waits for its payment.
pub const ORDER_WAITS_HOURS: i64 = 24;

pub(super) async fn plan_expiry(app: &App, tx: &mut Tx, order: &Order) -> Result<(), StoreError> {
    let work = NewDue {
        id: app.id(),
        account: Some(order.account),
        kind: "expire_order",
        key: order.id.to_string(),
        payload: &OrderRef { account: order.account, order: order.id },
        due_at: order.placed_at.plus_hours(ORDER_WAITS_HOURS),
        now: order.placed_at,
    };
    store::due::add(tx, work).await
}

/// Due work: an order nobody paid ends; one whose payment is unsettled waits on.
pub async fn expire(app: &App, work: &OrderRef) -> Outcome {
    match try_expire(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn try_expire(app: &App, work: &OrderRef) -> Result<Outcome, StoreError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, work.account).await?;
    let Some(order) = store::order::lock(&mut tx, work.account, work.order).await? else {
        return Ok(Outcome::Done);
    };
    if order.state != OrderState::AwaitingPayment {
        return Ok(Outcome::Done);
    }
    if unsettled(&mut tx, &order).await? {
        return Ok(Outcome::At(app.now().plus_hours(1)));
    }
    end(app, &mut tx, &By::system(), &order).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}
