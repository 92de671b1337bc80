//! `/api/operator/news`: news of the deployment, sent to those who want them (E9a).

use std::collections::BTreeMap;
use std::sync::Arc;

use app::App;
use app::operator::news::{self, Kept};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Json;
use people::news::{NewsDraft, Piece};
use serde::{Deserialize, Serialize};
use units::Timestamp;
use units::id::NewsId;
use utoipa::ToSchema;
use web::{Caller, Problem};

use super::console;
use crate::operations::{Operations, operations};

pub fn routes() -> Operations {
    Operations::new().routes(operations!(list, send))
}

/// News in one language.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewsPiece {
    /// One line of up to 120 characters.
    title: String,
    /// Up to 4,000 characters, paragraphs with an empty line between.
    text: String,
}

/// News to be sent, in one language or more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNews {
    /// By the tag of the language: `en`, `fr`, `ru`.
    pieces: BTreeMap<String, NewsPiece>,
}

/// News that were sent, or are being sent.
#[derive(Serialize, ToSchema)]
struct OperatorNews {
    #[schema(value_type = String, format = "uuid")]
    id: NewsId,
    /// Tags of the languages it is written in.
    languages: Vec<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Absent while it is being sent.
    #[schema(value_type = Option<String>, format = DateTime)]
    sent_at: Option<Timestamp>,
    /// How many it went to so far.
    told: u32,
}

#[derive(Serialize, ToSchema)]
struct OperatorNewsList {
    news: Vec<OperatorNews>,
}

#[derive(Serialize, ToSchema)]
struct SentNews {
    #[schema(value_type = String, format = "uuid")]
    id: NewsId,
}

fn shown(kept: &Kept) -> OperatorNews {
    OperatorNews {
        id: kept.id,
        languages: kept.news.languages().into_iter().map(str::to_owned).collect(),
        created_at: kept.created_at,
        sent_at: kept.sent_at,
        told: kept.told,
    }
}

/// List news
///
/// The latest fifty.
#[utoipa::path(get, path = "/api/operator/news", tag = "operator",
    responses(
        (status = 200, description = "The news.", body = OperatorNewsList),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Result<Json<OperatorNewsList>, Problem> {
    let found = news::list(&app, &console(&caller)?).await?;
    Ok(Json(OperatorNewsList { news: found.iter().map(shown).collect() }))
}

/// Send news
///
/// To everybody who wants them, in their language where it is written in it, else in the first it
/// is written in.
#[utoipa::path(post, path = "/api/operator/news", tag = "operator", request_body = NewNews,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters.")),
    responses(
        (status = 201, description = "It is being sent.", body = SentNews),
        (status = "4XX", description = "A problem.", content_type = "application/problem+json")))]
async fn send(
    State(app): State<Arc<App>>,
    caller: Caller,
    Json(body): Json<NewNews>,
) -> Result<(StatusCode, Json<SentNews>), Problem> {
    let console = console(&caller)?;
    let piece =
        |(tag, piece): (String, NewsPiece)| (tag, Piece { title: piece.title, text: piece.text });
    let draft: NewsDraft = body.pieces.into_iter().map(piece).collect();
    let id = news::send(&app, &console, None, &draft).await?;
    Ok((StatusCode::CREATED, Json(SentNews { id })))
}
