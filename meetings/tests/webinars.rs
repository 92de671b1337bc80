//! F1, A4: webinars are for those with a licence; who speaks and who watches, and how many.

use meetings::schedule::{reschedule, schedule};
use meetings::{
    Changed, Draft, Facts, Field, Identity, InviteeDraft, Kind, KnownPerson, Limits, LinkCode,
    Meeting, MeetingNumber, NoticeKind, Party, ScheduleRefusal,
};
use units::{Id, Timestamp};

fn now() -> Timestamp {
    "2026-11-22T10:00Z".parse().expect("a time")
}

/// On a plan with so many attendees; 0: it has no webinars.
fn limits(attendees: u32) -> Limits {
    Limits {
        plan: "Webinars Pro".to_owned(),
        longest_meeting_minutes: None,
        shortened_by: None,
        longer_with: None,
        most_participants: Some(attendees),
        larger_with: Some("Webinars Plus".to_owned()),
        registered: 0,
        password: meetings::policy::Policy::default().meeting_password(),
    }
}

fn ada() -> KnownPerson {
    let email = "ada@example.org".parse().expect("an address");
    KnownPerson { person: Id::from_parts(now(), [1; 10]), email }
}

/// Schedules `draft`, or changes `before` into it.
fn held(
    before: Option<&Meeting>,
    draft: &Draft,
    limits: &Limits,
) -> Result<Changed, ScheduleRefusal> {
    let host = ada();
    let facts = Facts { now: now(), limits, host: &host, people: &[] };
    let identity = Identity {
        id: Id::from_parts(now(), [3; 10]),
        account: Id::from_parts(now(), [4; 10]),
        host: host.person,
        number: MeetingNumber::from_random([5; 8]),
        link: LinkCode::from_random([6; 10]),
    };
    match before {
        None => schedule(identity, draft, &facts),
        Some(before) => reschedule(before, draft, &facts),
    }
}

fn named(email: &str) -> InviteeDraft {
    InviteeDraft { email: email.to_owned(), name: String::new() }
}

fn launch() -> Draft {
    Draft {
        kind: "webinar".to_owned(),
        title: "Launch".to_owned(),
        start: "2026-11-23T09:30".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        duration_minutes: Some(90),
        panelists: ["clara@example.org", "ada@example.org"].map(named).into(),
        invitees: vec![named("Clara@Example.org")],
        ..Draft::default()
    }
}

/// With so many attendees.
fn crowd(count: u32) -> Draft {
    let invitees = (0..count).map(|number| named(&format!("p{number}@example.org")));
    Draft { invitees: invitees.collect(), ..launch() }
}

fn codes(refused: &ScheduleRefusal) -> Vec<(Field, &'static str)> {
    match refused {
        ScheduleRefusal::Fields(all) => {
            all.iter().map(|each| (each.field, each.problem.code())).collect()
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_webinar_takes_a_licence_to_be_scheduled_and_none_to_stay() {
    let made = held(None, &launch(), &limits(1)).expect("scheduled").meeting;
    assert_eq!((made.kind, made.panelists.len()), (Kind::Webinar, 1), "the host is none");
    assert!(made.invitees.is_empty(), "Clara is named once, to speak");
    assert_eq!(made.places_taken(), 0, "who speaks takes no place");

    let refused = held(None, &crowd(3), &limits(0)).expect_err("no licence");
    assert_eq!(codes(&refused), [(Field::Kind, "meeting.plan_no_webinars")], "and that alone");
    let later = Draft { title: "Later".to_owned(), kind: String::new(), ..launch() };
    let changed = held(Some(&made), &later, &limits(0)).expect("it stays").meeting;
    assert_eq!((changed.kind, changed.title.as_str()), (Kind::Webinar, "Later"));
}

#[test]
fn the_kind_stays_and_meetings_have_no_panelists() {
    let made = held(None, &launch(), &limits(1)).expect("scheduled").meeting;
    let meeting = Draft { kind: "meeting".to_owned(), panelists: Vec::new(), ..launch() };
    let refused = held(Some(&made), &meeting, &limits(1)).expect_err("the kind stays");
    assert_eq!(codes(&refused), [(Field::Kind, "meeting.kind_stays")]);
    let speaking = Draft { kind: String::new(), ..launch() };
    let refused = held(None, &speaking, &limits(100)).expect_err("a meeting");
    assert_eq!(codes(&refused), [(Field::Panelists, "meeting.webinars_only")]);
    let strange = Draft { kind: "seance".to_owned(), panelists: Vec::new(), ..launch() };
    let refused = held(None, &strange, &limits(100)).expect_err("no kind");
    assert_eq!(codes(&refused), [(Field::Kind, "meeting.unknown_kind")]);
}

#[test]
fn attendees_are_as_many_as_the_plan_has_room_for_and_those_invited_stay() {
    let made = held(None, &crowd(3), &limits(3)).expect("scheduled").meeting;
    let refused = held(None, &crowd(4), &limits(3)).expect_err("too many");
    assert_eq!(codes(&refused), [(Field::Invitees, "meeting.plan_attendees")]);
    for stay in [crowd(3), crowd(2)] {
        held(Some(&made), &stay, &limits(2)).expect("they stay");
    }
    let refused = held(Some(&made), &crowd(4), &limits(2)).expect_err("one more");
    assert_eq!(codes(&refused), [(Field::Invitees, "meeting.plan_attendees")]);
    let registered = Limits { registered: 2, ..limits(5) };
    held(Some(&made), &crowd(3), &registered).expect("five in all");
    let refused = held(Some(&made), &crowd(4), &registered).expect_err("six in all");
    assert_eq!(codes(&refused), [(Field::Invitees, "meeting.plan_attendees")]);
}

#[test]
fn whoever_begins_or_ceases_to_speak_is_told() {
    let invitees = vec![named("clara@example.org")];
    let silent = Draft { panelists: Vec::new(), invitees, ..launch() };
    let made = held(None, &silent, &limits(9)).expect("scheduled").meeting;
    let kinds = |changed: &Changed| -> Vec<(Party, NoticeKind)> {
        changed.notify.iter().map(|notice| (notice.to.clone(), notice.kind)).collect()
    };
    let clara = Party::Address("clara@example.org".parse().expect("an address"));
    let speaks = held(Some(&made), &launch(), &limits(9)).expect("changed");
    assert_eq!(kinds(&speaks), [(clara, NoticeKind::Invited)]);
    let ceases = held(Some(&speaks.meeting), &silent, &limits(9)).expect("changed");
    let told: Vec<NoticeKind> = ceases.notify.iter().map(|notice| notice.kind).collect();
    assert_eq!(told, [NoticeKind::Updated]);
}
