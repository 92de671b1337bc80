//! How sites look to their guests (B7): accent colour and logo, and the logos that were uploaded.
//! The bytes are among the blobs.

use people::photo::PhotoKind;
use people::site::brand::{Alternative, Brand, Logo};
use units::Timestamp;
use units::id::{AccountId, SiteId, SiteLogoId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// A logo that was uploaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Uploaded {
    pub id: SiteLogoId,
    pub site: SiteId,
    pub account: AccountId,
    pub kind: PhotoKind,
    /// Size of its file.
    pub bytes: u32,
}

const COLUMNS: &str = "l.id, l.site_id, l.account_id, l.kind, l.bytes";

/// What the site shows, whoever asks.
pub async fn of(tx: &mut Tx, site: SiteId) -> Result<Brand, StoreError> {
    let row = tx
        .row("select accent, logo_id, logo_alternative from site where id = $1", args![site])
        .await?;
    let Some(row) = row else { return Ok(Brand::default()) };
    let logo = match row.opt_parsed("logo_id")? {
        Some(id) => Some(Logo { id, alternative: row.parsed::<Alternative>("logo_alternative")? }),
        None => None,
    };
    Ok(Brand { accent: row.opt_parsed("accent")?, logo })
}

/// The account's site shows `brand` from now on.
pub async fn set(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    brand: &Brand,
) -> Result<(), StoreError> {
    let logo = brand.logo.as_ref();
    tx.execute(
        "update site set accent = $3, logo_id = $4, logo_alternative = $5, version = version + 1
          where account_id = $1 and id = $2",
        args![
            account,
            site,
            brand.accent.map(|accent| accent.to_string()),
            logo.map(|logo| logo.id),
            logo.map(|logo| logo.alternative.as_str())
        ],
    )
    .await?;
    Ok(())
}

pub async fn add_logo(tx: &mut Tx, logo: &Uploaded, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into site_logo (id, site_id, account_id, kind, bytes, uploaded_at)
         values ($1, $2, $3, $4, $5, $6)",
        args![logo.id, logo.site, logo.account, logo.kind.word(), logo.bytes, now],
    )
    .await?;
    Ok(())
}

/// A logo that was uploaded for the account's site.
pub async fn logo(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    id: SiteLogoId,
) -> Result<Option<Uploaded>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from site_logo l
          where l.account_id = $1 and l.site_id = $2 and l.id = $3"
    );
    tx.rows_text(&sql, args![account, site, id]).await?.first().map(from_row).transpose()
}

/// The logo, if a site shows it to everybody.
pub async fn shown(tx: &mut Tx, id: SiteLogoId) -> Result<Option<Uploaded>, StoreError> {
    let sql = format!(
        "select {COLUMNS} from site_logo l join site s on s.id = l.site_id and s.logo_id = l.id
          where l.id = $1"
    );
    tx.rows_text(&sql, args![id]).await?.first().map(from_row).transpose()
}

/// Logos of the account's site that it does not show, latest first: all but the first `kept`, and
/// no more than `most` of those.
pub async fn unused(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    kept: u32,
    most: u32,
) -> Result<Vec<SiteLogoId>, StoreError> {
    let rows = tx
        .rows(
            "select l.id from site_logo l join site s on s.id = l.site_id
              where l.account_id = $1 and l.site_id = $2
                and (s.logo_id is null or s.logo_id <> l.id)
              order by l.uploaded_at desc, l.id desc limit $3 offset $4",
            args![account, site, most, kept],
        )
        .await?;
    rows.iter().map(|row| row.parsed("id")).collect()
}

/// Forgets a logo that is not shown; its bytes are the caller's to delete.
pub async fn forget(tx: &mut Tx, account: AccountId, id: SiteLogoId) -> Result<(), StoreError> {
    tx.execute("delete from site_logo where account_id = $1 and id = $2", args![account, id])
        .await?;
    Ok(())
}

fn from_row(row: &Row) -> Result<Uploaded, StoreError> {
    Ok(Uploaded {
        id: row.parsed("id")?,
        site: row.parsed("site_id")?,
        account: row.parsed("account_id")?,
        kind: row.word("kind", PhotoKind::from_word)?,
        bytes: row.count("bytes")?,
    })
}
