//! What an account and its groups decide about the settings of their people, and what then holds
//! for somebody, with the reason (E9, docs/decisions/0035).
//!
//! A rule is a default, which a person's own choice goes before, or locked. Locks go first: the
//! account's, then those of the person's groups in the order of groups. Then comes the person's own
//! choice; then defaults: those of groups in their order, then the account's; then what a room is
//! at first. Not known here: who is in which group.

mod draft;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use units::id::GroupId;

pub use self::draft::{RuleDraft, RuleProblem, check};
use crate::draft::{DURATION_MAX_MINUTES, DURATION_MIN_MINUTES};
use crate::room::{AUTO_LOCK_MAX_MINUTES, AUTO_LOCK_MIN_MINUTES, Act, Room, RoomProblem};

/// Something that can be decided for people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Whoever comes to a room waits until the moderator lets them in.
    RoomLobby,
    /// Nobody comes into a room any more so long after it was opened.
    RoomAutoLock,
    /// Participants of a room may share their screens; so the others.
    RoomShare,
    RoomChat,
    RoomUnmute,
    RoomRecord,
    /// A room has a password: a new one comes with one; where it is locked, none opens without.
    RoomPassword,
    /// Meetings have a password: the form comes with one; where it is locked, none goes without.
    MeetingPassword,
    /// No meeting lasts longer, where the plan would allow it. It is locked or not decided.
    MeetingMinutes,
    /// Mails one can do without come; so the others.
    MailMeetingReminders,
    MailMeetingChanges,
    MailRenewalReminders,
    MailNews,
}

/// What a setting is set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Switch(bool),
    /// None: never, or as long as the plan allows.
    Minutes(Option<u32>),
}

/// What was decided about a setting.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rule {
    pub choice: Choice,
    /// Nobody it is for chooses otherwise.
    pub locked: bool,
}

/// What an account or a group decides; about the other settings it says nothing.
pub type Rules = BTreeMap<Setting, Rule>;

/// A group with what it decides.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupRules {
    pub id: GroupId,
    pub name: String,
    pub rules: Rules,
}

/// Everything that is decided for one person.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Policy {
    pub account: Rules,
    /// The groups they are in, in the account's order.
    pub groups: Vec<GroupRules>,
}

/// Why a setting is as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    AccountLock,
    GroupLock {
        id: GroupId,
        name: String,
    },
    Own,
    GroupDefault {
        id: GroupId,
        name: String,
    },
    AccountDefault,
    /// Nobody decided anything.
    Shipped,
}

impl Origin {
    /// As in the API.
    pub fn word(&self) -> &'static str {
        match self {
            Origin::AccountLock => "account_lock",
            Origin::GroupLock { .. } => "group_lock",
            Origin::Own => "own",
            Origin::GroupDefault { .. } => "group_default",
            Origin::AccountDefault => "account_default",
            Origin::Shipped => "shipped",
        }
    }

    /// The group that decided.
    pub fn group(&self) -> Option<(GroupId, &str)> {
        match self {
            Origin::GroupLock { id, name } | Origin::GroupDefault { id, name } => {
                Some((*id, name.as_str()))
            }
            Origin::AccountLock | Origin::Own | Origin::AccountDefault | Origin::Shipped => None,
        }
    }

    pub fn is_lock(&self) -> bool {
        matches!(self, Origin::AccountLock | Origin::GroupLock { .. })
    }
}

/// What holds for a person, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effective {
    pub choice: Choice,
    pub origin: Origin,
}

impl Setting {
    pub const ALL: [Setting; 13] = [
        Setting::RoomLobby,
        Setting::RoomAutoLock,
        Setting::RoomShare,
        Setting::RoomChat,
        Setting::RoomUnmute,
        Setting::RoomRecord,
        Setting::RoomPassword,
        Setting::MeetingPassword,
        Setting::MeetingMinutes,
        Setting::MailMeetingReminders,
        Setting::MailMeetingChanges,
        Setting::MailRenewalReminders,
        Setting::MailNews,
    ];
    /// Those of personal rooms that their owners choose.
    pub const ROOM: [Setting; 6] = [
        Setting::RoomLobby,
        Setting::RoomAutoLock,
        Setting::RoomShare,
        Setting::RoomChat,
        Setting::RoomUnmute,
        Setting::RoomRecord,
    ];

    /// As in rows, forms and the API.
    pub fn word(self) -> &'static str {
        match self {
            Setting::RoomLobby => "room_lobby",
            Setting::RoomAutoLock => "room_auto_lock",
            Setting::RoomShare => "room_share",
            Setting::RoomChat => "room_chat",
            Setting::RoomUnmute => "room_unmute",
            Setting::RoomRecord => "room_record",
            Setting::RoomPassword => "room_password",
            Setting::MeetingPassword => "meeting_password",
            Setting::MeetingMinutes => "meeting_minutes",
            Setting::MailMeetingReminders => "mail_meeting_reminders",
            Setting::MailMeetingChanges => "mail_meeting_changes",
            Setting::MailRenewalReminders => "mail_renewal_reminders",
            Setting::MailNews => "mail_news",
        }
    }

    pub fn from_word(word: &str) -> Option<Setting> {
        Setting::ALL.into_iter().find(|setting| setting.word() == word)
    }

    /// Whether participants may do `act`.
    pub fn of_act(act: Act) -> Setting {
        match act {
            Act::Share => Setting::RoomShare,
            Act::Chat => Setting::RoomChat,
            Act::Unmute => Setting::RoomUnmute,
            Act::Record => Setting::RoomRecord,
        }
    }

    fn act(self) -> Option<Act> {
        Act::ALL.into_iter().find(|act| Setting::of_act(*act) == self)
    }

    /// Whether it can be decided as a default: how long meetings may last at most cannot, for
    /// nobody would be held to it.
    pub fn has_default(self) -> bool {
        self != Setting::MeetingMinutes
    }

    /// Whether passwords are decided by it: nobody is kept from using one.
    pub fn is_password(self) -> bool {
        matches!(self, Setting::RoomPassword | Setting::MeetingPassword)
    }

    /// The minutes it can be set to; none: it is on or off.
    pub fn minutes(self) -> Option<RangeInclusive<u32>> {
        match self {
            Setting::RoomAutoLock => Some(AUTO_LOCK_MIN_MINUTES..=AUTO_LOCK_MAX_MINUTES),
            Setting::MeetingMinutes => Some(DURATION_MIN_MINUTES..=DURATION_MAX_MINUTES),
            _ => None,
        }
    }

    /// As it is where nobody decides anything.
    pub fn shipped(self) -> Choice {
        match self {
            Setting::MeetingPassword
            | Setting::MailMeetingReminders
            | Setting::MailMeetingChanges
            | Setting::MailRenewalReminders => Choice::Switch(true),
            Setting::RoomPassword | Setting::MailNews => Choice::Switch(false),
            Setting::MeetingMinutes => Choice::Minutes(None),
            of_rooms => of_rooms.in_room(&Room::default()),
        }
    }

    /// How it is set in `room`, if it is one of `ROOM`.
    pub fn in_room(self, room: &Room) -> Choice {
        match self.act() {
            Some(act) => Choice::Switch(room.participants_may.contains(&act)),
            None if self == Setting::RoomAutoLock => Choice::Minutes(room.auto_lock_minutes),
            None => Choice::Switch(room.lobby),
        }
    }

    /// Sets it in `room`; a choice of another kind, which no checked rule holds, changes nothing.
    fn put(self, room: &mut Room, choice: Choice) {
        match (self.act(), choice) {
            (Some(act), Choice::Switch(true)) => {
                room.participants_may.insert(act);
            }
            (Some(act), Choice::Switch(false)) => {
                room.participants_may.remove(&act);
            }
            (None, Choice::Switch(lobby)) if self == Setting::RoomLobby => room.lobby = lobby,
            (None, Choice::Minutes(minutes)) if self == Setting::RoomAutoLock => {
                room.auto_lock_minutes = minutes;
            }
            (_, Choice::Minutes(_) | Choice::Switch(_)) => {}
        }
    }

    /// What is said to somebody who changes it although it is locked.
    fn locked(self) -> RoomProblem {
        match (self.act(), self) {
            (Some(_), _) => RoomProblem::ActLocked,
            (None, Setting::RoomAutoLock) => RoomProblem::AutoLockLocked,
            (None, _) => RoomProblem::LobbyLocked,
        }
    }
}

impl Policy {
    /// What holds for somebody whose own choice is `own`, or who made none.
    pub fn resolve(&self, setting: Setting, own: Option<Choice>) -> Effective {
        let said = |rules: &Rules, locked: bool| {
            rules.get(&setting).filter(|rule| rule.locked == locked).map(|rule| rule.choice)
        };
        let group = |locked: bool| {
            self.groups.iter().find_map(|group| Some((group, said(&group.rules, locked)?)))
        };
        let effective = |choice, origin| Effective { choice, origin };
        if let Some(choice) = said(&self.account, true) {
            return effective(choice, Origin::AccountLock);
        }
        if let Some((group, choice)) = group(true) {
            let (id, name) = (group.id, group.name.clone());
            return effective(choice, Origin::GroupLock { id, name });
        }
        if let Some(choice) = own {
            return effective(choice, Origin::Own);
        }
        if let Some((group, choice)) = group(false) {
            let (id, name) = (group.id, group.name.clone());
            return effective(choice, Origin::GroupDefault { id, name });
        }
        match said(&self.account, false) {
            Some(choice) => effective(choice, Origin::AccountDefault),
            None => effective(setting.shipped(), Origin::Shipped),
        }
    }

    /// What holds for every setting of a room whose owner chose `own` of them themselves.
    pub fn explain(&self, own: &OwnRoom) -> BTreeMap<Setting, Effective> {
        let each = |setting: Setting| {
            let mine = own.chosen.contains(&setting).then(|| setting.in_room(&own.room));
            (setting, self.resolve(setting, mine))
        };
        Setting::ROOM.into_iter().map(each).collect()
    }

    /// Whether new meetings have a password. It is for admins alone to decide: whoever schedules
    /// chooses for each meeting.
    pub fn meeting_password(&self) -> Effective {
        self.resolve(Setting::MeetingPassword, None)
    }

    /// Whether new rooms have a password, and whether all must. Which one is their owner's choice,
    /// and without a lock also whether they keep it.
    pub fn room_password(&self) -> Effective {
        self.resolve(Setting::RoomPassword, None)
    }

    /// Nobody but its moderator comes into `room` before it has a password.
    pub fn lacks_password(&self, room: &Room) -> bool {
        let decided = self.room_password();
        let must = decided.origin.is_lock() && decided.choice == Choice::Switch(true);
        must && room.password.is_none()
    }

    /// How long meetings may last by policy at all; none: nobody decided.
    pub fn meeting_minutes(&self) -> Effective {
        self.resolve(Setting::MeetingMinutes, None)
    }

    /// The longest meeting of somebody whose plan allows `of_plan` minutes, none being no limit;
    /// and who decided it, where that is less than the plan allows.
    pub fn longest_meeting(&self, of_plan: Option<u32>) -> (Option<u32>, Option<Origin>) {
        let Effective { choice, origin } = self.meeting_minutes();
        match choice {
            Choice::Minutes(Some(most)) if of_plan.is_none_or(|plan| most < plan) => {
                (Some(most), Some(origin))
            }
            Choice::Minutes(_) | Choice::Switch(_) => (of_plan, None),
        }
    }

    /// The room as it is for everybody who comes.
    pub fn room(&self, own: &OwnRoom) -> Room {
        let mut room = own.room.clone();
        for (setting, effective) in self.explain(own) {
            setting.put(&mut room, effective.choice);
        }
        room
    }

    /// `own` as it is kept once its owner asked for `asked`. What they leave as it is stays no
    /// choice of theirs; what is locked cannot be asked for otherwise, and their choice of before
    /// is kept for when it is no longer locked.
    pub fn change(&self, own: &OwnRoom, asked: Room) -> Result<OwnRoom, Vec<RoomProblem>> {
        let mut next = OwnRoom { room: asked, chosen: own.chosen.clone() };
        let mut problems = BTreeSet::new();
        if self.lacks_password(&next.room) {
            problems.insert(RoomProblem::PasswordNeeded);
        }
        for (setting, effective) in self.explain(own) {
            let differs = setting.in_room(&next.room) != effective.choice;
            if differs && effective.origin.is_lock() {
                problems.insert(setting.locked());
            } else if differs {
                next.chosen.insert(setting);
            } else if effective.origin != Origin::Own {
                setting.put(&mut next.room, setting.in_room(&own.room));
            }
        }
        match problems.is_empty() {
            true => Ok(next),
            false => Err(problems.into_iter().collect()),
        }
    }
}

/// A room as its owner keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OwnRoom {
    pub room: Room,
    /// What they chose themselves; the rest follows defaults.
    pub chosen: BTreeSet<Setting>,
}

impl OwnRoom {
    /// A room from before there were groups: what is not as at first was chosen.
    pub fn from_before(room: Room) -> OwnRoom {
        let first = Room::default();
        let all = Setting::ROOM.into_iter();
        let chosen = all.filter(|it| it.in_room(&room) != it.in_room(&first)).collect();
        OwnRoom { room, chosen }
    }
}

#[cfg(test)]
mod tests;
