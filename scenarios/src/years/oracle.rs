//! The oracle: what must hold, looked at from outside of the stories (reliability.md,
//! "Invariants").
//!
//! An account is looked at after each command of its owner, everything each month, and once more
//! after the quiet days. The rows are read as they are committed, so every rule holds at any
//! moment; what has to be finished is asked for at the end alone.

mod account;
mod books;
mod changed;
mod credit;
mod dunned;
mod exempted;
mod licences;
mod modelled;
mod reached;
mod refunds;
mod whole;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use units::id::{AccountId, InvoiceId};

use crate::years::acts::{Shared, scene};
use crate::years::house::House;
use crate::years::stage::Stage;

pub use books::Books;

/// A rule that was broken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Violation {
    /// `I-06`, `liveness`, `panic` …
    pub rule: String,
    pub text: String,
}

impl Violation {
    pub fn new(rule: &str, text: impl Into<String>) -> Violation {
        Violation { rule: rule.to_owned(), text: text.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.text)
    }
}

/// What was seen before and must not have changed since.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Length and last hash of an account's ledger and trail.
    ledger: BTreeMap<AccountId, (usize, String)>,
    trail: BTreeMap<AccountId, (usize, String)>,
    documents: BTreeMap<InvoiceId, String>,
    /// What was counted already.
    pub(crate) counted: std::collections::BTreeSet<String>,
}

/// Collects what is broken.
#[derive(Default)]
pub struct Findings(pub Vec<Violation>);

impl Findings {
    /// `holds`, or the rule is broken as `text` says.
    pub fn rule(&mut self, rule: &str, holds: bool, text: impl FnOnce() -> String) {
        if !holds {
            self.0.push(Violation::new(rule, text()));
        }
    }
}

/// Everybody who has an account.
pub fn accounts(shared: &Shared) -> Vec<(usize, AccountId)> {
    let scene = scene(shared);
    let people = scene.people.iter().enumerate();
    people.filter_map(|(place, each)| Some((place, each.who.as_ref()?.account()))).collect()
}

/// Looks at one account.
pub async fn look_at_one(stage: &mut Stage, account: AccountId) -> Vec<Violation> {
    let books = Books::read(&stage.house, account).await;
    let mut findings = Findings::default();
    account::look(stage, &books, false, &mut findings);
    findings.0
}

/// Looks at everything; `quiet`: nothing may be left undone.
pub async fn look(stage: &mut Stage, quiet: bool) -> Vec<Violation> {
    let mut findings = Findings::default();
    let mut all = Vec::new();
    for (person, account) in accounts(&stage.scene) {
        let books = Books::read(&stage.house, account).await;
        account::look(stage, &books, quiet, &mut findings);
        if quiet {
            whole::expected(stage, person, &books, &mut findings).await;
        }
        all.push(books);
    }
    whole::look(stage, &all, quiet, &mut findings).await;
    findings.0
}

/// What is left: the digest of all rows the accounts have, and the books without times and ids.
pub async fn remains(house: &House, accounts: &[(usize, AccountId)]) -> (String, Vec<String>) {
    let mut digest = Sha256::new();
    let mut lines = Vec::new();
    for (person, account) in accounts {
        let books = Books::read(house, *account).await;
        digest.update(books.everything().as_bytes());
        lines.extend(books.in_short(*person, &house.bank));
    }
    digest.update(format!("{:?}", house.bank.totals()).as_bytes());
    (billing::ledger::hex(&digest.finalize()), lines)
}
