//! Placing an order: everything up to the gateway in one transaction, then the payment.
//!
//! The same order id again gives the same order back; an earlier order of the account that
//! still waits gives way.

use billing::payment::AttemptState;
use billing::proposal::Proposal;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::Tx;
use store::order::{Order, OrderState, Particulars};
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use units::Timestamp;
use units::id::OrderId;

use super::{
    OrderError, Place, accept, allowed, end, mails, name, propose, settle, subject, there,
    unsettled,
};
use crate::Who;
use crate::app::App;
use crate::order_facts;
use crate::trail::{self, Done};
use crate::trial;

/// Places the order and pays it. The same order id again gives the same order back.
pub async fn place(app: &App, who: &Who, place: &Place) -> Result<OrderState, OrderError> {
    allowed(who)?;
    let hash = request_hash(place);
    let placed = commit(app, who, place, &hash).await;
    finish(app, who, (place.order, &hash), placed).await
}

/// What placing an order in its transaction came to.
pub(super) enum Placed {
    /// It stands already: placed before, or applied at once.
    Settled(OrderState),
    /// The gateway is to be called.
    Pays(Box<(Attempt, Method)>),
}

/// Goes on after the transaction of the order `id`: pays it, or finds the one that was faster.
pub(super) async fn finish(
    app: &App,
    who: &Who,
    (id, hash): (OrderId, &str),
    placed: Result<Placed, OrderError>,
) -> Result<OrderState, OrderError> {
    match placed {
        Ok(Placed::Settled(state)) => Ok(state),
        Ok(Placed::Pays(pays)) => {
            let (attempt, method) = *pays;
            match crate::pay::send(app, &attempt, &method, true).await? {
                AttemptState::Succeeded => Ok(OrderState::Paid),
                // A debit has it carried out while it is under way.
                AttemptState::Pending => state_of(app, who, id).await,
                _ => Ok(OrderState::AwaitingPayment),
            }
        }
        // Two clicks at once: the other one won, so this one sees its order.
        Err(OrderError::Store(error)) if error.is_taken() => {
            placed_before(app, who, id, hash).await?.ok_or(OrderError::OtherOrder)
        }
        Err(error) => Err(error),
    }
}

async fn state_of(app: &App, who: &Who, id: OrderId) -> Result<OrderState, OrderError> {
    let mut tx = app.store.read().await?;
    let order = store::order::find(&mut tx, who.account(), id).await?;
    Ok(order.ok_or(OrderError::NotFound)?.state)
}

/// What was asked, as text that differs when anything that matters differs.
fn request_hash(place: &Place) -> String {
    let text = json!([place.ask, place.particulars, place.accepted, place.method]).to_string();
    billing::ledger::hex(&Sha256::digest(text.as_bytes()))
}

async fn placed_before(
    app: &App,
    who: &Who,
    id: OrderId,
    hash: &str,
) -> Result<Option<OrderState>, OrderError> {
    let mut tx = app.store.read().await?;
    known(&mut tx, who, id, hash).await
}

/// The state of the order `id`, if it was placed with this very body.
pub(super) async fn known(
    tx: &mut Tx,
    who: &Who,
    id: OrderId,
    hash: &str,
) -> Result<Option<OrderState>, OrderError> {
    match store::order::find(tx, who.account(), id).await? {
        Some(order) if order.request_hash == hash => Ok(Some(order.state)),
        Some(_) => Err(OrderError::OtherOrder),
        None => Ok(None),
    }
}

/// Everything up to the gateway, in one transaction.
async fn commit(app: &App, who: &Who, place: &Place, hash: &str) -> Result<Placed, OrderError> {
    let now = app.now();
    let account = who.account();
    let mut tx = app.store.begin().await?;
    let row = store::account::lock(&mut tx, account).await?;
    if let Some(state) = known(&mut tx, who, place.order, hash).await? {
        return Ok(Placed::Settled(state));
    }
    if supersede(app, &mut tx, who, place.order).await? {
        return Err(OrderError::BeingConfirmed);
    }
    let signed = app.secret.read(&subject(account), &place.preview);
    let as_of = signed.as_ref().map_or(now, |signed| signed.as_of_at(now));
    let facts = order_facts::load(app, &mut tx, there(row, who)?, &place.ask).await?;
    let preview = propose(app, who, &facts, &place.ask, as_of)?;
    if signed.map(|signed| signed.digest) != Ok(preview.proposal.digest()) {
        return Err(OrderError::Moved(Box::new(preview)));
    }
    accept(&mut tx, who, &preview.documents, &place.accepted, now).await?;
    // What is charged now is looked for when it is.
    if let Some(method) = place.method.filter(|_| !preview.proposal.due().is_positive()) {
        let kept = store::payment_method::chargeable(&mut tx, account, method).await?;
        kept.ok_or(OrderError::NoMethod)?;
    }
    let proposal = preview.proposal;
    if proposal.charges_after_trial() {
        trial::will_pay(app, &mut tx, who, place.method, place.ask.currency).await?;
    }
    if let Some(name) = &place.ask.site_name {
        name::reserve(app, &mut tx, account, name).await?;
    }
    let order = new_order(who, place, hash, proposal, now);
    store::order::insert(&mut tx, &order).await?;
    store::account::set_buyer(&mut tx, account, &place.ask.buyer).await?;
    let change = json!({ "total": order.total, "site_name": place.ask.site_name });
    let done = Done { account, action: "order.placed", subject: order.id.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    let placed = match order.total.is_positive() {
        true => await_payment(app, &mut tx, &order).await?,
        false => {
            settle::begin(app, &mut tx, &who.by(), &order).await?;
            Placed::Settled(OrderState::Paid)
        }
    };
    tx.commit().await?;
    Ok(placed)
}

/// The intent to charge the order, and what looks after it.
pub(super) async fn await_payment(
    app: &App,
    tx: &mut Tx,
    order: &Order,
) -> Result<Placed, OrderError> {
    let method = order.method.ok_or(OrderError::NoMethod)?;
    let method = store::payment_method::chargeable(tx, order.account, method).await?;
    let method = method.ok_or(OrderError::NoMethod)?;
    if !method.takes(order.total.currency) {
        return Err(OrderError::OtherCurrency);
    }
    let pays = Pays::Order(order.id);
    let attempt = crate::pay::intend(app, tx, &method, pays, order.total, true).await?;
    end::plan_expiry(app, tx, order).await?;
    mails::placed(app, tx, order, Some(&method)).await?;
    Ok(Placed::Pays(Box::new((attempt, method))))
}

fn new_order(who: &Who, place: &Place, hash: &str, proposal: Proposal, now: Timestamp) -> Order {
    Order {
        id: place.order,
        account: who.account(),
        person: who.person(),
        request_hash: hash.to_owned(),
        state: OrderState::AwaitingPayment,
        total: proposal.due(),
        proposal,
        particulars: Particulars {
            site_name: place.ask.site_name.clone(),
            ..place.particulars.clone()
        },
        method: place.method,
        locale: who.locale.clone(),
        placed_at: now,
        settled_at: None,
        provisioned_at: None,
        buyer: Some(place.ask.buyer.clone()),
        changes: None,
    }
}

/// An earlier order of the account that still waits gives way, unless its payment is unsettled:
/// true when there is such a one.
pub(super) async fn supersede(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    id: OrderId,
) -> Result<bool, OrderError> {
    let mut confirming = false;
    for old in store::order::awaiting(tx, who.account()).await? {
        if old.id == id {
            continue;
        }
        match unsettled(tx, &old).await? {
            true => confirming = true,
            false => end::end(app, tx, &who.by(), &old).await?,
        }
    }
    Ok(confirming)
}
