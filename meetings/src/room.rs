//! Personal rooms: what their owner decides about them (F2). Who comes in is decided in `door`.
//!
//! A room always has all of its settings; restoring the defaults is keeping `Room::default()`. Not
//! known here: the room's address and whose it is.

pub mod door;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::password::{NotAPassword, Password};

pub const TITLE_MAX_CHARS: usize = 100;
pub const AUTO_LOCK_MIN_MINUTES: u32 = 1;
/// An hour after a room was opened nobody is late any more.
pub const AUTO_LOCK_MAX_MINUTES: u32 = 60;

/// What participants may do by themselves; the moderator always may.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Share,
    Chat,
    Unmute,
    Record,
}

impl Act {
    pub const ALL: [Act; 4] = [Act::Share, Act::Chat, Act::Unmute, Act::Record];

    /// As in rows, forms and the API.
    pub fn word(self) -> &'static str {
        match self {
            Act::Share => "share",
            Act::Chat => "chat",
            Act::Unmute => "unmute",
            Act::Record => "record",
        }
    }

    pub fn from_word(word: &str) -> Option<Act> {
        Act::ALL.into_iter().find(|act| act.word() == word)
    }
}

/// What the owner decided about a room.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Room {
    /// Empty: it is called after its moderator.
    pub title: String,
    pub password: Option<Password>,
    /// Who comes waits until the moderator lets them in.
    pub lobby: bool,
    /// Nobody comes in any more this long after the moderator opened the room.
    pub auto_lock_minutes: Option<u32>,
    pub participants_may: BTreeSet<Act>,
}

impl Default for Room {
    /// A permanent address gets about, so people wait in the lobby; recording is the moderator's.
    fn default() -> Room {
        Room {
            title: String::new(),
            password: None,
            lobby: true,
            auto_lock_minutes: None,
            participants_may: BTreeSet::from([Act::Share, Act::Chat, Act::Unmute]),
        }
    }
}

impl Room {
    /// What participants may do under a plan that lets meetings be recorded (`recording`) or not.
    /// The owner's choice is kept, and holds again as soon as the plan allows it.
    pub fn permitted(&self, recording: bool) -> BTreeSet<Act> {
        let acts = self.participants_may.iter().copied();
        acts.filter(|act| recording || *act != Act::Record).collect()
    }
}

/// A room's settings as they were filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RoomDraft {
    pub title: String,
    /// Empty for none.
    pub password: String,
    pub lobby: bool,
    pub auto_lock_minutes: Option<i64>,
    /// Words of `Act`.
    pub participants_may: Vec<String>,
}

/// What is wrong with a field of the draft.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RoomProblem {
    TitleTooLong,
    /// Control characters, line breaks, or marks that turn the reading direction.
    TitleCharacters,
    PasswordLength,
    PasswordCharacters,
    AutoLock,
    UnknownAct,
    /// The account or a group has decided that rooms have one (E9).
    PasswordNeeded,
    /// The account or a group has decided it (E9).
    LobbyLocked,
    AutoLockLocked,
    ActLocked,
}

impl RoomProblem {
    pub const ALL: [RoomProblem; 10] = [
        RoomProblem::TitleTooLong,
        RoomProblem::TitleCharacters,
        RoomProblem::PasswordLength,
        RoomProblem::PasswordCharacters,
        RoomProblem::AutoLock,
        RoomProblem::UnknownAct,
        RoomProblem::PasswordNeeded,
        RoomProblem::LobbyLocked,
        RoomProblem::AutoLockLocked,
        RoomProblem::ActLocked,
    ];

    /// The names of form fields and JSON members.
    pub fn field(self) -> &'static str {
        match self {
            RoomProblem::TitleTooLong | RoomProblem::TitleCharacters => "title",
            RoomProblem::PasswordLength
            | RoomProblem::PasswordCharacters
            | RoomProblem::PasswordNeeded => "password",
            RoomProblem::LobbyLocked => "lobby",
            RoomProblem::AutoLock | RoomProblem::AutoLockLocked => "auto_lock_minutes",
            RoomProblem::UnknownAct | RoomProblem::ActLocked => "participants_may",
        }
    }

    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            RoomProblem::TitleTooLong => "room.title_too_long",
            RoomProblem::TitleCharacters => "room.title_characters",
            RoomProblem::PasswordLength => "room.password_length",
            RoomProblem::PasswordCharacters => "room.password_characters",
            RoomProblem::AutoLock => "room.auto_lock",
            RoomProblem::UnknownAct => "room.unknown_act",
            RoomProblem::PasswordNeeded => "room.password_needed",
            RoomProblem::LobbyLocked | RoomProblem::AutoLockLocked | RoomProblem::ActLocked => {
                "room.setting_locked"
            }
        }
    }
}

impl RoomDraft {
    /// The draft that changes nothing about `room`.
    pub fn of(room: &Room) -> RoomDraft {
        let password = room.password.as_ref().map(|password| password.shown().to_owned());
        RoomDraft {
            title: room.title.clone(),
            password: password.unwrap_or_default(),
            lobby: room.lobby,
            auto_lock_minutes: room.auto_lock_minutes.map(i64::from),
            participants_may: room.participants_may.iter().map(|a| a.word().to_owned()).collect(),
        }
    }

    /// The settings, or everything that is wrong with them.
    pub fn check(&self) -> Result<Room, Vec<RoomProblem>> {
        let mut problems = Vec::new();
        let title = self.title.trim();
        if title.chars().any(crate::draft::is_strange) {
            problems.push(RoomProblem::TitleCharacters);
        } else if title.chars().count() > TITLE_MAX_CHARS {
            problems.push(RoomProblem::TitleTooLong);
        }
        let password = match self.password.trim() {
            "" => None,
            text => text.parse().map_err(|error| problems.push(password_problem(error))).ok(),
        };
        let minutes = self.auto_lock_minutes.map(u32::try_from);
        let auto_lock_minutes = minutes.and_then(|minutes| {
            let fits = |it: &u32| (AUTO_LOCK_MIN_MINUTES..=AUTO_LOCK_MAX_MINUTES).contains(it);
            let minutes = minutes.ok().filter(fits);
            if minutes.is_none() {
                problems.push(RoomProblem::AutoLock);
            }
            minutes
        });
        let acts = self.participants_may.iter().map(|word| Act::from_word(word));
        let participants_may = acts.collect::<Option<BTreeSet<Act>>>();
        if participants_may.is_none() {
            problems.push(RoomProblem::UnknownAct);
        }
        match participants_may {
            Some(participants_may) if problems.is_empty() => Ok(Room {
                title: title.to_owned(),
                password,
                lobby: self.lobby,
                auto_lock_minutes,
                participants_may,
            }),
            _ => Err(problems),
        }
    }
}

fn password_problem(error: NotAPassword) -> RoomProblem {
    match error {
        NotAPassword::Length => RoomProblem::PasswordLength,
        NotAPassword::Characters => RoomProblem::PasswordCharacters,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refused(draft: RoomDraft) -> Vec<RoomProblem> {
        draft.check().expect_err("a refusal")
    }

    #[test]
    fn the_defaults_are_a_draft_that_is_right() {
        assert_eq!(RoomDraft::of(&Room::default()).check(), Ok(Room::default()));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let draft = RoomDraft {
            title: "x".repeat(TITLE_MAX_CHARS + 1),
            password: "abc".to_owned(),
            lobby: true,
            auto_lock_minutes: Some(0),
            participants_may: vec!["chat".to_owned(), "fly".to_owned()],
        };
        let all = [
            RoomProblem::TitleTooLong,
            RoomProblem::PasswordLength,
            RoomProblem::AutoLock,
            RoomProblem::UnknownAct,
        ];
        assert_eq!(refused(draft), all);
        for (draft, problem) in [
            (RoomDraft { title: "a\nb".to_owned(), ..RoomDraft::default() }, "title_characters"),
            (RoomDraft { auto_lock_minutes: Some(61), ..RoomDraft::default() }, "auto_lock"),
            (RoomDraft { auto_lock_minutes: Some(-1), ..RoomDraft::default() }, "auto_lock"),
            (
                RoomDraft { password: "ab\u{7}cd".to_owned(), ..RoomDraft::default() },
                "password_characters",
            ),
        ] {
            let codes: Vec<&str> = refused(draft).iter().map(|each| each.code()).collect();
            assert_eq!(codes, [format!("room.{problem}")]);
        }
    }

    #[test]
    fn recording_needs_a_plan_with_recordings() {
        let all = Room { participants_may: BTreeSet::from(Act::ALL), ..Room::default() };
        assert_eq!(all.permitted(true), BTreeSet::from(Act::ALL));
        assert_eq!(all.permitted(false), Room::default().participants_may);
    }

    proptest! {
        /// Whatever is accepted reads back as the same settings, within its limits.
        #[test]
        fn what_is_accepted_stays_as_it_is(
            title in ".{0,120}", password in ".{0,40}", lobby: bool,
            auto_lock_minutes in proptest::option::of(-5i64..70),
            participants_may in proptest::collection::vec(
                prop_oneof![Just("share"), Just("chat"), Just("unmute"), Just("record")], 0..6),
        ) {
            let participants_may = participants_may.into_iter().map(str::to_owned).collect();
            let draft = RoomDraft { title, password, lobby, auto_lock_minutes, participants_may };
            if let Ok(room) = draft.check() {
                prop_assert!(room.title.chars().count() <= TITLE_MAX_CHARS);
                prop_assert_eq!(RoomDraft::of(&room).check(), Ok(room));
            }
        }
    }
}
