//! Delivery of mails: due work, after the transaction that queued them.
//!
//! A mail is rendered when it is delivered; a server that is down makes it wait, never vanish.

use mail::{Attachment, MailKind, Outgoing, RenderedMail, Undelivered};
use store::StoreError;
use store::mail_outbox::{self, QueuedMail};
use units::id::MailId;

use crate::app::App;
use crate::outbox::Queued;
use crate::work::{Outcome, TRIES_MAX, retry_at};
use crate::{credit_note_document, invoice_document};

/// Days a mail is tried again while the server does not take it: longer than servers are down, so
/// that no invoice and no notice is dropped.
const TRIED_DAYS: i64 = 60;

/// Due work: renders and hands over one mail.
pub async fn run(app: &App, id: &MailId) -> Outcome {
    match deliver(app, *id).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn deliver(app: &App, id: MailId) -> Result<Outcome, StoreError> {
    let mut tx = app.store.read().await?;
    let queued = mail_outbox::find(&mut tx, id).await?;
    drop(tx);
    let Some(queued) = queued.filter(|mail| mail.state == "queued") else {
        return Ok(Outcome::Done);
    };
    let rendered = match rendered(app, &queued).await {
        Ok(rendered) => rendered,
        Err(why) => return undelivered(app, &queued, why).await,
    };
    if let Err(why) = app.transport.deliver(&rendered).await {
        return undelivered(app, &queued, why).await;
    }
    let source = String::from_utf8_lossy(&rendered.source);
    let kept = app.config.keep_mails.then_some(source.as_ref());
    let mut tx = app.store.begin().await?;
    mail_outbox::delivered(&mut tx, id, &rendered.subject, kept, app.now()).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}

/// The mail as it goes out, made from its template.
pub(crate) async fn rendered(app: &App, queued: &QueuedMail) -> Result<RenderedMail, Undelivered> {
    let message = outgoing(app, queued).await.map_err(Undelivered::Retry)?;
    let rendered = app.renderer.render(&message, &app.sender());
    rendered.map_err(|error| Undelivered::GiveUp(error.to_string()))
}

/// The message with what is enclosed. The text is for the operator.
async fn outgoing(app: &App, queued: &QueuedMail) -> Result<Outgoing, String> {
    let kind = MailKind::from_word(&queued.kind).ok_or("unknown kind of mail")?;
    let row: Queued =
        serde_json::from_value(queued.context.clone()).map_err(|error| error.to_string())?;
    let mut attachments = credit_notes(app, queued, &row).await?;
    let number = row.says.get("number").and_then(|number| number.as_str()).unwrap_or("invoice");
    let invoice = row.enclosed.invoice.iter().map(|invoice| (number, invoice));
    let earlier = row.enclosed.earlier.iter().map(|(number, invoice)| (number.as_str(), invoice));
    for (number, invoice) in invoice.chain(earlier) {
        let bytes = invoice_document::pdf(app, invoice).await.map_err(|error| error.to_string())?;
        attachments.push(as_pdf(number, bytes));
    }
    Ok(Outgoing {
        id: queued.id,
        to: queued.to.clone(),
        to_name: queued.to_name.clone(),
        locale: queued.locale.clone(),
        kind,
        context: row.says,
        created: queued.created_at,
        attachments,
        calendar: row.enclosed.calendar,
    })
}

fn as_pdf(number: &str, bytes: Vec<u8>) -> Attachment {
    let media_type = "application/pdf".to_owned();
    Attachment { name: format!("{number}.pdf"), media_type, bytes }
}

/// The credit notes that come with the mail.
async fn credit_notes(
    app: &App,
    queued: &QueuedMail,
    row: &Queued,
) -> Result<Vec<Attachment>, String> {
    let mut attachments = Vec::new();
    let Some(account) = queued.account else { return Ok(attachments) };
    for (number, id) in &row.enclosed.credit_notes {
        let mut tx = app.store.read().await.map_err(|error| error.to_string())?;
        let note = store::credit_note::find(&mut tx, account, *id).await;
        drop(tx);
        let note = note.map_err(|error| error.to_string())?.ok_or("no such credit note")?;
        let made = credit_note_document::pdf(app, &note).await;
        attachments.push(as_pdf(number, made.map_err(|error| error.to_string())?));
    }
    Ok(attachments)
}

async fn undelivered(
    app: &App,
    queued: &QueuedMail,
    why: Undelivered,
) -> Result<Outcome, StoreError> {
    let now = app.now();
    // What an operator puts back after those days gets all its tries again.
    let old = now >= queued.created_at.plus_days(TRIED_DAYS);
    let (text, for_good) = match why {
        Undelivered::Retry(text) => (text, old && queued.attempts + 1 >= TRIES_MAX),
        Undelivered::GiveUp(text) => (text, true),
    };
    let mut tx = app.store.begin().await?;
    mail_outbox::failed(&mut tx, queued.id, &text, for_good).await?;
    tx.commit().await?;
    if for_good {
        return Ok(Outcome::GiveUp(text));
    }
    tracing::warn!(mail = %queued.id, reason = text, "a mail will be tried again");
    // The mail counts its tries itself: the work must not be given up before the mail is.
    Ok(Outcome::At(retry_at(now, queued.attempts)))
}
