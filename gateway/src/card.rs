//! Cards: what a person types, checked before it goes anywhere, and what is kept of it.
//!
//! The number and the security code live only in `CardDetails`, which is never stored, never
//! serialised and never printed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use units::{Timestamp, Zone};

/// A card as typed. Blanks and hyphens in the number don't matter.
#[derive(Clone)]
pub struct CardDetails {
    pub holder: String,
    pub number: String,
    /// `04/29`, `4 / 2029`, `2029-04`.
    pub expires: String,
    pub security_code: String,
}

impl fmt::Debug for CardDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardDetails(…)")
    }
}

/// What Plenum keeps of a card.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptCard {
    pub token: String,
    pub brand: CardBrand,
    /// The last four digits of the number.
    pub last4: String,
    pub expires: Expiry,
}

/// Whose card it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardBrand {
    Visa,
    Mastercard,
    AmericanExpress,
    Other,
}

impl CardBrand {
    pub const ALL: [CardBrand; 4] =
        [CardBrand::Visa, CardBrand::Mastercard, CardBrand::AmericanExpress, CardBrand::Other];

    /// The word in rows and API.
    pub fn word(self) -> &'static str {
        match self {
            CardBrand::Visa => "visa",
            CardBrand::Mastercard => "mastercard",
            CardBrand::AmericanExpress => "american_express",
            CardBrand::Other => "other",
        }
    }

    pub fn from_word(word: &str) -> Option<CardBrand> {
        CardBrand::ALL.into_iter().find(|brand| brand.word() == word)
    }

    /// By the first digits of a number.
    fn of(digits: &str) -> CardBrand {
        let starts = |prefixes: &[&str]| prefixes.iter().any(|each| digits.starts_with(each));
        if starts(&["4"]) {
            CardBrand::Visa
        } else if starts(&["51", "52", "53", "54", "55", "22", "23", "24", "25", "26", "27"]) {
            CardBrand::Mastercard
        } else if starts(&["34", "37"]) {
            CardBrand::AmericanExpress
        } else {
            CardBrand::Other
        }
    }
}

/// The last month in which a card is good.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Expiry {
    year: i16,
    month: i8,
}

/// The text is not a month as printed on cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an expiry date: write month and year, such as 04/29")]
pub struct NotAnExpiry;

impl Expiry {
    pub fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// Whether the month is over at `now`, wherever on Earth the bank is.
    pub fn is_over(self, now: Timestamp) -> bool {
        const FARTHEST_BEHIND_UTC_H: i64 = -12;
        let today = Zone::utc().date(now.plus_hours(FARTHEST_BEHIND_UTC_H));
        (today.year(), today.month()) > (self.year, self.month)
    }
}

impl FromStr for Expiry {
    type Err = NotAnExpiry;

    /// `MM/YY`, `MM/YYYY` (blanks allowed, a hyphen for the stroke) or `YYYY-MM`.
    fn from_str(text: &str) -> Result<Expiry, NotAnExpiry> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (first, second) = text.split_once(['/', '-']).ok_or(NotAnExpiry)?;
        let (month, year) = if first.len() == 4 { (second, first) } else { (first, second) };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(month) || !digits(year) || !matches!(year.len(), 2 | 4) {
            return Err(NotAnExpiry);
        }
        let century = if year.len() == 2 { 2000 } else { 0 };
        let month: i8 = month.parse().map_err(|_| NotAnExpiry)?;
        let year: i16 = year.parse().map_err(|_| NotAnExpiry)?;
        if (1..=12).contains(&month) {
            Ok(Expiry { year: year + century, month })
        } else {
            Err(NotAnExpiry)
        }
    }
}

impl TryFrom<String> for Expiry {
    type Error = NotAnExpiry;

    fn try_from(text: String) -> Result<Expiry, NotAnExpiry> {
        text.parse()
    }
}

impl From<Expiry> for String {
    fn from(expiry: Expiry) -> String {
        expiry.to_string()
    }
}

impl fmt::Display for Expiry {
    /// `2029-04`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Debug for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What is wrong with one field of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CardProblem {
    #[error("the holder's name is missing or longer than 100 characters")]
    Holder,
    #[error("the number has a wrong digit or too few")]
    Number,
    #[error("the expiry date is not a month and a year")]
    Expiry,
    #[error("the card's last month is over")]
    Expired,
    #[error("the security code has not 3 digits, or 4 on American Express")]
    SecurityCode,
}

impl CardProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            CardProblem::Holder => "card.holder",
            CardProblem::Number => "card.number",
            CardProblem::Expiry => "card.expiry",
            CardProblem::Expired => "card.expired",
            CardProblem::SecurityCode => "card.security_code",
        }
    }

    /// The field of `CardDetails` it stands beside.
    pub fn field(self) -> &'static str {
        match self {
            CardProblem::Holder => "holder",
            CardProblem::Number => "number",
            CardProblem::Expiry | CardProblem::Expired => "expires",
            CardProblem::SecurityCode => "security_code",
        }
    }
}

/// Why a card is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CardRefusal {
    /// Every problem at once; never empty.
    #[error("failed to read the card: {0:?}")]
    Invalid(Vec<CardProblem>),
    /// The sandbox takes its documented cards only, so nobody leaves a real one in it.
    #[error("failed to keep the card: it is none of the test cards")]
    NotATestCard,
    /// Nothing was kept; the same may be tried again.
    #[error("failed to reach the gateway: {0}")]
    Unavailable(String),
}

impl CardRefusal {
    /// Stable; the first problem's when the card is invalid.
    pub fn code(&self) -> &'static str {
        match self {
            CardRefusal::Invalid(problems) => {
                problems.first().map_or("card.number", |first| first.code())
            }
            CardRefusal::NotATestCard => "card.not_a_test_card",
            CardRefusal::Unavailable(_) => "card.unavailable",
        }
    }

    /// What to say beside which field; empty when it is not about a field.
    pub fn problems(&self) -> &[CardProblem] {
        match self {
            CardRefusal::Invalid(problems) => problems,
            CardRefusal::NotATestCard | CardRefusal::Unavailable(_) => &[],
        }
    }
}

/// A card that passed `CardDetails::check`; not kept anywhere.
pub(crate) struct CheckedCard {
    pub number: String,
    pub brand: CardBrand,
    pub expires: Expiry,
}

impl CheckedCard {
    pub fn last4(&self) -> String {
        let skipped = self.number.len().saturating_sub(4);
        self.number.chars().skip(skipped).collect()
    }
}

const HOLDER_MAX_CHARS: usize = 100;
const NUMBER_DIGITS: std::ops::RangeInclusive<usize> = 12..=19;

impl CardDetails {
    /// Every problem of every field at once, or the card in a form that is worth asking a bank
    /// about.
    pub(crate) fn check(&self, now: Timestamp) -> Result<CheckedCard, CardRefusal> {
        let mut problems = Vec::new();
        let number: String =
            self.number.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let brand = CardBrand::of(&number);

        if !(1..=HOLDER_MAX_CHARS).contains(&self.holder.trim().chars().count()) {
            problems.push(CardProblem::Holder);
        }
        if !NUMBER_DIGITS.contains(&number.len()) || !passes_luhn(&number) {
            problems.push(CardProblem::Number);
        }
        let expires = self.expires.parse::<Expiry>();
        match expires {
            Err(NotAnExpiry) => problems.push(CardProblem::Expiry),
            Ok(expires) if expires.is_over(now) => problems.push(CardProblem::Expired),
            Ok(_) => {}
        }
        let code = self.security_code.trim();
        let code_digits = if brand == CardBrand::AmericanExpress { 4 } else { 3 };
        if code.len() != code_digits || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            problems.push(CardProblem::SecurityCode);
        }
        match expires {
            Ok(expires) if problems.is_empty() => Ok(CheckedCard { number, brand, expires }),
            _ => Err(CardRefusal::Invalid(problems)),
        }
    }
}

/// The check digit of ISO/IEC 7812: every second digit from the right doubled, the sum ends in 0.
pub(crate) fn passes_luhn(number: &str) -> bool {
    let mut sum = 0;
    for (place, c) in number.chars().rev().enumerate() {
        let Some(digit) = c.to_digit(10) else {
            return false;
        };
        let weighted = if place % 2 == 1 { digit * 2 } else { digit };
        sum += weighted / 10 + weighted % 10;
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2027-04-30T23:00:00Z".parse().expect("a time")
    }

    fn card(number: &str, expires: &str, security_code: &str) -> CardDetails {
        CardDetails {
            holder: "Ada".to_owned(),
            number: number.to_owned(),
            expires: expires.to_owned(),
            security_code: security_code.to_owned(),
        }
    }

    #[test]
    fn a_card_is_read_as_people_type_it() {
        for expires in ["04/27", " 4 / 27", "4/2027", "2027-04", "04-27"] {
            let checked = card(" 4242-4242 4242 4242", expires, " 123 ").check(now());
            let checked = checked.unwrap_or_else(|refusal| panic!("{expires}: {refusal}"));
            assert_eq!(checked.last4(), "4242");
            assert_eq!(checked.expires.to_string(), "2027-04");
        }
        let amex = card("378282246310005", "05/27", "1234").check(now()).expect("a card");
        assert_eq!(amex.brand, CardBrand::AmericanExpress);
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let wrong =
            CardDetails { holder: " ".to_owned(), ..card("4242424242424241", "13/27", "12") };
        let refusal = wrong.check(now()).err().expect("refused");
        let codes: Vec<&str> = refusal.problems().iter().map(|each| each.code()).collect();
        assert_eq!(codes, ["card.holder", "card.number", "card.expiry", "card.security_code"]);
        assert!(!format!("{wrong:?}").contains("4242"));
    }

    #[test]
    fn a_card_is_good_to_the_end_of_its_month() {
        let april: Expiry = "04/27".parse().expect("an expiry");
        assert!(!april.is_over(now()));
        assert!(!april.is_over("2027-05-01T11:00:00Z".parse().expect("a time")));
        assert!(april.is_over("2027-05-01T12:00:00Z".parse().expect("a time")));
        assert!("4-27-1".parse::<Expiry>().is_err());
        assert!("00/27".parse::<Expiry>().is_err());
    }
}
