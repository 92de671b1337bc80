//! The desk's visits about money that goes back: refunds asked for, and what banks take back.

use units::{Money, Timestamp};

use super::books::Entry;
use super::cards::Behaviour;
use super::desk::{CUT, Desk, Open};
use super::faults::Fault;
use super::journal::JournalError;
use super::refunds::{RefundStanding, Refunded};
use crate::payment::GatewayError;
use crate::refund::{ListedRefund, Refund, RefundRecord, RefundRefusal, RefundState};

impl Desk {
    pub fn refund(&self, refund: &Refund) -> Result<RefundRecord, GatewayError> {
        let now = self.now();
        let mut open = self.up_to(now).map_err(|error| GatewayError::NotSent(error.to_string()))?;
        let fault = open.faults.of_refund();
        if open.faults.cut(now) || fault == Some(Fault::NotSent) {
            return Err(GatewayError::NotSent(CUT.to_owned()));
        }
        if fault == Some(Fault::RequestLost) {
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        let first_answer_lost = self.take_refund(&mut open, refund, now)?;
        if first_answer_lost || fault == Some(Fault::AnswerLost) {
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        let (refunded, standing) =
            open.books.refunds.find(&refund.reference).expect("it was just recorded");
        Ok(shown(refunded, *standing))
    }

    /// Sees to it that the refund is in the books, once; tells whether its answer gets lost.
    fn take_refund(
        &self,
        open: &mut Open,
        refund: &Refund,
        now: Timestamp,
    ) -> Result<bool, GatewayError> {
        refund.check()?;
        if let Some((refunded, _)) = open.books.refunds.find(&refund.reference) {
            let same =
                refunded.payment == refund.payment_reference && refunded.amount == refund.amount;
            return if same { Ok(false) } else { Err(RefundRefusal::ReferenceTaken.into()) };
        }
        let payment = open.books.payment(&refund.payment_reference);
        let payment = payment.ok_or(RefundRefusal::UnknownPayment)?;
        if payment.charged.amount.currency != refund.amount.currency {
            return Err(RefundRefusal::NothingToRefund.into());
        }
        if self.shown(payment).state != crate::PaymentState::Succeeded {
            return Err(RefundRefusal::NotCaptured.into());
        }
        let behaviour = open.books.behaviour(&payment.charged.token);
        let behaviour = behaviour.expect("a payment was taken from what is kept");
        if refund.amount.minor > open.books.left_of(&refund.payment_reference).minor {
            return Err(RefundRefusal::MoreThanCaptured.into());
        }
        let named = self.signing_key.name_for(&format!("refund:{}", refund.reference));
        let refunded = Refunded {
            gateway_id: format!("ref_{named}"),
            reference: refund.reference.clone(),
            payment: refund.payment_reference.clone(),
            amount: refund.amount,
        };
        let standing = RefundStanding::of_new(behaviour, now);
        let event = self.event_id(&refund.reference, "refunded");
        open.record(Entry::Refunded { at: now, event, refunded, standing }).map_err(|error| {
            match error {
                JournalError::Unsound => GatewayError::NotSent(error.to_string()),
                other => GatewayError::AnswerLost(other.to_string()),
            }
        })?;
        Ok(behaviour == Behaviour::RefundAnswerLost)
    }

    pub fn look_up_refund(&self, reference: &str) -> Result<Option<RefundRecord>, GatewayError> {
        let now = self.now();
        let open = self.up_to(now).map_err(|error| GatewayError::NotSent(error.to_string()))?;
        if open.faults.cut(now) {
            return Err(GatewayError::NotSent(CUT.to_owned()));
        }
        let found = open.books.refunds.find(reference);
        Ok(found.map(|(refunded, standing)| shown(refunded, *standing)))
    }

    pub fn refunded_since(&self, since: Timestamp) -> Result<Vec<ListedRefund>, GatewayError> {
        let now = self.now();
        let open = self.up_to(now).map_err(|error| GatewayError::NotSent(error.to_string()))?;
        if open.faults.cut(now) {
            return Err(GatewayError::NotSent(CUT.to_owned()));
        }
        let asked = open.books.refunds.since(since);
        let listed = asked.map(|(refunded, standing)| ListedRefund {
            refund: shown(refunded, *standing),
            payment_reference: refunded.payment.clone(),
        });
        Ok(listed.collect())
    }

    /// The payer disputes: their bank takes back `amount`, at most what is left. Answers with what
    /// it took; zero of a payment that took nothing, `None` when there is none.
    pub fn dispute(&self, reference: &str, amount: Money) -> Result<Option<Money>, JournalError> {
        let now = self.now();
        let mut open = self.up_to(now)?;
        if open.books.payment(reference).is_none() {
            return Ok(None);
        }
        let left = open.books.left_of(reference);
        let taken = if amount.minor < left.minor { amount } else { left };
        self.charge_back(&mut open, now, reference, taken)?;
        Ok(Some(taken))
    }

    pub fn charge_back(
        &self,
        open: &mut Open,
        at: Timestamp,
        reference: &str,
        amount: Money,
    ) -> Result<(), JournalError> {
        let before = open.books.payment(reference).map_or(0, |record| record.charged_back.minor);
        let event = self.event_id(reference, &format!("charged_back:{before}"));
        let reference = reference.to_owned();
        open.record(Entry::ChargedBack { at, event, reference, amount })
    }
}

fn shown(refunded: &Refunded, standing: RefundStanding) -> RefundRecord {
    RefundRecord {
        gateway_id: refunded.gateway_id.clone(),
        reference: refunded.reference.clone(),
        amount: refunded.amount,
        state: match standing {
            RefundStanding::Succeeded => RefundState::Succeeded,
            RefundStanding::UnderWay { .. } => RefundState::Pending,
            RefundStanding::Failed => RefundState::Failed,
        },
    }
}
