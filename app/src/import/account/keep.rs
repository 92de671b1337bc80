//! Files of an account's archive, kept as they were: the bytes among the blobs under their
//! checksum, the records people look for in rows, both before anything says that they are there.

use std::sync::Arc;

use documents::archive::{Archive, lines};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use people::history::{self, FILE_MAX_BYTES, Listed, NUMBERS_A_FILE};
use people::import::{File, Problem, Unreadable};
use serde_json::Value as Json;
use store::history::{Archive as Kept, File as Listing, Record as Row};
use store::import::Import;
use store::{StoreError, Tx};
use units::id::{AccountId, ExportId};

use super::effect::Effect;
use super::{ARCHIVES, FILES, is_own, one, origin_name, rows, tally};
use crate::import::bring::{self, On, Place, all, lines_of};
use crate::import::record::Record;
use crate::import::report::Report;
use crate::import::{ImportError, unpacked};

/// Where the bytes of a file lie: below the account, so nobody else's rows lead there.
pub(crate) fn blob(account: AccountId, archive: ExportId, sha256: &str) -> Path {
    Path::from(format!("history/{account}/{archive}/{sha256}"))
}

/// Of which archive a file is, and what it is called there.
pub(super) fn owner<'f>(
    archive: &Archive,
    file: &'f File,
) -> Result<(ExportId, &'f str), Unreadable> {
    match file.kind == FILES && !file.has_records() {
        false => Ok((archive.manifest().export, &file.path)),
        true => {
            history::placed(&file.path).ok_or_else(|| Unreadable::of(Problem::Path, &file.path))
        }
    }
}

/// A file as it is kept.
pub(super) struct Taken {
    pub bytes: Vec<u8>,
    pub records: Vec<Row>,
}

/// Reads `file`, which is kept as `path`; refused where a record that is shown cannot be.
pub(super) async fn read(
    archive: &Arc<Archive>,
    file: &File,
    path: &str,
) -> Result<Taken, ImportError> {
    let most = usize::try_from(FILE_MAX_BYTES).unwrap_or(usize::MAX);
    let bytes = unpacked(archive, file, most).await?;
    let listed =
        history::records_file(path).and_then(|(kind, number)| Some((Listed::of(kind)?, number)));
    let records = match listed {
        None => Vec::new(),
        Some((listed, number)) => indexed(file, &bytes, listed, number)?,
    };
    Ok(Taken { bytes, records })
}

fn indexed(
    file: &File,
    bytes: &[u8],
    listed: &Listed,
    number: u64,
) -> Result<Vec<Row>, Unreadable> {
    let read = lines(bytes, &file.path)?;
    let text = String::from_utf8_lossy(bytes);
    let mut rows = Vec::with_capacity(read.len());
    for (line, raw) in read.iter().zip(text.lines()) {
        let record = Record::new(file, line);
        if let Some(at) = listed.at {
            record.moment(at)?;
        }
        if let Some(amount) = listed.amount {
            record.integer(amount)?;
        }
        let (at, members) = line;
        let before = number.saturating_sub(1).saturating_mul(NUMBERS_A_FILE);
        let number = before.saturating_add(u64::from(*at));
        let said: Vec<String> =
            listed.searched().filter_map(|name| said(members.get(name)?)).collect();
        rows.push(Row {
            number: i64::try_from(number).unwrap_or(i64::MAX),
            search: said.join(" "),
            record: raw.to_owned(),
        });
    }
    Ok(rows)
}

/// A member as it is read: texts and numbers.
fn said(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Brings one file in: kept, with what lives on of it.
pub(super) async fn bring(on: &On<'_>, next: &Place, file: &File) -> Result<Import, ImportError> {
    let account = on.holder.account;
    let (id, path) = owner(on.archive, file)?;
    let taken = read(on.archive, file, path).await?;
    let lines = match file.has_records() {
        true => lines_of(on.archive, file).await?,
        false => Vec::new(),
    };
    let name = origin_name(on.archive).await?;
    let is_own_file = !matches!(file.kind.as_str(), ARCHIVES | FILES);
    if is_own_file || !file.has_records() {
        let path = blob(account, id, &file.sha256);
        on.app.blobs.put(&path, PutPayload::from(taken.bytes)).await?;
    }
    let (mut tx, mut import, mut report) = bring::begin(on).await?;
    if file.kind == ARCHIVES {
        for archive in all(file, &lines, rows::archive)? {
            let archive = Kept { account, import: import.id, ..archive };
            come_along(&mut tx, &archive, &mut report).await?;
        }
    } else {
        if is_own_file && next.step == 0 {
            store::history::begin(&mut tx, &own(on, name)).await?;
        }
        let added = match file.kind == FILES && file.has_records() {
            true => false,
            false => add(&mut tx, (account, id), (file, path), &taken.records).await?,
        };
        let mut effect = Effect::of(on);
        if !effect.take(&mut tx, (file, &lines), &mut report).await? {
            tally(file, !added, &mut report);
        }
    }
    bring::commit(tx, &mut import, next, &report).await?;
    Ok(import)
}

/// Writes the file's row, unless it is there or its archive is not. True: it is new.
async fn add(
    tx: &mut Tx,
    (account, id): (AccountId, ExportId),
    (file, path): (&File, &str),
    records: &[Row],
) -> Result<bool, StoreError> {
    let Some(archive) = store::history::find(tx, account, id).await? else { return Ok(false) };
    if archive.brought_at.is_some() {
        return Ok(false);
    }
    let listing = Listing {
        path: path.to_owned(),
        kind: history::kind_of(path),
        records: u32::try_from(records.len()).unwrap_or(u32::MAX).max(file.records),
        bytes: i64::try_from(file.bytes).unwrap_or(i64::MAX),
        sha256: file.sha256.clone(),
    };
    store::history::add_file(tx, &archive, &listing, records).await
}

/// The archive itself, as it begins to be kept.
fn own(on: &On<'_>, name: String) -> Kept {
    let manifest = on.archive.manifest();
    Kept {
        id: manifest.export,
        account: on.holder.account,
        import: on.import.id,
        made_by: manifest.made_by.clone(),
        origin: manifest.account,
        origin_name: name,
        as_of: manifest.as_of,
        manifest: on.archive.sha256().to_owned(),
        kinds: Default::default(),
        files: 0,
        bytes: 0,
        brought_at: None,
    }
}

/// An archive that came with the archive is kept as well, unless it was made here of this account.
async fn come_along(tx: &mut Tx, archive: &Kept, report: &mut Report) -> Result<(), StoreError> {
    if is_own(tx, archive.account, archive.id).await? {
        report.there(ARCHIVES);
        return Ok(());
    }
    let there = store::history::find(tx, archive.account, archive.id).await?;
    report.count(ARCHIVES, one(there.is_some()));
    store::history::begin(tx, archive).await
}
