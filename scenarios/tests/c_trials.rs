//! Trials: begun by an order, announced, kept, cancelled, over, once for each product (A5, C1).

use app::order::OrderError;
use axum::http::{Method, StatusCode};
use billing::subscription::{AfterTrial, SubscriptionState};
use serde_json::{Value as Json, json};
use store::payment::Pays;
use testkit::http::{Client, Reply, read};
use testkit::{Persona, Purchase, World, on_each_database};

fn tries(then: AfterTrial) -> Purchase {
    Purchase { trial: Some(then), ..Purchase::default() }
}

async fn ada(world: &World) -> (Persona, Client) {
    world.it_is("2027-01-01T10:00Z");
    let ada = world.owner("ada@example.org").await;
    let mut program = world.client();
    program.token = Some(ada.token().await);
    (ada, program)
}

/// Places the order over the API, and whatever is due then.
async fn orders(ada: &Persona, program: &mut Client, purchase: &Purchase) -> Json {
    let body = ada.order_body(purchase).await;
    let key = [("idempotency-key", body["id"].as_str().expect("an id"))];
    let reply = program.api_with(Method::POST, "/api/orders", Some(body.clone()), &key).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.text());
    ada.world.settles().await;
    let path = format!("/api/orders/{}", body["id"].as_str().expect("an id"));
    program.api(Method::GET, &path, None).await.json()
}

async fn subscription(program: &mut Client) -> Json {
    let listed = program.api(Method::GET, "/api/subscriptions", None).await.json();
    listed["subscriptions"][0].clone()
}

/// A wish, previewed; the answer as it comes.
async fn asks(program: &mut Client, wish: &Json) -> Reply {
    let id = subscription(program).await["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/subscriptions/{id}/changes/preview");
    program.api(Method::POST, &path, Some(wish.clone())).await
}

/// Previews the wish and places it.
async fn does(ada: &Persona, program: &mut Client, wish: &Json) -> Reply {
    let preview = asks(program, wish).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let id = subscription(program).await["id"].as_str().expect("an id").to_owned();
    let mut body = wish.clone();
    let order = ada.world.app.id::<units::id::kind::Order>();
    body["id"] = json!(order);
    body["preview"] = preview.json()["preview"].clone();
    let path = format!("/api/subscriptions/{id}/changes");
    let key = order.to_string();
    let headers = [("idempotency-key", key.as_str())];
    let reply = program.api_with(Method::POST, &path, Some(body), &headers).await;
    ada.world.settles().await;
    reply
}

async fn state(ada: &Persona) -> SubscriptionState {
    ada.subscriptions().await[0].state
}

async fn totals(ada: &Persona) -> Vec<i64> {
    ada.invoices().await.iter().map(|each| each.invoice.draft.total.minor).collect()
}

/// A5, P1, P2, P4, P5: tried with a card: nothing today, two announcements, then one charge, one
/// invoice and a mail; the site is set up as for any order.
#[tokio::test]
async fn a_trial_with_a_card_becomes_a_subscription() {
    on_each_database(async |world| {
        let (ada, mut program) = ada(&world).await;
        let preview = ada.previews(&tries(AfterTrial::Subscribe)).await;
        assert!(preview.proposal.due().is_zero());
        let order = orders(&ada, &mut program, &tries(AfterTrial::Subscribe)).await;
        assert_eq!((&order["state"], &order["total"]["minor"]), (&json!("paid"), &json!(0)));
        assert!(order["provisioned_at"].is_string() && order["invoice"].is_null(), "{order}");
        let trial = &order["proposal"]["trials"][0];
        assert_eq!(trial["reminders"], json!(["2027-01-12", "2027-01-14"]), "{trial}");
        let sub = subscription(&mut program).await;
        assert_eq!(sub["state"], "trialing");
        let days = json!({ "from": "2027-01-01", "to": "2027-01-15", "then": "subscribe" });
        assert_eq!(sub["trial"], days);
        assert_eq!(sub["next_charge"]["amount"]["minor"], 8_330);
        let begun = world.newest_mail("ada@example.org", "trial").await;
        assert!(begun.subject.ends_with("your trial has begun"), "{}", begun.subject);
        assert_eq!(world.mails_of_kind("ada@example.org", "order_placed").await, 0);
        assert!(ada.invoices().await.is_empty() && world.sandbox.payments().is_empty());

        for (until, mails) in [("12T08:59", 1), ("12T09:00", 2), ("13T12:00", 2), ("14T09:00", 3)] {
            world.runs_until(&format!("2027-01-{until}Z")).await;
            let told = world.mails_of_kind("ada@example.org", "trial").await;
            assert_eq!(told, mails, "by {until}");
        }
        let last = world.newest_mail("ada@example.org", "trial").await;
        assert!(last.subject.ends_with("ends in one day"), "{}", last.subject);
        assert!(last.plain().replace('\u{a0}', " ").contains("EUR 83.30"), "{}", last.plain());

        world.runs_until("2027-01-15T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        assert_eq!(totals(&ada).await, [8_330]);
        assert!(ada.invoices().await[0].is_paid());
        assert_eq!(world.sandbox.payments().len(), 1);
        let mail = world.newest_mail("ada@example.org", "subscription_renewed").await;
        assert!(mail.subject.ends_with("the subscription begins"), "{}", mail.subject);
        let trail = ada.trail().await;
        for action in ["trial_started", "trial_ending", "trial_ended"] {
            assert!(trail.contains(&format!("subscription.{action}")), "{action}: {trail:?}");
        }
        world.runs_until("2027-02-16T10:00Z").await;
        assert_eq!(totals(&ada).await, [8_330, 8_330]);
        assert_eq!(world.mails_of_kind("ada@example.org", "trial").await, 3);
        world.books_are_right().await;
    })
    .await;
}

/// A5, P1: tried without a card: nothing is ever charged, the account is free again, its meeting is
/// where it was; whoever comes back pays for a period from that day.
#[tokio::test]
async fn a_trial_without_a_card_falls_back_to_free() {
    on_each_database(async |world| {
        let (ada, mut program) = ada(&world).await;
        let order = orders(&ada, &mut program, &tries(AfterTrial::End)).await;
        assert_eq!((&order["state"], &order["method"]), (&json!("paid"), &Json::Null), "{order}");
        let meeting = json!({ "title": "Long", "start": "2027-02-10T09:00", "zone": "UTC",
            "duration_minutes": 120 });
        let made = program.api(Method::POST, "/api/meetings", Some(meeting)).await;
        assert_eq!(made.status, StatusCode::CREATED, "longer than Free allows: {}", made.text());
        let mut browser = ada.signs_in().await;
        let home = read(&browser.get("/").await);
        assert!(home.contains("Trial of Meetings Pro until 14 January 2027"), "{home}");
        let billing = read(&browser.get("/billing").await);
        assert!(billing.contains("Ends by itself, unless you subscribe"), "{billing}");

        world.runs_until("2027-01-14T12:00Z").await;
        let last = world.newest_mail("ada@example.org", "trial").await.plain();
        assert!(last.contains("your account is free again") && !last.contains("None"), "{last}");
        world.runs_until("2027-01-15T00:01Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Ended);
        let over = world.newest_mail("ada@example.org", "trial").await;
        assert!(over.subject.ends_with("the trial is over"), "{}", over.subject);
        assert!(ada.trail().await.contains(&"subscription.ended".to_owned()));
        let listed = program.api(Method::GET, "/api/meetings", None).await.json();
        assert_eq!(listed["meetings"][0]["title"], "Long", "{listed}");
        let home = read(&browser.get("/").await);
        assert!(home.contains("<strong>Free</strong>"), "{home}");
        world.runs_until("2027-03-01T10:00Z").await;
        assert!(ada.invoices().await.is_empty() && world.sandbox.payments().is_empty());

        let card = ada.keeps_card("4242424242424242").await;
        let back = does(&ada, &mut program, &json!({ "do": "resume", "method": card })).await;
        assert_eq!(back.status, StatusCode::CREATED, "{}", back.text());
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        assert_eq!(totals(&ada).await, [8_330]);
        world.books_are_right().await;
    })
    .await;
}

/// A5: never a second trial of a product: refused in the preview and as it is placed, also where two
/// orders race, and not offered any more.
#[tokio::test]
async fn there_is_no_second_trial() {
    on_each_database(async |world| {
        let (ada, mut program) = ada(&world).await;
        let purchase = tries(AfterTrial::End);
        let (one, two) = (ada.previews(&purchase).await, ada.previews(&purchase).await);
        let one = ada.fills_in(&purchase, &one).await;
        let two = ada.fills_in(&purchase, &two).await;
        let (first, second) = tokio::join!(ada.places(&one), ada.places(&two));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1);
        // Either may win; the winner's key, used again, rightly finds its own order.
        let loser = if first.is_ok() { &two } else { &one };
        let lost = first.err().or(second.err()).expect("one of them lost");
        assert!(matches!(lost, OrderError::Refused(_)), "{lost}");
        world.settles().await;
        assert_eq!(ada.subscriptions().await.len(), 1);
        world.runs_until("2027-01-20T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Ended);

        let again = ada.places(loser).await.expect_err("it was tried").code();
        assert_eq!(again, "trial.tried_before");
        let wanted = json!({
            "plans": [{ "product": "meetings", "tier": "plus", "interval": "monthly", "seats": 2,
                "trial": true }],
            "currency": "EUR",
            "buyer": { "email": "ada@example.org", "address": { "name": "Ada", "street": "1 rue Haute",
                "postcode": "75001", "city": "Paris", "region": "", "country": "FR" } },
        });
        let path = "/api/orders/preview";
        let refused = program.api(Method::POST, path, Some(wanted.clone())).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
        assert_eq!(refused.json()["code"], "trial.tried_before");
        let mut starter = wanted.clone();
        starter["plans"][0]["product"] = json!("webinars");
        starter["plans"][0]["tier"] = json!("pro");
        let other = program.api(Method::POST, path, Some(starter)).await;
        assert_eq!(other.status, StatusCode::OK, "another product: {}", other.text());

        let mut browser = ada.signs_in().await;
        let plans = read(&browser.get("/plans").await);
        assert!(!plans.contains("Try Pro free") && plans.contains("Buy Pro"), "{plans}");
        let webinars = read(&browser.get("/plans?product=webinars").await);
        assert!(webinars.contains("Try Pro free for 14 days"), "{webinars}");
        let put = [("then", "put"), ("mode", "try"), ("product", "meetings"), ("tier", "plus"),
            ("interval", "monthly"), ("currency", "EUR")];
        let refused = browser.post("/cart", &put).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text().contains("has tried this product before"), "{}", refused.text());
        let ben = world.owner("ben@example.org").await;
        ben.buys(&Purchase { site_name: Some("ben-works"), ..tries(AfterTrial::End) }).await;
        assert_eq!(state(&ben).await, SubscriptionState::Trialing, "another account may");
    })
    .await;
}

/// A5, P1, P3: subscribing on the way: after the free days, with a card; or at once, and then the
/// first period is paid and begins that day.
#[tokio::test]
async fn one_subscribes_in_a_trial() {
    on_each_database(async |world| {
        let (ada, mut program) = ada(&world).await;
        orders(&ada, &mut program, &tries(AfterTrial::End)).await;
        world.runs_until("2027-01-05T10:00Z").await;
        let keep = json!({ "do": "keep_after_trial" });
        let preview = asks(&mut program, &keep).await.json();
        assert_eq!(
            (&preview["total"]["minor"], &preview["next"]["on"]),
            (&json!(0), &json!("2027-01-15"))
        );
        assert_eq!(preview["next"]["amount"]["minor"], 8_330);
        let without = does(&ada, &mut program, &keep).await;
        assert_eq!(without.json()["code"], "payment.no_method", "{}", without.text());
        ada.keeps_card("4242424242424242").await;
        let mut browser = ada.signs_in().await;
        let page = format!(
            "/subscriptions/{}/review?do=keep_after_trial",
            ada.subscriptions().await[0].id
        );
        let page = read(&browser.get(&page).await);
        assert!(
            page.contains("ending 4242") && page.contains("Subscribe from 15 January"),
            "{page}"
        );
        let kept = does(&ada, &mut program, &keep).await;
        assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.text());
        let again = asks(&mut program, &keep).await;
        assert_eq!(again.json()["code"], "trial.kept_already", "{}", again.text());
        let mail = world.newest_mail("ada@example.org", "subscription_changed").await;
        assert!(mail.subject.ends_with("goes on after the trial"), "{}", mail.subject);
        world.runs_until("2027-01-15T10:00Z").await;
        assert_eq!(
            (state(&ada).await, totals(&ada).await),
            (SubscriptionState::Active, vec![8_330])
        );

        let ben = world.owner("ben@example.org").await;
        let mut program = world.client();
        program.token = Some(ben.token().await);
        let purchase = Purchase { site_name: Some("ben-works"), ..tries(AfterTrial::End) };
        orders(&ben, &mut program, &purchase).await;
        world.runs_until("2027-01-20T10:00Z").await;
        let card = ben.keeps_card("4242424242424242").await;
        let now = json!({ "do": "end_trial", "method": card });
        let started = does(&ben, &mut program, &now).await;
        assert_eq!(started.status, StatusCode::CREATED, "{}", started.text());
        let sub = subscription(&mut program).await;
        assert_eq!(
            (&sub["state"], &sub["period_start"]),
            (&json!("active"), &json!("2027-01-20T00:00:00Z"))
        );
        assert_eq!(totals(&ben).await, [8_330]);
        world.runs_until("2027-02-21T10:00Z").await;
        assert_eq!(totals(&ben).await, [8_330, 8_330], "and then as any other");
        world.books_are_right().await;
    })
    .await;
}

/// A5, C6, P1: a year that is promised begins when the trial is kept: until then leaving costs nothing,
/// afterwards what the statement said.
#[tokio::test]
async fn a_promised_year_begins_with_the_trials_end() {
    on_each_database(async |world| {
        let (ada, mut program) = ada(&world).await;
        let purchase = Purchase { committed: true, ..tries(AfterTrial::Subscribe) };
        let order = orders(&ada, &mut program, &purchase).await;
        assert_eq!(order["total"]["minor"], 0, "{order}");
        let promised = &order["proposal"]["commitments"][0];
        assert_eq!(promised["until"], "2028-01-15", "{promised}");
        let leaving = asks(&mut program, &json!({ "do": "cancel" })).await.json();
        assert_eq!(leaving["total"]["minor"], 0, "{leaving}");

        world.runs_until("2027-01-15T10:00Z").await;
        assert_eq!(totals(&ada).await, [7_438]);
        let sub = subscription(&mut program).await;
        assert_eq!(sub["commitment"]["until"], "2028-01-15", "{sub}");
        assert_eq!(sub["commitment"]["early_fee"]["minor"], 5 * 6_875);
        let leaving = asks(&mut program, &json!({ "do": "cancel" })).await.json();
        assert_eq!(leaving["total"]["minor"], 5 * 6_875 * 119 / 100, "{leaving}");
        world.books_are_right().await;
    })
    .await;
}

/// A5, C10: the first charge is declined: past due, tried again, suspended, and paying restores it.
#[tokio::test]
async fn a_declined_first_charge_is_dunned() {
    on_each_database(async |world| {
        let (ada, mut program) = ada(&world).await;
        let short = Purchase { card: "4000000000000341", ..tries(AfterTrial::Subscribe) };
        orders(&ada, &mut program, &short).await;
        world.runs_until("2027-01-15T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::PastDue);
        world.newest_mail("ada@example.org", "payment_declined").await;
        world.runs_until("2027-01-30T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Suspended);
        let invoice = ada.invoices().await[0].invoice.id;
        let mut tx = world.store().read().await.expect("a reader");
        let attempts =
            store::payment::attempts(&mut tx, ada.account(), Pays::Invoice(invoice)).await;
        assert_eq!(attempts.expect("attempts").len(), 5);
        drop(tx);
        let card = ada.keeps_card("4242424242424242").await;
        app::renew::pay_invoice(&world.app, &ada.who, invoice, card).await.expect("paid");
        world.settles().await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        world.books_are_right().await;
    })
    .await;
}

/// A5, C2, C3, C5, C6, P3: in a trial seats and tier change for nothing; it is cancelled, taken back,
/// cancelled for good; what ends by itself is not cancelled but ended.
#[tokio::test]
async fn a_trial_is_changed_and_cancelled() {
    on_each_database(async |world| {
        let (ada, mut program) = ada(&world).await;
        orders(&ada, &mut program, &tries(AfterTrial::Subscribe)).await;
        world.runs_until("2027-01-03T10:00Z").await;
        let more = json!({ "do": "change", "seats": 8, "tier": "plus" });
        let changed = does(&ada, &mut program, &more).await;
        assert_eq!(changed.status, StatusCode::CREATED, "{}", changed.text());
        assert_eq!(changed.json()["total"]["minor"], 0);
        let sub = subscription(&mut program).await;
        assert_eq!((&sub["state"], &sub["tier"]), (&json!("trialing"), &json!("plus")));
        assert_eq!(sub["items"][0]["quantity"], 8);
        let starter = asks(&mut program, &json!({ "do": "change", "tier": "starter" })).await;
        assert_eq!(starter.json()["code"], "trial.not_offered", "{}", starter.text());

        let cancel = json!({ "do": "cancel" });
        assert_eq!(does(&ada, &mut program, &cancel).await.status, StatusCode::CREATED);
        assert_eq!(state(&ada).await, SubscriptionState::PendingCancellation);
        world.runs_until("2027-01-12T10:00Z").await;
        assert_eq!(world.mails_of_kind("ada@example.org", "trial").await, 1, "cancelled: no more");
        let back = does(&ada, &mut program, &json!({ "do": "withdraw" })).await;
        assert_eq!(back.status, StatusCode::CREATED, "{}", back.text());
        assert_eq!(state(&ada).await, SubscriptionState::Trialing);
        world.runs_until("2027-01-14T10:00Z").await;
        assert_eq!(world.mails_of_kind("ada@example.org", "trial").await, 2, "announced again");
        assert_eq!(does(&ada, &mut program, &cancel).await.status, StatusCode::CREATED);
        world.runs_until("2027-01-15T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Ended);
        let over = world.newest_mail("ada@example.org", "trial").await;
        assert!(over.subject.ends_with("the trial is over"), "{}", over.subject);
        assert!(ada.invoices().await.is_empty());

        let ben = world.owner("ben@example.org").await;
        let mut program = world.client();
        program.token = Some(ben.token().await);
        let purchase = Purchase { site_name: Some("ben-works"), ..tries(AfterTrial::End) };
        orders(&ben, &mut program, &purchase).await;
        let refused = asks(&mut program, &cancel).await;
        assert_eq!(refused.json()["code"], "cancel.ends_with_trial", "{}", refused.text());
        let now = does(&ben, &mut program, &json!({ "do": "cancel", "when": "now" })).await;
        assert_eq!(now.status, StatusCode::CREATED, "{}", now.text());
        assert_eq!(state(&ben).await, SubscriptionState::Ended);
        let page = format!("/subscriptions/{}", ben.subscriptions().await[0].id);
        let page = read(&ben.signs_in().await.get(&page).await);
        assert!(page.contains("It has ended"), "{page}");
    })
    .await;
}

/// Meetings to try, webinars to buy; a plan that is not tried is refused on the way.
async fn fills_the_cart(browser: &mut Client) {
    for (product, mode) in [("meetings", "try"), ("webinars", "buy")] {
        let put = [
            ("then", "put"),
            ("mode", mode),
            ("product", product),
            ("tier", "pro"),
            ("interval", "monthly"),
            ("currency", "EUR"),
        ];
        assert!(browser.post("/cart", &put).await.status.is_redirection());
    }
    let cart = read(&browser.get("/cart").await);
    assert!(cart.contains("14 free days, then EUR 14.00 for one month"), "{cart}");
    let starter = [("then", "update"), ("meetings_mode", "try"), ("meetings_tier", "starter")];
    let refused = browser.post("/cart", &starter).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("This plan has no trial"), "{}", refused.text());
    let fields = [
        ("then", "checkout"),
        ("meetings_mode", "try"),
        ("meetings_tier", "pro"),
        ("meetings_seats", "2"),
        ("webinars_mode", "buy"),
    ];
    assert_eq!(browser.post("/cart", &fields).await.location(), "/checkout");
}

/// The trial ends by itself; a card pays for what is bought.
async fn fills_the_checkout(ada: &Persona, browser: &mut Client) {
    let card = ada.keeps_card("4242424242424242").await.to_string();
    let fields = [
        ("billing_name", "Ada"),
        ("billing_street", "Lindenweg 7"),
        ("billing_postcode", "10115"),
        ("billing_city", "Berlin"),
        ("billing_country", "DE"),
        ("billing_email", "ada@example.org"),
        ("service_same", "on"),
        ("site_name", "ada-works"),
        ("after_trial", "end"),
        ("method", &card),
        ("accept_terms", "2026-11"),
        ("accept_privacy", "2026-11"),
    ];
    let sent = browser.post("/checkout", &fields).await;
    assert_eq!(sent.location(), "/checkout/review", "{}", sent.text());
}

/// A5, C1, B3: the switch in the cart, the choice at the checkout, the statement, the order: in the
/// portal's forms, a plan bought and another tried in one order.
#[tokio::test]
async fn the_cart_buys_and_tries() {
    on_each_database(async |world| {
        let (ada, _) = ada(&world).await;
        let mut browser = ada.signs_in().await;
        fills_the_cart(&mut browser).await;
        let checkout = read(&browser.get("/checkout").await);
        assert!(checkout.contains("When the free days are over"), "{checkout}");
        assert!(!checkout.contains("data-hides-payment"), "something is bought: a card is needed");
        fills_the_checkout(&ada, &mut browser).await;
        let review = read(&browser.get("/checkout/review").await);
        for said in [
            "free from 1 January 2027 to 14 January 2027",
            "It ends by itself",
            "Reminder by mail on 12 January 2027",
            "EUR 46.41",
        ] {
            assert!(review.contains(said), "{said}: {review}");
        }
        let value = |name: &str| {
            let start = format!("name=\"{name}\" value=\"");
            let rest = review.split_once(&start).expect(name).1;
            rest.split_once('"').expect("a quote").0.to_owned()
        };
        let (order, preview) = (value("order"), value("preview"));
        let placed = [("order", order.as_str()), ("preview", preview.as_str())];
        let done = browser.post("/checkout/review", &placed).await;
        assert_eq!(done.location(), format!("/orders/{order}"), "{}", done.text());
        world.settles().await;
        let states: Vec<&str> =
            ada.subscriptions().await.iter().map(|sub| sub.state.word()).collect();
        assert_eq!(states, ["trialing", "active"]);
        assert_eq!(totals(&ada).await, [4_641]);
        world.runs_until("2027-01-16T10:00Z").await;
        assert_eq!(totals(&ada).await, [4_641], "the trial has ended by itself");
        assert_eq!(state(&ada).await, SubscriptionState::Ended);
        world.books_are_right().await;
    })
    .await;
}
