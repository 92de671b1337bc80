//! The audit trail: who did what, when, from where, one hash chain per account (P4, I-03, I-23).

use billing::ledger::hex;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use units::Timestamp;
use units::id::{AccountId, AuditEntryId, PersonId};

use crate::args;
use crate::bulk::{Rows, Shape};
use crate::error::StoreError;
use crate::ledger::Head;
use crate::row::Row;
use crate::tx::Tx;

/// An entry to write.
pub struct NewEntry<'a> {
    pub id: AuditEntryId,
    pub account: AccountId,
    pub at: Timestamp,
    pub by: &'a By,
    /// `order.placed`, `site.ready` …: also the webhook event's type where there is one.
    pub action: &'a str,
    /// What it was done to: an id, a name.
    pub subject: &'a str,
    /// Before and after, or the particulars.
    pub change: Json,
}

/// Who did it and how it reached us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    pub person: Option<PersonId>,
    /// Name as it was then, or `system`.
    pub actor: String,
    /// `portal`, `api`, `job`, `command`.
    pub via: &'static str,
    pub ip: String,
}

impl By {
    /// Work done by the house itself.
    pub fn system() -> By {
        By { person: None, actor: "system".to_owned(), via: "job", ip: String::new() }
    }
}

/// An entry sealed into its account's chain.
#[derive(Clone, Debug)]
pub struct Link {
    id: AuditEntryId,
    account: AccountId,
    sequence: i64,
    at: Timestamp,
    by: By,
    action: String,
    subject: String,
    change: String,
    previous: String,
    hash: String,
}

impl Link {
    /// Seals `entry` to the end of the chain `head`, which ends with it from now on.
    pub fn seal(head: &mut Head, entry: NewEntry<'_>) -> Link {
        head.sequence += 1;
        let change = entry.change.to_string();
        let hash = chain_hash(&[
            &head.hash,
            &entry.account.to_string(),
            &head.sequence.to_string(),
            &entry.at.seconds().to_string(),
            &entry.by.actor,
            entry.by.via,
            entry.action,
            entry.subject,
            &change,
        ]);
        let previous = std::mem::replace(&mut head.hash, hash.clone());
        Link {
            id: entry.id,
            account: entry.account,
            sequence: head.sequence,
            at: entry.at,
            by: entry.by.clone(),
            action: entry.action.to_owned(),
            subject: entry.subject.to_owned(),
            change,
            previous,
            hash,
        }
    }
}

/// Where an account's chain ends, locked until the end of the transaction.
#[derive(Debug)]
pub struct End {
    head: Head,
    /// Somebody may be told: the account has had an endpoint for webhooks.
    pub heard: bool,
}

/// Appends an entry to its account's chain, which ended with `end`.
pub async fn append(tx: &mut Tx, end: End, entry: NewEntry<'_>) -> Result<(), StoreError> {
    let mut head = end.head;
    rows(vec![Link::seal(&mut head, entry)]).write(tx).await?;
    Ok(())
}

/// The rows of sealed entries. Whoever writes them holds the accounts' locks.
pub fn rows(links: Vec<Link>) -> Rows {
    const SHAPE: Shape = Shape {
        before:
            "insert into audit (id, account_id, sequence, at, person_id, actor, via, ip, action,
                                    subject, change, previous_hash, hash) values ",
        after: "",
        columns: 13,
    };
    let mut values = Vec::with_capacity(links.len() * SHAPE.columns);
    for link in links {
        values.extend([
            link.id.into(),
            link.account.into(),
            link.sequence.into(),
            link.at.into(),
            link.by.person.into(),
            link.by.actor.into(),
            link.by.via.into(),
            link.by.ip.into(),
            link.action.into(),
            link.subject.into(),
            link.change.into(),
            link.previous.into(),
            link.hash.into(),
        ]);
    }
    Rows::new(SHAPE, values)
}

/// The account's row is the lock that keeps two appends apart. What every entry asks, it asks at
/// once: an order has seven.
pub async fn end(tx: &mut Tx, account: AccountId) -> Result<End, StoreError> {
    tx.lock_row("select id from account where id = $1", args![account]).await?;
    let row = tx
        .row(
            "select a.sequence, a.hash,
                    (select count(*) from webhook_endpoint where account_id = $1) as heard
               from audit a where a.account_id = $1
              order by a.sequence desc limit 1",
            args![account],
        )
        .await?;
    row.map_or(Ok(End { head: Head::default(), heard: true }), |row| {
        let head = Head { sequence: row.int("sequence")?, hash: row.text("hash")? };
        Ok(End { head, heard: row.int("heard")? > 0 })
    })
}

fn chain_hash(parts: &[&str]) -> String {
    hex(&Sha256::digest(parts.join("\u{1f}").as_bytes()))
}

/// An entry read back.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Entry {
    pub id: AuditEntryId,
    pub sequence: i64,
    pub at: Timestamp,
    pub person: Option<PersonId>,
    pub actor: String,
    pub via: String,
    pub ip: String,
    pub action: String,
    pub subject: String,
    pub change: Json,
    pub previous_hash: String,
    pub hash: String,
}

impl Entry {
    /// Does it continue the chain of `account` from `previous`?
    pub fn continues(&self, account: AccountId, previous: &str) -> bool {
        let hash = chain_hash(&[
            previous,
            &account.to_string(),
            &self.sequence.to_string(),
            &self.at.seconds().to_string(),
            &self.actor,
            &self.via,
            &self.action,
            &self.subject,
            &self.change.to_string(),
        ]);
        self.previous_hash == previous && self.hash == hash
    }
}

/// Entries of `account` before sequence `before` (0: from the newest), newest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    before: i64,
    most: u32,
) -> Result<Vec<Entry>, StoreError> {
    let before = if before > 0 { before } else { i64::MAX };
    let rows = tx
        .rows(
            "select id, sequence, at, person_id, actor, via, ip, action, subject, change,
                    previous_hash, hash
               from audit where account_id = $1 and sequence < $2
              order by sequence desc limit $3",
            args![account, before, most],
        )
        .await?;
    rows.iter().map(from_row).collect()
}

fn from_row(row: &Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        id: row.parsed("id")?,
        sequence: row.int("sequence")?,
        at: row.time("at")?,
        person: row.opt_parsed("person_id")?,
        actor: row.text("actor")?,
        via: row.text("via")?,
        ip: row.text("ip")?,
        action: row.text("action")?,
        subject: row.text("subject")?,
        change: row.json("change")?,
        previous_hash: row.text("previous_hash")?,
        hash: row.text("hash")?,
    })
}
