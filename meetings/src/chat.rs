//! Chats between two people and among those of a meeting: who may see and do what, what a message
//! may be, and how long messages are kept (F8, docs/decisions/0038).
//!
//! `may` is the one place where it is decided; lists, pages, searches and changes all ask it. Not
//! known here: SQL, and who takes part in which meeting.

pub mod attachment;

use units::Timestamp;
use units::id::PersonId;

use crate::draft::is_strange;

/// Longest message.
pub const TEXT_MAX_CHARS: usize = 4_000;
/// So long after writing it, an author may change or remove a message.
pub const EDIT_MINUTES: i64 = 60;
/// Unread messages of a chat, and chats with such, are counted up to this many: more is many.
pub const UNREAD_COUNTED_MAX: u32 = 100;
/// Shortest time an account may keep messages.
pub const RETENTION_MIN_DAYS: u32 = 30;
/// Longest time that can be set, beside keeping them for good: ten years.
pub const RETENTION_MAX_DAYS: u32 = 3_650;
/// Between telling people and erasing the first message.
pub const NOTICE_DAYS: i64 = 14;

/// Where a chat takes place, as whoever asks stands to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Between two people; `both_here`: both are active people of the chat's account.
    Direct { two: [PersonId; 2], both_here: bool },
    /// Among host, alternate hosts and invitees with an account; `takes_part`: whoever asks is one
    /// of them now.
    Meeting { takes_part: bool, cancelled: bool },
}

/// A message that is there already.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    pub author: PersonId,
    pub at: Timestamp,
    pub removed: bool,
}

/// What somebody wants of a chat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wish {
    Read,
    Write,
    Edit(Written),
    Remove(Written),
}

/// Why not.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChatRefusal {
    /// Nobody else learns that the chat exists.
    #[error("the person takes no part in the chat")]
    Stranger,
    #[error("one of the two is not here any more")]
    OtherGone,
    #[error("the meeting is cancelled")]
    MeetingCancelled,
    #[error("the message is somebody else's")]
    NotYours,
    #[error("the message is removed")]
    Removed,
    #[error("the message was written more than {EDIT_MINUTES} minutes ago")]
    TooLate,
}

impl ChatRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            ChatRefusal::Stranger => "chat.not_found",
            ChatRefusal::OtherGone => "chat.other_gone",
            ChatRefusal::MeetingCancelled => "chat.meeting_cancelled",
            ChatRefusal::NotYours => "chat.not_yours",
            ChatRefusal::Removed => "chat.message_removed",
            ChatRefusal::TooLate => "chat.too_late",
        }
    }
}

/// Whether `person` may do at `now` what they wish in the chat at `place`.
///
/// No role opens a chat: owners and admins are strangers to those of others. Whoever takes part
/// reads all of it; nothing is written where nobody would answer; a message is its author's, for
/// `EDIT_MINUTES`, and taking it back is possible also where nothing can be written any more.
pub fn may(place: &Place, person: PersonId, wish: Wish, now: Timestamp) -> Result<(), ChatRefusal> {
    let takes_part = match place {
        Place::Direct { two, .. } => two.contains(&person),
        Place::Meeting { takes_part, .. } => *takes_part,
    };
    if !takes_part {
        return Err(ChatRefusal::Stranger);
    }
    match wish {
        Wish::Read => Ok(()),
        Wish::Write => open(place),
        Wish::Edit(written) => {
            changeable(written, person, now)?;
            open(place)
        }
        Wish::Remove(written) => changeable(written, person, now),
    }
}

fn open(place: &Place) -> Result<(), ChatRefusal> {
    match place {
        Place::Direct { both_here: false, .. } => Err(ChatRefusal::OtherGone),
        Place::Meeting { cancelled: true, .. } => Err(ChatRefusal::MeetingCancelled),
        Place::Direct { .. } | Place::Meeting { .. } => Ok(()),
    }
}

fn changeable(written: Written, person: PersonId, now: Timestamp) -> Result<(), ChatRefusal> {
    if written.author != person {
        return Err(ChatRefusal::NotYours);
    }
    if written.removed {
        return Err(ChatRefusal::Removed);
    }
    match now <= written.at.plus_minutes(EDIT_MINUTES) {
        true => Ok(()),
        false => Err(ChatRefusal::TooLate),
    }
}

/// What somebody wrote: some text of at most `TEXT_MAX_CHARS`, lines and all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageText(String);

/// The text is no message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAMessage {
    #[error("there is no text")]
    Missing,
    #[error("the text has more than {TEXT_MAX_CHARS} characters")]
    TooLong,
    #[error("the text has control characters")]
    Characters,
}

impl NotAMessage {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            NotAMessage::Missing => "chat.text_missing",
            NotAMessage::TooLong => "chat.text_too_long",
            NotAMessage::Characters => "chat.text_characters",
        }
    }
}

impl MessageText {
    pub fn parse(text: &str) -> Result<MessageText, NotAMessage> {
        let text = text.trim().replace("\r\n", "\n").replace('\r', "\n");
        if text.is_empty() {
            return Err(NotAMessage::Missing);
        }
        if text.chars().count() > TEXT_MAX_CHARS {
            return Err(NotAMessage::TooLong);
        }
        match text.chars().any(|c| is_strange(c) && c != '\n' && c != '\t') {
            true => Err(NotAMessage::Characters),
            false => Ok(MessageText(text)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long an account keeps messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Retention {
    /// None: for good.
    pub days: Option<u32>,
    /// Nothing is erased before.
    pub from: Timestamp,
}

/// The number of days is out of bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("messages are kept {RETENTION_MIN_DAYS} to {RETENTION_MAX_DAYS} days, or for good")]
pub struct NotAnOption;

impl Retention {
    /// As it is before anybody decided.
    pub fn for_good(now: Timestamp) -> Retention {
        Retention { days: None, from: now }
    }

    /// The retention from `now` on, and whether messages go that would have stayed: then people
    /// are told, and nothing is erased before they had `NOTICE_DAYS`.
    pub fn change(
        self,
        days: Option<u32>,
        now: Timestamp,
    ) -> Result<(Retention, bool), NotAnOption> {
        let Some(days) = days else { return Ok((Retention::for_good(now), false)) };
        if !(RETENTION_MIN_DAYS..=RETENTION_MAX_DAYS).contains(&days) {
            return Err(NotAnOption);
        }
        Ok(match self.days.is_some_and(|before| before <= days) {
            true => (Retention { days: Some(days), from: self.from }, false),
            false => (Retention { days: Some(days), from: now.plus_days(NOTICE_DAYS) }, true),
        })
    }

    /// Messages written before this moment are to be erased now; none: no message is.
    pub fn erases_before(self, now: Timestamp) -> Option<Timestamp> {
        let days = self.days.filter(|_| now >= self.from)?;
        Some(now.plus_days(-i64::from(days)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;
    use units::Id;

    use super::*;

    fn person(number: u8) -> PersonId {
        Id::from_parts(Timestamp::from_seconds(0), [number; 10])
    }

    fn any_place() -> impl Strategy<Value = Place> {
        prop_oneof![
            (1u8..4, 4u8..6, any::<bool>()).prop_map(|(one, other, both_here)| Place::Direct {
                two: [person(one), person(other)],
                both_here,
            }),
            (any::<bool>(), any::<bool>())
                .prop_map(|(takes_part, cancelled)| Place::Meeting { takes_part, cancelled }),
        ]
    }

    fn any_wish() -> impl Strategy<Value = Wish> {
        let written = (1u8..6, 0i64..10_000, any::<bool>()).prop_map(|(author, at, removed)| {
            Written { author: person(author), at: Timestamp::from_seconds(at), removed }
        });
        prop_oneof![
            Just(Wish::Read),
            Just(Wish::Write),
            written.clone().prop_map(Wish::Edit),
            written.prop_map(Wish::Remove),
        ]
    }

    fn takes_part(place: &Place, who: PersonId) -> bool {
        match place {
            Place::Direct { two, .. } => two.contains(&who),
            Place::Meeting { takes_part, .. } => *takes_part,
        }
    }

    proptest! {
        /// F8: who takes no part learns nothing, whatever they wish; who takes part always reads.
        #[test]
        fn strangers_learn_nothing_and_others_read(
            place in any_place(), wish in any_wish(), who in 1u8..6, now in 0i64..20_000,
        ) {
            let (who, now) = (person(who), Timestamp::from_seconds(now));
            let answer = may(&place, who, wish, now);
            let inside = takes_part(&place, who);
            prop_assert_eq!(answer == Err(ChatRefusal::Stranger), !inside);
            prop_assert_eq!(may(&place, who, Wish::Read, now).is_ok(), inside);
        }

        /// F8: only authors change messages, only for a while, and only once can one be removed;
        /// what may be edited may be removed, and written beside.
        #[test]
        fn messages_are_their_authors_for_a_while(
            place in any_place(), who in 1u8..6, author in 1u8..6, at in 0i64..10_000,
            removed in any::<bool>(), later in 0i64..10_000,
        ) {
            let (who, author) = (person(who), person(author));
            let written = Written { author, at: Timestamp::from_seconds(at), removed };
            let now = Timestamp::from_seconds(at + later);
            let edits = may(&place, who, Wish::Edit(written), now).is_ok();
            let removes = may(&place, who, Wish::Remove(written), now).is_ok();
            let inside = takes_part(&place, who);
            let in_time = later <= EDIT_MINUTES * 60;
            prop_assert_eq!(removes, inside && who == author && !removed && in_time);
            let writes = may(&place, who, Wish::Write, now).is_ok();
            prop_assert_eq!(edits, removes && writes);
        }

        /// F8: nothing is erased without notice, and nothing younger than what was set.
        #[test]
        fn nothing_goes_without_notice(
            steps in vec((option::of(30u32..4_000), 0i64..60), 1..12),
        ) {
            let mut now = Timestamp::from_seconds(1_800_000_000);
            let mut kept = Retention::for_good(now);
            let mut told_at = None;
            for (days, later) in steps {
                if let Ok((next, is_told)) = kept.change(days, now) {
                    kept = next;
                    told_at = if is_told { Some(now) } else { told_at };
                }
                now = now.plus_days(later);
                if let Some(before) = kept.erases_before(now) {
                    let days = kept.days.map_or(0, i64::from);
                    prop_assert_eq!(before, now.plus_days(-days));
                    prop_assert!(told_at.is_some_and(|told| told.plus_days(NOTICE_DAYS) <= now));
                }
            }
        }
    }

    #[test]
    fn a_meeting_that_is_cancelled_is_read_and_not_written() {
        let now = Timestamp::from_seconds(0);
        let place = Place::Meeting { takes_part: true, cancelled: true };
        assert_eq!(may(&place, person(1), Wish::Read, now), Ok(()));
        let refused = may(&place, person(1), Wish::Write, now);
        assert_eq!(refused, Err(ChatRefusal::MeetingCancelled));
    }

    #[test]
    fn texts_of_messages() {
        let check = |text: &str| MessageText::parse(text).map(|text| text.as_str().to_owned());
        assert_eq!(check(" See you\r\nat ten "), Ok("See you\nat ten".to_owned()));
        assert_eq!(check(" \n "), Err(NotAMessage::Missing));
        assert_eq!(check("a\u{202e}b"), Err(NotAMessage::Characters));
        assert_eq!(check(&"ж".repeat(TEXT_MAX_CHARS)).map(|text| text.len()), Ok(8_000));
        assert_eq!(check(&"ж".repeat(TEXT_MAX_CHARS + 1)), Err(NotAMessage::TooLong));
    }
}
