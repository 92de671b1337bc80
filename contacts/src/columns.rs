//! Columns: what the words above a table mean, in the words of the services and languages whose
//! files we know. A word we do not know is told, and its column is not taken over.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::card::PhoneKind;
use crate::fold::fold;

/// Which file it seems to be; said in the preview, and nothing else depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Our own export.
    Own,
    Webex,
    WebexOrganisation,
    Zoom,
    Goto,
    Google,
    Outlook,
    /// Some other table.
    Table,
    /// Addresses without columns.
    List,
    Vcard,
}

impl Shape {
    /// The word in the API and in keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            Shape::Own => "own",
            Shape::Webex => "webex",
            Shape::WebexOrganisation => "webex_organisation",
            Shape::Zoom => "zoom",
            Shape::Goto => "goto",
            Shape::Google => "google",
            Shape::Outlook => "outlook",
            Shape::Table => "table",
            Shape::List => "list",
            Shape::Vcard => "vcard",
        }
    }
}

/// Language of a header.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    En,
    Fr,
    De,
    Ru,
}

const LANGUAGES: [Language; 4] = [Language::En, Language::Fr, Language::De, Language::Ru];

impl Language {
    pub fn word(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
            Language::De => "de",
            Language::Ru => "ru",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    Name,
    /// The last name where the table has first names, else the whole name ("Nom", "Name").
    NameOrLast,
    /// The first name where the table has last names, else the whole name ("Имя").
    NameOrFirst,
    First,
    Middle,
    Last,
    Company,
    JobTitle,
    Email,
    Phone(PhoneKind),
    /// What kind of number the column of the same number holds.
    PhoneLabel,
    /// A number in two columns.
    CountryCode(PhoneKind),
    LocalNumber(PhoneKind),
    Place(Place, Part),
    Website,
    Notes,
    Groups,
    /// Says nothing about a person; left out without a word.
    Technical,
    /// Not kept; told.
    Unkept,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    Plain,
    Work,
    Home,
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Street,
    City,
    Region,
    Postcode,
    Country,
}

/// A column with the words above it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    pub header: String,
    pub field: Field,
    /// "E-mail 2" is 2; 0 without a number.
    pub number: u32,
}

/// What a row of words says about the columns below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    pub columns: Vec<Column>,
    pub language: Language,
    pub shape: Shape,
}

/// The words, their language, what they mean; `#` stands for a number.
type Word = (&'static str, Language, Field);

/// `header` as it is looked up, with its number.
fn normal(header: &str) -> (String, u32) {
    let folded = fold(header);
    let mut number = 0;
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '#');
    let words: Vec<&str> = words
        .filter(|word| !word.is_empty())
        .map(|word| match word.parse::<u32>() {
            Ok(found) => {
                number = found;
                "#"
            }
            Err(_) => word,
        })
        .collect();
    (words.join(" "), number)
}

static WORDS: LazyLock<HashMap<String, (Language, Field)>> = LazyLock::new(|| {
    let all = words::ENGLISH.iter().chain(words::FRENCH).chain(words::GERMAN).chain(words::RUSSIAN);
    let mut map = HashMap::new();
    for (text, language, field) in all {
        map.entry(normal(text).0).or_insert((*language, *field));
    }
    map
});

mod words;

/// Reads a row as a header; none when no column tells whom a row is about.
pub fn read(cells: &[String]) -> Option<Header> {
    let mut columns = Vec::new();
    let mut spoken = BTreeMap::from(LANGUAGES.map(|language| (language, 0usize)));
    for cell in cells {
        let (text, number) = normal(cell);
        let (text, number) = match WORDS.contains_key(&text) {
            true => (text, number),
            false => (text.trim_end_matches(" #").to_owned(), number),
        };
        let field = match WORDS.get(&text) {
            Some((language, field)) => {
                spoken.entry(*language).and_modify(|count| *count += 1);
                *field
            }
            None if text.is_empty() => Field::Technical,
            None => Field::Unkept,
        };
        columns.push(Column { header: cell.trim().to_owned(), field, number });
    }
    let shape = shape(cells);
    leave_hosts_out(shape, &mut columns);
    settle_names(&mut columns);
    let has = |wanted: fn(Field) -> bool| columns.iter().any(|column| wanted(column.field));
    let tells_who = has(is_name) || has(|field| field == Field::Email);
    // Of equals the first: English words stand in many files.
    let spoken = spoken.into_iter().rev().max_by_key(|(_, count)| *count);
    let (language, known) = spoken?;
    (tells_who && known > 0).then_some(Header { columns, language, shape })
}

impl Header {
    /// Whether it names both who somebody is and how to reach them, as a header of contacts does.
    pub fn is_full(&self) -> bool {
        let has = |wanted: fn(Field) -> bool| self.columns.iter().any(|each| wanted(each.field));
        has(is_name) && has(is_reach)
    }

    pub fn has_email(&self) -> bool {
        self.columns.iter().any(|column| column.field == Field::Email)
    }
}

fn is_name(field: Field) -> bool {
    use Field::{First, Last, Name, NameOrFirst, NameOrLast};
    matches!(field, Name | NameOrLast | NameOrFirst | First | Last)
}

fn is_reach(field: Field) -> bool {
    matches!(field, Field::Email | Field::Phone(_) | Field::LocalNumber(_))
}

/// Reports of meetings name the host in every row beside whoever took part: nobody may get the
/// host's name or address.
fn leave_hosts_out(shape: Shape, columns: &mut [Column]) {
    let last_email = columns.iter().rposition(|column| column.field == Field::Email);
    let has_guest = columns.iter().any(|column| fold(&column.header) == "name (original name)");
    for (at, column) in columns.iter_mut().enumerate() {
        let header = fold(&column.header);
        let is_hosts = match shape {
            Shape::Goto => !header.starts_with("attendee"),
            Shape::Zoom if has_guest => header == "user name" || Some(at) < last_email,
            _ => false,
        };
        let is_guests = header == "name (original name)" || Some(at) == last_email;
        if is_hosts && !(shape == Shape::Zoom && is_guests) {
            column.field = Field::Technical;
        }
    }
}

/// Words that mean one thing alone and another beside each other.
fn settle_names(columns: &mut [Column]) {
    let has = |wanted: Field| columns.iter().any(|column| column.field == wanted);
    let (first, last) = (has(Field::First), has(Field::Last));
    let or_last = if first && !last { Field::Last } else { Field::Name };
    let last = last || (has(Field::NameOrLast) && or_last == Field::Last);
    let or_first = if last && !first { Field::First } else { Field::Name };
    for column in columns {
        match column.field {
            Field::NameOrLast => column.field = or_last,
            Field::NameOrFirst => column.field = or_first,
            _ => {}
        }
    }
}

/// Words that only one kind of file has together.
const SIGNS: [(&[&str], Shape); 10] = [
    (&["Name", "E-mail 1", "Phone 1 type", "Groups"], Shape::Own),
    (&["UUID", "OffCntry", "OffLocal"], Shape::Webex),
    (&["Contact email", "SIP URI"], Shape::WebexOrganisation),
    (&["Contact email", "Display name"], Shape::WebexOrganisation),
    (&["Email", "First Name", "Department", "User Group"], Shape::Zoom),
    (&["Name (Original Name)", "User Email"], Shape::Zoom),
    (&["attendeeEmail", "attendeeName"], Shape::Goto),
    (&["E-mail 1 - Value"], Shape::Google),
    (&["First Name", "E-mail Address"], Shape::Outlook),
    (&["Business Street"], Shape::Outlook),
];
/// What the streets of an office are called in Outlook's other languages.
const OUTLOOK_WORDS: [&str; 4] =
    ["Rue (bureau)", "Straße geschäftlich", "Улица (раб. адрес)", "E-Mail-Adresse"];

fn shape(cells: &[String]) -> Shape {
    let exact = |text: &str| fold(text);
    let cells: Vec<String> = cells.iter().map(|cell| exact(cell)).collect();
    let has = |text: &&str| cells.contains(&exact(text));
    let known = SIGNS.iter().find(|(signs, _)| signs.iter().all(&has));
    match known {
        Some((_, shape)) => *shape,
        None if OUTLOOK_WORDS.iter().any(has) => Shape::Outlook,
        None => Shape::Table,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Header {
        let cells: Vec<String> = text.split(',').map(str::to_owned).collect();
        read(&cells).expect("a header")
    }

    fn fields(text: &str) -> Vec<Field> {
        header(text).columns.iter().map(|column| column.field).collect()
    }

    #[test]
    fn words_mean_what_they_mean_beside_each_other() {
        assert_eq!(fields("Prénom,Nom,E-mail"), [Field::First, Field::Last, Field::Email]);
        assert_eq!(fields("Nom,E-mail"), [Field::Name, Field::Email]);
        assert_eq!(fields("Vorname,Name,E-Mail"), [Field::First, Field::Last, Field::Email]);
        assert_eq!(fields("Имя,Фамилия,Почта"), [Field::First, Field::Last, Field::Email]);
        assert_eq!(fields("Имя,Почта"), [Field::Name, Field::Email]);
        assert_eq!(fields("Name,Given Name,Family Name"), [Field::Name, Field::First, Field::Last]);
    }

    #[test]
    fn the_language_of_a_header_is_told() {
        let language = |text: &str| header(text).language;
        assert_eq!(language("Name,E-mail,Company"), Language::En);
        assert_eq!(language("Prénom,Nom,Adresse de messagerie,Société"), Language::Fr);
        assert_eq!(language("Vorname,Nachname,E-Mail-Adresse,Firma"), Language::De);
        assert_eq!(language("Имя,Фамилия,Адрес эл. почты,Организация"), Language::Ru);
    }

    #[test]
    fn what_tells_about_nobody_is_no_header() {
        for cells in [vec![""], vec!["Contacts", ""], vec!["a", "b"], vec!["Company", "City"]] {
            let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
            assert_eq!(read(&cells), None, "{cells:?}");
        }
    }
}
