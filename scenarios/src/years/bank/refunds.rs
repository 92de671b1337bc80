//! Refunds in the bank's books: never more than was taken, under way for a day, and now and then
//! sent back by the customer's bank.

use gateway::{ListedRefund, Refund, RefundRecord, RefundRefusal, RefundState};
use units::{Money, Timestamp};

use super::{Bank, Books};
use crate::years::plan::ChargeTrouble;

/// Hours a refund is under way.
const UNDER_WAY_H: i64 = 26;

/// Money on its way back.
#[derive(Clone, Debug)]
pub struct SentBack {
    pub reference: String,
    pub payment: String,
    pub amount: Money,
    pub asked_at: Timestamp,
    pub state: RefundState,
}

impl SentBack {
    /// The money has left, or is about to.
    pub fn is_gone(&self) -> bool {
        self.state != RefundState::Failed
    }

    pub(super) fn changes_at(&self) -> Option<Timestamp> {
        let pending = self.state == RefundState::Pending;
        pending.then(|| self.asked_at.plus_hours(UNDER_WAY_H))
    }
}

impl Bank {
    /// The next refund meets this.
    pub fn next_refund_meets(&self, trouble: ChargeTrouble) {
        self.books().next_refund.push(trouble);
    }

    pub(super) fn next_refund_trouble(&self) -> Option<ChargeTrouble> {
        let mut books = self.books();
        (!books.next_refund.is_empty()).then(|| books.next_refund.remove(0))
    }

    /// Every refund in the books.
    pub fn refunds(&self) -> Vec<SentBack> {
        self.books().refunds.values().cloned().collect()
    }

    pub(super) fn send_back(
        &self,
        refund: &Refund,
        now: Timestamp,
    ) -> Result<RefundRecord, RefundRefusal> {
        let mut books = self.books();
        books.up_to(now);
        if let Some(known) = books.refunds.get(&refund.reference) {
            let same = (&known.payment, known.amount) == (&refund.payment_reference, refund.amount);
            return if same { Ok(shown(known)) } else { Err(RefundRefusal::ReferenceTaken) };
        }
        let paid = books.payments.get(&refund.payment_reference);
        let paid = paid.ok_or(RefundRefusal::UnknownPayment)?;
        if paid.there() == 0 {
            return Err(RefundRefusal::NotCaptured);
        }
        if paid.amount.currency != refund.amount.currency {
            return Err(RefundRefusal::NothingToRefund);
        }
        let spent: i64 = books
            .refunds
            .values()
            .filter(|back| back.payment == refund.payment_reference && back.is_gone())
            .map(|back| back.amount.minor)
            .sum();
        if spent + refund.amount.minor > paid.there() {
            let reference = &refund.payment_reference;
            let mistake = format!("{reference}: {} asked back, {spent} gone", refund.amount);
            books.mistakes.push(mistake);
            return Err(RefundRefusal::MoreThanCaptured);
        }
        let back = SentBack {
            reference: refund.reference.clone(),
            payment: refund.payment_reference.clone(),
            amount: refund.amount,
            asked_at: now,
            state: RefundState::Pending,
        };
        let record = shown(&back);
        books.refunds.insert(refund.reference.clone(), back);
        books.note(&refund.reference, true, now);
        Ok(record)
    }

    pub(super) fn refunds_since(&self, since: Timestamp, now: Timestamp) -> Vec<ListedRefund> {
        let mut books = self.books();
        books.up_to(now);
        let asked = books.refunds.values().filter(|back| back.asked_at >= since);
        let listed = |back: &SentBack| {
            let payment_reference = back.payment.clone();
            ListedRefund { refund: shown(back), payment_reference }
        };
        asked.map(listed).collect()
    }

    pub(super) fn refund_shown(&self, reference: &str, now: Timestamp) -> Option<RefundRecord> {
        let mut books = self.books();
        books.up_to(now);
        books.refunds.get(reference).map(shown)
    }
}

fn shown(back: &SentBack) -> RefundRecord {
    RefundRecord {
        gateway_id: format!("bank-{}", back.reference),
        reference: back.reference.clone(),
        amount: back.amount,
        state: back.state,
    }
}

impl Books {
    pub(super) fn refunds_up_to(&mut self, now: Timestamp) {
        let mut arrived: Vec<(Timestamp, String)> = Vec::new();
        for back in self.refunds.values_mut() {
            if let Some(at) = back.changes_at().filter(|at| *at <= now) {
                back.state = RefundState::Succeeded;
                arrived.push((at, back.reference.clone()));
            }
        }
        arrived.sort();
        arrived.iter().for_each(|(at, reference)| self.note(reference, true, *at));
    }
}
