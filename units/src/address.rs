//! Postal addresses: where an invoice goes and where a service is used.

use serde::{Deserialize, Serialize};

use crate::country::Country;

/// An address as it is printed, in the order of its country's custom by the one who prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PostalAddress {
    /// A person's or company's name; never empty.
    pub name: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    /// State or province where the country uses one; else empty.
    pub region: String,
    pub country: Country,
}
