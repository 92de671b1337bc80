//! Which of the planted faults this process has. It is put into the spoiled copy of the tree as
//! `units::planted`, and is no part of the tree itself: see `cargo xtask years --planted`.

use std::sync::LazyLock;

static WHICH: LazyLock<String> =
    LazyLock::new(|| std::env::var("PLENUM_PLANTED").unwrap_or_default());

/// Is it the fault of that name?
pub fn is(name: &str) -> bool {
    *WHICH == name
}
