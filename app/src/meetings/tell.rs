//! Whoever has to know of a meeting gets a mail with a calendar part (F1).
//!
//! In the invited person's language and zone where they have an account here, else in the host's
//! language and the meeting's zone. The host keeps the meeting and is not written to.
//!
//! A calendar knows one rule for a series. Each part of ours that goes by a rule of its own is a
//! series to calendars, with a UID of its own, and is told of in a mail of its own
//! (docs/decisions/0041).

mod part;
pub(super) mod registrants;

use std::collections::{BTreeMap, BTreeSet};

use documents::calendar::{Attendee, CalendarEvent, Method, Role, calendar as calendar_file};
use mail::contexts::{self, CancelReason, MeetingCancelled, UpdateReason};
use mail::{Calendar, CalendarMethod};
use meetings::answer as rules;
use meetings::{
    Answer, Changed, Given, Instead, LinkCode, Meeting, Notice, NoticeKind, Party, Reach, Schedule,
    SingleChanged, Stretch,
};
use people::profile::Notification;
use store::meeting_answer;
use store::meeting_list::Known;
use store::person::Person;
use store::{StoreError, Tx};
use units::{EmailAddress, Locale, Timestamp, Zone};

use super::entry::Told;
use super::registration::guest;
use super::{answer, words};
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
    /// Names them in the links and the address they answer by.
    code: Option<LinkCode>,
    /// What they have said, if it holds.
    answer: Option<Answer>,
    /// The join link that is theirs alone: of a webinar, and where it asks for registration.
    link: Option<String>,
    /// Their calendar names the host and them, nobody else.
    alone: bool,
}

/// Queues a mail for everyone who has to know, the host apart; returns how many.
pub(super) async fn queue(app: &App, tx: &mut Tx, news: &News<'_>) -> Result<usize, StoreError> {
    let registered = registrants::told(tx, news).await?;
    let mut told = news.told_of();
    if told.is_empty() && registered.is_empty() {
        return Ok(0);
    }
    let identity = &news.changed.meeting.identity;
    let given = meeting_answer::of_meeting(tx, identity.account, identity.id).await?;
    let codes = codes(app, tx, news, &told).await?;
    let settings = store::registration::settings(tx, identity.account, identity.id).await?;
    let asks = settings.is_some() || news.changed.meeting.kind.is_webinar();
    for (_, to) in &mut told {
        let key = to.email.key();
        to.code = codes.get(&key).cloned();
        to.answer = news.answer(&given, &key);
        let own = to.code.as_ref().filter(|_| asks);
        to.link = own.map(|code| guest::personal_url(&news.url, code));
    }
    for (notice, to) in &told {
        queue_one(app, tx, news, notice, to).await?;
    }
    for (notice, to) in &registered {
        queue_one(app, tx, news, notice, to).await?;
    }
    Ok(told.len() + registered.len())
}

/// The codes of those who are told, by the keys of their addresses: whoever is asked to come has
/// one from now on.
async fn codes(
    app: &App,
    tx: &mut Tx,
    news: &News<'_>,
    told: &[(&Notice, Recipient)],
) -> Result<BTreeMap<String, LinkCode>, StoreError> {
    let meeting = &news.changed.meeting;
    let identity = &meeting.identity;
    let mut codes = meeting_answer::codes(tx, identity.account, identity.id).await?;
    let asked = told
        .iter()
        .filter(|(notice, _)| matches!(notice.kind, NoticeKind::Invited | NoticeKind::Updated));
    let keys: BTreeSet<String> = asked.map(|(_, to)| to.email.key()).collect();
    let without = keys.into_iter().filter(|key| !codes.contains_key(key));
    let new: BTreeMap<String, LinkCode> =
        without.map(|key| (key, LinkCode::from_random(app.random_bytes()))).collect();
    meeting_answer::add_codes(tx, meeting, &new, app.now()).await?;
    codes.extend(new);
    Ok(codes)
}

/// How many `queue` would write to.
pub(super) fn count(news: &News<'_>) -> usize {
    news.told_of().len()
}

/// What goes into a calendar part.
struct Entry<'a> {
    method: Method,
    part: &'a Schedule,
    /// The place in `part` of the one meeting told of; `None`: all of it.
    only: Option<u32>,
}

fn enclosed(app: &App, news: &News<'_>, to: &Recipient, entry: &Entry<'_>) -> Enclosed {
    let meeting = &news.changed.meeting;
    let method = entry.method;
    let told = Told { meeting, host: news.host, url: news.url_for(to) };
    let mut event = CalendarEvent {
        attendees: news.attendees(method, to),
        only: entry.only,
        ..told.event(app, entry.part, &to.locale, method)
    };
    if let Some(address) = to.code.as_ref().and_then(|code| app.config.answers_to(code)) {
        event.organizer.email = address;
    }
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
    let Some(meeting) = news.told_single(app, to, single) else { return Ok(()) };
    let envelope = envelope(news, to);
    let (part, place) = news.changed.meeting.part_at(single.index);
    if single.after.is_none() {
        let says = MeetingCancelled { meeting, reason: CancelReason::Once };
        let entry = Entry { method: Method::Cancel, part: &part, only: Some(place) };
        let enclosed = enclosed(app, news, to, &entry);
        return outbox::queue(app, tx, &envelope, &says, enclosed).await;
    }
    let started = single.before.map(|before| before.start);
    let started = started.filter(|before| *before != meeting.starts);
    let differs = news.changed.meeting.schedule.exception(single.index);
    let reason = match differs.map(|exception| &exception.instead) {
        None => UpdateReason::PutBack,
        Some(Instead::AsPlanned) if started.is_none() => UpdateReason::Reworded,
        Some(_) => UpdateReason::Moved,
    };
    let says = contexts::MeetingUpdated { started, meeting, reason };
    let only = single.before.map(|_| place);
    let entry = Entry { method: Method::Request, part: &part, only };
    let enclosed = enclosed(app, news, to, &entry);
    outbox::queue(app, tx, &envelope, &says, enclosed).await
}

/// Tells of a meeting of a series and all that follow it: of the entry in calendars that ends
/// before it, of the one that begins with it, and of those that are gone.
async fn queue_following(
    app: &App,
    tx: &mut Tx,
    news: &News<'_>,
    single: &SingleChanged,
    to: &Recipient,
) -> Result<(), StoreError> {
    let (Some(before), Some(meeting)) = (news.before, news.told_single(app, to, single)) else {
        return Ok(());
    };
    let envelope = envelope(news, to);
    let after = &news.changed.meeting;
    let (parts_before, parts) = (before.parts(), after.parts());
    let named =
        |parts: &[Schedule], since: u32| parts.iter().any(|part| part.present().since() == since);
    let schedule = &after.schedule;
    let turn = schedule.stretch_at(single.index).first();
    let firsts = schedule.earlier().iter().chain([schedule.present()]).map(Stretch::first);
    let told: Vec<(&Schedule, u32)> =
        parts.iter().zip(firsts).filter(|(part, _)| !parts_before.contains(part)).collect();
    for (part, first) in told {
        let entry = Entry { method: Method::Request, part, only: None };
        let enclosed = enclosed(app, news, to, &entry);
        let reason = match single.reach {
            Reach::EndsSeries => {
                // The series with its new end takes the place of the one before.
                let (meeting, reason) = (meeting.clone(), CancelReason::Following);
                let says = MeetingCancelled { meeting, reason };
                outbox::queue(app, tx, &envelope, &says, enclosed).await?;
                continue;
            }
            _ if first < turn => UpdateReason::Shortened,
            Reach::WordsFollowing => UpdateReason::FollowingReworded,
            Reach::One | Reach::MovesFollowing => UpdateReason::Following,
        };
        let of_part = news.told(app, to, part);
        let (meeting, started) = match first == turn {
            false => (of_part, None),
            true => {
                let contexts::Meeting { title, repeats, .. } = of_part;
                let started = single.before.map(|before| before.start);
                let started = started.filter(|before| *before != meeting.starts);
                (contexts::Meeting { title, repeats, ..meeting.clone() }, started)
            }
        };
        let says = contexts::MeetingUpdated { meeting, started, reason };
        outbox::queue(app, tx, &envelope, &says, enclosed).await?;
    }
    let gone = parts_before.iter().filter(|part| !named(&parts, part.present().since()));
    for part in gone.filter(|part| !part.is_over(app.now())) {
        let meeting = news.told(app, to, part);
        let reason = match single.reach {
            Reach::EndsSeries => CancelReason::Following,
            Reach::One | Reach::MovesFollowing | Reach::WordsFollowing => CancelReason::Replaced,
        };
        let says = MeetingCancelled { meeting, reason };
        let entry = Entry { method: Method::Cancel, part, only: None };
        let enclosed = enclosed(app, news, to, &entry);
        outbox::queue(app, tx, &envelope, &says, enclosed).await?;
    }
    Ok(())
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
    match news.single {
        Some(single) if single.reach == Reach::One => {
            return queue_single(app, tx, news, single, to).await;
        }
        Some(single) => return queue_following(app, tx, news, single, to).await,
        None => {}
    }
    for part in news.parts(notice.kind, app.now()) {
        queue_part(app, tx, news, notice.kind, to, &part).await?;
    }
    Ok(())
}

/// Tells of what goes by one rule.
async fn queue_part(
    app: &App,
    tx: &mut Tx,
    news: &News<'_>,
    kind: NoticeKind,
    to: &Recipient,
    part: &Schedule,
) -> Result<(), StoreError> {
    let envelope = envelope(news, to);
    let method = match kind {
        NoticeKind::Invited | NoticeKind::Updated => Method::Request,
        NoticeKind::Cancelled => Method::Cancel,
        NoticeKind::Uninvited => Method::Uninvite,
    };
    let enclosed = enclosed(app, news, to, &Entry { method, part, only: None });
    let meeting = news.told(app, to, part);
    match kind {
        NoticeKind::Invited => {
            let says = contexts::MeetingInvitation { meeting };
            outbox::queue(app, tx, &envelope, &says, enclosed).await
        }
        NoticeKind::Updated => {
            let since = part.present().since();
            let parts = news.before.map(Meeting::parts).unwrap_or_default();
            let before = parts.iter().find(|part| part.present().since() == since);
            let started = before.map(|before| starts(before, app.now()));
            let started = started.filter(|before| *before != meeting.starts);
            let reason = news.reason();
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
    /// Where they join.
    fn url_for<'a>(&'a self, to: &'a Recipient) -> &'a str {
        to.link.as_deref().unwrap_or(&self.url)
    }

    /// Whom a mail is written to, the host apart.
    fn told_of(&self) -> Vec<(&Notice, Recipient)> {
        let host = Party::Person(self.host.id);
        let others = self.changed.notify.iter().filter(|notice| notice.to != host);
        others.filter_map(|notice| Some((notice, self.recipient(&notice.to)?))).collect()
    }

    /// What the address `key` has said to what is told of, if it holds.
    fn answer(&self, given: &[Given], key: &str) -> Option<Answer> {
        let one = self.single.filter(|single| single.reach == Reach::One);
        let time = one.filter(|single| single.before.is_some()).map(|single| single.index);
        let said = rules::of(given, key, time)?;
        let holds = !said.is_outdated(time, &self.changed.meeting.retimed);
        holds.then_some(said.answer)
    }

    /// The parts of the meeting that somebody is told of: those that are not over; of a change
    /// that is about time and words alone, those it has changed.
    fn parts(&self, kind: NoticeKind, now: Timestamp) -> Vec<Schedule> {
        let after = &self.changed.meeting;
        let mut parts = after.parts();
        let last = parts.pop();
        let earlier = parts.into_iter().filter(|part| !part.is_over(now));
        let parts: Vec<Schedule> = earlier.chain(last).collect();
        let Some(before) = self.before.filter(|_| kind == NoticeKind::Updated) else {
            return parts;
        };
        let known = before.parts();
        let changed: Vec<Schedule> =
            parts.iter().filter(|part| !known.contains(part)).cloned().collect();
        match before.password == after.password && !changed.is_empty() {
            true => changed,
            false => parts,
        }
    }

    /// What a change of the whole is: somebody else hosts it, it is joined at another address, or
    /// something is different about the meeting itself.
    fn reason(&self) -> UpdateReason {
        let after = &self.changed.meeting;
        let Some(before) = self.before else { return UpdateReason::Changed };
        if before.identity.host != after.identity.host {
            return UpdateReason::NewHost;
        }
        let same = Meeting { sequence: after.sequence, ..before.clone() };
        match same == *after {
            true => UpdateReason::NewAddress,
            false => UpdateReason::Changed,
        }
    }

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
                    code: None,
                    answer: None,
                    link: None,
                    alone: false,
                })
            }
            (None, Party::Address(email)) => Some(Recipient {
                email: email.clone(),
                name: self.name_of(email),
                locale: self.host.locale.clone(),
                zone: self.changed.meeting.schedule.zone().clone(),
                code: None,
                answer: None,
                link: None,
                alone: false,
            }),
            (None, Party::Person(_)) => None,
        }
    }

    fn attendees(&self, method: Method, to: &Recipient) -> Vec<Attendee> {
        // Nobody learns from a calendar what others have answered.
        let own = to.email.key();
        let invited = |email: &EmailAddress, name: &str| Attendee {
            email: email.clone(),
            name: name.to_owned(),
            role: match to.answer.filter(|_| email.key() == own) {
                Some(answer) => Role::Answered(answer),
                None => Role::Invited,
            },
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
        let shown = self.named_to_all();
        let many = shown.len() + meeting.alternate_hosts.len() > ATTENDEES_SHOWN_MAX;
        if to.alone || many || self.part(to) == contexts::Part::Attendee {
            return vec![chair, invited(&to.email, &to.name)];
        }
        let hosts = meeting.alternate_hosts.iter().filter_map(|party| match party {
            Party::Address(email) => Some(invited(email, "")),
            Party::Person(person) => {
                let known = self.known.iter().find(|known| known.person == *person)?;
                Some(invited(&known.email, &known.name))
            }
        });
        let others = shown.iter().map(|invitee| invited(&invitee.email, &invitee.name));
        std::iter::once(chair).chain(hosts).chain(others).collect()
    }

    /// What goes by one rule, as the mail tells it: its present or next meeting.
    fn told(&self, app: &App, to: &Recipient, part: &Schedule) -> contexts::Meeting {
        let meeting = &self.changed.meeting;
        contexts::Meeting {
            title: meeting.words_of(part.present()).0.to_owned(),
            part: self.part(to),
            organizer: self.host.name.clone(),
            starts: starts(part, app.now()),
            zone: to.zone.clone(),
            duration_minutes: i64::from(minutes(part, app.now())),
            repeats: words::repeats(&app.texts, &to.locale, part.repeats()),
            number: meeting.identity.number.to_string(),
            link: self.url_for(to).to_owned(),
            needs_password: meeting.password.is_some(),
            password: meeting.password.as_ref().map(|password| password.shown().to_owned()),
            answer_link: to.code.as_ref().map(|code| answer::url(app, code)),
        }
    }

    /// One meeting of a series as the mail tells it; one that is off, when it was to be.
    fn told_single(
        &self,
        app: &App,
        to: &Recipient,
        single: &SingleChanged,
    ) -> Option<contexts::Meeting> {
        let by_rule = self.before.and_then(|before| before.schedule.occurrence(single.index));
        let time = single.after.or(single.before).or(by_rule)?;
        let meeting = &self.changed.meeting;
        Some(contexts::Meeting {
            title: meeting.words(single.index).0.to_owned(),
            starts: time.start,
            duration_minutes: i64::from(time.minutes()),
            repeats: None,
            ..self.told(app, to, &meeting.schedule)
        })
    }
}

/// The start of the present or next time, or of the first when all are over.
fn starts(schedule: &Schedule, now: Timestamp) -> Timestamp {
    let next = schedule.current_or_next(now);
    next.map_or_else(|| schedule.first_start(), |time| time.start)
}

/// The length of the present or next time.
fn minutes(schedule: &Schedule, now: Timestamp) -> u32 {
    let next = schedule.current_or_next(now);
    next.map_or_else(|| schedule.duration_minutes(), |time| time.minutes())
}
