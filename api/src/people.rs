//! `/api/people`, `/api/licences`, `/api/invitations`: who is in the account, what they may do,
//! which licences are whose, who is asked to join (E1, A4).

mod departures;
mod intakes;
mod invitations;

use std::collections::BTreeSet;
use std::sync::Arc;

use app::App;
use app::licences::{self, Item, ItemRef};
use app::members::{self, Invitation, Member};
use app::page::PAGE_MAX;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Json;
use people::roles::{Permission, Role};
use serde::{Deserialize, Serialize};
use units::id::{PersonId, SubscriptionId};
use units::{Date, Timestamp};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(list))
        .routes(operations!(set_roles))
        .routes(operations!(deactivate))
        .routes(operations!(reactivate))
        .routes(operations!(assign, take))
        .merge(departures::routes())
        .merge(invitations::routes())
        .merge(intakes::routes())
}

/// Somebody of the account.
#[derive(Serialize, ToSchema)]
#[schema(as = AccountPerson)]
struct Person {
    #[schema(value_type = String, format = "uuid")]
    id: PersonId,
    name: String,
    email: String,
    /// `owner`, `admin`, `billing_contact`, `host`, `member`; several at once are possible.
    roles: Vec<&'static str>,
    /// `active` or `deactivated`.
    state: &'static str,
    /// The last mail to the address came back.
    undeliverable: bool,
    licences: Vec<Held>,
}

/// Somebody who is asked to join.
#[derive(Serialize, ToSchema)]
#[schema(as = Invitation)]
struct Invited {
    /// The id the person will have.
    #[schema(value_type = String, format = "uuid")]
    id: PersonId,
    name: String,
    email: String,
    roles: Vec<&'static str>,
    /// `pending` or `expired`.
    state: &'static str,
    undeliverable: bool,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// Held for them until it expires.
    licences: Vec<Held>,
}

/// A licence somebody has.
#[derive(Serialize, ToSchema)]
struct Held {
    #[schema(value_type = String, format = "uuid")]
    subscription: SubscriptionId,
    /// Null: a seat of the tier.
    add_on: Option<String>,
    name: String,
    /// The first day without it, where that is planned.
    #[schema(value_type = Option<String>, format = Date)]
    ends_on: Option<Date>,
}

/// Something that is assigned to people.
#[derive(Serialize, ToSchema)]
struct Assignable {
    #[schema(value_type = String, format = "uuid")]
    subscription: SubscriptionId,
    /// Null: the seats of the tier.
    add_on: Option<String>,
    name: String,
    bought: u32,
    assigned: u32,
    /// How many there are from the next renewal on, where that is planned.
    planned: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct Everybody {
    people: Vec<Person>,
    /// For `after`: the next page of people. Absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    next: Option<PersonId>,
    /// The newest as many; `/api/invitations` lists all.
    invitations: Vec<Invited>,
    /// What licences there are.
    items: Vec<Assignable>,
}

fn held(person: PersonId, items: &[Item]) -> Vec<Held> {
    let theirs = items.iter().filter(|item| item.is_of(person));
    theirs
        .map(|item| Held {
            subscription: item.item.subscription,
            add_on: item.item.add_on.as_ref().map(ToString::to_string),
            name: item.name.clone(),
            ends_on: item.ends_for(person),
        })
        .collect()
}

fn words(roles: &BTreeSet<Role>) -> Vec<&'static str> {
    roles.iter().map(|role| role.word()).collect()
}

fn person(member: &Member, items: &[Item]) -> Person {
    Person {
        id: member.person,
        name: member.name.clone(),
        email: member.email.to_string(),
        roles: words(&member.roles),
        state: if member.deactivated_at.is_some() { "deactivated" } else { "active" },
        undeliverable: member.unreachable,
        licences: held(member.person, items),
    }
}

fn invited(app: &App, invitation: &Invitation, undeliverable: bool, items: &[Item]) -> Invited {
    Invited {
        id: invitation.id,
        name: invitation.name.clone(),
        email: invitation.email.to_string(),
        roles: words(&invitation.roles),
        state: if invitation.is_usable(app.now()) { "pending" } else { "expired" },
        undeliverable,
        expires_at: invitation.expires_at,
        licences: held(invitation.id, items),
    }
}

fn assignable(item: &Item) -> Assignable {
    Assignable {
        subscription: item.item.subscription,
        add_on: item.item.add_on.as_ref().map(ToString::to_string),
        name: item.name.clone(),
        bought: item.bought,
        assigned: item.bought.saturating_sub(item.free()),
        planned: item.planned.map(|(planned, _)| planned),
    }
}

/// Longest text that is searched for.
const SEARCH_MAX_CHARS: usize = 200;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Search {
    /// What names or addresses are searched for.
    #[param(max_length = 200)]
    search: Option<String>,
    /// `next` of the page before.
    #[param(value_type = Option<String>, format = "uuid")]
    after: Option<PersonId>,
    /// People of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// What is searched for; everything when that is empty.
fn searched(search: Option<String>) -> Result<String, Problem> {
    let search = search.unwrap_or_default();
    match search.chars().count() > SEARCH_MAX_CHARS {
        true => Err(Problem::of_fields([("search", "request.invalid")])),
        false => Ok(search),
    }
}

/// List people
///
/// A page of the account's people, the newest invitations, and the licences there are.
#[utoipa::path(get, path = "/api/people", tag = "people", params(Search),
    responses(
        (status = 200, description = "Active people first, by name.", body = Everybody),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<Search>,
) -> Result<Json<Everybody>, Problem> {
    let most = asked.limit.unwrap_or(PAGE_MAX);
    if !(1..=PAGE_MAX).contains(&most) {
        return Err(Problem::of_fields([("limit", "request.invalid")]));
    }
    let search = searched(asked.search)?;
    let wanted = members::Asked { search, after: asked.after, invited_after: None, most };
    let all = members::list(&app, &caller.who, &wanted).await?;
    let items = &all.items;
    let pending =
        all.invitations.lines.iter().map(|(each, back)| invited(&app, each, *back, items));
    Ok(Json(Everybody {
        people: all.members.iter().map(|member| person(member, items)).collect(),
        next: all.next,
        invitations: pending.collect(),
        items: items.iter().map(assignable).collect(),
    }))
}

/// Roles somebody has.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Roles {
    /// All there shall be.
    #[schema(min_items = 1, max_items = 5, example = json!(["host"]))]
    roles: Vec<String>,
}

/// As many as there are.
const ROLES_MAX: usize = 5;

fn read_roles(words: &[String]) -> Result<BTreeSet<Role>, Problem> {
    if words.len() > ROLES_MAX {
        return Err(Problem::of_fields([("roles", "request.invalid")]));
    }
    let roles = words.iter().map(|word| Role::from_word(word)).collect::<Option<BTreeSet<Role>>>();
    roles.ok_or_else(|| Problem::of_fields([("roles", "role.unknown")]))
}

/// Change somebody's roles
///
/// Nobody gives or takes what is above themselves; an account keeps an owner.
#[utoipa::path(put, path = "/api/people/{id}/roles", tag = "people", request_body = Roles,
    params(("id" = String, Path, format = "uuid", description = "The person's id.")),
    responses(
        (status = 204, description = "They have these roles."),
        (status = 409, description = "`person.last_owner`.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn set_roles(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
    Json(body): Json<Roles>,
) -> Result<StatusCode, Problem> {
    caller.needs(Permission::ManagePeople)?;
    let roles = read_roles(&body.roles)?;
    members::set_roles(&app, &caller.who, id, &roles).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deactivate somebody
///
/// They are signed out everywhere, their tokens end, their licences are free. What is theirs stays.
#[utoipa::path(post, path = "/api/people/{id}/deactivate", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The person's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 204, description = "They do not get in any more."),
        (status = 409, description = "`person.last_owner` or `person.yourself`.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn deactivate(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    members::deactivate(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Reactivate somebody
///
/// With the roles they had, and without a licence.
#[utoipa::path(post, path = "/api/people/{id}/reactivate", tag = "people",
    params(("id" = String, Path, format = "uuid", description = "The person's id."),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 204, description = "They get in again."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn reactivate(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    members::reactivate(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose licence of what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLicence {
    #[schema(value_type = String, format = "uuid")]
    subscription: SubscriptionId,
    /// Left out: a seat.
    #[schema(example = "call_me_domestic")]
    add_on: Option<String>,
    /// Somebody active, or an invitation's id.
    #[schema(value_type = String, format = "uuid")]
    person: PersonId,
}

fn item(subscription: SubscriptionId, add_on: Option<&str>) -> Result<ItemRef, Problem> {
    let add_on = add_on.map(str::parse).transpose();
    let add_on = add_on.map_err(|_| Problem::of_code("licence.not_found"))?;
    Ok(ItemRef { subscription, add_on })
}

/// Assign a licence
///
/// Having it already is fine. Never more than are bought, nor than a planned change leaves.
#[utoipa::path(post, path = "/api/licences", tag = "people", request_body = NewLicence,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 204, description = "It is theirs."),
        (status = 409, description = "`licences.none_free` or `licences.planned_fewer`.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn assign(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewLicence>,
) -> Result<StatusCode, Problem> {
    caller.needs(Permission::ManagePeople)?;
    let item = item(body.subscription, body.add_on.as_deref())?;
    licences::assign(&app, &caller.who, &item, body.person).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OldLicence {
    #[param(value_type = String, format = "uuid")]
    subscription: SubscriptionId,
    /// Left out: a seat.
    add_on: Option<String>,
    #[param(value_type = String, format = "uuid")]
    person: PersonId,
}

/// Take a licence back
///
/// Nobody having it is fine.
#[utoipa::path(delete, path = "/api/licences", tag = "people", params(OldLicence),
    responses(
        (status = 204, description = "It is nobody's."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn take(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<OldLicence>,
) -> Result<StatusCode, Problem> {
    caller.needs(Permission::ManagePeople)?;
    let item = item(asked.subscription, asked.add_on.as_deref())?;
    licences::take(&app, &caller.who, &item, asked.person).await?;
    Ok(StatusCode::NO_CONTENT)
}
