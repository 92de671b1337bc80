//! Whatever an operator's editor does to the file, reading it ends with errors on its lines.

use catalog::{Catalog, SHIPPED_FILE, SHIPPED_TEXT};
use proptest::prelude::*;

/// Reads `text`; every error and warning must be on a line the text has.
fn read(text: &str) {
    let lines = 1 + text.matches('\n').count();
    match Catalog::parse(SHIPPED_FILE, text) {
        Ok((catalog, warnings)) => {
            assert_eq!(catalog.text, text);
            assert!(warnings.iter().all(|warning| (1..=lines).contains(&warning.line)));
        }
        Err(errors) => {
            assert!(!errors.is_empty(), "refused without a reason");
            assert!(errors.is_sorted_by_key(|error| error.line));
            assert!(errors.iter().all(|error| (1..=lines).contains(&error.line)));
            assert!(errors.iter().all(|error| !error.message.contains('\n')));
        }
    }
}

fn any_place() -> impl Strategy<Value = usize> {
    let places: Vec<usize> = SHIPPED_TEXT.char_indices().map(|(at, _)| at).collect();
    proptest::sample::select(places)
}

fn any_insert() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(vec![
            "\"",
            "=",
            "[[tax]]",
            "[[product]]",
            "[",
            "}",
            "\n",
            "#",
            "-",
            "0",
            "99999999999999",
            "true",
            "2026-02-30",
            "\u{0}",
            "é",
            "''",
            "\"\"\"",
            ".",
            "[product]",
            "name",
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_cut_and_an_insertion(at in any_place(), length in 0usize..60, insert in any_insert()) {
        let end = SHIPPED_TEXT.len().min(at + length);
        let end = (end..=SHIPPED_TEXT.len()).find(|end| SHIPPED_TEXT.is_char_boundary(*end));
        let rest = &SHIPPED_TEXT[end.expect("the end is one")..];
        read(&format!("{}{insert}{rest}", &SHIPPED_TEXT[..at]));
    }

    #[test]
    fn a_line_lost_and_a_line_doubled(lost in 0usize..560, doubled in 0usize..560) {
        let mut lines: Vec<&str> = SHIPPED_TEXT.lines().collect();
        let line = lines[doubled % lines.len()];
        lines.insert(doubled % lines.len(), line);
        lines.remove(lost % lines.len());
        read(&lines.join("\n"));
    }

    #[test]
    fn a_value_replaced(line in 0usize..560, value in any_insert()) {
        let mut lines: Vec<String> = SHIPPED_TEXT.lines().map(str::to_owned).collect();
        let at = line % lines.len();
        if let Some((key, _)) = lines[at].split_once('=') {
            lines[at] = format!("{key}= {value}");
        }
        read(&lines.join("\n"));
    }

    #[test]
    fn any_text_at_all(text in "(.|\n){0,200}") {
        read(&text);
    }
}

/// Depth and size are bounded too.
#[test]
fn deep_and_large_files_are_refused() {
    for opening in ["[", "{ a = ", "[[", "a."] {
        read(&format!("a = {}", opening.repeat(100_000)));
        read(&opening.repeat(100_000));
    }
    read(&"# nothing\n".repeat(200_000));
}
