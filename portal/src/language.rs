//! `/language`: the language of this browser, on the portal and on each site.
//!
//! Whoever is signed in reads pages in the language of their profile; the browser's is for before.

use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use units::Locale;
use web::{Face, Form, Next, Visit, session, urls};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::LANGUAGE, post(choose))
}

/// `POST /language`: back to the page the choice was made on.
async fn choose(visit: Visit, Form(fields): Form) -> Response {
    let back = Next::or_home(Some(fields.text("return_to")));
    let chosen: Option<Locale> = fields.parsed("locale");
    match chosen.filter(|chosen| visit.face().texts().speaks(chosen)) {
        Some(chosen) => session::redirect(back.path()).language(&chosen).into_response(),
        None => Redirect::to(back.path()).into_response(),
    }
}
