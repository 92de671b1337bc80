//! The sandbox's own books: cards, payments, refunds, challenges and notes to send, built from
//! entries alone.
//!
//! Applying the same entries in the same order gives the same books, so reading the journal again
//! after a crash is enough. No clock, no file: `decide` is told the time.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use units::{Currency, Money, Timestamp};

use super::cards::Behaviour;
use super::refunds::{RefundBooks, RefundStanding, Refunded};
use crate::card::{CardBrand, Expiry};
use crate::event::About;
use crate::payment::{Charge, DeclineCode};

/// How long the bank waits for a payer who is at the screen.
pub const CHALLENGE_VALID_S: i64 = 3_600;
/// How long it waits for one who must be written to first: three days.
pub const CHALLENGE_VALID_AWAY_S: i64 = 259_200;
/// How long a pending payment is under way.
pub const PENDING_S: i64 = 600;
/// How long a direct debit is under way: three days.
pub const DEBIT_SETTLES_S: i64 = 259_200;
/// After what time the bank of a payer who disputes takes the money back: three days.
pub const CHARGED_BACK_AFTER_S: i64 = 259_200;
/// Most events kept for sending; beyond that the oldest are forgotten, look-ups tell the same.
const NOTES_MAX: usize = 100_000;

/// One line of the journal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    CardKept {
        at: Timestamp,
        token: String,
        card: Card,
    },
    /// An account was kept, with the reference of its mandate.
    AccountKept {
        at: Timestamp,
        token: String,
        last4: String,
        mandate: String,
        behaviour: Behaviour,
    },
    /// The first request for this card got lost, as its behaviour says.
    RequestLost {
        at: Timestamp,
        token: String,
    },
    Charged {
        at: Timestamp,
        event: String,
        charged: Charged,
        standing: Standing,
    },
    /// A payment's state changed.
    Moved {
        at: Timestamp,
        event: String,
        reference: String,
        standing: Standing,
    },
    /// A refund was taken.
    Refunded {
        at: Timestamp,
        event: String,
        refunded: Refunded,
        standing: RefundStanding,
    },
    /// A refund's state changed.
    RefundMoved {
        at: Timestamp,
        event: String,
        reference: String,
        standing: RefundStanding,
    },
    /// The payer's bank took `amount` of the payment back; zero when nothing was left.
    ChargedBack {
        at: Timestamp,
        event: String,
        reference: String,
        amount: Money,
    },
    EventDelivered {
        event: String,
    },
}

/// A kept card. The number is not kept here either.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Card {
    pub brand: CardBrand,
    pub last4: String,
    pub expires: Expiry,
    pub behaviour: Behaviour,
}

/// A charge as it was accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Charged {
    pub gateway_id: String,
    pub reference: String,
    pub token: String,
    pub amount: Money,
    pub description: String,
    pub return_url: String,
}

/// Where a payment stands in the books.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    Succeeded,
    AwaitsAnswer { challenge: String, until: Timestamp },
    UnderWay { until: Timestamp, then_declined: bool },
    Declined { code: DeclineCode },
}

impl Standing {
    /// When it changes by itself, and to what.
    fn due(&self) -> Option<(Timestamp, Standing)> {
        match self {
            Standing::Succeeded | Standing::Declined { .. } => None,
            Standing::AwaitsAnswer { until, .. } => {
                let code = DeclineCode::AuthenticationExpired;
                Some((*until, Standing::Declined { code }))
            }
            Standing::UnderWay { until, then_declined: false } => {
                Some((*until, Standing::Succeeded))
            }
            Standing::UnderWay { until, then_declined: true } => {
                let code = DeclineCode::InsufficientFunds;
                Some((*until, Standing::Declined { code }))
            }
        }
    }
}

/// A payment and where it stands.
#[derive(Clone, Debug)]
pub struct Record {
    pub charged: Charged,
    pub standing: Standing,
    pub charged_back: Money,
    pub charged_at: Timestamp,
}

/// What changes by itself: a payment or a refund, by reference, or a payment's dispute.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Waiting {
    Payment(String),
    Refund(String),
    Dispute(String),
}

/// A change that came by itself.
pub enum Change {
    Payment(String, Standing),
    Refund(String, RefundStanding),
    /// The payer's bank takes back what is left of the payment.
    ChargedBack(String, Money),
}

/// An event to send.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    pub event: String,
    pub about: About,
    pub reference: String,
    pub at: Timestamp,
}

#[derive(Default)]
pub struct Books {
    cards: BTreeMap<String, Card>,
    /// Accounts: what debits from them do.
    accounts: BTreeMap<String, Behaviour>,
    /// By reference.
    payments: BTreeMap<String, Record>,
    /// Challenge to reference; answered ones stay, for whoever comes back.
    challenges: BTreeMap<String, String>,
    pub refunds: RefundBooks,
    /// By the moment at which they change by themselves.
    due: BTreeSet<(Timestamp, Waiting)>,
    lost_once: BTreeSet<String>,
    /// Cards with which the payer authenticated, or simply paid, before.
    proven: BTreeSet<String>,
    notes: VecDeque<Note>,
}

impl Books {
    /// Writes one entry into the books. A broken entry is a bug or a damaged journal: it stops
    /// here.
    pub fn apply(&mut self, entry: Entry) {
        match entry {
            Entry::CardKept { token, card, .. } => {
                let earlier = self.cards.insert(token, card);
                assert!(earlier.is_none(), "a token was given twice");
            }
            Entry::AccountKept { token, behaviour, .. } => {
                let earlier = self.accounts.insert(token, behaviour);
                assert!(earlier.is_none(), "a token was given twice");
            }
            Entry::RequestLost { token, .. } => {
                self.lost_once.insert(token);
            }
            Entry::Charged { at, event, charged, standing } => {
                let reference = charged.reference.clone();
                let charged_back = Money::zero(charged.amount.currency);
                let standing_now = standing.clone();
                let record =
                    Record { charged, standing: standing_now, charged_back, charged_at: at };
                let earlier = self.payments.insert(reference.clone(), record);
                assert!(earlier.is_none(), "a reference was charged twice");
                self.follow(at, event, reference, &standing);
            }
            Entry::Moved { at, event, reference, standing } => {
                let record = self.payments.get_mut(&reference).expect("a payment moved unmade");
                let (until, _) = record.standing.due().expect("a final payment moved");
                record.standing = standing.clone();
                self.due.remove(&(until, Waiting::Payment(reference.clone())));
                self.follow(at, event, reference, &standing);
            }
            Entry::Refunded { at, event, refunded, standing } => {
                let left = self.left_of(&refunded.payment);
                assert!(refunded.amount.minor <= left.minor, "more than was taken");
                let reference = refunded.reference.clone();
                if let Some((until, _)) = standing.due() {
                    self.due.insert((until, Waiting::Refund(reference.clone())));
                }
                self.refunds.take(at, refunded, standing);
                self.note(event, About::Refund, reference, at);
            }
            Entry::RefundMoved { at, event, reference, standing } => {
                let until = self.refunds.move_to(&reference, standing);
                self.due.remove(&(until, Waiting::Refund(reference.clone())));
                self.note(event, About::Refund, reference, at);
            }
            Entry::ChargedBack { at, event, reference, amount } => {
                assert!(amount.minor <= self.left_of(&reference).minor, "more than was taken");
                self.due.retain(|(_, waiting)| *waiting != Waiting::Dispute(reference.clone()));
                let record = self.payments.get_mut(&reference).expect("a payment unmade");
                record.charged_back = record.charged_back.plus(amount);
                if amount.is_positive() {
                    self.note(event, About::Payment, reference, at);
                }
            }
            Entry::EventDelivered { event } => {
                let place = self.notes.iter().position(|note| note.event == event);
                place.map(|place| self.notes.remove(place));
            }
        }
    }

    /// What follows from a payment now standing so.
    fn follow(&mut self, at: Timestamp, event: String, reference: String, standing: &Standing) {
        if let Some((until, _)) = standing.due() {
            self.due.insert((until, Waiting::Payment(reference.clone())));
        }
        match (standing, self.payments.get(&reference)) {
            (Standing::AwaitsAnswer { challenge, .. }, _) => {
                self.challenges.insert(challenge.clone(), reference.clone());
            }
            (Standing::Succeeded, Some(record)) => {
                let token = &record.charged.token;
                let disputed = matches!(
                    self.behaviour(token),
                    Some(Behaviour::ChargedBack | Behaviour::DebitTakenBack)
                );
                if disputed {
                    let until = at.plus_seconds(CHARGED_BACK_AFTER_S);
                    self.due.insert((until, Waiting::Dispute(reference.clone())));
                }
                self.proven.insert(token.clone());
            }
            _ => {}
        }
        self.note(event, About::Payment, reference, at);
    }

    fn note(&mut self, event: String, about: About, reference: String, at: Timestamp) {
        if self.notes.len() == NOTES_MAX {
            self.notes.pop_front();
        }
        self.notes.push_back(Note { event, about, reference, at });
    }

    /// What of a payment has neither been sent back, nor is on its way back, nor was taken back.
    ///
    /// # Panics
    /// If there is no such payment.
    pub fn left_of(&self, payment: &str) -> Money {
        let record = self.payments.get(payment).expect("a payment unmade");
        let taken = match record.standing {
            Standing::Succeeded => record.charged.amount,
            _ => Money::zero(record.charged.amount.currency),
        };
        taken.minus(record.charged_back).minus(self.refunds.spent_on(payment, taken.currency))
    }

    pub fn card(&self, token: &str) -> Option<&Card> {
        self.cards.get(token)
    }

    /// What charges of a kept card or debits of a kept account do.
    pub fn behaviour(&self, token: &str) -> Option<Behaviour> {
        let account = self.accounts.get(token).copied();
        account.or_else(|| self.cards.get(token).map(|card| card.behaviour))
    }

    /// Cards and accounts.
    pub fn kept(&self) -> usize {
        self.cards.len() + self.accounts.len()
    }

    pub fn payment(&self, reference: &str) -> Option<&Record> {
        self.payments.get(reference)
    }

    pub fn payments(&self) -> impl Iterator<Item = &Record> {
        self.payments.values()
    }

    /// The payment a challenge is about.
    pub fn challenged(&self, challenge: &str) -> Option<&Record> {
        self.payments.get(self.challenges.get(challenge)?)
    }

    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter()
    }

    /// The next change that came by itself up to `now`, and when.
    pub fn next_due(&self, now: Timestamp) -> Option<(Timestamp, Change)> {
        let (at, waiting) = self.due.first().filter(|(at, _)| *at <= now)?;
        let change = match waiting {
            Waiting::Payment(reference) => {
                let (_, standing) = self.payments.get(reference)?.standing.due()?;
                Change::Payment(reference.clone(), standing)
            }
            Waiting::Refund(reference) => {
                let (_, standing) = self.refunds.find(reference)?.1.due()?;
                Change::Refund(reference.clone(), standing)
            }
            Waiting::Dispute(reference) => {
                Change::ChargedBack(reference.clone(), self.left_of(reference))
            }
        };
        Some((*at, change))
    }

    /// What came in and stayed, per currency: payments less refunds that succeeded and what was
    /// taken back.
    pub fn totals(&self) -> BTreeMap<Currency, Money> {
        let mut totals = BTreeMap::new();
        let mut add = |amount: Money| {
            let total = totals.entry(amount.currency).or_insert(Money::zero(amount.currency));
            *total = total.plus(amount);
        };
        for record in self.payments.values() {
            if record.standing == Standing::Succeeded {
                add(record.charged.amount.minus(record.charged_back));
            }
        }
        for (refunded, standing) in self.refunds.all() {
            if *standing == RefundStanding::Succeeded {
                add(refunded.amount.negated());
            }
        }
        totals
    }

    /// Whether a request for this card gets lost now.
    pub fn loses_request(&self, token: &str, behaviour: Behaviour) -> bool {
        behaviour == Behaviour::TimeoutBeforeCharge && !self.lost_once.contains(token)
    }

    /// Where a new charge stands, and with which challenge if the bank asks.
    pub fn decide(
        &self,
        behaviour: Behaviour,
        charge: &Charge,
        challenge: String,
        now: Timestamp,
    ) -> Standing {
        let declined = |code| Standing::Declined { code };
        let asks = || {
            let present = charge.customer_present;
            let valid_s = if present { CHALLENGE_VALID_S } else { CHALLENGE_VALID_AWAY_S };
            Standing::AwaitsAnswer { challenge, until: now.plus_seconds(valid_s) }
        };
        let under_way = |then_declined| Standing::UnderWay {
            until: now.plus_seconds(PENDING_S),
            then_declined,
        };
        let debited = |then_declined| Standing::UnderWay {
            until: now.plus_seconds(DEBIT_SETTLES_S),
            then_declined,
        };
        let card = self.cards.get(&charge.token);
        if card.is_some_and(|card| card.expires.is_over(now)) {
            return declined(DeclineCode::ExpiredCard);
        }
        match behaviour {
            Behaviour::Approve
            | Behaviour::TimeoutAfterCharge
            | Behaviour::TimeoutBeforeCharge
            | Behaviour::RefundAnswerLost
            | Behaviour::RefundPending
            | Behaviour::RefundFails
            | Behaviour::ChargedBack => Standing::Succeeded,
            Behaviour::Decline => declined(DeclineCode::CardDeclined),
            Behaviour::InsufficientFunds => declined(DeclineCode::InsufficientFunds),
            Behaviour::LostCard => declined(DeclineCode::LostCard),
            Behaviour::DeclineRenewals if charge.customer_present => Standing::Succeeded,
            Behaviour::DeclineRenewals => declined(DeclineCode::InsufficientFunds),
            Behaviour::NeedsAuthentication => {
                let known = self.proven.contains(&charge.token);
                if known && !charge.customer_present { Standing::Succeeded } else { asks() }
            }
            Behaviour::AlwaysNeedsAuthentication => asks(),
            Behaviour::Pending => under_way(false),
            Behaviour::PendingThenDeclined => under_way(true),
            Behaviour::DebitSettles | Behaviour::DebitTakenBack => debited(false),
            Behaviour::DebitFails => debited(true),
        }
    }
}
