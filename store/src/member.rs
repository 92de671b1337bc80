//! The people of an account as those who manage them see them (E1).

use std::collections::BTreeSet;

use people::roles::Role;
use units::id::{AccountId, PersonId};
use units::{EmailAddress, Timestamp};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// Somebody in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub person: PersonId,
    pub name: String,
    pub email: EmailAddress,
    pub roles: BTreeSet<Role>,
    pub since: Timestamp,
    pub deactivated_at: Option<Timestamp>,
    /// The last mail to them could not be delivered.
    pub unreachable: bool,
}

/// What `like` finds `text` by, small and capital letters alike.
pub fn pattern(text: &str) -> String {
    let plain = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{plain}%")
}

/// At most `most` people of `account` after the person `after` whose name or address is like the
/// pattern: those who are active first, by name.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    like: &str,
    after: Option<PersonId>,
    most: u32,
) -> Result<Vec<Member>, StoreError> {
    let sql = format!(
        "{COLUMNS} where p.account_id = $1
            and (lower(p.name) like $2 escape '\\' or lower(p.email) like $2 escape '\\')
            and ($3 = '' or (p.deactivated_at is not null, lower(p.name), p.id) >
                (select a.deactivated_at is not null, lower(a.name), a.id from person a
                  where a.account_id = $1 and a.id = $3))
          order by p.deactivated_at is not null, lower(p.name), p.id limit $4"
    );
    let after = after.map(|after| after.to_string()).unwrap_or_default();
    let rows = tx.rows_text(&sql, args![account, like, after, most]).await?;
    let roles = all_roles(tx, account).await?;
    rows.iter().map(|row| from_row(row, &roles)).collect()
}

/// `id`, if they are in `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
) -> Result<Option<Member>, StoreError> {
    let sql = format!("{COLUMNS} where p.account_id = $1 and p.id = $2");
    let rows = tx.rows_text(&sql, args![account, id]).await?;
    let roles = all_roles(tx, account).await?;
    rows.first().map(|row| from_row(row, &roles)).transpose()
}

const COLUMNS: &str = "select p.id, p.name, p.email, p.created_at, p.deactivated_at,
        (select m.state from mail m where m.account_id = p.account_id and m.to_address = p.email
          order by m.created_at desc, m.id desc limit 1) as last_mail
   from person p";

async fn all_roles(tx: &mut Tx, account: AccountId) -> Result<Vec<(PersonId, Role)>, StoreError> {
    let rows = tx
        .rows("select person_id, role from person_role where account_id = $1", args![account])
        .await?;
    let role = |row: &Row| Ok((row.parsed("person_id")?, row.word("role", Role::from_word)?));
    rows.iter().map(role).collect()
}

/// The active people of `account`, longest there first, at most `most`.
pub async fn active(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<PersonId>, StoreError> {
    let rows = tx
        .rows(
            "select id from person where account_id = $1 and deactivated_at is null
              order by created_at, id limit $2",
            args![account, most],
        )
        .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

/// Is `id` an active person of `account`?
pub async fn is_active(tx: &mut Tx, account: AccountId, id: PersonId) -> Result<bool, StoreError> {
    let row = tx
        .row(
            "select id from person where account_id = $1 and id = $2 and deactivated_at is null",
            args![account, id],
        )
        .await?;
    Ok(row.is_some())
}

/// How many active people have `role`.
pub async fn with_role(tx: &mut Tx, account: AccountId, role: Role) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select count(*) as people
               from person_role r join person p on p.id = r.person_id
              where r.account_id = $1 and p.account_id = $1 and r.role = $2
                and p.deactivated_at is null",
            args![account, role.word()],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("people"))
}

/// Active people who have one of `roles`, each once, longest there first.
pub async fn with_roles(
    tx: &mut Tx,
    account: AccountId,
    roles: &[Role],
) -> Result<Vec<PersonId>, StoreError> {
    let mut found: Vec<PersonId> = Vec::new();
    for role in roles {
        let rows = tx
            .rows(
                "select p.id from person p join person_role r on r.person_id = p.id
                  where p.account_id = $1 and r.account_id = $1 and r.role = $2
                    and p.deactivated_at is null
                  order by p.created_at, p.id limit 100",
                args![account, role.word()],
            )
            .await?;
        for row in &rows {
            let id = row.parsed("id")?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    Ok(found)
}

/// `roles` are all that the person has.
pub async fn set_roles(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
    roles: &BTreeSet<Role>,
) -> Result<(), StoreError> {
    tx.execute(
        "delete from person_role where account_id = $1 and person_id = $2",
        args![account, id],
    )
    .await?;
    for role in roles {
        crate::person::add_role(tx, account, id, *role).await?;
    }
    Ok(())
}

/// The person does not get in from now on; sessions and tokens of theirs end. None: they do again,
/// with new ones.
pub async fn set_deactivated(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
    since: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update person set deactivated_at = $3 where account_id = $1 and id = $2",
        args![account, id, since.map(Timestamp::seconds)],
    )
    .await?;
    if since.is_some() {
        crate::session::end_others(tx, account, id, None, now).await?;
        tx.execute(
            "update access_token set revoked_at = $3
              where account_id = $1 and person_id = $2 and revoked_at is null",
            args![account, id, now],
        )
        .await?;
    }
    Ok(())
}

fn from_row(row: &Row, roles: &[(PersonId, Role)]) -> Result<Member, StoreError> {
    let person: PersonId = row.parsed("id")?;
    let held = roles.iter().filter(|(holder, _)| *holder == person).map(|(_, role)| *role);
    Ok(Member {
        person,
        name: row.text("name")?,
        email: row.parsed("email")?,
        roles: held.collect(),
        since: row.time("created_at")?,
        deactivated_at: row.opt_time("deactivated_at")?,
        unreachable: row.opt_text("last_mail")?.as_deref() == Some("undeliverable"),
    })
}
