//! `Store` opens transactions; `Tx` runs statements in one, on either database.
//!
//! SQLite: one writer (`group`), WAL with synchronous=FULL, so that acknowledged means on disk;
//! readers see a snapshot. PostgreSQL: read committed with explicit row locks.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, Transaction};

use crate::audit::Pending;
use crate::dialect::Dialect;
use crate::error::StoreError;

use crate::group::{Place, Turn, Writer};
use crate::interference::{Interference, Moment};
use crate::readers::{Readers, Reading};
use crate::row::Row;
use crate::sqlite;
use crate::value::Value;

/// Connections that read from SQLite at once.
const SQLITE_READERS: usize = 4;
/// Connections to PostgreSQL per process.
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a story waits for another process's lock on the SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a transaction waits for its connection before the caller is told to come back.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(15);
/// Prepared statements kept per connection to PostgreSQL; the house has fewer than this.
const STATEMENTS_KEPT: usize = 400;

/// A database, cheap to clone.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    /// Writes left until a planned crash; negative: no crash planned. For tests.
    writes_left: Arc<AtomicI64>,
    /// Commits that will be refused as conflicts. For tests.
    conflicts_left: Arc<AtomicI64>,
    watcher: Option<Arc<dyn Interference>>,
}

#[derive(Clone)]
enum Pools {
    Sqlite { writer: Writer, readers: Readers },
    Postgres(PgPool),
}

impl Store {
    /// Opens or creates the SQLite file at `path`.
    pub async fn sqlite(path: &Path) -> Result<Store, StoreError> {
        Store::sqlite_waiting(path, BUSY_TIMEOUT).await
    }

    /// As `sqlite`; a writer waits `busy` for another process's lock, then the write is refused as
    /// unavailable.
    pub async fn sqlite_waiting(path: &Path, busy: Duration) -> Result<Store, StoreError> {
        let writer = Writer::open(path, ACQUIRE_TIMEOUT, busy)?;
        let readers = Readers::open(path, SQLITE_READERS, ACQUIRE_TIMEOUT)?;
        Ok(Store::with(Pools::Sqlite { writer, readers }))
    }

    /// Connects to PostgreSQL by URL, e.g. `postgres://plenum@localhost/plenum`.
    pub async fn postgres(url: &str) -> Result<Store, StoreError> {
        let options: PgConnectOptions = url.parse()?;
        let options = options.statement_cache_capacity(STATEMENTS_KEPT);
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .test_before_acquire(false)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await?;
        Ok(Store::with(Pools::Postgres(pool)))
    }

    fn with(pools: Pools) -> Store {
        Store {
            pools,
            writes_left: Arc::new(AtomicI64::new(-1)),
            conflicts_left: Arc::new(AtomicI64::new(0)),
            watcher: None,
        }
    }

    /// The same database, each step of whose transactions `watcher` may refuse. For tests and the
    /// simulator.
    #[must_use]
    pub fn watched_by(&self, watcher: Arc<dyn Interference>) -> Store {
        Store { watcher: Some(watcher), ..self.clone() }
    }

    pub fn dialect(&self) -> Dialect {
        match self.pools {
            Pools::Sqlite { .. } => Dialect::Sqlite,
            Pools::Postgres(_) => Dialect::Postgres,
        }
    }

    /// A transaction that may write.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        watch(&self.watcher, Moment::Begin).await?;
        let inner = match &self.pools {
            Pools::Sqlite { writer, .. } => Inner::Writing(writer.begin().await?),
            Pools::Postgres(pool) => Inner::Postgres(pool.begin().await?),
        };
        Ok(self.tx(inner))
    }

    /// A transaction that only reads.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        watch(&self.watcher, Moment::Read).await?;
        let inner = match &self.pools {
            Pools::Sqlite { readers, .. } => Inner::Reading(readers.begin().await?),
            Pools::Postgres(pool) => Inner::Postgres(
                pool.begin_with("begin transaction isolation level repeatable read read only")
                    .await?,
            ),
        };
        Ok(self.tx(inner))
    }

    fn tx(&self, inner: Inner) -> Tx {
        let (writes_left, conflicts_left) = (self.writes_left.clone(), self.conflicts_left.clone());
        let watcher = self.watcher.clone();
        let trail = Pending::default();
        Tx { inner, writes_left, conflicts_left, watcher, wrote: false, trail }
    }

    /// The next `commits` of transactions that wrote are refused, as a database does that finds
    /// them in each other's way. For tests.
    pub fn next_commits_conflict(&self, commits: u32) {
        self.conflicts_left.store(i64::from(commits), Ordering::SeqCst);
    }

    /// Plans a crash: after `writes` more writing statements every statement and commit fails, as
    /// if the process had died, until `recover` is called. For tests.
    pub fn crash_after_writes(&self, writes: u32) {
        self.writes_left.store(i64::from(writes), Ordering::SeqCst);
    }

    /// Ends the planned crash; true if it was reached.
    pub fn recover(&self) -> bool {
        self.writes_left.swap(-1, Ordering::SeqCst) == 0
    }

    /// Makes an empty database beside this one. PostgreSQL only; for tests.
    ///
    /// `name`: lower-case letters, digits and underscores (asserted).
    pub async fn create_database(&self, name: &str) -> Result<(), StoreError> {
        self.create(&format!("create database {}", plain(name))).await
    }

    /// As `create_database`, with all that `template` holds; nobody may be connected to that.
    pub async fn copy_database(&self, template: &str, name: &str) -> Result<(), StoreError> {
        self.create(&format!("create database {} template {}", plain(name), plain(template))).await
    }

    async fn create(&self, statement: &str) -> Result<(), StoreError> {
        if let Pools::Postgres(pool) = &self.pools {
            sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(pool).await?;
        }
        Ok(())
    }

    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close();
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// `name` if it needs no quoting; asserted.
fn plain(name: &str) -> &str {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    assert!(name.chars().all(plain), "not a plain database name");
    name
}

/// One transaction; dropped without `commit` it leaves nothing.
pub struct Tx {
    inner: Inner,
    writes_left: Arc<AtomicI64>,
    conflicts_left: Arc<AtomicI64>,
    wrote: bool,
    watcher: Option<Arc<dyn Interference>>,
    trail: Pending,
}

enum Inner {
    Writing(Turn),
    Reading(Reading),
    Postgres(Transaction<'static, Postgres>),
}

/// Where statements of a transaction go.
enum Connection<'tx> {
    Sqlite(&'tx mut sqlite::Connection),
    Postgres(&'tx mut sqlx::PgConnection),
}

impl Inner {
    fn connection(&mut self) -> Result<Connection<'_>, StoreError> {
        Ok(match self {
            Inner::Writing(turn) => Connection::Sqlite(turn.connection()?),
            Inner::Reading(reading) => Connection::Sqlite(reading.connection()?),
            Inner::Postgres(tx) => Connection::Postgres(tx),
        })
    }
}

impl Tx {
    pub fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::Writing(_) | Inner::Reading(_) => Dialect::Sqlite,
            Inner::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Where this transaction stands among all that ever wrote; none on PostgreSQL, where several
    /// write at once.
    pub fn place(&mut self) -> Result<Option<Place>, StoreError> {
        match &mut self.inner {
            Inner::Writing(turn) => turn.place().map(Some),
            Inner::Reading(_) | Inner::Postgres(_) => Ok(None),
        }
    }

    /// Runs a writing statement; returns how many rows it touched.
    pub async fn execute(&mut self, sql: &'static str, args: &[Value]) -> Result<u64, StoreError> {
        self.execute_text(sql, args).await
    }

    /// As `execute`, for texts assembled from constants (multi-row inserts).
    pub async fn execute_text(&mut self, sql: &str, args: &[Value]) -> Result<u64, StoreError> {
        self.count_write()?;
        watch(&self.watcher, Moment::Write).await?;
        match self.inner.connection()? {
            Connection::Sqlite(connection) => connection.execute(sql, args),
            Connection::Postgres(connection) => {
                Ok(postgres_query(sql, args).execute(connection).await?.rows_affected())
            }
        }
    }

    /// All rows of a select.
    pub async fn rows(
        &mut self,
        sql: &'static str,
        args: &[Value],
    ) -> Result<Vec<Row>, StoreError> {
        self.rows_text(sql, args).await
    }

    /// As `rows`, for texts assembled from constants.
    pub async fn rows_text(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.check_crash()?;
        Ok(match self.inner.connection()? {
            Connection::Sqlite(connection) => {
                connection.rows(sql, args)?.into_iter().map(Row::Sqlite).collect()
            }
            Connection::Postgres(connection) => {
                let rows = postgres_query(sql, args).fetch_all(connection).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row of a select, if any.
    pub async fn row(
        &mut self,
        sql: &'static str,
        args: &[Value],
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }

    /// As `row`, locked until the end of the transaction.
    pub async fn row_for_change(
        &mut self,
        sql: &'static str,
        args: &[Value],
    ) -> Result<Option<Row>, StoreError> {
        let sql = format!("{sql}{}", self.dialect().for_update());
        Ok(self.rows_text(&sql, args).await?.into_iter().next())
    }

    /// Locks the row until the end of the transaction, where others could write meanwhile: SQLite
    /// has one writer.
    pub async fn lock_row(&mut self, sql: &'static str, args: &[Value]) -> Result<(), StoreError> {
        if self.dialect() == Dialect::Postgres {
            self.row_for_change(sql, args).await?;
        }
        Ok(())
    }

    /// The row a writing statement with `returning` gives back, if it touched one.
    pub async fn changed_row(
        &mut self,
        sql: &'static str,
        args: &[Value],
    ) -> Result<Option<Row>, StoreError> {
        self.count_write()?;
        watch(&self.watcher, Moment::Write).await?;
        self.row(sql, args).await
    }

    /// Several statements in one text, without values; for migrations.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        match self.inner.connection()? {
            Connection::Sqlite(connection) => connection.script(sql),
            Connection::Postgres(connection) => {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await?;
                Ok(())
            }
        }
    }

    /// Entries of the trail that are written with the commit.
    pub(crate) fn trail(&mut self) -> &mut Pending {
        &mut self.trail
    }

    /// Writes what waited for the commit.
    async fn write_pending(&mut self) -> Result<(), StoreError> {
        match self.trail.take() {
            Some(rows) => rows.write(self).await.map(drop),
            None => Ok(()),
        }
    }

    /// Makes everything since `begin` durable and visible.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        self.write_pending().await?;
        self.check_crash()?;
        if self.wrote && self.conflicts_left.load(Ordering::SeqCst) > 0 {
            self.conflicts_left.fetch_sub(1, Ordering::SeqCst);
            self.rollback().await?;
            return Err(StoreError::Conflict("a planned one".to_owned()));
        }
        watch(&self.watcher, Moment::Commit).await?;
        match self.inner {
            Inner::Writing(turn) => turn.commit().await?,
            Inner::Reading(reading) => drop(reading),
            Inner::Postgres(tx) => tx.commit().await?,
        }
        watch(&self.watcher, Moment::Committed).await
    }

    /// From here on rows are looked up by their keys. A run asks for hundreds of keys at a time;
    /// PostgreSQL plans by what it last counted, and in a table that grew since then it would read
    /// the whole of it for each portion.
    pub async fn look_up_by_key(&mut self) -> Result<(), StoreError> {
        if let Inner::Postgres(_) = self.inner {
            self.script(
                "set local enable_seqscan = off; set local enable_hashjoin = off;
                 set local enable_mergejoin = off",
            )
            .await?;
        }
        Ok(())
    }

    /// As `commit`, for what may be lost when the power fails right after, such as a counter: does
    /// not wait for the disk. Every later transaction that writes sees it, and none is durable
    /// without it; readers see it within milliseconds.
    pub async fn commit_soon(mut self) -> Result<(), StoreError> {
        self.write_pending().await?;
        if let Inner::Postgres(_) = self.inner {
            self.rows("set local synchronous_commit = off", &[]).await?;
        }
        self.check_crash()?;
        watch(&self.watcher, Moment::Commit).await?;
        match self.inner {
            Inner::Writing(turn) => turn.commit_soon().await?,
            Inner::Reading(reading) => drop(reading),
            Inner::Postgres(tx) => tx.commit().await?,
        }
        watch(&self.watcher, Moment::Committed).await
    }

    /// Undoes everything since `begin` at once, its locks too; a dropped one does so a bit later.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.inner {
            Inner::Writing(turn) => drop(turn),
            Inner::Reading(reading) => drop(reading),
            Inner::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }

    fn check_crash(&self) -> Result<(), StoreError> {
        match self.writes_left.load(Ordering::SeqCst) {
            0 => Err(StoreError::PlannedCrash),
            _ => Ok(()),
        }
    }

    fn count_write(&mut self) -> Result<(), StoreError> {
        self.check_crash()?;
        self.wrote = true;
        if self.writes_left.load(Ordering::SeqCst) > 0 {
            self.writes_left.fetch_sub(1, Ordering::SeqCst);
            self.check_crash()?;
        }
        Ok(())
    }
}

async fn watch(watcher: &Option<Arc<dyn Interference>>, moment: Moment) -> Result<(), StoreError> {
    match watcher {
        Some(watcher) => watcher.at(moment).await,
        None => Ok(()),
    }
}

fn postgres_query<'q>(sql: &'q str, args: &'q [Value]) -> Query<'q, Postgres, PgArguments> {
    let query = sqlx::query(AssertSqlSafe(sql));
    args.iter().fold(query, |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Int(number) => query.bind(number),
        Value::NoText => query.bind(None::<String>),
        Value::NoInt => query.bind(None::<i64>),
    })
}
