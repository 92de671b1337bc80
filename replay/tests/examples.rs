//! The life files that ship do what they expect, and mistakes in one are told by their line.

use std::fs;
use std::path::{Path, PathBuf};

use replay::{Form, LifeFile, differences};

fn no_catalog(path: &str) -> Result<String, String> {
    Err(format!("there is no file {path}"))
}

/// A catalog's path in an example is from the top of the tree.
fn shipped(path: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Every file below `folder`, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_example_does_what_it_expects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lives/examples");
    let examples = files(&folder);
    let mut wrong = Vec::new();
    for path in &examples {
        let name = path.strip_prefix(&folder).expect("below it").display().to_string();
        let source = fs::read_to_string(path).expect("a text");
        let life = LifeFile::read(&source, Form::of(&name).expect("a life file")).expect(&name);
        let report = life.live(&shipped, None).expect(&name);
        let expected = life.expects().expect("an example expects something");
        let found = serde_json::to_value(&report).expect("plain data");
        let differences = differences(expected, &found);
        wrong.extend(differences.iter().map(|line| format!("{name}: {line}")));
        assert!(report.ledger_balances, "{name}");
        assert!(source.starts_with("# "), "{name} says what it shows");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(examples.len() >= EXAMPLES_MIN, "only {} examples", examples.len());
}

/// Those that shipped once stay.
const EXAMPLES_MIN: usize = 160;

const LIFE: &str = r#"currency = "EUR"

[[plan]]
id = "pro"
interval = "month"
seat_price_minor = 1200

[[event]]
at = 2027-04-01
do = "subscribe"
subscription = "a"
plan = "pro"
"#;

/// The mistake that `LIFE` has with `from` replaced by `to`.
fn mistake(from: &str, to: &str) -> String {
    let source = LIFE.replacen(from, to, 1);
    assert_ne!(source, LIFE, "{from} is not there");
    let lived = LifeFile::read(&source, Form::Toml).and_then(|life| life.live(&no_catalog, None));
    lived.expect_err("a mistake").to_string()
}

#[test]
fn mistakes_name_their_line() {
    assert!(mistake("plan = \"pro\"", "plan = \"prof\"").starts_with("line 8: "), "the event");
    assert!(mistake("do = ", "did = ").starts_with("line "), "an unknown key");
    assert!(mistake("2027-04-01", "2027-04-31").starts_with("line 9: "), "an impossible date");
    assert!(mistake("\"month\"", "\"fortnight\"").contains("no interval"));
    assert!(mistake("do = ", "seats = 0\ndo = ").contains("at least 1"));
    assert!(mistake("do = ", "value = \"refund\"\ndo = ").contains("means nothing here"));
    assert!(mistake("subscribe", "change").contains("no subscription \"a\""), "a name unknown");
    assert!(mistake("do = ", "add_ons = { b = 1 }\ndo = ").contains("no add-on \"b\""));
    assert!(mistake("1200", "-1").contains("a price is"));
    assert!(mistake("do = ", "seats = 4000000000\ndo = ").contains("at most"));
    assert!(mistake("[[plan]]", "[policy]\nnet_days = 366\n[[plan]]").contains("net_days"));
    assert!(mistake("[[plan]]", "[policy]\nunits = 1\n[[plan]]").starts_with("line 4"));
}

#[test]
fn a_life_has_an_end() {
    let life = LifeFile::read(LIFE, Form::Toml).expect("a life");
    let mistake = life.live(&no_catalog, Some("9000-01-01")).expect_err("too long");
    assert!(mistake.to_string().contains("100 years"));
    assert!(life.live(&no_catalog, Some("2126-01-01")).is_ok());
}

/// A life in JSON is read like one in TOML; a mistake in it is told by its event.
#[test]
fn a_life_may_be_json() {
    let source = r#"{
        "currency": "KWD",
        "plan": [{ "id": "pro", "interval": "3 months", "seat_price_minor": 9750 }],
        "event": [
            { "at": "2027-01-31", "do": "subscribe", "subscription": "a", "plan": "pro" },
            { "at": "2027-04-30T12:00:00+02:00", "do": "advance" }
        ]
    }"#;
    let life = LifeFile::read(source, Form::Json).expect("a life");
    let report = life.live(&no_catalog, None).expect("lived");
    let dates: Vec<&str> = report.invoices.iter().map(|each| each.date.as_str()).collect();
    assert_eq!(dates, ["2027-01-31", "2027-04-30"]);
    let mistake = |from: &str, to: &str| {
        let source = source.replacen(from, to, 1);
        let lived = LifeFile::read(&source, Form::Json).and_then(|it| it.live(&no_catalog, None));
        lived.expect_err("a mistake").to_string()
    };
    assert!(mistake("\"plan\": \"pro\"", "\"plan\": \"pros\"").starts_with("event 1: "));
    assert!(mistake("2027-04-30", "2027-01-30").starts_with("event 2: "), "out of order");
    assert!(mistake("currency", "money").starts_with("line "));
}

/// The policy of a catalog holds where the file says nothing else.
#[test]
fn a_catalog_brings_its_policy() {
    let shipped = include_str!("../../catalogs/plenum.toml");
    let credit = "credit             = \"balance\"";
    assert!(shipped.contains(credit), "the shipped policy has changed");
    let refunding = shipped.replace(credit, "credit = \"refund\"");
    let catalogs = |_: &str| Ok(refunding.clone());
    let told = LIFE
        .replacen('\n', "\ncatalog = \"c.toml\"\n", 1)
        .replace("subscribe\"", "subscribe\"\nseats = 2")
        + "[[event]]\nat = 2027-04-16\ndo = \"change\"\nsubscription = \"a\"\nseats = 1\nwhen = \"now\"\n";
    let refunds = |source: &str| {
        let life = LifeFile::read(source, Form::Toml).expect("a life");
        life.live(&catalogs, None).expect("lived").refunds.len()
    };
    assert_eq!(refunds(&told), 1);
    let kept = told.replacen("[[plan]]", "[policy]\ncredit = \"balance\"\n\n[[plan]]", 1);
    assert_eq!(refunds(&kept), 0);
}

/// Dates may stand without quotes in an expectation too.
#[test]
fn an_expected_date_may_be_a_date() {
    let source = format!("{LIFE}\n[[expect.invoices]]\ndate = 2027-04-01\n");
    let life = LifeFile::read(&source, Form::Toml).expect("a life");
    let report = life.live(&no_catalog, None).expect("lived");
    let found = serde_json::to_value(&report).expect("plain data");
    let differ = |life: &LifeFile| differences(life.expects().expect("an expectation"), &found);
    assert!(differ(&life).is_empty());
    let wrong = source.replace("date = 2027-04-01", "date = 2027-04-02");
    let wrong = LifeFile::read(&wrong, Form::Toml).expect("a life");
    assert_eq!(differ(&wrong), ["invoices[0].date: expected 2027-04-02, not \"2027-04-01\""]);
}

/// What a file does not say is not compared; what it says must be there.
#[test]
fn an_expectation_is_a_part() {
    let found = serde_json::json!({ "a": [{ "number": "1", "total": 5 }], "b": true });
    let part = serde_json::json!({ "a": [{ "number": 1 }] });
    assert!(differences(&part, &found).is_empty());
    let wrong = serde_json::json!({ "a": [{ "total": 6 }, {}], "c": 1 });
    assert_eq!(differences(&wrong, &found).len(), 3);
}
