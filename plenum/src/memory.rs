//! Memory nobody uses any more goes back to the system, also while nothing happens.
//!
//! The allocator gives back what has been free for a second the next time something large is freed.
//! Whoever has just started, or had a busy minute, and then waits, would keep it for good.

use std::hint::black_box;
use std::time::Duration;

/// A while after the start, and after whatever was busy.
const LOOKED_AFTER: Duration = Duration::from_secs(2);
/// Larger than what the allocator keeps in pages for small things.
const LARGE_BYTES: usize = 8 * 1024 * 1024;

/// Gives back what is free, again and again; never ends by itself.
pub async fn give_back() {
    loop {
        tokio::time::sleep(LOOKED_AFTER).await;
        // Never written to: it costs an address and no memory.
        drop(black_box(Vec::<u8>::with_capacity(LARGE_BYTES)));
    }
}
