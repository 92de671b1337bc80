//! Operators: the people who run the deployment, and the code its first one is set up with.

use units::Timestamp;
use units::id::PersonId;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;

/// What the hash of the set-up code is kept under.
const SET_UP_CODE: &str = "set_up_code";

/// Whether anybody runs the deployment.
pub async fn is_any(tx: &mut Tx) -> Result<bool, StoreError> {
    Ok(tx.row("select person_id from operator limit 1", args![]).await?.is_some())
}

/// Whether this person does.
pub async fn is(tx: &mut Tx, person: PersonId) -> Result<bool, StoreError> {
    let row = tx.row("select person_id from operator where person_id = $1", args![person]).await?;
    Ok(row.is_some())
}

/// The person runs the deployment from now on; doing so already is fine.
pub async fn insert(tx: &mut Tx, person: PersonId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into operator (person_id, since) values ($1, $2)
         on conflict (person_id) do nothing",
        args![person, now],
    )
    .await?;
    Ok(())
}

/// A new set-up code takes the place of the one before.
pub async fn keep_code(tx: &mut Tx, code_hash: &str) -> Result<(), StoreError> {
    tx.execute(
        "insert into deployment (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value",
        args![SET_UP_CODE, code_hash],
    )
    .await?;
    Ok(())
}

/// Uses the set-up code up. False: it is not the one, or somebody was first.
pub async fn use_code(tx: &mut Tx, code_hash: &str) -> Result<bool, StoreError> {
    let used = tx
        .execute(
            "delete from deployment where name = $1 and value = $2",
            args![SET_UP_CODE, code_hash],
        )
        .await?;
    Ok(used == 1)
}

/// Whether this is the set-up code that is waited for.
pub async fn is_code(tx: &mut Tx, code_hash: &str) -> Result<bool, StoreError> {
    let row = tx
        .row(
            "select name from deployment where name = $1 and value = $2",
            args![SET_UP_CODE, code_hash],
        )
        .await?;
    Ok(row.is_some())
}
