//! Keyed requests of the API: the same caller, key and request get the same bytes back, and one
//! effect (R-05, R-06, I-21).
//!
//! A key lives 24 hours. It belongs to its person, whatever token is used. An answer that says "not
//! now" (429, 5xx) is not kept: the same key may be tried again.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::idempotency::{self, Keyed, Use};
use store::{Store, StoreError};
use units::{Id, Timestamp};

use crate::bearer::Caller;
use crate::face::Face;
use crate::problem::Problem;

/// The request header that carries the key.
pub const HEADER: &str = "idempotency-key";
/// Says that an answer is the kept one.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// How long a key lives; published in the API's description.
pub const KEY_LIVES_HOURS: i64 = 24;
/// A request without an answer for this long died with its process.
const RUNNING_MAX_S: i64 = 60;
const KEY_MAX_BYTES: usize = 255;
/// Largest body of a keyed request and of its answer, in bytes.
const BODY_MAX_BYTES: usize = 1024 * 1024;
/// Headers kept with an answer.
const KEPT: [HeaderName; 3] = [CONTENT_TYPE, LOCATION, ETAG];

/// For routes where a key must be given: those that commit a change of money.
pub async fn required(State(face): State<Face>, request: Request, next: Next) -> Response {
    if !request.headers().contains_key(HEADER) {
        return Problem::of_code("idempotency.key_missing").into_response();
    }
    once(face, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

/// For all others that change something: a key may be given.
pub async fn optional(State(face): State<Face>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || !request.headers().contains_key(HEADER) {
        return next.run(request).await;
    }
    once(face, request, next).await.unwrap_or_else(IntoResponse::into_response)
}

/// A key taken by this request.
struct Taken {
    face: Face,
    caller: String,
    key: String,
    request_hash: String,
}

/// At the start of the only process: requests without an answer died with the one before, so
/// whoever asks again is not told to wait.
pub async fn nobody_runs(store: &Store, now: Timestamp) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    idempotency::nobody_runs(&mut tx, now.plus_seconds(-RUNNING_MAX_S)).await?;
    tx.commit().await
}

/// Names the one effect of a keyed request. A request that died with its process may have had it
/// already: whatever is made under an id from here is not made twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effect([u8; EFFECT_BYTES]);

/// As many as an id has beside its time.
const EFFECT_BYTES: usize = 10;

impl Effect {
    /// The same id for the same caller, key and request.
    pub fn id<K>(self) -> Id<K> {
        Id::from_parts(Timestamp::from_seconds(0), self.0)
    }
}

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Reply {
    headers: Vec<(String, String)>,
    body: String,
}

async fn once(face: Face, request: Request, next: Next) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let caller = Caller::from_request_parts(&mut parts, &face).await?;
    let key = key(&parts.headers).ok_or_else(|| Problem::of_code("idempotency.key_malformed"))?;
    let body = to_bytes(body, BODY_MAX_BYTES).await;
    let body = body.map_err(|_| Problem::of_code("body.too_large"))?;
    let request_hash = request_hash(parts.method.as_str(), parts.uri.path(), &body);
    let caller = caller.who.person().to_string();
    let taken = Taken { face, caller, key, request_hash };
    match taken.take().await? {
        Keyed::Fresh => {}
        Keyed::OtherRequest => return Err(Problem::of_code("idempotency.other_request")),
        Keyed::Running => return Err(Problem::of_code("idempotency.running")),
        Keyed::Answered { status, reply } => return replay(status, &reply),
    }
    parts.extensions.insert(taken.effect());
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    Ok(taken.answered(response).await?)
}

/// 1 to 255 visible characters.
fn key(headers: &HeaderMap) -> Option<String> {
    let key = headers.get(HEADER)?.to_str().ok()?.trim();
    let plain = key.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    (plain && !key.is_empty() && key.len() <= KEY_MAX_BYTES).then(|| key.to_owned())
}

fn request_hash(method: &str, path: &str, body: &Bytes) -> String {
    let mut hash = Sha256::new();
    hash.update(method.as_bytes());
    hash.update(b" ");
    hash.update(path.as_bytes());
    hash.update(b"\n");
    hash.update(body);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn replay(status: u16, reply: &str) -> Result<Response, Problem> {
    let corrupt = || StoreError::Corrupt { column: "reply".into(), found: "no reply".into() };
    let kept: Reply = serde_json::from_str(reply).map_err(|_| corrupt())?;
    let status = StatusCode::from_u16(status).map_err(|_| corrupt())?;
    let mut response = (status, kept.body).into_response();
    response.headers_mut().remove(CONTENT_TYPE);
    for (name, value) in &kept.headers {
        let name = HeaderName::try_from(name.as_str()).map_err(|_| corrupt())?;
        let value = HeaderValue::try_from(value.as_str()).map_err(|_| corrupt())?;
        response.headers_mut().insert(name, value);
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

impl Taken {
    fn used(&self) -> Use<'_> {
        Use { caller: &self.caller, key: &self.key, request_hash: &self.request_hash }
    }

    fn effect(&self) -> Effect {
        let mut hash = Sha256::new();
        for part in [&self.caller, &self.key, &self.request_hash] {
            hash.update(part.as_bytes());
            hash.update(b"\n");
        }
        let mut bytes = [0; EFFECT_BYTES];
        for (byte, hashed) in bytes.iter_mut().zip(hash.finalize()) {
            *byte = hashed;
        }
        Effect(bytes)
    }

    async fn take(&self) -> Result<Keyed, StoreError> {
        let now: Timestamp = self.face.app.now();
        let taken_since = now.plus_hours(-KEY_LIVES_HOURS);
        let running_since = now.plus_seconds(-RUNNING_MAX_S);
        let mut tx = self.face.app.store.begin().await?;
        let keyed =
            idempotency::take(&mut tx, self.used(), now, taken_since, running_since).await?;
        // Whatever the request changes comes later, and is not durable without this.
        tx.commit_soon().await?;
        Ok(keyed)
    }

    /// Keeps the answer, or gives the key back when the answer is "not now".
    async fn answered(&self, response: Response) -> Result<Response, StoreError> {
        let status = response.status();
        let mut tx = self.face.app.store.begin().await?;
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            idempotency::release(&mut tx, self.used()).await?;
            tx.commit_soon().await?;
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        let too_large = |_| StoreError::Other("an answer too large to be kept".to_owned());
        let body = to_bytes(body, BODY_MAX_BYTES).await.map_err(too_large)?;
        let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
        let headers =
            KEPT.iter().filter_map(|name| Some((name.to_string(), text(parts.headers.get(name)?))));
        let reply =
            Reply { headers: headers.collect(), body: String::from_utf8_lossy(&body).into_owned() };
        let reply = serde_json::to_string(&reply).map_err(|e| StoreError::Other(e.to_string()))?;
        idempotency::answer(&mut tx, self.used(), status.as_u16(), &reply).await?;
        // On disk before it is told: who asks again after a crash gets this answer, and no "wait".
        tx.commit().await?;
        Ok(Response::from_parts(parts, Body::from(body)))
    }
}
