//! `PageError`: what a portal handler answers when it cannot answer.
//!
//! The error travels as a status and a `Refused`; what people see is made from it where their
//! language is known (`visit::attach`).

use std::sync::Arc;

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use crate::refusal::{Refusal, Refused, Way};
use crate::visit::Visit;

/// A handler's refusal, to be shown as a page.
#[derive(Debug)]
pub struct PageError(Box<Refused>);

impl PageError {
    /// The refusal known under `code`.
    pub fn of_code(code: &'static str) -> PageError {
        PageError(Box::new(Refused::of_code(code)))
    }

    /// No such page; also for what belongs to somebody else.
    pub fn not_found() -> PageError {
        PageError::of_code("page.not_found")
    }

    /// An invariant does not hold: a bug report, for the log.
    pub fn broken(inside: &str) -> PageError {
        let refused = Refused::of_code("invariant.broken");
        PageError(Box::new(Refused { inside: Some(inside.to_owned()), ..refused }))
    }

    /// The same refusal with another way on; `label` is a key of `locales/`.
    #[must_use]
    pub fn with_way(mut self, label: &'static str, href: impl Into<String>) -> PageError {
        self.0.way = Some(Way { label, href: href.into() });
        self
    }

    pub fn refused(&self) -> &Refused {
        &self.0
    }
}

impl<E: Refusal> From<E> for PageError {
    fn from(error: E) -> PageError {
        PageError(Box::new(Refused::of(&error)))
    }
}

impl From<Refused> for PageError {
    fn from(refused: Refused) -> PageError {
        PageError(Box::new(refused))
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        carry(*self.0)
    }
}

/// A bare answer that carries `refused` to where it is put into words.
pub(crate) fn carry(refused: Refused) -> Response {
    let mut response = refused.status.into_response();
    if let Some(seconds) = refused.retry_after_s {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    }
    response.extensions_mut().insert(Arc::new(refused));
    response
}

/// Whether an answer says nothing but its status and perhaps a line of plain text for programmers.
pub(crate) fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_none_or(|kind| kind.starts_with("text/plain"))
}

/// What the error page shows.
#[derive(Serialize)]
struct ErrorPage {
    status: u16,
    title: String,
    text: String,
    fix: Fix,
    /// Names the request in our logs; shown when the fault is ours.
    reference: Option<String>,
}

#[derive(Serialize)]
struct Fix {
    label: String,
    href: String,
}

/// The page that says `refused`. When even that cannot be made, its words alone.
pub(crate) async fn page(visit: &Visit, refused: &Refused) -> Response {
    refused.log();
    let texts = visit.face().texts();
    let way = refused.way_on();
    let ours = refused.status.is_server_error();
    let page = ErrorPage {
        status: refused.status.as_u16(),
        title: refused.title(texts, &visit.locale),
        text: refused.text(texts, &visit.locale),
        fix: Fix { label: texts.plain(&visit.locale, way.label), href: way.href },
        reference: ours.then(|| visit.request_id.clone()),
    };
    // While the store is away nothing that is kept in it can stand around the page.
    let chrome = match refused.status {
        StatusCode::SERVICE_UNAVAILABLE => visit.bare_chrome(),
        _ => visit.chrome().await.unwrap_or_else(|_| visit.bare_chrome()),
    };
    let pages = &visit.face().pages;
    match pages.render("portal/error.html", &visit.locale, &chrome, &page) {
        Ok(html) => (refused.status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "the error page cannot be shown");
            (refused.status, format!("{}\n{}\n", page.title, page.text)).into_response()
        }
    }
}
