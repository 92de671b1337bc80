//! Leaving an account, or being removed from it: shown first, asked for, taken back until it takes
//! effect (E7, P1 to P4, docs/decisions/0051).
//!
//! What it does is `people::leaving`; the doing is due work, in `effect`. Nobody is shown what is
//! in somebody's things, only how many there are.

pub mod effect;
mod mails;
pub mod words;

use people::leaving::{self as rules, Belongings, Facts, Heir, LeavingRefusal, Proposal};
pub use people::leaving::{Ask, Fate, NOTICE_MAX_DAYS, NOTICE_SUGGESTED_DAYS, Thing};
use people::membership::MembershipRefusal;
use people::roles::{Permission, Role};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
pub use store::departure::{Departure, State};
use store::due::{Lane, NewDue};
use store::member::Member;
use store::{StoreError, Tx, departure};
use units::Timestamp;
use units::id::{AccountId, DepartureId, ExportId, MeetingId, PersonId};

use crate::app::App;
use crate::licences;
use crate::trail::{self, Done};
use crate::who::Who;

/// People offered as heirs; an account with more finds the others by program.
const HEIRS_SHOWN_MAX: u32 = 500;
/// Departures named on the page of people.
const PLANNED_SHOWN_MAX: u32 = 500;

/// Why somebody's departure was not shown, begun or taken back.
#[derive(Debug, thiserror::Error)]
pub enum LeavingError {
    #[error(transparent)]
    Refused(#[from] LeavingRefusal),
    #[error("there is no such person")]
    NotFound,
    /// What would happen now is not what was shown.
    #[error("things have changed since the preview")]
    Moved,
    #[error("nothing is planned")]
    NothingPlanned,
    #[error("it is under way")]
    UnderWay,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MembershipRefusal> for LeavingError {
    fn from(refusal: MembershipRefusal) -> LeavingError {
        LeavingError::Refused(refusal.into())
    }
}

impl LeavingError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            LeavingError::Refused(refusal) => refusal.code(),
            LeavingError::NotFound => "person.not_found",
            LeavingError::Moved => "preview.moved",
            LeavingError::NothingPlanned => "leaving.nothing_planned",
            LeavingError::UnderWay => "leaving.under_way",
            LeavingError::Store(_) => "store.unavailable",
        }
    }
}

/// Which departure is to take effect.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Work {
    pub account: AccountId,
    pub departure: DepartureId,
}

/// How far a departure came.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Progress {
    /// The archive that is made before.
    pub export: Option<ExportId>,
    pub meetings: u32,
    pub hosting: u32,
    pub recordings: u32,
    pub licences: u32,
    /// The person's own account, once they are there.
    pub moved_to: Option<AccountId>,
    /// The last meeting whose new address was told.
    pub told_after: Option<MeetingId>,
}

/// Somebody, what they have here, and whether they are about to go.
pub struct Shown {
    pub member: Member,
    pub belongings: Belongings,
    /// Whom things can be handed to.
    pub heirs: Vec<Heir>,
    pub planned: Option<Planned>,
    /// Nobody else is an owner: they cannot go before somebody is.
    pub last_owner: bool,
}

/// A departure that is not over.
pub struct Planned {
    pub departure: Departure,
    pub asked_by: String,
    /// Whoever looks may take it back.
    pub may_take_back: bool,
}

/// What would happen, with what it is recognised by.
pub struct Preview {
    pub member: Member,
    pub proposal: Proposal,
    pub takes_effect_at: Timestamp,
    pub digest: String,
}

struct Loaded {
    member: Member,
    owners: u32,
    belongings: Belongings,
    heirs: Vec<Heir>,
    planned: Option<Departure>,
}

impl Loaded {
    fn facts(&self) -> Facts<'_> {
        Facts {
            person: self.member.person,
            roles: &self.member.roles,
            active: self.member.deactivated_at.is_none(),
            owners: self.owners,
            belongings: &self.belongings,
            heirs: &self.heirs,
            planned: self.planned.is_some(),
        }
    }
}

/// `person` of `account`, with those of `heirs` who are active there.
async fn load(
    app: &App,
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    heirs: Vec<PersonId>,
) -> Result<Option<Loaded>, StoreError> {
    let Some(member) = store::member::find(tx, account, person).await? else { return Ok(None) };
    let published = app.catalog(tx).await?;
    let items = licences::items(tx, &published.catalog, account).await?;
    let theirs = items.iter().filter(|item| item.is_of(person));
    let counted = departure::belongings(tx, account, person, app.now()).await?;
    Ok(Some(Loaded {
        member,
        owners: store::member::with_role(tx, account, Role::Owner).await?,
        belongings: Belongings {
            licences: theirs.map(|item| item.name.clone()).collect(),
            ..counted
        },
        heirs: departure::heirs_among(tx, account, heirs).await?,
        planned: departure::open(tx, account, person).await?,
    }))
}

/// What `person` has here; `who` is an admin, or they themselves.
pub async fn show(app: &App, who: &Who, person: PersonId) -> Result<Shown, LeavingError> {
    let account = who.account();
    let mut tx = app.store.read().await?;
    let loaded = seen(app, &mut tx, who, person, Vec::new()).await?;
    let mut heirs = departure::heirs(&mut tx, account, HEIRS_SHOWN_MAX).await?;
    heirs.retain(|heir| heir.person != person);
    let last_owner = loaded.member.deactivated_at.is_none()
        && loaded.member.roles.contains(&Role::Owner)
        && loaded.owners <= 1;
    let planned = match loaded.planned {
        None => None,
        Some(departure) => {
            let asked_by = store::person::find(&mut tx, account, departure.asked_by).await?;
            Some(Planned {
                asked_by: asked_by.map(|person| person.name).unwrap_or_default(),
                may_take_back: may_take_back(who, &departure),
                departure,
            })
        }
    };
    let Loaded { member, belongings, .. } = loaded;
    Ok(Shown { member, belongings, heirs, planned, last_owner })
}

/// `person` with what they have, for those who may see it. Strangers learn of nobody.
async fn seen(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    person: PersonId,
    heirs: Vec<PersonId>,
) -> Result<Loaded, LeavingError> {
    let loaded = load(app, tx, (who.account(), person), heirs).await?;
    let nobody = Default::default();
    let roles = loaded.as_ref().map_or(&nobody, |loaded| &loaded.member.roles);
    rules::may(&who.actor, person, roles)?;
    loaded.ok_or(LeavingError::NotFound)
}

/// Whoever asked for it takes it back; a removal other admins as well. Nobody makes somebody stay,
/// or stays against the account's word.
fn may_take_back(who: &Who, departure: &Departure) -> bool {
    let is_theirs = who.person() == departure.person;
    departure.state == State::Planned && departure.proposal.leaves == is_theirs
}

/// Who of the account is about to go, and when.
pub async fn planned(app: &App, who: &Who) -> Result<Vec<(PersonId, Timestamp)>, LeavingError> {
    if !who.actor.may(Permission::ManagePeople) {
        return Err(MembershipRefusal::NotAllowed.into());
    }
    let mut tx = app.store.read().await?;
    Ok(departure::planned(&mut tx, who.account(), PLANNED_SHOWN_MAX).await?)
}

/// Whether there is an account to leave: one that is somebody's alone is their own already.
pub async fn is_offered(app: &App, who: &Who) -> Result<bool, StoreError> {
    let mut tx = app.store.read().await?;
    Ok(store::member::active(&mut tx, who.account(), 2).await?.len() > 1)
}

/// What the account of `who` is called.
pub async fn account_name(app: &App, who: &Who) -> Result<String, StoreError> {
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    Ok(account.map(|account| account.name).unwrap_or_default())
}

/// What `ask` would do with `person` and their things.
pub async fn preview(
    app: &App,
    who: &Who,
    person: PersonId,
    ask: &Ask,
) -> Result<Preview, LeavingError> {
    let mut tx = app.store.read().await?;
    let heirs = ask.heirs.values().copied().collect();
    let loaded = seen(app, &mut tx, who, person, heirs).await?;
    let proposal = rules::propose(&who.actor, &loaded.facts(), ask)?;
    let takes_effect_at = proposal.takes_effect(app.now());
    let digest = digest(&proposal);
    Ok(Preview { member: loaded.member, proposal, takes_effect_at, digest })
}

/// Of everything that was shown, but for the moment.
fn digest(proposal: &Proposal) -> String {
    let text = serde_json::to_string(proposal).expect("our types have a JSON form");
    billing::ledger::hex(&Sha256::digest(text.as_bytes()))
}

/// What was previewed as `seen` is to happen when its notice is over. Of two who ask at once, one
/// does.
pub async fn ask(
    app: &App,
    who: &Who,
    person: PersonId,
    ask: &Ask,
    seen_digest: &str,
) -> Result<Departure, LeavingError> {
    let (account, now) = (who.account(), app.now());
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let heirs = ask.heirs.values().copied().collect();
    let loaded = seen(app, &mut tx, who, person, heirs).await?;
    let proposal = rules::propose(&who.actor, &loaded.facts(), ask)?;
    if digest(&proposal) != seen_digest {
        return Err(LeavingError::Moved);
    }
    let departure = Departure {
        id: app.id(),
        account,
        person,
        asked_by: who.person(),
        takes_effect_at: proposal.takes_effect(now),
        proposal,
        progress: json!(Progress::default()),
        state: State::Planned,
        asked_at: now,
    };
    match departure::insert(&mut tx, &departure).await {
        Err(error) if error.is_taken() => return Err(LeavingRefusal::Planned.into()),
        other => other?,
    }
    let work = NewDue {
        id: app.id(),
        account: Some(account),
        kind: "departure",
        key: departure.id.to_string(),
        payload: &Work { account, departure: departure.id },
        due_at: departure.takes_effect_at,
        now,
    };
    store::due::plan(&mut tx, work.row(Lane::Prompt)).await?;
    let done = done(&departure, &loaded.member, "person.leaving_planned");
    trail::record(app, &mut tx, &who.by(), done).await?;
    mails::tell(app, &mut tx, &departure, "planned", &who.name).await?;
    tx.commit().await?;
    Ok(departure)
}

/// `person` stays: what has not taken effect does not.
pub async fn take_back(app: &App, who: &Who, person: PersonId) -> Result<(), LeavingError> {
    let account = who.account();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    let loaded = seen(app, &mut tx, who, person, Vec::new()).await?;
    let open = loaded.planned.ok_or(LeavingError::NothingPlanned)?;
    if open.state != State::Planned {
        return Err(LeavingError::UnderWay);
    }
    if !may_take_back(who, &open) {
        return Err(MembershipRefusal::NotAllowed.into());
    }
    let over = Departure { state: State::TakenBack, ..open };
    departure::update(&mut tx, &over, Some(app.now())).await?;
    let done = done(&over, &loaded.member, "person.leaving_taken_back");
    trail::record(app, &mut tx, &who.by(), done).await?;
    mails::tell(app, &mut tx, &over, "taken_back", &who.name).await?;
    tx.commit().await?;
    Ok(())
}

/// What the trail says: who, when, and what becomes of which kind of thing.
fn done(departure: &Departure, member: &Member, action: &'static str) -> Done<'static> {
    let change = json!({
        "name": member.name,
        "email": member.email,
        "leaves": departure.proposal.leaves,
        "takes_effect_at": departure.takes_effect_at,
        "lines": departure.proposal.lines,
        "archive": departure.proposal.archive,
    });
    let (account, subject) = (departure.account, departure.person.to_string());
    Done { account, action, subject, change }
}
