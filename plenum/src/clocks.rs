//! The clocks: the real one, and one that is simulated and flows. Neither runs backwards (I-24).

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use app::Clock;
use units::Timestamp;

/// The machine's time. The one place in the house that reads it.
#[expect(clippy::disallowed_methods, reason = "this is the clock everything else is handed")]
pub fn machine_time() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp::from_seconds(i64::try_from(since).unwrap_or(i64::MAX))
}

/// The machine's clock; when that is set back, time stands still until it has caught up.
pub struct RealClock {
    latest: AtomicI64,
}

impl RealClock {
    /// Never earlier than `seen`, the latest time this deployment has seen.
    pub fn after(seen: Option<Timestamp>) -> RealClock {
        RealClock { latest: AtomicI64::new(seen.map_or(i64::MIN, Timestamp::seconds)) }
    }
}

impl Clock for RealClock {
    fn now(&self) -> Timestamp {
        never_back(&self.latest, machine_time().seconds())
    }

    fn move_to(&self, _: Timestamp) -> bool {
        false
    }

    fn is_simulated(&self) -> bool {
        false
    }
}

/// A clock that can be moved forward and otherwise goes on as the machine's does.
pub struct FlowingClock {
    /// Seconds it is ahead of the machine's clock.
    ahead: AtomicI64,
    latest: AtomicI64,
}

impl FlowingClock {
    pub fn at(moment: Timestamp) -> FlowingClock {
        let ahead = moment.seconds_since(machine_time());
        FlowingClock { ahead: AtomicI64::new(ahead), latest: AtomicI64::new(moment.seconds()) }
    }
}

impl Clock for FlowingClock {
    fn now(&self) -> Timestamp {
        let now = machine_time().plus_seconds(self.ahead.load(Ordering::SeqCst));
        never_back(&self.latest, now.seconds())
    }

    fn move_to(&self, moment: Timestamp) -> bool {
        self.ahead.fetch_max(moment.seconds_since(machine_time()), Ordering::SeqCst);
        self.latest.fetch_max(moment.seconds(), Ordering::SeqCst);
        true
    }

    fn is_simulated(&self) -> bool {
        true
    }
}

fn never_back(latest: &AtomicI64, seconds: i64) -> Timestamp {
    let before = latest.fetch_max(seconds, Ordering::SeqCst);
    Timestamp::from_seconds(before.max(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_stands_still() {
        let seen = machine_time().plus_days(400);
        let clock = RealClock::after(Some(seen));
        assert_eq!(clock.now(), seen);
        assert!(!clock.move_to(seen.plus_days(1)));
        assert_eq!(clock.now(), seen);
    }

    #[test]
    fn a_flowing_clock_moves_forward_only() {
        let start = machine_time().plus_days(-700);
        let clock = FlowingClock::at(start);
        assert!((0..5).contains(&clock.now().seconds_since(start)));
        assert!(clock.move_to(start.plus_days(30)));
        assert!((0..5).contains(&clock.now().seconds_since(start.plus_days(30))));
        clock.move_to(start);
        assert!(clock.now() >= start.plus_days(30));
    }
}
