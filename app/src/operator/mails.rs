//! The outbox as an operator sees it, and in a demo everybody.

use serde_json::json;
use store::mail_outbox;
pub use store::mail_outbox::QueuedMail;
use units::id::{MailId, kind};

use super::{Console, OperatorError, note};
use crate::app::App;
use crate::deliver_mail;
use crate::page::{self, Cursor, Page};

/// States of mails, as they stand in their rows.
pub const STATES: [&str; 3] = ["queued", "undeliverable", "delivered"];

/// At most `most` mails, newest first: all of them, or those in `state` if it is a known one. A
/// mail has its subject once it was delivered.
pub async fn list(
    app: &App,
    _: &Console,
    state: Option<&str>,
    (after, most): (Option<Cursor<kind::Mail>>, u32),
) -> Result<Page<QueuedMail, kind::Mail>, OperatorError> {
    let known = STATES.into_iter().find(|known| Some(*known) == state);
    let mut tx = app.store.read().await?;
    let found = mail_outbox::page(&mut tx, known, after, page::to_read(most)).await?;
    Ok(Page::of(found, most, |mail| Cursor { at: mail.created_at, id: mail.id }))
}

/// A mail to look at.
#[derive(Clone, Debug)]
pub struct MailView {
    pub mail: QueuedMail,
    pub subject: String,
    /// The plain part; none when the deployment does not keep what it has delivered, or the mail
    /// cannot be made.
    pub text: Option<String>,
    pub html: Option<String>,
    /// The whole message (RFC 5322).
    pub source: Option<String>,
    pub attachments: Vec<String>,
}

/// One mail: as it was delivered, or as it would be.
pub async fn view(app: &App, _: &Console, id: MailId) -> Result<MailView, OperatorError> {
    let mut tx = app.store.read().await?;
    let mail = mail_outbox::find(&mut tx, id).await?.ok_or(OperatorError::NotFound)?;
    drop(tx);
    let source = match (&mail.source, mail.state.as_str()) {
        (Some(source), _) => Some(source.clone()),
        (None, "delivered") => None,
        (None, _) => deliver_mail::rendered(app, &mail)
            .await
            .ok()
            .map(|made| String::from_utf8_lossy(&made.source).into_owned()),
    };
    let parts = source.as_deref().map(mail::read_parts).unwrap_or_default();
    let subject = mail.subject.clone().or(parts.subject).unwrap_or_default();
    Ok(MailView {
        mail,
        subject,
        text: parts.text,
        html: parts.html,
        source,
        attachments: parts.attachments,
    })
}

/// Tries an undeliverable mail again, from now.
pub async fn retry(app: &App, console: &Console, id: MailId) -> Result<(), OperatorError> {
    let mut tx = app.store.begin().await?;
    let mail = mail_outbox::find(&mut tx, id).await?.ok_or(OperatorError::NotFound)?;
    if !mail_outbox::requeue(&mut tx, id).await? {
        return Err(OperatorError::NotFound);
    }
    let key = id.to_string();
    if !store::due::bring_forward(&mut tx, "mail", &key, app.now()).await? {
        return Err(OperatorError::NotFound);
    }
    let change = json!({ "kind": mail.kind, "error": mail.last_error });
    note(app, &mut tx, console, mail.account, "operator.mail_retried", key, change).await?;
    tx.commit().await?;
    Ok(())
}
