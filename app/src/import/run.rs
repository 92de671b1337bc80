//! The due work of an import that was handed in: reads it, brings it in some portions at a time,
//! deletes what was handed in.

use std::sync::Arc;

use documents::archive::{Archive, Source};
use people::export::Whose;
use people::import::{Problem, State, Unreadable};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::contact::Holder;
use store::import::Import;
use units::id::{AccountId, ImportId};

use super::survey::{To, survey};
use super::{ImportError, account, bring, hand_in};
use crate::app::App;
use crate::files::{self, Waiting};
use crate::work::Outcome;

/// The kind of the due work.
pub const KIND: &str = "import";
/// Portions brought in by one run: between two runs others have their turn.
const PORTIONS_AT_ONCE: usize = 60;

/// Which import goes on, or is cleared away.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Work {
    pub account: AccountId,
    pub import: ImportId,
}

/// Due work: does what the import stands before.
pub async fn run(app: &App, work: &Work) -> Outcome {
    match advance(app, work).await {
        Ok(outcome) => outcome,
        // Somebody else did it.
        Err(ImportError::Moved) => Outcome::At(app.now()),
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

async fn advance(app: &App, work: &Work) -> Result<Outcome, ImportError> {
    let mut tx = app.store.read().await?;
    let found = store::import::find(&mut tx, work.account, work.import).await?;
    drop(tx);
    let Some(import) = found else { return Ok(Outcome::Done) };
    match import.state {
        State::Checking => check(app, import).await,
        State::Bringing => bring_some(app, import).await,
        State::Open | State::Ready | State::Refused if app.now() < import.expires_at => {
            Ok(Outcome::At(import.expires_at))
        }
        State::Open | State::Ready | State::Refused => {
            end(app, &import, State::Expired).await?;
            clear(app, &import).await
        }
        State::Done | State::Cancelled | State::Expired => clear(app, &import).await,
    }
}

async fn open(app: &App, import: &Import) -> Result<Arc<Archive>, ImportError> {
    let mut tx = app.store.read().await?;
    let parts = store::import::parts(&mut tx, import.account, import.id).await?;
    drop(tx);
    let mut sources: Vec<Arc<dyn Source>> = Vec::new();
    for part in &parts {
        let path = hand_in::part_blob(import, part);
        let found = Waiting::open(app.blobs.clone(), path).await?;
        sources.push(Arc::new(found.ok_or(ImportError::NoParts)?));
    }
    let opened = files::waiting(move || Archive::open(sources)).await?;
    Ok(Arc::new(opened?))
}

async fn check(app: &App, import: Import) -> Result<Outcome, ImportError> {
    let read = async {
        let archive = open(app, &import).await?;
        let holder = Holder { account: import.account, person: import.person };
        is_theirs(app, &archive, holder).await?;
        let holder = Some(holder);
        let report = survey(&To { app, archive: &archive, holder, is_operators: false }).await?;
        Ok((archive, report))
    };
    let read = match read.await {
        Ok(found) => Ok(found),
        Err(ImportError::Unreadable(unreadable)) => Err(unreadable),
        Err(other) => return Err(other),
    };
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, import.account).await?;
    let found = store::import::lock(&mut tx, import.account, import.id).await?;
    let Some(mut now) = found.filter(|now| now.state == State::Checking) else {
        return Err(ImportError::Moved);
    };
    match read {
        Ok((archive, report)) => {
            now.state = State::Ready;
            now.whose = archive.manifest().whose().unwrap_or(Whose::Person);
            now.found = Some(json!(report));
            now.archive = Some(archive.manifest().export.to_string());
            now.manifest = Some(archive.sha256().to_owned());
        }
        Err(unreadable) => {
            now.state = State::Refused;
            now.problem = Some(hand_in::problem_json(&unreadable));
        }
    }
    store::import::update(&mut tx, &now).await?;
    tx.commit().await?;
    Ok(Outcome::At(now.expires_at))
}

/// Refuses an account's archive to whoever does not own the account here.
async fn is_theirs(app: &App, archive: &Archive, holder: Holder) -> Result<(), ImportError> {
    if archive.manifest().whose() != Some(Whose::Account) {
        return Ok(());
    }
    let mut tx = app.store.read().await?;
    match account::is_owner(&mut tx, holder).await? {
        true => Ok(()),
        false => Err(Unreadable::whole(Problem::OfAccount).into()),
    }
}

async fn bring_some(app: &App, mut import: Import) -> Result<Outcome, ImportError> {
    let archive = match open(app, &import).await {
        // What was read whole an hour ago is not read any more: nothing that trying again mends.
        Err(ImportError::Unreadable(unreadable)) => {
            return Ok(Outcome::GiveUp(unreadable.to_string()));
        }
        other => other?,
    };
    for _ in 0..PORTIONS_AT_ONCE {
        import = bring::advance(app, &archive, import).await?;
        if import.state == State::Done {
            return clear(app, &import).await;
        }
    }
    Ok(Outcome::At(app.now()))
}

async fn end(app: &App, import: &Import, state: State) -> Result<(), ImportError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, import.account).await?;
    let found = store::import::lock(&mut tx, import.account, import.id).await?;
    let Some(mut now) = found.filter(|now| now.state == import.state) else {
        return Err(ImportError::Moved);
    };
    now.state = state;
    now.ended_at = Some(app.now());
    store::import::update(&mut tx, &now).await?;
    Ok(tx.commit().await?)
}

/// Deletes what was handed in.
async fn clear(app: &App, import: &Import) -> Result<Outcome, ImportError> {
    let kept = app.blobs.list_with_delimiter(Some(&hand_in::folder(import))).await?;
    for object in kept.objects {
        files::delete(&*app.blobs, &object.location).await?;
    }
    let mut tx = app.store.begin().await?;
    store::import::forget_parts(&mut tx, import.account, import.id, None).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}
