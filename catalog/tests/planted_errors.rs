//! A1: a catalog with a mistake is refused, and the message names the right line and the way out.
//!
//! Each check plants mistakes into the shipped file and looks for them where they were planted.

use catalog::{Catalog, CatalogError, SHIPPED_FILE, SHIPPED_TEXT};

/// Replaces the first `good` after `mark` by `bad`; returns the text and the line of the change.
fn plant(text: &str, mark: &str, good: &str, bad: &str) -> (String, usize) {
    let start = text.find(mark).unwrap_or_else(|| panic!("no mark {mark}"));
    let at = text[start..].find(good).unwrap_or_else(|| panic!("no {good} after {mark}")) + start;
    let line = 1 + text[..at].matches('\n').count();
    let changed = format!("{}{bad}{}", &text[..at], &text[at + good.len()..]);
    (changed, line)
}

fn errors(text: &str) -> Vec<CatalogError> {
    Catalog::parse(SHIPPED_FILE, text).expect_err("a mistake was planted")
}

/// One mistake gives one error, on its line.
#[track_caller]
fn check(mark: &str, good: &str, bad: &str, message: &str) {
    let (text, line) = plant(SHIPPED_TEXT, mark, good, bad);
    let found: Vec<String> = errors(&text).iter().map(ToString::to_string).collect();
    assert_eq!(found, [format!("{SHIPPED_FILE}:{line}: {message}")]);
}

const PRO: &str = "id          = \"pro\"";

#[test]
fn prices() {
    check(PRO, ", annual = \"140.00\"", "", "tier \"pro\": price for EUR annual is missing");
    check(
        PRO,
        "\"14.00\"",
        "\"14.0\"",
        "tier \"pro\": price: EUR: monthly: \"14.0\" is not an amount in EUR: write it like \
         \"12.00\"",
    );
    check(
        PRO,
        "\"22000\"",
        "\"22000.00\"",
        "tier \"pro\": price: JPY: annual: \"22000.00\" is not an amount in JPY: write it like \
         \"12\"",
    );
    check(
        PRO,
        "\"14.00\"",
        "14.00",
        "tier \"pro\": price: EUR: monthly: write a text between quotes, not a number with a point",
    );
    check(
        PRO,
        "\"14.00\"",
        "\"0.00\"",
        "tier \"pro\": price: EUR: monthly: a price is more than nothing",
    );
    check(
        PRO,
        "KWD = {",
        "SEK = { monthly = \"99.00\" }\nKWD = {",
        "tier \"pro\": price: SEK: the file's currencies are EUR, USD, JPY, KWD",
    );
}

/// Both are said of a mistyped key: what is missing, and what stands there instead.
#[test]
fn a_mistyped_interval() {
    let (text, line) = plant(SHIPPED_TEXT, PRO, "monthly", "montly");
    let found: Vec<String> = errors(&text).iter().map(ToString::to_string).collect();
    let at = format!("{SHIPPED_FILE}:{line}: tier \"pro\": price");
    let unknown = "unknown key \"montly\" (did you mean \"monthly\"?)";
    assert_eq!(
        found,
        [format!("{at} for EUR monthly is missing"), format!("{at}: EUR: {unknown}")]
    );
}

#[test]
fn names_and_words() {
    check(
        "[policy]",
        "rounding ",
        "ronding ",
        "policy: unknown key \"ronding\" (did you mean \"rounding\"?)",
    );
    check(
        "[policy]",
        "\"half_up\"",
        "\"up\"",
        "policy: rounding: \"up\" is not one of: half_up, half_even",
    );
    check(
        "id          = \"call_me_domestic\"",
        "\"plus\"",
        "\"pluss\"",
        "add-on \"call_me_domestic\": goes_with: meetings: there is no tier \"pluss\" (did you \
         mean \"plus\"?)",
    );
    check(
        "id           = \"extra_storage\"",
        "webinars",
        "webinar",
        "add-on \"extra_storage\": goes_with: webinar: there is no product \"webinar\" (did you \
         mean \"webinars\"?)",
    );
    check(
        PRO,
        "\"self_service\"",
        "\"self-service\"",
        "tier \"pro\": offer: \"self-service\" is not one of: free, self_service, quote",
    );
    check(PRO, "en = \"Pro\", ", "", "tier \"pro\": name: the English text (en) is missing");
    check(
        "id          = \"large_meeting\"",
        "\"large_meeting\"",
        "\"Large 1\"",
        "add-on \"Large 1\": id: \"Large 1\" is not an id: write small letters a to z, digits \
         and _, at most 40, a letter first",
    );
}

#[test]
fn bounds_and_dates() {
    check(PRO, "= 14", "= 9999", "tier \"pro\": trial_days: 9999 is not between 0 and 365");
    check("[policy]", "= 0 ", "= -1", "policy: net_days: -1 is not between 0 and 365");
    check(
        "[policy.trial]",
        "[3, 1]",
        "[1, 3]",
        "policy: trial: reminder_days: its days do not descend: the reminder furthest from the \
         end first",
    );
    check(
        "[policy.trial]",
        "[3, 1]",
        "[400, 1]",
        "policy: trial: reminder_days: 400 is not between 1 and 365",
    );
    check(
        "[[document]]",
        "2026-11-01",
        "\"2026-11-01\"",
        "document \"terms\": from: write a date without quotes, such as 2026-11-01, not a text",
    );
    check(
        "country  = \"DE\"",
        "\"0.16\"",
        "\"16\"",
        "tax \"DE\": rates: rate: \"16\" is not a rate: write a decimal from 0 to 1, such as 0.19",
    );
    check(
        "country  = \"DE\"",
        "2020-07-01",
        "2007-01-01",
        "tax \"DE\": rates: 2007-01-01 is not after the rate before: order by date",
    );
    check(
        "[seller.bank]",
        "DE89",
        "DE88",
        "seller: bank: iban: is not an account number: its check digits are wrong",
    );
    check(
        "country  = \"FR\"",
        "\"FR\"",
        "\"FX\"",
        "tax \"FX\": country: \"FX\" is not a country code: write two letters, such as DE",
    );
}

/// What belongs to a whole table is reported where the table begins.
#[test]
fn tables_that_contradict_themselves_or_another() {
    let header = |mark: &str, good: &str, bad: &str, message: &str| {
        let (text, _) = plant(SHIPPED_TEXT, mark, good, bad);
        let at = SHIPPED_TEXT.find(mark).expect("marked");
        let before = &SHIPPED_TEXT[..at];
        let start = before.rfind("\n[[").expect("a header") + 1;
        let line = 1 + SHIPPED_TEXT[..start].matches('\n').count();
        let found: Vec<String> = errors(&text).iter().map(ToString::to_string).collect();
        assert_eq!(found, [format!("{SHIPPED_FILE}:{line}: {message}")]);
    };
    header(
        PRO,
        "rank        = 20",
        "rank        = 10",
        "tier \"pro\": rank 10 is taken by tier \"starter\"",
    );
    header(PRO, "rank        = 20\n", "", "tier \"pro\": rank is missing");
    header(
        "id          = \"plus\"",
        "seats_min   = 1\n",
        "seats_min   = 2000\n",
        "tier \"plus\": seats_min is more than seats_max",
    );
    header(
        "id          = \"large_meeting\"",
        "participants_max = 1_000",
        "participants_max = 0",
        "add-on \"large_meeting\": adds nothing: give it countries or entitlements",
    );
    header(
        "country  = \"BE\"",
        "\"BE\"",
        "\"AT\"",
        "tax \"AT\": this country is there twice: put its rates into one entry",
    );
}

/// All errors at once, by line; those of one place do not hide those of another.
#[test]
fn all_errors_come_at_once_and_in_order() {
    let (text, third) =
        plant(SHIPPED_TEXT, "id          = \"large_meeting\"", "\"39.00\"", "\"39\"");
    let (text, second) = plant(&text, PRO, "transcription ", "transcripts ");
    let (text, first) = plant(&text, "[seller]", "country ", "contry ");
    let found: Vec<(usize, String)> =
        errors(&text).into_iter().map(|error| (error.line, error.message)).collect();
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    let seller =
        1 + SHIPPED_TEXT[..SHIPPED_TEXT.find("[seller]").expect("there")].matches('\n').count();
    assert_eq!(lines, [seller, first, second, third], "{found:#?}");
    assert_eq!(found[0].1, "seller: country is missing");
    assert_eq!(
        found[2].1,
        "tier \"pro\": entitlements: unknown key \"transcripts\" (did you mean \"transcription\"?)"
    );
}

#[test]
fn broken_syntax_is_named_where_it_is() {
    let (text, line) = plant(SHIPPED_TEXT, PRO, "trial_days  = 14", "trial_days  = = 14");
    let found = errors(&text);
    assert_eq!(found[0].line, line, "{found:#?}");
    let (text, line) = plant(SHIPPED_TEXT, PRO, "trial_days  = 14", "rank = 3");
    let found = errors(&text);
    assert_eq!(found[0].line, line, "{found:#?}");
}

#[test]
fn an_empty_file_says_all_that_it_needs() {
    let found: Vec<String> = errors("").into_iter().map(|error| error.message).collect();
    for needed in ["version", "currencies", "seller"] {
        let message = format!("{needed} is missing");
        assert!(found.contains(&message), "{message} in {found:#?}");
    }
}

/// Not wrong, but probably not meant: the catalog is read, with a warning on the line.
#[test]
fn what_is_probably_not_meant_is_a_warning() {
    let warned = |mark: &str, good: &str, bad: &str| {
        let (text, line) = plant(SHIPPED_TEXT, mark, good, bad);
        let (_, warnings) = Catalog::parse(SHIPPED_FILE, &text).expect("still valid");
        let [warning] = warnings.as_slice() else {
            panic!("one warning expected: {warnings:#?}");
        };
        (warning.line, line, warning.message.clone())
    };
    let (at, line, message) = warned(PRO, "\"140.00\"", "\"200.00\"");
    assert_eq!(at, line);
    assert_eq!(message, "tier \"pro\": EUR annual costs more than twelve months");

    let (_, _, message) = warned("id          = \"plus\"", "= 500", "= 200");
    assert_eq!(message, "tier \"plus\" allows less participants than \"pro\" below it");

    let (at, line, message) = warned(PRO, ", ru = \"Про\"", "");
    assert_eq!(at, line);
    assert_eq!(message, "tier \"pro\": name: no text in ru; English is shown instead");
}

/// C5: what a promised year costs, and what ending it early does.
#[test]
fn commitments() {
    const AT: &str = "[product.tier.commitment]";
    let about = "tier \"pro\": commitment";
    check(AT, "EUR = \"12.50\", ", "", &format!("{about}: price: EUR is missing"));
    check(
        AT,
        "\"12.50\"",
        "\"12.5\"",
        &format!("{about}: price: EUR: \"12.5\" is not an amount in EUR: write it like \"12.00\""),
    );
    check(
        AT,
        "\"reducing\"",
        "\"shrinking\"",
        &format!("{about}: fee: \"shrinking\" is not one of: none, fixed, reducing"),
    );
    check(
        AT,
        "fee_share = \"0.50\"",
        "fee_share = \"1.50\"",
        &format!(
            "{about}: fee_share: \"1.50\" is not a rate: write a decimal from 0 to 1, such as 0.19"
        ),
    );
    check(
        AT,
        "fee_share = \"0.50\"",
        "fee_share = \"0\"",
        &format!("{about}: fee_share: is nothing: write fee = \"none\""),
    );
    check(AT, "fee ", "fees = 2\nfee ", &format!("{about}: unknown key \"fees\""));
}

/// What is missing is told at the table it is missing from, what is too much at its own line.
#[test]
fn fees_that_do_not_fit() {
    const AT: &str = "[product.tier.commitment]";
    let found = |good: &str, bad: &str| -> Vec<String> {
        let (text, _) = plant(SHIPPED_TEXT, AT, good, bad);
        errors(&text).iter().map(ToString::to_string).collect()
    };
    let line = 1 + SHIPPED_TEXT[..SHIPPED_TEXT.find(AT).expect("there")].matches('\n').count();
    let about = "tier \"pro\": commitment";
    assert_eq!(
        found("fee_share = \"0.50\"", ""),
        [format!(
            "{SHIPPED_FILE}:{line}: {about}: fee_share is missing: which part of what is left to pay"
        )]
    );
    assert_eq!(
        found("\"reducing\"", "\"fixed\""),
        [
            format!(
                "{SHIPPED_FILE}:{line}: {about}: fee_price is missing: what a seat costs that ends \
                 early"
            ),
            format!(
                "{SHIPPED_FILE}:{}: {about}: fee_share: means nothing without fee = \"reducing\"",
                line + 3
            ),
        ]
    );
    let (text, line) = plant(
        SHIPPED_TEXT,
        "offer       = \"quote\"",
        "[product.tier.entitlements]",
        "[product.tier.commitment]\nfee = \"none\"\n[product.tier.entitlements]",
    );
    let told: Vec<String> = errors(&text).iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [format!(
            "{SHIPPED_FILE}:{line}: tier \"enterprise\": commitment: a tier with offer = \"quote\" \
             has no commitment"
        )]
    );
}
