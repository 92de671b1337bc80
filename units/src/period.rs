//! A period of time: half-open, never empty.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// `start` belongs to it, `end` does not; `start < end` always.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "Bounds", into = "Bounds")]
pub struct Period {
    start: Timestamp,
    end: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Bounds {
    start: Timestamp,
    end: Timestamp,
}

/// The end would not be after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a period ends after it starts")]
pub struct EmptyPeriod;

impl Period {
    pub fn new(start: Timestamp, end: Timestamp) -> Result<Period, EmptyPeriod> {
        if start < end { Ok(Period { start, end }) } else { Err(EmptyPeriod) }
    }

    pub fn start(self) -> Timestamp {
        self.start
    }

    pub fn end(self) -> Timestamp {
        self.end
    }

    pub fn contains(self, moment: Timestamp) -> bool {
        self.start <= moment && moment < self.end
    }

    /// Its length, at least one second.
    pub fn seconds(self) -> i64 {
        self.end.seconds_since(self.start)
    }
}

impl TryFrom<Bounds> for Period {
    type Error = EmptyPeriod;

    fn try_from(bounds: Bounds) -> Result<Period, EmptyPeriod> {
        Period::new(bounds.start, bounds.end)
    }
}

impl From<Period> for Bounds {
    fn from(period: Period) -> Bounds {
        Bounds { start: period.start, end: period.end }
    }
}
