//! vCards read: versions 2.1, 3.0 and 4.0, as telephones and address books save them.
//!
//! Lines are unfolded (a blank at the front, or "=" at the end of quoted-printable), values
//! unescaped, and each taken from the character set it names. What a card says that we do not keep
//! is told by its property's name.

use crate::card::{CardDraft, PhoneDraft, PhoneKind};
use crate::charset::Charset;

/// A card of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Read {
    /// The line of its BEGIN, from 1.
    pub line: u32,
    /// Or the code of what is wrong with it.
    pub draft: Result<CardDraft, &'static str>,
    /// Properties that are not kept.
    pub unkept: Vec<String>,
}

/// The bytes cannot be read without knowing their character set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CharsetNeeded;

/// Whether a file holds vCards.
pub fn is_vcard(bytes: &[u8]) -> bool {
    let text = as_utf8(bytes);
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or_default();
    let start = text.get(start..).unwrap_or_default();
    let word = b"BEGIN:VCARD";
    start.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word))
}

/// All cards of a file. `charset`: what bytes mean that are not UTF-8 and say nothing themselves.
pub fn read(bytes: &[u8], charset: Option<Charset>) -> Result<Vec<Read>, CharsetNeeded> {
    let text = as_utf8(bytes);
    let mut cards = Vec::new();
    let mut open: Option<Open> = None;
    for (line, bytes) in unfolded(&text) {
        let Some(property) = Property::read(&bytes, charset)? else { continue };
        let is_card = property.value.trim().eq_ignore_ascii_case("VCARD");
        match property.name.as_str() {
            "BEGIN" if is_card => match &mut open {
                Some(card) => card.depth += 1,
                None => open = Some(Open::at(line)),
            },
            "END" if is_card => match open.take() {
                Some(card) if card.depth > 0 => {
                    open = Some(Open { depth: card.depth - 1, ..card });
                }
                Some(card) => cards.push(card.finish()),
                None => {}
            },
            _ => {
                if let Some(card) = open.as_mut().filter(|card| card.depth == 0) {
                    card.take(property);
                }
            }
        }
    }
    if let Some(card) = open {
        cards.push(Read { line: card.line, draft: Err("contact.card_open"), unkept: Vec::new() });
    }
    Ok(cards)
}

/// Without a mark at the front; UTF-16 turned into UTF-8.
fn as_utf8(bytes: &[u8]) -> Vec<u8> {
    let units = |bytes: &[u8], of: fn([u8; 2]) -> u16| -> Vec<u8> {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| of(*pair)).collect();
        String::from_utf16_lossy(&units).into_bytes()
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => rest.to_vec(),
        [0xff, 0xfe, rest @ ..] => units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => units(rest, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => units(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => units(bytes, u16::from_be_bytes),
        plain => plain.to_vec(),
    }
}

/// Whole lines with the number each begins on.
fn unfolded(text: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let mut lines: Vec<(u32, Vec<u8>)> = Vec::new();
    for (number, line) in (1u32..).zip(text.split(|byte| *byte == b'\n')) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if let Some((_, last)) = lines.last_mut() {
            if is_quoted_printable(last) && last.ends_with(b"=") {
                last.pop();
                last.extend_from_slice(line);
                continue;
            }
            if let [b' ' | b'\t', rest @ ..] = line {
                last.extend_from_slice(rest);
                continue;
            }
        }
        lines.push((number, line.to_vec()));
    }
    lines
}

fn is_quoted_printable(line: &[u8]) -> bool {
    let head = line.split(|byte| *byte == b':').next().unwrap_or_default();
    let word = b"QUOTED-PRINTABLE";
    head.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

/// A line: its name in capitals, its parameters, its value still escaped.
struct Property {
    name: String,
    /// Names in capitals; a word without a name, as in 2.1, is a type.
    parameters: Vec<(String, String)>,
    value: String,
}

impl Property {
    /// None for what is no property, such as an empty line.
    fn read(line: &[u8], charset: Option<Charset>) -> Result<Option<Property>, CharsetNeeded> {
        let Some(colon) = colon(line) else { return Ok(None) };
        let (head, value) = line.split_at(colon);
        let head = String::from_utf8_lossy(head).into_owned();
        let mut parts = split_quoted(&head, ';').into_iter();
        let name = parts.next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or_default().trim().to_uppercase();
        let parameters: Vec<(String, String)> = parts.map(|part| parameter(&part)).collect();
        let value = value.get(1..).unwrap_or_default();
        let mut property = Property { name, parameters, value: String::new() };
        if property.has("ENCODING", "BASE64") || property.has("ENCODING", "B") {
            return Ok(Some(property));
        }
        let quoted = property.has("ENCODING", "QUOTED-PRINTABLE");
        let bytes = if quoted { quoted_printable(value) } else { value.to_vec() };
        let named = property.all("CHARSET").find_map(Charset::from_word);
        let decoded = match named {
            Some(named) => named.decode(&bytes),
            None => Charset::Utf8.decode(&bytes),
        };
        property.value = match decoded.or_else(|| charset.and_then(|asked| asked.decode(&bytes))) {
            Some(value) => value,
            None => return Err(CharsetNeeded),
        };
        Ok(Some(property))
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.parameters
            .iter()
            .filter(move |(each, _)| each == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether `name` has `value`; in 2.1 the value alone says it.
    fn has(&self, name: &str, value: &str) -> bool {
        let mut values = self.all(name).chain(self.all("TYPE"));
        values.any(|each| each.split(',').any(|one| one.trim().eq_ignore_ascii_case(value)))
    }

    fn is_preferred(&self) -> bool {
        self.all("PREF").next().is_some() || self.has("TYPE", "PREF")
    }

    /// The whole value as one text.
    fn text(&self) -> String {
        split_escaped(&self.value, None).pop().unwrap_or_default().trim().to_owned()
    }

    fn parts(&self, delimiter: char) -> Vec<String> {
        split_escaped(&self.value, Some(delimiter))
    }
}

/// The colon before the value, outside of quotes.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    line.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b':' && !quoted
    })
}

fn split_quoted(text: &str, delimiter: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        quoted ^= c == '"';
        match parts.last_mut() {
            Some(_) if c == delimiter && !quoted => parts.push(String::new()),
            Some(part) if c != '"' => part.push(c),
            _ => {}
        }
    }
    parts
}

fn parameter(text: &str) -> (String, String) {
    match text.split_once('=') {
        Some((name, value)) => (name.trim().to_uppercase(), value.trim().to_owned()),
        None => ("TYPE".to_owned(), text.trim().to_owned()),
    }
}

/// The parts of a value between delimiters that are not escaped, each unescaped.
fn split_escaped(value: &str, delimiter: Option<char>) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(c) = letters.next() {
        if Some(c) == delimiter {
            parts.push(String::new());
            continue;
        }
        let Some(part) = parts.last_mut() else { break };
        match c {
            '\\' => match letters.next() {
                Some('n' | 'N') => part.push('\n'),
                Some(escaped @ (',' | ';' | ':' | '\\')) => part.push(escaped),
                Some(other) => part.extend(['\\', other]),
                None => part.push('\\'),
            },
            other => part.push(other),
        }
    }
    parts
}

fn quoted_printable(value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value;
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if *first == b'=' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}

/// A card whose end has not come yet.
struct Open {
    line: u32,
    depth: u32,
    draft: CardDraft,
    is_group: bool,
    emails: Vec<(bool, String)>,
    phones: Vec<(bool, PhoneDraft)>,
    addresses: Vec<(bool, Vec<String>)>,
    unkept: Vec<String>,
}

/// Properties that say nothing about a person, or repeat what another one says.
const TECHNICAL: [&str; 14] = [
    "VERSION",
    "PRODID",
    "UID",
    "REV",
    "KIND",
    "SOURCE",
    "PROFILE",
    "CLASS",
    "MAILER",
    "LABEL",
    "SORT-STRING",
    "LANG",
    "X-ABLABEL",
    "X-ABADR",
];

impl Open {
    fn at(line: u32) -> Open {
        Open {
            line,
            depth: 0,
            draft: CardDraft::default(),
            is_group: false,
            emails: Vec::new(),
            phones: Vec::new(),
            addresses: Vec::new(),
            unkept: Vec::new(),
        }
    }

    fn take(&mut self, property: Property) {
        match property.name.as_str() {
            "FN" => self.draft.name = property.text(),
            "N" => self.take_names(&property.parts(';')),
            "ORG" => {
                let mut parts = property.parts(';').into_iter();
                self.draft.company = parts.next().unwrap_or_default();
                if parts.any(|unit| !unit.trim().is_empty()) {
                    self.unkept.push("ORG".to_owned());
                }
            }
            "TITLE" => self.draft.job_title = property.text(),
            "EMAIL" => {
                let email = property.text();
                let email = email.strip_prefix("mailto:").unwrap_or(&email).to_owned();
                self.emails.push((!property.is_preferred(), email));
            }
            "TEL" => {
                let number = property.text();
                let number = number.strip_prefix("tel:").unwrap_or(&number).to_owned();
                let kind = kind(&property).word().to_owned();
                self.phones.push((!property.is_preferred(), PhoneDraft { kind, number }));
            }
            "ADR" => self.addresses.push((!property.is_preferred(), property.parts(';'))),
            "URL" if self.draft.website.is_empty() => self.draft.website = property.text(),
            "NOTE" => {
                let notes = format!("{}\n\n{}", self.draft.notes, property.text());
                self.draft.notes = notes.trim().to_owned();
            }
            "CATEGORIES" => self.draft.groups.extend(property.parts(',')),
            "KIND" if property.value.trim().eq_ignore_ascii_case("group") => self.is_group = true,
            technical if TECHNICAL.contains(&technical) => {}
            other => self.unkept.push(other.to_owned()),
        }
    }

    fn take_names(&mut self, parts: &[String]) {
        let part = |at: usize| parts.get(at).map(|part| part.trim()).unwrap_or_default();
        self.draft.last_name = part(0).to_owned();
        self.draft.first_name = format!("{} {}", part(1), part(2)).trim().to_owned();
    }

    fn finish(mut self) -> Read {
        self.emails.sort_by_key(|(later, _)| *later);
        self.phones.sort_by_key(|(later, _)| *later);
        self.addresses.sort_by_key(|(later, _)| *later);
        self.draft.emails = self.emails.into_iter().map(|(_, email)| email).collect();
        self.draft.phones = self.phones.into_iter().map(|(_, phone)| phone).collect();
        let mut addresses = self.addresses.into_iter().map(|(_, parts)| parts);
        if let Some(parts) = addresses.next() {
            let part = |at: usize| parts.get(at).map(|part| part.trim()).unwrap_or_default();
            let street = [part(0), part(1), part(2)];
            let street: Vec<&str> = street.into_iter().filter(|part| !part.is_empty()).collect();
            self.draft.street = street.join("\n");
            self.draft.city = part(3).to_owned();
            self.draft.region = part(4).to_owned();
            self.draft.postcode = part(5).to_owned();
            self.draft.country = part(6).to_owned();
        }
        if addresses.next().is_some() {
            self.unkept.push("ADR".to_owned());
        }
        let draft = if self.is_group { Err("contact.card_group") } else { Ok(self.draft) };
        Read { line: self.line, draft, unkept: self.unkept }
    }
}

fn kind(property: &Property) -> PhoneKind {
    let is = |word: &str| property.has("TYPE", word);
    match () {
        () if is("FAX") => PhoneKind::Fax,
        () if is("CELL") => PhoneKind::Mobile,
        () if is("WORK") => PhoneKind::Work,
        () if is("HOME") => PhoneKind::Home,
        () => PhoneKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &[u8]) -> CardDraft {
        let mut cards = read(text, None).expect("readable");
        cards.remove(0).draft.expect("a card")
    }

    #[test]
    fn version_4_with_folded_lines_and_groups_of_lines() {
        let text = b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\n  Lovelace\r\nN:Lovelace;Ada;;;\r\n\
            item1.EMAIL;TYPE=work:ada@example.org\r\nEMAIL;PREF=1:first@example.org\r\n\
            TEL;VALUE=uri;TYPE=\"cell,voice\":tel:+49-30-1234\r\n\
            ADR;LABEL=\"a: b; c\":;;Main St 1\\, left;Berlin;;10115;DE\r\n\
            CATEGORIES:Chess,A\\,B\r\n\
            NOTE:one\\ntwo\r\nBDAY:18151210\r\nEND:VCARD\r\n";
        let ada = one(text);
        assert_eq!((ada.name.as_str(), ada.last_name.as_str()), ("Ada Lovelace", "Lovelace"));
        assert_eq!(ada.emails, ["first@example.org", "ada@example.org"]);
        assert_eq!(
            ada.phones[0],
            PhoneDraft { kind: "mobile".into(), number: "+49-30-1234".into() }
        );
        assert_eq!((ada.street.as_str(), ada.city.as_str()), ("Main St 1, left", "Berlin"));
        assert_eq!((ada.groups.join("|").as_str(), ada.notes.as_str()), ("Chess|A,B", "one\ntwo"));
        assert_eq!(read(text, None).expect("readable")[0].unkept, ["BDAY"]);
    }

    #[test]
    fn version_2_1_with_quoted_printable() {
        let text = b"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=windows-1251;ENCODING=QUOTED-PRINTABLE:\
            =C8=E2=E0=\n=ED=EE=E2=E0;=C0=ED=ED=E0\nTEL;CELL:123456\n\
            NOTE;QUOTED-PRINTABLE;CHARSET=UTF-8:a=3Db=0D=0Ac\nPHOTO;BASE64;JPEG:\n AAAA\n BBBB\n\n\
            END:VCARD\n";
        let anna = one(text);
        assert_eq!((anna.first_name.as_str(), anna.last_name.as_str()), ("Анна", "Иванова"));
        assert_eq!((anna.phones[0].kind.as_str(), anna.notes.as_str()), ("mobile", "a=b\r\nc"));
    }

    #[test]
    fn what_is_no_person_is_told() {
        let text = b"BEGIN:VCARD\nKIND:group\nFN:Chess\nEND:VCARD\nBEGIN:VCARD\nFN:Ada\n";
        let told: Vec<(u32, Option<&str>)> = read(text, None)
            .expect("readable")
            .iter()
            .map(|c| (c.line, c.draft.clone().err()))
            .collect();
        assert_eq!(told, [(1, Some("contact.card_group")), (5, Some("contact.card_open"))]);
        let old = b"BEGIN:VCARD\nFN:Jos\xe9\nEND:VCARD\n";
        assert_eq!(read(old, None), Err(CharsetNeeded));
        let asked = read(old, Some(Charset::Windows1252)).expect("readable");
        assert_eq!(asked[0].draft.as_ref().map(|d| d.name.as_str()), Ok("José"));
    }

    #[test]
    fn a_card_is_known_by_its_first_words() {
        assert!(is_vcard(b"\xef\xbb\xbf\r\nbegin:vcard\n"));
        let wide: Vec<u8> = "BEGIN:VCARD".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_vcard(&wide));
        assert!(!is_vcard(b"Name,Email"));
    }
}
