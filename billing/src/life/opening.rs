//! Opening: what a subscription is when it begins, and what its first days cost.

use catalog::ProrationUnit;
use units::{Anchor, Date, Id, Timestamp};

use crate::billed::{Terms, item_of};
use crate::commitment::Commitment;
use crate::invoice::{InvoiceDraft, InvoiceLine};
use crate::life::account::{LifeAccount, LifeSubscription};
use crate::life::event::{LifePlan, Wanted};
use crate::life::{Life, Refusal, seed};
use crate::stretch::{Cut, DayOf, Full};
use crate::subscription::{AfterTrial, SubscribedItem, Subscription, SubscriptionState, Trial};
use crate::trial;

impl Life {
    pub(super) fn subscribe(
        &mut self,
        account: usize,
        name: &str,
        wanted: &Wanted,
        anchor_day: Option<i8>,
        trial: Option<AfterTrial>,
    ) -> Result<(), Refusal> {
        let number = self.number();
        let now = self.now;
        let holder = self.account(account);
        let plan = wanted.plan.clone().ok_or("plan.not_found")?;
        let doubled = holder.subscriptions.iter().any(|each| {
            let lives = each.sub.state != SubscriptionState::Ended;
            each.name == name && lives
        });
        if doubled {
            return Err("order.already_subscribed");
        }
        let items = items(&plan, wanted, None)?;
        let today = holder.zone.date(now);
        let trial = trial
            .filter(|_| plan.trial_days > 0 && !holder.tried.contains(&plan.product))
            .map(|then| trial::starting(today, plan.trial_days, then));
        let first = trial.as_ref().map_or(today, |trial| trial.to);
        let sub = opened(holder, number, now, &plan, items, first, anchor_day, trial);
        let served_from = if sub.trial.is_some() { now } else { served(&sub, now, DayOf::New) };
        let lines = match sub.state {
            SubscriptionState::Trialing => Vec::new(),
            _ => first_lines(holder, &sub, now),
        };
        let draft = InvoiceDraft::of(holder.currency, lines);
        let balance_used = draft.total.with(draft.total.minor.min(holder.balance.minor));
        holder.may_take(draft.total.minus(balance_used))?;
        if sub.trial.is_some() {
            holder.tried.push(plan.product.clone());
        }
        holder.names.push((sub.id, name.to_owned()));
        holder.subscriptions.retain(|each| each.name != name);
        holder.subscriptions.push(LifeSubscription {
            name: name.to_owned(),
            plan,
            planned: None,
            sub,
            served_from,
            ended_at: None,
        });
        self.invoice(account, draft, balance_used);
        Ok(())
    }
}

/// From when the present period is served: its start, or `now` where it was entered later.
pub(super) fn served(sub: &Subscription, now: Timestamp, day: DayOf) -> Timestamp {
    let cut = Cut::at(&sub.policy, &sub.anchor.zone, now, day);
    let start = sub.period().start();
    if cut.at > start && cut.at < sub.period().end() { cut.at } else { start }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one value, named where it is made")]
fn opened(
    holder: &LifeAccount,
    number: u32,
    now: Timestamp,
    plan: &LifePlan,
    items: Vec<SubscribedItem>,
    first: Date,
    anchor_day: Option<i8>,
    trial: Option<Trial>,
) -> Subscription {
    let day = anchor_day.unwrap_or(first.day());
    let anchor = match anchor_day {
        Some(_) => Anchor::on_day(first, day, holder.zone.clone(), plan.interval),
        None => Anchor::at(first, holder.zone.clone(), plan.interval),
    };
    let anchor = match holder.policy.unit {
        ProrationUnit::Second => anchor.at_time(holder.zone.civil(now).time()),
        ProrationUnit::Day => anchor,
    };
    let state = match trial {
        Some(_) => SubscriptionState::Trialing,
        None => SubscriptionState::Active,
    };
    Subscription {
        id: Id::from_parts(now, seed(number)),
        account: Id::from_parts(now, seed(0)),
        order: Id::from_parts(now, seed(number)),
        product: plan.product.clone(),
        tier: plan.tier.clone(),
        currency: holder.currency,
        anchor,
        policy: holder.policy.clone(),
        catalog_number: 0,
        period_index: 0,
        state,
        items,
        scheduled: None,
        cancellation: None,
        trial,
        commitment: plan.commitment.map(|terms| Commitment { since: first, terms }),
    }
}

/// The charges for the first period, from `now` on where it is shorter than a full one.
fn first_lines(holder: &LifeAccount, sub: &Subscription, now: Timestamp) -> Vec<InvoiceLine> {
    let cut = Cut::at(&sub.policy, &sub.anchor.zone, now, DayOf::New);
    let terms = Terms { subscription: sub.id, policy: &sub.policy, cut };
    let full = Full::period(&sub.anchor, sub.period_index, &sub.policy);
    let tax = holder.tax_on(cut.date);
    let line = |item: &SubscribedItem| {
        let named = item_of(sub.product.as_str(), sub.tier.as_str(), item);
        terms.charge(&[], &full, named, item.quantity, item.unit, tax)
    };
    sub.items.iter().filter_map(line).collect()
}

/// What is wanted, at the plan's prices; what is not said stays as `now` has it.
pub(super) fn items(
    plan: &LifePlan,
    wanted: &Wanted,
    now: Option<&LifeSubscription>,
) -> Result<Vec<SubscribedItem>, Refusal> {
    let held = now.map(|each| each.sub.seats());
    let seats = wanted.seats.or(held).unwrap_or(plan.seats_min.max(1));
    if seats < plan.seats_min.max(1) {
        return Err("order.seats_out_of_range");
    }
    let mut items = vec![SubscribedItem {
        add_on: None,
        name: plan.id.clone(),
        quantity: seats,
        unit: plan.unit,
    }];
    let held: Vec<(catalog::AddOnId, u32)> = now
        .iter()
        .flat_map(|each| &each.sub.items)
        .filter_map(|item| item.add_on.clone().map(|id| (id, item.quantity)))
        .collect();
    for (id, quantity) in wanted.add_ons.clone().unwrap_or(held) {
        let unit = plan.add_ons.iter().find(|(known, _)| *known == id).map(|(_, unit)| *unit);
        let unit = unit.ok_or("order.add_on_not_offered")?;
        let name = id.to_string();
        if quantity > 0 {
            items.push(SubscribedItem { add_on: Some(id), name, quantity, unit });
        }
    }
    Ok(items)
}
