//! A table becomes a list of people: under headings, or without any as people paste it.
//!
//! Nothing is judged here: an entry holds what was typed, for the proposal to say what is wrong
//! with it. The cells stay as they stood, so that refused rows can be handed back.

use serde::{Deserialize, Serialize};
use tables::{Row, Table, plain};

use super::columns::{Column, column};
use super::words;

/// Most entries of a list.
pub const ROWS_MAX: usize = 10_000;
/// Headings may stand below a title, at most so many rows down.
const HEADINGS_WITHIN: usize = 5;

/// Who stands in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct List {
    /// What stands between the file's cells.
    pub delimiter: char,
    /// As they stand in the file; none where it has none: then cells are address and name.
    pub headings: Vec<String>,
    /// Headings of the columns that are of no use.
    pub unused: Vec<String>,
    pub entries: Vec<Entry>,
}

/// Somebody in a list, as typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Of the file, from 1.
    pub line: u32,
    /// The row as it stood there.
    pub cells: Vec<String>,
    pub email: String,
    /// May be empty.
    pub name: String,
    /// Empty: those that are chosen for everybody.
    pub roles: String,
    /// Empty: those that are chosen for everybody.
    pub licences: String,
    /// Whether the person is active where the list comes from.
    pub active: bool,
}

/// Why a table is no list of people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ListProblem {
    #[error("there is nobody in it")]
    Nobody,
    #[error("there are more than {ROWS_MAX} people in it")]
    TooMany,
}

impl ListProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            ListProblem::Nobody => "intake.nobody",
            ListProblem::TooMany => "intake.too_many_rows",
        }
    }
}

/// The people of a table.
pub fn read(table: &Table) -> Result<List, ListProblem> {
    let rows: Vec<(u32, Vec<&str>)> = table.rows.iter().map(trimmed).collect();
    let rows: Vec<(u32, Vec<&str>)> =
        rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect();
    let list = match headings(&rows) {
        Some(at) => below_headings(&rows, at),
        None => without_headings(&rows),
    };
    let list = List { delimiter: table.delimiter, ..list };
    match list.entries.len() {
        0 => Err(ListProblem::Nobody),
        many if many > ROWS_MAX => Err(ListProblem::TooMany),
        _ => Ok(list),
    }
}

fn trimmed(row: &Row) -> (u32, Vec<&str>) {
    (row.line, row.cells.iter().map(|cell| plain(cell.trim()).trim()).collect())
}

/// Where the headings stand: the first row that names a column of addresses, before any address.
fn headings(rows: &[(u32, Vec<&str>)]) -> Option<usize> {
    let before = rows.iter().take_while(|(_, cells)| cells.iter().all(|cell| !cell.contains('@')));
    before
        .take(HEADINGS_WITHIN)
        .position(|(_, cells)| cells.iter().any(|cell| column(cell) == Some(Column::Email)))
}

fn below_headings(rows: &[(u32, Vec<&str>)], at: usize) -> List {
    let headings: Vec<&str> = rows.get(at).map(|(_, cells)| cells.clone()).unwrap_or_default();
    let columns: Vec<Option<Column>> = headings.iter().map(|heading| column(heading)).collect();
    let unused = headings.iter().zip(&columns);
    let unused = unused.filter(|(heading, column)| column.is_none() && !heading.is_empty());
    let below = rows.iter().skip(at.saturating_add(1));
    List {
        delimiter: ',',
        unused: unused.map(|(heading, _)| (*heading).to_owned()).collect(),
        entries: below.map(|(line, cells)| entry(*line, cells, &columns)).collect(),
        headings: headings.iter().map(|heading| (*heading).to_owned()).collect(),
    }
}

fn entry(line: u32, cells: &[&str], columns: &[Option<Column>]) -> Entry {
    // Of two columns for one thing, the first that is filled in counts.
    let filled = |wanted: Column| {
        let of_column = cells.iter().zip(columns).filter(|(_, column)| **column == Some(wanted));
        of_column.map(|(cell, _)| *cell).find(|cell| !cell.is_empty()).unwrap_or_default()
    };
    let (beside, email) = apart(filled(Column::Email));
    let both = [filled(Column::FirstName), filled(Column::LastName)];
    let both = both.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(" ");
    let names = [filled(Column::Name).to_owned(), both, beside];
    Entry {
        line,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        email,
        name: one_line(&names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()),
        roles: filled(Column::Roles).to_owned(),
        licences: filled(Column::Licences).to_owned(),
        active: !words::means_no(filled(Column::Active)),
    }
}

/// A cell may hold line breaks, a name does not.
fn one_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Rows whose cells are all addresses are a person each; in others one cell is the address, and
/// the first of the rest the name.
fn without_headings(rows: &[(u32, Vec<&str>)]) -> List {
    let mut entries = Vec::new();
    for (line, cells) in rows {
        let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        if filled.iter().all(|cell| cell.contains('@')) {
            entries.extend(filled.iter().map(|cell| pasted(*line, cell, "")));
            continue;
        }
        let address = filled.iter().find(|cell| cell.contains('@')).copied();
        let name = filled.iter().find(|cell| !cell.contains('@')).copied();
        match address {
            Some(address) => entries.push(pasted(*line, address, name.unwrap_or_default())),
            None => entries.push(pasted(*line, &filled.join(" "), "")),
        }
    }
    List { delimiter: ',', headings: Vec::new(), unused: Vec::new(), entries }
}

fn pasted(line: u32, cell: &str, name: &str) -> Entry {
    let (beside, email) = apart(cell);
    let name = if beside.is_empty() { name.to_owned() } else { beside };
    Entry {
        line,
        cells: vec![email.clone(), name.clone()],
        email,
        name,
        roles: String::new(),
        licences: String::new(),
        active: true,
    }
}

/// Name and address of `Ada Lee <ada@example.org>`, of `Ada Lee ada@example.org`, or of an address
/// alone.
fn apart(cell: &str) -> (String, String) {
    if let Some((name, rest)) = cell.split_once('<') {
        let email = rest.split_once('>').map_or(rest, |(email, _)| email);
        return (name.trim().trim_matches('"').trim().to_owned(), address(email));
    }
    let (emails, names): (Vec<&str>, Vec<&str>) =
        cell.split_whitespace().partition(|word| word.contains('@'));
    match emails.as_slice() {
        [email] => (names.join(" "), address(email.trim_matches(['(', ')', '[', ']', ',']))),
        _ => (String::new(), cell.to_owned()),
    }
}

fn address(typed: &str) -> String {
    let typed = typed.trim();
    let bare = typed.get(.."mailto:".len()).filter(|start| start.eq_ignore_ascii_case("mailto:"));
    let bare = bare.map_or(typed, |start| typed.get(start.len()..).unwrap_or(typed));
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, address, name, roles and licences of each entry.
    fn told(text: &str) -> Vec<String> {
        let list = read(&tables::read(text.as_bytes()).expect("a table")).expect("a list");
        list.entries
            .iter()
            .map(|each| {
                let cells = [&each.email, &each.name, &each.roles, &each.licences];
                let cells = cells.into_iter().filter(|cell| !cell.is_empty());
                let active = if each.active { "" } else { " (not active)" };
                let cells = cells.map(String::as_str).collect::<Vec<&str>>().join("|");
                format!("{} {cells}{active}", each.line)
            })
            .collect()
    }

    #[test]
    fn addresses_are_read_as_people_paste_them() {
        let pasted =
            "ada@example.org\n\nBen Lee <ben@example.org>\ncarl@example.org, dora@example.org\n";
        assert_eq!(
            told(pasted),
            [
                "1 ada@example.org",
                "3 ben@example.org|Ben Lee",
                "4 carl@example.org",
                "4 dora@example.org",
            ]
        );
        assert_eq!(
            told("\"Lee, Ben\" <ben@example.org>; <MAILTO:eva@example.org>;\n"),
            ["1 ben@example.org|Lee, Ben", "1 eva@example.org"]
        );
        assert_eq!(told("nobody\nada@example.org"), ["1 nobody", "2 ada@example.org"]);
    }

    /// GoTo's bulk text: `firstName lastName email;…`.
    #[test]
    fn gotos_text_is_read() {
        assert_eq!(
            told("Ada Lee ada@example.org;Ben Young Lee ben@example.org;"),
            ["1 ada@example.org|Ada Lee", "1 ben@example.org|Ben Young Lee"]
        );
    }

    /// Zoom's users import, both forms.
    #[test]
    fn zooms_users_are_read() {
        let newer = "\u{feff}Email,First Name,Last Name,Department,Manager,User Group,Job Title,\
            Location\r\nada@example.org,Ada,Lee,Sales,ben@example.org,North,\"Head, Sales\",Bern";
        assert_eq!(told(newer), ["2 ada@example.org|Ada Lee"]);
        let table = tables::read(newer.as_bytes()).expect("a table");
        let unused = read(&table).expect("a list").unused;
        assert_eq!(unused, ["Department", "Manager", "User Group", "Job Title", "Location"]);
    }

    /// Webex's site users: UTF-16, tabs, though it is named .csv.
    #[test]
    fn webexs_users_are_read() {
        let text = "UserID\tActive\tFirstName\tLastName\tUserName\tEmail\tHostPrivilege\r\n\
            7\tY\tAda\tLee\tada\tada@example.org\thost\r\n\
            8\tN\tBen\tLee\tben\tben@example.org\tADMN\r\n";
        let bytes: Vec<u8> =
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let list = read(&tables::read(&bytes).expect("a table")).expect("a list");
        assert_eq!(list.entries.len(), 2);
        assert_eq!(
            told(text),
            ["2 ada@example.org|Ada Lee|host", "3 ben@example.org|Ben Lee|ADMN (not active)"]
        );
    }

    #[test]
    fn headings_are_read_in_each_language() {
        let french = "Nom;Prénom;Adresse e-mail;Rôle;Licence\nLee;Ada;ada@example.org;Hôte;aucune";
        assert_eq!(told(french), ["2 ada@example.org|Ada Lee|Hôte|aucune"]);
        let russian = "Команда\nФИО,Адрес электронной почты,Роль\n\"Ли\nАда\",ada@example.org,\n";
        assert_eq!(told(russian), ["3 ada@example.org|Ли Ада"]);
    }

    #[test]
    fn a_list_has_somebody_and_an_end() {
        let read = |text: &str| super::read(&tables::read(text.as_bytes()).expect("a table"));
        assert_eq!(read(""), Err(ListProblem::Nobody));
        assert_eq!(read("Email,Name\n,,\n"), Err(ListProblem::Nobody));
        let many = |rows: usize| -> String {
            (0..rows).map(|number| format!("p{number}@example.org\n")).collect()
        };
        assert_eq!(read(&many(ROWS_MAX)).map(|list| list.entries.len()), Ok(ROWS_MAX));
        assert_eq!(read(&many(ROWS_MAX + 1)), Err(ListProblem::TooMany));
    }
}
