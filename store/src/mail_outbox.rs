//! The mail outbox: written in the transaction that causes a mail, delivered by due work.

use serde_json::Value as Json;
use units::id::{AccountId, MailId, kind};
use units::{EmailAddress, Locale, Timestamp};

use crate::args;
use crate::bulk::{self, Shape};
use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A mail that waits, or has been delivered.
#[derive(Clone, Debug)]
pub struct QueuedMail {
    pub id: MailId,
    pub account: Option<AccountId>,
    pub to: EmailAddress,
    pub to_name: String,
    pub locale: Locale,
    pub kind: String,
    pub context: Json,
    /// `queued`, `delivered`, `undeliverable`
    pub state: String,
    pub subject: Option<String>,
    /// The message as it was delivered, where the deployment keeps it.
    pub source: Option<String>,
    pub attempts: u32,
    pub last_error: Option<String>,
    pub created_at: Timestamp,
    pub delivered_at: Option<Timestamp>,
}

pub async fn insert(tx: &mut Tx, mail: &QueuedMail) -> Result<(), StoreError> {
    insert_all(tx, std::slice::from_ref(mail)).await
}

/// Puts mails into the outbox, which wait there.
pub async fn insert_all(tx: &mut Tx, mails: &[QueuedMail]) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into mail (id, account_id, to_address, to_name, locale, kind, context,
                                  state, attempts, created_at) values ",
        after: "",
        columns: 10,
    };
    let mut values = Vec::with_capacity(mails.len() * SHAPE.columns);
    for mail in mails {
        values.extend([
            mail.id.into(),
            mail.account.into(),
            (&mail.to).into(),
            (&mail.to_name).into(),
            (&mail.locale).into(),
            (&mail.kind).into(),
            mail.context.to_string().into(),
            "queued".into(),
            Value::Int(0),
            mail.created_at.into(),
        ]);
    }
    bulk::write(tx, SHAPE, values).await?;
    Ok(())
}

const COLUMNS: &str = "id, account_id, to_address, to_name, locale, kind, context, state, subject,
        source, attempts, last_error, created_at, delivered_at";

pub async fn find(tx: &mut Tx, id: MailId) -> Result<Option<QueuedMail>, StoreError> {
    let sql = format!("select {COLUMNS} from mail where id = $1");
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// Mails of the whole deployment, newest first.
pub async fn list(tx: &mut Tx, most: u32) -> Result<Vec<QueuedMail>, StoreError> {
    let sql = format!("select {COLUMNS} from mail order by created_at desc, id desc limit $1");
    tx.rows_text(&sql, args![most]).await?.iter().map(from_row).collect()
}

/// At most `most` mails after `after`, newest first: all of them, or those in `state`.
pub async fn page(
    tx: &mut Tx,
    state: Option<&str>,
    after: Option<Cursor<kind::Mail>>,
    most: u32,
) -> Result<Vec<QueuedMail>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let of_state = if state.is_some() { "and state = $4" } else { "and $4 = ''" };
    let sql = format!(
        "select {COLUMNS} from mail where (created_at, id) < ($1, $2) {of_state}
          order by created_at desc, id desc limit $3"
    );
    let state = state.unwrap_or_default();
    tx.rows_text(&sql, args![at, id, most, state]).await?.iter().map(from_row).collect()
}

/// How many mails stand in `state`.
pub async fn count_in(tx: &mut Tx, state: &str) -> Result<u32, StoreError> {
    let row = tx.row("select count(*) as mails from mail where state = $1", args![state]).await?;
    row.map_or(Ok(0), |row| row.count("mails"))
}

/// Puts an undeliverable mail back into the queue; `false` when it is in another state.
pub async fn requeue(tx: &mut Tx, id: MailId) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update mail set state = 'queued', attempts = 0
              where id = $1 and state = 'undeliverable'",
            args![id],
        )
        .await?;
    Ok(touched == 1)
}

/// Delivered at `now`; `source` is kept where the deployment keeps mails, and the context (which
/// may hold a secret link) is emptied.
pub async fn delivered(
    tx: &mut Tx,
    id: MailId,
    subject: &str,
    source: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update mail set state = 'delivered', subject = $2, source = $3, context = '{}',
                delivered_at = $4, last_error = null
          where id = $1",
        args![id, subject, source, now],
    )
    .await?;
    Ok(())
}

/// The try failed; `undeliverable` when it is not tried again.
pub async fn failed(
    tx: &mut Tx,
    id: MailId,
    error: &str,
    for_good: bool,
) -> Result<(), StoreError> {
    let state = if for_good { "undeliverable" } else { "queued" };
    tx.execute(
        "update mail set state = $2, attempts = attempts + 1, last_error = $3 where id = $1",
        args![id, state, error],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<QueuedMail, StoreError> {
    Ok(QueuedMail {
        id: row.parsed("id")?,
        account: row.opt_parsed("account_id")?,
        to: row.parsed("to_address")?,
        to_name: row.text("to_name")?,
        locale: row.parsed("locale")?,
        kind: row.text("kind")?,
        context: row.json("context")?,
        state: row.text("state")?,
        subject: row.opt_text("subject")?,
        source: row.opt_text("source")?,
        attempts: row.count("attempts")?,
        last_error: row.opt_text("last_error")?,
        created_at: row.time("created_at")?,
        delivered_at: row.opt_time("delivered_at")?,
    })
}
