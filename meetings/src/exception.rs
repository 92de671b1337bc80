//! What is different about single meetings of a series: called off, or at another time.
//!
//! One rule: a meeting keeps its place in the series, counted from 0, whatever becomes of it. So
//! the series can be told apart from its exceptions, and each of them put back.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Meetings of one series that may differ from it.
pub const EXCEPTIONS_MAX: usize = 200;

/// One meeting of a series that is not as the rule says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exception {
    /// Its place in the series, counted from 0.
    pub index: u32,
    pub instead: Instead,
}

/// What happens instead of the meeting that the rule names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// It is off.
    Nothing,
    /// It is at this wall time in the series' zone, for so long.
    At { start: DateTime, duration_minutes: u32 },
}
