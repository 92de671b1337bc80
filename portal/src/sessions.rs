//! `/security`: password, passkeys and sessions of the person, on one page.

use std::sync::Arc;

use app::password_reset::{self, NewPasswordError};
use app::{App, passkeys, sessions};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use people::password::PASSWORD_MIN_CHARS;
use serde::Serialize;
use units::Timestamp;
use units::id::{PasskeyId, SessionId};
use web::forms::FieldErrors;
use web::{Face, Form, Member, PageError, Path, limits, news, urls};

use crate::{browser, entrance};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::SECURITY, get(show))
        .route("/security/password", post(change_password))
        .route("/security/sessions/end-others", post(end_others))
        .route("/security/sessions/{id}/end", post(end))
}

#[derive(Serialize)]
struct SecurityPage {
    zone: String,
    email: String,
    least: usize,
    passkeys: Vec<PasskeyLine>,
    sessions: Vec<SessionLine>,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct PasskeyLine {
    id: PasskeyId,
    name: String,
    added: Timestamp,
    used: Option<Timestamp>,
}

#[derive(Serialize)]
struct SessionLine {
    id: SessionId,
    /// "Firefox, Linux"; none when the browser does not say.
    browser: Option<String>,
    ip: String,
    began: Timestamp,
    seen: Timestamp,
    /// The one this page is looked at with.
    this: bool,
}

async fn page(app: &App, member: &Member, errors: FieldErrors) -> Result<SecurityPage, PageError> {
    let keys = passkeys::list(app, &member.who).await?;
    let held = sessions::list(app, &member.who).await?;
    Ok(SecurityPage {
        zone: member.who.zone.to_string(),
        email: member.who.email.to_string(),
        least: PASSWORD_MIN_CHARS,
        passkeys: keys
            .into_iter()
            .map(|key| PasskeyLine {
                id: key.id,
                name: key.name,
                added: key.created_at,
                used: key.used_at,
            })
            .collect(),
        sessions: held
            .into_iter()
            .map(|session| SessionLine {
                id: session.id,
                browser: browser::name(&session.user_agent),
                ip: session.ip,
                began: session.created_at,
                seen: session.seen_at,
                this: session.id == member.session,
            })
            .collect(),
        errors,
        refusal: None,
    })
}

/// `GET /security`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member, FieldErrors::default()).await?;
    member.page("portal/security.html", page).await
}

/// `POST /security/password`
async fn change_password(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let bucket = limits::SIGN_IN_BY_ADDRESS.for_person(member.who.person());
    limits::take(&app, &[bucket]).await?;
    let (present, new) = (fields.raw("present_password"), fields.raw("new_password"));
    let errors = match password_reset::change(&app, &member.who, member.session, present, new).await
    {
        Ok(()) => return Ok(news::redirect(urls::SECURITY, "news-password-changed")),
        Err(NewPasswordError::WrongPassword) => {
            entrance::one(&member, "present_password", "password.wrong")
        }
        Err(NewPasswordError::Refused(problems)) => {
            entrance::password_errors(&member, "new_password", &problems)
        }
        Err(error) => return Err(error.into()),
    };
    let page = page(&app, &member, errors).await?;
    member.page_as(StatusCode::UNPROCESSABLE_ENTITY, "portal/security.html", page).await
}

/// `POST /security/sessions/end-others`
async fn end_others(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    sessions::end_others(&app, &member.who, Some(member.session)).await?;
    Ok(news::redirect(urls::SECURITY, "news-sessions-ended"))
}

/// `POST /security/sessions/{id}/end`
async fn end(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<SessionId>,
) -> Result<Response, PageError> {
    sessions::end(&app, &member.who, id).await?;
    Ok(news::redirect(urls::SECURITY, "news-session-ended"))
}
