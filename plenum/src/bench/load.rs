//! Load: many clients at once, and the times they saw.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use serde::Serialize;
use tokio::task::JoinSet;

use super::Size;
use super::ask::{Ask, ask};
use super::scene::{Asks, Story};

/// Requests before times count: what each connection learns once is not everybody's.
const WARM_UP: u32 = 64;
/// Of requests that can be told once, so much for warming up.
const WARM_UP_OF_ONCE: usize = 4;

/// Times of one kind of request, in microseconds.
#[derive(Clone, Debug, Serialize)]
pub struct Timing {
    pub name: String,
    pub count: usize,
    pub p50_us: u64,
    pub p99_us: u64,
    /// p50 beside that of the smallest request, in hundredths: 250 is two and a half times as long.
    pub ratio_percent: Option<u64>,
    /// p50 beside that of a bare write and sync, in hundredths; of commits alone.
    pub syncs_percent: Option<u64>,
    /// What p99 should be at most: shown, never enforced.
    pub goal_us: Option<u64>,
}

impl Timing {
    /// Of at least one time.
    pub fn of(name: &str, mut times: Vec<Duration>) -> Timing {
        times.sort();
        let at = |percent: usize| {
            let place = times.len().saturating_sub(1) * percent / 100;
            let time = times.get(place).copied().unwrap_or_default();
            u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
        };
        Timing {
            name: name.to_owned(),
            count: times.len(),
            p50_us: at(50),
            p99_us: at(99),
            ratio_percent: None,
            syncs_percent: None,
            goal_us: None,
        }
    }

    /// p50 beside `other`'s, in hundredths.
    pub fn percent_of(&self, other: &Timing) -> u64 {
        self.p50_us.saturating_mul(100) / other.p50_us.max(1)
    }
}

/// Tells `story`: its requests, by all clients at once. Ends at the first failure.
pub async fn tell(router: &Router, story: Story, size: Size) -> anyhow::Result<Timing> {
    let (asks, count) = match story.asks {
        Asks::Again(again) => {
            let asks = Arc::new(vec![*again]);
            times(router, &asks, size.clients, WARM_UP).await?;
            (asks, size.requests)
        }
        Asks::Once(mut asks) => {
            let first: Vec<Ask> = asks.drain(..asks.len() / WARM_UP_OF_ONCE).collect();
            let warm_up = u32::try_from(first.len())?;
            times(router, &Arc::new(first), size.clients, warm_up).await?;
            let count = u32::try_from(asks.len())?;
            (Arc::new(asks), count)
        }
    };
    let times = times(router, &asks, size.clients, count).await?;
    Ok(Timing::of(story.name, times))
}

/// `count` requests, from the front of `asks` and round again.
async fn times(
    router: &Router,
    asks: &Arc<Vec<Ask>>,
    clients: u32,
    count: u32,
) -> anyhow::Result<Vec<Duration>> {
    let next = Arc::new(AtomicU32::new(0));
    let mut under_way = JoinSet::new();
    for _ in 0..clients {
        let (next, asks, router) = (next.clone(), asks.clone(), router.clone());
        under_way.spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let place = usize::try_from(number)? % asks.len().max(1);
                let Some(each) = asks.get(place).filter(|_| number < count) else {
                    return anyhow::Ok(times);
                };
                let begun = Instant::now();
                ask(router.clone(), each).await?;
                times.push(begun.elapsed());
            }
        });
    }
    let mut times = Vec::new();
    while let Some(client) = under_way.join_next().await {
        times.extend(client??);
    }
    Ok(times)
}
