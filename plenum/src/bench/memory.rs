//! How far the memory of this process rises while something is done; none where the system does
//! not tell.

use std::fs;

/// Begun before what is watched.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    before_kib: Option<u64>,
}

impl Watch {
    pub fn begin() -> Watch {
        // Forgets the peak so far; where that is not allowed, the rise told is too high.
        let _ = fs::write("/proc/self/clear_refs", "5");
        Watch { before_kib: kib("VmRSS:") }
    }

    /// The highest rise since then.
    pub fn mb(self) -> Option<u64> {
        let (before, peak) = self.before_kib.zip(kib("VmHWM:"))?;
        Some(peak.saturating_sub(before) / 1_024)
    }
}

pub(super) fn kib(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
