//! The outside of files: how long, how wide, how they open, and that nothing is put off.

use super::Finding;
use crate::rust_text::RustText;
use crate::sources::Source;

/// A file says one thing; at this many lines think, at the second split. Tests apart.
const THINK_AT_LINES: usize = 400;
const SPLIT_AT_LINES: usize = 800;
/// In characters.
const WIDEST_LINE: usize = 100;

/// Endings of files in which people write a program or a page.
const WRITTEN: &[&str] = &["rs", "ts", "mjs", "js", "py", "sh", "html", "css", "sql"];

/// Spelt in halves so that this file passes its own rule.
const PUT_OFF: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];

pub fn look_at(source: &Source) -> Vec<Finding> {
    if !WRITTEN.contains(&source.ending()) {
        return vec![];
    }
    let mut findings = put_off(source);
    findings.extend(too_long(source));
    if source.is_rust() {
        findings.extend(header(source));
        findings.extend(wide_lines(source));
    }
    findings
}

/// A file that has grown enough to be thought about, though not refused.
pub fn long_file(source: &Source) -> Option<Finding> {
    let lines = lines(source);
    let long = WRITTEN.contains(&source.ending()) && !source.is_test() && lines > THINK_AT_LINES;
    long.then(|| Finding::new(source, 1, format!("{lines} lines")))
}

fn too_long(source: &Source) -> Option<Finding> {
    let lines = lines(source);
    let long = !source.is_test() && lines > SPLIT_AT_LINES;
    long.then(|| {
        Finding::new(source, 1, format!("{lines} lines, more than {SPLIT_AT_LINES}: split it"))
    })
}

fn lines(source: &Source) -> usize {
    if source.is_rust() {
        RustText::parse(&source.text).lines_outside_tests()
    } else {
        source.text.lines().count()
    }
}

/// `//!` first: what the file is for and what it does not know.
fn header(source: &Source) -> Option<Finding> {
    let opens = source.text.starts_with("//!");
    (!opens).then(|| Finding::new(source, 1, "open with `//!`: what this file is for"))
}

fn wide_lines(source: &Source) -> Vec<Finding> {
    if source.is_test() {
        return vec![];
    }
    let text = RustText::parse(&source.text);
    let mut findings = vec![];
    let mut start = 0;
    for (index, line) in source.text.split('\n').enumerate() {
        let width = line.trim_end().chars().count();
        if width > WIDEST_LINE && !text.is_test(start) {
            findings.push(Finding::new(
                source,
                index + 1,
                format!("{width} columns, more than {WIDEST_LINE}"),
            ));
        }
        start += line.len() + 1;
    }
    findings
}

fn put_off(source: &Source) -> Vec<Finding> {
    let found = source.text.lines().enumerate().filter_map(|(index, line)| {
        let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
        let word = words.into_iter().find(|word| PUT_OFF.contains(word))?;
        Some(Finding::new(source, index + 1, format!("{word}: do it now, or say nothing")))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        let source = Source { path: path.into(), text: text.into() };
        look_at(&source).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn rust_files_say_what_they_are_for() {
        assert!(found("app/src/a.rs", "//! Why.\nfn a() {}\n").is_empty());
        assert_eq!(found("app/src/a.rs", "fn a() {}\n").len(), 1);
    }

    #[test]
    fn lines_fit_except_in_tests() {
        let wide = format!("//! Why.\n// {}\n", "é".repeat(98));
        assert_eq!(found("app/src/a.rs", &wide), ["101 columns, more than 100"]);
        assert!(found("app/tests/a.rs", &wide).is_empty());
        let inside = format!("//! Why.\n#[cfg(test)]\nmod tests {{\n// {}\n}}\n", "x".repeat(98));
        assert!(found("app/src/a.rs", &inside).is_empty());
    }

    #[test]
    fn files_are_split_in_time() {
        let long = format!("//! Why.\n{}", "fn a() {}\n".repeat(800));
        assert_eq!(found("app/src/a.rs", &long).len(), 1);
        assert!(found("scenarios/tests/a.rs", &long).is_empty());
        let source = Source { path: "app/src/a.rs".into(), text: "//!\n".repeat(401) };
        assert!(look_at(&source).is_empty());
        assert!(long_file(&source).is_some());
    }

    #[test]
    fn nothing_is_put_off() {
        let put_off = format!("//! Why.\n// {}(ada): later\n", PUT_OFF[0]);
        assert_eq!(found("app/src/a.rs", &put_off).len(), 1);
        assert!(found("scripts/a.sh", "mktemp -d /tmp/a.XXXXXX\n").is_empty());
    }
}
