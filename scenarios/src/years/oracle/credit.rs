//! What holds for an account's credit (I-05): nothing from nothing, and never less than nothing.

use std::collections::{BTreeMap, BTreeSet};

use billing::tax::Tax;
use store::order::OrderState;
use units::Currency;
use units::id::InvoiceId;

use crate::years::oracle::{Books, Findings, refunds};
use crate::years::stage::Stage;

/// The ledger's account of what the house owes a customer.
pub const CREDIT: &str = "liabilities:credit";

/// The balance never runs below nothing, each credit names its document, and nothing is given back
/// beyond what was billed.
pub fn look(books: &Books, findings: &mut Findings) {
    balance(books, findings);
    used(books, findings);
    given_back(books, findings);
}

fn balance(books: &Books, findings: &mut Findings) {
    let mut balances: BTreeMap<Currency, i64> = BTreeMap::new();
    for entry in &books.entries {
        let legs = entry.legs.iter().filter(|(name, _)| name == CREDIT);
        let owed: i64 = legs.map(|(_, minor)| -minor).sum();
        let balance = balances.entry(entry.currency).or_default();
        *balance += owed;
        let there = *balance;
        findings.rule("I-05", there >= 0, || {
            format!("the credit balance is {there} after {}", entry.description)
        });
        let word = entry.kind.word();
        let known = owed <= 0 || books.notes.iter().any(|each| names(entry, each));
        findings.rule("I-05", known || word != "credit_note", || {
            format!("{} gives credit without a note", entry.description)
        });
    }
}

fn names(entry: &billing::ledger::Posted, note: &billing::credit_note::CreditNote) -> bool {
    let owed = entry.legs.iter().find(|(name, _)| name == CREDIT).map(|(_, minor)| -minor);
    entry.reference == note.id.to_string() && owed == Some(note.draft.total.minor)
}

/// What an invoice says the credit has paid of it is what the ledger says.
fn used(books: &Books, findings: &mut Findings) {
    for issued in &books.invoices {
        let id = issued.invoice.id.to_string();
        let ours = books
            .entries
            .iter()
            .filter(|entry| entry.kind.word() == "credit_used" && entry.reference.starts_with(&id));
        let legs = ours.flat_map(|entry| entry.legs.iter());
        let booked: i64 = legs.filter(|(name, _)| name == CREDIT).map(|(_, minor)| *minor).sum();
        let stated = issued.settlement.credit_used.minor;
        findings.rule("I-05", booked == stated, || {
            format!("{} took {stated} of credit, the ledger {booked}", issued.invoice.number)
        });
    }
}

/// No line is given back beyond what it billed, at another tax, or before it was there.
fn given_back(books: &Books, findings: &mut Findings) {
    let on_invoices = books.invoices.iter().map(|issued| (&issued.invoice.draft, -1));
    let on_notes = books.notes.iter().map(|note| (&note.draft, 1));
    let mut back: BTreeMap<(InvoiceId, u32), (i64, Vec<Tax>)> = BTreeMap::new();
    for (draft, sign) in on_invoices.chain(on_notes) {
        for line in &draft.lines {
            let Some(of) = &line.credits else { continue };
            let amount = line.amount.minor * sign;
            findings.rule("I-05", amount >= 0, || format!("{} is charged by a credit", of.number));
            let (sum, taxes) = back.entry((of.invoice, of.line)).or_default();
            *sum += amount;
            taxes.push(line.tax);
        }
    }
    for ((invoice, position), (sum, taxes)) in back {
        let issued = books.invoices.iter().find(|issued| issued.invoice.id == invoice);
        let place = usize::try_from(position).unwrap_or_default().saturating_sub(1);
        let line = issued.and_then(|issued| issued.invoice.draft.lines.get(place));
        let billed = line.map_or(0, |line| line.amount.minor);
        findings.rule("I-05", sum <= billed, || {
            format!("{sum} is given back of line {position} of {invoice}, which billed {billed}")
        });
        let same = line.is_some_and(|line| taxes.iter().all(|tax| *tax == line.tax));
        findings.rule("I-05", same, || format!("{invoice} is given back at another tax"));
    }
}

/// What goes back to payers is what was announced, and the balance is what notes gave and neither
/// invoices nor refunds took. After the quiet days. What an operator sent back is no credit.
pub fn settled(stage: &Stage, books: &Books, findings: &mut Findings) {
    let ours: BTreeSet<String> =
        books.attempts.iter().map(|attempt| attempt.id.to_string()).collect();
    let gone: i64 = stage
        .house
        .bank
        .refunds()
        .iter()
        .filter(|back| ours.contains(&back.payment) && back.is_gone())
        .map(|back| back.amount.minor)
        .sum();
    let gone = gone - refunds::gone(stage, &ours);
    let paid = books.orders.iter().filter(|order| order.state == OrderState::Paid);
    let told: i64 = paid.filter_map(|order| order.proposal.refund).map(|refund| refund.minor).sum();
    // What an operator has sent back of a payment meanwhile is not there any more: it stays credit.
    let short = gone < told && refunds::gone(stage, &ours) > 0;
    findings
        .rule("I-08", gone == told || short, || format!("{gone} went back, {told} were announced"));
    let given: i64 = books.notes.iter().map(|note| note.draft.total.minor).sum();
    let used: i64 = books.invoices.iter().map(|issued| issued.settlement.credit_used.minor).sum();
    let legs = books.entries.iter().flat_map(|entry| entry.legs.iter());
    let balance: i64 = legs.filter(|(name, _)| name == CREDIT).map(|(_, minor)| -minor).sum();
    let too_much: i64 = books.transfers("").iter().map(|(_, _, excess)| excess).sum();
    findings.rule("I-05", balance == given + too_much - used - gone, || {
        format!(
            "the balance is {balance}: {given} given, {too_much} transferred, {used} used, \
             {gone} paid out"
        )
    });
}
