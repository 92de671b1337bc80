//! Import of contacts: a file is handed in, its preview says what would happen to every row, and
//! what is not clear is asked; then exactly that is done, once (F6, P2).
//!
//! The file is among the blobs and the answers in a row, so that the preview is made anew each
//! time, from the file and the contacts as they are. The commit compares digests, as orders do.

use std::collections::BTreeSet;

use ::contacts::charset::Charset;
use ::contacts::duplicates::keys;
use ::contacts::import::{self as files, Counts, Entry, File, Known, Plan, Unreadable};
pub use ::contacts::import::{OtherName, Outcome};
use ::contacts::{Card, Problem};
use object_store::path::Path;
use people::roles::Permission;
use serde_json::json;
pub use store::contact_import::ContactImport;
use store::{StoreError, Tx};
use texts::Args;
use units::id::kind::Other;
use units::id::{ContactId, ContactImportId};
use units::{Id, Locale};

use super::{CONTACTS_MAX, ContactsError, Holder, changing, clean, finish, groups, holder};
use crate::app::App;
pub use crate::handed_in::FILE_MAX_BYTES;
use crate::handed_in::{self, digest};
use crate::who::Who;

/// What an import would do, or that its character set has to be said first.
#[derive(Clone, Debug)]
pub struct Preview {
    pub import: ContactImport,
    /// None: the character set is asked for.
    pub read: Option<Planned>,
}

/// A file with what would happen to it.
#[derive(Clone, Debug)]
pub struct Planned {
    pub file: File,
    pub plan: Plan,
    pub counts: Counts,
    /// Of the plan: what is seen is what is done.
    pub digest: String,
}

/// Answers to what an import asks; what is none stays as it was answered before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answers {
    pub charset: Option<Charset>,
    pub other_name: Option<OtherName>,
}

/// Where a file is kept, under a name that tells nothing.
pub(super) fn blob(holder: Holder, name: &str) -> Path {
    Path::from(format!("contacts/{}/{name}", holder.person))
}

/// Takes a file. `id` is made with the form, so that a second click makes no second import.
pub async fn hand_in(
    app: &App,
    who: &Who,
    id: Option<ContactImportId>,
    bytes: Vec<u8>,
    answers: Answers,
) -> Result<ContactImportId, ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    if bytes.len() > FILE_MAX_BYTES {
        return Err(Unreadable::Table(tables::Unreadable::TooLarge).into());
    }
    match files::read(&bytes, answers.charset) {
        Ok(_) | Err(Unreadable::CharsetNeeded) => {}
        Err(error) => return Err(error.into()),
    }
    let id = id.unwrap_or_else(|| app.id());
    let name: Id<Other> = app.id();
    let import = ContactImport {
        id,
        file: name.to_string(),
        charset: answers.charset,
        other_name: answers.other_name,
        counts: None,
        created_at: app.now(),
        done_at: None,
    };
    let path = blob(holder, &import.file);
    match handed_in::keep::<ContactsError>(app, &path, bytes, keep(app, holder, &import)).await? {
        true => Ok(id),
        false => Ok(find(app, holder, id).await?.id),
    }
}

async fn keep(app: &App, holder: Holder, import: &ContactImport) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::contact_import::insert(&mut tx, holder, import).await?;
    clean::plan_import(app, &mut tx, holder, import.id).await?;
    tx.commit().await
}

async fn find(
    app: &App,
    holder: Holder,
    id: ContactImportId,
) -> Result<ContactImport, ContactsError> {
    let mut tx = app.store.read().await?;
    let found = store::contact_import::find(&mut tx, holder, id).await?;
    found.ok_or(ContactsError::NoImport)
}

async fn bytes(
    app: &App,
    holder: Holder,
    import: &ContactImport,
) -> Result<Vec<u8>, ContactsError> {
    let found = crate::files::whole(&*app.blobs, &blob(holder, &import.file)).await?;
    found.ok_or(ContactsError::NoImport)
}

/// What the import `id` would do now; of one that is done, what there still is to see.
pub async fn preview(app: &App, who: &Who, id: ContactImportId) -> Result<Preview, ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let import = find(app, holder, id).await?;
    let bytes = bytes(app, holder, &import).await?;
    let file = match files::read(&bytes, import.charset) {
        Ok(file) => file,
        Err(Unreadable::CharsetNeeded) => return Ok(Preview { import, read: None }),
        Err(error) => return Err(error.into()),
    };
    let mut tx = app.store.read().await?;
    let plan = plan(&mut tx, holder, &file.entries, import.other_name).await?;
    Ok(Preview { import, read: Some(planned(file, plan)) })
}

fn planned(file: File, plan: Plan) -> Planned {
    let digest = digest(&plan);
    Planned { counts: plan.counts(), file, plan, digest }
}

async fn plan(
    tx: &mut Tx,
    holder: Holder,
    entries: &[Entry],
    answer: Option<OtherName>,
) -> Result<Plan, StoreError> {
    let cards = entries.iter().filter_map(|entry| entry.read.as_ref().ok());
    let wanted: BTreeSet<String> = cards.flat_map(|(card, _)| keys(card)).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    let ids = store::contact::with_keys(tx, holder, &wanted).await?;
    let found = store::contact::find_all(tx, holder, &ids).await?;
    let shown = super::with_groups(tx, holder, found).await?;
    let mut known: Vec<Known> = shown
        .into_iter()
        .map(|each| Known {
            id: Some(each.contact.id),
            card: each.contact.card,
            groups: each.groups,
            is_changed: false,
        })
        .collect();
    // Portions come in an order of their own; a plan must not depend on it.
    known.sort_by_key(|each| each.id);
    Ok(files::plan(entries, known, answer))
}

/// Keeps answers; the preview is another from then on.
pub async fn answer(
    app: &App,
    who: &Who,
    id: ContactImportId,
    answers: Answers,
) -> Result<(), ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, holder.account).await?;
    let found = store::contact_import::find(&mut tx, holder, id).await?;
    let found = found.ok_or(ContactsError::NoImport)?;
    if found.done_at.is_some() {
        return Ok(());
    }
    let answered = ContactImport {
        charset: answers.charset.or(found.charset),
        other_name: answers.other_name.or(found.other_name),
        ..found
    };
    store::contact_import::update(&mut tx, holder, &answered).await?;
    Ok(tx.commit().await?)
}

/// Does what the preview with this digest said, or refuses; done once, it gives the same answer.
pub async fn commit(
    app: &App,
    who: &Who,
    id: ContactImportId,
    seen: &str,
) -> Result<Counts, ContactsError> {
    let holder = holder(who, Permission::ChangeContacts)?;
    let import = find(app, holder, id).await?;
    if let (Some(_), Some(counts)) = (import.done_at, import.counts) {
        return Ok(counts);
    }
    let file = files::read(&bytes(app, holder, &import).await?, import.charset)?;
    let (mut tx, count) = changing(app, holder).await?;
    let import = store::contact_import::find(&mut tx, holder, id).await?;
    let import = import.ok_or(ContactsError::NoImport)?;
    if let (Some(_), Some(counts)) = (import.done_at, import.counts) {
        return Ok(counts);
    }
    let plan = plan(&mut tx, holder, &file.entries, import.other_name).await?;
    let counts = plan.counts();
    if digest(&plan) != seen {
        return Err(ContactsError::Moved);
    }
    if counts.asked > 0 {
        return Err(ContactsError::Unanswered);
    }
    if count.saturating_add(counts.new) > CONTACTS_MAX {
        return Err(ContactsError::TooMany);
    }
    apply(app, &mut tx, holder, &plan).await?;
    let done = ContactImport { counts: Some(counts), done_at: Some(app.now()), ..import };
    store::contact_import::update(&mut tx, holder, &done).await?;
    let change = json!({ "new": counts.new, "merged": counts.merged, "bad": counts.bad });
    let count = count.saturating_add(counts.new);
    finish(app, tx, who, (holder, count), ("contacts.imported", id.to_string(), change)).await?;
    Ok(counts)
}

async fn apply(app: &App, tx: &mut Tx, holder: Holder, plan: &Plan) -> Result<(), ContactsError> {
    let changed = plan.contacts.iter().filter(|each| each.is_changed);
    let changed: Vec<(ContactId, &Known)> =
        changed.map(|each| (each.id.unwrap_or_else(|| app.id()), each)).collect();
    let cards: Vec<(ContactId, &Card)> =
        changed.iter().map(|(id, each)| (*id, &each.card)).collect();
    store::contact::write(tx, holder, &cards, app.now()).await?;
    let members: Vec<(ContactId, Vec<String>)> =
        changed.iter().map(|(id, each)| (*id, each.groups.clone())).collect();
    groups::put(app, tx, holder, &members).await
}

/// The rows that cannot be imported, with what is wrong in the reader's words.
pub async fn bad_rows(app: &App, who: &Who, id: ContactImportId) -> Result<Vec<u8>, ContactsError> {
    let preview = preview(app, who, id).await?;
    let Planned { file, plan, .. } = preview.read.ok_or(ContactsError::NoImport)?;
    let sentence = |problems: &[Problem]| sentences(app, &who.locale, problems).join(" ");
    Ok(files::bad_rows(&file, &plan.outcomes, sentence))
}

/// What is wrong, a sentence for each problem.
pub fn sentences(app: &App, locale: &Locale, problems: &[Problem]) -> Vec<String> {
    let sentence = |problem: &Problem| {
        let key = format!("error-{}", problem.code.replace(['.', '_'], "-"));
        app.texts.get(locale, &key, &problem_args(app, locale, problem))
    };
    problems.iter().map(sentence).collect()
}

/// What the sentence of a problem is filled with: the field's name and what was written there.
pub fn problem_args(app: &App, locale: &Locale, problem: &Problem) -> Args {
    let field = format!("contacts-field-{}", problem.field.replace('_', "-"));
    Args::new().with("field", app.texts.plain(locale, &field)).with("value", problem.value.as_str())
}
