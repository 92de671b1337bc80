//! Pages of a list: as many lines as were asked for, and where the next page begins.

pub use store::cursor::{Cursor, NotACursor};

/// Most lines of one page.
pub const PAGE_MAX: u32 = 100;

/// A page of a list; `next` begins the one after it, if there is one.
#[derive(Clone, Debug)]
pub struct Page<T, K> {
    pub lines: Vec<T>,
    pub next: Option<Cursor<K>>,
}

/// How many lines a page of `most` reads from the store: one more than it shows, which tells
/// whether another page follows.
pub(crate) fn to_read(most: u32) -> u32 {
    most.clamp(1, PAGE_MAX) + 1
}

impl<T, K> Page<T, K> {
    /// The page of lines read up to `to_read(most)`.
    pub(crate) fn of(mut lines: Vec<T>, most: u32, cursor: impl Fn(&T) -> Cursor<K>) -> Page<T, K> {
        let full = usize::try_from(to_read(most)).unwrap_or(usize::MAX);
        let more = lines.len() >= full;
        if more {
            lines.pop();
        }
        let next = lines.last().filter(|_| more).map(cursor);
        Page { lines, next }
    }
}
