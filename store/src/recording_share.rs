//! Links by which recordings are shared (F5): one for each, found by its code.

use meetings::LinkCode;
use units::Timestamp;
use units::id::{AccountId, RecordingId};

use crate::args;
use crate::error::StoreError;
use crate::recording::{self, Recording};
use crate::row::Row;
use crate::tx::Tx;

/// A link as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Share {
    pub code: LinkCode,
    /// In the PHC string format; none: whoever has the link may look.
    pub password_hash: Option<String>,
    /// None: until it is withdrawn.
    pub ends_at: Option<Timestamp>,
    pub shared_at: Timestamp,
}

/// The link of a recording.
pub async fn of(
    tx: &mut Tx,
    account: AccountId,
    recording: RecordingId,
) -> Result<Option<Share>, StoreError> {
    let row = tx
        .row(
            "select code, password_hash, ends_at, shared_at from recording_share
              where account_id = $1 and recording_id = $2",
            args![account, recording],
        )
        .await?;
    row.as_ref().map(from_row).transpose()
}

/// Shares a recording so from now on.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    recording: RecordingId,
    share: &Share,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into recording_share (recording_id, account_id, code, password_hash, ends_at,
                shared_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (recording_id) do update
            set code = excluded.code, password_hash = excluded.password_hash,
                ends_at = excluded.ends_at, shared_at = excluded.shared_at",
        args![
            recording,
            account,
            share.code.as_str(),
            share.password_hash.as_deref(),
            share.ends_at,
            share.shared_at
        ],
    )
    .await?;
    Ok(())
}

/// The link leads nowhere any more; tells whether there was one.
pub async fn withdraw(
    tx: &mut Tx,
    account: AccountId,
    recording: RecordingId,
) -> Result<bool, StoreError> {
    let withdrawn = tx
        .execute(
            "delete from recording_share where account_id = $1 and recording_id = $2",
            args![account, recording],
        )
        .await?;
    Ok(withdrawn > 0)
}

/// What a link's code leads to at `now`, wherever it is: neither what has ended nor what waits in
/// the trash.
pub async fn by_code(
    tx: &mut Tx,
    code: &LinkCode,
    now: Timestamp,
) -> Result<Option<(Share, Recording)>, StoreError> {
    let row = tx
        .row(
            "select s.code, s.password_hash, s.ends_at, s.shared_at, r.id, r.account_id, r.owner_id,
                    r.meeting_id, r.title, r.kind, r.bytes, r.sha256, r.passages, r.added_at,
                    r.trashed_at, r.erases_at, r.bytes_account
               from recording_share s
               join recording r on r.id = s.recording_id and r.account_id = s.account_id
              where s.code = $1 and r.trashed_at is null
                and (s.ends_at is null or s.ends_at > $2)",
            args![code.as_str(), now],
        )
        .await?;
    row.map(|row| Ok((from_row(&row)?, recording::from_row(&row)?))).transpose()
}

fn from_row(row: &Row) -> Result<Share, StoreError> {
    Ok(Share {
        code: row.parsed("code")?,
        password_hash: row.opt_text("password_hash")?,
        ends_at: row.opt_time("ends_at")?,
        shared_at: row.time("shared_at")?,
    })
}
