//! Changing a subscription: seats, tier, interval, add-ons (C2, C3, A4).
//!
//! `propose` is the whole decision. Up costs more and happens now; down happens at renewal or now,
//! as the policy says or as asked; nothing goes down before a promise ends. What happens now gives
//! back the unused rest of what was billed and charges the rest of what is new, each line by line.
//! Not known here: the catalog (whoever asks has looked the target up), who may ask, how it is
//! paid.

use catalog::{
    AnchorRule, CommitmentTerms, CreditTo, DecreaseTime, EntitlementChange, ProrationUnit,
};
use serde::{Deserialize, Serialize};
use units::{Anchor, Date, Interval, Money, Timestamp};

use catalog::TierId;

use crate::billed::{BilledLine, Terms, item_of};
use crate::commitment::{Commitment, CommittedUntil};
use crate::credit_note::CreditCause;
use crate::invoice::{InvoiceLine, Item};
use crate::licence::{Licence, Loser, StillAssigned, losing};
use crate::proposal::{Effect, Kept, LinkChange, Proposal, Title, Told, WayBack};
use crate::renewal;
use crate::settle::{self, Settled};
use crate::stretch::{Cut, DayOf, Full};
use crate::subscription::{Scheduled, SubscribedItem, Subscription, SubscriptionState};
use crate::tax::Tax;

/// What a subscription should become: looked up in a catalog, priced, named.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Target {
    pub tier: TierId,
    pub interval: Interval,
    /// Of the tier, up or down inside the product.
    pub rank: u32,
    /// Seats first, then add-ons, at the prices they will have.
    pub items: Vec<SubscribedItem>,
    /// What is promised with it; a promise that runs goes on under its own terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<CommitmentTerms>,
}

/// When a change takes effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    Now,
    Renewal,
}

/// What is asked; what is left out is as the subscription's policy says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ask {
    pub target: Target,
    pub when: Option<When>,
    /// Whether the billing date moves to the day of the change.
    pub anchor: Option<AnchorRule>,
    /// Where the money of a decrease goes that happens now.
    pub credit: Option<CreditTo>,
    /// Who loses a licence where fewer are wanted than are assigned.
    pub losers: Vec<Loser>,
}

/// What is known when it is decided.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub subscription: &'a Subscription,
    /// Of its present tier.
    pub rank: u32,
    /// What was billed for it and is left (`billed::left_of`).
    pub billed: &'a [BilledLine],
    /// How new lines are taxed.
    pub tax: Tax,
    /// The account's credit balance; not negative.
    pub balance: Money,
    /// Its licences that somebody has.
    pub licences: &'a [Licence],
    /// What the target allows more and less than the present tier.
    pub entitlements: &'a [EntitlementChange],
    /// Who is told by mail.
    pub told: &'a [String],
}

/// Why a subscription cannot change as asked. The text is for logs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefusal {
    #[error("nothing would change")]
    NothingToChange,
    #[error("the subscription ends with this period")]
    Ending,
    #[error("the subscription has ended")]
    Ended,
    #[error("the subscription is suspended until it is paid")]
    Suspended,
    #[error("{} are assigned, {} are too few", .0.assigned(), .0.wanted)]
    StillAssigned(StillAssigned),
    #[error("it is promised until {until}")]
    Committed { until: Date },
    #[error("it is the same product")]
    SameProduct,
}

impl ChangeRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ChangeRefusal::NothingToChange => "change.nothing_to_change",
            ChangeRefusal::Ending => "change.subscription_ending",
            ChangeRefusal::Ended => "change.subscription_ended",
            ChangeRefusal::Suspended => "change.subscription_suspended",
            ChangeRefusal::StillAssigned(_) => "change.seats_still_assigned",
            ChangeRefusal::Committed { .. } => "change.committed",
            ChangeRefusal::SameProduct => "swap.same_product",
        }
    }
}

/// What the change would do at `as_of`.
pub fn propose(facts: &Facts<'_>, ask: &Ask, as_of: Timestamp) -> Result<Proposal, ChangeRefusal> {
    let losing = check(facts, ask)?;
    let sub = facts.subscription;
    if sub.state == SubscriptionState::Trialing {
        // Nothing has been billed yet, so nothing is owed either way.
        let after = in_trial(sub, &ask.target);
        return Ok(proposal(facts, after, Vec::new(), ask, as_of).taking(losing));
    }
    let increase = costs_more(facts, ask);
    let by_policy = match (increase, sub.policy.decrease) {
        (false, DecreaseTime::AtRenewal) => When::Renewal,
        _ => When::Now,
    };
    let when = ask.when.unwrap_or(by_policy);
    check_commitment(facts, ask, increase, when)?;
    if when == When::Renewal {
        return Ok(at_renewal(facts, ask, losing, as_of));
    }
    let (after, lines) = now(facts, ask, increase, as_of);
    Ok(proposal(facts, after, lines, ask, as_of).taking(losing))
}

/// Can anything be changed of `sub`?
pub(crate) fn check_state(sub: &Subscription) -> Result<(), ChangeRefusal> {
    match sub.state {
        SubscriptionState::Ended => Err(ChangeRefusal::Ended),
        SubscriptionState::Suspended => Err(ChangeRefusal::Suspended),
        _ if sub.is_ending() => Err(ChangeRefusal::Ending),
        _ => Ok(()),
    }
}

/// Seats may be added and the tier raised while a promise runs; whatever is less, or leaves it,
/// waits for its end (C5).
fn check_commitment(
    facts: &Facts<'_>,
    ask: &Ask,
    increase: bool,
    when: When,
) -> Result<(), ChangeRefusal> {
    let (sub, target) = (facts.subscription, &ask.target);
    let Some(until) = sub.committed_until() else { return Ok(()) };
    let runs = match when {
        When::Now => true,
        When::Renewal => sub.committed_periods() > 0,
    };
    let leaves = target.commitment.is_none() || target.interval != sub.anchor.interval;
    let is_less = seats(&target.items) < sub.seats() || (target.tier != sub.tier && !increase);
    match runs && (leaves || is_less) {
        true => Err(ChangeRefusal::Committed { until }),
        false => Ok(()),
    }
}

/// Can it be at all? The licences that are lost by it.
fn check(facts: &Facts<'_>, ask: &Ask) -> Result<Vec<Licence>, ChangeRefusal> {
    let sub = facts.subscription;
    check_state(sub)?;
    let target = &ask.target;
    let as_now = same_plan(sub, target) && same_quantities(&sub.items, &target.items);
    if as_now && sub.scheduled.is_none() {
        return Err(ChangeRefusal::NothingToChange);
    }
    losing(facts.licences, &ask.losers, &target.items).map_err(ChangeRefusal::StillAssigned)
}

fn same_plan(sub: &Subscription, target: &Target) -> bool {
    sub.tier == target.tier
        && sub.anchor.interval == target.interval
        && sub.commitment.is_some() == target.commitment.is_some()
}

fn same_quantities(a: &[SubscribedItem], b: &[SubscribedItem]) -> bool {
    a.len() == b.len()
        && a.iter().all(|one| {
            b.iter().any(|other| one.add_on == other.add_on && one.quantity == other.quantity)
        })
}

pub(crate) fn seats(items: &[SubscribedItem]) -> u32 {
    items.iter().find(|item| item.add_on.is_none()).map_or(0, |item| item.quantity)
}

/// Another tier goes by rank; inside a rank, and for everything else, the price per day decides.
fn costs_more(facts: &Facts<'_>, ask: &Ask) -> bool {
    let (sub, target) = (facts.subscription, &ask.target);
    if facts.rank != target.rank {
        return target.rank > facts.rank;
    }
    if same_plan(sub, target) {
        return price(&target.items, sub) > price(&sub.items, sub);
    }
    let per_seat = |items: &[SubscribedItem]| {
        items.iter().find(|item| item.add_on.is_none()).map_or(0, |item| item.unit.minor)
    };
    // unit / days compared without dividing.
    let new =
        i128::from(per_seat(&target.items)) * i128::from(sub.anchor.interval.average_microdays());
    let old = i128::from(per_seat(&sub.items)) * i128::from(target.interval.average_microdays());
    new > old
}

fn price(items: &[SubscribedItem], sub: &Subscription) -> i64 {
    Money::sum(sub.currency, items.iter().map(|item| item.unit.times(item.quantity))).minor
}

/// The subscription with the target's plan and items, and nothing planned any more.
fn become_target(sub: &Subscription, target: &Target) -> Subscription {
    let mut after = sub.clone();
    after.tier = target.tier.clone();
    after.items.clone_from(&target.items);
    after.anchor.interval = target.interval;
    after.scheduled = None;
    // A new promise counts from the start of the period it is made in.
    let since = sub.anchor.zone.date(sub.period().start());
    after.commitment = promised(sub, target, since);
    after
}

/// A promise that runs goes on; another one begins on `since`.
fn promised(sub: &Subscription, target: &Target, since: Date) -> Option<Commitment> {
    let begun = |terms| Commitment { since, terms };
    target.commitment.map(|terms| sub.commitment.unwrap_or_else(|| begun(terms)))
}

/// The same in a trial: the first period is the one that the trial's end lies in, so with another
/// interval it is looked for again.
fn in_trial(sub: &Subscription, target: &Target) -> Subscription {
    let mut after = become_target(sub, target);
    after.commitment = promised(sub, target, sub.renews_on());
    if sub.anchor.interval != target.interval {
        let (first, before) = (sub.renews_on(), &sub.anchor);
        let found = Anchor::on_day(first, before.day, before.zone.clone(), target.interval);
        after.anchor = Anchor { base: sub.period_index, time: before.time, ..found };
    }
    after
}

fn at_renewal(facts: &Facts<'_>, ask: &Ask, losing: Vec<Licence>, as_of: Timestamp) -> Proposal {
    let sub = facts.subscription;
    let mut after = sub.clone();
    let target = &ask.target;
    let back_to_now = same_plan(sub, target) && same_quantities(&sub.items, &target.items);
    after.scheduled = (!back_to_now).then(|| Scheduled {
        tier: target.tier.clone(),
        interval: target.interval,
        items: target.items.clone(),
        asked_at: as_of,
        commitment: target.commitment,
        losing,
    });
    proposal(facts, after, Vec::new(), ask, as_of)
}

/// The subscription after a change that happens now, and the lines it brings: credits first.
fn now(
    facts: &Facts<'_>,
    ask: &Ask,
    increase: bool,
    as_of: Timestamp,
) -> (Subscription, Vec<InvoiceLine>) {
    let (sub, target) = (facts.subscription, &ask.target);
    let day = match sub.policy.change_day {
        catalog::ChangeDay::New => DayOf::New,
        catalog::ChangeDay::Old => DayOf::Old,
    };
    let cut = Cut::at(&sub.policy, &sub.anchor.zone, as_of, day);
    let terms = Terms { subscription: sub.id, policy: &sub.policy, cut };
    let anchor = ask.anchor.unwrap_or(match (increase, same_plan(sub, target)) {
        (true, false) => sub.policy.anchor_on_increase,
        (true, true) => sub.policy.anchor_on_seats,
        (false, _) => AnchorRule::Keep,
    });
    let mut after = become_target(sub, target);
    let mut billed = facts.billed.to_vec();
    let same_interval = sub.anchor.interval == target.interval;
    if anchor == AnchorRule::Keep && same_interval {
        let full = Full::period(&sub.anchor, sub.period_index, &sub.policy);
        let lines = in_place(facts, ask, &terms, &mut billed, &full);
        return (after, lines);
    }
    let number = sub.period_index + 1;
    after.period_index = number;
    after.anchor = match anchor {
        AnchorRule::Reset => restart(sub, number, cut, target.interval),
        AnchorRule::Keep => sub.anchor.continued(number, cut.date, target.interval),
    };
    after.commitment = promised(sub, target, after.anchor.date);
    let mut lines = give_back_all(sub, &terms, &mut billed, CreditCause::PlanChanged);
    let full = Full::period(&after.anchor, number, &sub.policy);
    for item in &target.items {
        let named = item_of(sub.product.as_str(), target.tier.as_str(), item);
        lines.extend(terms.charge(&billed, &full, named, item.quantity, item.unit, facts.tax));
    }
    (after, lines)
}

/// Periods that begin anew at `cut` with period `number`.
pub(crate) fn restart(sub: &Subscription, number: u32, cut: Cut, interval: Interval) -> Anchor {
    let anchor = sub.anchor.restarted(number, cut.date, interval);
    match sub.policy.unit {
        ProrationUnit::Day => anchor,
        ProrationUnit::Second => anchor.at_time(sub.anchor.zone.civil(cut.at).time()),
    }
}

/// Credits for everything of `sub` that was billed past the cut.
pub(crate) fn give_back_all(
    sub: &Subscription,
    terms: &Terms<'_>,
    billed: &mut [BilledLine],
    cause: CreditCause,
) -> Vec<InvoiceLine> {
    let mut lines = Vec::new();
    for item in &sub.items {
        let named = item_of(sub.product.as_str(), sub.tier.as_str(), item);
        lines.extend(terms.credit(billed, &named, u32::MAX, cause));
    }
    lines
}

/// What changes inside the period: differences of what stays, all of what comes and goes.
fn in_place(
    facts: &Facts<'_>,
    ask: &Ask,
    terms: &Terms<'_>,
    billed: &mut [BilledLine],
    full: &Full,
) -> Vec<InvoiceLine> {
    let (sub, target) = (facts.subscription, &ask.target);
    let product = sub.product.as_str();
    let mut credits = Vec::new();
    let mut charges: Vec<(Item, u32, Money)> = Vec::new();
    let stays = |old: &SubscribedItem, new: &SubscribedItem| {
        old.add_on == new.add_on
            && old.unit == new.unit
            && (old.add_on.is_some() || sub.tier == target.tier)
    };
    for old in &sub.items {
        let kept = target.items.iter().find(|new| stays(old, new)).map_or(0, |new| new.quantity);
        if kept < old.quantity {
            let cause = match (&old.add_on, sub.tier == target.tier) {
                (Some(_), _) => CreditCause::AddOnReduced,
                (None, true) => CreditCause::SeatsReduced,
                (None, false) => CreditCause::PlanChanged,
            };
            let named = item_of(product, sub.tier.as_str(), old);
            credits.extend(terms.credit(billed, &named, old.quantity - kept, cause));
        }
    }
    for new in &target.items {
        let had = sub.items.iter().find(|old| stays(old, new)).map_or(0, |old| old.quantity);
        if new.quantity > had {
            let named = item_of(product, target.tier.as_str(), new);
            charges.push((named, new.quantity - had, new.unit));
        }
    }
    for (item, quantity, unit) in charges {
        credits.extend(terms.charge(billed, full, item, quantity, unit, facts.tax));
    }
    credits
}

fn proposal(
    facts: &Facts<'_>,
    after: Subscription,
    lines: Vec<InvoiceLine>,
    ask: &Ask,
    as_of: Timestamp,
) -> Proposal {
    let sub = facts.subscription;
    let goes = ask.credit.unwrap_or(sub.policy.credit);
    let Settled { now, credit, balance_used, refund } =
        settle::settle(sub.currency, lines, facts.balance, Some(goes));
    let mut effects = vec![Effect::Become(Box::new(after.clone()))];
    effects.extend(settle::effects(&now, credit.as_ref(), refund));
    let name = ask.target.items.first().map(|item| item.name.clone()).unwrap_or_default();
    let (gains, losses) = facts.entitlements.iter().cloned().partition(EntitlementChange::is_gain);
    Proposal {
        title: Title::Change {
            name,
            seats: seats(&ask.target.items),
            from: after.scheduled.as_ref().map(|_| sub.renews_on()),
        },
        as_of,
        next: renewal::next_charge(&after, facts.tax),
        trials: Vec::new(),
        gains,
        losses,
        data: vec![Kept::Recordings, Kept::Settings],
        links: vec![LinkChange::AllStay],
        told: told(facts.told),
        commitments: CommittedUntil::of(&after).into_iter().collect(),
        way_back: if now.total.is_positive() { WayBack::UntilPaid } else { WayBack::ChangeAgain },
        now,
        credit,
        balance_used,
        refund,
        effects,
    }
}

/// Everybody who gets a mail, and whoever listens.
pub(crate) fn told(addresses: &[String]) -> Vec<Told> {
    let mail = |email: &String| Told::BuyerByMail { email: email.clone() };
    addresses.iter().map(mail).chain([Told::WebhookReceivers]).collect()
}
