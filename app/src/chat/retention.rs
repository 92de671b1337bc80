//! How long an account keeps the messages of its chats (F8): its admins decide, owners and admins
//! are told by mail before anything is erased, and due work erases day by day.

use std::collections::BTreeMap;

use mail::contexts::ChatRetention;
use meetings::chat::Retention;
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::account::Contact;
use store::due::{Lane, NewDue};
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, PersonId};

use super::{ChatError, allowed};
use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail::{self, Done};
use crate::who::Who;
use crate::work::Outcome;

/// Messages erased by one transaction.
const ERASED_AT_ONCE: u32 = 500;
/// Days between two looks.
const LOOKS_EVERY_DAYS: i64 = 1;

/// Whose messages are erased.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Erasing {
    pub account: AccountId,
}

/// How long messages are kept in the account of `who`; everybody who reads chats may know.
pub async fn get(app: &App, who: &Who) -> Result<Retention, ChatError> {
    allowed(who, Permission::SeeChats)?;
    let mut tx = app.store.read().await?;
    present(app, &mut tx, who.account()).await
}

async fn present(app: &App, tx: &mut Tx, account: AccountId) -> Result<Retention, ChatError> {
    let found = store::chat_retention::find(tx, account).await?;
    Ok(found.unwrap_or_else(|| Retention::for_good(app.now())))
}

/// Messages are kept `days` from now on; none: for good.
pub async fn set(app: &App, who: &Who, days: Option<u32>) -> Result<Retention, ChatError> {
    allowed(who, Permission::ManageChats)?;
    let (account, now) = (who.account(), app.now());
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let before = present(app, &mut tx, account).await?;
    if before.days == days {
        return Ok(before);
    }
    let (retention, is_told) = before.change(days, now)?;
    store::chat_retention::set(&mut tx, account, retention, now).await?;
    if let Some(days) = retention.days.filter(|_| is_told) {
        tell(app, &mut tx, who, days, retention.from).await?;
    }
    if retention.days.is_some() {
        let work = Erasing { account };
        plan(app, &mut tx, &work, retention.from.max(now)).await?;
    }
    let change = json!({ "days": days, "before": before.days, "from": retention.from });
    let done =
        Done { account, action: "chats.retention_changed", subject: account.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(retention)
}

/// Owners and admins hear what will be erased, and from when on.
async fn tell(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    days: u32,
    from: Timestamp,
) -> Result<(), StoreError> {
    let account = who.account();
    let mut told: BTreeMap<PersonId, Contact> = BTreeMap::new();
    for role in ["owner", "admin"] {
        for contact in store::account::people_with_role(tx, account, role).await? {
            told.insert(contact.person, contact);
        }
    }
    for contact in told.values() {
        let says = ChatRetention {
            by: who.name.clone(),
            days: i64::from(days),
            from,
            zone: contact.zone.clone(),
            link: app.config.portal_url("/chats/retention"),
        };
        let envelope = Envelope::to_contact(account, contact);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

async fn plan(app: &App, tx: &mut Tx, work: &Erasing, due_at: Timestamp) -> Result<(), StoreError> {
    let work = NewDue {
        id: app.id(),
        account: Some(work.account),
        kind: "chat_retention",
        key: work.account.to_string(),
        payload: work,
        due_at,
        now: app.now(),
    };
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// Due work: erases what is older than its account keeps, some at a time, and looks again tomorrow.
pub async fn run(app: &App, work: &Erasing) -> Outcome {
    match erase(app, work.account).await {
        Ok(Some(next)) => Outcome::At(next),
        Ok(None) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

/// When to look again; none: the account keeps everything.
async fn erase(app: &App, account: AccountId) -> Result<Option<Timestamp>, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    // Nobody sets another time meanwhile.
    store::account::lock(&mut tx, account).await?;
    let retention = store::chat_retention::find(&mut tx, account).await?;
    let Some(retention) = retention.filter(|retention| retention.days.is_some()) else {
        return Ok(None);
    };
    let Some(before) = retention.erases_before(now) else { return Ok(Some(retention.from)) };
    let files =
        store::chat_attachment::take_older(&mut tx, account, before, ERASED_AT_ONCE).await?;
    super::attachments::plan(app, &mut tx, account, files).await?;
    let erased = store::chat_message::erase(&mut tx, account, before, ERASED_AT_ONCE).await?;
    store::chat_message::forget_last(&mut tx, account, before).await?;
    // Copies that people brought with them are no longer kept than the account keeps.
    let copies = store::brought_chat::erase(&mut tx, account, before, ERASED_AT_ONCE).await?;
    tx.commit().await?;
    match erased.max(copies) >= u64::from(ERASED_AT_ONCE) {
        true => Ok(Some(now)),
        false => Ok(Some(now.plus_days(LOOKS_EVERY_DAYS))),
    }
}
