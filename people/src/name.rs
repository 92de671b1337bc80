//! A person's name: one line of text as they write it, safe in mails and lists.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub const NAME_MAX_CHARS: usize = 100;

/// One line, 1 to 100 characters, no control or direction-changing characters, no web address.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum NameProblem {
    #[error("the name is missing")]
    Missing,
    #[error("the name is longer than {NAME_MAX_CHARS} characters")]
    TooLong,
    #[error("the name has characters that cannot be printed")]
    Unprintable,
    /// Names with links in them are how strangers are made to send advertising.
    #[error("the name has a web address in it")]
    Link,
}

impl NameProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            NameProblem::Missing => "name.missing",
            NameProblem::TooLong => "name.too_long",
            NameProblem::Unprintable => "name.unprintable",
            NameProblem::Link => "name.link",
        }
    }
}

/// Characters that don't print, or turn the direction of what follows.
pub(crate) fn is_unprintable(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    c.is_control() || turns || breaks
}

impl PersonName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonName {
    type Err = NameProblem;

    /// Runs of blanks become one; composed and decomposed letters become the same.
    fn from_str(text: &str) -> Result<PersonName, NameProblem> {
        if text.trim().chars().any(is_unprintable) {
            return Err(NameProblem::Unprintable);
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let name: String = words.join(" ").nfc().take(NAME_MAX_CHARS + 1).collect();
        if name.is_empty() {
            return Err(NameProblem::Missing);
        }
        if name.chars().count() > NAME_MAX_CHARS {
            return Err(NameProblem::TooLong);
        }
        let lower = name.to_lowercase();
        if lower.contains("://") || lower.contains("www.") {
            return Err(NameProblem::Link);
        }
        Ok(PersonName(name))
    }
}

impl TryFrom<String> for PersonName {
    type Error = NameProblem;

    fn try_from(text: String) -> Result<PersonName, NameProblem> {
        text.parse()
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> String {
        name.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_kinds_are_names() {
        for (typed, kept) in [
            ("  Ada   Lovelace ", "Ada Lovelace"),
            ("Анна Ахматова", "Анна Ахматова"),
            ("Nguyễn", "Nguyễn"),
            ("O'Neill-Åström, Jr.", "O'Neill-Åström, Jr."),
            ("李", "李"),
            ("e\u{301}", "é"),
        ] {
            assert_eq!(typed.parse::<PersonName>().map(String::from).as_deref(), Ok(kept));
        }
    }

    #[test]
    fn what_is_no_name_has_a_code() {
        for (typed, code) in [
            ("", "name.missing"),
            (" \t ", "name.missing"),
            ("Ada\r\nBcc: x@example.org", "name.unprintable"),
            ("Ada\u{202e}", "name.unprintable"),
            ("Win at HTTP://evil.example", "name.link"),
        ] {
            assert_eq!(typed.parse::<PersonName>().expect_err(typed).code(), code);
        }
        let long = "a".repeat(NAME_MAX_CHARS);
        assert!(long.parse::<PersonName>().is_ok());
        assert_eq!(format!("{long}a").parse::<PersonName>(), Err(NameProblem::TooLong));
    }
}
