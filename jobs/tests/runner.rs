//! The runner: each piece once, at its moment, whatever becomes of single pieces.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use app::app::Parts;
use app::{App, Clock as _, Config, SeededRandom, SimulatedClock};
use async_trait::async_trait;
use gateway::sandbox::SandboxSettings;
use gateway::{Sandbox, SigningKey};
use jobs::{AdvanceError, LEASE_S, Runner};
use mail::{Outbox, Renderer};
use object_store::memory::InMemory;
use serde::Serialize;
use store::due::{Lane, NewDue};
use store::{Interference, Moment, Store, StoreError};
use texts::Texts;
use units::id::{AccountId, OrderId};
use units::{Id, Timestamp};

/// A disk that can be full, and counts what it does not take.
#[derive(Default)]
struct Disk {
    full: AtomicBool,
    refused: AtomicU32,
}

#[async_trait]
impl Interference for Disk {
    async fn at(&self, moment: Moment) -> Result<(), StoreError> {
        if moment == Moment::Write && self.full.load(Ordering::SeqCst) {
            self.refused.fetch_add(1, Ordering::SeqCst);
            return Err(StoreError::Unavailable("the disk is full".to_owned()));
        }
        Ok(())
    }
}

/// A deployment of its own in a folder that goes with it.
struct Deployment {
    app: Arc<App>,
    folder: PathBuf,
}

impl Drop for Deployment {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn start() -> Timestamp {
    "2027-01-31T00:00Z".parse().expect("a time")
}

async fn deployment(name: &str) -> Deployment {
    deployment_on(name, Arc::default()).await
}

async fn deployment_on(name: &str, disk: Arc<Disk>) -> Deployment {
    let folder = std::env::temp_dir().join(format!("plenum-jobs-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let clock = Arc::new(SimulatedClock::at(start()));
    let settings = SandboxSettings {
        journal: None,
        signing_key: SigningKey::new(vec![7; 32]).expect("long enough"),
        challenge_base: "http://localhost/".to_owned(),
    };
    let sandbox_clock = clock.clone();
    let sandbox = Sandbox::open(settings, Arc::new(move || sandbox_clock.now()));
    let texts = Arc::new(Texts::embedded());
    let store = Store::sqlite(&folder.join("plenum.db")).await.expect("a store");
    let parts = Parts {
        store: store.watched_by(disk),
        clock,
        random: Arc::new(SeededRandom::new(7)),
        gateway: Arc::new(sandbox.expect("a sandbox")),
        transport: Arc::new(Outbox::default()),
        blobs: Arc::new(InMemory::new()),
        blobs_folder: None,
        renderer: Renderer::new(&texts, Default::default()).expect("mails"),
        texts,
        config: Config {
            base_url: "http://localhost:8080".parse().expect("an address"),
            region: "meet-eu".to_owned(),
            demo: false,
            mail_from: "no-reply@example.org".parse().expect("an address"),
            mail_answers: None,
            mail_in_token: None,
            keep_mails: true,
            inner_webhooks: false,
        },
    };
    let app = Arc::new(App::open(parts).await.expect("a deployment"));
    end_own_work(&app).await;
    Deployment { app, folder }
}

/// Ends what a deployment plans for itself when it opens: these tests count their own work.
async fn end_own_work(app: &App) {
    let mut tx = app.store.begin().await.expect("a transaction");
    for own in store::due::list(&mut tx, "waiting", 100).await.expect("a list") {
        store::due::done(&mut tx, own.id, app.now()).await.expect("ended");
    }
    tx.commit().await.expect("committed");
}

#[derive(Serialize)]
struct OrderRef {
    account: AccountId,
    order: OrderId,
}

/// Work that ends well at once: the end of an order that is not there.
async fn plan(app: &App, kind: &'static str, key: &str, due_at: Timestamp) {
    let payload = OrderRef {
        account: Id::from_parts(due_at, [1; 10]),
        order: Id::from_parts(due_at, [2; 10]),
    };
    let mut tx = app.store.begin().await.expect("a transaction");
    let work = NewDue {
        id: app.id(),
        account: None,
        kind,
        key: key.to_owned(),
        payload: &payload,
        due_at,
        now: app.now(),
    };
    store::due::add(&mut tx, work).await.expect("added");
    tx.commit().await.expect("committed");
}

async fn in_state(app: &App, state: &str) -> usize {
    let mut tx = app.store.read().await.expect("a transaction");
    store::due::list(&mut tx, state, 100).await.expect("a list").len()
}

/// P5: work happens at its own moment, in order; the clock ends where it was sent.
#[tokio::test]
async fn a_clock_stops_at_every_moment_with_work() {
    let deployment = deployment("advance").await;
    let app = &deployment.app;
    let moments = [start(), start().plus_hours(5), start().plus_days(40), start().plus_days(90)];
    for (key, moment) in ["a", "b", "c", "later"].iter().zip(moments) {
        plan(app, "expire_order", key, moment).await;
    }
    let runner = Runner::new(app.clone(), None);
    let to = start().plus_days(60);
    let mut stops = Vec::new();
    let ran = runner.advance(to, |progress| stops.push(progress.now)).await.expect("moved");
    assert_eq!(ran.done, 3);
    assert_eq!(stops, [moments[0], moments[1], moments[2], to]);
    assert_eq!(app.now(), to);
    assert_eq!(in_state(app, "waiting").await, 1);
    let back = runner.advance(start(), |_| {}).await;
    assert!(matches!(back, Err(AdvanceError::Past { .. })));
    let mut tx = app.store.read().await.expect("a transaction");
    let seen = store::deployment::time_seen(&mut tx, jobs::TIME_SEEN).await.expect("read");
    assert_eq!(seen, Some(to));
}

/// What cannot be done is told and does not hold up the rest.
#[tokio::test]
async fn bad_work_is_given_up_alone() {
    let deployment = deployment("bad").await;
    let app = &deployment.app;
    plan(app, "no_such_kind", "a", start()).await;
    plan(app, "mail", "b", start()).await; // its payload is no mail's
    plan(app, "expire_order", "c", start()).await;
    let ran = Runner::new(app.clone(), None).run_due().await.expect("run");
    assert_eq!((ran.done, ran.given_up, ran.retried), (1, 2, 0));
    let again = Runner::new(app.clone(), None).run_due().await.expect("run");
    assert_eq!(again.total(), 0);
    assert_eq!(in_state(app, "given_up").await, 2);
}

/// two runners at once do each piece once.
#[tokio::test]
async fn two_runners_share_the_work() {
    let deployment = deployment("two").await;
    let app = &deployment.app;
    for key in 0..60 {
        plan(app, "expire_order", &key.to_string(), start()).await;
    }
    let one = Runner::new(app.clone(), None);
    let other = Runner::new(app.clone(), None);
    let (one, other) = tokio::join!(one.run_due(), other.run_due());
    assert_eq!(one.expect("run").done + other.expect("run").done, 60);
}

/// A runner that died keeps its work until the lease is over, and no longer.
#[tokio::test]
async fn a_dead_runners_work_is_done_after_its_lease() {
    let deployment = deployment("lease").await;
    let app = &deployment.app;
    plan(app, "expire_order", "a", start()).await;
    let mut tx = app.store.begin().await.expect("a transaction");
    let until = start().plus_seconds(LEASE_S);
    let claimed =
        store::due::claim(&mut tx, Lane::Prompt, start(), until, 10).await.expect("claimed");
    tx.commit().await.expect("committed");
    assert_eq!(claimed.len(), 1);

    let runner = Runner::new(app.clone(), None);
    assert_eq!(runner.run_due().await.expect("run").total(), 0);
    let ran = runner.advance(start().plus_hours(1), |_| {}).await.expect("moved");
    assert_eq!(ran.done, 1);
}

/// The serving runner does what falls due, and ends when told.
#[tokio::test]
async fn a_serving_runner_ends_when_told() {
    let deployment = deployment("serve").await;
    let app = &deployment.app;
    let before = in_state(app, "done").await;
    plan(app, "expire_order", "a", start()).await;
    let runner = Runner::new(app.clone(), None);
    let done = async {
        while in_state(app, "done").await == before {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), runner.serve(done))
        .await
        .expect("done in time");
    assert_eq!(in_state(app, "waiting").await, 0);
}

/// while a renewal is due that the disk has no room for, the serving runner looks once a
/// second; it does not spin.
#[tokio::test]
async fn a_full_disk_is_tried_now_and_then() {
    let disk = Arc::new(Disk::default());
    let deployment = deployment_on("full", disk.clone()).await;
    let app = &deployment.app;
    let runner = Runner::new(app.clone(), None);
    let full_for_a_while = async {
        // The first round is over: it keeps house, which takes writes of its own.
        tokio::time::sleep(Duration::from_millis(700)).await;
        let payload = OrderRef {
            account: Id::from_parts(start(), [1; 10]),
            order: Id::from_parts(start(), [2; 10]),
        };
        let mut tx = app.store.begin().await.expect("a transaction");
        let work = NewDue {
            id: app.id(),
            account: None,
            kind: "renewal",
            key: "a".to_owned(),
            payload: &payload,
            due_at: start(),
            now: app.now(),
        };
        store::due::add_all(&mut tx, vec![work.row(Lane::Renewal)]).await.expect("added");
        tx.commit().await.expect("committed");
        disk.full.store(true, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(2_600)).await;
    };
    runner.serve(full_for_a_while).await;
    let refused = disk.refused.load(Ordering::SeqCst);
    assert!((1..20).contains(&refused), "{refused} writes were tried");
}
