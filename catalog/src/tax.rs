//! Tax rates by country and date (D7). Who is charged which is decided in billing.

use serde::{Deserialize, Serialize};
use units::{Country, Date, Rate};

/// One country's rates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CountryTax {
    pub country: Country,
    pub category: TaxCategory,
    /// By date, earliest first; each holds until the next.
    pub rates: Vec<DatedRate>,
}

/// A rate and the first day it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DatedRate {
    pub from: Date,
    pub rate: Rate,
}

/// What the tax is called; the faces have the words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxCategory {
    Vat,
    ConsumptionTax,
    SalesTax,
    /// No tax of ours is due in that country.
    OutsideScope,
}

impl TaxCategory {
    /// The word of the file, for text keys.
    pub fn word(self) -> &'static str {
        match self {
            TaxCategory::Vat => "vat",
            TaxCategory::ConsumptionTax => "consumption_tax",
            TaxCategory::SalesTax => "sales_tax",
            TaxCategory::OutsideScope => "outside_scope",
        }
    }
}

/// The tax of a country on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tax {
    pub category: TaxCategory,
    pub rate: Rate,
}

impl Tax {
    /// Nothing to charge.
    pub const OUTSIDE_SCOPE: Tax = Tax { category: TaxCategory::OutsideScope, rate: Rate::ZERO };
}

impl CountryTax {
    /// The rate on `date`; none before the first.
    pub fn on(&self, date: Date) -> Option<Rate> {
        let held = self.rates.iter().take_while(|rate| rate.from <= date);
        held.last().map(|rate| rate.rate)
    }
}
