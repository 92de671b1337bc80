//! Meetings that were held, and the connections to them (F7). Every statement names the account,
//! and the host where somebody may see their own alone.
//!
//! Sums over time read one index, a stretch of it for each day or month of whoever looks.

use std::collections::BTreeMap;

use units::Timestamp;
use units::id::kind;
use units::id::{AccountId, ConnectionId, HeldMeetingId, PersonId};
use usage::attendance::{Tally, tally};
use usage::days::Sum;
use usage::held::MEETING_MAX_DAYS;
use usage::{Connection, Held, Source};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::places;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A meeting as it is kept. Its connections are read apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub id: HeldMeetingId,
    /// The host, where they are one of the account's people.
    pub host: Option<PersonId>,
    pub held: Held,
    pub tally: Tally,
}

/// Where a page of the list begins: after this meeting, the latest first.
pub type Cursor = crate::cursor::Cursor<kind::HeldMeeting>;

impl Kept {
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.held.started_at, id: self.id }
    }
}

/// Which meetings are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    pub account: AccountId,
    /// Those of this host alone; none: of everybody.
    pub host: Option<PersonId>,
    /// Those of the host with this key, if it is given.
    pub host_key: Option<String>,
    /// That began from then on ...
    pub from: Timestamp,
    /// ... and before then.
    pub until: Timestamp,
}

impl Asked {
    /// The conditions with their values, `$1` to `$3` and what else there is.
    fn conditions(&self) -> (String, Vec<Value>) {
        let mut text = "account_id = $1 and started_at >= $2 and started_at < $3".to_owned();
        let mut values = args![self.account, self.from, self.until].to_vec();
        text.push_str(&self.of_whom(&mut values));
        (text, values)
    }

    /// " and …" for the hosts that are asked for; what it compares with joins `values`.
    fn of_whom(&self, values: &mut Vec<Value>) -> String {
        let mut text = String::new();
        if let Some(host) = self.host {
            values.push(Value::from(host));
            text.push_str(&format!(" and host_id = ${}", values.len()));
        }
        if let Some(key) = &self.host_key {
            values.push(Value::from(key));
            text.push_str(&format!(" and host_key = ${}", values.len()));
        }
        text
    }
}

const COLUMNS: &str = "id, source, number, title, host_id, host_name, host_email, started_at,
       ended_at, participants_stated, participants, person_seconds, connections";

/// At most `most` meetings after `after`, the latest first.
pub async fn page(
    tx: &mut Tx,
    asked: &Asked,
    after: Option<Cursor>,
    most: u32,
) -> Result<Vec<Kept>, StoreError> {
    let (conditions, mut values) = asked.conditions();
    let (at, id) = Cursor::or_latest(after);
    values.extend_from_slice(args![at, id, most]);
    let last = values.len();
    let sql = format!(
        "select {COLUMNS} from held_meeting
          where {conditions} and (started_at, id) < (${}, ${})
          order by started_at desc, id desc limit ${last}",
        last - 2,
        last - 1
    );
    tx.rows_text(&sql, &values).await?.iter().map(from_row).collect()
}

/// The meeting `id` of `account`; of `host` alone where one is given.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    host: Option<PersonId>,
    id: HeldMeetingId,
) -> Result<Option<Kept>, StoreError> {
    let mut values = args![account, id].to_vec();
    let mut sql = format!("select {COLUMNS} from held_meeting where account_id = $1 and id = $2");
    if let Some(host) = host {
        values.push(Value::from(host));
        sql.push_str(" and host_id = $3");
    }
    tx.rows_text(&sql, &values).await?.first().map(from_row).transpose()
}

/// What began from each of `begins`, which are in order, until the next, and from the last until
/// the end of what is asked for; each with the moment it is counted from.
///
/// One select for each, joined: SQLite takes 500, and a report has days of a year at most
/// (`usage::days::DAYS_MAX`).
pub async fn sums(
    tx: &mut Tx,
    asked: &Asked,
    begins: &[Timestamp],
) -> Result<Vec<(Timestamp, Sum)>, StoreError> {
    let mut values = args![asked.account].to_vec();
    let of_whom = asked.of_whom(&mut values);
    let mut steps = Vec::new();
    let ends = begins.iter().skip(1).copied().chain([asked.until]);
    for (number, (begin, end)) in begins.iter().zip(ends).enumerate() {
        values.extend_from_slice(args![*begin, end]);
        steps.push(format!(
            "select cast({number} as bigint) as step, {SUMS} from held_meeting
              where account_id = $1 and started_at >= ${} and started_at < ${}{of_whom}",
            values.len() - 1,
            values.len()
        ));
    }
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let mut sums = Vec::with_capacity(steps.len());
    for row in &tx.rows_text(&steps.join(" union all "), &values).await? {
        let step = usize::try_from(row.int("step")?).ok();
        if let Some(begin) = step.and_then(|step| begins.get(step)) {
            sums.push((*begin, sum(row)?));
        }
    }
    Ok(sums)
}

const SUMS: &str = "count(*) as meetings,
       cast(coalesce(sum(participants), 0) as bigint) as participants,
       cast(coalesce(sum(person_seconds), 0) as bigint) as person_seconds,
       cast(coalesce(sum(ended_at - started_at), 0) as bigint) as seconds";

fn sum(row: &Row) -> Result<Sum, StoreError> {
    Ok(Sum {
        meetings: row.int("meetings")?,
        participants: row.int("participants")?,
        person_seconds: row.int("person_seconds")?,
        seconds: row.int("seconds")?,
    })
}

/// What one host held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfHost {
    /// Finds their meetings; empty: nobody knows who held them.
    pub key: String,
    pub name: String,
    pub email: String,
    pub sum: Sum,
}

/// At most `most` hosts, those of most meetings first.
pub async fn hosts(tx: &mut Tx, asked: &Asked, most: u32) -> Result<Vec<OfHost>, StoreError> {
    let (conditions, mut values) = asked.conditions();
    values.push(Value::from(most));
    let sql = format!(
        "select host_key, max(host_name) as host_name, max(host_email) as host_email, {SUMS}
           from held_meeting where {conditions}
          group by host_key order by meetings desc, host_key limit ${}",
        values.len()
    );
    let rows = tx.rows_text(&sql, &values).await?;
    let host = |row: &Row| {
        Ok(OfHost {
            key: row.text("host_key")?,
            name: row.text("host_name")?,
            email: row.text("host_email")?,
            sum: sum(row)?,
        })
    };
    rows.iter().map(host).collect()
}

/// Whether the account has any history that `host`, or with none everybody, may see.
pub async fn is_any(
    tx: &mut Tx,
    account: AccountId,
    host: Option<PersonId>,
) -> Result<bool, StoreError> {
    let row = match host {
        Some(host) => {
            tx.row(
                "select id from held_meeting where account_id = $1 and host_id = $2 limit 1",
                args![account, host],
            )
            .await?
        }
        None => {
            tx.row("select id from held_meeting where account_id = $1 limit 1", args![account])
                .await?
        }
    };
    Ok(row.is_some())
}

/// Values of one list.
const LIST: usize = 200;

/// Meetings of `source` with one of `identities` that took place between `from` and `until`, or
/// may have.
pub async fn alike(
    tx: &mut Tx,
    account: AccountId,
    (source, identities): (Source, &[String]),
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<Kept>, StoreError> {
    let mut found = Vec::new();
    for some in identities.chunks(LIST) {
        let sql = format!(
            "select {COLUMNS} from held_meeting
              where account_id = $1 and source = $2 and started_at >= $3 and started_at <= $4
                and identity in ({})
              order by started_at, id",
            places(5, some.len())
        );
        let earliest = from.plus_days(-MEETING_MAX_DAYS);
        let mut values = args![account, source.word(), earliest, until].to_vec();
        values.extend(some.iter().map(Value::from));
        for row in tx.rows_text(&sql, &values).await? {
            found.push(from_row(&row)?);
        }
    }
    Ok(found)
}

/// A connection with its id.
pub type Placed = (ConnectionId, Connection);

/// The connections of each of `ids`, in the order people came.
pub async fn connections(
    tx: &mut Tx,
    account: AccountId,
    ids: &[HeldMeetingId],
) -> Result<BTreeMap<HeldMeetingId, Vec<Placed>>, StoreError> {
    let mut found: BTreeMap<HeldMeetingId, Vec<Placed>> = BTreeMap::new();
    for some in ids.chunks(LIST) {
        let sql = format!(
            "select id, held_id, name, email, joined_at, left_at, seconds, is_guest from connection
              where account_id = $1 and held_id in ({})
              order by held_id, joined_at, id",
            places(2, some.len())
        );
        let mut values = args![account].to_vec();
        values.extend(some.iter().map(|id| Value::from(*id)));
        for row in tx.rows_text(&sql, &values).await? {
            let placed = (row.parsed("id")?, connection(&row)?);
            found.entry(row.parsed("held_id")?).or_default().push(placed);
        }
    }
    Ok(found)
}

fn connection(row: &Row) -> Result<Connection, StoreError> {
    Ok(Connection {
        name: row.text("name")?,
        email: row.text("email")?,
        joined_at: row.opt_time("joined_at")?,
        left_at: row.opt_time("left_at")?,
        seconds: row.count("seconds")?,
        is_guest: row.opt_int("is_guest")?.map(|flag| flag != 0),
    })
}

fn from_row(row: &Row) -> Result<Kept, StoreError> {
    let stated = row.opt_int("participants_stated")?;
    let stated = stated.map(|stated| {
        u32::try_from(stated).map_err(|_| StoreError::corrupt("participants_stated", "a number"))
    });
    Ok(Kept {
        id: row.parsed("id")?,
        host: row.opt_parsed("host_id")?,
        held: Held {
            source: row.word("source", Source::from_word)?,
            number: row.text("number")?,
            title: row.text("title")?,
            host_name: row.text("host_name")?,
            host_email: row.text("host_email")?,
            started_at: row.time("started_at")?,
            ended_at: row.time("ended_at")?,
            participants_stated: stated.transpose()?,
            connections: Vec::new(),
        },
        tally: Tally {
            participants: row.count("participants")?,
            person_seconds: row.int("person_seconds")?,
            connections: row.count("connections")?,
        },
    })
}

const WRITE: Shape = Shape {
    before: "insert into held_meeting (id, account_id, source, identity, number, title, host_id,
                    host_key, host_name, host_email, started_at, ended_at, participants_stated,
                    participants, person_seconds, connections, created_at) values ",
    after: " on conflict (id) do update set number = excluded.number, title = excluded.title,
                    host_id = excluded.host_id, host_key = excluded.host_key,
                    host_name = excluded.host_name, host_email = excluded.host_email,
                    started_at = excluded.started_at, ended_at = excluded.ended_at,
                    participants_stated = excluded.participants_stated,
                    participants = excluded.participants,
                    person_seconds = excluded.person_seconds,
                    connections = excluded.connections",
    columns: 17,
};

const WRITE_CONNECTIONS: Shape = Shape {
    before: "insert into connection (id, account_id, held_id, name, email, joined_at, left_at,
                    seconds, is_guest) values ",
    after: "",
    columns: 9,
};

/// A meeting to be written, with the ids of its connections in their order.
#[derive(Clone, Debug)]
pub struct Writing<'a> {
    pub id: HeldMeetingId,
    pub host: Option<PersonId>,
    pub held: &'a Held,
    pub connections: Vec<ConnectionId>,
}

/// Writes meetings, new ones and changed ones, with all of their connections. Ids of changed ones
/// come from the account's own rows; the caller holds the account's lock.
pub async fn write(
    tx: &mut Tx,
    account: AccountId,
    meetings: &[Writing<'_>],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    let mut connections = Vec::new();
    for Writing { id, host, held, connections: ids } in meetings {
        let sum = tally(held);
        rows.extend_from_slice(args![
            *id,
            account,
            held.source.word(),
            held.identity(),
            &held.number,
            &held.title,
            *host,
            held.host_key(),
            &held.host_name,
            &held.host_email,
            held.started_at,
            held.ended_at,
            held.participants_stated.map(i64::from),
            sum.participants,
            sum.person_seconds,
            sum.connections,
            now
        ]);
        for (connection, each) in ids.iter().zip(&held.connections) {
            connections.extend_from_slice(args![
                *connection,
                account,
                *id,
                &each.name,
                &each.email,
                each.joined_at,
                each.left_at,
                each.seconds,
                each.is_guest.map(i64::from)
            ]);
        }
    }
    bulk::write(tx, WRITE, rows).await?;
    for some in meetings.chunks(LIST) {
        let sql = format!(
            "delete from connection where account_id = $1 and held_id in ({})",
            places(2, some.len())
        );
        let mut values = args![account].to_vec();
        values.extend(some.iter().map(|each| Value::from(each.id)));
        tx.execute_text(&sql, &values).await?;
    }
    bulk::write(tx, WRITE_CONNECTIONS, connections).await?;
    Ok(())
}

/// Writes one more connection of the meeting `held`; its sums are written by `set_sums`.
pub async fn add_connection(
    tx: &mut Tx,
    account: AccountId,
    held: HeldMeetingId,
    (id, each): (ConnectionId, &Connection),
) -> Result<(), StoreError> {
    tx.execute(
        "insert into connection (id, account_id, held_id, name, email, joined_at, left_at,
                seconds, is_guest)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            id,
            account,
            held,
            &each.name,
            &each.email,
            each.joined_at,
            each.left_at,
            each.seconds,
            each.is_guest.map(i64::from)
        ],
    )
    .await?;
    Ok(())
}

/// Writes down that the connection `id` is over. Told twice, the first time counts.
pub async fn end_connection(
    tx: &mut Tx,
    account: AccountId,
    id: ConnectionId,
    (left_at, seconds): (Timestamp, u32),
) -> Result<(), StoreError> {
    tx.execute(
        "update connection set left_at = $3, seconds = $4
          where account_id = $1 and id = $2 and left_at is null",
        args![account, id, left_at, seconds],
    )
    .await?;
    Ok(())
}

/// Writes down the end of the meeting `id` and what its connections, which are all in `held`, sum
/// up to.
pub async fn set_sums(
    tx: &mut Tx,
    account: AccountId,
    id: HeldMeetingId,
    held: &Held,
) -> Result<(), StoreError> {
    let sum = tally(held);
    tx.execute(
        "update held_meeting set ended_at = $3, participants = $4, person_seconds = $5,
                connections = $6
          where account_id = $1 and id = $2",
        args![account, id, held.ended_at, sum.participants, sum.person_seconds, sum.connections],
    )
    .await?;
    Ok(())
}
