//! The house put together: data folder, database, clock, gateway, mail, blobs, texts.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use app::app::Parts;
use app::{App, Clock, Config, Random};
use gateway::sandbox::SandboxSettings;
use gateway::{Gateway, Sandbox, SigningKey, Stripe, StripeSettings};
use jobs::{Runner, SEEN_EVERY_S, TIME_SEEN};
use mail::{Outbox, Renderer, Smtp, Transport};
use object_store::local::LocalFileSystem;
use store::Store;
use texts::Texts;
use units::{Locale, Timestamp};
use web::urls;

use crate::clocks::{FlowingClock, RealClock, machine_time};
use crate::lock::{self, Lock};
use crate::randomness::SystemRandom;
use crate::settings::{ClockKind, Database, Settings};

/// What a command wants of the house.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To serve or to do due work: one process per data folder.
    Work,
    /// As `Work`, to be timed: the gateway keeps its books in memory, since those of a real gateway
    /// are on nobody's disk here.
    Measure,
    /// To read, and to write what needs no gateway; beside a working process too.
    Look,
}

/// Everything a command works with.
pub struct House {
    pub settings: Settings,
    pub app: Arc<App>,
    pub runner: Runner,
    _lock: Option<Lock>,
}

/// Why the house cannot be opened to work.
#[derive(Debug, thiserror::Error)]
#[error("another plenum works in {0}")]
pub struct InUse(pub String);

impl House {
    /// Opens the house. A simulated clock that has seen nothing yet begins at `begins`, else now.
    pub async fn open(
        settings: Settings,
        purpose: Purpose,
        begins: Option<Timestamp>,
    ) -> anyhow::Result<House> {
        let data = &settings.data;
        fs::create_dir_all(data).with_context(|| format!("failed to make {}", data.display()))?;
        let lock = match purpose {
            Purpose::Work | Purpose::Measure => match lock::take(data)? {
                Some(lock) => Some(lock),
                None => bail!(InUse(data.display().to_string())),
            },
            Purpose::Look => None,
        };
        // rustls takes the first provider it is given; a second one is refused and does no harm.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (store, _) = open_migrated(&settings).await?;
        let kind = clock_kind(&store, settings.clock, purpose).await?;
        let clock = clock(&store, kind, begins).await?;
        if purpose != Purpose::Look && matches!(settings.database, Database::Sqlite(_)) {
            release_leases(&store).await?;
            web::idempotency::nobody_runs(&store, clock.now()).await?;
        }
        let (gateway, sandbox) = gateway(&settings, purpose, (&clock, kind))?;
        keep_to_gateway(&store, gateway.name(), purpose).await?;
        let parts = parts(&settings, store, clock, gateway)?;
        let app = Arc::new(App::open(parts).await.context("failed to open the deployment")?);
        let runner = Runner::new(app.clone(), sandbox);
        Ok(House { settings, app, runner, _lock: lock })
    }

    /// Closes the database: everything acknowledged is on disk already.
    pub async fn close(self) {
        self.app.store.close().await;
    }
}

/// The database, brought to what this version needs, and the names of what was missing.
pub async fn open_migrated(settings: &Settings) -> anyhow::Result<(Store, Vec<String>)> {
    fs::create_dir_all(&settings.data)
        .with_context(|| format!("failed to make {}", settings.data.display()))?;
    let store = open_store(&settings.database).await?;
    let applied = store::migrate::migrate(&store, machine_time()).await;
    Ok((store, applied.context("failed to migrate")?))
}

async fn open_store(database: &Database) -> anyhow::Result<Store> {
    match database {
        Database::Sqlite(path) => {
            Store::sqlite(path).await.with_context(|| format!("failed to open {}", path.display()))
        }
        Database::Postgres(url) => {
            Store::postgres(url).await.context("failed to connect to PostgreSQL")
        }
    }
}

/// In the store: the clock a deployment lives by, from its first start on.
const CLOCK_KIND: &str = "clock";

/// A deployment never changes clocks: what was simulated would be the real future, and the reverse.
async fn clock_kind(
    store: &Store,
    asked: Option<ClockKind>,
    purpose: Purpose,
) -> anyhow::Result<ClockKind> {
    let mut tx = store.begin().await?;
    let wanted = asked.unwrap_or(ClockKind::Real);
    let kept = match purpose {
        Purpose::Work | Purpose::Measure => {
            let kept = store::deployment::keep_value(&mut tx, CLOCK_KIND, wanted.word()).await?;
            tx.commit().await?;
            Some(kept)
        }
        Purpose::Look => store::deployment::value(&mut tx, CLOCK_KIND).await?,
    };
    let kind = kept.as_deref().and_then(ClockKind::from_word).unwrap_or(wanted);
    if asked.is_some_and(|asked| asked != kind) {
        bail!("this deployment lives by a {} clock", kind.word());
    }
    Ok(kind)
}

/// Time goes on from the latest that was seen, and that is known to some seconds only.
async fn clock(
    store: &Store,
    kind: ClockKind,
    begins: Option<Timestamp>,
) -> anyhow::Result<Arc<dyn Clock>> {
    let mut tx = store.read().await?;
    let seen = store::deployment::time_seen(&mut tx, TIME_SEEN).await?;
    Ok(match kind {
        ClockKind::Real => {
            if seen.is_some_and(|seen| seen > machine_time()) {
                tracing::warn!(?seen, "the machine's clock is behind the time seen: time waits");
            }
            Arc::new(RealClock::after(seen))
        }
        ClockKind::Simulated => {
            let next = seen.map(|seen| seen.plus_seconds(SEEN_EVERY_S));
            Arc::new(FlowingClock::at(next.or(begins).unwrap_or_else(machine_time)))
        }
    })
}

/// The process that had claimed work is gone: we hold the lock.
async fn release_leases(store: &Store) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    store::due::release_all(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Who takes the payments; also the sandbox by itself where it is that.
fn gateway(
    settings: &Settings,
    purpose: Purpose,
    (clock, kind): (&Arc<dyn Clock>, ClockKind),
) -> anyhow::Result<(Arc<dyn Gateway>, Option<Sandbox>)> {
    let Some(keys) = &settings.stripe else {
        let sandbox = sandbox(settings, purpose, clock)?;
        return Ok((Arc::new(sandbox.clone()), Some(sandbox)));
    };
    if kind == ClockKind::Simulated {
        bail!("Stripe lives by the real clock, and this deployment by a simulated one");
    }
    let stripe = StripeSettings {
        secret_key: keys.secret_key.clone(),
        webhook_secret: keys.webhook_secret.clone(),
        api_base: keys.stand_in.clone(),
        pages_base: keys.stand_in.clone(),
    };
    Ok((Arc::new(Stripe::new(stripe)?), None))
}

/// In the store: the gateway a deployment takes payments through, from its first start on.
const GATEWAY: &str = "gateway";

/// A deployment never changes gateways: what one has kept, the other knows nothing of.
async fn keep_to_gateway(store: &Store, name: &str, purpose: Purpose) -> anyhow::Result<()> {
    if purpose == Purpose::Look {
        return Ok(());
    }
    let mut tx = store.begin().await?;
    let kept = store::deployment::keep_value(&mut tx, GATEWAY, name).await?;
    tx.commit().await?;
    if kept != name {
        bail!("this deployment takes its payments through {kept}, and {name} is configured");
    }
    Ok(())
}

fn sandbox(
    settings: &Settings,
    purpose: Purpose,
    clock: &Arc<dyn Clock>,
) -> anyhow::Result<Sandbox> {
    let journal = settings.data.join("sandbox-gateway.jsonl");
    let origin = settings.base_url.as_str().trim_end_matches('/');
    let sandbox_settings = SandboxSettings {
        journal: (purpose == Purpose::Work).then_some(journal),
        signing_key: SigningKey::new(signing_key(&settings.data.join("sandbox-gateway.key"))?)?,
        challenge_base: format!("{origin}{}", urls::CHALLENGES),
    };
    let clock = clock.clone();
    Ok(Sandbox::open(sandbox_settings, Arc::new(move || clock.now()))?)
}

/// The sandbox's key, made at the first start and readable by its owner alone.
fn signing_key(path: &Path) -> anyhow::Result<Vec<u8>> {
    const KEY_BYTES: usize = 32;
    let reading = || format!("failed to read {}", path.display());
    if !path.exists() {
        let mut key = [0u8; KEY_BYTES];
        SystemRandom.fill(&mut key);
        let unfinished = path.with_extension("part");
        let mut file = fs::OpenOptions::new();
        let file = file.write(true).create(true).truncate(true).mode(0o600).open(&unfinished);
        let mut file = file.with_context(reading)?;
        file.write_all(&key).and_then(|()| file.sync_all()).with_context(reading)?;
        fs::rename(&unfinished, path).with_context(reading)?;
    }
    fs::read(path).with_context(reading)
}

fn parts(
    settings: &Settings,
    store: Store,
    clock: Arc<dyn Clock>,
    gateway: Arc<dyn Gateway>,
) -> anyhow::Result<Parts> {
    let texts = Arc::new(texts(settings)?);
    let renderer = Renderer::new(&texts, templates(settings)?).context("failed to read mails")?;
    let blobs = settings.data.join("blobs");
    fs::create_dir_all(&blobs).with_context(|| format!("failed to make {}", blobs.display()))?;
    let transport: Arc<dyn Transport> = match &settings.smtp {
        Some(server) => Arc::new(Smtp::new(server.clone())?),
        None => Arc::new(Outbox::default()),
    };
    Ok(Parts {
        store,
        clock,
        random: Arc::new(SystemRandom),
        gateway,
        transport,
        // What is said to be kept is on disk.
        blobs: Arc::new(LocalFileSystem::new_with_prefix(&blobs)?.with_fsync(true)),
        blobs_folder: Some(blobs),
        texts,
        renderer,
        config: Config {
            base_url: settings.base_url.clone(),
            region: settings.region.to_string(),
            demo: settings.demo,
            mail_from: settings.mail_from.clone(),
            mail_answers: settings.mail_answers.clone(),
            mail_in_token: settings.mail_in_token.clone(),
            keep_mails: settings.keep_mails,
            inner_webhooks: settings.inner_webhooks,
        },
    })
}

/// The languages of the program, and the operator's own files after them.
fn texts(settings: &Settings) -> anyhow::Result<Texts> {
    let Some(folder) = &settings.locales else { return Ok(Texts::embedded()) };
    let mut own: Vec<(Locale, String)> = Vec::new();
    for (name, text) in files(folder, "ftl")? {
        let tag = name.split(['/', '.']).next().unwrap_or_default();
        let locale = tag.parse().with_context(|| format!("{name}: no language is called that"))?;
        own.push((locale, text));
    }
    Ok(Texts::load(Texts::shipped().chain(own))?)
}

/// The operator's own templates by name, for pages and mails alike.
pub fn templates(settings: &Settings) -> anyhow::Result<BTreeMap<String, String>> {
    let Some(folder) = &settings.templates else { return Ok(BTreeMap::new()) };
    let mut own = files(folder, "html")?;
    own.extend(files(folder, "txt")?);
    Ok(own)
}

/// Most files read from one folder, and how deep.
const FILES_MAX: usize = 2_000;
const DEPTH_MAX: usize = 4;

/// Texts below `folder` whose names end in `ending`, by path with `/`.
fn files(folder: &Path, ending: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(folder.to_path_buf(), String::new(), 0)];
    while let Some((path, prefix, depth)) = folders.pop() {
        let entries = fs::read_dir(&path).with_context(|| format!("in {}", path.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() && depth < DEPTH_MAX {
                folders.push((entry.path(), format!("{name}/"), depth + 1));
            } else if entry.path().extension().is_some_and(|found| found == ending) {
                found.insert(name, fs::read_to_string(entry.path())?);
            }
            if found.len() > FILES_MAX {
                bail!("{}: more than {FILES_MAX} files", folder.display());
            }
        }
    }
    Ok(found)
}
