//! `/operator/catalog`: what is in force, and publishing the next version (A1).

use std::sync::Arc;

use app::App;
use app::catalog_in_force::NotPublished;
use app::operator::Console;
use app::operator::catalog;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Serialize;
use texts::Args;
use units::{Timestamp, Zone};
use web::{Face, Form, Operator, PageError, Path, Visit, news, urls};

use super::console;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_CATALOG, get(show).post(publish))
        .route("/operator/catalog/{number}", get(source))
}

/// How mistakes name a text that came from the page.
const FILE: &str = "catalog";

#[derive(Serialize)]
struct CatalogPage {
    versions: Vec<VersionLine>,
    text: String,
    refused: Option<String>,
    problems: Vec<String>,
    /// It was checked, and nothing was wrong.
    fine: bool,
    warnings: Vec<String>,
    zone: Zone,
}

#[derive(Serialize)]
struct VersionLine {
    number: i64,
    at: Timestamp,
    by: String,
    in_force: bool,
}

/// `GET /operator/catalog`
async fn show(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let page = page(&app, &console(&operator)?, operator.visit()).await?;
    operator.page("operator/catalog.html", page).await
}

async fn page(app: &App, console: &Console, visit: &Visit) -> Result<CatalogPage, PageError> {
    let view = catalog::view(app, console).await?;
    let newest = view.versions.first().map(|version| version.number);
    let versions = view.versions.iter().map(|version| VersionLine {
        number: version.number,
        at: version.published_at,
        by: version.published_by.clone(),
        in_force: newest == Some(version.number),
    });
    Ok(CatalogPage {
        versions: versions.collect(),
        text: view.source,
        refused: None,
        problems: Vec::new(),
        fine: false,
        warnings: Vec::new(),
        zone: visit.zone.clone(),
    })
}

/// `POST /operator/catalog`: `do` is `check` or `publish`. A refused text comes back as typed, with
/// the line of each mistake.
async fn publish(
    State(app): State<Arc<App>>,
    operator: Operator,
    Form(form): Form,
) -> Result<Response, PageError> {
    let console = console(&operator)?;
    // Forms send line breaks as CRLF.
    let text = form.raw("text").replace("\r\n", "\n");
    let checked = match form.text("do") {
        "check" => catalog::check(&console, FILE, &text).map(Some),
        _ => catalog::publish(&app, &console, FILE, &text).await.map(|_| None),
    };
    let visit = operator.visit();
    let said = |line: usize, message: &str| {
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        let args = Args::new().with("line", line).with("message", message);
        app.texts.get(&visit.locale, "operator-catalog-line", &args)
    };
    let page = CatalogPage { text, ..page(&app, &console, visit).await? };
    match checked {
        Ok(None) => Ok(news::redirect(urls::OPERATOR_CATALOG, "news-operator-published")),
        Ok(Some(warnings)) => {
            let warnings = warnings.iter().map(|warning| said(warning.line, &warning.message));
            let page = CatalogPage { fine: true, warnings: warnings.collect(), ..page };
            operator.refused_page("operator/catalog.html", page).await
        }
        Err(NotPublished::Invalid(errors)) => {
            let count = i64::try_from(errors.len()).unwrap_or(i64::MAX);
            let args = Args::new().with("count", count);
            let refused = app.texts.get(&visit.locale, "operator-catalog-refused", &args);
            let problems = errors.iter().map(|error| said(error.line, &error.message)).collect();
            let page = CatalogPage { refused: Some(refused), problems, ..page };
            operator.refused_page("operator/catalog.html", page).await
        }
        Err(NotPublished::Store(error)) => Err(error.into()),
    }
}

/// `GET /operator/catalog/{number}`: the text of a version.
async fn source(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(number): Path<i64>,
) -> Result<Response, PageError> {
    Ok(catalog::source(&app, &console(&operator)?, number).await?.into_response())
}
