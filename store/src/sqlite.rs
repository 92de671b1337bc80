//! The driver of SQLite: one connection to the file, asked on the thread that wants to know.
//!
//! What a page asks takes SQLite microseconds; handing it to another thread and waiting for the
//! answer takes longer than the answer itself (docs/decisions/0022). What may wait for the disk or
//! for another process, `begin` and `commit`, must not hold up the thread: see `group`.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::c_int;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::hooks::Wal;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, Statement};

use crate::error::StoreError;
use crate::value::Value;

/// WAL with a full sync at each commit, so that acknowledged means on disk; 32 MiB of pages are
/// kept in memory. When the log is written back: see `log`.
const SETTINGS: &str = "pragma journal_mode = wal; pragma synchronous = full;
    pragma foreign_keys = on; pragma wal_autocheckpoint = 0; pragma cache_size = -32768;";
/// Prepared statements kept per connection; the house has fewer statements than this.
const STATEMENTS_KEPT: usize = 400;
/// How long a statement waits for another process's lock on the file, where it waits itself.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// A connection to the file. Everything it does is done before the call returns.
pub(crate) struct Connection {
    file: rusqlite::Connection,
    /// By text of a select; as many as there are statements, which is bounded (`bulk`).
    columns: RefCell<HashMap<Box<str>, Arc<[String]>>>,
}

/// A row read: its values, under names it shares with its neighbours.
pub struct SqliteRow {
    columns: Arc<[String]>,
    values: Vec<Value>,
}

impl Connection {
    /// Opens or creates the file at `path`.
    pub fn open(path: &Path) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.execute_batch(SETTINGS)?;
        // A plan stays as it was made. Else SQLite makes it anew for each value of a place that the
        // condition of a partial index could be about, which costs more than the statement.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        Ok(Connection::of(connection))
    }

    fn of(file: rusqlite::Connection) -> Connection {
        Connection { file, columns: RefCell::default() }
    }

    /// As `open`, for a connection that only reads.
    pub fn open_reader(path: &Path) -> Result<Connection, StoreError> {
        let connection = Connection::open(path)?;
        connection.script("pragma query_only = on")?;
        Ok(connection)
    }

    /// From now on a lock of another process is an error at once, not waited for.
    pub fn wait_for_nobody(&self) -> Result<(), StoreError> {
        Ok(self.file.busy_timeout(Duration::ZERO)?)
    }

    /// Tells `told` after each commit how many pages the log holds.
    pub fn after_commit(&mut self, told: impl Fn(u32) + Send + 'static) -> Result<(), StoreError> {
        Ok(self.file.wal_hook(Some(move |_: &mut Wal, pages: c_int| {
            told(u32::try_from(pages).unwrap_or_default());
            Ok(())
        }))?)
    }

    /// A number that changes when another connection has committed.
    pub fn commits_of_others(&self) -> Result<i64, StoreError> {
        let mut statement = self.file.prepare_cached("pragma data_version")?;
        Ok(statement.query_row([], |row| row.get(0))?)
    }

    /// A statement without values, kept for the next time.
    pub fn run(&self, sql: &str) -> Result<(), StoreError> {
        self.file.prepare_cached(sql)?.raw_execute()?;
        Ok(())
    }

    /// Several statements in one text, without values.
    pub fn script(&self, sql: &str) -> Result<(), StoreError> {
        Ok(self.file.execute_batch(sql)?)
    }

    /// Runs a writing statement; returns how many rows it touched.
    pub fn execute(&self, sql: &str, args: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.file.prepare_cached(sql)?;
        bind(&mut statement, args)?;
        let touched = statement.raw_execute()?;
        Ok(u64::try_from(touched).unwrap_or(u64::MAX))
    }

    /// All rows of a select, or of a writing statement with `returning`.
    pub fn rows(&self, sql: &str, args: &[Value]) -> Result<Vec<SqliteRow>, StoreError> {
        let mut statement = self.file.prepare_cached(sql)?;
        let columns = self.columns_of(sql, &statement);
        bind(&mut statement, args)?;
        let mut found = statement.raw_query();
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let values = (0..columns.len()).map(|index| value(row.get_ref(index)?));
            let values = values.collect::<Result<_, _>>()?;
            rows.push(SqliteRow { columns: columns.clone(), values });
        }
        Ok(rows)
    }

    /// The names of what `sql` selects, made once.
    fn columns_of(&self, sql: &str, statement: &Statement<'_>) -> Arc<[String]> {
        let mut known = self.columns.borrow_mut();
        if let Some(columns) = known.get(sql) {
            return columns.clone();
        }
        let columns: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
        known.insert(sql.into(), columns.clone());
        columns
    }

    pub fn close(self) {
        if let Err((_, error)) = self.file.close() {
            tracing::warn!(%error, "the database was not closed");
        }
    }
}

/// SQLite counts places in the order their names first appear in the text; `$2` means the second
/// of `args` wherever it stands. Places without a name are taken in their order.
fn bind(statement: &mut Statement<'_>, args: &[Value]) -> Result<(), StoreError> {
    for place in 1..=statement.parameter_count() {
        let number = match statement.parameter_name(place) {
            Some(name) => name.trim_start_matches('$').parse().unwrap_or_default(),
            None => place,
        };
        let value = number.checked_sub(1).and_then(|index: usize| args.get(index));
        let missing = || StoreError::Other(format!("no value {number} for a statement"));
        statement.raw_bind_parameter(place, value.ok_or_else(missing)?)?;
    }
    Ok(())
}

/// Text and whole numbers are all the schema holds.
fn value(found: ValueRef<'_>) -> Result<Value, StoreError> {
    match found {
        ValueRef::Null => Ok(Value::NoText),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(text) => match str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(StoreError::Other("a text that is not UTF-8".to_owned())),
        },
        ValueRef::Real(_) | ValueRef::Blob(_) => {
            Err(StoreError::Other("a value that is neither text nor a whole number".to_owned()))
        }
    }
}

impl SqliteRow {
    pub fn opt_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        match self.value(column)? {
            Value::Text(text) => Ok(Some(text.clone())),
            Value::NoText | Value::NoInt => Ok(None),
            Value::Int(number) => Err(StoreError::corrupt(column, number)),
        }
    }

    pub fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        match self.value(column)? {
            Value::Int(number) => Ok(Some(*number)),
            Value::NoText | Value::NoInt => Ok(None),
            Value::Text(text) => Err(StoreError::corrupt(column, text)),
        }
    }

    fn value(&self, column: &str) -> Result<&Value, StoreError> {
        let named = self.columns.iter().zip(&self.values).find(|(name, _)| *name == column);
        let missing = || StoreError::Other(format!("no column {column}"));
        named.map(|(_, value)| value).ok_or_else(missing)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Int(number) => ValueRef::Integer(*number),
            Value::NoText | Value::NoInt => ValueRef::Null,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    #[test]
    fn values_are_found_by_their_number() -> Result<(), StoreError> {
        let connection = Connection::of(rusqlite::Connection::open_in_memory()?);
        connection.script("create table t (a integer, b text) strict")?;
        let inserted =
            connection.execute("insert into t (b, a) values ($2, $1)", args![7_i64, "x"])?;
        assert_eq!(inserted, 1);
        let rows = connection.rows("select a, b, null as c from t where b = ?", args!["x"])?;
        let row = rows.first().ok_or_else(|| StoreError::Other("no row".to_owned()))?;
        assert_eq!((row.opt_int("a")?, row.opt_text("b")?), (Some(7), Some("x".to_owned())));
        assert_eq!((row.opt_int("c")?, row.opt_text("c")?), (None, None));
        assert!(row.opt_int("b").is_err() && row.opt_text("d").is_err());
        assert!(connection.rows("select a from t where a = $2", args![7_i64]).is_err());
        Ok(())
    }
}
