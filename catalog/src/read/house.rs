//! Reads what belongs to the whole house: version, currencies, policy, seller, documents, tax.

use units::{Country, Currency, EmailAddress, PostalAddress, Rate};

use super::section::{Found, Section};
use crate::document::{Document, DocumentKind};
use crate::policy::{
    AnchorRule, CancelDay, ChangeDay, CreditTo, DayCount, DecreaseTime, Dunning, Policy,
    ProrationUnit, Rounding, TrialPolicy,
};
use crate::seller::{Bank, Seller, is_iban};
use crate::tax::{CountryTax, DatedRate, TaxCategory};

const VERSION_MAX_CHARS: usize = 40;
/// Days that everything stays readable after the end, when the file says nothing.
const RETENTION_DAYS: u32 = 90;
const RETENTION_DAYS_MAX: u32 = 3_650;
const NET_DAYS_MAX: u32 = 365;
/// Longest dunning of one invoice, in days.
const DUNNING_DAYS_MAX: u32 = 3_650;
/// Longest trial, so no reminder lies further before its end.
const REMINDER_DAYS_MAX: u32 = 365;
const REMINDERS_MAX: usize = 10;
const PREFIX_MAX_CHARS: usize = 8;

pub fn version(top: &mut Section<'_>) -> String {
    let Some(found) = top.need("version") else {
        return String::new();
    };
    let version = found.text().unwrap_or_default();
    if version.chars().count() > VERSION_MAX_CHARS {
        found.error(&format!("is longer than {VERSION_MAX_CHARS} characters"));
    }
    version
}

pub fn currencies(top: &mut Section<'_>) -> Vec<Currency> {
    let Some(found) = top.need("currencies") else {
        return Vec::new();
    };
    let currencies = found.list();
    if currencies.is_empty() {
        found.error("name at least one currency, such as [\"EUR\"]");
    }
    currencies
}

pub fn retention_days(top: &mut Section<'_>) -> u32 {
    top.number_or("retention_days_after_end", RETENTION_DAYS, 0..=RETENTION_DAYS_MAX)
}

/// `[policy]`: every key has a default.
pub fn policy(top: &mut Section<'_>) -> Policy {
    let absent = Policy::default();
    let Some(mut section) = top.section("policy") else {
        return absent;
    };
    let units = [("day", ProrationUnit::Day), ("second", ProrationUnit::Second)];
    let day_counts = [("actual", DayCount::Actual), ("fixed-30", DayCount::Fixed30)];
    let change_days = [("new", ChangeDay::New), ("old", ChangeDay::Old)];
    let cancel_days = [("unused", CancelDay::Unused), ("used", CancelDay::Used)];
    let roundings = [("half_up", Rounding::HalfUp), ("half_even", Rounding::HalfEven)];
    let anchors = [("reset", AnchorRule::Reset), ("keep", AnchorRule::Keep)];
    let decreases = [("at_renewal", DecreaseTime::AtRenewal), ("now", DecreaseTime::Now)];
    let credits = [("balance", CreditTo::Balance), ("refund", CreditTo::Refund)];
    let policy = Policy {
        version: absent.version,
        unit: section.word_or("unit", absent.unit, &units),
        day_count: section.word_or("day_count", absent.day_count, &day_counts),
        change_day: section.word_or("change_day", absent.change_day, &change_days),
        cancel_day: section.word_or("cancel_day", absent.cancel_day, &cancel_days),
        rounding: section.word_or("rounding", absent.rounding, &roundings),
        anchor_on_increase: section.word_or(
            "anchor_on_increase",
            absent.anchor_on_increase,
            &anchors,
        ),
        anchor_on_seats: section.word_or("anchor_on_seats", absent.anchor_on_seats, &anchors),
        decrease: section.word_or("decrease", absent.decrease, &decreases),
        credit: section.word_or("credit", absent.credit, &credits),
        net_days: section.number_or("net_days", absent.net_days, 0..=NET_DAYS_MAX),
        dunning: dunning(&mut section, absent.dunning),
        trial: trial(&mut section, absent.trial),
    };
    section.finish();
    policy
}

/// `[policy.dunning]`: every key has a default; days ascend.
fn dunning(policy: &mut Section<'_>, absent: Dunning) -> Dunning {
    let Some(mut section) = policy.section("dunning") else {
        return absent;
    };
    let days = 0..=DUNNING_DAYS_MAX;
    let retry_days = match section.find("retry_days") {
        Some(found) => found.numbers(days.clone()),
        None => absent.retry_days,
    };
    let dunning = Dunning {
        retry_days,
        suspend_days: section.number_or("suspend_days", absent.suspend_days, days.clone()),
        end_days: section.number_or("end_days", absent.end_days, days),
    };
    let mut all = dunning.retry_days.clone();
    all.extend([dunning.suspend_days, dunning.end_days]);
    if !all.is_sorted_by(|a, b| a < b) {
        section.error("its days do not ascend: retries, then suspend_days, then end_days");
    }
    section.finish();
    dunning
}

/// `[policy.trial]`: every key has a default; days descend to the end.
fn trial(policy: &mut Section<'_>, absent: TrialPolicy) -> TrialPolicy {
    let Some(mut section) = policy.section("trial") else {
        return absent;
    };
    let reminder_days = match section.find("reminder_days") {
        Some(found) => {
            let days = found.numbers(1..=REMINDER_DAYS_MAX);
            if !days.is_sorted_by(|a, b| a > b) {
                found.error("its days do not descend: the reminder furthest from the end first");
            }
            if days.len() > REMINDERS_MAX {
                found.error(&format!("names more than {REMINDERS_MAX} reminders"));
            }
            days
        }
        None => absent.reminder_days,
    };
    section.finish();
    TrialPolicy { reminder_days }
}

/// `[seller]`; none when a part without stand-in is missing (which has been reported).
pub fn seller(top: &mut Section<'_>) -> Option<Seller> {
    let mut section = top.need("seller").and_then(Found::into_section)?;
    let address = (
        section.text("name"),
        section.text("street"),
        section.text("postcode"),
        section.text("city"),
        section.text_if_any("region").unwrap_or_default(),
    );
    let country = section.need("country").and_then(|found| found.parsed::<Country>());
    let email = section.need("email").and_then(|found| found.parsed::<EmailAddress>());
    let vat_number = section.text_if_any("vat_number");
    let registration = section.text_if_any("registration");
    let (phone, website) = (section.text_if_any("phone"), section.text_if_any("website"));
    let invoice_prefix = prefix(&mut section, "invoice_prefix");
    let credit_note_prefix = prefix(&mut section, "credit_note_prefix");
    if !invoice_prefix.is_empty() && invoice_prefix == credit_note_prefix {
        section.error("invoice_prefix and credit_note_prefix are the same: numbers would collide");
    }
    let bank = section.section("bank").and_then(bank);
    section.finish();

    let (name, street, postcode, city, region) = address;
    Some(Seller {
        address: PostalAddress { name, street, postcode, city, region, country: country? },
        vat_number,
        registration,
        email: email?,
        phone,
        website,
        bank,
        invoice_prefix,
        credit_note_prefix,
    })
}

fn prefix(section: &mut Section<'_>, key: &'static str) -> String {
    let Some(found) = section.need(key) else {
        return String::new();
    };
    let prefix = found.text().unwrap_or_default();
    let allowed = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if prefix.len() > PREFIX_MAX_CHARS || !prefix.bytes().all(allowed) {
        let rule = format!("write 1 to {PREFIX_MAX_CHARS} capital letters or digits");
        found.error(&rule);
    }
    prefix
}

fn bank(mut section: Section<'_>) -> Option<Bank> {
    let name = section.text("name");
    let bic = section.text_if_any("bic");
    let iban = section.need("iban").and_then(|found| {
        let iban: String = found.text()?.split_whitespace().collect();
        if !is_iban(&iban) {
            found.error("is not an account number: its check digits are wrong");
        }
        Some(iban)
    });
    section.finish();
    Some(Bank { name, iban: iban?, bic })
}

/// `[[document]]`: terms and privacy always, emergency calls where telephone add-ons are sold.
pub fn documents(top: &mut Section<'_>, phone_is_sold: bool) -> Vec<Document> {
    let kinds = DocumentKind::ALL.map(|kind| (kind.word(), kind));
    let mut documents: Vec<Document> = Vec::new();
    let mut kinds_seen = Vec::new();
    for mut section in top.sections("document") {
        section = section.called("document", "kind");
        let kind = section.word("kind", &kinds);
        kinds_seen.extend(kind);
        let from = section.need("from").and_then(|found| found.date());
        let version = section.text("version");
        let url = section.need("url").map(|found| {
            let url = found.text().unwrap_or_default();
            if !url.starts_with('/') && !url.starts_with("https://") {
                found.error("write a path beginning with / or an address beginning with https://");
            }
            url
        });
        if let (Some(kind), Some(from)) = (kind, from) {
            let same = documents.iter().filter(|each| each.kind == kind);
            for earlier in same {
                if earlier.version == version {
                    section.error(&format!("version \"{version}\" is there twice"));
                } else if earlier.from == from {
                    section.error(&format!("two versions begin on {from}"));
                }
            }
            documents.push(Document { kind, version, from, url: url.unwrap_or_default() });
        }
        section.finish();
    }
    for kind in DocumentKind::ALL {
        let needed = kind != DocumentKind::EmergencyCalls || phone_is_sold;
        if needed && !kinds_seen.contains(&kind) {
            top.error(&format!("no [[document]] of kind \"{}\"", kind.word()));
        }
    }
    documents
}

/// `[[tax]]`: one for each country.
pub fn taxes(top: &mut Section<'_>) -> Vec<CountryTax> {
    let categories = [TaxCategory::Vat, TaxCategory::ConsumptionTax, TaxCategory::SalesTax]
        .map(|category| (category.word(), category));
    let mut taxes: Vec<CountryTax> = Vec::new();
    for mut section in top.sections("tax") {
        section = section.called("tax", "country");
        let country = section.need("country").and_then(|found| found.parsed::<Country>());
        let category = section.word("category", &categories);
        let rates = dated_rates(&mut section);
        if taxes.iter().any(|tax| Some(tax.country) == country) {
            section.error("this country is there twice: put its rates into one entry");
        }
        section.finish();
        if let (Some(country), Some(category)) = (country, category) {
            taxes.push(CountryTax { country, category, rates });
        }
    }
    taxes
}

/// The rates of a country; must stand in the order of their dates.
fn dated_rates(section: &mut Section<'_>) -> Vec<DatedRate> {
    let Some(found) = section.need("rates") else {
        return Vec::new();
    };
    let at = found.at;
    let mut rates: Vec<DatedRate> = Vec::new();
    for mut entry in found.into_sections() {
        let from = entry.need("from").and_then(|found| found.date());
        let rate = entry.need("rate").and_then(|found| found.parsed::<Rate>());
        if let (Some(from), Some(rate)) = (from, rate) {
            if rates.last().is_some_and(|last| last.from >= from) {
                entry.error(&format!("{from} is not after the rate before: order by date"));
            }
            rates.push(DatedRate { from, rate });
        }
        entry.finish();
    }
    if rates.is_empty() && !section.problems.any_error() {
        section.problems.error(at, section.about("no rate is given"));
    }
    rates
}
