//! Randomness from the operating system.

use app::Random;
use rand::TryRng as _;
use rand::rngs::SysRng;

/// Bytes nobody can guess.
pub struct SystemRandom;

impl Random for SystemRandom {
    /// Panics if the system has no randomness to give: nothing safe could be done without it.
    fn fill(&self, bytes: &mut [u8]) {
        SysRng.try_fill_bytes(bytes).expect("the system gives randomness");
    }
}
