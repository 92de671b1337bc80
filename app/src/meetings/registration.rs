//! Registration for a meeting: what it asks and who is let in, for those who hold it (F1,
//! docs/decisions/0049). What guests do is in `guest`.

pub mod guest;

use meetings::registration::{
    self as rules, Decision, Door, NotDecided, Places, Settings, SettingsDraft, Standing, Wrong,
};
use meetings::{Changed, Field, FieldProblem, Limits, LinkCode, Meeting, Problem};
use meetings::{RegistrationPlan, ScheduleRefusal};
use people::roles::Permission;
use serde_json::json;
use std::collections::BTreeMap;
use store::meeting::Kept;
use store::registration as rows;
pub use store::registration::Registrant;
use store::{StoreError, Tx, meeting_answer};
use units::id::{MeetingId, RegistrantId, kind};
use units::{EmailAddress, Locale, Timestamp};

use super::limits::{self, Size};
use super::tell::{News, registrants};
use super::{MeetingError, held, join_url, schedule, site_of};
use crate::app::App;
use crate::page::{self, Cursor, Page};
use crate::trail::{self, Done};
use crate::who::Who;

/// Rows of the table read at a time.
const READ_AT_ONCE: u32 = page::PAGE_MAX;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// The meeting asks for none, or there is nobody with this code.
    #[error("no such registration")]
    NotFound,
    #[error("{} fields need another value", .0.len())]
    Fields(Vec<Wrong>),
    /// More places than the plan of a webinar's host has left for whoever registers.
    #[error("{asked} places where the plan has {limit}")]
    PlanPlaces { asked: u32, limit: u32, plan: String, lifted_by: Option<String> },
    /// Nobody can register now.
    #[error("registration is {}", .0.word())]
    Shut(Door),
    #[error("no place is left")]
    Full,
    #[error("they have cancelled")]
    TheyCancelled,
    #[error("they were refused")]
    Refused,
    #[error("too many people have asked")]
    TooMany,
    #[error("too many wrong codes")]
    Wait { until: Timestamp },
    #[error(transparent)]
    Meeting(#[from] MeetingError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RegistrationError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            RegistrationError::NotFound => "registration.not_found",
            RegistrationError::Fields(_) => "registration.fields",
            RegistrationError::PlanPlaces { .. } => "registration.plan_places",
            RegistrationError::Shut(Door::Open | Door::Closed) => "registration.closed",
            RegistrationError::Shut(Door::Full) | RegistrationError::Full => "registration.full",
            RegistrationError::Shut(Door::Over) => "registration.over",
            RegistrationError::Shut(Door::Cancelled) => "registration.meeting_cancelled",
            RegistrationError::TheyCancelled => "registration.they_cancelled",
            RegistrationError::Refused => "registration.refused",
            RegistrationError::TooMany => "registration.too_many",
            RegistrationError::Wait { .. } => "rate.limited",
            RegistrationError::Meeting(error) => error.code(),
            RegistrationError::Store(_) => "store.unavailable",
        }
    }
}

impl From<NotDecided> for RegistrationError {
    fn from(refused: NotDecided) -> RegistrationError {
        match refused {
            NotDecided::Full => RegistrationError::Full,
            NotDecided::Cancelled => RegistrationError::TheyCancelled,
            NotDecided::Refused => RegistrationError::Refused,
        }
    }
}

/// Where one registers for `meeting`.
pub fn url(app: &App, meeting: &Meeting) -> String {
    app.config.portal_url(&format!("/register/{}", meeting.identity.link.as_str()))
}

/// Where somebody who registered sees how they stand, and cancels.
pub(crate) fn own_url(app: &App, code: &LinkCode) -> String {
    app.config.portal_url(&format!("/registrations/{}", code.as_str()))
}

/// The registration for a meeting, for those who hold it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub meeting: Meeting,
    /// Of the host's plan: people, and in a webinar attendees.
    pub limits: Limits,
    /// None: it asks for none.
    pub settings: Option<Settings>,
    /// Where one registers.
    pub url: String,
    /// As a form starts with.
    pub draft: SettingsDraft,
    pub counts: BTreeMap<Standing, u32>,
    /// Places left; none: no limit, or nothing is asked.
    pub left: Option<u32>,
    pub door: Option<Door>,
}

/// The registration for meeting `id`, if `who` holds it.
pub async fn show(app: &App, who: &Who, id: MeetingId) -> Result<Shown, RegistrationError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingError::NotAllowed.into());
    }
    let mut tx = app.store.read().await?;
    let kept = held(&mut tx, who, id).await?;
    let identity = &kept.meeting.identity;
    let settings = rows::settings(&mut tx, identity.account, identity.id).await?;
    let limits = limits_of(app, &mut tx, &kept.meeting, &who.locale, 1).await?;
    let places = places_within(&mut tx, &kept, &limits).await?;
    let mut counts = BTreeMap::new();
    for standing in Standing::ALL {
        let count = rows::count(&mut tx, identity.account, identity.id, Some(standing)).await?;
        counts.insert(standing, count);
    }
    let zone = kept.meeting.schedule.zone();
    let draft = settings.as_ref().map(|settings| SettingsDraft::of(settings, zone));
    let door =
        settings.as_ref().map(|settings| rules::door(&kept.meeting, settings, places, app.now()));
    Ok(Shown {
        limits,
        url: url(app, &kept.meeting),
        draft: draft.unwrap_or_default(),
        left: settings.as_ref().and_then(|settings| places.left(&kept.meeting, settings)),
        door,
        counts,
        settings,
        meeting: kept.meeting,
    })
}

/// How many places the plan of the host has, and how many are taken.
async fn places(app: &App, tx: &mut Tx, kept: &Kept) -> Result<Places, StoreError> {
    let limits = limits_of(app, tx, &kept.meeting, &Locale::english(), 1).await?;
    places_within(tx, kept, &limits).await
}

/// The limits of the host's plan, in words of `locale`, and what lifts them to `people`.
async fn limits_of(
    app: &App,
    tx: &mut Tx,
    meeting: &Meeting,
    locale: &Locale,
    people: u32,
) -> Result<Limits, StoreError> {
    let identity = &meeting.identity;
    let size = Size { people, ..Size::least(meeting.kind) };
    limits::load(app, tx, (identity.account, identity.host), locale, size).await
}

async fn places_within(tx: &mut Tx, kept: &Kept, limits: &Limits) -> Result<Places, StoreError> {
    let identity = &kept.meeting.identity;
    let approved = rows::count(tx, identity.account, identity.id, Some(Standing::Approved)).await?;
    Ok(Places { plan: limits.most_participants, approved })
}

/// Asks for registration as `draft` says, from now on or differently than before.
pub async fn set(
    app: &App,
    who: &Who,
    id: MeetingId,
    draft: &SettingsDraft,
) -> Result<(), RegistrationError> {
    let now = app.now();
    let (mut tx, kept) = schedule::lock(app, who, id, None).await?;
    let meeting = &kept.meeting;
    let settings = draft.check(meeting.schedule.zone()).map_err(RegistrationError::Fields)?;
    let over = over_plan(app, &mut tx, &who.locale, meeting, &settings).await?;
    if let Some(OverPlan { asked, limit, plan, lifted_by }) = over {
        return Err(RegistrationError::PlanPlaces { asked, limit, plan, lifted_by });
    }
    let account = meeting.identity.account;
    let before = rows::settings(&mut tx, account, id).await?;
    if before.as_ref() == Some(&settings) {
        return Ok(());
    }
    rows::set(&mut tx, account, id, &settings, now).await?;
    ensure_codes(app, &mut tx, &kept).await?;
    let change = json!({
        "title": meeting.title,
        "approval": settings.approval,
        "places": settings.places,
        "closes_at": settings.closes_at,
        "questions": settings.questions.len(),
    });
    let action = "meeting.registration_changed";
    let done = Done { account, action, subject: id.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

/// More places than a plan has, and what has them.
struct OverPlan {
    asked: u32,
    limit: u32,
    plan: String,
    lifted_by: Option<String>,
}

/// Whether the plan lacks the places that `settings` say, of a webinar (A4).
async fn over_plan(
    app: &App,
    tx: &mut Tx,
    locale: &Locale,
    meeting: &Meeting,
    settings: &Settings,
) -> Result<Option<OverPlan>, StoreError> {
    let asked = settings.places.filter(|_| meeting.kind.is_webinar());
    let Some(asked) = asked else { return Ok(None) };
    let people = asked.saturating_add(meeting.places_taken());
    let limits = limits_of(app, tx, meeting, locale, people).await?;
    let places = Places { plan: limits.most_participants, approved: 0 };
    let limit = places.of_plan(meeting).filter(|limit| asked > *limit);
    let (plan, lifted_by) = (limits.plan, limits.larger_with);
    Ok(limit.map(|limit| OverPlan { asked, limit, plan, lifted_by }))
}

/// What a new meeting asks of whoever registers, from its beginning: what `asks` says, and without
/// it a webinar asks until its host decides otherwise. `host` is the host's address.
pub(super) async fn begin(
    app: &App,
    tx: &mut Tx,
    locale: &Locale,
    (meeting, host): (&Meeting, &EmailAddress),
    asks: Option<&RegistrationPlan>,
) -> Result<(), MeetingError> {
    let of_webinar = || meeting.kind.is_webinar().then(RegistrationPlan::of_webinar);
    let Some(plan) = asks.cloned().or_else(of_webinar) else { return Ok(()) };
    let settings = plan.settings(&meeting.schedule, app.now());
    if let Some(over) = over_plan(app, tx, locale, meeting, &settings).await? {
        let OverPlan { asked, limit, plan, lifted_by } = over;
        let problem = Problem::PlanPlaces { asked, limit, plan, lifted_by };
        let problems = vec![FieldProblem { field: Field::Registration, problem }];
        return Err(ScheduleRefusal::Fields(problems).into());
    }
    let identity = &meeting.identity;
    rows::set(tx, identity.account, identity.id, &settings, app.now()).await?;
    // Whoever is invited gets a code with their mail; the host gets none.
    ensure_host_code(app, tx, meeting, host).await?;
    Ok(())
}

/// The host at `email` gets a code of their own for `meeting`, by which they come in.
pub(super) async fn ensure_host_code(
    app: &App,
    tx: &mut Tx,
    meeting: &Meeting,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    let identity = &meeting.identity;
    let known = meeting_answer::codes(tx, identity.account, identity.id).await?;
    if known.contains_key(&email.key()) {
        return Ok(());
    }
    let new = [(email.key(), LinkCode::from_random(app.random_bytes()))].into();
    meeting_answer::add_codes(tx, meeting, &new, app.now()).await
}

/// Everybody the meeting concerns gets a code of their own, by which they come in.
async fn ensure_codes(app: &App, tx: &mut Tx, kept: &Kept) -> Result<(), StoreError> {
    let identity = &kept.meeting.identity;
    let host = store::person::find(tx, identity.account, identity.host).await?;
    let invited = super::answer::invited(kept).into_iter().map(|(email, _)| email.key());
    let keys = invited.chain(host.map(|host| host.email.key()));
    let known = meeting_answer::codes(tx, identity.account, identity.id).await?;
    let new: BTreeMap<String, LinkCode> = keys
        .filter(|key| !known.contains_key(key))
        .map(|key| (key, LinkCode::from_random(app.random_bytes())))
        .collect();
    meeting_answer::add_codes(tx, &kept.meeting, &new, app.now()).await
}

/// The meeting asks for no registration any more. Who registered stays so.
pub async fn end(app: &App, who: &Who, id: MeetingId) -> Result<(), RegistrationError> {
    let (mut tx, kept) = schedule::lock(app, who, id, None).await?;
    let account = kept.meeting.identity.account;
    if !rows::end(&mut tx, account, id).await? {
        return Ok(());
    }
    let change = json!({ "title": kept.meeting.title });
    let action = "meeting.registration_ended";
    let done = Done { account, action, subject: id.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

/// Who registered for meeting `id`, latest first: all, or those of one standing.
pub async fn list(
    app: &App,
    who: &Who,
    id: MeetingId,
    standing: Option<Standing>,
    (after, most): (Option<Cursor<kind::Registrant>>, u32),
) -> Result<Page<Registrant, kind::Registrant>, RegistrationError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingError::NotAllowed.into());
    }
    let mut tx = app.store.read().await?;
    let identity = held(&mut tx, who, id).await?.meeting.identity;
    let whose = (identity.account, identity.id);
    let found = rows::page(&mut tx, whose, standing, after, page::to_read(most)).await?;
    Ok(Page::of(found, most, |each| Cursor { at: each.asked_at, id: each.id }))
}

/// Approves or refuses somebody who registered; they are told by mail when it is different.
pub async fn decide(
    app: &App,
    who: &Who,
    id: MeetingId,
    registrant: RegistrantId,
    decision: Decision,
) -> Result<Registrant, RegistrationError> {
    let (mut tx, kept) = schedule::lock(app, who, id, None).await?;
    let account = kept.meeting.identity.account;
    let found = rows::find(&mut tx, account, id, registrant).await?;
    let found = found.ok_or(RegistrationError::NotFound)?;
    let left = match rows::settings(&mut tx, account, id).await? {
        None => None,
        Some(settings) => places(app, &mut tx, &kept).await?.left(&kept.meeting, &settings),
    };
    let standing = rules::decide(found.standing, decision, left)?;
    if standing == found.standing {
        return Ok(found);
    }
    let after = Registrant { standing, decided_at: Some(app.now()), ..found };
    rows::update(&mut tx, &after).await?;
    write(app, &mut tx, &kept, &after, found.standing).await?;
    let action = match standing {
        Standing::Approved => "meeting.registrant_approved",
        _ => "meeting.registrant_refused",
    };
    let change = json!({ "title": kept.meeting.title, "registrant": after.id });
    let done = Done { account, action, subject: id.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(after)
}

/// Tells `registrant` how they stand, who stood as `before` until now.
async fn write(
    app: &App,
    tx: &mut Tx,
    kept: &Kept,
    registrant: &Registrant,
    before: Standing,
) -> Result<(), StoreError> {
    let identity = &kept.meeting.identity;
    let host = store::person::find(tx, identity.account, identity.host).await?;
    let host = host.ok_or_else(|| StoreError::Other("a meeting's host is gone".to_owned()))?;
    let site = site_of(tx, kept.site).await?;
    let changed = Changed { meeting: kept.meeting.clone(), notify: Vec::new() };
    let news = News {
        changed: &changed,
        single: None,
        before: None,
        host: &host,
        known: &[],
        url: join_url(app, &kept.meeting, &site),
    };
    registrants::write(app, tx, &news, registrant, before).await
}

/// Everybody who registered as a table without formulas, first come first.
pub async fn table(app: &App, who: &Who, id: MeetingId) -> Result<Vec<u8>, RegistrationError> {
    let questions: Vec<String> = match show(app, who, id).await?.settings {
        Some(settings) => settings.questions.into_iter().map(|question| question.text).collect(),
        None => Vec::new(),
    };
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let some = list(app, who, id, None, (after, READ_AT_ONCE)).await?;
        all.extend(some.lines);
        after = some.next;
        if after.is_none() {
            break;
        }
    }
    let head = ["name", "email", "standing", "registered_at", "decided_at"].map(str::to_owned);
    let head: Vec<String> = head.into_iter().chain(questions.iter().cloned()).collect();
    let lines = all.iter().rev().map(|each| {
        let said = questions.iter().map(|question| {
            let answered = each.answers.iter().find(|answered| answered.question == *question);
            answered.map(|answered| answered.answer.clone()).unwrap_or_default()
        });
        let own = [
            each.name.clone(),
            each.email.to_string(),
            each.standing.word().to_owned(),
            each.asked_at.to_string(),
            each.decided_at.map(|at| at.to_string()).unwrap_or_default(),
        ];
        own.into_iter().chain(said).collect::<Vec<String>>()
    });
    Ok(tables::write_safe(std::iter::once(head).chain(lines), ','))
}
