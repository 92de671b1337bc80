//! Chats as they were in another Plenum (G1a): copies of a person's own, found by the person alone.

use units::Timestamp;
use units::id::{AccountId, ChatAttachmentId, ChatId, PersonId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::{Holder, places};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A chat with the names of whoever took part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Chat {
    pub id: ChatId,
    pub meeting: Option<String>,
    pub first: Option<String>,
    pub second: Option<String>,
    pub meeting_title: Option<String>,
    pub first_name: Option<String>,
    pub second_name: Option<String>,
    pub created_at: Timestamp,
    pub last_at: Option<Timestamp>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub id: String,
    pub chat: ChatId,
    /// Its place in the chat.
    pub number: u32,
    pub author: PersonId,
    pub author_name: String,
    pub text: String,
    pub written_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub removed_at: Option<Timestamp>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attached {
    pub id: ChatAttachmentId,
    pub chat: ChatId,
    pub message: String,
    pub author: PersonId,
    pub name: String,
    pub kind: String,
    pub bytes: u32,
    pub attached_at: Timestamp,
}

/// Writes chats that are not there yet; says how many.
pub async fn add(tx: &mut Tx, holder: Holder, chats: &[Chat]) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before:
            "insert into brought_chat (person_id, account_id, id, meeting_id, first_id, second_id,
                        meeting_title, first_name, second_name, created_at, last_at) values ",
        after: " on conflict (person_id, id) do nothing",
        columns: 11,
    };
    let values = chats.iter().flat_map(|chat| {
        [
            Value::from(holder.person),
            holder.account.into(),
            chat.id.into(),
            chat.meeting.clone().into(),
            chat.first.clone().into(),
            chat.second.clone().into(),
            chat.meeting_title.clone().into(),
            chat.first_name.clone().into(),
            chat.second_name.clone().into(),
            chat.created_at.into(),
            chat.last_at.into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await
}

/// As `add`, messages.
pub async fn add_messages(
    tx: &mut Tx,
    holder: Holder,
    messages: &[Message],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before:
            "insert into brought_message (person_id, account_id, chat_id, number, id, author_id,
                        author_name, text, written_at, edited_at, removed_at) values ",
        after: " on conflict (person_id, chat_id, number) do nothing",
        columns: 11,
    };
    let values = messages.iter().flat_map(|message| {
        [
            Value::from(holder.person),
            holder.account.into(),
            message.chat.into(),
            message.number.into(),
            (&message.id).into(),
            message.author.into(),
            (&message.author_name).into(),
            (&message.text).into(),
            message.written_at.into(),
            message.edited_at.into(),
            message.removed_at.into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await
}

/// As `add`, a file beside a message.
pub async fn add_file(tx: &mut Tx, holder: Holder, file: &Attached) -> Result<u64, StoreError> {
    tx.execute(
        "insert into brought_file (person_id, account_id, id, chat_id, message_id, author_id, name,
                kind, bytes, attached_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (person_id, id) do nothing",
        args![
            holder.person,
            holder.account,
            file.id,
            file.chat,
            &file.message,
            file.author,
            &file.name,
            &file.kind,
            file.bytes,
            file.attached_at
        ],
    )
    .await
}

const COLUMNS: &str = "id, meeting_id, first_id, second_id, meeting_title, first_name, second_name,
       created_at, last_at";

/// The latest first, at most `most`.
pub async fn list(tx: &mut Tx, holder: Holder, most: u32) -> Result<Vec<Chat>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from brought_chat where account_id = $1 and person_id = $2
          order by coalesce(last_at, created_at) desc, id limit $3"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, most]).await?;
    rows.iter().map(chat_from).collect()
}

/// The chat `id` of `holder`.
pub async fn find(tx: &mut Tx, holder: Holder, id: ChatId) -> Result<Option<Chat>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from brought_chat where account_id = $1 and person_id = $2 and id = $3"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, id]).await?;
    rows.first().map(chat_from).transpose()
}

/// Those of `ids` that are there.
pub async fn there(tx: &mut Tx, holder: Holder, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let mut there = Vec::new();
    for some in ids.chunks(bulk::LIST_MAX) {
        let sql = format!(
            "select id from brought_chat where account_id = $1 and person_id = $2 and id in ({})",
            places(3, some.len())
        );
        let mut values = args![holder.account, holder.person].to_vec();
        values.extend(some.iter().map(Value::from));
        for row in tx.rows_text(&sql, &values).await? {
            there.push(row.text("id")?);
        }
    }
    Ok(there)
}

/// At most `most` messages before the one numbered `before`, the latest first.
pub async fn messages(
    tx: &mut Tx,
    holder: Holder,
    chat: ChatId,
    before: Option<u32>,
    most: u32,
) -> Result<Vec<Message>, StoreError> {
    let rows = tx
        .rows(
            "select id, chat_id, number, author_id, author_name, text, written_at, edited_at,
                    removed_at
               from brought_message
              where account_id = $1 and person_id = $2 and chat_id = $3 and number < $4
              order by number desc limit $5",
            args![holder.account, holder.person, chat, before.unwrap_or(u32::MAX), most],
        )
        .await?;
    rows.iter().map(message_from).collect()
}

/// The files of a chat's messages, at most `most`.
pub async fn files(
    tx: &mut Tx,
    holder: Holder,
    chat: ChatId,
    most: u32,
) -> Result<Vec<Attached>, StoreError> {
    let sql = format!(
        "select {FILE} from brought_file
          where account_id = $1 and person_id = $2 and chat_id = $3
          order by attached_at, id limit $4"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, chat, most]).await?;
    rows.iter().map(file_from).collect()
}

const FILE: &str = "id, chat_id, message_id, author_id, name, kind, bytes, attached_at";

/// A file of `holder`.
pub async fn file(
    tx: &mut Tx,
    holder: Holder,
    id: ChatAttachmentId,
) -> Result<Option<Attached>, StoreError> {
    let sql = format!(
        "select {FILE} from brought_file where account_id = $1 and person_id = $2 and id = $3"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, id]).await?;
    rows.first().map(file_from).transpose()
}

/// Erases at most `most` messages of `account` written before `before`; says how many.
pub async fn erase(
    tx: &mut Tx,
    account: AccountId,
    before: Timestamp,
    most: u32,
) -> Result<u64, StoreError> {
    tx.execute(
        "delete from brought_message where account_id = $1 and (person_id, chat_id, number) in (
                select person_id, chat_id, number from brought_message
                 where account_id = $1 and written_at < $2 order by written_at limit $3)",
        args![account, before, most],
    )
    .await
}

fn chat_from(row: &Row) -> Result<Chat, StoreError> {
    Ok(Chat {
        id: row.parsed("id")?,
        meeting: row.opt_text("meeting_id")?,
        first: row.opt_text("first_id")?,
        second: row.opt_text("second_id")?,
        meeting_title: row.opt_text("meeting_title")?,
        first_name: row.opt_text("first_name")?,
        second_name: row.opt_text("second_name")?,
        created_at: row.time("created_at")?,
        last_at: row.opt_time("last_at")?,
    })
}

fn message_from(row: &Row) -> Result<Message, StoreError> {
    Ok(Message {
        id: row.text("id")?,
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

fn file_from(row: &Row) -> Result<Attached, StoreError> {
    Ok(Attached {
        id: row.parsed("id")?,
        chat: row.parsed("chat_id")?,
        message: row.text("message_id")?,
        author: row.parsed("author_id")?,
        name: row.text("name")?,
        kind: row.text("kind")?,
        bytes: row.count("bytes")?,
        attached_at: row.time("attached_at")?,
    })
}
