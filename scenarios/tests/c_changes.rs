//! Subscriptions change, end and come back, over the API (C2, C3, C5 to C8, D4, D5, P1 to P4).

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::{Persona, Purchase, on_each_database};

use crate::customer::{subscriber, subscriber_of, totals};

fn seats(count: u32) -> Json {
    json!({ "do": "change", "seats": count })
}

/// C1: a second product beside the first, in an order of its own; each has its seats, interval and
/// date, and what is done to one leaves the other.
#[tokio::test]
async fn subscriptions_stand_beside_each_other() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-10T10:00Z").await;
        let webinars = Purchase {
            product: "webinars",
            interval: units::Interval::Annual,
            seats: 1,
            site_name: None,
            ..Purchase::default()
        };
        ada.buys(&webinars).await;
        let listed = customer.get("/api/subscriptions").await;
        let all = listed["subscriptions"].as_array().expect("subscriptions");
        assert_eq!(all.len(), 2);
        assert_eq!(
            (&all[1]["product"], &all[1]["interval"]),
            (&json!("webinars"), &json!("annual"))
        );
        customer.does(json!({ "do": "cancel" })).await;
        world.runs_until("2027-02-02T10:00Z").await;
        let states: Vec<&str> =
            ada.subscriptions().await.iter().map(|sub| sub.state.word()).collect();
        assert_eq!(states, ["ended", "active"]);
        // EUR 390.00 a year, and 19 % of it; nothing else since the first order.
        assert_eq!(totals(&ada).await, [8_330, 46_410]);
        let mut browser = ada.signs_in().await;
        let page = browser.get("/billing").await.text();
        assert!(
            page.contains("Webinars Pro") && page.contains("Add another subscription"),
            "{page}"
        );
        world.books_are_right().await;
    })
    .await;
}

/// C2, C8, P1, P2: three seats more are paid for sixteen of thirty-one days, and are there at once.
#[tokio::test]
async fn seats_are_added_for_the_rest_of_the_period() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        let preview = customer.preview(&seats(8)).await;
        // 16 of 31 days x 3 x EUR 14.00, and 19 % of it.
        assert_eq!(preview["total"]["minor"], 2_168 + 412);
        let line = &preview["proposal"]["now"]["lines"][0];
        assert_eq!((&line["days_billed"], &line["days_full"]), (&json!(16), &json!(31)));
        assert_eq!(preview["next"]["amount"]["minor"], 8 * 1_400 * 119 / 100);

        let order = customer.does(seats(8)).await;
        assert_eq!(order["state"], "paid", "{order}");
        assert_eq!(order["subscription"], customer.id);
        let sub = customer.subscription().await;
        assert_eq!(sub["items"][0]["quantity"], 8);
        assert_eq!(sub["period_end"], "2027-02-01T00:00:00Z");
        world.runs_until("2027-02-02T10:00Z").await;
        assert_eq!(totals(&ada).await, [8_330, 2_580, 13_328]);
        assert!(ada.trail().await.contains(&"subscription.changed".to_owned()));
        world.books_are_right().await;
    })
    .await;
}

/// C2: a declined card changes nothing; the order waits, and another card brings the seats.
#[tokio::test]
async fn a_declined_change_changes_nothing() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let good = customer.card.clone();
        customer.card = ada.keeps_card("4000000000000002").await.to_string();
        let order = customer.does(seats(6)).await;
        assert_eq!(order["state"], "awaiting_payment");
        assert_eq!(customer.subscription().await["items"][0]["quantity"], 5);
        assert_eq!(totals(&ada).await, [8_330]);

        let path = format!("/api/orders/{}/payments", order["id"].as_str().expect("an id"));
        let body = Some(json!({ "method": good }));
        let key = [("idempotency-key", "another card")];
        let paid = customer.program.api_with(Method::POST, &path, body, &key).await;
        assert!(paid.status.is_success(), "{}", paid.text());
        world.settles().await;
        assert_eq!(customer.subscription().await["items"][0]["quantity"], 6);
        // The whole period: it began today.
        assert_eq!(totals(&ada).await, [8_330, 1_666]);
        world.books_are_right().await;
    })
    .await;
}

/// C3: a higher tier gives back the unused rest, starts a period of its own, and unlocks at once.
#[tokio::test]
async fn a_higher_tier_is_there_as_soon_as_it_is_paid() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        let wish = json!({ "do": "change", "tier": "plus" });
        let preview = customer.preview(&wish).await;
        let proposal = &preview["proposal"];
        assert!(!proposal["gains"].as_array().expect("gains").is_empty(), "{proposal}");
        // 16 of 31 days of EUR 70.00 come back.
        assert_eq!(proposal["now"]["lines"][0]["amount"]["minor"], -3_613);
        let order = customer.does(wish).await;
        assert_eq!(order["state"], "paid", "{order}");
        let sub = customer.subscription().await;
        assert_eq!((&sub["tier"], &sub["anchor"]), (&json!("plus"), &json!("2027-01-16")));
        assert_eq!(sub["period_end"], "2027-02-16T00:00:00Z");
        world.runs_until("2027-02-17T10:00Z").await;
        assert_eq!(ada.invoices().await.len(), 3, "nothing on the first of February");
        world.books_are_right().await;
    })
    .await;
}

/// C3, C8: a year instead of the month gives back the unused rest and begins today; the month comes back
/// at the year's end, and can be taken back until then.
#[tokio::test]
async fn an_interval_changes_both_ways() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        let year =
            json!({ "do": "change", "interval": "annual", "when": "now", "anchor": "reset" });
        let order = customer.does(year).await;
        // 5 x EUR 140.00 less 16 of 31 days of EUR 70.00, and 19 % of it.
        assert_eq!(order["total"]["minor"], 66_387 + 12_614, "{order}");
        let sub = customer.subscription().await;
        assert_eq!((&sub["interval"], &sub["anchor"]), (&json!("annual"), &json!("2027-01-16")));
        assert_eq!(sub["period_end"], "2028-01-16T00:00:00Z");

        let month = json!({ "do": "change", "interval": "monthly", "when": "renewal" });
        customer.does(month).await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["interval"], &sub["planned"]["on"]),
            (&json!("annual"), &json!("2028-01-16"))
        );
        world.runs_until("2028-01-17T10:00Z").await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["interval"], &sub["period_end"]),
            (&json!("monthly"), &json!("2028-02-16T00:00:00Z"))
        );
        assert_eq!(totals(&ada).await, [8_330, 79_001, 8_330]);
        world.books_are_right().await;
    })
    .await;
}

/// A4, C8, P1: an add-on joins in mid-period for the days that are left, never more of it than seats; fewer
/// of it wait for the renewal.
#[tokio::test]
async fn add_ons_come_and_go() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        let large = |quantity: u32| {
            let add_ons = json!([{ "add_on": "large_meeting", "quantity": quantity }]);
            json!({ "do": "change", "add_ons": add_ons })
        };
        customer.refused(&large(6), "order.add_on_out_of_range").await;
        let preview = customer.preview(&large(2)).await;
        assert!(!preview["proposal"]["gains"].as_array().expect("gains").is_empty());
        let order = customer.does(large(2)).await;
        // 16 of 31 days x 2 x EUR 39.00, and 19 % of it.
        assert_eq!(order["total"]["minor"], 4_026 + 765, "{order}");
        let sub = customer.subscription().await;
        assert_eq!(sub["items"][1]["quantity"], 2);
        assert_eq!(sub["next_charge"]["amount"]["minor"], (5 * 1_400 + 2 * 3_900) * 119 / 100);

        customer.does(large(0)).await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["items"][1]["quantity"], &sub["planned"]["on"]),
            (&json!(2), &json!("2027-02-01"))
        );
        world.runs_until("2027-02-02T10:00Z").await;
        assert_eq!(customer.subscription().await["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(totals(&ada).await, [8_330, 4_791, 8_330]);
        world.books_are_right().await;
    })
    .await;
}

/// What `account` has accepted of the policy for emergency calls, by version.
async fn policies(ada: &Persona) -> Vec<String> {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let accepted = store::acceptance::list(&mut tx, ada.account()).await.expect("a list");
    let policies = accepted.into_iter().filter(|(document, ..)| document == "emergency_calls");
    policies.map(|(_, version, _)| version).collect()
}

/// B3, A4, C3: a telephone add-on that comes with a change asks for the policy on emergency calls,
/// in the version in force; without it nothing is changed. What is there already asks nothing.
#[tokio::test]
async fn a_telephone_add_on_that_comes_later_asks_for_the_policy() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let calls = |quantity: u32| {
            let add_ons = json!([{ "add_on": "call_me_domestic", "quantity": quantity }]);
            json!({ "do": "change", "add_ons": add_ons })
        };
        assert_eq!(customer.preview(&seats(7)).await["accept"], json!([]));
        let body = customer.filled(&calls(1)).await;
        let version = body["accepted"][0]["version"].clone();
        assert_eq!(body["accepted"][0]["document"], "emergency_calls", "{body}");
        for accepted in [json!([]), json!([{ "document": "emergency_calls", "version": "1999" }])] {
            let mut body = body.clone();
            body["accepted"] = accepted;
            let refused = customer.places(&body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
            let refused = refused.json();
            assert_eq!(refused["code"], "order.not_accepted");
            assert_eq!(
                (&refused["document"], &refused["version"]),
                (&json!("emergency_calls"), &version)
            );
        }
        assert_eq!(customer.subscription().await["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(policies(&ada).await, [""; 0]);

        let mut browser = ada.signs_in().await;
        let path = format!("/subscriptions/{}/review", customer.id);
        let asked = "do=change&meetings_add_on_call_me_domestic=1";
        let page = browser.get(&format!("{path}?{asked}")).await.text();
        assert!(page.contains("name=\"accept_emergency_calls\""), "{page}");
        let text = |field: &str| body[field].as_str().expect("a text").to_owned();
        let (order, preview) = (text("id"), text("preview"));
        let (preview, method) = (preview.as_str(), customer.card.clone());
        let mut fields = vec![
            ("do", "change"),
            ("meetings_add_on_call_me_domestic", "1"),
            ("order", order.as_str()),
            ("preview", preview),
            ("method", method.as_str()),
        ];
        let refused = browser.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
        assert!(refused.text().contains("needs this agreement"), "{}", refused.text());
        let version = version.as_str().expect("a version").to_owned();
        fields.push(("accept_emergency_calls", &version));
        let placed = browser.post(&path, &fields).await;
        assert_eq!(placed.location(), format!("/orders/{order}"), "{}", placed.text());
        world.settles().await;
        assert_eq!(customer.subscription().await["items"][1]["quantity"], 1);
        assert_eq!(policies(&ada).await, [version]);

        assert_eq!(customer.preview(&calls(3)).await["accept"], json!([]), "it is there already");
        world.books_are_right().await;
    })
    .await;
}

/// B3, C4: so does one that comes with a swap.
#[tokio::test]
async fn a_telephone_add_on_that_comes_with_a_swap_asks_for_the_policy() {
    on_each_database(async |world| {
        let bought = Purchase { product: "webinars", seats: 1, ..Purchase::default() };
        let (ada, mut customer) = subscriber_of(&world, &bought).await;
        let wish = json!({
            "do": "swap", "product": "meetings", "tier": "pro", "seats": 2,
            "add_ons": [{ "add_on": "call_me_domestic", "quantity": 1 }],
        });
        let body = customer.filled(&wish).await;
        let mut without = body.clone();
        without["accepted"] = json!([]);
        let refused = customer.places(&without).await;
        assert_eq!(refused.json()["code"], "order.not_accepted", "{}", refused.text());
        assert_eq!(customer.subscription().await["state"], "active");
        let placed = customer.places(&body).await;
        assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
        world.settles().await;
        assert_eq!(customer.subscription().await["state"], "ended");
        assert_eq!(policies(&ada).await.len(), 1);
        world.books_are_right().await;
    })
    .await;
}

/// C2, C6, P3: fewer seats wait for the renewal, and can be taken back until then.
#[tokio::test]
async fn fewer_seats_wait_for_the_renewal() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let order = customer.does(seats(2)).await;
        assert_eq!((&order["state"], &order["total"]["minor"]), (&json!("paid"), &json!(0)));
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["items"][0]["quantity"], &sub["planned"]["on"]),
            (&json!(5), &json!("2027-02-01"))
        );
        assert_eq!(sub["next_charge"]["amount"]["minor"], 2 * 1_666);
        customer.does(json!({ "do": "withdraw" })).await;
        assert!(customer.subscription().await["planned"].is_null());
        customer.refused(&json!({ "do": "withdraw" }), "withdraw.nothing_pending").await;

        customer.does(seats(3)).await;
        world.runs_until("2027-02-02T10:00Z").await;
        let sub = customer.subscription().await;
        assert_eq!((&sub["items"][0]["quantity"], &sub["planned"]), (&json!(3), &Json::Null));
        assert_eq!(totals(&ada).await, [8_330, 4_998]);
        customer.refused(&seats(0), "order.seats_out_of_range").await;
        world.books_are_right().await;
    })
    .await;
}

/// C5, C6, C7: a cancellation is proved by mail, can be undone until the end, and everything is
/// there again for whoever comes back.
#[tokio::test]
async fn a_cancelled_subscription_ends_and_comes_back() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let cancel = json!({ "do": "cancel" });
        let preview = customer.preview(&cancel).await;
        assert_eq!(preview["proposal"]["title"]["ends_on"], "2027-02-01");
        assert!(preview["next"].is_null());
        assert!(!preview["proposal"]["losses"].as_array().expect("losses").is_empty());
        customer.does(cancel.clone()).await;
        assert_eq!(customer.subscription().await["state"], "pending_cancellation");
        let mail = world.newest_mail("ada@example.org", "subscription_changed").await;
        assert!(mail.plain().contains("1 February 2027"), "{}", mail.plain());
        customer.refused(&cancel, "cancel.already_cancelled").await;
        customer.refused(&seats(6), "change.subscription_ending").await;
        customer.does(json!({ "do": "withdraw" })).await;
        assert_eq!(customer.subscription().await["state"], "active");

        customer.does(cancel).await;
        world.runs_until("2027-03-10T10:00Z").await;
        assert_eq!(customer.subscription().await["state"], "ended");
        assert_eq!(totals(&ada).await, [8_330], "nothing is charged after the end");
        customer.refused(&seats(6), "change.subscription_ended").await;
        let order = customer.does(json!({ "do": "resume" })).await;
        assert_eq!((&order["state"], &order["total"]["minor"]), (&json!("paid"), &json!(8_330)));
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["state"], &sub["period_end"]),
            (&json!("active"), &json!("2027-04-10T00:00:00Z"))
        );
        world.runs_until("2027-04-11T10:00Z").await;
        assert_eq!(totals(&ada).await, [8_330, 8_330, 8_330]);
        let trail = ada.trail().await;
        for action in ["cancelled", "withdrawn", "resumed", "renewed"] {
            assert!(trail.contains(&format!("subscription.{action}")), "{action}: {trail:?}");
        }
        world.books_are_right().await;
    })
    .await;
}

/// D4: what is given back pays the next invoices, to the cent, and the balance says how it came.
#[tokio::test]
async fn what_is_given_back_pays_the_next_invoices() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-11T10:00Z").await;
        let now = json!({ "do": "change", "seats": 1, "when": "now", "credit": "balance" });
        customer.does(now).await;
        // 21 of 31 days x 4 x EUR 14.00 = EUR 37.94, and 19 % of it.
        let credit = customer.get("/api/credit").await;
        assert_eq!(credit["balance"][0]["minor"], 3_794 + 721, "{credit}");
        let notes = customer.get("/api/credit-notes").await;
        assert_eq!(notes["credit_notes"][0]["number"], "CN-2027-000001");
        assert_eq!(notes["credit_notes"][0]["cause"], "seats_reduced");

        world.runs_until("2027-04-02T10:00Z").await;
        let invoices = ada.invoices().await;
        let used: Vec<i64> =
            invoices.iter().map(|each| each.settlement.credit_used.minor).collect();
        assert_eq!(used, [0, 1_666, 1_666, 1_183], "the credit lasts into the third");
        assert!(invoices.iter().all(|each| each.is_paid()));
        let credit = customer.get("/api/credit").await;
        assert_eq!(credit["balance"], json!([]));
        assert_eq!(credit["moves"].as_array().map(Vec::len), Some(4));
        world.books_are_right().await;
    })
    .await;
}

/// C5, D5: an immediate end gives the unused rest back to the card it came from, and no more.
#[tokio::test]
async fn an_end_at_once_goes_back_to_the_card() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-11T10:00Z").await;
        let wish = json!({ "do": "cancel", "when": "now", "credit": "refund" });
        let preview = customer.preview(&wish).await;
        // 21 of 31 days of EUR 70.00, and 19 % of it.
        let back = 4_742 + 901;
        assert_eq!(preview["proposal"]["refund"]["minor"], back);
        customer.does(wish).await;
        world.runs_until("2027-01-20T10:00Z").await;
        assert_eq!(customer.subscription().await["state"], "ended");
        let credit = customer.get("/api/credit").await;
        assert_eq!(credit["balance"], json!([]), "{credit}");
        let mail = world.newest_mail("ada@example.org", "refund_sent").await;
        assert!(mail.plain().contains("56.43"), "{}", mail.plain());
        assert_eq!(ada.invoices().await.len(), 1);
        world.books_are_right().await;
    })
    .await;
}

/// D4, D5, R-15: what is on its way back to the card pays nothing any more.
#[tokio::test]
async fn a_refund_under_way_is_no_credit() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-11T10:00Z").await;
        customer.does(json!({ "do": "cancel", "when": "now", "credit": "refund" })).await;
        let preview = customer.preview(&json!({ "do": "resume" })).await;
        assert_eq!(preview["proposal"]["balance_used"]["minor"], 0, "{preview}");
        world.books_are_right().await;
    })
    .await;
}

/// D4, D5: what is on its way back is no balance that can be used; it stands beside it with the days
/// of its arrival, until it is sent.
#[tokio::test]
async fn what_is_on_its_way_back_stands_beside_the_balance() {
    on_each_database(async |world| {
        // Refunds to this card are under way for a day.
        let bought = Purchase { card: "4000000000007726", ..Purchase::default() };
        let (ada, mut customer) = subscriber_of(&world, &bought).await;
        world.runs_until("2027-01-11T10:00Z").await;
        customer.does(json!({ "do": "cancel", "when": "now", "credit": "refund" })).await;
        let credit = customer.get("/api/credit").await;
        assert_eq!(credit["balance"], json!([]), "{credit}");
        let back = &credit["leaving"][0];
        assert_eq!(back["amount"], credit["moves"][0]["amount"], "{credit}");
        // Asked for on a Monday.
        assert_eq!(
            (&back["earliest"], &back["latest"]),
            (&json!("2027-01-14"), &json!("2027-01-18"))
        );
        let mut browser = ada.signs_in().await;
        for path in ["/billing", "/billing/credit"] {
            let page = browser.get(path).await.text();
            let said = page.contains("On its way back: Visa ending 7726")
                && page.contains("Usually there between 14 January 2027 and 18 January 2027");
            assert!(said, "{path}: {page}");
            assert!(!page.contains("To your credit"), "{path}: {page}");
        }

        world.runs_until("2027-01-13T10:00Z").await;
        let credit = customer.get("/api/credit").await;
        assert_eq!((&credit["balance"], &credit["leaving"]), (&json!([]), &json!([])));
        assert_eq!(credit["moves"][0]["kind"], "refund", "{credit}");
        assert!(!browser.get("/billing").await.text().contains("On its way back"));
        world.books_are_right().await;
    })
    .await;
}

/// D5, P2: no more goes back to the card than came from it, and the preview says so.
#[tokio::test]
async fn what_the_credit_paid_stays_credit() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        customer.does(json!({ "do": "change", "seats": 1, "when": "now" })).await;
        // EUR 66.64 to her credit pay all of the next two seats.
        let order = customer.does(seats(3)).await;
        assert_eq!(order["total"]["minor"], 0, "{order}");
        let wish = json!({ "do": "cancel", "when": "now", "credit": "refund" });
        let preview = customer.preview(&wish).await;
        let given_back: i64 = 3 * 1_666;
        let refund = preview["proposal"]["refund"]["minor"].as_i64().expect("a refund");
        assert_eq!(refund, given_back, "the first payment can still take it");
        customer.does(wish).await;
        let credit = customer.get("/api/credit").await;
        assert_eq!(credit["balance"][0]["minor"], 8_330 - refund, "{credit}");
        assert_eq!(ada.invoices().await.len(), 2);
        world.books_are_right().await;
    })
    .await;
}

/// P2, R-04: what was previewed is what happens, once; what moved is shown again.
#[tokio::test]
async fn a_change_is_made_once_and_as_it_was_shown() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let body = customer.filled(&seats(7)).await;
        let other = customer.filled(&seats(9)).await;
        let first = customer.places(&body).await;
        let again = customer.places(&body).await;
        assert_eq!(first.json()["id"], again.json()["id"]);
        assert_eq!(totals(&ada).await, [8_330, 2 * 1_666], "charged once");
        // The other tab's preview was of five seats.
        let moved = customer.places(&other).await;
        assert_eq!(moved.status, StatusCode::CONFLICT);
        assert_eq!(moved.json()["code"], "preview.moved");
        assert_eq!(moved.json()["preview"]["total"]["minor"], 2 * 1_666);
        assert_eq!(customer.subscription().await["items"][0]["quantity"], 7);
        let foreign = world.owner("ben@example.org").await;
        customer.program.token = Some(foreign.token().await);
        let reply = customer.tries_preview(&seats(6)).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", reply.text());
        world.books_are_right().await;
    })
    .await;
}

/// P2, P4a: a period passes while a change waits for its payment: the late money is kept, shown and
/// told to the buyer, and nothing is changed on old numbers.
#[tokio::test]
async fn a_change_paid_after_the_renewal_is_not_applied() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-31T23:55Z").await;
        // The bank takes ten minutes; the renewal comes first.
        customer.card = ada.keeps_card("4000000000007031").await.to_string();
        let order = customer.does(seats(6)).await;
        assert_eq!(order["state"], "awaiting_payment");
        world.runs_until("2027-02-02T10:00Z").await;
        assert_eq!(customer.subscription().await["items"][0]["quantity"], 5);
        let path = format!("/api/orders/{}", order["id"].as_str().expect("an id"));
        assert_eq!(customer.get(&path).await["state"], "expired");
        assert!(ada.trail().await.contains(&"payment.too_late".to_owned()));
        let mail = world.newest_mail("ada@example.org", "payment_too_late").await.plain();
        assert!(mail.contains("nothing was changed") && mail.contains("not lost"), "{mail}");
        let page = order["id"].as_str().map(|id| format!("/orders/{id}")).expect("an id");
        let page = ada.signs_in().await.get(&page).await.text();
        assert!(page.contains("Your payment came too late"), "{page}");
        assert!(!page.contains("Nothing was charged"), "{page}");
        world.books_are_right().await;
    })
    .await;
}
