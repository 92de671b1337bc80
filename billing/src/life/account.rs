//! What an account of a life holds.

use catalog::{Policy, ProductId};
use units::id::{InvoiceId, SubscriptionId};
use units::{Currency, Date, Money, Rate, Timestamp, Zone};

use crate::invoice::{InvoiceDraft, InvoiceLine};
use crate::life::books::Books;
use crate::life::event::LifePlan;
use crate::subscription::{Subscription, SubscriptionState};
use crate::tax::Tax;

/// A rate from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LifeTax {
    pub rate: Rate,
    pub from: Date,
}

/// A customer.
#[derive(Clone, Debug)]
pub struct LifeAccount {
    pub name: String,
    pub currency: Currency,
    pub zone: Zone,
    pub policy: Policy,
    /// In any order; the latest that has begun holds, none at all is no tax.
    pub taxes: Vec<LifeTax>,
    /// Whether invoices are charged by themselves when they are due.
    pub auto_pay: bool,
    pub subscriptions: Vec<LifeSubscription>,
    pub documents: Vec<Document>,
    pub refunds: Vec<LifeRefund>,
    pub refusals: Vec<Refused>,
    /// What the account has to its credit; never negative.
    pub balance: Money,
    /// What every subscription was called that ever began, those that others replaced among them.
    pub names: Vec<(SubscriptionId, String)>,
    pub(crate) decline_next: bool,
    pub(crate) joined: bool,
    /// Products of which a trial was taken: there is never a second one (A5).
    pub(crate) tried: Vec<ProductId>,
    pub(crate) books: Books,
}

/// A subscription with what the life calls it.
#[derive(Clone, Debug)]
pub struct LifeSubscription {
    pub name: String,
    pub plan: LifePlan,
    /// Of a change that waits for the renewal.
    pub planned: Option<LifePlan>,
    pub sub: Subscription,
    /// The first day and moment served of the present period, which may be shorter than a full one.
    pub served_from: Timestamp,
    /// When its last end came about.
    pub ended_at: Option<Timestamp>,
}

/// An issued invoice or credit note, in the order they were issued.
#[derive(Clone, Debug)]
pub enum Document {
    Invoice(LifeInvoice),
    Credit(LifeCredit),
}

/// An invoice and what has happened to it.
#[derive(Clone, Debug)]
pub struct LifeInvoice {
    pub id: InvoiceId,
    pub number: String,
    pub issued_at: Timestamp,
    pub issued_on: Date,
    pub due_at: Timestamp,
    pub draft: InvoiceDraft,
    pub credit_used: Money,
    pub paid: Money,
    /// Of `paid`, what went back.
    pub refunded: Money,
    /// Its automatic charge was declined.
    pub declined: bool,
}

impl LifeInvoice {
    /// What is still to pay (I-04).
    pub fn due(&self) -> Money {
        self.draft.total.minus(self.credit_used).minus(self.paid)
    }
}

/// A credit note: positive amounts.
#[derive(Clone, Debug)]
pub struct LifeCredit {
    pub number: String,
    pub invoice: InvoiceId,
    /// Number of the invoice it gives back of.
    pub of: String,
    pub issued_on: Date,
    pub draft: InvoiceDraft,
}

/// Money that went back.
#[derive(Clone, Debug)]
pub struct LifeRefund {
    pub on: Date,
    pub amount: Money,
}

/// An event that was refused; `code` is the core's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub at: Timestamp,
    pub event: &'static str,
    pub code: &'static str,
}

impl LifeAccount {
    /// An account in which nothing has happened.
    pub fn new(name: String, currency: Currency, zone: Zone, policy: Policy) -> LifeAccount {
        LifeAccount {
            name,
            currency,
            zone,
            policy,
            taxes: Vec::new(),
            auto_pay: true,
            subscriptions: Vec::new(),
            documents: Vec::new(),
            refunds: Vec::new(),
            refusals: Vec::new(),
            balance: Money::zero(currency),
            names: Vec::new(),
            decline_next: false,
            joined: false,
            tried: Vec::new(),
            books: Books::default(),
        }
    }

    /// How a line is taxed that is billed on `date`.
    pub(crate) fn tax_on(&self, date: Date) -> Tax {
        let begun = self.taxes.iter().filter(|tax| tax.from <= date);
        match begun.max_by_key(|tax| tax.from) {
            None => Tax::OutsideScope,
            Some(tax) if tax.rate.is_zero() => Tax::Zero,
            Some(tax) => Tax::Standard(tax.rate),
        }
    }

    pub fn invoices(&self) -> impl DoubleEndedIterator<Item = &LifeInvoice> {
        self.documents.iter().filter_map(|document| match document {
            Document::Invoice(invoice) => Some(invoice),
            Document::Credit(_) => None,
        })
    }

    pub fn credit_notes(&self) -> impl Iterator<Item = &LifeCredit> {
        self.documents.iter().filter_map(|document| match document {
            Document::Credit(credit) => Some(credit),
            Document::Invoice(_) => None,
        })
    }

    pub(crate) fn invoice_mut(
        &mut self,
        mut wanted: impl FnMut(&LifeInvoice) -> bool,
    ) -> Option<&mut LifeInvoice> {
        self.documents.iter_mut().find_map(|document| match document {
            Document::Invoice(invoice) if wanted(invoice) => Some(invoice),
            _ => None,
        })
    }

    /// Every document with its lines, as `billed::left_of` takes them.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (InvoiceId, &str, &[InvoiceLine])> {
        self.documents.iter().map(|document| match document {
            Document::Invoice(invoice) => {
                (invoice.id, invoice.number.as_str(), invoice.draft.lines.as_slice())
            }
            Document::Credit(credit) => {
                (credit.invoice, credit.number.as_str(), credit.draft.lines.as_slice())
            }
        })
    }

    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.subscriptions.iter().position(|each| each.name == name)
    }

    /// A subscription of this account bills on that invoice and it is open after a decline.
    pub(crate) fn is_past_due(&self, sub: SubscriptionId) -> bool {
        self.invoices().any(|invoice| {
            invoice.declined
                && invoice.due().is_positive()
                && invoice.draft.lines.iter().any(|line| line.subscription == Some(sub))
        })
    }

    /// Those past due whose invoices are paid go on (C10).
    pub(crate) fn restore_paid(&mut self) {
        for index in 0..self.subscriptions.len() {
            let Some(each) = self.subscriptions.get(index) else { continue };
            let paid = !self.is_past_due(each.sub.id);
            if let Some(each) = self.subscriptions.get_mut(index)
                && each.sub.state == SubscriptionState::PastDue
                && paid
            {
                each.sub.state = each.sub.in_order();
            }
        }
    }

    /// Do the books balance, and say what the documents say?
    pub(crate) fn balances(&self) -> bool {
        let zero = Money::zero(self.currency);
        let owed = self.invoices().fold(zero, |sum, invoice| sum.plus(invoice.due()));
        let paid = self.invoices().fold(zero, |sum, invoice| sum.plus(invoice.paid));
        let back = self.refunds.iter().fold(zero, |sum, refund| sum.plus(refund.amount));
        let never_negative = self.balance.minor >= 0
            && self.invoices().all(|invoice| {
                invoice.due().minor >= 0 && invoice.refunded.minor <= invoice.paid.minor
            });
        never_negative
            && self.books.balance()
            && self.books.of("receivable") == owed.minor
            && self.books.of("credit") == -self.balance.minor
            && self.books.of("cash") == paid.minus(back).minor
    }
}
