//! A machine's clock in a test: it can be wrong, jump and be set back, as real ones are.

use std::sync::atomic::{AtomicI64, Ordering};

use app::Clock;
use units::Timestamp;

/// A clock that is not simulated: the house believes it as far as it believes the machine's.
pub struct MachineClock {
    says: AtomicI64,
    latest: AtomicI64,
}

impl MachineClock {
    /// A machine whose clock says `moment`; the house has seen `seen` before.
    pub fn saying(moment: Timestamp, seen: Option<Timestamp>) -> MachineClock {
        let latest = seen.map_or(i64::MIN, Timestamp::seconds);
        MachineClock { says: AtomicI64::new(moment.seconds()), latest: AtomicI64::new(latest) }
    }

    /// Whoever keeps the machine sets its clock, forward or back.
    pub fn is_set(&self, moment: Timestamp) {
        self.says.store(moment.seconds(), Ordering::SeqCst);
    }
}

impl Clock for MachineClock {
    fn now(&self) -> Timestamp {
        let says = self.says.load(Ordering::SeqCst);
        Timestamp::from_seconds(self.latest.fetch_max(says, Ordering::SeqCst).max(says))
    }

    fn move_to(&self, _: Timestamp) -> bool {
        false
    }

    fn is_simulated(&self) -> bool {
        false
    }
}
