//! The people of an account: who is there, what they may do, who gets in (E1).
//!
//! Rules are `people::membership`. Whoever is deactivated is signed out everywhere and their
//! licences are free; what is theirs stays.

use std::collections::BTreeSet;

use people::membership::{self, MembershipRefusal};
use people::roles::{Permission, Role};
use serde_json::json;
pub use store::invitation::Invitation;
pub use store::member::Member;
use store::{StoreError, Tx};
use units::id::{AccountId, PersonId, kind};

use crate::Who;
use crate::app::App;
use crate::invitations;
use crate::licences::{self, Item};
use crate::page::{self, Cursor, Page};
use crate::trail::{self, Done};

/// Why people were not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum MembersError {
    #[error(transparent)]
    Refused(#[from] MembershipRefusal),
    #[error("there is no such person")]
    NotFound,
    #[error("no role is left")]
    NoRole,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MembersError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            MembersError::Refused(refusal) => refusal.code(),
            MembersError::NotFound => "person.not_found",
            MembersError::NoRole => "person.no_role",
            MembersError::Store(_) => "store.unavailable",
        }
    }
}

/// A page of the people and one of those who are invited, and what is assigned to whom.
pub struct People {
    /// Those who are active first, by name.
    pub members: Vec<Member>,
    /// After whom the next page of them begins, if there is one.
    pub next: Option<PersonId>,
    pub invitations: Page<invitations::Open, kind::Person>,
    /// How many are invited in all, whatever was searched for.
    pub invited: u32,
    pub items: Vec<Item>,
}

/// Which people are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Part of a name or an address; everybody when it is empty.
    pub search: String,
    /// Pages begin after these.
    pub after: Option<PersonId>,
    pub invited_after: Option<Cursor<kind::Person>>,
    /// Most lines of each page.
    pub most: u32,
}

/// A page of the people, and one of those who are invited.
pub async fn list(app: &App, who: &Who, asked: &Asked) -> Result<People, MembersError> {
    allowed(who)?;
    let account = who.account();
    let like = store::member::pattern(&asked.search);
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let to_read = page::to_read(asked.most);
    let mut members = store::member::page(&mut tx, account, &like, asked.after, to_read).await?;
    let more = u32::try_from(members.len()).is_ok_and(|read| read == to_read);
    if more {
        members.pop();
    }
    let invited = (asked.invited_after, asked.most);
    Ok(People {
        next: members.last().filter(|_| more).map(|last| last.person),
        members,
        invitations: invitations::page_of(&mut tx, account, &asked.search, invited).await?,
        invited: store::invitation::count(&mut tx, account).await?,
        items: licences::items(&mut tx, &published.catalog, account).await?,
    })
}

/// What is assigned to people, and to whom.
pub async fn items(app: &App, who: &Who) -> Result<Vec<Item>, MembersError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    Ok(licences::items(&mut tx, &published.catalog, who.account()).await?)
}

/// One of them, with what is assigned in the account.
pub async fn find(app: &App, who: &Who, id: PersonId) -> Result<(Member, Vec<Item>), MembersError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    let member = store::member::find(&mut tx, who.account(), id).await?;
    let member = member.ok_or(MembersError::NotFound)?;
    let items = licences::items(&mut tx, &published.catalog, who.account()).await?;
    Ok((member, items))
}

fn allowed(who: &Who) -> Result<(), MembersError> {
    match who.actor.may(Permission::ManagePeople) {
        true => Ok(()),
        false => Err(MembershipRefusal::NotAllowed.into()),
    }
}

/// `id` with the account locked, and how many active owners there are.
async fn lock(app: &App, who: &Who, id: PersonId) -> Result<(Tx, Member, u32), MembersError> {
    allowed(who)?;
    let account = who.account();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let member = store::member::find(&mut tx, account, id).await?;
    let member = member.ok_or(MembersError::NotFound)?;
    let owners = store::member::with_role(&mut tx, account, Role::Owner).await?;
    Ok((tx, member, owners))
}

/// `roles` are all that `id` has from now on.
pub async fn set_roles(
    app: &App,
    who: &Who,
    id: PersonId,
    roles: &BTreeSet<Role>,
) -> Result<(), MembersError> {
    if roles.is_empty() {
        return Err(MembersError::NoRole);
    }
    let (mut tx, member, owners) = lock(app, who, id).await?;
    membership::may_change(&who.actor, &member.roles, roles, owners)?;
    if member.roles == *roles {
        return Ok(());
    }
    store::member::set_roles(&mut tx, who.account(), id, roles).await?;
    let change = json!({ "name": member.name, "before": member.roles, "after": roles });
    let done = done(who.account(), "person.roles_changed", id, change);
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

/// `id` does not get in any more; doing so twice is fine.
pub async fn deactivate(app: &App, who: &Who, id: PersonId) -> Result<(), MembersError> {
    let (mut tx, member, owners) = lock(app, who, id).await?;
    membership::may_deactivate(&who.actor, id, &member.roles, owners)?;
    if member.deactivated_at.is_some() {
        return Ok(());
    }
    let (account, now) = (who.account(), app.now());
    store::member::set_deactivated(&mut tx, account, id, Some(now), now).await?;
    let holder = (id, member.name.as_str());
    licences::take_everything(app, &mut tx, &who.by(), account, holder).await?;
    let change = json!({ "name": member.name, "email": member.email });
    let done = done(account, "person.deactivated", id, change);
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

/// `id` gets in again, with the roles they had and without a licence.
pub async fn reactivate(app: &App, who: &Who, id: PersonId) -> Result<(), MembersError> {
    let (mut tx, member, _) = lock(app, who, id).await?;
    membership::may_give(&who.actor, &member.roles)?;
    if member.deactivated_at.is_none() {
        return Ok(());
    }
    let account = who.account();
    store::member::set_deactivated(&mut tx, account, id, None, app.now()).await?;
    let change = json!({ "name": member.name, "email": member.email });
    let done = done(account, "person.reactivated", id, change);
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

fn done(
    account: AccountId,
    action: &'static str,
    id: PersonId,
    change: serde_json::Value,
) -> Done<'static> {
    Done { account, action, subject: id.to_string(), change }
}
