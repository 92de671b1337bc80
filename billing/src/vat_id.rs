//! VAT numbers, checked offline: by the country's pattern and check digits (B3, D7).
//!
//! Offline a number can be well-formed, not registered: whether it exists is asked online where
//! that is reachable. Covered: the European Union, Northern Ireland and Great Britain, Switzerland,
//! Norway. The rules of each country stand in `vat_id/rules.rs`.

mod rules;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use units::Country;

use rules::{SCHEMES, Scheme};

/// A well-formed VAT number with its prefix, without blanks: `DE136695976`, `EL094259216`.
///
/// Greece writes `EL`, Northern Ireland `XI`; a Swiss number ends with its digits, a Norwegian one
/// with `MVA`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatId {
    country: Country,
    text: String,
}

/// Why a text is not a VAT number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VatIdRefusal {
    /// No prefix of a country whose rules are known, and no such country beside it.
    #[error("no country's VAT numbers look like this")]
    UnknownCountry,
    #[error("a VAT number of {country} looks like {example}")]
    Format { country: Country, example: &'static str },
    #[error("the check digits of this VAT number of {country} don't fit")]
    CheckDigit { country: Country },
}

impl VatIdRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            VatIdRefusal::UnknownCountry => "vat_id.unknown_country",
            VatIdRefusal::Format { .. } => "vat_id.format",
            VatIdRefusal::CheckDigit { .. } => "vat_id.check_digit",
        }
    }
}

/// Most characters looked at, prefix, suffix and checks included.
const CHARACTERS_MAX: usize = 20;

impl VatId {
    /// Reads a number as people write it: blanks, full stops, hyphens and strokes don't matter.
    ///
    /// `country_hint` is the country of the billing address: it completes a number written without
    /// its prefix, and goes first where a text could be read in two ways. A number of another
    /// country than the hint is fine; whether it helps is decided by the tax rules.
    pub fn parse(text: &str, country_hint: Option<Country>) -> Result<VatId, VatIdRefusal> {
        let clean = cleaned(text);
        let hinted = |scheme: &&Scheme| country_hint.is_some_and(|hint| scheme.is_of(hint));

        let with_prefix = SCHEMES.iter().filter_map(|scheme| {
            let body = scheme.prefixes().find_map(|prefix| clean.strip_prefix(prefix))?;
            Some((scheme, body))
        });
        let (of_hint, of_others): (Vec<_>, Vec<_>) =
            with_prefix.partition(|(scheme, _)| hinted(scheme));
        let without_prefix = SCHEMES.iter().filter(hinted).map(|scheme| (scheme, clean.as_str()));

        let mut refusal = VatIdRefusal::UnknownCountry;
        for (scheme, body) in of_hint.into_iter().chain(of_others).chain(without_prefix) {
            match scheme.read(body) {
                Ok(id) => return Ok(id),
                Err(first) if refusal == VatIdRefusal::UnknownCountry => refusal = first,
                Err(_) => {}
            }
        }
        Err(refusal)
    }

    /// The country that gave it; Great Britain for Northern Ireland too, whose services it taxes.
    pub fn country(&self) -> Country {
        self.country
    }

    /// With its prefix, without blanks.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Upper case, without what people put between the digits.
fn cleaned(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !".,-–/·:".contains(*c));
    kept.flat_map(char::to_uppercase).take(CHARACTERS_MAX + 1).collect()
}

impl Scheme {
    fn read(&self, body: &str) -> Result<VatId, VatIdRefusal> {
        let country = self.country();
        let body = self.suffixes.iter().find_map(|end| body.strip_suffix(end)).unwrap_or(body);
        if !self.patterns.iter().any(|pattern| rules::fits(body, pattern)) {
            return Err(VatIdRefusal::Format { country, example: self.example });
        }
        if !(self.check)(body) {
            return Err(VatIdRefusal::CheckDigit { country });
        }
        let written_suffix = if self.writes_suffix { self.suffixes } else { &[] };
        let suffix = written_suffix.first().copied().unwrap_or_default();
        Ok(VatId { country, text: format!("{}{body}{suffix}", self.prefix) })
    }
}

impl FromStr for VatId {
    type Err = VatIdRefusal;

    /// With its prefix, as rows and documents keep it.
    fn from_str(text: &str) -> Result<VatId, VatIdRefusal> {
        VatId::parse(text, None)
    }
}

impl TryFrom<String> for VatId {
    type Error = VatIdRefusal;

    fn try_from(text: String) -> Result<VatId, VatIdRefusal> {
        text.parse()
    }
}

impl From<VatId> for String {
    fn from(id: VatId) -> String {
        id.text
    }
}

impl fmt::Display for VatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for VatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests;
