//! Invoices: numbered without gaps in the transaction that issues them, never changed after (D2).

use billing::invoice::{Invoice, Settlement};
use billing::payment::PaymentMeans;
use units::id::{AccountId, InvoiceId, OrderId, SubscriptionId, kind};
use units::{Date, Money, Timestamp};

use crate::args;
use crate::bulk::{Rows, Shape};
use crate::cursor::Cursor;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::{Value, json};

/// An issued invoice and what has happened to it since.
#[derive(Clone, Debug)]
pub struct Issued {
    pub invoice: Invoice,
    pub settlement: Settlement,
    pub order: Option<OrderId>,
    /// Key of the stored PDF, once it was made.
    pub pdf: Option<String>,
    /// When the first charge for it was declined (C10).
    pub dunning_since: Option<Timestamp>,
    /// Steps of its dunning that are done.
    pub dunning_steps: u32,
}

impl Issued {
    pub fn open(&self) -> Money {
        self.invoice.open(&self.settlement)
    }

    pub fn is_paid(&self) -> bool {
        self.open().is_zero()
    }
}

/// Takes the next `count` running numbers of `series` and returns the first; all are used or the
/// transaction is undone with them.
pub async fn take_running(tx: &mut Tx, series: &str, count: i64) -> Result<i64, StoreError> {
    assert!(count > 0, "no number is taken");
    let row = tx
        .changed_row(
            "insert into invoice_series (series, next) values ($1, $2 + 1)
             on conflict (series) do update set next = invoice_series.next + $2
             returning next - $2 as running",
            args![series, count],
        )
        .await?;
    row.ok_or_else(|| StoreError::corrupt("running", "nothing"))?.int("running")
}

/// An invoice that has its number, as it is written.
#[derive(Clone, Debug)]
pub struct Numbered {
    pub invoice: Invoice,
    pub series: String,
    pub running: i64,
    pub due_at: Timestamp,
    pub order: Option<OrderId>,
    /// What the credit balance pays of it at once: from 0 to its total.
    pub credit_used: Money,
}

impl Numbered {
    /// What is left to pay.
    pub fn due(&self) -> Money {
        self.invoice.draft.total.minus(self.credit_used)
    }
}

/// The rows of issued invoices.
pub fn rows(invoices: &[Numbered]) -> Rows {
    const SHAPE: Shape = Shape {
        before: "insert into invoice (id, account_id, series, running, number, document, currency,
                                      total_minor, paid_minor, credit_used_minor, state, order_id,
                                      issued_at, due_at, paid_at)
                 values ",
        after: "",
        columns: 15,
    };
    let mut values = Vec::with_capacity(invoices.len() * SHAPE.columns);
    for numbered in invoices {
        let Numbered { invoice, series, running, due_at, order, credit_used } = numbered;
        let is_paid = numbered.due().is_zero();
        values.extend([
            invoice.id.into(),
            invoice.account.into(),
            series.into(),
            (*running).into(),
            Value::from(&invoice.number),
            json(invoice),
            invoice.draft.currency.into(),
            invoice.draft.total.minor.into(),
            Value::Int(0),
            credit_used.minor.into(),
            if is_paid { "paid" } else { "open" }.into(),
            (*order).into(),
            invoice.issued_at.into(),
            (*due_at).into(),
            is_paid.then_some(invoice.issued_at).into(),
        ]);
    }
    Rows::new(SHAPE, values)
}

const COLUMNS: &str =
    "document, currency, total_minor, paid_minor, credit_used_minor, paid_at, means, collects_on,
        order_id, pdf, dunning_since, dunning_steps";

/// The invoice `id` of `account`.
pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: InvoiceId,
) -> Result<Option<Issued>, StoreError> {
    let sql = format!("select {COLUMNS} from invoice where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// As `find`, locked until the end of `tx`.
pub async fn lock(
    tx: &mut Tx,
    account: AccountId,
    id: InvoiceId,
) -> Result<Option<Issued>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from invoice where account_id = $1 and id = $2{}",
        tx.dialect().for_update()
    );
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// The invoice an order led to.
pub async fn of_order(
    tx: &mut Tx,
    account: AccountId,
    order: OrderId,
) -> Result<Option<Issued>, StoreError> {
    let sql = format!("select {COLUMNS} from invoice where account_id = $1 and order_id = $2");
    tx.rows_text(&sql, args![account, order]).await?.first().map(from_row).transpose()
}

/// Invoices of `account`, newest first.
pub async fn list(tx: &mut Tx, account: AccountId, most: u32) -> Result<Vec<Issued>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from invoice where account_id = $1
          order by issued_at desc, number desc limit {most}"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// Invoices of `account` issued at or after `since`, oldest first: all of them, or those that name
/// the subscription `of`.
pub async fn since(
    tx: &mut Tx,
    account: AccountId,
    since: Timestamp,
    of: Option<SubscriptionId>,
) -> Result<Vec<Issued>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from invoice
          where account_id = $1 and issued_at >= $2 and document like $3
          order by issued_at, id limit 10000"
    );
    let rows = tx.rows_text(&sql, args![account, since, naming(of)]).await?;
    rows.iter().map(from_row).collect()
}

/// The pattern of documents that name `subscription` in a line; of all when there is none. Reading
/// a document takes many times as long as looking for a name in it.
pub(crate) fn naming(subscription: Option<SubscriptionId>) -> String {
    subscription.map_or("%".to_owned(), |id| format!("%{id}%"))
}

/// Invoices of `account` that are not paid, oldest first.
pub async fn open(tx: &mut Tx, account: AccountId) -> Result<Vec<Issued>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from invoice where account_id = $1 and state = 'open'
          order by issued_at, id limit 1000"
    );
    tx.rows_text(&sql, args![account]).await?.iter().map(from_row).collect()
}

/// At most `most` invoices of `account` after `after`, newest first.
pub async fn page(
    tx: &mut Tx,
    account: AccountId,
    after: Option<Cursor<kind::Invoice>>,
    most: u32,
) -> Result<Vec<Issued>, StoreError> {
    let (at, id) = Cursor::or_latest(after);
    let sql = format!(
        "select {COLUMNS} from invoice where account_id = $1 and (issued_at, id) < ($2, $3)
          order by issued_at desc, id desc limit $4"
    );
    tx.rows_text(&sql, args![account, at, id, most]).await?.iter().map(from_row).collect()
}

/// What is still to pay of `account`'s invoices, by currency; nothing where nothing is.
pub async fn open_totals(tx: &mut Tx, account: AccountId) -> Result<Vec<Money>, StoreError> {
    let rows = tx
        .rows(
            "select currency, cast(sum(total_minor - paid_minor - credit_used_minor) as bigint)
                    as open_minor
               from invoice where account_id = $1 and state = 'open'
              group by currency order by currency",
            args![account],
        )
        .await?;
    rows.iter().map(|row| row.money("open_minor")).collect()
}

/// What was invoiced since `since`, by currency and by whole days since then.
pub async fn invoiced_by_day(
    tx: &mut Tx,
    since: Timestamp,
) -> Result<Vec<(u32, Money)>, StoreError> {
    let rows = tx
        .rows(
            "select currency, day, cast(sum(total_minor) as bigint) as total_minor
               from (select currency, total_minor, (issued_at - $1) / 86400 as day
                       from invoice where issued_at >= $1) as issued
              group by currency, day order by currency, day",
            args![since],
        )
        .await?;
    rows.iter().map(|row| Ok((row.count("day")?, row.money("total_minor")?))).collect()
}

/// Books `amount` as paid; refused by assertion when more than open (the caller holds the lock).
pub async fn pay(
    tx: &mut Tx,
    issued: &Issued,
    amount: Money,
    now: Timestamp,
) -> Result<(), StoreError> {
    let left = issued.open().minus(amount);
    assert!(left.minor >= 0, "invoice {} would be overpaid", issued.invoice.number);
    let state = if left.is_zero() { "paid" } else { "open" };
    tx.execute(
        "update invoice set paid_minor = paid_minor + $3, paid_at = $4, state = $5,
                pdf = case when collects_on is null then pdf end, collects_on = null
          where account_id = $1 and id = $2",
        args![issued.invoice.account, issued.invoice.id, amount.minor, now, state],
    )
    .await?;
    Ok(())
}

/// The credit balance pays `amount`; refused by assertion when more than open (the caller holds the
/// lock).
pub async fn use_credit(
    tx: &mut Tx,
    issued: &Issued,
    amount: Money,
    now: Timestamp,
) -> Result<(), StoreError> {
    let left = issued.open().minus(amount);
    assert!(left.minor >= 0, "invoice {} would be overpaid", issued.invoice.number);
    let is_paid = left.is_zero();
    let paid_at = if is_paid { Some(now) } else { issued.settlement.paid_at };
    tx.execute(
        "update invoice set credit_used_minor = credit_used_minor + $3, paid_at = $4, state = $5
          where account_id = $1 and id = $2",
        args![
            issued.invoice.account,
            issued.invoice.id,
            amount.minor,
            paid_at,
            if is_paid { "paid" } else { "open" }
        ],
    )
    .await?;
    Ok(())
}

/// Notes how the payment that is booked next comes in; the caller holds the lock.
pub async fn note_means(
    tx: &mut Tx,
    issued: &Issued,
    means: PaymentMeans,
) -> Result<(), StoreError> {
    let means = issued.settlement.means_with(means).map(PaymentMeans::word);
    tx.execute(
        "update invoice set means = $3 where account_id = $1 and id = $2",
        args![issued.invoice.account, issued.invoice.id, means],
    )
    .await?;
    Ok(())
}

/// A debit of what is open is expected to be through by `on`; none: no debit is under way any more.
/// The document says so, and is made anew when it is wanted. The caller holds the lock.
pub async fn set_collects_on(
    tx: &mut Tx,
    account: AccountId,
    id: InvoiceId,
    on: Option<Date>,
) -> Result<(), StoreError> {
    tx.execute(
        "update invoice set collects_on = $3, pdf = null where account_id = $1 and id = $2",
        args![account, id, on.map(|on| on.to_string())],
    )
    .await?;
    Ok(())
}

/// Takes `amount` of what was paid off again: the invoice is open by as much (the caller holds the
/// lock). Refused by assertion when less was paid.
pub async fn unpay(tx: &mut Tx, issued: &Issued, amount: Money) -> Result<(), StoreError> {
    let paid = issued.settlement.paid.minus(amount);
    assert!(paid.minor >= 0, "more leaves invoice {} than came", issued.invoice.number);
    tx.execute(
        "update invoice set paid_minor = paid_minor - $3, paid_at = null, state = 'open'
          where account_id = $1 and id = $2",
        args![issued.invoice.account, issued.invoice.id, amount.minor],
    )
    .await?;
    Ok(())
}

/// The dunning of an unpaid invoice begins.
pub async fn begin_dunning(
    tx: &mut Tx,
    account: AccountId,
    id: InvoiceId,
    since: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update invoice set dunning_since = $3
          where account_id = $1 and id = $2 and dunning_since is null",
        args![account, id, since],
    )
    .await?;
    Ok(())
}

/// One more step of its dunning is done.
pub async fn dunned(tx: &mut Tx, account: AccountId, id: InvoiceId) -> Result<(), StoreError> {
    tx.execute(
        "update invoice set dunning_steps = dunning_steps + 1
          where account_id = $1 and id = $2",
        args![account, id],
    )
    .await?;
    Ok(())
}

/// Remembers where the PDF is kept; the first one stays (I-10).
pub async fn set_pdf(
    tx: &mut Tx,
    account: AccountId,
    id: InvoiceId,
    pdf: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "update invoice set pdf = $3 where account_id = $1 and id = $2 and pdf is null",
        args![account, id, pdf],
    )
    .await?;
    Ok(())
}

/// Invoices of all accounts whose document is not made yet, oldest first.
pub async fn without_pdf(tx: &mut Tx) -> Result<Vec<(AccountId, InvoiceId)>, StoreError> {
    let sql = "select account_id, id from invoice
                where pdf is null order by issued_at, id limit 1000";
    let rows = tx.rows(sql, args![]).await?;
    rows.iter().map(|row| Ok((row.parsed("account_id")?, row.parsed("id")?))).collect()
}

/// Running numbers of every series in order: gapless means 1, 2, 3 … (D2).
pub async fn running_numbers(tx: &mut Tx, series: &str) -> Result<Vec<i64>, StoreError> {
    let rows = tx
        .rows(
            "select running from invoice where series = $1
              union all select running from credit_note where series = $1
              order by running",
            args![series],
        )
        .await?;
    rows.iter().map(|row| row.int("running")).collect()
}

/// The names of all series.
pub async fn series(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    let rows = tx.rows("select series from invoice_series order by series", args![]).await?;
    rows.iter().map(|row| row.text("series")).collect()
}

fn from_row(row: &Row) -> Result<Issued, StoreError> {
    let invoice: Invoice = row.json("document")?;
    let settlement = Settlement {
        paid: row.money("paid_minor")?,
        paid_at: row.opt_time("paid_at")?,
        means: row
            .opt_text("means")?
            .map(|_| row.word("means", PaymentMeans::from_word))
            .transpose()?,
        credit_used: row.money("credit_used_minor")?,
        collects_on: row.opt_parsed("collects_on")?,
    };
    assert_eq!(
        invoice.draft.total,
        row.money("total_minor")?,
        "invoice {} differs from its row",
        invoice.number
    );
    Ok(Issued {
        invoice,
        settlement,
        order: row.opt_parsed("order_id")?,
        pdf: row.opt_text("pdf")?,
        dunning_since: row.opt_time("dunning_since")?,
        dunning_steps: row.count("dunning_steps")?,
    })
}
