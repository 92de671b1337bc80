//! Messages of chats: in the order of their numbers, found again by what they say, erased when
//! their account's time is over (F8).

use std::cmp::Reverse;

use contacts::fold;
use meetings::chat::{MessageText, Written};
use units::Timestamp;
use units::id::{AccountId, ChatId, ChatMessageId, PersonId, kind};

use crate::args;
use crate::chat::OF_PERSON;
use crate::contact::{pattern, places};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A message as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub id: ChatMessageId,
    pub chat: ChatId,
    /// In its chat, from 1; what was written later has a higher one.
    pub number: u32,
    pub author: PersonId,
    /// As it was when they wrote.
    pub author_name: String,
    /// Empty when it is removed.
    pub text: String,
    pub written_at: Timestamp,
    /// Last time its author changed it.
    pub edited_at: Option<Timestamp>,
    pub removed_at: Option<Timestamp>,
}

impl Message {
    /// As `meetings::chat::may` asks about it.
    pub fn written(&self) -> Written {
        Written { author: self.author, at: self.written_at, removed: self.removed_at.is_some() }
    }

    /// Where a page of what was found begins after it.
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.written_at, id: self.id }
    }
}

/// Where a page of what was found begins.
pub type Cursor = crate::cursor::Cursor<kind::ChatMessage>;

const COLUMNS: &str = "x.id, x.chat_id, x.number, x.author_id, x.author_name, x.text, x.written_at,
       x.edited_at, x.removed_at";

/// Writes a message. Refused as taken when its id is in use.
pub async fn insert(tx: &mut Tx, account: AccountId, message: &Message) -> Result<(), StoreError> {
    tx.execute(
        "insert into chat_message (id, chat_id, account_id, number, author_id, author_name, text,
                written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            message.id,
            message.chat,
            account,
            message.number,
            message.author,
            &message.author_name,
            &message.text,
            message.written_at
        ],
    )
    .await?;
    tx.execute(
        "insert into chat_text (chat_id, written_at, message_id, account_id, text)
         values ($1, $2, $3, $4, $5)",
        args![message.chat, message.written_at, message.id, account, fold(&message.text)],
    )
    .await?;
    Ok(())
}

/// At most `most` messages of a chat before the one numbered `before`, the latest first.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    chat: ChatId,
    before: Option<u32>,
    most: u32,
) -> Result<Vec<Message>, StoreError> {
    let before = before.unwrap_or(u32::MAX);
    let sql = format!(
        "select {COLUMNS} from chat_message x
          where x.account_id = $1 and x.chat_id = $2 and x.number < $3
          order by x.number desc limit $4"
    );
    let rows = tx.rows_text(&sql, args![account, chat, before, most]).await?;
    rows.iter().map(from_row).collect()
}

/// At most `most` messages of a chat after the one numbered `after`, the oldest first.
pub async fn page_after(
    tx: &mut Tx,
    account: AccountId,
    chat: ChatId,
    after: u32,
    most: u32,
) -> Result<Vec<Message>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from chat_message x
          where x.account_id = $1 and x.chat_id = $2 and x.number > $3
          order by x.number limit $4"
    );
    let rows = tx.rows_text(&sql, args![account, chat, after, most]).await?;
    rows.iter().map(from_row).collect()
}

/// A message of `chat`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    chat: ChatId,
    id: ChatMessageId,
) -> Result<Option<Message>, StoreError> {
    one(tx, account, chat, id, "").await
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    chat: ChatId,
    id: ChatMessageId,
) -> Result<Option<Message>, StoreError> {
    let for_update = tx.dialect().for_update();
    one(tx, account, chat, id, for_update).await
}

async fn one(
    tx: &mut Tx,
    account: AccountId,
    chat: ChatId,
    id: ChatMessageId,
    for_update: &'static str,
) -> Result<Option<Message>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from chat_message x
          where x.account_id = $1 and x.chat_id = $2 and x.id = $3{for_update}"
    );
    let rows = tx.rows_text(&sql, args![account, chat, id]).await?;
    rows.first().map(from_row).transpose()
}

/// The chat and the author of the message `id`, wherever it is: ids are made by forms.
pub async fn whose(
    tx: &mut Tx,
    id: ChatMessageId,
) -> Result<Option<(ChatId, PersonId)>, StoreError> {
    let row =
        tx.row("select chat_id, author_id from chat_message where id = $1", args![id]).await?;
    row.map(|row| Ok((row.parsed("chat_id")?, row.parsed("author_id")?))).transpose()
}

/// How many messages `author` wrote since `since`, counted up to `most`.
pub async fn count_since(
    tx: &mut Tx,
    author: PersonId,
    since: Timestamp,
    most: u32,
) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select count(*) as messages from (select id from chat_message
              where author_id = $1 and written_at > $2 limit $3) recent",
            args![author, since, most],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("messages"))
}

/// The author changed what a message says.
pub async fn edit(
    tx: &mut Tx,
    account: AccountId,
    message: &Message,
    text: &MessageText,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update chat_message set text = $3, edited_at = $4 where account_id = $1 and id = $2",
        args![account, message.id, text.as_str(), now],
    )
    .await?;
    tx.execute(
        "update chat_text set text = $5
          where account_id = $1 and chat_id = $2 and written_at = $3 and message_id = $4",
        args![account, message.chat, message.written_at, message.id, fold(text.as_str())],
    )
    .await?;
    Ok(())
}

/// The author took a message back: what it said is gone, that there was one stays.
pub async fn remove(
    tx: &mut Tx,
    account: AccountId,
    message: &Message,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update chat_message set text = '', removed_at = $3 where account_id = $1 and id = $2",
        args![account, message.id, now],
    )
    .await?;
    tx.execute(
        "delete from chat_text
          where account_id = $1 and chat_id = $2 and written_at = $3 and message_id = $4",
        args![account, message.chat, message.written_at, message.id],
    )
    .await?;
    Ok(())
}

/// At most `most` messages with `search` in them, of the chats in which `person` takes part, the
/// latest first.
pub async fn search(
    tx: &mut Tx,
    person: PersonId,
    search: &str,
    after: Option<Cursor>,
    most: u32,
) -> Result<Vec<Message>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let sql = format!(
        "select t.message_id from chat_text t
          where t.chat_id in ({OF_PERSON}) and t.text like $5 escape '\\'
            and (t.written_at, t.message_id) < ($2, $3)
          order by t.written_at desc, t.message_id desc limit $4"
    );
    let rows = tx.rows_text(&sql, args![person, at, id, most, pattern(search)]).await?;
    let ids: Result<Vec<ChatMessageId>, StoreError> =
        rows.iter().map(|row| row.parsed("message_id")).collect();
    let mut found = find_all(tx, &ids?).await?;
    found.sort_by_key(|message| Reverse((message.written_at, message.id)));
    Ok(found)
}

/// Messages by their ids, wherever they are: who may read them was asked before.
async fn find_all(tx: &mut Tx, ids: &[ChatMessageId]) -> Result<Vec<Message>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql =
        format!("select {COLUMNS} from chat_message x where x.id in ({})", places(1, ids.len()));
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    tx.rows_text(&sql, &values).await?.iter().map(from_row).collect()
}

/// Erases at most `most` messages of `account` written before `before`; says how many.
pub async fn erase(
    tx: &mut Tx,
    account: AccountId,
    before: Timestamp,
    most: u32,
) -> Result<u64, StoreError> {
    tx.execute(
        "delete from chat_text where account_id = $1 and (chat_id, written_at, message_id) in (
                select chat_id, written_at, id from chat_message
                 where account_id = $1 and written_at < $2
                 order by written_at, id limit $3)",
        args![account, before, most],
    )
    .await?;
    tx.execute(
        "delete from chat_message where account_id = $1 and id in (
                select id from chat_message where account_id = $1 and written_at < $2
                 order by written_at, id limit $3)",
        args![account, before, most],
    )
    .await
}

/// Chats of `account` whose last message was written before `before` and is erased have none.
pub async fn forget_last(
    tx: &mut Tx,
    account: AccountId,
    before: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update chat set last_at = null
          where account_id = $1 and last_at < $2
            and not exists (select 1 from chat_message x where x.chat_id = chat.id)",
        args![account, before],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Message, StoreError> {
    Ok(Message {
        id: row.parsed("id")?,
        chat: row.parsed("chat_id")?,
        number: row.count("number")?,
        author: row.parsed("author_id")?,
        author_name: row.text("author_name")?,
        text: row.text("text")?,
        written_at: row.time("written_at")?,
        edited_at: row.opt_time("edited_at")?,
        removed_at: row.opt_time("removed_at")?,
    })
}
