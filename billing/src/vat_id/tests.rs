//! Published numbers pass, a changed digit does not, and what people type is understood.

use super::*;

/// Printed by their owners or tax offices, and each confirmed by another implementation of the
/// rules.
#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "ATU13585627", "BE0428759497", "BE0403019261", "BG175074752", "CHE107787577", "CY10259033P",
    "CZ25123891", "CZ7103192745", "CZ640903926", "DE136695976", "DK13585628", "EE100931558",
    "EE100594102", "EL094259216", "ESB58378431", "ESB64717838", "ES54362315K", "ESX5253868R",
    "ESM1234567L", "FI20774740", "FR83404833048", "FR40303265045", "FR23334175221",
    "FRK7399859412", "FR4Z123456782", "GB980780684", "HR33392005961", "HU12892312", "IE6433435F",
    "IE6433435OA", "IE8D79739I", "IT00743110157", "LT119511515", "LT100001919017",
    "LT100004801610", "LU15027442", "LV40003521600", "LV16117519997", "MT11679112",
    "NL010000446B01", "NL004495445B01", "NL002455799B11", "NO995525828MVA", "PL8567346215",
    "PT501964843", "RO18547290", "SE123456789701", "SI50223054", "SK2022749619", "XI980780684",
];

/// Countries whose own rule lets two check digits share a remainder, or has digits outside of it.
const NOT_TIGHT: &[&str] = &["BG", "CZ", "FR", "GB", "LT", "NL", "RO", "SE", "XI"];

fn country(code: &str) -> Country {
    code.parse().expect("a country")
}

#[test]
fn published_numbers_pass() {
    for text in PUBLISHED {
        let id: VatId = text.parse().unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
        assert_eq!(id.as_str(), *text);
    }
    for scheme in SCHEMES {
        assert!(VatId::parse(scheme.example, None).is_ok(), "{}", scheme.example);
        let published = PUBLISHED.iter().filter(|text| text.starts_with(scheme.prefix));
        assert!(published.count() > 0, "no published number of {}", scheme.prefix);
    }
}

#[test]
fn every_country_of_the_union_is_covered() {
    for country in Country::all().filter(Country::in_european_union) {
        assert!(SCHEMES.iter().any(|scheme| scheme.is_of(country)), "{country}");
    }
}

/// All texts one digit away from `text`.
fn one_digit_away(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (place, old) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        for new in ('0'..='9').filter(|new| *new != old) {
            let (before, after) = text.split_at(place);
            found.push(format!("{before}{new}{}", after.replacen(old, "", 1)));
        }
    }
    found
}

#[test]
fn a_changed_digit_is_noticed() {
    for text in PUBLISHED {
        let mutants = one_digit_away(text);
        let slipped: Vec<_> =
            mutants.iter().filter(|mutant| VatId::parse(mutant, None).is_ok()).collect();
        let tight = !NOT_TIGHT.iter().any(|prefix| text.starts_with(prefix));
        assert!(!tight || slipped.is_empty(), "{text}: {slipped:?} passed");
        assert!(slipped.len() * 5 <= mutants.len(), "{text}: {slipped:?} passed");
    }
}

#[test]
fn blanks_stops_and_suffixes_do_not_matter() {
    for (typed, hint, read) in [
        ("  de 136.695-976 ", None, "DE136695976"),
        ("136 695 976", Some("DE"), "DE136695976"),
        ("DE136695976", Some("FR"), "DE136695976"),
        ("GR 094259216", None, "EL094259216"),
        ("094259216", Some("GR"), "EL094259216"),
        ("CHE-107.787.577 MWST", None, "CHE107787577"),
        ("CHE-107.787.577", Some("CH"), "CHE107787577"),
        ("974 760 673", Some("NO"), "NO974760673MVA"),
        ("NO974760673MVA", Some("NO"), "NO974760673MVA"),
        ("980780684", Some("GB"), "GB980780684"),
        ("XI 980780684", Some("GB"), "XI980780684"),
        ("K7399859412", Some("FR"), "FRK7399859412"),
        ("XIGD123", None, "XIGD123"),
    ] {
        let id = VatId::parse(typed, hint.map(country));
        let id = id.unwrap_or_else(|refusal| panic!("{typed}: {refusal}"));
        assert_eq!(id.as_str(), read, "{typed}");
        assert_eq!(id.as_str().parse::<VatId>().as_ref(), Ok(&id), "{typed} is not read back");
    }
    assert_eq!(VatId::parse("XI980780684", None).map(|id| id.country()), Ok(country("GB")));
    assert_eq!(VatId::parse("EL094259216", None).map(|id| id.country()), Ok(country("GR")));
}

#[test]
fn refusals_say_what_is_wrong() {
    let code = |typed: &str, hint: Option<&str>| {
        VatId::parse(typed, hint.map(country)).expect_err(typed).code()
    };
    assert_eq!(code("", None), "vat_id.unknown_country");
    assert_eq!(code("US123456789", Some("US")), "vat_id.unknown_country");
    assert_eq!(code("136695976", None), "vat_id.unknown_country");
    assert_eq!(code("", Some("DE")), "vat_id.format");
    assert_eq!(code("DE13669597", None), "vat_id.format");
    assert_eq!(code("DE1366959761", None), "vat_id.format");
    assert_eq!(code("DE13669597٦", None), "vat_id.format");
    assert_eq!(code("DE136695977", None), "vat_id.check_digit");
    assert_eq!(code("136695977", Some("DE")), "vat_id.check_digit");
    assert_eq!(code("DE136695977", Some("FR")), "vat_id.check_digit");
    assert_eq!(code(&"9".repeat(10_000), Some("DE")), "vat_id.format");
    let shown = VatId::parse("FR1", None).expect_err("too short").to_string();
    assert_eq!(shown, "a VAT number of FR looks like FR83404833048");
}

#[test]
fn documents_keep_the_text_alone() {
    let id: VatId = "BE0428759497".parse().expect("a VAT number");
    let json = serde_json::to_string(&id).expect("plain text");
    assert_eq!(json, "\"BE0428759497\"");
    assert_eq!(serde_json::from_str::<VatId>(&json).expect("read back"), id);
    assert!(serde_json::from_str::<VatId>("\"BE0428759498\"").is_err());
}
