//! The model's own calendar and rounding.

use jiff::civil::{Date, date};

/// Days on which periods begin: so many months apart, on a day of the month to come back to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grid {
    /// The first day of period `base`.
    pub start: Date,
    pub day: i8,
    pub months: i64,
    pub base: i64,
}

impl Grid {
    /// Periods of `months` from `start`, the first of which has the number `base`.
    pub fn from(start: Date, months: i64, base: i64) -> Grid {
        Grid { start, day: start.day(), months, base }
    }

    /// The first day of period `number`.
    pub fn boundary(&self, number: i64) -> Date {
        match number - self.base {
            0 => self.start,
            count => in_month_of(self.start, count * self.months, self.day),
        }
    }

    /// Period `number`, half open.
    pub fn period(&self, number: i64) -> (Date, Date) {
        (self.boundary(number), self.boundary(number + 1))
    }
}

/// The day `months` after `day`: the same day of the month, or its last one.
pub fn months_later(day: Date, months: i64) -> Date {
    in_month_of(day, months, day.day())
}

/// Day `wanted` of the month that is `months` after that of `day`, or that month's last one.
pub fn in_month_of(day: Date, months: i64, wanted: i8) -> Date {
    let counted = i64::from(day.year()) * 12 + i64::from(day.month()) - 1 + months;
    let year = i16::try_from(counted.div_euclid(12)).expect("a year of four digits");
    let month = i8::try_from(counted.rem_euclid(12) + 1).expect("a month");
    date(year, month, wanted.min(last_day(year, month)))
}

fn last_day(year: i16, month: i8) -> i8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub fn days(from: Date, to: Date) -> i64 {
    number(to) - number(from)
}

/// Days since the beginning of the year 0.
fn number(day: Date) -> i64 {
    let before = i64::from(day.year()) - 1;
    let years = before * 365 + before / 4 - before / 100 + before / 400;
    let months: i64 = (1..day.month()).map(|month| i64::from(last_day(day.year(), month))).sum();
    years + months + i64::from(day.day())
}

/// The day that is `count` after `from`.
pub fn days_later(from: Date, count: i64) -> Date {
    let (mut year, mut month) = (from.year(), from.month());
    let mut left = count + i64::from(from.day());
    while left > i64::from(last_day(year, month)) {
        left -= i64::from(last_day(year, month));
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    date(year, month, i8::try_from(left).expect("a day of a month"))
}

/// Days from `from` to `cut` where every month has thirty, of whole months that end at `to`: the
/// 31st is the 30th, and so is the last of February where it stands for a later day.
pub fn days_of_thirty(from: Date, to: Date, cut: Date) -> i64 {
    let stands_for_later =
        from.day() == last_day(from.year(), from.month()) && to.day() > from.day();
    let first = if stands_for_later { to.day() } else { from.day() };
    let counted = |date: Date, day: i8| {
        (i64::from(date.year()) * 12 + i64::from(date.month())) * 30 + i64::from(day.min(30))
    };
    counted(cut, cut.day()) - counted(from, first)
}

/// Whole months from the month of `from` to that of `to`.
pub fn months_from(from: Date, to: Date) -> i64 {
    (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month() - from.month())
}

/// `amount` / `by`, halves to the even neighbour; `amount` is not negative.
pub fn half_even(amount: i64, by: i64) -> i64 {
    let (whole, rest) = (amount / by, amount % by);
    let up = rest * 2 > by || (rest * 2 == by && whole % 2 == 1);
    whole + i64::from(up)
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
    fn days_are_counted_over_months_and_years() {
        assert_eq!(days(date(2028, 2, 28), date(2028, 3, 1)), 2);
        assert_eq!(days(date(2027, 2, 28), date(2028, 2, 28)), 365);
        assert_eq!(days(date(2028, 1, 1), date(2027, 12, 31)), -1);
        assert_eq!(days_later(date(2027, 12, 20), 14), date(2028, 1, 3));
        assert_eq!(days_later(date(2027, 3, 1), 0), date(2027, 3, 1));
    }

    #[test]
    fn months_of_thirty_days() {
        let (first, next) = (date(2027, 1, 31), date(2027, 2, 28));
        assert_eq!(days_of_thirty(first, next, date(2027, 2, 10)), 10);
        let (first, next) = (next, date(2027, 3, 31));
        assert_eq!(days_of_thirty(first, next, date(2027, 3, 15)), 15);
        assert_eq!(days_of_thirty(date(2027, 3, 1), date(2027, 4, 1), date(2027, 3, 31)), 29);
        assert_eq!(months_from(date(2027, 11, 30), date(2028, 2, 29)), 3);
    }

    #[test]
    fn halves_go_up() {
        assert_eq!([half_up(5, 10), half_up(4, 10), half_up(-5, 10)], [1, 0, -1]);
        assert_eq!([half_even(5, 10), half_even(15, 10), half_even(16, 10)], [0, 2, 2]);
    }
}
