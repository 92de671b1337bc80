//! Moving a simulated clock: everything due on the way happens, in order, at its own moment (P5).

use store::StoreError;
use units::Timestamp;

use app::time_guard;

use crate::{LEASE_S, Ran, Runner, next_at};

/// Moments with due work that one move passes at most.
const MOMENTS_MAX: u32 = 1_000_000;

/// How far a move has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    pub from: Timestamp,
    pub now: Timestamp,
    pub to: Timestamp,
    pub ran: Ran,
}

/// Why a clock was not moved as far as asked. What was done on the way stays done.
#[derive(Debug, thiserror::Error)]
pub enum AdvanceError {
    #[error("the clock is the real one and cannot be moved")]
    NotSimulated,
    #[error("it is {now} already; time does not run back")]
    Past { now: Timestamp },
    #[error("work fell due at more than {MOMENTS_MAX} moments on the way")]
    Endless,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AdvanceError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            AdvanceError::NotSimulated => "clock.not_simulated",
            AdvanceError::Past { .. } => "clock.past",
            AdvanceError::Endless => "clock.endless",
            AdvanceError::Store(_) => "store.unavailable",
        }
    }
}

impl Runner {
    /// Moves the clock to `to`: at each moment at which something is due it stops, does what is
    /// due, and all that becomes due by it, and goes on. `report` hears of each stop.
    pub async fn advance(
        &self,
        to: Timestamp,
        mut report: impl FnMut(Progress),
    ) -> Result<Ran, AdvanceError> {
        let app = &self.shared.app;
        if !app.clock.is_simulated() {
            return Err(AdvanceError::NotSimulated);
        }
        // Nothing else is under way while time is on the move.
        let _turn = self.shared.turn.write().await;
        let from = app.now();
        if to < from {
            return Err(AdvanceError::Past { now: from });
        }
        let mut ran = Ran::default();
        for _ in 0..MOMENTS_MAX {
            ran.add(self.run_now().await?);
            let now = app.now();
            report(Progress { from, now, to, ran });
            // Work that is due and could not be claimed is another runner's, until its lease ends.
            let next = next_at(app).await?.map(|next| match next <= now {
                true => now.plus_seconds(LEASE_S),
                false => next,
            });
            let stop = next.filter(|next| *next <= to);
            self.move_to(stop.unwrap_or(to)).await?;
            if stop.is_none() {
                ran.add(self.run_now().await?);
                report(Progress { from, now: app.now(), to, ran });
                return Ok(ran);
            }
        }
        Err(AdvanceError::Endless)
    }

    /// The time is remembered before anything happens in it.
    async fn move_to(&self, moment: Timestamp) -> Result<(), StoreError> {
        let app = &self.shared.app;
        time_guard::see(app, moment.max(app.now())).await?;
        app.clock.move_to(moment);
        Ok(())
    }
}
