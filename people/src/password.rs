//! Passwords: which ones are taken, by rule, before anything is hashed.
//!
//! Length is what counts (NIST SP 800-63B): ten characters or more, no demands on their kinds.
//! Refused is what is guessed first: well-known ones however decorated, repetitions, runs along the
//! keyboard, one's own name. How strong the rest is, is estimated elsewhere; `Weak` is that
//! estimate's word.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use units::EmailAddress;

pub const PASSWORD_MIN_CHARS: usize = 10;
/// Room for 64 characters of any script.
pub const PASSWORD_MAX_BYTES: usize = 256;

/// Passwords known from breaches, with the words they are built from; parted by blanks.
const COMMON: &str = include_str!("password/common.txt");

/// Rows of keys and alphabets people run along, either way.
const RUNS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
];
/// Shortest part of a row that counts as a run.
const RUN_MIN_CHARS: usize = 4;
/// What must be left beside runs, names and well-known words for a password to be its owner's own.
const OWN_MIN_CHARS: usize = 6;
/// Fewest different characters.
const DIFFERENT_MIN_CHARS: usize = 5;
/// Shortest part of a name that is looked for.
const NAME_PART_MIN_CHARS: usize = 4;

/// A password in the form that is hashed: compatible forms of a character are the same (NFKC).
/// Never printed.
#[derive(Clone)]
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    #[error("the password has fewer than {PASSWORD_MIN_CHARS} characters")]
    TooShort,
    #[error("the password has more than {PASSWORD_MAX_BYTES} bytes")]
    TooLong,
    #[error("the password is among those tried first")]
    Common,
    #[error("the password repeats a few characters")]
    Repeats,
    #[error("the password runs along the keyboard or the alphabet")]
    Sequence,
    #[error("the password is made of the person's name or address")]
    Personal,
    /// Found by the estimate, which is made outside of this room.
    #[error("the password is easy to guess")]
    Weak,
}

impl PasswordProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            PasswordProblem::TooShort => "password.too_short",
            PasswordProblem::TooLong => "password.too_long",
            PasswordProblem::Common => "password.common",
            PasswordProblem::Repeats => "password.repeats",
            PasswordProblem::Sequence => "password.sequence",
            PasswordProblem::Personal => "password.personal",
            PasswordProblem::Weak => "password.weak",
        }
    }
}

impl Password {
    /// A password somebody wants, or every reason against it. `email` and `name` are theirs, as far
    /// as they are known.
    pub fn choose(
        text: &str,
        email: Option<&EmailAddress>,
        name: &str,
    ) -> Result<Password, Vec<PasswordProblem>> {
        let Some(password) = Password::typed(text) else {
            return Err(vec![PasswordProblem::TooLong]);
        };
        let lower = password.0.to_lowercase();
        if lower.chars().count() < PASSWORD_MIN_CHARS {
            return Err(vec![PasswordProblem::TooShort]);
        }
        let problems: Vec<PasswordProblem> = [
            (is_common(&lower), PasswordProblem::Common),
            (repeats(&lower), PasswordProblem::Repeats),
            (own_beside_runs(&lower) < OWN_MIN_CHARS, PasswordProblem::Sequence),
            (is_personal(&lower, email, name), PasswordProblem::Personal),
        ]
        .into_iter()
        .filter_map(|(found, problem)| found.then_some(problem))
        .collect();
        if problems.is_empty() { Ok(password) } else { Err(problems) }
    }

    /// A password as typed to sign in; `None` when it is longer than any that was ever taken.
    pub fn typed(text: &str) -> Option<Password> {
        let within = |text: &str| text.len() <= PASSWORD_MAX_BYTES;
        let normal: String = text.nfkc().take(PASSWORD_MAX_BYTES + 1).collect();
        within(&normal).then_some(Password(normal))
    }

    /// For the hash and the estimate of its strength.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// Figures and signs people write for letters.
fn plain_letter(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '3' => 'e',
        '1' | '!' => 'i',
        '$' | '5' => 's',
        '7' => 't',
        other => other,
    }
}

/// Well-known as it is, or a well-known word with a little around it, however often repeated.
fn is_common(lower: &str) -> bool {
    let known = |word: &str| COMMON.split_whitespace().any(|common| common == word);
    let plain: String = lower.chars().map(plain_letter).collect();
    let bare = |text: &str| text.trim_matches(|c: char| !c.is_alphabetic()).to_owned();
    let trimmed = bare(lower);
    let plain_of_trimmed: String = trimmed.chars().map(plain_letter).collect();

    [lower.to_owned(), bare(&plain), plain, trimmed, plain_of_trimmed].iter().any(|core| {
        let around = lower.chars().count().saturating_sub(core.chars().count());
        around < OWN_MIN_CHARS && (known(core) || known(unit_of(core)))
    })
}

/// The shortest part that repeated gives `text`; `text` itself if none does.
fn unit_of(text: &str) -> &str {
    let ends = text.char_indices().map(|(end, _)| end).skip(1);
    let mut units = ends.filter_map(|end| text.get(..end));
    let repeated = |unit: &&str| unit.repeat(text.len() / unit.len()) == text;
    units.find(repeated).unwrap_or(text)
}

fn repeats(lower: &str) -> bool {
    let different: std::collections::BTreeSet<char> = lower.chars().collect();
    different.len() < DIFFERENT_MIN_CHARS || unit_of(lower).chars().count() < OWN_MIN_CHARS
}

/// How many characters are outside of runs.
fn own_beside_runs(lower: &str) -> usize {
    let follows = |one: char, next: char| {
        RUNS.iter().any(|row| {
            row.chars()
                .zip(row.chars().skip(1))
                .any(|pair| pair == (one, next) || pair == (next, one))
        })
    };
    let (mut own, mut run, mut before) = (0, 0, None);
    for c in lower.chars() {
        if before.is_some_and(|before| follows(before, c)) {
            run += 1;
        } else {
            own += if run < RUN_MIN_CHARS { run } else { 0 };
            run = 1;
        }
        before = Some(c);
    }
    own + if run < RUN_MIN_CHARS { run } else { 0 }
}

/// Little is left when the parts of name and address are taken out.
fn is_personal(lower: &str, email: Option<&EmailAddress>, name: &str) -> bool {
    let (name, address) = (name.to_lowercase(), email.map_or_else(String::new, EmailAddress::key));
    let mut parts: Vec<&str> = address
        .split(|c: char| !c.is_alphanumeric())
        .chain(name.split(|c: char| !c.is_alphanumeric()))
        .chain([address.as_str()])
        .filter(|part| part.chars().count() >= NAME_PART_MIN_CHARS)
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut left = lower.to_owned();
    for part in parts {
        left = left.replace(part, "");
    }
    left.len() < lower.len() && left.chars().count() < OWN_MIN_CHARS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<&'static str> {
        let email = "ada.lovelace@analytical.example".parse().expect("an address");
        match Password::choose(text, Some(&email), "Ada Lovelace") {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(PasswordProblem::code).collect(),
        }
    }

    #[test]
    fn long_and_own_is_enough() {
        for good in [
            "correct horse battery staple",
            "tr0ub4dor&3x",
            "кошка села на крышу",
            "le chat noir du port",
            "xkqpvzmtwh",
            "92843750129",
            "dragon gardens at noon",
            "mondayMarmalade",
            "ada likes lentils",
        ] {
            assert_eq!(problems(good), [""; 0], "{good}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for (bad, code) in [
            ("short", "password.too_short"),
            ("", "password.too_short"),
            ("Password123", "password.common"),
            ("P@ssw0rd!!", "password.common"),
            ("iloveyou2027", "password.common"),
            ("1q2w3e4r5t", "password.common"),
            ("qwertyuiop", "password.common"),
            ("!Sunshine99", "password.common"),
            ("Plenum2026!", "password.common"),
            ("monkeymonkey", "password.common"),
            ("motdepasse1", "password.common"),
            ("Пароль12345", "password.common"),
            ("aaaaaaaaaaaa", "password.repeats"),
            ("abababababab", "password.repeats"),
            ("xyz1xyz1xyz1", "password.repeats"),
            ("0987654321", "password.sequence"),
            ("abcdefghijkl", "password.sequence"),
            ("poiuytrewqlkjhgf", "password.sequence"),
            ("qwertyasdfgh", "password.sequence"),
            ("ada.lovelace@analytical.example", "password.personal"),
            ("lovelace2027", "password.personal"),
            ("Analytical!1", "password.personal"),
        ] {
            assert!(problems(bad).contains(&code), "{bad}: {:?}", problems(bad));
        }
    }

    #[test]
    fn bounds_hold() {
        assert_eq!(problems(&"ab3d€".repeat(60)), ["password.too_long"]);
        let sixty_four: String = "雨が降ると猫は眠る".chars().cycle().take(64).collect();
        assert_eq!(problems(&sixty_four), [""; 0]);
        assert!(Password::typed(&"x".repeat(257)).is_none());
        assert!(Password::typed(&"\u{fdfa}".repeat(250)).is_none(), "one character becomes 18");
        let (one, other) = (Password::typed("caf\u{e9}"), Password::typed("cafe\u{301}"));
        assert_eq!(one.map(|p| p.secret().to_owned()), other.map(|p| p.secret().to_owned()));
        let shown = Password::typed("secret").map(|p| format!("{p:?}"));
        assert_eq!(shown.as_deref(), Some("Password(…)"));
    }

    #[test]
    fn the_list_is_large_and_well_formed() {
        let words: Vec<&str> = COMMON.split_whitespace().collect();
        assert!(words.len() >= 500, "{}", words.len());
        assert!(words.iter().all(|word| word.to_lowercase() == **word));
    }
}
