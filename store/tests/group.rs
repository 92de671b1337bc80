//! Stories that write at once share a sync, and nothing else (`store::group`). SQLite alone:
//! PostgreSQL does this by itself.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use store::{Store, StoreError, Tx, deployment};
use units::Timestamp;

const NOW: i64 = 1_800_000_000;
/// Long enough for a story that would be answered to be answered.
const A_WHILE: Duration = Duration::from_millis(50);

fn file(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("plenum-group-{name}-{}", std::process::id()));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    path
}

async fn opened(path: &Path) -> Store {
    let store = Store::sqlite_waiting(path, A_WHILE).await.expect("SQLite opens");
    store::migrate::migrate(&store, Timestamp::from_seconds(NOW)).await.expect("migrated");
    store
}

async fn note(tx: &mut Tx, name: &str) {
    deployment::keep_value(tx, name, "noted").await.expect("a note");
}

async fn is_noted(store: &Store, name: &str) -> bool {
    let mut tx = store.read().await.expect("a reader");
    deployment::value(&mut tx, name).await.expect("read").is_some()
}

/// Waits in line for its turn: the first poll takes the place.
fn in_line(store: &Store) -> tokio::task::JoinHandle<Result<Tx, StoreError>> {
    let store = store.clone();
    tokio::spawn(async move { store.begin().await })
}

async fn is_waiting<T>(future: &mut (impl Future<Output = T> + Unpin)) -> bool {
    tokio::time::timeout(A_WHILE, future).await.is_err()
}

#[tokio::test]
async fn who_is_done_waits_for_those_in_line_and_commits_for_all() {
    let path = file("shared");
    let store = opened(&path).await;
    let mut first = store.begin().await.expect("a turn");
    note(&mut first, "first").await;
    let mut second = in_line(&store);
    assert!(is_waiting(&mut second).await, "one story at a time");
    let mut committed = tokio::spawn(first.commit());
    let mut second = second.await.expect("no panic").expect("a turn");
    note(&mut second, "second").await;
    assert!(is_waiting(&mut committed).await, "the group is open");
    assert!(!is_noted(&store, "first").await, "nobody sees what is not on disk");
    second.commit().await.expect("committed");
    committed.await.expect("no panic").expect("committed");
    assert!(is_noted(&store, "first").await && is_noted(&store, "second").await);
    store.close().await;
}

#[tokio::test]
async fn a_story_that_ends_without_a_commit_takes_nothing_along() {
    let path = file("dropped");
    let store = opened(&path).await;
    let mut first = store.begin().await.expect("a turn");
    note(&mut first, "first").await;
    let second = in_line(&store);
    tokio::task::yield_now().await;
    let committed = tokio::spawn(first.commit());
    let mut second = second.await.expect("no panic").expect("a turn");
    note(&mut second, "second").await;
    drop(second);
    committed.await.expect("no panic").expect("committed");
    assert!(is_noted(&store, "first").await);
    assert!(!is_noted(&store, "second").await);
    store.close().await;
}

#[tokio::test]
async fn the_first_of_many_is_undone_alone() {
    let path = file("undone");
    let store = opened(&path).await;
    let mut first = store.begin().await.expect("a turn");
    note(&mut first, "first").await;
    let second = in_line(&store);
    tokio::task::yield_now().await;
    drop(first);
    let mut second = second.await.expect("no panic").expect("a turn");
    note(&mut second, "second").await;
    second.commit().await.expect("committed");
    assert!(!is_noted(&store, "first").await);
    assert!(is_noted(&store, "second").await);
    store.close().await;
}

/// Some two hundred of these make a log long.
const LONG_NOTE_BYTES: usize = 256 * 1024;

#[tokio::test]
async fn a_long_log_is_written_back_beside_the_work() {
    let path = file("log");
    let store = opened(&path).await;
    let text = "x".repeat(LONG_NOTE_BYTES);
    let size = || std::fs::metadata(&path).map_or(0, |file| file.len());
    let before = size();
    for number in 0..200 {
        let mut tx = store.begin().await.expect("a turn");
        deployment::keep_value(&mut tx, &format!("note {number}"), &text).await.expect("a note");
        tx.commit().await.expect("committed");
    }
    let mut looks = 0;
    while size() == before && looks < 200 {
        looks += 1;
        tokio::time::sleep(A_WHILE).await;
    }
    assert!(size() > before + 100 * LONG_NOTE_BYTES as u64, "most of it is in the file");
    assert!(is_noted(&store, "note 199").await);
    store.close().await;
}

/// Whatever is written, the log is begun anew before it takes 100 MiB of disk.
#[tokio::test]
async fn the_log_stays_bounded_while_somebody_writes() {
    let path = file("bounded");
    let store = opened(&path).await;
    let text = "x".repeat(LONG_NOTE_BYTES);
    let log = format!("{}-wal", path.display());
    for number in 0..450 {
        let mut tx = store.begin().await.expect("a turn");
        deployment::keep_value(&mut tx, &format!("note {number}"), &text).await.expect("a note");
        tx.commit().await.expect("committed");
    }
    let size = std::fs::metadata(&log).expect("a log").len();
    assert!(size < 100 * 1024 * 1024, "{size} bytes");
    assert!(is_noted(&store, "note 0").await && is_noted(&store, "note 449").await);
    store.close().await;
}

#[tokio::test]
async fn the_file_is_free_once_nobody_writes() {
    let path = file("free");
    let store = opened(&path).await;
    let beside = opened(&path).await;
    for name in ["first", "second"] {
        let mut dropped = store.begin().await.expect("a turn");
        note(&mut dropped, "dropped").await;
        drop(dropped);
        let mut given_up = in_line(&store);
        assert!(!is_waiting(&mut given_up).await);
        tokio::time::sleep(A_WHILE).await;
        let mut tx = beside.begin().await.expect("another process has its turn");
        note(&mut tx, name).await;
        tx.commit().await.expect("committed");
    }
    assert!(is_noted(&store, "second").await && !is_noted(&store, "dropped").await);
    store.close().await;
    beside.close().await;
}

#[tokio::test]
async fn a_change_that_may_come_soon_comes_soon_and_in_order() {
    let path = file("soon");
    let store = opened(&path).await;
    let mut counted = store.begin().await.expect("a turn");
    note(&mut counted, "counted").await;
    counted.commit_soon().await.expect("kept");
    let mut next = store.begin().await.expect("a turn");
    let seen = deployment::value(&mut next, "counted").await.expect("read");
    assert!(seen.is_some(), "whoever writes next sees it");
    next.commit().await.expect("committed");
    assert!(is_noted(&store, "counted").await, "a later commit brings it to disk");
    let mut alone = store.begin().await.expect("a turn");
    note(&mut alone, "alone").await;
    alone.commit_soon().await.expect("kept");
    tokio::time::sleep(A_WHILE).await;
    assert!(is_noted(&store, "alone").await);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_each_have_their_own_outcome() {
    let path = file("many");
    let store = opened(&path).await;
    let mut under_way = tokio::task::JoinSet::new();
    for number in 0..64 {
        let store = store.clone();
        under_way.spawn(async move {
            let mut tx = store.begin().await.expect("a turn");
            note(&mut tx, &format!("note {number}")).await;
            match number % 4 {
                0 => drop(tx),
                1 => tx.commit_soon().await.expect("kept"),
                // Stops waiting for an answer in the middle: it may be either.
                2 => drop(tokio::time::timeout(Duration::from_micros(1), tx.commit()).await),
                _ => tx.commit().await.expect("committed"),
            }
        });
    }
    while let Some(done) = under_way.join_next().await {
        done.expect("no panic");
    }
    let mut last = store.begin().await.expect("a turn");
    note(&mut last, "last").await;
    last.commit().await.expect("committed");
    for number in 0..64 {
        let noted = is_noted(&store, &format!("note {number}")).await;
        let wanted = if number % 4 == 2 { noted } else { number % 4 != 0 };
        assert_eq!(noted, wanted, "note {number}");
    }
    store.close().await;
}

/// What was read beside a story may be used in the next one where nobody else has written (C9).
#[tokio::test]
async fn a_story_follows_another_where_nobody_else_wrote() {
    async fn place(tx: &mut Tx) -> store::Place {
        tx.place().expect("told").expect("SQLite has one writer")
    }
    let path = file("place");
    let store = opened(&path).await;
    let mut first = store.begin().await.expect("a turn");
    let before = place(&mut first).await;
    note(&mut first, "first").await;
    first.commit().await.expect("committed");
    let mut second = store.begin().await.expect("a turn");
    assert!(place(&mut second).await.follows(&before));
    drop(second);
    let mut third = store.begin().await.expect("a turn");
    assert!(!place(&mut third).await.follows(&before), "there was one between");
    let before = place(&mut third).await;
    third.commit().await.expect("committed");
    let other = Store::sqlite_waiting(&path, A_WHILE).await.expect("another process");
    let mut elsewhere = other.begin().await.expect("a turn");
    note(&mut elsewhere, "elsewhere").await;
    elsewhere.commit().await.expect("committed");
    let mut fourth = store.begin().await.expect("a turn");
    assert!(!place(&mut fourth).await.follows(&before), "another process wrote");

    let fifth = in_line(&store);
    tokio::task::yield_now().await;
    let committed = tokio::spawn(fourth.commit());
    let mut fifth = fifth.await.expect("no panic").expect("a turn");
    let before = place(&mut fifth).await;
    fifth.commit().await.expect("committed");
    committed.await.expect("no panic").expect("committed");
    let mut sixth = store.begin().await.expect("a turn");
    assert!(!place(&mut sixth).await.follows(&before), "the fourth was not on disk yet");
}
