//! Invitations to join an account: by mail, used once, until they expire or are revoked (I-22).

use std::collections::{BTreeMap, BTreeSet};

use people::roles::Role;
use units::id::{AccountId, PersonId, kind};
use units::{EmailAddress, Locale, Timestamp};

use crate::args;
use crate::bulk::{self, Shape};
use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Somebody who is asked to join.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The id the person has once they come.
    pub id: PersonId,
    pub account: AccountId,
    pub email: EmailAddress,
    /// May be empty.
    pub name: String,
    /// Of the mail.
    pub locale: Locale,
    pub roles: BTreeSet<Role>,
    pub invited_by: PersonId,
    /// Or sent again.
    pub invited_at: Timestamp,
    pub expires_at: Timestamp,
    pub accepted_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

impl Invitation {
    /// Neither accepted nor revoked; it may have expired.
    pub fn is_open(&self) -> bool {
        self.accepted_at.is_none() && self.revoked_at.is_none()
    }

    /// Can it be accepted at `now`?
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.is_open() && now < self.expires_at
    }
}

/// Refused as taken while the address is invited already.
pub async fn insert(
    tx: &mut Tx,
    invitation: &Invitation,
    token_hash: &str,
) -> Result<(), StoreError> {
    insert_all(tx, std::iter::once((invitation, token_hash.to_owned()))).await
}

/// Several at once, each with the hash of its token.
pub async fn insert_all<'a>(
    tx: &mut Tx,
    invitations: impl Iterator<Item = (&'a Invitation, String)>,
) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into invitation (id, account_id, email, email_key, name, locale, roles,
                                 token_hash, invited_by, invited_at, expires_at) values ",
        after: "",
        columns: 11,
    };
    let mut values = Vec::new();
    for (invitation, token_hash) in invitations {
        let row: [Value; 11] = [
            invitation.id.into(),
            invitation.account.into(),
            (&invitation.email).into(),
            invitation.email.key().into(),
            (&invitation.name).into(),
            (&invitation.locale).into(),
            write_roles(&invitation.roles).into(),
            token_hash.into(),
            invitation.invited_by.into(),
            invitation.invited_at.into(),
            invitation.expires_at.into(),
        ];
        values.extend(row);
    }
    bulk::write(tx, SHAPE, values).await?;
    Ok(())
}

const COLUMNS: &str = "id, account_id, email, name, locale, roles, invited_by, invited_at,
    expires_at, accepted_at, revoked_at";

/// The invitation `id` of `account`, whatever became of it.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
) -> Result<Option<Invitation>, StoreError> {
    let sql = format!("select {COLUMNS} from invitation where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// The invitation of a mailed token, whatever became of it: whoever has the token was asked.
pub async fn by_token(tx: &mut Tx, token_hash: &str) -> Result<Option<Invitation>, StoreError> {
    let sql = format!("select {COLUMNS} from invitation where token_hash = $1");
    tx.rows_text(&sql, args![token_hash]).await?.first().map(from_row).transpose()
}

/// The open invitation of an address, expired or not.
pub async fn open_for(
    tx: &mut Tx,
    account: AccountId,
    email: &EmailAddress,
) -> Result<Option<Invitation>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from invitation
          where account_id = $1 and email_key = $2 and accepted_at is null and revoked_at is null"
    );
    tx.rows_text(&sql, args![account, email.key()]).await?.first().map(from_row).transpose()
}

/// Every open invitation of `account`, expired ones among them, by the key of its address.
pub async fn all_open(
    tx: &mut Tx,
    account: AccountId,
) -> Result<BTreeMap<String, Invitation>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from invitation
          where account_id = $1 and accepted_at is null and revoked_at is null"
    );
    let rows = tx.rows_text(&sql, args![account]).await?;
    let keyed = |row: &Row| from_row(row).map(|found| (found.email.key(), found));
    rows.iter().map(keyed).collect()
}

/// At most `most` open invitations of `account` after `after`, expired ones among them, newest
/// first, and whether the mail to each came back. `like`: a pattern for name or address.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    like: &str,
    after: Option<Cursor<kind::Person>>,
    most: u32,
) -> Result<Vec<(Invitation, bool)>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let sql = format!(
        "select {COLUMNS}, (select count(*) from mail m
                  where m.account_id = $1 and m.kind = 'invitation' and m.state = 'undeliverable'
                    and m.to_address = invitation.email
                    and m.created_at >= invitation.invited_at) as returned
           from invitation
          where account_id = $1 and accepted_at is null and revoked_at is null
            and (lower(name) like $2 escape '\\' or email_key like $2 escape '\\')
            and (invited_at, id) < ($3, $4)
          order by invited_at desc, id desc limit $5"
    );
    let rows = tx.rows_text(&sql, args![account, like, at, id, most]).await?;
    rows.iter().map(|row| Ok((from_row(row)?, row.count("returned")? > 0))).collect()
}

/// How many open invitations `account` has.
pub async fn count(tx: &mut Tx, account: AccountId) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select count(*) as invitations from invitation
              where account_id = $1 and accepted_at is null and revoked_at is null",
            args![account],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("invitations"))
}

/// It is sent again under another token, until `expires_at`. False: it is open no more.
pub async fn renew(
    tx: &mut Tx,
    invitation: &Invitation,
    token_hash: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "update invitation set token_hash = $3, invited_at = $4, expires_at = $5
              where account_id = $1 and id = $2 and accepted_at is null and revoked_at is null",
            args![invitation.account, invitation.id, token_hash, now, expires_at],
        )
        .await?;
    Ok(changed == 1)
}

/// It is accepted, once. False: it was before, or it cannot be any more.
pub async fn accept(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "update invitation set accepted_at = $3
              where account_id = $1 and id = $2 and accepted_at is null and revoked_at is null
                and expires_at > $3",
            args![account, id, now],
        )
        .await?;
    Ok(changed == 1)
}

/// It cannot be accepted any more. False: it could not before.
pub async fn revoke(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "update invitation set revoked_at = $3
              where account_id = $1 and id = $2 and accepted_at is null and revoked_at is null",
            args![account, id, now],
        )
        .await?;
    Ok(changed == 1)
}

fn write_roles(roles: &BTreeSet<Role>) -> String {
    roles.iter().map(|role| role.word()).collect::<Vec<&str>>().join(" ")
}

fn read_roles(row: &Row) -> Result<BTreeSet<Role>, StoreError> {
    let text = row.text("roles")?;
    let role = |word| Role::from_word(word).ok_or_else(|| StoreError::corrupt("roles", &text));
    text.split_whitespace().map(role).collect()
}

fn from_row(row: &Row) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        email: row.parsed("email")?,
        name: row.text("name")?,
        locale: row.parsed("locale")?,
        roles: read_roles(row)?,
        invited_by: row.parsed("invited_by")?,
        invited_at: row.time("invited_at")?,
        expires_at: row.time("expires_at")?,
        accepted_at: row.opt_time("accepted_at")?,
        revoked_at: row.opt_time("revoked_at")?,
    })
}
