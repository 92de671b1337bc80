//! What is decided about one subscription, and from which facts: the core does the deciding.

use billing::cancel;
use billing::change::{self, Facts, Target};
use billing::order::{OrderRefusal, tax_of_sale};
use billing::payment::{AttemptState, collected_about};
use billing::proposal::Proposal;
use billing::subscription::{Subscription, SubscriptionState};
use billing::swap;
use billing::tax_back::Document;
use catalog::{Catalog, ProductId};
use store::account::Account;
use store::invoice::Issued;
use store::payment::Pays;
use store::{StoreError, Tx};
use units::id::{AccountId, SubscriptionId};
use units::{Locale, Timestamp};

use super::super::{OrderError, UnderWay};
use super::target::{in_its_place, target};
use super::{Change, Wish};
use crate::app::PublishedCatalog;

/// What every decision about one account knows.
pub(super) struct Known<'a> {
    pub row: &'a Account,
    pub published: &'a PublishedCatalog,
    pub locale: &'a Locale,
}

/// Loads what is left to know and asks the core.
pub(super) async fn decide(
    tx: &mut Tx,
    known: &Known<'_>,
    sub: &Subscription,
    wish: &Wish,
    as_of: Timestamp,
) -> Result<Proposal, OrderError> {
    let catalog = &known.published.catalog;
    let target = match wish {
        Wish::Change(change) => Some(target(catalog, known.locale, sub, change)?),
        Wish::Swap(swap) => Some(in_its_place(catalog, known.locale, sub, &swap.plan)?),
        _ => None,
    };
    let all = store::subscription::list(tx, sub.account).await?;
    match wish {
        Wish::Resume => {
            only_one(&all, sub, &sub.product)?;
            one_currency(known.row, sub)?;
        }
        Wish::Swap(swap) => only_one(&all, sub, &swap.plan.product)?,
        _ => {}
    }
    if let Some(target) = &target {
        tried_as(catalog, known.locale, sub, target)?;
    }
    let entitlements = allowances(catalog, &all, sub, wish, target.as_ref());
    let documents = documents(tx, sub).await?;
    let lines = documents.iter().map(|(id, number, lines)| (*id, number.as_str(), &lines[..]));
    let billed = billing::billed::left_of(sub.id, lines);
    let buyer = known.row.buyer.as_ref();
    let buyer = buyer.ok_or_else(|| StoreError::Other("nobody is billed".to_owned()))?;
    let exemptions = &known.row.exemptions;
    let licences = crate::licences::held(tx, catalog, sub).await?;
    let facts = Facts {
        subscription: sub,
        rank: catalog.tier(&sub.product, &sub.tier).map_or(0, |tier| tier.rank),
        billed: &billed,
        tax: tax_of_sale(catalog, buyer, exemptions, known.row.zone.date(as_of)),
        balance: store::ledger::credit_balance(tx, sub.account, sub.currency).await?,
        licences: &licences,
        entitlements: &entitlements,
        told: &told(tx, sub.account, &buyer.email).await?,
    };
    Ok(match wish {
        Wish::Change(asked) => {
            let Change { when, anchor, credit, .. } = *asked;
            let losers = asked.losers.clone();
            let target = target.ok_or(OrderError::NoSubscription)?;
            let ask = change::Ask { target, when, anchor, credit, losers };
            change::propose(&facts, &ask, as_of)?
        }
        Wish::Swap(asked) => {
            let target = target.ok_or(OrderError::NoSubscription)?;
            let (product, policy) = (asked.plan.product.clone(), &catalog.policy);
            let (credit, losers) = (asked.credit, asked.losers.clone());
            let ask = swap::Ask { product, target, policy, credit, losers };
            swap::propose(&facts, &ask, as_of)?
        }
        Wish::Cancel(asked) => cancel::propose(&facts, *asked, as_of)?,
        Wish::Withdraw => cancel::withdraw(&facts, unpaid(tx, sub).await?.is_some(), as_of)?,
        Wish::Resume => cancel::resume(&facts, as_of)?,
        Wish::EndTrial => cancel::end_trial(&facts, as_of)?,
        Wish::KeepAfterTrial => billing::trial::keep(&facts, as_of)?,
    })
}

/// Another subscription to `product` may stand in the way: of one product there is one at a time.
fn only_one(
    all: &[Subscription],
    sub: &Subscription,
    product: &ProductId,
) -> Result<(), OrderRefusal> {
    let alike = |other: &&Subscription| other.product == *product && other.state.entitles();
    match all.iter().find(alike) {
        Some(other) if other.id != sub.id => {
            Err(OrderRefusal::AlreadySubscribed { product: product.to_string() })
        }
        _ => Ok(()),
    }
}

/// A trial fixes no currency; an invoice since its end may have.
fn one_currency(row: &Account, sub: &Subscription) -> Result<(), OrderRefusal> {
    match row.currency {
        Some(fixed) if fixed != sub.currency => Err(OrderRefusal::OtherCurrency { fixed }),
        _ => Ok(()),
    }
}

/// In a trial, the tier may become one that is tried as well.
fn tried_as(
    catalog: &Catalog,
    locale: &Locale,
    sub: &Subscription,
    target: &Target,
) -> Result<(), OrderRefusal> {
    let tier = catalog.tier(&sub.product, &target.tier).filter(|tier| tier.trial_days == 0);
    match tier {
        Some(tier) if sub.in_trial() && sub.tier != target.tier => {
            Err(OrderRefusal::NoTrial { tier: tier.name.get(locale).to_owned() })
        }
        _ => Ok(()),
    }
}

/// What the account may do more and less afterwards.
fn allowances(
    catalog: &Catalog,
    all: &[Subscription],
    sub: &Subscription,
    wish: &Wish,
    target: Option<&Target>,
) -> Vec<catalog::EntitlementChange> {
    let mut after = all.to_vec();
    for each in after.iter_mut().filter(|each| each.id == sub.id) {
        match wish {
            Wish::Cancel(_) => each.state = SubscriptionState::Ended,
            Wish::Resume => each.state = SubscriptionState::Active,
            Wish::Swap(swap) => {
                each.product = swap.plan.product.clone();
                each.state = SubscriptionState::Active;
            }
            Wish::Change(_) | Wish::Withdraw | Wish::EndTrial | Wish::KeepAfterTrial => {}
        }
        if let Some(target) = target {
            each.tier = target.tier.clone();
            each.items.clone_from(&target.items);
        }
    }
    crate::plan::allowed(catalog, all).changes_to(&crate::plan::allowed(catalog, &after))
}

/// Owners and whoever is billed, each once.
async fn told(tx: &mut Tx, account: AccountId, billed: &str) -> Result<Vec<String>, StoreError> {
    let owners = store::account::people_with_role(tx, account, "owner").await?;
    let mut told: Vec<String> = owners.iter().map(|owner| owner.email.to_string()).collect();
    if !told.iter().any(|email| email == billed) {
        told.push(billed.to_owned());
    }
    Ok(told)
}

/// An invoice of `sub` that is not paid.
pub(super) async fn unpaid(tx: &mut Tx, sub: &Subscription) -> Result<Option<Issued>, StoreError> {
    let open = store::invoice::open(tx, sub.account).await?;
    let bills = |issued: &Issued| {
        issued.invoice.draft.lines.iter().any(|line| line.subscription == Some(sub.id))
    };
    Ok(open.into_iter().find(bills))
}

/// The payment of `issued` that has not ended and asks nothing of the payer, if there is one.
pub(super) async fn under_way(
    tx: &mut Tx,
    row: &Account,
    issued: &Issued,
) -> Result<Option<UnderWay>, StoreError> {
    let invoice = &issued.invoice;
    let mut attempts = store::payment::attempts(tx, row.id, Pays::Invoice(invoice.id)).await?;
    let asks = AttemptState::RequiresAction;
    attempts.retain(|attempt| !attempt.state.is_settled() && attempt.state != asks);
    let Some(attempt) = attempts.first() else { return Ok(None) };
    let method = store::payment_method::find(tx, row.id, attempt.method).await?;
    let by_debit = method.is_some_and(|method| method.is_debit());
    Ok(Some(UnderWay {
        invoice: invoice.id,
        number: invoice.number.clone(),
        amount: attempt.amount,
        on: row.zone.date(attempt.created_at),
        expected: by_debit.then(|| collected_about(attempt.created_at, &row.zone)),
    }))
}

/// A day before the period at most: its documents were issued when it began, or later.
const DOCUMENTS_BEFORE_DAYS: i64 = 1;

/// The lines of everything issued in the present period, in the order it was issued.
async fn documents(tx: &mut Tx, sub: &Subscription) -> Result<Vec<Document>, StoreError> {
    documents_since(tx, sub.account, sub.period().start(), Some(sub.id)).await
}

/// The same, since `start`, the start of a period; of all subscriptions, or of one.
pub(crate) async fn documents_since(
    tx: &mut Tx,
    account: AccountId,
    start: Timestamp,
    of: Option<SubscriptionId>,
) -> Result<Vec<Document>, StoreError> {
    let since = start.plus_days(-DOCUMENTS_BEFORE_DAYS);
    let mut all = Vec::new();
    for issued in store::invoice::since(tx, account, since, of).await? {
        let invoice = issued.invoice;
        all.push((invoice.issued_at, (invoice.id, invoice.number, invoice.draft.lines)));
    }
    for note in store::credit_note::since(tx, account, since, of).await? {
        let lines = (note.invoice.id, note.number, note.draft.lines);
        all.push((note.issued_at, lines));
    }
    // Invoices first where both are of one second: what is given back was billed before.
    all.sort_by_key(|(at, _)| *at);
    Ok(all.into_iter().map(|(_, lines)| lines).collect())
}
