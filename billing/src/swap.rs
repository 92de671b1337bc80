//! Swapping a subscription to one product for another's (C4).
//!
//! One order, one balance: the unused rest of what ends comes back, line by line, the first period
//! of what begins is charged whole, and the difference is paid or stays as credit. What ends before
//! its promise does costs its fee here too. Facts are those of a change of what ends; whoever asks
//! has looked the target up, and whether its product is subscribed to already.

use catalog::{CreditTo, EntitlementChange, Policy, ProductId, ProrationUnit};
use units::Timestamp;

use crate::billed::Terms;
use crate::change::{ChangeRefusal, Facts, Target, check_state, give_back_all, seats, told};
use crate::commitment::{Commitment, fee_line};
use crate::credit_note::CreditCause;
use crate::licence::{Loser, losing};
use crate::order;
use crate::proposal::{Effect, Kept, LinkChange, Proposal, SubscriptionDraft, Title, WayBack};
use crate::settle::{self, Settled};
use crate::stretch::{Cut, DayOf};
use crate::subscription::{Cancellation, Subscription, SubscriptionState};

/// What takes the subscription's place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask<'a> {
    pub product: ProductId,
    pub target: Target,
    /// What the new subscription is sold under.
    pub policy: &'a Policy,
    /// Where a surplus goes; none: as the policy of what ends says.
    pub credit: Option<CreditTo>,
    /// Who loses a licence where what begins has fewer than are assigned.
    pub losers: Vec<Loser>,
}

/// What the swap would do at `as_of`.
pub fn propose(
    facts: &Facts<'_>,
    ask: &Ask<'_>,
    as_of: Timestamp,
) -> Result<Proposal, ChangeRefusal> {
    let sub = facts.subscription;
    check_state(sub)?;
    if ask.product == sub.product {
        return Err(ChangeRefusal::SameProduct);
    }
    // Who has a licence keeps it in what begins, but for those who are chosen.
    let lost = losing(facts.licences, &ask.losers, &ask.target.items);
    let lost = lost.map_err(ChangeRefusal::StillAssigned)?;
    let day = match sub.policy.change_day {
        catalog::ChangeDay::New => DayOf::New,
        catalog::ChangeDay::Old => DayOf::Old,
    };
    let cut = Cut::at(&sub.policy, &sub.anchor.zone, as_of, day);
    let terms = Terms { subscription: sub.id, policy: &sub.policy, cut };
    let mut billed = facts.billed.to_vec();
    let mut lines = give_back_all(sub, &terms, &mut billed, CreditCause::ProductSwapped);
    lines.extend(fee_line(sub, facts.tax));
    let draft = begins(sub, ask, cut);
    let zone = &sub.anchor.zone;
    lines.extend(order::full_period_lines(&draft, ask.policy, zone, 0, facts.tax));
    let goes = ask.credit.unwrap_or(sub.policy.credit);
    let settled = settle::settle(sub.currency, lines, facts.balance, Some(goes));
    Ok(proposal(facts, ask, as_of, draft, (ended(sub, cut, as_of), settled)).taking(lost))
}

/// The new subscription: its periods begin with the cut.
fn begins(sub: &Subscription, ask: &Ask<'_>, cut: Cut) -> SubscriptionDraft {
    let counts_seconds = ask.policy.unit == ProrationUnit::Second;
    let target = &ask.target;
    SubscriptionDraft {
        product: ask.product.clone(),
        tier: target.tier.clone(),
        interval: target.interval,
        anchor_date: cut.date,
        anchor_time: counts_seconds.then(|| sub.anchor.zone.civil(cut.at).time()),
        items: target.items.clone(),
        trial: None,
        commitment: target.commitment.map(|terms| Commitment { since: cut.date, terms }),
    }
}

/// The old one ends with the cut.
fn ended(sub: &Subscription, cut: Cut, as_of: Timestamp) -> Subscription {
    let (ends_on, before) = (cut.date, sub.state);
    Subscription {
        state: SubscriptionState::Ended,
        scheduled: None,
        cancellation: Some(Cancellation { asked_at: as_of, ends_on, before }),
        ..sub.clone()
    }
}

fn proposal(
    facts: &Facts<'_>,
    ask: &Ask<'_>,
    as_of: Timestamp,
    draft: SubscriptionDraft,
    (ended, settled): (Subscription, Settled),
) -> Proposal {
    let Settled { now, credit, balance_used, refund } = settled;
    let drafts = std::slice::from_ref(&draft);
    let next =
        order::next_charge(drafts, ask.policy, &ended.anchor.zone, (now.currency, facts.tax));
    let title = Title::Swap {
        from: ended.name(),
        name: ask.target.items.first().map(|item| item.name.clone()).unwrap_or_default(),
        seats: seats(&ask.target.items),
        on: draft.anchor_date,
    };
    let commitments = order::committed_until(&draft).into_iter().collect();
    let mut effects = vec![Effect::Become(Box::new(ended)), Effect::OpenSubscription(draft)];
    effects.extend(settle::effects(&now, credit.as_ref(), refund));
    let (gains, losses) = facts.entitlements.iter().cloned().partition(EntitlementChange::is_gain);
    Proposal {
        title,
        as_of,
        next,
        trials: Vec::new(),
        gains,
        losses,
        data: vec![Kept::Recordings, Kept::Settings],
        links: vec![LinkChange::AllStay],
        told: told(facts.told),
        commitments,
        way_back: if now.total.minus(balance_used).is_positive() {
            WayBack::UntilPaid
        } else {
            WayBack::ChangeAgain
        },
        now,
        credit,
        balance_used,
        refund,
        effects,
    }
}
