//! Contacts of a person, what they are found by, and how many there are (F6); the list of them is
//! `contact_list`.
//!
//! Every statement names the person beside the account: there is no other way to a contact.

use std::fmt;
use std::str::FromStr;

use contacts::duplicates::keys;
use contacts::{Card, fold, spaced};
use units::Timestamp;
use units::id::{AccountId, ContactId, PersonId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact_word::{self, Found};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// Whose contacts: the person who asks, and nobody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holder {
    pub account: AccountId,
    pub person: PersonId,
}

/// A contact as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Contact {
    pub id: ContactId,
    pub card: Card,
    /// Counts its changes, from 1.
    pub version: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Until when it can be brought back is the caller's.
    pub removed_at: Option<Timestamp>,
}

/// Where a page of the list begins: after this name and id. Written `<id>.<name>`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cursor {
    pub sort_key: String,
    pub id: ContactId,
}

/// The text is no place in the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("this is not a cursor of the list of contacts")]
pub struct NotACursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.id, self.sort_key)
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Cursor, NotACursor> {
        let (id, sort_key) = text.split_once('.').ok_or(NotACursor)?;
        let id = id.parse().map_err(|_| NotACursor)?;
        let plain = !sort_key.contains('\0') && sort_key.len() <= SEARCH_TEXT_MAX_CHARS * 4;
        plain.then(|| Cursor { sort_key: sort_key.to_owned(), id }).ok_or(NotACursor)
    }
}

impl Contact {
    pub fn cursor(&self) -> Cursor {
        Cursor { sort_key: sort_key(&self.card), id: self.id }
    }
}

/// Longest text searched in; the index it stands in takes no more.
const SEARCH_TEXT_MAX_CHARS: usize = 400;

const SORT_KEY_MAX_CHARS: usize = 100;

fn sort_key(card: &Card) -> String {
    fold(&card.name).chars().take(SORT_KEY_MAX_CHARS).collect()
}

/// What a search looks into, as `spaced` writes it: names, company, addresses, numbers.
fn search_text(card: &Card) -> String {
    let mut text = vec![card.name.as_str(), &card.first_name, &card.last_name, &card.company];
    text.extend(card.emails.iter().map(|email| email.as_str()));
    text.extend(card.phones.iter().map(|phone| phone.number.as_str()));
    spaced(&text.join(" ")).chars().take(SEARCH_TEXT_MAX_CHARS).collect()
}

fn found(holder: Holder, id: ContactId, card: &Card) -> Found {
    let (sort_key, text) = (sort_key(card), search_text(card));
    Found { person: holder.person, contact: id, sort_key, text }
}

/// `search` as a pattern that matches it anywhere, itself taken as it is.
pub(crate) fn pattern(search: &str) -> String {
    let shown = fold(search).replace(char::is_control, "");
    let escaped = shown.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

pub(crate) const COLUMNS: &str =
    "c.id, c.card, c.version, c.created_at, c.updated_at, c.removed_at, c.sort_key";

/// Contacts that were removed since `since`, the latest first.
pub async fn removed(
    tx: &mut Tx,
    holder: Holder,
    since: Timestamp,
    most: u32,
) -> Result<Vec<Contact>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from contact c
          where c.account_id = $1 and c.person_id = $2 and c.removed_at >= $3
          order by c.removed_at desc, c.id limit $4"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, since, most]).await?;
    rows.iter().map(from_row).collect()
}

/// The contact `id` of `holder`, also when it is removed and not gone yet.
pub async fn find(
    tx: &mut Tx,
    holder: Holder,
    id: ContactId,
) -> Result<Option<Contact>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from contact c
          where c.account_id = $1 and c.person_id = $2 and c.id = $3"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, id]).await?;
    rows.first().map(from_row).transpose()
}

/// Whether anybody has a contact of this id; tells nothing else of it.
pub async fn exists(tx: &mut Tx, id: ContactId) -> Result<bool, StoreError> {
    let row = tx.row("select id from contact where id = $1", args![id]).await?;
    Ok(row.is_some())
}

/// Those of `ids` that are `holder`'s and not removed.
pub async fn find_all(
    tx: &mut Tx,
    holder: Holder,
    ids: &[ContactId],
) -> Result<Vec<Contact>, StoreError> {
    let mut found = Vec::new();
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "select {COLUMNS} from contact c
              where c.account_id = $1 and c.person_id = $2 and c.removed_at is null
                and c.id in ({})
              order by c.created_at, c.id",
            places(3, some.len())
        );
        let mut values = args![holder.account, holder.person].to_vec();
        values.extend(some.iter().map(|id| Value::from(*id)));
        for row in tx.rows_text(&sql, &values).await? {
            found.push(from_row(&row)?);
        }
    }
    Ok(found)
}

/// Values of one list.
pub(crate) const IDS_AT_ONCE: usize = 200;

/// "$3, $4, …", `count` of them.
pub(crate) fn places(first: usize, count: usize) -> String {
    let places: Vec<String> = (first..first + count).map(|number| format!("${number}")).collect();
    places.join(", ")
}

/// Ids of contacts of `holder` that are found by one of `wanted` keys.
pub async fn with_keys(
    tx: &mut Tx,
    holder: Holder,
    wanted: &[String],
) -> Result<Vec<ContactId>, StoreError> {
    let mut ids = Vec::new();
    for some in wanted.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "select distinct contact_id from contact_key
              where account_id = $1 and person_id = $2 and value in ({})",
            places(3, some.len())
        );
        let mut values = args![holder.account, holder.person].to_vec();
        values.extend(some.iter().map(Value::from));
        for row in tx.rows_text(&sql, &values).await? {
            ids.push(row.parsed("contact_id")?);
        }
    }
    ids.sort();
    ids.dedup();
    Ok(ids)
}

/// Keys after `after` that several contacts of `holder` share, each with whose it is.
pub async fn shared_keys(
    tx: &mut Tx,
    holder: Holder,
    after: &str,
    most: u32,
) -> Result<Vec<(String, ContactId)>, StoreError> {
    let rows = tx
        .rows(
            "select k.value, k.contact_id from contact_key k
              where k.account_id = $1 and k.person_id = $2 and k.value in (
                    select value from contact_key
                     where account_id = $1 and person_id = $2 and value > $3
                     group by value having count(*) > 1
                     order by value limit $4)
              order by k.value, k.contact_id",
            args![holder.account, holder.person, after, most],
        )
        .await?;
    rows.iter().map(|row| Ok((row.text("value")?, row.parsed("contact_id")?))).collect()
}

/// Locks the person's contacts until the end of `tx`; returns how many there are.
pub async fn lock_book(tx: &mut Tx, holder: Holder) -> Result<u32, StoreError> {
    tx.execute(
        "insert into contact_book (person_id, account_id, contacts) values ($1, $2, 0)
         on conflict (person_id) do nothing",
        args![holder.person, holder.account],
    )
    .await?;
    let row = tx
        .row_for_change(
            "select contacts from contact_book where account_id = $1 and person_id = $2",
            args![holder.account, holder.person],
        )
        .await?;
    match row {
        Some(row) => row.count("contacts"),
        None => Err(StoreError::corrupt("contact_book", "no row")),
    }
}

/// How many contacts the person has.
pub async fn count(tx: &mut Tx, holder: Holder) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select contacts from contact_book where account_id = $1 and person_id = $2",
            args![holder.account, holder.person],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("contacts"))
}

/// Writes down how many there are; the caller holds the book's lock and has counted.
pub async fn set_count(tx: &mut Tx, holder: Holder, contacts: u32) -> Result<(), StoreError> {
    tx.execute(
        "update contact_book set contacts = $3 where account_id = $1 and person_id = $2",
        args![holder.account, holder.person, contacts],
    )
    .await?;
    Ok(())
}

const WRITE: Shape = Shape {
    before: "insert into contact (id, account_id, person_id, sort_key, search_text, card, version,
                    created_at, updated_at) values ",
    after: " on conflict (id) do update set sort_key = excluded.sort_key,
                    search_text = excluded.search_text, card = excluded.card,
                    version = contact.version + 1, updated_at = excluded.updated_at",
    columns: 9,
};

const WRITE_KEYS: Shape = Shape {
    before: "insert into contact_key (account_id, person_id, value, contact_id) values ",
    after: "",
    columns: 4,
};

/// Writes contacts, new ones and changed ones, and what they are found by. Ids of changed ones come
/// from `holder`'s own rows; the caller holds the book's lock and counts.
pub async fn write(
    tx: &mut Tx,
    holder: Holder,
    contacts: &[(ContactId, &Card)],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    let (mut found_by, mut words) = (Vec::new(), Vec::new());
    for (id, card) in contacts {
        let found = found(holder, *id, card);
        rows.extend_from_slice(args![
            *id,
            holder.account,
            holder.person,
            &found.sort_key,
            &found.text,
            json(card),
            1u32,
            now,
            now
        ]);
        for key in keys(card) {
            found_by.extend_from_slice(args![holder.account, holder.person, key, *id]);
        }
        words.push(found);
    }
    let ids: Vec<ContactId> = contacts.iter().map(|(id, _)| *id).collect();
    contact_word::forget(tx, holder, &ids).await?;
    bulk::write(tx, WRITE, rows).await?;
    forget_keys(tx, holder, &ids).await?;
    bulk::write(tx, WRITE_KEYS, found_by).await?;
    contact_word::write(tx, &words).await
}

/// Writes contacts as they were elsewhere; those that are there stay as they are. Says how many
/// were written. The caller holds the book's lock and counts.
pub async fn bring(tx: &mut Tx, holder: Holder, contacts: &[Contact]) -> Result<u64, StoreError> {
    const BRING: Shape = Shape { after: " on conflict (id) do nothing", ..WRITE };
    let mut rows = Vec::new();
    let (mut found_by, mut words) = (Vec::new(), Vec::new());
    for contact in contacts {
        let card = &contact.card;
        let found = found(holder, contact.id, card);
        rows.extend_from_slice(args![
            contact.id,
            holder.account,
            holder.person,
            &found.sort_key,
            &found.text,
            json(card),
            contact.version,
            contact.created_at,
            contact.updated_at
        ]);
        for key in keys(card) {
            found_by.extend_from_slice(args![holder.account, holder.person, key, contact.id]);
        }
        words.push(found);
    }
    let written = bulk::write(tx, BRING, rows).await?;
    bulk::write(tx, WRITE_KEYS, found_by).await?;
    contact_word::write(tx, &words).await?;
    Ok(written)
}

async fn forget_keys(tx: &mut Tx, holder: Holder, ids: &[ContactId]) -> Result<(), StoreError> {
    delete(tx, holder, "contact_key", "contact_id", ids).await
}

/// Deletes the rows of `table` whose `column` is one of `ids`; both are constants of ours.
async fn delete(
    tx: &mut Tx,
    holder: Holder,
    table: &'static str,
    column: &'static str,
    ids: &[ContactId],
) -> Result<(), StoreError> {
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "delete from {table} where account_id = $1 and person_id = $2 and {column} in ({})",
            places(3, some.len())
        );
        let mut values = args![holder.account, holder.person].to_vec();
        values.extend(some.iter().map(|id| Value::from(*id)));
        tx.execute_text(&sql, &values).await?;
    }
    Ok(())
}

/// Takes contacts out of the list; they can be brought back until they are gone.
pub async fn remove(
    tx: &mut Tx,
    holder: Holder,
    ids: &[ContactId],
    now: Timestamp,
) -> Result<(), StoreError> {
    for id in ids {
        tx.execute(
            "update contact set removed_at = $4
              where account_id = $1 and person_id = $2 and id = $3 and removed_at is null",
            args![holder.account, holder.person, *id, now],
        )
        .await?;
    }
    contact_word::forget(tx, holder, ids).await?;
    forget_keys(tx, holder, ids).await
}

/// Brings a removed contact back into the list, and what it is found by.
pub async fn restore(
    tx: &mut Tx,
    holder: Holder,
    contact: &Contact,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update contact set removed_at = null where account_id = $1 and person_id = $2 and id = $3",
        args![holder.account, holder.person, contact.id],
    )
    .await?;
    write(tx, holder, &[(contact.id, &contact.card)], now).await
}

/// Deletes `id` for good if it was removed before `before`.
pub async fn purge(
    tx: &mut Tx,
    holder: Holder,
    id: ContactId,
    before: Timestamp,
) -> Result<(), StoreError> {
    let row = tx
        .row(
            "select id from contact
              where account_id = $1 and person_id = $2 and id = $3 and removed_at <= $4",
            args![holder.account, holder.person, id, before],
        )
        .await?;
    if row.is_some() {
        forget_keys(tx, holder, &[id]).await?;
        delete(tx, holder, "contact_group_member", "contact_id", &[id]).await?;
        delete(tx, holder, "contact", "id", &[id]).await?;
    }
    Ok(())
}

pub(crate) fn from_row(row: &Row) -> Result<Contact, StoreError> {
    Ok(Contact {
        id: row.parsed("id")?,
        card: row.json("card")?,
        version: row.count("version")?,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
        removed_at: row.opt_time("removed_at")?,
    })
}
