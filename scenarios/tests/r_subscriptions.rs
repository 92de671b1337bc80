//! What subscriptions must survive: two at once, second thoughts, a payment that comes late, other
//! rates, other currencies (reliability.md, R-17, R-18, R-20, R-31, R-34 to R-36).

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use store::args;
use testkit::{Persona, Purchase, World, on_each_database};
use units::Currency;

use crate::customer::{Customer, subscriber, totals};

/// Under way for ten minutes, then succeeded.
const SLOW: &str = "4000000000007031";
/// Under way for ten minutes, then declined for want of money.
const SLOW_NO: &str = "4000000000007049";

fn seats(count: u32) -> Json {
    json!({ "do": "change", "seats": count })
}

fn now(count: u32) -> Json {
    json!({ "do": "change", "seats": count, "when": "now", "credit": "balance" })
}

async fn times(ada: &Persona, action: &str) -> usize {
    ada.trail().await.iter().filter(|done| *done == action).count()
}

/// an account pays in the currency of its first invoice; nothing is sold to it in another, and
/// the schema takes no entry that mixes two.
#[tokio::test]
async fn an_account_pays_in_one_currency() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let ask =
            ada.asks(&Purchase { product: "webinars", site_name: None, ..Purchase::default() });
        let mut body = serde_json::to_value(&ask).expect("JSON");
        body["buyer"] = json!({ "address": ask.buyer.address, "email": ask.buyer.email });
        body["currency"] = json!("USD");
        let reply = customer.program.api(Method::POST, "/api/orders/preview", Some(body)).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text());
        assert!(reply.text().contains("order.other_currency"), "{}", reply.text());

        let mut tx = world.store().begin().await.expect("a writer");
        let entry = tx.row("select id from ledger_entry limit 1", args![]).await;
        let entry = entry.expect("read").expect("an entry").text("id").expect("an id");
        let mixed = tx
            .execute(
                "insert into ledger_leg (entry_id, position, account_id, ledger_account, currency,
                                         amount_minor)
                 values ($1, 99, $2, 'income:sales', $3, 1)",
                args![entry, ada.account(), Currency::USD],
            )
            .await;
        assert!(mixed.is_err(), "a leg in another currency than its entry's");
        drop(tx);
        world.books_are_right().await;
    })
    .await;
}

/// Publishes the shipped catalog with another German rate from the tenth of January on.
async fn taxes_more_from_the_tenth(world: &World) {
    let last = "{ from = 2021-01-01, rate = \"0.19\" },\n]";
    let more =
        "{ from = 2021-01-01, rate = \"0.19\" },\n  { from = 2027-01-10, rate = \"0.21\" },\n]";
    let source = catalog::SHIPPED_TEXT.replacen(last, more, 1);
    assert_ne!(source, catalog::SHIPPED_TEXT, "the plan file has Germany's rates");
    let published =
        app::catalog_in_force::publish(&world.app, "rates.toml", &source, "operator").await;
    published.expect("published");
}

/// R-18, D7: the rate changes inside a period: what is issued stays, new lines take the new rate, and
/// what is given back is taxed as the line it gives back.
#[tokio::test]
async fn a_line_keeps_its_rate() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        taxes_more_from_the_tenth(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        customer.does(seats(8)).await;
        // 16 of 31 days x 3 x EUR 14.00, and 21 % of it.
        assert_eq!(totals(&ada).await, [8_330, 2_168 + 455]);
        // All of the second line and two seats of the first, each with its own tax.
        customer.does(now(3)).await;
        let credit = customer.get("/api/credit").await;
        let first = 2 * 1_400 * 16 / 31;
        assert_eq!(
            credit["balance"][0]["minor"],
            2_168 + 455 + first + (first * 19 + 50) / 100,
            "{credit}"
        );
        world.runs_until("2027-02-02T10:00Z").await;
        let renewed = ada.invoices().await.remove(2).invoice.draft;
        assert_eq!(renewed.tax.minor, 3 * 1_400 * 21 / 100);
        assert_eq!(ada.invoices().await[0].invoice.draft.tax.minor, 1_330, "as issued");
        world.books_are_right().await;
    })
    .await;
}

/// R-20, D4: what the credit balance covers is closed when it is due, and the gateway is not asked.
#[tokio::test]
async fn credit_closes_an_invoice_without_the_gateway() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-02T10:00Z").await;
        customer.does(now(1)).await;
        let asked = world.sandbox.payments().len();
        world.runs_until("2027-02-02T10:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!(totals(&ada).await, [8_330, 1_666]);
        assert!(invoices[1].is_paid(), "{:?}", invoices[1]);
        assert_eq!(world.sandbox.payments().len(), asked, "nobody was asked");
        assert_eq!(world.mails_of_kind("ada@example.org", "payment_declined").await, 0);
        world.books_are_right().await;
    })
    .await;
}

/// Places `wish` for the version it was read as.
async fn places_on(customer: &mut Customer, body: &Json, tag: &str) -> testkit::http::Reply {
    let path = format!("/api/subscriptions/{}/changes", customer.id);
    let key = body["id"].as_str().expect("an id").to_owned();
    let headers = [("idempotency-key", key.as_str()), ("if-match", tag)];
    customer.program.api_with(Method::POST, &path, Some(body.clone()), &headers).await
}

/// R-31, C2: two admins look at the same version, one wants three more and one two less: the second
/// is told how it stands now and what that would cost, and nothing of theirs happens.
#[tokio::test]
async fn two_admins_do_not_overwrite_each_other() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let path = format!("/api/subscriptions/{}", customer.id);
        let seen = customer.program.api(Method::GET, &path, None).await;
        let tag = seen.header("etag").expect("a version").to_owned();
        let (more, fewer) = (customer.filled(&seats(8)).await, customer.filled(&seats(3)).await);
        let first = places_on(&mut customer, &more, &tag).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        let second = places_on(&mut customer, &fewer, &tag).await;
        assert_eq!(second.status, StatusCode::PRECONDITION_FAILED, "{}", second.text());
        let told = second.json();
        assert_eq!(told["code"], "subscription.changed");
        assert_eq!(told["subscription"]["items"][0]["quantity"], 8, "as it stands");
        assert!(told["preview"]["next"]["amount"]["minor"].is_number(), "{told}");
        assert_eq!(customer.subscription().await["items"][0]["quantity"], 8);
        assert!(ada.subscriptions().await[0].scheduled.is_none());

        // The same order again is the same answer, whatever its tag says by now.
        let again = places_on(&mut customer, &more, &tag).await;
        assert_eq!((again.status, again.text()), (first.status, first.text()));
        let now = customer.program.api(Method::GET, &path, None).await;
        let tag = now.header("etag").expect("a version").to_owned();
        let body = customer.filled(&seats(3)).await;
        let placed = places_on(&mut customer, &body, &tag).await;
        assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
        world.settles().await;
        world.books_are_right().await;
    })
    .await;
}

/// Asks for three seats more with a card that takes ten minutes, and cancels meanwhile.
async fn cancels_while_paying(world: &World, card: &str) -> (Persona, Customer) {
    let (ada, mut customer) = subscriber(world).await;
    world.runs_until("2027-01-16T10:00Z").await;
    customer.card = ada.keeps_card(card).await.to_string();
    let order = customer.does(seats(8)).await;
    assert_eq!(order["state"], "awaiting_payment", "{order}");
    let cancelled = customer.does(json!({ "do": "cancel" })).await;
    assert_eq!(cancelled["total"]["minor"], 0, "{cancelled}");
    let sub = customer.subscription().await;
    assert_eq!(sub["state"], "pending_cancellation", "{sub}");
    world.runs_until("2027-01-16T11:00Z").await;
    (ada, customer)
}

/// R-34, C5: cancelled while an upgrade waits for its payment: the end is kept, and what is paid runs
/// to that end.
#[tokio::test]
async fn an_upgrade_paid_after_the_cancellation_runs_to_its_end() {
    on_each_database(async |world| {
        let (ada, mut customer) = cancels_while_paying(&world, SLOW).await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["items"][0]["quantity"], &sub["state"]),
            (&json!(8), &json!("pending_cancellation"))
        );
        assert_eq!(sub["period_end"], "2027-02-01T00:00:00Z");
        world.runs_until("2027-03-02T10:00Z").await;
        assert_eq!(customer.subscription().await["state"], "ended");
        assert_eq!(totals(&ada).await, [8_330, 2_580], "charged, and nothing given back");
        assert_eq!(times(&ada, "credit_note.issued").await, 0);
        assert_eq!(times(&ada, "payment.too_late").await, 0);
        world.books_are_right().await;
    })
    .await;
}

/// R-34, C5: the same where the payment is declined: the old plan runs to its end.
#[tokio::test]
async fn an_upgrade_declined_after_the_cancellation_changes_nothing() {
    on_each_database(async |world| {
        let (ada, mut customer) = cancels_while_paying(&world, SLOW_NO).await;
        assert_eq!(customer.subscription().await["items"][0]["quantity"], 5);
        world.runs_until("2027-03-02T10:00Z").await;
        assert_eq!(customer.subscription().await["state"], "ended");
        assert_eq!(totals(&ada).await, [8_330]);
        world.books_are_right().await;
    })
    .await;
}

/// C5, C6: a cancellation pressed twice has one effect and one answer; taken back, nothing
/// is charged and the dates are as they were.
#[tokio::test]
async fn second_thoughts_cost_nothing() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        let body = customer.filled(&json!({ "do": "cancel" })).await;
        let first = customer.places(&body).await;
        let second = customer.places(&body).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        assert_eq!((second.status, second.json()), (first.status, first.json()));
        world.settles().await;
        assert_eq!(times(&ada, "subscription.cancelled").await, 1);
        assert_eq!(world.mails_of_kind("ada@example.org", "subscription_changed").await, 1);

        customer.does(json!({ "do": "withdraw" })).await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["state"], &sub["period_end"]),
            (&json!("active"), &json!("2027-02-01T00:00:00Z"))
        );
        assert_eq!(totals(&ada).await, [8_330], "no new charge");
        world.runs_until("2027-02-02T10:00Z").await;
        assert_eq!(totals(&ada).await, [8_330, 8_330]);
        assert_eq!(ada.subscriptions().await[0].renews_on().to_string(), "2027-03-01");
        world.books_are_right().await;
    })
    .await;
}
