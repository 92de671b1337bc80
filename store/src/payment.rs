//! Payment attempts; events a gateway sent.

use billing::payment::AttemptState;
use units::id::{AccountId, InvoiceId, OrderId, PaymentAttemptId, PaymentMethodId};
use units::{Money, Timestamp};

use crate::args;
use crate::bulk::{Rows, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// What an attempt pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    Order(OrderId),
    Invoice(InvoiceId),
}

/// One attempt to take money. Its id is the reference the gateway knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    pub id: PaymentAttemptId,
    pub account: AccountId,
    pub pays: Pays,
    pub method: PaymentMethodId,
    pub amount: Money,
    pub state: AttemptState,
    pub gateway_id: Option<String>,
    pub challenge_url: Option<String>,
    pub decline_code: Option<String>,
    pub look_ups: u32,
    /// Every refund of it that has not failed.
    pub refunded: Money,
    /// What the payer's bank took back.
    pub charged_back: Money,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

const COLUMNS: &str = "id, account_id, order_id, invoice_id, method_id, currency, amount_minor,
        state, gateway_id, challenge_url, decline_code, look_ups, refunded_minor,
        charged_back_minor, created_at, updated_at";

/// Records the intent. Refused as taken while another attempt for the same thing is unsettled.
pub async fn insert_attempt(tx: &mut Tx, attempt: &Attempt) -> Result<(), StoreError> {
    rows(std::slice::from_ref(attempt)).write(tx).await?;
    Ok(())
}

/// The rows of intents.
pub fn rows(attempts: &[Attempt]) -> Rows {
    const SHAPE: Shape = Shape {
        before: "insert into payment_attempt (id, account_id, order_id, invoice_id, method_id,
                    currency, amount_minor, state, look_ups, created_at, updated_at) values ",
        after: "",
        columns: 11,
    };
    let mut values = Vec::with_capacity(attempts.len() * SHAPE.columns);
    for attempt in attempts {
        let (order, invoice) = match attempt.pays {
            Pays::Order(order) => (Some(order), None),
            Pays::Invoice(invoice) => (None, Some(invoice)),
        };
        values.extend([
            attempt.id.into(),
            attempt.account.into(),
            order.into(),
            invoice.into(),
            attempt.method.into(),
            attempt.amount.currency.into(),
            attempt.amount.minor.into(),
            attempt.state.word().into(),
            Value::Int(0),
            attempt.created_at.into(),
            attempt.created_at.into(),
        ]);
    }
    Rows::new(SHAPE, values)
}

/// The attempt `id`, whoever's it is: gateways know only the reference.
pub async fn account_of(
    tx: &mut Tx,
    id: PaymentAttemptId,
) -> Result<Option<AccountId>, StoreError> {
    let row = tx.row("select account_id from payment_attempt where id = $1", args![id]).await?;
    row.map(|row| row.parsed("account_id")).transpose()
}

/// The attempt a gateway knows under its own id.
pub async fn at_gateway(
    tx: &mut Tx,
    gateway_id: &str,
) -> Result<Option<PaymentAttemptId>, StoreError> {
    let row = tx
        .row("select id from payment_attempt where gateway_id = $1 limit 1", args![gateway_id])
        .await?;
    row.map(|row| row.parsed("id")).transpose()
}

pub async fn attempt(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentAttemptId,
) -> Result<Option<Attempt>, StoreError> {
    let sql = format!("select {COLUMNS} from payment_attempt where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// As `attempt`, locked until the end of `tx`.
pub async fn lock_attempt(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentAttemptId,
) -> Result<Option<Attempt>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from payment_attempt where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Attempts for `pays`, newest first.
pub async fn attempts(
    tx: &mut Tx,
    account: AccountId,
    pays: Pays,
) -> Result<Vec<Attempt>, StoreError> {
    let (column, id, since) = match pays {
        Pays::Order(id) => ("order_id", id.to_string(), "select placed_at from customer_order"),
        Pays::Invoice(id) => ("invoice_id", id.to_string(), "select issued_at from invoice"),
    };
    // Attempts are found by account and time: an account may have had thousands before.
    let sql = format!(
        "select {COLUMNS} from payment_attempt
          where account_id = $1 and {column} = $2
            and created_at >= ({since} where account_id = $1 and id = $2)
          order by created_at desc, id desc limit 100"
    );
    tx.rows_text(&sql, args![account, id]).await?.iter().map(from_row).collect()
}

/// Is a payment with the method `id` under way?
pub async fn is_charging(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentMethodId,
) -> Result<bool, StoreError> {
    let row = tx
        .row(
            "select id from payment_attempt
              where account_id = $1 and method_id = $2
                and state in ('created', 'pending', 'requires_action', 'unknown') limit 1",
            args![account, id],
        )
        .await?;
    Ok(row.is_some())
}

/// The attempt `id` paid an order; from now on it pays the invoice the order has become.
pub async fn pay_invoice_instead(
    tx: &mut Tx,
    account: AccountId,
    id: PaymentAttemptId,
    invoice: InvoiceId,
) -> Result<(), StoreError> {
    tx.execute(
        "update payment_attempt set order_id = null, invoice_id = $3
          where account_id = $1 and id = $2",
        args![account, id, invoice],
    )
    .await?;
    Ok(())
}

/// Every attempt of `account`, oldest first.
pub async fn all_attempts(tx: &mut Tx, account: AccountId) -> Result<Vec<Attempt>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from payment_attempt where account_id = $1 order by created_at, id"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// Attempts of all accounts that are `unknown`, oldest first: the operator's queue.
pub async fn unknown_attempts(tx: &mut Tx) -> Result<Vec<Attempt>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from payment_attempt where state = 'unknown'
          order by created_at limit 200"
    );
    tx.rows_text(&sql, args![]).await?.iter().map(from_row).collect()
}

/// Attempts that took money for an order that had ended, newest first: the operator's queue.
pub async fn late_payments(tx: &mut Tx) -> Result<Vec<Attempt>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from payment_attempt
          where state = 'succeeded'
            and order_id in (select id from customer_order where state = 'expired')
          order by updated_at desc, id desc limit 200"
    );
    tx.rows_text(&sql, args![]).await?.iter().map(from_row).collect()
}

/// Writes what was learnt about the attempt (its amount never changes).
pub async fn update_attempt(tx: &mut Tx, attempt: &Attempt) -> Result<(), StoreError> {
    tx.execute(
        "update payment_attempt
            set state = $3, gateway_id = $4, challenge_url = $5, decline_code = $6, look_ups = $7,
                updated_at = $8
          where account_id = $1 and id = $2",
        args![
            attempt.account,
            attempt.id,
            attempt.state.word(),
            attempt.gateway_id.as_deref(),
            attempt.challenge_url.as_deref(),
            attempt.decline_code.as_deref(),
            attempt.look_ups,
            attempt.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Notes a gateway's event; `false` when it was noted before.
pub async fn note_event(
    tx: &mut Tx,
    id: &str,
    reference: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "insert into gateway_event (id, reference, received_at) values ($1, $2, $3)
             on conflict (id) do nothing",
            args![id, reference, now],
        )
        .await?;
    Ok(touched == 1)
}

/// Payments of `account` that took money, newest first.
pub async fn captured_attempts(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<Attempt>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from payment_attempt where account_id = $1 and state = 'succeeded'
          order by created_at desc, id desc limit {most}"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Attempt, StoreError> {
    let order: Option<OrderId> = row.opt_parsed("order_id")?;
    let invoice: Option<InvoiceId> = row.opt_parsed("invoice_id")?;
    let pays = match (order, invoice) {
        (Some(order), None) => Pays::Order(order),
        (None, Some(invoice)) => Pays::Invoice(invoice),
        _ => return Err(StoreError::corrupt("order_id", "neither or both")),
    };
    Ok(Attempt {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        pays,
        method: row.parsed("method_id")?,
        amount: row.money("amount_minor")?,
        state: row.word("state", AttemptState::from_word)?,
        gateway_id: row.opt_text("gateway_id")?,
        challenge_url: row.opt_text("challenge_url")?,
        decline_code: row.opt_text("decline_code")?,
        look_ups: row.count("look_ups")?,
        refunded: row.money("refunded_minor")?,
        charged_back: row.money("charged_back_minor")?,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
    })
}
