//! One request through the router that serves: no network, everything else.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST};
use axum::http::{Method, Request};
use serde_json::Value as Json;
use tower::ServiceExt as _;

/// Largest answer read, in bytes.
const ANSWER_MAX_BYTES: usize = 4 * 1024 * 1024;

/// What is asked, by whom.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    pub host: String,
    pub path: String,
    /// A browser's.
    pub cookie: Option<String>,
    /// A program's.
    pub token: Option<String>,
    /// Posted when there is one, with a key.
    pub body: Option<Json>,
    pub key: Option<String>,
}

/// Asks and reads the whole answer; fails unless it is a good one.
pub async fn ask(router: Router, ask: &Ask) -> anyhow::Result<()> {
    let method = if ask.body.is_some() { Method::POST } else { Method::GET };
    let mut request = Request::builder().method(&method).uri(&ask.path).header(HOST, &ask.host);
    // As every browser does: packing takes its time too.
    request = request.header(ACCEPT_ENCODING, "gzip");
    if let Some(cookie) = &ask.cookie {
        request = request.header(COOKIE, cookie);
    }
    if let Some(token) = &ask.token {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    if let Some(key) = &ask.key {
        request = request.header("idempotency-key", key);
    }
    let body = match &ask.body {
        Some(body) => {
            request = request.header(CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    let answer = router.oneshot(request.body(body)?).await?;
    let status = answer.status();
    let body = to_bytes(answer.into_body(), ANSWER_MAX_BYTES).await?;
    anyhow::ensure!(status.is_success() && !body.is_empty(), "{method} {}: {status}", ask.path);
    Ok(())
}
