//! Links that let whoever reads the mail choose a new password, used once (I-22).

use units::Timestamp;
use units::id::{AccountId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    account: AccountId,
    person: PersonId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into password_reset (token_hash, person_id, account_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5)",
        args![token_hash, person, account, now, expires_at],
    )
    .await?;
    Ok(())
}

/// Whose token it is, if it can be used at `now`.
pub async fn usable(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(AccountId, PersonId)>, StoreError> {
    let row = tx
        .row(
            "select account_id, person_id from password_reset
              where token_hash = $1 and used_at is null and expires_at > $2",
            args![token_hash, now],
        )
        .await?;
    row.as_ref().map(from_row).transpose()
}

/// Uses the token up. None: it was used before, has expired, or there is none.
pub async fn use_up(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(AccountId, PersonId)>, StoreError> {
    let row = tx
        .changed_row(
            "update password_reset set used_at = $2
              where token_hash = $1 and used_at is null and expires_at > $2
          returning account_id, person_id",
            args![token_hash, now],
        )
        .await?;
    row.as_ref().map(from_row).transpose()
}

/// Makes the person's other tokens useless: the password is a new one.
pub async fn use_up_all(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update password_reset set used_at = $3
          where account_id = $1 and person_id = $2 and used_at is null",
        args![account, person, now],
    )
    .await?;
    Ok(())
}

/// Forgets tokens that expired before `until`; returns how many.
pub async fn forget(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from password_reset where expires_at <= $1", args![until]).await
}

fn from_row(row: &Row) -> Result<(AccountId, PersonId), StoreError> {
    Ok((row.parsed("account_id")?, row.parsed("person_id")?))
}
