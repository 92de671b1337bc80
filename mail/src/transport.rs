//! Where mails go: a server (`smtp`), or the outbox alone.

use std::path::PathBuf;

use async_trait::async_trait;

use crate::render::RenderedMail;

/// A way out for mails.
#[async_trait]
pub trait Transport: Send + Sync {
    /// Hands the mail over. After `Ok` it is someone else's to deliver; it may arrive twice if this
    /// is called again after `Retry`, always with the same `Message-ID`.
    async fn deliver(&self, mail: &RenderedMail) -> Result<(), Undelivered>;
}

/// The mail was not handed over. The reasons are for logs and the operator, without addresses of
/// ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// It may work later: no connection, a full mailbox, a server that is busy.
    #[error("not delivered yet: {0}")]
    Retry(String),
    /// It will not work: the server refuses this mail or this recipient for good.
    #[error("undeliverable: {0}")]
    GiveUp(String),
}

impl Undelivered {
    /// Stable: logs and the operator's pages key on it.
    pub fn code(&self) -> &'static str {
        match self {
            Undelivered::Retry(_) => "mail.not_delivered_yet",
            Undelivered::GiveUp(_) => "mail.undeliverable",
        }
    }
}

/// No server: the mail stays where its source is kept, and in `folder`, if there is one, as
/// `<id>.eml`.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    pub folder: Option<PathBuf>,
}

#[async_trait]
impl Transport for Outbox {
    async fn deliver(&self, mail: &RenderedMail) -> Result<(), Undelivered> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let unfinished = folder.join(format!("{}.part", mail.id));
        let kept = folder.join(format!("{}.eml", mail.id));
        let write = async {
            tokio::fs::create_dir_all(folder).await?;
            tokio::fs::write(&unfinished, &mail.source).await?;
            tokio::fs::rename(&unfinished, &kept).await
        };
        write.await.map_err(|error| Undelivered::Retry(format!("failed to keep the mail: {error}")))
    }
}
