//! `/site`: the account's own site, its names, renaming it after a preview, its welcome text, and
//! the way to its look (P1, B7).

use std::sync::Arc;

use app::App;
use app::site::{self, NAMES_MAX, SiteError};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use people::site::welcome::WELCOME_MAX_CHARS;
use serde::Serialize;
use texts::Args;
use web::brand::BrandLine;
use web::forms::{Asked, FieldErrors};
use web::{Face, Form, Member, PageError, news, urls};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::SITE, get(show).post(greet))
        .route(urls::SITE_RENAME, get(preview).post(rename))
}

#[derive(Serialize)]
struct SitePage {
    /// None: there is no site of the account's own yet, and `without` says why.
    site: Option<SiteLines>,
    without: Option<String>,
    plans_href: &'static str,
    /// As typed, or as it is.
    name: String,
    names_max: u32,
    /// As typed, or as it is.
    welcome: String,
    welcome_max: usize,
    /// The version that was read.
    version: u32,
    site_href: &'static str,
    rename_href: &'static str,
    brand_href: &'static str,
    errors: FieldErrors,
    refusal: Option<String>,
    /// A name that is free, where the one typed is not.
    suggestion: Option<String>,
}

#[derive(Serialize)]
struct SiteLines {
    host: String,
    url: String,
    former: Vec<String>,
    names_left: u32,
    /// Its colour, as written.
    accent: Option<String>,
    brand: BrandLine,
}

#[derive(Serialize)]
struct RenamePage {
    back_href: &'static str,
    rename_href: &'static str,
    /// The new name, as it will be written.
    name: String,
    version: u32,
    host_before: String,
    host_after: String,
    /// Hosts that lead to the new one.
    former: Vec<String>,
    /// It had this name before.
    returns: bool,
    names_left: u32,
    meetings: u32,
    rooms: u32,
    told: u32,
    /// Somebody renamed the site after this was previewed.
    moved: bool,
}

async fn page(app: &App, member: &Member) -> Result<SitePage, PageError> {
    let empty = SitePage {
        site: None,
        without: None,
        plans_href: urls::PLANS,
        name: String::new(),
        names_max: NAMES_MAX,
        welcome: String::new(),
        welcome_max: WELCOME_MAX_CHARS,
        version: 0,
        site_href: urls::SITE,
        rename_href: urls::SITE_RENAME,
        brand_href: urls::SITE_BRAND,
        errors: FieldErrors::default(),
        refusal: None,
        suggestion: None,
    };
    match site::own(app, &member.who).await {
        Ok(own) => Ok(SitePage {
            name: own.name.to_string(),
            welcome: own.welcome.map(|welcome| welcome.to_string()).unwrap_or_default(),
            version: own.version,
            site: Some(SiteLines {
                accent: own.brand.accent.map(|accent| accent.to_string()),
                brand: BrandLine::of(own.host.clone(), &own.brand),
                host: own.host,
                url: own.url,
                former: own.former,
                names_left: own.names_left,
            }),
            ..empty
        }),
        Err(SiteError::Shared) => {
            Ok(SitePage { without: Some(member.text("error-site-shared")), ..empty })
        }
        Err(SiteError::NotOpen) => {
            Ok(SitePage { without: Some(member.text("error-site-not-open")), ..empty })
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /site`
async fn show(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    let page = page(&app, &member).await?;
    member.page("portal/site.html", page).await
}

/// `POST /site`
async fn greet(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let (typed, read) = (fields.text("welcome"), fields.parsed("version"));
    let error = match site::greet(&app, &member.who, typed, read).await {
        Ok(()) => return Ok(news::redirect(urls::SITE, "news-site-saved")),
        Err(error) => error,
    };
    let mut page = page(&app, &member).await?;
    page.welcome = typed.to_owned();
    match error {
        // What was typed is kept, and saving again goes over the other change.
        SiteError::Changed => page.refusal = Some(member.text("error-site-changed-page")),
        SiteError::Welcome(problem) => {
            // Still the version that was read: somebody else's change is not gone over unseen.
            page.version = read.unwrap_or(page.version);
            let locale = &member.who.locale;
            page.errors.add(&app.texts, locale, "welcome", problem.code(), &Args::new());
        }
        other => return Err(other.into()),
    }
    member.page_as(StatusCode::UNPROCESSABLE_ENTITY, "portal/site.html", page).await
}

/// The settings again, with what is wrong with the name that was typed.
async fn refused(
    app: &App,
    member: &Member,
    typed: &str,
    error: SiteError,
) -> Result<Response, PageError> {
    match error {
        SiteError::Name(_) | SiteError::SameName | SiteError::TooManyNames => {}
        other => return Err(other.into()),
    }
    let mut page = page(app, member).await?;
    page.name = typed.to_owned();
    page.suggestion = error.suggestion().map(|name| name.to_string());
    let args = match &page.suggestion {
        Some(name) => Args::new().with("suggestion", name.as_str()),
        None => Args::new(),
    };
    page.errors.add(&app.texts, &member.who.locale, "name", error.code(), &args);
    member.page_as(StatusCode::UNPROCESSABLE_ENTITY, "portal/site.html", page).await
}

async fn previewed(
    app: &App,
    member: &Member,
    typed: &str,
    moved: bool,
) -> Result<Response, PageError> {
    let preview = match site::preview(app, &member.who, typed).await {
        Ok(preview) => preview,
        Err(error) => return refused(app, member, typed, error).await,
    };
    let page = RenamePage {
        back_href: urls::SITE,
        rename_href: urls::SITE_RENAME,
        name: preview.renaming.after.to_string(),
        version: preview.renaming.version,
        host_before: preview.host_before,
        host_after: preview.host_after,
        former: preview.former,
        returns: preview.renaming.returns,
        names_left: preview.renaming.names_left,
        meetings: preview.renaming.meetings,
        rooms: preview.renaming.rooms,
        told: preview.told,
        moved,
    };
    let status = if moved { StatusCode::CONFLICT } else { StatusCode::OK };
    member.page_as(status, "portal/site_rename.html", page).await
}

/// `GET /site/rename?name=`: nothing happens.
async fn preview(
    State(app): State<Arc<App>>,
    member: Member,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    previewed(&app, &member, asked.text("name"), false).await
}

/// `POST /site/rename`: what was previewed, or the new preview.
async fn rename(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = fields.text("name");
    match site::rename(&app, &member.who, typed, fields.parsed("version")).await {
        Ok(()) => Ok(news::redirect(urls::SITE, "news-site-renamed")),
        Err(SiteError::Changed) => previewed(&app, &member, typed, true).await,
        Err(error) => refused(&app, &member, typed, error).await,
    }
}
