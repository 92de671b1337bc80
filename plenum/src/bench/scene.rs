//! What stories are told on: the deployment, who lives in it, and how much is asked of it.

use crate::house::House;

use super::Size;
use super::ask::Ask;
use super::made::Made;

/// Everything a story may use to make its requests.
#[derive(Clone, Copy)]
pub struct Scene<'house> {
    pub house: &'house House,
    pub made: &'house Made,
    pub size: Size,
}

/// One thing that is timed.
pub struct Story {
    pub name: &'static str,
    pub kind: Kind,
    pub asks: Asks,
}

/// Which goal a story is held to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Changes nothing.
    Read,
    /// Is on disk when it is answered.
    Commit,
}

/// The requests of a story, which are made before the clock runs.
pub enum Asks {
    /// One, asked again and again, first a few times without being timed.
    Again(Box<Ask>),
    /// Each of them once.
    Once(Vec<Ask>),
}

impl Story {
    /// A page or another answer that only reads.
    pub fn read(name: &'static str, ask: Ask) -> Story {
        Story { name, kind: Kind::Read, asks: Asks::Again(Box::new(ask)) }
    }
}
