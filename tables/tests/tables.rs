//! Properties of tables: what is written is read back, in every dialect, with the right lines; no
//! formula leaves the house; nothing makes the reader panic. The `csv` crate is the judge.

use proptest::collection::vec;
use proptest::prelude::*;
use tables::{Encoding, Row, Unreadable, plain, read, write_safe};

/// A cell with everything in it that is dangerous.
fn any_cell() -> impl Strategy<Value = String> {
    "([a-zéя€😀]|[,;\t\"'=+@ -]|\r\n|\n){0,8}"
}

/// Rows of the same number of cells, two at least, so that there is a delimiter to find.
fn any_rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2usize..6).prop_flat_map(|width| vec(vec(any_cell(), width), 1..12))
}

fn any_delimiter() -> impl Strategy<Value = char> {
    prop_oneof![Just(','), Just(';'), Just('\t')]
}

/// `text` in each encoding we read.
fn encodings(text: &str) -> [(Encoding, Vec<u8>); 6] {
    let marked = format!("\u{feff}{text}");
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    [
        (Encoding::Utf8, text.as_bytes().to_vec()),
        (Encoding::Utf8Marked, marked.as_bytes().to_vec()),
        (Encoding::Utf16Le, le(text)),
        (Encoding::Utf16Le, le(&marked)),
        (Encoding::Utf16Be, be(text)),
        (Encoding::Utf16Be, be(&marked)),
    ]
}

/// As the judge writes it; a heading tells the delimiter whatever the cells hold.
fn judged(rows: &[Vec<String>], delimiter: char) -> String {
    let byte = u8::try_from(delimiter).expect("a delimiter is one byte");
    let style = csv::QuoteStyle::Always;
    let mut writer =
        csv::WriterBuilder::new().delimiter(byte).quote_style(style).from_writer(vec![]);
    for row in rows {
        writer.write_record(row).expect("written");
    }
    String::from_utf8(writer.into_inner().expect("flushed")).expect("text")
}

fn cells(rows: &[Row]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.cells.clone()).collect()
}

proptest! {
    /// What the judge writes is read, in every encoding and with every delimiter.
    #[test]
    fn tables_of_others_are_read(rows in any_rows(), delimiter in any_delimiter()) {
        let text = judged(&rows, delimiter);
        for (encoding, bytes) in encodings(&text) {
            let table = read(&bytes).expect("a table");
            prop_assert_eq!(table.encoding, encoding);
            prop_assert_eq!(table.delimiter, delimiter);
            prop_assert_eq!(cells(&table.rows), rows.clone());
        }
    }

    /// What we write, the judge reads, and so do we: apostrophes go away again.
    #[test]
    fn our_tables_are_read_by_others(rows in any_rows(), delimiter in any_delimiter()) {
        let bytes = write_safe(&rows, delimiter);
        let table = read(&bytes).expect("a table");
        let texts = |row: &Row| row.cells.iter().map(|cell| plain(cell).to_owned()).collect();
        let back: Vec<Vec<String>> = table.rows.iter().map(texts).collect();
        prop_assert_eq!(&back, &rows);

        let byte = u8::try_from(delimiter).expect("a delimiter is one byte");
        let unmarked = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("a mark");
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(byte).has_headers(false).from_reader(unmarked);
        let theirs: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("a record").iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(theirs, cells(&table.rows));
    }

    /// No cell begins with what a spreadsheet calculates.
    #[test]
    fn no_formula_leaves_the_house(cell in any_cell()) {
        let bytes = write_safe([[cell.as_str(), "x"]], ',');
        let table = read(&bytes).expect("a table");
        let first = table.rows[0].cells[0].trim_start_matches([' ', '\n', '\r']);
        prop_assert!(!first.starts_with(['=', '+', '-', '@', '\t']), "{:?}", first);
    }

    /// A row begins on the line an editor shows: after all breaks of those before it.
    #[test]
    fn lines_are_an_editors(rows in any_rows()) {
        let text = judged(&rows, ';');
        let table = read(text.as_bytes()).expect("a table");
        let mut line = 1;
        for (row, read) in rows.iter().zip(&table.rows) {
            prop_assert_eq!(read.line, line);
            line += 1 + u32::try_from(row.concat().matches('\n').count()).expect("few");
        }
    }

    /// Any bytes give a table or a reason, and rows that have cells and lines that rise.
    #[test]
    fn nothing_breaks_the_reader(bytes in vec(any::<u8>(), 0..300)) {
        if let Ok(table) = read(&bytes) {
            prop_assert!(table.rows.iter().all(|row| !row.cells.is_empty()));
            prop_assert!(table.rows.windows(2).all(|two| two[0].line < two[1].line));
        }
    }
}

#[test]
fn a_first_line_that_names_the_delimiter_is_no_row() {
    let table = read(b"sep=|\r\nname|email\r\n").expect("a table");
    assert_eq!(table.delimiter, '|');
    assert_eq!(table.rows, [Row { line: 2, cells: vec!["name".into(), "email".into()] }]);
}

#[test]
fn what_is_no_table_says_why() {
    assert_eq!(read(b"a\n\"b").map_err(Unreadable::code), Err("table.open_quote"));
    assert_eq!(read(b"a\nb\xE9").map_err(Unreadable::line), Err(Some(2)));
    let large = vec![b'a'; tables::BYTES_MAX + 1];
    assert_eq!(read(&large), Err(Unreadable::TooLarge));
}
