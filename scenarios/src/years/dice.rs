//! Dice: the one source of chance, written out here so that a seed means the same for ever.
//!
//! SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to choose what happens next.

use std::sync::Mutex;

use app::Random;

/// A row of numbers that its seed decides.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The dice of `seed`; another `purpose`, another row.
    pub fn new(seed: u64, purpose: u64) -> Dice {
        let mut dice = Dice(seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        dice.draw();
        Dice(dice.draw() ^ seed)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to `below` - 1; 0 when `below` is 0.
    pub fn below(&mut self, below: u64) -> u64 {
        self.draw().checked_rem(below).unwrap_or_default()
    }

    /// `from` to `to`, both included.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = to.abs_diff(from).saturating_add(1);
        from.saturating_add_unsigned(self.below(span))
    }

    /// True `percent` times in a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `all`, which must not be empty.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let index = self.below(u64::try_from(all.len()).unwrap_or(u64::MAX));
        usize::try_from(index).ok().and_then(|index| all.get(index)).expect("something to pick")
    }
}

/// The dice as the production code takes its randomness.
pub struct DiceRandom(Mutex<Dice>);

impl DiceRandom {
    pub fn new(dice: Dice) -> DiceRandom {
        DiceRandom(Mutex::new(dice))
    }
}

impl Random for DiceRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut dice = self.0.lock().expect("nobody panics while holding the dice");
        for part in bytes.chunks_mut(8) {
            let eight = dice.draw().to_le_bytes();
            part.copy_from_slice(&eight[..part.len()]);
        }
    }
}
