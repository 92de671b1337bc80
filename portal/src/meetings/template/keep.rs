//! What is typed into a meeting's form is kept as a template: its name is asked for on a page of
//! its own, to which the form goes along in hidden fields, and the form comes back as it was typed.

use std::sync::Arc;

use app::meetings::schedule::form_facts;
use app::meetings::template::{self as story, Asked as Wanted, MeetingTemplateError};
use app::meetings::{MeetingError, words};
use app::{App, Who};
use axum::extract::State;
use axum::response::Response;
use meetings::template::TEMPLATE_NAME_MAX_CHARS;
use meetings::{Field, FieldProblem, Problem, ScheduleRefusal, TemplateDraft};
use people::roles::Permission;
use serde::Serialize;
use units::id::MeetingId;
use web::forms::FieldErrors;
use web::{Fields, Form, Member, PageError, urls};

use super::super::choose::Kept;
use super::super::form::{self, Typed};

/// Fields of this page, which the meeting's form does not have.
const OWN_FIELDS: [&str; 3] = ["name", "shared", "template"];

#[derive(Serialize)]
struct NamePage {
    /// The meeting's form, as it was typed.
    kept: Vec<Kept>,
    keep_href: &'static str,
    form_href: &'static str,
    id: String,
    name: String,
    name_max: u32,
    shared: bool,
    may_share: bool,
    errors: FieldErrors,
    refusal: Option<String>,
}

fn name_page(who: &Who, fields: &Fields, id: String) -> NamePage {
    let own = fields.iter().filter(|(name, _)| !OWN_FIELDS.contains(name));
    NamePage {
        kept: own
            .map(|(name, value)| Kept { name: name.to_owned(), value: value.to_owned() })
            .collect(),
        keep_href: urls::KEEP_MEETING_TEMPLATE,
        form_href: urls::MEETING_FORM,
        id,
        name: match fields.text("name") {
            "" => fields.text("title").to_owned(),
            name => name.to_owned(),
        },
        name_max: TEMPLATE_NAME_MAX_CHARS,
        shared: fields.has("shared"),
        may_share: story::may_share(who),
        errors: FieldErrors::default(),
        refusal: None,
    }
}

/// `POST /meetings/templates/name`: what a template of the form is to be called.
pub(super) async fn ask_for_name(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    member.needs(Permission::ScheduleMeetings)?;
    let id = app.id::<units::id::kind::MeetingTemplate>().to_string();
    let page = name_page(&member.who, &fields, id);
    member.page("portal/meeting_template_name.html", page).await
}

/// `POST /meetings/templates/keep`: keeps it, and hands the form back as it was typed.
pub(super) async fn keep(
    State(app): State<Arc<App>>,
    member: Member,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let meeting: Option<MeetingId> = fields.parsed("meeting");
    let registration = match meeting {
        Some(id) => story::registration_of(&app, &member.who, id).await?,
        None => typed.registration(),
    };
    let draft = TemplateDraft::of(fields.text("name"), &typed.draft(), registration);
    let wanted = Wanted { is_shared: fields.has("shared"), draft };
    let id = fields.text("template").to_owned();
    match story::add(&app, &member.who, id.parse().ok(), &wanted).await {
        Ok(_) => {
            let facts = form_facts(&app, &member.who, meeting, typed.kind()).await?;
            let mut page = form::page(&app, &member.who, meeting, typed, &facts);
            page.kept_as = Some(fields.text("name").to_owned());
            member.page("portal/meeting_edit.html", page).await
        }
        Err(MeetingTemplateError::Fields(problems)) => {
            let of_name = |each: &&FieldProblem| each.field == Field::Name;
            let Some(problem) = problems.fields.iter().find(of_name).map(|each| &each.problem)
            else {
                // What is wrong stands in the meeting's form.
                let refusal = ScheduleRefusal::Fields(problems.fields);
                let error = MeetingError::Refused(refusal);
                return form::refused(&app, &member, meeting, typed, error).await;
            };
            name_refused(&app, &member, &fields, id, problem).await
        }
        Err(error @ (MeetingTemplateError::TooMany | MeetingTemplateError::TooManyShared)) => {
            let mut page = name_page(&member.who, &fields, id);
            page.refusal = Some(member.text(&web::refusal::text_key(error.code())));
            member.refused_page("portal/meeting_template_name.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn name_refused(
    app: &App,
    member: &Member,
    fields: &Fields,
    id: String,
    problem: &Problem,
) -> Result<Response, PageError> {
    let mut page = name_page(&member.who, fields, id);
    page.name = fields.text("name").to_owned();
    let args = words::problem(problem);
    page.errors.add(&app.texts, &member.locale, "name", problem.code(), &args);
    member.refused_page("portal/meeting_template_name.html", page).await
}
