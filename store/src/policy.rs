//! What an account decides for its people, its groups and who is in them (E9).

use std::collections::{BTreeMap, BTreeSet};

use meetings::policy::{GroupRules, Policy, Rules};
use people::group::GroupName;
use units::id::{AccountId, GroupId, PersonId};
use units::{EmailAddress, Timestamp};

use crate::args;
use crate::bulk::{self, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// What is decided for everybody in an account.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AccountRules {
    pub rules: Rules,
    /// Counts the changes; 0: nothing was ever decided.
    pub version: u32,
}

/// A group of an account's people.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    /// Groups of lower places are asked first.
    pub place: u32,
    pub rules: Rules,
    /// How many are in it.
    pub people: u32,
    /// Counts the changes of name, people and rules, from 1.
    pub version: u32,
}

/// Somebody in a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupPerson {
    pub person: PersonId,
    pub name: String,
    pub email: EmailAddress,
}

const COLUMNS: &str = "select g.id, g.name, g.place, g.rules, g.version,
        (select count(*) from people_group_member m where m.group_id = g.id) as people
   from people_group g";

/// What is decided for everybody in `account`.
pub async fn account_rules(tx: &mut Tx, account: AccountId) -> Result<AccountRules, StoreError> {
    let row = tx
        .row("select rules, version from account_policy where account_id = $1", args![account])
        .await?;
    let Some(row) = row else { return Ok(AccountRules::default()) };
    Ok(AccountRules { rules: row.json("rules")?, version: row.count("version")? })
}

/// Keeps them as the next version.
pub async fn set_account_rules(
    tx: &mut Tx,
    account: AccountId,
    rules: &Rules,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into account_policy (account_id, rules, version, changed_at)
         values ($1, $2, 1, $3)
         on conflict (account_id) do update
            set rules = excluded.rules, version = account_policy.version + 1,
                changed_at = excluded.changed_at",
        args![account, json(rules), now],
    )
    .await?;
    Ok(())
}

/// Everything that is decided for `person`.
pub async fn of_person(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Policy, StoreError> {
    let AccountRules { rules, version: _ } = account_rules(tx, account).await?;
    let rows = tx
        .rows(
            "select g.id, g.name, g.rules
               from people_group_member m join people_group g on g.id = m.group_id
              where m.account_id = $1 and m.person_id = $2 and g.account_id = $1
              order by g.place, g.id",
            args![account, person],
        )
        .await?;
    let groups = rows.iter().map(group_rules).collect::<Result<Vec<GroupRules>, StoreError>>()?;
    Ok(Policy { account: rules, groups })
}

const RULES_OF: Shape = Shape {
    before: "select account_id, rules from account_policy where account_id in (",
    after: ")",
    columns: 0,
};
const GROUPS_OF: Shape = Shape {
    before: "select m.person_id, g.id, g.name, g.rules
               from people_group_member m
               join people_group g on g.id = m.group_id and g.account_id = m.account_id
              where m.person_id in (",
    after: ") order by g.place, g.id",
    columns: 0,
};

/// Everything that is decided for each of `people`, of whatever accounts.
pub async fn of_people(
    tx: &mut Tx,
    people: BTreeSet<(AccountId, PersonId)>,
) -> Result<BTreeMap<PersonId, Policy>, StoreError> {
    let accounts: BTreeSet<AccountId> = people.iter().map(|(account, _)| *account).collect();
    let accounts: Vec<AccountId> = accounts.into_iter().collect();
    let mut rules: BTreeMap<AccountId, Rules> = BTreeMap::new();
    for some in accounts.chunks(bulk::LIST_MAX) {
        let ids = some.iter().map(|account| Value::from(*account)).collect();
        for row in bulk::read(tx, RULES_OF, ids).await? {
            rules.insert(row.parsed("account_id")?, row.json("rules")?);
        }
    }
    let mut policies: BTreeMap<PersonId, Policy> = BTreeMap::new();
    for (account, person) in &people {
        let account = rules.get(account).cloned().unwrap_or_default();
        policies.insert(*person, Policy { account, groups: Vec::new() });
    }
    let ids: Vec<PersonId> = policies.keys().copied().collect();
    for some in ids.chunks(bulk::LIST_MAX) {
        let ids = some.iter().map(|person| Value::from(*person)).collect();
        for row in bulk::read(tx, GROUPS_OF, ids).await? {
            if let Some(policy) = policies.get_mut(&row.parsed("person_id")?) {
                policy.groups.push(group_rules(&row)?);
            }
        }
    }
    Ok(policies)
}

fn group_rules(row: &Row) -> Result<GroupRules, StoreError> {
    let (id, name) = (row.parsed("id")?, row.text("name")?);
    Ok(GroupRules { id, name, rules: row.json("rules")? })
}

/// All groups of `account`, those asked first before the others.
pub async fn groups(tx: &mut Tx, account: AccountId) -> Result<Vec<Group>, StoreError> {
    let sql = format!("{COLUMNS} where g.account_id = $1 order by g.place, g.id");
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: GroupId,
) -> Result<Option<Group>, StoreError> {
    let sql = format!("{COLUMNS} where g.account_id = $1 and g.id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Writes a group of nobody that decides nothing. Refused as taken when the account has one of the
/// name.
pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    (id, name, place): (GroupId, &GroupName, u32),
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into people_group (id, account_id, name, name_key, place, rules, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![id, account, name.as_str(), name.key(), place, json(&Rules::new()), now],
    )
    .await?;
    Ok(())
}

/// Keeps name and rules of a group as its next version. Refused as taken when the account has
/// another of the name.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    id: GroupId,
    (name, rules): (&GroupName, &Rules),
) -> Result<(), StoreError> {
    tx.execute(
        "update people_group set name = $3, name_key = $4, rules = $5, version = version + 1
          where account_id = $1 and id = $2",
        args![account, id, name.as_str(), name.key(), json(rules)],
    )
    .await?;
    Ok(())
}

pub async fn set_place(
    tx: &mut Tx,
    account: AccountId,
    id: GroupId,
    place: u32,
) -> Result<(), StoreError> {
    tx.execute(
        "update people_group set place = $3 where account_id = $1 and id = $2",
        args![account, id, place],
    )
    .await?;
    Ok(())
}

/// The group is gone; its people stay.
pub async fn remove(tx: &mut Tx, account: AccountId, id: GroupId) -> Result<(), StoreError> {
    set_people(tx, account, id, &[]).await?;
    crate::import_account::forget_awaited(tx, account, id).await?;
    tx.execute("delete from people_group where account_id = $1 and id = $2", args![account, id])
        .await?;
    Ok(())
}

/// Who is in a group, by name.
pub async fn people(
    tx: &mut Tx,
    account: AccountId,
    id: GroupId,
) -> Result<Vec<GroupPerson>, StoreError> {
    let rows = tx
        .rows(
            "select p.id, p.name, p.email
               from people_group_member m join person p on p.id = m.person_id
              where m.account_id = $1 and m.group_id = $2 and p.account_id = $1
              order by lower(p.name), p.id",
            args![account, id],
        )
        .await?;
    let person = |row: &Row| {
        let (person, email) = (row.parsed("id")?, row.parsed("email")?);
        Ok(GroupPerson { person, name: row.text("name")?, email })
    };
    rows.iter().map(person).collect()
}

const WRITE: Shape = Shape {
    before: "insert into people_group_member (group_id, person_id, account_id) values ",
    after: "",
    columns: 3,
};

/// `people`, each once and all of them the account's, are in the group, and nobody else.
pub async fn set_people(
    tx: &mut Tx,
    account: AccountId,
    id: GroupId,
    people: &[PersonId],
) -> Result<(), StoreError> {
    tx.execute(
        "delete from people_group_member where account_id = $1 and group_id = $2",
        args![account, id],
    )
    .await?;
    let rows = people.iter().flat_map(|person| args![id, *person, account].to_vec());
    bulk::write(tx, WRITE, rows.collect()).await?;
    Ok(())
}

/// Whose an address is, among the people of `account`.
pub async fn at_address(
    tx: &mut Tx,
    account: AccountId,
    email: &EmailAddress,
) -> Result<Option<PersonId>, StoreError> {
    let row = tx
        .row(
            "select p.id from person_email e join person p on p.id = e.person_id
              where p.account_id = $1 and e.email_key = $2",
            args![account, email.key()],
        )
        .await?;
    row.map(|row| row.parsed("id")).transpose()
}

fn from_row(row: &Row) -> Result<Group, StoreError> {
    Ok(Group {
        id: row.parsed("id")?,
        name: row.text("name")?,
        place: row.count("place")?,
        rules: row.json("rules")?,
        people: row.count("people")?,
        version: row.count("version")?,
    })
}
