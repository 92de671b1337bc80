//! Cookies: reading one by name, and the few forms in which ours are set.
//!
//! All of ours carry the `__Host-` prefix: they belong to one host, all of it, over a safe
//! connection (browsers count `localhost` as one).

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue};

/// Who may see a cookie that we set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cookie<'a> {
    pub name: &'a str,
    /// Letters, digits, `-`, `_`, `.` and `=` only.
    pub value: &'a str,
    /// How long the browser keeps it; `None`: until it is closed.
    pub max_age_s: Option<i64>,
}

impl Cookie<'_> {
    /// The `Set-Cookie` value. `None` if name or value has characters that cookies cannot carry.
    pub fn header(&self) -> Option<HeaderValue> {
        let plain = |text: &str| {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.=".contains(&byte))
        };
        if !plain(self.name) || !plain(self.value) {
            return None;
        }
        let age = self.max_age_s.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let text =
            format!("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax{age}", self.name, self.value);
        HeaderValue::from_str(&text).ok()
    }

    /// Makes the browser forget the cookie `name`.
    pub fn forget(name: &str) -> Option<HeaderValue> {
        Cookie { name, value: "", max_age_s: Some(0) }.header()
    }
}

/// The value of the cookie `name`, if the browser sent it.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_read_by_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; __Host-plenum=ses_x; b=2=3"));
        headers.append(COOKIE, HeaderValue::from_static("c=4"));
        assert_eq!(read(&headers, "__Host-plenum"), Some("ses_x"));
        assert_eq!(read(&headers, "b"), Some("2=3"));
        assert_eq!(read(&headers, "c"), Some("4"));
        assert_eq!(read(&headers, "plenum"), None);
    }

    #[test]
    fn a_cookie_cannot_carry_another() {
        let cookie = |value| Cookie { name: "__Host-a", value, max_age_s: None }.header();
        assert!(cookie("x; Domain=evil.example").is_none());
        let header = cookie("x").expect("a header");
        assert_eq!(header, "__Host-a=x; Path=/; Secure; HttpOnly; SameSite=Lax");
    }
}
