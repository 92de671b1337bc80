//! Every text a template asks for exists, and gets exactly the values it takes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use texts::Texts;

fn templates_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            templates_in(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The English texts with the values each takes.
fn english() -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    let sources = Texts::shipped().filter(|(locale, _)| locale.tag() == "en");
    for (_, source) in sources {
        let mut key = String::new();
        for line in source.lines() {
            if line.starts_with(|first: char| first.is_ascii_lowercase())
                && let Some((name, _)) = line.split_once('=')
            {
                key = name.trim().to_owned();
                keys.insert(key.clone(), BTreeSet::new());
            }
            let values: &mut BTreeSet<String> = keys.entry(key.clone()).or_default();
            values.extend(line.split('$').skip(1).map(name_at));
        }
    }
    keys
}

fn name_at(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect()
}

/// A `t("key", name=value)` of a template.
struct Asked {
    key: String,
    values: BTreeSet<String>,
}

fn asked_in(source: &str) -> Vec<Asked> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices("t(\"") {
        let before = source[..at].chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')) {
            continue;
        }
        let rest = &source[at + 3..];
        let Some((key, call)) = rest.split_once('"') else {
            continue;
        };
        // A key put together from parts is the business of whoever puts it together.
        if call.trim_start().starts_with([',', ')']) {
            let (key, values) = (key.to_owned(), values_of(call));
            found.push(Asked { key, values });
        }
    }
    found
}

/// The names before `=` in a call, up to its closing bracket, not those of calls inside it.
fn values_of(call: &str) -> BTreeSet<String> {
    let (mut depth, mut quoted, mut name) = (0, None, String::new());
    let mut names = BTreeSet::new();
    let mut characters = call.chars().peekable();
    while let Some(c) = characters.next() {
        match (quoted, c) {
            (Some(mark), _) if c == mark => quoted = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quoted = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')') if depth == 0 => break,
            (None, ')' | ']' | '}') => depth -= 1,
            (None, '=') if depth == 0 && characters.peek() != Some(&'=') => {
                names.insert(std::mem::take(&mut name).trim().to_owned());
            }
            (None, '=') => _ = characters.next_if_eq(&'='),
            (None, ',') => name.clear(),
            (None, _) => name.push(c),
        }
    }
    names
}

#[test]
fn templates_ask_for_texts_that_exist() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates");
    let mut paths = Vec::new();
    templates_in(&folder, &mut paths);
    let english = english();
    let mut wrong = Vec::new();
    for path in paths {
        let source = fs::read_to_string(&path).expect("text");
        let name = path.strip_prefix(&folder).expect("inside").display();
        for asked in asked_in(&source) {
            match english.get(&asked.key) {
                None => wrong.push(format!("{name}: nobody says {}", asked.key)),
                Some(values) if *values != asked.values => wrong.push(format!(
                    "{name}: {} takes {values:?}, is given {:?}",
                    asked.key, asked.values
                )),
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn calls_are_read() {
    let source = r#"{{ t("a-b", seats=page.seats, who=f(x=1, y=[2]), when=day(a, "b=c")) }} {{ format("no") }}
{{ t("made-" ~ kind) }} {% if t("c") == d %}"#;
    let found = asked_in(source);
    let keys: Vec<_> = found.iter().map(|asked| asked.key.as_str()).collect();
    assert_eq!(keys, ["a-b", "c"]);
    let values: Vec<_> = found[0].values.iter().map(String::as_str).collect();
    assert_eq!(values, ["seats", "when", "who"]);
}
