//! What holds for an account's credit (I-05): nothing from nothing, and never less than nothing.

use std::collections::BTreeMap;

use units::Currency;

use crate::years::oracle::{Books, Findings};

/// The ledger's account of what the house owes a customer.
const CREDIT: &str = "liabilities:credit";

/// The balance never runs below nothing, each credit names its document, and no invoice is given
/// back beyond what it billed.
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

fn given_back(books: &Books, findings: &mut Findings) {
    for issued in &books.invoices {
        let notes = books.notes.iter().filter(|each| each.invoice.id == issued.invoice.id);
        let back: i64 = notes.map(|each| each.draft.total.minor).sum();
        let billed = issued.invoice.draft.total.minor;
        findings.rule("I-05", back <= billed, || {
            format!("{back} is given back of {}, which billed {billed}", issued.invoice.number)
        });
    }
}
