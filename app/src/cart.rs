//! The cart: what somebody is about to buy, from "Buy now" to the order page (B2, B3).
//!
//! It belongs to nobody until its owner signs in, then to their account. Everything typed is kept
//! as typed, so that going back loses nothing. Each change of what is bought makes a new order id;
//! two tabs of one cart place one order.

use std::collections::BTreeMap;

use billing::order::{AddOnAsk, PLANS_MAX, PlanAsk};
use serde::{Deserialize, Serialize};
use store::StoreError;
use units::Currency;
use units::id::{AccountId, CartId, OrderId};

use crate::app::App;

/// What the cart holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// The id the order will have.
    pub order: OrderId,
    pub currency: Currency,
    pub plans: Vec<PlanAsk>,
    /// The checkout form's fields as typed, by name.
    pub typed: BTreeMap<String, String>,
}

/// Most fields and characters of the checkout form that are kept.
const FIELDS_MAX: usize = 60;
const FIELD_MAX_CHARS: usize = 400;

/// Who looks at carts: a visitor with a cookie, or a signed-in person with or without one.
#[derive(Clone, Copy, Debug)]
pub struct Shopper {
    pub account: Option<AccountId>,
    pub cart: Option<CartId>,
}

/// The shopper's cart: the one named, else the account's newest.
pub async fn find(app: &App, shopper: Shopper) -> Result<Option<(CartId, Cart)>, StoreError> {
    let mut tx = app.store.read().await?;
    if let Some(id) = shopper.cart
        && let Some(cart) = store::cart::find(&mut tx, id, shopper.account).await?
    {
        return Ok(Some((id, cart)));
    }
    let Some(account) = shopper.account else { return Ok(None) };
    let Some(id) = store::cart::newest(&mut tx, account).await? else { return Ok(None) };
    Ok(store::cart::find(&mut tx, id, Some(account)).await?.map(|cart| (id, cart)))
}

/// Puts a plan into the shopper's cart, in place of one of the same product.
pub async fn put(
    app: &App,
    shopper: Shopper,
    plan: PlanAsk,
    currency: Currency,
) -> Result<CartId, StoreError> {
    let (id, mut cart) = match find(app, shopper).await? {
        Some(found) => found,
        None => (app.id(), empty(app, currency)),
    };
    cart.plans.retain(|kept| kept.product != plan.product);
    cart.plans.push(plan);
    cart.plans.truncate(PLANS_MAX);
    cart.currency = currency;
    cart.order = app.id();
    keep(app, shopper.account, id, &cart).await?;
    Ok(id)
}

fn empty(app: &App, currency: Currency) -> Cart {
    Cart { order: app.id(), currency, plans: Vec::new(), typed: BTreeMap::new() }
}

/// Changes what is bought; add-ons of quantity 0 and plans without seats go.
pub async fn change(
    app: &App,
    account: Option<AccountId>,
    id: CartId,
    mut cart: Cart,
) -> Result<(), StoreError> {
    for plan in &mut cart.plans {
        plan.add_ons.retain(|add_on: &AddOnAsk| add_on.quantity > 0);
    }
    cart.plans.retain(|plan| plan.seats > 0);
    cart.order = app.id();
    keep(app, account, id, &cart).await
}

/// Keeps what was typed into the checkout form; card data never comes here. A visitor types only
/// their address.
pub async fn keep_typed(
    app: &App,
    account: Option<AccountId>,
    id: CartId,
    mut cart: Cart,
    typed: BTreeMap<String, String>,
) -> Result<(), StoreError> {
    let typed: BTreeMap<String, String> = typed
        .into_iter()
        .filter(|(name, _)| !name.starts_with("card_") && !name.starts_with("debit_"))
        .map(|(name, text)| (name, text.chars().take(FIELD_MAX_CHARS).collect()))
        .take(FIELDS_MAX)
        .collect();
    if typed != cart.typed {
        cart.typed = typed;
        cart.order = app.id();
    }
    keep(app, account, id, &cart).await
}

/// The visitor signed in: the very same cart is now the account's (B3).
pub async fn adopt(app: &App, account: AccountId, id: CartId) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    if let Some(cart) = store::cart::find::<Cart>(&mut tx, id, Some(account)).await? {
        store::cart::keep(&mut tx, id, Some(account), &cart, app.now()).await?;
    }
    tx.commit().await
}

async fn keep(
    app: &App,
    account: Option<AccountId>,
    id: CartId,
    cart: &Cart,
) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::cart::keep(&mut tx, id, account, cart, app.now()).await?;
    tx.commit().await
}
