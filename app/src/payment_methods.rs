//! Ways to pay: kept, preferred, removed (D1b, docs/decisions/0023).
//!
//! An account has one default, and whatever is charged by itself is charged to that: renewals, the
//! ends of trials, dunning. Where it cannot pay in a currency, the next that can does. So a change
//! of it holds for every subscription from its next charge on. A method that is removed stays for
//! what it paid.

use billing::payment::PaymentMeans;
pub use billing::subscription::Subscription;
pub use gateway::{CardDetails, CardProblem, CardRefusal, Expiry};
use mail::contexts::{MethodNews, PaymentMethodChanged};
use people::roles::Permission;
use serde_json::json;
use store::audit::By;
pub use store::payment_method::Method;
use store::{StoreError, Tx, payment_method};
use units::Timestamp;
use units::id::{AccountId, PaymentMethodId};

use crate::app::App;
use crate::outbox::{self, Enclosed, Envelope};
use crate::trail::{self, Done};
use crate::{Who, plan};

/// Why a card was not kept.
#[derive(Debug, thiserror::Error)]
pub enum KeepCardError {
    #[error("the person may not change how the account pays")]
    NotAllowed,
    #[error("the gateway takes cards on a page of its own")]
    TakenElsewhere,
    #[error(transparent)]
    Refused(#[from] gateway::CardRefusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why the ways to pay stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum MethodsError {
    #[error("the person may not change how the account pays")]
    NotAllowed,
    #[error("no such payment method")]
    NotFound,
    /// Subscriptions renew with it, and there is no other.
    #[error("it is the only way to pay, and subscriptions renew with it")]
    Needed,
    /// It is the default: which one becomes it was not said.
    #[error("another default was not chosen")]
    NoDefaultChosen,
    #[error("a payment with it is under way")]
    UnderWay,
    #[error("the card's last month is over")]
    Expired,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MethodsError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            MethodsError::NotAllowed => "permission.missing",
            MethodsError::NotFound => "payment_method.not_found",
            MethodsError::Needed => "payment_method.needed",
            MethodsError::NoDefaultChosen => "payment_method.no_default_chosen",
            MethodsError::UnderWay => "payment_method.under_way",
            MethodsError::Expired => "payment_method.expired",
            MethodsError::Store(_) => "store.unavailable",
        }
    }
}

/// Whether a card is good for what will be charged to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Validity {
    Good,
    /// Over within `SOON_DAYS`, or before the next charge of a subscription it pays.
    ExpiresSoon,
    Expired,
}

impl Validity {
    pub fn word(self) -> &'static str {
        match self {
            Validity::Good => "good",
            Validity::ExpiresSoon => "expires_soon",
            Validity::Expired => "expired",
        }
    }
}

/// Days before the end of a card's last month in which it is said that it ends.
pub const SOON_DAYS: i64 = 45;

/// A way to pay, and what it is for.
#[derive(Clone, Debug)]
pub struct Kept {
    pub method: Method,
    pub is_default: bool,
    pub validity: Validity,
    /// A payment with it is under way: it cannot be removed.
    pub is_charging: bool,
    /// Subscriptions whose next charge goes to it.
    pub pays: Vec<Subscription>,
}

impl Kept {
    /// A removal is refused as long as this is so.
    pub fn is_needed(&self, all: &[Kept]) -> bool {
        let others = || all.iter().filter(|other| other.method.id != self.method.id);
        self.pays.iter().any(|sub| !others().any(|other| other.method.takes(sub.currency)))
    }
}

/// Every way the account may pay, the default first.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Kept>, MethodsError> {
    if !who.actor.may(Permission::SeeBilling) {
        return Err(MethodsError::NotAllowed);
    }
    let mut tx = app.store.read().await?;
    Ok(kept(app, &mut tx, who.account()).await?)
}

async fn kept(app: &App, tx: &mut Tx, account: AccountId) -> Result<Vec<Kept>, StoreError> {
    let charged = charged_again(tx, account).await?;
    let methods = payment_method::list(tx, account).await?;
    let payer = |sub: &Subscription| {
        let able = methods.iter().find(|method| method.takes(sub.currency));
        able.map(|method| method.id)
    };
    let payers: Vec<Option<PaymentMethodId>> = charged.iter().map(payer).collect();
    let mut all = Vec::with_capacity(methods.len());
    for (place, method) in methods.into_iter().enumerate() {
        let is_default = place == 0;
        let paid = charged.iter().zip(&payers).filter(|(_, payer)| **payer == Some(method.id));
        let pays = paid.map(|(sub, _)| sub.clone()).collect::<Vec<Subscription>>();
        let is_charging = store::payment::is_charging(tx, account, method.id).await?;
        let validity = validity(&method, &pays, app.now());
        all.push(Kept { method, is_default, validity, is_charging, pays });
    }
    Ok(all)
}

/// Subscriptions of `account` for which something will be charged by itself.
async fn charged_again(tx: &mut Tx, account: AccountId) -> Result<Vec<Subscription>, StoreError> {
    let mut all = store::subscription::list(tx, account).await?;
    all.retain(Subscription::charges_again);
    Ok(all)
}

/// Of `method`, which pays `pays`.
pub fn validity(method: &Method, pays: &[Subscription], now: Timestamp) -> Validity {
    let Ok(expires) = method.expires.parse::<Expiry>() else { return Validity::Good };
    let too_early = |sub: &Subscription| expires.is_over(sub.renews_at());
    if expires.is_over(now) {
        Validity::Expired
    } else if expires.is_over(now.plus_days(SOON_DAYS)) || pays.iter().any(too_early) {
        Validity::ExpiresSoon
    } else {
        Validity::Good
    }
}

/// Who changes the ways to pay, as the trail and the mails name them.
pub(crate) struct Hand {
    pub by: By,
    pub name: String,
}

impl Hand {
    pub fn of(who: &Who) -> Hand {
        Hand { by: who.by(), name: who.name.clone() }
    }
}

/// Keeps a card at the gateway; what is charged by itself is charged to it from now on.
pub async fn keep_card(
    app: &App,
    who: &Who,
    card: gateway::CardDetails,
) -> Result<Method, KeepCardError> {
    keep_card_as(app, who, card, true).await
}

/// Keeps a card at the gateway; `default`: what is charged by itself is charged to it from now on.
/// The first one kept is always the default.
pub async fn keep_card_as(
    app: &App,
    who: &Who,
    card: gateway::CardDetails,
    default: bool,
) -> Result<Method, KeepCardError> {
    if !who.actor.may(Permission::ManageBilling) {
        return Err(KeepCardError::NotAllowed);
    }
    let gateway::MethodEntry::Typed(typed) = app.gateway.entry() else {
        return Err(KeepCardError::TakenElsewhere);
    };
    let kept = typed.keep_card(card).await?;
    let method = Method {
        id: app.id(),
        account: who.account(),
        gateway: app.gateway.name().to_owned(),
        token: kept.token,
        brand: kept.brand.word().to_owned(),
        last4: kept.last4,
        expires: kept.expires.to_string(),
        means: PaymentMeans::Card,
        mandate: None,
        created_at: app.now(),
        removed_at: None,
    };
    let mut tx = app.store.begin().await?;
    keep(app, &mut tx, &Hand::of(who), &method, default).await?;
    tx.commit().await?;
    Ok(method)
}

/// Writes `method` down, and makes it the default where it is to be.
pub(crate) async fn keep(
    app: &App,
    tx: &mut Tx,
    hand: &Hand,
    method: &Method,
    default: bool,
) -> Result<(), StoreError> {
    store::account::lock(tx, method.account).await?;
    payment_method::insert(tx, method).await?;
    let change = json!({ "brand": method.brand, "last4": method.last4, "mandate": method.mandate });
    record(app, tx, &hand.by, method, "payment_method.added", change).await?;
    let is_first = payment_method::list(tx, method.account).await?.len() == 1;
    if default || is_first {
        prefer(app, tx, hand, method).await?;
    }
    if method.mandate.is_some() {
        let default = payment_method::list(tx, method.account).await?.into_iter().next();
        let default = default.as_ref().unwrap_or(method);
        tell(app, tx, &hand.name, MethodNews::Mandate, (method, default)).await?;
    }
    Ok(())
}

/// What is charged by itself is charged to the method `id` from now on.
pub async fn make_default(app: &App, who: &Who, id: PaymentMethodId) -> Result<(), MethodsError> {
    let mut tx = allowed(app, who).await?;
    let method = payment_method::chargeable(&mut tx, who.account(), id).await?;
    let method = method.ok_or(MethodsError::NotFound)?;
    may_be_default(app, &method)?;
    prefer(app, &mut tx, &Hand::of(who), &method).await?;
    tx.commit().await?;
    Ok(())
}

fn may_be_default(app: &App, method: &Method) -> Result<(), MethodsError> {
    match validity(method, &[], app.now()) {
        Validity::Expired => Err(MethodsError::Expired),
        Validity::Good | Validity::ExpiresSoon => Ok(()),
    }
}

/// Makes `method` the default, unless it is. The caller holds the account's lock. The first default
/// of an account is no change of it, and nobody is told.
pub(crate) async fn prefer(
    app: &App,
    tx: &mut Tx,
    hand: &Hand,
    method: &Method,
) -> Result<(), StoreError> {
    let before = payment_method::list(tx, method.account).await?;
    let is_default = before.first().is_some_and(|first| first.id == method.id);
    payment_method::prefer(tx, method.account, method.id, app.now()).await?;
    let was = before.iter().find(|other| other.id != method.id).filter(|_| !is_default);
    let Some(was) = was else { return Ok(()) };
    let change = json!({ "brand": method.brand, "last4": method.last4, "before": was.id });
    record(app, tx, &hand.by, method, "payment_method.default_changed", change).await?;
    tell(app, tx, &hand.name, MethodNews::Default, (method, method)).await
}

/// Removes the method `id`: it is charged no more. `next` becomes the default where it was that.
pub async fn remove(
    app: &App,
    who: &Who,
    id: PaymentMethodId,
    next: Option<PaymentMethodId>,
) -> Result<(), MethodsError> {
    let account = who.account();
    let mut tx = allowed(app, who).await?;
    let all = kept(app, &mut tx, account).await?;
    let gone = all.iter().find(|each| each.method.id == id).ok_or(MethodsError::NotFound)?;
    if gone.is_needed(&all) {
        return Err(MethodsError::Needed);
    }
    if gone.is_charging {
        return Err(MethodsError::UnderWay);
    }
    let next = match gone.is_default && all.len() > 1 {
        true => Some(next_default(app, &all, id, next)?),
        false => None,
    };
    payment_method::remove(&mut tx, account, id, app.now()).await?;
    let change = json!({
        "brand": gone.method.brand, "last4": gone.method.last4, "next": next.map(|next| next.id),
    });
    record(app, &mut tx, &who.by(), &gone.method, "payment_method.removed", change).await?;
    if let Some(next) = next {
        payment_method::prefer(&mut tx, account, next.id, app.now()).await?;
    }
    let left = next.or_else(|| all.first().map(|first| &first.method));
    let default = left.unwrap_or(&gone.method);
    tell(app, &mut tx, &who.name, MethodNews::Removed, (&gone.method, default)).await?;
    tx.commit().await?;
    Ok(())
}

/// The method that takes the place of the default `id`.
fn next_default<'a>(
    app: &App,
    all: &'a [Kept],
    id: PaymentMethodId,
    next: Option<PaymentMethodId>,
) -> Result<&'a Method, MethodsError> {
    let next = next.filter(|next| *next != id).ok_or(MethodsError::NoDefaultChosen)?;
    let found = all.iter().find(|each| each.method.id == next);
    let method = &found.ok_or(MethodsError::NotFound)?.method;
    may_be_default(app, method)?;
    Ok(method)
}

/// A transaction with the account's lock, for whoever may change how it pays.
async fn allowed(app: &App, who: &Who) -> Result<Tx, MethodsError> {
    if !who.actor.may(Permission::ManageBilling) {
        return Err(MethodsError::NotAllowed);
    }
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, who.account()).await?;
    Ok(tx)
}

async fn record(
    app: &App,
    tx: &mut Tx,
    by: &By,
    method: &Method,
    action: &str,
    change: serde_json::Value,
) -> Result<(), StoreError> {
    let (account, subject) = (method.account, method.id.to_string());
    trail::record(app, tx, by, Done { account, action, subject, change }).await
}

/// Who is written to when the ways to pay change: those who may change them.
const CONCERNED: [&str; 2] = ["owner", "billing_contact"];

/// Writes to those concerned: what became of `method`, and that `default` is charged from now on.
async fn tell(
    app: &App,
    tx: &mut Tx,
    changed_by: &str,
    what: MethodNews,
    (method, default): (&Method, &Method),
) -> Result<(), StoreError> {
    let account = method.account;
    let charged = charged_again(tx, account).await?;
    let mut concerned = Vec::new();
    for role in CONCERNED {
        concerned.extend(store::account::people_with_role(tx, account, role).await?);
    }
    concerned.sort_by_key(|person| person.person);
    concerned.dedup_by_key(|person| person.person);
    for person in concerned {
        let words = |method: &Method| outbox::card_words(app, &person.locale, method);
        let name =
            |sub: &Subscription| plan::with_seats(app, &person.locale, &sub.name(), sub.seats());
        let says = PaymentMethodChanged {
            what,
            method: words(method),
            default: words(default),
            renews: charged.iter().map(name).collect(),
            mandate: method.mandate.clone().filter(|_| what == MethodNews::Mandate),
            by: changed_by.to_owned(),
            when: app.now(),
            zone: person.zone.clone(),
            link: app.config.portal_url("/billing/methods"),
        };
        let envelope = Envelope::to_contact(account, &person);
        outbox::queue(app, tx, &envelope, &says, Enclosed::default()).await?;
    }
    Ok(())
}
