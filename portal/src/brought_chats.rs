//! `/brought-chats`: a chat as it was in another Plenum, read and nothing else (G1a).

use std::sync::Arc;

use app::App;
use app::chat::brought::{self, Attached, Message, Shown};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use units::id::{ChatAttachmentId, ChatId};
use units::{Timestamp, Zone};
use web::forms::Asked;
use web::{Face, Member, PageError, Path, urls};

/// Messages on one page.
const MESSAGES: u32 = 50;
const BYTES_PER_KILOBYTE: u32 = 1_024;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/brought-chats/{id}", get(show))
        .route("/brought-chats/{id}/attachments/{attachment}", get(file))
}

#[derive(Serialize)]
struct BroughtPage {
    title: String,
    earlier_href: Option<String>,
    messages: Vec<MessageLine>,
    zone: Zone,
}

#[derive(Serialize)]
struct MessageLine {
    number: u32,
    author: String,
    is_own: bool,
    lines: Vec<String>,
    at: Timestamp,
    removed: Option<Timestamp>,
    files: Vec<FileLine>,
}

#[derive(Serialize)]
struct FileLine {
    name: String,
    href: String,
    kilobytes: u32,
}

fn line(member: &Member, chat: ChatId, message: Message, files: &[Attached]) -> MessageLine {
    let own = files.iter().filter(|file| file.message == message.id);
    let file = |file: &Attached| FileLine {
        name: file.name.clone(),
        href: urls::brought_file(chat, file.id),
        kilobytes: file.bytes.div_ceil(BYTES_PER_KILOBYTE),
    };
    MessageLine {
        files: own.map(file).collect(),
        number: message.number,
        is_own: message.author == member.who.person(),
        author: message.author_name,
        lines: message.text.lines().map(str::to_owned).collect(),
        at: message.written_at,
        removed: message.removed_at,
    }
}

/// `GET /brought-chats/{id}`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ChatId>,
    Asked(fields): Asked,
) -> Result<Response, PageError> {
    let before = fields.text("before").parse().ok();
    let Shown { chat, messages, files, before } =
        brought::show(&app, &member.who, id, before, MESSAGES).await?;
    let page = BroughtPage {
        title: brought::title(&chat, &member.who),
        earlier_href: before.map(|before| urls::brought_chat_before(id, before)),
        messages: messages.into_iter().map(|it| line(&member, id, it, &files)).collect(),
        zone: member.zone.clone(),
    };
    member.page("portal/brought_chat.html", page).await
}

/// `GET /brought-chats/{id}/attachments/{attachment}`
async fn file(
    State(app): State<Arc<App>>,
    member: Member,
    Path((id, attachment)): Path<(ChatId, ChatAttachmentId)>,
) -> Result<Response, PageError> {
    let (file, bytes) = brought::download(&app, &member.who, id, attachment).await?;
    Ok(web::attachment::attachment(&file.name, brought::media_type(&file), bytes))
}
