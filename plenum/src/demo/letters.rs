//! Reading one's mail in the demo: the link somebody has to follow.

use anyhow::Context as _;
use app::App;
use store::mail_outbox;

/// Mails looked through for the newest.
const MAILS_READ: u32 = 200;

/// What follows `start` in the newest mail to `address`, up to white space: a link's token.
pub async fn after(app: &App, address: &str, start: &str) -> anyhow::Result<String> {
    let mut tx = app.store.read().await?;
    let mails = mail_outbox::list(&mut tx, MAILS_READ).await?;
    mails
        .into_iter()
        .filter(|mail| mail.to.as_str() == address)
        .filter_map(|mail| mail::read_parts(&mail.source?).word_after(start).map(str::to_owned))
        .next()
        .with_context(|| format!("no mail to {address} has {start}"))
}
