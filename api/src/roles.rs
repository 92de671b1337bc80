//! `/api/roles`: what each role may do, made from the table every handler asks (E1).

use axum::response::Json;
use people::roles::{Permission, Role};
use serde::Serialize;
use utoipa::ToSchema;
use web::refusal::Refused;
use web::{Caller, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list))
}

/// Every role of an account.
#[derive(Serialize, ToSchema)]
struct AccountRoles {
    roles: Vec<RoleMay>,
}

#[derive(Serialize, ToSchema)]
struct RoleMay {
    /// `owner`, `admin`, `billing_contact`, `host`, `member`.
    role: &'static str,
    /// Whoever has it may do these.
    permissions: Vec<RolePermission>,
}

#[derive(Serialize, ToSchema)]
struct RolePermission {
    #[schema(example = "schedule_meetings")]
    permission: &'static str,
    /// The scope a token needs for it; none: only the person at the screen may.
    scope: Option<&'static str>,
}

/// List what each role may do
///
/// A person may do what any of their roles may; a token what its scopes name besides.
#[utoipa::path(get, path = "/api/roles", tag = "people",
    responses(
        (status = 200, description = "Every role.", body = AccountRoles),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(caller: Caller) -> Result<Json<AccountRoles>, Problem> {
    if !caller.who.actor.may(Permission::SeeProfile) {
        return Err(Refused::of_code("permission.missing").into());
    }
    let permission = |permission: Permission| RolePermission {
        permission: permission.word(),
        scope: permission.scope().map(|scope| scope.word()),
    };
    let role = |role: Role| {
        let held = Permission::ALL.into_iter().filter(|permission| role.has(*permission));
        RoleMay { role: role.word(), permissions: held.map(permission).collect() }
    };
    Ok(Json(AccountRoles { roles: Role::ALL.map(role).into() }))
}
