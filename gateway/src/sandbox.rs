//! Sandbox: a gateway inside the program, with books of its own and documented test cards.
//!
//! It behaves as an outside service would: it knows nothing of Plenum's store, takes each reference
//! once, loses answers when its cards or a test say so, and sends signed events. Every change is on
//! disk before it is answered; opened again, it stands where it stood.
//! One process per journal. No real card gets in.

mod books;
mod cards;
mod challenge;
mod desk;
mod faults;
mod journal;
mod refund_desk;
mod refunds;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use units::{Currency, Money, Timestamp};

pub use books::{
    CHALLENGE_VALID_AWAY_S, CHALLENGE_VALID_S, CHARGED_BACK_AFTER_S, DEBIT_SETTLES_S, PENDING_S,
};
pub use cards::{Behaviour, TEST_ACCOUNTS, TEST_CARDS, TestAccount, TestCard};
pub use challenge::{Challenge, ChallengeAnswer, ChallengeRefusal};
pub use faults::Fault;
pub use journal::JournalError;
pub use refunds::REFUND_PENDING_S;

use crate::Gateway;
use crate::card::{CardDetails, CardRefusal, KeptCard};
use crate::debit::{DebitDetails, DebitRefusal, KeptDebit};
use crate::event::{self, EventRefusal, GatewayEvent, SignedEvent, SigningKey};
use crate::payment::{Charge, GatewayError, Listed, Payment};
use crate::refund::{ListedRefund, Refund, RefundRecord};
use crate::set_up::{MethodEntry, TypedEntry};
use books::{Books, Entry};
use desk::{Desk, Open};
use faults::Faults;
use journal::Journal;

/// Tells the sandbox the time: the same clock as the rest of the program's.
pub type SandboxClock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a sandbox is opened.
pub struct SandboxSettings {
    /// The journal file; `None` keeps the books in memory.
    pub journal: Option<PathBuf>,
    /// Signs its events and makes its tokens unguessable.
    pub signing_key: SigningKey,
    /// The address of the challenge page up to the challenge's id, ending in `/`.
    pub challenge_base: String,
}

/// The sandbox; clones share the same books.
#[derive(Clone)]
pub struct Sandbox {
    desk: Arc<Desk>,
}

impl Sandbox {
    /// Opens the books as the journal left them.
    pub fn open(settings: SandboxSettings, clock: SandboxClock) -> Result<Sandbox, JournalError> {
        let (journal, entries) = match &settings.journal {
            Some(path) => Journal::open(path)?,
            None => (Journal::Memory, Vec::new()),
        };
        let mut books = Books::default();
        for entry in entries {
            books.apply(entry);
        }
        let desk = Desk {
            clock,
            signing_key: settings.signing_key,
            challenge_base: settings.challenge_base,
            on_disk: settings.journal.is_some(),
            open: Mutex::new(Open { books, journal, faults: Faults::default() }),
        };
        Ok(Sandbox { desk: Arc::new(desk) })
    }

    /// The challenge with this id, for the page that asks the payer. `None` when there is none.
    pub async fn challenge(&self, id: &str) -> Option<Challenge> {
        let id = id.to_owned();
        self.off_thread(move |desk| desk.challenge(&id)).await
    }

    /// The payer's answer. The same answer again is no error.
    pub async fn answer_challenge(
        &self,
        id: &str,
        approve: bool,
    ) -> Result<Challenge, ChallengeRefusal> {
        let id = id.to_owned();
        self.off_thread(move |desk| desk.answer(&id, approve)).await
    }

    /// Up to `max` events not yet delivered, oldest first, signed as of now. Each comes again until
    /// `event_delivered` is told its id.
    pub async fn undelivered_events(&self, max: usize) -> Result<Vec<SignedEvent>, JournalError> {
        self.off_thread(move |desk| desk.undelivered(max)).await
    }

    /// The receiver has the event; unknown ids are no error.
    pub async fn event_delivered(&self, id: &str) -> Result<(), JournalError> {
        let event = id.to_owned();
        self.off_thread(move |desk| desk.lock().record(Entry::EventDelivered { event })).await
    }

    /// All undelivered events, taken as delivered: for a caller that sees to delivery itself.
    pub async fn drain_events(&self) -> Result<Vec<SignedEvent>, JournalError> {
        let events = self.undelivered_events(usize::MAX).await?;
        for each in &events {
            self.event_delivered(&each.id).await?;
        }
        Ok(events)
    }

    /// The payer of a payment disputes it: their bank takes back `amount`, at most what is left of
    /// it, and it answers with what was taken. `None` when there is no such payment.
    pub async fn payer_disputes(
        &self,
        reference: &str,
        amount: Money,
    ) -> Result<Option<Money>, JournalError> {
        let reference = reference.to_owned();
        self.off_thread(move |desk| desk.dispute(&reference, amount)).await
    }

    /// What was taken and stayed, per currency (I-07).
    pub fn totals(&self) -> BTreeMap<Currency, Money> {
        self.desk.lock().books.totals()
    }

    /// Every payment in the books, by reference.
    pub fn payments(&self) -> Vec<Payment> {
        self.desk.lock().books.payments().map(|record| self.desk.shown(record)).collect()
    }

    /// The next charges meet these faults, one each.
    pub fn next_charges_meet(&self, faults: impl IntoIterator<Item = Fault>) {
        self.desk.lock().faults.add_to_charges(faults);
    }

    /// The next refunds meet these faults, one each.
    pub fn next_refunds_meet(&self, faults: impl IntoIterator<Item = Fault>) {
        self.desk.lock().faults.add_to_refunds(faults);
    }

    /// Nothing reaches the sandbox before `until`.
    pub fn unreachable_until(&self, until: Timestamp) {
        self.desk.lock().faults.cut_until(until);
    }

    /// Waiting for the disk happens on a thread that may wait.
    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Desk) -> T + Send + 'static,
    ) -> T {
        if !self.desk.on_disk {
            return work(&self.desk);
        }
        let desk = self.desk.clone();
        let done = tokio::task::spawn_blocking(move || work(&desk)).await;
        done.expect("the sandbox's books are broken")
    }
}

#[async_trait]
impl TypedEntry for Sandbox {
    async fn keep_card(&self, card: CardDetails) -> Result<KeptCard, CardRefusal> {
        self.off_thread(move |desk| desk.keep(&card)).await
    }

    async fn keep_debit(&self, debit: DebitDetails) -> Result<KeptDebit, DebitRefusal> {
        self.off_thread(move |desk| desk.keep_debit(&debit)).await
    }
}

#[async_trait]
impl Gateway for Sandbox {
    fn name(&self) -> &'static str {
        "sandbox"
    }

    fn entry(&self) -> MethodEntry<'_> {
        MethodEntry::Typed(self)
    }

    async fn charge(&self, charge: &Charge) -> Result<Payment, GatewayError> {
        let charge = charge.clone();
        self.off_thread(move |desk| desk.charge(&charge)).await
    }

    async fn look_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        let reference = reference.to_owned();
        self.off_thread(move |desk| desk.look_up(&reference)).await
    }

    async fn charged_since(&self, since: Timestamp) -> Result<Vec<Listed>, GatewayError> {
        self.off_thread(move |desk| desk.charged_since(since)).await
    }

    async fn refunded_since(&self, since: Timestamp) -> Result<Vec<ListedRefund>, GatewayError> {
        self.off_thread(move |desk| desk.refunded_since(since)).await
    }

    async fn give_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        let reference = reference.to_owned();
        self.off_thread(move |desk| desk.give_up(&reference)).await
    }

    async fn refund(&self, refund: &Refund) -> Result<RefundRecord, GatewayError> {
        let refund = refund.clone();
        self.off_thread(move |desk| desk.refund(&refund)).await
    }

    async fn look_up_refund(&self, refund: &Refund) -> Result<Option<RefundRecord>, GatewayError> {
        let reference = refund.reference.clone();
        self.off_thread(move |desk| desk.look_up_refund(&reference)).await
    }

    fn read_event(
        &self,
        headers: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<GatewayEvent, EventRefusal> {
        let id = self.desk.signing_key.verify(headers, body, now)?;
        let (about, reference) = event::named_in(body)?;
        Ok(GatewayEvent { id, about, reference })
    }
}
