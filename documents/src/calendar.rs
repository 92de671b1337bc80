//! Calendar messages: one meeting as an iCalendar file (RFC 5545, sent as RFC 5546 says).
//!
//! Values in, text out. Own lines rather than a builder's, for three things calendars insist on: a
//! VTIMEZONE that fits the zone, folding at 75 bytes between characters, and a METHOD that decides
//! which properties go along. No text that a person wrote can end a line or a value.
//!
//! Meetings of a series that are off stand in its EXDATE; those at another time follow it as events
//! of their own, with the UID of the series and the RECURRENCE-ID of the time they had in it. So do
//! those with another title or agenda.

mod lines;
pub mod reply;
mod zone;

use jiff::civil::DateTime;
use meetings::{Answer, Instead, Schedule};
use units::{EmailAddress, Timestamp, Zone};

use lines::Lines;

/// One meeting or series, as it is told to calendars.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarEvent {
    pub method: Method,
    /// The same for all versions of one meeting, unique everywhere: an id and a host name.
    pub uid: String,
    /// Higher in each later version.
    pub sequence: u32,
    /// When this message was written.
    pub stamped: Timestamp,
    pub last_modified: Timestamp,
    pub organizer: Organizer,
    /// Whom it concerns; for `Uninvite` those alone who are no longer invited, for `Publish`
    /// nobody.
    pub attendees: Vec<Attendee>,
    pub summary: String,
    /// Plain text, lines divided by `\n`; left out when empty.
    pub description: String,
    /// Where it is, in words or as an address; left out when empty.
    pub location: String,
    /// The join link; left out when empty.
    pub url: String,
    /// By one rule: calendars know no series of several.
    pub schedule: Schedule,
    /// Summary and description of single meetings of the series that have others.
    pub own_texts: Vec<OwnTexts>,
    /// The place in the series of the one meeting that is told of; `None` tells of all.
    pub only: Option<u32>,
}

/// What one meeting of a series is called.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnTexts {
    /// Its place in the series.
    pub index: u32,
    pub summary: String,
    pub description: String,
}

/// What a calendar does with the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Enter it, or replace an earlier version.
    Request,
    /// The meeting is off for everyone.
    Cancel,
    /// The meeting takes place without the attendees named.
    Uninvite,
    /// To be entered by whoever opens the file; names nobody but the organizer (RFC 5546, 3.2.1).
    Publish,
}

impl Method {
    /// The word in the file, and in the `method` parameter of the mail part that carries it.
    pub fn word(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel | Method::Uninvite => "CANCEL",
            Method::Publish => "PUBLISH",
        }
    }
}

/// Who answers go to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organizer {
    pub email: EmailAddress,
    /// May be empty.
    pub name: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attendee {
    pub email: EmailAddress,
    /// May be empty.
    pub name: String,
    pub role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Holds the meeting and has accepted.
    Chair,
    /// Is asked to come and to answer.
    Invited,
    /// Has said so, and may say otherwise.
    Answered(Answer),
}

const PRODUCT: &str = "-//Plenum//Meetings//EN";

/// The whole file: one calendar with one event, lines ended by CRLF.
pub fn calendar(event: &CalendarEvent) -> String {
    calendar_of(event.method, std::slice::from_ref(event))
}

/// A file with several events. Only what is published may have more than one (RFC 5546, 3.2).
pub fn calendar_of(method: Method, events: &[CalendarEvent]) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    lines.raw(&format!("PRODID:{PRODUCT}"));
    lines.raw("CALSCALE:GREGORIAN");
    lines.raw(&format!("METHOD:{}", method.word()));
    write_zones(events, &mut lines);
    for event in events {
        match event.only {
            Some(index) => write_single(event, index, &mut lines),
            None => write_all(event, &mut lines),
        }
    }
    lines.raw("END:VCALENDAR");
    lines.finish()
}

/// Each zone once, from the earliest to the latest that is in it.
fn write_zones(events: &[CalendarEvent], lines: &mut Lines) {
    let mut spans: Vec<(&Zone, zone::Span)> = Vec::new();
    for schedule in events.iter().map(|event| &event.schedule) {
        let (from, to) = schedule.span();
        match spans.iter_mut().find(|(zone, _)| *zone == schedule.zone()) {
            Some((_, span)) => {
                let later = span.1.zip(to).map(|(one, other)| one.max(other));
                *span = (span.0.min(from), later);
            }
            None => spans.push((schedule.zone(), (from, to))),
        }
    }
    for (zone, span) in spans.into_iter().filter(|(zone, _)| !is_utc(zone)) {
        zone::write(zone, span, lines);
    }
}

/// The series or the only meeting, and whatever is different about single ones.
fn write_all(event: &CalendarEvent, lines: &mut Lines) {
    let schedule = &event.schedule;
    lines.raw("BEGIN:VEVENT");
    write_identity(event, lines);
    write_start(schedule, schedule.start(), schedule.duration_minutes(), lines);
    write_rule(schedule, lines);
    let is_told = matches!(event.method, Method::Request | Method::Publish);
    if is_told {
        write_called_off(schedule, lines);
    }
    write_people(event, lines);
    write_texts(event, &event.summary, &event.description, lines);
    lines.raw("END:VEVENT");
    if is_told {
        for exception in schedule.exceptions() {
            if exception.instead != Instead::Nothing {
                write_single(event, exception.index, lines);
            }
        }
    }
}

/// Meeting `index` of the series as it takes place; one that is off, at the time it had.
fn write_single(event: &CalendarEvent, index: u32, lines: &mut Lines) {
    let schedule = &event.schedule;
    let Some(by_rule) = schedule.rule_start(index) else { return };
    let instead = schedule.exception(index).map(|exception| &exception.instead);
    let (start, minutes) = match instead {
        Some(Instead::At { start, duration_minutes }) => (*start, *duration_minutes),
        Some(Instead::Nothing | Instead::AsPlanned) | None => {
            (by_rule, schedule.duration_minutes())
        }
    };
    lines.raw("BEGIN:VEVENT");
    write_identity(event, lines);
    lines.raw(&format!("RECURRENCE-ID{}", in_zone(schedule.zone(), by_rule)));
    write_start(schedule, start, minutes, lines);
    write_people(event, lines);
    let own = event.own_texts.iter().find(|own| own.index == index);
    match own {
        Some(own) => write_texts(event, &own.summary, &own.description, lines),
        None => write_texts(event, &event.summary, &event.description, lines),
    }
    lines.raw("END:VEVENT");
}

fn write_identity(event: &CalendarEvent, lines: &mut Lines) {
    lines.text("UID", &event.uid);
    lines.raw(&format!("SEQUENCE:{}", event.sequence));
    lines.raw(&format!("DTSTAMP:{}", utc(event.stamped)));
    lines.raw(&format!("LAST-MODIFIED:{}", utc(event.last_modified)));
    match event.method {
        Method::Request | Method::Publish => lines.raw("STATUS:CONFIRMED"),
        Method::Cancel => lines.raw("STATUS:CANCELLED"),
        // RFC 5546, 3.2.5: the status stands only where the whole event is off.
        Method::Uninvite => {}
    }
    lines.raw("TRANSP:OPAQUE");
}

/// From the wall time `start` on, for so many minutes.
fn write_start(schedule: &Schedule, start: DateTime, minutes: u32, lines: &mut Lines) {
    let zone = schedule.zone();
    let moment = zone.moment(start);
    let end = moment.plus_minutes(i64::from(minutes));
    let civil_end = zone.civil(end);
    lines.raw(&format!("DTSTART{}", in_zone(zone, start)));
    if is_utc(zone) || zone.moment(civil_end) == end && zone.civil(moment) == start {
        lines.raw(&format!("DTEND{}", in_zone(zone, civil_end)));
    } else {
        // In a night of two clocks a wall time can't say when it ends.
        lines.raw(&format!("DURATION:PT{minutes}M"));
    }
}

fn write_rule(schedule: &Schedule, lines: &mut Lines) {
    let Some(rule) = schedule.calendar_rule() else { return };
    lines.raw(&format!("RRULE:{}", rule.rrule));
    if !rule.extra.is_empty() {
        lines.raw(&format!("RDATE{}", list_in_zone(schedule.zone(), rule.extra)));
    }
}

fn write_called_off(schedule: &Schedule, lines: &mut Lines) {
    let off = schedule.exceptions().iter().filter(|each| each.instead == Instead::Nothing);
    let starts: Vec<DateTime> = off.filter_map(|each| schedule.rule_start(each.index)).collect();
    if !starts.is_empty() {
        lines.raw(&format!("EXDATE{}", list_in_zone(schedule.zone(), starts)));
    }
}

fn write_people(event: &CalendarEvent, lines: &mut Lines) {
    let organizer = &event.organizer;
    lines.raw(&format!(
        "ORGANIZER{}:{}",
        lines::common_name(&organizer.name),
        lines::mailto(&organizer.email)
    ));
    if event.method == Method::Publish {
        return;
    }
    for attendee in &event.attendees {
        let part = match attendee.role {
            Role::Chair => ";ROLE=CHAIR;PARTSTAT=ACCEPTED;RSVP=FALSE",
            Role::Invited => ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE",
            Role::Answered(answer) => match answer {
                Answer::Yes => ";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE",
                Answer::Maybe => ";ROLE=REQ-PARTICIPANT;PARTSTAT=TENTATIVE;RSVP=TRUE",
                Answer::No => ";ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;RSVP=TRUE",
            },
        };
        lines.raw(&format!(
            "ATTENDEE;CUTYPE=INDIVIDUAL{part}{}:{}",
            lines::common_name(&attendee.name),
            lines::mailto(&attendee.email)
        ));
    }
}

fn write_texts(event: &CalendarEvent, summary: &str, description: &str, lines: &mut Lines) {
    lines.text("SUMMARY", summary);
    for (name, text) in [("DESCRIPTION", description), ("LOCATION", event.location.as_str())] {
        if !text.is_empty() {
            lines.text(name, text);
        }
    }
    if !event.url.is_empty() {
        lines.raw(&format!("URL:{}", lines::address(&event.url)));
    }
}

/// The end of a line that says a wall time in `zone`, from the parameters on.
fn in_zone(zone: &Zone, civil: DateTime) -> String {
    list_in_zone(zone, vec![civil])
}

fn list_in_zone(zone: &Zone, starts: Vec<DateTime>) -> String {
    let (parameter, ending) = match is_utc(zone) {
        true => (String::new(), "Z"),
        false => (format!(";TZID={}", zone.name()), ""),
    };
    let starts: Vec<String> = starts.into_iter().map(|start| local(start) + ending).collect();
    format!("{parameter}:{}", starts.join(","))
}

fn local(civil: DateTime) -> String {
    civil.strftime("%Y%m%dT%H%M%S").to_string()
}

fn is_utc(zone: &Zone) -> bool {
    matches!(zone.name(), "UTC" | "Etc/UTC")
}

fn utc(moment: Timestamp) -> String {
    Zone::utc().civil(moment).strftime("%Y%m%dT%H%M%SZ").to_string()
}
