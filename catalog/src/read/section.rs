//! One table of the file while it is read: asks for keys, remembers which exist, reports the rest.
//!
//! A value that is wrong is reported with its line and a stand-in is returned, so that reading goes
//! on and finds the next error; a catalog with an error is never returned.

use std::ops::RangeInclusive;
use std::str::FromStr;

use toml::de::{DeTable, DeValue};
use units::{Date, Locale};

use super::problems::Problems;
use super::suggest::did_you_mean;
use crate::local_text::LocalText;

/// Longest text of the file, in characters.
const TEXT_MAX_CHARS: usize = 500;
/// Most entries in a list or table array.
const ENTRIES_MAX: usize = 500;

/// A table with its place and the name messages call it by.
pub(crate) struct Section<'t> {
    table: &'t DeTable<'t>,
    /// The byte it begins at.
    pub at: usize,
    /// `tier "pro"`; empty at the top of the file.
    label: String,
    known: Vec<&'static str>,
    pub problems: &'t Problems,
}

/// A value with its place and its full name.
pub(crate) struct Found<'t> {
    pub at: usize,
    /// `tier "pro": trial_days`.
    pub name: String,
    value: &'t DeValue<'t>,
    problems: &'t Problems,
}

impl<'t> Section<'t> {
    pub fn top(table: &'t DeTable<'t>, problems: &'t Problems) -> Section<'t> {
        Section { table, at: 0, label: String::new(), known: Vec::new(), problems }
    }

    /// Calls the section by `noun` and its id, where it has one.
    #[must_use]
    pub fn called(mut self, noun: &str, key: &str) -> Section<'t> {
        let id = self.table.get(key).and_then(|value| value.get_ref().as_str());
        self.label = id.map_or_else(|| noun.to_owned(), |id| format!("{noun} \"{id}\""));
        self
    }

    /// `message`, with the section's name before it.
    pub fn about(&self, message: &str) -> String {
        if self.label.is_empty() {
            message.to_owned()
        } else {
            format!("{}: {message}", self.label)
        }
    }

    /// Reports `message` about the section as a whole.
    pub fn error(&self, message: &str) {
        self.problems.error(self.at, self.about(message));
    }

    /// The value of `key`, where there is one.
    pub fn find(&mut self, key: &'static str) -> Option<Found<'t>> {
        self.known.push(key);
        let (found_key, value) = self.table.get_key_value(key)?;
        Some(Found {
            at: found_key.span().start,
            name: self.about(key),
            value: value.get_ref(),
            problems: self.problems,
        })
    }

    /// The value of `key`, which must be there.
    pub fn need(&mut self, key: &'static str) -> Option<Found<'t>> {
        let found = self.find(key);
        if found.is_none() {
            self.error(&format!("{key} is missing"));
        }
        found
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &'static str) -> String {
        let text = self.need(key).and_then(|found| found.text());
        text.unwrap_or_default()
    }

    pub fn text_if_any(&mut self, key: &'static str) -> Option<String> {
        self.find(key).and_then(|found| found.text())
    }

    /// A whole number; `absent` when it is not there.
    pub fn number_or(
        &mut self,
        key: &'static str,
        absent: u32,
        bounds: RangeInclusive<u32>,
    ) -> u32 {
        let found = self.find(key);
        let number = found.and_then(|found| found.number(bounds));
        number.unwrap_or(absent)
    }

    /// `true` or `false`; `false` when it is not there.
    pub fn yes(&mut self, key: &'static str) -> bool {
        self.find(key).and_then(|found| found.yes()).unwrap_or(false)
    }

    /// One of `words`, which must be there.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        self.need(key).and_then(|found| found.word(words))
    }

    pub fn word_or<T: Copy>(&mut self, key: &'static str, absent: T, words: &[(&str, T)]) -> T {
        let found = self.find(key).and_then(|found| found.word(words));
        found.unwrap_or(absent)
    }

    /// A table, where there is one; called as the key is.
    pub fn section(&mut self, key: &'static str) -> Option<Section<'t>> {
        self.find(key).and_then(Found::into_section)
    }

    /// The tables written `[[key]]`.
    pub fn sections(&mut self, key: &'static str) -> Vec<Section<'t>> {
        let found = self.find(key);
        found.map(Found::into_sections).unwrap_or_default()
    }

    /// A list of values read by their own rule; a wrong one is reported and left out.
    pub fn list<T>(&mut self, key: &'static str) -> Vec<T>
    where
        T: FromStr<Err: std::fmt::Display> + PartialEq,
    {
        self.find(key).map(|found| found.list()).unwrap_or_default()
    }

    /// A text by language, English at least; must be there.
    pub fn local_text(&mut self, key: &'static str) -> LocalText {
        let text = self.need(key).and_then(Found::into_section);
        text.map(Section::into_local_text).unwrap_or_default()
    }

    /// Every key with its value, whatever they are called.
    pub fn entries(&self) -> Vec<(String, Found<'t>)> {
        let problems = self.problems;
        self.table
            .iter()
            .map(|(key, value)| {
                let word = key.get_ref().to_string();
                let found = Found {
                    at: key.span().start,
                    name: self.about(&word),
                    value: value.get_ref(),
                    problems,
                };
                (word, found)
            })
            .collect()
    }

    fn into_local_text(self) -> LocalText {
        let mut text = LocalText::default();
        for (tag, found) in self.entries() {
            match (tag.parse::<Locale>(), found.text()) {
                (Ok(locale), Some(words)) => {
                    text.0.insert(locale, words);
                }
                (Err(wrong), _) => found.error(&wrong.to_string()),
                (Ok(_), None) => {}
            }
        }
        if !self.table.contains_key("en") {
            self.error("the English text (en) is missing");
        }
        self.problems.text_was_read(self.at, &self.label, &text);
        text
    }

    /// Refuses the keys nobody asked for. The last thing done with a section.
    pub fn finish(self) {
        for (key, _) in self.table {
            let word: &str = key.get_ref();
            if !self.known.contains(&word) {
                let unused = |known: &&&str| !self.table.contains_key(**known);
                let free = self.known.iter().filter(unused).copied();
                let message = format!("unknown key \"{word}\"{}", did_you_mean(word, free));
                self.problems.error(key.span().start, self.about(&message));
            }
        }
    }
}

impl<'t> Found<'t> {
    /// Reports `message` about the value.
    pub fn error(&self, message: &str) {
        self.problems.error(self.at, format!("{}: {message}", self.name));
    }

    fn expected<T>(&self, wanted: &str) -> Option<T> {
        self.error(&format!("write {wanted}, not {}", kind_of(self.value)));
        None
    }

    pub fn text(&self) -> Option<String> {
        let Some(text) = self.value.as_str() else {
            return self.expected("a text between quotes");
        };
        if text.trim().is_empty() {
            self.error("is empty");
        } else if text.chars().count() > TEXT_MAX_CHARS {
            self.error(&format!("is longer than {TEXT_MAX_CHARS} characters"));
        } else if text.chars().any(char::is_control) {
            self.error("holds a line break or another control character");
        } else {
            return Some(text.to_owned());
        }
        None
    }

    pub fn number(&self, bounds: RangeInclusive<u32>) -> Option<u32> {
        let Some(number) = self.value.as_integer() else {
            return self.expected("a whole number without quotes");
        };
        let read = u32::from_str_radix(number.as_str(), number.radix()).ok();
        let within = read.filter(|read| bounds.contains(read));
        if within.is_none() {
            let (least, most) = (bounds.start(), bounds.end());
            self.error(&format!("{number} is not between {least} and {most}"));
        }
        within
    }

    /// A list of numbers within `bounds`; those that are not are reported and left out.
    pub fn numbers(&self, bounds: RangeInclusive<u32>) -> Vec<u32> {
        let elements = self.elements("a list of whole numbers, such as [1, 3]");
        elements.iter().filter_map(|element| element.number(bounds.clone())).collect()
    }

    fn yes(&self) -> Option<bool> {
        let yes = self.value.as_bool();
        yes.or_else(|| self.expected("true or false"))
    }

    pub fn date(&self) -> Option<Date> {
        let wanted = "a date without quotes, such as 2026-11-01";
        let Some(written) = self.value.as_datetime() else {
            return self.expected(wanted);
        };
        let day_alone = written.date.filter(|_| written.time.is_none());
        let date = day_alone.and_then(|date| {
            let year = i16::try_from(date.year).ok()?;
            let (month, day) = (i8::try_from(date.month), i8::try_from(date.day));
            Date::new(year, month.ok()?, day.ok()?).ok()
        });
        date.or_else(|| self.expected(wanted))
    }

    /// A text read by its type's own rule.
    pub fn parsed<T: FromStr<Err: std::fmt::Display>>(&self) -> Option<T> {
        let read = self.text()?.parse();
        read.map_err(|wrong: T::Err| self.error(&wrong.to_string())).ok()
    }

    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.error(&format!("\"{text}\" is not one of: {}", all.join(", ")));
        }
        found.map(|(_, meaning)| *meaning)
    }

    pub fn list<T>(&self) -> Vec<T>
    where
        T: FromStr<Err: std::fmt::Display> + PartialEq,
    {
        let mut list: Vec<T> = Vec::new();
        for found in self.elements("a list, such as [\"a\", \"b\"]") {
            if let Some(read) = found.parsed() {
                if list.contains(&read) {
                    found.error("is listed twice");
                } else {
                    list.push(read);
                }
            }
        }
        list
    }

    /// The values of a list; those past the limit are reported.
    fn elements(&self, wanted: &str) -> Vec<Found<'t>> {
        let Some(array) = self.value.as_array() else {
            self.expected::<()>(wanted);
            return Vec::new();
        };
        if array.len() > ENTRIES_MAX {
            self.error(&format!("has more than {ENTRIES_MAX} entries"));
        }
        let elements = array.iter().take(ENTRIES_MAX).map(|element| Found {
            at: element.span().start,
            name: self.name.clone(),
            value: element.get_ref(),
            problems: self.problems,
        });
        elements.collect()
    }

    pub fn into_section(self) -> Option<Section<'t>> {
        let Some(table) = self.value.as_table() else {
            return self.expected("a table");
        };
        Some(Section {
            table,
            at: self.at,
            label: self.name,
            known: Vec::new(),
            problems: self.problems,
        })
    }

    pub fn into_sections(self) -> Vec<Section<'t>> {
        let elements = self.elements("tables in double brackets");
        elements.into_iter().filter_map(Found::into_section).collect()
    }
}

/// What a value is, in the words of messages.
fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
