//! What can happen in a life, as asked.

use catalog::{AddOnId, AnchorRule, CommitmentTerms, CreditTo, ProductId, TierId};
use units::{Interval, Money};

use crate::change::When;
use crate::subscription::AfterTrial;

/// A plan as a life file or a catalog has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LifePlan {
    /// As the file calls it; what documents call the seats.
    pub id: String,
    pub product: ProductId,
    /// Two plans of one tier differ by their interval alone.
    pub tier: TierId,
    pub rank: u32,
    pub interval: Interval,
    /// Of one seat, net, for a full interval.
    pub unit: Money,
    /// Free days before the first period.
    pub trial_days: u32,
    pub seats_min: u32,
    /// What may be bought with it: id and price of one for a full interval.
    pub add_ons: Vec<(AddOnId, Money)>,
    /// What is promised with it.
    pub commitment: Option<CommitmentTerms>,
}

/// What a subscription should be or become; `None` leaves it as it is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    pub plan: Option<LifePlan>,
    pub seats: Option<u32>,
    /// All add-ons wanted, by id; those left out go.
    pub add_ons: Option<Vec<(AddOnId, u32)>>,
}

/// Which invoices a payment is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Pays {
    Invoice(String),
    /// All that are open, oldest first.
    All,
}

/// One event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    Subscribe {
        subscription: String,
        wanted: Wanted,
        /// 1 to 31.
        anchor_day: Option<i8>,
        /// Whether the plan's trial is taken, where it has one, and how it ends.
        trial: Option<AfterTrial>,
    },
    Change {
        subscription: String,
        wanted: Wanted,
        when: Option<When>,
        anchor: Option<AnchorRule>,
        credit: Option<CreditTo>,
    },
    Cancel {
        subscription: String,
        ends: Ends,
        credit: Option<Credit>,
    },
    Withdraw {
        subscription: String,
    },
    Resume {
        subscription: String,
    },
    EndTrial {
        subscription: String,
    },
    KeepAfterTrial {
        subscription: String,
    },
    /// Money arrives by itself; without an amount, all that is open.
    Pay {
        pays: Pays,
        amount: Option<Money>,
    },
    /// Money of an invoice goes back, with a credit note; without an amount, all that was paid.
    /// Without an invoice, the credit balance is paid out.
    Refund {
        invoice: Option<String>,
        amount: Option<Money>,
    },
    /// The next charge fails.
    Decline,
    /// The account joins another: its subscriptions end, and what is unused of them goes along.
    Join {
        account: String,
        value: CreditTo,
    },
    /// Time passes.
    Advance,
}

/// When a cancelled subscription ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ends {
    Period,
    /// With what was promised.
    Commitment,
    Now,
}

/// Where the unused rest goes when a subscription ends at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Credit {
    To(CreditTo),
    Nowhere,
}

impl Event {
    /// As a life file calls it.
    pub fn word(&self) -> &'static str {
        match self {
            Event::Subscribe { .. } => "subscribe",
            Event::Change { .. } => "change",
            Event::Cancel { .. } => "cancel",
            Event::Withdraw { .. } => "withdraw",
            Event::Resume { .. } => "resume",
            Event::EndTrial { .. } => "end_trial",
            Event::KeepAfterTrial { .. } => "keep_after_trial",
            Event::Pay { .. } => "pay",
            Event::Refund { .. } => "refund",
            Event::Decline => "decline",
            Event::Join { .. } => "join",
            Event::Advance => "advance",
        }
    }
}
