//! VTIMEZONE: the zone's offsets for as long as a series runs, from the zone database.
//!
//! A change that comes every year on a day a calendar can name (the last Sunday in March) is one
//! yearly rule without an end. Whatever is irregular is written out, change by change.
//!
//! The first change written is the one that was in force when the series began: earlier times are
//! of no use to it.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use meetings::repeat::weekday_code;
use units::{Timestamp, Zone};

use super::lines::Lines;

/// Years of changes looked at: a yearly rule has shown each of its days by then (the calendar's
/// weekdays come round in 28 years), and a series without an end is written out so far.
const YEARS_LOOKED_AT: i16 = 32;
/// Changes that make a rule: each day it can fall on is among them.
const RULE_CHANGES_MIN: usize = 28;
/// Changes looked at, at most.
const CHANGES_MAX: usize = 400;
/// Where a zone without changes is said to begin.
const LONG_AGO: DateTime = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);

/// One change of offset.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Change {
    /// Wall time before the change.
    local: DateTime,
    from: Offset,
    to: Offset,
    /// Such as `CEST`.
    name: String,
}

/// One STANDARD or DAYLIGHT part.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Observance {
    change: Change,
    /// The yearly rule, if it comes every year.
    rule: Option<String>,
}

/// From when to when a zone is needed; `None`: for good.
pub(super) type Span = (Timestamp, Option<Timestamp>);

/// Writes the VTIMEZONE of `zone` for what takes place in `span`.
pub(super) fn write(zone: &Zone, span: Span, lines: &mut Lines) {
    lines.raw("BEGIN:VTIMEZONE");
    lines.raw(&format!("TZID:{}", zone.name()));
    let parts = observances(zone, span);
    let comes_back = parts.iter().any(|part| part.change.to < part.change.from);
    for part in parts {
        let summer = comes_back && part.change.to > part.change.from;
        let kind = if summer { "DAYLIGHT" } else { "STANDARD" };
        lines.raw(&format!("BEGIN:{kind}"));
        let start = part.change.local.strftime("%Y%m%dT%H%M%S");
        lines.raw(&format!("DTSTART:{start}"));
        lines.raw(&format!("TZOFFSETFROM:{}", offset_text(part.change.from)));
        lines.raw(&format!("TZOFFSETTO:{}", offset_text(part.change.to)));
        lines.text("TZNAME", &part.change.name);
        if let Some(rule) = &part.rule {
            lines.raw(&format!("RRULE:{rule}"));
        }
        lines.raw(&format!("END:{kind}"));
    }
    lines.raw("END:VTIMEZONE");
}

fn observances(zone: &Zone, span: Span) -> Vec<Observance> {
    let changes = changes(zone, span.0);
    let single = |change: &Change| Observance { change: change.clone(), rule: None };
    let until = span.1.map(|end| zone.civil(end));

    let mut kinds: BTreeMap<(i32, i32, &str), Vec<&Change>> = BTreeMap::new();
    for change in &changes {
        let kind = (change.from.seconds(), change.to.seconds(), change.name.as_str());
        kinds.entry(kind).or_default().push(change);
    }
    let mut parts: Vec<Observance> = Vec::new();
    for run in kinds.into_values() {
        let (irregular, yearly) = divided(&run);
        parts.extend(irregular.iter().map(|change| single(change)));
        if let (Some(first), Some(rule)) = (yearly.first(), yearly_rule(yearly)) {
            parts.push(Observance { change: (*first).clone(), rule: Some(rule) });
        }
    }
    parts.sort_by_key(|part| part.change.local);
    let first = parts.first().map(|part| part.change.local);
    let needed = |part: &Observance| {
        let start = part.change.local;
        part.rule.is_some() || Some(start) == first || until.is_none_or(|until| start <= until)
    };
    parts.into_iter().filter(needed).collect()
}

/// The change in force at `beginning`, and those that follow within the years looked at.
fn changes(in_zone: &Zone, beginning: Timestamp) -> Vec<Change> {
    let zone = in_zone.time_zone();
    let start = moment(beginning.seconds());
    let civil_start = in_zone.civil(beginning);
    let in_force = zone
        .preceding(start)
        .take(CHANGES_MAX)
        .map(|found| change(zone, found.timestamp(), found.abbreviation()))
        .find(|change| change.from != change.to);
    let first_year = civil_start.year();
    let following = zone
        .following(start)
        .take(CHANGES_MAX)
        .map(|found| change(zone, found.timestamp(), found.abbreviation()))
        .take_while(|change| change.local.year() <= first_year + YEARS_LOOKED_AT)
        .filter(|change| change.from != change.to);
    let mut changes: Vec<Change> = in_force.into_iter().chain(following).collect();
    if changes.len() < 2 {
        // Nothing changes any more: what holds now has always held, for all this series knows.
        let info = zone.to_offset_info(start);
        let always = Change {
            local: LONG_AGO,
            from: info.offset(),
            to: info.offset(),
            name: info.abbreviation().to_owned(),
        };
        match changes.first_mut() {
            Some(only) if only.local > civil_start => changes.insert(0, always),
            _ => changes = vec![always],
        }
    }
    changes
}

fn change(zone: &TimeZone, at: jiff::Timestamp, name: &str) -> Change {
    let from = at.checked_sub(1.second()).map_or(Offset::UTC, |before| zone.to_offset(before));
    Change { local: from.to_datetime(at), from, to: zone.to_offset(at), name: name.to_owned() }
}

/// `run` as the changes before its rule began, and those that follow the rule; all of it irregular
/// if there is none. Rules change now and then, so the first few may be of the one before.
fn divided<'a, 'b>(run: &'a [&'b Change]) -> (&'a [&'b Change], &'a [&'b Change]) {
    const BEFORE_MAX: usize = 3;
    (0..=BEFORE_MAX)
        .filter_map(|count| run.split_at_checked(count))
        .find(|(_, rest)| yearly_rule(rest).is_some())
        .unwrap_or((run, &[]))
}

/// The yearly rule of `run`, which holds all changes of one kind in the years looked at. `None`
/// unless there is one in each year, on days that one rule names.
fn yearly_rule(run: &[&Change]) -> Option<String> {
    let first = run.first()?.local;
    let yearly = run.windows(2).all(|pair| match pair {
        [one, next] => one.local.year() + 1 == next.local.year(),
        _ => false,
    });
    let alike = |local: DateTime| {
        local.month() == first.month()
            && local.weekday() == first.weekday()
            && local.time() == first.time()
    };
    if !yearly || run.len() < RULE_CHANGES_MIN || !run.iter().all(|change| alike(change.local)) {
        return None;
    }
    let from_end = |local: DateTime| local.days_in_month() - local.day();
    let earliest = run.iter().map(|change| change.local.day()).min()?;
    let latest = run.iter().map(|change| change.local.day()).max()?;
    let day = weekday_code(first.weekday());
    let month = first.month();
    let by = if run.iter().all(|change| from_end(change.local) < 7) {
        format!("BYDAY=-1{day}")
    } else if (earliest - 1) / 7 == (latest - 1) / 7 {
        format!("BYDAY={}{day}", (earliest - 1) / 7 + 1)
    } else if latest - earliest == 6 {
        let days: Vec<String> = (earliest..=latest).map(|day| day.to_string()).collect();
        format!("BYMONTHDAY={};BYDAY={day}", days.join(","))
    } else {
        return None;
    };
    Some(format!("FREQ=YEARLY;BYMONTH={month};{by}"))
}

fn moment(seconds: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX)
}

/// `+0100`, `-0330`, with seconds only where there are any.
fn offset_text(offset: Offset) -> String {
    let sign = if offset.is_negative() { '-' } else { '+' };
    let seconds = offset.seconds().abs();
    let text = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => text,
        rest => format!("{text}{rest:02}"),
    }
}
