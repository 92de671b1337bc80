//! News: one sentence said once, on the page after a redirect ("Your profile is saved.").
//!
//! A cookie carries the sentence's key and nothing else; only keys that begin with `news-` are
//! said.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};

use crate::cookies::{self, Cookie};

const COOKIE: &str = "__Host-news";
/// Keys of news begin so.
const PREFIX: &str = "news-";
/// A redirect takes less.
const LIFE_S: i64 = 60;

/// Redirects to `path`, where the sentence of `key` is said once. `key` begins with `news-`.
pub fn redirect(path: &str, key: &'static str) -> Response {
    let mut response = Redirect::to(path).into_response();
    let cookie = Cookie { name: COOKIE, value: key, max_age_s: Some(LIFE_S) };
    if let Some(header) = cookie.header() {
        response.headers_mut().append(SET_COOKIE, header);
    }
    response
}

/// The key of the sentence to say, if there is one.
pub(crate) fn key(headers: &HeaderMap) -> Option<String> {
    let key = cookies::read(headers, COOKIE)?;
    let known = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    (known && key.starts_with(PREFIX)).then(|| key.to_owned())
}

/// Said: not again.
pub(crate) fn said() -> Option<HeaderValue> {
    Cookie::forget(COOKIE)
}
