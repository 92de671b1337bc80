//! What the database does without us: the rows a run of renewals wrote, written once more as bare
//! multi-row inserts into tables of the same columns, keys and indexes, without references.
//!
//! For `plenum bench renewals`: the measure beside its own number, taken in the same run.

use crate::args;
use crate::bulk::{self, Shape};
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::{Store, Tx};
use crate::value::Value;

/// A table the run writes, and its bare copy.
struct Copied {
    name: &'static str,
    /// Reads the next rows of the original: `$1` stands for the key before, in the order of keys.
    next: &'static str,
    /// The key in which the rows are read on.
    key: &'static str,
    insert: Shape,
    /// Columns in the order of the insert; numbers are marked by a `#`.
    columns: &'static [&'static str],
}

/// Where reading stands in each table, and how many rows were written by bare inserts so far.
#[derive(Debug)]
pub struct Progress {
    after: Vec<String>,
}

/// Rows of all tables, ready to be written.
pub struct Portion {
    values: Vec<Vec<Value>>,
    pub rows: u64,
}

const TABLES: [Copied; 9] = [
    Copied {
        name: "invoice",
        next: "select * from invoice where id > $1 order by id limit 500",
        key: "id",
        insert: Shape {
            before: "insert into bare_invoice (id, account_id, series, running, number, document,
                        currency, total_minor, paid_minor, state, order_id, issued_at, due_at)
                     values ",
            after: "",
            columns: 13,
        },
        columns: &[
            "id",
            "account_id",
            "series",
            "#running",
            "number",
            "document",
            "currency",
            "#total_minor",
            "#paid_minor",
            "state",
            "order_id",
            "#issued_at",
            "#due_at",
        ],
    },
    Copied {
        name: "subscription_period",
        next: "select * from subscription_period where subscription_id > $1
                order by subscription_id limit 500",
        key: "subscription_id",
        insert: Shape {
            before: "insert into bare_subscription_period (subscription_id, account_id,
                        period_index, starts_at, ends_at, invoice_id) values ",
            after: "",
            columns: 6,
        },
        columns: &[
            "subscription_id",
            "account_id",
            "#period_index",
            "#starts_at",
            "#ends_at",
            "invoice_id",
        ],
    },
    Copied {
        name: "subscription",
        next: "select * from subscription where id > $1 order by id limit 500",
        key: "id",
        insert: Shape {
            before: "insert into bare_subscription (id, account_id, order_id, product, tier,
                        currency, interval, anchor_date, zone, policy, catalog_number,
                        period_index, period_start, period_end, state, created_at, anchor_day,
                        anchor_base, anchor_time) values ",
            after: "",
            columns: 19,
        },
        columns: &[
            "id",
            "account_id",
            "order_id",
            "product",
            "tier",
            "currency",
            "interval",
            "anchor_date",
            "zone",
            "policy",
            "#catalog_number",
            "#period_index",
            "#period_start",
            "#period_end",
            "state",
            "#created_at",
            "#anchor_day",
            "#anchor_base",
            "anchor_time",
        ],
    },
    Copied {
        name: "ledger_entry",
        next: "select * from ledger_entry where id > $1 order by id limit 500",
        key: "id",
        insert: Shape {
            before: "insert into bare_ledger_entry (id, account_id, sequence, currency, kind,
                        reference, description, at, previous_hash, hash) values ",
            after: "",
            columns: 10,
        },
        columns: &[
            "id",
            "account_id",
            "#sequence",
            "currency",
            "kind",
            "reference",
            "description",
            "#at",
            "previous_hash",
            "hash",
        ],
    },
    Copied {
        name: "ledger_leg",
        next: "select * from ledger_leg
                where entry_id > $1 and entry_id in
                      (select id from ledger_entry where id > $1 order by id limit 500)
                order by entry_id, position",
        key: "entry_id",
        insert: Shape {
            before: "insert into bare_ledger_leg (entry_id, position, account_id, ledger_account,
                        currency, amount_minor) values ",
            after: "",
            columns: 6,
        },
        columns: &[
            "entry_id",
            "#position",
            "account_id",
            "ledger_account",
            "currency",
            "#amount_minor",
        ],
    },
    Copied {
        name: "payment_attempt",
        next: "select * from payment_attempt where id > $1 order by id limit 500",
        key: "id",
        insert: Shape {
            before: "insert into bare_payment_attempt (id, account_id, order_id, invoice_id,
                        method_id, currency, amount_minor, state, look_ups, created_at, updated_at)
                     values ",
            after: "",
            columns: 11,
        },
        columns: &[
            "id",
            "account_id",
            "order_id",
            "invoice_id",
            "method_id",
            "currency",
            "#amount_minor",
            "state",
            "#look_ups",
            "#created_at",
            "#updated_at",
        ],
    },
    Copied {
        name: "audit",
        next: "select * from audit where id > $1 order by id limit 1000",
        key: "id",
        insert: Shape {
            before: "insert into bare_audit (id, account_id, sequence, at, person_id, actor, via,
                        ip, action, subject, change, previous_hash, hash) values ",
            after: "",
            columns: 13,
        },
        columns: &[
            "id",
            "account_id",
            "#sequence",
            "#at",
            "person_id",
            "actor",
            "via",
            "ip",
            "action",
            "subject",
            "change",
            "previous_hash",
            "hash",
        ],
    },
    Copied {
        name: "due",
        next: "select * from due where id > $1 order by id limit 1500",
        key: "id",
        insert: Shape {
            before: "insert into bare_due (id, account_id, lane, kind, key, payload, due_at, state,
                        attempts, created_at) values ",
            after: "",
            columns: 10,
        },
        columns: &[
            "id",
            "account_id",
            "lane",
            "kind",
            "key",
            "payload",
            "#due_at",
            "state",
            "#attempts",
            "#created_at",
        ],
    },
    Copied {
        name: "webhook_event",
        next: "select * from webhook_event where id > $1 order by id limit 1000",
        key: "id",
        insert: Shape {
            before: "insert into bare_webhook_event (id, account_id, kind, payload, created_at)
                     values ",
            after: "",
            columns: 5,
        },
        columns: &["id", "account_id", "kind", "payload", "#created_at"],
    },
];

/// Makes the bare tables, empty.
pub async fn make(store: &Store) -> Result<Progress, StoreError> {
    let mut tx = store.begin().await?;
    for table in &TABLES {
        let script = match tx.dialect() {
            Dialect::Postgres => {
                format!("create table bare_{0} (like {0} including all)", table.name)
            }
            Dialect::Sqlite => sqlite_copy(&mut tx, table.name).await?,
        };
        tx.script(&script).await?;
    }
    tx.commit().await?;
    Ok(Progress { after: vec![String::new(); TABLES.len()] })
}

/// The statements that made the table and its indexes, without references, for its copy.
async fn sqlite_copy(tx: &mut Tx, table: &str) -> Result<String, StoreError> {
    let rows = tx
        .rows(
            "select type, name, sql from sqlite_master
              where tbl_name = $1 and sql is not null and type in ('table', 'index')
              order by type desc",
            args![table],
        )
        .await?;
    let mut script = String::new();
    for row in &rows {
        let (name, sql) = (row.text("name")?, row.text("sql")?);
        let sql = sql.replacen(&name, &format!("bare_{name}"), 1);
        let sql = sql.replacen(&format!(" on {table} "), &format!(" on bare_{table} "), 1);
        let lines = sql.lines().filter(|line| !line.trim_start().starts_with("foreign key"));
        let lines: Vec<String> = lines.map(without_reference).collect();
        let text = lines.join("\n");
        // The last line may have been a foreign key: no comma before the end.
        let text = text.replace(",\n)", "\n)");
        script.push_str(&text);
        script.push_str(";\n");
    }
    Ok(script)
}

fn without_reference(line: &str) -> String {
    match line.split_once(" references ") {
        Some((before, after)) => {
            let rest = after.split_once(')').map_or("", |(_, rest)| rest);
            format!("{before}{rest}")
        }
        None => line.to_owned(),
    }
}

/// Reads what about 500 renewals wrote, after what was read before; no rows at the end.
pub async fn read(store: &Store, progress: &mut Progress) -> Result<Portion, StoreError> {
    let mut tx = store.read().await?;
    let mut portion = Portion { values: Vec::new(), rows: 0 };
    for (table, after) in TABLES.iter().zip(&mut progress.after) {
        let rows = tx.rows(table.next, args![&*after]).await?;
        let mut values = Vec::with_capacity(rows.len() * table.columns.len());
        for row in &rows {
            for column in table.columns {
                values.push(match column.strip_prefix('#') {
                    Some(number) => row.opt_int(number)?.into(),
                    None => row.opt_text(column)?.into(),
                });
            }
            portion.rows += 1;
        }
        if let Some(last) = rows.last() {
            *after = last.text(table.key)?;
        }
        portion.values.push(values);
    }
    Ok(portion)
}

/// Writes a portion in one transaction, as bare as it can be.
pub async fn write(store: &Store, portion: Portion) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    for (table, values) in TABLES.iter().zip(portion.values) {
        bulk::write(&mut tx, table.insert, values).await?;
    }
    tx.commit().await
}
