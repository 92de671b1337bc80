//! What holds for one account at any moment: I-01 to I-04, I-08 to I-11, I-24.

use std::collections::{BTreeMap, BTreeSet};

use billing::invoice::InvoiceDraft;
use billing::payment::AttemptState;
use billing::subscription::Subscription;
use billing::tax::Tax;
use sha2::{Digest, Sha256};
use store::order::{Order, OrderState};
use store::payment::Pays;
use units::Currency;

use crate::years::acts::scene;
use crate::years::bank::Kept;
use crate::years::model::half_up;
use crate::years::oracle::{
    Books, Findings, Memory, credit, dunned, exempted, licences, modelled, reached, refunds,
};
use crate::years::stage::Stage;

/// Every rule on one account.
pub fn look(stage: &mut Stage, books: &Books, quiet: bool, findings: &mut Findings) {
    ledger(books, findings);
    kept(stage.memory_mut(), books, findings);
    invoices(books, findings);
    payments(stage, books, findings);
    for text in std::mem::take(&mut scene(&stage.scene).unlike) {
        findings.rule("I-21", false, || text);
    }
    credit::look(books, findings);
    for sub in &books.subscriptions {
        times_of(stage, books, sub, findings);
    }
    licences::look(stage, books, quiet, findings);
    exempted::look(books, findings);
    modelled::look(stage, books, quiet, findings);
    dunned::look(stage, books, quiet, findings);
    refunds::look(stage, books, quiet, findings);
    times(books, findings);
    reached::look(stage, books);
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
        let came = books.transfers(number);
        let paid = paid + came.iter().map(|(_, applied, _)| applied).sum::<i64>();
        let stated = issued.settlement.paid.minor;
        let settled = stated + issued.settlement.credit_used.minor;
        findings.rule("I-04", settled <= draft.total.minor && stated >= 0, || {
            format!("{number} is paid {stated} of {}", draft.total)
        });
        let back: i64 = books.sent_back(issued).iter().map(|(_, minor)| minor).sum();
        findings.rule("I-04", paid - back >= stated, || {
            format!("{number} is paid {stated}, its attempts took {paid}, {back} went back")
        });
        for line in &draft.lines {
            let full = line.unit.minor * i64::from(line.quantity);
            let whole = line.days_billed != line.days_full || line.amount.minor.abs() == full;
            findings.rule("I-11", whole, || format!("{number}: {:?} is not {full}", line.amount));
        }
        adds_up(number, draft, findings);
    }
    for note in &books.notes {
        adds_up(&note.number, &note.draft, findings);
    }
}

/// I-11: tax per rate, and the totals.
fn adds_up(number: &str, draft: &InvoiceDraft, findings: &mut Findings) {
    let mut nets: BTreeMap<Tax, i64> = BTreeMap::new();
    for line in &draft.lines {
        *nets.entry(line.tax).or_default() += line.amount.minor;
    }
    let net: i64 = nets.values().sum();
    let tax: i64 = nets.iter().map(|(tax, net)| tax_on(*tax, *net)).sum();
    let right = (draft.net.minor, draft.tax.minor, draft.total.minor) == (net, tax, net + tax);
    findings.rule("I-11", right, || format!("{number}: {net} and {tax} tax, not {draft:?}"));
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
        let taken: i64 =
            bank.iter().filter(|kept| references.contains(&kept.reference)).map(Kept::there).sum();
        let taken = taken - refunds::gone(stage, &references);
        let total = issued.invoice.draft.total.minor;
        findings.rule("I-08", taken <= total, || {
            format!("the bank took {taken} for {} of {total}", issued.invoice.number)
        });
    }
    // A debit is paid after what it pays for was carried out.
    let paid = |order: &&Order| {
        order.state == OrderState::Paid && order.total.is_positive() && !books.is_debited(order.id)
    };
    for order in books.orders.iter().filter(paid) {
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

/// I-24: nothing is billed from the future.
fn times_of(stage: &Stage, books: &Books, sub: &Subscription, findings: &mut Findings) {
    let mut periods = books.periods.iter().filter(|period| period.subscription == sub.id);
    let now = stage.house.sky.now();
    // A change may begin with the day after it.
    let latest = now.plus_hours(27);
    let begun = periods.next_back().is_none_or(|last| last.starts_at <= latest);
    findings.rule("I-24", begun, || format!("{} is billed from the future", sub.name()));
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
