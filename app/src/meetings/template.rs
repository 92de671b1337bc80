//! Templates of meetings: kept, changed, removed, and filled into the form of a new meeting (F1,
//! docs/decisions/0053).
//!
//! A template is its person's own, or it is there for everybody in the account: then whoever may
//! schedules by it, and those with a permission of its own change it. The trail, which admins
//! read, says what becomes of those for everybody, and of a person's own that something did.

pub use meetings::template::TEMPLATES_MAX;
use meetings::{Draft, Password, RegistrationPlan, RegistrationPlanDraft, Template};
use meetings::{TemplateDraft, TemplateProblems};
use people::roles::Permission;
use serde_json::{Value as Json, json};
use store::contact::Holder;
pub use store::meeting_template::Kept;
use store::{StoreError, Tx, meeting_template as rows};
use units::id::{AccountId, MeetingId, MeetingTemplateId, PersonId};

use super::schedule::FormFacts;
use super::{MeetingError, schedule};
use crate::Who;
use crate::app::App;
use crate::trail::{self, Done};

/// Why a template was not kept, changed or shown.
#[derive(Debug, thiserror::Error)]
pub enum MeetingTemplateError {
    #[error("the person may not do this with templates")]
    NotAllowed,
    /// Also when it is somebody else's: nobody must learn that it exists.
    #[error("no such template")]
    NotFound,
    #[error("{} fields are refused", .0.count())]
    Fields(TemplateProblems),
    /// Changed since it was read; `present` is its version now.
    #[error("the template was changed since it was read")]
    Changed { present: u32 },
    #[error("the person has {TEMPLATES_MAX} templates")]
    TooMany,
    #[error("the account has {TEMPLATES_MAX} templates for everybody")]
    TooManyShared,
    #[error(transparent)]
    Meeting(#[from] MeetingError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MeetingTemplateError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            MeetingTemplateError::NotAllowed => "permission.missing",
            MeetingTemplateError::NotFound => "template.not_found",
            MeetingTemplateError::Fields(_) => "template.fields",
            MeetingTemplateError::Changed { .. } => "template.changed",
            MeetingTemplateError::TooMany => "template.too_many",
            MeetingTemplateError::TooManyShared => "template.too_many_shared",
            MeetingTemplateError::Meeting(error) => error.code(),
            MeetingTemplateError::Store(_) => "store.unavailable",
        }
    }
}

/// A template as it is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// For everybody in the account.
    pub is_shared: bool,
    pub draft: TemplateDraft,
}

/// A template, and whether whoever looks may change it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub kept: Kept,
    pub may_change: bool,
}

fn holder(who: &Who) -> Holder {
    Holder { account: who.account(), person: who.person() }
}

/// Whether `who` keeps templates of their own.
pub fn may_keep(who: &Who) -> bool {
    who.actor.may(Permission::ScheduleMeetings)
}

/// Whether `who` changes those for everybody.
pub fn may_share(who: &Who) -> bool {
    who.actor.may(Permission::ManageTemplates)
}

fn shown(who: &Who, kept: Kept) -> Shown {
    let may_change = if kept.is_shared { may_share(who) } else { may_keep(who) };
    Shown { kept, may_change }
}

/// Those `who` may use, by name; at most twice `TEMPLATES_MAX`.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Shown>, MeetingTemplateError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingTemplateError::NotAllowed);
    }
    let mut tx = app.store.read().await?;
    let kept = rows::list(&mut tx, holder(who)).await?;
    Ok(kept.into_iter().map(|kept| shown(who, kept)).collect())
}

/// The template `id`, if `who` may use it.
pub async fn find(
    app: &App,
    who: &Who,
    id: MeetingTemplateId,
) -> Result<Shown, MeetingTemplateError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingTemplateError::NotAllowed);
    }
    let mut tx = app.store.read().await?;
    let kept = rows::find(&mut tx, holder(who), id).await?;
    Ok(shown(who, kept.ok_or(MeetingTemplateError::NotFound)?))
}

/// What the form of a new meeting starts with when it is filled in by a template.
#[derive(Clone, Debug)]
pub struct Filled {
    pub facts: FormFacts,
    pub draft: Draft,
    pub registration: Option<RegistrationPlanDraft>,
}

/// The form of a new meeting, filled in by the template `id`.
pub async fn fill(
    app: &App,
    who: &Who,
    id: MeetingTemplateId,
) -> Result<Filled, MeetingTemplateError> {
    let template = find(app, who, id).await?.kept.template;
    let facts = schedule::form_facts(app, who, None, template.kind()).await?;
    let made_up = Password::suggested(app.random_bytes());
    let blank = schedule::suggest(app, who, facts.kind, &facts.limits);
    let draft = template.fill(blank, &facts.limits, &made_up);
    let registration = template.registration.as_ref().map(RegistrationPlan::to_draft);
    Ok(Filled { facts, draft, registration })
}

/// What a template of meeting `id`, which `who` holds, starts with: all that it has and what it
/// asks of whoever registers, who is none of it.
pub async fn of_meeting(
    app: &App,
    who: &Who,
    id: MeetingId,
) -> Result<TemplateDraft, MeetingTemplateError> {
    let shown = super::list::show(app, who, id).await?;
    let registration = registration_of(app, who, id).await?;
    Ok(TemplateDraft::of(&shown.draft.title, &shown.draft, registration))
}

/// What meeting `id`, which `who` holds, asks of whoever registers, as another would.
pub async fn registration_of(
    app: &App,
    who: &Who,
    id: MeetingId,
) -> Result<Option<RegistrationPlanDraft>, MeetingError> {
    let mut tx = app.store.read().await?;
    let meeting = super::held(&mut tx, who, id).await?.meeting;
    let settings = store::registration::settings(&mut tx, meeting.identity.account, id).await?;
    let plan = settings.map(|settings| RegistrationPlan::of(&settings, &meeting.schedule));
    Ok(plan.as_ref().map(RegistrationPlan::to_draft))
}

/// Keeps a new template. `id` is made with the form, so that a second click keeps no second one.
pub async fn add(
    app: &App,
    who: &Who,
    id: Option<MeetingTemplateId>,
    asked: &Asked,
) -> Result<MeetingTemplateId, MeetingTemplateError> {
    may_write(who, asked.is_shared)?;
    let template = asked.draft.check().map_err(MeetingTemplateError::Fields)?;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    if let Some(id) = id
        && rows::find(&mut tx, holder(who), id).await?.is_some()
    {
        return Ok(id);
    }
    let of = of(who, asked.is_shared);
    has_room(&mut tx, of).await?;
    let id = match id {
        Some(id) if !rows::exists(&mut tx, id).await? => id,
        _ => app.id(),
    };
    let now = app.now();
    rows::insert(&mut tx, of, (id, 1), &template, (now, now)).await?;
    let change = json!({ "name": template.name });
    finish(app, tx, who, id, (named("added", asked.is_shared), change, asked.is_shared)).await?;
    Ok(id)
}

/// Changes the template `id` into what is asked, for whom it is included. `expected` is the version
/// that was read, if the change must not go over another.
pub async fn change(
    app: &App,
    who: &Who,
    id: MeetingTemplateId,
    asked: &Asked,
    expected: Option<u32>,
) -> Result<(), MeetingTemplateError> {
    let (mut tx, before) = lock(app, who, id, expected).await?;
    may_write(who, asked.is_shared)?;
    let template = asked.draft.check().map_err(MeetingTemplateError::Fields)?;
    if template == before.template && asked.is_shared == before.is_shared {
        return Ok(());
    }
    let of = of(who, asked.is_shared);
    if asked.is_shared != before.is_shared {
        has_room(&mut tx, of).await?;
    }
    let version = (id, before.version);
    if !rows::update(&mut tx, of, version, &template, app.now()).await? {
        return Err(MeetingTemplateError::Changed { present: before.version });
    }
    let done = match (before.is_shared, asked.is_shared) {
        (false, true) => "added",
        (true, false) => "removed",
        _ => "changed",
    };
    let is_told = before.is_shared || asked.is_shared;
    let (was, is) = (before.is_shared, asked.is_shared);
    let change = json!({
        "before": was.then(|| told(&before.template)),
        "after": is.then(|| told(&template)),
        "name": if is { &template.name } else { &before.template.name },
    });
    finish(app, tx, who, id, (named(done, is_told), change, is_told)).await
}

/// Removes the template `id`; meetings made from it stay. `expected` as in `change`.
pub async fn remove(
    app: &App,
    who: &Who,
    id: MeetingTemplateId,
    expected: Option<u32>,
) -> Result<(), MeetingTemplateError> {
    let (mut tx, before) = lock(app, who, id, expected).await?;
    if !rows::remove(&mut tx, who.account(), (id, before.version)).await? {
        return Err(MeetingTemplateError::Changed { present: before.version });
    }
    let change = json!({ "name": before.template.name });
    let is_shared = before.is_shared;
    finish(app, tx, who, id, (named("removed", is_shared), change, is_shared)).await
}

fn may_write(who: &Who, is_shared: bool) -> Result<(), MeetingTemplateError> {
    match if is_shared { may_share(who) } else { may_keep(who) } {
        true => Ok(()),
        false => Err(MeetingTemplateError::NotAllowed),
    }
}

/// Whose it is.
fn of(who: &Who, is_shared: bool) -> (AccountId, Option<PersonId>) {
    (who.account(), (!is_shared).then(|| who.person()))
}

async fn has_room(
    tx: &mut Tx,
    (account, of): (AccountId, Option<PersonId>),
) -> Result<(), MeetingTemplateError> {
    let full = rows::count(tx, account, of).await? >= TEMPLATES_MAX;
    match (full, of) {
        (false, _) => Ok(()),
        (true, Some(_)) => Err(MeetingTemplateError::TooMany),
        (true, None) => Err(MeetingTemplateError::TooManyShared),
    }
}

/// A transaction that holds the account, and the template as it is, which `who` may change.
async fn lock(
    app: &App,
    who: &Who,
    id: MeetingTemplateId,
    expected: Option<u32>,
) -> Result<(Tx, Kept), MeetingTemplateError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    let kept = rows::find(&mut tx, holder(who), id).await?;
    let kept = kept.ok_or(MeetingTemplateError::NotFound)?;
    may_write(who, kept.is_shared)?;
    let present = kept.version;
    if expected.is_some_and(|expected| expected != present) {
        return Err(MeetingTemplateError::Changed { present });
    }
    Ok((tx, kept))
}

fn named(done: &str, is_shared: bool) -> String {
    let whose = if is_shared { "account_template" } else { "template" };
    format!("{whose}.{done}")
}

/// What the trail and receivers of events are told of a template for everybody; never whom it
/// invites.
fn told(template: &Template) -> Json {
    json!({
        "name": template.name,
        "kind": template.kind(),
        "title": template.draft.title,
        "asks_registration": template.registration.is_some(),
        "duration_minutes": template.draft.duration_minutes,
        "password": template.password.word(),
    })
}

async fn finish(
    app: &App,
    mut tx: Tx,
    who: &Who,
    id: MeetingTemplateId,
    (action, change, is_told): (String, Json, bool),
) -> Result<(), MeetingTemplateError> {
    let change = if is_told { change } else { json!({}) };
    let (account, subject) = (who.account(), id.to_string());
    trail::record(app, &mut tx, &who.by(), Done { account, action: &action, subject, change })
        .await?;
    tx.commit().await?;
    Ok(())
}
