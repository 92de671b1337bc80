//! `/checkout/review`: the order as a statement, before it is placed (P1, P2, B3).

use std::sync::Arc;

use app::cart::Cart;
use app::checkout::{self, Checkout};
use app::order::{self, OrderError, Place, Preview};
use app::{App, billing_overview, offer};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::PostalAddress;
use units::id::OrderId;
use web::forms::FieldErrors;
use web::{Face, Fields, Form, Member, PageError, limits, urls};

use crate::cart::filled;
use crate::plans::Hidden;
use crate::statement::{self, Action, Reader, Statement, StatementForm};
use crate::{cards, checkout as checkout_page};

pub fn routes() -> Router<Face> {
    Router::new().route(urls::CHECKOUT_REVIEW, get(review).post(place))
}

#[derive(Serialize)]
struct ReviewPage {
    statement: Statement,
    form: StatementForm,
    /// Something changed since the last preview: this is the new one.
    moved: bool,
    facts: Vec<Fact>,
    refusal: Option<String>,
}

/// Something the buyer has said, and where to change it.
#[derive(Serialize)]
struct Fact {
    label: String,
    text: String,
    edit: Option<Edit>,
}

#[derive(Serialize)]
struct Edit {
    label: String,
    href: &'static str,
}

/// A cart whose form can be read: what an order is made from.
struct Ready {
    cart: Cart,
    checkout: Checkout,
}

/// The shopper's cart, read; or where they must go first.
async fn ready(app: &App, member: &Member) -> Result<Result<Ready, Response>, PageError> {
    let elsewhere = |path: &str| Ok(Err(Redirect::to(path).into_response()));
    let Some((_, cart)) = filled(app, member.shopper()).await? else {
        return elsewhere(urls::CART);
    };
    let needs = checkout::needs(app, &member.who, &cart).await?;
    match checkout::read(&cart, needs) {
        Ok(checkout) => Ok(Ok(Ready { cart, checkout })),
        Err(_) => elsewhere(urls::CHECKOUT),
    }
}

/// `GET /checkout/review`
async fn review(State(app): State<Arc<App>>, member: Member) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let ready = match ready(&app, &member).await? {
        Ok(ready) => ready,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let preview = order::preview(&app, &member.who, &ready.checkout.ask).await;
    let preview = preview.map_err(back_to_cart)?;
    let page = review_page(&app, &member, &ready, &preview, false).await?;
    member.page("portal/order_review.html", page).await
}

/// `POST /checkout/review`: the preview was seen, the button pressed.
async fn place(
    State(app): State<Arc<App>>,
    member: Member,
    Form(form): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let said: OrderId =
        form.parsed("order").ok_or_else(|| PageError::of_code("order.not_found"))?;
    // The second click: the first one's order is there, and perhaps its cart is gone.
    if order::view(&app, &member.who, said).await.is_ok() {
        return Ok(Redirect::to(&urls::order(said)).into_response());
    }
    let ready = match ready(&app, &member).await? {
        Ok(ready) => ready,
        Err(elsewhere) => return Ok(elsewhere),
    };
    limits::take(&app, &[limits::ORDER_BY_ACCOUNT.for_account(member.who.account())]).await?;
    if said != ready.cart.order {
        // Another tab changed the cart: what this page showed is not what would be bought.
        let preview = order::preview(&app, &member.who, &ready.checkout.ask).await;
        return moved(&app, &member, &ready, &preview.map_err(back_to_cart)?).await;
    }
    let ask = asked(&ready, &form);
    match order::place(&app, &member.who, &ask).await {
        Ok(_) => Ok(Redirect::to(&urls::order(ask.order)).into_response()),
        Err(OrderError::Moved(fresh)) => moved(&app, &member, &ready, &fresh).await,
        Err(OrderError::SiteNameTaken { suggestion }) => {
            let mut errors = FieldErrors::default();
            let args = Args::new().with("suggestion", suggestion);
            errors.add(&app.texts, &member.locale, "site_name", "site_name.taken", &args);
            checkout_page::page(&app, member.visit(), &ready.cart, errors).await
        }
        Err(OrderError::TooManyNames { resting }) => {
            let mut errors = FieldErrors::default();
            let args = Args::new().with("names", resting.join(", "));
            errors.add(&app.texts, &member.locale, "site_name", "site_name.too_many", &args);
            checkout_page::page(&app, member.visit(), &ready.cart, errors).await
        }
        Err(error @ OrderError::NoMethod) => {
            Err(PageError::from(error).with_way("layout-back", urls::CHECKOUT))
        }
        Err(other) => Err(back_to_cart(other)),
    }
}

/// Nothing was done: the new preview instead.
async fn moved(
    app: &App,
    member: &Member,
    ready: &Ready,
    fresh: &Preview,
) -> Result<Response, PageError> {
    let page = review_page(app, member, ready, fresh, true).await?;
    member.page_as(StatusCode::CONFLICT, "portal/order_review.html", page).await
}

/// The order as the form confirms it.
fn asked(ready: &Ready, form: &Fields) -> Place {
    let checkout = &ready.checkout;
    Place {
        order: ready.cart.order,
        ask: checkout.ask.clone(),
        particulars: checkout.particulars.clone(),
        accepted: checkout.accepted.clone(),
        method: checkout.method,
        preview: form.text("preview").to_owned(),
    }
}

/// What cannot be ordered is changed in the cart.
fn back_to_cart(error: OrderError) -> PageError {
    PageError::from(error).with_way("checkout-edit-cart", urls::CART)
}

async fn review_page(
    app: &App,
    member: &Member,
    ready: &Ready,
    preview: &Preview,
    moved: bool,
) -> Result<ReviewPage, PageError> {
    let offered = offer::look_at(app, Some(member.who.account())).await?;
    let methods = billing_overview::methods(app, &member.who).await?;
    let method = methods.iter().find(|method| Some(method.id) == ready.checkout.method);
    let card = method.map(|method| cards::words(&app.texts, &member.locale, method));
    let reader = Reader {
        texts: &app.texts,
        locale: &member.locale,
        zone: &member.zone,
        catalog: &offered.published.catalog,
    };
    let mut statement = statement::of(reader, &preview.proposal, card.as_deref());
    let total = preview.proposal.due();
    let args = Args::new().with("amount", total);
    let label = match total.is_positive() {
        true => app.texts.get(&member.locale, "orders-place-and-pay", &args),
        false if preview.proposal.now.lines.is_empty() => member.text("orders-start-trial"),
        false => member.text("orders-place"),
    };
    let back = Some(urls::CHECKOUT.to_owned());
    statement.actions = vec![
        Action {
            label: member.text("layout-back"),
            kind: "secondary",
            href: back,
            name: None,
            value: None,
        },
        Action { label, kind: "primary", href: None, name: None, value: None },
    ];
    Ok(ReviewPage {
        statement,
        form: StatementForm {
            action: urls::CHECKOUT_REVIEW.to_owned(),
            methods: Vec::new(),
            method: None,
            // The checkout has asked.
            documents: Vec::new(),
            accepted: Vec::new(),
            errors: FieldErrors::default(),
            hidden: vec![
                Hidden { name: "order".into(), value: ready.cart.order.to_string() },
                Hidden { name: "preview".into(), value: preview.token.clone() },
            ],
        },
        moved,
        facts: facts(app, member, ready, card),
        refusal: None,
    })
}

/// What the buyer has given, each with the way to change it.
fn facts(app: &App, member: &Member, ready: &Ready, card: Option<String>) -> Vec<Fact> {
    let fact = |key: &str, text: String, href: &'static str| Fact {
        label: member.text(key),
        text,
        edit: Some(Edit { label: member.text("layout-edit"), href }),
    };
    let buyer = &ready.checkout.ask.buyer;
    let particulars = &ready.checkout.particulars;
    let mut facts =
        vec![fact("orders-billed-to", one_line(member, &buyer.address), "/checkout#billing_name")];
    facts.push(fact("checkout-billing-email", buyer.email.clone(), "/checkout#billing_email"));
    if let Some(vat_id) = &buyer.vat_id {
        facts.push(fact("orders-vat-id", vat_id.to_string(), "/checkout#vat_id"));
    }
    if let Some(address) = &particulars.service_address {
        facts.push(fact("orders-used-at", one_line(member, address), "/checkout#service_name"));
    }
    if let Some(name) = &ready.checkout.ask.site_name {
        let host = app::plan::own_address(app, name);
        facts.push(fact("orders-site", host, "/checkout#site_name"));
    }
    match card {
        Some(card) => facts.push(fact("orders-method", card, "/checkout#method")),
        None => facts.push(fact(
            "orders-method",
            member.text("orders-method-none"),
            "/checkout#after_trial",
        )),
    }
    let accepted = ready.checkout.accepted.iter().map(|said| {
        let key = format!("legal-{}-title", said.document.replace('_', "-"));
        let args =
            Args::new().with("document", member.text(&key)).with("version", said.version.as_str());
        app.texts.get(&member.locale, "orders-accepted-one", &args)
    });
    let accepted = accepted.collect::<Vec<String>>().join(", ");
    facts.push(fact("orders-accepted", accepted, "/checkout#accept_terms"));
    facts
}

/// An address on one line, its country named in the reader's language.
fn one_line(member: &Member, address: &PostalAddress) -> String {
    let texts = member.face().texts();
    let country = texts.country_name(&member.locale, address.country);
    let city = format!("{} {}", address.postcode, address.city);
    let parts = [&address.name, &address.street, &city, &address.region, &country];
    let said = parts.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    said.collect::<Vec<&str>>().join(", ")
}
