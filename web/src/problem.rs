//! `Problem`: what an API handler answers when it cannot answer (RFC 9457).
//!
//! `code` is what programs key on; `title`, `detail` and `fix` are for the people behind them, in
//! the language they ask for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use texts::Args;
use units::Locale;

use crate::errors::{carry, is_bare};
use crate::face::Face;
use crate::refusal::{Refusal, Refused, RefusedField, text_key};
use crate::trace::RequestId;

/// Longest line of a parser that is passed on, in bytes.
const DETAIL_MAX_BYTES: usize = 2_000;

/// A handler's refusal, to be answered as a problem document.
#[derive(Debug)]
pub struct Problem(Box<Refused>);

/// The document itself: what clients receive, and what the API's description says of it.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// `urn:plenum:problem:` and the code.
    pub r#type: String,
    /// Stable.
    pub code: String,
    pub status: u16,
    pub title: String,
    pub detail: String,
    /// Where a person finds the way on.
    pub fix: FixLink,
    /// What is wrong with which field; empty when it is not about fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Names the request in the logs.
    pub request_id: String,
    /// Further members, such as the new `preview` of a change that was not made.
    #[serde(flatten)]
    pub members: BTreeMap<&'static str, serde_json::Value>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FixLink {
    pub label: String,
    /// Absolute.
    pub href: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct FieldProblem {
    /// As in the request's body.
    pub field: String,
    /// Stable.
    pub code: String,
    pub message: String,
}

impl Problem {
    pub fn of_code(code: &'static str) -> Problem {
        Problem(Box::new(Refused::of_code(code)))
    }

    /// Fields of the body that were refused, each with its code.
    pub fn of_fields<F, C>(fields: impl IntoIterator<Item = (F, C)>) -> Problem
    where
        F: Into<Cow<'static, str>>,
        C: Into<Cow<'static, str>>,
    {
        let refused = Refused::of_code("request.invalid");
        let fields = fields.into_iter().map(|(field, code)| RefusedField {
            field: field.into(),
            code: code.into(),
            args: Args::new(),
        });
        Problem(Box::new(Refused { fields: fields.collect(), ..refused }))
    }

    pub fn refused(&self) -> &Refused {
        &self.0
    }
}

impl<E: Refusal> From<E> for Problem {
    fn from(error: E) -> Problem {
        Problem(Box::new(Refused::of(&error)))
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        Problem(Box::new(refused))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        carry(*self.0)
    }
}

/// Puts refusals and bare statuses below it into documents.
pub(crate) async fn attach(State(face): State<Face>, request: Request, next: Next) -> Response {
    let asked = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let locale = face.texts().negotiate(asked.unwrap_or_default());
    let id = request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let changes = !request.method().is_safe();
    let response = next.run(request).await;
    if changes {
        face.runner.wake();
    }
    let status = response.status();
    if let Some(refused) = response.extensions().get::<Arc<Refused>>().cloned() {
        return answer(&face, &locale, id, &refused, response);
    }
    if !(status.is_client_error() || status.is_server_error()) || !is_bare(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let line = to_bytes(body, DETAIL_MAX_BYTES).await.unwrap_or_default();
    let line = String::from_utf8_lossy(&line).into_owned();
    let refused = Refused::of_status(status, Some(line).filter(|line| !line.is_empty()));
    answer(&face, &locale, id, &refused, Response::from_parts(parts, Body::empty()))
}

fn answer(
    face: &Face,
    locale: &Locale,
    request_id: String,
    refused: &Refused,
    from: Response,
) -> Response {
    refused.log();
    let texts = face.texts();
    let way = refused.way_on();
    let document = Document {
        r#type: format!("urn:plenum:problem:{}", refused.code),
        code: refused.code.to_string(),
        status: refused.status.as_u16(),
        title: refused.title(texts, locale),
        detail: refused.detail.clone().unwrap_or_else(|| refused.text(texts, locale)),
        fix: FixLink {
            label: texts.plain(locale, way.label),
            href: face.app.config.portal_url(&way.href),
        },
        errors: refused.fields.iter().map(|field| field_problem(face, locale, field)).collect(),
        request_id,
        members: refused.members.iter().cloned().collect(),
    };
    let (mut parts, _) = from.into_parts();
    let kind = HeaderValue::from_static("application/problem+json");
    parts.headers.insert(CONTENT_TYPE, kind);
    let body = serde_json::to_vec(&document).expect("a document of texts and numbers");
    Response::from_parts(parts, Body::from(body))
}

fn field_problem(face: &Face, locale: &Locale, field: &RefusedField) -> FieldProblem {
    let texts = face.texts();
    let key = text_key(&field.code);
    let known = if texts.has(&key) { key } else { "error-422-text".to_owned() };
    FieldProblem {
        field: field.field.to_string(),
        code: field.code.to_string(),
        message: texts.get(locale, &known, &field.args),
    }
}
