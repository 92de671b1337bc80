//! Files beside messages (F8): attached by the author while they may change the message, handed out
//! to whoever may read it, deleted with it.

use meetings::chat::Wish;
use meetings::chat::attachment::{self as rules, ATTACHMENTS_MAX, NotAttached};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use store::chat_attachment;
pub use store::chat_attachment::Attachment;
use store::due::{Lane, NewDue};
use store::{StoreError, Tx};
use units::id::{AccountId, ChatAttachmentId, ChatId, ChatMessageId};

use super::{ChatError, allowed, changing, entered, may};
use crate::app::App;
use crate::files;
use crate::who::Who;
use crate::work::Outcome;

/// Files one person may attach in a day.
pub const FILES_A_DAY_MAX: u32 = 100;

/// A file whose message is gone.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Orphan {
    pub account: AccountId,
    pub file: ChatAttachmentId,
}

fn blob(account: AccountId, file: ChatAttachmentId) -> Path {
    Path::from(format!("chats/{account}/{file}"))
}

/// Puts a file called `name` beside a message of one's own.
pub async fn attach(
    app: &App,
    who: &Who,
    chat: ChatId,
    message: ChatMessageId,
    (name, file): (&str, Vec<u8>),
) -> Result<Attachment, ChatError> {
    allowed(who, Permission::WriteChats)?;
    let kind = rules::check(&file)?;
    let attached = Attachment {
        id: app.id(),
        message,
        chat,
        name: rules::file_name(name, kind),
        kind,
        bytes: u32::try_from(file.len()).unwrap_or(u32::MAX),
    };
    // Asked before the bytes are kept, and again when the row is written.
    let (tx, account) = room_for_one(app, who, chat, message).await?;
    drop(tx);
    let path = blob(account, attached.id);
    app.blobs.put(&path, PutPayload::from(file)).await?;
    let kept = keep(app, who, &attached).await;
    if kept.is_err() {
        app.blobs.delete(&path).await?;
    }
    kept.map(|()| attached)
}

async fn keep(app: &App, who: &Who, attached: &Attachment) -> Result<(), ChatError> {
    let (mut tx, account) = room_for_one(app, who, attached.chat, attached.message).await?;
    chat_attachment::insert(&mut tx, account, who.person(), attached, app.now()).await?;
    Ok(tx.commit().await?)
}

/// A transaction that holds the message, beside which there is room for one more file.
async fn room_for_one(
    app: &App,
    who: &Who,
    chat: ChatId,
    message: ChatMessageId,
) -> Result<(Tx, AccountId), ChatError> {
    let (mut tx, chat, message) = changing(app, who, chat, message).await?;
    may(app, who, &chat, Wish::Edit(message.written()))?;
    let files = chat_attachment::of(&mut tx, chat.account, &[message.id]).await?;
    if u32::try_from(files.len()).is_ok_and(|files| files >= ATTACHMENTS_MAX) {
        return Err(NotAttached::TooMany.into());
    }
    let since = app.now().plus_days(-1);
    let today = chat_attachment::count_since(&mut tx, who.person(), since, FILES_A_DAY_MAX).await?;
    match today >= FILES_A_DAY_MAX {
        true => Err(ChatError::TooManyFiles),
        false => Ok((tx, chat.account)),
    }
}

/// A file of the chat, for whoever may read it.
pub async fn file(
    app: &App,
    who: &Who,
    chat: ChatId,
    id: ChatAttachmentId,
) -> Result<(Attachment, Vec<u8>), ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    let chat = entered(app, &mut tx, who, chat, Wish::Read).await?;
    let found = chat_attachment::find(&mut tx, chat.account, chat.id, id).await?;
    drop(tx);
    let found = found.ok_or(ChatError::NoFile)?;
    let bytes = files::whole(&*app.blobs, &blob(chat.account, id)).await?;
    Ok((found, bytes.ok_or(ChatError::NoFile)?))
}

/// The bytes of a file beside a message of a chat of `account`.
pub(crate) async fn bytes(
    app: &App,
    account: AccountId,
    file: ChatAttachmentId,
) -> Result<Vec<u8>, object_store::Error> {
    Ok(app.blobs.get(&blob(account, file)).await?.bytes().await?.to_vec())
}

/// The bytes of `files` are deleted as soon as the transaction is committed.
pub(super) async fn plan(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    files: Vec<ChatAttachmentId>,
) -> Result<(), StoreError> {
    let now = app.now();
    let rows = files.into_iter().map(|file| {
        let payload = &Orphan { account, file };
        let (id, key) = (app.id(), file.to_string());
        let account = Some(account);
        let work = NewDue { id, account, kind: "chat_file", key, payload, due_at: now, now };
        work.row(Lane::Background)
    });
    store::due::add_all(tx, rows.collect()).await
}

/// Due work: deletes the bytes of a file whose message is gone.
pub async fn run(app: &App, work: &Orphan) -> Outcome {
    match files::delete(&*app.blobs, &blob(work.account, work.file)).await {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}
