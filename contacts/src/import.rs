//! Import: a file becomes entries, and entries become a plan that says of each what would happen.
//!
//! The plan is a pure function of the file, of what is known already and of what was answered:
//! preview and commit both make it, and planning again after the commit changes nothing.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use units::id::ContactId;

use crate::card::{Card, CardDraft, Checked, GROUPS_MAX, GroupName, Problem, problem};
use crate::charset::Charset;
use crate::columns::{Language, Shape};
use crate::duplicates::{self, Found};
use crate::fold::fold;
use crate::{list, own, table, vcard};

/// Most contacts of one file.
pub const ENTRIES_MAX: usize = 10_000;
/// Contacts looked at to find one again: more that share an address are nobody's own.
const ALIKE_MAX: usize = 50;
/// Names of columns told as not taken over.
const UNKEPT_MAX: usize = 40;
/// The last column of bad rows; it is passed over when they are imported again.
const REASONS: &str = "Comments";

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    pub shape: Shape,
    /// Of the header; none where there is none.
    pub language: Option<Language>,
    /// None where there are no columns.
    pub delimiter: Option<char>,
    /// The words above the cells of entries.
    pub header: Vec<String>,
    pub entries: Vec<Entry>,
    /// Columns or properties that say something and are not kept.
    pub unkept: Vec<String>,
}

/// One contact of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Where it begins, from 1.
    pub line: u32,
    /// As it stands there; how it comes back when it is bad.
    pub cells: Vec<String>,
    pub read: Result<Checked, Vec<Problem>>,
}

/// Why a file cannot be imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unreadable {
    #[error(transparent)]
    Table(#[from] tables::Unreadable),
    /// Neither UTF-8 nor UTF-16: which old character set it is has to be said.
    #[error("the character set has to be named")]
    CharsetNeeded,
    #[error("no column tells whom the rows are about")]
    NoColumns,
    #[error("there is no contact in it")]
    Empty,
    #[error("there are more than {ENTRIES_MAX} contacts in it")]
    TooMany,
}

impl Unreadable {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            Unreadable::Table(error) => match error {
                tables::Unreadable::TooLarge => "contacts.file_too_large",
                tables::Unreadable::OpenQuote { .. } => "contacts.file_open_quote",
                tables::Unreadable::TooManyRows => "contacts.file_too_many",
                tables::Unreadable::TooManyCells { .. } => "contacts.file_too_wide",
                tables::Unreadable::Encoding { .. } | tables::Unreadable::NotText => {
                    "contacts.file_not_text"
                }
            },
            Unreadable::CharsetNeeded => "contacts.charset_needed",
            Unreadable::NoColumns => "contacts.no_columns",
            Unreadable::Empty => "contacts.file_empty",
            Unreadable::TooMany => "contacts.file_too_many",
        }
    }

    /// The line to look at, where there is one.
    pub fn line(self) -> Option<u32> {
        match self {
            Unreadable::Table(error) => error.line(),
            _ => None,
        }
    }
}

/// Reads a file, whatever of those we know it is. `charset`: as was answered, if it was asked.
pub fn read(bytes: &[u8], charset: Option<Charset>) -> Result<File, Unreadable> {
    let file = match vcard::is_vcard(bytes) {
        true => cards(bytes, charset)?,
        false => rows(bytes, charset)?,
    };
    match file.entries.len() {
        0 => Err(Unreadable::Empty),
        1..=ENTRIES_MAX => Ok(file),
        _ => Err(Unreadable::TooMany),
    }
}

fn cards(bytes: &[u8], charset: Option<Charset>) -> Result<File, Unreadable> {
    let cards = vcard::read(bytes, charset).map_err(|_| Unreadable::CharsetNeeded)?;
    let mut unkept = Unkept::default();
    let mut entries = Vec::new();
    for card in cards {
        unkept.add(card.unkept);
        let entry = match card.draft {
            Ok(draft) => Entry { line: card.line, cells: own::row_of(&draft), read: draft.check() },
            Err(code) => Entry {
                line: card.line,
                cells: Vec::new(),
                read: Err(vec![problem("name", code, "")]),
            },
        };
        entries.push(entry);
    }
    let header = own::header();
    let unkept = unkept.names;
    Ok(File { shape: Shape::Vcard, language: None, delimiter: None, header, entries, unkept })
}

fn rows(bytes: &[u8], charset: Option<Charset>) -> Result<File, Unreadable> {
    let read = match (tables::read(bytes), charset) {
        (Err(tables::Unreadable::Encoding { .. }), Some(charset)) => {
            let text = charset.decode(bytes).ok_or(Unreadable::CharsetNeeded)?;
            tables::read(text.as_bytes())?
        }
        (Err(tables::Unreadable::Encoding { .. }), None) => return Err(Unreadable::CharsetNeeded),
        (read, _) => read?,
    };
    let Some((upto, header)) = table::header(&read.rows) else { return listed(&read) };
    let mut unkept = Unkept::default();
    let below = read.rows.iter().skip(upto).filter(|row| !table::is_blank(row));
    let entries = below.map(|row| {
        let (draft, told) = table::draft(&header, row);
        unkept.add(told);
        Entry { line: row.line, cells: row.cells.clone(), read: draft.check() }
    });
    let entries = entries.collect();
    Ok(File {
        shape: header.shape,
        language: Some(header.language),
        delimiter: Some(read.delimiter),
        header: header.columns.iter().map(|column| column.header.clone()).collect(),
        entries,
        unkept: unkept.names,
    })
}

/// A table without a header may be a list of addresses.
fn listed(read: &tables::Table) -> Result<File, Unreadable> {
    if read.rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    let delimiter = read.delimiter.to_string();
    let lines: Vec<String> = read.rows.iter().map(|row| row.cells.join(&delimiter)).collect();
    let drafts = list::read(&lines.join("\n")).ok_or(Unreadable::NoColumns)?;
    let line_of = |at: u32| {
        let at = usize::try_from(at).unwrap_or_default().saturating_sub(1);
        read.rows.get(at).map_or(1, |row| row.line)
    };
    let entry = |(line, draft): (u32, CardDraft)| Entry {
        line: line_of(line),
        cells: own::row_of(&draft),
        read: draft.check(),
    };
    Ok(File {
        shape: Shape::List,
        language: None,
        delimiter: None,
        header: own::header(),
        entries: drafts.into_iter().map(entry).collect(),
        unkept: Vec::new(),
    })
}

/// Names, each once, in the order they came.
#[derive(Default)]
struct Unkept {
    names: Vec<String>,
    seen: BTreeSet<String>,
}

impl Unkept {
    fn add(&mut self, names: Vec<String>) {
        for name in names {
            if self.names.len() < UNKEPT_MAX && self.seen.insert(name.clone()) {
                self.names.push(name);
            }
        }
    }
}

/// What to do with somebody whose address is known under another name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherName {
    /// They are the same person; the name that is known stays.
    Merge,
    /// They share the address.
    Separate,
    /// Leave them out.
    Skip,
}

impl OtherName {
    pub const ALL: [OtherName; 3] = [OtherName::Merge, OtherName::Separate, OtherName::Skip];

    pub fn word(self) -> &'static str {
        match self {
            OtherName::Merge => "merge",
            OtherName::Separate => "separate",
            OtherName::Skip => "skip",
        }
    }

    pub fn from_word(word: &str) -> Option<OtherName> {
        OtherName::ALL.into_iter().find(|each| each.word() == word)
    }
}

/// A contact as it is known before an import, or as it would be after.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Known {
    /// None: it would be new.
    pub id: Option<ContactId>,
    pub card: Card,
    pub groups: Vec<String>,
    /// Whether the import touches it.
    pub is_changed: bool,
}

/// What would happen to one entry; `at` is a place in the plan's contacts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    New {
        at: usize,
    },
    /// Known already; the file adds to it.
    Merged {
        at: usize,
    },
    /// Known already, and nothing is new.
    Unchanged {
        at: usize,
    },
    /// Their address is known under another name: it has to be said what they are.
    Asked {
        at: usize,
    },
    /// Left out, as was answered.
    Skipped {
        at: usize,
    },
    Bad {
        problems: Vec<Problem>,
    },
}

/// What an import would do: every entry's outcome in the file's order, and the contacts they touch.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Plan {
    pub contacts: Vec<Known>,
    pub outcomes: Vec<Outcome>,
}

/// How many entries end in which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    pub new: u32,
    pub merged: u32,
    pub unchanged: u32,
    pub asked: u32,
    pub skipped: u32,
    pub bad: u32,
}

impl Plan {
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for outcome in &self.outcomes {
            let count = match outcome {
                Outcome::New { .. } => &mut counts.new,
                Outcome::Merged { .. } => &mut counts.merged,
                Outcome::Unchanged { .. } => &mut counts.unchanged,
                Outcome::Asked { .. } => &mut counts.asked,
                Outcome::Skipped { .. } => &mut counts.skipped,
                Outcome::Bad { .. } => &mut counts.bad,
            };
            *count += 1;
        }
        counts
    }
}

/// What would happen to `entries`, given those of `known` that share a key with one of them.
pub fn plan(entries: &[Entry], known: Vec<Known>, answer: Option<OtherName>) -> Plan {
    let mut planner = Planner { contacts: Vec::new(), by_key: HashMap::new(), answer };
    for contact in known {
        planner.push(contact);
    }
    let outcomes = entries
        .iter()
        .map(|entry| match &entry.read {
            Ok((card, groups)) => planner.take(card, groups),
            Err(problems) => Outcome::Bad { problems: problems.clone() },
        })
        .collect();
    Plan { contacts: planner.contacts, outcomes }
}

struct Planner {
    contacts: Vec<Known>,
    by_key: HashMap<String, Vec<usize>>,
    answer: Option<OtherName>,
}

impl Planner {
    fn push(&mut self, contact: Known) -> usize {
        let at = self.contacts.len();
        self.index(at, &contact.card);
        self.contacts.push(contact);
        at
    }

    fn index(&mut self, at: usize, card: &Card) {
        for key in duplicates::keys(card) {
            let places = self.by_key.entry(key).or_default();
            if !places.contains(&at) {
                places.push(at);
            }
        }
    }

    fn take(&mut self, card: &Card, groups: &[GroupName]) -> Outcome {
        let keys = duplicates::keys(card);
        let places = keys.iter().filter_map(|key| self.by_key.get(key)).flatten();
        let places: BTreeSet<usize> = places.copied().collect();
        if places.len() > ALIKE_MAX {
            return bad(problem("emails", "contact.too_many_alike", &card.name));
        }
        let places: Vec<usize> = places.into_iter().collect();
        let among: Vec<&Card> =
            places.iter().filter_map(|at| self.contacts.get(*at)).map(|each| &each.card).collect();
        let found = duplicates::find(card, &among);
        let place = |at: usize| places.get(at).copied().unwrap_or_default();
        match (found, self.answer) {
            (Found::Nobody, _) | (Found::OtherName(_), Some(OtherName::Separate)) => {
                self.add(card, groups)
            }
            (Found::Same(at), _) | (Found::OtherName(at), Some(OtherName::Merge)) => {
                self.merge(place(at), card, groups)
            }
            (Found::OtherName(at), None) => Outcome::Asked { at: place(at) },
            (Found::OtherName(at), Some(OtherName::Skip)) => Outcome::Skipped { at: place(at) },
            (Found::Several, _) => bad(problem("name", "contact.several", &card.name)),
        }
    }

    fn add(&mut self, card: &Card, groups: &[GroupName]) -> Outcome {
        let groups = groups.iter().map(|group| group.as_str().to_owned()).collect();
        let contact = Known { id: None, card: card.clone(), groups, is_changed: true };
        Outcome::New { at: self.push(contact) }
    }

    fn merge(&mut self, at: usize, card: &Card, groups: &[GroupName]) -> Outcome {
        let Some(kept) = self.contacts.get_mut(at) else { return Outcome::Unchanged { at } };
        let merged = match duplicates::merge(&kept.card, card) {
            Ok(merged) => merged,
            Err(problem) => return bad(problem),
        };
        let all = together(&kept.groups, groups);
        if all.len() > GROUPS_MAX {
            return bad(problem("groups", "contact.too_many_groups", &kept.card.name));
        }
        if merged == kept.card && all.len() == kept.groups.len() {
            return Outcome::Unchanged { at };
        }
        kept.card = merged.clone();
        kept.groups = all;
        kept.is_changed = true;
        self.index(at, &merged);
        Outcome::Merged { at }
    }
}

fn bad(problem: Problem) -> Outcome {
    Outcome::Bad { problems: vec![problem] }
}

fn together(kept: &[String], further: &[GroupName]) -> Vec<String> {
    let mut all = kept.to_vec();
    for group in further {
        if all.iter().all(|name| fold(name) != fold(group.as_str())) {
            all.push(group.as_str().to_owned());
        }
    }
    all
}

/// The bad rows of a file with what is wrong with each in the last column, as a table that can be
/// mended and imported again.
pub fn bad_rows(
    file: &File,
    outcomes: &[Outcome],
    sentence: impl Fn(&[Problem]) -> String,
) -> Vec<u8> {
    // Rows that came back once have the column already.
    let had = file.header.last().is_some_and(|last| last == REASONS);
    let width = file.header.len() - usize::from(had);
    let words = file.header.iter().take(width).cloned();
    let mut rows: Vec<Vec<String>> = vec![words.chain([REASONS.to_owned()]).collect()];
    for (entry, outcome) in file.entries.iter().zip(outcomes) {
        if let Outcome::Bad { problems } = outcome {
            let cells = entry.cells.iter().take(width);
            let mut cells: Vec<String> = cells.map(|cell| tables::plain(cell).to_owned()).collect();
            cells.resize(width, String::new());
            cells.push(sentence(problems));
            rows.push(cells);
        }
    }
    tables::write_safe(rows, file.delimiter.unwrap_or(','))
}
