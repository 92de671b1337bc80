//! Recordings: a person's own, in their list or in the trash, found again by title and by what is
//! said in them (F5).
//!
//! Every statement names the account; those of a person name the person as well.

use contacts::fold;
use meetings::recording::Title;
use meetings::recording::media::MediaKind;
use units::Timestamp;
use units::id::{AccountId, MeetingId, PersonId, RecordingId, kind};

use crate::args;
use crate::contact::pattern;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Whose recordings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holder {
    pub account: AccountId,
    pub person: PersonId,
}

/// A recording as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recording {
    pub id: RecordingId,
    pub account: AccountId,
    /// In whose folder its bytes lie: they stay there when its owner goes elsewhere.
    pub bytes_account: AccountId,
    pub owner: PersonId,
    pub meeting: Option<MeetingId>,
    pub title: String,
    pub kind: MediaKind,
    pub bytes: u64,
    /// Of the bytes, in hexadecimal digits.
    pub sha256: String,
    /// How many passages its transcript has; 0: it has none.
    pub passages: u32,
    pub added_at: Timestamp,
    pub trashed_at: Option<Timestamp>,
    /// When it goes, once its owner was told.
    pub erases_at: Option<Timestamp>,
}

impl Recording {
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.added_at, id: self.id }
    }
}

/// Where a page of a list begins.
pub type Cursor = crate::cursor::Cursor<kind::Recording>;

/// Which of a person's recordings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Kept,
    Trash,
}

const COLUMNS: &str = "r.id, r.account_id, r.owner_id, r.meeting_id, r.title, r.kind, r.bytes,
       r.sha256, r.passages, r.added_at, r.trashed_at, r.erases_at, r.bytes_account";

pub async fn insert(tx: &mut Tx, recording: &Recording) -> Result<(), StoreError> {
    tx.execute(
        "insert into recording (id, account_id, owner_id, meeting_id, title, search_text, kind,
                bytes, sha256, passages, added_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            recording.id,
            recording.account,
            recording.owner,
            recording.meeting,
            &recording.title,
            fold(&recording.title),
            recording.kind.word(),
            amount(recording.bytes),
            &recording.sha256,
            recording.passages,
            recording.added_at
        ],
    )
    .await?;
    Ok(())
}

/// A recording of `holder`, in the trash or not.
pub async fn find(
    tx: &mut Tx,
    holder: Holder,
    id: RecordingId,
) -> Result<Option<Recording>, StoreError> {
    one(tx, holder, id, "").await
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    holder: Holder,
    id: RecordingId,
) -> Result<Option<Recording>, StoreError> {
    let lock = tx.dialect().for_update();
    one(tx, holder, id, lock).await
}

async fn one(
    tx: &mut Tx,
    holder: Holder,
    id: RecordingId,
    lock: &str,
) -> Result<Option<Recording>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from recording r
          where r.account_id = $1 and r.owner_id = $2 and r.id = $3{lock}"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, id]).await?;
    rows.first().map(from_row).transpose()
}

/// A recording of `account`, whoever owns it; locked where `tx` may write. For due work.
pub async fn lock_any(
    tx: &mut Tx,
    account: AccountId,
    id: RecordingId,
) -> Result<Option<Recording>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from recording r where r.account_id = $1 and r.id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Whether there is a recording `id`, wherever its owner has gone: its bytes are needed.
pub async fn is_there(tx: &mut Tx, id: RecordingId) -> Result<bool, StoreError> {
    Ok(tx.row_for_change("select id from recording where id = $1", args![id]).await?.is_some())
}

/// At most `most` recordings of `holder`, the latest first: those with `search` in their title, in
/// what is said in them, or in what their meeting is found by, where something is searched for.
pub async fn page(
    tx: &mut Tx,
    holder: Holder,
    (place, search): (Place, &str),
    after: Option<Cursor>,
    most: u32,
) -> Result<Vec<Recording>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let is_there = match place {
        Place::Kept => "r.trashed_at is null",
        Place::Trash => "r.trashed_at is not null",
    };
    let mut values = args![holder.account, holder.person, at, id, most].to_vec();
    let mut matches = "";
    if !search.is_empty() {
        values.push(Value::from(pattern(search)));
        matches = " and (r.search_text like $6 escape '\\' or exists (
                select 1 from recording_passage p
                 where p.recording_id = r.id and p.account_id = r.account_id
                   and p.search_text like $6 escape '\\')
              or exists (
                select 1 from meeting_person q
                 where q.meeting_id = r.meeting_id and q.person_id = r.owner_id
                   and q.search_text like $6 escape '\\'))";
    }
    let sql = format!(
        "select {COLUMNS} from recording r
          where r.account_id = $1 and r.owner_id = $2 and {is_there}{matches}
            and (r.added_at < $3 or (r.added_at = $3 and r.id < $4))
          order by r.added_at desc, r.id desc limit $5"
    );
    tx.rows_text(&sql, &values).await?.iter().map(from_row).collect()
}

/// At most `most` recordings `holder` has of `meeting`, the oldest first.
pub async fn of_meeting(
    tx: &mut Tx,
    holder: Holder,
    meeting: MeetingId,
    most: u32,
) -> Result<Vec<Recording>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from recording r
          where r.account_id = $1 and r.owner_id = $2 and r.meeting_id = $3
            and r.trashed_at is null
          order by r.added_at, r.id limit $4"
    );
    let rows = tx.rows_text(&sql, args![holder.account, holder.person, meeting, most]).await?;
    rows.iter().map(from_row).collect()
}

/// Bytes all recordings of an account have together, those in the trash included.
pub async fn used(tx: &mut Tx, account: AccountId) -> Result<u64, StoreError> {
    let row = tx
        .row(
            "select cast(coalesce(sum(bytes), 0) as bigint) as used from recording
              where account_id = $1",
            args![account],
        )
        .await?;
    row.map_or(Ok(0), |row| size(&row, "used"))
}

/// What a recording is called, and of which meeting it is.
pub async fn describe(
    tx: &mut Tx,
    account: AccountId,
    id: RecordingId,
    title: &Title,
    meeting: Option<MeetingId>,
) -> Result<(), StoreError> {
    tx.execute(
        "update recording set title = $3, search_text = $4, meeting_id = $5
          where account_id = $1 and id = $2",
        args![account, id, title.as_str(), fold(title.as_str()), meeting],
    )
    .await?;
    Ok(())
}

/// Into the trash at a moment, or out of it. Whoever is restored is told anew before it goes.
pub async fn set_trashed(
    tx: &mut Tx,
    account: AccountId,
    id: RecordingId,
    trashed_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute(
        "update recording set trashed_at = $3, erases_at = null
          where account_id = $1 and id = $2",
        args![account, id, trashed_at],
    )
    .await?;
    Ok(())
}

/// Forgets a recording with its transcript and its link; its bytes are the caller's to delete.
pub async fn erase(tx: &mut Tx, account: AccountId, id: RecordingId) -> Result<(), StoreError> {
    for sql in [
        "delete from recording_passage where account_id = $1 and recording_id = $2",
        "delete from recording_share where account_id = $1 and recording_id = $2",
        "delete from recording where account_id = $1 and id = $2",
    ] {
        tx.execute(sql, args![account, id]).await?;
    }
    Ok(())
}

/// At most `most` recordings that were added before `before`, of which nobody was told yet.
pub async fn untold(
    tx: &mut Tx,
    account: AccountId,
    before: Timestamp,
    most: u32,
) -> Result<Vec<Recording>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from recording r
          where r.account_id = $1 and r.added_at < $2 and r.trashed_at is null
            and r.erases_at is null
          order by r.added_at, r.id limit $3"
    );
    tx.rows_text(&sql, args![account, before, most]).await?.iter().map(from_row).collect()
}

/// The owner was told that it goes at `erases_at`.
pub async fn set_told(
    tx: &mut Tx,
    account: AccountId,
    id: RecordingId,
    erases_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update recording set erases_at = $3 where account_id = $1 and id = $2",
        args![account, id, erases_at],
    )
    .await?;
    Ok(())
}

/// Another time holds: what was told holds no more.
pub async fn forget_told(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    tx.execute(
        "update recording set erases_at = null where account_id = $1 and erases_at is not null",
        args![account],
    )
    .await?;
    Ok(())
}

/// At most `most` recordings whose time is over at `now`.
pub async fn over(
    tx: &mut Tx,
    account: AccountId,
    now: Timestamp,
    most: u32,
) -> Result<Vec<Recording>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from recording r
          where r.account_id = $1 and r.erases_at <= $2 and r.trashed_at is null
          order by r.erases_at, r.id limit $3"
    );
    tx.rows_text(&sql, args![account, now, most]).await?.iter().map(from_row).collect()
}

/// Files have fewer bytes than half of 2^64.
fn amount(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn size(row: &Row, column: &str) -> Result<u64, StoreError> {
    let found = row.int(column)?;
    u64::try_from(found).map_err(|_| StoreError::corrupt(column, found))
}

pub(crate) fn from_row(row: &Row) -> Result<Recording, StoreError> {
    let account = row.parsed("account_id")?;
    Ok(Recording {
        id: row.parsed("id")?,
        account,
        bytes_account: row.opt_parsed("bytes_account")?.unwrap_or(account),
        owner: row.parsed("owner_id")?,
        meeting: row.opt_parsed("meeting_id")?,
        title: row.text("title")?,
        kind: row.word("kind", MediaKind::from_word)?,
        bytes: size(row, "bytes")?,
        sha256: row.text("sha256")?,
        passages: row.count("passages")?,
        added_at: row.time("added_at")?,
        trashed_at: row.opt_time("trashed_at")?,
        erases_at: row.opt_time("erases_at")?,
    })
}
