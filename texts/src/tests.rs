//! Languages are complete and say the same things; formats are as people write them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use jiff::civil::date;
use units::{Country, Currency, Locale, Money, Timestamp, Zone};

use crate::{Arg, Args, Templates, Texts, UNKNOWN_KEY};

fn locale(tag: &str) -> Locale {
    tag.parse().expect("a tag")
}

fn moment(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// The values a pattern asks for.
fn values_in(pattern: &Pattern<String>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            values_in_expression(expression, found);
        }
    }
}

fn values_in_expression(expression: &Expression<String>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => values_in_inline(inline, found),
        Expression::Select { selector, variants } => {
            values_in_inline(selector, found);
            for variant in variants {
                values_in(&variant.value, found);
            }
        }
    }
}

fn values_in_inline(inline: &InlineExpression<String>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => values_in_expression(expression, found),
        _ => {}
    }
}

/// Every key of `tag` with the values it asks for; a key that stands twice fails.
fn keys(tag: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for (_, source) in Texts::shipped().filter(|(locale, _)| locale.tag() == tag) {
        let resource = fluent_syntax::parser::parse(source).expect("readable");
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let mut values = BTreeSet::new();
                let pattern = message.value.expect("a text");
                values_in(&pattern, &mut values);
                let key = message.id.name;
                let before = keys.insert(key.clone(), values);
                assert!(before.is_none(), "{tag}: {key} stands twice");
            }
        }
    }
    keys
}

/// A text that was read in one encoding and written in another has these in it.
#[test]
fn no_text_has_characters_that_cannot_be_printed() {
    for (locale, source) in Texts::shipped() {
        for line in source.lines() {
            assert!(!line.contains(char::is_control), "{}: {line:?}", locale.tag());
        }
    }
}

/// H4: English, French and Russian are complete, and a text asks for the same values in each.
#[test]
fn languages_say_the_same_things() {
    let english = keys("en");
    let mut wrong = Vec::new();
    for tag in ["fr", "ru"] {
        let other = keys(tag);
        for (key, values) in &english {
            match other.get(key) {
                None => wrong.push(format!("{tag} lacks {key}")),
                Some(theirs) if theirs != values => {
                    wrong.push(format!("{tag}: {key} takes {theirs:?}, in English {values:?}"));
                }
                Some(_) => {}
            }
        }
        let only_there = other.keys().filter(|key| !english.contains_key(*key));
        wrong.extend(only_there.map(|key| format!("{tag} has {key}, English lacks it")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every text can be said, with its values as numbers and as words.
#[test]
fn every_text_can_be_said() {
    let texts = Texts::embedded();
    for language in texts.languages() {
        for (key, values) in keys(language.locale.tag()) {
            for value in [Arg::Number(2), Arg::Text("x".to_owned())] {
                let args = values
                    .iter()
                    .fold(Args::new(), |args, name| args.with(name.clone(), value.clone()));
                let said = texts.get(&language.locale, &key, &args);
                let broken = said.contains("{$") || said.contains("{-") || said.contains("{ ");
                assert!(!said.is_empty() && !broken, "{}: {key}: {said}", language.locale);
            }
        }
    }
}

#[test]
fn languages_name_themselves() {
    let texts = Texts::embedded();
    let names: Vec<_> = texts
        .languages()
        .iter()
        .map(|language| (language.locale.tag(), language.native_name.as_str()))
        .collect();
    assert_eq!(names, [("en", "English"), ("fr", "Français"), ("ru", "Русский")]);
}

#[test]
fn russian_counts() {
    let texts = Texts::embedded();
    let minutes = |number| texts.duration_minutes(&locale("ru"), number);
    assert_eq!(minutes(1), "1 минута");
    assert_eq!(minutes(2), "2 минуты");
    assert_eq!(minutes(5), "5 минут");
    assert_eq!(minutes(11), "11 минут");
    assert_eq!(minutes(21), "21 минута");
    assert_eq!(minutes(24), "24 минуты");
    assert_eq!(minutes(60), "1 час");
    assert_eq!(minutes(180), "3 часа");
    assert_eq!(minutes(90), "1\u{A0}ч 30\u{A0}мин");
    assert_eq!(texts.duration_minutes(&locale("fr"), 0), "0 minute");
    assert_eq!(texts.duration_minutes(&locale("en"), 50), "50 minutes");
}

#[test]
fn amounts_as_people_write_them() {
    let texts = Texts::embedded();
    let money = |tag, minor, currency| texts.money(&locale(tag), Money::new(minor, currency));
    assert_eq!(money("en", 113_090, Currency::EUR), "EUR\u{A0}1,130.90");
    assert_eq!(money("en", -3_400, Currency::EUR), "−\u{A0}EUR\u{A0}34.00");
    assert_eq!(money("fr", 113_090, Currency::EUR), "1\u{202F}130,90\u{A0}EUR");
    assert_eq!(money("ru", -113_090, Currency::EUR), "−1\u{A0}130,90\u{A0}EUR");
    assert_eq!(money("en", 1_234_567, Currency::JPY), "JPY\u{A0}1,234,567");
    assert_eq!(money("fr", 1_250, Currency::KWD), "1,250\u{A0}KWD");
    assert_eq!(money("en", i64::MIN, Currency::USD), "−\u{A0}USD\u{A0}92,233,720,368,547,758.08");
    assert_eq!(texts.number(&locale("fr"), -1_000), "−1\u{202F}000");
    assert_eq!(texts.number(&locale("en"), 999), "999");
    let rate = "0.055".parse().expect("a rate");
    assert_eq!(texts.percent(&locale("ru"), rate), "5,5\u{A0}%");
}

#[test]
fn dates_as_people_write_them() {
    let texts = Texts::embedded();
    let day = date(2027, 4, 14);
    let (en, fr, ru) = (locale("en"), locale("fr"), locale("ru"));
    assert_eq!(texts.date(&en, day), "14 April 2027");
    assert_eq!(texts.date(&fr, date(2027, 8, 1)), "1er août 2027");
    assert_eq!(texts.date(&ru, day), "14 апреля 2027");
    assert_eq!(texts.weekday_date(&fr, day), "mercredi 14 avril 2027");
    assert_eq!(texts.weekday_date(&ru, day), "среда, 14 апреля 2027");
    assert_eq!(texts.month_year(&ru, day), "апрель 2027");
    assert_eq!(texts.date_short(&fr, date(2027, 4, 3)), "03/04/2027");
    let period = |locale, to| texts.period(locale, day, to);
    assert_eq!(period(&en, date(2027, 5, 14)), "14 April to 14 May 2027");
    assert_eq!(period(&fr, date(2027, 4, 17)), "du 14 au 17 avril 2027");
    assert_eq!(period(&ru, date(2028, 1, 14)), "14 апреля 2027 – 14 января 2028");
}

#[test]
fn moments_in_their_zone() {
    let texts = Texts::embedded();
    let berlin: Zone = "Europe/Berlin".parse().expect("a zone");
    let at = moment("2027-04-14T12:32:00Z");
    let said = |tag| texts.datetime(&locale(tag), at, &berlin);
    assert_eq!(said("en"), "14 April 2027, 14:32 (Europe/Berlin)");
    assert_eq!(said("fr"), "14 avril 2027 à 14:32 (Europe/Berlin)");
    assert_eq!(said("ru"), "14 апреля 2027, 14:32 (Europe/Berlin)");
    let new_york: Zone = "America/New_York".parse().expect("a zone");
    assert_eq!(texts.time_zone(&locale("en"), at, &new_york), "08:32 (America/New York)");
}

#[test]
fn every_country_has_a_name_in_every_language() {
    let texts = Texts::embedded();
    for language in texts.languages() {
        let listed: BTreeSet<Country> =
            texts.countries(&language.locale).into_iter().map(|(country, _)| country).collect();
        assert!(Country::all().eq(listed), "{} lists other countries", language.locale);
    }
    let germany: Country = "DE".parse().expect("a country");
    assert_eq!(texts.country_name(&locale("fr"), germany), "Allemagne");
}

/// H4: another language is one more file, and may be incomplete.
#[test]
fn a_language_is_one_file() {
    let german = "language-name = Deutsch\n\
                  format-decimal = ,\n\
                  format-group = .\n\
                  format-money = { $amount } { $currency }\n\
                  test-seats = { $seats } Plätze\n";
    let files = Texts::shipped().chain([(locale("de"), german.to_owned())]);
    let texts = Texts::load(files).expect("readable");
    let de = locale("de");
    assert!(texts.languages().iter().any(|language| language.native_name == "Deutsch"));
    let amount = Money::new(113_090, Currency::EUR);
    assert_eq!(texts.money(&de, amount), "1.130,90 EUR");
    assert_eq!(texts.get(&de, "test-seats", &Args::new().with("seats", 1_500i64)), "1.500 Plätze");
    assert_eq!(texts.date(&de, date(2027, 4, 14)), "14 April 2027", "English where it is silent");
    assert_eq!(texts.date(&locale("fr-CH"), date(2027, 4, 14)), "14 avril 2027");
}

#[test]
fn what_nobody_says_is_seen() {
    let texts = Texts::embedded();
    let said = texts.plain(&locale("fr"), "no-such-key");
    assert_eq!(said, format!("{}no-such-key{}", UNKNOWN_KEY[0], UNKNOWN_KEY[1]));
    let broken = [(locale("en"), "good = fine\nbad = { $\n".to_owned())];
    let error = Texts::load(broken.into_iter()).err().expect("refused").to_string();
    assert!(error.starts_with("a text of \"en\" cannot be read"), "{error}");
}

#[test]
fn browsers_are_understood() {
    let texts = Texts::embedded();
    for (header, tag) in [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("de, ru;q=0.5, en;q=0.4", "ru"),
        ("en;q=0.1, ru;q=0.11", "ru"),
        ("fr;q=0, de", "en"),
        ("*", "en"),
        ("", "en"),
        ("fr;q=nonsense;;,,ru", "ru"),
    ] {
        assert_eq!(texts.negotiate(header).tag(), tag, "{header}");
    }
}

#[test]
fn templates_speak() {
    let source = "test-terms = I accept the { $terms } of { $who }\n";
    let files = Texts::shipped().chain([(Locale::english(), source.to_owned())]);
    let texts = Arc::new(Texts::load(files).expect("readable"));
    let page = r#"{% macro row(m) %}{{ m | money }}{% endmacro %}{% set terms %}<a href="/t">terms</a>{% endset -%}
{{ t("test-terms", terms=terms, who="<b>us</b>") }}
{{ row(total) }} {{ date("2027-04-14") }} {{ "2027-04-14T12:32:00Z" | time("Europe/Berlin") }} {{ country("FR") }}
{{ t("format-hours", hours=1200) }} {{ t("format-date-time", date=date("2027-04-14"), time=total) }}"#;
    let shipped = [("page.html", page)];
    let templates = Templates::new(&texts, shipped, BTreeMap::new(), |_| {}).expect("readable");
    let total = minijinja::value::Serde(Money::new(1_200, Currency::EUR));
    let context = minijinja::context! { total => minijinja::Value::from(total) };
    let said = templates.render("page.html", &locale("en"), context);
    assert_eq!(
        said.expect("rendered").replace('\u{A0}', " "),
        "I accept the <a href=\"/t\">terms</a> of &lt;b&gt;us&lt;&#x2f;b&gt;\n\
         EUR 12.00 14 April 2027 14:32 France\n1,200 hours 14 April 2027, EUR 12.00"
    );
}

#[test]
fn french_spaces_do_not_break() {
    let source = "language-name = Français\nask = Payer : « { $what } » ?\nplain = a: b; c?\n";
    let files = ["en", "fr"].map(|tag| (locale(tag), source.to_owned()));
    let texts = Texts::load(files.into_iter()).expect("readable");
    let args = crate::Args::new().with("what", "tout : rien");
    let said = texts.get(&locale("fr"), "ask", &args);
    assert_eq!(said, "Payer\u{a0}: «\u{a0}tout : rien\u{a0}»\u{a0}?");
    assert_eq!(texts.get(&locale("en"), "ask", &args), "Payer : « tout : rien » ?");
    assert_eq!(texts.plain(&locale("fr"), "plain"), "a: b; c?");
}
