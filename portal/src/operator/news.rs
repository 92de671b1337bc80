//! `/operator/news`: news of the deployment, written, looked at, and sent to those who want them.

use std::sync::Arc;

use app::App;
use app::operator::news::{self as story, NewsError};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use people::news::{NewsDraft, Piece, TEXT_MAX_CHARS, TITLE_MAX_CHARS};
use serde::Serialize;
use units::id::kind;
use units::{Id, Timestamp, Zone};
use web::{Face, Fields, Form, Operator, PageError, news, urls};

use super::console;

pub fn routes() -> Router<Face> {
    Router::new()
        .route(urls::OPERATOR_NEWS, get(show))
        .route("/operator/news/review", post(review))
        .route("/operator/news/send", post(send))
}

#[derive(Serialize)]
struct NewsPage {
    sent: Vec<Line>,
    pieces: Vec<Typed>,
    title_max: usize,
    text_max: usize,
    zone: Zone,
    refusal: Option<String>,
}

#[derive(Serialize)]
struct Line {
    title: String,
    languages: String,
    at: Timestamp,
    told: u32,
    sending: bool,
}

/// A language with what is typed in it.
#[derive(Serialize)]
struct Typed {
    tag: String,
    language: String,
    title: String,
    text: String,
}

#[derive(Serialize)]
struct ReviewPage {
    id: String,
    pieces: Vec<Looked>,
}

#[derive(Serialize)]
struct Looked {
    tag: String,
    language: String,
    title: String,
    text: String,
    paragraphs: Vec<String>,
}

fn draft(app: &App, fields: &Fields) -> NewsDraft {
    let piece = |tag: &str| Piece {
        title: fields.text(&format!("title_{tag}")).to_owned(),
        text: fields.text(&format!("text_{tag}")).to_owned(),
    };
    let languages = app.texts.languages().iter();
    languages.map(|language| (language.locale.to_string(), piece(language.locale.tag()))).collect()
}

async fn page(
    app: &App,
    operator: &Operator,
    draft: &NewsDraft,
    refusal: Option<String>,
) -> Result<NewsPage, PageError> {
    let languages: Vec<units::Locale> =
        app.texts.languages().iter().map(|language| language.locale.clone()).collect();
    let sent = story::list(app, &console(operator)?).await?;
    let visit = operator.visit();
    let line = |kept: &story::Kept| Line {
        title: kept
            .news
            .piece(&visit.locale, &languages)
            .map(|piece| piece.title.clone())
            .unwrap_or_default(),
        languages: kept.news.languages().join(", "),
        at: kept.created_at,
        told: kept.told,
        sending: kept.sent_at.is_none(),
    };
    let typed = |language: &texts::Language| {
        let tag = language.locale.to_string();
        let piece = draft.get(&tag).cloned().unwrap_or_default();
        Typed { tag, language: language.native_name.clone(), title: piece.title, text: piece.text }
    };
    Ok(NewsPage {
        sent: sent.iter().map(line).collect(),
        pieces: app.texts.languages().iter().map(typed).collect(),
        title_max: TITLE_MAX_CHARS,
        text_max: TEXT_MAX_CHARS,
        zone: visit.zone.clone(),
        refusal,
    })
}

/// `GET /operator/news`
async fn show(State(app): State<Arc<App>>, operator: Operator) -> Result<Response, PageError> {
    let page = page(&app, &operator, &NewsDraft::new(), None).await?;
    operator.page("operator/news.html", page).await
}

async fn refused(
    app: &App,
    operator: &Operator,
    draft: &NewsDraft,
    error: NewsError,
) -> Result<Response, PageError> {
    let NewsError::Refused(refusal) = error else { return Err(error.into()) };
    let said = operator.visit().text(&web::refusal::text_key(refusal.code()));
    let page = page(app, operator, draft, Some(said)).await?;
    let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    operator.page_as(status, "operator/news.html", page).await
}

/// `POST /operator/news/review`: nothing is sent.
async fn review(
    State(app): State<Arc<App>>,
    operator: Operator,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let draft = draft(&app, &fields);
    let news = match story::look(&app, &console(&operator)?, &draft) {
        Ok(news) => news,
        Err(error) => return refused(&app, &operator, &draft, error).await,
    };
    if fields.text("do") == "change" {
        let page = page(&app, &operator, &draft, None).await?;
        return operator.page("operator/news.html", page).await;
    }
    let id: Id<kind::News> = app.id();
    let looked = app.texts.languages().iter().filter_map(|language| {
        let tag = language.locale.tag();
        let written = news.languages().contains(&tag);
        let piece = news.piece(&language.locale, &[]).filter(|_| written)?;
        Some(Looked {
            tag: tag.to_owned(),
            language: language.native_name.clone(),
            title: piece.title.clone(),
            text: piece.text.clone(),
            paragraphs: piece.paragraphs(),
        })
    });
    let page = ReviewPage { id: id.to_string(), pieces: looked.collect() };
    operator.page("operator/news_review.html", page).await
}

/// `POST /operator/news/send`
async fn send(
    State(app): State<Arc<App>>,
    operator: Operator,
    Form(fields): Form,
) -> Result<Response, PageError> {
    let draft = draft(&app, &fields);
    match story::send(&app, &console(&operator)?, fields.parsed("id"), &draft).await {
        Ok(_) => Ok(news::redirect(urls::OPERATOR_NEWS, "news-news-sent")),
        Err(error) => refused(&app, &operator, &draft, error).await,
    }
}
