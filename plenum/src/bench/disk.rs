//! What the disk does without us: one page written and synced, again and again.

use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::Instant;

use super::Timing;

const PAGE_BYTES: usize = 4_096;
const SYNCS: usize = 200;

/// Times of a write and its sync in `folder`.
pub fn sync(folder: &Path) -> anyhow::Result<Timing> {
    let path = folder.join("sync");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&path)?;
    let page = [7u8; PAGE_BYTES];
    let mut times = Vec::with_capacity(SYNCS);
    for _ in 0..SYNCS {
        let begun = Instant::now();
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&page)?;
        file.sync_data()?;
        times.push(begun.elapsed());
    }
    Ok(Timing::of("bare write and sync", times))
}
