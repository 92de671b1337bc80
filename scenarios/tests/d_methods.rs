//! Several ways to pay, a default, and changes of it while subscriptions run (D1b).

use app::payment_methods::{self, Method, MethodsError, Validity};
use app::renew::PayInvoiceError;
use axum::http::{Method as Verb, StatusCode};
use billing::payment::AttemptState;
use billing::subscription::SubscriptionState;
use gateway::CardDetails;
use store::payment::Pays;
use testkit::{Persona, Purchase, World, on_each_database};
use units::id::{InvoiceId, PaymentMethodId};

const VISA: &str = "4242424242424242";
const MASTERCARD: &str = "5555555555554444";
/// Paid at the screen; the bank declines every renewal for want of money.
const SHORT_OF_MONEY: &str = "4000000000000341";

async fn owner(world: &World, card: &'static str) -> Persona {
    world.it_is("2027-01-01T10:00Z");
    let ada = world.owner("ada@example.org").await;
    ada.buys(&Purchase { card, ..Purchase::default() }).await;
    ada
}

async fn kept(ada: &Persona) -> Vec<Method> {
    let all = payment_methods::list(&ada.world.app, &ada.who).await.expect("a list");
    all.into_iter().map(|kept| kept.method).collect()
}

async fn prefers(ada: &Persona, id: PaymentMethodId) {
    payment_methods::make_default(&ada.world.app, &ada.who, id).await.expect("the default");
}

async fn removes(
    ada: &Persona,
    id: PaymentMethodId,
    next: Option<PaymentMethodId>,
) -> Result<(), MethodsError> {
    payment_methods::remove(&ada.world.app, &ada.who, id, next).await
}

/// What was charged for `invoice`, oldest first.
async fn charged(ada: &Persona, invoice: InvoiceId) -> Vec<PaymentMethodId> {
    let mut tx = ada.world.store().read().await.expect("a reader");
    let attempts = store::payment::attempts(&mut tx, ada.account(), Pays::Invoice(invoice)).await;
    attempts.expect("attempts").iter().rev().map(|attempt| attempt.method).collect()
}

async fn told(ada: &Persona) -> usize {
    ada.world.settles().await;
    ada.world.mails_of_kind("ada@example.org", "payment_method_changed").await
}

/// D1b, P4: each renewal is charged to what is the default by then; a change of it is written down
/// and told once, and preferring what is preferred is not one.
#[tokio::test]
async fn renewals_are_charged_to_the_default_of_their_day() {
    on_each_database(async |world| {
        let ada = owner(&world, VISA).await;
        let visa = kept(&ada).await[0].id;
        assert_eq!(told(&ada).await, 0, "the first one changes nothing");
        let mastercard = ada.keeps_card(MASTERCARD).await;
        assert_eq!(told(&ada).await, 1);
        // Within the same second.
        prefers(&ada, visa).await;
        prefers(&ada, visa).await;
        assert_eq!(kept(&ada).await[0].id, visa);
        assert_eq!(told(&ada).await, 2);
        let mail = world.newest_mail("ada@example.org", "payment_method_changed").await.plain();
        assert!(mail.contains("4242") && mail.contains("5 licences"), "what renews: {mail}");
        world.runs_until("2027-02-02T10:00Z").await;
        prefers(&ada, mastercard).await;
        world.runs_until("2027-03-02T10:00Z").await;
        let invoices = ada.invoices().await;
        assert!(invoices.iter().all(|issued| issued.is_paid()));
        assert_eq!(charged(&ada, invoices[1].invoice.id).await, [visa]);
        assert_eq!(charged(&ada, invoices[2].invoice.id).await, [mastercard]);
        let changes = ada.trail().await;
        let changes = changes.iter().filter(|each| *each == "payment_method.default_changed");
        assert_eq!(changes.count(), 3);
        world.books_are_right().await;
    })
    .await;
}

/// D1b, C10: what is tried again is charged to the default of that day, so that a new default ends
/// the dunning without anything else to do.
#[tokio::test]
async fn dunning_is_charged_to_the_new_default() {
    on_each_database(async |world| {
        let ada = owner(&world, SHORT_OF_MONEY).await;
        let short = kept(&ada).await[0].id;
        world.runs_until("2027-02-01T11:00Z").await;
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::PastDue);
        let visa = ada.keeps_card(VISA).await;
        world.runs_until("2027-02-02T11:00Z").await;
        assert_eq!(ada.subscriptions().await[0].state, SubscriptionState::Active);
        let invoices = ada.invoices().await;
        assert!(invoices[1].is_paid());
        assert_eq!(charged(&ada, invoices[1].invoice.id).await, [short, visa]);
        world.books_are_right().await;
    })
    .await;
}

/// D1b, P4: the only one that subscriptions renew with stays; another takes the default's place;
/// what is removed is charged no more, and what it paid still names it.
#[tokio::test]
async fn what_subscriptions_renew_with_is_not_removed() {
    on_each_database(async |world| {
        let ada = owner(&world, VISA).await;
        let visa = kept(&ada).await[0].id;
        assert!(matches!(removes(&ada, visa, None).await, Err(MethodsError::Needed)));
        let mastercard = ada.keeps_card(MASTERCARD).await;
        let of_nobody = removes(&ada, world.app.id(), None).await;
        assert!(matches!(of_nobody, Err(MethodsError::NotFound)));
        for wrong in [None, Some(mastercard)] {
            let refused = removes(&ada, mastercard, wrong).await;
            assert!(matches!(refused, Err(MethodsError::NoDefaultChosen)), "{refused:?}");
        }
        removes(&ada, mastercard, Some(visa)).await.expect("removed");
        assert_eq!(kept(&ada).await.len(), 1);
        assert_eq!(told(&ada).await, 2, "added as the default, then removed");
        let mail = world.newest_mail("ada@example.org", "payment_method_changed").await.plain();
        assert!(mail.contains("4444") && mail.contains("4242"), "{mail}");
        let again = removes(&ada, mastercard, None).await;
        assert!(matches!(again, Err(MethodsError::NotFound)), "removed once");
        let preferred = payment_methods::make_default(&world.app, &ada.who, mastercard).await;
        assert!(matches!(preferred, Err(MethodsError::NotFound)));

        let mastercard = ada.keeps_card(MASTERCARD).await;
        removes(&ada, visa, None).await.expect("the other one is the default");
        let mut browser = ada.signs_in().await;
        let first = ada.invoices().await[0].invoice.id;
        let page = browser.get(&format!("/invoices/{first}")).await.text();
        assert!(page.contains("4242"), "it paid the invoice: {page}");
        world.runs_until("2027-02-02T10:00Z").await;
        let second = ada.invoices().await[1].invoice.id;
        assert_eq!(charged(&ada, second).await, [mastercard]);
        let paid = app::renew::pay_invoice(&world.app, &ada.who, second, visa).await;
        assert!(matches!(paid, Err(PayInvoiceError::Paid)));
        world.books_are_right().await;
    })
    .await;
}

/// D1b: what was removed pays no open invoice and no order; while a payment with it is under way
/// it stays.
#[tokio::test]
async fn what_is_removed_is_not_charged() {
    on_each_database(async |world| {
        let ada = owner(&world, SHORT_OF_MONEY).await;
        let short = kept(&ada).await[0].id;
        let visa = ada.keeps_card(VISA).await;
        prefers(&ada, short).await;
        world.runs_until("2027-02-01T11:00Z").await;
        let open = ada.invoices().await[1].invoice.id;
        removes(&ada, visa, None).await.expect("removed");
        let paid = app::renew::pay_invoice(&world.app, &ada.who, open, visa).await;
        assert!(matches!(paid, Err(PayInvoiceError::NoMethod)));
        let slow = ada.keeps_card("4000000000007031").await;
        let state = app::renew::pay_invoice(&world.app, &ada.who, open, slow).await;
        assert_eq!(state.expect("sent"), AttemptState::Pending);
        let refused = removes(&ada, slow, Some(short)).await;
        assert!(matches!(refused, Err(MethodsError::UnderWay)), "{refused:?}");
        world.runs_until("2027-02-01T13:00Z").await;
        removes(&ada, slow, Some(short)).await.expect("it is through");
        world.books_are_right().await;
    })
    .await;
}

/// D1b: two removed at once, each naming the other as the next: one of them stays.
#[tokio::test]
async fn two_removals_leave_one() {
    on_each_database(async |world| {
        let ada = owner(&world, VISA).await;
        let visa = kept(&ada).await[0].id;
        let mastercard = ada.keeps_card(MASTERCARD).await;
        let (first, second) = tokio::join!(
            removes(&ada, visa, Some(mastercard)),
            removes(&ada, mastercard, Some(visa))
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert_eq!(kept(&ada).await.len(), 1);
    })
    .await;
}

/// D1b: a card that ends is shown as such before and after, and an expired one is no default.
#[tokio::test]
async fn a_card_that_ends_is_shown() {
    on_each_database(async |world| {
        let ada = owner(&world, VISA).await;
        let short_lived = CardDetails {
            holder: "Ada".to_owned(),
            number: MASTERCARD.to_owned(),
            expires: "03/27".to_owned(),
            security_code: "123".to_owned(),
        };
        let ends = payment_methods::keep_card_as(&world.app, &ada.who, short_lived, false).await;
        let ends = ends.expect("kept").id;
        let validity = async || {
            let all = payment_methods::list(&world.app, &ada.who).await.expect("a list");
            let found = all.into_iter().find(|kept| kept.method.id == ends).expect("kept");
            assert!(!found.is_default, "it was kept beside");
            found.validity
        };
        assert_eq!(validity().await, Validity::Good);
        world.runs_until("2027-02-20T10:00Z").await;
        assert_eq!(validity().await, Validity::ExpiresSoon);
        world.runs_until("2027-04-02T10:00Z").await;
        assert_eq!(validity().await, Validity::Expired);
        let refused = payment_methods::make_default(&world.app, &ada.who, ends).await;
        assert!(matches!(refused, Err(MethodsError::Expired)));
        let page = ada.signs_in().await.get("/billing/methods").await.text();
        assert!(page.contains("Expired at the end of 03"), "{page}");
    })
    .await;
}

/// D1b: the page and the API show what each one pays, change the default and remove, with a page
/// that asks before.
#[tokio::test]
async fn ways_to_pay_at_the_faces() {
    on_each_database(async |world| {
        let ada = owner(&world, VISA).await;
        let visa = kept(&ada).await[0].id;
        let subscription = ada.subscriptions().await[0].id;
        let mut browser = ada.signs_in().await;
        let remove = format!("/billing/methods/{visa}/remove");
        let asks = browser.get(&remove).await.text();
        assert!(asks.contains("the only way to pay") && asks.contains("Meetings"), "{asks}");
        assert_eq!(browser.post(&remove, &[]).await.status, StatusCode::CONFLICT);

        let mut program = world.client();
        program.token = Some(ada.token().await);
        let card = serde_json::json!({ "holder": "Ada", "number": MASTERCARD, "expires": "12/49",
            "security_code": "123", "default": false });
        let made = program.api(Verb::POST, "/api/payment-methods", Some(card)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
        let made = made.json();
        assert_eq!(made["default"], false);
        let path = format!("/api/payment-methods/{}", made["id"].as_str().expect("an id"));
        let preferred = program.api(Verb::POST, &format!("{path}/default"), None).await;
        assert_eq!(preferred.status, StatusCode::NO_CONTENT);
        let listed = program.api(Verb::GET, "/api/payment-methods", None).await.json();
        assert_eq!(listed["payment_methods"][0]["id"], made["id"]);
        assert_eq!(listed["payment_methods"][0]["renews"][0], subscription.to_string());
        assert_eq!(listed["payment_methods"][1]["renews"], serde_json::json!([]));

        let refused = program.api(Verb::DELETE, &path, None).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(refused.json()["code"], "payment_method.no_default_chosen");
        let page = browser.get("/billing/methods").await.text();
        assert!(page.contains("Renews Meetings") && !page.contains("Expire"), "{page}");
        browser.post(&format!("/billing/methods/{visa}/default"), &[]).await;
        assert_eq!(kept(&ada).await[0].id, visa);
        let asks = browser.get(&remove).await.text();
        assert!(asks.contains("The default from then on") && asks.contains("4444"), "{asks}");
        let gone = browser.post(&remove, &[("next", made["id"].as_str().expect("an id"))]).await;
        assert!(gone.status.is_redirection(), "{}", gone.text());
        let gone = program.api(Verb::DELETE, &format!("/api/payment-methods/{visa}"), None).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert_eq!(kept(&ada).await.len(), 1);
        let checkout = browser.get("/billing").await.text();
        assert!(checkout.contains("4444") && !checkout.contains("ending 4242"), "{checkout}");
    })
    .await;
}
