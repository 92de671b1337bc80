//! A stretch of a series: one rule, from one of its meetings until the next stretch begins.
//!
//! One rule: places in the series are counted through all stretches, so a meeting keeps its place
//! when the meetings after it get other days, times or words. Calendars know no such thing and see
//! each stretch as a series of its own; `since` tells them apart.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use units::Zone;

use crate::occurrence::Occurrence;
use crate::repeat::{Ends, Repeat};

/// Stretches of one series.
pub const STRETCHES_MAX: usize = 50;

/// One rule of a series. The first day fits the repetition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stretch {
    /// The wall time of its first meeting.
    pub(crate) start: DateTime,
    pub(crate) zone: Zone,
    pub(crate) duration_minutes: u32,
    pub(crate) repeats: Repeat,
    /// The place in the series of its first meeting.
    pub(crate) first: u32,
    /// The sequence of the version that began it; 0: the series began with it.
    pub(crate) since: u32,
    /// What its meetings are called where that is not what the last stretch's are called, which the
    /// last stretch never says: its words are those of the whole (`rewording`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) agenda: Option<String>,
}

impl Stretch {
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

    /// The place in the series of its first meeting.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// Names it to calendars; 0 for the one that the series began with.
    pub fn since(&self) -> u32 {
        self.since
    }

    /// Title and agenda of its meetings; `None`: those of the whole.
    pub fn words(&self) -> (Option<&str>, Option<&str>) {
        (self.title.as_deref(), self.agenda.as_deref())
    }

    /// The wall time of meeting `index` of the series; `None` before its first and after its last.
    pub(crate) fn rule_start(&self, index: u32) -> Option<DateTime> {
        let day = self.repeats.day(self.start.date(), index.checked_sub(self.first)?)?;
        Some(day.to_datetime(self.start.time()))
    }

    /// As `rule_start`, as moments.
    pub(crate) fn occurrence(&self, index: u32) -> Option<Occurrence> {
        let start = self.zone.moment(self.rule_start(index)?);
        Some(Occurrence { index, start, end: start.plus_minutes(i64::from(self.duration_minutes)) })
    }

    /// The same up to, and without, meeting `index`; `None` when nothing is left.
    pub(crate) fn ending_before(&self, index: u32) -> Option<Stretch> {
        let last = self.rule_start(index.checked_sub(1)?)?;
        Some(Stretch { repeats: self.repeats.ending(Ends::On(last.date())), ..self.clone() })
    }

    /// The same meetings in two stretches, the second from meeting `index` on and called `since`;
    /// `None` when it would have all of them or none.
    pub(crate) fn divided_at(&self, index: u32, since: u32) -> Option<(Stretch, Stretch)> {
        let passed = index.checked_sub(self.first).filter(|passed| *passed > 0)?;
        let start = self.rule_start(index)?;
        let ends = match self.repeats.ends() {
            Ends::After(count) => Ends::After(count.checked_sub(passed)?),
            ends => ends,
        };
        let repeats = self.repeats.ending(ends);
        let rest = Stretch { start, repeats, first: index, since, ..self.clone() };
        Some((self.ending_before(index)?, rest))
    }

    /// Whether it goes on in the rhythm of `former`, whose meetings come before its own.
    pub fn continues(&self, former: &Stretch) -> bool {
        let endless = |stretch: &Stretch| stretch.repeats.ending(Ends::Never);
        let on = Stretch { repeats: endless(former), ..former.clone() };
        self.zone == former.zone
            && self.duration_minutes == former.duration_minutes
            && endless(self) == on.repeats
            && on.rule_start(self.first) == Some(self.start)
    }
}
