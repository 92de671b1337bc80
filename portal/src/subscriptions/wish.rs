//! What a form or an address asks of a subscription, read: `do` and what belongs to it.

use app::order::change::{Change, Swap, Wish};
use billing::cancel::Cancel;
use billing::change::When;
use billing::licence::{Licence, Loser};
use billing::order::{AddOnAsk, PlanAsk};
use billing::subscription::Subscription;
use catalog::{CreditTo, ProductId};
use units::Interval;
use web::Fields;

use crate::plan_form::{Desk, Wanted};

/// What the fields ask; what is wrong with them otherwise. None for a wish nobody can have.
pub fn read(desk: &Desk<'_>, sub: &Subscription, fields: &Fields) -> Option<Result<Wish, Wanted>> {
    Some(Ok(match fields.text("do") {
        "change" => match plan(desk, sub, fields) {
            Ok(plan) => Wish::Change(changed(plan, fields)),
            Err(wanted) => return Some(Err(wanted)),
        },
        "swap" => match swapped(desk, sub, fields)? {
            Ok(plan) => Wish::Swap(Swap { plan, credit: credit(fields), losers: losers(fields) }),
            Err(wanted) => return Some(Err(wanted)),
        },
        "cancel" => Wish::Cancel(cancel(fields)),
        "withdraw" => Wish::Withdraw,
        "resume" => Wish::Resume,
        "end_trial" => Wish::EndTrial,
        "keep_after_trial" => Wish::KeepAfterTrial,
        _ => return None,
    }))
}

/// The subscription as the plan form knows it.
pub fn as_plan(sub: &Subscription) -> PlanAsk {
    let add_on = |item: &billing::subscription::SubscribedItem| {
        Some(AddOnAsk { add_on: item.add_on.clone()?, quantity: item.quantity })
    };
    PlanAsk {
        product: sub.product.clone(),
        tier: sub.tier.clone(),
        interval: sub.anchor.interval,
        seats: sub.seats(),
        add_ons: sub.items.iter().filter_map(add_on).collect(),
        committed: sub.commitment.is_some(),
        trial: false,
    }
}

/// What may take the place of `sub`, to begin with: the first tier of `product` that is sold, with
/// as many seats as there are, at the same interval.
pub fn first_of(desk: &Desk<'_>, sub: &Subscription, product: &ProductId) -> Option<PlanAsk> {
    let mut tiers = desk.catalog.product(product)?.tiers.iter();
    let tier = tiers.find(|tier| tier.price(sub.currency, Interval::Monthly).is_some())?;
    let interval = match tier.price(sub.currency, sub.anchor.interval) {
        Some(price) => price.interval,
        None => Interval::Monthly,
    };
    Some(PlanAsk {
        product: product.clone(),
        tier: tier.id.clone(),
        interval,
        seats: sub.seats().clamp(tier.seats_min, tier.seats_max),
        add_ons: Vec::new(),
        committed: false,
        trial: false,
    })
}

/// What the fields put in the place of `sub`; none without a product that is sold.
fn swapped(
    desk: &Desk<'_>,
    sub: &Subscription,
    fields: &Fields,
) -> Option<Result<PlanAsk, Wanted>> {
    let product = fields.parsed("product")?;
    let mut plan = first_of(desk, sub, &product)?;
    let mut wanted = Wanted::default();
    desk.read_plan(fields, &mut plan, &mut wanted);
    desk.check(&plan, sub.currency, &mut wanted.errors);
    Some(if wanted.errors.is_empty() { Ok(plan) } else { Err(wanted) })
}

fn plan(desk: &Desk<'_>, sub: &Subscription, fields: &Fields) -> Result<PlanAsk, Wanted> {
    let mut wanted = Wanted::default();
    let mut plan = as_plan(sub);
    desk.read_plan(fields, &mut plan, &mut wanted);
    let was = as_plan(sub);
    // What stays as it was bought needs no offer of today.
    let as_bought = (&plan.tier, plan.term()) == (&was.tier, was.term());
    if !as_bought || plan.seats > was.seats {
        // A promised year goes on with a dearer tier that sells none of its own.
        let kept = was.committed && !desk.sells_committed(&plan);
        let asked = PlanAsk { committed: plan.committed && !kept, ..plan.clone() };
        desk.check(&asked, sub.currency, &mut wanted.errors);
    }
    if wanted.errors.is_empty() { Ok(plan) } else { Err(wanted) }
}

fn changed(plan: PlanAsk, fields: &Fields) -> Change {
    Change {
        tier: Some(plan.tier),
        interval: Some(plan.interval),
        committed: Some(plan.committed),
        seats: Some(plan.seats),
        add_ons: Some(plan.add_ons),
        when: match fields.text("when") {
            "now" => Some(When::Now),
            "renewal" => Some(When::Renewal),
            _ => None,
        },
        anchor: None,
        credit: credit(fields),
        losers: losers(fields),
    }
}

/// The field of each licence that somebody is chosen to lose.
pub const LOSES: &str = "loses";

/// A licence as the form names it: the person, and the add-on after a blank.
pub fn loser_value(licence: &Licence) -> String {
    match &licence.add_on {
        None => licence.person.to_string(),
        Some(add_on) => format!("{} {add_on}", licence.person),
    }
}

fn losers(fields: &Fields) -> Vec<Loser> {
    fields.all(LOSES).filter_map(loser).collect()
}

fn loser(value: &str) -> Option<Loser> {
    let (person, add_on) = match value.split_once(' ') {
        Some((person, add_on)) => (person, Some(add_on.parse().ok()?)),
        None => (value, None),
    };
    Some(Loser { person: person.parse().ok()?, add_on })
}

fn cancel(fields: &Fields) -> Cancel {
    match fields.text("when") {
        "now" => Cancel::Now { credit: Some(credit(fields).unwrap_or(CreditTo::Balance)) },
        "commitment_end" => Cancel::CommitmentEnd,
        _ => Cancel::PeriodEnd,
    }
}

fn credit(fields: &Fields) -> Option<CreditTo> {
    match fields.text("credit") {
        "balance" => Some(CreditTo::Balance),
        "refund" => Some(CreditTo::Refund),
        _ => None,
    }
}
