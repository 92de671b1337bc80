//! `/api/meetings/{id}/answers`: what those invited have answered, for those who hold the meeting.

use std::sync::Arc;

use app::App;
use app::meetings::answer::{self, Answers};
use app::meetings::list;
use axum::extract::State;
use axum::response::Json;
use meetings::answer::{Counts, Retimed};
use serde::Serialize;
use units::Timestamp;
use units::id::MeetingId;
use utoipa::ToSchema;
use web::{Caller, Path, Problem};

use crate::answers::{AnswerGiven, given};
use crate::operations::{Operations, operations};

pub(super) fn routes() -> Operations {
    Operations::new().routes(operations!(show))
}

/// How many said what.
#[derive(Serialize, ToSchema)]
struct AnswerCounts {
    yes: u32,
    maybe: u32,
    no: u32,
    /// Also those whose answer is to another time than the meeting has now.
    unanswered: u32,
}

/// One meeting of a series that somebody has answered by itself.
#[derive(Serialize, ToSchema)]
struct AnswersToTime {
    /// Its place in the series, counted from 0.
    index: u32,
    #[schema(value_type = String, format = DateTime)]
    start: Timestamp,
    counts: AnswerCounts,
}

#[derive(Serialize, ToSchema)]
struct InvitedAnswers {
    email: String,
    name: String,
    /// To all meetings, and to single ones that are to come. Empty: nothing was answered.
    answers: Vec<AnswerGiven>,
}

/// What those invited have answered.
#[derive(Serialize, ToSchema)]
struct MeetingAnswers {
    counts: AnswerCounts,
    times: Vec<AnswersToTime>,
    invited: Vec<InvitedAnswers>,
}

fn counts(counts: Counts) -> AnswerCounts {
    let Counts { yes, maybe, no, unanswered } = counts;
    AnswerCounts { yes, maybe, no, unanswered }
}

fn told(found: Answers, retimed: &[Retimed]) -> MeetingAnswers {
    let times = found.times.into_iter().map(|(time, count)| AnswersToTime {
        index: time.index,
        start: time.start,
        counts: counts(count),
    });
    let invited = found.lines.into_iter().map(|line| {
        let single = line.single.iter().map(|(_, single, _)| single);
        let answers = line.given.iter().chain(single).map(|each| given(each, retimed));
        InvitedAnswers {
            email: line.email.to_string(),
            name: line.name,
            answers: answers.collect(),
        }
    });
    MeetingAnswers {
        counts: counts(found.counts),
        times: times.collect(),
        invited: invited.collect(),
    }
}

/// Show what those invited have answered
///
/// To those who hold the meeting. Answers come from the page that invitations link to, and from
/// the mails of calendar programs where the deployment takes them in.
#[utoipa::path(get, path = "/api/meetings/{id}/answers", tag = "meetings",
    params(("id" = String, Path, format = "uuid", description = "The meeting's id.")),
    responses(
        (status = 200, description = "The answers.", body = MeetingAnswers),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<MeetingId>,
) -> Result<Json<MeetingAnswers>, Problem> {
    let meeting = list::show(&app, &caller.who, id).await?.meeting;
    let found = answer::answers(&app, &caller.who, id).await?;
    Ok(Json(told(found, &meeting.retimed)))
}
