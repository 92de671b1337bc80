//! Keyed requests: the first answer to a caller's key is kept, so that a retry gets the same bytes
//! (R-05, I-21).
//!
//! What is answered, and for how long keys live, is decided elsewhere.

use units::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// What is known of a key once it was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Keyed {
    /// The caller may go on: nobody has used the key, or its life is over.
    Fresh,
    /// Used for a request with another content.
    OtherRequest,
    /// The first request is not answered yet.
    Running,
    /// The first request was answered so.
    Answered { status: u16, reply: String },
}

/// One use of a key.
#[derive(Clone, Copy, Debug)]
pub struct Use<'a> {
    /// Who asks; keys of different callers have nothing to do with each other.
    pub caller: &'a str,
    pub key: &'a str,
    /// Of method, path and body.
    pub request_hash: &'a str,
}

/// Takes the key for this request, unless it was taken after `taken_since`; a taken key that has no
/// answer counts as running only when it was taken after `running_since`.
pub async fn take(
    tx: &mut Tx,
    used: Use<'_>,
    now: Timestamp,
    taken_since: Timestamp,
    running_since: Timestamp,
) -> Result<Keyed, StoreError> {
    let fresh = tx
        .execute(
            "insert into idempotency (caller, key, request_hash, created_at)
             values ($1, $2, $3, $4)
             on conflict (caller, key) do update
                set request_hash = excluded.request_hash, created_at = excluded.created_at,
                    status = null, reply = null
              where idempotency.created_at <= $5
                 or (idempotency.status is null and idempotency.created_at <= $6
                     and idempotency.request_hash = excluded.request_hash)",
            args![used.caller, used.key, used.request_hash, now, taken_since, running_since],
        )
        .await?;
    if fresh == 1 {
        return Ok(Keyed::Fresh);
    }
    let row = tx
        .row(
            "select request_hash, status, reply from idempotency where caller = $1 and key = $2",
            args![used.caller, used.key],
        )
        .await?
        .ok_or_else(|| StoreError::corrupt("key", "nothing"))?;
    if row.text("request_hash")? != used.request_hash {
        return Ok(Keyed::OtherRequest);
    }
    let Some(status) = row.opt_int("status")? else { return Ok(Keyed::Running) };
    let status = u16::try_from(status).map_err(|_| StoreError::corrupt("status", status))?;
    Ok(Keyed::Answered { status, reply: row.text("reply")? })
}

/// Keeps the answer, once.
pub async fn answer(
    tx: &mut Tx,
    used: Use<'_>,
    status: u16,
    reply: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "update idempotency set status = $4, reply = $5
          where caller = $1 and key = $2 and request_hash = $3 and status is null",
        args![used.caller, used.key, used.request_hash, u32::from(status), reply],
    )
    .await?;
    Ok(())
}

/// Gives the key back: the request was not carried out, and may be tried again.
pub async fn release(tx: &mut Tx, used: Use<'_>) -> Result<(), StoreError> {
    tx.execute(
        "delete from idempotency
          where caller = $1 and key = $2 and request_hash = $3 and status is null",
        args![used.caller, used.key, used.request_hash],
    )
    .await?;
    Ok(())
}

/// Those who took keys and have not answered are gone: whoever asks again need not wait for them,
/// as if they had been taken at `taken_at`.
pub async fn nobody_runs(tx: &mut Tx, taken_at: Timestamp) -> Result<u64, StoreError> {
    tx.execute(
        "update idempotency set created_at = $1 where status is null and created_at > $1",
        args![taken_at],
    )
    .await
}

/// Forgets keys taken before `until`; returns how many.
pub async fn forget(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from idempotency where created_at <= $1", args![until]).await
}
