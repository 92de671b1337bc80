//! Declined renewals: tried again, suspended, ended, and restored by paying at any point (C10).

use app::order::OrderError;
use app::order::change::{Wish, preview};
use billing::cancel::CancelRefusal;
use billing::payment::AttemptState;
use billing::subscription::SubscriptionState;
use gateway::sandbox::Fault;
use serde_json::json;
use store::payment::Pays;
use testkit::{Persona, Purchase, World, on_each_database};
use units::Currency;
use units::id::InvoiceId;

use crate::customer::subscriber;

/// Paid at the screen; the bank declines every renewal for want of money.
const SHORT_OF_MONEY: &str = "4000000000000341";

async fn owner(world: &World, card: &'static str) -> Persona {
    world.it_is("2027-01-01T10:00Z");
    let ada = world.owner("ada@example.org").await;
    ada.buys(&Purchase { card, ..Purchase::default() }).await;
    ada
}

async fn state(ada: &Persona) -> SubscriptionState {
    ada.subscriptions().await[0].state
}

/// How often the bank was asked for the invoice.
async fn tries(ada: &Persona, invoice: InvoiceId) -> usize {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let pays = Pays::Invoice(invoice);
    store::payment::attempts(&mut tx, ada.account(), pays).await.expect("attempts").len()
}

async fn pays(ada: &Persona, invoice: InvoiceId) {
    let card = ada.keeps_card("4242424242424242").await;
    let app = &ada.world.app;
    let state = app::renew::pay_invoice(app, &ada.who, invoice, card).await.expect("paid");
    assert_eq!(state, AttemptState::Succeeded);
    ada.world.settles().await;
}

/// R-08, C10: four retries in seven days, service all the time; then a payment, and the dates are
/// as they were.
#[tokio::test]
async fn a_soft_decline_is_tried_again_in_grace() {
    on_each_database(async |world| {
        let ada = owner(&world, SHORT_OF_MONEY).await;
        world.runs_until("2027-02-01T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::PastDue);
        let invoice = ada.invoices().await[1].invoice.id;
        assert_eq!(tries(&ada, invoice).await, 1);
        let mail = world.newest_mail("ada@example.org", "payment_declined").await.plain();
        assert!(mail.contains("2 February 2027"), "it says when it is tried again: {mail}");
        for (day, wanted) in [("02", 2), ("04", 3), ("06", 4), ("08", 5)] {
            world.runs_until(&format!("2027-02-{day}T10:00Z")).await;
            assert_eq!(tries(&ada, invoice).await, wanted, "by {day} February");
            assert_eq!(state(&ada).await, SubscriptionState::PastDue);
        }
        world.runs_until("2027-02-10T10:00Z").await;
        assert_eq!(tries(&ada, invoice).await, 5, "no more than four retries");
        pays(&ada, invoice).await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        let renews_on = ada.subscriptions().await[0].renews_on();
        assert_eq!(renews_on.to_string(), "2027-03-01");
        world.runs_until("2027-03-20T10:00Z").await;
        assert_eq!(ada.invoices().await.len(), 3);
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        world.books_are_right().await;
    })
    .await;
}

/// R-09, C10: a card refused for good is not charged again by itself; the owner is asked for
/// another.
#[tokio::test]
async fn a_card_refused_for_good_is_left_alone() {
    on_each_database(async |world| {
        let ada = owner(&world, "4242424242424242").await;
        ada.keeps_card("4000000000009987").await;
        world.runs_until("2027-02-12T10:00Z").await;
        let invoice = ada.invoices().await[1].invoice.id;
        assert_eq!(tries(&ada, invoice).await, 1);
        let mail = world.newest_mail("ada@example.org", "payment_declined").await.plain();
        assert!(mail.contains("with this card or another"), "{mail}");
        assert_eq!(state(&ada).await, SubscriptionState::PastDue);
        pays(&ada, invoice).await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        world.books_are_right().await;
    })
    .await;
}

/// C10, R-28: after an outage the next period is billed already while the one before is dunned.
/// Paying that restores the service although the next one's charge has no answer yet.
#[tokio::test]
async fn a_charge_under_way_keeps_nobody_suspended() {
    on_each_database(async |world| {
        let ada = owner(&world, SHORT_OF_MONEY).await;
        world.runs_until("2027-02-09T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::PastDue);
        world.it_is("2027-03-01T11:00Z");
        world.sandbox.next_charges_meet([Fault::RequestLost]);
        world.settles().await;
        let invoices = ada.invoices().await;
        assert_eq!(invoices.len(), 3);
        assert_eq!(state(&ada).await, SubscriptionState::Suspended);
        assert!(invoices[2].dunning_since.is_none(), "its charge has no answer yet");
        pays(&ada, invoices[1].invoice.id).await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
    })
    .await;
}

/// C10, R-37: after two weeks it is suspended, after sixty days it ends; paying before restores at
/// once and moves no date, paying afterwards revives nothing and gives back what was not served.
#[tokio::test]
async fn an_unpaid_subscription_is_suspended_and_ends() {
    on_each_database(async |world| {
        let ada = owner(&world, SHORT_OF_MONEY).await;
        world.runs_until("2027-02-16T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Suspended);
        let mail = world.newest_mail("ada@example.org", "subscription_changed").await.plain();
        assert!(mail.contains("/invoices/"), "it leads to where it is paid: {mail}");
        world.runs_until("2027-03-10T10:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!(invoices.len(), 2, "nothing is billed while nothing is served");
        pays(&ada, invoices[1].invoice.id).await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        world.runs_until("2027-03-10T12:00Z").await;
        let sub = ada.subscriptions().await.remove(0);
        assert_eq!(sub.renews_on().to_string(), "2027-04-01", "the dates are as they were");

        // The card that was preferred last pays the next ones; take it away from the story.
        ada.keeps_card(SHORT_OF_MONEY).await;
        world.runs_until("2027-06-10T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Ended);
        for action in ["past_due", "suspended", "restored", "ended"] {
            assert!(ada.trail().await.contains(&format!("subscription.{action}")), "{action}");
        }
        world.runs_until("2027-09-10T10:00Z").await;
        let invoices = ada.invoices().await;
        assert_eq!(invoices.len(), 4, "nothing more");

        // paid after all. It stays ended; fourteen days and the day of the suspension were
        // served, the other fifteen come back as credit.
        pays(&ada, invoices[3].invoice.id).await;
        assert_eq!(state(&ada).await, SubscriptionState::Ended, "no silent revival");
        let mut tx = world.store().read().await.expect("a reader");
        let balance = store::ledger::credit_balance(&mut tx, ada.account(), Currency::EUR).await;
        drop(tx);
        let net: i64 = 7_000 * 15 / 30;
        assert_eq!(balance.expect("a balance").minor, net + (net * 19 + 50) / 100);
        let mail = world.newest_mail("ada@example.org", "subscription_changed").await.plain();
        assert!(mail.contains("To your credit") && mail.contains("has ended"), "{mail}");
        let renewed = world.newest_mail("ada@example.org", "subscription_renewed").await.plain();
        assert!(!renewed.contains(&invoices[3].invoice.number), "{renewed}");
        world.books_are_right().await;
    })
    .await;
}

/// C6, C10: what has ended for want of payment has nothing to take back, also where a change of it
/// had been planned for its renewal.
#[tokio::test]
async fn a_planned_change_ends_with_its_subscription() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        ada.keeps_card(SHORT_OF_MONEY).await;
        world.runs_until("2027-02-10T10:00Z").await;
        customer.does(json!({ "do": "change", "seats": 2 })).await;
        assert!(ada.subscriptions().await[0].scheduled.is_some());
        world.runs_until("2027-04-10T10:00Z").await;
        let sub = ada.subscriptions().await.remove(0);
        assert_eq!((sub.state, sub.scheduled), (SubscriptionState::Ended, None));
        let tried = preview(&world.app, &ada.who, sub.id, &Wish::Withdraw).await;
        let refused = matches!(tried, Err(OrderError::Cancel(CancelRefusal::Ended)));
        assert!(refused, "nothing is left to take back");
        world.books_are_right().await;
    })
    .await;
}

/// C10: two months were billed at once after an outage, and nobody paid. Each gives back
/// what was not served of it when it is paid, whichever is paid first.
#[tokio::test]
async fn each_invoice_gives_back_what_was_not_served() {
    on_each_database(async |world| {
        let ada = owner(&world, SHORT_OF_MONEY).await;
        world.it_is("2027-03-10T10:00Z");
        world.settles().await;
        world.runs_until("2027-06-10T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Ended);
        let invoices = ada.invoices().await;
        assert_eq!(invoices.len(), 3, "the month of the outage, and the one it ended in");
        // Of March the days until the 24th, on which service stopped, were served; of February all.
        for invoice in [&invoices[2], &invoices[1]] {
            pays(&ada, invoice.invoice.id).await;
            let mut tx = world.store().read().await.expect("a reader");
            let balance =
                store::ledger::credit_balance(&mut tx, ada.account(), Currency::EUR).await;
            drop(tx);
            let net: i64 = 7_000 - 7_000 * 24 / 31;
            assert_eq!(balance.expect("a balance").minor, net + (net * 19 + 50) / 100);
        }
        assert_eq!(state(&ada).await, SubscriptionState::Ended, "no silent revival");
        world.books_are_right().await;
    })
    .await;
}

/// C5, C6, C10: cancelling and taking that back is no way around paying. What is owed is dunned all
/// the same, and once it is paid the cancellation stands as it was asked.
#[tokio::test]
async fn cancelling_does_not_help_who_owes() {
    on_each_database(async |world| {
        let (ada, mut customer) = subscriber(&world).await;
        ada.keeps_card(SHORT_OF_MONEY).await;
        let (cancel, withdraw) = (json!({ "do": "cancel" }), json!({ "do": "withdraw" }));
        world.runs_until("2027-02-10T10:00Z").await;
        customer.does(cancel.clone()).await;
        assert_eq!(state(&ada).await, SubscriptionState::PastDue, "it is cancelled and owes");
        world.runs_until("2027-02-16T10:00Z").await;
        assert_eq!(state(&ada).await, SubscriptionState::Suspended);
        customer.does(withdraw.clone()).await;
        assert_eq!(state(&ada).await, SubscriptionState::Suspended);
        customer.does(cancel).await;
        assert_eq!(state(&ada).await, SubscriptionState::Suspended, "it is not served again");
        pays(&ada, ada.invoices().await[1].invoice.id).await;
        assert_eq!(state(&ada).await, SubscriptionState::PendingCancellation);
        customer.does(withdraw).await;
        assert_eq!(state(&ada).await, SubscriptionState::Active);
        world.books_are_right().await;
    })
    .await;
}
