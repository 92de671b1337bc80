//! Whoever takes part in a meeting is reminded of it some time before it starts, if they want that
//! (F10, E9a, docs/decisions/0052). Those without an account have never been asked, and have their
//! calendar.

use std::collections::BTreeMap;

use mail::contexts;
use meetings::{Kind, Meeting, Occurrence, Schedule, State};
use people::profile::Notification;
use store::due::{Lane, NewDue};
use store::meeting::Kept;
use store::meeting_list::{self, Known};
use store::{StoreError, Tx};
use units::Timestamp;

use super::move_on::SeriesRef;
use super::registration::guest;
use super::{join_url, site_of, words};
use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::policy::mails;
use crate::work::Outcome;

/// How long before the start.
pub const MINUTES_BEFORE: i64 = 30;

/// Plans the reminders of this version of `meeting`; a later version has its own.
pub(crate) async fn plan(
    app: &App,
    tx: &mut Tx,
    meeting: &Meeting,
    now: Timestamp,
) -> Result<(), StoreError> {
    if meeting.state == State::Cancelled {
        return Ok(());
    }
    let Some(due_at) = next_reminder(&meeting.schedule, now) else { return Ok(()) };
    let identity = &meeting.identity;
    let account = identity.account;
    let payload = &SeriesRef { account, meeting: identity.id, sequence: meeting.sequence };
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "meeting_reminder",
        key: format!("{}.{}", identity.id, meeting.sequence),
        payload,
        due_at,
        now,
    };
    store::due::add_all(tx, vec![work.row(Lane::Background)]).await
}

/// The first time that starts after `moment`.
fn first_after(schedule: &Schedule, moment: Timestamp) -> Option<Occurrence> {
    let found = schedule.current_or_next(moment)?;
    match found.start > moment {
        true => Some(found),
        false => schedule.current_or_next(found.end).filter(|next| next.start > moment),
    }
}

/// When somebody is reminded next after `now`: of a time that starts too soon nobody is.
fn next_reminder(schedule: &Schedule, now: Timestamp) -> Option<Timestamp> {
    let next = first_after(schedule, now.plus_minutes(MINUTES_BEFORE))?;
    Some(next.start.plus_minutes(-MINUTES_BEFORE))
}

/// Due work: reminds of the time that starts soon, and comes again before the next.
pub async fn run(app: &App, work: &SeriesRef) -> Outcome {
    match remind(app, work).await {
        Ok(Some(next)) => Outcome::At(next),
        Ok(None) => Outcome::Done,
        Err(error) => error.into(),
    }
}

async fn remind(app: &App, work: &SeriesRef) -> Result<Option<Timestamp>, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let kept = store::meeting::lock(&mut tx, work.account, work.meeting).await?;
    let Some(kept) = kept.filter(|kept| kept.meeting.sequence == work.sequence) else {
        return Ok(None);
    };
    if kept.meeting.state == State::Cancelled {
        return Ok(None);
    }
    let schedule = &kept.meeting.schedule;
    let soon = now.plus_minutes(MINUTES_BEFORE);
    if let Some(time) = first_after(schedule, now).filter(|time| time.start <= soon) {
        let (account, id) = (work.account, work.meeting);
        // A try that was cut off after it was kept is repeated, and tells nobody twice.
        if store::meeting::set_reminded(&mut tx, account, id, time.start).await? {
            tell(app, &mut tx, &kept, time).await?;
            tx.commit().await?;
        }
    }
    Ok(next_reminder(schedule, now))
}

async fn tell(app: &App, tx: &mut Tx, kept: &Kept, time: Occurrence) -> Result<(), StoreError> {
    let meeting = &kept.meeting;
    let (account, id) = (meeting.identity.account, meeting.identity.id);
    let mut people = meeting_list::people_of(tx, account, id).await?;
    mails::resolve(tx, &mut people).await?;
    let host = people.iter().find(|person| person.person == meeting.identity.host);
    let organizer = host.map(|host| host.name.clone()).unwrap_or_default();
    let site = site_of(tx, kept.site).await?;
    let general = join_url(app, meeting, &site);
    let codes = match meeting.kind.is_webinar() {
        true => store::meeting_answer::codes(tx, account, id).await?,
        false => BTreeMap::new(),
    };
    let link = |person: &Known| match codes.get(&person.email.key()) {
        Some(code) => guest::personal_url(&general, code),
        None => general.clone(),
    };
    let wants =
        |person: &&Known| person.notifications.wanted.contains(&Notification::MeetingReminders);
    for person in people.iter().filter(wants) {
        let says = contexts::MeetingReminder {
            meeting: contexts::Meeting {
                title: meeting.words(time.index).0.to_owned(),
                part: part(meeting, person),
                organizer: organizer.clone(),
                starts: time.start,
                zone: person.zone.clone(),
                duration_minutes: i64::from(time.minutes()),
                repeats: words::repeats(&app.texts, &person.locale, meeting.schedule.repeats()),
                number: meeting.identity.number.to_string(),
                link: link(person),
                needs_password: meeting.password.is_some(),
                password: meeting.password.as_ref().map(|it| it.shown().to_owned()),
                answer_link: None,
            },
        };
        let envelope = Envelope {
            account: Some(person.account),
            to: person.email.clone(),
            to_name: person.name.clone(),
            locale: person.locale.clone(),
        };
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

/// As what `person` takes part in `meeting`.
fn part(meeting: &Meeting, person: &Known) -> contexts::Part {
    let key = person.email.key();
    let is_guest = meeting.invitees.iter().any(|each| each.email.key() == key);
    match meeting.kind {
        Kind::Meeting => contexts::Part::Participant,
        Kind::Webinar if meeting.is_panelist(&key) => contexts::Part::Panelist,
        Kind::Webinar if is_guest => contexts::Part::Attendee,
        Kind::Webinar => contexts::Part::Host,
    }
}

#[cfg(test)]
mod tests {
    use meetings::Repeat;
    use units::Zone;

    use super::*;

    /// E9a: each time has one reminder, and what starts within the half hour none.
    #[test]
    fn each_time_is_announced_once() {
        let weekly: Repeat = "FREQ=WEEKLY;BYDAY=MO;COUNT=2".parse().expect("a rule");
        let start = "2027-03-01T10:00".parse().expect("a time");
        let schedule = Schedule::new(start, Zone::utc(), 30, weekly);
        let at = |text: &str| -> Timestamp { text.parse().expect("a moment") };
        let next = |text: &str| next_reminder(&schedule, at(text));
        assert_eq!(next("2027-02-01T00:00Z"), Some(at("2027-03-01T09:30Z")));
        assert_eq!(next("2027-03-01T09:29Z"), Some(at("2027-03-01T09:30Z")));
        assert_eq!(next("2027-03-01T09:30Z"), Some(at("2027-03-08T09:30Z")));
        assert_eq!(next("2027-03-01T10:10Z"), Some(at("2027-03-08T09:30Z")));
        assert_eq!(next("2027-03-08T09:30Z"), None);
    }
}
