//! A crowd: made-up customers with subscriptions, written in bulk for `plenum bench`.

use billing::subscription::Subscription;
use units::Timestamp;
use units::id::PersonId;

use crate::account::Account;
use crate::args;
use crate::bulk::{self, Shape};
use crate::due::{self, NewRow};
use crate::error::StoreError;
use crate::payment_method::Method;
use crate::tx::Tx;
use crate::value::{Value, json};

/// A customer: an owner, a card, and subscriptions from one order each.
#[derive(Clone, Debug)]
pub struct Customer {
    pub account: Account,
    pub owner: PersonId,
    pub method: Method,
    pub subscriptions: Vec<Subscription>,
    /// The renewals that are due.
    pub renewals: Vec<NewRow>,
}

/// Writes `customers`, all of them there since `now`.
pub async fn insert(
    tx: &mut Tx,
    customers: Vec<Customer>,
    now: Timestamp,
) -> Result<(), StoreError> {
    accounts(tx, &customers, now).await?;
    owners(tx, &customers, now).await?;
    methods(tx, &customers, now).await?;
    subscribe(tx, customers, now).await
}

/// Writes the subscriptions of `customers` alone, whose accounts, people and cards are there.
pub async fn subscribe(
    tx: &mut Tx,
    customers: Vec<Customer>,
    now: Timestamp,
) -> Result<(), StoreError> {
    orders(tx, &customers, now).await?;
    subscriptions(tx, &customers, now).await?;
    let renewals = customers.into_iter().flat_map(|customer| customer.renewals).collect();
    due::add_all(tx, renewals).await
}

/// Counts every open invoice as paid, by what was asked of the gateway for it. The books do not
/// hear of it: they would take longer to write than everything that is measured.
pub async fn pay_everything(tx: &mut Tx) -> Result<(), StoreError> {
    tx.execute(
        "update invoice set paid_minor = total_minor - credit_used_minor, paid_at = issued_at,
                            state = 'paid'
          where state = 'open'",
        args![],
    )
    .await?;
    tx.execute("update payment_attempt set state = 'succeeded' where state = 'created'", args![])
        .await?;
    Ok(())
}

async fn accounts(tx: &mut Tx, all: &[Customer], now: Timestamp) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into account (id, site_id, name, zone, locale, currency, buyer, created_at)
                 values ",
        after: "",
        columns: 8,
    };
    let values = all.iter().flat_map(|Customer { account, .. }| {
        [
            account.id.into(),
            account.site.into(),
            Value::from(&account.name),
            Value::from(&account.zone),
            Value::from(&account.locale),
            account.currency.into(),
            account.buyer.as_ref().map_or(Value::NoText, json),
            now.into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}

async fn owners(tx: &mut Tx, all: &[Customer], now: Timestamp) -> Result<(), StoreError> {
    const PEOPLE: Shape = Shape {
        before: "insert into person (id, account_id, name, email, biography, locale, zone,
                                     notifications, created_at) values ",
        after: "",
        columns: 9,
    };
    const ROLES: Shape = Shape {
        before: "insert into person_role (person_id, account_id, role) values ",
        after: "",
        columns: 3,
    };
    let people = all.iter().flat_map(|Customer { account, owner, .. }| {
        [
            (*owner).into(),
            account.id.into(),
            Value::from(&account.name),
            format!("{owner}@example.org").into(),
            "".into(),
            Value::from(&account.locale),
            Value::from(&account.zone),
            "".into(),
            now.into(),
        ]
    });
    bulk::write(tx, PEOPLE, people.collect()).await?;
    let roles = all.iter().flat_map(|Customer { account, owner, .. }| {
        [(*owner).into(), account.id.into(), "owner".into()]
    });
    bulk::write(tx, ROLES, roles.collect()).await?;
    Ok(())
}

async fn methods(tx: &mut Tx, all: &[Customer], now: Timestamp) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into payment_method (id, account_id, gateway, token, brand, last4, expires,
                                             created_at, preferred_at) values ",
        after: "",
        columns: 9,
    };
    let values = all.iter().flat_map(|Customer { method, .. }| {
        [
            method.id.into(),
            method.account.into(),
            Value::from(&method.gateway),
            Value::from(&method.token),
            Value::from(&method.brand),
            Value::from(&method.last4),
            Value::from(&method.expires),
            now.into(),
            now.into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}

/// The orders the subscriptions refer to; what was said with them is left out.
async fn orders(tx: &mut Tx, all: &[Customer], now: Timestamp) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into customer_order (id, account_id, person_id, request_hash, state,
                    proposal, particulars, currency, total_minor, locale, placed_at, buyer)
                    values ",
        after: "",
        columns: 12,
    };
    let values = all.iter().flat_map(|Customer { account, owner, subscriptions, .. }| {
        subscriptions.iter().flat_map(|sub| {
            [
                sub.order.into(),
                account.id.into(),
                (*owner).into(),
                "".into(),
                "paid".into(),
                "{}".into(),
                "{}".into(),
                sub.currency.into(),
                Value::Int(0),
                Value::from(&account.locale),
                now.into(),
                json(&account.buyer),
            ]
        })
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}

async fn subscriptions(tx: &mut Tx, all: &[Customer], now: Timestamp) -> Result<(), StoreError> {
    const SUBSCRIPTIONS: Shape = Shape {
        before: "insert into subscription (id, account_id, order_id, product, tier, currency,
                    interval, anchor_date, zone, policy, catalog_number, period_index,
                    period_start, period_end, state, created_at, anchor_day, anchor_base,
                    anchor_time)
                 values ",
        after: "",
        columns: 19,
    };
    const ITEMS: Shape = Shape {
        before:
            "insert into subscription_item (subscription_id, account_id, position, add_on, name,
                                                quantity, unit_minor) values ",
        after: "",
        columns: 7,
    };
    let (mut values, mut items) = (Vec::new(), Vec::new());
    for sub in all.iter().flat_map(|customer| &customer.subscriptions) {
        let period = sub.period();
        values.extend([
            sub.id.into(),
            sub.account.into(),
            sub.order.into(),
            sub.product.to_string().into(),
            sub.tier.to_string().into(),
            sub.currency.into(),
            sub.anchor.interval.into(),
            sub.anchor.date.into(),
            Value::from(&sub.anchor.zone),
            json(&sub.policy),
            sub.catalog_number.into(),
            sub.period_index.into(),
            period.start().into(),
            period.end().into(),
            sub.state.word().into(),
            now.into(),
            i64::from(sub.anchor.day).into(),
            sub.anchor.base.into(),
            sub.anchor.time.to_string().into(),
        ]);
        for (position, item) in (0u32..).zip(&sub.items) {
            items.extend([
                sub.id.into(),
                sub.account.into(),
                position.into(),
                item.add_on.as_ref().map(ToString::to_string).into(),
                Value::from(&item.name),
                item.quantity.into(),
                item.unit.minor.into(),
            ]);
        }
    }
    bulk::write(tx, SUBSCRIPTIONS, values).await?;
    bulk::write(tx, ITEMS, items).await?;
    licences(tx, all, now).await
}

/// A seat of each subscription is its owner's.
async fn licences(tx: &mut Tx, all: &[Customer], now: Timestamp) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into licence (subscription_id, account_id, add_on, person_id, assigned_at)
                 values ",
        after: "",
        columns: 5,
    };
    let values = all.iter().flat_map(|Customer { account, owner, subscriptions, .. }| {
        subscriptions.iter().flat_map(|sub| {
            [sub.id.into(), account.id.into(), "".into(), (*owner).into(), now.into()]
        })
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}
