//! A meeting in words: its state, its facts, the limit it runs into.

use app::meetings::list::Shown;
use app::{App, Who};
use meetings::{Ends, JoinState, Schedule, Stretch};
use serde::Serialize;
use texts::{Args, Texts};
use units::{Locale, Timestamp, Zone};

/// Invitees named on a meeting's page.
const INVITEES_SHOWN: usize = 30;

/// One line of a meeting's page.
#[derive(Serialize)]
pub(super) struct Fact {
    label: String,
    text: String,
    href: Option<String>,
}

/// A badge.
#[derive(Serialize)]
pub(super) struct State {
    text: String,
    tone: Option<&'static str>,
}

/// What can still be done with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    Ahead,
    Over,
    Cancelled,
}

pub(super) fn standing(state: JoinState) -> Standing {
    match state {
        JoinState::NotYet { .. } | JoinState::Open { .. } => Standing::Ahead,
        JoinState::Over => Standing::Over,
        JoinState::Cancelled => Standing::Cancelled,
    }
}

/// None while it is simply planned.
pub(super) fn state(texts: &Texts, locale: &Locale, state: JoinState) -> Option<State> {
    let (key, tone) = match state {
        JoinState::NotYet { .. } => return None,
        JoinState::Open { .. } => ("meetings-state-open", Some("good")),
        JoinState::Over => ("meetings-state-over", None),
        JoinState::Cancelled => ("meetings-state-cancelled", Some("warning")),
    };
    Some(State { text: texts.plain(locale, key), tone })
}

/// Why there is nothing left to do.
pub(super) fn note(texts: &Texts, locale: &Locale, standing: Standing) -> Option<String> {
    let key = match standing {
        Standing::Ahead => return None,
        Standing::Over => "meetings-is-over",
        Standing::Cancelled => "meetings-was-cancelled",
    };
    Some(texts.plain(locale, key))
}

/// The plan ends the meeting before its time, and which plan would not (B7).
pub(super) fn limit(texts: &Texts, locale: &Locale, shown: &Shown) -> Option<String> {
    let limits = &shown.limits;
    let minutes = shown.meeting.schedule.duration_minutes();
    let limit = limits.longest_meeting_minutes.filter(|limit| minutes > *limit)?;
    let args = Args::new()
        .with("length", texts.duration_minutes(locale, i64::from(minutes)))
        .with("limit", texts.duration_minutes(locale, i64::from(limit)))
        .with("plan", limits.plan.as_str());
    if let Some(origin) = &limits.shortened_by {
        return Some(match origin.group() {
            Some((_, group)) => {
                texts.get(locale, "meetings-ends-by-group", &args.with("group", group))
            }
            None => texts.get(locale, "meetings-ends-decided", &args),
        });
    }
    Some(match &limits.longer_with {
        Some(next) => {
            texts.get(locale, "meetings-ends-at-limit", &args.with("next", next.as_str()))
        }
        None => texts.get(locale, "meetings-ends-at-limit-last", &args),
    })
}

/// "Wednesday, 14 April 2027, 14:32 (Europe/Berlin)".
fn moment(texts: &Texts, locale: &Locale, moment: Timestamp, zone: &Zone) -> String {
    let args = Args::new()
        .with("day", texts.weekday_date(locale, zone.date(moment)))
        .with("time", texts.time_zone(locale, moment, zone));
    texts.get(locale, "meetings-when-value", &args)
}

/// When it takes place, in whose zone.
pub(super) fn when(app: &App, who: &Who, shown: &Shown) -> Vec<Fact> {
    let mut facts = Facts::new(app, who);
    let (texts, locale) = (&app.texts, &who.locale);
    let schedule = &shown.meeting.schedule;
    if let Some(time) = shown.times.first() {
        let zone = schedule.stretch_at(time.index).zone();
        facts.add("meetings-starts", moment(texts, locale, time.start, zone));
        if differs(&who.zone, zone, time.start) {
            facts.add("meetings-when-yours", moment(texts, locale, time.start, &who.zone));
        }
    }
    let length = texts.duration_minutes(locale, i64::from(schedule.duration_minutes()));
    facts.add("meetings-length", length);
    // One rule after the other, those before only while they last.
    let stretches: Vec<&Stretch> = schedule.earlier().iter().chain([schedule.present()]).collect();
    let nexts = stretches.iter().skip(1).map(Some).chain([None]);
    let mut called = shown.meeting.series_words_at(app.now()).0;
    for ((stretch, next), part) in stretches.iter().zip(nexts).zip(schedule.parts()) {
        if next.is_some() && part.is_over(app.now()) {
            continue;
        }
        if let Some(said) = app::meetings::words::repeats(texts, locale, stretch.repeats())
            && !next.is_some_and(|next| goes_on(schedule, stretch, next))
        {
            facts.add("meetings-repeats", said);
        }
        let title = shown.meeting.words_of(stretch).0;
        if title != called {
            let args = Args::new().with("day", texts.weekday_date(locale, stretch.start().date()));
            let label = texts.get(locale, "meetings-called-from", &args);
            facts.list.push(Fact { label, text: title.to_owned(), href: None });
            called = title;
        }
    }
    facts.list
}

/// Whether the rule of `next` says that of the one before as well: only the words are others. One
/// that counts its meetings does not count those before.
fn goes_on(schedule: &Schedule, former: &Stretch, next: &Stretch) -> bool {
    next.continues(former) && !matches!(schedule.repeats().ends(), Ends::After(_))
}

/// Who holds it and who is invited.
pub(super) fn people(app: &App, who: &Who, shown: &Shown) -> Vec<Fact> {
    let mut facts = Facts::new(app, who);
    facts.add("meetings-host", named(&shown.host.name, shown.host.email.as_str()));
    facts.people(shown);
    facts.list
}

/// How it is reached, beside its link.
pub(super) fn access(app: &App, who: &Who, shown: &Shown) -> Vec<Fact> {
    let mut facts = Facts::new(app, who);
    let meeting = &shown.meeting;
    facts.add("meetings-meeting-number", meeting.identity.number.to_string());
    let none = || app.texts.plain(&who.locale, "meetings-password-none");
    let password = meeting.password.as_ref().map(|password| password.shown().to_owned());
    facts.add("meetings-password", password.unwrap_or_else(none));
    let host = app::plan::site_address(app, &shown.site);
    let href = app.config.host_url(&host, "/");
    let label = app.texts.plain(&who.locale, "meetings-site");
    facts.list.push(Fact { label, text: host, href: Some(href) });
    facts.list
}

/// Whether clocks in the two zones show different times at `moment`.
fn differs(one: &Zone, other: &Zone, moment: Timestamp) -> bool {
    one.offset_seconds(moment) != other.offset_seconds(moment)
}

fn named(name: &str, email: &str) -> String {
    match name {
        "" => email.to_owned(),
        name => format!("{name} <{email}>"),
    }
}

struct Facts<'a> {
    texts: &'a Texts,
    locale: &'a Locale,
    list: Vec<Fact>,
}

impl<'a> Facts<'a> {
    fn new(app: &'a App, who: &'a Who) -> Facts<'a> {
        Facts { texts: &app.texts, locale: &who.locale, list: Vec::new() }
    }

    fn add(&mut self, key: &str, text: String) {
        self.list.push(Fact { label: self.texts.plain(self.locale, key), text, href: None });
    }

    fn people(&mut self, shown: &Shown) {
        let hosts = shown.alternate_hosts.iter().map(|(email, known)| match known {
            true => email.to_string(),
            false => {
                let args = Args::new().with("email", email.as_str());
                self.texts.get(self.locale, "meetings-alternate-without-account", &args)
            }
        });
        let hosts: Vec<String> = hosts.collect();
        if !hosts.is_empty() {
            self.add("meetings-alternate-hosts", hosts.join(", "));
        }
        let is_webinar = shown.meeting.kind.is_webinar();
        if is_webinar {
            let panelists = shown.meeting.panelists.iter();
            let panelists: Vec<String> =
                panelists.map(|each| named(&each.name, each.email.as_str())).collect();
            let none = || self.texts.plain(self.locale, "webinars-panelists-none");
            let said = if panelists.is_empty() { none() } else { panelists.join(", ") };
            self.add("webinars-panelists", said);
        }
        let label = if is_webinar { "webinars-invited" } else { "meetings-invitees" };
        let invitees = &shown.meeting.invitees;
        let said = invitees.iter().take(INVITEES_SHOWN);
        let mut said: Vec<String> =
            said.map(|invitee| named(&invitee.name, invitee.email.as_str())).collect();
        let more = i64::try_from(invitees.len().saturating_sub(said.len())).unwrap_or(i64::MAX);
        if more > 0 {
            let args = Args::new().with("count", more);
            said.push(self.texts.get(self.locale, "meetings-invitees-more", &args));
        }
        match said.is_empty() {
            true => {
                let nobody = self.texts.plain(self.locale, "meetings-invitees-none");
                self.add(label, nobody);
            }
            false => self.add(label, said.join(", ")),
        }
    }
}
