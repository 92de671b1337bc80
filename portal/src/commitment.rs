//! A year that is promised and paid monthly, in words: on plans, in the cart, in statements (C5).

use catalog::EarlyFee;
use texts::{Args, Texts};
use units::Locale;

/// What ending it early costs: "50 % of what is left to pay"; none where that is nothing.
pub fn fee(texts: &Texts, locale: &Locale, fee: EarlyFee) -> Option<String> {
    match fee {
        EarlyFee::None => None,
        EarlyFee::Fixed { unit } => {
            Some(texts.get(locale, "commitment-fee-fixed", &Args::new().with("amount", unit)))
        }
        EarlyFee::Reducing { share } => {
            let args = Args::new().with("share", texts.percent(locale, share));
            Some(texts.get(locale, "commitment-fee-reducing", &args))
        }
    }
}

/// What is promised by buying it, in a sentence or two.
pub fn hint(texts: &Texts, locale: &Locale, of: EarlyFee) -> String {
    match fee(texts, locale, of) {
        Some(fee) => texts.get(locale, "commitment-hint", &Args::new().with("fee", fee)),
        None => texts.plain(locale, "commitment-hint-free"),
    }
}
