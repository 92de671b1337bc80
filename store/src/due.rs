//! Due work: rows with a due time, claimed by one runner at a time under a lease (design.md).

use serde::Serialize;
use serde::de::DeserializeOwned;
use units::Timestamp;
use units::id::{AccountId, DueWorkId};

use crate::args;
use crate::bulk::{self, Rows, Shape};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// One piece of due work, claimed or listed.
#[derive(Clone, Debug)]
pub struct Due {
    pub id: DueWorkId,
    pub account: Option<AccountId>,
    pub kind: String,
    /// Unique within the kind: the same work is never there twice.
    pub key: String,
    payload: String,
    pub due_at: Timestamp,
    pub state: String,
    /// Times it was tried and did not end.
    pub attempts: u32,
    pub last_error: Option<String>,
}

impl Due {
    /// What the work needs to know, as it was written.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, StoreError> {
        serde_json::from_str(&self.payload).map_err(|error| StoreError::corrupt("payload", error))
    }

    pub fn payload_text(&self) -> &str {
        &self.payload
    }
}

/// Which work stands behind which: a lane is never held up by those after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lane {
    /// Somebody waits for it.
    Prompt,
    /// Renewals, done in bulk by their own run.
    Renewal,
    /// What bulk leaves behind: charges, documents.
    Background,
}

impl Lane {
    pub const ALL: [Lane; 3] = [Lane::Prompt, Lane::Renewal, Lane::Background];

    pub fn word(self) -> &'static str {
        match self {
            Lane::Prompt => "prompt",
            Lane::Renewal => "renewal",
            Lane::Background => "background",
        }
    }
}

/// A piece of work as it is written.
#[derive(Clone, Debug)]
pub struct NewRow {
    pub id: DueWorkId,
    pub account: Option<AccountId>,
    pub lane: Lane,
    pub kind: &'static str,
    pub key: String,
    /// JSON.
    pub payload: Value,
    pub due_at: Timestamp,
    pub now: Timestamp,
}

/// New due work.
pub struct NewDue<'a, T> {
    pub id: DueWorkId,
    pub account: Option<AccountId>,
    pub kind: &'static str,
    pub key: String,
    pub payload: &'a T,
    pub due_at: Timestamp,
    pub now: Timestamp,
}

impl<T: Serialize> NewDue<'_, T> {
    /// As a row in `lane`.
    pub fn row(self, lane: Lane) -> NewRow {
        let NewDue { id, account, kind, key, payload, due_at, now } = self;
        NewRow { id, account, lane, kind, key, payload: json(payload), due_at, now }
    }
}

/// Adds work unless work of the same kind and key is there already.
pub async fn add<T: Serialize>(tx: &mut Tx, new: NewDue<'_, T>) -> Result<(), StoreError> {
    add_all(tx, vec![new.row(Lane::Prompt)]).await
}

/// Adds work in bulk; what is there already stays as it is.
pub async fn add_all(tx: &mut Tx, added: Vec<NewRow>) -> Result<(), StoreError> {
    rows(added).write(tx).await?;
    Ok(())
}

/// The rows of work added in bulk, as `add_all` writes them.
pub fn rows(added: Vec<NewRow>) -> Rows {
    const SHAPE: Shape = Shape {
        before:
            "insert into due (id, account_id, lane, kind, key, payload, due_at, state, attempts,
                                  created_at) values ",
        after: " on conflict (kind, key) do nothing",
        columns: 10,
    };
    rows_of(SHAPE, added)
}

/// Plans work that is there once for its kind and key and may be planned anew: its moment moves.
pub async fn plan(tx: &mut Tx, row: NewRow) -> Result<(), StoreError> {
    plan_all(tx, vec![row]).await
}

/// The same in bulk.
pub async fn plan_all(tx: &mut Tx, rows: Vec<NewRow>) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before:
            "insert into due (id, account_id, lane, kind, key, payload, due_at, state, attempts,
                                  created_at) values ",
        after: " on conflict (kind, key) do update
                 set due_at = excluded.due_at, state = 'waiting', attempts = 0, done_at = null,
                     last_error = null, lease_until = null",
        columns: 10,
    };
    rows_of(SHAPE, rows).write(tx).await?;
    Ok(())
}

fn rows_of(shape: Shape, rows: Vec<NewRow>) -> Rows {
    let mut values = Vec::with_capacity(rows.len() * shape.columns);
    for row in rows {
        values.extend([
            row.id.into(),
            row.account.into(),
            row.lane.word().into(),
            row.kind.into(),
            row.key.into(),
            row.payload,
            row.due_at.into(),
            "waiting".into(),
            Value::Int(0),
            row.now.into(),
        ]);
    }
    Rows::new(shape, values)
}

/// Claims up to `most` pieces of `lane` due at `now`, earliest first, until `lease_until`.
pub async fn claim(
    tx: &mut Tx,
    lane: Lane,
    now: Timestamp,
    lease_until: Timestamp,
    most: u32,
) -> Result<Vec<Due>, StoreError> {
    let claimed = lock_due(tx, lane, now, most).await?;
    for due in &claimed {
        tx.execute("update due set lease_until = $2 where id = $1", args![due.id, lease_until])
            .await?;
    }
    Ok(claimed)
}

/// Up to `most` pieces of `lane` due at `now`, earliest first, for a caller that finishes them in
/// this very transaction; what another transaction has locked is left to it.
pub async fn lock_due(
    tx: &mut Tx,
    lane: Lane,
    now: Timestamp,
    most: u32,
) -> Result<Vec<Due>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from due
          where lane = $1 and state = 'waiting' and due_at <= $2
            and (lease_until is null or lease_until <= $2)
          order by due_at, id limit {most}{}",
        tx.dialect().skip_locked()
    );
    tx.rows_text(&sql, args![lane.word(), now]).await?.iter().map(from_row).collect()
}

/// As `lock_due`, after the place in its order, and without a lock.
pub async fn due_after(
    tx: &mut Tx,
    lane: Lane,
    now: Timestamp,
    (at, id): (Timestamp, &str),
    most: u32,
) -> Result<Vec<Due>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from due
          where lane = $1 and state = 'waiting' and due_at <= $2 and (due_at, id) > ($3, $4)
            and (lease_until is null or lease_until <= $2)
          order by due_at, id limit {most}"
    );
    tx.rows_text(&sql, args![lane.word(), now, at, id]).await?.iter().map(from_row).collect()
}

/// As `lock_due`, of the pieces `ids` alone (at most `bulk::LIST_MAX`).
pub async fn lock_these(
    tx: &mut Tx,
    ids: &[DueWorkId],
    now: Timestamp,
) -> Result<Vec<Due>, StoreError> {
    let shape = |after| Shape {
        before: "select id, account_id, kind, key, payload, due_at, state, attempts, last_error
                   from due where id in (",
        after,
        columns: 0,
    };
    let shape = match tx.dialect() {
        Dialect::Sqlite => shape(") order by due_at, id"),
        Dialect::Postgres => shape(") order by due_at, id for update skip locked"),
    };
    let rows = bulk::read(tx, shape, ids.iter().map(|id| Value::from(*id)).collect()).await?;
    let found: Result<Vec<Due>, StoreError> = rows.iter().map(from_row).collect();
    Ok(found?.into_iter().filter(|due| due.state == "waiting" && due.due_at <= now).collect())
}

/// Work that is done for now and comes again at its new moment, with all its tries before it.
pub fn moved_on(moves: &[(DueWorkId, Timestamp)]) -> Rows {
    const SHAPE: Shape = Shape {
        before: "update due set due_at = v.column2, attempts = 0, last_error = null,
                                lease_until = null
                   from (values ",
        after: ") as v where due.id = v.column1",
        columns: 2,
    };
    let values = moves.iter().flat_map(|(id, at)| [Value::from(*id), Value::from(*at)]).collect();
    Rows::new(SHAPE, values)
}

/// Gives back what a runner that is gone had claimed. Only for a caller that is the only runner.
pub async fn release_all(tx: &mut Tx) -> Result<u64, StoreError> {
    tx.execute(
        "update due set lease_until = null where state = 'waiting' and lease_until is not null",
        args![],
    )
    .await
}

/// The earliest moment at which anything waits.
pub async fn next_at(tx: &mut Tx) -> Result<Option<Timestamp>, StoreError> {
    let mut next = None;
    for lane in Lane::ALL {
        let waits = next_in(tx, lane).await?;
        next = next.into_iter().chain(waits).min();
    }
    Ok(next)
}

/// The earliest moment at which anything waits in `lane`.
pub async fn next_in(tx: &mut Tx, lane: Lane) -> Result<Option<Timestamp>, StoreError> {
    // Not `min`: PostgreSQL may read all that waits for that.
    let sql = "select due_at as next_at from due where lane = $1 and state = 'waiting'
                order by due_at limit 1";
    let row = tx.row(sql, args![lane.word()]).await?;
    row.map(|row| row.time("next_at")).transpose()
}

/// At most `most` renewals that wait after the place, earliest first.
pub async fn renewals_after(
    tx: &mut Tx,
    (at, id): (Timestamp, &str),
    most: u32,
) -> Result<Vec<Due>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from due
          where lane = $1 and state = 'waiting' and (due_at, id) > ($2, $3)
          order by due_at, id limit $4"
    );
    let values = args![Lane::Renewal.word(), at, id, most];
    tx.rows_text(&sql, values).await?.iter().map(from_row).collect()
}

/// The piece that waits for the earliest moment, claimed or not.
pub async fn first_waiting(tx: &mut Tx) -> Result<Option<Due>, StoreError> {
    let sql =
        format!("select {COLUMNS} from due where state = 'waiting' order by due_at, id limit 1");
    tx.rows_text(&sql, args![]).await?.first().map(from_row).transpose()
}

/// The work is done; say so in the transaction that did it, or after.
pub async fn done(tx: &mut Tx, id: DueWorkId, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update due set state = 'done', done_at = $2, lease_until = null where id = $1",
        args![id, now],
    )
    .await?;
    Ok(())
}

/// Try again at `due_at`; `error` is shown to the operator.
pub async fn retry(
    tx: &mut Tx,
    id: DueWorkId,
    due_at: Timestamp,
    error: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "update due set attempts = attempts + 1, due_at = $2, lease_until = null, last_error = $3
          where id = $1",
        args![id, due_at, error],
    )
    .await?;
    Ok(())
}

/// Not done yet and not failed: look again at `due_at`.
pub async fn postpone(tx: &mut Tx, id: DueWorkId, due_at: Timestamp) -> Result<(), StoreError> {
    tx.execute("update due set due_at = $2, lease_until = null where id = $1", args![id, due_at])
        .await?;
    Ok(())
}

/// A person must look: it is not tried again by itself.
pub async fn give_up(
    tx: &mut Tx,
    id: DueWorkId,
    now: Timestamp,
    error: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "update due set state = 'given_up', attempts = attempts + 1, lease_until = null,
                done_at = $2, last_error = $3
          where id = $1",
        args![id, now, error],
    )
    .await?;
    Ok(())
}

/// Work in `state`, latest due first: for the operator's page.
pub async fn list(tx: &mut Tx, state: &str, most: u32) -> Result<Vec<Due>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from due where state = $1 order by due_at desc, id desc limit {most}"
    );
    tx.rows_text(&sql, args![state]).await?.iter().map(from_row).collect()
}

/// How many pieces stand in each state.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(String, u32)>, StoreError> {
    let rows = tx
        .rows("select state, count(*) as pieces from due group by state order by state", args![])
        .await?;
    rows.iter().map(|row| Ok((row.text("state")?, row.count("pieces")?))).collect()
}

/// One piece of work.
pub async fn find(tx: &mut Tx, id: DueWorkId) -> Result<Option<Due>, StoreError> {
    let sql = format!("select {COLUMNS} from due where id = $1");
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// Puts given-up work back to waiting, due `now`, with all its tries before it.
pub async fn revive(tx: &mut Tx, id: DueWorkId, now: Timestamp) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update due set state = 'waiting', due_at = $2, done_at = null, attempts = 0
              where id = $1 and state = 'given_up'",
            args![id, now],
        )
        .await?;
    Ok(touched == 1)
}

/// Makes unfinished work of `kind` and `key` due `now`, given up or not; `false` when there is
/// none.
pub async fn bring_forward(
    tx: &mut Tx,
    kind: &str,
    key: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update due set state = 'waiting', due_at = $3, done_at = null, attempts = 0
              where kind = $1 and key = $2 and state in ('waiting', 'given_up')",
            args![kind, key, now],
        )
        .await?;
    Ok(touched == 1)
}

const COLUMNS: &str = "id, account_id, kind, key, payload, due_at, state, attempts, last_error";

fn from_row(row: &Row) -> Result<Due, StoreError> {
    Ok(Due {
        id: row.parsed("id")?,
        account: row.opt_parsed("account_id")?,
        kind: row.text("kind")?,
        key: row.text("key")?,
        payload: row.text("payload")?,
        due_at: row.time("due_at")?,
        state: row.text("state")?,
        attempts: row.count("attempts")?,
        last_error: row.opt_text("last_error")?,
    })
}
