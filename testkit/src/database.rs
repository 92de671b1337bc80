//! One fresh database per story and kind.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use store::Store;

use crate::world::World;

/// Runs `story` in a fresh world on SQLite, then in one on PostgreSQL.
pub async fn on_each_database<S>(story: S)
where
    S: AsyncFn(World),
{
    story(World::on(fresh_sqlite().await).await).await;
    if let Some(url) = postgres_url() {
        story(World::on(fresh_postgres(&url).await).await).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "tests are told of the database by environment")]
fn postgres_url() -> Option<String> {
    std::env::var("PLENUM_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}

/// How long a write waits for another process's lock in tests: less than in production.
const BUSY: Duration = Duration::from_secs(2);

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A name no other test of this machine uses.
fn fresh_name() -> String {
    let count = COUNTER.fetch_add(1, Ordering::SeqCst);
    format!("plenum_test_{}_{count}", std::process::id())
}

/// A database and the folder it leaves behind, removed with the world.
pub(crate) struct Fresh {
    pub store: Store,
    pub folder: PathBuf,
}

async fn fresh_sqlite() -> Fresh {
    let folder = fresh_folder();
    let path = folder.join("plenum.db");
    let store = Store::sqlite_waiting(&path, BUSY).await.expect("SQLite opens");
    Fresh { store, folder }
}

async fn fresh_postgres(url: &str) -> Fresh {
    let name = fresh_name();
    let admin = Store::postgres(url).await.expect("PostgreSQL answers");
    admin.create_database(&name).await.expect("a fresh database");
    admin.close().await;
    let own = with_database(url, &name);
    let store = Store::postgres(&own).await.expect("the fresh database answers");
    Fresh { store, folder: fresh_folder() }
}

fn with_database(url: &str, name: &str) -> String {
    let (before, query) = url.split_once('?').map_or((url, None), |(b, q)| (b, Some(q)));
    let base = before.rsplit_once('/').map_or(before, |(base, _)| base);
    match query {
        Some(query) => format!("{base}/{name}?{query}"),
        None => format!("{base}/{name}"),
    }
}

fn fresh_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(fresh_name());
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}
