//! `/cart`: what somebody is about to buy, before and after they sign in (B2).
//!
//! A visitor carries the cart's id in a cookie; what is in it stays with us.

use std::sync::Arc;

use app::cart::{self, Cart, Shopper};
use app::{App, Who, offer};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use billing::order::{PlanAsk, seats_item};
use catalog::{Catalog, Term};
use serde::Serialize;
use texts::{Args, Texts};
use units::id::CartId;
use units::{Currency, Locale, Money};
use web::forms::FieldErrors;
use web::{Face, Fields, Form, PageError, Visit, session, urls};

use crate::plan_form::{Desk, Line, Wanted};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::CART, get(show).post(change))
}

#[derive(Serialize)]
struct CartPage {
    lines: Vec<Line>,
    total: Option<Money>,
    errors: FieldErrors,
    refusal: Option<String>,
}

/// `GET /cart`
async fn show(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, PageError> {
    let found = cart::find(&app, visit.shopper()).await?;
    let offered = offer::look_at(&app, visit.who.as_ref().map(Who::account)).await?;
    let desk = Desk::of(&app, &visit, &offered);
    let cart = found.map(|(_, cart)| cart);
    let page = page(&desk, cart.as_ref(), FieldErrors::default(), None, &Fields::default());
    visit.page("portal/cart.html", page).await
}

/// `POST /cart`: `then` says what for: `put` (a plan from the plans page), `update`, `checkout` or
/// `remove:<key>`.
async fn change(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(form): Form,
) -> Result<Response, PageError> {
    if form.text("then") == "put" {
        return put(&app, &visit, &form).await;
    }
    let Some((id, mut cart)) = cart::find(&app, visit.shopper()).await? else {
        return Ok(Redirect::to(urls::CART).into_response());
    };
    let account = visit.who.as_ref().map(Who::account);
    let offered = offer::look_at(&app, account).await?;
    let desk = Desk::of(&app, &visit, &offered);
    if let Some(key) = form.text("then").strip_prefix("remove:") {
        cart.plans.retain(|plan| plan.product.as_str() != key);
        cart::change(&app, account, id, cart).await?;
        return Ok(Redirect::to(urls::CART).into_response());
    }
    let wanted = read(&desk, &form, &mut cart);
    let to_checkout = form.text("then") == "checkout";
    if !wanted.errors.is_empty() {
        let page = page(&desk, Some(&cart), wanted.errors, None, &form);
        return visit.refused_page("portal/cart.html", page).await;
    }
    cart::change(&app, account, id, cart.clone()).await?;
    if wanted.add_ons_gone && to_checkout {
        let said = desk.texts.plain(desk.locale, "error-cart-add-ons-gone");
        let page = page(&desk, Some(&cart), wanted.errors, Some(said), &Fields::default());
        return visit.refused_page("portal/cart.html", page).await;
    }
    Ok(Redirect::to(if to_checkout { urls::CHECKOUT } else { urls::CART }).into_response())
}

/// A plan of the plans page goes into the cart, with one seat or as few as there must be.
async fn put(app: &App, visit: &Visit, form: &Fields) -> Result<Response, PageError> {
    let account = visit.who.as_ref().map(Who::account);
    let offered = offer::look_at(app, account).await?;
    let catalog = &offered.published.catalog;
    let unknown = || PageError::of_code("order.not_sold").with_way("cart-see-plans", urls::PLANS);
    let product = form.parsed("product").ok_or_else(unknown)?;
    let tier = form.parsed("tier").ok_or_else(unknown)?;
    let Term { interval, committed } =
        Term::from_word(form.text("interval")).ok_or_else(unknown)?;
    let currency: Currency = form.parsed("currency").ok_or_else(unknown)?;
    let seats = catalog.tier(&product, &tier).ok_or_else(unknown)?.seats_min.max(1);
    let trial = form.text("mode") == "try";
    let add_ons = Vec::new();
    let plan = PlanAsk { product, tier, interval, seats, add_ons, committed, trial };
    seats_item(catalog, &visit.locale, currency, &plan).map_err(|_| unknown())?;
    let desk = Desk::of(app, visit, &offered);
    desk.may_try(&plan)
        .map_err(|(_, code)| PageError::of_code(code).with_way("cart-see-plans", urls::PLANS))?;
    let id = cart::put(app, visit.shopper(), plan, currency).await?;
    let to_cart = session::redirect(urls::CART);
    Ok(match account {
        Some(_) => to_cart.into_response(),
        None => to_cart.cart(id).into_response(),
    })
}

/// Changes `cart` to what `form` says. What cannot be read stays as it was and is refused.
fn read(desk: &Desk<'_>, form: &Fields, cart: &mut Cart) -> Wanted {
    let mut wanted = Wanted::default();
    let currency = cart.currency;
    for plan in &mut cart.plans {
        desk.read_plan(form, plan, &mut wanted);
        desk.check(plan, currency, &mut wanted.errors);
    }
    if let Some(fixed) = desk.fixed.filter(|fixed| *fixed != currency) {
        let args = Args::new().with("currency", fixed.code());
        desk.refuse(&mut wanted.errors, "currency".to_owned(), "cart.other_currency", &args);
    }
    wanted
}

/// The page; what was typed into a refused form stands in its fields.
fn page(
    desk: &Desk<'_>,
    cart: Option<&Cart>,
    errors: FieldErrors,
    refusal: Option<String>,
    typed: &Fields,
) -> CartPage {
    let Some(cart) = cart else {
        return CartPage { lines: Vec::new(), total: None, errors, refusal };
    };
    let line = |plan: &PlanAsk| desk.line_in_cart(plan, cart.currency, typed);
    let lines: Vec<Line> = cart.plans.iter().filter_map(line).collect();
    let total = Money::sum(cart.currency, lines.iter().map(|line| line.amount));
    CartPage { total: Some(total), lines, errors, refusal }
}

/// "Meetings Pro, 5 organizers": what the pages of the checkout say above their title.
pub fn in_words(texts: &Texts, locale: &Locale, catalog: &Catalog, cart: &Cart) -> String {
    let plan = |plan: &PlanAsk| {
        let product = catalog.product(&plan.product)?;
        let tier = product.tier(&plan.tier)?;
        let name = format!("{} {}", product.name.get(locale), tier.name.get(locale));
        let seats = app::words::counted(texts, locale, product.seat.word(), plan.seats);
        let args = Args::new().with("name", name).with("seats", seats);
        let key = if plan.trial { "statement-title-trial" } else { "statement-title-order" };
        Some(texts.get(locale, key, &args))
    };
    cart.plans.iter().filter_map(plan).collect::<Vec<String>>().join("; ")
}

/// The shopper's cart, if there is anything in it.
pub async fn filled(app: &App, shopper: Shopper) -> Result<Option<(CartId, Cart)>, PageError> {
    Ok(cart::find(app, shopper).await?.filter(|(_, cart)| !cart.plans.is_empty()))
}
