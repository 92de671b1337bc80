//! What stands on the page, before it is set. Documents from the outside: `tests/invoices.rs`.

use billing::credit_note::CreditCause;
use billing::invoice::Exact;
use texts::{Texts, UNKNOWN_KEY};
use units::{Period, Zone};

use super::bill::Bill;
use super::page::InvoicePage;
use super::samples::{credit_notes, invoices};
use super::words::InvoiceWords;

/// H4: every sample in every language, with no key or value missing.
#[test]
fn every_language_has_every_word() {
    let (texts, zone) = (Texts::embedded(), Zone::utc());
    let (invoices, notes) = (invoices(), credit_notes());
    let billed = invoices
        .iter()
        .map(|(name, invoice, settlement)| (name, Bill::of_invoice(invoice, settlement)));
    let given_back = notes.iter().map(|(name, note, _)| (name, Bill::of_credit_note(note)));
    for (name, bill) in billed.chain(given_back) {
        for language in texts.languages() {
            let words = InvoiceWords::new(&texts, &language.locale, &zone);
            let page = InvoicePage::of(&bill, &words, true);
            let page = serde_json::to_string(&page).expect("texts");
            let unfilled = page.contains(UNKNOWN_KEY) || page.contains("{$");
            assert!(!unfilled, "{name} in {}: {page}", language.locale);
        }
    }
}

/// H4: every reason to give something back has its words.
#[test]
fn every_cause_has_words() {
    let (texts, zone) = (Texts::embedded(), Zone::utc());
    for language in texts.languages() {
        let words = InvoiceWords::new(&texts, &language.locale, &zone);
        for cause in CreditCause::ALL {
            assert!(!words.cause(cause).contains(UNKNOWN_KEY), "{cause:?} in {}", language.locale);
        }
    }
}

/// C8: where the policy counts seconds, a part says so.
#[test]
fn seconds_are_not_called_days() {
    let (texts, zone) = (Texts::embedded(), Zone::utc());
    let (_, invoice, _) = invoices().into_iter().find(|(name, ..)| name == "home").expect("home");
    let words = InvoiceWords::new(&texts, &invoice.locale, &zone);
    let mut line = invoice.draft.lines[0].clone();
    let full = Period::new(
        "2027-04-01T00:00:00Z".parse().expect("a time"),
        "2027-05-01T00:00:00Z".parse().expect("a time"),
    )
    .expect("a month");
    let exact = Exact { service: full, full };
    line.exact = Some(exact.from("2027-04-16T00:00:00Z".parse().expect("a time")));
    (line.days_billed, line.days_full) = (1_296_000, 2_592_000);
    assert_eq!(words.share(&line), "1,296,000 of 2,592,000 s × 8 × EUR\u{a0}18.00");
}
