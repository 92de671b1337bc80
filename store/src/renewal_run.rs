//! Runs of renewals: how far each has come (C9). One row per run and process.

use units::id::RenewalRunId;
use units::{Timestamp, id::AccountId, id::DueWorkId};

use crate::args;
use crate::due::Lane;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// A run as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: RenewalRunId,
    pub started_at: Timestamp,
    /// When its last batch was committed.
    pub seen_at: Timestamp,
    /// None while it goes on, and for ever when its process was killed.
    pub ended_at: Option<Timestamp>,
    pub renewed: i64,
    pub set_aside: i64,
}

/// Counts a batch into its run, which begins with its first one.
pub async fn count(
    tx: &mut Tx,
    id: RenewalRunId,
    now: Timestamp,
    renewed: i64,
    set_aside: i64,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into renewal_run (id, started_at, seen_at, renewed, set_aside)
         values ($1, $2, $2, $3, $4)
         on conflict (id) do update
            set seen_at = excluded.seen_at, renewed = renewal_run.renewed + excluded.renewed,
                set_aside = renewal_run.set_aside + excluded.set_aside",
        args![id, now, renewed, set_aside],
    )
    .await?;
    Ok(())
}

/// Nothing is due any more.
pub async fn end(tx: &mut Tx, id: RenewalRunId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute("update renewal_run set ended_at = $2 where id = $1", args![id, now]).await?;
    Ok(())
}

/// Forgets runs that began before `before`.
pub async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), StoreError> {
    tx.execute("delete from renewal_run where started_at < $1", args![before]).await?;
    Ok(())
}

/// The latest runs, newest first.
pub async fn latest(tx: &mut Tx, most: u32) -> Result<Vec<Run>, StoreError> {
    let rows = tx
        .rows(
            "select id, started_at, seen_at, ended_at, renewed, set_aside
               from renewal_run order by started_at desc, id desc limit $1",
            args![most],
        )
        .await?;
    rows.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Run, StoreError> {
    Ok(Run {
        id: row.parsed("id")?,
        started_at: row.time("started_at")?,
        seen_at: row.time("seen_at")?,
        ended_at: row.opt_time("ended_at")?,
        renewed: row.int("renewed")?,
        set_aside: row.int("set_aside")?,
    })
}

/// How many renewals are due at `now`.
pub async fn due(tx: &mut Tx, now: Timestamp) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select count(*) as pieces from due
              where lane = $1 and state = 'waiting' and due_at <= $2",
            args![Lane::Renewal.word(), now],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("pieces"))
}

/// A renewal that was set aside: a person must look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    pub work: DueWorkId,
    pub account: AccountId,
    pub account_name: String,
    /// Id of the subscription.
    pub subscription: String,
    pub since: Timestamp,
    pub reason: String,
}

/// Renewals that were set aside, latest first.
pub async fn set_aside(tx: &mut Tx, most: u32) -> Result<Vec<SetAside>, StoreError> {
    let rows = tx
        .rows(
            "select d.id, d.account_id, a.name, d.key, d.done_at, d.last_error
               from due d join account a on a.id = d.account_id
              where d.lane = $1 and d.state = 'given_up'
              order by d.done_at desc, d.id desc limit $2",
            args![Lane::Renewal.word(), most],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(SetAside {
                work: row.parsed("id")?,
                account: row.parsed("account_id")?,
                account_name: row.text("name")?,
                subscription: row.text("key")?,
                since: row.time("done_at")?,
                reason: row.opt_text("last_error")?.unwrap_or_default(),
            })
        })
        .collect()
}
