//! Stretches: how many units of a full period lie before a moment (C8).
//!
//! A full period has a number of units, days or seconds by policy; a change cuts it at a unit, and
//! everything before the cut is used. What a stretch costs is the difference of two rounded
//! amounts, so that the parts of a line always add up to it. In: dates, moments, the policy. Out:
//! counts and amounts. Which day belongs to whom: docs/decisions/0006.

use catalog::{DayCount, Policy, ProrationUnit};
use serde::{Deserialize, Serialize};
use units::{Anchor, Date, Money, Period, Timestamp, Zone, proration};

use crate::invoice::InvoiceLine;

/// Where the old ends and the new begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cut {
    /// Its civil date in the account's zone.
    pub date: Date,
    /// The moment: the start of `date` where days are counted, else any.
    pub at: Timestamp,
}

/// Whether the day on which something happens is already the new one's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayOf {
    Old,
    New,
}

impl Cut {
    /// Where what happens at `at` cuts a period; whole days are days of `zone`.
    pub fn at(policy: &Policy, zone: &Zone, at: Timestamp, day: DayOf) -> Cut {
        let date = zone.date(at);
        if policy.unit == ProrationUnit::Second {
            return Cut { date, at };
        }
        let date = match day {
            DayOf::New => date,
            DayOf::Old => date.tomorrow().expect("a day before the year 9999"),
        };
        Cut { date, at: zone.start_of_day(date) }
    }
}

/// A full period that a price is for, with its units counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full {
    pub from: Date,
    pub to: Date,
    /// Its exact moments, where seconds are counted.
    pub exact: Option<Period>,
    /// Units in it, at least one.
    pub total: u32,
}

impl Full {
    /// Period `number` of `anchor`.
    pub fn period(anchor: &Anchor, number: u32, policy: &Policy) -> Full {
        let (from, to) = anchor.dates(number);
        let exact = (policy.unit == ProrationUnit::Second).then(|| anchor.period(number));
        let months = anchor.interval.months().filter(|_| policy.day_count == DayCount::Fixed30);
        let total = match (months, exact) {
            (Some(months), None) => i64::from(months) * DAYS_PER_MONTH,
            (Some(months), Some(_)) => i64::from(months) * DAYS_PER_MONTH * SECONDS_PER_DAY,
            (None, Some(exact)) => exact.seconds(),
            (None, None) => days_between(from, to),
        };
        Full { from, to, exact, total: units(total) }
    }

    /// The full period that `line` is a part of, as it was counted when it was billed.
    pub fn of_line(line: &InvoiceLine) -> Full {
        let from = line.full_from.unwrap_or(line.from);
        let exact = line.exact.map(|exact| exact.full);
        Full { from, to: line.to, exact, total: line.days_full }
    }

    /// Units before `cut`, from 0 to `total`.
    pub fn before(&self, cut: Cut, policy: &Policy) -> u32 {
        if let Some(exact) = self.exact {
            if cut.at >= exact.end() {
                return self.total;
            }
            return units(cut.at.seconds_since(exact.start()).clamp(0, i64::from(self.total)));
        }
        if cut.date >= self.to {
            return self.total;
        }
        let days = match policy.day_count {
            DayCount::Fixed30 if self.is_months() => self.days_of_30(cut.date),
            DayCount::Actual | DayCount::Fixed30 => days_between(self.from, cut.date),
        };
        units(days.clamp(0, i64::from(self.total)))
    }

    /// Days before `cut` when every month has thirty: the 31st counts as the 30th (30E/360), and so
    /// does the last of February when the period ends on a later day of its month, because then
    /// February has clipped its start.
    fn days_of_30(&self, cut: Date) -> i64 {
        let (from, to) = (self.from.day(), self.to.day());
        let clipped = from == self.from.days_in_month() && to > from;
        let start = if clipped { to } else { from };
        months_between(self.from, cut) * DAYS_PER_MONTH + i64::from(cut.day().min(30))
            - i64::from(start.min(30))
    }

    /// Is it as many whole months as it has times thirty days? Of a period that is counted in days
    /// thirty are not a month, wherever it begins.
    fn is_months(&self) -> bool {
        let months = months_between(self.from, self.to);
        let clipped = |date: Date| date.day() == date.days_in_month();
        let same_day = self.from.day() == self.to.day() || clipped(self.from) || clipped(self.to);
        same_day && i64::from(self.total) == months * DAYS_PER_MONTH
    }

    /// What `whole`, the price of the full period, comes to from unit `from` to its end.
    pub fn rest(&self, whole: Money, from: u32, policy: &Policy) -> Money {
        let total = i64::from(self.total);
        proration::part(whole, i64::from(from), total, total, policy.rounding)
    }
}

const DAYS_PER_MONTH: i64 = 30;
const SECONDS_PER_DAY: i64 = 86_400;

/// Whole days from `from` to `to`; negative when `to` is earlier.
fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// From the month of `from` to that of `to`, whatever their days.
fn months_between(from: Date, to: Date) -> i64 {
    (i64::from(to.year()) - i64::from(from.year())) * 12
        + (i64::from(to.month()) - i64::from(from.month()))
}

fn units(count: i64) -> u32 {
    u32::try_from(count).expect("a period has fewer units than 32 bits count")
}

#[cfg(test)]
mod tests {
    use catalog::ProrationUnit;
    use proptest::prelude::*;
    use units::{Currency, Interval, Rounding};

    use super::*;

    fn policy(unit: ProrationUnit, day_count: DayCount) -> Policy {
        Policy { unit, day_count, ..Policy::default() }
    }

    fn before(start: &str, cut: &str, policy: &Policy) -> (u32, u32) {
        let start: Date = start.parse().expect("a date");
        let zone: Zone = "Europe/Berlin".parse().expect("a zone");
        let anchor = Anchor::at(start, zone.clone(), Interval::Monthly);
        let full = Full::period(&anchor, 0, policy);
        let date: Date = cut.parse().expect("a date");
        let cut = Cut { date, at: zone.start_of_day(date) };
        (full.before(cut, policy), full.total)
    }

    #[test]
    fn days_are_actual_or_of_thirty() {
        let actual = policy(ProrationUnit::Day, DayCount::Actual);
        assert_eq!(before("2027-01-31", "2027-02-10", &actual), (10, 28));
        assert_eq!(before("2027-03-01", "2027-03-29", &actual), (28, 31));
        let thirty = policy(ProrationUnit::Day, DayCount::Fixed30);
        assert_eq!(before("2027-03-01", "2027-03-16", &thirty), (15, 30));
        assert_eq!(before("2027-03-01", "2027-03-31", &thirty), (29, 30));
        assert_eq!(before("2027-02-01", "2027-03-01", &thirty), (30, 30));
    }

    /// C8: of a month that February has clipped no three days are for nothing.
    #[test]
    fn thirty_days_from_a_clipped_start() {
        let thirty = policy(ProrationUnit::Day, DayCount::Fixed30);
        let start: Date = "2027-01-31".parse().expect("a date");
        let full = Full::period(&Anchor::at(start, Zone::utc(), Interval::Monthly), 1, &thirty);
        assert_eq!(full.from.to_string(), "2027-02-28");
        let before = |text: &str| {
            let date: Date = text.parse().expect("a date");
            full.before(Cut { date, at: Zone::utc().start_of_day(date) }, &thirty)
        };
        assert_eq!(["2027-03-01", "2027-03-15", "2027-03-28"].map(before), [1, 15, 28]);
    }

    /// Thirty days are counted one by one, also where a month is taken for thirty.
    #[test]
    fn a_period_of_days_has_its_own() {
        let thirty = policy(ProrationUnit::Day, DayCount::Fixed30);
        let start: Date = "2027-02-15".parse().expect("a date");
        let interval = Interval::days_long(30).expect("an interval");
        let full = Full::period(&Anchor::at(start, Zone::utc(), interval), 0, &thirty);
        let date: Date = "2027-03-16".parse().expect("a date");
        let cut = Cut { date, at: Zone::utc().start_of_day(date) };
        assert_eq!((full.before(cut, &thirty), full.total), (29, 30));
    }

    /// the day on which the clocks change is a day like others; in seconds it is shorter.
    #[test]
    fn seconds_see_the_clocks_change() {
        let seconds = policy(ProrationUnit::Second, DayCount::Actual);
        let (used, total) = before("2027-03-01", "2027-03-29", &seconds);
        assert_eq!(used, 28 * 86_400 - 3_600);
        assert_eq!(total, 31 * 86_400 - 3_600);
    }

    proptest! {
        /// C8, R-29: whatever is cut off at the front and left at the end adds up to the price.
        #[test]
        fn cuts_of_a_period_add_up(
            minor in -10_000_000i64..10_000_000,
            day in 0i32..1_500,
            annual: bool,
            fixed: bool,
            even: bool,
            mut cuts in proptest::collection::vec(0i32..370, 0..6),
        ) {
            let start = jiff::civil::date(2026, 1, 1)
                .checked_add(jiff::Span::new().days(day))
                .expect("a date");
            let interval = if annual { Interval::Annual } else { Interval::Monthly };
            let anchor = Anchor::at(start, Zone::utc(), interval);
            let policy = Policy {
                day_count: if fixed { DayCount::Fixed30 } else { DayCount::Actual },
                rounding: if even { Rounding::HalfEven } else { Rounding::HalfUp },
                ..Policy::default()
            };
            let full = Full::period(&anchor, 0, &policy);
            let whole = Money::new(minor, Currency::EUR);
            cuts.sort_unstable();
            let (mut sum, mut left, mut earlier) = (0, whole, 0);
            for days in cuts {
                let date = start.checked_add(jiff::Span::new().days(days)).expect("a date");
                let at = full.before(Cut { date, at: Zone::utc().start_of_day(date) }, &policy);
                prop_assert!(at >= earlier, "later days are never fewer units");
                let rest = full.rest(whole, at, &policy);
                sum += left.minus(rest).minor;
                (left, earlier) = (rest, at);
            }
            prop_assert_eq!(sum + left.minor, minor);
        }
    }
}
