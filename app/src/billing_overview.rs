//! Billing at a glance: what the account is subscribed to, what it pays with, what it owes (D2).
//!
//! Reading only. What is open is added up from all invoices, not from the ones shown.

pub use billing::credit_note::CreditNote;
use billing::invoice::Buyer;
use billing::order::tax_of_sale;
use billing::renewal;
pub use billing::subscription::Subscription;
use billing::trial;
use catalog::Catalog;
pub use gateway::Arrival;
use people::roles::Permission;
use store::account::Account;
pub use store::invoice::Issued;
use store::invoice_list;
pub use store::invoice_list::Line as InvoiceLine;
pub use store::ledger::CreditMove;
pub use store::payment::Attempt;
use store::payment::Pays;
pub use store::payment_method::Method;
pub use store::transfer::Transfer;
use store::{StoreError, Tx};
use units::id::{CreditNoteId, InvoiceId, SubscriptionId, kind};
use units::{Date, Money};

use crate::Who;
use crate::app::App;
use crate::page::{self, Cursor, Page};

/// What a person who may see billing sees first.
#[derive(Clone, Debug)]
pub struct Overview {
    pub subscriptions: Vec<Subscribed>,
    /// The preferred one first.
    pub methods: Vec<Method>,
    /// The newest few.
    pub invoices: Vec<InvoiceLine>,
    /// Still to pay over all invoices, by currency; empty when nothing is.
    pub open: Vec<Money>,
    /// To the account's credit, by currency; empty when nothing is.
    pub credit: Vec<Money>,
    /// Credit that is on its way back, oldest first.
    pub leaving: Vec<Leaving>,
    pub buyer: Option<Buyer>,
}

/// A subscription and its next charge, tax included at today's rates.
#[derive(Clone, Debug)]
pub struct Subscribed {
    pub subscription: Subscription,
    pub next: Option<NextCharge>,
    /// In a trial: what its end takes, or would take if it was kept.
    pub if_kept: Option<NextCharge>,
}

/// What will be charged, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextCharge {
    pub on: Date,
    pub amount: Money,
}

/// An invoice and the payments tried for it, newest first.
#[derive(Clone, Debug)]
pub struct InvoiceView {
    pub issued: Issued,
    pub attempts: Vec<Attempt>,
    /// The default first; with those that were removed.
    pub methods: Vec<Method>,
    /// What was given back of it, oldest first.
    pub credit_notes: Vec<CreditNote>,
    /// What came for it by bank transfer, oldest first.
    pub transfers: Vec<Transfer>,
}

/// Invoices shown at a glance.
const LAST_INVOICES: u32 = 5;

/// Why something of the account's billing is not shown.
#[derive(Debug, thiserror::Error)]
pub enum SeeBillingError {
    #[error("the person may not see the account's billing")]
    NotAllowed,
    #[error("no such invoice")]
    NoInvoice,
    #[error("no such credit note")]
    NoCreditNote,
    #[error("no such subscription")]
    NoSubscription,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SeeBillingError {
    /// Stable: API clients and translations key on it.
    pub fn code(&self) -> &'static str {
        match self {
            SeeBillingError::NotAllowed => "permission.missing",
            SeeBillingError::NoInvoice => "invoice.not_found",
            SeeBillingError::NoCreditNote => "credit_note.not_found",
            SeeBillingError::NoSubscription => "subscription.not_found",
            SeeBillingError::Store(_) => "store.unavailable",
        }
    }
}

/// Everything at a glance.
pub async fn overview(app: &App, who: &Who) -> Result<Overview, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    let account = who.account();
    let row = store::account::find(&mut tx, account).await?;
    Ok(Overview {
        subscriptions: subscribed(app, &mut tx, who, row.as_ref()).await?,
        methods: store::payment_method::list(&mut tx, account).await?,
        invoices: invoice_list::page(&mut tx, account, None, LAST_INVOICES).await?,
        open: store::invoice::open_totals(&mut tx, account).await?,
        credit: store::ledger::credit_balances(&mut tx, account).await?,
        leaving: leaving(&mut tx, who).await?,
        buyer: row.and_then(|row| row.buyer),
    })
}

/// Every subscription of the account, oldest first.
pub async fn subscriptions(app: &App, who: &Who) -> Result<Vec<Subscribed>, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    let row = store::account::find(&mut tx, who.account()).await?;
    Ok(subscribed(app, &mut tx, who, row.as_ref()).await?)
}

/// The subscription `id` of the account.
pub async fn subscription(
    app: &App,
    who: &Who,
    id: SubscriptionId,
) -> Result<Subscribed, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    let row = store::account::find(&mut tx, who.account()).await?;
    let found = store::subscription::find(&mut tx, who.account(), id).await?;
    let found = found.ok_or(SeeBillingError::NoSubscription)?;
    let published = app.catalog(&mut tx).await?;
    Ok(with_next(&published.catalog, row.as_ref(), found))
}

/// Every way the account may pay, the preferred one first.
pub async fn methods(app: &App, who: &Who) -> Result<Vec<Method>, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    Ok(store::payment_method::list(&mut tx, who.account()).await?)
}

/// What the account has to its credit, and how it came about.
#[derive(Clone, Debug)]
pub struct Credit {
    /// What can be used, by currency; empty when there is none.
    pub balance: Vec<Money>,
    /// What is on its way back besides, oldest first: it pays nothing any more.
    pub leaving: Vec<Leaving>,
    /// Newest first.
    pub moves: Vec<CreditMove>,
}

/// Credit on its way back to where it was paid from; the balance's moves have it once it is sent.
#[derive(Clone, Debug)]
pub struct Leaving {
    pub amount: Money,
    /// What it goes to, where that is known.
    pub method: Option<Method>,
    /// In the days of whoever looks.
    pub arrival: Arrival,
}

/// Moves of the balance that are shown.
const CREDIT_MOVES: u32 = 200;
/// Credit notes that are shown.
const CREDIT_NOTES: u32 = 100;

/// The credit balance, explained.
pub async fn credit(app: &App, who: &Who) -> Result<Credit, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    Ok(Credit {
        balance: store::ledger::credit_balances(&mut tx, who.account()).await?,
        leaving: leaving(&mut tx, who).await?,
        moves: store::ledger::credit_moves(&mut tx, who.account(), CREDIT_MOVES).await?,
    })
}

async fn leaving(tx: &mut Tx, who: &Who) -> Result<Vec<Leaving>, StoreError> {
    let mut all = Vec::new();
    for refund in store::refund::on_their_way(tx, who.account()).await? {
        let attempt = store::payment::attempt(tx, refund.account, refund.attempt).await?;
        let method = match attempt {
            Some(paid) => store::payment_method::find(tx, refund.account, paid.method).await?,
            None => None,
        };
        let arrival = Arrival::expected(refund.asked_at, &who.zone);
        all.push(Leaving { amount: refund.amount, method, arrival });
    }
    Ok(all)
}

/// The latest credit notes, newest first.
pub async fn credit_notes(app: &App, who: &Who) -> Result<Vec<CreditNote>, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    Ok(store::credit_note::list(&mut tx, who.account(), CREDIT_NOTES).await?)
}

/// The credit note `id` of the account.
pub async fn credit_note(
    app: &App,
    who: &Who,
    id: CreditNoteId,
) -> Result<CreditNote, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    let note = store::credit_note::find(&mut tx, who.account(), id).await?;
    note.ok_or(SeeBillingError::NoCreditNote)
}

/// At most `most` invoices of the account, newest first.
pub async fn invoices(
    app: &App,
    who: &Who,
    after: Option<Cursor<kind::Invoice>>,
    most: u32,
) -> Result<Page<Issued, kind::Invoice>, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    let read = page::to_read(most);
    let issued = store::invoice::page(&mut tx, who.account(), after, read).await?;
    let cursor = |issued: &Issued| Cursor { at: issued.invoice.issued_at, id: issued.invoice.id };
    Ok(Page::of(issued, most, cursor))
}

/// As `invoices`, what a list shows of them.
pub async fn invoice_lines(
    app: &App,
    who: &Who,
    after: Option<Cursor<kind::Invoice>>,
    most: u32,
) -> Result<Page<InvoiceLine, kind::Invoice>, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    let read = page::to_read(most);
    let lines = invoice_list::page(&mut tx, who.account(), after, read).await?;
    Ok(Page::of(lines, most, InvoiceLine::cursor))
}

/// The invoice `id` of the account.
pub async fn invoice(app: &App, who: &Who, id: InvoiceId) -> Result<InvoiceView, SeeBillingError> {
    let mut tx = allowed(app, who).await?;
    let account = who.account();
    let issued = store::invoice::find(&mut tx, account, id).await?;
    let issued = issued.ok_or(SeeBillingError::NoInvoice)?;
    let mut attempts = store::payment::attempts(&mut tx, account, Pays::Invoice(id)).await?;
    // What an order's payment paid stands with the order.
    if let Some(order) = issued.order.filter(|_| issued.is_paid()) {
        attempts.extend(store::payment::attempts(&mut tx, account, Pays::Order(order)).await?);
    }
    let methods = store::payment_method::list_ever(&mut tx, account).await?;
    let credit_notes = store::credit_note::of_invoice(&mut tx, account, id).await?;
    let transfers = store::transfer::of_invoice(&mut tx, account, id).await?;
    Ok(InvoiceView { issued, attempts, methods, credit_notes, transfers })
}

async fn allowed(app: &App, who: &Who) -> Result<Tx, SeeBillingError> {
    match who.actor.may(Permission::SeeBilling) {
        true => Ok(app.store.read().await?),
        false => Err(SeeBillingError::NotAllowed),
    }
}

async fn subscribed(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    account: Option<&Account>,
) -> Result<Vec<Subscribed>, StoreError> {
    let published = app.catalog(tx).await?;
    let list = store::subscription::list(tx, who.account()).await?;
    Ok(list.into_iter().map(|each| with_next(&published.catalog, account, each)).collect())
}

fn with_next(
    catalog: &Catalog,
    account: Option<&Account>,
    subscription: Subscription,
) -> Subscribed {
    let tax = account.and_then(|account| {
        let (buyer, on) = (account.buyer.as_ref()?, subscription.renews_on());
        Some(tax_of_sale(catalog, buyer, &account.exemptions, on))
    });
    let charge =
        |next: billing::proposal::NextCharge| NextCharge { on: next.on, amount: next.amount };
    // By the very functions that renew.
    let next = tax.and_then(|tax| renewal::next_charge(&subscription, tax)).map(charge);
    let if_kept = tax.and_then(|tax| trial::charge_if_kept(&subscription, tax)).map(charge);
    Subscribed { subscription, next, if_kept }
}
