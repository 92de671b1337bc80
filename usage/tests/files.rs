//! Every file we know, in every dress it comes in (F7). All people in them are made up.

use units::Zone;
use usage::attendance::tally;
use usage::held::Source;
use usage::import::{Counts, Known, plan};
use usage::own;
use usage::read::{File, Problem, Reading, Unreadable, bad_rows, read};
use usage::{DateOrder, Held, attendees};

const ZOOM: &str = include_str!("files/zoom_report.csv");
const ZOOM_UNIQUE: &str = include_str!("files/zoom_unique.csv");
const ZOOM_REPEATED: &str = include_str!("files/zoom_repeated.csv");
const ZOOM_ACCOUNT: &str = include_str!("files/zoom_account.csv");
const ZOOM_BAD: &str = include_str!("files/zoom_bad.csv");
const WEBEX_ATTENDEES: &str = include_str!("files/webex_attendees.tsv");
const WEBEX_SESSIONS: &str = include_str!("files/webex_sessions.tsv");
const WEBEX_SESSIONS_IT: &str = include_str!("files/webex_sessions_it.tsv");
const GOTO_HISTORY: &str = include_str!("files/goto_history.csv");
const GOTO_ATTENDEES: &str = include_str!("files/goto_attendees.csv");

fn read_in(bytes: &[u8], zone: &str, order: Option<DateOrder>) -> Result<File, Unreadable> {
    let zone: Zone = zone.parse().expect("a zone");
    let now = "2027-01-01T00:00:00Z".parse().expect("a moment");
    read(bytes, &Reading { charset: None, order, zone: &zone, now })
}

fn file(text: &str) -> File {
    read_in(text.as_bytes(), "UTC", None).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A meeting in one line, then its people: name, address, minutes, connections.
fn told(file: &File) -> Vec<String> {
    let meeting = |held: &Held| {
        let sum = tally(held);
        let mut lines = vec![format!(
            "{} {} “{}” {} <{}> {} to {}, {} people",
            held.source.word(),
            held.number,
            held.title,
            held.host_name,
            held.host_email,
            held.started_at,
            held.ended_at,
            sum.participants
        )];
        lines.extend(attendees(&held.connections).iter().map(|person| {
            let minutes = person.seconds.div_euclid(60);
            let count = person.connections.len();
            format!("  {} <{}> {minutes} min in {count}", person.name, person.email)
        }));
        lines
    };
    file.meetings.iter().flat_map(|each| meeting(&each.held)).collect()
}

#[test]
fn a_zoom_report_of_two_blocks() {
    let file = file(ZOOM);
    assert_eq!(
        told(&file),
        [
            "zoom 81234567890 “Budget, first reading”  <mia.berger@example.org> \
             2026-03-21T18:00:12Z to 2026-03-21T19:02:40Z, 4 people",
            "  Mia Berger <mia.berger@example.org> 62 min in 1",
            "  Ben (BenjaminOkafor) <ben@example.net> 56 min in 2",
            "  Room 4 <> 55 min in 1",
            "  =1+1 Élise Roy <> 30 min in 1",
        ]
    );
    assert_eq!((file.source, file.delimiter, file.bad.len()), (Source::Zoom, ',', 0));
}

#[test]
fn zooms_variants() {
    assert_eq!(
        told(&file(ZOOM_UNIQUE)),
        [
            "zoom 81234567890 “Budget, first reading”  <mia.berger@example.org> \
             2026-03-21T18:00:12Z to 2026-03-21T19:02:40Z, 3 people",
            "  Ben Okafor <ben@example.net> 57 min in 1",
            "  Mia Berger <mia.berger@example.org> 63 min in 1",
            "  Room 4 <> 55 min in 1",
        ]
    );
    let american =
        read_in(ZOOM_REPEATED.as_bytes(), "America/New_York", Some(DateOrder::MonthFirst));
    assert_eq!(
        told(&american.expect("readable")),
        [
            "zoom 81234567891 “Weekly”  <> 2026-10-05T21:55:00Z to 2026-10-05T22:31:00Z, 2 people",
            "  Mia Berger <mia.berger@example.org> 36 min in 1",
            "  Ben Okafor <ben@example.net> 30 min in 1",
            "zoom 81234567891 “Weekly”  <> 2026-10-12T21:58:00Z to 2026-10-12T22:20:00Z, 1 people",
            "  Mia Berger <mia.berger@example.org> 22 min in 1",
        ]
    );
    assert_eq!(
        told(&file(ZOOM_ACCOUNT)),
        [
            "zoom 81234567892 “Stand-up” Mia Berger <mia.berger@example.org> \
             2026-04-14T09:00:00Z to 2026-04-14T09:20:00Z, 2 people",
            "  Mia Berger <mia.berger@example.org> 20 min in 1",
            "  Ben Okafor <> 18 min in 1",
            "zoom 81234567892 “Stand-up” Mia Berger <mia.berger@example.org> \
             2026-04-15T09:00:00Z to 2026-04-15T09:15:00Z, 1 people",
            "  Mia Berger <mia.berger@example.org> 15 min in 1",
        ]
    );
    assert_eq!(file(ZOOM_ACCOUNT).order, None, "all of its dates can be but one day");
}

#[test]
fn headings_in_other_languages() {
    for (text, language, host_zone) in [
        (include_str!("files/zoom_fr.csv"), "fr", "Europe/Paris"),
        (include_str!("files/zoom_de.csv"), "de", "Europe/Berlin"),
        (include_str!("files/zoom_ru.csv"), "ru", "Europe/Moscow"),
    ] {
        let file = read_in(text.as_bytes(), host_zone, None).expect(language);
        assert_eq!(file.language.map(|language| language.word()), Some(language));
        assert_eq!((file.source, file.delimiter), (Source::Zoom, ';'), "{language}");
        let [only] = file.meetings.as_slice() else { panic!("{language}: {file:?}") };
        assert_eq!(tally(&only.held).participants, 2, "{language}");
        let guests: Vec<Option<bool>> =
            only.held.connections.iter().map(|each| each.is_guest).collect();
        assert_eq!(guests, [Some(false), Some(true)], "{language}");
        assert!(file.bad.is_empty() && file.unkept.is_empty(), "{language}: {file:?}");
    }
}

#[test]
fn webex_files() {
    assert_eq!(
        told(&file(WEBEX_ATTENDEES)),
        [
            "webex 25123456789 “Seminar: numbers”  <> 2026-02-17T23:40:00Z to \
             2026-02-18T00:25:00Z, 2 people",
            "  Mia Berger <mia.berger@example.org> 45 min in 1",
            "  Ben Okafor <ben@example.net> 37 min in 2",
            "webex 25123456789 “Seminar: numbers”  <> 2026-02-24T09:00:00Z to \
             2026-02-24T10:00:00Z, 1 people",
            "  Mia Berger <mia.berger@example.org> 60 min in 1",
        ]
    );
    let sessions = [
        "webex 2512345670 “Seminar” Mia Berger <mia.berger@example.org> 2026-02-17T10:00:00Z to \
         2026-02-17T11:01:00Z, 9 people",
        "webex 2512345671 “Colloquium” Leo Marchetti <> 2026-02-18T14:30:00Z to \
         2026-02-18T15:15:00Z, 3 people",
    ];
    assert_eq!(told(&file(WEBEX_SESSIONS)), sessions);
    let italian = file(WEBEX_SESSIONS_IT);
    assert_eq!(told(&italian), sessions, "columns are told by where they stand");
    assert_eq!(italian.language, None);
}

#[test]
fn goto_files() {
    assert_eq!(
        told(&file(GOTO_HISTORY)),
        [
            "goto 123456789 “Planning” Mia Berger <mia.berger@example.org> 2026-01-05T09:00:00Z to \
             2026-01-05T09:42:00Z, 7 people",
            "goto 987654321 “Call with Leo” Leo Marchetti <leo@example.org> \
             2026-01-06T15:00:00Z to 2026-01-06T15:30:00Z, 2 people",
        ]
    );
    assert_eq!(
        told(&file(GOTO_ATTENDEES)),
        [
            "goto 123456789 “Planning” Mia Berger <mia.berger@example.org> 2026-01-05T09:00:00Z to \
             2026-01-05T09:42:00Z, 2 people",
            "  Mia Berger <mia.berger@example.org> 42 min in 1",
            "  Ben Okafor <> 30 min in 2",
        ]
    );
}

/// Encodings and delimiters do not matter to any of them.
#[test]
fn every_dress_of_every_file() {
    let units = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    };
    for (name, text, order) in [
        ("report", ZOOM, None),
        ("unique", ZOOM_UNIQUE, None),
        ("repeated", ZOOM_REPEATED, Some(DateOrder::DayFirst)),
        ("account", ZOOM_ACCOUNT, None),
        ("attendees", WEBEX_ATTENDEES, None),
        ("sessions", WEBEX_SESSIONS, None),
        ("sessions, Italian", WEBEX_SESSIONS_IT, None),
        ("history", GOTO_HISTORY, None),
        ("goto", GOTO_ATTENDEES, None),
    ] {
        let plain = read_in(text.as_bytes(), "UTC", order).expect(name);
        let marked = format!("\u{feff}{text}");
        let rows = tables::read(text.as_bytes()).expect("a table").rows;
        let with = |delimiter: char| {
            let rows = rows.iter().map(|row| row.cells.clone());
            tables::write_safe(rows, delimiter)
        };
        for bytes in [
            marked.clone().into_bytes(),
            units(&marked, u16::to_le_bytes),
            units(&marked, u16::to_be_bytes),
            units(text, u16::to_le_bytes),
            text.replace('\n', "\r\n").into_bytes(),
            with(','),
            with(';'),
            with('\t'),
        ] {
            let dressed = read_in(&bytes, "UTC", order).expect(name);
            assert_eq!(told(&dressed), told(&plain), "{name}");
        }
    }
}

#[test]
fn what_could_be_two_days_is_asked() {
    let asked = read_in(ZOOM_REPEATED.as_bytes(), "UTC", None);
    let example = "10/05/2026 05:55:00 PM".to_owned();
    assert_eq!(asked, Err(Unreadable::OrderNeeded { example }));
    let first = |order| {
        let file = read_in(ZOOM_REPEATED.as_bytes(), "UTC", Some(order)).expect("readable");
        file.meetings.first().map(|each| each.held.started_at.to_string())
    };
    assert_eq!(first(DateOrder::MonthFirst).as_deref(), Some("2026-10-05T17:55:00Z"));
    assert_eq!(first(DateOrder::DayFirst).as_deref(), Some("2026-05-10T17:55:00Z"));
    // One date that can be but one day answers for all of them.
    let told = ZOOM_REPEATED.replace("10/12/2026", "10/13/2026");
    let file = read_in(told.as_bytes(), "UTC", None).expect("readable");
    assert_eq!(file.order, Some(DateOrder::MonthFirst));
    // Two that contradict each other answer for none.
    let torn = format!("{told}Weekly,81234567891,Eva,,13/10/2026 10:00,13/10/2026 11:00,60\n");
    assert!(matches!(read_in(torn.as_bytes(), "UTC", None), Err(Unreadable::OrderNeeded { .. })));
}

#[test]
fn times_are_those_of_the_zone_that_is_said() {
    let at = |text: &str, zone: &str| {
        let file = read_in(text.as_bytes(), zone, None).expect("readable");
        file.meetings.first().map(|each| each.held.started_at.to_string())
    };
    assert_eq!(at(ZOOM, "America/New_York").as_deref(), Some("2026-03-21T22:00:12Z"));
    assert_eq!(at(GOTO_HISTORY, "America/New_York").as_deref(), Some("2026-01-05T09:00:00Z"));
}

/// bad rows come back below what they need, without formulas; mended, they are read.
#[test]
fn bad_rows_come_back_with_reasons() {
    let file = file(ZOOM_BAD);
    let codes: Vec<(u32, &str, &str)> = file
        .bad
        .iter()
        .map(|bad| (bad.line, bad.problem.code, bad.problem.column.as_str()))
        .collect();
    assert_eq!(
        codes,
        [
            (6, "report.row_time", "Join Time"),
            (7, "report.row_no_name", ""),
            (8, "report.row_ends_before", "Leave Time"),
        ]
    );
    let sentence = |problem: &Problem| problem.code.to_owned();
    let back = String::from_utf8(bad_rows(&file, sentence)).expect("text");
    assert!(back.contains("'=HYPERLINK"), "{back}");
    assert!(back.contains("report.row_time") && back.contains("Comments"), "{back}");
    let mended = back.replace("soon", "2026-03-21 18:01:00");
    let again = read_in(mended.as_bytes(), "UTC", None).expect("readable");
    assert_eq!(again.meetings.len(), 1);
    assert_eq!(
        told(&again).last().map(String::as_str),
        Some("  Ben Okafor <ben@example.net> 19 min in 1")
    );
    let twice = String::from_utf8(bad_rows(&again, sentence)).expect("text");
    assert_eq!(twice.matches("Comments").count(), 1, "{twice}");
}

#[test]
fn what_is_no_report_is_refused() {
    let refused =
        |text: &str| read_in(text.as_bytes(), "UTC", None).map(|_| ()).map_err(|e| e.code());
    assert_eq!(refused(""), Err("report.file_empty"));
    assert_eq!(refused("name,email\nAda,ada@example.org\n"), Err("report.file_no_columns"));
    let (headings, _) = ZOOM.split_once('\n').expect("a line");
    assert_eq!(refused(headings), Err("report.file_empty"));
    let (_, people) = ZOOM.split_once("\n\n").expect("two blocks");
    assert_eq!(refused(people), Err("report.file_no_meeting"));
    assert_eq!(refused("Topic,Start Time,End Time\n\"x"), Err("report.file_open_quote"));
    assert_eq!(read_in(b"name\xE9\n", "UTC", None).map(|_| ()), Err(Unreadable::CharsetNeeded));
    let later = file(&ZOOM.replace("2026-03-21 18:01:05", "2029-03-21 18:01:05"));
    assert_eq!(
        later.bad.iter().map(|bad| bad.problem.code).collect::<Vec<_>>(),
        ["report.row_future"]
    );
}

/// What a plan leaves behind, as it would be read back from the store.
fn kept(texts: &[&str]) -> (Vec<Known>, Vec<Counts>) {
    let mut known = Vec::new();
    let mut counts = Vec::new();
    for text in texts {
        let file = file(text);
        let plan = plan(&file.meetings, known);
        counts.push(plan.counts(file.bad.len()));
        known = plan.meetings;
    }
    (known, counts)
}

#[test]
fn importing_twice_counts_once() {
    for text in [ZOOM, ZOOM_UNIQUE, ZOOM_ACCOUNT, WEBEX_ATTENDEES, WEBEX_SESSIONS, GOTO_ATTENDEES] {
        let (once, first) = kept(&[text]);
        let (twice, counts) = kept(&[text, text]);
        assert_eq!(once.len(), twice.len());
        let held = |known: &[Known]| known.iter().map(|each| each.held.clone()).collect::<Vec<_>>();
        assert_eq!(held(&once), held(&twice));
        let again = counts.last().expect("two imports");
        assert_eq!((again.new, again.completed), (0, 0));
        assert_eq!(again.known, first.last().expect("one").new);
    }
}

#[test]
fn two_reports_of_one_meeting_tell_more_together() {
    // The list of meetings first, then who was there: the same whichever comes first.
    let both = kept(&[GOTO_HISTORY, GOTO_ATTENDEES]).0;
    let other = kept(&[GOTO_ATTENDEES, GOTO_HISTORY]).0;
    assert_eq!((both.len(), other.len()), (2, 2));
    for known in [&both, &other] {
        let planning = known.iter().find(|each| each.held.title == "Planning").expect("held");
        assert_eq!(planning.held.connections.len(), 3);
        assert_eq!(tally(&planning.held).participants, 2, "who is named is counted");
    }
    // Coming and going takes the place of times in all.
    let (known, counts) = kept(&[ZOOM_UNIQUE, ZOOM, ZOOM_UNIQUE]);
    let outcomes: Vec<(u32, u32, u32)> =
        counts.iter().map(|each| (each.new, each.completed, each.known)).collect();
    assert_eq!(outcomes, [(1, 0, 0), (0, 1, 0), (0, 0, 1)]);
    let [only] = known.as_slice() else { panic!("{known:?}") };
    assert_eq!(tally(&only.held).participants, 4);
    assert!(only.held.connections.iter().all(|each| each.joined_at.is_some()));
}

/// F7, G1: our own table is read back as it was.
#[test]
fn our_own_table_comes_back() {
    let listed = file(GOTO_HISTORY);
    let rows = listed.meetings.iter().map(|each| own::meeting_row(&each.held, &tally(&each.held)));
    let bytes = tables::write_safe([own::meetings_header()].into_iter().chain(rows), ',');
    let again = read_in(&bytes, "Asia/Tokyo", None).expect("readable");
    assert_eq!(told(&again), told(&listed));
    for text in [ZOOM, ZOOM_ACCOUNT, WEBEX_ATTENDEES, GOTO_ATTENDEES] {
        let first = file(text);
        let mut rows = vec![own::connections_header()];
        for each in &first.meetings {
            let sum = tally(&each.held);
            let connections = each.held.connections.iter();
            rows.extend(connections.map(|one| own::connection_row(&each.held, &sum, one)));
        }
        let bytes = tables::write_safe(rows, ',');
        let again = read_in(&bytes, "Asia/Tokyo", None).expect("readable");
        assert_eq!(told(&again), told(&first));
        let known = plan(&first.meetings, Vec::new()).meetings;
        let counts = plan(&again.meetings, known).counts(0);
        assert_eq!((counts.new, counts.completed), (0, 0), "{text}");
    }
}
