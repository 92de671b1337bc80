//! `/api/answers/{code}`: an invited person's answer (F1). The code of their invitation is who they
//! are; nobody needs an account.

use std::sync::Arc;

use app::App;
use app::meetings::answer::{self, AnswerError, Ask, Invitation};
use axum::extract::State;
use axum::response::Json;
use meetings::answer::{Answer, Given, NOTE_MAX_CHARS, Retimed};
use serde::{Deserialize, Serialize};
use texts::Args;
use units::Timestamp;
use utoipa::ToSchema;
use web::client::Client;
use web::refusal::{Refused, RefusedField};
use web::{Path, Problem};

use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(show, give))
}

/// An invitation, for whoever has its code.
#[derive(Serialize, ToSchema)]
struct InvitationSeen {
    title: String,
    host_name: String,
    /// The address it was made for.
    email: String,
    join_url: String,
    zone: String,
    /// As RFC 5545 writes it; empty for once.
    rule: String,
    /// The present time and the next ones, at most 12.
    times: Vec<InvitationTime>,
    /// `scheduled` or `cancelled`.
    state: &'static str,
    /// The version of the meeting, to answer to.
    sequence: u32,
    answers: Vec<AnswerGiven>,
}

#[derive(Serialize, ToSchema)]
struct InvitationTime {
    /// Its place in the series, counted from 0.
    index: u32,
    #[schema(value_type = String, format = DateTime)]
    start: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    end: Timestamp,
}

/// An answer to an invitation.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnswerGiven {
    /// The one meeting of the series that is answered to. Absent: all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<u32>,
    /// `yes`, `maybe` or `no`.
    answer: &'static str,
    note: String,
    /// `page` (also by a program) or `mail`.
    by: &'static str,
    #[schema(value_type = String, format = DateTime)]
    answered_at: Timestamp,
    /// The time was changed since: it does not count.
    outdated: bool,
}

pub(crate) fn given(given: &Given, retimed: &[Retimed]) -> AnswerGiven {
    AnswerGiven {
        time: given.time,
        answer: given.answer.word(),
        note: given.note.clone(),
        by: given.by.word(),
        answered_at: given.came_at,
        outdated: given.is_outdated(given.time, retimed),
    }
}

fn seen(invitation: Invitation) -> InvitationSeen {
    let meeting = &invitation.meeting;
    let times = invitation.times.iter();
    InvitationSeen {
        title: meeting.title_of(invitation.times.first().copied()).to_owned(),
        host_name: invitation.host_name,
        email: invitation.email.to_string(),
        join_url: invitation.join_url,
        zone: meeting.schedule.zone().to_string(),
        rule: meeting.schedule.repeats().text(),
        times: times
            .map(|time| InvitationTime { index: time.index, start: time.start, end: time.end })
            .collect(),
        state: meeting.state.word(),
        sequence: meeting.sequence,
        answers: invitation.given.iter().map(|each| given(each, &meeting.retimed)).collect(),
    }
}

/// An answer to give.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAnswer {
    /// `yes`, `maybe` or `no`.
    #[schema(example = "yes")]
    answer: String,
    /// Up to 500 characters, for the host.
    #[serde(default)]
    note: String,
    /// One meeting of a series, by its place in it; all of them when left out.
    #[schema(maximum = 40000)]
    time: Option<u32>,
    /// The version that was read: an answer to an earlier time is refused. The present one when
    /// left out.
    #[schema(maximum = 2147483647)]
    sequence: Option<u32>,
}

fn refused(app: &App, error: AnswerError) -> Problem {
    match error {
        AnswerError::Wait { until } => {
            let seconds = until.seconds_since(app.now()).max(1);
            let refused = Refused::of_code("rate.limited");
            Refused { retry_after_s: Some(seconds), ..refused }.into()
        }
        AnswerError::NoteTooLong => {
            let limit = i64::try_from(NOTE_MAX_CHARS).unwrap_or(i64::MAX);
            let code = "answer.note_too_long";
            let args = Args::new().with("limit", limit);
            let field = RefusedField { field: "note".into(), code: code.into(), args };
            Refused { fields: vec![field], ..Refused::of_code("request.invalid") }.into()
        }
        other => other.into(),
    }
}

/// Show an invitation
///
/// The code stands at the end of the link by which the invited person answers. No account is
/// needed. Showing it answers nothing.
#[utoipa::path(get, path = "/api/answers/{code}", tag = "meetings", security(()),
    params(("code" = String, Path, description = "The code of the invitation.")),
    responses(
        (status = 200, description = "The invitation.", body = InvitationSeen),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    client: Client,
    Path(code): Path<String>,
) -> Result<Json<InvitationSeen>, Problem> {
    let invitation = answer::open(&app, &code, &client.network()).await;
    Ok(Json(seen(invitation.map_err(|error| refused(&app, error))?)))
}

/// Answer an invitation
///
/// Takes the place of the answer before. Its host sees it.
#[utoipa::path(put, path = "/api/answers/{code}", tag = "meetings", security(()),
    request_body = NewAnswer,
    params(("code" = String, Path, description = "The code of the invitation.")),
    responses(
        (status = 200, description = "The invitation as it is now.", body = InvitationSeen),
        (status = 409, description = "The time was changed since it was read, or it is over.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn give(
    State(app): State<Arc<App>>,
    client: Client,
    Path(code): Path<String>,
    Json(body): Json<NewAnswer>,
) -> Result<Json<InvitationSeen>, Problem> {
    let answer = Answer::from_word(&body.answer);
    let answer = answer.ok_or_else(|| Problem::of_fields([("answer", "answer.missing")]))?;
    let ask = Ask { time: body.time, answer, note: &body.note, sequence: body.sequence };
    let given = answer::give(&app, &code, &client.network(), &ask).await;
    Ok(Json(seen(given.map_err(|error| refused(&app, error))?)))
}
