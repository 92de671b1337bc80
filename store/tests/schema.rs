//! Both databases are migrated and compared: the same tables, columns, keys and indexes.
//!
//! PostgreSQL takes part where `PLENUM_TEST_POSTGRES_URL` is set.

use std::collections::{BTreeMap, BTreeSet};

use store::{Store, args};
use units::Timestamp;

type Schema = BTreeMap<String, BTreeSet<String>>;

#[expect(clippy::disallowed_methods, reason = "tests are told of the database by environment")]
fn postgres_url() -> Option<String> {
    std::env::var("PLENUM_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}

/// Table to its columns, each with type, nullness and place in the primary key.
async fn sqlite_schema(store: &Store) -> Schema {
    let mut tx = store.read().await.expect("a reader");
    let rows = tx
        .rows(
            "select m.name as table_name, c.name as column_name, lower(c.type) as kind,
                    c.\"notnull\" as needed, c.pk as place
               from sqlite_master m join pragma_table_info(m.name) c
              where m.type = 'table' and m.name not like 'sqlite_%'",
            args![],
        )
        .await
        .expect("columns");
    let mut schema = Schema::new();
    for row in rows {
        let needed = row.int("needed").expect("a flag") > 0 || row.int("place").expect("n") > 0;
        let column = format!(
            "{} {} {} key {}",
            row.text("column_name").expect("a name"),
            row.text("kind").expect("a type"),
            if needed { "needed" } else { "free" },
            row.int("place").expect("a place")
        );
        schema.entry(row.text("table_name").expect("a table")).or_default().insert(column);
    }
    schema
}

async fn postgres_schema(store: &Store) -> Schema {
    let mut tx = store.read().await.expect("a reader");
    let rows = tx
        .rows(
            "select c.table_name::text as table_name, c.column_name::text as column_name,
                    c.data_type::text as kind, c.is_nullable::text as nullable,
                    cast(coalesce(k.ordinal_position, 0) as bigint) as place
               from information_schema.columns c
               left join information_schema.table_constraints t
                 on t.table_schema = c.table_schema and t.table_name = c.table_name
                and t.constraint_type = 'PRIMARY KEY'
               left join information_schema.key_column_usage k
                 on k.constraint_name = t.constraint_name and k.table_name = c.table_name
                and k.column_name = c.column_name
              where c.table_schema = 'public'",
            args![],
        )
        .await
        .expect("columns");
    let mut schema = Schema::new();
    for row in rows {
        let needed = row.text("nullable").expect("a flag") == "NO";
        let column = format!(
            "{} {} {} key {}",
            row.text("column_name").expect("a name"),
            row.text("kind").expect("a type"),
            if needed { "needed" } else { "free" },
            row.int("place").expect("a place")
        );
        schema.entry(row.text("table_name").expect("a table")).or_default().insert(column);
    }
    schema
}

/// Names of the indexes our migrations make.
async fn index_names(store: &Store, sql: &'static str) -> BTreeSet<String> {
    let mut tx = store.read().await.expect("a reader");
    let rows = tx.rows(sql, args![]).await.expect("indexes");
    rows.iter().map(|row| row.text("name").expect("a name")).collect()
}

#[tokio::test]
async fn both_databases_have_the_same_tables_columns_keys_and_indexes() {
    let now = Timestamp::from_seconds(1_800_000_000);
    let file = std::env::temp_dir().join(format!("plenum_schema_{}.db", std::process::id()));
    let sqlite = Store::sqlite(&file).await.expect("SQLite opens");
    let applied = store::migrate::migrate(&sqlite, now).await.expect("migrated");
    assert!(!applied.is_empty());
    let again = store::migrate::migrate(&sqlite, now).await.expect("migrated again");
    assert!(again.is_empty(), "a migration runs once");
    if let Some(url) = postgres_url() {
        let name = format!("plenum_schema_{}", std::process::id());
        let admin = Store::postgres(&url).await.expect("PostgreSQL answers");
        admin.create_database(&name).await.expect("a fresh database");
        let base = url.rsplit_once('/').map_or(url.as_str(), |(base, _)| base).to_owned();
        let postgres = Store::postgres(&format!("{base}/{name}")).await.expect("it opens");
        store::migrate::migrate(&postgres, now).await.expect("migrated");
        assert_eq!(sqlite_schema(&sqlite).await, postgres_schema(&postgres).await);
        let ours = index_names(
            &sqlite,
            "select name from sqlite_master where type = 'index' and sql is not null",
        );
        let theirs = index_names(
            &postgres,
            "select i.indexname::text as name from pg_indexes i
              where i.schemaname = 'public' and not exists
                    (select 1 from pg_constraint c where c.conname = i.indexname)",
        );
        assert_eq!(ours.await, theirs.await);
    }
    sqlite.close().await;
    let _ = std::fs::remove_file(&file);
}
