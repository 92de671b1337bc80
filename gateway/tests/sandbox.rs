//! The sandbox as Plenum meets it: its cards, its lost answers, its challenges, its events, and
//! what is left of it after a crash.

mod bank;

use bank::{Bank, charge, folder, header, open, typed};
use gateway::payment::ChargeRefusal;
use gateway::sandbox::{
    Behaviour, CHALLENGE_VALID_S, ChallengeAnswer, ChallengeRefusal, Fault, JournalError,
    TEST_CARDS,
};
use gateway::{CardRefusal, Charge, DeclineCode, Gateway, GatewayError, PaymentState, TypedEntry};
use units::{Currency, Money};

fn renewal(reference: &str, token: &str) -> Charge {
    Charge { customer_present: false, ..charge(reference, token) }
}

fn lost(answer: &Result<gateway::Payment, GatewayError>) -> bool {
    matches!(answer, Err(GatewayError::AnswerLost(_)))
}

fn challenge_id(state: &PaymentState) -> String {
    let PaymentState::RequiresAction { challenge_url } = state else {
        panic!("no challenge: {state:?}")
    };
    challenge_url.rsplit('/').next().expect("a last part").to_owned()
}

#[tokio::test]
async fn each_test_card_does_what_it_says() {
    let declined = PaymentState::declined;
    let expected = [
        (Behaviour::Approve, PaymentState::Succeeded, PaymentState::Succeeded),
        (
            Behaviour::Decline,
            declined(DeclineCode::CardDeclined),
            declined(DeclineCode::CardDeclined),
        ),
        (
            Behaviour::InsufficientFunds,
            declined(DeclineCode::InsufficientFunds),
            declined(DeclineCode::InsufficientFunds),
        ),
        (
            Behaviour::LostCard,
            PaymentState::Declined { code: DeclineCode::LostCard, hard: true },
            declined(DeclineCode::LostCard),
        ),
        (
            Behaviour::DeclineRenewals,
            PaymentState::Succeeded,
            PaymentState::Declined { code: DeclineCode::InsufficientFunds, hard: false },
        ),
        (Behaviour::Pending, PaymentState::Pending, PaymentState::Pending),
    ];
    for (behaviour, first, second) in expected {
        let bank = Bank::new();
        let token = bank.keeps(behaviour).await;
        let bought = bank.sandbox.charge(&charge("a", &token)).await.expect("answered");
        let renewed = bank.sandbox.charge(&renewal("b", &token)).await.expect("answered");
        assert_eq!(bought.state, first, "{behaviour:?}");
        assert_eq!(renewed.state, second, "{behaviour:?}");
    }
}

#[tokio::test]
async fn a_real_card_does_not_get_in() {
    let bank = Bank::new();
    let refusal = bank.sandbox.keep_card(typed("4111111111111111")).await.expect_err("refused");
    assert_eq!(refusal, CardRefusal::NotATestCard);
    let refusal = bank.sandbox.keep_card(typed("4242")).await.expect_err("refused");
    assert_eq!(refusal.code(), "card.number");
}

#[tokio::test]
async fn the_same_reference_takes_money_once() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::Approve).await;
    let first = bank.sandbox.charge(&charge("a", &token)).await.expect("answered");
    let again = bank.sandbox.charge(&charge("a", &token)).await.expect("answered");
    assert_eq!(first, again);
    assert_eq!(bank.taken(), 5_000);

    let other = Charge { amount: Money::new(1, Currency::EUR), ..charge("a", &token) };
    let refused = |refusal| Err(GatewayError::Refused(refusal));
    assert_eq!(bank.sandbox.charge(&other).await, refused(ChargeRefusal::ReferenceTaken));
    let nobody = bank.sandbox.charge(&charge("b", "card_unknown")).await;
    assert_eq!(nobody, refused(ChargeRefusal::UnknownToken));
    let nothing = Charge { amount: Money::zero(Currency::EUR), ..charge("b", &token) };
    assert_eq!(bank.sandbox.charge(&nothing).await, refused(ChargeRefusal::NothingToCharge));
    let broken = bank.sandbox.charge(&charge("b\n", &token)).await;
    assert_eq!(broken, refused(ChargeRefusal::ReferenceMalformed));
    assert_eq!(bank.taken(), 5_000);
}

/// taken, answer lost; the look-up finds it.
#[tokio::test]
async fn a_lost_answer_is_found_by_look_up() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::TimeoutAfterCharge).await;
    assert!(lost(&bank.sandbox.charge(&charge("a", &token)).await));
    assert_eq!(bank.state("a").await, PaymentState::Succeeded);
    let again = bank.sandbox.charge(&charge("a", &token)).await.expect("answered now");
    assert_eq!(again.state, PaymentState::Succeeded);
    assert_eq!(bank.taken(), 5_000);
}

/// lost on the way; the look-up finds nothing, the next attempt takes it once.
#[tokio::test]
async fn a_lost_request_is_told_apart_by_look_up() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::TimeoutBeforeCharge).await;
    assert!(lost(&bank.sandbox.charge(&charge("a", &token)).await));
    assert_eq!(bank.sandbox.look_up("a").await, Ok(None));
    assert_eq!(bank.taken(), 0);
    let next = bank.sandbox.charge(&charge("b", &token)).await.expect("answered");
    assert_eq!(next.state, PaymentState::Succeeded);
    assert_eq!(bank.taken(), 5_000);
}

#[tokio::test]
async fn the_payer_answers_the_bank() {
    for (approve, state) in [
        (true, PaymentState::Succeeded),
        (false, PaymentState::declined(DeclineCode::AuthenticationFailed)),
    ] {
        let bank = Bank::new();
        let token = bank.keeps(Behaviour::NeedsAuthentication).await;
        let asked = bank.sandbox.charge(&charge("a", &token)).await.expect("answered").state;
        let id = challenge_id(&asked);
        let shown = bank.sandbox.challenge(&id).await.expect("open");
        assert_eq!((shown.amount.minor, shown.last4.as_str()), (5_000, "3155"));
        let until = bank.now().plus_seconds(CHALLENGE_VALID_S);
        assert_eq!(shown.answer, ChallengeAnswer::Open { until });

        let answered = bank.sandbox.answer_challenge(&id, approve).await.expect("counts");
        assert_eq!(answered.return_url, "http://localhost:8080/orders/1");
        assert_eq!(bank.state("a").await, state);
        let again = bank.sandbox.answer_challenge(&id, approve).await.expect("no error");
        assert_eq!(again, answered);
        let otherwise = bank.sandbox.answer_challenge(&id, !approve).await;
        assert_eq!(otherwise, Err(ChallengeRefusal::Answered));
    }
}

/// an ignored challenge ends as a decline.
#[tokio::test]
async fn an_ignored_challenge_expires() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::AlwaysNeedsAuthentication).await;
    let asked = bank.sandbox.charge(&charge("a", &token)).await.expect("answered").state;
    let id = challenge_id(&asked);
    bank.waits(CHALLENGE_VALID_S - 1);
    assert_eq!(bank.state("a").await, asked);
    bank.waits(1);
    let expired = PaymentState::Declined { code: DeclineCode::AuthenticationExpired, hard: false };
    assert_eq!(bank.state("a").await, expired);
    let late = bank.sandbox.answer_challenge(&id, true).await;
    assert_eq!(late, Err(ChallengeRefusal::Expired));
    assert_eq!(bank.sandbox.answer_challenge("x", true).await, Err(ChallengeRefusal::Unknown));
    assert_eq!(bank.taken(), 0);
}

/// a question that is given up takes no answer; what was paid before stays paid.
#[tokio::test]
async fn a_question_given_up_takes_no_answer() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::AlwaysNeedsAuthentication).await;
    let asked = bank.sandbox.charge(&renewal("a", &token)).await.expect("answered").state;
    let expired = PaymentState::declined(DeclineCode::AuthenticationExpired);
    for _ in 0..2 {
        let ended = bank.sandbox.give_up("a").await.expect("reachable").expect("there");
        assert_eq!(ended.state, expired);
    }
    let late = bank.sandbox.answer_challenge(&challenge_id(&asked), true).await;
    assert_eq!(late, Err(ChallengeRefusal::Expired));

    let asked = bank.sandbox.charge(&renewal("b", &token)).await.expect("answered").state;
    bank.sandbox.answer_challenge(&challenge_id(&asked), true).await.expect("counts");
    let paid = bank.sandbox.give_up("b").await.expect("reachable").expect("there");
    assert_eq!(paid.state, PaymentState::Succeeded);
    assert_eq!(bank.sandbox.give_up("c").await, Ok(None));
    assert_eq!(bank.taken(), 5_000);
}

#[tokio::test]
async fn renewals_after_authentication_depend_on_the_card() {
    let bank = Bank::new();
    let once = bank.keeps(Behaviour::NeedsAuthentication).await;
    let always = bank.keeps(Behaviour::AlwaysNeedsAuthentication).await;
    for (reference, token) in [("a", &once), ("b", &always)] {
        let asked = bank.sandbox.charge(&charge(reference, token)).await.expect("answered");
        let id = challenge_id(&asked.state);
        bank.sandbox.answer_challenge(&id, true).await.expect("counts");
    }
    let renewed = bank.sandbox.charge(&renewal("c", &once)).await.expect("answered");
    assert_eq!(renewed.state, PaymentState::Succeeded);
    let asked = bank.sandbox.charge(&renewal("d", &always)).await.expect("answered");
    challenge_id(&asked.state);
}

#[tokio::test]
async fn pending_payments_settle_with_time() {
    let bank = Bank::new();
    let good = bank.keeps(Behaviour::Pending).await;
    let bad = bank.keeps(Behaviour::PendingThenDeclined).await;
    for (reference, token) in [("a", &good), ("b", &bad)] {
        let under_way = bank.sandbox.charge(&charge(reference, token)).await.expect("answered");
        assert_eq!(under_way.state, PaymentState::Pending);
    }
    bank.waits(600);
    assert_eq!(bank.state("a").await, PaymentState::Succeeded);
    assert_eq!(bank.state("b").await, PaymentState::declined(DeclineCode::InsufficientFunds));
    assert_eq!(bank.sandbox.drain_events().await.expect("in memory").len(), 4);
}

#[tokio::test]
async fn a_card_past_its_month_is_declined_for_good() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::Approve).await;
    bank.waits(4 * 366 * 86_400);
    let old = bank.sandbox.charge(&renewal("a", &token)).await.expect("answered");
    assert_eq!(old.state, PaymentState::Declined { code: DeclineCode::ExpiredCard, hard: true });
}

#[tokio::test]
async fn faults_are_met_in_order() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::Approve).await;
    bank.sandbox.next_charges_meet([Fault::NotSent, Fault::RequestLost, Fault::AnswerLost]);
    let cut = bank.sandbox.charge(&charge("a", &token)).await;
    assert!(matches!(cut, Err(GatewayError::NotSent(_))));
    assert!(lost(&bank.sandbox.charge(&charge("a", &token)).await));
    assert_eq!(bank.sandbox.look_up("a").await, Ok(None));
    assert!(lost(&bank.sandbox.charge(&charge("a", &token)).await));
    assert_eq!(bank.state("a").await, PaymentState::Succeeded);

    bank.sandbox.unreachable_until(bank.now().plus_minutes(5));
    assert!(matches!(bank.sandbox.look_up("a").await, Err(GatewayError::NotSent(_))));
    assert!(matches!(
        bank.sandbox.keep_card(typed("4242424242424242")).await,
        Err(CardRefusal::Unavailable(_))
    ));
    bank.waits(300);
    assert_eq!(bank.state("a").await, PaymentState::Succeeded);
}

/// from the sender's side: the same id each time, a fresh signature each time.
#[tokio::test]
async fn events_come_until_they_are_delivered() {
    let bank = Bank::new();
    let token = bank.keeps(Behaviour::Approve).await;
    bank.sandbox.charge(&charge("a", &token)).await.expect("answered");
    let first = bank.sandbox.undelivered_events(10).await.expect("in memory");
    let stale = header(&first[0]);
    bank.waits(3_600);
    let again = bank.sandbox.undelivered_events(10).await.expect("in memory");
    assert_eq!(first[0].id, again[0].id);
    let old = bank.sandbox.read_event(&stale, &first[0].body, bank.now());
    assert_eq!(old.expect_err("refused").code(), "event.not_now");
    let read = bank.sandbox.read_event(&header(&again[0]), &again[0].body, bank.now());
    let read = read.expect("genuine");
    assert_eq!((read.id, read.reference), (again[0].id.clone(), "a".to_owned()));

    bank.sandbox.event_delivered(&again[0].id).await.expect("in memory");
    bank.sandbox.event_delivered("evt_unknown").await.expect("no error");
    assert!(bank.sandbox.undelivered_events(10).await.expect("in memory").is_empty());
}

/// Some of everything, ending with an open challenge and undelivered events.
async fn lives_a_little(bank: &Bank) {
    let token = bank.keeps(Behaviour::Approve).await;
    bank.sandbox.charge(&charge("a", &token)).await.expect("answered");
    bank.sandbox.drain_events().await.expect("written");
    let lossy = bank.keeps(Behaviour::TimeoutBeforeCharge).await;
    assert!(lost(&bank.sandbox.charge(&charge("b", &lossy)).await));
    bank.sandbox.charge(&charge("b", &lossy)).await.expect("answered");
    let asking = bank.keeps(Behaviour::NeedsAuthentication).await;
    let asked = bank.sandbox.charge(&charge("c", &asking)).await.expect("answered");
    bank.sandbox.answer_challenge(&challenge_id(&asked.state), true).await.expect("counts");
    bank.sandbox.charge(&charge("d", &asking)).await.expect("answered");
}

#[tokio::test]
async fn everything_acknowledged_survives_a_crash() {
    let folder = folder("crash");
    let path = folder.join("sandbox.jsonl");
    let mut bank = Bank::new();
    bank.sandbox = open(Some(&path), &bank.seconds).expect("a new journal");
    let second = open(Some(&path), &bank.seconds).err().expect("refused");
    assert!(matches!(second, JournalError::InUse));
    lives_a_little(&bank).await;
    let (payments, totals) = (bank.sandbox.payments(), bank.sandbox.totals());
    let events = bank.sandbox.undelivered_events(100).await.expect("written");
    drop(bank.sandbox);

    let bytes = std::fs::read(&path).expect("a journal");
    for card in TEST_CARDS {
        let number = card.number.as_bytes();
        assert!(!bytes.windows(number.len()).any(|window| window == number), "a number was kept");
    }
    let reopened = open(Some(&path), &bank.seconds).expect("a journal");
    assert_eq!(reopened.payments(), payments);
    assert_eq!(reopened.totals(), totals);
    assert_eq!(reopened.undelivered_events(100).await.expect("written"), events);
    drop(reopened);

    // Torn anywhere: whole lines count, the rest was never acknowledged and can be done again.
    for length in 0..bytes.len() {
        std::fs::write(&path, &bytes[..length]).expect("written");
        let torn = open(Some(&path), &bank.seconds).expect("a torn journal is read");
        drop(torn);
        let lines = bytes[..length].iter().filter(|byte| **byte == b'\n').count();
        let left = std::fs::read(&path).expect("a journal");
        assert_eq!(left.iter().filter(|byte| **byte == b'\n').count(), lines);
        assert!(left.is_empty() || left.ends_with(b"\n"));
    }
    std::fs::write(&path, [b"{\"entry\":\"nonsense\"}\n".as_slice(), &bytes].concat())
        .expect("written");
    let damaged = open(Some(&path), &bank.seconds).err().expect("refused");
    assert!(matches!(damaged, JournalError::Damaged { line: 1, .. }));
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[tokio::test]
async fn a_torn_charge_can_be_made_again() {
    let folder = folder("torn");
    let path = folder.join("sandbox.jsonl");
    let mut bank = Bank::new();
    bank.sandbox = open(Some(&path), &bank.seconds).expect("a new journal");
    let token = bank.keeps(Behaviour::Approve).await;
    bank.sandbox.charge(&charge("a", &token)).await.expect("answered");
    drop(bank.sandbox);
    let bytes = std::fs::read(&path).expect("a journal");
    std::fs::write(&path, &bytes[..bytes.len() - 1]).expect("written");

    bank.sandbox = open(Some(&path), &bank.seconds).expect("a torn journal is read");
    assert_eq!(bank.sandbox.look_up("a").await, Ok(None));
    bank.sandbox.charge(&charge("a", &token)).await.expect("answered");
    assert_eq!(bank.taken(), 5_000);
    drop(bank.sandbox);
    bank.sandbox = open(Some(&path), &bank.seconds).expect("a journal");
    assert_eq!(bank.taken(), 5_000);
    std::fs::remove_dir_all(&folder).expect("removed");
}
