//! How long accounts keep recordings (F5).

use meetings::recording::Retention;
use units::Timestamp;
use units::id::AccountId;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// What `account` decided; for good before anybody did.
pub async fn find(tx: &mut Tx, account: AccountId) -> Result<Retention, StoreError> {
    let row = tx
        .row("select days from recording_retention where account_id = $1", args![account])
        .await?;
    let days = row.map(|row| row.opt_int("days")).transpose()?.flatten();
    let days = days.map(u32::try_from).transpose();
    Ok(Retention { days: days.map_err(|error| StoreError::corrupt("days", error))? })
}

/// What `account` decides from now on.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    retention: Retention,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into recording_retention (account_id, days, changed_at) values ($1, $2, $3)
         on conflict (account_id) do update
            set days = excluded.days, changed_at = excluded.changed_at",
        args![account, retention.days.map(i64::from), now],
    )
    .await?;
    Ok(())
}
