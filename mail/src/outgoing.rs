//! What is to be sent, to whom, and on whose behalf.

use serde::{Deserialize, Serialize};
use units::id::MailId;
use units::{EmailAddress, Locale, Timestamp};

use crate::contexts::Context;
use crate::kind::MailKind;

/// One message to one person, as the outbox keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    pub id: MailId,
    pub to: EmailAddress,
    /// As the person writes it; empty when it is not known. Line breaks in it do no harm.
    pub to_name: String,
    pub locale: Locale,
    pub kind: MailKind,
    /// The kind's struct of `contexts`, as JSON.
    pub context: serde_json::Value,
    /// Becomes the mail's `Date`.
    pub created: Timestamp,
    pub attachments: Vec<Attachment>,
    /// What the recipient's calendar is told.
    pub calendar: Option<Calendar>,
}

impl Outgoing {
    /// A message without attachments.
    ///
    /// Panics if `context` cannot be JSON, which none of `contexts` does.
    pub fn new<C: Context>(
        id: MailId,
        to: EmailAddress,
        to_name: &str,
        locale: Locale,
        created: Timestamp,
        context: &C,
    ) -> Outgoing {
        Outgoing {
            id,
            to,
            to_name: to_name.to_owned(),
            locale,
            kind: C::KIND,
            context: serde_json::to_value(context).expect("contexts are plain data"),
            created,
            attachments: Vec::new(),
            calendar: None,
        }
    }
}

/// A file that comes with the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Such as `invoice-2027-00042.pdf`.
    pub name: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// An iCalendar object; its `METHOD` is said in the mail's header as well (RFC 6047).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    pub method: CalendarMethod,
    /// The whole `VCALENDAR`.
    pub ics: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum CalendarMethod {
    Request,
    Cancel,
    Publish,
}

impl CalendarMethod {
    /// As iCalendar writes it.
    pub fn word(self) -> &'static str {
        match self {
            CalendarMethod::Request => "REQUEST",
            CalendarMethod::Cancel => "CANCEL",
            CalendarMethod::Publish => "PUBLISH",
        }
    }
}

/// On whose behalf mails are sent: the same for all mails of a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// What the service calls itself, such as `Plenum`.
    pub service: String,
    /// Mails come from here, and what cannot be delivered comes back here.
    pub from: EmailAddress,
    /// Where answers go, if elsewhere.
    pub reply_to: Option<EmailAddress>,
    /// The portal's configured address, such as `https://example.org`; never from a request.
    pub base_url: String,
    /// The page where people choose their notifications.
    pub notifications_url: String,
}
