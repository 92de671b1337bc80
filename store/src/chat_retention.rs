//! How long accounts keep the messages of their chats (F8).

use meetings::chat::Retention;
use units::Timestamp;
use units::id::AccountId;

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// What `account` decided; `None` before anybody did.
pub async fn find(tx: &mut Tx, account: AccountId) -> Result<Option<Retention>, StoreError> {
    let row = tx
        .row("select days, from_at from chat_retention where account_id = $1", args![account])
        .await?;
    row.as_ref().map(from_row).transpose()
}

/// What `account` decides from now on.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    retention: Retention,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into chat_retention (account_id, days, from_at, changed_at)
         values ($1, $2, $3, $4)
         on conflict (account_id) do update
            set days = excluded.days, from_at = excluded.from_at, changed_at = excluded.changed_at",
        args![account, retention.days.map(i64::from), retention.from, now],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Retention, StoreError> {
    let days = row.opt_int("days")?.map(u32::try_from).transpose();
    let days = days.map_err(|error| StoreError::corrupt("days", error))?;
    Ok(Retention { days, from: row.time("from_at")? })
}
