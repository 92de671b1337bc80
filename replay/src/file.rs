//! A life file as it is written: every key, nothing worked out.

use std::collections::BTreeMap;

use billing::subscription::AfterTrial;
use catalog::{
    AnchorRule, CancelDay, ChangeDay, CreditTo, DayCount, DecreaseTime, Policy, ProrationUnit,
    Rounding,
};
use serde::Deserialize;
use units::Rate;

use crate::moment::Moment;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub currency: String,
    #[serde(default = "utc")]
    pub zone: String,
    /// Path of a catalog whose plans can be subscribed to.
    pub catalog: Option<String>,
    #[serde(default)]
    pub policy: PolicyKeys,
    #[serde(default = "yes")]
    pub auto_pay: bool,
    #[serde(default, rename = "plan")]
    pub plans: Vec<Plan>,
    #[serde(default, rename = "tax")]
    pub taxes: Vec<Tax>,
    #[serde(default, rename = "account")]
    pub accounts: Vec<Account>,
    #[serde(default, rename = "event")]
    pub events: Vec<Event>,
    pub expect: Option<serde_json::Value>,
}

/// The keys of a policy that the file gives; the catalog's hold elsewhere, or the defaults.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyKeys {
    unit: Option<ProrationUnit>,
    day_count: Option<DayCount>,
    change_day: Option<ChangeDay>,
    cancel_day: Option<CancelDay>,
    rounding: Option<Rounding>,
    anchor_on_increase: Option<AnchorRule>,
    anchor_on_seats: Option<AnchorRule>,
    decrease: Option<DecreaseTime>,
    credit: Option<CreditTo>,
    net_days: Option<u32>,
}

impl PolicyKeys {
    /// `base`, with what is given here instead.
    pub(crate) fn over(&self, base: Policy) -> Policy {
        Policy {
            version: base.version,
            unit: self.unit.unwrap_or(base.unit),
            day_count: self.day_count.unwrap_or(base.day_count),
            change_day: self.change_day.unwrap_or(base.change_day),
            cancel_day: self.cancel_day.unwrap_or(base.cancel_day),
            rounding: self.rounding.unwrap_or(base.rounding),
            anchor_on_increase: self.anchor_on_increase.unwrap_or(base.anchor_on_increase),
            anchor_on_seats: self.anchor_on_seats.unwrap_or(base.anchor_on_seats),
            decrease: self.decrease.unwrap_or(base.decrease),
            credit: self.credit.unwrap_or(base.credit),
            net_days: self.net_days.unwrap_or(base.net_days),
            // Nothing is retried by itself in a life, and nobody is written to.
            dunning: base.dunning,
            trial: base.trial,
        }
    }
}

fn utc() -> String {
    "UTC".to_owned()
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    pub id: String,
    #[serde(default = "meetings")]
    pub product: String,
    #[serde(default)]
    pub rank: u32,
    pub interval: String,
    pub seat_price_minor: i64,
    #[serde(default)]
    pub trial_days: u32,
    #[serde(default = "one")]
    pub min_seats: u32,
    /// Price of one of each add-on, by id, in minor units.
    #[serde(default)]
    pub add_ons: BTreeMap<String, i64>,
    /// What is promised with it: calendar months.
    pub commitment_months: Option<u16>,
    /// What ending that early costs: `none`, `fixed` or `reducing`.
    pub fee: Option<String>,
    /// Of each seat, with `fixed`.
    pub fee_minor: Option<i64>,
    /// Of what is left to pay, with `reducing`.
    pub fee_share: Option<Rate>,
}

fn meetings() -> String {
    "meetings".to_owned()
}

fn one() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tax {
    pub rate: Rate,
    pub from: Moment,
}

/// Another account: for joining, and whoever else pays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Account {
    pub name: String,
    pub currency: Option<String>,
    pub zone: Option<String>,
    /// What it has subscribed to by the first event.
    #[serde(default, rename = "subscription")]
    pub subscriptions: Vec<Subscription>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Subscription {
    pub id: String,
    pub plan: String,
    pub seats: Option<u32>,
    /// When it begins.
    pub at: Moment,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub at: Moment,
    #[serde(rename = "do")]
    pub what: What,
    pub subscription: Option<String>,
    /// On `join` the account joined, elsewhere whose event it is.
    pub account: Option<String>,
    pub plan: Option<String>,
    pub seats: Option<u32>,
    pub add_ons: Option<BTreeMap<String, u32>>,
    pub anchor_day: Option<i8>,
    /// Whether a plan's trial is taken; it is, unless this says false.
    pub trial: Option<bool>,
    /// How it ends: `subscribe` (as without) or `end`.
    pub after_trial: Option<AfterTrial>,
    pub when: Option<String>,
    pub anchor: Option<AnchorRule>,
    /// `balance`, `refund` or `none`.
    pub credit: Option<String>,
    pub value: Option<String>,
    pub amount_minor: Option<i64>,
    /// A number, or `all`.
    pub invoice: Option<Number>,
}

/// Numbers of invoices may be written without quotes.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Number {
    Text(String),
    Number(u32),
}

impl Number {
    pub(crate) fn text(&self) -> String {
        match self {
            Number::Text(text) => text.clone(),
            Number::Number(number) => number.to_string(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    Subscribe,
    Change,
    Cancel,
    Withdraw,
    Resume,
    Pay,
    Refund,
    Decline,
    Join,
    EndTrial,
    KeepAfterTrial,
    Advance,
}

impl Event {
    /// The keys that are written, but mean nothing for this event.
    pub(crate) fn stray_keys(&self) -> Vec<&'static str> {
        let written = [
            ("subscription", self.subscription.is_some()),
            ("plan", self.plan.is_some()),
            ("seats", self.seats.is_some()),
            ("add_ons", self.add_ons.is_some()),
            ("anchor_day", self.anchor_day.is_some()),
            ("trial", self.trial.is_some()),
            ("after_trial", self.after_trial.is_some()),
            ("when", self.when.is_some()),
            ("anchor", self.anchor.is_some()),
            ("credit", self.credit.is_some()),
            ("value", self.value.is_some()),
            ("amount_minor", self.amount_minor.is_some()),
            ("invoice", self.invoice.is_some()),
        ];
        let known: &[&str] = match self.what {
            What::Subscribe => {
                &["subscription", "plan", "seats", "add_ons", "anchor_day", "trial", "after_trial"]
            }
            What::Change => {
                &["subscription", "plan", "seats", "add_ons", "when", "anchor", "credit"]
            }
            What::Cancel => &["subscription", "when", "credit"],
            What::Withdraw | What::Resume | What::EndTrial | What::KeepAfterTrial => {
                &["subscription"]
            }
            What::Pay | What::Refund => &["amount_minor", "invoice"],
            What::Join => &["value"],
            What::Decline => &["subscription"],
            What::Advance => &[],
        };
        let stray = written.into_iter().filter(|(key, set)| *set && !known.contains(key));
        stray.map(|(key, _)| key).collect()
    }
}
