//! What the database does without us: rows that came of something, written once more into tables of
//! the same columns, keys and indexes, without references. For `plenum bench many`.

use std::collections::BTreeMap;

use crate::args;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::{Store, Tx};

/// Rows of each table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts(BTreeMap<String, u64>);

async fn names(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => {
            "select name from sqlite_master
              where type = 'table' and name not like 'sqlite_%' order by name"
        }
        Dialect::Postgres => {
            "select tablename::text as name from pg_tables
              where schemaname = 'public' order by name"
        }
    };
    tx.rows(sql, args![]).await?.iter().map(|row| row.text("name")).collect()
}

/// How many rows each table has now.
pub async fn counts(store: &Store) -> Result<Counts, StoreError> {
    let mut tx = store.read().await?;
    let mut counts = BTreeMap::new();
    for name in names(&mut tx).await? {
        let sql = format!("select count(*) as found from {name}");
        let rows = tx.rows_text(&sql, args![]).await?;
        let found = rows.first().map_or(Ok(0), |row| row.int("found"))?;
        counts.insert(name, u64::try_from(found).unwrap_or_default());
    }
    Ok(Counts(counts))
}

/// The tables that have more rows than `before`, and how many more in all.
pub async fn grown(store: &Store, before: &Counts) -> Result<(Vec<String>, u64), StoreError> {
    let (mut tables, mut rows) = (Vec::new(), 0);
    for (name, now) in counts(store).await?.0 {
        let more = now.saturating_sub(before.0.get(&name).copied().unwrap_or_default());
        if more > 0 {
            tables.push(name);
            rows += more;
        }
    }
    Ok((tables, rows))
}

/// Makes the copies of `tables`, empty.
pub async fn make(store: &Store, tables: &[String]) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    for table in tables {
        for sql in definitions(&mut tx, table).await? {
            tx.script(&sql).await?;
        }
    }
    tx.commit().await
}

async fn definitions(tx: &mut Tx, table: &str) -> Result<Vec<String>, StoreError> {
    if tx.dialect() == Dialect::Postgres {
        let like = "including defaults including indexes";
        return Ok(vec![format!("create table bare_{table} (like {table} {like})")]);
    }
    let rows = tx
        .rows(
            "select type, name, sql from sqlite_master
              where tbl_name = $1 and type in ('table', 'index') and sql is not null
              order by type desc",
            args![table],
        )
        .await?;
    let mut definitions = Vec::new();
    for row in &rows {
        let (name, sql) = (row.text("name")?, without_references(&row.text("sql")?));
        let own = format!("bare_{name}");
        let sql = sql.replacen(&name, &own, 1);
        definitions.push(match row.text("type")?.as_str() {
            "table" => sql,
            _ => sql.replacen(&format!(" on {table}"), &format!(" on bare_{table}"), 1),
        });
    }
    Ok(definitions)
}

/// A definition without "references table (column)".
fn without_references(sql: &str) -> String {
    let mut parts = sql.split(" references ");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    plain
}

/// Writes all rows of `tables` into their copies; says how many.
pub async fn copy(store: &Store, tables: &[String]) -> Result<u64, StoreError> {
    let mut tx = store.begin().await?;
    let mut rows = 0;
    for table in tables {
        let sql = format!("insert into bare_{table} select * from {table}");
        rows += tx.execute_text(&sql, args![]).await?;
    }
    tx.commit().await?;
    Ok(rows)
}

/// Drops the copies.
pub async fn clear(store: &Store, tables: &[String]) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    for table in tables {
        tx.execute_text(&format!("drop table bare_{table}"), args![]).await?;
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_refers_to_nothing() {
        let table =
            "create table a (b text not null references c (d), e text references f(g),\n h)";
        assert_eq!(without_references(table), "create table a (b text not null, e text,\n h)");
        assert_eq!(without_references("create index a on b (c)"), "create index a on b (c)");
    }
}
