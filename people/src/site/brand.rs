//! How a site looks to its guests: its logo and its accent colour (B7, docs/decisions/0039).
//!
//! A logo has an alternative text, for those who do not see it. What its file may be is `logo`;
//! what becomes of a colour is `colour`. Where the bytes are only the store knows.

use std::fmt;
use std::str::FromStr;

use units::id::SiteLogoId;

use super::colour::Colour;
use crate::name::is_unprintable;

pub const ALTERNATIVE_MAX_CHARS: usize = 100;

/// What a site shows of the account's own; nothing of it must be there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Brand {
    pub accent: Option<Colour>,
    pub logo: Option<Logo>,
}

/// A logo in use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Logo {
    pub id: SiteLogoId,
    pub alternative: Alternative,
}

/// What stands for a logo where it is not seen: one line of 1 to 100 characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alternative(String);

/// A brand as somebody wants it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Draft {
    /// As typed; empty for none.
    pub accent: String,
    pub logo: Option<SiteLogoId>,
    /// As typed; without a logo it says nothing.
    pub alternative: String,
}

/// What is wrong with a draft.
/// The text is for logs; people read the message of `code` in their own language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BrandProblem {
    #[error("the accent is no colour")]
    NotAColour,
    #[error("a logo needs an alternative text")]
    AlternativeMissing,
    #[error("the alternative text is longer than {ALTERNATIVE_MAX_CHARS} characters")]
    AlternativeTooLong,
    #[error("the alternative text has characters that cannot be printed")]
    AlternativeUnprintable,
    /// Found by the store: never uploaded for this site, or forgotten since.
    #[error("there is no such logo")]
    NoLogo,
}

impl BrandProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            BrandProblem::NotAColour => "brand.not_a_colour",
            BrandProblem::AlternativeMissing => "brand.alternative_missing",
            BrandProblem::AlternativeTooLong => "brand.alternative_too_long",
            BrandProblem::AlternativeUnprintable => "brand.alternative_unprintable",
            BrandProblem::NoLogo => "brand.no_logo",
        }
    }

    /// The field it is about.
    pub fn field(self) -> &'static str {
        match self {
            BrandProblem::NotAColour => "accent",
            BrandProblem::NoLogo => "logo",
            BrandProblem::AlternativeMissing
            | BrandProblem::AlternativeTooLong
            | BrandProblem::AlternativeUnprintable => "alternative",
        }
    }
}

impl Draft {
    /// The brand it asks for, or everything that is wrong with it. Whether the logo is there only
    /// the store knows.
    pub fn check(&self) -> Result<Brand, Vec<BrandProblem>> {
        let accent = match self.accent.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| BrandProblem::NotAColour),
        };
        let logo = match self.logo {
            None => Ok(None),
            Some(id) => self.alternative.parse().map(|alternative| Some(Logo { id, alternative })),
        };
        match (accent, logo) {
            (Ok(accent), Ok(logo)) => Ok(Brand { accent, logo }),
            (accent, logo) => Err(accent.err().into_iter().chain(logo.err()).collect()),
        }
    }
}

impl Alternative {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Alternative {
    type Err = BrandProblem;

    /// Runs of blanks become one blank.
    fn from_str(text: &str) -> Result<Alternative, BrandProblem> {
        let words = text.split_whitespace().take(ALTERNATIVE_MAX_CHARS + 1);
        let text = words.collect::<Vec<&str>>().join(" ");
        if text.is_empty() {
            return Err(BrandProblem::AlternativeMissing);
        }
        if text.chars().count() > ALTERNATIVE_MAX_CHARS {
            return Err(BrandProblem::AlternativeTooLong);
        }
        if text.chars().any(is_unprintable) {
            return Err(BrandProblem::AlternativeUnprintable);
        }
        Ok(Alternative(text))
    }
}

impl fmt::Display for Alternative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use units::{Id, Timestamp};

    use super::*;

    fn draft(accent: &str, alternative: &str) -> Draft {
        let logo = Some(Id::from_parts(Timestamp::from_seconds(1), [7; 10]));
        Draft { accent: accent.to_owned(), logo, alternative: alternative.to_owned() }
    }

    #[test]
    fn a_brand_may_have_either_or_nothing() {
        assert_eq!(Draft::default().check(), Ok(Brand::default()));
        let both = draft("#1f6f64", " Ada \n Works ").check().expect("a brand");
        assert_eq!(both.accent.map(|accent| accent.to_string()).as_deref(), Some("#1f6f64"));
        let logo = both.logo.expect("a logo");
        assert_eq!(logo.alternative.as_str(), "Ada Works");
        let unused = Draft { logo: None, ..draft("", "\u{202e}") };
        assert_eq!(unused.check(), Ok(Brand::default()), "without a logo it is not looked at");
    }

    #[test]
    fn all_that_is_wrong_is_said() {
        let wrong = draft("teal", " ").check().expect_err("two problems");
        assert_eq!(wrong, [BrandProblem::NotAColour, BrandProblem::AlternativeMissing]);
        let long = draft("", &"a".repeat(ALTERNATIVE_MAX_CHARS + 1)).check();
        assert_eq!(long, Err(vec![BrandProblem::AlternativeTooLong]));
        let odd = draft("", "a\u{202e}b").check();
        assert_eq!(odd, Err(vec![BrandProblem::AlternativeUnprintable]));
    }
}
