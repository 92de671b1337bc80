//! A plan: everything that happens to a deployment from outside, as data.
//!
//! Plans are drawn from a seed, cut down when they fail, and kept as JSON. A step says all it needs
//! itself, so that any subset of a plan is a plan again.

mod want;

use billing::subscription::AfterTrial;
use serde::{Deserialize, Serialize};
use units::{Currency, Interval, Timestamp};

use crate::years::bank::{Debited, Habit};

pub use want::{At, Back, Rule, Want};

/// A whole life: who lives, and what happens to them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Plan {
    /// Decides everything the steps leave open: who is first, random ids.
    pub seed: u64,
    pub begins: Timestamp,
    /// From here on nothing goes wrong any more; seven quiet days follow.
    pub ends: Timestamp,
    pub people: Vec<Figure>,
    /// What its catalog is sold under, beside the machine's first rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// By time.
    pub steps: Vec<Step>,
}

/// Somebody who lives in a plan; steps name them by their place in the list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Figure {
    pub zone: String,
    pub locale: String,
    pub country: String,
    pub currency: Currency,
    /// Buys with a VAT number of their country.
    pub vat_id: Option<String>,
}

/// Something that happens at a moment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Step {
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: What,
}

/// What happens.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Signs up and follows the mailed link, in `tabs` tabs at once.
    SignUp {
        person: usize,
        tabs: u32,
    },
    /// Keeps a card and prefers it.
    KeepCard {
        person: usize,
        habit: Habit,
    },
    /// Keeps an account to debit; `default`: what is charged by itself is charged to it.
    KeepAccount {
        person: usize,
        ends: Debited,
        default: bool,
    },
    /// Makes another of their ways to pay the default, counted round.
    Prefer {
        person: usize,
        place: u32,
    },
    /// Buys; the button is pressed `clicks` times at once, `wait_s` seconds after the preview.
    Order {
        person: usize,
        product: String,
        tier: String,
        interval: Interval,
        seats: u32,
        clicks: u32,
        wait_s: i64,
        #[serde(default)]
        extras: Extras,
    },
    /// Looks at what becomes of one of their subscriptions, the one opened in place `of` (counted
    /// round), and presses the button like that of an order.
    Change {
        person: usize,
        of: u32,
        want: Want,
        clicks: u32,
        wait_s: i64,
    },
    /// Invites a guest of theirs to the account; `seat`: with a seat of the subscription in that
    /// place, counted round.
    Invite {
        person: usize,
        guest: u32,
        seat: Option<u32>,
    },
    /// The guest follows the newest link they were mailed.
    Join {
        person: usize,
        guest: u32,
    },
    /// Gives a seat of the subscription in place `of` to each of these at once; 0 is the owner.
    Assign {
        person: usize,
        of: u32,
        guests: Vec<u32>,
    },
    /// Takes a guest's seat of the subscription in place `of` back.
    TakeBack {
        person: usize,
        of: u32,
        guest: u32,
    },
    /// Deactivates a guest, or takes their invitation back.
    Remove {
        person: usize,
        guest: u32,
    },
    /// Lets a deactivated guest in again.
    Readmit {
        person: usize,
        guest: u32,
    },
    /// Lets the credit balance pay the oldest open invoice.
    UseCredit {
        person: usize,
    },
    /// Presses the button of their newest order once more, as an old tab would.
    OrderAgain {
        person: usize,
    },
    /// Tries to pay the order that waits, with the preferred card.
    PayOrder {
        person: usize,
        clicks: u32,
    },
    /// Pays the oldest open invoice with the preferred card.
    PayInvoice {
        person: usize,
        clicks: u32,
    },
    /// Asks for exemption from tax with a certificate that is valid for so many days from then on,
    /// or without an end; an operator grants or refuses it a few minutes later.
    Exempt {
        person: usize,
        days: Option<i64>,
        granted: bool,
    },
    /// Does without their newest exemption.
    Unexempt {
        person: usize,
    },
    /// An operator enters that `percent` of what is open of their oldest open invoice has come by
    /// bank transfer; the button is pressed `clicks` times at once.
    Transfer {
        person: usize,
        percent: i64,
        clicks: u32,
    },
    /// An operator sends `percent` of what is left of a payment back, of the one `of` before the
    /// newest, counted round; the button is pressed `clicks` times at once.
    SendBack {
        person: usize,
        of: u32,
        percent: i64,
        clicks: u32,
    },
    /// Sends once more what they have sent, `back` before the newest, counted round.
    Repeat {
        person: usize,
        back: u32,
        how: Again,
    },
    /// Answers the bank's question, and comes back to the portal.
    AnswerBank {
        person: usize,
        approve: bool,
    },
    /// The person's cards are declined for some days.
    CardFails {
        person: usize,
        days: i64,
        hard: bool,
    },
    /// New prices in euro, this many euro above the first ones.
    Publish {
        dearer: i64,
    },
    /// A country's rate from a day on, that many days ahead; in tenths of a percent.
    TaxChanges {
        country: String,
        in_days: i64,
        permille: i64,
    },
    /// The next charge meets this.
    NextCharge {
        trouble: ChargeTrouble,
    },
    /// The next refund meets this.
    NextRefund {
        trouble: ChargeTrouble,
    },
    /// How the bank's events travel from now on.
    Events {
        delay_s: i64,
        copies: u32,
        backwards: bool,
    },
    BankDown {
        hours: i64,
    },
    MailDown {
        hours: i64,
    },
    /// The process dies at the n-th point it passes from now on, and is started again.
    Crash {
        after: u64,
    },
    /// The n-th commit from now on is on disk, and its caller hears an error.
    CommitLost {
        after: u64,
    },
    /// After n points the database is busy that many times.
    Busy {
        after: u64,
        times: u64,
    },
    /// No write is taken for some minutes.
    DiskFull {
        minutes: i64,
    },
    /// The process is stopped, and started again that many hours later.
    Down {
        hours: i64,
    },
    /// The machine's clock is set this many seconds off the true time.
    ClockOff {
        seconds: i64,
    },
    /// A second runner works beside the first one for some hours.
    SecondNode {
        hours: i64,
    },
}

/// What an order has beside its seats.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Extras {
    /// Tried first; whether the first period follows, or it ends by itself.
    pub trial: Option<AfterTrial>,
    /// A year is promised.
    pub promised: bool,
    /// Packs of extra storage.
    pub storage: u32,
}

/// How something is sent once more.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Again {
    /// As it was.
    Alike,
    /// Under the same id, with something else asked.
    Otherwise,
    /// By the next person, from their account.
    BySomebodyElse,
}

/// What goes wrong with one charge.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "trouble")]
pub enum ChargeTrouble {
    NotSent,
    RequestLost,
    AnswerLost,
    /// Carried out at once, answered only after that many seconds.
    Slow {
        seconds: i64,
    },
}

impl What {
    /// A fault of the machine the house runs on, not of anybody outside.
    pub fn is_machine_trouble(&self) -> bool {
        matches!(
            self,
            What::Crash { .. }
                | What::CommitLost { .. }
                | What::Busy { .. }
                | What::DiskFull { .. }
        )
    }
}

impl Plan {
    /// The plan as a regression file keeps it.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a plan has a JSON form");
        text.push('\n');
        text
    }

    /// The same life on a machine that never fails (I-26).
    #[must_use]
    pub fn without_machine_trouble(&self) -> Plan {
        let steps = self.steps.iter().filter(|step| !step.what.is_machine_trouble());
        Plan { steps: steps.cloned().collect(), ..self.clone() }
    }
}
