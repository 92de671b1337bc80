//! When a person's meetings take place, day by day: what a calendar shows (F1).
//!
//! Days are those of the reader's zone. A meeting stands on the day it begins; one that began
//! before the first day stands on the first.

use jiff::ToSpan;
use meetings::Occurrence;
use people::roles::Permission;
use store::meeting_list;
use units::Date;

use super::{Line, MeetingError};
use crate::Who;
use crate::app::App;

/// Days asked for at once, at most.
const DAYS_MAX: i32 = 100;
/// Meetings looked through.
pub(super) const MEETINGS_MAX: usize = 500;
/// Read to know whether there are more.
pub(super) const MEETINGS_READ: u32 = 501;
/// Times of one series.
pub(super) const TIMES_MAX: usize = 110;

/// One time of one meeting.
#[derive(Clone, Debug)]
pub struct Entry {
    pub line: Line,
    pub time: Occurrence,
    /// Where it stands.
    pub day: Date,
}

/// What takes place in a stretch of days.
#[derive(Clone, Debug)]
pub struct Times {
    /// By their start.
    pub entries: Vec<Entry>,
    /// There are more meetings than were looked through.
    pub left_off: bool,
}

/// The latest end of days that begin with `from`.
pub fn latest_until(from: Date) -> Date {
    from.saturating_add(DAYS_MAX.days())
}

/// What `who` takes part in from the day `from` until, and without, the day `until`.
pub async fn between(app: &App, who: &Who, from: Date, until: Date) -> Result<Times, MeetingError> {
    if !who.actor.may(Permission::SeeMeetings) {
        return Err(MeetingError::NotAllowed);
    }
    let midnight = |day: Date| who.zone.moment(day.at(0, 0, 0, 0));
    let (begins, ends) = (midnight(from), midnight(until));
    let mut tx = app.store.read().await?;
    let lines = meeting_list::during(&mut tx, who.person(), (begins, ends), MEETINGS_READ).await?;
    let left_off = lines.len() > MEETINGS_MAX;
    let mut entries = Vec::new();
    for line in lines.into_iter().take(MEETINGS_MAX) {
        for time in line.meeting.schedule.between(begins, ends, TIMES_MAX) {
            let day = who.zone.date(time.start).max(from);
            entries.push(Entry { line: line.clone(), time, day });
        }
    }
    entries.sort_by_key(|entry| (entry.time.start, entry.line.meeting.identity.id));
    Ok(Times { entries, left_off })
}
