//! Chats: opened with a colleague or among those of a meeting, read, written, searched (F8).
//!
//! Who may see and do what is `meetings::chat::may`, asked here for every chat that is read from
//! the store and for every change. The trail says nothing of messages: admins read it.

pub mod attachments;
pub mod brought;
pub mod file;
pub mod retention;

pub use meetings::chat::UNREAD_COUNTED_MAX;
use meetings::chat::attachment::NotAttached;
use meetings::chat::{self as rules, ChatRefusal, MessageText, NotAMessage, Wish};
use people::roles::Permission;
use store::chat::With;
pub use store::chat::{Chat, Cursor};
use store::chat_attachment;
pub use store::chat_attachment::Attachment;
pub use store::chat_message::Message;
use store::{StoreError, Tx};
use store::{chat_message, chat_unread};
use units::EmailAddress;
use units::id::{ChatId, ChatMessageId, MeetingId, PersonId, kind};

use crate::app::App;
use crate::page::{Page, to_read};
use crate::who::Who;

/// Messages one person may write in a day.
pub const MESSAGES_A_DAY_MAX: u32 = 2_000;
/// Longest text that is searched for.
pub const SEARCH_MAX_CHARS: usize = 200;

/// Why a chat was not shown, or nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ChatError {
    #[error("the person may not")]
    NotAllowed,
    #[error(transparent)]
    Refused(#[from] ChatRefusal),
    #[error("no such message in the chat")]
    NoMessage,
    #[error(transparent)]
    Text(#[from] NotAMessage),
    /// No active person of the account has the address, or it is one's own.
    #[error("nobody to write to")]
    Nobody,
    #[error("no such meeting")]
    NoMeeting,
    #[error("more than {MESSAGES_A_DAY_MAX} messages in a day")]
    TooMany,
    #[error("no such file in the chat")]
    NoFile,
    #[error(transparent)]
    File(#[from] NotAttached),
    #[error("more than {} files in a day", attachments::FILES_A_DAY_MAX)]
    TooManyFiles,
    #[error("the file cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Days(#[from] rules::NotAnOption),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ChatError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ChatError::NotAllowed => "permission.missing",
            ChatError::Refused(refusal) => refusal.code(),
            ChatError::NoMessage => "chat_message.not_found",
            ChatError::Text(problem) => problem.code(),
            ChatError::Nobody => "chat.nobody",
            ChatError::NoMeeting => "meeting.not_found",
            ChatError::TooMany => "chat.too_many",
            ChatError::Days(_) => "chat.retention_days",
            ChatError::NoFile => "chat_file.not_found",
            ChatError::File(problem) => problem.code(),
            ChatError::TooManyFiles => "chat.too_many_files_today",
            ChatError::Blobs(_) | ChatError::Store(_) => "store.unavailable",
        }
    }
}

/// Whom somebody wants to write to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum To {
    /// A colleague, by one of their addresses.
    Address(EmailAddress),
    /// Those of a meeting one takes part in.
    Meeting(MeetingId),
}

/// A chat with what whoever asks may do there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub chat: Chat,
    /// Why they cannot write; none: they can.
    pub closed: Option<ChatRefusal>,
    /// Days its account keeps messages; none: for good.
    pub kept_days: Option<u32>,
}

/// A message with what whoever asks may do with it now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub message: Message,
    pub attachments: Vec<Attachment>,
    pub is_own: bool,
    /// Somebody else's, and not read yet.
    pub is_new: bool,
    pub may_edit: bool,
    pub may_remove: bool,
}

/// A page of a chat, the latest message first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lines {
    pub lines: Vec<Line>,
    /// Number before which the next page begins, if there is one.
    pub next: Option<u32>,
}

/// A message that was found, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub message: Message,
    pub title: String,
}

fn allowed(who: &Who, permission: Permission) -> Result<(), ChatError> {
    match who.actor.may(permission) {
        true => Ok(()),
        false => Err(ChatError::NotAllowed),
    }
}

/// The one question, asked with this story's person and moment.
fn may(app: &App, who: &Who, chat: &Chat, wish: Wish) -> Result<(), ChatRefusal> {
    rules::may(&chat.place, who.person(), wish, app.now())
}

/// The chat `id`, if `who` may do there as they wish.
async fn entered(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    id: ChatId,
    wish: Wish,
) -> Result<Chat, ChatError> {
    let chat = store::chat::find(tx, who.person(), id).await?.ok_or(ChatRefusal::Stranger)?;
    may(app, who, &chat, wish)?;
    let mut chats = [chat];
    call_series(app, tx, &mut chats).await?;
    let [chat] = chats;
    Ok(chat)
}

/// A series has one chat, which is called as its meeting is that is on or comes next
/// (docs/decisions/0057).
async fn call_series(app: &App, tx: &mut Tx, chats: &mut [Chat]) -> Result<(), StoreError> {
    for chat in chats.iter_mut().filter(|chat| chat.has_stretches) {
        let Some(meeting) = chat.meeting else { continue };
        if let Some(kept) = store::meeting::find(tx, chat.account, meeting).await? {
            kept.meeting.series_words_at(app.now()).0.clone_into(&mut chat.title);
        }
    }
    Ok(())
}

/// At most `most` chats of `who` in which something was written, the latest first.
pub async fn page(
    app: &App,
    who: &Who,
    after: Option<Cursor>,
    most: u32,
) -> Result<Page<Chat, kind::Chat>, ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    let chats = store::chat::page(&mut tx, who.person(), after, to_read(most)).await?;
    let mut page = Page::of(chats, most, |chat| {
        let latest = chat.last_at.unwrap_or(units::Timestamp::from_seconds(0));
        Cursor { at: latest, id: chat.id }
    });
    page.lines.retain(|chat| may(app, who, chat, Wish::Read).is_ok());
    call_series(app, &mut tx, &mut page.lines).await?;
    Ok(page)
}

/// The chat `id`.
pub async fn show(app: &App, who: &Who, id: ChatId) -> Result<Shown, ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    let chat = entered(app, &mut tx, who, id, Wish::Read).await?;
    let retention = store::chat_retention::find(&mut tx, chat.account).await?;
    Ok(Shown {
        closed: may(app, who, &chat, Wish::Write).err(),
        kept_days: retention.and_then(|retention| retention.days),
        chat,
    })
}

/// The chat with `to`, made now if there is none. Nobody else sees it before something is written.
pub async fn open(app: &App, who: &Who, to: &To) -> Result<ChatId, ChatError> {
    allowed(who, Permission::WriteChats)?;
    let mut tx = app.store.begin().await?;
    let (account, with) = match to {
        To::Address(email) => {
            let other = other(&mut tx, who, email).await?;
            (who.account(), With::two(who.person(), other))
        }
        To::Meeting(id) => {
            let account = store::chat::account_of_meeting(&mut tx, who.person(), *id).await?;
            (account.ok_or(ChatError::NoMeeting)?, With::Meeting(*id))
        }
    };
    if let Some(id) = store::chat::with(&mut tx, with).await? {
        return Ok(id);
    }
    let id = app.id();
    match store::chat::insert(&mut tx, id, account, with, app.now()).await {
        // The other one opened it a moment ago.
        Err(error) if error.is_taken() => {
            drop(tx);
            let mut tx = app.store.read().await?;
            let found = store::chat::with(&mut tx, with).await?;
            Ok(found.ok_or_else(|| StoreError::Other("a chat is gone".to_owned()))?)
        }
        Err(error) => Err(error.into()),
        Ok(()) => {
            tx.commit().await?;
            Ok(id)
        }
    }
}

/// The active colleague with an address.
async fn other(tx: &mut Tx, who: &Who, email: &EmailAddress) -> Result<PersonId, ChatError> {
    let found = store::person::by_address(tx, email).await?.ok_or(ChatError::Nobody)?;
    let here = store::member::is_active(tx, who.account(), found.id).await?;
    match here && found.id != who.person() {
        true => Ok(found.id),
        false => Err(ChatError::Nobody),
    }
}

/// `message` with those of `attachments` that are beside it.
fn line(app: &App, who: &Who, chat: &Chat, message: Message, attachments: &[Attachment]) -> Line {
    let beside = attachments.iter().filter(|file| file.message == message.id);
    let attachments = beside.cloned().collect();
    let may = |wish| may(app, who, chat, wish).is_ok();
    let written = message.written();
    let is_own = message.author == who.person();
    let not_read = chat.unread_from.is_some_and(|from| message.number >= from);
    Line {
        attachments,
        is_own,
        is_new: not_read && !is_own && !written.removed,
        may_edit: may(Wish::Edit(written)),
        may_remove: may(Wish::Remove(written)),
        message,
    }
}

/// At most `most` messages of the chat `id` before the one numbered `before`, the latest first.
pub async fn lines(
    app: &App,
    who: &Who,
    id: ChatId,
    before: Option<u32>,
    most: u32,
) -> Result<Lines, ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    let chat = entered(app, &mut tx, who, id, Wish::Read).await?;
    let read = to_read(most);
    let mut messages = chat_message::page(&mut tx, chat.account, id, before, read).await?;
    let more = u32::try_from(messages.len()).is_ok_and(|found| found >= read);
    if more {
        messages.pop();
    }
    let next = messages.last().filter(|_| more).map(|message| message.number);
    let ids: Vec<ChatMessageId> = messages.iter().map(|message| message.id).collect();
    let files = chat_attachment::of(&mut tx, chat.account, &ids).await?;
    let lines = messages.into_iter();
    let lines = lines.map(|message| line(app, who, &chat, message, &files));
    Ok(Lines { lines: lines.collect(), next })
}

/// What `who` has seen of the chat `id`, up to the message `number`, is not new to them any more.
pub async fn read(app: &App, who: &Who, id: ChatId, number: u32) -> Result<(), ChatError> {
    allowed(who, Permission::WriteChats)?;
    let mut tx = app.store.begin().await?;
    let chat = entered(app, &mut tx, who, id, Wish::Read).await?;
    // Nobody writes meanwhile what would be taken for read.
    store::chat::hold(&mut tx, chat.account, id).await?;
    chat_unread::read(&mut tx, chat.account, who.person(), id, number).await?;
    Ok(tx.commit().await?)
}

/// In how many chats something is new to `who`; counted up to `UNREAD_COUNTED_MAX`.
pub async fn unread(app: &App, who: &Who) -> Result<u32, ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    Ok(chat_unread::chats(&mut tx, who.person(), UNREAD_COUNTED_MAX).await?)
}

/// Writes `text` in the chat. `id` is made with the form, so that a second click writes nothing
/// more.
pub async fn write(
    app: &App,
    who: &Who,
    chat: ChatId,
    id: Option<ChatMessageId>,
    text: &str,
) -> Result<Line, ChatError> {
    allowed(who, Permission::WriteChats)?;
    let text = MessageText::parse(text)?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let chat = entered(app, &mut tx, who, chat, Wish::Write).await?;
    // Holds the chat: of two clicks at once the second finds what the first has written.
    let number = store::chat::next_number(&mut tx, chat.account, chat.id, now).await?;
    let id = match id {
        None => app.id(),
        Some(id) => match chat_message::whose(&mut tx, id).await? {
            None => id,
            Some(whose) if whose == (chat.id, who.person()) => {
                let found = chat_message::lock(&mut tx, chat.account, chat.id, id).await?;
                let found = found.ok_or(ChatError::NoMessage)?;
                let files = chat_attachment::of(&mut tx, chat.account, &[id]).await?;
                return Ok(line(app, who, &chat, found, &files));
            }
            Some(_) => app.id(),
        },
    };
    let since = now.plus_days(-1);
    let written =
        chat_message::count_since(&mut tx, who.person(), since, MESSAGES_A_DAY_MAX).await?;
    if written >= MESSAGES_A_DAY_MAX {
        return Err(ChatError::TooMany);
    }
    let message = Message {
        id,
        chat: chat.id,
        number,
        author: who.person(),
        author_name: who.name.clone(),
        text: text.as_str().to_owned(),
        written_at: now,
        edited_at: None,
        removed_at: None,
    };
    chat_message::insert(&mut tx, chat.account, &message).await?;
    chat_unread::mark(&mut tx, chat.account, chat.id, number, who.person()).await?;
    tx.commit().await?;
    Ok(line(app, who, &chat, message, &[]))
}

/// Changes what a message of one's own says; that it was changed, and when, stays to be seen.
pub async fn edit(
    app: &App,
    who: &Who,
    chat: ChatId,
    id: ChatMessageId,
    text: &str,
) -> Result<Line, ChatError> {
    allowed(who, Permission::WriteChats)?;
    let (mut tx, chat, mut message) = changing(app, who, chat, id).await?;
    may(app, who, &chat, Wish::Edit(message.written()))?;
    let text = MessageText::parse(text)?;
    let files = chat_attachment::of(&mut tx, chat.account, &[id]).await?;
    if message.text != text.as_str() {
        chat_message::edit(&mut tx, chat.account, &message, &text, app.now()).await?;
        message.text = text.as_str().to_owned();
        message.edited_at = Some(app.now());
        tx.commit().await?;
    }
    Ok(line(app, who, &chat, message, &files))
}

/// Takes a message of one's own back; that there was one, and when it went, stays to be seen.
pub async fn remove(
    app: &App,
    who: &Who,
    chat: ChatId,
    id: ChatMessageId,
) -> Result<Line, ChatError> {
    allowed(who, Permission::WriteChats)?;
    let (mut tx, chat, mut message) = changing(app, who, chat, id).await?;
    match may(app, who, &chat, Wish::Remove(message.written())) {
        // A second click.
        Err(ChatRefusal::Removed) => return Ok(line(app, who, &chat, message, &[])),
        other => other?,
    }
    let files = chat_attachment::take(&mut tx, chat.account, id).await?;
    attachments::plan(app, &mut tx, chat.account, files).await?;
    chat_message::remove(&mut tx, chat.account, &message, app.now()).await?;
    tx.commit().await?;
    message.text = String::new();
    message.removed_at = Some(app.now());
    Ok(line(app, who, &chat, message, &[]))
}

/// A transaction that holds a message of a chat `who` may read.
async fn changing(
    app: &App,
    who: &Who,
    chat: ChatId,
    id: ChatMessageId,
) -> Result<(Tx, Chat, Message), ChatError> {
    let mut tx = app.store.begin().await?;
    let chat = entered(app, &mut tx, who, chat, Wish::Read).await?;
    let message = chat_message::lock(&mut tx, chat.account, chat.id, id).await?;
    Ok((tx, chat, message.ok_or(ChatError::NoMessage)?))
}

/// One message, for the page on which it is changed.
pub async fn message(
    app: &App,
    who: &Who,
    chat: ChatId,
    id: ChatMessageId,
) -> Result<Line, ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    let chat = entered(app, &mut tx, who, chat, Wish::Read).await?;
    let message = chat_message::find(&mut tx, chat.account, chat.id, id).await?;
    let message = message.ok_or(ChatError::NoMessage)?;
    let files = chat_attachment::of(&mut tx, chat.account, &[id]).await?;
    Ok(line(app, who, &chat, message, &files))
}

/// At most `most` messages with `search` in them, of all chats of `who`, the latest first.
pub async fn search(
    app: &App,
    who: &Who,
    search: &str,
    after: Option<chat_message::Cursor>,
    most: u32,
) -> Result<Page<Found, kind::ChatMessage>, ChatError> {
    allowed(who, Permission::SeeChats)?;
    if search.trim().is_empty() {
        return Ok(Page { lines: Vec::new(), next: None });
    }
    let mut tx = app.store.read().await?;
    let read = to_read(most);
    let found = chat_message::search(&mut tx, who.person(), search, after, read).await?;
    let page = Page::of(found, most, Message::cursor);
    let mut ids: Vec<ChatId> = page.lines.iter().map(|message| message.chat).collect();
    ids.sort();
    ids.dedup();
    let mut chats = store::chat::find_all(&mut tx, who.person(), &ids).await?;
    call_series(app, &mut tx, &mut chats).await?;
    let lines = page.lines.into_iter().filter_map(|message| {
        let chat = chats.iter().find(|chat| chat.id == message.chat)?;
        may(app, who, chat, Wish::Read).ok()?;
        Some(Found { message, title: chat.title.clone() })
    });
    Ok(Page { lines: lines.collect(), next: page.next })
}
