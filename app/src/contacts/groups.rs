//! Groups of contacts: made when they are first named, renamed, removed (F6).

use std::collections::BTreeMap;

use ::contacts::card::GroupName;
use people::roles::Permission;
use serde_json::json;
pub use store::contact_group::Group;
use store::{StoreError, Tx};
use units::id::{ContactGroupId, ContactId};

use super::{ContactsError, Holder, changing, finish, holder};
use crate::app::App;
use crate::who::Who;

/// Most groups of one person.
pub const PERSON_GROUPS_MAX: usize = 500;

/// All groups of `who`, by name.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Group>, ContactsError> {
    let holder = holder(who, Permission::SeeContacts)?;
    let mut tx = app.store.read().await?;
    Ok(store::contact_group::list(&mut tx, holder).await?)
}

/// All groups of `who`, by name, uncounted.
pub async fn names(app: &App, who: &Who) -> Result<Vec<(ContactGroupId, String)>, ContactsError> {
    let holder = holder(who, Permission::SeeContacts)?;
    let mut tx = app.store.read().await?;
    Ok(store::contact_group::names(&mut tx, holder).await?)
}

/// Makes an empty group.
pub async fn add(app: &App, who: &Who, name: &str) -> Result<ContactGroupId, ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let name = parse(name)?;
    let (mut tx, count) = changing(app, holder).await?;
    let present = store::contact_group::names(&mut tx, holder).await?;
    if present.len() >= PERSON_GROUPS_MAX {
        return Err(ContactsError::TooManyGroups);
    }
    let id = app.id();
    taken(store::contact_group::insert(&mut tx, holder, id, &name, app.now()).await)?;
    let done = ("contact_group.added", id.to_string(), json!({}));
    finish(app, tx, who, (holder, count), done).await?;
    Ok(id)
}

pub async fn rename(
    app: &App,
    who: &Who,
    id: ContactGroupId,
    name: &str,
) -> Result<(), ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let name = parse(name)?;
    let (mut tx, count) = changing(app, holder).await?;
    match taken(store::contact_group::rename(&mut tx, holder, id, &name).await)? {
        true => {
            let done = ("contact_group.renamed", id.to_string(), json!({}));
            Ok(finish(app, tx, who, (holder, count), done).await?)
        }
        false => Err(ContactsError::NoGroup),
    }
}

/// Removes a group; its contacts stay.
pub async fn remove(app: &App, who: &Who, id: ContactGroupId) -> Result<(), ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let (mut tx, count) = changing(app, holder).await?;
    match store::contact_group::remove(&mut tx, holder, id).await? {
        true => {
            let done = ("contact_group.removed", id.to_string(), json!({}));
            Ok(finish(app, tx, who, (holder, count), done).await?)
        }
        false => Err(ContactsError::NoGroup),
    }
}

fn parse(name: &str) -> Result<GroupName, ContactsError> {
    GroupName::parse(name).map_err(|problem| ContactsError::Fields(vec![problem]))
}

fn taken<T>(written: Result<T, StoreError>) -> Result<T, ContactsError> {
    match written {
        Err(error) if error.is_taken() => Err(ContactsError::GroupTaken),
        other => Ok(other?),
    }
}

/// Puts contacts into groups by name; a name that is new makes a group.
pub(super) async fn put(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    contacts: &[(ContactId, Vec<String>)],
) -> Result<(), ContactsError> {
    if contacts.iter().all(|(_, groups)| groups.is_empty()) {
        return Ok(());
    }
    let present = store::contact_group::names(tx, holder).await?;
    let mut known: BTreeMap<String, ContactGroupId> = BTreeMap::new();
    for (id, name) in &present {
        known.insert(parse(name)?.key(), *id);
    }
    let mut members = Vec::new();
    for (contact, groups) in contacts {
        for name in groups {
            let name = parse(name)?;
            let id = match known.get(&name.key()) {
                Some(id) => *id,
                None if known.len() >= PERSON_GROUPS_MAX => {
                    return Err(ContactsError::TooManyGroups);
                }
                None => {
                    let id = app.id();
                    store::contact_group::insert(tx, holder, id, &name, app.now()).await?;
                    known.insert(name.key(), id);
                    id
                }
            };
            members.push((id, *contact));
        }
    }
    Ok(store::contact_group::add(tx, holder, &members).await?)
}
