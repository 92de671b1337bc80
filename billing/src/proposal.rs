//! Proposals: what a change would do, as plain data (P1, P2).
//!
//! The same value is the preview a person reads, the thing that is signed, and the list of effects
//! a commit applies. Its digest is what two of them are compared by: a commit proposes again and
//! refuses when the digest differs. No sentences here, only kinds and parameters.

use catalog::{EntitlementChange, ProductId, TierId};
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::{Anchor, Date, Interval, Money, Timestamp, Zone};

use crate::commitment::{Commitment, CommittedUntil};
use crate::invoice::InvoiceDraft;
use crate::ledger::hex;
use crate::licence::Licence;
use crate::settle::CreditDraft;
use crate::subscription::{
    AfterTrial, Cancellation, SubscribedItem, Subscription, SubscriptionState, Trial,
};

/// How long a preview is honoured to the second it was made, in seconds.
pub const PREVIEW_VALID_S: i64 = 15 * 60;

/// Everything a change would do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proposal {
    pub title: Title,
    pub as_of: Timestamp,
    /// Money now: the invoice that would be issued; what the balance does not cover of its total
    /// is paid first.
    pub now: InvoiceDraft,
    /// What would be given back by credit notes, beside `now`.
    pub credit: Option<CreditDraft>,
    /// What the account's credit balance pays of `now`; from 0 to its total.
    pub balance_used: Money,
    /// What goes back to where it was paid from.
    pub refund: Option<Money>,
    /// Money later: the first renewal.
    pub next: Option<NextCharge>,
    /// Trials that begin.
    #[serde(default)]
    pub trials: Vec<TrialOffer>,
    pub gains: Vec<EntitlementChange>,
    pub losses: Vec<EntitlementChange>,
    pub data: Vec<Kept>,
    pub links: Vec<LinkChange>,
    pub told: Vec<Told>,
    /// What is promised afterwards (C5).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<CommittedUntil>,
    pub way_back: WayBack,
    pub effects: Vec<Effect>,
}

/// What the change is called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Title {
    /// A first order: `name` is product and tier as the catalog calls them.
    Order { name: String, seats: u32 },
    /// The next period of a subscription.
    Renewal { name: String },
    /// A subscription becomes something else; `from`: at that renewal, else now.
    Change { name: String, seats: u32, from: Option<Date> },
    /// `ends_on`: the first day without it.
    Cancel { name: String, ends_on: Date },
    /// A cancellation or a planned change is taken back.
    Withdraw { name: String },
    /// It comes back after its end.
    Resume { name: String },
    /// Its trial ends and the first period begins.
    EndTrial { name: String },
    /// `from`, a subscription, ends and one to another product begins in its place, on that day.
    Swap { from: String, name: String, seats: u32, on: Date },
    /// A first order that begins with a trial.
    Trial { name: String, seats: u32 },
    /// Its first period begins when the trial ends, on that day.
    KeepAfterTrial { name: String, on: Date },
}

/// A trial that would begin (A5).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TrialOffer {
    pub product: ProductId,
    pub name: String,
    pub seats: u32,
    pub trial: Trial,
    /// What the first period costs, charged at the trial's end if it is kept.
    pub charge: NextCharge,
    /// Days on which the end is announced.
    pub reminders: Vec<Date>,
}

/// The next charge and what it will be, tax included, at today's rates.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NextCharge {
    pub on: Date,
    pub interval: Interval,
    pub amount: Money,
}

/// Data that stays as it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Kept {
    Meetings { count: u32 },
    Recordings,
    Settings,
}

/// What happens to addresses and links.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum LinkChange {
    /// The site gets an address of its own; the old one keeps leading there.
    SiteAddress {
        from: String,
        to: String,
    },
    JoinLinksRedirect,
    NumbersStay,
    AllStay,
}

/// Who is told, and how.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Told {
    BuyerByMail { email: String },
    WebhookReceivers,
}

/// How the change can be undone (P3).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum WayBack {
    /// Leave the order page: nothing happens until it is placed and paid.
    UntilPaid,
    /// Nothing is lost by changing again.
    ChangeAgain,
    /// It can be withdrawn until that day.
    Until {
        date: Date,
    },
    /// The trial can be ended at any time; nothing is charged before that day.
    EndTrial {
        date: Date,
    },
    None,
}

/// What a commit writes, besides the trail.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Effect {
    OpenSubscription(SubscriptionDraft),
    IssueInvoice,
    /// The account moves to a site of its own with this name.
    ProvisionSite {
        name: String,
    },
    /// A subscription as it is afterwards.
    Become(Box<Subscription>),
    /// One for each invoice that is credited.
    IssueCreditNotes,
    Refund {
        amount: Money,
    },
    /// These licences end with the change.
    TakeLicences {
        licences: Vec<Licence>,
    },
}

/// A subscription before it has an id.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SubscriptionDraft {
    pub product: ProductId,
    pub tier: TierId,
    pub interval: Interval,
    pub anchor_date: Date,
    /// The wall time its periods begin at, where they are counted in seconds; else midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor_time: Option<Time>,
    pub items: Vec<SubscribedItem>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// Free days before the anchor date.
    #[serde(default)]
    pub trial: Option<Trial>,
}

impl SubscriptionDraft {
    /// Where its periods are counted from.
    pub fn anchor(&self, zone: Zone) -> Anchor {
        let anchor = Anchor::at(self.anchor_date, zone, self.interval);
        match self.anchor_time {
            Some(time) => anchor.at_time(time),
            None => anchor,
        }
    }
}

impl Proposal {
    /// Hexadecimal SHA-256 of the whole value: equal digests, equal proposals.
    pub fn digest(&self) -> String {
        let text = serde_json::to_vec(self).expect("a proposal has a JSON form");
        hex(&Sha256::digest(&text))
    }

    /// The subscription as it would be afterwards, where one changes.
    pub fn becomes(&self) -> Option<&Subscription> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Become(after) => Some(after.as_ref()),
            _ => None,
        })
    }

    /// The same, where the subscription was cancelled before it happens: it ends with the
    /// period it then is in.
    #[must_use]
    pub fn ending(mut self, asked: &Cancellation) -> Proposal {
        for effect in &mut self.effects {
            if let Effect::Become(after) = effect {
                let (ends_on, before) = (after.renews_on(), after.state);
                after.cancellation =
                    Some(Cancellation { ends_on, before, asked_at: asked.asked_at });
                after.state = SubscriptionState::PendingCancellation;
            }
        }
        self
    }

    /// The subscription it opens, where it opens one.
    pub fn opens(&self) -> Option<&SubscriptionDraft> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::OpenSubscription(draft) => Some(draft),
            _ => None,
        })
    }

    /// Will something be charged at the end of a trial that begins?
    pub fn charges_after_trial(&self) -> bool {
        self.trials.iter().any(|each| each.trial.then == AfterTrial::Subscribe)
    }

    /// What is to pay: the invoice less what the credit balance pays of it.
    pub fn due(&self) -> Money {
        self.now.total.minus(self.balance_used)
    }

    /// The same with at most `most` going back to where it was paid from; the rest stays balance.
    pub fn with_refund_up_to(mut self, most: Money) -> Proposal {
        let refund = self.refund.map(|refund| refund.with(refund.minor.min(most.minor)));
        self.refund = refund.filter(|refund| refund.is_positive());
        self.effects.retain(|effect| !matches!(effect, Effect::Refund { .. }));
        self.effects.extend(self.refund.map(|amount| Effect::Refund { amount }));
        self
    }

    /// The same, with the licences it takes.
    #[must_use]
    pub(crate) fn taking(mut self, licences: Vec<Licence>) -> Proposal {
        if !licences.is_empty() {
            self.effects.push(Effect::TakeLicences { licences });
        }
        self
    }

    /// Whose licences end with it, and on which day where that is a later one.
    pub fn takes(&self) -> (&[Licence], Option<Date>) {
        let at_once = self.effects.iter().find_map(|effect| match effect {
            Effect::TakeLicences { licences } => Some((licences.as_slice(), None)),
            _ => None,
        });
        let planned = match &self.title {
            Title::Change { from: Some(from), .. } => self
                .becomes()
                .and_then(|after| Some((after.scheduled.as_ref()?.losing.as_slice(), Some(*from)))),
            _ => None,
        };
        at_once.or(planned).unwrap_or((&[], None))
    }

    /// Until when the numbers hold without being worked out again.
    pub fn valid_until(&self) -> Timestamp {
        self.as_of.plus_seconds(PREVIEW_VALID_S)
    }
}
