//! The documented test cards and accounts: each stands for one way a payment can go.
//!
//! No other number is taken. Any holder, any month that is not over, any security code of three
//! digits.

use serde::{Deserialize, Serialize};

/// A number and what payments with it do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TestCard {
    /// Digits only; passes the check digit.
    pub number: &'static str,
    pub behaviour: Behaviour,
}

/// What happens when a card is charged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behaviour {
    /// Every charge succeeds.
    Approve,
    /// Every charge is declined without a reason; softly, so retries make sense.
    Decline,
    /// Declined softly for want of money.
    InsufficientFunds,
    /// Declined for good: reported lost.
    LostCard,
    /// The bank asks the payer when they are present and the first time; later renewals succeed.
    NeedsAuthentication,
    /// The bank asks every time, at renewals too.
    AlwaysNeedsAuthentication,
    /// Succeeds while the payer is present; renewals are declined softly for want of money.
    DeclineRenewals,
    /// Every new charge is taken, and its first answer gets lost.
    TimeoutAfterCharge,
    /// The card's first charge gets lost on the way; the next succeeds.
    TimeoutBeforeCharge,
    /// Under way for ten minutes, then succeeded.
    Pending,
    /// Under way for ten minutes, then declined.
    PendingThenDeclined,
    /// Charges succeed; every new refund is taken, and its first answer gets lost.
    RefundAnswerLost,
    /// Charges succeed; refunds are under way for a day, then succeeded.
    RefundPending,
    /// Charges succeed; refunds are under way for a day, then failed.
    RefundFails,
    /// Charges succeed; three days later the payer's bank takes what is left of them back.
    ChargedBack,
    /// An account: debits are under way for three days, then settled.
    DebitSettles,
    /// An account: debits are under way for three days, then declined for want of money.
    DebitFails,
    /// An account: debits settle after three days; three days later the payer takes them back.
    DebitTakenBack,
}

impl Behaviour {
    /// The key of its name and explanation in the texts, such as `insufficient-funds`.
    pub fn key(self) -> &'static str {
        match self {
            Behaviour::Approve => "approve",
            Behaviour::Decline => "decline",
            Behaviour::InsufficientFunds => "insufficient-funds",
            Behaviour::LostCard => "lost-card",
            Behaviour::NeedsAuthentication => "needs-authentication",
            Behaviour::AlwaysNeedsAuthentication => "always-needs-authentication",
            Behaviour::DeclineRenewals => "decline-renewals",
            Behaviour::TimeoutAfterCharge => "timeout-after-charge",
            Behaviour::TimeoutBeforeCharge => "timeout-before-charge",
            Behaviour::Pending => "pending",
            Behaviour::PendingThenDeclined => "pending-then-declined",
            Behaviour::RefundAnswerLost => "refund-answer-lost",
            Behaviour::RefundPending => "refund-pending",
            Behaviour::RefundFails => "refund-fails",
            Behaviour::ChargedBack => "charged-back",
            Behaviour::DebitSettles => "debit-settles",
            Behaviour::DebitFails => "debit-fails",
            Behaviour::DebitTakenBack => "debit-taken-back",
        }
    }
}

/// An account for direct debit and what debits from it do. No other account is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TestAccount {
    /// Without blanks; its check digits are right.
    pub iban: &'static str,
    pub behaviour: Behaviour,
}

impl TestAccount {
    /// The number in groups of four, as printed on paper.
    pub fn grouped_iban(&self) -> String {
        grouped(self.iban)
    }
}

/// All of them, in the order in which a page lists them.
pub const TEST_ACCOUNTS: [TestAccount; 3] = [
    TestAccount { iban: "DE89370400440532013000", behaviour: Behaviour::DebitSettles },
    TestAccount { iban: "DE62370400440532013001", behaviour: Behaviour::DebitFails },
    TestAccount { iban: "DE35370400440532013002", behaviour: Behaviour::DebitTakenBack },
];

fn grouped(number: &str) -> String {
    let mut grouped = String::new();
    for (place, character) in number.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}

impl TestCard {
    /// The number in groups of four, as printed on a card.
    pub fn grouped_number(&self) -> String {
        grouped(self.number)
    }
}

/// All of them, in the order in which a page lists them.
pub const TEST_CARDS: [TestCard; 16] = [
    TestCard { number: "4242424242424242", behaviour: Behaviour::Approve },
    TestCard { number: "5555555555554444", behaviour: Behaviour::Approve },
    TestCard { number: "4000000000000002", behaviour: Behaviour::Decline },
    TestCard { number: "4000000000009995", behaviour: Behaviour::InsufficientFunds },
    TestCard { number: "4000000000009987", behaviour: Behaviour::LostCard },
    TestCard { number: "4000002500003155", behaviour: Behaviour::NeedsAuthentication },
    TestCard { number: "4000002760003184", behaviour: Behaviour::AlwaysNeedsAuthentication },
    TestCard { number: "4000000000000341", behaviour: Behaviour::DeclineRenewals },
    TestCard { number: "4000000000007015", behaviour: Behaviour::TimeoutAfterCharge },
    TestCard { number: "4000000000007023", behaviour: Behaviour::TimeoutBeforeCharge },
    TestCard { number: "4000000000007031", behaviour: Behaviour::Pending },
    TestCard { number: "4000000000007049", behaviour: Behaviour::PendingThenDeclined },
    TestCard { number: "4000000000007056", behaviour: Behaviour::RefundAnswerLost },
    TestCard { number: "4000000000007726", behaviour: Behaviour::RefundPending },
    TestCard { number: "4000000000005126", behaviour: Behaviour::RefundFails },
    TestCard { number: "4000000000000259", behaviour: Behaviour::ChargedBack },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::passes_luhn;
    use crate::debit::passes_mod_97;

    #[test]
    fn every_test_card_has_a_right_check_digit() {
        for card in TEST_CARDS {
            assert!(passes_luhn(card.number), "{}", card.number);
        }
        assert_eq!(TEST_CARDS[0].grouped_number(), "4242 4242 4242 4242");
        for account in TEST_ACCOUNTS {
            assert!(passes_mod_97(account.iban), "{}", account.iban);
        }
    }
}
