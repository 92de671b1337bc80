//! The tax of the open period, given back: never more than was billed and not credited (A6).

use billing::billed::{self, Terms};
use billing::credit_note::{CreditCause, CreditOf};
use billing::invoice::{InvoiceDraft, InvoiceLine, Item, LineKind};
use billing::stretch::{Cut, DayOf};
use billing::subscription::{Subscription, SubscriptionState};
use billing::tax::Tax;
use billing::tax_back::{Document, Facts, TaxBack, tax_back};
use catalog::Policy;
use proptest::prelude::*;
use units::id::InvoiceId;
use units::{Anchor, Currency, Date, Id, Interval, Money, Timestamp, Zone};

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn start() -> Timestamp {
    "2027-04-01T00:00:00Z".parse().expect("a time")
}

fn invoice_id(number: u8) -> InvoiceId {
    Id::from_parts(start(), [number; 10])
}

/// Meetings Pro since the first of April.
fn subscription() -> Subscription {
    Subscription {
        id: Id::from_parts(start(), [1; 10]),
        account: Id::from_parts(start(), [2; 10]),
        order: Id::from_parts(start(), [3; 10]),
        product: "meetings".parse().expect("a product"),
        tier: "pro".parse().expect("a tier"),
        currency: Currency::EUR,
        anchor: Anchor::at(date("2027-04-01"), Zone::utc(), Interval::Monthly),
        policy: Policy::default(),
        catalog_number: 1,
        period_index: 0,
        state: SubscriptionState::Active,
        items: Vec::new(),
        scheduled: None,
        cancellation: None,
        trial: None,
        commitment: None,
    }
}

fn seats() -> Item {
    Item::Seats {
        product: "meetings".to_owned(),
        tier: "pro".to_owned(),
        name: "Meetings Pro".to_owned(),
    }
}

/// April for `quantity` seats.
fn line(quantity: u32, unit_minor: i64, tax: Tax) -> InvoiceLine {
    let unit = Money::new(unit_minor, Currency::EUR);
    InvoiceLine {
        kind: LineKind::Charge,
        subscription: Some(subscription().id),
        item: seats(),
        from: date("2027-04-01"),
        to: date("2027-05-01"),
        full_from: None,
        exact: None,
        quantity,
        unit,
        days_billed: 30,
        days_full: 30,
        amount: unit.times(quantity),
        tax,
        credits: None,
    }
}

fn vat(rate: &str) -> Tax {
    Tax::Standard(rate.parse().expect("a rate"))
}

fn back(documents: &[Document], open: &[(InvoiceId, Money)]) -> Option<TaxBack> {
    let subscriptions = [subscription()];
    let facts = Facts { currency: Currency::EUR, subscriptions: &subscriptions, documents, open };
    tax_back(&facts)
}

fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// What granting leaves among the documents.
fn issued(mut documents: Vec<Document>, back: &TaxBack) -> Vec<Document> {
    for (of, note) in back.credit.notes() {
        documents.push((of.invoice, "CN".to_owned(), note.lines));
    }
    documents.push((invoice_id(99), "99".to_owned(), back.instead.lines.clone()));
    documents
}

/// A credit note that takes `amount` off the first line of `invoice`.
fn goodwill(documents: &[Document], invoice: InvoiceId, amount: i64) -> Option<Document> {
    let lines = documents.iter().map(|(id, number, lines)| (*id, number.as_str(), &lines[..]));
    let left = billed::left_of(subscription().id, lines);
    let first = left.into_iter().find(|each| each.invoice == invoice)?;
    let amount = amount.min(first.amount_left.minor);
    let credits = CreditOf {
        invoice,
        number: "1".to_owned(),
        line: first.position,
        cause: CreditCause::Goodwill,
    };
    let kind = LineKind::Credit;
    let line = InvoiceLine { kind, amount: euro(amount), credits: Some(credits), ..first.line };
    (amount > 0).then(|| (invoice, "CN".to_owned(), vec![line]))
}

/// A credit note for `quantity` seats that are given back on `on`.
fn fewer(documents: &[Document], quantity: u32, on: Timestamp) -> Vec<Document> {
    let policy = Policy::default();
    let cut = Cut::at(&policy, &Zone::utc(), on, DayOf::New);
    let terms = Terms { subscription: subscription().id, policy: &policy, cut };
    let lines = documents.iter().map(|(id, number, lines)| (*id, number.as_str(), &lines[..]));
    let mut left = billed::left_of(subscription().id, lines);
    let credits = terms.credit(&mut left, &seats(), quantity, CreditCause::SeatsReduced);
    let note = |line: InvoiceLine| {
        let invoice = line.credits.as_ref().map(|of| of.invoice)?;
        let amount = line.amount.negated();
        amount
            .is_positive()
            .then(|| (invoice, "CN".to_owned(), vec![InvoiceLine { amount, ..line }]))
    };
    credits.into_iter().filter_map(note).collect()
}

/// A6: the whole tax comes back, the net amount is billed anew without it.
#[test]
fn a_paid_month_gives_its_tax_back() {
    let documents = vec![(invoice_id(1), "1".to_owned(), vec![line(5, 1_499, vat("0.19"))])];
    let back = back(&documents, &[]).expect("something comes back");
    assert_eq!(back.credit.total(), euro(8_919));
    assert_eq!(back.instead.total, euro(7_495));
    assert_eq!((back.tax(), back.to_balance), (euro(1_424), euro(1_424)));
    assert!(back.instead.lines.iter().all(|line| line.tax == Tax::Exempt && line.quantity == 5));
}

/// A6: of an invoice that is open the tax is not to pay any more.
#[test]
fn an_open_invoice_is_paid_with_it_first() {
    let documents = vec![(invoice_id(1), "1".to_owned(), vec![line(5, 1_499, vat("0.19"))])];
    let back = back(&documents, &[(invoice_id(1), euro(8_919))]).expect("something comes back");
    assert_eq!(back.off[0].amount, euro(1_424));
    assert_eq!(back.to_balance, euro(0));
}

/// A6: where no tax was charged nothing comes back, nor of a period that is over.
#[test]
fn untaxed_lines_give_nothing_back() {
    for tax in [Tax::ReverseCharge, Tax::OutsideScope, Tax::Zero, Tax::Exempt] {
        let documents = vec![(invoice_id(1), "1".to_owned(), vec![line(5, 1_499, tax)])];
        assert_eq!(back(&documents, &[]), None, "{tax:?}");
    }
    let mut march = line(5, 1_499, vat("0.19"));
    (march.from, march.to) = (date("2027-03-01"), date("2027-04-01"));
    assert_eq!(back(&[(invoice_id(1), "1".to_owned(), vec![march])], &[]), None);
}

/// A6: seats that were given back stay given back; what they had served is billed without tax too.
#[test]
fn what_was_given_back_stays_so() {
    let mut documents = vec![(invoice_id(1), "1".to_owned(), vec![line(8, 3_000, vat("0.19"))])];
    let middle = "2027-04-11T08:00:00Z".parse().expect("a time");
    let notes = fewer(&documents, 3, middle);
    documents.extend(notes);
    let back = back(&documents, &[]).expect("something comes back");
    let lines: Vec<(u32, i64, String)> = back
        .instead
        .lines
        .iter()
        .map(|line| (line.quantity, line.amount.minor, line.to.to_string()))
        .collect();
    let served = (3, 3_000, "2027-04-11".to_owned());
    assert_eq!(lines, [(5, 15_000, "2027-05-01".to_owned()), served]);
    let after = issued(documents, &back);
    let again = fewer(&after, 5, middle);
    assert_eq!(again.len(), 1, "the five that are left");
    assert_eq!(again[0].2[0].tax, Tax::Exempt);
    assert_eq!(again[0].2[0].amount, euro(10_000), "two thirds of five");
}

proptest! {
    /// A6: whatever was billed and credited before, no more tax comes back than was billed and not
    /// credited yet, never less than nothing, and a second granting finds nothing.
    #[test]
    fn no_more_comes_back_than_was_billed(
        bills in proptest::collection::vec((1u32..30, 1i64..20_000, any::<bool>()), 1..4),
        kindness in proptest::collection::vec((0usize..4, 1i64..5_000), 0..4),
        fewer_seats in proptest::collection::vec((1u32..10, 0i64..29), 0..3),
        open in proptest::option::of(0i64..50_000),
    ) {
        let mut documents: Vec<Document> = Vec::new();
        for (number, (quantity, unit, reduced)) in (1u8..).zip(&bills) {
            let tax = vat(if *reduced { "0.07" } else { "0.19" });
            let lines = vec![line(*quantity, *unit, tax), line(1, unit / 3 + 1, vat("0.19"))];
            documents.push((invoice_id(number), number.to_string(), lines));
        }
        for (which, amount) in &kindness {
            let invoice = invoice_id(u8::try_from(which % bills.len()).expect("few") + 1);
            documents.extend(goodwill(&documents, invoice, *amount));
        }
        for (quantity, days) in &fewer_seats {
            let notes = fewer(&documents, *quantity, start().plus_days(*days));
            documents.extend(notes);
        }
        let open: Vec<_> = open.into_iter().map(|minor| (invoice_id(1), euro(minor))).collect();
        let Some(back) = back(&documents, &open) else { return Ok(()) };
        for (of, note) in back.credit.notes() {
            prop_assert!(note.lines.iter().all(|line| line.amount.is_positive()));
            prop_assert!(note.tax.minor >= 0);
            let tax = |lines: Vec<InvoiceLine>| {
                InvoiceDraft::of(Currency::EUR, lines).tax.minor
            };
            let named = documents.iter().filter(|(id, ..)| *id == of.invoice);
            let left: i64 = named
                .map(|(_, number, lines)| match number.as_str() {
                    "CN" => -tax(lines.clone()),
                    _ => tax(lines.clone()),
                })
                .sum();
            prop_assert!(note.tax.minor <= left, "{} of {left}", note.tax.minor);
        }
        prop_assert_eq!(back.credit.draft.net, back.instead.net);
        prop_assert_eq!(back.instead.tax, euro(0));
        prop_assert!(back.to_balance.minor >= 0);
        let off: i64 = back.off.iter().map(|off| off.amount.minor).sum();
        prop_assert_eq!(back.tax().minor, back.to_balance.minor + off);
        prop_assert!(again(&issued(documents, &back)).is_none());
    }
}

fn again(documents: &[Document]) -> Option<TaxBack> {
    back(documents, &[])
}
