//! What dunning does (C10, I-15): nobody is suspended too early, and nobody for ever served who
//! does not pay.

use billing::subscription::SubscriptionState;
use store::invoice::Issued;
use units::Timestamp;

use crate::years::acts::scene;
use crate::years::oracle::modelled::AHEAD_H;
use crate::years::oracle::{Books, Findings};
use crate::years::plan::Rule;
use crate::years::stage::Stage;

/// Days after the first decline, as the shipped catalog has them.
const SUSPEND_DAYS: i64 = 14;
const END_DAYS: i64 = 60;

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
    if quiet {
        looked_after(books, findings);
    }
}

fn days_since(since: Timestamp, now: Timestamp) -> i64 {
    now.seconds_since(since) / 86_400
}

/// Somebody asks for what is open: a payment under way, dunning, or an operator who was told.
fn looked_after(books: &Books, findings: &mut Findings) {
    for issued in books.invoices.iter().filter(|issued| !issued.is_paid()) {
        let attempts = books.attempts_for(issued);
        let pays = attempts.iter().any(|attempt| !attempt.state.is_settled());
        let looked_at = issued.dunning_since.is_some() || books.is_charged_back(issued);
        findings.rule("liveness", pays || looked_at, || {
            let (number, open) = (&issued.invoice.number, issued.open());
            format!("nobody asks for the {open} that are open of {number}")
        });
    }
}
