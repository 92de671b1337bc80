//! Rows an import of an account's archive writes as they were elsewhere (G1b): groups, endpoints
//! and the reports. What is there already stays as it is.

use std::collections::{BTreeMap, BTreeSet};

use meetings::policy::Rules;
use people::group::GroupName;
use units::id::{AccountId, GroupId, PersonId};
use units::{EmailAddress, Timestamp};
use usage::{Connection, Held};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::places;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::{Value, json};
use crate::webhook::Endpoint;

/// What has an id and is an account's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owned {
    Groups,
    Endpoints,
    Held,
    Connections,
}

/// Whose those of `ids` are that are there, in whatever account: ids are a stranger's.
pub async fn owners(
    tx: &mut Tx,
    what: Owned,
    ids: &[String],
) -> Result<BTreeMap<String, AccountId>, StoreError> {
    let table = match what {
        Owned::Groups => "people_group",
        Owned::Endpoints => "webhook_endpoint",
        Owned::Held => "held_meeting",
        Owned::Connections => "connection",
    };
    let mut owners = BTreeMap::new();
    for some in ids.chunks(bulk::LIST_MAX) {
        let places = places(1, some.len());
        let sql = format!("select id, account_id from {table} where id in ({places})");
        let values: Vec<Value> = some.iter().map(Value::from).collect();
        for row in tx.rows_text(&sql, &values).await? {
            owners.insert(row.text("id")?, row.parsed("account_id")?);
        }
    }
    Ok(owners)
}

/// A group as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    pub id: GroupId,
    pub name: GroupName,
    pub place: u32,
    pub rules: Rules,
    pub created_at: Timestamp,
}

/// Writes a group of nobody. Refused as taken when the account has one of the name.
pub async fn add_group(tx: &mut Tx, account: AccountId, group: &Group) -> Result<(), StoreError> {
    tx.execute(
        "insert into people_group (id, account_id, name, name_key, place, rules, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![
            group.id,
            account,
            group.name.as_str(),
            group.name.key(),
            group.place,
            json(&group.rules),
            group.created_at
        ],
    )
    .await?;
    Ok(())
}

/// Those of `people` who are of `account`, by their ids.
pub async fn people_of(
    tx: &mut Tx,
    account: AccountId,
    people: &[String],
) -> Result<BTreeSet<String>, StoreError> {
    let mut found = BTreeSet::new();
    for some in people.chunks(bulk::LIST_MAX) {
        let places = places(2, some.len());
        let sql = format!("select id from person where account_id = $1 and id in ({places})");
        let mut values = args![account].to_vec();
        values.extend(some.iter().map(Value::from));
        for row in tx.rows_text(&sql, &values).await? {
            found.insert(row.text("id")?);
        }
    }
    Ok(found)
}

/// Puts people of the account into its groups; who is in stays in. Says how many are new.
pub async fn add_members(
    tx: &mut Tx,
    account: AccountId,
    members: &[(GroupId, PersonId)],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into people_group_member (group_id, person_id, account_id) values ",
        after: " on conflict (group_id, person_id) do nothing",
        columns: 3,
    };
    let values =
        members.iter().flat_map(|(group, person)| args![*group, *person, account].to_vec());
    bulk::write(tx, SHAPE, values.collect()).await
}

/// Notes who comes into which group when they join with their address.
pub async fn await_members(
    tx: &mut Tx,
    account: AccountId,
    members: &[(GroupId, EmailAddress)],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into history_member (account_id, group_id, email_key) values ",
        after: " on conflict (account_id, group_id, email_key) do nothing",
        columns: 3,
    };
    let values =
        members.iter().flat_map(|(group, email)| args![account, *group, email.key()].to_vec());
    bulk::write(tx, SHAPE, values.collect()).await
}

/// Nobody waits for the group any more.
pub async fn forget_awaited(
    tx: &mut Tx,
    account: AccountId,
    group: GroupId,
) -> Result<(), StoreError> {
    tx.execute(
        "delete from history_member where account_id = $1 and group_id = $2",
        args![account, group],
    )
    .await?;
    Ok(())
}

/// `person`, who joined with `email`, comes into the groups they were awaited in.
pub async fn join_groups(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into people_group_member (group_id, person_id, account_id)
         select group_id, $3, account_id from history_member
          where account_id = $1 and email_key = $2
         on conflict (group_id, person_id) do nothing",
        args![account, email.key(), person],
    )
    .await?;
    tx.execute(
        "delete from history_member where account_id = $1 and email_key = $2",
        args![account, email.key()],
    )
    .await?;
    Ok(())
}

/// Writes an endpoint to which nothing is sent until somebody has it do so.
pub async fn add_endpoint(tx: &mut Tx, endpoint: &Endpoint) -> Result<(), StoreError> {
    crate::webhook::insert_endpoint(tx, endpoint).await?;
    let reason = endpoint.disabled_reason.as_deref().zip(endpoint.disabled_at);
    crate::webhook::set_disabled(tx, endpoint.account, endpoint.id, reason).await?;
    Ok(())
}

/// A held meeting as the reports of another Plenum had it. Its connections come apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reported {
    pub id: String,
    pub host: Option<PersonId>,
    pub held: Held,
    pub participants: u32,
    pub person_seconds: u64,
    pub connections: u32,
}

/// Writes those that are not there, neither with their id nor as the same meeting; the ids of those
/// that were written.
pub async fn add_held(
    tx: &mut Tx,
    account: AccountId,
    reported: &[Reported],
    now: Timestamp,
) -> Result<BTreeSet<String>, StoreError> {
    const SHAPE: Shape = Shape {
        before:
            "insert into held_meeting (id, account_id, source, identity, number, title, host_id,
                    host_key, host_name, host_email, started_at, ended_at, participants_stated,
                    participants, person_seconds, connections, created_at) values ",
        after: " on conflict do nothing",
        columns: 17,
    };
    let ids: Vec<String> = reported.iter().map(|it| it.id.clone()).collect();
    let before = owners(tx, Owned::Held, &ids).await?;
    let new = reported.iter().filter(|it| !before.contains_key(&it.id));
    let values = new.flat_map(|it| {
        let held = &it.held;
        args![
            &it.id,
            account,
            held.source.word(),
            held.identity(),
            &held.number,
            &held.title,
            it.host,
            held.host_key(),
            &held.host_name,
            &held.host_email,
            held.started_at,
            held.ended_at,
            held.participants_stated.map(i64::from),
            it.participants,
            i64::try_from(it.person_seconds).unwrap_or(i64::MAX),
            it.connections,
            now
        ]
        .to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await?;
    let after = owners(tx, Owned::Held, &ids).await?;
    Ok(after.into_keys().filter(|id| !before.contains_key(id)).collect())
}

/// Those of `reported` that are there as the same meeting under another id, by the ids they came
/// with.
pub async fn same_held(
    tx: &mut Tx,
    account: AccountId,
    reported: &[Reported],
) -> Result<BTreeSet<String>, StoreError> {
    let mut found = BTreeSet::new();
    for it in reported {
        let row = tx
            .row(
                "select id from held_meeting where account_id = $1 and source = $2
                    and identity = $3 and started_at = $4",
                args![account, it.held.source.word(), it.held.identity(), it.held.started_at],
            )
            .await?;
        if row.is_some() {
            found.insert(it.id.clone());
        }
    }
    Ok(found)
}

/// Writes connections of the account's held meetings that are not there; says how many.
pub async fn add_connections(
    tx: &mut Tx,
    account: AccountId,
    connections: &[(String, String, Connection)],
) -> Result<u64, StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into connection (id, account_id, held_id, name, email, joined_at, left_at,
                    seconds, is_guest) values ",
        after: " on conflict do nothing",
        columns: 9,
    };
    let values = connections.iter().flat_map(|(id, held, each)| {
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
        ]
        .to_vec()
    });
    bulk::write(tx, SHAPE, values.collect()).await
}
