//! Recordings that come in with an archive, with their files and what is said in them. A file goes
//! by in pieces; its row comes when the last piece is there and is what the manifest says.

use std::collections::BTreeSet;
use std::io::Write;

use ::meetings::recording::media::{self, HEAD_BYTES};
use store::Tx;
use store::contact::Holder;
use store::due::{Lane, NewDue};
use store::import::{Import, Known};
use store::import_rows::Owned;
use store::recording::Recording;
use store::recording_passage::Placed;

use super::bring::{self, On, Place, resolve};
use super::meetings::counted;
use super::report::{Report, Why};
use super::{ImportError, read};
use crate::app::App;
use crate::files::{self, Incoming, Kept, WaitingIn};
use crate::recordings::{RecordingError, blob, storage, trash, upload};

const KIND: &str = "recordings";

/// A recording, a portion of its own.
pub(super) async fn bring(
    on: &On<'_>,
    next: &Place,
    given: read::Recording,
) -> Result<Import, ImportError> {
    let id = given.id.to_string();
    let mut tx = on.app.store.read().await?;
    let found =
        resolve(&mut tx, on.holder.person, Owned::Recordings, std::slice::from_ref(&id)).await?;
    drop(tx);
    let found = found.into_iter().next().ok_or(ImportError::NotFound)?;
    if !found.is_made {
        let (mut tx, mut import, mut report) = bring::begin(on).await?;
        store::import::know(&mut tx, on.import, KIND, &[found]).await?;
        report.there(KIND);
        bring::commit(tx, &mut import, next, &report).await?;
        return Ok(import);
    }
    match copied(on, &given, &found).await? {
        Ok(kept) => write(on, next, given, found, kept).await,
        Err(why) => leave(on, next, why, given.title.as_str()).await,
    }
}

async fn leave(on: &On<'_>, next: &Place, why: Why, title: &str) -> Result<Import, ImportError> {
    let (tx, mut import, mut report) = bring::begin(on).await?;
    report.left(KIND);
    report.note(why, title);
    bring::commit(tx, &mut import, next, &report).await?;
    Ok(import)
}

/// The file, copied to where recordings lie; or why there is none.
async fn copied(
    on: &On<'_>,
    given: &read::Recording,
    found: &Known,
) -> Result<Result<Kept, Why>, ImportError> {
    let Some(file) = on.archive.file_from(&format!("recordings/{}.", given.id)).cloned() else {
        return Ok(Err(Why::FileMissing));
    };
    if !on.is_operators() {
        let mut tx = on.app.store.read().await?;
        if let Some(why) = no_room(on.app, &mut tx, on.holder, file.bytes).await? {
            return Ok(Err(why));
        }
    }
    let id = found.id()?;
    let (app, account) = (on.app, on.holder.account);
    let mut tx = app.store.begin().await?;
    upload::plan_deletion(app, &mut tx, account, id, app.now().plus_days(ORPHAN_DAYS)).await?;
    tx.commit().await?;
    let incoming = Incoming::begin(&*app.blobs, &blob(account, id)).await?;
    let mut to = Headed { head: Vec::new(), to: WaitingIn::new(incoming) };
    let archive = on.archive.clone();
    let (copied, to) = files::waiting(move || (archive.copy(&file, &mut to), to)).await?;
    copied?;
    if media::kind_of(&to.head) != Some(given.kind) {
        return Ok(Err(Why::OtherKind));
    }
    Ok(Ok(to.to.incoming.finish().await?))
}

/// Days after which bytes that got no row are deleted.
const ORPHAN_DAYS: i64 = 2;

/// Why the person's plan has no room for `bytes`; none: it has.
pub(super) async fn no_room(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    bytes: u64,
) -> Result<Option<Why>, ImportError> {
    let whose = (holder.account, holder.person);
    let person = store::person::find(tx, whose.0, whose.1).await?;
    let person = person.ok_or(ImportError::NotFound)?;
    let room = storage::of(app, tx, whose, &person.locale).await;
    let room = room.map_err(|error| store::StoreError::Other(error.to_string()))?;
    match room.takes(bytes) {
        Ok(()) => Ok(None),
        Err(RecordingError::NotInPlan { .. }) => Ok(Some(Why::NotInPlan)),
        Err(_) => Ok(Some(Why::StorageFull)),
    }
}

async fn write(
    on: &On<'_>,
    next: &Place,
    given: read::Recording,
    found: Known,
    kept: Kept,
) -> Result<Import, ImportError> {
    let (app, account) = (on.app, on.holder.account);
    let (mut tx, mut import, mut report) = bring::begin(on).await?;
    if !on.is_operators()
        && let Some(why) = no_room(app, &mut tx, on.holder, kept.bytes).await?
    {
        drop(tx);
        return leave(on, next, why, given.title.as_str()).await;
    }
    let meetings =
        store::import::known(&mut tx, on.import, super::meetings::KIND, given.meeting.as_slice())
            .await?;
    let meeting = given.meeting.as_ref().and_then(|id| meetings.get(id));
    if given.meeting.is_some() && meeting.is_none() {
        report.note(Why::MeetingMissing, given.title.as_str());
    }
    let meeting = meeting.map(Known::id).transpose()?;
    let recording = Recording {
        id: found.id()?,
        account,
        owner: on.holder.person,
        meeting,
        title: given.title.as_str().to_owned(),
        kind: given.kind,
        bytes: kept.bytes,
        sha256: kept.sha256,
        passages: given.passages,
        added_at: given.added_at,
        trashed_at: given.trashed_at,
        erases_at: None,
        bytes_account: account,
    };
    store::recording::insert(&mut tx, &recording).await?;
    if let Some(trashed) = given.trashed_at {
        store::recording::set_trashed(&mut tx, account, recording.id, Some(trashed)).await?;
        let work = NewDue {
            id: app.id(),
            account: Some(account),
            kind: "recording_trash",
            key: recording.id.to_string(),
            payload: &trash::Waiting { account, recording: recording.id },
            due_at: trash::erased_at(trashed).max(app.now()),
            now: app.now(),
        };
        store::due::plan(&mut tx, work.row(Lane::Background)).await?;
    }
    store::import::know(&mut tx, on.import, KIND, &[found]).await?;
    report.made(KIND);
    bring::commit(tx, &mut import, next, &report).await?;
    Ok(import)
}

pub(super) async fn passages(
    on: &On<'_>,
    tx: &mut Tx,
    passages: Vec<read::Placed>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let given: BTreeSet<&String> = passages.iter().map(|it| &it.recording).collect();
    let given: Vec<String> = given.into_iter().cloned().collect();
    let known = store::import::known(tx, on.import, KIND, &given).await?;
    let all = passages.len();
    let mut left = 0;
    let mut placed = Vec::new();
    for it in passages {
        match known.get(&it.recording) {
            None => left += 1,
            Some(known) if known.is_made => placed.push(Placed {
                recording: known.id()?,
                number: it.number,
                passage: it.passage,
            }),
            Some(_) => {}
        }
    }
    let added = store::recording_passage::bring(tx, on.holder.account, &placed).await?;
    let mut count = counted(added, all);
    count.left = left;
    count.there = count.there.saturating_sub(left);
    report.count("recording_passages", count);
    Ok(())
}

/// What goes by, with its beginning kept.
struct Headed {
    head: Vec<u8>,
    to: WaitingIn,
}

impl Write for Headed {
    fn write(&mut self, some: &[u8]) -> std::io::Result<usize> {
        let missing = HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend(some.iter().take(missing));
        self.to.write_all(some)?;
        Ok(some.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
