//! Amounts as Stripe counts them: minor units, but for a few currencies.
//!
//! Stripe counts the krona of Iceland and the shilling of Uganda in hundredths though they have
//! none, and takes currencies with three decimals in tens of the smallest unit only.

use units::{Currency, Money};

/// Currencies counted in hundredths that have none.
const HUNDREDTHS: [&str; 2] = ["ISK", "UGX"];

/// `None` when Stripe cannot take the amount.
pub fn to_stripe(amount: Money) -> Option<i64> {
    let code = amount.currency.code();
    if HUNDREDTHS.contains(&code) {
        return amount.minor.checked_mul(100);
    }
    let three_decimals = amount.currency.decimals() == 3;
    (!three_decimals || amount.minor % 10 == 0).then_some(amount.minor)
}

/// `None` when it is not an amount of that currency.
pub fn from_stripe(amount: i64, currency: Currency) -> Option<Money> {
    match HUNDREDTHS.contains(&currency.code()) {
        true if amount % 100 == 0 => Some(Money::new(amount / 100, currency)),
        true => None,
        false => Some(Money::new(amount, currency)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_currencies_are_counted_as_stripe_does() {
        let money = |minor, code: &str| Money::new(minor, code.parse().expect("a currency"));
        for (amount, counted) in [
            (money(1_234, "EUR"), Some(1_234)),
            (money(1_234, "JPY"), Some(1_234)),
            (money(1_234, "ISK"), Some(123_400)),
            (money(1_230, "KWD"), Some(1_230)),
            (money(1_234, "KWD"), None),
        ] {
            assert_eq!(to_stripe(amount), counted, "{amount}");
            if let Some(counted) = counted {
                assert_eq!(from_stripe(counted, amount.currency), Some(amount));
            }
        }
        assert_eq!(from_stripe(123, "ISK".parse().expect("a currency")), None);
    }
}
