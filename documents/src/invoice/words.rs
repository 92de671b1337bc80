//! The words of an invoice or a credit note, in the language it is written in.
//!
//! Every sentence on the page and every free text in the XML comes from here; the texts stand in
//! `locales/<language>/invoice-document.ftl`. Not known here: where on the page they go.

use billing::commitment::EarlyFee;
use billing::credit_note::{CreditCause, CreditGoes, CreditOf, CreditedInvoice};
use billing::invoice::{InvoiceLine, Item};
use texts::{Args, Texts};
use units::{Country, Date, Locale, Money, Rate, Timestamp, Zone};

use super::bill;

/// One language, and the zone whose days the document speaks of.
pub struct InvoiceWords<'a> {
    texts: &'a Texts,
    locale: &'a Locale,
    zone: &'a Zone,
}

impl<'a> InvoiceWords<'a> {
    /// The words of the document's own language; `zone` is the account's, as for its dates.
    pub fn new(texts: &'a Texts, locale: &'a Locale, zone: &'a Zone) -> InvoiceWords<'a> {
        InvoiceWords { texts, locale, zone }
    }

    /// The text of `key` without its prefix `invoice-document-`.
    pub(super) fn get(&self, key: &str) -> String {
        self.with(key, Args::new())
    }

    pub(super) fn with(&self, key: &str, args: Args) -> String {
        self.texts.get(self.locale, &format!("invoice-document-{key}"), &args)
    }

    /// An amount with its currency.
    pub(super) fn money(&self, amount: Money) -> String {
        self.texts.money(self.locale, amount)
    }

    /// An amount without its currency, for columns headed by it.
    pub(super) fn amount(&self, amount: Money) -> String {
        self.texts.amount(self.locale, amount)
    }

    pub(super) fn number(&self, number: u32) -> String {
        self.texts.number(self.locale, i64::from(number))
    }

    pub(super) fn percent(&self, rate: Rate) -> String {
        self.texts.percent(self.locale, rate)
    }

    pub(super) fn date(&self, date: Date) -> String {
        self.texts.date(self.locale, date)
    }

    /// The day of `moment` where the account is.
    pub(super) fn day(&self, moment: Timestamp) -> String {
        self.date(self.zone.date(moment))
    }

    /// The days from `first` to `last`, both named; a single day is named once.
    pub(super) fn period(&self, first: Date, last: Date) -> String {
        if first == last { self.date(first) } else { self.texts.period(self.locale, first, last) }
    }

    pub(super) fn country(&self, country: Country) -> String {
        self.texts.country_name(self.locale, country)
    }

    /// What a line bills: the item, or what is taken or let off for it.
    pub(super) fn line_name(&self, line: &InvoiceLine) -> String {
        let name = line.item.name();
        match bill::name_key(line) {
            Some(key) => self.with(key, Args::new().with("name", name)),
            None => name.to_owned(),
        }
    }

    /// How the amount of a part came about: "17 of 30 days × 3 × EUR 12.00". Where the policy
    /// counts seconds, so does the document.
    pub(super) fn share(&self, line: &InvoiceLine) -> String {
        let args = Args::new()
            .with("billed", line.days_billed)
            .with("full", line.days_full)
            .with("quantity", self.number(line.quantity))
            .with("unit", line.unit);
        let key = if line.exact.is_some() { "line-share-seconds" } else { "line-share" };
        self.with(key, args)
    }

    /// How a fee for ending early came about: "9 months left × EUR 12.50, 50 % of it for each".
    pub(super) fn fee(&self, line: &InvoiceLine) -> Option<String> {
        let Item::EarlyEnd { left, price, fee, .. } = &line.item else { return None };
        let args = Args::new().with("left", *left).with("price", *price);
        match fee {
            EarlyFee::Reducing { share } => {
                Some(self.with("fee-share", args.with("share", self.percent(*share))))
            }
            // What a fixed fee is needs no words, unless less than that was left to pay.
            EarlyFee::Fixed { unit } if *unit != line.unit => Some(self.with("fee-fixed", args)),
            EarlyFee::Fixed { .. } | EarlyFee::None => None,
        }
    }

    /// Why, as a sentence of its own.
    pub(super) fn cause(&self, cause: CreditCause) -> String {
        self.get(&format!("cause-{}", cause.word().replace('_', "-")))
    }

    /// Why, and which billed line it gives back of.
    pub(super) fn credit_of(&self, of: &CreditOf) -> String {
        let args = Args::new()
            .with("cause", self.cause(of.cause))
            .with("number", of.number.as_str())
            .with("line", self.number(of.line));
        self.with("line-credit", args)
    }

    /// Where the money of a credit note goes.
    pub(super) fn credit_goes(&self, goes: CreditGoes, invoice: &CreditedInvoice) -> String {
        let key = match goes {
            CreditGoes::ToBalance => "goes-to-balance",
            CreditGoes::ToPayer => "goes-to-payer",
            CreditGoes::OffInvoice => "goes-off-invoice",
        };
        self.with(key, Args::new().with("number", invoice.number.as_str()))
    }

    pub(super) fn locale(&self) -> &Locale {
        self.locale
    }
}
