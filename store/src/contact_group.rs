//! Groups of a person's contacts, and who is in which (F6).

use std::collections::BTreeMap;

use contacts::GroupName;
use units::Timestamp;
use units::id::{ContactGroupId, ContactId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::contact::{Holder, places};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// A group with how many are in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    pub id: ContactGroupId,
    pub name: String,
    pub contacts: u32,
}

/// Ids of one list.
const IDS_AT_ONCE: usize = 200;

/// All groups of `holder`, by name, uncounted.
pub async fn names(
    tx: &mut Tx,
    holder: Holder,
) -> Result<Vec<(ContactGroupId, String)>, StoreError> {
    let rows = tx
        .rows(
            "select id, name from contact_group where account_id = $1 and person_id = $2
              order by name_key, id",
            args![holder.account, holder.person],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parsed("id")?, row.text("name")?))).collect()
}

/// All groups of `holder`, by name, and how many contacts each has; removed ones are in none, and
/// few.
pub async fn list(tx: &mut Tx, holder: Holder) -> Result<Vec<Group>, StoreError> {
    let rows = tx
        .rows(
            "select g.id, g.name,
                    (select count(*) from contact_group_member m where m.group_id = g.id)
                    - (select count(*)
                         from contact c join contact_group_member m on m.contact_id = c.id
                        where m.group_id = g.id and c.account_id = $1 and c.person_id = $2
                          and c.removed_at is not null) as contacts
               from contact_group g
              where g.account_id = $1 and g.person_id = $2
              order by g.name_key, g.id",
            args![holder.account, holder.person],
        )
        .await?;
    rows.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Group, StoreError> {
    Ok(Group { id: row.parsed("id")?, name: row.text("name")?, contacts: row.count("contacts")? })
}

/// Writes a group. Refused as taken when the person has one of the name.
pub async fn insert(
    tx: &mut Tx,
    holder: Holder,
    id: ContactGroupId,
    name: &GroupName,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into contact_group (id, account_id, person_id, name, name_key, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![id, holder.account, holder.person, name.as_str(), name.key(), now],
    )
    .await?;
    Ok(())
}

/// Whether there was such a group to be named. Refused as taken when another has the name.
pub async fn rename(
    tx: &mut Tx,
    holder: Holder,
    id: ContactGroupId,
    name: &GroupName,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update contact_group set name = $4, name_key = $5
              where account_id = $1 and person_id = $2 and id = $3",
            args![holder.account, holder.person, id, name.as_str(), name.key()],
        )
        .await?;
    Ok(touched > 0)
}

/// Whether there was such a group to be removed; its contacts stay.
pub async fn remove(tx: &mut Tx, holder: Holder, id: ContactGroupId) -> Result<bool, StoreError> {
    let whose = args![holder.account, holder.person, id];
    tx.execute(
        "delete from contact_group_member
          where account_id = $1 and person_id = $2 and group_id = $3",
        whose,
    )
    .await?;
    let touched = tx
        .execute(
            "delete from contact_group where account_id = $1 and person_id = $2 and id = $3",
            whose,
        )
        .await?;
    Ok(touched > 0)
}

/// The names of the groups each of `contacts` is in.
pub async fn of(
    tx: &mut Tx,
    holder: Holder,
    contacts: &[ContactId],
) -> Result<BTreeMap<ContactId, Vec<String>>, StoreError> {
    let mut groups: BTreeMap<ContactId, Vec<String>> = BTreeMap::new();
    for some in contacts.chunks(IDS_AT_ONCE) {
        let sql = format!(
            "select m.contact_id, g.name
               from contact_group_member m join contact_group g on g.id = m.group_id
              where m.account_id = $1 and m.person_id = $2 and m.contact_id in ({})
              order by g.name_key, g.id",
            places(3, some.len())
        );
        let mut values = args![holder.account, holder.person].to_vec();
        values.extend(some.iter().map(|id| Value::from(*id)));
        for row in tx.rows_text(&sql, &values).await? {
            groups.entry(row.parsed("contact_id")?).or_default().push(row.text("name")?);
        }
    }
    Ok(groups)
}

const WRITE: Shape = Shape {
    before: "insert into contact_group_member
                    (account_id, person_id, group_id, contact_id) values ",
    after: " on conflict (group_id, contact_id) do nothing",
    columns: 4,
};

/// Puts contacts into groups; groups and contacts are `holder`'s.
pub async fn add(
    tx: &mut Tx,
    holder: Holder,
    members: &[(ContactGroupId, ContactId)],
) -> Result<(), StoreError> {
    let rows = members.iter().flat_map(|(group, contact)| {
        args![holder.account, holder.person, *group, *contact].to_vec()
    });
    bulk::write(tx, WRITE, rows.collect()).await?;
    Ok(())
}

/// Takes a contact out of all groups.
pub async fn leave_all(tx: &mut Tx, holder: Holder, contact: ContactId) -> Result<(), StoreError> {
    tx.execute(
        "delete from contact_group_member
          where account_id = $1 and person_id = $2 and contact_id = $3",
        args![holder.account, holder.person, contact],
    )
    .await?;
    Ok(())
}
