//! The house: the production crates with their ports replaced, and what survives its processes.
//!
//! The database, the blobs, the bank and the post outlive a process; its clock, its caches and its
//! commands under way do not. A process is started as the binary starts one: the time goes on from
//! the latest that was seen, and work claimed by the one before is given back.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use app::app::Parts;
use app::{App, Clock, Config};
use jobs::{Runner, TIME_SEEN};
use mail::Renderer;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use store::Store;
use texts::Texts;
use units::Timestamp;

use crate::years::bank::{Bank, Teller};
use crate::years::dice::{Dice, DiceRandom};
use crate::years::post::{Post, Postman};
use crate::years::turns::Turns;

/// The true time, and how far off the machine's clock is; clones share both.
#[derive(Clone)]
pub struct Sky {
    now: Arc<AtomicI64>,
    off_s: Arc<AtomicI64>,
}

impl Sky {
    pub fn at(now: Timestamp) -> Sky {
        Sky { now: Arc::new(AtomicI64::new(now.seconds())), off_s: Arc::default() }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.now.load(Ordering::SeqCst))
    }

    pub fn move_to(&self, to: Timestamp) {
        self.now.fetch_max(to.seconds(), Ordering::SeqCst);
    }

    /// Sets the machine's clock off the true time.
    pub fn is_off(&self, seconds: i64) {
        self.off_s.store(seconds, Ordering::SeqCst);
    }

    pub fn off_s(&self) -> i64 {
        self.off_s.load(Ordering::SeqCst)
    }

    fn machine(&self) -> Timestamp {
        self.now().plus_seconds(self.off_s())
    }
}

/// The clock of one process: the machine's, and never back (as the binary's own).
pub struct Watch {
    sky: Sky,
    latest: AtomicI64,
}

impl Clock for Watch {
    fn now(&self) -> Timestamp {
        let machine = self.sky.machine().seconds();
        let before = self.latest.fetch_max(machine, Ordering::SeqCst);
        Timestamp::from_seconds(before.max(machine))
    }

    fn move_to(&self, _: Timestamp) -> bool {
        false
    }

    /// It is moved on purpose: months without a look at it are no fault.
    fn is_simulated(&self) -> bool {
        true
    }
}

/// A process of the house: it dies with its turns.
#[derive(Clone)]
pub struct Process {
    pub app: Arc<App>,
    pub runner: Runner,
    pub turns: Turns,
}

/// Where a house keeps its rows.
#[derive(Clone, Debug)]
pub enum Ground {
    Sqlite,
    /// A server on which a fresh database is made, by URL.
    Postgres(String),
}

/// What outlives a process.
pub struct House {
    pub sky: Sky,
    pub bank: Bank,
    pub post: Post,
    /// Not watched: for the oracle's own look.
    pub store: Store,
    blobs: Arc<InMemory>,
    texts: Arc<Texts>,
    folder: PathBuf,
    seed: u64,
    started: u64,
}

impl Drop for House {
    fn drop(&mut self) {
        // Left behind at worst: the folder is a temporary one.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

static HOUSES: AtomicU32 = AtomicU32::new(0);

impl House {
    /// An empty house at `begins`.
    pub async fn build(ground: &Ground, seed: u64, begins: Timestamp) -> House {
        let number = HOUSES.fetch_add(1, Ordering::SeqCst);
        let name = format!("plenum_years_{}_{number}", std::process::id());
        let folder = quick_folder().join(&name);
        std::fs::create_dir_all(&folder).expect("a folder for the house");
        let store = match ground {
            Ground::Sqlite => Store::sqlite(&folder.join("plenum.db")).await.expect("it opens"),
            Ground::Postgres(url) => {
                let server = Store::postgres(url).await.expect("PostgreSQL answers");
                server.create_database(&name).await.expect("a fresh database");
                server.close().await;
                Store::postgres(&beside(url, &name)).await.expect("the database answers")
            }
        };
        House {
            sky: Sky::at(begins),
            bank: Bank::default(),
            post: Post::default(),
            store,
            blobs: Arc::default(),
            texts: Arc::new(Texts::embedded()),
            folder,
            seed,
            started: 0,
        }
    }

    /// Starts a process; `alone`: what another one had claimed is given back.
    pub async fn start(&mut self, alone: bool) -> Process {
        self.started += 1;
        let turns = Turns::default();
        let mut tx = self.store.read().await.expect("the database can be read");
        // A fresh database has no tables yet.
        let seen = match self.started {
            1 => None,
            _ => store::deployment::time_seen(&mut tx, TIME_SEEN).await.expect("the time seen"),
        };
        drop(tx);
        let latest = seen.map_or(i64::MIN, Timestamp::seconds);
        let clock = Arc::new(Watch { sky: self.sky.clone(), latest: AtomicI64::new(latest) });
        let teller =
            Teller { bank: self.bank.clone(), sky: self.sky.clone(), turns: turns.clone() };
        let postman =
            Postman { post: self.post.clone(), sky: self.sky.clone(), turns: turns.clone() };
        let parts = Parts {
            store: self.store.watched_by(Arc::new(turns.clone())),
            clock,
            random: Arc::new(DiceRandom::new(Dice::new(self.seed, 1_000 + self.started))),
            gateway: Arc::new(teller),
            transport: Arc::new(postman),
            blobs: self.blobs.clone(),
            blobs_folder: None,
            renderer: Renderer::new(&self.texts, BTreeMap::new()).expect("the templates parse"),
            texts: self.texts.clone(),
            config: config(),
        };
        let app = Arc::new(App::open(parts).await.expect("the house opens"));
        if alone && self.started > 1 {
            let mut tx = self.store.begin().await.expect("the database can be written");
            store::due::release_all(&mut tx).await.expect("leases are given back");
            tx.commit().await.expect("committed");
        }
        Process { runner: Runner::new(app.clone(), None), app, turns }
    }

    /// The time is remembered, as a serving runner does every half minute.
    pub async fn remembers(&self, now: Timestamp) {
        let mut tx = self.store.begin().await.expect("the database can be written");
        store::deployment::see_time(&mut tx, TIME_SEEN, now).await.expect("the time is noted");
        tx.commit().await.expect("committed");
    }

    /// Invoices' documents are judged elsewhere and take long to set: a sheet stands in for each.
    pub async fn stand_in_documents(&self) {
        let mut tx = self.store.read().await.expect("the database can be read");
        let unmade = store::invoice::without_pdf(&mut tx).await.expect("invoices can be read");
        drop(tx);
        for (account, invoice) in unmade {
            let key = format!("invoices/{account}/{invoice}.pdf");
            let sheet = PutPayload::from_static(b"%PDF-1.7 a stand-in");
            self.blobs.put(&Path::from(key.as_str()), sheet).await.expect("kept in memory");
            let mut tx = self.store.begin().await.expect("the database can be written");
            store::invoice::set_pdf(&mut tx, account, invoice, &key).await.expect("it is noted");
            tx.commit().await.expect("committed");
        }
    }
}

/// Memory where the machine offers a folder in it: nobody pulls the plug on a simulation.
fn quick_folder() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { memory } else { std::env::temp_dir() }
}

fn beside(url: &str, name: &str) -> String {
    let (before, query) = url.split_once('?').map_or((url, None), |(b, q)| (b, Some(q)));
    let base = before.rsplit_once('/').map_or(before, |(base, _)| base);
    match query {
        Some(query) => format!("{base}/{name}?{query}"),
        None => format!("{base}/{name}"),
    }
}

fn config() -> Config {
    Config {
        base_url: "http://localhost:8080".parse().expect("a URL"),
        region: "meet-eu".to_owned(),
        demo: true,
        mail_from: "plenum@example.org".parse().expect("an address"),
        mail_answers: None,
        mail_in_token: None,
        keep_mails: false,
        inner_webhooks: true,
    }
}
