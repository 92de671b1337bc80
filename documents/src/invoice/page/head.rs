//! What stands around the table: the facts beside the address, what has become of the total, how
//! to pay, and who sells.

use billing::invoice::{Seller, Settlement};
use billing::payment::PaymentMeans;
use texts::Args;
use units::Date;

use super::super::address;
use super::super::bill::{Bill, Kind, Payment};
use super::super::words::InvoiceWords;
use super::{Fact, Transfer};

/// The text of `what` for the kind of document at hand, by key.
pub fn key(bill: &Bill<'_>, what: &'static str) -> &'static str {
    match (what, &bill.kind) {
        ("title", Kind::CreditNote { .. }) => "title-credit-note",
        ("heading", Kind::CreditNote { .. }) => "heading-credit-note",
        ("attachment", Kind::CreditNote { .. }) => "attachment-credit-note",
        ("number", Kind::CreditNote { .. }) => "number-credit-note",
        (what, _) => what,
    }
}

/// The block beside the address.
pub fn facts(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact { label: words.get(key), value };
    let mut facts = vec![
        fact(key(bill, "number"), bill.number.to_owned()),
        fact("date", words.date(bill.issued_on)),
    ];
    if let Kind::CreditNote { invoice, cause, .. } = &bill.kind {
        facts.push(fact("credited", invoice.number.clone()));
        facts.push(fact("credited-date", words.date(invoice.issued_on)));
        facts.push(fact("reason", words.cause(*cause)));
    }
    if let Some((first, last)) = bill.period() {
        facts.push(fact("period", words.period(first, last)));
    }
    if let Kind::Invoice { due_on, .. } = bill.kind {
        facts.push(fact("due", words.date(due_on)));
    }
    if let Some(order) = bill.order() {
        facts.push(fact("order", order.to_owned()));
    }
    if let Some(id) = &bill.buyer.vat_id {
        facts.push(fact("buyer-vat-id", id.as_str().to_owned()));
    }
    facts
}

/// What a reader wants to know first: is there anything to do?
pub fn status(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> String {
    match &bill.kind {
        Kind::CreditNote { invoice, goes, .. } => words.credit_goes(*goes, invoice),
        Kind::Invoice { due_on, settlement, .. } => {
            invoice_status(bill, *due_on, settlement, words)
        }
    }
}

fn invoice_status(
    bill: &Bill<'_>,
    due_on: Date,
    settlement: &Settlement,
    words: &InvoiceWords<'_>,
) -> String {
    let open = bill.payable();
    if let Some(day) = settlement.collects_on.filter(|_| open.is_positive()) {
        let args = Args::new().with("amount", open).with("day", words.date(day));
        return words.with("status-debit", args);
    }
    if open.is_positive() {
        let key = if settlement.settled().is_zero() { "status-open" } else { "status-partly" };
        return words.with(key, Args::new().with("amount", open).with("day", words.date(due_on)));
    }
    match settlement.paid_at.filter(|_| settlement.paid.is_positive()) {
        Some(moment) => {
            let args = Args::new()
                .with("day", words.day(moment))
                .with("means", means_word(settlement.means));
            words.with("status-paid", args)
        }
        None if settlement.credit_used.is_positive() => words.get("status-credit-used"),
        None => words.get("status-nothing"),
    }
}

/// What the texts select by.
pub fn means_word(means: Option<PaymentMeans>) -> &'static str {
    match means {
        Some(PaymentMeans::Card) => "card",
        Some(PaymentMeans::DirectDebit) => "direct-debit",
        Some(PaymentMeans::Transfer) => "transfer",
        None => "unknown",
    }
}

/// Where to transfer what is open, if the seller named an account.
pub fn transfer(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Option<Transfer> {
    let (Kind::Invoice { due_on, .. }, Some(Payment::Transfer { iban, bic })) =
        (&bill.kind, bill.payment())
    else {
        return None;
    };
    let open = bill.payable();
    if !open.is_positive() {
        return None;
    }
    let fact = |key: &str, value: String| Fact { label: words.get(key), value };
    let args = Args::new().with("amount", open).with("day", words.date(*due_on));
    let mut facts = vec![
        fact("transfer-holder", bill.seller.address.name.clone()),
        fact("transfer-iban", grouped_iban(iban)),
    ];
    facts.extend(bic.map(|bic| fact("transfer-bic", bic.to_owned())));
    facts.push(fact("transfer-reference", bill.number.to_owned()));
    Some(Transfer { title: words.with("transfer", args), facts })
}

/// Who sells, in the three columns at the foot of each page.
pub fn footer(seller: &Seller, words: &InvoiceWords<'_>) -> Vec<Vec<String>> {
    let labelled = |key: &str, value: &str| words.with(key, Args::new().with("value", value));
    let place = address::lines(&seller.address, seller.address.country, "");
    let mut numbers = Vec::new();
    numbers.extend(seller.vat_id.as_ref().map(|id| labelled("seller-vat-id", id.as_str())));
    numbers.extend(seller.tax_number.as_ref().map(|number| labelled("seller-tax-number", number)));
    numbers.extend(seller.registration.clone());
    let mut reach = vec![seller.email.clone()];
    reach.extend(seller.iban.as_deref().map(|iban| labelled("seller-iban", &grouped_iban(iban))));
    reach.extend(seller.bic.as_deref().map(|bic| labelled("seller-bic", bic)));
    vec![place, numbers, reach]
}

/// An account number in groups of four, held together by no-break spaces.
fn grouped_iban(iban: &str) -> String {
    let compact: Vec<char> = iban.split_whitespace().flat_map(str::chars).collect();
    let groups: Vec<String> = compact.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("\u{a0}")
}
