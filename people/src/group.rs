//! What a group of an account's people is called (E9).

use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use crate::name::is_unprintable;

pub const GROUP_NAME_MAX_CHARS: usize = 60;

/// One line, 1 to 60 characters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupName(String);

/// Why a text is not a group's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GroupNameProblem {
    #[error("the name is missing")]
    Missing,
    #[error("the name is longer than {GROUP_NAME_MAX_CHARS} characters")]
    TooLong,
    #[error("the name has characters that cannot be printed")]
    Unprintable,
}

impl GroupNameProblem {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            GroupNameProblem::Missing => "group.name_missing",
            GroupNameProblem::TooLong => "group.name_too_long",
            GroupNameProblem::Unprintable => "group.name_characters",
        }
    }
}

impl GroupName {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What names are compared by: one account has no two groups that differ in case alone.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for GroupName {
    type Err = GroupNameProblem;

    /// Runs of blanks become one; composed and decomposed letters become the same.
    fn from_str(text: &str) -> Result<GroupName, GroupNameProblem> {
        if text.trim().chars().any(is_unprintable) {
            return Err(GroupNameProblem::Unprintable);
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let name: String = words.join(" ").nfc().take(GROUP_NAME_MAX_CHARS + 1).collect();
        match name.chars().count() {
            0 => Err(GroupNameProblem::Missing),
            count if count > GROUP_NAME_MAX_CHARS => Err(GroupNameProblem::TooLong),
            _ => Ok(GroupName(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_and_compared_without_case() {
        let sales: GroupName = "  Sales \u{a0} North ".parse().expect("a name");
        assert_eq!((sales.as_str(), sales.key().as_str()), ("Sales North", "sales north"));
        let long = "a".repeat(GROUP_NAME_MAX_CHARS + 1);
        for (text, problem) in [
            (" ", GroupNameProblem::Missing),
            (long.as_str(), GroupNameProblem::TooLong),
            ("Sa\u{202e}les", GroupNameProblem::Unprintable),
            ("Sa\nles", GroupNameProblem::Unprintable),
        ] {
            assert_eq!(text.parse::<GroupName>(), Err(problem), "{text:?}");
        }
    }
}
