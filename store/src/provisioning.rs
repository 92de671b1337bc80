//! Provisioning steps of an order: durable, retried, visible (B4).

use units::Timestamp;
use units::id::{AccountId, OrderId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// One step and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub order: OrderId,
    pub account: AccountId,
    pub position: u32,
    /// The step's word; what it does is the business of `app`.
    pub step: String,
    pub done_at: Option<Timestamp>,
    pub attempts: u32,
    /// Why the last try failed, for the operator.
    pub error: Option<String>,
}

/// Plans the steps of an order, in order.
pub async fn plan(
    tx: &mut Tx,
    account: AccountId,
    order: OrderId,
    steps: &[&str],
) -> Result<(), StoreError> {
    for (position, step) in (0u32..).zip(steps) {
        tx.execute(
            "insert into provisioning_step (order_id, account_id, position, step, state, attempts)
             values ($1, $2, $3, $4, 'waiting', 0) on conflict (order_id, position) do nothing",
            args![order, account, position, *step],
        )
        .await?;
    }
    Ok(())
}

const SELECT: &str = "select order_id, account_id, position, step, attempts, error, done_at
   from provisioning_step where account_id = $1 and order_id = $2 order by position";

/// The steps of an order, in order.
pub async fn steps(
    tx: &mut Tx,
    account: AccountId,
    order: OrderId,
) -> Result<Vec<Step>, StoreError> {
    tx.rows(SELECT, args![account, order]).await?.iter().map(from_row).collect()
}

pub async fn step_done(tx: &mut Tx, step: &Step, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update provisioning_step set state = 'done', done_at = $4, error = null
          where account_id = $1 and order_id = $2 and position = $3",
        args![step.account, step.order, step.position, now],
    )
    .await?;
    Ok(())
}

pub async fn step_failed(tx: &mut Tx, step: &Step, error: &str) -> Result<(), StoreError> {
    tx.execute(
        "update provisioning_step set attempts = attempts + 1, error = $4, state = 'failing'
          where account_id = $1 and order_id = $2 and position = $3",
        args![step.account, step.order, step.position, error],
    )
    .await?;
    Ok(())
}

/// Steps of all accounts that are not done, oldest order first: for the operator.
pub async fn unfinished(tx: &mut Tx) -> Result<Vec<Step>, StoreError> {
    let rows = tx
        .rows(
            "select order_id, account_id, position, step, attempts, error, done_at
               from provisioning_step where done_at is null
              order by order_id, position limit 200",
            args![],
        )
        .await?;
    rows.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Step, StoreError> {
    Ok(Step {
        order: row.parsed("order_id")?,
        account: row.parsed("account_id")?,
        position: row.count("position")?,
        step: row.text("step")?,
        done_at: row.opt_time("done_at")?,
        attempts: row.count("attempts")?,
        error: row.opt_text("error")?,
    })
}
