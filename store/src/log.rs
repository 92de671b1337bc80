//! SQLite's log: what was committed, until it is written back into the file.
//!
//! Writing back takes tens of milliseconds, and whoever's commit made the log long enough would
//! wait for it. So it is done beside the work, by a connection of its own, and what is written
//! meanwhile waits for the next time. Only a log that grows faster than that is written back by
//! the writer itself, so that it stays bounded.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::task::{JoinHandle, spawn_blocking};

use crate::error::StoreError;
use crate::sqlite::Connection;

/// Pages of 4 KiB in the log from which on it is written back: a bulk run touches the same pages
/// often, so not too early.
const LONG: u32 = 8_000;
/// From here on nobody writes until it is written back.
const TOO_LONG: u32 = 5 * LONG;

/// How long the log is, and who writes it back.
pub(crate) struct Log {
    path: PathBuf,
    pages: Arc<AtomicU32>,
    at_work: Option<JoinHandle<()>>,
}

impl Log {
    /// Watches what `writer` appends to the log of the file at `path`; SQLite itself does not write
    /// it back any more, except when the last connection closes.
    pub fn of(path: &Path, writer: &mut Connection) -> Result<Log, StoreError> {
        let pages = Arc::new(AtomicU32::new(0));
        let seen = pages.clone();
        writer.after_commit(move |long| seen.store(long, Ordering::SeqCst))?;
        Ok(Log { path: path.to_owned(), pages, at_work: None })
    }

    /// What the writer does on the thread of its commit.
    pub fn keep_bounded(pages: &AtomicU32, writer: &Connection) {
        if pages.load(Ordering::SeqCst) >= TOO_LONG {
            write_back(writer);
        }
    }

    /// The length, as of the last commit.
    pub fn pages(&self) -> Arc<AtomicU32> {
        self.pages.clone()
    }

    /// Has a long log written back, unless that is under way.
    pub fn look(&mut self) {
        let is_at_work = self.at_work.as_ref().is_some_and(|work| !work.is_finished());
        if self.pages.load(Ordering::SeqCst) < LONG || is_at_work {
            return;
        }
        let path = self.path.clone();
        self.at_work = Some(spawn_blocking(move || match Connection::open(&path) {
            Ok(connection) => {
                write_back(&connection);
                connection.close();
            }
            Err(error) => tracing::warn!(%error, "the log cannot be written back"),
        }));
    }

    /// Waits for what is under way.
    pub async fn close(&mut self) {
        if let Some(work) = self.at_work.take() {
            // It has logged what went wrong; the log is whole either way.
            let _ = work.await;
        }
    }
}

/// As much as no reader still needs, without stopping anybody. What fails is tried again after
/// the next commit: everything is in the log, and safe there.
fn write_back(connection: &Connection) {
    if let Err(error) = connection.script("pragma wal_checkpoint(passive)") {
        tracing::warn!(%error, "the log was not written back");
    }
}
