//! `/chats/{id}/download.txt` and `.json`: a chat as a file, for whoever takes part in it (F8d). It
//! is written while it is read: however long the chat is, a portion of it is in memory.

use std::sync::Arc;

use app::App;
use app::chat::ChatError;
use app::chat::file::{Kept, Portion, portion};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use futures_util::stream::try_unfold;
use serde::Serialize;
use texts::{Args, Texts};
use units::id::ChatId;
use web::{Face, Member, PageError, Path, attachment};

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/chats/{id}/download.txt", get(as_text))
        .route("/chats/{id}/download.json", get(as_json))
}

/// Longest name of a file, its ending apart.
const NAME_MAX_CHARS: usize = 80;

#[derive(Clone, Copy)]
enum Format {
    /// In the person's language, to be read.
    Text,
    /// For programs.
    Json,
}

/// A file being written.
struct Writing {
    app: Arc<App>,
    member: Member,
    format: Format,
    /// Nothing is written yet.
    is_begin: bool,
    /// What is written next; none: the file is whole.
    portion: Option<Portion>,
}

/// `GET /chats/{id}/download.txt`
async fn as_text(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ChatId>,
) -> Result<Response, PageError> {
    file(app, member, id, Format::Text).await
}

/// `GET /chats/{id}/download.json`
async fn as_json(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ChatId>,
) -> Result<Response, PageError> {
    file(app, member, id, Format::Json).await
}

async fn file(
    app: Arc<App>,
    member: Member,
    id: ChatId,
    format: Format,
) -> Result<Response, PageError> {
    let first = portion(&app, &member.who, id, 0).await?;
    let (ending, media_type) = match format {
        Format::Text => ("txt", "text/plain; charset=utf-8"),
        Format::Json => ("json", "application/json"),
    };
    let name = file_name(&first.chat.title, ending);
    let begin = Writing { app, member, format, is_begin: true, portion: Some(first) };
    let body = Body::from_stream(try_unfold(begin, piece));
    Ok(attachment::streamed(&name, media_type, body))
}

/// The next piece of the file. Where one cannot be read, the answer breaks off, and the browser
/// tells that the file is not whole.
async fn piece(mut writing: Writing) -> Result<Option<(String, Writing)>, ChatError> {
    let Some(read) = writing.portion.take() else { return Ok(None) };
    let piece = match writing.format {
        Format::Text => text(&writing, &read),
        Format::Json => json(&writing, &read),
    };
    if let Some(after) = read.next {
        let who = &writing.member.who;
        writing.portion = Some(portion(&writing.app, who, read.chat.id, after).await?);
    }
    writing.is_begin = false;
    Ok(Some((piece, writing)))
}

/// The title with what may stand in a file's name.
fn file_name(title: &str, ending: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | ',');
    let plain = title.chars().map(|c| if is_plain(c) { c } else { '-' });
    let plain: String = plain.take(NAME_MAX_CHARS).collect();
    format!("{}.{ending}", plain.trim())
}

fn text(writing: &Writing, portion: &Portion) -> String {
    let Writing { app, member, .. } = writing;
    let texts = &app.texts;
    let (locale, zone) = (&member.locale, &member.zone);
    let mut lines = Vec::new();
    if writing.is_begin {
        let args = Args::new()
            .with("title", portion.chat.title.as_str())
            .with("at", texts.datetime(locale, app.now(), zone));
        lines.push(texts.get(locale, "chats-download-head", &args));
        lines.push(String::new());
    }
    for message in &portion.messages {
        message_lines(texts, member, message, &mut lines);
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Who wrote when, what, and what became of it; an empty line ends it.
fn message_lines(texts: &Texts, member: &Member, message: &Kept, lines: &mut Vec<String>) {
    let locale = &member.locale;
    let moment = |at| texts.datetime_local(locale, at, &member.zone);
    let at = |key: &str, moment: String| texts.get(locale, key, &Args::new().with("at", moment));
    let head = Args::new()
        .with("author", message.author_name.as_str())
        .with("at", moment(message.written_at));
    lines.push(texts.get(locale, "chats-download-line", &head));
    match message.removed_at {
        Some(removed) => lines.push(at("chats-removed", moment(removed))),
        None => lines.push(message.text.clone()),
    }
    for file in &message.attachments {
        let args = Args::new()
            .with("name", file.name.as_str())
            .with("kilobytes", file.bytes.div_ceil(1024));
        lines.push(texts.get(locale, "chats-file", &args));
    }
    if let Some(edited) = message.edited_at.filter(|_| message.removed_at.is_none()) {
        lines.push(at("chats-edited", moment(edited)));
    }
    lines.push(String::new());
}

fn json(writing: &Writing, portion: &Portion) -> String {
    let mut text = String::new();
    if writing.is_begin {
        let (title, meeting) = (value(&portion.chat.title), value(&portion.chat.meeting));
        let at = value(&writing.app.now());
        text.push_str(&format!(
            "{{\"title\":{title},\"meeting\":{meeting},\"downloaded_at\":{at},\"messages\":["
        ));
    }
    for (place, message) in portion.messages.iter().enumerate() {
        text.push_str(if writing.is_begin && place == 0 { "\n" } else { ",\n" });
        text.push_str(&value(message));
    }
    if portion.next.is_none() {
        text.push_str("\n]}\n");
    }
    text
}

fn value(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our types have a JSON form")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_called_after_their_chat() {
        assert_eq!(file_name("Élise, 2nd violin", "txt"), "Élise, 2nd violin.txt");
        assert_eq!(file_name("../a\"b\u{202e}", "json"), "---a-b-.json");
        assert_eq!(file_name(&"ж".repeat(200), "txt").chars().count(), NAME_MAX_CHARS + 4);
    }
}
