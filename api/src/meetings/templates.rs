//! `/api/meetings/templates`: the caller's templates, and those for everybody in the account (F1).
//!
//! A meeting is made from one by asking for a meeting with what it holds, a start and a zone. A
//! template's `ETag` is its version; `If-Match` with it keeps a change from going over another.

use std::borrow::Cow;
use std::sync::Arc;

use app::meetings::template::{self as story, Asked, MeetingTemplateError, Shown};
use app::meetings::words;
use app::{App, Who};
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Json, Response};
use meetings::{Draft, InviteeDraft, RegistrationPlanDraft, TemplateDraft, WithPassword};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::MeetingTemplateId;
use utoipa::ToSchema;
use web::idempotency::Effect;
use web::refusal::{Refused, RefusedField};
use web::{Caller, Path, Problem, urls};

use super::body::{Invited, Repeats};
use crate::operations::{Operations, operations};
use crate::registration_plan::{PlannedRegistration, fields as fields_of_plan};
use crate::version::{self, created, tagged};

pub(super) fn routes() -> Operations {
    Operations::new().routes(operations!(list, add)).routes(operations!(show, change, remove))
}

/// A template as asked for. What is left out is empty: the whole template is said each time. No
/// plan is asked before a meeting is made from it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMeetingTemplate {
    /// One line, 1 to 100 characters.
    #[schema(example = "Daily")]
    name: String,
    /// For everybody in the account: they use it, and whoever has `manage_templates` changes it.
    #[serde(default)]
    shared: bool,
    /// `meeting` (or left out) or `webinar`: what is made with it.
    #[serde(default)]
    #[schema(example = "meeting")]
    kind: String,
    /// Up to 200 characters.
    #[serde(default)]
    title: String,
    /// Up to 5,000 characters.
    #[serde(default)]
    agenda: String,
    /// 5 to 1,440.
    #[schema(example = 45)]
    duration_minutes: Option<i64>,
    /// `until` is not kept: a last day passes, and a template stays.
    #[serde(default)]
    repeats: Repeats,
    #[serde(default)]
    invitees: Vec<Invited>,
    /// Of a webinar, up to 100.
    #[serde(default)]
    panelists: Vec<Invited>,
    /// Addresses.
    #[serde(default)]
    alternate_hosts: Vec<String>,
    /// Whether meetings made with it have a password: `policy` (or left out; as it is decided for
    /// their host), `always` or `never`. A template holds none.
    #[schema(example = "policy")]
    password: Option<String>,
    /// What a meeting made with it asks of whoever registers. When left out, it has it as a new
    /// meeting or webinar has.
    registration: Option<PlannedRegistration>,
}

/// A template of meetings.
#[derive(Serialize, ToSchema)]
struct MeetingTemplate {
    #[schema(value_type = String, format = "uuid")]
    id: MeetingTemplateId,
    name: String,
    /// For everybody in the account.
    shared: bool,
    /// Whether the caller may change and remove it.
    may_change: bool,
    /// `meeting` or `webinar`.
    kind: &'static str,
    title: String,
    agenda: String,
    duration_minutes: Option<i64>,
    repeats: Repeats,
    invitees: Vec<Invited>,
    panelists: Vec<Invited>,
    alternate_hosts: Vec<String>,
    /// `policy`, `always` or `never`.
    password: &'static str,
    registration: Option<PlannedRegistration>,
    /// Counts its changes, from 1; also the `ETag`.
    version: u32,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
struct MeetingTemplates {
    templates: Vec<MeetingTemplate>,
}

fn template(shown: Shown) -> MeetingTemplate {
    let Shown { kept, may_change } = shown;
    let kind = kept.template.kind().word();
    let draft = kept.template.draft;
    MeetingTemplate {
        kind,
        registration: kept.template.registration.map(PlannedRegistration::from),
        panelists: draft.panelists.into_iter().map(Invited::from).collect(),
        id: kept.id,
        name: kept.template.name,
        shared: kept.is_shared,
        may_change,
        title: draft.title,
        agenda: draft.agenda,
        duration_minutes: draft.duration_minutes,
        repeats: draft.repeats.into(),
        invitees: draft.invitees.into_iter().map(Invited::from).collect(),
        alternate_hosts: draft.alternate_hosts,
        password: kept.template.password.word(),
        version: kept.version,
        created_at: kept.created_at,
        updated_at: kept.updated_at,
    }
}

impl NewMeetingTemplate {
    fn read(self) -> Result<Asked, Problem> {
        let password = self.password.unwrap_or_else(|| WithPassword::Policy.word().to_owned());
        let password = WithPassword::from_word(&password)
            .ok_or_else(|| Problem::of_fields([("password", "request.invalid")]))?;
        let draft = Draft {
            kind: self.kind,
            panelists: self.panelists.into_iter().map(InviteeDraft::from).collect(),
            title: self.title,
            agenda: self.agenda,
            duration_minutes: self.duration_minutes,
            repeats: self.repeats.into(),
            invitees: self.invitees.into_iter().map(InviteeDraft::from).collect(),
            alternate_hosts: self.alternate_hosts,
            ..Draft::default()
        };
        let registration = self.registration.map(RegistrationPlanDraft::from);
        let draft = TemplateDraft { name: self.name, password, draft, registration };
        Ok(Asked { is_shared: self.shared, draft })
    }
}

/// The refusal with everything that is wrong, field by field.
fn refused(error: MeetingTemplateError) -> Problem {
    match error {
        MeetingTemplateError::Fields(problems) => {
            let fields = problems.fields.iter().map(|each| RefusedField {
                field: each.field.word().into(),
                code: Cow::Borrowed(each.problem.code()),
                args: words::problem(&each.problem),
            });
            let refused = Refused::of_code("template.fields");
            let registration = fields_of_plan(&problems.registration, Some("registration"));
            Refused { fields: fields.chain(registration).collect(), ..refused }.into()
        }
        MeetingTemplateError::Changed { .. } => {
            let status = StatusCode::PRECONDITION_FAILED;
            Refused { status, ..Refused::of_code("template.changed") }.into()
        }
        other => other.into(),
    }
}

fn expected(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    let changed = MeetingTemplateError::Changed { present: 0 };
    version::expected(headers).map_err(|_| refused(changed))
}

/// The template with its `ETag`.
async fn answer(
    app: &App,
    who: &Who,
    id: MeetingTemplateId,
    status: StatusCode,
) -> Result<Response, Problem> {
    let shown = story::find(app, who, id).await?;
    let version = shown.kept.version;
    let body = template(shown);
    Ok(match status {
        StatusCode::CREATED => created(body, version, &urls::meeting_template(id)),
        _ => tagged(body, version),
    })
}

/// List templates of meetings
///
/// The caller's, and those for everybody in the account.
#[utoipa::path(get, path = "/api/meetings/templates", tag = "meetings",
    responses(
        (status = 200, description = "By name, at most 50 of each.", body = MeetingTemplates),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<MeetingTemplates>, Problem> {
    let found = story::list(&app, &caller.who).await?;
    Ok(Json(MeetingTemplates { templates: found.into_iter().map(template).collect() }))
}

/// Keep a template of meetings
///
/// With an `Idempotency-Key` a retry gives the same template back.
#[utoipa::path(post, path = "/api/meetings/templates", tag = "meetings",
    request_body = NewMeetingTemplate,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "The template.", body = MeetingTemplate,
            headers(("ETag" = String), ("Location" = String))),
        (status = 409, description = "There are 50 already.",
            content_type = "application/problem+json"),
        (status = 422, description = "What is wrong, field by field.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn add(
    State(app): State<Arc<App>>,
    caller: Caller,
    effect: Option<Extension<Effect>>,
    Json(body): Json<NewMeetingTemplate>,
) -> Result<Response, Problem> {
    let id = effect.map(|Extension(effect)| effect.id());
    let made = story::add(&app, &caller.who, id, &body.read()?).await;
    answer(&app, &caller.who, made.map_err(refused)?, StatusCode::CREATED).await
}

/// Show a template of meetings
#[utoipa::path(get, path = "/api/meetings/templates/{id}", tag = "meetings",
    params(("id" = String, Path, format = "uuid", description = "The template's id.")),
    responses(
        (status = 200, description = "The template.", body = MeetingTemplate,
            headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingTemplateId>,
) -> Result<Response, Problem> {
    answer(&app, &caller.who, id, StatusCode::OK).await
}

/// Change a template of meetings
///
/// The body is the whole template, and for whom it is: one that was the caller's own is for
/// everybody from then on, or one for everybody the caller's own.
#[utoipa::path(put, path = "/api/meetings/templates/{id}", tag = "meetings",
    request_body = NewMeetingTemplate,
    params(
        ("id" = String, Path, format = "uuid", description = "The template's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The template as it is now.", body = MeetingTemplate,
            headers(("ETag" = String))),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingTemplateId>,
    headers: HeaderMap,
    Json(body): Json<NewMeetingTemplate>,
) -> Result<Response, Problem> {
    let (expected, asked) = (expected(&headers)?, body.read()?);
    let changed = story::change(&app, &caller.who, id, &asked, expected).await;
    changed.map_err(refused)?;
    answer(&app, &caller.who, id, StatusCode::OK).await
}

/// Remove a template of meetings
///
/// Meetings made with it stay.
#[utoipa::path(delete, path = "/api/meetings/templates/{id}", tag = "meetings",
    params(
        ("id" = String, Path, format = "uuid", description = "The template's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 204, description = "Removed."),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingTemplateId>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let expected = expected(&headers)?;
    story::remove(&app, &caller.who, id, expected).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}
