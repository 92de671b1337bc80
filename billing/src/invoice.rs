//! Invoices: what is billed, frozen when it is issued.
//!
//! A draft has lines and a tax summary; issuing gives it its number and dates. An issued invoice
//! never changes (I-10): what it is called, who bought and who sold is copied into it. Totals
//! follow the EN 16931 arithmetic: tax is worked out per rate on the sum of net amounts (I-11).

use catalog::EarlyFee;
use serde::{Deserialize, Serialize};
use units::id::{AccountId, InvoiceId, SubscriptionId};
use units::{Country, Currency, Date, Locale, Money, Period, PostalAddress, Timestamp};

use crate::credit_note::CreditOf;
use crate::payment::PaymentMeans;
use crate::tax::{self, Tax, TaxLine};
use crate::vat_id::VatId;

/// Who buys: as printed on the invoice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Buyer {
    pub address: PostalAddress,
    pub vat_id: Option<VatId>,
    /// Where the invoice is mailed, also its electronic address (BT-49).
    pub email: String,
}

/// Who sells: from the catalog in force when the invoice was issued.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seller {
    pub address: PostalAddress,
    pub vat_id: Option<VatId>,
    /// The local tax number (BT-32), used where a VAT number must not stand.
    pub tax_number: Option<String>,
    /// Register and number the company is entered under (BT-30), as printed.
    #[serde(default)]
    pub registration: Option<String>,
    pub email: String,
    /// Printed as the account to pay to, when paid by transfer.
    pub iban: Option<String>,
    /// The bank of that account, where transfers from abroad ask for it.
    #[serde(default)]
    pub bic: Option<String>,
}

/// What a line bills for; `name` is as the catalog called it in the buyer's language.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Item {
    /// Seats of a tier; `seat_noun` is the catalog's word for one ("organizer").
    Seats {
        product: String,
        tier: String,
        name: String,
    },
    AddOn {
        add_on: String,
        name: String,
    },
    /// The fee for ending a promise early, for each seat: `left` periods at `price` were promised
    /// and are not billed; `name` is that of the seats.
    EarlyEnd {
        product: String,
        tier: String,
        name: String,
        left: u32,
        price: Money,
        fee: EarlyFee,
    },
}

impl Item {
    /// The same thing, whatever it was called.
    pub fn is_same(&self, other: &Item) -> bool {
        match (self, other) {
            (Item::Seats { product, tier, .. }, Item::Seats { product: p, tier: t, .. }) => {
                product == p && tier == t
            }
            (Item::AddOn { add_on, .. }, Item::AddOn { add_on: other, .. }) => add_on == other,
            _ => false,
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Item::Seats { name, .. } | Item::AddOn { name, .. } | Item::EarlyEnd { name, .. } => {
                name
            }
        }
    }
}

/// Why a line stands on the invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Charge,
    Credit,
    Fee,
    Discount,
}

/// One line: `quantity` × `unit` for the days billed of the full period, net of tax.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvoiceLine {
    pub kind: LineKind,
    pub subscription: Option<SubscriptionId>,
    pub item: Item,
    /// Service period, half-open civil dates in the account's zone.
    pub from: Date,
    pub to: Date,
    /// The start of the full period the price is for, where that is not `from`; it ends with `to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_from: Option<Date>,
    /// The exact moments, where the policy counts seconds; days billed are then seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<Exact>,
    pub quantity: u32,
    /// Price of one for the full period.
    pub unit: Money,
    /// Days billed, of how many in the full period; equal on a full period.
    pub days_billed: u32,
    pub days_full: u32,
    /// Net amount of the line; negative on an invoice's credits and discounts.
    pub amount: Money,
    /// As of the tax point of the days billed: lines of one invoice may differ.
    pub tax: Tax,
    /// The billed line that a credit gives back of; none on anything else.
    #[serde(default)]
    pub credits: Option<CreditOf>,
}

impl InvoiceLine {
    /// The last day that is billed, as people name a period; the first one when it has no length.
    pub fn last_day(&self) -> Date {
        self.to.yesterday().unwrap_or(self.to).max(self.from)
    }
}

/// The moments of a line: what is served, and the full period its price is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exact {
    pub service: Period,
    pub full: Period,
}

impl Exact {
    /// Served from `at` on, or as before where that is later. `at` is before the end (asserted).
    pub fn from(self, at: Timestamp) -> Exact {
        let start = at.max(self.service.start());
        let service = Period::new(start, self.service.end()).expect("cut before the end");
        Exact { service, ..self }
    }
}

/// An invoice before it has a number.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct InvoiceDraft {
    pub currency: Currency,
    pub lines: Vec<InvoiceLine>,
    pub taxes: Vec<TaxLine>,
    pub net: Money,
    pub tax: Money,
    pub total: Money,
}

impl InvoiceDraft {
    /// Adds up `lines`, all in `currency`.
    pub fn of(currency: Currency, lines: Vec<InvoiceLine>) -> InvoiceDraft {
        let taxes = tax::summary(lines.iter().map(|line| (line.tax, line.amount)));
        let net = Money::sum(currency, lines.iter().map(|line| line.amount));
        let tax = Money::sum(currency, taxes.iter().map(|line| line.amount));
        let taxable = Money::sum(currency, taxes.iter().map(|line| line.taxable));
        assert_eq!(taxable, net, "the tax summary covers every line once");
        InvoiceDraft { currency, lines, taxes, net, tax, total: net.plus(tax) }
    }
}

/// An issued invoice, everything on it as it was that day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Invoice {
    pub id: InvoiceId,
    pub account: AccountId,
    /// Series prefix and running number, e.g. `P-2027-000042`; gapless per series (D2).
    pub number: String,
    pub issued_at: Timestamp,
    /// Civil dates in the account's zone.
    pub issued_on: Date,
    pub due_on: Date,
    /// The language it is written in.
    pub locale: Locale,
    pub seller: Seller,
    pub buyer: Buyer,
    pub draft: InvoiceDraft,
    /// The order it came from, or none for a renewal: shown as the reference.
    pub order_reference: Option<String>,
}

/// What has happened to an issued invoice since.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settlement {
    /// Money that came in for it.
    pub paid: Money,
    /// When the last of it came in.
    pub paid_at: Option<Timestamp>,
    /// How all of it came in; none when that is not known, or came in several ways.
    pub means: Option<PaymentMeans>,
    /// What the account's credit balance has paid of it, beside `paid`.
    pub credit_used: Money,
    /// A direct debit of what is open is under way, and expected to be through by this day.
    #[serde(default)]
    pub collects_on: Option<Date>,
}

impl Settlement {
    /// Nothing has happened yet to an invoice in `currency`.
    pub fn none(currency: Currency) -> Settlement {
        let nothing = Money::zero(currency);
        Settlement {
            paid: nothing,
            paid_at: None,
            means: None,
            credit_used: nothing,
            collects_on: None,
        }
    }

    /// How it will have been paid once more money comes in by `means`.
    pub fn means_with(&self, means: PaymentMeans) -> Option<PaymentMeans> {
        match self.paid.is_zero() {
            true => Some(means),
            false => self.means.filter(|before| *before == means),
        }
    }

    /// What the invoice need not be paid any more: money and credit together (BT-113).
    pub fn settled(&self) -> Money {
        self.paid.plus(self.credit_used)
    }
}

impl Invoice {
    pub fn total(&self) -> Money {
        self.draft.total
    }

    /// What is still to pay (I-04): never negative.
    pub fn open(&self, settlement: &Settlement) -> Money {
        let open = self.draft.total.minus(settlement.settled());
        assert!(open.minor >= 0, "invoice {} was paid more than it totals", self.number);
        open
    }

    /// The country whose tax rules the document follows.
    pub fn seller_country(&self) -> Country {
        self.seller.address.country
    }
}
