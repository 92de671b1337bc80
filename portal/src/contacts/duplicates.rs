//! `/contacts/duplicates`: contacts that may be one person, and making them one (F6).

use std::sync::Arc;

use app::App;
use app::contacts::{self, Alike, ContactsError};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;
use units::id::ContactId;
use web::forms::Asked;
use web::{Face, Form, Member, PageError, news, urls};

use super::{Line, line};

const MERGE: &str = "/contacts/merge";

pub fn routes() -> Router<Face> {
    Router::new().route(urls::CONTACT_DUPLICATES, get(show)).route(MERGE, post(merge))
}

#[derive(Serialize)]
struct DuplicatesPage {
    sets: Vec<Set>,
    more: Option<String>,
    merge_href: &'static str,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct Set {
    ids: Vec<ContactId>,
    contacts: Vec<Line>,
    names_agree: bool,
    /// Whose data stays where they differ.
    kept: String,
}

/// `GET /contacts/duplicates?after=`
async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let page = page(&app, &member, asked.raw("after")).await?;
    member.page("portal/contact_duplicates.html", page).await
}

async fn page(app: &App, member: &Member, after: &str) -> Result<DuplicatesPage, PageError> {
    let (alike, next) = contacts::alike(app, &member.who, after).await?;
    let set = |each: &Alike| Set {
        ids: each.contacts.iter().map(|shown| shown.contact.id).collect(),
        contacts: each.contacts.iter().map(line).collect(),
        names_agree: each.names_agree,
        kept: each.contacts.first().map(|kept| kept.contact.card.name.clone()).unwrap_or_default(),
    };
    Ok(DuplicatesPage {
        sets: alike.iter().map(set).collect(),
        more: next.map(|next| urls::with_query(urls::CONTACT_DUPLICATES, &[("after", &next)])),
        merge_href: MERGE,
        refusal: None,
    })
}

/// `POST /contacts/merge`: the ids of those that are one.
async fn merge(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let ids: Vec<ContactId> = fields.all("ids").filter_map(|id| id.parse().ok()).collect();
    let refusal = match contacts::merge(&app, &member.who, &ids).await {
        Ok(_) => return Ok(news::redirect(urls::CONTACT_DUPLICATES, "news-contacts-merged")),
        Err(ContactsError::Fields(problems)) => {
            contacts::import::sentences(&app, &member.locale, &problems).join(" ")
        }
        Err(error @ (ContactsError::NothingToMerge | ContactsError::TooManyGroups)) => {
            member.text(&web::refusal::text_key(error.code()))
        }
        Err(other) => return Err(other.into()),
    };
    let mut page = page(&app, &member, "").await?;
    page.refusal = Some(refusal);
    member.refused_page("portal/contact_duplicates.html", page).await
}
