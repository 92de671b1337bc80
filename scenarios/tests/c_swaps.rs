//! Products are swapped, and promised years end early, over the API and on pages (C4, C5, C6, P1 to
//! P4).

use axum::http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use testkit::{Purchase, on_each_database};

use crate::customer::{Customer, subscriber, subscriber_of, totals};

fn webinars(seats: u32) -> Json {
    json!({ "do": "swap", "product": "webinars", "tier": "pro", "seats": seats })
}

/// What stands in the place of what was swapped by `order`.
async fn in_its_place(customer: &mut Customer, order: &Json) -> Json {
    let id = order["subscription"].as_str().expect("a subscription").to_owned();
    assert_ne!(id, customer.id);
    customer.get(&format!("/api/subscriptions/{id}")).await
}

/// C4, C8, P1, P2, P4: Meetings become Webinars in one order: the unused rest of the one and the
/// first month of the other are one balance, paid once; the day of the swap is the new billing day.
#[tokio::test]
async fn one_product_takes_the_place_of_another() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        let preview = customer.preview(&webinars(1)).await;
        // EUR 39.00 less 16 of 31 days of EUR 70.00, and 19 % of that.
        assert_eq!(preview["total"]["minor"], 287 + 55);
        assert_eq!(preview["next"]["on"], "2027-02-16");
        assert_eq!(preview["next"]["amount"]["minor"], 4_641);
        let proposal = &preview["proposal"];
        let lines = &proposal["now"]["lines"];
        assert_eq!(
            (&lines[0]["amount"]["minor"], &lines[1]["amount"]["minor"]),
            (&json!(-3_613), &json!(3_900))
        );
        assert_eq!(lines[0]["credits"]["cause"], "product_swapped");
        assert_eq!(proposal["title"]["from"], "Meetings Pro");
        assert_eq!(proposal["title"]["on"], "2027-01-16");
        for side in ["gains", "losses"] {
            assert!(!proposal[side].as_array().expect("a list").is_empty(), "{proposal}");
        }

        let order = customer.does(webinars(1)).await;
        assert_eq!(order["state"], "paid", "{order}");
        let new = in_its_place(&mut customer, &order).await;
        assert_eq!((&new["product"], &new["state"]), (&json!("webinars"), &json!("active")));
        assert_eq!(new["period_end"], "2027-02-16T00:00:00Z");
        let old = customer.subscription().await;
        assert_eq!(old["state"], "ended");
        assert_eq!(old["cancellation"]["ends_on"], "2027-01-16");
        let mail = world.newest_mail("ada@example.org", "subscription_changed").await;
        let text = mail.plain();
        assert!(text.contains("Webinars Pro") && text.contains("Meetings Pro"), "{text}");
        let trail = ada.trail().await;
        for action in ["subscription.swapped", "subscription.started"] {
            assert!(trail.contains(&action.to_owned()), "{action}: {trail:?}");
        }
        world.runs_until("2027-02-17T10:00Z").await;
        assert_eq!(totals(&ada).await, [8_330, 342, 4_641], "nothing on the first of February");
        let entitled = ada.subscriptions().await;
        assert_eq!(entitled.iter().filter(|sub| sub.state.entitles()).count(), 1);
        world.books_are_right().await;
    })
    .await;
}

/// C4, R-04: a declined card changes nothing; the order waits, and another card makes the swap.
/// Pressed twice it is made once.
#[tokio::test]
async fn a_declined_swap_changes_nothing() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        world.runs_until("2027-01-16T10:00Z").await;
        let good = customer.card.clone();
        customer.card = ada.keeps_card("4000000000000002").await.to_string();
        let order = customer.does(webinars(1)).await;
        assert_eq!(order["state"], "awaiting_payment");
        assert_eq!(customer.subscription().await["state"], "active");
        assert_eq!(ada.subscriptions().await.len(), 1);
        assert_eq!(totals(&ada).await, [8_330]);

        let path = format!("/api/orders/{}/payments", order["id"].as_str().expect("an id"));
        let body = Some(json!({ "method": good }));
        let key = [("idempotency-key", "another card")];
        let paid = customer.program.api_with(Method::POST, &path, body, &key).await;
        assert!(paid.status.is_success(), "{}", paid.text());
        world.settles().await;
        assert_eq!(customer.subscription().await["state"], "ended");
        assert_eq!(totals(&ada).await, [8_330, 342]);
        let sent = world.mails_of_kind("ada@example.org", "subscription_changed").await;
        assert_eq!(sent, 1);
        world.books_are_right().await;
    })
    .await;
}

/// P2, R-04: the same order twice is one swap, and a preview of what was is not carried out.
#[tokio::test]
async fn a_swap_is_made_once_and_as_it_was_shown() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let old = customer.filled(&webinars(2)).await;
        let body = customer.filled(&webinars(3)).await;
        let first = customer.places(&body).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        let again = customer.places(&body).await;
        assert_eq!(first.json()["id"], again.json()["id"]);
        assert_eq!(ada.subscriptions().await.len(), 2);
        let late = customer.places(&old).await;
        assert_eq!(late.json()["code"], "order.already_subscribed", "{}", late.text());
        assert_eq!(ada.subscriptions().await.len(), 2);
        world.books_are_right().await;
    })
    .await;
}

/// C4, D4, D5: what is left of a year is more than a month of the other product: no payment, and
/// the rest stays as credit that pays what comes, or goes back to the card.
#[tokio::test]
async fn a_swap_gives_back_what_is_too_much() {
    for refund in [false, true] {
        on_each_database(async |world| {
            let annual = units::Interval::Annual;
            let bought = Purchase { interval: annual, ..Purchase::default() };
            let (ada, mut customer) = subscriber_of(&world, &bought).await;
            world.runs_until("2027-01-11T10:00Z").await;
            let mut wish = webinars(1);
            wish["interval"] = json!("monthly");
            wish["credit"] = json!(if refund { "refund" } else { "balance" });
            let preview = customer.preview(&wish).await;
            assert_eq!(preview["total"]["minor"], 0, "{preview}");
            // 355 of 365 days of EUR 700.00 and 19 %, less EUR 46.41.
            let rest = 68_082 + 12_936 - 4_641;
            let order = customer.does(wish).await;
            assert_eq!(order["state"], "paid", "{order}");
            let new = in_its_place(&mut customer, &order).await;
            assert_eq!(new["interval"], "monthly");
            let credit = customer.get("/api/credit").await;
            if refund {
                assert_eq!(preview["proposal"]["refund"]["minor"], rest);
                assert_eq!(credit["balance"], json!([]), "{credit}");
            } else {
                assert_eq!(credit["balance"][0]["minor"], rest, "{credit}");
                world.runs_until("2027-02-12T10:00Z").await;
                let used = ada.invoices().await;
                assert_eq!(used[2].settlement.credit_used.minor, 4_641);
            }
            let notes = customer.get("/api/credit-notes").await;
            assert_eq!(notes["credit_notes"][0]["cause"], "product_swapped");
            world.books_are_right().await;
        })
        .await;
    }
}

/// C4: what cannot be swapped is refused with its reason, and nothing has happened.
#[tokio::test]
async fn what_cannot_be_swapped_says_why() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        let same = json!({ "do": "swap", "product": "meetings", "tier": "plus", "seats": 5 });
        customer.refused(&same, "swap.same_product").await;
        let unknown = json!({ "do": "swap", "product": "telescopes", "tier": "pro" });
        customer.refused(&unknown, "order.not_sold").await;
        let many = webinars(101);
        customer.refused(&many, "order.seats_out_of_range").await;
        customer.does(json!({ "do": "cancel" })).await;
        customer.refused(&webinars(1), "change.subscription_ending").await;
        customer.does(json!({ "do": "withdraw" })).await;
        let second =
            Purchase { product: "webinars", seats: 1, site_name: None, ..Purchase::default() };
        ada.buys(&second).await;
        customer.refused(&webinars(1), "order.already_subscribed").await;
        customer.does(json!({ "do": "cancel", "when": "now" })).await;
        customer.refused(&webinars(1), "order.already_subscribed").await;
        let stranger = world.owner("ben@example.org").await;
        customer.program.token = Some(stranger.token().await);
        let reply = customer.tries_preview(&webinars(1)).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", reply.text());
        world.books_are_right().await;
    })
    .await;
}

/// Pro for five, a year promised and paid monthly.
fn promised() -> Purchase {
    Purchase { committed: true, ..Purchase::default() }
}

fn cancel() -> Json {
    json!({ "do": "cancel" })
}

fn at_the_commitments_end() -> Json {
    json!({ "do": "cancel", "when": "commitment_end" })
}

/// C5, P1: the order says what is promised and what leaving early costs; the subscription and the
/// catalog say it too.
#[tokio::test]
async fn a_promised_year_says_what_it_is() {
    on_each_database(async |world| {
        world.it_is("2027-01-01T10:00Z");
        let eve = world.owner("eve@example.org").await;
        let preview = eve.previews(&promised()).await;
        let shown = preview.proposal.commitments.first().expect("a commitment");
        assert_eq!(shown.until.to_string(), "2028-01-01");
        // EUR 62.50, and 19 % of it.
        assert_eq!(preview.proposal.now.total.minor, 6_250 + 1_188);
        let starter = Purchase { tier: "starter", ..promised() };
        let refused = app::order::preview(&world.app, &eve.who, &eve.asks(&starter)).await;
        assert_eq!(refused.expect_err("not sold so").code(), "order.not_sold");

        let (_, mut customer) = subscriber_of(&world, &promised()).await;
        let sub = customer.subscription().await;
        assert_eq!(sub["commitment"]["until"], "2028-01-01");
        // Half of eleven months of EUR 12.50 for each of five.
        assert_eq!(sub["commitment"]["early_fee"]["minor"], 5 * 6_875);
        let catalog = customer.get("/api/catalog").await;
        let pro = &catalog["products"][0]["tiers"][2]["commitment"];
        assert_eq!(pro["early_fees"]["EUR"], json!({ "kind": "reducing", "share": "0.500000" }));
    })
    .await;
}

/// C5, P1, P2, P4: cancelling a promised year early costs half of what is left to pay, which is
/// shown with how it came about, charged before it is cancelled, and proved by mail.
#[tokio::test]
async fn cancelling_a_promised_year_early_costs_its_fee() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber_of(&world, &promised()).await;
        world.runs_until("2027-03-10T10:00Z").await;
        let preview = customer.preview(&cancel()).await;
        let line = &preview["proposal"]["now"]["lines"][0];
        assert_eq!(line["kind"], "fee");
        let worked_out = &line["item"];
        assert_eq!(
            (&worked_out["left"], &worked_out["price"]["minor"]),
            (&json!(9), &json!(1_250)),
            "April to December"
        );
        assert_eq!(line["unit"]["minor"], 5_625, "half of EUR 112.50");
        let fee = 5 * 5_625;
        let total = fee + 5_344;
        assert_eq!(preview["total"]["minor"], total);
        assert_eq!(preview["proposal"]["title"]["ends_on"], "2027-04-01");

        let order = customer.does(cancel()).await;
        assert_eq!(order["state"], "paid", "{order}");
        let sub = customer.subscription().await;
        assert_eq!(sub["state"], "pending_cancellation");
        let mail = world.newest_mail("ada@example.org", "subscription_changed").await;
        let text = mail.plain();
        assert!(text.contains("1 April 2027") && text.contains("334.69"), "{text}");
        let invoice = order["invoice"].as_str().expect("an invoice").to_owned();
        let invoice = customer.get(&format!("/api/invoices/{invoice}")).await;
        assert_eq!(
            (&invoice["state"], &invoice["lines"][0]["kind"]),
            (&json!("paid"), &json!("fee"))
        );
        world.runs_until("2027-05-02T10:00Z").await;
        assert_eq!(customer.subscription().await["state"], "ended");
        assert_eq!(totals(&ada).await, [7_438, 7_438, 7_438, total]);
        let trail = ada.trail().await;
        for action in ["subscription.cancelled", "subscription.ended"] {
            assert!(trail.contains(&action.to_owned()), "{action}: {trail:?}");
        }
        world.books_are_right().await;
    })
    .await;
}

/// C6, P3, D5: the cancellation is taken back: its fee goes back to the card by a credit note, and
/// everything is as it was; cancelled again a month later, the fee is a month smaller.
#[tokio::test]
async fn a_cancellation_taken_back_gives_its_fee_back() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber_of(&world, &promised()).await;
        world.runs_until("2027-03-10T10:00Z").await;
        customer.does(cancel()).await;
        let withdraw = json!({ "do": "withdraw" });
        let preview = customer.preview(&withdraw).await;
        assert_eq!(preview["proposal"]["refund"]["minor"], 33_469, "{preview}");
        assert_eq!(preview["next"]["on"], "2027-04-01");
        customer.does(withdraw).await;
        world.runs_until("2027-03-12T10:00Z").await;
        let notes = customer.get("/api/credit-notes").await;
        assert_eq!(notes["credit_notes"][0]["cause"], "cancellation_withdrawn");
        assert_eq!(customer.get("/api/credit").await["balance"], json!([]));
        let mail = world.newest_mail("ada@example.org", "refund_sent").await;
        assert!(mail.plain().contains("334.69"), "{}", mail.plain());
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["state"], &sub["commitment"]["until"]),
            (&json!("active"), &json!("2028-01-01"))
        );

        world.runs_until("2027-04-10T10:00Z").await;
        let preview = customer.preview(&cancel()).await;
        assert_eq!(preview["proposal"]["now"]["net"]["minor"], 5 * 5_000, "eight months");
        assert_eq!(totals(&ada).await.len(), 5, "four months and a fee");
        world.books_are_right().await;
    })
    .await;
}

/// C5: the fee is not paid, so nothing is cancelled; once it is, it is.
#[tokio::test]
async fn a_fee_that_is_declined_cancels_nothing() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber_of(&world, &promised()).await;
        world.runs_until("2027-03-10T10:00Z").await;
        let good = customer.card.clone();
        customer.card = ada.keeps_card("4000000000000002").await.to_string();
        let order = customer.does(cancel()).await;
        assert_eq!(order["state"], "awaiting_payment");
        assert_eq!(customer.subscription().await["state"], "active");
        assert_eq!(world.mails_of_kind("ada@example.org", "subscription_changed").await, 0);
        let path = format!("/api/orders/{}/payments", order["id"].as_str().expect("an id"));
        let body = Some(json!({ "method": good }));
        let key = [("idempotency-key", "another card")];
        customer.program.api_with(Method::POST, &path, body, &key).await;
        world.settles().await;
        assert_eq!(customer.subscription().await["state"], "pending_cancellation");
        assert_eq!(world.mails_of_kind("ada@example.org", "subscription_changed").await, 1);
        world.books_are_right().await;
    })
    .await;
}

/// C5, C9: cancelled for the end of what was promised nothing is owed: each month is charged until
/// then, and in the last month the period's end is that very day.
#[tokio::test]
async fn the_end_of_a_promised_year_costs_nothing() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber_of(&world, &promised()).await;
        world.runs_until("2027-03-10T10:00Z").await;
        let preview = customer.preview(&at_the_commitments_end()).await;
        assert_eq!(preview["total"]["minor"], 0);
        assert_eq!(preview["proposal"]["title"]["ends_on"], "2028-01-01");
        assert_eq!(preview["next"]["on"], "2027-04-01", "it is charged until then");
        customer.does(at_the_commitments_end()).await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["state"], &sub["cancellation"]["ends_on"], &sub["next_charge"]["on"]),
            (&json!("pending_cancellation"), &json!("2028-01-01"), &json!("2027-04-01"))
        );
        let mut browser = ada.signs_in().await;
        let page = browser.get(&format!("/subscriptions/{}", customer.id)).await.text();
        assert!(page.contains("1 January 2028"), "{page}");
        world.runs_until("2028-02-02T10:00Z").await;
        assert_eq!(customer.subscription().await["state"], "ended");
        assert_eq!(totals(&ada).await, [7_438; 12]);
        world.books_are_right().await;
    })
    .await;
}

/// C5, C10: what is cancelled for a later day owes each month until then: a declined one is past
/// due, and paying it brings the cancellation back, not the renewal.
#[tokio::test]
async fn a_declined_month_before_the_end_is_past_due() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber_of(&world, &promised()).await;
        world.runs_until("2027-03-10T10:00Z").await;
        customer.does(at_the_commitments_end()).await;
        let good = customer.card.clone();
        ada.keeps_card("4000000000000002").await;
        world.runs_until("2027-04-01T10:00Z").await;
        assert_eq!(customer.subscription().await["state"], "past_due");
        let open = ada.invoices().await.into_iter().find(|issued| !issued.is_paid());
        let open = open.expect("an open invoice").invoice.id;
        let path = format!("/api/invoices/{open}/payments");
        let body = Some(json!({ "method": good }));
        let key = [("idempotency-key", "by hand")];
        let paid = customer.program.api_with(Method::POST, &path, body, &key).await;
        assert!(paid.status.is_success(), "{}", paid.text());
        world.settles().await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["state"], &sub["cancellation"]["ends_on"]),
            (&json!("pending_cancellation"), &json!("2028-01-01"))
        );
        customer.does(json!({ "do": "withdraw" })).await;
        assert_eq!(customer.subscription().await["state"], "active");
        world.books_are_right().await;
    })
    .await;
}

/// C2, C3, C5: while a promise runs there may be more, but not less; more goes on under its terms.
#[tokio::test]
async fn less_waits_for_the_end_of_the_promise() {
    on_each_database(async |world| {
        let (_, mut customer) = subscriber_of(&world, &promised()).await;
        world.runs_until("2027-02-01T10:00Z").await;
        for less in [
            json!({ "do": "change", "seats": 3 }),
            json!({ "do": "change", "tier": "starter", "committed": false }),
            json!({ "do": "change", "interval": "annual", "committed": false }),
            json!({ "do": "change", "committed": false }),
        ] {
            customer.refused(&less, "change.committed").await;
        }
        customer.does(json!({ "do": "change", "seats": 6 })).await;
        customer.does(json!({ "do": "change", "tier": "plus" })).await;
        let sub = customer.subscription().await;
        assert_eq!(
            (&sub["tier"], &sub["commitment"]["until"]),
            (&json!("plus"), &json!("2028-01-01"))
        );
        assert_eq!(sub["items"][0]["unit"]["minor"], 2_100, "Plus by the month");
        world.runs_until("2027-12-10T10:00Z").await;
        let smaller = customer.does(json!({ "do": "change", "seats": 2 })).await;
        assert_eq!(smaller["state"], "paid", "{smaller}");
        assert_eq!(customer.subscription().await["planned"]["on"], "2028-01-01");
        world.books_are_right().await;
    })
    .await;
}

/// A3, C4, C5, P1: the pages say it: the plan with its fee, both days a promised year may end, how
/// the fee was worked out, and what a swap gives and takes.
#[tokio::test]
async fn pages_say_what_a_fee_and_a_swap_are() {
    on_each_database(async |world| {
        let (ada, customer) = subscriber_of(&world, &promised()).await;
        world.runs_until("2027-03-10T10:00Z").await;
        let mut browser = ada.signs_in().await;
        let plans = browser.get("/plans?product=meetings&interval=annual_monthly").await.text();
        for said in ["Annual, paid monthly", "12.50", "50 % of what is left to pay"] {
            assert!(plans.replace('\u{a0}', " ").contains(said), "{said}: {plans}");
        }
        let sub = format!("/subscriptions/{}", customer.id);
        let page = browser.get(&sub).await.text();
        assert!(page.contains("Commitment") && page.contains("Swap for another product"), "{page}");
        let early = browser.get(&format!("{sub}/review?do=cancel")).await.text();
        for said in ["Early-termination fee", "334.69", "9 months", "When the commitment ends"] {
            assert!(early.replace('\u{a0}', " ").contains(said), "{said}: {early}");
        }
        let form = browser.get(&format!("{sub}/swap")).await.text();
        assert!(form.contains("webinars_tier"), "{form}");
        let query = "do=swap&product=webinars&webinars_tier=plus&webinars_seats=2\
                     &webinars_interval=monthly";
        let review = browser.get(&format!("{sub}/review?{query}")).await.text();
        for said in ["Webinars Plus, from", "Meetings Pro ends on", "Early-termination fee"] {
            assert!(review.contains(said), "{said}: {review}");
        }
        let none = query.replace("webinars_seats=2", "webinars_seats=0");
        let refused = browser.get(&format!("{sub}/review?{none}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        world.books_are_right().await;
    })
    .await;
}
