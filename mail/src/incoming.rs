//! A mail that was handed to us, as far as it is looked at: who it is from and for, what its
//! calendar parts say, whether it is a report of a mail server.
//!
//! Nothing in it is believed or followed here.

use mail_parser::{Address, HeaderName, MessageParser, MimeHeaders};
use units::EmailAddress;

/// Calendar parts looked at, and addresses it is for.
const CALENDARS_MAX: usize = 4;
const RECIPIENTS_MAX: usize = 100;

/// What was found in a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// As written; not proved by anything.
    pub from: Option<String>,
    /// Where it was delivered to, as far as the mail says it, then whom it names; each that is an
    /// address.
    pub recipients: Vec<EmailAddress>,
    pub subject: String,
    /// iCalendar texts.
    pub calendars: Vec<String>,
    /// A mail server reports on a mail, such as one that was not delivered.
    pub is_report: bool,
}

/// Reads `source` (RFC 5322). `None`: it is no mail.
pub fn read_incoming(source: &[u8]) -> Option<Incoming> {
    let message = MessageParser::default().parse(source)?;
    if message.headers().is_empty() {
        return None;
    }
    let named = [message.to(), message.cc()].into_iter().flatten();
    let named = named.flat_map(Address::iter).filter_map(|each| each.address.as_deref());
    let delivered = ["Delivered-To", "X-Original-To", "Envelope-To"].map(|name| {
        let name = HeaderName::parse(name);
        name.and_then(|name| message.header_raw(name)).unwrap_or_default().trim()
    });
    let recipients = delivered.into_iter().chain(named);
    let from = message.from().and_then(Address::first);
    let is_calendar = |part: &&mail_parser::MessagePart<'_>| {
        let named = part.attachment_name().is_some_and(|name| name.ends_with(".ics"));
        let kind = part.content_type();
        named
            || kind.is_some_and(|kind| {
                matches!(
                    (kind.ctype(), kind.subtype()),
                    ("text", Some("calendar")) | ("application", Some("ics"))
                )
            })
    };
    let text = |part: &mail_parser::MessagePart<'_>| match part.text_contents() {
        Some(text) => text.to_owned(),
        None => String::from_utf8_lossy(part.contents()).into_owned(),
    };
    let kind = message.content_type();
    Some(Incoming {
        from: from.and_then(|from| from.address.as_deref()).map(str::to_owned),
        recipients: recipients
            .filter_map(|text| text.trim_matches(['<', '>']).parse().ok())
            .take(RECIPIENTS_MAX)
            .collect(),
        subject: message.subject().unwrap_or_default().to_owned(),
        calendars: message.parts.iter().filter(is_calendar).take(CALENDARS_MAX).map(text).collect(),
        is_report: kind
            .is_some_and(|kind| kind.ctype() == "multipart" && kind.subtype() == Some("report")),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ANSWER: &str = "From: Clara <clara@example.net>\r\nTo: answers+0123@example.org\r\n\
        Delivered-To: answers+4567@example.org\r\nSubject: =?utf-8?Q?Accept=C3=A9?=\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain\r\n\r\nYes.\r\n\
        --b\r\nContent-Type: text/calendar; charset=utf-8; method=REPLY\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nQkVHSU46VkNBTEVOREFSDQo=\r\n--b--\r\n";

    #[test]
    fn a_calendars_answer_is_taken_apart() {
        let read = read_incoming(ANSWER.as_bytes()).expect("a mail");
        assert_eq!(read.from.as_deref(), Some("clara@example.net"));
        let recipients: Vec<&str> = read.recipients.iter().map(EmailAddress::as_str).collect();
        assert_eq!(recipients, ["answers+4567@example.org", "answers+0123@example.org"]);
        assert_eq!(read.subject, "Accepté");
        assert_eq!(read.calendars, ["BEGIN:VCALENDAR\r\n"]);
        assert!(!read.is_report);
        let mislabelled = ANSWER.replace("charset=utf-8", "charset=no-such-charset");
        let read = read_incoming(mislabelled.as_bytes()).expect("a mail");
        assert_eq!(read.calendars, ["BEGIN:VCALENDAR\r\n"]);
    }

    #[test]
    fn reports_are_known_and_nothing_is_no_mail() {
        let report = "From: MAILER-DAEMON@example.net\r\nContent-Type: multipart/report; \
            report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nGone.\r\n--b--\r\n";
        assert!(read_incoming(report.as_bytes()).expect("a mail").is_report);
        assert_eq!(read_incoming(b""), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, text: String) {
            let _ = read_incoming(&bytes);
            let _ = read_incoming(ANSWER.replace("Yes.", &text).as_bytes());
            let _ = read_incoming(ANSWER.replace("--b--", &text).as_bytes());
        }
    }
}
