//! The bringing in of an archive: a portion of records in one transaction, with the place that says
//! where to go on (G1a, R-59).
//!
//! A portion is a file of records, or one file that stands beside a record. Memory holds one
//! portion; a crash loses one portion's work. What is there already stays, so whatever runs twice
//! brings nothing in twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use documents::archive::{Archive, Line};
use people::export::Whose;
use people::import::{BROUGHT, File, Problem, State, Unreadable};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::audit::By;
use store::contact::Holder;
use store::import::{Import, Known};
use store::import_rows::{self, Owned};
use store::{StoreError, Tx};
use units::id::PersonId;
use units::{Id, Timestamp};

use super::record::Record;
use super::report::Report;
use super::{
    ImportError, account, chats, contacts, guests, meetings, person, read, recordings, templates,
};
use crate::app::App;
use crate::files;
use crate::trail::{self, Done};

/// Meetings put into lists at once.
const LISTED_AT_ONCE: u32 = 50;
/// After the people of meetings are in, the meetings go into everyone's lists.
const LISTED: &str = "meeting_alternate_hosts";

/// Where the bringing in stands: what comes next.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Place {
    /// Which kind, from 0.
    pub step: usize,
    /// Which of its files of records.
    pub file: usize,
    /// Which record of it, where each is a portion.
    pub record: usize,
    /// All records are in, and meetings are put into lists after this one.
    pub listed: Option<String>,
    /// The import made the person.
    pub is_new: bool,
}

pub(super) fn place_of(import: &Import) -> Result<Place, StoreError> {
    serde_json::from_value(import.place.clone())
        .map_err(|error| StoreError::Other(format!("an import's place: {error}")))
}

/// What a portion needs to know.
pub(super) struct On<'a> {
    pub app: &'a App,
    pub archive: &'a Arc<Archive>,
    pub import: &'a Import,
    pub holder: Holder,
    /// The person's id in the archive.
    pub given: Option<PersonId>,
    /// The import made the person.
    pub is_new: bool,
}

impl On<'_> {
    /// Whoever runs the machine answers for the archive: addresses are taken as proved, and what a
    /// plan leaves no room for comes in all the same.
    pub fn is_operators(&self) -> bool {
        self.import.via == super::command::VIA
    }

    /// The person here who is `given` in the archive.
    pub fn person(&self, given: PersonId) -> PersonId {
        if self.given == Some(given) { self.holder.person } else { given }
    }

    /// What `given` ids of `kind` are here: the same where nobody has it, one made of it where
    /// somebody else has it; noted with the import.
    pub async fn ids(
        &self,
        tx: &mut Tx,
        (kind, what): (&str, Owned),
        given: &[String],
    ) -> Result<BTreeMap<String, Known>, StoreError> {
        let found = resolve(tx, self.holder.person, what, given).await?;
        store::import::know(tx, self.import, kind, &found).await?;
        store::import::known(tx, self.import, kind, given).await
    }
}

/// As `On::ids`, without noting it.
pub(super) async fn resolve(
    tx: &mut Tx,
    person: PersonId,
    what: Owned,
    given: &[String],
) -> Result<Vec<Known>, StoreError> {
    let owners = import_rows::owners(tx, what, given).await?;
    let others: Vec<String> = given
        .iter()
        .filter(|id| owners.get(*id).is_some_and(|owner| *owner != person))
        .map(|id| derived(person, id))
        .collect();
    let theirs = import_rows::owners(tx, what, &others).await?;
    let known = |id: &String| match owners.get(id) {
        None => Known { given: id.clone(), kept: id.clone(), is_made: true },
        Some(owner) if *owner == person => {
            Known { given: id.clone(), kept: id.clone(), is_made: false }
        }
        Some(_) => {
            let kept = derived(person, id);
            let is_made = !theirs.contains_key(&kept);
            Known { given: id.clone(), kept, is_made }
        }
    };
    Ok(given.iter().map(known).collect())
}

/// An id in the place of `given` for `owner`, a person or an account, the same whenever it is asked
/// for.
pub(super) fn derived<K>(owner: Id<K>, given: &str) -> String {
    let hash = crate::secrets::text_hash(&format!("brought {owner} {given}"));
    let mut random = [0u8; 10];
    for (byte, of) in random.iter_mut().zip(hash.bytes()) {
        *byte = of;
    }
    let id: Id<units::id::kind::Other> = Id::from_parts(Timestamp::from_seconds(0), random);
    id.to_string()
}

/// Reads each of `lines` as `read` does.
pub(super) fn all<T>(
    file: &File,
    lines: &[Line],
    read: impl Fn(&Record<'_>) -> Result<T, Unreadable>,
) -> Result<Vec<T>, Unreadable> {
    lines.iter().map(|line| read(&Record::new(file, line))).collect()
}

/// The records of `file`; refused where two have the same id.
pub(super) async fn lines_of(
    archive: &Arc<Archive>,
    file: &File,
) -> Result<Vec<Line>, ImportError> {
    let (archive, file) = (archive.clone(), file.clone());
    let read = move || -> Result<Vec<Line>, ImportError> {
        let lines = archive.records(&file)?;
        let mut seen = std::collections::BTreeSet::new();
        for (number, members) in &lines {
            let id = members.get("id").and_then(serde_json::Value::as_str);
            if id.is_some_and(|id| !seen.insert(id.to_owned())) {
                return Err(Unreadable::at(Problem::Twice, &file.path, *number).into());
            }
        }
        Ok(lines)
    };
    files::waiting(read).await?
}

/// Brings the next portion in. The import as it stands then.
pub(super) async fn advance(
    app: &App,
    archive: &Arc<Archive>,
    import: Import,
) -> Result<Import, ImportError> {
    if import.whose == Whose::Account {
        return account::advance(app, archive, import).await;
    }
    let place = place_of(&import)?;
    let manifest = archive.manifest();
    let holder = Holder { account: import.account, person: import.person };
    let given = manifest.person;
    let on = On { app, archive, import: &import, holder, given, is_new: place.is_new };
    let Some(kind) = BROUGHT.get(place.step).copied() else {
        return finish(app, &import).await;
    };
    let next_step =
        Place { step: place.step + 1, file: 0, record: 0, listed: None, ..place.clone() };
    if let Some(file) = archive.records_of(kind, place.file) {
        let lines = lines_of(archive, file).await?;
        if matches!(kind, "recordings" | "chat_attachments") {
            let Some(line) = lines.get(place.record) else {
                let next = Place { file: place.file + 1, record: 0, ..place };
                return keep(&on, &next, Portion::None).await;
            };
            let record = Record::new(file, line);
            let next = Place { record: place.record + 1, ..place };
            return match kind {
                "recordings" => recordings::bring(&on, &next, read::recording(&record)?).await,
                _ => chats::bring_file(&on, &next, read::attached(&record)?).await,
            };
        }
        let next = Place { file: place.file + 1, ..place };
        return keep(&on, &next, Portion::Records(kind, file, &lines)).await;
    }
    if kind == LISTED {
        let after = place.listed.clone().unwrap_or_default();
        let next = Place { listed: Some(after), ..place };
        return keep(&on, &next, Portion::List(next_step)).await;
    }
    keep(&on, &next_step, Portion::None).await
}

/// What is done in one transaction.
pub(super) enum Portion<'a> {
    None,
    Records(&'a str, &'a File, &'a [Line]),
    /// Meetings are put into lists; this comes when all are.
    List(Place),
}

/// Does `portion` and writes down that `next` comes then, unless somebody else was here.
async fn keep(on: &On<'_>, next: &Place, portion: Portion<'_>) -> Result<Import, ImportError> {
    let (mut tx, mut import, mut report) = begin(on).await?;
    let mut next = next.clone();
    match portion {
        Portion::None => {}
        Portion::Records(kind, file, lines) => {
            records(on, &mut tx, (kind, file, lines), &mut report).await?;
        }
        Portion::List(then) => {
            let after = next.listed.clone().unwrap_or_default();
            let made =
                store::import::made(&mut tx, on.import, "meetings", &after, LISTED_AT_ONCE).await?;
            for known in &made {
                meetings::settle(on, &mut tx, known).await?;
            }
            next = match made.last() {
                Some(last) => Place { listed: Some(last.given.clone()), ..next },
                None => then,
            };
        }
    }
    commit(tx, &mut import, &next, &report).await?;
    Ok(import)
}

/// A transaction that holds the account and the import, if the import stands where it stood.
pub(super) async fn begin(on: &On<'_>) -> Result<(Tx, Import, Report), ImportError> {
    let mut tx = on.app.store.begin().await?;
    store::account::lock(&mut tx, on.import.account).await?;
    let found = store::import::lock(&mut tx, on.import.account, on.import.id).await?;
    let import = found.ok_or(ImportError::NotFound)?;
    if import.state != State::Bringing || import.place != on.import.place {
        return Err(ImportError::Moved);
    }
    let report = serde_json::from_value(import.report.clone())
        .map_err(|error| StoreError::Other(format!("an import's report: {error}")))?;
    Ok((tx, import, report))
}

pub(super) async fn commit(
    mut tx: Tx,
    import: &mut Import,
    next: &Place,
    report: &Report,
) -> Result<(), ImportError> {
    import.place = json!(next);
    import.report = json!(report);
    store::import::update(&mut tx, import).await?;
    Ok(tx.commit().await?)
}

async fn records(
    on: &On<'_>,
    tx: &mut Tx,
    (kind, file, lines): (&str, &File, &[Line]),
    report: &mut Report,
) -> Result<(), ImportError> {
    match kind {
        "profile" => person::profile(on, tx, all(file, lines, read::profile)?, report).await,
        "addresses" => person::addresses(on, tx, all(file, lines, read::address)?, report).await,
        "meetings" => meetings::bring(on, tx, all(file, lines, read::meeting)?, report).await,
        "meeting_panelists" => {
            meetings::panelists(on, tx, all(file, lines, read::invited)?, report).await
        }
        "meeting_invitees" => {
            meetings::invitees(on, tx, all(file, lines, read::invited)?, report).await
        }
        "meeting_alternate_hosts" => {
            meetings::alternate_hosts(on, tx, all(file, lines, read::invited)?, report).await
        }
        "meeting_templates" => {
            templates::bring(on, tx, all(file, lines, read::meeting_template)?, report).await
        }
        "meeting_answers" => {
            guests::answers(on, tx, all(file, lines, guests::answer)?, report).await
        }
        "meeting_registrations" => {
            guests::registrations(on, tx, all(file, lines, guests::registration)?, report).await
        }
        "registrants" => {
            guests::registrants(on, tx, all(file, lines, guests::registrant)?, report).await
        }
        "room" => person::room(on, tx, all(file, lines, read::room)?, report).await,
        "room_names" => {
            person::room_names(on, tx, all(file, lines, read::room_name)?, report).await
        }
        "contacts" => contacts::bring(on, tx, all(file, lines, read::contact)?, report).await,
        "contact_groups" => {
            contacts::groups(on, tx, all(file, lines, read::contact_group)?, report).await
        }
        "contact_group_members" => {
            contacts::members(on, tx, all(file, lines, read::group_member)?, report).await
        }
        "chats" => chats::bring(on, tx, all(file, lines, read::chat)?, report).await,
        "chat_messages" => chats::messages(on, tx, all(file, lines, read::message)?, report).await,
        "recording_passages" => {
            recordings::passages(on, tx, all(file, lines, read::passage)?, report).await
        }
        other => Err(StoreError::Other(format!("{other} is not brought in")).into()),
    }
}

/// All is in.
pub(super) async fn finish(app: &App, import: &Import) -> Result<Import, ImportError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, import.account).await?;
    let found = store::import::lock(&mut tx, import.account, import.id).await?;
    let mut done = found.ok_or(ImportError::NotFound)?;
    if done.state != State::Bringing || done.place != import.place {
        return Err(ImportError::Moved);
    }
    done.state = State::Done;
    done.done_at = Some(app.now());
    store::import::update(&mut tx, &done).await?;
    store::import::forget_ids(&mut tx, &done).await?;
    store::history::finish(&mut tx, done.account, done.id, app.now()).await?;
    let whose = done.whose.word();
    let change = json!({ "archive": done.archive, "whose": whose, "kinds": done.report["kinds"] });
    let (account, subject) = (done.account, done.id.to_string());
    let entry = Done { account, action: "import.done", subject, change };
    trail::record(app, &mut tx, &By::system(), entry).await?;
    if place_of(&done)?.is_new {
        person::write_to(app, &mut tx, &done).await?;
    }
    tx.commit().await?;
    Ok(done)
}
