//! What somebody looks for among much that is theirs, by the beginnings of its words (F1, F6).
//!
//! Every part that was typed has to begin with a word's beginning; where nothing is found so, what
//! was typed is looked for anywhere. The texts decide. Rows of words only lead to the few things
//! whose texts are worth reading: where a word is everywhere, the list is walked until a page is
//! full (docs/decisions/0059).

use contacts::{fold, spaced, words_of};
use units::id::PersonId;

use crate::args;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Value;

/// Longest beginning of a word that is kept in rows.
const WORD_MAX_CHARS: usize = 40;
/// Typed words for which rows are counted; the longest are the rarest, as a rule.
const WORDS_COUNTED: usize = 6;

/// How a text is looked through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Reading {
    /// Each part is the beginning of a word, or of words that follow each other.
    Beginnings,
    /// All of it stands somewhere, as it was typed.
    Anywhere,
}

/// What was typed, as texts that `contacts::spaced` made are looked through for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sought {
    parts: Vec<String>,
    whole: String,
}

impl Sought {
    /// None: nothing is looked for.
    pub fn read(typed: &str) -> Option<Sought> {
        let folded = fold(&typed.replace(char::is_control, " "));
        let parts: Vec<String> =
            folded.split(' ').filter(|part| !part.is_empty()).map(spaced).collect();
        let whole = spaced(&folded).trim_start().to_owned();
        (!parts.is_empty()).then_some(Sought { parts, whole })
    }

    /// " and …", true of a text in `column` that has it; what it compares with joins `values`.
    pub fn conditions(
        &self,
        reading: Reading,
        dialect: Dialect,
        column: &str,
        values: &mut Vec<Value>,
    ) -> String {
        let sought = match reading {
            Reading::Beginnings => self.parts.as_slice(),
            Reading::Anywhere => std::slice::from_ref(&self.whole),
        };
        let mut conditions = String::new();
        for text in sought {
            values.push(Value::from(text));
            let place = dialect.position(column, &format!("${}", values.len()));
            conditions.push_str(&format!(" and {place} > 0"));
        }
        conditions
    }

    /// Whether a row of the word it begins with says all: no text needs to be read.
    pub fn is_one_word(&self) -> bool {
        match self.parts.as_slice() {
            [part] => {
                let mut words = words_of(part);
                let word = words.next().unwrap_or_default();
                words.next().is_none()
                    && part.strip_prefix(' ') == Some(word)
                    && word.chars().count() <= WORD_MAX_CHARS
            }
            _ => false,
        }
    }

    /// Beginnings that words of what is found have, the longest first.
    fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = self.parts.iter().flat_map(|part| kept(part)).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        words.truncate(WORDS_COUNTED);
        words
    }
}

/// The words of a text that `contacts::spaced` made, as rows keep them, each once.
pub(crate) fn kept(spaced: &str) -> Vec<String> {
    let cut = |word: &str| word.chars().take(WORD_MAX_CHARS).collect();
    let mut words: Vec<String> = words_of(spaced).map(cut).collect();
    words.sort();
    words.dedup();
    words
}

/// Rows of words that begin alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Few {
    begins: String,
}

impl Few {
    /// True of their rows; what it compares with joins `values`.
    pub fn condition(&self, values: &mut Vec<Value>) -> String {
        values.push(Value::from(&self.begins));
        values.push(Value::from(after(&self.begins)));
        format!("word >= ${} and word < ${}", values.len() - 1, values.len())
    }
}

/// What comes after all words that begin with `begins`.
fn after(begins: &str) -> String {
    format!("{begins}{}", char::MAX)
}

/// Fewer rows are not compared with those of further words.
const VERY_FEW: u32 = 100;

/// The rows to read for `sought`: of all its words, those with the fewest in `table`, a constant of
/// ours. None: each has more than `few`.
pub(crate) async fn fewest(
    tx: &mut Tx,
    table: &'static str,
    person: PersonId,
    sought: &Sought,
    few: u32,
) -> Result<Option<Few>, StoreError> {
    let sql = format!(
        "select count(*) as found from (select 1 from {table}
          where person_id = $1 and word >= $2 and word < $3 limit $4) counted"
    );
    let mut fewest = None;
    for begins in sought.words() {
        let after = after(&begins);
        let rows = tx.rows_text(&sql, args![person, &begins, after, few.saturating_add(1)]).await?;
        let found = rows.first().map_or(Ok(0), |row| row.count("found"))?;
        let least = fewest.as_ref().is_none_or(|(least, _)| found < *least);
        if found <= few && least {
            fewest = Some((found, Few { begins }));
        }
        if found <= VERY_FEW {
            break;
        }
    }
    Ok(fewest.map(|(_, few)| few))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(typed: &str) -> Sought {
        Sought::read(typed).expect("something is looked for")
    }

    #[test]
    fn what_is_typed_is_read_in_parts() {
        let parts = sought("  Élise O'Brien 100% ").parts;
        assert_eq!(parts, [" elise", " o' brien", " 100%"]);
        assert_eq!(sought("a\0b").parts, [" a", " b"]);
        assert_eq!(sought("会議 b").whole, "会 議 b");
        assert_eq!(Sought::read(" \t\0"), None);
    }

    #[test]
    fn one_word_is_known_from_its_rows() {
        assert!(sought("hansen").is_one_word() && sought("ÉLISE").is_one_word());
        for more in ["hansen 7", "o'brien", "100%", "@", "会議"] {
            assert!(!sought(more).is_one_word(), "{more}");
        }
        assert!(!sought(&"x".repeat(41)).is_one_word());
    }

    #[test]
    fn the_longest_words_are_counted_first() {
        assert_eq!(sought("jo hansen j.").words(), ["hansen", "jo", "j"]);
        assert_eq!(kept(&spaced("Jo <jo@x.example>, Jo")), ["example", "jo", "x"]);
    }
}
