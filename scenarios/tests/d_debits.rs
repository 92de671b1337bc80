//! Direct debits: days between the order and its money, and what happens when none comes (D1a).

use app::debit::{DebitRefusal, Iban, KeepDebitError, NewDebit, keep_debit};
use app::order::OrderError;
use app::payment_methods::{self, MethodsError};
use app::renew::PayInvoiceError;
use axum::http::{Method as Verb, StatusCode};
use billing::payment::{AttemptState, PaymentMeans};
use billing::subscription::SubscriptionState;
use store::order::OrderState;
use testkit::{Persona, Purchase, World, on_each_database};
use units::Currency;

use crate::customer::subscriber_of;

const SETTLES: &str = "DE89370400440532013000";
const FAILS: &str = "DE62370400440532013001";
const TAKEN_BACK: &str = "DE35370400440532013002";

async fn owner(world: &World) -> Persona {
    world.it_is("2027-01-01T10:00Z");
    world.owner("ada@example.org").await
}

fn by_debit(iban: &'static str) -> Purchase {
    Purchase { card: iban, ..Purchase::default() }
}

async fn state(ada: &Persona) -> SubscriptionState {
    ada.subscriptions().await[0].state
}

/// D1a: an order by debit is carried out at once, its invoice says when the money is collected, and
/// is paid when it is there; the debit is announced, and nothing is collected twice.
#[tokio::test]
async fn an_order_by_debit_is_carried_out_at_once() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        let bought = ada.orders(&by_debit(SETTLES)).await;
        assert_eq!(bought.state, OrderState::Paid, "carried out");
        world.settles().await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        let issued = ada.invoices().await.remove(0);
        assert!(!issued.is_paid());
        let about = issued.settlement.collects_on.expect("a day");
        assert_eq!(about.to_string(), "2027-01-04");
        let view = app::order::view(&world.app, &ada.who, bought.order).await.expect("an order");
        assert!(view.order.provisioned_at.is_some(), "the site does not wait for the debit");
        assert_eq!(view.attempts[0].state, AttemptState::Pending);
        let mail = world.newest_mail("ada@example.org", "invoice").await.plain();
        assert!(mail.contains("Debited about 4 January 2027") && mail.contains("MD-"), "{mail}");
        let mandate = world.newest_mail("ada@example.org", "payment_method_changed").await.plain();
        assert!(mandate.contains("mandate") && mandate.contains("MD-"), "{mandate}");

        let card = ada.keeps_card("4242424242424242").await;
        let id = issued.invoice.id;
        let twice = app::renew::pay_invoice(&world.app, &ada.who, id, card).await;
        assert!(matches!(twice, Err(PayInvoiceError::BeingConfirmed)), "{twice:?}");

        world.runs_until("2027-01-04T12:00Z").await;
        let issued = ada.invoices().await.remove(0);
        assert!(issued.is_paid() && issued.settlement.collects_on.is_none());
        assert_eq!(issued.settlement.means, Some(PaymentMeans::DirectDebit));
        assert!(issued.pdf.is_none(), "the one that announced the debit is made anew");
        assert_eq!(world.sandbox.payments().len(), 1);
        let trail = ada.trail().await;
        let at = |action: &str| trail.iter().position(|each| each == action);
        assert!(at("order.debited") < at("order.paid"), "{trail:?}");
        assert_eq!(trail.iter().filter(|each| *each == "invoice.paid").count(), 1);
        assert_eq!(world.mails_of_kind("ada@example.org", "subscription_renewed").await, 0);
        world.books_are_right().await;
    })
    .await;
}

/// D1a, C2, P1: a change cannot be worked out on top of a debit under way: the refusal names its
/// invoice, amount, day and the day it is expected to be through, and so does the page; then it can.
#[tokio::test]
async fn a_change_waits_for_a_debit_and_says_which() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber_of(&world, &by_debit(SETTLES)).await;
        let wish = serde_json::json!({ "do": "change", "seats": 7 });
        let refused = customer.tries_preview(&wish).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
        let refused = refused.json();
        assert_eq!(refused["code"], "change.debit_under_way", "{refused}");
        let invoice = ada.invoices().await.remove(0).invoice;
        assert_eq!(refused["invoice"], invoice.id.to_string());
        assert_eq!(refused["amount"]["minor"], 8_330);
        assert_eq!(
            (&refused["on"], &refused["expected"]),
            (&"2027-01-01".into(), &"2027-01-04".into())
        );
        let words = format!(
            "direct debit of EUR 83.30 for invoice {}, begun on 1 January 2027",
            invoice.number
        );
        let through = "expected to be through by 4 January 2027";
        let said = refused["detail"].as_str().expect("words").replace('\u{a0}', " ");
        assert!(said.contains(&words) && said.contains(through), "{said}");
        let mut browser = ada.signs_in().await;
        let page = format!("/subscriptions/{}", customer.id);
        let review = format!("{page}/review?do=change&meetings_seats=7");
        for path in [page, review] {
            let text = browser.get(&path).await.text().replace("&nbsp;", " ");
            let text = text.replace('\u{a0}', " ");
            assert!(text.contains(&words) && text.contains(through), "{path}: {text}");
        }
        world.runs_until("2027-01-04T12:00Z").await;
        customer.preview(&wish).await;
        world.books_are_right().await;
    })
    .await;
}

/// D1a, R-12: the gateway's event settles the debit before anybody looks; heard again it does
/// nothing.
#[tokio::test]
async fn an_event_settles_a_debit_once() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        ada.buys(&by_debit(SETTLES)).await;
        world.sandbox.drain_events().await.expect("events");
        world.it_is("2027-01-04T10:00:30Z");
        for _ in 0..2 {
            for event in world.sandbox.undelivered_events(9).await.expect("events") {
                let find = |name: &str| {
                    let found = event.headers.iter().find(|(header, _)| *header == name);
                    found.map(|(_, value)| value.clone())
                };
                app::pay::on_event(&world.app, &find, &event.body).await.expect("taken");
            }
        }
        assert!(ada.invoices().await[0].is_paid());
        world.settles().await;
        world.books_are_right().await;
    })
    .await;
}

/// D1a, C9: renewals are debited, each announced with its invoice and collected once.
#[tokio::test]
async fn renewals_are_debited() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        ada.buys(&by_debit(SETTLES)).await;
        world.runs_until("2027-02-01T12:00Z").await;
        let second = ada.invoices().await.remove(1);
        assert!(!second.is_paid());
        assert!(second.settlement.collects_on.is_some());
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        let kept = payment_methods::list(&world.app, &ada.who).await.expect("a list");
        let removed = payment_methods::remove(&world.app, &ada.who, kept[0].method.id, None).await;
        assert!(matches!(removed, Err(MethodsError::Needed)), "{removed:?}");
        world.runs_until("2027-03-10T12:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!(invoices.len(), 3);
        assert!(invoices.iter().all(|issued| issued.is_paid()));
        assert_eq!(world.sandbox.payments().len(), 3);
        assert_eq!(world.mails_of_kind("ada@example.org", "subscription_renewed").await, 2);
        assert_eq!(world.mails_of_kind("ada@example.org", "payment_declined").await, 0);
        world.books_are_right().await;
    })
    .await;
}

/// D1a, C10: a debit that fails makes the subscription past due; the mail says how to put it right,
/// it is debited again on the day said, and a card that becomes the default ends it.
#[tokio::test]
async fn a_debit_that_fails_is_dunned() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        ada.buys(&by_debit(FAILS)).await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        world.runs_until("2027-01-04T12:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::PastDue);
        let issued = ada.invoices().await.remove(0);
        assert!(!issued.is_paid() && issued.settlement.collects_on.is_none());
        let mail = world.newest_mail("ada@example.org", "payment_declined").await.plain();
        assert!(mail.contains("not enough money") && mail.contains("3001"), "{mail}");
        assert!(mail.contains("We debit it again on 5 January 2027"), "{mail}");
        assert!(mail.contains(&format!("/invoices/{}", issued.invoice.id)), "{mail}");
        let ubl = format!("/invoices/{}.xml", issued.invoice.id);
        let ubl = ada.signs_in().await.get(&ubl).await.text();
        assert!(ubl.contains("<cbc:PaymentMeansCode>58<"), "it can be transferred now: {ubl}");

        world.runs_until("2027-01-06T12:00Z").await;
        let issued = ada.invoices().await.remove(0);
        let about = issued.settlement.collects_on.map(|day| day.to_string());
        assert_eq!(about.as_deref(), Some("2027-01-08"), "it is under way again");
        world.runs_until("2027-01-08T13:00Z").await;
        assert_eq!(world.mails_of_kind("ada@example.org", "payment_declined").await, 2);

        let card = ada.keeps_card("4242424242424242").await;
        let (app, id) = (&world.app, issued.invoice.id);
        let paid = app::renew::pay_invoice(app, &ada.who, id, card).await;
        assert!(matches!(paid, Err(PayInvoiceError::BeingConfirmed)), "debited again: {paid:?}");
        world.runs_until("2027-01-13T12:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Active, "the next try took the card");
        let issued = ada.invoices().await.remove(0);
        assert_eq!(issued.settlement.means, Some(PaymentMeans::Card));
        world.runs_until("2027-02-02T12:00Z").await;
        assert!(ada.invoices().await[1].is_paid(), "the card is the default now");
        world.books_are_right().await;
    })
    .await;
}

/// D1a, R-16: what the payer takes back after it was collected stands in the books.
#[tokio::test]
async fn a_debit_taken_back_is_written_down() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        ada.buys(&by_debit(TAKEN_BACK)).await;
        world.runs_until("2027-01-05T10:00Z").await;
        assert!(ada.invoices().await[0].is_paid());
        world.runs_until("2027-01-09T10:00Z").await;
        assert!(!ada.invoices().await[0].is_paid());
        assert!(ada.trail().await.contains(&"payment.charged_back".to_owned()));
        world.books_are_right().await;
    })
    .await;
}

/// D1a: the account is checked before it goes anywhere, its mandate must be given, and only euros
/// are debited.
#[tokio::test]
async fn an_account_is_checked() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        let keeps = async |iban: &str, mandate_given: bool| {
            let iban = Iban(iban.to_owned());
            let new = NewDebit { holder: "Ada".to_owned(), iban, mandate_given, default: true };
            keep_debit(&world.app, &ada.who, new).await
        };
        let wrong = keeps("DE89 3704 0044 0532 0130 01", true).await;
        assert!(matches!(wrong, Err(KeepDebitError::Refused(DebitRefusal::Invalid(_)))));
        let real = keeps("FR14 2004 1010 0505 0001 3M02 606", true).await;
        assert!(matches!(real, Err(KeepDebitError::Refused(DebitRefusal::NotATestAccount))));
        let without = keeps(SETTLES, false).await;
        assert!(matches!(without, Err(KeepDebitError::NoMandate)));
        let kept = keeps("de89 3704 0044 0532 0130 00", true).await.expect("kept");
        let mandate = kept.mandate.expect("a reference");
        assert!(mandate.starts_with("MD-") && mandate.len() <= 35, "{mandate}");
        assert_eq!(kept.last4, "3000");

        let in_dollars = Purchase { currency: Currency::USD, country: "US", ..by_debit(SETTLES) };
        let preview = ada.previews(&in_dollars).await;
        let form = ada.fills_in(&in_dollars, &preview).await;
        let refused = ada.places(&form).await;
        assert!(matches!(refused, Err(OrderError::OtherCurrency)), "{refused:?}");
        assert!(ada.invoices().await.is_empty());
    })
    .await;
}

/// D1a, D1b: in dollars, what can pay in dollars pays, whatever is the default.
#[tokio::test]
async fn what_cannot_pay_in_a_currency_is_passed_over() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        let dollars = Purchase { currency: Currency::USD, country: "US", ..Purchase::default() };
        ada.buys(&dollars).await;
        ada.keeps_account(SETTLES).await;
        let kept = payment_methods::list(&world.app, &ada.who).await.expect("a list");
        assert!(kept[0].is_default && kept[0].pays.is_empty());
        assert_eq!(kept[1].pays.len(), 1);
        let card = kept[1].method.id;
        let removed = payment_methods::remove(&world.app, &ada.who, card, None).await;
        assert!(matches!(removed, Err(MethodsError::Needed)), "{removed:?}");
        world.runs_until("2027-02-02T12:00Z").await;
        let second = ada.invoices().await.remove(1);
        assert!(second.is_paid());
        assert_eq!(second.settlement.means, Some(PaymentMeans::Card));
        world.books_are_right().await;
    })
    .await;
}

/// D1a: over the API an account is kept and an order paid with it; the invoice says when it is
/// collected; the pages say so too.
#[tokio::test]
async fn debits_at_the_faces() {
    on_each_database(async |world| {
        let ada = owner(&world).await;
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let path = "/api/payment-methods/debits";
        let body = serde_json::json!({ "holder": "", "iban": "DE00", "mandate_given": true });
        let refused = program.api(Verb::POST, path, Some(body)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = refused.json();
        assert_eq!(refused["errors"][0]["code"], "debit.holder", "{refused}");
        let body = serde_json::json!({ "holder": "Ada", "iban": SETTLES, "mandate_given": true });
        let made = program.api(Verb::POST, path, Some(body)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        assert_eq!(made.json()["kind"], "direct_debit");
        assert_eq!(made.json()["expires"], serde_json::Value::Null);

        let bought = ada.buys(&by_debit(SETTLES)).await;
        let listed = program.api(Verb::GET, "/api/invoices", None).await.json();
        assert_eq!(listed["invoices"][0]["collects_on"], "2027-01-04", "{listed}");
        assert_eq!(listed["invoices"][0]["state"], "open");
        let order = format!("/api/orders/{}", bought.order);
        let order = program.api(Verb::GET, &order, None).await.json();
        assert_eq!(order["payment"]["state"], "pending", "{order}");

        let mut browser = ada.signs_in().await;
        let page = browser.get(&format!("/orders/{}", bought.order)).await.text();
        assert!(page.contains("Debited about 4 January 2027"), "{page}");
        let invoice = ada.invoices().await[0].invoice.id;
        let page = browser.get(&format!("/invoices/{invoice}")).await.text();
        assert!(page.contains("will be debited about 4 January 2027"), "{page}");
        assert!(!page.contains("turbo-refresh-method"), "nobody waits three days at the screen");
        let ubl = browser.get(&format!("/invoices/{invoice}.xml")).await.text();
        assert!(ubl.contains("<cbc:PaymentMeansCode>49<"), "no transfer is asked for: {ubl}");
        let methods = browser.get("/billing/methods").await.text();
        assert!(methods.contains("Bank account ending 3000"), "{methods}");
        let form = [("method", "new_debit"), ("debit_name", "Ada"), ("debit_iban", "DE12")];
        let refused = browser.post("/billing/cards/new", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = refused.text();
        assert!(refused.contains("check digits") || refused.contains("mandate"), "{refused}");
        assert!(!refused.contains("DE12"), "what is typed of an account is in no page");
    })
    .await;
}
