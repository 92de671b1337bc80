//! A real clock that jumps ahead bills nobody: billing halts with an alarm until an operator has
//! confirmed the time (R-27, docs/decisions/0015).
//!
//! The store remembers the latest time seen, every half minute while a process works. Time that is
//! suddenly further on than the guard is not remembered, so a clock set right again is believed at
//! the next start, as if nothing had been. A simulated clock is moved on purpose and never jumps.

use serde::{Deserialize, Serialize};
use store::{StoreError, deployment};
use units::Timestamp;

use crate::app::App;
use crate::reconcile;

/// Under this name the store remembers the latest time seen (I-24).
pub const TIME_SEEN: &str = "deployment";
/// Seconds the time may go on between two looks.
pub const GUARD_S: i64 = 2 * 3_600;
/// Under this name the store keeps why billing is halted.
const HALTED: &str = "billing_halted";

/// Billing does not go on before somebody has looked at the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Halted {
    /// The latest time that is believed.
    pub seen: Timestamp,
    /// What the clock said when it was noticed.
    pub found: Timestamp,
}

/// Remembers that it is `now`, so that time never runs back behind it; `false` when that is not to
/// be believed, and billing is halted.
pub async fn see(app: &App, now: Timestamp) -> Result<bool, StoreError> {
    let mut tx = app.store.begin().await?;
    let seen = deployment::time_seen(&mut tx, TIME_SEEN).await?;
    let jumped = |seen: &Timestamp| !app.clock.is_simulated() && now.seconds_since(*seen) > GUARD_S;
    if let Some(seen) = seen.filter(jumped) {
        let halted = Halted { seen, found: now };
        tracing::error!(%seen, found = %now, "the clock jumped ahead: billing is halted");
        let text = serde_json::to_string(&halted).expect("two moments have a JSON form");
        deployment::keep_value(&mut tx, HALTED, &text).await?;
        tx.commit().await?;
        return Ok(false);
    }
    deployment::see_time(&mut tx, TIME_SEEN, now).await?;
    deployment::forget_value(&mut tx, HALTED).await?;
    tx.commit().await?;
    Ok(true)
}

/// May money be asked for now? Not before what the gateway has taken is known.
pub async fn may_bill(app: &App) -> Result<bool, StoreError> {
    let is_time = app.clock.is_simulated() || see(app, app.now()).await?;
    Ok(is_time && reconcile::is_done(app).await?)
}

/// Why billing is halted, if it is.
pub async fn halted(app: &App) -> Result<Option<Halted>, StoreError> {
    let mut tx = app.store.read().await?;
    let kept = deployment::value(&mut tx, HALTED).await?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Somebody has looked at the clock and it is right: billing goes on with what is due.
pub async fn confirm(app: &App) -> Result<Timestamp, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    deployment::see_time(&mut tx, TIME_SEEN, now).await?;
    deployment::forget_value(&mut tx, HALTED).await?;
    tx.commit().await?;
    Ok(now)
}
