//! Intakes: lists of people to invite, waiting for their commit or done (E1a).

use serde_json::Value as Json;
use units::Timestamp;
use units::id::{AccountId, IntakeId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// A list, and what became of it.
#[derive(Clone, Debug)]
pub struct Intake {
    pub id: IntakeId,
    pub account: AccountId,
    pub begun_by: PersonId,
    pub begun_at: Timestamp,
    /// Name of the file; empty when it was pasted.
    pub source: String,
    /// `people::intake::List`.
    pub list: Json,
    /// What was asked for everybody.
    pub ask: Json,
    pub done: Option<Done>,
}

/// Who committed it.
#[derive(Clone, Debug)]
pub struct Done {
    pub by: PersonId,
    pub at: Timestamp,
    /// `people::intake::Proposal`.
    pub outcome: Json,
}

pub async fn insert(tx: &mut Tx, intake: &Intake) -> Result<(), StoreError> {
    tx.execute(
        "insert into intake (id, account_id, begun_by, begun_at, source, list, ask)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![
            intake.id,
            intake.account,
            intake.begun_by,
            intake.begun_at,
            &intake.source,
            intake.list.to_string(),
            intake.ask.to_string()
        ],
    )
    .await?;
    Ok(())
}

/// The intake `id` of `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: IntakeId,
) -> Result<Option<Intake>, StoreError> {
    let rows = tx
        .rows(
            "select id, account_id, begun_by, begun_at, source, list, ask, done_by, done_at, outcome
               from intake where account_id = $1 and id = $2",
            args![account, id],
        )
        .await?;
    rows.first().map(from_row).transpose()
}

/// It is done, once. False: it was before.
pub async fn finish(
    tx: &mut Tx,
    account: AccountId,
    id: IntakeId,
    done: &Done,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "update intake set done_by = $3, done_at = $4, outcome = $5
              where account_id = $1 and id = $2 and done_at is null",
            args![account, id, done.by, done.at, done.outcome.to_string()],
        )
        .await?;
    Ok(changed == 1)
}

/// It is forgotten. False: there is none.
pub async fn remove(tx: &mut Tx, account: AccountId, id: IntakeId) -> Result<bool, StoreError> {
    let gone = tx
        .execute("delete from intake where account_id = $1 and id = $2", args![account, id])
        .await?;
    Ok(gone == 1)
}

/// Of those that wait, only the `most` newest stay.
pub async fn keep_newest(tx: &mut Tx, account: AccountId, most: u32) -> Result<(), StoreError> {
    tx.execute(
        "delete from intake where account_id = $1 and done_at is null and id not in (
            select id from intake where account_id = $1 and done_at is null
             order by begun_at desc, id desc limit $2)",
        args![account, most],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Intake, StoreError> {
    let done = match row.opt_time("done_at")? {
        None => None,
        Some(at) => Some(Done { by: row.parsed("done_by")?, at, outcome: row.json("outcome")? }),
    };
    Ok(Intake {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        begun_by: row.parsed("begun_by")?,
        begun_at: row.time("begun_at")?,
        source: row.text("source")?,
        list: row.json("list")?,
        ask: row.json("ask")?,
        done,
    })
}
