//! EN 16931 in the syntax of UN/CEFACT's Cross Industry Invoice: what Factur-X puts into the PDF.
//!
//! What is said stands in `bill.rs` and `electronic.rs`; here it gets the names and the order of
//! this syntax. Not known here: layout, fonts, the PDF.

use billing::credit_note::CreditedInvoice;
use billing::invoice::InvoiceLine;
use billing::tax::{Tax, TaxLine};
use units::{Date, PostalAddress};

use super::bill::{Bill, Kind, Payment};
use super::electronic::{self, LineSays, NotElectronic, SellerNumbers};
use super::words::InvoiceWords;
use super::xml::XmlWriter;

const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns:rsm", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"),
    (
        "xmlns:ram",
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    ),
    ("xmlns:qdt", "urn:un:unece:uncefact:data:standard:QualifiedDataType:100"),
    ("xmlns:udt", "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"),
];

/// The XML of `bill`.
///
/// Errors: what the standard cannot say, see `NotElectronic`.
pub fn write(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Result<String, NotElectronic> {
    electronic::sayable(bill)?;
    Ok(XmlWriter::document("rsm:CrossIndustryInvoice", &NAMESPACES, |xml| {
        xml.element("rsm:ExchangedDocumentContext", |xml| {
            xml.element("ram:GuidelineSpecifiedDocumentContextParameter", |xml| {
                xml.text("ram:ID", electronic::CORE);
            });
        });
        xml.element("rsm:ExchangedDocument", |xml| {
            xml.text("ram:ID", bill.number);
            xml.text("ram:TypeCode", electronic::type_code(bill));
            date(xml, "ram:IssueDateTime", bill.issued_on);
            note(xml, &electronic::note(bill, words));
        });
        xml.element("rsm:SupplyChainTradeTransaction", |xml| {
            for (index, line) in bill.lines().iter().enumerate() {
                line_item(xml, index + 1, line, words);
            }
            agreement(xml, bill);
            delivery(xml, bill);
            settlement(xml, bill, words);
        });
    }))
}

/// BG-25.
fn line_item(xml: &mut XmlWriter, number: usize, line: &InvoiceLine, words: &InvoiceWords<'_>) {
    let says = LineSays::of(line, words);
    xml.element("ram:IncludedSupplyChainTradeLineItem", |xml| {
        xml.element("ram:AssociatedDocumentLineDocument", |xml| {
            xml.text("ram:LineID", &number.to_string());
            note(xml, &says.note);
        });
        xml.element("ram:SpecifiedTradeProduct", |xml| {
            xml.text("ram:Name", &says.name);
            xml.text("ram:Description", &says.description);
        });
        xml.element("ram:SpecifiedLineTradeAgreement", |xml| {
            xml.element("ram:NetPriceProductTradePrice", |xml| {
                xml.text("ram:ChargeAmount", &says.price.unit.decimal());
            });
        });
        xml.element("ram:SpecifiedLineTradeDelivery", |xml| {
            let quantity = says.price.quantity.to_string();
            xml.text_with("ram:BilledQuantity", &[("unitCode", "C62")], &quantity);
        });
        xml.element("ram:SpecifiedLineTradeSettlement", |xml| {
            xml.element("ram:ApplicableTradeTax", |xml| {
                xml.text("ram:TypeCode", "VAT");
                xml.text("ram:CategoryCode", line.tax.category_code());
                rate(xml, line.tax);
            });
            period(xml, line.from, line.last_day());
            xml.element("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
                xml.text("ram:LineTotalAmount", &line.amount.decimal());
            });
        });
    });
}

fn note(xml: &mut XmlWriter, text: &str) {
    if !text.is_empty() {
        xml.element("ram:IncludedNote", |xml| xml.text("ram:Content", text));
    }
}

/// BG-4, BG-7 and the order.
fn agreement(xml: &mut XmlWriter, bill: &Bill<'_>) {
    xml.element("ram:ApplicableHeaderTradeAgreement", |xml| {
        xml.element("ram:SellerTradeParty", |xml| seller(xml, bill));
        xml.element("ram:BuyerTradeParty", |xml| buyer(xml, bill));
        if let Some(order) = bill.order() {
            xml.element("ram:SellerOrderReferencedDocument", |xml| {
                xml.text("ram:IssuerAssignedID", order);
            });
        }
    });
}

fn seller(xml: &mut XmlWriter, bill: &Bill<'_>) {
    let numbers = SellerNumbers::of(bill);
    xml.text("ram:ID", numbers.id.unwrap_or_default());
    xml.text("ram:Name", &bill.seller.address.name);
    if let Some(registration) = numbers.registration {
        xml.element("ram:SpecifiedLegalOrganization", |xml| xml.text("ram:ID", registration));
    }
    address(xml, &bill.seller.address);
    electronic_address(xml, &bill.seller.email);
    tax_registration(xml, "VA", numbers.vat_id);
    tax_registration(xml, "FC", numbers.tax_number);
}

fn buyer(xml: &mut XmlWriter, bill: &Bill<'_>) {
    xml.text("ram:Name", &bill.buyer.address.name);
    address(xml, &bill.buyer.address);
    electronic_address(xml, &bill.buyer.email);
    tax_registration(xml, "VA", electronic::buyer_vat_id(bill));
}

/// BG-13: a service goes to where its buyer is.
fn delivery(xml: &mut XmlWriter, bill: &Bill<'_>) {
    xml.element("ram:ApplicableHeaderTradeDelivery", |xml| {
        xml.element("ram:ShipToTradeParty", |xml| {
            xml.text("ram:Name", &bill.buyer.address.name);
            address(xml, &bill.buyer.address);
        });
    });
}

fn tax_registration(xml: &mut XmlWriter, scheme: &'static str, number: Option<&str>) {
    let Some(number) = number else { return };
    xml.element("ram:SpecifiedTaxRegistration", |xml| {
        xml.text_with("ram:ID", &[("schemeID", scheme)], number);
    });
}

fn address(xml: &mut XmlWriter, address: &PostalAddress) {
    let [first, second, third] = electronic::street_lines(address);
    xml.element("ram:PostalTradeAddress", |xml| {
        xml.text("ram:PostcodeCode", &address.postcode);
        xml.text("ram:LineOne", &first);
        xml.text("ram:LineTwo", &second);
        xml.text("ram:LineThree", &third);
        xml.text("ram:CityName", &address.city);
        xml.text("ram:CountryID", address.country.code());
        xml.text("ram:CountrySubDivisionName", &address.region);
    });
}

fn electronic_address(xml: &mut XmlWriter, email: &str) {
    if !email.trim().is_empty() {
        xml.element("ram:URIUniversalCommunication", |xml| {
            xml.text_with("ram:URIID", &[("schemeID", "EM")], email);
        });
    }
}

fn settlement(xml: &mut XmlWriter, bill: &Bill<'_>, words: &InvoiceWords<'_>) {
    xml.element("ram:ApplicableHeaderTradeSettlement", |xml| {
        if let Kind::Invoice { .. } = bill.kind {
            xml.text("ram:PaymentReference", bill.number);
        }
        xml.text("ram:InvoiceCurrencyCode", bill.currency().code());
        payment_means(xml, bill);
        for line in &bill.draft.taxes {
            tax_summary(xml, line, words);
        }
        if let Some((first, last)) = bill.period() {
            period(xml, first, last);
        }
        xml.element("ram:SpecifiedTradePaymentTerms", |xml| {
            xml.text("ram:Description", &electronic::payment_terms(bill, words));
            if let Kind::Invoice { due_on, .. } = bill.kind {
                date(xml, "ram:DueDateDateTime", due_on);
            }
        });
        totals(xml, bill);
        if let Kind::CreditNote { invoice, .. } = bill.kind {
            preceding(xml, invoice);
        }
    });
}

/// BG-22.
fn totals(xml: &mut XmlWriter, bill: &Bill<'_>) {
    let draft = bill.draft;
    xml.element("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| {
        let currency = [("currencyID", draft.currency.code())];
        xml.text("ram:LineTotalAmount", &draft.net.decimal());
        xml.text("ram:TaxBasisTotalAmount", &draft.net.decimal());
        xml.text_with("ram:TaxTotalAmount", &currency, &draft.tax.decimal());
        xml.text("ram:GrandTotalAmount", &draft.total.decimal());
        if !bill.settled().is_zero() {
            xml.text("ram:TotalPrepaidAmount", &bill.settled().decimal());
        }
        xml.text("ram:DuePayableAmount", &bill.payable().decimal());
    });
}

/// BG-3: the invoice a credit note gives back of.
fn preceding(xml: &mut XmlWriter, invoice: &CreditedInvoice) {
    xml.element("ram:InvoiceReferencedDocument", |xml| {
        xml.text("ram:IssuerAssignedID", &invoice.number);
        xml.element("ram:FormattedIssueDateTime", |xml| {
            xml.text_with("qdt:DateTimeString", &[("format", "102")], &digits(invoice.issued_on));
        });
    });
}

/// BG-16.
fn payment_means(xml: &mut XmlWriter, bill: &Bill<'_>) {
    let Some(payment) = bill.payment() else { return };
    xml.element("ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
        xml.text("ram:TypeCode", payment.code(bill.currency()));
        if let Payment::Transfer { iban, bic } = payment {
            let compact: String = iban.split_whitespace().collect();
            xml.element("ram:PayeePartyCreditorFinancialAccount", |xml| {
                xml.text("ram:IBANID", &compact);
                xml.text("ram:AccountName", &bill.seller.address.name);
            });
            if let Some(bic) = bic {
                xml.element("ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| {
                    xml.text("ram:BICID", bic);
                });
            }
        }
    });
}

/// BG-23, with the reason where no tax is taken (BT-120, BT-121).
fn tax_summary(xml: &mut XmlWriter, line: &TaxLine, words: &InvoiceWords<'_>) {
    xml.element("ram:ApplicableTradeTax", |xml| {
        xml.text("ram:CalculatedAmount", &line.amount.decimal());
        xml.text("ram:TypeCode", "VAT");
        if let Some(key) = electronic::exemption_key(line.tax) {
            xml.text("ram:ExemptionReason", &words.get(key));
        }
        xml.text("ram:BasisAmount", &line.taxable.decimal());
        xml.text("ram:CategoryCode", line.tax.category_code());
        xml.text("ram:ExemptionReasonCode", electronic::exemption_code(line.tax));
        rate(xml, line.tax);
    });
}

fn rate(xml: &mut XmlWriter, tax: Tax) {
    xml.text("ram:RateApplicablePercent", &electronic::percent(tax));
}

fn period(xml: &mut XmlWriter, first: Date, last: Date) {
    xml.element("ram:BillingSpecifiedPeriod", |xml| {
        date(xml, "ram:StartDateTime", first);
        date(xml, "ram:EndDateTime", last);
    });
}

fn date(xml: &mut XmlWriter, name: &'static str, date: Date) {
    xml.element(name, |xml| {
        xml.text_with("udt:DateTimeString", &[("format", "102")], &digits(date));
    });
}

/// The form 102 of UNTDID 2379.
fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}
