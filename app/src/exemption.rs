//! Tax exemption as the account asks for it: a certificate handed in, looked at, taken back; and
//! its end when its validity is over (A6).
//!
//! Until the operator has granted it (`operator::exemptions`) tax is charged. The certificate is
//! kept under a name that tells nothing, and given out to the account and the operator alone.

use std::collections::BTreeSet;

use billing::credit_note::CreditNote;
pub use billing::exemption::{Certificate, CertificateDraft, ExemptionState};
use mail::contexts::{ExemptionNews, TaxExemption};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};
use people::certificate::{self, FileProblem};
pub use people::certificate::{CERTIFICATE_MAX_BYTES, CertificateKind};
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::account::{Account, Contact};
use store::audit::By;
use store::due::{Lane, NewDue};
pub use store::exemption::Exemption;
use store::{StoreError, Tx};
use units::id::kind::Other;
use units::id::{AccountId, TaxExemptionId};
use units::{Country, Date, Id, Money};

use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail::{self, Done};
use crate::who::Who;
use crate::work::Outcome;

/// Requests of one account that are shown.
const ROWS_MAX: u32 = 100;

/// Why a request was not taken, shown or taken back.
#[derive(Debug, thiserror::Error)]
pub enum ExemptionError {
    #[error("the person may not")]
    NotAllowed,
    #[error("no such request")]
    NotFound,
    /// Fields with what is wrong with each.
    #[error("{} fields are refused", .0.len())]
    Refused(Vec<(&'static str, &'static str)>),
    #[error("another request waits for the operator")]
    AlreadyAsked,
    #[error("the request is decided, or over")]
    Over,
    #[error("the certificate cannot be kept or read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ExemptionError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            ExemptionError::NotAllowed => "permission.missing",
            ExemptionError::NotFound => "exemption.not_found",
            ExemptionError::Refused(_) => "request.invalid",
            ExemptionError::AlreadyAsked => "exemption.already_asked",
            ExemptionError::Over => "exemption.not_pending",
            ExemptionError::Blobs(_) | ExemptionError::Store(_) => "store.unavailable",
        }
    }
}

/// What the account's page shows.
#[derive(Clone, Debug)]
pub struct Exemptions {
    /// Newest first.
    pub requests: Vec<Exemption>,
    /// Where invoices are made out to, once known.
    pub billed_in: Option<Country>,
    /// May no other request be made now?
    pub waits: bool,
}

/// The requests of the asker's account.
pub async fn list(app: &App, who: &Who) -> Result<Exemptions, ExemptionError> {
    allowed(who, Permission::SeeBilling)?;
    let mut tx = app.store.read().await?;
    let account = account(&mut tx, who.account()).await?;
    let requests = store::exemption::list(&mut tx, who.account(), ROWS_MAX).await?;
    let waits = requests.iter().any(|each| each.state == ExemptionState::Requested);
    let billed_in = account.buyer.map(|buyer| buyer.address.country);
    Ok(Exemptions { requests, billed_in, waits })
}

/// The request `id` of the asker's account.
pub async fn find(app: &App, who: &Who, id: TaxExemptionId) -> Result<Exemption, ExemptionError> {
    allowed(who, Permission::SeeBilling)?;
    let mut tx = app.store.read().await?;
    let found = store::exemption::find(&mut tx, who.account(), id).await?;
    found.ok_or(ExemptionError::NotFound)
}

/// The certificate of the request `id`, for the asker's account.
pub async fn file(
    app: &App,
    who: &Who,
    id: TaxExemptionId,
) -> Result<(Exemption, Vec<u8>), ExemptionError> {
    let found = find(app, who, id).await?;
    let bytes = read(app, &found).await?;
    Ok((found, bytes))
}

/// The bytes that were handed in with `asked`.
pub(crate) async fn read(app: &App, asked: &Exemption) -> Result<Vec<u8>, object_store::Error> {
    Ok(app.blobs.get(&blob(asked.account, &asked.file)).await?.bytes().await?.to_vec())
}

fn blob(account: AccountId, name: &str) -> Path {
    Path::from(format!("exemptions/{account}/{name}"))
}

/// Asks for exemption with the certificate in `file`; the operator decides.
pub async fn ask(
    app: &App,
    who: &Who,
    draft: &CertificateDraft,
    file: Vec<u8>,
) -> Result<Exemption, ExemptionError> {
    allowed(who, Permission::ManageBilling)?;
    let known = list(app, who).await?;
    if known.waits {
        return Err(ExemptionError::AlreadyAsked);
    }
    let asked = asked(app, who, draft, &file, known.billed_in).await?;
    let path = blob(asked.account, &asked.file);
    app.blobs.put(&path, PutPayload::from(file)).await?;
    let kept = keep(app, who, &asked).await;
    if kept.is_err() {
        app.blobs.delete(&path).await?;
    }
    kept.map(|()| asked)
}

/// The request as it would be kept, or everything that is wrong with it.
async fn asked(
    app: &App,
    who: &Who,
    draft: &CertificateDraft,
    file: &[u8],
    billed_in: Option<Country>,
) -> Result<Exemption, ExemptionError> {
    let now = app.now();
    let mut tx = app.store.read().await?;
    let zone = account(&mut tx, who.account()).await?.zone;
    drop(tx);
    let checked = draft.check(billed_in, zone.date(now));
    let kind = certificate::check(file);
    let (certificate, file_kind) = match (checked, kind) {
        (Ok(certificate), Ok(kind)) => (certificate, kind),
        (checked, kind) => {
            return Err(ExemptionError::Refused(problems(checked.err(), kind.err())));
        }
    };
    let name: Id<Other> = app.id();
    Ok(Exemption {
        id: app.id(),
        account: who.account(),
        state: ExemptionState::Requested,
        certificate,
        file: name.to_string(),
        file_kind,
        file_bytes: u32::try_from(file.len()).unwrap_or(u32::MAX),
        asked_by: who.person(),
        asked_at: now,
        decided_at: None,
        decided_by: None,
        reason: None,
        credited: Vec::new(),
        told_on: None,
    })
}

fn problems(
    typed: Option<Vec<billing::exemption::CertificateProblem>>,
    file: Option<FileProblem>,
) -> Vec<(&'static str, &'static str)> {
    let typed = typed.unwrap_or_default().into_iter().map(|each| (each.field(), each.code()));
    typed.chain(file.map(|each| ("certificate", each.code()))).collect()
}

async fn keep(app: &App, who: &Who, asked: &Exemption) -> Result<(), ExemptionError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, asked.account).await?;
    match store::exemption::insert(&mut tx, asked).await {
        Err(error) if error.is_taken() => return Err(ExemptionError::AlreadyAsked),
        other => other?,
    }
    note(app, &mut tx, &who.by(), "tax_exemption.requested", asked).await?;
    tell(app, &mut tx, asked, ExemptionNews::Requested, None, &[]).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a request back, or does without an exemption from now on. What was given back of the open
/// period stays given back; the next invoice has tax again.
pub async fn withdraw(
    app: &App,
    who: &Who,
    id: TaxExemptionId,
) -> Result<Exemption, ExemptionError> {
    allowed(who, Permission::ManageBilling)?;
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    let found = store::exemption::find(&mut tx, who.account(), id).await?;
    let found = found.ok_or(ExemptionError::NotFound)?;
    if found.state == ExemptionState::Withdrawn {
        return Ok(found);
    }
    if !found.state.may_be_withdrawn() {
        return Err(ExemptionError::Over);
    }
    let withdrawn = Exemption {
        state: ExemptionState::Withdrawn,
        decided_at: Some(app.now()),
        decided_by: Some(who.name.clone()),
        ..found
    };
    store::exemption::decide(&mut tx, &withdrawn).await?;
    note(app, &mut tx, &who.by(), "tax_exemption.withdrawn", &withdrawn).await?;
    tell(app, &mut tx, &withdrawn, ExemptionNews::Withdrawn, None, &[]).await?;
    tx.commit().await?;
    Ok(withdrawn)
}

fn allowed(who: &Who, permission: Permission) -> Result<(), ExemptionError> {
    match who.actor.may(permission) {
        true => Ok(()),
        false => Err(ExemptionError::NotAllowed),
    }
}

pub(crate) async fn account(tx: &mut Tx, id: AccountId) -> Result<Account, StoreError> {
    let row = store::account::find(tx, id).await?;
    row.ok_or_else(|| StoreError::Other(format!("no account {id}")))
}

/// Writes into the trail what was done about `asked`.
pub(crate) async fn note(
    app: &App,
    tx: &mut Tx,
    by: &By,
    action: &str,
    asked: &Exemption,
) -> Result<(), StoreError> {
    let certificate = &asked.certificate;
    let change = json!({
        "state": asked.state.word(), "number": certificate.number,
        "country": certificate.country, "from": certificate.from, "until": certificate.until,
        "reason": asked.reason, "credit_notes": asked.credited,
    });
    let subject = asked.id.to_string();
    trail::record(app, tx, by, Done { account: asked.account, action, subject, change }).await
}

/// Writes to owners and billing contacts; with a granting, what came back and its credit notes.
pub(crate) async fn tell(
    app: &App,
    tx: &mut Tx,
    asked: &Exemption,
    what: ExemptionNews,
    credited: Option<Money>,
    notes: &[CreditNote],
) -> Result<(), StoreError> {
    for contact in concerned(tx, asked.account).await? {
        let says = TaxExemption {
            what,
            number: asked.certificate.number.clone(),
            country: app.texts.country_name(&contact.locale, asked.certificate.country),
            from: asked.certificate.from,
            until: asked.certificate.until,
            reason: asked.reason.clone().filter(|_| what == ExemptionNews::Refused),
            credited,
            link: app.config.portal_url("/billing/exemption"),
        };
        let credit_notes = notes.iter().map(|note| (note.number.clone(), note.id)).collect();
        let enclosed = Enclosed { credit_notes, ..Enclosed::default() };
        let envelope = Envelope::to_contact(asked.account, &contact);
        outbox::queue(app, tx, &envelope, &says, enclosed).await?;
    }
    Ok(())
}

/// Owners and billing contacts, each once.
pub(crate) async fn concerned(tx: &mut Tx, account: AccountId) -> Result<Vec<Contact>, StoreError> {
    let mut all = store::account::people_with_role(tx, account, "owner").await?;
    all.extend(store::account::people_with_role(tx, account, "billing_contact").await?);
    let mut seen = BTreeSet::new();
    all.retain(|contact| seen.insert(contact.email.to_string()));
    Ok(all)
}

/// Names a granted exemption in due work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExemptionRef {
    pub account: AccountId,
    pub exemption: TaxExemptionId,
}

/// Plans what is to be done about the end of `granted`, if it has one.
pub(crate) async fn plan(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    granted: &Exemption,
) -> Result<(), StoreError> {
    let now = app.now();
    let Some(day) = granted.certificate.looked_at_next(account.zone.date(now)) else {
        return Ok(());
    };
    let work = NewDue {
        id: app.id(),
        account: Some(granted.account),
        kind: "tax_exemption",
        key: granted.id.to_string(),
        payload: &ExemptionRef { account: granted.account, exemption: granted.id },
        due_at: account.zone.start_of_day(day),
        now,
    };
    store::due::plan(tx, work.row(Lane::Background)).await
}

/// Due work: announces the end of an exemption, and ends it.
pub async fn run(app: &App, work: &ExemptionRef) -> Outcome {
    match look(app, work).await {
        Ok(outcome) => outcome,
        Err(error) => error.into(),
    }
}

async fn look(app: &App, work: &ExemptionRef) -> Result<Outcome, StoreError> {
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, work.account).await?;
    let found = store::exemption::find(&mut tx, work.account, work.exemption).await?;
    let Some(found) = found.filter(|found| found.state == ExemptionState::Granted) else {
        return Ok(Outcome::Done);
    };
    let zone = account(&mut tx, work.account).await?.zone;
    let today = zone.date(app.now());
    let certificate = found.certificate.clone();
    let is_over = certificate.until.is_some_and(|until| until < today);
    let told = found.told_on.unwrap_or(certificate.from);
    if is_over {
        let expired = Exemption { state: ExemptionState::Expired, ..found };
        let news = (ExemptionNews::Expired, "tax_exemption.expired");
        turn(app, &mut tx, &expired, news, today).await?;
    } else if certificate.reminder_due(told, today).is_some() {
        let announced = Exemption { told_on: Some(today), ..found };
        let news = (ExemptionNews::Ending, "tax_exemption.ending");
        let after = certificate.until.unwrap_or(today).tomorrow().unwrap_or(today);
        turn(app, &mut tx, &announced, news, after).await?;
    }
    tx.commit().await?;
    let next = certificate.looked_at_next(today).filter(|_| !is_over);
    Ok(next.map_or(Outcome::Done, |day| Outcome::At(zone.start_of_day(day))))
}

/// Writes what became of `exemption`, and tells it, unless another certificate counts on `day`.
async fn turn(
    app: &App,
    tx: &mut Tx,
    exemption: &Exemption,
    (what, action): (ExemptionNews, &str),
    day: Date,
) -> Result<(), StoreError> {
    store::exemption::decide(tx, exemption).await?;
    note(app, tx, &By::system(), action, exemption).await?;
    let granted = account(tx, exemption.account).await?.exemptions;
    let country = exemption.certificate.country;
    match billing::exemption::exempts(&granted, country, day) {
        true => Ok(()),
        false => tell(app, tx, exemption, what, None, &[]).await,
    }
}
