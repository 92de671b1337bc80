//! Tables of contacts: the header is found, and each row below it becomes a draft.

use tables::Row;

use crate::card::{CardDraft, PhoneDraft, PhoneKind};
use crate::columns::{self, Column, Field, Header, Part, Place};
use crate::fold::fold;

/// How far down a header is looked for: some files have words or another small table before it.
const HEADER_AMONG_ROWS: usize = 12;
/// What stands between several values of one cell in Google's files.
const SEVERAL: &str = " ::: ";
/// Names of groups that Google makes by itself begin so.
const OWN_GROUP: &str = "* ";

/// The header and the number of rows up to it, itself included.
pub fn header(rows: &[Row]) -> Option<(usize, Header)> {
    let beginning = rows.iter().take(HEADER_AMONG_ROWS);
    let found: Vec<(usize, Header)> = (1usize..)
        .zip(beginning)
        .filter_map(|(upto, row)| Some((upto, columns::read(&row.cells)?)))
        .collect();
    let full = found.iter().position(|(_, header)| header.is_full());
    let email = || found.iter().position(|(_, header)| header.has_email());
    let best = full.or_else(email).or((!found.is_empty()).then_some(0))?;
    found.into_iter().nth(best)
}

/// Whether a row says nothing.
pub fn is_blank(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.trim().is_empty())
}

/// The draft of a row, and the headers of its columns that say something we do not keep.
pub fn draft(header: &Header, row: &Row) -> (CardDraft, Vec<String>) {
    let mut reader = Reader::default();
    for (column, cell) in header.columns.iter().zip(&row.cells) {
        let text = tables::plain(cell).trim();
        if !text.is_empty() {
            reader.take(column, text);
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    draft: CardDraft,
    middle: String,
    /// Column number, country code or nothing, number, its kind.
    phones: Vec<(u32, PhoneKind, String)>,
    country_codes: Vec<(PhoneKind, String)>,
    labels: Vec<(u32, String)>,
    /// Which address a part belongs to: its place, and the number of its column.
    parts: Vec<((Place, u32), Part, String, String)>,
    unkept: Vec<String>,
}

impl Reader {
    fn take(&mut self, column: &Column, text: &str) {
        let draft = &mut self.draft;
        match column.field {
            Field::Name | Field::NameOrLast | Field::NameOrFirst => add(&mut draft.name, text, " "),
            Field::First => add(&mut draft.first_name, text, " "),
            Field::Middle => add(&mut self.middle, text, " "),
            Field::Last => add(&mut draft.last_name, text, " "),
            Field::Company if draft.company.is_empty() => draft.company = text.to_owned(),
            Field::JobTitle if draft.job_title.is_empty() => draft.job_title = text.to_owned(),
            Field::Email => draft.emails.extend(several(text)),
            Field::Phone(kind) => {
                self.phones.extend(several(text).map(|number| (column.number, kind, number)));
            }
            Field::PhoneLabel => self.labels.push((column.number, text.to_owned())),
            Field::CountryCode(kind) => self.country_codes.push((kind, text.to_owned())),
            Field::LocalNumber(kind) => {
                let number = self.with_country(kind, text);
                self.phones.push((column.number, kind, number));
            }
            Field::Place(place, part) => {
                // "Street 2" continues a street; "Address 2 - Street" begins another address.
                let apart = fold(&column.header).starts_with("address ");
                let number = if apart { column.number } else { 0 };
                let header = column.header.clone();
                self.parts.push(((place, number), part, text.to_owned(), header));
            }
            Field::Website if draft.website.is_empty() => draft.website = text.to_owned(),
            Field::Notes => add(&mut draft.notes, text, "\n\n"),
            Field::Groups => draft.groups.extend(groups(text)),
            Field::Technical => {}
            Field::Company | Field::JobTitle | Field::Website | Field::Unkept => {
                self.unkept.push(column.header.clone());
            }
        }
    }

    /// Of a number in two columns the first holds the country's code.
    fn with_country(&self, kind: PhoneKind, local: &str) -> String {
        let code = self.country_codes.iter().find(|(each, _)| *each == kind);
        match code {
            Some((_, code)) if !local.starts_with('+') => {
                format!("+{} {local}", code.trim_start_matches('+'))
            }
            _ => local.to_owned(),
        }
    }

    fn finish(mut self) -> (CardDraft, Vec<String>) {
        add(&mut self.draft.first_name, &self.middle, " ");
        for (number, kind, phone) in std::mem::take(&mut self.phones) {
            let label = self.labels.iter().find(|(each, _)| *each == number);
            let kind = label.map_or(kind, |(_, label)| kind_of(label));
            self.draft.phones.push(PhoneDraft { kind: kind.word().to_owned(), number: phone });
        }
        let chosen = self.parts.iter().map(|(place, ..)| *place).min();
        for (place, part, text, header) in std::mem::take(&mut self.parts) {
            if Some(place) != chosen {
                self.unkept.push(header);
                continue;
            }
            let draft = &mut self.draft;
            match part {
                Part::Street => add(&mut draft.street, &text, "\n"),
                Part::City => add(&mut draft.city, &text, " "),
                Part::Region => add(&mut draft.region, &text, " "),
                Part::Postcode => add(&mut draft.postcode, &text, " "),
                Part::Country => add(&mut draft.country, &text, " "),
            }
        }
        (self.draft, self.unkept)
    }
}

fn add(to: &mut String, text: &str, between: &str) {
    if text.is_empty() {
        return;
    }
    if !to.is_empty() {
        to.push_str(between);
    }
    to.push_str(text);
}

fn several(text: &str) -> impl Iterator<Item = String> {
    text.split(SEVERAL).flat_map(|part| part.split(['\n', ';'])).map(|one| one.trim().to_owned())
}

fn groups(text: &str) -> impl Iterator<Item = String> {
    let own = |one: &String| !one.starts_with(OWN_GROUP);
    several(text).filter(own)
}

/// The kind a label names, in the words of several services.
fn kind_of(label: &str) -> PhoneKind {
    let label = fold(label);
    let has = |word: &str| label.contains(word);
    match () {
        () if has("fax") => PhoneKind::Fax,
        () if has("mobile") || has("cell") => PhoneKind::Mobile,
        () if has("work") || has("business") || has("office") => PhoneKind::Work,
        () if has("home") => PhoneKind::Home,
        () => PhoneKind::Other,
    }
}
