//! `/checkout/who`: who buys, before they are signed in (B3, R-60).
//!
//! The page is the same whether an account exists or not: signing in and making one stand side by
//! side. Both forms post where signing in and signing up always do, and lead back to the checkout;
//! the cart's cookie makes it the very same cart.

use std::sync::Arc;

use app::cart::{self, Cart};
use app::{App, offer};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use people::password::PASSWORD_MIN_CHARS;
use serde::Serialize;
use texts::Args;
use units::EmailAddress;
use web::forms::FieldErrors;
use web::{Face, Form, PageError, Visit, urls};

use crate::cart::{filled, in_words};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::CHECKOUT_WHO, get(show).post(submit))
}

#[derive(Serialize)]
struct WhoPage {
    /// None: only the address is asked.
    email: Option<String>,
    name: String,
    /// Shortest password, in characters.
    least: usize,
    /// Filled in by the browser.
    zone: &'static str,
    errors: FieldErrors,
    refusal: Option<String>,
    /// What is being bought.
    plan: String,
    return_to: &'static str,
}

/// `GET /checkout/who`
async fn show(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, PageError> {
    if visit.who.is_some() {
        return Ok(Redirect::to(urls::CHECKOUT).into_response());
    }
    let Some((_, cart)) = filled(&app, visit.shopper()).await? else {
        return Ok(Redirect::to(urls::CART).into_response());
    };
    let email = cart.typed.get("email").cloned();
    let page = page(&app, &visit, &cart, email, FieldErrors::default()).await?;
    visit.page("portal/checkout_who.html", page).await
}

/// `POST /checkout/who`: the address; what follows does not depend on whether it is known.
async fn submit(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(form): Form,
) -> Result<Response, PageError> {
    let Some((id, cart)) = filled(&app, visit.shopper()).await? else {
        return Ok(Redirect::to(urls::CART).into_response());
    };
    if visit.who.is_some() {
        return Ok(Redirect::to(urls::CHECKOUT).into_response());
    }
    let email = form.text("email");
    if email.parse::<EmailAddress>().is_ok() {
        let mut typed = cart.typed.clone();
        typed.insert("email".to_owned(), email.to_owned());
        cart::keep_typed(&app, None, id, cart, typed).await?;
        return Ok(Redirect::to(urls::CHECKOUT_WHO).into_response());
    }
    let mut errors = FieldErrors::default();
    errors.add(&app.texts, &visit.locale, "email", "field.email", &Args::new());
    let page = page(&app, &visit, &cart, None, errors).await?;
    visit.refused_page("portal/checkout_who.html", page).await
}

async fn page(
    app: &App,
    visit: &Visit,
    cart: &Cart,
    email: Option<String>,
    errors: FieldErrors,
) -> Result<WhoPage, PageError> {
    let offered = offer::look_at(app, None).await?;
    let catalog = &offered.published.catalog;
    Ok(WhoPage {
        email,
        name: String::new(),
        least: PASSWORD_MIN_CHARS,
        zone: "",
        errors,
        refusal: None,
        plan: in_words(&app.texts, &visit.locale, catalog, cart),
        return_to: urls::CHECKOUT,
    })
}
