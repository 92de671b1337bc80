//! Runs lives: one, or all of a range of seeds, with everything a seed is asked for.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::years::counts::Counts;
use crate::years::draw::{Span, draw, is_calm};
use crate::years::house::Ground;
use crate::years::oracle::Violation;
use crate::years::plan::Plan;
use crate::years::stage::{Life, Stage};

/// Each that many seeds a life is played twice, and both must be the same.
pub const TWICE_EACH: u64 = 50;

/// Plays `plan` on one thread.
pub fn live(plan: &Plan, ground: &Ground, keep_trace: bool) -> Life {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime for one life");
    runtime.block_on(async { Stage::build(plan, ground, keep_trace).await.play().await })
}

/// A seed that failed: what of, and the plan it failed with.
#[derive(Clone, Debug)]
pub struct Failure {
    pub plan: Plan,
    pub violations: Vec<Violation>,
}

/// What came of a range of seeds.
#[derive(Clone, Debug, Default)]
pub struct Night {
    pub counts: Counts,
    pub failures: Vec<Failure>,
    pub seeds: u64,
    pub account_days: u64,
    pub pieces: u64,
    pub points: u64,
}

impl Night {
    fn take(&mut self, plan: Plan, life: Life) {
        self.seeds += 1;
        self.account_days += life.account_days;
        self.pieces += life.pieces;
        self.points += life.points;
        self.counts.add(&life.counts);
        if !life.violations.is_empty() {
            self.failures.push(Failure { plan, violations: life.violations });
        }
    }

    /// Puts what another thread saw beside this.
    pub fn add(&mut self, other: Night) {
        self.counts.add(&other.counts);
        self.failures.extend(other.failures);
        self.seeds += other.seeds;
        self.account_days += other.account_days;
        self.pieces += other.pieces;
        self.points += other.points;
    }
}

/// Plays everything `plan` is good for: itself, again when its turn comes, and without the
/// machine's trouble when it is a calm one.
pub fn judge(plan: &Plan, ground: &Ground) -> Life {
    let mut life = live(plan, ground, false);
    if !life.violations.is_empty() {
        return life;
    }
    if plan.seed.is_multiple_of(TWICE_EACH) {
        let again = live(plan, ground, false);
        if again.hash != life.hash || again.end != life.end {
            let text = "the same plan was lived in two ways";
            life.violations.push(Violation::new("determinism", text));
        }
    }
    if is_calm(plan.seed) {
        let smooth = live(&plan.without_machine_trouble(), ground, false);
        life.violations.extend(smooth.violations);
        if life.violations.is_empty() && smooth.books != life.books {
            let text = first_difference(&life.books, &smooth.books);
            life.violations.push(Violation::new("I-26", text));
        }
    }
    life
}

fn first_difference(with: &[String], without: &[String]) -> String {
    let differs = with.iter().zip(without).find(|(one, other)| one != other);
    format!(
        "with crashes {} lines, without {}; first difference {differs:?}",
        with.len(),
        without.len()
    )
}

/// Plays the seeds `from` to `from + count - 1` on as many threads as told; each life stays on one.
/// `hear` is told of each life when it is over.
pub fn night(
    from: u64,
    count: u64,
    span: Span,
    ground: &Ground,
    threads: u64,
    hear: impl Fn(u64, &Life) + Sync,
) -> Night {
    let hear = &hear;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|worker| {
                scope.spawn(move || {
                    let mut night = Night::default();
                    let mut seed = from + worker;
                    while seed < from + count {
                        let plan = draw(seed, span);
                        let life = judge(&plan, ground);
                        hear(seed, &life);
                        night.take(plan, life);
                        seed += threads;
                    }
                    night
                })
            })
            .collect();
        let mut whole = Night::default();
        for worker in workers {
            whole.add(worker.join().expect("a life panicked outside of its commands"));
        }
        whole.failures.sort_by_key(|failure| failure.plan.seed);
        whole
    })
}

/// The folder of plans that once failed.
pub fn regressions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions")
}

/// Every kept plan, by file name.
pub fn kept_plans() -> anyhow::Result<Vec<(String, Plan)>> {
    let folder = regressions();
    let mut plans = Vec::new();
    for entry in std::fs::read_dir(&folder).context("failed to read the regressions")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            plans.push((name, read_plan(&path)?));
        }
    }
    plans.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(plans)
}

/// A plan from its file.
pub fn read_plan(path: &Path) -> anyhow::Result<Plan> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("failed to read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no plan", path.display()))
}
