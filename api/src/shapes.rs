//! Shapes that several nouns share: money and addresses, as the API writes them.

use serde::{Deserialize, Serialize};
use units::PostalAddress;
use utoipa::ToSchema;

/// An amount in its currency's minor units: EUR 130.90 is 13090.
#[derive(Serialize, ToSchema)]
#[schema(as = Money)]
pub struct Amount {
    /// Negative for a credit.
    #[schema(example = 13090)]
    minor: i64,
    /// ISO 4217.
    #[schema(example = "EUR")]
    currency: String,
}

/// Where somebody is billed or uses the service. Lines hold up to 100 characters.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// A person's or company's name.
    #[schema(example = "Ada Example")]
    pub name: String,
    #[schema(example = "Lindenweg 7")]
    pub street: String,
    #[schema(example = "10115")]
    pub postcode: String,
    #[schema(example = "Berlin")]
    pub city: String,
    /// State or province, where the country uses one.
    #[serde(default)]
    pub region: String,
    /// ISO 3166-1, two capital letters.
    #[schema(example = "DE")]
    pub country: String,
}

impl From<&PostalAddress> for Address {
    fn from(address: &PostalAddress) -> Address {
        Address {
            name: address.name.clone(),
            street: address.street.clone(),
            postcode: address.postcode.clone(),
            city: address.city.clone(),
            region: address.region.clone(),
            country: address.country.to_string(),
        }
    }
}
