//! `/checkout`: everything the order still needs, all that is wrong told at once (B3).
//!
//! What is typed is kept as typed, except card data: going back loses nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::billing_overview;
use app::cart::{self, Cart};
use app::checkout;
use app::{App, Who, offer};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use billing::subscription::AfterTrial;
use people::roles::Permission;
use serde::Serialize;
use texts::Args;
use units::Country;
use web::forms::FieldErrors;
use web::{Face, Form, Member, PageError, Visit, urls};

use crate::cards::{self, AddAt, MethodChoice, TestNumber};
use crate::cart::{filled, in_words};
use crate::debits::{self, DebitForm};
use crate::plan_form::Radio;
use crate::plans::Choice;

pub fn routes() -> Router<Face> {
    Router::new().route(urls::CHECKOUT, get(show).post(submit)).route(ADD_METHOD, post(add_method))
}

/// Where the form is sent by whoever adds a way to pay on the gateway's own page.
const ADD_METHOD: &str = "/checkout/method";

/// The checkout form's fields, by name.
type Typed = BTreeMap<String, String>;

#[derive(Serialize)]
struct CheckoutPage {
    /// What is being bought.
    plan: String,
    errors: FieldErrors,
    /// All of them again, in the order of the form, each with its field's label.
    said: Vec<Said>,
    countries: Vec<Choice>,
    form: Filled,
    /// After the site's name; none when the account has a site of its own.
    site_suffix: Option<String>,
    phone: Option<Phone>,
    /// How the trials in the cart end; none without.
    trial: Option<TrialChoice>,
    documents: Vec<DocumentChoice>,
    methods: Vec<MethodChoice>,
    test_cards: Vec<TestNumber>,
    /// Where a new one is left on the gateway's own page.
    add_at: Option<AddAt>,
    debit: Option<DebitForm>,
}

#[derive(Serialize)]
struct Said {
    name: &'static str,
    text: String,
}

/// The form's fields from top to bottom, with the keys of their labels.
const FIELDS: [(&str, &str); 29] = [
    ("billing_name", "layout-address-name"),
    ("billing_street", "layout-address-street"),
    ("billing_postcode", "layout-address-postcode"),
    ("billing_city", "layout-address-city"),
    ("billing_region", "layout-address-region"),
    ("billing_country", "layout-address-country"),
    ("billing_email", "checkout-billing-email"),
    ("service_name", "layout-address-name"),
    ("service_street", "layout-address-street"),
    ("service_postcode", "layout-address-postcode"),
    ("service_city", "layout-address-city"),
    ("service_region", "layout-address-region"),
    ("service_country", "layout-address-country"),
    ("vat_id", "checkout-vat-id"),
    ("site_name", "checkout-site-name"),
    ("caller_country", "checkout-phone-country"),
    ("caller_area", "checkout-caller-area"),
    ("after_trial", "checkout-after-trial"),
    ("method", "checkout-method"),
    ("card_name", "checkout-card-name"),
    ("card_number", "checkout-card-number"),
    ("card_expiry", "checkout-card-expiry"),
    ("card_cvc", "checkout-card-cvc"),
    ("debit_name", "debit-name"),
    ("debit_iban", "debit-iban"),
    ("debit_mandate", "debit-method-new"),
    ("accept_terms", "legal-terms-title"),
    ("accept_privacy", "legal-privacy-title"),
    ("accept_emergency_calls", "legal-emergency-calls-title"),
];

/// The form as it stands.
#[derive(Serialize)]
struct Filled {
    billing: AddressFields,
    billing_email: String,
    service_same: bool,
    service: AddressFields,
    vat_id: String,
    site_name: String,
    caller_country: String,
    caller_area: String,
    after_trial: &'static str,
    method: String,
    /// Documents whose present version was accepted.
    accepted: Vec<String>,
}

#[derive(Serialize)]
struct AddressFields {
    name: String,
    street: String,
    postcode: String,
    city: String,
    region: String,
    country: String,
}

#[derive(Serialize)]
struct Phone {
    caller_countries: Vec<Choice>,
}

#[derive(Serialize)]
struct TrialChoice {
    options: Vec<Radio>,
    /// Nothing is bought beside: without a charge at its end nothing is asked for.
    alone: bool,
}

/// A document to accept, with its version and where it can be read.
#[derive(Clone, Serialize)]
pub struct DocumentChoice {
    key: String,
    version: String,
    href: String,
    label: String,
}

/// `GET /checkout`
async fn show(State(app): State<Arc<App>>, visit: Visit) -> Result<Response, PageError> {
    if visit.who.is_none() {
        return Ok(Redirect::to(urls::CHECKOUT_WHO).into_response());
    }
    let Some((_, cart)) = filled(&app, visit.shopper()).await? else {
        return Ok(Redirect::to(urls::CART).into_response());
    };
    page(&app, &visit, &cart, FieldErrors::default()).await
}

/// `POST /checkout`
async fn submit(
    State(app): State<Arc<App>>,
    member: Member,
    Form(form): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    let Some((id, mut cart)) = filled(&app, member.shopper()).await? else {
        return Ok(Redirect::to(urls::CART).into_response());
    };
    let who = &member.who;
    let mut errors = FieldErrors::default();
    let mut typed = form.to_map();
    let needs = checkout::needs(&app, who, &cart).await?;
    let method = match needs.pays(checkout::after_trial(&typed).unwrap_or_default()) {
        true => cards::chosen(&app, who, &member.locale, &form, &mut errors).await?,
        false => None,
    };
    if let Some(method) = method {
        typed.insert("method".to_owned(), method.to_string());
    }
    cart::keep_typed(&app, Some(who.account()), id, cart.clone(), typed.clone()).await?;
    cart.typed = typed;
    if let Err(problems) = checkout::read(&cart, needs) {
        for problem in problems {
            // Why there is no method was said beside the card's fields.
            if problem.field != "method" {
                let none = Args::new();
                errors.add(&app.texts, &member.locale, problem.field, problem.code, &none);
            }
        }
    }
    if needs.site_name {
        say_if_taken(&app, &member, &cart, &mut errors).await?;
    }
    if errors.is_empty() {
        return Ok(Redirect::to(urls::CHECKOUT_REVIEW).into_response());
    }
    page(&app, member.visit(), &cart, errors).await
}

/// `POST /checkout/method`: on to where a way to pay is added. What was typed so far is kept, right
/// or wrong, and stands there when one comes back.
async fn add_method(
    State(app): State<Arc<App>>,
    member: Member,
    Form(form): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ManageBilling)?;
    if let Some((id, cart)) = filled(&app, member.shopper()).await? {
        cart::keep_typed(&app, Some(member.who.account()), id, cart, form.to_map()).await?;
    }
    let there = urls::with_query(cards::ADD_CARD, &[("return_to", urls::CHECKOUT)]);
    Ok(Redirect::to(&there).into_response())
}

/// Says beside the field that the site's name belongs to somebody else, with one that is free.
async fn say_if_taken(
    app: &App,
    member: &Member,
    cart: &Cart,
    errors: &mut FieldErrors,
) -> Result<(), PageError> {
    let name = cart.typed.get("site_name").map_or("", |name| name.trim());
    if let Some(free) = checkout::taken_name(app, &member.who, name).await? {
        let args = Args::new().with("suggestion", free);
        errors.add(&app.texts, &member.locale, "site_name", "site_name.taken", &args);
    }
    Ok(())
}

/// The form, with the errors beside its fields (422 when there are any).
pub async fn page(
    app: &App,
    visit: &Visit,
    cart: &Cart,
    errors: FieldErrors,
) -> Result<Response, PageError> {
    let who = visit.who.as_ref().ok_or_else(|| PageError::of_code("session.missing"))?;
    let refused = !errors.is_empty();
    let page = fill_in(app, visit, who, cart, errors).await?;
    match refused {
        true => visit.refused_page("portal/checkout.html", page).await,
        false => visit.page("portal/checkout.html", page).await,
    }
}

async fn fill_in(
    app: &App,
    visit: &Visit,
    who: &Who,
    cart: &Cart,
    errors: FieldErrors,
) -> Result<CheckoutPage, PageError> {
    let needs = checkout::needs(app, who, cart).await?;
    let offered = offer::look_at(app, Some(who.account())).await?;
    let catalog = &offered.published.catalog;
    let methods = billing_overview::methods(app, who).await?;
    let methods = cards::choices(app, &visit.locale, &methods, cart.currency);
    let debit = debits::form(app, visit.face(), &visit.locale, cart.currency).await?;
    let documents = checkout::to_accept(app, who, needs).await?;
    let typed = typed(app, who, cart).await?;
    let choices = document_choices(visit, &documents);
    Ok(CheckoutPage {
        plan: in_words(&app.texts, &visit.locale, catalog, cart),
        said: said(visit, &errors),
        errors,
        countries: countries(visit, |_| true),
        form: Filled::of(&typed, &methods, &choices),
        debit,
        site_suffix: needs.site_name.then(|| app::plan::own_address(app, "")),
        phone: needs.phone.then(|| phone(visit, catalog, cart)),
        trial: needs.tries.then(|| trial_choice(visit, !needs.buys)),
        documents: choices,
        methods,
        add_at: cards::add_at(app, urls::CHECKOUT).map(|at| at.after_form(ADD_METHOD)),
        test_cards: cards::test_cards(visit.face(), &visit.locale),
    })
}

/// `documents` as boxes to tick.
pub fn document_choices(visit: &Visit, documents: &[catalog::Document]) -> Vec<DocumentChoice> {
    let choice = |document: &catalog::Document| {
        let key = format!("checkout-accept-{}", document.kind.word().replace('_', "-"));
        let args = Args::new().with("version", document.version.as_str());
        DocumentChoice {
            key: document.kind.word().to_owned(),
            version: document.version.clone(),
            href: document.url.clone(),
            label: visit.face().texts().get(&visit.locale, &key, &args),
        }
    };
    documents.iter().map(choice).collect()
}

/// The ways a trial may end.
fn trial_choice(visit: &Visit, alone: bool) -> TrialChoice {
    let option = |then: AfterTrial| {
        let key = format!("checkout-after-trial-{}", then.word());
        Radio {
            value: then.word().to_owned(),
            label: visit.text(&key),
            hint: Some(visit.text(&format!("{key}-hint"))),
            aside: None,
        }
    };
    TrialChoice { options: [AfterTrial::End, AfterTrial::Subscribe].map(option).into(), alone }
}

/// "Street and number: this is needed here."
fn said(visit: &Visit, errors: &FieldErrors) -> Vec<Said> {
    let texts = visit.face().texts();
    let about = |(name, label): (&'static str, &'static str)| {
        let text = errors.about(name)?;
        let args = Args::new().with("label", visit.text(label)).with("text", text);
        Some(Said { name, text: texts.get(&visit.locale, "layout-refused-field", &args) })
    };
    FIELDS.into_iter().filter_map(about).collect()
}

/// What was typed; until the form was sent once, what we know already.
async fn typed(app: &App, who: &Who, cart: &Cart) -> Result<Typed, PageError> {
    if cart.typed.contains_key("billing_country") {
        return Ok(cart.typed.clone());
    }
    Ok(checkout::prefilled(app, who).await?)
}

/// Countries in the order of the visitor's language, after a line that asks to choose.
pub fn countries(visit: &Visit, among: impl Fn(Country) -> bool) -> Vec<Choice> {
    let ask = Choice { value: String::new(), label: visit.text("checkout-country-choose") };
    let named = visit.face().texts().countries(&visit.locale).into_iter();
    let choices = named
        .filter(|(country, _)| among(*country))
        .map(|(country, label)| Choice { value: country.code().to_owned(), label });
    std::iter::once(ask).chain(choices).collect()
}

/// Where the telephone add-ons of the cart reach.
fn phone(visit: &Visit, catalog: &catalog::Catalog, cart: &Cart) -> Phone {
    let add_ons = cart.plans.iter().flat_map(|plan| &plan.add_ons);
    let reached: BTreeSet<Country> = add_ons
        .filter_map(|ask| catalog.add_on(&ask.add_on))
        .filter(|add_on| add_on.phone)
        .flat_map(|add_on| add_on.countries.iter().copied())
        .collect();
    Phone { caller_countries: countries(visit, |country| reached.contains(&country)) }
}

impl Filled {
    fn of(typed: &Typed, methods: &[MethodChoice], documents: &[DocumentChoice]) -> Filled {
        let text = |field: &str| typed.get(field).cloned().unwrap_or_default();
        let known = |method: &String| methods.iter().any(|each| each.value == *method);
        let first = || methods.first().map(|method| method.value.clone());
        let typed_in = |method: &str| method == cards::NEW || method == debits::NEW;
        let method = Some(text("method")).filter(|method| known(method) || typed_in(method));
        let accepted = documents
            .iter()
            .filter(|document| text(&format!("accept_{}", document.key)) == document.version);
        Filled {
            billing: AddressFields::of(typed, "billing"),
            billing_email: text("billing_email"),
            service_same: !text("service_same").is_empty(),
            service: AddressFields::of(typed, "service"),
            vat_id: text("vat_id"),
            site_name: text("site_name"),
            caller_country: text("caller_country"),
            caller_area: text("caller_area"),
            after_trial: checkout::after_trial(typed).unwrap_or(AfterTrial::End).word(),
            method: method.or_else(first).unwrap_or_else(|| cards::NEW.to_owned()),
            accepted: accepted.map(|document| document.key.clone()).collect(),
        }
    }
}

impl AddressFields {
    fn of(typed: &Typed, kind: &str) -> AddressFields {
        let text = |name: &str| typed.get(&format!("{kind}_{name}")).cloned().unwrap_or_default();
        AddressFields {
            name: text("name"),
            street: text("street"),
            postcode: text("postcode"),
            city: text("city"),
            region: text("region"),
            country: text("country"),
        }
    }
}
