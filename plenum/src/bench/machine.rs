//! The machine as it was: a time means little without what else was going on.

use serde::Serialize;

const LOAD: &str = "/proc/loadavg";

/// Where and among what it was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    pub cores: usize,
    /// The system's load averages over 1, 5 and 15 minutes, before; none where it does not tell.
    pub load_before: Option<String>,
    /// After: with our own load in it.
    pub load_after: Option<String>,
}

impl Machine {
    pub fn now(load_before: Option<String>) -> Machine {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Machine { cores, load_before, load_after: load() }
    }
}

/// `0.52 0.61 0.70`
pub fn load() -> Option<String> {
    let text = std::fs::read_to_string(LOAD).ok()?;
    let averages: Vec<&str> = text.split_whitespace().take(3).collect();
    Some(averages.join(" "))
}
