//! How a meeting repeats: civil days only, counted from the first one.
//!
//! One rule: the n-th day is always worked out from the first, never from the one before. So a
//! month-end clips and comes back (31 Jan, 28 Feb, 31 Mar), as billing periods do.
//! No times, no zones, no moments here; `occurrence` adds them.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// Once, or by a rule. Kept and sent as RRULE text (`rrule_text`); once is the empty text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Repeat {
    Once,
    /// On `days` of every `interval`-th week; weeks start on Monday.
    Weekly {
        interval: u32,
        days: Weekdays,
        ends: Ends,
    },
    /// On one day of every `interval`-th month.
    Monthly {
        interval: u32,
        on: MonthlyOn,
        ends: Ends,
    },
}

/// Which day of a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MonthlyOn {
    /// 1 to 31; in a shorter month its last day.
    Day(i8),
    Weekday {
        nth: Nth,
        weekday: Weekday,
    },
}

/// Which of a month's four or five same weekdays.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    Last,
}

/// When a series ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    Never,
    /// The last civil day, in the meeting's zone, on which it may still start.
    On(Date),
    /// After this many meetings, at least one.
    After(u32),
}

/// Days of the week, from Monday on, each once, at least one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Weekdays(Vec<Weekday>);

/// Days from Monday to Sunday, with their names in calendar files.
pub(crate) const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Monday, "MO"),
    (Weekday::Tuesday, "TU"),
    (Weekday::Wednesday, "WE"),
    (Weekday::Thursday, "TH"),
    (Weekday::Friday, "FR"),
    (Weekday::Saturday, "SA"),
    (Weekday::Sunday, "SU"),
];

/// The two letters of `weekday` in calendar files.
pub fn weekday_code(weekday: Weekday) -> &'static str {
    WEEK.iter().find(|(day, _)| *day == weekday).map_or("MO", |(_, code)| code)
}

/// The day of the week of a two-letter code.
pub fn weekday_of_code(code: &str) -> Option<Weekday> {
    WEEK.iter().find(|(_, known)| *known == code).map(|(day, _)| *day)
}

impl Weekdays {
    /// `None` without any day.
    pub fn new(days: impl IntoIterator<Item = Weekday>) -> Option<Weekdays> {
        let mut days: Vec<Weekday> = days.into_iter().collect();
        days.sort_by_key(|day| day.to_monday_zero_offset());
        days.dedup();
        (!days.is_empty()).then_some(Weekdays(days))
    }

    pub fn iter(&self) -> impl Iterator<Item = Weekday> {
        self.0.iter().copied()
    }

    fn contains(&self, day: Weekday) -> bool {
        self.0.contains(&day)
    }
}

impl Nth {
    pub const ALL: [Nth; 5] = [Nth::First, Nth::Second, Nth::Third, Nth::Fourth, Nth::Last];

    /// 1 to 4, or -1 for the last.
    pub fn number(self) -> i8 {
        match self {
            Nth::First => 1,
            Nth::Second => 2,
            Nth::Third => 3,
            Nth::Fourth => 4,
            Nth::Last => -1,
        }
    }

    pub fn from_number(number: i8) -> Option<Nth> {
        Nth::ALL.into_iter().find(|nth| nth.number() == number)
    }

    /// Which one `date` is in its month; a fifth is the last.
    pub fn of(date: Date) -> Nth {
        Nth::from_number((date.day() - 1) / 7 + 1).unwrap_or(Nth::Last)
    }
}

impl MonthlyOn {
    /// The day in the month that `month_start` begins. `None` past the year 9999.
    fn day_in(self, month_start: Date) -> Option<Date> {
        match self {
            MonthlyOn::Day(day) => {
                let clipped = day.clamp(1, month_start.days_in_month());
                Date::new(month_start.year(), month_start.month(), clipped).ok()
            }
            MonthlyOn::Weekday { nth, weekday } => {
                month_start.nth_weekday_of_month(nth.number(), weekday).ok()
            }
        }
    }
}

impl Repeat {
    /// Whether a series may begin on `date`: the rule names that very day.
    pub fn fits(&self, date: Date) -> bool {
        match self {
            Repeat::Once => true,
            Repeat::Weekly { days, .. } => days.contains(date.weekday()),
            Repeat::Monthly { on, .. } => on.day_in(date.first_of_month()) == Some(date),
        }
    }

    /// The first day on or after `from` that the rule names, at most two months later.
    pub fn first_fitting(&self, from: Date) -> Date {
        const DAYS_MAX: i32 = 62;
        (0..=DAYS_MAX)
            .filter_map(|days| from.checked_add(days.days()).ok())
            .find(|date| self.fits(*date))
            .unwrap_or(from)
    }

    pub fn ends(&self) -> Ends {
        match self {
            Repeat::Once => Ends::After(1),
            Repeat::Weekly { ends, .. } | Repeat::Monthly { ends, .. } => *ends,
        }
    }

    /// The same days with another end.
    pub fn ending(&self, ends: Ends) -> Repeat {
        match self {
            Repeat::Once => Repeat::Once,
            Repeat::Weekly { interval, days, .. } => {
                Repeat::Weekly { interval: *interval, days: days.clone(), ends }
            }
            Repeat::Monthly { interval, on, .. } => {
                Repeat::Monthly { interval: *interval, on: *on, ends }
            }
        }
    }

    /// The same rhythm when a meeting that was to be on `from` is on `to`: on weekdays later by as
    /// many days, or on another day of the month, so that `to` fits. The end is left as it was.
    pub fn shifted(&self, from: Date, to: Date) -> Repeat {
        match self {
            _ if from == to => self.clone(),
            Repeat::Once => Repeat::Once,
            Repeat::Weekly { interval, days, ends } => {
                let offset = |date: Date| date.weekday().to_monday_zero_offset();
                let later = offset(to) - offset(from);
                let shift = |day: Weekday| {
                    let offset = (day.to_monday_zero_offset() + later).rem_euclid(7);
                    Weekday::from_monday_zero_offset(offset).unwrap_or(day)
                };
                let days = Weekdays::new(days.iter().map(shift)).unwrap_or_else(|| days.clone());
                Repeat::Weekly { interval: *interval, days, ends: *ends }
            }
            Repeat::Monthly { interval, on, ends } => {
                let on = match on {
                    MonthlyOn::Day(_) => MonthlyOn::Day(to.day()),
                    MonthlyOn::Weekday { nth, .. } => {
                        let weekday = to.weekday();
                        let same = MonthlyOn::Weekday { nth: *nth, weekday };
                        match same.day_in(to.first_of_month()) == Some(to) {
                            true => same,
                            false => MonthlyOn::Weekday { nth: Nth::of(to), weekday },
                        }
                    }
                };
                Repeat::Monthly { interval: *interval, on, ends: *ends }
            }
        }
    }

    /// Day number `index`, counted from 0, of the series that begins on `first`.
    ///
    /// `first` fits (`fits`), so day 0 is `first`. `None` after the end of the series or of the
    /// calendar (year 9999).
    pub fn day(&self, first: Date, index: u32) -> Option<Date> {
        let date = match self {
            Repeat::Once => (index == 0).then_some(first),
            Repeat::Weekly { interval, days, .. } => weekly_day(first, *interval, days, index),
            Repeat::Monthly { interval, on, .. } => {
                let months = i64::from(index).checked_mul(i64::from(*interval))?;
                let span = jiff::Span::new().try_months(months).ok()?;
                on.day_in(first.first_of_month().checked_add(span).ok()?)
            }
        }?;
        let still_on = match self.ends() {
            Ends::Never => true,
            Ends::On(last) => date <= last,
            Ends::After(count) => index < count,
        };
        still_on.then_some(date)
    }
}

fn weekly_day(first: Date, interval: u32, days: &Weekdays, index: u32) -> Option<Date> {
    let into_week = first.weekday().to_monday_zero_offset();
    let skipped = days.iter().take_while(|day| day.to_monday_zero_offset() < into_week).count();
    let per_week = days.0.len();
    let position = usize::try_from(index).ok()?.checked_add(skipped)?;
    let weeks = i64::try_from(position / per_week).ok()? * i64::from(interval);
    let weekday = days.0.get(position % per_week)?;
    let shift = weeks * 7 + i64::from(weekday.to_monday_zero_offset() - into_week);
    let span = jiff::Span::new().try_days(shift).ok()?;
    first.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn monthly(on: MonthlyOn) -> Repeat {
        Repeat::Monthly { interval: 1, on, ends: Ends::Never }
    }

    #[test]
    fn the_31st_clips_and_comes_back() {
        let repeat = monthly(MonthlyOn::Day(31));
        let days: Vec<String> = (0..4)
            .filter_map(|index| repeat.day(date(2027, 1, 31), index))
            .map(|day| day.to_string())
            .collect();
        assert_eq!(days, ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]);
    }

    #[test]
    fn a_fifth_weekday_is_the_last() {
        assert_eq!(Nth::of(date(2027, 3, 30)), Nth::Last);
        assert_eq!(Nth::of(date(2027, 3, 23)), Nth::Fourth);
        let repeat = monthly(MonthlyOn::Weekday { nth: Nth::Last, weekday: Weekday::Tuesday });
        assert_eq!(
            repeat.day(date(2027, 3, 30), 1),
            Some(date(2027, 4, 27)),
            "April has four Tuesdays"
        );
    }

    #[test]
    fn every_second_week_keeps_its_weeks() {
        let repeat = Repeat::Weekly {
            interval: 2,
            days: Weekdays::new([Weekday::Friday, Weekday::Monday]).expect("two days"),
            ends: Ends::After(4),
        };
        let first = repeat.first_fitting(date(2027, 4, 1));
        let days: Vec<String> = (0..6)
            .filter_map(|index| repeat.day(first, index))
            .map(|day| day.to_string())
            .collect();
        assert_eq!(days, ["2027-04-02", "2027-04-12", "2027-04-16", "2027-04-26"]);
    }
}
