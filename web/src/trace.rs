//! One id and one span per request. Spans carry routes, not addresses: no personal data in logs.

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::face::Face;

/// Names a request in logs and on error pages; a customer can read it to support.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestId(pub String);

/// Gives the request its id and a span, and the answer a header with the id.
pub(crate) async fn follow(State(face): State<Face>, mut request: Request, next: Next) -> Response {
    let bytes: [u8; 8] = face.app.random_bytes();
    let id = format!("{:016x}", u64::from_be_bytes(bytes));
    let span = tracing::info_span!("request", id, method = %request.method());
    request.extensions_mut().insert(RequestId(id.clone()));
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Says how each request of a face ended, by its route.
pub(crate) async fn tell(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    tracing::debug!(route, status = response.status().as_u16(), "answered");
    response
}
