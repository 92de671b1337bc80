//! Credit notes against the invoices they give back of: what adds up, and what is refused.

use billing::credit_note::{CreditCause, CreditGoes, CreditNote, CreditOf, CreditedInvoice};
use billing::credit_note::{CreditCause::SeatsReduced, NotACredit};
use billing::invoice::{Buyer, Invoice, InvoiceDraft, InvoiceLine, Item, LineKind, Seller};
use billing::tax::Tax;
use proptest::prelude::*;
use units::{Currency, Date, Id, Locale, Money, PostalAddress, Rounding, Timestamp, proration};

const DAYS: u32 = 30;

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn issued_at() -> Timestamp {
    "2027-04-14T09:30:00Z".parse().expect("a time")
}

fn vat() -> Tax {
    Tax::Standard("0.19".parse().expect("a rate"))
}

/// A month of `quantity` seats, as billed.
fn billed(quantity: u32, unit_minor: i64) -> InvoiceLine {
    let unit = Money::new(unit_minor, Currency::EUR);
    InvoiceLine {
        kind: LineKind::Charge,
        subscription: None,
        item: Item::Seats {
            product: "meetings".to_owned(),
            tier: "pro".to_owned(),
            name: "Meetings Pro, organizer".to_owned(),
        },
        from: date("2027-04-14"),
        to: date("2027-05-14"),
        full_from: None,
        exact: None,
        quantity,
        unit,
        days_billed: DAYS,
        days_full: DAYS,
        amount: unit.times(quantity),
        tax: vat(),
        credits: None,
    }
}

fn invoice(lines: Vec<InvoiceLine>) -> Invoice {
    let country = "DE".parse().expect("a country");
    let address = PostalAddress {
        name: "Ada Example".to_owned(),
        street: "Lindenweg 7".to_owned(),
        postcode: "10115".to_owned(),
        city: "Berlin".to_owned(),
        region: String::new(),
        country,
    };
    Invoice {
        id: Id::from_parts(issued_at(), [1; 10]),
        account: Id::from_parts(issued_at(), [2; 10]),
        number: "INV-2027-000042".to_owned(),
        issued_at: issued_at(),
        issued_on: date("2027-04-14"),
        due_on: date("2027-04-28"),
        locale: Locale::english(),
        seller: Seller {
            address: address.clone(),
            vat_id: None,
            tax_number: Some("37/123/45678".to_owned()),
            registration: None,
            email: "billing@example.org".to_owned(),
            iban: None,
            bic: None,
        },
        buyer: Buyer { address, vat_id: None, email: "ada@example.org".to_owned() },
        draft: InvoiceDraft::of(Currency::EUR, lines),
        order_reference: None,
    }
}

/// Days `from..to` of line `number` of `invoice`.
fn given_back(invoice: &Invoice, number: u32, from: u32, to: u32) -> InvoiceLine {
    let index = usize::try_from(number).expect("a small number") - 1;
    let mut line = invoice.draft.lines[index].clone();
    line.kind = LineKind::Credit;
    line.days_billed = to - from;
    line.amount =
        proration::part(line.amount, from.into(), to.into(), DAYS.into(), Rounding::HalfUp);
    line.credits = Some(CreditOf {
        invoice: invoice.id,
        number: invoice.number.clone(),
        line: number,
        cause: SeatsReduced,
    });
    line
}

fn note(invoice: &Invoice, lines: Vec<InvoiceLine>) -> CreditNote {
    CreditNote {
        id: Id::from_parts(issued_at(), [3; 10]),
        account: invoice.account,
        series: "CN-2027".to_owned(),
        number: "CN-2027-000007".to_owned(),
        issued_at: issued_at(),
        issued_on: date("2027-04-27"),
        locale: invoice.locale.clone(),
        seller: invoice.seller.clone(),
        buyer: invoice.buyer.clone(),
        invoice: CreditedInvoice {
            id: invoice.id,
            number: invoice.number.clone(),
            issued_on: invoice.issued_on,
            order_reference: invoice.order_reference.clone(),
        },
        cause: SeatsReduced,
        goes: CreditGoes::ToBalance,
        draft: InvoiceDraft::of(Currency::EUR, lines),
    }
}

/// D4, C8: 17 of 30 days of 3 seats at EUR 12.00 come back, with their tax.
#[test]
fn seventeen_of_thirty_days_come_back() {
    let invoice = invoice(vec![billed(3, 1200)]);
    let note = note(&invoice, vec![given_back(&invoice, 1, 13, 30)]);
    assert_eq!(note.check(&invoice), Ok(()));
    assert_eq!(note.draft.net, Money::new(2040, Currency::EUR));
    assert_eq!(note.total(), Money::new(2428, Currency::EUR));
}

#[test]
fn each_disagreement_has_its_name() {
    let invoice = invoice(vec![billed(3, 1200), billed(1, 500)]);
    let whole = || given_back(&invoice, 2, 0, 30);
    let check = |lines: Vec<InvoiceLine>| note(&invoice, lines).check(&invoice);
    let changed = |change: fn(&mut InvoiceLine)| {
        let mut line = whole();
        change(&mut line);
        check(vec![line])
    };

    assert_eq!(check(vec![]), Err(NotACredit::Empty));
    assert_eq!(check(vec![whole(), whole()]), Err(NotACredit::MoreThanBilled(2)));
    assert_eq!(changed(|line| line.credits = None), Err(NotACredit::NoBilledLine(1)));
    assert_eq!(changed(|line| line.tax = Tax::Exempt), Err(NotACredit::OtherTax(1)));
    assert_eq!(
        changed(|line| line.amount = line.amount.negated()),
        Err(NotACredit::NotPositive(1))
    );
    for (number, expected) in [(0, NotACredit::NoBilledLine(1)), (3, NotACredit::NoBilledLine(1))] {
        let mut line = whole();
        line.credits.as_mut().expect("it credits").line = number;
        assert_eq!(check(vec![line]), Err(expected), "line {number} of two");
    }

    let mut tampered = note(&invoice, vec![whole()]);
    tampered.draft.total = tampered.draft.total.plus(Money::new(1, Currency::EUR));
    assert_eq!(tampered.check(&invoice), Err(NotACredit::Totals));
}

#[test]
fn causes_are_read_back_from_their_words() {
    for cause in CreditCause::ALL {
        assert_eq!(CreditCause::from_word(cause.word()), Some(cause));
    }
}

proptest! {
    /// I-05: a line may come back in as many parts as one likes, to the cent, and not a cent more.
    #[test]
    fn parts_of_a_line_come_back_once(
        quantity in 1u32..500,
        unit in 1i64..1_000_000,
        mut cuts in prop::collection::vec(1u32..DAYS, 0..4),
    ) {
        let invoice = invoice(vec![billed(quantity, unit)]);
        cuts.extend([0, DAYS]);
        cuts.sort_unstable();
        cuts.dedup();
        let parts = cuts.windows(2).map(|pair| given_back(&invoice, 1, pair[0], pair[1]));
        let mut parts: Vec<_> = parts.filter(|line| line.amount.is_positive()).collect();
        let whole = note(&invoice, parts.clone());
        prop_assert_eq!(whole.check(&invoice), Ok(()));
        prop_assert_eq!(whole.draft.net, invoice.draft.net);

        let last = parts.last_mut().expect("a positive line has a positive part");
        last.amount = last.amount.plus(Money::new(1, Currency::EUR));
        let more = note(&invoice, parts);
        prop_assert_eq!(more.check(&invoice), Err(NotACredit::MoreThanBilled(1)));
    }
}
