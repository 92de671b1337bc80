//! A meeting that was held, and the connections to it: the one shape of the history, wherever it
//! comes from.

use contacts::fold;
use serde::{Deserialize, Serialize};
use units::Timestamp;

/// Longest name, title or address kept; the rest of a longer one is cut off.
pub const TEXT_MAX_CHARS: usize = 200;
/// No meeting is longer: what says so has a wrong date in it.
pub const MEETING_MAX_DAYS: i64 = 31;
/// A meeting nobody was connected to for so long is over: who comes then comes to the next one.
pub const APART_S: i64 = 3_600;
/// Files say the same moment to the second or to the minute.
const SAME_MOMENT_S: i64 = 60;

/// Where a meeting was held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Here.
    Plenum,
    Zoom,
    Webex,
    Goto,
    /// With some other service.
    Other,
}

impl Source {
    pub const ALL: [Source; 5] =
        [Source::Plenum, Source::Zoom, Source::Webex, Source::Goto, Source::Other];

    /// The word in rows, the API, our table and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Source::Plenum => "plenum",
            Source::Zoom => "zoom",
            Source::Webex => "webex",
            Source::Goto => "goto",
            Source::Other => "other",
        }
    }

    pub fn from_word(word: &str) -> Option<Source> {
        Source::ALL.into_iter().find(|source| source.word() == word)
    }
}

/// A meeting that was held.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Held {
    pub source: Source,
    /// Its digits, as people type them; empty where it is not known.
    pub number: String,
    pub title: String,
    /// Empty where it is not known.
    pub host_name: String,
    /// Empty where it is not known.
    pub host_email: String,
    pub started_at: Timestamp,
    /// Of one that is on: when somebody last came or went. Never before `started_at`.
    pub ended_at: Timestamp,
    /// How many people a report says took part; it counts where no connection is known.
    pub participants_stated: Option<u32>,
    pub connections: Vec<Connection>,
}

/// Somebody connected to a meeting, once: who leaves and comes back has two of them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Connection {
    pub name: String,
    /// Empty where it is not known.
    pub email: String,
    /// None where only the time in all is known.
    pub joined_at: Option<Timestamp>,
    /// None also while they are still there.
    pub left_at: Option<Timestamp>,
    /// Seconds they were connected.
    pub seconds: u32,
    /// Not one of the host's organisation; none where it is not known.
    pub is_guest: Option<bool>,
}

impl Connection {
    /// What makes two connections one person's: the address, else the name.
    pub fn person_key(&self) -> String {
        match self.email.is_empty() {
            true => format!("name:{}", fold(&self.name)),
            false => format!("mail:{}", self.email.trim().to_lowercase()),
        }
    }
}

impl Held {
    /// What two reports of one meeting have in common, beside the time: its number, else its title.
    pub fn identity(&self) -> String {
        match self.number.is_empty() {
            true => format!("title:{}", fold(&self.title)),
            false => self.number.clone(),
        }
    }

    /// What meetings are put together by host with: the address, else the name; empty: unknown.
    pub fn host_key(&self) -> String {
        match self.host_email.is_empty() {
            true => fold(&self.host_name),
            false => self.host_email.trim().to_lowercase(),
        }
    }

    /// Whether `other` tells of this very meeting: nothing with one number is held twice at once.
    pub fn is_same_as(&self, other: &Held) -> bool {
        let starts_in = |a: &Held, b: &Held| {
            let from = b.started_at.plus_seconds(-SAME_MOMENT_S);
            let upto = b.ended_at.max(b.started_at.plus_seconds(SAME_MOMENT_S));
            (from..=upto).contains(&a.started_at)
        };
        self.source == other.source
            && self.identity() == other.identity()
            && (starts_in(self, other) || starts_in(other, self))
    }
}

/// `text` as it is kept: without blanks around it and control characters, and not too long.
pub fn kept(text: &str) -> String {
    let plain = text.trim().chars().filter(|c| !c.is_control());
    plain.take(TEXT_MAX_CHARS).collect()
}

/// The digits of a number that people write with blanks, dashes or a quote before it.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(TEXT_MAX_CHARS).collect()
}

/// Seconds between two moments, none when they are the wrong way round.
pub fn seconds_between(from: Timestamp, to: Timestamp) -> u32 {
    u32::try_from(to.seconds_since(from)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(number: &str, from: &str, to: &str) -> Held {
        Held {
            source: Source::Zoom,
            number: number.to_owned(),
            title: "Choir".to_owned(),
            host_name: String::new(),
            host_email: String::new(),
            started_at: from.parse().expect("a moment"),
            ended_at: to.parse().expect("a moment"),
            participants_stated: None,
            connections: Vec::new(),
        }
    }

    #[test]
    fn reports_of_one_meeting_are_told_from_those_of_the_next() {
        let first = held("123", "2026-03-02T09:00:12Z", "2026-03-02T10:00:00Z");
        let same = [
            held("123", "2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
            held("123", "2026-03-02T09:30:00Z", "2026-03-02T09:40:00Z"),
            held("123", "2026-03-02T09:01:00Z", "2026-03-02T09:01:00Z"),
        ];
        let other = [
            held("124", "2026-03-02T09:00:12Z", "2026-03-02T10:00:00Z"),
            held("123", "2026-03-02T10:05:00Z", "2026-03-02T11:00:00Z"),
            Held { source: Source::Webex, ..first.clone() },
            held("", "2026-03-02T09:00:12Z", "2026-03-02T10:00:00Z"),
        ];
        for each in same {
            assert!(first.is_same_as(&each) && each.is_same_as(&first), "{each:?}");
        }
        for each in other {
            assert!(!first.is_same_as(&each) && !each.is_same_as(&first), "{each:?}");
        }
    }

    #[test]
    fn a_person_is_found_again_by_address_then_by_name() {
        let of = |name: &str, email: &str| Connection {
            name: name.to_owned(),
            email: email.to_owned(),
            joined_at: None,
            left_at: None,
            seconds: 0,
            is_guest: None,
        };
        let key = |name, email| of(name, email).person_key();
        assert_eq!(key("Ada", "ADA@example.org"), key("Ada L.", "ada@example.org"));
        assert_eq!(key("Élise  Roy", ""), key("elise roy", ""));
        assert_ne!(key("Ada", ""), key("Ada", "ada@example.org"));
    }
}
