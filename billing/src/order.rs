//! Orders: what buying would do, from a cart to subscriptions, an invoice and a site (B2, B3).
//!
//! `propose` is the whole decision; the order page shows it and placing the order signs it. Not
//! known here: who may buy, whether the site's name is free (people decides), how it is paid.

use catalog::{
    AddOnId, Catalog, CommitmentTerms, EntitlementChange, Entitlements, Offer, Policy, ProductId,
    Term, TierId,
};
use serde::{Deserialize, Serialize};
use units::{Currency, Date, Interval, Locale, Money, Timestamp, Zone};

use crate::billed::{full_line, item_of};
use crate::commitment::{Commitment, CommittedUntil};
use crate::exemption::{self, Certificate};
use crate::invoice::{Buyer, InvoiceDraft, InvoiceLine};
use crate::proposal::{
    Effect, Kept, LinkChange, NextCharge, Proposal, SubscriptionDraft, Title, Told, TrialOffer,
    WayBack,
};
use crate::stretch::Full;
use crate::subscription::{AfterTrial, SubscribedItem, Subscription};
use crate::tax::{self, Sale, Tax};
use crate::trial;

/// Most products in one order.
pub const PLANS_MAX: usize = 10;

/// One plan in the cart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlanAsk {
    pub product: ProductId,
    pub tier: TierId,
    pub interval: Interval,
    pub seats: u32,
    pub add_ons: Vec<AddOnAsk>,
    /// A year is promised, and paid at the interval (C5).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub committed: bool,
    /// Tried first, for the days the tier has, instead of bought.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trial: bool,
}

impl PlanAsk {
    /// How it is paid.
    pub fn term(&self) -> Term {
        Term { interval: self.interval, committed: self.committed }
    }
}

/// Licences of one add-on; at least one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AddOnAsk {
    pub add_on: AddOnId,
    pub quantity: u32,
}

/// What the buyer asks for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Ask {
    pub plans: Vec<PlanAsk>,
    pub currency: Currency,
    pub buyer: Buyer,
    /// The vanity name wanted, already checked to be well-formed and free; none when the account
    /// has a site of its own.
    pub site_name: Option<String>,
    /// How the trials in the order end.
    pub after_trial: AfterTrial,
}

/// What is known when it is decided.
pub struct Facts<'a> {
    pub catalog: &'a Catalog,
    pub subscriptions: &'a [Subscription],
    /// Products of which the account has had a trial: there is never a second one (A5).
    pub tried: &'a [ProductId],
    /// The account's billing zone and language.
    pub zone: &'a Zone,
    pub locale: &'a Locale,
    /// Fixed by the account's first invoice.
    pub currency: Option<Currency>,
    /// Certificates that were granted (A6).
    pub exemptions: &'a [Certificate],
    /// The account's credit balance, in the currency of the order; not negative.
    pub balance: Money,
    pub site_address: String,
    /// The address the site would have under the wanted name; as now without one.
    pub new_site_address: String,
    pub meetings: u32,
}

/// Why an order cannot be made as asked. The text is for logs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    #[error("the cart is empty")]
    Empty,
    #[error("more than {PLANS_MAX} products in one order")]
    TooMany,
    #[error("{product} {tier} is not sold here in {currency}")]
    NotSold { product: String, tier: String, currency: Currency },
    #[error("{tier} has {min} to {max} seats")]
    SeatsOutOfRange { tier: String, min: u32, max: u32 },
    #[error("{add_on} does not go with {tier}")]
    AddOnNotOffered { add_on: String, tier: String },
    #[error("{add_on} allows {max} licences")]
    AddOnOutOfRange { add_on: String, max: u32 },
    #[error("the account pays in {fixed}")]
    OtherCurrency { fixed: Currency },
    #[error("there is a subscription to {product} already")]
    AlreadySubscribed { product: String },
    #[error("{tier} has no trial")]
    NoTrial { tier: String },
    #[error("{product} was tried before")]
    TriedBefore { product: String },
}

impl OrderRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            OrderRefusal::Empty => "order.empty",
            OrderRefusal::TooMany => "order.too_many",
            OrderRefusal::NotSold { .. } => "order.not_sold",
            OrderRefusal::SeatsOutOfRange { .. } => "order.seats_out_of_range",
            OrderRefusal::AddOnNotOffered { .. } => "order.add_on_not_offered",
            OrderRefusal::AddOnOutOfRange { .. } => "order.add_on_out_of_range",
            OrderRefusal::OtherCurrency { .. } => "order.other_currency",
            OrderRefusal::AlreadySubscribed { .. } => "order.already_subscribed",
            OrderRefusal::NoTrial { .. } => "trial.not_offered",
            OrderRefusal::TriedBefore { .. } => "trial.tried_before",
        }
    }
}

/// What placing the order at `as_of` would do.
pub fn propose(facts: &Facts<'_>, ask: &Ask, as_of: Timestamp) -> Result<Proposal, OrderRefusal> {
    check_whole(facts, ask)?;
    let today = facts.zone.date(as_of);
    let tax = tax_for(facts, ask, today);
    let mut drafts = Vec::new();
    let mut lines = Vec::new();
    for plan in &ask.plans {
        let draft = subscribe(facts, ask, plan, today)?;
        if draft.trial.is_none() {
            lines.extend(full_period_lines(&draft, &facts.catalog.policy, facts.zone, 0, tax));
        }
        drafts.push(draft);
    }
    let now = InvoiceDraft::of(ask.currency, lines);
    let next = next_charge(&drafts, &facts.catalog.policy, facts.zone, (ask.currency, tax));
    let trials: Vec<TrialOffer> =
        drafts.iter().filter_map(|draft| trial_offer(facts, ask.currency, draft, tax)).collect();
    let title = title(&drafts);
    let commitments = drafts.iter().filter_map(committed_until).collect();
    let way_back = match trials.iter().map(|each| each.trial.to).min() {
        Some(date) if now.lines.is_empty() => WayBack::EndTrial { date },
        _ => WayBack::UntilPaid,
    };
    let mut effects: Vec<Effect> = drafts.into_iter().map(Effect::OpenSubscription).collect();
    if !now.lines.is_empty() {
        effects.push(Effect::IssueInvoice);
    }
    if let Some(name) = &ask.site_name {
        effects.push(Effect::ProvisionSite { name: name.clone() });
    }
    Ok(Proposal {
        title,
        as_of,
        next,
        trials,
        gains: gains(facts, ask),
        losses: Vec::new(),
        data: vec![Kept::Meetings { count: facts.meetings }, Kept::Recordings, Kept::Settings],
        links: links(facts, ask),
        told: vec![Told::BuyerByMail { email: ask.buyer.email.clone() }, Told::WebhookReceivers],
        commitments,
        way_back,
        credit: None,
        balance_used: facts.balance.with(facts.balance.minor.min(now.total.minor)),
        refund: None,
        now,
        effects,
    })
}

/// A site of its own keeps every link: the old address leads there.
fn links(facts: &Facts<'_>, ask: &Ask) -> Vec<LinkChange> {
    if ask.site_name.is_none() {
        return vec![LinkChange::AllStay];
    }
    let from = facts.site_address.clone();
    let to = facts.new_site_address.clone();
    vec![
        LinkChange::SiteAddress { from, to },
        LinkChange::JoinLinksRedirect,
        LinkChange::NumbersStay,
    ]
}

fn check_whole(facts: &Facts<'_>, ask: &Ask) -> Result<(), OrderRefusal> {
    if ask.plans.is_empty() {
        return Err(OrderRefusal::Empty);
    }
    if ask.plans.len() > PLANS_MAX {
        return Err(OrderRefusal::TooMany);
    }
    if let Some(fixed) = facts.currency.filter(|fixed| *fixed != ask.currency) {
        return Err(OrderRefusal::OtherCurrency { fixed });
    }
    for plan in &ask.plans {
        let subscribed = facts
            .subscriptions
            .iter()
            .any(|sub| sub.product == plan.product && sub.state.entitles());
        let twice = ask.plans.iter().filter(|other| other.product == plan.product).count() > 1;
        if subscribed || twice {
            return Err(OrderRefusal::AlreadySubscribed { product: plan.product.to_string() });
        }
        if plan.trial && facts.tried.contains(&plan.product) {
            return Err(OrderRefusal::TriedBefore { product: plan.product.to_string() });
        }
    }
    Ok(())
}

/// How everything in the order is taxed on `date`.
fn tax_for(facts: &Facts<'_>, ask: &Ask, date: Date) -> Tax {
    tax_of_sale(facts.catalog, &ask.buyer, facts.exemptions, date)
}

/// How a sale to `buyer` is taxed on `date`, where their certificates of exemption were granted.
pub fn tax_of_sale(
    catalog: &Catalog,
    buyer: &Buyer,
    exemptions: &[Certificate],
    date: Date,
) -> Tax {
    let seller = catalog.seller.address.country;
    let buyer_country = buyer.address.country;
    tax::treatment(&Sale {
        seller,
        buyer: buyer_country,
        buyer_vat_id: buyer.vat_id.as_ref(),
        exempt: exemption::exempts(exemptions, buyer_country, date),
        seller_rate: catalog.tax_rate(seller, date).rate,
        buyer_rate: catalog.tax_rate(buyer_country, date).rate,
    })
}

/// The subscription one plan of the cart would become.
fn subscribe(
    facts: &Facts<'_>,
    ask: &Ask,
    plan: &PlanAsk,
    today: Date,
) -> Result<SubscriptionDraft, OrderRefusal> {
    let currency = ask.currency;
    let mut items = vec![seats_item(facts.catalog, facts.locale, currency, plan)?];
    for wanted in &plan.add_ons {
        items.push(add_on_item(facts.catalog, facts.locale, currency, plan, wanted)?);
    }
    let terms = terms(facts.catalog, currency, plan);
    let trial = match plan.trial {
        true => {
            let days = trial_days(facts.catalog, facts.locale, plan)?;
            Some(trial::starting(today, days, ask.after_trial))
        }
        false => None,
    };
    // Periods, and what is promised, begin when the free days are over.
    let begins = trial.as_ref().map_or(today, |trial| trial.to);
    Ok(SubscriptionDraft {
        product: plan.product.clone(),
        tier: plan.tier.clone(),
        interval: plan.interval,
        anchor_date: begins,
        anchor_time: None,
        items,
        commitment: terms.map(|terms| Commitment { since: begins, terms }),
        trial,
    })
}

/// What `plan` promises, where it does.
pub fn terms(catalog: &Catalog, currency: Currency, plan: &PlanAsk) -> Option<CommitmentTerms> {
    let tier = catalog.tier(&plan.product, &plan.tier).filter(|_| plan.committed)?;
    tier.commitment.as_ref()?.terms(currency)
}

/// How long the tier of `plan` is tried, in days; refused when it is not, for carts too.
pub fn trial_days(catalog: &Catalog, locale: &Locale, plan: &PlanAsk) -> Result<u32, OrderRefusal> {
    let tier = catalog.tier(&plan.product, &plan.tier);
    let days = tier.map_or(0, |tier| tier.trial_days);
    match tier {
        Some(tier) if days == 0 => {
            Err(OrderRefusal::NoTrial { tier: tier.name.get(locale).to_owned() })
        }
        None => Err(OrderRefusal::NoTrial { tier: plan.tier.to_string() }),
        Some(_) => Ok(days),
    }
}

/// The seats of `plan` as they would be bought, for carts too; named in `locale`, priced net.
pub fn seats_item(
    catalog: &Catalog,
    locale: &Locale,
    currency: Currency,
    plan: &PlanAsk,
) -> Result<SubscribedItem, OrderRefusal> {
    let not_sold = || OrderRefusal::NotSold {
        product: plan.product.to_string(),
        tier: plan.tier.to_string(),
        currency,
    };
    let product = catalog.product(&plan.product).ok_or_else(not_sold)?;
    let tier = catalog.tier(&plan.product, &plan.tier).ok_or_else(not_sold)?;
    let unit = tier
        .price_of(currency, plan.term())
        .filter(|_| tier.offer == Offer::SelfService)
        .ok_or_else(not_sold)?
        .unit;
    if plan.seats < tier.seats_min || plan.seats > tier.seats_max {
        return Err(OrderRefusal::SeatsOutOfRange {
            tier: tier.name.get(locale).to_owned(),
            min: tier.seats_min,
            max: tier.seats_max,
        });
    }
    let name = format!("{} {}", product.name.get(locale), tier.name.get(locale));
    Ok(SubscribedItem { add_on: None, name, quantity: plan.seats, unit })
}

/// The add-on `ask` of `plan` as it would be bought, for carts too.
pub fn add_on_item(
    catalog: &Catalog,
    locale: &Locale,
    currency: Currency,
    plan: &PlanAsk,
    ask: &AddOnAsk,
) -> Result<SubscribedItem, OrderRefusal> {
    let refused = || OrderRefusal::AddOnNotOffered {
        add_on: ask.add_on.to_string(),
        tier: plan.tier.to_string(),
    };
    let add_on = catalog
        .add_on(&ask.add_on)
        .filter(|add_on| add_on.goes_with(&plan.product, &plan.tier))
        .ok_or_else(refused)?;
    let max = add_on.quantity.quantity_max(plan.seats);
    if ask.quantity == 0 || ask.quantity > max {
        let add_on = add_on.name.get(locale).to_owned();
        return Err(OrderRefusal::AddOnOutOfRange { add_on, max });
    }
    let unit = add_on.price(currency, plan.interval).ok_or_else(refused)?.unit;
    Ok(SubscribedItem {
        add_on: Some(ask.add_on.clone()),
        name: add_on.name.get(locale).to_owned(),
        quantity: ask.quantity,
        unit,
    })
}

/// Invoice lines for period `index` of a subscription that will be, whole.
pub(crate) fn full_period_lines(
    draft: &SubscriptionDraft,
    policy: &Policy,
    zone: &Zone,
    index: u32,
    tax: Tax,
) -> Vec<InvoiceLine> {
    let anchor = draft.anchor(zone.clone());
    let full = Full::period(&anchor, index, policy);
    let line = |item: &SubscribedItem| {
        let named = item_of(draft.product.as_str(), draft.tier.as_str(), item);
        full_line(None, &full, named, item.quantity, item.unit, tax)
    };
    draft.items.iter().map(line).collect()
}

/// When `draft` is charged without anybody doing anything, and for which period; none when it ends
/// with its trial.
fn charged_on(draft: &SubscriptionDraft, zone: &Zone) -> Option<(Date, u32)> {
    match &draft.trial {
        None => Some((draft.anchor(zone.clone()).boundary(1), 1)),
        Some(trial) => (trial.then == AfterTrial::Subscribe).then_some((trial.to, 0)),
    }
}

/// The earliest charge, and what it takes that day: each plan is charged by itself, but plans with
/// the same date are charged together.
pub(crate) fn next_charge(
    drafts: &[SubscriptionDraft],
    policy: &Policy,
    zone: &Zone,
    (currency, tax): (Currency, Tax),
) -> Option<NextCharge> {
    let charged = |draft| charged_on(draft, zone).map(|(on, index)| (on, index, draft));
    let charges: Vec<(Date, u32, &SubscriptionDraft)> = drafts.iter().filter_map(charged).collect();
    let (on, _, first) = charges.iter().copied().min_by_key(|(on, ..)| *on)?;
    let lines = charges
        .into_iter()
        .filter(|(each, ..)| *each == on)
        .flat_map(|(_, index, draft)| full_period_lines(draft, policy, zone, index, tax))
        .collect();
    let amount = InvoiceDraft::of(currency, lines).total;
    Some(NextCharge { on, interval: first.interval, amount })
}

/// The trial `draft` begins with, and what its first period would cost.
fn trial_offer(
    facts: &Facts<'_>,
    currency: Currency,
    draft: &SubscriptionDraft,
    tax: Tax,
) -> Option<TrialOffer> {
    let trial = draft.trial.clone()?;
    let policy = &facts.catalog.policy;
    let lines = full_period_lines(draft, policy, facts.zone, 0, tax);
    let amount = InvoiceDraft::of(currency, lines).total;
    let (name, seats) = name_and_seats(draft);
    Some(TrialOffer {
        product: draft.product.clone(),
        name,
        seats,
        charge: NextCharge { on: trial.to, interval: draft.interval, amount },
        reminders: trial::reminder_days(&policy.trial, &trial),
        trial,
    })
}

fn title(drafts: &[SubscriptionDraft]) -> Title {
    let first = drafts.first();
    let (name, seats) = first.map(name_and_seats).unwrap_or_default();
    match first.and_then(|draft| draft.trial.as_ref()) {
        Some(_) => Title::Trial { name, seats },
        None => Title::Order { name, seats },
    }
}

fn name_and_seats(draft: &SubscriptionDraft) -> (String, u32) {
    let seats = draft.items.first();
    seats.map(|item| (item.name.clone(), item.quantity)).unwrap_or_default()
}

/// What buying `draft` promises, where it does.
pub(crate) fn committed_until(draft: &SubscriptionDraft) -> Option<CommittedUntil> {
    let commitment = draft.commitment?;
    let name = draft.items.first().map(|item| item.name.clone()).unwrap_or_default();
    let until = commitment.until(commitment.since);
    Some(CommittedUntil { name, until, fee: commitment.terms.fee })
}

/// What the bought tiers allow beyond the free one.
fn gains(facts: &Facts<'_>, ask: &Ask) -> Vec<EntitlementChange> {
    let change = |plan: &PlanAsk| {
        let none = Entitlements::none();
        let free = facts.catalog.free_tier(&plan.product).map(|tier| &tier.entitlements);
        let bought = facts.catalog.tier(&plan.product, &plan.tier)?;
        let changes = free.unwrap_or(&none).changes_to(&bought.entitlements);
        Some(changes.into_iter().filter(EntitlementChange::is_gain).collect::<Vec<_>>())
    };
    ask.plans.iter().filter_map(change).flatten().collect()
}
