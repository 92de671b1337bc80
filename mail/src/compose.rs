//! The message as it travels: headers, parts, encodings (RFC 5322, 2045, 6047).
//!
//! Whatever the names and texts hold, this makes one message with one recipient: header
//! values are made of one line before they are encoded, and the address was parsed long before.

use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{
    Attachment as FilePart, Mailbox, Message, MultiPart, MultiPartBuilder, SinglePart,
};
use units::{EmailAddress, Timestamp};

use crate::outgoing::{Calendar, Outgoing, Sender};
use crate::render::RenderError;

/// Longest name in a header, in characters.
pub(crate) const NAME_MAX: usize = 100;
/// What the calendar's file is called.
const CALENDAR_FILE: &str = "invite.ics";

/// The whole message in bytes.
pub(crate) fn source(
    outgoing: &Outgoing,
    sender: &Sender,
    to_name: &str,
    subject: &str,
    text: &str,
    html: &str,
) -> Result<Vec<u8>, RenderError> {
    let mut builder = Message::builder()
        .from(mailbox(&sender.from, &sender.service)?)
        .to(mailbox(&outgoing.to, to_name)?)
        .subject(subject)
        .date(UNIX_EPOCH + since_1970(outgoing.created))
        .message_id(Some(format!("<{}@{}>", outgoing.id, sender.from.domain())))
        .raw_header(header("Auto-Submitted", "auto-generated"));
    if let Some(reply_to) = &sender.reply_to {
        builder = builder.reply_to(mailbox(reply_to, &sender.service)?);
    }
    if outgoing.kind.is_notification() {
        let page = one_line(&format!("<{}>", sender.notifications_url), usize::MAX);
        builder = builder.raw_header(header("List-Unsubscribe", &page));
    }
    let message = builder.multipart(parts(outgoing, text, html)?);
    let message = message.map_err(|error| RenderError::Composition(error.to_string()))?;
    Ok(message.formatted())
}

/// Text and HTML, the calendar beside them; around these, if there are any, the files.
fn parts(outgoing: &Outgoing, text: &str, html: &str) -> Result<MultiPart, RenderError> {
    let id = outgoing.id;
    let bounded = |kind: MultiPartBuilder, what: &str| kind.boundary(format!("{what}-{id}"));
    let mut said = bounded(MultiPart::alternative(), "said")
        .singlepart(SinglePart::plain(text.to_owned()))
        .singlepart(SinglePart::html(html.to_owned()));
    let mut files = Vec::new();
    if let Some(calendar) = &outgoing.calendar {
        said = said.singlepart(calendar_part(calendar)?);
        files.push(calendar_file(calendar)?);
    }
    for attachment in &outgoing.attachments {
        let name = one_line(&attachment.name, NAME_MAX);
        let content_type = media_type(&attachment.media_type)?;
        files.push(FilePart::new(name).body(attachment.bytes.clone(), content_type));
    }
    if files.is_empty() {
        return Ok(said);
    }
    let whole = bounded(MultiPart::mixed(), "all").multipart(said);
    Ok(files.into_iter().fold(whole, MultiPart::singlepart))
}

fn calendar_part(calendar: &Calendar) -> Result<SinglePart, RenderError> {
    let method = calendar.method.word();
    let content_type = media_type(&format!("text/calendar; charset=utf-8; method={method}"))?;
    Ok(SinglePart::builder().header(content_type).body(calendar.ics.clone()))
}

fn calendar_file(calendar: &Calendar) -> Result<SinglePart, RenderError> {
    let file = FilePart::new(CALENDAR_FILE.to_owned());
    Ok(file.body(calendar.ics.clone(), media_type("application/ics")?))
}

fn media_type(text: &str) -> Result<ContentType, RenderError> {
    ContentType::parse(text).map_err(|_| RenderError::MediaType(text.to_owned()))
}

fn mailbox(address: &EmailAddress, name: &str) -> Result<Mailbox, RenderError> {
    let checked = Address::new(address.local_part(), address.domain());
    let checked = checked.map_err(|_| RenderError::Address(address.clone()))?;
    let name = one_line(name, NAME_MAX);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), checked))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// Panics before 1970: no mail was sent then.
fn since_1970(moment: Timestamp) -> Duration {
    let seconds = u64::try_from(moment.seconds());
    Duration::from_secs(seconds.expect("a mail from before 1970"))
}

/// `text` on one line of at most `max` characters: control characters, line and paragraph
/// separators and marks that turn the writing direction become spaces, and spaces do not follow
/// each other.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    let turns = |c: char| {
        let directed = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}');
        directed || matches!(c, '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
    };
    let mut line = String::with_capacity(text.len());
    let words = text.split(|c: char| c == ' ' || c.is_control() || turns(c));
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if let Some((end, _)) = line.char_indices().nth(max) {
        line.truncate(end);
    }
    line.trim().to_owned()
}
