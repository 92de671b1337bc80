//! Large bodies on their way in, piece by piece: a request's own, and a file in a form.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::multipart::Field;

use crate::refusal::Refused;

/// Bytes of a refused form that are still read, so that the browser shows the answer: it looks at
/// none before it has sent everything.
const REST_MAX_BYTES: usize = 64 * 1024 * 1024;

/// Longest text of a field beside a file.
const TEXT_MAX_BYTES: usize = 8 * 1024;

/// The next piece of a body; none: that was all. Broken off, it is unreadable.
pub async fn next(body: &mut Body) -> Result<Option<Bytes>, Refused> {
    loop {
        match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
            None => return Ok(None),
            Some(Err(_)) => return Err(Refused::of_code("request.unreadable")),
            Some(Ok(frame)) => {
                // What is no data is a trailer.
                if let Ok(piece) = frame.into_data() {
                    return Ok(Some(piece));
                }
            }
        }
    }
}

/// The next piece of a form's file; none: that was all.
pub async fn next_of_field(field: &mut Field<'_>) -> Result<Option<Bytes>, Refused> {
    field.chunk().await.map_err(|_| Refused::of_code("body.too_large"))
}

/// The text of a field beside a large file: as large as the file may be, it is not.
pub async fn text_of_field(field: &mut Field<'_>) -> Result<String, Refused> {
    let mut text = Vec::new();
    while let Some(piece) = next_of_field(field).await? {
        text.extend_from_slice(&piece);
        if text.len() > TEXT_MAX_BYTES {
            return Err(Refused::of_code("body.too_large"));
        }
    }
    String::from_utf8(text).map_err(|_| Refused::of_code("request.unreadable"))
}

/// Reads on a while without keeping anything.
pub async fn read_on(field: &mut Field<'_>) {
    let mut read = 0;
    while let Ok(Some(piece)) = field.chunk().await {
        read += piece.len();
        if read > REST_MAX_BYTES {
            return;
        }
    }
}
