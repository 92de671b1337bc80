//! Site names: the label of a paid site's own address, `<name>.my.<base>`.
//!
//! A name has one owner at a time (I-19). Names that look alike count as the same name: their
//! skeletons are equal, and the schema keeps skeletons unique. Whether a name is taken only the
//! store knows.

pub mod brand;
pub mod colour;
pub mod logo;
mod propose;
pub mod rename;
mod reserved;
pub mod welcome;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use propose::{proposals, propose_from};

pub const NAME_MIN_CHARS: usize = 3;
pub const NAME_MAX_CHARS: usize = 40;

/// A well-formed name: 3 to 40 of `a-z`, `0-9` and single inner hyphens, with a letter in it.
///
/// A name read from a row or a host is only well-formed; a name that somebody wants goes through
/// `SiteName::choose`, which also refuses reserved ones.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SiteName(String);

/// Why a name cannot be had.
/// The text is for logs; people read the message of `code` in their own language.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SiteNameRefusal {
    #[error("a site name has {NAME_MIN_CHARS} characters or more")]
    TooShort,
    #[error("a site name has {NAME_MAX_CHARS} characters or fewer")]
    TooLong,
    /// `instead` is what is left of the text when the rest is dropped, where that is a name.
    #[error("a site name has only letters a to z, digits and hyphens; not {character:?}")]
    Character { character: char, instead: Option<SiteName> },
    #[error("hyphens stand alone and inside of a site name")]
    Hyphens { instead: Option<SiteName> },
    #[error("a site name has at least one letter")]
    NoLetter,
    /// It is, or looks like, a name the deployment uses itself or that would mislead.
    #[error("this site name is reserved")]
    Reserved,
    /// Found by the store: it is another's, or looks like another's.
    #[error("this site name, or one that looks like it, is taken")]
    Taken { instead: Option<SiteName> },
}

/// The way on beside a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteNameFix {
    /// A button with this very name on it.
    TakeInstead(SiteName),
    ChooseAnother,
}

impl SiteNameRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            SiteNameRefusal::TooShort => "site_name.too_short",
            SiteNameRefusal::TooLong => "site_name.too_long",
            SiteNameRefusal::Character { .. } => "site_name.character",
            SiteNameRefusal::Hyphens { .. } => "site_name.hyphens",
            SiteNameRefusal::NoLetter => "site_name.no_letter",
            SiteNameRefusal::Reserved => "site_name.reserved",
            SiteNameRefusal::Taken { .. } => "site_name.taken",
        }
    }

    pub fn fix(&self) -> SiteNameFix {
        let instead = match self {
            SiteNameRefusal::Character { instead, .. }
            | SiteNameRefusal::Hyphens { instead }
            | SiteNameRefusal::Taken { instead } => instead.clone(),
            SiteNameRefusal::TooShort
            | SiteNameRefusal::TooLong
            | SiteNameRefusal::NoLetter
            | SiteNameRefusal::Reserved => None,
        };
        instead.map_or(SiteNameFix::ChooseAnother, SiteNameFix::TakeInstead)
    }
}

/// Full-width and other compatible forms become plain ones, capitals become small.
fn folded(text: &str) -> String {
    text.trim().nfkc().flat_map(char::to_lowercase).take(NAME_MAX_CHARS * 4).collect()
}

impl SiteName {
    /// A name somebody asks for: well-formed after folding, and not reserved.
    pub fn choose(text: &str) -> Result<SiteName, SiteNameRefusal> {
        let text = folded(text);
        let name = SiteName::well_formed(&text).map_err(|refusal| match refusal {
            SiteNameRefusal::Character { character, .. } => {
                SiteNameRefusal::Character { character, instead: SiteName::left_of(&text) }
            }
            SiteNameRefusal::Hyphens { .. } => {
                SiteNameRefusal::Hyphens { instead: SiteName::left_of(&text) }
            }
            other => other,
        })?;
        if reserved::is_reserved(&name) { Err(SiteNameRefusal::Reserved) } else { Ok(name) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the name looks like: names with equal skeletons are never given to two owners.
    ///
    /// Hyphens don't count; `0` is `o`, `1` and `i` are `l`, `2` is `z`, `5` is `s`, `6` is `g`,
    /// `8` is `b`, `9` is `q`, `rn` is `m`, `vv` is `w`. Digits stay apart from each other.
    pub fn skeleton(&self) -> String {
        let plain: String = self.0.chars().filter(|c| *c != '-').map(look).collect();
        plain.replace("rn", "m").replace("vv", "w")
    }

    /// `text` with everything dropped that has no place in a name, if a free-to-choose name is
    /// left.
    fn left_of(text: &str) -> Option<SiteName> {
        let mut left = String::new();
        for c in text.nfkd().flat_map(char::to_lowercase) {
            if c.is_ascii_lowercase() || c.is_ascii_digit() {
                left.push(c);
            } else if !left.is_empty() && !left.ends_with('-') && is_gap(c) {
                left.push('-');
            }
        }
        left.truncate(NAME_MAX_CHARS);
        let name = SiteName::well_formed(left.trim_end_matches('-')).ok()?;
        (!reserved::is_reserved(&name)).then_some(name)
    }

    fn well_formed(text: &str) -> Result<SiteName, SiteNameRefusal> {
        let allowed = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-';
        if let Some(character) = text.chars().find(|c| !allowed(c)) {
            return Err(SiteNameRefusal::Character { character, instead: None });
        }
        if text.len() < NAME_MIN_CHARS {
            return Err(SiteNameRefusal::TooShort);
        }
        if text.len() > NAME_MAX_CHARS {
            return Err(SiteNameRefusal::TooLong);
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(SiteNameRefusal::Hyphens { instead: None });
        }
        if !text.contains(|c: char| c.is_ascii_lowercase()) {
            return Err(SiteNameRefusal::NoLetter);
        }
        Ok(SiteName(text.to_owned()))
    }
}

/// Characters that part words; accents and apostrophes don't.
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | '+' | '&' | '/' | '@' | ',')
}

/// The letter a character is taken for at a glance.
fn look(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | 'i' => 'l',
        '2' => 'z',
        '5' => 's',
        '6' => 'g',
        '8' => 'b',
        '9' => 'q',
        other => other,
    }
}

impl FromStr for SiteName {
    type Err = SiteNameRefusal;

    /// Exactly as kept; reserved names pass, for a name given before it became reserved stays.
    fn from_str(text: &str) -> Result<SiteName, SiteNameRefusal> {
        SiteName::well_formed(text)
    }
}

impl TryFrom<String> for SiteName {
    type Error = SiteNameRefusal;

    fn try_from(text: String) -> Result<SiteName, SiteNameRefusal> {
        text.parse()
    }
}

impl From<SiteName> for String {
    fn from(name: SiteName) -> String {
        name.0
    }
}

impl fmt::Display for SiteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SiteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
