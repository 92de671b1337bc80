//! The registration that a meeting is to ask for from its beginning, before there is one: as a
//! template keeps it, and as it is asked for with a new meeting (F1, docs/decisions/0053).
//!
//! It differs from the settings of a meeting in one thing: no day is known yet, so that it closes
//! some time before the start, by the clock on the wall.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

use crate::occurrence::Schedule;
use crate::registration::{Approval, Question, Settings, SettingsDraft, Wrong};

/// A year: as long before the start registration may close.
pub const CLOSES_BEFORE_MAX_MINUTES: u32 = 525_600;

/// What the registration for a meeting will be like.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationPlan {
    pub approval: Approval,
    /// None: as many as the plan has room for.
    pub places: Option<u32>,
    /// By the clock on the wall, before the first start; at most `CLOSES_BEFORE_MAX_MINUTES`.
    /// None: until the meeting is over.
    pub closes_minutes_before: Option<u32>,
    pub questions: Vec<Question>,
}

/// A plan as it was filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RegistrationPlanDraft {
    /// A word of `Approval`; empty: automatic.
    pub approval: String,
    pub places: Option<i64>,
    pub closes_minutes_before: Option<i64>,
    pub questions: Vec<Question>,
}

impl RegistrationPlanDraft {
    /// All that is wrong at once. Questions without a text are left out.
    pub fn check(&self) -> Result<RegistrationPlan, Vec<Wrong>> {
        let settings = SettingsDraft {
            approval: self.approval.clone(),
            places: self.places,
            closes: String::new(),
            questions: self.questions.clone(),
        };
        let settings = settings.check(&Zone::utc());
        let minutes = self.closes_minutes_before.map(within);
        let far = matches!(minutes, Some(None)).then(|| Wrong {
            field: "closes_minutes_before",
            place: 0,
            code: "registration.closes_before",
            limit: usize::try_from(CLOSES_BEFORE_MAX_MINUTES).unwrap_or(usize::MAX),
        });
        match (settings, far) {
            (Ok(Settings { approval, places, questions, .. }), None) => {
                let closes_minutes_before = minutes.flatten();
                Ok(RegistrationPlan { approval, places, closes_minutes_before, questions })
            }
            (settings, far) => Err(settings.err().into_iter().flatten().chain(far).collect()),
        }
    }
}

impl RegistrationPlan {
    /// What a webinar asks for unless something else is said: everybody gets a place.
    pub fn of_webinar() -> RegistrationPlan {
        let (approval, questions) = (Approval::Automatic, Vec::new());
        RegistrationPlan { approval, places: None, closes_minutes_before: None, questions }
    }

    /// What another meeting would be made with, to ask as one of `schedule` does by `settings`. A
    /// closing moment after the start, or years before it, is no rule for another and left out.
    pub fn of(settings: &Settings, schedule: &Schedule) -> RegistrationPlan {
        let zone = schedule.zone();
        let start = zone.civil(schedule.first_start());
        let before = settings.closes_at.map(|at| start.duration_since(zone.civil(at)).as_mins());
        RegistrationPlan {
            approval: settings.approval,
            places: settings.places,
            closes_minutes_before: before.and_then(within),
            questions: settings.questions.clone(),
        }
    }

    /// The settings of a meeting of `schedule` made at `now`. It would be of no use to one that is
    /// closed already: then it is open until the meeting is over.
    pub fn settings(&self, schedule: &Schedule, now: Timestamp) -> Settings {
        let zone = schedule.zone();
        let start = zone.civil(schedule.first_start());
        let closes = self.closes_minutes_before.and_then(|minutes| {
            start.checked_sub(SignedDuration::from_mins(i64::from(minutes))).ok()
        });
        Settings {
            approval: self.approval,
            places: self.places,
            closes_at: closes.map(|at| zone.moment(at)).filter(|at| *at > now),
            questions: self.questions.clone(),
        }
    }

    /// As a form starts with to change it.
    pub fn to_draft(&self) -> RegistrationPlanDraft {
        RegistrationPlanDraft {
            approval: self.approval.word().to_owned(),
            places: self.places.map(i64::from),
            closes_minutes_before: self.closes_minutes_before.map(i64::from),
            questions: self.questions.clone(),
        }
    }
}

fn within(minutes: i64) -> Option<u32> {
    u32::try_from(minutes).ok().filter(|minutes| *minutes <= CLOSES_BEFORE_MAX_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repeat::Repeat;

    fn at(start: &str) -> Schedule {
        let zone: Zone = "Europe/Berlin".parse().expect("a zone");
        Schedule::new(start.parse().expect("a time"), zone, 30, Repeat::Once)
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    /// F1: "until the evening before" stays the evening before, also where the clocks change in
    /// between.
    #[test]
    fn it_closes_as_long_before_by_the_clock() {
        let settings = Settings {
            closes_at: Some(moment("2027-03-02T17:00:00Z")),
            places: Some(20),
            ..RegistrationPlan::of_webinar()
                .settings(&at("2027-03-03T09:00"), moment("2027-01-01T00:00:00Z"))
        };
        let plan = RegistrationPlan::of(&settings, &at("2027-03-03T09:00"));
        assert_eq!((plan.closes_minutes_before, plan.places), (Some(15 * 60), Some(20)));
        let sunday = at("2027-03-28T09:00");
        let made = plan.settings(&sunday, moment("2027-03-20T08:00:00Z"));
        assert_eq!(made.closes_at, Some(moment("2027-03-27T17:00:00Z")), "18:00 by the clock");
        let late = plan.settings(&sunday, moment("2027-03-27T17:00:00Z"));
        assert_eq!(late.closes_at, None, "it would be closed from its beginning");
        let after = RegistrationPlan::of(&settings, &at("2027-03-02T09:00"));
        assert_eq!(after.closes_minutes_before, None, "it closed after the start");
        let years = RegistrationPlan::of(&settings, &at("2029-03-02T09:00"));
        assert_eq!(years.closes_minutes_before, None);
        assert_eq!(plan.to_draft().check(), Ok(plan));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let wrong = RegistrationPlanDraft {
            approval: "lottery".to_owned(),
            places: Some(0),
            closes_minutes_before: Some(-1),
            questions: Vec::new(),
        };
        let told = wrong.check().expect_err("three things");
        let fields: Vec<&str> = told.iter().map(|wrong| wrong.field).collect();
        assert_eq!(fields, ["approval", "places", "closes_minutes_before"]);
        let year = i64::from(CLOSES_BEFORE_MAX_MINUTES);
        let far = |minutes| RegistrationPlanDraft {
            closes_minutes_before: Some(minutes),
            ..RegistrationPlanDraft::default()
        };
        assert!(far(year).check().is_ok() && far(year + 1).check().is_err());
    }
}
