//! The model: what a customer may expect, worked out a second time and in another way.
//!
//! Its own calendar, its own rounding, its own idea of tax; only the zone's rules are shared with
//! the house. It knows what was bought, what was asked of it and when, and says which lines must be
//! billed and given back by now, which periods there are, and where each subscription stands.

mod billed;
mod calendar;
mod change;
mod contract;
mod replay;

use std::collections::BTreeMap;

use billing::subscription::AfterTrial;
use jiff::civil::Date;
use units::id::{OrderId, PersonId};
use units::{Currency, Interval, Zone};

use crate::years::plan::Want;
use crate::years::prices::Prices;

pub use billed::{Counting, Kind, Line};
pub use calendar::{days, days_later, half_up, months_later};
pub use contract::{Contract, Stretch};
pub use replay::{Fact, Happened, Tally, replay};

/// Days a trial is free.
const TRIAL_DAYS: i64 = 14;

/// What a customer agreed to when they placed an order.
#[derive(Clone, Debug)]
pub struct Deal {
    pub person: usize,
    /// Who has a seat when nobody else has.
    pub owner: PersonId,
    pub product: String,
    pub tier: String,
    pub interval: Interval,
    pub seats: u32,
    pub storage: u32,
    pub promised: bool,
    pub trial: Option<AfterTrial>,
    pub currency: Currency,
    /// The price list at the preview.
    pub prices: Prices,
    pub zone: Zone,
    pub country: String,
    pub reverse_charge: bool,
    /// Days on which nothing is taxed.
    pub exempt: Vec<(Date, Option<Date>)>,
    /// The day the preview was made, in the customer's zone.
    pub begins: Date,
}

/// Deals by order.
pub type Deals = BTreeMap<OrderId, Deal>;

/// What a customer asked of a subscription.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The order that had opened it.
    pub of: OrderId,
    pub want: Want,
    /// The price list at the preview.
    pub prices: Prices,
    /// Who is chosen to lose a seat, where there will be fewer than are assigned.
    pub losers: Vec<PersonId>,
}

/// What was asked, by order.
pub type Wants = BTreeMap<OrderId, Asked>;
