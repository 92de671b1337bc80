//! Each subscription of a batch, decided by itself: what is broken in one is no other's trouble.

use std::panic::{AssertUnwindSafe, catch_unwind};

use billing::order::tax_of_sale;
use billing::proposal::Proposal;
use billing::renewal::{self, NotRenewed};
use billing::subscription::Subscription;
use store::account::Account;
use store::due::Due;
use store::renewal::Read;
use units::Timestamp;
use units::id::{AccountId, DueWorkId};

use super::facts::{Facts, subscription_of};

/// What becomes of one piece of renewal work.
enum Decision {
    Renew(Box<Renewal>),
    Leave(Left),
}

/// Work that renews nothing now.
pub(super) enum Left {
    NotYet {
        work: DueWorkId,
        due_at: Timestamp,
    },
    /// The subscription does not renew any more.
    Ends {
        work: DueWorkId,
    },
    SetAside {
        work: DueWorkId,
        account: Option<AccountId>,
        reason: String,
    },
}

/// A renewal that was decided.
pub(super) struct Renewal {
    pub work: DueWorkId,
    pub subscription: Subscription,
    pub proposal: Proposal,
}

impl Renewal {
    /// A cancelled subscription ends without an invoice.
    pub fn is_billed(&self) -> bool {
        !self.proposal.now.lines.is_empty()
    }
}

/// Decides `works`: what is renewed, and what is not, each in their order.
pub(super) fn each(facts: &Facts, works: &[Due], now: Timestamp) -> (Vec<Renewal>, Vec<Left>) {
    let (mut renewals, mut left) = (Vec::with_capacity(works.len()), Vec::new());
    for work in works {
        match one(facts, work, now) {
            Decision::Renew(renewal) => renewals.push(*renewal),
            Decision::Leave(work) => left.push(work),
        }
    }
    (renewals, left)
}

fn one(facts: &Facts, work: &Due, now: Timestamp) -> Decision {
    let decided = catch_unwind(AssertUnwindSafe(|| decide(facts, work, now)));
    match decided.unwrap_or_else(|panic| Err(words_of(&*panic))) {
        Ok(decision) => decision,
        Err(reason) => {
            Decision::Leave(Left::SetAside { work: work.id, account: work.account, reason })
        }
    }
}

/// What a panic said: a broken invariant names itself.
pub(super) fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| panic.downcast_ref::<&str>().copied());
    words.unwrap_or("an invariant is broken").to_owned()
}

fn decide(facts: &Facts, work: &Due, now: Timestamp) -> Result<Decision, String> {
    let Some((account, subscription)) = found(facts, work)? else {
        return Ok(Decision::Leave(Left::Ends { work: work.id }));
    };
    let buyer = account.buyer.as_ref();
    let buyer = buyer.ok_or_else(|| "the account has nobody to bill".to_owned())?;
    let catalog = &facts.published.catalog;
    let tax = tax_of_sale(catalog, buyer, &account.exemptions, subscription.renews_on());
    Ok(match renewal::propose(subscription, tax, now) {
        Ok(proposal) => {
            let subscription = subscription.clone();
            Decision::Renew(Box::new(Renewal { work: work.id, subscription, proposal }))
        }
        Err(NotRenewed::NotDue) => {
            Decision::Leave(Left::NotYet { work: work.id, due_at: subscription.renews_at() })
        }
        Err(NotRenewed::Ends) => Decision::Leave(Left::Ends { work: work.id }),
    })
}

/// The account and subscription of `work`; none when they are gone.
fn found<'a>(
    facts: &'a Facts,
    work: &Due,
) -> Result<Option<(&'a Account, &'a Subscription)>, String> {
    let account = work.account.and_then(|id| facts.accounts.get(&id));
    let sub = subscription_of(work).and_then(|id| facts.subscriptions.get(&id));
    match (account, sub) {
        (Some(account), Some(sub)) => {
            let (account, sub) = (read(account)?, read(sub)?);
            Ok((sub.account == account.id).then_some((account, sub)))
        }
        _ => Ok(None),
    }
}

/// A fact, or why its row cannot be read.
pub(super) fn read<T>(fact: &Read<T>) -> Result<&T, String> {
    fact.as_ref().map_err(ToString::to_string)
}
