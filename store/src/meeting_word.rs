//! Rows of the words meetings are found by, of everybody in whose list a meeting stands (F1). They
//! follow the text it is searched in there, in the same transaction.

use std::collections::BTreeSet;

use units::id::{AccountId, MeetingId, PersonId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::error::StoreError;
use crate::sought::kept;
use crate::tx::Tx;
use crate::value::Value;

pub(crate) const TABLE: &str = "meeting_word";

const WRITE: Shape = Shape {
    before: "insert into meeting_word (person_id, word, meeting_id) values ",
    after: " on conflict do nothing",
    columns: 3,
};

const FORGET: Shape = Shape {
    before: "delete from meeting_word where (person_id, word, meeting_id) in (values ",
    after: ")",
    columns: 3,
};

/// The rows of one meeting, in the order in which they lie.
fn rows<'a>(
    meeting: &str,
    found: impl IntoIterator<Item = (String, &'a str)>,
) -> BTreeSet<[String; 3]> {
    let rows = found.into_iter().flat_map(|(person, text)| {
        let row = move |word| [person.clone(), word, meeting.to_owned()];
        kept(text).into_iter().map(row)
    });
    rows.collect()
}

fn values<'a>(rows: impl Iterator<Item = &'a [String; 3]>) -> Vec<Value> {
    rows.flatten().map(Value::from).collect()
}

/// `found` find the meeting by their texts from now on, and nobody else; before the lists change.
pub(crate) async fn replace(
    tx: &mut Tx,
    (account, meeting): (AccountId, MeetingId),
    found: &[(PersonId, &str)],
) -> Result<(), StoreError> {
    let before = tx
        .rows(
            "select person_id, search_text from meeting_person
              where account_id = $1 and meeting_id = $2",
            args![account, meeting],
        )
        .await?;
    let mut texts = Vec::with_capacity(before.len());
    for row in &before {
        texts.push((row.text("person_id")?, row.text("search_text")?));
    }
    let id = meeting.to_string();
    let before = rows(&id, texts.iter().map(|(person, text)| (person.clone(), text.as_str())));
    let now = rows(&id, found.iter().map(|(person, text)| (person.to_string(), *text)));
    bulk::write(tx, FORGET, values(before.difference(&now))).await?;
    bulk::write(tx, WRITE, values(now.difference(&before))).await?;
    Ok(())
}

/// `person` finds the meeting by `text` too from now on.
pub(crate) async fn add(
    tx: &mut Tx,
    meeting: MeetingId,
    (person, text): (PersonId, &str),
) -> Result<(), StoreError> {
    let rows = rows(&meeting.to_string(), [(person.to_string(), text)]);
    bulk::write(tx, WRITE, values(rows.iter())).await?;
    Ok(())
}

/// Rows of words that are missing or lead nowhere, of everybody's meetings; for tests.
pub async fn astray(tx: &mut Tx) -> Result<Vec<[String; 3]>, StoreError> {
    let listed =
        tx.rows("select meeting_id, person_id, search_text from meeting_person", args![]).await?;
    let mut expected = BTreeSet::new();
    for row in &listed {
        let text = row.text("search_text")?;
        let found = [(row.text("person_id")?, text.as_str())];
        expected.append(&mut rows(&row.text("meeting_id")?, found));
    }
    let kept = tx.rows("select person_id, word, meeting_id from meeting_word", args![]).await?;
    let mut there = BTreeSet::new();
    for row in &kept {
        there.insert([row.text("person_id")?, row.text("word")?, row.text("meeting_id")?]);
    }
    Ok(expected.symmetric_difference(&there).cloned().collect())
}
