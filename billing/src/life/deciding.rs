//! Deciding: what is asked becomes a proposal of the core, is paid, and is applied.

use catalog::{ChangeDay, CreditTo};
use units::Timestamp;

use crate::billed::{BilledLine, left_of};
use crate::cancel;
use crate::change::{self, Ask, Facts, Target};
use crate::life::account::LifeSubscription;
use crate::life::event::{LifePlan, Wanted};
use crate::life::opening::{items, served};
use crate::life::{Life, Refusal};
use crate::proposal::{Effect, Proposal};
use crate::stretch::DayOf;
use crate::subscription::{Subscription, SubscriptionState};
use crate::trial;

/// When a change happens, whether the billing date moves, where a surplus goes.
pub(super) type How = (Option<change::When>, Option<catalog::AnchorRule>, Option<CreditTo>);

impl Life {
    pub(super) fn change(
        &mut self,
        account: usize,
        index: usize,
        wanted: &Wanted,
        how: How,
    ) -> Result<(), Refusal> {
        let holder = self.account(account);
        let each = holder.subscriptions.get(index).ok_or("subscription.not_found")?;
        let plan = wanted.plan.clone().unwrap_or_else(|| each.plan.clone());
        if plan.product != each.sub.product {
            return self.swap(account, index, plan, wanted, how);
        }
        let items = items(&plan, wanted, Some(each))?;
        let (tier, interval, rank) = (plan.tier.clone(), plan.interval, plan.rank);
        let commitment = plan.commitment;
        let target = Target { tier, interval, rank, items, commitment };
        let (when, anchor, credit) = how;
        let ask = Ask { target, when, anchor, credit, losers: Vec::new() };
        let proposal =
            self.proposed(account, index, |facts, at| change::propose(facts, &ask, at))?;
        self.pay_first(account, &proposal)?;
        self.apply(account, Some(index), proposal, Some(plan), false);
        Ok(())
    }

    /// Decides with the facts of a subscription, pays what is due first, and applies it.
    pub(super) fn decide<E: Coded>(
        &mut self,
        account: usize,
        index: usize,
        propose: impl FnOnce(&Facts<'_>, Timestamp) -> Result<Proposal, E>,
    ) -> Result<(), Refusal> {
        let proposal = self.proposed(account, index, propose)?;
        self.pay_first(account, &proposal)?;
        self.apply(account, Some(index), proposal, None, false);
        Ok(())
    }

    pub(super) fn proposed<E: Coded>(
        &mut self,
        account: usize,
        index: usize,
        propose: impl FnOnce(&Facts<'_>, Timestamp) -> Result<Proposal, E>,
    ) -> Result<Proposal, Refusal> {
        let now = self.now;
        let holder = self.account(account);
        let each = holder.subscriptions.get(index).ok_or("subscription.not_found")?;
        let billed: Vec<BilledLine> = left_of(each.sub.id, holder.lines());
        let facts = Facts {
            subscription: &each.sub,
            rank: each.plan.rank,
            billed: &billed,
            tax: holder.tax_on(holder.zone.date(now)),
            balance: holder.balance,
            licences: &[],
            entitlements: &[],
            told: &[],
        };
        propose(&facts, now).map_err(|error| error.code())
    }

    /// A change that must be paid is paid before it happens; a decline leaves everything as it was.
    pub(super) fn pay_first(&mut self, account: usize, proposal: &Proposal) -> Result<(), Refusal> {
        self.account(account).may_take(proposal.due())
    }

    /// Writes what a proposal announced. `plan`: what the subscription is called by afterwards.
    pub(super) fn apply(
        &mut self,
        account: usize,
        index: Option<usize>,
        proposal: Proposal,
        plan: Option<LifePlan>,
        renewal: bool,
    ) {
        let now = self.now;
        let (credit, mut used) = (proposal.credit, proposal.balance_used);
        let holder = self.account(account);
        if renewal {
            used = used.with(holder.balance.minor.min(proposal.now.total.minor));
        }
        let day = match (&plan, holder.policy.change_day) {
            (Some(_), ChangeDay::Old) if !renewal => DayOf::Old,
            _ => DayOf::New,
        };
        for effect in &proposal.effects {
            let each = index.and_then(|index| holder.subscriptions.get_mut(index));
            if let (Effect::Become(after), Some(each)) = (effect, each) {
                each.become_what(after, plan.as_ref(), now, day);
            }
        }
        let credited = match credit {
            Some(credit) => self.give_credit(account, credit.draft.lines),
            None => Vec::new(),
        };
        self.invoice(account, proposal.now, used);
        if let Some(amount) = proposal.refund {
            self.account(account).send_back_paid(now, amount, &credited);
        }
    }
}

impl LifeSubscription {
    /// `plan`: the one a change is to, or was planned. `day`: whose the day of `now` is.
    fn become_what(
        &mut self,
        after: &Subscription,
        plan: Option<&LifePlan>,
        now: Timestamp,
        day: DayOf,
    ) {
        let planned = after.scheduled.is_some();
        match plan {
            Some(plan) if planned => self.planned = Some(plan.clone()),
            Some(plan) => {
                self.plan = plan.clone();
                self.planned = None;
            }
            None if !planned => self.planned = None,
            None => {}
        }
        let moved_on = after.period_index != self.sub.period_index;
        let trial_over = self.sub.in_trial() && !after.in_trial();
        self.sub = after.clone();
        if (moved_on || trial_over) && after.state != SubscriptionState::Ended {
            self.served_from = served(after, now, day);
        }
        self.ended_at = (after.state == SubscriptionState::Ended).then_some(now);
    }
}

/// Refusals of the core have stable codes.
pub(super) trait Coded {
    fn code(&self) -> &'static str;
}

impl Coded for change::ChangeRefusal {
    fn code(&self) -> &'static str {
        change::ChangeRefusal::code(self)
    }
}

impl Coded for cancel::CancelRefusal {
    fn code(&self) -> &'static str {
        cancel::CancelRefusal::code(*self)
    }
}

impl Coded for trial::TrialRefusal {
    fn code(&self) -> &'static str {
        trial::TrialRefusal::code(*self)
    }
}
