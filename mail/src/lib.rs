//! Mail: a message of the outbox becomes a mail in the recipient's language, and is delivered.
//!
//! A message is plain data: a kind, a context, a recipient, a moment. Rendering it is pure: the
//! same message gives the same bytes, `Date` and boundaries included. Which mail is due when, and
//! what is done about one that cannot be delivered, is not known here; nor are accounts, orders or
//! meetings.

mod compose;
pub mod contexts;
mod incoming;
mod kind;
mod outgoing;
mod parts;
mod render;
pub mod samples;
mod smtp;
mod transport;

#[cfg(test)]
mod tests;

pub use contexts::Context;
pub use incoming::{Incoming, read_incoming};
pub use kind::MailKind;
pub use outgoing::{Attachment, Calendar, CalendarMethod, Outgoing, Sender};
pub use parts::{Parts, read_parts};
pub use render::{RenderError, RenderedMail, Renderer};
pub use smtp::{Security, Smtp, SmtpServer};
pub use transport::{Outbox, Transport, Undelivered};
