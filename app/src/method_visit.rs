//! A way to pay, left on the gateway's own page (D1c, docs/decisions/0031).
//!
//! Each visit is a row before the gateway is asked for its page. What was left there is asked of
//! the gateway, never believed of whoever says so: by the page one returns to, by the gateway's
//! event, by due work where both got lost. The visit's id is our reference and the id of what comes
//! of it, so there is one way to pay for a visit, whoever hears of it first and how often.

use billing::payment::PaymentMeans;
use gateway::{GatewayError, HostedEntry, KeptKind, KeptMethod, MethodEntry, SetUp};
use people::roles::Permission;
use serde::{Deserialize, Serialize};
use store::audit::By;
use store::due::{Lane, NewDue};
use store::method_visit;
pub use store::method_visit::{MethodVisit, Page, VisitState};
use store::payment_method::Method;
use store::{StoreError, Tx};
use units::Timestamp;
use units::id::{AccountId, PaymentMethodId};

use crate::Who;
use crate::app::App;
use crate::debit;
use crate::payment_methods::{self, Hand};
use crate::work::Outcome;

/// Up to the id of a visit: where one returns to. The page is the portal's.
pub const BACK: &str = "/billing/methods/visits/";
/// Behind it when the visitor gave up.
pub const GAVE_UP: &str = "?gave_up=yes";
/// Minutes after which it is looked for the first time by itself; later looks are ever rarer.
const FIRST_LOOK_MINUTES: i64 = 15;
/// Hours after which nothing can be left on a page any more: the gateway's day, and one to spare.
const OVER_AFTER_HOURS: i64 = 25;

/// Visits that are listed.
const VISITS_MAX: u32 = 50;

/// What one wants of a visit.
#[derive(Clone, Debug)]
pub struct NewVisit {
    /// Whether what is left becomes the default.
    pub makes_default: bool,
    /// Path of ours on which the visitor goes on.
    pub return_to: String,
}

/// Why there is no visit.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
    #[error("the person may not change how the account pays")]
    NotAllowed,
    #[error("ways to pay are typed into forms of ours")]
    TypedHere,
    #[error("no such visit")]
    NotFound,
    #[error("the gateway gave no page: {0}")]
    NoPage(GatewayError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl VisitError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            VisitError::NotAllowed => "permission.missing",
            VisitError::TypedHere => "payment_method.typed_here",
            VisitError::NotFound => "method_visit.not_found",
            VisitError::NoPage(_) => "card.unavailable",
            VisitError::Store(_) => "store.unavailable",
        }
    }
}

/// Scheme and host of the gateway's pages; none where ways to pay are typed into forms of ours.
pub fn pages_at(app: &App) -> Option<&str> {
    entry(app).map(HostedEntry::pages_at)
}

fn entry(app: &App) -> Option<&dyn HostedEntry> {
    match app.gateway.entry() {
        MethodEntry::Hosted(entry) => Some(entry),
        MethodEntry::Typed(_) => None,
    }
}

/// A visit begins; it has the gateway's page.
pub async fn begin(app: &App, who: &Who, new: NewVisit) -> Result<MethodVisit, VisitError> {
    if !who.actor.may(Permission::ManageBilling) {
        return Err(VisitError::NotAllowed);
    }
    let entry = entry(app).ok_or(VisitError::TypedHere)?;
    let visit = MethodVisit {
        id: app.id(),
        account: who.account(),
        person: who.person(),
        gateway: app.gateway.name().to_owned(),
        makes_default: new.makes_default,
        return_to: new.return_to,
        begun_at: app.now(),
        page: None,
        state: VisitState::Open,
        ended_at: None,
    };
    let mut tx = app.store.begin().await?;
    method_visit::insert(&mut tx, &visit).await?;
    look_later(app, &mut tx, &visit).await?;
    tx.commit().await?;

    let back = app.config.portal_url(&format!("{BACK}{}", visit.id));
    let set_up = SetUp {
        reference: visit.id.to_string(),
        email: who.email.to_string(),
        language: who.locale.tag().to_owned(),
        cancel_url: format!("{back}{GAVE_UP}"),
        return_url: back,
    };
    let made = match entry.start_set_up(&set_up).await {
        // The same reference gives the page whose answer got lost.
        Err(GatewayError::AnswerLost(_)) => entry.start_set_up(&set_up).await,
        answered => answered,
    };
    let made = made.map_err(VisitError::NoPage)?;
    let page = Page { id: made.gateway_id, url: made.url };
    let mut tx = app.store.begin().await?;
    method_visit::set_page(&mut tx, visit.account, visit.id, &page).await?;
    tx.commit().await?;
    Ok(MethodVisit { page: Some(page), ..visit })
}

/// Visits of the account, newest first, as they were last seen.
pub async fn list(app: &App, who: &Who) -> Result<Vec<MethodVisit>, VisitError> {
    if !who.actor.may(Permission::ManageBilling) {
        return Err(VisitError::NotAllowed);
    }
    let mut tx = app.store.read().await?;
    Ok(method_visit::list(&mut tx, who.account(), VISITS_MAX).await?)
}

/// A visit as far as is known now.
#[derive(Clone, Debug)]
pub struct VisitView {
    pub visit: MethodVisit,
    /// What came of it, if it is still kept.
    pub method: Option<Method>,
    /// The gateway did not answer: something may have been left.
    pub is_silent: bool,
}

/// What became of the visit `id`; asks the gateway while it is open.
pub async fn view(app: &App, who: &Who, id: PaymentMethodId) -> Result<VisitView, VisitError> {
    if !who.actor.may(Permission::ManageBilling) {
        return Err(VisitError::NotAllowed);
    }
    let account = who.account();
    let visit = find(app, account, id).await?.ok_or(VisitError::NotFound)?;
    let looked = look(app, &visit).await;
    let is_silent = match looked {
        Ok(()) => false,
        Err(LookError::Silent(error)) => {
            tracing::warn!(visit = %id, %error, "a visitor came back and the look-up failed");
            true
        }
        Err(LookError::Store(error)) => return Err(error.into()),
    };
    let visit = find(app, account, id).await?.ok_or(VisitError::NotFound)?;
    let mut tx = app.store.read().await?;
    let method = store::payment_method::chargeable(&mut tx, account, id).await?;
    Ok(VisitView { visit, method, is_silent })
}

async fn find(
    app: &App,
    account: AccountId,
    id: PaymentMethodId,
) -> Result<Option<MethodVisit>, StoreError> {
    let mut tx = app.store.read().await?;
    method_visit::find(&mut tx, account, id).await
}

/// Why it is not known what was left.
#[derive(Debug, thiserror::Error)]
enum LookError {
    #[error(transparent)]
    Silent(#[from] GatewayError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Asks the gateway what was left on the page of `visit`, and keeps it.
async fn look(app: &App, visit: &MethodVisit) -> Result<(), LookError> {
    let (Some(page), Some(entry)) = (&visit.page, entry(app)) else { return Ok(()) };
    if visit.state != VisitState::Open {
        return Ok(());
    }
    let Some(left) = entry.finish_set_up(&page.id).await? else { return Ok(()) };
    if left.reference != visit.id.to_string() {
        tracing::error!(visit = %visit.id, "the gateway's page is another visit's");
        return Ok(());
    }
    Ok(keep(app, visit, left).await?)
}

/// Keeps what was `left`, unless that was done.
async fn keep(app: &App, visit: &MethodVisit, left: KeptMethod) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    let (account, id, now) = (visit.account, visit.id, app.now());
    store::account::lock(&mut tx, account).await?;
    if !method_visit::end(&mut tx, account, id, VisitState::Kept, now).await? {
        return Ok(());
    }
    let (brand, expires, means) = match left.kind {
        KeptKind::Card { brand, expires } => {
            (brand.word(), expires.to_string(), PaymentMeans::Card)
        }
        KeptKind::Debit => (debit::BRAND, String::new(), PaymentMeans::DirectDebit),
    };
    let method = Method {
        id,
        account,
        gateway: visit.gateway.clone(),
        token: left.token,
        brand: brand.to_owned(),
        last4: left.last4,
        expires,
        means,
        // The gateway has the mandate, and tells its reference to whoever gave it.
        mandate: None,
        created_at: now,
        removed_at: None,
    };
    let hand = hand(&mut tx, visit).await?;
    payment_methods::keep(app, &mut tx, &hand, &method, visit.makes_default).await?;
    tx.commit().await
}

/// Whoever began the visit left what was left: the gateway shows its page to nobody else.
async fn hand(tx: &mut Tx, visit: &MethodVisit) -> Result<Hand, StoreError> {
    let by = By::system();
    let Some(person) = store::person::find(tx, visit.account, visit.person).await? else {
        return Ok(Hand { name: by.actor.clone(), by });
    };
    let by = By { person: Some(person.id), actor: person.name.clone(), via: "portal", ..by };
    Ok(Hand { by, name: person.name })
}

/// Names a visit in due work.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct VisitRef {
    pub account: AccountId,
    pub visit: PaymentMethodId,
}

/// Events and the page one returns to may both get lost.
async fn look_later(app: &App, tx: &mut Tx, visit: &MethodVisit) -> Result<(), StoreError> {
    let work = NewDue {
        id: app.id(),
        account: Some(visit.account),
        kind: "method_visit",
        key: visit.id.to_string(),
        payload: &VisitRef { account: visit.account, visit: visit.id },
        due_at: visit.begun_at.plus_minutes(FIRST_LOOK_MINUTES),
        now: visit.begun_at,
    };
    store::due::plan(tx, work.row(Lane::Prompt)).await
}

/// Due work: looks what was left, and ends the visit when nothing can be left any more.
pub async fn run(app: &App, work: &VisitRef) -> Outcome {
    let looked = async {
        let Some(visit) = find(app, work.account, work.visit).await? else { return Ok(None) };
        look(app, &visit).await?;
        Ok::<_, LookError>(find(app, work.account, work.visit).await?)
    };
    match looked.await {
        Ok(Some(visit)) if visit.state == VisitState::Open => {
            rest_or_end(app, &visit).await.unwrap_or_else(Outcome::from)
        }
        Ok(_) => Outcome::Done,
        Err(error) => Outcome::Retry(error.to_string()),
    }
}

async fn rest_or_end(app: &App, visit: &MethodVisit) -> Result<Outcome, StoreError> {
    let (now, over_at) = (app.now(), over_at(visit));
    if now < over_at {
        let again = now.plus_seconds(now.seconds_since(visit.begun_at).max(60));
        return Ok(Outcome::At(again.min(over_at)));
    }
    let mut tx = app.store.begin().await?;
    method_visit::end(&mut tx, visit.account, visit.id, VisitState::Over, now).await?;
    tx.commit().await?;
    Ok(Outcome::Done)
}

fn over_at(visit: &MethodVisit) -> Timestamp {
    visit.begun_at.plus_minutes(OVER_AFTER_HOURS * 60)
}

/// An event of the gateway says that something was left in the visit `reference`.
pub(crate) async fn on_event(app: &App, reference: &str) -> Result<(), crate::pay::EventError> {
    let Ok(id) = reference.parse::<PaymentMethodId>() else { return Ok(()) };
    let mut tx = app.store.read().await?;
    let account = method_visit::account_of(&mut tx, id).await?;
    drop(tx);
    let Some(account) = account else { return Ok(()) };
    let Some(visit) = find(app, account, id).await? else { return Ok(()) };
    look(app, &visit).await.map_err(|error| match error {
        LookError::Silent(error) => error.into(),
        LookError::Store(error) => error.into(),
    })
}
