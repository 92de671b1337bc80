//! A repetition as a person fills it in, and what is wrong with it.
//!
//! What is left out follows from the start: its weekday, its day of the month.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::draft::{Problems, quoted, within};
use crate::problem::{Field, Problem};
use crate::repeat::{Ends, MonthlyOn, Nth, Repeat, Weekdays, weekday_code, weekday_of_code};
use crate::rrule_text::{COUNT_MAX, INTERVAL_MAX};

/// How long a series with a last day may run: ten years.
pub const SERIES_MAX_DAYS: i32 = 3_653;

/// A repetition as it was filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RepeatDraft {
    /// `once` (or empty), `weekly` or `monthly`.
    pub frequency: String,
    /// Every how many weeks or months; every one when absent.
    pub interval: Option<i64>,
    /// Weekly: `MO` to `SU`; the start's day when empty.
    pub days: Vec<String>,
    /// Monthly: `day` (or empty), `weekday` (as the start is: the second Tuesday) or
    /// `last_weekday`.
    pub monthly_on: String,
    /// Monthly by `day`: 1 to 31; the start's day when absent.
    pub month_day: Option<i64>,
    /// `never` (or empty), `on` or `after`.
    pub ends: String,
    /// The last day, as `2027-12-31`, with `on`.
    pub until: String,
    /// How many meetings, with `after`.
    pub count: Option<i64>,
}

impl RepeatDraft {
    pub(crate) fn of(repeats: &Repeat) -> RepeatDraft {
        let mut draft = match repeats {
            Repeat::Once => {
                return RepeatDraft { frequency: "once".to_owned(), ..RepeatDraft::default() };
            }
            Repeat::Weekly { interval, days, .. } => RepeatDraft {
                frequency: "weekly".to_owned(),
                interval: Some(i64::from(*interval)),
                days: days.iter().map(|day| weekday_code(day).to_owned()).collect(),
                ..RepeatDraft::default()
            },
            Repeat::Monthly { interval, on, .. } => {
                let (monthly_on, month_day) = match on {
                    MonthlyOn::Day(day) => ("day", Some(i64::from(*day))),
                    MonthlyOn::Weekday { nth: Nth::Last, .. } => ("last_weekday", None),
                    MonthlyOn::Weekday { .. } => ("weekday", None),
                };
                RepeatDraft {
                    frequency: "monthly".to_owned(),
                    interval: Some(i64::from(*interval)),
                    monthly_on: monthly_on.to_owned(),
                    month_day,
                    ..RepeatDraft::default()
                }
            }
        };
        match repeats.ends() {
            Ends::Never => draft.ends = "never".to_owned(),
            Ends::On(last) => {
                draft.ends = "on".to_owned();
                draft.until = last.to_string();
            }
            Ends::After(count) => {
                draft.ends = "after".to_owned();
                draft.count = Some(i64::from(count));
            }
        }
        draft
    }

    /// `start`: the first day, when it is known; without it only what needs no start is checked.
    pub(crate) fn check(&self, start: Option<Date>, found: &mut Problems) -> Option<Repeat> {
        let field = Field::Repeats;
        if matches!(self.frequency.as_str(), "" | "once") {
            return Some(Repeat::Once);
        }
        let interval = match self.interval {
            None => Some(1),
            Some(asked) => within(asked, 1, INTERVAL_MAX)
                .or_else(|| found.tell(field, Problem::Interval { most: INTERVAL_MAX })),
        };
        let ends = self.check_ends(start, found);
        match self.frequency.as_str() {
            "weekly" => {
                let days = self.check_days(start, found);
                Some(Repeat::Weekly { interval: interval?, days: days?, ends: ends? })
            }
            "monthly" => {
                let on = self.check_month_day(start?, found);
                Some(Repeat::Monthly { interval: interval?, on: on?, ends: ends? })
            }
            _ => found.tell(field, Problem::UnknownRepeat),
        }
    }

    fn check_days(&self, start: Option<Date>, found: &mut Problems) -> Option<Weekdays> {
        let mut days = Vec::new();
        for code in &self.days {
            match weekday_of_code(code) {
                Some(day) => days.push(day),
                None => {
                    let asked = quoted(code);
                    return found.tell(Field::Repeats, Problem::Weekday { asked });
                }
            }
        }
        if days.is_empty() {
            days.push(start?.weekday());
        }
        Weekdays::new(days)
    }

    fn check_month_day(&self, start: Date, found: &mut Problems) -> Option<MonthlyOn> {
        let weekday = start.weekday();
        match (self.monthly_on.as_str(), self.month_day) {
            ("" | "day", None) => Some(MonthlyOn::Day(start.day())),
            ("" | "day", Some(asked)) => within(asked, 1, 31)
                .and_then(|day| i8::try_from(day).ok())
                .map(MonthlyOn::Day)
                .or_else(|| found.tell(Field::Repeats, Problem::MonthDay)),
            ("weekday", _) => Some(MonthlyOn::Weekday { nth: Nth::of(start), weekday }),
            ("last_weekday", _) => Some(MonthlyOn::Weekday { nth: Nth::Last, weekday }),
            _ => found.tell(Field::Repeats, Problem::UnknownRepeat),
        }
    }

    fn check_ends(&self, start: Option<Date>, found: &mut Problems) -> Option<Ends> {
        let field = Field::Repeats;
        match self.ends.as_str() {
            "" | "never" => Some(Ends::Never),
            "after" => self
                .count
                .and_then(|count| within(count, 1, COUNT_MAX))
                .map(Ends::After)
                .or_else(|| found.tell(field, Problem::Count { most: COUNT_MAX })),
            "on" => {
                let Ok(last) = Date::strptime("%Y-%m-%d", self.until.trim()) else {
                    return found.tell(field, Problem::EndDate);
                };
                let start = start?;
                let latest = start.saturating_add(SERIES_MAX_DAYS.days());
                if last < start {
                    found.tell(field, Problem::EndBeforeStart)
                } else if last > latest {
                    found.tell(field, Problem::TooFar { latest })
                } else {
                    Some(Ends::On(last))
                }
            }
            _ => found.tell(field, Problem::UnknownRepeat),
        }
    }
}
