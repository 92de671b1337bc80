//! Profile: what a person shows of themselves, their photo, their addresses (F10, E11).
//!
//! A new address is proved by a sealed link that names person and address, so nothing waits in the
//! database; the unique key decides whose an address is.

use std::collections::BTreeMap;

use mail::contexts;
use meetings::policy::Effective;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use people::photo::{self, PhotoKind, PhotoProblem};
use people::profile::{Notification, ProfileDraft, ProfileProblem};
use people::roles::Permission;
use serde_json::json;
use store::StoreError;
use store::person::{ADDRESSES_MAX, OwnAddress, Person};
use units::id::PersonId;
use units::{EmailAddress, Id, Timestamp};

use crate::app::App;
use crate::files;
use crate::meetings::arrive::arrive;
use crate::outbox::{self, Enclosed, Envelope};
use crate::policy::mails;
use crate::sign_up::{envelope_of, languages};
use crate::trail::{self, Done};
use crate::who::Who;

/// Hours the link to prove a new address works.
pub const LINK_VALID_HOURS: i64 = 48;

/// Why a profile was not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("the person may not")]
    NotAllowed,
    #[error("{} fields are refused", .0.len())]
    Refused(Vec<ProfileProblem>),
    #[error(transparent)]
    Photo(#[from] PhotoProblem),
    #[error("no such person, photo or address")]
    NotFound,
    #[error("the person has {ADDRESSES_MAX} addresses already")]
    TooMany,
    /// Too old, never ours, or the address has become somebody's.
    #[error("the link does not work any more")]
    Expired,
    #[error("the photo cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ProfileError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ProfileError::NotAllowed => "permission.missing",
            ProfileError::Refused(_) => "request.invalid",
            ProfileError::Photo(problem) => problem.code(),
            ProfileError::NotFound => "profile.not_found",
            ProfileError::TooMany => "address.too_many",
            ProfileError::Expired => "address.expired",
            ProfileError::Blobs(_) | ProfileError::Store(_) => "store.unavailable",
        }
    }
}

/// A person's own profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Own {
    pub person: Person,
    pub addresses: Vec<OwnAddress>,
    /// What holds of each mail they can do without, and why (E9).
    pub mails: BTreeMap<Notification, Effective>,
}

pub async fn own(app: &App, who: &Who) -> Result<Own, ProfileError> {
    allowed(who, Permission::SeeProfile)?;
    let mut tx = app.store.read().await?;
    let person = store::person::find(&mut tx, who.account(), who.person()).await?;
    let person = person.ok_or(ProfileError::NotFound)?;
    let addresses = store::person::addresses(&mut tx, who.account(), who.person()).await?;
    let policy = store::policy::of_person(&mut tx, who.account(), who.person()).await?;
    let mails = mails::explain(&policy, &person.notifications);
    Ok(Own { person, addresses, mails })
}

/// Keeps the profile as typed, or says everything that is wrong with it; mails that are locked can
/// only stay as they are.
pub async fn change(app: &App, who: &Who, draft: &ProfileDraft) -> Result<(), ProfileError> {
    allowed(who, Permission::ChangeProfile)?;
    let profile = draft.check(&languages(app)).map_err(ProfileError::Refused)?;
    let (account, person) = (who.account(), who.person());
    let mut tx = app.store.begin().await?;
    let before = store::person::find(&mut tx, account, person).await?;
    let before = before.ok_or(ProfileError::NotFound)?;
    let policy = store::policy::of_person(&mut tx, account, person).await?;
    let wishes = mails::change(&policy, &before.notifications, &profile.notifications);
    let locked = || ProfileError::Refused(vec![ProfileProblem::NotificationLocked]);
    let wishes = wishes.ok_or_else(locked)?;
    store::person::set_profile(&mut tx, account, person, (&profile, &wishes)).await?;
    let change = json!({ "name": profile.name, "locale": profile.locale, "zone": profile.zone });
    trail::record(app, &mut tx, &who.by(), done(who, "profile.changed", change)).await?;
    tx.commit().await?;
    Ok(())
}

fn done<'a>(who: &Who, action: &'a str, change: serde_json::Value) -> Done<'a> {
    Done { account: who.account(), action, subject: who.person().to_string(), change }
}

/// Keeps the picture in `file` as the person's photo, without what else the file tells. The file
/// before it is forgotten once nobody is shown it.
pub async fn set_photo(app: &App, who: &Who, file: Vec<u8>) -> Result<(), ProfileError> {
    allowed(who, Permission::ChangeProfile)?;
    let file = photo::cleaned(&file)?;
    let name: Id<units::id::kind::Other> = app.id();
    let name = name.to_string();
    app.blobs.put(&photo_key(who.person(), &name), PutPayload::from(file)).await?;
    show_photo(app, who, Some(&name)).await
}

/// The person has no photo from now on.
pub async fn remove_photo(app: &App, who: &Who) -> Result<(), ProfileError> {
    allowed(who, Permission::ChangeProfile)?;
    show_photo(app, who, None).await
}

async fn show_photo(app: &App, who: &Who, name: Option<&str>) -> Result<(), ProfileError> {
    let mut tx = app.store.begin().await?;
    let before = store::person::find(&mut tx, who.account(), who.person()).await?;
    store::person::set_photo(&mut tx, who.account(), who.person(), name).await?;
    let change = json!({ "photo": name.is_some() });
    trail::record(app, &mut tx, &who.by(), done(who, "profile.photo_changed", change)).await?;
    tx.commit().await?;
    if let Some(old) = before.and_then(|person| person.photo) {
        app.blobs.delete(&photo_key(who.person(), &old)).await?;
    }
    Ok(())
}

pub(crate) fn photo_key(person: PersonId, name: &str) -> Path {
    Path::from(format!("photos/{person}/{name}"))
}

/// The photo of somebody in the same account; to everybody else there is none.
pub async fn photo(
    app: &App,
    who: &Who,
    person: PersonId,
) -> Result<(PhotoKind, Vec<u8>), ProfileError> {
    allowed(who, Permission::SeeProfile)?;
    let mut tx = app.store.read().await?;
    let person = store::person::find(&mut tx, who.account(), person).await?;
    drop(tx);
    let person = person.ok_or(ProfileError::NotFound)?;
    let name = person.photo.ok_or(ProfileError::NotFound)?;
    let file = files::whole(&*app.blobs, &photo_key(person.id, &name)).await?;
    let file = file.ok_or(ProfileError::NotFound)?;
    Ok((photo::check(&file)?, file))
}

/// The bytes of the photo that `person` keeps as `name`.
pub(crate) async fn photo_bytes(
    app: &App,
    person: PersonId,
    name: &str,
) -> Result<Vec<u8>, object_store::Error> {
    Ok(app.blobs.get(&photo_key(person, name)).await?.bytes().await?.to_vec())
}

/// Writes to a new address, with a link that proves it is the person's.
///
/// The answer is the same when the address is somebody else's: then they are told by the same mail
/// as at a sign-up.
pub async fn ask_address(app: &App, who: &Who, email: &EmailAddress) -> Result<(), ProfileError> {
    allowed(who, Permission::ManageSignIn)?;
    let expires = app.now().plus_hours(LINK_VALID_HOURS);
    let mut tx = app.store.begin().await?;
    let held = store::person::addresses(&mut tx, who.account(), who.person()).await?;
    if u32::try_from(held.len()).is_ok_and(|held| held >= ADDRESSES_MAX) {
        return Err(ProfileError::TooMany);
    }
    match store::person::by_address(&mut tx, email).await? {
        Some(known) if known.id == who.person() => {}
        Some(known) => {
            let says = contexts::AlreadyRegistered {
                sign_in_link: app.config.portal_url("/sign-in"),
                reset_link: app.config.portal_url("/forgot-password"),
            };
            let envelope = Envelope { to: email.clone(), ..envelope_of(&known) };
            outbox::queue(app, &mut tx, &envelope, &says, Enclosed::default()).await?;
        }
        None => {
            let sealed = app.secret.seal(&purpose(who), &claim(email, expires));
            let path = format!("/profile/addresses/confirm?token={sealed}");
            let link = app.config.portal_url(&path);
            let says = contexts::ConfirmEmail { link, expires, zone: who.zone.clone() };
            let envelope = Envelope {
                account: Some(who.account()),
                to: email.clone(),
                to_name: who.name.clone(),
                locale: who.locale.clone(),
            };
            outbox::queue(app, &mut tx, &envelope, &says, Enclosed::default()).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

fn purpose(who: &Who) -> String {
    format!("address of {}", who.person())
}

fn claim(email: &EmailAddress, expires: Timestamp) -> String {
    format!("{} {email}", expires.seconds())
}

/// The address a link proves, if the link is this person's and still works. Changes nothing.
pub fn look_address(app: &App, who: &Who, token: &str) -> Option<EmailAddress> {
    let claim = app.secret.open(&purpose(who), token).ok()?;
    let (expires, email) = claim.split_once(' ')?;
    let expires = Timestamp::from_seconds(expires.parse().ok()?);
    if expires <= app.now() { None } else { email.parse().ok() }
}

/// The address is the person's; using the link again changes nothing more.
pub async fn confirm_address(app: &App, who: &Who, token: &str) -> Result<(), ProfileError> {
    allowed(who, Permission::ManageSignIn)?;
    let email = look_address(app, who, token).ok_or(ProfileError::Expired)?;
    let mut tx = app.store.begin().await?;
    let owner = store::person::by_address(&mut tx, &email).await?;
    if owner.is_some_and(|owner| owner.id == who.person()) {
        return Ok(());
    }
    let added =
        store::person::add_address(&mut tx, who.account(), who.person(), &email, app.now()).await;
    match added {
        Err(error) if error.is_taken() => return Err(ProfileError::Expired),
        other => other?,
    }
    arrive(app, &mut tx, who.person(), &email).await?;
    let change = json!({ "address": email });
    trail::record(app, &mut tx, &who.by(), done(who, "address.added", change)).await?;
    tx.commit().await?;
    Ok(())
}

/// What a person does with one of their addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddressChange {
    /// Mails go there from now on.
    Prefer,
    /// It is theirs no more; the one mails go to stays.
    Remove,
}

/// Does `change` to an address of the person's.
pub async fn change_address(
    app: &App,
    who: &Who,
    email: &EmailAddress,
    change: AddressChange,
) -> Result<(), ProfileError> {
    allowed(who, Permission::ManageSignIn)?;
    let (account, person) = (who.account(), who.person());
    let mut tx = app.store.begin().await?;
    let (changed, action) = match change {
        AddressChange::Prefer => (
            store::person::prefer_address(&mut tx, account, person, email).await?,
            "address.preferred",
        ),
        AddressChange::Remove => (
            store::person::remove_address(&mut tx, account, person, email).await?,
            "address.removed",
        ),
    };
    if !changed {
        return Err(ProfileError::NotFound);
    }
    let change = json!({ "address": email });
    trail::record(app, &mut tx, &who.by(), done(who, action, change)).await?;
    tx.commit().await?;
    Ok(())
}

fn allowed(who: &Who, permission: Permission) -> Result<(), ProfileError> {
    match who.actor.may(permission) {
        true => Ok(()),
        false => Err(ProfileError::NotAllowed),
    }
}
