//! What dunning does (C10, I-15): nobody is suspended too early, and nobody for ever served who
//! does not pay. What is asked for is what is open, as often as the rules say (I-08).

use billing::payment::AttemptState;
use billing::subscription::SubscriptionState;
use store::invoice::Issued;
use store::payment::{Attempt, Pays};
use units::Timestamp;

use crate::years::acts::scene;
use crate::years::oracle::modelled::AHEAD_H;
use crate::years::oracle::{Books, Findings};
use crate::years::plan::Rule;
use crate::years::stage::Stage;

/// Days after the first decline, as the shipped catalog has them.
pub const SUSPEND_DAYS: i64 = 14;
const END_DAYS: i64 = 60;
/// Days after it on which the charge is tried again.
const RETRY_DAYS: [i64; 4] = [1, 3, 5, 7];
/// Hours after such a day within which a charge is taken for its retry.
const RETRIED_WITHIN_H: i64 = 2;

/// `quiet`: what is due has been done.
pub fn look(stage: &Stage, books: &Books, quiet: bool, findings: &mut Findings) {
    let now = stage.house.sky.now();
    let dunned = scene(&stage.scene).prices.rules.contains(&Rule::Dunning);
    for sub in &books.subscriptions {
        let is_open = |issued: &&Issued| {
            let lines = &issued.invoice.draft.lines;
            !issued.is_paid()
                && !books.is_charged_back(issued)
                && lines.iter().any(|line| line.subscription == Some(sub.id))
        };
        let open: Vec<&Issued> = books.invoices.iter().filter(is_open).collect();
        let oldest = open.iter().filter_map(|issued| issued.dunning_since).min();
        let days = oldest.map_or(0, |since| days_since(since, now.plus_hours(AHEAD_H)));
        let suspended = sub.state == SubscriptionState::Suspended;
        findings.rule("I-15", !suspended || (dunned && days >= SUSPEND_DAYS), || {
            format!("{} is suspended {days} days after a decline", sub.name())
        });
        // What an operator sent back is dunned when a charge of it is declined anew, and not before.
        let known = |issued: &&&Issued| books.sent_back(issued).is_empty();
        let oldest = open.iter().filter(known).filter_map(|issued| issued.dunning_since).min();
        let settled = open.iter().all(|issued| {
            books.attempts_for(issued).iter().all(|attempt| attempt.state.is_settled())
        });
        if !quiet || !dunned || !settled {
            continue;
        }
        let days = oldest.map_or(0, |since| days_since(since, now));
        let ended = sub.state == SubscriptionState::Ended;
        findings.rule("I-15", ended || suspended || days <= SUSPEND_DAYS, || {
            let state = sub.state.word();
            format!("{} is {state} {days} days after a decline", sub.name())
        });
        findings.rule("I-15", ended || days <= END_DAYS, || {
            format!("{} has not ended {days} days after a decline", sub.name())
        });
    }
    amounts(books, findings);
    tries(stage, books, (dunned, quiet), findings);
    if quiet {
        looked_after(books, findings);
    }
}

/// Each charge of an invoice asks for its total less what paid of it before.
fn amounts(books: &Books, findings: &mut Findings) {
    for attempt in &books.attempts {
        let Some(issued) = charged(books, attempt) else { continue };
        if books.is_charged_back(issued) {
            continue;
        }
        let mut paid = books.paid_otherwise(issued);
        let back = books.sent_back(issued);
        // Charged once more: what went back of the charges before is open.
        if !back.is_empty() {
            paid.extend(books.charged_before(issued, attempt.id));
            paid.extend(back.into_iter().map(|(at, minor)| (at, -minor)));
            paid.sort();
        }
        let sum = |paid: &[(Timestamp, i64)]| paid.iter().map(|(_, minor)| minor).sum::<i64>();
        let before = paid.iter().take_while(|(at, _)| *at < attempt.created_at).count();
        // An order's charge is older than its invoice, and asks for what is open when that is issued.
        let asked_at = attempt.created_at.max(issued.invoice.issued_at);
        let by_then = paid.iter().take_while(|(at, _)| *at <= asked_at).count();
        // What was paid in the same second came before or after.
        let total = issued.invoice.draft.total.minor;
        let mut open = (before..=by_then).map(|count| total - sum(&paid[..count]));
        let asked = attempt.amount.minor;
        findings.rule("I-08", open.any(|open| open == asked), || {
            let number = &issued.invoice.number;
            format!("{asked} of {number} were asked for: {total} less {paid:?}")
        });
    }
}

fn charged<'a>(books: &'a Books, attempt: &Attempt) -> Option<&'a Issued> {
    let Pays::Invoice(invoice) = attempt.pays else { return None };
    books.invoices.iter().find(|issued| issued.invoice.id == invoice)
}

/// An unpaid invoice is charged again on the days the rules name, and otherwise when its customer
/// says so. Where nothing was refused for good, no such day passes without.
fn tries(stage: &Stage, books: &Books, (dunned, quiet): (bool, bool), findings: &mut Findings) {
    let now = stage.house.sky.now();
    let mut allowed = scene(&stage.scene).pays_pressed(books.account);
    let mut made = 0;
    for issued in &books.invoices {
        let own = |attempt: &&Attempt| attempt.pays == Pays::Invoice(issued.invoice.id);
        let attempts: Vec<&Attempt> = books.attempts.iter().filter(own).collect();
        made += attempts.len();
        allowed += 1;
        let Some(since) = issued.dunning_since.filter(|_| dunned) else { continue };
        let paid_at = issued.settlement.paid_at.filter(|_| issued.is_paid());
        let until = paid_at.unwrap_or(now);
        let passed = |days: &[i64], until: Timestamp| {
            days.iter().filter(|days| since.plus_days(**days) <= until).count()
        };
        allowed += passed(&RETRY_DAYS, until.plus_hours(AHEAD_H));
        let steps = usize::try_from(issued.dunning_steps).unwrap_or_default();
        let number = &issued.invoice.number;
        let days = [1, 3, 5, 7, SUSPEND_DAYS, END_DAYS];
        let most = passed(&days, until.plus_hours(AHEAD_H));
        findings.rule("I-08", steps <= most, || format!("{number}: {steps} steps, not {most}"));
        let refused = attempts.iter().any(|attempt| is_refused_for_good(attempt));
        // Dunning looks once more an hour after a payment has settled, and not after a chargeback.
        let waits = books.is_charged_back(issued)
            || !books.sent_back(issued).is_empty()
            || attempts.iter().any(|attempt| {
                let since_s = now.seconds_since(attempt.updated_at);
                !attempt.state.is_settled() || since_s < RETRIED_WITHIN_H * 3_600
            });
        let first = attempts.iter().any(|attempt| attempt.created_at <= since);
        let lives = books.subscriptions.iter().any(|sub| {
            let lines = &issued.invoice.draft.lines;
            sub.state != SubscriptionState::Ended
                && lines.iter().any(|line| line.subscription == Some(sub.id))
        });
        if quiet && first && lives && !refused && !waits && !issued.is_paid() {
            let again = attempts.iter().filter(|attempt| attempt.created_at > since).count();
            let least = passed(&RETRY_DAYS, now);
            findings.rule("I-08", again >= least, || {
                format!("{number} was charged {again} times again, not {least}")
            });
        }
    }
    findings.rule("I-08", made <= allowed, || {
        format!("invoices were charged {made} times, {allowed} at most were due or asked for")
    });
}

fn is_refused_for_good(attempt: &Attempt) -> bool {
    let hard = ["expired_card", "lost_card", "stolen_card"];
    attempt.state == AttemptState::Declined
        && attempt.decline_code.as_deref().is_some_and(|code| hard.contains(&code))
}

/// The charges that dunning made of an invoice by itself, and what of each was open.
pub fn retries<'a>(books: &'a Books, issued: &Issued) -> Vec<&'a Attempt> {
    let Some(since) = issued.dunning_since else { return Vec::new() };
    let of_a_day = |attempt: &&Attempt| {
        let is_of = |days: &i64| {
            let after_s = attempt.created_at.seconds_since(since.plus_days(*days));
            (0..RETRIED_WITHIN_H * 3_600).contains(&after_s)
        };
        attempt.pays == Pays::Invoice(issued.invoice.id) && RETRY_DAYS.iter().any(is_of)
    };
    books.attempts.iter().filter(of_a_day).collect()
}

fn days_since(since: Timestamp, now: Timestamp) -> i64 {
    now.seconds_since(since) / 86_400
}

/// Somebody asks for what is open: a payment under way, dunning, or an operator who was told.
fn looked_after(books: &Books, findings: &mut Findings) {
    for issued in books.invoices.iter().filter(|issued| !issued.is_paid()) {
        let attempts = books.attempts_for(issued);
        let pays = attempts.iter().any(|attempt| !attempt.state.is_settled());
        let known = books.is_charged_back(issued) || !books.sent_back(issued).is_empty();
        let looked_at = issued.dunning_since.is_some() || known;
        findings.rule("liveness", pays || looked_at, || {
            let (number, open) = (&issued.invoice.number, issued.open());
            format!("nobody asks for the {open} that are open of {number}")
        });
    }
}
