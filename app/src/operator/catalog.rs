//! The catalog as an operator sees it: versions, the text in force, publishing the next (A1).

use ::catalog::Warning;
use store::catalog_version;
use units::Timestamp;

use super::{Console, OperatorError};
use crate::app::App;
use crate::catalog_in_force::{self, NotPublished, Published};

/// Longest catalog taken, in bytes.
pub const TEXT_MAX_BYTES: usize = 512 * 1_024;

/// One published version.
#[derive(Clone, Debug)]
pub struct Version {
    pub number: i64,
    pub published_at: Timestamp,
    pub published_by: String,
}

/// What was published, and what is in force.
#[derive(Clone, Debug)]
pub struct CatalogView {
    /// Newest first; the newest is in force.
    pub versions: Vec<Version>,
    pub source: String,
}

/// The versions and the text in force.
pub async fn view(app: &App, _: &Console) -> Result<CatalogView, OperatorError> {
    let mut tx = app.store.read().await?;
    let versions = catalog_version::list(&mut tx).await?;
    let newest = versions.first().map(|(number, ..)| *number).unwrap_or_default();
    let source = catalog_version::source(&mut tx, newest).await?.unwrap_or_default();
    let versions = versions.into_iter().map(|(number, published_at, published_by)| Version {
        number,
        published_at,
        published_by,
    });
    Ok(CatalogView { versions: versions.collect(), source })
}

/// The text of version `number`.
pub async fn source(app: &App, _: &Console, number: i64) -> Result<String, OperatorError> {
    let mut tx = app.store.read().await?;
    catalog_version::source(&mut tx, number).await?.ok_or(OperatorError::NotFound)
}

/// Reads `text` without publishing it: what is odd about it, or what is wrong.
pub fn check(_: &Console, file_name: &str, text: &str) -> Result<Vec<Warning>, NotPublished> {
    let (_, warnings) =
        ::catalog::Catalog::parse(file_name, text).map_err(NotPublished::Invalid)?;
    Ok(warnings)
}

/// Publishes `text` for everybody who buys from now on.
pub async fn publish(
    app: &App,
    console: &Console,
    file_name: &str,
    text: &str,
) -> Result<Published, NotPublished> {
    catalog_in_force::publish(app, file_name, text, &console.by.actor).await
}
