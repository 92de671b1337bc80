//! An account against the model: periods (I-06), lines (`model`), state (I-15), trail (I-23).
//!
//! What the books say happened (which orders were carried out, whom dunning suspended) is played
//! to the model, which says what must have been billed and given back for it. Before the end a
//! renewal may be late, so that a period or a charge may still be missing; nothing may be there
//! that the model does not have.

use std::collections::{BTreeMap, BTreeSet};

use billing::credit_note::CreditCause;
use billing::invoice::{InvoiceLine, Item, LineKind};
use billing::subscription::{Subscription, SubscriptionState};
use jiff::civil::Date;
use store::invoice::Issued;
use store::order::OrderState;
use units::Timestamp;
use units::id::{OrderId, PersonId};

use crate::years::acts::scene;
use crate::years::model::{Contract, Fact, Happened, Kind, Line, Tally, days_later, replay};
use crate::years::oracle::{Books, Findings, dunned, exempted, licences};
use crate::years::stage::Stage;

/// Hours the house's clock may be ahead of the true time.
pub(super) const AHEAD_H: i64 = 3;

/// Looks at every subscription of one account; `quiet`: nothing may be late.
pub fn look(stage: &Stage, books: &Books, quiet: bool, findings: &mut Findings) {
    let Some((contracts, tally)) = expected(stage, books, quiet, findings) else { return };
    trail(books, &tally, findings);
    for sub in &books.subscriptions {
        let contract = contracts.get(&sub.order);
        findings.rule("model", contract.is_some(), || format!("nobody bought {}", sub.name()));
        let Some(contract) = contract else { continue };
        let name = format!("life-{} {} of {}", contract.person, sub.product, sub.anchor.date);
        let late = periods(books, sub, contract, (&name, quiet), findings);
        lines(books, sub, contract, (&name, quiet), findings);
        if !late {
            states(sub, contract, (&name, quiet), findings);
            licences::as_modelled(books, sub, contract, findings);
        }
    }
    for order in contracts.keys() {
        let there = books.subscriptions.iter().any(|sub| sub.order == *order);
        findings.rule("model", there, || format!("order {order} was paid and gives nothing"));
    }
}

/// Every contract of the account as it must be by now.
pub(super) fn expected(
    stage: &Stage,
    books: &Books,
    quiet: bool,
    findings: &mut Findings,
) -> Option<(BTreeMap<OrderId, Contract>, Tally)> {
    let now = stage.house.sky.now();
    let now = if quiet { now } else { now.plus_hours(AHEAD_H) };
    let scene = scene(&stage.scene);
    let asked = (&scene.deals, &scene.wants);
    let (rules, rates) = (&scene.prices.rules[..], &scene.prices);
    let happened = happened(books, &scene.taken_from);
    match replay(asked, (rules, rates), &happened, now) {
        Ok(expected) => Some(expected),
        Err(text) => {
            findings.rule("model", false, || text);
            None
        }
    }
}

/// What the books say happened, in order; whose seats somebody has `asked` to take.
fn happened(books: &Books, asked: &BTreeSet<PersonId>) -> Vec<Happened> {
    let dunned = books.trail.iter().filter_map(|entry| {
        let of = opened_by(books, &entry.subject)?;
        let fact = match entry.action.as_str() {
            "subscription.suspended" => Fact::Suspended(of),
            "subscription.restored" => Fact::Restored(of),
            "subscription.ended" if entry.change.get("open").is_some() => Fact::EndedUnpaid(of),
            _ => return None,
        };
        Some(Happened { at: entry.at, fact })
    });
    let mut paid: Vec<_> =
        books.orders.iter().filter(|order| order.state == OrderState::Paid).collect();
    paid.sort_by_key(|order| (order.settled_at, order.placed_at, order.id));
    let ordered = paid.into_iter().map(|order| {
        let fact = match order.changes {
            Some(_) => Fact::Changed(order.id, order.proposal.as_of),
            None => Fact::Bought(order.id),
        };
        Happened { at: order.settled_at.unwrap_or(order.placed_at), fact }
    });
    let mut all: Vec<Happened> = dunned.chain(ordered).collect();
    all.extend(paid_late(books));
    all.extend(seats(books, asked));
    all.extend(exempted::happened(books));
    all.sort_by_key(|happened| happened.at);
    all
}

/// The order that opened the subscription of that id.
fn opened_by(books: &Books, id: &str) -> Option<OrderId> {
    let sub = books.subscriptions.iter().find(|sub| sub.id.to_string() == id);
    sub.map(|sub| sub.order)
}

/// Invoices that were declined first, and paid then; also where the payer took that back later.
fn paid_late(books: &Books) -> Vec<Happened> {
    let mut paid = Vec::new();
    for entry in books.trail.iter().filter(|entry| entry.action == "invoice.paid") {
        let of = |issued: &&Issued| issued.invoice.id.to_string() == entry.subject;
        let Some(issued) = books.invoices.iter().find(of) else { continue };
        let (Some(since), at) = (issued.dunning_since, entry.at) else { continue };
        for sub in &books.subscriptions {
            let lines = &issued.invoice.draft.lines;
            let of_it = lines.iter().filter(|line| line.subscription == Some(sub.id));
            let lines: Vec<Line> = of_it.map(|line| as_modelled(line, line.amount.minor)).collect();
            if lines.is_empty() {
                continue;
            }
            // The day on which service stopped was served.
            let suspended_at = since.plus_days(dunned::SUSPEND_DAYS);
            let cut = days_later(sub.anchor.zone.date(suspended_at), 1);
            paid.push(Happened { at, fact: Fact::Paid(sub.order, cut, lines) });
        }
    }
    paid
}

/// Who was given a seat, and who has none any more.
fn seats(books: &Books, asked: &BTreeSet<PersonId>) -> Vec<Happened> {
    let ran_out: BTreeSet<&str> = books
        .trail
        .iter()
        .filter(|entry| entry.action == "person.invitation_expired")
        .map(|entry| entry.subject.as_str())
        .collect();
    let seats = books.trail.iter().filter_map(|entry| {
        let of = opened_by(books, entry.change.get("subscription")?.as_str()?)?;
        let person: PersonId = entry.subject.parse().ok()?;
        let fact = match entry.action.as_str() {
            "licence.assigned" => Fact::Given(of, person),
            "licence.taken" => {
                let wanted = asked.contains(&person) || ran_out.contains(entry.subject.as_str());
                Fact::Taken(of, person, wanted)
            }
            _ => return None,
        };
        Some(Happened { at: entry.at, fact })
    });
    seats.collect()
}

/// I-06: periods tile time as the model has them. True while one of them is still to come.
fn periods(
    books: &Books,
    sub: &Subscription,
    contract: &Contract,
    (name, quiet): (&str, bool),
    findings: &mut Findings,
) -> bool {
    let moment = |day: Date| contract.zone.start_of_day(day);
    let ours: Vec<(Timestamp, Timestamp)> = books
        .periods
        .iter()
        .filter(|period| period.subscription == sub.id)
        .map(|period| (period.starts_at, period.ends_at))
        .collect();
    let theirs: Vec<(Timestamp, Timestamp)> =
        contract.periods.iter().map(|period| (moment(period.from), moment(period.to))).collect();
    for (index, our) in ours.iter().enumerate() {
        let right = theirs.get(index) == Some(our);
        findings.rule("I-06", right, || {
            format!("{name}: period {index} is {our:?}, not {:?}", theirs.get(index))
        });
    }
    let late = ours.len() < theirs.len();
    findings.rule("model", !(late && quiet), || {
        format!("{name}: {} periods billed, {} expected", ours.len(), theirs.len())
    });
    late
}

/// What is billed and given back, by what it is for.
type Sums = BTreeMap<(Kind, String, Date, Date, i64, i64), (i64, i64)>;

fn lines(
    books: &Books,
    sub: &Subscription,
    contract: &Contract,
    (name, quiet): (&str, bool),
    findings: &mut Findings,
) {
    let mut theirs = Sums::new();
    contract.billed.lines.iter().for_each(|line| add(&mut theirs, line));
    let ours = billed(books, sub);
    for (key, our) in &ours {
        let right = theirs.get(key) == Some(our);
        findings.rule("model", right, || {
            format!("{name}: {key:?} comes to {our:?}, not {:?}", theirs.get(key))
        });
    }
    for (key, their) in &theirs {
        let may_come = !quiet && key.0 == Kind::Charge;
        findings.rule("model", may_come || ours.contains_key(key), || {
            format!("{name}: {key:?} of {their:?} is missing")
        });
    }
}

fn add(sums: &mut Sums, line: &Line) {
    let key = (line.kind, line.thing.clone(), line.from, line.to, line.unit, line.permille);
    let (quantity, minor) = sums.entry(key).or_default();
    *quantity += line.quantity;
    *minor += line.minor;
}

/// Every line that the documents have for `sub`, as the model has them.
fn billed(books: &Books, sub: &Subscription) -> Sums {
    let mut sums = Sums::new();
    let of = |line: &&InvoiceLine| line.subscription == Some(sub.id);
    for issued in books.invoices.iter().filter(|issued| !exempted::is_instead(books, issued)) {
        for line in issued.invoice.draft.lines.iter().filter(of) {
            add(&mut sums, &as_modelled(line, line.amount.minor));
        }
    }
    for note in books.notes.iter().filter(|note| note.cause != CreditCause::TaxExempted) {
        for line in note.draft.lines.iter().filter(of) {
            add(&mut sums, &as_modelled(line, -line.amount.minor));
        }
    }
    sums
}

fn as_modelled(line: &InvoiceLine, minor: i64) -> Line {
    let thing = match &line.item {
        Item::Seats { product, tier, .. } => format!("{product}/{tier}"),
        Item::AddOn { add_on, .. } => format!("+{add_on}"),
        Item::EarlyEnd { .. } => "fee".to_owned(),
    };
    let kind = match line.kind {
        LineKind::Credit => Kind::Credit,
        LineKind::Fee => Kind::Fee,
        LineKind::Charge | LineKind::Discount => Kind::Charge,
    };
    let percent = line.tax.rate().percent();
    let (whole, part) = percent.split_once('.').unwrap_or((&percent, "0"));
    let tenths: i64 = format!("{whole}{}", &part[..1]).parse().expect("a percentage");
    Line {
        kind,
        thing,
        from: line.from,
        to: line.to,
        unit: line.unit.minor,
        permille: tenths,
        quantity: i64::from(line.quantity),
        minor,
    }
}

/// I-15: where it stands, and what it gives.
fn states(
    sub: &Subscription,
    contract: &Contract,
    (name, quiet): (&str, bool),
    findings: &mut Findings,
) {
    let ending = contract.ends_on.is_some();
    // The model may be ahead of a clock: an end may still be to come.
    let over = contract.ended && (quiet || sub.state == SubscriptionState::Ended);
    let right = match sub.state {
        SubscriptionState::Ended => contract.ended,
        _ if over => false,
        _ if contract.ended => true,
        SubscriptionState::Trialing => contract.trial.is_some() && !ending,
        SubscriptionState::Suspended => contract.suspended,
        SubscriptionState::PendingCancellation => ending && !contract.suspended,
        SubscriptionState::Active => !ending && contract.trial.is_none() && !contract.suspended,
        SubscriptionState::PastDue => contract.trial.is_none() && !contract.suspended,
    };
    findings.rule("I-15", right, || {
        let Contract { trial, ends_on, ended, suspended, .. } = contract;
        let state = sub.state.word();
        format!("{name} is {state}; {trial:?} ends on {ends_on:?}: {ended}, {suspended}")
    });
    if contract.ended {
        return;
    }
    let storage = sub.items.iter().find(|item| item.add_on.is_some());
    let ours = (
        sub.tier.as_str(),
        i64::from(sub.anchor.interval.months().unwrap_or_default()),
        i64::from(sub.seats()),
        storage.map_or(0, |item| i64::from(item.quantity)),
        (sub.renews_on(), sub.cancellation.as_ref().map(|asked| asked.ends_on)),
        (sub.scheduled.is_some(), sub.commitment.map(|promise| promise.since)),
    );
    let theirs = (
        contract.tier.as_str(),
        contract.grid.months,
        contract.seats(),
        contract.storage(),
        (contract.renews_on(), contract.ends_on),
        (contract.planned.is_some(), contract.promised),
    );
    findings.rule("I-15", ours == theirs, || format!("{name} is {ours:?}, not {theirs:?}"));
}

/// I-23: what happened has left its trace, once.
fn trail(books: &Books, tally: &Tally, findings: &mut Findings) {
    // One that is debited is paid later, or not at all.
    let counts = |entry: &store::audit::Entry| {
        let order: Option<OrderId> = entry.subject.parse().ok();
        let order = order.filter(|_| entry.action == "order.paid");
        !order.is_some_and(|order| books.is_debited(order))
    };
    let times = |action: &str| {
        let of = books.trail.iter().filter(|entry| entry.action == action && counts(entry));
        of.count()
    };
    let orders = |state: OrderState| books.orders.iter().filter(move |each| each.state == state);
    let paid = orders(OrderState::Paid)
        .filter(|order| order.total.is_positive() && !books.is_debited(order.id));
    let paid = paid.count();
    let mut wanted = vec![
        ("account.opened", 1),
        ("order.placed", books.orders.len()),
        ("order.paid", paid),
        ("order.expired", orders(OrderState::Expired).count()),
        ("invoice.issued", books.invoices.len()),
        ("credit_note.issued", books.notes.len()),
        ("refund.asked", books.refunds.len()),
    ];
    for action in [
        "subscription.changed",
        "subscription.change_planned",
        "subscription.cancelled",
        "subscription.withdrawn",
        "subscription.resumed",
        "subscription.swapped",
        "subscription.trial_kept",
    ] {
        wanted.push((action, tally.get(action).copied().unwrap_or_default()));
    }
    let told = |what: &str| tally.get(what).copied().unwrap_or_default();
    let begun = ["subscription.started", "subscription.renewed", "subscription.trial_ended"];
    let begun: usize = begun.into_iter().map(times).sum();
    let periods = begun - told("trial ended at once").min(begun) + told("fresh periods");
    for (action, happened) in wanted {
        let traced = times(action);
        findings
            .rule("I-23", traced == happened, || format!("{traced} x {action}, not {happened}"));
    }
    findings.rule("I-23", periods == books.periods.len(), || {
        format!("{periods} periods are traced, {} begun", books.periods.len())
    });
    let named = books.trail.iter().all(|entry| !entry.actor.is_empty() && !entry.via.is_empty());
    findings.rule("I-23", named, || "an entry names nobody".to_owned());
}
