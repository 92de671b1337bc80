//! Money: whole minor units of a currency, and the exact decimal rates applied to it.
//!
//! No floating point, no silent conversion, one rounding per amount (style.md habit 10). Amounts of
//! different currencies never meet: that is a bug in the caller, so it stops the program.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency with known minor units (0, 2 or 3 decimals occur).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

impl Currency {
    pub const EUR: Currency = Currency(iso_currency::Currency::EUR);
    pub const USD: Currency = Currency(iso_currency::Currency::USD);
    pub const JPY: Currency = Currency(iso_currency::Currency::JPY);
    pub const KWD: Currency = Currency(iso_currency::Currency::KWD);

    /// The three letters of ISO 4217.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits after the decimal point in the customary unit, 0 to 4.
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }

    /// Minor units in one customary unit: 1, 100, 1000 …
    pub fn minor_per_unit(self) -> i64 {
        10i64.pow(self.decimals())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is not the code of a currency that has minor units.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown currency \"{0}\"")]
pub struct UnknownCurrency(pub String);

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(code: &str) -> Result<Currency, UnknownCurrency> {
        iso_currency::Currency::from_code(code)
            .filter(|currency| currency.exponent().is_some())
            .map(Currency)
            .ok_or_else(|| UnknownCurrency(code.to_owned()))
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;

    fn try_from(code: String) -> Result<Currency, UnknownCurrency> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

/// An amount: `minor` units of `currency`; negative means owed the other way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    pub minor: i64,
    pub currency: Currency,
}

impl Money {
    pub fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    pub fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    pub fn is_zero(self) -> bool {
        self.minor == 0
    }

    pub fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// Another amount of the same currency.
    pub fn with(self, minor: i64) -> Money {
        Money { minor, currency: self.currency }
    }

    /// The sum. Panics when the currencies differ or the sum leaves 64 bits: both are bugs.
    #[must_use]
    pub fn plus(self, other: Money) -> Money {
        assert_eq!(self.currency, other.currency, "amounts of two currencies were added");
        self.with(self.minor.checked_add(other.minor).expect("an amount left 64 bits"))
    }

    /// The difference; panics as `plus` does.
    #[must_use]
    pub fn minus(self, other: Money) -> Money {
        self.plus(other.negated())
    }

    #[must_use]
    pub fn negated(self) -> Money {
        self.with(self.minor.checked_neg().expect("an amount left 64 bits"))
    }

    /// `quantity` times this amount; panics when it leaves 64 bits.
    #[must_use]
    pub fn times(self, quantity: u32) -> Money {
        let minor = self.minor.checked_mul(i64::from(quantity)).expect("an amount left 64 bits");
        self.with(minor)
    }

    /// The sum of many amounts, all of `currency`.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Money>) -> Money {
        amounts.into_iter().fold(Money::zero(currency), Money::plus)
    }

    /// The decimal text without grouping or currency, e.g. `-12.30`, `500`, `1.250`.
    pub fn decimal(self) -> String {
        decimal_text(self.minor, self.currency.decimals())
    }
}

/// `minor` written with `decimals` digits after the point.
fn decimal_text(minor: i64, decimals: u32) -> String {
    let unit = 10u64.pow(decimals);
    let size = minor.unsigned_abs();
    let sign = if minor < 0 { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{size}");
    }
    let width = usize::try_from(decimals).unwrap_or(usize::MAX);
    format!("{sign}{}.{:0width$}", size / unit, size % unit)
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.decimal())
    }
}

impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A share such as a tax rate: millionths, so `0.19` is 190,000. Between 0 and 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Debug)]
#[serde(try_from = "String", into = "String")]
pub struct Rate {
    millionths: u32,
}

/// The text is not a decimal between 0 and 1 with at most six digits after the point.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a rate: write a decimal from 0 to 1, such as 0.19")]
pub struct NotARate(pub String);

impl Rate {
    pub const ZERO: Rate = Rate { millionths: 0 };

    pub fn is_zero(self) -> bool {
        self.millionths == 0
    }

    /// The rate applied to `amount`, rounded half up away from zero, once.
    pub fn of(self, amount: Money) -> Money {
        let exact = i128::from(amount.minor) * i128::from(self.millionths);
        amount.with(crate::proration::divide_half_up(exact, 1_000_000))
    }

    /// As a percentage without trailing zeros: `19`, `5.5`, `0`.
    pub fn percent(self) -> String {
        let text = decimal_text(i64::from(self.millionths), 4);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl FromStr for Rate {
    type Err = NotARate;

    fn from_str(text: &str) -> Result<Rate, NotARate> {
        let wrong = || NotARate(text.to_owned());
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > 6 {
            return Err(wrong());
        }
        let millionths = format!("{whole}{fraction:0<6}").parse::<u32>().map_err(|_| wrong())?;
        if millionths > 1_000_000 { Err(wrong()) } else { Ok(Rate { millionths }) }
    }
}

impl TryFrom<String> for Rate {
    type Error = NotARate;

    fn try_from(text: String) -> Result<Rate, NotARate> {
        text.parse()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal_text(i64::from(self.millionths), 6))
    }
}

impl From<Rate> for String {
    fn from(rate: Rate) -> String {
        rate.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_follow_the_currency() {
        assert_eq!(Money::new(-1230, Currency::EUR).to_string(), "EUR -12.30");
        assert_eq!(Money::new(500, Currency::JPY).to_string(), "JPY 500");
        assert_eq!(Money::new(1250, Currency::KWD).to_string(), "KWD 1.250");
        assert_eq!(Money::new(-5, Currency::EUR).decimal(), "-0.05");
    }

    #[test]
    fn rates_are_exact() {
        let vat: Rate = "0.19".parse().expect("a rate");
        assert_eq!(vat.of(Money::new(11000, Currency::EUR)).minor, 2090);
        assert_eq!(vat.of(Money::new(50, Currency::EUR)).minor, 10, "9.5 goes up");
        assert_eq!(vat.of(Money::new(-50, Currency::EUR)).minor, -10, "away from zero");
        assert_eq!(vat.percent(), "19");
        assert_eq!("0.055".parse::<Rate>().expect("a rate").percent(), "5.5");
        assert_eq!(Rate::ZERO.percent(), "0");
        assert!("1.5".parse::<Rate>().is_err());
        assert!(".19".parse::<Rate>().is_err());
        assert!("-0.1".parse::<Rate>().is_err());
    }

    #[test]
    fn currencies_without_minor_units_are_refused() {
        assert!("XAU".parse::<Currency>().is_err());
        assert!("EURO".parse::<Currency>().is_err());
        assert_eq!("KWD".parse::<Currency>().expect("known").decimals(), 3);
    }
}
