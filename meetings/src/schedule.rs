//! Scheduling, changing and cancelling a meeting: what it becomes, and who is told (F1).
//!
//! One rule: whoever was told of a meeting is told when what they know has changed, and only then.
//! Each version that is sent has a higher sequence than the one before, so calendars take the last.
//! Nothing is sent here; notices are for the mailer.

use std::collections::BTreeSet;

use units::id::PersonId;
use units::{EmailAddress, Timestamp};

use crate::answer::Retimed;
use crate::draft::Draft;
use crate::meeting::{Identity, Meeting, Party, State};
use crate::policy::{Effective, Origin};
use crate::problem::FieldProblem;
use crate::rewording;

/// What the host's plan and account allow in a meeting; `None` is no limit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The plan's name, for messages.
    pub plan: String,
    pub longest_meeting_minutes: Option<u32>,
    /// Who decided that they are no longer, where the plan would allow it (E9).
    pub shortened_by: Option<Origin>,
    /// The plan that allows longer meetings, if one does.
    pub longer_with: Option<String>,
    /// The host counts. Of a webinar: attendees, hosts and panelists apart; 0: none can be held.
    pub most_participants: Option<u32>,
    /// The plan or add-on that allows more people, if one does.
    pub larger_with: Option<String>,
    /// Of a webinar: people who have a place in it by registration.
    pub registered: u32,
    /// Whether meetings have a password, and who decided it (E9): no plan does.
    pub password: Effective,
}

/// A person with an account here, by an address of theirs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownPerson {
    pub person: PersonId,
    pub email: EmailAddress,
}

/// What must be known to judge a draft.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub now: Timestamp,
    pub limits: &'a Limits,
    pub host: &'a KnownPerson,
    /// Members of the account among the addresses in the draft.
    pub people: &'a [KnownPerson],
}

/// A meeting after a change, and who has to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changed {
    pub meeting: Meeting,
    /// Each party at most once; empty when nothing that anyone knows has changed.
    pub notify: Vec<Notice>,
}

/// One calendar message to send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    pub to: Party,
    pub kind: NoticeKind,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NoticeKind {
    Invited,
    Updated,
    /// The whole meeting is off.
    Cancelled,
    /// The meeting takes place without them.
    Uninvited,
}

/// Why a meeting cannot be scheduled or changed as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleRefusal {
    /// All that is wrong, at least one.
    #[error("{} fields need another value", .0.len())]
    Fields(Vec<FieldProblem>),
    #[error("the meeting was cancelled")]
    Cancelled,
    #[error("the series has no such meeting")]
    NoSuchTime,
    #[error("this meeting of the series is over")]
    TimeOver,
    /// Without it nothing would be left of the series.
    #[error("no other meeting of the series is to come")]
    OnlyTime,
    #[error("too many meetings of the series differ from it already")]
    TooManyExceptions,
}

impl ScheduleRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ScheduleRefusal::Fields(_) => "meeting.fields",
            ScheduleRefusal::Cancelled => "meeting.cancelled",
            ScheduleRefusal::NoSuchTime => "meeting.no_such_time",
            ScheduleRefusal::TimeOver => "meeting.time_over",
            ScheduleRefusal::OnlyTime => "meeting.only_time",
            ScheduleRefusal::TooManyExceptions => "meeting.too_many_exceptions",
        }
    }
}

impl Limits {
    /// Of a webinar: its host has no licence that lets them hold one.
    pub fn has_no_webinars(&self) -> bool {
        self.most_participants == Some(0)
    }
}

impl Facts<'_> {
    /// Who `email` is: a member, or an address alone.
    pub(crate) fn party(&self, email: EmailAddress) -> Party {
        let key = email.key();
        self.people
            .iter()
            .chain([self.host])
            .find(|known| known.email.key() == key)
            .map_or(Party::Address(email), |known| Party::Person(known.person))
    }
}

impl NoticeKind {
    /// The word kept in rows and given to programs.
    pub fn word(self) -> &'static str {
        match self {
            NoticeKind::Invited => "invited",
            NoticeKind::Updated => "updated",
            NoticeKind::Cancelled => "cancelled",
            NoticeKind::Uninvited => "uninvited",
        }
    }

    pub fn from_word(word: &str) -> Option<NoticeKind> {
        [NoticeKind::Invited, NoticeKind::Updated, NoticeKind::Cancelled, NoticeKind::Uninvited]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// Makes the meeting of `draft`; everyone it concerns is invited, the host too.
pub fn schedule(
    identity: Identity,
    draft: &Draft,
    facts: &Facts<'_>,
) -> Result<Changed, ScheduleRefusal> {
    let checked = draft.check(facts, None).map_err(ScheduleRefusal::Fields)?;
    let meeting = Meeting {
        identity,
        kind: checked.kind,
        title: checked.title,
        agenda: checked.agenda,
        schedule: checked.schedule,
        alternate_hosts: checked.alternate_hosts,
        panelists: checked.panelists,
        invitees: checked.invitees,
        password: checked.password,
        sequence: 0,
        state: State::Scheduled,
        retimed: Vec::new(),
    };
    let notify = told(meeting.parties(), NoticeKind::Invited);
    Ok(Changed { meeting, notify })
}

/// Changes `meeting` into what `draft` says. Id, number and link stay, and what was changed of
/// single meetings where it still fits. A draft that changes nothing hands back the same meeting
/// and tells nobody, so asking twice is harmless.
pub fn reschedule(
    meeting: &Meeting,
    draft: &Draft,
    facts: &Facts<'_>,
) -> Result<Changed, ScheduleRefusal> {
    if meeting.state == State::Cancelled {
        return Err(ScheduleRefusal::Cancelled);
    }
    let checked = draft.check(facts, Some(meeting)).map_err(ScheduleRefusal::Fields)?;
    let mut after = Meeting {
        identity: meeting.identity.clone(),
        kind: meeting.kind,
        title: checked.title,
        agenda: checked.agenda,
        schedule: checked.schedule.keeping(&meeting.schedule),
        alternate_hosts: checked.alternate_hosts,
        panelists: checked.panelists,
        invitees: checked.invitees,
        password: checked.password,
        sequence: meeting.sequence,
        state: meeting.state,
        retimed: meeting.retimed.clone(),
    };
    after = rewording::settled(after);
    if after != *meeting {
        after.sequence = meeting.sequence.saturating_add(1);
    }
    if after.schedule != meeting.schedule {
        after.retimed = vec![Retimed::whole(after.sequence)];
    }
    let notify = notices(meeting, &after, facts.now);
    Ok(Changed { meeting: after, notify })
}

/// Calls `meeting` off. Everyone is told, unless it is over already.
pub fn cancel(meeting: &Meeting, now: Timestamp) -> Result<Changed, ScheduleRefusal> {
    if meeting.state == State::Cancelled {
        return Err(ScheduleRefusal::Cancelled);
    }
    let notify = if meeting.schedule.is_over(now) {
        Vec::new()
    } else {
        told(meeting.parties(), NoticeKind::Cancelled)
    };
    let mut meeting = meeting.clone();
    meeting.state = State::Cancelled;
    meeting.sequence = meeting.sequence.saturating_add(1);
    Ok(Changed { meeting, notify })
}

/// The site of `meeting` has a new address: calendars get the new link (E6). `None` when nobody
/// needs to know, because it is over or cancelled; the old link keeps working either way.
pub fn readdress(meeting: &Meeting, now: Timestamp) -> Option<Changed> {
    if meeting.state == State::Cancelled || meeting.schedule.is_over(now) {
        return None;
    }
    let mut meeting = meeting.clone();
    meeting.sequence = meeting.sequence.saturating_add(1);
    let notify = told(meeting.parties(), NoticeKind::Updated);
    Some(Changed { meeting, notify })
}

pub(crate) fn told(parties: Vec<Party>, kind: NoticeKind) -> Vec<Notice> {
    parties.into_iter().map(|to| Notice { to, kind }).collect()
}

/// Whether `party` is a panelist of `meeting`: those named with an address alone are.
fn speaks(meeting: &Meeting, party: &Party) -> bool {
    match party {
        Party::Address(email) => meeting.is_panelist(&email.key()),
        Party::Person(_) => false,
    }
}

fn notices(before: &Meeting, after: &Meeting, now: Timestamp) -> Vec<Notice> {
    let earlier: BTreeSet<Party> = before.parties().into_iter().collect();
    let later: BTreeSet<Party> = after.parties().into_iter().collect();
    let mut notices = Vec::new();
    if !after.schedule.is_over(now) {
        let shows_more = before.title != after.title
            || before.agenda != after.agenda
            || before.schedule != after.schedule
            || before.password != after.password;
        for to in after.parties() {
            let (spoke, speaks) = (speaks(before, &to), speaks(after, &to));
            if !earlier.contains(&to) || speaks && !spoke {
                let kind = NoticeKind::Invited;
                notices.push(Notice { to, kind });
            } else if shows_more || spoke != speaks {
                let kind = NoticeKind::Updated;
                notices.push(Notice { to, kind });
            }
        }
    }
    if !before.schedule.is_over(now) {
        let gone = earlier.difference(&later).cloned().collect();
        notices.extend(told(gone, NoticeKind::Uninvited));
    }
    notices
}
