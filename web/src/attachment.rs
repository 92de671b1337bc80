//! Files that somebody else handed in, on their way to a reader: to be kept, never shown as a page.
//!
//! Whatever is in them, the browser saves them: it is told to, is told what they are, and may run
//! nothing in them.

use app::export::Download;
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::response::{IntoResponse, Response};

/// `bytes` as a file called `name`, of a type we found out ourselves.
pub fn attachment(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    streamed(name, media_type, Body::from(bytes))
}

/// As `attachment`, of a body that may still be made while it is read.
pub fn streamed(name: &str, media_type: &'static str, body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (CONTENT_DISPOSITION, disposition("attachment", name)),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, body).into_response()
}

/// A part of an export, sent as it is read: it is never whole in memory.
pub fn export_part(download: Download) -> Response {
    let Download { file_name, part, bytes } = download;
    let body = Body::from_stream(bytes.into_stream());
    let mut response = streamed(&file_name, "application/zip", body);
    if let Ok(length) = HeaderValue::from_str(&part.bytes.to_string()) {
        response.headers_mut().insert(CONTENT_LENGTH, length);
    }
    response
}

/// `shown` (attachment or inline) with the name twice (RFC 6266): in plain letters for old readers,
/// and as it is.
pub(crate) fn disposition(shown: &str, name: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ');
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                encoded.push(char::from(byte));
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    format!("{shown}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_header() {
        let check =
            |name: &str, expected: &str| assert_eq!(disposition("attachment", name), expected);
        check("a b.pdf", "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
        let encoded = "%C3%89%22%0D%0A.txt";
        let expected = format!("attachment; filename=\"____.txt\"; filename*=UTF-8''{encoded}");
        check("É\"\r\n.txt", &expected);
    }
}
