//! Mails that were handed to the deployment and that nothing could be done with (H2, F1).

use store::mail_set_aside;
pub use store::mail_set_aside::SetAside;
use units::id::{MailId, kind};

use super::{Console, OperatorError};
use crate::app::App;
use crate::page::{self, Cursor, Page};

/// At most `most` of them, newest first.
pub async fn list(
    app: &App,
    _: &Console,
    (after, most): (Option<Cursor<kind::Mail>>, u32),
) -> Result<Page<SetAside, kind::Mail>, OperatorError> {
    let mut tx = app.store.read().await?;
    let found = mail_set_aside::page(&mut tx, after, page::to_read(most)).await?;
    Ok(Page::of(found, most, |mail| Cursor { at: mail.taken_at, id: mail.id }))
}

/// One of them.
pub async fn view(app: &App, _: &Console, id: MailId) -> Result<SetAside, OperatorError> {
    let mut tx = app.store.read().await?;
    mail_set_aside::find(&mut tx, id).await?.ok_or(OperatorError::NotFound)
}

/// It was looked at and is of no further use.
pub async fn remove(app: &App, _: &Console, id: MailId) -> Result<(), OperatorError> {
    let mut tx = app.store.begin().await?;
    if !mail_set_aside::remove(&mut tx, id).await? {
        return Err(OperatorError::NotFound);
    }
    tx.commit().await?;
    Ok(())
}
