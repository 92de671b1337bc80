//! Moments as files write them, in any of the forms seen. What 10/05/2026 means is not guessed: the
//! other dates of a file may say it, else whoever hands the file in.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use crate::days::YEARS;

/// Which number of a date written with figures alone comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    pub const ALL: [DateOrder; 2] = [DateOrder::DayFirst, DateOrder::MonthFirst];

    pub fn word(self) -> &'static str {
        match self {
            DateOrder::DayFirst => "day_first",
            DateOrder::MonthFirst => "month_first",
        }
    }

    pub fn from_word(word: &str) -> Option<DateOrder> {
        DateOrder::ALL.into_iter().find(|order| order.word() == word)
    }
}

/// A date as it stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dated {
    /// It can only be this day; `order` is what it tells of the others.
    Known { date: Date, order: Option<DateOrder> },
    /// It may be two days.
    Either { day_first: Date, month_first: Date },
}

/// What a cell says: a date, a time of day, or both.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    pub date: Option<Dated>,
    pub time: Option<Time>,
    /// Seconds ahead of UTC, where the cell says so.
    pub offset_s: Option<i64>,
}

impl Written {
    /// The day, given `order`; none when there is no date, or it may still be two.
    pub fn day(&self, order: Option<DateOrder>) -> Option<Date> {
        match (self.date?, order) {
            (Dated::Known { date, .. }, _) => Some(date),
            (Dated::Either { day_first, .. }, Some(DateOrder::DayFirst)) => Some(day_first),
            (Dated::Either { month_first, .. }, Some(DateOrder::MonthFirst)) => Some(month_first),
            (Dated::Either { .. }, None) => None,
        }
    }

    /// The moment at `time` of `date`, in `zone` where the cell names no offset.
    pub fn moment(&self, date: Date, zone: &Zone) -> Timestamp {
        let civil = date.to_datetime(self.time.unwrap_or(Time::midnight()));
        match self.offset_s {
            Some(offset) => Zone::utc().moment(civil).plus_seconds(-offset),
            None => zone.moment(civil),
        }
    }
}

/// Letters of one cell; more are no moment.
const CELL_MAX_CHARS: usize = 60;

/// Reads a cell; none when it is no date and no time.
pub fn written(cell: &str) -> Option<Written> {
    if cell.chars().count() > CELL_MAX_CHARS {
        return None;
    }
    let mut reader = Reader::default();
    for word in cell.split([' ', ',', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty()) {
        reader.take(word)?;
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    date: Option<Dated>,
    clock: Option<(i8, i8, i8)>,
    afternoon: Option<bool>,
    offset_s: Option<i64>,
    month: Option<i8>,
    figures: Vec<i16>,
}

impl Reader {
    fn take(&mut self, word: &str) -> Option<()> {
        let lower = word.to_lowercase().replace('.', "");
        match lower.as_str() {
            "am" => return self.half(false),
            "pm" => return self.half(true),
            "z" | "utc" | "gmt" => return self.ahead(0),
            "at" | "à" | "um" | "в" => return Some(()),
            _ => {}
        }
        if let Some((date, time)) = word.split_once('T').filter(|(date, _)| is_date(date)) {
            self.take(date)?;
            return self.take(time);
        }
        if word.contains(':') {
            return self.time(word);
        }
        if is_date(word) {
            return self.figures_of_date(word);
        }
        if let Some(month) = month_named(&lower) {
            return self.month.replace(month).is_none().then_some(());
        }
        self.figures.push(word.trim_end_matches('.').parse().ok()?);
        Some(())
    }

    fn half(&mut self, afternoon: bool) -> Option<()> {
        self.afternoon.replace(afternoon).is_none().then_some(())
    }

    fn ahead(&mut self, seconds: i64) -> Option<()> {
        self.offset_s.replace(seconds).is_none().then_some(())
    }

    /// `9:05`, `18:18:42.123+02:00`, `05:55PM`, or an offset alone: `+02:00`.
    fn time(&mut self, word: &str) -> Option<()> {
        if let Some(seconds) = offset(word) {
            return self.ahead(seconds);
        }
        let mut clock = word;
        if let Some(rest) = clock.strip_suffix(['Z', 'z']) {
            self.ahead(0)?;
            clock = rest;
        }
        if let Some(at) = clock.rfind(['+', '-']).filter(|at| *at > 0) {
            let (before, tail) = clock.split_at(at);
            self.ahead(offset(tail)?)?;
            clock = before;
        }
        let lower = clock.to_lowercase();
        for (half, afternoon) in [("am", false), ("pm", true)] {
            if let Some(rest) = lower.strip_suffix(half) {
                self.half(afternoon)?;
                clock = clock.get(..rest.len())?;
            }
        }
        let whole = clock.split_once('.').map_or(clock, |(whole, _)| whole);
        let parts: Vec<i8> =
            whole.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let read = match parts.as_slice() {
            [hour, minute] => (*hour, *minute, 0),
            [hour, minute, second] => (*hour, *minute, *second),
            _ => return None,
        };
        self.clock.replace(read).is_none().then_some(())
    }

    fn figures_of_date(&mut self, word: &str) -> Option<()> {
        let parts: Vec<&str> =
            word.split(['/', '-', '.']).filter(|part| !part.is_empty()).collect();
        let [first, second, third] = parts.as_slice() else { return None };
        let number = |text: &str| text.parse::<i16>().ok();
        let dated = if first.len() == 4 {
            let date = day(number(first)?, number(second)?, number(third)?)?;
            Dated::Known { date, order: None }
        } else {
            let year = match third.len() {
                2 => number(third)? + 2000,
                4 => number(third)?,
                _ => return None,
            };
            // Where points divide a date, the day comes first.
            let by_points = word.contains('.');
            either(number(first)?, number(second)?, year, by_points)?
        };
        self.date.replace(dated).is_none().then_some(())
    }

    fn finish(mut self) -> Option<Written> {
        if let Some(month) = self.month {
            let (dayed, year) = match self.figures.as_slice() {
                [a, b] if *b > 31 => (*a, *b),
                [a, b] if *a > 31 => (*b, *a),
                _ => return None,
            };
            let date = day(year, i16::from(month), dayed)?;
            self.date.replace(Dated::Known { date, order: None }).is_none().then_some(())?;
        } else if !self.figures.is_empty() {
            return None;
        }
        let time = match (self.clock, self.afternoon) {
            (Some((hour, minute, second)), None) => Some(Time::new(hour, minute, second, 0).ok()?),
            (Some((hour @ 1..=12, minute, second)), Some(afternoon)) => {
                let hour = hour % 12 + if afternoon { 12 } else { 0 };
                Some(Time::new(hour, minute, second, 0).ok()?)
            }
            (None, None) => None,
            _ => return None,
        };
        let says = self.date.is_some() || time.is_some();
        says.then_some(Written { date: self.date, time, offset_s: self.offset_s })
    }
}

fn is_date(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    ['/', '-', '.'].into_iter().any(|by| {
        let parts: Vec<&str> = word.split(by).collect();
        parts.len() == 3 && parts.into_iter().all(figures)
    })
}

fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn either(first: i16, second: i16, year: i16, by_points: bool) -> Option<Dated> {
    let day_first = day(year, second, first);
    let month_first = day(year, first, second).filter(|_| !by_points);
    match (day_first, month_first) {
        (Some(day_first), Some(month_first)) if day_first == month_first => {
            Some(Dated::Known { date: day_first, order: None })
        }
        (Some(day_first), Some(month_first)) => Some(Dated::Either { day_first, month_first }),
        (Some(date), None) if by_points => Some(Dated::Known { date, order: None }),
        (Some(date), None) => Some(Dated::Known { date, order: Some(DateOrder::DayFirst) }),
        (None, Some(date)) => Some(Dated::Known { date, order: Some(DateOrder::MonthFirst) }),
        (None, None) => None,
    }
}

/// `+02:00`, `-0530`.
fn offset(text: &str) -> Option<i64> {
    let (sign, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (1, rest),
        (_, Some(rest)) => (-1, rest),
        _ => return None,
    };
    let figures: String = rest.chars().filter(|c| *c != ':').collect();
    if figures.len() != 4 {
        return None;
    }
    let hours: i64 = figures.get(..2)?.parse().ok()?;
    let minutes: i64 = figures.get(2..)?.parse().ok()?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// English, French, German and Russian, whole or as they are cut short.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "janv", "januar", "янв", "января"],
    &["february", "feb", "février", "févr", "februar", "фев", "февр", "февраля"],
    &["march", "mar", "mars", "märz", "mär", "мар", "марта"],
    &["april", "apr", "avril", "avr", "апр", "апреля"],
    &["may", "mai", "мая", "май"],
    &["june", "jun", "juin", "juni", "июн", "июня"],
    &["july", "jul", "juillet", "juil", "juli", "июл", "июля"],
    &["august", "aug", "août", "авг", "августа"],
    &["september", "sep", "sept", "septembre", "сен", "сент", "сентября"],
    &["october", "oct", "octobre", "oktober", "okt", "окт", "октября"],
    &["november", "nov", "novembre", "ноя", "нояб", "ноября"],
    &["december", "dec", "décembre", "déc", "dezember", "dez", "дек", "декабря"],
];

fn month_named(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(at + 1).ok()
}

/// How long something took, in seconds: minutes as a number, `H:MM:SS`, `D:HH:MM:SS`.
pub fn seconds(cell: &str) -> Option<u32> {
    let text = cell.trim();
    let number = |part: &str| part.trim().parse::<u32>().ok();
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        [one] => {
            let word = one.split_whitespace().next()?;
            let whole = word.split_once(['.', ',']).map_or(word, |(whole, _)| whole);
            number(whole)?.checked_mul(60)
        }
        [hours, minutes] => {
            number(hours)?.checked_mul(60)?.checked_add(number(minutes)?)?.checked_mul(60)
        }
        [hours, minutes, seconds] => clock(0, number(hours)?, number(minutes)?, number(seconds)?),
        [days, hours, minutes, seconds] => {
            clock(number(days)?, number(hours)?, number(minutes)?, number(seconds)?)
        }
        _ => None,
    }
}

fn clock(days: u32, hours: u32, minutes: u32, seconds: u32) -> Option<u32> {
    let hours = days.checked_mul(24)?.checked_add(hours)?;
    hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?.checked_add(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(cell: &str, order: Option<DateOrder>) -> Option<String> {
        let zone: Zone = "Europe/Paris".parse().expect("a zone");
        let written = written(cell)?;
        Some(written.moment(written.day(order)?, &zone).to_string())
    }

    #[test]
    fn every_form_that_was_seen_is_read() {
        let day_first = Some(DateOrder::DayFirst);
        for (cell, expected) in [
            ("2024-03-21 18:18:42", "2024-03-21T17:18:42Z"),
            ("10/05/2026 05:55:00 PM", "2026-05-10T15:55:00Z"),
            ("10/11/2026 11:01", "2026-11-10T10:01:00Z"),
            ("01/06/2023 00:00", "2023-05-31T22:00:00Z"),
            ("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z"),
            ("2026-01-05T09:00:00.250+02:00", "2026-01-05T07:00:00Z"),
            ("2026-01-05T09:00:00-0530", "2026-01-05T14:30:00Z"),
            ("Mar 21, 2024 06:18:42 PM", "2024-03-21T17:18:42Z"),
            ("21.03.2024 18:18", "2024-03-21T17:18:00Z"),
            ("21/03/24 12:05 a.m.", "2024-03-20T23:05:00Z"),
            ("3 févr. 2026 à 14:30", "2026-02-03T13:30:00Z"),
            ("2026-07-01\u{202f}9:05:00\u{202f}PM", "2026-07-01T19:05:00Z"),
        ] {
            assert_eq!(moment(cell, day_first).as_deref(), Some(expected), "{cell}");
        }
        let american = moment("10/05/2026 05:55:00 PM", Some(DateOrder::MonthFirst));
        assert_eq!(american.as_deref(), Some("2026-10-05T15:55:00Z"));
    }

    #[test]
    fn what_may_be_two_days_is_none_until_it_is_said() {
        assert_eq!(moment("10/05/2026 17:55", None), None);
        assert!(matches!(
            written("10/05/2026").and_then(|written| written.date),
            Some(Dated::Either { .. })
        ));
        for (cell, order) in [
            ("13/05/2026", Some(DateOrder::DayFirst)),
            ("05/13/2026", Some(DateOrder::MonthFirst)),
            ("05/05/2026", None),
            ("10.05.2026", None),
        ] {
            let Some(Dated::Known { order: told, .. }) = written(cell).and_then(|w| w.date) else {
                panic!("{cell} is no known day")
            };
            assert_eq!(told, order, "{cell}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for cell in [
            "",
            "soon",
            "32/13/2026",
            "2026-02-30",
            "25:00",
            "13:00 PM",
            "10/05",
            "1 2 3",
            "45",
            "2026-01-05 2026-01-06",
            "09:00 10:00",
            "31.04.2026",
            "9999-12-31 23:59",
            "0000-01-01",
        ] {
            assert_eq!(written(cell), None, "{cell}");
        }
    }

    #[test]
    fn durations() {
        for (cell, expected) in [
            ("45", Some(2_700)),
            ("45.5", Some(2_700)),
            ("45 min", Some(2_700)),
            ("1:05:33", Some(3_933)),
            ("1:00:00:01", Some(86_401)),
            ("0:45", Some(2_700)),
            ("", None),
            ("-5", None),
            ("99999999999", None),
        ] {
            assert_eq!(seconds(cell), expected, "{cell}");
        }
    }
}
