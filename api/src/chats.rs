//! `/api/chats`, `/api/chat-messages`, `/api/chat-retention`: the caller's chats (F8).
//!
//! No role reads those of others: what one takes no part in is not found.

use std::sync::Arc;

use app::App;
use app::chat::{self, Attachment, ChatError, Line, SEARCH_MAX_CHARS, Shown, To};
use app::page::PAGE_MAX;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Json, Response};
use meetings::chat::Retention;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{ChatAttachmentId, ChatId, ChatMessageId, MeetingId, PersonId};
use utoipa::{IntoParams, ToSchema};
use web::idempotency::Effect;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};
use crate::paging::{self, AskedPage};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list, open))
        .routes(operations!(show))
        .routes(operations!(read))
        .routes(operations!(messages, write))
        .routes(operations!(edit, remove))
        .routes(operations!(attach))
        .routes(operations!(file))
        .routes(operations!(search))
        .routes(operations!(retention, set_retention))
}

/// Messages of a page when nothing is said.
const PAGE: u32 = 25;

/// A chat the caller takes part in.
#[derive(Serialize, ToSchema)]
struct Chat {
    #[schema(value_type = String, format = "uuid")]
    id: ChatId,
    /// The other one's name, or the meeting's title.
    title: String,
    /// Of a chat among those of a meeting; none: between two people.
    #[schema(value_type = Option<String>, format = "uuid")]
    meeting: Option<MeetingId>,
    /// When the last message was written that is kept.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_at: Option<Timestamp>,
    /// Messages of others the caller has not read; 100 means 100 or more.
    unread: u32,
}

/// A chat with what the caller may do there.
#[derive(Serialize, ToSchema)]
struct OpenedChat {
    #[serde(flatten)]
    chat: Chat,
    /// Why the caller cannot write: `chat.other_gone`, `chat.meeting_cancelled`; none: they can.
    closed: Option<&'static str>,
    /// Days its account keeps messages; none: for good.
    kept_days: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct ChatPage {
    chats: Vec<Chat>,
    /// Chats, of all pages, with something unread; 100 means 100 or more.
    unread_chats: u32,
    /// `after` of the next page.
    next: Option<String>,
}

/// Largest number of a message, as described: 32 bits with a sign.
const NUMBER_MAX: u32 = i32::MAX.unsigned_abs();

/// How far a chat is read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChatRead {
    /// Of the last message that was read.
    number: u32,
}

/// Whom to write to: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewChat {
    /// Address of somebody in the caller's account.
    #[schema(example = "grace@example.org")]
    email: Option<String>,
    /// A meeting the caller takes part in.
    #[schema(value_type = Option<String>, format = "uuid")]
    meeting: Option<String>,
}

/// A message of a chat.
#[derive(Serialize, ToSchema)]
struct ChatMessage {
    #[schema(value_type = String, format = "uuid")]
    id: ChatMessageId,
    #[schema(value_type = String, format = "uuid")]
    chat: ChatId,
    /// In its chat, from 1.
    number: u32,
    #[schema(value_type = String, format = "uuid")]
    author: PersonId,
    /// The author's name when they wrote.
    author_name: String,
    /// Empty when it is removed.
    text: String,
    #[schema(value_type = String, format = DateTime)]
    written_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    edited_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    removed_at: Option<Timestamp>,
    attachments: Vec<ChatAttachment>,
    /// Somebody else's, and the caller has not read it.
    is_new: bool,
    /// The caller may change it now.
    may_edit: bool,
    /// The caller may take it back now.
    may_remove: bool,
}

/// A file beside a message.
#[derive(Serialize, ToSchema)]
struct ChatAttachment {
    #[schema(value_type = String, format = "uuid")]
    id: ChatAttachmentId,
    /// With the ending of what it is.
    #[schema(example = "score.pdf")]
    name: String,
    media_type: &'static str,
    bytes: u32,
}

#[derive(Serialize, ToSchema)]
struct ChatMessagePage {
    /// The latest first.
    messages: Vec<ChatMessage>,
    /// `before` of the next page.
    next: Option<u32>,
}

/// A message that was found.
#[derive(Serialize, ToSchema)]
struct FoundChatMessage {
    #[schema(value_type = String, format = "uuid")]
    id: ChatMessageId,
    #[schema(value_type = String, format = "uuid")]
    chat: ChatId,
    /// Of its chat: the other one's name, or the meeting's title.
    title: String,
    number: u32,
    author_name: String,
    text: String,
    #[schema(value_type = String, format = DateTime)]
    written_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
struct FoundChatMessagePage {
    /// The latest first.
    messages: Vec<FoundChatMessage>,
    /// `after` of the next page.
    next: Option<String>,
}

/// What a message says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChatMessageText {
    /// 1 to 4,000 characters, lines included.
    #[schema(example = "See you at ten.")]
    text: String,
}

/// How long the account keeps the messages of its chats.
#[derive(Serialize, ToSchema)]
struct ChatRetention {
    /// None: for good.
    days: Option<u32>,
    /// Nothing is erased before; none where nothing is.
    #[schema(value_type = Option<String>, format = DateTime)]
    erases_from: Option<Timestamp>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewChatRetention {
    /// 30 to 3,650; null: for good.
    days: Option<u32>,
}

impl From<chat::Chat> for Chat {
    fn from(chat: chat::Chat) -> Chat {
        let chat::Chat { id, title, meeting, last_at, unread, .. } = chat;
        Chat { id, title, meeting, last_at, unread }
    }
}

impl From<Shown> for OpenedChat {
    fn from(shown: Shown) -> OpenedChat {
        OpenedChat {
            closed: shown.closed.map(|refusal| refusal.code()),
            kept_days: shown.kept_days,
            chat: shown.chat.into(),
        }
    }
}

impl From<Line> for ChatMessage {
    fn from(line: Line) -> ChatMessage {
        let message = line.message;
        ChatMessage {
            id: message.id,
            chat: message.chat,
            number: message.number,
            author: message.author,
            author_name: message.author_name,
            text: message.text,
            written_at: message.written_at,
            edited_at: message.edited_at,
            removed_at: message.removed_at,
            attachments: line.attachments.into_iter().map(ChatAttachment::from).collect(),
            is_new: line.is_new,
            may_edit: line.may_edit,
            may_remove: line.may_remove,
        }
    }
}

impl From<Attachment> for ChatAttachment {
    fn from(file: Attachment) -> ChatAttachment {
        let Attachment { id, name, kind, bytes, .. } = file;
        ChatAttachment { id, name, media_type: kind.media_type(), bytes }
    }
}

impl From<Retention> for ChatRetention {
    fn from(retention: Retention) -> ChatRetention {
        let Retention { days, from } = retention;
        ChatRetention { days, erases_from: days.map(|_| from) }
    }
}

fn invalid(field: &'static str) -> Problem {
    Problem::of_fields([(field, "request.invalid")])
}

/// What was wrong, beside the field it is about.
fn refused(error: ChatError) -> Problem {
    let field = match &error {
        ChatError::Text(_) => "text",
        ChatError::Nobody => "email",
        ChatError::Days(_) => "days",
        _ => return error.into(),
    };
    Problem::of_fields([(field, error.code())])
}

/// List chats
///
/// Those the caller takes part in and in which something was written, the latest first.
#[utoipa::path(get, path = "/api/chats", tag = "chats", params(AskedPage),
    responses(
        (status = 200, description = "A page.", body = ChatPage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedPage>,
) -> Result<Json<ChatPage>, Problem> {
    let (after, limit) = asked.read()?;
    let page = chat::page(&app, &caller.who, after, limit).await?;
    let unread_chats = chat::unread(&app, &caller.who).await?;
    Ok(Json(ChatPage {
        unread_chats,
        chats: page.lines.into_iter().map(Chat::from).collect(),
        next: page.next.map(|next| next.to_string()),
    }))
}

/// Open a chat
///
/// With somebody of the account, or among those of a meeting. There is one chat with each: who
/// opens it again gets the same.
#[utoipa::path(post, path = "/api/chats", tag = "chats", request_body = NewChat,
    responses(
        (status = 200, description = "The chat.", body = OpenedChat),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn open(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewChat>,
) -> Result<Json<OpenedChat>, Problem> {
    let to = match (body.email, body.meeting) {
        (Some(email), None) => To::Address(email.parse().map_err(|_| invalid("email"))?),
        (None, Some(id)) => To::Meeting(id.parse().map_err(|_| invalid("meeting"))?),
        _ => return Err(invalid("email")),
    };
    let id = chat::open(&app, &caller.who, &to).await.map_err(refused)?;
    Ok(Json(chat::show(&app, &caller.who, id).await?.into()))
}

/// Show a chat
#[utoipa::path(get, path = "/api/chats/{id}", tag = "chats",
    params(("id" = String, Path, format = "uuid", description = "The chat's id.")),
    responses(
        (status = 200, description = "The chat.", body = OpenedChat),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ChatId>,
) -> Result<Json<OpenedChat>, Problem> {
    Ok(Json(chat::show(&app, &caller.who, id).await?.into()))
}

/// Mark a chat as read
///
/// Up to a message; what came after it stays unread. Reading messages through the API marks
/// nothing.
#[utoipa::path(put, path = "/api/chats/{id}/read", tag = "chats", request_body = ChatRead,
    params(("id" = String, Path, format = "uuid", description = "The chat's id.")),
    responses(
        (status = 200, description = "The chat as it is now.", body = OpenedChat),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn read(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ChatId>,
    Json(body): Json<ChatRead>,
) -> Result<Json<OpenedChat>, Problem> {
    if body.number > NUMBER_MAX {
        return Err(invalid("number"));
    }
    chat::read(&app, &caller.who, id, body.number).await?;
    Ok(Json(chat::show(&app, &caller.who, id).await?.into()))
}

/// Which messages of a chat are asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedMessages {
    /// `next` of the page before.
    before: Option<u32>,
    /// Messages of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Read a chat
///
/// A page of its messages, the latest first.
#[utoipa::path(get, path = "/api/chats/{id}/messages", tag = "chats",
    params(("id" = String, Path, format = "uuid", description = "The chat's id."), AskedMessages),
    responses(
        (status = 200, description = "A page.", body = ChatMessagePage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn messages(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ChatId>,
    Query(asked): Query<AskedMessages>,
) -> Result<Json<ChatMessagePage>, Problem> {
    let limit = asked.limit.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(invalid("limit"));
    }
    if asked.before.is_some_and(|before| before > NUMBER_MAX) {
        return Err(invalid("before"));
    }
    let page = chat::lines(&app, &caller.who, id, asked.before, limit).await?;
    let messages = page.lines.into_iter().map(ChatMessage::from).collect();
    Ok(Json(ChatMessagePage { messages, next: page.next }))
}

/// Write in a chat
///
/// With an `Idempotency-Key` a retry gives the same message back.
#[utoipa::path(post, path = "/api/chats/{id}/messages", tag = "chats",
    request_body = ChatMessageText,
    params(
        ("id" = String, Path, format = "uuid", description = "The chat's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The message.", body = ChatMessage),
        (status = 409, description = "Nothing can be written here any more, or today.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn write(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ChatId>,
    effect: Option<Extension<Effect>>,
    Json(body): Json<ChatMessageText>,
) -> Result<(StatusCode, Json<ChatMessage>), Problem> {
    let message = effect.map(|Extension(effect)| effect.id());
    let line = chat::write(&app, &caller.who, id, message, &body.text).await.map_err(refused)?;
    Ok((StatusCode::CREATED, Json(line.into())))
}

/// Change a message
///
/// Its author may, for an hour; that it was changed stays to be seen.
#[utoipa::path(put, path = "/api/chats/{id}/messages/{message}", tag = "chats",
    request_body = ChatMessageText,
    params(
        ("id" = String, Path, format = "uuid", description = "The chat's id."),
        ("message" = String, Path, format = "uuid", description = "The message's id.")),
    responses(
        (status = 200, description = "The message as it is now.", body = ChatMessage),
        (status = 409, description = "It is removed, or an hour old.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn edit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, message)): Path<(ChatId, ChatMessageId)>,
    Json(body): Json<ChatMessageText>,
) -> Result<Json<ChatMessage>, Problem> {
    let line = chat::edit(&app, &caller.who, id, message, &body.text).await.map_err(refused)?;
    Ok(Json(line.into()))
}

/// Take a message back
///
/// Its author may, for an hour: its text is gone, and that there was a message stays to be seen.
#[utoipa::path(delete, path = "/api/chats/{id}/messages/{message}", tag = "chats",
    params(
        ("id" = String, Path, format = "uuid", description = "The chat's id."),
        ("message" = String, Path, format = "uuid", description = "The message's id.")),
    responses(
        (status = 200, description = "What is left of it.", body = ChatMessage),
        (status = 409, description = "It is an hour old.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, message)): Path<(ChatId, ChatMessageId)>,
) -> Result<Json<ChatMessage>, Problem> {
    Ok(Json(chat::remove(&app, &caller.who, id, message).await?.into()))
}

/// What a file is called.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedName {
    /// Its name where it comes from; it gets the ending of what it is.
    #[serde(default)]
    name: String,
}

/// Attach a file
///
/// To a message of one's own, as long as it can be changed: PDF, PNG, JPEG or plain text, up to
/// 5 MB, five to a message.
#[utoipa::path(post, path = "/api/chats/{id}/messages/{message}/attachments", tag = "chats",
    params(
        ("id" = String, Path, format = "uuid", description = "The chat's id."),
        ("message" = String, Path, format = "uuid", description = "The message's id."),
        AskedName),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The file as it is kept.", body = ChatAttachment),
        (status = 409, description = "There are too many, or the message is an hour old.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn attach(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, message)): Path<(ChatId, ChatMessageId)>,
    Query(asked): Query<AskedName>,
    file: Bytes,
) -> Result<(StatusCode, Json<ChatAttachment>), Problem> {
    let file = (asked.name.as_str(), file.to_vec());
    let attached = chat::attachments::attach(&app, &caller.who, id, message, file).await?;
    Ok((StatusCode::CREATED, Json(attached.into())))
}

/// Download a file of a chat
#[utoipa::path(get, path = "/api/chats/{id}/attachments/{attachment}", tag = "chats",
    params(
        ("id" = String, Path, format = "uuid", description = "The chat's id."),
        ("attachment" = String, Path, format = "uuid", description = "The file's id.")),
    responses(
        (status = 200, description = "The file, byte for byte.", content(
            (Vec<u8> = "application/pdf"), (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"),
            (Vec<u8> = "text/plain; charset=utf-8"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn file(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, attachment)): Path<(ChatId, ChatAttachmentId)>,
) -> Result<Response, Problem> {
    let (found, bytes) = chat::attachments::file(&app, &caller.who, id, attachment).await?;
    Ok(web::attachment::attachment(&found.name, found.kind.media_type(), bytes))
}

/// What is searched for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedSearch {
    /// A part of a message; case and accents do not count.
    #[param(max_length = 200)]
    search: String,
    /// `next` of the page before.
    after: Option<String>,
    /// Messages of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// Search in one's chats
///
/// In all the caller takes part in, the latest message first.
#[utoipa::path(get, path = "/api/chat-messages", tag = "chats", params(AskedSearch),
    responses(
        (status = 200, description = "A page.", body = FoundChatMessagePage),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn search(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedSearch>,
) -> Result<Json<FoundChatMessagePage>, Problem> {
    if asked.search.chars().count() > SEARCH_MAX_CHARS {
        return Err(invalid("search"));
    }
    let (after, limit) = paging::read(asked.after, asked.limit)?;
    let page = chat::search(&app, &caller.who, &asked.search, after, limit).await?;
    let messages = page.lines.into_iter().map(|found| FoundChatMessage {
        id: found.message.id,
        chat: found.message.chat,
        title: found.title,
        number: found.message.number,
        author_name: found.message.author_name,
        text: found.message.text,
        written_at: found.message.written_at,
    });
    let next = page.next.map(|next| next.to_string());
    Ok(Json(FoundChatMessagePage { messages: messages.collect(), next }))
}

/// Show how long messages are kept
#[utoipa::path(get, path = "/api/chat-retention", tag = "chats",
    responses(
        (status = 200, description = "As it is in the caller's account.", body = ChatRetention),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn retention(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<ChatRetention>, Problem> {
    Ok(Json(chat::retention::get(&app, &caller.who).await?.into()))
}

/// Set how long messages are kept
///
/// Owners and admins may. Where more is erased than before, all of them are told by mail, and
/// nothing is erased in the fourteen days after.
#[utoipa::path(put, path = "/api/chat-retention", tag = "chats", request_body = NewChatRetention,
    responses(
        (status = 200, description = "As it is now.", body = ChatRetention),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set_retention(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewChatRetention>,
) -> Result<Json<ChatRetention>, Problem> {
    let set = chat::retention::set(&app, &caller.who, body.days).await.map_err(refused)?;
    Ok(Json(set.into()))
}
