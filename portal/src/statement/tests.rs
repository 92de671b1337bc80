//! Proposals as their readers see them.

use billing::invoice::Buyer;
use billing::order::{AddOnAsk, Ask, Facts, PlanAsk, propose};
use texts::UNKNOWN_KEY;
use units::{Currency, PostalAddress};

use super::*;

fn ask() -> Ask {
    let address = PostalAddress {
        name: "Ada Example".to_owned(),
        street: "1 rue Haute".to_owned(),
        postcode: "75001".to_owned(),
        city: "Paris".to_owned(),
        region: String::new(),
        country: "FR".parse().expect("a country"),
    };
    Ask {
        plans: vec![PlanAsk {
            product: "meetings".parse().expect("a product"),
            tier: "pro".parse().expect("a tier"),
            interval: Interval::Monthly,
            seats: 5,
            add_ons: vec![AddOnAsk {
                add_on: "call_me_domestic".parse().expect("an add-on"),
                quantity: 2,
            }],
            committed: false,
            trial: false,
        }],
        currency: Currency::EUR,
        buyer: Buyer { address, vat_id: None, email: "ada@example.org".to_owned() },
        site_name: Some("ada-works".to_owned()),
        after_trial: AfterTrial::End,
    }
}

/// A first order in January 2027, said in `language`.
fn said(language: &str) -> Statement {
    said_of(language, &ask())
}

fn said_of(language: &str, ask: &Ask) -> Statement {
    let source = include_str!("../../../catalogs/plenum.toml");
    let (catalog, _) = Catalog::parse("plenum.toml", source).expect("the shipped catalog");
    let locale: Locale = language.parse().expect("a language");
    let zone = Zone::utc();
    let facts = Facts {
        catalog: &catalog,
        subscriptions: &[],
        tried: &[],
        zone: &zone,
        locale: &locale,
        currency: None,
        exemptions: &[],
        balance: Money::zero(Currency::EUR),
        site_address: "meet-eu.example.org".to_owned(),
        new_site_address: "ada-works.my.example.org".to_owned(),
        meetings: 3,
    };
    let as_of = "2027-01-31T12:00:00Z".parse().expect("a moment");
    let proposal = propose(&facts, ask, as_of).expect("it is sold");
    let texts = Texts::embedded();
    let reader = Reader { texts: &texts, locale: &locale, zone: &zone, catalog: &catalog };
    of(reader, &proposal, Some("Visa ending 4242"))
}

fn rows<'a>(statement: &'a Statement, key: &str) -> Vec<&'a Row> {
    let section = statement.sections.iter().find(|section| section.key == key);
    section.map(|section| section.rows.iter().collect()).unwrap_or_default()
}

/// P1: money now and later, and how it comes about.
#[test]
fn an_order_is_said_line_by_line() {
    let statement = said("en");
    assert_eq!(statement.title, "Meetings Pro, 5 organizers");
    let now = rows(&statement, "now");
    let texts: Vec<String> = now
        .iter()
        .map(|row| format!("{}|{}", row.text, row.amount.as_deref().unwrap_or_default()))
        .map(|text| text.replace('\u{A0}', " "))
        .collect();
    assert_eq!(
        texts,
        [
            "Meetings Pro, 5 organizers × EUR 14.00|EUR 70.00",
            "Call Me, domestic, 2 licences × EUR 3.00|EUR 6.00",
            "Sum without VAT|EUR 76.00",
            "VAT 20 % on EUR 76.00|EUR 15.20",
            "To pay today, Visa ending 4242|EUR 91.20",
        ]
    );
    let explained = now.first().and_then(|row| row.explain.as_deref());
    let explained = explained.expect("an explanation");
    assert!(explained.starts_with("31 January 2027 to 28 February 2027"), "{explained}");
    let next = rows(&statement, "next");
    assert!(next.first().is_some_and(|row| row.text.starts_with("28 February 2027")));
    assert!(statement.sections.iter().any(|section| section.key == "lose" && section.empty));
}

/// A5, P1: a trial says what is free, what follows, and when it is announced.
#[test]
fn a_trial_is_said_line_by_line() {
    let plans = vec![PlanAsk { trial: true, ..ask().plans.remove(0) }];
    let statement = said_of("en", &Ask { plans, ..ask() });
    assert_eq!(statement.title, "Trial of Meetings Pro, 5 organizers");
    let said = |key: &str| {
        let rows = rows(&statement, key).into_iter();
        let said =
            rows.map(|row| format!("{}|{}", row.text, row.amount.as_deref().unwrap_or_default()));
        said.map(|text| text.replace('\u{A0}', " ")).collect::<Vec<String>>()
    };
    assert_eq!(said("now"), ["Nothing to pay today|EUR 0.00"]);
    assert_eq!(
        said("trial"),
        [
            "Meetings Pro, 5 organizers: free from 31 January 2027 to 13 February 2027|",
            "It ends by itself: nothing is charged, and without another subscription your \
             account is free again|",
            "If you subscribe before, from 14 February 2027|EUR 91.20",
            "Reminder by mail on 11 February 2027|",
            "Reminder by mail on 13 February 2027|",
        ]
    );
    assert_eq!(said("next"), ["No further charge|"]);
}

/// H4: every language has words for every line.
#[test]
fn every_language_says_everything() {
    let tried = |after_trial| Ask {
        plans: vec![PlanAsk { trial: true, ..ask().plans.remove(0) }],
        after_trial,
        ..ask()
    };
    let asks = [ask(), tried(AfterTrial::End), tried(AfterTrial::Subscribe)];
    let said = ["en", "fr", "ru"]
        .into_iter()
        .flat_map(|language| asks.iter().map(move |ask| (language, said_of(language, ask))));
    for (language, statement) in said {
        let sections = statement.sections.iter();
        let words = sections.flat_map(|section| {
            let rows = section.rows.iter();
            let texts = rows.flat_map(|row| [Some(&row.text), row.explain.as_ref()]);
            texts.flatten().chain([&section.label])
        });
        for text in words.chain([&statement.title]) {
            assert!(!text.contains(UNKNOWN_KEY) && !text.contains("{$"), "{language}: {text}");
            assert!(!text.is_empty(), "{language}: an empty line");
        }
    }
}
