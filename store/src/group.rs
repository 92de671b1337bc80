//! SQLite's one writer, and one sync for all who wait for it.
//!
//! A commit counts once it is on disk. Were every story to sync alone, sixteen that come at once
//! would wait for sixteen syncs in a row. So those that come while one is at work share its
//! transaction: a group, in which each after the first is a savepoint. The first to be done stands
//! in line again, behind those who wait by then, and commits for all of them. Nobody is told before
//! the commit is on disk, and nobody outside sees anything before.
//!
//! A group that cannot be committed has changed nothing, and everybody in it is told so. Who stops
//! waiting in the middle leaves a note of what was under way; the next one in line tidies up.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard, SetOnce};
use tokio::task::spawn_blocking;
use tokio::time::Instant;

use crate::error::StoreError;
use crate::log::Log;
use crate::sqlite::Connection;

/// How long a change that need not be on disk at once may wait for others to share its sync.
const SOON: Duration = Duration::from_millis(5);
/// How often a writer looks whether another process has let go of the file.
const LOCK_LOOKED_AT: Duration = Duration::from_millis(5);

/// The writer of one database file; clones are the same one.
#[derive(Clone)]
pub(crate) struct Writer {
    desk: Arc<Mutex<Desk>>,
    /// Stories that stand in line.
    waiting: Arc<AtomicUsize>,
    patience: Duration,
}

/// What only one story at a time may touch.
struct Desk {
    /// None once it was closed.
    connection: Option<Connection>,
    /// How long another process's lock is waited for.
    busy: Duration,
    group: Option<Arc<Group>>,
    /// What the story at work leaves when it is not kept.
    unkept: Option<Unkept>,
    /// Turns so far.
    turns: u64,
    log: Log,
}

/// How a story is undone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unkept {
    /// It is the first of its group: with the transaction, which holds nothing else.
    Transaction,
    /// It came later: back to where it began.
    Savepoint,
}

/// Stories that are committed together.
#[derive(Default)]
struct Group {
    /// Its transaction is open.
    begun: OnceLock<()>,
    /// Somebody will stand in line in a moment, for those who can wait.
    led_soon: AtomicBool,
    /// Somebody stands in line to end it.
    led: AtomicBool,
    ended: SetOnce<Result<(), String>>,
}

impl Writer {
    /// Opens the file; a story waits `patience` at most for its turn, and `busy` for a lock of
    /// another process.
    pub fn open(path: &Path, patience: Duration, busy: Duration) -> Result<Writer, StoreError> {
        let mut connection = Connection::open(path)?;
        connection.wait_for_nobody()?;
        let log = Log::of(path, &mut connection)?;
        let connection = Some(connection);
        let desk = Desk { connection, busy, group: None, unkept: None, turns: 0, log };
        Ok(Writer { desk: Arc::new(Mutex::new(desk)), waiting: Arc::default(), patience })
    }

    /// Waits for the turn of a story.
    pub async fn begin(&self) -> Result<Turn, StoreError> {
        let desk = {
            let _waits = Waits::among(&self.waiting);
            let desk = tokio::time::timeout(self.patience, self.desk.clone().lock_owned());
            desk.await.map_err(|_| away("the writer was not free"))?
        };
        // A turn from here on: should the caller stop waiting, it is ended as any other.
        let mut turn = Turn { writer: self.clone(), desk: Some(desk), group: Arc::default() };
        if let Some(desk) = turn.desk.as_mut() {
            desk.turns += 1;
            desk.tidy();
            turn.group = desk.join().await?;
        }
        Ok(turn)
    }

    /// Commits what is open and closes the file.
    pub async fn close(&self) {
        let mut desk = self.desk.lock().await;
        if let Some(group) = desk.group.clone() {
            desk.end(&group).await;
        }
        desk.log.close().await;
        if let Some(connection) = desk.connection.take() {
            connection.close();
        }
    }

    /// Stands in line and ends `group`, unless somebody does so already. Those who came meanwhile
    /// go first, once: the more share a commit, the less of it is each one's.
    async fn lead(self, group: Arc<Group>, after: Duration) {
        if !after.is_zero() {
            tokio::time::sleep(after).await;
        }
        if !group.led.swap(true, Ordering::SeqCst) {
            let mut desk = self.desk.lock().await;
            if self.waiting.load(Ordering::SeqCst) > 0 {
                drop(desk);
                desk = self.desk.lock().await;
            }
            desk.end(&group).await;
        }
    }
}

/// Counts somebody as standing in line, until the wait is over or given up.
struct Waits(Arc<AtomicUsize>);

impl Waits {
    fn among(waiting: &Arc<AtomicUsize>) -> Waits {
        waiting.fetch_add(1, Ordering::SeqCst);
        Waits(waiting.clone())
    }
}

impl Drop for Waits {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn away(why: &str) -> StoreError {
    StoreError::Unavailable(why.to_owned())
}

impl Desk {
    fn run(&self, sql: &'static str) -> Result<(), StoreError> {
        self.connection.as_ref().ok_or_else(|| away("it was closed"))?.run(sql)
    }

    /// Begins a story in the open group, or in a new one. What is asked of the database is noted
    /// before: the caller may stop waiting at any moment.
    async fn join(&mut self) -> Result<Arc<Group>, StoreError> {
        let group = self.group.get_or_insert_default().clone();
        if group.begun.get().is_none() {
            if let Err(error) = self.begin().await {
                self.give_up(error.to_string());
                return Err(error);
            }
            group.begun.get_or_init(|| ());
            self.unkept = Some(Unkept::Transaction);
        } else {
            self.unkept = Some(Unkept::Savepoint);
            self.run("savepoint story")?;
        }
        Ok(group)
    }

    /// Takes the file's one lock for writers, which another process may hold just now.
    async fn begin(&mut self) -> Result<(), StoreError> {
        let until = Instant::now() + self.busy;
        loop {
            match self.run("begin immediate") {
                Err(StoreError::Unavailable(_)) if Instant::now() < until => {
                    tokio::time::sleep(LOCK_LOOKED_AT).await;
                }
                begun => return begun,
            }
        }
    }

    /// Undoes the story before, if it was not kept. Where that fails, SQLite has given up the whole
    /// transaction, as it does when the disk is full.
    fn tidy(&mut self) {
        let is_begun = |group: &Arc<Group>| group.begun.get().is_some();
        if !self.group.as_ref().is_none_or(is_begun) {
            return self.give_up("it was not begun".to_owned());
        }
        match self.unkept.take() {
            None => {}
            Some(Unkept::Transaction) => self.give_up("its only story was undone".to_owned()),
            Some(Unkept::Savepoint) => {
                if let Err(error) = self.undo_story() {
                    self.give_up(error.to_string());
                }
            }
        }
    }

    fn undo_story(&self) -> Result<(), StoreError> {
        self.run("rollback to story")?;
        self.run("release story")
    }

    /// The story at work is its group's from here on.
    fn keep(&mut self) -> Result<(), StoreError> {
        if self.unkept == Some(Unkept::Savepoint) {
            self.run("release story")?;
        }
        self.unkept = None;
        Ok(())
    }

    fn give_up(&mut self, reason: String) {
        let Some(group) = self.group.take() else { return };
        let _ = group.ended.set(Err(reason));
        // Nothing is open any more where SQLite has rolled back by itself.
        let _ = self.run("rollback");
    }

    /// Commits the open group: the one place where the disk is waited for, on a thread that may.
    async fn commit(&mut self) -> Result<(), StoreError> {
        let connection = self.connection.take().ok_or_else(|| away("it was closed"))?;
        let length = self.log.length();
        let committed = spawn_blocking(move || {
            let committed = connection.run("commit");
            length.keep_bounded(&connection);
            (committed, connection)
        });
        let (committed, connection) = committed.await.map_err(|error| away(&error.to_string()))?;
        self.connection = Some(connection);
        self.log.look();
        committed
    }

    /// Everybody in `group` hears how it went, unless it has ended before.
    async fn end(&mut self, group: &Arc<Group>) {
        self.tidy();
        if !self.group.as_ref().is_some_and(|open| Arc::ptr_eq(open, group)) {
            return;
        }
        match self.commit().await {
            Ok(()) => {
                self.group = None;
                let _ = group.ended.set(Ok(()));
            }
            Err(error) => self.give_up(error.to_string()),
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
    pub fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        let desk = self.desk.as_mut();
        desk.and_then(|desk| desk.connection.as_mut()).ok_or_else(|| away("it was closed"))
    }

    /// Where this turn stands among all that ever wrote to the file.
    pub fn place(&mut self) -> Result<Place, StoreError> {
        let desk = self.desk.as_ref().ok_or_else(|| away("it was closed"))?;
        let (number, is_first) = (desk.turns, desk.unkept == Some(Unkept::Transaction));
        let others = self.connection()?.commits_of_others()?;
        Ok(Place { number, is_first, others })
    }

    /// Everything is on disk, or nothing happened.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.keep()?;
        self.leave(Duration::ZERO)?;
        self.group.ended.wait().await.clone().map_err(StoreError::Unavailable)
    }

    /// Everything will be on disk soon, or with the next commit; nothing of it is if one before it
    /// is not.
    pub async fn commit_soon(mut self) -> Result<(), StoreError> {
        self.keep()?;
        self.leave(SOON)
    }

    /// The story's changes are the group's.
    fn keep(&mut self) -> Result<(), StoreError> {
        self.desk.as_mut().map_or(Ok(()), |desk| desk.keep())
    }

    /// Lets the next one work; the group is ended by a task that nobody can interrupt.
    fn leave(&mut self, after: Duration) -> Result<(), StoreError> {
        let led = match after.is_zero() {
            true => self.group.led.load(Ordering::SeqCst),
            false => self.group.led_soon.swap(true, Ordering::SeqCst),
        };
        if self.desk.take().is_none() || led {
            return Ok(());
        }
        let runtime = Handle::try_current().map_err(|_| away("there is no runtime"))?;
        runtime.spawn(self.writer.clone().lead(self.group.clone(), after));
        Ok(())
    }
}

/// Where a story that may write stands among all that ever wrote to an SQLite file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    number: u64,
    /// The first of its group: what is on disk is all that came before it.
    is_first: bool,
    /// Changes when another process has committed.
    others: i64,
}

impl Place {
    /// Has nobody else written since the story at `before` began? Then what was read from the
    /// disk since, and is not what that story wrote, is what the story at `self` would read.
    pub fn follows(&self, before: &Place) -> bool {
        before.is_first && self.number == before.number + 1 && self.others == before.others
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Without a runtime the next one in line tidies up.
        let _ = self.leave(Duration::ZERO);
    }
}
