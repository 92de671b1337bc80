//! What a meeting is to ask of whoever registers, in forms: of a template, where it is changed, and
//! of a new meeting filled in by one, where it is said in words and goes along in hidden fields
//! (F1). Of a meeting that is there, see `registration`.

use app::App;
use meetings::RegistrationPlanDraft;
use meetings::registration::{Approval, QUESTIONS_MAX, Question};
use serde::Serialize;
use texts::Args;
use units::Locale;
use web::Fields;
use web::forms::FieldErrors;

use super::choose::Kept;
use super::form::number;
use super::registration::{QuestionTyped, questions};
use crate::plans::Choice;

/// What how long before is counted in, the largest last: its word, and its minutes.
const UNITS: [(&str, i64); 3] = [("minutes", 1), ("hours", 60), ("days", 1_440)];

/// The fields, as typed.
#[derive(Clone, Default)]
pub(super) struct Typed {
    /// It asks for registration.
    pub on: bool,
    approval: String,
    places: String,
    closes_before: String,
    closes_unit: String,
    questions: Vec<Question>,
}

/// The fields of a template's form.
#[derive(Serialize)]
pub(super) struct AsksForm {
    on: bool,
    approval: String,
    places: String,
    closes_before: String,
    closes_unit: String,
    units: Vec<Choice>,
    questions: Vec<QuestionTyped>,
}

/// The same in a meeting's form that was filled in.
#[derive(Serialize)]
pub(super) struct AsksShown {
    on: bool,
    lines: Vec<String>,
    hidden: Vec<Kept>,
}

impl Typed {
    /// None: nothing is asked.
    pub fn of(plan: Option<&RegistrationPlanDraft>) -> Typed {
        let Some(plan) = plan else {
            let (approval, closes_unit) =
                (Approval::Automatic.word().to_owned(), "hours".to_owned());
            return Typed { approval, closes_unit, ..Typed::default() };
        };
        let minutes = plan.closes_minutes_before;
        let whole = |of: i64| minutes.is_some_and(|minutes| minutes > 0 && minutes % of == 0);
        let (unit, of) = UNITS.into_iter().rfind(|(_, of)| whole(*of)).unwrap_or(UNITS[0]);
        let said = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
        Typed {
            on: true,
            approval: plan.approval.clone(),
            places: said(plan.places),
            closes_before: said(minutes.map(|minutes| minutes / of)),
            closes_unit: unit.to_owned(),
            questions: plan.questions.clone(),
        }
    }

    pub fn read(fields: &Fields) -> Typed {
        let questions = (0..QUESTIONS_MAX).map(|place| Question {
            text: fields.text(&format!("question_{place}")).to_owned(),
            needed: fields.has(&format!("needed_{place}")),
        });
        Typed {
            on: fields.has("registration"),
            approval: fields.text("approval").to_owned(),
            places: fields.text("places").to_owned(),
            closes_before: fields.text("closes_before").to_owned(),
            closes_unit: fields.text("closes_unit").to_owned(),
            questions: questions.collect(),
        }
    }

    /// As typed, whether it is asked or not.
    fn plan(&self) -> RegistrationPlanDraft {
        let unit = UNITS.into_iter().find(|(word, _)| *word == self.closes_unit);
        let (_, of) = unit.unwrap_or(UNITS[0]);
        RegistrationPlanDraft {
            approval: self.approval.clone(),
            places: number(&self.places),
            closes_minutes_before: number(&self.closes_before).map(|many| many.saturating_mul(of)),
            questions: self.questions.clone(),
        }
    }

    pub fn draft(&self) -> Option<RegistrationPlanDraft> {
        self.on.then(|| self.plan())
    }

    pub fn form(self, app: &App, locale: &Locale, errors: &FieldErrors) -> AsksForm {
        let units = UNITS.map(|(word, _)| Choice {
            value: word.to_owned(),
            label: app.texts.plain(locale, &format!("templates-closes-{word}")),
        });
        AsksForm {
            on: self.on,
            questions: questions(&self.questions, errors),
            approval: self.approval,
            places: self.places,
            closes_before: self.closes_before,
            closes_unit: self.closes_unit,
            units: units.into(),
        }
    }

    pub fn shown(&self, app: &App, locale: &Locale) -> AsksShown {
        AsksShown { on: self.on, lines: self.lines(app, locale), hidden: self.hidden() }
    }

    /// In words, a line for each thing that is decided.
    pub fn lines(&self, app: &App, locale: &Locale) -> Vec<String> {
        let Ok(plan) = self.plan().check() else { return Vec::new() };
        let text = |key: &str, args: Args| app.texts.get(locale, key, &args);
        let approval = format!("registration-{}", plan.approval.word());
        let places =
            plan.places.map(|many| text("templates-asks-places", Args::new().with("count", many)));
        let closes = plan.closes_minutes_before.map(|minutes| {
            let length = app.texts.duration_minutes(locale, i64::from(minutes));
            text("templates-asks-closes", Args::new().with("length", length))
        });
        let asked = plan.questions.iter().map(|question| {
            let args = Args::new().with("question", question.text.as_str());
            let needed = if question.needed { "yes" } else { "no" };
            text("templates-asks-question", args.with("needed", needed))
        });
        let lines = [Some(text(&approval, Args::new())), places, closes].into_iter().flatten();
        lines.chain(asked).collect()
    }

    /// Everything but whether it asks.
    fn hidden(&self) -> Vec<Kept> {
        let kept =
            |name: &str, value: &str| Kept { name: name.to_owned(), value: value.to_owned() };
        let mut fields = vec![
            kept("asks", "yes"),
            kept("approval", &self.approval),
            kept("places", &self.places),
            kept("closes_before", &self.closes_before),
            kept("closes_unit", &self.closes_unit),
        ];
        for (place, question) in self.questions.iter().enumerate() {
            fields.push(kept(&format!("question_{place}"), &question.text));
            if question.needed {
                fields.push(kept(&format!("needed_{place}"), "yes"));
            }
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_comes_back_from_the_form_as_it_went_in() {
        let plan = |minutes: Option<i64>| RegistrationPlanDraft {
            approval: "manual".to_owned(),
            places: Some(20),
            closes_minutes_before: minutes,
            questions: vec![Question { text: "Firm?".to_owned(), needed: true }],
        };
        let units = [(90, "minutes"), (0, "minutes"), (120, "hours"), (2_880, "days")];
        for (minutes, unit) in units {
            let typed = Typed::of(Some(&plan(Some(minutes))));
            assert_eq!(typed.closes_unit, unit);
            assert_eq!(typed.draft(), Some(plan(Some(minutes))));
        }
        assert_eq!(Typed::of(Some(&plan(None))).draft(), Some(plan(None)));
        assert_eq!(Typed::of(None).draft(), None);
        let wrong = Typed { closes_before: "soon".to_owned(), ..Typed::of(Some(&plan(None))) };
        assert!(wrong.draft().expect("a plan").check().is_err());
    }
}
