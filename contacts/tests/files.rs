//! Golden files: every shape we know, in the encodings, delimiters and languages they come in (F6).
//! All people in them are made up for these tests.

use contacts::card::{Card, GroupName};
use contacts::charset::Charset;
use contacts::columns::{Language, Shape};
use contacts::import::{self, Counts, File, Known, OtherName, Outcome, Unreadable, bad_rows, plan};
use contacts::{own, vcard_write};
use proptest::prelude::*;
use units::Timestamp;
use units::id::ContactId;

const WEBEX: &str = include_str!("files/webex_my_contacts.tsv");
const WEBEX_ORGANISATION: &str = include_str!("files/webex_organisation.csv");
const ZOOM_USERS: &str = include_str!("files/zoom_users.csv");
const ZOOM_MEETING: &str = include_str!("files/zoom_meeting.csv");
const GOTO: &str = include_str!("files/goto_attendees.csv");
const GOOGLE: &str = include_str!("files/google.csv");
const OUTLOOK_EN: &str = include_str!("files/outlook_en.csv");
const OUTLOOK_FR: &str = include_str!("files/outlook_fr.csv");
const OUTLOOK_DE: &str = include_str!("files/outlook_de.csv");
const OUTLOOK_RU: &str = include_str!("files/outlook_ru.csv");

fn read(text: &str) -> File {
    import::read(text.as_bytes(), None).expect("readable")
}

fn cards(file: &File) -> Vec<Card> {
    file.entries.iter().filter_map(|e| e.read.as_ref().ok()).map(|(card, _)| card.clone()).collect()
}

/// Name, first address, first number, company, town of each contact, and the lines of bad rows.
fn told(file: &File) -> Vec<String> {
    let entry = |entry: &import::Entry| match &entry.read {
        Ok((card, _)) => {
            let email = card.emails.first().map(ToString::to_string).unwrap_or_default();
            let phone = card.phones.first().map(|phone| phone.number.clone()).unwrap_or_default();
            let parts = [&card.name, &email, &phone, &card.company, &card.address.city];
            parts.map(String::as_str).join("|")
        }
        Err(problems) => format!("line {}: {}", entry.line, problems[0].code),
    };
    file.entries.iter().map(entry).collect()
}

#[test]
fn webex_my_contacts() {
    let file = read(WEBEX);
    assert_eq!((file.shape, file.language), (Shape::Webex, Some(Language::En)));
    assert_eq!(
        told(&file),
        [
            "Clara Weiss|clara.weiss@example.org|+49 3012345678|Weiss & Söhne|Berlin",
            "Dan Okafor|dan@example.net|+1 4085551234||San Jose",
            "line 5: contact.email",
            "Eva \"Evi\" Lund|eva@example.org|||Oslo",
        ]
    );
    assert_eq!(file.entries[0].read.as_ref().expect("a card").0.address.street, "Hof 2\nAufgang B");
    assert_eq!(file.unkept, ["Time Zone", "Language", "Locale"]);
}

/// Encodings and delimiters change nothing.
#[test]
fn webex_in_every_dress() {
    let plain = told(&read(WEBEX));
    let marked = format!("\u{feff}{WEBEX}");
    let wide = |of: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> {
        text.encode_utf16().flat_map(of).collect()
    };
    let dresses = [
        marked.clone().into_bytes(),
        wide(u16::to_le_bytes, &marked),
        wide(u16::to_be_bytes, &marked),
        wide(u16::to_le_bytes, WEBEX),
        WEBEX.replace('\n', "\r\n").into_bytes(),
        WEBEX.replace('\t', ";").into_bytes(),
        WEBEX.replace('\t', ",").into_bytes(),
    ];
    for dress in dresses {
        let file = import::read(&dress, None).expect("readable");
        assert_eq!(told(&file), plain);
    }
}

#[test]
fn webex_organisation_contacts() {
    let file = read(WEBEX_ORGANISATION);
    assert_eq!(file.shape, Shape::WebexOrganisation);
    assert_eq!(
        told(&file),
        [
            "Front desk||+49 30 555 0100|Example Works|",
            "Clara Weiss|clara.weiss@example.org|+49 30 555 0101|Example Works|Berlin",
        ]
    );
    assert_eq!(file.unkept, ["SIP URI"]);
}

#[test]
fn zoom_users_and_meetings() {
    let users = read(ZOOM_USERS);
    assert_eq!(users.shape, Shape::Zoom);
    assert_eq!(
        told(&users),
        ["Clara Weiss|clara.weiss@example.org|||", "Dan Okafor|dan@example.net|||"]
    );
    assert_eq!(users.unkept, ["Department", "Manager", "User Group", "Location"]);
    let meeting = read(ZOOM_MEETING);
    let expected = [
        "Clara Weiss|clara.weiss@example.org|||",
        "Guest of Dan||||",
        "Clara Weiss|clara.weiss@example.org|||",
    ];
    assert_eq!((meeting.shape, told(&meeting)), (Shape::Zoom, expected.map(str::to_owned).into()));
    let counts = plan(&meeting.entries, Vec::new(), None).counts();
    assert_eq!((counts.new, counts.unchanged), (2, 1), "who joined twice is one");
}

#[test]
fn goto_attendees_and_lists() {
    let file = read(GOTO);
    assert_eq!(file.shape, Shape::Goto);
    assert_eq!(
        told(&file),
        ["Clara Weiss|clara.weiss@example.org|||", "dan@example.net|dan@example.net|||"]
    );
    let list = read("Clara Weiss clara.weiss@example.org;Dan Okafor dan@example.net;");
    let expected = ["Clara Weiss|clara.weiss@example.org|||", "Dan Okafor|dan@example.net|||"];
    assert_eq!((list.shape, told(&list)), (Shape::List, expected.map(str::to_owned).into()));
}

#[test]
fn google_contacts() {
    let file = read(GOOGLE);
    assert_eq!((file.shape, file.entries.len()), (Shape::Google, 2));
    let (clara, groups) = file.entries[0].read.as_ref().expect("a card");
    let emails: Vec<&str> = clara.emails.iter().map(units::EmailAddress::as_str).collect();
    assert_eq!(emails, ["clara.weiss@example.org", "cw@example.net", "office@example.org"]);
    let phones: Vec<String> =
        clara.phones.iter().map(|p| format!("{} {}", p.kind.word(), p.number)).collect();
    assert_eq!(phones, ["mobile +49 170 1234567", "work +49 30 555 0101"]);
    let groups: Vec<&str> = groups.iter().map(GroupName::as_str).collect();
    assert_eq!(groups, ["Choir", "Berlin"]);
    assert_eq!(clara.notes, "Sings alto.\nCall after six");
    assert_eq!(file.unkept, ["Nickname", "Birthday"]);
}

#[test]
fn outlook_in_four_languages() {
    for (text, language) in [
        (OUTLOOK_EN, Language::En),
        (OUTLOOK_FR, Language::Fr),
        (OUTLOOK_DE, Language::De),
        (OUTLOOK_RU, Language::Ru),
    ] {
        let file = read(text);
        assert_eq!((file.shape, file.language), (Shape::Outlook, Some(language)));
        let (clara, groups) = file.entries[0].read.as_ref().expect("a card");
        let parts = [&clara.first_name, &clara.last_name, &clara.company, &clara.job_title];
        assert_eq!(parts, ["Clara Maria", "Weiß", "Weiß & Söhne", "Chefin"], "{language:?}");
        assert_eq!(clara.address.street, "Hof 2\nAufgang B", "{language:?}");
        assert_eq!(
            (clara.address.city.as_str(), clara.address.postcode.as_str()),
            ("Berlin", "10115")
        );
        assert_eq!(clara.emails.len(), 2, "{language:?}");
        let kinds: Vec<&str> = clara.phones.iter().map(|phone| phone.kind.word()).collect();
        assert_eq!(kinds, ["work", "home", "mobile"], "{language:?}");
        assert_eq!(groups.len(), 2, "{language:?}");
        assert_eq!(clara.notes, "Line one\nline two");
        assert!(file.unkept.len() == 1, "{:?}", file.unkept);
    }
}

/// Which old character set it is is asked, not guessed.
#[test]
fn old_character_sets_are_asked_for() {
    let bytes = b"Name;E-Mail\nJos\xe9;jose@example.org\n";
    assert_eq!(import::read(bytes, None), Err(Unreadable::CharsetNeeded));
    let file = import::read(bytes, Some(Charset::Windows1252)).expect("readable");
    assert_eq!(told(&file), ["José|jose@example.org|||"]);
    let file = import::read(bytes, Some(Charset::Windows1251)).expect("readable");
    assert_eq!(told(&file), ["Josй|jose@example.org|||"]);
}

#[test]
fn what_is_no_file_of_contacts_is_refused() {
    let code = |text: &str| import::read(text.as_bytes(), None).map_err(Unreadable::code).err();
    assert_eq!(code(""), Some("contacts.file_empty"));
    assert_eq!(code("Name,E-mail\n,\n"), Some("contacts.file_empty"));
    assert_eq!(code("Price,Amount\n1,2\n"), Some("contacts.no_columns"));
    assert_eq!(code("Name,E-mail\n\"Ada,ada@example.org\n"), Some("contacts.file_open_quote"));
    assert_eq!(code("\u{feff}a\0b"), Some("contacts.file_not_text"));
}

fn id() -> ContactId {
    ContactId::from_parts(Timestamp::from_seconds(1), [7; 10])
}

fn known(file: &File) -> Vec<Known> {
    let entries = file.entries.iter().filter_map(|entry| entry.read.as_ref().ok());
    let known = entries.map(|(card, groups)| Known {
        id: Some(id()),
        card: card.clone(),
        groups: groups.iter().map(|group| group.as_str().to_owned()).collect(),
        is_changed: false,
    });
    known.collect()
}

/// The plan says new, merged, left as it is, asked and bad; done, it plans nothing more.
#[test]
fn a_plan_says_what_would_happen() {
    let before =
        known(&read("Name,E-mail\nClara Weiss,clara.weiss@example.org\nDaniel,dan@example.net"));
    let file = read(WEBEX);
    let asked = plan(&file.entries, before.clone(), None);
    let counts = Counts { new: 1, merged: 1, asked: 1, bad: 1, ..Counts::default() };
    assert_eq!(asked.counts(), counts);
    assert_eq!(asked.outcomes[1], Outcome::Asked { at: 1 });
    for (answer, merged, new, skipped) in
        [(OtherName::Merge, 2, 1, 0), (OtherName::Separate, 1, 2, 0), (OtherName::Skip, 1, 1, 1)]
    {
        let done = plan(&file.entries, before.clone(), Some(answer));
        let counts = done.counts();
        assert_eq!((counts.merged, counts.new, counts.skipped), (merged, new, skipped));
        assert!(done.contacts.iter().all(|each| each.id.is_some() || each.is_changed));
        let after = done.contacts.into_iter().map(|each| Known { is_changed: false, ..each });
        let again = plan(&file.entries, after.collect(), Some(answer));
        assert!(again.contacts.iter().all(|each| !each.is_changed), "{answer:?}");
    }
}

/// The account-wide report of Zoom names the host in each row first.
#[test]
fn hosts_are_not_their_guests() {
    let text = "Topic,Meeting ID,User Name,User Email,Department,Start Time,Name (Original Name),\
        User Email,Join Time\nRehearsal,812,Hanna Host,host@example.org,Music,01/06/2026 00:00,\
        Clara Weiss,clara.weiss@example.org,01/06/2026 00:00\n";
    assert_eq!(told(&read(text)), ["Clara Weiss|clara.weiss@example.org|||"]);
    assert_eq!(cards(&read(text))[0].emails.len(), 1);
    assert!(cards(&read(GOTO)).iter().all(|card| card.emails.len() == 1));
}

/// bad rows come back with reasons and without formulas, and can be imported when mended.
#[test]
fn bad_rows_come_back() {
    let file = read("Name,E-mail\n=1+1,ada@\nBen,ben@example.org\n");
    let made = plan(&file.entries, Vec::new(), None);
    let bytes = bad_rows(&file, &made.outcomes, |problems| problems[0].code.clone());
    let text = String::from_utf8(bytes).expect("text");
    let text = text.trim_start_matches('\u{feff}');
    assert_eq!(
        text,
        "Name,E-mail,Comments\r\n'=1+1,'ada@,contact.email\r\n".replace("'ada@", "ada@")
    );
    let mended = read(&text.replace("ada@", "ada@example.org"));
    assert_eq!(told(&mended), ["=1+1|ada@example.org|||"]);
    let again = bad_rows(&mended, &[Outcome::Bad { problems: Vec::new() }], |_| "x".to_owned());
    assert!(String::from_utf8_lossy(&again).contains("Name,E-mail,Comments\r\n"), "one column");
}

fn exported(cards: &[(Card, Vec<String>)]) -> Vec<u8> {
    let rows = cards.iter().map(|(card, groups)| own::row(card, groups));
    tables::write_safe([own::header()].into_iter().chain(rows), ',')
}

fn any_line() -> impl Strategy<Value = String> {
    "[-=+@'\"a-zà,;\\\\ ]{0,12}"
}

proptest! {
    /// F6: our own export is imported as it was, formulas, quotes and line breaks included.
    #[test]
    fn our_own_export_comes_back(
        lines in proptest::collection::vec(any_line(), 9),
        notes in "[-=+a-z\n;,\"]{0,30}",
        groups in proptest::collection::vec("[-=+a-z,]{1,9}", 0..3),
        number in "\\+[0-9 ]{5,12}",
    ) {
        let draft = contacts::CardDraft {
            name: lines[0].clone(),
            first_name: lines[1].clone(),
            last_name: lines[2].clone(),
            company: lines[3].clone(),
            job_title: lines[4].clone(),
            emails: vec!["ada@example.org".to_owned(), "+x@example.org".to_owned()],
            phones: vec![contacts::PhoneDraft { kind: "fax".to_owned(), number }],
            street: lines[5].clone(),
            city: lines[6].clone(),
            country: lines[7].clone(),
            website: lines[8].clone(),
            notes,
            groups,
            ..contacts::CardDraft::default()
        };
        let Ok((card, groups)) = draft.check() else { return Ok(()) };
        let names: Vec<String> = groups.iter().map(|group| group.as_str().to_owned()).collect();
        let bytes = exported(&[(card.clone(), names)]);
        let file = import::read(&bytes, None).expect("readable");
        prop_assert_eq!(file.shape, Shape::Own);
        prop_assert_eq!(&file.entries[0].read, &Ok((card, groups)));
        prop_assert!(file.unkept.is_empty());
    }

    /// F6: no bytes make a reader panic.
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        card in "(?i:BEGIN:VCARD\n)[ -~\n=;:\\\\]{0,200}",
    ) {
        let _ = import::read(&bytes, Some(Charset::Windows1252));
        let _ = import::read(card.as_bytes(), None);
    }
}

/// The vCards of our export hold the same as its table.
#[test]
fn cards_and_tables_say_the_same() {
    let file = read(OUTLOOK_DE);
    let mut text = String::new();
    for card in cards(&file) {
        vcard_write::write(&mut text, &id().to_string(), &card, &[], vcard_write::Version::V3);
    }
    let again = read(&text);
    assert_eq!(again.shape, Shape::Vcard);
    assert_eq!(cards(&again), cards(&file));
}
