//! `/contacts/groups`: groups of contacts, made, renamed, removed (F6).

use std::sync::Arc;

use app::App;
use app::contacts::{ContactsError, groups};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use units::id::ContactGroupId;
use web::forms::FieldErrors;
use web::{Face, Form, Member, PageError, Path, news, urls};

use super::field_errors;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::CONTACT_GROUPS, get(list).post(add))
        .route("/contacts/groups/{id}", post(rename))
        .route("/contacts/groups/{id}/remove", post(remove))
}

#[derive(Serialize)]
struct GroupsPage {
    groups: Vec<Line>,
    name: String,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct Line {
    id: ContactGroupId,
    name: String,
    contacts: u32,
    href: String,
    action: String,
    remove_href: String,
}

/// `GET /contacts/groups`
async fn list(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member, String::new()).await?;
    member.page("portal/contact_groups.html", page).await
}

async fn page(app: &App, member: &Member, name: String) -> Result<GroupsPage, PageError> {
    let groups = groups::list(app, &member.who).await?;
    let line = |group: groups::Group| {
        let action = urls::contact_group(group.id);
        Line {
            id: group.id,
            name: group.name,
            contacts: group.contacts,
            href: urls::with_query(urls::CONTACTS, &[("group", &group.id.to_string())]),
            remove_href: format!("{action}/remove"),
            action,
        }
    };
    let groups = groups.into_iter().map(line).collect();
    Ok(GroupsPage { groups, name, errors: FieldErrors::default(), refusal: None })
}

/// `POST /contacts/groups`
async fn add(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let name = fields.text("name");
    match groups::add(&app, &member.who, name).await {
        Ok(_) => Ok(news::redirect(urls::CONTACT_GROUPS, "news-contact-group-added")),
        Err(error) => refused(&app, &member, name, error).await,
    }
}

async fn refused(
    app: &App,
    member: &Member,
    name: &str,
    error: ContactsError,
) -> Result<Response, PageError> {
    let mut page = page(app, member, name.to_owned()).await?;
    match error {
        ContactsError::Fields(mut problems) => {
            for problem in &mut problems {
                problem.field = "name".to_owned();
            }
            page.errors = field_errors(app, member, &problems);
        }
        ContactsError::GroupTaken | ContactsError::TooManyGroups => {
            page.refusal = Some(member.text(&web::refusal::text_key(error.code())));
        }
        other => return Err(other.into()),
    }
    member.refused_page("portal/contact_groups.html", page).await
}

/// `POST /contacts/groups/{id}`
async fn rename(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactGroupId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    match groups::rename(&app, &member.who, id, fields.text("group_name")).await {
        Ok(()) => Ok(news::redirect(urls::CONTACT_GROUPS, "news-contact-group-renamed")),
        Err(error) => refused(&app, &member, "", error).await,
    }
}

/// `POST /contacts/groups/{id}/remove`
async fn remove(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<ContactGroupId>,
) -> Result<Response, PageError> {
    groups::remove(&app, &member.who, id).await?;
    Ok(news::redirect(urls::CONTACT_GROUPS, "news-contact-group-removed"))
}
