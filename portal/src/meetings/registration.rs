//! `/meetings/{id}/registration`: what registration asks, who has registered, and who gets a place,
//! for those who hold the meeting (F1).

use std::sync::Arc;

use app::App;
use app::meetings::registration::{self as story, Registrant, RegistrationError, Shown};
use app::meetings::words;
use app::page::{Cursor, PAGE_MAX};
use axum::extract::State;
use axum::response::Response;
use meetings::registration::{Decision, QUESTIONS_MAX, Question, SettingsDraft, Standing};
use people::roles::Permission;
use serde::Serialize;

use units::id::{MeetingId, RegistrantId, kind};
use units::{Timestamp, Zone};
use web::attachment::attachment;
use web::forms::{Asked, FieldErrors};
use web::{Fields, Form, Member, PageError, Path, news, urls};

use super::webinar;
use crate::audit::Paging;
use crate::registration::tell;

#[derive(Serialize)]
struct RegistrationPage {
    title: String,
    back: String,
    action: String,
    /// It asks for registration.
    on: bool,
    url: String,
    /// How it stands: places, the closing moment.
    status: Option<String>,
    may: bool,
    zone: Zone,
    form: Typed,
    questions: Vec<QuestionTyped>,
    tabs: Vec<Tab>,
    people: Vec<Person>,
    paging: Paging,
    table_href: String,
    end_href: String,
    errors: FieldErrors,
    refusal: Option<String>,
    /// Of a webinar: how many attendees the plan has room for, or why nobody can register now.
    attendees: Option<String>,
    /// A limit of the plan stands beside the places.
    plan_limit: bool,
}

#[derive(Serialize)]
struct Tab {
    label: String,
    href: String,
    current: bool,
    note: Option<String>,
}

#[derive(Clone, Default, Serialize)]
struct Typed {
    approval: String,
    places: String,
    closes_date: String,
    closes_time: String,
    questions: Vec<Question>,
}

#[derive(Serialize)]
pub(super) struct QuestionTyped {
    name: String,
    needed_name: String,
    text: String,
    needed: bool,
    error: Option<String>,
}

#[derive(Serialize)]
struct Person {
    name: String,
    email: String,
    standing: String,
    tone: Option<&'static str>,
    asked_at: Timestamp,
    answers: Vec<meetings::registration::Answered>,
    approve_href: Option<String>,
    refuse_href: Option<String>,
}

impl Typed {
    fn of(draft: &SettingsDraft) -> Typed {
        let (date, time) = draft.closes.split_once('T').unwrap_or_default();
        Typed {
            approval: match draft.approval.as_str() {
                "" => "automatic".to_owned(),
                word => word.to_owned(),
            },
            places: draft.places.map(|places| places.to_string()).unwrap_or_default(),
            closes_date: date.to_owned(),
            closes_time: time.to_owned(),
            questions: draft.questions.clone(),
        }
    }

    fn read(fields: &Fields) -> Typed {
        let questions = (0..QUESTIONS_MAX).map(|place| Question {
            text: fields.text(&format!("question_{place}")).to_owned(),
            needed: fields.has(&format!("needed_{place}")),
        });
        Typed {
            approval: fields.text("approval").to_owned(),
            places: fields.text("places").to_owned(),
            closes_date: fields.text("closes").to_owned(),
            closes_time: fields.text("closes_time").to_owned(),
            questions: questions.collect(),
        }
    }

    fn draft(&self) -> SettingsDraft {
        let closes = match (self.closes_date.as_str(), self.closes_time.as_str()) {
            ("", "") => String::new(),
            (date, "") => format!("{date}T00:00"),
            (date, time) => format!("{date}T{time}"),
        };
        SettingsDraft {
            approval: self.approval.clone(),
            // What is no number is out of every range.
            places: match self.places.as_str() {
                "" => None,
                text => Some(text.parse().unwrap_or(i64::MIN)),
            },
            closes,
            questions: self.questions.clone(),
        }
    }
}

/// `GET /meetings/{id}/registration?standing=&after=`
pub(super) async fn show(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let shown = story::show(&app, &member.who, id).await?;
    let typed = Typed::of(&shown.draft);
    let page = page(&app, &member, shown, typed, &asked).await?;
    member.page("portal/meeting_registration.html", page).await
}

/// `POST /meetings/{id}/registration`
pub(super) async fn set(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    match story::set(&app, &member.who, id, &typed.draft()).await {
        Ok(()) => Ok(news::redirect(&urls::meeting_registration(id), "news-registration-set")),
        Err(RegistrationError::PlanPlaces { asked, limit, plan, lifted_by }) => {
            let shown = story::show(&app, &member.who, id).await?;
            let mut page = page(&app, &member, shown, typed, &Fields::default()).await?;
            let args = words::over_limit(asked, limit, &plan, lifted_by.as_deref());
            let code = "registration.plan_places";
            page.errors.add(&app.texts, &member.locale, "places", code, &args);
            page.plan_limit = true;
            member.refused_page("portal/meeting_registration.html", page).await
        }
        Err(RegistrationError::Fields(all)) => {
            let shown = story::show(&app, &member.who, id).await?;
            let mut page = page(&app, &member, shown, typed.clone(), &Fields::default()).await?;
            tell(member.visit(), &mut page.errors, &all);
            page.questions = questions(&typed.questions, &page.errors);
            member.refused_page("portal/meeting_registration.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /meetings/{id}/registration/end`
pub(super) async fn end(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
) -> Result<Response, PageError> {
    story::end(&app, &member.who, id).await?;
    Ok(news::redirect(&urls::meeting_registration(id), "news-registration-ended"))
}

/// `POST /meetings/{id}/registrants/{registrant}/approve`
pub(super) async fn approve(
    State(app): State<Arc<App>>,
    member: Member,
    Path(place): Path<(MeetingId, RegistrantId)>,
) -> Result<Response, PageError> {
    decide(&app, &member, place, Decision::Approve).await
}

/// `POST /meetings/{id}/registrants/{registrant}/refuse`
pub(super) async fn refuse(
    State(app): State<Arc<App>>,
    member: Member,
    Path(place): Path<(MeetingId, RegistrantId)>,
) -> Result<Response, PageError> {
    decide(&app, &member, place, Decision::Refuse).await
}

async fn decide(
    app: &App,
    member: &Member,
    (id, registrant): (MeetingId, RegistrantId),
    decision: Decision,
) -> Result<Response, PageError> {
    let said = match decision {
        Decision::Approve => "news-registrant-approved",
        Decision::Refuse | Decision::Cancel => "news-registrant-refused",
    };
    match story::decide(app, &member.who, id, registrant, decision).await {
        Ok(_) => Ok(news::redirect(&urls::meeting_registration(id), said)),
        Err(error @ (RegistrationError::Full | RegistrationError::TheyCancelled)) => {
            let shown = story::show(app, &member.who, id).await?;
            let typed = Typed::of(&shown.draft);
            let mut page = page(app, member, shown, typed, &Fields::default()).await?;
            page.refusal = Some(member.text(&web::refusal::text_key(error.code())));
            member.refused_page("portal/meeting_registration.html", page).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /meetings/{id}/registrants.csv`
pub(super) async fn table(
    State(app): State<Arc<App>>,
    member: Member,
    Path(id): Path<MeetingId>,
) -> Result<Response, PageError> {
    let bytes = story::table(&app, &member.who, id).await?;
    Ok(attachment("registrations.csv", "text/csv; charset=utf-8", bytes))
}

async fn page(
    app: &App,
    member: &Member,
    shown: Shown,
    typed: Typed,
    asked: &Fields,
) -> Result<RegistrationPage, PageError> {
    let id = shown.meeting.identity.id;
    let standing = Standing::from_word(asked.text("standing"));
    let after: Option<Cursor<kind::Registrant>> = asked.parsed("after");
    let found = story::list(app, &member.who, id, standing, (after, PAGE_MAX)).await?;
    let here = match standing {
        Some(standing) => {
            urls::with_query(&urls::meeting_registration(id), &[("standing", standing.word())])
        }
        None => urls::meeting_registration(id),
    };
    let may = member.who.actor.may(Permission::ScheduleMeetings);
    let (kind, locale) = (shown.meeting.kind, &member.who.locale);
    let unlicensed = webinar::unlicensed(app, locale, kind, &shown.limits);
    Ok(RegistrationPage {
        title: shown.meeting.series_words_at(app.now()).0.to_owned(),
        back: urls::meeting(id),
        action: urls::meeting_registration(id),
        on: shown.settings.is_some(),
        url: shown.url.clone(),
        status: status(app, member, &shown),
        may,
        zone: shown.meeting.schedule.zone().clone(),
        questions: questions(&typed.questions, &FieldErrors::default()),
        form: typed,
        tabs: tabs(member, id, standing, &shown),
        people: found.lines.iter().map(|each| person(member, id, each, may)).collect(),
        paging: Paging::after(&here, after.is_some(), found.next.as_ref()),
        table_href: format!("{}/registrants.csv", urls::meeting(id)),
        end_href: format!("{}/end", urls::meeting_registration(id)),
        errors: FieldErrors::default(),
        refusal: None,
        attendees: unlicensed.or_else(|| webinar::attendees(app, locale, kind, &shown.limits)),
        plan_limit: false,
    })
}

/// Places and whether anybody can register now.
fn status(app: &App, member: &Member, shown: &Shown) -> Option<String> {
    let door = shown.door?;
    if door != meetings::registration::Door::Open {
        let code = RegistrationError::Shut(door);
        return Some(member.text(&web::refusal::text_key(code.code())));
    }
    let left = shown.left?;
    let args = texts::Args::new().with("count", left);
    Some(app.texts.get(&member.who.locale, "register-left", &args))
}

/// Those that were asked, and an empty line for one more as long as there is room.
pub(super) fn questions(typed: &[Question], errors: &FieldErrors) -> Vec<QuestionTyped> {
    let lines = (0..QUESTIONS_MAX).map(|place| {
        let name = format!("question_{place}");
        let asked = typed.get(place);
        QuestionTyped {
            needed_name: format!("needed_{place}"),
            text: asked.map(|question| question.text.clone()).unwrap_or_default(),
            needed: asked.is_some_and(|question| question.needed),
            error: errors.about(&name).map(str::to_owned),
            name,
        }
    });
    lines.collect()
}

fn tabs(member: &Member, id: MeetingId, standing: Option<Standing>, shown: &Shown) -> Vec<Tab> {
    let here = urls::meeting_registration(id);
    let all = Tab {
        label: member.text("registrants-all"),
        href: here.clone(),
        current: standing.is_none(),
        note: None,
    };
    let each = Standing::ALL.into_iter().map(|one| Tab {
        label: member.text(&format!("registrants-{}", one.word())),
        href: urls::with_query(&here, &[("standing", one.word())]),
        current: standing == Some(one),
        note: shown.counts.get(&one).map(ToString::to_string),
    });
    std::iter::once(all).chain(each).collect()
}

fn person(member: &Member, id: MeetingId, each: &Registrant, may: bool) -> Person {
    let standing = each.standing;
    let href = |what: &str| format!("{}/registrants/{}/{what}", urls::meeting(id), each.id);
    let approves = matches!(standing, Standing::Waiting | Standing::Refused);
    let refuses = matches!(standing, Standing::Waiting | Standing::Approved);
    Person {
        name: each.name.clone(),
        email: each.email.to_string(),
        standing: member.text(&format!("registrants-is-{}", standing.word())),
        tone: match standing {
            Standing::Approved => Some("good"),
            Standing::Waiting => Some("warning"),
            Standing::Refused | Standing::Cancelled => None,
        },
        asked_at: each.asked_at,
        answers: each.answers.iter().filter(|said| !said.answer.is_empty()).cloned().collect(),
        approve_href: (may && approves).then(|| href("approve")),
        refuse_href: (may && refuses).then(|| href("refuse")),
    }
}
