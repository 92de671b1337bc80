//! What people want of what they have bought, and the rules a life's catalog is sold under.

use serde::{Deserialize, Serialize};

/// A rule of a life's catalog that is not the machine's first one. Without any, what is less waits
/// for the renewal, what costs more begins anew, days are the new plan's, and nobody is dunned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Declined renewals are tried again, suspended and ended, as the shipped catalog says.
    Dunning,
    /// What is less is less at once.
    DecreaseNow,
    /// What costs more keeps the billing date.
    KeepAnchor,
    /// The day of a change is still the old plan's.
    OldDay,
    /// The day of an immediate end is used.
    UsedDay,
    /// Money of a decrease goes back to where it was paid from.
    Refund,
    /// Every month has thirty days.
    Month30,
    /// Halves are rounded to the even neighbour.
    HalfEven,
}

/// When a change shall take effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum At {
    AsTheRulesSay,
    Now,
    Renewal,
}

/// Where the unused rest goes when something ends at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Back {
    Nowhere,
    ToBalance,
    ToPayer,
}

/// What somebody wants of a subscription they have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "want", rename_all = "snake_case")]
pub enum Want {
    Seats {
        seats: u32,
        when: At,
    },
    Tier {
        tier: String,
        when: At,
    },
    Interval {
        annual: bool,
        when: At,
    },
    /// Packs of extra storage, all there shall be.
    Storage {
        packs: u32,
        when: At,
    },
    /// A year, promised and paid month by month.
    Promise,
    Cancel,
    /// Cancelled for the day on which what was promised ends.
    CancelWithPromise,
    CancelNow {
        back: Back,
    },
    /// Takes back a cancellation, or else a planned change.
    Withdraw,
    Resume,
    EndTrial,
    KeepAfterTrial,
    /// Another product in its place.
    Swap {
        product: String,
        tier: String,
        annual: bool,
        seats: u32,
    },
}
