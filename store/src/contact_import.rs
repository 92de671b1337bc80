//! Files of contacts handed in for import (F6): where the file is, what was answered, what came of
//! it.

use contacts::charset::Charset;
use contacts::import::{Counts, OtherName};
use units::Timestamp;
use units::id::ContactImportId;

use crate::args;
use crate::contact::Holder;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// An import, before and after it is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContactImport {
    pub id: ContactImportId,
    /// Name of the file among the blobs.
    pub file: String,
    pub charset: Option<Charset>,
    pub other_name: Option<OtherName>,
    /// What came of it, once it is done.
    pub counts: Option<Counts>,
    pub created_at: Timestamp,
    pub done_at: Option<Timestamp>,
}

/// Writes a new import. Refused as taken when there is one of the id.
pub async fn insert(tx: &mut Tx, holder: Holder, import: &ContactImport) -> Result<(), StoreError> {
    tx.execute(
        "insert into contact_import (id, account_id, person_id, file, charset, other_name,
                created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        args![
            import.id,
            holder.account,
            holder.person,
            &import.file,
            import.charset.map(Charset::word),
            import.other_name.map(OtherName::word),
            import.created_at
        ],
    )
    .await?;
    Ok(())
}

pub async fn find(
    tx: &mut Tx,
    holder: Holder,
    id: ContactImportId,
) -> Result<Option<ContactImport>, StoreError> {
    let row = tx
        .row(
            "select id, file, charset, other_name, counts, created_at, done_at
               from contact_import where account_id = $1 and person_id = $2 and id = $3",
            args![holder.account, holder.person, id],
        )
        .await?;
    row.map(|row| from_row(&row)).transpose()
}

/// Keeps what was answered, and once it is done what came of it.
pub async fn update(tx: &mut Tx, holder: Holder, import: &ContactImport) -> Result<(), StoreError> {
    tx.execute(
        "update contact_import set charset = $4, other_name = $5, counts = $6, done_at = $7
          where account_id = $1 and person_id = $2 and id = $3",
        args![
            holder.account,
            holder.person,
            import.id,
            import.charset.map(Charset::word),
            import.other_name.map(OtherName::word),
            import.counts.map(|counts| json(&counts)),
            import.done_at
        ],
    )
    .await?;
    Ok(())
}

/// Forgets an import; what it brought stays.
pub async fn delete(tx: &mut Tx, holder: Holder, id: ContactImportId) -> Result<(), StoreError> {
    tx.execute(
        "delete from contact_import where account_id = $1 and person_id = $2 and id = $3",
        args![holder.account, holder.person, id],
    )
    .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<ContactImport, StoreError> {
    let word = row.opt_text("charset")?;
    let charset = word
        .map(|word| Charset::from_word(&word).ok_or_else(|| StoreError::corrupt("charset", word)));
    let word = row.opt_text("other_name")?;
    let other_name = word.map(|word| {
        OtherName::from_word(&word).ok_or_else(|| StoreError::corrupt("other_name", word))
    });
    Ok(ContactImport {
        id: row.parsed("id")?,
        file: row.text("file")?,
        charset: charset.transpose()?,
        other_name: other_name.transpose()?,
        counts: row.opt_json("counts")?,
        created_at: row.time("created_at")?,
        done_at: row.opt_time("done_at")?,
    })
}
