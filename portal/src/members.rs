//! `/people`: who is in the account, what they may do, which licences they have (E1, A4).

use std::collections::BTreeSet;
use std::sync::Arc;

use app::App;
use app::leaving;
use app::licences::{self, Item, ItemRef};
use app::members::{self, Invitation, Member as Person, People};
use app::page::PAGE_MAX;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use people::membership;
use people::roles::Role;
use serde::Serialize;
use texts::Args;
use units::id::PersonId;
use web::forms::Asked;
use web::{Face, Fields, Form, Member, PageError, Path, news, urls};

use crate::audit::Paging;
use crate::policy;
use crate::state::State as Stand;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::PEOPLE, get(show))
        .route("/people/{id}", get(one))
        .route("/people/{id}/roles", post(set_roles))
        .route("/people/{id}/licences", post(licence))
        .route("/people/{id}/deactivate", post(deactivate))
        .route("/people/{id}/reactivate", post(reactivate))
}

#[derive(Serialize)]
struct PeoplePage {
    search: String,
    pending: bool,
    tabs: Vec<Tab>,
    members: Vec<MemberLine>,
    invitations: Vec<InvitationLine>,
    stock: Vec<String>,
    invite_href: &'static str,
    add_href: &'static str,
    groups_href: &'static str,
    roles_href: &'static str,
    paging: Paging,
    zone: String,
}

#[derive(Serialize)]
pub(crate) struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub note: Option<String>,
}

#[derive(Serialize)]
struct MemberLine {
    name: String,
    email: String,
    href: String,
    roles: String,
    licences: Vec<String>,
    state: Option<Stand>,
}

#[derive(Serialize)]
struct InvitationLine {
    name: String,
    email: String,
    roles: String,
    licences: Vec<String>,
    state: Option<Stand>,
    expires: units::Timestamp,
    expired: bool,
    resend_href: String,
    revoke_href: String,
}

/// `GET /people?tab=&search=&after=`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let search = asked.text("search");
    let pending = asked.text("tab") == "pending";
    let wanted = members::Asked {
        search: search.to_owned(),
        after: asked.parsed("after").filter(|_| !pending),
        invited_after: asked.parsed("after").filter(|_| pending),
        most: PAGE_MAX,
    };
    let people = members::list(&app, &member.who, &wanted).await?;
    let leaving = leaving::planned(&app, &member.who).await?;
    let page = PeoplePage {
        pending,
        tabs: tabs(&member, &people, pending, search),
        members: people
            .members
            .iter()
            .map(|each| with_leaving(&member, line(&member, each, &people.items), each, &leaving))
            .collect(),
        invitations: people
            .invitations
            .lines
            .iter()
            .map(|(each, returned)| invitation(&app, &member, each, *returned, &people.items))
            .collect(),
        stock: people.items.iter().map(|item| stock(&member, item)).collect(),
        invite_href: urls::INVITE,
        add_href: urls::INTAKES,
        groups_href: urls::GROUPS,
        roles_href: urls::ROLES,
        paging: paging(&people, pending, &wanted),
        search: search.to_owned(),
        zone: member.who.zone.to_string(),
    };
    member.page("portal/people.html", page).await
}

fn paging(people: &People, pending: bool, asked: &members::Asked) -> Paging {
    let tab = if pending { "pending" } else { "active" };
    let here = urls::with_query(urls::PEOPLE, &[("tab", tab), ("search", &asked.search)]);
    let next = match pending {
        true => people.invitations.next.map(|next| next.to_string()),
        false => people.next.map(|next| next.to_string()),
    };
    let later = asked.after.is_some() || asked.invited_after.is_some();
    Paging {
        older: next.map(|next| urls::with_query(&here, &[("after", &next)])),
        newer: later.then_some(here),
        text: None,
    }
}

fn tabs(member: &Member, people: &People, pending: bool, search: &str) -> Vec<Tab> {
    let tab = |word: &'static str, current: bool, note: Option<String>| Tab {
        label: member.text(&format!("people-tab-{word}")),
        href: urls::with_query(urls::PEOPLE, &[("tab", word), ("search", search)]),
        current,
        note,
    };
    let invited = Some(people.invited.to_string());
    vec![tab("active", !pending, None), tab("pending", pending, invited)]
}

fn line(member: &Member, person: &Person, items: &[Item]) -> MemberLine {
    let state = match person.deactivated_at {
        Some(_) => Some(Stand::plain(member.text("people-deactivated"))),
        None if person.unreachable => Some(Stand::warning(member.text("people-undeliverable"))),
        None => None,
    };
    MemberLine {
        name: person.name.clone(),
        email: person.email.to_string(),
        href: urls::person(person.person),
        roles: roles(member, &person.roles),
        licences: held(member, person.person, items),
        state,
    }
}

/// Who is about to leave says when, unless there is worse to say.
fn with_leaving(
    member: &Member,
    line: MemberLine,
    person: &Person,
    leaving: &[(PersonId, units::Timestamp)],
) -> MemberLine {
    let found = leaving.iter().find(|(id, _)| *id == person.person);
    let Some((_, at)) = found.filter(|_| line.state.is_none()) else { return line };
    let args = Args::new().with("when", member.zone.date(*at));
    let texts = member.face().texts();
    let said = texts.get(&member.locale, "leaving-people-planned", &args);
    MemberLine { state: Some(Stand::warning(said)), ..line }
}

fn invitation(
    app: &App,
    member: &Member,
    invited: &Invitation,
    returned: bool,
    items: &[Item],
) -> InvitationLine {
    let expired = !invited.is_usable(app.now());
    let state = match (returned, expired) {
        (true, _) => Some(Stand::danger(member.text("people-undeliverable"))),
        (false, true) => Some(Stand::warning(member.text("people-expired"))),
        (false, false) => None,
    };
    let path = format!("{}/{}", urls::INVITE, invited.id);
    InvitationLine {
        name: invited.name.clone(),
        email: invited.email.to_string(),
        roles: roles(member, &invited.roles),
        licences: held(member, invited.id, items),
        state,
        expires: invited.expires_at,
        expired,
        resend_href: format!("{path}/resend"),
        revoke_href: format!("{path}/revoke"),
    }
}

/// "Owner, Host"
pub(crate) fn roles(member: &Member, roles: &BTreeSet<Role>) -> String {
    let words = roles.iter().map(|role| role_name(member, *role));
    words.collect::<Vec<String>>().join(", ")
}

fn role_name(member: &Member, role: Role) -> String {
    member.text(&format!("people-role-{}", role.word().replace('_', "-")))
}

/// What `person` has, each with the day it ends, where that is planned.
fn held(member: &Member, person: PersonId, items: &[Item]) -> Vec<String> {
    let theirs = items.iter().filter(|item| item.is_of(person));
    theirs
        .map(|item| match item.ends_for(person) {
            None => item.name.clone(),
            Some(on) => {
                let args = Args::new().with("name", item.name.as_str()).with("date", on);
                member.face().texts().get(&member.locale, "people-licence-until", &args)
            }
        })
        .collect()
}

/// "Meetings Pro: 3 of 5 assigned"
fn stock(member: &Member, item: &Item) -> String {
    let assigned = item.bought.saturating_sub(item.free());
    let args = Args::new()
        .with("name", item.name.as_str())
        .with("assigned", assigned)
        .with("bought", item.bought);
    member.face().texts().get(&member.locale, "people-stock", &args)
}

#[derive(Serialize)]
struct PersonPage {
    name: String,
    email: String,
    state: Option<Stand>,
    is_active: bool,
    roles: Vec<RoleChoice>,
    roles_href: String,
    licences: Vec<LicenceLine>,
    licences_href: String,
    /// What holds for them, and who decided it.
    settings: Vec<policy::Holds>,
    /// None: whoever looks may not.
    switch_href: Option<String>,
    /// As above.
    remove_href: Option<String>,
    refusal: Option<String>,
}

/// A role with a box.
#[derive(Serialize)]
pub(crate) struct RoleChoice {
    word: &'static str,
    name: String,
    hint: String,
    chosen: bool,
    /// It can be neither given nor taken by whoever looks.
    fixed: bool,
}

/// Every role, as far as `member` may give it.
pub(crate) fn role_choices(member: &Member, chosen: &BTreeSet<Role>) -> Vec<RoleChoice> {
    let choice = |role: Role| RoleChoice {
        word: role.word(),
        name: role_name(member, role),
        hint: member.text(&format!("people-role-{}-hint", role.word().replace('_', "-"))),
        chosen: chosen.contains(&role),
        fixed: !member.who.actor.may_grant(role),
    };
    Role::ALL.into_iter().map(choice).collect()
}

#[derive(Serialize)]
struct LicenceLine {
    name: String,
    note: String,
    subscription: String,
    add_on: String,
    has: bool,
    /// One is free.
    free: bool,
    add_href: String,
}

/// `GET /people/{id}`
async fn one(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
) -> Result<Response, PageError> {
    let page = page(&app, &member, id, None).await?;
    member.page("portal/person.html", page).await
}

async fn page(
    app: &App,
    member: &Member,
    id: PersonId,
    refusal: Option<String>,
) -> Result<PersonPage, PageError> {
    let (person, items) = members::find(app, &member.who, id).await?;
    let shown = line(member, &person, &items);
    let is_self = member.who.person() == id;
    let may_switch = membership::may_give(&member.who.actor, &person.roles).is_ok() && !is_self;
    let is_active = person.deactivated_at.is_none();
    let path = urls::person(id);
    let switch = if is_active { "deactivate" } else { "reactivate" };
    Ok(PersonPage {
        name: shown.name,
        email: shown.email,
        state: shown.state,
        is_active,
        roles: role_choices(member, &person.roles),
        roles_href: format!("{path}/roles"),
        licences: items.iter().map(|item| licence_line(member, item, id)).collect(),
        licences_href: format!("{path}/licences"),
        settings: policy::holds(app, member, id).await?,
        switch_href: may_switch.then(|| format!("{path}/{switch}")),
        remove_href: may_switch.then(|| urls::remove_person(id)),
        refusal,
    })
}

fn licence_line(member: &Member, item: &Item, person: PersonId) -> LicenceLine {
    let note = match item.ends_for(person) {
        Some(on) => {
            let args = Args::new().with("name", item.name.as_str()).with("date", on);
            member.face().texts().get(&member.locale, "people-licence-until", &args)
        }
        None => stock(member, item),
    };
    LicenceLine {
        name: item.name.clone(),
        note,
        subscription: item.item.subscription.to_string(),
        add_on: item.item.add_on.as_ref().map(ToString::to_string).unwrap_or_default(),
        has: item.is_of(person),
        free: item.free() > 0,
        add_href: urls::change_subscription(item.item.subscription),
    }
}

/// The roles that are ticked; of those that whoever asks may not give, the ones there were.
fn chosen(member: &Member, present: &BTreeSet<Role>, fields: &Fields) -> BTreeSet<Role> {
    let ticked = ticked(fields);
    let mine = |role: &Role| member.who.actor.may_grant(*role);
    let given = ticked.iter().filter(|role| mine(role) || !present.contains(role));
    given.chain(present.iter().filter(|role| !mine(role))).copied().collect()
}

pub(crate) fn ticked(fields: &Fields) -> BTreeSet<Role> {
    fields.all("roles").filter_map(Role::from_word).collect()
}

/// `POST /people/{id}/roles`
async fn set_roles(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let (person, _) = members::find(&app, &member.who, id).await?;
    let roles = chosen(&member, &person.roles, &fields);
    match members::set_roles(&app, &member.who, id, &roles).await {
        Ok(()) => Ok(news::redirect(&urls::person(id), "news-person-roles")),
        Err(error) => refused(&app, &member, id, error.code(), &Args::new()).await,
    }
}

/// The page again with the reason.
async fn refused(
    app: &App,
    member: &Member,
    id: PersonId,
    code: &str,
    args: &Args,
) -> Result<Response, PageError> {
    let said = app.texts.get(&member.locale, &web::refusal::text_key(code), args);
    let page = page(app, member, id, Some(said)).await?;
    member.refused_page("portal/person.html", page).await
}

/// `POST /people/{id}/licences`: `do` is `assign` or `take`.
async fn licence(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let item = item(fields.text("subscription"), fields.text("add_on"));
    let item = item.ok_or_else(PageError::not_found)?;
    let gives = fields.text("do") == "assign";
    let done = match gives {
        true => licences::assign(&app, &member.who, &item, id).await,
        false => licences::take(&app, &member.who, &item, id).await,
    };
    match done {
        Ok(()) => {
            let said = if gives { "news-licence-assigned" } else { "news-licence-taken" };
            Ok(news::redirect(&urls::person(id), said))
        }
        Err(error) => {
            use web::refusal::Refusal as _;
            refused(&app, &member, id, error.code(), &error.args()).await
        }
    }
}

/// What is assigned, as forms name it.
pub(crate) fn item(subscription: &str, add_on: &str) -> Option<ItemRef> {
    let add_on = match add_on {
        "" => None,
        named => Some(named.parse().ok()?),
    };
    Some(ItemRef { subscription: subscription.parse().ok()?, add_on })
}

/// `POST /people/{id}/deactivate`
async fn deactivate(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
) -> Result<Response, PageError> {
    match members::deactivate(&app, &member.who, id).await {
        Ok(()) => Ok(news::redirect(&urls::person(id), "news-person-deactivated")),
        Err(error) => refused(&app, &member, id, error.code(), &Args::new()).await,
    }
}

/// `POST /people/{id}/reactivate`
async fn reactivate(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
) -> Result<Response, PageError> {
    match members::reactivate(&app, &member.who, id).await {
        Ok(()) => Ok(news::redirect(&urls::person(id), "news-person-reactivated")),
        Err(error) => refused(&app, &member, id, error.code(), &Args::new()).await,
    }
}
