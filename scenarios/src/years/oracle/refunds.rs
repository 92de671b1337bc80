//! What an operator sends back: what was asked and nothing else, its invoice open again by as much
//! (D5, I-04, I-08).

use std::collections::BTreeSet;

use billing::refund::{RefundCause, RefundState};
use billing::subscription::SubscriptionState;
use store::refund::Refund;

use crate::years::acts::scene;
use crate::years::oracle::{Books, Findings};
use crate::years::stage::Stage;

/// Refunds that credit notes and the balance did not ask for.
fn operators(books: &Books) -> impl Iterator<Item = &Refund> {
    let of_payments = [RefundCause::PaymentReversed, RefundCause::LatePayment];
    books.refunds.iter().filter(move |refund| of_payments.contains(&refund.cause))
}

/// What the bank has sent back, for an operator, of the payments with these references.
pub fn gone(stage: &Stage, references: &BTreeSet<String>) -> i64 {
    let asked: BTreeSet<String> =
        scene(&stage.scene).refunds.values().map(|asked| asked.id.to_string()).collect();
    let back = stage.house.bank.refunds();
    let of_it = back.iter().filter(|back| {
        back.is_gone() && references.contains(&back.payment) && asked.contains(&back.reference)
    });
    of_it.map(|back| back.amount.minor).sum()
}

pub fn look(stage: &Stage, books: &Books, quiet: bool, findings: &mut Findings) {
    asked(stage, books, findings);
    reopened(books, findings);
    if quiet {
        carried_out(stage, books, findings);
    }
}

/// I-08: nothing goes back of a payment that nobody asked for, nor more, nor of another one.
fn asked(stage: &Stage, books: &Books, findings: &mut Findings) {
    let scene = scene(&stage.scene);
    for refund in operators(books) {
        let asked = scene.refunds.values().find(|asked| asked.id == refund.id);
        let same = asked
            .is_some_and(|asked| (asked.attempt, asked.amount) == (refund.attempt, refund.amount));
        findings.rule("I-08", same, || {
            format!("{} of {} goes back, {asked:?} was asked", refund.amount, refund.attempt)
        });
    }
    for attempt in books.attempts.iter().filter(|attempt| attempt.charged_back.is_zero()) {
        let of_it = books.refunds.iter().filter(|refund| refund.attempt == attempt.id);
        let gone = of_it.filter(|refund| refund.state != RefundState::Failed);
        let gone: i64 = gone.map(|refund| refund.amount.minor).sum();
        let most = attempt.amount.minor;
        findings.rule("I-08", gone <= most, || {
            format!("{gone} goes back of {}, of which {most} are there", attempt.id)
        });
    }
}

/// I-04: an invoice whose payment went back is open by so much as it was not paid otherwise.
fn reopened(books: &Books, findings: &mut Findings) {
    for issued in books.invoices.iter().filter(|issued| !books.is_charged_back(issued)) {
        let back: i64 = books.sent_back(issued).iter().map(|(_, minor)| minor).sum();
        if back == 0 {
            continue;
        }
        let attempts = books.attempts_for(issued);
        let nobody = units::Id::from_parts(issued.invoice.issued_at, [0; 10]);
        let charged: i64 = books.charged_before(issued, nobody).iter().map(|(_, paid)| paid).sum();
        let other: i64 = books.paid_otherwise(issued).iter().map(|(_, paid)| paid).sum();
        let left = issued.invoice.draft.total.minor - charged - other + back;
        let open = issued.open().minor;
        findings.rule("I-04", open == left, || {
            let (number, tries) = (&issued.invoice.number, attempts.len());
            format!("{open} are open of {number}, not {left}: {tries} attempts, {back} went back")
        });
    }
}

/// I-07: what an operator was told is on its way has gone, once.
fn carried_out(stage: &Stage, books: &Books, findings: &mut Findings) {
    let told = {
        let scene = scene(&stage.scene);
        let told = scene.refunds.iter().filter(|(step, _)| scene.sent_back.contains(*step));
        told.map(|(_, asked)| asked.clone()).collect::<Vec<_>>()
    };
    let bank = stage.house.bank.refunds();
    for asked in told.iter().filter(|asked| asked.account == books.account) {
        let row = books.refunds.iter().find(|refund| refund.id == asked.id);
        let failed = row.is_some_and(|refund| refund.state == RefundState::Failed);
        let reference = asked.id.to_string();
        let gone = bank.iter().find(|back| back.reference == reference && back.is_gone());
        let right = gone.is_some_and(|back| back.amount == asked.amount);
        findings.rule("I-07", row.is_some() && (right || failed), || {
            format!("{} was said to be on its way: {row:?}, {gone:?}", asked.amount)
        });
    }
}

/// What was reached: key and name of each.
pub fn reached(books: &Books) -> Vec<(String, &'static str)> {
    let mut names = Vec::new();
    for refund in operators(books).filter(|refund| refund.booked_at.is_some()) {
        let attempt = books.attempts.iter().find(|attempt| attempt.id == refund.attempt);
        let whole = attempt.is_some_and(|attempt| attempt.amount == refund.amount);
        let name = if whole { "payment sent back" } else { "payment sent back in part" };
        names.push((format!("back {}", refund.id), name));
    }
    for issued in &books.invoices {
        let Some(back) = books.sent_back(issued).into_iter().map(|(at, _)| at).max() else {
            continue;
        };
        let id = issued.invoice.id;
        if !issued.is_paid() {
            names.push((format!("open again {id}"), "open again"));
        } else if issued.settlement.paid_at > Some(back) {
            names.push((format!("paid again {id}"), "paid again"));
        }
        let lines = &issued.invoice.draft.lines;
        let over = books.subscriptions.iter().any(|sub| {
            let asked_at = sub.cancellation.as_ref().map(|asked| asked.asked_at);
            sub.state == SubscriptionState::Ended
                && asked_at.is_some_and(|asked_at| asked_at < back)
                && lines.iter().any(|line| line.subscription == Some(sub.id))
        });
        if over {
            names.push((format!("back for nothing {id}"), "sent back to what has ended"));
        }
    }
    names
}
