//! Refunds asked for, and chargebacks seen: rows beside the payments they lower.
//!
//! A refund's row and the sum on its payment change in one transaction; the conditional update of
//! the sum is what settles a race of two refunds.

use billing::refund::{Captured, RefundCause, RefundState};
use units::id::{AccountId, ChargebackId, PaymentAttemptId, RefundId};
use units::{Currency, Money, Timestamp};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// One refund. Its id is the reference the gateway knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    pub id: RefundId,
    pub account: AccountId,
    pub attempt: PaymentAttemptId,
    pub amount: Money,
    pub cause: RefundCause,
    /// Of the credit note, where that is the cause.
    pub cause_reference: Option<String>,
    /// Why, in the words of whoever asked; may be empty.
    pub note: String,
    pub state: RefundState,
    pub gateway_id: Option<String>,
    pub look_ups: u32,
    /// Who asked, as the audit trail names them.
    pub asked_by: String,
    pub asked_at: Timestamp,
    pub updated_at: Timestamp,
    /// When its ledger entry was posted.
    pub booked_at: Option<Timestamp>,
    /// When the entry was turned round, because the money came back.
    pub returned_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, account_id, attempt_id, currency, amount_minor, cause, cause_reference,
        note, state, gateway_id, look_ups, asked_by, asked_at, updated_at, booked_at, returned_at";

/// Records the intent. Refused as taken when the id was used before.
pub async fn insert(tx: &mut Tx, refund: &Refund) -> Result<(), StoreError> {
    tx.execute(
        "insert into refund (id, account_id, attempt_id, currency, amount_minor, cause,
                cause_reference, note, state, look_ups, asked_by, asked_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $11)",
        args![
            refund.id,
            refund.account,
            refund.attempt,
            refund.amount.currency,
            refund.amount.minor,
            refund.cause.word(),
            refund.cause_reference.as_deref(),
            &refund.note,
            refund.state.word(),
            &refund.asked_by,
            refund.asked_at
        ],
    )
    .await?;
    Ok(())
}

/// Counts `amount` as sent back on a captured payment; `false`, and nothing done, when less is
/// left of it.
pub async fn spend(
    tx: &mut Tx,
    account: AccountId,
    attempt: PaymentAttemptId,
    amount: Money,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update payment_attempt set refunded_minor = refunded_minor + $3
              where account_id = $1 and id = $2 and state = 'succeeded' and currency = $4
                and refunded_minor + charged_back_minor + $3 <= amount_minor",
            args![account, attempt, amount.minor, amount.currency],
        )
        .await?;
    Ok(touched == 1)
}

/// A refund failed: its amount counts as never sent back.
pub async fn unspend(tx: &mut Tx, refund: &Refund) -> Result<(), StoreError> {
    tx.execute(
        "update payment_attempt set refunded_minor = refunded_minor - $3
          where account_id = $1 and id = $2",
        args![refund.account, refund.attempt, refund.amount.minor],
    )
    .await?;
    Ok(())
}

/// What was captured with the payment and what has left it; `None` when there is none.
pub async fn captured(
    tx: &mut Tx,
    account: AccountId,
    attempt: PaymentAttemptId,
) -> Result<Option<Captured>, StoreError> {
    let row = tx
        .row(
            "select currency, refunded_minor, charged_back_minor,
                    case when state = 'succeeded' then amount_minor else 0 end as captured_minor
               from payment_attempt where account_id = $1 and id = $2",
            args![account, attempt],
        )
        .await?;
    row.map(|row| {
        Ok(Captured {
            amount: row.money("captured_minor")?,
            refunded: row.money("refunded_minor")?,
            charged_back: row.money("charged_back_minor")?,
        })
    })
    .transpose()
}

/// The refund `id`, whoever's it is: gateways know only the reference.
pub async fn find_any(tx: &mut Tx, id: RefundId) -> Result<Option<Refund>, StoreError> {
    let sql = format!("select {COLUMNS} from refund where id = $1");
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: RefundId,
) -> Result<Option<Refund>, StoreError> {
    let sql = format!("select {COLUMNS} from refund where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: RefundId,
) -> Result<Option<Refund>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from refund where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// What of the credit balance of `account` in `currency` is on its way back and not booked yet.
pub async fn leaving(
    tx: &mut Tx,
    account: AccountId,
    currency: Currency,
) -> Result<Money, StoreError> {
    let row = tx
        .row(
            "select cast(coalesce(sum(amount_minor), 0) as bigint) as leaving from refund
              where account_id = $1 and currency = $2 and cause = 'balance'
                and booked_at is null and state <> 'failed'",
            args![account, currency],
        )
        .await?;
    let leaving = row.map(|row| row.int("leaving")).transpose()?.unwrap_or_default();
    Ok(Money::new(leaving, currency))
}

/// The refunds behind `leaving`, in every currency, oldest first.
pub async fn on_their_way(tx: &mut Tx, account: AccountId) -> Result<Vec<Refund>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from refund
          where account_id = $1 and cause = 'balance' and booked_at is null and state <> 'failed'
          order by asked_at, id limit 200"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// Refunds of `account`, newest first.
pub async fn list(tx: &mut Tx, account: AccountId, most: u32) -> Result<Vec<Refund>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from refund where account_id = $1
          order by asked_at desc, id desc limit {most}"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// Refunds of all accounts that are unknown or failed, newest first: the operator's queue.
pub async fn troubled(tx: &mut Tx) -> Result<Vec<Refund>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from refund where state in ('unknown', 'failed')
          order by asked_at desc, id desc limit 200"
    );
    tx.rows_text(&sql, args![]).await?.iter().map(from_row).collect()
}

/// Writes what was learnt about the refund (its identity and amount never change).
pub async fn update(tx: &mut Tx, refund: &Refund) -> Result<(), StoreError> {
    tx.execute(
        "update refund set state = $3, gateway_id = $4, look_ups = $5, updated_at = $6,
                booked_at = $7, returned_at = $8
          where account_id = $1 and id = $2",
        args![
            refund.account,
            refund.id,
            refund.state.word(),
            refund.gateway_id.as_deref(),
            refund.look_ups,
            refund.updated_at,
            refund.booked_at,
            refund.returned_at
        ],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Refund, StoreError> {
    Ok(Refund {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        attempt: row.parsed("attempt_id")?,
        amount: row.money("amount_minor")?,
        cause: row.word("cause", RefundCause::from_word)?,
        cause_reference: row.opt_text("cause_reference")?,
        note: row.text("note")?,
        state: row.word("state", RefundState::from_word)?,
        gateway_id: row.opt_text("gateway_id")?,
        look_ups: row.count("look_ups")?,
        asked_by: row.text("asked_by")?,
        asked_at: row.time("asked_at")?,
        updated_at: row.time("updated_at")?,
        booked_at: row.opt_time("booked_at")?,
        returned_at: row.opt_time("returned_at")?,
    })
}

/// Money of a payment that its payer's bank took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chargeback {
    pub id: ChargebackId,
    pub account: AccountId,
    pub attempt: PaymentAttemptId,
    pub amount: Money,
    pub seen_at: Timestamp,
    /// When an operator said that it is dealt with.
    pub handled_at: Option<Timestamp>,
}

const CHARGEBACK: &str = "id, account_id, attempt_id, currency, amount_minor, seen_at, handled_at";

/// Records a chargeback and lowers its payment by it.
pub async fn insert_chargeback(tx: &mut Tx, chargeback: &Chargeback) -> Result<(), StoreError> {
    tx.execute(
        "update payment_attempt set charged_back_minor = charged_back_minor + $3
          where account_id = $1 and id = $2",
        args![chargeback.account, chargeback.attempt, chargeback.amount.minor],
    )
    .await?;
    tx.execute(
        "insert into chargeback (id, account_id, attempt_id, currency, amount_minor, seen_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![
            chargeback.id,
            chargeback.account,
            chargeback.attempt,
            chargeback.amount.currency,
            chargeback.amount.minor,
            chargeback.seen_at
        ],
    )
    .await?;
    Ok(())
}

/// Chargebacks of all accounts that nobody has dealt with, newest first: the operator's queue.
pub async fn waiting_chargebacks(tx: &mut Tx) -> Result<Vec<Chargeback>, StoreError> {
    let sql = format!(
        "select {CHARGEBACK} from chargeback where handled_at is null
          order by seen_at desc, id desc limit 200"
    );
    tx.rows_text(&sql, args![]).await?.iter().map(chargeback_from_row).collect()
}

/// Chargebacks of `account`, newest first.
pub async fn chargebacks(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<Chargeback>, StoreError> {
    let sql = format!(
        "select {CHARGEBACK} from chargeback where account_id = $1
          order by seen_at desc, id desc limit {most}"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(chargeback_from_row).collect()
}

/// Somebody has dealt with it; `false` when it was so before, or is not there.
pub async fn handle_chargeback(
    tx: &mut Tx,
    account: AccountId,
    id: ChargebackId,
    by: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update chargeback set handled_at = $3, handled_by = $4
              where account_id = $1 and id = $2 and handled_at is null",
            args![account, id, now, by],
        )
        .await?;
    Ok(touched == 1)
}

fn chargeback_from_row(row: &Row) -> Result<Chargeback, StoreError> {
    Ok(Chargeback {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        attempt: row.parsed("attempt_id")?,
        amount: row.money("amount_minor")?,
        seen_at: row.time("seen_at")?,
        handled_at: row.opt_time("handled_at")?,
    })
}
