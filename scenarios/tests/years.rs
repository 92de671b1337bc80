//! The years machine in the gate: plans that failed once, a few fresh lives, the same life twice,
//! and the same life on the other database. Nights of many seeds: docs/simulator.md.

use std::process::Command;

use scenarios::years::counts::Counts;
use scenarios::years::draw::told::{REACHES, told};
use scenarios::years::draw::{Span, draw};
use scenarios::years::house::Ground;
use scenarios::years::run::{judge, kept_plans, live, night};

/// Lives played here, by their first seed: of people who buy and pay, and of such who change what
/// they have. A night plays thousands.
const PLAIN: (u64, u64) = (1, 2);
const CHANGING: (u64, u64) = (26, 2);
/// The life that is played twice, and on the other database.
const TWICE: u64 = 26;

#[expect(clippy::disallowed_methods, reason = "tests are told of the database by environment")]
fn postgres() -> Option<Ground> {
    let url = std::env::var("PLENUM_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty());
    url.map(Ground::Postgres)
}

/// C9, D3: every plan that once broke a rule is lived again.
#[test]
fn what_failed_once_holds() {
    for (name, plan) in kept_plans().expect("the plans can be read") {
        let life = judge(&plan, &Ground::Sqlite);
        assert!(life.violations.is_empty(), "{name}: {:?}", life.violations);
    }
}

/// C9, D1, D3, P4: lives with crashes, lost answers, outages and wrong clocks keep every rule.
#[test]
fn lives_keep_the_rules() {
    let counts = keep_the_rules(PLAIN);
    assert!(counts.of("order paid") > 0, "nobody has bought anything");
}

/// A5, C2 to C7, C10, D4: lives that change, cancel, try, promise and come back keep them too.
#[test]
fn lives_with_changes_keep_the_rules() {
    let counts = keep_the_rules(CHANGING);
    for name in ["seats added", "cancelled", "credit given"] {
        assert!(counts.of(name) > 0, "never reached: {name}");
    }
}

/// A4, A6, C2a, C8, C10, D1a, D5, E1, R-04, R-05, R-14, R-37: a life told by hand with guests and
/// their licences, unpaid renewals, bank transfers, exemptions, refunds and forms that are sent again
/// keeps them, and reaches what is seldom reached.
#[test]
fn a_told_life_keeps_the_rules() {
    let life = judge(&told(false), &Ground::Sqlite);
    assert!(life.violations.is_empty(), "{:?}", life.violations);
    let missing: Vec<&str> = REACHES.into_iter().filter(|name| life.counts.of(name) == 0).collect();
    assert!(missing.is_empty(), "never reached: {missing:?}");
}

fn keep_the_rules((from, count): (u64, u64)) -> Counts {
    let night = night(from, count, Span::Short, &Ground::Sqlite, 2, |_, _| {});
    let failures: Vec<String> = night
        .failures
        .iter()
        .map(|failure| format!("seed {}: {:?}", failure.plan.seed, failure.violations))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    night.counts
}

/// C9: a seed lives one life, however often, and ends alike on both databases.
#[test]
fn a_seed_lives_one_life() {
    let plan = draw(TWICE, Span::Short);
    let first = live(&plan, &Ground::Sqlite, true);
    let again = live(&plan, &Ground::Sqlite, true);
    let differs = first.trace.iter().zip(&again.trace).find(|(one, other)| one != other);
    assert_eq!(differs, None);
    assert_eq!((&first.hash, &first.end), (&again.hash, &again.end));
    if let Some(ground) = postgres() {
        let there = live(&plan, &ground, true);
        let differs = first.trace.iter().zip(&there.trace).find(|(one, other)| one != other);
        assert_eq!(differs, None);
        assert_eq!(first.end, there.end, "the databases ended apart");
    }
}

/// Each planted fault still fits the code it spoils, beside all the others.
#[test]
fn planted_faults_fit_the_code() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = std::fs::read_dir(root.join("scenarios/planted")).expect("the planted faults");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let mut patches: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "patch")).collect();
    patches.sort();
    assert!(patches.len() >= 17, "only {} faults are planted", patches.len());
    let texts = patches.iter().map(|path| std::fs::read_to_string(path).expect("a patch"));
    let all = std::env::temp_dir().join(format!("plenum_planted_{}.patch", std::process::id()));
    std::fs::write(&all, texts.collect::<String>()).expect("the patches, one after another");
    let checked = Command::new("git")
        .args(["apply", "--check"])
        .arg(&all)
        .current_dir(&root)
        .output()
        .expect("git is there");
    std::fs::remove_file(&all).expect("removed");
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}");
}
