//! Calendar files, read back by another library and by a small reader of VTIMEZONE of our own.

use documents::calendar::{
    Attendee, CalendarEvent, Method, Organizer, OwnTexts, Role, calendar, calendar_of,
};
use icalendar::parser::{Component, read_calendar, unfold};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};
use meetings::{Exception, Instead, Schedule};
use proptest::prelude::*;
use units::{Timestamp, Zone};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn event(zone: &str, start: DateTime, rule: &str) -> CalendarEvent {
    let zone: Zone = zone.parse().expect("a zone");
    CalendarEvent {
        method: Method::Request,
        uid: "0192f0c1-0000-7000-8000-000000000001@meet.example.org".to_owned(),
        sequence: 0,
        stamped: at("2026-11-22T10:00Z"),
        last_modified: at("2026-11-22T10:00Z"),
        organizer: Organizer {
            email: "ada@example.org".parse().expect("an address"),
            name: "Ada".to_owned(),
        },
        attendees: vec![Attendee {
            email: "ben@example.org".parse().expect("an address"),
            name: String::new(),
            role: Role::Invited,
        }],
        summary: "Stand-up".to_owned(),
        description: String::new(),
        location: String::new(),
        url: "https://meet-eu.example.org/j/0123456789abcdef".to_owned(),
        schedule: Schedule::new(start, zone, 30, rule.parse().expect("a rule")),
        own_texts: Vec::new(),
        only: None,
    }
}

fn every_monday(zone: &str) -> CalendarEvent {
    event(zone, date(2027, 3, 22).at(9, 30, 0, 0), "FREQ=WEEKLY;BYDAY=MO;COUNT=10")
}

#[test]
fn the_whole_file_for_berlin() {
    let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Plenum//Meetings//EN\r\n\
        CALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n\
        BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n\
        TZNAME:CET\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n\
        BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
        TZNAME:CEST\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
        END:VTIMEZONE\r\nBEGIN:VEVENT\r\n\
        UID:0192f0c1-0000-7000-8000-000000000001@meet.example.org\r\nSEQUENCE:0\r\n\
        DTSTAMP:20261122T100000Z\r\nLAST-MODIFIED:20261122T100000Z\r\nSTATUS:CONFIRMED\r\n\
        TRANSP:OPAQUE\r\nDTSTART;TZID=Europe/Berlin:20270322T093000\r\n\
        DTEND;TZID=Europe/Berlin:20270322T100000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=10\r\n\
        ORGANIZER;CN=\"Ada\":mailto:ada@example.org\r\n\
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=\r\n \
        TRUE:mailto:ben@example.org\r\nSUMMARY:Stand-up\r\n\
        URL:https://meet-eu.example.org/j/0123456789abcdef\r\nEND:VEVENT\r\n\
        END:VCALENDAR\r\n";
    assert_eq!(calendar(&every_monday("Europe/Berlin")), expected);
}

#[test]
fn cancelling_and_uninviting_differ_by_the_status() {
    let of = |method| calendar(&CalendarEvent { method, ..every_monday("UTC") });
    assert!(of(Method::Cancel).contains("\r\nMETHOD:CANCEL\r\n"));
    assert!(of(Method::Cancel).contains("\r\nSTATUS:CANCELLED\r\n"));
    assert!(of(Method::Uninvite).contains("\r\nMETHOD:CANCEL\r\n"));
    assert!(!of(Method::Uninvite).contains("\r\nSTATUS:"));
}

/// F1: summer time comes between the moved meeting and its place in the series.
#[test]
fn single_meetings_are_named_by_the_time_the_series_has_for_them() {
    let mut told = every_monday("Europe/Berlin");
    told.schedule = told.schedule.with_exceptions(vec![
        Exception::of(0, Instead::Nothing),
        Exception::of(
            1,
            Instead::At { start: date(2027, 3, 26).at(18, 0, 0, 0), duration_minutes: 45 },
        ),
    ]);
    let all = calendar(&told);
    assert!(all.contains("\r\nEXDATE;TZID=Europe/Berlin:20270322T093000\r\n"), "{all}");
    assert_eq!(all.matches("BEGIN:VEVENT").count(), 2, "{all}");
    assert_eq!(all.matches("RRULE:FREQ=WEEKLY").count(), 1, "{all}");
    let moved = "\r\nRECURRENCE-ID;TZID=Europe/Berlin:20270329T093000\r\n\
        DTSTART;TZID=Europe/Berlin:20270326T180000\r\n\
        DTEND;TZID=Europe/Berlin:20270326T184500\r\n";
    assert!(all.contains(moved), "{all}");

    let alone = calendar(&CalendarEvent { only: Some(1), ..told.clone() });
    assert!(alone.contains(moved) && !alone.contains("RRULE:FREQ=WEEKLY"), "{alone}");
    assert_eq!(alone.matches("BEGIN:VEVENT").count(), 1);
    let off = calendar(&CalendarEvent { only: Some(0), method: Method::Cancel, ..told });
    let named = "\r\nRECURRENCE-ID;TZID=Europe/Berlin:20270322T093000\r\n";
    assert!(off.contains(named) && off.contains("\r\nSTATUS:CANCELLED\r\n"), "{off}");
}

/// F1: one meeting of a series has a title and an agenda of its own, at the time it had.
#[test]
fn a_single_meeting_has_words_of_its_own() {
    let mut told = every_monday("Europe/Berlin");
    told.schedule = told.schedule.with_exceptions(vec![Exception::of(2, Instead::AsPlanned)]);
    let (summary, description) = ("Retrospective".to_owned(), "What went well".to_owned());
    told.own_texts = vec![OwnTexts { index: 2, summary, description }];
    let all = calendar(&told);
    let (series, single) = all.split_once("RECURRENCE-ID").expect("two events");
    assert!(series.contains("\r\nSUMMARY:Stand-up\r\n"), "{all}");
    assert!(single.contains("DTSTART;TZID=Europe/Berlin:20270405T093000\r\n"), "{all}");
    assert!(single.contains("SUMMARY:Retrospective\r\nDESCRIPTION:What went well\r\n"), "{all}");
}

/// F1: the file of a series that changes its time on the way has a series for each, and says once
/// what both need to know of their zone.
#[test]
fn a_published_file_has_each_stretch_of_a_series() {
    let first = every_monday("Europe/Berlin");
    let start = date(2027, 6, 1).at(10, 0, 0, 0);
    let mut second = event("Europe/Berlin", start, "FREQ=WEEKLY;BYDAY=TU");
    second.uid = format!("2-{}", first.uid);
    let text = calendar_of(Method::Publish, &[first, second]);
    let read = read_calendar(&unfold(&text)).expect("a calendar").components.len();
    assert_eq!(read, 3, "a zone and two events: {text}");
    assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1, "{text}");
    assert_eq!(text.matches("METHOD:PUBLISH").count(), 1, "{text}");
}

#[test]
fn utc_needs_no_zone() {
    let text = calendar(&every_monday("UTC"));
    assert!(text.contains("\r\nDTSTART:20270322T093000Z\r\nDTEND:20270322T100000Z\r\n"));
    assert!(!text.contains("VTIMEZONE"));
}

#[test]
fn a_night_of_two_clocks_is_measured_in_minutes() {
    let text = calendar(&event("Europe/Berlin", date(2027, 10, 31).at(1, 45, 0, 0), ""));
    assert!(text.contains("\r\nDTEND;TZID=Europe/Berlin:20271031T021500\r\n"), "the first 02:15");
    let mut long = event("Europe/Berlin", date(2027, 10, 31).at(1, 45, 0, 0), "");
    let schedule = &long.schedule;
    long.schedule =
        Schedule::new(schedule.start(), schedule.zone().clone(), 90, schedule.repeats().clone());
    let text = calendar(&long);
    assert!(text.contains("\r\nDURATION:PT90M\r\n"), "the second 02:15: {text}");
}

/// What any text becomes once a calendar has read it.
fn as_read(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some(' '),
            '\n' => Some('\n'),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

fn unescaped(value: &str) -> String {
    let (mut text, mut chars) = (String::new(), value.chars());
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => text.push('\n'),
                Some(other) => text.push(other),
                None => panic!("a lone backslash"),
            },
            (c, false) => text.push(c),
        }
    }
    text
}

fn count(components: &[Component<'_>], name: &str) -> usize {
    components.iter().filter(|component| component.name == name).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// any text in, exactly one event out, with that text in it.
    #[test]
    fn any_text_stays_where_it_belongs(
        title: String,
        lines in "(\r\n|\n|\r|END:VEVENT|BEGIN:VEVENT|ATTENDEE:x|[;,:\"\\\\]|é|日本|\u{2028}|\0| ){0,60}",
        name in "(\"|;|:|,|\r\n|\n|ATTENDEE|\\^n|é| ){0,20}",
    ) {
        let mut event = every_monday("Europe/Berlin");
        event.summary = title.clone();
        event.description = format!("x{lines}");
        event.location = format!("x{lines}{title}");
        event.organizer.name = name.clone();
        event.attendees[0].name = name;
        let text = calendar(&event);

        for line in text.split_inclusive("\r\n") {
            let line = line.strip_suffix("\r\n").expect("ends with CRLF");
            prop_assert!(line.len() <= 75 && !line.contains(['\r', '\n']));
        }
        let unfolded = unfold(&text);
        let read = read_calendar(&unfolded).expect("readable");
        prop_assert_eq!(count(&read.components, "VEVENT"), 1);
        prop_assert_eq!(count(&read.components, "VTIMEZONE"), 1);
        prop_assert_eq!(read.components.len(), 2);
        let meeting = &read.components[1];
        prop_assert!(meeting.components.is_empty());
        let names: Vec<&str> =
            meeting.properties.iter().map(|property| property.name.as_str()).collect();
        prop_assert_eq!(
            names,
            [
                "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "STATUS", "TRANSP", "DTSTART",
                "DTEND", "RRULE", "ORGANIZER", "ATTENDEE", "SUMMARY", "DESCRIPTION", "LOCATION",
                "URL",
            ]
        );
        let summary = text.replace("\r\n ", "");
        let summary = summary.lines().find_map(|line| line.strip_prefix("SUMMARY:"));
        prop_assert_eq!(unescaped(summary.expect("a summary")), as_read(&title));
    }
}

/// An onset rule as the file says it.
struct Part {
    start: DateTime,
    from: i64,
    to: i64,
    rule: Option<String>,
}

fn offset(text: &str) -> i64 {
    let digits = |range: std::ops::Range<usize>| -> i64 {
        text.get(range).map_or(0, |part| part.parse().expect("digits"))
    };
    let seconds = digits(1..3) * 3600 + digits(3..5) * 60 + digits(5..7);
    if text.starts_with('-') { -seconds } else { seconds }
}

fn parts(text: &str) -> Vec<Part> {
    let zone = text.split("END:VTIMEZONE").next().expect("a zone");
    let field = |part: &str, name: &str| {
        part.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned))
    };
    zone.split("\r\nBEGIN:")
        .filter(|part| part.starts_with("STANDARD") || part.starts_with("DAYLIGHT"))
        .map(|part| Part {
            start: DateTime::strptime("%Y%m%dT%H%M%S", field(part, "DTSTART:").expect("a start"))
                .expect("a time"),
            from: offset(&field(part, "TZOFFSETFROM:").expect("an offset")),
            to: offset(&field(part, "TZOFFSETTO:").expect("an offset")),
            rule: field(part, "RRULE:"),
        })
        .collect()
}

fn rule_names(rule: &str, day: Date) -> bool {
    rule.split(';').all(|part| match part.split_once('=').expect("a part") {
        ("FREQ", value) => value == "YEARLY",
        ("BYMONTH", value) => value.parse() == Ok(day.month()),
        ("BYMONTHDAY", value) => value.split(',').any(|one| one.parse() == Ok(day.day())),
        ("BYDAY", value) => {
            let (nth, code) = value.split_at(value.len() - 2);
            let right_day = meetings::repeat::weekday_code(day.weekday()) == code;
            let right_week = match nth {
                "" => true,
                "-1" => day.days_in_month() - day.day() < 7,
                nth => nth.parse() == Ok((day.day() - 1) / 7 + 1),
            };
            right_day && right_week
        }
        other => panic!("unknown part {other:?}"),
    })
}

/// The moments, in seconds, at which offsets begin, by the file alone; sorted.
fn onsets(parts: &[Part], last_year: i16) -> Vec<(i64, i64)> {
    let mut onsets = Vec::new();
    for part in parts {
        let utc = |local: DateTime| Zone::utc().moment(local).seconds() - part.from;
        onsets.push((utc(part.start), part.to));
        let Some(rule) = &part.rule else { continue };
        let month = rule.split("BYMONTH=").nth(1).and_then(|rest| rest.split(';').next());
        let month: i8 = month.expect("a month").parse().expect("a number");
        for year in part.start.year()..=last_year {
            let first = Date::new(year, month, 1).expect("a day");
            for day in (0..first.days_in_month()).map(|days| first + i64::from(days).days()) {
                let local = day.to_datetime(part.start.time());
                if rule_names(rule, day) && local > part.start {
                    onsets.push((utc(local), part.to));
                }
            }
        }
    }
    onsets.sort_unstable();
    onsets
}

/// In every zone there is, the file alone gives each meeting its moment.
#[test]
fn each_zone_is_told_right() {
    let starts = [date(2026, 11, 30), date(2027, 4, 1), date(2029, 10, 31)];
    let rules = ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=900", "FREQ=MONTHLY;BYMONTHDAY=-1"];
    for name in Zone::all_names() {
        for (start, rule) in starts.into_iter().flat_map(|start| rules.map(|rule| (start, rule))) {
            let event = event(name, start.at(12, 10, 0, 0), rule);
            let text = calendar(&event);
            if !text.contains("VTIMEZONE") {
                continue;
            }
            let schedule = &event.schedule;
            let onsets = onsets(&parts(&text), start.year() + 31);
            for meeting in (0..340).step_by(5).map_while(|index| schedule.occurrence(index)) {
                let moment = meeting.start.seconds();
                let told = onsets.iter().rev().find(|(begins, _)| *begins <= moment);
                let wanted = i64::from(schedule.zone().offset_seconds(meeting.start));
                assert_eq!(
                    told.map(|(_, offset)| *offset),
                    Some(wanted),
                    "{name} at {}:\n{text}",
                    meeting.start
                );
            }
        }
    }
}

#[test]
fn zones_people_use_have_two_yearly_rules() {
    for zone in [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Sydney",
        "Europe/Dublin",
        "America/Santiago",
    ] {
        let endless = event(zone, date(2027, 4, 5).at(9, 30, 0, 0), "FREQ=WEEKLY;BYDAY=MO");
        let text = calendar(&endless);
        assert_eq!(text.matches("FREQ=YEARLY").count(), 2, "{zone}: {text}");
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{zone}");
        assert_eq!(text.matches("BEGIN:DAYLIGHT").count(), 1, "{zone}");
    }
    for zone in ["Asia/Tokyo", "Asia/Kolkata", "Europe/Istanbul", "America/Sao_Paulo"] {
        let text = calendar(&event(zone, date(2027, 4, 5).at(9, 30, 0, 0), ""));
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1, "{zone}");
        assert!(!text.contains("DAYLIGHT"), "{zone}");
    }
}

#[test]
fn a_published_file_names_nobody_but_the_organizer() {
    let published = CalendarEvent { method: Method::Publish, ..every_monday("Europe/Berlin") };
    let file = calendar(&published);
    assert!(file.contains("METHOD:PUBLISH\r\n") && file.contains("ORGANIZER;"), "{file}");
    assert!(!file.contains("ATTENDEE") && !file.contains("ben@example.org"), "{file}");
}
