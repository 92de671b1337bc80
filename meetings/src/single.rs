//! One meeting of a series is moved, called off, or put back to where the series has it; or the
//! series ends before it (F1).
//!
//! The others stay as they are, and so do number and link. Each change is a version of the whole
//! series with the next sequence, so calendars never mistake an earlier word for a later one.
//! Preview and change both ask here.

use units::Timestamp;

use crate::draft::single_time;
use crate::exception::{EXCEPTIONS_MAX, Exception, Instead};
use crate::meeting::{Meeting, State};
use crate::occurrence::{Occurrence, Schedule};
use crate::repeat::Repeat;
use crate::schedule::{Changed, Facts, NoticeKind, ScheduleRefusal, told};

/// What is asked for one meeting of a series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    Move {
        /// Wall time in the series' zone, as `2027-04-01T09:30`.
        start: String,
        duration_minutes: Option<i64>,
    },
    Cancel,
    /// It and all that follow: the series ends before it.
    CancelFollowing,
    PutBack,
}

/// A series after one of its meetings was changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SingleChanged {
    pub changed: Changed,
    /// The meeting's place in the series, counted from 0.
    pub index: u32,
    /// When it was to be; `None`: it was off.
    pub before: Option<Occurrence>,
    /// When it is now; `None`: it is off.
    pub after: Option<Occurrence>,
    /// All that follow are off as well.
    pub ends_series: bool,
}

/// Does `wish` with meeting `index` of `meeting`. What changes nothing hands back the same meeting
/// and tells nobody.
pub fn change(
    meeting: &Meeting,
    index: u32,
    wish: &Wish,
    facts: &Facts<'_>,
) -> Result<SingleChanged, ScheduleRefusal> {
    if meeting.state == State::Cancelled {
        return Err(ScheduleRefusal::Cancelled);
    }
    let schedule = &meeting.schedule;
    let by_rule = schedule.occurrence(index).ok_or(ScheduleRefusal::NoSuchTime)?;
    if *schedule.repeats() == Repeat::Once {
        return Err(ScheduleRefusal::NoSuchTime);
    }
    let before = schedule.time(index);
    if before.unwrap_or(by_rule).end <= facts.now {
        return Err(ScheduleRefusal::TimeOver);
    }
    let ends_series = *wish == Wish::CancelFollowing;
    let after = if ends_series {
        let ended = schedule.ending_before(index).filter(|ended| ended.last().is_some());
        ended.ok_or(ScheduleRefusal::OnlyTime)?
    } else {
        let instead = instead(schedule, index, wish, facts)?;
        if instead.is_none() && by_rule.end <= facts.now {
            return Err(ScheduleRefusal::TimeOver);
        }
        with(schedule, index, instead, facts.now)?
    };
    let mut changed = Changed { meeting: meeting.clone(), notify: Vec::new() };
    let now_at = after.time(index);
    if after != *schedule {
        changed.meeting.schedule = after;
        changed.meeting.sequence = meeting.sequence.saturating_add(1);
        changed.notify = told(meeting.parties(), NoticeKind::Updated);
    }
    Ok(SingleChanged { changed, index, before, after: now_at, ends_series })
}

/// What `wish` puts in the place of the meeting; `None` when the rule holds again.
fn instead(
    schedule: &Schedule,
    index: u32,
    wish: &Wish,
    facts: &Facts<'_>,
) -> Result<Option<Instead>, ScheduleRefusal> {
    Ok(match wish {
        Wish::PutBack => None,
        Wish::Cancel | Wish::CancelFollowing => Some(Instead::Nothing),
        Wish::Move { start, duration_minutes } => {
            let (start, duration_minutes) =
                single_time(start, *duration_minutes, schedule.zone(), facts)
                    .map_err(ScheduleRefusal::Fields)?;
            let is_the_rule = schedule.rule_start(index) == Some(start)
                && duration_minutes == schedule.duration_minutes();
            (!is_the_rule).then_some(Instead::At { start, duration_minutes })
        }
    })
}

fn with(
    schedule: &Schedule,
    index: u32,
    instead: Option<Instead>,
    now: Timestamp,
) -> Result<Schedule, ScheduleRefusal> {
    let others = schedule.exceptions().iter().filter(|other| other.index != index);
    let mut exceptions: Vec<Exception> = others.cloned().collect();
    if let Some(instead) = instead {
        if exceptions.len() >= EXCEPTIONS_MAX {
            return Err(ScheduleRefusal::TooManyExceptions);
        }
        exceptions.push(Exception { index, instead });
    }
    let after = schedule.clone().with_exceptions(exceptions);
    match after.is_over(now) {
        true => Err(ScheduleRefusal::OnlyTime),
        false => Ok(after),
    }
}
