//! Requests that change something come from our own pages.
//!
//! The session's cookie is `SameSite=Lax`; besides, a browser says where a request comes from, and
//! anything but this very host is refused. Programs use the API, which takes no cookies.

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN, REFERER};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::Url;

use crate::errors::PageError;
use crate::face::Face;

/// Refuses unsafe requests from elsewhere.
pub(crate) async fn check(State(face): State<Face>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_ours(&face, request.headers()) {
        next.run(request).await
    } else {
        PageError::of_code("origin.foreign").into_response()
    }
}

/// Whether the browser names this host as the page the request was made on. A browser too old to
/// say anything is refused.
fn is_ours(face: &Face, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(HOST) else { return false };
    let own = format!("{}://{}", face.app.config.base_url.scheme(), host.to_ascii_lowercase());
    match (text(ORIGIN), text(REFERER)) {
        (Some(origin), _) => same_origin(origin, &own),
        (None, Some(referer)) => same_origin(referer, &own),
        (None, None) => headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin"),
    }
}

fn same_origin(one: &str, other: &str) -> bool {
    match (Url::parse(one), Url::parse(other)) {
        (Ok(one), Ok(other)) => one.origin().is_tuple() && one.origin() == other.origin(),
        _ => false,
    }
}
