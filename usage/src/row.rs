//! One row below its headings: what it says about a meeting, and about a person who was there; or
//! what is wrong with it.

use jiff::civil::Date;
use serde::Serialize;
use tables::Row;
use units::{Timestamp, Zone};

use crate::columns::{Field, Header};
use crate::held::{Connection, MEETING_MAX_DAYS, Source, digits, kept, seconds_between};
use crate::times::{self, DateOrder};

/// What is wrong with a row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Problem {
    /// Stable; texts key on it.
    pub code: &'static str,
    /// The words above the cell, as they stand there; empty where it is about the row.
    pub column: String,
    pub value: String,
}

/// A problem with the row as such.
pub(crate) fn of_row(code: &'static str) -> Problem {
    Problem { code, column: String::new(), value: String::new() }
}

/// What moments are read by.
#[derive(Clone, Debug)]
pub(crate) struct Clock<'a> {
    pub order: Option<DateOrder>,
    pub zone: &'a Zone,
    pub now: Timestamp,
}

/// What a row says of its meeting.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct MeetingPart {
    pub source: Option<Source>,
    pub number: String,
    pub instance: String,
    pub title: String,
    pub host_name: String,
    pub host_email: String,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub participants: Option<u32>,
}

impl MeetingPart {
    /// What rows about one meeting of a file have in common.
    pub fn key(&self) -> String {
        let source = self.source.map(Source::word).unwrap_or_default();
        match (self.instance.is_empty(), self.started_at) {
            (false, _) => format!("{source} instance {}", self.instance),
            (true, start) => {
                let start = start.map_or_else(String::new, |start| start.to_string());
                format!("{source} {}/{}/{start}", self.number, self.title)
            }
        }
    }
}

/// The cells of a row by their fields.
pub(crate) struct Cells<'a> {
    pub header: &'a Header,
    pub row: &'a Row,
    pub clock: &'a Clock<'a>,
}

/// Words that say yes or no, in the languages of headings.
const YES: [&str; 6] = ["yes", "y", "true", "oui", "ja", "да"];
const NO: [&str; 6] = ["no", "n", "false", "non", "nein", "нет"];

impl<'a> Cells<'a> {
    /// The first cell of `field` that says something, with the words above it.
    fn cell(&self, field: Field) -> Option<(&'a str, &'a str)> {
        let columns = self.header.columns.iter().zip(&self.row.cells);
        columns
            .filter(|(column, _)| column.field == field)
            .map(|(column, cell)| (column.header.as_str(), tables::plain(cell).trim()))
            .find(|(_, cell)| !cell.is_empty())
    }

    fn text(&self, field: Field) -> String {
        kept(self.cell(field).map(|(_, cell)| cell).unwrap_or_default())
    }

    fn problem(&self, code: &'static str, field: Field) -> Problem {
        let (column, value) = self.cell(field).unwrap_or_default();
        Problem { code, column: column.to_owned(), value: kept(value) }
    }

    /// The day `field` names.
    fn day(&self, field: Field) -> Result<Option<Date>, Problem> {
        let Some((_, cell)) = self.cell(field) else { return Ok(None) };
        let day = times::written(cell).and_then(|written| written.day(self.clock.order));
        day.map(Some).ok_or_else(|| self.problem("report.row_time", field))
    }

    /// The moment of `field`, whose day may stand in `date`.
    fn moment(&self, field: Field, date: Field) -> Result<Option<Timestamp>, Problem> {
        let unreadable = || self.problem("report.row_time", field);
        let Some((_, cell)) = self.cell(field) else {
            return Ok(None);
        };
        let written = times::written(cell).ok_or_else(unreadable)?;
        let day = match written.date {
            Some(_) => written.day(self.clock.order),
            None => self.day(date)?,
        };
        let moment = written.moment(day.ok_or_else(unreadable)?, self.clock.zone);
        match moment > self.clock.now.plus_days(1) {
            true => Err(self.problem("report.row_future", field)),
            false => Ok(Some(moment)),
        }
    }

    fn seconds(&self, field: Field) -> Result<Option<u32>, Problem> {
        let Some((_, cell)) = self.cell(field) else { return Ok(None) };
        let seconds = times::seconds(cell);
        seconds.map(Some).ok_or_else(|| self.problem("report.row_duration", field))
    }

    fn count(&self, field: Field) -> Result<Option<u32>, Problem> {
        let Some((_, cell)) = self.cell(field) else { return Ok(None) };
        cell.parse().map(Some).map_err(|_| self.problem("report.row_count", field))
    }

    /// The end: as written, or the start and how long it took.
    fn end(
        &self,
        start: Option<Timestamp>,
        (end, date): (Field, Field),
        seconds: Option<u32>,
    ) -> Result<Option<Timestamp>, Problem> {
        let written = self.moment(end, date)?;
        let is_time_alone = self
            .cell(end)
            .and_then(|(_, cell)| times::written(cell))
            .is_some_and(|written| written.date.is_none());
        let ended = match (start, written) {
            // Past midnight.
            (Some(start), Some(ended)) if is_time_alone && ended < start => {
                Some(ended.plus_days(1))
            }
            (_, Some(ended)) => Some(ended),
            (Some(start), None) => seconds.map(|some| start.plus_seconds(i64::from(some))),
            (None, None) => None,
        };
        match (start, ended) {
            (Some(start), Some(ended)) if ended < start => {
                Err(self.problem("report.row_ends_before", end))
            }
            (Some(start), Some(ended)) if ended > start.plus_days(MEETING_MAX_DAYS) => {
                Err(self.problem("report.row_too_long", end))
            }
            _ => Ok(ended),
        }
    }

    pub fn meeting(&self) -> Result<MeetingPart, Problem> {
        let source = match self.cell(Field::SourceWord) {
            Some((_, word)) => Some(
                Source::from_word(&word.to_lowercase())
                    .ok_or_else(|| self.problem("report.row_source", Field::SourceWord))?,
            ),
            None => None,
        };
        let started_at = match self.moment(Field::Start, Field::Date)? {
            Some(start) => Some(start),
            None => {
                let day = self.day(Field::Date)?;
                day.map(|day| self.clock.zone.start_of_day(day))
            }
        };
        let seconds = self.seconds(Field::MeetingMinutes)?;
        let names = [self.text(Field::HostFirst), self.text(Field::HostLast)];
        let full = names.join(" ").trim().to_owned();
        let user = self.text(Field::Host);
        let mut host_email = self.text(Field::HostEmail);
        if host_email.is_empty() && user.contains('@') {
            host_email.clone_from(&user);
        }
        let instance = self.text(Field::Instance);
        let number = match digits(&self.text(Field::Number)) {
            none if none.is_empty() => digits(&instance),
            some => some,
        };
        Ok(MeetingPart {
            source,
            number,
            instance,
            title: self.text(Field::Title),
            host_name: if full.is_empty() { user } else { full },
            host_email,
            ended_at: self.end(started_at, (Field::End, Field::Date), seconds)?,
            started_at,
            participants: self.count(Field::Participants)?,
        })
    }

    pub fn connection(&self) -> Result<Connection, Problem> {
        let email = self.text(Field::PersonEmail);
        let name = match self.text(Field::Person) {
            none if none.is_empty() => email.clone(),
            some => some,
        };
        if name.is_empty() {
            return Err(of_row("report.row_no_name"));
        }
        let said = self.seconds(Field::PersonMinutes)?;
        let joined_at = self.moment(Field::Join, Field::JoinDate)?;
        let left_at = self.end(joined_at, (Field::Leave, Field::JoinDate), said)?;
        let seconds = match (joined_at, left_at) {
            (Some(joined), Some(left)) => seconds_between(joined, left),
            _ => said.ok_or_else(|| of_row("report.row_no_stay"))?,
        };
        let is_guest = self.cell(Field::Guest).and_then(|(_, word)| {
            let word = word.to_lowercase();
            let no = NO.contains(&word.as_str()).then_some(false);
            YES.contains(&word.as_str()).then_some(true).or(no)
        });
        Ok(Connection { name, email, joined_at, left_at, seconds, is_guest })
    }
}
