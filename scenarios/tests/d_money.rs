//! Plans, orders, invoices and the books (A1, B2, B3, B4, D1-D3, D7).

use billing::payment::AttemptState;
use store::order::OrderState;
use testkit::{Purchase, eur, on_each_database};
use units::{Currency, Interval};

/// B2, B3, B4, D1, D2, D3, P1, P2, P4: a free owner buys five seats and gets a site of their own.
#[tokio::test]
async fn a_free_owner_upgrades_in_place() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let ada = world.owner("ada@example.org").await;
        let purchase = Purchase::default();

        let preview = ada.previews(&purchase).await;
        assert_eq!(preview.proposal.now.net, eur("70.00"), "5 seats at EUR 14.00");
        assert_eq!(preview.proposal.now.tax, eur("13.30"), "19 % at home");
        let next = preview.proposal.next.clone().expect("it renews");
        assert_eq!((next.on.to_string(), next.amount), ("2027-05-01".to_owned(), eur("83.30")));

        let bought = ada.buys(&purchase).await;
        assert_eq!(bought.state, OrderState::Paid);
        let view = app::order::view(&world.app, &ada.who, bought.order).await.expect("an order");
        assert!(view.order.provisioned_at.is_some(), "the site is set up");
        assert!(view.steps.iter().all(|step| step.done_at.is_some()));

        let invoices = ada.invoices().await;
        let [invoice] = invoices.as_slice() else { panic!("one invoice, not {invoices:?}") };
        assert_eq!(invoice.invoice.draft, with_subscriptions(&preview.proposal.now, invoice));
        assert!(invoice.is_paid());
        assert_eq!(world.mails_of_kind("ada@example.org", "invoice").await, 1);
        assert_eq!(world.mails_of_kind("ada@example.org", "site_ready").await, 1);
        for action in ["order.placed", "order.paid", "invoice.issued", "invoice.paid", "site.ready"]
        {
            assert!(ada.trail().await.contains(&action.to_owned()), "{action} is on the trail");
        }
        world.books_are_right().await;
    })
    .await;
}

/// The draft of the preview with the subscription each line was opened for.
fn with_subscriptions(
    draft: &billing::invoice::InvoiceDraft,
    issued: &store::invoice::Issued,
) -> billing::invoice::InvoiceDraft {
    let mut draft = draft.clone();
    for (line, billed) in draft.lines.iter_mut().zip(&issued.invoice.draft.lines) {
        assert!(billed.subscription.is_some(), "every line names its subscription");
        line.subscription = billed.subscription;
    }
    draft
}

/// D7: tax at home, for a business and a consumer abroad, and outside the Union.
#[tokio::test]
async fn tax_follows_the_buyer() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let cases = [
            ("DE", None, "13.30", "S"),
            ("FR", None, "14.00", "S"),
            ("FR", Some("FR83404833048"), "0.00", "AE"),
            ("US", None, "0.00", "O"),
        ];
        for (country, vat_id, tax, category) in cases {
            let name = format!("{}@example.org", world.app.id::<units::id::kind::Other>());
            let buyer = world.owner(&name).await;
            let purchase = Purchase { country, vat_id, ..Purchase::default() };
            let preview = buyer.previews(&purchase).await;
            assert_eq!(preview.proposal.now.tax, eur(tax), "{country} {vat_id:?}");
            let taxes = &preview.proposal.now.taxes;
            assert_eq!(taxes[0].tax.category_code(), category, "{country} {vat_id:?}");
        }
    })
    .await;
}

/// D1: each of the sandbox's cards ends in its state, and the page of the order can tell.
#[tokio::test]
async fn every_test_card_ends_where_it_says() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        let cases = [
            ("4242424242424242", AttemptState::Succeeded),
            ("4000000000000002", AttemptState::Declined),
            ("4000000000009995", AttemptState::Declined),
            ("4000002500003155", AttemptState::RequiresAction),
            ("4000000000007015", AttemptState::Unknown),
            ("4000000000007023", AttemptState::Unknown),
            ("4000000000007031", AttemptState::Pending),
        ];
        for (number, (card, state)) in cases.into_iter().enumerate() {
            let buyer = world.owner(&format!("buyer{number}@example.org")).await;
            let name: &'static str = ["aa1", "bb2", "cc3", "dd4", "ee5", "ff6", "gg7"][number];
            let purchase = Purchase { card, site_name: Some(name), ..Purchase::default() };
            let bought = buyer.orders(&purchase).await;
            let view = app::order::view(&world.app, &buyer.who, bought.order).await.expect("it");
            assert_eq!(view.attempts[0].state, state, "{card}");
        }
        world.runs_until("2027-04-03T00:00Z").await;
        world.books_are_right().await;
    })
    .await;
}

/// C9, P5, D2: an annual and a monthly subscription renew when their periods end, each in order.
#[tokio::test]
async fn subscriptions_renew_as_time_passes() {
    on_each_database(async |world| {
        world.it_is("2027-01-31T10:00Z");
        let ada = world.owner("ada@example.org").await;
        let ben = world.owner("ben@example.org").await;
        ada.buys(&Purchase::default()).await;
        let annual = Purchase {
            interval: Interval::Annual,
            site_name: Some("ben-works"),
            ..Purchase::default()
        };
        ben.buys(&annual).await;
        world.runs_until("2028-02-01T00:00Z").await;
        let dates: Vec<String> =
            ada.invoices().await.iter().map(|each| each.invoice.issued_on.to_string()).collect();
        assert_eq!(dates.len(), 13, "{dates:?}");
        assert_eq!(dates[1..4], ["2027-02-28", "2027-03-31", "2027-04-30"]);
        assert_eq!(ben.invoices().await.len(), 2);
        assert!(ada.invoices().await.iter().all(store::invoice::Issued::is_paid));
        world.books_are_right().await;
    })
    .await;
}

/// A1, D1: currencies with no and with three decimals are billed exactly.
#[tokio::test]
async fn yen_and_dinar_are_exact() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        for (currency, name) in [(Currency::JPY, "yen-works"), (Currency::KWD, "dinar-works")] {
            let buyer = world.owner(&format!("{name}@example.org")).await;
            let purchase = Purchase { currency, site_name: Some(name), ..Purchase::default() };
            let bought = buyer.buys(&purchase).await;
            assert_eq!(bought.state, OrderState::Paid);
        }
        world.books_are_right().await;
    })
    .await;
}

/// D3: the exported journal is accepted by hledger, strictly.
#[tokio::test]
async fn hledger_accepts_the_journal() {
    on_each_database(async |world| {
        world.it_is("2027-04-01T00:00Z");
        for (currency, name) in [(Currency::EUR, "euro-works"), (Currency::JPY, "yen-works")] {
            let buyer = world.owner(&format!("{name}@example.org")).await;
            let purchase = Purchase { currency, site_name: Some(name), ..Purchase::default() };
            buyer.buys(&purchase).await;
        }
        world.runs_until("2027-08-02T00:00Z").await;
        let journal = app::ledger::export(&world.app).await.expect("the journal");
        let file = std::env::temp_dir().join(format!("{}.journal", world.app.id::<()>()));
        std::fs::write(&file, &journal).expect("written");
        let judged = std::process::Command::new("hledger")
            .args(["--strict", "-f"])
            .arg(&file)
            .args(["check", "ordereddates"])
            .output()
            .expect("hledger is installed (make test does it)");
        std::fs::remove_file(&file).expect("removed");
        assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
    })
    .await;
}
