//! Which character stands between cells: named by a first line `sep=;`, as spreadsheets write, or
//! the one that gives most of the first records the same number of cells.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::records::Records;

/// Of equals the last by its code wins, the semicolon: one rarely stands in a text, a comma does.
const CANDIDATES: [char; 3] = ['\t', ',', ';'];
/// How many records are looked at.
const LOOKED_AT_RECORDS: usize = 100;
/// How many characters are looked at, so that a quote in the wrong place does not read it all.
const LOOKED_AT_BYTES: usize = 64 * 1024;

/// The delimiter that a first line names, and what follows that line.
pub fn named(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let named = first.trim_end_matches('\r').strip_prefix("sep=")?;
    let mut letters = named.chars();
    match (letters.next(), letters.next()) {
        (Some(delimiter), None) if delimiter != '"' => Some((delimiter, rest)),
        _ => None,
    }
}

/// The delimiter that `text` most likely has; a comma where none is in it.
pub fn likely(text: &str) -> char {
    let end = text.floor_char_boundary(LOOKED_AT_BYTES);
    let beginning = text.get(..end).unwrap_or(text);
    let agreeing =
        CANDIDATES.into_iter().filter_map(|each| Some((agreement(beginning, each)?, each)));
    agreeing.max().map_or(',', |(_, delimiter)| delimiter)
}

/// How well a delimiter explains a text; compared from the first field on.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Agreement {
    /// Records with a quote where none should be, which another delimiter may explain.
    odd_quotes: Reverse<usize>,
    /// Records that have the same number of cells, more than one.
    records: usize,
    cells: usize,
}

/// Nothing where no record has two cells.
fn agreement(text: &str, delimiter: char) -> Option<Agreement> {
    let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
    let mut odd_quotes = 0;
    let mut records = Records::new(text, delimiter, 1);
    for _ in 0..LOOKED_AT_RECORDS {
        let Some(Ok(record)) = records.next() else { break };
        odd_quotes += usize::from(records.has_odd_quote());
        if record.cells.len() > 1 {
            *widths.entry(record.cells.len()).or_default() += 1;
        }
    }
    let (records, cells) = widths.into_iter().map(|(cells, records)| (records, cells)).max()?;
    Some(Agreement { odd_quotes: Reverse(odd_quotes), records, cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_that_agrees_wins() {
        assert_eq!(likely("name;email\nLee, Ben;ben@example.org\nEva;eva@example.org"), ';');
        assert_eq!(likely("name\temail\nLee, Ben\tben@example.org"), '\t');
        assert_eq!(likely("name,email\n\"Lee; Ben\",ben@example.org"), ',');
        assert_eq!(likely("\"a;b\",c\n\"d;e\",f"), ',');
        assert_eq!(likely("ada@example.org\nben@example.org"), ',');
        assert_eq!(likely("Ada Lee ada@example.org;Ben Lee ben@example.org"), ';');
        assert_eq!(likely("\"a\",\"b;c;d\"\ne,\"f;g;h\""), ',');
        assert_eq!(likely(""), ',');
    }

    #[test]
    fn a_first_line_may_name_it() {
        assert_eq!(named("sep=|\r\na|b"), Some(('|', "a|b")));
        assert_eq!(named("sep=,;\na"), None);
        assert_eq!(named("separate\na"), None);
    }
}
