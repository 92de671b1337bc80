//! What an order's payment leads to: the proposal applied, another try, a mail while it is unknown.

use std::sync::Arc;

use billing::invoice::Buyer;
use billing::payment::AttemptState;
use billing::proposal::Title;
use billing::subscription::{Subscription, SubscriptionState};
use serde_json::json;
use store::account::Account;
use store::audit::By;
use store::invoice::Issued;
use store::order::{Order, OrderState};
use store::payment::{Attempt, Pays};
use store::{StoreError, Tx};
use units::id::{OrderId, PaymentMethodId};

use super::{OrderError, allowed, mails, unsettled};
use crate::Who;
use crate::app::{App, PublishedCatalog};
use crate::effects::{self, Applied, Target};
use crate::licences;
use crate::trail::{self, Done};

/// Tries to pay a waiting order again, perhaps with another method.
pub async fn pay_again(
    app: &App,
    who: &Who,
    id: OrderId,
    method: PaymentMethodId,
) -> Result<AttemptState, OrderError> {
    allowed(who)?;
    let account = who.account();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let order = store::order::lock(&mut tx, account, id).await?.ok_or(OrderError::NotFound)?;
    if order.state != OrderState::AwaitingPayment {
        return Err(OrderError::Settled);
    }
    if unsettled(&mut tx, &order).await? {
        return Err(OrderError::BeingConfirmed);
    }
    let method = store::payment_method::chargeable(&mut tx, account, method).await?;
    let method = method.ok_or(OrderError::NoMethod)?;
    if !method.takes(order.total.currency) {
        return Err(OrderError::OtherCurrency);
    }
    store::order::set_method(&mut tx, account, id, method.id).await?;
    let attempt =
        crate::pay::intend(app, &mut tx, &method, Pays::Order(id), order.total, true).await?;
    tx.commit().await?;
    Ok(crate::pay::send(app, &attempt, &method, true).await?)
}

/// The order's payment succeeded: everything its proposal announced happens now.
pub(crate) async fn paid(
    app: &App,
    tx: &mut Tx,
    by: &By,
    attempt: &Attempt,
    id: OrderId,
) -> Result<(), StoreError> {
    let order = order_of(tx, attempt, id).await?;
    let Some(issued) = carry_out(app, tx, by, &order).await? else {
        return paid_too_late(app, tx, by, attempt, &order).await;
    };
    effects::book_payment(app, tx, by, &issued, attempt).await?;
    is_paid(app, tx, by, &issued, attempt, id).await
}

/// Writes down that the order `id` is paid.
pub(crate) async fn is_paid(
    app: &App,
    tx: &mut Tx,
    by: &By,
    issued: &Issued,
    attempt: &Attempt,
    id: OrderId,
) -> Result<(), StoreError> {
    let change = json!({ "invoice": issued.invoice.number, "paid": attempt.amount });
    let (account, subject) = (attempt.account, id.to_string());
    trail::record(app, tx, by, Done { account, action: "order.paid", subject, change }).await
}

/// A debit for the order `id` is under way: whoever gave the mandate has authorised it, so that the
/// order is carried out now. The debit collects the invoice from then on, and one that fails is
/// dunned like a renewal. None when the order had ended.
pub(crate) async fn debited(
    app: &App,
    tx: &mut Tx,
    by: &By,
    attempt: &Attempt,
    id: OrderId,
) -> Result<Option<Issued>, StoreError> {
    let order = order_of(tx, attempt, id).await?;
    let Some(issued) = carry_out(app, tx, by, &order).await? else { return Ok(None) };
    let (account, invoice) = (attempt.account, issued.invoice.id);
    store::payment::pay_invoice_instead(tx, account, attempt.id, invoice).await?;
    let change = json!({ "invoice": issued.invoice.number, "amount": attempt.amount });
    let done = Done { account, action: "order.debited", subject: id.to_string(), change };
    trail::record(app, tx, by, done).await?;
    Ok(Some(issued))
}

/// Does what `order` announced, and gives its invoice; none when it has ended, or what it changes
/// is not what it was. Cancelled meanwhile, it ends with what is paid now.
async fn carry_out(
    app: &App,
    tx: &mut Tx,
    by: &By,
    order: &Order,
) -> Result<Option<Issued>, StoreError> {
    let changed = match &order.changes {
        Some(was) => match still(tx, was, &order.proposal.title).await? {
            Some(present) if reaches(app, tx, order, &present).await? => Some(present),
            _ => None,
        },
        None => None,
    };
    let is_stale = order.changes.is_some() && changed.is_none();
    if is_stale && order.state == OrderState::AwaitingPayment {
        super::end::end(app, tx, by, order).await?;
    }
    if is_stale || order.state != OrderState::AwaitingPayment {
        return Ok(None);
    }
    let issued = match &changed {
        Some(present) => {
            let ending =
                present.cancellation.as_ref().filter(|_| order.changes.as_ref() != Some(present));
            let ending = ending.map(|asked| {
                let proposal = order.proposal.clone().ending(asked);
                Order { proposal, ..order.clone() }
            });
            let applied = apply(app, tx, by, ending.as_ref().unwrap_or(order), present).await?;
            // The proof of an end (C5), and of what took its place (C4).
            if matches!(order.proposal.title, Title::Cancel { .. } | Title::Swap { .. }) {
                mails::changed(app, tx, order, &applied).await?;
            }
            applied.invoice
        }
        None => buy(app, tx, by, order).await?,
    };
    let none = || StoreError::Other(format!("order {} bills nothing", order.id));
    Ok(Some(issued.ok_or_else(none)?))
}

/// The order costs nothing today: everything it announced happens with its placing. What the
/// credit balance paid is confirmed like any order; what is tried has a mail of its own.
pub(super) async fn begin(
    app: &App,
    tx: &mut Tx,
    by: &By,
    order: &Order,
) -> Result<(), StoreError> {
    if buy(app, tx, by, order).await?.is_some() {
        mails::placed(app, tx, order, None).await?;
    }
    Ok(())
}

/// Opens what `order` buys or tries, and sets its site up.
async fn buy(app: &App, tx: &mut Tx, by: &By, order: &Order) -> Result<Option<Issued>, StoreError> {
    let (account, id) = (order.account, order.id);
    store::order::settle(tx, account, id, OrderState::Paid, app.now()).await?;
    let on = On::load(app, tx, order).await?;
    let issued = effects::apply_order(app, tx, by, &on.target(order), &order.proposal).await?;
    store::cart::drop_all(tx, account).await?;
    match order.particulars.site_name {
        Some(_) => crate::provision::plan(app, tx, account, id).await?,
        None => store::order::provisioned(tx, account, id, app.now()).await?,
    }
    Ok(issued)
}

/// Makes `present`, locked, what `order` says it becomes.
pub(super) async fn apply(
    app: &App,
    tx: &mut Tx,
    by: &By,
    order: &Order,
    present: &Subscription,
) -> Result<Applied, StoreError> {
    let (account, id) = (order.account, order.id);
    store::order::settle(tx, account, id, OrderState::Paid, app.now()).await?;
    let on = On::load(app, tx, order).await?;
    let target = on.target(order);
    let applied = effects::apply_change(app, tx, by, &target, present, &order.proposal).await?;
    store::order::provisioned(tx, account, id, app.now()).await?;
    Ok(applied)
}

/// The subscription as it was when the change was asked, locked; `None` when it has moved since: a
/// period passed, or it was changed otherwise. That it was cancelled for later is in nobody's way.
async fn still(
    tx: &mut Tx,
    was: &Subscription,
    title: &Title,
) -> Result<Option<Subscription>, StoreError> {
    let present = store::subscription::lock(tx, was.account, was.id).await?;
    let changes = matches!(title, Title::Change { .. });
    Ok(present.filter(|present| {
        present == was || (changes && present.uncancelled().as_ref() == Some(was))
    }))
}

/// Are there enough licences afterwards for everybody who has one by now? Somebody may have been
/// given one while the order waited for its payment (I-12).
async fn reaches(
    app: &App,
    tx: &mut Tx,
    order: &Order,
    present: &Subscription,
) -> Result<bool, StoreError> {
    let (proposal, published) = (&order.proposal, app.catalog(tx).await?);
    let after = match (proposal.opens(), proposal.becomes()) {
        (Some(draft), _) => &draft.items,
        (None, Some(after)) if after.state != SubscriptionState::Ended => &after.items,
        _ => return Ok(true),
    };
    let taken = match proposal.takes() {
        (taken, None) => taken,
        (_, Some(_)) => &[],
    };
    licences::fit(tx, &published.catalog, present, taken, after).await
}

/// What an order is applied on.
struct On {
    account: Account,
    buyer: Buyer,
    published: Arc<PublishedCatalog>,
}

impl On {
    async fn load(app: &App, tx: &mut Tx, order: &Order) -> Result<On, StoreError> {
        let account = store::account::find(tx, order.account).await?;
        let (Some(account), Some(buyer)) = (account, order.buyer.clone()) else {
            return Err(StoreError::Other(format!("order {} has no buyer", order.id)));
        };
        Ok(On { account, buyer, published: app.catalog(tx).await? })
    }

    fn target<'a>(&'a self, order: &'a Order) -> Target<'a> {
        Target {
            account: &self.account,
            buyer: &self.buyer,
            locale: &order.locale,
            order: Some(order.id),
            published: &self.published,
        }
    }
}

/// Money came for an order that had ended: it is booked, so that no cent is lost, shown to the
/// operator and told to whoever paid; nothing is revived silently.
async fn paid_too_late(
    app: &App,
    tx: &mut Tx,
    by: &By,
    attempt: &Attempt,
    order: &Order,
) -> Result<(), StoreError> {
    let entry = billing::ledger::payment_received(
        attempt.account,
        attempt.id.to_string(),
        format!("order {} had ended", order.id),
        app.gateway.name(),
        attempt.amount,
        app.now(),
    );
    store::ledger::post(tx, app.id(), &entry).await?;
    mails::too_late(app, tx, order, attempt).await?;
    let change = json!({ "order": order.id, "paid": attempt.amount });
    let subject = attempt.id.to_string();
    let done = Done { account: attempt.account, action: "payment.too_late", subject, change };
    trail::record(app, tx, by, done).await
}

/// The order's payment was declined: the order waits for another card.
pub(crate) async fn declined(
    app: &App,
    tx: &mut Tx,
    by: &By,
    attempt: &Attempt,
    id: OrderId,
) -> Result<(), StoreError> {
    let order = order_of(tx, attempt, id).await?;
    mails::declined(app, tx, &order, attempt).await?;
    let change = json!({ "order": id, "reason": attempt.decline_code });
    let subject = attempt.id.to_string();
    let done = Done { account: attempt.account, action: "payment.declined", subject, change };
    trail::record(app, tx, by, done).await
}

/// The answer to the order's payment got lost: it is looked up, and the buyer is told so.
pub(crate) async fn confirming(
    app: &App,
    tx: &mut Tx,
    attempt: &Attempt,
    id: OrderId,
) -> Result<(), StoreError> {
    let order = order_of(tx, attempt, id).await?;
    mails::confirming(app, tx, &order, attempt).await
}

async fn order_of(tx: &mut Tx, attempt: &Attempt, id: OrderId) -> Result<Order, StoreError> {
    let order = store::order::lock(tx, attempt.account, id).await?;
    order.ok_or_else(|| StoreError::Other(format!("no order {id}")))
}
