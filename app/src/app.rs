//! `App`: everything a story needs from the outside, in one place.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, RwLock};

use catalog::Catalog;
use gateway::Gateway;
use mail::{Renderer, Sender, Transport};
use object_store::ObjectStore;
use store::{Store, StoreError, Tx};
use texts::Texts;
use units::{Id, Timestamp};

use crate::clock::Clock;
use crate::config::Config;
use crate::random::Random;
use crate::signing::SigningSecret;

/// A deployment at work. One per process, shared by every request and job.
pub struct App {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub gateway: Arc<dyn Gateway>,
    pub transport: Arc<dyn Transport>,
    pub blobs: Arc<dyn ObjectStore>,
    /// The folder `blobs` is, if it is one.
    pub blobs_folder: Option<PathBuf>,
    pub texts: Arc<Texts>,
    pub config: Config,
    pub secret: SigningSecret,
    pub(crate) renderer: Renderer,
    pub(crate) catalog: RwLock<Option<Arc<PublishedCatalog>>>,
    ids_made: AtomicU32,
}

/// A catalog version, parsed.
pub struct PublishedCatalog {
    pub number: i64,
    pub catalog: Catalog,
}

/// What an `App` is made of.
pub struct Parts {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub gateway: Arc<dyn Gateway>,
    pub transport: Arc<dyn Transport>,
    pub blobs: Arc<dyn ObjectStore>,
    /// The folder `blobs` is, if it is one.
    pub blobs_folder: Option<PathBuf>,
    pub texts: Arc<Texts>,
    pub renderer: Renderer,
    pub config: Config,
}

impl App {
    /// Puts the parts together: migrates the database, finds or makes the deployment's secret, its
    /// regional site and its first catalog.
    pub async fn open(parts: Parts) -> Result<App, OpenError> {
        // What webhooks are sent with looks for it; whoever installed one before us keeps it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let now = parts.clock.now();
        store::migrate::migrate(&parts.store, now).await?;
        let mut tx = parts.store.begin().await?;
        let mut fresh = [0u8; 32];
        parts.random.fill(&mut fresh);
        let kept =
            store::deployment::keep_value(&mut tx, "signing_secret", &billing::ledger::hex(&fresh))
                .await?;
        tx.commit().await?;
        let app = App {
            store: parts.store,
            clock: parts.clock,
            random: parts.random,
            gateway: parts.gateway,
            transport: parts.transport,
            blobs: parts.blobs,
            blobs_folder: parts.blobs_folder,
            texts: parts.texts,
            config: parts.config,
            renderer: parts.renderer,
            secret: SigningSecret(unhex(&kept).ok_or(OpenError::Secret)?),
            catalog: RwLock::new(None),
            ids_made: AtomicU32::new(0),
        };
        app.prepare(now).await?;
        Ok(app)
    }

    async fn prepare(&self, now: Timestamp) -> Result<(), OpenError> {
        let mut tx = self.store.begin().await?;
        crate::catalog_in_force::publish_shipped(&mut tx, now).await?;
        crate::provision::ensure_regional_site(self, &mut tx, now).await?;
        crate::renewal_reminder::ensure(self, &mut tx, now).await?;
        tx.commit().await?;
        Ok(())
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A fresh id. Ids made here sort in the order they were made, also within a second: a counter
    /// stands where the version allows one (RFC 9562, 6.2), 48 random bits after it.
    pub fn id<K>(&self) -> Id<K> {
        let mut random = [0u8; 10];
        self.random.fill(&mut random);
        let [_, top, middle, low] = self.ids_made.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        random[0] = top >> 2;
        random[1] = (top << 6) | (middle >> 2);
        random[2] = ((middle & 3) << 4) | (low >> 4);
        random[3] = low << 4;
        Id::from_parts(self.now(), random)
    }

    /// `N` unguessable bytes.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0u8; N];
        self.random.fill(&mut bytes);
        bytes
    }

    /// On whose behalf mails are sent.
    pub(crate) fn sender(&self) -> Sender {
        Sender {
            service: "Plenum".to_owned(),
            from: self.config.mail_from.clone(),
            reply_to: None,
            base_url: self.config.origin(),
            notifications_url: self.config.portal_url("/profile"),
        }
    }

    /// The catalog in force, parsed once per version.
    pub async fn catalog(&self, tx: &mut Tx) -> Result<Arc<PublishedCatalog>, StoreError> {
        crate::catalog_in_force::current(self, tx).await
    }
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0u8; 32];
    if text.len() != 64 {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Why a deployment cannot start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the shipped catalog is not valid: {0}")]
    Catalog(String),
    #[error("the deployment's signing secret is not readable")]
    Secret,
}
