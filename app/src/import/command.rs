//! Imports at the command line: whoever runs the machine brings an archive in, for somebody who has
//! an account here or for whom one is made. An account's is its first owner's who is here.

use std::path::PathBuf;
use std::sync::Arc;

use documents::archive::{Archive, OnDisk, Source};
use people::export::Whose;
use people::import::{KEPT_DAYS, MANIFEST, Problem, State, Unreadable};
use serde_json::json;
use store::contact::Holder;
use store::import::Import;

use super::bring::{self, Place, all, lines_of};
use super::report::Report;
use super::survey::{To, survey};
use super::{ImportError, account, person, read};
use crate::app::App;
use crate::files;

/// How such imports come.
pub const VIA: &str = "command";

/// What an archive would bring in.
pub struct Preview {
    /// Whose it is.
    pub email: String,
    /// They have an account here.
    pub is_known: bool,
    pub report: Report,
}

/// Opens the parts of an archive, in any order.
pub async fn open(parts: Vec<PathBuf>) -> Result<Arc<Archive>, ImportError> {
    let opened = files::waiting(move || {
        let mut sources: Vec<Arc<dyn Source>> = Vec::new();
        for part in parts {
            sources.push(Arc::new(OnDisk::open(&part)?));
        }
        Archive::open(sources).map_err(ImportError::from)
    });
    Ok(Arc::new(opened.await??))
}

/// For whom the archive is brought in.
struct Receiver {
    given: read::Profile,
    account_name: String,
    /// None: they have no account here.
    known: Option<Holder>,
}

async fn receiver(app: &App, archive: &Arc<Archive>) -> Result<Receiver, ImportError> {
    if archive.manifest().whose() == Some(Whose::Account) {
        let account::Receiver { owner: given, account_name, known } =
            account::receiver(app, archive).await?;
        return Ok(Receiver { given, account_name, known });
    }
    let given = profile(archive).await?;
    let mut tx = app.store.read().await?;
    let known = store::person::by_address(&mut tx, &given.email).await?;
    let known = known.map(|person| Holder { account: person.account, person: person.id });
    Ok(Receiver { account_name: given.name.to_string(), given, known })
}

async fn profile(archive: &Arc<Archive>) -> Result<read::Profile, ImportError> {
    let missing = || Unreadable::of(Problem::Missing, "profile");
    let file = archive.records_of("profile", 0).ok_or_else(missing)?;
    let lines = lines_of(archive, file).await?;
    let mut profiles = all(file, &lines, read::profile)?;
    let profile = profiles.pop().filter(|_| profiles.is_empty()).ok_or_else(missing)?;
    match archive.manifest().person == Some(profile.id) {
        true => Ok(profile),
        false => Err(Unreadable::of(Problem::Manifest, MANIFEST).into()),
    }
}

/// What `archive` would bring in; every file is read and compared with its checksum.
pub async fn preview(app: &App, archive: &Arc<Archive>) -> Result<Preview, ImportError> {
    let Receiver { given, known, .. } = receiver(app, archive).await?;
    let report = survey(&To { app, archive, holder: known, is_operators: true }).await?;
    Ok(Preview { email: given.email.to_string(), is_known: known.is_some(), report })
}

/// Begins to bring `archive` in, or goes on where a run before was broken off.
pub async fn begin(app: &App, archive: &Arc<Archive>) -> Result<Import, ImportError> {
    let Receiver { given, account_name, known } = receiver(app, archive).await?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (holder, is_new) = match known {
        Some(holder) => (holder, false),
        None => {
            let made = person::make(app, &mut tx, &given, &account_name).await?;
            (Holder { account: made.account, person: made.id }, true)
        }
    };
    let Holder { account, person } = holder;
    store::account::lock(&mut tx, account).await?;
    let sha256 = archive.sha256();
    let begun = store::import::unfinished(&mut tx, account, person, sha256).await?;
    if let Some(begun) = begun.filter(|begun| begun.via == VIA) {
        return Ok(begun);
    }
    let import = Import {
        id: app.id(),
        account,
        person,
        via: VIA.to_owned(),
        whose: archive.manifest().whose().unwrap_or(Whose::Person),
        archive: Some(archive.manifest().export.to_string()),
        manifest: Some(sha256.to_owned()),
        state: State::Bringing,
        problem: None,
        place: json!(Place { is_new, ..Place::default() }),
        found: None,
        report: json!(Report::default()),
        begun_at: now,
        done_at: None,
        ended_at: None,
        expires_at: now.plus_days(KEPT_DAYS),
    };
    store::import::insert(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(import)
}

/// Brings the next portion in. None: all is in.
pub async fn advance(
    app: &App,
    archive: &Arc<Archive>,
    import: Import,
) -> Result<Import, ImportError> {
    bring::advance(app, archive, import).await
}

/// What was brought in so far.
pub fn report(import: &Import) -> Result<Report, ImportError> {
    let report = serde_json::from_value(import.report.clone());
    report.map_err(|error| {
        ImportError::Store(store::StoreError::Other(format!("an import's report: {error}")))
    })
}
