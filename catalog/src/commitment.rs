//! Commitments: a year that is promised and paid month by month, and what ending it early costs
//! (C5).
//!
//! The monthly price of a promised year is a price of its own. The fee is fixed, or a part of what
//! is left to pay; either way it is never more than that, which billing sees to. Not known here:
//! when a promise began.

use serde::{Deserialize, Serialize};
use units::{Currency, Interval, Money, Rate};

use crate::price::Price;

/// Calendar months of a promise that a catalog sells.
pub const COMMITMENT_MONTHS: u16 = 12;

/// A year at a monthly price, as a tier offers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commitment {
    /// Monthly, one for each currency.
    pub prices: Vec<Price>,
    /// One for each currency.
    pub fees: Vec<(Currency, EarlyFee)>,
}

impl Commitment {
    /// What one seat costs for a month.
    pub fn price(&self, currency: Currency) -> Option<Price> {
        crate::price::find(&self.prices, currency, Interval::Monthly)
    }

    /// What is promised, for who pays in `currency`.
    pub fn terms(&self, currency: Currency) -> Option<CommitmentTerms> {
        let (_, fee) = self.fees.iter().find(|(of, _)| *of == currency)?;
        Some(CommitmentTerms { months: COMMITMENT_MONTHS, fee: *fee })
    }
}

/// What is promised, as a subscription keeps it from the day it was bought.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CommitmentTerms {
    /// Calendar months of one promise, at least one; the next follows it.
    pub months: u16,
    pub fee: EarlyFee,
}

/// What ending a promise early costs, for each seat.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum EarlyFee {
    None,
    /// This much, whenever it ends, but no more than is left to pay.
    Fixed {
        unit: Money,
    },
    /// This part of what is left to pay: less each month.
    Reducing {
        share: Rate,
    },
}

impl EarlyFee {
    /// For one seat that costs `unit` for each of the `left` periods that were promised and are not
    /// billed; never negative, never more than all of them cost. Rounded half up, once.
    pub fn of_seat(self, unit: Money, left: u32) -> Money {
        let rest = unit.times(left);
        match self {
            EarlyFee::None => rest.with(0),
            EarlyFee::Fixed { unit: fee } => rest.with(fee.minor.min(rest.minor)),
            EarlyFee::Reducing { share } => share.of(rest),
        }
    }
}

/// How a plan is paid, as people choose it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Term {
    pub interval: Interval,
    /// Is a year promised, and paid at this interval?
    pub committed: bool,
}

impl Term {
    pub const MONTHLY: Term = Term { interval: Interval::Monthly, committed: false };

    /// What a catalog may sell a tier by.
    pub const ALL: [Term; 3] = [
        Term::MONTHLY,
        Term { interval: Interval::Annual, committed: false },
        Term { interval: Interval::Monthly, committed: true },
    ];

    const COMMITTED: &'static str = "annual_monthly";

    /// The word used in forms and addresses: `monthly`, `annual`, `annual_monthly`.
    pub fn word(self) -> String {
        match self.committed {
            true => Term::COMMITTED.to_owned(),
            false => self.interval.word(),
        }
    }

    pub fn from_word(word: &str) -> Option<Term> {
        if word == Term::COMMITTED {
            return Some(Term { interval: Interval::Monthly, committed: true });
        }
        Some(Term { interval: Interval::from_word(word)?, committed: false })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn terms_have_their_words() {
        for term in Term::ALL {
            assert_eq!(Term::from_word(&term.word()), Some(term));
        }
        assert_eq!(Term::from_word("weekly"), None);
    }

    #[test]
    fn fees_by_hand() {
        let half = EarlyFee::Reducing { share: "0.5".parse().expect("a rate") };
        // 9 months of EUR 12.35 are EUR 111.15; half of that is 55.575.
        assert_eq!(half.of_seat(eur(1_235), 9), eur(5_558));
        let fixed = EarlyFee::Fixed { unit: eur(3_000) };
        assert_eq!(fixed.of_seat(eur(1_200), 9), eur(3_000));
        assert_eq!(fixed.of_seat(eur(1_200), 2), eur(2_400), "no more than is left to pay");
        assert_eq!(EarlyFee::None.of_seat(eur(1_200), 9), eur(0));
    }

    proptest! {
        /// C5: never negative, never more than is left to pay, never more a month later, and
        /// nothing at the end.
        #[test]
        fn a_fee_is_bounded_and_falls(
            unit in 0i64..10_000_000,
            fixed in 0i64..100_000_000,
            millionths in 0u32..=1_000_000,
            left in 0u32..120,
        ) {
            let share = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
            let share = share.parse().expect("a rate");
            for fee in [
                EarlyFee::None,
                EarlyFee::Fixed { unit: eur(fixed) },
                EarlyFee::Reducing { share },
            ] {
                let amount = fee.of_seat(eur(unit), left);
                prop_assert!(amount.minor >= 0);
                prop_assert!(amount.minor <= unit * i64::from(left));
                prop_assert!(amount.minor <= fee.of_seat(eur(unit), left + 1).minor);
                prop_assert!(fee.of_seat(eur(unit), 0).is_zero());
            }
        }
    }
}
