//! Sign-ups: addresses that wait to be confirmed by their mailed link, used once (I-22).

use units::id::CartId;
use units::{EmailAddress, Locale, Timestamp, Zone};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// Somebody who typed an address and has not shown yet that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    pub email: EmailAddress,
    pub name: String,
    pub password_hash: String,
    pub locale: Locale,
    pub zone: Zone,
    /// What they were about to buy.
    pub cart: Option<CartId>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn insert(tx: &mut Tx, token_hash: &str, sign_up: &SignUp) -> Result<(), StoreError> {
    tx.execute(
        "insert into sign_up (token_hash, email, email_key, name, password_hash, locale, zone,
                              cart_id, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            token_hash,
            &sign_up.email,
            sign_up.email.key(),
            &sign_up.name,
            &sign_up.password_hash,
            &sign_up.locale,
            &sign_up.zone,
            sign_up.cart,
            sign_up.created_at,
            sign_up.expires_at
        ],
    )
    .await?;
    Ok(())
}

const COLUMNS: &str = "email, name, password_hash, locale, zone, cart_id, created_at, expires_at";

/// The sign-up of a token that can be used at `now`.
pub async fn usable(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<SignUp>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from sign_up
          where token_hash = $1 and used_at is null and expires_at > $2"
    );
    tx.rows_text(&sql, args![token_hash, now]).await?.first().map(from_row).transpose()
}

/// Uses the token up. None: it was used before, has expired, or there is none.
pub async fn use_up(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<SignUp>, StoreError> {
    let row = tx
        .changed_row(
            "update sign_up set used_at = $2
              where token_hash = $1 and used_at is null and expires_at > $2
          returning email, name, password_hash, locale, zone, cart_id, created_at, expires_at",
            args![token_hash, now],
        )
        .await?;
    row.as_ref().map(from_row).transpose()
}

/// The newest sign-up of an address that was not used, expired or not.
pub async fn newest(tx: &mut Tx, email: &EmailAddress) -> Result<Option<SignUp>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from sign_up where email_key = $1 and used_at is null
          order by created_at desc limit 1"
    );
    tx.rows_text(&sql, args![email.key()]).await?.first().map(from_row).transpose()
}

/// Makes every token of an address useless: one was used.
pub async fn use_up_all(
    tx: &mut Tx,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update sign_up set used_at = $2 where email_key = $1 and used_at is null",
        args![email.key(), now],
    )
    .await?;
    Ok(())
}

/// Locks every sign-up of the address behind `token_hash`, always in the same order, so that two
/// links followed at once wait for each other instead of deadlocking.
pub async fn lock_all(tx: &mut Tx, token_hash: &str) -> Result<(), StoreError> {
    let sql = format!(
        "select token_hash from sign_up
          where email_key in (select email_key from sign_up where token_hash = $1)
          order by token_hash{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![token_hash]).await?;
    Ok(())
}

/// Forgets sign-ups that expired before `until`; returns how many.
pub async fn forget(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from sign_up where expires_at <= $1", args![until]).await
}

fn from_row(row: &Row) -> Result<SignUp, StoreError> {
    Ok(SignUp {
        email: row.parsed("email")?,
        name: row.text("name")?,
        password_hash: row.text("password_hash")?,
        locale: row.parsed("locale")?,
        zone: row.parsed("zone")?,
        cart: row.opt_parsed("cart_id")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
    })
}
