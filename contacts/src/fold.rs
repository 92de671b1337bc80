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
}
