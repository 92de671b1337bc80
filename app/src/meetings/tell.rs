//! Whoever has to know of a meeting gets a mail with a calendar part (F1).
//!
//! In the invited person's language and zone where they have an account here, else in the host's
//! language and the meeting's zone. The host keeps the meeting and is not written to.

use documents::calendar::{
    Attendee, CalendarEvent, Method, Organizer, Role, calendar as calendar_file,
};
use mail::contexts::{self, CancelReason, MeetingCancelled, UpdateReason};
use mail::{Calendar, CalendarMethod};
use meetings::{Changed, Meeting, Notice, NoticeKind, Party, SingleChanged};
use people::profile::Notification;
use store::meeting_list::Known;
use store::person::Person;
use store::{StoreError, Tx};
use texts::Args;
use units::{EmailAddress, Locale, Timestamp, Zone};

use super::words;
use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};

/// With more people than this, each calendar part names its recipient alone.
const ATTENDEES_SHOWN_MAX: usize = 50;

/// What is told, and what is known of those it is told to.
pub(super) struct News<'a> {
    pub changed: &'a Changed,
    /// The one meeting of the series that is told of; `None`: the whole.
    pub single: Option<&'a SingleChanged>,
    /// The meeting before, if there was one.
    pub before: Option<&'a Meeting>,
    pub host: &'a Person,
    /// People with an account among all addresses of both.
    pub known: &'a [Known],
    pub url: String,
}

/// Somebody who is told.
struct Recipient {
    email: EmailAddress,
    name: String,
    locale: Locale,
    zone: Zone,
}

/// Queues a mail for everyone who has to know, the host apart; returns how many.
pub(super) async fn queue(app: &App, tx: &mut Tx, news: &News<'_>) -> Result<usize, StoreError> {
    let host = Party::Person(news.host.id);
    let mut told = 0;
    for notice in news.changed.notify.iter().filter(|notice| notice.to != host) {
        if let Some(recipient) = news.recipient(&notice.to) {
            queue_one(app, tx, news, notice, &recipient).await?;
            told += 1;
        }
    }
    Ok(told)
}

/// How many `queue` would write to.
pub(super) fn count(news: &News<'_>) -> usize {
    let host = Party::Person(news.host.id);
    let others = news.changed.notify.iter().filter(|notice| notice.to != host);
    others.filter(|notice| news.recipient(&notice.to).is_some()).count()
}

/// The calendar part for `to`: of the whole, or of the meeting `only` of the series.
fn enclosed(
    app: &App,
    news: &News<'_>,
    to: &Recipient,
    method: Method,
    only: Option<u32>,
) -> Enclosed {
    let event = CalendarEvent {
        attendees: news.attendees(method, to),
        only,
        ..event(app, &news.changed.meeting, news.host, &news.url, &to.locale, method)
    };
    let sent_as = match method {
        Method::Request => CalendarMethod::Request,
        Method::Cancel | Method::Uninvite => CalendarMethod::Cancel,
        Method::Publish => CalendarMethod::Publish,
    };
    let calendar = Some(Calendar { method: sent_as, ics: calendar_file(&event) });
    Enclosed { calendar, ..Enclosed::default() }
}

/// Tells of one meeting of a series. One that was off and is on again comes with the whole series:
/// a calendar that has dropped it takes it back from there.
async fn queue_single(
    app: &App,
    tx: &mut Tx,
    news: &News<'_>,
    single: &SingleChanged,
    to: &Recipient,
) -> Result<(), StoreError> {
    let envelope = envelope(news, to);
    let by_rule = news.before.and_then(|before| before.schedule.occurrence(single.index));
    let Some(time) = single.after.or(single.before).or(by_rule) else { return Ok(()) };
    let meeting = contexts::Meeting {
        starts: time.start,
        duration_minutes: i64::from(time.minutes()),
        repeats: None,
        ..news.told(app, to)
    };
    if single.ends_series {
        let says = MeetingCancelled { meeting, reason: CancelReason::Following };
        // The series with its new end takes the place of the one before.
        let enclosed = enclosed(app, news, to, Method::Request, None);
        return outbox::queue(app, tx, &envelope, &says, enclosed).await;
    }
    if single.after.is_none() {
        let says = MeetingCancelled { meeting, reason: CancelReason::Once };
        let enclosed = enclosed(app, news, to, Method::Cancel, Some(single.index));
        return outbox::queue(app, tx, &envelope, &says, enclosed).await;
    }
    let differs = news.changed.meeting.schedule.exception(single.index).is_some();
    let started = single.before.map(|before| before.start);
    let says = contexts::MeetingUpdated {
        started: started.filter(|before| *before != meeting.starts),
        meeting,
        reason: if differs { UpdateReason::Moved } else { UpdateReason::PutBack },
    };
    let only = single.before.map(|_| single.index);
    let enclosed = enclosed(app, news, to, Method::Request, only);
    outbox::queue(app, tx, &envelope, &says, enclosed).await
}

fn envelope(news: &News<'_>, to: &Recipient) -> Envelope {
    Envelope {
        account: Some(news.changed.meeting.identity.account),
        to: to.email.clone(),
        to_name: to.name.clone(),
        locale: to.locale.clone(),
    }
}

async fn queue_one(
    app: &App,
    tx: &mut Tx,
    news: &News<'_>,
    notice: &Notice,
    to: &Recipient,
) -> Result<(), StoreError> {
    if let Some(single) = news.single {
        return queue_single(app, tx, news, single, to).await;
    }
    let envelope = envelope(news, to);
    let method = match notice.kind {
        NoticeKind::Invited | NoticeKind::Updated => Method::Request,
        NoticeKind::Cancelled => Method::Cancel,
        NoticeKind::Uninvited => Method::Uninvite,
    };
    let enclosed = enclosed(app, news, to, method, None);
    let meeting = news.told(app, to);
    match notice.kind {
        NoticeKind::Invited => {
            let says = contexts::MeetingInvitation { meeting };
            outbox::queue(app, tx, &envelope, &says, enclosed).await
        }
        NoticeKind::Updated => {
            let started = news.before.map(|before| starts(before, app.now()));
            let started = started.filter(|before| *before != meeting.starts);
            let reason = UpdateReason::Changed;
            let says = contexts::MeetingUpdated { meeting, started, reason };
            outbox::queue(app, tx, &envelope, &says, enclosed).await
        }
        NoticeKind::Cancelled => {
            let says = MeetingCancelled { meeting, reason: CancelReason::Cancelled };
            outbox::queue(app, tx, &envelope, &says, enclosed).await
        }
        NoticeKind::Uninvited => {
            let says = MeetingCancelled { meeting, reason: CancelReason::Uninvited };
            outbox::queue(app, tx, &envelope, &says, enclosed).await
        }
    }
}

impl News<'_> {
    /// Whom `party` is; `None` for people who want no such mails.
    fn recipient(&self, party: &Party) -> Option<Recipient> {
        let known = self.known.iter().find(|known| match party {
            Party::Person(person) => known.person == *person,
            Party::Address(email) => known.email.key() == email.key(),
        });
        match (known, party) {
            (Some(known), _) => {
                let wanted = &known.notifications.wanted;
                wanted.contains(&Notification::MeetingChanges).then(|| Recipient {
                    email: known.email.clone(),
                    name: known.name.clone(),
                    locale: known.locale.clone(),
                    zone: known.zone.clone(),
                })
            }
            (None, Party::Address(email)) => Some(Recipient {
                email: email.clone(),
                name: self.name_of(email),
                locale: self.host.locale.clone(),
                zone: self.changed.meeting.schedule.zone().clone(),
            }),
            (None, Party::Person(_)) => None,
        }
    }

    /// As the host wrote it; may be empty.
    fn name_of(&self, email: &EmailAddress) -> String {
        let now = self.changed.meeting.invitees.iter();
        let before = self.before.into_iter().flat_map(|before| &before.invitees);
        let written = now.chain(before).find(|invitee| invitee.email == *email);
        written.map(|invitee| invitee.name.clone()).unwrap_or_default()
    }

    fn attendees(&self, method: Method, to: &Recipient) -> Vec<Attendee> {
        let invited = |email: &EmailAddress, name: &str| Attendee {
            email: email.clone(),
            name: name.to_owned(),
            role: Role::Invited,
        };
        if method == Method::Uninvite {
            return vec![invited(&to.email, &to.name)];
        }
        let chair = Attendee {
            email: self.host.email.clone(),
            name: self.host.name.clone(),
            role: Role::Chair,
        };
        let meeting = &self.changed.meeting;
        if meeting.invitees.len() + meeting.alternate_hosts.len() > ATTENDEES_SHOWN_MAX {
            return vec![chair, invited(&to.email, &to.name)];
        }
        let hosts = meeting.alternate_hosts.iter().filter_map(|party| match party {
            Party::Address(email) => Some(invited(email, "")),
            Party::Person(person) => {
                let known = self.known.iter().find(|known| known.person == *person)?;
                Some(invited(&known.email, &known.name))
            }
        });
        let others = meeting.invitees.iter().map(|invitee| invited(&invitee.email, &invitee.name));
        std::iter::once(chair).chain(hosts).chain(others).collect()
    }

    /// The meeting as the mail tells it.
    fn told(&self, app: &App, to: &Recipient) -> contexts::Meeting {
        let meeting = &self.changed.meeting;
        contexts::Meeting {
            title: meeting.title.clone(),
            organizer: self.host.name.clone(),
            starts: starts(meeting, app.now()),
            zone: to.zone.clone(),
            duration_minutes: i64::from(minutes(meeting, app.now())),
            repeats: words::repeats(&app.texts, &to.locale, meeting.schedule.repeats()),
            number: meeting.identity.number.to_string(),
            link: self.url.clone(),
            needs_password: meeting.password.is_some(),
            password: meeting.password.as_ref().map(|password| password.shown().to_owned()),
        }
    }
}

/// The start of the present or next time, or of the first when all are over.
fn starts(meeting: &Meeting, now: Timestamp) -> Timestamp {
    let next = meeting.schedule.current_or_next(now);
    next.map_or_else(|| meeting.schedule.first_start(), |time| time.start)
}

/// The length of the present or next time.
fn minutes(meeting: &Meeting, now: Timestamp) -> u32 {
    let next = meeting.schedule.current_or_next(now);
    next.map_or_else(|| meeting.schedule.duration_minutes(), |time| time.minutes())
}

/// `meeting` for calendars, without attendees, with its texts in `locale`.
pub(super) fn event(
    app: &App,
    meeting: &Meeting,
    host: &Person,
    url: &str,
    locale: &Locale,
    method: Method,
) -> CalendarEvent {
    let args = Args::new().with("link", url).with("number", meeting.identity.number.to_string());
    let joining = match &meeting.password {
        None => app.texts.get(locale, "meetings-calendar-joining", &args),
        Some(password) => {
            let args = args.with("password", password.shown());
            app.texts.get(locale, "meetings-calendar-joining-password", &args)
        }
    };
    let description = match meeting.agenda.as_str() {
        "" => joining,
        agenda => format!("{agenda}\n\n{joining}"),
    };
    CalendarEvent {
        method,
        uid: format!("{}@{}", meeting.identity.id, app.config.base_host()),
        sequence: meeting.sequence,
        stamped: app.now(),
        last_modified: app.now(),
        organizer: Organizer { email: host.email.clone(), name: host.name.clone() },
        attendees: Vec::new(),
        summary: meeting.title.clone(),
        description,
        location: url.to_owned(),
        url: url.to_owned(),
        schedule: meeting.schedule.clone(),
        only: None,
    }
}
