//! Reads products and their tiers with prices, and looks over each ladder of tiers.

use units::{Currency, Interval};

use super::commitment;
use super::section::{Found, Section};
use crate::code::{ProductId, TierId};
use crate::entitlement::{EntitlementKind, Entitlements};
use crate::price::{self, Price};
use crate::product::{MONTHS_PER_YEAR, Offer, Product, SeatNoun, Tier};

const RANK_MAX: u32 = 1_000;
const TRIAL_DAYS_MAX: u32 = 365;
pub const SEATS_MAX: u32 = 100_000;
/// A year, in minutes.
const MEETING_MINUTES_MAX: u32 = 527_040;
pub const PEOPLE_MAX: u32 = 1_000_000;
/// A thousand terabytes, in megabytes.
pub const STORAGE_MB_MAX: u32 = 1_000_000_000;

/// A tier and the byte it begins at.
struct Placed {
    at: usize,
    tier: Tier,
}

pub fn products(top: &mut Section<'_>, currencies: &[Currency]) -> Vec<Product> {
    let seats = [SeatNoun::Organizer, SeatNoun::Agent, SeatNoun::Expert].map(|n| (n.word(), n));
    let mut products: Vec<Product> = Vec::new();
    for mut section in top.sections("product") {
        section = section.called("product", "id");
        let id = section.need("id").and_then(|found| found.parsed::<ProductId>());
        let name = section.local_text("name");
        let description = section.local_text("description");
        let seat = section.word("seat", &seats).unwrap_or(SeatNoun::Organizer);
        let tiers = tiers(&mut section, currencies);
        if products.iter().any(|product| Some(&product.id) == id.as_ref()) {
            section.error("this product is there twice");
        }
        section.finish();
        products.extend(id.map(|id| Product { id, name, description, seat, tiers }));
    }
    let some_free = products.iter().any(|product| product.free_tier().is_some());
    if !some_free && !top.problems.any_error() {
        top.error("no product has a tier with offer = \"free\": a new account would have no plan");
    }
    products
}

/// The tiers of a product, by rank.
fn tiers(product: &mut Section<'_>, currencies: &[Currency]) -> Vec<Tier> {
    let sections = product.sections("tier");
    if sections.is_empty() {
        product.error("has no [[product.tier]]");
    }
    let mut placed: Vec<Placed> = Vec::new();
    for section in sections {
        let section = section.called("tier", "id");
        let at = section.at;
        placed.extend(tier(section, currencies, &placed).map(|tier| Placed { at, tier }));
    }
    placed.sort_by_key(|each| each.tier.rank);
    for (lower, upper) in placed.iter().zip(placed.iter().skip(1)) {
        look_over_step(product, lower, upper);
    }
    placed.into_iter().map(|each| each.tier).collect()
}

fn tier(mut section: Section<'_>, currencies: &[Currency], before: &[Placed]) -> Option<Tier> {
    let id = section.need("id").and_then(|found| found.parsed::<TierId>());
    let name = section.local_text("name");
    let description = section.local_text("description");
    let rank = section.need("rank").and_then(|found| found.number(0..=RANK_MAX));
    let offers = [Offer::Free, Offer::SelfService, Offer::Quote].map(|each| (each.word(), each));
    let offer = section.word("offer", &offers);
    let trial = section.find("trial_days");
    let trial_days = section.number_or("trial_days", 0, 0..=TRIAL_DAYS_MAX);
    let seats_min = section.number_or("seats_min", 1, 1..=SEATS_MAX);
    let seats_max = section.number_or("seats_max", SEATS_MAX, 1..=SEATS_MAX);
    let entitlements = entitlements(&mut section);
    let mut commitment = None;
    let prices = match offer {
        Some(Offer::SelfService) => {
            let prices = prices(&mut section, currencies);
            commitment = commitment::commitment(&mut section, currencies, &prices);
            prices
        }
        Some(Offer::Free | Offer::Quote) => {
            let offer = offer.map_or("", Offer::word);
            if let Some(found) = section.find("price") {
                found.error(&format!("a tier with offer = \"{offer}\" has no price"));
            }
            if let Some(found) = section.find("commitment") {
                found.error(&format!("a tier with offer = \"{offer}\" has no commitment"));
            }
            if let Some(found) = trial.filter(|_| trial_days > 0) {
                found.error(&format!("a tier with offer = \"{offer}\" has no trial"));
            }
            Vec::new()
        }
        None => {
            section.find("price");
            section.find("commitment");
            Vec::new()
        }
    };
    if seats_min > seats_max {
        section.error("seats_min is more than seats_max");
    }
    for Placed { tier, .. } in before {
        if Some(&tier.id) == id.as_ref() {
            section.error("this tier is there twice");
        }
        if Some(tier.rank) == rank {
            section.error(&format!("rank {} is taken by tier \"{}\"", tier.rank, tier.id));
        }
        if tier.offer == Offer::Free && offer == Some(Offer::Free) {
            section.error(&format!("tier \"{}\" is free already: one is enough", tier.id));
        }
    }
    section.finish();
    Some(Tier {
        id: id?,
        name,
        description,
        rank: rank.unwrap_or(u32::MAX),
        offer: offer.unwrap_or(Offer::Quote),
        trial_days,
        seats_min,
        seats_max,
        entitlements,
        prices,
        commitment,
    })
}

/// `[product.tier.entitlements]`: what is not mentioned is not allowed.
fn entitlements(tier: &mut Section<'_>) -> Entitlements {
    let Some(mut section) = tier.need("entitlements").and_then(Found::into_section) else {
        return Entitlements::none();
    };
    let minutes_at = section.find("meeting_minutes_max");
    let minutes = section.number_or("meeting_minutes_max", 0, 0..=MEETING_MINUTES_MAX);
    let participants_max = section.number_or("participants_max", 0, 0..=PEOPLE_MAX);
    let meeting_minutes_max = match (participants_max, minutes) {
        (0, _) => Some(0),
        (_, 0) => None,
        (_, minutes) => Some(minutes),
    };
    if let Some(found) = minutes_at.filter(|_| participants_max == 0) {
        found.error("means nothing where participants_max is 0: there are no meetings");
    }
    let entitlements = Entitlements {
        meeting_minutes_max,
        participants_max,
        attendees_max: section.number_or("attendees_max", 0, 0..=PEOPLE_MAX),
        recording_storage_mb: u64::from(section.number_or(
            "recording_storage_mb",
            0,
            0..=STORAGE_MB_MAX,
        )),
        transcription: section.yes("transcription"),
        sso: section.yes("sso"),
        vanity_site: section.yes("vanity_site"),
        phone_numbers: section.yes("phone_numbers"),
        call_me: section.yes("call_me"),
        reports: section.yes("reports"),
        ..Entitlements::none()
    };
    if participants_max == 0 && entitlements.attendees_max == 0 {
        section.error("participants_max or attendees_max is missing: nobody could take part");
    }
    section.finish();
    entitlements
}

/// `[….price]`: each currency with its two intervals.
pub fn prices(owner: &mut Section<'_>, currencies: &[Currency]) -> Vec<Price> {
    let Some(section) = owner.need("price").and_then(Found::into_section) else {
        return Vec::new();
    };
    let mut prices = Vec::new();
    let mut seen = Vec::new();
    for (code, found) in section.entries() {
        let listed = currencies.iter().find(|each| each.code() == code);
        let Some(currency) = listed.copied() else {
            let currencies: Vec<&str> = currencies.iter().map(|each| each.code()).collect();
            let all = currencies.join(", ");
            found.error(&format!("the file's currencies are {all}"));
            continue;
        };
        seen.push(currency);
        if let Some(entry) = found.into_section() {
            prices.extend(currency_prices(owner, entry, currency));
        }
    }
    for currency in currencies.iter().filter(|each| !seen.contains(each)) {
        let message = owner.about(&format!("price for {currency} is missing"));
        owner.problems.error(section.at, message);
    }
    prices
}

/// `EUR = { monthly = "…", annual = "…" }`.
fn currency_prices(owner: &Section<'_>, mut entry: Section<'_>, currency: Currency) -> Vec<Price> {
    let mut prices: Vec<Price> = Vec::new();
    for (interval, key) in [(Interval::Monthly, "monthly"), (Interval::Annual, "annual")] {
        let Some(found) = entry.find(key) else {
            let missing = format!("price for {currency} {} is missing", interval.word());
            owner.problems.error(entry.at, owner.about(&missing));
            continue;
        };
        let Some(text) = found.text() else { continue };
        match price::amount(&text, currency) {
            Ok(unit) if unit.is_positive() => prices.push(Price { unit, interval }),
            Ok(_) => found.error("a price is more than nothing"),
            Err(wrong) => found.error(&wrong.to_string()),
        }
    }
    if let [monthly, annual] = prices.as_slice()
        && annual.unit.minor > monthly.unit.times(MONTHS_PER_YEAR).minor
    {
        let message = format!("{currency} annual costs more than twelve months");
        owner.problems.warning(entry.at, owner.about(&message));
    }
    entry.finish();
    prices
}

/// Warns where the upper tier allows less or costs less than the one below it.
fn look_over_step(product: &Section<'_>, lower: &Placed, upper: &Placed) {
    let (below, above) = (&lower.tier, &upper.tier);
    for kind in EntitlementKind::ALL {
        let allows = |tier: &Tier| tier.entitlements.value(kind).allowance();
        if allows(above) < allows(below) {
            let (id, word) = (&above.id, kind.word());
            let message =
                format!("tier \"{id}\" allows less {word} than \"{}\" below it", below.id);
            product.problems.warning(upper.at, message);
        }
    }
    for price in &above.prices {
        let cheaper = below
            .price(price.unit.currency, price.interval)
            .is_some_and(|lower| lower.unit.minor > price.unit.minor);
        if cheaper {
            let plan = format!("{} {}", price.unit.currency, price.interval.word());
            let (id, below) = (&above.id, &below.id);
            let message = format!("tier \"{id}\" costs less than \"{below}\" below it ({plan})");
            product.problems.warning(upper.at, message);
        }
    }
}
