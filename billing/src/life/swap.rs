//! Swapping in a life: a change to a plan of another product (C4). What begins is called as what
//! ended.

use catalog::AnchorRule;
use units::Id;

use crate::change::{Target, When};
use crate::life::account::LifeSubscription;
use crate::life::deciding::How;
use crate::life::event::{LifePlan, Wanted};
use crate::life::opening::{items, served};
use crate::life::{Life, Refusal, seed};
use crate::proposal::{Proposal, SubscriptionDraft};
use crate::stretch::DayOf;
use crate::subscription::{Subscription, SubscriptionState};
use crate::swap::{self, Ask};

impl Life {
    pub(super) fn swap(
        &mut self,
        account: usize,
        index: usize,
        plan: LifePlan,
        wanted: &Wanted,
        (when, anchor, credit): How,
    ) -> Result<(), Refusal> {
        if when == Some(When::Renewal) || anchor == Some(AnchorRule::Keep) {
            return Err("swap.now_only");
        }
        let holder = self.account(account);
        let each = holder.subscriptions.get(index).ok_or("subscription.not_found")?;
        // Add-ons belong to what they were bought with.
        let seats = wanted.seats.or(Some(each.sub.seats()));
        let items = items(&plan, &Wanted { seats, ..wanted.clone() }, None)?;
        let policy = holder.policy.clone();
        let LifePlan { product, tier, interval, rank, commitment, .. } = plan.clone();
        let target = Target { tier, interval, rank, items, commitment };
        let losers = Vec::new();
        let ask = Ask { product, target, policy: &policy, credit, losers };
        let proposal = self.proposed(account, index, |facts, at| swap::propose(facts, &ask, at))?;
        self.pay_first(account, &proposal)?;
        self.exchange(account, index, plan, proposal);
        Ok(())
    }

    /// The new subscription stands where the old one stood.
    fn exchange(&mut self, account: usize, index: usize, plan: LifePlan, mut proposal: Proposal) {
        let (number, now) = (self.number(), self.now);
        let draft = proposal.opens().cloned().expect("a swap opens a subscription");
        let holder = self.account(account);
        let Some(each) = holder.subscriptions.get_mut(index) else { return };
        let sub = opened(&each.sub, draft, Id::from_parts(now, seed(number)), &holder.policy);
        for line in proposal.now.lines.iter_mut().filter(|line| line.subscription.is_none()) {
            line.subscription = Some(sub.id);
        }
        let name = each.name.clone();
        holder.names.push((sub.id, name.clone()));
        let day = match each.sub.policy.change_day {
            catalog::ChangeDay::New => DayOf::New,
            catalog::ChangeDay::Old => DayOf::Old,
        };
        let served_from = served(&sub, now, day);
        *each = LifeSubscription { name, plan, planned: None, sub, served_from, ended_at: None };
        self.apply(account, None, proposal, None, false);
    }
}

fn opened(
    old: &Subscription,
    draft: SubscriptionDraft,
    id: units::id::SubscriptionId,
    policy: &catalog::Policy,
) -> Subscription {
    Subscription {
        id,
        anchor: draft.anchor(old.anchor.zone.clone()),
        product: draft.product,
        tier: draft.tier,
        policy: policy.clone(),
        period_index: 0,
        state: SubscriptionState::Active,
        items: draft.items,
        scheduled: None,
        cancellation: None,
        trial: None,
        commitment: draft.commitment,
        ..old.clone()
    }
}
