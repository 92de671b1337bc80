//! Bank transfers against an open invoice, entered by an operator (D1a).

use app::operator::Console;
use app::operator::transfers::{Received, Transfer, TransferError, enter};
use axum::http::{Method as Verb, StatusCode};
use billing::payment::PaymentMeans;
use billing::subscription::SubscriptionState;
use testkit::{Persona, Purchase, World, on_each_database};
use units::id::InvoiceId;
use units::{Currency, Money};

/// Paid at the screen; the bank declines every renewal for want of money.
const SHORT_OF_MONEY: &str = "4000000000000341";

/// An account whose second month is open and past due, and the invoice.
async fn past_due(world: &World) -> (Persona, InvoiceId) {
    world.it_is("2027-01-01T10:00Z");
    let ada = world.owner("ada@example.org").await;
    ada.buys(&Purchase { card: SHORT_OF_MONEY, ..Purchase::default() }).await;
    world.runs_until("2027-02-01T12:00Z").await;
    assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::PastDue);
    let invoice = ada.invoices().await[1].invoice.id;
    (ada, invoice)
}

fn received(ada: &Persona, invoice: InvoiceId, minor: i64) -> Received {
    Received {
        id: ada.world.app.id(),
        account: ada.account(),
        invoice,
        amount: Money::new(minor, Currency::EUR),
        received_on: "2027-02-01".parse().expect("a day"),
        reference: "RE 2027 Ada".to_owned(),
        open_seen: None,
    }
}

async fn enters(ada: &Persona, received: &Received) -> Result<Transfer, TransferError> {
    let console = Console::of_demo(&ada.world.app).expect("a demo");
    enter(&ada.world.app, &console, received).await
}

/// D1a, D3, D4: a part leaves the rest open and dunned; the rest pays it and restores the service;
/// what is too much pays the next invoice.
#[tokio::test]
async fn a_transfer_pays_in_part_in_full_and_too_much() {
    on_each_database(async |world| {
        let (ada, invoice) = past_due(&world).await;
        let open = ada.invoices().await[1].open();
        let part = received(&ada, invoice, 3_000);
        enters(&ada, &part).await.expect("entered");
        let again = enters(&ada, &part).await.expect("the same one");
        assert_eq!(again.id, part.id, "pressed twice, it is one");
        let issued = ada.invoices().await.remove(1);
        assert_eq!(issued.open(), open.minus(part.amount));
        assert_eq!(issued.settlement.means, Some(PaymentMeans::Transfer));
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::PastDue);
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "transfer_received").await.plain();
        assert!(mail.contains("is left to pay"), "{mail}");

        let rest = received(&ada, invoice, open.minor - 3_000 + 1_234);
        enters(&ada, &rest).await.expect("entered");
        let other = Received { amount: open, ..rest.clone() };
        assert!(matches!(enters(&ada, &other).await, Err(TransferError::IdUsed)));
        assert!(ada.invoices().await[1].is_paid());
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::Active);
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "transfer_received").await.plain();
        assert!(mail.contains("stands to your credit"), "{mail}");
        ada.keeps_card("4242424242424242").await;
        world.runs_until("2027-03-01T12:00Z").await;
        let third = ada.invoices().await.remove(2);
        assert!(third.is_paid());
        assert_eq!(third.settlement.credit_used.minor, 1_234);
        let trail = ada.trail().await;
        assert_eq!(trail.iter().filter(|each| *each == "transfer.received").count(), 2);
        let page = ada.signs_in().await.get("/billing/credit").await.text();
        assert!(page.contains("Too much was transferred"), "{page}");
        world.books_are_right().await;
    })
    .await;
}

/// D1a, R-03: nothing is entered while another payment is under way, for a day to come, or on what
/// has changed since it was seen.
#[tokio::test]
async fn a_transfer_waits_for_a_payment_under_way() {
    on_each_database(async |world| {
        let (ada, invoice) = past_due(&world).await;
        let open = ada.invoices().await[1].open();
        for (minor, day) in [(0, "2027-02-01"), (100, "2027-02-02"), (100, "2027-01-31")] {
            let wrong = Received {
                received_on: day.parse().expect("a day"),
                ..received(&ada, invoice, minor)
            };
            let refused = enters(&ada, &wrong).await;
            assert!(refused.expect_err("refused").field().is_some(), "{minor} on {day}");
        }
        let stale = Received {
            open_seen: Some(open.plus(Money::new(1, Currency::EUR))),
            ..received(&ada, invoice, 100)
        };
        assert!(matches!(enters(&ada, &stale).await, Err(TransferError::Moved)));
        let of_nobody = received(&ada, world.app.id(), 100);
        assert!(matches!(enters(&ada, &of_nobody).await, Err(TransferError::NotFound)));

        let slow = ada.keeps_card("4000000000007031").await;
        app::renew::pay_invoice(&world.app, &ada.who, invoice, slow).await.expect("sent");
        let refused = enters(&ada, &received(&ada, invoice, 100)).await;
        assert!(matches!(refused, Err(TransferError::UnderWay)), "{refused:?}");
        world.runs_until("2027-02-01T13:00Z").await;
        assert!(ada.invoices().await[1].is_paid());
        enters(&ada, &received(&ada, invoice, 100)).await.expect("all of it is credit");
        world.books_are_right().await;
    })
    .await;
}

/// D1a, H2: at the console first what it would do, then one button; over the API the same; the
/// customer reads where to transfer and what has come.
#[tokio::test]
async fn transfers_at_the_faces() {
    on_each_database(async |world| {
        let (ada, invoice) = past_due(&world).await;
        let mut customer = ada.signs_in().await;
        let page = customer.get(&format!("/invoices/{invoice}")).await.text();
        assert!(page.contains("By bank transfer") && page.contains("IBAN"), "{page}");

        let operator = world.operator("olga@example.org").await;
        let mut console = operator.signs_in().await;
        let path = format!("/operator/accounts/{}/invoices/{invoice}", ada.account());
        let asked = format!("{path}?amount=20.00&received_on=2027-02-01&reference=R");
        let preview = console.get(&asked).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
        let text = preview.text();
        assert!(text.contains("Enter EUR\u{a0}20.00"), "{text}");
        assert!(!ada.invoices().await[1].settlement.paid.is_positive(), "nothing was entered");
        let fields =
            [("amount", "20.00"), ("received_on", "2027-02-01"), ("reference", "R"), ("open", "1")];
        let moved = console.post(&path, &fields).await;
        assert_eq!(moved.status, StatusCode::CONFLICT);
        let open = ada.invoices().await[1].open().minor.to_string();
        let fields = [("amount", "20.00"), ("received_on", "2027-02-01"), ("open", open.as_str())];
        let entered = console.post(&path, &fields).await;
        assert!(entered.status.is_redirection(), "{}", entered.text());
        assert_eq!(customer.get(&path).await.status, StatusCode::NOT_FOUND);

        let mut program = world.client();
        let scopes = [people::scope::Scope::Operator].into();
        let new = app::tokens::NewToken { name: "books".to_owned(), scopes, life_days: None };
        let mut olga = operator.who.clone();
        olga.actor.operator = true;
        let made = app::tokens::make(&world.app, &olga, &new).await;
        program.token = Some(made.expect("a token").1.secret().to_owned());
        let path = format!("/api{path}/transfers");
        let body = serde_json::json!({ "id": "018f0000-0000-7000-8000-000000000001",
            "amount_minor": 1_000, "received_on": "2027-02-01" });
        for _ in 0..2 {
            let made = program.api(Verb::POST, &path, Some(body.clone())).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        }
        let listed = program.api(Verb::GET, &path, None).await.json();
        assert_eq!(listed["transfers"].as_array().map(Vec::len), Some(2), "{listed}");
        let page = customer.get(&format!("/invoices/{invoice}")).await.text();
        assert!(page.contains("came by bank transfer on 1 February 2027"), "{page}");
    })
    .await;
}
