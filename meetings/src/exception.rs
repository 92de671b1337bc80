//! What is different about single meetings of a series: called off, at another time, or with a
//! title or an agenda of their own.
//!
//! One rule: a meeting keeps its place in the series, counted from 0, whatever becomes of it. So
//! the series can be told apart from its exceptions, and each of them put back.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Meetings of one series that may differ from it.
pub const EXCEPTIONS_MAX: usize = 200;

/// One meeting of a series that is not as the others are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exception {
    /// Its place in the series, counted from 0.
    pub index: u32,
    pub instead: Instead,
    /// A title of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// An agenda of its own; may be empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agenda: Option<String>,
}

/// When the meeting is instead of when the rule has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// It is off.
    Nothing,
    /// It is at this wall time in the series' zone, for so long.
    At { start: DateTime, duration_minutes: u32 },
    /// When the rule has it; its words alone are others.
    AsPlanned,
}

impl Exception {
    /// With the words of the series.
    pub fn of(index: u32, instead: Instead) -> Exception {
        Exception { index, instead, title: None, agenda: None }
    }
}
