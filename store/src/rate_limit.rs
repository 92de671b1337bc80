//! Rate limits: how often something was done in the present window, kept over restarts.

use units::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// Counts one more use of `bucket` unless `most` were counted in its window of `window_s` seconds.
/// `None`: counted. Otherwise the moment at which the window ends.
pub async fn take(
    tx: &mut Tx,
    bucket: &str,
    most: u32,
    window_s: i64,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let counted = tx
        .execute(
            "insert into rate_limit (bucket, window_start, used) values ($1, $2, 1)
             on conflict (bucket) do update
                set used = case when rate_limit.window_start <= $4 then 1
                                else rate_limit.used + 1 end,
                    window_start = case when rate_limit.window_start <= $4 then $2
                                        else rate_limit.window_start end
              where rate_limit.window_start <= $4 or rate_limit.used < $3",
            args![bucket, now, most, now.plus_seconds(-window_s)],
        )
        .await?;
    if counted == 1 {
        return Ok(None);
    }
    let row = tx
        .row("select window_start from rate_limit where bucket = $1", args![bucket])
        .await?
        .ok_or_else(|| StoreError::corrupt("bucket", "nothing"))?;
    Ok(Some(row.time("window_start")?.plus_seconds(window_s)))
}

/// Whether `most` were counted in the present window of `bucket`: then the moment at which it ends.
/// Counts nothing, for limits on what fails.
pub async fn full_until(
    tx: &mut Tx,
    bucket: &str,
    most: u32,
    window_s: i64,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let row = tx
        .row(
            "select window_start from rate_limit
              where bucket = $1 and used >= $2 and window_start > $3",
            args![bucket, most, now.plus_seconds(-window_s)],
        )
        .await?;
    row.map(|row| Ok(row.time("window_start")?.plus_seconds(window_s))).transpose()
}

/// Empties `bucket`: what it counted turned out to be meant well, e.g. a sign-in that succeeded.
pub async fn reset(tx: &mut Tx, bucket: &str) -> Result<(), StoreError> {
    tx.execute("delete from rate_limit where bucket = $1", args![bucket]).await?;
    Ok(())
}

/// Forgets windows that began before `until`; returns how many.
pub async fn forget(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from rate_limit where window_start <= $1", args![until]).await
}
