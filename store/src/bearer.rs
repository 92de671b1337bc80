//! The person behind a session or token, read in the same statement as either.

use std::collections::BTreeSet;

use people::roles::Role;
use units::id::{AccountId, PersonId};
use units::{EmailAddress, Locale, Zone};

use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::Value;

/// Who holds a secret, and what they may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    pub person: PersonId,
    pub account: AccountId,
    pub name: String,
    pub email: EmailAddress,
    pub locale: Locale,
    pub zone: Zone,
    pub photo: Option<String>,
    pub roles: BTreeSet<Role>,
    /// Whether they run the deployment.
    pub operator: bool,
}

/// The rows of a secret in `table`, with `columns` of its own and its person beside them; `holds`
/// says when it counts. The table is called `held` in both. One row for each role of the person.
pub(crate) async fn rows(
    tx: &mut Tx,
    table: &str,
    columns: &str,
    holds: &str,
    args: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let sql = format!(
        "select {columns},
                p.id as person_id, p.account_id, p.name, p.email, p.locale, p.zone, p.photo,
                o.since as operator_since, r.role
           from {table} held
           join person p on p.id = held.person_id and p.account_id = held.account_id
                and p.deactivated_at is null
           left join operator o on o.person_id = p.id
           left join person_role r on r.person_id = p.id and r.account_id = p.account_id
          where {holds}"
    );
    tx.rows_text(&sql, args).await
}

/// Reads the person from the first of `rows`, which differ in `role` only.
pub(crate) fn from_rows(first: &Row, rows: &[Row]) -> Result<Bearer, StoreError> {
    let mut roles = BTreeSet::new();
    for row in rows {
        if row.opt_text("role")?.is_some() {
            roles.insert(row.word("role", Role::from_word)?);
        }
    }
    Ok(Bearer {
        person: first.parsed("person_id")?,
        account: first.parsed("account_id")?,
        name: first.text("name")?,
        email: first.parsed("email")?,
        locale: first.parsed("locale")?,
        zone: first.parsed("zone")?,
        photo: first.opt_text("photo")?,
        roles,
        operator: first.opt_int("operator_since")?.is_some(),
    })
}
