//! Title and agenda of a meeting of a series and all that follow it (F1).
//!
//! One rule: words belong to places in the series. Each stretch has its own or those of the whole,
//! which are those of the last one; where other words begin, a stretch begins. So moving meetings
//! leaves what they are called, and calling them something else leaves when they are.
//! Single meetings with words of their own keep them (docs/decisions/0041).

use units::Timestamp;

use crate::draft;
use crate::exception::{Exception, Instead};
use crate::meeting::Meeting;
use crate::occurrence::Schedule;
use crate::schedule::ScheduleRefusal;
use crate::stretch::{STRETCHES_MAX, Stretch};

/// What is asked to be said of a meeting and all that follow; `None` stays as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Asked<'a> {
    pub title: Option<&'a str>,
    pub agenda: Option<&'a str>,
}

/// What becomes of other words on the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct OtherWords {
    /// Single meetings to come with words of their own, which they keep.
    pub kept: usize,
    /// From some later meeting on others were planned: these take their place.
    pub replaced: bool,
}

/// `meeting` with other words from meeting `index` on. What the series says there already is not
/// taken as asked for, and stays as it is for those that follow too.
pub(crate) fn following(
    meeting: &Meeting,
    index: u32,
    asked: Asked<'_>,
    now: Timestamp,
) -> Result<(Meeting, OtherWords), ScheduleRefusal> {
    let schedule = &meeting.schedule;
    let words = draft::single_words(asked.title, asked.agenda);
    let (title, agenda) = words.map_err(ScheduleRefusal::Fields)?;
    let (title_now, agenda_now) = meeting.words_of(schedule.stretch_at(index));
    let title = title.filter(|title| title != title_now);
    let agenda = agenda.filter(|agenda| agenda != agenda_now);
    if title.is_none() && agenda.is_none() {
        return Ok((meeting.clone(), OtherWords::default()));
    }
    let divided = schedule.divided_at(index, meeting.sequence.saturating_add(1));
    if divided.earlier().len() >= STRETCHES_MAX {
        return Err(ScheduleRefusal::TooManyExceptions);
    }
    let later = |stretch: &&Stretch| stretch.first() > index;
    let replaced = schedule.stretches().filter(later).any(|stretch| {
        let (later_title, later_agenda) = meeting.words_of(stretch);
        title.is_some() && later_title != title_now
            || agenda.is_some() && later_agenda != agenda_now
    });
    let divided = without_own(divided, index, (title.is_some(), agenda.is_some()));
    let after = worded(meeting, divided, |stretch, (now_title, now_agenda)| {
        let asked = |text: &Option<String>| text.clone().filter(|_| stretch.first() >= index);
        (asked(&title).unwrap_or(now_title), asked(&agenda).unwrap_or(now_agenda))
    });
    let kept = own_after(&after.schedule, index, now);
    Ok((after, OtherWords { kept, replaced }))
}

/// `meeting` by another schedule: what is at a place in the series stays called what it is.
pub(crate) fn replanned(meeting: &Meeting, schedule: Schedule) -> Meeting {
    worded(meeting, schedule, |_, words| words)
}

/// `schedule` with stretches where those after meeting `index` of `meeting` get other words.
pub(crate) fn divided_as(meeting: &Meeting, schedule: Schedule, index: u32) -> Schedule {
    let stretches: Vec<&Stretch> = meeting.schedule.stretches().collect();
    let pairs = stretches.windows(2).filter_map(|pair| match pair {
        [former, next] => Some((*former, *next)),
        _ => None,
    });
    let begins = pairs.filter(|(former, next)| {
        next.first() > index && meeting.words_of(former) != meeting.words_of(next)
    });
    begins.fold(schedule, |schedule, (_, next)| schedule.divided_at(next.first(), next.since()))
}

/// `meeting` by `schedule`; `words` says what each stretch is called, given what the meeting at the
/// place of its first is called so far.
fn worded(
    meeting: &Meeting,
    schedule: Schedule,
    words: impl Fn(&Stretch, (String, String)) -> (String, String),
) -> Meeting {
    let words = |stretch: &Stretch| {
        let (title, agenda) = meeting.words_of(meeting.schedule.stretch_at(stretch.first()));
        words(stretch, (title.to_owned(), agenda.to_owned()))
    };
    let (title, agenda) = words(schedule.present());
    let schedule = schedule.worded(|stretch| {
        let (own_title, own_agenda) = words(stretch);
        (Some(own_title).filter(|own| *own != title), Some(own_agenda).filter(|own| *own != agenda))
    });
    Meeting { title, agenda, schedule, ..meeting.clone() }
}

/// `meeting` with no stretch that says what the whole says as well.
pub(crate) fn settled(meeting: Meeting) -> Meeting {
    let schedule = meeting.schedule.clone();
    replanned(&meeting, schedule)
}

/// Meeting `index` goes by the words of the series again, where these change.
fn without_own(schedule: Schedule, index: u32, (title, agenda): (bool, bool)) -> Schedule {
    let freed = schedule.exceptions().iter().map(|exception| match exception.index == index {
        false => exception.clone(),
        true => Exception {
            title: exception.title.clone().filter(|_| !title),
            agenda: exception.agenda.clone().filter(|_| !agenda),
            ..exception.clone()
        },
    });
    let differs = |exception: &Exception| {
        exception.instead != Instead::AsPlanned
            || exception.title.is_some()
            || exception.agenda.is_some()
    };
    let exceptions = freed.filter(differs).collect();
    schedule.with_exceptions(exceptions)
}

/// How many meetings from `index` on have words of their own and are still to come.
fn own_after(schedule: &Schedule, index: u32, now: Timestamp) -> usize {
    let own = schedule.exceptions().iter().filter(|exception| {
        exception.index >= index
            && (exception.title.is_some() || exception.agenda.is_some())
            && schedule.time(exception.index).is_some_and(|time| time.end > now)
    });
    own.count()
}

impl Meeting {
    /// Each rule of its series as a schedule of its own, with what its meetings are called: all
    /// that calendars are told of it.
    pub fn parts(&self) -> Vec<Schedule> {
        self.schedule.stretches().map(|stretch| self.part(stretch)).collect()
    }

    /// The part with meeting `index`, and the place the meeting has in it.
    pub fn part_at(&self, index: u32) -> (Schedule, u32) {
        let stretch = self.schedule.stretch_at(index);
        (self.part(stretch), index.saturating_sub(stretch.first()))
    }

    fn part(&self, stretch: &Stretch) -> Schedule {
        let (title, agenda) = self.words_of(stretch);
        let (title, agenda) = (Some(title.to_owned()), Some(agenda.to_owned()));
        self.schedule.part(&Stretch { title, agenda, ..stretch.clone() })
    }
}
