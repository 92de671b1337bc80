//! `/room/{name}`: what a guest sees at the door of a personal room (F2). Nobody is signed in here.
//!
//! Before the password is given the page says whose room it is, and nothing about what is inside.

use std::sync::Arc;

use app::App;
use app::meetings::join::AskedSite;
use app::room::door::{self, Knock, Opened, Shown};
use axum::Router;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use meetings::room::door::Door;
use people::host::SiteAddress;
use serde::Serialize;
use texts::Args;
use web::forms::FieldErrors;
use web::{Face, Form, PageError, Path, Visit, headers, urls};

use crate::site::{no_room, wait};

pub fn routes() -> Router<Face> {
    Router::new().route("/room/{name}", get(look).post(knock))
}

/// The same address on the portal's own host, for those who cut the site off.
pub fn portal_routes() -> Router<Face> {
    Router::new().route("/room/{name}", get(look_from_portal))
}

#[derive(Serialize)]
struct DoorPage {
    title: String,
    over: String,
    site_line: String,
    /// What the site greets its guests with.
    welcome: Option<String>,
    path: String,
    /// The password is asked for.
    asks: bool,
    heading: String,
    text: String,
    notes: Vec<String>,
    facts: Vec<Fact>,
    /// Where the moderator opens, locks and closes it.
    moderator_href: String,
    errors: FieldErrors,
}

#[derive(Serialize)]
struct Fact {
    label: String,
    text: String,
    href: Option<String>,
}

/// `GET /room/{name}` on a site's host.
async fn look(
    State(app): State<Arc<App>>,
    visit: Visit,
    Extension(address): Extension<SiteAddress>,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    answer(&app, &visit, Some(&AskedSite::from(&address)), &name, None).await
}

/// `POST /room/{name}`: the password was typed.
async fn knock(
    State(app): State<Arc<App>>,
    visit: Visit,
    Extension(address): Extension<SiteAddress>,
    Path(name): Path<String>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let given = fields.raw("password");
    answer(&app, &visit, Some(&AskedSite::from(&address)), &name, Some(given)).await
}

/// `GET /room/{name}` on the portal's host.
async fn look_from_portal(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    answer(&app, &visit, None, &name, None).await
}

async fn answer(
    app: &App,
    visit: &Visit,
    asked: Option<&AskedSite>,
    name: &str,
    given: Option<&str>,
) -> Result<Response, PageError> {
    let network = visit.client.network();
    let knock = Knock { asked, name, given, network: &network, locale: &visit.locale };
    match door::open(app, &knock).await? {
        Opened::Show(shown) => {
            let status = match shown.door {
                Door::WrongPassword => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::OK,
            };
            let page = page(app, visit, &shown);
            let mut response = visit.page_as(status, "site/room.html", page).await?;
            // The room may have moved: browsers hold a form's redirect to the policy as well.
            let sites = app.config.host_url(&format!("*.{}", app.config.base_host()), "");
            if let Some(policy) = headers::policy_with_forms_to(&sites) {
                response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
            }
            Ok(response)
        }
        Opened::Elsewhere { url } => Ok(Redirect::to(&url).into_response()),
        Opened::Unknown => no_room(visit).await,
        Opened::Wait { until } => wait(app, visit, "room-wait-text", until).await,
    }
}

fn page(app: &App, visit: &Visit, shown: &Shown) -> DoorPage {
    let locale = &visit.locale;
    let host = Args::new().with("host", shown.moderator.as_str());
    let said = |key: &str| app.texts.get(locale, key, &host);
    let (heading, text) = match shown.door {
        Door::AsksPassword | Door::WrongPassword => ("room-door-asks", "room-door-asks-text"),
        Door::Closed => ("room-door-closed", "room-door-closed-text"),
        Door::Locked => ("room-door-locked", "room-door-locked-text"),
        Door::Lobby => ("room-door-waits", "room-door-waits-text"),
        Door::Enters => ("room-door-open", "room-door-open-text"),
    };
    let asks = matches!(shown.door, Door::AsksPassword | Door::WrongPassword);
    let mut errors = FieldErrors::default();
    if shown.door == Door::WrongPassword {
        errors.add(&app.texts, locale, "password", "room.wrong_password", &Args::new());
    }
    let lobby = (shown.lobby && shown.door == Door::Closed).then(|| said("room-door-lobby"));
    let later = (!asks).then(|| said("room-door-later"));
    let called = Some(&shown.title).filter(|title| !asks && !title.is_empty());
    let site = Args::new().with("site", shown.site.as_str());
    DoorPage {
        title: called.cloned().unwrap_or_else(|| said("room-door-title")),
        over: visit.text("room-door-over"),
        site_line: match asks {
            true => app.texts.get(locale, "room-door-site", &site),
            false => {
                let site = site.with("plan", shown.allowed.plan.as_str());
                app.texts.get(locale, "join-site-line", &site)
            }
        },
        welcome: shown.welcome.as_ref().map(ToString::to_string),
        path: urls::room(shown.name.as_str()),
        asks,
        heading: visit.text(heading),
        text: said(text),
        notes: lobby.into_iter().chain(later).collect(),
        facts: if asks { Vec::new() } else { facts(app, visit, shown) },
        moderator_href: app.config.portal_url(urls::ROOM),
        errors,
    }
}

fn facts(app: &App, visit: &Visit, shown: &Shown) -> Vec<Fact> {
    let locale = &visit.locale;
    let fact = |label: &str, text: String| Fact { label: visit.text(label), text, href: None };
    let length = |minutes: u32| app.texts.duration_minutes(locale, i64::from(minutes));
    let acts = shown.participants_may.iter();
    let acts: Vec<String> =
        acts.map(|act| visit.text(&format!("room-act-{}", act.word()))).collect();
    let may = match acts.is_empty() {
        true => visit.text("room-door-may-nothing"),
        false => acts.join(", "),
    };
    // Ahead only while the room is closed: who unlocks it does not want it locked by itself.
    let lock = shown.auto_lock_minutes.filter(|_| shown.door == Door::Closed).map(|minutes| {
        let args = Args::new().with("after", length(minutes));
        fact("room-door-lock", app.texts.get(locale, "room-door-lock-text", &args))
    });
    let people = Args::new().with("participants", shown.allowed.participants);
    let limit = match shown.allowed.minutes {
        Some(minutes) => {
            let args = people.with("length", length(minutes));
            app.texts.get(locale, "home-plan-limits", &args)
        }
        None => app.texts.get(locale, "home-plan-no-limit", &people),
    };
    let moderator = fact("room-door-moderator", shown.moderator.clone());
    let first = [moderator, fact("room-door-may", may)].into_iter();
    first.chain(lock).chain([fact("room-door-limit", limit)]).collect()
}
