//! Intakes: many people are invited from a list, first shown row by row, then at once (E1a, P2).
//!
//! The list is kept from its preview on. The commit proposes again under the locks of the account
//! and of its subscriptions, compares, and writes all of it in one transaction: never half of it.
//! Done again, it says what it did. Rules are `people::intake`; the writing is in `write`.

mod write;

use std::collections::{BTreeMap, BTreeSet};

use people::intake::{self, Ask, Facts, Invited, ListProblem, Pool};
pub use people::intake::{Counts, Entry, List, Outcome, PoolUse, Proposal, ROWS_MAX, RowProblem};
use people::membership::{self, MembershipRefusal};
use people::roles::Role;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::due::{Lane, NewDue};
use store::intake::Intake;
use store::invitation::Invitation;
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, IntakeId};

use crate::Who;
use crate::app::App;
use crate::invitations;
use crate::licences::{self, Item, ItemRef, LicenceError};
use crate::secrets;
use crate::work::Outcome as WorkOutcome;

/// Largest file.
pub const FILE_MAX_BYTES: usize = 5 * 1024 * 1024;
/// Longest name of a file that is kept.
const SOURCE_MAX_CHARS: usize = 100;
/// Days a list is kept, done or not: it holds addresses.
pub const KEPT_DAYS: i64 = 7;
/// Lists of an account that may wait for their commit; the oldest go.
const WAITING_MAX: u32 = 20;

/// A list to look at.
#[derive(Clone, Debug, Default)]
pub struct NewIntake {
    /// Name of the file; empty when it was pasted.
    pub source: String,
    pub bytes: Vec<u8>,
    /// For everybody whose row says nothing else.
    pub roles: BTreeSet<Role>,
    pub licences: Vec<ItemRef>,
    /// Whether those who are invited already get their mail again.
    pub resend: bool,
}

/// Why a list was not taken, or nobody invited.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    #[error(transparent)]
    Refused(#[from] MembershipRefusal),
    #[error("no role is given")]
    NoRole,
    #[error(transparent)]
    Unreadable(#[from] tables::Unreadable),
    #[error(transparent)]
    List(#[from] ListProblem),
    #[error("there is no such list, or it was removed by now")]
    NotFound,
    /// What would happen is not what was shown; nothing has happened.
    #[error("the account has changed since the preview")]
    Moved(Box<Report>),
    #[error("nobody of the list can be invited")]
    NothingToDo,
    #[error(transparent)]
    Licence(#[from] LicenceError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl IntakeError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            IntakeError::Refused(refusal) => refusal.code(),
            IntakeError::NoRole => "person.no_role",
            IntakeError::Unreadable(problem) => problem.code(),
            IntakeError::List(problem) => problem.code(),
            IntakeError::NotFound => "intake.not_found",
            IntakeError::Moved(_) => "preview.moved",
            IntakeError::NothingToDo => "intake.nothing_to_do",
            IntakeError::Licence(error) => error.code(),
            IntakeError::Store(_) => "store.unavailable",
        }
    }

    /// The field of the form it stands beside, if it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            IntakeError::NoRole => Some("roles"),
            IntakeError::Unreadable(_) | IntakeError::List(_) => Some("list"),
            _ => None,
        }
    }
}

/// What becomes of a list, or what became of it.
#[derive(Clone, Debug)]
pub struct Report {
    pub id: IntakeId,
    /// Name of the file; empty when it was pasted.
    pub source: String,
    pub list: List,
    pub proposal: Proposal,
    pub stand: Stand,
    /// Until when it is kept.
    pub kept_until: Timestamp,
}

/// Whether it is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stand {
    /// It waits for a commit with this token.
    Waiting {
        signed: String,
    },
    Done {
        at: Timestamp,
    },
}

impl Report {
    /// Each entry with what becomes of it.
    pub fn rows(&self) -> impl Iterator<Item = (&Entry, &Outcome)> {
        self.list.entries.iter().zip(&self.proposal.rows)
    }

    pub fn is_done(&self) -> bool {
        matches!(self.stand, Stand::Done { .. })
    }
}

/// What was asked for everybody, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Asked {
    roles: BTreeSet<Role>,
    licences: Vec<ItemRef>,
    resend: bool,
}

/// A list as it was kept.
struct Kept {
    intake: Intake,
    list: List,
    asked: Asked,
}

/// The account as it stands.
struct Loaded {
    facts: Facts,
    /// The pools' items, in their order.
    items: Vec<Item>,
    open: BTreeMap<String, Invitation>,
}

/// Names an intake in due work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct IntakeRef {
    pub account: AccountId,
    pub intake: IntakeId,
}

/// Reads a list and keeps it; nobody is invited.
pub async fn begin(app: &App, who: &Who, new: NewIntake) -> Result<IntakeId, IntakeError> {
    membership::may_give(&who.actor, &new.roles)?;
    if new.roles.is_empty() {
        return Err(IntakeError::NoRole);
    }
    if new.bytes.len() > FILE_MAX_BYTES {
        return Err(tables::Unreadable::TooLarge.into());
    }
    let list = intake::read(&tables::read(&new.bytes)?)?;
    let asked = Asked { roles: new.roles, licences: new.licences, resend: new.resend };
    let (account, now) = (who.account(), app.now());
    let kept = Intake {
        id: app.id(),
        account,
        begun_by: who.person(),
        begun_at: now,
        source: new.source.chars().take(SOURCE_MAX_CHARS).collect(),
        list: json(&list)?,
        ask: json(&asked)?,
        done: None,
    };
    let mut tx = app.store.begin().await?;
    invitations::lock(&mut tx, account).await?;
    let loaded = load(app, &mut tx, who).await?;
    places(&asked, &loaded.items)?;
    store::intake::insert(&mut tx, &kept).await?;
    store::intake::keep_newest(&mut tx, account, WAITING_MAX).await?;
    let payload = IntakeRef { account, intake: kept.id };
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "intake",
        key: kept.id.to_string(),
        payload: &payload,
        due_at: now.plus_days(KEPT_DAYS),
        now,
    };
    store::due::add_all(&mut tx, vec![work.row(Lane::Background)]).await?;
    tx.commit().await?;
    Ok(kept.id)
}

/// What a row keeps as a document.
fn read<T: DeserializeOwned>(kept: &serde_json::Value) -> Result<T, StoreError> {
    T::deserialize(kept).map_err(|error| StoreError::Other(error.to_string()))
}

fn json<T: Serialize>(value: &T) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::Other(error.to_string()))
}

/// What becomes of the list `id` as the account stands now; of one that is done, what became of it.
pub async fn look(app: &App, who: &Who, id: IntakeId) -> Result<Report, IntakeError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let kept = find(&mut tx, who.account(), id).await?;
    if let Some(report) = done(&kept)? {
        return Ok(report);
    }
    let loaded = load(app, &mut tx, who).await?;
    proposed(app, &kept, &loaded)
}

/// Invites everybody who can be, if that is what the preview in `signed` said (P2). Done before, it
/// says what was done then.
pub async fn commit(
    app: &App,
    who: &Who,
    id: IntakeId,
    signed: &str,
) -> Result<Report, IntakeError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    let account = invitations::lock(&mut tx, who.account()).await?;
    let kept = find(&mut tx, account.id, id).await?;
    if let Some(report) = done(&kept)? {
        return Ok(report);
    }
    for sub in store::subscription::list(&mut tx, account.id).await? {
        store::subscription::lock(&mut tx, account.id, sub.id).await?;
    }
    let loaded = load(app, &mut tx, who).await?;
    let report = proposed(app, &kept, &loaded)?;
    let seen = app.secret.open(&purpose(&kept), signed);
    if seen.as_deref() != Ok(digest(&report.proposal)?.as_str()) {
        return Err(IntakeError::Moved(Box::new(report)));
    }
    if report.proposal.counts().mails() == 0 {
        return Err(IntakeError::NothingToDo);
    }
    let now = app.now();
    let by = store::intake::Done { by: who.person(), at: now, outcome: json(&report.proposal)? };
    if !store::intake::finish(&mut tx, account.id, id, &by).await? {
        return Err(IntakeError::NotFound);
    }
    write::write(app, &mut tx, who, &account, &report, &loaded).await?;
    tx.commit().await?;
    Ok(Report { stand: Stand::Done { at: now }, ..report })
}

/// The list is forgotten; who was invited from it stays invited.
pub async fn remove(app: &App, who: &Who, id: IntakeId) -> Result<(), IntakeError> {
    allowed(who)?;
    let mut tx = app.store.begin().await?;
    if !store::intake::remove(&mut tx, who.account(), id).await? {
        return Err(IntakeError::NotFound);
    }
    tx.commit().await?;
    Ok(())
}

/// Due work: a list has been kept for long enough.
pub async fn run(app: &App, work: &IntakeRef) -> WorkOutcome {
    match forget(app, work).await {
        Ok(()) => WorkOutcome::Done,
        Err(error) => error.into(),
    }
}

async fn forget(app: &App, work: &IntakeRef) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    store::intake::remove(&mut tx, work.account, work.intake).await?;
    tx.commit().await
}

fn allowed(who: &Who) -> Result<(), IntakeError> {
    Ok(membership::may_give(&who.actor, &BTreeSet::new())?)
}

async fn find(tx: &mut Tx, account: AccountId, id: IntakeId) -> Result<Kept, IntakeError> {
    let intake = store::intake::find(tx, account, id).await?.ok_or(IntakeError::NotFound)?;
    let list = read(&intake.list)?;
    let asked = read(&intake.ask)?;
    Ok(Kept { intake, list, asked })
}

/// What became of a list that is done.
fn done(kept: &Kept) -> Result<Option<Report>, StoreError> {
    let Some(done) = &kept.intake.done else { return Ok(None) };
    let proposal: Proposal = read(&done.outcome)?;
    assert_eq!(proposal.rows.len(), kept.list.entries.len(), "an outcome for each entry");
    Ok(Some(report(kept, proposal, Stand::Done { at: done.at })))
}

fn report(kept: &Kept, proposal: Proposal, stand: Stand) -> Report {
    Report {
        id: kept.intake.id,
        source: kept.intake.source.clone(),
        list: kept.list.clone(),
        proposal,
        stand,
        kept_until: kept.intake.begun_at.plus_days(KEPT_DAYS),
    }
}

async fn load(app: &App, tx: &mut Tx, who: &Who) -> Result<Loaded, StoreError> {
    let account = who.account();
    let published = app.catalog(tx).await?;
    let items = licences::items(tx, &published.catalog, account).await?;
    let open = store::invitation::all_open(tx, account).await?;
    let invited = |(key, each): (&String, &Invitation)| {
        (key.clone(), Invited { id: each.id, roles: each.roles.clone() })
    };
    let pool = |item: &Item| Pool {
        name: item.name.clone(),
        word: item.item.add_on.as_ref().map(ToString::to_string).unwrap_or_default(),
        free: item.assignable(),
    };
    let facts = Facts {
        actor: who.actor.clone(),
        people: store::person::keys(tx, account).await?,
        invited: open.iter().map(invited).collect(),
        open_max: invitations::open_max(tx, account).await?,
        pools: items.iter().map(pool).collect(),
    };
    Ok(Loaded { facts, items, open })
}

/// Where the licences that are asked for everybody stand among the items.
fn places(asked: &Asked, items: &[Item]) -> Result<Vec<usize>, LicenceError> {
    let place = |wanted: &ItemRef| items.iter().position(|item| item.item == *wanted);
    let places = asked.licences.iter().map(|wanted| place(wanted).ok_or(LicenceError::NotFound));
    places.collect()
}

fn proposed(app: &App, kept: &Kept, loaded: &Loaded) -> Result<Report, IntakeError> {
    let ask = Ask {
        roles: kept.asked.roles.clone(),
        licences: places(&kept.asked, &loaded.items)?,
        resend: kept.asked.resend,
    };
    let proposal = intake::propose(&loaded.facts, &ask, &kept.list);
    let signed = app.secret.seal(&purpose(kept), &digest(&proposal)?);
    Ok(report(kept, proposal, Stand::Waiting { signed }))
}

fn purpose(kept: &Kept) -> String {
    format!("intake {} {}", kept.intake.account, kept.intake.id)
}

/// Equal digests, equal proposals.
fn digest(proposal: &Proposal) -> Result<String, StoreError> {
    Ok(secrets::text_hash(&json(proposal)?.to_string()))
}
