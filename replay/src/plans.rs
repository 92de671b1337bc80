//! The plans a life may name: those of the file, then those of the catalog it names.
//!
//! A catalog's plan is called `product/tier/interval`, or `tier-interval` where that is not taken
//! twice. The file's own plans win.

use std::collections::BTreeMap;

use billing::life::LifePlan;
use catalog::{Catalog, CommitmentTerms, EarlyFee, Offer, Term, Tier};
use units::{Currency, Interval, Money};

use crate::Mistake;
use crate::file;

/// Every plan by every name it has.
pub(crate) struct Plans(BTreeMap<String, LifePlan>);

impl Plans {
    pub(crate) fn gather(
        own: &[file::Plan],
        catalog: Option<&Catalog>,
        currency: Currency,
    ) -> Result<Plans, Mistake> {
        let mut plans = BTreeMap::new();
        let mut short: BTreeMap<String, Vec<LifePlan>> = BTreeMap::new();
        for plan in catalog.into_iter().flat_map(|catalog| of_catalog(catalog, currency)) {
            let word = plan.id.rsplit_once('/').map_or("", |(_, word)| word);
            let name = format!("{}-{word}", plan.tier);
            plans.insert(plan.id.clone(), plan.clone());
            short.entry(name).or_default().push(plan);
        }
        for (name, mut known) in short {
            if let (1, Some(plan)) = (known.len(), known.pop()) {
                plans.insert(name, plan);
            }
        }
        let mut seen: Vec<&str> = Vec::new();
        for (index, plan) in own.iter().enumerate() {
            if seen.contains(&plan.id.as_str()) {
                let reason = format!("plan \"{}\" is there twice", plan.id);
                return Err(Mistake::at(format!("plan {}", index + 1), reason));
            }
            seen.push(&plan.id);
            plans.insert(plan.id.clone(), own_plan(index, plan, currency)?);
        }
        Ok(Plans(plans))
    }

    /// Can the add-on be had with any plan?
    pub(crate) fn sell(&self, id: &catalog::AddOnId) -> bool {
        self.0.values().any(|plan| plan.add_ons.iter().any(|(known, _)| known == id))
    }

    pub(crate) fn find(&self, id: &str) -> Result<LifePlan, String> {
        self.0.get(id).cloned().ok_or_else(|| {
            let known: Vec<&str> = self.0.keys().map(String::as_str).take(20).collect();
            format!("there is no plan \"{id}\"; there are {}", known.join(", "))
        })
    }
}

/// So that a million seats stay within 64 bits.
const PRICE_MAX_MINOR: i64 = 100_000_000_000;

fn own_plan(index: usize, plan: &file::Plan, currency: Currency) -> Result<LifePlan, Mistake> {
    let place = format!("plan {}", index + 1);
    let mistake = |reason: String| Mistake::at(place.clone(), reason);
    let product = plan.product.parse();
    let tier = format!("plan_{}", index + 1).parse();
    let (Ok(product), Ok(tier)) = (product, tier) else {
        return Err(mistake(format!("\"{}\" is no product's id", plan.product)));
    };
    let prices = plan.add_ons.values().chain([&plan.seat_price_minor]);
    if prices.into_iter().any(|minor| !(0..=PRICE_MAX_MINOR).contains(minor)) {
        return Err(mistake(format!("a price is 0 to {PRICE_MAX_MINOR} minor units")));
    }
    let mut add_ons = Vec::new();
    for (id, minor) in &plan.add_ons {
        let id = id.parse().map_err(|error| mistake(format!("{error}")))?;
        add_ons.push((id, Money::new(*minor, currency)));
    }
    Ok(LifePlan {
        id: plan.id.clone(),
        product,
        tier,
        rank: plan.rank,
        interval: interval(&plan.interval).map_err(mistake)?,
        unit: Money::new(plan.seat_price_minor, currency),
        trial_days: plan.trial_days,
        seats_min: plan.min_seats,
        add_ons,
        commitment: commitment(plan, currency).map_err(mistake)?,
    })
}

/// Ten years at most, as for an interval.
const COMMITMENT_MAX_MONTHS: u16 = 120;

/// What a plan of the file promises.
fn commitment(plan: &file::Plan, currency: Currency) -> Result<Option<CommitmentTerms>, String> {
    let fee = match (plan.fee.as_deref(), plan.fee_minor, plan.fee_share) {
        (None | Some("none"), None, None) => EarlyFee::None,
        (Some("fixed"), Some(minor), None) if (0..=PRICE_MAX_MINOR).contains(&minor) => {
            EarlyFee::Fixed { unit: Money::new(minor, currency) }
        }
        (Some("reducing"), None, Some(share)) => EarlyFee::Reducing { share },
        _ => {
            return Err("fee is none, fixed with fee_minor, or reducing with fee_share".to_owned());
        }
    };
    match plan.commitment_months {
        None if plan.fee.is_none() => Ok(None),
        Some(months @ 1..=COMMITMENT_MAX_MONTHS) => Ok(Some(CommitmentTerms { months, fee })),
        _ => Err(format!("commitment_months is 1 to {COMMITMENT_MAX_MONTHS}")),
    }
}

/// `month`, `year`, `3 months`, `30 days`.
fn interval(text: &str) -> Result<Interval, String> {
    let (count, unit) = text.split_once(' ').unwrap_or(("1", text));
    let found = count.parse::<u16>().ok().and_then(|count| match unit {
        "month" | "months" => Interval::months_long(count),
        "year" | "years" => Interval::months_long(count.checked_mul(12)?),
        "week" | "weeks" => Interval::days_long(count.checked_mul(7)?),
        "day" | "days" => Interval::days_long(count),
        _ => None,
    });
    found.ok_or_else(|| {
        format!("\"{text}\" is no interval: write month, year, \"3 months\" or \"30 days\"")
    })
}

fn promised(tier: &Tier, currency: Currency, term: Term) -> Option<CommitmentTerms> {
    tier.commitment.as_ref().filter(|_| term.committed)?.terms(currency)
}

/// Everything a catalog sells by self-service in `currency`.
fn of_catalog(catalog: &Catalog, currency: Currency) -> Vec<LifePlan> {
    let mut plans = Vec::new();
    for product in &catalog.products {
        for tier in product.tiers.iter().filter(|tier| tier.offer == Offer::SelfService) {
            for term in Term::ALL {
                let (Some(price), interval) = (tier.price_of(currency, term), term.interval) else {
                    continue;
                };
                let add_ons = catalog.add_ons_for(&product.id, &tier.id);
                let add_on = |add_on: &catalog::AddOn| {
                    let price = add_on.price(currency, interval)?;
                    Some((add_on.id.clone(), price.unit))
                };
                plans.push(LifePlan {
                    id: format!("{}/{}/{}", product.id, tier.id, term.word()),
                    product: product.id.clone(),
                    tier: tier.id.clone(),
                    rank: tier.rank,
                    interval,
                    unit: price.unit,
                    trial_days: tier.trial_days,
                    seats_min: tier.seats_min,
                    add_ons: add_ons.into_iter().filter_map(add_on).collect(),
                    commitment: promised(tier, currency, term),
                });
            }
        }
    }
    plans
}
