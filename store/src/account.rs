//! Accounts: the customers.

use billing::exemption::Certificate;
use billing::invoice::Buyer;
use units::id::{AccountId, PersonId, SiteId};
use units::{Currency, Locale, Timestamp, Zone};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    /// Where its people meet now.
    pub site: SiteId,
    pub name: String,
    /// Billing days begin at midnight here.
    pub zone: Zone,
    /// The language of its invoices.
    pub locale: Locale,
    /// Fixed by the first invoice.
    pub currency: Option<Currency>,
    /// Whom invoices are made out to, once known.
    pub buyer: Option<Buyer>,
    /// Certificates of exemption from tax that were granted (A6).
    pub exemptions: Vec<Certificate>,
    pub created_at: Timestamp,
}

pub async fn insert(tx: &mut Tx, account: &Account) -> Result<(), StoreError> {
    tx.execute(
        "insert into account (id, site_id, name, zone, locale, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![
            account.id,
            account.site,
            &account.name,
            &account.zone,
            &account.locale,
            account.created_at
        ],
    )
    .await?;
    Ok(())
}

const COLUMNS: &str = "id, site_id, name, zone, locale, currency, buyer, exemptions, created_at";

pub async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    let sql = format!("select {COLUMNS} from account where id = $1");
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// As `find`, locked until the end of `tx`: changes of one account come one after another.
pub async fn lock(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, StoreError> {
    let sql = format!("select {COLUMNS} from account where id = $1{}", tx.dialect().for_update());
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// Accounts, newest first: for the operator.
pub async fn list(tx: &mut Tx, most: u32) -> Result<Vec<Account>, StoreError> {
    let sql = format!("select {COLUMNS} from account order by created_at desc, id desc limit $1");
    tx.rows_text(&sql, args![most]).await?.iter().map(from_row).collect()
}

/// Accounts whose name, or a person of theirs by name or address, has `text` in it (small and
/// capital letters alike), newest first: for the operator.
pub async fn search(tx: &mut Tx, text: &str, most: u32) -> Result<Vec<Account>, StoreError> {
    let plain = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let sql = format!(
        "select {COLUMNS} from account
          where lower(name) like $1 escape '\\'
             or id in (select account_id from person
                        where lower(name) like $1 escape '\\' or lower(email) like $1 escape '\\')
          order by created_at desc, id desc limit $2"
    );
    let rows = tx.rows_text(&sql, args![format!("%{plain}%"), most]).await?;
    rows.iter().map(from_row).collect()
}

/// How many accounts there are.
pub async fn count(tx: &mut Tx) -> Result<u32, StoreError> {
    let row = tx.row("select count(*) as accounts from account", args![]).await?;
    row.map_or(Ok(0), |row| row.count("accounts"))
}

/// Remembers whom to bill; the next form is filled in with it.
pub async fn set_buyer(tx: &mut Tx, id: AccountId, buyer: &Buyer) -> Result<(), StoreError> {
    tx.execute("update account set buyer = $2 where id = $1", args![id, json(buyer)]).await?;
    Ok(())
}

/// Fixes the currency by the first invoice.
pub async fn fix_currency(
    tx: &mut Tx,
    id: AccountId,
    currency: Currency,
) -> Result<(), StoreError> {
    tx.execute(
        "update account set currency = $2 where id = $1 and currency is null",
        args![id, currency],
    )
    .await?;
    Ok(())
}

/// Meetings that are not over or cancelled, counted for previews.
pub async fn open_meetings(tx: &mut Tx, id: AccountId, now: Timestamp) -> Result<u32, StoreError> {
    let row = tx
        .row(
            "select count(*) as meetings from meeting
              where account_id = $1 and state = 'scheduled'
                and (last_end is null or last_end > $2)",
            args![id, now],
        )
        .await?;
    row.map_or(Ok(0), |row| row.count("meetings"))
}

/// People of the account with `role`: id, name, e-mail address, language.
pub async fn people_with_role(
    tx: &mut Tx,
    id: AccountId,
    role: &str,
) -> Result<Vec<Contact>, StoreError> {
    let rows = tx
        .rows(
            "select p.id, p.name, p.email, p.locale, p.zone
               from person p join person_role r on r.person_id = p.id
              where p.account_id = $1 and r.account_id = $1 and r.role = $2
                and p.deactivated_at is null
              order by p.created_at limit 100",
            args![id, role],
        )
        .await?;
    rows.iter().map(contact_from_row).collect()
}

/// Everybody in the account with their roles' words, longest there first: for the operator.
pub async fn people(tx: &mut Tx, id: AccountId) -> Result<Vec<(Contact, Vec<String>)>, StoreError> {
    let rows = tx
        .rows(
            "select id, name, email, locale, zone from person where account_id = $1
              order by created_at, id limit 500",
            args![id],
        )
        .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in &rows {
        people.push((contact_from_row(row)?, Vec::new()));
    }
    let roles = tx
        .rows(
            "select person_id, role from person_role where account_id = $1 order by role",
            args![id],
        )
        .await?;
    for row in &roles {
        let person: PersonId = row.parsed("person_id")?;
        if let Some((_, held)) = people.iter_mut().find(|(contact, _)| contact.person == person) {
            held.push(row.text("role")?);
        }
    }
    Ok(people)
}

/// A person to write to.
#[derive(Clone, Debug)]
pub struct Contact {
    pub person: PersonId,
    pub name: String,
    pub email: units::EmailAddress,
    pub locale: Locale,
    pub zone: Zone,
}

fn contact_from_row(row: &Row) -> Result<Contact, StoreError> {
    Ok(Contact {
        person: row.parsed("id")?,
        name: row.text("name")?,
        email: row.parsed("email")?,
        locale: row.parsed("locale")?,
        zone: row.parsed("zone")?,
    })
}

pub(crate) fn from_row(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.parsed("id")?,
        site: row.parsed("site_id")?,
        name: row.text("name")?,
        zone: row.parsed("zone")?,
        locale: row.parsed("locale")?,
        currency: row.opt_parsed("currency")?,
        buyer: row.opt_text("buyer")?.map(|_| row.json("buyer")).transpose()?,
        exemptions: row.opt_json("exemptions")?.unwrap_or_default(),
        created_at: row.time("created_at")?,
    })
}
