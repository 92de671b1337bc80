//! What a change makes of a subscription, looked up and priced: what stays keeps its price and
//! name, what is new has today's.

use billing::change::Target;
use billing::order::{AddOnAsk, OrderRefusal, PlanAsk, add_on_item, seats_item, terms};
use billing::subscription::{SubscribedItem, Subscription};
use catalog::Catalog;
use units::Locale;

use super::Change;

/// What `change` makes of `sub`.
pub(super) fn target(
    catalog: &Catalog,
    locale: &Locale,
    sub: &Subscription,
    change: &Change,
) -> Result<Target, OrderRefusal> {
    let tier = change.tier.clone().unwrap_or_else(|| sub.tier.clone());
    let interval = change.interval.unwrap_or(sub.anchor.interval);
    let add_ons = change.add_ons.clone().unwrap_or_else(|| add_ons_of(sub));
    let seats = change.seats.unwrap_or_else(|| sub.seats());
    // Another interval is none that a year is paid by.
    let goes_on = sub.commitment.is_some() && interval == sub.anchor.interval;
    let committed = change.committed.unwrap_or(goes_on);
    let product = sub.product.clone();
    let mut plan = PlanAsk { product, tier, interval, seats, add_ons, committed, trial: false };
    let as_bought = same_plan(sub, &plan);
    let offered = terms(catalog, sub.currency, &plan);
    let kept = sub.commitment.map(|commitment| commitment.terms).filter(|_| committed);
    // A dearer tier that sells no year of its own is bought by the month, and the year goes on.
    plan.committed = committed && (offered.is_some() || kept.is_none());
    let rank = catalog.tier(&plan.product, &plan.tier).map_or(0, |tier| tier.rank);
    let mut items = vec![seats_of(catalog, locale, sub, &plan, as_bought)?];
    for wanted in &plan.add_ons {
        items.push(add_on_of(catalog, locale, sub, &plan, wanted)?);
    }
    Ok(Target { tier: plan.tier, interval, rank, items, commitment: kept.or(offered) })
}

/// What `plan`, of another product, puts in the place of `sub`: all at today's prices.
pub(super) fn in_its_place(
    catalog: &Catalog,
    locale: &Locale,
    sub: &Subscription,
    plan: &PlanAsk,
) -> Result<Target, OrderRefusal> {
    let mut items = vec![seats_item(catalog, locale, sub.currency, plan)?];
    for wanted in plan.add_ons.iter().filter(|wanted| wanted.quantity > 0) {
        items.push(add_on_item(catalog, locale, sub.currency, plan, wanted)?);
    }
    Ok(Target {
        tier: plan.tier.clone(),
        interval: plan.interval,
        rank: catalog.tier(&plan.product, &plan.tier).map_or(0, |tier| tier.rank),
        items,
        commitment: terms(catalog, sub.currency, plan),
    })
}

/// Is it the plan that was bought?
fn same_plan(sub: &Subscription, plan: &PlanAsk) -> bool {
    sub.tier == plan.tier
        && sub.anchor.interval == plan.interval
        && sub.commitment.is_some() == plan.committed
}

fn add_ons_of(sub: &Subscription) -> Vec<AddOnAsk> {
    let add_on = |item: &SubscribedItem| {
        Some(AddOnAsk { add_on: item.add_on.clone()?, quantity: item.quantity })
    };
    sub.items.iter().filter_map(add_on).collect()
}

fn seats_of(
    catalog: &Catalog,
    locale: &Locale,
    sub: &Subscription,
    plan: &PlanAsk,
    stays: bool,
) -> Result<SubscribedItem, OrderRefusal> {
    let offered = seats_item(catalog, locale, sub.currency, plan);
    let bought = sub.items.iter().find(|item| item.add_on.is_none());
    match bought.filter(|_| stays) {
        Some(bought) => as_bought(bought, plan.seats, offered),
        None => offered,
    }
}

fn add_on_of(
    catalog: &Catalog,
    locale: &Locale,
    sub: &Subscription,
    plan: &PlanAsk,
    wanted: &AddOnAsk,
) -> Result<SubscribedItem, OrderRefusal> {
    let offered = add_on_item(catalog, locale, sub.currency, plan, wanted);
    let bought = sub.items.iter().find(|item| item.add_on.as_ref() == Some(&wanted.add_on));
    match bought.filter(|_| sub.anchor.interval == plan.interval) {
        Some(bought) => as_bought(bought, wanted.quantity, offered),
        None => offered,
    }
}

/// `quantity` of something that was bought before, at its price. What is not sold any more may
/// stay and become less, not more.
fn as_bought(
    bought: &SubscribedItem,
    quantity: u32,
    offered: Result<SubscribedItem, OrderRefusal>,
) -> Result<SubscribedItem, OrderRefusal> {
    match offered {
        Err(OrderRefusal::NotSold { .. } | OrderRefusal::AddOnNotOffered { .. })
            if quantity <= bought.quantity => {}
        offered => {
            offered?;
        }
    }
    Ok(SubscribedItem { quantity, ..bought.clone() })
}
