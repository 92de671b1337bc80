//! Anchors: the civil date periods are counted from.
//!
//! The n-th boundary is always worked out from the anchor, never from the boundary before, so a
//! month-end clips and comes back: 31 Jan, 28 Feb, 31 Mar (C8, R-23, R-24). The day they come back
//! to is kept beside the date, because the date itself may be a clipped one.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::period::Period;
use crate::time::{Timestamp, Zone};

/// How long a full period is. Catalogs sell by the month and by the year; lives may have others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Interval {
    Monthly,
    Annual,
    /// 2 to 120 calendar months, but not 12.
    Months(u16),
    /// 1 to 3,660 days.
    Days(u16),
}

/// The text is no interval.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no interval: write month, year, \"3 months\" or \"30 days\"")]
pub struct UnknownInterval(pub String);

impl Interval {
    /// What a catalog sells by.
    pub const ALL: [Interval; 2] = [Interval::Monthly, Interval::Annual];

    const MONTHS_MAX: u16 = 120;
    const DAYS_MAX: u16 = 3_660;

    /// So many calendar months, 1 to 120.
    pub fn months_long(months: u16) -> Option<Interval> {
        match months {
            1 => Some(Interval::Monthly),
            12 => Some(Interval::Annual),
            2..=Interval::MONTHS_MAX => Some(Interval::Months(months)),
            _ => None,
        }
    }

    /// So many days, 1 to 3,660.
    pub fn days_long(days: u16) -> Option<Interval> {
        (1..=Interval::DAYS_MAX).contains(&days).then_some(Interval::Days(days))
    }

    /// The word used in files, rows and addresses: `monthly`, `annual`, `3_months`, `30_days`.
    pub fn word(self) -> String {
        match self {
            Interval::Monthly => "monthly".to_owned(),
            Interval::Annual => "annual".to_owned(),
            Interval::Months(months) => format!("{months}_months"),
            Interval::Days(days) => format!("{days}_days"),
        }
    }

    pub fn from_word(word: &str) -> Option<Interval> {
        match word {
            "monthly" => return Some(Interval::Monthly),
            "annual" => return Some(Interval::Annual),
            _ => {}
        }
        let (number, unit) = word.split_once('_')?;
        let number = number.parse().ok()?;
        match unit {
            "months" | "month" => Interval::months_long(number),
            "days" | "day" => Interval::days_long(number),
            _ => None,
        }
    }

    /// Calendar months in one period; `None` when it is counted in days.
    pub fn months(self) -> Option<u16> {
        match self {
            Interval::Monthly => Some(1),
            Interval::Annual => Some(12),
            Interval::Months(months) => Some(months),
            Interval::Days(_) => None,
        }
    }

    /// How long it is on average, in millionths of a day: to compare prices per day. A month is the
    /// twelfth of a Gregorian year of 365.2425 days.
    pub fn average_microdays(self) -> i64 {
        const MONTH: i64 = 30_436_875;
        const DAY: i64 = 1_000_000;
        match self {
            Interval::Days(days) => i64::from(days) * DAY,
            _ => i64::from(self.months().unwrap_or(1)) * MONTH,
        }
    }

    /// `count` intervals after `date`, its month counted with `day` as the day to come back to.
    fn after(self, date: Date, day: i8, count: i64) -> Date {
        let reached = match self {
            Interval::Days(days) => date.checked_add((i64::from(days) * count).days()),
            _ => {
                let months = i64::from(self.months().unwrap_or(1)) * count;
                date.first_of_month().checked_add(months.months())
            }
        };
        let reached = reached.expect("a boundary past the year 9999");
        match self {
            Interval::Days(_) => reached,
            _ => clipped(reached, day),
        }
    }
}

/// `day` in the month that `first` begins, or that month's last day.
fn clipped(first: Date, day: i8) -> Date {
    let day = day.clamp(1, first.days_in_month());
    Date::new(first.year(), first.month(), day).expect("clipped to the month")
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}

impl FromStr for Interval {
    type Err = UnknownInterval;

    fn from_str(word: &str) -> Result<Interval, UnknownInterval> {
        Interval::from_word(word).ok_or_else(|| UnknownInterval(word.to_owned()))
    }
}

impl TryFrom<String> for Interval {
    type Error = UnknownInterval;

    fn try_from(word: String) -> Result<Interval, UnknownInterval> {
        word.parse()
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> String {
        interval.word()
    }
}

/// Where the periods of a subscription start, and in which zone its days begin.
///
/// Periods are numbered through the whole life of a subscription. A change that starts them anew
/// makes a new anchor whose `base` is the number of its first period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Anchor {
    /// The first day of period `base`.
    pub date: Date,
    /// The day of the month boundaries come back to, 1 to 31; `date` is it, clipped to its month.
    pub day: i8,
    pub zone: Zone,
    pub interval: Interval,
    /// The number of the period that starts on `date`.
    pub base: u32,
    /// The wall time of every boundary: midnight, unless periods are counted in seconds.
    pub time: Time,
}

/// Most periods a subscription is counted through: more than a hundred years of days.
const PERIODS_MAX: u32 = 40_000;

impl Anchor {
    /// Period 0 starts on `date`.
    pub fn at(date: Date, zone: Zone, interval: Interval) -> Anchor {
        Anchor { date, day: date.day(), zone, interval, base: 0, time: Time::midnight() }
    }

    /// The first full period that holds `date` when boundaries fall on `day` of a month: the one
    /// that begins on the last such day not after `date` in its own month, else the one that ends
    /// on the next. Period 0 is then shorter than a full one, unless it begins on `date` itself.
    pub fn on_day(date: Date, day: i8, zone: Zone, interval: Interval) -> Anchor {
        let candidate = clipped(date.first_of_month(), day);
        let first = if candidate <= date || interval.months().is_none() {
            candidate.min(date)
        } else {
            interval.after(candidate, day, -1)
        };
        Anchor { date: first, day, zone, interval, base: 0, time: Time::midnight() }
    }

    /// The same days of the month from `number` on, at another interval: counted from the start of
    /// period `number - 1`, so that the full period found holds `date`, which lies in that period
    /// or at its end.
    pub fn continued(&self, number: u32, date: Date, interval: Interval) -> Anchor {
        let origin = self.boundary(number.saturating_sub(1).max(self.base));
        let mut start = origin;
        for count in 1..=i64::from(PERIODS_MAX) {
            let next = interval.after(origin, self.day, count);
            if next > date {
                break;
            }
            start = next;
        }
        Anchor { date: start, interval, base: number, ..self.clone() }
    }

    /// Periods begin anew with number `number` on `date`, at the same wall time.
    pub fn restarted(&self, number: u32, date: Date, interval: Interval) -> Anchor {
        Anchor { date, day: date.day(), interval, base: number, ..self.clone() }
    }

    /// The same, with boundaries at the wall time `time`.
    #[must_use]
    pub fn at_time(self, time: Time) -> Anchor {
        Anchor { time, ..self }
    }

    /// The civil date on which period `index` starts; `index` is not before `base`.
    ///
    /// Panics past 40,000 periods after it: nothing lives that long.
    pub fn boundary(&self, index: u32) -> Date {
        assert!(index >= self.base, "period {index} is before the anchor's {}", self.base);
        let count = index - self.base;
        assert!(count <= PERIODS_MAX, "period {index} is beyond all lifetimes");
        if count == 0 {
            return self.date;
        }
        self.interval.after(self.date, self.day, i64::from(count))
    }

    /// Period `index` as civil dates, half-open, in its full length.
    pub fn dates(&self, index: u32) -> (Date, Date) {
        (self.boundary(index), self.boundary(index + 1))
    }

    /// Period `index` as moments: from wall time to wall time, midnight as a rule.
    pub fn period(&self, index: u32) -> Period {
        let (start, end) = self.dates(index);
        Period::new(self.moment(start), self.moment(end))
            .expect("anchored periods are at least a day long")
    }

    /// The moment of a boundary on `date`.
    pub fn moment(&self, date: Date) -> Timestamp {
        self.zone.moment(date.to_datetime(self.time))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn anchor(date: Date, interval: Interval) -> Anchor {
        Anchor::at(date, Zone::utc(), interval)
    }

    /// month ends clip and come back.
    #[test]
    fn the_31st_comes_back() {
        let anchor = anchor(date(2027, 1, 31), Interval::Monthly);
        let days: Vec<i8> = (0..14).map(|index| anchor.boundary(index).day()).collect();
        assert_eq!(days, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29]);
    }

    /// a leap day yearly.
    #[test]
    fn the_leap_day_comes_back() {
        let anchor = anchor(date(2028, 2, 29), Interval::Annual);
        let days: Vec<String> = (0..5).map(|index| anchor.boundary(index).to_string()).collect();
        assert_eq!(days, ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]);
    }

    /// Life files: `anchor_day` makes the first period a part of a full one.
    #[test]
    fn a_chosen_day_is_found_around_the_first() {
        let full = |from, day, interval| {
            let anchor = Anchor::on_day(from, day, Zone::utc(), interval);
            let (start, end) = anchor.dates(0);
            format!("{start}/{end}")
        };
        let april = date(2027, 4, 10);
        assert_eq!(full(april, 1, Interval::Monthly), "2027-04-01/2027-05-01");
        assert_eq!(full(april, 15, Interval::Monthly), "2027-03-15/2027-04-15");
        assert_eq!(full(april, 10, Interval::Monthly), "2027-04-10/2027-05-10");
        assert_eq!(full(april, 1, Interval::Annual), "2027-04-01/2028-04-01");
        assert_eq!(full(april, 31, Interval::Monthly), "2027-03-31/2027-04-30");
        assert_eq!(full(april, 31, Interval::Days(30)), "2027-04-10/2027-05-10");
    }

    /// C3: another interval is counted from the start of the present period, and keeps its day.
    #[test]
    fn another_interval_continues_the_days() {
        let monthly = anchor(date(2027, 1, 31), Interval::Monthly);
        let annual = monthly.continued(2, date(2027, 3, 10), Interval::Annual);
        assert_eq!(annual.dates(2), (date(2027, 2, 28), date(2028, 2, 29)));
        assert_eq!(annual.boundary(3).day(), 29, "the last day, towards the 31st");
        let back = annual.continued(3, date(2027, 6, 15), Interval::Monthly);
        assert_eq!(back.dates(3), (date(2027, 5, 31), date(2027, 6, 30)));
    }

    #[test]
    fn intervals_have_words() {
        for interval in
            [Interval::Monthly, Interval::Annual, Interval::Months(3), Interval::Days(30)]
        {
            assert_eq!(Interval::from_word(&interval.word()), Some(interval));
        }
        assert_eq!(Interval::from_word("12_months"), Some(Interval::Annual));
        assert_eq!(Interval::from_word("0_days"), None);
        assert_eq!(Interval::from_word("weekly"), None);
    }

    proptest::proptest! {
        /// I-06: periods tile time from the anchor.
        #[test]
        fn periods_tile(days in 0i32..20_000, index in 0u32..600) {
            let start = date(2000, 1, 1).checked_add(days.days()).expect("in range");
            let zone: Zone = "America/New_York".parse().expect("a zone");
            let anchor = Anchor::at(start, zone, Interval::Monthly);
            let (this, next) = (anchor.period(index), anchor.period(index + 1));
            proptest::prop_assert_eq!(this.end(), next.start());
        }
    }
}
