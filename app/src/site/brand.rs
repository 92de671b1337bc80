//! How the account's site looks to its guests: logo and accent colour, seen before they are kept
//! (B7, P1, docs/decisions/0039).
//!
//! A logo is uploaded first and shown to nobody; a draft that names it is previewed, and kept, by
//! the same check. What is not used is forgotten when there is more of it than a few.

use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use people::photo::PhotoKind;
use people::site::brand::{Brand, BrandProblem, Draft};
use people::site::colour::Palette;
use people::site::logo;
use serde_json::json;
use store::site_brand::{self, Uploaded};
use store::{StoreError, Tx, rate_limit};
use units::id::{AccountId, SiteId, SiteLogoId};

use super::{SiteError, allowed, load};
use crate::app::App;
use crate::files;
use crate::meetings::join::AskedSite;
use crate::trail::{self, Done};
use crate::who::Who;

/// Logos kept beside the one in use: what somebody just looked at is still there to be taken.
const UNUSED_MAX: u32 = 5;
/// Logos forgotten at once; there is one too many at most.
const FORGOTTEN_MAX: u32 = 10;
/// Logos uploaded for one site in a day.
pub const UPLOADS_MAX: u32 = 60;
const UPLOADS_WINDOW_S: i64 = 24 * 60 * 60;

/// What keeping a draft would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    pub brand: Brand,
    /// What becomes of its colour where it must be read.
    pub palette: Option<Palette>,
    /// It is as the site looks now.
    pub is_same: bool,
    /// The site's host.
    pub host: String,
    /// The version this was previewed for.
    pub version: u32,
}

/// What a site shows to whoever comes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub host: String,
    pub brand: Brand,
}

fn blob(site: SiteId, id: SiteLogoId) -> Path {
    Path::from(format!("logos/{site}/{id}"))
}

/// Takes the picture in `file` in as a logo that the site may be given; guests do not see it yet.
pub async fn upload(app: &App, who: &Who, file: &[u8]) -> Result<Uploaded, SiteError> {
    allowed(who)?;
    let (kind, picture) = logo::cleaned(file).map_err(SiteError::Logo)?;
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    let (site, _) = load(app, &mut tx, account).await?;
    drop(tx);
    let uploaded = Uploaded {
        id: app.id(),
        site: site.id,
        account: who.account(),
        kind,
        bytes: u32::try_from(picture.len()).unwrap_or(u32::MAX),
    };
    let path = blob(site.id, uploaded.id);
    app.blobs.put(&path, PutPayload::from(picture)).await?;
    match remember(app, who, &uploaded).await {
        Ok(forgotten) => {
            delete(app, site.id, &forgotten).await?;
            Ok(uploaded)
        }
        Err(error) => {
            app.blobs.delete(&path).await?;
            Err(error)
        }
    }
}

/// Writes the row of a logo; returns those that are forgotten for it.
async fn remember(app: &App, who: &Who, uploaded: &Uploaded) -> Result<Vec<SiteLogoId>, SiteError> {
    let mut tx = app.store.begin().await?;
    // Whoever uploads at the same time waits, so that no more are kept than shall be.
    store::account::lock(&mut tx, who.account()).await?;
    let bucket = format!("site-logos:{}", who.account());
    let (most, window_s, now) = (UPLOADS_MAX, UPLOADS_WINDOW_S, app.now());
    if rate_limit::take(&mut tx, &bucket, most, window_s, now).await?.is_some() {
        return Err(SiteError::TooOften);
    }
    site_brand::add_logo(&mut tx, uploaded, now).await?;
    let forgotten = forget(&mut tx, who.account(), uploaded.site, UNUSED_MAX).await?;
    tx.commit().await?;
    Ok(forgotten)
}

/// Forgets unused logos of the site but for the latest `kept`.
async fn forget(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    kept: u32,
) -> Result<Vec<SiteLogoId>, StoreError> {
    let old = site_brand::unused(tx, account, site, kept, FORGOTTEN_MAX).await?;
    for id in &old {
        site_brand::forget(tx, account, *id).await?;
    }
    Ok(old)
}

async fn delete(app: &App, site: SiteId, logos: &[SiteLogoId]) -> Result<(), SiteError> {
    for id in logos {
        files::delete(&*app.blobs, &blob(site, *id)).await?;
    }
    Ok(())
}

/// The brand a draft asks for, if its logo was uploaded for this site.
async fn checked(
    tx: &mut Tx,
    account: AccountId,
    site: SiteId,
    draft: &Draft,
) -> Result<Brand, SiteError> {
    let brand = draft.check();
    let lost = match draft.logo {
        Some(id) => site_brand::logo(tx, account, site, id).await?.is_none(),
        None => false,
    };
    match (brand, lost) {
        (Ok(brand), false) => Ok(brand),
        (brand, lost) => {
            let mut problems = brand.err().unwrap_or_default();
            problems.extend(lost.then_some(BrandProblem::NoLogo));
            Err(SiteError::Brand(problems))
        }
    }
}

/// What keeping `draft` would do.
pub async fn preview(app: &App, who: &Who, draft: &Draft) -> Result<Preview, SiteError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    let (site, facts) = load(app, &mut tx, account).await?;
    let brand = checked(&mut tx, who.account(), site.id, draft).await?;
    Ok(Preview {
        palette: brand.accent.map(|accent| accent.palette()),
        is_same: site_brand::of(&mut tx, site.id).await? == brand,
        host: crate::plan::own_address(app, facts.present.as_str()),
        version: facts.version,
        brand,
    })
}

/// The site looks like `draft` from now on. `expected` is the version that was previewed, if the
/// change must not go over another one. What it looks like already is no change.
pub async fn keep(
    app: &App,
    who: &Who,
    draft: &Draft,
    expected: Option<u32>,
) -> Result<(), SiteError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    let account = store::account::lock(&mut tx, who.account()).await?;
    let (site, facts) = load(app, &mut tx, account).await?;
    if expected.is_some_and(|expected| expected != facts.version) {
        return Err(SiteError::Changed);
    }
    let brand = checked(&mut tx, who.account(), site.id, draft).await?;
    let before = site_brand::of(&mut tx, site.id).await?;
    if before == brand {
        return Ok(());
    }
    site_brand::set(&mut tx, who.account(), site.id, &brand).await?;
    // The one that was replaced or taken away: it is shown to nobody any more.
    let replaced: Vec<SiteLogoId> = before
        .logo
        .iter()
        .map(|logo| logo.id)
        .filter(|id| brand.logo.as_ref().is_none_or(|logo| logo.id != *id))
        .collect();
    for id in &replaced {
        site_brand::forget(&mut tx, who.account(), *id).await?;
    }
    let told = |brand: &Brand| {
        json!({
            "accent": brand.accent.map(|accent| accent.to_string()),
            "logo": brand.logo.as_ref().map(|logo| logo.id),
            "alternative": brand.logo.as_ref().map(|logo| logo.alternative.as_str()),
        })
    };
    let change = json!({ "before": told(&before), "after": told(&brand) });
    let subject = site.id.to_string();
    let done = Done { account: who.account(), action: "site.brand_changed", subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    delete(app, site.id, &replaced).await
}

/// A logo's file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub kind: PhotoKind,
    pub picture: Vec<u8>,
    /// A site shows it to everybody.
    pub is_shown: bool,
}

/// A logo's picture: for everybody when a site shows it, else for those who decide about the site
/// it was uploaded for.
pub async fn logo(app: &App, who: Option<&Who>, id: SiteLogoId) -> Result<Picture, SiteError> {
    let mut tx = app.store.read().await?;
    let shown = site_brand::shown(&mut tx, id).await?;
    let is_shown = shown.is_some();
    let found = match (shown, who.filter(|who| allowed(who).is_ok())) {
        (Some(shown), _) => Some(shown),
        (None, Some(who)) => match store::site::own(&mut tx, who.account()).await? {
            Some(site) => site_brand::logo(&mut tx, who.account(), site.id, id).await?,
            None => None,
        },
        (None, None) => None,
    };
    drop(tx);
    let found = found.ok_or(SiteError::NoLogo)?;
    let picture = files::whole(&*app.blobs, &blob(found.site, id)).await?;
    Ok(Picture { kind: found.kind, picture: picture.ok_or(SiteError::NoLogo)?, is_shown })
}

/// What the account is called: proposed as the alternative text of its first logo.
pub async fn account_name(app: &App, who: &Who) -> Result<String, SiteError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    Ok(account.map(|account| account.name).unwrap_or_default())
}

/// What the site at `asked` shows; none when there is no such site.
pub async fn shown(app: &App, asked: &AskedSite) -> Result<Option<Shown>, StoreError> {
    let mut tx = app.store.read().await?;
    let Some(site) = store::site::by_name(&mut tx, asked.kind, &asked.name).await? else {
        return Ok(None);
    };
    let brand = site_brand::of(&mut tx, site.id).await?;
    Ok(Some(Shown { host: crate::plan::site_address(app, &site), brand }))
}
