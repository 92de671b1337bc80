//! Meeting passwords: shown to the host and in invitations, so kept as they are; never on the join
//! page, in logs or in the time a comparison takes.

use std::fmt;
use std::hint::black_box;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 4 to 32 characters, none of them a control character.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Password(String);

pub const PASSWORD_MIN_CHARS: u32 = 4;
pub const PASSWORD_MAX_CHARS: u32 = 32;
/// Bytes compared, always all of them: the longest password in UTF-8.
const COMPARED_BYTES: usize = 128;
/// For suggested passwords: easy to read out and to type on a telephone.
const SUGGESTED: [char; 32] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v',
    'w', 'x', 'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9', '0',
];

/// Why a text can't be a meeting's password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAPassword {
    #[error("a meeting password has 4 to 32 characters")]
    Length,
    #[error("a meeting password has no control characters")]
    Characters,
}

impl Password {
    /// Eight characters of 40 random bits, offered to hosts who want one made up.
    pub fn suggested(random: [u8; 8]) -> Password {
        let text =
            random.into_iter().filter_map(|byte| SUGGESTED.get(usize::from(byte % 32))).collect();
        Password(text)
    }

    /// The password itself, for the host and the invited.
    pub fn shown(&self) -> &str {
        &self.0
    }

    /// Whether `given` is the password; takes the same time whatever is given.
    pub fn admits(&self, given: &str) -> bool {
        same(self.0.as_bytes(), given.trim().as_bytes())
    }
}

/// Compares like `Password::admits` where there is none: `false`, after the same work.
pub(crate) fn admits_nobody(given: &str) -> bool {
    black_box(same(b"", given.trim().as_bytes()));
    false
}

fn same(expected: &[u8], given: &[u8]) -> bool {
    let padded = |bytes| std::iter::chain(bytes, std::iter::repeat(&0u8)).take(COMPARED_BYTES);
    let difference = std::iter::zip(padded(expected), padded(given))
        .fold(0u8, |difference, (a, b)| black_box(difference | (a ^ b)));
    (difference == 0) & (expected.len() == given.len())
}

impl FromStr for Password {
    type Err = NotAPassword;

    /// Spaces around it are not part of it.
    fn from_str(text: &str) -> Result<Password, NotAPassword> {
        let text = text.trim();
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if !(PASSWORD_MIN_CHARS..=PASSWORD_MAX_CHARS).contains(&length) {
            return Err(NotAPassword::Length);
        }
        if text.chars().any(char::is_control) {
            return Err(NotAPassword::Characters);
        }
        Ok(Password(text.to_owned()))
    }
}

impl TryFrom<String> for Password {
    type Error = NotAPassword;

    fn try_from(text: String) -> Result<Password, NotAPassword> {
        text.parse()
    }
}

impl From<Password> for String {
    fn from(password: Password) -> String {
        password.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(password)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn only_the_very_password_admits(password in "[ -~а-я]{4,32}", other in "[ -~а-я]{0,40}") {
            let text = password.trim();
            if let Ok(password) = text.parse::<Password>() {
                prop_assert!(password.admits(text));
                prop_assert_eq!(password.admits(&other), other.trim() == text);
                let longer = format!("{text}\0");
                prop_assert!(!password.admits(&longer));
            }
        }

        #[test]
        fn suggestions_are_passwords(random: [u8; 8]) {
            let password = Password::suggested(random);
            prop_assert_eq!(password.shown().parse::<Password>(), Ok(password.clone()));
        }
    }

    #[test]
    fn passwords_stay_out_of_logs() {
        let password: Password = " open sesame ".parse().expect("a password");
        assert_eq!(format!("{password:?}"), "(password)");
        assert_eq!(password.shown(), "open sesame");
        assert!(!admits_nobody(""));
        assert_eq!("abc".parse::<Password>(), Err(NotAPassword::Length));
        assert_eq!("ab\ncd".parse::<Password>(), Err(NotAPassword::Characters));
    }
}
