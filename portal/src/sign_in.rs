//! `/sign-in`, `/sign-out`: in with a password, out again.

use std::sync::Arc;

use app::App;
use app::meetings::join::AskedSite;
use app::sessions::Opened;
use app::sign_in::{self, SignInError};
use axum::Router;
use axum::extract::State;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use people::host::SiteAddress;
use people::site::SiteName;
use serde::Serialize;
use texts::Args;
use units::EmailAddress;
use web::brand::BrandLine;
use web::forms::{Asked, FieldErrors};
use web::refusal::{Refusal, Refused};
use web::{Face, Form, Next, PageError, Visit, limits, session, urls};

use crate::entrance;

pub fn routes() -> Router<Face> {
    Router::new().route(urls::SIGN_IN, get(show).post(enter)).route(urls::SIGN_OUT, post(leave))
}

#[derive(Serialize)]
struct SignInPage {
    email: String,
    return_to: Option<Next>,
    /// The name of the site they came from.
    site: String,
    /// How that site looks; none: they came from nowhere, or there is no such site.
    brand: Option<BrandLine>,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// How the site called `name` looks.
async fn brand(app: &App, name: &str) -> Result<Option<BrandLine>, PageError> {
    let Ok(name) = name.parse::<SiteName>() else { return Ok(None) };
    let shown = app::site::brand::shown(app, &AskedSite::from(&SiteAddress::Own(name))).await?;
    Ok(shown.map(|shown| BrandLine::of(shown.host, &shown.brand)))
}

/// `GET /sign-in?return_to=&site=`
async fn show(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let return_to = Next::parse(asked.text("return_to"));
    if visit.who.is_some() {
        let next = return_to.unwrap_or_else(|| Next::or_home(None));
        return Ok(Redirect::to(next.path()).into_response());
    }
    let page = SignInPage {
        email: String::new(),
        return_to,
        site: asked.text("site").to_owned(),
        brand: brand(&app, asked.text("site")).await?,
        errors: FieldErrors::default(),
        refusal: None,
    };
    visit.page("portal/sign_in.html", page).await
}

/// Why a password did not open the door.
pub(crate) enum Closed {
    /// For the form: what to say.
    Said { status: StatusCode, refusal: String, retry_after_s: Option<i64> },
    /// For the error page.
    Failed(Box<Refused>),
}

/// Tries address and password, counted by address and network; `Closed` holds the visitor's words.
pub(crate) async fn attempt(
    app: &App,
    visit: &Visit,
    headers: &HeaderMap,
    email: &str,
    password: &str,
) -> Result<Opened, Closed> {
    let by_address = email.parse::<EmailAddress>().ok();
    let by_address = by_address.map(|email| limits::SIGN_IN_BY_ADDRESS.for_address(&email));
    let mut buckets = vec![limits::SIGN_IN_BY_NETWORK.for_client(&visit.client)];
    buckets.extend(by_address.clone());
    limits::take(app, &buckets).await.map_err(|refused| too_often(visit, refused))?;

    let (from, before) = (entrance::visitor(visit), entrance::carried(headers));
    match sign_in::with_password(app, email, password, &from, before.as_ref()).await {
        Ok(opened) => {
            if let Some(bucket) = by_address {
                let failed = |error| Closed::Failed(Box::new(Refused::of(&error)));
                limits::forgive(app, &bucket).await.map_err(failed)?;
            }
            Ok(opened)
        }
        Err(SignInError::Store(error)) => Err(Closed::Failed(Box::new(Refused::of(&error)))),
        Err(refused) => Err(Closed::Said {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            refusal: entrance::sentence(visit, Refusal::code(&refused)),
            retry_after_s: None,
        }),
    }
}

fn too_often(visit: &Visit, refused: Refused) -> Closed {
    let Some(seconds) = refused.retry_after_s.filter(|_| refused.code == "rate.limited") else {
        return Closed::Failed(Box::new(refused));
    };
    let args = Args::new().with("minutes", (seconds + 59) / 60);
    Closed::Said {
        status: StatusCode::TOO_MANY_REQUESTS,
        refusal: visit.face().texts().get(&visit.locale, "sign-in-error-too-often", &args),
        retry_after_s: Some(seconds),
    }
}

/// `POST /sign-in`
async fn enter(
    State(app): State<Arc<App>>,
    visit: Visit,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let (email, return_to) = (fields.text("email"), Next::parse(fields.text("return_to")));
    match attempt(&app, &visit, &headers, email, fields.raw("password")).await {
        Ok(opened) => {
            let next = return_to.unwrap_or_else(|| Next::or_home(None));
            entrance::enter(&app, &visit, &opened, next.path(), None).await
        }
        Err(Closed::Failed(refused)) => Err((*refused).into()),
        Err(Closed::Said { status, refusal, retry_after_s }) => {
            let page = SignInPage {
                email: email.to_owned(),
                return_to,
                site: fields.text("site").to_owned(),
                brand: brand(&app, fields.text("site")).await?,
                errors: FieldErrors::default(),
                refusal: Some(refusal),
            };
            let mut response = visit.page_as(status, "portal/sign_in.html", page).await?;
            if let Some(seconds) = retry_after_s {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            Ok(response)
        }
    }
}

/// `POST /sign-out`
async fn leave(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, PageError> {
    if let Some(secret) = entrance::carried(&headers) {
        app::sessions::sign_out(&app, &secret).await?;
    }
    Ok(session::redirect(urls::HOME).signed_out())
}
