//! Ending and coming back: cancellation, its withdrawal, reactivation, the end of a trial
//! (C5, C6, C7, A5).
//!
//! A cancellation ends the subscription with its period and can be withdrawn until then; one that
//! takes effect at once gives back the unused rest. Coming back starts a new period at the price
//! the subscription had. Facts are those of a change; nothing here knows what becomes of data.

use catalog::{CancelDay, CreditTo};
use serde::{Deserialize, Serialize};
use units::{Money, Timestamp};

use crate::billed::{Terms, full_line, item_of};
use crate::change::{Facts, give_back_all, restart, told};
use crate::credit_note::CreditCause;
use crate::invoice::InvoiceLine;
use crate::proposal::{Effect, Kept, LinkChange, Proposal, Title, WayBack};
use crate::renewal;
use crate::settle::{self, Settled};
use crate::stretch::{Cut, DayOf, Full};
use crate::subscription::{Cancellation, Subscription, SubscriptionState};

/// When a cancellation takes effect, and where the unused rest goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "when")]
pub enum Cancel {
    PeriodEnd,
    /// `credit` none: nothing is given back.
    Now {
        credit: Option<CreditTo>,
    },
}

/// Why a subscription cannot end, come back or go on as asked. The text is for logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CancelRefusal {
    #[error("the subscription has ended")]
    Ended,
    #[error("it is cancelled already")]
    AlreadyCancelled,
    #[error("nothing is pending that could be withdrawn")]
    NothingToWithdraw,
    #[error("the subscription has not ended")]
    NotEnded,
    #[error("there is no trial to end")]
    NoTrial,
    #[error("it ends with its trial")]
    EndsWithTrial,
}

impl CancelRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            CancelRefusal::Ended => "cancel.subscription_ended",
            CancelRefusal::AlreadyCancelled => "cancel.already_cancelled",
            CancelRefusal::NothingToWithdraw => "withdraw.nothing_pending",
            CancelRefusal::NotEnded => "resume.not_ended",
            CancelRefusal::NoTrial => "trial.none",
            CancelRefusal::EndsWithTrial => "cancel.ends_with_trial",
        }
    }
}

/// What cancelling would do at `as_of` (C5).
pub fn propose(
    facts: &Facts<'_>,
    cancel: Cancel,
    as_of: Timestamp,
) -> Result<Proposal, CancelRefusal> {
    let sub = facts.subscription;
    if sub.state == SubscriptionState::Ended {
        return Err(CancelRefusal::Ended);
    }
    let mut after = sub.clone();
    match cancel {
        Cancel::PeriodEnd if sub.state == SubscriptionState::PendingCancellation => {
            Err(CancelRefusal::AlreadyCancelled)
        }
        Cancel::PeriodEnd if sub.ends_with_trial() => Err(CancelRefusal::EndsWithTrial),
        Cancel::PeriodEnd => {
            let ends_on = sub.renews_on();
            // A planned change stays, for the case that the cancellation is taken back (C6).
            after.state = SubscriptionState::PendingCancellation;
            after.cancellation = Some(Cancellation { asked_at: as_of, ends_on, before: sub.state });
            let title = Title::Cancel { name: sub.name(), ends_on };
            Ok(quiet(facts, title, after, as_of, WayBack::Until { date: ends_on }))
        }
        Cancel::Now { credit } => {
            let day = match sub.policy.cancel_day {
                CancelDay::Unused => DayOf::New,
                CancelDay::Used => DayOf::Old,
            };
            let cut = Cut::at(&sub.policy, &sub.anchor.zone, as_of, day);
            after.state = SubscriptionState::Ended;
            after.scheduled = None;
            let (ends_on, before) = (cut.date, sub.state);
            after.cancellation = Some(Cancellation { asked_at: as_of, ends_on, before });
            let terms = Terms { subscription: sub.id, policy: &sub.policy, cut };
            let mut billed = facts.billed.to_vec();
            let lines = match credit {
                Some(_) => give_back_all(sub, &terms, &mut billed, CreditCause::Ended),
                None => Vec::new(),
            };
            let title = Title::Cancel { name: sub.name(), ends_on };
            Ok(moving_money(facts, title, after, lines, credit, as_of))
        }
    }
}

/// What taking back a cancellation, or else a change planned for the renewal, would do (C6, P3).
///
/// `past_due`: an invoice of it is open after a decline, so it goes back to that state; what was
/// paid meanwhile is active.
pub fn withdraw(
    facts: &Facts<'_>,
    past_due: bool,
    as_of: Timestamp,
) -> Result<Proposal, CancelRefusal> {
    let sub = facts.subscription;
    let mut after = sub.clone();
    if let Some(cancellation) = after.cancellation.take_if(|_| sub.is_ending()) {
        after.state = match cancellation.before {
            _ if past_due => SubscriptionState::PastDue,
            SubscriptionState::PastDue => SubscriptionState::Active,
            before => before,
        };
    } else if after.scheduled.take().is_none() {
        return Err(match sub.state {
            SubscriptionState::Ended => CancelRefusal::Ended,
            _ => CancelRefusal::NothingToWithdraw,
        });
    }
    let title = Title::Withdraw { name: sub.name() };
    Ok(quiet(facts, title, after, as_of, WayBack::ChangeAgain))
}

/// What coming back after the end would do: a new period from the day it is asked (C7).
pub fn resume(facts: &Facts<'_>, as_of: Timestamp) -> Result<Proposal, CancelRefusal> {
    let sub = facts.subscription;
    if sub.state != SubscriptionState::Ended {
        return Err(CancelRefusal::NotEnded);
    }
    let title = Title::Resume { name: sub.name() };
    Ok(start_anew(facts, title, as_of))
}

/// What ending the trial now would do: the first period begins and is charged (A5). One that was
/// cancelled is kept by it.
pub fn end_trial(facts: &Facts<'_>, as_of: Timestamp) -> Result<Proposal, CancelRefusal> {
    if !facts.subscription.in_trial() {
        return Err(CancelRefusal::NoTrial);
    }
    let title = Title::EndTrial { name: facts.subscription.name() };
    Ok(start_anew(facts, title, as_of))
}

/// A full period from the cut at `as_of`, charged whole.
fn start_anew(facts: &Facts<'_>, title: Title, as_of: Timestamp) -> Proposal {
    let sub = facts.subscription;
    let cut = Cut::at(&sub.policy, &sub.anchor.zone, as_of, DayOf::New);
    let mut after = sub.clone();
    after.period_index = sub.first_unbilled();
    after.anchor = restart(sub, after.period_index, cut, sub.anchor.interval);
    after.state = SubscriptionState::Active;
    after.cancellation = None;
    after.scheduled = None;
    if let Some(trial) = after.trial.as_mut() {
        trial.to = trial.to.min(cut.date);
    }
    let full = Full::period(&after.anchor, after.period_index, &sub.policy);
    let line = |item| {
        let named = item_of(sub.product.as_str(), sub.tier.as_str(), item);
        full_line(Some(sub.id), &full, named, item.quantity, item.unit, facts.tax)
    };
    let lines = sub.items.iter().map(line).collect();
    moving_money(facts, title, after, lines, None, as_of)
}

/// A change of state alone.
pub(crate) fn quiet(
    facts: &Facts<'_>,
    title: Title,
    after: Subscription,
    as_of: Timestamp,
    way_back: WayBack,
) -> Proposal {
    let proposal = moving_money(facts, title, after, Vec::new(), None, as_of);
    Proposal { way_back, ..proposal }
}

fn moving_money(
    facts: &Facts<'_>,
    title: Title,
    after: Subscription,
    lines: Vec<InvoiceLine>,
    goes: Option<CreditTo>,
    as_of: Timestamp,
) -> Proposal {
    let Settled { now, credit, balance_used, refund } =
        settle::settle(after.currency, lines, facts.balance, goes);
    let next = renewal::next_charge(&after, facts.tax);
    let mut effects = vec![Effect::Become(Box::new(after))];
    effects.extend(settle::effects(&now, credit.as_ref(), refund));
    let (gains, losses) = facts.entitlements.iter().cloned().partition(|change| change.is_gain());
    Proposal {
        title,
        as_of,
        next,
        trials: Vec::new(),
        gains,
        losses,
        data: vec![Kept::Recordings, Kept::Settings],
        links: vec![LinkChange::AllStay],
        told: told(facts.told),
        way_back: if Money::is_positive(now.total) { WayBack::UntilPaid } else { WayBack::None },
        now,
        credit,
        balance_used,
        refund,
        effects,
    }
}
