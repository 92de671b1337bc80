//! `/register/{code}` and `/registrations/{code}`: guests ask for a place in a meeting, see how
//! they stand, and cancel (F1). Nobody is signed in here, and nothing happens by opening a page
//!

use std::sync::Arc;

use app::App;
use app::meetings::registration::RegistrationError;
use app::meetings::registration::guest::{self, Asked as Registration, Own};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use meetings::registration::{
    ANSWER_MAX_CHARS, Door, NAME_MAX_CHARS, RegistrantDraft, Standing, Wrong,
};
use meetings::{Meeting, Occurrence};
use serde::Serialize;
use texts::Args;
use units::{EmailAddress, Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, PageError, Path, Visit, limits, news, urls};

use crate::site;

pub fn routes() -> Router<Face> {
    Router::new()
        .route("/register/{code}", get(look).post(register))
        .route("/registrations/{code}", get(own))
        .route("/registrations/{code}/cancel", post(cancel))
}

/// When a meeting takes place.
#[derive(Serialize)]
struct When {
    /// The present or next time; none: it is over.
    at: Option<Timestamp>,
    minutes: u32,
    repeats: Option<String>,
    zone: Zone,
}

fn when(visit: &Visit, meeting: &Meeting, next: Option<Occurrence>) -> When {
    let schedule = &meeting.schedule;
    let stretch = next.map_or(schedule.present(), |time| schedule.stretch_at(time.index));
    let texts = visit.face().texts();
    When {
        at: next.map(|time| time.start),
        minutes: next.map_or(schedule.duration_minutes(), |time| time.minutes()),
        repeats: app::meetings::words::repeats(texts, &visit.locale, stretch.repeats()),
        zone: stretch.zone().clone(),
    }
}

#[derive(Serialize)]
struct RegisterPage {
    webinar: bool,
    title: String,
    host: String,
    when: When,
    action: String,
    /// It was sent: the mail says the rest.
    sent: bool,
    /// Why nobody can register now.
    shut: Option<String>,
    left: Option<u32>,
    manual: bool,
    closes_at: Option<Timestamp>,
    form: Typed,
    questions: Vec<QuestionShown>,
    name_max: usize,
    answer_max: usize,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Clone, Default, Serialize)]
struct Typed {
    name: String,
    email: String,
}

#[derive(Serialize)]
struct QuestionShown {
    name: String,
    label: String,
    value: String,
    needed: bool,
    error: Option<String>,
}

/// `GET /register/{code}`
async fn look(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let found = match guest::open(&app, &code, &visit.client.network()).await {
        Ok(found) => found,
        Err(error) => return other(&app, &visit, error).await,
    };
    let sent = asked.has("sent");
    let page = register_page(&visit, &code, found, (Typed::default(), &[]), FieldErrors::default());
    visit.page("portal/register.html", RegisterPage { sent, ..page }).await
}

/// `POST /register/{code}`: the page after it is the same for every address.
async fn register(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let network = visit.client.network();
    let draft = draft(&fields);
    let mut buckets = vec![limits::REGISTER_BY_NETWORK.for_client(&visit.client)];
    let email = draft.email.parse::<EmailAddress>().ok();
    buckets.extend(email.map(|email| limits::MAIL_BY_ADDRESS.for_address(&email)));
    limits::take(&app, &buckets).await?;
    let mut errors = FieldErrors::default();
    let mut refusal = None;
    match guest::register(&app, &code, &network, &draft, &visit.locale).await {
        Ok(_) => {
            let sent = urls::with_query(&urls::register(&code), &[("sent", "yes")]);
            return Ok(axum::response::IntoResponse::into_response(axum::response::Redirect::to(
                &sent,
            )));
        }
        Err(RegistrationError::Fields(all)) => tell(&visit, &mut errors, &all),
        Err(error @ (RegistrationError::Shut(_) | RegistrationError::TooMany)) => {
            refusal = Some(visit.text(&web::refusal::text_key(error.code())));
        }
        Err(error) => return other(&app, &visit, error).await,
    }
    let found = match guest::open(&app, &code, &network).await {
        Ok(found) => found,
        Err(error) => return other(&app, &visit, error).await,
    };
    let typed = Typed { name: draft.name.clone(), email: draft.email.clone() };
    let page = register_page(&visit, &code, found, (typed, &draft.answers), errors);
    visit.refused_page("portal/register.html", RegisterPage { refusal, ..page }).await
}

fn draft(fields: &Fields) -> RegistrantDraft {
    let places = 0..meetings::registration::QUESTIONS_MAX;
    let answers = places.map(|place| fields.text(&format!("answer_{place}")).to_owned());
    RegistrantDraft {
        name: fields.text("name").to_owned(),
        email: fields.text("email").to_owned(),
        answers: answers.collect(),
    }
}

/// What is wrong, beside each field.
pub(crate) fn tell(visit: &Visit, errors: &mut FieldErrors, all: &[Wrong]) {
    for wrong in all {
        let field = match wrong.field {
            "answer" | "question" => format!("{}_{}", wrong.field, wrong.place),
            "closes_minutes_before" => "closes_before".to_owned(),
            field => field.to_owned(),
        };
        let limit = i64::try_from(wrong.limit).unwrap_or(i64::MAX);
        let args = Args::new().with("limit", limit);
        errors.add(visit.face().texts(), &visit.locale, field, wrong.code, &args);
    }
}

fn register_page(
    visit: &Visit,
    code: &str,
    found: Registration,
    (form, answers): (Typed, &[String]),
    errors: FieldErrors,
) -> RegisterPage {
    let shut = match found.door {
        Door::Open => None,
        shut => Some(RegistrationError::Shut(shut)),
    };
    let settings = found.settings;
    let questions = settings.questions.into_iter().enumerate().map(|(place, question)| {
        let name = format!("answer_{place}");
        QuestionShown {
            label: question.text,
            value: answers.get(place).cloned().unwrap_or_default(),
            needed: question.needed,
            error: errors.about(&name).map(str::to_owned),
            name,
        }
    });
    RegisterPage {
        webinar: found.meeting.kind.is_webinar(),
        title: found.meeting.title_of(found.next).to_owned(),
        host: found.host_name,
        when: when(visit, &found.meeting, found.next),
        action: urls::register(code),
        sent: false,
        shut: shut.map(|error| visit.text(&web::refusal::text_key(error.code()))),
        left: found.left.filter(|_| settings.places.is_some()),
        manual: settings.approval == meetings::registration::Approval::Manual,
        closes_at: settings.closes_at,
        form,
        questions: questions.collect(),
        name_max: NAME_MAX_CHARS,
        answer_max: ANSWER_MAX_CHARS,
        errors,
        refusal: None,
    }
}

#[derive(Serialize)]
struct OwnPage {
    webinar: bool,
    title: String,
    host: String,
    when: When,
    name: String,
    email: String,
    /// A word of `Standing`.
    standing: &'static str,
    heading: String,
    text: String,
    join_href: Option<String>,
    /// None: there is nothing to cancel.
    cancel_href: Option<String>,
    /// Where they may register again.
    again_href: Option<String>,
}

/// `GET /registrations/{code}`
async fn own(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    match guest::own(&app, &code, &visit.client.network()).await {
        Ok(own) => visit.page("portal/registration.html", own_page(&app, &visit, &code, own)).await,
        Err(error) => other(&app, &visit, error).await,
    }
}

/// `POST /registrations/{code}/cancel`
async fn cancel(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    match guest::cancel(&app, &code, &visit.client.network()).await {
        Ok(_) => Ok(news::redirect(&urls::registration(&code), "news-registration-cancelled")),
        Err(error) => other(&app, &visit, error).await,
    }
}

fn own_page(app: &App, visit: &Visit, code: &str, own: Own) -> OwnPage {
    let standing = own.registrant.standing;
    let host = Args::new().with("host", own.host_name.as_str());
    let said = |part: &str| {
        let key = format!("registration-{}{part}", standing.word());
        app.texts.get(&visit.locale, &key, &host)
    };
    let goes_on = own.next.is_some() && own.meeting.state == meetings::State::Scheduled;
    let may_cancel = goes_on && matches!(standing, Standing::Waiting | Standing::Approved);
    let may_return = goes_on && standing == Standing::Cancelled;
    OwnPage {
        webinar: own.meeting.kind.is_webinar(),
        title: own.meeting.title_of(own.next).to_owned(),
        when: when(visit, &own.meeting, own.next),
        name: own.registrant.name,
        email: own.registrant.email.to_string(),
        standing: standing.word(),
        heading: said(""),
        text: said("-text"),
        join_href: own.join_url.filter(|_| goes_on),
        cancel_href: may_cancel.then(|| format!("{}/cancel", urls::registration(code))),
        again_href: may_return.then(|| urls::register(own.meeting.identity.link.as_str())),
        host: own.host_name,
    }
}

/// There is no such registration, for now or for good.
async fn other(app: &App, visit: &Visit, error: RegistrationError) -> Result<Response, PageError> {
    match error {
        RegistrationError::Wait { until } => {
            site::wait(app, visit, "answer-wait-text", until).await
        }
        other => Err(other.into()),
    }
}
