//! Rows read: columns by name, parsed into core types or refused as corrupt.

use std::str::FromStr;

use serde::de::DeserializeOwned;
use sqlx::Row as _;
use units::{Currency, Money, Timestamp};

use crate::error::StoreError;
use crate::sqlite::SqliteRow;

/// One row of either database.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

impl Row {
    pub fn opt_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(match self {
            Row::Sqlite(row) => row.opt_text(column)?,
            Row::Postgres(row) => row.try_get(column)?,
        })
    }

    pub fn opt_int(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(match self {
            Row::Sqlite(row) => row.opt_int(column)?,
            Row::Postgres(row) => row.try_get(column)?,
        })
    }

    pub fn text(&self, column: &str) -> Result<String, StoreError> {
        self.opt_text(column)?.ok_or_else(|| StoreError::corrupt(column, "nothing"))
    }

    pub fn int(&self, column: &str) -> Result<i64, StoreError> {
        self.opt_int(column)?.ok_or_else(|| StoreError::corrupt(column, "nothing"))
    }

    /// A count or quantity: 0 to 4,294,967,295.
    pub fn count(&self, column: &str) -> Result<u32, StoreError> {
        let found = self.int(column)?;
        u32::try_from(found).map_err(|_| StoreError::corrupt(column, found))
    }

    /// Anything with a text form: ids, e-mail addresses, zones, locales, currencies, dates.
    pub fn parsed<T: FromStr>(&self, column: &str) -> Result<T, StoreError> {
        let found = self.text(column)?;
        found.parse().map_err(|_| StoreError::corrupt(column, found))
    }

    pub fn opt_parsed<T: FromStr>(&self, column: &str) -> Result<Option<T>, StoreError> {
        self.opt_text(column)?
            .map(|found| found.parse().map_err(|_| StoreError::corrupt(column, found)))
            .transpose()
    }

    pub fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        self.int(column).map(Timestamp::from_seconds)
    }

    pub fn opt_time(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.opt_int(column)?.map(Timestamp::from_seconds))
    }

    /// An amount whose minor units stand in `minor_column` and currency in `currency`.
    pub fn money(&self, minor_column: &str) -> Result<Money, StoreError> {
        let currency: Currency = self.parsed("currency")?;
        Ok(Money::new(self.int(minor_column)?, currency))
    }

    /// A JSON document column.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        let found = self.text(column)?;
        serde_json::from_str(&found).map_err(|error| StoreError::corrupt(column, error))
    }

    /// A JSON document column that may be empty.
    pub fn opt_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>, StoreError> {
        self.opt_text(column)?
            .map(|found| {
                serde_json::from_str(&found).map_err(|error| StoreError::corrupt(column, error))
            })
            .transpose()
    }

    /// A word column read by `from_word`, e.g. a state.
    pub fn word<T>(
        &self,
        column: &str,
        from_word: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let found = self.text(column)?;
        from_word(&found).ok_or_else(|| StoreError::corrupt(column, found))
    }
}
