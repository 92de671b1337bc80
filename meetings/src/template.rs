//! A meeting to be scheduled again and again, as somebody keeps it: a draft without a day, a zone
//! and a password (F1).
//!
//! One rule: a template fills in the form and decides nothing. What plan, account and calendar
//! allow is asked when the meeting is scheduled, so that no template is out of date, and none is
//! refused for a limit that may be lifted tomorrow (docs/decisions/0053).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use units::EmailAddress;

use crate::draft::{
    self, ALTERNATE_HOSTS_MAX, DURATION_MAX_MINUTES, DURATION_MIN_MINUTES, Draft, INVITEES_MAX,
    NAME_MAX_CHARS, PANELISTS_MAX, Problems, TITLE_MAX_CHARS, within,
};
use crate::invitees::InviteeDraft;
use crate::kind::Kind;
use crate::password::Password;
use crate::policy::Choice;
use crate::problem::{Field, FieldProblem, Problem};
use crate::registration::Wrong;
use crate::registration_plan::{RegistrationPlan, RegistrationPlanDraft};
use crate::repeat_draft::RepeatDraft;
use crate::schedule::Limits;

/// Of a template's own name.
pub const TEMPLATE_NAME_MAX_CHARS: u32 = 100;
/// Templates of one person, and of one account for everybody in it.
pub const TEMPLATES_MAX: u32 = 50;
/// Any day: repetitions are looked at without the one they will begin on.
const ANY_DAY: Date = Date::constant(2028, 1, 31);

/// Whether meetings made from a template have a password. Which one is made up anew for each: a
/// template holds none, and may be shown to many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithPassword {
    /// As it is decided for whoever schedules.
    #[default]
    Policy,
    Always,
    Never,
}

impl WithPassword {
    pub const ALL: [WithPassword; 3] =
        [WithPassword::Policy, WithPassword::Always, WithPassword::Never];

    /// The word in rows, forms and the API.
    pub fn word(self) -> &'static str {
        match self {
            WithPassword::Policy => "policy",
            WithPassword::Always => "always",
            WithPassword::Never => "never",
        }
    }

    pub fn from_word(word: &str) -> Option<WithPassword> {
        WithPassword::ALL.into_iter().find(|each| each.word() == word)
    }
}

/// A template as it was filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TemplateDraft {
    pub name: String,
    pub password: WithPassword,
    /// Start, zone, password and the last day of a series are not looked at.
    pub draft: Draft,
    /// What is asked of whoever registers. None: as a new meeting or webinar has it.
    pub registration: Option<RegistrationPlanDraft>,
}

/// All that is wrong with a template.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TemplateProblems {
    pub fields: Vec<FieldProblem>,
    /// With the registration it asks for.
    pub registration: Vec<Wrong>,
}

impl TemplateProblems {
    pub fn count(&self) -> usize {
        self.fields.len() + self.registration.len()
    }
}

/// A template that has been found right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// One line, 1 to 100 characters.
    pub name: String,
    pub password: WithPassword,
    /// Texts as they will be shown, addresses that are ones, each once; panelists of a webinar
    /// alone. Empty: start, zone, password and the last day; title, agenda and length may be.
    pub draft: Draft,
    /// None: as a new meeting or webinar has it.
    pub registration: Option<RegistrationPlan>,
}

impl TemplateDraft {
    /// What is kept of `draft`, which a meeting is or was to be made with, and of what it asks of
    /// whoever registers.
    pub fn of(
        name: &str,
        draft: &Draft,
        registration: Option<RegistrationPlanDraft>,
    ) -> TemplateDraft {
        let password = match draft.password.trim() {
            "" => WithPassword::Never,
            _ => WithPassword::Always,
        };
        TemplateDraft { name: name.to_owned(), password, draft: draft.clone(), registration }
    }

    /// Checks every field; all that is wrong at once.
    pub fn check(&self) -> Result<Template, TemplateProblems> {
        let mut found = Problems::default();
        let name = name(&self.name, &mut found);
        let draft = &self.draft;
        let kind = kind(&draft.kind, &mut found);
        let title = draft.title.trim();
        let title = draft::one_line(Field::Title, title, TITLE_MAX_CHARS, &mut found);
        let agenda = draft::agenda(&draft.agenda, &mut found);
        let duration_minutes = minutes(draft.duration_minutes, &mut found);
        let repeats = repeats(&draft.repeats, &mut found);
        let alternate_hosts = alternate_hosts(&draft.alternate_hosts, &mut found);
        let panelists = people(&draft.panelists, (Field::Panelists, PANELISTS_MAX), &mut found);
        if !kind.is_webinar() && !panelists.is_empty() {
            found.tell::<()>(Field::Panelists, Problem::WebinarsOnly);
        }
        let invitees = people(&draft.invitees, (Field::Invitees, INVITEES_MAX), &mut found);
        let registration = self.registration.as_ref().map(RegistrationPlanDraft::check).transpose();
        let fields = found.into_list();
        let (Some(name), Some(title), Some(agenda), Ok(registration), true) =
            (name, title, agenda, &registration, fields.is_empty())
        else {
            let registration = registration.err().unwrap_or_default();
            return Err(TemplateProblems { fields, registration });
        };
        let registration = registration.clone();
        let draft = Draft {
            kind: kind.word().to_owned(),
            panelists,
            title,
            agenda,
            start: String::new(),
            zone: String::new(),
            duration_minutes,
            repeats,
            invitees,
            alternate_hosts,
            password: String::new(),
        };
        Ok(Template { name, password: self.password, draft, registration })
    }
}

impl Template {
    /// As a form starts with to change it.
    pub fn to_draft(&self) -> TemplateDraft {
        let Template { name, password, draft, registration } = self.clone();
        let registration = registration.as_ref().map(RegistrationPlan::to_draft);
        TemplateDraft { name, password, draft, registration }
    }

    /// What it makes; one kept before there were webinars, a meeting.
    pub fn kind(&self) -> Kind {
        Kind::from_word(&self.draft.kind).unwrap_or_default()
    }

    /// `blank`, the draft of a new meeting, filled in. `made_up` is a password nobody knows yet;
    /// the meeting has it if the template says so, or if that is not for its host to choose.
    pub fn fill(&self, blank: Draft, limits: &Limits, made_up: &Password) -> Draft {
        let decided = limits.password.choice == Choice::Switch(true);
        let has_one = match self.password {
            _ if limits.password.origin.is_lock() => decided,
            WithPassword::Policy => decided,
            WithPassword::Always => true,
            WithPassword::Never => false,
        };
        Draft {
            kind: self.kind().word().to_owned(),
            start: blank.start,
            zone: blank.zone,
            duration_minutes: self.draft.duration_minutes.or(blank.duration_minutes),
            password: if has_one { made_up.shown().to_owned() } else { String::new() },
            ..self.draft.clone()
        }
    }
}

fn name(text: &str, found: &mut Problems) -> Option<String> {
    match text.trim() {
        "" => found.tell(Field::Name, Problem::Missing),
        name => draft::one_line(Field::Name, name, TEMPLATE_NAME_MAX_CHARS, found),
    }
}

fn kind(word: &str, found: &mut Problems) -> Kind {
    let asked = match word.trim() {
        "" => Some(Kind::default()),
        word => Kind::from_word(word),
    };
    asked.or_else(|| found.tell(Field::Kind, Problem::UnknownKind)).unwrap_or_default()
}

/// What no plan allows is wrong in a template too; what some plan allows is not.
fn minutes(asked: Option<i64>, found: &mut Problems) -> Option<i64> {
    let (least, most) = (DURATION_MIN_MINUTES, DURATION_MAX_MINUTES);
    if asked.is_some_and(|asked| within(asked, least, most).is_none()) {
        return found.tell(Field::Duration, Problem::Minutes { least, most });
    }
    asked
}

/// A last day passes, and a template stays: the form asks for the day anew.
fn repeats(asked: &RepeatDraft, found: &mut Problems) -> RepeatDraft {
    let ends_on_a_day = asked.ends == "on";
    let ends = if ends_on_a_day { "never".to_owned() } else { asked.ends.clone() };
    let _ = RepeatDraft { ends, ..asked.clone() }.check(Some(ANY_DAY), found);
    RepeatDraft { until: String::new(), ..asked.clone() }
}

fn alternate_hosts(written: &[String], found: &mut Problems) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut hosts = Vec::new();
    for text in written.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        match text.parse::<EmailAddress>() {
            Ok(email) if seen.insert(email.key()) => hosts.push(email.to_string()),
            Ok(_) => {}
            Err(_) => {
                found.tell::<()>(Field::AlternateHosts, draft::address(text));
            }
        }
    }
    if hosts.len() > ALTERNATE_HOSTS_MAX {
        found.tell::<()>(Field::AlternateHosts, draft::too_many(ALTERNATE_HOSTS_MAX));
    }
    hosts
}

fn people(
    written: &[InviteeDraft],
    (field, most): (Field, usize),
    found: &mut Problems,
) -> Vec<InviteeDraft> {
    let mut seen = BTreeSet::new();
    let mut people = Vec::new();
    for written in written {
        let (email, name) = (written.email.trim(), written.name.trim());
        if email.is_empty() && name.is_empty() {
            continue;
        }
        draft::one_line(field, name, NAME_MAX_CHARS, found);
        match email.parse::<EmailAddress>() {
            Ok(email) if seen.insert(email.key()) => {
                people.push(InviteeDraft { email: email.to_string(), name: name.to_owned() });
            }
            Ok(_) => {}
            Err(_) => {
                found.tell::<()>(field, draft::address(email));
            }
        }
    }
    if people.len() > most {
        found.tell::<()>(field, draft::too_many(most));
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Origin, Policy};

    fn draft() -> Draft {
        Draft {
            title: " Stand-up ".to_owned(),
            agenda: "Yesterday\r\nToday".to_owned(),
            start: "2026-11-23T09:30".to_owned(),
            zone: "Europe/Berlin".to_owned(),
            duration_minutes: Some(300),
            repeats: RepeatDraft {
                frequency: "weekly".to_owned(),
                days: vec!["MO".to_owned()],
                ends: "on".to_owned(),
                until: "2027-02-01".to_owned(),
                ..RepeatDraft::default()
            },
            invitees: ["clara@example.org", "Clara@Example.org", ""]
                .map(|email| InviteeDraft { email: email.to_owned(), name: String::new() })
                .to_vec(),
            alternate_hosts: vec!["ben@example.org".to_owned(), "ben@example.org".to_owned()],
            password: "heron42".to_owned(),
            ..Draft::default()
        }
    }

    fn limits() -> Limits {
        Limits {
            plan: "Free".to_owned(),
            longest_meeting_minutes: Some(50),
            shortened_by: None,
            longer_with: None,
            most_participants: None,
            larger_with: None,
            registered: 0,
            password: Policy::default().meeting_password(),
        }
    }

    /// F1: what passes or is secret is left out, the rest is kept as it will be shown; no plan is
    /// asked.
    #[test]
    fn a_template_keeps_what_lasts() {
        let kept = TemplateDraft::of("Daily ", &draft(), None).check().expect("a template");
        assert_eq!((kept.name.as_str(), kept.password), ("Daily", WithPassword::Always));
        let Draft { title, agenda, start, zone, repeats, password, .. } = &kept.draft;
        assert_eq!((title.as_str(), agenda.as_str()), ("Stand-up", "Yesterday\nToday"));
        assert_eq!([start, zone, &repeats.until, password], [""; 4]);
        assert_eq!((repeats.ends.as_str(), repeats.days.len()), ("on", 1), "its day is asked for");
        assert_eq!((kept.draft.invitees.len(), kept.draft.alternate_hosts.len()), (1, 1));
        assert_eq!(kept.to_draft().check(), Ok(kept), "kept as it was read");
    }

    /// F1: a webinar's template makes webinars, with their panelists and what registration asks.
    #[test]
    fn a_template_of_a_webinar_keeps_what_it_has() {
        let panelist = InviteeDraft { email: "fay@example.org".to_owned(), name: "Fay".to_owned() };
        let webinar = Draft {
            kind: "webinar".to_owned(),
            panelists: vec![panelist.clone(), panelist],
            ..draft()
        };
        let registration = RegistrationPlanDraft {
            places: Some(20),
            closes_minutes_before: Some(60),
            ..RegistrationPlanDraft::default()
        };
        let asked = TemplateDraft::of("Launch", &webinar, Some(registration.clone()));
        let kept = asked.check().expect("a template");
        assert_eq!((kept.kind(), kept.draft.panelists.len()), (Kind::Webinar, 1));
        assert_eq!(kept.registration.as_ref().and_then(|plan| plan.places), Some(20));
        assert_eq!(kept.to_draft().check(), Ok(kept.clone()), "kept as it was read");
        let made_up = Password::suggested([7; 8]);
        let filled = kept.fill(Draft::default(), &limits(), &made_up);
        assert_eq!((filled.kind.as_str(), filled.panelists.len()), ("webinar", 1));

        let registration = RegistrationPlanDraft { places: Some(0), ..registration };
        let meeting = Draft { kind: "meeting".to_owned(), ..webinar };
        let wrong = TemplateDraft::of("Launch", &meeting, Some(registration));
        let found = wrong.check().expect_err("a meeting has no panelists");
        let fields = (found.fields[0].field, found.registration[0].field);
        assert_eq!(fields, (Field::Panelists, "places"));
    }

    #[test]
    fn a_name_is_all_it_needs() {
        let named = TemplateDraft { name: "Any".to_owned(), ..TemplateDraft::default() };
        assert!(named.check().is_ok());
        let wrong = TemplateDraft {
            draft: Draft {
                title: "x\ny".to_owned(),
                duration_minutes: Some(3),
                repeats: RepeatDraft {
                    frequency: "monthly".to_owned(),
                    month_day: Some(40),
                    ..RepeatDraft::default()
                },
                alternate_hosts: vec!["ben".to_owned()],
                invitees: vec![InviteeDraft { email: "clara@".to_owned(), name: String::new() }],
                ..Draft::default()
            },
            ..TemplateDraft::default()
        };
        let found = wrong.check().expect_err("all of it is wrong");
        let fields: Vec<Field> = found.fields.iter().map(|each| each.field).collect();
        let expected = [
            Field::Name,
            Field::Title,
            Field::Duration,
            Field::Repeats,
            Field::AlternateHosts,
            Field::Invitees,
        ];
        assert_eq!(fields, expected);
    }

    /// E9: a password is made up for each meeting, if the template or a lock says so.
    #[test]
    fn a_filled_form_has_a_password_of_its_own() {
        let made_up = Password::suggested([7; 8]);
        let blank = Draft {
            start: "2027-01-04T10:00".to_owned(),
            zone: "UTC".to_owned(),
            duration_minutes: Some(30),
            ..Draft::default()
        };
        let filled = |with: WithPassword, origin: Option<Origin>, on: bool| {
            let mut limits = limits();
            limits.password.choice = Choice::Switch(on);
            limits.password.origin = origin.unwrap_or(limits.password.origin);
            let draft = Draft { duration_minutes: None, ..draft() };
            let draft =
                TemplateDraft { password: with, ..TemplateDraft::of("Daily", &draft, None) };
            draft.check().expect("a template").fill(blank.clone(), &limits, &made_up)
        };
        let lock = || Some(Origin::AccountLock);
        let has = |with, origin, on| !filled(with, origin, on).password.is_empty();
        assert!(has(WithPassword::Always, None, false) && !has(WithPassword::Never, None, true));
        assert!(has(WithPassword::Policy, None, true) && !has(WithPassword::Policy, None, false));
        assert!(
            has(WithPassword::Never, lock(), true) && !has(WithPassword::Always, lock(), false)
        );
        let filled = filled(WithPassword::Always, None, true);
        assert_eq!(filled.password, made_up.shown(), "never the one it was made from");
        assert_eq!((filled.start.as_str(), filled.zone.as_str()), ("2027-01-04T10:00", "UTC"));
        assert_eq!((filled.title.as_str(), filled.duration_minutes), ("Stand-up", Some(30)));
    }
}
