//! Chats as they were in another Plenum: the person's own copies, read and nothing else
//! (docs/decisions/0046).

use object_store::ObjectStoreExt;
use object_store::path::Path;
use people::roles::Permission;
use store::brought_chat;
pub use store::brought_chat::{Attached, Chat, Message};
use store::contact::Holder;
use units::id::{ChatAttachmentId, ChatId, PersonId};

use super::{ChatError, allowed};
use crate::app::App;
use crate::who::Who;

/// Chats that are listed.
const LISTED_MAX: u32 = 500;
/// Files listed with a chat.
const FILES_MAX: u32 = 2_000;

/// Messages of a chat, the oldest first, with the files beside them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub chat: Chat,
    pub messages: Vec<Message>,
    pub files: Vec<Attached>,
    /// Where the messages before these are asked for; none: these are the first.
    pub before: Option<u32>,
}

/// A file of a brought chat lies below its person: nobody else's rows lead there.
pub(crate) fn blob(holder: Holder, file: ChatAttachmentId) -> Path {
    path(holder.person, file)
}

fn path(person: PersonId, file: ChatAttachmentId) -> Path {
    Path::from(format!("brought/{person}/{file}"))
}

/// The bytes of a file of the person's.
pub(crate) async fn bytes(
    app: &App,
    person: PersonId,
    file: ChatAttachmentId,
) -> Result<Vec<u8>, object_store::Error> {
    Ok(app.blobs.get(&path(person, file)).await?.bytes().await?.to_vec())
}

fn holder(who: &Who) -> Result<Holder, ChatError> {
    allowed(who, Permission::SeeChats)?;
    Ok(Holder { account: who.account(), person: who.person() })
}

/// What the other side of a chat is called.
pub fn title(chat: &Chat, who: &Who) -> String {
    let own = who.person().to_string();
    let other = match chat.first.as_deref() == Some(own.as_str()) {
        true => &chat.second_name,
        false => &chat.first_name,
    };
    chat.meeting_title.as_ref().or(other.as_ref()).cloned().unwrap_or_default()
}

/// What a file is, as its row says.
pub fn media_type(file: &Attached) -> &'static str {
    let kind = ::meetings::chat::attachment::AttachmentKind::from_word(&file.kind);
    kind.map_or("application/octet-stream", |kind| kind.media_type())
}

/// The chats that came with imports, the latest first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Chat>, ChatError> {
    let holder = holder(who)?;
    let mut tx = app.store.read().await?;
    Ok(brought_chat::list(&mut tx, holder, LISTED_MAX).await?)
}

/// At most `most` messages of a chat before the one numbered `before`.
pub async fn show(
    app: &App,
    who: &Who,
    id: ChatId,
    before: Option<u32>,
    most: u32,
) -> Result<Shown, ChatError> {
    let holder = holder(who)?;
    let mut tx = app.store.read().await?;
    let chat = brought_chat::find(&mut tx, holder, id).await?;
    let chat = chat.ok_or(::meetings::chat::ChatRefusal::Stranger)?;
    let mut messages = brought_chat::messages(&mut tx, holder, id, before, most).await?;
    let is_full = u32::try_from(messages.len()).is_ok_and(|read| read >= most);
    let before = messages.last().map(|first| first.number).filter(|_| is_full);
    messages.reverse();
    let files = brought_chat::files(&mut tx, holder, id, FILES_MAX).await?;
    Ok(Shown { chat, messages, files, before })
}

/// A file of a chat that came with an import.
pub async fn download(
    app: &App,
    who: &Who,
    chat: ChatId,
    id: ChatAttachmentId,
) -> Result<(Attached, Vec<u8>), ChatError> {
    let holder = holder(who)?;
    let mut tx = app.store.read().await?;
    let file = brought_chat::file(&mut tx, holder, id).await?;
    let file = file.filter(|file| file.chat == chat).ok_or(ChatError::NoFile)?;
    drop(tx);
    match bytes(app, holder.person, id).await {
        Ok(bytes) => Ok((file, bytes)),
        Err(object_store::Error::NotFound { .. }) => Err(ChatError::NoFile),
        Err(error) => Err(error.into()),
    }
}
