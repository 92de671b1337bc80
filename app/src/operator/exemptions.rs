//! Requests for exemption from tax, and the console's decisions: granted after a preview of what
//! comes back, or refused with a reason (A6).
//!
//! The preview is signed together with what would be credited; if that has changed since, nothing
//! is done and the new preview comes back (P2).

use billing::credit_note::CreditNote;
use billing::exemption::{ExemptionState, REASON_MAX_CHARS};
use billing::subscription::{Subscription, SubscriptionState};
use billing::tax_back::{self, Facts, TaxBack};
use mail::contexts::ExemptionNews;
use store::account::Account;
pub use store::exemption::Exemption;
use store::payment::Pays;
use store::{StoreError, Tx};
use units::id::{AccountId, InvoiceId, TaxExemptionId};
use units::{Money, Timestamp};

use super::{Console, ROWS_MAX};
use crate::app::App;
use crate::exemption::{self, account, note, tell};
use crate::{effects, order};

/// Why the console did not decide.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("no such request")]
    NotFound,
    #[error("the request does not wait any more")]
    NotPending,
    #[error("the certificate's validity is over")]
    Over,
    #[error("a refusal gives its reason")]
    NoReason,
    #[error("a payment of the account is being confirmed")]
    BeingConfirmed,
    /// Nothing was done; this is how things stand now.
    #[error("what comes back has changed since the preview")]
    Moved(Box<Review>),
    #[error("the certificate cannot be read: {0}")]
    Blobs(#[from] object_store::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DecideError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            DecideError::NotFound => "exemption.not_found",
            DecideError::NotPending => "exemption.not_pending",
            DecideError::Over => "exemption.over",
            DecideError::NoReason => "exemption.no_reason",
            DecideError::BeingConfirmed => "payment.being_confirmed",
            DecideError::Moved(_) => "preview.moved",
            DecideError::Blobs(_) | DecideError::Store(_) => "store.unavailable",
        }
    }
}

/// A request in a list.
#[derive(Clone, Debug)]
pub struct Line {
    pub exemption: Exemption,
    pub account_name: String,
}

/// A request with all that its decision rests on.
#[derive(Clone, Debug)]
pub struct Review {
    pub exemption: Exemption,
    pub account: Account,
    /// Who asked, as they are called now.
    pub asked_by: String,
    /// What granting it now would give back; none where no tax was charged.
    pub back: Option<TaxBack>,
    /// Signs what was seen.
    pub token: String,
}

/// Those that wait, oldest first.
pub async fn waiting(app: &App, _: &Console) -> Result<Vec<Line>, DecideError> {
    let mut tx = app.store.read().await?;
    let found = store::exemption::waiting(&mut tx, ROWS_MAX).await?;
    Ok(lines(&mut tx, found).await?)
}

/// Those that were decided, newest first.
pub async fn decided(app: &App, _: &Console) -> Result<Vec<Line>, DecideError> {
    let mut tx = app.store.read().await?;
    let found = store::exemption::decided(&mut tx, ROWS_MAX).await?;
    Ok(lines(&mut tx, found).await?)
}

async fn lines(tx: &mut Tx, found: Vec<Exemption>) -> Result<Vec<Line>, StoreError> {
    let mut lines = Vec::with_capacity(found.len());
    for exemption in found {
        let account_name = account(tx, exemption.account).await?.name;
        lines.push(Line { exemption, account_name });
    }
    Ok(lines)
}

/// The request `id` with what granting it would do.
pub async fn review(app: &App, _: &Console, id: TaxExemptionId) -> Result<Review, DecideError> {
    let mut tx = app.store.read().await?;
    let found = store::exemption::find_any(&mut tx, id).await?;
    load(app, &mut tx, found.ok_or(DecideError::NotFound)?).await
}

/// The certificate that was handed in with the request `id`.
pub async fn file(
    app: &App,
    _: &Console,
    id: TaxExemptionId,
) -> Result<(Exemption, Vec<u8>), DecideError> {
    let mut tx = app.store.read().await?;
    let found = store::exemption::find_any(&mut tx, id).await?.ok_or(DecideError::NotFound)?;
    drop(tx);
    let bytes = exemption::read(app, &found).await?;
    Ok((found, bytes))
}

/// The one way to what comes back, for the preview and the decision.
async fn load(app: &App, tx: &mut Tx, found: Exemption) -> Result<Review, DecideError> {
    let account = account(tx, found.account).await?;
    let person = store::person::find(tx, found.account, found.asked_by).await?;
    let today = account.zone.date(app.now());
    let counts = found.state == ExemptionState::Requested
        && found.certificate.is_valid_on(today)
        && account
            .buyer
            .as_ref()
            .is_some_and(|buyer| buyer.address.country == found.certificate.country);
    let back = match counts {
        true => tax_back(tx, &account).await?,
        false => None,
    };
    let token = app.secret.seal(&sealed_about(found.id), &sealed(back.as_ref()));
    let asked_by = person.map(|person| person.name).unwrap_or_default();
    Ok(Review { exemption: found, account, asked_by, back, token })
}

fn sealed_about(id: TaxExemptionId) -> String {
    format!("exemption {id}")
}

fn sealed(back: Option<&TaxBack>) -> String {
    back.map_or_else(|| "nothing".to_owned(), TaxBack::digest)
}

async fn tax_back(tx: &mut Tx, account: &Account) -> Result<Option<TaxBack>, StoreError> {
    let mut subscriptions = store::subscription::list(tx, account.id).await?;
    subscriptions.retain(|sub| sub.state != SubscriptionState::Ended);
    let start = |sub: &Subscription| sub.period().start();
    let (Some(since), Some(currency)) = (subscriptions.iter().map(start).min(), account.currency)
    else {
        return Ok(None);
    };
    let documents = order::change::documents_since(tx, account.id, since, None).await?;
    let open = open(tx, account.id).await?;
    let facts =
        Facts { currency, subscriptions: &subscriptions, documents: &documents, open: &open };
    Ok(tax_back::tax_back(&facts))
}

/// What is open of each invoice of which no payment is under way.
async fn open(tx: &mut Tx, account: AccountId) -> Result<Vec<(InvoiceId, Money)>, StoreError> {
    let mut open = Vec::new();
    for issued in store::invoice::open(tx, account).await? {
        let id = issued.invoice.id;
        let attempts = store::payment::attempts(tx, account, Pays::Invoice(id)).await?;
        if attempts.iter().all(|attempt| attempt.state.is_settled()) {
            open.push((id, issued.open()));
        }
    }
    Ok(open)
}

/// The request `id` with its account locked, and whether it still waits.
async fn locked(tx: &mut Tx, id: TaxExemptionId) -> Result<Exemption, DecideError> {
    let found = store::exemption::find_any(tx, id).await?.ok_or(DecideError::NotFound)?;
    store::account::lock(tx, found.account).await?;
    let found = store::exemption::find(tx, found.account, id).await?;
    found.ok_or(DecideError::NotFound)
}

/// Grants the request as its preview said. Granted before, it stays as it is.
///
/// Orders that wait for their payment end: they were worked out with tax.
pub async fn grant(
    app: &App,
    console: &Console,
    id: TaxExemptionId,
    token: &str,
) -> Result<Exemption, DecideError> {
    let mut tx = app.store.begin().await?;
    let found = locked(&mut tx, id).await?;
    match found.state {
        ExemptionState::Requested => {}
        ExemptionState::Granted => return Ok(found),
        _ => return Err(DecideError::NotPending),
    }
    let now = app.now();
    let fresh = load(app, &mut tx, found).await?;
    let today = fresh.account.zone.date(now);
    if fresh.exemption.certificate.until.is_some_and(|until| until < today) {
        return Err(DecideError::Over);
    }
    let seen = app.secret.open(&sealed_about(id), token);
    if seen != Ok(sealed(fresh.back.as_ref())) {
        return Err(DecideError::Moved(Box::new(fresh)));
    }
    if !order::end_taxed(app, &mut tx, &console.by, fresh.account.id).await? {
        return Err(DecideError::BeingConfirmed);
    }
    let notes = credit(app, &mut tx, console, &fresh).await?;
    let granted = Exemption {
        state: ExemptionState::Granted,
        told_on: Some(today),
        credited: notes.iter().map(|note| note.number.clone()).collect(),
        ..decided_now(fresh.exemption, console, now)
    };
    store::exemption::decide(&mut tx, &granted).await?;
    exemption::plan(app, &mut tx, &fresh.account, &granted).await?;
    note(app, &mut tx, &console.by, "tax_exemption.granted", &granted).await?;
    let tax = fresh.back.as_ref().map(TaxBack::tax);
    tell(app, &mut tx, &granted, ExemptionNews::Granted, tax, &notes).await?;
    tx.commit().await?;
    Ok(granted)
}

async fn credit(
    app: &App,
    tx: &mut Tx,
    console: &Console,
    review: &Review,
) -> Result<Vec<CreditNote>, StoreError> {
    let Some(back) = &review.back else { return Ok(Vec::new()) };
    let published = app.catalog(tx).await?;
    let of = (&review.account, &*published);
    effects::give_tax_back(app, tx, &console.by, of, back).await
}

fn decided_now(found: Exemption, console: &Console, now: Timestamp) -> Exemption {
    let by = Some(console.by.actor.clone());
    Exemption { decided_at: Some(now), decided_by: by, ..found }
}

/// Refuses the request; the account reads why, and may ask again. Refused before, it stays so.
pub async fn refuse(
    app: &App,
    console: &Console,
    id: TaxExemptionId,
    reason: &str,
) -> Result<Exemption, DecideError> {
    let reason: String = reason.trim().chars().take(REASON_MAX_CHARS).collect();
    if reason.is_empty() {
        return Err(DecideError::NoReason);
    }
    let mut tx = app.store.begin().await?;
    let found = locked(&mut tx, id).await?;
    match found.state {
        ExemptionState::Requested => {}
        ExemptionState::Refused => return Ok(found),
        _ => return Err(DecideError::NotPending),
    }
    let refused = Exemption {
        state: ExemptionState::Refused,
        reason: Some(reason),
        ..decided_now(found, console, app.now())
    };
    store::exemption::decide(&mut tx, &refused).await?;
    note(app, &mut tx, &console.by, "tax_exemption.refused", &refused).await?;
    tell(app, &mut tx, &refused, ExemptionNews::Refused, None, &[]).await?;
    tx.commit().await?;
    Ok(refused)
}
