//! Personal rooms and their addresses (F2). An address is found by what it looks like, and belongs
//! to whom had it first, for ever (docs/decisions/0034).

use meetings::policy::OwnRoom;
use meetings::room::door::Opening;
use people::site::SiteName;
use units::Timestamp;
use units::id::{AccountId, PersonId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// A room as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub account: AccountId,
    pub person: PersonId,
    /// Its present address.
    pub name: SiteName,
    /// What its owner decided; what holds in it is for the policy of their account to say.
    pub own: OwnRoom,
    /// Counts the changes of settings and address, from 1.
    pub version: u32,
    /// When its moderator opened it last, unless they closed it.
    pub opening: Option<Opening>,
}

const COLUMNS: &str =
    "r.account_id, r.person_id, n.name, r.settings, r.chosen, r.version, r.opened_at, r.locks_at";

/// The room of `person`; `None` before it was first asked for. Locked where `tx` may write.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Option<Kept>, StoreError> {
    tx.row_for_change(
        "select person_id from room where account_id = $1 and person_id = $2",
        args![account, person],
    )
    .await?;
    find(tx, account, person).await
}

/// The room of `person`; `None` before it was first asked for.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Option<Kept>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from room r join room_name n on n.skeleton = r.skeleton
          where r.account_id = $1 and r.person_id = $2"
    );
    tx.rows_text(&sql, args![account, person]).await?.first().map(from_row).transpose()
}

/// The room an address leads to, present or former, whoever asks: that of nobody who was
/// deactivated.
pub async fn by_name(tx: &mut Tx, name: &SiteName) -> Result<Option<Kept>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from room_name a
           join room r on r.person_id = a.person_id
           join room_name n on n.skeleton = r.skeleton
           join person p on p.id = r.person_id
          where a.skeleton = $1 and p.deactivated_at is null"
    );
    tx.rows_text(&sql, args![name.skeleton()]).await?.first().map(from_row).transpose()
}

/// How many rooms the people of `account` have.
pub async fn count(tx: &mut Tx, account: AccountId) -> Result<u32, StoreError> {
    let row =
        tx.row("select count(*) as rooms from room where account_id = $1", args![account]).await?;
    row.map_or(Ok(0), |row| row.count("rooms"))
}

/// Whose an address is; `None` when it is nobody's.
pub async fn owner(tx: &mut Tx, name: &SiteName) -> Result<Option<PersonId>, StoreError> {
    let row = tx
        .row("select person_id from room_name where skeleton = $1", args![name.skeleton()])
        .await?;
    row.map(|row| row.parsed("person_id")).transpose()
}

/// Writes the room at an address nobody has. Refused as taken when the person has a room, or the
/// address has become somebody's.
pub async fn insert(tx: &mut Tx, kept: &Kept, now: Timestamp) -> Result<(), StoreError> {
    add_name(tx, kept, now).await?;
    tx.execute(
        "insert into room (person_id, account_id, skeleton, settings, chosen, version, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![
            kept.person,
            kept.account,
            kept.name.skeleton(),
            json(&kept.own.room),
            json(&kept.own.chosen),
            kept.version,
            now
        ],
    )
    .await?;
    Ok(())
}

async fn add_name(tx: &mut Tx, kept: &Kept, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into room_name (skeleton, name, person_id, account_id, since)
         values ($1, $2, $3, $4, $5)",
        args![kept.name.skeleton(), kept.name.as_str(), kept.person, kept.account, now],
    )
    .await?;
    Ok(())
}

/// Keeps what was decided about the room.
pub async fn set(tx: &mut Tx, kept: &Kept, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "update room set settings = $3, chosen = $4, version = version + 1, changed_at = $5
          where account_id = $1 and person_id = $2",
        args![kept.account, kept.person, json(&kept.own.room), json(&kept.own.chosen), now],
    )
    .await?;
    Ok(())
}

/// Keeps whether the room is open and when it locks.
pub async fn set_opening(tx: &mut Tx, kept: &Kept) -> Result<(), StoreError> {
    let since = kept.opening.map(|opening| opening.since);
    let locks = kept.opening.and_then(|opening| opening.locks);
    tx.execute(
        "update room set opened_at = $3, locks_at = $4 where account_id = $1 and person_id = $2",
        args![kept.account, kept.person, since, locks],
    )
    .await?;
    Ok(())
}

/// The room is at `kept.name` from now on. Refused as taken when that is another's.
pub async fn rename(tx: &mut Tx, kept: &Kept, now: Timestamp) -> Result<(), StoreError> {
    let respelt = tx
        .execute(
            "update room_name set name = $4
              where account_id = $1 and person_id = $2 and skeleton = $3",
            args![kept.account, kept.person, kept.name.skeleton(), kept.name.as_str()],
        )
        .await?;
    if respelt == 0 {
        add_name(tx, kept, now).await?;
    }
    tx.execute(
        "update room set skeleton = $3, version = version + 1, changed_at = $4
          where account_id = $1 and person_id = $2",
        args![kept.account, kept.person, kept.name.skeleton(), now],
    )
    .await?;
    Ok(())
}

/// Every address of the person's room, the present one among them, oldest first.
pub async fn names(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    most: u32,
) -> Result<Vec<SiteName>, StoreError> {
    let rows = tx
        .rows(
            "select name from room_name where account_id = $1 and person_id = $2
              order by since, skeleton limit $3",
            args![account, person, most],
        )
        .await?;
    rows.iter().map(|row| row.parsed("name")).collect()
}

fn from_row(row: &Row) -> Result<Kept, StoreError> {
    let (since, locks) = (row.opt_time("opened_at")?, row.opt_time("locks_at")?);
    let room = row.json("settings")?;
    let own = match row.opt_json("chosen")? {
        Some(chosen) => OwnRoom { room, chosen },
        None => OwnRoom::from_before(room),
    };
    Ok(Kept {
        account: row.parsed("account_id")?,
        person: row.parsed("person_id")?,
        name: row.parsed("name")?,
        own,
        version: row.count("version")?,
        opening: since.map(|since| Opening { since, locks }),
    })
}
