//! What invited people answer: which answer counts, for which meetings, and for how long (F1).
//!
//! One rule: an answer is to a time. Whoever answered before the time was changed is asked anew;
//! what they said stays readable, marked so, and is not counted. Of two answers the one that was
//! written later counts. Who may answer, and how an answer comes in, is for the caller
//! (docs/decisions/0048).

use serde::{Deserialize, Serialize};
use units::Timestamp;

/// Longest note that comes with an answer, in characters.
pub const NOTE_MAX_CHARS: usize = 500;

/// Whether somebody comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Yes,
    Maybe,
    No,
}

impl Answer {
    pub const ALL: [Answer; 3] = [Answer::Yes, Answer::Maybe, Answer::No];

    /// The word kept in rows and given to programs.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Yes => "yes",
            Answer::Maybe => "maybe",
            Answer::No => "no",
        }
    }

    pub fn from_word(word: &str) -> Option<Answer> {
        Answer::ALL.into_iter().find(|answer| answer.word() == word)
    }
}

/// How an answer came in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// On the page that the invitation links to, or by a program.
    Page,
    /// By the mail of a calendar program.
    Mail,
}

impl By {
    /// The word kept in rows and given to programs.
    pub fn word(self) -> &'static str {
        match self {
            By::Page => "page",
            By::Mail => "mail",
        }
    }

    pub fn from_word(word: &str) -> Option<By> {
        [By::Page, By::Mail].into_iter().find(|by| by.word() == word)
    }
}

/// An answer that was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// The key of the invited address.
    pub email_key: String,
    /// The place in the series of the one meeting that is answered to; `None`: all of them.
    pub time: Option<u32>,
    pub answer: Answer,
    /// Lines divided by `\n`; may be empty.
    pub note: String,
    pub by: By,
    /// The version of the meeting that was answered to.
    pub sequence: u32,
    /// When it was written; never later than when it came.
    pub written_at: Timestamp,
    /// When it came.
    pub came_at: Timestamp,
}

/// Meetings of a series got another time with a version: answers to earlier versions are to
/// another time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Retimed {
    /// The first of them, by its place in the series.
    pub from: u32,
    /// Alone; else with all that follow.
    pub alone: bool,
    /// The version that has the other time.
    pub sequence: u32,
}

impl Retimed {
    /// The whole meeting.
    pub fn whole(sequence: u32) -> Retimed {
        Retimed { from: 0, alone: false, sequence }
    }

    /// Whether it concerns `time`; of the whole (`None`) whatever concerns more than one.
    fn concerns(&self, time: Option<u32>) -> bool {
        match time {
            None => !self.alone,
            Some(index) if self.alone => index == self.from,
            Some(index) => index >= self.from,
        }
    }
}

/// `earlier` and one more; what the new one says anyway is left out, so that the list is never
/// longer than the exceptions and rules of the series.
pub fn retimed(earlier: &[Retimed], new: Retimed) -> Vec<Retimed> {
    let covered = |old: &&Retimed| match new.alone {
        true => old.alone && old.from == new.from,
        false => old.from >= new.from,
    };
    let kept = earlier.iter().filter(|old| !covered(old)).copied();
    kept.chain([new]).collect()
}

impl Given {
    /// Whether it no longer answers when `time` takes place.
    pub fn is_outdated(&self, time: Option<u32>, retimed: &[Retimed]) -> bool {
        retimed.iter().any(|each| each.concerns(time) && each.sequence > self.sequence)
    }
}

/// Whether `new` takes the place of `present`, the answer of the same person to the same meetings:
/// one that was written before it, or to an earlier version, does not, nor does the same once more.
pub fn replaces(new: &Given, present: Option<&Given>) -> bool {
    let Some(present) = present else { return true };
    let same =
        (new.answer, &new.note, new.sequence) == (present.answer, &present.note, present.sequence);
    new.written_at >= present.written_at && new.sequence >= present.sequence && !same
}

/// What the invited address `email_key` says to `time` (`None`: to the whole): the later of what
/// they said to this meeting and to all.
pub fn of<'a>(given: &'a [Given], email_key: &str, time: Option<u32>) -> Option<&'a Given> {
    let theirs = given.iter().filter(|given| given.email_key == email_key);
    let about = theirs.filter(|given| given.time.is_none() || given.time == time);
    about.max_by_key(|given| (given.written_at, given.time))
}

/// How many said what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub yes: u32,
    pub maybe: u32,
    pub no: u32,
    /// Also those who answered to another time.
    pub unanswered: u32,
}

/// Counts the answers of `invited` (keys of addresses, each once) to `time`.
pub fn counts<'a>(
    invited: impl IntoIterator<Item = &'a str>,
    given: &[Given],
    retimed: &[Retimed],
    time: Option<u32>,
) -> Counts {
    let mut counts = Counts::default();
    for email_key in invited {
        let holds = of(given, email_key, time).filter(|it| !it.is_outdated(time, retimed));
        let place = match holds.map(|it| it.answer) {
            Some(Answer::Yes) => &mut counts.yes,
            Some(Answer::Maybe) => &mut counts.maybe,
            Some(Answer::No) => &mut counts.no,
            None => &mut counts.unanswered,
        };
        *place = place.saturating_add(1);
    }
    counts
}

/// `text` as a note is kept: trimmed, lines divided by `\n`, no other control characters. Whether
/// it is too long is for the caller.
pub fn note(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain = lines.chars().filter(|c| *c == '\n' || !c.is_control());
    plain.collect::<String>().trim().to_owned()
}

/// The beginning of a note that may be too long.
pub fn note_cut(text: &str) -> String {
    note(text).chars().take(NOTE_MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn given(time: Option<u32>, answer: Answer, sequence: u32, written: i64) -> Given {
        Given {
            email_key: "ada@example.org".to_owned(),
            time,
            answer,
            note: String::new(),
            by: By::Page,
            sequence,
            written_at: Timestamp::from_seconds(written),
            came_at: Timestamp::from_seconds(written + 5),
        }
    }

    #[test]
    fn an_answer_to_one_meeting_counts_for_that_one() {
        let all = [given(None, Answer::Yes, 0, 10), given(Some(3), Answer::No, 0, 20)];
        let invited = || ["ada@example.org", "ben@example.org"];
        let whole = counts(invited(), &all, &[], None);
        assert_eq!(whole, Counts { yes: 1, unanswered: 1, ..Counts::default() });
        let third = counts(invited(), &all, &[], Some(3));
        assert_eq!(third, Counts { no: 1, unanswered: 1, ..Counts::default() });
        assert_eq!(counts(invited(), &all, &[], Some(2)).yes, 1);
        let again = [all[1].clone(), given(None, Answer::Maybe, 0, 30)];
        assert_eq!(counts(invited(), &again, &[], Some(3)).maybe, 1, "all was said later");
    }

    #[test]
    fn a_changed_time_asks_anew() {
        let yes = given(None, Answer::Yes, 2, 10);
        let one = given(Some(4), Answer::Yes, 2, 10);
        let third_moved = retimed(&[], Retimed { from: 3, alone: true, sequence: 3 });
        assert!(!yes.is_outdated(None, &third_moved), "the series is as it was");
        assert!(yes.is_outdated(Some(3), &third_moved), "but not this one");
        assert!(!one.is_outdated(Some(4), &third_moved));
        let from_four = retimed(&third_moved, Retimed { from: 4, alone: false, sequence: 4 });
        assert!(yes.is_outdated(None, &from_four) && one.is_outdated(Some(4), &from_four));
        assert!(!given(Some(2), Answer::Yes, 2, 10).is_outdated(Some(2), &from_four));
        let whole = retimed(&from_four, Retimed::whole(5));
        assert_eq!(whole, [Retimed::whole(5)], "it says all of it");
        assert!(!given(None, Answer::No, 5, 10).is_outdated(None, &whole));
    }

    #[test]
    fn an_earlier_answer_takes_no_later_ones_place() {
        let present = given(None, Answer::Yes, 1, 100);
        assert!(!replaces(&given(None, Answer::No, 1, 99), Some(&present)), "written before");
        assert!(!replaces(&given(None, Answer::No, 0, 200), Some(&present)), "an old version");
        assert!(!replaces(&present, Some(&present)), "the same mail once more");
        assert!(replaces(&given(None, Answer::No, 1, 100), Some(&present)));
        assert!(replaces(&given(None, Answer::No, 0, 1), None));
    }

    #[test]
    fn notes_are_lines_without_control_characters() {
        assert_eq!(note(" a\u{7}\r\nb\rc\u{0} "), "a\nb\nc");
        assert_eq!(note_cut(&"x".repeat(2_000)).chars().count(), NOTE_MAX_CHARS);
    }

    fn any_given() -> impl Strategy<Value = Given> {
        let answer = prop::sample::select(&Answer::ALL[..]);
        (prop::option::of(0u32..4), answer, 0u32..4, 0i64..50)
            .prop_map(|(time, answer, sequence, written)| given(time, answer, sequence, written))
    }

    fn any_retimed() -> impl Strategy<Value = Retimed> {
        (0u32..4, any::<bool>(), 1u32..6).prop_map(|(from, alone, sequence)| Retimed {
            from,
            alone,
            sequence,
        })
    }

    proptest! {
        #[test]
        fn everybody_is_counted_once(
            all in prop::collection::vec(any_given(), 0..6),
            changes in prop::collection::vec(any_retimed(), 0..6),
            time in prop::option::of(0u32..4),
        ) {
            let invited = ["ada@example.org", "ben@example.org"];
            let found = counts(invited, &all, &changes, time);
            prop_assert_eq!(found.yes + found.maybe + found.no + found.unanswered, 2);
            prop_assert!(found.unanswered >= 1, "ben said nothing");
        }

        #[test]
        fn what_is_left_out_of_the_list_changes_nothing(
            changes in prop::collection::vec(any_retimed(), 0..8),
            answer in any_given(),
            time in prop::option::of(0u32..4),
        ) {
            // Versions count up.
            let changes: Vec<Retimed> = (1u32..).zip(changes)
                .map(|(sequence, change)| Retimed { sequence, ..change }).collect();
            let kept = changes.iter().fold(Vec::new(), |kept, change| retimed(&kept, *change));
            prop_assert_eq!(answer.is_outdated(time, &kept), answer.is_outdated(time, &changes));
            prop_assert!(kept.len() <= changes.len());
        }
    }
}
