//! `/api/site`: the account's own site, its names, renaming it after a preview, its welcome text
//! (P1, B7), and its look (`brand`).
//!
//! The site's `ETag` counts its changes; `If-Match` with the one that was previewed keeps a change
//! from going over another.

mod brand;

use std::sync::Arc;

use app::App;
use app::site::{self, SiteError};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Json, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::refusal::Refused;
use web::{Caller, Problem};

use brand::SiteBrand;

use crate::operations::{Operations, operations};
use crate::version::{self, tagged};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(show, greet))
        .routes(operations!(preview))
        .routes(operations!(rename))
        .merge(brand::routes())
}

/// The account's own site.
#[derive(Serialize, ToSchema)]
struct OwnSite {
    /// The first label of its address.
    #[schema(example = "ada-works")]
    name: String,
    #[schema(example = "ada-works.my.example.org")]
    host: String,
    url: String,
    /// Hosts it had before, oldest first; they lead to it for good.
    former_hosts: Vec<String>,
    /// Names it may still be given that it never had.
    names_left: u32,
    /// What guests read on its pages; empty: nothing.
    welcome: String,
    brand: SiteBrand,
    /// Counts the changes of name, welcome text and brand, from 1; also the `ETag`.
    version: u32,
}

/// What an account decides about its site beside the name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SiteSettings {
    /// Up to 300 characters in one paragraph, for guests to read; empty for none.
    #[schema(example = "Welcome to Ada Works. Come in when the host is there.")]
    welcome: String,
}

/// What a renaming would do.
#[derive(Serialize, ToSchema)]
struct SiteRenaming {
    host_before: String,
    host_after: String,
    /// Hosts that would lead to the new one, oldest first, the present one among them.
    former_hosts: Vec<String>,
    /// It had this name before: no further one is used up.
    returns: bool,
    /// Names it might be given afterwards that it never had.
    names_left: u32,
    /// Meetings to come whose numbers, passwords and links stay.
    meetings: u32,
    /// Personal rooms whose addresses stay.
    rooms: u32,
    /// Owners who would be told by mail.
    told: u32,
    /// For `If-Match`; also the `ETag`.
    version: u32,
}

/// Another name for the site.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSiteName {
    #[schema(example = "engine")]
    name: String,
}

impl From<site::Own> for OwnSite {
    fn from(own: site::Own) -> OwnSite {
        OwnSite {
            name: own.name.to_string(),
            host: own.host,
            url: own.url,
            former_hosts: own.former,
            names_left: own.names_left,
            welcome: own.welcome.map(|welcome| welcome.to_string()).unwrap_or_default(),
            brand: SiteBrand::from(&own.brand),
            version: own.version,
        }
    }
}

impl From<site::Preview> for SiteRenaming {
    fn from(preview: site::Preview) -> SiteRenaming {
        SiteRenaming {
            host_before: preview.host_before,
            host_after: preview.host_after,
            former_hosts: preview.former,
            returns: preview.renaming.returns,
            names_left: preview.renaming.names_left,
            meetings: preview.renaming.meetings,
            rooms: preview.renaming.rooms,
            told: preview.told,
            version: preview.renaming.version,
        }
    }
}

/// The site as it is now, with its `ETag`.
async fn answer(app: &App, caller: &Caller) -> Result<Response, Problem> {
    let own = OwnSite::from(site::own(app, &caller.who).await?);
    let version = own.version;
    Ok(tagged(own, version))
}

fn expected(headers: &HeaderMap) -> Result<Option<u32>, Problem> {
    version::expected(headers).map_err(|_| refused(SiteError::Changed))
}

fn refused(error: SiteError) -> Problem {
    match error {
        SiteError::Changed => {
            let status = StatusCode::PRECONDITION_FAILED;
            Refused { status, ..Refused::of_code("site.changed") }.into()
        }
        SiteError::Welcome(problem) => Problem::of_fields([("welcome", problem.code())]),
        SiteError::Brand(problems) => {
            Problem::of_fields(problems.iter().map(|each| (each.field(), each.code())))
        }
        other => other.into(),
    }
}

/// Show the account's own site
///
/// Accounts on the shared site have none; one comes with a paid plan.
#[utoipa::path(get, path = "/api/site", tag = "site",
    responses(
        (status = 200, description = "The site.", body = OwnSite, headers(("ETag" = String))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(State(app): State<Arc<App>>, caller: Caller) -> Result<Response, Problem> {
    answer(&app, &caller).await
}

/// Change the welcome text of the site
#[utoipa::path(put, path = "/api/site", tag = "site", request_body = SiteSettings,
    params(("If-Match" = Option<String>, Header, description = "The `ETag` that was read.")),
    responses(
        (status = 200, description = "The site as kept.", body = OwnSite,
            headers(("ETag" = String))),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn greet(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<SiteSettings>,
) -> Result<Response, Problem> {
    let kept = site::greet(&app, &caller.who, &body.welcome, expected(&headers)?).await;
    kept.map_err(refused)?;
    answer(&app, &caller).await
}

/// Preview a renaming of the site
///
/// Nothing happens, and nothing would be charged. What is refused here would be refused when it is
/// done.
#[utoipa::path(post, path = "/api/site/name/preview", tag = "site", request_body = NewSiteName,
    responses(
        (status = 200, description = "What it would do.", body = SiteRenaming,
            headers(("ETag" = String))),
        (status = 409, description = "The name is another's, or the site has had five.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn preview(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewSiteName>,
) -> Result<Response, Problem> {
    let previewed = site::preview(&app, &caller.who, &body.name).await?;
    let previewed = SiteRenaming::from(previewed);
    let version = previewed.version;
    Ok(tagged(previewed, version))
}

/// Rename the site
///
/// The names before lead to it for good. The name it has already is no change; the one before takes
/// a renaming back.
#[utoipa::path(put, path = "/api/site/name", tag = "site", request_body = NewSiteName,
    params(("If-Match" = Option<String>, Header,
        description = "The `ETag` of the preview.")),
    responses(
        (status = 200, description = "The site at its address.", body = OwnSite,
            headers(("ETag" = String))),
        (status = 409, description = "The name is another's, or the site has had five.",
            content_type = "application/problem+json"),
        (status = 412, description = "It was changed since it was read.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn rename(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Json(body): Json<NewSiteName>,
) -> Result<Response, Problem> {
    let renamed = site::rename(&app, &caller.who, &body.name, expected(&headers)?).await;
    renamed.map_err(refused)?;
    answer(&app, &caller).await
}
