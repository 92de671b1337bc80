//! `/people/invite`, and `/invitation`: asking somebody to join the account, and joining (E1).

use std::collections::BTreeSet;
use std::sync::Arc;

use app::invitations::{self, Accept, AcceptError, Asked as Offer, NewInvitation, Offered};
use app::{App, members};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use people::password::PASSWORD_MIN_CHARS;
use people::roles::Role;
use serde::Serialize;
use units::Timestamp;
use units::id::PersonId;
use web::forms::{Asked, FieldErrors};
use web::refusal::Refusal as _;
use web::{Face, Fields, Form, Member, PageError, Path, Visit, limits, news, urls};

use crate::entrance;
use crate::intake::{LicenceChoice, licence_choice};
use crate::members::{RoleChoice, item, role_choices, ticked};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::INVITE, get(show).post(invite))
        .route("/people/invite/{id}/resend", post(resend))
        .route("/people/invite/{id}/revoke", post(revoke))
        .route(urls::INVITATION, get(look).post(accept))
}

/// Where those who are invited are listed.
const PENDING: &str = "/people?tab=pending";

#[derive(Serialize)]
struct InvitePage {
    email: String,
    name: String,
    roles: Vec<RoleChoice>,
    licences: Vec<LicenceChoice>,
    days: i64,
    errors: FieldErrors,
    refusal: Option<String>,
    /// Where there is a way out of the refusal.
    way: Option<Way>,
}

#[derive(Serialize)]
struct Way {
    label: String,
    href: String,
}

/// `GET /people/invite`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = invite_page(&app, &member, &Fields::default(), [Role::Host].into()).await?;
    member.page("portal/invite.html", page).await
}

async fn invite_page(
    app: &App,
    member: &Member,
    fields: &Fields,
    roles: BTreeSet<Role>,
) -> Result<InvitePage, PageError> {
    let items = members::items(app, &member.who).await?;
    let ticked: Vec<String> = fields.all("licences").map(str::to_owned).collect();
    Ok(InvitePage {
        email: fields.text("email").to_owned(),
        name: fields.text("name").to_owned(),
        roles: role_choices(member, &roles),
        licences: items.iter().map(|item| licence_choice(member, &ticked, item)).collect(),
        days: invitations::LINK_VALID_DAYS,
        errors: FieldErrors::default(),
        refusal: None,
        way: None,
    })
}

/// `POST /people/invite`
async fn invite(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::INVITE_BY_PERSON.for_person(member.who.person())]).await?;
    let licences = fields.all("licences").filter_map(|value| {
        let (subscription, add_on) = value.split_once(' ')?;
        item(subscription, add_on)
    });
    let new = NewInvitation {
        email: fields.text("email").to_owned(),
        name: fields.text("name").to_owned(),
        roles: ticked(&fields),
        licences: licences.collect(),
    };
    match invitations::invite(&app, &member.who, &new).await {
        Ok(_) => Ok(news::redirect(PENDING, "news-person-invited")),
        Err(app::invitations::InviteError::Store(error)) => Err(error.into()),
        Err(error) => {
            let mut page = invite_page(&app, &member, &fields, new.roles).await?;
            let args = error.args();
            match error.field() {
                Some(field) => {
                    page.errors.add(&app.texts, &member.locale, field, error.code(), &args);
                }
                None => {
                    let key = web::refusal::text_key(error.code());
                    page.refusal = Some(app.texts.get(&member.locale, &key, &args));
                    page.way = error
                        .way()
                        .map(|way| Way { label: member.text(way.label), href: way.href });
                }
            }
            member.refused_page("portal/invite.html", page).await
        }
    }
}

/// `POST /people/invite/{id}/resend`
async fn resend(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::INVITE_BY_PERSON.for_person(member.who.person())]).await?;
    invitations::resend(&app, &member.who, id).await?;
    Ok(news::redirect(PENDING, "news-invitation-resent"))
}

/// `POST /people/invite/{id}/revoke`
async fn revoke(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<PersonId>,
) -> Result<Response, PageError> {
    invitations::revoke(&app, &member.who, id).await?;
    Ok(news::redirect(PENDING, "news-invitation-revoked"))
}

/// Accepting: what it does, and a name and a password to choose.
#[derive(Serialize)]
struct AcceptPage {
    /// `ask`, `joined`, `taken` or `gone`.
    state: &'static str,
    token: String,
    account: String,
    inviter: String,
    email: String,
    name: String,
    roles: String,
    licences: Vec<String>,
    expires: Option<Timestamp>,
    zone: String,
    least: usize,
    errors: FieldErrors,
}

impl AcceptPage {
    fn of(visit: &Visit, state: &'static str, token: &str) -> AcceptPage {
        AcceptPage {
            state,
            token: token.to_owned(),
            account: String::new(),
            inviter: String::new(),
            email: String::new(),
            name: String::new(),
            roles: String::new(),
            licences: Vec::new(),
            expires: None,
            zone: visit.zone.to_string(),
            least: PASSWORD_MIN_CHARS,
            errors: FieldErrors::default(),
        }
    }

    fn asks(visit: &Visit, token: &str, offered: Offered, fields: &Fields) -> AcceptPage {
        let role =
            |role: &Role| visit.text(&format!("people-role-{}", role.word().replace('_', "-")));
        let typed = fields.text("name").to_owned();
        AcceptPage {
            account: offered.account,
            inviter: offered.inviter,
            email: offered.email.to_string(),
            name: if fields.has("name") { typed } else { offered.name },
            roles: offered.roles.iter().map(role).collect::<Vec<String>>().join(", "),
            licences: offered.licences,
            expires: Some(offered.expires_at),
            ..AcceptPage::of(visit, "ask", token)
        }
    }
}

/// `GET /invitation?token=`
async fn look(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    answer(&app, &visit, asked.text("token"), &Fields::default(), FieldErrors::default()).await
}

/// The page as the invitation stands now.
async fn answer(
    app: &App,
    visit: &Visit,
    token: &str,
    fields: &Fields,
    errors: FieldErrors,
) -> Result<Response, PageError> {
    match invitations::look(app, token).await? {
        Offer::Open(offered) => {
            let refused = !errors.is_empty();
            let page = AcceptPage { errors, ..AcceptPage::asks(visit, token, *offered, fields) };
            match refused {
                true => visit.refused_page("portal/invitation.html", page).await,
                false => visit.page("portal/invitation.html", page).await,
            }
        }
        Offer::Joined => {
            visit.page("portal/invitation.html", AcceptPage::of(visit, "joined", token)).await
        }
        Offer::Gone => gone(visit, "gone", StatusCode::GONE).await,
    }
}

async fn gone(
    visit: &Visit,
    state: &'static str,
    status: StatusCode,
) -> Result<Response, PageError> {
    visit.page_as(status, "portal/invitation.html", AcceptPage::of(visit, state, "")).await
}

/// `POST /invitation`
async fn accept(
    State(app): State<Arc<App>>,
    visit: Visit,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&visit.client)]).await?;
    let token = fields.text("token");
    if !fields.has("terms") {
        let errors = entrance::one(&visit, "terms", "terms.not_accepted");
        return answer(&app, &visit, token, &fields, errors).await;
    }
    let (from, before) = (entrance::visitor(&visit), entrance::carried(&headers));
    let chosen = Accept {
        name: fields.text("name").to_owned(),
        password: fields.raw("password").to_owned(),
        locale: visit.locale.clone(),
    };
    match invitations::accept(&app, token, &chosen, &from, before.as_ref()).await {
        Ok(opened) => {
            let said = Some("news-person-joined");
            entrance::enter(&app, &visit, &opened, urls::HOME, said).await
        }
        Err(AcceptError::Refused(problems)) => {
            let errors = entrance::sign_up_errors(&visit, &problems);
            answer(&app, &visit, token, &fields, errors).await
        }
        Err(AcceptError::AddressTaken) => gone(&visit, "taken", StatusCode::CONFLICT).await,
        Err(AcceptError::Expired) => {
            answer(&app, &visit, token, &fields, FieldErrors::default()).await
        }
        Err(error) => Err(error.into()),
    }
}
