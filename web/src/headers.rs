//! Headers that every answer carries: what a page may load, who may frame it, what is kept.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY,
};
use axum::middleware::Next;
use axum::response::Response;

use crate::face::Face;

/// Nothing but our own files; no script or style inside a page; nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     font-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// The policy of a page whose forms may also lead to the hosts in `sources` (as in
/// `http://*.example.org`): browsers hold a form's redirects to it too.
pub fn policy_with_forms_to(sources: &str) -> Option<HeaderValue> {
    let forms = format!("form-action 'self' {sources};");
    HeaderValue::from_str(&POLICY.replace("form-action 'self';", &forms)).ok()
}

/// Names in lower case.
const FIXED: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "geolocation=(), payment=(), usb=(), interest-cohort=()"),
];

/// Two years, as browsers' preload lists ask for.
const STRICT_TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// Adds the headers; a handler's own `Cache-Control` and policy stand.
pub(crate) async fn add(State(face): State<Face>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let policy = || HeaderValue::from_static(POLICY);
    headers.entry(CONTENT_SECURITY_POLICY).or_insert_with(policy);
    headers.entry(CACHE_CONTROL).or_insert_with(|| HeaderValue::from_static("no-store"));
    if face.is_https() {
        let strict = HeaderValue::from_static(STRICT_TRANSPORT);
        headers.insert(STRICT_TRANSPORT_SECURITY, strict);
    }
    response
}
