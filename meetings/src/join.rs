//! What someone sees who follows a join link or types a meeting number (B7, E6).
//!
//! A link works for good: an old address leads to the present one, a cancelled or finished meeting
//! says so. Where to go is answered by the site's id; addresses are made from it at the edge, so no
//! text that came with a request is ever followed. The password is never part of an answer.

use serde::Serialize;
use units::id::SiteId;
use units::{Timestamp, Zone};

use crate::kind::Kind;
use crate::link::LinkCode;
use crate::meeting::{Meeting, State};
use crate::number::MeetingNumber;
use crate::password;

/// Guests may come in this long before a meeting starts.
pub const OPENS_BEFORE_MINUTES: i64 = 15;

/// The site a meeting is on now, and the plan it meets under.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JoiningSite {
    pub id: SiteId,
    pub name: String,
    pub plan: String,
    pub longest_meeting_minutes: Option<u32>,
    /// The host's account decided that they are no longer; the plan would allow it (E9).
    pub shortened: bool,
    /// The plan that allows longer meetings, if one does.
    pub longer_with: Option<String>,
    /// Of a webinar: its host has a licence for it.
    pub licensed: bool,
}

/// What must be known to answer.
#[derive(Clone, Debug)]
pub struct JoinFacts<'a> {
    pub meeting: &'a Meeting,
    pub host_name: &'a str,
    pub site: &'a JoiningSite,
    /// The site whose present address the link was opened at; `None` for a former or any other one.
    pub asked: Option<SiteId>,
    pub now: Timestamp,
}

/// The answer to an opened link. A code that names no meeting is for the caller to explain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JoinAnswer {
    Show(Box<JoinView>),
    /// Open the same code at the present address of this site.
    Redirect {
        site: SiteId,
        link: LinkCode,
    },
}

/// What the join page shows; nothing here is secret to someone with the link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JoinView {
    pub kind: Kind,
    pub title: String,
    pub host_name: String,
    pub number: MeetingNumber,
    pub site: JoiningSite,
    pub zone: Zone,
    pub duration_minutes: u32,
    /// Empty for a meeting that takes place once; else its rule.
    pub repeats: String,
    pub state: JoinState,
    pub asks_password: bool,
    /// The meeting is planned longer than plan or account now allow: it ends at the limit.
    pub ends_at_limit: bool,
    /// A webinar whose host has no licence for it now: it cannot start until they have one.
    pub unlicensed: bool,
}

/// Where the meeting stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum JoinState {
    /// The next one starts then; the door opens 15 minutes before.
    NotYet {
        starts: Timestamp,
        ends: Timestamp,
        opens: Timestamp,
    },
    Open {
        starts: Timestamp,
        ends: Timestamp,
    },
    Over,
    Cancelled,
}

/// Answers an opened join link.
pub fn join(facts: &JoinFacts<'_>) -> JoinAnswer {
    let meeting = facts.meeting;
    if facts.asked != Some(facts.site.id) {
        return JoinAnswer::Redirect { site: facts.site.id, link: meeting.identity.link.clone() };
    }
    let next = meeting.schedule.current_or_next(facts.now);
    let minutes = next.map_or(meeting.schedule.duration_minutes(), |next| next.minutes());
    let schedule = &meeting.schedule;
    let stretch = next.map_or(schedule.present(), |next| schedule.stretch_at(next.index));
    JoinAnswer::Show(Box::new(JoinView {
        kind: meeting.kind,
        title: meeting.title_at(facts.now).to_owned(),
        host_name: facts.host_name.to_owned(),
        number: meeting.identity.number,
        site: facts.site.clone(),
        zone: stretch.zone().clone(),
        duration_minutes: minutes,
        repeats: stretch.repeats().text(),
        state: state(meeting, facts.now),
        asks_password: meeting.password.is_some(),
        ends_at_limit: facts.site.longest_meeting_minutes.is_some_and(|limit| minutes > limit),
        unlicensed: meeting.kind.is_webinar() && !facts.site.licensed,
    }))
}

/// Where `meeting` stands at `now`.
pub fn state(meeting: &Meeting, now: Timestamp) -> JoinState {
    if meeting.state == State::Cancelled {
        return JoinState::Cancelled;
    }
    let Some(next) = meeting.schedule.current_or_next(now) else {
        return JoinState::Over;
    };
    let opens = next.start.plus_minutes(-OPENS_BEFORE_MINUTES);
    let (starts, ends) = (next.start, next.end);
    if now < opens {
        JoinState::NotYet { starts, ends, opens }
    } else {
        JoinState::Open { starts, ends }
    }
}

/// The link of the meeting with a number, for someone who also knows its password.
///
/// `meeting`: the one with that number, if there is one. A number can be guessed, so it opens only
/// what has a password; none, a wrong one and no such meeting are one answer, after the same work
/// . Counting attempts is for the caller.
pub fn by_number(meeting: Option<&Meeting>, given: &str) -> Option<LinkCode> {
    let admitted = match meeting.and_then(|meeting| meeting.password.as_ref()) {
        Some(password) => password.admits(given),
        None => password::admits_nobody(given),
    };
    meeting
        .filter(|meeting| admitted && meeting.state == State::Scheduled)
        .map(|meeting| meeting.identity.link.clone())
}
