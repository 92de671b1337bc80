//! Bank transfers that came in for invoices.

use units::id::{AccountId, InvoiceId, TransferId};
use units::{Date, Money, Timestamp};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// Money an operator has found on the seller's bank account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    pub account: AccountId,
    pub invoice: InvoiceId,
    pub amount: Money,
    /// What of it pays the invoice; the rest stands to the account's credit.
    pub applied: Money,
    /// The day on the bank's statement.
    pub received_on: Date,
    /// As the sender wrote it.
    pub reference: String,
    /// Who entered it.
    pub entered_by: String,
    pub entered_at: Timestamp,
}

const COLUMNS: &str = "id, account_id, invoice_id, currency, amount_minor, applied_minor,
        received_on, reference, entered_by, entered_at";
/// Most transfers of an invoice that are read.
const MOST: u32 = 200;

/// Records a transfer; refused as taken when its id was recorded before.
pub async fn insert(tx: &mut Tx, transfer: &Transfer) -> Result<(), StoreError> {
    tx.execute(
        "insert into bank_transfer (id, account_id, invoice_id, currency, amount_minor,
                applied_minor, received_on, reference, entered_by, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            transfer.id,
            transfer.account,
            transfer.invoice,
            transfer.amount.currency,
            transfer.amount.minor,
            transfer.applied.minor,
            transfer.received_on,
            &transfer.reference,
            &transfer.entered_by,
            transfer.entered_at
        ],
    )
    .await?;
    Ok(())
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: TransferId,
) -> Result<Option<Transfer>, StoreError> {
    let sql = format!("select {COLUMNS} from bank_transfer where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// What came in for `invoice`, oldest first.
pub async fn of_invoice(
    tx: &mut Tx,
    account: AccountId,
    invoice: InvoiceId,
) -> Result<Vec<Transfer>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from bank_transfer where account_id = $1 and invoice_id = $2
          order by entered_at, id limit {MOST}"
    );
    tx.rows_text(&sql, args![account, invoice]).await?.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Transfer, StoreError> {
    Ok(Transfer {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        invoice: row.parsed("invoice_id")?,
        amount: row.money("amount_minor")?,
        applied: row.money("applied_minor")?,
        received_on: row.parsed("received_on")?,
        reference: row.text("reference")?,
        entered_by: row.text("entered_by")?,
        entered_at: row.time("entered_at")?,
    })
}
