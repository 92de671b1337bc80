//! What is forgotten by itself: removed contacts after some days, files handed in for import too
//! (F6). They are about people who never asked to be kept here.

use serde::{Deserialize, Serialize};
use store::contact::Holder;
use store::due::{Lane, NewDue};
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, ContactId, ContactImportId, PersonId};

use super::{ContactsError, REMOVED_KEPT_DAYS, import};
use crate::app::App;
use crate::files;
use crate::handed_in::FILE_KEPT_DAYS;
use crate::work::Outcome;

/// Names what is to be forgotten.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Forgotten {
    pub account: AccountId,
    pub person: PersonId,
    pub contact: Option<ContactId>,
    pub import: Option<ContactImportId>,
}

pub(super) async fn plan_contact(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    id: ContactId,
) -> Result<(), StoreError> {
    let due_at = app.now().plus_days(REMOVED_KEPT_DAYS);
    let Holder { account, person } = holder;
    let work = Forgotten { account, person, contact: Some(id), import: None };
    plan(app, tx, &work, id.to_string(), due_at).await
}

pub(super) async fn plan_import(
    app: &App,
    tx: &mut Tx,
    holder: Holder,
    id: ContactImportId,
) -> Result<(), StoreError> {
    let due_at = app.now().plus_days(FILE_KEPT_DAYS);
    let Holder { account, person } = holder;
    let work = Forgotten { account, person, contact: None, import: Some(id) };
    plan(app, tx, &work, id.to_string(), due_at).await
}

async fn plan(
    app: &App,
    tx: &mut Tx,
    work: &Forgotten,
    key: String,
    due_at: Timestamp,
) -> Result<(), StoreError> {
    let work = NewDue {
        id: app.id(),
        account: Some(work.account),
        kind: "contact_cleanup",
        key,
        payload: work,
        due_at,
        now: app.now(),
    };
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// Due work: forgets a contact that stayed removed, or a file.
pub async fn run(app: &App, work: &Forgotten) -> Outcome {
    match forget(app, work).await {
        Ok(()) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

async fn forget(app: &App, work: &Forgotten) -> Result<(), ContactsError> {
    let holder = Holder { account: work.account, person: work.person };
    if let Some(id) = work.import {
        let mut tx = app.store.read().await?;
        let found = store::contact_import::find(&mut tx, holder, id).await?;
        drop(tx);
        if let Some(found) = found {
            files::delete(&*app.blobs, &import::blob(holder, &found.file)).await?;
        }
    }
    let mut tx = app.store.begin().await?;
    if let Some(id) = work.import {
        store::contact_import::delete(&mut tx, holder, id).await?;
    }
    if let Some(id) = work.contact {
        let before = app.now().plus_days(-REMOVED_KEPT_DAYS);
        store::contact::purge(&mut tx, holder, id, before).await?;
    }
    Ok(tx.commit().await?)
}
