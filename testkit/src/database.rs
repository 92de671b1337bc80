//! One fresh database per story and kind.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use store::Store;
use store::dialect::Dialect;
use tokio::sync::OnceCell;
use units::Timestamp;

use crate::world::World;

/// Runs `story` in a fresh world on SQLite, then in one on PostgreSQL.
pub async fn on_each_database<S>(story: S)
where
    S: AsyncFn(World),
{
    let world = World::on(fresh_sqlite().await).await;
    story(world.clone()).await;
    finds_what_there_is(&world).await;
    if let Some(url) = postgres_url() {
        let world = World::on(fresh_postgres(&url).await).await;
        story(world.clone()).await;
        finds_what_there_is(&world).await;
    }
}

/// Whatever happened: rows of words lead to what has these words, and none is missing.
async fn finds_what_there_is(world: &World) {
    // A story may end with a database that answers no longer.
    let Ok(mut tx) = world.store().read().await else { return };
    let Ok(contacts) = store::contact_word::astray(&mut tx).await else { return };
    assert!(contacts.is_empty(), "contacts' words: {contacts:?}");
    let meetings = store::meeting_word::astray(&mut tx).await.expect("it answered just now");
    assert!(meetings.is_empty(), "meetings' words: {meetings:?}");
}

impl World {
    /// Another deployment on a fresh database of the same kind, in which nothing has happened yet.
    pub async fn another_plenum(&self, seed: u64) -> World {
        let fresh = match (self.store().dialect(), postgres_url()) {
            (Dialect::Postgres, Some(url)) => fresh_postgres(&url).await,
            _ => fresh_sqlite().await,
        };
        World::seeded(fresh, seed).await
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

/// The schema is made once for all stories of a process and copied for each: to make it anew takes
/// longer than many a story.
async fn fresh_sqlite() -> Fresh {
    static SCHEMA: OnceCell<Vec<u8>> = OnceCell::const_new();
    let schema = SCHEMA.get_or_init(sqlite_schema).await;
    let folder = fresh_folder();
    let path = folder.join("plenum.db");
    std::fs::write(&path, schema).expect("a copy of the schema");
    let store = Store::sqlite_waiting(&path, BUSY).await.expect("SQLite opens");
    Fresh { store, folder }
}

async fn sqlite_schema() -> Vec<u8> {
    let folder = fresh_folder();
    let path = folder.join("plenum.db");
    let store = Store::sqlite(&path).await.expect("SQLite opens");
    store::migrate::migrate(&store, Timestamp::from_seconds(0)).await.expect("migrated");
    store.close().await;
    let schema = std::fs::read(&path).expect("the schema");
    let _ = std::fs::remove_dir_all(&folder);
    schema
}

async fn fresh_postgres(url: &str) -> Fresh {
    static SCHEMA: OnceCell<String> = OnceCell::const_new();
    let schema = SCHEMA.get_or_init(|| postgres_schema(url)).await;
    let name = fresh_name();
    let admin = Store::postgres(url).await.expect("PostgreSQL answers");
    admin.copy_database(schema, &name).await.expect("a fresh database");
    admin.close().await;
    let own = with_database(url, &name);
    let store = Store::postgres(&own).await.expect("the fresh database answers");
    Fresh { store, folder: fresh_folder() }
}

async fn postgres_schema(url: &str) -> String {
    let name = fresh_name();
    let admin = Store::postgres(url).await.expect("PostgreSQL answers");
    admin.create_database(&name).await.expect("a database for the schema");
    admin.close().await;
    let own = Store::postgres(&with_database(url, &name)).await.expect("it answers");
    store::migrate::migrate(&own, Timestamp::from_seconds(0)).await.expect("migrated");
    // Only what nobody is connected to can be copied.
    own.close().await;
    name
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
