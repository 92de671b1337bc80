//! `/gateway/events`: what a payment gateway has to tell. No token and no cookie: the event's own
//! signature says whose it is, and it is only a hint which payment to look up.

use std::sync::Arc;

use app::App;
use app::pay::{EventError, on_event};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use web::{Face, Problem};

/// Outside of the described API: gateways decide how it is called.
pub fn routes() -> Router<Face> {
    Router::new().route("/gateway/events", post(take))
}

/// `POST /gateway/events`: 204 when it was taken in, also the second time.
async fn take(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let header = |name: &str| headers.get(name)?.to_str().ok().map(str::to_owned);
    match on_event(&app, &header, &body).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(EventError::Refused(refusal)) => {
            tracing::warn!(%refusal, "a gateway's event was refused");
            Err(Problem::of_code("request.unreadable"))
        }
        Err(error) => {
            // The gateway sends it again.
            tracing::warn!(%error, "a gateway's event could not be taken in");
            Err(Problem::of_code("store.unavailable"))
        }
    }
}
