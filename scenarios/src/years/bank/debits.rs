//! Accounts that are debited: a debit takes days, may fail at the end of them, and may be taken
//! back weeks after it was paid.

use std::collections::BTreeSet;

use gateway::{DebitDetails, KeptDebit};
use serde::{Deserialize, Serialize};
use units::Timestamp;

use super::{Bank, Books, Card, Habit};

/// How the debits of an account end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Debited {
    Paid,
    /// There is nothing on it.
    Bounced,
    /// Paid, and taken back by its holder.
    TakenBack,
}

/// Hours a debit is under way.
pub(super) const DEBIT_H: i64 = 80;
/// Days from a debit's payment to its being taken back.
const TAKEN_BACK_DAYS: i64 = 16;

/// A number whose last digit tells, the rest is the bank's.
const IBAN: &str = "DE8937040044053201300";

impl Debited {
    const ALL: [Debited; 3] = [Debited::Paid, Debited::Bounced, Debited::TakenBack];

    pub fn iban(self) -> String {
        let place = Debited::ALL.iter().position(|end| *end == self).unwrap_or_default();
        format!("{IBAN}{place}")
    }

    fn of_iban(iban: &str) -> Option<Debited> {
        let place: usize = iban.strip_prefix(IBAN)?.parse().ok()?;
        Debited::ALL.get(place).copied()
    }
}

impl Bank {
    pub(super) fn keep_account(&self, account: &DebitDetails) -> Option<KeptDebit> {
        let habit = Habit::Debited(Debited::of_iban(&account.iban)?);
        let mut books = self.books();
        let token = format!("debit_{:05}", books.cards.len() + 1);
        let holder = account.holder.clone();
        books.cards.insert(token.clone(), Card { habit, holder, answered: false });
        let last4 = account.iban.chars().skip(account.iban.len().saturating_sub(4)).collect();
        Some(KeptDebit { token, last4 })
    }
}

impl Bank {
    /// References of all debits.
    pub fn debits(&self) -> BTreeSet<String> {
        let books = self.books();
        let debits = books.payments.values().filter(|kept| kept.token.starts_with("debit_"));
        debits.map(|kept| kept.reference.clone()).collect()
    }
}

impl Books {
    /// When a payment of `token` that is taken at `at` is taken back.
    pub(super) fn taken_back_at(&self, token: &str, at: Timestamp) -> Option<Timestamp> {
        let card = self.cards.get(token)?;
        let goes = card.habit == Habit::Debited(Debited::TakenBack);
        goes.then(|| at.plus_days(TAKEN_BACK_DAYS))
    }

    /// Debits that are taken back up to `now`, in order.
    pub(super) fn take_back_up_to(&mut self, now: Timestamp) {
        let mut gone: Vec<(Timestamp, String)> = Vec::new();
        for kept in self.payments.values_mut() {
            let Some(at) = kept.back_at.filter(|at| *at <= now) else { continue };
            let refunds = self.refunds.values();
            let sent = refunds.filter(|back| back.payment == kept.reference && back.is_gone());
            let sent: i64 = sent.map(|back| back.amount.minor).sum();
            (kept.charged_back, kept.back_at) = (kept.amount.minor - sent, None);
            gone.push((at, kept.reference.clone()));
        }
        gone.sort();
        gone.iter().for_each(|(at, reference)| self.note(reference, false, *at));
    }
}
