//! When a meeting takes place: a civil start in a zone, a length, a repetition, and their moments.
//!
//! One rule: each meeting of a series starts at the same wall time in the series' zone, so its UTC
//! moment moves with summer time. A start inside the gap of a spring night moves forward by the
//! gap, one that an autumn night has twice is the earlier (RFC 5545). The length is elapsed time.
//! What is different about single meetings counts wherever it is asked when the meeting takes
//! place; `occurrence` alone knows the rule and nothing else.
//! A series may go by another rule from one of its meetings on (`stretch`); what is said of the
//! rule without naming a meeting is said of the last one.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use crate::exception::{Exception, Instead};
use crate::repeat::{Ends, Repeat};
use crate::stretch::Stretch;

/// Meetings a series without an end is followed through: more than a century of single days.
const OCCURRENCES_MAX: u32 = 40_000;

/// When a meeting takes place. The first day always fits the repetition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
pub struct Schedule {
    /// The rules before, in order; each ends with the meeting before the next begins.
    earlier: Vec<Stretch>,
    /// The rule that goes on to the end.
    present: Stretch,
    /// By index, each once, each with a meeting of a rule that repeats.
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<Stretch>,
    #[serde(default)]
    since: u32,
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
        let start = repeats.first_fitting(start.date()).to_datetime(start.time());
        let (first, since, title, agenda) = (0, 0, None, None);
        let present =
            Stretch { start, zone, duration_minutes, repeats, first, since, title, agenda };
        Schedule { earlier: Vec::new(), present, exceptions: Vec::new() }
    }

    /// The same rule after `earlier` ones, which all end; `since` names it to calendars.
    pub fn after_stretches(self, earlier: Vec<Stretch>, since: u32) -> Schedule {
        let first = earlier.last().map_or(0, |last| {
            first_index(|index| index >= last.first && last.rule_start(index).is_none())
        });
        let present = Stretch { first, since, ..self.present };
        Schedule { earlier, present, exceptions: Vec::new() }.with_exceptions(self.exceptions)
    }

    /// The same rule in the place of the last one of `before`.
    pub(crate) fn in_place_of_last(self, before: &Schedule) -> Schedule {
        self.after_stretches(before.earlier.clone(), before.present.since)
    }

    /// The same rule with these exceptions and no others; the last one of an index counts.
    pub fn with_exceptions(mut self, exceptions: Vec<Exception>) -> Schedule {
        let mut kept: Vec<Exception> = Vec::new();
        for exception in exceptions.into_iter().rev() {
            let is_new = kept.iter().all(|other| other.index != exception.index);
            let stretch = self.stretch_at(exception.index);
            if is_new
                && stretch.repeats != Repeat::Once
                && self.occurrence(exception.index).is_some()
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
            self.stretch_at(exception.index).zone == before.stretch_at(exception.index).zone
                && start == before.rule_start(exception.index)
        };
        let kept = before.exceptions.iter().filter(fits).cloned().collect();
        let after = self.clone().with_exceptions(kept);
        match after.present.repeats.ends() != Ends::Never && after.last().is_none() {
            // All that is left of a shortened series was off.
            true => self,
            false => after,
        }
    }

    /// The rules before the last one, in order.
    pub fn earlier(&self) -> &[Stretch] {
        &self.earlier
    }

    /// The rule that goes on to the end.
    pub fn present(&self) -> &Stretch {
        &self.present
    }

    /// All rules, in order.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = &Stretch> {
        self.earlier.iter().chain([&self.present])
    }

    /// The same meetings at the same times, with a rule of its own from meeting `index` on, which
    /// `since` names to calendars. Where one begins already, nothing changes.
    pub(crate) fn divided_at(&self, index: u32, since: u32) -> Schedule {
        let at = self.stretch_at(index);
        let Some((former, rest)) = at.divided_at(index, since) else { return self.clone() };
        let mut divided = self.clone();
        if at.first == self.present.first {
            divided.earlier.push(former);
            divided.present = rest;
            return divided;
        }
        let stretches = self.earlier.iter().flat_map(|stretch| match stretch.first == at.first {
            true => vec![former.clone(), rest.clone()],
            false => vec![stretch.clone()],
        });
        divided.earlier = stretches.collect();
        divided
    }

    /// The same times; `words` says title and agenda of each rule but the last.
    pub(crate) fn worded(
        mut self,
        words: impl Fn(&Stretch) -> (Option<String>, Option<String>),
    ) -> Schedule {
        for stretch in &mut self.earlier {
            (stretch.title, stretch.agenda) = words(stretch);
        }
        (self.present.title, self.present.agenda) = (None, None);
        self
    }

    /// The rule that meeting `index` goes by.
    pub fn stretch_at(&self, index: u32) -> &Stretch {
        let earlier = self.earlier.iter().rev().find(|stretch| stretch.first <= index);
        earlier.filter(|_| index < self.present.first).unwrap_or(&self.present)
    }

    /// Each rule with its exceptions as a schedule of its own, its meetings counted from 0: what
    /// calendars take for a series.
    pub fn parts(&self) -> Vec<Schedule> {
        self.stretches().map(|stretch| self.part(stretch)).collect()
    }

    /// The part with meeting `index`, and the place the meeting has in it.
    pub fn part_at(&self, index: u32) -> (Schedule, u32) {
        let stretch = self.stretch_at(index);
        (self.part(stretch), index.saturating_sub(stretch.first))
    }

    /// As `parts`, of one rule of the series.
    pub(crate) fn part(&self, stretch: &Stretch) -> Schedule {
        let own = self.exceptions.iter().filter_map(|exception| {
            let index = exception.index.checked_sub(stretch.first)?;
            let is_its = self.stretch_at(exception.index).first == stretch.first;
            is_its.then(|| Exception { index, ..exception.clone() })
        });
        let present = Stretch { first: 0, ..stretch.clone() };
        Schedule { earlier: Vec::new(), present, exceptions: Vec::new() }
            .with_exceptions(own.collect())
    }

    /// Whether it takes place more than once, by one rule or several.
    pub fn is_series(&self) -> bool {
        !self.earlier.is_empty() || self.present.repeats != Repeat::Once
    }

    /// The wall time of the first meeting.
    pub fn start(&self) -> DateTime {
        self.present.start
    }

    pub fn zone(&self) -> &Zone {
        &self.present.zone
    }

    pub fn duration_minutes(&self) -> u32 {
        self.present.duration_minutes
    }

    pub fn repeats(&self) -> &Repeat {
        &self.present.repeats
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
        let present = self.stretch_at(index.checked_sub(1)?).ending_before(index)?;
        let before = |stretch: &&Stretch| stretch.first < present.first;
        let earlier = self.earlier.iter().filter(before).cloned().collect();
        let ended = Schedule { earlier, present, exceptions: Vec::new() };
        Some(ended.with_exceptions(self.exceptions.clone()))
    }

    /// The same series up to meeting `index`, which with all that follow goes by another rule: at
    /// `start`, a day that `repeats` names, in the zone it had. `since` names the new stretch;
    /// where one begins at `index` already, that is changed. What was different about meetings
    /// from `index` on stays where it fits, except for `index` itself.
    pub fn turning_at(
        &self,
        index: u32,
        (start, duration_minutes): (DateTime, u32),
        repeats: Repeat,
        since: u32,
    ) -> Schedule {
        let at = self.stretch_at(index);
        let since = if at.first == index { at.since } else { since };
        let earlier = match self.ending_before(index) {
            None => Vec::new(),
            Some(ended) => ended.earlier.into_iter().chain([ended.present]).collect(),
        };
        let after = Schedule::new(start, at.zone.clone(), duration_minutes, repeats)
            .after_stretches(earlier, since)
            .keeping(self);
        let kept = after.exceptions.iter().filter(|exception| exception.index != index);
        let kept = kept.cloned().collect();
        after.with_exceptions(kept)
    }

    /// The wall time the rule has for meeting `index`; calendars name the meeting by it.
    pub fn rule_start(&self, index: u32) -> Option<DateTime> {
        self.occurrence(index)?;
        self.stretch_at(index).rule_start(index)
    }

    /// The first meeting that the rule named `since` has in `from..=until`.
    pub fn named(&self, since: u32, from: Timestamp, until: Timestamp) -> Option<u32> {
        let stretch = self.rule_named(since)?;
        let index = first_index(|index| {
            index >= stretch.first && self.occurrence(index).is_none_or(|it| it.start >= from)
        });
        let found = self.occurrence(index).filter(|found| found.start <= until)?;
        (self.stretch_at(index).since == since).then_some(found.index)
    }

    /// The rule that is called `since` to calendars.
    pub fn rule_named(&self, since: u32) -> Option<&Stretch> {
        self.stretches().find(|stretch| stretch.since == since)
    }

    /// Meeting `index` as it takes place; `None` when it is off, and after the last.
    pub fn time(&self, index: u32) -> Option<Occurrence> {
        let by_rule = self.occurrence(index)?;
        match self.exception(index).map(|exception| &exception.instead) {
            None | Some(Instead::AsPlanned) => Some(by_rule),
            Some(Instead::Nothing) => None,
            Some(Instead::At { start, duration_minutes }) => {
                let start = self.stretch_at(index).zone.moment(*start);
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

    /// The meetings that are not as the rule says and take place, by their place in the series.
    fn moved(&self) -> impl Iterator<Item = Occurrence> {
        self.exceptions.iter().filter_map(move |exception| self.time(exception.index))
    }

    /// Meeting `index` as the rule says, counted from 0; `None` after the last.
    pub fn occurrence(&self, index: u32) -> Option<Occurrence> {
        if index >= OCCURRENCES_MAX {
            return None;
        }
        self.stretch_at(index).occurrence(index)
    }

    /// The moment of the first meeting.
    pub fn first_start(&self) -> Timestamp {
        let first = self.earlier.first().unwrap_or(&self.present);
        first.zone.moment(first.start)
    }

    /// The meeting that ends last; `None` for a series without an end.
    pub fn last(&self) -> Option<Occurrence> {
        if self.present.repeats.ends() == Ends::Never {
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
        if self.present.repeats.ends() == Ends::Never {
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

    /// The meeting that began last, `moment` included; `None` before the first.
    pub fn latest_begun(&self, moment: Timestamp) -> Option<Occurrence> {
        let beyond = first_index(|index| {
            self.occurrence(index).is_none_or(|meeting| meeting.start > moment)
        });
        let unchanged = (0..beyond)
            .rev()
            .filter_map(|index| self.occurrence(index))
            .find(|meeting| self.exception(meeting.index).is_none());
        let moved = self.moved().filter(|meeting| meeting.start <= moment);
        moved.chain(unchanged).max_by_key(|meeting| (meeting.start, meeting.index))
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
            .after_stretches(parts.earlier, parts.since)
            .with_exceptions(parts.exceptions)
    }
}

impl From<Schedule> for Parts {
    fn from(schedule: Schedule) -> Parts {
        let Stretch { start, zone, duration_minutes, repeats, since, .. } = schedule.present;
        let Schedule { earlier, exceptions, .. } = schedule;
        Parts { start, zone, duration_minutes, repeats, exceptions, earlier, since }
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
        let moved = |index, start: DateTime| {
            Exception::of(index, Instead::At { start, duration_minutes: 30 })
        };
        let schedule = weekly(start, "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO;COUNT=3")
            .with_exceptions(vec![
                moved(0, date(2027, 4, 12).at(10, 0, 0, 0)),
                Exception::of(2, Instead::Nothing),
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
        let off = |index| Exception::of(index, Instead::Nothing);
        let series = |rule| weekly(start, "Europe/Berlin", rule);
        let before = series("FREQ=WEEKLY;BYDAY=MO;COUNT=9").with_exceptions(vec![off(1), off(7)]);
        let kept = |rule| series(rule).keeping(&before).exceptions().to_vec();
        assert_eq!(kept("FREQ=WEEKLY;BYDAY=MO;COUNT=20"), [off(1), off(7)]);
        assert_eq!(kept("FREQ=WEEKLY;BYDAY=MO;COUNT=4"), [off(1)]);
        assert!(kept("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=9").is_empty());
        assert!(kept("").is_empty());
    }
}
