//! What an import brings in, or would: counted by kind, and what is otherwise than in the archive.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Of one kind of records.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Count {
    /// New here.
    pub made: u64,
    /// Here already, and left as it is.
    pub there: u64,
    /// Not brought in.
    pub left: u64,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.made = self.made.saturating_add(other.made);
        self.there = self.there.saturating_add(other.there);
        self.left = self.left.saturating_add(other.left);
    }
}

/// Why something is otherwise than in the archive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The address is somebody else's here.
    AddressTaken,
    /// Whether the address is theirs nobody has shown here.
    AddressUnproven,
    /// The profile here stays.
    ProfileKept,
    /// The number is another meeting's here: it has a new one.
    NumberTaken,
    /// The link is another meeting's here: it has a new one.
    LinkTaken,
    /// The room here stays.
    RoomKept,
    /// The room's address is somebody else's here.
    NameTaken,
    /// A room has no more addresses than so many.
    TooManyNames,
    /// There is room for no more contacts.
    ContactsFull,
    /// There is room for no more groups of contacts.
    GroupsFull,
    /// There is room for no more templates of meetings.
    TemplatesFull,
    /// The file is not in the archive.
    FileMissing,
    /// The file is not what the archive says it is.
    OtherKind,
    /// The plan keeps no recordings.
    NotInPlan,
    /// There is no room for the recording.
    StorageFull,
    /// The meeting of the recording is not the person's.
    MeetingMissing,
    /// People of the archive are not signed up: they can be invited.
    PeopleProposed,
    /// There is a group of the name here, which stays.
    GroupThere,
    /// People come into a group when they join.
    MembersAwaited,
    /// What is decided here for everybody stays.
    PolicyKept,
    /// How long chats are kept, in days, is to be decided here.
    RetentionLeft,
    /// There is no site of the account here to greet with the welcome.
    NoSite,
    /// The site's welcome here stays.
    WelcomeKept,
    /// There is room for no more endpoints.
    EndpointsFull,
    /// An endpoint is switched off until somebody switches it on.
    EndpointOff,
}

impl Why {
    pub const ALL: [Why; 25] = [
        Why::AddressTaken,
        Why::AddressUnproven,
        Why::ProfileKept,
        Why::NumberTaken,
        Why::LinkTaken,
        Why::RoomKept,
        Why::NameTaken,
        Why::TooManyNames,
        Why::ContactsFull,
        Why::GroupsFull,
        Why::TemplatesFull,
        Why::FileMissing,
        Why::OtherKind,
        Why::NotInPlan,
        Why::StorageFull,
        Why::MeetingMissing,
        Why::PeopleProposed,
        Why::GroupThere,
        Why::MembersAwaited,
        Why::PolicyKept,
        Why::RetentionLeft,
        Why::NoSite,
        Why::WelcomeKept,
        Why::EndpointsFull,
        Why::EndpointOff,
    ];

    /// Stable: the API has it; texts are keyed by it.
    pub fn word(self) -> &'static str {
        match self {
            Why::AddressTaken => "address_taken",
            Why::AddressUnproven => "address_unproven",
            Why::ProfileKept => "profile_kept",
            Why::NumberTaken => "number_taken",
            Why::LinkTaken => "link_taken",
            Why::RoomKept => "room_kept",
            Why::NameTaken => "name_taken",
            Why::TooManyNames => "too_many_names",
            Why::ContactsFull => "contacts_full",
            Why::GroupsFull => "groups_full",
            Why::TemplatesFull => "templates_full",
            Why::FileMissing => "file_missing",
            Why::OtherKind => "other_kind",
            Why::NotInPlan => "not_in_plan",
            Why::StorageFull => "storage_full",
            Why::MeetingMissing => "meeting_missing",
            Why::PeopleProposed => "people_proposed",
            Why::GroupThere => "group_there",
            Why::MembersAwaited => "members_awaited",
            Why::PolicyKept => "policy_kept",
            Why::RetentionLeft => "retention_left",
            Why::NoSite => "no_site",
            Why::WelcomeKept => "welcome_kept",
            Why::EndpointsFull => "endpoints_full",
            Why::EndpointOff => "endpoint_off",
        }
    }
}

/// Something that is otherwise than in the archive.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Note {
    pub why: Why,
    /// What it is about: a title, an address, a name; may be empty.
    pub about: String,
}

/// What an import brings in, or would.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    pub kinds: BTreeMap<String, Count>,
    pub notes: Vec<Note>,
    /// Notes beyond those that are kept.
    pub more_notes: u64,
}

/// Notes that are kept.
const NOTES_MAX: usize = 100;

impl Report {
    pub fn count(&mut self, kind: &str, count: Count) {
        self.kinds.entry(kind.to_owned()).or_default().add(count);
    }

    pub fn made(&mut self, kind: &str) {
        self.count(kind, Count { made: 1, ..Count::default() });
    }

    pub fn there(&mut self, kind: &str) {
        self.count(kind, Count { there: 1, ..Count::default() });
    }

    pub fn left(&mut self, kind: &str) {
        self.count(kind, Count { left: 1, ..Count::default() });
    }

    pub fn note(&mut self, why: Why, about: &str) {
        let note = Note { why, about: about.to_owned() };
        if self.notes.contains(&note) {
            return;
        }
        match self.notes.len() < NOTES_MAX {
            true => self.notes.push(note),
            false => self.more_notes = self.more_notes.saturating_add(1),
        }
    }
}
