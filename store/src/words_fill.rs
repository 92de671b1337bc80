//! Words of what was there before there were rows of words (migration 0218): texts are written anew
//! as they are read from then on, and their words beside them. A portion is in memory at a time.

use units::id::{MeetingId, PersonId};

use contacts::spaced;

use crate::args;
use crate::contact_word;
use crate::error::StoreError;
use crate::meeting_word;
use crate::tx::Tx;

/// The migration that makes the tables.
pub(crate) const MIGRATION: &str = "0218_words";

const ROWS_AT_ONCE: u32 = 1_000;

pub(crate) async fn fill(tx: &mut Tx) -> Result<(), StoreError> {
    contacts(tx).await?;
    meetings(tx).await
}

async fn contacts(tx: &mut Tx) -> Result<(), StoreError> {
    let mut after = String::new();
    loop {
        let rows = tx
            .rows(
                "select person_id, id, sort_key, search_text, removed_at from contact
                  where id > $1 order by id limit $2",
                args![&after, ROWS_AT_ONCE],
            )
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.text("id")?;
        let mut listed = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut found = contact_word::from_row(row)?;
            found.text = spaced(&found.text);
            tx.execute(
                "update contact set search_text = $2 where id = $1",
                args![found.contact, &found.text],
            )
            .await?;
            if row.opt_time("removed_at")?.is_none() {
                listed.push(found);
            }
        }
        contact_word::write(tx, &listed).await?;
    }
}

async fn meetings(tx: &mut Tx) -> Result<(), StoreError> {
    let mut after = (String::new(), String::new());
    loop {
        let rows = tx
            .rows(
                "select meeting_id, person_id, search_text from meeting_person
                  where (meeting_id, person_id) > ($1, $2)
                  order by meeting_id, person_id limit $3",
                args![&after.0, &after.1, ROWS_AT_ONCE],
            )
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = (last.text("meeting_id")?, last.text("person_id")?);
        for row in &rows {
            let meeting: MeetingId = row.parsed("meeting_id")?;
            let person: PersonId = row.parsed("person_id")?;
            let text = spaced(&row.text("search_text")?);
            tx.execute(
                "update meeting_person set search_text = $3
                  where meeting_id = $1 and person_id = $2",
                args![meeting, person, &text],
            )
            .await?;
            meeting_word::add(tx, meeting, (person, &text)).await?;
        }
    }
}
