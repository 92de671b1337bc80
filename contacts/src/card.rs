//! A card: what is known of a contact. Checked where it is typed or read, so that names stay one
//! line in mails and lists (R-67), and nothing grows without end.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use units::EmailAddress;

use crate::fold::fold;

pub const LINE_MAX_CHARS: usize = 100;
pub const WEBSITE_MAX_CHARS: usize = 300;
pub const STREET_MAX_CHARS: usize = 200;
pub const NOTES_MAX_CHARS: usize = 4_000;
pub const EMAILS_MAX: usize = 5;
pub const PHONES_MAX: usize = 6;
/// Groups one contact is in.
pub const GROUPS_MAX: usize = 20;
pub const GROUP_NAME_MAX_CHARS: usize = 60;
const PHONE_MAX_CHARS: usize = 40;
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 3..=20;

/// A contact's card. Every text may be empty but the name.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// As it is shown: their own, or else that of the company, an address or a number.
    pub name: String,
    pub first_name: String,
    pub last_name: String,
    pub company: String,
    pub job_title: String,
    /// No two alike; the first is written to.
    pub emails: Vec<EmailAddress>,
    pub phones: Vec<Phone>,
    pub address: Address,
    pub website: String,
    /// Several lines.
    pub notes: String,
}

/// Where somebody is, as people write it: whatever a file says is kept.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// May be several lines.
    pub street: String,
    pub city: String,
    pub region: String,
    pub postcode: String,
    pub country: String,
}

impl Address {
    pub fn is_empty(&self) -> bool {
        *self == Address::default()
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Phone {
    pub kind: PhoneKind,
    /// As it was written.
    pub number: String,
}

impl Phone {
    /// What is compared: without the signs between, and without what a country or a network has in
    /// front, which some write and others leave out.
    pub fn key(&self) -> String {
        const COMPARED_DIGITS: usize = 8;
        let digits: Vec<char> = self.number.chars().filter(char::is_ascii_digit).collect();
        digits.iter().skip(digits.len().saturating_sub(COMPARED_DIGITS)).collect()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    Work,
    Mobile,
    Home,
    Fax,
    Other,
}

impl PhoneKind {
    pub const ALL: [PhoneKind; 5] =
        [PhoneKind::Work, PhoneKind::Mobile, PhoneKind::Home, PhoneKind::Fax, PhoneKind::Other];

    /// The word in files, rows, API and keys of texts.
    pub fn word(self) -> &'static str {
        match self {
            PhoneKind::Work => "work",
            PhoneKind::Mobile => "mobile",
            PhoneKind::Home => "home",
            PhoneKind::Fax => "fax",
            PhoneKind::Other => "other",
        }
    }

    pub fn from_word(word: &str) -> Option<PhoneKind> {
        PhoneKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A group's name: one line without the semicolon that stands between groups in files.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GroupName(String);

impl GroupName {
    pub fn parse(text: &str) -> Result<GroupName, Problem> {
        let name =
            line(text, GROUP_NAME_MAX_CHARS).map_err(|code| problem("groups", code, text))?;
        if name.is_empty() {
            return Err(problem("groups", "contact.group_missing", ""));
        }
        match name.contains(';') {
            true => Err(problem("groups", "contact.group_semicolon", text)),
            false => Ok(GroupName(name)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is compared and kept unique.
    pub fn key(&self) -> String {
        fold(&self.0).chars().take(2 * GROUP_NAME_MAX_CHARS).collect()
    }
}

/// What is wrong with one field of a draft.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// As forms and the API name it.
    pub field: String,
    /// Stable: API clients and translations key on it.
    pub code: String,
    /// What was written there, cut to a line.
    pub value: String,
}

const SHOWN_CHARS: usize = 60;

pub(crate) fn problem(field: &str, code: &str, value: &str) -> Problem {
    let words: Vec<&str> = value.split_whitespace().collect();
    let value = words.join(" ").chars().filter(|c| !is_unprintable(*c)).take(SHOWN_CHARS).collect();
    Problem { field: field.to_owned(), code: code.to_owned(), value }
}

/// A phone number as it was typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PhoneDraft {
    /// A word of `PhoneKind`; empty: another.
    pub kind: String,
    pub number: String,
}

/// A card as it was typed or stands in a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CardDraft {
    pub name: String,
    pub first_name: String,
    pub last_name: String,
    pub company: String,
    pub job_title: String,
    pub emails: Vec<String>,
    pub phones: Vec<PhoneDraft>,
    pub street: String,
    pub city: String,
    pub region: String,
    pub postcode: String,
    pub country: String,
    pub website: String,
    pub notes: String,
    pub groups: Vec<String>,
}

/// A checked card with the groups it belongs to.
pub type Checked = (Card, Vec<GroupName>);

impl CardDraft {
    /// The card, or everything that is wrong with it.
    pub fn check(&self) -> Result<Checked, Vec<Problem>> {
        let mut reader = Reader { problems: Vec::new() };
        let mut card = Card {
            name: reader.line("name", &self.name, LINE_MAX_CHARS),
            first_name: reader.line("first_name", &self.first_name, LINE_MAX_CHARS),
            last_name: reader.line("last_name", &self.last_name, LINE_MAX_CHARS),
            company: reader.line("company", &self.company, LINE_MAX_CHARS),
            job_title: reader.line("job_title", &self.job_title, LINE_MAX_CHARS),
            emails: reader.emails(&self.emails),
            phones: reader.phones(&self.phones),
            address: Address {
                street: reader.lines("street", &self.street, STREET_MAX_CHARS),
                city: reader.line("city", &self.city, LINE_MAX_CHARS),
                region: reader.line("region", &self.region, LINE_MAX_CHARS),
                postcode: reader.line("postcode", &self.postcode, LINE_MAX_CHARS),
                country: reader.line("country", &self.country, LINE_MAX_CHARS),
            },
            website: reader.line("website", &self.website, WEBSITE_MAX_CHARS),
            notes: reader.lines("notes", &self.notes, NOTES_MAX_CHARS),
        };
        let groups = reader.groups(&self.groups);
        if card.name.is_empty() {
            card.name = named_by_the_rest(&card);
        }
        if card.name.is_empty() && reader.problems.is_empty() {
            reader.problems.push(problem("name", "contact.empty", ""));
        }
        match reader.problems.is_empty() {
            true => Ok((card, groups)),
            false => Err(reader.problems),
        }
    }
}

impl From<&Card> for CardDraft {
    fn from(card: &Card) -> CardDraft {
        let phones = card.phones.iter().map(|phone| PhoneDraft {
            kind: phone.kind.word().to_owned(),
            number: phone.number.clone(),
        });
        CardDraft {
            name: card.name.clone(),
            first_name: card.first_name.clone(),
            last_name: card.last_name.clone(),
            company: card.company.clone(),
            job_title: card.job_title.clone(),
            emails: card.emails.iter().map(ToString::to_string).collect(),
            phones: phones.collect(),
            street: card.address.street.clone(),
            city: card.address.city.clone(),
            region: card.address.region.clone(),
            postcode: card.address.postcode.clone(),
            country: card.address.country.clone(),
            website: card.website.clone(),
            notes: card.notes.clone(),
            groups: Vec::new(),
        }
    }
}

fn named_by_the_rest(card: &Card) -> String {
    let own = format!("{} {}", card.first_name, card.last_name);
    let email = card.emails.first().map(ToString::to_string).unwrap_or_default();
    let phone = card.phones.first().map(|phone| phone.number.clone()).unwrap_or_default();
    let names = [own.trim().to_owned(), card.company.clone(), email, phone];
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    name.chars().take(LINE_MAX_CHARS).collect::<String>().trim_end().to_owned()
}

struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn line(&mut self, field: &str, text: &str, most: usize) -> String {
        line(text, most).unwrap_or_else(|code| {
            self.problems.push(problem(field, code, text));
            String::new()
        })
    }

    fn lines(&mut self, field: &str, text: &str, most: usize) -> String {
        lines(text, most).unwrap_or_else(|code| {
            self.problems.push(problem(field, code, text));
            String::new()
        })
    }

    fn emails(&mut self, written: &[String]) -> Vec<EmailAddress> {
        let mut emails: Vec<EmailAddress> = Vec::new();
        for text in written.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            match text.parse::<EmailAddress>() {
                Ok(email) if emails.iter().any(|kept| kept.key() == email.key()) => {}
                Ok(email) => emails.push(email),
                Err(_) => self.problems.push(problem("emails", "contact.email", text)),
            }
        }
        if emails.len() > EMAILS_MAX {
            self.problems.push(problem("emails", "contact.too_many_emails", ""));
            emails.truncate(EMAILS_MAX);
        }
        emails
    }

    fn phones(&mut self, written: &[PhoneDraft]) -> Vec<Phone> {
        let mut phones: Vec<Phone> = Vec::new();
        for draft in written.iter().filter(|draft| !draft.number.trim().is_empty()) {
            match phone(draft) {
                Ok(phone) if phones.iter().any(|kept| kept.number == phone.number) => {}
                Ok(phone) => phones.push(phone),
                Err(code) => self.problems.push(problem("phones", code, &draft.number)),
            }
        }
        if phones.len() > PHONES_MAX {
            self.problems.push(problem("phones", "contact.too_many_phones", ""));
            phones.truncate(PHONES_MAX);
        }
        phones
    }

    fn groups(&mut self, written: &[String]) -> Vec<GroupName> {
        let mut groups: Vec<GroupName> = Vec::new();
        for text in written.iter().filter(|text| !text.trim().is_empty()) {
            match GroupName::parse(text) {
                Ok(group) if groups.iter().any(|kept| kept.key() == group.key()) => {}
                Ok(group) => groups.push(group),
                Err(problem) => self.problems.push(problem),
            }
        }
        if groups.len() > GROUPS_MAX {
            self.problems.push(problem("groups", "contact.too_many_groups", ""));
            groups.truncate(GROUPS_MAX);
        }
        groups
    }
}

/// A number is kept as it was written; one that a spreadsheet has turned into "4.93E+11" is gone.
fn phone(draft: &PhoneDraft) -> Result<Phone, &'static str> {
    let number = line(&draft.number, PHONE_MAX_CHARS)?;
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let upper = number.to_uppercase();
    let is_rounded =
        upper.contains("E+") && upper.chars().filter(|c| c.is_alphabetic()).count() == 1;
    if is_rounded {
        return Err("contact.phone_rounded");
    }
    match PHONE_DIGITS.contains(&digits) {
        true => {
            let kind = PhoneKind::from_word(draft.kind.trim()).unwrap_or(PhoneKind::Other);
            Ok(Phone { kind, number })
        }
        false => Err("contact.phone"),
    }
}

/// Characters that don't print, or turn the direction of what follows.
fn is_unprintable(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let breaks = matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    c.is_control() || turns || breaks
}

/// One line: blanks and line breaks become one blank, composed and decomposed letters the same.
fn line(text: &str, most: usize) -> Result<String, &'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let line: String = words.join(" ").nfc().collect();
    if line.chars().any(is_unprintable) {
        return Err("contact.unprintable");
    }
    match line.chars().count() > most {
        true => Err("contact.too_long"),
        false => Ok(line),
    }
}

/// Several lines, without blanks at their ends and empty lines around them.
fn lines(text: &str, most: usize) -> Result<String, &'static str> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\t', " ");
    let kept: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    let text: String = kept.join("\n").trim().nfc().collect();
    if text.chars().any(|c| c != '\n' && is_unprintable(c)) {
        return Err("contact.unprintable");
    }
    match text.chars().count() > most {
        true => Err("contact.too_long"),
        false => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone_of(number: &str) -> CardDraft {
        let phones = vec![PhoneDraft { kind: "mobile".to_owned(), number: number.to_owned() }];
        CardDraft { phones, ..CardDraft::default() }
    }

    fn codes(draft: &CardDraft) -> Vec<String> {
        let problems = draft.check().err().unwrap_or_default();
        problems.into_iter().map(|each| format!("{} {}", each.field, each.code)).collect()
    }

    #[test]
    fn what_is_wrong_is_told_field_by_field() {
        let draft = CardDraft {
            name: "Ada\u{202e}".to_owned(),
            company: "x".repeat(LINE_MAX_CHARS + 1),
            emails: vec!["ada@".to_owned(), "ada@example.org".to_owned()],
            groups: vec!["a;b".to_owned()],
            ..phone_of("4.93E+11")
        };
        let told = [
            "name contact.unprintable",
            "company contact.too_long",
            "emails contact.email",
            "phones contact.phone_rounded",
            "groups contact.group_semicolon",
        ];
        assert_eq!(codes(&draft), told);
        assert_eq!(codes(&CardDraft::default()), ["name contact.empty"]);
        assert_eq!(codes(&phone_of("12")), ["phones contact.phone"]);
        assert!(codes(&phone_of("+49 30 1234-567 ext 8")).is_empty());
    }

    #[test]
    fn a_name_is_one_line_and_never_missing() {
        let name = |draft: CardDraft| draft.check().expect("a card").0.name;
        let ada = CardDraft { name: " Ada\r\nBcc: x ".to_owned(), ..CardDraft::default() };
        assert_eq!(name(ada), "Ada Bcc: x");
        let parts = CardDraft {
            first_name: "Ada".to_owned(),
            last_name: "Lovelace".to_owned(),
            ..CardDraft::default()
        };
        assert_eq!(name(parts), "Ada Lovelace");
        let emails = vec!["ada@example.org".to_owned(), "ADA@example.org".to_owned()];
        let only = CardDraft { emails, ..CardDraft::default() };
        let (card, _) = only.check().expect("a card");
        assert_eq!((card.name.as_str(), card.emails.len()), ("ada@example.org", 1));
    }

    #[test]
    fn what_is_in_front_of_a_number_does_not_count() {
        let key = |number: &str| phone_of(number).check().expect("a card").0.phones[0].key();
        assert_eq!(key("+49 (30) 123 456 78"), key("030/12345678"));
        assert_ne!(key("+49 30 12345678"), key("+49 30 12345679"));
    }
}
