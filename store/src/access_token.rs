//! Personal access tokens: API clients that act for a person. Only a hash of the secret is kept.

use std::collections::BTreeSet;

use people::scope::{Scope, read_scopes, write_scopes};
use units::Timestamp;
use units::id::{AccessTokenId, AccountId, PersonId};

use crate::args;
use crate::bearer::{self, Bearer};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// Tokens one person may have at a time.
pub const TOKENS_MAX: u32 = 50;

/// A token as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    pub id: AccessTokenId,
    pub account: AccountId,
    pub person: PersonId,
    pub name: String,
    pub scopes: BTreeSet<Scope>,
    pub created_at: Timestamp,
    /// None: until it is revoked.
    pub expires_at: Option<Timestamp>,
    /// To the hour, about.
    pub used_at: Option<Timestamp>,
}

/// A token at work, with all that is needed to know who asks.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: AccessTokenId,
    pub scopes: BTreeSet<Scope>,
    pub used_at: Option<Timestamp>,
    pub bearer: Bearer,
}

pub async fn insert(tx: &mut Tx, token: &AccessToken, secret_hash: &str) -> Result<(), StoreError> {
    tx.execute(
        "insert into access_token (id, account_id, person_id, name, secret_hash, scopes,
                                   created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            token.id,
            token.account,
            token.person,
            &token.name,
            secret_hash,
            write_scopes(&token.scopes),
            token.created_at,
            token.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The token of a secret that is neither revoked nor expired at `now`, with its person.
pub async fn by_secret(
    tx: &mut Tx,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<Found>, StoreError> {
    let columns = "held.id, held.scopes, held.used_at";
    let holds = "held.secret_hash = $1 and held.revoked_at is null
                   and (held.expires_at is null or held.expires_at > $2)";
    let rows = bearer::rows(tx, "access_token", columns, holds, args![secret_hash, now]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    Ok(Some(Found {
        id: first.parsed("id")?,
        scopes: scopes(first)?,
        used_at: first.opt_time("used_at")?,
        bearer: bearer::from_rows(first, &rows)?,
    }))
}

/// The token was used at `now`.
pub async fn see(
    tx: &mut Tx,
    account: AccountId,
    id: AccessTokenId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update access_token set used_at = $3 where account_id = $1 and id = $2",
        args![account, id, now],
    )
    .await?;
    Ok(())
}

/// The person's tokens that still hold at `now`, newest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<AccessToken>, StoreError> {
    let rows = tx
        .rows(
            "select id, account_id, person_id, name, scopes, created_at, expires_at, used_at
               from access_token
              where account_id = $1 and person_id = $2 and revoked_at is null
                and (expires_at is null or expires_at > $3)
              order by created_at desc, id desc limit $4",
            args![account, person, now, TOKENS_MAX],
        )
        .await?;
    rows.iter().map(from_row).collect()
}

/// Revokes one token of the person. False: there is no such token, or it was revoked before.
pub async fn revoke(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    id: AccessTokenId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let revoked = tx
        .execute(
            "update access_token set revoked_at = $4
              where account_id = $1 and person_id = $2 and id = $3 and revoked_at is null",
            args![account, person, id, now],
        )
        .await?;
    Ok(revoked == 1)
}

fn scopes(row: &Row) -> Result<BTreeSet<Scope>, StoreError> {
    let text = row.text("scopes")?;
    read_scopes(&text).map_err(|_| StoreError::corrupt("scopes", text))
}

fn from_row(row: &Row) -> Result<AccessToken, StoreError> {
    Ok(AccessToken {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        name: row.text("name")?,
        scopes: scopes(row)?,
        created_at: row.time("created_at")?,
        expires_at: row.opt_time("expires_at")?,
        used_at: row.opt_time("used_at")?,
    })
}
