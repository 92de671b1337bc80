//! `/api/brought-chats`: chats that came with imports, as they were in another Plenum (G1a).

use std::sync::Arc;

use app::App;
use app::chat::brought::{self, Attached, Chat, Message};
use app::page::PAGE_MAX;
use axum::extract::{Query, State};
use axum::response::{Json, Response};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{ChatAttachmentId, ChatId, PersonId};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list)).routes(operations!(show)).routes(operations!(file))
}

/// A chat as it was in another Plenum; the caller's own copy.
#[derive(Serialize, ToSchema)]
struct BroughtChat {
    #[schema(value_type = String, format = "uuid")]
    id: ChatId,
    /// The other one's name, or the meeting's title.
    title: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_at: Option<Timestamp>,
}

#[derive(Serialize, ToSchema)]
struct BroughtChatList {
    /// The latest first, at most 500.
    chats: Vec<BroughtChat>,
}

#[derive(Serialize, ToSchema)]
struct BroughtMessage {
    /// In its chat, from 1.
    number: u32,
    #[schema(value_type = String, format = "uuid")]
    author: PersonId,
    author_name: String,
    /// Empty when it was removed.
    text: String,
    #[schema(value_type = String, format = DateTime)]
    written_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    edited_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    removed_at: Option<Timestamp>,
    attachments: Vec<BroughtAttachment>,
}

#[derive(Serialize, ToSchema)]
struct BroughtAttachment {
    #[schema(value_type = String, format = "uuid")]
    id: ChatAttachmentId,
    name: String,
    bytes: u32,
}

#[derive(Serialize, ToSchema)]
struct BroughtMessages {
    chat: BroughtChat,
    /// The oldest first, up to 100.
    messages: Vec<BroughtMessage>,
    /// `before` of the page with those before; none: these are the first.
    before: Option<u32>,
}

/// Largest number of a message, as described: 32 bits with a sign.
const NUMBER_MAX: u32 = i32::MAX.unsigned_abs();

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct AskedBefore {
    /// Messages before the one of this number.
    #[param(minimum = 1, maximum = 2147483647)]
    before: Option<u32>,
}

fn chat_of(caller: &Caller, chat: &Chat) -> BroughtChat {
    BroughtChat { id: chat.id, title: brought::title(chat, &caller.who), last_at: chat.last_at }
}

fn message_of(message: Message, files: &[Attached]) -> BroughtMessage {
    let own = files.iter().filter(|file| file.message == message.id);
    let attachment = |file: &Attached| BroughtAttachment {
        id: file.id,
        name: file.name.clone(),
        bytes: file.bytes,
    };
    BroughtMessage {
        attachments: own.map(attachment).collect(),
        number: message.number,
        author: message.author,
        author_name: message.author_name,
        text: message.text,
        written_at: message.written_at,
        edited_at: message.edited_at,
        removed_at: message.removed_at,
    }
}

/// List brought chats
///
/// Chats that came with an import of the caller's archive. Nobody writes in them.
#[utoipa::path(get, path = "/api/brought-chats", tag = "chats",
    responses(
        (status = 200, description = "The caller's.", body = BroughtChatList),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<BroughtChatList>, Problem> {
    let chats = brought::list(&app, &caller.who).await?;
    Ok(Json(BroughtChatList { chats: chats.iter().map(|chat| chat_of(&caller, chat)).collect() }))
}

/// Read a brought chat
#[utoipa::path(get, path = "/api/brought-chats/{id}", tag = "chats",
    params(("id" = String, Path, format = Uuid, description = "The chat's id."), AskedBefore),
    responses(
        (status = 200, description = "Its latest messages.", body = BroughtMessages),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ChatId>,
    Query(asked): Query<AskedBefore>,
) -> Result<Json<BroughtMessages>, Problem> {
    if asked.before.is_some_and(|before| before == 0 || before > NUMBER_MAX) {
        return Err(Problem::of_fields([("before", "request.invalid")]));
    }
    let shown = brought::show(&app, &caller.who, id, asked.before, PAGE_MAX).await?;
    let messages = shown.messages.into_iter().map(|it| message_of(it, &shown.files)).collect();
    let chat = chat_of(&caller, &shown.chat);
    Ok(Json(BroughtMessages { chat, messages, before: shown.before }))
}

/// Download a file of a brought chat
#[utoipa::path(get, path = "/api/brought-chats/{id}/attachments/{attachment}", tag = "chats",
    params(
        ("id" = String, Path, format = Uuid, description = "The chat's id."),
        ("attachment" = String, Path, format = Uuid, description = "The file's id.")),
    responses(
        (status = 200, description = "The file.", content((Vec<u8> = "application/octet-stream"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn file(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path((id, attachment)): Path<(ChatId, ChatAttachmentId)>,
) -> Result<Response, Problem> {
    let (file, bytes) = brought::download(&app, &caller.who, id, attachment).await?;
    Ok(web::attachment::attachment(&file.name, brought::media_type(&file), bytes))
}
