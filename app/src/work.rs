//! Due work as stories answer it: how one try ended, and when the next one comes.

use store::StoreError;
use units::Timestamp;

/// How one try of a piece of due work ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Not finished, nothing wrong: look again then.
    At(Timestamp),
    /// Failed for now: try again later, waiting longer each time.
    Retry(String),
    /// Failed for good: a person must look.
    GiveUp(String),
}

impl From<StoreError> for Outcome {
    fn from(error: StoreError) -> Outcome {
        Outcome::Retry(error.to_string())
    }
}

/// When to try again after `attempts` failed tries: 1, 2, 4 … minutes, at most 6 hours.
pub fn retry_at(now: Timestamp, attempts: u32) -> Timestamp {
    const LONGEST_MINUTES: i64 = 360;
    let minutes = 1i64.checked_shl(attempts.min(20)).unwrap_or(LONGEST_MINUTES);
    now.plus_minutes(minutes.min(LONGEST_MINUTES))
}

/// Failed tries after which work is given up and shown to the operator.
pub const TRIES_MAX: u32 = 20;
