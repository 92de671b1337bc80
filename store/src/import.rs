//! Imports, their parts, and what ids of their archives are here (G1a). An import is its person's
//! alone; every statement names the account.

use std::collections::BTreeMap;

use people::export::Whose;
use people::import::State;
use serde_json::Value as Json;
use units::id::{AccountId, ImportId, PersonId};
use units::{Id, Timestamp};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::places;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// An import as it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Import {
    pub id: ImportId,
    pub account: AccountId,
    pub person: PersonId,
    /// `portal`, `api` or `command`.
    pub via: String,
    /// Whose data it brings: the person's until the archive is read and says otherwise.
    pub whose: Whose,
    /// The export's id, once the archive is read.
    pub archive: Option<String>,
    /// The SHA-256 of its manifest.
    pub manifest: Option<String>,
    pub state: State,
    /// Why the archive is not read.
    pub problem: Option<Json>,
    /// Where the bringing in stands, as the story reads it.
    pub place: Json,
    /// What the preview found.
    pub found: Option<Json>,
    /// What was brought in so far.
    pub report: Json,
    pub begun_at: Timestamp,
    pub done_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    /// When the parts are deleted.
    pub expires_at: Timestamp,
}

/// A part that was handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// What its bytes are called among the import's blobs.
    pub blob: String,
    /// As its file was called.
    pub name: String,
    pub bytes: i64,
    pub sha256: String,
}

/// What an id of the archive is here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    pub given: String,
    pub kept: String,
    /// The import made it; else it was there.
    pub is_made: bool,
}

impl Known {
    /// What it is here.
    pub fn id<K>(&self) -> Result<Id<K>, StoreError> {
        self.kept.parse().map_err(|error| StoreError::corrupt("kept", error))
    }
}

const COLUMNS: &str =
    "id, account_id, person_id, via, whose, archive, manifest, state, problem, place, found,
        report, begun_at, done_at, ended_at, expires_at";

pub async fn insert(tx: &mut Tx, import: &Import) -> Result<(), StoreError> {
    tx.execute(
        "insert into import (id, account_id, person_id, via, archive, manifest, state, place,
                report, begun_at, expires_at, whose)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            import.id,
            import.account,
            import.person,
            &import.via,
            import.archive.clone(),
            import.manifest.clone(),
            import.state.word(),
            json(&import.place),
            json(&import.report),
            import.begun_at,
            import.expires_at,
            import.whose.word()
        ],
    )
    .await?;
    Ok(())
}

/// Writes down how `import` stands now. Refused as taken while another of the person moves.
pub async fn update(tx: &mut Tx, import: &Import) -> Result<(), StoreError> {
    tx.execute(
        "update import set archive = $3, manifest = $4, state = $5, problem = $6, place = $7,
                found = $8, report = $9, done_at = $10, ended_at = $11, expires_at = $12,
                whose = $13
          where account_id = $1 and id = $2",
        args![
            import.account,
            import.id,
            import.archive.clone(),
            import.manifest.clone(),
            import.state.word(),
            import.problem.as_ref().map(json),
            json(&import.place),
            import.found.as_ref().map(json),
            json(&import.report),
            import.done_at,
            import.ended_at,
            import.expires_at,
            import.whose.word()
        ],
    )
    .await?;
    Ok(())
}

/// The latest first, at most `most`.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    most: u32,
) -> Result<Vec<Import>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from import where account_id = $1 and person_id = $2
          order by begun_at desc, id desc limit $3"
    );
    let rows = tx.rows_text(&sql, args![account, person, most]).await?;
    rows.iter().map(from_row).collect()
}

/// How many the person began since `since`, counted up to `most`.
pub async fn count_since(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    since: Timestamp,
    most: u32,
) -> Result<u32, StoreError> {
    let rows = tx
        .rows(
            "select id from import where account_id = $1 and person_id = $2 and begun_at > $3
              limit $4",
            args![account, person, since, most],
        )
        .await?;
    Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
}

/// The import `id` of `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: ImportId,
) -> Result<Option<Import>, StoreError> {
    let sql = format!("select {COLUMNS} from import where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: ImportId,
) -> Result<Option<Import>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from import where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// The one of the archive with this manifest that the person has begun and not ended.
pub async fn unfinished(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    manifest: &str,
) -> Result<Option<Import>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from import
          where account_id = $1 and person_id = $2 and manifest = $3 and state = 'bringing'"
    );
    let rows = tx.rows_text(&sql, args![account, person, manifest]).await?;
    rows.first().map(from_row).transpose()
}

/// Writes a part. Refused as taken when it is there.
pub async fn add_part(tx: &mut Tx, import: &Import, part: &Part) -> Result<(), StoreError> {
    tx.execute(
        "insert into import_part (import_id, account_id, blob, name, bytes, sha256)
         values ($1, $2, $3, $4, $5, $6)",
        args![import.id, import.account, &part.blob, &part.name, part.bytes, &part.sha256],
    )
    .await?;
    Ok(())
}

/// The parts of an import, by the names of their files.
pub async fn parts(tx: &mut Tx, account: AccountId, id: ImportId) -> Result<Vec<Part>, StoreError> {
    let rows = tx
        .rows(
            "select blob, name, bytes, sha256 from import_part
              where account_id = $1 and import_id = $2 order by name, blob",
            args![account, id],
        )
        .await?;
    let part = |row: &Row| {
        Ok(Part {
            blob: row.text("blob")?,
            name: row.text("name")?,
            bytes: row.int("bytes")?,
            sha256: row.text("sha256")?,
        })
    };
    rows.iter().map(part).collect()
}

/// Forgets one part, or all of them.
pub async fn forget_parts(
    tx: &mut Tx,
    account: AccountId,
    id: ImportId,
    blob: Option<&str>,
) -> Result<u64, StoreError> {
    match blob {
        Some(blob) => {
            let sql =
                "delete from import_part where account_id = $1 and import_id = $2 and blob = $3";
            tx.execute(sql, args![account, id, blob]).await
        }
        None => {
            let sql = "delete from import_part where account_id = $1 and import_id = $2";
            tx.execute(sql, args![account, id]).await
        }
    }
}

/// Notes what ids of `kind` are here; those noted before stay as they were.
pub async fn know(
    tx: &mut Tx,
    import: &Import,
    kind: &str,
    known: &[Known],
) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into import_id (import_id, account_id, kind, given, kept, made) values ",
        after: " on conflict (import_id, kind, given) do nothing",
        columns: 6,
    };
    let values = known.iter().flat_map(|it| {
        [
            Value::from(import.id),
            import.account.into(),
            kind.into(),
            (&it.given).into(),
            (&it.kept).into(),
            u32::from(it.is_made).into(),
        ]
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    Ok(())
}

/// What those of `given` ids of `kind` are here that were noted.
pub async fn known(
    tx: &mut Tx,
    import: &Import,
    kind: &str,
    given: &[String],
) -> Result<BTreeMap<String, Known>, StoreError> {
    let mut found = BTreeMap::new();
    for some in given.chunks(bulk::LIST_MAX) {
        let sql = format!(
            "select given, kept, made from import_id
              where account_id = $1 and import_id = $2 and kind = $3 and given in ({})",
            places(4, some.len())
        );
        let mut values = args![import.account, import.id, kind].to_vec();
        values.extend(some.iter().map(Value::from));
        for row in tx.rows_text(&sql, &values).await? {
            let known = known_from(&row)?;
            found.insert(known.given.clone(), known);
        }
    }
    Ok(found)
}

/// At most `most` of those of `kind` the import made, after `after`.
pub async fn made(
    tx: &mut Tx,
    import: &Import,
    kind: &str,
    after: &str,
    most: u32,
) -> Result<Vec<Known>, StoreError> {
    let rows = tx
        .rows(
            "select given, kept, made from import_id
              where account_id = $1 and import_id = $2 and kind = $3 and made = 1 and given > $4
              order by given limit $5",
            args![import.account, import.id, kind, after, most],
        )
        .await?;
    rows.iter().map(known_from).collect()
}

/// Forgets what ids are here: the import is done.
pub async fn forget_ids(tx: &mut Tx, import: &Import) -> Result<(), StoreError> {
    tx.execute(
        "delete from import_id where account_id = $1 and import_id = $2",
        args![import.account, import.id],
    )
    .await?;
    Ok(())
}

fn known_from(row: &Row) -> Result<Known, StoreError> {
    let is_made = row.int("made")? == 1;
    Ok(Known { given: row.text("given")?, kept: row.text("kept")?, is_made })
}

fn from_row(row: &Row) -> Result<Import, StoreError> {
    Ok(Import {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        via: row.text("via")?,
        whose: row.word("whose", Whose::from_word)?,
        archive: row.opt_text("archive")?,
        manifest: row.opt_text("manifest")?,
        state: row.word("state", State::from_word)?,
        problem: row.opt_json("problem")?,
        place: row.json("place")?,
        found: row.opt_json("found")?,
        report: row.json("report")?,
        begun_at: row.time("begun_at")?,
        done_at: row.opt_time("done_at")?,
        ended_at: row.opt_time("ended_at")?,
        expires_at: row.time("expires_at")?,
    })
}
