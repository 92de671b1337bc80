//! Sites and their names. A name has one owner, look-alikes are kept apart, and a name that is
//! given back rests before somebody else may have it (I-19).

use people::site::SiteName;
use people::site::welcome::Welcome;
use units::Timestamp;
use units::id::{AccountId, SiteId};

use crate::args;
use crate::error::StoreError;
use crate::row::Row;
use crate::tx::Tx;

/// What kind of site it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SiteKind {
    /// Shared by free accounts: `meet-eu.<base>`.
    Regional,
    /// An account's own: `<name>.my.<base>`.
    Own,
}

impl SiteKind {
    pub fn word(self) -> &'static str {
        match self {
            SiteKind::Regional => "regional",
            SiteKind::Own => "own",
        }
    }

    pub fn from_word(word: &str) -> Option<SiteKind> {
        [SiteKind::Regional, SiteKind::Own].into_iter().find(|kind| kind.word() == word)
    }
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    pub id: SiteId,
    pub kind: SiteKind,
    /// None for a regional site.
    pub account: Option<AccountId>,
    /// The label before `.<base>` or `.my.<base>`.
    pub name: String,
}

/// Writes a site. Refused as taken when the name is in use.
pub async fn insert(tx: &mut Tx, site: &Site, now: Timestamp) -> Result<(), StoreError> {
    tx.execute(
        "insert into site (id, kind, account_id, name, created_at) values ($1, $2, $3, $4, $5)",
        args![site.id, site.kind.word(), site.account, &site.name, now],
    )
    .await?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: SiteId) -> Result<Option<Site>, StoreError> {
    let row =
        tx.row("select id, kind, account_id, name from site where id = $1", args![id]).await?;
    row.as_ref().map(from_row).transpose()
}

/// The site of `kind` a name leads to; for an account's own also by a name it had before, or by one
/// that looks like it: what looks alike is one owner's.
pub async fn by_name(tx: &mut Tx, kind: SiteKind, name: &str) -> Result<Option<Site>, StoreError> {
    let row = match kind {
        SiteKind::Regional => {
            tx.row(
                "select id, kind, account_id, name from site
                  where kind = 'regional' and name = $1",
                args![name],
            )
            .await?
        }
        SiteKind::Own => {
            let Ok(name) = name.parse::<SiteName>() else { return Ok(None) };
            tx.row(
                "select s.id, s.kind, s.account_id, s.name
                   from site_name n join site s on s.id = n.site_id where n.skeleton = $1",
                args![name.skeleton()],
            )
            .await?
        }
    };
    row.as_ref().map(from_row).transpose()
}

/// Gives `name` to the site. Refused as taken when it or a look-alike belongs to another; whether
/// it rests is for the caller to ask (`is_free`).
pub async fn take_name(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    name: &str,
    skeleton: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute("delete from resting_name where skeleton = $1", args![skeleton]).await?;
    tx.execute(
        "insert into site_name (name, skeleton, site_id, account_id, since)
         values ($1, $2, $3, $4, $5)",
        args![name, skeleton, site, account, now],
    )
    .await?;
    Ok(())
}

/// Whether `account` may take a name with this skeleton: it is nobody's, and rests for nobody else.
pub async fn is_free(
    tx: &mut Tx,
    account: AccountId,
    skeleton: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = tx
        .row(
            "select skeleton from site_name where skeleton = $2
              union all
             select skeleton from resting_name
              where skeleton = $2 and account_id <> $1 and rests_until > $3",
            args![account, skeleton, now],
        )
        .await?;
    Ok(row.is_none())
}

/// The names `account` gave back and that still rest, latest first.
pub async fn resting(
    tx: &mut Tx,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<String>, StoreError> {
    let rows = tx
        .rows(
            "select name from resting_name where account_id = $1 and rests_until > $2
              order by released_at desc, skeleton limit 100",
            args![account, now],
        )
        .await?;
    rows.iter().map(|row| row.text("name")).collect()
}

/// Forgets names that have rested; returns how many.
pub async fn forget_rested(tx: &mut Tx, until: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from resting_name where rests_until <= $1", args![until]).await
}

/// The account's own site, if it has one.
pub async fn own(tx: &mut Tx, account: AccountId) -> Result<Option<Site>, StoreError> {
    let row = tx
        .row(
            "select id, kind, account_id, name from site
              where kind = 'own' and account_id = $1 order by created_at limit 1",
            args![account],
        )
        .await?;
    row.as_ref().map(from_row).transpose()
}

/// Counts the changes of name, welcome text and brand of the account's site, from 1.
pub async fn version(tx: &mut Tx, account: AccountId, site: SiteId) -> Result<u32, StoreError> {
    let row = tx
        .row("select version from site where account_id = $1 and id = $2", args![account, site])
        .await?
        .ok_or_else(|| StoreError::corrupt("site", "nothing"))?;
    row.count("version")
}

/// What the site greets its guests with, whoever asks.
pub async fn welcome(tx: &mut Tx, site: SiteId) -> Result<Option<Welcome>, StoreError> {
    let row = tx.row("select welcome from site where id = $1", args![site]).await?;
    row.map_or(Ok(None), |row| row.opt_parsed("welcome"))
}

/// The account's site greets its guests with `welcome` from now on; none: with nothing.
pub async fn set_welcome(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    welcome: Option<&Welcome>,
) -> Result<(), StoreError> {
    tx.execute(
        "update site set welcome = $3, version = version + 1 where account_id = $1 and id = $2",
        args![account, site, welcome.map(Welcome::as_str)],
    )
    .await?;
    Ok(())
}

/// Every name that leads to the account's site, the present one among them, oldest first.
pub async fn names(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    most: u32,
) -> Result<Vec<SiteName>, StoreError> {
    let rows = tx
        .rows(
            "select name from site_name where account_id = $1 and site_id = $2
              order by since, skeleton limit $3",
            args![account, site, most],
        )
        .await?;
    rows.iter().map(|row| row.parsed("name")).collect()
}

/// The account's site has `name` from now on; the names it had lead to it. Refused as taken when
/// the name or a look-alike belongs to another; whether it rests is for the caller to ask.
pub async fn rename(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    name: &SiteName,
    now: Timestamp,
) -> Result<(), StoreError> {
    let skeleton = name.skeleton();
    let respelt = tx
        .execute(
            "update site_name set name = $4
              where account_id = $1 and site_id = $2 and skeleton = $3",
            args![account, site, skeleton.as_str(), name.as_str()],
        )
        .await?;
    if respelt == 0 {
        take_name(tx, account, site, name.as_str(), &skeleton, now).await?;
    }
    tx.execute(
        "update site set name = $3, version = version + 1 where account_id = $1 and id = $2",
        args![account, site, name.as_str()],
    )
    .await?;
    Ok(())
}

/// Gives a reserved site back, allowed only before anybody has met there; its name rests for the
/// account until `rests_until`.
pub async fn release(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    now: Timestamp,
    rests_until: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into resting_name (skeleton, name, account_id, released_at, rests_until)
         select skeleton, name, account_id, $3, $4 from site_name
          where account_id = $1 and site_id = $2",
        args![account, site, now, rests_until],
    )
    .await?;
    tx.execute(
        "delete from site_name where account_id = $1 and site_id = $2",
        args![account, site],
    )
    .await?;
    tx.execute("delete from site where account_id = $1 and id = $2", args![account, site]).await?;
    Ok(())
}

/// The account meets on `site` from now on.
pub async fn move_account(tx: &mut Tx, account: AccountId, site: SiteId) -> Result<(), StoreError> {
    tx.execute("update account set site_id = $2 where id = $1", args![account, site]).await?;
    Ok(())
}

/// Every meeting of `account` is held on `site` from now on; returns how many moved.
pub async fn move_meetings(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
) -> Result<u64, StoreError> {
    tx.execute(
        "update meeting set site_id = $2 where account_id = $1 and site_id <> $2",
        args![account, site],
    )
    .await
}

fn from_row(row: &Row) -> Result<Site, StoreError> {
    Ok(Site {
        id: row.parsed("id")?,
        kind: row.word("kind", SiteKind::from_word)?,
        account: row.opt_parsed("account_id")?,
        name: row.text("name")?,
    })
}
