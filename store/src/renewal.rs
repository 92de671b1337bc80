//! What a batch of renewals needs to know, read by set and under its accounts' locks (C9).
//!
//! A row that cannot be read is its account's trouble and nobody else's: facts come one by one as
//! results.

use std::collections::HashMap;
use std::hash::Hash;

use billing::subscription::{SubscribedItem, Subscription};
use units::id::{AccountId, SubscriptionId};
use units::{Currency, Money};

use crate::account::{self, Account};
use crate::bulk::{self, Shape};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::ledger::Head;
use crate::payment_method::{self, Method};
use crate::row::Row;
use crate::subscription;
use crate::tx::Tx;
use crate::value::Value;
use crate::webhook::{self, Endpoint};

/// One fact, or why its row cannot be read.
pub type Read<T> = Result<T, StoreError>;

/// The accounts by id, locked in the order of their ids until the end of `tx`; `ids` in that order,
/// without repetition, at most `bulk::LIST_MAX`.
pub async fn lock_accounts(
    tx: &mut Tx,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Read<Account>>, StoreError> {
    let shape = |after| Shape {
        before: "select id, site_id, name, zone, locale, currency, buyer, exemptions, created_at
                   from account where id in (",
        after,
        columns: 0,
    };
    let shape = match tx.dialect() {
        Dialect::Sqlite => shape(") order by id"),
        Dialect::Postgres => shape(") order by id for update"),
    };
    let rows = bulk::read(tx, shape, list(ids)).await?;
    rows.iter().map(|row| Ok((row.parsed("id")?, account::from_row(row)))).collect()
}

/// What each account has to its credit and can use, by currency, as `ledger::credit_balance` has
/// it; those with nothing are left out.
pub async fn balances(
    tx: &mut Tx,
    ids: &[AccountId],
) -> Result<HashMap<(AccountId, Currency), Money>, StoreError> {
    const SHAPE: Shape = Shape {
        before: "select account_id, currency, cast(-sum(amount_minor) as bigint) as credit_minor
                   from ledger_leg
                  where ledger_account = 'liabilities:credit' and account_id in (",
        after: ") group by account_id, currency having sum(amount_minor) <> 0",
        columns: 0,
    };
    const LEAVING: Shape = Shape {
        before: "select account_id, currency, cast(sum(amount_minor) as bigint) as credit_minor
                   from refund
                  where cause = 'balance' and booked_at is null and state <> 'failed'
                    and account_id in (",
        after: ") group by account_id, currency",
        columns: 0,
    };
    let rows = bulk::read(tx, SHAPE, list(ids)).await?;
    let balance = |row: &Row| {
        let balance = row.money("credit_minor")?;
        Ok(((row.parsed("account_id")?, balance.currency), balance))
    };
    let mut balances = rows.iter().map(balance).collect::<Result<HashMap<_, _>, StoreError>>()?;
    for row in &bulk::read(tx, LEAVING, list(ids)).await? {
        let (of, leaving): ((AccountId, Currency), Money) = balance(row)?;
        if let Some(there) = balances.get_mut(&of) {
            *there = there.with((there.minor - leaving.minor).max(0));
        }
    }
    Ok(balances)
}

/// Where the accounts' chains stand.
#[derive(Clone, Debug, Default)]
pub struct Heads {
    pub ledger: Head,
    pub audit: Head,
}

/// The ends of the accounts' chains, which the caller continues. A statement of its own, after the
/// lock: what was appended before the lock was had must be seen.
pub async fn heads(
    tx: &mut Tx,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Heads>, StoreError> {
    const SHAPE: Shape = Shape {
        before: "select a.id, l.sequence as ledger_sequence, l.hash as ledger_hash,
                        t.sequence as audit_sequence, t.hash as audit_hash
                   from account a
                   left join ledger_entry l on l.account_id = a.id and l.sequence =
                        (select max(e.sequence) from ledger_entry e where e.account_id = a.id)
                   left join audit t on t.account_id = a.id and t.sequence =
                        (select max(e.sequence) from audit e where e.account_id = a.id)
                  where a.id in (",
        after: ")",
        columns: 0,
    };
    let head = |row: &Row, sequence: &str, hash: &str| -> Result<Head, StoreError> {
        Ok(match row.opt_int(sequence)? {
            Some(sequence) => Head { sequence, hash: row.text(hash)? },
            None => Head::default(),
        })
    };
    let rows = bulk::read(tx, SHAPE, list(ids)).await?;
    rows.iter()
        .map(|row| {
            let ledger = head(row, "ledger_sequence", "ledger_hash")?;
            let account = row.parsed("id")?;
            let audit = head(row, "audit_sequence", "audit_hash")?;
            let audit = tx.trail().after(account, audit);
            tx.trail().hand_over(account);
            Ok((account, Heads { ledger, audit }))
        })
        .collect()
}

/// The subscriptions by id with their items. The accounts' locks keep them as they are.
pub async fn subscriptions(
    tx: &mut Tx,
    accounts: &[AccountId],
    ids: &[SubscriptionId],
) -> Result<HashMap<SubscriptionId, Read<Subscription>>, StoreError> {
    const SHAPE: Shape = Shape {
        before: "select id, account_id, order_id, product, tier, currency, interval, anchor_date,
                        anchor_day, anchor_base, anchor_time, zone, policy, catalog_number,
                        period_index, state, scheduled, cancellation, trial,
                        commitment
                   from subscription where id in (",
        after: ")",
        columns: 0,
    };
    let rows = bulk::read(tx, SHAPE, list(ids)).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let id: SubscriptionId = row.parsed("id")?;
        let read = subscription::from_row(row).and_then(|sub| {
            match accounts.binary_search(&sub.account) {
                Ok(_) => Ok(sub),
                Err(_) => Err(StoreError::corrupt("account_id", sub.account)),
            }
        });
        found.insert(id, read);
    }
    for (id, item) in items(tx, ids, &found).await? {
        match (found.get_mut(&id), item) {
            (Some(Ok(sub)), Ok(item)) => sub.items.push(item),
            (Some(read), Err(error)) => *read = Err(error),
            _ => {}
        }
    }
    Ok(found)
}

async fn items(
    tx: &mut Tx,
    ids: &[SubscriptionId],
    subs: &HashMap<SubscriptionId, Read<Subscription>>,
) -> Result<Vec<(SubscriptionId, Read<SubscribedItem>)>, StoreError> {
    const SHAPE: Shape = Shape {
        before: "select subscription_id, add_on, name, quantity, unit_minor
                   from subscription_item where subscription_id in (",
        after: ") order by subscription_id, position",
        columns: 0,
    };
    let currency = |id: &SubscriptionId| -> Option<Currency> {
        subs.get(id).and_then(|read| read.as_ref().ok()).map(|sub| sub.currency)
    };
    let rows = bulk::read(tx, SHAPE, list(ids)).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: SubscriptionId = row.parsed("subscription_id")?;
        if let Some(currency) = currency(&id) {
            items.push((id, subscription::item_from_row(row, currency)));
        }
    }
    Ok(items)
}

/// The methods of each account, the one it prefers last.
pub async fn methods(
    tx: &mut Tx,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Vec<Read<Method>>>, StoreError> {
    const SHAPE: Shape = Shape {
        before: "select id, account_id, gateway, token, brand, last4, expires, means, mandate,
                         created_at, removed_at
                   from payment_method where removed_at is null and account_id in (",
        after: ") order by account_id, preferred_at, id",
        columns: 0,
    };
    let mut found: HashMap<AccountId, Vec<Read<Method>>> = HashMap::new();
    for row in &bulk::read(tx, SHAPE, list(ids)).await? {
        let account = row.parsed("account_id")?;
        found.entry(account).or_default().push(payment_method::from_row(row));
    }
    Ok(found)
}

/// The accounts' webhook endpoints, removed ones left out.
pub async fn endpoints(
    tx: &mut Tx,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, Vec<Endpoint>>, StoreError> {
    const SHAPE: Shape = Shape {
        before:
            "select id, account_id, url, secret, kinds, created_at, disabled_at, disabled_reason
                   from webhook_endpoint
                  where (disabled_reason is null or disabled_reason <> 'removed')
                    and account_id in (",
        after: ") order by account_id, created_at, id",
        columns: 0,
    };
    let rows = bulk::read(tx, SHAPE, list(ids)).await?;
    let mut found: HashMap<AccountId, Vec<Endpoint>> = HashMap::new();
    for row in &rows {
        let endpoint = webhook::endpoint_from_row(row)?;
        found.entry(endpoint.account).or_default().push(endpoint);
    }
    Ok(found)
}

fn list<T: Copy + Eq + Hash>(ids: &[T]) -> Vec<Value>
where
    Value: From<T>,
{
    ids.iter().map(|id| Value::from(*id)).collect()
}
