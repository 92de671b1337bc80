//! `/demo/mails` and `/demo/clock`: open to everybody in a demo, not there otherwise.

use std::sync::Arc;

use app::App;
use app::operator::{Console, mails};
use app::page::{Cursor, PAGE_MAX};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use units::id::kind;
use web::forms::Asked;
use web::{Face, Form, PageError, Path, Visit, urls};

use crate::audit::Paging;
use crate::operator::{clock, outbox};

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::DEMO_MAILS, get(list))
        .route(urls::DESIGN, get(design))
        .route("/demo/mails/{name}", get(show))
        .route("/demo/mails/{name}/html", get(html))
        .route(urls::DEMO_CLOCK, get(show_clock).post(advance))
}

/// `GET /demo/mails?after=`
async fn list(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let console = Console::of_demo(&app)?;
    let after: Option<Cursor<kind::Mail>> = asked.parsed("after");
    let found = mails::list(&app, &console, None, (after, PAGE_MAX)).await?;
    let lines = outbox::lines(&app.texts, &visit.locale, &found.lines, urls::DEMO_MAILS);
    let paging = Paging::after(urls::DEMO_MAILS, after.is_some(), found.next.as_ref());
    visit.page("demo/mails.html", outbox::MailsPage::new(lines, paging, &visit)).await
}

/// `GET /design`: every component of the pages.
async fn design(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, PageError> {
    Console::of_demo(&app)?;
    visit.page("portal/design.html", serde_json::json!({})).await
}

/// `GET /demo/mails/{id}`, and the message itself at `{id}.eml`.
async fn show(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let console = Console::of_demo(&app)?;
    let asked = outbox::Asked::read(&name)?;
    let view = mails::view(&app, &console, asked.id).await?;
    match asked.source {
        true => outbox::source(view),
        false => {
            let page = outbox::letter(&visit, view, urls::DEMO_MAILS);
            visit.page("demo/mail.html", page).await
        }
    }
}

/// `GET /demo/mails/{id}/html`
async fn html(
    State(app): State<Arc<App>>,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let console = Console::of_demo(&app)?;
    let asked = outbox::Asked::read(&name)?;
    outbox::html(mails::view(&app, &console, asked.id).await?)
}

/// `GET /demo/clock`
async fn show_clock(
    State(app): State<Arc<App>>,
    visit: Visit,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let console = Console::of_demo(&app)?;
    let page = clock::page(&app, &console, &visit, &asked, urls::DEMO_CLOCK).await?;
    visit.page("demo/clock.html", page).await
}

/// `POST /demo/clock`
async fn advance(
    State(face): State<Face>,
    visit: Visit,
    Form(form): Form,
) -> Result<Response, PageError> {
    Console::of_demo(&face.app)?;
    clock::advance(&face, &visit, &form, urls::DEMO_CLOCK).await
}
