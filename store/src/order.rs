//! Orders: a signed proposal waiting for its payment, then applied (B3, B4).

use billing::proposal::Proposal;
use billing::subscription::Subscription;
use serde::{Deserialize, Serialize};
use units::id::{AccountId, OrderId, PaymentMethodId, PersonId, kind};
use units::{Locale, Money, Timestamp};

use crate::args;
use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// Where an order stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    AwaitingPayment,
    /// Paid and applied; the site is being set up until `provisioned_at`.
    Paid,
    /// Not paid in time: nothing happened.
    Expired,
}

impl OrderState {
    pub fn word(self) -> &'static str {
        match self {
            OrderState::AwaitingPayment => "awaiting_payment",
            OrderState::Paid => "paid",
            OrderState::Expired => "expired",
        }
    }

    pub fn from_word(word: &str) -> Option<OrderState> {
        [OrderState::AwaitingPayment, OrderState::Paid, OrderState::Expired]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// What was said with an order and is needed later, but is not money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// The vanity name reserved for it; none when the account had a site of its own.
    pub site_name: Option<String>,
    /// Where the service is used, when that is not the billing address.
    pub service_address: Option<units::PostalAddress>,
    pub calling: Option<Calling>,
}

/// Calling-plan preferences, asked only with a telephone add-on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calling {
    /// Country the numbers should be from.
    pub country: units::Country,
    /// City or area code wanted; may be empty.
    pub area: String,
}

/// An order.
#[derive(Clone, Debug)]
pub struct Order {
    pub id: OrderId,
    pub account: AccountId,
    pub person: PersonId,
    /// Digest of what was asked: another body under the same id is refused.
    pub request_hash: String,
    pub state: OrderState,
    pub proposal: Proposal,
    pub particulars: Particulars,
    pub total: Money,
    pub method: Option<PaymentMethodId>,
    pub locale: Locale,
    pub placed_at: Timestamp,
    pub settled_at: Option<Timestamp>,
    pub provisioned_at: Option<Timestamp>,
    /// As `buyer` stood when it was placed.
    pub buyer: Option<billing::invoice::Buyer>,
    /// The subscription it changes, as it stood then; none when it buys something new.
    pub changes: Option<Subscription>,
}

/// Writes a new order; refused as taken when the id was used before.
pub async fn insert(tx: &mut Tx, order: &Order) -> Result<(), StoreError> {
    tx.execute(
        "insert into customer_order (id, account_id, person_id, request_hash, state, proposal,
                particulars, currency, total_minor, method_id, locale, placed_at, buyer, changes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        args![
            order.id,
            order.account,
            order.person,
            &order.request_hash,
            order.state.word(),
            json(&order.proposal),
            json(&order.particulars),
            order.total.currency,
            order.total.minor,
            order.method,
            &order.locale,
            order.placed_at,
            json(&order.buyer),
            order.changes.as_ref().map(json)
        ],
    )
    .await?;
    Ok(())
}

const COLUMNS: &str = "id, account_id, person_id, request_hash, state, proposal, particulars,
        currency, total_minor, method_id, locale, placed_at, settled_at, provisioned_at, buyer,
        changes";

/// The order `id` of `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: OrderId,
) -> Result<Option<Order>, StoreError> {
    let sql = format!("select {COLUMNS} from customer_order where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: OrderId,
) -> Result<Option<Order>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from customer_order where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Orders of `account`, newest first.
pub async fn list(tx: &mut Tx, account: AccountId, most: u32) -> Result<Vec<Order>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from customer_order where account_id = $1
          order by placed_at desc, id desc limit $2"
    );
    let rows = tx.rows_text(&sql, args![account, most]).await?;
    rows.iter().map(from_row).collect()
}

/// At most `most` orders of `account` after `after`, newest first.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    after: Option<Cursor<kind::Order>>,
    most: u32,
) -> Result<Vec<Order>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let sql = format!(
        "select {COLUMNS} from customer_order
          where account_id = $1 and (placed_at, id) < ($2, $3)
          order by placed_at desc, id desc limit $4"
    );
    let rows = tx.rows_text(&sql, args![account, at, id, most]).await?;
    rows.iter().map(from_row).collect()
}

/// Orders of all accounts, newest first: for the operator.
pub async fn list_all(tx: &mut Tx, most: u32) -> Result<Vec<Order>, StoreError> {
    let sql =
        format!("select {COLUMNS} from customer_order order by placed_at desc, id desc limit $1");
    let rows = tx.rows_text(&sql, args![most]).await?;
    rows.iter().map(from_row).collect()
}

/// The order of `account` whose site is not set up yet, if any: for the banner.
pub async fn being_set_up(tx: &mut Tx, account: AccountId) -> Result<Option<OrderId>, StoreError> {
    let row = tx
        .row(
            "select id from customer_order
              where account_id = $1 and state = 'paid' and provisioned_at is null
              order by placed_at limit 1",
            args![account],
        )
        .await?;
    row.map(|row| row.parsed("id")).transpose()
}

/// Orders of `account` that wait for their payment, oldest first.
pub async fn awaiting(tx: &mut Tx, account: AccountId) -> Result<Vec<Order>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from customer_order
          where account_id = $1 and state = 'awaiting_payment' order by placed_at, id limit 100"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// Moves the order out of `awaiting_payment`; `false` when it was moved before.
pub async fn settle(
    tx: &mut Tx,
    account: AccountId,
    id: OrderId,
    state: OrderState,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update customer_order set state = $3, settled_at = $4
              where account_id = $1 and id = $2 and state = 'awaiting_payment'",
            args![account, id, state.word(), now],
        )
        .await?;
    Ok(touched == 1)
}

/// Remembers the method a new attempt will use.
pub async fn set_method(
    tx: &mut Tx,
    account: AccountId,
    id: OrderId,
    method: PaymentMethodId,
) -> Result<(), StoreError> {
    tx.execute(
        "update customer_order set method_id = $3 where account_id = $1 and id = $2",
        args![account, id, method],
    )
    .await?;
    Ok(())
}

/// The last provisioning step is done.
pub async fn provisioned(
    tx: &mut Tx,
    account: AccountId,
    id: OrderId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update customer_order set provisioned_at = $3
          where account_id = $1 and id = $2 and provisioned_at is null",
        args![account, id, now],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Order, StoreError> {
    Ok(Order {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        request_hash: row.text("request_hash")?,
        state: row.word("state", OrderState::from_word)?,
        proposal: row.json("proposal")?,
        particulars: row.json("particulars")?,
        total: row.money("total_minor")?,
        method: row.opt_parsed("method_id")?,
        locale: row.parsed("locale")?,
        placed_at: row.time("placed_at")?,
        settled_at: row.opt_time("settled_at")?,
        provisioned_at: row.opt_time("provisioned_at")?,
        buyer: row.json("buyer")?,
        changes: row.opt_json("changes")?,
    })
}
