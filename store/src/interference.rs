//! Interference: the moments of a transaction at which a test or the simulator may step in.
//!
//! A store is watched only when it was made so by `Store::watched_by`; the binary never does it.
//! What the watcher answers with an error, the caller meets as the database's own error: so a
//! process can die, a disk fill up, and a commit's answer get lost, without the database's help.

use async_trait::async_trait;

use crate::error::StoreError;

/// Where a transaction stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Moment {
    /// About to read; no connection is held.
    Read,
    /// About to begin; no connection is held, no lock taken.
    Begin,
    /// About to run a writing statement.
    Write,
    /// About to commit: refused, the transaction is undone.
    Commit,
    /// The commit is on disk: refused, the caller does not learn of it.
    Committed,
}

/// Steps in at each moment.
#[async_trait]
pub trait Interference: Send + Sync {
    /// `Ok`: go on.
    async fn at(&self, moment: Moment) -> Result<(), StoreError>;
}
