//! Files of usage reports handed in for import (F7): where the file is, what was answered, what
//! came of it. They are the account's, as the history is.

use contacts::charset::Charset;
use units::id::{AccountId, PersonId, UsageImportId};
use units::{Timestamp, Zone};
use usage::DateOrder;
use usage::import::Counts;

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// An import, before and after it is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UsageImport {
    pub id: UsageImportId,
    /// Who handed it in.
    pub person: PersonId,
    /// Name of the file among the blobs.
    pub file: String,
    pub charset: Option<Charset>,
    pub order: Option<DateOrder>,
    /// In which its times are written, where they name none.
    pub zone: Zone,
    /// What came of it, once it is done.
    pub counts: Option<Counts>,
    pub created_at: Timestamp,
    pub done_at: Option<Timestamp>,
}

/// Writes a new import. Refused as taken when there is one of the id.
pub async fn insert(
    tx: &mut Tx,
    account: AccountId,
    import: &UsageImport,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into usage_import (id, account_id, person_id, file, charset, date_order, zone,
                created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            import.id,
            account,
            import.person,
            &import.file,
            import.charset.map(Charset::word),
            import.order.map(DateOrder::word),
            &import.zone,
            import.created_at
        ],
    )
    .await?;
    Ok(())
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: UsageImportId,
) -> Result<Option<UsageImport>, StoreError> {
    let row = tx
        .row(
            "select id, person_id, file, charset, date_order, zone, counts, created_at, done_at
               from usage_import where account_id = $1 and id = $2",
            args![account, id],
        )
        .await?;
    row.map(|row| from_row(&row)).transpose()
}

/// Keeps what was answered, and once it is done what came of it.
pub async fn update(
    tx: &mut Tx,
    account: AccountId,
    import: &UsageImport,
) -> Result<(), StoreError> {
    tx.execute(
        "update usage_import set charset = $3, date_order = $4, zone = $5, counts = $6,
                done_at = $7
          where account_id = $1 and id = $2",
        args![
            account,
            import.id,
            import.charset.map(Charset::word),
            import.order.map(DateOrder::word),
            &import.zone,
            import.counts.map(|counts| json(&counts)),
            import.done_at
        ],
    )
    .await?;
    Ok(())
}

/// Forgets an import; what it brought stays.
pub async fn delete(tx: &mut Tx, account: AccountId, id: UsageImportId) -> Result<(), StoreError> {
    tx.execute("delete from usage_import where account_id = $1 and id = $2", args![account, id])
        .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<UsageImport, StoreError> {
    let word = row.opt_text("charset")?;
    let charset = word
        .map(|word| Charset::from_word(&word).ok_or_else(|| StoreError::corrupt("charset", word)));
    let word = row.opt_text("date_order")?;
    let order = word.map(|word| {
        DateOrder::from_word(&word).ok_or_else(|| StoreError::corrupt("date_order", word))
    });
    Ok(UsageImport {
        id: row.parsed("id")?,
        person: row.parsed("person_id")?,
        file: row.text("file")?,
        charset: charset.transpose()?,
        order: order.transpose()?,
        zone: row.parsed("zone")?,
        counts: row.opt_json("counts")?,
        created_at: row.time("created_at")?,
        done_at: row.opt_time("done_at")?,
    })
}
