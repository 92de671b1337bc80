//! The transcript beside a recording: taken from a WebVTT file, read, searched, handed out (F5).

use meetings::recording::transcript;
use people::roles::Permission;
use store::StoreError;
use units::id::{AccountId, RecordingId};

use super::{Placed, Recording, RecordingError, allowed, found, kept};
use crate::app::App;
use crate::who::Who;

/// The passages of a recording; with `search` in them where it is not empty.
pub async fn passages(
    app: &App,
    who: &Who,
    id: RecordingId,
    search: &str,
) -> Result<Vec<Placed>, RecordingError> {
    allowed(who, Permission::SeeRecordings)?;
    let mut tx = app.store.read().await?;
    let recording = found(&mut tx, who, id).await?;
    Ok(store::recording_passage::of(&mut tx, recording.account, id, search).await?)
}

/// As `passages`, of a recording that was looked up before.
pub async fn passages_of(
    app: &App,
    recording: &Recording,
    search: &str,
) -> Result<Vec<Placed>, RecordingError> {
    let mut tx = app.store.read().await?;
    let (account, id) = (recording.account, recording.id);
    Ok(store::recording_passage::of(&mut tx, account, id, search).await?)
}

/// The transcript of a recording as a WebVTT file.
pub async fn file(app: &App, recording: &Recording) -> Result<String, RecordingError> {
    let text = text(app, recording.account, recording.id).await?;
    text.ok_or(RecordingError::NoTranscript)
}

/// As `file`, of whatever recording of the account; none: it has no transcript.
pub(crate) async fn text(
    app: &App,
    account: AccountId,
    id: RecordingId,
) -> Result<Option<String>, StoreError> {
    let mut tx = app.store.read().await?;
    let placed = store::recording_passage::of(&mut tx, account, id, "").await?;
    drop(tx);
    let passages: Vec<transcript::Passage> =
        placed.into_iter().map(|placed| placed.passage).collect();
    Ok((!passages.is_empty()).then(|| transcript::write(&passages)))
}

/// Puts the transcript of a WebVTT file beside the recording, in place of any before; tells how
/// many passages it has.
pub async fn set(
    app: &App,
    who: &Who,
    id: RecordingId,
    file: &[u8],
) -> Result<usize, RecordingError> {
    let (mut tx, recording) = kept(app, who, id).await?;
    let passages = transcript::read(file)?;
    store::recording_passage::replace(&mut tx, recording.account, id, &passages).await?;
    tx.commit().await?;
    Ok(passages.len())
}

/// Takes the transcript away.
pub async fn remove(app: &App, who: &Who, id: RecordingId) -> Result<(), RecordingError> {
    let (mut tx, recording) = kept(app, who, id).await?;
    if recording.passages == 0 {
        return Err(RecordingError::NoTranscript);
    }
    store::recording_passage::replace(&mut tx, recording.account, id, &[]).await?;
    Ok(tx.commit().await?)
}
