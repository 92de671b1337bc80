//! What a granted exemption gives back (A6): of the open period the tax, and nothing but the tax.
//!
//! The model knows from when on nothing is taxed; here the credit notes of a granting are held
//! against the invoice in their place. Both are left out of the model's lines: together they
//! change no net amount.

use billing::credit_note::{CreditCause, CreditNote};
use billing::tax::Tax;
use jiff::civil::Date;
use store::invoice::Issued;

use crate::years::model::{Fact, Happened};
use crate::years::oracle::{Books, Findings};

/// What the trail says of exemptions.
pub fn happened(books: &Books) -> Vec<Happened> {
    let told = books.trail.iter().filter_map(|entry| {
        let day = |key: &str| -> Option<Date> { entry.change.get(key)?.as_str()?.parse().ok() };
        let (from, until) = (day("from"), day("until"));
        let fact = match entry.action.as_str() {
            "tax_exemption.granted" => Fact::Exempted(from?, until),
            "tax_exemption.withdrawn" => Fact::Taxed(from?, until),
            _ => return None,
        };
        Some(Happened { at: entry.at, fact })
    });
    told.collect()
}

fn notes(books: &Books) -> impl Iterator<Item = &CreditNote> {
    books.notes.iter().filter(|note| note.cause == CreditCause::TaxExempted)
}

/// Is it the invoice in the place of what was credited?
pub fn is_instead(books: &Books, issued: &Issued) -> bool {
    let invoice = &issued.invoice;
    let exempt = invoice.draft.lines.iter().all(|line| line.tax == Tax::Exempt);
    let fits = |note: &CreditNote| note.issued_at == invoice.issued_at;
    exempt && issued.order.is_none() && notes(books).any(fits)
}

pub fn look(books: &Books, findings: &mut Findings) {
    for issued in books.invoices.iter().filter(|issued| is_instead(books, issued)) {
        let invoice = &issued.invoice;
        let of_it = notes(books).filter(|note| note.issued_at == invoice.issued_at);
        let (net, tax) = of_it.fold((0, 0), |(net, tax), note| {
            (net + note.draft.net.minor, tax + note.draft.tax.minor)
        });
        let number = &invoice.number;
        let same = net == invoice.draft.net.minor && invoice.draft.tax.is_zero() && tax > 0;
        findings.rule("A6", same, || {
            format!("{number} bills {} instead of {net} and {tax} tax", invoice.draft.total)
        });
        let paid = issued.settlement.credit_used == invoice.draft.total;
        findings.rule("A6", paid, || format!("{number} is not paid by what was credited"));
    }
    for note in notes(books) {
        let alone = !books
            .invoices
            .iter()
            .any(|issued| issued.invoice.issued_at == note.issued_at && is_instead(books, issued));
        findings.rule("A6", !alone, || format!("{} gives back and nothing is billed", note.number));
        let taxed = note.draft.lines.iter().all(|line| matches!(line.tax, Tax::Standard(_)));
        findings.rule("A6", taxed, || format!("{} gives back what was not taxed", note.number));
    }
}
