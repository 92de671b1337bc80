//! The account's own site: its names, renaming it after a preview, its welcome text (P1, B7,
//! docs/decisions/0036), and how it looks (`brand`).
//!
//! Preview and commit call one pure function (`people::site::rename`). Nothing moves when a site is
//! renamed: links keep their codes, and every name the site had leads to the one it has.

pub mod brand;

use people::roles::Permission;
use people::site::brand::{Brand, BrandProblem};
use people::site::logo::LogoProblem;
use people::site::rename::{self as rules, Facts, RenameRefusal, Renaming};
use people::site::welcome::{Welcome, WelcomeProblem};
use people::site::{SiteName, SiteNameFix, SiteNameRefusal};
use serde_json::json;
use store::account::Account;
use store::site::Site;
use store::{StoreError, Tx, rate_limit};

use crate::app::App;
use crate::order_facts;
use crate::trail::{self, Done};
use crate::who::Who;

pub use people::site::rename::NAMES_MAX;

/// Renamings of one site in a day: owners are written to about each.
const RENAMES_MAX: u32 = 10;
const RENAMES_WINDOW_S: i64 = 24 * 60 * 60;

/// Why a site was not shown or renamed.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error("the person may not")]
    NotAllowed,
    /// The account meets on the shared site.
    #[error("the account has no site of its own")]
    Shared,
    /// It is reserved by an order, or being set up.
    #[error("the account's site is not open yet")]
    NotOpen,
    /// The site is not as it was when it was read.
    #[error("the site was changed since it was read")]
    Changed,
    #[error("the name cannot be had: {0}")]
    Name(SiteNameRefusal),
    #[error("the welcome text is refused: {0}")]
    Welcome(WelcomeProblem),
    #[error("{} things about the brand are refused", .0.len())]
    Brand(Vec<BrandProblem>),
    #[error("the logo is refused: {0}")]
    Logo(LogoProblem),
    /// Or it is nobody's to see.
    #[error("there is no such logo")]
    NoLogo,
    #[error("the site has this name")]
    SameName,
    #[error("the site has had {NAMES_MAX} names")]
    TooManyNames,
    /// Renamed, or given logos to look at.
    #[error("too much was done to the site in a day")]
    TooOften,
    #[error("the logo cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SiteError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            SiteError::NotAllowed => "permission.missing",
            SiteError::Shared => "site.shared",
            SiteError::NotOpen => "site.not_open",
            SiteError::Changed => "site.changed",
            // The sentence for a taken name has its suggestion in it.
            SiteError::Name(SiteNameRefusal::Taken { instead: None }) => "site.taken",
            SiteError::Name(refusal) => refusal.code(),
            SiteError::Welcome(problem) => problem.code(),
            SiteError::Brand(_) => "request.invalid",
            SiteError::Logo(problem) => problem.code(),
            SiteError::NoLogo => "logo.not_found",
            SiteError::SameName => "site.same_name",
            SiteError::TooManyNames => "site.too_many_names",
            SiteError::TooOften => "rate.limited",
            SiteError::Blobs(_) | SiteError::Store(_) => "store.unavailable",
        }
    }

    /// The name that can be had instead.
    pub fn suggestion(&self) -> Option<SiteName> {
        match self {
            SiteError::Name(refusal) => match refusal.fix() {
                SiteNameFix::TakeInstead(name) => Some(name),
                SiteNameFix::ChooseAnother => None,
            },
            _ => None,
        }
    }
}

/// The account's own site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Own {
    pub name: SiteName,
    /// Its host, without port.
    pub host: String,
    pub url: String,
    /// Hosts that lead here as well, oldest first.
    pub former: Vec<String>,
    /// Names it may still be given that it never had.
    pub names_left: u32,
    /// What it greets its guests with.
    pub welcome: Option<Welcome>,
    pub brand: Brand,
    /// Counts the changes of name, welcome text and brand, from 1.
    pub version: u32,
}

/// What a renaming would do, with the hosts it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    pub renaming: Renaming,
    pub host_before: String,
    pub host_after: String,
    /// Hosts that lead to the new one, oldest first.
    pub former: Vec<String>,
    /// Owners who are told by mail.
    pub told: u32,
}

/// The account's site as it is.
pub async fn own(app: &App, who: &Who) -> Result<Own, SiteError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    let (site, facts) = load(app, &mut tx, account).await?;
    let host = crate::plan::own_address(app, facts.present.as_str());
    let former = facts.held.iter().filter(|name| **name != facts.present);
    Ok(Own {
        url: app.config.host_url(&host, "/"),
        former: former.map(|name| crate::plan::own_address(app, name.as_str())).collect(),
        names_left: rules::names_left(facts.held.len()),
        welcome: store::site::welcome(&mut tx, site.id).await?,
        brand: store::site_brand::of(&mut tx, site.id).await?,
        version: facts.version,
        name: facts.present,
        host,
    })
}

/// What giving the site the name `text` would do.
pub async fn preview(app: &App, who: &Who, text: &str) -> Result<Preview, SiteError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    let (_, facts) = load(app, &mut tx, account).await?;
    let name = chosen(app, &mut tx, who, text).await?;
    let renaming = proposed(app, &mut tx, who, &facts, &name).await?;
    let (most, window_s, now) = (RENAMES_MAX, RENAMES_WINDOW_S, app.now());
    if rate_limit::full_until(&mut tx, &bucket(who), most, window_s, now).await?.is_some() {
        return Err(SiteError::TooOften);
    }
    let owners = store::account::people_with_role(&mut tx, who.account(), "owner").await?;
    let address = |name: &SiteName| crate::plan::own_address(app, name.as_str());
    Ok(Preview {
        host_before: address(&renaming.before),
        host_after: address(&renaming.after),
        former: renaming.former.iter().map(address).collect(),
        told: u32::try_from(owners.len()).unwrap_or(u32::MAX),
        renaming,
    })
}

/// The site has the name `text` from now on; the ones it had lead there. `expected` is the version
/// that was previewed, if the change must not go over another one. The name it has already is no
/// change.
pub async fn rename(
    app: &App,
    who: &Who,
    text: &str,
    expected: Option<u32>,
) -> Result<(), SiteError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    let account = store::account::lock(&mut tx, who.account()).await?;
    let (site, facts) = load(app, &mut tx, account).await?;
    if expected.is_some_and(|expected| expected != facts.version) {
        return Err(SiteError::Changed);
    }
    let name = chosen(app, &mut tx, who, text).await?;
    let renaming = match proposed(app, &mut tx, who, &facts, &name).await {
        Err(SiteError::SameName) => return Ok(()),
        other => other?,
    };
    let (most, window_s, now) = (RENAMES_MAX, RENAMES_WINDOW_S, app.now());
    if rate_limit::take(&mut tx, &bucket(who), most, window_s, now).await?.is_some() {
        return Err(SiteError::TooOften);
    }
    match store::site::rename(&mut tx, who.account(), site.id, &renaming.after, now).await {
        // Somebody took it a moment ago.
        Err(error) if error.is_taken() => {
            drop(tx);
            let mut tx = app.store.read().await?;
            return Err(taken(app, &mut tx, who, &renaming.after).await?);
        }
        other => other?,
    }
    tell(app, &mut tx, who, &site, &renaming).await?;
    tx.commit().await?;
    Ok(())
}

/// The site greets its guests with `text` from now on; an empty one greets nobody. `expected` as in
/// `rename`.
pub async fn greet(
    app: &App,
    who: &Who,
    text: &str,
    expected: Option<u32>,
) -> Result<(), SiteError> {
    allowed(who)?;
    let welcome = Welcome::filled_in(text).map_err(SiteError::Welcome)?;
    let mut tx = app.store.begin().await?;
    let account = store::account::lock(&mut tx, who.account()).await?;
    let (site, facts) = load(app, &mut tx, account).await?;
    if expected.is_some_and(|expected| expected != facts.version) {
        return Err(SiteError::Changed);
    }
    if store::site::welcome(&mut tx, site.id).await? == welcome {
        return Ok(());
    }
    store::site::set_welcome(&mut tx, who.account(), site.id, welcome.as_ref()).await?;
    let change = json!({ "welcome": welcome.as_ref().map(Welcome::as_str) });
    let subject = site.id.to_string();
    let done = Done { account: who.account(), action: "site.changed", subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

/// Counts what was done; a renaming that is refused is not counted.
fn bucket(who: &Who) -> String {
    format!("site-renamed:{}", who.account())
}

/// Mails to the owners, an audit entry and an event.
async fn tell(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    site: &Site,
    renaming: &Renaming,
) -> Result<(), StoreError> {
    let account = who.account();
    let before = crate::plan::own_address(app, renaming.before.as_str());
    let address = crate::plan::own_address(app, renaming.after.as_str());
    for owner in store::account::people_with_role(tx, account, "owner").await? {
        let addresses = (before.as_str(), address.as_str());
        crate::outbox::site_renamed(app, tx, account, &owner, addresses, &who.name).await?;
    }
    let change = json!({ "address": address, "before": before });
    let subject = site.id.to_string();
    let done = Done { account, action: "site.renamed", subject, change };
    trail::record(app, tx, &who.by(), done).await
}

/// The site the account meets on, if it is its own.
async fn load(
    app: &App,
    tx: &mut Tx,
    account: Option<Account>,
) -> Result<(Site, Facts), SiteError> {
    let account = account.ok_or_else(|| StoreError::Other("a person's account is gone".into()))?;
    let site = store::site::own(tx, account.id).await?.ok_or(SiteError::Shared)?;
    if site.id != account.site {
        return Err(SiteError::NotOpen);
    }
    let read = site.name.parse::<SiteName>();
    let present = read.map_err(|_| StoreError::Other("a site's name is none".to_owned()))?;
    let facts = Facts {
        present,
        held: store::site::names(tx, account.id, site.id, NAMES_MAX).await?,
        meetings: store::account::open_meetings(tx, account.id, app.now()).await?,
        rooms: store::room::count(tx, account.id).await?,
        version: store::site::version(tx, account.id, site.id).await?,
    };
    Ok((site, facts))
}

/// The name somebody typed, or why it is none; what is suggested instead can be had.
async fn chosen(app: &App, tx: &mut Tx, who: &Who, text: &str) -> Result<SiteName, SiteError> {
    let refusal = match SiteName::choose(text) {
        Ok(name) => return Ok(name),
        Err(refusal) => refusal,
    };
    let SiteNameFix::TakeInstead(instead) = refusal.fix() else {
        return Err(SiteError::Name(refusal));
    };
    let skeleton = instead.skeleton();
    let is_free = store::site::is_free(tx, who.account(), &skeleton, app.now()).await?;
    Err(SiteError::Name(match refusal {
        refusal if is_free => refusal,
        SiteNameRefusal::Character { character, .. } => {
            SiteNameRefusal::Character { character, instead: None }
        }
        SiteNameRefusal::Hyphens { .. } => SiteNameRefusal::Hyphens { instead: None },
        other => other,
    }))
}

async fn proposed(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    facts: &Facts,
    name: &SiteName,
) -> Result<Renaming, SiteError> {
    let is_free = store::site::is_free(tx, who.account(), &name.skeleton(), app.now()).await?;
    match rules::propose(facts, name, is_free) {
        Ok(renaming) => Ok(renaming),
        Err(RenameRefusal::SameName) => Err(SiteError::SameName),
        Err(RenameRefusal::TooManyNames) => Err(SiteError::TooManyNames),
        Err(RenameRefusal::Taken) => Err(taken(app, tx, who, name).await?),
    }
}

/// `name` is somebody else's; the next one of its kind that is free is suggested.
async fn taken(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    name: &SiteName,
) -> Result<SiteError, StoreError> {
    let like = order_facts::suggest_like(tx, who.account(), name.as_str(), app.now()).await?;
    Ok(SiteError::Name(SiteNameRefusal::Taken { instead: SiteName::choose(&like).ok() }))
}

fn allowed(who: &Who) -> Result<(), SiteError> {
    match who.actor.may(Permission::ManageSite) {
        true => Ok(()),
        false => Err(SiteError::NotAllowed),
    }
}
