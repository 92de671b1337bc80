//! What invited people answer: on the page their mails link to, by a program, or by the mail of
//! their calendar (F1, R-61, docs/decisions/0048).
//!
//! Whoever has the code of an invitation answers for the address it was made for, and for nobody
//! else. Opening the page answers nothing. Wrong codes are counted for a network.

use documents::calendar::reply::{Recurrence, Reply};
use meetings::answer::{self as rules, Answer, By, Counts, Given, NOTE_MAX_CHARS};
use meetings::{LinkCode, Meeting, Occurrence, Party, State};
use serde_json::json;
use store::meeting::Kept;
use store::meeting_answer::{self, Invited};
use store::{StoreError, Tx, rate_limit};
use units::id::MeetingId;
use units::{EmailAddress, Timestamp, Zone};

use super::{MeetingError, held, join_url, site_of};
use crate::app::App;
use crate::trail::{self, Done};
use crate::who::Who;

/// Wrong codes from one network before it has to wait.
const NETWORK_MISSES_MAX: u32 = 60;
const MISSES_WINDOW_S: i64 = 15 * 60;
/// Times of a series that can be answered one by one on the page.
pub const TIMES_SHOWN: usize = 12;

/// Why an answer was not taken, or its page not shown.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Also when the meeting is gone, or they are no longer invited: nothing else is said.
    #[error("no such invitation")]
    NotFound,
    #[error("too many wrong codes")]
    Wait { until: Timestamp },
    #[error("the meeting was cancelled")]
    Cancelled,
    #[error("the meeting is over")]
    Over,
    #[error("the series has no such meeting")]
    NoSuchTime,
    /// They saw another time than the meeting has now.
    #[error("the time was changed since it was read")]
    Changed,
    #[error("the note is too long")]
    NoteTooLong,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AnswerError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            AnswerError::NotFound => "answer.not_found",
            AnswerError::Wait { .. } => "rate.limited",
            AnswerError::Cancelled => "meeting.cancelled",
            AnswerError::Over => "answer.over",
            AnswerError::NoSuchTime => "meeting.no_such_time",
            AnswerError::Changed => "answer.time_changed",
            AnswerError::NoteTooLong => "answer.note_too_long",
            AnswerError::Store(_) => "store.unavailable",
        }
    }
}

/// Where the invited person who has `code` answers.
pub(crate) fn url(app: &App, code: &LinkCode) -> String {
    app.config.portal_url(&format!("/answers/{}", code.as_str()))
}

/// An invitation as whoever has its code sees it.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub meeting: Meeting,
    pub host_name: String,
    pub join_url: String,
    /// The address it was made for.
    pub email: EmailAddress,
    /// The present time and the next ones.
    pub times: Vec<Occurrence>,
    /// What they have answered.
    pub given: Vec<Given>,
}

impl Invitation {
    /// What they say to `time` (`None`: to the whole), and whether it still holds.
    pub fn answer(&self, time: Option<u32>) -> Option<(&Given, bool)> {
        let said = rules::of(&self.given, &self.email.key(), time)?;
        Some((said, !said.is_outdated(time, &self.meeting.retimed)))
    }
}

/// The invitation of `code`, asked for from `network`.
pub async fn open(app: &App, code: &str, network: &str) -> Result<Invitation, AnswerError> {
    let mut tx = app.store.read().await?;
    match found(&mut tx, code).await? {
        Some((kept, email)) => invitation(app, &mut tx, kept, email).await,
        None => {
            drop(tx);
            Err(missed(app, network).await?)
        }
    }
}

/// The meeting and the address behind `code`, if that is still invited.
async fn found(tx: &mut Tx, code: &str) -> Result<Option<(Kept, EmailAddress)>, StoreError> {
    let Ok(code) = code.parse() else { return Ok(None) };
    let Some(invited) = meeting_answer::by_code(tx, &code).await? else { return Ok(None) };
    let kept = store::meeting::find(tx, invited.account, invited.meeting).await?;
    Ok(kept.and_then(|kept| {
        let email = address(&kept, &invited.email_key)?;
        Some((kept, email))
    }))
}

async fn invitation(
    app: &App,
    tx: &mut Tx,
    kept: Kept,
    email: EmailAddress,
) -> Result<Invitation, AnswerError> {
    let meeting = kept.meeting;
    let identity = &meeting.identity;
    let host = store::person::find(tx, identity.account, identity.host).await?;
    let host = host.ok_or_else(|| StoreError::Other("a meeting's host is gone".to_owned()))?;
    let site = site_of(tx, kept.site).await?;
    let given = meeting_answer::of_meeting(tx, identity.account, identity.id).await?;
    let key = email.key();
    Ok(Invitation {
        host_name: host.name,
        join_url: join_url(app, &meeting, &site),
        times: meeting.schedule.upcoming(app.now(), TIMES_SHOWN),
        given: given.into_iter().filter(|given| given.email_key == key).collect(),
        email,
        meeting,
    })
}

/// Counts a wrong code.
async fn missed(app: &App, network: &str) -> Result<AnswerError, StoreError> {
    let mut tx = app.store.begin().await?;
    let bucket = format!("answer-network:{network}");
    let full =
        rate_limit::take(&mut tx, &bucket, NETWORK_MISSES_MAX, MISSES_WINDOW_S, app.now()).await?;
    tx.commit().await?;
    Ok(full.map_or(AnswerError::NotFound, |until| AnswerError::Wait { until }))
}

/// Everybody who is asked to come, in order: alternate hosts, panelists, invitees; the name may be
/// empty.
pub(crate) fn invited(kept: &Kept) -> Vec<(EmailAddress, String)> {
    let hosts = alternate_hosts(kept).into_iter().map(|email| (email, String::new()));
    let invitees = kept.meeting.panelists.iter().chain(&kept.meeting.invitees);
    hosts.chain(invitees.map(|each| (each.email.clone(), each.name.clone()))).collect()
}

/// The addresses that alternate hosts were named with, in order.
pub(crate) fn alternate_hosts(kept: &Kept) -> Vec<EmailAddress> {
    let hosts = kept.meeting.alternate_hosts.iter().filter_map(|party| match party {
        Party::Address(email) => Some(email.clone()),
        Party::Person(person) => {
            let known = kept.known.iter().find(|known| known.person == *person)?;
            Some(known.email.clone())
        }
    });
    hosts.collect()
}

fn address(kept: &Kept, email_key: &str) -> Option<EmailAddress> {
    let mut all = invited(kept).into_iter();
    all.find(|(email, _)| email.key() == email_key).map(|(email, _)| email)
}

/// What somebody answers.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The one meeting of a series; `None`: all of them.
    pub time: Option<u32>,
    pub answer: Answer,
    pub note: &'a str,
    /// The version they saw; `None`: the present one.
    pub sequence: Option<u32>,
}

/// Answers for the address that `code` was made for.
pub async fn give(
    app: &App,
    code: &str,
    network: &str,
    ask: &Ask<'_>,
) -> Result<Invitation, AnswerError> {
    let note = rules::note(ask.note);
    if note.chars().count() > NOTE_MAX_CHARS {
        return Err(AnswerError::NoteTooLong);
    }
    let mut tx = app.store.begin().await?;
    let Some((found, email)) = found(&mut tx, code).await? else {
        drop(tx);
        return Err(missed(app, network).await?);
    };
    let identity = found.meeting.identity;
    let kept = store::meeting::lock(&mut tx, identity.account, identity.id).await?;
    let kept = kept.ok_or(AnswerError::NotFound)?;
    let meeting = &kept.meeting;
    let now = app.now();
    may_answer(meeting, ask.time, now)?;
    let given = Given {
        email_key: email.key(),
        time: ask.time,
        answer: ask.answer,
        note,
        by: By::Page,
        sequence: ask.sequence.unwrap_or(meeting.sequence).min(meeting.sequence),
        written_at: now,
        came_at: now,
    };
    if given.is_outdated(ask.time, &meeting.retimed) {
        return Err(AnswerError::Changed);
    }
    let given = Given { sequence: meeting.sequence, ..given };
    keep(app, &mut tx, meeting, (&given, &email)).await?;
    let shown = invitation(app, &mut tx, kept, email).await?;
    tx.commit().await?;
    Ok(shown)
}

fn may_answer(meeting: &Meeting, time: Option<u32>, now: Timestamp) -> Result<(), AnswerError> {
    if meeting.state == State::Cancelled {
        return Err(AnswerError::Cancelled);
    }
    let Some(index) = time else {
        return match meeting.schedule.is_over(now) {
            true => Err(AnswerError::Over),
            false => Ok(()),
        };
    };
    let time = meeting.schedule.time(index).filter(|_| meeting.schedule.is_series());
    match time.ok_or(AnswerError::NoSuchTime)?.end <= now {
        true => Err(AnswerError::Over),
        false => Ok(()),
    }
}

/// Keeps an answer of the one invited at the address, unless a later one stands there; tells
/// whether it did. Receivers of events hear of it.
async fn keep(
    app: &App,
    tx: &mut Tx,
    meeting: &Meeting,
    (given, email): (&Given, &EmailAddress),
) -> Result<bool, StoreError> {
    let identity = &meeting.identity;
    let all = meeting_answer::of_meeting(tx, identity.account, identity.id).await?;
    let mut present = all.iter().filter(|it| it.email_key == given.email_key);
    if !rules::replaces(given, present.find(|it| it.time == given.time)) {
        return Ok(false);
    }
    meeting_answer::set(tx, identity.account, identity.id, given).await?;
    let change = json!({
        "title": meeting.title,
        "email": email,
        "answer": given.answer,
        "time": given.time,
        "by": given.by,
        "outdated": given.is_outdated(given.time, &meeting.retimed),
    });
    let (account, subject) = (identity.account, identity.id.to_string());
    let done = Done { account, action: "meeting.answered", subject, change };
    trail::announce(app, tx, done).await?;
    Ok(true)
}

/// Why the answer of a calendar program counts for nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NotTaken {
    UnknownCode,
    /// The answer is to a meeting that the code was not made for.
    OtherMeeting,
    /// Of somebody else than the code was made for, or no longer invited.
    NotInvited,
    /// To a version there has not been yet.
    UnknownVersion,
    NoSuchTime,
}

impl NotTaken {
    /// Kept with the mail; stable.
    pub fn word(self) -> &'static str {
        match self {
            NotTaken::UnknownCode => "unknown_code",
            NotTaken::OtherMeeting => "other_meeting",
            NotTaken::NotInvited => "not_invited",
            NotTaken::UnknownVersion => "unknown_version",
            NotTaken::NoSuchTime => "no_such_time",
        }
    }
}

/// Takes in what a calendar program wrote to the address with `code`: all of it or nothing. Tells
/// whether anything is different now.
pub(crate) async fn take(
    app: &App,
    tx: &mut Tx,
    code: &LinkCode,
    replies: &[Reply],
) -> Result<Result<bool, NotTaken>, StoreError> {
    let Some(Invited { account, meeting, email_key }) = meeting_answer::by_code(tx, code).await?
    else {
        return Ok(Err(NotTaken::UnknownCode));
    };
    let Some(kept) = store::meeting::lock(tx, account, meeting).await? else {
        return Ok(Err(NotTaken::UnknownCode));
    };
    let Some(email) = address(&kept, &email_key) else {
        return Ok(Err(NotTaken::NotInvited));
    };
    let mut all = Vec::new();
    for reply in replies {
        match given(app, &kept.meeting, &email_key, reply) {
            Ok(given) => all.push(given),
            Err(refused) => return Ok(Err(refused)),
        }
    }
    let mut different = false;
    for given in &all {
        different |= keep(app, tx, &kept.meeting, (given, &email)).await?;
    }
    Ok(Ok(different))
}

fn given(app: &App, meeting: &Meeting, key: &str, reply: &Reply) -> Result<Given, NotTaken> {
    let since = part_named(app, meeting, &reply.uid).ok_or(NotTaken::OtherMeeting)?;
    if reply.attendee.key() != key {
        return Err(NotTaken::NotInvited);
    }
    if reply.sequence > meeting.sequence {
        return Err(NotTaken::UnknownVersion);
    }
    let time = match &reply.recurrence {
        None => None,
        Some(recurrence) => Some(index_of(meeting, since, recurrence).ok_or(NotTaken::NoSuchTime)?),
    };
    let now = app.now();
    Ok(Given {
        email_key: key.to_owned(),
        time,
        answer: reply.answer,
        note: rules::note_cut(&reply.comment),
        by: By::Mail,
        sequence: reply.sequence,
        // A clock that runs ahead must not keep later answers out.
        written_at: reply.stamped.min(now),
        came_at: now,
    })
}

/// The name of the part of `meeting` that `uid` is the UID of (see `entry`).
fn part_named(app: &App, meeting: &Meeting, uid: &str) -> Option<u32> {
    let (name, host) = uid.rsplit_once('@')?;
    let rest = name.strip_prefix(&meeting.identity.id.to_string())?;
    let since = match rest {
        "" => 0,
        rest => rest.strip_prefix('-')?.parse().ok()?,
    };
    host.eq_ignore_ascii_case(app.config.base_host()).then_some(since)
}

/// The meeting that calendars name by the time the series has for it.
fn index_of(meeting: &Meeting, since: u32, named: &Recurrence) -> Option<u32> {
    let schedule = &meeting.schedule;
    let own = schedule.rule_named(since)?.zone();
    let (from, until) = match named {
        Recurrence::Moment(at) => (*at, *at),
        Recurrence::Civil { at, zone } => {
            let named: Option<Zone> = zone.as_ref().and_then(|zone| zone.parse().ok());
            let at = named.as_ref().unwrap_or(own).moment(*at);
            (at, at)
        }
        Recurrence::Day(day) => {
            let next = own.start_of_day(day.tomorrow().ok()?);
            (own.start_of_day(*day), next.plus_seconds(-1))
        }
    };
    schedule.named(since, from, until).filter(|_| schedule.is_series())
}

/// What everybody invited has answered, for those who hold the meeting.
#[derive(Clone, Debug)]
pub struct Answers {
    pub lines: Vec<Line>,
    pub counts: Counts,
    /// Of the next times of a series that somebody has answered one by one.
    pub times: Vec<(Occurrence, Counts)>,
}

/// One invited person.
#[derive(Clone, Debug)]
pub struct Line {
    pub email: EmailAddress,
    /// As the host wrote it; may be empty.
    pub name: String,
    /// To the whole; none: they said nothing to it.
    pub given: Option<Given>,
    /// It was to another time than the meeting has now.
    pub outdated: bool,
    /// To single meetings to come, by their order in the series.
    pub single: Vec<(Occurrence, Given, bool)>,
}

/// The answers to meeting `id`, if `who` holds it.
pub async fn answers(app: &App, who: &Who, id: MeetingId) -> Result<Answers, MeetingError> {
    let mut tx = app.store.read().await?;
    let kept = held(&mut tx, who, id).await?;
    let identity = &kept.meeting.identity;
    let given = meeting_answer::of_meeting(&mut tx, identity.account, identity.id).await?;
    Ok(told(&kept, &given, app.now()))
}

fn told(kept: &Kept, given: &[Given], now: Timestamp) -> Answers {
    let meeting = &kept.meeting;
    let retimed = &meeting.retimed;
    let invited = invited(kept);
    let keys: Vec<String> = invited.iter().map(|(email, _)| email.key()).collect();
    let counts = |time| rules::counts(keys.iter().map(String::as_str), given, retimed, time);
    let answered = |index: u32| given.iter().any(|it| it.time == Some(index));
    let upcoming = meeting.schedule.upcoming(now, TIMES_SHOWN);
    let times: Vec<_> = upcoming
        .into_iter()
        .filter(|time| meeting.schedule.is_series() && answered(time.index))
        .map(|time| (time, counts(Some(time.index))))
        .collect();
    let lines = invited.iter().zip(&keys).map(|((email, name), key)| {
        let whole = given.iter().find(|it| it.email_key == *key && it.time.is_none());
        let single = times.iter().filter_map(|(time, _)| {
            let index = Some(time.index);
            let said = given.iter().find(|it| it.email_key == *key && it.time == index)?;
            Some((*time, said.clone(), said.is_outdated(index, retimed)))
        });
        Line {
            email: email.clone(),
            name: name.clone(),
            outdated: whole.is_some_and(|it| it.is_outdated(None, retimed)),
            given: whole.cloned(),
            single: single.collect(),
        }
    });
    Answers { lines: lines.collect(), counts: counts(None), times: times.clone() }
}
