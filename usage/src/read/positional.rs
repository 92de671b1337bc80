//! Webex's summary of sessions in a language whose words we do not know: its columns always stand
//! in the same order, so the cells below tell that it is one.

use tables::Row;

use crate::times;

/// The headings as they stand in English, in their order.
const COLUMNS: [&str; 13] = [
    "Session ID",
    "Session No.",
    "Topic",
    "Meeting Type",
    "User Name",
    "First Name",
    "Last Name",
    "Date",
    "Start Time",
    "Duration",
    "Invited",
    "Registered",
    "Attended",
];
/// How far down the first session is looked for.
const FIRST_AMONG_ROWS: usize = 12;

/// The rows with headings we know above the first session; none when there is no session.
pub fn with_headings(rows: &[Row]) -> Option<Vec<Row>> {
    let first = rows.iter().take(FIRST_AMONG_ROWS).position(is_session)?;
    let line = rows.get(first).map_or(1, |row| row.line);
    let cells = COLUMNS.iter().map(|word| (*word).to_owned()).collect();
    let headings = Row { line, cells };
    Some([headings].into_iter().chain(rows.iter().skip(first).cloned()).collect())
}

/// Two numbers, a short word in capitals for the kind, a day, a time, and four more numbers.
fn is_session(row: &Row) -> bool {
    let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
    let is_number =
        |at: usize| !cell(at).is_empty() && cell(at).bytes().all(|byte| byte.is_ascii_digit());
    let is_kind = |text: &str| {
        let plain = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        (2..=6).contains(&text.len()) && plain
    };
    let day = times::written(cell(7)).is_some_and(|written| written.date.is_some());
    let time = times::written(cell(8)).is_some_and(|written| written.time.is_some());
    is_number(0)
        && is_kind(cell(3))
        && day
        && time
        && times::seconds(cell(9)).is_some()
        && (10..=12).all(is_number)
}
