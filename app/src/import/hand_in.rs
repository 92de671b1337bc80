//! Imports of one's own archive, and by owners of an account's: parts are handed in, read, shown,
//! and brought in once the person has seen what that would be.
//!
//! A person has one import at a time; what was handed in is deleted when it is in, given up, or a
//! week old. An import is its person's alone.

use object_store::path::Path;
use people::export::Whose;
use people::import::{
    BEGUN_A_DAY_MAX, BROUGHT, KEPT_DAYS, PART_MAX_BYTES, PARTS_MAX, Problem, State,
    UPLOADED_MAX_BYTES, Unreadable,
};
use people::roles::Permission;
use serde_json::{Value as Json, json};
use store::due::{Lane, NewDue};
use store::import::{Import, Part};
use store::{StoreError, Tx};
use units::id::ImportId;

use super::bring::{Place, place_of};
use super::report::Report;
use super::{ImportError, account, run};
use crate::app::App;
use crate::files::{self, Incoming};
use crate::trail::{self, Done};
use crate::who::Who;

/// Imports that are shown.
const SHOWN_MAX: u32 = 10;
const NAME_MAX_CHARS: usize = 120;

/// An import as it is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Shown {
    pub import: Import,
    pub parts: Vec<Part>,
    pub problem: Option<Unreadable>,
    /// What would come in, once it is read.
    pub found: Option<Report>,
    /// What came in so far.
    pub brought: Report,
    /// Kinds that are in, and how many there are.
    pub steps_done: u32,
    pub steps: u32,
}

fn allowed(who: &Who) -> Result<(), ImportError> {
    match who.actor.may(Permission::ImportOwn) {
        true => Ok(()),
        false => Err(ImportError::NotAllowed),
    }
}

fn blob(import: &Import, name: &str) -> Path {
    Path::from(format!("imports/{}/{}/{name}", import.account, import.id))
}

pub(super) fn part_blob(import: &Import, part: &Part) -> Path {
    blob(import, &part.blob)
}

pub(super) fn folder(import: &Import) -> Path {
    Path::from(format!("imports/{}/{}", import.account, import.id))
}

/// The person's imports, the latest first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Shown>, ImportError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let mut all = Vec::new();
    for import in store::import::list(&mut tx, who.account(), who.person(), SHOWN_MAX).await? {
        all.push(shown(&mut tx, import).await?);
    }
    Ok(all)
}

/// The import `id`, if it is the person's.
pub async fn find(app: &App, who: &Who, id: ImportId) -> Result<Shown, ImportError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let import = store::import::find(&mut tx, who.account(), id).await?;
    let import = import.filter(|import| import.person == who.person());
    shown(&mut tx, import.ok_or(ImportError::NotFound)?).await
}

async fn shown(tx: &mut Tx, import: Import) -> Result<Shown, ImportError> {
    let corrupt = |error| StoreError::Other(format!("an import: {error}"));
    let report = |value: Json| -> Result<Report, ImportError> {
        Ok(serde_json::from_value(value).map_err(corrupt)?)
    };
    let parts = store::import::parts(tx, import.account, import.id).await?;
    let found = import.found.clone().map(report).transpose()?;
    let steps = match import.whose {
        Whose::Person => BROUGHT.len(),
        Whose::Account => account::steps(),
    };
    let steps_done = match import.state {
        State::Done => steps,
        _ => place_of(&import)?.step.min(steps),
    };
    let count = |steps: usize| u32::try_from(steps).unwrap_or(u32::MAX);
    Ok(Shown {
        parts,
        problem: import.problem.as_ref().and_then(problem_of),
        found,
        brought: report(import.report.clone())?,
        steps_done: count(steps_done),
        steps: count(steps),
        import,
    })
}

pub(super) fn problem_json(unreadable: &Unreadable) -> Json {
    json!({
        "code": unreadable.problem.code(),
        "file": unreadable.file,
        "line": unreadable.line,
        "member": unreadable.member,
    })
}

fn problem_of(kept: &Json) -> Option<Unreadable> {
    let problem = Problem::from_code(kept["code"].as_str()?)?;
    let line = kept["line"].as_u64().and_then(|line| u32::try_from(line).ok());
    let file = kept["file"].as_str().unwrap_or_default();
    Some(Unreadable { line, ..Unreadable::of(problem, file) })
}

/// Begins an import, or gives back the one that was begun and not ended.
pub async fn begin(app: &App, who: &Who) -> Result<Shown, ImportError> {
    allowed(who)?;
    let (account, person, now) = (who.account(), who.person(), app.now());
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let latest = store::import::list(&mut tx, account, person, SHOWN_MAX).await?;
    let is_open = |it: &Import| it.state.may_end() || it.state == State::Bringing;
    if let Some(open) = latest.into_iter().find(is_open) {
        return shown(&mut tx, open).await;
    }
    let since = now.plus_days(-1);
    let today =
        store::import::count_since(&mut tx, account, person, since, BEGUN_A_DAY_MAX).await?;
    if today >= BEGUN_A_DAY_MAX {
        return Err(ImportError::TooMany);
    }
    let import = Import {
        id: app.id(),
        account,
        person,
        via: who.via.to_owned(),
        whose: Whose::Person,
        archive: None,
        manifest: None,
        state: State::Open,
        problem: None,
        place: json!(Place::default()),
        found: None,
        report: json!(Report::default()),
        begun_at: now,
        done_at: None,
        ended_at: None,
        expires_at: now.plus_days(KEPT_DAYS),
    };
    store::import::insert(&mut tx, &import).await?;
    let payload = &run::Work { account, import: import.id };
    let (id, key) = (app.id(), import.id.to_string());
    let due_at = import.expires_at;
    let work = NewDue { id, account: Some(account), kind: run::KIND, key, payload, due_at, now };
    store::due::add_all(&mut tx, vec![work.row(Lane::Background)]).await?;
    let shown = shown(&mut tx, import).await?;
    tx.commit().await?;
    Ok(shown)
}

/// A part coming in. Dropped before it is finished, it never was.
pub struct Upload {
    import: Import,
    blob: String,
    name: String,
    /// Bytes that may still come.
    room: u64,
    incoming: Incoming,
}

/// Begins to take a part called `name`.
pub async fn take(app: &App, who: &Who, id: ImportId, name: &str) -> Result<Upload, ImportError> {
    let Shown { import, parts, .. } = find(app, who, id).await?;
    if !import.state.takes_parts() {
        return Err(ImportError::NotOpen);
    }
    if parts.len() >= PARTS_MAX {
        return Err(Unreadable::whole(Problem::TooManyParts).into());
    }
    let blob_name: units::Id<units::id::kind::Other> = app.id();
    let blob_name = blob_name.to_string();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_MAX_CHARS).collect();
    let incoming = Incoming::begin(&*app.blobs, &blob(&import, &blob_name)).await?;
    let room = room(&parts);
    Ok(Upload { import, blob: blob_name, name, room, incoming })
}

fn room(parts: &[Part]) -> u64 {
    let bytes = parts.iter().filter_map(|part| u64::try_from(part.bytes).ok());
    UPLOADED_MAX_BYTES.saturating_sub(bytes.fold(0, u64::saturating_add)).min(PART_MAX_BYTES)
}

impl Upload {
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), ImportError> {
        let more = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if self.incoming.bytes().saturating_add(more) > self.room {
            return Err(Unreadable::of(Problem::TooLarge, &self.name).into());
        }
        Ok(self.incoming.write(piece).await?)
    }

    /// That was all of it. The same bytes handed in twice are one part.
    pub async fn finish(self, app: &App, who: &Who) -> Result<Shown, ImportError> {
        if self.incoming.bytes() == 0 {
            return Err(ImportError::NoParts);
        }
        let Upload { import, blob: name, .. } = self;
        let kept = self.incoming.finish().await?;
        let part = Part {
            blob: name,
            name: self.name,
            bytes: i64::try_from(kept.bytes).unwrap_or(i64::MAX),
            sha256: kept.sha256,
        };
        let path = part_blob(&import, &part);
        match keep(app, who, import.id, &part).await {
            Ok(true) => {}
            Ok(false) => files::delete(&*app.blobs, &path).await?,
            Err(error) => {
                files::delete(&*app.blobs, &path).await?;
                return Err(error);
            }
        }
        find(app, who, import.id).await
    }
}

/// Writes the part's row. False: the same bytes are there.
async fn keep(app: &App, who: &Who, id: ImportId, part: &Part) -> Result<bool, ImportError> {
    let (mut tx, mut import) = changing(app, who, id).await?;
    let parts = store::import::parts(&mut tx, import.account, id).await?;
    let bytes = u64::try_from(part.bytes).unwrap_or(u64::MAX);
    if parts.iter().any(|kept| kept.sha256 == part.sha256) {
        return Ok(false);
    }
    if parts.len() >= PARTS_MAX || bytes > room(&parts) {
        return Err(Unreadable::of(Problem::TooLarge, &part.name).into());
    }
    store::import::add_part(&mut tx, &import, part).await?;
    reopen(&mut tx, &mut import).await?;
    tx.commit().await?;
    Ok(true)
}

/// What was read of it holds no more.
async fn reopen(tx: &mut Tx, import: &mut Import) -> Result<(), StoreError> {
    import.state = State::Open;
    import.whose = Whose::Person;
    import.problem = None;
    import.found = None;
    store::import::update(tx, import).await
}

/// A transaction that holds the person's import, in which parts may come and go.
async fn changing(app: &App, who: &Who, id: ImportId) -> Result<(Tx, Import), ImportError> {
    let (tx, import) = locked(app, who, id).await?;
    match import.state.takes_parts() {
        true => Ok((tx, import)),
        false => Err(ImportError::NotOpen),
    }
}

async fn locked(app: &App, who: &Who, id: ImportId) -> Result<(Tx, Import), ImportError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    let import = store::import::lock(&mut tx, who.account(), id).await?;
    let import = import.filter(|import| import.person == who.person());
    Ok((tx, import.ok_or(ImportError::NotFound)?))
}

/// Takes a part out again.
pub async fn remove(app: &App, who: &Who, id: ImportId, part: &str) -> Result<Shown, ImportError> {
    let (mut tx, mut import) = changing(app, who, id).await?;
    let parts = store::import::parts(&mut tx, import.account, id).await?;
    let part = parts.into_iter().find(|it| it.blob == part).ok_or(ImportError::NotFound)?;
    store::import::forget_parts(&mut tx, import.account, id, Some(&part.blob)).await?;
    reopen(&mut tx, &mut import).await?;
    tx.commit().await?;
    files::delete(&*app.blobs, &part_blob(&import, &part)).await?;
    find(app, who, id).await
}

/// These are all parts: they are read, and what they would bring in is found out.
pub async fn check(app: &App, who: &Who, id: ImportId) -> Result<Shown, ImportError> {
    let (mut tx, mut import) = changing(app, who, id).await?;
    if store::import::parts(&mut tx, import.account, id).await?.is_empty() {
        return Err(ImportError::NoParts);
    }
    import.state = State::Checking;
    import.problem = None;
    import.found = None;
    go_on(app, tx, import).await?;
    find(app, who, id).await
}

/// What was shown comes in.
pub async fn bring(app: &App, who: &Who, id: ImportId) -> Result<Shown, ImportError> {
    let (mut tx, mut import) = locked(app, who, id).await?;
    if import.state != State::Ready {
        return Err(ImportError::NotOpen);
    }
    let is_accounts = import.whose == Whose::Account;
    if is_accounts && !who.actor.may(Permission::ImportAccount) {
        return Err(ImportError::NotAllowed);
    }
    import.state = State::Bringing;
    let whose = import.whose.word();
    let change = json!({ "archive": import.archive, "whose": whose, "via": import.via });
    let (account, subject) = (import.account, id.to_string());
    let done = Done { account, action: "import.begun", subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    go_on(app, tx, import).await?;
    find(app, who, id).await
}

/// What was handed in is deleted; nothing has come in.
pub async fn cancel(app: &App, who: &Who, id: ImportId) -> Result<Shown, ImportError> {
    let (tx, mut import) = locked(app, who, id).await?;
    match import.state {
        State::Cancelled | State::Expired | State::Done => {}
        state if state.may_end() => {
            import.state = State::Cancelled;
            import.ended_at = Some(app.now());
            go_on(app, tx, import).await?;
        }
        _ => return Err(ImportError::NotOpen),
    }
    find(app, who, id).await
}

/// Writes how it stands, and has the due work look at once.
async fn go_on(app: &App, mut tx: Tx, import: Import) -> Result<(), StoreError> {
    store::import::update(&mut tx, &import).await?;
    let key = import.id.to_string();
    store::due::bring_forward(&mut tx, run::KIND, &key, app.now()).await?;
    tx.commit().await
}
