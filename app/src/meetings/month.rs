//! A month as a calendar shows it: whole weeks, from Monday to Sunday (F1).

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use units::Date;

const DAYS_OF_A_WEEK: i32 = 7;
/// Years that can be looked at.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=9000;

/// By its first day. Written as `2027-04`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Month(Date);

impl Month {
    /// The month with `day` in it.
    pub fn of(day: Date) -> Month {
        Month(day.first_of_month())
    }

    pub fn first_day(self) -> Date {
        self.0
    }

    pub fn has(self, day: Date) -> bool {
        day.first_of_month() == self.0
    }

    pub fn before(self) -> Option<Month> {
        let day = self.0.checked_sub(1.day()).ok()?;
        YEARS.contains(&day.year()).then(|| Month::of(day))
    }

    pub fn after(self) -> Option<Month> {
        let day = self.0.last_of_month().checked_add(1.day()).ok()?;
        YEARS.contains(&day.year()).then(|| Month::of(day))
    }

    /// Its weeks: four to six, the first and the last with days of the months around it.
    pub fn weeks(self) -> Vec<Vec<Date>> {
        let into_week = i32::from(self.0.weekday().to_monday_zero_offset());
        let shown = into_week + i32::from(self.0.days_in_month());
        let weeks = (shown + DAYS_OF_A_WEEK - 1) / DAYS_OF_A_WEEK;
        let day = |days: i32| self.0.saturating_add((days - into_week).days());
        let week = |week: i32| (0..DAYS_OF_A_WEEK).map(move |days| week * DAYS_OF_A_WEEK + days);
        (0..weeks).map(|number| week(number).map(day).collect()).collect()
    }
}

/// The text names no month.
#[derive(Debug, thiserror::Error)]
#[error("no month")]
pub struct NotAMonth;

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Month, NotAMonth> {
        let day = Date::strptime("%Y-%m-%d", format!("{text}-01")).map_err(|_| NotAMonth)?;
        match YEARS.contains(&day.year()) {
            true => Ok(Month(day)),
            false => Err(NotAMonth),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(month: &str) -> (usize, String, String) {
        let weeks = month.parse::<Month>().expect("a month").weeks();
        let days: Vec<Date> = weeks.concat();
        let (first, last) = (days.first().expect("a day"), days.last().expect("a day"));
        (weeks.len(), first.to_string(), last.to_string())
    }

    #[test]
    fn a_month_has_whole_weeks() {
        let told = |weeks, first: &str, last: &str| (weeks, first.to_owned(), last.to_owned());
        assert_eq!(ends("2027-02"), told(4, "2027-02-01", "2027-02-28"), "four weeks from Monday");
        assert_eq!(ends("2027-04"), told(5, "2027-03-29", "2027-05-02"));
        assert_eq!(ends("2027-05"), told(6, "2027-04-26", "2027-06-06"));
        let may: Month = "2027-05".parse().expect("a month");
        assert_eq!(may.before().map(|month| month.to_string()).as_deref(), Some("2027-04"));
        assert_eq!(may.after().map(|month| month.to_string()).as_deref(), Some("2027-06"));
        for text in ["", "2027", "2027-13", "1999-12", "2027-04-01", "9001-01"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
