//! The audit trail: who did what, when, from where, one hash chain per account (P4, I-03, I-23).

use std::collections::BTreeMap;

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
#[derive(Clone, Debug)]
pub struct End {
    head: Head,
    /// Somebody may be told: the account has had an endpoint for webhooks.
    pub heard: bool,
}

/// Entries a transaction has sealed and not written yet: an order leaves seven, which go in one
/// statement before its commit.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    links: Vec<Link>,
    /// Where chains end, as far as it was asked for: what is pending is counted.
    ends: BTreeMap<AccountId, End>,
}

impl Pending {
    /// What is to be written now.
    pub(crate) fn take(&mut self) -> Option<Rows> {
        let links = std::mem::take(&mut self.links);
        (!links.is_empty()).then(|| rows(links))
    }

    /// The end of the chain of `account` that ends with `written` in the database.
    pub(crate) fn after(&self, account: AccountId, written: Head) -> Head {
        let last = self.links.iter().rfind(|link| link.account == account);
        let last = last.filter(|link| link.sequence > written.sequence);
        last.map_or(written, |link| Head { sequence: link.sequence, hash: link.hash.clone() })
    }

    /// Somebody else seals entries of `account` from here on.
    pub(crate) fn hand_over(&mut self, account: AccountId) {
        self.ends.remove(&account);
    }
}

/// Appends an entry to its account's chain, which ended with `end`. It is written with others when
/// the transaction commits.
pub fn append(tx: &mut Tx, end: End, entry: NewEntry<'_>) {
    let End { mut head, heard } = end;
    let account = entry.account;
    let link = Link::seal(&mut head, entry);
    let pending = tx.trail();
    pending.links.push(link);
    pending.ends.insert(account, End { head, heard });
}

/// Writes sealed entries with what `append` leaves. Whoever sealed them holds the accounts' locks.
pub fn keep(tx: &mut Tx, links: Vec<Link>) {
    tx.trail().links.extend(links);
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

/// The account's row is the lock that keeps two appends apart. What every entry asks, the first of
/// a transaction asks at once.
pub async fn end(tx: &mut Tx, account: AccountId) -> Result<End, StoreError> {
    if let Some(end) = tx.trail().ends.get(&account) {
        return Ok(end.clone());
    }
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
    let (written, heard) = match row {
        Some(row) => {
            let head = Head { sequence: row.int("sequence")?, hash: row.text("hash")? };
            (head, row.int("heard")? > 0)
        }
        None => (Head::default(), true),
    };
    let end = End { head: tx.trail().after(account, written), heard };
    tx.trail().ends.insert(account, end.clone());
    Ok(end)
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

/// Entries of `account` before sequence `before` (0: from the newest), newest first; those this
/// transaction has not written yet are not among them.
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
