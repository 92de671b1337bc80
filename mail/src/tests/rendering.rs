//! Every kind in every language is a whole mail, and reads as intended.

use std::collections::BTreeSet;

use mail_parser::{Message, MessageParser, MimeHeaders};

use super::{locale, rendered, renderer};
use crate::{MailKind, Outgoing, samples};

fn parse(source: &[u8]) -> Message<'_> {
    MessageParser::default().parse(source).expect("a mail")
}

fn sample(kind: MailKind, tag: &str) -> Outgoing {
    let mails = samples::all(&locale(tag));
    let found = mails.into_iter().find(|mail| mail.kind == kind);
    found.expect("a sample of each kind")
}

#[test]
fn each_kind_has_a_sample_and_a_word() {
    let kinds: BTreeSet<MailKind> =
        samples::all(&locale("en")).iter().map(|mail| mail.kind).collect();
    assert!(kinds.into_iter().eq(MailKind::ALL));
    for kind in MailKind::ALL {
        assert_eq!(MailKind::from_word(kind.word()), Some(kind));
        let word = serde_json::to_value(kind).expect("a word");
        assert_eq!(word, kind.word());
    }
}

/// H4: rendered in each language and read back, nothing is missing, nothing is left over.
#[test]
fn every_kind_in_every_language() {
    let renderer = renderer();
    for tag in ["en", "fr", "ru"] {
        for message in samples::all(&locale(tag)) {
            let what = format!("{tag} {}", message.kind.word());
            let mail = renderer.render(&message, &samples::sender()).expect(&what);
            for said in [&mail.subject, &mail.text, &mail.html] {
                assert!(!said.contains(['⟦', '⟧']), "{what}: {said}");
                assert!(!said.contains("{$") && !said.contains("{{"), "{what}: {said}");
            }
            assert!(mail.source.is_ascii(), "{what}: travels through any server");
            let parsed = parse(&mail.source);
            assert_eq!(parsed.subject(), Some(mail.subject.as_str()), "{what}");
            let text = parsed.body_text(0).expect("a text part");
            assert_eq!(text.replace("\r\n", "\n"), mail.text, "{what}");
            let html = parsed.body_html(0).expect("an HTML part");
            assert_eq!(html.replace("\r\n", "\n"), mail.html, "{what}");
            assert!(text.lines().all(|line| line.chars().count() < 400), "{what}");
        }
    }
}

#[test]
fn headers_say_who_when_and_why() {
    let message = sample(MailKind::Welcome, "fr");
    let mail = rendered(&message);
    let parsed = parse(&mail.source);
    let to = parsed.to().and_then(|to| to.first()).expect("a recipient");
    assert_eq!((to.name(), to.address()), (Some("Ada"), Some("ada@example.org")));
    let from = parsed.from().and_then(|from| from.first()).expect("a sender");
    assert_eq!(from.address(), Some("post@plenum.example"));
    let date = parsed.date().expect("a date").to_timestamp();
    assert_eq!(date, message.created.seconds(), "the message's time, not the clock's");
    let id = format!("{}@plenum.example", message.id);
    assert_eq!(parsed.message_id(), Some(id.as_str()));
    let header = |name: &'static str| parsed.header_raw(name).map(str::trim);
    assert_eq!(header("Auto-Submitted"), Some("auto-generated"));
    let page = "<https://plenum.example/profile/notifications>";
    assert_eq!(header("List-Unsubscribe"), Some(page));
    assert_eq!(header("MIME-Version"), Some("1.0"));
    assert_eq!(rendered(&message), mail, "the same message gives the same bytes");
    let confirmation = rendered(&sample(MailKind::ConfirmEmail, "fr"));
    let confirmation = parse(&confirmation.source);
    assert!(confirmation.header_raw("List-Unsubscribe").is_none(), "it must be read");
}

#[test]
fn invitations_reach_calendars() {
    for (kind, method) in [
        (MailKind::MeetingInvitation, "REQUEST"),
        (MailKind::MeetingUpdated, "REQUEST"),
        (MailKind::MeetingCancelled, "CANCEL"),
    ] {
        let message = sample(kind, "en");
        let mail = rendered(&message);
        let parsed = parse(&mail.source);
        let part = parsed
            .parts
            .iter()
            .find(|part| part.content_type().is_some_and(|what| what.subtype() == Some("calendar")))
            .expect("a calendar part");
        let said = part.content_type().and_then(|what| what.attribute("method"));
        assert_eq!(said, Some(method));
        let ics = message.calendar.expect("a calendar").ics;
        let told = part.text_contents().expect("text");
        assert_eq!(told.replace('\r', ""), ics.replace('\r', ""));
        let file = parsed.attachments().last().expect("a file");
        assert_eq!(file.attachment_name(), Some("invite.ics"));
        let file = String::from_utf8_lossy(file.contents()).replace('\r', "");
        assert_eq!(file, ics.replace('\r', ""));
    }
}

#[test]
fn invoices_bring_their_pdf() {
    let message = sample(MailKind::Invoice, "ru");
    let mail = rendered(&message);
    let parsed = parse(&mail.source);
    let files: Vec<_> = parsed.attachments().collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].attachment_name(), Some("invoice-2027-00042.pdf"));
    assert_eq!(files[0].contents(), message.attachments[0].bytes);
}

#[test]
fn mails_read_like_this() {
    let mut page = String::new();
    for message in samples::all(&locale("en")) {
        let mail = rendered(&message);
        page.push_str(&format!("======== {}\n{}\n\n", mail.subject, mail.text));
    }
    insta::assert_snapshot!(page.replace('\u{A0}', " "));
}

#[test]
fn statements_line_up() {
    let mail = rendered(&sample(MailKind::OrderPlaced, "ru"));
    let amounts = mail.text.lines().filter(|line| line.ends_with("EUR"));
    let widths: BTreeSet<usize> = amounts.map(|line| line.chars().count()).collect();
    assert_eq!(widths, BTreeSet::from([68]));
}
