//! How far the walk over due renewals has come that reminds of them (E9a).

use units::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// The last renewal that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    pub at: Timestamp,
    /// Its work's id.
    pub after: String,
}

const NAME: &str = "renewals";

/// Where the walk is, held until the end of `tx`; none before the first.
pub async fn lock(tx: &mut Tx) -> Result<Option<Place>, StoreError> {
    let row = tx
        .row_for_change("select at, after_id from reminder_place where name = $1", args![NAME])
        .await?;
    row.map(|row| Ok(Place { at: row.time("at")?, after: row.text("after_id")? })).transpose()
}

pub async fn set(tx: &mut Tx, place: &Place) -> Result<(), StoreError> {
    tx.execute(
        "insert into reminder_place (name, at, after_id) values ($1, $2, $3)
         on conflict (name) do update set at = excluded.at, after_id = excluded.after_id",
        args![NAME, place.at, &place.after],
    )
    .await?;
    Ok(())
}
