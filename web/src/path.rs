//! `Path`: the parts of an address as typed values.
//!
//! An address with a part that cannot be read, such as an id that is none, names nothing that
//! exists: it is not found, rather than a bad request.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::face::Face;

/// The part of the address in braces, or all of them in order.
#[derive(Clone, Copy, Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Face> for Path<T> {
    /// Each face makes a page or a problem of it.
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, face: &Face) -> Result<Path<T>, StatusCode> {
        #[expect(clippy::disallowed_types, reason = "this is the one place that wraps it")]
        let read = axum::extract::Path::from_request_parts(parts, face).await;
        read.map(|found| Path(found.0)).map_err(|_| StatusCode::NOT_FOUND)
    }
}
