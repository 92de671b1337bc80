//! The comparison of a product's tiers as data (A3); the faces have the words.

use crate::entitlement::{EntitlementKind, EntitlementValue};
use crate::product::{Product, Tier};

/// Columns are tiers by rank, rows are kinds of entitlement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison<'c> {
    pub tiers: Vec<&'c Tier>,
    /// Without the rows in which no tier allows anything.
    pub rows: Vec<ComparisonRow>,
}

/// One kind of entitlement over all tiers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComparisonRow {
    pub kind: EntitlementKind,
    /// One for each tier, in the same order.
    pub values: Vec<EntitlementValue>,
}

impl Product {
    /// What its tiers allow, side by side.
    pub fn compare(&self) -> Comparison<'_> {
        let rows = EntitlementKind::ALL.into_iter().map(|kind| ComparisonRow {
            kind,
            values: self.tiers.iter().map(|tier| tier.entitlements.value(kind)).collect(),
        });
        let says_something =
            |row: &ComparisonRow| row.values.iter().any(|value| *value != EntitlementValue::No);
        Comparison {
            tiers: self.tiers.iter().collect(),
            rows: rows.filter(says_something).collect(),
        }
    }
}
