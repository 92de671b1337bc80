//! What an account's admins decide for their people: groups, and rules for everybody or for a
//! group, each a default or locked (E9, docs/decisions/0035).
//!
//! What then holds for whom is `meetings::policy`. Changes hold the account's lock, so that places
//! stay an order and limits are kept. Each change may name the version it was made from, and is
//! refused when there is a newer one (docs/decisions/0040).

pub mod mails;

use std::collections::{BTreeMap, BTreeSet};

use meetings::policy::{Effective, RuleDraft, RuleProblem, Rules, Setting, check};
use people::group::{GroupName, GroupNameProblem};
use people::roles::Permission;
use serde_json::json;
pub use store::policy::{AccountRules, Group, GroupPerson};
use store::{StoreError, Tx};
use units::EmailAddress;
use units::id::{GroupId, PersonId};

use crate::Who;
use crate::app::App;
use crate::trail::{self, Done};

/// Most groups of one account.
pub const GROUPS_MAX: usize = 50;
/// Most people of one group.
pub const GROUP_PEOPLE_MAX: usize = 500;
/// Most rules of one draft: more than there are settings.
const RULES_MAX: usize = 50;
/// How many unknown addresses are named, and how much of each.
const UNKNOWN_SHOWN_MAX: usize = 5;
const UNKNOWN_SHOWN_MAX_CHARS: usize = 80;

/// Why groups or rules were not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("the person may not")]
    NotAllowed,
    #[error("there is no such group")]
    NotFound,
    /// What is decided for everybody is not as it was when it was read.
    #[error("the rules were changed since they were read")]
    RulesChanged,
    #[error("the group was changed since it was read")]
    GroupChanged,
    #[error("there is no such person")]
    NoPerson,
    #[error("{} rules are refused", .0.len())]
    Rules(Vec<RuleProblem>),
    #[error("the name is refused: {0}")]
    Name(#[from] GroupNameProblem),
    #[error("the account has a group of this name")]
    NameTaken,
    /// The first few of them.
    #[error("{} addresses are nobody's in the account", .0.len())]
    UnknownPeople(Vec<String>),
    #[error("the account has {GROUPS_MAX} groups")]
    TooMany,
    #[error("more than {GROUP_PEOPLE_MAX} people")]
    TooManyPeople,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PolicyError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            PolicyError::NotAllowed => "permission.missing",
            PolicyError::NotFound => "group.not_found",
            PolicyError::RulesChanged => "policy.changed",
            PolicyError::GroupChanged => "group.changed",
            PolicyError::NoPerson => "person.not_found",
            PolicyError::Rules(_) => "request.invalid",
            PolicyError::Name(problem) => problem.code(),
            PolicyError::NameTaken => "group.name_taken",
            PolicyError::UnknownPeople(_) => "group.unknown_people",
            PolicyError::TooMany => "group.too_many",
            PolicyError::TooManyPeople => "group.too_many_people",
            PolicyError::Store(_) => "store.unavailable",
        }
    }
}

/// What is decided in an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    /// For everybody.
    pub account: AccountRules,
    /// Those asked first before the others.
    pub groups: Vec<Group>,
}

/// A group as it was filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GroupDraft {
    pub name: String,
    /// Addresses of everybody who is in it.
    pub people: Vec<String>,
    pub rules: Vec<RuleDraft>,
}

pub async fn overview(app: &App, who: &Who) -> Result<Overview, PolicyError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    Ok(Overview {
        account: store::policy::account_rules(&mut tx, who.account()).await?,
        groups: store::policy::groups(&mut tx, who.account()).await?,
    })
}

/// A group and who is in it.
pub async fn find(
    app: &App,
    who: &Who,
    id: GroupId,
) -> Result<(Group, Vec<GroupPerson>), PolicyError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let group = store::policy::find(&mut tx, who.account(), id).await?;
    let group = group.ok_or(PolicyError::NotFound)?;
    let people = store::policy::people(&mut tx, who.account(), id).await?;
    Ok((group, people))
}

/// What holds for somebody of the account, and why.
pub async fn effective(
    app: &App,
    who: &Who,
    id: PersonId,
) -> Result<BTreeMap<Setting, Effective>, PolicyError> {
    allowed(who)?;
    let account = who.account();
    let mut tx = app.store.read().await?;
    let person = store::person::find(&mut tx, account, id).await?;
    let person = person.ok_or(PolicyError::NoPerson)?;
    let policy = store::policy::of_person(&mut tx, account, id).await?;
    let kept = store::room::find(&mut tx, account, id).await?;
    let mut all = policy.explain(&kept.map(|kept| kept.own).unwrap_or_default());
    let mails = mails::explain(&policy, &person.notifications);
    all.extend(mails.into_iter().map(|(mail, effective)| (mails::setting(mail), effective)));
    all.insert(Setting::RoomPassword, policy.room_password());
    all.insert(Setting::MeetingPassword, policy.meeting_password());
    all.insert(Setting::MeetingMinutes, policy.meeting_minutes());
    Ok(all)
}

/// `drafts` are all that is decided for everybody from now on. `expected` is the version that was
/// read, if the change must not go over another one; so below.
pub async fn set_account(
    app: &App,
    who: &Who,
    drafts: &[RuleDraft],
    expected: Option<u32>,
) -> Result<(), PolicyError> {
    allowed(who)?;
    let rules = checked(drafts)?;
    let mut tx = changing(app, who).await?;
    let account = who.account();
    let before = store::policy::account_rules(&mut tx, account).await?;
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(PolicyError::RulesChanged);
    }
    if before.rules == rules {
        return Ok(());
    }
    store::policy::set_account_rules(&mut tx, account, &rules, app.now()).await?;
    let change = json!({ "rules": rules, "rules_before": before.rules });
    finish(app, tx, who, ("policy.changed", account.to_string(), change)).await
}

/// Makes a group of nobody, the last in the order.
pub async fn add(app: &App, who: &Who, name: &str) -> Result<GroupId, PolicyError> {
    allowed(who)?;
    let name: GroupName = name.parse()?;
    let mut tx = changing(app, who).await?;
    let account = who.account();
    let groups = store::policy::groups(&mut tx, account).await?;
    if groups.len() >= GROUPS_MAX {
        return Err(PolicyError::TooMany);
    }
    let (id, place) = (app.id(), groups.last().map_or(1, |last| last.place + 1));
    taken(store::policy::insert(&mut tx, account, (id, &name, place), app.now()).await)?;
    let change = json!({ "name": name.as_str() });
    finish(app, tx, who, ("group.added", id.to_string(), change)).await?;
    Ok(id)
}

/// The group is as filled in from now on, or everything that is wrong with its rules is said.
pub async fn change(
    app: &App,
    who: &Who,
    id: GroupId,
    draft: &GroupDraft,
    expected: Option<u32>,
) -> Result<(), PolicyError> {
    allowed(who)?;
    let name: GroupName = draft.name.parse()?;
    let rules = checked(&draft.rules)?;
    let (mut tx, before) = changing_group(app, who, id, expected).await?;
    let account = who.account();
    let people = people(&mut tx, who, &draft.people).await?;
    let members = store::policy::people(&mut tx, account, id).await?;
    let members: BTreeSet<PersonId> = members.iter().map(|member| member.person).collect();
    if before.name == name.as_str() && before.rules == rules && members == people {
        return Ok(());
    }
    let people: Vec<PersonId> = people.into_iter().collect();
    store::policy::set_people(&mut tx, account, id, &people).await?;
    taken(store::policy::set(&mut tx, account, id, (&name, &rules)).await)?;
    let change = json!({
        "name": name.as_str(), "name_before": before.name,
        "rules": rules, "rules_before": before.rules,
        "people": people,
    });
    finish(app, tx, who, ("group.changed", id.to_string(), change)).await
}

/// The group is asked before the one it came after; the first stays first.
pub async fn raise(app: &App, who: &Who, id: GroupId) -> Result<(), PolicyError> {
    allowed(who)?;
    let mut tx = changing(app, who).await?;
    let account = who.account();
    let groups = store::policy::groups(&mut tx, account).await?;
    let at = groups.iter().position(|group| group.id == id).ok_or(PolicyError::NotFound)?;
    let Some(above) = at.checked_sub(1).and_then(|above| groups.get(above)) else {
        return Ok(());
    };
    let group = &groups[at];
    store::policy::set_place(&mut tx, account, group.id, above.place).await?;
    store::policy::set_place(&mut tx, account, above.id, group.place).await?;
    let change = json!({ "name": group.name, "above": above.name });
    finish(app, tx, who, ("group.raised", id.to_string(), change)).await
}

/// The group is gone, and what it decided with it; its people stay.
pub async fn remove(
    app: &App,
    who: &Who,
    id: GroupId,
    expected: Option<u32>,
) -> Result<(), PolicyError> {
    allowed(who)?;
    let (mut tx, group) = changing_group(app, who, id, expected).await?;
    store::policy::remove(&mut tx, who.account(), id).await?;
    let change = json!({ "name": group.name, "rules_before": group.rules });
    finish(app, tx, who, ("group.removed", id.to_string(), change)).await
}

/// Whose `addresses` are, each once; empty ones are nobody's and left out.
async fn people(
    tx: &mut Tx,
    who: &Who,
    addresses: &[String],
) -> Result<BTreeSet<PersonId>, PolicyError> {
    let written: Vec<&str> =
        addresses.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    if written.len() > GROUP_PEOPLE_MAX {
        return Err(PolicyError::TooManyPeople);
    }
    let (mut found, mut unknown) = (BTreeSet::new(), Vec::new());
    for text in written {
        let person = match text.parse::<EmailAddress>() {
            Ok(email) => store::policy::at_address(tx, who.account(), &email).await?,
            Err(_) => None,
        };
        match person {
            Some(person) => {
                found.insert(person);
            }
            None => unknown.push(text.chars().take(UNKNOWN_SHOWN_MAX_CHARS).collect::<String>()),
        }
    }
    unknown.truncate(UNKNOWN_SHOWN_MAX);
    match unknown.is_empty() {
        true => Ok(found),
        false => Err(PolicyError::UnknownPeople(unknown)),
    }
}

fn checked(drafts: &[RuleDraft]) -> Result<Rules, PolicyError> {
    match drafts.len() > RULES_MAX {
        true => Err(PolicyError::Rules(vec![RuleProblem::UnknownSetting])),
        false => check(drafts).map_err(PolicyError::Rules),
    }
}

/// A transaction that holds the account.
async fn changing(app: &App, who: &Who) -> Result<Tx, PolicyError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    Ok(tx)
}

/// The same with the group `id`, if it is as it was read.
async fn changing_group(
    app: &App,
    who: &Who,
    id: GroupId,
    expected: Option<u32>,
) -> Result<(Tx, Group), PolicyError> {
    let mut tx = changing(app, who).await?;
    let group = store::policy::find(&mut tx, who.account(), id).await?;
    let group = group.ok_or(PolicyError::NotFound)?;
    match expected {
        Some(expected) if expected != group.version => Err(PolicyError::GroupChanged),
        _ => Ok((tx, group)),
    }
}

async fn finish(
    app: &App,
    mut tx: Tx,
    who: &Who,
    (action, subject, change): (&str, String, serde_json::Value),
) -> Result<(), PolicyError> {
    let done = Done { account: who.account(), action, subject, change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    tx.commit().await?;
    Ok(())
}

fn taken<T>(written: Result<T, StoreError>) -> Result<T, PolicyError> {
    match written {
        Err(error) if error.is_taken() => Err(PolicyError::NameTaken),
        other => Ok(other?),
    }
}

fn allowed(who: &Who) -> Result<(), PolicyError> {
    match who.actor.may(Permission::ManagePeople) {
        true => Ok(()),
        false => Err(PolicyError::NotAllowed),
    }
}
