//! Reads what a tier costs when a year is promised and paid monthly, and what ending it early costs
//! (C5).

use units::{Currency, Interval, Money, Rate};

use super::section::{Found, Section};
use crate::commitment::{Commitment, EarlyFee};
use crate::price::{self, Price};

/// The words of `fee`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    None,
    Fixed,
    Reducing,
}

/// `[product.tier.commitment]`, where there is one; `prices` are those of the tier.
pub fn commitment(
    tier: &mut Section<'_>,
    currencies: &[Currency],
    prices: &[Price],
) -> Option<Commitment> {
    let mut section = tier.section("commitment")?;
    let words = [("none", Kind::None), ("fixed", Kind::Fixed), ("reducing", Kind::Reducing)];
    let kind = section.word("fee", &words);
    let monthly = section.need("price").map(|found| amounts(found, currencies));
    let fixed = section.find("fee_price");
    let share = section.find("fee_share");
    let fees = match kind {
        Some(Kind::Fixed) => {
            stray(share, "reducing");
            let fixed = fixed.map(|found| amounts(found, currencies));
            if fixed.is_none() {
                section.error("fee_price is missing: what a seat costs that ends early");
            }
            let fee = |(currency, unit)| (currency, EarlyFee::Fixed { unit });
            fixed.unwrap_or_default().into_iter().map(fee).collect()
        }
        Some(Kind::Reducing) => {
            stray(fixed, "fixed");
            let share = part(&section, share).unwrap_or(Rate::ZERO);
            currencies.iter().map(|each| (*each, EarlyFee::Reducing { share })).collect()
        }
        Some(Kind::None) | None => {
            stray(fixed.filter(|_| kind.is_some()), "fixed");
            stray(share.filter(|_| kind.is_some()), "reducing");
            currencies.iter().map(|each| (*each, EarlyFee::None)).collect()
        }
    };
    let price = |(_, unit)| Price { unit, interval: Interval::Monthly };
    let monthly: Vec<Price> = monthly.unwrap_or_default().into_iter().map(price).collect();
    look_over(&section, prices, &monthly);
    section.finish();
    Some(Commitment { prices: monthly, fees })
}

/// A key that means nothing without `fee = "…"`.
fn stray(found: Option<Found<'_>>, kind: &str) {
    if let Some(found) = found {
        found.error(&format!("means nothing without fee = \"{kind}\""));
    }
}

/// `fee_share = "0.50"`: more than nothing.
fn part(section: &Section<'_>, share: Option<Found<'_>>) -> Option<Rate> {
    let Some(found) = share else {
        section.error("fee_share is missing: which part of what is left to pay");
        return None;
    };
    let share: Rate = found.parsed()?;
    if share.is_zero() {
        found.error("is nothing: write fee = \"none\"");
    }
    Some(share)
}

/// `{ EUR = "12.00", … }`: one amount for each currency, more than nothing.
fn amounts(found: Found<'_>, currencies: &[Currency]) -> Vec<(Currency, Money)> {
    let Some(section) = found.into_section() else { return Vec::new() };
    let mut amounts: Vec<(Currency, Money)> = Vec::new();
    let mut seen = Vec::new();
    for (code, found) in section.entries() {
        let Some(currency) = currencies.iter().find(|each| each.code() == code).copied() else {
            let all: Vec<&str> = currencies.iter().map(|each| each.code()).collect();
            found.error(&format!("the file's currencies are {}", all.join(", ")));
            continue;
        };
        seen.push(currency);
        let Some(text) = found.text() else { continue };
        match price::amount(&text, currency) {
            Ok(unit) if unit.is_positive() => amounts.push((currency, unit)),
            Ok(_) => found.error("a price is more than nothing"),
            Err(wrong) => found.error(&wrong.to_string()),
        }
    }
    for currency in currencies.iter().filter(|each| !seen.contains(each)) {
        section.error(&format!("{currency} is missing"));
    }
    amounts
}

/// Warns where a promised year is no better than months without a promise.
fn look_over(section: &Section<'_>, free: &[Price], committed: &[Price]) {
    for price in committed {
        let currency = price.unit.currency;
        let without = price::find(free, currency, Interval::Monthly);
        if without.is_some_and(|without| without.unit.minor < price.unit.minor) {
            let message = format!("price: {currency} costs more than a month without a promise");
            section.problems.warning(section.at, section.about(&message));
        }
    }
}
