//! Text becomes records: cells apart by the delimiter, records by line breaks, both free inside
//! quotes, where two quotes are one (RFC 4180).
//!
//! Kinder than the RFC in three ways, because people type tables too: a quote opens a cell also
//! after spaces; one in the middle of a cell is a character like others; what follows a closing
//! quote still belongs to the cell. A quote that never closes is refused with its line: it would
//! swallow the rest of the table.

use std::iter::Peekable;
use std::str::Chars;

use crate::{CELLS_MAX, ROWS_MAX, Row, Unreadable};

/// All records of `text`, whose first line has the number `line`.
pub fn read(text: &str, delimiter: char, line: u32) -> Result<Vec<Row>, Unreadable> {
    let mut rows = Vec::new();
    for record in Records::new(text, delimiter, line) {
        if rows.len() == ROWS_MAX {
            return Err(Unreadable::TooManyRows);
        }
        rows.push(record?);
    }
    Ok(rows)
}

/// The records of a text, one by one; nothing follows an error.
pub struct Records<'a> {
    letters: Peekable<Chars<'a>>,
    delimiter: char,
    line: u32,
    broken: bool,
    odd_quote: bool,
}

/// What ended a cell.
#[derive(PartialEq, Eq)]
enum End {
    Delimiter,
    Record,
}

impl<'a> Records<'a> {
    /// `line`: the number of the text's first line.
    pub fn new(text: &'a str, delimiter: char, line: u32) -> Records<'a> {
        let letters = text.chars().peekable();
        Records { letters, delimiter, line, broken: false, odd_quote: false }
    }

    /// Whether the last record has a quote in the middle of a cell, or something behind a closing
    /// one: signs of a wrong delimiter.
    pub fn has_odd_quote(&self) -> bool {
        self.odd_quote
    }

    fn record(&mut self) -> Result<Row, Unreadable> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let (cell, end) = self.cell()?;
            if cells.len() == CELLS_MAX {
                return Err(Unreadable::TooManyCells { line });
            }
            cells.push(cell);
            if end == End::Record {
                return Ok(Row { line, cells });
            }
        }
    }

    fn cell(&mut self) -> Result<(String, End), Unreadable> {
        let mut cell = String::new();
        let mut was_quoted = false;
        loop {
            match self.letters.next() {
                None => return Ok((cell, End::Record)),
                Some(letter) if letter == self.delimiter => return Ok((cell, End::Delimiter)),
                Some('\n') => {
                    self.line = self.line.saturating_add(1);
                    return Ok((cell, End::Record));
                }
                Some('\r') => {
                    self.end_line();
                    return Ok((cell, End::Record));
                }
                Some('"') if !was_quoted && cell.chars().all(|letter| letter == ' ') => {
                    cell.clear();
                    self.quoted(&mut cell)?;
                    was_quoted = true;
                }
                Some(letter) => {
                    self.odd_quote |= letter == '"' || (was_quoted && letter != ' ');
                    cell.push(letter);
                }
            }
        }
    }

    /// After a carriage return: takes what belongs to the break. Alone it breaks a line too, as
    /// old spreadsheets save.
    fn end_line(&mut self) {
        self.letters.next_if_eq(&'\n');
        self.line = self.line.saturating_add(1);
    }

    /// What stands up to the closing quote.
    fn quoted(&mut self, cell: &mut String) -> Result<(), Unreadable> {
        let opened = self.line;
        loop {
            match self.letters.next() {
                None => return Err(Unreadable::OpenQuote { line: opened }),
                Some('"') if self.letters.next_if_eq(&'"').is_none() => return Ok(()),
                Some(letter) => {
                    let alone = letter == '\r' && self.letters.peek() != Some(&'\n');
                    if letter == '\n' || alone {
                        self.line = self.line.saturating_add(1);
                    }
                    cell.push(letter);
                }
            }
        }
    }

    /// Empty lines are no records.
    fn skip_empty_lines(&mut self) {
        while let Some(letter) = self.letters.next_if(|letter| matches!(letter, '\n' | '\r')) {
            match letter {
                '\r' => self.end_line(),
                _ => self.line = self.line.saturating_add(1),
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Row, Unreadable>;

    fn next(&mut self) -> Option<Result<Row, Unreadable>> {
        self.skip_empty_lines();
        if self.broken || self.letters.peek().is_none() {
            return None;
        }
        self.odd_quote = false;
        let record = self.record();
        self.broken = record.is_err();
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and cells of each record.
    fn told(text: &str) -> Vec<String> {
        let rows = read(text, ',', 1).expect("readable");
        rows.iter().map(|row| format!("{} {}", row.line, row.cells.join("|"))).collect()
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        assert_eq!(told("a,b\r\n\r\n\"c\r\nd\",e\r\nf"), ["1 a|b", "3 c\r\nd|e", "5 f"]);
        assert_eq!(told("a\n\n\nb\n"), ["1 a", "4 b"]);
        assert_eq!(told("a\rb\r\"c\rd\"\re"), ["1 a", "2 b", "3 c\rd", "5 e"]);
    }

    #[test]
    fn quotes_are_read_as_people_write_them() {
        assert_eq!(told(r#""say ""yes""",b"#), [r#"1 say "yes"|b"#]);
        assert_eq!(told(r#"a, "b, c""#), ["1 a|b, c"]);
        assert_eq!(told(r#"5" pipe,b"#), [r#"1 5" pipe|b"#]);
        assert_eq!(told(r#""Ben" Lee,b"#), ["1 Ben Lee|b"]);
        assert_eq!(told(",\n\"\"\n"), ["1 |", "2 "]);
    }

    #[test]
    fn a_quote_that_never_closes_is_told() {
        let open = read("a\nb,\"c\nd\n", ',', 1);
        assert_eq!(open, Err(Unreadable::OpenQuote { line: 2 }));
    }

    #[test]
    fn a_table_has_an_end() {
        let wide = ",".repeat(CELLS_MAX);
        assert_eq!(read(&wide, ',', 1), Err(Unreadable::TooManyCells { line: 1 }));
        let long = "a\n".repeat(ROWS_MAX + 1);
        assert_eq!(read(&long, ',', 1), Err(Unreadable::TooManyRows));
    }
}
