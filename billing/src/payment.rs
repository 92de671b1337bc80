//! Payment attempts: what we asked a gateway for, and what we have learnt since.
//!
//! The intent is recorded first, then the call is made, then the answer is recorded. A lost answer
//! is the state `unknown`; nothing is tried again before a look-up has settled it (I-09). The
//! machine moves forward only: what the gateway once said succeeded stays so.

use serde::{Deserialize, Serialize};
use units::{Currency, Date, Timestamp, Zone};

/// How money came in, as documents state it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMeans {
    Card,
    DirectDebit,
    Transfer,
}

impl PaymentMeans {
    pub const ALL: [PaymentMeans; 3] =
        [PaymentMeans::Card, PaymentMeans::DirectDebit, PaymentMeans::Transfer];

    /// The word in rows, API and texts.
    pub fn word(self) -> &'static str {
        match self {
            PaymentMeans::Card => "card",
            PaymentMeans::DirectDebit => "direct_debit",
            PaymentMeans::Transfer => "transfer",
        }
    }

    pub fn from_word(word: &str) -> Option<PaymentMeans> {
        PaymentMeans::ALL.into_iter().find(|means| means.word() == word)
    }

    /// Can an amount in `currency` be charged this way? Direct debits are SEPA's: euros alone.
    pub fn takes(self, currency: Currency) -> bool {
        self != PaymentMeans::DirectDebit || currency == Currency::EUR
    }
}

/// Where an attempt stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptState {
    /// Recorded, perhaps sent: the next step is the call, or a look-up after a crash.
    Created,
    /// The gateway has it and will tell.
    Pending,
    /// The bank wants to hear from the customer.
    RequiresAction,
    Succeeded,
    Declined,
    /// The answer was lost; a look-up will tell.
    Unknown,
}

impl AttemptState {
    pub const ALL: [AttemptState; 6] = [
        AttemptState::Created,
        AttemptState::Pending,
        AttemptState::RequiresAction,
        AttemptState::Succeeded,
        AttemptState::Declined,
        AttemptState::Unknown,
    ];

    pub fn word(self) -> &'static str {
        match self {
            AttemptState::Created => "created",
            AttemptState::Pending => "pending",
            AttemptState::RequiresAction => "requires_action",
            AttemptState::Succeeded => "succeeded",
            AttemptState::Declined => "declined",
            AttemptState::Unknown => "unknown",
        }
    }

    pub fn from_word(word: &str) -> Option<AttemptState> {
        AttemptState::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Nothing more will happen by itself.
    pub fn is_settled(self) -> bool {
        matches!(self, AttemptState::Succeeded | AttemptState::Declined)
    }

    /// The state after the gateway was seen in `seen`; `None` when nothing changes.
    ///
    /// A decline may turn into a success that came late; a success never turns into anything.
    pub fn learn(self, seen: AttemptState) -> Option<AttemptState> {
        match (self, seen) {
            (AttemptState::Succeeded, _) => None,
            (AttemptState::Declined, AttemptState::Succeeded) => Some(seen),
            (AttemptState::Declined, _) => None,
            (_, AttemptState::Created) => None,
            (now, seen) if now == seen => None,
            (_, seen) => Some(seen),
        }
    }
}

/// When to look an unsettled attempt up again, after `look_ups` that told nothing: 5 minutes, an
/// hour, then daily. After a week a person is asked to look (`needs_a_person`).
pub fn next_look_up(now: Timestamp, look_ups: u32) -> Timestamp {
    match look_ups {
        0 => now.plus_minutes(5),
        1 => now.plus_hours(1),
        _ => now.plus_days(1),
    }
}

/// Daily look-ups before the attempt is put into the operator's queue.
const LOOK_UPS_BEFORE_A_PERSON: u32 = 9;

pub fn needs_a_person(look_ups: u32) -> bool {
    look_ups >= LOOK_UPS_BEFORE_A_PERSON
}

/// Days from the start of a direct debit until its money is expected: the bank of the payer is
/// given time to say no.
const DEBIT_TAKES_DAYS: i64 = 3;

/// The day by which a debit begun at `started` is expected to have collected, in `zone`.
pub fn collected_about(started: Timestamp, zone: &Zone) -> Date {
    zone.date(started.plus_days(DEBIT_TAKES_DAYS))
}

/// How long the customer may take to answer their bank before the gateway is told to end the
/// payment.
pub const CHALLENGE_VALID_HOURS: i64 = 24;

#[cfg(test)]
mod tests {
    use super::*;

    /// a failure that arrives after the success changes nothing.
    #[test]
    fn success_is_final_and_may_come_late() {
        for seen in AttemptState::ALL {
            assert_eq!(AttemptState::Succeeded.learn(seen), None);
        }
        assert_eq!(
            AttemptState::Declined.learn(AttemptState::Succeeded),
            Some(AttemptState::Succeeded)
        );
        assert_eq!(AttemptState::Declined.learn(AttemptState::Pending), None);
        assert_eq!(
            AttemptState::Unknown.learn(AttemptState::Declined),
            Some(AttemptState::Declined)
        );
    }

    /// One way is named only while all of the money came in by it.
    #[test]
    fn several_ways_are_no_way() {
        use crate::invoice::Settlement;
        let nothing = Settlement::none(units::Currency::EUR);
        let half = |means| Settlement {
            paid: units::Money::new(50, units::Currency::EUR),
            means,
            ..nothing
        };
        let (card, transfer) = (PaymentMeans::Card, PaymentMeans::Transfer);
        assert_eq!(nothing.means_with(card), Some(card));
        assert_eq!(half(Some(card)).means_with(card), Some(card));
        assert_eq!(half(Some(card)).means_with(transfer), None);
        assert_eq!(half(None).means_with(card), None, "once several, always several");
        for means in PaymentMeans::ALL {
            assert_eq!(PaymentMeans::from_word(means.word()), Some(means));
        }
    }
}
