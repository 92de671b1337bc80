//! Columns: what a line of headings says about the cells below it. Some words mean the host in one
//! file and a participant in the next; where they stand decides, as the services write them.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use contacts::fold;

use crate::held::Source;
use crate::words::{ENGLISH, FRENCH, GERMAN, RUSSIAN};

/// Language of a line of headings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Language {
    En,
    Fr,
    De,
    Ru,
}

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
pub(crate) enum Field {
    Number,
    /// Names one time the meeting took place.
    Instance,
    Title,
    Start,
    End,
    /// The day of `Start`, where that is a time alone.
    Date,
    /// The day a person came; then `Start` and `End` are theirs too.
    JoinDate,
    Join,
    Leave,
    Host,
    HostFirst,
    HostLast,
    HostEmail,
    Person,
    PersonEmail,
    /// The person's where it stands at or behind their name, else the host's.
    User,
    UserEmail,
    Email,
    /// The person's where there is one, and of two the second.
    Duration,
    MeetingMinutes,
    PersonMinutes,
    Participants,
    Guest,
    SourceWord,
    /// Says nothing that is kept; left out without a word.
    Technical,
    /// Not known; told.
    Unkept,
}

/// The words, their language, what they mean, and who alone writes them so.
pub(crate) type Word = (&'static str, Language, Field, Option<Source>);

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Column {
    pub header: String,
    pub field: Field,
}

/// A line of headings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Header {
    pub columns: Vec<Column>,
    pub language: Language,
    /// Who writes such headings, where a word tells it.
    pub source: Option<Source>,
}

/// Fewer known words make no line of headings.
const WORDS_MIN: usize = 3;

fn normal(header: &str) -> String {
    let folded = fold(header);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join(" ")
}

static KNOWN: LazyLock<HashMap<String, &'static Word>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for word in [ENGLISH, FRENCH, GERMAN, RUSSIAN].into_iter().flatten() {
        known.entry(normal(word.0)).or_insert(word);
    }
    known
});

/// What a row of cells says, if it is a line of headings.
pub(crate) fn read(cells: &[String]) -> Option<Header> {
    // No heading begins with a figure, and hardly a row of a report has none that does.
    if cells.iter().any(|cell| cell.trim_start().starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let mut languages: BTreeMap<Language, usize> = BTreeMap::new();
    let mut sources: BTreeMap<Source, usize> = BTreeMap::new();
    let mut columns = Vec::new();
    for cell in cells {
        let header = tables::plain(cell).trim().to_owned();
        let field = match KNOWN.get(&normal(&header)) {
            Some((_, language, field, source)) => {
                *languages.entry(*language).or_default() += 1;
                if let Some(source) = source {
                    *sources.entry(*source).or_default() += 1;
                }
                *field
            }
            None => Field::Unkept,
        };
        columns.push(Column { header, field });
    }
    let most = |(a, a_count): &(Language, usize), (b, b_count): &(Language, usize)| {
        a_count.cmp(b_count).then(b.cmp(a))
    };
    let language = languages.into_iter().max_by(most).map(|(language, _)| language)?;
    let source = sources.into_iter().max_by_key(|(_, count)| *count).map(|(source, _)| source);
    settle(&mut columns);
    let header = Header { columns, language, source };
    header.is_one().then_some(header)
}

/// Decides what the words mean that can mean two things.
fn settle(columns: &mut [Column]) {
    let place = |columns: &[Column], wanted: &[Field]| {
        columns.iter().position(|column| wanted.contains(&column.field))
    };
    let comes_alone = place(columns, &[Field::JoinDate, Field::Join, Field::Leave]).is_some();
    let has_own_email = place(columns, &[Field::PersonEmail]).is_some();
    let person = place(columns, &[Field::Person, Field::PersonEmail])
        .or_else(|| place(columns, &[Field::User]).filter(|_| comes_alone));
    let times_are_theirs = place(columns, &[Field::JoinDate]).is_some();
    let durations = columns.iter().filter(|column| column.field == Field::Duration).count();
    let mut seen = 0;
    for (at, column) in columns.iter_mut().enumerate() {
        let is_theirs = person.is_some_and(|person| at >= person);
        column.field = match column.field {
            Field::User if is_theirs => Field::Person,
            Field::User => Field::Host,
            Field::UserEmail | Field::Email if is_theirs && !has_own_email => Field::PersonEmail,
            Field::UserEmail | Field::Email => Field::HostEmail,
            Field::Start if times_are_theirs => Field::Join,
            Field::End if times_are_theirs => Field::Leave,
            Field::Duration => {
                seen += 1;
                match person.is_some() && seen == durations {
                    true => Field::PersonMinutes,
                    false => Field::MeetingMinutes,
                }
            }
            other => other,
        };
    }
}

impl Header {
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.field == field)
    }

    fn has_any(&self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.has(*field))
    }

    /// Whether its rows say which meeting they are about.
    pub fn tells_meeting(&self) -> bool {
        self.has_any(&[Field::Number, Field::Instance, Field::Title])
    }

    /// Whether its rows are about people.
    pub fn tells_person(&self) -> bool {
        self.has_any(&[Field::Person, Field::PersonEmail])
    }

    fn is_one(&self) -> bool {
        let technical = [Field::Technical, Field::Unkept];
        let known = self.columns.iter().filter(|column| !technical.contains(&column.field));
        let has_time = self.has_any(&[Field::Start, Field::Date, Field::Join]);
        let has_stay = self.has_any(&[Field::Join, Field::Leave, Field::PersonMinutes]);
        known.count() >= WORDS_MIN
            && ((self.tells_meeting() && has_time) || (self.tells_person() && has_stay))
    }

    /// Columns whose cells are moments.
    pub fn is_moment(field: Field) -> bool {
        use Field::{Date, End, Join, JoinDate, Leave, Start};
        matches!(field, Date | End | Join | JoinDate | Leave | Start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str) -> Vec<Field> {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        let header = read(&cells).unwrap_or_else(|| panic!("no headings: {line}"));
        header.columns.into_iter().map(|column| column.field).collect()
    }

    #[test]
    fn who_a_word_is_about_follows_from_where_it_stands() {
        use Field::{
            Guest, Host, HostEmail, Join, Leave, MeetingMinutes, Number, Participants, Person,
            PersonEmail, PersonMinutes, Start, Title,
        };
        let first = "Meeting ID,Topic,Start Time,User Email,Duration (Minutes),Participants";
        assert_eq!(fields(first), [Number, Title, Start, HostEmail, MeetingMinutes, Participants]);
        let second =
            "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest";
        assert_eq!(fields(second), [Person, PersonEmail, Join, Leave, PersonMinutes, Guest]);
        let both = "Topic,User Name,User Email,Start Time,Duration (Minutes),Name (Original Name),\
                    User Email,Join Time,Duration (Minutes)";
        assert_eq!(
            fields(both),
            [
                Title,
                Host,
                HostEmail,
                Start,
                MeetingMinutes,
                Person,
                PersonEmail,
                Join,
                PersonMinutes
            ]
        );
        let goto = "attendeeEmail,attendeeName,email,joinTime,leaveTime,subject";
        assert_eq!(fields(goto), [PersonEmail, Person, HostEmail, Join, Leave, Title]);
    }

    #[test]
    fn rows_of_people_are_no_headings() {
        for line in ["Ada,ada@example.org,2026-01-01 10:00", "a,b,c", "Topic,Guest,x", ""] {
            let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            assert_eq!(read(&cells), None, "{line}");
        }
    }
}
