//! Renewals: the next period of a subscription, whole, at its own price (C9, P5).
//!
//! Decided from the subscription alone and its tax; the catalog in force does not matter to the
//! price. One call, one period: an outage is caught up period by period, in order. What was
//! planned for the renewal happens with it: a change, the first charge after a trial, the end.

use catalog::CommitmentTerms;
use units::{Date, Money, Timestamp};

use crate::billed::{Terms, full_line, item_of};
use crate::commitment::Commitment;
use crate::invoice::{InvoiceDraft, InvoiceLine};
use crate::proposal::{Effect, NextCharge, Proposal, Title, WayBack};
use crate::stretch::{Cut, Full};
use crate::subscription::{Cancellation, SubscribedItem, Subscription, SubscriptionState};
use crate::tax::Tax;

/// Why a subscription is not renewed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRenewed {
    #[error("the present period has not ended")]
    NotDue,
    #[error("the subscription does not renew")]
    Ends,
}

/// What happens to `subscription` at the end of its period, at `at`; its lines are taxed as `tax`.
///
/// A cancelled one ends, and so does a trial nobody subscribed in: their proposals have no lines.
/// The proposal leaves the account's credit balance aside: whoever issues the invoice takes what is
/// there (`Proposal::balance_used`).
pub fn propose(
    subscription: &Subscription,
    tax: Tax,
    at: Timestamp,
) -> Result<Proposal, NotRenewed> {
    if !subscription.state.renews() {
        return Err(NotRenewed::Ends);
    }
    if at < subscription.renews_at() {
        return Err(NotRenewed::NotDue);
    }
    let after = renewed(subscription);
    let lines = match after.state {
        SubscriptionState::Ended => Vec::new(),
        _ => lines(&after, subscription.renews_on(), tax),
    };
    let now = InvoiceDraft::of(subscription.currency, lines);
    let mut effects = vec![Effect::Become(Box::new(after.clone()))];
    if !now.lines.is_empty() {
        effects.push(Effect::IssueInvoice);
    }
    Ok(Proposal {
        title: Title::Renewal { name: after.name() },
        as_of: at,
        credit: None,
        balance_used: Money::zero(now.currency),
        refund: None,
        now,
        next: None,
        trials: Vec::new(),
        gains: Vec::new(),
        losses: Vec::new(),
        data: Vec::new(),
        links: Vec::new(),
        told: Vec::new(),
        commitments: Vec::new(),
        way_back: WayBack::None,
        effects,
    })
}

/// The subscription after the end of its present period.
fn renewed(subscription: &Subscription) -> Subscription {
    let mut after = subscription.clone();
    if subscription.ends_with_period() {
        after.state = SubscriptionState::Ended;
        after.scheduled = None;
        return after;
    }
    if subscription.ends_with_trial() {
        let (asked_at, ends_on) = (subscription.renews_at(), subscription.renews_on());
        after.cancellation = Some(Cancellation { asked_at, ends_on, before: subscription.state });
        after.state = SubscriptionState::Ended;
        after.scheduled = None;
        return after;
    }
    let number = subscription.first_unbilled();
    if let Some(planned) = after.scheduled.take() {
        if planned.interval != after.anchor.interval {
            let first = subscription.renews_on();
            after.anchor = units::Anchor {
                date: first,
                interval: planned.interval,
                base: number,
                ..subscription.anchor.clone()
            };
        }
        after.tier = planned.tier;
        after.items = planned.items;
        after.commitment = kept_or_begun(subscription, planned.commitment);
    }
    after.period_index = number;
    if after.state == SubscriptionState::Trialing {
        after.state = SubscriptionState::Active;
    }
    if let Some(cancellation) = after.cancellation.as_mut().filter(|_| subscription.in_trial()) {
        cancellation.before = SubscriptionState::Active;
    }
    after
}

/// A promise goes on under the terms it was bought with; a new one begins with the renewal.
fn kept_or_begun(
    subscription: &Subscription,
    planned: Option<CommitmentTerms>,
) -> Option<Commitment> {
    let begun = |terms| Commitment { since: subscription.renews_on(), terms };
    planned.map(|terms| subscription.commitment.unwrap_or_else(|| begun(terms)))
}

/// Lines of the period that `subscription` has entered on `from`: whole, unless a trial ended
/// inside it.
fn lines(subscription: &Subscription, from: Date, tax: Tax) -> Vec<InvoiceLine> {
    let (id, policy) = (subscription.id, &subscription.policy);
    let full = Full::period(&subscription.anchor, subscription.period_index, policy);
    let cut = Cut { date: from, at: subscription.anchor.moment(from) };
    let terms = Terms { subscription: id, policy, cut };
    let line = |item: &SubscribedItem| {
        let named = item_of(subscription.product.as_str(), subscription.tier.as_str(), item);
        if from <= full.from {
            return Some(full_line(Some(id), &full, named, item.quantity, item.unit, tax));
        }
        terms.charge(&[], &full, named, item.quantity, item.unit, tax)
    };
    subscription.items.iter().filter_map(line).collect()
}

/// The next renewal: its day and what it will take, tax included; `None` when there is none.
pub fn next_charge(subscription: &Subscription, tax: Tax) -> Option<NextCharge> {
    if !subscription.state.renews()
        || subscription.ends_with_period()
        || subscription.ends_with_trial()
    {
        return None;
    }
    let after = renewed(subscription);
    let lines = lines(&after, subscription.renews_on(), tax);
    Some(NextCharge {
        on: subscription.renews_on(),
        interval: after.anchor.interval,
        amount: InvoiceDraft::of(subscription.currency, lines).total,
    })
}

/// What the next renewal will take, tax included; nothing when there is none.
pub fn next_amount(subscription: &Subscription, tax: Tax) -> Money {
    next_charge(subscription, tax)
        .map_or(Money::zero(subscription.currency), |charge| charge.amount)
}
