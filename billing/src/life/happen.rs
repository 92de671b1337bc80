//! Which story each event is.

use crate::cancel::{self, Cancel};
use crate::life::event::{Credit, Ends, Event};
use crate::life::{Life, Refusal};
use crate::trial;

impl Life {
    pub(crate) fn try_event(&mut self, account: usize, event: &Event) -> Result<(), Refusal> {
        let still = matches!(event, Event::Advance | Event::Pay { .. } | Event::Refund { .. });
        if self.account(account).joined && !still {
            return Err("account.joined");
        }
        match event {
            Event::Subscribe { subscription, wanted, anchor_day, trial } => {
                self.subscribe(account, subscription, wanted, *anchor_day, *trial)
            }
            Event::Change { subscription, wanted, when, anchor, credit } => {
                let index = self.index(account, subscription)?;
                self.change(account, index, wanted, (*when, *anchor, *credit))
            }
            Event::Cancel { subscription, ends, credit } => {
                let index = self.index(account, subscription)?;
                let by_policy = self.account(account).policy.credit;
                let cancel = match (ends, credit) {
                    (Ends::Period, _) => Cancel::PeriodEnd,
                    (Ends::Commitment, _) => Cancel::CommitmentEnd,
                    (Ends::Now, None) => Cancel::Now { credit: Some(by_policy) },
                    (Ends::Now, Some(Credit::To(to))) => Cancel::Now { credit: Some(*to) },
                    (Ends::Now, Some(Credit::Nowhere)) => Cancel::Now { credit: None },
                };
                self.decide(account, index, |facts, at| cancel::propose(facts, cancel, at))
            }
            Event::Withdraw { subscription } => {
                let index = self.index(account, subscription)?;
                let holder = self.account(account);
                let sub = holder.subscriptions.get(index).map(|each| each.sub.id);
                let past_due = sub.is_some_and(|sub| holder.is_past_due(sub));
                self.decide(account, index, |facts, at| cancel::withdraw(facts, past_due, at))
            }
            Event::Resume { subscription } => {
                let index = self.index(account, subscription)?;
                self.decide(account, index, cancel::resume)
            }
            Event::EndTrial { subscription } => {
                let index = self.index(account, subscription)?;
                self.decide(account, index, cancel::end_trial)
            }
            Event::KeepAfterTrial { subscription } => {
                let index = self.index(account, subscription)?;
                self.decide(account, index, trial::keep)
            }
            Event::Pay { pays, amount } => self.account(account).pay(pays, *amount),
            Event::Refund { invoice, amount } => self.refund(account, invoice.as_deref(), *amount),
            Event::Decline => {
                self.account(account).decline_next = true;
                Ok(())
            }
            Event::Join { account: joined, value } => self.join(account, joined, *value),
            Event::Advance => Ok(()),
        }
    }

    fn index(&mut self, account: usize, name: &str) -> Result<usize, Refusal> {
        self.account(account).position(name).ok_or("subscription.not_found")
    }
}
