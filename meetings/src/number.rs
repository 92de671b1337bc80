//! Meeting numbers: what people read out or type when they have no link.
//!
//! Short enough to guess, so a number alone opens nothing: see `join::by_number`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 9 to 11 digits, the first not 0. Shown in groups: `123 4567 8901`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeetingNumber(u64);

/// The text is not a meeting number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a meeting number has 9 to 11 digits")]
pub struct NotAMeetingNumber;

const SMALLEST: u64 = 100_000_000;
const LARGEST: u64 = 99_999_999_999;
/// New numbers have 11 digits, so that guessing meets few of them.
const SMALLEST_NEW: u64 = 10_000_000_000;
/// Longest text read, in characters: digits with spaces or hyphens between.
const TEXT_MAX_CHARS: usize = 30;

impl MeetingNumber {
    /// A new number of 11 digits. Whether it is free is for the store to say.
    pub fn from_random(random: [u8; 8]) -> MeetingNumber {
        let span = LARGEST - SMALLEST_NEW + 1;
        MeetingNumber(SMALLEST_NEW + u64::from_be_bytes(random) % span)
    }

    /// The digits alone, as rows and programs keep it.
    pub fn digits(self) -> String {
        self.0.to_string()
    }
}

impl FromStr for MeetingNumber {
    type Err = NotAMeetingNumber;

    /// Spaces (of any width) and hyphens between the digits don't matter.
    fn from_str(text: &str) -> Result<MeetingNumber, NotAMeetingNumber> {
        if text.chars().count() > TEXT_MAX_CHARS {
            return Err(NotAMeetingNumber);
        }
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAMeetingNumber);
        }
        let number = digits.parse().map_err(|_| NotAMeetingNumber)?;
        let fits = (SMALLEST..=LARGEST).contains(&number) && !digits.starts_with('0');
        fits.then_some(MeetingNumber(number)).ok_or(NotAMeetingNumber)
    }
}

impl fmt::Display for MeetingNumber {
    /// Groups of three and four digits: 3-3-3, 3-3-4 or 3-4-4.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits();
        let middle = if digits.len() == 11 { 7 } else { 6 };
        for (index, digit) in digits.chars().enumerate() {
            if index == 3 || index == middle {
                f.write_str(" ")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for MeetingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for MeetingNumber {
    type Error = NotAMeetingNumber;

    fn try_from(text: String) -> Result<MeetingNumber, NotAMeetingNumber> {
        text.parse()
    }
}

impl From<MeetingNumber> for String {
    fn from(number: MeetingNumber) -> String {
        number.digits()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn new_numbers_are_read_back_as_shown(random: [u8; 8]) {
            let number = MeetingNumber::from_random(random);
            prop_assert_eq!(number.digits().len(), 11);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
            prop_assert_eq!(number.digits().parse(), Ok(number));
        }

        #[test]
        fn any_text_is_read_or_refused(text: String) {
            let _ = text.parse::<MeetingNumber>();
        }
    }

    #[test]
    fn numbers_are_grouped() {
        let shown = |text: &str| text.parse::<MeetingNumber>().map(|number| number.to_string());
        assert_eq!(shown("123456789"), Ok("123 456 789".to_owned()));
        assert_eq!(shown("123-456-7890"), Ok("123 456 7890".to_owned()));
        assert_eq!(shown("123\u{a0}4567 8901"), Ok("123 4567 8901".to_owned()));
        for wrong in ["", "12345678", "123456789012", "012345678901", "12345678x", "٣٤٥٦٧٨٩٠١"]
        {
            assert!(shown(wrong).is_err(), "{wrong}");
        }
    }
}
