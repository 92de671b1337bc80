//! Entitlements: what a tier with its add-ons allows, and how two of them differ (A2).
//!
//! Several holdings of one person or site combine: of each limit the highest counts, storage adds
//! up. Whether something is allowed is asked here; enforcing it is the business of later rooms.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use units::Country;

use crate::product::{AddOn, Tier};

/// What is allowed. Stored with what was sold, so that a catalog change takes nothing away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entitlements {
    /// Longest meeting in minutes; none: as long as one likes. 0 where there are no meetings.
    pub meeting_minutes_max: Option<u32>,
    /// People in one meeting, the host included; 0: no meetings.
    pub participants_max: u32,
    /// People in one webinar; 0: no webinars.
    pub attendees_max: u32,
    /// Cloud recording, in megabytes (10^6 bytes) for each seat; 0: no cloud recording.
    pub recording_storage_mb: u64,
    pub transcription: bool,
    /// Sign-in through the account's own identity provider.
    pub sso: bool,
    /// A site address of one's own.
    pub vanity_site: bool,
    /// Numbers by which participants dial in.
    pub phone_numbers: bool,
    /// Call Me add-ons may be bought.
    pub call_me: bool,
    pub reports: bool,
    /// Where participants are called; filled by the Call Me add-ons.
    pub call_me_countries: BTreeSet<Country>,
}

impl Entitlements {
    /// Nothing at all: what combining starts from.
    pub fn none() -> Entitlements {
        Entitlements {
            meeting_minutes_max: Some(0),
            participants_max: 0,
            attendees_max: 0,
            recording_storage_mb: 0,
            transcription: false,
            sso: false,
            vanity_site: false,
            phone_numbers: false,
            call_me: false,
            reports: false,
            call_me_countries: BTreeSet::new(),
        }
    }

    pub fn value(&self, kind: EntitlementKind) -> EntitlementValue {
        use EntitlementKind as Kind;
        use EntitlementValue as Value;
        match kind {
            Kind::MeetingMinutes => match self.meeting_minutes_max {
                None => Value::Unlimited,
                Some(minutes) => Value::Minutes(minutes).or_no(),
            },
            Kind::Participants => Value::People(self.participants_max).or_no(),
            Kind::Attendees => Value::People(self.attendees_max).or_no(),
            Kind::RecordingStorage => Value::Megabytes(self.recording_storage_mb).or_no(),
            Kind::Transcription => Value::yes_no(self.transcription),
            Kind::Sso => Value::yes_no(self.sso),
            Kind::VanitySite => Value::yes_no(self.vanity_site),
            Kind::PhoneNumbers => Value::yes_no(self.phone_numbers),
            Kind::CallMe => Value::yes_no(self.call_me),
            Kind::Reports => Value::yes_no(self.reports),
            Kind::CallMeCountries => {
                let countries = u32::try_from(self.call_me_countries.len());
                Value::Countries(countries.expect("fewer than 300 exist")).or_no()
            }
        }
    }

    /// Whether what `limit` asks for is within what is allowed.
    pub fn allows(&self, limit: Limit) -> bool {
        self.value(limit.kind).allowance() >= limit.wanted
    }

    /// Both together: the higher of each limit, storage added.
    #[must_use]
    pub fn and(mut self, other: &Entitlements) -> Entitlements {
        let minutes = self.meeting_minutes_max.zip(other.meeting_minutes_max);
        self.meeting_minutes_max = minutes.map(|(here, there)| here.max(there));
        self.participants_max = self.participants_max.max(other.participants_max);
        self.attendees_max = self.attendees_max.max(other.attendees_max);
        self.recording_storage_mb =
            self.recording_storage_mb.saturating_add(other.recording_storage_mb);
        self.transcription |= other.transcription;
        self.sso |= other.sso;
        self.vanity_site |= other.vanity_site;
        self.phone_numbers |= other.phone_numbers;
        self.call_me |= other.call_me;
        self.reports |= other.reports;
        self.call_me_countries.extend(&other.call_me_countries);
        self
    }

    /// What is gained and lost by going from here to `next`, in the order of the table.
    pub fn changes_to(&self, next: &Entitlements) -> Vec<EntitlementChange> {
        EntitlementKind::ALL
            .into_iter()
            .map(|kind| EntitlementChange {
                kind,
                before: self.value(kind),
                after: next.value(kind),
            })
            .filter(|change| change.before != change.after)
            .collect()
    }
}

/// What a holding is: a tier and its add-ons with their quantities.
#[derive(Clone, Debug)]
pub struct Holding<'c> {
    pub tier: &'c Tier,
    pub add_ons: Vec<(&'c AddOn, u32)>,
}

/// What all `holdings` allow together, for one seat; packs of storage count once each.
pub fn entitlements_of(holdings: &[Holding<'_>]) -> Entitlements {
    holdings.iter().fold(Entitlements::none(), |all, holding| {
        let with_tier = all.and(&holding.tier.entitlements);
        let added = holding.add_ons.iter();
        added.fold(with_tier, |all, (add_on, quantity)| all.and(&add_on.entitlements(*quantity)))
    })
}

/// One kind of entitlement: a row of the comparison.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntitlementKind {
    MeetingMinutes,
    Participants,
    Attendees,
    RecordingStorage,
    Transcription,
    Sso,
    VanitySite,
    PhoneNumbers,
    CallMe,
    CallMeCountries,
    Reports,
}

impl EntitlementKind {
    /// In the order people compare them.
    pub const ALL: [EntitlementKind; 11] = [
        EntitlementKind::MeetingMinutes,
        EntitlementKind::Participants,
        EntitlementKind::Attendees,
        EntitlementKind::RecordingStorage,
        EntitlementKind::Transcription,
        EntitlementKind::PhoneNumbers,
        EntitlementKind::CallMe,
        EntitlementKind::CallMeCountries,
        EntitlementKind::VanitySite,
        EntitlementKind::Reports,
        EntitlementKind::Sso,
    ];

    /// The stable word for text keys and the API: `meeting_minutes`.
    pub fn word(self) -> &'static str {
        match self {
            EntitlementKind::MeetingMinutes => "meeting_minutes",
            EntitlementKind::Participants => "participants",
            EntitlementKind::Attendees => "attendees",
            EntitlementKind::RecordingStorage => "recording_storage",
            EntitlementKind::Transcription => "transcription",
            EntitlementKind::Sso => "sso",
            EntitlementKind::VanitySite => "vanity_site",
            EntitlementKind::PhoneNumbers => "phone_numbers",
            EntitlementKind::CallMe => "call_me",
            EntitlementKind::CallMeCountries => "call_me_countries",
            EntitlementKind::Reports => "reports",
        }
    }
}

/// How much of a kind is allowed. Zero of something is `No`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntitlementValue {
    No,
    Yes,
    Unlimited,
    Minutes(u32),
    People(u32),
    /// 10^6 bytes each.
    Megabytes(u64),
    Countries(u32),
}

impl EntitlementValue {
    fn yes_no(allowed: bool) -> EntitlementValue {
        if allowed { EntitlementValue::Yes } else { EntitlementValue::No }
    }

    fn or_no(self) -> EntitlementValue {
        if self.allowance() == 0 { EntitlementValue::No } else { self }
    }

    /// As a number to compare within one kind: 0 nothing, 1 yes, the largest number unlimited.
    pub fn allowance(self) -> u64 {
        match self {
            EntitlementValue::No => 0,
            EntitlementValue::Yes => 1,
            EntitlementValue::Unlimited => u64::MAX,
            EntitlementValue::Minutes(count)
            | EntitlementValue::People(count)
            | EntitlementValue::Countries(count) => u64::from(count),
            EntitlementValue::Megabytes(size) => size,
        }
    }
}

/// One line of "you gain" or "you lose".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EntitlementChange {
    pub kind: EntitlementKind,
    pub before: EntitlementValue,
    pub after: EntitlementValue,
}

impl EntitlementChange {
    pub fn is_gain(&self) -> bool {
        self.after.allowance() > self.before.allowance()
    }
}

/// Something wanted of a kind: that many minutes, people or megabytes; 1 for yes-or-no kinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Limit {
    pub kind: EntitlementKind,
    pub wanted: u64,
}

impl Limit {
    /// A meeting of `minutes`.
    pub fn meeting_minutes(minutes: u32) -> Limit {
        Limit { kind: EntitlementKind::MeetingMinutes, wanted: u64::from(minutes) }
    }

    /// A meeting of `people`.
    pub fn participants(people: u32) -> Limit {
        Limit { kind: EntitlementKind::Participants, wanted: u64::from(people) }
    }

    /// A webinar with `people` who watch.
    pub fn attendees(people: u32) -> Limit {
        Limit { kind: EntitlementKind::Attendees, wanted: u64::from(people) }
    }

    /// A yes-or-no kind, such as transcription.
    pub fn feature(kind: EntitlementKind) -> Limit {
        Limit { kind, wanted: 1 }
    }
}
