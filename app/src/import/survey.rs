//! What an archive would bring in: every file is read and compared with its checksum, every record
//! with what it can be and with what is here. Nothing is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use documents::archive::{Archive, Line};
use people::export::Whose;
use people::import::{BROUGHT, File};
use store::contact::Holder;
use store::import_rows::{self, Owned, Unique};
use store::{StoreError, Tx};
use units::id::PersonId;

use super::bring::{all, lines_of, resolve};
use super::report::{Report, Why};
use super::{ImportError, account, guests, read};
use crate::app::App;
use crate::contacts::CONTACTS_MAX;
use crate::files;
use crate::room::NAMES_MAX;

/// Whose an archive would become.
pub(super) struct To<'a> {
    pub app: &'a App,
    pub archive: &'a Arc<Archive>,
    /// None: a person is made.
    pub holder: Option<Holder>,
    pub is_operators: bool,
}

/// Reads everything; what would come in.
pub(super) async fn survey(to: &To<'_>) -> Result<Report, ImportError> {
    if to.archive.manifest().whose() == Some(Whose::Account) {
        return account::survey(to).await;
    }
    let mut seen = Seen::default();
    let mut report = Report::default();
    let manifest = to.archive.manifest();
    for kind in BROUGHT {
        for file in manifest.records_of(kind) {
            let lines = lines_of(to.archive, file).await?;
            let mut tx = to.app.store.read().await?;
            records(to, &mut tx, (kind, file, &lines), (&mut seen, &mut report)).await?;
        }
    }
    for file in &manifest.files {
        let is_read = file.has_records() && BROUGHT.contains(&file.kind.as_str());
        if !is_read {
            let (archive, file) = (to.archive.clone(), file.clone());
            files::waiting(move || archive.copy(&file, &mut std::io::sink())).await??;
        }
    }
    Ok(report)
}

/// What was found so far.
#[derive(Default)]
struct Seen {
    /// By kind, what is here already.
    there: BTreeMap<&'static str, BTreeSet<String>>,
    /// Recordings that cannot come, and what is said in them neither.
    left: BTreeSet<String>,
    contacts: u32,
    bytes: u64,
    names: u32,
}

impl Seen {
    fn has(&self, kind: &str, id: &str) -> bool {
        self.there.get(kind).is_some_and(|ids| ids.contains(id))
    }
}

async fn records(
    to: &To<'_>,
    tx: &mut Tx,
    (kind, file, lines): (&'static str, &File, &[Line]),
    (seen, report): (&mut Seen, &mut Report),
) -> Result<(), ImportError> {
    match kind {
        "profile" => {
            all(file, lines, read::profile)?;
            of_person(to, kind, lines.len(), Why::ProfileKept, report);
        }
        "room" => {
            all(file, lines, read::room)?;
            room(to, tx, lines.len(), report).await?;
        }
        "addresses" => addresses(to, tx, all(file, lines, read::address)?, report).await?,
        "room_names" => names(to, tx, all(file, lines, read::room_name)?, (seen, report)).await?,
        "meetings" => {
            let given = all(file, lines, read::meeting)?;
            let ids = given.iter().map(|it| it.id.to_string()).collect();
            owned(to, tx, (kind, Owned::Meetings), ids, (seen, report)).await?;
            unique(tx, &given, seen, report).await?;
        }
        "contacts" => {
            let ids = all(file, lines, read::contact)?.iter().map(|it| it.id.to_string()).collect();
            let new = owned(to, tx, (kind, Owned::Contacts), ids, (seen, report)).await?;
            contacts(to, tx, new, (seen, report)).await?;
        }
        "meeting_templates" => {
            let given = all(file, lines, read::meeting_template)?;
            let ids = given.iter().map(|it| it.id.to_string()).collect();
            owned(to, tx, (kind, Owned::MeetingTemplates), ids, (seen, report)).await?;
        }
        "contact_groups" => {
            let given = all(file, lines, read::contact_group)?;
            let ids = given.iter().map(|it| it.id.to_string()).collect();
            owned(to, tx, (kind, Owned::ContactGroups), ids, (seen, report)).await?;
        }
        "chats" => {
            let ids = all(file, lines, read::chat)?.iter().map(|it| it.id.to_string()).collect();
            chats(to, tx, ids, (seen, report)).await?;
        }
        "recordings" => {
            let given = all(file, lines, read::recording)?;
            recordings(to, tx, given, (seen, report)).await?;
        }
        _ => with_parents(to, (kind, file, lines), (seen, report))?,
    }
    Ok(())
}

/// Records that come with others, which are here already or not.
fn with_parents(
    to: &To<'_>,
    (kind, file, lines): (&'static str, &File, &[Line]),
    (seen, report): (&mut Seen, &mut Report),
) -> Result<(), ImportError> {
    match kind {
        "meeting_panelists" | "meeting_invitees" | "meeting_alternate_hosts" => {
            let parents = all(file, lines, read::invited)?.into_iter().map(|it| it.meeting);
            below(kind, "meetings", parents, seen, report);
        }
        "meeting_answers" | "meeting_registrations" | "registrants" => {
            let parents = guests::meetings_of(kind, file, lines)?.into_iter();
            below(kind, "meetings", parents, seen, report);
        }
        "contact_group_members" => {
            let parents = all(file, lines, read::group_member)?.into_iter().map(|it| it.1);
            below(kind, "contacts", parents, seen, report);
        }
        "chat_messages" => {
            let parents =
                all(file, lines, read::message)?.into_iter().map(|it| it.chat.to_string());
            below(kind, "chats", parents, seen, report);
        }
        "chat_attachments" => {
            let given = all(file, lines, read::attached)?;
            for it in &given {
                let start = format!("chats/{}/{}-", it.chat, it.id);
                if to.archive.file_from(&start).is_none() {
                    report.note(Why::FileMissing, &it.name);
                }
            }
            below(kind, "chats", given.into_iter().map(|it| it.chat.to_string()), seen, report);
        }
        "recording_passages" => {
            let parents = all(file, lines, read::passage)?.into_iter().map(|it| it.recording);
            below(kind, "recordings", parents, seen, report);
        }
        other => return Err(StoreError::Other(format!("{other} is not brought in")).into()),
    }
    Ok(())
}

fn of_person(to: &To<'_>, kind: &str, records: usize, why: Why, report: &mut Report) {
    for _ in 0..records {
        match to.holder {
            None => report.made(kind),
            Some(_) => {
                report.there(kind);
                report.note(why, "");
            }
        }
    }
}

async fn room(
    to: &To<'_>,
    tx: &mut Tx,
    records: usize,
    report: &mut Report,
) -> Result<(), ImportError> {
    let there = match to.holder {
        Some(holder) => store::room::find(tx, holder.account, holder.person).await?.is_some(),
        None => false,
    };
    for _ in 0..records {
        match there {
            true => {
                report.there("room");
                report.note(Why::RoomKept, "");
            }
            false => report.made("room"),
        }
    }
    Ok(())
}

async fn addresses(
    to: &To<'_>,
    tx: &mut Tx,
    given: Vec<(units::EmailAddress, units::Timestamp)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    const KIND: &str = "addresses";
    for (email, _) in given {
        let owner = store::person::by_address(tx, &email).await?.map(|person| person.id);
        match owner {
            Some(owner) if is_ours(to, owner) => report.there(KIND),
            Some(_) => {
                report.left(KIND);
                report.note(Why::AddressTaken, email.as_str());
            }
            None if to.is_operators => report.made(KIND),
            None => {
                report.left(KIND);
                report.note(Why::AddressUnproven, email.as_str());
            }
        }
    }
    Ok(())
}

fn is_ours(to: &To<'_>, person: PersonId) -> bool {
    to.holder.is_some_and(|holder| holder.person == person)
}

async fn names(
    to: &To<'_>,
    tx: &mut Tx,
    given: Vec<(people::site::SiteName, units::Timestamp)>,
    (seen, report): (&mut Seen, &mut Report),
) -> Result<(), ImportError> {
    const KIND: &str = "room_names";
    for (name, _) in given {
        match store::room::owner(tx, &name).await? {
            Some(owner) if is_ours(to, owner) => report.there(KIND),
            Some(_) => {
                report.left(KIND);
                report.note(Why::NameTaken, name.as_str());
            }
            None if seen.names >= NAMES_MAX => {
                report.left(KIND);
                report.note(Why::TooManyNames, name.as_str());
            }
            None => {
                seen.names += 1;
                report.made(KIND);
            }
        }
    }
    Ok(())
}

/// Counts what has an owner; says how many are new.
async fn owned(
    to: &To<'_>,
    tx: &mut Tx,
    (kind, what): (&'static str, Owned),
    ids: Vec<String>,
    (seen, report): (&mut Seen, &mut Report),
) -> Result<u32, ImportError> {
    let mut new = 0;
    let there = match to.holder {
        Some(holder) => resolve(tx, holder.person, what, &ids).await?,
        None => Vec::new(),
    };
    let there: BTreeSet<String> =
        there.into_iter().filter(|it| !it.is_made).map(|it| it.given).collect();
    for id in ids {
        if there.contains(&id) {
            report.there(kind);
            seen.there.entry(kind).or_default().insert(id);
        } else {
            report.made(kind);
            new += 1;
        }
    }
    Ok(new)
}

async fn unique(
    tx: &mut Tx,
    given: &[read::Meeting],
    seen: &Seen,
    report: &mut Report,
) -> Result<(), ImportError> {
    let new: Vec<&read::Meeting> =
        given.iter().filter(|it| !seen.has("meetings", &it.id.to_string())).collect();
    let numbers: Vec<String> = new.iter().map(|it| it.number.digits()).collect();
    let links: Vec<String> = new.iter().map(|it| it.link.as_str().to_owned()).collect();
    let numbers = import_rows::taken(tx, Unique::Numbers, &numbers).await?;
    let links = import_rows::taken(tx, Unique::Links, &links).await?;
    for meeting in new {
        if numbers.contains(&meeting.number.digits()) {
            report.note(Why::NumberTaken, &meeting.title);
        }
        if links.iter().any(|link| link == meeting.link.as_str()) {
            report.note(Why::LinkTaken, &meeting.title);
        }
    }
    Ok(())
}

async fn contacts(
    to: &To<'_>,
    tx: &mut Tx,
    new: u32,
    (seen, report): (&mut Seen, &mut Report),
) -> Result<(), ImportError> {
    let present = match to.holder {
        Some(holder) => store::contact::count(tx, holder).await?,
        None => 0,
    };
    seen.contacts = seen.contacts.saturating_add(new);
    if present.saturating_add(seen.contacts) > CONTACTS_MAX {
        report.note(Why::ContactsFull, "");
    }
    Ok(())
}

async fn chats(
    to: &To<'_>,
    tx: &mut Tx,
    ids: Vec<String>,
    (seen, report): (&mut Seen, &mut Report),
) -> Result<(), ImportError> {
    const KIND: &str = "chats";
    let mut there: BTreeSet<String> = BTreeSet::new();
    if let Some(holder) = to.holder {
        there.extend(import_rows::chats_of(tx, holder.person, &ids).await?);
        there.extend(store::brought_chat::there(tx, holder, &ids).await?);
    }
    for id in ids {
        if there.contains(&id) {
            report.there(KIND);
            seen.there.entry(KIND).or_default().insert(id);
        } else {
            report.made(KIND);
        }
    }
    Ok(())
}

async fn recordings(
    to: &To<'_>,
    tx: &mut Tx,
    given: Vec<read::Recording>,
    (seen, report): (&mut Seen, &mut Report),
) -> Result<(), ImportError> {
    const KIND: &str = "recordings";
    let ids: Vec<String> = given.iter().map(|it| it.id.to_string()).collect();
    let there = match to.holder {
        Some(holder) => resolve(tx, holder.person, Owned::Recordings, &ids).await?,
        None => Vec::new(),
    };
    let there: BTreeSet<String> =
        there.into_iter().filter(|it| !it.is_made).map(|it| it.given).collect();
    for it in given {
        let id = it.id.to_string();
        if there.contains(&id) {
            report.there(KIND);
            seen.there.entry(KIND).or_default().insert(id);
            continue;
        }
        let file = to.archive.file_from(&format!("recordings/{id}."));
        let why = match file {
            None => Some(Why::FileMissing),
            Some(file) => no_room(to, tx, seen.bytes.saturating_add(file.bytes)).await?,
        };
        match (why, file) {
            (None, Some(file)) => {
                seen.bytes = seen.bytes.saturating_add(file.bytes);
                report.made(KIND);
            }
            (why, _) => {
                report.left(KIND);
                report.note(why.unwrap_or(Why::FileMissing), it.title.as_str());
                seen.left.insert(id);
            }
        }
    }
    Ok(())
}

async fn no_room(to: &To<'_>, tx: &mut Tx, bytes: u64) -> Result<Option<Why>, ImportError> {
    match to.holder.filter(|_| !to.is_operators) {
        Some(holder) => super::recordings::no_room(to.app, tx, holder, bytes).await,
        None => Ok(None),
    }
}

/// Counts what comes with `parents`, which are here already or not.
fn below(
    kind: &str,
    of: &str,
    parents: impl Iterator<Item = String>,
    seen: &Seen,
    report: &mut Report,
) {
    for parent in parents {
        match seen.has(of, &parent) {
            true => report.there(kind),
            false if seen.left.contains(&parent) => report.left(kind),
            false => report.made(kind),
        }
    }
}
