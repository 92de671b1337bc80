//! The offer: what is sold, as somebody looks at it (A3). Visitors see it too.

use std::sync::Arc;

use catalog::{ProductId, TierId};
use store::StoreError;
use units::Currency;
use units::id::{AccountId, SubscriptionId};

use crate::app::{App, PublishedCatalog};

/// The catalog in force, and what of it the visitor's account has.
#[derive(Clone)]
pub struct Offer {
    pub published: Arc<PublishedCatalog>,
    /// Fixed by the account's first invoice: nothing is sold to it in another.
    pub currency: Option<Currency>,
    /// What the account is subscribed to now.
    pub subscribed: Vec<(ProductId, TierId, SubscriptionId)>,
}

/// What is offered to `account`, or to a visitor.
pub async fn look_at(app: &App, account: Option<AccountId>) -> Result<Offer, StoreError> {
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let Some(account) = account else {
        return Ok(Offer { published, currency: None, subscribed: Vec::new() });
    };
    let row = store::account::find(&mut tx, account).await?;
    let subscriptions = store::subscription::list(&mut tx, account).await?;
    let subscribed = subscriptions.into_iter().filter(|sub| sub.state.entitles());
    Ok(Offer {
        published,
        currency: row.and_then(|row| row.currency),
        subscribed: subscribed.map(|sub| (sub.product, sub.tier, sub.id)).collect(),
    })
}
