//! `/api/contact-groups`: groups of the caller's contacts. Who is in one is said by contacts.

use std::sync::Arc;

use app::App;
use app::contacts::groups::{self, Group};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::id::ContactGroupId;
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use super::refused;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list, add)).routes(operations!(rename, remove))
}

/// A group of contacts.
#[derive(Serialize, ToSchema)]
struct ContactGroup {
    #[schema(value_type = String, format = "uuid")]
    id: ContactGroupId,
    name: String,
    /// How many are in it.
    contacts: u32,
}

impl From<Group> for ContactGroup {
    fn from(group: Group) -> ContactGroup {
        ContactGroup { id: group.id, name: group.name, contacts: group.contacts }
    }
}

#[derive(Serialize, ToSchema)]
struct ContactGroups {
    groups: Vec<ContactGroup>,
}

/// What a group is called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GroupName {
    /// 1 to 60 characters, no semicolon.
    #[schema(example = "Choir")]
    name: String,
}

/// List groups of contacts
#[utoipa::path(get, path = "/api/contact-groups", tag = "contacts",
    responses(
        (status = 200, description = "By name, at most 500.", body = ContactGroups),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<ContactGroups>, Problem> {
    let groups = groups::list(&app, &caller.who).await?;
    Ok(Json(ContactGroups { groups: groups.into_iter().map(ContactGroup::from).collect() }))
}

/// Make a group of contacts
#[utoipa::path(post, path = "/api/contact-groups", tag = "contacts", request_body = GroupName,
    responses(
        (status = 201, description = "All groups.", body = ContactGroups),
        (status = 409, description = "There is one of the name, or there are 500.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn add(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<GroupName>,
) -> Result<(StatusCode, Json<ContactGroups>), Problem> {
    let made = groups::add(&app, &caller.who, &body.name).await;
    made.map_err(|error| refused(&app, &caller.who, error))?;
    Ok((StatusCode::CREATED, list(State(app), caller).await?))
}

/// Rename a group of contacts
#[utoipa::path(put, path = "/api/contact-groups/{id}", tag = "contacts", request_body = GroupName,
    params(("id" = String, Path, format = "uuid", description = "The group's id.")),
    responses(
        (status = 204, description = "Renamed."),
        (status = 409, description = "There is another one of the name.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn rename(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactGroupId>,
    Json(body): Json<GroupName>,
) -> Result<StatusCode, Problem> {
    let renamed = groups::rename(&app, &caller.who, id, &body.name).await;
    renamed.map_err(|error| refused(&app, &caller.who, error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Remove a group of contacts
///
/// Its contacts stay.
#[utoipa::path(delete, path = "/api/contact-groups/{id}", tag = "contacts",
    params(("id" = String, Path, format = "uuid", description = "The group's id.")),
    responses(
        (status = 204, description = "Removed."),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn remove(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<ContactGroupId>,
) -> Result<StatusCode, Problem> {
    groups::remove(&app, &caller.who, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
