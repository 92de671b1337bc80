//! What stands on the page of an invoice or a credit note, as finished texts in their places.
//!
//! The template (`templates/invoice.typ`) sets these texts and decides nothing; this file and its
//! two parts decide and set nothing. The names of the fields are what a template of the operator's
//! own can rely on.

mod head;
mod table;

use serde::Serialize;
use texts::Args;

use super::address;
use super::bill::Bill;
use super::electronic;
use super::words::InvoiceWords;

/// Everything on the page.
#[derive(Serialize)]
pub struct InvoicePage {
    /// Language and region subtags; the region may be empty.
    pub language: String,
    pub region: String,
    /// The document's title: its kind and number.
    pub title: String,
    pub author: String,
    pub heading: String,
    /// The sender in one line, for the window of an envelope.
    pub sender_line: String,
    pub address: Vec<String>,
    pub facts: Vec<Fact>,
    /// The total with its currency, and what has become of it.
    pub total: String,
    pub status: String,
    pub columns: Columns,
    pub lines: Vec<Line>,
    pub sums: Vec<Sum>,
    pub notes: Vec<String>,
    pub transfer: Option<Transfer>,
    pub footer: Vec<Vec<String>>,
    /// Contains `{page}` and `{pages}`, for the template to replace.
    pub page_of: String,
    pub attachment: Option<Attachment>,
}

/// A label with what it names.
#[derive(Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// The heads of the table's columns; `tax` is empty when one treatment holds for all lines.
#[derive(Serialize)]
pub struct Columns {
    pub item: String,
    pub quantity: String,
    pub unit: String,
    pub tax: String,
    pub amount: String,
}

/// One row; each of `notes` is a line below the item: what it covers, how the amount came about,
/// why it gives back.
#[derive(Serialize)]
pub struct Line {
    pub item: String,
    pub notes: Vec<String>,
    pub quantity: String,
    pub unit: String,
    pub tax: String,
    pub amount: String,
}

/// One row below the table; `strong` ones are totals.
#[derive(Serialize)]
pub struct Sum {
    pub label: String,
    pub amount: String,
    pub strong: bool,
}

/// How to pay what is open.
#[derive(Serialize)]
pub struct Transfer {
    pub title: String,
    pub facts: Vec<Fact>,
}

/// The electronic form inside the PDF.
#[derive(Serialize)]
pub struct Attachment {
    pub description: String,
}

impl InvoicePage {
    pub fn of(bill: &Bill<'_>, words: &InvoiceWords<'_>, electronic: bool) -> InvoicePage {
        let (language, region) = match words.locale().tag().split_once('-') {
            Some((language, region)) => (language, region),
            None => (words.locale().tag(), ""),
        };
        let seller = &bill.seller.address;
        let sender = address::lines(seller, seller.country, "").join(" · ");
        let to = &bill.buyer.address;
        let notes = bill.draft.taxes.iter().filter_map(|line| electronic::exemption_key(line.tax));
        InvoicePage {
            language: language.to_owned(),
            region: region.to_owned(),
            title: words.with(head::key(bill, "title"), Args::new().with("number", bill.number)),
            author: seller.name.clone(),
            heading: words.get(head::key(bill, "heading")),
            sender_line: sender,
            address: address::lines(to, seller.country, &words.country(to.country)),
            facts: head::facts(bill, words),
            total: words.money(bill.draft.total),
            status: head::status(bill, words),
            columns: table::columns(bill, words),
            lines: table::lines(bill, words),
            sums: table::sums(bill, words),
            notes: notes.map(|key| words.get(key)).collect(),
            transfer: head::transfer(bill, words),
            footer: head::footer(bill.seller, words),
            page_of: words
                .with("page", Args::new().with("page", "{page}").with("pages", "{pages}")),
            attachment: electronic
                .then(|| Attachment { description: words.get(head::key(bill, "attachment")) }),
        }
    }
}
