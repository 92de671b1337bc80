//! The model: what a customer may expect, worked out a second time and in another way.
//!
//! Its own calendar, its own rounding, its own idea of tax; only the zone's rules are shared with
//! the house. It knows what was bought and when, and says which periods must be billed by now, at
//! which amounts.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use units::id::OrderId;
use units::{Currency, Interval, Timestamp, Zone};

use crate::years::prices::Prices;

/// What a customer agreed to when they placed an order.
#[derive(Clone, Debug)]
pub struct Deal {
    pub person: usize,
    pub product: String,
    pub tier: String,
    pub interval: Interval,
    pub seats: u32,
    pub currency: Currency,
    /// Net price of one for a period, as the price list stood at the preview.
    pub unit_minor: i64,
    pub zone: Zone,
    pub country: String,
    pub reverse_charge: bool,
    /// The day the preview was made, in the customer's zone.
    pub begins: Date,
}

/// Deals by order.
pub type Deals = BTreeMap<OrderId, Deal>;

/// One period a deal is billed for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Billed {
    pub from: Date,
    pub to: Date,
    pub net_minor: i64,
    pub tax_minor: i64,
}

impl Deal {
    fn months(&self) -> i64 {
        match self.interval {
            Interval::Annual => 12,
            _ => 1,
        }
    }

    /// Start of period `index`.
    pub fn boundary(&self, index: i64) -> Date {
        months_later(self.begins, index * self.months())
    }

    /// The moment period `index` starts.
    pub fn starts_at(&self, index: i64) -> Timestamp {
        self.zone.start_of_day(self.boundary(index))
    }

    /// Every period that has begun by `now`, as it must be billed.
    pub fn billed_by(&self, now: Timestamp, prices: &Prices) -> Vec<Billed> {
        let mut periods = Vec::new();
        let mut index = 0;
        while index == 0 || self.starts_at(index) <= now {
            let (from, to) = (self.boundary(index), self.boundary(index + 1));
            let net_minor = self.unit_minor * i64::from(self.seats);
            let permille = match self.reverse_charge {
                true => 0,
                false => prices.permille(&self.country, from),
            };
            let tax_minor = half_up(net_minor * permille, 1000);
            periods.push(Billed { from, to, net_minor, tax_minor });
            index += 1;
        }
        periods
    }
}

/// The day `months` after `day`: the same day of the month, or its last one.
pub fn months_later(day: Date, months: i64) -> Date {
    let counted = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let year = i16::try_from(counted.div_euclid(12)).expect("a year of four digits");
    let month = i8::try_from(counted.rem_euclid(12) + 1).expect("a month");
    date(year, month, day.day().min(last_day(year, month)))
}

fn last_day(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `amount` / `by`, halves away from zero.
pub fn half_up(amount: i64, by: i64) -> i64 {
    let twice = amount.abs() * 2 + by;
    (twice / (by * 2)) * amount.signum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_months_end() {
        let day = date(2027, 1, 31);
        assert_eq!(months_later(day, 1), date(2027, 2, 28));
        assert_eq!(months_later(day, 13), date(2028, 2, 29));
        assert_eq!(months_later(day, 2), date(2027, 3, 31));
        assert_eq!(months_later(date(2027, 12, 15), 1), date(2028, 1, 15));
    }

    #[test]
    fn halves_go_up() {
        assert_eq!([half_up(5, 10), half_up(4, 10), half_up(-5, 10)], [1, 0, -1]);
    }
}
