//! Orders: preview, place, pay, apply (B2, B3, P1, P2).
//!
//! Preview and commit load the same facts and call the same `propose`. A placed order holds its
//! proposal until it is paid; the payment applies it. One order per order id, one unsettled
//! payment per order.

pub mod change;
mod end;
mod mails;
mod name;
mod place;
mod settle;
mod show;

use billing::cancel::CancelRefusal;
pub use billing::change::ChangeRefusal;
use billing::order::{self, Ask, Facts, OrderRefusal};
use billing::proposal::Proposal;
use billing::trial::TrialRefusal;
pub use catalog::Document;
use catalog::{Catalog, DocumentKind};
pub(crate) use end::end_taxed;
pub use end::{ORDER_WAITS_HOURS, expire};
use people::roles::Permission;
use people::site::SiteNameRefusal;
pub use place::place;
use serde::{Deserialize, Serialize};
pub use settle::pay_again;
pub(crate) use settle::{confirming, debited, declined, is_paid, paid};
pub use show::{OrderView, list, view};
use store::account::Account;
pub use store::order::{Calling, Order, OrderState, Particulars};
pub use store::payment::Attempt;
use store::payment::Pays;
pub use store::payment_method::Method;
pub use store::provisioning::Step;
use store::{StoreError, Tx};
use units::id::{AccountId, InvoiceId, OrderId, PaymentMethodId};
use units::{Date, Money, Timestamp};

use crate::Who;
use crate::app::App;
use crate::order_facts::{self, Loaded};

/// A proposal and the token that signs it.
#[derive(Clone, Debug)]
pub struct Preview {
    pub proposal: Proposal,
    pub token: String,
    /// What must be accepted to place it, in the versions of today (B3).
    pub documents: Vec<Document>,
}

/// A document accepted, by version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// `terms`, `privacy`, `emergency_calls`
    pub document: String,
    pub version: String,
}

/// An order as it is placed.
#[derive(Clone, Debug)]
pub struct Place {
    /// Made with the cart: a second click, a retry and a second tab say the same one.
    pub order: OrderId,
    pub ask: Ask,
    pub particulars: Particulars,
    pub accepted: Vec<Accepted>,
    /// Needed when something is to pay, now or at the end of a trial.
    pub method: Option<PaymentMethodId>,
    /// The token of the preview that was seen.
    pub preview: String,
}

/// A payment of an open invoice that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnderWay {
    pub invoice: InvoiceId,
    pub number: String,
    pub amount: Money,
    /// The day it was begun, where the account is.
    pub on: Date,
    /// Of a direct debit: the day by which it is to be through.
    pub expected: Option<Date>,
}

impl UnderWay {
    fn code(&self) -> &'static str {
        match self.expected {
            Some(_) => "change.debit_under_way",
            None => "change.payment_under_way",
        }
    }
}

/// Why an order was not previewed or placed.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error("the person may not buy for the account")]
    NotAllowed,
    #[error(transparent)]
    Refused(#[from] OrderRefusal),
    #[error(transparent)]
    SiteName(#[from] SiteNameRefusal),
    #[error("the site name belongs to somebody else")]
    SiteNameTaken { suggestion: String },
    /// The account reserved these and gave them back; it may have one of them again.
    #[error("{} names rest for the account already", .resting.len())]
    TooManyNames { resting: Vec<String> },
    #[error("a document was not accepted: {document} {version}")]
    NotAccepted { document: String, version: String },
    #[error("no such payment method")]
    NoMethod,
    #[error("it cannot be charged in this currency")]
    OtherCurrency,
    #[error("something changed since the preview")]
    Moved(Box<Preview>),
    /// Somebody else changed it; what would be done to it as it stands now.
    #[error("the subscription is not the version that was named")]
    Changed(Box<Preview>),
    #[error("the order id was used for another order")]
    OtherOrder,
    #[error("a payment is being confirmed")]
    BeingConfirmed,
    #[error(transparent)]
    Change(#[from] ChangeRefusal),
    #[error(transparent)]
    Cancel(#[from] CancelRefusal),
    #[error(transparent)]
    Trial(#[from] TrialRefusal),
    #[error("no such subscription")]
    NoSubscription,
    /// An invoice of the subscription is not paid: nothing is worked out on top of it.
    #[error("{open} are open")]
    Unpaid { invoice: InvoiceId, open: Money },
    /// As `Unpaid`, and nobody has to do anything: what pays it is under way.
    #[error("a payment of {} is under way", .0.amount)]
    UnderWay(UnderWay),
    #[error("no such order")]
    NotFound,
    #[error("the order is settled")]
    Settled,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OrderError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            OrderError::NotAllowed => "permission.missing",
            OrderError::Refused(refusal) => refusal.code(),
            OrderError::SiteName(refusal) => refusal.code(),
            OrderError::SiteNameTaken { .. } => "site_name.taken",
            OrderError::TooManyNames { .. } => "site_name.too_many",
            OrderError::NotAccepted { .. } => "order.not_accepted",
            OrderError::NoMethod => "payment.no_method",
            OrderError::OtherCurrency => "payment.euros_only",
            OrderError::Moved(_) => "preview.moved",
            OrderError::Changed(_) => "subscription.changed",
            OrderError::OtherOrder => "order.id_used",
            OrderError::BeingConfirmed => "payment.being_confirmed",
            OrderError::Change(refusal) => refusal.code(),
            OrderError::Cancel(refusal) => refusal.code(),
            OrderError::Trial(refusal) => refusal.code(),
            OrderError::NoSubscription => "subscription.not_found",
            OrderError::Unpaid { .. } => "change.unpaid_invoice",
            OrderError::UnderWay(payment) => payment.code(),
            OrderError::NotFound => "order.not_found",
            OrderError::Settled => "order.settled",
            OrderError::Store(_) => "store.unavailable",
        }
    }
}

/// What placing the order now would do.
pub async fn preview(app: &App, who: &Who, ask: &Ask) -> Result<Preview, OrderError> {
    allowed(who)?;
    let mut tx = app.store.read().await?;
    let account = store::account::find(&mut tx, who.account()).await?;
    let facts = order_facts::load(app, &mut tx, there(account, who)?, ask).await?;
    propose(app, who, &facts, ask, app.now())
}

/// The account of `who`, which there is as long as they are signed in.
fn there(account: Option<Account>, who: &Who) -> Result<Account, StoreError> {
    account.ok_or_else(|| StoreError::Other(format!("no account {}", who.account())))
}

fn allowed(who: &Who) -> Result<(), OrderError> {
    match who.actor.may(Permission::ManageBilling) {
        true => Ok(()),
        false => Err(OrderError::NotAllowed),
    }
}

/// Decides from the facts loaded, as of `as_of`: the one way to a proposal for preview and commit.
fn propose(
    app: &App,
    who: &Who,
    facts: &Loaded,
    ask: &Ask,
    as_of: Timestamp,
) -> Result<Preview, OrderError> {
    let borrowed = facts.borrow(&who.locale);
    let proposal = order::propose(&borrowed, ask, as_of)?;
    let token = app.secret.sign(&subject(who.account()), &proposal);
    let documents = documents(borrowed.catalog, &borrowed, ask, app.now());
    Ok(Preview { proposal, token, documents })
}

/// What an order's preview is signed about.
fn subject(account: AccountId) -> String {
    format!("order {account}")
}

/// The documents that must be accepted for `ask`, in their versions of today.
fn documents(catalog: &Catalog, facts: &Facts<'_>, ask: &Ask, now: Timestamp) -> Vec<Document> {
    let today = facts.zone.date(now);
    let with_phone = ask
        .plans
        .iter()
        .flat_map(|plan| &plan.add_ons)
        .any(|wanted| catalog.add_on(&wanted.add_on).is_some_and(|add_on| add_on.phone));
    let mut kinds = vec![DocumentKind::Terms, DocumentKind::Privacy];
    if with_phone {
        kinds.push(DocumentKind::EmergencyCalls);
    }
    kinds.into_iter().filter_map(|kind| catalog.document(kind, today)).cloned().collect()
}

/// Every one of `documents` was accepted in the version in force; each acceptance is noted.
async fn accept(
    tx: &mut Tx,
    who: &Who,
    documents: &[Document],
    accepted: &[Accepted],
    now: Timestamp,
) -> Result<(), OrderError> {
    for document in documents {
        let (word, version) = (document.kind.word(), &document.version);
        if !accepted.iter().any(|said| said.document == word && said.version == *version) {
            let (document, version) = (word.to_owned(), version.clone());
            return Err(OrderError::NotAccepted { document, version });
        }
        store::acceptance::note(tx, who.account(), who.person(), word, version, now).await?;
    }
    Ok(())
}

/// Does the order have a payment that may still succeed?
async fn unsettled(tx: &mut Tx, order: &Order) -> Result<bool, StoreError> {
    let attempts = store::payment::attempts(tx, order.account, Pays::Order(order.id)).await?;
    Ok(attempts.iter().any(|attempt| !attempt.state.is_settled()))
}
