//! "Did you mean": the known word nearest to a mistyped one.

/// The nearest of `known` to `word`, when few letters are wrong: at most a third of them, and at
/// least one is allowed.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let allowed = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|each| (distance(word, each), each))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, each)| each)
}

/// ` (did you mean "…"?)`, or nothing.
pub(crate) fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    nearest(word, known).map_or_else(String::new, |each| format!(" (did you mean \"{each}\"?)"))
}

/// Letters to insert, remove or replace to make one word the other (Levenshtein).
fn distance(here: &str, there: &str) -> usize {
    let mut row: Vec<usize> = (0..=there.chars().count()).collect();
    for (index, letter) in here.chars().enumerate() {
        let mut next = vec![index + 1];
        for ((other, pair), left_above) in there.chars().zip(row.iter().skip(1)).zip(row.iter()) {
            let replaced = left_above + usize::from(letter != other);
            let left = next.last().map_or(usize::MAX, |left| left + 1);
            next.push(replaced.min(pair + 1).min(left));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_recognised() {
        let known = ["monthly", "annual", "price", "name"];
        assert_eq!(nearest("montly", known), Some("monthly"));
        assert_eq!(nearest("anual", known), Some("annual"));
        assert_eq!(nearest("nmae", known), None);
        assert_eq!(nearest("nam", known), Some("name"));
        assert_eq!(nearest("weekly", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
