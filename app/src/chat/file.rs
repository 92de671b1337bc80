//! A chat read from its beginning to its end, a portion at a time, for the file it is kept in
//! (F8d).
//! However long it is, one portion is in memory, and no transaction is open between two. Each
//! portion asks again whether they may.

use meetings::chat::Wish;
use people::roles::Permission;
use serde::Serialize;
use store::chat_attachment::{self, Attachment};
use store::chat_message::{self, Message};
use units::Timestamp;
use units::id::{ChatAttachmentId, ChatId, ChatMessageId, PersonId};

use super::{Chat, ChatError, allowed, entered};
use crate::app::App;
use crate::who::Who;

/// Most messages of one portion.
pub const PORTION: u32 = 100;

/// A part of one chat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Portion {
    pub chat: Chat,
    /// The oldest first.
    pub messages: Vec<Kept>,
    /// Number after which the chat goes on; none: it is read to its end.
    pub next: Option<u32>,
}

/// A message as files hold it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Kept {
    /// In its chat, from 1; those of erased messages are missing.
    pub number: u32,
    pub author: PersonId,
    /// As it was when they wrote.
    pub author_name: String,
    pub written_at: Timestamp,
    pub edited_at: Option<Timestamp>,
    pub removed_at: Option<Timestamp>,
    /// Empty when it is removed.
    pub text: String,
    pub attachments: Vec<KeptFile>,
}

/// A file beside a message; its bytes are `attachments::file`'s to give.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct KeptFile {
    pub id: ChatAttachmentId,
    pub name: String,
    pub media_type: &'static str,
    pub bytes: u32,
}

/// The portion of the chat `id` after the message numbered `after`; from 0, its beginning.
pub async fn portion(app: &App, who: &Who, id: ChatId, after: u32) -> Result<Portion, ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    let chat = entered(app, &mut tx, who, id, Wish::Read).await?;
    let mut messages =
        chat_message::page_after(&mut tx, chat.account, id, after, PORTION + 1).await?;
    let more = u32::try_from(messages.len()).is_ok_and(|read| read > PORTION);
    if more {
        messages.pop();
    }
    let next = messages.last().filter(|_| more).map(|message| message.number);
    let ids: Vec<ChatMessageId> = messages.iter().map(|message| message.id).collect();
    let files = chat_attachment::of(&mut tx, chat.account, &ids).await?;
    let messages = messages.into_iter().map(|message| kept(message, &files)).collect();
    Ok(Portion { chat, messages, next })
}

/// `message` with those of `files` that are beside it.
fn kept(message: Message, files: &[Attachment]) -> Kept {
    let beside = files.iter().filter(|file| file.message == message.id).map(|file| KeptFile {
        id: file.id,
        name: file.name.clone(),
        media_type: file.kind.media_type(),
        bytes: file.bytes,
    });
    Kept {
        attachments: beside.collect(),
        number: message.number,
        author: message.author,
        author_name: message.author_name,
        written_at: message.written_at,
        edited_at: message.edited_at,
        removed_at: message.removed_at,
        text: message.text,
    }
}
