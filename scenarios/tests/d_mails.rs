//! Mails about money: each at its moment, once, in its reader's language (P4, H4).

use app::operator::{self, Console};
use axum::http::Method;
use store::mail_outbox::{QueuedMail, page};
use testkit::{Persona, Purchase, World, on_each_database};

async fn reader(world: &World, locale: &str) -> Persona {
    world.it_is("2027-04-01T00:00Z");
    world.owner_speaking("ada@example.org", "UTC", locale).await
}

/// How many mails of each kind went to Ada.
async fn counted<const N: usize>(world: &World, kinds: [&str; N]) -> [usize; N] {
    let mails = world.mails_to("ada@example.org").await;
    kinds.map(|kind| mails.iter().filter(|mail| mail.kind == kind).count())
}

/// What stands in the outbox in `state`.
async fn outbox(world: &World, state: &str) -> Vec<QueuedMail> {
    let mut tx = world.store().read().await.expect("a reader");
    page(&mut tx, Some(state), None, 100).await.expect("mails")
}

/// B3, P4, H4: an order placed is written about once, line by line, however often it is sent.
#[tokio::test]
async fn a_placed_order_is_mailed_once_in_the_buyers_language() {
    on_each_database(async |world| {
        let ada = reader(&world, "fr").await;
        let purchase = Purchase::default();
        let form = ada.fills_in(&purchase, &ada.previews(&purchase).await).await;
        ada.places(&form).await.expect("placed");
        ada.places(&form).await.expect("the same order");
        world.settles().await;

        let kinds = ["order_placed", "payment_confirming", "payment_declined", "invoice"];
        assert_eq!(counted(&world, kinds).await, [1, 0, 0, 1]);
        let mail = world.newest_mail("ada@example.org", "order_placed").await;
        assert!(mail.subject.starts_with("Votre commande "), "{}", mail.subject);
        let text = mail.plain().replace(['\u{A0}', '\u{202F}'], " ");
        for said in
            ["5 organisateurs", "70,00 EUR", "13,30 EUR", "83,30 EUR", "4242", "1er mai 2027"]
        {
            assert!(text.contains(said), "{said} is not in {text}");
        }
        assert!(text.contains(&format!("http://localhost:8080/orders/{}", form.order)));
    })
    .await;
}

/// D1, P4: a lost answer is told while it is looked up; a decline says why and where to pay.
#[tokio::test]
async fn a_payment_that_is_not_through_is_told() {
    on_each_database(async |world| {
        let ada = reader(&world, "en").await;
        let kinds = ["order_placed", "payment_confirming", "payment_declined"];
        let empty = "4000000000009995";
        let bought = ada.buys(&Purchase { card: empty, ..Purchase::default() }).await;
        assert_eq!(counted(&world, kinds).await, [1, 0, 1]);
        let mail = world.newest_mail("ada@example.org", "payment_declined").await;
        let text = mail.plain();
        assert!(text.contains("not enough money for EUR\u{A0}83.30"), "{text}");
        assert!(text.contains("Your order is kept as it is"), "{text}");
        assert!(text.contains(&format!("/orders/{}", bought.order)), "{text}");

        let lost = ada.keeps_card("4000000000007015").await;
        let paid = app::order::pay_again(&world.app, &ada.who, bought.order, lost).await;
        paid.expect("tried");
        world.settles().await;
        assert_eq!(counted(&world, kinds).await, [1, 1, 1]);
        let mail = world.newest_mail("ada@example.org", "payment_confirming").await;
        assert!(mail.plain().contains("You will not be charged twice"), "{}", mail.plain());
        world.runs_until("2027-04-02T00:00Z").await;
        assert_eq!(counted(&world, kinds).await, [1, 1, 1], "looking up tells nothing anew");
    })
    .await;
}

/// D1, D2: a paid invoice names what paid it, in its mail and to programs, whatever is preferred by
/// then.
#[tokio::test]
async fn an_invoice_names_what_paid_it() {
    on_each_database(async |world| {
        let ada = reader(&world, "en").await;
        ada.orders(&Purchase::default()).await;
        ada.keeps_card("4000000000000002").await;
        world.settles().await;
        let mail = world.newest_mail("ada@example.org", "invoice").await.plain();
        assert!(mail.contains("4242") && !mail.contains("0002"), "{mail}");
        let mut program = world.client();
        program.token = Some(ada.token().await);
        let listed = program.api(Method::GET, "/api/invoices", None).await.json();
        assert_eq!(listed["invoices"][0]["paid_by"], "card", "{listed}");

        world.runs_until("2027-05-02T12:00Z").await;
        let listed = program.api(Method::GET, "/api/invoices", None).await.json();
        assert_eq!(listed["invoices"][0]["paid_by"], serde_json::Value::Null, "it was declined");
    })
    .await;
}

/// C9, P4: each renewal that is paid is told once, with what was charged and what comes next.
#[tokio::test]
async fn a_renewal_that_is_paid_is_told() {
    on_each_database(async |world| {
        let ada = reader(&world, "ru").await;
        ada.buys(&Purchase::default()).await;
        assert_eq!(counted(&world, ["subscription_renewed"]).await, [0], "the first is an order");
        world.runs_until("2027-06-01T12:00Z").await;
        assert_eq!(counted(&world, ["subscription_renewed", "invoice"]).await, [2, 3]);
        let mail = world.newest_mail("ada@example.org", "subscription_renewed").await;
        let text = mail.plain().replace(['\u{A0}', '\u{202F}'], " ");
        for said in ["1–30 июня 2027", "83,30 EUR", "4242", "1 июля 2027"] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
    })
    .await;
}

/// P4, R-57: a mail server that is down for forty days delays the mails of a renewal and loses
/// none; each comes once.
#[tokio::test]
async fn a_dead_mail_server_loses_no_mail() {
    on_each_database(async |world| {
        let ada = reader(&world, "en").await;
        ada.buys(&Purchase::default()).await;
        let kinds = ["subscription_renewed", "invoice"];
        world.settles().await;
        assert_eq!(counted(&world, kinds).await, [0, 1]);
        world.mail_server_is_down(true);
        world.runs_until("2027-05-20T00:00Z").await;
        assert_eq!(counted(&world, kinds).await, [0, 1], "nobody took the renewal's mails");
        world.runs_until("2027-06-10T00:00Z").await;
        world.mail_server_is_down(false);
        world.runs_until("2027-06-10T07:00Z").await;
        assert_eq!(counted(&world, kinds).await, [2, 3], "both renewals are told");
        world.runs_until("2027-06-20T00:00Z").await;
        assert_eq!(counted(&world, kinds).await, [2, 3], "once");
        assert_eq!(outbox(&world, "undeliverable").await.len(), 0);
    })
    .await;
}

/// H4, R-57: after sixty days a mail is given up and shown; what an operator puts back has all its
/// tries again.
#[tokio::test]
async fn a_mail_given_up_can_be_put_back() {
    on_each_database(async |world| {
        let ada = reader(&world, "en").await;
        let console = Console::of_demo(&world.app).expect("a demo");
        world.mail_server_is_down(true);
        ada.orders(&Purchase::default()).await;
        world.runs_until("2027-05-30T00:00Z").await;
        assert!(outbox(&world, "undeliverable").await.is_empty(), "not before sixty days");
        world.runs_until("2027-06-01T00:00Z").await;
        let given_up = outbox(&world, "undeliverable").await;
        let invoice = given_up.iter().find(|mail| mail.kind == "invoice").expect("is shown");
        operator::mails::retry(&world.app, &console, invoice.id).await.expect("put back");
        world.runs_until("2027-06-01T01:00Z").await;
        world.mail_server_is_down(false);
        world.runs_until("2027-06-01T03:00Z").await;
        assert_eq!(counted(&world, ["order_placed"]).await, [0], "the rest stays given up");
        let delivered = outbox(&world, "delivered").await;
        assert_eq!(delivered.iter().filter(|mail| mail.id == invoice.id).count(), 1);
    })
    .await;
}
