//! The secret that mail services show when they hand mails over by HTTP (F1, docs/decisions/0056).

use std::fmt;

use sha2::{Digest as _, Sha256};

/// Shortest secret that is taken, in characters: nobody guesses one, so wrong ones are not counted.
pub const TOKEN_MIN_CHARS: usize = 32;
/// Longest one, in characters.
const TOKEN_MAX_CHARS: usize = 200;

/// What the operator's secret is known by: its digest, never itself.
#[derive(Clone, PartialEq, Eq)]
pub struct MailInToken([u8; 32]);

impl MailInToken {
    /// None: too short, too long, or with characters that a header cannot carry.
    pub fn new(secret: &str) -> Option<MailInToken> {
        let is_fit = (TOKEN_MIN_CHARS..=TOKEN_MAX_CHARS).contains(&secret.len())
            && secret.bytes().all(|byte| byte.is_ascii_graphic());
        is_fit.then(|| MailInToken(Sha256::digest(secret).into()))
    }

    /// Whether `shown` is the secret. It takes as long for every wrong one of the same length.
    pub fn is(&self, shown: &str) -> bool {
        let shown: [u8; 32] = Sha256::digest(shown).into();
        self.0.iter().zip(shown).fold(0_u8, |different, (one, other)| different | (one ^ other))
            == 0
    }
}

impl fmt::Debug for MailInToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailInToken")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_opens() {
        let secret = "0123456789abcdef0123456789abcdef";
        let token = MailInToken::new(secret).expect("long enough");
        assert!(token.is(secret));
        for wrong in ["", "0123456789abcdef0123456789abcdee", "0123456789abcdef0123456789abcdef "] {
            assert!(!token.is(wrong), "{wrong:?}");
        }
        assert_eq!(format!("{token:?}"), "MailInToken");
    }

    #[test]
    fn short_and_unfit_secrets_are_none() {
        let long = "x".repeat(TOKEN_MAX_CHARS + 1);
        for unfit in ["", "short", "0123456789abcdef 0123456789abcdef", &long] {
            assert_eq!(MailInToken::new(unfit), None, "{unfit:?}");
        }
    }
}
