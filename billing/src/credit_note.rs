//! Credit notes: what is given back of an issued invoice, as a document of its own (D2, D4).
//!
//! A credit note names the invoice and the line each amount was billed on, carries that line's tax,
//! and gives back no more than was billed there. Its amounts are positive: the document's kind
//! says which way the money goes. Once issued it never changes (I-10); its totals follow the same
//! arithmetic as an invoice's (I-11). Not known here: what earlier notes have given back of a line,
//! which whoever issues one adds up under lock.

use serde::{Deserialize, Serialize};
use units::id::{AccountId, CreditNoteId, InvoiceId};
use units::{Date, Locale, Money, Timestamp};

use crate::invoice::{Buyer, Invoice, InvoiceDraft, InvoiceLine, Seller};

/// Why something is given back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditCause {
    SeatsReduced,
    AddOnReduced,
    /// Another tier or interval took over.
    PlanChanged,
    /// Another product took over.
    ProductSwapped,
    /// The subscription ended before its period did.
    Ended,
    /// A cancellation was taken back: its fee comes back.
    CancellationWithdrawn,
    /// The account joined another one.
    Joined,
    /// An exemption was granted: tax of the open period comes back.
    TaxExempted,
    /// The invoice stated something wrong.
    Corrected,
    /// The operator's kindness.
    Goodwill,
}

impl CreditCause {
    pub const ALL: [CreditCause; 10] = [
        CreditCause::SeatsReduced,
        CreditCause::AddOnReduced,
        CreditCause::PlanChanged,
        CreditCause::ProductSwapped,
        CreditCause::Ended,
        CreditCause::CancellationWithdrawn,
        CreditCause::Joined,
        CreditCause::TaxExempted,
        CreditCause::Corrected,
        CreditCause::Goodwill,
    ];

    /// Stable: texts, API clients and rows key on it.
    pub fn word(self) -> &'static str {
        match self {
            CreditCause::SeatsReduced => "seats_reduced",
            CreditCause::AddOnReduced => "add_on_reduced",
            CreditCause::PlanChanged => "plan_changed",
            CreditCause::ProductSwapped => "product_swapped",
            CreditCause::Ended => "ended",
            CreditCause::CancellationWithdrawn => "cancellation_withdrawn",
            CreditCause::Joined => "joined",
            CreditCause::TaxExempted => "tax_exempted",
            CreditCause::Corrected => "corrected",
            CreditCause::Goodwill => "goodwill",
        }
    }

    /// Does what is given back stop being served? Tax, corrections and kindness leave it.
    pub fn ends_service(self) -> bool {
        !matches!(self, CreditCause::TaxExempted | CreditCause::Corrected | CreditCause::Goodwill)
    }

    pub fn from_word(word: &str) -> Option<CreditCause> {
        CreditCause::ALL.into_iter().find(|cause| cause.word() == word)
    }
}

/// The billed line an amount is given back of, and why: on every line of a credit note, and on a
/// negative line of an invoice.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreditOf {
    pub invoice: InvoiceId,
    /// The number of that invoice.
    pub number: String,
    /// Which of its lines, counted from 1 in the order of the document.
    pub line: u32,
    pub cause: CreditCause,
}

/// The invoice a credit note gives back of (BT-25, BT-26).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreditedInvoice {
    pub id: InvoiceId,
    pub number: String,
    /// Civil date in the account's zone.
    pub issued_on: Date,
    /// The order it came from, as for the invoice.
    pub order_reference: Option<String>,
}

/// Where the money of a credit note goes, as decided when it was issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditGoes {
    /// Onto the account's credit balance; the next invoice takes it.
    ToBalance,
    /// Back to where it was paid from.
    ToPayer,
    /// Off the credited invoice, which was still open.
    OffInvoice,
}

/// An issued credit note, everything on it as it was that day.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CreditNote {
    pub id: CreditNoteId,
    pub account: AccountId,
    /// Gapless within it, e.g. `CN-2027`.
    pub series: String,
    /// The series and the running number, e.g. `CN-2027-000042`.
    pub number: String,
    pub issued_at: Timestamp,
    /// Civil date in the account's zone.
    pub issued_on: Date,
    /// The language it is written in: the invoice's.
    pub locale: Locale,
    pub seller: Seller,
    pub buyer: Buyer,
    pub invoice: CreditedInvoice,
    /// Why, for the whole document; each line has its own as well.
    pub cause: CreditCause,
    pub goes: CreditGoes,
    /// Positive amounts; every line says what it `credits`.
    pub draft: InvoiceDraft,
}

/// How a credit note disagrees with itself or with the invoice it gives back of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotACredit {
    #[error("the credit note gives nothing back")]
    Empty,
    #[error("its totals are not those of its lines")]
    Totals,
    #[error("line {0} gives back nothing, or less")]
    NotPositive(u32),
    #[error("line {0} does not say which line of the credited invoice it gives back of")]
    NoBilledLine(u32),
    #[error("line {0} carries another tax or currency than the billed line")]
    OtherTax(u32),
    #[error("the lines give back more than billed line {0}")]
    MoreThanBilled(u32),
}

impl CreditNote {
    /// What is given back, tax included.
    pub fn total(&self) -> Money {
        self.draft.total
    }

    /// Whether this note adds up and stays within `invoice`, the one it names (I-05, I-11).
    ///
    /// Earlier notes on the same lines are the caller's to add up.
    pub fn check(&self, invoice: &Invoice) -> Result<(), NotACredit> {
        assert_eq!(self.invoice.id, invoice.id, "{} credits another invoice", self.number);
        if self.draft.lines.is_empty() {
            return Err(NotACredit::Empty);
        }
        let again = InvoiceDraft::of(self.draft.currency, self.draft.lines.clone());
        if again != self.draft {
            return Err(NotACredit::Totals);
        }
        let mut left: Vec<Money> = invoice.draft.lines.iter().map(|line| line.amount).collect();
        for (line, number) in self.draft.lines.iter().zip(1..) {
            let (billed, at) =
                billed_line(invoice, line).ok_or(NotACredit::NoBilledLine(number))?;
            if !line.amount.is_positive() {
                return Err(NotACredit::NotPositive(number));
            }
            if line.tax != billed.tax || line.amount.currency != billed.amount.currency {
                return Err(NotACredit::OtherTax(number));
            }
            let rest = left.get_mut(at).ok_or(NotACredit::NoBilledLine(number))?;
            *rest = rest.minus(line.amount);
            if rest.minor < 0 {
                return Err(NotACredit::MoreThanBilled(number_of(at)));
            }
        }
        Ok(())
    }
}

/// The line of `invoice` that `line` gives back of, and its place.
fn billed_line<'a>(invoice: &'a Invoice, line: &InvoiceLine) -> Option<(&'a InvoiceLine, usize)> {
    let of = line.credits.as_ref().filter(|of| of.invoice == invoice.id)?;
    let at = usize::try_from(of.line).ok()?.checked_sub(1)?;
    invoice.draft.lines.get(at).map(|billed| (billed, at))
}

/// The line at `index`, as people count.
fn number_of(index: usize) -> u32 {
    u32::try_from(index + 1).expect("an invoice has fewer lines than 32 bits count")
}
