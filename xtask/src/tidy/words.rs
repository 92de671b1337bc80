//! Words that have one home: SQL in `store`, status codes in the faces, HTML in templates, floats
//! nowhere near money, nothing asynchronous in the core. Tests may say anything.

use super::Finding;
use super::crates::CORE;
use crate::rust_text::RustText;
use crate::sources::Source;

/// Crates that speak HTTP to people and programs.
const FACES: &[&str] = &["web", "portal", "api"];
/// Crates in which an amount is worked out.
const MONEY: &[&str] = &["units", "catalog", "billing"];

/// Openings of HTML elements that would mean a page is put together in Rust.
const TAGS: &[&str] = &[
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<div",
    "<p>",
    "<p ",
    "<a ",
    "<span",
    "<h1",
    "<h2",
    "<h3",
    "<br",
    "<table",
    "<tr",
    "<td",
    "<th>",
    "<li",
    "<ul",
    "<ol",
    "<form",
    "<button",
    "<input",
    "<label",
    "<script",
    "<style",
    "<img",
    "<strong",
    "<em>",
    "<section",
    "<main",
];

pub fn look_at(source: &Source) -> Vec<Finding> {
    // The tools' own rules and tests name what they refuse.
    if !source.is_rust() || source.is_test() || source.room() == "xtask" {
        return vec![];
    }
    let text = RustText::parse(&source.text);
    let mut findings = in_literals(source, &text);
    findings.extend(in_code(source, &text));
    findings
}

fn in_literals(source: &Source, text: &RustText) -> Vec<Finding> {
    let mut findings = vec![];
    for literal in text.literals.iter().filter(|literal| !text.is_test(literal.start)) {
        let line = text.line(literal.start);
        if source.room() != "store" && is_sql(literal.text) {
            findings.push(Finding::new(source, line, "SQL text stands in store alone"));
        }
        if is_html(literal.text) {
            findings.push(Finding::new(source, line, "HTML stands in templates alone"));
        }
    }
    findings
}

fn in_code(source: &Source, text: &RustText) -> Vec<Finding> {
    let room = source.room();
    let mut refused: Vec<(Vec<usize>, &str)> = vec![
        (text.in_code("unwrap_or(0)"), "no silent zero: say what is missing"),
        (text.in_code("#[allow("), "silence a lint by `expect` with a reason"),
        (text.in_code("#![allow("), "silence a lint by `expect` with a reason"),
    ];
    if !FACES.contains(&room) {
        refused.push((
            text.word_in_code("StatusCode"),
            "status codes stand in web, portal and api alone",
        ));
    }
    if CORE.contains(&room) {
        for word in ["async", "await"] {
            refused.push((text.word_in_code(word), "the core is not asynchronous"));
        }
    }
    if MONEY.contains(&room) {
        for word in ["f32", "f64"] {
            refused.push((text.word_in_code(word), "no floating point near money"));
        }
    }
    let lines =
        refused.into_iter().flat_map(|(at, message)| at.into_iter().map(move |at| (at, message)));
    lines.map(|(at, message)| Finding::new(source, text.line(at), message)).collect()
}

/// A statement in the way we write them, or shouted; a sentence that begins with "Select" is none.
fn is_sql(literal: &str) -> bool {
    let text = literal.trim_start();
    let text = if text.starts_with(char::is_uppercase) && text.contains(" FROM ") {
        text.to_lowercase()
    } else {
        text.to_owned()
    };
    let begins = |word: &str| text.starts_with(word);
    begins("select ") && (text.contains(" from ") || text.contains("\n"))
        || begins("insert into ")
        || begins("INSERT INTO ")
        || begins("update ") && (text.contains(" set ") || text.contains("\nset "))
        || begins("delete from ")
        || begins("create table ")
        || begins("alter table ")
        || begins("pragma ")
}

fn is_html(literal: &str) -> bool {
    let lower = literal.to_lowercase();
    TAGS.iter().any(|tag| lower.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let source = Source { path: path.into(), text: text.into() };
        look_at(&source).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn sql_stands_in_store_alone() {
        let statement = "fn a() { run(\"select id from person where id = $1\") }";
        assert!(found("store/src/person.rs", statement).is_empty());
        assert_eq!(found("app/src/person.rs", statement).len(), 1);
        assert_eq!(found("app/src/a.rs", "let a = \"update cart set seats = $1\";").len(), 1);
        assert_eq!(found("app/src/a.rs", "let a = r#\"\n  delete from cart\"#;").len(), 1);
        assert!(found("app/src/a.rs", "let a = \"Select a plan from the list\";").is_empty());
        assert!(
            found("app/src/a.rs", "// select a from b\nlet a = \"update available\";").is_empty()
        );
    }

    #[test]
    fn html_stands_in_templates_alone() {
        assert_eq!(found("portal/src/a.rs", "let a = \"<div class=x>\";").len(), 1);
        assert!(found("portal/src/a.rs", "let a = \"<cbc:ID>\"; if a <b {}").is_empty());
        assert!(
            found("portal/src/a.rs", "#[cfg(test)]\nmod tests { const A: &str = \"<p>\"; }")
                .is_empty()
        );
    }

    #[test]
    fn status_codes_stand_in_the_faces() {
        assert!(found("web/src/a.rs", "use axum::http::StatusCode;").is_empty());
        assert_eq!(found("app/src/a.rs", "use axum::http::StatusCode;").len(), 1);
    }

    #[test]
    fn the_core_is_exact_and_not_asynchronous() {
        assert_eq!(found("units/src/a.rs", "async fn a() -> f64 { b.await }").len(), 3);
        assert!(found("store/src/a.rs", "async fn a() -> f64 { b.await }").is_empty());
        assert!(
            found("units/src/a.rs", "/// Never f64, never async.\nfn asynchronous() {}").is_empty()
        );
    }

    #[test]
    fn nothing_is_hushed_up() {
        assert_eq!(found("app/src/a.rs", "a.unwrap_or(0)").len(), 1);
        assert_eq!(found("app/src/a.rs", "#[allow(dead_code)]\nfn a() {}").len(), 1);
        assert!(
            found("app/src/a.rs", "#[expect(clippy::too_many_lines, reason = \"a table\")]")
                .is_empty()
        );
    }
}
