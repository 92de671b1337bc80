//! Secret tokens: what proves a session, a confirmed address, an API client.
//!
//! 256 random bits, given by the caller, written with a prefix that says what the secret is for, so
//! that a leaked one is recognised. Only a hash of the text is ever stored; hashing is the
//! caller's.

use std::fmt;

/// What a token proves.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    /// An API client acts for its person.
    PersonalAccess,
    /// Somebody is signed in.
    Session,
    /// The mail with the link arrived.
    ConfirmAddress,
    /// Whoever has the mail may choose a new password.
    ResetPassword,
    /// Whoever has the mail may join the account.
    Invitation,
}

impl TokenKind {
    /// What the text begins with.
    pub fn prefix(self) -> &'static str {
        match self {
            TokenKind::PersonalAccess => "pat_",
            TokenKind::Session => "ses_",
            TokenKind::ConfirmAddress => "cnf_",
            TokenKind::ResetPassword => "rst_",
            TokenKind::Invitation => "inv_",
        }
    }
}

/// A secret, in its text form. Never printed.
#[derive(Clone)]
pub struct SecretToken {
    kind: TokenKind,
    text: String,
}

/// The text is not a token of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not such a token")]
pub struct NotAToken;

/// Lower-case letters and digits without `0`, `1`, `8`, `9`: five bits each (RFC 4648).
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// 256 bits in groups of five.
const BODY_CHARS: usize = 52;
/// Characters of the body shown in lists.
const HINT_CHARS: usize = 4;

impl SecretToken {
    /// The token made of `random`, which must come from a secure source.
    pub fn from_random(kind: TokenKind, random: [u8; 32]) -> SecretToken {
        let mut text = kind.prefix().to_owned();
        let (mut pending, mut bits) = (0u32, 0u32);
        for byte in random {
            pending = pending << 8 | u32::from(byte);
            bits += 8;
            while bits >= 5 {
                bits -= 5;
                text.push(letter(pending >> bits));
            }
            pending &= (1 << bits) - 1;
        }
        text.push(letter(pending << (5 - bits)));
        SecretToken { kind, text }
    }

    /// Reads a token that came in; cheap, before anything is looked up.
    pub fn read(kind: TokenKind, text: &str) -> Result<SecretToken, NotAToken> {
        let body = text.strip_prefix(kind.prefix()).ok_or(NotAToken)?;
        let known = body.bytes().all(|byte| ALPHABET.contains(&byte));
        // 256 bits leave one bit of the last letter: the other four are zero.
        let ends_right = body.ends_with(['a', 'q']);
        if body.len() == BODY_CHARS && known && ends_right {
            Ok(SecretToken { kind, text: text.to_owned() })
        } else {
            Err(NotAToken)
        }
    }

    /// The whole secret: for the one reply, mail or cookie it goes into, and for hashing.
    pub fn secret(&self) -> &str {
        &self.text
    }

    pub fn kind(&self) -> TokenKind {
        self.kind
    }

    /// The beginning, for telling tokens apart in a list: `pat_k3xq`.
    pub fn hint(&self) -> String {
        self.text.chars().take(self.kind.prefix().len() + HINT_CHARS).collect()
    }
}

fn letter(bits: u32) -> char {
    let place = usize::try_from(bits & 31).unwrap_or_default();
    ALPHABET.get(place).copied().map_or('a', char::from)
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretToken({:?})", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_text_is_base32() {
        let token = SecretToken::from_random(TokenKind::PersonalAccess, [0xff; 32]);
        assert_eq!(token.secret(), format!("pat_{}q", "7".repeat(51)));
        let mut counted = [0; 32];
        counted.iter_mut().zip(0u8..).for_each(|(byte, count)| *byte = count);
        let token = SecretToken::from_random(TokenKind::Session, counted);
        assert_eq!(token.secret(), "ses_aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypq");
        assert_eq!(token.hint(), "ses_aaaq");
        assert_eq!(format!("{token:?}"), "SecretToken(Session)");
    }

    #[test]
    fn other_texts_are_no_tokens() {
        let good = SecretToken::from_random(TokenKind::Session, [7; 32]);
        let read = |text: &str| SecretToken::read(TokenKind::Session, text).is_ok();
        assert!(read(good.secret()));
        assert!(SecretToken::read(TokenKind::PersonalAccess, good.secret()).is_err());
        let upper = good.secret().to_uppercase();
        let longer = format!("{}a", good.secret());
        let other_end = format!("{}b", good.secret().trim_end_matches(['a', 'q']));
        for wrong in ["", "ses_", "ses_aaaa", &upper, &longer, &other_end] {
            assert!(!read(wrong), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_token_is_read_back(random: [u8; 32], other: [u8; 32]) {
            let token = SecretToken::from_random(TokenKind::ResetPassword, random);
            let read = SecretToken::read(TokenKind::ResetPassword, token.secret());
            prop_assert!(read.is_ok());
            let another = SecretToken::from_random(TokenKind::ResetPassword, other);
            prop_assert_eq!(token.secret() == another.secret(), random == other);
        }
    }
}
