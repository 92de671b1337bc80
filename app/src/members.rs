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
use units::id::{AccountId, PersonId};

use crate::Who;
use crate::app::App;
use crate::licences::{self, Item};
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

/// Everybody, and what is assigned to whom.
#[derive(Clone, Debug)]
pub struct People {
    /// Those who are active first, by name.
    pub members: Vec<Member>,
    /// Open invitations, expired ones among them, and whether the mail came back.
    pub invitations: Vec<(Invitation, bool)>,
    /// How many are invited in all, whatever was searched for.
    pub invited: u32,
    pub items: Vec<Item>,
}

/// People whose name or address has `search` in it; everybody when that is empty.
pub async fn list(app: &App, who: &Who, search: &str) -> Result<People, MembersError> {
    allowed(who)?;
    let account = who.account();
    let like = store::member::pattern(search);
    let mut tx = app.store.read().await?;
    let published = app.catalog(&mut tx).await?;
    Ok(People {
        members: store::member::list(&mut tx, account, &like).await?,
        invitations: store::invitation::list(&mut tx, account, &like).await?,
        invited: store::invitation::count(&mut tx, account).await?,
        items: licences::items(&mut tx, &published.catalog, account).await?,
    })
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
