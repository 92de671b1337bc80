//! People: who they are, the addresses they proved to be theirs, their roles (E11).
//!
//! An address belongs to one person; the unique key on its lower-case form decides who was first.

use std::collections::{BTreeMap, BTreeSet};

use people::profile::{MailWishes, Notification, Profile};
use people::roles::Role;
use units::id::{AccountId, PersonId};
use units::{EmailAddress, Locale, Timestamp, Zone};

use crate::args;
use crate::bulk::{self, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Addresses one person may have.
pub const ADDRESSES_MAX: u32 = 20;

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub account: AccountId,
    pub name: String,
    /// Where mails go; one of the proved addresses.
    pub email: EmailAddress,
    pub biography: String,
    pub locale: Locale,
    pub zone: Zone,
    /// Name of the photo among the blobs.
    pub photo: Option<String>,
    pub notifications: MailWishes,
    /// In the PHC string format; none for people who sign in by other means only.
    pub password_hash: Option<String>,
    pub created_at: Timestamp,
}

/// An address somebody proved to be theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAddress {
    pub email: EmailAddress,
    pub verified_at: Timestamp,
}

/// Writes the person with their first address. Refused as taken when the address is somebody's.
pub async fn insert(tx: &mut Tx, person: &Person) -> Result<(), StoreError> {
    tx.execute(
        "insert into person (id, account_id, name, email, biography, locale, zone, photo,
                             notifications, notifications_chosen, password_hash, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            person.id,
            person.account,
            &person.name,
            &person.email,
            &person.biography,
            &person.locale,
            &person.zone,
            person.photo.clone(),
            Notification::write(&person.notifications.wanted),
            Notification::write(&person.notifications.chosen),
            person.password_hash.clone(),
            person.created_at
        ],
    )
    .await?;
    add_address(tx, person.account, person.id, &person.email, person.created_at).await
}

const COLUMNS: &str = "p.id, p.account_id, p.name, p.email, p.biography, p.locale, p.zone, p.photo,
    p.notifications, p.notifications_chosen, p.password_hash, p.created_at";

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
) -> Result<Option<Person>, StoreError> {
    let sql = format!("select {COLUMNS} from person p where p.account_id = $1 and p.id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Whom an address belongs to, in whatever account: for signing in.
pub async fn by_address(tx: &mut Tx, email: &EmailAddress) -> Result<Option<Person>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from person_email e join person p on p.id = e.person_id
          where e.email_key = $1"
    );
    tx.rows_text(&sql, args![email.key()]).await?.first().map(from_row).transpose()
}

/// Every address of `account`'s people by its key, and whether its person gets in.
pub async fn keys(tx: &mut Tx, account: AccountId) -> Result<BTreeMap<String, bool>, StoreError> {
    let rows = tx
        .rows(
            "select e.email_key, p.deactivated_at
               from person p join person_email e on e.person_id = p.id
              where p.account_id = $1",
            args![account],
        )
        .await?;
    let key = |row: &Row| Ok((row.text("email_key")?, row.opt_time("deactivated_at")?.is_none()));
    rows.iter().map(key).collect()
}

/// Which of these keys are addresses of somebody, in whatever account.
pub async fn known(tx: &mut Tx, keys: &[String]) -> Result<BTreeSet<String>, StoreError> {
    const SHAPE: Shape = Shape {
        before: "select email_key from person_email where email_key in (",
        after: ")",
        columns: 0,
    };
    let mut known = BTreeSet::new();
    for portion in keys.chunks(bulk::LIST_MAX) {
        let values = portion.iter().map(|key| Value::from(key.as_str())).collect();
        for row in bulk::read(tx, SHAPE, values).await? {
            known.insert(row.text("email_key")?);
        }
    }
    Ok(known)
}

/// Gives a proved address to the person. Refused as taken when it is somebody's.
pub async fn add_address(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    email: &EmailAddress,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into person_email (email_key, email, person_id, account_id, verified_at)
         values ($1, $2, $3, $4, $5)",
        args![email.key(), email, person, account, now],
    )
    .await?;
    Ok(())
}

/// The person's addresses, oldest first.
pub async fn addresses(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Vec<OwnAddress>, StoreError> {
    let rows = tx
        .rows(
            "select email, verified_at from person_email
              where account_id = $1 and person_id = $2
              order by verified_at, email_key limit $3",
            args![account, person, ADDRESSES_MAX],
        )
        .await?;
    let from_row = |row: &Row| {
        Ok(OwnAddress { email: row.parsed("email")?, verified_at: row.time("verified_at")? })
    };
    rows.iter().map(from_row).collect()
}

/// Takes an address from the person, unless it is the one mails go to. False: it was not there.
pub async fn remove_address(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    email: &EmailAddress,
) -> Result<bool, StoreError> {
    let gone = tx
        .execute(
            "delete from person_email
              where account_id = $1 and person_id = $2 and email_key = $3
                and email not in (select email from person where account_id = $1 and id = $2)",
            args![account, person, email.key()],
        )
        .await?;
    Ok(gone == 1)
}

/// Mails go to `email` from now on. False: it is none of the person's addresses.
pub async fn prefer_address(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    email: &EmailAddress,
) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "update person
                set email = (select email from person_email
                              where account_id = $1 and person_id = $2 and email_key = $3)
              where account_id = $1 and id = $2
                and exists (select 1 from person_email
                             where account_id = $1 and person_id = $2 and email_key = $3)",
            args![account, person, email.key()],
        )
        .await?;
    Ok(changed == 1)
}

pub async fn set_profile(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
    (profile, wishes): (&Profile, &MailWishes),
) -> Result<(), StoreError> {
    tx.execute(
        "update person
            set name = $3, biography = $4, locale = $5, zone = $6, notifications = $7,
                notifications_chosen = $8
          where account_id = $1 and id = $2",
        args![
            account,
            id,
            profile.name.as_str(),
            &profile.biography,
            &profile.locale,
            &profile.zone,
            Notification::write(&wishes.wanted),
            Notification::write(&wishes.chosen)
        ],
    )
    .await?;
    Ok(())
}

/// Remembers the name of the person's photo among the blobs; none: they have no photo.
pub async fn set_photo(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
    photo: Option<&str>,
) -> Result<(), StoreError> {
    tx.execute(
        "update person set photo = $3 where account_id = $1 and id = $2",
        args![account, id, photo],
    )
    .await?;
    Ok(())
}

pub async fn set_password(
    tx: &mut Tx,
    account: AccountId,
    id: PersonId,
    password_hash: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "update person set password_hash = $3 where account_id = $1 and id = $2",
        args![account, id, password_hash],
    )
    .await?;
    Ok(())
}

/// Gives the person a role; having it already is fine.
pub async fn add_role(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    role: Role,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into person_role (person_id, account_id, role) values ($1, $2, $3)
         on conflict (person_id, role) do nothing",
        args![person, account, role.word()],
    )
    .await?;
    Ok(())
}

pub async fn roles(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<BTreeSet<Role>, StoreError> {
    let rows = tx
        .rows(
            "select role from person_role where account_id = $1 and person_id = $2",
            args![account, person],
        )
        .await?;
    rows.iter().map(|row| row.word("role", Role::from_word)).collect()
}

fn from_row(row: &Row) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        name: row.text("name")?,
        email: row.parsed("email")?,
        biography: row.text("biography")?,
        locale: row.parsed("locale")?,
        zone: row.parsed("zone")?,
        photo: row.opt_text("photo")?,
        notifications: MailWishes::read(
            &row.text("notifications")?,
            row.opt_text("notifications_chosen")?.as_deref(),
        ),
        password_hash: row.opt_text("password_hash")?,
        created_at: row.time("created_at")?,
    })
}
