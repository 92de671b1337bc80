//! Time as the house sees it (P5): a clock is handed in, and never runs backwards.

use std::sync::atomic::{AtomicI64, Ordering};

use units::Timestamp;

/// What the present moment is. The binary owns the real one; tests and demos set theirs.
pub trait Clock: Send + Sync {
    fn now(&self) -> Timestamp;

    /// Moves a simulated clock to `moment`, never back; `false` on a real one.
    fn move_to(&self, moment: Timestamp) -> bool;

    fn is_simulated(&self) -> bool;
}

/// A clock that stands still until it is moved.
pub struct SimulatedClock {
    at: AtomicI64,
}

impl SimulatedClock {
    pub fn at(moment: Timestamp) -> SimulatedClock {
        SimulatedClock { at: AtomicI64::new(moment.seconds()) }
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(self.at.load(Ordering::SeqCst))
    }

    fn move_to(&self, moment: Timestamp) -> bool {
        self.at.fetch_max(moment.seconds(), Ordering::SeqCst);
        true
    }

    fn is_simulated(&self) -> bool {
        true
    }
}
