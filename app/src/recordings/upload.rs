//! A recording comes in: a file of any size, piece by piece (F5).
//!
//! Whether there is room is asked before the first byte, while it comes, and once more under the
//! account's lock when its row is written: of two that would fill the rest, one is taken. Bytes
//! that got no row are deleted by due work that is planned before them.

use meetings::recording::media::{self, HEAD_BYTES, MediaKind};
use meetings::recording::{FILE_MAX_BYTES, NotATitle, Title};
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::due::{Lane, NewDue};
use store::{StoreError, Tx, rate_limit};
use units::Timestamp;
use units::id::{AccountId, MeetingId, RecordingId};

use super::storage::{self, Room};
use super::{Recording, RecordingError, allowed, blob, held};
use crate::app::App;
use crate::files::{self, Incoming};
use crate::trail::{self, Done};
use crate::who::Who;
use crate::work::Outcome;

/// Files one person may send in a day.
pub const UPLOADS_A_DAY_MAX: u32 = 200;
const DAY_S: i64 = 86_400;
/// Days after which bytes that got no row are deleted.
const ORPHAN_DAYS: i64 = 2;

/// What is said of a file that comes in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct New<'a> {
    /// Empty: as the file is called.
    pub title: &'a str,
    pub file_name: &'a str,
    pub meeting: Option<MeetingId>,
    /// Bytes that are announced.
    pub length: Option<u64>,
}

/// A recording coming in. Dropped before it is finished, it never was.
pub struct Upload {
    id: RecordingId,
    title: Title,
    meeting: Option<MeetingId>,
    room: Room,
    head: Vec<u8>,
    incoming: Incoming,
}

/// A file that may have no row.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Bytes {
    pub account: AccountId,
    pub recording: RecordingId,
}

/// Begins to take a file of `who`.
pub async fn begin(app: &App, who: &Who, new: &New<'_>) -> Result<Upload, RecordingError> {
    allowed(who, Permission::ChangeRecordings)?;
    let title = match new.title.trim().is_empty() {
        true => Title::of_file(new.file_name).ok_or(NotATitle::Missing)?,
        false => Title::parse(new.title)?,
    };
    let mut tx = app.store.begin().await?;
    held(&mut tx, who, new.meeting).await?;
    let room = storage::load(app, &mut tx, who).await?;
    fits(&room, new.length.unwrap_or(1))?;
    let (bucket, now) = (format!("recordings:{}", who.person()), app.now());
    let full = rate_limit::take(&mut tx, &bucket, UPLOADS_A_DAY_MAX, DAY_S, now).await?;
    if full.is_some() {
        return Err(RecordingError::TooMany);
    }
    let id = app.id();
    plan_deletion(app, &mut tx, who.account(), id, now.plus_days(ORPHAN_DAYS)).await?;
    tx.commit().await?;
    let incoming = Incoming::begin(&*app.blobs, &blob(who.account(), id)).await?;
    Ok(Upload { id, title, meeting: new.meeting, room, head: Vec::new(), incoming })
}

fn fits(room: &Room, bytes: u64) -> Result<(), RecordingError> {
    if bytes > FILE_MAX_BYTES {
        return Err(RecordingError::TooLarge);
    }
    room.takes(bytes)
}

impl Upload {
    /// The next piece; refused as soon as it is known that the whole will be.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), RecordingError> {
        let missing = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(chunk.iter().take(missing));
        if missing > 0 && self.head.len() >= HEAD_BYTES {
            self.kind()?;
        }
        let more = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        fits(&self.room, self.incoming.bytes().saturating_add(more))?;
        Ok(self.incoming.write(chunk).await?)
    }

    fn kind(&self) -> Result<MediaKind, RecordingError> {
        media::kind_of(&self.head).ok_or(RecordingError::OtherKind)
    }

    /// That was all of it: the recording is in its owner's list.
    pub async fn finish(self, app: &App, who: &Who) -> Result<Recording, RecordingError> {
        if self.incoming.bytes() == 0 {
            return Err(RecordingError::Missing);
        }
        let kind = self.kind()?;
        let kept = self.incoming.finish().await?;
        let recording = Recording {
            id: self.id,
            account: who.account(),
            bytes_account: who.account(),
            owner: who.person(),
            meeting: self.meeting,
            title: self.title.as_str().to_owned(),
            kind,
            bytes: kept.bytes,
            sha256: kept.sha256,
            passages: 0,
            added_at: app.now(),
            trashed_at: None,
            erases_at: None,
        };
        // Bytes whose row is refused are deleted by the work planned before they came.
        keep(app, who, &recording).await?;
        Ok(recording)
    }
}

async fn keep(app: &App, who: &Who, recording: &Recording) -> Result<(), RecordingError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, recording.account).await?;
    storage::load(app, &mut tx, who).await?.takes(recording.bytes)?;
    held(&mut tx, who, recording.meeting).await?;
    store::recording::insert(&mut tx, recording).await?;
    let change = json!({ "bytes": recording.bytes, "kind": recording.kind.word() });
    let subject = recording.id.to_string();
    let done = Done { account: recording.account, action: "recording.added", subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    Ok(tx.commit().await?)
}

/// The bytes of `id` are deleted at `due_at`, unless they have a row then.
pub(crate) async fn plan_deletion(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    id: RecordingId,
    due_at: Timestamp,
) -> Result<(), StoreError> {
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "recording_bytes",
        key: id.to_string(),
        payload: &Bytes { account, recording: id },
        due_at,
        now: app.now(),
    };
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// Due work: deletes bytes that have no row.
pub async fn run(app: &App, work: &Bytes) -> Outcome {
    match delete(app, work).await {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

async fn delete(app: &App, work: &Bytes) -> Result<(), RecordingError> {
    let mut tx = app.store.begin().await?;
    // Whoever owns it may have gone to another account since.
    let is_needed = store::recording::is_there(&mut tx, work.recording).await?;
    drop(tx);
    if !is_needed {
        let path = blob(work.account, work.recording);
        files::delete(&*app.blobs, &path).await?;
        files::forget_unfinished(app.blobs_folder.as_deref(), &path).await?;
    }
    Ok(())
}
