//! vCards written: version 3.0, which every address book reads, or 4.0 (RFC 2426, RFC 6350).
//! Lines end in CRLF and are folded at 75 octets, never inside a character.

use crate::card::{Card, PhoneKind};

/// Octets of a line, its break not counted.
const LINE_OCTETS: usize = 75;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    V3,
    V4,
}

/// One card; `uid` is a UUID.
pub fn write(text: &mut String, uid: &str, card: &Card, groups: &[String], version: Version) {
    let (number, uid) = match version {
        Version::V3 => ("3.0", uid.to_owned()),
        Version::V4 => ("4.0", format!("urn:uuid:{uid}")),
    };
    let mut line = |name: &str, value: String| push(text, &format!("{name}:{value}"));
    line("BEGIN", "VCARD".to_owned());
    line("VERSION", number.to_owned());
    line("PRODID", "-//Plenum//Contacts//EN".to_owned());
    line("UID", uid);
    line("FN", escaped(&card.name));
    line("N", structured(&[&card.last_name, &card.first_name, "", "", ""]));
    let texts = [("ORG", &card.company), ("TITLE", &card.job_title), ("URL", &card.website)];
    for (name, value) in texts.into_iter().filter(|(_, value)| !value.is_empty()) {
        line(name, escaped(value));
    }
    for email in &card.emails {
        let name = if version == Version::V3 { "EMAIL;TYPE=INTERNET" } else { "EMAIL" };
        line(name, escaped(email.as_str()));
    }
    for phone in &card.phones {
        line(telephone(phone.kind), escaped(&phone.number));
    }
    if !card.address.is_empty() {
        let address = &card.address;
        let parts: [&str; 7] = [
            "",
            "",
            &address.street,
            &address.city,
            &address.region,
            &address.postcode,
            &address.country,
        ];
        line("ADR", structured(&parts));
    }
    if !groups.is_empty() {
        let groups: Vec<String> = groups.iter().map(|group| escaped(group)).collect();
        line("CATEGORIES", groups.join(","));
    }
    if !card.notes.is_empty() {
        line("NOTE", escaped(&card.notes));
    }
    line("END", "VCARD".to_owned());
}

fn telephone(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Work => "TEL;TYPE=WORK",
        PhoneKind::Mobile => "TEL;TYPE=CELL",
        PhoneKind::Home => "TEL;TYPE=HOME",
        PhoneKind::Fax => "TEL;TYPE=FAX",
        PhoneKind::Other => "TEL;TYPE=VOICE",
    }
}

fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\n', "\\n");
    text.replace(',', "\\,").replace(';', "\\;")
}

fn structured(parts: &[&str]) -> String {
    parts.iter().map(|part| escaped(part)).collect::<Vec<String>>().join(";")
}

fn push(text: &mut String, line: &str) {
    let mut rest = line;
    let mut room = LINE_OCTETS;
    while rest.len() > room {
        let (now, later) = rest.split_at(rest.floor_char_boundary(room));
        text.push_str(now);
        text.push_str("\r\n ");
        rest = later;
        // The blank at the front counts.
        room = LINE_OCTETS - 1;
    }
    text.push_str(rest);
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::card::{CardDraft, GroupName, PhoneDraft};

    fn any_draft() -> impl Strategy<Value = CardDraft> {
        let text = || "[ -~àяß\u{1f600}]{0,90}";
        let texts = (text(), text(), text(), text(), "[ -~\n]{0,120}");
        let lists = (vec("[a-z]{1,9}@example\\.org", 0..4), vec("\\+?[0-9 ]{4,14}", 0..4));
        let more = (text(), text(), vec("[A-Za-zé,\\\\ ]{1,20}", 0..3));
        (texts, lists, more).prop_map(|(texts, (emails, numbers), more)| CardDraft {
            name: texts.0,
            first_name: texts.1,
            last_name: texts.2,
            company: texts.3,
            notes: texts.4,
            emails,
            phones: numbers
                .into_iter()
                .zip(PhoneKind::ALL)
                .map(|(number, kind)| PhoneDraft { kind: kind.word().to_owned(), number })
                .collect(),
            street: more.0,
            city: more.1,
            groups: more.2,
            ..CardDraft::default()
        })
    }

    proptest! {
        /// F6: what is written is read back as it was, in both versions, in short lines.
        #[test]
        fn cards_come_back(draft in any_draft()) {
            let Ok((card, groups)) = draft.check() else { return Ok(()) };
            let groups: Vec<String> = groups.iter().map(|g| g.as_str().to_owned()).collect();
            for version in [Version::V3, Version::V4] {
                let mut text = String::new();
                write(&mut text, "0190a4be-0000-7000-8000-000000000001", &card, &groups, version);
                prop_assert!(text.split("\r\n").all(|line| line.len() <= LINE_OCTETS));
                let read = crate::vcard::read(text.as_bytes(), None).expect("readable");
                prop_assert_eq!(read.len(), 1);
                let again = read[0].draft.as_ref().expect("a card").check();
                let expected: Vec<GroupName> =
                    groups.iter().map(|g| GroupName::parse(g).expect("a group")).collect();
                prop_assert_eq!(again, Ok((card.clone(), expected)));
            }
        }
    }
}
