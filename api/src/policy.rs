//! `/api/policy`, `/api/groups`: what is decided for an account's people, and its groups (E9).
//!
//! The `ETag` of either is its version; `If-Match` with it keeps a change from going over another.

use std::sync::Arc;

use app::App;
use app::policy::{self, GroupDraft, PolicyError};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use meetings::policy::{Effective, RuleDraft, Rules, Setting};
use serde::{Deserialize, Serialize};
use units::id::{GroupId, PersonId};
use utoipa::ToSchema;
use web::refusal::Refused;
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};
use crate::version::{expected, tagged};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(overview, set_account))
        .routes(operations!(add))
        .routes(operations!(find, change, remove))
        .routes(operations!(raise))
        .routes(operations!(effective))
}

/// Something that is decided for people.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PolicyRule {
    /// `room_lobby`, `room_auto_lock`, `room_share`, `room_chat`, `room_unmute`, `room_record`,
    /// `meeting_password`.
    #[schema(example = "room_lobby")]
    setting: String,
    /// `on` or `off`; of `room_auto_lock` minutes from 1 to 60, or `never`.
    #[schema(example = "on")]
    value: String,
    /// Nobody it is for chooses otherwise; else it is a default.
    locked: bool,
}

/// What is decided for everybody in the account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PolicyRules {
    /// All there shall be; nothing is decided about the other settings.
    #[schema(max_items = 50)]
    rules: Vec<PolicyRule>,
}

/// What is decided in an account.
#[derive(Serialize, ToSchema)]
struct AccountPolicy {
    /// For everybody.
    rules: Vec<PolicyRule>,
    /// Counts the changes of the rules for everybody; also the `ETag`.
    version: u32,
    /// In their order: the first one that says something about a setting is heard.
    groups: Vec<PeopleGroupLine>,
}

#[derive(Serialize, ToSchema)]
struct PeopleGroupLine {
    #[schema(value_type = String, format = "uuid")]
    id: GroupId,
    name: String,
    /// How many are in it.
    people: u32,
    rules: Vec<PolicyRule>,
    version: u32,
}

/// A group of an account's people.
#[derive(Serialize, ToSchema)]
struct PeopleGroup {
    #[schema(value_type = String, format = "uuid")]
    id: GroupId,
    name: String,
    /// By name.
    people: Vec<PeopleGroupPerson>,
    rules: Vec<PolicyRule>,
    /// Counts the changes of name, people and rules, from 1; also the `ETag`.
    version: u32,
}

#[derive(Serialize, ToSchema)]
struct PeopleGroupPerson {
    #[schema(value_type = String, format = "uuid")]
    id: PersonId,
    name: String,
    email: String,
}

/// A group that is made, of nobody as yet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPeopleGroup {
    /// 1 to 60 characters.
    #[schema(example = "Sales")]
    name: String,
}

/// A group as it shall be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PeopleGroupChange {
    /// 1 to 60 characters.
    #[schema(example = "Sales")]
    name: String,
    /// An address of each who is in it; others leave.
    #[schema(max_items = 500)]
    people: Vec<String>,
    /// All it shall have.
    #[schema(max_items = 50)]
    rules: Vec<PolicyRule>,
}

/// What holds of a setting, and why.
#[derive(Serialize, ToSchema)]
pub(crate) struct EffectiveSetting {
    setting: &'static str,
    value: String,
    /// `account_lock`, `group_lock`, `own`, `group_default`, `account_default`, `shipped`.
    origin: &'static str,
    /// Name of the group that decided.
    group: Option<String>,
    locked: bool,
}

/// What holds for somebody.
#[derive(Serialize, ToSchema)]
struct EffectiveSettings {
    settings: Vec<EffectiveSetting>,
}

impl EffectiveSetting {
    pub(crate) fn of(setting: Setting, effective: &Effective) -> EffectiveSetting {
        EffectiveSetting {
            setting: setting.word(),
            value: effective.choice.word(),
            origin: effective.origin.word(),
            group: effective.origin.group().map(|(_, name)| name.to_owned()),
            locked: effective.origin.is_lock(),
        }
    }
}

fn shown(rules: &Rules) -> Vec<PolicyRule> {
    let rule = rules.iter().map(|(setting, rule)| PolicyRule {
        setting: setting.word().to_owned(),
        value: rule.choice.word(),
        locked: rule.locked,
    });
    rule.collect()
}

fn drafts(rules: Vec<PolicyRule>) -> Vec<RuleDraft> {
    let draft = |rule: PolicyRule| {
        let PolicyRule { setting, value, locked } = rule;
        RuleDraft { setting, value, locked }
    };
    rules.into_iter().map(draft).collect()
}

fn refused(error: PolicyError) -> Problem {
    match error {
        PolicyError::Rules(problems) => {
            Problem::of_fields(problems.iter().map(|each| (each.field(), each.code())))
        }
        PolicyError::Name(problem) => Problem::of_fields([("name", problem.code())]),
        PolicyError::RulesChanged | PolicyError::GroupChanged => {
            let status = StatusCode::PRECONDITION_FAILED;
            Refused { status, ..Refused::of_code(error.code()) }.into()
        }
        other => other.into(),
    }
}

/// What is decided, with its `ETag`.
async fn decided(app: &App, caller: &Caller) -> Result<Response, Problem> {
    let all = policy::overview(app, &caller.who).await?;
    let groups = all.groups.into_iter().map(|group| PeopleGroupLine {
        id: group.id,
        rules: shown(&group.rules),
        name: group.name,
        people: group.people,
        version: group.version,
    });
    let (rules, version) = (shown(&all.account.rules), all.account.version);
    Ok(tagged(AccountPolicy { rules, version, groups: groups.collect() }, version))
}

/// A group as it is now, with its `ETag`.
async fn group(app: &App, caller: &Caller, id: GroupId) -> Result<Response, Problem> {
    let (group, people) = policy::find(app, &caller.who, id).await?;
    let people = people.into_iter().map(|person| PeopleGroupPerson {
        id: person.person,
        name: person.name,
        email: person.email.to_string(),
    });
    let (rules, version) = (shown(&group.rules), group.version);
    let shown = PeopleGroup { id, name: group.name, people: people.collect(), rules, version };
    Ok(tagged(shown, version))
}

/// Show what is decided for people
#[utoipa::path(get, path = "/api/policy", tag = "people",
    responses(
        (status = 200, description = "Rules for everybody, and groups.", body = AccountPolicy,
            headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn overview(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Problem> {
    decided(&app, &caller).await
}

/// Decide for everybody in the account
#[utoipa::path(put, path = "/api/policy", tag = "people", request_body = PolicyRules,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "What is decided.", body = AccountPolicy,
            headers(("ETag" = String))),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set_account(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<PolicyRules>,
) -> Result<Response, Problem> {
    let expected = expected(&headers).map_err(|_| refused(PolicyError::RulesChanged))?;
    let rules = drafts(body.rules);
    policy::set_account(&app, &caller.who, &rules, expected).await.map_err(refused)?;
    decided(&app, &caller).await
}

/// Make a group of people
///
/// It is the last in the order, and decides nothing yet.
#[utoipa::path(post, path = "/api/groups", tag = "people", request_body = NewPeopleGroup,
    responses(
        (status = 201, description = "The group.", body = PeopleGroup,
            headers(("ETag" = String))),
        (status = 409, description = "There is one of the name, or there are 50.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn add(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewPeopleGroup>,
) -> Result<Response, Problem> {
    let id = policy::add(&app, &caller.who, &body.name).await.map_err(refused)?;
    Ok((StatusCode::CREATED, group(&app, &caller, id).await?).into_response())
}

/// Show a group of people
#[utoipa::path(get, path = "/api/groups/{id}", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The group's id.")),
    responses(
        (status = 200, description = "The group.", body = PeopleGroup,
            headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn find(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<GroupId>,
) -> Result<Response, Problem> {
    group(&app, &caller, id).await
}

/// Change a group of people
#[utoipa::path(put, path = "/api/groups/{id}", tag = "people", request_body = PeopleGroupChange,
    params(("id" = String, Path, format = "uuid", description = "The group's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The group as kept.", body = PeopleGroup,
            headers(("ETag" = String))),
        (status = 409, description = "There is another one of the name.",
            content_type = "application/problem+json"),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn change(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<GroupId>,
    headers: HeaderMap,
    Json(body): Json<PeopleGroupChange>,
) -> Result<Response, Problem> {
    let expected = expected(&headers).map_err(|_| refused(PolicyError::GroupChanged))?;
    let rules = drafts(body.rules);
    let draft = GroupDraft { name: body.name, people: body.people, rules };
    policy::change(&app, &caller.who, id, &draft, expected).await.map_err(refused)?;
    group(&app, &caller, id).await
}

/// Remove a group of people
///
/// Its people stay in the account.
#[utoipa::path(delete, path = "/api/groups/{id}", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The group's id."),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 204, description = "Removed."),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<GroupId>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let expected = expected(&headers).map_err(|_| refused(PolicyError::GroupChanged))?;
    policy::remove(&app, &caller.who, id, expected).await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a group before the one it comes after
#[utoipa::path(post, path = "/api/groups/{id}/raise", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The group's id.")),
    responses(
        (status = 204, description = "Raised, or the first already."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn raise(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<GroupId>,
) -> Result<StatusCode, Problem> {
    policy::raise(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Show what holds for somebody
///
/// Each setting that can be decided for people, with who decided it.
#[utoipa::path(get, path = "/api/people/{id}/settings", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The person's id.")),
    responses(
        (status = 200, description = "Every setting.", body = EffectiveSettings),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn effective(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<Json<EffectiveSettings>, Problem> {
    let all = policy::effective(&app, &caller.who, id).await?;
    let shown = all.iter().map(|(setting, it)| EffectiveSetting::of(*setting, it));
    Ok(Json(EffectiveSettings { settings: shown.collect() }))
}
