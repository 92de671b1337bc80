//! The welcome text of a site: a sentence or two that guests read where they come in.

use std::fmt;
use std::str::FromStr;

use crate::name::is_unprintable;

pub const WELCOME_MAX_CHARS: usize = 300;

/// One paragraph, 1 to 300 characters, no control or direction-changing characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Welcome(String);

/// Why a text is no welcome.
/// The text is for logs; people read the message of `code` in their own language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WelcomeProblem {
    #[error("the welcome text is missing")]
    Missing,
    #[error("the welcome text is longer than {WELCOME_MAX_CHARS} characters")]
    TooLong,
    #[error("the welcome text has characters that cannot be printed")]
    Unprintable,
}

impl WelcomeProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            WelcomeProblem::Missing => "site.welcome_missing",
            WelcomeProblem::TooLong => "site.welcome_too_long",
            WelcomeProblem::Unprintable => "site.welcome_unprintable",
        }
    }
}

impl Welcome {
    /// What somebody filled in; nothing but blanks is none.
    pub fn filled_in(text: &str) -> Result<Option<Welcome>, WelcomeProblem> {
        match text.parse::<Welcome>() {
            Ok(welcome) => Ok(Some(welcome)),
            Err(WelcomeProblem::Missing) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Welcome {
    type Err = WelcomeProblem;

    /// Runs of blanks and line breaks become one blank.
    fn from_str(text: &str) -> Result<Welcome, WelcomeProblem> {
        let words = text.split_whitespace().take(WELCOME_MAX_CHARS + 1);
        let text = words.collect::<Vec<&str>>().join(" ");
        if text.is_empty() {
            return Err(WelcomeProblem::Missing);
        }
        if text.chars().count() > WELCOME_MAX_CHARS {
            return Err(WelcomeProblem::TooLong);
        }
        if text.chars().any(is_unprintable) {
            return Err(WelcomeProblem::Unprintable);
        }
        Ok(Welcome(text))
    }
}

impl fmt::Display for Welcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_welcome_is_one_paragraph() {
        let welcome = Welcome::filled_in("  Welcome \r\n to   Ada’s. ").expect("a text");
        assert_eq!(welcome.as_ref().map(Welcome::as_str), Some("Welcome to Ada’s."));
        assert_eq!(Welcome::filled_in(" \n "), Ok(None));
        let longest = "a".repeat(WELCOME_MAX_CHARS);
        assert!(Welcome::filled_in(&longest).is_ok());
        assert_eq!(Welcome::filled_in(&format!("{longest}a")), Err(WelcomeProblem::TooLong));
        for bad in ["a\u{202e}b", "a\u{0}b"] {
            assert_eq!(Welcome::filled_in(bad), Err(WelcomeProblem::Unprintable), "{bad:?}");
        }
    }
}
