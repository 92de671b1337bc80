//! The catalog in force: published versions, the newest of which sells (A1).

use std::sync::Arc;

use billing::ledger::hex;
use catalog::{Catalog, CatalogError, Warning};
use sha2::{Digest, Sha256};
use store::{StoreError, Tx, catalog_version};
use units::Timestamp;

use crate::app::{App, OpenError, PublishedCatalog};

/// Publishes the catalog the program ships with, when none was published yet.
pub(crate) async fn publish_shipped(tx: &mut Tx, now: Timestamp) -> Result<(), OpenError> {
    if catalog_version::current(tx).await?.is_some() {
        return Ok(());
    }
    Catalog::parse(catalog::SHIPPED_FILE, catalog::SHIPPED_TEXT)
        .map_err(|errors| OpenError::Catalog(first_message(&errors)))?;
    let digest = digest(catalog::SHIPPED_TEXT);
    catalog_version::publish(tx, catalog::SHIPPED_TEXT, &digest, "plenum", now).await?;
    Ok(())
}

fn first_message(errors: &[CatalogError]) -> String {
    errors.first().map(ToString::to_string).unwrap_or_default()
}

fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// The newest published version; parsed when another number is in force than the one kept.
pub(crate) async fn current(app: &App, tx: &mut Tx) -> Result<Arc<PublishedCatalog>, StoreError> {
    let number = catalog_version::current(tx).await?.unwrap_or_default();
    let kept = app.catalog.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
    if let Some(kept) = kept.filter(|kept| kept.number == number) {
        return Ok(kept);
    }
    let text = catalog_version::source(tx, number)
        .await?
        .ok_or_else(|| StoreError::Other("no catalog is published".to_owned()))?;
    let (catalog, _) = Catalog::parse("published catalog", &text)
        .map_err(|errors| StoreError::Other(first_message(&errors)))?;
    let fresh = Arc::new(PublishedCatalog { number, catalog });
    *app.catalog.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(fresh.clone());
    Ok(fresh)
}

/// What publishing did.
#[derive(Debug)]
pub struct Published {
    pub number: i64,
    pub warnings: Vec<Warning>,
}

/// Why a catalog was not published; the running one stays.
#[derive(Debug, thiserror::Error)]
pub enum NotPublished {
    #[error("the catalog has {} errors", .0.len())]
    Invalid(Vec<CatalogError>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Publishes `text` (read from `file_name`) for everybody who buys from now on. Subscriptions keep
/// the price they were bought at.
pub async fn publish(
    app: &App,
    file_name: &str,
    text: &str,
    by: &str,
) -> Result<Published, NotPublished> {
    let (_, warnings) = Catalog::parse(file_name, text).map_err(NotPublished::Invalid)?;
    let mut tx = app.store.begin().await?;
    let number = catalog_version::publish(&mut tx, text, &digest(text), by, app.now()).await?;
    tx.commit().await?;
    Ok(Published { number, warnings })
}
