//! The bank: a payment service outside of the house, with books of its own (I-07).
//!
//! Written from the trait's contract, not from `gateway::Sandbox`: an outside truth that shares a
//! mistake with the thing it judges is none. It takes each reference once, declines by script,
//! keeps payments pending, asks payers questions, loses requests and answers, is down for hours,
//! and tells of changes twice, late and out of order. Here nothing depends on the order of calls:
//! what a card does follows from the card and the time.

mod debits;
mod refunds;
mod teller;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

use gateway::{DeclineCode, SigningKey};
use serde::{Deserialize, Serialize};
use units::{Currency, Money, Timestamp};

use crate::years::plan::ChargeTrouble;

pub use debits::Debited;
pub use refunds::SentBack;
pub use teller::Teller;

/// What a card does when it is charged.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Habit {
    Pays,
    DeclinesSoftly,
    /// Reported lost.
    DeclinesHard,
    /// The bank asks once, while the payer is there.
    AsksOnce,
    /// The bank asks each time, at renewals too.
    AsksAlways,
    /// Under way for some hours, then paid.
    Pending,
    /// Under way for some hours, then declined.
    PendingThenDeclines,
    /// Paid, and the first answer is always lost.
    AnswersGetLost,
    /// Good while the payer is there, declined softly at renewals.
    DeclinesRenewals,
    /// No card: an account.
    Debited(Debited),
}

impl Habit {
    /// Those of cards.
    pub const ALL: [Habit; 9] = [
        Habit::Pays,
        Habit::DeclinesSoftly,
        Habit::DeclinesHard,
        Habit::AsksOnce,
        Habit::AsksAlways,
        Habit::Pending,
        Habit::PendingThenDeclines,
        Habit::AnswersGetLost,
        Habit::DeclinesRenewals,
    ];

    /// The number of such a card: the last two digits tell, the rest is the bank's.
    pub fn card_number(self) -> String {
        let place = Habit::ALL.iter().position(|habit| *habit == self).unwrap_or_default();
        format!("41111111111111{place:02}")
    }

    fn of_number(number: &str) -> Option<Habit> {
        let place: usize = number.strip_prefix("41111111111111")?.parse().ok()?;
        Habit::ALL.get(place).copied()
    }
}

/// Hours a pending payment is under way.
pub const PENDING_H: i64 = 7;
/// Hours the bank waits for the payer's answer.
pub const ANSWER_H: i64 = 72;
/// How often a delivery is tried again, and for how long, before the bank gives up.
const REDELIVER_EVERY_S: i64 = 3_600;
const REDELIVER_FOR_S: i64 = 3 * 86_400;
/// The key both ends of the events share.
const KEY: &[u8] = b"a key for the bank of the years machine";

/// Where a payment stands in the bank's books.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Taken,
    Asked { until: Timestamp },
    UnderWay { until: Timestamp, declines: bool },
    Refused(DeclineCode),
}

/// A payment in the bank's books.
#[derive(Clone, Debug)]
pub struct Kept {
    pub reference: String,
    pub token: String,
    pub amount: Money,
    pub standing: Standing,
    pub asked_at: Timestamp,
    /// When the money was taken.
    pub taken_at: Option<Timestamp>,
    /// When it will be taken back.
    pub back_at: Option<Timestamp>,
    /// What was taken back of it, in minor units.
    pub charged_back: i64,
}

impl Kept {
    /// What was taken and not taken back, in minor units.
    pub fn there(&self) -> i64 {
        if self.taken_at.is_some() { self.amount.minor - self.charged_back } else { 0 }
    }
}

/// A note about a payment, on its way to the house.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Note {
    pub at: Timestamp,
    /// Stable between copies and redeliveries.
    pub id: String,
    pub copy: u32,
    pub reference: String,
    /// About a refund, not a payment.
    pub refund: bool,
    pub first_sent: Timestamp,
}

#[derive(Clone, Debug)]
struct Card {
    habit: Habit,
    /// Somebody to whom several cards belong.
    holder: String,
    answered: bool,
}

struct Travel {
    delay_s: i64,
    copies: u32,
    backwards: bool,
}

struct Books {
    cards: BTreeMap<String, Card>,
    payments: BTreeMap<String, Kept>,
    refunds: BTreeMap<String, SentBack>,
    notes: BTreeSet<Note>,
    notes_made: u64,
    travel: Travel,
    /// Holder to the time until which their cards fail, and whether for good.
    failing: BTreeMap<String, (Timestamp, bool)>,
    down_until: Option<Timestamp>,
    next: Vec<ChargeTrouble>,
    next_refund: Vec<ChargeTrouble>,
    first_answers_lost: BTreeSet<String>,
    charges: u64,
    mistakes: Vec<String>,
}

/// The bank; clones share its books.
#[derive(Clone)]
pub struct Bank(Arc<Mutex<Books>>);

impl Default for Bank {
    fn default() -> Bank {
        Bank(Arc::new(Mutex::new(Books {
            cards: BTreeMap::new(),
            payments: BTreeMap::new(),
            refunds: BTreeMap::new(),
            notes: BTreeSet::new(),
            notes_made: 0,
            travel: Travel { delay_s: 2, copies: 1, backwards: false },
            failing: BTreeMap::new(),
            down_until: None,
            next: Vec::new(),
            next_refund: Vec::new(),
            first_answers_lost: BTreeSet::new(),
            charges: 0,
            mistakes: Vec::new(),
        })))
    }
}

fn key() -> SigningKey {
    SigningKey::new(KEY.to_vec()).expect("the key is long enough")
}

impl Bank {
    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().expect("the bank's books are whole")
    }

    pub fn is_down_until(&self, until: Timestamp) {
        self.books().down_until = Some(until);
    }

    pub fn next_charge_meets(&self, trouble: ChargeTrouble) {
        self.books().next.push(trouble);
    }

    /// Takes back every trouble that waits.
    pub fn heals(&self) {
        let mut books = self.books();
        books.next.clear();
        books.next_refund.clear();
        books.down_until = None;
        books.failing.clear();
        books.travel = Travel { delay_s: 2, copies: 1, backwards: false };
    }

    pub fn cards_fail(&self, holder: &str, until: Timestamp, hard: bool) {
        self.books().failing.insert(holder.to_owned(), (until, hard));
    }

    pub fn events_travel(&self, delay_s: i64, copies: u32, backwards: bool) {
        self.books().travel = Travel { delay_s, copies, backwards };
    }

    /// The payer answers the oldest open question about one of their cards.
    pub fn answer(&self, holder: &str, approve: bool, now: Timestamp) -> Option<String> {
        let mut books = self.books();
        books.up_to(now);
        let asked = books.payments.values().filter(|kept| {
            matches!(kept.standing, Standing::Asked { .. })
                && books.cards.get(&kept.token).is_some_and(|card| card.holder == holder)
        });
        let kept = asked.min_by_key(|kept| (kept.asked_at, kept.reference.clone()))?;
        let (reference, token) = (kept.reference.clone(), kept.token.clone());
        let standing = match approve {
            true => Standing::Taken,
            false => Standing::Refused(DeclineCode::AuthenticationFailed),
        };
        if let Some(card) = books.cards.get_mut(&token) {
            card.answered |= approve;
        }
        books.moves(&reference, standing, now);
        Some(reference)
    }

    /// When something changes in the books, or a note arrives, by itself.
    pub fn next_at(&self) -> Option<Timestamp> {
        let books = self.books();
        let due = books.payments.values().filter_map(|kept| match kept.standing {
            Standing::Asked { until } | Standing::UnderWay { until, .. } => Some(until),
            Standing::Taken | Standing::Refused(_) => None,
        });
        let back = books.payments.values().filter_map(|kept| kept.back_at);
        let refunds = books.refunds.values().filter_map(SentBack::changes_at);
        due.chain(back).chain(refunds).chain(books.notes.first().map(|note| note.at)).min()
    }

    /// The notes that arrive at `now`.
    pub fn arrivals(&self, now: Timestamp) -> Vec<Note> {
        let mut books = self.books();
        books.up_to(now);
        let mut arriving = Vec::new();
        while let Some(note) = books.notes.first().filter(|note| note.at <= now).cloned() {
            books.notes.remove(&note);
            arriving.push(note);
        }
        if books.travel.backwards {
            arriving.reverse();
        }
        arriving
    }

    /// The house did not take the note in: it is sent again, for three days.
    pub fn redeliver(&self, note: &Note, now: Timestamp) -> bool {
        let again = now.plus_seconds(REDELIVER_EVERY_S);
        let in_time = again.seconds_since(note.first_sent) <= REDELIVER_FOR_S;
        if in_time {
            self.books().notes.insert(Note { at: again, ..note.clone() });
        }
        in_time
    }

    /// What no caller of a bank may do, and somebody did.
    pub fn mistakes(&self) -> Vec<String> {
        self.books().mistakes.clone()
    }

    /// How often it was asked to charge.
    pub fn charges(&self) -> u64 {
        self.books().charges
    }

    /// Every payment in the books, by reference.
    pub fn payments(&self) -> Vec<Kept> {
        self.books().payments.values().cloned().collect()
    }

    /// What was taken less what was sent back, per currency.
    pub fn totals(&self) -> BTreeMap<Currency, Money> {
        let mut totals = BTreeMap::new();
        let books = self.books();
        for kept in books.payments.values() {
            let currency = kept.amount.currency;
            let total = totals.entry(currency).or_insert(Money::zero(currency));
            *total = total.plus(Money::new(kept.there(), currency));
        }
        for back in books.refunds.values().filter(|back| back.is_gone()) {
            let currency = back.amount.currency;
            let total = totals.entry(currency).or_insert(Money::zero(currency));
            *total = total.minus(back.amount);
        }
        totals
    }
}

impl Books {
    /// What changed by itself up to `now`, in order.
    fn up_to(&mut self, now: Timestamp) {
        let mut due: Vec<(Timestamp, String, Standing)> = Vec::new();
        for kept in self.payments.values() {
            let change = match kept.standing {
                Standing::Asked { until } if until <= now => {
                    Some((until, Standing::Refused(DeclineCode::AuthenticationExpired)))
                }
                Standing::UnderWay { until, declines } if until <= now => {
                    let refused = Standing::Refused(DeclineCode::InsufficientFunds);
                    Some((until, if declines { refused } else { Standing::Taken }))
                }
                _ => None,
            };
            due.extend(change.map(|(until, standing)| (until, kept.reference.clone(), standing)));
        }
        due.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        for (at, reference, standing) in due {
            self.moves(&reference, standing, at);
        }
        self.take_back_up_to(now);
        self.refunds_up_to(now);
    }

    fn moves(&mut self, reference: &str, standing: Standing, at: Timestamp) {
        let kept = self.payments.get(reference).expect("a payment the bank knows");
        let back_at = self.taken_back_at(&kept.token, at);
        let kept = self.payments.get_mut(reference).expect("a payment the bank knows");
        kept.standing = standing;
        if standing == Standing::Taken {
            (kept.taken_at, kept.back_at) = (Some(at), back_at);
        }
        self.note(reference, false, at);
    }

    fn note(&mut self, reference: &str, refund: bool, at: Timestamp) {
        self.notes_made += 1;
        let id = format!("evt_{:06}", self.notes_made);
        let sent = at.plus_seconds(self.travel.delay_s);
        for copy in 0..self.travel.copies {
            let at = sent.plus_seconds(i64::from(copy) * 61);
            let (id, reference) = (id.clone(), reference.to_owned());
            self.notes.insert(Note { at, id, copy, reference, refund, first_sent: sent });
        }
    }
}
