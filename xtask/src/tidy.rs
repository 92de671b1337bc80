//! `cargo xtask tidy`: the invariants of ARCHITECTURE.md and STYLE.md, each a rule on the text of
//! the tree. A rule looks at one file and returns what it found; it changes nothing.

mod crates;
mod pages;
mod shape;
mod words;

use std::path::Path;

use crate::requirements;
use crate::sources::{self, Source};

/// Places a rule has to look away from: (path, part of the rule's message, why).
/// The list may only shrink; an entry that no longer hides anything is itself a finding.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// What a rule has against one line of one file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    pub path: String,
    /// Counted from one.
    pub line: usize,
    pub message: String,
}

impl Finding {
    fn new(source: &Source, line: usize, message: impl Into<String>) -> Self {
        Finding { path: source.path.clone(), line, message: message.into() }
    }
}

/// Prints every finding and fails when there is one.
pub fn run(root: &Path) -> anyhow::Result<()> {
    let sources = sources::read_all(root)?;
    for long in sources.iter().filter_map(shape::long_file) {
        println!("think about splitting {}: {}", long.path, long.message);
    }

    let mut findings: Vec<Finding> = sources.iter().flat_map(look_at).collect();
    findings.extend(crates::not_in_the_list(&sources));
    findings.sort();
    let findings = without_exceptions(findings, EXCEPTIONS);
    for finding in &findings {
        println!("{}:{}: {}", finding.path, finding.line, finding.message);
    }
    anyhow::ensure!(findings.is_empty(), "tidy: {} to mend", findings.len());

    requirements::check(root)
}

/// Every rule on one file.
fn look_at(source: &Source) -> Vec<Finding> {
    let rules = [crates::look_at, words::look_at, shape::look_at, pages::look_at];
    rules.iter().flat_map(|rule| rule(source)).collect()
}

fn without_exceptions(findings: Vec<Finding>, exceptions: &[(&str, &str, &str)]) -> Vec<Finding> {
    let hides = |exception: &(&str, &str, &str), finding: &Finding| {
        finding.path == exception.0 && finding.message.contains(exception.1)
    };
    let idle = exceptions.iter().filter(|exception| !findings.iter().any(|f| hides(exception, f)));
    let idle: Vec<Finding> = idle
        .map(|exception| Finding {
            path: exception.0.to_owned(),
            line: 1,
            message: format!(
                "the exception for `{}` hides nothing any more: take it out",
                exception.1
            ),
        })
        .collect();
    let open = findings.into_iter().filter(|finding| !exceptions.iter().any(|e| hides(e, finding)));
    open.chain(idle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_hides_its_finding_and_nothing_else() {
        let finding =
            |path: &str| Finding { path: path.into(), line: 3, message: "SQL text".into() };
        let exceptions = [("a.rs", "SQL", "because"), ("c.rs", "SQL", "because")];
        let left = without_exceptions(vec![finding("a.rs"), finding("b.rs")], &exceptions);
        let paths: Vec<&str> = left.iter().map(|finding| finding.path.as_str()).collect();
        assert_eq!(paths, ["b.rs", "c.rs"]);
    }
}
