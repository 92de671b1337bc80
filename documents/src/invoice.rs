//! Invoices and credit notes as documents: a PDF set like a letter, and inside it the same as data.
//!
//! One invoice with its settlement, or one credit note, and the words of its language go in; a PDF
//! (PDF/A-3a, PDF/UA-1) and, where EN 16931 can say it, the XML come out: together a Factur-X
//! document. The same content comes in the other syntax of the standard, UBL, for those who ask for
//! it. The same input gives the same bytes. Not known here: clock, database, network, files.

mod address;
mod bill;
mod cii;
mod electronic;
mod page;
mod pdf_metadata;
mod peppol;
#[cfg(test)]
#[path = "../tests/samples/mod.rs"]
mod samples;
#[cfg(test)]
mod tests;
mod typesetting;
mod ubl;
mod words;
mod xml;

pub use bill::Bill;
pub use electronic::NotElectronic;
pub use typesetting::Typesetter;
pub use words::InvoiceWords;

/// An invoice or a credit note as it is mailed and kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rendered {
    pub pdf: Vec<u8>,
    /// The electronic form, also attached to the PDF; or why there is none, in which case the
    /// PDF claims to be nothing more than a PDF.
    pub xml: Result<String, NotElectronic>,
    /// The same content in UBL, for those who ask for it; there is none where there is no `xml`.
    pub ubl: Result<String, NotElectronic>,
}

/// Why a document could not be made. All of these are mistakes of a template or of the house.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    #[error("the template cannot be set: {0}")]
    Template(String),
    #[error("the texts of the page cannot be handed to the template: {0}")]
    Page(String),
    #[error("the PDF's metadata are not where they should be: {0}")]
    Metadata(&'static str),
}

impl DocumentError {
    /// Stable: pages and alerts key on it.
    pub fn code(&self) -> &'static str {
        match self {
            DocumentError::Template(_) => "document.template",
            DocumentError::Page(_) => "document.page",
            DocumentError::Metadata(_) => "document.metadata",
        }
    }
}

/// All forms of `bill`, in the house's own look: `Bill::of_invoice` or `Bill::of_credit_note`,
/// with `InvoiceWords` of the document's own language.
pub fn render(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Result<Rendered, DocumentError> {
    render_with(Typesetter::shipped(), bill, words)
}

/// As `render`, with an operator's own template or fonts.
pub fn render_with(
    typesetter: &Typesetter,
    bill: &Bill<'_>,
    words: &InvoiceWords<'_>,
) -> Result<Rendered, DocumentError> {
    let xml = cii(bill, words);
    let page = page::InvoicePage::of(bill, words, xml.is_ok());
    let page =
        serde_json::to_value(page).map_err(|error| DocumentError::Page(error.to_string()))?;
    let attached = xml.as_deref().ok();
    let plain = typesetter.pdf(page, attached, &bill.identity, bill.issued_at)?;
    let pdf = if attached.is_some() { pdf_metadata::declare_factur_x(&plain)? } else { plain };
    Ok(Rendered { pdf, xml, ubl: ubl(bill, words) })
}

/// `bill` as a Cross Industry Invoice, the form inside the PDF.
///
/// Errors: what EN 16931 cannot say.
pub fn cii(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Result<String, NotElectronic> {
    cii::write(bill, words)
}

/// `bill` as UBL 2.1: the same content in the other syntax, which Peppol asks for.
///
/// Errors: what EN 16931 cannot say.
pub fn ubl(bill: &Bill<'_>, words: &InvoiceWords<'_>) -> Result<String, NotElectronic> {
    ubl::write(bill, words)
}
