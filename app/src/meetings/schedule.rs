//! Scheduling, changing and calling off a meeting: one transaction, with the mails it causes (F1).

use meetings::policy::Choice;
use meetings::registration::Standing;
use meetings::{
    Changed, Draft, Facts, Identity, Kind, KnownPerson, Limits, LinkCode, Meeting, MeetingNumber,
    Party, Password, RegistrationPlan, RepeatDraft, ScheduleRefusal, SingleChanged,
};
use people::roles::Permission;
use serde_json::{Value as Json, json};
use store::meeting::{Kept, Part};
use store::meeting_list::{self, Known};
use store::person::Person;
use store::{StoreError, Tx};
use units::id::{AccountId, MeetingId, PersonId};
use units::{EmailAddress, Timestamp};

use super::limits::{self, Size};
use super::tell::{self, News};
use super::{MeetingError, held, join_url, listed, move_on, registration, site_of};
use crate::Who;
use crate::app::App;
use crate::policy::mails;
use crate::trail::{self, Done};

/// Times a new number and link are made when the ones before were taken.
const TRIES_MAX: u32 = 4;
/// What a new form starts with, unless the plan allows less.
const SUGGESTED_MINUTES: u32 = 30;
/// Addresses looked up for one change: more than drafts that are found right have in all.
const ADDRESSES_MAX: usize = 2_300;

/// What a form says beside what is typed into it (B7).
#[derive(Clone, Debug)]
pub struct FormFacts {
    pub kind: Kind,
    /// Any plan has webinars, so a form may be one of a webinar.
    pub sells_webinars: bool,
    /// Of the plan that the meeting is held under.
    pub limits: Limits,
    /// Host name of the site it takes place on.
    pub site: String,
    /// Whose meeting it is, when it is somebody else's.
    pub host_name: Option<String>,
}

/// The facts for the form of meeting `id`; none: of a new one of `kind`.
pub async fn form_facts(
    app: &App,
    who: &Who,
    id: Option<MeetingId>,
    kind: Kind,
) -> Result<FormFacts, MeetingError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let (account, site, host, kind) = match id {
        None => {
            let row = store::account::find(&mut tx, who.account()).await?;
            let row = row.ok_or_else(|| StoreError::Other("no account".to_owned()))?;
            (row.id, row.site, who.person(), kind)
        }
        Some(id) => {
            let kept = held(&mut tx, who, id).await?;
            let identity = &kept.meeting.identity;
            (identity.account, kept.site, identity.host, kept.meeting.kind)
        }
    };
    let site = site_of(&mut tx, site).await?;
    let other = match host == who.person() {
        true => None,
        false => store::person::find(&mut tx, account, host).await?,
    };
    let size = Size::least(kind);
    Ok(FormFacts {
        kind,
        limits: limits::load(app, &mut tx, (account, host), &who.locale, size).await?,
        sells_webinars: limits::sells(app, &mut tx).await?,
        site: crate::plan::site_address(app, &site),
        host_name: other.map(|person| person.name),
    })
}

/// An empty form's beginning: today's next full hour in the person's zone, with a password unless
/// it was decided otherwise.
pub fn suggest(app: &App, who: &Who, kind: Kind, limits: &Limits) -> Draft {
    let minutes = limits.longest_meeting_minutes.unwrap_or(SUGGESTED_MINUTES);
    let with_password = limits.password.choice == Choice::Switch(true);
    let password = with_password.then(|| Password::suggested(app.random_bytes()));
    let in_an_hour = who.zone.civil(app.now().plus_hours(1));
    Draft {
        kind: kind.word().to_owned(),
        start: in_an_hour.strftime("%Y-%m-%dT%H:00").to_string(),
        zone: who.zone.name().to_owned(),
        duration_minutes: Some(i64::from(minutes.min(SUGGESTED_MINUTES))),
        repeats: RepeatDraft { frequency: "once".to_owned(), ..RepeatDraft::default() },
        password: password.map(|it| it.shown().to_owned()).unwrap_or_default(),
        ..Draft::default()
    }
}

pub(super) fn allowed(who: &Who) -> Result<(), MeetingError> {
    match who.actor.may(Permission::ScheduleMeetings) {
        true => Ok(()),
        false => Err(MeetingError::NotAllowed),
    }
}

/// Schedules the meeting of `draft`. `id` is made with the form, so that a second click changes
/// nothing, and a form corrected on the way back changes the meeting it has made.
pub async fn schedule(
    app: &App,
    who: &Who,
    id: Option<MeetingId>,
    draft: &Draft,
) -> Result<Meeting, MeetingError> {
    schedule_with(app, who, id, draft, None).await
}

/// As `schedule`; `asks`: what a meeting that is made new asks of whoever registers. Without it a
/// webinar asks as webinars do, and a meeting does not.
pub async fn schedule_with(
    app: &App,
    who: &Who,
    id: Option<MeetingId>,
    draft: &Draft,
    asks: Option<&RegistrationPlan>,
) -> Result<Meeting, MeetingError> {
    allowed(who)?;
    let mut id = id.unwrap_or_else(|| app.id());
    for _ in 1..TRIES_MAX {
        match insert(app, who, id, draft, asks).await {
            Err(MeetingError::Store(error)) if error.is_taken() => {}
            answer => return answer,
        }
        match reschedule(app, who, id, draft, None).await {
            Err(MeetingError::NotFound | MeetingError::Refused(ScheduleRefusal::Cancelled)) => {
                id = app.id();
            }
            answer => return answer,
        }
    }
    insert(app, who, id, draft, asks).await
}

async fn insert(
    app: &App,
    who: &Who,
    id: MeetingId,
    draft: &Draft,
    asks: Option<&RegistrationPlan>,
) -> Result<Meeting, MeetingError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let account = store::account::lock(&mut tx, who.account()).await?;
    let account = account.ok_or(MeetingError::NotFound)?;
    let identity = Identity {
        id,
        account: account.id,
        host: who.person(),
        number: MeetingNumber::from_random(app.random_bytes()),
        link: LinkCode::from_random(app.random_bytes()),
    };
    let stage = Stage::load(app, &mut tx, who, draft, identity.host, account.id, None).await?;
    let changed = meetings::schedule::schedule(identity, draft, &stage.facts(now))?;
    let meeting = &changed.meeting;
    store::meeting::insert(&mut tx, meeting, &stage.named, account.site, now).await?;
    registration::begin(app, &mut tx, &who.locale, (meeting, &stage.host.email), asks).await?;
    let site = site_of(&mut tx, account.site).await?;
    let news = News {
        changed: &changed,
        single: None,
        before: None,
        host: &stage.host,
        known: &stage.known,
        url: join_url(app, meeting, &site),
    };
    finish(app, &mut tx, who, "meeting.scheduled", (&news, &stage), now).await?;
    tx.commit().await?;
    Ok(changed.meeting)
}

/// Changes meeting `id` into what `draft` says. `expected` is the sequence of the version that was
/// read, if the change must not go over somebody else's.
pub async fn reschedule(
    app: &App,
    who: &Who,
    id: MeetingId,
    draft: &Draft,
    expected: Option<u32>,
) -> Result<Meeting, MeetingError> {
    let now = app.now();
    let (mut tx, before) = lock(app, who, id, expected).await?;
    let Identity { account, host, .. } = before.meeting.identity;
    let stage = Stage::load(app, &mut tx, who, draft, host, account, Some(&before)).await?;
    let changed = meetings::schedule::reschedule(&before.meeting, draft, &stage.facts(now))?;
    if changed.meeting == before.meeting {
        return Ok(changed.meeting);
    }
    let done = Step { action: "meeting.updated", changed: &changed, single: None };
    change(app, tx, who, &before, &done, &stage).await?;
    Ok(changed.meeting)
}

/// Calls meeting `id` off. `expected` as in `reschedule`.
pub async fn cancel(
    app: &App,
    who: &Who,
    id: MeetingId,
    expected: Option<u32>,
) -> Result<Meeting, MeetingError> {
    let (mut tx, before) = lock(app, who, id, expected).await?;
    let changed = meetings::schedule::cancel(&before.meeting, app.now())?;
    let Identity { account, host, .. } = before.meeting.identity;
    let draft = Draft::default();
    let stage = Stage::load(app, &mut tx, who, &draft, host, account, Some(&before)).await?;
    let done = Step { action: "meeting.cancelled", changed: &changed, single: None };
    change(app, tx, who, &before, &done, &stage).await?;
    Ok(changed.meeting)
}

/// A transaction that has locked the meeting's account and the meeting, in this order.
pub(super) async fn lock(
    app: &App,
    who: &Who,
    id: MeetingId,
    expected: Option<u32>,
) -> Result<(Tx, Kept), MeetingError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    let account = store::meeting::account_for_holder(&mut tx, who.person(), id).await?;
    let account = account.ok_or(MeetingError::NotFound)?;
    store::account::lock(&mut tx, account).await?;
    let kept = store::meeting::lock(&mut tx, account, id).await?.ok_or(MeetingError::NotFound)?;
    let present = kept.meeting.sequence;
    if expected.is_some_and(|expected| expected != present) {
        return Err(MeetingError::Changed { present });
    }
    Ok((tx, kept))
}

/// A change that was decided.
pub(super) struct Step<'a> {
    pub action: &'a str,
    pub changed: &'a Changed,
    /// The one meeting of the series that is changed; `None`: the whole.
    pub single: Option<&'a SingleChanged>,
}

pub(super) async fn change(
    app: &App,
    mut tx: Tx,
    who: &Who,
    before: &Kept,
    done: &Step<'_>,
    stage: &Stage,
) -> Result<(), MeetingError> {
    let now = app.now();
    let changed = done.changed;
    store::meeting::update(&mut tx, &changed.meeting, &stage.named, now).await?;
    let site = site_of(&mut tx, before.site).await?;
    let news = News {
        changed,
        single: done.single,
        before: Some(&before.meeting),
        host: &stage.host,
        known: &stage.known,
        url: join_url(app, &changed.meeting, &site),
    };
    finish(app, &mut tx, who, done.action, (&news, stage), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Lists, due work, mails and the trail.
async fn finish(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    action: &str,
    (news, stage): (&News<'_>, &Stage),
    now: Timestamp,
) -> Result<(), MeetingError> {
    let meeting = &news.changed.meeting;
    let parts = parts(meeting, news.known);
    let hosts = (meeting, stage.named.as_slice());
    store::meeting::list_for(tx, hosts, &parts, listed(meeting, now)).await?;
    move_on::plan(app, tx, meeting, now).await?;
    let told = tell::queue(app, tx, news).await?;
    let single = news.single.map(
        |single| json!({ "index": single.index, "before": single.before, "after": single.after }),
    );
    let change = json!({
        "before": news.before.map(summary),
        "after": summary(meeting),
        "single": single,
        "people_told": told,
    });
    let subject = meeting.identity.id.to_string();
    let done = Done { account: meeting.identity.account, action, subject, change };
    trail::record(app, tx, &who.by(), done).await?;
    Ok(())
}

/// What the trail and receivers of events are told of a meeting; never its password or its agenda.
fn summary(meeting: &Meeting) -> Json {
    json!({
        "kind": meeting.kind,
        "title": meeting.title,
        "start": meeting.schedule.start().to_string(),
        "zone": meeting.schedule.zone(),
        "duration_minutes": meeting.schedule.duration_minutes(),
        "repeats": meeting.schedule.repeats(),
        "exceptions": meeting.schedule.exceptions().len(),
        "people": meeting.parties().len(),
        "has_password": meeting.password.is_some(),
        "sequence": meeting.sequence,
        "state": meeting.state,
    })
}

/// Puts a meeting that came from elsewhere, with its people, into the lists of everyone it concerns
/// here, and plans its moves there. Nobody is told.
pub(crate) async fn settle(app: &App, tx: &mut Tx, kept: &Kept) -> Result<(), StoreError> {
    let (meeting, now) = (&kept.meeting, app.now());
    let invited = meeting.panelists.iter().chain(&meeting.invitees);
    let invited = invited.map(|invitee| invitee.email.clone());
    let addresses: Vec<EmailAddress> = invited.take(ADDRESSES_MAX).collect();
    let known = meeting_list::known(tx, &addresses).await?;
    let hosts = (meeting, kept.known.as_slice());
    store::meeting::list_for(tx, hosts, &parts(meeting, &known), listed(meeting, now)).await?;
    move_on::plan(app, tx, meeting, now).await
}

/// In whose lists it stands: everyone it concerns who has an account.
pub(super) fn parts(meeting: &Meeting, known: &[Known]) -> Vec<(PersonId, Part)> {
    let mut parts = vec![(meeting.identity.host, Part::Host)];
    let mut add = |person: PersonId, part: Part| {
        if parts.iter().all(|(listed, _)| *listed != person) {
            parts.push((person, part));
        }
    };
    for party in &meeting.alternate_hosts {
        if let Party::Person(person) = party {
            add(*person, Part::AlternateHost);
        }
    }
    let panelists = meeting.panelists.iter().map(|each| (each, Part::Panelist));
    let invitees = meeting.invitees.iter().map(|each| (each, Part::Invitee));
    for (invitee, part) in panelists.chain(invitees) {
        let key = invitee.email.key();
        if let Some(known) = known.iter().find(|known| known.email.key() == key) {
            add(known.person, part);
        }
    }
    parts
}

/// Everything a draft is judged by, and everyone who may have to be told.
pub(super) struct Stage {
    limits: Limits,
    pub host: Person,
    host_known: KnownPerson,
    /// People with an account among all addresses, of the draft and of the meeting before.
    pub known: Vec<Known>,
    people: Vec<KnownPerson>,
    /// The same people, and the alternate hosts of before by the address they were named with then.
    named: Vec<KnownPerson>,
}

impl Stage {
    pub async fn load(
        app: &App,
        tx: &mut Tx,
        who: &Who,
        draft: &Draft,
        host: PersonId,
        account: AccountId,
        before: Option<&Kept>,
    ) -> Result<Stage, MeetingError> {
        let gone = || StoreError::Other("a meeting's host is gone".to_owned());
        let host = store::person::find(tx, account, host).await?.ok_or_else(gone)?;
        let kind = match before {
            Some(before) => before.meeting.kind,
            None => Kind::from_word(draft.kind.trim()).unwrap_or_default(),
        };
        let size = Size::asked(draft, kind);
        let mut limits = limits::load(app, tx, (account, host.id), &who.locale, size).await?;
        if let Some(before) = before.filter(|_| kind.is_webinar()) {
            let id = before.meeting.identity.id;
            let approved = Some(Standing::Approved);
            limits.registered = store::registration::count(tx, account, id, approved).await?;
        }
        let mut known = meeting_list::known(tx, &addresses(draft, before)).await?;
        mails::resolve(tx, &mut known).await?;
        let people: Vec<KnownPerson> = known
            .iter()
            .map(|known| KnownPerson { person: known.person, email: known.email.clone() })
            .collect();
        let earlier = before.into_iter().flat_map(|before| before.known.iter().cloned());
        let named = people.iter().cloned().chain(earlier).collect();
        let host_known = KnownPerson { person: host.id, email: host.email.clone() };
        Ok(Stage { limits, host, host_known, known, people, named })
    }

    pub fn facts(&self, now: Timestamp) -> Facts<'_> {
        Facts { now, limits: &self.limits, host: &self.host_known, people: &self.people }
    }
}

/// Every address in the draft and in the meeting before, each once.
pub(super) fn addresses(draft: &Draft, before: Option<&Kept>) -> Vec<EmailAddress> {
    let invited = draft.panelists.iter().chain(&draft.invitees);
    let invited = invited.map(|invitee| invitee.email.as_str());
    let hosts = draft.alternate_hosts.iter().map(String::as_str);
    let written = invited.chain(hosts).filter_map(|text| text.parse().ok());
    let earlier = before.into_iter().flat_map(|before| {
        let invited = before.meeting.panelists.iter().chain(&before.meeting.invitees);
        let invited = invited.map(|invitee| &invitee.email);
        let hosts = before.meeting.alternate_hosts.iter().filter_map(|party| match party {
            Party::Address(email) => Some(email),
            Party::Person(_) => None,
        });
        let known = before.known.iter().map(|known| &known.email);
        invited.chain(hosts).chain(known).cloned()
    });
    let mut all: Vec<EmailAddress> = written.chain(earlier).take(ADDRESSES_MAX).collect();
    all.sort_by_key(EmailAddress::key);
    all.dedup_by_key(|email| email.key());
    all
}
