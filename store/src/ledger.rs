//! The ledger's rows: appended once per kind and reference, read back for check and export (D3).

use billing::ledger::{Entry, EntryKind, Posted};
use units::id::{AccountId, LedgerEntryId};
use units::{Currency, Money, Timestamp};

use crate::args;
use crate::bulk::{Rows, Shape};
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Value;

/// Where an account's chain stands: the next link continues from here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Of the last link; 0 before the first.
    pub sequence: i64,
    pub hash: String,
}

/// An entry sealed into its account's chain.
#[derive(Clone, Debug)]
pub struct Link {
    pub id: LedgerEntryId,
    pub sequence: i64,
    pub previous: String,
    pub hash: String,
    pub entry: Entry,
}

impl Head {
    /// Seals `entry` to the end of the chain, which ends with it from now on.
    pub fn link(&mut self, id: LedgerEntryId, entry: Entry) -> Link {
        self.sequence += 1;
        let hash = entry.hash(self.sequence, &self.hash);
        let previous = std::mem::replace(&mut self.hash, hash.clone());
        Link { id, sequence: self.sequence, previous, hash, entry }
    }
}

/// Appends `entry` to its account's chain. Refused as taken if it was posted before.
pub async fn post(tx: &mut Tx, id: LedgerEntryId, entry: &Entry) -> Result<(), StoreError> {
    tx.lock_row("select id from account where id = $1", args![entry.account]).await?;
    let last = tx
        .row(
            "select sequence, hash from ledger_entry where account_id = $1
              order by sequence desc limit 1",
            args![entry.account],
        )
        .await?;
    let mut head = match last {
        Some(row) => Head { sequence: row.int("sequence")?, hash: row.text("hash")? },
        None => Head::default(),
    };
    for rows in rows(&[head.link(id, entry.clone())]) {
        rows.write(tx).await?;
    }
    Ok(())
}

/// The rows of sealed entries, and of their legs. Whoever writes them holds the accounts' locks.
pub fn rows(links: &[Link]) -> [Rows; 2] {
    const ENTRIES: Shape = Shape {
        before: "insert into ledger_entry (id, account_id, sequence, currency, kind, reference,
                                           description, at, previous_hash, hash) values ",
        after: "",
        columns: 10,
    };
    const LEGS: Shape = Shape {
        before: "insert into ledger_leg (entry_id, position, account_id, ledger_account, currency,
                                         amount_minor) values ",
        after: "",
        columns: 6,
    };
    let mut entries = Vec::with_capacity(links.len() * ENTRIES.columns);
    let mut legs = Vec::new();
    for Link { id, sequence, previous, hash, entry } in links {
        entries.extend([
            (*id).into(),
            entry.account.into(),
            (*sequence).into(),
            entry.currency.into(),
            entry.kind.word().into(),
            Value::from(&entry.reference),
            Value::from(&entry.description),
            entry.at.into(),
            previous.into(),
            hash.into(),
        ]);
        for (position, leg) in (0u32..).zip(&entry.legs) {
            legs.extend([
                (*id).into(),
                position.into(),
                entry.account.into(),
                Value::from(&leg.account),
                leg.amount.currency.into(),
                leg.amount.minor.into(),
            ]);
        }
    }
    [Rows::new(ENTRIES, entries), Rows::new(LEGS, legs)]
}

/// Is the entry of `kind` and `reference` among the books of `account`?
pub async fn is_posted(
    tx: &mut Tx,
    account: AccountId,
    kind: EntryKind,
    reference: &str,
) -> Result<bool, StoreError> {
    let row = tx
        .row(
            "select id from ledger_entry
              where account_id = $1 and kind = $2 and reference = $3",
            args![account, kind.word(), reference],
        )
        .await?;
    Ok(row.is_some())
}

/// What `account` has to its credit in `currency` and can use: not negative. What is on its way
/// back to where it was paid from is not there any more, although its entry follows when it has
/// arrived.
pub async fn credit_balance(
    tx: &mut Tx,
    account: AccountId,
    currency: Currency,
) -> Result<Money, StoreError> {
    let row = tx
        .row(
            "select cast(coalesce(sum(amount_minor), 0) as bigint) as standing from ledger_leg
              where account_id = $1 and ledger_account = 'liabilities:credit' and currency = $2",
            args![account, currency],
        )
        .await?;
    // A credit balance is what we owe: a credit leg, which is negative.
    let standing = row.map(|row| row.int("standing")).transpose()?.unwrap_or_default();
    assert!(standing <= 0, "the credit balance of {account} is below nothing");
    let leaving = crate::refund::leaving(tx, account, currency).await?;
    let left = -standing - leaving.minor;
    Ok(Money::new(left.max(0), currency))
}

/// What `account` has to its credit and can use, by currency, as `credit_balance` says; nothing
/// where it has none.
pub async fn credit_balances(tx: &mut Tx, account: AccountId) -> Result<Vec<Money>, StoreError> {
    let rows = tx
        .rows(
            "select currency from ledger_leg
              where account_id = $1 and ledger_account = 'liabilities:credit'
              group by currency having sum(amount_minor) <> 0 order by currency",
            args![account],
        )
        .await?;
    let mut balances = Vec::new();
    for row in &rows {
        balances.push(credit_balance(tx, account, row.parsed("currency")?).await?);
    }
    balances.retain(|balance| balance.is_positive());
    Ok(balances)
}

/// One move of an account's credit balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditMove {
    pub kind: EntryKind,
    /// Id of the credit note, invoice or refund.
    pub reference: String,
    /// Number of the document.
    pub description: String,
    pub at: Timestamp,
    /// Positive: to the account's credit.
    pub amount: Money,
}

/// How the credit balance of `account` came about, newest first.
pub async fn credit_moves(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<CreditMove>, StoreError> {
    let rows = tx
        .rows(
            "select e.kind, e.reference, e.description, e.currency, e.at,
                    -l.amount_minor as moved_minor
               from ledger_leg l join ledger_entry e on e.id = l.entry_id
              where l.account_id = $1 and l.ledger_account = 'liabilities:credit'
              order by e.sequence desc limit $2",
            args![account, most],
        )
        .await?;
    let moved = |row: &crate::row::Row| {
        Ok(CreditMove {
            kind: row.word("kind", EntryKind::from_word)?,
            reference: row.text("reference")?,
            description: row.text("description")?,
            at: row.time("at")?,
            amount: row.money("moved_minor")?,
        })
    };
    rows.iter().map(moved).collect()
}

/// Every entry of `account`, in order.
pub async fn entries(tx: &mut Tx, account: AccountId) -> Result<Vec<Posted>, StoreError> {
    let rows = tx
        .rows(
            "select e.id, e.sequence, e.kind, e.reference, e.description, e.currency, e.at,
                    e.previous_hash, e.hash, l.ledger_account, l.amount_minor
               from ledger_entry e join ledger_leg l on l.entry_id = e.id
              where e.account_id = $1 and l.account_id = $1
              order by e.sequence, l.position",
            args![account],
        )
        .await?;
    let mut entries: Vec<Posted> = Vec::new();
    for row in &rows {
        let sequence = row.int("sequence")?;
        if entries.last().map(|entry| entry.sequence) != Some(sequence) {
            entries.push(Posted {
                account,
                sequence,
                kind: row.word("kind", EntryKind::from_word)?,
                reference: row.text("reference")?,
                description: row.text("description")?,
                currency: row.parsed("currency")?,
                at: row.time("at")?,
                previous_hash: row.text("previous_hash")?,
                hash: row.text("hash")?,
                legs: Vec::new(),
            });
        }
        let leg = (row.text("ledger_account")?, row.int("amount_minor")?);
        if let Some(entry) = entries.last_mut() {
            entry.legs.push(leg);
        }
    }
    Ok(entries)
}

/// The latest entries of all accounts, newest first, `most` legs at most: for the operator.
pub async fn latest(tx: &mut Tx, most: u32) -> Result<Vec<Leg>, StoreError> {
    let rows = tx
        .rows(
            "select e.account_id, e.sequence, e.kind, e.description, e.currency, e.at,
                    l.ledger_account, l.amount_minor
               from ledger_entry e join ledger_leg l on l.entry_id = e.id
              order by e.at desc, e.account_id desc, e.sequence desc, l.position limit $1",
            args![most],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Leg {
                account: row.parsed("account_id")?,
                sequence: row.int("sequence")?,
                kind: row.text("kind")?,
                description: row.text("description")?,
                at: row.time("at")?,
                ledger_account: row.text("ledger_account")?,
                amount: row.money("amount_minor")?,
            })
        })
        .collect()
}

/// One line of an entry, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    pub account: AccountId,
    pub sequence: i64,
    pub kind: String,
    pub description: String,
    pub at: Timestamp,
    pub ledger_account: String,
    /// Positive: debit.
    pub amount: Money,
}

/// Accounts that have ledger entries, after `after`, by id.
pub async fn accounts(tx: &mut Tx, after: &str, most: u32) -> Result<Vec<AccountId>, StoreError> {
    let rows = tx
        .rows(
            "select distinct account_id from ledger_entry where account_id > $1
              order by account_id limit $2",
            args![after, most],
        )
        .await?;
    rows.iter().map(|row| row.parsed("account_id")).collect()
}

/// What the books and the documents say, side by side, for the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    pub invoices: i64,
    pub invoice_entries: i64,
    pub credit_notes: i64,
    pub credit_note_entries: i64,
    /// Invoices that the credit paid of, and those with entries of it: one may be paid of twice.
    pub credits_used: i64,
    pub credit_used_entries: i64,
    pub payments: i64,
    pub payment_entries: i64,
    pub refunds: i64,
    pub refund_entries: i64,
    pub refunds_returned: i64,
    pub refund_returned_entries: i64,
    pub chargebacks: i64,
    pub chargeback_entries: i64,
    pub transfers: i64,
    pub transfer_entries: i64,
}

/// Counts documents and their entries: equal numbers mean each is posted once (the schema sees to
/// "at most once").
pub async fn totals(tx: &mut Tx) -> Result<Totals, StoreError> {
    let row = tx
        .row(
            "select (select count(*) from invoice) as invoices,
                    (select count(*) from ledger_entry where kind = 'invoice') as invoice_entries,
                    (select count(*) from credit_note) as credit_notes,
                    (select count(*) from ledger_entry where kind = 'credit_note')
                      as credit_note_entries,
                    (select count(*) from invoice where credit_used_minor > 0) as credits_used,
                    (select count(distinct substr(reference, 1, 36)) from ledger_entry
                      where kind = 'credit_used') as credit_used_entries,
                    (select count(*) from payment_attempt where state = 'succeeded') as payments,
                    (select count(*) from ledger_entry where kind = 'payment') as payment_entries,
                    (select count(*) from refund where booked_at is not null) as refunds,
                    (select count(*) from ledger_entry where kind = 'refund') as refund_entries,
                    (select count(*) from refund where returned_at is not null)
                      as refunds_returned,
                    (select count(*) from ledger_entry where kind = 'refund_returned')
                      as refund_returned_entries,
                    (select count(*) from chargeback) as chargebacks,
                    (select count(*) from ledger_entry where kind = 'chargeback')
                      as chargeback_entries,
                    (select count(*) from bank_transfer) as transfers,
                    (select count(*) from ledger_entry where kind = 'transfer')
                      as transfer_entries",
            args![],
        )
        .await?
        .ok_or_else(|| StoreError::corrupt("count", "nothing"))?;
    Ok(Totals {
        invoices: row.int("invoices")?,
        invoice_entries: row.int("invoice_entries")?,
        credit_notes: row.int("credit_notes")?,
        credit_note_entries: row.int("credit_note_entries")?,
        credits_used: row.int("credits_used")?,
        credit_used_entries: row.int("credit_used_entries")?,
        payments: row.int("payments")?,
        payment_entries: row.int("payment_entries")?,
        refunds: row.int("refunds")?,
        refund_entries: row.int("refund_entries")?,
        refunds_returned: row.int("refunds_returned")?,
        refund_returned_entries: row.int("refund_returned_entries")?,
        chargebacks: row.int("chargebacks")?,
        chargeback_entries: row.int("chargeback_entries")?,
        transfers: row.int("transfers")?,
        transfer_entries: row.int("transfer_entries")?,
    })
}

/// What stands in a ledger account, all customers together, by currency; nothing where it is zero.
pub async fn standing(tx: &mut Tx, ledger_account: &str) -> Result<Vec<Money>, StoreError> {
    let rows = tx
        .rows(
            "select currency, cast(sum(amount_minor) as bigint) as amount_minor
               from ledger_leg where ledger_account = $1
              group by currency having sum(amount_minor) <> 0 order by currency",
            args![ledger_account],
        )
        .await?;
    rows.iter().map(|row| row.money("amount_minor")).collect()
}
