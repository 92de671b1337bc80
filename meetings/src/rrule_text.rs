//! Repetition as RRULE text (RFC 5545): out to calendars and rows, and back in.
//!
//! Day 29, 30 and 31 of a month mean "or the last day of a shorter one", which plain
//! `BYMONTHDAY=31` does not: it leaves short months out. So they are written as the last of several
//! days, and 31 as the last day of all. Not every calendar understands the last of several days;
//! files for calendars name the day and add the short months one by one. Rules we could not keep
//! are refused, never bent.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use units::Zone;

use crate::occurrence::Schedule;
use crate::repeat::{Ends, MonthlyOn, Nth, Repeat, Weekdays, weekday_code, weekday_of_code};

/// Weeks or months between two meetings of a series, at most.
pub const INTERVAL_MAX: u32 = 52;
/// Meetings of a counted series, at most.
pub const COUNT_MAX: u32 = 1_000;
/// Years for which short months are added one by one to a series without an end.
const SHORT_MONTHS_YEARS: i32 = 20;
/// Longest rule read, in bytes.
const TEXT_MAX_BYTES: usize = 200;

/// The text is no rule, or none that Plenum can keep: weekly on weekdays, or monthly on one day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a repetition Plenum knows")]
pub struct UnknownRepeat(pub String);

impl Repeat {
    /// The text kept in rows and given to programs: the last day as a civil date. Empty for once.
    pub fn text(&self) -> String {
        self.written(on_text, |last| last.strftime("%Y%m%d").to_string())
    }

    fn written(
        &self,
        on_day: impl Fn(MonthlyOn) -> String,
        until: impl Fn(Date) -> String,
    ) -> String {
        let (frequency, interval, by) = match self {
            Repeat::Once => return String::new(),
            Repeat::Weekly { interval, days, .. } => {
                let days: Vec<&str> = days.iter().map(weekday_code).collect();
                ("WEEKLY", *interval, format!("BYDAY={}", days.join(",")))
            }
            Repeat::Monthly { interval, on, .. } => ("MONTHLY", *interval, on_day(*on)),
        };
        let mut text = format!("FREQ={frequency}");
        if interval != 1 {
            text.push_str(&format!(";INTERVAL={interval}"));
        }
        text.push(';');
        text.push_str(&by);
        match self.ends() {
            Ends::Never => {}
            Ends::On(last) => text.push_str(&format!(";UNTIL={}", until(last))),
            Ends::After(count) => text.push_str(&format!(";COUNT={count}")),
        }
        text
    }
}

/// A series as a calendar file says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarRule {
    /// The value of RRULE; its end is a UTC moment, as RFC 5545 asks.
    pub rrule: String,
    /// Starts that the rule leaves out, as wall times in the series' zone: values of RDATE.
    pub extra: Vec<DateTime>,
}

impl Schedule {
    /// How a calendar file says when this repeats; `None` for once.
    pub fn calendar_rule(&self) -> Option<CalendarRule> {
        let repeats = self.repeats();
        let (interval, day, ends) = match repeats {
            Repeat::Once => return None,
            Repeat::Monthly { interval, on: MonthlyOn::Day(day @ 29..=30), ends } => {
                (*interval, *day, *ends)
            }
            _ => return Some(self.simple_rule(repeats, on_text)),
        };
        let first = self.start().date();
        // Twenty whole years from the first day on, wherever in its year that is.
        let beyond = first.checked_add(SHORT_MONTHS_YEARS.years()).unwrap_or(Date::MAX);
        let days: Vec<Date> = (0..)
            .map_while(|index| repeats.day(first, index))
            .take_while(|date| *date < beyond)
            .collect();
        if days.iter().all(|date| date.day() == date.days_in_month()) {
            let on = MonthlyOn::Day(31);
            return Some(self.simple_rule(&Repeat::Monthly { interval, on, ends }, on_text));
        }
        // A count would not count the days added.
        let ends = match (ends, days.last()) {
            (Ends::After(count), last) => Ends::On(
                repeats.day(first, count.saturating_sub(1)).or(last.copied()).unwrap_or(first),
            ),
            (ends, _) => ends,
        };
        let on = MonthlyOn::Day(day);
        let rule = Repeat::Monthly { interval, on, ends };
        let simple = self.simple_rule(&rule, |_| format!("BYMONTHDAY={day}"));
        let short = days.into_iter().filter(|date| date.day() < day);
        Some(CalendarRule {
            extra: short.map(|date| date.to_datetime(self.start().time())).collect(),
            ..simple
        })
    }

    fn simple_rule(&self, repeats: &Repeat, on_day: impl Fn(MonthlyOn) -> String) -> CalendarRule {
        let rrule = repeats.written(on_day, |last| {
            let moment = self.zone().moment(last.to_datetime(self.start().time()));
            Zone::utc().civil(moment).strftime("%Y%m%dT%H%M%SZ").to_string()
        });
        CalendarRule { rrule, extra: Vec::new() }
    }
}

fn on_text(on: MonthlyOn) -> String {
    match on {
        MonthlyOn::Day(31) => "BYMONTHDAY=-1".to_owned(),
        MonthlyOn::Day(30) => "BYMONTHDAY=28,29,30;BYSETPOS=-1".to_owned(),
        MonthlyOn::Day(29) => "BYMONTHDAY=28,29;BYSETPOS=-1".to_owned(),
        MonthlyOn::Day(day) => format!("BYMONTHDAY={day}"),
        MonthlyOn::Weekday { nth, weekday } => {
            format!("BYDAY={}{}", nth.number(), weekday_code(weekday))
        }
    }
}

impl FromStr for Repeat {
    type Err = UnknownRepeat;

    /// Reads what `text` wrote; also `UNTIL` with a time, of which the date counts. Order and case
    /// of the parts don't matter.
    fn from_str(text: &str) -> Result<Repeat, UnknownRepeat> {
        if text.is_empty() {
            return Ok(Repeat::Once);
        }
        if text.len() > TEXT_MAX_BYTES {
            return Err(UnknownRepeat(text.chars().take(40).collect()));
        }
        read(&text.to_ascii_uppercase()).ok_or_else(|| UnknownRepeat(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Repeat> {
    let mut parts = BTreeMap::new();
    for part in text.split(';') {
        let (name, value) = part.split_once('=')?;
        if parts.insert(name, value).is_some() {
            return None;
        }
    }
    let frequency = parts.remove("FREQ")?;
    let interval = match parts.remove("INTERVAL") {
        None => 1,
        Some(text) => bounded(text, INTERVAL_MAX)?,
    };
    if parts.remove("WKST").is_some_and(|start| start != "MO") {
        return None;
    }
    let ends = match (parts.remove("UNTIL"), parts.remove("COUNT")) {
        (None, None) => Ends::Never,
        (Some(text), None) => Ends::On(Date::strptime("%Y%m%d", text.split('T').next()?).ok()?),
        (None, Some(text)) => Ends::After(bounded(text, COUNT_MAX)?),
        (Some(_), Some(_)) => return None,
    };
    let by_day = parts.remove("BYDAY");
    let by_month_day = parts.remove("BYMONTHDAY");
    let position = parts.remove("BYSETPOS");
    if !parts.is_empty() {
        return None;
    }
    match (frequency, by_day, by_month_day, position) {
        ("WEEKLY", Some(days), None, None) => {
            let days: Option<Vec<_>> = days.split(',').map(weekday_of_code).collect();
            Some(Repeat::Weekly { interval, days: Weekdays::new(days?)?, ends })
        }
        ("MONTHLY", by_day, by_month_day, position) => Some(Repeat::Monthly {
            interval,
            on: monthly_on(by_day, by_month_day, position)?,
            ends,
        }),
        _ => None,
    }
}

fn monthly_on(
    by_day: Option<&str>,
    by_month_day: Option<&str>,
    position: Option<&str>,
) -> Option<MonthlyOn> {
    match (by_day, by_month_day, position) {
        (Some(day), None, None) => {
            let (number, code) = day.split_at_checked(day.len().checked_sub(2)?)?;
            Some(MonthlyOn::Weekday {
                nth: Nth::from_number(number.parse().ok()?)?,
                weekday: weekday_of_code(code)?,
            })
        }
        (None, Some("-1"), None) => Some(MonthlyOn::Day(31)),
        (None, Some("28,29,30"), Some("-1")) => Some(MonthlyOn::Day(30)),
        (None, Some("28,29"), Some("-1")) => Some(MonthlyOn::Day(29)),
        (None, Some(day), None) => {
            let day = i8::try_from(bounded(day, 28)?).ok()?;
            Some(MonthlyOn::Day(day))
        }
        _ => None,
    }
}

/// A number from 1 to `most`.
fn bounded(text: &str, most: u32) -> Option<u32> {
    let number = text.parse().ok()?;
    (1..=most).contains(&number).then_some(number)
}

impl TryFrom<String> for Repeat {
    type Error = UnknownRepeat;

    fn try_from(text: String) -> Result<Repeat, UnknownRepeat> {
        text.parse()
    }
}

impl From<Repeat> for String {
    fn from(repeat: Repeat) -> String {
        repeat.text()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn rules_are_written_and_read_back() {
        for text in [
            "",
            "FREQ=WEEKLY;BYDAY=MO",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=10",
            "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20271231",
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1",
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;COUNT=4",
        ] {
            let repeat: Repeat = text.parse().expect(text);
            assert_eq!(repeat.text(), text);
        }
        let same: Repeat = "count=3;freq=weekly;wkst=mo;byday=tu,mo".parse().expect("a rule");
        assert_eq!(same.text(), "FREQ=WEEKLY;BYDAY=MO,TU;COUNT=3");
    }

    #[test]
    fn rules_that_mean_something_else_are_refused() {
        for text in [
            "FREQ=DAILY",
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=MO;COUNT=0",
            "FREQ=WEEKLY;BYDAY=MO;COUNT=2;UNTIL=20270101",
            "FREQ=WEEKLY;BYDAY=MO;INTERVAL=53",
            "FREQ=WEEKLY;BYDAY=MO;BYHOUR=3",
            "FREQ=WEEKLY;BYDAY=MO;WKST=SU",
            "FREQ=MONTHLY;BYDAY=5FR",
            "FREQ=MONTHLY;BYDAY=é",
            "RRULE",
        ] {
            assert!(text.parse::<Repeat>().is_err(), "{text}");
        }
    }

    #[test]
    fn calendars_get_the_end_in_utc() {
        let berlin: Zone = "Europe/Berlin".parse().expect("a zone");
        let rule = "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270426".parse().expect("a rule");
        let schedule = Schedule::new(date(2027, 3, 1).at(9, 0, 0, 0), berlin, 60, rule);
        let told = schedule.calendar_rule().expect("a series");
        assert_eq!(told.rrule, "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270426T070000Z");
        assert!(told.extra.is_empty());
    }

    #[test]
    fn calendars_get_short_months_one_by_one() {
        let told = |month, day, rule: &str| {
            let start = date(2027, month, day).at(9, 0, 0, 0);
            let schedule = Schedule::new(start, Zone::utc(), 60, rule.parse().expect("a rule"));
            let rule = schedule.calendar_rule().expect("a series");
            let extra: Vec<String> = rule.extra.iter().map(|start| start.to_string()).collect();
            (rule.rrule, extra)
        };
        assert_eq!(
            told(1, 30, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=14"),
            (
                "FREQ=MONTHLY;BYMONTHDAY=30;UNTIL=20280229T090000Z".to_owned(),
                vec!["2027-02-28T09:00:00".to_owned(), "2028-02-29T09:00:00".to_owned()],
            )
        );
        let only_february = "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=28,29,30;BYSETPOS=-1;COUNT=3";
        let (rrule, extra) = told(2, 28, only_february);
        assert_eq!(rrule, "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=-1;COUNT=3");
        assert!(extra.is_empty());
    }
}
