//! A meeting as a person fills it in, and what is wrong with it, all of it at once.
//!
//! Form and API hand over the same draft; texts are trimmed and parsed here and nowhere else.
//! Plan limits come as plain numbers (A2). No clock: `now` is an argument. Who is named in it is in
//! `named`.

mod named;

use jiff::ToSpan;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use units::{EmailAddress, Zone};

use crate::invitees::InviteeDraft;
use crate::kind::Kind;
use crate::meeting::{Invitee, Meeting, Party};
use crate::occurrence::Schedule;
use crate::password::{NotAPassword, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, Password};
use crate::policy::Choice;
use crate::problem::{Field, FieldProblem, Problem};
use crate::repeat_draft::RepeatDraft;
use crate::schedule::{Facts, KnownPerson, Limits};
use named::Named;

pub const TITLE_MAX_CHARS: u32 = 200;
pub const AGENDA_MAX_CHARS: u32 = 5_000;
pub const NAME_MAX_CHARS: u32 = 100;
pub const DURATION_MIN_MINUTES: u32 = 5;
/// A day, on any plan.
pub const DURATION_MAX_MINUTES: u32 = 1_440;
pub const INVITEES_MAX: usize = 1_000;
pub const ALTERNATE_HOSTS_MAX: usize = 20;
/// People who speak in a webinar beside its hosts, on any plan.
pub const PANELISTS_MAX: usize = 100;
/// How far ahead a first meeting may be: five years.
pub const AHEAD_MAX_DAYS: i32 = 1_827;
/// A form filled in slowly may name a start this long ago.
pub const PAST_TOLERANCE_MINUTES: i64 = 10;
/// How much of a wrong entry is repeated in its problem.
const QUOTED_MAX_CHARS: usize = 80;

/// A meeting as it was filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draft {
    /// A word of `Kind`; empty: a meeting, or what it is already.
    pub kind: String,
    pub title: String,
    pub agenda: String,
    /// Wall time in `zone`, as `2027-04-01T09:30`.
    pub start: String,
    /// Name in the IANA database, as `Europe/Berlin`.
    pub zone: String,
    pub duration_minutes: Option<i64>,
    pub repeats: RepeatDraft,
    pub invitees: Vec<InviteeDraft>,
    /// Of a webinar.
    pub panelists: Vec<InviteeDraft>,
    /// Addresses.
    pub alternate_hosts: Vec<String>,
    /// Empty for none.
    pub password: String,
}

/// A draft that has been found right.
pub(crate) struct Checked {
    pub kind: Kind,
    pub title: String,
    pub agenda: String,
    pub schedule: Schedule,
    pub alternate_hosts: Vec<Party>,
    pub panelists: Vec<Invitee>,
    pub invitees: Vec<Invitee>,
    pub password: Option<Password>,
}

/// Problems found so far; a field's check hands back `None` after telling what is wrong.
#[derive(Default)]
pub(crate) struct Problems(Vec<FieldProblem>);

impl Problems {
    pub(crate) fn tell<T>(&mut self, field: Field, problem: Problem) -> Option<T> {
        self.0.push(FieldProblem { field, problem });
        None
    }

    pub(crate) fn into_list(self) -> Vec<FieldProblem> {
        self.0
    }
}

impl Draft {
    /// The draft to change `meeting` with; its password stays unless it is changed.
    pub fn of(meeting: &Meeting, people: &[KnownPerson]) -> Draft {
        let schedule = &meeting.schedule;
        let address = |party: &Party| match party {
            Party::Address(email) => Some(email.to_string()),
            Party::Person(id) => {
                people.iter().find(|known| known.person == *id).map(|known| known.email.to_string())
            }
        };
        let named = |people: &[Invitee]| people.iter().map(InviteeDraft::of).collect();
        Draft {
            kind: meeting.kind.word().to_owned(),
            title: meeting.title.clone(),
            agenda: meeting.agenda.clone(),
            start: schedule.start().strftime("%Y-%m-%dT%H:%M").to_string(),
            zone: schedule.zone().name().to_owned(),
            duration_minutes: Some(i64::from(schedule.duration_minutes())),
            repeats: RepeatDraft::of(schedule.repeats()),
            invitees: named(&meeting.invitees),
            panelists: named(&meeting.panelists),
            alternate_hosts: meeting.alternate_hosts.iter().filter_map(address).collect(),
            password: meeting
                .password
                .as_ref()
                .map(|password| password.shown().to_owned())
                .unwrap_or_default(),
        }
    }

    /// Checks every field. `before`: the meeting being changed, whose past start may stay.
    pub(crate) fn check(
        &self,
        facts: &Facts<'_>,
        before: Option<&Meeting>,
    ) -> Result<Checked, Vec<FieldProblem>> {
        let mut found = Problems(Vec::new());
        let kind = self.kind(facts, before, &mut found);
        let title = title(&self.title, &mut found);
        let agenda = agenda(&self.agenda, &mut found);
        let was = before.map(|before| &before.schedule);
        let schedule = self.schedule(facts, was, &mut found);
        let alternate_hosts = self.alternate_hosts(facts, &mut found);
        let people = self.named(facts, kind, before, &mut found);
        let password = password(&self.password, facts, &mut found);
        match (title, agenda, schedule, alternate_hosts, people, password) {
            (
                Some(title),
                Some(agenda),
                Some(schedule),
                Some(alternate_hosts),
                Some(Named { panelists, invitees }),
                Some(password),
            ) if found.0.is_empty() => Ok(Checked {
                kind,
                title,
                agenda,
                schedule,
                alternate_hosts,
                panelists,
                invitees,
                password,
            }),
            _ => Err(found.0),
        }
    }

    /// What it is to be. A webinar that is there stays one also without a licence.
    fn kind(&self, facts: &Facts<'_>, before: Option<&Meeting>, found: &mut Problems) -> Kind {
        let present = before.map(|before| before.kind);
        let asked = match self.kind.trim() {
            "" => Some(present.unwrap_or_default()),
            word => Kind::from_word(word),
        };
        let Some(kind) = asked else {
            found.tell::<()>(Field::Kind, Problem::UnknownKind);
            return present.unwrap_or_default();
        };
        if let Some(present) = present.filter(|present| *present != kind) {
            found.tell::<()>(Field::Kind, Problem::KindStays);
            return present;
        }
        if present.is_none() && kind.is_webinar() && facts.limits.has_no_webinars() {
            let (plan, lifted_by) = (facts.limits.plan.clone(), facts.limits.larger_with.clone());
            found.tell::<()>(Field::Kind, Problem::PlanNoWebinars { plan, lifted_by });
        }
        kind
    }

    fn schedule(
        &self,
        facts: &Facts<'_>,
        before: Option<&Schedule>,
        found: &mut Problems,
    ) -> Option<Schedule> {
        let start = civil(self.start.trim(), found);
        let zone = match self.zone.trim() {
            "" => found.tell(Field::Zone, Problem::Missing),
            name => {
                name.parse::<Zone>().ok().or_else(|| found.tell(Field::Zone, Problem::UnknownZone))
            }
        };
        let minutes = minutes(self.duration_minutes, facts, found);
        let repeats = self.repeats.check(start.map(DateTime::date), found);

        let (start, zone) = (start?, zone?);
        let unchanged =
            before.is_some_and(|before| before.start() == start && *before.zone() == zone);
        let schedule = Schedule::new(start, zone, minutes?, repeats?);
        let oldest = facts.now.plus_minutes(-PAST_TOLERANCE_MINUTES);
        if !unchanged && schedule.first_start() < oldest {
            return found.tell(Field::Start, Problem::Past);
        }
        let schedule = match before {
            Some(before) => schedule.in_place_of_last(before),
            None => schedule,
        };
        let first = schedule.present().first();
        let former = first.checked_sub(1).and_then(|former| schedule.occurrence(former));
        if let Some(former) = former
            && schedule.zone().moment(schedule.start()) < former.end
        {
            let earlier = schedule.zone().date(former.end);
            return found.tell(Field::Start, Problem::BeforeEarlier { earlier });
        }
        let today = schedule.zone().date(facts.now);
        let latest = today.saturating_add(AHEAD_MAX_DAYS.days());
        if schedule.start().date() > latest {
            return found.tell(Field::Start, Problem::TooFar { latest });
        }
        if schedule.occurrence(first).is_none() {
            return found.tell(Field::Repeats, Problem::EndBeforeStart);
        }
        Some(schedule)
    }

    fn alternate_hosts(&self, facts: &Facts<'_>, found: &mut Problems) -> Option<Vec<Party>> {
        if self.alternate_hosts.len() > ALTERNATE_HOSTS_MAX {
            return found.tell(Field::AlternateHosts, too_many(ALTERNATE_HOSTS_MAX));
        }
        let mut parties = Vec::new();
        for written in self.alternate_hosts.iter().map(|text| text.trim()) {
            if written.is_empty() {
                continue;
            }
            let Ok(email) = written.parse::<EmailAddress>() else {
                found.tell::<()>(Field::AlternateHosts, address(written));
                continue;
            };
            let party = facts.party(email);
            if party != Party::Person(facts.host.person) && !parties.contains(&party) {
                parties.push(party);
            }
        }
        Some(parties)
    }
}

/// One meeting of a series, as typed; the start in the series' zone.
pub(crate) struct Single<'a> {
    pub start: &'a str,
    pub duration_minutes: Option<i64>,
    pub title: &'a str,
    pub agenda: &'a str,
}

/// The same, found right.
pub(crate) struct SingleChecked {
    pub start: DateTime,
    pub duration_minutes: u32,
    pub title: String,
    pub agenda: String,
}

impl Single<'_> {
    pub(crate) fn check(
        &self,
        zone: &Zone,
        facts: &Facts<'_>,
    ) -> Result<SingleChecked, Vec<FieldProblem>> {
        let mut found = Problems(Vec::new());
        let title = title(self.title, &mut found);
        let agenda = agenda(self.agenda, &mut found);
        let time = when(self.start, self.duration_minutes, zone, facts, &mut found);
        match (title, agenda, time) {
            (Some(title), Some(agenda), Some((start, duration_minutes))) => {
                Ok(SingleChecked { start, duration_minutes, title, agenda })
            }
            _ => Err(found.0),
        }
    }
}

/// Title and agenda as typed, where they are; both lists of problems at once.
pub(crate) fn single_words(
    title_typed: Option<&str>,
    agenda_typed: Option<&str>,
) -> Result<(Option<String>, Option<String>), Vec<FieldProblem>> {
    let mut found = Problems(Vec::new());
    let title = title_typed.and_then(|text| title(text, &mut found));
    let agenda = agenda_typed.and_then(|text| agenda(text, &mut found));
    if found.0.is_empty() { Ok((title, agenda)) } else { Err(found.0) }
}

/// Start and length as typed, in the series' `zone`.
pub(crate) fn single_time(
    start: &str,
    duration_minutes: Option<i64>,
    zone: &Zone,
    facts: &Facts<'_>,
) -> Result<(DateTime, u32), Vec<FieldProblem>> {
    let mut found = Problems(Vec::new());
    when(start, duration_minutes, zone, facts, &mut found).ok_or(found.0)
}

fn when(
    start: &str,
    duration_minutes: Option<i64>,
    zone: &Zone,
    facts: &Facts<'_>,
    found: &mut Problems,
) -> Option<(DateTime, u32)> {
    let start = civil(start.trim(), found);
    let minutes = minutes(duration_minutes, facts, found);
    let start = start?;
    let latest = zone.date(facts.now).saturating_add(AHEAD_MAX_DAYS.days());
    if zone.moment(start) < facts.now.plus_minutes(-PAST_TOLERANCE_MINUTES) {
        return found.tell(Field::Start, Problem::Past);
    }
    if start.date() > latest {
        return found.tell(Field::Start, Problem::TooFar { latest });
    }
    Some((start, minutes?))
}

fn title(text: &str, found: &mut Problems) -> Option<String> {
    match text.trim() {
        "" => found.tell(Field::Title, Problem::Missing),
        title => one_line(Field::Title, title, TITLE_MAX_CHARS, found),
    }
}

pub(crate) fn agenda(text: &str, found: &mut Problems) -> Option<String> {
    let agenda = text.trim().replace("\r\n", "\n").replace('\r', "\n");
    let strange = |c: char| is_strange(c) && c != '\n' && c != '\t';
    if agenda.chars().any(strange) {
        return found.tell(Field::Agenda, Problem::Characters);
    }
    within_chars(Field::Agenda, &agenda, AGENDA_MAX_CHARS, found)
}

pub(crate) fn one_line(
    field: Field,
    text: &str,
    most: u32,
    found: &mut Problems,
) -> Option<String> {
    if text.chars().any(is_strange) {
        return found.tell(field, Problem::Characters);
    }
    within_chars(field, text, most, found)
}

fn within_chars(field: Field, text: &str, most: u32, found: &mut Problems) -> Option<String> {
    let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if chars > most {
        let longest_chars = most;
        return found.tell(field, Problem::TooLong { longest_chars });
    }
    Some(text.to_owned())
}

/// Control characters, line and paragraph separators, and marks that turn the reading direction.
pub(crate) fn is_strange(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn civil(text: &str, found: &mut Problems) -> Option<DateTime> {
    if text.is_empty() {
        return found.tell(Field::Start, Problem::Missing);
    }
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| DateTime::strptime(form, text).ok())
        .filter(|start| (2000..=9000).contains(&start.year()))
        .or_else(|| found.tell(Field::Start, Problem::NotATime))
}

fn minutes(asked: Option<i64>, facts: &Facts<'_>, found: &mut Problems) -> Option<u32> {
    let field = Field::Duration;
    let Some(asked) = asked else {
        return found.tell(field, Problem::Missing);
    };
    let Some(asked) = within(asked, DURATION_MIN_MINUTES, DURATION_MAX_MINUTES) else {
        let (least, most) = (DURATION_MIN_MINUTES, DURATION_MAX_MINUTES);
        return found.tell(field, Problem::Minutes { least, most });
    };
    match facts.limits.longest_meeting_minutes {
        Some(limit) if asked > limit => found.tell(field, too_long(asked, limit, facts.limits)),
        _ => Some(asked),
    }
}

/// Whose limit it is: the plan's, or one the account has decided below it.
fn too_long(asked: u32, limit: u32, limits: &Limits) -> Problem {
    match &limits.shortened_by {
        Some(origin) => match origin.group() {
            Some((_, group)) => Problem::DecidedMinutesByGroup { limit, group: group.to_owned() },
            None => Problem::DecidedMinutes { limit },
        },
        None => Problem::PlanMinutes {
            asked,
            limit,
            plan: limits.plan.clone(),
            lifted_by: limits.longer_with.clone(),
        },
    }
}

fn password(text: &str, facts: &Facts<'_>, found: &mut Problems) -> Option<Option<Password>> {
    if text.trim().is_empty() {
        let rule = &facts.limits.password;
        return match (rule.choice, rule.origin.is_lock(), rule.origin.group()) {
            (Choice::Switch(true), true, Some((_, group))) => {
                let group = group.to_owned();
                found.tell(Field::Password, Problem::PasswordNeededByGroup { group })
            }
            (Choice::Switch(true), true, None) => {
                found.tell(Field::Password, Problem::PasswordNeeded)
            }
            _ => Some(None),
        };
    }
    match text.parse() {
        Ok(password) => Some(Some(password)),
        Err(NotAPassword::Characters) => found.tell(Field::Password, Problem::Characters),
        Err(NotAPassword::Length) => {
            let (least, most) = (PASSWORD_MIN_CHARS, PASSWORD_MAX_CHARS);
            found.tell(Field::Password, Problem::Length { least, most })
        }
    }
}

/// `asked` if it lies between `least` and `most`, both included.
pub(crate) fn within(asked: i64, least: u32, most: u32) -> Option<u32> {
    u32::try_from(asked).ok().filter(|number| (least..=most).contains(number))
}

pub(crate) fn too_many(most: usize) -> Problem {
    Problem::TooMany { most: u32::try_from(most).unwrap_or(u32::MAX) }
}

pub(crate) fn address(written: &str) -> Problem {
    Problem::Address { asked: quoted(written) }
}

/// As much of `text` as is repeated in a problem.
pub(crate) fn quoted(text: &str) -> String {
    text.chars().take(QUOTED_MAX_CHARS).collect()
}
