//! `cargo xtask requirements`: the derived columns of `docs/requirements.md`.
//!
//! A test claims what it shows in the first line of its doc comment (`/// C2, P1: In mid-month
//! ...`), a browser story in its first line (`// B2, B3: From the free plan ...`). The ids and
//! statements in the table are written by hand; status and "shown by" are worked out here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context as _;

use crate::rust_text::RustText;
use crate::sources::{self, Source};

const TABLE: &str = "docs/requirements.md";
const SCENARIOS: &str = "scenarios/tests/";
const STORIES: &str = "journey/stories/";

/// What shows one requirement.
#[derive(Default)]
struct Shown {
    /// Names of test functions.
    tests: BTreeSet<String>,
    /// Whether one of them is a scenario: a story on both databases.
    by_scenario: bool,
    /// Names of browser stories.
    stories: BTreeSet<String>,
}

pub fn rewrite(root: &Path) -> anyhow::Result<()> {
    let (_, fresh) = derive(root)?;
    fs::write(root.join(TABLE), fresh).with_context(|| format!("write {TABLE}"))
}

pub fn check(root: &Path) -> anyhow::Result<()> {
    let (kept, fresh) = derive(root)?;
    anyhow::ensure!(kept == fresh, "{TABLE} is not up to date: run `cargo xtask requirements`");
    Ok(())
}

/// The table as it stands and as it should be.
fn derive(root: &Path) -> anyhow::Result<(String, String)> {
    let kept = fs::read_to_string(root.join(TABLE)).with_context(|| format!("read {TABLE}"))?;
    let shown = gather(&sources::read_all(root)?);
    let named: BTreeSet<&str> = kept.lines().filter_map(row_id).collect();
    let stray: Vec<&str> =
        shown.keys().map(String::as_str).filter(|id| !named.contains(id)).collect();
    anyhow::ensure!(stray.is_empty(), "claimed by a test but not in {TABLE}: {}", stray.join(", "));
    let fresh = derived_table(&kept, &shown);
    Ok((kept, fresh))
}

fn gather(sources: &[Source]) -> BTreeMap<String, Shown> {
    let mut shown: BTreeMap<String, Shown> = BTreeMap::new();
    for source in sources {
        if let Some(story) = source.path.strip_prefix(STORIES) {
            for id in story_claims(&source.text) {
                shown.entry(id).or_default().stories.insert(story.to_owned());
            }
        } else if source.is_rust() && source.room() != "xtask" {
            for (id, test) in test_claims(&source.text) {
                // Requirements are shown by scenarios alone; reliability by any test.
                let by_scenario = source.path.starts_with(SCENARIOS);
                if by_scenario || is_reliability(&id) {
                    let shown = shown.entry(id).or_default();
                    shown.tests.insert(test);
                    shown.by_scenario |= by_scenario;
                }
            }
        }
    }
    shown
}

fn story_claims(text: &str) -> Vec<String> {
    let first = text.lines().next().and_then(|line| line.strip_prefix("// "));
    first.map(ids_before_colon).unwrap_or_default()
}

/// (id, test function) for every claim above a test function.
fn test_claims(text: &str) -> Vec<(String, String)> {
    let code = RustText::parse(text);
    let mut claims = vec![];
    let mut at = 0;
    let (mut ids, mut is_test) = (vec![], false);
    for line in text.split('\n') {
        let start = at;
        at += line.len() + 1;
        let line = line.trim();
        let in_text =
            code.literals.iter().any(|l| (l.start..l.start + l.text.len()).contains(&start));
        if in_text || line.is_empty() {
            continue;
        } else if let Some(comment) = line.strip_prefix("///") {
            // Later lines of the same comment do not take the claim back.
            if ids.is_empty() {
                ids = ids_before_colon(comment.trim());
            }
        } else if line.starts_with("#[") {
            is_test |= line.contains("test");
        } else {
            let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            let name = words.iter().position(|word| *word == "fn").and_then(|at| words.get(at + 1));
            if let (Some(name), true) = (name, is_test) {
                claims.extend(ids.drain(..).map(|id| (id, (*name).to_owned())));
            }
            ids.clear();
            is_test = false;
        }
    }
    claims
}

/// `C2, P1: text` gives both ids; anything else gives none. Invariants (`I-21`) may stand among
/// them and have no row: the simulator's oracle checks them.
fn ids_before_colon(text: &str) -> Vec<String> {
    let Some((head, _)) = text.split_once(':') else {
        return vec![];
    };
    let ids: Vec<&str> = head.split(',').map(str::trim).collect();
    let is_invariant = |id: &str| id.strip_prefix("I-").is_some_and(is_number);
    if ids.iter().all(|id| is_id(id) || is_invariant(id)) {
        ids.into_iter().filter(|id| is_id(id)).map(str::to_owned).collect()
    } else {
        vec![]
    }
}

/// A capital letter and one or two digits; reliability has a dash between: `C11`, `R-07`. A small
/// letter behind them names a part that is shown by itself: `C2a`.
fn is_id(text: &str) -> bool {
    let digits =
        text.strip_prefix("R-").or_else(|| text.strip_prefix(|c: char| c.is_ascii_uppercase()));
    let whole = |part: &str| part.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
    digits.is_some_and(|d| d.len() - whole(d) <= 1 && d.get(..whole(d)).is_some_and(is_number))
}

/// One or two digits.
fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_reliability(id: &str) -> bool {
    id.starts_with("R-")
}

/// The id of a table row `| C2 | ...`.
fn row_id(line: &str) -> Option<&str> {
    let id = line.strip_prefix('|')?.split('|').next()?.trim();
    is_id(id).then_some(id)
}

/// The table with its third and fourth columns worked out; every other line as it was.
fn derived_table(kept: &str, shown: &BTreeMap<String, Shown>) -> String {
    let mut fresh = String::new();
    for line in kept.lines() {
        match (row_id(line), line.split('|').nth(2)) {
            (Some(id), Some(statement)) => {
                let (status, by) = status(shown.get(id));
                fresh.push_str(&format!("| {id} | {} | {status} | {by} |", statement.trim()));
            }
            _ => fresh.push_str(line),
        }
        fresh.push('\n');
    }
    fresh
}

fn status(shown: Option<&Shown>) -> (&'static str, String) {
    let Some(shown) = shown else {
        return ("—", String::new());
    };
    let status = match (shown.tests.is_empty(), shown.stories.is_empty()) {
        (false, false) => "works",
        (false, true) if shown.by_scenario => "scenario",
        (false, true) => "test",
        (true, _) => "—",
    };
    let names = shown.tests.iter().chain(&shown.stories).map(|name| format!("`{name}`"));
    (status, names.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_above_tests_alone() {
        let text = "/// C2, P1: an owner adds seats.\n/// R-04: not this line.\n#[tokio::test]\n\
                    async fn owner_adds_seats() {\n}\n/// C3: no test.\nfn helper() {}\n";
        let claim = |id: &str| (id.to_owned(), "owner_adds_seats".to_owned());
        assert_eq!(test_claims(text), [claim("C2"), claim("P1")]);
        assert!(test_claims("/// Note: no ids.\n#[test]\nfn a() {}\n").is_empty());
        assert_eq!(story_claims("// B2, B3: Buys a plan.\nexport"), ["B2", "B3"]);
        assert_eq!(ids_before_colon("R-05, I-21: a key"), ["R-05"]);
    }

    #[test]
    fn ids_have_one_shape() {
        assert!(["C2", "C11", "R-07", "C2a"].iter().all(|id| is_id(id)));
        assert!(["C", "c2", "C123", "R-", "CC1", "C2ab", "Ca"].iter().all(|id| !is_id(id)));
    }

    #[test]
    fn the_table_keeps_what_people_wrote() {
        let scenario = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let shown = gather(&[
            scenario("scenarios/tests/c.rs", "/// C2, C3: a.\n#[test]\nfn adds_seats() {}\n"),
            scenario("store/src/a.rs", "/// R-04, C8: a.\n#[test]\nfn once() {}\n"),
            scenario("scenarios/tests/r.rs", "/// R-05: a.\n#[test]\nfn twice() {}\n"),
            scenario("journey/stories/2-seats.mjs", "// C2: a.\n"),
        ]);
        let kept = "# Title\n| id | what |\n|---|---|\n| C2 | Seats | ? |\n| C3 | Tier |\n| C8 | Exact |\n| R-04 | Once |\n| R-05 | Twice |\n";
        let fresh = "# Title\n| id | what |\n|---|---|\n| C2 | Seats | works | `adds_seats`, `2-seats.mjs` |\n\
                     | C3 | Tier | scenario | `adds_seats` |\n| C8 | Exact | — |  |\n| R-04 | Once | test | `once` |\n\
                     | R-05 | Twice | scenario | `twice` |\n";
        assert_eq!(derived_table(kept, &shown), fresh);
    }
}
