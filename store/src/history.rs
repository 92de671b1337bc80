//! What an account brought from elsewhere (G1b): archives with their files, and the records of them
//! that people look for. Written once; the database refuses changes of files and records.

use std::collections::BTreeMap;

use contacts::fold;
use units::Timestamp;
use units::id::{AccountId, ExportId, ImportId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::pattern;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// Longest text that is searched in, for one record.
const SEARCH_MAX_CHARS: usize = 500;

/// An archive that came from elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Archive {
    /// Its export's.
    pub id: ExportId,
    pub account: AccountId,
    /// The import it came with.
    pub import: ImportId,
    /// The address of the Plenum it is from, as the archive says.
    pub made_by: String,
    /// The account it is of there.
    pub origin: AccountId,
    pub origin_name: String,
    pub as_of: Timestamp,
    /// The SHA-256 of its manifest.
    pub manifest: String,
    /// How many of its records can be looked for, by kind.
    pub kinds: BTreeMap<String, u64>,
    pub files: i64,
    pub bytes: i64,
    /// Since when all of it is here; none: it is coming in.
    pub brought_at: Option<Timestamp>,
}

/// A file of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    pub path: String,
    pub kind: String,
    /// None in files made for people and other programs.
    pub records: u32,
    pub bytes: i64,
    pub sha256: String,
}

/// A record that can be looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// Its place among those of its kind.
    pub number: i64,
    /// What is searched in; as it was typed.
    pub search: String,
    /// The line of JSON.
    pub record: String,
}

const COLUMNS: &str = "id, account_id, import_id, made_by, origin_id, origin_name, as_of, manifest,
       kinds, files, bytes, brought_at";

/// Begins to keep an archive, or goes on with one of which not all is here yet.
pub async fn begin(tx: &mut Tx, archive: &Archive) -> Result<(), StoreError> {
    tx.execute(
        "insert into history_archive (account_id, id, import_id, made_by, origin_id, origin_name,
                as_of, manifest, kinds, files, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)
         on conflict (account_id, id) do update set import_id = excluded.import_id
          where history_archive.brought_at is null",
        args![
            archive.account,
            archive.id,
            archive.import,
            &archive.made_by,
            archive.origin,
            &archive.origin_name,
            archive.as_of,
            &archive.manifest,
            json(&BTreeMap::<String, u64>::new())
        ],
    )
    .await?;
    Ok(())
}

/// All that came with `import` is here.
pub async fn finish(
    tx: &mut Tx,
    account: AccountId,
    import: ImportId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update history_archive set brought_at = $3
          where account_id = $1 and import_id = $2 and brought_at is null",
        args![account, import, now],
    )
    .await?;
    Ok(())
}

/// The archive `id` of `account`, whether all of it is here or not.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: ExportId,
) -> Result<Option<Archive>, StoreError> {
    let sql = format!("select {COLUMNS} from history_archive where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Those of `account` that are here as a whole, the latest first, at most `most`.
pub async fn list(tx: &mut Tx, account: AccountId, most: u32) -> Result<Vec<Archive>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from history_archive where account_id = $1 and brought_at is not null
          order by as_of desc, id desc limit $2"
    );
    tx.rows_text(&sql, args![account, most]).await?.iter().map(from_row).collect()
}

/// Writes a file with its records. False: it is here, and stays as it is.
pub async fn add_file(
    tx: &mut Tx,
    archive: &Archive,
    file: &File,
    records: &[Record],
) -> Result<bool, StoreError> {
    let added = tx
        .execute(
            "insert into history_file (account_id, archive_id, path, kind, records, bytes, sha256)
             values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (account_id, archive_id, path) do nothing",
            args![
                archive.account,
                archive.id,
                &file.path,
                &file.kind,
                file.records,
                file.bytes,
                &file.sha256
            ],
        )
        .await?;
    if added == 0 {
        return Ok(false);
    }
    const SHAPE: Shape = Shape {
        before: "insert into history_record (account_id, archive_id, kind, number, search, record)
                 values ",
        after: "",
        columns: 6,
    };
    let values = records.iter().flat_map(|it| {
        let search: String = fold(&it.search).chars().take(SEARCH_MAX_CHARS).collect();
        let (kind, record) = (&file.kind, &it.record);
        args![archive.account, archive.id, kind, it.number, search, record].to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    let mut kinds = find(tx, archive.account, archive.id)
        .await?
        .map(|archive| archive.kinds)
        .unwrap_or_default();
    if !records.is_empty() {
        let more = u64::try_from(records.len()).unwrap_or(u64::MAX);
        let count = kinds.entry(file.kind.clone()).or_default();
        *count = count.saturating_add(more);
    }
    tx.execute(
        "update history_archive set kinds = $3, files = files + 1, bytes = bytes + $4
          where account_id = $1 and id = $2",
        args![archive.account, archive.id, json(&kinds), file.bytes],
    )
    .await?;
    Ok(true)
}

/// The file at `path` of an archive.
pub async fn file_at(
    tx: &mut Tx,
    account: AccountId,
    archive: ExportId,
    path: &str,
) -> Result<Option<File>, StoreError> {
    let rows = tx
        .rows(
            "select path, kind, records, bytes, sha256 from history_file
              where account_id = $1 and archive_id = $2 and path = $3",
            args![account, archive, path],
        )
        .await?;
    rows.first().map(file_from).transpose()
}

/// The first file of an archive with this checksum.
pub async fn file_of_sum(
    tx: &mut Tx,
    account: AccountId,
    archive: ExportId,
    sha256: &str,
) -> Result<Option<File>, StoreError> {
    let rows = tx
        .rows(
            "select path, kind, records, bytes, sha256 from history_file
              where account_id = $1 and archive_id = $2 and sha256 = $3 order by path limit 1",
            args![account, archive, sha256],
        )
        .await?;
    rows.first().map(file_from).transpose()
}

/// At most `most` files of an archive after the path `after`, by their paths.
pub async fn files(
    tx: &mut Tx,
    (account, archive): (AccountId, ExportId),
    after: &str,
    most: u32,
) -> Result<Vec<File>, StoreError> {
    let rows = tx
        .rows(
            "select path, kind, records, bytes, sha256 from history_file
              where account_id = $1 and archive_id = $2 and path > $3 order by path limit $4",
            args![account, archive, after, most],
        )
        .await?;
    rows.iter().map(file_from).collect()
}

/// Which records are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    pub account: AccountId,
    pub archive: ExportId,
    pub kind: String,
    /// What they are like; empty: all.
    pub search: String,
    /// Those before this number; none: from the last.
    pub before: Option<i64>,
}

/// At most `most` of them, the last first.
pub async fn records(tx: &mut Tx, asked: &Asked, most: u32) -> Result<Vec<Record>, StoreError> {
    let before = asked.before.unwrap_or(i64::MAX);
    let mut values = args![asked.account, asked.archive, &asked.kind, before, most].to_vec();
    let like = match asked.search.trim() {
        "" => "",
        search => {
            values.push(Value::from(pattern(search)));
            " and search like $6 escape '\\'"
        }
    };
    let sql = format!(
        "select number, search, record from history_record
          where account_id = $1 and archive_id = $2 and kind = $3 and number < $4{like}
          order by number desc limit $5"
    );
    let rows = tx.rows_text(&sql, &values).await?;
    let record = |row: &Row| {
        let (search, record) = (row.text("search")?, row.text("record")?);
        Ok(Record { number: row.int("number")?, search, record })
    };
    rows.iter().map(record).collect()
}

fn from_row(row: &Row) -> Result<Archive, StoreError> {
    Ok(Archive {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        import: row.parsed("import_id")?,
        made_by: row.text("made_by")?,
        origin: row.parsed("origin_id")?,
        origin_name: row.text("origin_name")?,
        as_of: row.time("as_of")?,
        manifest: row.text("manifest")?,
        kinds: row.json("kinds")?,
        files: row.int("files")?,
        bytes: row.int("bytes")?,
        brought_at: row.opt_time("brought_at")?,
    })
}

fn file_from(row: &Row) -> Result<File, StoreError> {
    Ok(File {
        path: row.text("path")?,
        kind: row.text("kind")?,
        records: row.count("records")?,
        bytes: row.int("bytes")?,
        sha256: row.text("sha256")?,
    })
}
