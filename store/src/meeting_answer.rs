//! Answers to invitations, and the codes by which invited people give them (F1).

use std::collections::BTreeMap;

use meetings::answer::{Answer, By, Given};
use meetings::{LinkCode, Meeting};
use units::Timestamp;
use units::id::{AccountId, MeetingId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// How an answer to all meetings of a series is kept.
pub(crate) const ALL: i64 = -1;

/// Whom a code was made for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invited {
    pub account: AccountId,
    pub meeting: MeetingId,
    pub email_key: String,
}

/// The codes of a meeting, by the keys of the addresses they were made for.
pub async fn codes(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
) -> Result<BTreeMap<String, LinkCode>, StoreError> {
    let rows = tx
        .rows(
            "select email_key, code from meeting_answer_code
              where account_id = $1 and meeting_id = $2",
            args![account, meeting],
        )
        .await?;
    rows.iter().map(|row| Ok((row.text("email_key")?, row.parsed("code")?))).collect()
}

/// Keeps new codes of `meeting`, by the keys of addresses that have none yet.
pub async fn add_codes(
    tx: &mut Tx,
    meeting: &Meeting,
    codes: &BTreeMap<String, LinkCode>,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into meeting_answer_code (code, account_id, meeting_id, email_key, made_at)
                 values ",
        after: "",
        columns: 5,
    };
    let mut values: Vec<Value> = Vec::with_capacity(codes.len() * SHAPE.columns);
    for (email_key, code) in codes {
        values.extend([
            code.as_str().into(),
            meeting.identity.account.into(),
            meeting.identity.id.into(),
            email_key.into(),
            now.into(),
        ]);
    }
    bulk::write(tx, SHAPE, values).await?;
    Ok(())
}

/// Whom `code` was made for, wherever that is.
pub async fn by_code(tx: &mut Tx, code: &LinkCode) -> Result<Option<Invited>, StoreError> {
    let row = tx
        .row(
            "select account_id, meeting_id, email_key from meeting_answer_code where code = $1",
            args![code.as_str()],
        )
        .await?;
    row.map(|row| {
        Ok(Invited {
            account: row.parsed("account_id")?,
            meeting: row.parsed("meeting_id")?,
            email_key: row.text("email_key")?,
        })
    })
    .transpose()
}

/// Every answer to a meeting, also of people who are no longer invited.
pub async fn of_meeting(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
) -> Result<Vec<Given>, StoreError> {
    let rows = tx
        .rows(
            "select email_key, place, answer, note, way, sequence, written_at, came_at
               from meeting_answer
              where account_id = $1 and meeting_id = $2 order by email_key, place",
            args![account, meeting],
        )
        .await?;
    rows.iter().map(from_row).collect()
}

/// Keeps an answer in the place of the one before.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    meeting: MeetingId,
    given: &Given,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into meeting_answer (meeting_id, account_id, email_key, place, answer, note, way,
                sequence, written_at, came_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (meeting_id, email_key, place) do update
            set answer = excluded.answer, note = excluded.note, way = excluded.way,
                sequence = excluded.sequence, written_at = excluded.written_at,
                came_at = excluded.came_at",
        args![
            meeting,
            account,
            &given.email_key,
            given.time.map_or(ALL, i64::from),
            given.answer.word(),
            &given.note,
            given.by.word(),
            given.sequence,
            given.written_at,
            given.came_at
        ],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Given, StoreError> {
    let time = match row.int("place")? {
        ALL => None,
        _ => Some(row.count("place")?),
    };
    Ok(Given {
        email_key: row.text("email_key")?,
        time,
        answer: row.word("answer", Answer::from_word)?,
        note: row.text("note")?,
        by: row.word("way", By::from_word)?,
        sequence: row.count("sequence")?,
        written_at: row.time("written_at")?,
        came_at: row.time("came_at")?,
    })
}
