//! `/legal/{document}`: the documents a buyer accepts, by version (B3). The texts are ours, for the
//! operator to replace by their own (`templates/portal/legal.html`, `locales/*/legal.ftl`).

use std::sync::Arc;

use app::{App, Who, offer};
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::get;
use catalog::DocumentKind;
use serde::Serialize;
use texts::Args;
use units::Date;
use web::{Face, PageError, Path, Visit, urls};

const LEGAL_TERMS: &str = "/legal/terms";
const LEGAL_PRIVACY: &str = "/legal/privacy";
/// Most sections of one document.
const SECTIONS_MAX: u32 = 20;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/legal/{document}", get(show))
        .route(urls::TERMS, get(async || Redirect::permanent(LEGAL_TERMS)))
        .route(urls::PRIVACY, get(async || Redirect::permanent(LEGAL_PRIVACY)))
}

#[derive(Serialize)]
struct LegalPage {
    title: String,
    version: String,
    from: Date,
    sections: Vec<Section>,
}

#[derive(Serialize)]
struct Section {
    title: String,
    text: String,
}

/// `GET /legal/{document}`: the version in force today.
async fn show(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let mut kinds = DocumentKind::ALL.into_iter();
    let kind = kinds.find(|kind| kind.word().replace('_', "-") == name);
    let kind = kind.ok_or_else(PageError::not_found)?;
    let offered = offer::look_at(&app, visit.who.as_ref().map(Who::account)).await?;
    let catalog = &offered.published.catalog;
    let today = visit.zone.date(app.now());
    let document = catalog.document(kind, today).ok_or_else(PageError::not_found)?;
    let args = Args::new()
        .with("seller", catalog.seller.address.name.as_str())
        .with("email", catalog.seller.email.to_string())
        .with("days", catalog.retention_days);
    let page = LegalPage {
        title: visit.text(&format!("legal-{name}-title")),
        version: document.version.clone(),
        from: document.from,
        sections: sections(&visit, &name, &args),
    };
    visit.page("portal/legal.html", page).await
}

/// `legal-terms-1-title`, `legal-terms-1-text`, and so on as far as there are texts.
fn sections(visit: &Visit, name: &str, args: &Args) -> Vec<Section> {
    let texts = visit.face().texts();
    let section = |number: u32| {
        let key = |part: &str| format!("legal-{name}-{number}-{part}");
        texts.has(&key("title")).then(|| Section {
            title: visit.text(&key("title")),
            text: texts.get(&visit.locale, &key("text"), args),
        })
    };
    (1..=SECTIONS_MAX).map_while(section).collect()
}
