//! Where to go next: a path of this very site, or nothing (R-63).
//!
//! What a link or form says may come from anybody. It is decoded once and looked at in both forms;
//! a path that could be read as another origin by any browser is no path.

use std::fmt;

use url::Url;

/// Longest path taken, in bytes.
const PATH_MAX_BYTES: usize = 2_000;

/// A path with its query, safe to redirect to and to put into a link.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(transparent)]
pub struct Next(String);

impl Next {
    /// The path in `text`, when it leads nowhere but to this site.
    pub fn parse(text: &str) -> Option<Next> {
        let plain =
            text.len() <= PATH_MAX_BYTES && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !plain || !is_inner(text) || !is_inner(&decoded(text)?) {
            return None;
        }
        let here = Url::parse("https://here.invalid/").ok()?;
        let there = here.join(text).ok()?;
        (there.origin() == here.origin()).then(|| Next(text.to_owned()))
    }

    /// The path in `text`, else the home page.
    pub fn or_home(text: Option<&str>) -> Next {
        text.and_then(Next::parse).unwrap_or_else(|| Next("/".to_owned()))
    }

    pub fn path(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Next {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Begins with one slash; no second one, no backslash, nothing invisible, no step up in its path.
fn is_inner(text: &str) -> bool {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let steps = path.split('/').skip(1);
    path.starts_with('/')
        && !path.contains("//")
        && !text.contains('\\')
        && !text.chars().any(char::is_control)
        && !steps.into_iter().any(|step| step == "." || step == "..")
}

/// `text` with its percent signs read once; `None` when they make no sense.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            if !digits.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            let digits = std::str::from_utf8(digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// R-63: from published lists of open redirects, adapted to our hosts.
    const HOSTILE: &[&str] = &[
        "",
        "evil.example",
        "http://evil.example",
        "https:evil.example",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\\/evil.example",
        "/%5cevil.example",
        "/%5Cevil.example",
        "/%2fevil.example",
        "/%2F/evil.example",
        "%2f%2fevil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "/\r\n/evil.example",
        "/%0d%0aLocation:%20https://evil.example",
        "/%00/evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/a/..//evil.example",
        "/%2e%2e/%2f/evil.example",
        "/./a",
        "/a/../b",
        "javascript:alert(1)",
        "/javascript:%0aalert(1)",
        "data:text/html,x",
        "@evil.example",
        "/%zz",
        "/%",
        "/%4",
        "/ /evil.example",
        "/\u{a0}/x",
        "/a\u{2028}b",
        "/%c0%af/evil.example",
        "?next=/a",
        "#/a",
        "a/b",
        "/a//evil.example",
        "https://here.invalid@evil.example/",
        "/\u{202e}evil",
    ];

    #[test]
    fn hostile_paths_are_none() {
        for text in HOSTILE {
            assert_eq!(Next::parse(text), None, "{text:?}");
        }
        assert_eq!(Next::parse(&format!("/{}", "a".repeat(PATH_MAX_BYTES))), None);
    }

    #[test]
    fn paths_of_ours_are_kept() {
        for text in [
            "/",
            "/checkout",
            "/orders/0190-a?tab=2",
            "/meetings/new?starts=2027-04-01T09%3A00",
            "/a?next=https%3A%2F%2Fx.example",
            "/a#b",
            "/a@b:c",
            "/caf%C3%A9",
        ] {
            assert_eq!(Next::parse(text).expect(text).path(), text);
        }
        assert_eq!(Next::or_home(Some("//x")).path(), "/");
        assert_eq!(Next::or_home(None).path(), "/");
    }

    proptest! {
        #[test]
        fn whatever_is_kept_stays_here(
            text in r"[/\\.%a-fA-F0-9@:?#\t\r\n ]{0,24}|/[/\\.%a-f0-9@:]{0,12}|.{0,20}"
        ) {
            if let Some(next) = Next::parse(&text) {
                let here = Url::parse("https://plenum.test/sign-in").expect("an address");
                for path in [next.path().to_owned(), decoded(next.path()).expect("decodable")] {
                    let there = here.join(&path).expect("an address");
                    prop_assert_eq!(there.origin(), here.origin());
                    prop_assert!(!there.path().starts_with("//"));
                }
            }
        }
    }
}
