//! B7, E6, R-63, R-64: what is seen by someone with a link or a number.

use meetings::join::{by_number, join};
use meetings::schedule::{cancel, schedule};
use meetings::{
    Draft, Facts, Identity, JoinAnswer, JoinFacts, JoinState, JoinView, JoiningSite, KnownPerson,
    Limits, LinkCode, Meeting, MeetingNumber, RepeatDraft,
};
use units::id::SiteId;
use units::{Id, Timestamp};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn site(number: u8) -> SiteId {
    Id::from_parts(at("2026-01-01T00:00Z"), [number; 10])
}

fn weekly(password: &str) -> Meeting {
    let now = at("2026-11-22T10:00Z");
    let ada = KnownPerson {
        person: Id::from_parts(now, [1; 10]),
        email: "ada@example.org".parse().expect("an address"),
    };
    let identity = Identity {
        id: Id::from_parts(now, [3; 10]),
        account: Id::from_parts(now, [4; 10]),
        host: ada.person,
        number: MeetingNumber::from_random([5; 8]),
        link: LinkCode::from_random([6; 10]),
    };
    let draft = Draft {
        title: "Choir".to_owned(),
        start: "2026-11-23T19:00".to_owned(),
        zone: "Europe/Berlin".to_owned(),
        duration_minutes: Some(90),
        repeats: RepeatDraft {
            frequency: "weekly".to_owned(),
            ends: "after".to_owned(),
            count: Some(2),
            ..RepeatDraft::default()
        },
        password: password.to_owned(),
        ..Draft::default()
    };
    let limits = Limits {
        plan: "Pro".to_owned(),
        longest_meeting_minutes: None,
        shortened_by: None,
        longer_with: None,
        most_participants: None,
        larger_with: None,
        registered: 0,
        password: meetings::policy::Policy::default().meeting_password(),
    };
    let facts = Facts { now, limits: &limits, host: &ada, people: &[] };
    schedule(identity, &draft, &facts).expect("scheduled").meeting
}

fn now_on(id: SiteId) -> JoiningSite {
    JoiningSite {
        id,
        name: "Ada's choir".to_owned(),
        plan: "Free".to_owned(),
        longest_meeting_minutes: Some(50),
        shortened: false,
        longer_with: Some("Starter".to_owned()),
        licensed: true,
    }
}

fn opens(meeting: &Meeting, asked: Option<SiteId>, now: &str) -> JoinAnswer {
    join(&JoinFacts { meeting, host_name: "Ada", site: &now_on(site(7)), asked, now: at(now) })
}

fn sees(meeting: &Meeting, now: &str) -> JoinView {
    match opens(meeting, Some(site(7)), now) {
        JoinAnswer::Show(view) => *view,
        other => panic!("not shown: {other:?}"),
    }
}

/// E6: wherever the link is opened, it leads to the present address and is shown there.
#[test]
fn old_addresses_lead_to_the_present_one() {
    let meeting = weekly("");
    for asked in [None, Some(site(8))] {
        let answer = opens(&meeting, asked, "2026-11-23T12:00Z");
        let JoinAnswer::Redirect { site: to, link } = answer else {
            panic!("no redirect from {asked:?}");
        };
        assert_eq!((to, link), (site(7), meeting.identity.link.clone()));
        assert!(matches!(opens(&meeting, Some(to), "2026-11-23T12:00Z"), JoinAnswer::Show(_)));
    }
}

#[test]
fn the_page_says_when_and_under_which_limit() {
    let meeting = weekly("heron42");
    let view = sees(&meeting, "2026-11-23T12:00Z");
    assert_eq!((view.title.as_str(), view.host_name.as_str()), ("Choir", "Ada"));
    assert!(view.asks_password && view.ends_at_limit);
    assert_eq!(view.site.longer_with.as_deref(), Some("Starter"));
    assert!(!format!("{view:?}").contains("heron42"), "the password stays out");
}

#[test]
fn the_state_follows_the_clock() {
    let meeting = weekly("");
    let state = |now: &str| sees(&meeting, now).state;
    let (starts, ends) = (at("2026-11-23T18:00Z"), at("2026-11-23T19:30Z"));
    let opens = at("2026-11-23T17:45Z");
    assert_eq!(state("2026-11-23T17:44:59Z"), JoinState::NotYet { starts, ends, opens });
    assert_eq!(state("2026-11-23T17:45Z"), JoinState::Open { starts, ends });
    assert_eq!(state("2026-11-23T19:29:59Z"), JoinState::Open { starts, ends });
    assert!(matches!(state("2026-11-23T19:30Z"), JoinState::NotYet { .. }));
    assert_eq!(state("2026-11-30T19:30Z"), JoinState::Over);

    let off = cancel(&meeting, at("2026-11-23T12:00Z")).expect("cancelled").meeting;
    assert_eq!(sees(&off, "2026-11-23T12:00Z").state, JoinState::Cancelled);
}

/// a guessed number, a wrong password and a missing one are one answer.
#[test]
fn a_number_opens_only_with_the_password() {
    let (locked, open) = (weekly("heron42"), weekly(""));
    let link = Some(locked.identity.link.clone());
    assert_eq!(by_number(Some(&locked), "heron42"), link);
    assert_eq!(by_number(Some(&locked), "heron43"), None);
    assert_eq!(by_number(Some(&locked), ""), None);
    assert_eq!(by_number(Some(&open), ""), None);
    assert_eq!(by_number(None, "heron42"), None);
    let off = cancel(&locked, at("2026-11-23T12:00Z")).expect("cancelled").meeting;
    assert_eq!(by_number(Some(&off), "heron42"), None);
}
