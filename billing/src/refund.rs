//! Refunds: what may go back on a payment, and what we have learnt of a refund since we asked.
//!
//! As with payments, the intent is recorded first, then the call is made, then the answer is
//! recorded. Until it surely failed, a refund counts as sent back, so that no two refunds
//! together give more than was captured (I-08). Not known here: gateways, locks, the ledger.

use serde::{Deserialize, Serialize};
use units::Money;

/// Where a refund stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// Recorded, perhaps sent.
    Created,
    /// The gateway has it and will tell.
    Pending,
    Succeeded,
    /// The money stayed with us, or came back.
    Failed,
    /// The answer was lost; a look-up will tell.
    Unknown,
}

impl RefundState {
    pub const ALL: [RefundState; 5] = [
        RefundState::Created,
        RefundState::Pending,
        RefundState::Succeeded,
        RefundState::Failed,
        RefundState::Unknown,
    ];

    /// Stable: rows, texts and API clients key on it.
    pub fn word(self) -> &'static str {
        match self {
            RefundState::Created => "created",
            RefundState::Pending => "pending",
            RefundState::Succeeded => "succeeded",
            RefundState::Failed => "failed",
            RefundState::Unknown => "unknown",
        }
    }

    pub fn from_word(word: &str) -> Option<RefundState> {
        RefundState::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Nothing more is asked; a success may still be taken back by the customer's bank.
    pub fn is_settled(self) -> bool {
        matches!(self, RefundState::Succeeded | RefundState::Failed)
    }

    /// The state after the gateway was seen in `seen`; `None` when nothing changes.
    ///
    /// A failure is final. A success can only turn into a failure: the customer's bank sent the
    /// money back.
    pub fn learn(self, seen: RefundState) -> Option<RefundState> {
        match (self, seen) {
            (now, seen) if now == seen => None,
            (RefundState::Failed, _) | (_, RefundState::Created) => None,
            (RefundState::Succeeded, RefundState::Failed) => Some(seen),
            (RefundState::Succeeded, _) => None,
            (_, seen) => Some(seen),
        }
    }
}

/// Why money goes back, which says what becomes of the invoice it had paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundCause {
    /// A credit note gave it back; the invoice stays as it is.
    CreditNote,
    /// It is paid out of the account's credit balance.
    Balance,
    /// It came for an order that had ended.
    LatePayment,
    /// The operator sends the payment itself back: its invoice is open again by as much.
    PaymentReversed,
}

impl RefundCause {
    pub const ALL: [RefundCause; 4] = [
        RefundCause::CreditNote,
        RefundCause::Balance,
        RefundCause::LatePayment,
        RefundCause::PaymentReversed,
    ];

    /// Stable: rows, texts and API clients key on it.
    pub fn word(self) -> &'static str {
        match self {
            RefundCause::CreditNote => "credit_note",
            RefundCause::Balance => "balance",
            RefundCause::LatePayment => "late_payment",
            RefundCause::PaymentReversed => "payment_reversed",
        }
    }

    pub fn from_word(word: &str) -> Option<RefundCause> {
        RefundCause::ALL.into_iter().find(|cause| cause.word() == word)
    }
}

/// A captured payment and what has left it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Captured {
    /// What was taken; zero unless the payment succeeded.
    pub amount: Money,
    /// Every refund that has not failed.
    pub refunded: Money,
    /// What the payer's bank took back.
    pub charged_back: Money,
}

impl Captured {
    /// What may still be sent back: never negative.
    pub fn left(&self) -> Money {
        let left = self.amount.minus(self.refunded).minus(self.charged_back);
        // A chargeback may overlap with a refund that is yet to be told from a failed one.
        if left.is_positive() { left } else { Money::zero(left.currency) }
    }
}

/// Why a refund is not asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    #[error("nothing of the payment can be sent back any more")]
    NothingLeft,
    #[error("the amount is not more than zero, or in another currency")]
    NotAnAmount,
    #[error("only {left} of the payment is left")]
    MoreThanLeft { left: Money },
}

impl RefundRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            RefundRefusal::NothingLeft => "refund.nothing_left",
            RefundRefusal::NotAnAmount => "refund.not_an_amount",
            RefundRefusal::MoreThanLeft { .. } => "refund.more_than_left",
        }
    }
}

/// Whether `amount` may go back on the payment, and what would be left of it then. Preview and
/// commit both ask here.
pub fn propose(captured: &Captured, amount: Money) -> Result<Money, RefundRefusal> {
    let left = captured.left();
    if left.is_zero() {
        return Err(RefundRefusal::NothingLeft);
    }
    if !amount.is_positive() || amount.currency != left.currency {
        return Err(RefundRefusal::NotAnAmount);
    }
    if amount.minor > left.minor {
        return Err(RefundRefusal::MoreThanLeft { left });
    }
    Ok(left.minus(amount))
}

#[cfg(test)]
mod tests {
    use units::Currency;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn no_more_than_is_left_goes_back() {
        let captured = Captured { amount: eur(100), refunded: eur(60), charged_back: eur(10) };
        assert_eq!(propose(&captured, eur(30)), Ok(eur(0)));
        assert_eq!(propose(&captured, eur(1)), Ok(eur(29)));
        let too_much = RefundRefusal::MoreThanLeft { left: eur(30) };
        assert_eq!(propose(&captured, eur(31)), Err(too_much));
        for wrong in [eur(0), eur(-5), Money::new(5, Currency::USD)] {
            assert_eq!(propose(&captured, wrong), Err(RefundRefusal::NotAnAmount));
        }
        let overlapping = Captured { charged_back: eur(70), ..captured };
        assert_eq!(propose(&overlapping, eur(1)), Err(RefundRefusal::NothingLeft));
    }

    #[test]
    fn a_failure_is_final_and_may_come_after_a_success() {
        for seen in RefundState::ALL {
            assert_eq!(RefundState::Failed.learn(seen), None);
            assert_eq!(RefundState::from_word(seen.word()), Some(seen));
        }
        let learn = RefundState::learn;
        assert_eq!(learn(RefundState::Succeeded, RefundState::Failed), Some(RefundState::Failed));
        assert_eq!(learn(RefundState::Succeeded, RefundState::Pending), None);
        assert_eq!(learn(RefundState::Unknown, RefundState::Pending), Some(RefundState::Pending));
        for cause in RefundCause::ALL {
            assert_eq!(RefundCause::from_word(cause.word()), Some(cause));
        }
    }
}
