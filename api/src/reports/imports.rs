//! `/api/report-imports`: a file of another service is handed in, its preview says what would
//! happen to every meeting, and committing the preview does that, once.

use std::sync::Arc;

use ::contacts::charset::Charset;
use app::reports::import::{self, Answers, Planned, Preview, Question};
use app::{App, Who};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Json, Response};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::{HeldMeetingId, UsageImportId};
use usage::DateOrder;
use usage::attendance::tally;
use usage::import::Counts;
use utoipa::{IntoParams, ToSchema};
use web::idempotency::Effect;
use web::{Caller, Path, Problem};

use super::invalid;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new()
        .routes(operations!(hand_in))
        .routes(operations!(show, answer))
        .routes(operations!(commit))
        .routes(operations!(bad_rows))
}

/// How many meetings end in which way, and how many rows are bad.
#[derive(Serialize, ToSchema)]
struct ReportImportCounts {
    new: u32,
    /// The history has them, and the file tells more of them.
    completed: u32,
    /// The history has them, and nothing is new.
    known: u32,
    /// Rows that cannot be read.
    bad: u32,
}

impl From<Counts> for ReportImportCounts {
    fn from(counts: Counts) -> ReportImportCounts {
        let Counts { new, completed, known, bad } = counts;
        ReportImportCounts { new, completed, known, bad }
    }
}

/// What would happen to a meeting of the file.
#[derive(Serialize, ToSchema)]
struct ReportImportMeeting {
    /// Where it is first told of in the file, from 1.
    line: u32,
    /// `new`, `completed` or `known`.
    outcome: &'static str,
    source: &'static str,
    number: String,
    title: String,
    host_name: String,
    host_email: String,
    #[schema(value_type = String, format = "date-time")]
    started_at: Timestamp,
    #[schema(value_type = String, format = "date-time")]
    ended_at: Timestamp,
    participants: u32,
    /// The one of the history.
    #[schema(value_type = Option<String>, format = "uuid")]
    meeting: Option<HeldMeetingId>,
}

/// A row that cannot be imported.
#[derive(Serialize, ToSchema)]
struct ReportImportBadRow {
    line: u32,
    code: &'static str,
    /// What is wrong with it, in words.
    problem: String,
}

/// An import, before and after it is done.
#[derive(Serialize, ToSchema)]
struct ReportImport {
    #[schema(value_type = String, format = "uuid")]
    id: UsageImportId,
    is_done: bool,
    /// The file is older than Unicode: say `charset`.
    needs_charset: bool,
    /// A date that may be two days: say `date_order`.
    needs_date_order: Option<String>,
    /// In which times without a zone are read.
    zone: String,
    /// Whose report it seems to be.
    source: Option<&'static str>,
    /// Of its headings.
    language: Option<&'static str>,
    /// How its dates are read, where they could be read two ways.
    date_order: Option<&'static str>,
    /// Columns that are not taken over.
    not_kept: Vec<String>,
    counts: ReportImportCounts,
    meetings: Vec<ReportImportMeeting>,
    bad_rows: Vec<ReportImportBadRow>,
    /// What to commit.
    preview: Option<String>,
}

fn meetings(planned: &Planned) -> Vec<ReportImportMeeting> {
    let meetings = planned.file.meetings.iter().zip(&planned.plan.outcomes);
    let meetings = meetings.map(|(read, outcome)| ReportImportMeeting {
        line: read.line,
        outcome: outcome.word(),
        source: read.held.source.word(),
        number: read.held.number.clone(),
        title: read.held.title.clone(),
        host_name: read.held.host_name.clone(),
        host_email: read.held.host_email.clone(),
        started_at: read.held.started_at,
        ended_at: read.held.ended_at,
        participants: tally(&read.held).participants,
        meeting: planned.plan.meetings.get(outcome.at()).and_then(|known| known.id),
    });
    meetings.collect()
}

fn shown(app: &App, who: &Who, preview: &Preview) -> ReportImport {
    let import = &preview.import;
    let is_done = import.done_at.is_some();
    let read = preview.read.as_ref().ok();
    let planned = read.filter(|_| !is_done);
    let counts = match planned {
        Some(planned) => planned.counts,
        None => import.counts.unwrap_or_default(),
    };
    let bad = read.map(|read| read.file.bad.as_slice()).unwrap_or_default();
    ReportImport {
        id: import.id,
        is_done,
        needs_charset: matches!(preview.read, Err(Question::Charset)),
        needs_date_order: match &preview.read {
            Err(Question::DateOrder { example }) => Some(example.clone()),
            _ => None,
        },
        zone: import.zone.name().to_owned(),
        source: read.map(|read| read.file.source.word()),
        language: read.and_then(|read| read.file.language).map(|language| language.word()),
        date_order: read.and_then(|read| read.file.order).map(DateOrder::word),
        not_kept: read.map(|read| read.file.unkept.clone()).unwrap_or_default(),
        counts: counts.into(),
        meetings: planned.map(meetings).unwrap_or_default(),
        bad_rows: bad
            .iter()
            .map(|bad| ReportImportBadRow {
                line: bad.line,
                code: bad.problem.code,
                problem: import::sentence(app, &who.locale, &bad.problem),
            })
            .collect(),
        preview: planned.map(|planned| planned.digest.clone()),
    }
}

/// What is answered, in advance or when it is asked.
#[derive(Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
struct ReportImportAnswers {
    /// Letters of a file older than Unicode: `windows-1252` or `windows-1251`.
    charset: Option<String>,
    /// What comes first in dates like 10/05/2026: `day_first` or `month_first`.
    date_order: Option<String>,
    /// In which the file's times are written where they name no zone; the caller's own if nothing
    /// is said. A name of the IANA database.
    zone: Option<String>,
}

impl ReportImportAnswers {
    fn read(self) -> Result<Answers, Problem> {
        let charset =
            self.charset.map(|word| Charset::from_word(&word).ok_or_else(|| invalid("charset")));
        let order = self
            .date_order
            .map(|word| DateOrder::from_word(&word).ok_or_else(|| invalid("date_order")));
        let zone = self.zone.map(|name| name.parse().map_err(|_| invalid("zone")));
        Ok(Answers {
            charset: charset.transpose()?,
            order: order.transpose()?,
            zone: zone.transpose()?,
        })
    }
}

/// Hand in a usage report
///
/// The body is the file: a report of meetings or participants by Zoom, Webex or GoTo, or our own
/// table of participants; any encoding and delimiter, up to 5 MiB and 50,000 rows. Nothing is added
/// yet; the answer says what would be.
#[utoipa::path(post, path = "/api/report-imports", tag = "reports", params(ReportImportAnswers),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "What would happen.", body = ReportImport),
        (status = 422, description = "The file cannot be read; the sentence says why.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn hand_in(
    State(app): State<Arc<App>>,
    caller: Caller,
    effect: Option<Extension<Effect>>,
    Query(answers): Query<ReportImportAnswers>,
    file: Bytes,
) -> Result<(StatusCode, Json<ReportImport>), Problem> {
    let id = effect.map(|Extension(effect)| effect.id());
    let answers = answers.read()?;
    let id = import::hand_in(&app, &caller.who, id, file.to_vec(), answers).await?;
    let preview = import::preview(&app, &caller.who, id).await?;
    Ok((StatusCode::CREATED, Json(shown(&app, &caller.who, &preview))))
}

/// Show an import of usage reports
///
/// What it would do now, or what it did. It is forgotten after seven days.
#[utoipa::path(get, path = "/api/report-imports/{id}", tag = "reports",
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "The import.", body = ReportImport),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn show(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<UsageImportId>,
) -> Result<Json<ReportImport>, Problem> {
    let preview = import::preview(&app, &caller.who, id).await?;
    Ok(Json(shown(&app, &caller.who, &preview)))
}

/// Answer what an import of usage reports asks
#[utoipa::path(put, path = "/api/report-imports/{id}", tag = "reports",
    request_body = ReportImportAnswers,
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "What would happen now.", body = ReportImport),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn answer(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<UsageImportId>,
    Json(body): Json<ReportImportAnswers>,
) -> Result<Json<ReportImport>, Problem> {
    import::answer(&app, &caller.who, id, body.read()?).await?;
    show(State(app), caller, Path(id)).await
}

/// What was seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SeenReportImport {
    /// `preview` of the import.
    preview: String,
}

/// Do what the preview of an import of usage reports said
///
/// Or refuse, when it would now do something else. Done once, it gives the same answer again.
#[utoipa::path(post, path = "/api/report-imports/{id}/commit", tag = "reports",
    request_body = SeenReportImport,
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "It is done, now or before.", body = ReportImportCounts),
        (status = 409, description = "It would do something else now, or an answer is missing.",
            content_type = "application/problem+json"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn commit(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<UsageImportId>,
    Json(body): Json<SeenReportImport>,
) -> Result<Json<ReportImportCounts>, Problem> {
    let counts = import::commit(&app, &caller.who, id, &body.preview).await?;
    Ok(Json(counts.into()))
}

/// Download the rows of a usage report that cannot be imported
///
/// A table with the reason in the last column, without formulas; it can be mended and handed in.
#[utoipa::path(get, path = "/api/report-imports/{id}/bad.csv", tag = "reports",
    params(("id" = String, Path, format = "uuid", description = "The import's id.")),
    responses(
        (status = 200, description = "The file.", body = String, content_type = "text/csv"),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn bad_rows(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<UsageImportId>,
) -> Result<Response, Problem> {
    let bytes = import::bad_rows(&app, &caller.who, id).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"bad-rows.csv\""),
    ];
    Ok((headers, bytes).into_response())
}
