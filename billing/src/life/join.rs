//! Joining: an account's subscriptions end, and their unused value goes back or along (E3, E4).

use catalog::CreditTo;

use crate::cancel::{self, Cancel};
use crate::credit_note::CreditCause;
use crate::life::{Life, Refusal};
use crate::subscription::SubscriptionState;

impl Life {
    /// All subscriptions of `account` end; what is unused of them is refunded, or becomes balance
    /// of the account called `joined` together with what was balance before (E3, E4).
    pub(super) fn join(
        &mut self,
        account: usize,
        joined: &str,
        value: CreditTo,
    ) -> Result<(), Refusal> {
        let target = self.accounts.iter().position(|each| each.name == joined);
        let target = target.filter(|target| *target != account).ok_or("join.account_not_found")?;
        if self.account(account).invoices().any(|invoice| invoice.due().is_positive()) {
            return Err("join.unpaid_invoices");
        }
        // Its unused value would be lost: the cancellation is withdrawn first (E4).
        if self.account(account).subscriptions.iter().any(|each| each.sub.is_ending()) {
            return Err("join.cancellation_pending");
        }
        let goes_along = value == CreditTo::Balance;
        let currency = self.account(account).currency;
        if goes_along && self.account(target).currency != currency {
            return Err("join.other_currency");
        }
        for index in 0..self.account(account).subscriptions.len() {
            let ended = self.account(account).subscriptions.get(index);
            if ended.is_none_or(|each| each.sub.state == SubscriptionState::Ended) {
                continue;
            }
            let cancel = Cancel::Now { credit: Some(value) };
            self.decide(account, index, |facts, at| {
                cancel::propose(facts, cancel, at).map(|mut proposal| {
                    let lines = proposal.credit.iter_mut().flat_map(|it| &mut it.draft.lines);
                    for of in lines.filter_map(|line| line.credits.as_mut()) {
                        of.cause = CreditCause::Joined;
                    }
                    proposal
                })
            })?;
        }
        self.account(account).joined = true;
        if goes_along {
            let moved = self.account(account).give_balance_away();
            self.account(target).take_balance(moved);
        }
        Ok(())
    }
}
