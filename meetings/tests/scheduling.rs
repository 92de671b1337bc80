//! F1, A2: scheduling, changing and cancelling, as hosts do it.

use meetings::schedule::{cancel, readdress, reschedule, schedule};
use meetings::single;
use meetings::{
    Changed, Draft, Facts, Field, Identity, InviteeDraft, KnownPerson, Limits, LinkCode, Meeting,
    MeetingNumber, NoticeKind, Party, Problem, Reach, RepeatDraft, ScheduleRefusal, SingleChanged,
    State, Wish,
};
use units::{Id, Timestamp};

struct Host {
    ada: KnownPerson,
    ben: KnownPerson,
    limits: Limits,
    now: Timestamp,
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn person(number: u8, email: &str) -> KnownPerson {
    KnownPerson {
        person: Id::from_parts(at("2026-01-01T00:00Z"), [number; 10]),
        email: email.parse().expect("an address"),
    }
}

fn on_free() -> Host {
    Host {
        ada: person(1, "ada@example.org"),
        ben: person(2, "ben@example.org"),
        limits: Limits {
            plan: "Free".to_owned(),
            longest_meeting_minutes: Some(50),
            shortened_by: None,
            longer_with: Some("Starter".to_owned()),
            most_participants: Some(100),
            larger_with: None,
            registered: 0,
            password: meetings::policy::Policy::default().meeting_password(),
        },
        now: at("2026-11-22T10:00Z"),
    }
}

impl Host {
    fn facts(&self) -> Facts<'_> {
        Facts {
            now: self.now,
            limits: &self.limits,
            host: &self.ada,
            people: std::slice::from_ref(&self.ben),
        }
    }

    fn identity(&self) -> Identity {
        Identity {
            id: Id::from_parts(self.now, [3; 10]),
            account: Id::from_parts(self.now, [4; 10]),
            host: self.ada.person,
            number: MeetingNumber::from_random([5; 8]),
            link: LinkCode::from_random([6; 10]),
        }
    }

    fn schedules(&self, draft: &Draft) -> Result<Changed, ScheduleRefusal> {
        schedule(self.identity(), draft, &self.facts())
    }

    fn has(&self, draft: &Draft) -> Meeting {
        self.schedules(draft).expect("a good draft").meeting
    }

    fn is_refused(&self, draft: &Draft) -> Vec<(Field, Problem)> {
        match self.schedules(draft) {
            Err(ScheduleRefusal::Fields(problems)) => {
                problems.into_iter().map(|found| (found.field, found.problem)).collect()
            }
            other => panic!("not refused: {other:?}"),
        }
    }
}

fn invitee(email: &str, name: &str) -> InviteeDraft {
    InviteeDraft { email: email.to_owned(), name: name.to_owned() }
}

fn stand_up() -> Draft {
    Draft {
        title: " Stand-up ".to_owned(),
        agenda: "Yesterday\r\nToday".to_owned(),
        start: "2026-11-23T09:30".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        duration_minutes: Some(30),
        repeats: RepeatDraft { frequency: "weekly".to_owned(), ..RepeatDraft::default() },
        invitees: vec![
            invitee("clara@example.org", "Clara"),
            invitee("Clara@Example.org", "again"),
            invitee("ada@example.org", "herself"),
        ],
        alternate_hosts: vec!["ben@example.org".to_owned(), "ada@example.org".to_owned()],
        password: "heron42".to_owned(),
        ..Draft::default()
    }
}

fn kinds(changed: &Changed) -> Vec<(Party, NoticeKind)> {
    changed.notify.iter().map(|notice| (notice.to.clone(), notice.kind)).collect()
}

fn address(text: &str) -> Party {
    Party::Address(text.parse().expect("an address"))
}

#[test]
fn a_good_draft_becomes_a_meeting_and_everyone_is_invited_once() {
    let host = on_free();
    let changed = host.schedules(&stand_up()).expect("scheduled");
    let meeting = &changed.meeting;

    assert_eq!(meeting.title, "Stand-up");
    assert_eq!(meeting.agenda, "Yesterday\nToday");
    assert_eq!(meeting.schedule.repeats().text(), "FREQ=WEEKLY;BYDAY=MO");
    assert_eq!(meeting.sequence, 0);
    assert!(meeting.is_hosted_by(host.ada.person) && meeting.is_hosted_by(host.ben.person));
    assert_eq!(
        kinds(&changed),
        [
            (Party::Person(host.ada.person), NoticeKind::Invited),
            (Party::Person(host.ben.person), NoticeKind::Invited),
            (address("clara@example.org"), NoticeKind::Invited),
        ]
    );
}

/// A2: the limit, the plan, and the plan that lifts it.
#[test]
fn a_free_plan_stops_at_fifty_minutes_and_says_which_plan_does_not() {
    let host = on_free();
    let draft = |minutes| Draft { duration_minutes: Some(minutes), ..stand_up() };
    assert!(host.schedules(&draft(50)).is_ok());
    let problems = host.is_refused(&draft(51));
    let (field, problem) = problems.first().expect("one problem");
    assert_eq!(*field, Field::Duration);
    assert_eq!(problem.code(), "meeting.plan_minutes");
    assert_eq!(
        *problem,
        Problem::PlanMinutes {
            asked: 51,
            limit: 50,
            plan: "Free".to_owned(),
            lifted_by: Some("Starter".to_owned()),
        }
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let host = on_free();
    let draft = Draft {
        title: "two\nlines".to_owned(),
        agenda: "\u{7}".to_owned(),
        start: "tomorrow".to_owned(),
        zone: "Europe/Nowhere".to_owned(),
        duration_minutes: Some(2_000),
        repeats: RepeatDraft {
            frequency: "weekly".to_owned(),
            interval: Some(0),
            days: vec!["XX".to_owned()],
            ends: "after".to_owned(),
            ..RepeatDraft::default()
        },
        invitees: vec![invitee("nobody", ""), invitee("x@example.org\r\nBcc: y@z.w", "")],
        alternate_hosts: vec!["@".to_owned()],
        password: "abc".to_owned(),
        ..Draft::default()
    };
    let codes: Vec<(&str, &str)> = host
        .is_refused(&draft)
        .iter()
        .map(|(field, problem)| (field.word(), problem.code()))
        .collect();
    assert_eq!(
        codes,
        [
            ("title", "meeting.characters"),
            ("agenda", "meeting.characters"),
            ("start", "meeting.not_a_time"),
            ("zone", "meeting.unknown_zone"),
            ("duration_minutes", "meeting.minutes"),
            ("repeats", "meeting.interval"),
            ("repeats", "meeting.count"),
            ("repeats", "meeting.weekday"),
            ("alternate_hosts", "meeting.address"),
            ("invitees", "meeting.address"),
            ("invitees", "meeting.address"),
            ("password", "meeting.length"),
        ]
    );
    assert!(codes.iter().all(|(_, code)| Problem::CODES.contains(code)));
}

#[test]
fn an_empty_form_asks_for_what_is_needed() {
    let fields: Vec<&str> =
        on_free().is_refused(&Draft::default()).iter().map(|(field, _)| field.word()).collect();
    assert_eq!(fields, ["title", "start", "zone", "duration_minutes"]);
}

#[test]
fn starts_lie_ahead_but_not_too_far() {
    let host = on_free();
    let starting = |start: &str| Draft {
        start: start.to_owned(),
        repeats: RepeatDraft::default(),
        ..stand_up()
    };
    assert!(host.schedules(&starting("2026-11-22T10:55")).is_ok(), "five minutes ago");
    let past = host.is_refused(&starting("2026-11-22T10:45"));
    assert_eq!(past, [(Field::Start, Problem::Past)]);
    let far = host.is_refused(&starting("2032-01-01T10:00"));
    assert!(matches!(far.as_slice(), [(Field::Start, Problem::TooFar { .. })]));
}

#[test]
fn a_series_begins_on_the_first_day_it_names() {
    let host = on_free();
    let draft = Draft {
        repeats: RepeatDraft {
            frequency: "weekly".to_owned(),
            interval: Some(2),
            days: vec!["TH".to_owned(), "WE".to_owned()],
            ends: "on".to_owned(),
            until: "2026-12-31".to_owned(),
            ..RepeatDraft::default()
        },
        ..stand_up()
    };
    let meeting = host.has(&draft);
    assert_eq!(meeting.schedule.start().to_string(), "2026-11-25T09:30:00");
    let rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,TH;UNTIL=20261231";
    assert_eq!(meeting.schedule.repeats().text(), rule);

    let mut too_short = draft;
    too_short.repeats.until = "2026-11-24".to_owned();
    let problems = host.is_refused(&too_short);
    assert_eq!(problems, [(Field::Repeats, Problem::EndBeforeStart)]);
}

#[test]
fn more_people_than_the_plan_allows_are_refused() {
    let mut host = on_free();
    host.limits.most_participants = Some(3);
    assert!(host.schedules(&stand_up()).is_ok(), "ada, ben and clara");
    let mut draft = stand_up();
    draft.invitees.push(invitee("dan@example.org", ""));
    let problems = host.is_refused(&draft);
    assert!(matches!(
        problems.as_slice(),
        [(Field::Invitees, Problem::PlanPeople { asked: 4, limit: 3, lifted_by: None, .. })]
    ));
}

#[test]
fn a_changed_draft_tells_those_who_need_to_know() {
    let host = on_free();
    let meeting = host.has(&stand_up());
    let mut draft = Draft::of(&meeting, std::slice::from_ref(&host.ben));

    let same = reschedule(&meeting, &draft, &host.facts()).expect("the same");
    assert_eq!(same.meeting, meeting, "asking twice is harmless");
    assert!(same.notify.is_empty());

    draft.invitees = vec![invitee("dan@example.org", "")];
    let people = reschedule(&meeting, &draft, &host.facts()).expect("other people");
    assert_eq!(people.meeting.sequence, 1);
    assert_eq!(
        kinds(&people),
        [
            (address("dan@example.org"), NoticeKind::Invited),
            (address("clara@example.org"), NoticeKind::Uninvited),
        ]
    );

    draft.start = "2026-11-24T09:30".to_owned();
    draft.repeats.days = vec!["TU".to_owned()];
    let moved = reschedule(&people.meeting, &draft, &host.facts()).expect("another day");
    assert_eq!(moved.meeting.sequence, 2);
    assert_eq!(moved.meeting.identity, meeting.identity, "number and link stay");
    assert!(moved.notify.iter().all(|notice| notice.kind == NoticeKind::Updated));
    assert_eq!(moved.notify.len(), 3);
}

#[test]
fn a_running_series_may_be_changed_without_moving_its_start() {
    let mut host = on_free();
    let meeting = host.has(&stand_up());
    host.now = at("2027-03-01T00:00Z");
    let mut draft = Draft::of(&meeting, &[]);
    draft.title = "Daily".to_owned();
    assert!(reschedule(&meeting, &draft, &host.facts()).is_ok());
    draft.start = "2026-11-30T10:30".to_owned();
    assert!(reschedule(&meeting, &draft, &host.facts()).is_err());
}

#[test]
fn monthly_series_survive_the_form() {
    let host = on_free();
    for (monthly_on, month_day, rule) in [
        ("day", Some(31), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("day", None, "FREQ=MONTHLY;BYMONTHDAY=24"),
        ("weekday", None, "FREQ=MONTHLY;BYDAY=4TU"),
        ("last_weekday", None, "FREQ=MONTHLY;BYDAY=-1TU"),
    ] {
        let draft = Draft {
            start: "2026-11-24T09:30".to_owned(),
            repeats: RepeatDraft {
                frequency: "monthly".to_owned(),
                monthly_on: monthly_on.to_owned(),
                month_day,
                ..RepeatDraft::default()
            },
            ..stand_up()
        };
        let meeting = host.has(&draft);
        assert_eq!(meeting.schedule.repeats().text(), rule);
        let again = host.has(&Draft::of(&meeting, &[]));
        assert_eq!(again.schedule, meeting.schedule, "{rule}");
    }
}

#[test]
fn cancelling_tells_everyone_once() {
    let host = on_free();
    let meeting = host.has(&stand_up());
    let off = cancel(&meeting, host.now).expect("cancelled");
    assert_eq!((off.meeting.state, off.meeting.sequence), (State::Cancelled, 1));
    assert_eq!(off.notify.len(), 3);
    assert_eq!(cancel(&off.meeting, host.now), Err(ScheduleRefusal::Cancelled));
    let draft = stand_up();
    let refused = reschedule(&off.meeting, &draft, &host.facts());
    assert_eq!(refused, Err(ScheduleRefusal::Cancelled));
    assert_eq!(readdress(&off.meeting, host.now), None);
}

#[test]
fn what_is_over_bothers_nobody() {
    let host = on_free();
    let meeting = host.has(&Draft { repeats: RepeatDraft::default(), ..stand_up() });
    let later = at("2027-01-01T00:00Z");
    assert!(cancel(&meeting, later).expect("cancelled").notify.is_empty());
    assert_eq!(readdress(&meeting, later), None);
    let moved = readdress(&meeting, host.now).expect("upcoming");
    assert_eq!((moved.meeting.sequence, moved.notify.len()), (1, 3));
}

impl Host {
    fn changes(
        &self,
        meeting: &Meeting,
        index: u32,
        wish: &Wish,
    ) -> Result<SingleChanged, ScheduleRefusal> {
        single::change(meeting, index, wish, &self.facts())
    }
}

fn moved_to(start: &str) -> Wish {
    let start = start.to_owned();
    Wish::Move { start, duration_minutes: Some(30), title: None, agenda: None }
}

/// F1: one meeting is moved and put back; number, link and the others stay, everyone is told.
#[test]
fn one_meeting_is_moved_and_put_back() {
    let host = on_free();
    let series = host.has(&stand_up());
    let moved = host.changes(&series, 1, &moved_to("2026-12-01T15:00")).expect("a move");
    let after = &moved.changed.meeting;
    assert_eq!((after.sequence, &after.identity), (1, &series.identity));
    assert_eq!(moved.before.map(|time| time.start), Some(at("2026-11-30T08:30Z")));
    assert_eq!(moved.after.map(|time| time.start), Some(at("2026-12-01T14:00Z")));
    assert_eq!(after.schedule.time(2), series.schedule.time(2), "the others stay");
    let told = kinds(&moved.changed);
    assert_eq!(told.len(), series.parties().len());
    assert!(told.iter().all(|(_, kind)| *kind == NoticeKind::Updated));
    let again = host.changes(after, 1, &moved_to("2026-12-01T15:00")).expect("the same");
    assert_eq!((&again.changed.meeting, again.changed.notify.len()), (after, 0), "nobody is told");

    let back = host.changes(after, 1, &Wish::PutBack).expect("back");
    assert_eq!(back.changed.meeting.schedule, series.schedule);
    assert_eq!(back.changed.meeting.sequence, 2, "a later word than the move");
    let by_hand = host.changes(after, 1, &moved_to("2026-11-30T09:30")).expect("back by hand");
    assert!(by_hand.changed.meeting.schedule.exceptions().is_empty());
}

/// F1: what is over stays as it was, the last one to come is no exception, the plan's limit holds.
#[test]
fn one_meeting_is_not_changed_into_nonsense() {
    let mut host = on_free();
    let mut draft = stand_up();
    draft.repeats.ends = "after".to_owned();
    draft.repeats.count = Some(2);
    let series = host.has(&draft);
    let off = host.changes(&series, 0, &Wish::Cancel).expect("a cancellation").changed.meeting;
    assert_eq!(host.changes(&off, 1, &Wish::Cancel), Err(ScheduleRefusal::OnlyTime));
    assert_eq!(host.changes(&off, 2, &Wish::Cancel), Err(ScheduleRefusal::NoSuchTime));
    let start = "2026-12-01T15:00".to_owned();
    let long = Wish::Move { start, duration_minutes: Some(51), title: None, agenda: None };
    match host.changes(&series, 1, &long) {
        Err(ScheduleRefusal::Fields(found)) => assert_eq!(found.len(), 1),
        other => panic!("not refused: {other:?}"),
    }
    match host.changes(&series, 1, &moved_to("2026-11-01T15:00")) {
        Err(ScheduleRefusal::Fields(found)) => assert_eq!(found[0].problem, Problem::Past),
        other => panic!("not refused: {other:?}"),
    }
    let once = host.has(&Draft { repeats: RepeatDraft::default(), ..stand_up() });
    assert_eq!(host.changes(&once, 0, &Wish::Cancel), Err(ScheduleRefusal::NoSuchTime));
    host.now = at("2026-11-23T09:00Z");
    assert_eq!(host.changes(&off, 0, &Wish::PutBack), Err(ScheduleRefusal::TimeOver));
    assert_eq!(host.changes(&series, 0, &Wish::Cancel), Err(ScheduleRefusal::TimeOver));
}

/// F1: a changed title keeps what was changed of single meetings; another weekday drops it.
#[test]
fn a_changed_series_keeps_what_fits() {
    let host = on_free();
    let series = host.has(&stand_up());
    let off = host.changes(&series, 1, &Wish::Cancel).expect("a cancellation").changed.meeting;
    let named = Draft { title: "Stand-up, short".to_owned(), ..Draft::of(&off, &[]) };
    let named = reschedule(&off, &named, &host.facts()).expect("a change").meeting;
    assert_eq!(named.schedule.exceptions(), off.schedule.exceptions());
    let later = Draft { start: "2026-11-24T09:30".to_owned(), ..stand_up() };
    let later = reschedule(&off, &later, &host.facts()).expect("a change").meeting;
    assert!(later.schedule.exceptions().is_empty());
}

/// F1: the series ends before a meeting, and has it back with a later end.
#[test]
fn a_series_ends_before_one_of_its_meetings() {
    let mut host = on_free();
    let series = host.has(&stand_up());
    let moved = host.changes(&series, 1, &moved_to("2026-12-01T15:00")).expect("a move");
    let off = host.changes(&moved.changed.meeting, 5, &Wish::Cancel).expect("a cancellation");
    host.now = at("2026-12-02T08:00Z");
    let ended = host.changes(&off.changed.meeting, 2, &Wish::CancelFollowing).expect("an end");
    let after = &ended.changed.meeting;
    assert_eq!(after.identity, series.identity);
    assert_eq!(after.schedule.repeats().text(), "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261130");
    assert_eq!(after.schedule.exceptions(), moved.changed.meeting.schedule.exceptions());
    assert!(after.schedule.is_over(host.now), "those before are past");
    assert_eq!(ended.changed.notify.len(), series.parties().len());
    let longer = reschedule(after, &stand_up(), &host.facts()).expect("a later end").meeting;
    assert!(longer.schedule.time(2).is_some());
    host.now = at("2026-11-22T10:00Z");
    let first = host.changes(&series, 0, &Wish::CancelFollowing);
    assert_eq!(first, Err(ScheduleRefusal::OnlyTime), "that is the whole meeting");
}

fn following_to(start: &str) -> Wish {
    Wish::MoveFollowing { start: start.to_owned(), duration_minutes: Some(30) }
}

fn starts(meeting: &Meeting, count: u32) -> Vec<String> {
    let times = (0..count).filter_map(|index| meeting.schedule.time(index));
    times.map(|time| time.start.to_string()).collect()
}

/// F1: a meeting and all that follow move to another day; those before stay, each keeps its place,
/// there are as many as before, and calendars get a series for each rule.
#[test]
fn a_meeting_and_all_that_follow_are_moved() {
    let host = on_free();
    let mut draft = stand_up();
    draft.repeats.ends = "on".to_owned();
    draft.repeats.until = "2026-12-21".to_owned();
    let series = host.has(&draft);
    let off = host.changes(&series, 3, &Wish::Cancel).expect("a cancellation").changed.meeting;
    let moved = host.changes(&off, 2, &following_to("2026-12-08T16:00")).expect("a move");
    assert_eq!((moved.reach, moved.dropped), (Reach::MovesFollowing, 1));
    let after = &moved.changed.meeting;
    assert_eq!((&after.identity, after.sequence), (&series.identity, 2));
    let expected = [
        "2026-11-23T08:30:00Z",
        "2026-11-30T08:30:00Z",
        "2026-12-08T15:00:00Z",
        "2026-12-15T15:00:00Z",
        "2026-12-22T15:00:00Z",
    ];
    assert_eq!(starts(after, 9), expected, "as many as before");
    let rules: Vec<String> =
        after.schedule.parts().iter().map(|part| part.repeats().text()).collect();
    let expected = ["FREQ=WEEKLY;BYDAY=MO;UNTIL=20261130", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222"];
    assert_eq!(rules, expected);
    assert_eq!(after.schedule.present().since(), 2, "named by the version that began it");
    assert_eq!(moved.changed.notify.len(), series.parties().len());

    let single = host.changes(after, 3, &moved_to("2026-12-16T10:00")).expect("a move");
    let single = &single.changed.meeting;
    assert_eq!(starts(single, 9)[3], "2026-12-16T09:00:00Z");
    let (part, place) = single.schedule.part_at(3);
    assert_eq!((place, part.exceptions().len()), (1, 1), "counted from the second rule's first");
    let same = host.changes(single, 2, &following_to("2026-12-08T16:00")).expect("the same");
    assert!(same.changed.notify.is_empty(), "nobody is told of nothing");

    let later = host.changes(single, 2, &following_to("2026-12-08T17:00")).expect("again");
    let later = &later.changed.meeting;
    assert_eq!(later.schedule.earlier().len(), 1, "the same stretch, at another time");
    assert_eq!(later.schedule.present().since(), 2);
    let all = host.changes(later, 0, &following_to("2026-11-24T09:30")).expect("all").changed;
    assert!(all.meeting.schedule.earlier().is_empty(), "one rule again");
    assert_eq!(all.meeting.schedule.present().since(), 0);
    let expected = [
        "2026-11-24T08:30:00Z",
        "2026-12-01T08:30:00Z",
        "2026-12-08T08:30:00Z",
        "2026-12-15T08:30:00Z",
        "2026-12-22T08:30:00Z",
    ];
    assert_eq!(starts(&all.meeting, 9), expected, "as many as by both rules");
}

/// F1: those that follow do not begin before those that stay have ended; the whole series may be
/// changed later, and what came before keeps its rule.
#[test]
fn what_follows_comes_after_what_stays() {
    let host = on_free();
    let series = host.has(&stand_up());
    let early = host.changes(&series, 2, &following_to("2026-11-30T09:45"));
    let earlier = "2026-11-30".parse().expect("a day");
    match early {
        Err(ScheduleRefusal::Fields(found)) => {
            assert_eq!(found[0].problem, Problem::BeforeEarlier { earlier });
        }
        other => panic!("not refused: {other:?}"),
    }
    let moved = host.changes(&series, 2, &following_to("2026-12-08T16:00")).expect("a move");
    let after = moved.changed.meeting;
    let draft = Draft { start: "2026-12-09T11:00".to_owned(), ..Draft::of(&after, &[]) };
    let draft = Draft {
        repeats: RepeatDraft { days: vec!["WE".to_owned()], ..draft.repeats.clone() },
        ..draft
    };
    let changed = reschedule(&after, &draft, &host.facts()).expect("a change").meeting;
    let expected = ["2026-11-23T08:30:00Z", "2026-11-30T08:30:00Z", "2026-12-09T10:00:00Z"];
    assert_eq!(starts(&changed, 3), expected);
    let draft = Draft { start: "2026-11-25T11:00".to_owned(), ..draft };
    match reschedule(&after, &draft, &host.facts()) {
        Err(ScheduleRefusal::Fields(found)) => {
            assert_eq!(found[0].problem, Problem::BeforeEarlier { earlier });
        }
        other => panic!("not refused: {other:?}"),
    }
    let ended = host.changes(&changed, 1, &Wish::CancelFollowing).expect("an end");
    let ended = ended.changed.meeting.schedule;
    assert!(ended.earlier().is_empty() && ended.time(1).is_none());
}

/// F1: one meeting of a series has a title and an agenda of its own, and gives them back.
#[test]
fn one_meeting_has_words_of_its_own() {
    let host = on_free();
    let series = host.has(&stand_up());
    let named = |title: &str, agenda: Option<&str>| Wish::Move {
        start: "2026-11-30T09:30".to_owned(),
        duration_minutes: Some(30),
        title: Some(title.to_owned()),
        agenda: agenda.map(str::to_owned),
    };
    let wish = named(" Retrospective ", Some("What went well"));
    let changed = host.changes(&series, 1, &wish).expect("a change").changed;
    assert_eq!(changed.notify.len(), series.parties().len());
    let after = changed.meeting;
    assert_eq!(after.words(1), ("Retrospective", "What went well"));
    assert_eq!(after.words(2), ("Stand-up", "Yesterday\nToday"));
    assert_eq!(after.schedule.time(1), series.schedule.time(1));
    assert_eq!(after.title_at(at("2026-11-24T00:00Z")), "Retrospective");

    let moved = host.changes(&after, 1, &moved_to("2026-12-01T09:30")).expect("a move");
    assert_eq!(moved.changed.meeting.words(1).0, "Retrospective", "words stay when it moves");
    let back = host.changes(&after, 1, &named("Stand-up", Some("Yesterday\nToday")));
    assert!(back.expect("back").changed.meeting.schedule.exceptions().is_empty());
    match host.changes(&series, 1, &named("  ", None)) {
        Err(ScheduleRefusal::Fields(found)) => assert_eq!(found[0].field, Field::Title),
        other => panic!("not refused: {other:?}"),
    }
}

fn called(title: Option<&str>, agenda: Option<&str>) -> Wish {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Wish::WordFollowing { title: owned(title), agenda: owned(agenda) }
}

fn titles(meeting: &Meeting, count: u32) -> Vec<&str> {
    (0..count).map(|index| meeting.words(index).0).collect()
}

/// F1: a meeting and all that follow are called something else; those before keep their words, a
/// single one its own, and calendars get a series for each.
#[test]
fn a_meeting_and_all_that_follow_get_other_words() {
    let host = on_free();
    let series = host.has(&stand_up());
    let own = Wish::Move {
        start: "2026-12-14T09:30".to_owned(),
        duration_minutes: Some(30),
        title: Some("Retrospective".to_owned()),
        agenda: None,
    };
    let own = host.changes(&series, 3, &own).expect("words of its own").changed.meeting;
    let named = host.changes(&own, 2, &called(Some(" Planning "), None)).expect("other words");
    assert_eq!((named.reach, named.others.kept, named.dropped), (Reach::WordsFollowing, 1, 0));
    assert_eq!(named.before, named.after, "the time stays");
    assert_eq!(named.changed.notify.len(), series.parties().len());
    let after = &named.changed.meeting;
    let expected = ["Stand-up", "Stand-up", "Planning", "Retrospective", "Planning"];
    assert_eq!(titles(after, 5), expected);
    assert_eq!(after.words(4).1, "Yesterday\nToday", "the agenda was not asked for");
    assert_eq!(starts(after, 9), starts(&series, 9));
    assert_eq!((&after.identity, &after.retimed), (&series.identity, &series.retimed));
    assert_eq!(after.series_words_at(host.now).0, "Stand-up");
    assert_eq!(after.series_words_at(at("2026-12-02T00:00Z")).0, "Planning");
    let parts = after.parts();
    let told: Vec<_> = parts
        .iter()
        .map(|part| (part.present().since(), after.words_of(part.present()).0))
        .collect();
    assert_eq!(told, [(0, "Stand-up"), (2, "Planning")], "named by the version that began it");
    assert_eq!(parts[1].exceptions().len(), 1);

    let same = host.changes(after, 3, &called(Some("Planning"), None)).expect("the same");
    assert_eq!(same.changed.meeting, *after);
    assert!(same.changed.notify.is_empty(), "nobody is told of nothing");
    let back = host.changes(after, 2, &called(Some("Stand-up"), None)).expect("back").changed;
    assert_eq!(titles(&back.meeting, 3), ["Stand-up"; 3]);
    match host.changes(after, 2, &called(Some(" "), Some("x"))) {
        Err(ScheduleRefusal::Fields(found)) => assert_eq!(found[0].field, Field::Title),
        other => panic!("not refused: {other:?}"),
    }
}

/// F1: words asked for a meeting that has its own take their place there; words planned for later
/// meetings give way, and an agenda that was not asked for stays everywhere.
#[test]
fn other_words_on_the_way_are_told_of() {
    let host = on_free();
    let series = host.has(&stand_up());
    let late = host.changes(&series, 4, &called(Some("Review"), Some("Done"))).expect("words");
    let late = late.changed.meeting;
    let own = Wish::Move {
        start: "2026-11-30T10:00".to_owned(),
        duration_minutes: Some(30),
        title: Some("Retrospective".to_owned()),
        agenda: Some("Apart".to_owned()),
    };
    let own = host.changes(&late, 1, &own).expect("words of its own").changed.meeting;
    let named = host.changes(&own, 1, &called(Some("Planning"), None)).expect("other words");
    assert!(named.others.replaced && named.others.kept == 1, "its agenda: {:?}", named.others);
    let after = &named.changed.meeting;
    assert_eq!(titles(after, 6), [&["Stand-up"][..], &["Planning"; 5]].concat());
    assert_eq!(after.words(1).1, "Apart", "the agenda was not asked for");
    assert_eq!(after.words(5).1, "Done", "nor for the later ones");
    assert_eq!(after.words(2).1, "Yesterday\nToday");
    assert_eq!(starts(after, 6), starts(&own, 6));
}

/// F1: words stay at their places in the series when meetings move, end, or the whole is changed.
#[test]
fn words_stay_when_times_change() {
    let host = on_free();
    let mut draft = stand_up();
    draft.repeats.ends = "after".to_owned();
    draft.repeats.count = Some(8);
    let series = host.has(&draft);
    let named = host.changes(&series, 4, &called(Some("Planning"), None)).expect("other words");
    let named = named.changed.meeting;
    let as_it_is = host.changes(&named, 2, &following_to("2026-12-07T09:30")).expect("as it is");
    assert_eq!(as_it_is.changed.meeting, named, "the rhythm goes on under another title");

    let moved = host.changes(&named, 2, &following_to("2026-12-08T16:00")).expect("a move");
    let moved = moved.changed.meeting;
    let expected = [&["Stand-up"; 4][..], &["Planning"; 4]].concat();
    assert_eq!(titles(&moved, 8), expected);
    assert_eq!(starts(&moved, 20).len(), 8, "as many as before");
    let since: Vec<u32> = moved.parts().iter().map(|part| part.present().since()).collect();
    assert_eq!(since, [0, 2, 1], "the entry with other words stays one of its own");

    let ended = host.changes(&moved, 4, &Wish::CancelFollowing).expect("an end").changed.meeting;
    assert_eq!((ended.title.as_str(), titles(&ended, 4)), ("Stand-up", vec!["Stand-up"; 4]));
    let draft = Draft { title: "Sprint".to_owned(), ..Draft::of(&moved, &[]) };
    let changed = reschedule(&moved, &draft, &host.facts()).expect("a change").meeting;
    let expected = [&["Stand-up"; 4][..], &["Sprint"; 4]].concat();
    assert_eq!(titles(&changed, 8), expected, "the form of the series says the last");
    let draft = Draft { title: "Stand-up".to_owned(), ..draft };
    let one = reschedule(&changed, &draft, &host.facts()).expect("a change").meeting;
    let draft = Draft { title: "Daily".to_owned(), ..draft };
    let all = reschedule(&one, &draft, &host.facts()).expect("a change").meeting;
    assert_eq!(titles(&all, 8), ["Daily"; 8], "with one name again it has one");
}
