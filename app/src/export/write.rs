//! The writing of an export: a part for each run of its due work (G1, R-59).
//!
//! A run reads records a portion at a time, each portion in a transaction of its own, packs them
//! until the part is full, keeps the part among the blobs, and only then writes down how far it
//! came. So memory holds one part at most, a crash loses one part's work and nothing is in two of
//! them, and no transaction is open longer than a portion takes. The last part has the manifest.

use documents::archive::{self, NotPacked, Packed};
use mail::contexts;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use people::export::{
    Beside, FORMAT, KEPT_DAYS, PART_MAX_BYTES, PART_MAX_FILES, State, Step, Subject, VERSION, Whose,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use store::account::Contact;
use store::audit::By;
use store::export::{Export, File, Part};
use store::export_rows::{self, Key};
use store::{StoreError, Tx};
use units::id::{AccountId, ChatId, ExportId};

use super::{beside, done};
use crate::app::App;
use crate::files::{self, Incoming, WaitingIn};
use crate::invoice_document::DocumentError;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail;
use crate::work::Outcome;

/// The kind of the due work.
pub const KIND: &str = "export";
/// Files listed at once for the manifest.
const FILES_AT_ONCE: u32 = 1_000;

/// Which export is to be written, or cleared away.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Work {
    pub account: AccountId,
    pub export: ExportId,
}

/// Where the writing stands: what comes next.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
struct Place {
    /// Which step, from 0.
    step: usize,
    /// Files the step has made.
    files: u32,
    /// After which record; none: from the first.
    after: Option<Vec<Key>>,
}

/// Why a part was not written; it is tried again.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    #[error(transparent)]
    Packing(#[from] NotPacked),
    #[error("a document: {0}")]
    Document(#[from] DocumentError),
    #[error("the blobs: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where a new export stands.
pub(super) fn beginning() -> Json {
    json!(Place::default())
}

fn place_of(export: &Export) -> Result<Place, StoreError> {
    serde_json::from_value(export.place.clone())
        .map_err(|error| StoreError::Other(format!("an export's place: {error}")))
}

/// Steps that are done.
pub(super) fn steps_done(export: &Export) -> Result<usize, StoreError> {
    Ok(place_of(export)?.step)
}

/// Where a part of `export` is kept.
pub(super) fn blob(export: &Export, name: &str) -> Path {
    Path::from(format!("{}/{name}", folder(export)))
}

fn folder(export: &Export) -> Path {
    Path::from(format!("exports/{}/{}", export.subject.account, export.id))
}

/// Due work: writes the next part, or, once the export has ended, deletes what was written.
pub async fn run(app: &App, work: &Work) -> Outcome {
    match advance(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

async fn advance(app: &App, work: &Work) -> Result<Outcome, WriteError> {
    let mut tx = app.store.read().await?;
    let found = store::export::find(&mut tx, work.account, work.export).await?;
    drop(tx);
    let Some(export) = found else { return Ok(Outcome::Done) };
    match (export.state, export.expires_at) {
        (State::Writing, _) => write_part(app, export).await,
        (State::Ready, Some(expires)) if app.now() < expires => Ok(Outcome::At(expires)),
        (State::Ready, _) => {
            expire(app, work).await?;
            clear(app, &export).await
        }
        (State::Cancelled | State::Expired, _) => clear(app, &export).await,
    }
}

async fn write_part(app: &App, export: Export) -> Result<Outcome, WriteError> {
    let steps = export.subject.whose().steps();
    let mut place = place_of(&export)?;
    let number = export.parts + 1;
    let part = archive::Part::default();
    let mut writing = Writing { part, files: Vec::new(), large: None, is_closed: false };
    while let Some(step) = steps.get(place.step) {
        writing.portion(app, &export, step, &mut place).await?;
        if writing.is_full() {
            break;
        }
    }
    let is_last = place.step >= steps.len() && writing.large.is_none();
    if is_last {
        let manifest = manifest(app, &export, &writing.files).await?;
        writing.part.add("manifest.json", &manifest)?;
    }
    let part = match writing.large {
        Some(part) => part,
        None => keep_part(app, &export, writing.part).await?,
    };
    let listed: Vec<File> =
        writing.files.into_iter().map(|file| File { part: number, ..file }).collect();
    note(app, &export, &place, &part, &listed, is_last).await
}

/// Keeps a part under a name nobody else writes to; it is known only when its row is there.
async fn keep_part(app: &App, export: &Export, packed: archive::Part) -> Result<Part, WriteError> {
    let files = u32::try_from(packed.files()).unwrap_or(u32::MAX);
    let bytes = packed.finish()?;
    let part = Part {
        number: export.parts + 1,
        files,
        bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        sha256: archive::sha256(&bytes),
        blob: blob_name(app, export),
    };
    app.blobs.put(&blob(export, &part.blob), PutPayload::from(bytes)).await?;
    Ok(part)
}

fn blob_name(app: &App, export: &Export) -> String {
    format!("{}-{}.zip", export.parts + 1, app.id::<units::id::kind::Other>())
}

/// Writes down that the part is there, unless the export ended meanwhile or somebody else wrote the
/// part.
async fn note(
    app: &App,
    before: &Export,
    place: &Place,
    part: &Part,
    files: &[File],
    is_last: bool,
) -> Result<Outcome, WriteError> {
    let (account, now) = (before.subject.account, app.now());
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let Some(mut export) = store::export::lock(&mut tx, account, before.id).await? else {
        return Ok(Outcome::Done);
    };
    if export.state != State::Writing || export.parts != before.parts {
        drop(tx);
        app.blobs.delete(&blob(before, &part.blob)).await?;
        return Ok(Outcome::At(now));
    }
    store::export::add_part(&mut tx, &export, part, files).await?;
    export.place = json!(place);
    export.parts = part.number;
    export.files += part.files;
    export.records += files.iter().map(|file| i64::from(file.records)).sum::<i64>();
    export.bytes += part.bytes;
    if is_last {
        let expires = now.plus_days(KEPT_DAYS);
        export.state = State::Ready;
        export.ready_at = Some(now);
        export.expires_at = Some(expires);
        tell(app, &mut tx, &export).await?;
        trail::record(app, &mut tx, &By::system(), done(&export, "export.ready")).await?;
    }
    store::export::update(&mut tx, &export).await?;
    tx.commit().await?;
    Ok(Outcome::At(export.expires_at.unwrap_or(now)))
}

/// A part with what is in it.
struct Writing {
    part: archive::Part,
    /// Their part's number is put in when it is kept.
    files: Vec<File>,
    /// A part of its own, with one file that is too large to be held in memory.
    large: Option<Part>,
    /// The file that comes next has a part of its own.
    is_closed: bool,
}

impl Writing {
    fn is_full(&self) -> bool {
        let is_large = self.part.plain_bytes() >= PART_MAX_BYTES;
        is_large || self.part.files() >= PART_MAX_FILES || self.large.is_some() || self.is_closed
    }

    /// Writes the file of `record` as a part of its own if it is large. False: what is packed
    /// already goes first.
    async fn large(
        &mut self,
        app: &App,
        export: &Export,
        record: &Json,
    ) -> Result<bool, WriteError> {
        if self.part.files() > 0 {
            self.is_closed = true;
            return Ok(false);
        }
        let Some((path, source)) = beside::media_source(app, export, record).await? else {
            return Ok(true);
        };
        let name = blob_name(app, export);
        let incoming = Incoming::begin(&*app.blobs, &blob(export, &name)).await?;
        let mut to = WaitingIn::new(incoming);
        let written = files::waiting(move || {
            let packed = archive::write_large(&path, &mut source.into_read(), &mut to);
            packed.map(|packed| (packed, to.incoming))
        });
        let (packed, incoming) = written.await.map_err(NotPacked::from)??;
        let kept = incoming.finish().await?;
        self.large = Some(Part {
            number: export.parts + 1,
            files: 1,
            bytes: i64::try_from(kept.bytes).unwrap_or(i64::MAX),
            sha256: kept.sha256,
            blob: name,
        });
        self.list("recordings", 0, packed);
        Ok(true)
    }

    /// Packs the next portion of `step`, and moves `place` behind it.
    async fn portion(
        &mut self,
        app: &App,
        export: &Export,
        step: &Step,
        place: &mut Place,
    ) -> Result<(), WriteError> {
        let (subject, kind) = (&export.subject, step.kind());
        let mut tx = app.store.read().await?;
        let until = export.asked_at;
        let after = place.after.as_deref();
        let read =
            export_rows::portion(&mut tx, subject, kind, until, after, step.portion()).await?;
        let records = match read.is_copy {
            true => read.records,
            false => readable(app, &mut tx, export, kind.name, read.records).await?,
        };
        drop(tx);
        let is_large = |record: &Json| {
            let bytes = record["bytes"].as_u64().unwrap_or_default();
            matches!(step, Step::Files(_, Beside::Media)) && bytes > PART_MAX_BYTES
        };
        if let Some(record) = records.iter().find(|record| is_large(record)) {
            if !self.large(app, export, record).await? {
                return Ok(());
            }
        } else {
            self.pack(app, export, step, place, (&records, read.is_copy)).await?;
        }
        match read.next {
            Some(next) => place.after = Some(next),
            None => *place = Place { step: place.step + 1, ..Place::default() },
        }
        Ok(())
    }

    /// Packs `records`, or the files beside them.
    async fn pack(
        &mut self,
        app: &App,
        export: &Export,
        step: &Step,
        place: &mut Place,
        (records, is_copy): (&[Json], bool),
    ) -> Result<(), WriteError> {
        let kind = step.kind();
        match step {
            _ if records.is_empty() => {}
            Step::Records(_) => {
                place.files += 1;
                let path = format!("data/{}-{:04}.ndjson", kind.name, place.files);
                let count = u32::try_from(records.len()).unwrap_or(u32::MAX);
                self.add(kind.name, count, &path, &lines(records))?;
            }
            Step::Files(_, what) => {
                place.files += 1;
                let of = beside::Of { records, is_copy };
                for (path, bytes) in beside::files(app, export, *what, of, place.files).await? {
                    self.add(kind.name, 0, &path, &bytes)?;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, kind: &str, records: u32, path: &str, bytes: &[u8]) -> Result<(), NotPacked> {
        let packed = self.part.add(path, bytes)?;
        self.list(kind, records, packed);
        Ok(())
    }

    fn list(&mut self, kind: &str, records: u32, packed: Packed) {
        let Packed { path, bytes, sha256 } = packed;
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        let kind = kind.to_owned();
        self.files.push(File { path, part: 0, kind, records, bytes, sha256 });
    }
}

/// A line of JSON for each record.
fn lines(records: &[Json]) -> Vec<u8> {
    let mut text = String::new();
    for record in records {
        text.push_str(&record.to_string());
        text.push('\n');
    }
    text.into_bytes()
}

/// Of chats, what their rules let the person read; of everything else, all.
async fn readable(
    app: &App,
    tx: &mut Tx,
    export: &Export,
    kind: &str,
    records: Vec<Json>,
) -> Result<Vec<Json>, StoreError> {
    let of_chat = match kind {
        "chats" => "id",
        "chat_messages" | "chat_attachments" => "chat_id",
        _ => return Ok(records),
    };
    let Some(person) = export.subject.person else { return Ok(Vec::new()) };
    let chat_of = |record: &Json| -> Option<ChatId> { record[of_chat].as_str()?.parse().ok() };
    let mut wanted: Vec<ChatId> = Vec::new();
    for chat in records.iter().filter_map(chat_of) {
        if !wanted.contains(&chat) {
            wanted.push(chat);
        }
    }
    let found = store::chat::find_all(tx, person, &wanted).await?;
    let now = app.now();
    let may = |chat: &&store::chat::Chat| {
        meetings::chat::may(&chat.place, person, meetings::chat::Wish::Read, now).is_ok()
    };
    let open: Vec<ChatId> = found.iter().filter(may).map(|chat| chat.id).collect();
    let is_open = |record: &Json| chat_of(record).is_some_and(|chat| open.contains(&chat));
    Ok(records.into_iter().filter(is_open).collect())
}

/// What stands in all parts: counted by kind, and file by file with its checksum.
async fn manifest(app: &App, export: &Export, last: &[File]) -> Result<Vec<u8>, WriteError> {
    let number = export.parts + 1;
    let mut files: Vec<Json> = Vec::new();
    let mut records: std::collections::BTreeMap<String, i64> = Default::default();
    let mut list = |file: &File, part: u32| {
        *records.entry(file.kind.clone()).or_default() += i64::from(file.records);
        files.push(json!({
            "path": file.path, "part": part, "kind": file.kind, "records": file.records,
            "bytes": file.bytes, "sha256": file.sha256,
        }));
    };
    let (account, mut after) = (export.subject.account, String::new());
    loop {
        let mut tx = app.store.read().await?;
        let some = store::export::files(&mut tx, account, export.id, &after, FILES_AT_ONCE).await?;
        let Some(latest) = some.last() else { break };
        after.clone_from(&latest.path);
        for file in &some {
            list(file, file.part);
        }
    }
    for file in last {
        list(file, number);
    }
    let Subject { account, person } = export.subject;
    let whose = export.subject.whose();
    let kinds = whose.steps().iter().filter_map(|step| match step {
        Step::Records(kind) => Some(kind),
        Step::Files(..) => None,
    });
    let kinds: Vec<Json> = kinds
        .map(|kind| {
            let records = records.get(kind.name).copied().unwrap_or_default();
            json!({ "kind": kind.name, "version": kind.version, "records": records })
        })
        .collect();
    let manifest = json!({
        "format": FORMAT, "version": VERSION, "whose": whose.word(),
        "account": account, "person": person, "export": export.id,
        "as_of": export.asked_at, "made_by": app.config.origin(),
        "parts": number, "kinds": kinds, "files": files,
    });
    Ok(format!("{manifest:#}\n").into_bytes())
}

/// The person reads that their archive is there; of the account's, all its owners do.
async fn tell(app: &App, tx: &mut Tx, export: &Export) -> Result<(), StoreError> {
    let account = export.subject.account;
    let person = store::person::find(tx, account, export.asked_by).await?;
    let by = person.as_ref().map(|person| person.name.clone()).unwrap_or_default();
    let told = match export.subject.whose() {
        Whose::Account => store::account::people_with_role(tx, account, "owner").await?,
        Whose::Person => person.into_iter().map(contact).collect(),
    };
    for contact in told {
        let says = contexts::ExportReady {
            of_account: export.subject.whose() == Whose::Account,
            by: by.clone(),
            parts: i64::from(export.parts),
            megabytes: (export.bytes / BYTES_PER_MEGABYTE).max(1),
            until: export.expires_at.unwrap_or_else(|| app.now()),
            zone: contact.zone.clone(),
            link: app.config.portal_url("/export"),
        };
        let envelope = Envelope::to_contact(account, &contact);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}

const BYTES_PER_MEGABYTE: i64 = 1_000_000;

fn contact(person: store::person::Person) -> Contact {
    Contact {
        person: person.id,
        name: person.name,
        email: person.email,
        locale: person.locale,
        zone: person.zone,
    }
}

/// Its time is over.
async fn expire(app: &App, work: &Work) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, work.account).await?;
    let found = store::export::lock(&mut tx, work.account, work.export).await?;
    let Some(mut export) = found.filter(|export| export.state == State::Ready) else {
        return Ok(());
    };
    export.state = State::Expired;
    export.ended_at = Some(app.now());
    store::export::update(&mut tx, &export).await?;
    trail::record(app, &mut tx, &By::system(), done(&export, "export.expired")).await?;
    tx.commit().await
}

/// Deletes all bytes, also those of a part that a crash kept from being noted.
async fn clear(app: &App, export: &Export) -> Result<Outcome, WriteError> {
    let kept = app.blobs.list_with_delimiter(Some(&folder(export))).await?;
    for object in kept.objects {
        match app.blobs.delete(&object.location).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut tx = app.store.begin().await?;
    store::export::forget_parts(&mut tx, export.subject.account, export.id).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}
