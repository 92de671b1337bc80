//! The catalog as a whole: looking up what is sold, at which price, under which rules.

use units::{Country, Currency, Date, Interval, Money};

use crate::code::{AddOnId, ProductId, TierId};
use crate::comparison::Comparison;
use crate::document::{Document, DocumentKind};
use crate::entitlement::Limit;
use crate::policy::Policy;
use crate::price::Price;
use crate::product::{AddOn, Offer, Product, Tier};
use crate::read::{
    self,
    problems::{CatalogError, Warning},
};
use crate::seller::Seller;
use crate::tax::{CountryTax, Tax};

/// A valid catalog. Made by `parse` alone, which has checked that ids are unique, that everything
/// sold has its price in every currency and interval, and that what is referred to exists.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Catalog {
    /// The operator's label of this version, such as `2026-11`.
    pub version: String,
    /// Never empty; the first is offered to those who chose none.
    pub currencies: Vec<Currency>,
    /// Whether prices are printed with tax inside.
    pub prices_include_tax: bool,
    /// How long everything stays readable after a subscription ended, in days (C11).
    pub retention_days: u32,
    pub policy: Policy,
    pub seller: Seller,
    pub documents: Vec<Document>,
    pub taxes: Vec<CountryTax>,
    /// In the order of the file.
    pub products: Vec<Product>,
    /// In the order of the file.
    pub add_ons: Vec<AddOn>,
    /// The text it was read from, byte for byte: what is stored and read again.
    pub text: String,
}

impl Catalog {
    /// Reads a catalog file. `file_name` only names it in messages.
    ///
    /// Errors: all that were found, by line; never empty.
    pub fn parse(
        file_name: &str,
        text: &str,
    ) -> Result<(Catalog, Vec<Warning>), Vec<CatalogError>> {
        read::catalog(file_name, text)
    }

    /// The currency of those who chose none.
    pub fn default_currency(&self) -> Currency {
        *self.currencies.first().expect("a catalog was read without currencies")
    }

    pub fn product(&self, id: &ProductId) -> Option<&Product> {
        self.products.iter().find(|product| product.id == *id)
    }

    pub fn tier(&self, product: &ProductId, tier: &TierId) -> Option<&Tier> {
        self.product(product)?.tier(tier)
    }

    /// The tier one has of `product` without paying, where there is one.
    pub fn free_tier(&self, product: &ProductId) -> Option<&Tier> {
        self.product(product)?.free_tier()
    }

    /// The product and tier every new account has: the first free tier of the file.
    pub fn free_plan(&self) -> (&Product, &Tier) {
        self.products
            .iter()
            .find_map(|product| Some((product, product.free_tier()?)))
            .expect("a catalog was read without a free tier")
    }

    pub fn add_on(&self, id: &AddOnId) -> Option<&AddOn> {
        self.add_ons.iter().find(|add_on| add_on.id == *id)
    }

    /// The add-ons that can be bought with a tier.
    pub fn add_ons_for(&self, product: &ProductId, tier: &TierId) -> Vec<&AddOn> {
        self.add_ons.iter().filter(|add_on| add_on.goes_with(product, tier)).collect()
    }

    /// What a seat of that plan costs; none when it is not sold so.
    pub fn plan(
        &self,
        product: &ProductId,
        tier: &TierId,
        interval: Interval,
        currency: Currency,
    ) -> Option<Price> {
        self.tier(product, tier)?.price(currency, interval)
    }

    /// What the tiers of `product` allow, side by side.
    pub fn compare(&self, product: &ProductId) -> Option<Comparison<'_>> {
        self.product(product).map(Product::compare)
    }

    /// What a year of one seat costs less when paid annually; none when it is not sold so.
    pub fn annual_saving(
        &self,
        product: &ProductId,
        tier: &TierId,
        currency: Currency,
    ) -> Option<Money> {
        self.tier(product, tier)?.annual_saving(currency)
    }

    /// The cheapest tier of `product` that allows what `limit` asks for (A2): free before paid,
    /// by monthly price in the default currency, those by quote last.
    pub fn lifts(&self, product: &ProductId, limit: Limit) -> Option<&Tier> {
        let currency = self.default_currency();
        let tiers = self.product(product)?.tiers.iter();
        tiers.filter(|tier| tier.entitlements.allows(limit)).min_by_key(|tier| match tier.offer {
            Offer::Free => (0, 0, tier.rank),
            Offer::SelfService => {
                let price = tier.price(currency, Interval::Monthly);
                (1, price.map_or(i64::MAX, |price| price.unit.minor), tier.rank)
            }
            Offer::Quote => (2, 0, tier.rank),
        })
    }

    /// The tax of `country` on `date`; outside scope for a country without entry, and before the
    /// first rate of one.
    pub fn tax_rate(&self, country: Country, date: Date) -> Tax {
        self.taxes
            .iter()
            .find(|tax| tax.country == country)
            .and_then(|tax| {
                let category = tax.category;
                tax.on(date).map(|rate| Tax { category, rate })
            })
            .unwrap_or(Tax::OUTSIDE_SCOPE)
    }

    /// The version of a document in force on `date`; before its first day, the first there will be.
    /// None only for emergency calls, when nothing with telephone numbers is sold.
    pub fn document(&self, kind: DocumentKind, date: Date) -> Option<&Document> {
        let versions = || self.documents.iter().filter(move |each| each.kind == kind);
        versions()
            .filter(|each| each.from <= date)
            .max_by_key(|each| each.from)
            .or_else(|| versions().min_by_key(|each| each.from))
    }
}
