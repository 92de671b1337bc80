//! Changing, swapping, ending and bringing back a subscription (C2 to C7, A4).
//!
//! Each is an order: previewed and signed, placed under an id of its own, and applied when
//! it is paid, or at once when nothing is to pay. An order that waits holds the account's place; a
//! later one ends it.

mod decide;
mod target;

use billing::cancel::Cancel;
use billing::change::When;
use billing::licence::Loser;
use billing::order::{AddOnAsk, PlanAsk};
use billing::proposal::Proposal;
use billing::subscription::{SubscribedItem, Subscription};
use catalog::{AnchorRule, Catalog, CreditTo, DocumentKind, TierId};
pub(crate) use decide::documents_since;
use decide::{Known, decide, under_way, unpaid};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::account::Account;
use store::invoice::Issued;
use store::order::{Order, OrderState, Particulars};
use store::{StoreError, Tx};
use units::id::{AccountId, OrderId, PaymentMethodId, SubscriptionId};
use units::{Interval, Timestamp};

use super::place::{Placed, await_payment, finish, known, supersede};
use super::{Accepted, OrderError, Preview, UnderWay, accept, allowed, mails};
use crate::Who;
use crate::app::App;
use crate::billing_overview::{self, SeeBillingError, Subscribed};
use crate::effects;
use crate::trail::{self, Done};
use crate::trial;

/// What should become of a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Wish {
    Change(Change),
    /// Another product's subscription in its place.
    Swap(Swap),
    Cancel(Cancel),
    /// Take back a cancellation, or else a planned change.
    Withdraw,
    /// Come back after the end.
    Resume,
    /// Start the first paid period now.
    EndTrial,
    /// Let the first paid period follow the trial.
    KeepAfterTrial,
}

/// What is left out stays as it is, or goes by the subscription's policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    pub tier: Option<TierId>,
    pub interval: Option<Interval>,
    /// Whether a year is promised.
    pub committed: Option<bool>,
    pub seats: Option<u32>,
    /// All there shall be; none given: as now.
    pub add_ons: Option<Vec<AddOnAsk>>,
    pub when: Option<When>,
    pub anchor: Option<AnchorRule>,
    pub credit: Option<CreditTo>,
    /// Who loses a licence, where there are fewer than are assigned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub losers: Vec<Loser>,
}

/// What takes the subscription's place, bought as in a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap {
    pub plan: PlanAsk,
    /// Where a surplus goes; none: as the policy of what ends says.
    pub credit: Option<CreditTo>,
    /// Who loses a licence, where there are fewer than are assigned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub losers: Vec<Loser>,
}

/// A wish as it is committed.
#[derive(Clone, Debug)]
pub struct Commit {
    /// Made with the preview: a second click, a retry and a second tab say the same one.
    pub order: OrderId,
    pub subscription: SubscriptionId,
    pub wish: Wish,
    /// Needed when something is to pay.
    pub method: Option<PaymentMethodId>,
    /// Needed when a telephone add-on comes: the emergency-call policy.
    pub accepted: Vec<Accepted>,
    /// The token of the preview that was seen.
    pub preview: String,
    /// The `Subscription::version` that was looked at, where it must still be the present one.
    pub version: Option<String>,
}

/// A subscription as its page shows it.
#[derive(Clone, Debug)]
pub struct SubscriptionView {
    pub subscribed: Subscribed,
    /// An invoice of it that is not paid: nothing that moves money is done before.
    pub unpaid: Option<Issued>,
    /// What pays it and has not ended.
    pub under_way: Option<UnderWay>,
}

/// The subscription `id` of the asker's account.
pub async fn view(
    app: &App,
    who: &Who,
    id: SubscriptionId,
) -> Result<SubscriptionView, SeeBillingError> {
    let subscribed = billing_overview::subscription(app, who, id).await?;
    let mut tx = app.store.read().await?;
    let unpaid = unpaid(&mut tx, &subscribed.subscription).await?;
    let under_way = match &unpaid {
        Some(issued) => {
            let row = account(&mut tx, who.account()).await?;
            under_way(&mut tx, &row, issued).await?
        }
        None => None,
    };
    Ok(SubscriptionView { subscribed, unpaid, under_way })
}

/// What `wish` would do to the subscription now.
pub async fn preview(
    app: &App,
    who: &Who,
    id: SubscriptionId,
    wish: &Wish,
) -> Result<Preview, OrderError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let sub = store::subscription::find(&mut tx, who.account(), id).await?;
    let sub = sub.ok_or(OrderError::NoSubscription)?;
    propose(app, &mut tx, who, &sub, wish, app.now()).await
}

/// Commits `commit`: applied at once, or once it is paid. The same order id again gives the same
/// order back.
pub async fn commit(app: &App, who: &Who, commit: &Commit) -> Result<OrderState, OrderError> {
    allowed(who)?;
    let hash = request_hash(commit);
    let placed = within(app, who, commit, &hash).await;
    finish(app, who, (commit.order, &hash), placed).await
}

/// What was asked, as text that differs when anything that matters differs.
fn request_hash(commit: &Commit) -> String {
    let text = json!([commit.subscription, commit.wish, commit.method]).to_string();
    billing::ledger::hex(&Sha256::digest(text.as_bytes()))
}

/// Everything up to the gateway, in one transaction.
async fn within(app: &App, who: &Who, commit: &Commit, hash: &str) -> Result<Placed, OrderError> {
    let account = who.account();
    let mut tx = app.store.begin().await?;
    store::account::lock(&mut tx, account).await?;
    if let Some(state) = known(&mut tx, who, commit.order, hash).await? {
        return Ok(Placed::Settled(state));
    }
    let confirming = supersede(app, &mut tx, who, commit.order).await?;
    let sub = store::subscription::lock(&mut tx, account, commit.subscription).await?;
    let sub = sub.ok_or(OrderError::NoSubscription)?;
    let signed = app.secret.read(&subject(account, sub.id), &commit.preview);
    let as_of = signed.as_ref().map_or(app.now(), |signed| signed.as_of_at(app.now()));
    let preview = propose(app, &mut tx, who, &sub, &commit.wish, as_of).await?;
    if commit.version.as_ref().is_some_and(|version| *version != sub.version()) {
        return Err(OrderError::Changed(Box::new(preview)));
    }
    if signed.map(|signed| signed.digest) != Ok(preview.proposal.digest()) {
        return Err(OrderError::Moved(Box::new(preview)));
    }
    accept(&mut tx, who, &preview.documents, &commit.accepted, app.now()).await?;
    if commit.wish == Wish::KeepAfterTrial {
        trial::will_pay(app, &mut tx, who, commit.method, sub.currency).await?;
    }
    // Whoever wants to leave need not wait for a payment; everything else does.
    let leaves = matches!(commit.wish, Wish::Cancel(Cancel::PeriodEnd | Cancel::CommitmentEnd));
    if confirming && !(leaves && preview.proposal.due().is_zero()) {
        return Err(OrderError::BeingConfirmed);
    }
    let order = new_order(app, &mut tx, who, commit, hash, (&sub, preview.proposal)).await?;
    store::order::insert(&mut tx, &order).await?;
    let change = json!({ "total": order.total, "subscription": sub.id });
    let done = Done { account, action: "order.placed", subject: order.id.to_string(), change };
    trail::record(app, &mut tx, &who.by(), done).await?;
    let placed = match order.total.is_positive() {
        true => await_payment(app, &mut tx, &order).await?,
        false => {
            let applied = super::settle::apply(app, &mut tx, &who.by(), &order, &sub).await?;
            mails::changed(app, &mut tx, &order, &applied).await?;
            Placed::Settled(OrderState::Paid)
        }
    };
    tx.commit().await?;
    Ok(placed)
}

async fn new_order(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    commit: &Commit,
    hash: &str,
    (sub, proposal): (&Subscription, Proposal),
) -> Result<Order, OrderError> {
    let row = account(tx, who.account()).await?;
    Ok(Order {
        id: commit.order,
        account: who.account(),
        person: who.person(),
        request_hash: hash.to_owned(),
        state: OrderState::AwaitingPayment,
        total: proposal.due(),
        proposal,
        particulars: Particulars::default(),
        method: commit.method,
        locale: who.locale.clone(),
        placed_at: app.now(),
        settled_at: None,
        provisioned_at: None,
        buyer: row.buyer,
        changes: Some(sub.clone()),
    })
}

/// What a change's preview is signed about.
fn subject(account: AccountId, subscription: SubscriptionId) -> String {
    format!("change {account} {subscription}")
}

async fn account(tx: &mut Tx, id: AccountId) -> Result<Account, StoreError> {
    let row = store::account::find(tx, id).await?;
    row.ok_or_else(|| StoreError::Other(format!("no account {id}")))
}

/// Loads the facts and decides, as of `as_of`: the one way to a proposal for preview and commit.
async fn propose(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    sub: &Subscription,
    wish: &Wish,
    as_of: Timestamp,
) -> Result<Preview, OrderError> {
    let published = app.catalog(tx).await?;
    let row = account(tx, sub.account).await?;
    let known = Known { row: &row, published: &published, locale: &who.locale };
    let mut proposal = decide(tx, &known, sub, wish, as_of).await?;
    if let (Some(credit), Some(_)) = (&proposal.credit, proposal.refund) {
        let most = effects::refundable(tx, sub.account, credit).await?;
        proposal = proposal.with_refund_up_to(most);
    }
    let moves_money = !proposal.now.lines.is_empty() || proposal.credit.is_some();
    if moves_money && let Some(issued) = unpaid(tx, sub).await? {
        return Err(match under_way(tx, &row, &issued).await? {
            Some(payment) => OrderError::UnderWay(payment),
            None => OrderError::Unpaid { invoice: issued.invoice.id, open: issued.open() },
        });
    }
    let token = app.secret.sign(&subject(sub.account, sub.id), &proposal);
    let documents = match brings_phone(&published.catalog, sub, wish, &proposal) {
        true => published.catalog.document(DocumentKind::EmergencyCalls, row.zone.date(app.now())),
        false => None,
    };
    Ok(Preview { proposal, token, documents: documents.into_iter().cloned().collect() })
}

/// Does a telephone add-on come that `sub` neither has nor has planned (B3)?
fn brings_phone(catalog: &Catalog, sub: &Subscription, wish: &Wish, proposal: &Proposal) -> bool {
    if !matches!(wish, Wish::Change(_) | Wish::Swap(_)) {
        return false;
    }
    let after = match (proposal.opens(), proposal.becomes()) {
        (Some(draft), _) => draft.items.as_slice(),
        (None, Some(after)) => planned_or_present(after),
        (None, None) => &[],
    };
    let has = |item: &SubscribedItem| {
        let mut present = sub.items.iter().chain(planned_or_present(sub));
        present.any(|old| old.add_on == item.add_on)
    };
    let is_phone = |item: &SubscribedItem| {
        let add_on = item.add_on.as_ref().and_then(|id| catalog.add_on(id));
        add_on.is_some_and(|add_on| add_on.phone)
    };
    after.iter().any(|item| is_phone(item) && !has(item))
}

fn planned_or_present(sub: &Subscription) -> &[SubscribedItem] {
    sub.scheduled.as_ref().map_or(&sub.items, |planned| &planned.items)
}
