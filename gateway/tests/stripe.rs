//! Stripe behind the trait, against a stand-in of ours written from Stripe's public description of
//! its API, stricter than the real one where it matters: unknown fields are refused, a key used
//! with other words is refused, and nothing is found that was not made.

mod stripe_stand_in;

use std::collections::BTreeSet;

use gateway::payment::ChargeRefusal;
use gateway::{
    About, CardBrand, Charge, DeclineCode, EventRefusal, Gateway, GatewayError, KeptKind,
    MethodEntry, PaymentState, Refund, RefundRefusal, RefundState, SetUp, Stripe, StripeSettings,
    StripeSettingsError,
};
use stripe_stand_in::{CREATED_S, Loses, StandIn, WEBHOOK_SECRET};
use units::{Currency, Money, Timestamp};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn charge(reference: &str, method: &str) -> Charge {
    Charge {
        reference: reference.to_owned(),
        token: format!("cus_1:{method}"),
        amount: eur(5_000),
        description: "Plenum".to_owned(),
        customer_present: true,
        return_url: "http://localhost:8080/orders/1".to_owned(),
    }
}

fn refund(reference: &str, payment: &str, minor: i64) -> Refund {
    Refund {
        reference: reference.to_owned(),
        payment_reference: payment.to_owned(),
        amount: eur(minor),
    }
}

fn lost<T: std::fmt::Debug>(answer: &Result<T, GatewayError>) -> bool {
    matches!(answer, Err(GatewayError::AnswerLost(_)))
}

fn not_sent<T: std::fmt::Debug>(answer: &Result<T, GatewayError>) -> bool {
    matches!(answer, Err(GatewayError::NotSent(_)))
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let settings = |secret_key: &str, webhook_secret: &str, api_base: Option<&str>| {
        StripeSettings {
            secret_key: secret_key.to_owned(),
            webhook_secret: webhook_secret.to_owned(),
            api_base: api_base.map(str::to_owned),
            pages_base: None,
        }
        .check()
    };
    assert_eq!(settings("sk_test_1", "whsec_1", None), Ok(()));
    assert_eq!(settings("rk_live_1", "whsec_1", Some("http://127.0.0.1:1")), Ok(()));
    assert_eq!(settings("pk_test_1", "whsec_1", None), Err(StripeSettingsError::SecretKey));
    assert_eq!(settings("sk_test_1\n", "whsec_1", None), Err(StripeSettingsError::SecretKey));
    assert_eq!(settings("sk_test_1", "secret", None), Err(StripeSettingsError::WebhookSecret));
    let elsewhere = settings("sk_test_1", "whsec_1", Some("http://stripe.example"));
    assert_eq!(elsewhere, Err(StripeSettingsError::ApiBase));
}

/// R-55: what was charged since a moment is listed to the last page, with what it was charged to.
#[tokio::test]
async fn payments_are_listed_since_a_moment() {
    let stripe = StandIn::start().await;
    for number in 0..5 {
        let charged =
            stripe.gateway.charge(&charge(&format!("pay-{number}"), "pm_card_visa")).await;
        charged.expect("charged");
    }
    let listed = stripe.gateway.charged_since(Timestamp::from_seconds(CREATED_S)).await;
    let listed = listed.expect("listed");
    let references: BTreeSet<&str> =
        listed.iter().map(|one| one.payment.reference.as_str()).collect();
    assert_eq!(references.len(), 5, "each once: {references:?}");
    assert_eq!(listed.len(), 5);
    assert!(listed.iter().all(|one| one.token == "cus_1:pm_card_visa"), "{listed:?}");
    let later = stripe.gateway.charged_since(Timestamp::from_seconds(CREATED_S + 1)).await;
    assert_eq!(later.expect("listed"), []);
}

/// R-55: so is what went back, with the payment it went back on.
#[tokio::test]
async fn refunds_are_listed_since_a_moment() {
    let stripe = StandIn::start().await;
    for number in 0..5 {
        let payment = format!("pay-{number}");
        stripe.gateway.charge(&charge(&payment, "pm_card_visa")).await.expect("charged");
        let refund = Refund {
            reference: format!("back-{number}"),
            payment_reference: payment,
            amount: eur(1_000),
        };
        stripe.gateway.refund(&refund).await.expect("sent back");
    }
    let listed = stripe.gateway.refunded_since(Timestamp::from_seconds(CREATED_S)).await;
    let mut listed = listed.expect("listed");
    listed.sort_by(|a, b| a.refund.reference.cmp(&b.refund.reference));
    let said: Vec<(&str, &str)> = listed
        .iter()
        .map(|one| (one.refund.reference.as_str(), one.payment_reference.as_str()))
        .collect();
    assert_eq!(said.len(), 5, "{said:?}");
    assert_eq!((said[0], said[4]), (("back-0", "pay-0"), ("back-4", "pay-4")));
    assert!(listed.iter().all(|one| one.refund.amount == eur(1_000)), "{listed:?}");
    let later = stripe.gateway.refunded_since(Timestamp::from_seconds(CREATED_S + 1)).await;
    assert_eq!(later.expect("listed"), []);
}

/// Each of Stripe's declines is one of ours, hard or soft.
#[tokio::test]
async fn charges_end_as_the_bank_says() {
    let stripe = StandIn::start().await;
    let declined = PaymentState::declined;
    let cases = [
        ("pm_card_visa", PaymentState::Succeeded),
        ("pm_generic_decline", declined(DeclineCode::CardDeclined)),
        ("pm_insufficient_funds", declined(DeclineCode::InsufficientFunds)),
        ("pm_lost_card", declined(DeclineCode::LostCard)),
        ("pm_stolen_card", declined(DeclineCode::StolenCard)),
        ("pm_expired_card", declined(DeclineCode::ExpiredCard)),
        ("pm_sepa", PaymentState::Pending),
    ];
    for (number, (method, state)) in cases.into_iter().enumerate() {
        let reference = format!("ref-{number}");
        let asked = charge(&reference, method);
        let paid = stripe.gateway.charge(&asked).await.expect("answered");
        assert_eq!(paid.state, state, "{method}");
        assert_eq!((paid.reference.as_str(), paid.amount), (&*reference, eur(5_000)));
        let found = stripe.gateway.look_up(&reference).await.expect("reachable");
        assert_eq!(found, Some(paid), "{method}");
    }
    assert_eq!(stripe.taken(), 5_000);
    assert_eq!(stripe.gateway.look_up("ref-none").await, Ok(None));
    assert_eq!(stripe.gateway.look_up("' OR metadata['a']:'b").await, Ok(None));
}

#[tokio::test]
async fn the_bank_s_page_is_stripe_s() {
    let stripe = StandIn::start().await;
    let asked = stripe.gateway.charge(&charge("ref-1", "pm_challenge")).await.expect("answered");
    let url = "https://hooks.stripe.com/redirect/authenticate/ref-1".to_owned();
    assert_eq!(asked.state, PaymentState::RequiresAction { challenge_url: url });
    stripe.payer_answers("ref-1", true);
    let found = stripe.gateway.look_up("ref-1").await.expect("reachable").expect("there");
    assert_eq!(found.state, PaymentState::Succeeded);

    // A renewal asks without the payer: the bank's answer is a decline that says so.
    let away = Charge { customer_present: false, ..charge("ref-2", "pm_challenge") };
    let asked = stripe.gateway.charge(&away).await.expect("answered");
    let failed = PaymentState::declined(DeclineCode::AuthenticationFailed);
    assert_eq!(asked.state, failed);
}

/// R-10: a question nobody answers is cancelled at Stripe; what was paid meanwhile stays paid.
#[tokio::test]
async fn a_question_is_given_up_at_stripe() {
    let stripe = StandIn::start().await;
    let expired = PaymentState::declined(DeclineCode::AuthenticationExpired);
    stripe.gateway.charge(&charge("ref-1", "pm_challenge")).await.expect("answered");
    stripe.next(Loses::Status(429));
    assert!(not_sent(&stripe.gateway.give_up("ref-1").await), "it cannot even be found");
    for _ in 0..2 {
        let ended = stripe.gateway.give_up("ref-1").await.expect("reachable").expect("there");
        assert_eq!(ended.state, expired);
        stripe.forgets_keys();
    }
    let found = stripe.gateway.look_up("ref-1").await.expect("reachable").expect("there");
    assert_eq!(found.state, expired);

    stripe.gateway.charge(&charge("ref-2", "pm_challenge")).await.expect("answered");
    stripe.payer_answers("ref-2", true);
    let paid = stripe.gateway.give_up("ref-2").await.expect("reachable").expect("there");
    assert_eq!(paid.state, PaymentState::Succeeded);
    assert_eq!(stripe.gateway.give_up("ref-3").await, Ok(None));
    assert_eq!(stripe.gateway.give_up("' OR metadata['a']:'b").await, Ok(None));
    assert_eq!(stripe.taken(), 5_000);
}

/// R-01, R-02: what got lost is told apart by a look-up; the same reference takes money once.
#[tokio::test]
async fn lost_answers_are_found_and_lost_requests_sent_again() {
    let stripe = StandIn::start().await;
    let asked = charge("ref-1", "pm_card_visa");
    stripe.next(Loses::Request);
    assert!(lost(&stripe.gateway.charge(&asked).await));
    assert_eq!(stripe.gateway.look_up("ref-1").await, Ok(None));
    stripe.next(Loses::Answer);
    assert!(lost(&stripe.gateway.charge(&asked).await));
    let found = stripe.gateway.look_up("ref-1").await.expect("reachable").expect("there");
    assert_eq!(found.state, PaymentState::Succeeded);
    let again = stripe.gateway.charge(&asked).await.expect("the same answer");
    assert_eq!(again, found);
    assert_eq!(stripe.taken(), 5_000);

    // The same key with other words did nothing now, but may have done something before.
    let other = Charge { amount: eur(1), ..asked.clone() };
    assert!(lost(&stripe.gateway.charge(&other).await));
    assert_eq!(stripe.taken(), 5_000);
    // A key is forgotten after a day: the look-up comes first, so nothing is taken twice.
    stripe.forgets_keys();
    assert!(stripe.gateway.look_up("ref-1").await.expect("reachable").is_some());
}

#[tokio::test]
async fn trouble_is_told_apart_by_what_may_have_happened() {
    let stripe = StandIn::start().await;
    let asked = charge("ref-1", "pm_card_visa");
    for (status, surely_nothing) in [(500, false), (503, false), (409, false), (429, true)] {
        stripe.next(Loses::Status(status));
        let answer = stripe.gateway.charge(&asked).await;
        assert_eq!(not_sent(&answer), surely_nothing, "{status}: {answer:?}");
        assert_eq!(lost(&answer), !surely_nothing, "{status}: {answer:?}");
    }
    stripe.next(Loses::Status(500));
    assert!(not_sent(&stripe.gateway.look_up("ref-1").await), "a question changes nothing");
    assert_eq!(stripe.gateway.look_up("ref-1").await, Ok(None));

    let wrong_key = stripe.with_key("sk_test_wrong");
    assert!(not_sent(&wrong_key.charge(&asked).await));
    let nobody = Stripe::new(StripeSettings {
        secret_key: "sk_test_1".to_owned(),
        webhook_secret: "whsec_1".to_owned(),
        api_base: Some("http://127.0.0.1:1".to_owned()),
        pages_base: None,
    })
    .expect("settings");
    assert!(not_sent(&nobody.charge(&asked).await), "nobody listens there");

    let refused = |refusal| Err(GatewayError::Refused(refusal));
    let unknown = stripe.gateway.charge(&charge("ref-2", "pm_nobody")).await;
    assert_eq!(unknown, refused(ChargeRefusal::UnknownToken));
    let no_pair = Charge { token: "pm_card_visa".to_owned(), ..charge("ref-2", "x") };
    assert_eq!(stripe.gateway.charge(&no_pair).await, refused(ChargeRefusal::UnknownToken));
    let dinar = Money::new(1_234, "KWD".parse().expect("a currency"));
    let odd = Charge { amount: dinar, ..charge("ref-2", "pm_card_visa") };
    assert_eq!(stripe.gateway.charge(&odd).await, refused(ChargeRefusal::AmountNotTaken));
    assert_eq!(stripe.taken(), 0);
}

/// D5, R-14, R-15: parts go back once each, never more than was captured, and are found again.
#[tokio::test]
async fn refunds_go_back_once_and_never_too_much() {
    let stripe = StandIn::start().await;
    stripe.gateway.charge(&charge("pay", "pm_card_visa")).await.expect("answered");
    let first = refund("back-1", "pay", 3_000);
    stripe.next_refund(Loses::Answer);
    assert!(lost(&stripe.gateway.refund(&first).await));
    let found = stripe.gateway.look_up_refund(&first).await.expect("reachable").expect("there");
    assert_eq!((found.state, found.amount), (RefundState::Succeeded, eur(3_000)));
    assert_eq!(stripe.gateway.refund(&first).await, Ok(found));

    let second = refund("back-2", "pay", 3_000);
    let too_much = stripe.gateway.refund(&second).await;
    assert_eq!(too_much, Err(RefundRefusal::MoreThanCaptured.into()));
    assert_eq!(stripe.gateway.look_up_refund(&second).await, Ok(None));
    let rest = stripe.gateway.refund(&refund("back-3", "pay", 2_000)).await;
    assert_eq!(rest.expect("the rest").amount, eur(2_000));
    let unknown = stripe.gateway.refund(&refund("back-4", "nobody", 1)).await;
    assert_eq!(unknown, Err(RefundRefusal::UnknownPayment.into()));
    assert_eq!(stripe.taken(), 0);
}

/// R-16: a dispute is seen with the payment; one that was won took nothing.
#[tokio::test]
async fn disputes_are_seen_with_the_payment() {
    let stripe = StandIn::start().await;
    let paid = stripe.gateway.charge(&charge("pay", "pm_card_visa")).await.expect("answered");
    assert_eq!(paid.charged_back, eur(0));
    for (status, taken) in [
        ("warning_needs_response", 0),
        ("needs_response", 5_000),
        ("under_review", 5_000),
        ("lost", 5_000),
        ("won", 0),
    ] {
        stripe.payer_disputes("pay", status);
        let found = stripe.gateway.look_up("pay").await.expect("reachable").expect("there");
        assert_eq!(found.charged_back, eur(taken), "{status}");
    }
    let body = br#"{"id":"evt_1","type":"charge.dispute.created","data":{"object":
        {"object":"dispute","payment_intent":"pi_1","metadata":{}}}}"#;
    let event = stripe.reads(body, Timestamp::from_seconds(1_800_000_000)).expect("genuine");
    assert_eq!((event.about, event.reference.as_str()), (About::PaymentAtGateway, "pi_1"));
}

/// D1: the customer leaves a card or an account on Stripe's page; we learn what is left of it.
#[tokio::test]
async fn a_way_to_pay_is_left_on_stripe_s_page() {
    let stripe = StandIn::start().await;
    let MethodEntry::Hosted(entry) = stripe.gateway.entry() else { panic!("a page of its own") };
    let visit = |reference: &str| SetUp {
        reference: reference.to_owned(),
        email: "ada@example.org".to_owned(),
        language: "fr".to_owned(),
        return_url: "http://localhost:8080/billing/methods/back?page={CHECKOUT_SESSION_ID}"
            .to_owned(),
        cancel_url: "http://localhost:8080/billing/methods".to_owned(),
    };
    let page = entry.start_set_up(&visit("set-1")).await.expect("a page");
    assert!(page.url.starts_with("https://checkout.stripe.com/"));
    let again = entry.start_set_up(&visit("set-1")).await.expect("the same page");
    assert_eq!(page, again, "a second click is the same visit");
    assert_eq!(entry.finish_set_up(&page.gateway_id).await, Ok(None), "nothing was left yet");
    assert_eq!(entry.finish_set_up("cs_nobody").await, Ok(None));
    assert_eq!(entry.finish_set_up("../refunds").await, Ok(None));

    stripe.customer_leaves(&page.gateway_id, "card");
    let kept = entry.finish_set_up(&page.gateway_id).await.expect("reachable").expect("left");
    assert_eq!((kept.reference.as_str(), kept.last4.as_str()), ("set-1", "4242"));
    let expires = "2030-12".parse().expect("an expiry");
    assert_eq!(kept.kind, KeptKind::Card { brand: CardBrand::Visa, expires });
    let paid = Charge { token: kept.token, ..charge("ref-1", "x") };
    let paid = stripe.gateway.charge(&paid).await.expect("answered");
    assert_eq!(paid.state, PaymentState::Succeeded);

    let page = entry.start_set_up(&visit("set-2")).await.expect("a page");
    stripe.customer_leaves(&page.gateway_id, "sepa_debit");
    let kept = entry.finish_set_up(&page.gateway_id).await.expect("reachable").expect("left");
    assert_eq!((kept.kind, kept.last4.as_str()), (KeptKind::Debit, "3000"));
}

/// R-11 to R-13: events come twice, late and out of order; each says only what to look up.
#[tokio::test]
async fn events_say_only_what_to_look_up() {
    let stripe = StandIn::start().await;
    let now = Timestamp::from_seconds(1_800_000_000);
    stripe.gateway.charge(&charge("ref-1", "pm_card_visa")).await.expect("answered");
    for kind in ["payment_intent.payment_failed", "payment_intent.succeeded"] {
        let body = format!(
            r#"{{"id":"evt_{kind}","type":"{kind}","data":{{"object":{{"object":"payment_intent",
                "id":"pi_1","metadata":{{"plenum_reference":"ref-1"}}}}}}}}"#
        );
        for _ in 0..2 {
            let event = stripe.reads(body.as_bytes(), now).expect("genuine");
            assert_eq!(event.id, format!("evt_{kind}"));
            assert_eq!((event.about, event.reference.as_str()), (About::Payment, "ref-1"));
        }
        let found = stripe.gateway.look_up("ref-1").await.expect("reachable").expect("there");
        assert_eq!(found.state, PaymentState::Succeeded, "whatever the event was called");
    }
    let refunded = br#"{"id":"evt_3","type":"refund.updated","data":{"object":
        {"object":"refund","metadata":{"plenum_reference":"back-1"}}}}"#;
    let event = stripe.reads(refunded, now).expect("genuine");
    assert_eq!((event.about, event.reference.as_str()), (About::Refund, "back-1"));
    let left = br#"{"id":"evt_5","type":"checkout.session.completed","data":{"object":
        {"object":"checkout.session","metadata":{"plenum_reference":"set-1"}}}}"#;
    let event = stripe.reads(left, now).expect("genuine");
    assert_eq!((event.about, event.reference.as_str()), (About::SetUp, "set-1"));
    let foreign = br#"{"id":"evt_4","type":"customer.created","data":{"object":
        {"object":"customer","metadata":{}}}}"#;
    assert_eq!(stripe.reads(foreign, now).expect("genuine").about, About::Other);
    assert_eq!(stripe.reads(b"{}", now), Err(EventRefusal::Unreadable));

    let header = stripe_stand_in::signed(WEBHOOK_SECRET, now, refunded);
    let read = |at: Timestamp, body: &[u8]| {
        let headers = |name: &str| (name == "stripe-signature").then(|| header.clone());
        stripe.gateway.read_event(&headers, body, at)
    };
    assert_eq!(read(now.plus_seconds(301), refunded), Err(EventRefusal::NotNow));
    assert_eq!(read(now, foreign), Err(EventRefusal::Forged));
    let none = stripe.gateway.read_event(&|_| None, refunded, now);
    assert_eq!(none, Err(EventRefusal::HeaderMissing));
}
