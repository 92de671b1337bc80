//! Passkeys, and the challenges that are out: each kept for minutes and taken once.
//!
//! What a credential and a challenge's state say is the concern of `app::passkeys`; here they are
//! JSON texts.

use units::Timestamp;
use units::id::{AccountId, PasskeyId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// Passkeys one person may have.
pub const PASSKEYS_MAX: u32 = 20;

/// A passkey of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: PasskeyId,
    pub account: AccountId,
    pub person: PersonId,
    /// As the authenticator names it, in base64url.
    pub credential_id: String,
    /// Public key, counter and flags, as JSON.
    pub credential: String,
    pub name: String,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// Writes a passkey. Refused as taken when the credential is registered already.
pub async fn insert(tx: &mut Tx, passkey: &Passkey) -> Result<(), StoreError> {
    tx.execute(
        "insert into passkey (id, account_id, person_id, credential_id, credential, name,
                              created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![
            passkey.id,
            passkey.account,
            passkey.person,
            &passkey.credential_id,
            &passkey.credential,
            &passkey.name,
            passkey.created_at
        ],
    )
    .await?;
    Ok(())
}

const COLUMNS: &str =
    "id, account_id, person_id, credential_id, credential, name, created_at, used_at";

/// The person's passkeys, oldest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Vec<Passkey>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from passkey where account_id = $1 and person_id = $2
          order by created_at, id limit {PASSKEYS_MAX}"
    );
    tx.rows_text(&sql, args![account, person]).await?.iter().map(from_row).collect()
}

/// The passkey an authenticator names, in whatever account; locked until the end of `tx`, so that
/// its counter is compared and set once.
pub async fn lock_by_credential(
    tx: &mut Tx,
    credential_id: &str,
) -> Result<Option<Passkey>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from passkey where credential_id = $1{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![credential_id]).await?.first().map(from_row).transpose()
}

/// The passkey was used; `credential` carries its new counter.
pub async fn see(
    tx: &mut Tx,
    account: AccountId,
    id: PasskeyId,
    credential: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update passkey set credential = $3, used_at = $4 where account_id = $1 and id = $2",
        args![account, id, credential, now],
    )
    .await?;
    Ok(())
}

/// False: the person has no such passkey.
pub async fn rename(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    id: PasskeyId,
    name: &str,
) -> Result<bool, StoreError> {
    let renamed = tx
        .execute(
            "update passkey set name = $4
              where account_id = $1 and person_id = $2 and id = $3",
            args![account, person, id, name],
        )
        .await?;
    Ok(renamed == 1)
}

/// Removes a passkey; its name is returned. None: the person has no such passkey.
pub async fn remove(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    id: PasskeyId,
) -> Result<Option<String>, StoreError> {
    let row = tx
        .changed_row(
            "delete from passkey where account_id = $1 and person_id = $2 and id = $3
             returning name",
            args![account, person, id],
        )
        .await?;
    row.map(|row| row.text("name")).transpose()
}

/// Keeps a challenge that was sent out: to a signed-in person, or to nobody known yet.
pub async fn keep_challenge(
    tx: &mut Tx,
    id: &str,
    person: Option<PersonId>,
    state: &str,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into passkey_challenge (id, person_id, state, expires_at)
         values ($1, $2, $3, $4)",
        args![id, person, state, expires_at],
    )
    .await?;
    Ok(())
}

/// Takes a challenge's state, once; only the person it was made for gets it.
pub async fn take_challenge(
    tx: &mut Tx,
    id: &str,
    person: Option<PersonId>,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let person = person.map(|id| id.to_string()).unwrap_or_default();
    let row = tx
        .changed_row(
            "delete from passkey_challenge
              where id = $1 and coalesce(person_id, '') = $2 and expires_at > $3
             returning state",
            args![id, person, now],
        )
        .await?;
    row.map(|row| row.text("state")).transpose()
}

/// Forgets challenges that expired before `until`; returns how many.
pub async fn forget_challenges(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from passkey_challenge where expires_at <= $1", args![until]).await
}

fn from_row(row: &Row) -> Result<Passkey, StoreError> {
    Ok(Passkey {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        credential_id: row.text("credential_id")?,
        credential: row.text("credential")?,
        name: row.text("name")?,
        created_at: row.time("created_at")?,
        used_at: row.opt_time("used_at")?,
    })
}
