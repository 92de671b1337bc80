//! `/sign-up`, `/confirm-email`: a free account, opened by the link that is mailed (B1).

use std::sync::Arc;

use app::App;
use app::sign_up::{self, ConfirmError, FreeOffer, SignUpError};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use people::password::PASSWORD_MIN_CHARS;
use serde::Serialize;
use units::EmailAddress;
use web::forms::{Asked, FieldErrors, Fields};
use web::{Face, Form, PageError, Visit, limits, urls};

use crate::entrance;

/// Tells that a mail is on its way; the same for every address.
const CHECK_MAIL: &str = "/check-mail";
const AGAIN: &str = "/confirm-email/again";

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::SIGN_UP, get(show).post(ask))
        .route(CHECK_MAIL, get(check_mail))
        .route(AGAIN, post(again))
        .route(urls::CONFIRM_EMAIL, get(look).post(confirm))
}

#[derive(Serialize)]
struct SignUpPage {
    name: String,
    email: String,
    zone: String,
    /// Characters of a password.
    least: usize,
    /// Of the longest meeting on the free plan; none: no limit.
    minutes: Option<u32>,
    participants: u32,
    errors: FieldErrors,
    refusal: Option<String>,
}

fn sign_up_page(offer: FreeOffer, fields: &Fields, errors: FieldErrors) -> SignUpPage {
    SignUpPage {
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        zone: fields.text("time_zone").to_owned(),
        least: PASSWORD_MIN_CHARS,
        minutes: offer.minutes,
        participants: offer.participants,
        errors,
        refusal: None,
    }
}

/// `GET /sign-up?email=`
async fn show(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    if visit.who.is_some() {
        return Ok(Redirect::to(urls::HOME).into_response());
    }
    let offer = sign_up::free_offer(&app).await?;
    let page = sign_up_page(offer, &asked, FieldErrors::default());
    visit.page("portal/sign_up.html", page).await
}

/// `POST /sign-up`
async fn ask(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form,
) -> Result<Response, PageError> {
    match attempt(&app, &visit, &fields).await? {
        Ok(sent) => Ok(sent),
        Err(errors) => {
            let offer = sign_up::free_offer(&app).await?;
            let page = sign_up_page(offer, &fields, errors);
            visit.refused_page("portal/sign_up.html", page).await
        }
    }
}

/// Takes a sign-up of `fields` (name, email, password, time_zone, terms), counted by network and
/// address; the visitor's cart goes along. What is refused is said by field.
pub(crate) async fn attempt(
    app: &App,
    visit: &Visit,
    fields: &Fields,
) -> Result<Result<Response, FieldErrors>, PageError> {
    if !fields.has("terms") {
        return Ok(Err(entrance::one(visit, "terms", "terms.not_accepted")));
    }
    let mut buckets = vec![limits::SIGN_UP_BY_NETWORK.for_client(&visit.client)];
    let email = fields.parsed::<EmailAddress>("email");
    buckets.extend(email.map(|email| limits::MAIL_BY_ADDRESS.for_address(&email)));
    limits::take(app, &buckets).await?;
    match sign_up::ask(app, &entrance::draft(visit, fields), visit.cart).await {
        Ok(()) => Ok(Ok(sent("sign_up", fields.text("email")))),
        Err(SignUpError::Refused(problems)) => Ok(Err(entrance::sign_up_errors(visit, &problems))),
        Err(error) => Err(error.into()),
    }
}

/// On to the page that says a mail is on its way.
pub(crate) fn sent(kind: &str, email: &str) -> Response {
    let path = urls::with_query(CHECK_MAIL, &[("kind", kind), ("email", email)]);
    Redirect::to(&path).into_response()
}

#[derive(Serialize)]
struct CheckMailPage {
    /// `sign_up` or `forgot_password`
    kind: &'static str,
    email: String,
    hours: i64,
    resend_href: Option<&'static str>,
    mails_href: Option<&'static str>,
}

/// `GET /check-mail?kind=&email=`
async fn check_mail(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let email = asked.parsed::<EmailAddress>("email").ok_or_else(PageError::not_found)?;
    let signing_up = asked.text("kind") != "forgot_password";
    let page = CheckMailPage {
        kind: if signing_up { "sign_up" } else { "forgot_password" },
        email: email.to_string(),
        hours: match signing_up {
            true => sign_up::LINK_VALID_HOURS,
            false => app::password_reset::LINK_VALID_HOURS,
        },
        resend_href: signing_up.then_some(AGAIN),
        mails_href: app.config.demo.then_some(urls::DEMO_MAILS),
    };
    visit.page("portal/check_mail.html", page).await
}

/// `POST /confirm-email/again`
async fn again(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let email = fields.parsed::<EmailAddress>("email").ok_or_else(PageError::not_found)?;
    let by_network = limits::SIGN_UP_BY_NETWORK.for_client(&visit.client);
    limits::take(&app, &[by_network, limits::MAIL_BY_ADDRESS.for_address(&email)]).await?;
    sign_up::ask_again(&app, &email).await?;
    Ok(sent("sign_up", email.as_str()))
}

/// The page that confirms an address; `action` takes its token.
#[derive(Serialize)]
pub(crate) struct ConfirmPage {
    /// `ask`, `done` or `expired`
    pub state: &'static str,
    pub action: &'static str,
    pub token: String,
    pub email: String,
    /// Whether the password chosen with the sign-up is asked for.
    pub asks_password: bool,
    pub errors: FieldErrors,
}

impl ConfirmPage {
    /// Of a sign-up: the link alone opens nothing.
    fn of_sign_up(token: &str, email: &EmailAddress, errors: FieldErrors) -> ConfirmPage {
        ConfirmPage {
            state: "ask",
            action: urls::CONFIRM_EMAIL,
            token: token.to_owned(),
            email: email.to_string(),
            asks_password: true,
            errors,
        }
    }

    fn expired() -> ConfirmPage {
        ConfirmPage {
            state: "expired",
            action: urls::CONFIRM_EMAIL,
            token: String::new(),
            email: String::new(),
            asks_password: false,
            errors: FieldErrors::default(),
        }
    }
}

/// `GET /confirm-email?token=`
async fn look(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let token = asked.text("token");
    match sign_up::look(&app, token).await? {
        Some(email) => {
            let page = ConfirmPage::of_sign_up(token, &email, FieldErrors::default());
            visit.page("portal/confirm_email.html", page).await
        }
        None => expired(&visit).await,
    }
}

pub(crate) async fn expired(visit: &Visit) -> Result<Response, PageError> {
    let page = ConfirmPage::expired();
    visit.page_as(StatusCode::GONE, "portal/confirm_email.html", page).await
}

/// `POST /confirm-email`
async fn confirm(
    State(app): State<Arc<App>>,
    visit: Visit,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&visit.client)]).await?;
    let (from, before) = (entrance::visitor(&visit), entrance::carried(&headers));
    let (token, password) = (fields.text("token"), fields.raw("password"));
    match sign_up::confirm(&app, token, password, &from, before.as_ref()).await {
        Ok(confirmed) => {
            let to_buy = confirmed.cart.or(visit.cart).is_some();
            let next = if to_buy { urls::CHECKOUT } else { urls::HOME };
            let said = Some("news-account-ready");
            entrance::enter(&app, &visit, &confirmed.opened, next, said).await
        }
        Err(ConfirmError::Expired) => expired(&visit).await,
        Err(error @ ConfirmError::WrongPassword) => match sign_up::look(&app, token).await? {
            Some(email) => {
                let errors = entrance::one(&visit, "password", error.code());
                let page = ConfirmPage::of_sign_up(token, &email, errors);
                visit.refused_page("portal/confirm_email.html", page).await
            }
            None => expired(&visit).await,
        },
        Err(error) => Err(error.into()),
    }
}
