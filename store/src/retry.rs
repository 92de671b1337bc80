//! Whole transactions are tried again while the database finds them in another's way.
//!
//! `let mut tries = Tries::new()`, then a loop around everything from `begin` to `commit`; nothing
//! in it may call outside of the database.

use crate::error::StoreError;

/// Times a transaction is tried before its conflict is told.
pub const TRIES_MAX: u32 = 5;

/// How often a transaction was tried.
#[derive(Debug)]
pub struct Tries(u32);

impl Tries {
    #[expect(clippy::new_without_default, reason = "the first try is no default")]
    pub fn new() -> Tries {
        Tries(1)
    }

    /// Is it to be tried again after this error?
    pub fn again(&mut self, error: &StoreError) -> bool {
        let again = error.is_conflict() && self.0 < TRIES_MAX;
        if again {
            self.0 += 1;
        }
        again
    }
}
