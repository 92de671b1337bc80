//! What an account decides for its people, its groups and who is in them (E9).

use meetings::policy::{GroupRules, Policy, Rules};
use people::group::GroupName;
use units::id::{AccountId, GroupId, PersonId};
use units::{EmailAddress, Timestamp};

use crate::args;
use crate::bulk::{self, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

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
}

/// Somebody in a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupPerson {
    pub person: PersonId,
    pub name: String,
    pub email: EmailAddress,
}

const COLUMNS: &str = "select g.id, g.name, g.place, g.rules,
        (select count(*) from people_group_member m where m.group_id = g.id) as people
   from people_group g";

/// What is decided for everybody in `account`.
pub async fn account_rules(tx: &mut Tx, account: AccountId) -> Result<Rules, StoreError> {
    let row =
        tx.row("select rules from account_policy where account_id = $1", args![account]).await?;
    row.map_or_else(|| Ok(Rules::new()), |row| row.json("rules"))
}

pub async fn set_account_rules(
    tx: &mut Tx,
    account: AccountId,
    rules: &Rules,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into account_policy (account_id, rules, changed_at) values ($1, $2, $3)
         on conflict (account_id) do update
            set rules = excluded.rules, changed_at = excluded.changed_at",
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
    let rules = account_rules(tx, account).await?;
    let rows = tx
        .rows(
            "select g.id, g.name, g.rules
               from people_group_member m join people_group g on g.id = m.group_id
              where m.account_id = $1 and m.person_id = $2 and g.account_id = $1
              order by g.place, g.id",
            args![account, person],
        )
        .await?;
    let group = |row: &Row| {
        let (id, name) = (row.parsed("id")?, row.text("name")?);
        Ok(GroupRules { id, name, rules: row.json("rules")? })
    };
    let groups = rows.iter().map(group).collect::<Result<Vec<GroupRules>, StoreError>>()?;
    Ok(Policy { account: rules, groups })
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

/// Keeps name and rules of a group. Refused as taken when the account has another of the name.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    id: GroupId,
    (name, rules): (&GroupName, &Rules),
) -> Result<(), StoreError> {
    tx.execute(
        "update people_group set name = $3, name_key = $4, rules = $5
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
    })
}
