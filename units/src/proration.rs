//! Proration arithmetic: how an amount divides over the days (or seconds) of a period.
//!
//! One rule (C8): cumulative amounts are rounded, and a part is the difference of two of them. So
//! the parts of a line always add up to the line, however often it is cut.

use serde::{Deserialize, Serialize};

use crate::money::Money;

/// How half a minor unit is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Away from zero.
    HalfUp,
    /// To the even neighbour.
    HalfEven,
}

/// `numerator / denominator`, rounded by `rounding`. `denominator` is positive.
pub fn divide(numerator: i128, denominator: i128, rounding: Rounding) -> i64 {
    let up = divide_half_up(numerator, denominator);
    let is_half = (numerator.unsigned_abs() * 2) % (denominator.unsigned_abs() * 2)
        == denominator.unsigned_abs();
    match rounding {
        Rounding::HalfEven if is_half && up % 2 != 0 => up - up.signum(),
        _ => up,
    }
}

/// `numerator / denominator`, rounded half up, away from zero. `denominator` is positive.
pub fn divide_half_up(numerator: i128, denominator: i128) -> i64 {
    assert!(denominator > 0, "a share of nothing");
    let twice = numerator.unsigned_abs() * 2 + denominator.unsigned_abs();
    let size = twice / (denominator.unsigned_abs() * 2);
    let size = i64::try_from(size).expect("an amount left 64 bits");
    if numerator < 0 { -size } else { size }
}

/// The part of `whole` that falls on units `from..to` of the `total` units of its full period.
///
/// Units are days or seconds; `from <= to <= total`, `total > 0` (asserted).
pub fn part(whole: Money, from: i64, to: i64, total: i64, rounding: Rounding) -> Money {
    assert!(
        0 <= from && from <= to && to <= total && total > 0,
        "not a part: {from}..{to}/{total}"
    );
    let up_to = |units: i64| {
        divide(i128::from(whole.minor) * i128::from(units), i128::from(total), rounding)
    };
    whole.with(up_to(to) - up_to(from))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::Currency;

    proptest! {
        /// C8: however a line is cut, no cent is made or lost.
        #[test]
        fn cuts_conserve_money(
            minor in -1_000_000_000_000i64..1_000_000_000_000,
            total in 1i64..40_000_000,
            cuts in proptest::collection::vec(0i64..1_000_000, 0..8),
            even: bool,
        ) {
            let rounding = if even { Rounding::HalfEven } else { Rounding::HalfUp };
            let whole = Money::new(minor, Currency::EUR);
            let mut marks: Vec<i64> = cuts.iter().map(|share| share * total / 1_000_000).collect();
            marks.push(0);
            marks.push(total);
            marks.sort_unstable();
            let parts = marks.windows(2).map(|pair| part(whole, pair[0], pair[1], total, rounding));
            prop_assert_eq!(Money::sum(whole.currency, parts), whole);
        }
    }

    #[test]
    fn seventeen_of_thirty_days() {
        let price = Money::new(6000, Currency::EUR);
        assert_eq!(part(price, 13, 30, 30, Rounding::HalfUp).minor, 3400);
    }

    #[test]
    fn halves_go_up_or_to_the_even_neighbour() {
        let both = |numerator| {
            [Rounding::HalfUp, Rounding::HalfEven].map(|rule| divide(numerator, 10, rule))
        };
        assert_eq!(both(25), [3, 2]);
        assert_eq!(both(35), [4, 4]);
        assert_eq!(both(-25), [-3, -2]);
        assert_eq!(both(26), [3, 3]);
        assert_eq!(both(5), [1, 0]);
    }
}
