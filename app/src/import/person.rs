//! The person an archive is of: made here, or left as they are, with their addresses and their
//! room.

use ::meetings::policy::OwnRoom;
use object_store::{ObjectStoreExt, PutPayload};
use people::roles::Role;
use people::site::SiteName;
use serde_json::json;
use store::account::Account;
use store::audit::By;
use store::contact::Holder;
use store::import::{Import, Known};
use store::import_rows;
use store::person::Person;
use store::site::SiteKind;
use store::{StoreError, Tx};
use units::{EmailAddress, Timestamp};

use super::bring::On;
use super::report::{Report, Why};
use super::{ImportError, read, unpacked};
use crate::app::App;
use crate::meetings::arrive::arrive;
use crate::room::{self, NAMES_MAX};
use crate::sign_up::languages;
use crate::trail::{self, Done};
use crate::{password_reset, profile};

const ROOM: &str = "room";
const NAMES: &str = "room_names";
const ADDRESSES: &str = "addresses";
const PROFILE: &str = "profile";

/// Makes the person of an archive, with an account of their own called `account_name`, under the
/// ids they had where nobody has these here. No password is in an archive: a mail lets them choose
/// one.
pub(super) async fn make(
    app: &App,
    tx: &mut Tx,
    given: &read::Profile,
    account_name: &str,
) -> Result<Person, StoreError> {
    let now = app.now();
    let site = store::site::by_name(tx, SiteKind::Regional, &app.config.region).await?;
    let site = site.ok_or_else(|| StoreError::Other("there is no regional site".to_owned()))?;
    let languages = languages(app);
    let first = languages.first().cloned().unwrap_or_else(|| given.locale.clone());
    let locale = languages.into_iter().find(|it| *it == given.locale).unwrap_or(first);
    let account = match store::account::find(tx, given.account).await? {
        None => given.account,
        Some(_) => app.id(),
    };
    let id = match import_rows::is_person(tx, given.id).await? {
        false => given.id,
        true => app.id(),
    };
    let account = Account {
        id: account,
        site: site.id,
        name: account_name.to_owned(),
        zone: given.zone.clone(),
        locale: locale.clone(),
        currency: None,
        buyer: None,
        exemptions: Vec::new(),
        created_at: now,
    };
    store::account::insert(tx, &account).await?;
    let person = Person {
        id,
        account: account.id,
        name: given.name.to_string(),
        email: given.email.clone(),
        biography: given.biography.clone(),
        locale,
        zone: given.zone.clone(),
        photo: None,
        notifications: given.wishes.clone(),
        password_hash: None,
        created_at: given.created_at,
    };
    store::person::insert(tx, &person).await?;
    for role in [Role::Owner, Role::Host] {
        store::person::add_role(tx, account.id, person.id, role).await?;
    }
    arrive(app, tx, person.id, &person.email).await?;
    let change = json!({ "name": account.name, "site": site.name, "owner": person.id });
    let subject = account.id.to_string();
    let done = Done { account: account.id, action: "account.opened", subject, change };
    trail::record(app, tx, &By::system(), done).await?;
    Ok(person)
}

/// A person whose account is new reads how to sign in.
pub(super) async fn write_to(app: &App, tx: &mut Tx, import: &Import) -> Result<(), StoreError> {
    match store::person::find(tx, import.account, import.person).await? {
        Some(person) => password_reset::write(app, tx, &person, &person.email).await,
        None => Ok(()),
    }
}

pub(super) async fn profile(
    on: &On<'_>,
    tx: &mut Tx,
    profiles: Vec<read::Profile>,
    report: &mut Report,
) -> Result<(), ImportError> {
    for given in profiles {
        match on.is_new {
            true => report.made(PROFILE),
            false => {
                report.there(PROFILE);
                report.note(Why::ProfileKept, "");
                import_rows::set_biography(tx, on.holder, &given.biography).await?;
            }
        }
        let Holder { account, person } = on.holder;
        let present = store::person::find(tx, account, person).await?;
        if present.is_none_or(|person| person.photo.is_some()) {
            continue;
        }
        let Some(name) = given.photo else { continue };
        let Some(file) = on.archive.file_from("profile/photo.").cloned() else {
            report.note(Why::FileMissing, "profile/photo");
            continue;
        };
        let bytes = unpacked(on.archive, &file, people::photo::PHOTO_MAX_BYTES).await?;
        let Ok(cleaned) = people::photo::cleaned(&bytes) else {
            report.note(Why::OtherKind, &file.path);
            continue;
        };
        let name = name.to_string();
        on.app.blobs.put(&profile::photo_key(person, &name), PutPayload::from(cleaned)).await?;
        store::person::set_photo(tx, account, person, Some(&name)).await?;
    }
    Ok(())
}

pub(super) async fn addresses(
    on: &On<'_>,
    tx: &mut Tx,
    addresses: Vec<(EmailAddress, Timestamp)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let Holder { account, person } = on.holder;
    for (email, verified_at) in addresses {
        match store::person::by_address(tx, &email).await? {
            Some(owner) if owner.id == person => {
                if on.is_new {
                    import_rows::address_verified(tx, on.holder, &email, verified_at).await?;
                    report.made(ADDRESSES);
                } else {
                    report.there(ADDRESSES);
                }
            }
            Some(_) => {
                report.left(ADDRESSES);
                report.note(Why::AddressTaken, email.as_str());
            }
            None if !on.is_operators() => {
                report.left(ADDRESSES);
                report.note(Why::AddressUnproven, email.as_str());
            }
            None => {
                store::person::add_address(tx, account, person, &email, verified_at).await?;
                arrive(on.app, tx, person, &email).await?;
                report.made(ADDRESSES);
            }
        }
    }
    Ok(())
}

pub(super) async fn room(
    on: &On<'_>,
    tx: &mut Tx,
    rooms: Vec<read::Room>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let Holder { account, person } = on.holder;
    for given in rooms {
        if store::room::find(tx, account, person).await?.is_some() {
            report.there(ROOM);
            report.note(Why::RoomKept, "");
            continue;
        }
        let name = match given.name.clone() {
            Some(name) if store::room::owner(tx, &name).await?.is_none() => name,
            taken => {
                if let Some(taken) = taken {
                    report.note(Why::NameTaken, taken.as_str());
                }
                let found = store::person::find(tx, account, person).await?;
                let found = found.ok_or(ImportError::NotFound)?;
                room::first_free(tx, &found.email).await?
            }
        };
        import_rows::add_room_name(tx, on.holder, &name, given.changed_at).await?;
        let read::Room { own, version, opening, changed_at, .. } = given;
        let own: OwnRoom = own;
        let kept = store::room::Kept { account, person, name, own, version, opening };
        import_rows::add_room(tx, &kept, changed_at).await?;
        let known = Known { given: ROOM.to_owned(), kept: ROOM.to_owned(), is_made: true };
        store::import::know(tx, on.import, ROOM, &[known]).await?;
        report.made(ROOM);
    }
    Ok(())
}

pub(super) async fn room_names(
    on: &On<'_>,
    tx: &mut Tx,
    names: Vec<(SiteName, Timestamp)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let Holder { account, person } = on.holder;
    let room = [ROOM.to_owned()];
    let is_new = !store::import::known(tx, on.import, ROOM, &room).await?.is_empty();
    for (name, since) in names {
        match store::room::owner(tx, &name).await? {
            Some(owner) if owner == person && is_new => {
                import_rows::room_name_since(tx, on.holder, &name, since).await?;
                report.made(NAMES);
            }
            Some(owner) if owner == person => report.there(NAMES),
            Some(_) => {
                report.left(NAMES);
                report.note(Why::NameTaken, name.as_str());
            }
            None => {
                let held = store::room::names(tx, account, person, NAMES_MAX).await?;
                if u32::try_from(held.len()).is_ok_and(|held| held >= NAMES_MAX) {
                    report.left(NAMES);
                    report.note(Why::TooManyNames, name.as_str());
                } else {
                    import_rows::add_room_name(tx, on.holder, &name, since).await?;
                    report.made(NAMES);
                }
            }
        }
    }
    Ok(())
}
