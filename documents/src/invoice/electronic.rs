//! What both syntaxes of the electronic invoice share: whether EN 16931 can say a bill at all, and
//! what it says in each place.
//!
//! Names like BT-131 and rules like BR-O-02 are the standard's. Amounts are copied, never worked
//! out again. A bill the standard has no room for gets no XML, and `NotElectronic` says why. Not
//! known here: names of elements, layout, fonts.

use billing::invoice::{Buyer, InvoiceLine, Seller};
use billing::tax::Tax;
use units::PostalAddress;

use super::bill::{self, Bill, Kind, Price};
use super::words::InvoiceWords;

/// The identifier of the core of EN 16931, nothing added (BT-24).
pub const CORE: &str = "urn:cen.eu:en16931:2017";

/// UNTDID 1001: what kind of document it is (BT-3).
pub fn type_code(bill: &Bill<'_>) -> &'static str {
    match bill.kind {
        Kind::Invoice { .. } => "380",
        Kind::CreditNote { .. } => "381",
    }
}

/// Why an invoice or a credit note has no electronic form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotElectronic {
    /// BR-DEC: amounts have at most two decimals, and rounding them would state another amount.
    #[error("the currency has more than two decimals")]
    TooManyDecimals,
    /// BR-CO-26, BR-S-02 and their like: a seller is known by a number.
    #[error("the seller has no number to be known by")]
    SellerUnidentified,
    /// BR-AE-02: a buyer who accounts for the tax is known by a VAT number.
    #[error("reverse charge without a VAT number of the buyer")]
    BuyerUnidentified,
    /// BR-O-11: a sale outside the scope of tax stands alone.
    #[error("lines within and outside the scope of tax on one invoice")]
    MixedScope,
    /// BR-16: an invoice has a line.
    #[error("the invoice has no lines")]
    NoLines,
    /// A total below zero belongs on a credit note, which is a document of its own.
    #[error("the total is negative")]
    Negative,
}

impl NotElectronic {
    /// Stable: pages and API clients key on it.
    pub fn code(self) -> &'static str {
        match self {
            NotElectronic::TooManyDecimals => "invoice_xml.too_many_decimals",
            NotElectronic::SellerUnidentified => "invoice_xml.seller_unidentified",
            NotElectronic::BuyerUnidentified => "invoice_xml.buyer_unidentified",
            NotElectronic::MixedScope => "invoice_xml.mixed_scope",
            NotElectronic::NoLines => "invoice_xml.no_lines",
            NotElectronic::Negative => "invoice_xml.negative",
        }
    }
}

/// Whether the standard has room for `bill`.
pub fn sayable(bill: &Bill<'_>) -> Result<(), NotElectronic> {
    let draft = bill.draft;
    let reverse_charge = draft.taxes.iter().any(|line| line.tax == Tax::ReverseCharge);
    if draft.currency.decimals() > 2 {
        return Err(NotElectronic::TooManyDecimals);
    }
    if draft.lines.is_empty() {
        return Err(NotElectronic::NoLines);
    }
    if draft.total.minor < 0 {
        return Err(NotElectronic::Negative);
    }
    if !SellerNumbers::of(bill).identify(bill.outside_scope()) {
        return Err(NotElectronic::SellerUnidentified);
    }
    if reverse_charge && bill.buyer.vat_id.is_none() {
        return Err(NotElectronic::BuyerUnidentified);
    }
    if bill.outside_scope() && draft.taxes.len() > 1 {
        return Err(NotElectronic::MixedScope);
    }
    Ok(())
}

/// The numbers the seller is known by, as far as they may stand on this bill.
pub struct SellerNumbers<'a> {
    /// BT-29, where nothing else may say who sells.
    pub id: Option<&'a str>,
    /// BT-30, with the register that gave it.
    pub registration: Option<&'a str>,
    /// BT-31; outside the scope of tax it may not stand (BR-O-02).
    pub vat_id: Option<&'a str>,
    /// BT-32, the local tax number.
    pub tax_number: Option<&'a str>,
}

impl<'a> SellerNumbers<'a> {
    pub fn of(bill: &Bill<'a>) -> SellerNumbers<'a> {
        let Seller { vat_id, tax_number, registration, .. } = bill.seller;
        let outside = bill.outside_scope();
        let vat_id = vat_id.as_ref().map(|id| id.as_str());
        let tax_number = tax_number.as_deref();
        SellerNumbers {
            id: if outside { tax_number.or(vat_id) } else { None },
            registration: registration.as_deref(),
            vat_id: vat_id.filter(|_| !outside),
            tax_number,
        }
    }

    /// BR-CO-26 asks for any number; taxed or exempt sales ask for a tax number (BR-S-02).
    fn identify(&self, outside_scope: bool) -> bool {
        if outside_scope {
            return self.id.is_some() || self.registration.is_some();
        }
        self.vat_id.is_some() || self.tax_number.is_some()
    }
}

/// The buyer's VAT number (BT-48); outside the scope of tax it may not stand (BR-O-04).
pub fn buyer_vat_id<'a>(bill: &Bill<'a>) -> Option<&'a str> {
    let Buyer { vat_id, .. } = bill.buyer;
    vat_id.as_ref().map(|id| id.as_str()).filter(|_| !bill.outside_scope())
}

/// The street in up to three lines (BT-35, BT-36, BT-162 and their like); what does not fit into
/// three is joined into the last.
pub fn street_lines(address: &PostalAddress) -> [String; 3] {
    let mut lines = address.street.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default().to_owned();
    let second = lines.next().unwrap_or_default().to_owned();
    [first, second, lines.collect::<Vec<_>>().join(", ")]
}

/// What a line says in words, and the price that makes its amount.
pub struct LineSays {
    pub price: Price,
    /// BT-153
    pub name: String,
    /// BT-154: how the amount of a part came about.
    pub description: String,
    /// BT-127: which billed line a credit gives back of, and why.
    pub note: String,
}

impl LineSays {
    pub fn of(line: &InvoiceLine, words: &InvoiceWords<'_>) -> LineSays {
        let share = || words.share(line);
        LineSays {
            price: Price::of(line),
            name: words.line_name(line),
            description: bill::is_part(line).then(share).unwrap_or_default(),
            note: line.credits.as_ref().map(|of| words.credit_of(of)).unwrap_or_default(),
        }
    }
}

/// BT-22: why a credit note gives back, and where the money goes; an invoice needs no such words.
pub fn note(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> String {
    match bill.kind {
        Kind::Invoice { .. } => String::new(),
        Kind::CreditNote { cause, .. } => words.cause(cause),
    }
}

/// BT-20: where the money of a credit note goes. An invoice states the day it is due instead.
pub fn payment_terms(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> String {
    match bill.kind {
        Kind::Invoice { .. } => String::new(),
        Kind::CreditNote { invoice, goes, .. } => words.credit_goes(goes, invoice),
    }
}

/// The code of the VATEX list (BT-121); an exemption by certificate has none of its own.
pub fn exemption_code(tax: Tax) -> &'static str {
    match tax {
        Tax::ReverseCharge => "VATEX-EU-AE",
        Tax::OutsideScope => "VATEX-EU-O",
        Tax::Standard(_) | Tax::Zero | Tax::Exempt => "",
    }
}

/// The text that says why a treatment takes no tax (BT-120), by key; none where it does.
pub fn exemption_key(tax: Tax) -> Option<&'static str> {
    match tax {
        Tax::ReverseCharge => Some("note-reverse-charge"),
        Tax::Exempt => Some("note-exempt"),
        Tax::OutsideScope => Some("note-outside-scope"),
        Tax::Standard(_) | Tax::Zero => None,
    }
}

/// The rate as a percentage; outside the scope of tax there is none, not even zero (BR-O-05).
pub fn percent(tax: Tax) -> String {
    if tax == Tax::OutsideScope { String::new() } else { tax.rate().percent() }
}
