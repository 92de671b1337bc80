//! The pages of sites: a front where people join by number or link, and the join page (B7, E6).
//!
//! Nobody is signed in here. A link that has moved redirects; what leads nowhere says so, and says
//! nothing about what there is.

use std::sync::Arc;

use app::App;
use app::meetings::join::{self, AskedSite, Front, Opened, Typed};
use axum::Router;
use axum::extract::{Extension, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use people::host::SiteAddress;
use serde::Serialize;
use texts::Args;
use units::{Locale, Timestamp, Zone};
use web::forms::FieldErrors;
use web::{Face, Form, PageError, Path, Visit, headers, urls};

use crate::meetings::calendar_file;
use crate::{join_page, language, room_door};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::HOME, get(front))
        .route("/join", post(typed))
        .route("/j/{code}", get(open))
        .route("/j/{code}/calendar.ics", get(calendar))
        .route("/j/{code}/{personal}", get(open_own))
        .merge(language::routes())
        .merge(room_door::routes())
}

/// The same link on the portal's own host, for those who cut the site off.
pub fn portal_routes() -> Router<Face> {
    Router::new()
        .route("/j/{code}", get(open_from_portal))
        .route("/j/{code}/{personal}", get(open_own_from_portal))
}

#[derive(Serialize)]
struct FrontPage {
    host: String,
    /// What the site greets its guests with.
    welcome: Option<String>,
    portal_host: String,
    errors: FieldErrors,
    refusal: Option<String>,
    form: FrontForm,
}

#[derive(Serialize)]
struct FrontForm {
    target: String,
}

#[derive(Serialize)]
struct UnknownPage {
    title: String,
    text: String,
    link: Option<Link>,
}

#[derive(Serialize)]
struct Link {
    label: String,
    href: String,
}

/// `GET /` on a site's host.
async fn front(
    State(app): State<Arc<App>>,
    visit: Visit,
    Extension(address): Extension<SiteAddress>,
) -> Result<Response, PageError> {
    match join::front(&app, &AskedSite::from(&address)).await? {
        Front::Here { host, welcome, .. } => {
            let here = (host, welcome.as_ref().map(ToString::to_string));
            front_page(&app, &visit, here, String::new(), FieldErrors::default(), None).await
        }
        Front::Elsewhere { url } => Ok(Redirect::to(&url).into_response()),
        Front::Unknown => no_site(&app, &visit, &address).await,
    }
}

async fn front_page(
    app: &App,
    visit: &Visit,
    (host, welcome): (String, Option<String>),
    target: String,
    errors: FieldErrors,
    refusal: Option<String>,
) -> Result<Response, PageError> {
    let status = match errors.is_empty() && refusal.is_none() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = FrontPage {
        host,
        welcome,
        portal_host: app.config.base_host().to_owned(),
        errors,
        refusal,
        form: FrontForm { target },
    };
    let mut response = visit.page_as(status, "site/front.html", page).await?;
    // The meeting may be on another site: browsers hold a form's redirect to the policy as well.
    let sites = app.config.host_url(&format!("*.{}", app.config.base_host()), "");
    if let Some(policy) = headers::policy_with_forms_to(&sites) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

async fn no_site(app: &App, visit: &Visit, address: &SiteAddress) -> Result<Response, PageError> {
    let host = visit.face().base.host_of(address);
    let portal = Args::new().with("host", app.config.base_host());
    let page = UnknownPage {
        title: visit.text("site-unknown"),
        text: app.texts.get(&visit.locale, "site-unknown-text", &Args::new().with("host", host)),
        link: Some(Link {
            label: app.texts.get(&visit.locale, "site-unknown-portal", &portal),
            href: app.config.portal_url("/"),
        }),
    };
    visit.page_as(StatusCode::NOT_FOUND, "site/unknown.html", page).await
}

/// `POST /join`: a number with its password, or a pasted link.
async fn typed(
    State(app): State<Arc<App>>,
    visit: Visit,
    Extension(address): Extension<SiteAddress>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let target = fields.text("target");
    let network = visit.client.network();
    let found = join::typed(&app, target, fields.raw("password"), &network).await?;
    let mut errors = FieldErrors::default();
    let refusal = match found {
        Typed::Meeting { url } => return Ok(Redirect::to(&url).into_response()),
        Typed::Link(code) => return Ok(Redirect::to(&urls::join(code.as_str())).into_response()),
        Typed::NotATarget => {
            let (texts, args) = (visit.face().texts(), Args::new());
            errors.add(texts, &visit.locale, "target", "join.not_a_target", &args);
            None
        }
        Typed::Refused => Some(visit.text("site-refused")),
        Typed::Wait { until } => Some(wait_text(&app, &visit.locale, "site-wait", until)),
    };
    let welcome = match join::front(&app, &AskedSite::from(&address)).await? {
        Front::Here { welcome, .. } => welcome.as_ref().map(ToString::to_string),
        Front::Elsewhere { .. } | Front::Unknown => None,
    };
    let here = (visit.face().base.host_of(&address), welcome);
    let page = front_page(&app, &visit, here, target.to_owned(), errors, refusal).await?;
    Ok(match found {
        Typed::Wait { until } => too_often(&app, page, until),
        _ => page,
    })
}

fn wait_text(app: &App, locale: &Locale, key: &str, until: Timestamp) -> String {
    let time = app.texts.time_zone(locale, until, &Zone::utc());
    app.texts.get(locale, key, &Args::new().with("time", time))
}

fn too_often(app: &App, mut page: Response, until: Timestamp) -> Response {
    let seconds = until.seconds_since(app.now()).max(1);
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    page.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    page
}

/// The address leads to no room.
pub(crate) async fn no_room(visit: &Visit) -> Result<Response, PageError> {
    let (title, text) = (visit.text("room-unknown"), visit.text("room-unknown-text"));
    let page = UnknownPage { title, text, link: None };
    visit.page_as(StatusCode::NOT_FOUND, "site/unknown.html", page).await
}

/// Too many wrong links, numbers or passwords; `key` says so.
pub(crate) async fn wait(
    app: &App,
    visit: &Visit,
    key: &str,
    until: Timestamp,
) -> Result<Response, PageError> {
    let text = wait_text(app, &visit.locale, key, until);
    let page = UnknownPage { title: visit.text("join-wait"), text, link: None };
    Ok(too_often(app, visit.page("site/unknown.html", page).await?, until))
}

/// `GET /j/{code}` on a site's host.
async fn open(
    State(app): State<Arc<App>>,
    visit: Visit,
    Extension(address): Extension<SiteAddress>,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    answer(&app, &visit, Some(&AskedSite::from(&address)), (&code, None)).await
}

/// `GET /j/{code}/{personal}` on a site's host: a link of somebody's own.
async fn open_own(
    State(app): State<Arc<App>>,
    visit: Visit,
    Extension(address): Extension<SiteAddress>,
    Path((code, personal)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let address = AskedSite::from(&address);
    answer(&app, &visit, Some(&address), (&code, Some(&personal))).await
}

/// `GET /j/{code}/{personal}` on the portal's host.
async fn open_own_from_portal(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path((code, personal)): Path<(String, String)>,
) -> Result<Response, PageError> {
    answer(&app, &visit, None, (&code, Some(&personal))).await
}

/// `GET /j/{code}` on the portal's host.
async fn open_from_portal(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    answer(&app, &visit, None, (&code, None)).await
}

async fn answer(
    app: &App,
    visit: &Visit,
    asked: Option<&AskedSite>,
    code: (&str, Option<&str>),
) -> Result<Response, PageError> {
    let network = visit.client.network();
    match join::open(app, asked, code, &network, &visit.locale).await? {
        Opened::Show(shown) => {
            let page = join_page::page(app, &visit.locale, &shown);
            visit.page("site/join.html", page).await
        }
        Opened::Elsewhere { url } => Ok(Redirect::to(&url).into_response()),
        Opened::Unknown => {
            let (title, text) = (visit.text("join-unknown"), visit.text("join-unknown-text"));
            let page = UnknownPage { title, text, link: None };
            visit.page_as(StatusCode::NOT_FOUND, "site/unknown.html", page).await
        }
        Opened::Wait { until } => wait(app, visit, "join-wait-text", until).await,
    }
}

/// `GET /j/{code}/calendar.ics`
async fn calendar(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let file = join::calendar(&app, &code, &visit.client.network(), &visit.locale).await?;
    file.map(calendar_file).ok_or_else(PageError::not_found)
}
