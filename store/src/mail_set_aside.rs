//! Mails that were handed to us and that nothing could be done with: for an operator to look at.

use units::Timestamp;
use units::id::{MailId, kind};

use crate::args;
use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// A mail as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    pub id: MailId,
    pub taken_at: Timestamp,
    /// A word: why.
    pub reason: String,
    /// As its headers say it.
    pub sender: Option<String>,
    pub recipient: Option<String>,
    pub subject: String,
    /// Of the whole mail.
    pub bytes: i64,
    /// Its beginning, without characters that no database keeps.
    pub source: String,
}

const COLUMNS: &str = "id, taken_at, reason, sender, recipient, subject, bytes, source";

pub async fn insert(tx: &mut Tx, mail: &SetAside) -> Result<(), StoreError> {
    tx.execute(
        "insert into mail_set_aside (id, taken_at, reason, sender, recipient, subject, bytes,
                source)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            mail.id,
            mail.taken_at,
            &mail.reason,
            mail.sender.as_deref(),
            mail.recipient.as_deref(),
            &mail.subject,
            mail.bytes,
            &mail.source
        ],
    )
    .await?;
    Ok(())
}

/// Forgets all but the newest `most`.
pub async fn keep_newest(tx: &mut Tx, most: u32) -> Result<(), StoreError> {
    tx.execute(
        "delete from mail_set_aside where id not in
            (select id from mail_set_aside order by taken_at desc, id desc limit $1)",
        args![most],
    )
    .await?;
    Ok(())
}

/// At most `most` after `after`, newest first.
pub async fn page(
    tx: &mut Tx,
    after: Option<Cursor<kind::Mail>>,
    most: u32,
) -> Result<Vec<SetAside>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let sql = format!(
        "select {COLUMNS} from mail_set_aside where (taken_at, id) < ($1, $2)
          order by taken_at desc, id desc limit $3"
    );
    tx.rows_text(&sql, args![at, id, most]).await?.iter().map(from_row).collect()
}

pub async fn find(tx: &mut Tx, id: MailId) -> Result<Option<SetAside>, StoreError> {
    let sql = format!("select {COLUMNS} from mail_set_aside where id = $1");
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// Tells whether it was there.
pub async fn remove(tx: &mut Tx, id: MailId) -> Result<bool, StoreError> {
    let removed = tx.execute("delete from mail_set_aside where id = $1", args![id]).await?;
    Ok(removed > 0)
}

fn from_row(row: &Row) -> Result<SetAside, StoreError> {
    Ok(SetAside {
        id: row.parsed("id")?,
        taken_at: row.time("taken_at")?,
        reason: row.text("reason")?,
        sender: row.opt_text("sender")?,
        recipient: row.opt_text("recipient")?,
        subject: row.text("subject")?,
        bytes: row.int("bytes")?,
        source: row.text("source")?,
    })
}
