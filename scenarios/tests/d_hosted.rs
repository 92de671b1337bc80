//! Ways to pay that are left on the gateway's own page (D1c), against the stand-in for Stripe.

use std::sync::Arc;

use app::payment_methods;
use axum::http::{Method as Verb, StatusCode};
use billing::payment::PaymentMeans;
use serde_json::json;
use store::payment_method::Method;
use testkit::http::{Client, Reply, read};
use testkit::{Persona, World, on_each_database};

use crate::stripe_stand_in::{Loses, StandIn, WEBHOOK_SECRET, signed};

const ADA: &str = "ada@example.org";

/// A deployment paid through Stripe, and an owner in it.
async fn shop(world: &World) -> (StandIn, Persona) {
    world.it_is("2027-01-01T10:00Z");
    let stripe = StandIn::start().await;
    let world = world.paid_through(Arc::new(stripe.gateway.clone())).await;
    let ada = world.owner(ADA).await;
    (stripe, ada)
}

async fn kept(ada: &Persona) -> Vec<Method> {
    let all = payment_methods::list(&ada.world.app, &ada.who).await.expect("a list");
    all.into_iter().map(|kept| kept.method).collect()
}

/// The form is sent: the gateway's page, and its id there.
async fn sets_out(browser: &mut Client, return_to: &str) -> (String, String) {
    let form = [("hosted", "yes"), ("default", "yes"), ("return_to", return_to)];
    let reply = browser.post("/billing/cards/new", &form).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    let page = reply.location();
    assert!(page.starts_with("https://checkout.stripe.com/"), "{page}");
    let id = page.rsplit('/').next().expect("an id").to_owned();
    (page, id)
}

/// Where the gateway sends its visitor back to.
async fn way_back(ada: &Persona) -> String {
    let mut program = ada.world.client();
    program.token = Some(ada.token().await);
    let list = program.api(Verb::GET, "/api/payment-methods/visits", None).await;
    let newest = list.json()["visits"][0]["id"].as_str().expect("a visit").to_owned();
    format!("/billing/methods/visits/{newest}")
}

/// Stripe's event that something was left, as it is posted now.
async fn hears(world: &World, visit: &str, event: &str) -> Reply {
    let body = json!({
        "id": event, "type": "checkout.session.completed",
        "data": { "object": {
            "object": "checkout.session", "metadata": { "plenum_reference": visit },
        } },
    });
    let body = body.to_string().into_bytes();
    let header = signed(WEBHOOK_SECRET, world.now(), &body);
    let headers = [("stripe-signature", header.as_str())];
    let kind = Some("application/json");
    world.client().send(Verb::POST, "/gateway/events", kind, body, &headers).await
}

fn id_of(back: &str) -> String {
    back.rsplit('/').next().expect("an id").to_owned()
}

/// D1c: on the payment service's page a card is left; coming back, it is kept, as the default, and
/// the order goes on. No number is asked for here.
#[tokio::test]
async fn a_card_is_left_on_the_gateways_page() {
    on_each_database(async |world| {
        let (stripe, ada) = shop(&world).await;
        let mut browser = ada.signs_in().await;
        let page = browser.get("/billing/cards/new").await;
        assert!(!page.text().contains("card_number"), "no number is typed here");
        let policy = page.header("content-security-policy").expect("a policy").to_owned();
        assert!(policy.contains("form-action 'self' https://checkout.stripe.com;"), "{policy}");
        let (_, at_stripe) = sets_out(&mut browser, "/billing").await;
        let back = way_back(&ada).await;
        stripe.customer_leaves(&at_stripe, "card");
        let returned = browser.get(&back).await;
        assert_eq!(returned.status, StatusCode::SEE_OTHER, "{}", returned.text());
        assert_eq!(returned.location(), "/billing");
        let methods = kept(&ada).await;
        assert_eq!(methods.len(), 1);
        assert_eq!((methods[0].gateway.as_str(), methods[0].last4.as_str()), ("stripe", "4242"));
        assert_eq!(methods[0].id.to_string(), id_of(&back), "a visit and what comes of it");
        for _ in 0..2 {
            assert_eq!(browser.get(&back).await.location(), "/billing");
        }
        assert_eq!(kept(&ada).await.len(), 1, "coming back again keeps nothing more");
        let trail = ada.trail().await;
        assert_eq!(trail.iter().filter(|it| *it == "payment_method.added").count(), 1);
        let list = browser.get("/billing/methods").await.text();
        assert!(list.contains("4242"), "{list}");
    })
    .await;
}

/// D1c, R-11, R-12: the event comes before the visitor, twice, and late; one way to pay is kept.
/// Forged ones change nothing.
#[tokio::test]
async fn events_of_a_visit_keep_one_method() {
    on_each_database(async |world| {
        let (stripe, ada) = shop(&world).await;
        let mut browser = ada.signs_in().await;
        let (_, at_stripe) = sets_out(&mut browser, "/billing/methods").await;
        let back = way_back(&ada).await;
        let visit = id_of(&back);
        let early = hears(&ada.world, &visit, "evt_early").await;
        assert_eq!(early.status, StatusCode::NO_CONTENT, "{}", early.text());
        assert!(kept(&ada).await.is_empty(), "an event is a hint only: nothing was left yet");
        stripe.customer_leaves(&at_stripe, "sepa_debit");
        let world = &ada.world;
        let (one, two) = tokio::join!(hears(world, &visit, "evt_1"), hears(world, &visit, "evt_1"));
        assert!(one.status.is_success() && two.status.is_success());
        let methods = kept(&ada).await;
        assert_eq!(methods.len(), 1);
        assert_eq!(
            (methods[0].means, methods[0].last4.as_str()),
            (PaymentMeans::DirectDebit, "3000")
        );
        assert_eq!(browser.get(&back).await.location(), "/billing/methods");
        world.runs_until("2027-01-03T10:00Z").await;
        assert!(hears(world, &visit, "evt_late").await.status.is_success());
        assert!(hears(world, "nobody", "evt_2").await.status.is_success());
        assert_eq!(kept(&ada).await.len(), 1);
    })
    .await;
}

/// D1c: the visitor never comes back and the event is lost: it is found by itself. While the
/// gateway is silent nothing is decided.
#[tokio::test]
async fn what_was_left_is_found_by_itself() {
    on_each_database(async |world| {
        let (stripe, ada) = shop(&world).await;
        let mut browser = ada.signs_in().await;
        let (_, at_stripe) = sets_out(&mut browser, "/billing/methods").await;
        let back = way_back(&ada).await;
        stripe.customer_leaves(&at_stripe, "card");
        stripe.next(Loses::Status(500));
        let silent = browser.get(&back).await;
        assert_eq!(silent.status, StatusCode::OK);
        assert!(silent.text().contains("Being confirmed"), "{}", silent.text());
        stripe.next(Loses::Status(500));
        ada.world.runs_until("2027-01-01T10:15Z").await;
        assert!(kept(&ada).await.is_empty());
        ada.world.runs_until("2027-01-01T12:00Z").await;
        assert_eq!(kept(&ada).await.len(), 1);
    })
    .await;
}

/// D1c: whoever gives up is told that nothing was kept, and can go on; after a day it is over.
#[tokio::test]
async fn a_visit_given_up_keeps_nothing() {
    on_each_database(async |world| {
        let (_, ada) = shop(&world).await;
        let eve = ada.world.owner("eve@example.org").await;
        let mut browser = ada.signs_in().await;
        let (page, _) = sets_out(&mut browser, "/billing/methods").await;
        let back = way_back(&ada).await;
        let given_up = read(&browser.get(&format!("{back}?gave_up=yes")).await);
        assert!(given_up.contains("Nothing was added") && given_up.contains(&page), "{given_up}");
        let waiting = browser.get(&back).await.text();
        assert!(waiting.contains("Not finished yet"), "{waiting}");
        let stranger = eve.signs_in().await.get(&back).await;
        assert_eq!(stranger.status, StatusCode::NOT_FOUND);
        ada.world.runs_until("2027-01-02T12:00Z").await;
        let over = read(&browser.get(&back).await);
        assert!(over.contains("This visit is over") && !over.contains(&page), "{over}");
        assert!(kept(&ada).await.is_empty());
    })
    .await;
}

/// D1c: the gateway does not answer: nothing is begun twice, a lost answer gives the same page, and
/// the refusal says what to do.
#[tokio::test]
async fn a_silent_gateway_gives_no_page() {
    on_each_database(async |world| {
        let (stripe, ada) = shop(&world).await;
        let mut browser = ada.signs_in().await;
        stripe.next(Loses::Status(401));
        let form = [("hosted", "yes"), ("return_to", "/billing")];
        let refused = browser.post("/billing/cards/new", &form).await;
        assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(refused.text().contains("Nothing was kept"), "{}", refused.text());
        let again = "/billing/cards/new?return_to=%2Fbilling";
        assert!(refused.text().replace("&#x2f;", "/").contains(again), "{}", refused.text());
        stripe.next(Loses::Answer);
        sets_out(&mut browser, "/billing").await;
    })
    .await;
}

/// D1c: a program makes the page for its person and reads what became of it; nothing is typed over
/// the API where the gateway has a page, and no page is made where it has none.
#[tokio::test]
async fn a_program_leads_to_the_gateways_page() {
    on_each_database(async |world| {
        let bob = world.owner("bob@example.org").await;
        let mut program = world.client();
        program.token = Some(bob.token().await);
        let path = "/api/payment-methods/visits";
        let none = program.api(Verb::POST, path, Some(json!({}))).await;
        assert_eq!(none.status, StatusCode::CONFLICT, "{}", none.text());
        assert_eq!(none.json()["code"], "payment_method.typed_here");

        let (stripe, ada) = shop(&world).await;
        let mut program = ada.world.client();
        program.token = Some(ada.token().await);
        let card = json!({
            "holder": "Ada", "number": "4242 4242 4242 4242", "expires": "04/29",
            "security_code": "123",
        });
        let typed = program.api(Verb::POST, "/api/payment-methods", Some(card)).await;
        assert_eq!(typed.json()["code"], "card.taken_elsewhere");
        let foreign = json!({ "return_to": "https://example.com/" });
        let foreign = program.api(Verb::POST, path, Some(foreign)).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wish = json!({ "return_to": "/invoices", "default": false });
        let begun = program.api(Verb::POST, path, Some(wish)).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text());
        let begun = begun.json();
        let at_stripe = begun["url"].as_str().expect("a page").rsplit('/').next().expect("an id");
        let visit = format!("{path}/{}", begun["id"].as_str().expect("an id"));
        assert_eq!(program.get(&visit).await.json()["state"], "open");
        stripe.customer_leaves(at_stripe, "card");
        let after = program.get(&visit).await.json();
        assert_eq!((&after["state"], &after["url"]), (&json!("kept"), &json!(null)));
        let methods = program.get("/api/payment-methods").await.json();
        assert_eq!(methods["payment_methods"][0]["id"], begun["id"]);
        assert_eq!(methods["payment_methods"][0]["default"], true, "the first one always is");
    })
    .await;
}

/// The checkout as somebody has filled it in up to how to pay.
const TYPED: [(&str, &str); 11] = [
    ("billing_name", "Ada"),
    ("billing_street", "Lindenweg 7"),
    ("billing_postcode", "10115"),
    ("billing_city", "Berlin"),
    ("billing_country", "DE"),
    ("billing_email", "ada@example.org"),
    ("service_same", "on"),
    ("site_name", "ada-works"),
    ("vat_id", "DE12"),
    ("accept_terms", "2026-11"),
    ("accept_privacy", "2026-11"),
];

/// D1c, B3: from the checkout to the payment service and back: what was typed stands there, also what
/// was wrong, the card is chosen, and the order is paid with it.
#[tokio::test]
async fn the_checkout_loses_nothing_on_the_way() {
    on_each_database(async |world| {
        let (stripe, ada) = shop(&world).await;
        let mut browser = ada.signs_in().await;
        let put = [
            ("then", "put"),
            ("mode", "buy"),
            ("product", "meetings"),
            ("tier", "pro"),
            ("interval", "monthly"),
            ("currency", "EUR"),
        ];
        browser.post("/cart", &put).await;
        let page = read(&browser.get("/checkout").await);
        assert!(page.contains("No way to pay is kept yet"), "{page}");
        assert!(!page.contains("card_number"), "no number is typed here");

        let sent = browser.post("/checkout/method", &TYPED).await;
        assert_eq!(sent.location(), "/billing/cards/new?return_to=%2Fcheckout");
        let (_, at_stripe) = sets_out(&mut browser, "/checkout").await;
        let back = way_back(&ada).await;
        stripe.customer_leaves(&at_stripe, "card");
        assert_eq!(browser.get(&back).await.location(), "/checkout");
        let page = read(&browser.get("/checkout").await);
        for said in ["Lindenweg 7", "ada-works", "DE12", "4242"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let method = kept(&ada).await[0].id.to_string();
        assert!(page.contains(&format!("value=\"{method}\" required checked")), "{page}");

        let mut fields: Vec<_> = TYPED.into_iter().filter(|(name, _)| *name != "vat_id").collect();
        fields.push(("method", &method));
        let sent = browser.post("/checkout", &fields).await;
        assert_eq!(sent.location(), "/checkout/review", "{}", sent.text());
        let review = read(&browser.get("/checkout/review").await);
        let value = |name: &str| {
            let start = format!("name=\"{name}\" value=\"");
            let rest = review.split_once(&start).expect(name).1;
            rest.split_once('"').expect("a quote").0.to_owned()
        };
        let (order, preview) = (value("order"), value("preview"));
        let place = [("order", order.as_str()), ("preview", preview.as_str())];
        assert_eq!(
            browser.post("/checkout/review", &place).await.location(),
            format!("/orders/{order}")
        );
        ada.world.settles().await;
        let paid = ada.invoices().await;
        assert_eq!(paid.len(), 1);
        assert!(paid[0].is_paid(), "the card left there paid");
    })
    .await;
}
