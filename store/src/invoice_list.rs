//! Invoices as lists show them: what stands in a line, without the documents themselves.
//!
//! A document is some kilobytes; a page of them takes longer to read than everything else on it.

use units::id::{AccountId, InvoiceId, kind};
use units::{Date, Money, Timestamp};

use crate::args;
use crate::cursor::Cursor;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::invoice::Issued;
use crate::row::Row;
use crate::tx::Tx;

/// An issued invoice in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: InvoiceId,
    pub number: String,
    pub issued_at: Timestamp,
    /// Civil dates in the account's zone, as the document says them.
    pub issued_on: Date,
    pub due_on: Date,
    pub total: Money,
    /// Still to pay.
    pub open: Money,
    /// A debit that was ordered pays it on about this day.
    pub collects_on: Option<Date>,
}

impl From<&Issued> for Line {
    fn from(issued: &Issued) -> Line {
        let invoice = &issued.invoice;
        Line {
            id: invoice.id,
            number: invoice.number.clone(),
            issued_at: invoice.issued_at,
            issued_on: invoice.issued_on,
            due_on: invoice.due_on,
            total: invoice.total(),
            open: issued.open(),
            collects_on: issued.settlement.collects_on,
        }
    }
}

impl Line {
    pub fn is_paid(&self) -> bool {
        self.open.is_zero()
    }

    pub fn cursor(&self) -> Cursor<kind::Invoice> {
        Cursor { at: self.issued_at, id: self.id }
    }
}

/// At most `most` invoices of `account` after `after`, newest first.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    after: Option<Cursor<kind::Invoice>>,
    most: u32,
) -> Result<Vec<Line>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let document = match tx.dialect() {
        Dialect::Sqlite => "document",
        Dialect::Postgres => "cast(document as json)",
    };
    let sql = format!(
        "select id, number, issued_at, {document} ->> 'issued_on' as issued_on,
                {document} ->> 'due_on' as due_on, currency, total_minor,
                total_minor - paid_minor - credit_used_minor as open_minor, collects_on
           from invoice where account_id = $1 and (issued_at, id) < ($2, $3)
          order by issued_at desc, id desc limit $4"
    );
    let rows = tx.rows_text(&sql, args![account, at, id, most]).await?;
    rows.iter().map(line).collect()
}

fn line(row: &Row) -> Result<Line, StoreError> {
    Ok(Line {
        id: row.parsed("id")?,
        number: row.text("number")?,
        issued_at: row.time("issued_at")?,
        issued_on: row.parsed("issued_on")?,
        due_on: row.parsed("due_on")?,
        total: row.money("total_minor")?,
        open: row.money("open_minor")?,
        collects_on: row.opt_parsed("collects_on")?,
    })
}
