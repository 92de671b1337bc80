//! Mails that are handed to us: the answers of calendar programs are taken in, everything else is
//! set aside for an operator to look at (F1, H2, docs/decisions/0048).
//!
//! What a mail says of its sender is proved by nothing. The code in the address it was sent to is:
//! only the invited person was told it.

pub mod token;

use documents::calendar::reply::{self, Reply, Unreadable};
use mail::Incoming;
use meetings::LinkCode;
use store::StoreError;
use store::mail_set_aside::{self, SetAside};
use units::EmailAddress;

use crate::app::App;
use crate::meetings::answer;

/// Longest mail that is looked into, in bytes.
pub const MAIL_MAX_BYTES: usize = 10 * 1_024 * 1_024;
/// What is kept of a mail that is set aside, in bytes.
const KEPT_MAX_BYTES: usize = 64 * 1_024;
/// Mails set aside at a time; the oldest give way.
const SET_ASIDE_MAX: u32 = 1_000;
/// Characters kept of a header.
const HEADER_MAX_CHARS: usize = 300;

/// What became of a mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Taken {
    /// It answers an invitation.
    Answered,
    /// It is an answer, and a later one stands in its place, or the same.
    Nothing,
    /// For an operator to look at; the word says why.
    SetAside(&'static str),
}

/// Takes in the mail `source` (RFC 5322); `recipient` is the address it was delivered to, where
/// the mail server says it.
pub async fn take(app: &App, source: &[u8], recipient: Option<&str>) -> Result<Taken, StoreError> {
    let read = match source.len() > MAIL_MAX_BYTES {
        true => None,
        false => mail::read_incoming(source),
    };
    let mut tx = app.store.begin().await?;
    let reason = match look(app, source, read.as_ref(), recipient) {
        Err(reason) => reason,
        Ok((code, replies)) => match answer::take(app, &mut tx, &code, &replies).await? {
            Ok(different) => {
                tx.commit().await?;
                return Ok(if different { Taken::Answered } else { Taken::Nothing });
            }
            Err(refused) => refused.word(),
        },
    };
    let kept = set_aside(app, source, read.unwrap_or_default(), recipient, reason);
    mail_set_aside::insert(&mut tx, &kept).await?;
    mail_set_aside::keep_newest(&mut tx, SET_ASIDE_MAX).await?;
    tx.commit().await?;
    tracing::info!(reason, "a mail was set aside");
    Ok(Taken::SetAside(reason))
}

/// Whose invitation is answered, and how; else why nothing can be done.
fn look(
    app: &App,
    source: &[u8],
    read: Option<&Incoming>,
    recipient: Option<&str>,
) -> Result<(LinkCode, Vec<Reply>), &'static str> {
    if source.len() > MAIL_MAX_BYTES {
        return Err("too_large");
    }
    let read = read.ok_or("unreadable")?;
    if read.calendars.is_empty() {
        return Err(if read.is_report { "report" } else { "no_answer_inside" });
    }
    let code = match recipient {
        Some(told) => told.parse().ok().and_then(|told| app.config.answered_code(&told)),
        None => read.recipients.iter().find_map(|each| app.config.answered_code(each)),
    };
    let code = code.ok_or("no_code")?;
    let mut first: Option<Unreadable> = None;
    for calendar in &read.calendars {
        match reply::read(calendar) {
            Ok(replies) => return Ok((code, replies)),
            Err(unreadable) => first = first.or(Some(unreadable)),
        }
    }
    Err(first.map_or("no_answer_inside", Unreadable::code))
}

fn set_aside(
    app: &App,
    source: &[u8],
    read: Incoming,
    recipient: Option<&str>,
    reason: &'static str,
) -> SetAside {
    let beginning = source.get(..KEPT_MAX_BYTES).unwrap_or(source);
    let named = || read.recipients.first().map(EmailAddress::to_string);
    SetAside {
        id: app.id(),
        taken_at: app.now(),
        reason: reason.to_owned(),
        sender: read.from.as_deref().map(header),
        recipient: recipient.map(str::to_owned).or_else(named).as_deref().map(header),
        subject: header(&read.subject),
        bytes: i64::try_from(source.len()).unwrap_or(i64::MAX),
        source: String::from_utf8_lossy(beginning).replace('\0', ""),
    }
}

/// One line, cut.
fn header(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(HEADER_MAX_CHARS).collect()
}
