//! Migrations: numbered SQL texts in `store/migrations`, applied once each, in order.
//!
//! A text serves both databases. Where they must differ, `0001_name.sqlite.sql` and
//! `0001_name.postgres.sql` run right after `0001_name.sql` (docs/decisions/0002).

use std::collections::BTreeSet;

use include_dir::{Dir, include_dir};
use units::Timestamp;

use crate::args;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::{Store, Tx};
use crate::words_fill;

static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// The lock number that keeps two processes from migrating a PostgreSQL database at once.
const MIGRATION_LOCK: &str = "select pg_advisory_xact_lock(7302711)";

const CREATE_MIGRATION_TABLE: &str = "create table if not exists migration (
    name text primary key, applied_at bigint not null)";

/// Applies what is missing; returns the names applied now. `now` is only recorded.
pub async fn migrate(store: &Store, now: Timestamp) -> Result<Vec<String>, StoreError> {
    let mut tx = store.begin().await?;
    if tx.dialect() == Dialect::Postgres {
        tx.script(MIGRATION_LOCK).await?;
    }
    tx.script(CREATE_MIGRATION_TABLE).await?;
    let before = applied_before(&mut tx).await?;
    let missing = texts_for(tx.dialect()).into_iter().filter(|(name, _)| !before.contains(name));
    let mut applied = Vec::new();
    for (name, texts) in missing {
        for text in texts {
            tx.script(text).await?;
        }
        if name == words_fill::MIGRATION {
            words_fill::fill(&mut tx).await?;
        }
        tx.execute("insert into migration (name, applied_at) values ($1, $2)", args![&name, now])
            .await?;
        applied.push(name);
    }
    tx.commit().await?;
    Ok(applied)
}

async fn applied_before(tx: &mut Tx) -> Result<BTreeSet<String>, StoreError> {
    let rows = tx.rows("select name from migration", args![]).await?;
    rows.iter().map(|row| row.text("name")).collect()
}

/// Each migration's name and its texts for `dialect`, in order.
fn texts_for(dialect: Dialect) -> Vec<(String, Vec<&'static str>)> {
    let own = match dialect {
        Dialect::Sqlite => ".sqlite.sql",
        Dialect::Postgres => ".postgres.sql",
    };
    let text = |name: &str| MIGRATIONS.get_file(name).and_then(|file| file.contents_utf8());
    let mut names: Vec<String> = MIGRATIONS
        .files()
        .filter_map(|file| file.path().file_name()?.to_str()?.strip_suffix(".sql"))
        .filter(|name| !name.contains('.'))
        .map(str::to_owned)
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let common = text(&format!("{name}.sql"));
            let special = text(&format!("{name}{own}"));
            (name, common.into_iter().chain(special).collect())
        })
        .collect()
}
