//! `/api/operator/accounts`: accounts, found by name or address.

use std::sync::Arc;

use app::App;
use app::operator::accounts::{self, AccountLine};
use axum::extract::{Query, State};
use axum::response::Json;
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{AccountId, PersonId};
use utoipa::{IntoParams, ToSchema};
use web::{Caller, Path, Problem};

use super::console;
use crate::audit::{AskedTrail, AuditPage, audit_page};
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list)).routes(operations!(show))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedAccounts {
    /// In an account's name, or a person's name or address; all accounts when left out.
    search: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct OperatorAccount {
    #[schema(value_type = String, format = Uuid)]
    id: AccountId,
    name: String,
    plan: String,
    /// Host of its site.
    site: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

#[derive(Serialize, ToSchema)]
struct OperatorAccounts {
    accounts: Vec<OperatorAccount>,
}

#[derive(Serialize, ToSchema)]
struct OperatorPerson {
    #[schema(value_type = String, format = Uuid)]
    id: PersonId,
    name: String,
    email: String,
    roles: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct OperatorAccountWhole {
    #[serde(flatten)]
    account: OperatorAccount,
    people: Vec<OperatorPerson>,
    trail: AuditPage,
}

fn account(line: &AccountLine) -> OperatorAccount {
    OperatorAccount {
        id: line.account.id,
        name: line.account.name.clone(),
        plan: line.plan.clone(),
        site: line.site.clone(),
        created_at: line.account.created_at,
    }
}

/// List accounts
///
/// The newest hundred, or the newest hundred a search finds.
#[utoipa::path(get, path = "/api/operator/accounts", tag = "operator", params(AskedAccounts),
    responses(
        (status = 200, description = "Accounts.", body = OperatorAccounts),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(asked): Query<AskedAccounts>,
) -> Result<Json<OperatorAccounts>, Problem> {
    let console = console(&caller)?;
    let search = asked.search.unwrap_or_default();
    let lines = accounts::list(&app, &console, &search, &caller.who.locale).await?;
    Ok(Json(OperatorAccounts { accounts: lines.iter().map(account).collect() }))
}

/// Show an account
///
/// Its people and a page of its trail.
#[utoipa::path(get, path = "/api/operator/accounts/{id}", tag = "operator",
    params(("id" = String, Path, format = Uuid, description = "The account's id."), AskedTrail),
    responses(
        (status = 200, description = "The account.", body = OperatorAccountWhole),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<AccountId>,
    Query(asked): Query<AskedTrail>,
) -> Result<Json<OperatorAccountWhole>, Problem> {
    let console = console(&caller)?;
    let view = accounts::view(&app, &console, id, asked.before, &caller.who.locale).await?;
    let people = view.people.iter().map(|(person, roles)| OperatorPerson {
        id: person.person,
        name: person.name.clone(),
        email: person.email.to_string(),
        roles: roles.clone(),
    });
    Ok(Json(OperatorAccountWhole {
        account: account(&view.line),
        people: people.collect(),
        trail: audit_page(view.trail),
    }))
}
