//! Tables that are handed out: UTF-8 with the mark and line breaks that spreadsheets want, and no
//! cell they would take for a formula. What somebody typed into a name must not run on the
//! computer of whoever opens the list.

/// What a formula begins with; spreadsheets look past spaces and line breaks at the front.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The bytes of a file. A cell that would be a formula, or already begins with an apostrophe, gets
/// an apostrophe before it; `plain` takes it away again.
pub fn write_safe<Rows, Cells, Cell>(rows: Rows, delimiter: char) -> Vec<u8>
where
    Rows: IntoIterator<Item = Cells>,
    Cells: IntoIterator<Item = Cell>,
    Cell: AsRef<str>,
{
    let mut text = String::from("\u{feff}");
    for row in rows {
        for (place, cell) in row.into_iter().enumerate() {
            if place > 0 {
                text.push(delimiter);
            }
            write_cell(&mut text, cell.as_ref(), delimiter);
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

/// A cell as it was before `write_safe` made it safe.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if needs_apostrophe(rest) => rest,
        _ => cell,
    }
}

fn needs_apostrophe(cell: &str) -> bool {
    cell.starts_with('\'') || cell.trim_start_matches([' ', '\n']).starts_with(FORMULA)
}

fn write_cell(text: &mut String, cell: &str, delimiter: char) {
    let safe = needs_apostrophe(cell).then_some('\'');
    // An empty row of one cell would be an empty line, which is no row.
    let quoted =
        cell.is_empty() || cell.contains([delimiter, '"', '\n', '\r', '\t', ',', ';', ' ']);
    if quoted {
        text.push('"');
    }
    text.extend(safe);
    for letter in cell.chars() {
        if letter == '"' {
            text.push('"');
        }
        text.push(letter);
    }
    if quoted {
        text.push('"');
    }
}
