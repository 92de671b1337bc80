//! The trash: what is thrown away waits there for thirty days, comes back as it was, or is erased
//! (F5).

use meetings::recording::TRASH_DAYS;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::audit::By;
use store::due::{Lane, NewDue};
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, RecordingId};

use super::{Recording, RecordingError, kept, locked, upload};
use crate::app::App;
use crate::trail::{self, Done};
use crate::who::Who;
use crate::work::Outcome;

/// Names what waits in the trash.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Waiting {
    pub account: AccountId,
    pub recording: RecordingId,
}

/// When something thrown away at `trashed` is erased.
pub fn erased_at(trashed: Timestamp) -> Timestamp {
    trashed.plus_days(TRASH_DAYS)
}

/// Into the trash. Its link leads nowhere while it is there.
pub async fn trash(app: &App, who: &Who, id: RecordingId) -> Result<Recording, RecordingError> {
    let (mut tx, mut recording) = kept(app, who, id).await?;
    let (account, now) = (recording.account, app.now());
    store::recording::set_trashed(&mut tx, account, id, Some(now)).await?;
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "recording_trash",
        key: id.to_string(),
        payload: &Waiting { account, recording: id },
        due_at: erased_at(now),
        now,
    };
    store::due::plan(&mut tx, work.row(Lane::Background)).await?;
    record(app, &mut tx, who, &recording, "recording.trashed").await?;
    tx.commit().await?;
    recording.trashed_at = Some(now);
    recording.erases_at = None;
    Ok(recording)
}

/// Out of the trash, as it was.
pub async fn restore(app: &App, who: &Who, id: RecordingId) -> Result<Recording, RecordingError> {
    let (mut tx, mut recording) = waiting(app, who, id).await?;
    store::recording::set_trashed(&mut tx, recording.account, id, None).await?;
    record(app, &mut tx, who, &recording, "recording.restored").await?;
    tx.commit().await?;
    recording.trashed_at = None;
    Ok(recording)
}

/// Erased for good, before its time is over.
pub async fn erase(app: &App, who: &Who, id: RecordingId) -> Result<(), RecordingError> {
    let (mut tx, recording) = waiting(app, who, id).await?;
    forget(app, &mut tx, &recording).await?;
    record(app, &mut tx, who, &recording, "recording.erased").await?;
    Ok(tx.commit().await?)
}

async fn waiting(app: &App, who: &Who, id: RecordingId) -> Result<(Tx, Recording), RecordingError> {
    let (tx, recording) = locked(app, who, id).await?;
    match recording.trashed_at {
        Some(_) => Ok((tx, recording)),
        None => Err(RecordingError::NotInTrash),
    }
}

async fn record(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    recording: &Recording,
    action: &str,
) -> Result<(), StoreError> {
    let (account, subject) = (recording.account, recording.id.to_string());
    let change = json!({ "bytes": recording.bytes });
    trail::record(app, tx, &who.by(), Done { account, action, subject, change }).await
}

/// The recording is gone with all that belongs to it; its bytes go when this is committed.
pub(super) async fn forget(
    app: &App,
    tx: &mut Tx,
    recording: &Recording,
) -> Result<(), StoreError> {
    let id = recording.id;
    store::recording::erase(tx, recording.account, id).await?;
    upload::plan_deletion(app, tx, recording.bytes_account, id, app.now()).await
}

/// Due work: erases what waited for thirty days.
pub async fn run(app: &App, work: &Waiting) -> Outcome {
    match over(app, work).await {
        Ok(None) => Outcome::Done,
        Ok(Some(at)) => Outcome::At(at),
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

/// When to look again; none: it is erased, or was taken out.
async fn over(app: &App, work: &Waiting) -> Result<Option<Timestamp>, StoreError> {
    let mut tx = app.store.begin().await?;
    let found = store::recording::lock_any(&mut tx, work.account, work.recording).await?;
    let Some(recording) = found else { return Ok(None) };
    let Some(trashed) = recording.trashed_at else { return Ok(None) };
    let at = erased_at(trashed);
    if at > app.now() {
        return Ok(Some(at));
    }
    forget(app, &mut tx, &recording).await?;
    let subject = recording.id.to_string();
    let change = json!({ "bytes": recording.bytes });
    let done = Done { account: work.account, action: "recording.erased", subject, change };
    trail::record(app, &mut tx, &By::system(), done).await?;
    tx.commit().await?;
    Ok(None)
}
