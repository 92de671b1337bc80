//! Subscriptions and their items; the periods that were billed.

use std::collections::HashMap;

use billing::subscription::{SubscribedItem, Subscription, SubscriptionState};
use catalog::AddOnId;
use units::id::{AccountId, InvoiceId, OrderId, SubscriptionId};
use units::{Anchor, Currency, Interval, Money, Period, Timestamp};

use crate::args;
use crate::bulk::{Rows, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

const COLUMNS: &str = "id, account_id, order_id, product, tier, currency, interval, anchor_date,
        anchor_day, anchor_base, anchor_time, zone, policy, catalog_number, period_index, state,
        scheduled, cancellation, trial, commitment";

/// Writes a new subscription with its items.
pub async fn insert(tx: &mut Tx, sub: &Subscription, now: Timestamp) -> Result<(), StoreError> {
    let period = sub.period();
    tx.execute(
        "insert into subscription (id, account_id, order_id, product, tier, currency, interval,
                anchor_date, zone, policy, catalog_number, period_index, period_start, period_end,
                state, created_at, anchor_day, anchor_base, anchor_time, trial,
                commitment)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                 $19, $20, $21)",
        args![
            sub.id,
            sub.account,
            sub.order,
            sub.product.to_string(),
            sub.tier.to_string(),
            sub.currency,
            sub.anchor.interval,
            sub.anchor.date,
            &sub.anchor.zone,
            json(&sub.policy),
            sub.catalog_number,
            sub.period_index,
            period.start(),
            period.end(),
            sub.state.word(),
            now,
            i64::from(sub.anchor.day),
            sub.anchor.base,
            sub.anchor.time.to_string(),
            sub.trial.as_ref().map(json),
            sub.commitment.as_ref().map(json)
        ],
    )
    .await?;
    insert_items(tx, sub).await
}

/// Writes `sub` as it is after a change: everything but what it was bought as. The caller holds the
/// lock.
pub async fn rewrite(tx: &mut Tx, sub: &Subscription) -> Result<(), StoreError> {
    let period = sub.period();
    tx.execute(
        "update subscription set tier = $3, interval = $4, anchor_date = $5, anchor_day = $6,
                anchor_base = $7, anchor_time = $8, period_index = $9, period_start = $10,
                period_end = $11, state = $12, scheduled = $13, cancellation = $14, trial = $15,
                commitment = $16
          where account_id = $1 and id = $2",
        args![
            sub.account,
            sub.id,
            sub.tier.to_string(),
            sub.anchor.interval,
            sub.anchor.date,
            i64::from(sub.anchor.day),
            sub.anchor.base,
            sub.anchor.time.to_string(),
            sub.period_index,
            period.start(),
            period.end(),
            sub.state.word(),
            sub.scheduled.as_ref().map(json),
            sub.cancellation.as_ref().map(json),
            sub.trial.as_ref().map(json),
            sub.commitment.as_ref().map(json)
        ],
    )
    .await?;
    tx.execute(
        "delete from subscription_item where account_id = $1 and subscription_id = $2",
        args![sub.account, sub.id],
    )
    .await?;
    insert_items(tx, sub).await
}

async fn insert_items(tx: &mut Tx, sub: &Subscription) -> Result<(), StoreError> {
    for (position, item) in (0u32..).zip(&sub.items) {
        tx.execute(
            "insert into subscription_item (subscription_id, account_id, position, add_on, name,
                                            quantity, unit_minor)
             values ($1, $2, $3, $4, $5, $6, $7)",
            args![
                sub.id,
                sub.account,
                position,
                item.add_on.as_ref().map(ToString::to_string),
                &item.name,
                item.quantity,
                item.unit.minor
            ],
        )
        .await?;
    }
    Ok(())
}

/// The subscription `id` of `account`; `None` also when it belongs to another account.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: SubscriptionId,
) -> Result<Option<Subscription>, StoreError> {
    let sql = format!("select {COLUMNS} from subscription where account_id = $1 and id = $2");
    one(tx, sql, account, id).await
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: SubscriptionId,
) -> Result<Option<Subscription>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from subscription where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    one(tx, sql, account, id).await
}

async fn one(
    tx: &mut Tx,
    sql: String,
    account: AccountId,
    id: SubscriptionId,
) -> Result<Option<Subscription>, StoreError> {
    let rows = tx.rows_text(&sql, args![account, id]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let mut sub = from_row(row)?;
    sub.items = items(tx, &sub).await?;
    Ok(Some(sub))
}

/// Subscriptions of `account`, oldest first.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<Subscription>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from subscription where account_id = $1
          order by created_at, id limit {SUBSCRIPTIONS_MAX}"
    );
    let rows = tx.rows_text(&sql, args![account]).await?;
    let mut items = all_items(tx, account).await?;
    rows.iter()
        .map(|row| {
            let mut sub = from_row(row)?;
            for row in items.remove(&sub.id).unwrap_or_default() {
                sub.items.push(item_from_row(&row, sub.currency)?);
            }
            Ok(sub)
        })
        .collect()
}

/// What is bought with each of the account's subscriptions, read at once: an account may have many.
async fn all_items(
    tx: &mut Tx,
    account: AccountId,
) -> Result<HashMap<SubscriptionId, Vec<Row>>, StoreError> {
    let rows = tx
        .rows(
            "select i.subscription_id, i.add_on, i.name, i.quantity, i.unit_minor
               from subscription s join subscription_item i on i.subscription_id = s.id
              where s.account_id = $1 order by i.subscription_id, i.position",
            args![account],
        )
        .await?;
    let mut items: HashMap<SubscriptionId, Vec<Row>> = HashMap::new();
    for row in rows {
        items.entry(row.parsed("subscription_id")?).or_default().push(row);
    }
    Ok(items)
}

/// The subscription that `order` opened, if it did.
pub async fn opened_by(
    tx: &mut Tx,
    account: AccountId,
    order: OrderId,
) -> Result<Option<SubscriptionId>, StoreError> {
    let rows = tx
        .rows(
            "select id from subscription where account_id = $1 and order_id = $2
              order by created_at, id limit 1",
            args![account, order],
        )
        .await?;
    rows.first().map(|row| row.parsed("id")).transpose()
}

/// Most subscriptions read for one account.
const SUBSCRIPTIONS_MAX: u32 = 1_000;

async fn items(tx: &mut Tx, sub: &Subscription) -> Result<Vec<SubscribedItem>, StoreError> {
    let rows = tx
        .rows(
            "select add_on, name, quantity, unit_minor from subscription_item
              where account_id = $1 and subscription_id = $2 order by position",
            args![sub.account, sub.id],
        )
        .await?;
    rows.iter().map(|row| item_from_row(row, sub.currency)).collect()
}

pub(crate) fn item_from_row(row: &Row, currency: Currency) -> Result<SubscribedItem, StoreError> {
    Ok(SubscribedItem {
        add_on: row.opt_parsed::<AddOnId>("add_on")?,
        name: row.text("name")?,
        quantity: row.count("quantity")?,
        unit: Money::new(row.int("unit_minor")?, currency),
    })
}

/// How many subscriptions that have not ended there are of each tier, and their licences: product,
/// tier, subscriptions, licences.
pub async fn by_tier(tx: &mut Tx) -> Result<Vec<(String, String, u32, u32)>, StoreError> {
    let rows = tx
        .rows(
            "select s.product, s.tier, count(*) as subscriptions,
                    cast(sum(i.quantity) as bigint) as seats
               from subscription s
               join subscription_item i on i.subscription_id = s.id and i.add_on is null
              where s.state <> 'ended'
              group by s.product, s.tier order by s.product, s.tier limit 200",
            args![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let (subscriptions, seats) = (row.count("subscriptions")?, row.count("seats")?);
            Ok((row.text("product")?, row.text("tier")?, subscriptions, seats))
        })
        .collect()
}

/// Moves to the period `sub` now says, and marks it billed by `invoice`. A period billed before is
/// refused as taken (C9).
pub async fn enter_period(
    tx: &mut Tx,
    sub: &Subscription,
    invoice: InvoiceId,
) -> Result<(), StoreError> {
    let entered = Entered::of(sub);
    periods_billed(&[(entered.clone(), invoice)]).write(tx).await?;
    periods_entered(&[entered]).write(tx).await?;
    Ok(())
}

/// A subscription in its new period.
#[derive(Clone, Debug)]
pub struct Entered {
    subscription: SubscriptionId,
    account: AccountId,
    index: u32,
    period: Period,
}

impl Entered {
    pub fn of(sub: &Subscription) -> Entered {
        let Subscription { id: subscription, account, period_index: index, .. } = *sub;
        Entered { subscription, account, index, period: sub.period() }
    }
}

/// Which invoice bills which period, in bulk; once for each period (C9).
pub fn periods_billed(billed: &[(Entered, InvoiceId)]) -> Rows {
    const SHAPE: Shape = Shape {
        before: "insert into subscription_period (subscription_id, account_id, period_index,
                                                  starts_at, ends_at, invoice_id) values ",
        after: "",
        columns: 6,
    };
    let mut values = Vec::with_capacity(billed.len() * SHAPE.columns);
    for (Entered { subscription, account, index, period }, invoice) in billed {
        values.extend([
            (*subscription).into(),
            (*account).into(),
            (*index).into(),
            period.start().into(),
            period.end().into(),
            (*invoice).into(),
        ]);
    }
    Rows::new(SHAPE, values)
}

/// The periods subscriptions are in from now on, in bulk.
pub fn periods_entered(entered: &[Entered]) -> Rows {
    const SHAPE: Shape = Shape {
        before: "update subscription
                    set period_index = v.column3, period_start = v.column4, period_end = v.column5
                   from (values ",
        after: ") as v
                  where subscription.account_id = v.column1 and subscription.id = v.column2",
        columns: 5,
    };
    let mut values = Vec::with_capacity(entered.len() * SHAPE.columns);
    for Entered { subscription, account, index, period } in entered {
        values.extend([
            (*account).into(),
            (*subscription).into(),
            (*index).into(),
            period.start().into(),
            period.end().into(),
        ]);
    }
    Rows::new(SHAPE, values)
}

/// Ends the billed period `index` of `id` early, at `at`: the next one begins there.
pub async fn cut_period(
    tx: &mut Tx,
    account: AccountId,
    id: SubscriptionId,
    index: u32,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update subscription_period set ends_at = $4
          where account_id = $1 and subscription_id = $2 and period_index = $3 and ends_at > $4",
        args![account, id, index, at],
    )
    .await?;
    Ok(())
}

/// A period as it was billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledPeriod {
    pub subscription: SubscriptionId,
    pub index: u32,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub invoice: InvoiceId,
}

/// Every billed period of `account`'s subscriptions, in order.
pub async fn billed_periods(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<BilledPeriod>, StoreError> {
    let rows = tx
        .rows(
            "select subscription_id, period_index, starts_at, ends_at, invoice_id
               from subscription_period where account_id = $1
              order by subscription_id, period_index",
            args![account],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(BilledPeriod {
                subscription: row.parsed("subscription_id")?,
                index: row.count("period_index")?,
                starts_at: row.time("starts_at")?,
                ends_at: row.time("ends_at")?,
                invoice: row.parsed("invoice_id")?,
            })
        })
        .collect()
}

/// Writes the state.
pub async fn set_state(
    tx: &mut Tx,
    account: AccountId,
    id: SubscriptionId,
    state: SubscriptionState,
) -> Result<(), StoreError> {
    tx.execute(
        "update subscription set state = $3 where account_id = $1 and id = $2",
        args![account, id, state.word()],
    )
    .await?;
    Ok(())
}

fn day_of_month(row: &Row) -> Result<i8, StoreError> {
    let found = row.int("anchor_day")?;
    let day = i8::try_from(found).ok().filter(|day| (1..=31).contains(day));
    day.ok_or_else(|| StoreError::corrupt("anchor_day", found))
}

pub(crate) fn from_row(row: &Row) -> Result<Subscription, StoreError> {
    let currency: Currency = row.parsed("currency")?;
    Ok(Subscription {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        order: row.parsed("order_id")?,
        product: row.parsed("product")?,
        tier: row.parsed("tier")?,
        currency,
        anchor: Anchor {
            date: row.parsed("anchor_date")?,
            day: day_of_month(row)?,
            zone: row.parsed("zone")?,
            interval: row.word("interval", Interval::from_word)?,
            base: row.count("anchor_base")?,
            time: row.parsed("anchor_time")?,
        },
        policy: row.json("policy")?,
        catalog_number: row.int("catalog_number")?,
        period_index: row.count("period_index")?,
        state: row.word("state", SubscriptionState::from_word)?,
        items: Vec::new(),
        scheduled: row.opt_json("scheduled")?,
        cancellation: row.opt_json("cancellation")?,
        trial: row.opt_json("trial")?,
        commitment: row.opt_json("commitment")?,
    })
}
