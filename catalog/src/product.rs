//! What is sold: products, their tiers, and the add-ons that go with them (A1, A4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::{Country, Currency, Interval, Money};

use crate::code::{AddOnId, ProductId, TierId};
use crate::commitment::{Commitment, Term};
use crate::entitlement::Entitlements;
use crate::local_text::LocalText;
use crate::price::{self, Price};

/// A product such as Meetings. Subscriptions of different products are independent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Product {
    pub id: ProductId,
    pub name: LocalText,
    pub description: LocalText,
    /// What its seats are called.
    pub seat: SeatNoun,
    /// By rank, lowest first; at most one is free.
    pub tiers: Vec<Tier>,
}

impl Product {
    pub fn tier(&self, id: &TierId) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.id == *id)
    }

    pub fn free_tier(&self) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.offer == Offer::Free)
    }
}

/// What a seat is called; the faces have the words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeatNoun {
    Organizer,
    Agent,
    Expert,
}

impl SeatNoun {
    /// The word of the file, for text keys.
    pub fn word(self) -> &'static str {
        match self {
            SeatNoun::Organizer => "organizer",
            SeatNoun::Agent => "agent",
            SeatNoun::Expert => "expert",
        }
    }
}

/// A step of a product's ladder, such as Pro.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tier {
    pub id: TierId,
    pub name: LocalText,
    pub description: LocalText,
    /// Up or down inside the product; unique in it.
    pub rank: u32,
    pub offer: Offer,
    /// Days of a trial; 0: none.
    pub trial_days: u32,
    pub seats_min: u32,
    pub seats_max: u32,
    pub entitlements: Entitlements,
    /// One for each currency and interval when sold by self-service, else empty.
    pub prices: Vec<Price>,
    /// A year that is promised and paid monthly, where it is sold so.
    pub commitment: Option<Commitment>,
}

impl Tier {
    pub fn price(&self, currency: Currency, interval: Interval) -> Option<Price> {
        price::find(&self.prices, currency, interval)
    }

    /// The price of a seat for one period of `term`.
    pub fn price_of(&self, currency: Currency, term: Term) -> Option<Price> {
        match term.committed {
            false => self.price(currency, term.interval),
            true => {
                let price = self.commitment.as_ref()?.price(currency)?;
                (price.interval == term.interval).then_some(price)
            }
        }
    }

    /// What a year costs less when paid annually, for one seat: never negative.
    pub fn annual_saving(&self, currency: Currency) -> Option<Money> {
        let monthly = self.price(currency, Interval::Monthly)?.unit;
        let annual = self.price(currency, Interval::Annual)?.unit;
        let saving = monthly.times(MONTHS_PER_YEAR).minus(annual);
        Some(saving.with(saving.minor.max(0)))
    }
}

pub(crate) const MONTHS_PER_YEAR: u32 = 12;

/// How one gets a tier.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// Given with an account.
    Free,
    /// Bought in the portal or over the API.
    SelfService,
    /// Sold by quote only.
    Quote,
}

impl Offer {
    pub fn word(self) -> &'static str {
        match self {
            Offer::Free => "free",
            Offer::SelfService => "self_service",
            Offer::Quote => "quote",
        }
    }
}

/// Something bought beside the seats of a subscription.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AddOn {
    pub id: AddOnId,
    pub name: LocalText,
    pub description: LocalText,
    /// What one of it is called.
    pub unit: AddOnUnit,
    pub quantity: QuantityRule,
    /// The tiers it can be bought with, by product.
    pub goes_with: BTreeMap<ProductId, Vec<TierId>>,
    /// Telephone calls are involved: the emergency-call policy must be accepted (B3).
    pub phone: bool,
    /// Where participants are called.
    pub countries: Vec<Country>,
    /// Raises the people allowed in a meeting to this many; 0: does not.
    pub participants_max: u32,
    /// Raises the people allowed in a webinar to this many; 0: does not.
    pub attendees_max: u32,
    /// Adds this much storage for each unit bought, in megabytes.
    pub recording_storage_mb: u64,
    /// One for each currency and interval.
    pub prices: Vec<Price>,
}

impl AddOn {
    pub fn price(&self, currency: Currency, interval: Interval) -> Option<Price> {
        price::find(&self.prices, currency, interval)
    }

    pub fn goes_with(&self, product: &ProductId, tier: &TierId) -> bool {
        let tiers = self.goes_with.get(product);
        tiers.is_some_and(|tiers| tiers.contains(tier))
    }

    /// What `quantity` of it add.
    pub fn entitlements(&self, quantity: u32) -> Entitlements {
        if quantity == 0 {
            return Entitlements::none();
        }
        Entitlements {
            participants_max: self.participants_max,
            attendees_max: self.attendees_max,
            recording_storage_mb: self.recording_storage_mb.saturating_mul(u64::from(quantity)),
            call_me_countries: self.countries.iter().copied().collect(),
            ..Entitlements::none()
        }
    }
}

/// What one of an add-on is called; the faces have the words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddOnUnit {
    /// Assigned to a person.
    Licence,
    /// For the whole subscription.
    Pack,
}

impl AddOnUnit {
    /// The word of the file, for text keys.
    pub fn word(self) -> &'static str {
        match self {
            AddOnUnit::Licence => "licence",
            AddOnUnit::Pack => "pack",
        }
    }
}

/// How many of an add-on one may buy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityRule {
    /// At most one for each seat.
    UpToSeats,
    /// At most this many, however many seats.
    UpTo(u32),
}

impl QuantityRule {
    /// The most that go with `seats`.
    pub fn quantity_max(self, seats: u32) -> u32 {
        match self {
            QuantityRule::UpToSeats => seats,
            QuantityRule::UpTo(most) => most,
        }
    }
}
