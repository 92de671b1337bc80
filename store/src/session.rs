//! Sessions: who is signed in, on which browser, until when. Only a hash of the secret is kept.

use units::Timestamp;
use units::id::{AccountId, PersonId, SessionId};

use crate::args;
use crate::bearer::{self, Bearer};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// Sessions shown to their person.
const LISTED_MAX: u32 = 100;

/// A session as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub account: AccountId,
    pub person: PersonId,
    pub created_at: Timestamp,
    /// To the hour, about.
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
    pub user_agent: String,
    pub ip: String,
}

/// A session at work, with all that is needed to know who asks.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: SessionId,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub bearer: Bearer,
}

pub async fn insert(tx: &mut Tx, session: &Session, secret_hash: &str) -> Result<(), StoreError> {
    tx.execute(
        "insert into session (id, secret_hash, account_id, person_id, created_at, seen_at,
                              expires_at, user_agent, ip)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            session.id,
            secret_hash,
            session.account,
            session.person,
            session.created_at,
            session.seen_at,
            session.expires_at,
            &session.user_agent,
            &session.ip
        ],
    )
    .await?;
    Ok(())
}

/// The session of a secret that is neither ended nor expired at `now`, with its person.
pub async fn by_secret(
    tx: &mut Tx,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<Found>, StoreError> {
    let columns = "held.id, held.created_at, held.seen_at";
    let holds = "held.secret_hash = $1 and held.ended_at is null and held.expires_at > $2";
    let rows = bearer::rows(tx, "session", columns, holds, args![secret_hash, now]).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    Ok(Some(Found {
        id: first.parsed("id")?,
        created_at: first.time("created_at")?,
        seen_at: first.time("seen_at")?,
        bearer: bearer::from_rows(first, &rows)?,
    }))
}

/// The session was used at `now` and lasts until `expires_at`.
pub async fn see(
    tx: &mut Tx,
    account: AccountId,
    id: SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update session set seen_at = $3, expires_at = $4
          where account_id = $1 and id = $2 and ended_at is null and seen_at <= $3",
        args![account, id, now, expires_at],
    )
    .await?;
    Ok(())
}

/// The session begins anew at `now`: its age counts from here.
pub async fn begin_anew(
    tx: &mut Tx,
    account: AccountId,
    id: SessionId,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update session set created_at = $3, seen_at = $3, expires_at = $4
          where account_id = $1 and id = $2 and ended_at is null",
        args![account, id, now, expires_at],
    )
    .await?;
    Ok(())
}

/// The person's sessions that still hold at `now`, last used first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let rows = tx
        .rows(
            "select id, account_id, person_id, created_at, seen_at, expires_at, user_agent, ip
               from session
              where account_id = $1 and person_id = $2 and ended_at is null and expires_at > $3
              order by seen_at desc, id desc limit $4",
            args![account, person, now, LISTED_MAX],
        )
        .await?;
    rows.iter().map(from_row).collect()
}

/// Ends one session of the person. False: there is no such session, or it had ended.
pub async fn end(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    id: SessionId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let ended = tx
        .execute(
            "update session set ended_at = $4
              where account_id = $1 and person_id = $2 and id = $3 and ended_at is null",
            args![account, person, id, now],
        )
        .await?;
    Ok(ended == 1)
}

/// Ends the session of this secret, whoever's it is: the secret is the proof.
pub async fn end_by_secret(
    tx: &mut Tx,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<(AccountId, PersonId)>, StoreError> {
    let row = tx
        .changed_row(
            "update session set ended_at = $2 where secret_hash = $1 and ended_at is null
             returning account_id, person_id",
            args![secret_hash, now],
        )
        .await?;
    row.map(|row| Ok((row.parsed("account_id")?, row.parsed("person_id")?))).transpose()
}

/// Ends every session of the person but `keep`; returns how many.
pub async fn end_others(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    keep: Option<SessionId>,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let keep = keep.map(|id| id.to_string()).unwrap_or_default();
    tx.execute(
        "update session set ended_at = $4
          where account_id = $1 and person_id = $2 and id <> $3 and ended_at is null",
        args![account, person, keep, now],
    )
    .await
}

/// Forgets sessions that expired or ended before `until`; returns how many.
pub async fn forget(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from session where expires_at <= $1 or ended_at <= $1", args![until]).await
}

fn from_row(row: &Row) -> Result<Session, StoreError> {
    Ok(Session {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        created_at: row.time("created_at")?,
        seen_at: row.time("seen_at")?,
        expires_at: row.time("expires_at")?,
        user_agent: row.text("user_agent")?,
        ip: row.text("ip")?,
    })
}
