//! Licences: which item of a subscription is whose (E1, A4, I-12).
//!
//! The holder is a person of the account, or somebody invited: both are found by one id
//! (docs/decisions/0025). Whoever writes here holds the subscription's lock.

use billing::licence::Licence;
use catalog::AddOnId;
use units::Timestamp;
use units::id::{AccountId, PersonId, SubscriptionId};

use crate::args;
use crate::bulk::{self, Shape};
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Most licences that are read of one account: more than can be bought, or too many were assigned.
const LICENCES_MAX: u32 = 400_000;

const HOLDERS: &str = "select l.subscription_id, l.add_on, l.person_id,
        coalesce(nullif(p.name, ''), nullif(i.name, ''), p.email, i.email, '') as holder
   from licence l
   left join person p on p.id = l.person_id and p.account_id = l.account_id
   left join invitation i on i.id = l.person_id and i.account_id = l.account_id";

/// The licences of one subscription, seats first, longest held first.
pub async fn of_subscription(
    tx: &mut Tx,
    account: AccountId,
    subscription: SubscriptionId,
) -> Result<Vec<Licence>, StoreError> {
    let sql = format!(
        "{HOLDERS} where l.account_id = $1 and l.subscription_id = $2
          order by l.add_on, l.assigned_at, l.person_id limit {LICENCES_MAX}"
    );
    let rows = tx.rows_text(&sql, args![account, subscription]).await?;
    rows.iter().map(from_row).collect()
}

/// Every licence of `account` with its subscription, seats first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(SubscriptionId, Licence)>, StoreError> {
    let sql = format!(
        "{HOLDERS} where l.account_id = $1
          order by l.add_on, l.assigned_at, l.person_id limit {LICENCES_MAX}"
    );
    let rows = tx.rows_text(&sql, args![account]).await?;
    rows.iter().map(|row| Ok((row.parsed("subscription_id")?, from_row(row)?))).collect()
}

/// What `person` holds: the subscription, and the add-on where it is none of its seats.
pub async fn of_person(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Vec<(SubscriptionId, Option<AddOnId>)>, StoreError> {
    let rows = tx
        .rows(
            "select subscription_id, add_on from licence where account_id = $1 and person_id = $2",
            args![account, person],
        )
        .await?;
    rows.iter().map(|row| Ok((row.parsed("subscription_id")?, add_on(row)?))).collect()
}

/// The licence is `person`'s. False: they had it already.
pub async fn assign(
    tx: &mut Tx,
    account: AccountId,
    subscription: SubscriptionId,
    add_on: Option<&AddOnId>,
    person: PersonId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let written = tx
        .execute(
            "insert into licence (subscription_id, account_id, add_on, person_id, assigned_at)
             values ($1, $2, $3, $4, $5)
             on conflict (subscription_id, add_on, person_id) do nothing",
            args![subscription, account, word(add_on), person, now],
        )
        .await?;
    Ok(written == 1)
}

/// Whose licence of what, to be written.
pub type NewLicence<'a> = (SubscriptionId, Option<&'a AddOnId>, PersonId);

/// Licences of people who have none of them yet.
pub async fn assign_all(
    tx: &mut Tx,
    account: AccountId,
    licences: &[NewLicence<'_>],
    now: Timestamp,
) -> Result<(), StoreError> {
    const SHAPE: Shape = Shape {
        before: "insert into licence (subscription_id, account_id, add_on, person_id, assigned_at)
                 values ",
        after: "",
        columns: 5,
    };
    let mut values = Vec::with_capacity(licences.len() * SHAPE.columns);
    for (subscription, add_on, person) in licences {
        let row: [Value; 5] = [
            (*subscription).into(),
            account.into(),
            word(*add_on).into(),
            (*person).into(),
            now.into(),
        ];
        values.extend(row);
    }
    bulk::write(tx, SHAPE, values).await?;
    Ok(())
}

/// Takes the licence back. False: the person had none.
pub async fn take(
    tx: &mut Tx,
    account: AccountId,
    subscription: SubscriptionId,
    add_on: Option<&AddOnId>,
    person: PersonId,
) -> Result<bool, StoreError> {
    let gone = tx
        .execute(
            "delete from licence
              where account_id = $1 and subscription_id = $2 and add_on = $3 and person_id = $4",
            args![account, subscription, word(add_on), person],
        )
        .await?;
    Ok(gone == 1)
}

/// Takes all that `person` holds.
pub async fn take_all(
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<u64, StoreError> {
    tx.execute(
        "delete from licence where account_id = $1 and person_id = $2",
        args![account, person],
    )
    .await
}

/// The licences of `from` are those of `to`, which took its place.
pub async fn hand_on(
    tx: &mut Tx,
    account: AccountId,
    from: SubscriptionId,
    to: SubscriptionId,
) -> Result<(), StoreError> {
    tx.execute(
        "update licence set subscription_id = $3 where account_id = $1 and subscription_id = $2",
        args![account, from, to],
    )
    .await?;
    Ok(())
}

fn word(add_on: Option<&AddOnId>) -> String {
    add_on.map(ToString::to_string).unwrap_or_default()
}

fn add_on(row: &Row) -> Result<Option<AddOnId>, StoreError> {
    let text = row.text("add_on")?;
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| StoreError::corrupt("add_on", text))
}

fn from_row(row: &Row) -> Result<Licence, StoreError> {
    Ok(Licence {
        add_on: add_on(row)?,
        person: row.parsed("person_id")?,
        name: row.text("holder")?,
    })
}
