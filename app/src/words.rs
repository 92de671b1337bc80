//! What is bought, in words: the lines of a statement, the same on pages and in mails.
//!
//! Amounts stand in the proposal; this only says what each of them is for.

use billing::invoice::{InvoiceLine, Item, LineKind};
use billing::payment::PaymentMeans;
use billing::tax::{Tax, TaxLine};
use catalog::{Catalog, EarlyFee};
use texts::{Args, Texts};
use units::Locale;
use units::id::OrderId;

/// Whose language is spoken, and by which catalog things are counted.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub texts: &'a Texts,
    pub locale: &'a Locale,
    pub catalog: &'a Catalog,
}

impl Words<'_> {
    /// "5 organizers", "2 licences": by what the catalog calls one of the item.
    pub fn counted(&self, item: Option<&Item>, count: u32) -> String {
        let word = match item {
            Some(Item::Seats { product, .. } | Item::EarlyEnd { product, .. }) => {
                let product = product.parse().ok();
                let product = product.and_then(|product| self.catalog.product(&product));
                product.map(|product| product.seat.word())
            }
            Some(Item::AddOn { add_on, .. }) => {
                let add_on = add_on.parse().ok();
                let add_on = add_on.and_then(|add_on| self.catalog.add_on(&add_on));
                add_on.map(|add_on| add_on.unit.word())
            }
            None => None,
        };
        counted(self.texts, self.locale, word.unwrap_or("licence"), count)
    }

    /// "Meetings Pro, 5 organizers × EUR 14.00"; a part of the period says how many of its days.
    pub fn line(&self, line: &InvoiceLine) -> String {
        // Seconds are no help to a reader.
        let is_part = line.days_billed != line.days_full && line.exact.is_none();
        let is_fee = matches!(line.item, Item::EarlyEnd { .. });
        let key = match line.kind {
            LineKind::Credit if is_fee => "statement-line-fee-back",
            LineKind::Charge if is_part => "statement-line-charge-part",
            LineKind::Credit if is_part => "statement-line-credit-part",
            LineKind::Charge => "statement-line-charge",
            LineKind::Credit => "statement-line-credit",
            LineKind::Fee => "statement-line-fee",
            LineKind::Discount => "statement-line-discount",
        };
        let args = Args::new()
            .with("name", line.item.name())
            .with("quantity", self.counted(Some(&line.item), line.quantity))
            .with("unit", line.unit)
            .with("billed", line.days_billed)
            .with("full", line.days_full);
        self.texts.get(self.locale, key, &args)
    }

    /// How a fee for ending early was worked out; none on anything else.
    pub fn fee(&self, line: &InvoiceLine) -> Option<String> {
        fee(self.texts, self.locale, line)
    }

    /// "VAT 19 % on EUR 70.00"
    pub fn tax(&self, line: &TaxLine) -> String {
        let key = match line.tax {
            Tax::Standard(rate) => {
                let args = Args::new()
                    .with("rate", self.texts.percent(self.locale, rate))
                    .with("net", line.taxable);
                return self.texts.get(self.locale, "statement-tax-standard", &args);
            }
            Tax::Zero => "statement-tax-zero",
            Tax::ReverseCharge => "statement-tax-reverse-charge",
            Tax::Exempt => "statement-tax-exempt",
            Tax::OutsideScope => "statement-tax-outside-scope",
        };
        self.texts.plain(self.locale, key)
    }
}

/// How a fee for ending early was worked out: what was left to pay, and what part of it is owed; of
/// one that comes back, where it was charged.
pub fn fee(texts: &Texts, locale: &Locale, line: &InvoiceLine) -> Option<String> {
    let Item::EarlyEnd { left, price, fee, .. } = &line.item else { return None };
    if let Some(of) = &line.credits {
        let args = Args::new().with("number", of.number.as_str());
        return Some(texts.get(locale, "statement-fee-back", &args));
    }
    let args = Args::new()
        .with("left", *left)
        .with("price", *price)
        .with("until", line.to)
        .with("unit", line.unit);
    Some(match fee {
        EarlyFee::Reducing { share } => {
            let args = args.with("share", texts.percent(locale, *share));
            texts.get(locale, "statement-fee-reducing", &args)
        }
        EarlyFee::Fixed { .. } | EarlyFee::None => texts.get(locale, "statement-fee-fixed", &args),
    })
}

/// "5 organizers", "1 licence": `word` is a seat noun or a unit of the catalog.
pub fn counted(texts: &Texts, locale: &Locale, word: &str, count: u32) -> String {
    texts.get(locale, &format!("plans-units-{word}"), &Args::new().with("count", count))
}

/// "by card", "by transfer": how an invoice was paid, as far as one thing can be said of all of it.
pub fn paid_by(texts: &Texts, locale: &Locale, means: Option<PaymentMeans>) -> String {
    let means = means.map_or("several", PaymentMeans::word);
    texts.get(locale, "payment-by", &Args::new().with("means", means))
}

/// The last characters of an order's id, by which people can tell it.
pub fn order_number(id: OrderId) -> String {
    let text = id.to_string().to_uppercase();
    text.get(text.len().saturating_sub(ORDER_NUMBER_CHARS)..).unwrap_or(&text).to_owned()
}

const ORDER_NUMBER_CHARS: usize = 8;
