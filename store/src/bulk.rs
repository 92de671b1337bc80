//! Sets: rows written and read hundreds at a time, a statement for each handful of sizes, so that
//! every one of them is prepared once (design.md, Bulk paths).
//!
//! Not known here: tables. Callers give the words before and after the values.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Rows of one statement, largest first; fewer than the last go in one. Rows times columns stay
/// below what SQLite binds (32,766).
const ROWS_AT_ONCE: [usize; 4] = [256, 64, 16, 8];
/// Values of one list; a shorter list is filled up with its last value.
const LIST_SIZES: [usize; 5] = [1, 8, 64, 256, 512];
/// Most values of one list: callers ask in portions of at most so many.
pub const LIST_MAX: usize = 512;

/// A statement that takes many rows: its words before and after them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Shape {
    pub before: &'static str,
    pub after: &'static str,
    /// Values of a row; 0 stands for a flat list.
    pub columns: usize,
}

/// Rows ready to be written: what they hold is worked out before a database is asked.
#[derive(Debug)]
pub struct Rows {
    shape: Shape,
    values: Vec<Value>,
}

impl Rows {
    /// Panics when the values are no whole number of rows.
    pub(crate) fn new(shape: Shape, values: Vec<Value>) -> Rows {
        assert!(values.len().is_multiple_of(shape.columns), "half a row: {}", shape.before);
        Rows { shape, values }
    }

    /// Runs the statement for all rows, in their order; returns how many were touched.
    pub async fn write(self, tx: &mut Tx) -> Result<u64, StoreError> {
        let shape = self.shape;
        let mut left = self.values.len() / shape.columns;
        let mut values = self.values.into_iter();
        let mut touched = 0;
        while left > 0 {
            let rows = ROWS_AT_ONCE.into_iter().find(|rows| *rows <= left).unwrap_or(left);
            let portion: Vec<Value> = values.by_ref().take(rows * shape.columns).collect();
            touched += tx.execute_text(&text(tx.dialect(), shape, rows), &portion).await?;
            left -= rows;
        }
        Ok(touched)
    }
}

/// Runs `shape` for all of `values`, row after row; returns how many rows were touched.
///
/// Panics when the values are no whole number of rows.
pub async fn write(tx: &mut Tx, shape: Shape, values: Vec<Value>) -> Result<u64, StoreError> {
    Rows::new(shape, values).write(tx).await
}

/// All rows `shape` finds for the list `values` of at most `LIST_MAX`; none for an empty list.
pub async fn read(
    tx: &mut Tx,
    shape: Shape,
    mut values: Vec<Value>,
) -> Result<Vec<Row>, StoreError> {
    assert!(values.len() <= LIST_MAX, "a list of {} values", values.len());
    let Some(last) = values.last().cloned() else { return Ok(Vec::new()) };
    let size = LIST_SIZES.into_iter().find(|size| *size >= values.len()).unwrap_or(LIST_MAX);
    values.resize(size, last);
    tx.rows_text(&text(tx.dialect(), shape, size), &values).await
}

/// Texts made so far: a handful for each shape.
static TEXTS: Mutex<BTreeMap<(Dialect, Shape, usize), Arc<str>>> = Mutex::new(BTreeMap::new());

fn text(dialect: Dialect, shape: Shape, rows: usize) -> Arc<str> {
    let mut texts = TEXTS.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let made = texts.entry((dialect, shape, rows)).or_insert_with(|| make(dialect, shape, rows));
    made.clone()
}

fn make(dialect: Dialect, shape: Shape, rows: usize) -> Arc<str> {
    let mut text = shape.before.to_owned();
    let mut number = 0;
    for row in 0..rows {
        if row > 0 {
            text.push(',');
        }
        if shape.columns == 0 {
            number += 1;
            text.push_str(&dialect.placeholder(number));
            continue;
        }
        text.push('(');
        for column in 0..shape.columns {
            if column > 0 {
                text.push(',');
            }
            number += 1;
            text.push_str(&dialect.placeholder(number));
        }
        text.push(')');
    }
    text.push_str(shape.after);
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dialect: Dialect, columns: usize, rows: usize, expected: &str) {
        let shape = Shape { before: "values ", after: " end", columns };
        assert_eq!(&*make(dialect, shape, rows), expected);
    }

    #[test]
    fn texts_are_written_as_each_database_reads_them() {
        check(Dialect::Postgres, 2, 2, "values ($1,$2),($3,$4) end");
        check(Dialect::Sqlite, 2, 2, "values (?,?),(?,?) end");
        check(Dialect::Postgres, 0, 3, "values $1,$2,$3 end");
    }
}
