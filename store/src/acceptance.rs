//! Which version of which document a person has accepted, and when (B3).

use units::Timestamp;
use units::id::{AccountId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// Notes the acceptance once; the first time stays.
pub async fn note(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    document: &str,
    version: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into acceptance (account_id, person_id, document, version, accepted_at)
         values ($1, $2, $3, $4, $5) on conflict (person_id, document, version) do nothing",
        args![account, person, document, version, now],
    )
    .await?;
    Ok(())
}

/// Document, version and moment of everything accepted for `account`, newest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(String, String, Timestamp)>, StoreError> {
    let rows = tx
        .rows(
            "select document, version, accepted_at from acceptance where account_id = $1
              order by accepted_at desc, document limit 100",
            args![account],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.text("document")?, row.text("version")?, row.time("accepted_at")?)))
        .collect()
}
