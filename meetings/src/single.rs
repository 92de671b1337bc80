//! One meeting of a series is moved, worded anew, called off, or put back to what the series has;
//! or the series ends before it, or goes by another time or other words from it on (F1).
//!
//! The others stay as they are, and so do number and link. Each change is a version of the whole
//! series with the next sequence, so calendars never mistake an earlier word for a later one.
//! Preview and change both ask here.

use jiff::civil::DateTime;
use units::Timestamp;

use crate::answer::{self, Retimed};
use crate::draft::{self, Single};
use crate::exception::{EXCEPTIONS_MAX, Exception, Instead};
use crate::meeting::{Meeting, State};
use crate::occurrence::{Occurrence, Schedule};
use crate::problem::{Field, FieldProblem, Problem};
use crate::repeat::{Ends, Repeat};
use crate::rewording::{self, Asked, OtherWords};
use crate::schedule::{Changed, Facts, NoticeKind, ScheduleRefusal, told};
use crate::stretch::STRETCHES_MAX;

/// What is asked for one meeting of a series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wish {
    Move {
        /// Wall time in the series' zone, as `2027-04-01T09:30`.
        start: String,
        duration_minutes: Option<i64>,
        /// For this meeting alone; `None` leaves it as it is.
        title: Option<String>,
        agenda: Option<String>,
    },
    /// It and all that follow: in the same rhythm, as many as before.
    MoveFollowing {
        /// As in `Move`.
        start: String,
        duration_minutes: Option<i64>,
    },
    /// It and all that follow: other words, at the same times.
    WordFollowing {
        /// `None` leaves it as it is.
        title: Option<String>,
        agenda: Option<String>,
    },
    Cancel,
    /// It and all that follow: the series ends before it.
    CancelFollowing,
    PutBack,
}

/// How far a wish goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// The meeting alone.
    One,
    /// It and all that follow are moved.
    MovesFollowing,
    /// It and all that follow are called something else.
    WordsFollowing,
    /// It and all that follow are off.
    EndsSeries,
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
    pub reach: Reach,
    /// Single meetings whose difference from the series is lost, the meeting itself apart.
    pub dropped: usize,
    /// Of words for all that follow: what becomes of others.
    pub others: OtherWords,
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
    if *schedule.stretch_at(index).repeats() == Repeat::Once {
        return Err(ScheduleRefusal::NoSuchTime);
    }
    let before = schedule.time(index);
    if before.unwrap_or(by_rule).end <= facts.now {
        return Err(ScheduleRefusal::TimeOver);
    }
    let mut others = OtherWords::default();
    let replanned = |schedule| rewording::replanned(meeting, schedule);
    let (reach, after) = match wish {
        Wish::CancelFollowing => {
            let ended = schedule.ending_before(index).filter(|ended| ended.last().is_some());
            (Reach::EndsSeries, replanned(ended.ok_or(ScheduleRefusal::OnlyTime)?))
        }
        Wish::MoveFollowing { start, duration_minutes } => {
            let asked = (start.as_str(), *duration_minutes);
            (Reach::MovesFollowing, replanned(following(meeting, index, asked, facts)?))
        }
        Wish::WordFollowing { title, agenda } => {
            let asked = Asked { title: title.as_deref(), agenda: agenda.as_deref() };
            let (after, of_others) = rewording::following(meeting, index, asked, facts.now)?;
            others = of_others;
            (Reach::WordsFollowing, after)
        }
        Wish::Move { .. } | Wish::Cancel | Wish::PutBack => {
            let different = difference(meeting, index, wish, facts)?;
            if different.is_none() && by_rule.end <= facts.now {
                return Err(ScheduleRefusal::TimeOver);
            }
            (Reach::One, replanned(with(schedule, index, different, facts.now)?))
        }
    };
    let mut changed = Changed { meeting: after, notify: Vec::new() };
    let now_at = changed.meeting.schedule.time(index);
    let dropped = dropped(schedule, &changed.meeting.schedule, index, facts);
    if changed.meeting != *meeting {
        changed.meeting.sequence = meeting.sequence.saturating_add(1);
        if let Some(new) = retimed(reach, index, (before, now_at), changed.meeting.sequence) {
            changed.meeting.retimed = answer::retimed(&meeting.retimed, new);
        }
        changed.notify = told(meeting.parties(), NoticeKind::Updated);
    }
    Ok(SingleChanged { changed, index, before, after: now_at, reach, dropped, others })
}

/// Whose time is another now, so that those invited are asked anew.
fn retimed(
    reach: Reach,
    index: u32,
    (before, after): (Option<Occurrence>, Option<Occurrence>),
    sequence: u32,
) -> Option<Retimed> {
    match reach {
        Reach::One => (before != after).then_some(Retimed { from: index, alone: true, sequence }),
        Reach::MovesFollowing => Some(Retimed { from: index, alone: false, sequence }),
        Reach::EndsSeries | Reach::WordsFollowing => None,
    }
}

/// How many meetings to come lose what was different about them.
fn dropped(before: &Schedule, after: &Schedule, index: u32, facts: &Facts<'_>) -> usize {
    let lost = before.exceptions().iter().filter(|exception| {
        let ends = before.time(exception.index).or_else(|| before.occurrence(exception.index));
        exception.index != index
            && ends.is_some_and(|time| time.end > facts.now)
            && after.exception(exception.index).is_none()
    });
    lost.count()
}

/// The series with meeting `index` and all that follow at another time.
fn following(
    meeting: &Meeting,
    index: u32,
    (start, duration_minutes): (&str, Option<i64>),
    facts: &Facts<'_>,
) -> Result<Schedule, ScheduleRefusal> {
    let schedule = &meeting.schedule;
    let stretch = schedule.stretch_at(index);
    let fields = ScheduleRefusal::Fields;
    let time = draft::single_time(start, duration_minutes, stretch.zone(), facts);
    let (start, minutes) = time.map_err(fields)?;
    let former = index.checked_sub(1).and_then(|former| schedule.occurrence(former));
    if let Some(former) = former.filter(|former| stretch.zone().moment(start) < former.end) {
        let earlier = stretch.zone().date(former.end);
        let problem = Problem::BeforeEarlier { earlier };
        return Err(fields(vec![FieldProblem { field: Field::Start, problem }]));
    }
    let mut later = schedule.stretches().filter(|later| later.first() > index);
    let all_continue = later.all(|later| later.continues(stretch));
    let as_it_is = stretch.rule_start(index) == Some(start)
        && stretch.duration_minutes() == minutes
        && all_continue
        && schedule.exception(index).is_none();
    if as_it_is {
        return Ok(schedule.clone());
    }
    if schedule.earlier().len() + 1 >= STRETCHES_MAX {
        return Err(ScheduleRefusal::TooManyExceptions);
    }
    let repeats = rhythm(schedule, index, start).ok_or(ScheduleRefusal::NoSuchTime)?;
    let since = meeting.sequence.saturating_add(1);
    let turned = schedule.turning_at(index, (start, minutes), repeats, since);
    Ok(rewording::divided_as(meeting, turned, index))
}

/// The rhythm of meeting `index` when that is at `start`; with as many meetings as follow it now,
/// by whatever rule.
fn rhythm(schedule: &Schedule, index: u32, start: DateTime) -> Option<Repeat> {
    let from = schedule.rule_start(index)?.date();
    let shifted = schedule.stretch_at(index).repeats().shifted(from, start.date());
    let endless = shifted.ending(Ends::Never);
    let left = || (index..).take_while(|index| schedule.occurrence(*index).is_some()).count();
    Some(match schedule.repeats().ends() {
        Ends::Never => endless,
        Ends::After(_) => shifted.ending(Ends::After(u32::try_from(left()).ok()?)),
        Ends::On(_) => {
            let last = u32::try_from(left()).ok()?.checked_sub(1)?;
            shifted.ending(Ends::On(endless.day(start.date(), last)?))
        }
    })
}

/// What `wish` makes different about the meeting; `None` when it is as the series says again.
fn difference(
    meeting: &Meeting,
    index: u32,
    wish: &Wish,
    facts: &Facts<'_>,
) -> Result<Option<Exception>, ScheduleRefusal> {
    let Wish::Move { start, duration_minutes, title, agenda } = wish else {
        return Ok(match wish {
            Wish::PutBack => None,
            _ => Some(Exception::of(index, Instead::Nothing)),
        });
    };
    let stretch = meeting.schedule.stretch_at(index);
    let (title_now, agenda_now) = meeting.words(index);
    let single = Single {
        start,
        duration_minutes: *duration_minutes,
        title: title.as_deref().unwrap_or(title_now),
        agenda: agenda.as_deref().unwrap_or(agenda_now),
    };
    let found = single.check(stretch.zone(), facts).map_err(ScheduleRefusal::Fields)?;
    let as_planned = stretch.rule_start(index) == Some(found.start)
        && found.duration_minutes == stretch.duration_minutes();
    let instead = match as_planned {
        true => Instead::AsPlanned,
        false => Instead::At { start: found.start, duration_minutes: found.duration_minutes },
    };
    let (title_of_all, agenda_of_all) = meeting.words_of(stretch);
    let title = Some(found.title).filter(|title| title != title_of_all);
    let agenda = Some(found.agenda).filter(|agenda| agenda != agenda_of_all);
    let same = as_planned && title.is_none() && agenda.is_none();
    Ok((!same).then_some(Exception { index, instead, title, agenda }))
}

fn with(
    schedule: &Schedule,
    index: u32,
    different: Option<Exception>,
    now: Timestamp,
) -> Result<Schedule, ScheduleRefusal> {
    let others = schedule.exceptions().iter().filter(|other| other.index != index);
    let mut exceptions: Vec<Exception> = others.cloned().collect();
    if let Some(different) = different {
        if exceptions.len() >= EXCEPTIONS_MAX {
            return Err(ScheduleRefusal::TooManyExceptions);
        }
        exceptions.push(different);
    }
    let after = schedule.clone().with_exceptions(exceptions);
    match after.is_over(now) {
        true => Err(ScheduleRefusal::OnlyTime),
        false => Ok(after),
    }
}
