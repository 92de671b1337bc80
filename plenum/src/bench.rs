//! The bench: how long pages, previews and commits take, beside what this very machine can do.
//!
//! Everything is measured in the process, through the same router that serves, with many clients at
//! once, on a deployment of its own that is made for it and thrown away. Every time is shown beside
//! a baseline of the same run: the smallest request there is, and a bare write to the same disk.

mod ask;
mod changes;
mod chats;
mod disk;
mod holdings;
mod load;
mod machine;
mod made;
pub mod many;
mod meetings;
mod memory;
mod orders;
mod pages;
mod process;
pub mod renewals;
mod scene;
mod stories;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use axum::Router;
use people::export::Whose;
use serde::Serialize;
use web::urls;

use crate::clocks::machine_time;
use crate::commands::Place;
use crate::demo;
use crate::faces;
use crate::house::{House, Purpose, open_migrated};
use crate::settings::ClockKind;
use crate::talk;

use ask::Ask;
pub use load::Timing;
pub use machine::Machine;
pub use process::Started;
use scene::{Kind, Scene, Story};

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Meetings of the account whose pages are opened.
    pub meetings: u32,
    /// Clients at once.
    pub clients: u32,
    /// Requests for each page, by all clients together.
    pub requests: u32,
    /// Accounts that buy.
    pub buyers: u32,
    /// Messages of the account whose chats are opened.
    pub messages: u32,
    /// People of the account beside its owner.
    pub people: u32,
    /// Contacts of the owner.
    pub contacts: u32,
}

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub machine: Machine,
    pub clients: u32,
    pub meetings: u32,
    /// One page written and synced, to the folder the database is in.
    pub bare_sync: Timing,
    /// The smallest request: `/healthz`, one read of the database.
    pub baseline: Timing,
    /// What only reads: the pages, and an order's preview.
    pub pages: Vec<Timing>,
    pub commits: Vec<Timing>,
    pub process: Started,
    pub goals: Goals,
}

/// What we want of a machine with a good disk: shown beside what was found, never enforced.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Goals {
    pub read_p99_us: u64,
    pub commit_p99_us: u64,
    pub start_ms: u64,
    pub idle_kib: u64,
}

const GOALS: Goals =
    Goals { read_p99_us: 10_000, commit_p99_us: 25_000, start_ms: 300, idle_kib: 60 * 1_024 };

/// Measures everything, in a fresh folder below `folder`; with `database`, in that empty PostgreSQL
/// database. Of the stories, only those with one of `only` in their names, if there are any.
pub async fn run(
    folder: &Path,
    database: Option<String>,
    size: Size,
    only: &[String],
) -> anyhow::Result<Report> {
    let own = folder.join(format!("bench-{}", std::process::id()));
    std::fs::create_dir_all(&own).with_context(|| format!("failed to make {}", own.display()))?;
    let report = measure(&own, database, size, only).await;
    std::fs::remove_dir_all(&own).with_context(|| format!("failed to clear {}", own.display()))?;
    report
}

async fn measure(
    own: &Path,
    database: Option<String>,
    size: Size,
    only: &[String],
) -> anyhow::Result<Report> {
    let before = machine::load();
    let process = process::start(&own.join("fresh"))?;
    let bare_sync = disk::sync(own)?;
    let house = open(own, database).await?;
    talk::tell("Scheduling the meetings");
    let made = made::make(&house, size.meetings).await?;
    let router = faces::router(&house)?;
    let stories = stories::wanted(Scene { house: &house, made: &made, size }, only).await?;
    let baseline = load::tell(&router, smallest(&house), size).await?;
    let mut pages = Vec::new();
    let mut commits = Vec::new();
    for story in stories {
        talk::tell(&format!("Timing: {}", story.name));
        let kind = story.kind;
        let timing = tell(&router, story, size, &baseline, &bare_sync).await?;
        match kind {
            Kind::Read => pages.push(timing),
            Kind::Commit => commits.push(timing),
        }
    }
    house.close().await;
    let machine = Machine::now(before);
    let Size { clients, meetings, .. } = size;
    let goals = GOALS;
    Ok(Report { machine, clients, meetings, bare_sync, baseline, pages, commits, process, goals })
}

/// A fresh deployment with the demo's people in it.
async fn open(own: &Path, database: Option<String>) -> anyhow::Result<House> {
    let clock = Some(ClockKind::Simulated);
    let data = own.join("house");
    let place = Place { data, database, clock, demo: Some(true), ..Place::default() };
    let today = machine_time();
    let begins = today.plus_days(-demo::HISTORY_DAYS);
    let settings = place.settings()?;
    let (store, applied) = open_migrated(&settings).await?;
    store.close().await;
    anyhow::ensure!(!applied.is_empty(), "the database is not empty");
    let house = House::open(settings, Purpose::Measure, Some(begins)).await?;
    demo::prepare(&house, today).await?;
    Ok(house)
}

/// Measures a run of `subscriptions` renewals in a fresh folder below `folder`; with `database`, in
/// that empty PostgreSQL database.
pub async fn renew(
    folder: &Path,
    database: Option<String>,
    subscriptions: u32,
) -> anyhow::Result<renewals::Report> {
    let own = folder.join(format!("bench-{}", std::process::id()));
    std::fs::create_dir_all(&own).with_context(|| format!("failed to make {}", own.display()))?;
    let report = measure_renewals(own.join("house"), database, subscriptions).await;
    std::fs::remove_dir_all(&own).with_context(|| format!("failed to clear {}", own.display()))?;
    report
}

async fn measure_renewals(
    data: PathBuf,
    database: Option<String>,
    subscriptions: u32,
) -> anyhow::Result<renewals::Report> {
    let clock = Some(ClockKind::Simulated);
    let settings = Place { data, database, clock, ..Place::default() }.settings()?;
    let (store, applied) = open_migrated(&settings).await?;
    store.close().await;
    anyhow::ensure!(!applied.is_empty(), "the database is not empty");
    let house = House::open(settings, Purpose::Work, Some(machine_time())).await?;
    let report = renewals::measure(&house.app, &house.runner, subscriptions, talk::tell).await;
    house.close().await;
    report
}

/// Measures much taken in and given out at once, in a fresh folder below `folder`; with `database`,
/// in that empty PostgreSQL database.
pub async fn take_and_give(
    folder: &Path,
    database: Option<String>,
    size: many::Size,
) -> anyhow::Result<many::Report> {
    let own = folder.join(format!("bench-{}", std::process::id()));
    std::fs::create_dir_all(&own).with_context(|| format!("failed to make {}", own.display()))?;
    let report = measure_many(&own, database, size).await;
    std::fs::remove_dir_all(&own).with_context(|| format!("failed to clear {}", own.display()))?;
    report
}

async fn measure_many(
    own: &Path,
    database: Option<String>,
    size: many::Size,
) -> anyhow::Result<many::Report> {
    let house = open(own, database).await?;
    let app = &house.app;
    talk::tell("Scheduling the meetings");
    let made = made::make(&house, size.meetings).await?;
    holdings::held(app, &made, size.meetings).await?;
    chats::write_all(app, &made, size.messages).await?;
    let contacts = many::contacts(app, &made, size.contacts).await?;
    talk::tell("Inviting people");
    let people = many::people(app, &made, size.people).await?;
    talk::tell("Writing archives");
    let own_export = many::given(app, &made.who, Whose::Person).await?;
    let account_export = many::given(app, &made.who, Whose::Account).await?;
    let database = match app.store.dialect() {
        store::dialect::Dialect::Sqlite => "sqlite",
        store::dialect::Dialect::Postgres => "postgres",
    };
    house.close().await;
    Ok(many::Report { database, size, contacts, people, own_export, account_export })
}

/// What every other time is shown beside.
fn smallest(house: &House) -> Story {
    let host = house.app.config.base_host().to_owned();
    Story::read("baseline", Ask { host, path: urls::HEALTH.to_owned(), ..Ask::default() })
}

async fn tell(
    router: &Router,
    story: Story,
    size: Size,
    baseline: &Timing,
    bare_sync: &Timing,
) -> anyhow::Result<Timing> {
    let kind = story.kind;
    let mut timing = load::tell(router, story, size).await?;
    timing.ratio_percent = Some(timing.percent_of(baseline));
    timing.goal_us = Some(GOALS.read_p99_us);
    if kind == Kind::Commit {
        timing.syncs_percent = Some(timing.percent_of(bare_sync));
        timing.goal_us = Some(GOALS.commit_p99_us);
    }
    Ok(timing)
}
