//! The stage: plays a plan, one step of one command at a time, in the order the seed decides.
//!
//! Commands under way are futures that stop at yield points (`turns`). While any of them can go on,
//! the dice choose which; when none can, time moves to the next moment at which something happens.
//! A crash drops the commands of its process where they stand.

mod events;
mod flights;
mod repeats;
mod time;
mod trouble;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};
use units::Timestamp;

use crate::years::acts::{Scene, Shared};
use crate::years::dice::Dice;
use crate::years::house::{Ground, House, Process};
use crate::years::oracle::{Memory, Violation};
use crate::years::plan::Plan;
use crate::years::turns::FlightId;

pub use events::Event;
pub use flights::Flight;

/// Days without trouble and commands at the end, after which nothing may be left undone.
pub const QUIET_DAYS: i64 = 7;
/// Seconds after which somebody who was cut off tries again, and how often they do.
const AGAIN_S: i64 = 60;
const TRIES_MAX: u32 = 6;
/// Seconds from a crash to the next start.
const RESTART_S: i64 = 5;
/// Most steps of commands in one life: more means that it does not come to rest.
const STEPS_MAX: u64 = 200_000;

/// What came of a life.
#[derive(Clone, Debug)]
pub struct Life {
    /// Of everything that happened, in order: equal hashes, equal lives.
    pub hash: String,
    /// Of what is left at the end, wherever it is kept.
    pub end: String,
    /// The books at the end, without times and ids (I-26).
    pub books: Vec<String>,
    pub counts: crate::years::counts::Counts,
    pub violations: Vec<Violation>,
    /// One line per happening, when asked for.
    pub trace: Vec<String>,
    pub account_days: u64,
    pub pieces: u64,
    pub points: u64,
}

/// What happened, hashed, and kept when asked for.
pub struct Trace {
    hasher: Sha256,
    keep: bool,
    lines: Vec<String>,
}

impl Trace {
    fn say(&mut self, line: String) {
        self.hasher.update(line.as_bytes());
        self.hasher.update(b"\n");
        if self.keep {
            self.lines.push(line);
        }
    }
}

/// A life being played.
pub struct Stage {
    plan: Plan,
    pub(crate) house: House,
    /// The serving process, and sometimes a second runner.
    processes: [Option<Process>; 2],
    pub(crate) scene: Shared,
    queue: BTreeMap<(Timestamp, u64), (Event, u32)>,
    queued: u64,
    flights: VecDeque<Flight>,
    /// Cut off by a crash just now.
    dropped: Vec<(Event, u32)>,
    next_flight: FlightId,
    /// Until when a runner has nothing it could claim.
    idle_until: [Option<Timestamp>; 2],
    /// The earliest waiting piece, as last looked up.
    peeked: Option<Option<time::Waiting>>,
    dice: Dice,
    trace: Trace,
    memory: Memory,
    violations: Vec<Violation>,
    disk_full: bool,
    down_since: Option<Timestamp>,
    bank_down_until: Option<Timestamp>,
    quiet: bool,
    pieces: u64,
    points: u64,
}

impl Stage {
    /// The stage for `plan` in an empty house on `ground`.
    pub async fn build(plan: &Plan, ground: &Ground, keep_trace: bool) -> Stage {
        let mut house = House::build(ground, plan.seed, plan.begins).await;
        let process = house.start(true).await;
        let scene = Scene::new(plan);
        process.turns.calmly(true);
        let text = scene.prices.catalog_text();
        let published =
            app::catalog_in_force::publish(&process.app, "years.toml", &text, "operator");
        published.await.expect("the catalog of the first day");
        process.turns.calmly(false);
        let mut stage = Stage {
            house,
            processes: [Some(process), None],
            scene: Arc::new(Mutex::new(scene)),
            queue: BTreeMap::new(),
            queued: 0,
            flights: VecDeque::new(),
            dropped: Vec::new(),
            next_flight: 0,
            idle_until: [None, None],
            peeked: None,
            dice: Dice::new(plan.seed, 2),
            trace: Trace { hasher: Sha256::new(), keep: keep_trace, lines: Vec::new() },
            memory: Memory::default(),
            violations: Vec::new(),
            disk_full: false,
            down_since: None,
            bank_down_until: None,
            quiet: false,
            pieces: 0,
            points: 0,
            plan: plan.clone(),
        };
        for (number, step) in plan.steps.iter().enumerate() {
            stage.plan_event(step.at, Event::Step(number));
        }
        stage.plan_event(plan.ends, Event::Quiet);
        stage
    }

    /// Plays to the end of the quiet days, or to the first violation.
    pub async fn play(mut self) -> Life {
        let curtain = self.plan.ends.plus_days(QUIET_DAYS);
        for _ in 0..STEPS_MAX {
            if !self.violations.is_empty() {
                break;
            }
            self.take_in();
            self.begin_due().await;
            self.begin_pieces().await;
            if let Some(flight) = self.choose() {
                self.advance(flight).await;
                continue;
            }
            match self.next_moment().await.filter(|moment| *moment <= curtain) {
                Some(moment) => self.move_to(moment).await,
                None => {
                    self.move_to(curtain).await;
                    self.look(true).await;
                    break;
                }
            }
        }
        self.end().await
    }

    async fn end(mut self) -> Life {
        if self.house.sky.now() < self.plan.ends && self.violations.is_empty() {
            let rule = "liveness";
            self.violations.push(Violation::new(rule, "the life does not come to rest"));
        }
        let accounts = crate::years::oracle::accounts(&self.scene);
        let (end, books) = crate::years::oracle::remains(&self.house, &accounts).await;
        let days = self.house.sky.now().seconds_since(self.plan.begins) / 86_400;
        let lived = u64::try_from(days).unwrap_or_default();
        self.flights.clear();
        for process in self.processes.iter().flatten() {
            process.turns.die();
            self.points += process.turns.passed();
        }
        self.house.store.close().await;
        let hash = billing::ledger::hex(&self.trace.hasher.finalize());
        let counts = self.scene.lock().expect("whole").counts.clone();
        Life {
            hash,
            end,
            books,
            counts,
            violations: self.violations,
            trace: self.trace.lines,
            account_days: lived * u64::try_from(accounts.len()).unwrap_or_default(),
            pieces: self.pieces,
            points: self.points,
        }
    }

    /// What the oracle saw before.
    pub(crate) fn memory_mut(&mut self) -> &mut Memory {
        &mut self.memory
    }

    /// The process that serves; the quiet days have one.
    pub(crate) fn serving(&self) -> Arc<app::App> {
        self.processes[0].as_ref().expect("somebody serves").app.clone()
    }

    /// Raises a count to `times` within this life.
    pub(crate) fn count_up_to(&mut self, name: &'static str, times: usize) {
        let mut scene = self.scene.lock().expect("whole");
        while scene.counts.of(name) < u64::try_from(times).unwrap_or_default() {
            scene.counts.reach(name);
        }
    }

    fn plan_event(&mut self, at: Timestamp, event: Event) {
        self.plan_try(at, event, 0);
    }

    fn plan_try(&mut self, at: Timestamp, event: Event, tries: u32) {
        self.queued += 1;
        let at = at.max(self.house.sky.now());
        self.queue.insert((at, self.queued), (event, tries));
    }

    fn say(&mut self, text: impl AsRef<str>) {
        let line = format!("{} {}", self.house.sky.now(), text.as_ref());
        self.trace.say(line);
    }

    fn reach(&self, name: &'static str) {
        self.scene.lock().expect("whole").counts.reach(name);
    }

    fn violate(&mut self, rule: &str, text: impl Into<String>) {
        let violation = Violation::new(rule, text);
        self.trace.say(format!("VIOLATION {violation}"));
        self.violations.push(violation);
    }

    /// Looks at everything; `quiet`: nothing may be left undone.
    async fn look(&mut self, quiet: bool) {
        let seen = crate::years::oracle::look(self, quiet).await;
        for violation in seen {
            self.violate(&violation.rule.clone(), violation.text);
        }
    }
}
