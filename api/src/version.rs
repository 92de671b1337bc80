//! Versions in headers: an answer's `ETag` is the version of what it shows, and `If-Match` with it
//! keeps a change from going over somebody else's.

use axum::http::header::{ETAG, IF_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Json, Response};
use serde::Serialize;

/// A tag we never gave: it matches no version of ours.
pub(crate) struct NotOurs;

/// `body` with its `ETag`.
pub(crate) fn tagged(body: impl Serialize, version: u32) -> Response {
    let mut response = Json(body).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// As `tagged`, of what was made just now and is found at the API's `path`.
pub(crate) fn created(body: impl Serialize, version: u32, path: &str) -> Response {
    let mut response = (StatusCode::CREATED, tagged(body, version)).into_response();
    if let Ok(location) = HeaderValue::from_str(&format!("/api{path}")) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// The version named by `If-Match`; none when anything will do.
pub(crate) fn expected(headers: &HeaderMap) -> Result<Option<u32>, NotOurs> {
    let Some(value) = headers.get(IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    number.and_then(|number| number.parse().ok()).map(Some).ok_or(NotOurs)
}
