//! The shipped catalog: what it sells, looked up as the other rooms look it up (A1 to A4, D7).

use catalog::{
    AddOnId, Catalog, CommitmentTerms, DocumentKind, EarlyFee, EntitlementKind, EntitlementValue,
    Holding, Limit, Policy, ProductId, SHIPPED_FILE, SHIPPED_TEXT, TaxCategory, Term, TierId,
    entitlements_of,
};
use units::{Country, Currency, Date, Interval};

fn shipped() -> Catalog {
    let (catalog, warnings) = Catalog::parse(SHIPPED_FILE, SHIPPED_TEXT).expect("shipped valid");
    assert_eq!(warnings, []);
    catalog
}

fn meetings() -> ProductId {
    "meetings".parse().expect("an id")
}

fn tier(word: &str) -> TierId {
    word.parse().expect("an id")
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

#[test]
fn what_is_sold_has_its_price_in_every_currency() {
    let catalog = shipped();
    let price = |currency, interval| {
        let price = catalog.plan(&meetings(), &tier("pro"), interval, currency);
        price.expect("sold").unit.to_string()
    };
    assert_eq!(price(Currency::EUR, Interval::Monthly), "EUR 14.00");
    assert_eq!(price(Currency::EUR, Interval::Annual), "EUR 140.00");
    assert_eq!(price(Currency::JPY, Interval::Monthly), "JPY 2200");
    assert_eq!(price(Currency::KWD, Interval::Annual), "KWD 45.000");
    let saving = catalog.annual_saving(&meetings(), &tier("pro"), Currency::EUR);
    assert_eq!(saving.expect("sold").to_string(), "EUR 28.00");
    let enterprise = tier("enterprise");
    assert_eq!(catalog.plan(&meetings(), &enterprise, Interval::Monthly, Currency::EUR), None);
    assert_eq!(catalog.default_currency(), Currency::EUR);
    assert_eq!(catalog.policy, Policy::default(), "the file shows the defaults");
}

/// C5: a year of Pro is sold month by month, for less than a month without a promise.
#[test]
fn a_promised_year_has_its_price_and_its_fee() {
    let catalog = shipped();
    let pro = catalog.tier(&meetings(), &tier("pro")).expect("a tier");
    let term = Term { interval: Interval::Monthly, committed: true };
    for currency in &catalog.currencies {
        let promised = pro.price_of(*currency, term).expect("sold").unit;
        let free = pro.price(*currency, Interval::Monthly).expect("sold").unit;
        assert!(promised.minor < free.minor, "{currency}");
        let terms = pro.commitment.as_ref().and_then(|each| each.terms(*currency));
        let share = "0.5".parse().expect("a rate");
        let fee = EarlyFee::Reducing { share };
        assert_eq!(terms, Some(CommitmentTerms { months: 12, fee }));
    }
    let starter = catalog.tier(&meetings(), &tier("starter")).expect("a tier");
    assert_eq!(starter.price_of(Currency::EUR, term), None);
}

/// A2: which plan lifts a limit.
#[test]
fn the_cheapest_tier_that_lifts_a_limit() {
    let catalog = shipped();
    let lifts = |limit| {
        let tier = catalog.lifts(&meetings(), limit);
        tier.map(|tier| tier.id.as_str())
    };
    assert_eq!(lifts(Limit::meeting_minutes(50)), Some("free"));
    assert_eq!(lifts(Limit::meeting_minutes(51)), Some("starter"));
    assert_eq!(lifts(Limit::participants(400)), Some("plus"));
    assert_eq!(lifts(Limit::participants(800)), Some("enterprise"));
    assert_eq!(lifts(Limit::participants(5_000)), None);
    assert_eq!(lifts(Limit::feature(EntitlementKind::Transcription)), Some("pro"));
}

/// A3: rows of kinds over tiers, none of them empty.
#[test]
fn tiers_are_compared() {
    let catalog = shipped();
    let comparison = catalog.compare(&meetings()).expect("a product");
    let tiers: Vec<&str> = comparison.tiers.iter().map(|tier| tier.id.as_str()).collect();
    assert_eq!(tiers, ["free", "starter", "pro", "plus", "enterprise"]);
    let minutes = comparison.rows.first().expect("rows");
    assert_eq!(minutes.kind, EntitlementKind::MeetingMinutes);
    assert_eq!(
        minutes.values,
        [
            EntitlementValue::Minutes(50),
            EntitlementValue::Unlimited,
            EntitlementValue::Unlimited,
            EntitlementValue::Unlimited,
            EntitlementValue::Unlimited,
        ]
    );
    let kinds: Vec<EntitlementKind> = comparison.rows.iter().map(|row| row.kind).collect();
    assert!(!kinds.contains(&EntitlementKind::Attendees), "Meetings have no webinars");
}

/// A2, A4: holdings combine; a webinar tier does not lengthen free meetings.
#[test]
fn holdings_combine() {
    let catalog = shipped();
    let webinars: ProductId = "webinars".parse().expect("an id");
    let holding = |product: &ProductId, word: &str, add_ons: &[(&str, u32)]| Holding {
        tier: catalog.tier(product, &tier(word)).expect("a tier"),
        add_ons: add_ons
            .iter()
            .map(|(id, quantity)| {
                let id: AddOnId = id.parse().expect("an id");
                (catalog.add_on(&id).expect("an add-on"), *quantity)
            })
            .collect(),
    };
    let free = holding(&meetings(), "free", &[]);
    let webinar = holding(&webinars, "pro", &[("webinar_capacity", 1)]);
    let both = entitlements_of(&[free.clone(), webinar]);
    assert_eq!(both.meeting_minutes_max, Some(50));
    assert_eq!((both.participants_max, both.attendees_max), (100, 3_000));

    let pro = holding(
        &meetings(),
        "pro",
        &[("large_meeting", 1), ("extra_storage", 2), ("call_me_domestic", 1)],
    );
    let all = entitlements_of(&[free.clone(), pro]);
    assert_eq!(all.meeting_minutes_max, None);
    assert_eq!(all.participants_max, 1_000);
    assert_eq!(all.recording_storage_mb, 210_000);
    assert!(all.call_me_countries.contains(&"DE".parse::<Country>().expect("a country")));

    let changes = free.tier.entitlements.changes_to(&all);
    assert!(changes.iter().all(|change| change.is_gain()), "{changes:#?}");
    assert_eq!(changes.first().map(|change| change.after), Some(EntitlementValue::Unlimited));
}

#[test]
fn add_ons_go_with_their_tiers() {
    let catalog = shipped();
    let sold_with = |word| -> Vec<&str> {
        let add_ons = catalog.add_ons_for(&meetings(), &tier(word));
        add_ons.into_iter().map(|add_on| add_on.id.as_str()).collect()
    };
    assert_eq!(sold_with("free"), Vec::<&str>::new());
    assert_eq!(sold_with("starter"), ["extra_storage"]);
    assert_eq!(
        sold_with("pro"),
        ["call_me_domestic", "call_me_international", "large_meeting", "extra_storage"]
    );
}

/// D7: by country and date, with the rates that held for half a year.
#[test]
fn tax_follows_country_and_date() {
    let catalog = shipped();
    let percent = |country: &str, on: &str| {
        let country = country.parse().expect("a country");
        catalog.tax_rate(country, date(on)).rate.percent()
    };
    assert_eq!(percent("DE", "2020-06-30"), "19");
    assert_eq!(percent("DE", "2020-07-01"), "16");
    assert_eq!(percent("DE", "2020-12-31"), "16");
    assert_eq!(percent("DE", "2021-01-01"), "19");
    assert_eq!(percent("EE", "2025-07-01"), "24");
    assert_eq!(percent("FI", "2026-11-22"), "25.5");
    assert_eq!(percent("CH", "2026-11-22"), "8.1");
    assert_eq!(percent("US", "2026-11-22"), "0");
    let abroad = catalog.tax_rate("US".parse().expect("a country"), date("2026-11-22"));
    assert_eq!(abroad.category, TaxCategory::OutsideScope);
    let union = Country::all().filter(Country::in_european_union);
    for country in union {
        let tax = catalog.tax_rate(country, date("2016-01-01"));
        assert!(!tax.rate.is_zero(), "{country} has a rate since 2016");
    }
}

#[test]
fn documents_are_found_by_date() {
    let catalog = shipped();
    let version = |kind, on| {
        let document = catalog.document(kind, date(on));
        document.map(|document| document.version.as_str())
    };
    assert_eq!(version(DocumentKind::Terms, "2026-11-22"), Some("2026-11"));
    assert_eq!(version(DocumentKind::Privacy, "2020-01-01"), Some("2026-11"));
    assert_eq!(version(DocumentKind::EmergencyCalls, "2030-01-01"), Some("2026-11"));
}

/// A stored version is the same catalog when it is read again.
#[test]
fn the_kept_text_reads_back() {
    let catalog = shipped();
    let (again, _) = Catalog::parse("stored", &catalog.text).expect("read before");
    assert_eq!(again, catalog);
}

/// Names and descriptions are in every language of the house, and fall back to English.
#[test]
fn words_by_language() {
    let catalog = shipped();
    let name = |tag: &str| {
        let product = catalog.product(&meetings()).expect("a product");
        product.name.get(&tag.parse().expect("a locale"))
    };
    assert_eq!(name("en"), "Meetings");
    assert_eq!(name("fr-CA"), "Réunions");
    assert_eq!(name("ru"), "Встречи");
    assert_eq!(name("pt-BR"), "Meetings");
    let (product, tier) = catalog.free_plan();
    assert_eq!((product.id.as_str(), tier.id.as_str()), ("meetings", "free"));
}

/// The words of `[policy]` are those a stored policy is written with.
#[test]
fn policy_words_are_the_same_in_file_and_store() {
    let others = [
        ("unit", "second"),
        ("day_count", "fixed-30"),
        ("change_day", "old"),
        ("cancel_day", "used"),
        ("rounding", "half_even"),
        ("anchor_on_increase", "keep"),
        ("anchor_on_seats", "reset"),
        ("decrease", "now"),
        ("credit", "refund"),
    ];
    let table: Vec<String> = others.map(|(key, word)| format!("{key} = \"{word}\"")).to_vec();
    let start = SHIPPED_TEXT.find("unit  ").expect("the policy's first key");
    let end = SHIPPED_TEXT.find("net_days").expect("the policy's last key");
    let (before, after) = (&SHIPPED_TEXT[..start], &SHIPPED_TEXT[end..]);
    let text = format!("{before}{}\n{after}", table.join("\n"));
    let (catalog, _) = Catalog::parse(SHIPPED_FILE, &text).expect("valid");
    let stored = toml::to_string(&catalog.policy).expect("it can be written");
    for line in table {
        assert!(stored.contains(&line), "{line} in {stored}");
    }
    assert_eq!(toml::from_str::<Policy>(&stored).expect("it can be read"), catalog.policy);
}
