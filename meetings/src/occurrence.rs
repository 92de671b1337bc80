//! When a meeting takes place: a civil start in a zone, a length, a repetition, and their moments.
//!
//! One rule: each meeting of a series starts at the same wall time in the series' zone, so its UTC
//! moment moves with summer time. A start inside the gap of a spring night moves forward by the
//! gap, one that an autumn night has twice is the earlier (RFC 5545). The length is elapsed time.
//! What is different about single meetings counts wherever it is asked when the meeting takes
//! place; `occurrence` alone knows the rule and nothing else.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use crate::exception::{Exception, Instead};
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
    /// By index, each once, each with a meeting of the rule; none for a meeting that is once.
    exceptions: Vec<Exception>,
}

#[derive(Serialize, Deserialize)]
struct Parts {
    start: DateTime,
    zone: Zone,
    duration_minutes: u32,
    repeats: Repeat,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    exceptions: Vec<Exception>,
}

/// One meeting of a series, or the only one; half-open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Occurrence {
    /// Its place in the series, counted from 0.
    pub index: u32,
    pub start: Timestamp,
    pub end: Timestamp,
}

impl Occurrence {
    pub fn minutes(&self) -> u32 {
        u32::try_from((self.end.seconds() - self.start.seconds()) / 60).unwrap_or(u32::MAX)
    }
}

impl Schedule {
    /// - `start`: wall time in `zone`; moved to the first day that `repeats` names.
    /// - `duration_minutes`: elapsed, not wall time.
    pub fn new(start: DateTime, zone: Zone, duration_minutes: u32, repeats: Repeat) -> Schedule {
        let first = repeats.first_fitting(start.date());
        let start = first.to_datetime(start.time());
        Schedule { start, zone, duration_minutes, repeats, exceptions: Vec::new() }
    }

    /// The same rule with these exceptions and no others; the last one of an index counts.
    pub fn with_exceptions(mut self, exceptions: Vec<Exception>) -> Schedule {
        let mut kept: Vec<Exception> = Vec::new();
        for exception in exceptions.into_iter().rev() {
            let is_new = kept.iter().all(|other| other.index != exception.index);
            if is_new && self.repeats != Repeat::Once && self.occurrence(exception.index).is_some()
            {
                kept.push(exception);
            }
        }
        kept.sort_by_key(|exception| exception.index);
        self.exceptions = kept;
        self
    }

    /// With those exceptions of `before` that still fit: whose meeting the rule has at the same
    /// place in the series and at the same wall time.
    pub fn keeping(self, before: &Schedule) -> Schedule {
        let fits = |exception: &&Exception| {
            let start = self.rule_start(exception.index);
            self.zone == before.zone && start == before.rule_start(exception.index)
        };
        let kept = before.exceptions.iter().filter(fits).cloned().collect();
        let after = self.clone().with_exceptions(kept);
        match after.repeats.ends() != Ends::Never && after.last().is_none() {
            // All that is left of a shortened series was off.
            true => self,
            false => after,
        }
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

    /// In the order of the series.
    pub fn exceptions(&self) -> &[Exception] {
        &self.exceptions
    }

    /// What is different about meeting `index`.
    pub fn exception(&self, index: u32) -> Option<&Exception> {
        self.exceptions.iter().find(|exception| exception.index == index)
    }

    /// The same series up to, and without, meeting `index`; `None` when that is the first.
    pub fn ending_before(&self, index: u32) -> Option<Schedule> {
        let last = self.rule_start(index.checked_sub(1)?)?;
        let repeats = self.repeats.ending(Ends::On(last.date()));
        let ended = Schedule::new(self.start, self.zone.clone(), self.duration_minutes, repeats);
        Some(ended.with_exceptions(self.exceptions.clone()))
    }

    /// The wall time the rule has for meeting `index`; calendars name the meeting by it.
    pub fn rule_start(&self, index: u32) -> Option<DateTime> {
        self.occurrence(index)?;
        let day = self.repeats.day(self.start.date(), index)?;
        Some(day.to_datetime(self.start.time()))
    }

    /// Meeting `index` as it takes place; `None` when it is off, and after the last.
    pub fn time(&self, index: u32) -> Option<Occurrence> {
        let by_rule = self.occurrence(index)?;
        match self.exception(index).map(|exception| &exception.instead) {
            None => Some(by_rule),
            Some(Instead::Nothing) => None,
            Some(Instead::At { start, duration_minutes }) => {
                let start = self.zone.moment(*start);
                let end = start.plus_minutes(i64::from(*duration_minutes));
                Some(Occurrence { index, start, end })
            }
        }
    }

    /// The meetings from place `from` on that are as the rule says, in order.
    fn unchanged_from(&self, from: u32) -> impl Iterator<Item = Occurrence> {
        (from..OCCURRENCES_MAX)
            .map_while(move |index| self.occurrence(index))
            .filter(move |meeting| self.exception(meeting.index).is_none())
    }

    /// The meetings that are at another time, by their place in the series.
    fn moved(&self) -> impl Iterator<Item = Occurrence> {
        self.exceptions.iter().filter_map(move |exception| self.time(exception.index))
    }

    /// Meeting `index` as the rule says, counted from 0; `None` after the last.
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

    /// The meeting that ends last; `None` for a series without an end.
    pub fn last(&self) -> Option<Occurrence> {
        if self.repeats.ends() == Ends::Never {
            return None;
        }
        let beyond = first_index(|index| self.occurrence(index).is_none());
        let unchanged = (0..beyond)
            .rev()
            .filter_map(|index| self.occurrence(index))
            .find(|meeting| self.exception(meeting.index).is_none());
        self.moved().chain(unchanged).max_by_key(|meeting| (meeting.end, meeting.index))
    }

    /// From the earliest start to the latest end that calendars hear of, by the rule and as
    /// changed. No end for a series without one.
    pub fn span(&self) -> (Timestamp, Option<Timestamp>) {
        let moved = || self.moved();
        let first = moved().map(|meeting| meeting.start).fold(self.first_start(), Timestamp::min);
        if self.repeats.ends() == Ends::Never {
            return (first, None);
        }
        let beyond = first_index(|index| self.occurrence(index).is_none());
        let by_rule = self.occurrence(beyond.saturating_sub(1));
        let last = by_rule.into_iter().chain(moved()).map(|meeting| meeting.end).max();
        (first, last)
    }

    /// The meeting that is on at `moment`, or the next one after it; `None` when all are over.
    pub fn current_or_next(&self, moment: Timestamp) -> Option<Occurrence> {
        let unchanged = self.unchanged_from(self.first_ending_after(moment)).next();
        let moved = self.moved().filter(|meeting| meeting.end > moment);
        moved.chain(unchanged).min_by_key(|meeting| (meeting.start, meeting.index))
    }

    /// The first meeting that starts after `moment`.
    pub fn next_after(&self, moment: Timestamp) -> Option<Occurrence> {
        let from = first_index(|index| {
            self.occurrence(index).is_none_or(|meeting| meeting.start > moment)
        });
        let moved = self.moved().filter(|meeting| meeting.start > moment);
        let unchanged = self.unchanged_from(from).next();
        moved.chain(unchanged).min_by_key(|meeting| (meeting.start, meeting.index))
    }

    /// The meeting that is on at `moment` and those that follow, in order, at most `limit`.
    pub fn upcoming(&self, moment: Timestamp, limit: usize) -> Vec<Occurrence> {
        let unchanged = self.unchanged_from(self.first_ending_after(moment)).take(limit);
        let moved = self.moved().filter(|meeting| meeting.end > moment);
        in_order(unchanged.chain(moved), limit)
    }

    /// The meetings of which some part lies in `from..to`, in order, at most `limit`.
    pub fn between(&self, from: Timestamp, to: Timestamp, limit: usize) -> Vec<Occurrence> {
        let unchanged = self
            .unchanged_from(self.first_ending_after(from))
            .take_while(|meeting| meeting.start < to)
            .take(limit);
        let moved = self.moved().filter(|meeting| meeting.end > from && meeting.start < to);
        in_order(unchanged.chain(moved), limit)
    }

    /// Whether every meeting has ended at `moment`.
    pub fn is_over(&self, moment: Timestamp) -> bool {
        self.current_or_next(moment).is_none()
    }

    fn first_ending_after(&self, moment: Timestamp) -> u32 {
        first_index(|index| self.occurrence(index).is_none_or(|meeting| meeting.end > moment))
    }
}

fn in_order(meetings: impl Iterator<Item = Occurrence>, limit: usize) -> Vec<Occurrence> {
    let mut meetings: Vec<Occurrence> = meetings.collect();
    meetings.sort_by_key(|meeting| (meeting.start, meeting.index));
    meetings.truncate(limit);
    meetings
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
            .with_exceptions(parts.exceptions)
    }
}

impl From<Schedule> for Parts {
    fn from(schedule: Schedule) -> Parts {
        Parts {
            start: schedule.start,
            zone: schedule.zone,
            duration_minutes: schedule.duration_minutes,
            repeats: schedule.repeats,
            exceptions: schedule.exceptions,
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

    #[test]
    fn a_moved_meeting_may_change_the_order_and_outlast_the_series() {
        let start = date(2027, 3, 22).at(9, 30, 0, 0);
        let moved = |index, start: DateTime| Exception {
            index,
            instead: Instead::At { start, duration_minutes: 30 },
        };
        let schedule = weekly(start, "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO;COUNT=3")
            .with_exceptions(vec![
                moved(0, date(2027, 4, 12).at(10, 0, 0, 0)),
                Exception { index: 2, instead: Instead::Nothing },
                moved(9, date(2027, 4, 13).at(10, 0, 0, 0)),
            ]);
        let at = |text: &str| text.parse::<Timestamp>().expect("a time");
        assert_eq!(schedule.exceptions().len(), 2, "the series has no tenth meeting");
        let indexes: Vec<u32> = schedule
            .upcoming(at("2027-03-01T00:00Z"), 5)
            .iter()
            .map(|meeting| meeting.index)
            .collect();
        assert_eq!(indexes, [1, 0]);
        let last = schedule.last().expect("a last one");
        assert_eq!((last.index, last.end), (0, at("2027-04-12T08:30Z")));
        assert_eq!(schedule.current_or_next(at("2027-04-01T00:00Z")), Some(last));
        assert!(schedule.is_over(at("2027-04-12T08:30Z")));
        let rule = schedule.rule_start(2).map(|start| start.to_string());
        assert_eq!(rule.as_deref(), Some("2027-04-05T09:30:00"), "called off, still named by it");
        let span = (at("2027-03-22T08:30Z"), Some(at("2027-04-12T08:30Z")));
        assert_eq!(schedule.span(), span);
    }

    #[test]
    fn exceptions_stay_where_the_rule_stays() {
        let start = date(2027, 3, 22).at(9, 30, 0, 0);
        let off = |index| Exception { index, instead: Instead::Nothing };
        let series = |rule| weekly(start, "Europe/Berlin", rule);
        let before = series("FREQ=WEEKLY;BYDAY=MO;COUNT=9").with_exceptions(vec![off(1), off(7)]);
        let kept = |rule| series(rule).keeping(&before).exceptions().to_vec();
        assert_eq!(kept("FREQ=WEEKLY;BYDAY=MO;COUNT=20"), [off(1), off(7)]);
        assert_eq!(kept("FREQ=WEEKLY;BYDAY=MO;COUNT=4"), [off(1)]);
        assert!(kept("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=9").is_empty());
        assert!(kept("").is_empty());
    }
}
