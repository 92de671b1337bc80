//! How long an account keeps recordings (F5): its admins decide; whoever owns what is to go is told
//! by mail fourteen days before, with its titles; due work looks day by day.

use std::collections::BTreeMap;

use mail::contexts::{ErasedRecording, RecordingErasure};
use meetings::recording::Retention;
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::audit::By;
use store::due::{Lane, NewDue};
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, PersonId};

use super::{Recording, RecordingError, allowed, trash};
use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail::{self, Done};
use crate::who::Who;
use crate::work::Outcome;

/// Recordings told of, or erased, by one transaction.
const AT_ONCE: u32 = 200;
/// Titles named in one mail; the rest is counted.
const TITLES_MAX: usize = 20;
/// Days between two looks.
const LOOKS_EVERY_DAYS: i64 = 1;

/// Whose recordings are looked at.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Looking {
    pub account: AccountId,
}

/// How long recordings are kept in the account of `who`; everybody who has some may know.
pub async fn get(app: &App, who: &Who) -> Result<Retention, RecordingError> {
    allowed(who, Permission::SeeRecordings)?;
    let mut tx = app.store.read().await?;
    Ok(store::recording_retention::find(&mut tx, who.account()).await?)
}

/// Recordings are kept `days` from now on; none: for good. What was announced before is announced
/// anew.
pub async fn set(app: &App, who: &Who, days: Option<u32>) -> Result<Retention, RecordingError> {
    allowed(who, Permission::ManageRecordings)?;
    let (account, now) = (who.account(), app.now());
    let retention = Retention::of(days)?;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let before = store::recording_retention::find(&mut tx, account).await?;
    if before == retention {
        return Ok(before);
    }
    store::recording_retention::set(&mut tx, account, retention, now).await?;
    store::recording::forget_told(&mut tx, account).await?;
    if retention.days.is_some() {
        plan(app, &mut tx, account).await?;
    }
    let change = json!({ "days": days, "before": before.days });
    let subject = account.to_string();
    let done = Done { account, action: "recordings.retention_changed", subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(retention)
}

async fn plan(app: &App, tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let now = app.now();
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "recording_retention",
        key: account.to_string(),
        payload: &Looking { account },
        due_at: now,
        now,
    };
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// Due work: announces what is to go, erases what was announced and is due, some at a time.
pub async fn run(app: &App, work: &Looking) -> Outcome {
    match look(app, work.account).await {
        Ok(Some(next)) => Outcome::At(next),
        Ok(None) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

/// When to look again; none: the account keeps everything.
async fn look(app: &App, account: AccountId) -> Result<Option<Timestamp>, StoreError> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    // Nobody sets another time meanwhile, and nobody adds or takes anything.
    store::account::lock(&mut tx, account).await?;
    let retention = store::recording_retention::find(&mut tx, account).await?;
    let Some(before) = retention.tells_before(now) else { return Ok(None) };
    let untold = store::recording::untold(&mut tx, account, before, AT_ONCE).await?;
    tell(app, &mut tx, retention, &untold).await?;
    let over = store::recording::over(&mut tx, account, now, AT_ONCE).await?;
    for recording in &over {
        trash::forget(app, &mut tx, recording).await?;
        let subject = recording.id.to_string();
        let change = json!({ "bytes": recording.bytes });
        let done = Done { account, action: "recording.erased", subject, change };
        trail::record(app, &mut tx, &By::system(), done).await?;
    }
    tx.commit().await?;
    let most = untold.len().max(over.len());
    match u32::try_from(most).is_ok_and(|most| most < AT_ONCE) {
        true => Ok(Some(now.plus_days(LOOKS_EVERY_DAYS))),
        false => Ok(Some(now)),
    }
}

/// Everybody who owns some of `untold` gets one mail about them.
async fn tell(
    app: &App,
    tx: &mut Tx,
    retention: Retention,
    untold: &[Recording],
) -> Result<(), StoreError> {
    let now = app.now();
    let mut by_owner: BTreeMap<PersonId, Vec<(&Recording, Timestamp)>> = BTreeMap::new();
    for recording in untold {
        let Some(at) = retention.erases_at(recording.added_at, now) else { return Ok(()) };
        store::recording::set_told(tx, recording.account, recording.id, at).await?;
        by_owner.entry(recording.owner).or_default().push((recording, at));
    }
    for (owner, theirs) in by_owner {
        let Some((first, from)) = theirs.first().copied() else { continue };
        let found = store::person::find(tx, first.account, owner).await?;
        let Some(person) = found else { continue };
        let named = theirs.iter().take(TITLES_MAX);
        let named = named
            .map(|(recording, at)| ErasedRecording { title: recording.title.clone(), at: *at });
        let more = theirs.len().saturating_sub(TITLES_MAX);
        let says = RecordingErasure {
            days: retention.days.map_or(0, i64::from),
            from: theirs.iter().map(|(_, at)| *at).min().unwrap_or(from),
            recordings: named.collect(),
            more: i64::try_from(more).unwrap_or(i64::MAX),
            zone: person.zone.clone(),
            link: app.config.portal_url("/recordings"),
        };
        let envelope = Envelope {
            account: Some(first.account),
            to: person.email.clone(),
            to_name: person.name.clone(),
            locale: person.locale.clone(),
        };
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}
