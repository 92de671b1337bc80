//! A whole mail taken apart again, as pages that show kept mails need it.

use mail_parser::{MessageParser, MimeHeaders};

/// What a mail says, by its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    pub subject: Option<String>,
    pub text: Option<String>,
    pub html: Option<String>,
    /// What the recipient's calendar is told (iCalendar).
    pub calendar: Option<String>,
    /// Names of files, or their types where they have none.
    pub attachments: Vec<String>,
}

impl Parts {
    /// What follows `start` in the text, up to white space: the secret at the end of a link.
    pub fn word_after(&self, start: &str) -> Option<&str> {
        let (_, rest) = self.text.as_deref()?.split_once(start)?;
        rest.split(char::is_whitespace).next()
    }
}

/// The parts of `source` (RFC 5322); none of them when it is no mail.
pub fn read_parts(source: &str) -> Parts {
    let Some(message) = MessageParser::default().parse(source) else {
        return Parts::default();
    };
    let name_of = |part: &mail_parser::MessagePart<'_>| {
        let kind = part.content_type().map(|kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()),
            None => kind.ctype().to_owned(),
        });
        part.attachment_name().map(str::to_owned).or(kind).unwrap_or_default()
    };
    let is_calendar = |part: &mail_parser::MessagePart<'_>| {
        let kind = part.content_type();
        kind.is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
    };
    let calendar = message.parts.iter().find(|part| is_calendar(part));
    // A calendar without a name is another way to read the mail, not a file.
    let is_file = |part: &&mail_parser::MessagePart<'_>| {
        part.attachment_name().is_some() || !is_calendar(part)
    };
    Parts {
        subject: message.subject().map(str::to_owned),
        text: message.body_text(0).map(|text| text.into_owned()),
        html: message.body_html(0).map(|html| html.into_owned()),
        calendar: calendar.and_then(|part| part.text_contents()).map(str::to_owned),
        attachments: message.attachments().filter(is_file).map(name_of).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_comes_apart_as_it_was_put_together() {
        let source = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\
            Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\
            Content-Type: text/plain; charset=utf-8\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\nPlain: \
            https://plenum.example/?tok=\r\nen=3Dc2F5 =D0=B8\r\n--b\r\n\
            Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n\
            --b\r\n\
            Content-Type: text/html; charset=utf-8\r\n\r\n<p>Rich</p>\r\n--b--\r\n--a\r\n\
            Content-Type: application/pdf; name=a.pdf\r\n\
            Content-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--a--\r\n";
        let parts = read_parts(source);
        assert_eq!(parts.subject.as_deref(), Some("Grüße"));
        let text = "Plain: https://plenum.example/?token=c2F5 и";
        assert_eq!(parts.text.as_deref().map(str::trim), Some(text));
        assert_eq!(parts.word_after("token="), Some("c2F5"));
        assert_eq!(parts.word_after("absent"), None);
        assert_eq!(parts.calendar.as_deref().map(str::trim), Some("BEGIN:VCALENDAR"));
        assert_eq!(parts.html.as_deref().map(str::trim), Some("<p>Rich</p>"));
        assert_eq!(parts.attachments, ["a.pdf"]);
        assert_eq!(read_parts(""), Parts::default());
    }
}
