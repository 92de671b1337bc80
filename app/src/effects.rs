//! Effects: what a proposal announced, written in one transaction (P1, P2, P4).
//!
//! Only this file and those below it open subscriptions, change them, issue documents and move
//! periods on. They decide nothing: amounts, dates and names stand in the proposal.

mod changed;
mod exempted;
mod unserved;

use billing::invoice::{Buyer, Invoice, InvoiceDraft, Seller, Settlement};
use billing::ledger;
use billing::payment::PaymentMeans;
use billing::proposal::{Effect, Proposal, SubscriptionDraft};
use billing::subscription::{Subscription, SubscriptionState};
use billing::vat_id::VatId;
use catalog::Catalog;
pub(crate) use changed::is_paid_first;
pub use changed::{Applied, apply_change, refundable};
pub(crate) use exempted::give_tax_back;
use serde_json::json;
use store::account::Account;
use store::audit::By;
use store::due::{Lane, NewDue};
use store::invoice::{Issued, Numbered};
use store::payment::Attempt;
use store::{StoreError, Tx};
use units::id::{AccountId, InvoiceId, OrderId, SubscriptionId};
use units::{Currency, Locale, Money, Timestamp};
pub(crate) use unserved::give_rest_back;

use crate::app::{App, PublishedCatalog};
use crate::licences;
use crate::sheet::{Books, Sheet};
use crate::trail::{self, Done};
use crate::trial;

/// Where a proposal is applied: the account, locked, and what it came from.
pub struct Target<'a> {
    pub account: &'a Account,
    pub buyer: &'a Buyer,
    pub locale: &'a Locale,
    pub order: Option<OrderId>,
    pub published: &'a PublishedCatalog,
}

/// Applies an order's proposal: opens its subscriptions and issues its invoice, if it bills
/// anything: a trial costs nothing yet.
pub async fn apply_order(
    app: &App,
    tx: &mut Tx,
    by: &By,
    target: &Target<'_>,
    proposal: &Proposal,
) -> Result<Option<Issued>, StoreError> {
    let mut draft = proposal.now.clone();
    let opened = open_all(app, tx, by, target, proposal, &mut draft).await?;
    if draft.lines.is_empty() {
        return Ok(None);
    }
    let issued = issue(app, tx, by, target, draft, proposal.balance_used).await?;
    for sub in &opened {
        licences::begin(app, tx, sub).await?;
        start(app, tx, by, sub, issued.invoice.id).await?;
    }
    Ok(Some(issued))
}

/// Opens what `proposal` opens, and names it on the lines of `draft` that bill it.
async fn open_all(
    app: &App,
    tx: &mut Tx,
    by: &By,
    target: &Target<'_>,
    proposal: &Proposal,
    draft: &mut InvoiceDraft,
) -> Result<Vec<Subscription>, StoreError> {
    let mut opened = Vec::new();
    for effect in &proposal.effects {
        if let Effect::OpenSubscription(new) = effect {
            let sub = open(app, tx, target, draft.currency, new).await?;
            if sub.in_trial() {
                licences::begin(app, tx, &sub).await?;
                trial::begin(app, tx, by, &sub).await?;
                continue;
            }
            for line in draft.lines.iter_mut().filter(|line| line.subscription.is_none()) {
                if belongs(line, &sub) {
                    line.subscription = Some(sub.id);
                }
            }
            opened.push(sub);
        }
    }
    Ok(opened)
}

/// Is this line one of the subscription's items? Lines come in the order of the plans.
fn belongs(line: &billing::invoice::InvoiceLine, sub: &Subscription) -> bool {
    sub.items.iter().any(|item| item.name == line.item.name() && item.quantity == line.quantity)
}

async fn open(
    app: &App,
    tx: &mut Tx,
    target: &Target<'_>,
    currency: Currency,
    new: &SubscriptionDraft,
) -> Result<Subscription, StoreError> {
    let order = target.order.ok_or_else(|| StoreError::Other("no order".to_owned()))?;
    let sub = Subscription {
        id: app.id(),
        account: target.account.id,
        order,
        product: new.product.clone(),
        tier: new.tier.clone(),
        currency,
        anchor: new.anchor(target.account.zone.clone()),
        policy: target.published.catalog.policy.clone(),
        catalog_number: target.published.number,
        period_index: 0,
        state: match new.trial {
            Some(_) => SubscriptionState::Trialing,
            None => SubscriptionState::Active,
        },
        items: new.items.clone(),
        scheduled: None,
        cancellation: None,
        trial: new.trial.clone(),
        commitment: new.commitment,
    };
    store::subscription::insert(tx, &sub, app.now()).await?;
    Ok(sub)
}

/// The first period is billed; the renewal is due at its end.
async fn start(
    app: &App,
    tx: &mut Tx,
    by: &By,
    sub: &Subscription,
    invoice: InvoiceId,
) -> Result<(), StoreError> {
    store::subscription::enter_period(tx, sub, invoice).await?;
    plan_renewal(app, tx, sub).await?;
    let change = json!({
        "product": sub.product, "tier": sub.tier, "seats": sub.seats(),
        "period_end": sub.period().end(), "price": sub.price(),
    });
    let subject = sub.id.to_string();
    let done = Done { account: sub.account, action: "subscription.started", subject, change };
    trail::record(app, tx, by, done).await
}

/// One piece of work per subscription: planned anew, it moves to the end of the present period. The
/// key of `subscription_period` keeps each period from being billed twice (C9).
pub async fn plan_renewal(app: &App, tx: &mut Tx, sub: &Subscription) -> Result<(), StoreError> {
    let payload = SubscriptionRef { account: sub.account, subscription: sub.id };
    let work = NewDue {
        id: app.id(),
        account: Some(sub.account),
        kind: "renew",
        key: sub.id.to_string(),
        payload: &payload,
        due_at: sub.renews_at(),
        now: app.now(),
    };
    store::due::plan(tx, work.row(Lane::Renewal)).await
}

/// Names a subscription in due work.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct SubscriptionRef {
    pub account: AccountId,
    pub subscription: SubscriptionId,
}

/// Names an invoice in due work.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct InvoiceRef {
    pub account: AccountId,
    pub invoice: InvoiceId,
}

/// Gives `draft` its number and freezes it; the books get their entries in the same transaction.
///
/// The credit balance pays up to `credit` of it at once, or what is left of the balance by now.
pub async fn issue(
    app: &App,
    tx: &mut Tx,
    by: &By,
    target: &Target<'_>,
    draft: InvoiceDraft,
    credit: Money,
) -> Result<Issued, StoreError> {
    let account = target.account;
    let series = series(app, target);
    let running = store::invoice::take_running(tx, &series, 1).await?;
    let seller = seller(&target.published.catalog);
    let mut unnumbered = Unnumbered::of(app, target, &seller, draft);
    let balance = match credit.is_positive() {
        true => store::ledger::credit_balance(tx, account.id, credit.currency).await?,
        false => credit,
    };
    unnumbered.use_credit(credit.with(credit.minor.min(balance.minor)));
    let numbered = unnumbered.take(running);
    let issued = issued(&numbered);
    let mut heads = store::renewal::heads(tx, &[account.id]).await?;
    let mut heads = heads.remove(&account.id).unwrap_or_default();
    let endpoints = store::webhook::endpoints(tx, account.id).await?;
    let mut books = Books { by, heads: &mut heads, endpoints: &endpoints };
    let mut sheet = Sheet::default();
    sheet.plan_document(app, account.id, issued.invoice.id, Lane::Prompt, app.now());
    sheet.issue(app, &mut books, numbered);
    sheet.write(tx).await?;
    store::account::fix_currency(tx, account.id, issued.invoice.draft.currency).await?;
    Ok(issued)
}

/// The series the next invoice of `target` is numbered in: a new one each civil year.
pub(crate) fn series(app: &App, target: &Target<'_>) -> String {
    let issued_on = target.account.zone.date(app.now());
    format!("{}-{}", target.published.catalog.seller.invoice_prefix, issued_on.year())
}

/// An invoice but for its number, which is taken as late as can be: whoever has taken one keeps
/// everybody else from taking the next.
pub(crate) struct Unnumbered(Numbered);

impl Unnumbered {
    /// `draft` as the next invoice of its series will be.
    pub fn of(app: &App, target: &Target<'_>, seller: &Seller, draft: InvoiceDraft) -> Unnumbered {
        let (account, now) = (target.account, app.now());
        let due_at = now.plus_days(i64::from(target.published.catalog.policy.net_days));
        let invoice = Invoice {
            id: app.id(),
            account: account.id,
            number: String::new(),
            issued_at: now,
            issued_on: account.zone.date(now),
            due_on: account.zone.date(due_at),
            locale: target.locale.clone(),
            seller: seller.clone(),
            buyer: target.buyer.clone(),
            draft,
            order_reference: target.order.map(|order| order.to_string()),
        };
        let credit_used = Money::zero(invoice.draft.currency);
        let series = series(app, target);
        Unnumbered(Numbered {
            invoice,
            series,
            running: 0,
            due_at,
            order: target.order,
            credit_used,
        })
    }

    pub fn id(&self) -> InvoiceId {
        self.0.invoice.id
    }

    pub fn currency(&self) -> Currency {
        self.0.invoice.draft.currency
    }

    pub fn series(&self) -> &str {
        &self.0.series
    }

    /// What is left to pay.
    pub fn due(&self) -> Money {
        self.0.due()
    }

    /// The credit balance pays `used` of it.
    pub fn use_credit(&mut self, used: Money) {
        self.0.credit_used = used;
    }

    /// The invoice, by the number taken in its series.
    pub fn take(mut self, running: i64) -> Numbered {
        self.0.running = running;
        self.0.invoice.number = format!("{}-{running:06}", self.0.series);
        self.0
    }
}

/// A fresh invoice, of which no money has come in.
pub(crate) fn issued(numbered: &Numbered) -> Issued {
    let invoice = numbered.invoice.clone();
    let nothing = Settlement::none(invoice.draft.currency);
    let settlement = Settlement { credit_used: numbered.credit_used, ..nothing };
    Issued {
        invoice,
        settlement,
        order: numbered.order,
        pdf: None,
        dunning_since: None,
        dunning_steps: 0,
    }
}

pub(crate) fn seller(catalog: &Catalog) -> Seller {
    let seller = &catalog.seller;
    Seller {
        address: seller.address.clone(),
        vat_id: seller.vat_number.as_deref().and_then(|text| VatId::parse(text, None).ok()),
        tax_number: None,
        registration: seller.registration.clone(),
        email: seller.email.to_string(),
        iban: seller.bank.as_ref().map(|bank| bank.iban.clone()),
        bic: seller.bank.as_ref().and_then(|bank| bank.bic.clone()),
    }
}

/// Books a payment that succeeded against its invoice: the invoice, the books, the trail.
pub async fn book_payment(
    app: &App,
    tx: &mut Tx,
    by: &By,
    issued: &Issued,
    attempt: &Attempt,
) -> Result<(), StoreError> {
    let now: Timestamp = app.now();
    let (invoice, amount) = (&issued.invoice, attempt.amount);
    let method = store::payment_method::find(tx, attempt.account, attempt.method).await?;
    let means = method.map_or(PaymentMeans::Card, |method| method.means);
    store::invoice::note_means(tx, issued, means).await?;
    store::invoice::pay(tx, issued, amount, now).await?;
    // Its document waited to say "paid".
    let document = invoice.id.to_string();
    store::due::bring_forward(tx, "invoice_document", &document, now).await?;
    let entry = ledger::payment_received(
        invoice.account,
        attempt.id.to_string(),
        invoice.number.clone(),
        app.gateway.name(),
        amount,
        now,
    );
    store::ledger::post(tx, app.id(), &entry).await?;
    let change = json!({ "number": invoice.number, "paid": amount });
    let subject = invoice.id.to_string();
    let done = Done { account: invoice.account, action: "invoice.paid", subject, change };
    trail::record(app, tx, by, done).await
}
