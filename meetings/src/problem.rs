//! What is wrong with a field of a draft: a stable code, the field, and the facts for the sentence.
//!
//! The sentence itself is written elsewhere, in each language. All problems of a draft are told at
//! once.

use serde::Serialize;
use units::Date;

/// The fields of a draft; the words are the names of form fields and JSON members.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    Kind,
    Title,
    Agenda,
    Start,
    Zone,
    Duration,
    Repeats,
    Invitees,
    Panelists,
    AlternateHosts,
    Password,
    /// For a new meeting, from its beginning.
    Registration,
    /// What a template is called.
    Name,
}

/// One thing wrong with one field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldProblem {
    pub field: Field,
    pub problem: Problem,
}

/// What can be wrong with a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    Missing,
    TooLong {
        longest_chars: u32,
    },
    /// Control characters, line breaks in one line, or marks that turn the reading direction.
    Characters,
    NotATime,
    Past,
    TooFar {
        latest: Date,
    },
    /// Meetings of the series that stay as they are go on until this day.
    BeforeEarlier {
        earlier: Date,
    },
    UnknownZone,
    /// Minutes a meeting may last at all, on any plan.
    Minutes {
        least: u32,
        most: u32,
    },
    /// Longer than the plan allows.
    PlanMinutes {
        asked: u32,
        limit: u32,
        plan: String,
        lifted_by: Option<String>,
    },
    /// Longer than the account has decided (E9).
    DecidedMinutes {
        limit: u32,
    },
    DecidedMinutesByGroup {
        limit: u32,
        group: String,
    },
    /// More people than the plan allows in a meeting, the host counted.
    PlanPeople {
        asked: u32,
        limit: u32,
        plan: String,
        lifted_by: Option<String>,
    },
    /// The plan has no webinars.
    PlanNoWebinars {
        plan: String,
        lifted_by: Option<String>,
    },
    /// More attendees than the plan allows in a webinar.
    PlanAttendees {
        asked: u32,
        limit: u32,
        plan: String,
        lifted_by: Option<String>,
    },
    /// More places for those who register than the plan leaves in a webinar.
    PlanPlaces {
        asked: u32,
        limit: u32,
        plan: String,
        lifted_by: Option<String>,
    },
    UnknownKind,
    /// A meeting stays one, and so does a webinar.
    KindStays,
    /// In a meeting everybody speaks.
    WebinarsOnly,
    UnknownRepeat,
    Interval {
        most: u32,
    },
    Weekday {
        asked: String,
    },
    MonthDay,
    EndDate,
    EndBeforeStart,
    Count {
        most: u32,
    },
    Address {
        asked: String,
    },
    TooMany {
        most: u32,
    },
    Length {
        least: u32,
        most: u32,
    },
    /// The account has decided that meetings have one (E9).
    PasswordNeeded,
    PasswordNeededByGroup {
        group: String,
    },
}

/// A fact that a sentence about a problem needs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(untagged)]
pub enum Parameter {
    Number(u32),
    Text(String),
    Day(Date),
}

impl Field {
    pub fn word(self) -> &'static str {
        match self {
            Field::Kind => "kind",
            Field::Title => "title",
            Field::Agenda => "agenda",
            Field::Start => "start",
            Field::Zone => "zone",
            Field::Duration => "duration_minutes",
            Field::Repeats => "repeats",
            Field::Invitees => "invitees",
            Field::Panelists => "panelists",
            Field::AlternateHosts => "alternate_hosts",
            Field::Password => "password",
            Field::Registration => "registration",
            Field::Name => "name",
        }
    }
}

impl Problem {
    /// Every code, for a test that each has its sentence.
    pub const CODES: [&'static str; 31] = [
        "meeting.missing",
        "meeting.too_long",
        "meeting.characters",
        "meeting.not_a_time",
        "meeting.past",
        "meeting.too_far",
        "meeting.before_earlier",
        "meeting.unknown_zone",
        "meeting.minutes",
        "meeting.plan_minutes",
        "meeting.decided_minutes",
        "meeting.decided_minutes_by_group",
        "meeting.plan_people",
        "meeting.plan_no_webinars",
        "meeting.plan_attendees",
        "registration.plan_places",
        "meeting.unknown_kind",
        "meeting.kind_stays",
        "meeting.webinars_only",
        "meeting.unknown_repeat",
        "meeting.interval",
        "meeting.weekday",
        "meeting.month_day",
        "meeting.end_date",
        "meeting.end_before_start",
        "meeting.count",
        "meeting.address",
        "meeting.too_many",
        "meeting.length",
        "meeting.password_needed",
        "meeting.password_needed_by_group",
    ];

    /// Stable: API clients and translations key on it. One of `CODES`.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Missing => "meeting.missing",
            Problem::TooLong { .. } => "meeting.too_long",
            Problem::Characters => "meeting.characters",
            Problem::NotATime => "meeting.not_a_time",
            Problem::Past => "meeting.past",
            Problem::TooFar { .. } => "meeting.too_far",
            Problem::BeforeEarlier { .. } => "meeting.before_earlier",
            Problem::UnknownZone => "meeting.unknown_zone",
            Problem::Minutes { .. } => "meeting.minutes",
            Problem::PlanMinutes { .. } => "meeting.plan_minutes",
            Problem::DecidedMinutes { .. } => "meeting.decided_minutes",
            Problem::DecidedMinutesByGroup { .. } => "meeting.decided_minutes_by_group",
            Problem::PlanPeople { .. } => "meeting.plan_people",
            Problem::PlanNoWebinars { .. } => "meeting.plan_no_webinars",
            Problem::PlanAttendees { .. } => "meeting.plan_attendees",
            Problem::PlanPlaces { .. } => "registration.plan_places",
            Problem::UnknownKind => "meeting.unknown_kind",
            Problem::KindStays => "meeting.kind_stays",
            Problem::WebinarsOnly => "meeting.webinars_only",
            Problem::UnknownRepeat => "meeting.unknown_repeat",
            Problem::Interval { .. } => "meeting.interval",
            Problem::Weekday { .. } => "meeting.weekday",
            Problem::MonthDay => "meeting.month_day",
            Problem::EndDate => "meeting.end_date",
            Problem::EndBeforeStart => "meeting.end_before_start",
            Problem::Count { .. } => "meeting.count",
            Problem::Address { .. } => "meeting.address",
            Problem::TooMany { .. } => "meeting.too_many",
            Problem::Length { .. } => "meeting.length",
            Problem::PasswordNeeded => "meeting.password_needed",
            Problem::PasswordNeededByGroup { .. } => "meeting.password_needed_by_group",
        }
    }

    /// The facts of the sentence, by name. `lifted_by` is absent when no plan allows more.
    pub fn parameters(&self) -> Vec<(&'static str, Parameter)> {
        match self {
            Problem::TooLong { longest_chars } => vec![number("most", *longest_chars)],
            Problem::TooFar { latest } => vec![("latest", Parameter::Day(*latest))],
            Problem::BeforeEarlier { earlier } => vec![("earlier", Parameter::Day(*earlier))],
            Problem::Minutes { least, most } | Problem::Length { least, most } => {
                vec![number("least", *least), number("most", *most)]
            }
            Problem::PlanMinutes { asked, limit, plan, lifted_by }
            | Problem::PlanPeople { asked, limit, plan, lifted_by }
            | Problem::PlanAttendees { asked, limit, plan, lifted_by }
            | Problem::PlanPlaces { asked, limit, plan, lifted_by } => {
                let mut facts =
                    vec![number("asked", *asked), number("limit", *limit), text("plan", plan)];
                facts.extend(lifted_by.as_ref().map(|plan| text("lifted_by", plan)));
                facts
            }
            Problem::PlanNoWebinars { plan, lifted_by } => {
                let mut facts = vec![text("plan", plan)];
                facts.extend(lifted_by.as_ref().map(|plan| text("lifted_by", plan)));
                facts
            }
            Problem::DecidedMinutes { limit } => vec![number("limit", *limit)],
            Problem::DecidedMinutesByGroup { limit, group } => {
                vec![number("limit", *limit), text("group", group)]
            }
            Problem::Interval { most } | Problem::Count { most } | Problem::TooMany { most } => {
                vec![number("most", *most)]
            }
            Problem::Weekday { asked } | Problem::Address { asked } => vec![text("asked", asked)],
            Problem::PasswordNeededByGroup { group } => vec![text("group", group)],
            Problem::PasswordNeeded
            | Problem::Missing
            | Problem::Characters
            | Problem::NotATime
            | Problem::Past
            | Problem::UnknownZone
            | Problem::UnknownKind
            | Problem::KindStays
            | Problem::WebinarsOnly
            | Problem::UnknownRepeat
            | Problem::MonthDay
            | Problem::EndDate
            | Problem::EndBeforeStart => Vec::new(),
        }
    }
}

fn number(name: &'static str, number: u32) -> (&'static str, Parameter) {
    (name, Parameter::Number(number))
}

fn text(name: &'static str, text: &str) -> (&'static str, Parameter) {
    (name, Parameter::Text(text.to_owned()))
}
