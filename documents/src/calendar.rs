//! Calendar messages: one meeting as an iCalendar file (RFC 5545, sent as RFC 5546 says).
//!
//! Values in, text out. Own lines rather than a builder's, for three things calendars insist on: a
//! VTIMEZONE that fits the zone, folding at 75 bytes between characters, and a METHOD that decides
//! which properties go along. No text that a person wrote can end a line or a value.

mod lines;
mod zone;

use jiff::civil::DateTime;
use meetings::Schedule;
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
    pub schedule: Schedule,
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
}

const PRODUCT: &str = "-//Plenum//Meetings//EN";

/// The whole file: one calendar with one event, lines ended by CRLF.
pub fn calendar(event: &CalendarEvent) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN:VCALENDAR");
    lines.raw("VERSION:2.0");
    lines.raw(&format!("PRODID:{PRODUCT}"));
    lines.raw("CALSCALE:GREGORIAN");
    lines.raw(&format!("METHOD:{}", event.method.word()));
    if !is_utc(event.schedule.zone()) {
        zone::write(&event.schedule, &mut lines);
    }
    lines.raw("BEGIN:VEVENT");
    write_identity(event, &mut lines);
    write_times(&event.schedule, &mut lines);
    write_people(event, &mut lines);
    write_texts(event, &mut lines);
    lines.raw("END:VEVENT");
    lines.raw("END:VCALENDAR");
    lines.finish()
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

fn write_times(schedule: &Schedule, lines: &mut Lines) {
    let zone = schedule.zone();
    let start = schedule.start();
    let end = schedule.first_start().plus_minutes(i64::from(schedule.duration_minutes()));
    let civil_end = zone.civil(end);
    if is_utc(zone) {
        lines.raw(&format!("DTSTART:{}", utc(schedule.first_start())));
        lines.raw(&format!("DTEND:{}", utc(end)));
    } else {
        let name = zone.name();
        lines.raw(&format!("DTSTART;TZID={name}:{}", local(start)));
        if zone.moment(civil_end) == end && zone.civil(schedule.first_start()) == start {
            lines.raw(&format!("DTEND;TZID={name}:{}", local(civil_end)));
        } else {
            // In a night of two clocks a wall time can't say when it ends.
            lines.raw(&format!("DURATION:PT{}M", schedule.duration_minutes()));
        }
    }
    let Some(rule) = schedule.calendar_rule() else { return };
    lines.raw(&format!("RRULE:{}", rule.rrule));
    if !rule.extra.is_empty() {
        let ending = if is_utc(zone) { "Z" } else { "" };
        let starts: Vec<String> =
            rule.extra.into_iter().map(|start| local(start) + ending).collect();
        let parameter = if is_utc(zone) { String::new() } else { format!(";TZID={}", zone.name()) };
        lines.raw(&format!("RDATE{parameter}:{}", starts.join(",")));
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
        };
        lines.raw(&format!(
            "ATTENDEE;CUTYPE=INDIVIDUAL{part}{}:{}",
            lines::common_name(&attendee.name),
            lines::mailto(&attendee.email)
        ));
    }
}

fn write_texts(event: &CalendarEvent, lines: &mut Lines) {
    lines.text("SUMMARY", &event.summary);
    for (name, text) in [("DESCRIPTION", &event.description), ("LOCATION", &event.location)] {
        if !text.is_empty() {
            lines.text(name, text);
        }
    }
    if !event.url.is_empty() {
        lines.raw(&format!("URL:{}", lines::address(&event.url)));
    }
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
