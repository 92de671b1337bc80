//! What an account brought from elsewhere (G1b, docs/decisions/0055): looked at, searched,
//! downloaded, and its people proposed as a list to invite. Nothing here changes it.

use std::collections::BTreeMap;

use object_store::ObjectStoreExt;
use people::history::{Listed, document_of, records_file};
use people::roles::{Permission, Role};
use serde_json::{Map, Value as Json};
pub use store::history::{Archive, File};
use store::{StoreError, Tx};
use units::id::{AccountId, ExportId};
use units::{Money, Timestamp};

use crate::app::App;
use crate::import::ImportError;
use crate::import::account::blob;
use crate::intake::NewIntake;
use crate::who::Who;

/// Archives that are listed.
const ARCHIVES_MAX: u32 = 100;
/// Longest text that is searched for.
const SEARCH_MAX_CHARS: usize = 120;
/// People read at once for a list to invite.
const PEOPLE_AT_ONCE: u32 = 500;
/// More than a list to invite takes: then its own limit is said.
const PEOPLE_MAX: usize = people::intake::ROWS_MAX + 1;

/// A record as it is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its place among those of its kind; the last has the highest.
    pub number: i64,
    pub title: String,
    pub at: Option<Timestamp>,
    pub amount: Option<Money>,
    /// As the other Plenum says it.
    pub state: Option<String>,
    /// The file that stands beside it: an invoice's document.
    pub document: Option<File>,
    pub record: Json,
}

/// A page of records.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    pub archive: Archive,
    pub entries: Vec<Entry>,
    /// Before which the next page begins; none: this was the last.
    pub before: Option<i64>,
}

/// A page of files.
#[derive(Clone, PartialEq, Debug)]
pub struct Files {
    pub archive: Archive,
    pub files: Vec<File>,
    /// After which the next page begins.
    pub after: Option<String>,
}

fn allowed(who: &Who) -> Result<AccountId, ImportError> {
    match who.actor.may(Permission::ImportAccount) {
        true => Ok(who.account()),
        false => Err(ImportError::NotAllowed),
    }
}

/// What the account brought, the latest first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Archive>, ImportError> {
    let account = allowed(who)?;
    let mut tx = app.store.read().await?;
    Ok(store::history::list(&mut tx, account, ARCHIVES_MAX).await?)
}

/// The archive `id`, once all of it is here.
pub async fn find(app: &App, who: &Who, id: ExportId) -> Result<Archive, ImportError> {
    let account = allowed(who)?;
    let mut tx = app.store.read().await?;
    whole(&mut tx, account, id).await
}

async fn whole(tx: &mut Tx, account: AccountId, id: ExportId) -> Result<Archive, ImportError> {
    let found = store::history::find(tx, account, id).await?;
    found.filter(|archive| archive.brought_at.is_some()).ok_or(ImportError::NotFound)
}

/// Which records are wanted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    pub kind: String,
    /// What they are like; empty: all.
    pub search: String,
    /// Those before this number.
    pub before: Option<i64>,
}

/// At most `most` records of an archive, the last first.
pub async fn records(
    app: &App,
    who: &Who,
    id: ExportId,
    wanted: &Wanted,
    most: u32,
) -> Result<Page, ImportError> {
    let account = allowed(who)?;
    let mut tx = app.store.read().await?;
    let archive = whole(&mut tx, account, id).await?;
    let listed = Listed::of(&wanted.kind).ok_or(ImportError::NotFound)?;
    let asked = store::history::Asked {
        account,
        archive: id,
        kind: wanted.kind.clone(),
        search: wanted.search.chars().take(SEARCH_MAX_CHARS).collect(),
        before: wanted.before,
    };
    let found = store::history::records(&mut tx, &asked, most).await?;
    let is_full = u32::try_from(found.len()).is_ok_and(|found| found >= most);
    let before = found.last().map(|last| last.number).filter(|_| is_full);
    let mut entries = Vec::with_capacity(found.len());
    for record in found {
        entries.push(entry(&mut tx, &archive, listed, record).await?);
    }
    Ok(Page { archive, entries, before })
}

async fn entry(
    tx: &mut Tx,
    archive: &Archive,
    listed: &Listed,
    kept: store::history::Record,
) -> Result<Entry, StoreError> {
    let corrupt = |error| StoreError::Other(format!("a brought record: {error}"));
    let record: Json = serde_json::from_str(&kept.record).map_err(corrupt)?;
    let nothing = Map::new();
    let members = record.as_object().unwrap_or(&nothing);
    let text = |name: &str| members.get(name).and_then(Json::as_str);
    let title: Vec<String> =
        listed.title.iter().filter_map(|name| said(members.get(*name)?)).collect();
    let amount = listed.amount.and_then(|name| members.get(name)).and_then(Json::as_i64);
    let currency = text("currency").and_then(|currency| currency.parse().ok());
    let document = match document_of(listed.kind, text) {
        Some(path) => store::history::file_at(tx, archive.account, archive.id, &path).await?,
        None => None,
    };
    Ok(Entry {
        number: kept.number,
        title: title.join(" "),
        at: listed.at.and_then(text).and_then(|at| at.parse().ok()),
        amount: amount.zip(currency).map(|(minor, currency)| Money::new(minor, currency)),
        state: listed.state.and_then(text).map(str::to_owned),
        document,
        record,
    })
}

fn said(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// At most `most` files of an archive after the path `after`.
pub async fn files(
    app: &App,
    who: &Who,
    id: ExportId,
    after: &str,
    most: u32,
) -> Result<Files, ImportError> {
    let account = allowed(who)?;
    let mut tx = app.store.read().await?;
    let archive = whole(&mut tx, account, id).await?;
    let files = store::history::files(&mut tx, (account, id), after, most).await?;
    let is_full = u32::try_from(files.len()).is_ok_and(|found| found >= most);
    let after = files.last().map(|last| last.path.clone()).filter(|_| is_full);
    Ok(Files { archive, files, after })
}

/// A file on its way out.
pub struct Download {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// The file of an archive with this checksum.
pub async fn download(
    app: &App,
    who: &Who,
    id: ExportId,
    sha256: &str,
) -> Result<Download, ImportError> {
    let account = allowed(who)?;
    let mut tx = app.store.read().await?;
    whole(&mut tx, account, id).await?;
    let file = store::history::file_of_sum(&mut tx, account, id, sha256).await?;
    let file = file.ok_or(ImportError::NotFound)?;
    drop(tx);
    let bytes = bytes(app, account, id, &file.sha256).await?.ok_or(ImportError::NotFound)?;
    let name = file.path.rsplit('/').next().unwrap_or_default().to_owned();
    let media_type = match (bytes.starts_with(b"%PDF-"), records_file(&file.path)) {
        (true, _) => "application/pdf",
        (false, Some(_)) => "application/x-ndjson",
        (false, None) => "application/octet-stream",
    };
    Ok(Download { name, media_type, bytes })
}

/// The bytes of a file that was brought; none: they are gone.
pub(crate) async fn bytes(
    app: &App,
    account: AccountId,
    archive: ExportId,
    sha256: &str,
) -> Result<Option<Vec<u8>>, object_store::Error> {
    match app.blobs.get(&blob(account, archive, sha256)).await {
        Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The people of an archive who were active there, as a list to invite: looked at row by row before
/// anybody is. Their roles come along, but not an owner's: that is for an owner here to give.
pub async fn people(app: &App, who: &Who, id: ExportId) -> Result<NewIntake, ImportError> {
    let account = allowed(who)?;
    let mut tx = app.store.read().await?;
    let archive = whole(&mut tx, account, id).await?;
    let kind = "people".to_owned();
    let mut asked =
        store::history::Asked { account, archive: id, kind, search: String::new(), before: None };
    let mut found: Vec<Json> = Vec::new();
    while found.len() < PEOPLE_MAX {
        let some = store::history::records(&mut tx, &asked, PEOPLE_AT_ONCE).await?;
        let Some(last) = some.last() else { break };
        asked.before = Some(last.number);
        found.extend(some.iter().filter_map(|it| serde_json::from_str(&it.record).ok()));
    }
    let roles = roles(app, &mut tx, &archive).await?;
    let heading = ["Email", "Name", "Roles"].map(str::to_owned).to_vec();
    let mut rows: Vec<Vec<String>> = vec![heading];
    for person in found.iter().rev().filter(|person| person["deactivated_at"].is_null()) {
        let text = |name: &str| person[name].as_str().unwrap_or_default().to_owned();
        let of_person = roles.get(&text("id")).map(|roles| roles.join(", "));
        rows.push(vec![text("email"), text("name"), of_person.unwrap_or_default()]);
    }
    Ok(NewIntake {
        source: archive.origin_name,
        bytes: tables::write_safe(rows, ','),
        roles: [Role::Member].into(),
        ..NewIntake::default()
    })
}

/// Who had which roles, but for an owner's.
async fn roles(
    app: &App,
    tx: &mut Tx,
    archive: &Archive,
) -> Result<BTreeMap<String, Vec<String>>, ImportError> {
    let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for number in 1..=PEOPLE_MAX {
        let path = format!("data/roles-{number:04}.ndjson");
        let file = store::history::file_at(tx, archive.account, archive.id, &path).await?;
        let Some(file) = file else { break };
        let bytes = bytes(app, archive.account, archive.id, &file.sha256).await?;
        let lines = documents::archive::lines(&bytes.unwrap_or_default(), &path)?;
        for (_, members) in lines {
            let text = |name: &str| members.get(name).and_then(Json::as_str).map(str::to_owned);
            let pair = text("person_id").zip(text("role"));
            if let Some((person, role)) = pair.filter(|(_, role)| role != Role::Owner.word()) {
                roles.entry(person).or_default().push(role);
            }
        }
    }
    Ok(roles)
}
