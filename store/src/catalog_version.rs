//! Published catalogs: every version ever sold from, by number (A1).

use units::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// The number of the version in force; `None` before the first was published.
pub async fn current(tx: &mut Tx) -> Result<Option<i64>, StoreError> {
    let row = tx.row("select max(number) as number from catalog_version", args![]).await?;
    row.map_or(Ok(None), |row| row.opt_int("number"))
}

/// The source text of version `number`.
pub async fn source(tx: &mut Tx, number: i64) -> Result<Option<String>, StoreError> {
    let row = tx.row("select source from catalog_version where number = $1", args![number]).await?;
    row.map(|row| row.text("source")).transpose()
}

/// Publishes `source` as the next version and returns its number; the text in force is not
/// published twice (its number comes back).
pub async fn publish(
    tx: &mut Tx,
    source: &str,
    digest: &str,
    by: &str,
    now: Timestamp,
) -> Result<i64, StoreError> {
    let last = tx
        .row("select number, digest from catalog_version order by number desc limit 1", args![])
        .await?;
    let mut next = 1;
    if let Some(row) = last {
        let number = row.int("number")?;
        if row.text("digest")? == digest {
            return Ok(number);
        }
        next = number + 1;
    }
    tx.execute(
        "insert into catalog_version (number, source, digest, published_at, published_by)
         values ($1, $2, $3, $4, $5)",
        args![next, source, digest, now, by],
    )
    .await?;
    Ok(next)
}

/// Number, moment and publisher of every version, newest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<(i64, Timestamp, String)>, StoreError> {
    let rows = tx
        .rows(
            "select number, published_at, published_by from catalog_version
              order by number desc limit 100",
            args![],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.int("number")?, row.time("published_at")?, row.text("published_by")?)))
        .collect()
}
