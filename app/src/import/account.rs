//! An account's archive comes into an account here (G1b, docs/decisions/0055): every file of it is
//! kept as it was, as history from elsewhere, and what can live on does so besides.
//!
//! Preview and bringing go over the same files in the same order and ask the same functions; the
//! one writes nothing. Nothing of it reaches ledger, numbers, balances or trail of this account.

mod effect;
mod keep;
mod reports;
mod rows;

use std::sync::Arc;

use documents::archive::Archive;
use people::export::{Step, Whose};
use people::history::{self, LIVING, PROPOSED};
use people::import::{File, MANIFEST, Problem, Unreadable};
use people::roles::Role;
use store::contact::Holder;
use store::import::Import;
use store::{StoreError, Tx};
use units::id::{AccountId, ExportId};

use self::effect::Effect;
pub(crate) use self::keep::blob;
use super::bring::{self, On, Place, all, lines_of, place_of};
use super::read::Profile;
use super::record::Record;
use super::report::{Count, Report};
use super::survey::To;
use super::{ImportError, read};
use crate::app::App;

const ACCOUNT: &str = "account";
/// Archives that came with the archive, and their files.
const ARCHIVES: &str = "brought_archives";
const FILES: &str = "brought_files";

/// The kinds of an account's archive, in the order in which they come in; then comes the manifest.
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    Whose::Account.steps().iter().filter_map(Step::records)
}

/// How many steps there are.
pub(super) fn steps() -> usize {
    kinds().count() + 1
}

/// Brings the next portion in, which is one file, or ends. The import as it stands then.
pub(super) async fn advance(
    app: &App,
    archive: &Arc<Archive>,
    import: Import,
) -> Result<Import, ImportError> {
    let mut place = place_of(&import)?;
    let holder = Holder { account: import.account, person: import.person };
    let on = On { app, archive, import: &import, holder, given: None, is_new: place.is_new };
    let manifest = archive.manifest_file();
    while place.step < steps() {
        let file = match kinds().nth(place.step) {
            Some(kind) => archive.file_of(kind, place.file),
            None => Some(&manifest).filter(|_| place.file == 0),
        };
        if let Some(file) = file {
            let next = Place { file: place.file + 1, ..place };
            return keep::bring(&on, &next, file).await;
        }
        place = Place { step: place.step + 1, file: 0, ..place };
    }
    bring::finish(app, &import).await
}

/// Reads everything; what would come in.
pub(super) async fn survey(to: &To<'_>) -> Result<Report, ImportError> {
    let account = to.holder.map(|holder| holder.account);
    is_new_here(to, account).await?;
    origin_name(to.archive).await?;
    let mut effect = Effect::preview(to.app, account);
    let mut report = Report::default();
    for kind in kinds() {
        let mut at = 0;
        while let Some(file) = to.archive.file_of(kind, at).cloned() {
            at += 1;
            looked_into(to, &mut effect, &file, &mut report).await?;
        }
    }
    let manifest = to.archive.manifest_file();
    match manifest.bytes > history::FILE_MAX_BYTES {
        true => Err(Unreadable::of(Problem::TooLarge, MANIFEST).into()),
        false => Ok(report),
    }
}

/// Refused where the archive was made of this very account, or differs from one with its id.
async fn is_new_here(to: &To<'_>, account: Option<AccountId>) -> Result<(), ImportError> {
    let Some(account) = account else { return Ok(()) };
    let id = to.archive.manifest().export;
    let mut tx = to.app.store.read().await?;
    if is_own(&mut tx, account, id).await? {
        return Err(Unreadable::whole(Problem::OwnAccount).into());
    }
    match store::history::find(&mut tx, account, id).await? {
        Some(here) if here.manifest != to.archive.sha256() => {
            Err(Unreadable::whole(Problem::Changed).into())
        }
        _ => Ok(()),
    }
}

/// Was the archive made here, of the account?
async fn is_own(tx: &mut Tx, account: AccountId, id: ExportId) -> Result<bool, StoreError> {
    Ok(store::export::find(tx, account, id).await?.is_some())
}

async fn looked_into(
    to: &To<'_>,
    effect: &mut Effect<'_>,
    file: &File,
    report: &mut Report,
) -> Result<(), ImportError> {
    let (id, path) = keep::owner(to.archive, file)?;
    let records = keep::read(to.archive, file, path).await?.records;
    let lines = match file.has_records() {
        true => lines_of(to.archive, file).await?,
        false => Vec::new(),
    };
    let mut tx = to.app.store.read().await?;
    if file.kind == ARCHIVES {
        for archive in all(file, &lines, rows::archive)? {
            let there = match effect.account {
                Some(account) => store::history::find(&mut tx, account, archive.id).await?,
                None => None,
            };
            report.count(ARCHIVES, one(there.is_some()));
        }
        return Ok(());
    }
    if effect.take(&mut tx, (file, &lines), report).await? {
        return Ok(());
    }
    let is_there = match effect.account {
        Some(account) => store::history::file_at(&mut tx, account, id, path).await?.is_some(),
        None => false,
    };
    drop(records);
    tally(file, is_there, report);
    Ok(())
}

fn one(is_there: bool) -> Count {
    match is_there {
        true => Count { there: 1, ..Count::default() },
        false => Count { made: 1, ..Count::default() },
    }
}

/// Counts what is kept and nothing else.
fn tally(file: &File, is_there: bool, report: &mut Report) {
    let kind = file.kind.as_str();
    if LIVING.contains(&kind) || PROPOSED.contains(&kind) || file.path == MANIFEST {
        return;
    }
    let records = match (kind == FILES, file.has_records()) {
        (true, true) => 0,
        (true, false) => 1,
        (false, _) => u64::from(file.records),
    };
    let count = match is_there {
        true => Count { there: records, ..Count::default() },
        false => Count { made: records, ..Count::default() },
    };
    if records > 0 {
        report.count(kind, count);
    }
}

/// What the account was called there; refused where the archive does not say.
async fn origin_name(archive: &Arc<Archive>) -> Result<String, ImportError> {
    let missing = || Unreadable::of(Problem::Missing, ACCOUNT);
    let file = archive.records_of(ACCOUNT, 0).ok_or_else(missing)?;
    let lines = lines_of(archive, file).await?;
    let mut named = all(file, &lines, rows::account)?;
    let (id, name) = named.pop().filter(|_| named.is_empty()).ok_or_else(missing)?;
    match id == archive.manifest().account {
        true => Ok(name),
        false => Err(Unreadable::of(Problem::Manifest, MANIFEST).into()),
    }
}

/// For whom the command brings the archive in.
pub(super) struct Receiver {
    /// The first owner, as the archive has them.
    pub owner: Profile,
    pub account_name: String,
    /// The owner of an account here whose address an owner in the archive has.
    pub known: Option<Holder>,
}

/// The owners in the archive, looked for here. Refused where the first of them is here and owns no
/// account.
pub(super) async fn receiver(app: &App, archive: &Arc<Archive>) -> Result<Receiver, ImportError> {
    let account_name = origin_name(archive).await?;
    let owners = owners(archive).await?;
    let mut tx = app.store.read().await?;
    for owner in &owners {
        let Some(person) = store::person::by_address(&mut tx, &owner.email).await? else {
            continue;
        };
        let holder = Holder { account: person.account, person: person.id };
        if is_owner(&mut tx, holder).await? {
            let owner = owner.clone();
            return Ok(Receiver { owner, account_name, known: Some(holder) });
        }
    }
    let missing = || Unreadable::of(Problem::Missing, "people");
    let owner = owners.into_iter().next().ok_or_else(missing)?;
    match store::person::by_address(&mut tx, &owner.email).await? {
        Some(_) => Err(ImportError::NotAllowed),
        None => Ok(Receiver { owner, account_name, known: None }),
    }
}

/// May the person bring in what is an account's?
pub(super) async fn is_owner(tx: &mut Tx, holder: Holder) -> Result<bool, StoreError> {
    let roles = store::person::roles(tx, holder.account, holder.person).await?;
    Ok(roles.contains(&Role::Owner))
}

async fn owners(archive: &Arc<Archive>) -> Result<Vec<Profile>, ImportError> {
    let (mut ids, mut at) = (Vec::new(), 0);
    while let Some(file) = archive.records_of("roles", at) {
        at += 1;
        let roles = all(file, &lines_of(archive, file).await?, rows::role)?;
        ids.extend(roles.into_iter().filter(|(_, role)| role == Role::Owner.word()).map(|it| it.0));
    }
    let (mut owners, mut at) = (Vec::new(), 0);
    while let Some(file) = archive.records_of("people", at) {
        at += 1;
        for line in &lines_of(archive, file).await? {
            let record = Record::new(file, line);
            if ids.contains(&rows::person(&record)?.id) {
                owners.push(read::owner(&record, archive.manifest().account)?);
            }
        }
    }
    Ok(owners)
}
