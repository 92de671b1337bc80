//! Reads add-ons and checks that the tiers they go with exist.

use std::collections::BTreeMap;

use units::Currency;

use super::plans::{self, PEOPLE_MAX, STORAGE_MB_MAX};
use super::section::{Found, Section};
use super::suggest::did_you_mean;
use crate::code::{AddOnId, ProductId, TierId};
use crate::product::{AddOn, AddOnUnit, Product, QuantityRule};

const QUANTITY_MAX: u32 = 10_000;

pub fn add_ons(top: &mut Section<'_>, currencies: &[Currency], products: &[Product]) -> Vec<AddOn> {
    let mut add_ons: Vec<AddOn> = Vec::new();
    for section in top.sections("add_on") {
        let section = section.called("add-on", "id");
        let at = section.at;
        if let Some(read) = add_on(section, currencies, products) {
            if add_ons.iter().any(|each| each.id == read.id) {
                let message = format!("add-on \"{}\" is there twice", read.id);
                top.problems.error(at, message);
            }
            add_ons.push(read);
        }
    }
    add_ons
}

fn add_on(
    mut section: Section<'_>,
    currencies: &[Currency],
    products: &[Product],
) -> Option<AddOn> {
    let units = [AddOnUnit::Licence, AddOnUnit::Pack].map(|unit| (unit.word(), unit));
    let id = section.need("id").and_then(|found| found.parsed::<AddOnId>());
    let name = section.local_text("name");
    let description = section.local_text("description");
    let unit = section.word("unit", &units).unwrap_or(AddOnUnit::Licence);
    let quantity = quantity(&mut section);
    let phone = section.yes("phone");
    let countries = section.list("countries");
    let goes_with = goes_with(&mut section, products, !countries.is_empty());
    let prices = plans::prices(&mut section, currencies);
    let (participants_max, attendees_max, recording_storage_mb) = adds(&mut section);
    if countries.is_empty() && participants_max + attendees_max + recording_storage_mb == 0 {
        section.error("adds nothing: give it countries or entitlements");
    }
    if !countries.is_empty() && !phone {
        section.error("calls countries, so it needs phone = true");
    }
    section.finish();
    Some(AddOn {
        id: id?,
        name,
        description,
        unit,
        quantity,
        goes_with,
        phone,
        countries,
        participants_max,
        attendees_max,
        recording_storage_mb: u64::from(recording_storage_mb),
        prices,
    })
}

/// `quantity = "up_to_seats"` or `"free"`, the latter up to `quantity_max`.
fn quantity(section: &mut Section<'_>) -> QuantityRule {
    let most = section.find("quantity_max");
    let quantity_max = section.number_or("quantity_max", QUANTITY_MAX, 1..=QUANTITY_MAX);
    let rules =
        [("up_to_seats", QuantityRule::UpToSeats), ("free", QuantityRule::UpTo(quantity_max))];
    let rule = section.word("quantity", &rules);
    if let (Some(QuantityRule::UpToSeats), Some(found)) = (rule, most) {
        found.error("means nothing with quantity = \"up_to_seats\"");
    }
    rule.unwrap_or(QuantityRule::UpToSeats)
}

/// `goes_with = { meetings = ["pro"] }`; `calls`: each of the tiers must allow Call Me.
fn goes_with(
    section: &mut Section<'_>,
    products: &[Product],
    calls: bool,
) -> BTreeMap<ProductId, Vec<TierId>> {
    let mut goes_with = BTreeMap::new();
    let Some(table) = section.need("goes_with").and_then(Found::into_section) else {
        return goes_with;
    };
    for (word, found) in table.entries() {
        let Some(product) = products.iter().find(|product| product.id.as_str() == word) else {
            let known = products.iter().map(|product| product.id.as_str());
            let hint = did_you_mean(&word, known);
            found.error(&format!("there is no product \"{word}\"{hint}"));
            continue;
        };
        let tiers: Vec<TierId> = found.list();
        for id in &tiers {
            match product.tier(id) {
                None => {
                    let known = product.tiers.iter().map(|tier| tier.id.as_str());
                    let hint = did_you_mean(id.as_str(), known);
                    found.error(&format!("there is no tier \"{id}\"{hint}"));
                }
                Some(tier) if calls && !tier.entitlements.call_me => {
                    found.error(&format!("tier \"{id}\" does not allow call_me"));
                }
                Some(_) => {}
            }
        }
        goes_with.insert(product.id.clone(), tiers);
    }
    if goes_with.values().all(Vec::is_empty) && !section.problems.any_error() {
        table.error("goes with nothing: it could not be bought");
    }
    goes_with
}

/// `[add_on.entitlements]`: participants, attendees, megabytes of storage.
fn adds(add_on: &mut Section<'_>) -> (u32, u32, u32) {
    let Some(mut section) = add_on.section("entitlements") else {
        return (0, 0, 0);
    };
    let adds = (
        section.number_or("participants_max", 0, 0..=PEOPLE_MAX),
        section.number_or("attendees_max", 0, 0..=PEOPLE_MAX),
        section.number_or("recording_storage_mb", 0, 0..=STORAGE_MB_MAX),
    );
    section.finish();
    adds
}
