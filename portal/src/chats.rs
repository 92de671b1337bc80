//! `/chats`: a person's chats, one of them, a message being changed, how long messages are kept
//! (F8). Everything is a page and a form: none of it needs a script.

use std::sync::Arc;

use app::App;
use app::chat::{self, ChatError, Cursor, Line, SEARCH_MAX_CHARS, Shown, To, brought};
use app::meetings::{Tab, list};
use axum::Router;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use meetings::chat::attachment::{ATTACHMENT_MAX_BYTES, ATTACHMENTS_MAX};
use meetings::chat::{
    EDIT_MINUTES, NOTICE_DAYS, RETENTION_MAX_DAYS, RETENTION_MIN_DAYS, TEXT_MAX_CHARS,
};
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::id::{ChatAttachmentId, ChatId, ChatMessageId};
use units::{Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

use crate::audit::Paging;
use crate::plans::Choice;

/// Chats, or messages found, on one page.
const PAGE: u32 = 25;
/// Messages of a chat on one page.
const MESSAGES: u32 = 50;
const BYTES_PER_MEGABYTE: usize = 1024 * 1024;
/// Meetings that are offered for opening a chat.
const MEETINGS_OFFERED: u32 = 20;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::CHATS, get(list_chats).post(open))
        .route(urls::CHAT_RETENTION, get(retention).post(set_retention))
        .route("/chats/{id}", get(show).post(write))
        .route("/chats/{id}/messages/{message}", get(ask_to_change).post(change))
        .route("/chats/{id}/messages/{message}/remove", post(remove))
        .route("/chats/{id}/messages/{message}/attachments", post(attach))
        .route("/chats/{id}/attachments/{attachment}", get(file))
}

#[derive(Serialize)]
struct ChatsPage {
    search: String,
    search_max: usize,
    chats: Vec<ChatLine>,
    /// None when nothing was searched for.
    found: Option<Vec<FoundLine>>,
    paging: Paging,
    email: String,
    /// Meetings whose chat can be opened.
    meetings: Vec<Choice>,
    /// Chats as they were in another Plenum.
    brought: Vec<BroughtLine>,
    /// None for those who do not decide how long messages are kept.
    retention_href: Option<&'static str>,
    zone: Zone,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct BroughtLine {
    title: String,
    href: String,
    last: Option<Timestamp>,
}

#[derive(Serialize)]
struct ChatLine {
    title: String,
    href: String,
    is_meeting: bool,
    last: Option<Timestamp>,
    /// Messages not read.
    unread: u32,
}

#[derive(Serialize)]
struct FoundLine {
    title: String,
    /// The page of the chat on which it stands last, there.
    href: String,
    author: String,
    lines: Vec<String>,
    at: Timestamp,
}

/// Paragraphs and single lines, as typed.
fn text_lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// What is searched for, cut to what fits.
fn searched(fields: &Fields) -> String {
    fields.text("search").chars().take(SEARCH_MAX_CHARS).collect()
}

async fn chats_page(app: &App, member: &Member, asked: &Fields) -> Result<ChatsPage, PageError> {
    let who = &member.who;
    let search = searched(asked);
    let later = !asked.raw("after").is_empty();
    let (chats, found, paging) = if search.is_empty() {
        let after: Option<Cursor> = asked.parsed("after");
        let page = chat::page(app, who, after, PAGE).await?;
        let paging = Paging::after(urls::CHATS, later, page.next.as_ref());
        (page.lines.into_iter().map(chat_line).collect(), None, paging)
    } else {
        let page = chat::search(app, who, &search, asked.parsed("after"), PAGE).await?;
        let here = urls::with_query(urls::CHATS, &[("search", &search)]);
        let paging = Paging::after(&here, later, page.next.as_ref());
        (Vec::new(), Some(page.lines.into_iter().map(found_line).collect()), paging)
    };
    let upcoming =
        list::Asked { tab: Tab::Upcoming, search: "", after: None, most: MEETINGS_OFFERED };
    let offered = list::page(app, who, upcoming).await?;
    let meetings = offered.lines.into_iter().map(|line| Choice {
        value: line.meeting.identity.id.to_string(),
        label: line.meeting.title_at(line.at).to_owned(),
    });
    let manages = who.actor.may(Permission::ManageChats);
    let copies = brought::list(app, who).await?;
    let brought = copies.iter().map(|chat| BroughtLine {
        title: brought::title(chat, who),
        href: urls::brought_chat(chat.id),
        last: chat.last_at,
    });
    Ok(ChatsPage {
        search,
        search_max: SEARCH_MAX_CHARS,
        chats,
        found,
        paging,
        email: String::new(),
        meetings: meetings.collect(),
        brought: brought.collect(),
        retention_href: manages.then_some(urls::CHAT_RETENTION),
        zone: member.zone.clone(),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

fn chat_line(chat: chat::Chat) -> ChatLine {
    ChatLine {
        title: chat.title,
        href: urls::chat_end(chat.id),
        is_meeting: chat.meeting.is_some(),
        last: chat.last_at,
        unread: chat.unread,
    }
}

fn found_line(found: chat::Found) -> FoundLine {
    let message = found.message;
    let next = message.number.saturating_add(1).to_string();
    let href = urls::with_query(&urls::chat(message.chat), &[("before", &next)]);
    FoundLine {
        title: found.title,
        href: format!("{href}#message-{}", message.number),
        author: message.author_name,
        lines: text_lines(&message.text),
        at: message.written_at,
    }
}

/// `GET /chats?search=&after=`
async fn list_chats(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let page = chats_page(&app, &member, &asked).await?;
    member.page("portal/chats.html", page).await
}

/// `POST /chats`: with a colleague (email), or of a meeting (meeting).
async fn open(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let to = match fields.parsed("meeting") {
        Some(id) => Some(To::Meeting(id)),
        None => fields.parsed("email").map(To::Address),
    };
    let opened = match to {
        Some(to) => chat::open(&app, &member.who, &to).await,
        None => Err(ChatError::Nobody),
    };
    match opened {
        Ok(id) => Ok(Redirect::to(&urls::chat(id)).into_response()),
        Err(error @ ChatError::Nobody) => {
            let mut page = chats_page(&app, &member, &Fields::default()).await?;
            page.email = fields.text("email").to_owned();
            page.errors.add(&app.texts, &member.locale, "email", error.code(), &Args::new());
            member.refused_page("portal/chats.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Serialize)]
struct ChatPage {
    title: String,
    action: String,
    is_meeting: bool,
    text_href: String,
    json_href: String,
    /// Something in the chat is not read yet.
    has_news: bool,
    /// Oldest first, as one reads.
    messages: Vec<MessageLine>,
    /// The page before this one.
    earlier_href: Option<String>,
    /// The newest page, where this is another.
    latest_href: Option<String>,
    /// Why nothing can be written; none: it can.
    closed: Option<String>,
    kept_days: Option<u32>,
    edit_minutes: i64,
    text_max: usize,
    /// Made with the form, so that a second click writes nothing more.
    id: ChatMessageId,
    text: String,
    zone: Zone,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct MessageLine {
    number: u32,
    author: String,
    is_own: bool,
    is_new: bool,
    lines: Vec<String>,
    at: Timestamp,
    edited: Option<Timestamp>,
    removed: Option<Timestamp>,
    files: Vec<FileLine>,
    /// Where its author changes it, or takes it back.
    change_href: Option<String>,
}

#[derive(Serialize)]
struct FileLine {
    name: String,
    href: String,
    kilobytes: u32,
}

fn message_line(line: Line) -> MessageLine {
    let changes = line.may_edit || line.may_remove;
    let message = line.message;
    let files = line.attachments.into_iter().map(|file| FileLine {
        href: urls::chat_attachment(file.chat, file.id),
        kilobytes: file.bytes.div_ceil(1024),
        name: file.name,
    });
    MessageLine {
        files: files.collect(),
        number: message.number,
        is_own: line.is_own,
        is_new: line.is_new,
        lines: text_lines(&message.text),
        at: message.written_at,
        edited: message.edited_at,
        removed: message.removed_at,
        change_href: changes.then(|| urls::chat_message(message.chat, message.id)),
        author: message.author_name,
    }
}

async fn chat_page(
    app: &App,
    member: &Member,
    id: ChatId,
    before: Option<u32>,
) -> Result<ChatPage, PageError> {
    let Shown { chat, closed, kept_days } = chat::show(app, &member.who, id).await?;
    let page = chat::lines(app, &member.who, id, before, MESSAGES).await?;
    let here = urls::chat(id);
    let earlier = page.next.map(|next| urls::with_query(&here, &[("before", &next.to_string())]));
    Ok(ChatPage {
        title: chat.title,
        is_meeting: chat.meeting.is_some(),
        text_href: urls::chat_file(chat.id, "txt"),
        json_href: urls::chat_file(chat.id, "json"),
        has_news: chat.unread > 0,
        messages: page.lines.into_iter().rev().map(message_line).collect(),
        earlier_href: earlier,
        latest_href: before.map(|_| urls::chat_end(id)),
        closed: closed.map(|refusal| member.text(&web::refusal::text_key(refusal.code()))),
        kept_days,
        edit_minutes: EDIT_MINUTES,
        text_max: TEXT_MAX_CHARS,
        id: app.id(),
        text: String::new(),
        action: here,
        zone: member.zone.clone(),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /chats/{id}?before=`: opened at its end, all of it is read from then on; the page itself
/// still says what was new.
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ChatId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let before = asked.parsed("before");
    let page = chat_page(&app, &member, id, before).await?;
    let last = page.messages.last().map(|message| message.number);
    if let Some(last) = last.filter(|_| before.is_none() && page.has_news) {
        chat::read(&app, &member.who, id, last).await?;
    }
    member.page("portal/chat.html", page).await
}

/// `POST /chats/{id}`
async fn write(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ChatId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let text = fields.text("text");
    match chat::write(&app, &member.who, id, fields.parsed("id"), text).await {
        Ok(_) => Ok(Redirect::to(&urls::chat_end(id)).into_response()),
        Err(error @ (ChatError::Text(_) | ChatError::TooMany)) => {
            let mut page = chat_page(&app, &member, id, None).await?;
            page.text = text.to_owned();
            page.errors.add(&app.texts, &member.locale, "text", error.code(), &Args::new());
            member.refused_page("portal/chat.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Serialize)]
struct MessagePage {
    title: String,
    chat_href: String,
    action: String,
    text: String,
    text_max: usize,
    at: Timestamp,
    edit_minutes: i64,
    may_edit: bool,
    files_max: u32,
    file_max_megabytes: usize,
    zone: Zone,
    errors: FieldErrors,
    refusal: Option<String>,
}

async fn message_page(
    app: &App,
    member: &Member,
    (id, message): (ChatId, ChatMessageId),
) -> Result<MessagePage, PageError> {
    let shown = chat::show(app, &member.who, id).await?;
    let line = chat::message(app, &member.who, id, message).await?;
    if !line.may_edit && !line.may_remove {
        let code = if line.is_own { "chat.too_late" } else { "chat.not_yours" };
        return Err(PageError::of_code(code).with_way("chats-title", urls::chat(id)));
    }
    Ok(MessagePage {
        title: shown.chat.title,
        chat_href: urls::chat(id),
        action: urls::chat_message(id, message),
        text: line.message.text,
        text_max: TEXT_MAX_CHARS,
        at: line.message.written_at,
        edit_minutes: EDIT_MINUTES,
        may_edit: line.may_edit,
        files_max: ATTACHMENTS_MAX,
        file_max_megabytes: ATTACHMENT_MAX_BYTES / BYTES_PER_MEGABYTE,
        zone: member.zone.clone(),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /chats/{id}/messages/{message}`: its author changes it or takes it back.
async fn ask_to_change(
    State(app): State<Arc<App>>,
    member: Member,
    Path(ids): Path<(ChatId, ChatMessageId)>,
) -> Result<Response, PageError> {
    let page = message_page(&app, &member, ids).await?;
    member.page("portal/chat_message.html", page).await
}

/// `POST /chats/{id}/messages/{message}`
async fn change(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, message)): Path<(ChatId, ChatMessageId)>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let text = fields.text("text");
    match chat::edit(&app, &member.who, id, message, text).await {
        Ok(_) => Ok(news::redirect(&urls::chat(id), "news-chat-changed")),
        Err(error @ ChatError::Text(_)) => {
            let mut page = message_page(&app, &member, (id, message)).await?;
            page.text = text.to_owned();
            page.errors.add(&app.texts, &member.locale, "text", error.code(), &Args::new());
            member.refused_page("portal/chat_message.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /chats/{id}/messages/{message}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, message)): Path<(ChatId, ChatMessageId)>,
) -> Result<Response, PageError> {
    chat::remove(&app, &member.who, id, message).await?;
    Ok(news::redirect(&urls::chat(id), "news-chat-removed"))
}

/// `POST /chats/{id}/messages/{message}/attachments`: a form with one file.
async fn attach(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, message)): Path<(ChatId, ChatMessageId)>,
    form: Multipart,
) -> Result<Response, PageError> {
    let (name, bytes) = uploaded(form).await?;
    let attached =
        chat::attachments::attach(&app, &member.who, id, message, (name.as_str(), bytes)).await;
    match attached {
        Ok(_) => Ok(news::redirect(&urls::chat(id), "news-chat-attached")),
        Err(error @ (ChatError::File(_) | ChatError::TooManyFiles)) => {
            let mut page = message_page(&app, &member, (id, message)).await?;
            page.errors.add(&app.texts, &member.locale, "file", error.code(), &Args::new());
            member.refused_page("portal/chat_message.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The file of a form, and what it is called.
async fn uploaded(mut form: Multipart) -> Result<(String, Vec<u8>), PageError> {
    let unreadable = |_| PageError::of_code("request.unreadable");
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() != Some("file") {
            continue;
        }
        let name = part.file_name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| PageError::of_code("body.too_large"))?;
        return Ok((name, bytes.to_vec()));
    }
    Ok((String::new(), Vec::new()))
}

/// `GET /chats/{id}/attachments/{attachment}`
async fn file(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, attachment)): Path<(ChatId, ChatAttachmentId)>,
) -> Result<Response, PageError> {
    let (found, bytes) = chat::attachments::file(&app, &member.who, id, attachment).await?;
    Ok(web::attachment::attachment(&found.name, found.kind.media_type(), bytes))
}

#[derive(Serialize)]
struct RetentionPage {
    /// As typed; empty: for good.
    days: String,
    least: u32,
    most: u32,
    notice_days: i64,
    /// Before it nothing is erased; none where nothing is, or erasing has begun.
    from: Option<Timestamp>,
    zone: Zone,
    errors: FieldErrors,
    refusal: Option<String>,
}

async fn retention_page(app: &App, member: &Member) -> Result<RetentionPage, PageError> {
    member.needs(Permission::ManageChats)?;
    let retention = chat::retention::get(app, &member.who).await?;
    let from = retention.days.map(|_| retention.from);
    Ok(RetentionPage {
        days: retention.days.map(|days| days.to_string()).unwrap_or_default(),
        least: RETENTION_MIN_DAYS,
        most: RETENTION_MAX_DAYS,
        notice_days: NOTICE_DAYS,
        from: from.filter(|from| *from > app.now()),
        zone: member.zone.clone(),
        errors: FieldErrors::default(),
        refusal: None,
    })
}

/// `GET /chats/retention`
async fn retention(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = retention_page(&app, &member).await?;
    member.page("portal/chat_retention.html", page).await
}

/// `POST /chats/retention`
async fn set_retention(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = fields.text("days");
    // What is no number is as wrong as a number out of bounds.
    let days = (!typed.is_empty()).then(|| typed.parse().unwrap_or(u32::MAX));
    match chat::retention::set(&app, &member.who, days).await {
        Ok(_) => Ok(news::redirect(urls::CHAT_RETENTION, "news-chat-retention")),
        Err(error @ ChatError::Days(_)) => {
            let mut page = retention_page(&app, &member).await?;
            page.days = typed.to_owned();
            page.errors.add(&app.texts, &member.locale, "days", error.code(), &Args::new());
            member.refused_page("portal/chat_retention.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}
