//! What holds for one account at any moment: I-01 to I-06, I-08 to I-11, I-23, I-24.

use std::collections::{BTreeMap, BTreeSet};

use billing::payment::AttemptState;
use billing::subscription::{Subscription, SubscriptionState};
use billing::tax::Tax;
use sha2::{Digest, Sha256};
use store::order::OrderState;
use store::payment::Pays;
use units::Currency;

use crate::years::acts::scene;
use crate::years::model::{half_up, months_later};
use crate::years::oracle::{Books, Findings, Memory, credit};
use crate::years::stage::Stage;

/// Every rule on one account.
pub fn look(stage: &mut Stage, books: &Books, findings: &mut Findings) {
    ledger(books, findings);
    kept(stage.memory_mut(), books, findings);
    invoices(books, findings);
    payments(stage, books, findings);
    credit::look(books, findings);
    for sub in &books.subscriptions {
        periods(stage, books, sub, findings);
    }
    trail(books, findings);
    times(books, findings);
    reached(stage, books);
}

/// I-01, I-02: every entry, and the account's whole ledger, adds up to nothing.
fn ledger(books: &Books, findings: &mut Findings) {
    let mut whole: BTreeMap<Currency, i128> = BTreeMap::new();
    let mut previous = String::new();
    for (sequence, entry) in (1..).zip(&books.entries) {
        let sum: i128 = entry.legs.iter().map(|(_, minor)| i128::from(*minor)).sum();
        findings.rule("I-01", sum == 0, || format!("{} is off by {sum}", entry.description));
        *whole.entry(entry.currency).or_default() += sum;
        let chained = entry.verify(sequence, &previous);
        findings.rule("I-03", chained.is_ok(), || format!("{chained:?}"));
        previous.clone_from(&entry.hash);
    }
    findings.rule("I-02", whole.values().all(|sum| *sum == 0), || format!("{whole:?}"));
    let mut once = BTreeSet::new();
    for entry in &books.entries {
        let new = once.insert((entry.kind.word(), &entry.reference));
        findings.rule("I-03", new, || format!("{} {} twice", entry.kind, entry.reference));
    }
}

/// I-03, I-10: ledger and trail only grow; issued documents stay as they are.
fn kept(memory: &mut Memory, books: &Books, findings: &mut Findings) {
    let account = books.account;
    let entries: Vec<&String> = books.entries.iter().map(|entry| &entry.hash).collect();
    grown(memory.ledger.entry(account).or_default(), &entries, "ledger", findings);
    let mut previous = String::new();
    for entry in &books.trail {
        let chained = entry.continues(account, &previous);
        findings.rule("I-03", chained, || format!("the trail breaks at {}", entry.action));
        previous.clone_from(&entry.hash);
    }
    let trail: Vec<&String> = books.trail.iter().map(|entry| &entry.hash).collect();
    grown(memory.trail.entry(account).or_default(), &trail, "trail", findings);
    for issued in &books.invoices {
        let text = serde_json::to_vec(&issued.invoice).expect("an invoice has a JSON form");
        let hash = billing::ledger::hex(&Sha256::digest(&text));
        let before = memory.documents.entry(issued.invoice.id).or_insert_with(|| hash.clone());
        let same = *before == hash;
        findings.rule("I-10", same, || format!("{} has changed", issued.invoice.number));
    }
}

fn grown(before: &mut (usize, String), hashes: &[&String], what: &str, findings: &mut Findings) {
    let (length, last) = &*before;
    let same = match length.checked_sub(1) {
        None => true,
        Some(place) => hashes.get(place).is_some_and(|hash| *hash == last),
    };
    findings.rule("I-03", same, || format!("the {what} was shortened or rewritten"));
    if let Some(hash) = hashes.last() {
        *before = (hashes.len(), (*hash).clone());
    }
}

/// I-04, I-11: what is open, and the arithmetic of each document.
fn invoices(books: &Books, findings: &mut Findings) {
    for issued in &books.invoices {
        let draft = &issued.invoice.draft;
        let number = &issued.invoice.number;
        let paid: i64 = books
            .attempts_for(issued)
            .iter()
            .filter(|attempt| attempt.state == AttemptState::Succeeded)
            .map(|attempt| attempt.amount.minor)
            .sum();
        let stated = issued.settlement.paid.minor;
        let settled = stated + issued.settlement.credit_used.minor;
        findings.rule("I-04", settled <= draft.total.minor && stated >= 0, || {
            format!("{number} is paid {stated} of {}", draft.total)
        });
        findings.rule("I-04", paid >= stated, || {
            format!("{number} is paid {stated}, its attempts took {paid}")
        });
        let mut nets: BTreeMap<Tax, i64> = BTreeMap::new();
        for line in &draft.lines {
            let full = line.unit.minor * i64::from(line.quantity);
            let whole = line.days_billed != line.days_full || line.amount.minor == full;
            findings.rule("I-11", whole, || format!("{number}: {:?} is not {full}", line.amount));
            *nets.entry(line.tax).or_default() += line.amount.minor;
        }
        let net: i64 = nets.values().sum();
        let tax: i64 = nets.iter().map(|(tax, net)| tax_on(*tax, *net)).sum();
        let right = (draft.net.minor, draft.tax.minor, draft.total.minor) == (net, tax, net + tax);
        findings.rule("I-11", right, || format!("{number}: {net} and {tax} tax, not {draft:?}"));
    }
}

/// Tax on a net amount, worked out here once more.
fn tax_on(tax: Tax, net: i64) -> i64 {
    let percent = tax.rate().percent();
    let (whole, part) = percent.split_once('.').unwrap_or((&percent, ""));
    let part = format!("{part:0<4}");
    let whole: i64 = whole.parse().expect("a percentage");
    let part: i64 = part.get(..4).and_then(|part| part.parse().ok()).expect("a percentage");
    half_up(net * (whole * 10_000 + part), 1_000_000)
}

/// I-08, I-09: no money beyond what is due, and one attempt at a time.
fn payments(stage: &Stage, books: &Books, findings: &mut Findings) {
    let mut open = BTreeSet::new();
    for attempt in books.attempts.iter().filter(|attempt| !attempt.state.is_settled()) {
        let alone = open.insert(format!("{:?}", attempt.pays));
        findings.rule("I-09", alone, || format!("two attempts at once for {:?}", attempt.pays));
    }
    let bank = stage.house.bank.payments();
    for issued in &books.invoices {
        let references: BTreeSet<String> =
            books.attempts_for(issued).iter().map(|attempt| attempt.id.to_string()).collect();
        let taken: i64 = bank
            .iter()
            .filter(|kept| kept.taken_at.is_some() && references.contains(&kept.reference))
            .map(|kept| kept.amount.minor)
            .sum();
        let total = issued.invoice.draft.total.minor;
        findings.rule("I-08", taken <= total, || {
            format!("the bank took {taken} for {} of {total}", issued.invoice.number)
        });
    }
    for order in books.orders.iter().filter(|order| order.state == OrderState::Paid) {
        let pays = Pays::Order(order.id);
        let paid = books.attempts.iter().any(|attempt| {
            let reference = attempt.id.to_string();
            attempt.pays == pays
                && bank.iter().any(|kept| kept.reference == reference && kept.taken_at.is_some())
        });
        findings
            .rule("I-07", paid, || format!("order {} is paid, the bank took nothing", order.id));
    }
}

/// I-06: periods tile time from the anchor, each billed once.
fn periods(stage: &Stage, books: &Books, sub: &Subscription, findings: &mut Findings) {
    let periods: Vec<_> =
        books.periods.iter().filter(|period| period.subscription == sub.id).collect();
    let name = format!("{} {} of {}", sub.product, sub.tier, sub.anchor.date);
    let count = u32::try_from(periods.len()).unwrap_or(u32::MAX);
    findings.rule("I-06", count == sub.period_index + 1, || {
        format!("{name} is in period {}, {count} are billed", sub.period_index)
    });
    let months = i64::from(sub.anchor.interval.months().expect("only months are bought here"));
    for (index, period) in (0..).zip(&periods) {
        let boundary = |index: i64| {
            sub.anchor.zone.start_of_day(months_later(sub.anchor.date, index * months))
        };
        let tiles = (period.starts_at, period.ends_at) == (boundary(index), boundary(index + 1));
        findings.rule("I-06", tiles, || {
            format!("{name}: period {index} is {} to {}", period.starts_at, period.ends_at)
        });
    }
    let mut lines = BTreeSet::new();
    for issued in &books.invoices {
        for line in &issued.invoice.draft.lines {
            if line.subscription == Some(sub.id) {
                let once = lines.insert((line.item.name().to_owned(), line.from));
                findings.rule("I-06", once, || format!("{name}: {} is billed twice", line.from));
            }
        }
    }
    let now = stage.house.sky.now();
    let begun = periods.last().is_none_or(|last| last.starts_at <= now.plus_hours(3));
    findings.rule("I-24", begun, || format!("{name} is billed from the future"));
}

/// I-23: what happened has left its trace, once.
fn trail(books: &Books, findings: &mut Findings) {
    let times = |action: &str| books.trail.iter().filter(|entry| entry.action == action).count();
    let renewals: u32 = books.subscriptions.iter().map(|sub| sub.period_index).sum();
    let renewals = usize::try_from(renewals).unwrap_or(usize::MAX);
    let paid = books.orders.iter().filter(|order| order.state == OrderState::Paid).count();
    let expired = books.orders.iter().filter(|order| order.state == OrderState::Expired).count();
    for (action, happened) in [
        ("account.opened", 1),
        ("order.placed", books.orders.len()),
        ("order.paid", paid),
        ("order.expired", expired),
        ("invoice.issued", books.invoices.len()),
        ("subscription.started", books.subscriptions.len()),
        ("subscription.renewed", renewals),
    ] {
        let traced = times(action);
        findings
            .rule("I-23", traced == happened, || format!("{traced} x {action}, not {happened}"));
    }
    let named = books.trail.iter().all(|entry| !entry.actor.is_empty() && !entry.via.is_empty());
    findings.rule("I-23", named, || "an entry names nobody".to_owned());
}

/// I-24: no account's time runs back.
fn times(books: &Books, findings: &mut Findings) {
    let trail = books.trail.windows(2).find(|pair| pair[0].at > pair[1].at);
    findings.rule("I-24", trail.is_none(), || {
        let back = trail.map(|pair| (pair[0].at, pair[1].at, pair[1].action.clone()));
        format!("the trail runs back: {back:?}")
    });
    let ledger = books.entries.windows(2).any(|pair| pair[0].at > pair[1].at);
    findings.rule("I-24", !ledger, || "the ledger runs back".to_owned());
}

/// Counts what was reached.
fn reached(stage: &mut Stage, books: &Books) {
    let mut names: Vec<(String, &'static str)> = Vec::new();
    for order in &books.orders {
        let name = match order.state {
            OrderState::Paid => "order paid",
            OrderState::Expired => "order expired",
            OrderState::AwaitingPayment => continue,
        };
        names.push((order.id.to_string(), name));
    }
    for sub in books.subscriptions.iter().filter(|sub| sub.state == SubscriptionState::PastDue) {
        names.push((format!("past due {} {}", sub.id, sub.period_index), "past due"));
    }
    let open: Vec<_> = books.invoices.iter().filter(|issued| !issued.is_paid()).collect();
    if let [.., last] = open.as_slice()
        && open.len() > 1
    {
        names.push((format!("open {}", last.invoice.id), "two invoices open"));
    }
    for attempt in &books.attempts {
        let age = stage.house.sky.now().seconds_since(attempt.created_at);
        match attempt.state {
            AttemptState::Unknown if age > 86_400 => {
                names.push((format!("unknown {}", attempt.id), "unknown for a day"));
            }
            AttemptState::RequiresAction => {
                names.push((format!("asked {}", attempt.id), "bank asked"));
            }
            AttemptState::Pending => names.push((format!("pending {}", attempt.id), "pending")),
            AttemptState::Declined => {
                let name = match attempt.decline_code.as_deref() {
                    Some("authentication_expired") => "question ignored",
                    Some("expired_card" | "lost_card" | "stolen_card") => "declined for good",
                    _ => "declined softly",
                };
                names.push((format!("declined {}", attempt.id), name));
            }
            _ => {}
        }
    }
    names.extend(calendar(books));
    let fresh: Vec<&'static str> = names
        .into_iter()
        .filter(|(key, _)| stage.memory_mut().counted.insert(key.clone()))
        .map(|(_, name)| name)
        .collect();
    let mut scene = scene(&stage.scene);
    fresh.into_iter().for_each(|name| scene.counts.reach(name));
}

/// What the calendar brought: leap days, the clocks' changes, month ends, taxes, years.
fn calendar(books: &Books) -> Vec<(String, &'static str)> {
    let mut names = Vec::new();
    let mut lines: BTreeMap<String, Vec<&billing::invoice::InvoiceLine>> = BTreeMap::new();
    for issued in &books.invoices {
        let series = issued.invoice.number.rsplit_once('-').map_or("", |(series, _)| series);
        let first = books.invoices.first().map(|first| first.invoice.number.starts_with(series));
        if first == Some(false) {
            names.push((format!("series {series}"), "year turned"));
        }
        for line in &issued.invoice.draft.lines {
            let key = line.subscription.map(|id| id.to_string()).unwrap_or_default();
            lines.entry(key).or_default().push(line);
        }
    }
    for sub in &books.subscriptions {
        let billed = lines.get(&sub.id.to_string()).cloned().unwrap_or_default();
        for line in &billed {
            let mut day = line.from;
            while day < line.to {
                let next = day.tomorrow().expect("a day of four digits");
                let zone = &sub.anchor.zone;
                let hours = zone.start_of_day(next).seconds_since(zone.start_of_day(day)) / 3600;
                let key = |what: &str| format!("{what} {} {}", sub.id, line.from);
                match hours {
                    23 => names.push((key("23"), "clocks forward")),
                    25 => names.push((key("25"), "clocks back")),
                    _ => {}
                }
                if (day.month(), day.day()) == (2, 29) {
                    names.push((key("leap"), "leap day"));
                }
                day = next;
            }
            if line.from.day() < sub.anchor.date.day() {
                names.push((format!("end {} {}", sub.id, line.from), "month end"));
            }
        }
        for pair in billed.windows(2).filter(|pair| pair[0].tax != pair[1].tax) {
            names.push((format!("tax {} {}", sub.id, pair[1].from), "tax changed"));
        }
    }
    names
}
