//! The people of an account as those who manage them see them (E1).

use std::collections::BTreeSet;

use people::roles::Role;
use units::id::{AccountId, PersonId};
use units::{EmailAddress, Timestamp};

use crate::args;
use crate::contact::places;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

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
    // In the order of an index, so that a page costs the same among ten people and ten thousand.
    let sql = format!(
        "{COLUMNS} where p.account_id = $1
            and (lower(p.name) like $2 escape '\\' or lower(p.email) like $2 escape '\\')
            and ({AWAY}, lower(p.name), p.id) > ($3, $4, $5)
          order by {AWAY}, lower(p.name), p.id limit $6"
    );
    let place = match after {
        None => None,
        Some(after) => place(tx, account, after).await?,
    };
    // Before all there is the empty text; after somebody who is gone there is nobody.
    let (away, name, id) = match (after, place) {
        (None, _) => (0, String::new(), String::new()),
        (Some(_), Some(place)) => place,
        (Some(_), None) => return Ok(Vec::new()),
    };
    let rows = tx.rows_text(&sql, args![account, like, away, name, id, most]).await?;
    with_roles_of(tx, account, &rows).await
}

/// Whether somebody is deactivated, as a number; the index `person_by_name` begins with it.
const AWAY: &str = "(case when p.deactivated_at is null then 0 else 1 end)";

/// Where `person` stands in the list of people.
async fn place(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Option<(i64, String, String)>, StoreError> {
    let sql = format!(
        "select cast({AWAY} as bigint) as away, lower(p.name) as name from person p
          where p.account_id = $1 and p.id = $2"
    );
    let rows = tx.rows_text(&sql, args![account, person]).await?;
    let place = |row: &Row| Ok((row.int("away")?, row.text("name")?, person.to_string()));
    rows.first().map(place).transpose()
}

/// `id`, if they are in `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
) -> Result<Option<Member>, StoreError> {
    let sql = format!("{COLUMNS} where p.account_id = $1 and p.id = $2");
    let rows = tx.rows_text(&sql, args![account, id]).await?;
    Ok(with_roles_of(tx, account, &rows).await?.into_iter().next())
}

/// Their last mail is looked for only where one came back: few are, and an index has those alone.
const COLUMNS: &str = "select p.id, p.name, p.email, p.created_at, p.deactivated_at,
        case when exists (select 1 from mail u where u.account_id = p.account_id
                             and u.to_address = p.email and u.state = 'undeliverable')
             then (select m.state from mail m
                    where m.account_id = p.account_id and m.to_address = p.email
                    order by m.created_at desc, m.id desc limit 1) end as last_mail
   from person p";

/// People of `account` as `rows` have them, with their roles.
async fn with_roles_of(
    tx: &mut Tx,
    account: AccountId,
    rows: &[Row],
) -> Result<Vec<Member>, StoreError> {
    let mut roles = Vec::new();
    for some in rows.chunks(PEOPLE_AT_ONCE) {
        let sql = format!(
            "select person_id, role from person_role where account_id = $1 and person_id in ({})",
            places(2, some.len())
        );
        let mut values = args![account].to_vec();
        for row in some {
            values.push(Value::from(row.parsed::<PersonId>("id")?));
        }
        for row in tx.rows_text(&sql, &values).await? {
            roles.push((row.parsed("person_id")?, row.word("role", Role::from_word)?));
        }
    }
    rows.iter().map(|row| from_row(row, &roles)).collect()
}

/// People of one list of values.
const PEOPLE_AT_ONCE: usize = 200;

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
