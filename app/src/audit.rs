//! The account's audit trail, read and verified (P4, I-03).

use people::roles::Permission;
use store::audit::Entry;
use store::{StoreError, Tx};
use units::id::AccountId;

use crate::app::App;
use crate::who::Who;

/// Entries on one page.
pub const PAGE_ENTRIES: u32 = 50;
/// Entries read at once while a chain is walked.
const WALK_ENTRIES: u32 = 1_000;

/// Why a trail was not shown.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    #[error("the person may not see the audit trail")]
    NotAllowed,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AuditError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            AuditError::NotAllowed => "permission.missing",
            AuditError::Store(_) => "store.unavailable",
        }
    }
}

/// One page of a trail, newest first.
#[derive(Clone, Debug)]
pub struct Trail {
    pub entries: Vec<Entry>,
    /// Where the next, older page begins; none when this is the last.
    pub older: Option<i64>,
}

/// Entries of the person's account older than `before` (a sequence number), or the newest.
pub async fn page(app: &App, who: &Who, before: Option<i64>) -> Result<Trail, AuditError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    Ok(page_of(&mut tx, who.account(), before).await?)
}

/// As `page`, for whoever has asked whether it may be seen.
pub(crate) async fn page_of(
    tx: &mut Tx,
    account: AccountId,
    before: Option<i64>,
) -> Result<Trail, StoreError> {
    let before = before.filter(|before| *before > 0).unwrap_or(i64::MAX);
    let entries = store::audit::list(tx, account, before, PAGE_ENTRIES).await?;
    let older = entries.last().map(|entry| entry.sequence).filter(|oldest| *oldest > 1);
    Ok(Trail { entries, older })
}

/// What walking a chain showed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Verified {
    /// Entries looked at.
    pub entries: i64,
    /// The number of the newest entry that does not fit the one before it.
    pub broken_at: Option<i64>,
}

/// Walks the whole chain of the person's account, newest entry to oldest.
pub async fn verify(app: &App, who: &Who) -> Result<Verified, AuditError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    Ok(verify_chain(&mut tx, who.account()).await?)
}

/// As `verify`, for whoever has asked whether it may be seen.
pub(crate) async fn verify_chain(tx: &mut Tx, account: AccountId) -> Result<Verified, StoreError> {
    let mut verified = Verified { entries: 0, broken_at: None };
    // The entry whose predecessor is not known yet.
    let mut newer: Option<Entry> = None;
    loop {
        let before = newer.as_ref().map_or(i64::MAX, |entry| entry.sequence);
        let entries = store::audit::list(tx, account, before, WALK_ENTRIES).await?;
        for entry in &entries {
            verified.entries += 1;
            if let Some(newer) = newer.replace(entry.clone())
                && !(newer.continues(account, &entry.hash) && newer.sequence == entry.sequence + 1)
            {
                verified.broken_at = verified.broken_at.or(Some(newer.sequence));
            }
        }
        if entries.is_empty() {
            break;
        }
    }
    if let Some(first) = newer.filter(|first| first.sequence != 1 || !first.continues(account, ""))
    {
        verified.broken_at = verified.broken_at.or(Some(first.sequence));
    }
    Ok(verified)
}

fn allowed(who: &Who) -> Result<(), AuditError> {
    match who.actor.may(Permission::SeeAudit) {
        true => Ok(()),
        false => Err(AuditError::NotAllowed),
    }
}
