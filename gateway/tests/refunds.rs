//! Refunds and chargebacks in the sandbox: once per reference, never more than was taken, found
//! again when an answer is lost or the process dies.

mod bank;

use bank::{Bank, charge, header, open};
use gateway::sandbox::{Behaviour, CHARGED_BACK_AFTER_S, Fault, PENDING_S, REFUND_PENDING_S};
use gateway::{
    About, Gateway, GatewayError, PaymentState, Refund, RefundRecord, RefundRefusal, RefundState,
    Sandbox,
};
use units::{Currency, Money};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn refund(reference: &str, payment: &str, minor: i64) -> Refund {
    Refund {
        reference: reference.to_owned(),
        payment_reference: payment.to_owned(),
        amount: eur(minor),
    }
}

fn refused(refusal: RefundRefusal) -> Result<RefundRecord, GatewayError> {
    Err(GatewayError::RefundRefused(refusal))
}

fn lost(answer: &Result<RefundRecord, GatewayError>) -> bool {
    matches!(answer, Err(GatewayError::AnswerLost(_)))
}

async fn state(sandbox: &Sandbox, reference: &str) -> Option<RefundState> {
    let found = sandbox.look_up_refund(&refund(reference, "pay", 1)).await.expect("reachable");
    found.map(|refund| refund.state)
}

/// A bank with 50.00 taken from a card that behaves so, under the reference `pay`.
async fn paid(behaviour: Behaviour) -> Bank {
    let bank = Bank::new();
    let token = bank.keeps(behaviour).await;
    bank.sandbox.charge(&charge("pay", &token)).await.expect("answered");
    assert_eq!(bank.state("pay").await, PaymentState::Succeeded);
    bank.sandbox.drain_events().await.expect("in memory");
    bank
}

/// D5: parts of a payment go back, each once, and never more than was taken.
#[tokio::test]
async fn no_more_goes_back_than_was_taken() {
    let bank = paid(Behaviour::Approve).await;
    let first = bank.sandbox.refund(&refund("a", "pay", 3_000)).await.expect("answered");
    assert_eq!((first.state, first.amount), (RefundState::Succeeded, eur(3_000)));
    let again = bank.sandbox.refund(&refund("a", "pay", 3_000)).await.expect("answered");
    assert_eq!(first, again);
    assert_eq!(bank.taken(), 2_000);

    let too_much = bank.sandbox.refund(&refund("b", "pay", 2_001)).await;
    assert_eq!(too_much, refused(RefundRefusal::MoreThanCaptured));
    assert_eq!(state(&bank.sandbox, "b").await, None);
    bank.sandbox.refund(&refund("b", "pay", 2_000)).await.expect("exactly the rest");
    assert_eq!(bank.taken(), 0);
    let nothing_left = bank.sandbox.refund(&refund("c", "pay", 1)).await;
    assert_eq!(nothing_left, refused(RefundRefusal::MoreThanCaptured));
}

#[tokio::test]
async fn mistakes_are_told_and_do_nothing() {
    let bank = paid(Behaviour::Approve).await;
    bank.sandbox.refund(&refund("a", "pay", 100)).await.expect("answered");
    let pending = bank.keeps(Behaviour::Pending).await;
    bank.sandbox.charge(&charge("slow", &pending)).await.expect("answered");
    let dollars = Refund { amount: Money::new(5, Currency::USD), ..refund("b", "pay", 5) };
    let wrong = [
        (refund("a", "pay", 99), RefundRefusal::ReferenceTaken),
        (refund("b\n", "pay", 5), RefundRefusal::ReferenceMalformed),
        (refund("b", "nobody", 5), RefundRefusal::UnknownPayment),
        (refund("b", "slow", 5), RefundRefusal::NotCaptured),
        (refund("b", "pay", 0), RefundRefusal::NothingToRefund),
        (dollars, RefundRefusal::NothingToRefund),
    ];
    for (asked, refusal) in wrong {
        assert_eq!(bank.sandbox.refund(&asked).await, refused(refusal));
    }
    assert_eq!(bank.taken(), 4_900);
    bank.waits(PENDING_S);
    bank.sandbox.refund(&refund("b", "slow", 5_000)).await.expect("it has settled");
    assert_eq!(bank.taken(), 4_900);
}

/// the refund is in the books, its answer is lost; it counts, and the look-up finds it.
#[tokio::test]
async fn a_refund_whose_answer_is_lost_is_found() {
    let bank = paid(Behaviour::RefundAnswerLost).await;
    assert!(lost(&bank.sandbox.refund(&refund("a", "pay", 3_000)).await));
    assert_eq!(state(&bank.sandbox, "a").await, Some(RefundState::Succeeded));
    let more = bank.sandbox.refund(&refund("b", "pay", 3_000)).await;
    assert_eq!(more, refused(RefundRefusal::MoreThanCaptured));
    bank.sandbox.refund(&refund("a", "pay", 3_000)).await.expect("answered now");
    assert_eq!(bank.taken(), 2_000);
}

#[tokio::test]
async fn faults_on_the_way_are_told_apart_by_look_up() {
    let bank = paid(Behaviour::Approve).await;
    bank.sandbox.next_refunds_meet([Fault::NotSent, Fault::RequestLost, Fault::AnswerLost]);
    let asked = refund("a", "pay", 3_000);
    assert!(matches!(bank.sandbox.refund(&asked).await, Err(GatewayError::NotSent(_))));
    assert!(lost(&bank.sandbox.refund(&asked).await));
    assert_eq!(state(&bank.sandbox, "a").await, None);
    assert!(lost(&bank.sandbox.refund(&asked).await));
    assert_eq!(state(&bank.sandbox, "a").await, Some(RefundState::Succeeded));

    bank.sandbox.unreachable_until(bank.now().plus_minutes(5));
    let cut = bank.sandbox.look_up_refund(&asked).await;
    assert!(matches!(cut, Err(GatewayError::NotSent(_))));
}

#[tokio::test]
async fn pending_refunds_count_and_failed_ones_do_not() {
    for (behaviour, end, taken) in [
        (Behaviour::RefundPending, RefundState::Succeeded, 1_000),
        (Behaviour::RefundFails, RefundState::Failed, 5_000),
    ] {
        let bank = paid(behaviour).await;
        let asked = bank.sandbox.refund(&refund("a", "pay", 4_000)).await.expect("answered");
        assert_eq!(asked.state, RefundState::Pending);
        let more = bank.sandbox.refund(&refund("b", "pay", 4_000)).await;
        assert_eq!(more, refused(RefundRefusal::MoreThanCaptured));
        bank.waits(REFUND_PENDING_S);
        assert_eq!(state(&bank.sandbox, "a").await, Some(end));
        assert_eq!(bank.taken(), taken);
        let events = bank.sandbox.drain_events().await.expect("in memory");
        assert_eq!(events.len(), 2);
        for event in events {
            let read = bank.sandbox.read_event(&header(&event), &event.body, bank.now());
            let read = read.expect("genuine");
            assert_eq!((read.about, read.reference.as_str()), (About::Refund, "a"));
        }
    }
}

/// the bank takes back at most what is left; a refund may come before it, none after.
#[tokio::test]
async fn a_chargeback_takes_what_is_left() {
    let bank = paid(Behaviour::ChargedBack).await;
    bank.sandbox.refund(&refund("a", "pay", 2_000)).await.expect("answered");
    bank.waits(CHARGED_BACK_AFTER_S);
    let payment = bank.sandbox.look_up("pay").await.expect("reachable").expect("in the books");
    assert_eq!(payment.charged_back, eur(3_000));
    assert_eq!(bank.taken(), 0);
    let more = bank.sandbox.refund(&refund("b", "pay", 1)).await;
    assert_eq!(more, refused(RefundRefusal::MoreThanCaptured));
    let events = bank.sandbox.drain_events().await.expect("in memory");
    assert_eq!(events.len(), 2);

    let other = paid(Behaviour::Approve).await;
    let disputes = async |minor| other.sandbox.payer_disputes("pay", eur(minor)).await;
    assert_eq!(disputes(1_000).await.expect("in memory"), Some(eur(1_000)));
    assert_eq!(disputes(9_000).await.expect("in memory"), Some(eur(4_000)));
    assert_eq!(disputes(1).await.expect("in memory"), Some(eur(0)));
    assert_eq!(other.sandbox.payer_disputes("x", eur(1)).await.expect("in memory"), None);
    assert_eq!(other.taken(), 0);
}

#[tokio::test]
async fn refunds_survive_a_crash() {
    let folder = bank::folder("refunds");
    let path = folder.join("sandbox.jsonl");
    let mut bank = Bank::new();
    bank.sandbox = open(Some(&path), &bank.seconds).expect("a new journal");
    let token = bank.keeps(Behaviour::RefundFails).await;
    bank.sandbox.charge(&charge("pay", &token)).await.expect("answered");
    bank.sandbox.refund(&refund("a", "pay", 1_000)).await.expect("answered");
    bank.sandbox.payer_disputes("pay", eur(500)).await.expect("written");
    drop(bank.sandbox);

    bank.sandbox = open(Some(&path), &bank.seconds).expect("a journal");
    assert_eq!(bank.taken(), 4_500);
    assert_eq!(state(&bank.sandbox, "a").await, Some(RefundState::Pending));
    bank.waits(REFUND_PENDING_S);
    assert_eq!(state(&bank.sandbox, "a").await, Some(RefundState::Failed));
    let more = bank.sandbox.refund(&refund("b", "pay", 4_501)).await;
    assert_eq!(more, refused(RefundRefusal::MoreThanCaptured));
    bank.sandbox.refund(&refund("b", "pay", 4_500)).await.expect("the rest");
    std::fs::remove_dir_all(&folder).expect("removed");
}
