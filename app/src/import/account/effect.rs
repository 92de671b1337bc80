//! What lives on of an account's archive: groups with their people, what is decided for everybody,
//! the site's welcome, endpoints (switched off), the reports. Asked by preview and bringing alike;
//! the preview writes nothing. What is here already stays as it is.
//!
//! Nobody is signed up by a file: people are proposed, and somebody who looks at them invites them.

use std::collections::{BTreeMap, BTreeSet};

use documents::archive::Line;
use people::import::File;
use store::import::{Import, Known};
use store::import_account::{self as rows_of, Group, Owned};
use store::webhook::{ENDPOINTS_MAX, Endpoint};
use store::{StoreError, Tx};
use units::EmailAddress;
use units::id::{AccountId, PersonId};

use super::{reports, rows};
use crate::app::App;
use crate::import::ImportError;
use crate::import::bring::{On, all, derived};
use crate::import::report::{Report, Why};
use crate::policy::GROUPS_MAX;

const GROUPS: &str = "groups";
const MEMBERS: &str = "group_members";
const PEOPLE: &str = "people";
const POLICY: &str = "policy";
const RETENTION: &str = "chat_retention";
const SITES: &str = "sites";
const ENDPOINTS: &str = "webhook_endpoints";
/// Of people who are not here: noted with their addresses.
const AWAITED: &str = "awaited";
/// Why an endpoint that was brought is switched off.
pub(super) const BROUGHT: &str = "brought";

/// What is done, or would be.
pub(super) struct Effect<'a> {
    pub app: &'a App,
    /// None: it is made with the import.
    pub account: Option<AccountId>,
    /// None: nothing is written.
    pub import: Option<&'a Import>,
    /// What a preview noted, by kind and id.
    noted: BTreeMap<(&'static str, String), Known>,
}

impl<'a> Effect<'a> {
    pub fn preview(app: &'a App, account: Option<AccountId>) -> Effect<'a> {
        Effect { app, account, import: None, noted: BTreeMap::new() }
    }

    pub fn of(on: &On<'a>) -> Effect<'a> {
        let (app, account) = (on.app, Some(on.holder.account));
        Effect { app, account, import: Some(on.import), noted: BTreeMap::new() }
    }

    /// The account, if something is written to it.
    pub fn writes(&self) -> Option<AccountId> {
        self.import.and(self.account)
    }

    pub async fn know(
        &mut self,
        tx: &mut Tx,
        kind: &'static str,
        known: Vec<Known>,
    ) -> Result<(), StoreError> {
        match self.import {
            Some(import) => store::import::know(tx, import, kind, &known).await,
            None => {
                self.noted.extend(known.into_iter().map(|it| ((kind, it.given.clone()), it)));
                Ok(())
            }
        }
    }

    pub async fn known(
        &self,
        tx: &mut Tx,
        kind: &'static str,
        given: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, Known>, StoreError> {
        let Some(import) = self.import else {
            let found =
                |id: &String| Some((id.clone(), self.noted.get(&(kind, id.clone()))?.clone()));
            return Ok(given.iter().filter_map(found).collect());
        };
        let given: Vec<String> = given.iter().cloned().collect();
        store::import::known(tx, import, kind, &given).await
    }

    /// What `given` ids are here: the same where nobody has them, others where another account has.
    pub async fn ids(
        &self,
        tx: &mut Tx,
        what: Owned,
        given: &[String],
    ) -> Result<BTreeMap<String, Known>, StoreError> {
        let owners = rows_of::owners(tx, what, given).await?;
        let Some(account) = self.account else {
            let new = |id: &String| {
                (id.clone(), Known { given: id.clone(), kept: id.clone(), is_made: true })
            };
            return Ok(given.iter().map(new).collect());
        };
        let foreign = |id: &&String| owners.get(*id).is_some_and(|owner| *owner != account);
        let others: Vec<String> =
            given.iter().filter(foreign).map(|id| derived(account, id)).collect();
        let theirs = rows_of::owners(tx, what, &others).await?;
        let known = |id: &String| {
            let (kept, is_made) = match owners.get(id) {
                None => (id.clone(), true),
                Some(owner) if *owner == account => (id.clone(), false),
                Some(_) => {
                    let kept = derived(account, id);
                    let is_made = !theirs.contains_key(&kept);
                    (kept, is_made)
                }
            };
            (id.clone(), Known { given: id.clone(), kept, is_made })
        };
        Ok(given.iter().map(known).collect())
    }

    /// Has `lines` of `file` take effect, if they have any. Whether they are counted with it.
    pub async fn take(
        &mut self,
        tx: &mut Tx,
        (file, lines): (&File, &[Line]),
        report: &mut Report,
    ) -> Result<bool, ImportError> {
        if !file.has_records() {
            return Ok(false);
        }
        match file.kind.as_str() {
            PEOPLE => people(self, tx, all(file, lines, rows::person)?, report).await?,
            GROUPS => groups(self, tx, all(file, lines, rows::group)?, report).await?,
            MEMBERS => members(self, tx, all(file, lines, rows::member)?, report).await?,
            POLICY => policy(self, tx, all(file, lines, rows::policy)?, report).await?,
            RETENTION => retention(all(file, lines, rows::retention)?, report),
            ENDPOINTS => endpoints(self, tx, all(file, lines, rows::endpoint)?, report).await?,
            reports::HELD => reports::held(self, tx, all(file, lines, rows::held)?, report).await?,
            reports::CONNECTIONS => {
                reports::connections(self, tx, all(file, lines, rows::connection)?, report).await?;
            }
            SITES => {
                welcome(self, tx, all(file, lines, rows::welcome)?, report).await?;
                return Ok(false);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// Who is here, and who would be invited: noted for groups.
async fn people(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    people: Vec<rows::Person>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let ids: Vec<String> = people.iter().map(|person| person.id.to_string()).collect();
    let here = match effect.account {
        Some(account) => rows_of::people_of(tx, account, &ids).await?,
        None => BTreeSet::new(),
    };
    let (mut present, mut awaited) = (Vec::new(), Vec::new());
    for person in people {
        let given = person.id.to_string();
        let kept = match (effect.account, here.contains(&given)) {
            (_, true) => Some(given.clone()),
            (Some(account), false) => store::policy::at_address(tx, account, &person.email)
                .await?
                .map(|found| found.to_string()),
            (None, false) => None,
        };
        match kept {
            Some(kept) => {
                report.there(PEOPLE);
                present.push(Known { given, kept, is_made: false });
            }
            None => {
                report.left(PEOPLE);
                report.note(Why::PeopleProposed, "");
                if person.is_active {
                    let kept = person.email.to_string();
                    awaited.push(Known { given, kept, is_made: false });
                }
            }
        }
    }
    effect.know(tx, PEOPLE, present).await?;
    effect.know(tx, AWAITED, awaited).await?;
    Ok(())
}

async fn groups(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    groups: Vec<Group>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let present = match effect.account {
        Some(account) => store::policy::groups(tx, account).await?,
        None => Vec::new(),
    };
    let ids: Vec<String> = groups.iter().map(|group| group.id.to_string()).collect();
    let known = effect.ids(tx, Owned::Groups, &ids).await?;
    let last = present.iter().map(|group| group.place).max();
    let first_place = last.map_or(0, |place| place.saturating_add(1));
    let mut names: BTreeSet<String> =
        present.iter().map(|group| group.name.to_lowercase()).collect();
    let mut made = Vec::new();
    for mut group in groups {
        let Some(known) = known.get(&group.id.to_string()) else { continue };
        if !known.is_made {
            report.there(GROUPS);
        } else if names.contains(&group.name.key()) {
            report.there(GROUPS);
            report.note(Why::GroupThere, group.name.as_str());
        } else if names.len() >= GROUPS_MAX {
            report.left(GROUPS);
            report.note(Why::GroupsFull, group.name.as_str());
        } else {
            names.insert(group.name.key());
            report.made(GROUPS);
            made.push(known.clone());
            if let Some(account) = effect.writes() {
                group.id = known.id()?;
                group.place = group.place.saturating_add(first_place);
                rows_of::add_group(tx, account, &group).await?;
            }
        }
    }
    effect.know(tx, GROUPS, made).await?;
    Ok(())
}

/// People come into groups that came with them: at once those who are here, the others when they
/// join.
async fn members(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    members: Vec<(String, String)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let of_groups: BTreeSet<String> = members.iter().map(|it| it.0.clone()).collect();
    let of_people: BTreeSet<String> = members.iter().map(|it| it.1.clone()).collect();
    let groups = effect.known(tx, GROUPS, &of_groups).await?;
    let people = effect.known(tx, PEOPLE, &of_people).await?;
    let awaited = effect.known(tx, AWAITED, &of_people).await?;
    let (mut present, mut later) = (Vec::new(), Vec::new());
    for (group, person) in members {
        let Some(group) = groups.get(&group) else {
            report.there(MEMBERS);
            continue;
        };
        match (people.get(&person), awaited.get(&person)) {
            (Some(person), _) => {
                let person: PersonId = person.id()?;
                present.push((group.id()?, person));
                report.made(MEMBERS);
            }
            (None, Some(person)) => {
                let email: EmailAddress = person
                    .kept
                    .parse()
                    .map_err(|_| StoreError::Other("an awaited person's address".to_owned()))?;
                later.push((group.id()?, email));
                report.made(MEMBERS);
                report.note(Why::MembersAwaited, "");
            }
            (None, None) => report.left(MEMBERS),
        }
    }
    if let Some(account) = effect.writes() {
        rows_of::add_members(tx, account, &present).await?;
        rows_of::await_members(tx, account, &later).await?;
    }
    Ok(())
}

async fn policy(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    policies: Vec<(::meetings::policy::Rules, units::Timestamp)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    for (rules, changed_at) in policies {
        let version = match effect.account {
            Some(account) => store::policy::account_rules(tx, account).await?.version,
            None => 0,
        };
        if version > 0 {
            report.there(POLICY);
            report.note(Why::PolicyKept, "");
            continue;
        }
        report.made(POLICY);
        if let Some(account) = effect.writes() {
            store::policy::set_account_rules(tx, account, &rules, changed_at).await?;
        }
    }
    Ok(())
}

/// Erasing is decided here, by somebody who is told what it erases.
fn retention(days: Vec<Option<u32>>, report: &mut Report) {
    for days in days {
        report.left(RETENTION);
        if let Some(days) = days {
            report.note(Why::RetentionLeft, &days.to_string());
        }
    }
}

/// The site greets its guests as the one there did, if it greets them with nothing yet.
async fn welcome(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    welcomes: Vec<Option<people::site::welcome::Welcome>>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let Some(welcome) = welcomes.into_iter().flatten().next() else { return Ok(()) };
    let site = match effect.account {
        Some(account) => store::site::own(tx, account).await?,
        None => None,
    };
    let Some(site) = site else {
        report.note(Why::NoSite, "");
        return Ok(());
    };
    if store::site::welcome(tx, site.id).await?.is_some() {
        report.note(Why::WelcomeKept, "");
    } else if let Some(account) = effect.writes() {
        store::site::set_welcome(tx, account, site.id, Some(&welcome)).await?;
    }
    Ok(())
}

async fn endpoints(
    effect: &mut Effect<'_>,
    tx: &mut Tx,
    endpoints: Vec<rows::Endpoint>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let present = match effect.account {
        Some(account) => store::webhook::endpoints(tx, account).await?,
        None => Vec::new(),
    };
    let mut urls: BTreeSet<String> = present.into_iter().map(|endpoint| endpoint.url).collect();
    let ids: Vec<String> = endpoints.iter().map(|endpoint| endpoint.id.clone()).collect();
    let known = effect.ids(tx, Owned::Endpoints, &ids).await?;
    for endpoint in endpoints {
        let Some(known) = known.get(&endpoint.id) else { continue };
        if endpoint.is_removed {
            report.left(ENDPOINTS);
        } else if !known.is_made || urls.contains(&endpoint.url) {
            report.there(ENDPOINTS);
        } else if urls.len() >= ENDPOINTS_MAX {
            report.left(ENDPOINTS);
            report.note(Why::EndpointsFull, &endpoint.url);
        } else {
            urls.insert(endpoint.url.clone());
            report.made(ENDPOINTS);
            report.note(Why::EndpointOff, &endpoint.url);
            if let Some(account) = effect.writes() {
                let now = effect.app.now();
                let endpoint = Endpoint {
                    id: known.id()?,
                    account,
                    url: endpoint.url,
                    secret: crate::webhooks::new_secret(effect.app),
                    kinds: endpoint.kinds,
                    created_at: now,
                    disabled_at: Some(now),
                    disabled_reason: Some(BROUGHT.to_owned()),
                };
                rows_of::add_endpoint(tx, &endpoint).await?;
            }
        }
    }
    Ok(())
}
