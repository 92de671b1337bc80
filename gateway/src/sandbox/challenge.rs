//! The bank's question to the payer: what the challenge page shows, and how it was answered.

use units::{Money, Timestamp};

use super::books::{Record, Standing};
use crate::card::CardBrand;
use crate::payment::DeclineCode;

/// One question, answered or not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Challenge {
    /// Cannot be guessed; the last part of the challenge's address.
    pub id: String,
    /// Of the payment it is about.
    pub reference: String,
    pub amount: Money,
    pub description: String,
    pub brand: CardBrand,
    pub last4: String,
    /// Where the payer goes when it is answered or over.
    pub return_url: String,
    pub answer: ChallengeAnswer,
}

/// How the question was answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChallengeAnswer {
    /// Not yet; it can be answered until `until`.
    Open {
        until: Timestamp,
    },
    Approved,
    Refused,
    Expired,
}

impl ChallengeAnswer {
    pub(super) fn of(record: &Record) -> ChallengeAnswer {
        match &record.standing {
            Standing::AwaitsAnswer { until, .. } => ChallengeAnswer::Open { until: *until },
            Standing::Succeeded => ChallengeAnswer::Approved,
            Standing::Declined { code: DeclineCode::AuthenticationExpired } => {
                ChallengeAnswer::Expired
            }
            Standing::Declined { .. } | Standing::UnderWay { .. } => ChallengeAnswer::Refused,
        }
    }
}

/// Why an answer does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeRefusal {
    #[error("no such challenge")]
    Unknown,
    #[error("the challenge is over")]
    Expired,
    #[error("the challenge was answered otherwise before")]
    Answered,
    #[error("failed to record the answer: {0}")]
    Unavailable(String),
}

impl ChallengeRefusal {
    /// Stable.
    pub fn code(&self) -> &'static str {
        match self {
            ChallengeRefusal::Unknown => "challenge.unknown",
            ChallengeRefusal::Expired => "challenge.expired",
            ChallengeRefusal::Answered => "challenge.answered",
            ChallengeRefusal::Unavailable(_) => "challenge.unavailable",
        }
    }
}
