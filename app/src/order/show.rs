//! Orders as their pages show them.

use people::roles::Permission;
use store::order::Order;
use store::payment::{Attempt, Pays};
use store::payment_method::Method;
use store::provisioning::Step;
use store::{StoreError, Tx};
use units::id::{OrderId, SubscriptionId, kind};

use super::OrderError;
use crate::Who;
use crate::app::App;
use crate::page::{self, Cursor, Page};

/// An order as its page shows it.
#[derive(Clone, Debug)]
pub struct OrderView {
    pub order: Order,
    /// Newest first.
    pub attempts: Vec<Attempt>,
    pub steps: Vec<Step>,
    pub invoice: Option<store::invoice::Issued>,
    /// The subscription it changes, or has put in its place.
    pub subscription: Option<SubscriptionId>,
    /// How it is paid.
    pub method: Option<Method>,
}

/// The order `id` of the asker's account.
pub async fn view(app: &App, who: &Who, id: OrderId) -> Result<OrderView, OrderError> {
    if !who.actor.may(Permission::SeeBilling) {
        return Err(OrderError::NotAllowed);
    }
    let account = who.account();
    let mut tx = app.store.read().await?;
    let order = store::order::find(&mut tx, account, id).await?.ok_or(OrderError::NotFound)?;
    let mut attempts = store::payment::attempts(&mut tx, account, Pays::Order(id)).await?;
    let steps = store::provisioning::steps(&mut tx, account, id).await?;
    let invoice = store::invoice::of_order(&mut tx, account, id).await?;
    if let Some(issued) = &invoice {
        // A debit under way pays the invoice; so does whatever follows one that failed.
        let pays = Pays::Invoice(issued.invoice.id);
        attempts.splice(0..0, store::payment::attempts(&mut tx, account, pays).await?);
    }
    let method = match order.method {
        Some(method) => store::payment_method::find(&mut tx, account, method).await?,
        None => None,
    };
    let subscription = subscription(&mut tx, &order).await?;
    Ok(OrderView { order, attempts, steps, invoice, subscription, method })
}

/// The subscription `order` changes; once it was swapped, the one in its place.
async fn subscription(tx: &mut Tx, order: &Order) -> Result<Option<SubscriptionId>, StoreError> {
    let Some(changed) = &order.changes else { return Ok(None) };
    let opened = store::subscription::opened_by(tx, order.account, order.id).await?;
    Ok(Some(opened.unwrap_or(changed.id)))
}

/// At most `most` orders of the asker's account, newest first.
pub async fn list(
    app: &App,
    who: &Who,
    after: Option<Cursor<kind::Order>>,
    most: u32,
) -> Result<Page<Order, kind::Order>, OrderError> {
    if !who.actor.may(Permission::SeeBilling) {
        return Err(OrderError::NotAllowed);
    }
    let mut tx = app.store.read().await?;
    let read = page::to_read(most);
    let orders = store::order::page(&mut tx, who.account(), after, read).await?;
    Ok(Page::of(orders, most, |order| Cursor { at: order.placed_at, id: order.id }))
}
