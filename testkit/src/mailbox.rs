//! What people found in their mail, and the server that hands it over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use mail::{RenderedMail, Transport, Undelivered};
use store::mail_outbox;

use crate::world::World;

/// A delivered mail.
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub kind: String,
    pub subject: String,
    /// The whole message (RFC 5322).
    pub source: String,
}

impl Mail {
    /// What a reader meets: the text, then the HTML that says the same.
    pub fn plain(&self) -> String {
        let parts = mail::read_parts(&self.source);
        [parts.text, parts.html].into_iter().flatten().collect::<Vec<String>>().join("\n")
    }

    /// What the recipient's calendar is told, its folded lines joined. Panics when there is none.
    pub fn calendar(&self) -> String {
        let calendar = mail::read_parts(&self.source).calendar;
        let calendar = calendar.unwrap_or_else(|| panic!("no calendar in {}", self.source));
        calendar.replace("\r\n", "\n").replace("\n ", "")
    }

    /// What follows `start` up to white space: the token of a link. Panics when it isn't there.
    pub fn after(&self, start: &str) -> String {
        let parts = mail::read_parts(&self.source);
        let word = parts.word_after(start);
        word.unwrap_or_else(|| panic!("no {start} in {:?}", parts.text)).to_owned()
    }
}

/// The server mails are handed to; clones are the same one. What it takes stays in the outbox.
#[derive(Clone, Default)]
pub(crate) struct MailServer {
    down: Arc<AtomicBool>,
}

impl MailServer {
    pub fn is_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }
}

#[async_trait]
impl Transport for MailServer {
    async fn deliver(&self, _: &RenderedMail) -> Result<(), Undelivered> {
        match self.down.load(Ordering::SeqCst) {
            true => Err(Undelivered::Retry("no connection".to_owned())),
            false => Ok(()),
        }
    }
}

impl World {
    /// The newest mail of `kind` to `address`; panics when there is none.
    pub async fn newest_mail(&self, address: &str, kind: &str) -> Mail {
        let mails = self.mails_to(address).await;
        let found = mails.into_iter().find(|mail| mail.kind == kind);
        found.unwrap_or_else(|| panic!("no {kind} mail to {address}"))
    }

    /// Mails delivered to `address`, newest first.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        let mut tx = self.store().read().await.expect("a reader");
        let all = mail_outbox::list(&mut tx, 10_000).await.expect("the outbox can be read");
        all.into_iter()
            .filter(|mail| mail.to.as_str() == address && mail.state == "delivered")
            .map(|mail| Mail {
                to: mail.to.to_string(),
                kind: mail.kind,
                subject: mail.subject.unwrap_or_default(),
                source: mail.source.unwrap_or_default(),
            })
            .collect()
    }

    /// How many mails of `kind` went to `address`.
    pub async fn mails_of_kind(&self, address: &str, kind: &str) -> usize {
        self.mails_to(address).await.iter().filter(|mail| mail.kind == kind).count()
    }
}
