//! SQLite's log: what was committed, until it is written back into the file.
//!
//! Writing back takes tens of milliseconds, and whoever's commit made the log long enough would
//! wait for it. So it is done beside the work, by a connection of its own, a portion at a time.
//! What is written meanwhile waits for the next time; so the log is never written back to its end,
//! and SQLite begins it anew only then. Once it has grown to several portions, the writer itself
//! writes the end back, right after a portion was, when that is little.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::task::{JoinHandle, spawn_blocking};

use crate::error::StoreError;
use crate::sqlite::Connection;

/// Pages of 4 KiB of a portion: a bulk run touches the same pages often, so not too few.
const PORTION: u32 = 4_000;
/// From here on the writer ends the log when `LITTLE` of it, or less, is not written back.
const LONG: u32 = 2 * PORTION;
/// What the writer writes back without anybody noticing.
const LITTLE: u32 = 1_000;
/// From here on nobody writes until all of it is written back.
const TOO_LONG: u32 = 6 * PORTION;

/// How long the log is, and who writes it back.
pub(crate) struct Log {
    path: PathBuf,
    length: Length,
    at_work: Option<JoinHandle<()>>,
}

/// Pages of the log; clones count the same one.
#[derive(Clone, Default)]
pub(crate) struct Length {
    /// As of the last commit.
    pages: Arc<AtomicU32>,
    /// As of the beginning of the last writing back, which is what that has reached for certain.
    written_back: Arc<AtomicU32>,
}

impl Length {
    /// The log has `pages` now. When it has become shorter, SQLite began it anew.
    fn is(&self, pages: u32) {
        if pages < self.pages.swap(pages, Ordering::SeqCst) {
            self.written_back.store(0, Ordering::SeqCst);
        }
    }

    fn pages(&self) -> u32 {
        self.pages.load(Ordering::SeqCst)
    }

    /// Pages that may not be in the file yet.
    fn left(&self) -> u32 {
        self.pages().saturating_sub(self.written_back.load(Ordering::SeqCst))
    }

    /// As much as no reader still needs, without stopping anybody. What fails is tried again after
    /// a later commit: everything is in the log, and safe there.
    fn write_back(&self, connection: &Connection) {
        let reached = self.pages();
        match connection.script("pragma wal_checkpoint(passive)") {
            Ok(()) => self.written_back.store(reached, Ordering::SeqCst),
            Err(error) => tracing::warn!(%error, "the log was not written back"),
        }
    }

    /// What the writer does on the thread of its commit.
    pub fn keep_bounded(&self, writer: &Connection) {
        let ends = self.pages() >= LONG && self.left() <= LITTLE;
        if ends || self.pages() >= TOO_LONG {
            self.write_back(writer);
        }
    }
}

impl Log {
    /// Watches what `writer` appends to the log of the file at `path`; SQLite itself does not write
    /// it back any more, except when the last connection closes.
    pub fn of(path: &Path, writer: &mut Connection) -> Result<Log, StoreError> {
        let length = Length::default();
        let seen = length.clone();
        writer.after_commit(move |pages| seen.is(pages))?;
        Ok(Log { path: path.to_owned(), length, at_work: None })
    }

    pub fn length(&self) -> Length {
        self.length.clone()
    }

    /// Has a portion written back when there is one, unless that is under way.
    pub fn look(&mut self) {
        let is_at_work = self.at_work.as_ref().is_some_and(|work| !work.is_finished());
        if self.length.left() < PORTION || is_at_work {
            return;
        }
        let (path, length) = (self.path.clone(), self.length.clone());
        self.at_work = Some(spawn_blocking(move || match Connection::open(&path) {
            Ok(connection) => {
                length.write_back(&connection);
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
