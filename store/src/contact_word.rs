//! Rows of the words contacts are found by (F6): of every contact that is in the list, and of no
//! other. They follow the text it is searched in, in the same transaction.

use std::collections::BTreeSet;

use units::id::{ContactId, PersonId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::{Holder, IDS_AT_ONCE, places};
use crate::error::StoreError;
use crate::row::Row;
use crate::sought::kept;
use crate::tx::Tx;
use crate::value::Value;

pub(crate) const TABLE: &str = "contact_word";

const WRITE: Shape = Shape {
    before: "insert into contact_word (person_id, word, sort_key, contact_id) values ",
    after: " on conflict do nothing",
    columns: 4,
};

const FORGET: Shape = Shape {
    before: "delete from contact_word where (person_id, word, sort_key, contact_id) in (values ",
    after: ")",
    columns: 4,
};

/// A contact's place in the list and the text it is searched in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub person: PersonId,
    pub contact: ContactId,
    pub sort_key: String,
    pub text: String,
}

pub(crate) fn from_row(row: &Row) -> Result<Found, StoreError> {
    Ok(Found {
        person: row.parsed("person_id")?,
        contact: row.parsed("id")?,
        sort_key: row.text("sort_key")?,
        text: row.text("search_text")?,
    })
}

/// The rows of `found`, in the order in which they lie.
fn rows(found: &[Found]) -> BTreeSet<[String; 4]> {
    let rows = found.iter().flat_map(|each| {
        let (person, contact) = (each.person.to_string(), each.contact.to_string());
        let row = move |word| [person.clone(), word, each.sort_key.clone(), contact.clone()];
        kept(&each.text).into_iter().map(row)
    });
    rows.collect()
}

fn values(rows: BTreeSet<[String; 4]>) -> Vec<Value> {
    rows.into_iter().flatten().map(Value::from).collect()
}

/// `found` are found from now on.
pub(crate) async fn write(tx: &mut Tx, found: &[Found]) -> Result<(), StoreError> {
    bulk::write(tx, WRITE, values(rows(found))).await?;
    Ok(())
}

/// The contacts `ids` of `holder` are found no longer; before their texts change.
pub(crate) async fn forget(
    tx: &mut Tx,
    holder: Holder,
    ids: &[ContactId],
) -> Result<(), StoreError> {
    for some in ids.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "select person_id, id, sort_key, search_text from contact
              where account_id = $1 and person_id = $2 and id in ({})",
            places(3, some.len())
        );
        let mut asked = args![holder.account, holder.person].to_vec();
        asked.extend(some.iter().map(|id| Value::from(*id)));
        let found: Result<Vec<Found>, StoreError> =
            tx.rows_text(&sql, &asked).await?.iter().map(from_row).collect();
        bulk::write(tx, FORGET, values(rows(&found?))).await?;
    }
    Ok(())
}

/// Rows of words that are missing or lead nowhere, of everybody's contacts; for tests.
pub async fn astray(tx: &mut Tx) -> Result<Vec<[String; 4]>, StoreError> {
    let listed = tx
        .rows(
            "select person_id, id, sort_key, search_text from contact where removed_at is null",
            args![],
        )
        .await?;
    let found: Result<Vec<Found>, StoreError> = listed.iter().map(from_row).collect();
    let expected = rows(&found?);
    let kept =
        tx.rows("select person_id, word, sort_key, contact_id from contact_word", args![]).await?;
    let column = |row: &Row, name| row.text(name);
    let mut there = BTreeSet::new();
    for row in &kept {
        there.insert([
            column(row, "person_id")?,
            column(row, "word")?,
            column(row, "sort_key")?,
            column(row, "contact_id")?,
        ]);
    }
    Ok(expected.symmetric_difference(&there).cloned().collect())
}
