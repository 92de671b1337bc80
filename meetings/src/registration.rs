//! Registration for a meeting: what it asks, who may still register, what is decided about them
//! (F1).
//!
//! One rule: a place is taken by whoever was approved. How many there are is said by the host, and
//! never more than the plan leaves; both are asked again whenever somebody is to get one.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use units::{EmailAddress, Timestamp, Zone};

use crate::draft::is_strange;
use crate::meeting::{Meeting, State};

pub const QUESTIONS_MAX: usize = 5;
pub const QUESTION_MAX_CHARS: usize = 200;
pub const ANSWER_MAX_CHARS: usize = 500;
pub const NAME_MAX_CHARS: usize = 100;
pub const PLACES_MAX: u32 = 10_000;
/// People who ever asked, for one meeting.
pub const REGISTRANTS_MAX: u32 = 10_000;

/// How somebody gets a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// At once, while there are any.
    Automatic,
    /// The host decides about each.
    Manual,
}

impl Approval {
    /// The word kept in rows and given to programs.
    pub fn word(self) -> &'static str {
        match self {
            Approval::Automatic => "automatic",
            Approval::Manual => "manual",
        }
    }

    pub fn from_word(word: &str) -> Option<Approval> {
        [Approval::Automatic, Approval::Manual].into_iter().find(|each| each.word() == word)
    }
}

/// A question of the host's own, beside name and address.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Question {
    /// One line, 1 to 200 characters.
    pub text: String,
    /// It must be answered.
    pub needed: bool,
}

/// What the registration for a meeting is like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    pub approval: Approval,
    /// None: as many as the plan has room for.
    pub places: Option<u32>,
    /// None: until the meeting is over.
    pub closes_at: Option<Timestamp>,
    pub questions: Vec<Question>,
}

/// Settings as they were filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SettingsDraft {
    /// A word of `Approval`; empty: automatic.
    pub approval: String,
    pub places: Option<i64>,
    /// Wall time in the meeting's zone, as `2027-04-01T09:30`; empty for none.
    pub closes: String,
    pub questions: Vec<Question>,
}

/// Something that is wrong with what was filled in, and the bound that was passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wrong {
    pub field: &'static str,
    /// Which of several fields of that name, from 0.
    pub place: usize,
    /// Stable: translations key on it.
    pub code: &'static str,
    pub limit: usize,
}

fn wrong(field: &'static str, code: &'static str, limit: usize) -> Wrong {
    Wrong { field, place: 0, code, limit }
}

impl SettingsDraft {
    pub fn of(settings: &Settings, zone: &Zone) -> SettingsDraft {
        let civil = |at: Timestamp| zone.civil(at).strftime("%Y-%m-%dT%H:%M").to_string();
        SettingsDraft {
            approval: settings.approval.word().to_owned(),
            places: settings.places.map(i64::from),
            closes: settings.closes_at.map(civil).unwrap_or_default(),
            questions: settings.questions.clone(),
        }
    }

    /// All that is wrong at once. Questions without a text are left out.
    pub fn check(&self, zone: &Zone) -> Result<Settings, Vec<Wrong>> {
        let mut all = Vec::new();
        let approval = match self.approval.as_str() {
            "" => Some(Approval::Automatic),
            word => Approval::from_word(word),
        };
        if approval.is_none() {
            all.push(wrong("approval", "registration.approval", 0));
        }
        let most = usize::try_from(PLACES_MAX).unwrap_or(usize::MAX);
        let places = match self.places {
            None => None,
            Some(places) => match u32::try_from(places) {
                Ok(places) if (1..=PLACES_MAX).contains(&places) => Some(places),
                _ => {
                    all.push(wrong("places", "registration.places", most));
                    None
                }
            },
        };
        let closes_at = match self.closes.trim() {
            "" => None,
            text => {
                let civil: Option<DateTime> = text.parse().ok();
                let civil = civil.filter(|at| (2000..=3000).contains(&at.year()));
                if civil.is_none() {
                    all.push(wrong("closes", "meeting.not_a_time", 0));
                }
                civil.map(|civil| zone.moment(civil))
            }
        };
        let questions = questions(&self.questions, &mut all);
        match (approval, all.is_empty()) {
            (Some(approval), true) => Ok(Settings { approval, places, closes_at, questions }),
            _ => Err(all),
        }
    }
}

fn questions(asked: &[Question], all: &mut Vec<Wrong>) -> Vec<Question> {
    let mut questions = Vec::new();
    for (place, question) in asked.iter().enumerate() {
        let text = question.text.trim();
        if text.chars().any(is_strange) {
            let code = "meeting.characters";
            all.push(Wrong { place, ..wrong("question", code, 0) });
        } else if text.chars().count() > QUESTION_MAX_CHARS {
            let code = "registration.too_long";
            all.push(Wrong { place, ..wrong("question", code, QUESTION_MAX_CHARS) });
        } else if !text.is_empty() {
            questions.push(Question { text: text.to_owned(), needed: question.needed });
        }
    }
    if questions.len() > QUESTIONS_MAX {
        all.push(wrong("question", "registration.too_many_questions", QUESTIONS_MAX));
    }
    questions
}

/// Somebody who registers, as they filled it in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RegistrantDraft {
    pub name: String,
    pub email: String,
    /// In the order of the questions; missing ones are empty.
    pub answers: Vec<String>,
}

/// What somebody said to a question, kept with it: questions may change.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answered {
    pub question: String,
    pub answer: String,
}

/// A registrant's draft that was found right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    pub name: String,
    pub email: EmailAddress,
    pub answers: Vec<Answered>,
}

impl RegistrantDraft {
    /// All that is wrong at once.
    pub fn check(&self, settings: &Settings) -> Result<Checked, Vec<Wrong>> {
        let mut all = Vec::new();
        let name = self.name.trim();
        if name.is_empty() {
            all.push(wrong("name", "registration.needed", 0));
        } else if name.chars().any(is_strange) {
            all.push(wrong("name", "meeting.characters", 0));
        } else if name.chars().count() > NAME_MAX_CHARS {
            all.push(wrong("name", "registration.too_long", NAME_MAX_CHARS));
        }
        let email: Option<EmailAddress> = self.email.trim().parse().ok();
        if email.is_none() {
            all.push(wrong("email", "registration.email", 0));
        }
        let mut answers = Vec::new();
        for (place, question) in settings.questions.iter().enumerate() {
            let said = self.answers.get(place).map(String::as_str).unwrap_or_default();
            let said = crate::answer::note(said);
            let told = |code, limit| Wrong { place, ..wrong("answer", code, limit) };
            if said.is_empty() && question.needed {
                all.push(told("registration.needed", 0));
            } else if said.chars().count() > ANSWER_MAX_CHARS {
                all.push(told("registration.too_long", ANSWER_MAX_CHARS));
            }
            answers.push(Answered { question: question.text.clone(), answer: said });
        }
        match (email, all.is_empty()) {
            (Some(email), true) => Ok(Checked { name: name.to_owned(), email, answers }),
            _ => Err(all),
        }
    }
}

/// How somebody who registered stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The host has not decided yet.
    Waiting,
    Approved,
    Refused,
    /// They no longer want to come.
    Cancelled,
}

impl Standing {
    pub const ALL: [Standing; 4] =
        [Standing::Waiting, Standing::Approved, Standing::Refused, Standing::Cancelled];

    /// The word kept in rows and given to programs.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Waiting => "waiting",
            Standing::Approved => "approved",
            Standing::Refused => "refused",
            Standing::Cancelled => "cancelled",
        }
    }

    pub fn from_word(word: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|standing| standing.word() == word)
    }
}

/// Whether somebody may register now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    Open,
    Full,
    Closed,
    Over,
    Cancelled,
}

impl Door {
    /// The word given to programs.
    pub fn word(self) -> &'static str {
        match self {
            Door::Open => "open",
            Door::Full => "full",
            Door::Closed => "closed",
            Door::Over => "over",
            Door::Cancelled => "cancelled",
        }
    }
}

/// How many places there are and how many of them are taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Places {
    /// People the plan has room for in the meeting, the host counted; in a webinar attendees, and
    /// 0 without a licence for it. None: no limit.
    pub plan: Option<u32>,
    pub approved: u32,
}

impl Places {
    /// Places the plan has for whoever registers: what those named in the meeting leave.
    pub fn of_plan(self, meeting: &Meeting) -> Option<u32> {
        self.plan.map(|plan| plan.saturating_sub(meeting.places_taken()))
    }

    /// Places left; none: no limit. Whoever has one keeps it when the plan leaves fewer.
    pub fn left(self, meeting: &Meeting, settings: &Settings) -> Option<u32> {
        let most = [settings.places, self.of_plan(meeting)].into_iter().flatten().min();
        most.map(|most| most.saturating_sub(self.approved))
    }

    /// The host has no licence for webinars, so this one cannot be started.
    pub fn is_unlicensed(self, meeting: &Meeting) -> bool {
        meeting.kind.is_webinar() && self.plan == Some(0)
    }
}

/// The closing moment is over.
fn is_past(settings: &Settings, now: Timestamp) -> bool {
    settings.closes_at.is_some_and(|closes| closes <= now)
}

/// Whether somebody may register at `now`.
pub fn door(meeting: &Meeting, settings: &Settings, places: Places, now: Timestamp) -> Door {
    if meeting.state == State::Cancelled {
        Door::Cancelled
    } else if meeting.schedule.is_over(now) {
        Door::Over
    } else if is_past(settings, now) || places.is_unlicensed(meeting) {
        Door::Closed
    } else if places.left(meeting, settings) == Some(0) {
        Door::Full
    } else {
        Door::Open
    }
}

/// How somebody stands who registers, with `before` if they did so before. Whoever was refused
/// stays so; whoever is in or waits stays where they are.
pub fn registers(settings: &Settings, before: Option<Standing>) -> Standing {
    match before {
        None | Some(Standing::Cancelled) => match settings.approval {
            Approval::Automatic => Standing::Approved,
            Approval::Manual => Standing::Waiting,
        },
        Some(standing) => standing,
    }
}

/// What is decided about somebody who registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    Approve,
    Refuse,
    /// Their own.
    Cancel,
}

/// Why it was not decided so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDecided {
    #[error("no place is left")]
    Full,
    #[error("they have cancelled")]
    Cancelled,
    #[error("they were refused")]
    Refused,
}

/// How somebody stands after `decision`; the same as before when nothing changes. `left`: places,
/// none for no limit.
pub fn decide(
    standing: Standing,
    decision: Decision,
    left: Option<u32>,
) -> Result<Standing, NotDecided> {
    match (decision, standing) {
        (Decision::Approve, Standing::Approved) => Ok(Standing::Approved),
        (Decision::Approve, Standing::Waiting | Standing::Refused) => match left {
            Some(0) => Err(NotDecided::Full),
            _ => Ok(Standing::Approved),
        },
        (Decision::Refuse, Standing::Waiting | Standing::Approved | Standing::Refused) => {
            Ok(Standing::Refused)
        }
        (Decision::Approve | Decision::Refuse, Standing::Cancelled) => Err(NotDecided::Cancelled),
        (Decision::Cancel, Standing::Refused) => Err(NotDecided::Refused),
        (Decision::Cancel, Standing::Waiting | Standing::Approved | Standing::Cancelled) => {
            Ok(Standing::Cancelled)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft() -> SettingsDraft {
        let question = |text: &str, needed| Question { text: text.to_owned(), needed };
        SettingsDraft {
            approval: "manual".to_owned(),
            places: Some(2),
            closes: "2027-04-01T09:30".to_owned(),
            questions: vec![question(" Firm? ", true), question("", true), question("Diet", false)],
        }
    }

    fn berlin() -> Zone {
        "Europe/Berlin".parse().expect("a zone")
    }

    #[test]
    fn settings_are_read_and_written() {
        let settings = draft().check(&berlin()).expect("settings");
        assert_eq!(settings.questions.len(), 2, "one without a text is none");
        assert_eq!(settings.closes_at, Some("2027-04-01T07:30:00Z".parse().expect("a moment")));
        let again = SettingsDraft::of(&settings, &berlin());
        assert_eq!(again.check(&berlin()), Ok(settings));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let long = Question { text: "x".repeat(201), needed: false };
        let wrong = SettingsDraft {
            approval: "lottery".to_owned(),
            places: Some(0),
            closes: "soon".to_owned(),
            questions: vec![long],
        };
        let told = wrong.check(&berlin()).expect_err("four things");
        let fields: Vec<&str> = told.iter().map(|wrong| wrong.field).collect();
        assert_eq!(fields, ["approval", "places", "closes", "question"]);

        let settings = draft().check(&berlin()).expect("settings");
        let nobody = RegistrantDraft { email: "ada@".to_owned(), ..RegistrantDraft::default() };
        let told = nobody.check(&settings).expect_err("three things");
        let fields: Vec<&str> = told.iter().map(|wrong| wrong.field).collect();
        assert_eq!(fields, ["name", "email", "answer"]);
        let ada = RegistrantDraft {
            name: "Ada".to_owned(),
            email: "ada@example.org".to_owned(),
            answers: vec!["Works".to_owned()],
        };
        let checked = ada.check(&settings).expect("a registrant");
        assert_eq!(checked.answers.len(), 2);
        assert_eq!(checked.answers[1].answer, "");
    }

    #[test]
    fn whoever_was_refused_stays_so() {
        let settings = draft().check(&berlin()).expect("settings");
        assert_eq!(registers(&settings, None), Standing::Waiting);
        assert_eq!(registers(&settings, Some(Standing::Refused)), Standing::Refused);
        assert_eq!(registers(&settings, Some(Standing::Cancelled)), Standing::Waiting);
        let automatic = Settings { approval: Approval::Automatic, ..settings };
        assert_eq!(registers(&automatic, None), Standing::Approved);
        assert_eq!(registers(&automatic, Some(Standing::Waiting)), Standing::Waiting);
    }

    /// A4: fewer places than are taken take none away, and give none.
    #[test]
    fn with_less_capacity_nobody_loses_a_place() {
        let mut launch = crate::role::tests::gathering(crate::Kind::Webinar);
        let settings = Settings { places: None, ..draft().check(&berlin()).expect("settings") };
        let settings = Settings { closes_at: None, ..settings };
        let before = launch.schedule.first_start().plus_minutes(-60);
        let at = |plan, approved| Places { plan: Some(plan), approved };
        let open = |meeting: &Meeting, places| door(meeting, &settings, places, before);
        assert_eq!(at(500, 3).left(&launch, &settings), Some(496), "one is invited");
        assert_eq!(open(&launch, at(500, 3)), Door::Open);
        assert_eq!(at(2, 3).left(&launch, &settings), Some(0));
        assert_eq!(open(&launch, at(2, 3)), Door::Full);
        assert_eq!(open(&launch, at(0, 3)), Door::Closed, "there is no licence");
        launch.kind = crate::Kind::Meeting;
        launch.panelists.clear();
        assert_eq!(at(500, 3).left(&launch, &settings), Some(495), "the host counts");
    }

    proptest! {
        #[test]
        fn nobody_is_approved_without_a_place(
            before in prop::sample::select(&Standing::ALL[..]),
            what in 0usize..3,
        ) {
            let decision = [Decision::Approve, Decision::Refuse, Decision::Cancel][what];
            let after = decide(before, decision, Some(0));
            prop_assert!(after != Ok(Standing::Approved) || before == Standing::Approved);
            if let Ok(after) = after {
                prop_assert_eq!(decide(after, decision, Some(0)), Ok(after), "once more is the same");
            }
        }
    }
}
