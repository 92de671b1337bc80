//! Large files on their way to a reader: whole or in the range asked for (RFC 9110, 14), never all
//! of it in memory.
//!
//! Players jump by asking for ranges; whoever asks for several at once gets the whole. What the
//! reader has already is not sent again. The tag of a file is the digest of its bytes.

use std::ops::Range;

use app::App;
use app::files::Outgoing;
use app::recordings::{self, Recording, RecordingError};
use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::attachment::disposition;

/// Whatever is in a file, the browser plays it, and runs nothing.
const POLICY: &str = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'";

/// A file as it is told to a reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Told<'a> {
    name: &'a str,
    media_type: &'static str,
    bytes: u64,
    /// Of its bytes, in hexadecimal digits.
    sha256: &'a str,
    /// To be saved rather than shown.
    saved: bool,
}

/// What of a file is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Asked {
    Whole,
    Part(Range<u64>),
    /// The reader has it already.
    Nothing,
    /// There are no such bytes.
    Outside,
}

impl Asked {
    /// By the headers of a request.
    fn of(headers: &HeaderMap, told: &Told<'_>) -> Asked {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let tag = tag(told);
        let has = |known: &str| {
            let mut tags = known.split(',').map(|each| each.trim().trim_start_matches("W/"));
            tags.any(|each| each == tag || each == "*")
        };
        if text(&IF_NONE_MATCH).is_some_and(has) {
            return Asked::Nothing;
        }
        // Of another file than this one a part is of no use.
        if text(&IF_RANGE).is_some_and(|known| known.trim() != tag) {
            return Asked::Whole;
        }
        text(&RANGE).map_or(Asked::Whole, |range| range_of(range, told.bytes))
    }

    /// The bytes to be read; none: nothing is read.
    fn range(&self, told: &Told<'_>) -> Option<Range<u64>> {
        match self {
            Asked::Whole => Some(0..told.bytes),
            Asked::Part(range) => Some(range.clone()),
            Asked::Nothing | Asked::Outside => None,
        }
    }
}

/// `bytes=0-99`, `bytes=100-`, `bytes=-50`; what cannot be read is as if it were not there.
fn range_of(text: &str, bytes: u64) -> Asked {
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|part| part.split_once('-'))
    else {
        return Asked::Whole;
    };
    let number = |text: &str| -> Option<u64> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().ok() } else { None }
    };
    let from = |first: u64, end: u64| match first < bytes {
        true => Asked::Part(first..end.min(bytes)),
        false => Asked::Outside,
    };
    let (first, last) = (first.trim(), last.trim());
    match (number(first), number(last)) {
        (Some(first), None) if last.is_empty() => from(first, bytes),
        (Some(first), Some(last)) if first <= last => from(first, last.saturating_add(1)),
        (None, Some(0)) if first.is_empty() => Asked::Outside,
        (None, Some(most)) if first.is_empty() => Asked::Part(bytes.saturating_sub(most)..bytes),
        _ => Asked::Whole,
    }
}

fn tag(told: &Told<'_>) -> String {
    format!("\"{}\"", told.sha256)
}

/// The answer: `outgoing` are the bytes of `asked.range`, where there is one.
fn answer(told: &Told<'_>, asked: &Asked, outgoing: Option<Outgoing>) -> Response {
    let body = match outgoing {
        Some(Outgoing(found)) => Body::from_stream(found.into_stream()),
        None => Body::empty(),
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let mut tell = |name, text: String| {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(name, value);
        }
    };
    tell(ETAG, tag(told));
    tell(ACCEPT_RANGES, "bytes".to_owned());
    tell(CACHE_CONTROL, "private, no-cache".to_owned());
    if let Some(range) = asked.range(told) {
        let shown = if told.saved { "attachment" } else { "inline" };
        tell(CONTENT_TYPE, told.media_type.to_owned());
        tell(CONTENT_DISPOSITION, disposition(shown, told.name));
        tell(CONTENT_SECURITY_POLICY, POLICY.to_owned());
        tell(CONTENT_LENGTH, range.end.saturating_sub(range.start).to_string());
    }
    match asked {
        Asked::Whole => {}
        Asked::Part(Range { start, end }) => {
            let last = end.saturating_sub(1);
            tell(CONTENT_RANGE, format!("bytes {start}-{last}/{}", told.bytes));
        }
        Asked::Outside => tell(CONTENT_RANGE, format!("bytes */{}", told.bytes)),
        Asked::Nothing => {}
    }
    *response.status_mut() = match asked {
        Asked::Whole => StatusCode::OK,
        Asked::Part(_) => StatusCode::PARTIAL_CONTENT,
        Asked::Nothing => StatusCode::NOT_MODIFIED,
        Asked::Outside => StatusCode::RANGE_NOT_SATISFIABLE,
    };
    response
}

/// The file of a recording, as far as it is asked for; `saved`: to be saved rather than played.
pub async fn recording(
    app: &App,
    recording: &Recording,
    headers: &HeaderMap,
    saved: bool,
) -> Result<Response, RecordingError> {
    let name = recordings::file_name(recording);
    let told = Told {
        name: &name,
        media_type: recording.kind.media_type(),
        bytes: recording.bytes,
        sha256: &recording.sha256,
        saved,
    };
    let asked = Asked::of(headers, &told);
    let outgoing = match asked.range(&told) {
        Some(range) => Some(recordings::bytes(app, recording, range).await?),
        None => None,
    };
    Ok(answer(&told, &asked, outgoing))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;
    use proptest::prelude::*;

    use super::*;

    const FILE: Told<'_> =
        Told { name: "a.wav", media_type: "audio/wav", bytes: 100, sha256: "ab12", saved: false };

    fn asked(pairs: &[(HeaderName, &'static str)]) -> Asked {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(name, HeaderValue::from_static(value));
        }
        Asked::of(&headers, &FILE)
    }

    #[test]
    fn ranges_are_read_as_players_ask() {
        let check = |range, expected| assert_eq!(asked(&[(RANGE, range)]), expected, "{range}");
        check("bytes=0-", Asked::Part(0..100));
        check("bytes=0-0", Asked::Part(0..1));
        check("bytes=90-200", Asked::Part(90..100));
        check("bytes=-30", Asked::Part(70..100));
        check("bytes=-300", Asked::Part(0..100));
        check("bytes=100-", Asked::Outside);
        check("bytes=100-120", Asked::Outside);
        check("bytes=-0", Asked::Outside);
        for whole in
            ["bytes=5-4", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "lines=0-1", "x", "bytes=+1-2"]
        {
            check(whole, Asked::Whole);
        }
        assert_eq!(asked(&[]), Asked::Whole);
    }

    #[test]
    fn what_the_reader_has_is_not_sent_again() {
        assert_eq!(asked(&[(IF_NONE_MATCH, "\"x\", W/\"ab12\"")]), Asked::Nothing);
        assert_eq!(asked(&[(IF_NONE_MATCH, "\"x\"")]), Asked::Whole);
        let part = (RANGE, "bytes=5-9");
        assert_eq!(asked(&[part.clone(), (IF_RANGE, "\"ab12\"")]), Asked::Part(5..10));
        assert_eq!(asked(&[part, (IF_RANGE, "\"other\"")]), Asked::Whole);
    }

    proptest! {
        /// F5: no request leads outside of the file.
        #[test]
        fn parts_are_inside(text in "(bytes=)?[0-9]{0,22}-?[0-9]{0,22}", bytes in 1u64..1_000) {
            if let Asked::Part(range) = range_of(&text, bytes) {
                prop_assert!(range.start < range.end && range.end <= bytes, "{text} {range:?}");
            }
        }
    }
}
