//! A panic while a request is answered ends that request with an error, not the process.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::errors::PageError;

/// Turns a panic below into the answer for broken invariants. The panic's own text is in the log.
pub(crate) async fn catch(request: Request, next: Next) -> Response {
    let mut answer = pin!(next.run(request));
    let caught = poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(response)) => Poll::Ready(Some(response)),
            Err(_) => Poll::Ready(None),
        }
    });
    match caught.await {
        Some(response) => response,
        None => PageError::broken("a handler panicked").into_response(),
    }
}
