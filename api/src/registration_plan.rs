//! What a meeting is to ask of whoever registers, before there is one: in a template, and with a
//! new meeting (F1).

use meetings::registration::{Question, Wrong};
use meetings::{RegistrationPlan, RegistrationPlanDraft};
use serde::{Deserialize, Serialize};
use texts::Args;
use utoipa::ToSchema;
use web::Problem;
use web::refusal::{Refused, RefusedField};

/// A question beside name and address.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegistrationQuestion {
    /// One line, up to 200 characters.
    #[schema(example = "Which firm are you from?")]
    pub text: String,
    /// It must be answered.
    #[serde(default)]
    pub needed: bool,
}

impl From<RegistrationQuestion> for Question {
    fn from(asked: RegistrationQuestion) -> Question {
        Question { text: asked.text, needed: asked.needed }
    }
}

impl From<Question> for RegistrationQuestion {
    fn from(asked: Question) -> RegistrationQuestion {
        RegistrationQuestion { text: asked.text, needed: asked.needed }
    }
}

/// What registration will ask. It says no moment, which is another for each meeting.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlannedRegistration {
    /// `automatic` (or left out) or `manual`: the host decides about each.
    #[serde(default)]
    #[schema(example = "automatic")]
    approval: String,
    /// As many as the plan has room for when left out; of a webinar no more than that.
    #[schema(minimum = 1, maximum = 10000)]
    places: Option<i64>,
    /// How long before the (first) start it closes, by the clock on the wall; a meeting for which
    /// that is over already, and one without it, is open until it is over.
    #[schema(minimum = 0, maximum = 525600, example = 1440)]
    closes_minutes_before: Option<i64>,
    /// Up to 5.
    #[serde(default)]
    questions: Vec<RegistrationQuestion>,
}

impl From<PlannedRegistration> for RegistrationPlanDraft {
    fn from(body: PlannedRegistration) -> RegistrationPlanDraft {
        RegistrationPlanDraft {
            approval: body.approval,
            places: body.places,
            closes_minutes_before: body.closes_minutes_before,
            questions: body.questions.into_iter().map(Question::from).collect(),
        }
    }
}

impl From<RegistrationPlan> for PlannedRegistration {
    fn from(plan: RegistrationPlan) -> PlannedRegistration {
        PlannedRegistration {
            approval: plan.approval.word().to_owned(),
            places: plan.places.map(i64::from),
            closes_minutes_before: plan.closes_minutes_before.map(i64::from),
            questions: plan.questions.into_iter().map(RegistrationQuestion::from).collect(),
        }
    }
}

/// What is wrong with settings or a registrant, below the member `under` if there is one.
pub(crate) fn fields(all: &[Wrong], under: Option<&'static str>) -> Vec<RefusedField> {
    let fields = all.iter().map(|wrong| {
        let limit = i64::try_from(wrong.limit).unwrap_or(i64::MAX);
        let field = match wrong.field {
            "answer" => format!("answers.{}", wrong.place),
            "question" => format!("questions.{}", wrong.place),
            field => field.to_owned(),
        };
        let field = under.map_or_else(|| field.clone(), |under| format!("{under}.{field}"));
        let args = Args::new().with("limit", limit);
        RefusedField { field: field.into(), code: wrong.code.into(), args }
    });
    fields.collect()
}

/// The plan that was asked for, with a new meeting.
pub(crate) fn read(body: PlannedRegistration) -> Result<RegistrationPlan, Problem> {
    RegistrationPlanDraft::from(body).check().map_err(|all| {
        let fields = fields(&all, Some("registration"));
        Refused { fields, ..Refused::of_code("meeting.fields") }.into()
    })
}
