//! Tables in text files, as spreadsheets and other services save them: CSV in all its dialects.
//!
//! Nothing is asked that can be found out: the encoding from the first bytes, the delimiter from
//! the first records. What cannot be read is told with its line. A table that is written holds no
//! cell that a spreadsheet would take for a formula, and is read back as it was.
//! Not known here: what the columns mean.

mod decode;
mod delimiter;
mod records;
mod write;

pub use decode::Encoding;
pub use write::{plain, write_safe};

/// Largest file that is read.
pub const BYTES_MAX: usize = 20 * 1024 * 1024;
/// Most rows of a table.
pub const ROWS_MAX: usize = 100_000;
/// Most cells of a row.
pub const CELLS_MAX: usize = 500;

/// What stands in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    pub encoding: Encoding,
    /// `,`, `;`, a tab, or what a first line `sep=` names; `,` where each row is one cell.
    pub delimiter: char,
    /// In the file's order. Empty lines are no rows.
    pub rows: Vec<Row>,
}

/// One record; a quoted cell may hold line breaks, so it may be several lines long.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The line it begins on, from 1, as a text editor counts.
    pub line: u32,
    /// At least one. As they stand there, without their quotes: spaces are kept.
    pub cells: Vec<String>,
}

/// Why a file is no table.
/// The text is for logs; people read the message of `code` in their own language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("the file is larger than {BYTES_MAX} bytes")]
    TooLarge,
    #[error("line {line} is neither UTF-8 nor UTF-16")]
    Encoding { line: u32 },
    #[error("the file is not text")]
    NotText,
    #[error("the quote that opens on line {line} is never closed")]
    OpenQuote { line: u32 },
    #[error("the table has more than {ROWS_MAX} rows")]
    TooManyRows,
    #[error("line {line} has more than {CELLS_MAX} cells")]
    TooManyCells { line: u32 },
}

impl Unreadable {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            Unreadable::TooLarge => "table.too_large",
            Unreadable::Encoding { .. } => "table.encoding",
            Unreadable::NotText => "table.not_text",
            Unreadable::OpenQuote { .. } => "table.open_quote",
            Unreadable::TooManyRows => "table.too_many_rows",
            Unreadable::TooManyCells { .. } => "table.too_many_cells",
        }
    }

    /// The line of the file to look at, from 1.
    pub fn line(self) -> Option<u32> {
        match self {
            Unreadable::Encoding { line }
            | Unreadable::OpenQuote { line }
            | Unreadable::TooManyCells { line } => Some(line),
            Unreadable::TooLarge | Unreadable::NotText | Unreadable::TooManyRows => None,
        }
    }
}

/// Reads a file. An empty one is a table without rows.
pub fn read(bytes: &[u8]) -> Result<Table, Unreadable> {
    if bytes.len() > BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    let (encoding, text) = decode::decode(bytes)?;
    let (delimiter, rows) = table(&text)?;
    Ok(Table { encoding, delimiter, rows })
}

/// The delimiter and the rows of a text.
fn table(text: &str) -> Result<(char, Vec<Row>), Unreadable> {
    match delimiter::named(text) {
        Some((delimiter, rest)) => Ok((delimiter, records::read(rest, delimiter, 2)?)),
        None => {
            let delimiter = delimiter::likely(text);
            Ok((delimiter, records::read(text, delimiter, 1)?))
        }
    }
}
