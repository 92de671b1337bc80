//! When a meeting takes place: a civil start in a zone, a length, a repetition, and their moments.
//!
//! One rule: each meeting of a series starts at the same wall time in the series' zone, so its UTC
//! moment moves with summer time. A start inside the gap of a spring night moves forward by the
//! gap, one that an autumn night has twice is the earlier (RFC 5545). The length is elapsed time.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use crate::repeat::{Ends, Repeat};

/// Meetings a series without an end is followed through: more than a century of single days.
const OCCURRENCES_MAX: u32 = 40_000;

/// When a meeting takes place. The first day always fits the repetition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
pub struct Schedule {
    start: DateTime,
    zone: Zone,
    duration_minutes: u32,
    repeats: Repeat,
}

#[derive(Serialize, Deserialize)]
struct Parts {
    start: DateTime,
    zone: Zone,
    duration_minutes: u32,
    repeats: Repeat,
}

/// One meeting of a series, or the only one; half-open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Occurrence {
    /// Its place in the series, counted from 0.
    pub index: u32,
    pub start: Timestamp,
    pub end: Timestamp,
}

impl Schedule {
    /// - `start`: wall time in `zone`; moved to the first day that `repeats` names.
    /// - `duration_minutes`: elapsed, not wall time.
    pub fn new(start: DateTime, zone: Zone, duration_minutes: u32, repeats: Repeat) -> Schedule {
        let first = repeats.first_fitting(start.date());
        Schedule { start: first.to_datetime(start.time()), zone, duration_minutes, repeats }
    }

    /// The wall time of the first meeting.
    pub fn start(&self) -> DateTime {
        self.start
    }

    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    pub fn duration_minutes(&self) -> u32 {
        self.duration_minutes
    }

    pub fn repeats(&self) -> &Repeat {
        &self.repeats
    }

    /// Meeting `index`, counted from 0; `None` after the last.
    pub fn occurrence(&self, index: u32) -> Option<Occurrence> {
        if index >= OCCURRENCES_MAX {
            return None;
        }
        let day = self.repeats.day(self.start.date(), index)?;
        let start = self.zone.moment(day.to_datetime(self.start.time()));
        Some(Occurrence { index, start, end: start.plus_minutes(i64::from(self.duration_minutes)) })
    }

    /// The moment of the first meeting.
    pub fn first_start(&self) -> Timestamp {
        self.zone.moment(self.start)
    }

    /// The last meeting; `None` for a series without an end.
    pub fn last(&self) -> Option<Occurrence> {
        if self.repeats.ends() == Ends::Never {
            return None;
        }
        let beyond = first_index(|index| self.occurrence(index).is_none());
        self.occurrence(beyond.saturating_sub(1))
    }

    /// The meeting that is on at `moment`, or the next one after it; `None` when all are over.
    pub fn current_or_next(&self, moment: Timestamp) -> Option<Occurrence> {
        self.occurrence(self.first_ending_after(moment))
    }

    /// The first meeting that starts after `moment`.
    pub fn next_after(&self, moment: Timestamp) -> Option<Occurrence> {
        self.occurrence(first_index(|index| {
            self.occurrence(index).is_none_or(|meeting| meeting.start > moment)
        }))
    }

    /// The meetings of which some part lies in `from..to`, in order, at most `limit`.
    pub fn between(&self, from: Timestamp, to: Timestamp, limit: usize) -> Vec<Occurrence> {
        (self.first_ending_after(from)..OCCURRENCES_MAX)
            .map_while(|index| self.occurrence(index))
            .take_while(|meeting| meeting.start < to)
            .take(limit)
            .collect()
    }

    /// Whether every meeting has ended at `moment`.
    pub fn is_over(&self, moment: Timestamp) -> bool {
        self.current_or_next(moment).is_none()
    }

    fn first_ending_after(&self, moment: Timestamp) -> u32 {
        first_index(|index| self.occurrence(index).is_none_or(|meeting| meeting.end > moment))
    }
}

/// The first index for which `holds`; once it holds it holds for all later ones. By halving.
fn first_index(holds: impl Fn(u32) -> bool) -> u32 {
    let (mut low, mut high) = (0, OCCURRENCES_MAX);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

impl From<Parts> for Schedule {
    fn from(parts: Parts) -> Schedule {
        Schedule::new(parts.start, parts.zone, parts.duration_minutes, parts.repeats)
    }
}

impl From<Schedule> for Parts {
    fn from(schedule: Schedule) -> Parts {
        Parts {
            start: schedule.start,
            zone: schedule.zone,
            duration_minutes: schedule.duration_minutes,
            repeats: schedule.repeats,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn weekly(start: DateTime, zone: &str, rule: &str) -> Schedule {
        Schedule::new(start, zone.parse().expect("a zone"), 60, rule.parse().expect("a rule"))
    }

    fn starts(schedule: &Schedule) -> Vec<String> {
        (0..10)
            .map_while(|index| schedule.occurrence(index))
            .map(|meeting| meeting.start.to_string())
            .collect()
    }

    #[test]
    fn the_wall_time_stays_when_summer_time_comes() {
        let start = date(2027, 3, 22).at(9, 30, 0, 0);
        let schedule = weekly(start, "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO;COUNT=2");
        assert_eq!(starts(&schedule), ["2027-03-22T08:30:00Z", "2027-03-29T07:30:00Z"]);
    }

    #[test]
    fn a_start_in_the_gap_moves_forward_for_that_night_only() {
        let start = date(2027, 3, 21).at(2, 30, 0, 0);
        let schedule = weekly(start, "Europe/Berlin", "FREQ=WEEKLY;BYDAY=SU;COUNT=3");
        assert_eq!(
            starts(&schedule),
            ["2027-03-21T01:30:00Z", "2027-03-28T01:30:00Z", "2027-04-04T00:30:00Z"]
        );
    }

    #[test]
    fn a_start_that_comes_twice_is_the_earlier() {
        let start = date(2027, 11, 7).at(1, 30, 0, 0);
        let schedule = weekly(start, "America/New_York", "");
        assert_eq!(starts(&schedule), ["2027-11-07T05:30:00Z"]);
    }

    #[test]
    fn the_next_the_current_and_the_last() {
        let start = date(2027, 3, 22).at(9, 30, 0, 0);
        let schedule = weekly(start, "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO;COUNT=3");
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        let index = |found: Option<Occurrence>| found.map(|meeting| meeting.index);

        assert_eq!(index(schedule.next_after(at("2027-03-01T00:00Z"))), Some(0));
        assert_eq!(index(schedule.next_after(at("2027-03-22T08:30Z"))), Some(1));
        let during = at("2027-03-22T09:29:59Z");
        assert_eq!(index(schedule.current_or_next(during)), Some(0));
        let just_over = at("2027-03-22T09:30Z");
        assert_eq!(index(schedule.current_or_next(just_over)), Some(1));
        assert_eq!(index(schedule.last()), Some(2));
        assert!(!schedule.is_over(at("2027-04-05T08:29:59Z")));
        assert!(schedule.is_over(at("2027-04-05T08:30Z")));
        let all = schedule.between(during, at("2028-01-01T00:00Z"), 2);
        assert_eq!(all.len(), 2, "at most as many as asked");
    }
}
