//! Our expansion of series beside another implementation's, and its own laws.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use meetings::policy::Policy;
use meetings::single;
use meetings::{
    Ends, Facts, Identity, Kind, KnownPerson, Limits, LinkCode, Meeting, MeetingNumber, Occurrence,
    Repeat, Schedule, State, Wish,
};
use proptest::prelude::*;
use rrule::RRuleSet;
use units::{Id, Timestamp, Zone};

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Santiago",
    "Africa/Casablanca",
];

fn any_rule() -> impl Strategy<Value = String> {
    let days = proptest::sample::subsequence(vec!["MO", "TU", "WE", "TH", "FR", "SA", "SU"], 1..=7)
        .prop_map(|days| format!("BYDAY={}", days.join(",")));
    let month_day = prop_oneof![
        (1i8..=28).prop_map(|day| format!("BYMONTHDAY={day}")),
        Just("BYMONTHDAY=-1".to_owned()),
        Just("BYMONTHDAY=28,29,30;BYSETPOS=-1".to_owned()),
        Just("BYMONTHDAY=28,29;BYSETPOS=-1".to_owned()),
    ];
    let nth =
        (prop_oneof![1i8..=4, Just(-1i8)], proptest::sample::select(vec!["MO", "WE", "FR", "SU"]))
            .prop_map(|(nth, day)| format!("BYDAY={nth}{day}"));
    let rule = prop_oneof![
        days.prop_map(|by| ("WEEKLY", by)),
        month_day.prop_map(|by| ("MONTHLY", by)),
        nth.prop_map(|by| ("MONTHLY", by)),
    ];
    let end = prop_oneof![
        Just(String::new()),
        (1u32..30).prop_map(|count| format!(";COUNT={count}")),
        (2029i16..2032, 1i8..=12, 1i8..=28)
            .prop_map(|(year, month, day)| format!(";UNTIL={year}{month:02}{day:02}")),
    ];
    (rule, 1u32..=6, end).prop_map(|((frequency, by), interval, end)| {
        format!("FREQ={frequency};INTERVAL={interval};{by}{end}")
    })
}

fn any_start() -> impl Strategy<Value = DateTime> {
    (2026i16..2029, 1i8..=12, 1i8..=28, 0i8..24, 0i8..4).prop_map(
        |(year, month, day, hour, quarter)| {
            DateTime::constant(year, month, day, hour, quarter * 15, 0, 0)
        },
    )
}

fn any_schedule() -> impl Strategy<Value = Schedule> {
    let zone = proptest::sample::select(ZONES.to_vec());
    (any_start(), zone, any_rule(), 5u32..600).prop_map(|(start, zone, rule, minutes)| {
        let zone: Zone = zone.parse().expect("a zone");
        Schedule::new(start, zone, minutes, rule.parse().expect("a rule"))
    })
}

fn first(schedule: &Schedule, count: u32) -> Vec<Occurrence> {
    (0..count).map_while(|index| schedule.occurrence(index)).collect()
}

/// A meeting by `schedule` and nothing else.
fn called(schedule: Schedule, title: &str) -> Meeting {
    let now = Timestamp::from_seconds(0);
    Meeting {
        identity: Identity {
            id: Id::from_parts(now, [3; 10]),
            account: Id::from_parts(now, [4; 10]),
            host: Id::from_parts(now, [1; 10]),
            number: MeetingNumber::from_random([5; 8]),
            link: LinkCode::from_random([6; 10]),
        },
        kind: Kind::Meeting,
        title: title.to_owned(),
        agenda: String::new(),
        schedule,
        panelists: Vec::new(),
        alternate_hosts: Vec::new(),
        invitees: Vec::new(),
        password: None,
        sequence: 0,
        state: State::Scheduled,
        retimed: Vec::new(),
    }
}

/// What becomes of `meeting` before any of its meetings; `None`: it is refused.
fn change(meeting: &Meeting, index: u32, wish: &Wish) -> Option<Meeting> {
    let host = KnownPerson {
        person: meeting.identity.host,
        email: "ada@example.org".parse().expect("an address"),
    };
    let limits = Limits {
        plan: "Free".to_owned(),
        longest_meeting_minutes: None,
        shortened_by: None,
        longer_with: None,
        most_participants: None,
        larger_with: None,
        registered: 0,
        password: Policy::default().meeting_password(),
    };
    let now = "2025-12-01T00:00Z".parse().expect("a moment");
    let facts = Facts { now, limits: &limits, host: &host, people: &[] };
    let changed = single::change(meeting, index, wish, &facts).ok()?;
    Some(changed.changed.meeting)
}

/// The first 40 starts of a series by our expansion and by another library's, in UTC seconds.
fn expanded_twice(start: DateTime, rule: &str) -> (Vec<i64>, Vec<i64>) {
    let repeats: Repeat = rule.parse().expect("a rule");
    let schedule = Schedule::new(start, Zone::utc(), 60, repeats);
    let rule = schedule.calendar_rule().expect("a series");
    let utc = |civil: DateTime| civil.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut text = format!("DTSTART:{}\nRRULE:{}", utc(schedule.start()), rule.rrule);
    for extra in rule.extra {
        text.push_str(&format!("\nRDATE:{}", utc(extra)));
    }
    let judge: RRuleSet = text.parse().expect(&text);
    let theirs = judge.all(40).dates.iter().map(|date| date.timestamp()).collect();
    let ours = first(&schedule, 40).iter().map(|meeting| meeting.start.seconds()).collect();
    (ours, theirs)
}

/// Every sixth month from August on, the 40th time is a February in the 20th year after the first.
#[test]
fn short_months_are_added_for_twenty_years_from_the_first_day() {
    let start = Date::constant(2026, 8, 30).at(9, 0, 0, 0);
    let rule = "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=28,29,30;BYSETPOS=-1";
    let (ours, theirs) = expanded_twice(start, rule);
    assert_eq!(ours.len(), 40);
    assert_eq!(ours, theirs);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Another library names the same civil times.
    #[test]
    fn another_implementation_agrees(start in any_start(), rule in any_rule()) {
        let (ours, theirs) = expanded_twice(start, &rule);
        prop_assert_eq!(ours, theirs, "{} {}", start, rule);
    }

    /// The same wall time in the zone each time, moved only where that time does not exist.
    #[test]
    fn the_wall_time_stays(schedule in any_schedule()) {
        for meeting in first(&schedule, 60) {
            let civil = schedule.zone().civil(meeting.start);
            let day = schedule.repeats().day(schedule.start().date(), meeting.index);
            let wanted = day.expect("a day").to_datetime(schedule.start().time());
            if civil != wanted {
                prop_assert!(civil > wanted, "a gap moves forward");
                let before = schedule.zone().offset_seconds(meeting.start.plus_hours(-4));
                prop_assert!(schedule.zone().offset_seconds(meeting.start) > before);
            }
            prop_assert_eq!(
                meeting.end.seconds_since(meeting.start),
                i64::from(schedule.duration_minutes()) * 60
            );
        }
    }

    /// Looking up agrees with walking through.
    #[test]
    fn looking_up_agrees_with_walking(schedule in any_schedule(), days in 0i64..1_500, hours in 0i64..24) {
        let origin: Timestamp = "2026-01-01T00:00Z".parse().expect("a time");
        let moment = origin.plus_days(days).plus_hours(hours);
        let to = moment.plus_days(100);
        let all = first(&schedule, 2_000);
        let walked = |found: Option<&Occurrence>| found.copied();

        prop_assert_eq!(
            schedule.next_after(moment),
            walked(all.iter().find(|meeting| meeting.start > moment))
        );
        prop_assert_eq!(
            schedule.current_or_next(moment),
            walked(all.iter().find(|meeting| meeting.end > moment))
        );
        let range: Vec<Occurrence> = all
            .iter()
            .filter(|meeting| meeting.end > moment && meeting.start < to)
            .take(10)
            .copied()
            .collect();
        prop_assert_eq!(schedule.between(moment, to, 10), range);
        if let Some(last) = schedule.last() {
            prop_assert_eq!(Some(last), all.last().copied());
            prop_assert!(schedule.is_over(last.end));
        }
    }

    /// What is kept in rows is the same schedule again.
    #[test]
    fn rules_survive_being_kept(schedule in any_schedule()) {
        let text = schedule.repeats().text();
        let again = Schedule::new(
            schedule.start(),
            schedule.zone().clone(),
            schedule.duration_minutes(),
            text.parse().expect("our own text"),
        );
        prop_assert_eq!(again, schedule);
    }

    /// F1: whichever meetings move with all that follow, places stay, order stays, and the parts
    /// that calendars get have each meeting once.
    #[test]
    fn parts_have_each_meeting_once(
        schedule in any_schedule(),
        turns in proptest::collection::vec((1u32..20, 0i64..9), 0..4),
    ) {
        let mut turned = schedule;
        for (since, (index, later)) in (1..).zip(turns) {
            let Some(start) = turned.rule_start(index) else { continue };
            let to = start.saturating_add(later.days());
            let stretch = turned.stretch_at(index).clone();
            let repeats = stretch.repeats().shifted(start.date(), to.date());
            prop_assert!(repeats.fits(to.date()));
            if stretch.repeats().ends() == Ends::Never {
                let rule = (to, stretch.duration_minutes());
                turned = turned.turning_at(index, rule, repeats, since);
            }
        }
        let whole = first(&turned, 60);
        prop_assert!(whole.windows(2).all(|pair| pair[0].start < pair[1].start));
        let parts = turned.parts();
        let of_parts = parts.iter().flat_map(|part| first(part, 60)).take(whole.len());
        let of_parts: Vec<_> = of_parts.map(|meeting| (meeting.start, meeting.end)).collect();
        let of_whole: Vec<_> = whole.iter().map(|meeting| (meeting.start, meeting.end)).collect();
        prop_assert_eq!(of_parts, of_whole);
    }

    /// F1: from whichever meetings on the series is called something else, and whichever move with
    /// all that follow: words stay at their places, times where they are, and the parts that
    /// calendars get have each meeting once, under its words.
    #[test]
    fn words_stay_at_their_places(
        schedule in any_schedule(),
        turns in proptest::collection::vec((0u32..20, 0usize..4, 0i64..9), 1..6),
    ) {
        const TITLES: [&str; 3] = ["Stand-up", "Planning", "Review"];
        let mut meeting = called(schedule, TITLES[0]);
        let mut expected = vec![TITLES[0]; 60];
        for (index, title, later) in turns {
            let Some(start) = meeting.schedule.rule_start(index) else { continue };
            let (place, before) = (index as usize, first(&meeting.schedule, 60));
            let wish = match TITLES.get(title) {
                Some(title) => Wish::WordFollowing { title: Some((*title).into()), agenda: None },
                None => Wish::MoveFollowing {
                    start: start.saturating_add(later.days()).strftime("%Y-%m-%dT%H:%M").to_string(),
                    duration_minutes: Some(i64::from(meeting.schedule.duration_minutes())),
                },
            };
            let Some(changed) = change(&meeting, index, &wish) else { continue };
            meeting = changed;
            if let Some(title) = TITLES.get(title) && expected[place] != *title {
                expected[place..].fill(title);
                prop_assert_eq!(first(&meeting.schedule, 60), before);
            }
        }
        let whole = first(&meeting.schedule, 60);
        let parts = meeting.parts();
        let of_parts = parts.iter().flat_map(|part| {
            let (title, _) = meeting.words_of(part.present());
            first(part, 60).into_iter().map(move |meeting| (meeting.start, meeting.end, title))
        });
        let of_parts: Vec<_> = of_parts.take(whole.len()).collect();
        let words = |time: &Occurrence| (time.start, time.end, meeting.words(time.index).0);
        prop_assert_eq!(of_parts, whole.iter().map(words).collect::<Vec<_>>());
        let said: Vec<&str> = whole.iter().map(|time| meeting.words(time.index).0).collect();
        prop_assert_eq!(&said[..], &expected[..whole.len()]);
    }

    #[test]
    fn any_rule_text_is_read_or_refused(text: String, fields in "(;?[A-Z]{3,10}=[-0-9A-Z,]{0,12}){0,6}") {
        let _ = text.parse::<Repeat>();
        let _ = fields.parse::<Repeat>();
    }
}

#[test]
fn a_series_without_an_end_is_followed_for_a_century() {
    let daily: Repeat = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU".parse().expect("a rule");
    let start = Date::constant(2026, 11, 22).at(9, 0, 0, 0);
    let schedule = Schedule::new(start, Zone::utc(), 30, daily);
    let far: Timestamp = "2126-01-01T00:00Z".parse().expect("a time");
    assert!(schedule.last().is_none());
    assert!(schedule.next_after(far).is_some());
}
