//! News of the deployment and those who may want them (E9a). They belong to no account.

use people::news::News;
use units::Timestamp;
use units::id::{NewsId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::meeting_list::{Known, known_from_row};
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// News as they are kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub id: NewsId,
    pub written_by: PersonId,
    pub news: News,
    pub created_at: Timestamp,
    /// The last person who was looked at.
    pub after: String,
    /// How many it was sent to.
    pub told: u32,
    /// When the last one was looked at.
    pub sent_at: Option<Timestamp>,
}

const COLUMNS: &str = "id, written_by, news, created_at, after_id, told, sent_at";

/// Writes news. Refused as taken when the id is there.
pub async fn insert(tx: &mut Tx, kept: &Kept) -> Result<(), StoreError> {
    tx.execute(
        "insert into news (id, written_by, news, created_at, after_id, told)
         values ($1, $2, $3, $4, '', 0)",
        args![kept.id, kept.written_by, json(&kept.news), kept.created_at],
    )
    .await?;
    Ok(())
}

/// Latest first.
pub async fn list(tx: &mut Tx, most: u32) -> Result<Vec<Kept>, StoreError> {
    let sql = format!("select {COLUMNS} from news order by created_at desc, id desc limit $1");
    tx.rows_text(&sql, args![most]).await?.iter().map(from_row).collect()
}

/// News `id`, locked until the end of `tx`.
pub async fn lock(tx: &mut Tx, id: NewsId) -> Result<Option<Kept>, StoreError> {
    let sql = format!("select {COLUMNS} from news where id = $1{}", tx.dialect().for_update());
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// Writes down how far the sending came.
pub async fn set_place(tx: &mut Tx, kept: &Kept) -> Result<(), StoreError> {
    tx.execute(
        "update news set after_id = $2, told = $3, sent_at = $4 where id = $1",
        args![kept.id, &kept.after, kept.told, kept.sent_at],
    )
    .await?;
    Ok(())
}

/// At most `most` active people of whatever account after the one with the id `after`.
pub async fn people_after(tx: &mut Tx, after: &str, most: u32) -> Result<Vec<Known>, StoreError> {
    let rows = tx
        .rows(
            "select id, account_id, name, locale, zone, notifications, notifications_chosen, email
               from person where id > $1 and deactivated_at is null order by id limit $2",
            args![after, most],
        )
        .await?;
    rows.iter().map(known_from_row).collect()
}

fn from_row(row: &Row) -> Result<Kept, StoreError> {
    Ok(Kept {
        id: row.parsed("id")?,
        written_by: row.parsed("written_by")?,
        news: row.json("news")?,
        created_at: row.time("created_at")?,
        after: row.text("after_id")?,
        told: row.count("told")?,
        sent_at: row.opt_time("sent_at")?,
    })
}
