//! What lives with changes have reached, counted once each.

use std::collections::BTreeSet;

use billing::credit_note::{CreditCause, CreditGoes};
use billing::invoice::LineKind;
use billing::payment::AttemptState;
use billing::proposal::Title;
use billing::subscription::{Subscription, SubscriptionState};
use billing::tax::Tax;
use store::order::{Order, OrderState};
use units::Timestamp;

use crate::years::acts::scene;
use crate::years::oracle::{Books, dunned, exempted, refunds};
use crate::years::plan::{Rule, Want};
use crate::years::stage::Stage;

type Names = Vec<(String, &'static str)>;

/// Key and name of each.
pub fn reached(stage: &Stage, books: &Books) -> Names {
    let mut names = Names::new();
    for order in &books.orders {
        let want = scene(&stage.scene).wants.get(&order.id).map(|asked| asked.want.clone());
        let Some(want) = want else { continue };
        names.extend(asked(books, order, &want));
    }
    names.extend(traced(books));
    names.extend(debits(stage, books));
    names.extend(money(stage, books));
    names.extend(trials(books));
    names.extend(dunning(books));
    names.extend(licences(books));
    names.extend(transfers(books));
    names.extend(refunds::reached(books));
    names
}

fn dunning(books: &Books) -> Names {
    let mut names = Names::new();
    for issued in &books.invoices {
        for attempt in dunned::retries(books, issued) {
            names.push((format!("retry {}", attempt.id), "retried by dunning"));
            if attempt.amount != issued.invoice.draft.total {
                names.push((format!("part {}", attempt.id), "retried for what was left"));
            }
        }
    }
    let late = |sub: &&Subscription| {
        sub.cancellation.as_ref().is_some_and(|end| end.before == SubscriptionState::Suspended)
    };
    for sub in books.subscriptions.iter().filter(late) {
        let ended_at = sub.cancellation.as_ref().map(|end| end.asked_at);
        let notes = books.notes.iter().filter(|note| {
            let lines = &note.draft.lines;
            Some(note.issued_at) > ended_at
                && note.cause == CreditCause::Ended
                && lines.iter().any(|line| line.subscription == Some(sub.id))
        });
        names.extend(notes.map(|note| (format!("unserved {}", note.id), "unserved given back")));
    }
    names
}

fn transfers(books: &Books) -> Names {
    let mut names = Names::new();
    for issued in &books.invoices {
        let (id, total) = (issued.invoice.id, issued.invoice.draft.total.minor);
        for (at, _, excess) in books.transfers(&issued.invoice.number) {
            let paid = books.paid_otherwise(issued);
            let paid: i64 = paid.iter().filter(|each| each.0 <= at).map(|each| each.1).sum();
            let name = match excess {
                0 if paid < total => "transferred in part",
                0 => "transferred in full",
                _ => "transferred too much",
            };
            names.push((format!("transfer {id} {at} {name}"), name));
        }
    }
    names
}

fn licences(books: &Books) -> Names {
    let mut names = Names::new();
    let at_once = |at: Timestamp| {
        let placed = books.orders.iter().filter(|order| order.changes.is_some());
        placed.filter(|order| order.settled_at == Some(at)).count() > 0
    };
    for entry in &books.trail {
        let name = match entry.action.as_str() {
            "licence.assigned" => "licence given",
            "person.invitation_expired" => "invitation ran out",
            "licence.taken" if entry.person.is_some() && at_once(entry.at) => {
                "licence lost at once"
            }
            "licence.taken" if entry.person.is_some() => "licence taken back",
            "licence.taken" if ran_out(books, entry) => continue,
            "licence.taken" => "licence lost at the renewal",
            _ => continue,
        };
        names.push((format!("{name} {}", entry.id), name));
    }
    for order in books.orders.iter().filter(|order| order.state == OrderState::Paid) {
        let name = match &order.proposal.title {
            Title::Swap { .. } => "licences handed on",
            Title::Resume { .. } => "came back with its holders",
            _ => continue,
        };
        let was = order.changes.as_ref().map(|was| was.id);
        let held = |sub: &Subscription| {
            let of_it = books.licences.iter().filter(|(of, _)| *of == sub.id);
            (sub.order == order.id || Some(sub.id) == was) && of_it.count() > 1
        };
        if books.subscriptions.iter().any(held) {
            names.push((format!("{name} {}", order.id), name));
        }
    }
    names
}

/// Was the seat that of an invitation which nobody answered?
fn ran_out(books: &Books, taken: &store::audit::Entry) -> bool {
    books.trail.iter().any(|entry| {
        entry.action == "person.invitation_expired"
            && entry.subject == taken.subject
            && entry.at == taken.at
    })
}

fn asked(books: &Books, order: &Order, want: &Want) -> Names {
    let mut names = Names::new();
    let mut add = |name: &'static str| names.push((format!("{name} {}", order.id), name));
    let (Some(was), Some(after)) = (&order.changes, order.proposal.becomes()) else {
        return names;
    };
    if order.state != OrderState::Paid {
        if order.state == OrderState::Expired && gave_way(books, order) {
            add("upgrade gave way to a cancellation");
        }
        return names;
    }
    if order.total.is_positive() {
        add("change paid first");
    }
    match want {
        Want::Seats { .. } if after.seats() > was.seats() => add("seats added"),
        Want::Seats { .. } if after.seats() < was.seats() => add("seats taken away"),
        Want::Tier { .. } if after.tier != was.tier => add("tier changed at once"),
        Want::Interval { .. } if after.anchor.interval != was.anchor.interval => {
            add("interval changed at once");
        }
        Want::Storage { .. } if after.items != was.items => add("add-on changed at once"),
        Want::Promise => add("year promised"),
        Want::Cancel if was.state == SubscriptionState::PastDue => add("cancelled while past due"),
        Want::Cancel => add("cancelled"),
        Want::CancelWithPromise => add("cancelled with its promise"),
        Want::CancelNow { .. } => add("ended at once"),
        Want::Withdraw if was.is_ending() => add("cancellation taken back"),
        Want::Resume => add("came back"),
        Want::EndTrial => add("trial ended at once"),
        Want::KeepAfterTrial => add("trial kept"),
        Want::Swap { .. } => add("product swapped"),
        _ => {}
    }
    if after.scheduled.is_some() && was.scheduled.is_none() {
        add("change planned");
    }
    if after.anchor.date != was.anchor.date {
        add("anchor moved");
    }
    let zone = &was.anchor.zone;
    let day = zone.date(order.proposal.as_of);
    let earlier = books.orders.iter().filter(|other| {
        other.state == OrderState::Paid
            && other.settled_at < order.settled_at
            && other.changes.as_ref().is_some_and(|before| before.id == was.id)
            && zone.date(other.proposal.as_of) == day
    });
    if earlier.count() > 0 {
        add("two changes on one day");
    }
    names
}

fn debits(stage: &Stage, books: &Books) -> Names {
    let debits: BTreeSet<String> = stage.house.bank.debits();
    let of_debit = books.attempts.iter().filter(|attempt| debits.contains(&attempt.id.to_string()));
    of_debit
        .filter_map(|attempt| match attempt.state {
            AttemptState::Pending => Some((format!("debit {}", attempt.id), "debit under way")),
            AttemptState::Declined => Some((format!("bounced {}", attempt.id), "debit failed")),
            _ => None,
        })
        .collect()
}

/// Did it end because its owner cancelled meanwhile?
fn gave_way(books: &Books, order: &Order) -> bool {
    books.orders.iter().any(|other| {
        let cancels = matches!(other.proposal.title, Title::Cancel { .. });
        cancels && Some(other.placed_at) == order.settled_at && other.id != order.id
    })
}

fn traced(books: &Books) -> Names {
    let mut names = Names::new();
    for entry in &books.trail {
        let name = match entry.action.as_str() {
            "subscription.suspended" => "suspended",
            "subscription.restored" => "paid after suspension",
            "subscription.ended" if entry.change.get("open").is_some() => "ended unpaid",
            "subscription.ended" => "ended with its period",
            "tax_exemption.granted" => "exemption granted",
            "tax_exemption.withdrawn" => "taxed again",
            "tax_exemption.expired" => "exemption ran out",
            "order.debited" => "bought while a debit was under way",
            "payment.charged_back" => "debit taken back",
            "payment.too_late" => "success after the end of its order",
            _ => continue,
        };
        names.push((format!("{name} {}", entry.id), name));
    }
    let was_suspended: BTreeSet<&str> = books
        .trail
        .iter()
        .filter(|entry| entry.action == "subscription.ended" && entry.change.get("open").is_some())
        .map(|entry| entry.subject.as_str())
        .collect();
    for issued in books.invoices.iter().filter(|issued| issued.is_paid()) {
        let lines = &issued.invoice.draft.lines;
        for sub in books.subscriptions.iter().filter(|sub| {
            sub.state == SubscriptionState::Ended
                && was_suspended.contains(sub.id.to_string().as_str())
                && lines.iter().any(|line| line.subscription == Some(sub.id))
        }) {
            let ended = sub.cancellation.as_ref().map(|end| end.asked_at);
            if issued.settlement.paid_at > ended && ended.is_some() {
                names.push((format!("late {}", issued.invoice.id), "paid after the end"));
            }
        }
    }
    names
}

fn money(stage: &Stage, books: &Books) -> Names {
    let mut names = Names::new();
    for issued in &books.invoices {
        let id = issued.invoice.id;
        let lines = &issued.invoice.draft.lines;
        let rules = scene(&stage.scene).prices.rules.clone();
        if lines.iter().any(|line| line.days_billed != line.days_full) {
            for (rule, name) in
                [(Rule::Month30, "part of thirty days"), (Rule::HalfEven, "part rounded to even")]
            {
                names.extend(rules.contains(&rule).then(|| (format!("{name} {id}"), name)));
            }
        }
        if issued.settlement.credit_used.is_positive() {
            names.push((format!("used {id}"), "credit used"));
        }
        let untaxed = lines.iter().all(|line| line.tax == Tax::Exempt);
        if untaxed && issued.order.is_none() && !exempted::is_instead(books, issued) {
            names.push((format!("untaxed {id}"), "renewed without tax"));
        }
        if lines.iter().any(|line| line.kind == LineKind::Fee) {
            names.push((format!("fee {id}"), "fee for an early end"));
        }
        if lines.iter().any(|line| line.kind == LineKind::Credit) {
            names.push((format!("both {id}"), "charge less a credit"));
        }
        if issued.settlement.paid.is_positive() && issued.settlement.credit_used.is_positive() {
            names.push((format!("partly {id}"), "paid in part with credit"));
        }
    }
    for note in &books.notes {
        names.push((format!("note {}", note.id), "credit given"));
        if note.goes == CreditGoes::ToPayer {
            names.push((format!("back {}", note.id), "money sent back"));
        }
        if note.cause == CreditCause::TaxExempted {
            names.push((format!("tax back {}", note.id), "tax given back"));
        }
        if note.cause == CreditCause::CancellationWithdrawn {
            names.push((format!("fee back {}", note.id), "fee given back"));
        }
    }
    for order in books.orders.iter().filter(|order| order.state == OrderState::Paid) {
        if order.total.is_zero() && !order.proposal.now.lines.is_empty() {
            names.push((format!("credit {}", order.id), "order paid with credit alone"));
        }
    }
    names
}

fn trials(books: &Books) -> Names {
    let mut names = Names::new();
    for sub in books.subscriptions.iter().filter(|sub| sub.trial.is_some()) {
        names.push((format!("trial {}", sub.id), "trial begun"));
        let first = books.periods.iter().find(|period| period.subscription == sub.id);
        let issued = books.invoices.iter().find(|issued| {
            issued.invoice.draft.lines.iter().any(|line| line.subscription == Some(sub.id))
        });
        match (first, issued) {
            (Some(first), Some(issued)) => {
                names.push((format!("kept {}", sub.id), "trial became paid"));
                let late = issued.invoice.issued_at.seconds_since(first.starts_at);
                if late > 86_400 {
                    names.push((format!("late {}", sub.id), "trial became paid after an outage"));
                }
            }
            _ if sub.state == SubscriptionState::Ended => {
                names.push((format!("over {}", sub.id), "trial ended, nothing paid"));
            }
            _ => {}
        }
    }
    names
}
