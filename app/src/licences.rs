//! Licences given to people and taken back (E1, A4, C2a, I-12, R-33).
//!
//! Every way to one more goes through `assign_within`, under the locks of the account and of the
//! subscription: never more are assigned than are bought, nor than will be after a planned change.

use billing::licence::{self, Licence, NoneFree};
use billing::subscription::{SubscribedItem, Subscription, SubscriptionState};
use catalog::{AddOnId, AddOnUnit, Catalog};
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::audit::By;
use store::{StoreError, Tx};
use units::Date;
use units::id::{AccountId, PersonId, SubscriptionId};

use crate::Who;
use crate::app::App;
use crate::trail::{self, Done};

/// Something of a subscription that is assigned to people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ItemRef {
    pub subscription: SubscriptionId,
    /// None: its seats.
    pub add_on: Option<AddOnId>,
}

/// The same with how many there are, and who has one.
#[derive(Clone, Debug)]
pub struct Item {
    pub item: ItemRef,
    /// As it was bought.
    pub name: String,
    pub bought: u32,
    /// How many there are from the day of the next renewal on, where that is planned.
    pub planned: Option<(u32, Date)>,
    pub holders: Vec<Licence>,
    /// Who of them loses it with the planned change.
    pub losing: Vec<Licence>,
}

impl Item {
    pub fn free(&self) -> u32 {
        let assigned = u32::try_from(self.holders.len()).unwrap_or(u32::MAX);
        self.bought.saturating_sub(assigned)
    }

    /// How many more may be assigned: no more than are free now, nor after the planned change.
    pub fn assignable(&self) -> u32 {
        let stays = |holder: &&Licence| self.ends_for(holder.person).is_none();
        let staying = self.holders.iter().filter(stays).count();
        let staying = u32::try_from(staying).unwrap_or(u32::MAX);
        let later = self.planned.map(|(planned, _)| planned.saturating_sub(staying));
        later.map_or(self.free(), |later| later.min(self.free()))
    }

    pub fn is_of(&self, person: PersonId) -> bool {
        self.holders.iter().any(|holder| holder.person == person)
    }

    /// The day from which `person` has it no more, where that is planned.
    pub fn ends_for(&self, person: PersonId) -> Option<Date> {
        let lost = self.losing.iter().any(|loser| loser.person == person);
        self.planned.filter(|_| lost).map(|(_, on)| on)
    }
}

/// Why a licence was not given or taken.
#[derive(Debug, thiserror::Error)]
pub enum LicenceError {
    #[error("the person may not manage people")]
    NotAllowed,
    #[error("nothing like that can be assigned")]
    NotFound,
    #[error("there is no such person, or they are deactivated")]
    NoPerson,
    #[error("{assigned} of {bought} are assigned")]
    NoneFree { subscription: SubscriptionId, bought: u32, assigned: u32 },
    /// One is free today, but not after the renewal on `on`.
    #[error("there will be {planned} only")]
    PlannedFewer { subscription: SubscriptionId, planned: u32, on: Date },
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LicenceError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            LicenceError::NotAllowed => "permission.missing",
            LicenceError::NotFound => "licence.not_found",
            LicenceError::NoPerson => "person.not_found",
            LicenceError::NoneFree { .. } => "licences.none_free",
            LicenceError::PlannedFewer { .. } => "licences.planned_fewer",
            LicenceError::Store(_) => "store.unavailable",
        }
    }
}

/// Is it for a person? Packs are for the whole subscription.
fn is_assigned(catalog: &Catalog, add_on: Option<&AddOnId>) -> bool {
    match add_on {
        None => true,
        Some(id) => catalog.add_on(id).is_some_and(|found| found.unit == AddOnUnit::Licence),
    }
}

/// The licences of `sub` that are somebody's.
pub(crate) async fn held(
    tx: &mut Tx,
    catalog: &Catalog,
    sub: &Subscription,
) -> Result<Vec<Licence>, StoreError> {
    let mut held = store::licence::of_subscription(tx, sub.account, sub.id).await?;
    held.retain(|licence| is_assigned(catalog, licence.add_on.as_ref()));
    Ok(held)
}

/// Everything of `account` that is assigned to people, subscription by subscription.
pub(crate) async fn items(
    tx: &mut Tx,
    catalog: &Catalog,
    account: AccountId,
) -> Result<Vec<Item>, StoreError> {
    let licences = store::licence::list(tx, account).await?;
    let mut all = Vec::new();
    for sub in store::subscription::list(tx, account).await? {
        if sub.state == SubscriptionState::Ended {
            continue;
        }
        let of_sub = licences.iter().filter(|(id, _)| *id == sub.id).map(|(_, held)| held);
        let of_sub: Vec<&Licence> = of_sub.collect();
        let assigned = sub.items.iter().filter(|item| is_assigned(catalog, item.add_on.as_ref()));
        all.extend(assigned.map(|item| {
            let mine = |licence: &&&Licence| licence.add_on == item.add_on;
            Item {
                item: ItemRef { subscription: sub.id, add_on: item.add_on.clone() },
                name: item.name.clone(),
                bought: item.quantity,
                planned: planned(&sub, item.add_on.as_ref()).map(|many| (many, sub.renews_on())),
                holders: of_sub.iter().filter(mine).map(|held| (*held).clone()).collect(),
                losing: losing(&sub)
                    .iter()
                    .filter(|lost| lost.add_on == item.add_on)
                    .cloned()
                    .collect(),
            }
        }));
    }
    Ok(all)
}

/// How many of it there are after the change that is planned.
fn planned(sub: &Subscription, add_on: Option<&AddOnId>) -> Option<u32> {
    sub.scheduled.as_ref().map(|planned| licence::quantity(&planned.items, add_on))
}

fn losing(sub: &Subscription) -> &[Licence] {
    sub.scheduled.as_ref().map_or(&[], |planned| planned.losing.as_slice())
}

/// Gives `person`, active or invited, a licence; having it already is fine. Of two that take the
/// last one at once, one is refused.
pub async fn assign(
    app: &App,
    who: &Who,
    item: &ItemRef,
    person: PersonId,
) -> Result<(), LicenceError> {
    let mut tx = locked(app, who).await?;
    let name = holder(app, &mut tx, who.account(), person).await?;
    let name = name.ok_or(LicenceError::NoPerson)?;
    assign_within(app, &mut tx, &who.by(), who.account(), item, (person, &name)).await?;
    tx.commit().await?;
    Ok(())
}

/// A transaction with the account's lock, for whoever may manage people.
async fn locked(app: &App, who: &Who) -> Result<Tx, LicenceError> {
    if !who.actor.may(Permission::ManagePeople) {
        return Err(LicenceError::NotAllowed);
    }
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    Ok(tx)
}

/// What the holder of a licence is called; none when there is nobody who could hold one.
async fn holder(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<Option<String>, StoreError> {
    let member = store::member::find(tx, account, person).await?;
    if let Some(member) = member.filter(|member| member.deactivated_at.is_none()) {
        return Ok(Some(member.name));
    }
    let invited = store::invitation::find(tx, account, person).await?;
    Ok(invited.filter(|each| each.is_usable(app.now())).map(|each| each.email.to_string()))
}

/// As `assign`, in a transaction that holds the account's lock.
pub(crate) async fn assign_within(
    app: &App,
    tx: &mut Tx,
    by: &By,
    account: AccountId,
    item: &ItemRef,
    (person, name): (PersonId, &str),
) -> Result<(), LicenceError> {
    let published = app.catalog(tx).await?;
    let (subscription, add_on) = (item.subscription, item.add_on.as_ref());
    let sub = store::subscription::lock(tx, account, subscription).await?;
    let sub = sub.filter(|sub| sub.state != SubscriptionState::Ended);
    let sub = sub.ok_or(LicenceError::NotFound)?;
    let bought = licence::quantity(&sub.items, add_on);
    if bought == 0 || !is_assigned(&published.catalog, add_on) {
        return Err(LicenceError::NotFound);
    }
    let mut held = store::licence::of_subscription(tx, account, subscription).await?;
    held.retain(|licence| licence.add_on == item.add_on);
    if held.iter().any(|licence| licence.person == person) {
        return Ok(());
    }
    licence::one_more(bought, planned(&sub, add_on), &held, losing(&sub)).map_err(
        |none| match none {
            NoneFree::Now { bought, assigned } => {
                LicenceError::NoneFree { subscription, bought, assigned }
            }
            NoneFree::Planned { planned } => {
                LicenceError::PlannedFewer { subscription, planned, on: sub.renews_on() }
            }
        },
    )?;
    store::licence::assign(tx, account, subscription, add_on, person, app.now()).await?;
    let licence = Licence { add_on: item.add_on.clone(), person, name: name.to_owned() };
    let done = done("licence.assigned", account, subscription, &licence);
    trail::record(app, tx, by, done).await?;
    Ok(())
}

/// Takes a licence back; nobody having it is fine.
pub async fn take(
    app: &App,
    who: &Who,
    item: &ItemRef,
    person: PersonId,
) -> Result<(), LicenceError> {
    let mut tx = locked(app, who).await?;
    let (account, subscription) = (who.account(), item.subscription);
    store::subscription::lock(&mut tx, account, subscription).await?;
    let held = store::licence::of_subscription(&mut tx, account, subscription).await?;
    let mine = |each: &Licence| each.person == person && each.add_on == item.add_on;
    let held: Vec<Licence> = held.into_iter().filter(mine).collect();
    take_within(app, &mut tx, &who.by(), account, subscription, &held).await?;
    tx.commit().await?;
    Ok(())
}

/// These licences of `subscription` end. Whoever has lost theirs meanwhile is passed over.
pub(crate) async fn take_within(
    app: &App,
    tx: &mut Tx,
    by: &By,
    account: AccountId,
    subscription: SubscriptionId,
    licences: &[Licence],
) -> Result<(), StoreError> {
    for each in licences {
        let add_on = each.add_on.as_ref();
        if store::licence::take(tx, account, subscription, add_on, each.person).await? {
            let done = done("licence.taken", account, subscription, each);
            trail::record(app, tx, by, done).await?;
        }
    }
    Ok(())
}

/// Whatever `person` holds is free again.
pub(crate) async fn take_everything(
    app: &App,
    tx: &mut Tx,
    by: &By,
    account: AccountId,
    (person, name): (PersonId, &str),
) -> Result<(), StoreError> {
    let held = store::licence::of_person(tx, account, person).await?;
    store::licence::take_all(tx, account, person).await?;
    for (subscription, add_on) in held {
        let licence = Licence { add_on, person, name: name.to_owned() };
        let done = done("licence.taken", account, subscription, &licence);
        trail::record(app, tx, by, done).await?;
    }
    Ok(())
}

/// What the trail and receivers of events are told.
pub(crate) fn done<'a>(
    action: &'a str,
    account: AccountId,
    subscription: SubscriptionId,
    licence: &Licence,
) -> Done<'a> {
    let change = json!({
        "subscription": subscription, "add_on": licence.add_on, "name": licence.name,
    });
    Done { account, action, subject: licence.person.to_string(), change }
}

/// `sub` begins: of what nobody holds, its owner has one.
pub(crate) async fn begin(app: &App, tx: &mut Tx, sub: &Subscription) -> Result<(), StoreError> {
    let owners = store::account::people_with_role(tx, sub.account, "owner").await?;
    let Some(owner) = owners.first() else { return Ok(()) };
    give_what_is_nobodys(app, tx, sub, &[], owner.person).await
}

/// `sub` has changed, and had `before`: where there is one person only, what is new is theirs.
pub(crate) async fn follow(
    app: &App,
    tx: &mut Tx,
    sub: &Subscription,
    before: &[SubscribedItem],
) -> Result<(), StoreError> {
    let had = |item: &SubscribedItem| before.iter().any(|old| old.add_on == item.add_on);
    if sub.items.iter().all(had) {
        return Ok(());
    }
    match store::member::active(tx, sub.account, 2).await?.as_slice() {
        [only] => give_what_is_nobodys(app, tx, sub, before, *only).await,
        _ => Ok(()),
    }
}

async fn give_what_is_nobodys(
    app: &App,
    tx: &mut Tx,
    sub: &Subscription,
    before: &[SubscribedItem],
    person: PersonId,
) -> Result<(), StoreError> {
    let published = app.catalog(tx).await?;
    let held = store::licence::of_subscription(tx, sub.account, sub.id).await?;
    let new = |item: &&SubscribedItem| before.iter().all(|old| old.add_on != item.add_on);
    for item in sub.items.iter().filter(new) {
        let add_on = item.add_on.as_ref();
        let is_nobodys = !held.iter().any(|licence| licence.add_on == item.add_on);
        if is_nobodys && item.quantity > 0 && is_assigned(&published.catalog, add_on) {
            store::licence::assign(tx, sub.account, sub.id, add_on, person, app.now()).await?;
        }
    }
    Ok(())
}

/// Would `after` be enough for everybody who has a licence of `sub`, less those who lose it?
pub(crate) async fn fit(
    tx: &mut Tx,
    catalog: &Catalog,
    sub: &Subscription,
    taken: &[Licence],
    after: &[SubscribedItem],
) -> Result<bool, StoreError> {
    let mut staying = held(tx, catalog, sub).await?;
    let taken = |each: &Licence| {
        taken.iter().any(|lost| lost.person == each.person && lost.add_on == each.add_on)
    };
    staying.retain(|each| !taken(each));
    Ok(licence::losing(&staying, &[], after).is_ok_and(|lost| lost.is_empty()))
}
