//! E-mail addresses: kept as written, compared without regard to case.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A deliverable-looking address: one `@`, a local part of at most 64 bytes, a domain with a dot
/// (or `localhost`), 254 bytes in all, no spaces or control characters.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The text is not such an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not an e-mail address")]
pub struct NotAnEmailAddress;

const LOCAL_MAX_BYTES: usize = 64;
const ADDRESS_MAX_BYTES: usize = 254;

impl EmailAddress {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form compared and kept unique: lower case throughout.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The part before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

fn is_local_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c)
}

fn is_domain_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

impl FromStr for EmailAddress {
    type Err = NotAnEmailAddress;

    fn from_str(text: &str) -> Result<EmailAddress, NotAnEmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnEmailAddress)?;
        let local_ok = !local.is_empty()
            && local.len() <= LOCAL_MAX_BYTES
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(is_local_character);
        let domain_ok = (domain.contains('.') || domain == "localhost")
            && domain.split('.').all(is_domain_label);
        if local_ok && domain_ok && text.len() <= ADDRESS_MAX_BYTES {
            Ok(EmailAddress(text.to_owned()))
        } else {
            Err(NotAnEmailAddress)
        }
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnEmailAddress;

    fn try_from(text: String) -> Result<EmailAddress, NotAnEmailAddress> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> String {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_and_lists_are_refused() {
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "a b@example.org",
            "ada@example.org\r\nBcc: x@y.z",
            "a,b@example.org",
            "ada@exa_mple.org",
            ".ada@example.org",
            "ada@example",
        ] {
            assert!(bad.parse::<EmailAddress>().is_err(), "{bad}");
        }
        let ada: EmailAddress = " Ada.L+x@Example.org ".parse().expect("an address");
        assert_eq!(ada.as_str(), "Ada.L+x@Example.org");
        assert_eq!(ada.key(), "ada.l+x@example.org");
        assert_eq!(ada.local_part(), "Ada.L+x");
    }
}
