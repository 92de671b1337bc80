//! What can go wrong between us and the database.

use rusqlite::{ErrorCode, ffi};

/// Why a statement or transaction failed. The text is for logs.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique constraint refused the row: somebody was first.
    #[error("a unique constraint refused the row: {0}")]
    Taken(String),
    /// A row held something no version of ours writes.
    #[error("column {column} holds {found:?}")]
    Corrupt { column: String, found: String },
    /// The database could not be asked or did not answer in time; nothing is known to be written.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The database undid the transaction because another was in its way; tried again as a whole it
    /// goes through.
    #[error("another transaction was in the way: {0}")]
    Conflict(String),
    /// The planned crash of a test (`Store::crash_after_writes`).
    #[error("crashed at a planned write")]
    PlannedCrash,
    #[error("database: {0}")]
    Other(String),
}

impl StoreError {
    pub(crate) fn corrupt(column: &str, found: impl std::fmt::Debug) -> StoreError {
        StoreError::Corrupt { column: column.to_owned(), found: format!("{found:?}") }
    }

    /// True when the whole transaction may simply be tried again.
    pub fn is_conflict(&self) -> bool {
        matches!(self, StoreError::Conflict(_))
    }

    /// True when nothing is wrong with what was asked, only with the database just now.
    pub fn is_passing(&self) -> bool {
        use StoreError::{Conflict, PlannedCrash, Unavailable};
        matches!(self, Conflict(_) | Unavailable(_) | PlannedCrash)
    }

    /// True when the row was refused because its key is there already.
    pub fn is_taken(&self) -> bool {
        matches!(self, StoreError::Taken(_))
    }
}

/// PostgreSQL's lock, resource and shutdown classes: not now.
fn is_busy(code: &str) -> bool {
    matches!(code, "55P03" | "57P01" | "57P02" | "57P03") || code.starts_with("53")
}

/// PostgreSQL's serialization failure and deadlock.
fn is_conflict(code: &str) -> bool {
    matches!(code, "40001" | "40P01")
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        let text = error.to_string();
        let Some(failure) = error.sqlite_error() else { return StoreError::Other(text) };
        match (failure.code, failure.extended_code) {
            // A snapshot that is too old to write.
            (_, ffi::SQLITE_BUSY_SNAPSHOT) => StoreError::Conflict(text),
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::DiskFull, _) => {
                StoreError::Unavailable(text)
            }
            (_, ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => {
                StoreError::Taken(text)
            }
            _ => StoreError::Other(text),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        match &error {
            sqlx::Error::Database(inner) if inner.code().is_some_and(|code| is_conflict(&code)) => {
                StoreError::Conflict(error.to_string())
            }
            sqlx::Error::Database(inner) if inner.code().is_some_and(|code| is_busy(&code)) => {
                StoreError::Unavailable(error.to_string())
            }
            sqlx::Error::Database(inner) if inner.is_unique_violation() => {
                let name = inner.constraint().unwrap_or(inner.message()).to_owned();
                StoreError::Taken(name)
            }
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                StoreError::Unavailable(error.to_string())
            }
            _ => StoreError::Other(error.to_string()),
        }
    }
}
