//! Contacts of a person: listed, added, changed, removed and brought back, merged (F6).
//!
//! They are the person's own. `holder` is the one way to them: it makes whoever asks the holder,
//! and takes no other person's id, so that no role, owner and admin included, comes to contacts of
//! somebody else. The trail, which admins read, says that something was done, and not with whom.

pub mod clean;
pub mod export;
pub mod groups;
pub mod import;

use std::collections::BTreeMap;

use ::contacts::card::{GROUPS_MAX, GroupName};
use ::contacts::import::Unreadable;
use ::contacts::{Card, CardDraft, Problem, duplicates};
use people::roles::Permission;
use serde_json::{Value as Json, json};
pub use store::contact::{Contact, Cursor, Holder};
use store::contact_list;
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{ContactGroupId, ContactId};

use crate::app::App;
use crate::page::{PAGE_MAX, to_read};
use crate::trail::{self, Done};
use crate::who::Who;

/// Most contacts of one person.
pub const CONTACTS_MAX: u32 = 100_000;
/// Days in which a removed contact can be brought back.
pub const REMOVED_KEPT_DAYS: i64 = 30;
/// Most contacts made one at a time.
pub const MERGED_MAX: usize = 20;
/// Removed contacts that are shown.
const REMOVED_SHOWN: u32 = 100;
/// Shared addresses looked at for one page of duplicates.
const SHARED_KEYS: u32 = 25;

/// Why something was not done with contacts, or not shown.
#[derive(Debug, thiserror::Error)]
pub enum ContactsError {
    #[error("the person may not")]
    NotAllowed,
    /// Also when it is somebody else's: nobody must learn that it exists.
    #[error("no such contact")]
    NotFound,
    #[error("no such group")]
    NoGroup,
    #[error("no such import, or it is over")]
    NoImport,
    #[error("{} fields are refused", .0.len())]
    Fields(Vec<Problem>),
    /// Changed since it was read; `present` is its version now.
    #[error("the contact was changed since it was read")]
    Changed { present: u32 },
    #[error("there would be more than {CONTACTS_MAX} contacts")]
    TooMany,
    #[error("there would be too many groups")]
    TooManyGroups,
    #[error("another group has the name")]
    GroupTaken,
    #[error("fewer than two of them are there, or too many")]
    NothingToMerge,
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// What the import would do is not what was seen.
    #[error("the preview is not what would happen now")]
    Moved,
    /// Some rows wait for an answer.
    #[error("it is not said what people under another name are")]
    Unanswered,
    #[error("the file cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ContactsError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ContactsError::NotAllowed => "permission.missing",
            ContactsError::NotFound => "contact.not_found",
            ContactsError::NoGroup => "contact_group.not_found",
            ContactsError::NoImport => "contact_import.not_found",
            ContactsError::Fields(_) => "contact.fields",
            ContactsError::Changed { .. } => "contact.changed",
            ContactsError::TooMany => "contacts.too_many",
            ContactsError::TooManyGroups => "contact_group.too_many",
            ContactsError::GroupTaken => "contact_group.taken",
            ContactsError::NothingToMerge => "contacts.nothing_to_merge",
            ContactsError::Unreadable(error) => error.code(),
            ContactsError::Moved => "preview.moved",
            ContactsError::Unanswered => "contacts.unanswered",
            ContactsError::Blobs(_) | ContactsError::Store(_) => "store.unavailable",
        }
    }
}

/// The contacts `who` may reach: their own, if they may `permission` at all.
fn holder(who: &Who, permission: Permission) -> Result<Holder, ContactsError> {
    match who.actor.may(permission) {
        true => Ok(Holder { account: who.account(), person: who.person() }),
        false => Err(ContactsError::NotAllowed),
    }
}

/// A transaction that holds the locks under which contacts change, and how many there are.
async fn changing(app: &App, holder: Holder) -> Result<(Tx, u32), StoreError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, holder.account).await?;
    let count = store::contact::lock_book(&mut tx, holder).await?;
    Ok((tx, count))
}

/// Writes down how many there are now and what was done, and makes it durable.
async fn finish(
    app: &App,
    mut tx: Tx,
    who: &Who,
    (holder, count): (Holder, u32),
    (action, subject, change): (&str, String, Json),
) -> Result<(), StoreError> {
    store::contact::set_count(&mut tx, holder, count).await?;
    let done = Done { account: holder.account, action, subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await
}

/// A contact with the groups it is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
    pub contact: Contact,
    pub groups: Vec<String>,
}

/// A page of the list; `next` begins the one after it.
#[derive(Clone, Debug)]
pub struct Listed {
    pub contacts: Vec<Shown>,
    pub next: Option<Cursor>,
    /// Of all the person has.
    pub count: u32,
}

/// Which contacts are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    pub search: &'a str,
    pub group: Option<ContactGroupId>,
    pub after: Option<Cursor>,
}

/// At most `most` contacts of `who`, by name.
pub async fn page(
    app: &App,
    who: &Who,
    asked: &Asked<'_>,
    most: u32,
) -> Result<Listed, ContactsError> {
    let holder = holder(who, Permission::SeeContacts)?;
    let most = most.clamp(1, PAGE_MAX);
    let mut tx = app.store.read().await?;
    let Asked { search, group, after } = asked;
    let read = to_read(most);
    let after = after.as_ref();
    let asked = contact_list::Asked { holder, search, group: *group, after, most: read };
    let mut found = contact_list::page(&mut tx, asked).await?;
    let more = found.len() > usize::try_from(most).unwrap_or(usize::MAX);
    if more {
        found.pop();
    }
    let next = found.last().filter(|_| more).map(Contact::cursor);
    let count = store::contact::count(&mut tx, holder).await?;
    Ok(Listed { contacts: with_groups(&mut tx, holder, found).await?, next, count })
}

async fn with_groups(
    tx: &mut Tx,
    holder: Holder,
    contacts: Vec<Contact>,
) -> Result<Vec<Shown>, StoreError> {
    let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
    let mut groups = store::contact_group::of(tx, holder, &ids).await?;
    let shown = contacts.into_iter().map(|contact| {
        let groups = groups.remove(&contact.id).unwrap_or_default();
        Shown { contact, groups }
    });
    Ok(shown.collect())
}

/// The contact `id`, removed or not.
pub async fn find(app: &App, who: &Who, id: ContactId) -> Result<Shown, ContactsError> {
    let holder = holder(who, Permission::SeeContacts)?;
    let mut tx = app.store.read().await?;
    let found = store::contact::find(&mut tx, holder, id).await?.ok_or(ContactsError::NotFound)?;
    if found.removed_at.is_some_and(|removed| is_gone(app.now(), removed)) {
        return Err(ContactsError::NotFound);
    }
    let mut shown = with_groups(&mut tx, holder, vec![found]).await?;
    shown.pop().ok_or(ContactsError::NotFound)
}

fn is_gone(now: Timestamp, removed: Timestamp) -> bool {
    removed.plus_days(REMOVED_KEPT_DAYS) <= now
}

/// Contacts that were removed and can be brought back, the latest first.
pub async fn removed(app: &App, who: &Who) -> Result<Vec<Contact>, ContactsError> {
    let holder = holder(who, Permission::SeeContacts)?;
    let mut tx = app.store.read().await?;
    let since = app.now().plus_days(-REMOVED_KEPT_DAYS);
    let removed = store::contact::removed(&mut tx, holder, since, REMOVED_SHOWN).await?;
    Ok(removed.into_iter().filter(|each| each.removed_at > Some(since)).collect())
}

/// Adds a contact. `id` is made with the form, so that a second click changes nothing.
pub async fn add(
    app: &App,
    who: &Who,
    id: Option<ContactId>,
    draft: &CardDraft,
) -> Result<ContactId, ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let (card, groups) = draft.check().map_err(ContactsError::Fields)?;
    let (mut tx, count) = changing(app, holder).await?;
    if let Some(id) = id
        && store::contact::find(&mut tx, holder, id).await?.is_some()
    {
        return Ok(id);
    }
    if count >= CONTACTS_MAX {
        return Err(ContactsError::TooMany);
    }
    let id = match id {
        Some(id) if is_free(&mut tx, id).await? => id,
        _ => app.id(),
    };
    store::contact::write(&mut tx, holder, &[(id, &card)], app.now()).await?;
    groups::put(app, &mut tx, holder, &[(id, names(&groups))]).await?;
    let done = ("contact.added", id.to_string(), json!({}));
    finish(app, tx, who, (holder, count.saturating_add(1)), done).await?;
    Ok(id)
}

/// Whether nobody has a contact of this id, which a form made up may name.
async fn is_free(tx: &mut Tx, id: ContactId) -> Result<bool, StoreError> {
    Ok(!store::contact::exists(tx, id).await?)
}

fn names(groups: &[GroupName]) -> Vec<String> {
    groups.iter().map(|group| group.as_str().to_owned()).collect()
}

/// Changes the contact `id` into what `draft` says. `expected` is the version that was read, if the
/// change must not go over another one.
pub async fn change(
    app: &App,
    who: &Who,
    id: ContactId,
    draft: &CardDraft,
    expected: Option<u32>,
) -> Result<(), ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let (card, groups) = draft.check().map_err(ContactsError::Fields)?;
    let (mut tx, count) = changing(app, holder).await?;
    let found = present(&mut tx, holder, id).await?;
    if expected.is_some_and(|expected| expected != found.version) {
        return Err(ContactsError::Changed { present: found.version });
    }
    let groups = names(&groups);
    let before = store::contact_group::of(&mut tx, holder, &[id]).await?.remove(&id);
    if found.card == card && before.unwrap_or_default() == groups {
        return Ok(());
    }
    store::contact::write(&mut tx, holder, &[(id, &card)], app.now()).await?;
    store::contact_group::leave_all(&mut tx, holder, id).await?;
    groups::put(app, &mut tx, holder, &[(id, groups)]).await?;
    let done = ("contact.changed", id.to_string(), json!({}));
    Ok(finish(app, tx, who, (holder, count), done).await?)
}

/// The contact `id`, not removed.
async fn present(tx: &mut Tx, holder: Holder, id: ContactId) -> Result<Contact, ContactsError> {
    let found = store::contact::find(tx, holder, id).await?;
    found.filter(|found| found.removed_at.is_none()).ok_or(ContactsError::NotFound)
}

/// Removes the contact `id`; for some days it can be brought back.
pub async fn remove(app: &App, who: &Who, id: ContactId) -> Result<(), ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let (mut tx, count) = changing(app, holder).await?;
    let found = store::contact::find(&mut tx, holder, id).await?.ok_or(ContactsError::NotFound)?;
    if found.removed_at.is_some() {
        return Ok(());
    }
    store::contact::remove(&mut tx, holder, &[id], app.now()).await?;
    clean::plan_contact(app, &mut tx, holder, id).await?;
    let done = ("contact.removed", id.to_string(), json!({}));
    Ok(finish(app, tx, who, (holder, count.saturating_sub(1)), done).await?)
}

/// Brings a removed contact back, with its groups.
pub async fn restore(app: &App, who: &Who, id: ContactId) -> Result<(), ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let (mut tx, count) = changing(app, holder).await?;
    let found = store::contact::find(&mut tx, holder, id).await?.ok_or(ContactsError::NotFound)?;
    let Some(removed) = found.removed_at else { return Ok(()) };
    if is_gone(app.now(), removed) {
        return Err(ContactsError::NotFound);
    }
    if count >= CONTACTS_MAX {
        return Err(ContactsError::TooMany);
    }
    store::contact::restore(&mut tx, holder, &found, app.now()).await?;
    let done = ("contact.restored", id.to_string(), json!({}));
    Ok(finish(app, tx, who, (holder, count.saturating_add(1)), done).await?)
}

/// Contacts that may be one person, oldest first.
#[derive(Clone, Debug)]
pub struct Alike {
    pub contacts: Vec<Shown>,
    /// Their names could be one person's; else only an address is the same.
    pub names_agree: bool,
}

/// Some of the contacts that share an address, or a number and the name; and where to look on.
pub async fn alike(
    app: &App,
    who: &Who,
    after: &str,
) -> Result<(Vec<Alike>, Option<String>), ContactsError> {
    let holder = holder(who, Permission::SeeContacts)?;
    let mut tx = app.store.read().await?;
    // No key has such a character, and one of the databases takes none.
    let after = after.replace('\0', "");
    let shared = store::contact::shared_keys(&mut tx, holder, &after, SHARED_KEYS).await?;
    let mut by_key: BTreeMap<&str, Vec<ContactId>> = BTreeMap::new();
    for (key, id) in &shared {
        by_key.entry(key.as_str()).or_default().push(*id);
    }
    let full = by_key.len() >= usize::try_from(SHARED_KEYS).unwrap_or(usize::MAX);
    let next = shared.last().filter(|_| full).map(|(key, _)| key.clone());
    let mut sets: Vec<Vec<ContactId>> = Vec::new();
    for mut ids in by_key.into_values() {
        ids.truncate(MERGED_MAX);
        // Who shares an address and a number stands here once.
        if !sets.iter().any(|set| ids.iter().all(|id| set.contains(id))) {
            sets.push(ids);
        }
    }
    let mut alike = Vec::new();
    for ids in sets {
        let contacts = store::contact::find_all(&mut tx, holder, &ids).await?;
        let contacts = with_groups(&mut tx, holder, contacts).await?;
        let agree = |pair: &[Shown]| match pair {
            [one, other] => duplicates::names_agree(&one.contact.card, &other.contact.card),
            _ => true,
        };
        let names_agree = contacts.windows(2).all(agree);
        alike.push(Alike { contacts, names_agree });
    }
    Ok((alike, next))
}

/// Makes one contact of `ids`: the oldest stays and learns what the others know; they are removed,
/// and can be brought back as they were. Returns the one that stays.
pub async fn merge(app: &App, who: &Who, ids: &[ContactId]) -> Result<ContactId, ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    if ids.len() > MERGED_MAX {
        return Err(ContactsError::NothingToMerge);
    }
    let (mut tx, count) = changing(app, holder).await?;
    let found = store::contact::find_all(&mut tx, holder, ids).await?;
    let found = with_groups(&mut tx, holder, found).await?;
    let Some((kept, others)) = found.split_first().filter(|(_, others)| !others.is_empty()) else {
        return Err(ContactsError::NothingToMerge);
    };
    let (card, groups) = merged(kept, others)?;
    let id = kept.contact.id;
    store::contact::write(&mut tx, holder, &[(id, &card)], app.now()).await?;
    groups::put(app, &mut tx, holder, &[(id, groups)]).await?;
    let gone: Vec<ContactId> = others.iter().map(|other| other.contact.id).collect();
    store::contact::remove(&mut tx, holder, &gone, app.now()).await?;
    for contact in &gone {
        clean::plan_contact(app, &mut tx, holder, *contact).await?;
    }
    let count = count.saturating_sub(u32::try_from(gone.len()).unwrap_or(u32::MAX));
    let done = ("contact.merged", id.to_string(), json!({ "merged": gone.len() }));
    finish(app, tx, who, (holder, count), done).await?;
    Ok(id)
}

fn merged(kept: &Shown, others: &[Shown]) -> Result<(Card, Vec<String>), ContactsError> {
    let mut card = kept.contact.card.clone();
    let mut groups = kept.groups.clone();
    for other in others {
        card = duplicates::merge(&card, &other.contact.card)
            .map_err(|problem| ContactsError::Fields(vec![problem]))?;
        groups.extend(other.groups.iter().cloned());
    }
    groups.sort();
    groups.dedup();
    match groups.len() > GROUPS_MAX {
        true => Err(ContactsError::TooManyGroups),
        false => Ok((card, groups)),
    }
}
