//! Contacts and their groups that come in with an archive. What is there stays as it is, also what
//! was removed here.

use std::collections::{BTreeMap, BTreeSet};

use store::Tx;
use store::contact::Contact;
use store::import::Known;
use store::import_rows::Owned;

use super::bring::{On, resolve};
use super::meetings::counted;
use super::report::{Report, Why};
use super::{ImportError, read};
use crate::contacts::CONTACTS_MAX;
use crate::contacts::groups::PERSON_GROUPS_MAX;

const CONTACTS: &str = "contacts";
const GROUPS: &str = "contact_groups";

pub(super) async fn bring(
    on: &On<'_>,
    tx: &mut Tx,
    contacts: Vec<Contact>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let count = store::contact::lock_book(tx, on.holder).await?;
    let mut room = CONTACTS_MAX.saturating_sub(count);
    let given: Vec<String> = contacts.iter().map(|contact| contact.id.to_string()).collect();
    let resolved = resolve(tx, on.holder.person, Owned::Contacts, &given).await?;
    let (mut written, mut noted) = (Vec::new(), Vec::new());
    for (contact, known) in contacts.into_iter().zip(resolved) {
        if known.is_made && room == 0 {
            report.left(CONTACTS);
            report.note(Why::ContactsFull, "");
            continue;
        }
        if known.is_made {
            room -= 1;
            written.push(Contact { id: known.id()?, ..contact });
            report.made(CONTACTS);
        } else {
            report.there(CONTACTS);
        }
        noted.push(known);
    }
    let added = store::contact::bring(tx, on.holder, &written).await?;
    let added = u32::try_from(added).unwrap_or(u32::MAX);
    store::contact::set_count(tx, on.holder, count.saturating_add(added)).await?;
    store::import::know(tx, on.import, CONTACTS, &noted).await?;
    Ok(())
}

pub(super) async fn groups(
    on: &On<'_>,
    tx: &mut Tx,
    groups: Vec<read::ContactGroup>,
    report: &mut Report,
) -> Result<(), ImportError> {
    store::contact::lock_book(tx, on.holder).await?;
    let present = store::contact_group::names(tx, on.holder).await?;
    let mut room = PERSON_GROUPS_MAX.saturating_sub(present.len());
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    for (id, name) in present {
        if let Ok(name) = ::contacts::card::GroupName::parse(&name) {
            by_name.insert(name.key(), id.to_string());
        }
    }
    let given: Vec<String> = groups.iter().map(|group| group.id.to_string()).collect();
    let resolved = resolve(tx, on.holder.person, Owned::ContactGroups, &given).await?;
    let mut noted = Vec::new();
    for (group, known) in groups.into_iter().zip(resolved) {
        if !known.is_made {
            report.there(GROUPS);
            noted.push(known);
            continue;
        }
        if let Some(kept) = by_name.get(&group.name.key()).cloned() {
            report.there(GROUPS);
            noted.push(Known { kept, is_made: false, ..known });
            continue;
        }
        if room == 0 {
            report.left(GROUPS);
            report.note(Why::GroupsFull, group.name.as_str());
            continue;
        }
        room -= 1;
        let (id, at) = (known.id()?, group.created_at);
        store::contact_group::insert(tx, on.holder, id, &group.name, at).await?;
        by_name.insert(group.name.key(), known.kept.clone());
        report.made(GROUPS);
        noted.push(known);
    }
    store::import::know(tx, on.import, GROUPS, &noted).await?;
    Ok(())
}

/// A contact goes into a group where one of the two came with the import: what was changed here
/// since stays.
pub(super) async fn members(
    on: &On<'_>,
    tx: &mut Tx,
    members: Vec<(String, String)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    let distinct = |ids: Vec<&String>| -> Vec<String> {
        let ids: BTreeSet<&String> = ids.into_iter().collect();
        ids.into_iter().cloned().collect()
    };
    let given = distinct(members.iter().map(|(group, _)| group).collect());
    let groups = store::import::known(tx, on.import, GROUPS, &given).await?;
    let given = distinct(members.iter().map(|(_, contact)| contact).collect());
    let contacts = store::import::known(tx, on.import, CONTACTS, &given).await?;
    let mut added = Vec::new();
    let mut left = 0;
    for (group, contact) in &members {
        let (Some(group), Some(contact)) = (groups.get(group), contacts.get(contact)) else {
            left += 1;
            continue;
        };
        if group.is_made || contact.is_made {
            added.push((group.id()?, contact.id()?));
        }
    }
    store::contact_group::add(tx, on.holder, &added).await?;
    let made = u64::try_from(added.len()).unwrap_or(u64::MAX);
    let mut count = counted(made, members.len());
    count.left = left;
    count.there = count.there.saturating_sub(left);
    report.count("contact_group_members", count);
    Ok(())
}
