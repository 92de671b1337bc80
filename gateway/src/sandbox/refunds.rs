//! The refunds in the sandbox's books: what was sent back on which payment, and where it stands.
//!
//! What failed counts as never sent; everything else counts against the payment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use units::{Currency, Money, Timestamp};

use super::cards::Behaviour;

/// How long a pending refund is under way.
pub const REFUND_PENDING_S: i64 = 86_400;

/// A refund as it was accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refunded {
    pub gateway_id: String,
    pub reference: String,
    /// Reference of the payment.
    pub payment: String,
    pub amount: Money,
}

/// Where a refund stands in the books.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RefundStanding {
    Succeeded,
    UnderWay { until: Timestamp, then_failed: bool },
    Failed,
}

impl RefundStanding {
    /// Where a new refund to a card stands.
    pub fn of_new(behaviour: Behaviour, now: Timestamp) -> RefundStanding {
        let until = now.plus_seconds(REFUND_PENDING_S);
        match behaviour {
            Behaviour::RefundPending => RefundStanding::UnderWay { until, then_failed: false },
            Behaviour::RefundFails => RefundStanding::UnderWay { until, then_failed: true },
            _ => RefundStanding::Succeeded,
        }
    }

    /// When it changes by itself, and to what.
    pub fn due(self) -> Option<(Timestamp, RefundStanding)> {
        match self {
            RefundStanding::UnderWay { until, then_failed: true } => {
                Some((until, RefundStanding::Failed))
            }
            RefundStanding::UnderWay { until, then_failed: false } => {
                Some((until, RefundStanding::Succeeded))
            }
            RefundStanding::Succeeded | RefundStanding::Failed => None,
        }
    }
}

#[derive(Default)]
pub struct RefundBooks {
    /// By reference.
    refunds: BTreeMap<String, (Refunded, RefundStanding)>,
    /// By reference: when it was asked for.
    asked_at: BTreeMap<String, Timestamp>,
    /// By the payment's reference: what was sent back or is on its way.
    spent: BTreeMap<String, Money>,
}

impl RefundBooks {
    pub fn take(&mut self, at: Timestamp, refunded: Refunded, standing: RefundStanding) {
        self.asked_at.insert(refunded.reference.clone(), at);
        self.spend(&refunded.payment.clone(), refunded.amount);
        let earlier = self.refunds.insert(refunded.reference.clone(), (refunded, standing));
        assert!(earlier.is_none(), "a reference was refunded twice");
    }

    /// Moves a refund that was under way; answers until when it was to be.
    pub fn move_to(&mut self, reference: &str, standing: RefundStanding) -> Timestamp {
        let (refunded, was) = self.refunds.get_mut(reference).expect("a refund moved unmade");
        let (until, _) = was.due().expect("a final refund moved");
        *was = standing;
        if standing == RefundStanding::Failed {
            let (payment, amount) = (refunded.payment.clone(), refunded.amount);
            self.spend(&payment, amount.negated());
        }
        until
    }

    fn spend(&mut self, payment: &str, amount: Money) {
        let spent = self.spent.entry(payment.to_owned()).or_insert(amount.with(0));
        *spent = spent.plus(amount);
    }

    pub fn find(&self, reference: &str) -> Option<&(Refunded, RefundStanding)> {
        self.refunds.get(reference)
    }

    pub fn all(&self) -> impl Iterator<Item = &(Refunded, RefundStanding)> {
        self.refunds.values()
    }

    /// Those asked for from `since` on.
    pub fn since(&self, since: Timestamp) -> impl Iterator<Item = &(Refunded, RefundStanding)> {
        let asked = self.asked_at.iter().filter(move |(_, at)| **at >= since);
        asked.filter_map(|(reference, _)| self.refunds.get(reference))
    }

    /// What was sent back on `payment`, or is on its way.
    pub fn spent_on(&self, payment: &str, currency: Currency) -> Money {
        self.spent.get(payment).copied().unwrap_or(Money::zero(currency))
    }
}
