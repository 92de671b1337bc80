//! Exports, their parts, and the files in them (G1). Found by their subject: who may is decided in
//! `people::export::may`.

use people::export::{State, Subject};
use serde_json::Value as Json;
use units::Timestamp;
use units::id::{AccountId, ExportId, PersonId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// An export as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Export {
    pub id: ExportId,
    pub subject: Subject,
    pub asked_by: PersonId,
    pub asked_at: Timestamp,
    pub state: State,
    /// Where the writing stands, as its writer reads it.
    pub place: Json,
    pub parts: u32,
    pub files: u32,
    pub records: i64,
    /// Of all parts, packed.
    pub bytes: i64,
    pub ready_at: Option<Timestamp>,
    /// When a ready one is deleted.
    pub expires_at: Option<Timestamp>,
    /// When it was cancelled or expired.
    pub ended_at: Option<Timestamp>,
}

/// A part that can be downloaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// From 1.
    pub number: u32,
    pub files: u32,
    pub bytes: i64,
    /// Of the part as it is downloaded, in small hexadecimal letters.
    pub sha256: String,
    /// What its bytes are called among the export's blobs.
    pub blob: String,
}

/// A file in a part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
    pub path: String,
    pub part: u32,
    /// Which kind it holds records of, or was made for.
    pub kind: String,
    /// None in files made for people and other programs.
    pub records: u32,
    pub bytes: i64,
    pub sha256: String,
}

const COLUMNS: &str = "id, account_id, person_id, asked_by, asked_at, state, place, parts, files,
        records, bytes, ready_at, expires_at, ended_at";

/// Begins an export. Refused as taken while another of the subject is being written.
pub async fn insert(tx: &mut Tx, export: &Export) -> Result<(), StoreError> {
    tx.execute(
        "insert into export (id, account_id, person_id, subject, asked_by, asked_at, state, place,
                parts, files, records, bytes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0)",
        args![
            export.id,
            export.subject.account,
            export.subject.person,
            export.subject.key(),
            export.asked_by,
            export.asked_at,
            export.state.word(),
            json(&export.place),
        ],
    )
    .await?;
    Ok(())
}

/// Latest first, at most `most` of `subject`; of a person those as well that were made in an
/// account they have left (docs/decisions/0051).
pub async fn list(tx: &mut Tx, subject: &Subject, most: u32) -> Result<Vec<Export>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from export where subject = $1 order by asked_at desc, id desc limit $2"
    );
    let rows = tx.rows_text(&sql, args![subject.key(), most]).await?;
    rows.iter().map(from_row).collect()
}

/// How many were asked for since `since`, counted up to `most`.
pub async fn count_since(
    tx: &mut Tx,
    subject: &Subject,
    since: Timestamp,
    most: u32,
) -> Result<u32, StoreError> {
    let rows = tx
        .rows(
            "select id from export where subject = $1 and asked_at > $2 limit $3",
            args![subject.key(), since, most],
        )
        .await?;
    Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
}

/// The export `id` of `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: ExportId,
) -> Result<Option<Export>, StoreError> {
    let sql = format!("select {COLUMNS} from export where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// The export `id` of `account` or of `person`, wherever that was made.
pub async fn find_for(
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    id: ExportId,
) -> Result<Option<Export>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from export where id = $3 and (account_id = $1 or person_id = $2)"
    );
    tx.rows_text(&sql, args![account, person, id]).await?.first().map(from_row).transpose()
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: ExportId,
) -> Result<Option<Export>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from export where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Writes down how `export` stands now.
pub async fn update(tx: &mut Tx, export: &Export) -> Result<(), StoreError> {
    tx.execute(
        "update export set state = $3, place = $4, parts = $5, files = $6, records = $7, bytes = $8,
                ready_at = $9, expires_at = $10, ended_at = $11
          where account_id = $1 and id = $2",
        args![
            export.subject.account,
            export.id,
            export.state.word(),
            json(&export.place),
            export.parts,
            export.files,
            export.records,
            export.bytes,
            export.ready_at,
            export.expires_at,
            export.ended_at,
        ],
    )
    .await?;
    Ok(())
}

/// Writes a part and what is in it.
pub async fn add_part(
    tx: &mut Tx,
    export: &Export,
    part: &Part,
    files: &[File],
) -> Result<(), StoreError> {
    let (account, id) = (export.subject.account, export.id);
    tx.execute(
        "insert into export_part (export_id, account_id, number, files, bytes, sha256, blob)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![id, account, part.number, part.files, part.bytes, &part.sha256, &part.blob],
    )
    .await?;
    const SHAPE: Shape = Shape {
        before: "insert into export_file (export_id, account_id, path, part, kind, records, bytes,
                        sha256) values ",
        after: "",
        columns: 8,
    };
    let values = files.iter().flat_map(|file| {
        [
            Value::from(id),
            account.into(),
            (&file.path).into(),
            file.part.into(),
            (&file.kind).into(),
            file.records.into(),
            file.bytes.into(),
            (&file.sha256).into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}

/// The parts of an export, in order.
pub async fn parts(tx: &mut Tx, account: AccountId, id: ExportId) -> Result<Vec<Part>, StoreError> {
    let rows = tx
        .rows(
            "select number, files, bytes, sha256, blob from export_part
              where account_id = $1 and export_id = $2 order by number",
            args![account, id],
        )
        .await?;
    let part = |row: &Row| {
        Ok(Part {
            number: row.count("number")?,
            files: row.count("files")?,
            bytes: row.int("bytes")?,
            sha256: row.text("sha256")?,
            blob: row.text("blob")?,
        })
    };
    rows.iter().map(part).collect()
}

/// At most `most` files of an export after the path `after`.
pub async fn files(
    tx: &mut Tx,
    account: AccountId,
    id: ExportId,
    after: &str,
    most: u32,
) -> Result<Vec<File>, StoreError> {
    let rows = tx
        .rows(
            "select path, part, kind, records, bytes, sha256 from export_file
              where account_id = $1 and export_id = $2 and path > $3 order by path limit $4",
            args![account, id, after, most],
        )
        .await?;
    let file = |row: &Row| {
        Ok(File {
            path: row.text("path")?,
            part: row.count("part")?,
            kind: row.text("kind")?,
            records: row.count("records")?,
            bytes: row.int("bytes")?,
            sha256: row.text("sha256")?,
        })
    };
    rows.iter().map(file).collect()
}

/// Forgets the parts of an export and what is in them.
pub async fn forget_parts(tx: &mut Tx, account: AccountId, id: ExportId) -> Result<(), StoreError> {
    tx.execute(
        "delete from export_file where account_id = $1 and export_id = $2",
        args![account, id],
    )
    .await?;
    tx.execute(
        "delete from export_part where account_id = $1 and export_id = $2",
        args![account, id],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Export, StoreError> {
    Ok(Export {
        id: row.parsed("id")?,
        subject: Subject {
            account: row.parsed("account_id")?,
            person: row.opt_parsed("person_id")?,
        },
        asked_by: row.parsed("asked_by")?,
        asked_at: row.time("asked_at")?,
        state: row.word("state", State::from_word)?,
        place: row.json("place")?,
        parts: row.count("parts")?,
        files: row.count("files")?,
        records: row.int("records")?,
        bytes: row.int("bytes")?,
        ready_at: row.opt_time("ready_at")?,
        expires_at: row.opt_time("expires_at")?,
        ended_at: row.opt_time("ended_at")?,
    })
}
