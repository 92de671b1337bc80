//! Records as archives hold them (G1): of an account or a person, kind by kind, read a portion at a
//! time along keys that stay while rows come and go around them.
//!
//! A kind's fields stand in `people::export::kinds`, and here where each comes from; the test below
//! holds the two together. What was made after the export was asked for is not in it.

mod of_account;
mod of_person;

use people::export::{Field, Holds, Kind, Subject};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use units::Timestamp;

use crate::chat::OF_PERSON as CHATS_OF_PERSON;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Where the records of a kind come from.
struct Source {
    /// Sources of one kind stand together and are read one after the other.
    kind: &'static str,
    /// The person's own copy of what was another Plenum's.
    is_copy: bool,
    takes: Takes,
    /// One table is called `t`.
    from: &'static str,
    when: &'static str,
    /// Fields that are not a column of `t` with their name: `field=expression`, blanks between.
    columns: &'static str,
    /// What tells the records apart and is their order; a number where `#` stands before it.
    keys: &'static str,
    /// When a record was made; none: it is part of another, or has no history.
    made: Option<&'static str>,
}

/// What `when` names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Takes {
    /// The account as $1.
    Account,
    /// The account as $1, the person as $2.
    AccountAndPerson,
    /// The person as $1.
    Person,
}

const OF_ACCOUNT: &str = "t.account_id = $1";
const OF_PERSON: &str = "t.account_id = $1 and t.person_id = $2";
/// Filled in by `condition`.
const A_CHAT: &str = "t.id in (chats)";
const OF_A_CHAT: &str = "t.chat_id in (chats)";
const COPIED: &str = "t.person_id = $1";

const ACCOUNT: Source = Source {
    kind: "",
    is_copy: false,
    takes: Takes::Account,
    from: "",
    when: OF_ACCOUNT,
    columns: "",
    keys: "",
    made: None,
};
const PERSON: Source = Source { takes: Takes::AccountAndPerson, when: OF_PERSON, ..ACCOUNT };
const PERSON_ANYWHERE: Source = Source { takes: Takes::Person, ..ACCOUNT };

/// One value of a place among records.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key {
    Number(i64),
    Text(String),
}

impl From<&Key> for Value {
    fn from(key: &Key) -> Value {
        match key {
            Key::Number(number) => Value::Int(*number),
            Key::Text(text) => Value::Text(text.clone()),
        }
    }
}

/// Records of a portion.
#[derive(Clone, PartialEq, Debug)]
pub struct Portion {
    pub records: Vec<Json>,
    /// They are the person's own copy of what was another Plenum's.
    pub is_copy: bool,
    /// After which the next portion begins; none: this was the last.
    pub next: Option<Vec<Key>>,
}

/// At most `most` records of `kind` after `after` that belong to `subject` and were made until
/// `made_until`; none of a kind that `subject` has not.
pub async fn portion(
    tx: &mut Tx,
    subject: &Subject,
    kind: &Kind,
    made_until: Timestamp,
    after: Option<&[Key]>,
    most: u32,
) -> Result<Portion, StoreError> {
    let sources = sources(subject, kind.name);
    let (at, after) = place(&sources, after);
    let Some(source) = sources.get(at) else {
        return Ok(Portion { records: Vec::new(), is_copy: false, next: None });
    };
    let (sql, values) = statement(source, subject, kind, made_until, after, most);
    let rows = tx.rows_text(&sql, &values).await?;
    let records: Result<Vec<Json>, StoreError> = rows.iter().map(|row| record(row, kind)).collect();
    let next = after_rows(&rows, (&sources, at), most)?;
    Ok(Portion { records: records?, is_copy: source.is_copy, next })
}

/// As `portion`, but the records are read and dropped; after which the next portion begins. For
/// `plenum bench`.
pub async fn bare(
    tx: &mut Tx,
    subject: &Subject,
    kind: &Kind,
    made_until: Timestamp,
    after: Option<&[Key]>,
    most: u32,
) -> Result<Option<Vec<Key>>, StoreError> {
    let sources = sources(subject, kind.name);
    let (at, after) = place(&sources, after);
    let Some(source) = sources.get(at) else { return Ok(None) };
    let (sql, values) = statement(source, subject, kind, made_until, after, most);
    let rows = tx.rows_text(&sql, &values).await?;
    after_rows(&rows, (&sources, at), most)
}

/// After which record of source `at` the next portion begins; none: `rows` were the last.
fn after_rows(
    rows: &[Row],
    (sources, at): (&[&Source], usize),
    most: u32,
) -> Result<Option<Vec<Key>>, StoreError> {
    let is_full = u32::try_from(rows.len()).is_ok_and(|rows| rows >= most);
    let number = |at: usize| Key::Number(i64::try_from(at).unwrap_or(i64::MAX));
    Ok(match (rows.last().filter(|_| is_full), sources.get(at)) {
        (Some(row), Some(source)) => {
            let keys = keys_of(row, source)?;
            Some(if sources.len() > 1 { [vec![number(at)], keys].concat() } else { keys })
        }
        _ if at + 1 < sources.len() => Some(vec![number(at + 1)]),
        _ => None,
    })
}

/// Where the records of `kind` come from, one after the other.
fn sources(subject: &Subject, kind: &str) -> Vec<&'static Source> {
    let all = match subject.person {
        Some(_) => of_person::SOURCES,
        None => of_account::SOURCES,
    };
    all.iter().filter(|source| source.kind == kind).collect()
}

/// Which source is read, and after which of its records. Among several its number comes first.
fn place<'a>(sources: &[&Source], after: Option<&'a [Key]>) -> (usize, Option<&'a [Key]>) {
    match after {
        Some([Key::Number(at), keys @ ..]) if sources.len() > 1 => {
            let at = usize::try_from(*at).unwrap_or(usize::MAX);
            (at, (!keys.is_empty()).then_some(keys))
        }
        other => (0, other),
    }
}

fn statement(
    source: &Source,
    subject: &Subject,
    kind: &Kind,
    made_until: Timestamp,
    after: Option<&[Key]>,
    most: u32,
) -> (String, Vec<Value>) {
    let account = Value::from(subject.account);
    let person = Value::from(subject.person);
    let mut values = match source.takes {
        Takes::Account => vec![account],
        Takes::AccountAndPerson => vec![account, person],
        Takes::Person => vec![person],
    };
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let fields = kind.fields().enumerate();
    let mut columns: Vec<String> =
        fields.map(|(at, field)| format!("{} as f{at}", expression(source, field.0))).collect();
    let keys: Vec<&str> =
        source.keys.split_whitespace().map(|key| key.trim_start_matches('#')).collect();
    columns.extend(keys.iter().enumerate().map(|(at, key)| format!("{key} as k{at}")));
    let mut condition = source.when.replace("chats", CHATS_OF_PERSON);
    if let Some(made) = source.made {
        condition.push_str(&format!(" and {made} <= {}", place(made_until.into())));
    }
    if let Some(after) = after {
        let places: Vec<String> = after.iter().map(|key| place(key.into())).collect();
        // Where keys are of two tables, an index of the first begins here; the rest is compared.
        if let ([first, _, ..], Some(from)) = (keys.as_slice(), places.first()) {
            condition.push_str(&format!(" and {first} >= {from}"));
        }
        condition.push_str(&format!(" and ({}) > ({})", keys.join(", "), places.join(", ")));
    }
    let (columns, order, from) = (columns.join(", "), keys.join(", "), source.from);
    let sql =
        format!("select {columns} from {from} where {condition} order by {order} limit {most}");
    (sql, values)
}

/// Where `field` is read.
fn expression(source: &Source, field: &str) -> String {
    let named = source.columns.split_whitespace().filter_map(|column| column.split_once('='));
    let mut found = named.filter(|(name, _)| *name == field);
    found.next().map_or_else(|| format!("t.{field}"), |(_, expression)| expression.to_owned())
}

fn record(row: &Row, kind: &Kind) -> Result<Json, StoreError> {
    let mut record = Map::new();
    for (at, Field(name, holds)) in kind.fields().enumerate() {
        let column = format!("f{at}");
        let value = match holds {
            Holds::Text => row.opt_text(&column)?.map(Json::from),
            Holds::Number => row.opt_int(&column)?.map(Json::from),
            Holds::Moment => row.opt_time(&column)?.map(|at| Json::from(at.to_string())),
            Holds::Document => row.opt_json(&column)?,
        };
        record.insert(name.to_owned(), value.unwrap_or(Json::Null));
    }
    Ok(Json::Object(record))
}

fn keys_of(row: &Row, source: &Source) -> Result<Vec<Key>, StoreError> {
    let keys = source.keys.split_whitespace().enumerate().map(|(at, key)| {
        let column = format!("k{at}");
        Ok(match key.starts_with('#') {
            true => Key::Number(row.int(&column)?),
            false => Key::Text(row.text(&column)?),
        })
    });
    keys.collect()
}

#[cfg(test)]
mod tests {
    use people::export::{Step, Whose};
    use units::Id;

    use super::*;

    /// Every kind of an archive has its source, and nothing is read that is not described.
    #[test]
    fn sources_and_kinds_are_the_same() {
        let id = |byte| Id::from_parts(Timestamp::from_seconds(0), [byte; 10]);
        for whose in Whose::ALL {
            let person = (whose == Whose::Person)
                .then(|| Id::from_parts(Timestamp::from_seconds(0), [2; 10]));
            let subject = Subject { account: id(1), person };
            let described: Vec<&str> = whose.steps().iter().filter_map(Step::records).collect();
            let all = if person.is_some() { of_person::SOURCES } else { of_account::SOURCES };
            let mut read: Vec<&str> = all.iter().map(|source| source.kind).collect();
            read.dedup();
            assert_eq!(read, described);
            for step in whose.steps() {
                let kind = step.kind();
                let fields: Vec<&str> = kind.fields().map(|field| field.0).collect();
                for source in sources(&subject, kind.name) {
                    for column in source.columns.split_whitespace() {
                        let (name, _) = column.split_once('=').expect("a field and its place");
                        assert!(fields.contains(&name), "{}: {name}", kind.name);
                    }
                    let after = [Key::Text("a".to_owned())];
                    let now = Timestamp::from_seconds(5);
                    let (sql, values) = statement(source, &subject, kind, now, Some(&after), 3);
                    for number in 1..=values.len() {
                        assert!(sql.contains(&format!("${number}")), "{sql}");
                    }
                    assert!(!sql.contains(&format!("${}", values.len() + 1)), "{sql}");
                }
            }
        }
    }
}
