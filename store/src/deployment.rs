//! What belongs to the deployment as a whole: its secrets, its set-up, the time it has seen.

use units::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// A named text of the deployment, e.g. its signing secret.
pub async fn value(tx: &mut Tx, name: &str) -> Result<Option<String>, StoreError> {
    let row = tx.row("select value from deployment where name = $1", args![name]).await?;
    row.map(|row| row.text("value")).transpose()
}

/// Writes a named text once; the first one stays and is returned.
pub async fn keep_value(tx: &mut Tx, name: &str, value: &str) -> Result<String, StoreError> {
    tx.execute(
        "insert into deployment (name, value) values ($1, $2) on conflict (name) do nothing",
        args![name, value],
    )
    .await?;
    let row = tx.row("select value from deployment where name = $1", args![name]).await?;
    row.ok_or_else(|| StoreError::corrupt("value", "nothing"))?.text("value")
}

/// The latest time the deployment has seen under `name`; time never runs back behind it (I-24).
pub async fn time_seen(tx: &mut Tx, name: &str) -> Result<Option<Timestamp>, StoreError> {
    let row = tx.row("select seen from clock where name = $1", args![name]).await?;
    row.map(|row| row.time("seen")).transpose()
}

/// Moves the latest time seen forward, never back.
pub async fn see_time(tx: &mut Tx, name: &str, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into clock (name, seen) values ($1, $2)
         on conflict (name) do update set seen = excluded.seen where clock.seen < excluded.seen",
        args![name, now],
    )
    .await?;
    Ok(())
}

/// Forgets a named text, if it is there.
pub async fn forget_value(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    tx.execute("delete from deployment where name = $1", args![name]).await?;
    Ok(())
}
