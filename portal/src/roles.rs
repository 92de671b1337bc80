//! `/people/roles`: what each role may do, as one table. It is made from the table every handler
//! asks (`Permission::holders`), so it cannot say anything else than what holds (E1).

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use people::roles::{Permission, Role};
use serde::Serialize;
use web::{Face, Member, PageError, urls};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::ROLES, get(show))
}

#[derive(Serialize)]
struct RolesPage {
    columns: Vec<Column>,
    /// A row for each permission: what it is, then yes or no for each role.
    rows: Vec<Vec<Cell>>,
    /// What each role is for.
    roles: Vec<RoleLine>,
    /// They may give roles themselves.
    people_href: Option<&'static str>,
}

#[derive(Serialize)]
struct Column {
    label: String,
    kind: Option<&'static str>,
    head: bool,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    href: Option<&'static str>,
    badge: Option<&'static str>,
}

impl Cell {
    fn of(text: String) -> Cell {
        Cell { text, href: None, badge: None }
    }
}

#[derive(Serialize)]
struct RoleLine {
    label: String,
    text: String,
    /// It is one of the reader's own.
    own: bool,
}

/// `GET /people/roles`
async fn show(member: Member) -> Result<Response, PageError> {
    let key = |role: Role| format!("people-role-{}", role.word().replace('_', "-"));
    let column = |role: Role| Column { label: member.text(&key(role)), kind: None, head: false };
    let first = Column { label: member.text("roles-what"), kind: None, head: true };
    // Running the deployment is no role of an account.
    let permissions = Permission::ALL.into_iter().filter(|each| *each != Permission::Operate);
    let row = |permission: Permission| -> Vec<Cell> {
        let what = member.text(&format!("roles-{}", permission.word().replace('_', "-")));
        let held = |role: Role| {
            Cell::of(member.text(if role.has(permission) { "roles-yes" } else { "roles-no" }))
        };
        [Cell::of(what)].into_iter().chain(Role::ALL.map(held)).collect()
    };
    let line = |role: Role| RoleLine {
        label: member.text(&key(role)),
        text: member.text(&format!("{}-hint", key(role))),
        own: member.who.actor.roles.contains(&role),
    };
    let page = RolesPage {
        columns: [first].into_iter().chain(Role::ALL.map(column)).collect(),
        rows: permissions.map(row).collect(),
        roles: Role::ALL.map(line).into(),
        people_href: member.who.actor.may(Permission::ManagePeople).then_some(urls::PEOPLE),
    };
    member.page("portal/roles.html", page).await
}
