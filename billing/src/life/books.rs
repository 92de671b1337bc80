//! A life's books: what each ledger account stands at, entry by entry.
//!
//! The entries are those of the ledger (an invoice, a payment, a credit, a refund), without what a
//! chain of hashes needs. Every entry must come to zero.

use std::collections::BTreeMap;

use crate::invoice::InvoiceDraft;

/// Debits are positive; minor units of the account's one currency.
#[derive(Clone, Debug, Default)]
pub struct Books {
    accounts: BTreeMap<String, i64>,
    unbalanced: u32,
}

impl Books {
    pub(crate) fn post(&mut self, legs: &[(&str, i64)]) {
        if legs.iter().map(|(_, minor)| i128::from(*minor)).sum::<i128>() != 0 {
            self.unbalanced += 1;
        }
        for (account, minor) in legs {
            let standing = self.accounts.entry((*account).to_owned()).or_default();
            *standing = standing.checked_add(*minor).expect("an amount left 64 bits");
        }
    }

    /// The customer owes the total of `draft`, or is owed it (`sign` -1).
    pub(crate) fn document(&mut self, draft: &InvoiceDraft, against: &str, sign: i64) {
        let mut legs = vec![(against, draft.total.minor * sign)];
        legs.extend(draft.lines.iter().map(|line| ("revenue", -line.amount.minor * sign)));
        legs.extend(draft.taxes.iter().map(|tax| ("tax", -tax.amount.minor * sign)));
        self.post(&legs);
    }

    /// What `account` stands at.
    pub(crate) fn of(&self, account: &str) -> i64 {
        self.accounts.get(account).copied().unwrap_or_default()
    }

    pub(crate) fn balance(&self) -> bool {
        self.unbalanced == 0 && self.accounts.values().map(|at| i128::from(*at)).sum::<i128>() == 0
    }
}
