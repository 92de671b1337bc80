//! Requests for exemption from tax, with what became of them (A6).
//!
//! What was granted and has not ended stands beside the account too, written again here with every
//! change of a state.

use billing::exemption::{Certificate, ExemptionState};
use people::certificate::CertificateKind;
use units::id::{AccountId, PersonId, TaxExemptionId};
use units::{Date, Timestamp};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;
use crate::value::json;

/// A request, and how it was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    pub id: TaxExemptionId,
    pub account: AccountId,
    pub state: ExemptionState,
    pub certificate: Certificate,
    /// Name of the file among the blobs.
    pub file: String,
    pub file_kind: CertificateKind,
    pub file_bytes: u32,
    pub asked_by: PersonId,
    pub asked_at: Timestamp,
    /// When it was granted, refused, withdrawn; who did, as the audit trail names them.
    pub decided_at: Option<Timestamp>,
    pub decided_by: Option<String>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// Numbers of the credit notes its granting brought.
    pub credited: Vec<String>,
    /// The day its end was announced last, or else that of its granting.
    pub told_on: Option<Date>,
}

const COLUMNS: &str = "id, account_id, state, country, number, valid_from, valid_until, file,
        file_kind, file_bytes, asked_by, asked_at, decided_by, decided_at, reason, credited,
        told_on";

/// Writes a request. Refused as taken while another one of the account waits.
pub async fn insert(tx: &mut Tx, asked: &Exemption) -> Result<(), StoreError> {
    tx.execute(
        "insert into tax_exemption (id, account_id, state, country, number, valid_from,
                valid_until, file, file_kind, file_bytes, asked_by, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        args![
            asked.id,
            asked.account,
            asked.state.word(),
            asked.certificate.country,
            &asked.certificate.number,
            asked.certificate.from,
            asked.certificate.until.map(|until| until.to_string()),
            &asked.file,
            asked.file_kind.word(),
            asked.file_bytes,
            asked.asked_by,
            asked.asked_at
        ],
    )
    .await?;
    Ok(())
}

pub async fn find(
    tx: &mut Tx,
    account: AccountId,
    id: TaxExemptionId,
) -> Result<Option<Exemption>, StoreError> {
    let sql = format!("select {COLUMNS} from tax_exemption where account_id = $1 and id = $2");
    tx.rows_text(&sql, args![account, id]).await?.first().map(from_row).transpose()
}

/// The request `id`, whoever's it is: for the operator.
pub async fn find_any(tx: &mut Tx, id: TaxExemptionId) -> Result<Option<Exemption>, StoreError> {
    let sql = format!("select {COLUMNS} from tax_exemption where id = $1");
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// Requests of `account`, newest first.
pub async fn list(
    tx: &mut Tx,
    account: AccountId,
    most: u32,
) -> Result<Vec<Exemption>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from tax_exemption where account_id = $1
          order by asked_at desc, id desc limit $2"
    );
    tx.rows_text(&sql, args![account, most]).await?.iter().map(from_row).collect()
}

/// Requests of all accounts that wait for the operator, oldest first.
pub async fn waiting(tx: &mut Tx, most: u32) -> Result<Vec<Exemption>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from tax_exemption where state = 'requested'
          order by asked_at, id limit $1"
    );
    tx.rows_text(&sql, args![most]).await?.iter().map(from_row).collect()
}

/// Requests of all accounts that do not wait any more, newest first.
pub async fn decided(tx: &mut Tx, most: u32) -> Result<Vec<Exemption>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from tax_exemption where state <> 'requested'
          order by asked_at desc, id desc limit $1"
    );
    tx.rows_text(&sql, args![most]).await?.iter().map(from_row).collect()
}

/// Writes what became of `decided`, and what counts for the account from now on; the caller holds
/// the account's lock.
pub async fn decide(tx: &mut Tx, decided: &Exemption) -> Result<(), StoreError> {
    tx.execute(
        "update tax_exemption set state = $3, decided_by = $4, decided_at = $5, reason = $6,
                credited = $7, told_on = $8
          where account_id = $1 and id = $2",
        args![
            decided.account,
            decided.id,
            decided.state.word(),
            decided.decided_by.as_deref(),
            decided.decided_at,
            decided.reason.as_deref(),
            json(&decided.credited),
            decided.told_on.map(|day| day.to_string())
        ],
    )
    .await?;
    let granted = granted(tx, decided.account).await?;
    let granted = (!granted.is_empty()).then(|| json(&granted));
    tx.execute("update account set exemptions = $2 where id = $1", args![decided.account, granted])
        .await?;
    Ok(())
}

/// The certificates that count for `account`.
async fn granted(tx: &mut Tx, account: AccountId) -> Result<Vec<Certificate>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from tax_exemption where account_id = $1 and state = 'granted'
          order by asked_at, id limit 100"
    );
    let rows = tx.rows_text(&sql, args![account]).await?;
    rows.iter().map(|row| from_row(row).map(|found| found.certificate)).collect()
}

fn from_row(row: &Row) -> Result<Exemption, StoreError> {
    Ok(Exemption {
        id: row.parsed("id")?,
        account: row.parsed("account_id")?,
        state: row.word("state", ExemptionState::from_word)?,
        certificate: Certificate {
            country: row.parsed("country")?,
            number: row.text("number")?,
            from: row.parsed("valid_from")?,
            until: row.opt_parsed("valid_until")?,
        },
        file: row.text("file")?,
        file_kind: row.word("file_kind", CertificateKind::from_word)?,
        file_bytes: row.count("file_bytes")?,
        asked_by: row.parsed("asked_by")?,
        asked_at: row.time("asked_at")?,
        decided_at: row.opt_time("decided_at")?,
        decided_by: row.opt_text("decided_by")?,
        reason: row.opt_text("reason")?,
        credited: row.opt_json("credited")?.unwrap_or_default(),
        told_on: row.opt_parsed("told_on")?,
    })
}
