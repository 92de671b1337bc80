//! A record of an archive, read member by member: whatever is not what it can be is refused with
//! its file and line. What comes out fits the store, pages and mails.

use std::str::FromStr;

use documents::archive::Line;
use people::import::{File, Problem, Unreadable};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use units::Timestamp;

/// A record with where it stands.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    file: &'a File,
    line: &'a Line,
}

impl<'a> Record<'a> {
    pub fn new(file: &'a File, line: &'a Line) -> Record<'a> {
        Record { file, line }
    }

    /// It cannot be what `member` says.
    pub fn refuse(&self, member: &'static str) -> Unreadable {
        let (line, _) = self.line;
        let at = Unreadable::at(Problem::Record, &self.file.path, *line);
        Unreadable { member: Some(member), ..at }
    }

    /// None: null, or not there, as in a version before.
    fn member(&self, name: &str) -> Option<&'a Json> {
        let (_, members) = self.line;
        members.get(name).filter(|value| !value.is_null())
    }

    fn some<T>(&self, name: &'static str, found: Option<T>) -> Result<T, Unreadable> {
        found.ok_or_else(|| self.refuse(name))
    }

    fn opt_str(&self, name: &'static str) -> Result<Option<&'a str>, Unreadable> {
        match self.member(name) {
            None => Ok(None),
            Some(value) => self.some(name, value.as_str()).map(Some),
        }
    }

    /// One line of at most `most` characters; may be empty.
    pub fn opt_line(&self, name: &'static str, most: u32) -> Result<Option<String>, Unreadable> {
        let found = self.opt_str(name)?;
        let fits = |text: &str| is_within(text, most) && !text.chars().any(char::is_control);
        match found {
            Some(text) if !fits(text) => Err(self.refuse(name)),
            other => Ok(other.map(str::to_owned)),
        }
    }

    pub fn line(&self, name: &'static str, most: u32) -> Result<String, Unreadable> {
        let found = self.opt_line(name, most)?;
        self.some(name, found)
    }

    /// Lines of at most `most` characters; may be empty.
    pub fn lines(&self, name: &'static str, most: u32) -> Result<String, Unreadable> {
        let text = self.opt_str(name)?;
        let text = self.some(name, text)?;
        let is_strange = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        match is_within(text, most) && !text.chars().any(is_strange) {
            true => Ok(text.to_owned()),
            false => Err(self.refuse(name)),
        }
    }

    pub fn opt_parsed<T: FromStr>(&self, name: &'static str) -> Result<Option<T>, Unreadable> {
        match self.opt_str(name)? {
            None => Ok(None),
            Some(text) => self.some(name, text.parse().ok()).map(Some),
        }
    }

    pub fn parsed<T: FromStr>(&self, name: &'static str) -> Result<T, Unreadable> {
        let found = self.opt_parsed(name)?;
        self.some(name, found)
    }

    /// A word of a list.
    pub fn word<T>(
        &self,
        name: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, Unreadable> {
        let found = self.opt_str(name)?.and_then(read);
        self.some(name, found)
    }

    /// A whole number up to `most`.
    pub fn number(&self, name: &'static str, most: u32) -> Result<u32, Unreadable> {
        let found = self.member(name).and_then(Json::as_u64);
        let found = found.and_then(|number| u32::try_from(number).ok());
        self.some(name, found.filter(|number| *number <= most))
    }

    /// As `number`; none: null.
    pub fn opt_number(&self, name: &'static str, most: u32) -> Result<Option<u32>, Unreadable> {
        self.member(name).map(|_| self.number(name, most)).transpose()
    }

    /// A whole number, also below nought.
    pub fn integer(&self, name: &'static str) -> Result<i64, Unreadable> {
        self.some(name, self.member(name).and_then(Json::as_i64))
    }

    pub fn large(&self, name: &'static str) -> Result<u64, Unreadable> {
        self.some(name, self.member(name).and_then(Json::as_u64))
    }

    pub fn opt_moment(&self, name: &'static str) -> Result<Option<Timestamp>, Unreadable> {
        let found: Option<Timestamp> = self.opt_parsed(name)?;
        match found {
            Some(at) if !MOMENTS.contains(&at.seconds()) => Err(self.refuse(name)),
            other => Ok(other),
        }
    }

    pub fn moment(&self, name: &'static str) -> Result<Timestamp, Unreadable> {
        let found = self.opt_moment(name)?;
        self.some(name, found)
    }

    pub fn opt_document<T: DeserializeOwned>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, Unreadable> {
        match self.member(name) {
            None => Ok(None),
            Some(value) => self.some(name, T::deserialize(value).ok()).map(Some),
        }
    }

    pub fn document<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, Unreadable> {
        let found = self.opt_document(name)?;
        self.some(name, found)
    }
}

/// From 1970 to 2200: what archives say and calendars take.
const MOMENTS: std::ops::Range<i64> = 0..7_258_118_400;

fn is_within(text: &str, most: u32) -> bool {
    u32::try_from(text.chars().count()).is_ok_and(|chars| chars <= most)
}
