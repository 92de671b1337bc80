//! The language a person reads: a short BCP 47 tag such as `en`, `fr`, `ru`, `pt-BR`.
//!
//! Which languages exist is decided by the files in `locales/`, not here (H4).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A well-formed language tag, 2 to 11 characters.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Locale(String);

/// The text is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language tag")]
pub struct NotALocale(pub String);

impl Locale {
    /// The language every text exists in.
    pub fn english() -> Locale {
        Locale("en".to_owned())
    }

    pub fn tag(&self) -> &str {
        &self.0
    }
}

impl FromStr for Locale {
    type Err = NotALocale;

    fn from_str(tag: &str) -> Result<Locale, NotALocale> {
        let parts_ok = tag.split('-').all(|part| {
            (2..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        });
        if parts_ok && (2..=11).contains(&tag.len()) {
            Ok(Locale(tag.to_owned()))
        } else {
            Err(NotALocale(tag.to_owned()))
        }
    }
}

impl TryFrom<String> for Locale {
    type Error = NotALocale;

    fn try_from(tag: String) -> Result<Locale, NotALocale> {
        tag.parse()
    }
}

impl From<Locale> for String {
    fn from(locale: Locale) -> String {
        locale.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
