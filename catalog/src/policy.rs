//! The money policy: how changes inside a period are counted, priced and paid (C2, C3, C8).
//!
//! It is stored with each subscription, so that a subscription keeps the rules it was sold under.
//! The rules themselves are applied in billing; here they only have names. The defaults are the
//! rules of a catalog without `[policy]`.

use serde::{Deserialize, Serialize};
pub use units::Rounding;

/// The rules of one subscription.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The version of these rules' meaning: 1. A later meaning of the same key gets a new number.
    pub version: u32,
    pub unit: ProrationUnit,
    pub day_count: DayCount,
    pub change_day: ChangeDay,
    pub cancel_day: CancelDay,
    pub rounding: Rounding,
    /// When a change of tier or interval costs more.
    pub anchor_on_increase: AnchorRule,
    /// When seats are added.
    pub anchor_on_seats: AnchorRule,
    pub decrease: DecreaseTime,
    /// Where the money of an immediate decrease goes.
    pub credit: CreditTo,
    /// Days from an invoice's date until it must be paid; 0: at once. 0 to 365.
    pub net_days: u32,
    pub dunning: Dunning,
    pub trial: TrialPolicy,
}

/// When the end of a trial is announced (A5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TrialPolicy {
    /// Days before its end; descending, may be empty. 1 to 365.
    pub reminder_days: Vec<u32>,
}

impl Default for TrialPolicy {
    fn default() -> TrialPolicy {
        TrialPolicy { reminder_days: vec![3, 1] }
    }
}

/// What happens to a renewal that is not paid, in days after its first decline (C10).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dunning {
    /// The charge is tried again; ascending, may be empty.
    pub retry_days: Vec<u32>,
    /// The subscription is suspended; after the last retry.
    pub suspend_days: u32,
    /// It ends; after its suspension.
    pub end_days: u32,
}

impl Default for Dunning {
    fn default() -> Dunning {
        Dunning { retry_days: vec![1, 3, 5, 7], suspend_days: 14, end_days: 60 }
    }
}

/// The meaning of the keys as this program knows it.
pub const POLICY_VERSION: u32 = 1;

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            version: POLICY_VERSION,
            unit: ProrationUnit::Day,
            day_count: DayCount::Actual,
            change_day: ChangeDay::New,
            cancel_day: CancelDay::Unused,
            rounding: Rounding::HalfUp,
            anchor_on_increase: AnchorRule::Reset,
            anchor_on_seats: AnchorRule::Keep,
            decrease: DecreaseTime::AtRenewal,
            credit: CreditTo::Balance,
            net_days: 0,
            dunning: Dunning::default(),
            trial: TrialPolicy::default(),
        }
    }
}

/// What a period is divided into.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProrationUnit {
    Day,
    Second,
}

/// How long the full period is for a share of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DayCount {
    /// The actual days of the full period counted from the anchor.
    #[serde(rename = "actual")]
    Actual,
    /// A month has 30 days.
    #[serde(rename = "fixed-30")]
    Fixed30,
}

/// Whose day the day of a change is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeDay {
    New,
    Old,
}

/// Whether the day of an immediate cancellation counts as unused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelDay {
    Unused,
    Used,
}

/// Whether periods are counted anew from the day of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnchorRule {
    Reset,
    Keep,
}

/// When a decrease takes effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecreaseTime {
    AtRenewal,
    Now,
}

/// Where the money of an immediate decrease goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditTo {
    Balance,
    Refund,
}
