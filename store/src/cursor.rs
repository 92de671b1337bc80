//! Cursors: where a page of a list begins, namely after which row.
//!
//! A row is named by the moment its list is sorted by and its id, so a page stays where it is while
//! rows come and go around it.

use std::fmt;
use std::str::FromStr;

use units::Timestamp;
use units::id::Id;

/// After this row; written `<seconds>.<id>`.
pub struct Cursor<K> {
    pub at: Timestamp,
    pub id: Id<K>,
}

/// The text is not a cursor of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a list's cursor")]
pub struct NotACursor;

impl<K> Cursor<K> {
    /// The moment and id to compare rows of a list with that has the latest first; all rows come
    /// after no cursor.
    pub(crate) fn or_latest(after: Option<Cursor<K>>) -> (Timestamp, String) {
        let latest = || (Timestamp::from_seconds(i64::MAX), String::new());
        after.map_or_else(latest, |after| (after.at, after.id.to_string()))
    }
}

impl<K> Clone for Cursor<K> {
    fn clone(&self) -> Cursor<K> {
        *self
    }
}
impl<K> Copy for Cursor<K> {}

impl<K> fmt::Debug for Cursor<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<K> fmt::Display for Cursor<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.seconds(), self.id)
    }
}

impl<K> FromStr for Cursor<K> {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Cursor<K>, NotACursor> {
        let (at, id) = text.split_once('.').ok_or(NotACursor)?;
        let at = at.parse().map(Timestamp::from_seconds).map_err(|_| NotACursor)?;
        let id = id.parse().map_err(|_| NotACursor)?;
        Ok(Cursor { at, id })
    }
}

#[cfg(test)]
mod tests {
    use units::id::kind::Order;

    use super::*;

    #[test]
    fn a_cursor_reads_as_it_is_written() {
        let text = "1807705920.0190a4be-0000-7000-8000-000000000001";
        assert_eq!(text.parse::<Cursor<Order>>().map(|read| read.to_string()), Ok(text.to_owned()));
        for wrong in ["", "1807705920", "x.0190a4be-0000-7000-8000-000000000001", "5.y"] {
            assert_eq!(wrong.parse::<Cursor<Order>>().err(), Some(NotACursor), "{wrong}");
        }
    }
}
