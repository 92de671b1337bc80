//! Catalog: the plan file an operator edits and publishes, read into products, prices and rules.
//!
//! Text in, `Catalog` out, or every error with its line. A catalog that was read keeps its text, so
//! that a published version can be stored and read again as it was. Not known here: files, SQL,
//! HTTP, the clock, and the words of any page.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::as_conversions, clippy::indexing_slicing))]

mod catalog;
pub mod code;
mod commitment;
mod comparison;
mod document;
mod entitlement;
mod local_text;
mod policy;
mod price;
mod product;
mod read;
mod seller;
mod tax;

pub use catalog::Catalog;
pub use code::{AddOnId, NotACode, ProductId, TierId};
pub use commitment::{COMMITMENT_MONTHS, Commitment, CommitmentTerms, EarlyFee, Term};
pub use comparison::{Comparison, ComparisonRow};
pub use document::{Document, DocumentKind};
pub use entitlement::{
    EntitlementChange, EntitlementKind, EntitlementValue, Entitlements, Holding, Limit,
    entitlements_of,
};
pub use local_text::LocalText;
pub use policy::{
    AnchorRule, CancelDay, ChangeDay, CreditTo, DayCount, DecreaseTime, Dunning, POLICY_VERSION,
    Policy, ProrationUnit, Rounding, TrialPolicy,
};
pub use price::{NotAnAmount, PRICE_MINOR_MAX, Price, amount};
pub use product::{AddOn, AddOnUnit, Offer, Product, QuantityRule, SeatNoun, Tier};
pub use read::problems::{CatalogError, Warning};
pub use seller::{Bank, Seller};
pub use tax::{CountryTax, DatedRate, Tax, TaxCategory};

/// The catalog the program ships with, for a deployment that has published none of its own.
pub const SHIPPED_TEXT: &str = include_str!("../../catalogs/plenum.toml");

/// What errors call the shipped catalog.
pub const SHIPPED_FILE: &str = "catalogs/plenum.toml";
