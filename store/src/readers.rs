//! SQLite's readers: connections that see the file as it stands when they begin.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::StoreError;
use crate::sqlite::Connection;

/// A handful of connections to one file; clones share them.
#[derive(Clone)]
pub(crate) struct Readers {
    idle: Arc<Mutex<Vec<Connection>>>,
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Readers {
    /// Opens `count` connections; a reader waits `patience` at most for one of them.
    pub fn open(path: &Path, count: usize, patience: Duration) -> Result<Readers, StoreError> {
        let idle: Vec<Connection> =
            (0..count).map(|_| Connection::open_reader(path)).collect::<Result<_, _>>()?;
        Ok(Readers {
            idle: Arc::new(Mutex::new(idle)),
            turns: Arc::new(Semaphore::new(count)),
            patience,
        })
    }

    /// A snapshot, from its first statement on.
    pub async fn begin(&self) -> Result<Reading, StoreError> {
        let turn = tokio::time::timeout(self.patience, self.turns.clone().acquire_owned());
        let turn = turn.await.map_err(|_| away("no reader was free"))?;
        let turn = turn.map_err(|_| away("it was closed"))?;
        let connection = self.idle().pop().ok_or_else(|| away("a reader is missing"))?;
        let mut reading =
            Reading { readers: self.clone(), connection: Some(connection), _turn: turn };
        reading.connection()?.run("begin")?;
        Ok(reading)
    }

    /// Lets nobody begin any more and closes what nobody reads from.
    pub fn close(&self) {
        self.turns.close();
        std::mem::take(&mut *self.idle()).into_iter().for_each(Connection::close);
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn away(why: &str) -> StoreError {
    StoreError::Unavailable(why.to_owned())
}

/// A snapshot being read; ends when dropped.
pub(crate) struct Reading {
    readers: Readers,
    /// None only while it is dropped.
    connection: Option<Connection>,
    _turn: OwnedSemaphorePermit,
}

impl Reading {
    pub fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        self.connection.as_mut().ok_or_else(|| away("it was closed"))
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if let Err(error) = connection.run("rollback") {
            tracing::warn!(%error, "a snapshot was not ended");
        }
        match self.readers.turns.is_closed() {
            true => connection.close(),
            false => self.readers.idle().push(connection),
        }
    }
}
