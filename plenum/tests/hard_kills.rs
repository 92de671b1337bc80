//! The process is killed at any moment, again and again, and nothing acknowledged is lost.
//!
//! `PLENUM_KILLS` says how often (200 is the full number), `PLENUM_SEED` repeats the moments of a
//! run before.

#[path = "hard_kills/buyer.rs"]
mod buyer;
#[path = "hard_kills/client.rs"]
mod client;
#[path = "hard_kills/server.rs"]
mod server;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rand::rngs::{StdRng, SysRng};
use rand::{RngExt as _, SeedableRng as _, TryRng as _};
use store::Store;
use tokio::task::JoinSet;

use crate::buyer::Buyer;
use crate::client::{Client, Heard, set_up};
use crate::server::{Deployment, KILLS, SEED};

const KILLS_USUALLY: u64 = 60;
/// Milliseconds a process may live, from its first answer on.
const LIVES_MS: std::ops::RangeInclusive<u64> = 20..=200;
const CLIENTS: usize = 6;
const OWNER: &str = "ada@example.org";

/// What clients know at the end.
#[derive(Default)]
struct Known {
    /// Id by title of what was acknowledged.
    acknowledged: BTreeMap<String, String>,
    /// Titles of what was sent and never answered.
    unanswered: BTreeSet<String>,
}

/// load → 200 hard kills → no acknowledged loss, nothing twice, books balanced.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_to_hard_kills() {
    let kills = number(KILLS).unwrap_or(KILLS_USUALLY);
    let seed = number(SEED).unwrap_or_else(|| SysRng.try_next_u64().expect("randomness"));
    println!("{kills} kills, {SEED}={seed}");
    let deployment = Deployment::fresh();
    let (client, buyer) = a_host(&deployment).await;
    let known = lives_through(&deployment, &client, &buyer, kills, seed).await;
    let (acknowledged, unanswered) = (&known.acknowledged, &known.unanswered);
    println!("{} acknowledged, {} unanswered", acknowledged.len(), unanswered.len());
    assert!(!acknowledged.is_empty() && !unanswered.is_empty(), "kills came amid the load");

    let server = deployment.serve();
    for (title, id) in acknowledged {
        match client.schedules(title).await {
            Heard::Acknowledged(again) => assert_eq!(again, *id, "{title} asked for again"),
            other => panic!("{title} asked for again: {other:?}"),
        }
    }
    drop(server);

    // A request that died with its process gives its key back after a minute.
    deployment.said(&["clock", "advance", "1hour"]);
    let server = deployment.serve();
    let mut all = acknowledged.clone();
    for title in unanswered {
        match client.schedules(title).await {
            Heard::Acknowledged(id) => all.insert(title.clone(), id),
            other => panic!("{title} asked for again: {other:?}"),
        };
    }
    let mut listed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (title, id) in client.meetings().await {
        listed.entry(title).or_default().push(id);
    }
    for (title, id) in &all {
        assert_eq!(listed.get(title), Some(&vec![id.clone()]), "{title}");
    }
    assert_eq!(listed.len(), all.len(), "nobody asked for others");
    buyer.places().await.expect("the same order again");
    drop(server);

    // A charge whose answer was lost is looked up when it is due.
    deployment.said(&["clock", "advance", "1day"]);
    let server = deployment.serve();
    buyer.has_one_of_everything().await;
    drop(server);
    println!("{}", deployment.said(&["ledger", "check"]));
    assert_eq!(integrity(&deployment).await, "ok");
}

#[expect(clippy::disallowed_methods, reason = "the test is told its size by environment")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The deployment set up, and its first person, about to buy.
async fn a_host(deployment: &Deployment) -> (Client, Buyer) {
    let server = deployment.serve();
    let code = server.greeting.trim().rsplit(' ').next().unwrap_or_default().to_owned();
    set_up(deployment.port, &code, OWNER).await;
    let token = deployment.said(&["account", "token", "--email", OWNER]);
    let now = deployment.said(&["clock", "show"]);
    let year: u32 = now.get(..4).and_then(|year| year.parse().ok()).expect("a year");
    let client = Client::new(deployment.port, token, format!("{}-05-03T09:30", year + 1));
    let buyer = Buyer::ready(&client).await;
    (client, buyer)
}

/// Clients ask all the time; the process is killed and started again `kills` times.
async fn lives_through(
    deployment: &Deployment,
    client: &Client,
    buyer: &Buyer,
    kills: u64,
    seed: u64,
) -> Known {
    let over = Arc::new(AtomicBool::new(false));
    let buying = tokio::spawn(buyer.clone().buys(over.clone()));
    let mut asking = JoinSet::new();
    for number in 0..CLIENTS {
        asking.spawn(asks(client.clone(), number, over.clone()));
    }
    let mut moments = StdRng::seed_from_u64(seed);
    for _ in 0..kills {
        let server = tokio::task::block_in_place(|| deployment.serve());
        tokio::time::sleep(Duration::from_millis(moments.random_range(LIVES_MS))).await;
        drop(server);
    }
    over.store(true, Ordering::SeqCst);
    buying.await.expect("the buyer got sensible answers");
    let mut known = Known::default();
    while let Some(one) = asking.join_next().await {
        let one = one.expect("the client got sensible answers");
        known.acknowledged.extend(one.acknowledged);
        known.unanswered.extend(one.unanswered);
    }
    known
}

/// One client: the next meeting as soon as the one before is answered, or never will be.
async fn asks(client: Client, number: usize, over: Arc<AtomicBool>) -> Known {
    let mut known = Known::default();
    let mut count = 0u32;
    while !over.load(Ordering::SeqCst) {
        let title = format!("Meeting {count} of client {number}");
        match client.schedules(&title).await {
            Heard::Acknowledged(id) => known.acknowledged.insert(title, id).is_none(),
            Heard::Nothing => known.unanswered.insert(title),
            Heard::NotThere => {
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            }
        };
        count += 1;
    }
    known
}

/// What SQLite finds wrong with its file; `ok` for nothing.
async fn integrity(deployment: &Deployment) -> String {
    let store = Store::sqlite(&deployment.database()).await.expect("the database opens");
    let mut tx = store.read().await.expect("a reader");
    let row = tx.row("pragma integrity_check", &[]).await.expect("an answer").expect("a row");
    let found = row.text("integrity_check").expect("text");
    drop(tx);
    store.close().await;
    found
}
