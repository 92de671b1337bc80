//! Import of usage reports: a file is handed in, its preview says what would happen to every
//! meeting, and what is not clear is asked; then exactly that is done, once (F7, P2).
//!
//! The file is among the blobs and the answers in a row, so that the preview is made anew each
//! time, from the file and the history as they are. The commit compares digests, as orders do.

use std::collections::{BTreeMap, BTreeSet};

use contacts::charset::Charset;
use object_store::path::Path;
use people::roles::Permission;
use serde_json::json;
use store::held_meeting::{self as meetings, Writing};
pub use store::usage_import::UsageImport;
use store::{StoreError, Tx};
use texts::Args;
use units::id::kind::Other;
use units::id::{AccountId, ConnectionId, HeldMeetingId, PersonId, UsageImportId};
use units::{EmailAddress, Id, Locale, Zone};
use usage::import::{self as planning, Counts, Known, Plan};
use usage::read::{self as files, File, Problem, Read, Reading, Unreadable};
use usage::{Connection, DateOrder, Source};

use super::clean::{self, Forgotten};
use super::{Kept, ReportsError};
use crate::app::App;
pub use crate::handed_in::FILE_MAX_BYTES;
use crate::handed_in::{self, digest};
use crate::trail::{self, Done};
use crate::who::Who;

/// What an import would do, or what has to be said first.
#[derive(Clone, Debug)]
pub struct Preview {
    pub import: UsageImport,
    pub read: Result<Planned, Question>,
}

/// What only whoever hands in the file can know.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    Charset,
    /// Whether the day or the month comes first in `example`.
    DateOrder {
        example: String,
    },
}

/// A file with what would happen to it.
#[derive(Clone, Debug)]
pub struct Planned {
    pub file: File,
    pub plan: Plan,
    pub counts: Counts,
    /// Of the plan: what is seen is what is done.
    pub digest: String,
}

/// Answers to what an import asks; what is none stays as it was answered before.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    pub charset: Option<Charset>,
    pub order: Option<DateOrder>,
    /// In which the file's times are written; at first that of whoever hands it in.
    pub zone: Option<Zone>,
}

/// Where a file is kept, under a name that tells nothing.
pub(super) fn blob(account: AccountId, name: &str) -> Path {
    Path::from(format!("reports/{account}/{name}"))
}

/// The account whose history `who` may add to.
fn account(who: &Who) -> Result<AccountId, ReportsError> {
    match who.actor.may(Permission::ImportReports) {
        true => Ok(who.account()),
        false => Err(ReportsError::NotAllowed),
    }
}

fn reading<'a>(app: &App, import: &'a UsageImport) -> Reading<'a> {
    Reading { charset: import.charset, order: import.order, zone: &import.zone, now: app.now() }
}

/// Takes a file. `id` is made with the form, so that a second click makes no second import.
pub async fn hand_in(
    app: &App,
    who: &Who,
    id: Option<UsageImportId>,
    bytes: Vec<u8>,
    answers: Answers,
) -> Result<UsageImportId, ReportsError> {
    let account = account(who)?;
    if bytes.len() > FILE_MAX_BYTES {
        return Err(Unreadable::Table(tables::Unreadable::TooLarge).into());
    }
    let id = id.unwrap_or_else(|| app.id());
    let name: Id<Other> = app.id();
    let import = UsageImport {
        id,
        person: who.person(),
        file: name.to_string(),
        charset: answers.charset,
        order: answers.order,
        zone: answers.zone.unwrap_or_else(|| who.zone.clone()),
        counts: None,
        created_at: app.now(),
        done_at: None,
    };
    match files::read(&bytes, &reading(app, &import)) {
        Err(error) if !error.is_question() => return Err(error.into()),
        _ => {}
    }
    let path = blob(account, &import.file);
    match handed_in::keep::<ReportsError>(app, &path, bytes, keep(app, account, &import)).await? {
        true => Ok(id),
        false => Ok(find(app, account, id).await?.id),
    }
}

async fn keep(app: &App, account: AccountId, import: &UsageImport) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::usage_import::insert(&mut tx, account, import).await?;
    clean::plan(app, &mut tx, &Forgotten { account, import: import.id }).await?;
    tx.commit().await
}

async fn find(
    app: &App,
    account: AccountId,
    id: UsageImportId,
) -> Result<UsageImport, ReportsError> {
    let mut tx = app.store.read().await?;
    let found = store::usage_import::find(&mut tx, account, id).await?;
    found.ok_or(ReportsError::NoImport)
}

async fn bytes(
    app: &App,
    account: AccountId,
    import: &UsageImport,
) -> Result<Vec<u8>, ReportsError> {
    let found = crate::files::whole(&*app.blobs, &blob(account, &import.file)).await?;
    found.ok_or(ReportsError::NoImport)
}

/// What the import `id` would do now; of one that is done, what there still is to see.
pub async fn preview(app: &App, who: &Who, id: UsageImportId) -> Result<Preview, ReportsError> {
    let account = account(who)?;
    let import = find(app, account, id).await?;
    let bytes = bytes(app, account, &import).await?;
    let file = match files::read(&bytes, &reading(app, &import)) {
        Ok(file) => file,
        Err(Unreadable::CharsetNeeded) => {
            return Ok(Preview { import, read: Err(Question::Charset) });
        }
        Err(Unreadable::OrderNeeded { example }) => {
            return Ok(Preview { import, read: Err(Question::DateOrder { example }) });
        }
        Err(error) => return Err(error.into()),
    };
    let mut tx = app.store.read().await?;
    let plan = plan(&mut tx, account, &file.meetings).await?;
    Ok(Preview { import, read: Ok(planned(file, plan)) })
}

fn planned(file: File, plan: Plan) -> Planned {
    let digest = digest(&plan);
    Planned { counts: plan.counts(file.bad.len()), file, plan, digest }
}

/// What would happen to `read`, beside those of the history that could be among them.
async fn plan(tx: &mut Tx, account: AccountId, read: &[Read]) -> Result<Plan, StoreError> {
    let mut by_source: BTreeMap<Source, BTreeSet<String>> = BTreeMap::new();
    for Read { held, .. } in read {
        by_source.entry(held.source).or_default().insert(held.identity());
    }
    let starts = read.iter().map(|each| each.held.started_at);
    let ends = read.iter().map(|each| each.held.ended_at.plus_minutes(1));
    let mut found: Vec<Kept> = Vec::new();
    if let (Some(from), Some(until)) = (starts.min(), ends.max()) {
        for (source, identities) in by_source {
            let identities: Vec<String> = identities.into_iter().collect();
            let alike = (source, identities.as_slice());
            found.extend(meetings::alike(tx, account, alike, (from, until)).await?);
        }
    }
    let ids: Vec<HeldMeetingId> = found.iter().map(|kept| kept.id).collect();
    let mut connections = meetings::connections(tx, account, &ids).await?;
    let mut known: Vec<Known> = found
        .into_iter()
        .map(|Kept { id, mut held, .. }| {
            let placed = connections.remove(&id).unwrap_or_default();
            held.connections = placed.into_iter().map(|(_, each)| each).collect();
            Known { id: Some(id), held, is_changed: false }
        })
        .collect();
    // Portions come in an order of their own; a plan must not depend on it.
    known.sort_by_key(|each| each.id);
    Ok(planning::plan(read, known))
}

/// Keeps answers; the preview is another from then on.
pub async fn answer(
    app: &App,
    who: &Who,
    id: UsageImportId,
    answers: Answers,
) -> Result<(), ReportsError> {
    let account = account(who)?;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let found = store::usage_import::find(&mut tx, account, id).await?;
    let found = found.ok_or(ReportsError::NoImport)?;
    if found.done_at.is_some() {
        return Ok(());
    }
    let answered = UsageImport {
        charset: answers.charset.or(found.charset),
        order: answers.order.or(found.order),
        zone: answers.zone.unwrap_or_else(|| found.zone.clone()),
        ..found
    };
    store::usage_import::update(&mut tx, account, &answered).await?;
    Ok(tx.commit().await?)
}

/// Does what the preview with this digest said, or refuses; done once, it gives the same answer.
pub async fn commit(
    app: &App,
    who: &Who,
    id: UsageImportId,
    seen: &str,
) -> Result<Counts, ReportsError> {
    let account = account(who)?;
    let import = find(app, account, id).await?;
    if let (Some(_), Some(counts)) = (import.done_at, import.counts) {
        return Ok(counts);
    }
    let bytes = bytes(app, account, &import).await?;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let import = store::usage_import::find(&mut tx, account, id).await?;
    let import = import.ok_or(ReportsError::NoImport)?;
    if let (Some(_), Some(counts)) = (import.done_at, import.counts) {
        return Ok(counts);
    }
    let file = files::read(&bytes, &reading(app, &import))?;
    let plan = plan(&mut tx, account, &file.meetings).await?;
    let counts = plan.counts(file.bad.len());
    if digest(&plan) != seen {
        return Err(ReportsError::Moved);
    }
    apply(app, &mut tx, account, &plan).await?;
    let done = UsageImport { counts: Some(counts), done_at: Some(app.now()), ..import };
    store::usage_import::update(&mut tx, account, &done).await?;
    let Counts { new, completed, known, bad } = counts;
    let change = json!({
        "source": file.source, "new": new, "completed": completed, "known": known, "bad": bad,
    });
    let done = Done { account, action: "reports.imported", subject: id.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(counts)
}

/// Writes what the plan changes. A connection that was there keeps its id.
async fn apply(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    plan: &Plan,
) -> Result<(), ReportsError> {
    let changed: Vec<&Known> = plan.meetings.iter().filter(|each| each.is_changed).collect();
    let hosts = hosts(tx, account, &changed).await?;
    let ids: Vec<HeldMeetingId> = changed.iter().filter_map(|each| each.id).collect();
    let mut before = meetings::connections(tx, account, &ids).await?;
    let mut writing = Vec::new();
    for Known { id, held, .. } in changed {
        let mut there = id.and_then(|id| before.remove(&id)).unwrap_or_default();
        let kept_id = |each: &Connection| {
            let at = there.iter().position(|(_, known)| known == each);
            at.map_or_else(|| app.id(), |at| there.swap_remove(at).0)
        };
        let connections: Vec<ConnectionId> = held.connections.iter().map(kept_id).collect();
        let host = hosts.get(&held.host_key()).copied();
        let id = id.unwrap_or_else(|| app.id());
        writing.push(Writing { id, host, held, connections });
    }
    Ok(meetings::write(tx, account, &writing, app.now()).await?)
}

/// Which hosts are people of the account, by one of their confirmed addresses.
async fn hosts(
    tx: &mut Tx,
    account: AccountId,
    changed: &[&Known],
) -> Result<BTreeMap<String, PersonId>, StoreError> {
    let emails: BTreeSet<&str> = changed.iter().map(|each| each.held.host_email.as_str()).collect();
    let emails: Vec<EmailAddress> =
        emails.into_iter().filter_map(|email| email.parse().ok()).collect();
    let known = store::meeting_list::known(tx, &emails).await?;
    let of_account = known.into_iter().filter(|known| known.account == account);
    Ok(of_account.map(|known| (known.email.as_str().to_lowercase(), known.person)).collect())
}

/// The rows that cannot be imported, with what is wrong in the reader's words.
pub async fn bad_rows(app: &App, who: &Who, id: UsageImportId) -> Result<Vec<u8>, ReportsError> {
    let preview = preview(app, who, id).await?;
    let Planned { file, .. } = preview.read.map_err(|_| ReportsError::NoImport)?;
    Ok(files::bad_rows(&file, |problem| sentence(app, &who.locale, problem)))
}

/// What is wrong, as a sentence.
pub fn sentence(app: &App, locale: &Locale, problem: &Problem) -> String {
    let key = format!("error-{}", problem.code.replace(['.', '_'], "-"));
    let args =
        Args::new().with("column", problem.column.as_str()).with("value", problem.value.as_str());
    app.texts.get(locale, &key, &args)
}
