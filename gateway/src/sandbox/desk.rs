//! The desk: what happens at each visit to the sandbox, with the clock, the key and the books at
//! hand.

use std::sync::{Mutex, MutexGuard};

use units::Timestamp;

use super::SandboxClock;
use super::books::{Books, Card, Change, Charged, Entry, Record, Standing};
use super::cards::{Behaviour, TEST_ACCOUNTS, TEST_CARDS};
use super::challenge::{Challenge, ChallengeAnswer, ChallengeRefusal};
use super::faults::{Fault, Faults};
use super::journal::{Journal, JournalError};
use crate::card::{CardDetails, CardRefusal, KeptCard};
use crate::debit::{DebitDetails, DebitRefusal, KeptDebit};
use crate::event::{self, SignedEvent, SigningKey};
use crate::payment::{
    Charge, ChargeRefusal, DeclineCode, GatewayError, Listed, Payment, PaymentState,
};

/// The sandbox itself; every function is one visit and may wait for the disk.
pub struct Desk {
    pub clock: SandboxClock,
    pub signing_key: SigningKey,
    pub challenge_base: String,
    pub on_disk: bool,
    pub open: Mutex<Open>,
}

/// What only one visitor at a time may touch.
pub struct Open {
    pub books: Books,
    pub journal: Journal,
    pub faults: Faults,
}

impl Open {
    /// On disk first, then in the books.
    pub fn record(&mut self, entry: Entry) -> Result<(), JournalError> {
        self.journal.append(&entry)?;
        self.books.apply(entry);
        Ok(())
    }
}

pub const CUT: &str = "the line is cut";

impl Desk {
    pub fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().expect("the sandbox's books are broken")
    }

    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The books with everything in them that happened by itself up to `now`.
    pub fn up_to(&self, now: Timestamp) -> Result<MutexGuard<'_, Open>, JournalError> {
        let mut open = self.lock();
        while let Some((at, change)) = open.books.next_due(now) {
            match change {
                Change::Payment(reference, standing) => {
                    self.move_to(&mut open, at, &reference, standing)?;
                }
                Change::Refund(reference, standing) => {
                    let event = self.event_id(&reference, "refund_moved");
                    open.record(Entry::RefundMoved { at, event, reference, standing })?;
                }
                Change::ChargedBack(reference, amount) => {
                    self.charge_back(&mut open, at, &reference, amount)?;
                }
            }
        }
        Ok(open)
    }

    fn move_to(
        &self,
        open: &mut Open,
        at: Timestamp,
        reference: &str,
        standing: Standing,
    ) -> Result<(), JournalError> {
        let event = self.event_id(reference, "moved");
        let reference = reference.to_owned();
        open.record(Entry::Moved { at, event, reference, standing })
    }

    /// Unique without a counter: payments and refunds are made once and move at most once.
    pub fn event_id(&self, reference: &str, what: &str) -> String {
        format!("evt_{}", self.signing_key.name_for(&format!("event:{what}:{reference}")))
    }

    pub fn keep(&self, details: &CardDetails) -> Result<KeptCard, CardRefusal> {
        let now = self.now();
        let checked = details.check(now)?;
        let known = TEST_CARDS.iter().find(|card| card.number == checked.number);
        let behaviour = known.ok_or(CardRefusal::NotATestCard)?.behaviour;
        let mut open = self.lock();
        if open.faults.cut(now) {
            return Err(CardRefusal::Unavailable(CUT.to_owned()));
        }
        let nth = open.books.kept();
        let token = format!("card_{}", self.signing_key.name_for(&format!("card:{now}:{nth}")));
        let (last4, brand, expires) = (checked.last4(), checked.brand, checked.expires);
        let card = Card { brand, last4: last4.clone(), expires, behaviour };
        open.record(Entry::CardKept { at: now, token: token.clone(), card })
            .map_err(|error| CardRefusal::Unavailable(error.to_string()))?;
        Ok(KeptCard { token, brand, last4, expires })
    }

    pub fn keep_debit(&self, details: &DebitDetails) -> Result<KeptDebit, DebitRefusal> {
        let now = self.now();
        let checked = details.check()?;
        let known = TEST_ACCOUNTS.iter().find(|account| account.iban == checked.iban);
        let behaviour = known.ok_or(DebitRefusal::NotATestAccount)?.behaviour;
        let mut open = self.lock();
        if open.faults.cut(now) {
            return Err(DebitRefusal::Unavailable(CUT.to_owned()));
        }
        let nth = open.books.kept();
        let token = format!("acc_{}", self.signing_key.name_for(&format!("account:{now}:{nth}")));
        let (last4, mandate) = (checked.last4(), details.mandate.clone());
        let kept = KeptDebit { token: token.clone(), last4: last4.clone() };
        open.record(Entry::AccountKept { at: now, token, last4, mandate, behaviour })
            .map_err(|error| DebitRefusal::Unavailable(error.to_string()))?;
        Ok(kept)
    }

    pub fn charge(&self, charge: &Charge) -> Result<Payment, GatewayError> {
        let now = self.now();
        let mut open = self.up_to(now).map_err(|error| GatewayError::NotSent(error.to_string()))?;
        let fault = open.faults.of_charge();
        if open.faults.cut(now) || fault == Some(Fault::NotSent) {
            return Err(GatewayError::NotSent(CUT.to_owned()));
        }
        if fault == Some(Fault::RequestLost) {
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        let first_answer_lost = self.take_charge(&mut open, charge, now)?;
        if first_answer_lost || fault == Some(Fault::AnswerLost) {
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        let record = open.books.payment(&charge.reference).expect("it was just recorded");
        Ok(self.shown(record))
    }

    /// Sees to it that the charge is in the books, once; tells whether its answer gets lost.
    fn take_charge(
        &self,
        open: &mut Open,
        charge: &Charge,
        now: Timestamp,
    ) -> Result<bool, GatewayError> {
        let lost = |error: JournalError| match error {
            JournalError::Unsound => GatewayError::NotSent(error.to_string()),
            other => GatewayError::AnswerLost(other.to_string()),
        };
        charge.check().map_err(GatewayError::Refused)?;
        if let Some(Record { charged, .. }) = open.books.payment(&charge.reference) {
            let same = charged.token == charge.token && charged.amount == charge.amount;
            let taken = GatewayError::Refused(ChargeRefusal::ReferenceTaken);
            return if same { Ok(false) } else { Err(taken) };
        }
        let behaviour = open.books.behaviour(&charge.token);
        let behaviour = behaviour.ok_or(GatewayError::Refused(ChargeRefusal::UnknownToken))?;
        if open.books.loses_request(&charge.token, behaviour) {
            let token = charge.token.clone();
            open.record(Entry::RequestLost { at: now, token }).map_err(lost)?;
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        let named = |what: &str| self.signing_key.name_for(&format!("{what}:{}", charge.reference));
        let standing = open.books.decide(behaviour, charge, named("challenge"), now);
        let charged = Charged {
            gateway_id: format!("pay_{}", named("payment")),
            reference: charge.reference.clone(),
            token: charge.token.clone(),
            amount: charge.amount,
            description: charge.description.clone(),
            return_url: charge.return_url.clone(),
        };
        let event = self.event_id(&charge.reference, "charged");
        open.record(Entry::Charged { at: now, event, charged, standing }).map_err(lost)?;
        Ok(behaviour == Behaviour::TimeoutAfterCharge)
    }

    /// The payer's question is over; whoever answers it later is told so.
    pub fn give_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        let now = self.now();
        let not_done = |error: JournalError| GatewayError::NotSent(error.to_string());
        let mut open = self.up_to(now).map_err(not_done)?;
        if open.faults.cut(now) {
            return Err(GatewayError::NotSent(CUT.to_owned()));
        }
        let asked = |record: &Record| matches!(record.standing, Standing::AwaitsAnswer { .. });
        if open.books.payment(reference).is_some_and(asked) {
            let standing = Standing::Declined { code: DeclineCode::AuthenticationExpired };
            self.move_to(&mut open, now, reference, standing).map_err(not_done)?;
        }
        Ok(open.books.payment(reference).map(|record| self.shown(record)))
    }

    pub fn look_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        let now = self.now();
        let open = self.up_to(now).map_err(|error| GatewayError::NotSent(error.to_string()))?;
        if open.faults.cut(now) {
            return Err(GatewayError::NotSent(CUT.to_owned()));
        }
        Ok(open.books.payment(reference).map(|record| self.shown(record)))
    }

    pub fn charged_since(&self, since: Timestamp) -> Result<Vec<Listed>, GatewayError> {
        let now = self.now();
        let open = self.up_to(now).map_err(|error| GatewayError::NotSent(error.to_string()))?;
        if open.faults.cut(now) {
            return Err(GatewayError::NotSent(CUT.to_owned()));
        }
        let charged = open.books.payments().filter(|record| record.charged_at >= since);
        let listed = charged.map(|record| Listed {
            payment: self.shown(record),
            token: record.charged.token.clone(),
        });
        Ok(listed.collect())
    }

    pub fn challenge(&self, id: &str) -> Option<Challenge> {
        let open = self.up_to(self.now()).ok()?;
        self.challenge_in(&open.books, id)
    }

    fn challenge_in(&self, books: &Books, id: &str) -> Option<Challenge> {
        let record = books.challenged(id)?;
        let card = books.card(&record.charged.token)?;
        let Charged { reference, amount, description, return_url, .. } = record.charged.clone();
        Some(Challenge {
            id: id.to_owned(),
            reference,
            amount,
            description,
            brand: card.brand,
            last4: card.last4.clone(),
            return_url,
            answer: ChallengeAnswer::of(record),
        })
    }

    pub fn answer(&self, id: &str, approve: bool) -> Result<Challenge, ChallengeRefusal> {
        let now = self.now();
        let unavailable = |error: JournalError| ChallengeRefusal::Unavailable(error.to_string());
        let mut open = self.up_to(now).map_err(unavailable)?;
        let asked = self.challenge_in(&open.books, id).ok_or(ChallengeRefusal::Unknown)?;
        match (asked.answer, approve) {
            (ChallengeAnswer::Open { .. }, _) => {}
            (ChallengeAnswer::Approved, true) | (ChallengeAnswer::Refused, false) => {
                return Ok(asked);
            }
            (ChallengeAnswer::Expired, _) => return Err(ChallengeRefusal::Expired),
            (ChallengeAnswer::Approved, false) | (ChallengeAnswer::Refused, true) => {
                return Err(ChallengeRefusal::Answered);
            }
        }
        let code = DeclineCode::AuthenticationFailed;
        let standing = if approve { Standing::Succeeded } else { Standing::Declined { code } };
        self.move_to(&mut open, now, &asked.reference, standing).map_err(unavailable)?;
        self.challenge_in(&open.books, id).ok_or(ChallengeRefusal::Unknown)
    }

    pub fn undelivered(&self, max: usize) -> Result<Vec<SignedEvent>, JournalError> {
        let now = self.now();
        let open = self.up_to(now)?;
        let notes = open.books.notes().take(max);
        let signed = notes.map(|note| {
            let body = event::body(note.about, &note.reference, note.at);
            let headers = self.signing_key.sign(&note.event, now, &body);
            SignedEvent { id: note.event.clone(), headers, body }
        });
        Ok(signed.collect())
    }

    pub fn shown(&self, record: &Record) -> Payment {
        let state = match &record.standing {
            Standing::Succeeded => PaymentState::Succeeded,
            Standing::UnderWay { .. } => PaymentState::Pending,
            Standing::Declined { code } => PaymentState::declined(*code),
            Standing::AwaitsAnswer { challenge, .. } => PaymentState::RequiresAction {
                challenge_url: format!("{}{challenge}", self.challenge_base),
            },
        };
        Payment {
            gateway_id: record.charged.gateway_id.clone(),
            reference: record.charged.reference.clone(),
            amount: record.charged.amount,
            state,
            charged_back: record.charged_back,
        }
    }
}
