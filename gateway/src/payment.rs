//! A payment as the gateway sees it: what was asked, and where it stands.

use serde::{Deserialize, Serialize};
use units::Money;

use crate::refund::RefundRefusal;

/// What to take, from which card, under which reference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Charge {
    /// Our own, unique for ever: the idempotency key. 1 to 64 visible ASCII characters.
    pub reference: String,
    /// Of the kept card.
    pub token: String,
    /// More than zero.
    pub amount: Money,
    /// What the customer reads on the statement, in their language.
    pub description: String,
    /// Whether the payer is at the screen; a renewal happens without them.
    pub customer_present: bool,
    /// Where the bank's authentication page sends the payer back to: an absolute address of ours.
    pub return_url: String,
}

/// A payment in the gateway's books.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payment {
    /// The gateway's own id.
    pub gateway_id: String,
    /// Ours, from the charge.
    pub reference: String,
    pub amount: Money,
    pub state: PaymentState,
    /// What the payer's bank took back by itself so far, in all; zero for most.
    pub charged_back: Money,
}

/// A payment as a gateway lists it, with what it was charged to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    pub payment: Payment,
    /// Of the kept card or account, from the charge.
    pub token: String,
}

/// Where a payment stands. `Succeeded` and `Declined` are final.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaymentState {
    Succeeded,
    /// The bank wants to hear from the payer at `challenge_url`; ignored, it ends as declined.
    RequiresAction {
        challenge_url: String,
    },
    /// Under way; an event or a look-up tells the end.
    Pending,
    /// `hard`: this card will not work again, so it must not be tried again by itself.
    Declined {
        code: DeclineCode,
        hard: bool,
    },
}

impl PaymentState {
    /// Declined for `code`, hard or soft as the code is.
    pub fn declined(code: DeclineCode) -> PaymentState {
        PaymentState::Declined { code, hard: code.is_hard() }
    }

    /// Nothing will change any more.
    pub fn is_final(&self) -> bool {
        matches!(self, PaymentState::Succeeded | PaymentState::Declined { .. })
    }

    /// The word for rows, API and logs.
    pub fn word(&self) -> &'static str {
        match self {
            PaymentState::Succeeded => "succeeded",
            PaymentState::RequiresAction { .. } => "requires_action",
            PaymentState::Pending => "pending",
            PaymentState::Declined { .. } => "declined",
        }
    }
}

/// Why a bank said no.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineCode {
    /// No reason given.
    CardDeclined,
    InsufficientFunds,
    ExpiredCard,
    LostCard,
    StolenCard,
    /// The payer failed or refused the bank's authentication.
    AuthenticationFailed,
    /// The payer did not answer the bank in time.
    AuthenticationExpired,
}

impl DeclineCode {
    pub const ALL: [DeclineCode; 7] = [
        DeclineCode::CardDeclined,
        DeclineCode::InsufficientFunds,
        DeclineCode::ExpiredCard,
        DeclineCode::LostCard,
        DeclineCode::StolenCard,
        DeclineCode::AuthenticationFailed,
        DeclineCode::AuthenticationExpired,
    ];

    /// Stable: rows, API clients and translations key on it.
    pub fn word(self) -> &'static str {
        match self {
            DeclineCode::CardDeclined => "card_declined",
            DeclineCode::InsufficientFunds => "insufficient_funds",
            DeclineCode::ExpiredCard => "expired_card",
            DeclineCode::LostCard => "lost_card",
            DeclineCode::StolenCard => "stolen_card",
            DeclineCode::AuthenticationFailed => "authentication_failed",
            DeclineCode::AuthenticationExpired => "authentication_expired",
        }
    }

    pub fn from_word(word: &str) -> Option<DeclineCode> {
        DeclineCode::ALL.into_iter().find(|code| code.word() == word)
    }

    /// The card will not work again: no automatic attempts, ask for another.
    pub fn is_hard(self) -> bool {
        matches!(self, DeclineCode::ExpiredCard | DeclineCode::LostCard | DeclineCode::StolenCard)
    }
}

/// Why there is no answer. The text is for logs and operators.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// The request surely never arrived: nothing happened, it may be sent again.
    #[error("failed to reach the gateway: {0}")]
    NotSent(String),
    /// The request may or may not have been carried out: look up before anything else.
    #[error("failed to hear the gateway's answer: {0}")]
    AnswerLost(String),
    /// The gateway understood and refused, for a mistake in the charge: this call did nothing, and
    /// sending the same again does nothing either.
    #[error("failed to be accepted by the gateway: {0}")]
    Refused(ChargeRefusal),
    /// As `Refused`, of a refund: nothing was sent back.
    #[error("failed to be accepted by the gateway: {0}")]
    RefundRefused(RefundRefusal),
}

/// A mistake in a charge; every one of them is a bug of the caller or a token from other books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChargeRefusal {
    #[error("the reference belongs to another charge")]
    ReferenceTaken,
    #[error("the reference is empty, too long or not plain text")]
    ReferenceMalformed,
    #[error("no card is kept under this token")]
    UnknownToken,
    #[error("the amount is not more than zero")]
    NothingToCharge,
    #[error("the gateway cannot take this amount in its currency")]
    AmountNotTaken,
    #[error("the gateway took the charge for a mistake")]
    NotTaken,
}

impl GatewayError {
    /// Stable.
    pub fn code(&self) -> &'static str {
        match self {
            GatewayError::NotSent(_) => "gateway.not_sent",
            GatewayError::AnswerLost(_) => "gateway.answer_lost",
            GatewayError::Refused(refusal) => match refusal {
                ChargeRefusal::ReferenceTaken => "gateway.reference_taken",
                ChargeRefusal::ReferenceMalformed => "gateway.reference_malformed",
                ChargeRefusal::UnknownToken => "gateway.unknown_token",
                ChargeRefusal::NothingToCharge => "gateway.nothing_to_charge",
                ChargeRefusal::AmountNotTaken => "gateway.amount_not_taken",
                ChargeRefusal::NotTaken => "gateway.not_taken",
            },
            GatewayError::RefundRefused(refusal) => refusal.code(),
        }
    }
}

impl Charge {
    /// Most characters of a reference.
    pub const REFERENCE_MAX: usize = 64;

    /// What every gateway refuses before it asks a bank.
    pub fn check(&self) -> Result<(), ChargeRefusal> {
        let visible = self.reference.bytes().all(|byte| byte.is_ascii_graphic());
        if self.reference.is_empty() || self.reference.len() > Self::REFERENCE_MAX || !visible {
            return Err(ChargeRefusal::ReferenceMalformed);
        }
        if !self.amount.is_positive() {
            return Err(ChargeRefusal::NothingToCharge);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        for code in DeclineCode::ALL {
            assert_eq!(DeclineCode::from_word(code.word()), Some(code));
            let json = serde_json::to_string(&code).expect("plain");
            assert_eq!(json, format!("\"{}\"", code.word()));
        }
    }
}
