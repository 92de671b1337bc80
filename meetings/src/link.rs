//! Join links: the unguessable code in `/j/<code>`, and what people paste into the join box.
//!
//! The code alone names the meeting; the site in a pasted address is never followed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::number::MeetingNumber;

/// 16 characters of 5 random bits each: 80 bits. Digits and small letters, without `i l o u`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LinkCode(String);

/// The text is not a join link's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not the code of a join link")]
pub struct NotALinkCode;

const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j',
    'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
];
const CODE_CHARS: usize = 16;
/// Longest text looked at in the join box, in bytes.
const TARGET_MAX_BYTES: usize = 2_000;

impl LinkCode {
    /// A new code of ten random bytes.
    pub fn from_random(random: [u8; 10]) -> LinkCode {
        let bits = random.into_iter().fold(0u128, |bits, byte| bits << 8 | u128::from(byte));
        let code = (0..CODE_CHARS)
            .rev()
            .filter_map(|place| usize::try_from(bits >> (5 * place) & 31).ok())
            .filter_map(|index| ALPHABET.get(index))
            .collect();
        LinkCode(code)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LinkCode {
    type Err = NotALinkCode;

    /// Large letters, `i` or `l` for 1 and `o` for 0 are understood, as are hyphens and spaces.
    fn from_str(text: &str) -> Result<LinkCode, NotALinkCode> {
        if text.len() > CODE_CHARS * 2 {
            return Err(NotALinkCode);
        }
        let code: String = text
            .chars()
            .filter(|c| *c != '-' && *c != ' ')
            .map(|c| match c.to_ascii_lowercase() {
                'i' | 'l' => '1',
                'o' => '0',
                other => other,
            })
            .collect();
        let fits = code.len() == CODE_CHARS && code.chars().all(|c| ALPHABET.contains(&c));
        fits.then_some(LinkCode(code)).ok_or(NotALinkCode)
    }
}

impl TryFrom<String> for LinkCode {
    type Error = NotALinkCode;

    fn try_from(text: String) -> Result<LinkCode, NotALinkCode> {
        text.parse()
    }
}

impl From<LinkCode> for String {
    fn from(code: LinkCode) -> String {
        code.0
    }
}

impl fmt::Display for LinkCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for LinkCode {
    /// A link opens the meeting, so logs show only its beginning.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let beginning: String = self.0.chars().take(4).collect();
        write!(f, "{beginning}…")
    }
}

/// What someone gave to join: a link, or a number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum JoinTarget {
    Link(LinkCode),
    Number(MeetingNumber),
}

/// The text is neither a meeting number nor a join link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is neither a meeting number nor a join link")]
pub struct NotAJoinTarget;

impl FromStr for JoinTarget {
    type Err = NotAJoinTarget;

    /// Reads a number, a code, or an address with `/j/<code>` in it, from any site.
    fn from_str(text: &str) -> Result<JoinTarget, NotAJoinTarget> {
        let text = text.trim();
        if text.len() > TARGET_MAX_BYTES {
            return Err(NotAJoinTarget);
        }
        if let Ok(number) = text.parse() {
            return Ok(JoinTarget::Number(number));
        }
        let code = match text.split_once("/j/") {
            None => text,
            Some((_, after)) => after.split(['/', '?', '#']).next().unwrap_or_default(),
        };
        code.parse().map(JoinTarget::Link).map_err(|_| NotAJoinTarget)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn codes_are_read_back_however_they_are_typed(random: [u8; 10]) {
            let code = LinkCode::from_random(random);
            prop_assert_eq!(code.as_str().len(), CODE_CHARS);
            prop_assert_eq!(code.to_string().to_uppercase().parse(), Ok(code.clone()));
            let typed = code.to_string().replace('1', "l").replace('0', "O");
            prop_assert_eq!(typed.parse(), Ok(code));
        }

        #[test]
        fn every_bit_counts(random: [u8; 10], bit in 0usize..80) {
            let mut other = random;
            other[bit / 8] ^= 1 << (bit % 8);
            prop_assert_ne!(LinkCode::from_random(random), LinkCode::from_random(other));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = text.parse::<JoinTarget>();
            let _ = format!("https://x/j/{text}").parse::<JoinTarget>();
        }
    }

    #[test]
    fn the_alphabet_has_no_twins() {
        let distinct: BTreeSet<char> = ALPHABET.into_iter().collect();
        assert_eq!(distinct.len(), 32);
        assert!("ilou".chars().all(|c| !ALPHABET.contains(&c)));
    }

    #[test]
    fn people_paste_many_things() {
        let code = LinkCode::from_random([7; 10]);
        let link = Ok(JoinTarget::Link(code.clone()));
        for text in [
            format!("https://meet-eu.example.org/j/{code}"),
            format!("  evil.example/j/{code}?next=https://evil.example#x "),
            format!("/j/{code}/"),
            code.to_string(),
        ] {
            assert_eq!(text.parse::<JoinTarget>(), link, "{text}");
        }
        let number = "123 4567 8901".parse().expect("a number");
        assert_eq!("123 4567 8901".parse(), Ok(JoinTarget::Number(number)));
        assert!("https://example.org/".parse::<JoinTarget>().is_err());
    }
}
