//! The credit balance pays an invoice that is open, when it is asked to (D4a).

use app::credit_use::{self, UseCreditError};
use axum::http::{Method, StatusCode};
use billing::subscription::SubscriptionState;
use serde_json::{Value as Json, json};
use store::invoice::Issued;
use testkit::http::Client;
use testkit::{Persona, Purchase, World, on_each_database};
use units::Currency;

/// Paid at the screen; the bank declines every renewal for want of money.
const SHORT_OF_MONEY: &str = "4000000000000341";

/// An invoice of Meetings is open, and Webinars for five is paid: what is given back of it is
/// credit.
async fn owes(world: &World) -> (Persona, Client) {
    world.it_is("2027-01-01T10:00Z");
    let ada = world.owner("ada@example.org").await;
    ada.buys(&Purchase { card: SHORT_OF_MONEY, ..Purchase::default() }).await;
    world.runs_until("2027-01-20T10:00Z").await;
    let product = "webinars";
    let webinars = Purchase { product, site_name: None, ..Purchase::default() };
    ada.buys(&Purchase { card: SHORT_OF_MONEY, ..webinars }).await;
    world.runs_until("2027-02-01T10:00Z").await;
    let mut program = world.client();
    program.token = Some(ada.token().await);
    (ada, program)
}

/// Webinars for `seats`, at once: the rest is credit.
async fn gives_back(ada: &Persona, program: &mut Client, seats: u32) {
    let subs = ada.subscriptions().await;
    let webinars = subs.iter().find(|sub| sub.product.as_str() == "webinars").expect("webinars");
    let path = format!("/api/subscriptions/{}/changes", webinars.id);
    let mut wish = json!({ "do": "change", "seats": seats, "when": "now" });
    let preview = program.api(Method::POST, &format!("{path}/preview"), Some(wish.clone())).await;
    wish["preview"] = preview.json()["preview"].clone();
    wish["id"] = json!(ada.world.app.id::<units::id::kind::Order>());
    let key = format!("seats {seats}");
    let headers = [("idempotency-key", key.as_str())];
    let placed = program.api_with(Method::POST, &path, Some(wish), &headers).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
    ada.world.settles().await;
}

async fn open_one(ada: &Persona) -> Option<Issued> {
    ada.invoices().await.into_iter().find(|issued| !issued.is_paid())
}

async fn balance(ada: &Persona) -> i64 {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let balance = store::ledger::credit_balance(&mut tx, ada.account(), Currency::EUR).await;
    balance.expect("a balance").minor
}

/// The body that uses the credit as a fresh preview says.
async fn previewed(program: &mut Client, path: &str) -> (Json, Json) {
    let preview = program.api(Method::POST, &format!("{path}/preview"), None).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let preview = preview.json();
    (json!({ "id": preview["id"], "preview": preview["preview"] }), preview)
}

/// D4a, P1, P2, P4: part of an open invoice is paid with credit as the preview said, once however
/// often it is sent; the rest with what comes later, and the subscription serves again at once.
#[tokio::test]
async fn credit_pays_an_open_invoice_when_asked() {
    on_each_database(async |world| {
        let (ada, mut program) = owes(&world).await;
        let open = open_one(&ada).await.expect("an open invoice");
        let path = format!("/api/invoices/{}/credit", open.invoice.id);
        let none = program.api(Method::POST, &format!("{path}/preview"), None).await;
        assert_eq!(none.json()["code"], "credit.none", "{}", none.text());

        gives_back(&ada, &mut program, 4).await;
        let (body, preview) = previewed(&mut program, &path).await;
        let credit = balance(&ada).await;
        assert!(credit > 0 && credit < open.open().minor, "{credit} of {}", open.open());
        assert_eq!(preview["used"]["minor"], credit);
        assert_eq!(preview["left"]["minor"], open.open().minor - credit);
        let mut browser = ada.signs_in().await;
        let page = browser.get(&format!("/invoices/{}", open.invoice.id)).await.text();
        assert!(page.contains("of your credit"), "{page}");
        for _ in 0..2 {
            let used = program.api(Method::POST, &path, Some(body.clone())).await;
            assert_eq!(used.status, StatusCode::OK, "{}", used.text());
            assert_eq!(used.json()["open"]["minor"], open.open().minor - credit);
        }
        assert_eq!(balance(&ada).await, 0);
        world.settles().await;
        assert_eq!(world.mails_of_kind("ada@example.org", "credit_used").await, 1, "told once");
        world.books_are_right().await;

        gives_back(&ada, &mut program, 3).await;
        let (stale, _) = previewed(&mut program, &path).await;
        gives_back(&ada, &mut program, 1).await;
        let moved = program.api(Method::POST, &path, Some(stale)).await;
        assert_eq!(moved.json()["code"], "preview.moved", "{}", moved.text());
        let offer = credit_use::preview(&world.app, &ada.who, open.invoice.id).await;
        let offer = offer.expect("a preview");
        assert!(offer.left.is_zero(), "it pays the rest: {:?}", offer);
        let form = [("credit", offer.id.to_string()), ("preview", offer.token.clone())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, &text[..])).collect();
        let posted = format!("/invoices/{}/credit", open.invoice.id);
        assert_eq!(browser.post(&posted, &form).await.status, StatusCode::SEE_OTHER);
        world.settles().await;
        assert!(open_one(&ada).await.is_none(), "it is paid");
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::Active);
        let paid = credit_use::preview(&world.app, &ada.who, open.invoice.id).await;
        assert!(matches!(paid, Err(UseCreditError::Paid)));
        let trail = ada.trail().await;
        assert_eq!(trail.iter().filter(|action| *action == "credit.used").count(), 2);
        world.runs_until("2027-02-19T10:00Z").await;
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::Active, "no dunning");
        world.books_are_right().await;
    })
    .await;
}

/// D4a: nobody uses another account's credit, nor who may only look.
#[tokio::test]
async fn credit_is_used_by_those_who_may_pay() {
    on_each_database(async |world| {
        let (ada, mut program) = owes(&world).await;
        gives_back(&ada, &mut program, 1).await;
        let open = open_one(&ada).await.expect("an open invoice").invoice.id;
        let eve = world.owner("eve@example.org").await;
        let refused = credit_use::preview(&world.app, &eve.who, open).await;
        assert!(matches!(refused, Err(UseCreditError::NotFound)));
        let mut looking = ada.who.clone();
        looking.actor.roles = [people::roles::Role::Admin].into_iter().collect();
        let refused = credit_use::preview(&world.app, &looking, open).await;
        assert!(matches!(refused, Err(UseCreditError::NotAllowed)));
    })
    .await;
}
