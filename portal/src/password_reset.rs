//! `/forgot-password`, `/reset-password`: a new password by a mailed link.

use std::sync::Arc;

use app::App;
use app::password_reset::{self, NewPasswordError};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use people::password::PASSWORD_MIN_CHARS;
use serde::Serialize;
use units::EmailAddress;
use web::forms::{Asked, FieldErrors};
use web::{Face, Form, PageError, Visit, limits, urls};

use crate::{entrance, sign_up};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::FORGOT_PASSWORD, get(show).post(ask))
        .route(urls::RESET_PASSWORD, get(look).post(set))
}

#[derive(Serialize)]
struct ForgotPage {
    email: String,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// `GET /forgot-password`
async fn show(visit: Visit, Asked(asked): Asked) -> Result<Response, PageError> {
    let email = asked.text("email").to_owned();
    let page = ForgotPage { email, errors: FieldErrors::default(), refusal: None };
    visit.page("portal/forgot_password.html", page).await
}

/// `POST /forgot-password`
async fn ask(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let Some(email) = fields.parsed::<EmailAddress>("email") else {
        let errors = entrance::one(&visit, "email", "email.malformed");
        let email = fields.text("email").to_owned();
        let page = ForgotPage { email, errors, refusal: None };
        return visit.refused_page("portal/forgot_password.html", page).await;
    };
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&visit.client)]).await?;
    password_reset::ask(&app, &email).await?;
    Ok(sign_up::sent("forgot_password", email.as_str()))
}

#[derive(Serialize)]
struct ResetPage {
    /// `ask` or `expired`
    state: &'static str,
    token: String,
    email: String,
    least: usize,
    errors: FieldErrors,
    refusal: Option<String>,
}

fn reset_page(token: &str, email: Option<EmailAddress>, errors: FieldErrors) -> ResetPage {
    ResetPage {
        state: if email.is_some() { "ask" } else { "expired" },
        token: token.to_owned(),
        email: email.map(|email| email.to_string()).unwrap_or_default(),
        least: PASSWORD_MIN_CHARS,
        errors,
        refusal: None,
    }
}

/// `GET /reset-password?token=`
async fn look(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let token = asked.text("token");
    let email = password_reset::look(&app, token).await?;
    let status = if email.is_some() { StatusCode::OK } else { StatusCode::GONE };
    let page = reset_page(token, email, FieldErrors::default());
    visit.page_as(status, "portal/reset_password.html", page).await
}

/// `POST /reset-password`
async fn set(
    State(app): State<Arc<App>>,
    visit: Visit,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, PageError> {
    limits::take(&app, &[limits::GUESS_BY_NETWORK.for_client(&visit.client)]).await?;
    let (token, password) = (fields.text("token"), fields.raw("password"));
    let (from, before) = (entrance::visitor(&visit), entrance::carried(&headers));
    match password_reset::set(&app, token, password, &from, before.as_ref()).await {
        Ok(opened) => {
            let said = Some("news-password-set");
            entrance::enter(&app, &visit, &opened, urls::HOME, said).await
        }
        Err(NewPasswordError::Refused(problems)) => {
            let email = password_reset::look(&app, token).await?;
            let errors = entrance::password_errors(&visit, "password", &problems);
            let page = reset_page(token, email, errors);
            visit.refused_page("portal/reset_password.html", page).await
        }
        Err(NewPasswordError::Expired) => {
            let page = reset_page(token, None, FieldErrors::default());
            visit.page_as(StatusCode::GONE, "portal/reset_password.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}
