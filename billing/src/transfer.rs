//! Bank transfers: money that comes by itself, in whatever amount its sender chose (D1a).

use units::Money;

/// What an amount that came in does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Split {
    /// Pays of the invoice.
    pub applied: Money,
    /// More than was open: to the customer's credit.
    pub excess: Money,
}

/// The amount is nothing, or in another currency than the invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("failed to take a transfer: it is no amount of the invoice's currency above zero")]
pub struct NotAnAmount;

/// What `received` does to an invoice of which `open` is left to pay: nothing of it is lost.
pub fn split(open: Money, received: Money) -> Result<Split, NotAnAmount> {
    if !received.is_positive() || received.currency != open.currency {
        return Err(NotAnAmount);
    }
    let applied = if open.minor < received.minor { open } else { received };
    Ok(Split { applied, excess: received.minus(applied) })
}

#[cfg(test)]
mod tests {
    use units::Currency;

    use super::*;

    /// D1a: in part, in full, more than was open, on a paid invoice: the parts add up.
    #[test]
    fn a_transfer_is_split_without_loss() {
        let euros = |minor| Money::new(minor, Currency::EUR);
        for (open, received, applied) in
            [(100, 40, 40), (100, 100, 100), (100, 130, 100), (0, 5, 0)]
        {
            let split = split(euros(open), euros(received)).expect("an amount");
            assert_eq!(split.applied, euros(applied));
            assert_eq!(split.applied.plus(split.excess), euros(received));
        }
        assert_eq!(split(euros(100), euros(0)), Err(NotAnAmount));
        assert_eq!(split(euros(100), euros(-1)), Err(NotAnAmount));
        assert_eq!(split(euros(100), Money::new(5, Currency::USD)), Err(NotAnAmount));
    }
}
