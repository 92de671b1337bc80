//! The days of a calendar, each with the meetings that are shown on it and how many it has besides
//! (F1). Days are those of the reader's zone.

use std::collections::BTreeMap;

use meetings::Occurrence;
use people::roles::Permission;
use store::meeting_month::{self, Once};
use units::id::MeetingId;
use units::{Date, Timestamp};

use super::times::{Entry, MEETINGS_MAX, MEETINGS_READ, TIMES_MAX};
use super::{Line, MeetingError};
use crate::Who;
use crate::app::App;

/// Shown of a day that is open.
const OPEN_MAX: u32 = 500;
/// No meeting that happens once lasts longer.
const LONGEST_MEETING_S: i64 = 86_400;

/// What takes place on a day.
#[derive(Clone, Debug)]
pub struct OfDay {
    pub day: Date,
    /// The first ones, by their start.
    pub entries: Vec<Entry>,
    /// How many it has besides.
    pub more: u32,
}

/// Days in a row.
#[derive(Clone, Debug)]
pub struct Days {
    pub days: Vec<OfDay>,
    /// There are more series than were looked through.
    pub left_off: bool,
}

/// Which days, and how much of each.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// In a row.
    pub days: &'a [Date],
    /// Meetings of a day; one more takes the place of the word that there is one more.
    pub shown: u32,
    /// Of this day, all.
    pub open: Option<Date>,
}

/// What `who` takes part in on the days asked for. A meeting stands on the day it begins; one that
/// began before the first day stands on the first.
pub async fn of(app: &App, who: &Who, asked: Asked<'_>) -> Result<Days, MeetingError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingError::NotAllowed);
    }
    let midnight = |day: Date| who.zone.moment(day.at(0, 0, 0, 0));
    let spans = asked.days.iter().map(|day| (midnight(*day), next(*day).map(midnight)));
    let spans: Vec<(Timestamp, Timestamp)> =
        spans.map(|(begins, ends)| (begins, ends.unwrap_or(begins))).collect();
    let (Some((begins, _)), Some((_, ends))) = (spans.first(), spans.last()) else {
        return Ok(Days { days: Vec::new(), left_off: false });
    };
    let whole = (*begins, *ends);
    let mut tx = app.store.read().await?;
    let wanted = wanted(asked, &spans, whole.0);
    let once = meeting_month::once(&mut tx, who.person(), whole.0, &wanted).await?;
    let series = meeting_month::repeating(&mut tx, who.person(), whole, MEETINGS_READ).await?;
    let left_off = series.len() > MEETINGS_MAX;
    let mut repeating = by_day(who, &series, whole, asked.days);
    let mut chosen = Vec::new();
    for (day, once) in asked.days.iter().zip(&once) {
        let series = repeating.remove(day).unwrap_or_default();
        chosen.push(choose(asked, *day, once, series));
    }
    let ids: Vec<MeetingId> = chosen.iter().flat_map(|(shown, _)| ids(shown)).collect();
    let lines = meeting_month::lines(&mut tx, who.person(), &ids).await?;
    let lines: BTreeMap<MeetingId, Line> =
        lines.into_iter().map(|line| (line.meeting.identity.id, line)).collect();
    let days = asked.days.iter().zip(chosen).map(|(day, (shown, more))| OfDay {
        day: *day,
        entries: shown.into_iter().filter_map(|it| it.entry(*day, whole, &lines)).collect(),
        more,
    });
    Ok(Days { days: days.collect(), left_off })
}

fn next(day: Date) -> Option<Date> {
    day.tomorrow().ok()
}

/// What is read of each day; on the first stands what began the day before and is not over.
fn wanted(
    asked: Asked<'_>,
    spans: &[(Timestamp, Timestamp)],
    first: Timestamp,
) -> Vec<meeting_month::Day> {
    let days = asked.days.iter().zip(spans).map(|(day, (begins, ends))| meeting_month::Day {
        begins: if *begins == first { first.plus_seconds(-LONGEST_MEETING_S) } else { *begins },
        ends: *ends,
        most: if asked.open == Some(*day) { OPEN_MAX } else { asked.shown + 1 },
    });
    days.collect()
}

/// A time that may be shown.
#[derive(Clone, Copy, Debug)]
struct Candidate<'a> {
    start: Timestamp,
    id: MeetingId,
    /// Of a series; what happens once is read when it is chosen.
    of_series: Option<(&'a Line, Occurrence)>,
}

impl Candidate<'_> {
    fn entry(
        self,
        day: Date,
        (begins, ends): (Timestamp, Timestamp),
        lines: &BTreeMap<MeetingId, Line>,
    ) -> Option<Entry> {
        let (line, time) = match self.of_series {
            Some((line, time)) => (line.clone(), time),
            None => {
                let line = lines.get(&self.id)?;
                let times = line.meeting.schedule.between(begins, ends, TIMES_MAX);
                (line.clone(), times.into_iter().next()?)
            }
        };
        Some(Entry { line, time, day })
    }
}

/// Those that are read when they are chosen.
fn ids(shown: &[Candidate<'_>]) -> Vec<MeetingId> {
    shown.iter().filter(|it| it.of_series.is_none()).map(|it| it.id).collect()
}

fn by_day<'a>(
    who: &Who,
    series: &'a [Line],
    (begins, ends): (Timestamp, Timestamp),
    days: &[Date],
) -> BTreeMap<Date, Vec<Candidate<'a>>> {
    let mut by_day: BTreeMap<Date, Vec<Candidate<'a>>> = BTreeMap::new();
    let Some(first) = days.first() else { return by_day };
    for line in series.iter().take(MEETINGS_MAX) {
        for time in line.meeting.schedule.between(begins, ends, TIMES_MAX) {
            let day = who.zone.date(time.start).max(*first);
            let of_series = Some((line, time));
            let candidate =
                Candidate { start: time.start, id: line.meeting.identity.id, of_series };
            by_day.entry(day).or_default().push(candidate);
        }
    }
    by_day
}

/// What is shown of `day`, in order, and how many it has besides.
fn choose<'a>(
    asked: Asked<'_>,
    day: Date,
    once: &Once,
    series: Vec<Candidate<'a>>,
) -> (Vec<Candidate<'a>>, u32) {
    let count = once.count.saturating_add(u32::try_from(series.len()).unwrap_or(u32::MAX));
    let single = |&(start, id)| Candidate { start, id, of_series: None };
    let mut all = series;
    all.extend(once.first.iter().map(single));
    all.sort_by_key(|it| (it.start, it.id));
    // One line says as little about "1 more" as about the meeting itself.
    let all_shown = asked.open == Some(day) || count <= asked.shown + 1;
    let shown = if all_shown { OPEN_MAX } else { asked.shown };
    all.truncate(usize::try_from(shown).unwrap_or(usize::MAX));
    let taken = u32::try_from(all.len()).unwrap_or(u32::MAX);
    (all, count.saturating_sub(taken))
}
