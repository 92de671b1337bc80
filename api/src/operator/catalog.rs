//! `/api/operator/catalog`: what is in force, and publishing the next version (A1).

use std::sync::Arc;

use app::App;
use app::catalog_in_force::NotPublished;
use app::operator::catalog;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use utoipa::ToSchema;
use web::{Caller, Problem};

use super::console;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(show, publish))
}

#[derive(Serialize, ToSchema)]
struct CatalogVersion {
    number: i64,
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
    published_by: String,
}

#[derive(Serialize, ToSchema)]
struct CatalogInForce {
    /// Newest first; the newest is in force.
    versions: Vec<CatalogVersion>,
    /// The text in force.
    source: String,
}

/// A catalog to publish.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCatalog {
    /// The whole text.
    source: String,
    /// Only look for mistakes.
    #[serde(default)]
    check_only: bool,
}

/// One line of the text, and what is the matter with it.
#[derive(Serialize, ToSchema)]
struct CatalogLine {
    /// Counted from 1.
    line: usize,
    message: String,
}

#[derive(Serialize, ToSchema)]
struct CatalogPublished {
    /// The version in force now.
    number: Option<i64>,
    /// Allowed, but perhaps not meant.
    warnings: Vec<CatalogLine>,
}

/// Why it was not published; the version in force stays.
#[derive(Serialize, ToSchema)]
struct CatalogRefused {
    /// `catalog.invalid`
    code: &'static str,
    errors: Vec<CatalogLine>,
}

/// Show the catalog
///
/// The text in force and all versions.
#[utoipa::path(get, path = "/api/operator/catalog", tag = "operator",
    responses(
        (status = 200, description = "The catalog.", body = CatalogInForce),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<CatalogInForce>, Problem> {
    let view = catalog::view(&app, &console(&caller)?).await?;
    let versions = view.versions.into_iter().map(|version| CatalogVersion {
        number: version.number,
        published_at: version.published_at,
        published_by: version.published_by,
    });
    Ok(Json(CatalogInForce { versions: versions.collect(), source: view.source }))
}

/// Publish a catalog
///
/// For everybody who buys from now on; subscriptions keep their price. A text with mistakes is
/// refused with their lines.
#[utoipa::path(post, path = "/api/operator/catalog", tag = "operator", request_body = NewCatalog,
    responses(
        (status = 200, description = "Checked or published.", body = CatalogPublished),
        (status = 422, description = "It has mistakes.", content(
            (CatalogRefused = "application/json"),
            (serde_json::Value = "application/problem+json"))),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn publish(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewCatalog>,
) -> Result<Response, Problem> {
    let console = console(&caller)?;
    if body.source.len() > catalog::TEXT_MAX_BYTES {
        return Err(Problem::of_code("body.too_large"));
    }
    let done = match body.check_only {
        true => catalog::check(&console, "catalog", &body.source).map(|found| (None, found)),
        false => catalog::publish(&app, &console, "catalog", &body.source)
            .await
            .map(|published| (Some(published.number), published.warnings)),
    };
    match done {
        Ok((number, warnings)) => {
            let warnings = warnings
                .into_iter()
                .map(|warning| CatalogLine { line: warning.line, message: warning.message });
            Ok(Json(CatalogPublished { number, warnings: warnings.collect() }).into_response())
        }
        Err(NotPublished::Invalid(errors)) => {
            let errors = errors
                .into_iter()
                .map(|error| CatalogLine { line: error.line, message: error.message });
            let refused = CatalogRefused { code: "catalog.invalid", errors: errors.collect() };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(refused)).into_response())
        }
        Err(NotPublished::Store(error)) => Err(error.into()),
    }
}
