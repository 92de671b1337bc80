//! EN 16931 in the syntax of UBL 2.1: an invoice or a credit note for those whose systems, or whose
//! network (Peppol), ask for this one.
//!
//! What is said stands in `bill.rs` and `electronic.rs`; here it gets the names and the order of
//! this syntax. A document calls itself Peppol BIS Billing 3.0 where `peppol.rs` finds all that its
//! rules ask for, and plain EN 16931 otherwise.

use billing::invoice::InvoiceLine;
use billing::tax::{Tax, TaxLine};
use units::{Date, Money, PostalAddress};

use super::bill::{Bill, Kind, Payment};
use super::electronic::{self, LineSays, NotElectronic, SellerNumbers};
use super::peppol::{self, Endpoint, Profile};
use super::words::InvoiceWords;
use super::xml::XmlWriter;

const AGGREGATES: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const BASICS: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// The names that differ between the two documents of this syntax.
struct Names {
    root: &'static str,
    namespace: &'static str,
    type_code: &'static str,
    line: &'static str,
    quantity: &'static str,
}

const INVOICE: Names = Names {
    root: "Invoice",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    type_code: "cbc:InvoiceTypeCode",
    line: "cac:InvoiceLine",
    quantity: "cbc:InvoicedQuantity",
};

const CREDIT_NOTE: Names = Names {
    root: "CreditNote",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    type_code: "cbc:CreditNoteTypeCode",
    line: "cac:CreditNoteLine",
    quantity: "cbc:CreditedQuantity",
};

/// The XML of `bill`.
///
/// Errors: what the standard cannot say, see `NotElectronic`.
pub fn write(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Result<String, NotElectronic> {
    electronic::sayable(bill)?;
    let names = match bill.kind {
        Kind::Invoice { .. } => &INVOICE,
        Kind::CreditNote { .. } => &CREDIT_NOTE,
    };
    let namespaces = [("xmlns", names.namespace), ("xmlns:cac", AGGREGATES), ("xmlns:cbc", BASICS)];
    let profile = Profile::of(bill);
    Ok(XmlWriter::document(names.root, &namespaces, |xml| {
        head(xml, bill, &profile, names, words);
        references(xml, bill);
        xml.element("cac:AccountingSupplierParty", |xml| {
            xml.element("cac:Party", |xml| seller(xml, bill, &profile.seller));
        });
        xml.element("cac:AccountingCustomerParty", |xml| {
            xml.element("cac:Party", |xml| buyer(xml, bill, &profile.buyer));
        });
        delivery(xml, bill);
        payment_means(xml, bill);
        let terms = electronic::payment_terms(bill, words);
        if !terms.is_empty() {
            xml.element("cac:PaymentTerms", |xml| xml.text("cbc:Note", &terms));
        }
        tax_total(xml, bill, words);
        totals(xml, bill);
        for (index, line) in bill.lines().iter().enumerate() {
            bill_line(xml, index + 1, line, names, words);
        }
    }))
}

fn head(
    xml: &mut XmlWriter,
    bill: &Bill<'_>,
    profile: &Profile<'_>,
    names: &Names,
    words: &InvoiceWords<'_>,
) {
    if profile.peppol {
        xml.text("cbc:CustomizationID", peppol::CUSTOMIZATION);
        xml.text("cbc:ProfileID", peppol::PROCESS);
    } else {
        xml.text("cbc:CustomizationID", electronic::CORE);
    }
    xml.text("cbc:ID", bill.number);
    xml.text("cbc:IssueDate", &bill.issued_on.to_string());
    if let Kind::Invoice { due_on, .. } = bill.kind {
        xml.text("cbc:DueDate", &due_on.to_string());
    }
    xml.text(names.type_code, electronic::type_code(bill));
    xml.text("cbc:Note", &electronic::note(bill, words));
    xml.text("cbc:DocumentCurrencyCode", bill.currency().code());
    if let Some((first, last)) = bill.period() {
        period(xml, first, last);
    }
}

/// The order it came from (BT-14), and the invoice a credit note gives back of (BG-3).
fn references(xml: &mut XmlWriter, bill: &Bill<'_>) {
    if let Some(order) = bill.order() {
        xml.element("cac:OrderReference", |xml| {
            // The syntax wants the buyer's own number here; BIS Billing says what to write without.
            xml.text("cbc:ID", peppol::NO_PURCHASE_ORDER);
            xml.text("cbc:SalesOrderID", order);
        });
    }
    if let Kind::CreditNote { invoice, .. } = bill.kind {
        xml.element("cac:BillingReference", |xml| {
            xml.element("cac:InvoiceDocumentReference", |xml| {
                xml.text("cbc:ID", &invoice.number);
                xml.text("cbc:IssueDate", &invoice.issued_on.to_string());
            });
        });
    }
}

fn seller(xml: &mut XmlWriter, bill: &Bill<'_>, at: &Endpoint<'_>) {
    let numbers = SellerNumbers::of(bill);
    endpoint(xml, at);
    if let Some(id) = numbers.id {
        xml.element("cac:PartyIdentification", |xml| xml.text("cbc:ID", id));
    }
    xml.element("cac:PostalAddress", |xml| address(xml, &bill.seller.address));
    tax_scheme(xml, "VAT", numbers.vat_id);
    tax_scheme(xml, "TAX", numbers.tax_number);
    xml.element("cac:PartyLegalEntity", |xml| {
        xml.text("cbc:RegistrationName", &bill.seller.address.name);
        xml.text("cbc:CompanyID", numbers.registration.unwrap_or_default());
    });
}

fn buyer(xml: &mut XmlWriter, bill: &Bill<'_>, at: &Endpoint<'_>) {
    endpoint(xml, at);
    xml.element("cac:PostalAddress", |xml| address(xml, &bill.buyer.address));
    tax_scheme(xml, "VAT", electronic::buyer_vat_id(bill));
    xml.element("cac:PartyLegalEntity", |xml| {
        xml.text("cbc:RegistrationName", &bill.buyer.address.name);
    });
}

/// BT-34, BT-49.
fn endpoint(xml: &mut XmlWriter, at: &Endpoint<'_>) {
    xml.text_with("cbc:EndpointID", &[("schemeID", at.scheme)], at.id);
}

fn tax_scheme(xml: &mut XmlWriter, scheme: &'static str, number: Option<&str>) {
    let Some(number) = number else { return };
    xml.element("cac:PartyTaxScheme", |xml| {
        xml.text("cbc:CompanyID", number);
        xml.element("cac:TaxScheme", |xml| xml.text("cbc:ID", scheme));
    });
}

fn address(xml: &mut XmlWriter, address: &PostalAddress) {
    let [first, second, third] = electronic::street_lines(address);
    xml.text("cbc:StreetName", &first);
    xml.text("cbc:AdditionalStreetName", &second);
    xml.text("cbc:CityName", &address.city);
    xml.text("cbc:PostalZone", &address.postcode);
    xml.text("cbc:CountrySubentity", &address.region);
    if !third.is_empty() {
        xml.element("cac:AddressLine", |xml| xml.text("cbc:Line", &third));
    }
    xml.element("cac:Country", |xml| {
        xml.text("cbc:IdentificationCode", address.country.code());
    });
}

/// BG-13: a service goes to where its buyer is.
fn delivery(xml: &mut XmlWriter, bill: &Bill<'_>) {
    xml.element("cac:Delivery", |xml| {
        xml.element("cac:DeliveryLocation", |xml| {
            xml.element("cac:Address", |xml| address(xml, &bill.buyer.address));
        });
        xml.element("cac:DeliveryParty", |xml| {
            xml.element("cac:PartyName", |xml| xml.text("cbc:Name", &bill.buyer.address.name));
        });
    });
}

/// BG-16.
fn payment_means(xml: &mut XmlWriter, bill: &Bill<'_>) {
    let Some(payment) = bill.payment() else { return };
    xml.element("cac:PaymentMeans", |xml| {
        xml.text("cbc:PaymentMeansCode", payment.code(bill.currency()));
        if let Kind::Invoice { .. } = bill.kind {
            xml.text("cbc:PaymentID", bill.number);
        }
        if let Payment::Transfer { iban, bic } = payment {
            let compact: String = iban.split_whitespace().collect();
            xml.element("cac:PayeeFinancialAccount", |xml| {
                xml.text("cbc:ID", &compact);
                xml.text("cbc:Name", &bill.seller.address.name);
                if let Some(bic) = bic {
                    xml.element("cac:FinancialInstitutionBranch", |xml| xml.text("cbc:ID", bic));
                }
            });
        }
    });
}

/// BG-23, with the reason where no tax is taken (BT-120, BT-121).
fn tax_total(xml: &mut XmlWriter, bill: &Bill<'_>, words: &InvoiceWords<'_>) {
    xml.element("cac:TaxTotal", |xml| {
        amount(xml, "cbc:TaxAmount", bill.draft.tax);
        for TaxLine { tax, taxable, amount: taken } in &bill.draft.taxes {
            xml.element("cac:TaxSubtotal", |xml| {
                amount(xml, "cbc:TaxableAmount", *taxable);
                amount(xml, "cbc:TaxAmount", *taken);
                xml.element("cac:TaxCategory", |xml| {
                    let reason = electronic::exemption_key(*tax).map(|key| words.get(key));
                    tax_category(xml, *tax, &reason.unwrap_or_default());
                });
            });
        }
    });
}

/// `reason` is given in the summary alone.
fn tax_category(xml: &mut XmlWriter, tax: Tax, reason: &str) {
    xml.text("cbc:ID", tax.category_code());
    xml.text("cbc:Percent", &electronic::percent(tax));
    if !reason.is_empty() {
        xml.text("cbc:TaxExemptionReasonCode", electronic::exemption_code(tax));
        xml.text("cbc:TaxExemptionReason", reason);
    }
    xml.element("cac:TaxScheme", |xml| xml.text("cbc:ID", "VAT"));
}

/// BG-22.
fn totals(xml: &mut XmlWriter, bill: &Bill<'_>) {
    xml.element("cac:LegalMonetaryTotal", |xml| {
        amount(xml, "cbc:LineExtensionAmount", bill.draft.net);
        amount(xml, "cbc:TaxExclusiveAmount", bill.draft.net);
        amount(xml, "cbc:TaxInclusiveAmount", bill.draft.total);
        if !bill.settled().is_zero() {
            amount(xml, "cbc:PrepaidAmount", bill.settled());
        }
        amount(xml, "cbc:PayableAmount", bill.payable());
    });
}

/// BG-25.
fn bill_line(
    xml: &mut XmlWriter,
    number: usize,
    line: &InvoiceLine,
    names: &Names,
    words: &InvoiceWords<'_>,
) {
    let says = LineSays::of(line, words);
    xml.element(names.line, |xml| {
        xml.text("cbc:ID", &number.to_string());
        xml.text("cbc:Note", &says.note);
        let quantity = says.price.quantity.to_string();
        xml.text_with(names.quantity, &[("unitCode", "C62")], &quantity);
        amount(xml, "cbc:LineExtensionAmount", line.amount);
        period(xml, line.from, line.last_day());
        xml.element("cac:Item", |xml| {
            xml.text("cbc:Description", &says.description);
            xml.text("cbc:Name", &says.name);
            xml.element("cac:ClassifiedTaxCategory", |xml| tax_category(xml, line.tax, ""));
        });
        xml.element("cac:Price", |xml| amount(xml, "cbc:PriceAmount", says.price.unit));
    });
}

fn period(xml: &mut XmlWriter, first: Date, last: Date) {
    xml.element("cac:InvoicePeriod", |xml| {
        xml.text("cbc:StartDate", &first.to_string());
        xml.text("cbc:EndDate", &last.to_string());
    });
}

fn amount(xml: &mut XmlWriter, name: &'static str, amount: Money) {
    xml.text_with(name, &[("currencyID", amount.currency.code())], &amount.decimal());
}
