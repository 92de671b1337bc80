//! Folding: texts as they are compared and searched, without case, accents and double blanks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in small letters without marks on them, its words one blank apart.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let lower = plain.to_lowercase().replace('ß', "ss");
    // What grows apart in lower case may carry a mark again ("İ").
    let lower: String = lower.chars().filter(|c| !is_combining_mark(*c)).collect();
    lower.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// `text` as words are looked for in it: folded, with a blank before each word, whatever stands
/// there. So a word begins with "jo" where " jo" is in it.
///
/// Where a script puts no blanks between words, each character stands as a word of its own: any
/// part of a sentence is found as the beginning of words that follow each other.
pub fn spaced(text: &str) -> String {
    let folded = fold(text);
    let mut spaced = String::with_capacity(folded.len() + 1);
    let (mut in_word, mut after_blank) = (false, false);
    for c in folded.chars() {
        let is_word = c.is_alphanumeric();
        let alone = is_word && has_no_blanks(c);
        if is_word && (alone || !in_word) && !after_blank {
            spaced.push(' ');
        }
        spaced.push(c);
        in_word = is_word && !alone;
        after_blank = c == ' ';
    }
    spaced
}

/// The words of a text that `spaced` made, in its order; signs beside them left out.
pub fn words_of(spaced: &str) -> impl Iterator<Item = &str> {
    let is_sign = |c: char| !c.is_alphanumeric();
    let words = spaced.split(' ').filter_map(move |part| part.split(is_sign).next());
    words.filter(|word| !word.is_empty())
}

/// Thai, Lao, Burmese, Khmer, kana and Han.
fn has_no_blanks(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of `text`, folded, without punctuation, in the order of the alphabet: a name written
/// "Lovelace, Ada" has the words of "Ada Lovelace".
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let split = folded.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = split.filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_blanks_do_not_count() {
        assert_eq!(fold("  Élise   GROß "), "elise gross");
        assert_eq!(fold("Семён"), fold("СЕМЕН"));
        assert_eq!(words("Lovelace, Ada"), words("ada LOVELACE"));
        assert_eq!(fold(&fold("İstanbul")), fold("İstanbul"));
    }

    #[test]
    fn words_stand_after_one_blank_each() {
        assert_eq!(
            spaced("O'Brien,  Élise <e.b@x.example>"),
            " o' brien, elise < e. b@ x. example>"
        );
        assert_eq!(spaced("定例会議 2027年"), " 定 例 会 議 2027 年");
        assert_eq!(spaced("100% _ \\"), " 100% _ \\");
        assert_eq!(spaced(&spaced("Smörgås&Søn (2)")), spaced("Smörgås&Søn (2)"));
        let words: Vec<String> =
            words_of(&spaced("Élise <e.b@x>, 会議")).map(str::to_owned).collect();
        assert_eq!(words, ["elise", "e", "b", "x", "会", "議"]);
    }
}
