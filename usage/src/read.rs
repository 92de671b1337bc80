//! A file becomes meetings: the blocks of a table one after the other, rows about one meeting put
//! together, bad rows set aside with their reasons and what must stand above them.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use contacts::charset::Charset;
use serde::Serialize;
use tables::{Row, Table};
use units::{Timestamp, Zone};

use crate::columns::{self, Field, Header, Language};
use crate::held::{APART_S, Connection, Held, MEETING_MAX_DAYS, Source};
use crate::row::{Cells, Clock, MeetingPart, of_row};
use crate::times::{self, DateOrder, Dated};

pub use crate::row::Problem;

mod positional;

/// Most rows about meetings and people in one file.
pub const ROWS_MAX: usize = 50_000;
/// Names of columns told as not taken over.
const UNKEPT_MAX: usize = 40;
/// The last column of bad rows; it is passed over when they are imported again.
const REASONS: &str = "Comments";

/// What has been answered about a file.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    pub charset: Option<Charset>,
    pub order: Option<DateOrder>,
    /// Of moments that name none.
    pub zone: &'a Zone,
    pub now: Timestamp,
}

/// What a file holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    /// Of most meetings; each has its own.
    pub source: Source,
    /// None where the headings were told by where they stand.
    pub language: Option<Language>,
    pub delimiter: char,
    /// How dates are read that could be two; none where there is no such date.
    pub order: Option<DateOrder>,
    pub meetings: Vec<Read>,
    pub bad: Vec<Bad>,
    /// Columns that say something and are not kept.
    pub unkept: Vec<String>,
}

/// A meeting of a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Read {
    /// Where it is first told of, from 1.
    pub line: u32,
    pub held: Held,
}

/// A row that cannot be imported.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bad {
    pub line: u32,
    /// The rows that have to stand above it so that it can be read: headings, its meeting.
    pub above: Arc<Vec<Vec<String>>>,
    pub cells: Vec<String>,
    pub problem: Problem,
}

/// Why a file cannot be imported, or not yet.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unreadable {
    #[error(transparent)]
    Table(#[from] tables::Unreadable),
    /// Neither UTF-8 nor UTF-16: which old character set it is has to be said.
    #[error("the character set has to be named")]
    CharsetNeeded,
    /// A date, as it stands there, that may be two days.
    #[error("whether the day or the month comes first has to be said")]
    OrderNeeded { example: String },
    #[error("no line of headings is known")]
    NoColumns,
    /// People, and nothing says of which meeting.
    #[error("no row says which meeting it is about")]
    NoMeeting,
    #[error("there is nothing below the headings")]
    Empty,
    #[error("there are more than {ROWS_MAX} rows in it")]
    TooMany,
}

impl Unreadable {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            Unreadable::Table(error) => match error {
                tables::Unreadable::TooLarge => "report.file_too_large",
                tables::Unreadable::OpenQuote { .. } => "report.file_open_quote",
                tables::Unreadable::TooManyRows => "report.file_too_many",
                tables::Unreadable::TooManyCells { .. } => "report.file_too_wide",
                tables::Unreadable::Encoding { .. } | tables::Unreadable::NotText => {
                    "report.file_not_text"
                }
            },
            Unreadable::CharsetNeeded => "report.charset_needed",
            Unreadable::OrderNeeded { .. } => "report.date_order_needed",
            Unreadable::NoColumns => "report.file_no_columns",
            Unreadable::NoMeeting => "report.file_no_meeting",
            Unreadable::Empty => "report.file_empty",
            Unreadable::TooMany => "report.file_too_many",
        }
    }

    /// The line to look at, where there is one.
    pub fn line(&self) -> Option<u32> {
        match self {
            Unreadable::Table(error) => error.line(),
            _ => None,
        }
    }

    /// Whether an answer makes it readable.
    pub fn is_question(&self) -> bool {
        matches!(self, Unreadable::CharsetNeeded | Unreadable::OrderNeeded { .. })
    }
}

/// Reads a file, whatever of those we know it is.
pub fn read(bytes: &[u8], how: &Reading<'_>) -> Result<File, Unreadable> {
    let table = table(bytes, how.charset)?;
    if table.rows.len() > ROWS_MAX {
        return Err(Unreadable::TooMany);
    }
    let (rows, language) = match table.rows.iter().any(|row| columns::read(&row.cells).is_some()) {
        true => (table.rows, None),
        false => {
            let named = positional::with_headings(&table.rows).ok_or(match table.rows.len() {
                0 => Unreadable::Empty,
                _ => Unreadable::NoColumns,
            })?;
            (named, Some(None))
        }
    };
    let order = order(&rows, how.order)?;
    let clock = Clock { order, zone: how.zone, now: how.now };
    let mut reader = Reader::new(&clock);
    for row in &rows {
        reader.take(row);
    }
    let mut file = reader.finish(table.delimiter)?;
    file.order = order;
    file.language = language.unwrap_or(file.language);
    Ok(file)
}

fn table(bytes: &[u8], charset: Option<Charset>) -> Result<Table, Unreadable> {
    match (tables::read(bytes), charset) {
        (Err(tables::Unreadable::Encoding { .. }), Some(charset)) => {
            let text = charset.decode(bytes).ok_or(Unreadable::CharsetNeeded)?;
            Ok(tables::read(text.as_bytes())?)
        }
        (Err(tables::Unreadable::Encoding { .. }), None) => Err(Unreadable::CharsetNeeded),
        (read, _) => Ok(read?),
    }
}

/// What comes first in the dates of a file: as some of them tell, else as was answered. None where
/// no date needs it.
fn order(rows: &[Row], answer: Option<DateOrder>) -> Result<Option<DateOrder>, Unreadable> {
    let mut told = BTreeSet::new();
    let mut example = None;
    let mut header: Option<Header> = None;
    for row in rows {
        if let Some(next) = columns::read(&row.cells) {
            header = Some(next);
            continue;
        }
        let Some(header) = &header else { continue };
        for (column, cell) in header.columns.iter().zip(&row.cells) {
            if !Header::is_moment(column.field) {
                continue;
            }
            match times::written(tables::plain(cell).trim()).and_then(|written| written.date) {
                Some(Dated::Known { order: Some(order), .. }) => drop(told.insert(order)),
                Some(Dated::Either { .. }) if example.is_none() => {
                    example = Some(crate::held::kept(tables::plain(cell)));
                }
                _ => {}
            }
        }
    }
    let Some(example) = example else { return Ok(None) };
    let mut all = told.into_iter();
    match (all.next(), all.next(), answer) {
        (Some(one), None, _) => Ok(Some(one)),
        (_, _, Some(answer)) => Ok(Some(answer)),
        _ => Err(Unreadable::OrderNeeded { example }),
    }
}

/// Whether a row says nothing.
fn is_blank(row: &Row) -> bool {
    row.cells.iter().all(|cell| cell.trim().is_empty())
}

/// A meeting while its rows are read.
struct Draft {
    line: u32,
    part: MeetingPart,
    connections: Vec<Connection>,
    above: Arc<Vec<Vec<String>>>,
    cells: Vec<String>,
}

struct Reader<'a> {
    clock: &'a Clock<'a>,
    header: Option<Header>,
    header_cells: Vec<String>,
    above: Arc<Vec<Vec<String>>>,
    drafts: Vec<Draft>,
    by_key: HashMap<String, usize>,
    /// The meeting that people below it were at.
    current: Option<usize>,
    bad: Vec<Bad>,
    language: Option<Language>,
    source: Option<Source>,
    unkept: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(clock: &'a Clock<'a>) -> Reader<'a> {
        Reader {
            clock,
            header: None,
            header_cells: Vec::new(),
            above: Arc::default(),
            drafts: Vec::new(),
            by_key: HashMap::new(),
            current: None,
            bad: Vec::new(),
            language: None,
            source: None,
            unkept: Vec::new(),
        }
    }

    fn take(&mut self, row: &Row) {
        if is_blank(row) {
            return;
        }
        if let Some(header) = columns::read(&row.cells) {
            self.begin(header, row);
            return;
        }
        // What stands above the first headings says nothing about a meeting.
        let Some(header) = self.header.take() else { return };
        let cells = Cells { header: &header, row, clock: self.clock };
        match self.read(&cells) {
            Ok(()) => {}
            Err(problem) => {
                if header.tells_meeting() && !header.tells_person() {
                    self.current = None;
                }
                let (line, cells) = (row.line, row.cells.clone());
                self.bad.push(Bad { line, above: self.above.clone(), cells, problem });
            }
        }
        self.header = Some(header);
    }

    /// Headings: of the first block, of people below their meeting, or of another block.
    fn begin(&mut self, header: Header, row: &Row) {
        let mut above = Vec::new();
        match header.tells_meeting() {
            true => self.current = None,
            false => {
                if let Some(draft) = self.current.and_then(|at| self.drafts.get(at)) {
                    above.extend(draft.above.iter().cloned());
                    above.push(draft.cells.clone());
                }
            }
        }
        above.push(row.cells.clone());
        self.above = Arc::new(above);
        self.header_cells.clone_from(&row.cells);
        self.language = self.language.or(Some(header.language));
        self.source = self.source.or(header.source);
        for column in &header.columns {
            let is_new = !column.header.is_empty() && !self.unkept.contains(&column.header);
            if column.field == Field::Unkept && is_new && self.unkept.len() < UNKEPT_MAX {
                self.unkept.push(column.header.clone());
            }
        }
        self.header = Some(header);
    }

    fn read(&mut self, cells: &Cells<'_>) -> Result<(), Problem> {
        let header = cells.header;
        if !header.tells_person() {
            let part = self.meeting(cells)?;
            self.current = Some(self.place(part, cells));
            return Ok(());
        }
        let connection = cells.connection()?;
        let at = match header.tells_meeting() {
            true => {
                let part = self.meeting(cells)?;
                self.place(part, cells)
            }
            false => self.current.ok_or_else(|| of_row("report.row_no_meeting"))?,
        };
        if let Some(draft) = self.drafts.get_mut(at) {
            draft.connections.push(connection);
        }
        Ok(())
    }

    /// What a row says of its meeting; it has to name it, and say when it was where nobody's
    /// coming and going does.
    fn meeting(&self, cells: &Cells<'_>) -> Result<MeetingPart, Problem> {
        let part = cells.meeting()?;
        if part.number.is_empty() && part.instance.is_empty() && part.title.is_empty() {
            return Err(of_row("report.row_no_meeting"));
        }
        if part.started_at.is_none() && !cells.header.tells_person() {
            return Err(of_row("report.row_no_time"));
        }
        Ok(part)
    }

    /// Where the meeting of a row is among those read.
    fn place(&mut self, part: MeetingPart, cells: &Cells<'_>) -> usize {
        let at = self.drafts.len();
        let at = *self.by_key.entry(part.key()).or_insert(at);
        match self.drafts.get_mut(at) {
            Some(draft) => {
                let ended = draft.part.ended_at.max(part.ended_at);
                let participants = draft.part.participants.max(part.participants);
                draft.part.ended_at = ended;
                draft.part.participants = participants;
            }
            None => self.drafts.push(Draft {
                line: cells.row.line,
                part,
                connections: Vec::new(),
                above: self.above.clone(),
                cells: cells.row.cells.clone(),
            }),
        }
        at
    }

    fn finish(mut self, delimiter: char) -> Result<File, Unreadable> {
        let source = self.source.unwrap_or(Source::Other);
        let mut meetings = Vec::new();
        for draft in std::mem::take(&mut self.drafts) {
            let (line, above, cells) = (draft.line, draft.above.clone(), draft.cells.clone());
            match held(draft, source) {
                Ok(some) => meetings.extend(some.into_iter().map(|held| Read { line, held })),
                Err(problem) => self.bad.push(Bad { line, above, cells, problem }),
            }
        }
        self.bad.sort_by_key(|bad| bad.line);
        if meetings.is_empty() {
            let is_lost = |bad: &Bad| bad.problem.code == "report.row_no_meeting";
            match self.bad.is_empty() {
                true => return Err(Unreadable::Empty),
                false if self.bad.iter().all(is_lost) => return Err(Unreadable::NoMeeting),
                false => {}
            }
        }
        let source = meetings.first().map_or(source, |first: &Read| first.held.source);
        Ok(File {
            source,
            language: self.language,
            delimiter,
            order: None,
            meetings,
            bad: self.bad,
            unkept: self.unkept,
        })
    }
}

/// The meetings of a draft: one where its beginning is known, else one for each time somebody came
/// after it had been empty for an hour.
fn held(draft: Draft, source: Source) -> Result<Vec<Held>, Problem> {
    let Draft { part, connections, .. } = draft;
    let connections = once(connections);
    let groups = match part.started_at {
        Some(start) => vec![(start, connections)],
        None => apart(connections)?,
    };
    let groups = groups.into_iter().map(|(start, connections)| {
        let left = connections.iter().filter_map(|each| each.left_at).max();
        let joined = connections.iter().filter_map(|each| each.joined_at).min();
        let ended = part.ended_at.max(left).unwrap_or(start);
        let started_at = joined.map_or(start, |joined| joined.min(start));
        if ended > started_at.plus_days(MEETING_MAX_DAYS) {
            return Err(of_row("report.row_too_long"));
        }
        Ok(Held {
            source: part.source.unwrap_or(source),
            number: part.number.clone(),
            title: part.title.clone(),
            host_name: part.host_name.clone(),
            host_email: part.host_email.clone(),
            started_at,
            ended_at: ended.max(started_at),
            participants_stated: part.participants,
            connections,
        })
    });
    groups.collect()
}

/// What stands there twice is one connection.
fn once(connections: Vec<Connection>) -> Vec<Connection> {
    let mut seen = BTreeSet::new();
    let is_first = |each: &Connection| {
        let timed = each.joined_at.is_some();
        seen.insert((each.person_key(), each.joined_at, each.left_at)) || !timed
    };
    let mut is_first = is_first;
    connections.into_iter().filter(|each| is_first(each)).collect()
}

fn apart(mut connections: Vec<Connection>) -> Result<Vec<(Timestamp, Vec<Connection>)>, Problem> {
    connections.sort_by_key(|each| (each.joined_at, each.left_at));
    let mut groups: Vec<(Timestamp, Timestamp, Vec<Connection>)> = Vec::new();
    for each in connections {
        let joined = each.joined_at.ok_or_else(|| of_row("report.row_no_time"))?;
        let left = each.left_at.unwrap_or(joined);
        match groups.last_mut() {
            Some((_, upto, group)) if joined <= upto.plus_seconds(APART_S) => {
                *upto = left.max(*upto);
                group.push(each);
            }
            _ => groups.push((joined, left, vec![each])),
        }
    }
    Ok(groups.into_iter().map(|(start, _, group)| (start, group)).collect())
}

/// The bad rows of a file with what is wrong with each in the last column, below what they need
/// above them, as a table that can be mended and imported again.
pub fn bad_rows(file: &File, sentence: impl Fn(&Problem) -> String) -> Vec<u8> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut last: Option<&Arc<Vec<Vec<String>>>> = None;
    for bad in &file.bad {
        let headings = bad.above.last();
        // Rows that came back once have the column already.
        let had = headings.and_then(|row| row.last()).is_some_and(|last| last == REASONS);
        let width = headings.map_or(bad.cells.len(), Vec::len) - usize::from(had);
        if last.is_none_or(|last| last != &bad.above) {
            let above = bad.above.iter().map(|row| row.iter().map(|cell| plain(cell)).collect());
            rows.extend(above);
            if let Some(headings) = rows.last_mut() {
                headings.truncate(width);
                headings.push(REASONS.to_owned());
            }
            last = Some(&bad.above);
        }
        let mut cells: Vec<String> = bad.cells.iter().take(width).map(|cell| plain(cell)).collect();
        cells.resize(width, String::new());
        cells.push(sentence(&bad.problem));
        rows.push(cells);
    }
    tables::write_safe(rows, file.delimiter)
}

fn plain(cell: &str) -> String {
    tables::plain(cell).to_owned()
}
