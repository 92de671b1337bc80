//! Credit notes: numbered without gaps in the transaction that issues them, never changed after
//! (D2, D4).

use billing::credit_note::CreditNote;
use units::Timestamp;
use units::id::{AccountId, CreditNoteId, InvoiceId, SubscriptionId};

use crate::args;
use crate::error::StoreError;
use crate::invoice::naming;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// Writes an issued credit note with its running number of `note.series`.
pub async fn insert(tx: &mut Tx, note: &CreditNote, running: i64) -> Result<(), StoreError> {
    tx.execute(
        "insert into credit_note (id, account_id, invoice_id, series, running, number, document,
                                  currency, total_minor, issued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            note.id,
            note.account,
            note.invoice.id,
            &note.series,
            running,
            &note.number,
            json(note),
            note.draft.currency,
            note.draft.total.minor,
            note.issued_at
        ],
    )
    .await?;
    Ok(())
}

/// The credit note `id` of `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: CreditNoteId,
) -> Result<Option<CreditNote>, StoreError> {
    let sql = "select document from credit_note where account_id = $1 and id = $2";
    tx.rows(sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// Credit notes that give back of `invoice`, oldest first.
pub async fn of_invoice(
    tx: &mut Tx,
    account: AccountId,
    invoice: InvoiceId,
) -> Result<Vec<CreditNote>, StoreError> {
    let sql = "select document from credit_note
                where account_id = $1 and invoice_id = $2 order by issued_at, id limit 1000";
    tx.rows(sql, args![account, invoice]).await?.iter().map(from_row).collect()
}

/// Credit notes of `account` issued at or after `since`, oldest first: all of them, or those that
/// name the subscription `of`.
pub async fn since(
    tx: &mut Tx,
    account: AccountId,
    since: Timestamp,
    of: Option<SubscriptionId>,
) -> Result<Vec<CreditNote>, StoreError> {
    let sql = "select document from credit_note
                where account_id = $1 and issued_at >= $2 and document like $3
                order by issued_at, id limit 10000";
    let rows = tx.rows(sql, args![account, since, naming(of)]).await?;
    rows.iter().map(from_row).collect()
}

/// Credit notes of `account`, newest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<CreditNote>, StoreError> {
    let sql = "select document from credit_note
                where account_id = $1 order by issued_at desc, id desc limit $2";
    tx.rows(sql, args![account, most]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<CreditNote, StoreError> {
    row.json("document")
}
