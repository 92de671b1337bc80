//! `/answers/{code}`: whoever is invited says whether they come (F1). Nobody is signed in here: the
//! code, which only they were told, is who they are. Opening the page answers nothing.

use std::sync::Arc;

use app::App;
use app::meetings::answer::{self, AnswerError, Ask, Invitation};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use meetings::answer::{Answer, NOTE_MAX_CHARS};
use meetings::join;
use serde::Serialize;
use texts::Args;
use units::{Timestamp, Zone};
use web::forms::{Asked, FieldErrors};
use web::{Face, Fields, Form, PageError, Path, Visit, news, urls};

use crate::site;

pub fn routes() -> Router<Face> {
    Router::new().route("/answers/{code}", get(look).post(give))
}

#[derive(Serialize)]
struct AnswerPage {
    title: String,
    host: String,
    /// The address that is answered for.
    email: String,
    action: String,
    join_href: String,
    zone: Zone,
    /// The present or next time; none: it is over or off.
    at: Option<Timestamp>,
    minutes: u32,
    repeats: Option<String>,
    /// Why there is nothing to answer any more.
    closed: Option<String>,
    said: Vec<Said>,
    form: Typed,
    answers: Vec<Choice>,
    /// All of the series, or one of its next times; empty: it takes place once.
    times: Vec<Choice>,
    note_max: usize,
    sequence: u32,
    errors: FieldErrors,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
    hint: Option<String>,
    aside: Option<String>,
}

impl Choice {
    fn new(value: impl Into<String>, label: String) -> Choice {
        Choice { value: value.into(), label, hint: None, aside: None }
    }
}

/// What they have answered so far.
#[derive(Serialize)]
struct Said {
    /// None: to the whole.
    at: Option<Timestamp>,
    text: String,
    came_at: Timestamp,
    outdated: bool,
}

#[derive(Clone, Default, Serialize)]
struct Typed {
    answer: String,
    /// A place in the series; empty: all of it.
    time: String,
    note: String,
}

impl Typed {
    fn read(fields: &Fields) -> Typed {
        Typed {
            answer: fields.text("answer").to_owned(),
            time: fields.text("time").to_owned(),
            note: fields.text("note").to_owned(),
        }
    }
}

/// `GET /answers/{code}?answer=yes`: the answer in the address is marked and not given.
async fn look(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    Asked(asked): Asked,
) -> Result<Response, PageError> {
    let invitation = match answer::open(&app, &code, &visit.client.network()).await {
        Ok(invitation) => invitation,
        Err(error) => return other(&app, &visit, error).await,
    };
    let time = asked.parsed::<u32>("time");
    let said = invitation.answer(time).filter(|(_, holds)| *holds).map(|(given, _)| given);
    let marked = Answer::from_word(asked.text("answer")).or(said.map(|given| given.answer));
    let typed = Typed {
        answer: marked.map(|answer| answer.word().to_owned()).unwrap_or_default(),
        time: time.map(|time| time.to_string()).unwrap_or_default(),
        note: said.map(|given| given.note.clone()).unwrap_or_default(),
    };
    let page = page(&app, &visit, &code, &invitation, typed);
    visit.page("portal/answer.html", page).await
}

/// `POST /answers/{code}`
async fn give(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(code): Path<String>,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let typed = Typed::read(&fields);
    let network = visit.client.network();
    let refused = match (Answer::from_word(&typed.answer), place(&typed.time)) {
        (None, _) => Refusal::Field("answer", "answer.missing"),
        (_, None) => Refusal::Field("time", "meeting.no_such_time"),
        (Some(answer), Some(time)) => {
            let sequence = fields.parsed("sequence");
            let ask = Ask { time, answer, note: &typed.note, sequence };
            match answer::give(&app, &code, &network, &ask).await {
                Ok(_) => return Ok(news::redirect(&urls::answer(&code), "news-answer-given")),
                Err(AnswerError::NoteTooLong) => Refusal::Field("note", "answer.note_too_long"),
                Err(AnswerError::NoSuchTime) => Refusal::Field("time", "meeting.no_such_time"),
                Err(
                    error @ (AnswerError::Changed | AnswerError::Over | AnswerError::Cancelled),
                ) => Refusal::Whole(error.code()),
                Err(error) => return other(&app, &visit, error).await,
            }
        }
    };
    let invitation = match answer::open(&app, &code, &network).await {
        Ok(invitation) => invitation,
        Err(error) => return other(&app, &visit, error).await,
    };
    let mut page = page(&app, &visit, &code, &invitation, typed);
    let limit = i64::try_from(NOTE_MAX_CHARS).unwrap_or(i64::MAX);
    let args = Args::new().with("limit", limit);
    match refused {
        Refusal::Field(field, code) => {
            page.errors.add(&app.texts, &visit.locale, field, code, &args);
        }
        Refusal::Whole(code) => page.refusal = Some(visit.text(&web::refusal::text_key(code))),
    }
    visit.refused_page("portal/answer.html", page).await
}

/// What is wrong with a form.
enum Refusal {
    Field(&'static str, &'static str),
    Whole(&'static str),
}

/// `Some(None)`: the whole series.
fn place(text: &str) -> Option<Option<u32>> {
    match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}

/// Nothing to answer behind this code, for now or for good.
async fn other(app: &App, visit: &Visit, error: AnswerError) -> Result<Response, PageError> {
    match error {
        AnswerError::Wait { until } => site::wait(app, visit, "answer-wait-text", until).await,
        other => Err(other.into()),
    }
}

fn page(app: &App, visit: &Visit, code: &str, invitation: &Invitation, form: Typed) -> AnswerPage {
    let meeting = &invitation.meeting;
    let schedule = &meeting.schedule;
    let next = invitation.times.first();
    let zone = next.map_or(schedule.zone(), |time| schedule.stretch_at(time.index).zone());
    let rule = next.map_or(schedule.present(), |time| schedule.stretch_at(time.index)).repeats();
    let closed = match join::state(meeting, app.now()) {
        join::JoinState::Cancelled => Some("answer-cancelled"),
        join::JoinState::Over => Some("error-answer-over"),
        join::JoinState::NotYet { .. } | join::JoinState::Open { .. } => None,
    };
    AnswerPage {
        title: meeting.title_at(app.now()).to_owned(),
        host: invitation.host_name.clone(),
        email: invitation.email.to_string(),
        action: urls::answer(code),
        join_href: invitation.join_url.clone(),
        zone: zone.clone(),
        at: next.map(|time| time.start),
        minutes: next.map_or(schedule.duration_minutes(), |time| time.minutes()),
        repeats: app::meetings::words::repeats(&app.texts, &visit.locale, rule),
        closed: closed.map(|key| visit.text(key)),
        said: said(visit, invitation),
        answers: Answer::ALL
            .into_iter()
            .map(|answer| {
                let label = visit.text(&format!("answer-{}", answer.word()));
                Choice::new(answer.word(), label)
            })
            .collect(),
        times: times(visit, invitation, zone),
        form,
        note_max: NOTE_MAX_CHARS,
        sequence: meeting.sequence,
        errors: FieldErrors::default(),
        refusal: None,
    }
}

/// What they have said to the whole, and to the next times one by one.
fn said(visit: &Visit, invitation: &Invitation) -> Vec<Said> {
    let whole = (None, None);
    let single = invitation.times.iter().map(|time| (Some(time.index), Some(time.start)));
    let places = std::iter::once(whole).chain(single);
    let lines = places.filter_map(|(place, at)| {
        let given = invitation.given.iter().find(|given| given.time == place)?;
        Some(Said {
            at,
            text: visit.text(&format!("answer-{}", given.answer.word())),
            came_at: given.came_at,
            outdated: given.is_outdated(place, &invitation.meeting.retimed),
        })
    });
    lines.collect()
}

fn times(visit: &Visit, invitation: &Invitation, zone: &Zone) -> Vec<Choice> {
    let schedule = &invitation.meeting.schedule;
    if !schedule.is_series() {
        return Vec::new();
    }
    let texts = visit.face().texts();
    let all = Choice::new("", visit.text("answer-all-times"));
    let single = invitation.times.iter().map(|time| {
        let args = Args::new()
            .with("day", texts.weekday_date(&visit.locale, zone.date(time.start)))
            .with("time", texts.time_zone(&visit.locale, time.start, zone));
        let label = texts.get(&visit.locale, "answer-one-time", &args);
        Choice::new(time.index.to_string(), label)
    });
    std::iter::once(all).chain(single).collect()
}
