//! A bill: what an invoice and a credit note have in common, seen by those who write them down.
//!
//! Page, CII and UBL ask this view and not the two kinds of document, so what holds for one holds
//! for the other. Amounts are as on the document, which on a credit note are positive.

use billing::credit_note::{CreditCause, CreditGoes, CreditNote, CreditedInvoice};
use billing::invoice::{
    Buyer, Invoice, InvoiceDraft, InvoiceLine, Item, LineKind, Seller, Settlement,
};
use billing::payment::PaymentMeans;
use billing::tax::Tax;
use units::{Currency, Date, Money, Timestamp};

/// An issued invoice as it stands now, or an issued credit note.
pub struct Bill<'a> {
    /// Stays the same for every print.
    pub(super) identity: String,
    pub(super) number: &'a str,
    pub(super) issued_at: Timestamp,
    pub(super) issued_on: Date,
    pub(super) seller: &'a Seller,
    pub(super) buyer: &'a Buyer,
    pub(super) draft: &'a InvoiceDraft,
    pub(super) kind: Kind<'a>,
}

/// What only the one or the other has.
pub enum Kind<'a> {
    Invoice { due_on: Date, order: Option<&'a str>, settlement: &'a Settlement },
    CreditNote { invoice: &'a CreditedInvoice, cause: CreditCause, goes: CreditGoes },
}

impl<'a> Bill<'a> {
    pub fn of_invoice(invoice: &'a Invoice, settlement: &'a Settlement) -> Bill<'a> {
        let open = invoice.open(settlement);
        assert_eq!(open.currency, invoice.draft.currency, "an invoice is settled in its currency");
        Bill {
            identity: invoice.id.to_string(),
            number: &invoice.number,
            issued_at: invoice.issued_at,
            issued_on: invoice.issued_on,
            seller: &invoice.seller,
            buyer: &invoice.buyer,
            draft: &invoice.draft,
            kind: Kind::Invoice {
                due_on: invoice.due_on,
                order: invoice.order_reference.as_deref(),
                settlement,
            },
        }
    }

    pub fn of_credit_note(note: &'a CreditNote) -> Bill<'a> {
        Bill {
            identity: note.id.to_string(),
            number: &note.number,
            issued_at: note.issued_at,
            issued_on: note.issued_on,
            seller: &note.seller,
            buyer: &note.buyer,
            draft: &note.draft,
            kind: Kind::CreditNote { invoice: &note.invoice, cause: note.cause, goes: note.goes },
        }
    }

    pub(super) fn currency(&self) -> Currency {
        self.draft.currency
    }

    pub(super) fn lines(&self) -> &'a [InvoiceLine] {
        &self.draft.lines
    }

    /// The order it came from, as the seller numbers it (BT-14).
    pub(super) fn order(&self) -> Option<&'a str> {
        match self.kind {
            Kind::Invoice { order, .. } => order,
            Kind::CreditNote { invoice, .. } => invoice.order_reference.as_deref(),
        }
    }

    /// Money and credit balance that have settled it already (BT-113).
    pub(super) fn settled(&self) -> Money {
        match self.kind {
            Kind::Invoice { settlement, .. } => settlement.settled(),
            Kind::CreditNote { .. } => Money::zero(self.currency()),
        }
    }

    /// What is left to pay, or to give back (BT-115).
    pub(super) fn payable(&self) -> Money {
        self.draft.total.minus(self.settled())
    }

    /// Whether a line is outside the scope of tax; then all are, or there is no electronic form.
    pub(super) fn outside_scope(&self) -> bool {
        self.draft.taxes.iter().any(|line| line.tax == Tax::OutsideScope)
    }

    /// The days all lines span together (BG-14), both ends named; none without lines.
    pub(super) fn period(&self) -> Option<(Date, Date)> {
        let first = self.lines().iter().map(|line| line.from).min()?;
        let last = self.lines().iter().map(|line| line.last_day()).max()?;
        Some((first, last))
    }

    /// How it is, or was, paid (BG-16); none where nothing true can be said.
    pub(super) fn payment(&self) -> Option<Payment<'a>> {
        let transfer = || {
            let iban = self.seller.iban.as_deref()?;
            Some(Payment::Transfer { iban, bic: self.seller.bic.as_deref() })
        };
        match self.kind {
            Kind::CreditNote { goes: CreditGoes::ToPayer, .. } => None,
            Kind::CreditNote { .. } => Some(Payment::Clearing),
            Kind::Invoice { settlement, .. } if self.payable().is_positive() => {
                match settlement.collects_on {
                    Some(_) => Some(Payment::DirectDebit),
                    None => transfer(),
                }
            }
            Kind::Invoice { settlement, .. } => match settlement.means {
                Some(PaymentMeans::Card) => Some(Payment::Card),
                Some(PaymentMeans::DirectDebit) => Some(Payment::DirectDebit),
                Some(PaymentMeans::Transfer) => transfer(),
                None if settlement.paid.is_zero() && settlement.credit_used.is_positive() => {
                    Some(Payment::Clearing)
                }
                None => None,
            },
        }
    }
}

/// The means of payment a document names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Payment<'a> {
    Transfer {
        iban: &'a str,
        bic: Option<&'a str>,
    },
    Card,
    DirectDebit,
    /// Against what the seller owes the buyer: a credit balance, or an open invoice.
    Clearing,
}

impl Payment<'_> {
    /// The code of UNCL 4461 for a payment in `currency`.
    pub fn code(self, currency: Currency) -> &'static str {
        match self {
            Payment::Transfer { .. } if currency == Currency::EUR => "58",
            Payment::Transfer { .. } => "30",
            Payment::Card => "48",
            Payment::DirectDebit => "49",
            Payment::Clearing => "97",
        }
    }
}

/// The price and quantity of a line such that price × quantity is its net amount (BT-131). A net
/// price is never negative (BR-27), so an invoice's credits count backwards.
pub struct Price {
    pub unit: Money,
    pub quantity: i64,
}

impl Price {
    /// The line's own price and quantity where they make its amount; otherwise, as on a part, the
    /// line counts as one thing at its net amount.
    pub fn of(line: &InvoiceLine) -> Price {
        let sign = if line.amount.minor < 0 { -1 } else { 1 };
        let unit = line.unit.with(line.unit.minor.abs());
        let amount = line.amount.with(line.amount.minor.abs());
        if !is_part(line) && unit.times(line.quantity) == amount {
            Price { unit, quantity: sign * i64::from(line.quantity) }
        } else {
            Price { unit: amount, quantity: sign }
        }
    }
}

/// Whether a line bills some days of its full period.
pub fn is_part(line: &InvoiceLine) -> bool {
    line.days_billed != line.days_full
}

/// The text that names what a line bills, by key; none where the item's own name says it.
pub fn name_key(line: &InvoiceLine) -> Option<&'static str> {
    match line.kind {
        // A fee that is given back is called as it was.
        LineKind::Credit if matches!(line.item, Item::EarlyEnd { .. }) => Some("line-fee"),
        LineKind::Fee => Some("line-fee"),
        LineKind::Discount => Some("line-discount"),
        LineKind::Charge | LineKind::Credit => None,
    }
}
