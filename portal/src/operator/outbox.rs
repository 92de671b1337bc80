//! The outbox as pages show it: rows, one mail whole, its message, its HTML part behind a policy
//! of its own. Used by the console and by the demo.

use app::operator::mails::MailView;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;
use texts::Texts;
use units::id::MailId;
use units::{Locale, Timestamp, Zone};
use web::{PageError, Visit};

use super::Fact;
use crate::audit::Paging;
use crate::state::State as Stand;

/// A mail's HTML runs nothing, loads nothing and belongs to no origin.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/// What an address under a list of mails asks for.
pub struct Asked {
    pub id: MailId,
    /// The message itself rather than its page.
    pub source: bool,
}

impl Asked {
    /// Reads `<id>` or `<id>.eml`.
    pub fn read(name: &str) -> Result<Asked, PageError> {
        let stem = name.strip_suffix(".eml");
        let id = stem.unwrap_or(name).parse().map_err(|_| PageError::not_found())?;
        Ok(Asked { id, source: stem.is_some() })
    }
}

#[derive(Serialize)]
pub struct MailsPage {
    mails: Vec<MailLine>,
    paging: Paging,
    zone: Zone,
}

impl MailsPage {
    pub fn new(mails: Vec<MailLine>, paging: Paging, visit: &Visit) -> MailsPage {
        MailsPage { mails, paging, zone: visit.zone.clone() }
    }
}

#[derive(Serialize)]
pub struct MailLine {
    href: String,
    to: String,
    subject: String,
    at: Timestamp,
    state: Stand,
    error: Option<String>,
}

/// What a row needs of a mail; the console hands over what the store keeps.
pub fn lines<'m>(
    texts: &Texts,
    locale: &Locale,
    mails: impl IntoIterator<Item = &'m app::operator::mails::QueuedMail>,
    path: &str,
) -> Vec<MailLine> {
    let line = |mail: &app::operator::mails::QueuedMail| MailLine {
        href: format!("{path}/{}", mail.id),
        to: mail.to.to_string(),
        subject: mail.subject.clone().unwrap_or_else(|| mail.kind.clone()),
        at: mail.created_at,
        state: mail_state(texts, locale, &mail.state),
        error: mail.last_error.clone(),
    };
    mails.into_iter().map(line).collect()
}

fn mail_state(texts: &Texts, locale: &Locale, state: &str) -> Stand {
    match state {
        "delivered" => Stand::good(texts.plain(locale, "operator-mail-state-delivered")),
        "undeliverable" => Stand::danger(texts.plain(locale, "operator-mail-state-undeliverable")),
        _ => Stand::plain(texts.plain(locale, "operator-mail-state-queued")),
    }
}

/// One mail, whole.
#[derive(Serialize)]
pub struct Letter {
    subject: String,
    facts: Vec<Fact>,
    text: Option<Vec<Piece>>,
    html_href: Option<String>,
    source_href: Option<String>,
    pub retry_href: Option<String>,
}

/// A stretch of text, perhaps an address.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    href: Option<String>,
}

/// The page of one mail under `path`.
pub fn letter(visit: &Visit, view: MailView, path: &str) -> Letter {
    let texts = visit.face().texts();
    let fact = |key: &str, text: String| Fact { label: visit.text(key), text, href: None };
    let mail = &view.mail;
    let mut facts = vec![
        fact(
            "operator-mail-to",
            match mail.to_name.is_empty() {
                true => mail.to.to_string(),
                false => format!("{} <{}>", mail.to_name, mail.to),
            },
        ),
        fact("operator-mail-written", texts.datetime(&visit.locale, mail.created_at, &visit.zone)),
        fact("operator-state", mail_state(texts, &visit.locale, &mail.state).text),
        fact("operator-mail-kind", mail.kind.clone()),
        fact("operator-mail-language", mail.locale.to_string()),
    ];
    if mail.attempts > 0 {
        facts.push(fact("operator-mail-attempts", mail.attempts.to_string()));
    }
    if let Some(error) = &mail.last_error {
        facts.push(fact("operator-mail-error", error.clone()));
    }
    if !view.attachments.is_empty() {
        facts.push(fact("operator-mail-attachments", view.attachments.join(", ")));
    }
    let own = format!("{path}/{}", mail.id);
    Letter {
        subject: match view.subject.is_empty() {
            true => mail.kind.clone(),
            false => view.subject,
        },
        facts,
        text: view.text.as_deref().map(pieces),
        html_href: view.html.map(|_| format!("{own}/html")),
        source_href: view.source.map(|_| format!("{own}.eml")),
        retry_href: None,
    }
}

/// `text` cut at the web addresses in it, so that they can be followed.
fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|s| rest.find(s)).min() {
        let (before, after) = rest.split_at(start);
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"');
        let (address, after) = after.split_at(after.find(ends).unwrap_or(after.len()));
        if !before.is_empty() {
            found.push(Piece { text: before.to_owned(), href: None });
        }
        found.push(Piece { text: address.to_owned(), href: Some(address.to_owned()) });
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece { text: rest.to_owned(), href: None });
    }
    found
}

/// The message as a file.
pub fn source(view: MailView) -> Result<Response, PageError> {
    let source = view.source.ok_or_else(PageError::not_found)?;
    let mut response = source.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("message/rfc822"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    Ok(response)
}

/// The HTML part, shown where it can do nothing.
pub fn html(view: MailView) -> Result<Response, PageError> {
    let html = view.html.ok_or_else(PageError::not_found)?;
    let mut response = Html(html).into_response();
    let policy = HeaderValue::from_static(POLICY);
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_text_can_be_followed() {
        let cut = pieces("See\nhttps://a.example/b?c=d and <http://e.example>.");
        let text: String = cut.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(text, "See\nhttps://a.example/b?c=d and <http://e.example>.");
        let hrefs: Vec<_> = cut.iter().filter_map(|piece| piece.href.as_deref()).collect();
        assert_eq!(hrefs, ["https://a.example/b?c=d", "http://e.example"]);
        assert_eq!(pieces("").len(), 0);
    }
}
