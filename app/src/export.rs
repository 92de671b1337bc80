//! Exports (G1): an archive of one's own data, or of the account's, asked for, written by due work
//! part by part, downloaded, and deleted after some days.
//!
//! Who may is `people::export::may`, asked here for every export. The writing is in `write`; that
//! data left the house is part of the trail, what was in it is not.

mod beside;
pub mod write;

use object_store::{GetResult, ObjectStoreExt};
use people::export::{ASKED_A_DAY_MAX, State, Subject, Whose, may};
use serde_json::json;
use store::audit::By;
use store::due::{Lane, NewDue};
pub use store::export::{Export, Part};
use store::{StoreError, Tx};
use units::id::{ExportId, PersonId};

use crate::app::App;
use crate::trail::{self, Done};
use crate::who::Who;

/// Exports of one subject that are shown.
const SHOWN_MAX: u32 = 10;

/// Why an export was not begun, shown, or ended.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the person may not")]
    NotAllowed,
    /// Also when it is somebody else's: a stranger must not learn that there is one.
    #[error("no such export, or no such part of it")]
    NotFound,
    #[error("another one is being written")]
    Writing,
    #[error("more than {ASKED_A_DAY_MAX} in a day")]
    TooMany,
    #[error("the part cannot be read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ExportError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ExportError::NotAllowed => "permission.missing",
            ExportError::NotFound => "export.not_found",
            ExportError::Writing => "export.writing",
            ExportError::TooMany => "export.too_many",
            ExportError::Blobs(_) | ExportError::Store(_) => "store.unavailable",
        }
    }
}

/// An export as it is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    pub export: Export,
    /// Those that are there; none any more once it has ended.
    pub parts: Vec<Part>,
    /// Stretches of the writing that are done, and how many there are.
    pub steps_done: u32,
    pub steps: u32,
}

/// What somebody may ask for, and what there is of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Offer {
    pub whose: Whose,
    /// Latest first.
    pub exports: Vec<Shown>,
}

impl Offer {
    pub fn is_being_written(&self) -> bool {
        self.exports.iter().any(|each| each.export.state == State::Writing)
    }
}

/// What `who` may export, with the exports there are.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Offer>, ExportError> {
    let mut tx = app.store.read().await?;
    let mut offers = Vec::new();
    for whose in Whose::ALL {
        let subject = Subject::of(&who.actor, whose);
        if !may(&who.actor, &subject) {
            continue;
        }
        let mut exports = Vec::new();
        for export in store::export::list(&mut tx, &subject, SHOWN_MAX).await? {
            exports.push(shown(&mut tx, export).await?);
        }
        offers.push(Offer { whose, exports });
    }
    match offers.is_empty() {
        true => Err(ExportError::NotAllowed),
        false => Ok(offers),
    }
}

async fn shown(tx: &mut store::Tx, export: Export) -> Result<Shown, StoreError> {
    let parts = match export.state {
        State::Ready => store::export::parts(tx, export.subject.account, export.id).await?,
        _ => Vec::new(),
    };
    let steps = export.subject.whose().steps().len();
    let done = match export.state {
        State::Writing => write::steps_done(&export)?.min(steps),
        _ => steps,
    };
    let count = |steps: usize| u32::try_from(steps).unwrap_or(u32::MAX);
    Ok(Shown { export, parts, steps_done: count(done), steps: count(steps) })
}

/// The export `id`, if `who` may have it.
pub async fn find(app: &App, who: &Who, id: ExportId) -> Result<Shown, ExportError> {
    let mut tx = app.store.read().await?;
    let found = store::export::find_for(&mut tx, (who.account(), who.person()), id).await?;
    let found = found.filter(|export| may(&who.actor, &export.subject));
    Ok(shown(&mut tx, found.ok_or(ExportError::NotFound)?).await?)
}

/// Begins an archive of `whose` data as it is now.
pub async fn ask(app: &App, who: &Who, whose: Whose) -> Result<Shown, ExportError> {
    let subject = Subject::of(&who.actor, whose);
    if !may(&who.actor, &subject) {
        return Err(ExportError::NotAllowed);
    }
    let (account, now) = (subject.account, app.now());
    let mut tx = app.store.begin().await?;
    // Two clicks come one after the other; the index keeps them apart besides.
    store::account::lock(&mut tx, account).await?;
    let latest = store::export::list(&mut tx, &subject, SHOWN_MAX).await?;
    if latest.iter().any(|each| each.state == State::Writing) {
        return Err(ExportError::Writing);
    }
    let since = now.plus_days(-1);
    let today = store::export::count_since(&mut tx, &subject, since, ASKED_A_DAY_MAX).await?;
    if today >= ASKED_A_DAY_MAX {
        return Err(ExportError::TooMany);
    }
    let export = begin(app, &mut tx, subject, who.person(), &who.by()).await?;
    tx.commit().await?;
    let mut tx = app.store.read().await?;
    Ok(shown(&mut tx, export).await?)
}

/// Begins an archive of `subject`, as it is now.
pub(crate) async fn begin(
    app: &App,
    tx: &mut Tx,
    subject: Subject,
    asked_by: PersonId,
    by: &By,
) -> Result<Export, StoreError> {
    let (account, now) = (subject.account, app.now());
    let export = Export {
        id: app.id(),
        subject,
        asked_by,
        asked_at: now,
        state: State::Writing,
        place: write::beginning(),
        parts: 0,
        files: 0,
        records: 0,
        bytes: 0,
        ready_at: None,
        expires_at: None,
        ended_at: None,
    };
    store::export::insert(tx, &export).await?;
    let payload = &write::Work { account, export: export.id };
    let (id, key) = (app.id(), export.id.to_string());
    let work =
        NewDue { id, account: Some(account), kind: write::KIND, key, payload, due_at: now, now };
    store::due::add_all(tx, vec![work.row(Lane::Background)]).await?;
    trail::record(app, tx, by, done(&export, "export.asked")).await?;
    Ok(export)
}

/// What the trail says of `export`: whose it is, never what is in it.
fn done(export: &Export, action: &'static str) -> Done<'static> {
    let change = json!({ "whose": export.subject.whose().word() });
    Done { account: export.subject.account, action, subject: export.id.to_string(), change }
}

/// Ends the writing, or deletes what was written, before its time.
pub async fn cancel(app: &App, who: &Who, id: ExportId) -> Result<Shown, ExportError> {
    let account = find(app, who, id).await?.export.subject.account;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let found = store::export::lock(&mut tx, account, id).await?;
    let found = found.filter(|export| may(&who.actor, &export.subject));
    let mut export = found.ok_or(ExportError::NotFound)?;
    if export.state.is_kept() {
        export.state = State::Cancelled;
        export.ended_at = Some(now);
        store::export::update(&mut tx, &export).await?;
        store::due::bring_forward(&mut tx, write::KIND, &id.to_string(), now).await?;
        trail::record(app, &mut tx, &who.by(), done(&export, "export.cancelled")).await?;
        tx.commit().await?;
    }
    find(app, who, id).await
}

/// A part on its way out.
pub struct Download {
    pub file_name: String,
    pub part: Part,
    /// Its bytes, to be read as they are sent.
    pub bytes: GetResult,
}

/// Part `number` of a finished export, if `who` may have it.
pub async fn download(
    app: &App,
    who: &Who,
    id: ExportId,
    number: u32,
) -> Result<Download, ExportError> {
    let Shown { export, parts, .. } = find(app, who, id).await?;
    let all = parts.len();
    let part = parts.into_iter().find(|part| part.number == number);
    let part = part.ok_or(ExportError::NotFound)?;
    let bytes = match app.blobs.get(&write::blob(&export, &part.blob)).await {
        // Its time is over just now.
        Err(object_store::Error::NotFound { .. }) => return Err(ExportError::NotFound),
        other => other?,
    };
    let mut tx = app.store.begin().await?;
    let change = json!({ "whose": export.subject.whose().word(), "part": number });
    let downloaded = Done { change, ..done(&export, "export.downloaded") };
    trail::record(app, &mut tx, &who.by(), downloaded).await?;
    tx.commit().await?;
    let day = who.zone.date(export.asked_at);
    let whose = export.subject.whose().word();
    let file_name = format!("plenum-{whose}-{day}-{number}-of-{all}.zip");
    Ok(Download { file_name, part, bytes })
}
