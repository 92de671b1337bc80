//! What every way in has in common: where a visit comes from, and how it goes on once somebody is
//! signed in.

use std::sync::Arc;

use app::App;
use app::sessions::Opened;
use app::visitor::Visitor;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use people::password::PasswordProblem;
use people::sign_up::{SignUpDraft, SignUpProblem};
use people::token::SecretToken;
use texts::Args;
use units::Zone;
use web::forms::{FieldErrors, Fields};
use web::{PageError, Visit, news, session};

/// Where the visit comes from.
pub(crate) fn visitor(visit: &Visit) -> Visitor {
    Visitor {
        ip: visit.client.ip_text(),
        user_agent: visit.client.user_agent.clone(),
        via: "portal",
    }
}

/// The session the browser still carries, whether or not it holds.
pub(crate) fn carried(headers: &HeaderMap) -> Option<SecretToken> {
    session::secret(headers)
}

/// Signed in: the visitor's cart becomes the account's (B3), and the way goes on to `path`, where
/// the sentence of `said` is said once.
pub(crate) async fn enter(
    app: &Arc<App>,
    visit: &Visit,
    opened: &Opened,
    path: &str,
    said: Option<&'static str>,
) -> Result<Response, PageError> {
    if let Some(cart) = visit.cart {
        app::cart::adopt(app, opened.who.account(), cart).await?;
    }
    let on = match said {
        Some(key) => news::redirect(path, key),
        None => axum::response::Redirect::to(path).into_response(),
    };
    Ok(session::carry(on).signed_in(&opened.secret).without_cart().into_response())
}

/// A sign-up as typed; language and zone come from the browser.
pub(crate) fn draft(visit: &Visit, fields: &Fields) -> SignUpDraft {
    let zone = fields.parsed::<Zone>("time_zone").unwrap_or_else(Zone::utc);
    SignUpDraft {
        email: fields.text("email").to_owned(),
        name: fields.text("name").to_owned(),
        password: fields.raw("password").to_owned(),
        locale: visit.locale.to_string(),
        zone: zone.to_string(),
    }
}

/// What is wrong with a sign-up, beside the form's fields.
pub(crate) fn sign_up_errors(visit: &Visit, problems: &[SignUpProblem]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for problem in problems {
        add(visit, &mut errors, problem.field(), problem.code(), problem.limit());
    }
    errors
}

/// What is wrong with a new password, beside `field`.
pub(crate) fn password_errors(
    visit: &Visit,
    field: &'static str,
    problems: &[PasswordProblem],
) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for problem in problems {
        let limit = SignUpProblem::Password(*problem).limit();
        add(visit, &mut errors, field, problem.code(), limit);
    }
    errors
}

/// Refuses `field` with the sentence of `code`, which may name the bound that was passed.
pub(crate) fn add(
    visit: &Visit,
    errors: &mut FieldErrors,
    field: &'static str,
    code: &str,
    limit: Option<usize>,
) {
    let limit = limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or_default();
    let args = Args::new().with("limit", limit);
    errors.add(visit.face().texts(), &visit.locale, field, code, &args);
}

/// One refusal beside one field.
pub(crate) fn one(visit: &Visit, field: &'static str, code: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    add(visit, &mut errors, field, code, None);
    errors
}

/// The sentence of `code`, for a form as a whole.
pub(crate) fn sentence(visit: &Visit, code: &str) -> String {
    visit.text(&web::refusal::text_key(code))
}
