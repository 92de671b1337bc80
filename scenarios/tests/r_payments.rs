//! Reliability of orders and payments (reliability.md, R-01 to R-12).

use app::order::OrderError;
use billing::payment::AttemptState;
use gateway::PaymentState;
use gateway::sandbox::{ChallengeRefusal, Fault};
use store::order::OrderState;
use store::payment::{Attempt, Pays};
use testkit::{Persona, Purchase, World, moment, on_each_database};
use units::id::{InvoiceId, OrderId};

async fn paid_owner(world: &World) -> Persona {
    world.it_is("2027-04-01T00:00Z");
    let ada = world.owner("ada@example.org").await;
    ada.buys(&Purchase::default()).await;
    ada
}

async fn latest(ada: &Persona, order: OrderId) -> AttemptState {
    let view = app::order::view(&ada.world.app, &ada.who, order).await.expect("an order");
    view.attempts[0].state
}

/// The only attempt to pay `invoice`.
async fn only(ada: &Persona, invoice: InvoiceId) -> Attempt {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let attempts = store::payment::attempts(&mut tx, ada.account(), Pays::Invoice(invoice)).await;
    let [attempt] = attempts.expect("attempts").try_into().expect("one attempt");
    attempt
}

/// R-01: a renewal's charge is taken but the answer lost: one charge, invoice paid, no mail of a
/// decline.
#[tokio::test]
async fn a_lost_answer_is_looked_up() {
    on_each_database(async |world| {
        let ada = paid_owner(&world).await;
        world.sandbox.next_charges_meet([Fault::AnswerLost]);
        world.runs_until("2027-05-01T02:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!(invoices.len(), 2);
        assert!(invoices[1].is_paid());
        assert_eq!(world.sandbox.payments().len(), 2, "one charge per invoice");
        assert_eq!(world.mails_of_kind("ada@example.org", "payment_declined").await, 0);
        world.books_are_right().await;
    })
    .await;
}

/// R-02: the request never arrived: the look-up tells, and it is charged once.
#[tokio::test]
async fn a_lost_request_is_sent_once_more() {
    on_each_database(async |world| {
        let ada = paid_owner(&world).await;
        world.sandbox.next_charges_meet([Fault::RequestLost]);
        world.runs_until("2027-05-01T02:00Z").await;
        let invoices = ada.invoices().await;
        assert!(invoices[1].is_paid());
        assert_eq!(world.sandbox.payments().len(), 2);
        world.books_are_right().await;
    })
    .await;
}

/// R-03: while a payment is unknown, paying again is refused without a call.
#[tokio::test]
async fn an_unknown_payment_blocks_the_next() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let card = "4000000000007015";
        let bought = ada.orders(&Purchase { card, ..Purchase::default() }).await;
        assert_eq!(latest(&ada, bought.order).await, AttemptState::Unknown);
        let calls = world.sandbox.payments().len();
        let method = ada.keeps_card("4242424242424242").await;
        let again = app::order::pay_again(&world.app, &ada.who, bought.order, method).await;
        assert!(matches!(again, Err(OrderError::BeingConfirmed)));
        assert_eq!(world.sandbox.payments().len(), calls, "the gateway was not called");
        world.runs_until("2027-04-01T01:00Z").await;
        let view = app::order::view(&world.app, &ada.who, bought.order).await.expect("an order");
        assert_eq!(view.order.state, OrderState::Paid);
        world.books_are_right().await;
    })
    .await;
}

/// R-04: one order form posted twice at once is one order, with equal replies.
#[tokio::test]
async fn two_clicks_are_one_order() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let purchase = Purchase::default();
        let preview = ada.previews(&purchase).await;
        let form = ada.fills_in(&purchase, &preview).await;
        let (first, second) = tokio::join!(ada.places(&form), ada.places(&form));
        let (first, second) = (first.expect("placed"), second.expect("placed"));
        assert_eq!(first.order, second.order);
        world.settles().await;
        assert_eq!(ada.invoices().await.len(), 1);
        assert_eq!(world.sandbox.payments().len(), 1);
        let third = ada.places(&form).await.expect("the same order");
        assert_eq!(third.state, OrderState::Paid);
        world.books_are_right().await;
    })
    .await;
}

/// R-06: long after, the same order id has no second effect; with another body it is refused.
#[tokio::test]
async fn an_old_order_id_does_nothing_twice() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let purchase = Purchase::default();
        let preview = ada.previews(&purchase).await;
        let form = ada.fills_in(&purchase, &preview).await;
        ada.places(&form).await.expect("placed");
        world.runs_until("2027-04-20T00:00Z").await;
        ada.places(&form).await.expect("the same order again");
        let mut other = form.clone();
        other.ask.plans[0].seats = 9;
        assert!(matches!(ada.places(&other).await, Err(OrderError::OtherOrder)));
        assert_eq!(ada.invoices().await.len(), 1);
        world.books_are_right().await;
    })
    .await;
}

/// R-07: a price published between preview and order: the new preview comes back, nothing is
/// charged; whoever bought before keeps their price (A1).
#[tokio::test]
async fn a_new_price_is_previewed_again() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ben = world.owner("ben@example.org").await;
        ben.buys(&Purchase { site_name: Some("ben-works"), ..Purchase::default() }).await;
        let ada = world.owner("ada@example.org").await;
        let purchase = Purchase::default();
        let preview = ada.previews(&purchase).await;
        let form = ada.fills_in(&purchase, &preview).await;
        let dearer = catalog::SHIPPED_TEXT.replace("\"14.00\"", "\"15.00\"");
        assert_ne!(dearer, catalog::SHIPPED_TEXT, "the plan file has the price");
        app::catalog_in_force::publish(&world.app, "dearer.toml", &dearer, "operator")
            .await
            .expect("published");
        let calls = world.sandbox.payments().len();
        let Err(OrderError::Moved(fresh)) = ada.places(&form).await else { panic!("it moved") };
        assert_eq!(fresh.proposal.now.net, testkit::eur("75.00"));
        assert_eq!(world.sandbox.payments().len(), calls);
        let again = app::order::Place { preview: fresh.token.clone(), ..form };
        ada.places(&again).await.expect("the new price was seen");
        world.runs_until("2027-05-02T00:00Z").await;
        assert_eq!(ben.invoices().await[1].invoice.draft.net, testkit::eur("70.00"));
        world.books_are_right().await;
    })
    .await;
}

/// R-10: the bank asks for authentication and the customer never answers: it ends as a decline.
#[tokio::test]
async fn an_unanswered_challenge_ends_as_a_decline() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let card = "4000002500003155";
        let bought = ada.orders(&Purchase { card, ..Purchase::default() }).await;
        assert_eq!(latest(&ada, bought.order).await, AttemptState::RequiresAction);
        world.runs_until("2027-04-04T00:00Z").await;
        assert_eq!(latest(&ada, bought.order).await, AttemptState::Declined);
        let view = app::order::view(&world.app, &ada.who, bought.order).await.expect("an order");
        assert_eq!(view.order.state, OrderState::Expired);
        assert_eq!(view.attempts.len(), 1, "no second attempt by itself");
        // The name is free again: the next order may have it.
        ada.buys(&Purchase::default()).await;
        world.books_are_right().await;
    })
    .await;
}

/// R-10, I-08: a renewal's question is ended at the bank before another card is asked for: an answer
/// that comes after a day takes nothing, and the invoice is paid once.
#[tokio::test]
async fn an_answer_after_a_day_pays_nothing_twice() {
    on_each_database(async |world| {
        let ada = paid_owner(&world).await;
        ada.keeps_card("4000002760003184").await;
        world.runs_until("2027-05-01T02:00Z").await;
        let renewal = ada.invoices().await.remove(1);
        let invoice = renewal.invoice.id;
        let url = only(&ada, invoice).await.challenge_url.expect("the bank asks");
        let (_, question) = url.rsplit_once('/').expect("an address");
        // The gateway is away when the day is over: the payment is not called declined yet.
        world.sandbox.unreachable_until(moment("2027-05-02T05:00Z"));
        world.runs_until("2027-05-02T04:00Z").await;
        assert_eq!(only(&ada, invoice).await.state, AttemptState::RequiresAction);
        world.runs_until("2027-05-02T08:00Z").await;
        assert_eq!(only(&ada, invoice).await.state, AttemptState::Declined);

        let other = ada.keeps_card("4242424242424242").await;
        app::renew::pay_invoice(&world.app, &ada.who, invoice, other).await.expect("paid");
        let late = world.sandbox.answer_challenge(question, true).await;
        assert_eq!(late, Err(ChallengeRefusal::Expired));
        world.runs_until("2027-05-06T00:00Z").await;
        assert!(ada.invoices().await[1].is_paid());
        let taken = world.sandbox.payments();
        let taken = taken.iter().filter(|payment| payment.state == PaymentState::Succeeded);
        assert_eq!(taken.count(), 2, "the order and the renewal, once each");
        world.books_are_right().await;
    })
    .await;
}

/// R-11, R-12: an event five times, and events out of order, are one change: the payment's own.
#[tokio::test]
async fn events_are_only_hints() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let card = "4000000000007031";
        let bought = ada.orders(&Purchase { card, ..Purchase::default() }).await;
        let before = world.sandbox.drain_events().await.expect("events");
        world.it_is("2027-04-01T00:20Z");
        let after = world.sandbox.drain_events().await.expect("events");
        assert!(!after.is_empty(), "the payment went through");
        // The newer first, each five times: a gateway signs anew whenever it sends again.
        for event in after.iter().chain(&before).flat_map(|event| [event; 5]) {
            let headers = world.signs_again(event);
            let header = |name: &str| {
                headers.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone())
            };
            app::pay::on_event(&world.app, &header, &event.body).await.expect("taken in");
        }
        assert_eq!(latest(&ada, bought.order).await, AttemptState::Succeeded);
        assert_eq!(ada.invoices().await.len(), 1);
        let paid = ada.trail().await.iter().filter(|action| *action == "order.paid").count();
        assert_eq!(paid, 1);
        world.books_are_right().await;
    })
    .await;
}

/// R-13: an old or forged event is refused and changes nothing.
#[tokio::test]
async fn forged_events_are_refused() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let card = "4000000000007031";
        ada.orders(&Purchase { card, ..Purchase::default() }).await;
        let body = br#"{"type":"payment.updated","reference":"x"}"#;
        let none = |_: &str| None;
        assert!(app::pay::on_event(&world.app, &none, body).await.is_err());
        let forged = |name: &str| match name {
            "webhook-signature" => Some("v1,AAAA".to_owned()),
            "webhook-timestamp" => Some(world.now().seconds().to_string()),
            _ => Some("msg_1".to_owned()),
        };
        assert!(app::pay::on_event(&world.app, &forged, body).await.is_err());
        assert!(ada.invoices().await.is_empty());
    })
    .await;
}

/// R-19: ten orders, each crashed in the middle of its finalisation: numbers without gap or double.
#[tokio::test]
async fn numbers_have_no_gaps_after_crashes() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        for number in 0..10u32 {
            let buyer = world.owner(&format!("buyer{number}@example.org")).await;
            let name = ["aa0", "bb1", "cc2", "dd3", "ee4", "ff5", "gg6", "hh7", "ii8", "jj9"];
            let name = Some(name[usize::try_from(number).expect("small")]);
            let purchase = Purchase { site_name: name, ..Purchase::default() };
            let preview = buyer.previews(&purchase).await;
            let form = buyer.fills_in(&purchase, &preview).await;
            world.store().crash_after_writes(12 + number);
            let crashed = buyer.places(&form).await;
            world.store().recover();
            let _ = crashed;
            buyer.places(&form).await.expect("the retry finds or places it");
        }
        world.runs_until("2027-04-02T00:00Z").await;
        world.books_are_right().await;
    })
    .await;
}
