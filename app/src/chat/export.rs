//! Chats read from their beginning to their end, a portion at a time (F8b): for the file of one
//! chat, and for the export of everything a person has. However long they are, one portion is in
//! memory, and no transaction is open between two. Each portion asks again whether they may.

use meetings::chat::{self as rules, ChatRefusal, Wish};
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use store::chat_attachment::{self, Attachment};
use store::chat_message::{self, Message};
use units::Timestamp;
use units::id::{ChatAttachmentId, ChatId, ChatMessageId, PersonId};

use super::{Chat, ChatError, allowed};
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

/// How far an export of all chats is: kept by whoever goes on after an interruption.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct At {
    /// The chat that was read last.
    chat: Option<ChatId>,
    /// Number after which it goes on; none: it is read to its end.
    after: Option<u32>,
}

/// The portion of the chat `id` after the message numbered `after`; from 0, its beginning.
pub async fn of_chat(app: &App, who: &Who, id: ChatId, after: u32) -> Result<Portion, ChatError> {
    allowed(who, Permission::SeeChats)?;
    portion(app, who.person(), id, after).await
}

/// The portion at `at` of all chats `person` takes part in, and where the next one begins; none
/// when everything is read. Chats come in the order of their ids, which does not change while
/// people write.
pub async fn of_person(
    app: &App,
    person: PersonId,
    at: At,
) -> Result<Option<(Portion, At)>, ChatError> {
    if let (Some(chat), Some(after)) = (at.chat, at.after) {
        match portion(app, person, chat, after).await {
            // They were taken off the meeting meanwhile: the next chat is theirs.
            Err(ChatError::Refused(ChatRefusal::Stranger)) => {}
            read => return read.map(going_on),
        }
    }
    let mut tx = app.store.read().await?;
    let next = store::chat::next(&mut tx, person, at.chat).await?;
    drop(tx);
    match next {
        Some(chat) => portion(app, person, chat, 0).await.map(going_on),
        None => Ok(None),
    }
}

fn going_on(portion: Portion) -> Option<(Portion, At)> {
    let at = At { chat: Some(portion.chat.id), after: portion.next };
    Some((portion, at))
}

async fn portion(
    app: &App,
    person: PersonId,
    id: ChatId,
    after: u32,
) -> Result<Portion, ChatError> {
    let mut tx = app.store.read().await?;
    let chat = store::chat::find(&mut tx, person, id).await?.ok_or(ChatRefusal::Stranger)?;
    rules::may(&chat.place, person, Wish::Read, app.now())?;
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
