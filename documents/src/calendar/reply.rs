//! Answers as calendar programs write them: iCalendar with METHOD:REPLY (RFC 5546, 3.2.3).
//!
//! Strict where it matters: one attendee, one of three answers, a stamp, one meeting. Whatever else
//! is in the file is passed over. The text comes from strangers: it has bounds, and nothing in it
//! is followed.

use jiff::civil::{Date, DateTime};
use meetings::Answer;
use units::{EmailAddress, Timestamp, Zone};

/// Longest file looked at, in bytes.
pub const REPLY_MAX_BYTES: usize = 256 * 1_024;
/// Answers to single meetings in one file.
const EVENTS_MAX: usize = 50;
/// How deep components may stand in each other.
const DEPTH_MAX: usize = 8;
/// Longest UID, in bytes.
const UID_MAX_BYTES: usize = 500;

/// One answer: of one attendee, to a series or to one meeting of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    pub uid: String,
    /// The version that is answered to; 0 where none is said.
    pub sequence: u32,
    /// When the answer was written.
    pub stamped: Timestamp,
    /// The time the series had for the one meeting; `None`: all of them.
    pub recurrence: Option<Recurrence>,
    pub attendee: EmailAddress,
    pub answer: Answer,
    /// May be empty.
    pub comment: String,
}

/// When the series has a meeting, as calendar programs say it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recurrence {
    Moment(Timestamp),
    /// A wall time, in a zone by its name or in that of the series.
    Civil {
        at: DateTime,
        zone: Option<String>,
    },
    Day(Date),
}

/// Why a file is no answer of ours to take in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the calendar file is too long")]
    TooLong,
    #[error("this is not a calendar file")]
    NotACalendar,
    #[error("the calendar file is no answer")]
    NotAReply,
    #[error("the answer names no meeting, or several")]
    NotOneMeeting,
    #[error("the answer is not of one person")]
    NotOneAttendee,
    #[error("the answer is none of yes, maybe and no")]
    NoAnswer,
    #[error("the answer does not say when it was written")]
    NoStamp,
    #[error("a value in the calendar file is malformed")]
    Malformed,
}

impl Unreadable {
    /// Stable: rows and texts key on it.
    pub fn code(self) -> &'static str {
        match self {
            Unreadable::TooLong => "calendar_too_long",
            Unreadable::NotACalendar => "not_a_calendar",
            Unreadable::NotAReply => "not_a_reply",
            Unreadable::NotOneMeeting => "not_one_meeting",
            Unreadable::NotOneAttendee => "not_one_attendee",
            Unreadable::NoAnswer => "no_answer",
            Unreadable::NoStamp => "no_stamp",
            Unreadable::Malformed => "malformed",
        }
    }
}

/// Reads the answers in `text`, at least one, all to one UID.
pub fn read(text: &str) -> Result<Vec<Reply>, Unreadable> {
    if text.len() > REPLY_MAX_BYTES {
        return Err(Unreadable::TooLong);
    }
    let mut replies: Vec<Reply> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut event = Event::default();
    let (mut is_reply, mut seen) = (false, false);
    for line in unfolded(text) {
        let Some(line) = Line::read(&line) else { continue };
        match (line.name.as_str(), open.len()) {
            ("BEGIN", depth) if depth < DEPTH_MAX => open.push(line.value.to_ascii_uppercase()),
            ("BEGIN", _) => return Err(Unreadable::Malformed),
            ("END", _) => {
                if open.pop() != Some(line.value.to_ascii_uppercase()) {
                    return Err(Unreadable::Malformed);
                }
                if line.value.eq_ignore_ascii_case("VEVENT") && open.len() == 1 {
                    if replies.len() >= EVENTS_MAX {
                        return Err(Unreadable::NotOneMeeting);
                    }
                    replies.push(std::mem::take(&mut event).reply()?);
                }
            }
            ("METHOD", 1) => is_reply = line.value.trim().eq_ignore_ascii_case("REPLY"),
            (_, 2) if open.last().is_some_and(|kind| kind == "VEVENT") => event.take(line)?,
            _ => {}
        }
        seen |= open.first().is_some_and(|kind| kind == "VCALENDAR");
    }
    match (seen && open.is_empty(), is_reply, replies.first()) {
        (false, _, _) => Err(Unreadable::NotACalendar),
        (true, false, _) => Err(Unreadable::NotAReply),
        (true, true, None) => Err(Unreadable::NotOneMeeting),
        (true, true, Some(first)) => {
            let uid = first.uid.clone();
            let same = replies.iter().all(|reply| reply.uid == uid);
            same.then_some(replies).ok_or(Unreadable::NotOneMeeting)
        }
    }
}

/// The lines of `text` with those put together that were folded (RFC 5545, 3.1).
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// `NAME;PARAMETER=value:value`
struct Line {
    /// In capitals.
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

impl Line {
    fn read(line: &str) -> Option<Line> {
        let mut quoted = false;
        let ends = line.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        });
        let (head, value) = line.split_at(ends?.0);
        let mut pieces = split_outside_quotes(head).into_iter();
        let name = pieces.next()?.trim().to_ascii_uppercase();
        let parameters = pieces.filter_map(|piece| {
            let (name, value) = piece.split_once('=')?;
            Some((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
        });
        let value = value.get(1..)?.to_owned();
        Some(Line { name, parameters: parameters.collect(), value })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn split_outside_quotes(head: &str) -> Vec<&str> {
    let mut quoted = false;
    head.split(|c: char| {
        quoted ^= c == '"';
        c == ';' && !quoted
    })
    .collect()
}

/// An event being read.
#[derive(Default)]
struct Event {
    uid: Option<String>,
    sequence: u32,
    stamped: Option<Timestamp>,
    recurrence: Option<Recurrence>,
    attendees: Vec<(EmailAddress, Option<Answer>)>,
    comments: Vec<String>,
}

impl Event {
    fn take(&mut self, line: Line) -> Result<(), Unreadable> {
        match line.name.as_str() {
            "UID" => {
                let uid = text(line.value.trim());
                if self.uid.is_some() || uid.is_empty() || uid.len() > UID_MAX_BYTES {
                    return Err(Unreadable::NotOneMeeting);
                }
                self.uid = Some(uid);
            }
            "SEQUENCE" => {
                let sequence = line.value.trim().parse();
                self.sequence = sequence.map_err(|_| Unreadable::Malformed)?;
            }
            "DTSTAMP" => self.stamped = Some(moment(line.value.trim())?),
            "RECURRENCE-ID" => {
                // RANGE=THISANDFUTURE was never understood alike; we send none.
                if line.parameter("RANGE").is_some() {
                    return Err(Unreadable::Malformed);
                }
                self.recurrence = Some(recurrence(&line)?);
            }
            "ATTENDEE" => {
                let answer = line.parameter("PARTSTAT").and_then(partstat);
                self.attendees.push((address(line.value.trim())?, answer));
            }
            "COMMENT" => self.comments.push(text(&line.value)),
            _ => {}
        }
        Ok(())
    }

    fn reply(self) -> Result<Reply, Unreadable> {
        let mut attendees = self.attendees.into_iter();
        let (Some((attendee, answer)), None) = (attendees.next(), attendees.next()) else {
            return Err(Unreadable::NotOneAttendee);
        };
        Ok(Reply {
            uid: self.uid.ok_or(Unreadable::NotOneMeeting)?,
            sequence: self.sequence,
            stamped: self.stamped.ok_or(Unreadable::NoStamp)?,
            recurrence: self.recurrence,
            attendee,
            answer: answer.ok_or(Unreadable::NoAnswer)?,
            comment: self.comments.join("\n"),
        })
    }
}

fn partstat(word: &str) -> Option<Answer> {
    match word.to_ascii_uppercase().as_str() {
        "ACCEPTED" => Some(Answer::Yes),
        "TENTATIVE" => Some(Answer::Maybe),
        "DECLINED" => Some(Answer::No),
        _ => None,
    }
}

/// The address of a `mailto:` URI, or one that stands alone.
fn address(uri: &str) -> Result<EmailAddress, Unreadable> {
    let scheme = uri.get(..7).filter(|start| start.eq_ignore_ascii_case("mailto:"));
    let rest = if scheme.is_some() { uri.get(7..).unwrap_or_default() } else { uri };
    let plain = rest.split('?').next().unwrap_or_default();
    decoded(plain).and_then(|text| text.trim().parse().ok()).ok_or(Unreadable::Malformed)
}

/// `%41` is `A`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = std::str::from_utf8(&digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// TEXT as RFC 5545, 3.3.11 has it.
fn text(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match (c, c == '\\') {
            (_, true) => match rest.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            (c, false) => plain.push(c),
        }
    }
    plain
}

fn recurrence(line: &Line) -> Result<Recurrence, Unreadable> {
    let value = line.value.trim();
    if value.ends_with(['Z', 'z']) {
        return moment(value).map(Recurrence::Moment);
    }
    if let Ok(day) = Date::strptime("%Y%m%d", value) {
        let is_near = YEARS.contains(&day.year());
        return is_near.then_some(Recurrence::Day(day)).ok_or(Unreadable::Malformed);
    }
    let zone = line.parameter("TZID").map(str::to_owned);
    Ok(Recurrence::Civil { at: civil(value)?, zone })
}

/// Years in which somebody may meet; far from where moments end.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=9000;

fn civil(value: &str) -> Result<DateTime, Unreadable> {
    let read = DateTime::strptime("%Y%m%dT%H%M%S", value).ok();
    read.filter(|at| YEARS.contains(&at.year())).ok_or(Unreadable::Malformed)
}

/// A moment in UTC.
fn moment(value: &str) -> Result<Timestamp, Unreadable> {
    let civil_text = value.strip_suffix(['Z', 'z']).ok_or(Unreadable::Malformed)?;
    Ok(Zone::utc().moment(civil(civil_text)?))
}

#[cfg(test)]
mod tests;
