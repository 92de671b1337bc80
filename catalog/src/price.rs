//! Prices: exact amounts for one unit over one interval, read from decimal texts.

use serde::{Deserialize, Serialize};
use units::{Currency, Interval, Money};

/// What one seat (or one unit of an add-on) costs for one interval, in the way the catalog says:
/// without tax, or with it (`Catalog::prices_include_tax`).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Price {
    pub unit: Money,
    pub interval: Interval,
}

/// Largest price, in minor units: times the most seats it still fits 64 bits by far.
pub const PRICE_MINOR_MAX: i64 = 1_000_000_000_000;

/// The text is not an amount of the currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    #[error("\"{text}\" is not an amount in {currency}: write it like \"{example}\"")]
    Malformed {
        text: String,
        currency: Currency,
        /// An amount of the currency, written right.
        example: String,
    },
    #[error("\"{0}\" is more than a price can be")]
    TooLarge(String),
}

/// Reads a decimal text with exactly the currency's decimals: `12.00` EUR, `1400` JPY, `3.250` KWD.
///
/// No sign, no grouping, no rounding: a wrong number of decimals is refused.
pub fn amount(text: &str, currency: Currency) -> Result<Money, NotAnAmount> {
    let malformed = || NotAnAmount::Malformed {
        text: text.to_owned(),
        currency,
        example: Money::new(12 * currency.minor_per_unit(), currency).decimal(),
    };
    let decimals = usize::try_from(currency.decimals()).map_err(|_| malformed())?;
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if decimals > 0 => (whole, fraction),
        None if decimals == 0 => (text, ""),
        _ => return Err(malformed()),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let padded = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty()
        || padded
        || fraction.len() != decimals
        || !digits(whole)
        || !digits(fraction)
    {
        return Err(malformed());
    }
    format!("{whole}{fraction}")
        .parse::<i64>()
        .ok()
        .filter(|minor| *minor <= PRICE_MINOR_MAX)
        .map(|minor| Money::new(minor, currency))
        .ok_or_else(|| NotAnAmount::TooLarge(text.to_owned()))
}

/// The price in `currency` for `interval` among `prices`.
pub(crate) fn find(prices: &[Price], currency: Currency, interval: Interval) -> Option<Price> {
    prices
        .iter()
        .copied()
        .find(|price| price.unit.currency == currency && price.interval == interval)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_of_the_currency() {
        let minor = |text, currency| amount(text, currency).map(|money| money.minor).ok();
        assert_eq!(minor("12.00", Currency::EUR), Some(1200));
        assert_eq!(minor("0.05", Currency::EUR), Some(5));
        assert_eq!(minor("1400", Currency::JPY), Some(1400));
        assert_eq!(minor("3.250", Currency::KWD), Some(3250));
        for wrong in ["12", "12.0", "12.000", "-1.00", "+1.00", "1,00", ".50", "01.00", "", "1.0x"]
        {
            assert_eq!(minor(wrong, Currency::EUR), None, "{wrong}");
        }
        assert_eq!(minor("1400.00", Currency::JPY), None);
        assert_eq!(minor("1400.", Currency::JPY), None);
        assert_eq!(
            amount("9.9", Currency::EUR).expect_err("one decimal").to_string(),
            "\"9.9\" is not an amount in EUR: write it like \"12.00\""
        );
        assert!(matches!(
            amount("99999999999999999999.00", Currency::EUR),
            Err(NotAnAmount::TooLarge(_))
        ));
    }
}
