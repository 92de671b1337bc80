//! Recordings: a person's own, listed, searched, renamed, thrown away and taken back (F5).
//!
//! Nobody but their owner sees them, whatever their role; others are given a link (`share`). What
//! is thrown away waits in the trash, and counts until it is erased.

pub mod retention;
pub mod share;
pub mod storage;
pub mod transcript;
pub mod trash;
pub mod upload;

use std::ops::Range;

use meetings::recording::transcript::NotATranscript;
use meetings::recording::{NotADuration, NotATitle, NotAnOption, Title};
use object_store::path::Path;
use people::roles::Permission;
use store::recording::Holder;
pub use store::recording::{Cursor, Place, Recording};
pub use store::recording_passage::Placed;
use store::recording_share::Share;
use store::{StoreError, Tx};
use units::id::{AccountId, MeetingId, RecordingId, kind};

use crate::app::App;
use crate::files::{self, Outgoing};
use crate::page::{Page, to_read};
use crate::who::Who;

/// Longest text that is searched for.
pub const SEARCH_MAX_CHARS: usize = 200;
/// Passages shown with a recording in which something was found.
const PASSAGES_FOUND: u32 = 5;
/// Recordings of a meeting shown beside it.
const OF_MEETING_MAX: u32 = 50;

/// Why a recording was not shown, taken or changed.
#[derive(Debug, thiserror::Error)]
pub enum RecordingError {
    #[error("the person may not")]
    NotAllowed,
    #[error("no such recording of the person")]
    NotFound,
    #[error(transparent)]
    Title(#[from] NotATitle),
    /// No meeting the person holds has this id.
    #[error("no such meeting")]
    NoMeeting,
    #[error("the plan {plan} keeps no recordings")]
    NotInPlan { plan: String, with: Option<String> },
    /// In whole megabytes.
    #[error("{left_mb} of {allowed_mb} megabytes are left")]
    Full { plan: String, left_mb: u64, allowed_mb: u64 },
    #[error("the file is larger than any that is taken")]
    TooLarge,
    #[error("there is no file, or it is empty")]
    Missing,
    #[error("the file is of no kind that is taken")]
    OtherKind,
    #[error("more than {} files in a day", upload::UPLOADS_A_DAY_MAX)]
    TooMany,
    #[error("the recording is in the trash")]
    InTrash,
    #[error("the recording is not in the trash")]
    NotInTrash,
    #[error(transparent)]
    Transcript(#[from] NotATranscript),
    #[error("the recording has no transcript")]
    NoTranscript,
    #[error("the link's password has another length")]
    SharePassword,
    #[error(transparent)]
    ShareDays(#[from] NotADuration),
    #[error(transparent)]
    Days(#[from] NotAnOption),
    #[error("the file cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error("what is left of a file cannot be deleted: {0}")]
    Unfinished(#[from] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RecordingError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            RecordingError::NotAllowed => "permission.missing",
            RecordingError::NotFound => "recording.not_found",
            RecordingError::Title(problem) => problem.code(),
            RecordingError::NoMeeting => "meeting.not_found",
            RecordingError::NotInPlan { with: Some(_), .. } => "recording.not_in_plan",
            RecordingError::NotInPlan { with: None, .. } => "recording.not_in_any_plan",
            RecordingError::Full { .. } => "recording.full",
            RecordingError::TooLarge => "recording.too_large",
            RecordingError::Missing => "recording.file_missing",
            RecordingError::OtherKind => "recording.other_kind",
            RecordingError::TooMany => "recording.too_many_today",
            RecordingError::InTrash => "recording.in_trash",
            RecordingError::NotInTrash => "recording.not_in_trash",
            RecordingError::Transcript(problem) => problem.code(),
            RecordingError::NoTranscript => "transcript.not_found",
            RecordingError::SharePassword => "recording.share_password",
            RecordingError::ShareDays(_) => "recording.share_days",
            RecordingError::Days(_) => "recording.retention_days",
            RecordingError::Blobs(_) | RecordingError::Unfinished(_) | RecordingError::Store(_) => {
                "store.unavailable"
            }
        }
    }
}

/// A recording with what was found in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub recording: Recording,
    /// The first passages that say what was searched for.
    pub found: Vec<Placed>,
}

/// A recording with the link it is shared by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub recording: Recording,
    /// What its meeting was called when it was made.
    pub meeting: Option<String>,
    pub share: Option<Share>,
}

fn allowed(who: &Who, permission: Permission) -> Result<(), RecordingError> {
    match who.actor.may(permission) {
        true => Ok(()),
        false => Err(RecordingError::NotAllowed),
    }
}

fn holder(who: &Who) -> Holder {
    Holder { account: who.account(), person: who.person() }
}

/// Where the bytes of a recording lie that came in `account`.
pub(crate) fn blob(account: AccountId, id: RecordingId) -> Path {
    Path::from(format!("recordings/{account}/{id}"))
}

/// Where the bytes of a recording of `holder` lie; none: there is no such recording.
pub(crate) async fn place(
    app: &App,
    holder: Holder,
    id: RecordingId,
) -> Result<Option<Path>, StoreError> {
    let mut tx = app.store.read().await?;
    let found = store::recording::find(&mut tx, holder, id).await?;
    Ok(found.map(|recording| blob(recording.bytes_account, recording.id)))
}

/// At most `most` recordings of `who`, the latest first; those that say `search` where something
/// is searched for.
pub async fn page(
    app: &App,
    who: &Who,
    (place, search): (Place, &str),
    after: Option<Cursor>,
    most: u32,
) -> Result<Page<Line, kind::Recording>, RecordingError> {
    allowed(who, Permission::SeeRecordings)?;
    let mut tx = app.store.read().await?;
    let read = to_read(most);
    let recordings =
        store::recording::page(&mut tx, holder(who), (place, search), after, read).await?;
    let Page { lines, next } = Page::of(recordings, most, Recording::cursor);
    let ids: Vec<RecordingId> = lines.iter().map(|recording| recording.id).collect();
    let found =
        store::recording_passage::found(&mut tx, who.account(), &ids, search, PASSAGES_FOUND)
            .await?;
    let line = |recording: Recording| {
        let here = found.iter().filter(|placed| placed.recording == recording.id);
        Line { found: here.cloned().collect(), recording }
    };
    Ok(Page { lines: lines.into_iter().map(line).collect(), next })
}

/// What `who` has of a meeting, the oldest first.
pub async fn of_meeting(
    app: &App,
    who: &Who,
    meeting: MeetingId,
) -> Result<Vec<Recording>, RecordingError> {
    allowed(who, Permission::SeeRecordings)?;
    let mut tx = app.store.read().await?;
    Ok(store::recording::of_meeting(&mut tx, holder(who), meeting, OF_MEETING_MAX).await?)
}

/// The recording `id`, in the trash or not.
pub async fn show(app: &App, who: &Who, id: RecordingId) -> Result<Shown, RecordingError> {
    allowed(who, Permission::SeeRecordings)?;
    let mut tx = app.store.read().await?;
    let recording = found(&mut tx, who, id).await?;
    shown(&mut tx, recording).await
}

async fn shown(tx: &mut Tx, recording: Recording) -> Result<Shown, RecordingError> {
    let share = store::recording_share::of(tx, recording.account, recording.id).await?;
    let meeting = match recording.meeting {
        Some(id) => store::meeting::find(tx, recording.account, id).await?,
        None => None,
    };
    let title =
        |kept: store::meeting::Kept| kept.meeting.title_made_by(recording.added_at).to_owned();
    Ok(Shown { meeting: meeting.map(title), share, recording })
}

async fn found(tx: &mut Tx, who: &Who, id: RecordingId) -> Result<Recording, RecordingError> {
    let found = store::recording::find(tx, holder(who), id).await?;
    found.ok_or(RecordingError::NotFound)
}

/// The recording `id`, held until the end of the transaction.
async fn locked(app: &App, who: &Who, id: RecordingId) -> Result<(Tx, Recording), RecordingError> {
    allowed(who, Permission::ChangeRecordings)?;
    let mut tx = app.store.begin().await?;
    let found = store::recording::lock(&mut tx, holder(who), id).await?;
    Ok((tx, found.ok_or(RecordingError::NotFound)?))
}

/// As `locked`, of what is not in the trash.
async fn kept(app: &App, who: &Who, id: RecordingId) -> Result<(Tx, Recording), RecordingError> {
    let (tx, recording) = locked(app, who, id).await?;
    match recording.trashed_at {
        None => Ok((tx, recording)),
        Some(_) => Err(RecordingError::InTrash),
    }
}

/// The name under which the file of a recording is saved.
pub fn file_name(recording: &Recording) -> String {
    meetings::recording::file_name(&recording.title, recording.kind.word())
}

/// The bytes `range` of a recording that was looked up before.
pub async fn bytes(
    app: &App,
    recording: &Recording,
    range: Range<u64>,
) -> Result<Outgoing, RecordingError> {
    let path = blob(recording.bytes_account, recording.id);
    let found = files::read(&*app.blobs, &path, range).await?;
    found.ok_or(RecordingError::NotFound)
}

/// What a recording is called, and of which of one's meetings it is, from now on.
pub async fn describe(
    app: &App,
    who: &Who,
    id: RecordingId,
    title: &str,
    meeting: Option<MeetingId>,
) -> Result<Shown, RecordingError> {
    let title = Title::parse(title)?;
    let (mut tx, mut recording) = kept(app, who, id).await?;
    if meeting != recording.meeting {
        held(&mut tx, who, meeting).await?;
    }
    store::recording::describe(&mut tx, recording.account, id, &title, meeting).await?;
    recording.title = title.as_str().to_owned();
    recording.meeting = meeting;
    let shown = shown(&mut tx, recording).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Refuses a meeting that `who` does not hold.
async fn held(tx: &mut Tx, who: &Who, meeting: Option<MeetingId>) -> Result<(), RecordingError> {
    let Some(id) = meeting else { return Ok(()) };
    let account = store::meeting::account_for_holder(tx, who.person(), id).await?;
    match account == Some(who.account()) {
        true => Ok(()),
        false => Err(RecordingError::NoMeeting),
    }
}
