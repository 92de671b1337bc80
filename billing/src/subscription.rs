//! Subscriptions: what an account pays for, period after period.
//!
//! Periods are counted from the anchor, never from the period before, and numbered through the
//! whole life. The price stands in the items, so that a new catalog does not touch it (A1). What is
//! to come (a planned change, a cancellation, the end of a trial) stands here until it happens.

use catalog::{AddOnId, CommitmentTerms, Policy, ProductId, TierId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::id::{AccountId, OrderId, SubscriptionId};
use units::{Anchor, Currency, Date, Interval, Money, Period, Timestamp};

use crate::commitment::Commitment;
use crate::ledger::hex;
use crate::licence::Licence;

/// Where a subscription stands (product.md, Words).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionState {
    Trialing,
    Active,
    PastDue,
    Suspended,
    PendingCancellation,
    Ended,
}

impl SubscriptionState {
    pub const ALL: [SubscriptionState; 6] = [
        SubscriptionState::Trialing,
        SubscriptionState::Active,
        SubscriptionState::PastDue,
        SubscriptionState::Suspended,
        SubscriptionState::PendingCancellation,
        SubscriptionState::Ended,
    ];

    pub fn word(self) -> &'static str {
        match self {
            SubscriptionState::Trialing => "trialing",
            SubscriptionState::Active => "active",
            SubscriptionState::PastDue => "past_due",
            SubscriptionState::Suspended => "suspended",
            SubscriptionState::PendingCancellation => "pending_cancellation",
            SubscriptionState::Ended => "ended",
        }
    }

    pub fn from_word(word: &str) -> Option<SubscriptionState> {
        SubscriptionState::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Does anything happen at its period's end: another period, or what was planned for then?
    pub fn renews(self) -> bool {
        !matches!(self, SubscriptionState::Suspended | SubscriptionState::Ended)
    }

    /// Does it give its tier's entitlements now?
    pub fn entitles(self) -> bool {
        !matches!(self, SubscriptionState::Suspended | SubscriptionState::Ended)
    }
}

/// One thing bought: seats of the tier (`add_on` is none) or an add-on's licences.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SubscribedItem {
    pub add_on: Option<AddOnId>,
    /// As the catalog called it in the buyer's language when it was bought.
    pub name: String,
    pub quantity: u32,
    /// Price of one for a full period, net.
    pub unit: Money,
}

/// A subscription as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Subscription {
    pub id: SubscriptionId,
    pub account: AccountId,
    pub order: OrderId,
    pub product: ProductId,
    pub tier: TierId,
    pub currency: Currency,
    pub anchor: Anchor,
    pub policy: Policy,
    /// Number of the catalog version it was bought from.
    pub catalog_number: i64,
    /// The number of the present period; in a trial, of the first one that will be billed.
    pub period_index: u32,
    pub state: SubscriptionState,
    /// Seats first, then add-ons.
    pub items: Vec<SubscribedItem>,
    /// A change that waits for the renewal.
    pub scheduled: Option<Scheduled>,
    /// Of the present or the last end.
    pub cancellation: Option<Cancellation>,
    pub trial: Option<Trial>,
    /// What was promised, where something was (C5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
}

/// A change at the next renewal (C2, C3).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Scheduled {
    pub tier: TierId,
    pub interval: Interval,
    pub items: Vec<SubscribedItem>,
    pub asked_at: Timestamp,
    /// What is promised from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<CommitmentTerms>,
    /// The licences that end with it: whose was chosen (C2a).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losing: Vec<Licence>,
}

/// The end that was asked for (C5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Cancellation {
    pub asked_at: Timestamp,
    /// The first day without it.
    pub ends_on: Date,
    /// Where it stood, to go back to (C6).
    pub before: SubscriptionState,
}

/// A trial: free days before the first period (A5). Half-open civil dates.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Trial {
    pub from: Date,
    pub to: Date,
    /// As it was said when it began, or since.
    #[serde(default)]
    pub then: AfterTrial,
}

impl Trial {
    /// The last free day.
    pub fn last_day(&self) -> Date {
        self.to.yesterday().unwrap_or(self.to)
    }
}

/// What a trial's end brings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterTrial {
    /// The first period begins and is charged.
    #[default]
    Subscribe,
    /// It ends by itself; nothing was charged.
    End,
}

impl AfterTrial {
    pub fn word(self) -> &'static str {
        match self {
            AfterTrial::Subscribe => "subscribe",
            AfterTrial::End => "end",
        }
    }

    pub fn from_word(word: &str) -> Option<AfterTrial> {
        [AfterTrial::Subscribe, AfterTrial::End].into_iter().find(|then| then.word() == word)
    }
}

impl Subscription {
    /// The present period in its full length; in a trial, the first one that will be billed.
    pub fn period(&self) -> Period {
        self.anchor.period(self.period_index)
    }

    /// Has nothing been billed yet, because its trial runs?
    pub fn in_trial(&self) -> bool {
        let before = self.cancellation.as_ref().filter(|_| self.is_ending());
        let state = before.map_or(self.state, |cancellation| cancellation.before);
        state == SubscriptionState::Trialing
    }

    /// Does it end with its trial, without anybody asking once more?
    pub fn ends_with_trial(&self) -> bool {
        let ends = self.trial.as_ref().is_some_and(|trial| trial.then == AfterTrial::End);
        ends && self.state == SubscriptionState::Trialing
    }

    /// Is it cancelled and still there?
    pub fn is_ending(&self) -> bool {
        self.cancellation.is_some() && self.state != SubscriptionState::Ended
    }

    /// The first day without it, once it is cancelled.
    pub fn ends_on(&self) -> Option<Date> {
        self.cancellation.as_ref().map(|cancellation| cancellation.ends_on)
    }

    /// Does it end with its present period? One that ends with its promise may go on before.
    pub fn ends_with_period(&self) -> bool {
        self.is_ending() && self.ends_on().is_none_or(|end| end <= self.renews_on())
    }

    /// Will something be charged for it by itself: at its renewal, at its trial's end, or while an
    /// unpaid period is tried again?
    pub fn charges_again(&self) -> bool {
        self.state != SubscriptionState::Ended
            && !self.ends_with_trial()
            && !self.ends_with_period()
    }

    /// The state of one whose payments are in order.
    pub fn in_order(&self) -> SubscriptionState {
        match self.cancellation {
            Some(_) => SubscriptionState::PendingCancellation,
            None => SubscriptionState::Active,
        }
    }

    /// The number of the first period that has not been billed.
    pub fn first_unbilled(&self) -> u32 {
        if self.in_trial() { self.period_index } else { self.period_index + 1 }
    }

    /// The civil date of the next charge, or of the end with the period. After a trial the
    /// first period may have begun before, when another billing day was asked for.
    pub fn renews_on(&self) -> Date {
        match &self.trial {
            Some(trial) if self.in_trial() => trial.to,
            _ => self.anchor.boundary(self.first_unbilled()),
        }
    }

    /// The moment of the next charge or of the end.
    pub fn renews_at(&self) -> Timestamp {
        self.anchor.moment(self.renews_on())
    }

    /// As it stood before it was cancelled; none where it was not.
    pub fn uncancelled(&self) -> Option<Subscription> {
        let asked = self.cancellation.as_ref()?;
        Some(Subscription { state: asked.before, cancellation: None, ..self.clone() })
    }

    /// Sixteen hexadecimal digits that differ when anything of it differs: whoever changes it may
    /// say which version was looked at.
    pub fn version(&self) -> String {
        let text = serde_json::to_vec(self).expect("a subscription has a JSON form");
        let mut digits = hex(&Sha256::digest(&text));
        digits.truncate(16);
        digits
    }

    /// What its seats are called, as bought.
    pub fn name(&self) -> String {
        self.items.first().map(|item| item.name.clone()).unwrap_or_default()
    }

    pub fn seats(&self) -> u32 {
        self.items.iter().find(|item| item.add_on.is_none()).map_or(0, |item| item.quantity)
    }

    /// Net price of a full period.
    pub fn price(&self) -> Money {
        Money::sum(self.currency, self.items.iter().map(|item| item.unit.times(item.quantity)))
    }
}
