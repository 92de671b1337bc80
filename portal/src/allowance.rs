//! Allowances in words: what a tier allows, and how much of it.

use catalog::{EntitlementKind, EntitlementValue};
use texts::{Args, Texts};
use units::Locale;

/// Megabytes in a gigabyte, as the catalog counts them.
const MB_PER_GB: u64 = 1_000;

/// The last part of an entitlement's keys: `meeting-minutes`.
fn key(kind: EntitlementKind) -> String {
    kind.word().replace('_', "-")
}

/// What the entitlement is called: "Longest meeting".
pub fn label(texts: &Texts, locale: &Locale, kind: EntitlementKind) -> String {
    texts.plain(locale, &format!("plans-entitlement-{}", key(kind)))
}

/// How much: "50 minutes", "10 GB", "Yes".
pub fn amount(texts: &Texts, locale: &Locale, value: EntitlementValue) -> String {
    let counted = |key: &str, count: u32| texts.get(locale, key, &Args::new().with("count", count));
    match value {
        EntitlementValue::No => texts.plain(locale, "plans-value-no"),
        EntitlementValue::Yes => texts.plain(locale, "plans-value-yes"),
        EntitlementValue::Unlimited => texts.plain(locale, "plans-value-unlimited"),
        EntitlementValue::Minutes(count) => counted("plans-value-minutes", count),
        EntitlementValue::People(count) => counted("plans-value-people", count),
        EntitlementValue::Countries(count) => counted("plans-value-countries", count),
        EntitlementValue::Megabytes(size) => storage(texts, locale, size),
    }
}

/// Whole gigabytes where they are whole, else megabytes.
fn storage(texts: &Texts, locale: &Locale, megabytes: u64) -> String {
    let whole = megabytes.is_multiple_of(MB_PER_GB);
    let (key, size) = match whole {
        true => ("plans-value-gigabytes", megabytes / MB_PER_GB),
        false => ("plans-value-megabytes", megabytes),
    };
    let size = texts.number(locale, i64::try_from(size).unwrap_or(i64::MAX));
    texts.get(locale, key, &Args::new().with("size", size))
}

/// As one line of a tier's list: "Meetings up to 50 minutes"; none for what is not allowed.
pub fn feature(
    texts: &Texts,
    locale: &Locale,
    kind: EntitlementKind,
    value: EntitlementValue,
) -> Option<String> {
    let key = format!("plans-feature-{}", key(kind));
    match value {
        EntitlementValue::No => None,
        EntitlementValue::Unlimited => Some(texts.plain(locale, &format!("{key}-unlimited"))),
        EntitlementValue::People(count) => {
            Some(texts.get(locale, &key, &Args::new().with("count", count)))
        }
        other => {
            let args = Args::new().with("value", amount(texts, locale, other));
            Some(texts.get(locale, &key, &args))
        }
    }
}

/// "Licences": the unit's plural as a label.
pub fn units(texts: &Texts, locale: &Locale, word: &str) -> String {
    texts.plain(locale, &format!("plans-units-of-{word}"))
}
