//! Everything one account has, read as it is committed.

use billing::credit_note::CreditNote;
use billing::ledger::Posted;
use billing::licence::Licence;
use billing::refund::RefundCause;
use billing::subscription::Subscription;
use store::invitation::Invitation;
use store::invoice::Issued;
use store::order::Order;
use store::payment::{Attempt, Pays};
use store::refund::Refund;
use store::subscription::BilledPeriod;
use units::Timestamp;
use units::id::{AccountId, OrderId, PaymentAttemptId, PersonId, SubscriptionId};

use crate::years::bank::Bank;
use crate::years::house::House;
use crate::years::oracle::credit::CREDIT;

/// The ledger's account of what customers owe.
const RECEIVABLE: &str = "assets:receivable";
/// Most rows read of a kind.
const MANY: u32 = 100_000;

/// The rows of one account.
pub struct Books {
    pub account: AccountId,
    pub subscriptions: Vec<Subscription>,
    pub periods: Vec<BilledPeriod>,
    /// Oldest first.
    pub invoices: Vec<Issued>,
    pub notes: Vec<CreditNote>,
    pub orders: Vec<Order>,
    pub attempts: Vec<Attempt>,
    pub refunds: Vec<Refund>,
    pub entries: Vec<Posted>,
    /// Oldest first.
    pub trail: Vec<store::audit::Entry>,
    pub licences: Vec<(SubscriptionId, Licence)>,
    /// Who can sign in.
    pub active: Vec<PersonId>,
    /// Who is invited, in vain perhaps.
    pub invitations: Vec<Invitation>,
}

impl Books {
    pub async fn read(house: &House, account: AccountId) -> Books {
        let mut tx = house.store.read().await.expect("the database can be read");
        let read = async {
            let mut invoices = store::invoice::list(&mut tx, account, MANY).await?;
            invoices.reverse();
            let mut trail = store::audit::list(&mut tx, account, 0, MANY).await?;
            trail.reverse();
            Ok::<Books, store::StoreError>(Books {
                account,
                subscriptions: store::subscription::list(&mut tx, account).await?,
                periods: store::subscription::billed_periods(&mut tx, account).await?,
                notes: store::credit_note::list(&mut tx, account, MANY).await?,
                orders: store::order::list(&mut tx, account, MANY).await?,
                attempts: store::payment::all_attempts(&mut tx, account).await?,
                refunds: store::refund::list(&mut tx, account, MANY).await?,
                entries: store::ledger::entries(&mut tx, account).await?,
                licences: store::licence::list(&mut tx, account).await?,
                active: store::member::active(&mut tx, account, MANY).await?,
                invitations: store::invitation::all_open(&mut tx, account)
                    .await?
                    .into_values()
                    .collect(),
                invoices,
                trail,
            })
        };
        read.await.expect("the account can be read")
    }

    /// Attempts that pay an invoice: its own, and those of the order it came from.
    pub fn attempts_for(&self, issued: &Issued) -> Vec<&Attempt> {
        let pays = |attempt: &&Attempt| match attempt.pays {
            Pays::Invoice(invoice) => invoice == issued.invoice.id,
            Pays::Order(order) => Some(order) == issued.order,
        };
        self.attempts.iter().filter(pays).collect()
    }

    /// Of each bank transfer for an invoice of that number: when, what it paid, and what of it was
    /// too much.
    pub fn transfers(&self, number: &str) -> Vec<(Timestamp, i64, i64)> {
        let came = self.entries.iter().filter(|entry| {
            entry.kind.word() == "transfer" && (number.is_empty() || entry.description == number)
        });
        let leg = |entry: &Posted, wanted: &str| {
            let legs = entry.legs.iter().filter(|(name, _)| name == wanted);
            legs.map(|(_, minor)| -minor).sum::<i64>()
        };
        came.map(|entry| (entry.at, leg(entry, RECEIVABLE), leg(entry, CREDIT))).collect()
    }

    /// What paid of an invoice beside charges, and when, oldest first.
    pub fn paid_otherwise(&self, issued: &Issued) -> Vec<(Timestamp, i64)> {
        let id = issued.invoice.id.to_string();
        let used = self
            .entries
            .iter()
            .filter(|entry| entry.kind.word() == "credit_used" && entry.reference.starts_with(&id));
        let credit = used.map(|entry| {
            let legs = entry.legs.iter().filter(|(name, _)| name == CREDIT);
            (entry.at, legs.map(|(_, minor)| *minor).sum::<i64>())
        });
        let came = self.transfers(&issued.invoice.number);
        let came = came.into_iter().map(|(at, applied, _)| (at, applied));
        let mut paid: Vec<(Timestamp, i64)> = credit.chain(came).collect();
        paid.sort();
        paid
    }

    /// Of each payment of an invoice that an operator has sent back: when that was booked, and how
    /// much of it.
    pub fn sent_back(&self, issued: &Issued) -> Vec<(Timestamp, i64)> {
        let paid_it: Vec<_> = self.attempts_for(issued).iter().map(|attempt| attempt.id).collect();
        let reversed = self.refunds.iter().filter(|refund| {
            refund.cause == RefundCause::PaymentReversed && paid_it.contains(&refund.attempt)
        });
        reversed.filter_map(|refund| Some((refund.booked_at?, refund.amount.minor))).collect()
    }

    /// What was charged of an invoice, and when it was booked, but for one attempt.
    pub fn charged_before(&self, issued: &Issued, but: PaymentAttemptId) -> Vec<(Timestamp, i64)> {
        let mut paid = Vec::new();
        for attempt in self.attempts_for(issued).iter().filter(|attempt| attempt.id != but) {
            let reference = attempt.id.to_string();
            let of_it = self
                .entries
                .iter()
                .filter(|entry| entry.kind.word() == "payment" && entry.reference == reference);
            paid.extend(of_it.map(|entry| (entry.at, attempt.amount.minor)));
        }
        paid
    }

    /// Was the order carried out while its debit was under way?
    pub fn is_debited(&self, order: OrderId) -> bool {
        let order = order.to_string();
        self.trail.iter().any(|entry| entry.action == "order.debited" && entry.subject == order)
    }

    /// Has the payer's bank taken some of its money back?
    pub fn is_charged_back(&self, issued: &Issued) -> bool {
        self.attempts_for(issued).iter().any(|attempt| attempt.charged_back.is_positive())
    }

    /// All rows as text: equal texts, equal states.
    pub fn everything(&self) -> String {
        let Books { subscriptions, periods, invoices, orders, attempts, entries, .. } = self;
        let notes: Vec<_> = self.notes.iter().collect();
        let invoices: Vec<_> =
            invoices.iter().map(|each| (&each.invoice, &each.settlement, each.order)).collect();
        let trail: Vec<_> =
            self.trail.iter().map(|each| (each.at, &each.action, &each.hash)).collect();
        let (refunds, licences) = (&self.refunds, &self.licences);
        format!(
            "{licences:?}{refunds:?}{subscriptions:?}{periods:?}{invoices:?}{notes:?}{orders:?}{attempts:?}{entries:?}{trail:?}"
        )
    }

    /// What matters to people, without times and ids.
    pub fn in_short(&self, person: usize, bank: &Bank) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for sub in &self.subscriptions {
            let (tier, seats, state) = (&sub.tier, sub.seats(), sub.state.word());
            let index = sub.period_index;
            lines.push(format!("{person} {} {tier} x{seats} {state} {index}", sub.product));
            let of_it = self.licences.iter().filter(|(of, _)| *of == sub.id);
            lines.extend(of_it.map(|(_, held)| format!("{person} a seat of {}", held.name)));
        }
        for issued in &self.invoices {
            let draft = &issued.invoice.draft;
            for line in &draft.lines {
                let (from, to) = (line.from, line.to);
                lines.push(format!("{person} {from} to {to}: {:?} {:?}", line.amount, line.tax));
            }
            let (total, paid) = (draft.total, issued.settlement.paid);
            lines.push(format!("{person} invoice of {total}, paid {paid}"));
        }
        for note in &self.notes {
            for line in &note.draft.lines {
                let (from, to) = (line.from, line.to);
                lines.push(format!("{person} {from} to {to}: back {:?}", line.amount));
            }
        }
        let taken = bank.payments().into_iter().filter(|kept| {
            kept.taken_at.is_some()
                && self.attempts.iter().any(|attempt| attempt.id.to_string() == kept.reference)
        });
        lines.extend(taken.map(|kept| format!("{person} the bank took {}", kept.amount)));
        lines.sort();
        lines
    }
}
