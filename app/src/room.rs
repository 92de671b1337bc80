//! Personal rooms: whoever may hold meetings has one, at an address that stays theirs (F2,
//! docs/decisions/0034).
//!
//! A room comes to be when its person first looks for it, at the nicest address that is free. The
//! unique key decides who was first. What guests see of a room is in `door`.

pub mod door;

use std::collections::{BTreeMap, BTreeSet};

use meetings::Password;
use meetings::policy::{Choice, Effective, Origin, OwnRoom, Policy, Setting};
use meetings::room::door::{Comer, Door, Standing, Wish};
use meetings::room::{Room, RoomDraft, RoomProblem};
use people::roles::Permission;
use people::site::{SiteName, SiteNameFix, SiteNameRefusal, proposals};
use serde_json::json;
use store::room::Kept;
use store::{StoreError, Tx};
use units::EmailAddress;

use crate::app::App;
use crate::trail::{self, Done};
use crate::who::Who;

/// Addresses one person may gather; every one of them is theirs for ever.
pub const NAMES_MAX: u32 = 10;
/// Numbers tried behind an address that is taken, for a suggestion.
const TRIES_MAX: usize = 50;
/// Lost races for an address before a new room is given up.
const RACES_MAX: u32 = 5;

/// Why a room was not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum RoomError {
    #[error("the person may not")]
    NotAllowed,
    #[error("{} settings are refused", .0.len())]
    Refused(Vec<RoomProblem>),
    /// The room is not as it was when it was read.
    #[error("the room was changed since it was read")]
    Changed,
    #[error("the address cannot be had: {0}")]
    Name(SiteNameRefusal),
    #[error("the room has {NAMES_MAX} addresses already")]
    TooManyNames,
    /// It is not opened before it has the password that was decided (E9).
    #[error("the room must have a password first")]
    PasswordNeeded,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl RoomError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            RoomError::NotAllowed => "permission.missing",
            RoomError::Refused(_) => "request.invalid",
            RoomError::Changed => "room.changed",
            // The sentence for a taken site name has its suggestion in it.
            RoomError::Name(SiteNameRefusal::Taken { instead: None }) => "room.name_taken",
            RoomError::Name(refusal) => refusal.code(),
            RoomError::TooManyNames => "room.too_many_names",
            RoomError::PasswordNeeded => "room.password_needed",
            RoomError::Store(_) => "store.unavailable",
        }
    }

    /// The address that can be had instead.
    pub fn suggestion(&self) -> Option<SiteName> {
        match self {
            RoomError::Name(refusal) => match refusal.fix() {
                SiteNameFix::TakeInstead(name) => Some(name),
                SiteNameFix::ChooseAnother => None,
            },
            _ => None,
        }
    }
}

/// A person's own room.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Own {
    pub name: SiteName,
    /// Where it is on the account's present site.
    pub url: String,
    /// Addresses that lead here as well.
    pub former: Vec<SiteName>,
    /// As it is for everybody who comes.
    pub room: Room,
    /// What holds of each setting that can be decided for people, and why (E9).
    pub settings: BTreeMap<Setting, Effective>,
    /// Counts the changes of settings and address, from 1.
    pub version: u32,
    pub standing: Standing,
    /// What the person themselves sees at the door.
    pub door: Door,
    pub allowed: Allowed,
}

/// What the moderator's plan allows in a room (A2).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allowed {
    /// Name of the plan.
    pub plan: String,
    /// Longest meeting in minutes; none: as long as one likes.
    pub minutes: Option<u32>,
    /// Who decided that it is no longer, where the plan would allow it (E9).
    pub shortened_by: Option<Origin>,
    pub participants: u32,
    /// Meetings can be recorded.
    pub recording: bool,
    /// The plan under which they could, where they cannot and one is sold.
    pub recording_with: Option<String>,
}

/// Whether `who` may hold meetings, and so has a room.
pub fn has_one(who: &Who) -> bool {
    who.actor.roles.iter().any(|role| role.has(Permission::ScheduleMeetings))
}

/// The person's room, made now if they have not looked for it before.
pub async fn own(app: &App, who: &Who) -> Result<Own, RoomError> {
    allowed(who, Permission::SeeMeetings)?;
    let kept = ensured(app, who).await?;
    let mut tx = app.store.read().await?;
    let mut former = store::room::names(&mut tx, kept.account, kept.person, NAMES_MAX).await?;
    former.retain(|name| *name != kept.name);
    let url = door::url(app, &mut tx, &kept).await?;
    let policy = store::policy::of_person(&mut tx, kept.account, kept.person).await?;
    let allowed = door::allowed(app, &mut tx, &kept, &policy, &who.locale).await?;
    let standing = door::standing(app, &kept, &policy, &allowed);
    let (room, mut settings) = (policy.room(&kept.own), policy.explain(&kept.own));
    settings.insert(Setting::RoomPassword, policy.room_password());
    let door = meetings::room::door::door(&room, standing, Comer::Moderator);
    let Kept { name, version, .. } = kept;
    Ok(Own { name, url, former, room, settings, version, standing, door, allowed })
}

/// Keeps the settings as filled in, or says everything that is wrong with them; what is locked can
/// only stay as it is. `expected` is the version that was read, if the change must not go over
/// another one; so below.
pub async fn change(
    app: &App,
    who: &Who,
    draft: &RoomDraft,
    expected: Option<u32>,
) -> Result<(), RoomError> {
    allowed(who, Permission::ScheduleMeetings)?;
    let asked = draft.check().map_err(RoomError::Refused)?;
    let (mut tx, kept) = changing(app, who, expected).await?;
    let policy = store::policy::of_person(&mut tx, kept.account, kept.person).await?;
    let own = policy.change(&kept.own, asked).map_err(RoomError::Refused)?;
    keep(app, who, (tx, kept), own, "room.changed").await
}

/// The settings are as they were at first, and follow the defaults of groups and account; the
/// address stays.
pub async fn restore(app: &App, who: &Who, expected: Option<u32>) -> Result<(), RoomError> {
    allowed(who, Permission::ScheduleMeetings)?;
    let (mut tx, kept) = changing(app, who, expected).await?;
    let policy = store::policy::of_person(&mut tx, kept.account, kept.person).await?;
    let first = at_first(app, &policy, kept.own.room.password.as_ref());
    keep(app, who, (tx, kept), first, "room.restored").await
}

/// A room nobody chose anything in: with a password where rooms are to have one, `present` if there
/// is one already.
fn at_first(app: &App, policy: &Policy, present: Option<&Password>) -> OwnRoom {
    let mut own = OwnRoom::default();
    if policy.room_password().choice == Choice::Switch(true) {
        let suggested = || Password::suggested(app.random_bytes());
        own.room.password = Some(present.cloned().unwrap_or_else(suggested));
    }
    own
}

async fn keep(
    app: &App,
    who: &Who,
    (mut tx, mut kept): (Tx, Kept),
    own: OwnRoom,
    action: &str,
) -> Result<(), RoomError> {
    if kept.own == own {
        return Ok(());
    }
    kept.own = own;
    store::room::set(&mut tx, &kept, app.now()).await?;
    let room = &kept.own.room;
    // Whether there is a password, never which.
    let change = json!({
        "title": room.title,
        "password": room.password.is_some(),
        "lobby": room.lobby,
        "auto_lock_minutes": room.auto_lock_minutes,
        "participants_may": room.participants_may,
        "chosen": kept.own.chosen,
    });
    trail::record(app, &mut tx, &who.by(), done(who, action, change)).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens, locks or closes the room. It is no change of the room: no version is asked for, and
/// nothing is noted in the trail.
pub async fn turn(app: &App, who: &Who, wish: Wish) -> Result<(), RoomError> {
    allowed(who, Permission::ScheduleMeetings)?;
    let (mut tx, mut kept) = changing(app, who, None).await?;
    let policy = store::policy::of_person(&mut tx, kept.account, kept.person).await?;
    let allowed = door::allowed(app, &mut tx, &kept, &policy, &who.locale).await?;
    let standing = door::standing(app, &kept, &policy, &allowed);
    let room = policy.room(&kept.own);
    if wish != Wish::Close && policy.lacks_password(&room) {
        return Err(RoomError::PasswordNeeded);
    }
    kept.opening = meetings::room::door::done(&room, standing, wish, app.now());
    store::room::set_opening(&mut tx, &kept).await?;
    tx.commit().await?;
    Ok(())
}

/// The room is at `text` from now on; the addresses it had lead there.
pub async fn rename(
    app: &App,
    who: &Who,
    text: &str,
    expected: Option<u32>,
) -> Result<(), RoomError> {
    allowed(who, Permission::ScheduleMeetings)?;
    let name = match SiteName::choose(text) {
        Ok(name) => name,
        Err(refusal) => return Err(RoomError::Name(only_free(app, refusal).await?)),
    };
    let (mut tx, mut kept) = changing(app, who, expected).await?;
    if kept.name == name {
        return Ok(());
    }
    match store::room::owner(&mut tx, &name).await? {
        Some(owner) if owner == who.person() => {}
        Some(_) => return Err(taken(&mut tx, &name).await?),
        None => {
            let names = store::room::names(&mut tx, kept.account, kept.person, NAMES_MAX).await?;
            if u32::try_from(names.len()).is_ok_and(|held| held >= NAMES_MAX) {
                return Err(RoomError::TooManyNames);
            }
        }
    }
    let before = std::mem::replace(&mut kept.name, name);
    match store::room::rename(&mut tx, &kept, app.now()).await {
        // Somebody took it a moment ago.
        Err(error) if error.is_taken() => {
            drop(tx);
            let mut tx = app.store.read().await?;
            return Err(taken(&mut tx, &kept.name).await?);
        }
        other => other?,
    }
    let change = json!({ "name": kept.name, "before": before });
    trail::record(app, &mut tx, &who.by(), done(who, "room.renamed", change)).await?;
    tx.commit().await?;
    Ok(())
}

/// `refusal`, without a suggestion that is somebody's.
async fn only_free(app: &App, refusal: SiteNameRefusal) -> Result<SiteNameRefusal, StoreError> {
    let SiteNameFix::TakeInstead(name) = refusal.fix() else { return Ok(refusal) };
    let mut tx = app.store.read().await?;
    if store::room::owner(&mut tx, &name).await?.is_none() {
        return Ok(refusal);
    }
    Ok(match refusal {
        SiteNameRefusal::Character { character, .. } => {
            SiteNameRefusal::Character { character, instead: None }
        }
        SiteNameRefusal::Hyphens { .. } => SiteNameRefusal::Hyphens { instead: None },
        other => other,
    })
}

/// `name` is somebody else's; the next one of its kind that is free is suggested.
async fn taken(tx: &mut Tx, name: &SiteName) -> Result<RoomError, StoreError> {
    let mut instead = None;
    for number in 2..TRIES_MAX {
        let Ok(next) = SiteName::choose(&format!("{name}-{number}")) else { break };
        if store::room::owner(tx, &next).await?.is_none() {
            instead = Some(next);
            break;
        }
    }
    Ok(RoomError::Name(SiteNameRefusal::Taken { instead }))
}

/// The room of whoever asks; made when there is none. Somebody else may take the address that was
/// free a moment ago, or the same person ask twice at once: then it is looked for again.
async fn ensured(app: &App, who: &Who) -> Result<Kept, RoomError> {
    let (account, person) = (who.account(), who.person());
    let found = store::room::find(&mut app.store.read().await?, account, person).await?;
    if let Some(kept) = found {
        return Ok(kept);
    }
    if !has_one(who) {
        return Err(RoomError::NotAllowed);
    }
    let mut tries = 0;
    loop {
        let mut tx = app.store.begin().await?;
        if let Some(kept) = store::room::find(&mut tx, account, person).await? {
            return Ok(kept);
        }
        let name = first_free(&mut tx, &who.email).await?;
        let policy = store::policy::of_person(&mut tx, account, person).await?;
        let own = at_first(app, &policy, None);
        let kept = Kept { account, person, name, own, version: 1, opening: None };
        match store::room::insert(&mut tx, &kept, app.now()).await {
            Err(error) if error.is_taken() && tries < RACES_MAX => tries += 1,
            Err(error) => return Err(error.into()),
            Ok(()) => {
                tx.commit().await?;
                return Ok(kept);
            }
        }
    }
}

/// A transaction that holds the room of whoever asks, if it is as they read it.
async fn changing(app: &App, who: &Who, expected: Option<u32>) -> Result<(Tx, Kept), RoomError> {
    ensured(app, who).await?;
    let mut tx = app.store.begin().await?;
    let kept = store::room::lock(&mut tx, who.account(), who.person()).await?;
    let kept = kept.ok_or_else(|| StoreError::Other("a room is gone".to_owned()))?;
    match expected {
        Some(expected) if expected != kept.version => Err(RoomError::Changed),
        _ => Ok((tx, kept)),
    }
}

pub(crate) async fn first_free(tx: &mut Tx, email: &EmailAddress) -> Result<SiteName, StoreError> {
    let mut seen = BTreeSet::new();
    for name in proposals(email).filter(|name| seen.insert(name.skeleton())) {
        if store::room::owner(tx, &name).await?.is_none() {
            return Ok(name);
        }
    }
    Err(StoreError::Other("a thousand addresses for a room are taken".to_owned()))
}

fn done<'a>(who: &Who, action: &'a str, change: serde_json::Value) -> Done<'a> {
    Done { account: who.account(), action, subject: who.person().to_string(), change }
}

fn allowed(who: &Who, permission: Permission) -> Result<(), RoomError> {
    match who.actor.may(permission) {
        true => Ok(()),
        false => Err(RoomError::NotAllowed),
    }
}
