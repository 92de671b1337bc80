//! Lists of addresses as people write them: pasted, one a line or in a row, with names or without.
//!
//! Splits and trims only; whether an address is one is decided with the rest of the draft.

use serde::{Deserialize, Serialize};

use crate::meeting::Invitee;

/// A person to invite, as it was written. `name` may be empty.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteeDraft {
    pub email: String,
    pub name: String,
}

impl InviteeDraft {
    pub(crate) fn of(invitee: &Invitee) -> InviteeDraft {
        InviteeDraft { email: invitee.email.to_string(), name: invitee.name.clone() }
    }
}

/// Most entries taken from one text; one more than may be invited, so that too many is noticed.
const ENTRIES_MAX: usize = crate::draft::INVITEES_MAX + 1;

/// Reads `ada@example.org`, `Ada L <ada@example.org>` and `"L, Ada" <ada@example.org>`, divided by
/// line breaks, commas, semicolons, or by spaces between bare addresses.
pub fn parse_list(text: &str) -> Vec<InviteeDraft> {
    entries(text).iter().flat_map(|entry| one_or_more(entry.trim())).take(ENTRIES_MAX).collect()
}

/// The list as one text, an entry a line: `parse_list` reads it back.
pub fn list_text<'a>(people: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let lines: Vec<String> = people
        .into_iter()
        .map(|(email, name)| match name {
            "" => email.to_owned(),
            name => format!("\"{}\" <{email}>", name.replace('"', "'")),
        })
        .collect();
    lines.join("\n")
}

fn entries(text: &str) -> Vec<String> {
    let mut entries = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' | '\r' => {
                quoted = false;
                entries.push(String::new());
            }
            ',' | ';' if !quoted => entries.push(String::new()),
            other => {
                if let Some(entry) = entries.last_mut() {
                    entry.push(other);
                }
            }
        }
    }
    entries
}

fn one_or_more(entry: &str) -> Vec<InviteeDraft> {
    let bare = |email: &str| InviteeDraft { email: email.to_owned(), name: String::new() };
    match entry.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, email)) => {
            vec![InviteeDraft { email: email.trim().to_owned(), name: name.trim().to_owned() }]
        }
        None => entry.split_whitespace().map(bare).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_people_write_them() {
        let text = "ada@example.org, Ben K <ben@example.org>;\r\n\n\"Clara, Dr.\" <clara@example.org>\n\
                    dan@example.org eva@example.org";
        let list = parse_list(text);
        let shown: Vec<(&str, &str)> =
            list.iter().map(|entry| (entry.email.as_str(), entry.name.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("ada@example.org", ""),
                ("ben@example.org", "Ben K"),
                ("clara@example.org", "Clara, Dr."),
                ("dan@example.org", ""),
                ("eva@example.org", ""),
            ]
        );
        assert_eq!(parse_list(&list_text(shown)), list);
        assert!(parse_list(" \n,;").is_empty());
    }

    #[test]
    fn a_huge_list_is_cut() {
        assert_eq!(parse_list(&"a@b.cd ".repeat(5_000)).len(), ENTRIES_MAX);
    }
}
