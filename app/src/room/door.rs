//! What somebody sees who follows a room's address (F2, R-63, R-64).
//!
//! Former addresses and other sites lead to the present address, made from the room and never from
//! the request. Wrong addresses and passwords are counted for a network and for a room.

use catalog::{EntitlementKind, Limit};
use meetings::policy::Policy;
use meetings::room::Act;
use meetings::room::door::{Comer, Door, Standing, door};
use people::site::SiteName;
use people::site::welcome::Welcome;
use store::room::Kept;
use store::site::Site;
use store::{StoreError, Tx, rate_limit};
use units::{Locale, Timestamp};

use super::Allowed;
use crate::app::App;
use crate::meetings::join::AskedSite;

/// Wrong addresses and passwords from one network before it has to wait.
const NETWORK_MISSES_MAX: u32 = 60;
/// Wrong passwords for one room before everybody who types one has to wait.
const ROOM_MISSES_MAX: u32 = 20;
const MISSES_WINDOW_S: i64 = 15 * 60;

/// What a room's address leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Opened {
    Show(Box<Shown>),
    /// The same room at its present address.
    Elsewhere {
        url: String,
    },
    /// There is no such room: nothing else is said.
    Unknown,
    /// Too many wrong ones; `until` they are not looked at.
    Wait {
        until: Timestamp,
    },
}

/// What the page of a room shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub name: SiteName,
    /// Empty: it is called after its moderator.
    pub title: String,
    pub moderator: String,
    pub door: Door,
    /// The lobby is on.
    pub lobby: bool,
    pub auto_lock_minutes: Option<u32>,
    /// As far as the plan allows it.
    pub participants_may: Vec<Act>,
    /// The host of the site it is on.
    pub site: String,
    /// What the site greets its guests with.
    pub welcome: Option<Welcome>,
    pub allowed: Allowed,
}

/// Who follows an address, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Knock<'a> {
    /// The site it was opened at; `None`: elsewhere.
    pub asked: Option<&'a AskedSite>,
    pub name: &'a str,
    /// The password, where one was typed.
    pub given: Option<&'a str>,
    pub network: &'a str,
    pub locale: &'a Locale,
}

/// Follows the address of a room.
pub async fn open(app: &App, knock: &Knock<'_>) -> Result<Opened, StoreError> {
    let network = (format!("join-network:{}", knock.network), NETWORK_MISSES_MAX);
    let mut tx = app.store.read().await?;
    let found = match knock.name.parse::<SiteName>() {
        Ok(name) => store::room::by_name(&mut tx, &name).await?,
        Err(_) => None,
    };
    let Some(kept) = found else {
        drop(tx);
        let full = missed(app, &[network]).await?;
        return Ok(full.map_or(Opened::Unknown, |until| Opened::Wait { until }));
    };
    let site = site_of(&mut tx, &kept).await?;
    let is_here = |asked: &AskedSite| asked.kind == site.kind && asked.name == site.name;
    if !knock.asked.is_some_and(is_here) || kept.name.as_str() != knock.name {
        return Ok(Opened::Elsewhere { url: url_on(app, &site, &kept.name) });
    }
    let shown = shown(app, &mut tx, &kept, &site, knock).await?;
    drop(tx);
    if knock.given.is_some() {
        let buckets = [network, (format!("room:{}", kept.person), ROOM_MISSES_MAX)];
        if let Some(until) = full_until(app, &buckets).await? {
            return Ok(Opened::Wait { until });
        }
        if shown.door == Door::WrongPassword {
            missed(app, &buckets).await?;
        }
    }
    Ok(Opened::Show(Box::new(shown)))
}

async fn shown(
    app: &App,
    tx: &mut Tx,
    kept: &Kept,
    site: &Site,
    knock: &Knock<'_>,
) -> Result<Shown, StoreError> {
    let moderator = store::person::find(tx, kept.account, kept.person).await?;
    let moderator = moderator.ok_or_else(|| StoreError::Other("a room's person is gone".into()))?;
    let policy = store::policy::of_person(tx, kept.account, kept.person).await?;
    let allowed = allowed(app, tx, kept, &policy, knock.locale).await?;
    let standing = standing(app, kept, &policy, &allowed);
    let room = policy.room(&kept.own);
    Ok(Shown {
        name: kept.name.clone(),
        title: room.title.clone(),
        moderator: moderator.name,
        door: door(&room, standing, Comer::Guest(knock.given)),
        lobby: room.lobby,
        auto_lock_minutes: room.auto_lock_minutes,
        participants_may: room.permitted(allowed.recording).into_iter().collect(),
        site: crate::plan::site_address(app, site),
        welcome: store::site::welcome(tx, site.id).await?,
        allowed,
    })
}

/// How the room stands. It is closed while it lacks a password that it must have, also when it was
/// open before that was decided (docs/decisions/0040).
pub(super) fn standing(app: &App, kept: &Kept, policy: &Policy, allowed: &Allowed) -> Standing {
    match policy.lacks_password(&kept.own.room) {
        true => Standing::Closed,
        false => Standing::of(kept.opening, allowed.minutes, app.now()),
    }
}

/// What the plan of the room's moderator allows in it, as far as `policy` does; names are in
/// `locale`.
pub(super) async fn allowed(
    app: &App,
    tx: &mut Tx,
    kept: &Kept,
    policy: &Policy,
    locale: &Locale,
) -> Result<Allowed, StoreError> {
    let plan = crate::plan::of_person(app, tx, (kept.account, kept.person), locale).await?;
    let published = app.catalog(tx).await?;
    let (product, _) = published.catalog.free_plan();
    let wanted = Limit::feature(EntitlementKind::RecordingStorage);
    let recording = plan.entitlements.allows(wanted);
    let with = published.catalog.lifts(&product.id, wanted).filter(|_| !recording);
    let (minutes, shortened_by) = policy.longest_meeting(plan.entitlements.meeting_minutes_max);
    Ok(Allowed {
        plan: plan.name,
        minutes,
        shortened_by,
        participants: plan.entitlements.participants_max,
        recording,
        recording_with: with.map(|tier| tier.name.get(locale).to_owned()),
    })
}

/// Where the room is now.
pub(super) async fn url(app: &App, tx: &mut Tx, kept: &Kept) -> Result<String, StoreError> {
    let site = site_of(tx, kept).await?;
    Ok(url_on(app, &site, &kept.name))
}

/// Where a room of `name` is on `site`.
fn url_on(app: &App, site: &Site, name: &SiteName) -> String {
    app.config.host_url(&crate::plan::site_address(app, site), &format!("/room/{name}"))
}

async fn site_of(tx: &mut Tx, kept: &Kept) -> Result<Site, StoreError> {
    let account = store::account::find(tx, kept.account).await?;
    let account = account.ok_or_else(|| StoreError::Other("a room's account is gone".into()))?;
    let site = store::site::find(tx, account.site).await?;
    site.ok_or_else(|| StoreError::Other("an account is on no site".into()))
}

async fn full_until(app: &App, buckets: &[(String, u32)]) -> Result<Option<Timestamp>, StoreError> {
    let mut tx = app.store.begin().await?;
    for (bucket, most) in buckets {
        let full =
            rate_limit::full_until(&mut tx, bucket, *most, MISSES_WINDOW_S, app.now()).await?;
        if full.is_some() {
            return Ok(full);
        }
    }
    Ok(None)
}

/// Counts a wrong address or password; tells until when no more of them are looked at.
async fn missed(app: &App, buckets: &[(String, u32)]) -> Result<Option<Timestamp>, StoreError> {
    let mut tx = app.store.begin().await?;
    let mut full = None;
    for (bucket, most) in buckets {
        let until = rate_limit::take(&mut tx, bucket, *most, MISSES_WINDOW_S, app.now()).await?;
        full = full.max(until);
    }
    tx.commit().await?;
    Ok(full)
}
