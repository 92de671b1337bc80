//! Writes sample calendar files for foreign readers to judge: `cargo run -p documents --example
//! calendars DIR`. Beside each `NAME.ics` stands `NAME.txt`: the moments its meetings start, in
//! UTC, one a line, at most 60, as our own expansion has them.

use std::path::Path;

use anyhow::Context;
use documents::calendar::{Attendee, CalendarEvent, Method, Organizer, OwnTexts, Role, calendar};
use meetings::{Exception, Instead, Schedule};
use units::Timestamp;

const STARTS_MAX: usize = 60;

fn sample(zone: &str, start: &str, minutes: u32, rule: &str) -> anyhow::Result<CalendarEvent> {
    let stamped: Timestamp = "2026-11-22T10:00:00Z".parse()?;
    let attendee = |email: &str, name: &str, role| -> anyhow::Result<Attendee> {
        Ok(Attendee { email: email.parse()?, name: name.to_owned(), role })
    };
    Ok(CalendarEvent {
        method: Method::Request,
        uid: "0192f0c1-0000-7000-8000-000000000001@meet.example.org".to_owned(),
        sequence: 0,
        stamped,
        last_modified: stamped,
        organizer: Organizer { email: "ada@example.org".parse()?, name: "Ada".to_owned() },
        attendees: vec![
            attendee("ada@example.org", "Ada", Role::Chair)?,
            attendee("ben@example.org", "Ben, \"the bass\"; Köln", Role::Invited)?,
            attendee("o'clara+choir@example.org", "", Role::Invited)?,
        ],
        summary: "Choir rehearsal".to_owned(),
        description: "Bring the scores.\n\nJoin: https://meet-eu.example.org/j/0123456789abcdef"
            .to_owned(),
        location: "https://meet-eu.example.org/j/0123456789abcdef".to_owned(),
        url: "https://meet-eu.example.org/j/0123456789abcdef".to_owned(),
        schedule: Schedule::new(start.parse()?, zone.parse()?, minutes, rule.parse()?),
        own_texts: Vec::new(),
        only: None,
    })
}

/// titles that try to be something else.
const HOSTILE: [&str; 5] = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "a;b,c\\d\\n:e\"f\u{2028}BEGIN:VALARM\u{85}END:VCALENDAR\0\u{b}\u{1d}",
    "ÄÖÜ 日本語 🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼🎼",
    "\r\nATTENDEE:mailto:evil@example.com\r\n ATTACH:https://evil.example",
    "=cmd|' /C calc'!A0 \u{3c}script>alert(1)\u{3c}/script> %0D%0ABEGIN:VEVENT",
];

fn samples() -> anyhow::Result<Vec<(String, CalendarEvent)>> {
    let berlin = sample("Europe/Berlin", "2027-03-15T09:30", 45, "FREQ=WEEKLY;BYDAY=MO;COUNT=40")?;
    let mut samples = Vec::new();
    let mut add = |name: &str, event: CalendarEvent| samples.push((name.to_owned(), event));
    for (name, zone, start, rule) in [
        ("weekly-new-york", "America/New_York", "2027-02-25T18:00", "FREQ=WEEKLY;BYDAY=TH"),
        (
            "weekly-sydney",
            "Australia/Sydney",
            "2027-03-01T07:00",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20271231",
        ),
        ("monthly-31st", "Europe/Berlin", "2027-01-31T20:00", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (
            "monthly-30th",
            "America/New_York",
            "2027-01-30T20:00",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=15",
        ),
        (
            "monthly-30th-from-february",
            "Europe/Berlin",
            "2027-02-28T20:00",
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
        ),
        (
            "monthly-29th",
            "UTC",
            "2027-01-29T20:00",
            "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1;COUNT=40",
        ),
        ("second-tuesday", "Europe/Paris", "2027-01-12T20:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=18"),
        ("last-friday", "America/Santiago", "2027-01-29T16:00", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("once-tokyo", "Asia/Tokyo", "2027-04-01T10:00", ""),
        ("once-utc", "UTC", "2027-04-01T10:00", ""),
        ("weekly-casablanca", "Africa/Casablanca", "2027-01-04T10:00", "FREQ=WEEKLY;BYDAY=MO"),
        ("weekly-at-night", "Europe/Berlin", "2027-10-17T01:45", "FREQ=WEEKLY;BYDAY=SU;COUNT=4"),
    ] {
        add(name, sample(zone, start, 45, rule)?);
    }
    let mut updated = berlin.clone();
    updated.sequence = 3;
    updated.last_modified = "2026-12-01T08:00:00Z".parse()?;
    updated.summary = "Choir rehearsal, now at ten".to_owned();
    updated.schedule = Schedule::new(
        "2027-03-15T10:00".parse()?,
        berlin.schedule.zone().clone(),
        45,
        berlin.schedule.repeats().clone(),
    );
    let cancelled = CalendarEvent { method: Method::Cancel, sequence: 4, ..updated.clone() };
    let mut uninvited = CalendarEvent { method: Method::Uninvite, sequence: 4, ..updated.clone() };
    uninvited.attendees.truncate(1);
    add("weekly-berlin-excepted", excepted(&berlin)?);
    add("weekly-berlin", berlin.clone());
    add("weekly-berlin-published", CalendarEvent { method: Method::Publish, ..berlin.clone() });
    add("weekly-berlin-updated", updated);
    add("weekly-berlin-cancelled", cancelled);
    add("weekly-berlin-uninvited", uninvited);
    for (number, title) in HOSTILE.into_iter().enumerate() {
        let mut hostile = berlin.clone();
        hostile.summary = title.to_owned();
        hostile.description = title.repeat(3);
        hostile.location = title.to_owned();
        hostile.organizer.name = title.to_owned();
        add(&format!("hostile-{number}"), hostile);
    }
    Ok(samples)
}

/// Without two of its meetings, with one moved and one in its own words.
fn excepted(berlin: &CalendarEvent) -> anyhow::Result<CalendarEvent> {
    let own_words = Exception::of(5, Instead::AsPlanned);
    let mut excepted = berlin.clone();
    excepted.sequence = 5;
    excepted.schedule = berlin.schedule.clone().with_exceptions(vec![
        // The first one after summer time has come, and one moved to before it.
        Exception::of(2, Instead::Nothing),
        Exception::of(3, Instead::At { start: "2027-03-26T18:15".parse()?, duration_minutes: 60 }),
        Exception { title: Some("Dress rehearsal".to_owned()), ..own_words },
        Exception::of(32, Instead::Nothing),
    ]);
    excepted.own_texts = vec![OwnTexts {
        index: 5,
        summary: "Dress rehearsal".to_owned(),
        description: "In the hall.".to_owned(),
    }];
    Ok(excepted)
}

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).context("name the folder to write to")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    for (name, event) in samples()? {
        let beginning = event.schedule.span().0;
        let starts: Vec<String> = event
            .schedule
            .upcoming(beginning, STARTS_MAX)
            .iter()
            .map(|meeting| meeting.start.to_string())
            .collect();
        std::fs::write(folder.join(format!("{name}.ics")), calendar(&event))?;
        std::fs::write(folder.join(format!("{name}.txt")), starts.join("\n") + "\n")?;
        println!("{name}: {} meetings", starts.len());
    }
    Ok(())
}
