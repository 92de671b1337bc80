//! Days and months of a report: what was held is summed up by when it began, in the civil dates of
//! whoever looks. A period has an end, so that no page grows without one.

use std::ops::RangeInclusive;

use units::{Date, Timestamp, Zone};

/// Most days of one report.
pub const DAYS_MAX: i64 = 366;
/// A longer period is shown by months.
pub const BY_DAY_MAX: i64 = 92;
/// Years in which a meeting can have been held; others are slips of the pen.
pub const YEARS: RangeInclusive<i16> = 1970..=2199;

/// First and last day, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Days {
    pub from: Date,
    pub to: Date,
}

/// The period is none: it ends before it begins, or is too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoPeriod {
    #[error("the last day is before the first")]
    Backwards,
    #[error("more than {DAYS_MAX} days")]
    TooLong,
    #[error("no meeting is held in these years")]
    Outside,
}

impl NoPeriod {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            NoPeriod::Backwards => "report.period_backwards",
            NoPeriod::TooLong => "report.period_too_long",
            NoPeriod::Outside => "report.period_unreadable",
        }
    }
}

/// `date`, so many days later.
fn later(date: Date, days: i64) -> Date {
    date.saturating_add(jiff::Span::new().days(days))
}

impl Days {
    pub fn new(from: Date, to: Date) -> Result<Days, NoPeriod> {
        let days = Days { from, to };
        if !YEARS.contains(&from.year()) || !YEARS.contains(&to.year()) {
            return Err(NoPeriod::Outside);
        }
        match days.count() {
            ..=0 => Err(NoPeriod::Backwards),
            1..=DAYS_MAX => Ok(days),
            _ => Err(NoPeriod::TooLong),
        }
    }

    /// The last `days` days, `today` the last of them.
    pub fn last(days: i64, today: Date) -> Days {
        Days { from: later(today, 1 - days.clamp(1, DAYS_MAX)), to: today }
    }

    pub fn count(self) -> i64 {
        let span = self.to.duration_since(self.from);
        span.as_hours().div_euclid(24) + 1
    }

    /// The moments in `zone`: from the first, before the second.
    pub fn moments(self, zone: &Zone) -> (Timestamp, Timestamp) {
        (zone.start_of_day(self.from), zone.start_of_day(later(self.to, 1)))
    }
}

/// What was held in some time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    pub meetings: i64,
    /// People of each meeting, added up.
    pub participants: i64,
    /// Seconds of all of them together.
    pub person_seconds: i64,
    /// Seconds of the meetings themselves.
    pub seconds: i64,
}

impl Sum {
    pub fn plus(self, other: Sum) -> Sum {
        Sum {
            meetings: self.meetings.saturating_add(other.meetings),
            participants: self.participants.saturating_add(other.participants),
            person_seconds: self.person_seconds.saturating_add(other.person_seconds),
            seconds: self.seconds.saturating_add(other.seconds),
        }
    }
}

/// A day, or a month by its first day in the period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    pub from: Date,
    pub sum: Sum,
}

/// Whether a period is shown by days rather than by months.
pub fn is_by_day(days: Days) -> bool {
    days.count() <= BY_DAY_MAX
}

/// The moments at which the days, or months, of the period begin in `zone`.
pub fn begins(days: Days, zone: &Zone) -> Vec<Timestamp> {
    steps(&[], days, zone).iter().map(|step| zone.start_of_day(step.from)).collect()
}

/// Every day, or month, of the period with what began in it, empty ones included. `sums`: by
/// moments, of which several may be of one day.
pub fn steps(sums: &[(Timestamp, Sum)], days: Days, zone: &Zone) -> Vec<Step> {
    let by_day = is_by_day(days);
    let mut steps: Vec<Step> = Vec::new();
    let mut date = days.from;
    for _ in 0..days.count() {
        let is_new = by_day || steps.last().is_none_or(|last| last.from.month() != date.month());
        if is_new {
            steps.push(Step { from: date, sum: Sum::default() });
        }
        date = later(date, 1);
    }
    for (moment, sum) in sums {
        let date = zone.date(*moment);
        // The last one that begins no later.
        let at = steps.partition_point(|step| step.from <= date);
        if let Some(step) = at.checked_sub(1).and_then(|at| steps.get_mut(at)) {
            step.sum = step.sum.plus(*sum);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn one() -> Sum {
        Sum { meetings: 1, participants: 2, person_seconds: 60, seconds: 30 }
    }

    #[test]
    fn days_are_those_of_the_readers_zone() {
        let days = Days::new(date("2026-03-01"), date("2026-03-03")).expect("a period");
        let late = "2026-03-01T23:30:00Z".parse().expect("a moment");
        let count = |zone: &str| -> Vec<i64> {
            let zone = zone.parse().expect("a zone");
            steps(&[(late, one())], days, &zone).iter().map(|step| step.sum.meetings).collect()
        };
        assert_eq!(count("UTC"), [1, 0, 0]);
        assert_eq!(count("Europe/Paris"), [0, 1, 0]);
    }

    #[test]
    fn a_long_period_is_told_by_months() {
        let days = Days::new(date("2026-01-15"), date("2026-12-31")).expect("a period");
        let moment = "2026-02-01T10:00:00Z".parse().expect("a moment");
        let steps = steps(&[(moment, one()), (moment, one())], days, &Zone::utc());
        assert_eq!(steps.len(), 12);
        assert_eq!(
            steps.get(1).map(|step| (step.from, step.sum.meetings)),
            Some((date("2026-02-01"), 2))
        );
    }

    #[test]
    fn periods_have_an_end() {
        let of = |from, to| Days::new(date(from), date(to)).map(Days::count);
        assert_eq!(of("2026-03-01", "2026-03-01"), Ok(1));
        assert_eq!(of("2026-03-02", "2026-03-01"), Err(NoPeriod::Backwards));
        assert_eq!(of("2024-01-01", "2024-12-31"), Ok(366));
        assert_eq!(of("2024-01-01", "2025-01-01"), Err(NoPeriod::TooLong));
        assert_eq!(of("9999-12-01", "9999-12-31"), Err(NoPeriod::Outside));
        assert_eq!(Days::last(30, date("2026-03-30")).from, date("2026-03-01"));
        let (from, to) =
            Days::last(1, date("2026-03-29")).moments(&"Europe/Paris".parse().expect("a zone"));
        assert_eq!(to.seconds_since(from), 23 * 3_600, "the day the clocks go forward");
    }
}
