//! Randomness, handed in like the clock.

use std::sync::Mutex;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Fills bytes nobody can guess (or, in tests, everybody can).
pub trait Random: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// The same bytes for the same seed: for tests and simulations only.
pub struct SeededRandom(Mutex<StdRng>);

impl SeededRandom {
    pub fn new(seed: u64) -> SeededRandom {
        SeededRandom(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut generator = self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        generator.fill_bytes(bytes);
    }
}
