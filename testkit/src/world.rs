//! The world of one story: the deployment and everything outside of it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use app::app::Parts;
use app::mail_in::token::MailInToken;
use app::{App, Clock, Config, SeededRandom, SimulatedClock};
use gateway::sandbox::SandboxSettings;
use gateway::{Gateway, Sandbox, SigningKey};
use jobs::Runner;
use mail::Renderer;
use object_store::local::LocalFileSystem;
use store::Store;
use texts::Texts;
use units::Timestamp;

use crate::database::Fresh;
use crate::mailbox::MailServer;
use crate::moment;

/// The key the sandbox signs its events with in tests.
pub const GATEWAY_KEY: &[u8] = b"a key for the sandbox in tests";

/// A deployment with its outside; clones share everything.
#[derive(Clone)]
pub struct World {
    pub app: Arc<App>,
    pub sandbox: Sandbox,
    pub runner: Runner,
    inside: Arc<Inside>,
}

struct Inside {
    clock: Arc<SimulatedClock>,
    store: Store,
    folder: PathBuf,
    mail_server: MailServer,
}

impl Drop for Inside {
    fn drop(&mut self) {
        // Left behind at worst: the folder is a temporary one.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl World {
    pub(crate) async fn on(fresh: Fresh) -> World {
        World::seeded(fresh, 1).await
    }

    /// With randomness of its own: ids of two worlds are not the same.
    pub(crate) async fn seeded(fresh: Fresh, seed: u64) -> World {
        let clock = Arc::new(SimulatedClock::at(moment("2027-01-01T00:00Z")));
        let sandbox = sandbox(&clock);
        let Fresh { store, folder, .. } = fresh;
        let mail_server = MailServer::default();
        let inside = Inside { clock: clock.clone(), store, folder, mail_server };
        let (app, runner) = open(&inside, clock, of_sandbox(&sandbox), (seed, config())).await;
        World { app, sandbox, runner, inside: Arc::new(inside) }
    }

    /// A second process on the same database, as after a restart or on another machine.
    pub async fn another_node(&self, seed: u64) -> World {
        self.another_node_by(self.inside.clock.clone(), seed).await
    }

    /// As `another_node`, living by a clock of its own.
    pub async fn another_node_by(&self, clock: Arc<dyn Clock>, seed: u64) -> World {
        let (app, runner) =
            open(&self.inside, clock, of_sandbox(&self.sandbox), (seed, config())).await;
        let sandbox = self.sandbox.clone();
        World { app, sandbox, runner, inside: self.inside.clone() }
    }

    /// The deployment with `gateway` in the sandbox's place, on the same database and clock.
    pub async fn paid_through(&self, gateway: Arc<dyn Gateway>) -> World {
        let clock = self.inside.clock.clone();
        let (app, runner) = open(&self.inside, clock, (gateway, None), (2, config())).await;
        World { app, sandbox: self.sandbox.clone(), runner, inside: self.inside.clone() }
    }

    /// The deployment without a secret for mail services, on the same database and clock.
    pub async fn without_mail_service(&self) -> World {
        let clock = self.inside.clock.clone();
        let none = Config { mail_in_token: None, ..config() };
        let (app, runner) = open(&self.inside, clock, of_sandbox(&self.sandbox), (3, none)).await;
        World { app, sandbox: self.sandbox.clone(), runner, inside: self.inside.clone() }
    }

    /// Sets the clock without doing what falls due on the way: for the start of a story.
    pub fn it_is(&self, text: &str) {
        self.inside.clock.move_to(moment(text));
    }

    pub fn now(&self) -> Timestamp {
        self.inside.clock.now()
    }

    /// Moves time to `text`, everything due on the way happening in order.
    pub async fn runs_until(&self, text: &str) {
        self.runs_to(moment(text)).await;
    }

    pub async fn runs_to(&self, to: Timestamp) {
        self.runner.advance(to, |_| {}).await.expect("time moves on");
    }

    /// Does what is due now.
    pub async fn settles(&self) {
        self.runner.run_due().await.expect("due work runs");
    }

    /// The database, for what a story plants or counts.
    pub fn store(&self) -> &Store {
        &self.inside.store
    }

    /// The folder files are kept in.
    pub fn folder(&self) -> &std::path::Path {
        &self.inside.folder
    }

    /// Takes no mail from now on, or takes them again.
    pub fn mail_server_is_down(&self, down: bool) {
        self.inside.mail_server.is_down(down);
    }

    /// The process that was at work is gone, and the next one begins, alone.
    pub async fn starts_again(&self) {
        web::idempotency::nobody_runs(self.store(), self.now()).await.expect("freed");
    }

    /// Another process holds the SQLite file's write lock until what is returned is dropped;
    /// nothing on PostgreSQL, where no such lock exists.
    pub async fn is_locked_by_another(&self) -> Option<store::Tx> {
        if self.store().dialect() == store::dialect::Dialect::Postgres {
            return None;
        }
        let other = Store::sqlite(&self.inside.folder.join("plenum.db")).await.expect("it opens");
        Some(other.begin().await.expect("the lock is free"))
    }

    /// The headers of a gateway's event as it is sent again now.
    pub fn signs_again(&self, event: &gateway::SignedEvent) -> Vec<(&'static str, String)> {
        let key = SigningKey::new(GATEWAY_KEY.to_vec()).expect("a key long enough");
        key.sign(&event.id, self.now(), &event.body)
    }

    /// The books are right: they balance, chains hold, numbers have no gaps, and the gateway holds
    /// what our ledger says (I-01 to I-03, I-07, I-10).
    pub async fn books_are_right(&self) {
        let checked = app::ledger::check(&self.app).await.expect("the books can be read");
        assert!(checked.faults.is_empty(), "{:?}", checked.faults);
        let mut tx = self.store().read().await.expect("a reader");
        let cash = store::ledger::standing(&mut tx, "assets:gateway:sandbox").await;
        let cash = cash.expect("sums of the ledger");
        let ours: BTreeMap<_, _> = cash.into_iter().map(|sum| (sum.currency, sum)).collect();
        let theirs = self.sandbox.totals().into_iter().filter(|(_, sum)| !sum.is_zero());
        let theirs: BTreeMap<_, _> = theirs.collect();
        assert_eq!(ours, theirs, "the gateway holds something else than our books");
    }
}

fn sandbox(clock: &Arc<SimulatedClock>) -> Sandbox {
    let settings = SandboxSettings {
        journal: None,
        signing_key: SigningKey::new(GATEWAY_KEY.to_vec()).expect("a key long enough"),
        challenge_base: "http://localhost:8080/sandbox/challenges/".to_owned(),
    };
    let clock = clock.clone();
    Sandbox::open(settings, Arc::new(move || clock.now())).expect("the sandbox opens")
}

fn of_sandbox(sandbox: &Sandbox) -> (Arc<dyn Gateway>, Option<Sandbox>) {
    (Arc::new(sandbox.clone()), Some(sandbox.clone()))
}

async fn open(
    inside: &Inside,
    clock: Arc<dyn Clock>,
    (gateway, sandbox): (Arc<dyn Gateway>, Option<Sandbox>),
    (seed, config): (u64, Config),
) -> (Arc<App>, Runner) {
    let Inside { store, folder, mail_server, .. } = inside;
    // Read once for all worlds: it takes longer than many a story.
    static WORDS: LazyLock<(Arc<Texts>, Renderer)> = LazyLock::new(|| {
        let texts = Arc::new(Texts::embedded());
        let renderer = Renderer::new(&texts, BTreeMap::new()).expect("the mail templates parse");
        (texts, renderer)
    });
    let (texts, renderer) = WORDS.clone();
    let parts = Parts {
        store: store.clone(),
        clock,
        random: Arc::new(SeededRandom::new(seed)),
        gateway,
        transport: Arc::new(mail_server.clone()),
        blobs: Arc::new(LocalFileSystem::new_with_prefix(folder).expect("a folder for blobs")),
        blobs_folder: Some(folder.clone()),
        texts,
        renderer,
        config,
    };
    let app = Arc::new(App::open(parts).await.expect("the deployment opens"));
    let runner = Runner::new(app.clone(), sandbox);
    (app, runner)
}

/// What a mail service shows that hands mails over.
pub const MAIL_IN_SECRET: &str = "mail-in-secret-of-the-tests-0123456789";

fn config() -> Config {
    Config {
        base_url: "http://localhost:8080".parse().expect("a URL"),
        region: "meet-eu".to_owned(),
        demo: true,
        mail_from: "plenum@example.org".parse().expect("an address"),
        mail_answers: Some("answers@example.org".parse().expect("an address")),
        mail_in_token: MailInToken::new(MAIL_IN_SECRET),
        keep_mails: true,
        inner_webhooks: true,
    }
}
