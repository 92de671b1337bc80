//! The offer: what is sold, as somebody looks at it (A3). Visitors see it too.

use std::sync::Arc;

use catalog::{ProductId, TierId};
use store::StoreError;
use units::Currency;
use units::id::{AccountId, SubscriptionId};

use crate::app::{App, PublishedCatalog};
use crate::order_facts::currency_of;

/// The catalog in force, and what of it the visitor's account has.
#[derive(Clone)]
pub struct Offer {
    pub published: Arc<PublishedCatalog>,
    /// The one the account pays in: nothing is sold to it in another.
    pub currency: Option<Currency>,
    /// What the account is subscribed to now.
    pub subscribed: Vec<(ProductId, TierId, SubscriptionId)>,
    /// What it has tried before: no trial of these is offered (A5).
    pub tried: Vec<ProductId>,
}

/// What is offered to `account`, or to a visitor.
pub async fn look_at(app: &App, account: Option<AccountId>) -> Result<Offer, StoreError> {
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let Some(account) = account else {
        let (subscribed, tried) = (Vec::new(), Vec::new());
        return Ok(Offer { published, currency: None, subscribed, tried });
    };
    let row = store::account::find(&mut tx, account).await?;
    let subscriptions = store::subscription::list(&mut tx, account).await?;
    let currency = row.and_then(|row| currency_of(&row, &subscriptions));
    let subscribed = subscriptions.into_iter().filter(|sub| sub.state.entitles());
    Ok(Offer {
        published,
        currency,
        subscribed: subscribed.map(|sub| (sub.product, sub.tier, sub.id)).collect(),
        tried: store::trial::products(&mut tx, account).await?,
    })
}
