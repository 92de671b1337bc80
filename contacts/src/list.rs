//! Lists without columns, as people paste them and as some services take them: addresses with or
//! without names, divided by line breaks, commas or semicolons.

use crate::card::CardDraft;

/// An entry with the line it stands on. None when this is no such list: an entry without an
/// address, or no entry at all.
pub fn read(text: &str) -> Option<Vec<(u32, CardDraft)>> {
    let mut drafts = Vec::new();
    for (line, row) in (1u32..).zip(text.lines()) {
        for entry in entries(row) {
            drafts.push((line, draft(&entry)?));
        }
    }
    (!drafts.is_empty()).then_some(drafts)
}

fn entries(row: &str) -> Vec<String> {
    let mut entries = vec![String::new()];
    let mut quoted = false;
    for c in row.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => entries.push(String::new()),
            other => {
                if let Some(entry) = entries.last_mut() {
                    entry.push(other);
                }
            }
        }
    }
    let entries = entries.into_iter().map(|entry| entry.trim().to_owned());
    entries.filter(|entry| !entry.is_empty()).collect()
}

/// "Ada Lee <ada@example.org>", "Ada Lee ada@example.org" or the address alone.
fn draft(entry: &str) -> Option<CardDraft> {
    let (name, email) = match entry.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some(parts) => parts,
        None => entry.rsplit_once(char::is_whitespace).unwrap_or(("", entry)),
    };
    let one = email.contains('@') && !name.contains('@');
    one.then(|| CardDraft {
        name: name.trim().to_owned(),
        emails: vec![email.trim().to_owned()],
        ..CardDraft::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_they_are_pasted() {
        let text = "Ada Lee ada@example.org;Ben Lee ben@example.org\n\"Lee, Eva\" <eva@example.org>\n\
                    dan@example.org";
        let drafts = read(text).expect("a list");
        let told: Vec<String> =
            drafts.iter().map(|(line, d)| format!("{line} {} {}", d.name, d.emails[0])).collect();
        let expected = [
            "1 Ada Lee ada@example.org",
            "1 Ben Lee ben@example.org",
            "2 Lee, Eva eva@example.org",
            "3  dan@example.org",
        ];
        assert_eq!(told, expected);
        assert!(read("Ada Lee\nada@example.org").is_none());
        assert!(read("").is_none());
    }
}
