//! Files beside the messages of chats (F8): what they are called and how large they are. The bytes
//! are among the blobs.

use meetings::chat::attachment::AttachmentKind;
use units::Timestamp;
use units::id::{AccountId, ChatAttachmentId, ChatId, ChatMessageId, PersonId};

use crate::args;
use crate::contact::places;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A file as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    pub id: ChatAttachmentId,
    pub message: ChatMessageId,
    pub chat: ChatId,
    /// With its ending.
    pub name: String,
    pub kind: AttachmentKind,
    pub bytes: u32,
}

const COLUMNS: &str = "id, message_id, chat_id, name, kind, bytes";

pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    author: PersonId,
    attachment: &Attachment,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into chat_attachment (id, message_id, chat_id, account_id, author_id, name, kind,
                bytes, attached_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            attachment.id,
            attachment.message,
            attachment.chat,
            account,
            author,
            &attachment.name,
            attachment.kind.word(),
            attachment.bytes,
            now
        ],
    )
    .await?;
    Ok(())
}

/// Files of `messages`, in the order they were attached.
pub async fn of(
    tx: &mut Tx,
    account: AccountId,
    messages: &[ChatMessageId],
) -> Result<Vec<Attachment>, StoreError> {
    if messages.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select {COLUMNS} from chat_attachment where account_id = $1 and message_id in ({})
          order by attached_at, id",
        places(2, messages.len())
    );
    let mut values = vec![Value::from(account)];
    values.extend(messages.iter().map(|id| Value::from(*id)));
    tx.rows_text(&sql, &values).await?.iter().map(from_row).collect()
}

/// A file of `chat`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    chat: ChatId,
    id: ChatAttachmentId,
) -> Result<Option<Attachment>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from chat_attachment
          where account_id = $1 and chat_id = $2 and id = $3"
    );
    tx.rows_text(&sql, args![account, chat, id]).await?.first().map(from_row).transpose()
}

/// How many files `author` attached since `since`, counted up to `most`.
pub async fn count_since(
    tx: &mut Tx,
    author: PersonId,
    since: Timestamp,
    most: u32,
) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select count(*) as files from (select id from chat_attachment
              where author_id = $1 and attached_at > $2 limit $3) recent",
            args![author, since, most],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("files"))
}

/// Forgets the files of a message; their bytes are the caller's to delete.
pub async fn take(
    tx: &mut Tx,
    account: AccountId,
    message: ChatMessageId,
) -> Result<Vec<ChatAttachmentId>, StoreError> {
    let rows = tx
        .rows(
            "select id from chat_attachment where account_id = $1 and message_id = $2",
            args![account, message],
        )
        .await?;
    tx.execute(
        "delete from chat_attachment where account_id = $1 and message_id = $2",
        args![account, message],
    )
    .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

/// Messages of which `take_older` takes the files: those `chat_message::erase` erases.
const OLDER: &str = "message_id in (select id from chat_message
           where account_id = $1 and written_at < $2 order by written_at, id limit $3)";

/// As `take`, of the `most` oldest messages written before `before`.
pub async fn take_older(
    tx: &mut Tx,
    account: AccountId,
    before: Timestamp,
    most: u32,
) -> Result<Vec<ChatAttachmentId>, StoreError> {
    let sql = format!("select id from chat_attachment where account_id = $1 and {OLDER}");
    let rows = tx.rows_text(&sql, args![account, before, most]).await?;
    let sql = format!("delete from chat_attachment where account_id = $1 and {OLDER}");
    tx.execute_text(&sql, args![account, before, most]).await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

fn from_row(row: &Row) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        id: row.parsed("id")?,
        message: row.parsed("message_id")?,
        chat: row.parsed("chat_id")?,
        name: row.text("name")?,
        kind: row.word("kind", AttachmentKind::from_word)?,
        bytes: row.count("bytes")?,
    })
}
