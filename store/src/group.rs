//! SQLite's one writer, and one sync for all who wait for it.
//!
//! A commit counts once it is on disk. Were every story to sync alone, sixteen that come at once
//! would wait for sixteen syncs in a row. So a story is a savepoint, and those that come while one
//! is at work share its transaction: a group. The first to be done stands in line again, behind
//! those who wait by then, and commits for all of them. Nobody is told before the commit is on
//! disk, and nobody outside sees anything before.
//!
//! A group that cannot be committed has changed nothing, and everybody in it is told so. Who stops
//! waiting in the middle leaves a note of what was under way; the next one in line tidies up.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::task::JoinHandle;

use crate::error::StoreError;

/// How long a change that need not be on disk at once may wait for others to share its sync.
const SOON: Duration = Duration::from_millis(5);

/// The writer of one database file; clones are the same one.
#[derive(Clone)]
pub(crate) struct Writer {
    desk: Arc<Mutex<Desk>>,
    patience: Duration,
}

/// What only one story at a time may touch.
struct Desk {
    /// None once it was closed.
    connection: Option<SqliteConnection>,
    group: Option<Arc<Group>>,
    /// The savepoint of a story that has not been kept.
    unkept: bool,
}

/// Stories that are committed together.
#[derive(Default)]
struct Group {
    /// Its transaction is open.
    begun: OnceLock<()>,
    ended: OnceLock<Result<(), String>>,
}

impl Writer {
    /// Opens the file; a story waits `patience` at most for its turn.
    pub async fn open(
        options: &SqliteConnectOptions,
        patience: Duration,
    ) -> Result<Writer, sqlx::Error> {
        let connection = Some(SqliteConnection::connect_with(options).await?);
        let desk = Desk { connection, group: None, unkept: false };
        Ok(Writer { desk: Arc::new(Mutex::new(desk)), patience })
    }

    /// Waits for the turn of a story.
    pub async fn begin(&self) -> Result<Turn, sqlx::Error> {
        let desk = tokio::time::timeout(self.patience, self.desk.clone().lock_owned());
        let desk = desk.await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        // A turn from here on: should the caller stop waiting, it is ended as any other.
        let mut turn = Turn { writer: self.clone(), desk: Some(desk), group: Arc::default() };
        if let Some(desk) = turn.desk.as_mut() {
            desk.tidy().await;
            turn.group = desk.join().await?;
        }
        Ok(turn)
    }

    /// Commits what is open and closes the file.
    pub async fn close(&self) {
        let mut desk = self.desk.lock().await;
        desk.end().await;
        if let Some(connection) = desk.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the database was not closed");
        }
    }

    /// Stands in line, and ends `group` unless somebody has done so.
    async fn settle(self, group: Arc<Group>, after: Duration) -> Result<(), StoreError> {
        if !after.is_zero() {
            tokio::time::sleep(after).await;
        }
        if group.ended.get().is_none() {
            let mut desk = self.desk.lock().await;
            if group.ended.get().is_none() {
                desk.end().await;
            }
        }
        let ended = group.ended.get().cloned();
        let ended = ended.unwrap_or_else(|| Err("it was ended by nobody".to_owned()));
        ended.map_err(StoreError::Unavailable)
    }
}

impl Desk {
    async fn run(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        let connection = self.connection.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        sqlx::query(sql).execute(connection).await.map(|_| ())
    }

    /// Begins a story in the open group, or in a new one. What is asked of the database is noted
    /// before: the caller may stop waiting at any moment.
    async fn join(&mut self) -> Result<Arc<Group>, sqlx::Error> {
        let group = self.group.get_or_insert_default().clone();
        if group.begun.get().is_some() {
            self.unkept = true;
            self.run("savepoint story").await?;
            return Ok(group);
        }
        if let Err(error) = self.run("begin immediate; savepoint story").await {
            self.give_up(error.to_string()).await;
            return Err(error);
        }
        group.begun.get_or_init(|| ());
        self.unkept = true;
        Ok(group)
    }

    /// Undoes the story before, if it was not kept. Where that fails, SQLite has given up the whole
    /// transaction, as it does when the disk is full.
    async fn tidy(&mut self) {
        let is_begun = |group: &Arc<Group>| group.begun.get().is_some();
        if !self.group.as_ref().is_none_or(is_begun) {
            return self.give_up("it was not begun".to_owned()).await;
        }
        if std::mem::take(&mut self.unkept)
            && let Err(error) = self.run("rollback to story; release story").await
        {
            self.give_up(error.to_string()).await;
        }
    }

    async fn give_up(&mut self, reason: String) {
        let Some(group) = self.group.take() else { return };
        group.ended.get_or_init(|| Err(reason));
        // Nothing is open any more where SQLite has rolled back by itself.
        let _ = self.run("rollback").await;
    }

    /// Commits the open group: the one place where the disk is waited for.
    async fn end(&mut self) {
        self.tidy().await;
        if self.group.is_none() {
            return;
        }
        match self.run("commit").await {
            Ok(()) => {
                if let Some(group) = self.group.take() {
                    group.ended.get_or_init(|| Ok(()));
                }
            }
            Err(error) => self.give_up(error.to_string()).await,
        }
    }
}

/// A story at work: nobody else writes. Dropped without a commit it leaves nothing.
pub(crate) struct Turn {
    writer: Writer,
    /// None once the turn is over.
    desk: Option<OwnedMutexGuard<Desk>>,
    group: Arc<Group>,
}

impl Turn {
    pub fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        let desk = self.desk.as_mut();
        desk.and_then(|desk| desk.connection.as_mut()).ok_or(sqlx::Error::PoolClosed)
    }

    /// Everything is on disk, or nothing happened.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.keep().await?;
        match self.leave(Duration::ZERO) {
            Some(settled) => {
                settled.await.map_err(|error| StoreError::Unavailable(error.to_string()))?
            }
            None => Err(StoreError::Unavailable("there is no runtime".to_owned())),
        }
    }

    /// Everything will be on disk soon, or with the next commit; nothing of it is if one before it
    /// is not.
    pub async fn commit_soon(mut self) -> Result<(), StoreError> {
        self.keep().await?;
        self.leave(SOON);
        Ok(())
    }

    /// The story's changes are the group's.
    async fn keep(&mut self) -> Result<(), sqlx::Error> {
        let Some(desk) = self.desk.as_mut() else { return Ok(()) };
        desk.unkept = false;
        desk.run("release story").await
    }

    /// Lets the next one work; the group is ended by a task that nobody can interrupt.
    fn leave(&mut self, after: Duration) -> Option<JoinHandle<Result<(), StoreError>>> {
        drop(self.desk.take()?);
        let runtime = Handle::try_current().ok()?;
        Some(runtime.spawn(self.writer.clone().settle(self.group.clone(), after)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.leave(Duration::ZERO);
    }
}
