//! Turns: pages asked for at once are answered in the order they came.
//!
//! A page reads several times (who it is, what it shows, what stands around it). If each of these
//! stood in line for itself, pages that began together would all end late, some of them twice as
//! late as others; so a page waits once, at its beginning, and then goes through.

use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use store::dialect::Dialect;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::face::Face;

/// A turn is about order, not about safety: whoever waited so long, because those in front wait for
/// somebody outside, goes on without one.
const PATIENCE: Duration = Duration::from_millis(100);

/// Who may be answered now; clones share it.
#[derive(Clone)]
pub(crate) struct Turns(Option<Arc<Semaphore>>);

impl Turns {
    /// One turn for each core where the request's own thread asks the database; none where it
    /// waits for a server, which can do many things meanwhile.
    pub(crate) fn of(dialect: Dialect) -> Turns {
        let cores = available_parallelism().map_or(1, usize::from);
        Turns(match dialect {
            Dialect::Sqlite => Some(Arc::new(Semaphore::new(cores))),
            Dialect::Postgres => None,
        })
    }

    async fn take(&self) -> Option<OwnedSemaphorePermit> {
        let turns = self.0.clone()?;
        tokio::time::timeout(PATIENCE, turns.acquire_owned()).await.ok()?.ok()
    }
}

/// Lets a request that only looks wait for its turn. Those that change something stand in the line
/// of the one writer anyway.
pub(crate) async fn wait(State(face): State<Face>, request: Request, next: Next) -> Response {
    let turn = match request.method().is_safe() {
        true => face.turns.take().await,
        false => None,
    };
    let response = next.run(request).await;
    match turn {
        Some(_turn) if is_page(&response) => packed(response).await,
        _ => response,
    }
}

/// A file to be kept is none: it may be long, and is made while it is read.
fn is_page(response: &Response) -> bool {
    if response.headers().contains_key(CONTENT_DISPOSITION) {
        return false;
    }
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html") || kind.starts_with("application/json"))
}

/// The same answer with its body made: packing a page is work too, and belongs to its turn.
async fn packed(response: Response) -> Response {
    let (parts, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
        Err(error) => {
            tracing::error!(%error, "a page could not be packed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nobody_waits_for_ever_for_a_turn() {
        let turns = Turns(Some(Arc::new(Semaphore::new(1))));
        let first = turns.take().await;
        assert!(first.is_some());
        assert!(turns.take().await.is_none(), "goes on without");
        drop(first);
        assert!(turns.take().await.is_some());
    }

    #[tokio::test]
    async fn a_server_needs_no_turns() {
        assert!(Turns::of(Dialect::Postgres).take().await.is_none());
    }
}
