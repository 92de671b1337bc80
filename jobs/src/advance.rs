//! Moving a simulated clock: everything due on the way happens, in order, at its own moment (P5).

use store::StoreError;
use units::Timestamp;

use app::{reconcile, time_guard};
use store::due::Lane;

use crate::{LEASE_S, Ran, Runner, is_due, next_at};

/// Moments with due work that one move passes at most.
const MOMENTS_MAX: u32 = 1_000_000;

/// Stops in a row at which renewals wait for a gateway that does not answer: an hour of the clock.
const SILENT_STOPS_MAX: u32 = 20;

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
    /// Renewals are due, and wait until it is known what the gateway has taken.
    #[error(
        "the gateway does not say what it has taken, and renewals wait for it; try again later"
    )]
    GatewaySilent,
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
            AdvanceError::GatewaySilent => "clock.gateway_silent",
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
        let mut silent_stops = 0;
        for _ in 0..MOMENTS_MAX {
            ran.add(self.run_now().await?);
            let now = app.now();
            report(Progress { from, now, to, ran });
            let next = next_at(app).await?;
            let waits = next.is_some_and(|next| next <= now) && self.waits_for_gateway().await?;
            silent_stops = if waits { silent_stops + 1 } else { 0 };
            if silent_stops > SILENT_STOPS_MAX {
                return Err(AdvanceError::GatewaySilent);
            }
            // Work that is due and could not be claimed is another runner's, until its lease ends.
            let next = next.map(|next| match next <= now {
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

    /// Is it the gateway that keeps renewals from what is due?
    async fn waits_for_gateway(&self) -> Result<bool, StoreError> {
        let app = &self.shared.app;
        Ok(is_due(app, Lane::Renewal).await? && !reconcile::is_done(app).await?)
    }

    /// The time is remembered before anything happens in it.
    async fn move_to(&self, moment: Timestamp) -> Result<(), StoreError> {
        let app = &self.shared.app;
        time_guard::see(app, moment.max(app.now())).await?;
        app.clock.move_to(moment);
        Ok(())
    }
}
