//! whatever people type, one mail goes to one person.

use mail_parser::{HeaderName, MessageParser};
use proptest::prelude::*;
use texts::Texts;
use units::EmailAddress;

use super::{locale, rendered, renderer};
use crate::{Attachment, MailKind, Outgoing, RenderedMail, samples};

/// Any text, and texts made to break out of a header.
fn typed() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "\r\nBcc: eve@example.net",
        "\nTo: eve@example.net\n\nHello",
        "Ada\r\n.\r\nMAIL FROM:<eve@example.net>",
        "\"Ada\" <eve@example.net>, Ada",
        "eve@example.net,",
        "=?utf-8?q?=0d=0aBcc:_eve@example.net?=",
        "\u{2028}Bcc: eve@example.net\u{85}Cc: eve@example.net",
        "Ada\0\x0b\x0cBcc: eve@example.net",
        "\u{202E}gro.elpmaxe@adA",
        "{{ sender }} { $name } ⟦",
        "<script>alert(1)</script>",
    ]);
    prop_oneof![
        2 => any::<String>(),
        1 => (any::<String>(), hostile, any::<String>()).prop_map(|(a, b, c)| a + b + &c),
    ]
}

fn address() -> impl Strategy<Value = EmailAddress> {
    let local = "[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\\.[a-z0-9'+=_-]{1,10})?";
    let domain = "[a-z0-9]{1,12}(-[a-z0-9]{1,5})?\\.[a-z]{2,8}";
    (local, domain)
        .prop_map(|(local, domain)| format!("{local}@{domain}").parse().expect("an address"))
}

/// The one recipient, in header and envelope, and no header that ours do not have.
fn goes_only_to(mail: &RenderedMail, to: &EmailAddress) {
    assert_eq!(&mail.to, to);
    let parsed = MessageParser::default().parse(&mail.source).expect("a mail");
    let recipients: Vec<_> = parsed
        .headers()
        .iter()
        .filter(|header| matches!(header.name, HeaderName::To | HeaderName::Cc | HeaderName::Bcc))
        .collect();
    assert_eq!(recipients.len(), 1, "one header names a recipient");
    let named: Vec<_> = parsed.to().expect("a recipient").iter().collect();
    assert_eq!(named.len(), 1, "it names one");
    assert_eq!(named[0].address(), Some(to.as_str()));
    let known = [
        "From",
        "Reply-To",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Content-Type",
        "List-Unsubscribe",
        "MIME-Version",
    ];
    for header in parsed.headers() {
        let name = header.name.as_str();
        let ours = known.iter().any(|known| known.eq_ignore_ascii_case(name));
        assert!(ours, "the header {name} is not ours");
    }
    assert!(!mail.subject.contains(char::is_control));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// one message, one recipient, whatever was typed.
    #[test]
    fn any_text_in_one_mail_out(name in typed(), title in typed(), organizer in typed(), to in address()) {
        let renderer = renderer();
        let samples = samples::all(&locale("en"));
        let invitation = samples.into_iter().find(|mail| mail.kind == MailKind::MeetingInvitation);
        let mut message = invitation.expect("a sample");
        message.to = to.clone();
        message.to_name = name;
        message.context["meeting"]["title"] = title.clone().into();
        message.context["meeting"]["organizer"] = organizer.into();
        message.attachments.push(Attachment {
            name: title,
            media_type: "application/pdf".to_owned(),
            bytes: Vec::new(),
        });
        let mail = renderer.render(&message, &samples::sender()).expect("a mail");
        goes_only_to(&mail, &to);
        prop_assert!(!mail.html.contains("<script"));
    }
}

fn invitation() -> Outgoing {
    let samples = samples::all(&locale("en"));
    let found = samples.into_iter().find(|mail| mail.kind == MailKind::MeetingInvitation);
    found.expect("a sample")
}

#[test]
fn typed_text_stays_on_its_line() {
    let mut message = invitation();
    message.context["meeting"]["title"] =
        "Budget\r\n\r\nYour account is closed: https://eve".into();
    let mail = rendered(&message);
    assert_eq!(mail.subject, "Invitation: Budget Your account is closed: https://eve");
    assert!(mail.text.contains("Budget Your account is closed: https://eve\n"));
}

#[test]
fn links_lead_to_pages() {
    for bad in ["javascript:alert(1)", "https://x/\" onclick=\"y", "/relative", "https://x y"] {
        let mut message = invitation();
        message.context["meeting"]["link"] = bad.into();
        let error = renderer().render(&message, &samples::sender()).expect_err(bad);
        assert_eq!(error.code(), "template.unshowable");
    }
}

/// A context that lacks what its template names is an error, in every kind.
#[test]
fn incomplete_contexts_are_refused() {
    let renderer = renderer();
    for mut message in samples::all(&Texts::embedded().languages()[0].locale) {
        message.context = serde_json::json!({});
        let error = renderer.render(&message, &samples::sender());
        assert!(error.is_err(), "{}", message.kind.word());
    }
}
