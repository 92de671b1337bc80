//! Ending and coming back: cancellation, its withdrawal, reactivation, the end of a trial
//! (C5, C6, C7, A5).
//!
//! A cancellation ends the subscription with its period and can be withdrawn until then; one that
//! takes effect at once gives back the unused rest. What ends before its promise does costs the fee
//! that was agreed to, paid before it is cancelled; taking the cancellation back gives it back.
//! Coming back starts a new period at the price the subscription had. Facts are those of a change;
//! nothing here knows what becomes of data.

use catalog::{CancelDay, CreditTo};
use serde::{Deserialize, Serialize};
use units::{Money, Timestamp};

use crate::billed::{BilledLine, Terms, full_line, item_of};
use crate::change::{Facts, give_back_all, restart, told};
use crate::commitment::{self, Commitment, CommittedUntil};
use crate::credit_note::{CreditCause, CreditOf};
use crate::invoice::{InvoiceLine, LineKind};
use crate::proposal::{Effect, Kept, LinkChange, Proposal, Title, WayBack};
use crate::renewal;
use crate::settle::{self, CreditDraft, Settled};
use crate::stretch::{Cut, DayOf, Full};
use crate::subscription::{Cancellation, Subscription, SubscriptionState};

/// When a cancellation takes effect, and where the unused rest goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "when")]
pub enum Cancel {
    PeriodEnd,
    /// With what was promised: without a fee.
    CommitmentEnd,
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
    #[error("nothing was promised that could end")]
    NoCommitment,
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
            CancelRefusal::NoCommitment => "cancel.no_commitment",
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
    let ends_on = match cancel {
        Cancel::Now { credit } => return Ok(now(facts, credit, as_of)),
        _ if sub.is_ending() => return Err(CancelRefusal::AlreadyCancelled),
        _ if sub.ends_with_trial() => return Err(CancelRefusal::EndsWithTrial),
        Cancel::PeriodEnd => sub.renews_on(),
        Cancel::CommitmentEnd => sub.commitment_ends_on().ok_or(CancelRefusal::NoCommitment)?,
    };
    // A planned change stays, for the case that the cancellation is taken back (C6).
    let mut after = sub.clone();
    after.state = match sub.state {
        // Whoever owes goes on owing: service stops for it all the same, and paying restores it.
        owing @ (SubscriptionState::PastDue | SubscriptionState::Suspended) => owing,
        _ => SubscriptionState::PendingCancellation,
    };
    after.cancellation = Some(Cancellation { asked_at: as_of, ends_on, before: sub.state });
    let fee = fee(facts).filter(|_| cancel == Cancel::PeriodEnd);
    let title = Title::Cancel { name: sub.name(), ends_on };
    let lines = fee.into_iter().collect();
    let proposal = moving_money(facts, title, after, lines, None, as_of);
    Ok(Proposal { way_back: WayBack::Until { date: ends_on }, ..proposal })
}

/// The fee for ending before the promise does. Who has paid it once pays no other.
fn fee(facts: &Facts<'_>) -> Option<InvoiceLine> {
    commitment::fee_line(facts.subscription, facts.tax).filter(|_| paid_fee(facts).is_none())
}

/// The fee for ending what is promised now, where it was paid and not given back.
fn paid_fee<'a>(facts: &Facts<'a>) -> Option<&'a BilledLine> {
    let asked = commitment::fee_line(facts.subscription, facts.tax)?;
    facts.billed.iter().find(|billed| {
        let line = &billed.line;
        line.kind == LineKind::Fee
            && (line.from, line.to) == (asked.from, asked.to)
            && billed.amount_left.is_positive()
    })
}

/// The end at once: the unused rest comes back, unless `credit` is none.
fn now(facts: &Facts<'_>, credit: Option<CreditTo>, as_of: Timestamp) -> Proposal {
    let sub = facts.subscription;
    let mut after = sub.clone();
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
    let mut lines = match credit {
        Some(_) => give_back_all(sub, &terms, &mut billed, CreditCause::Ended),
        None => Vec::new(),
    };
    lines.extend(fee(facts));
    let title = Title::Cancel { name: sub.name(), ends_on };
    moving_money(facts, title, after, lines, credit, as_of)
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
    let mut lines = Vec::new();
    if let Some(cancellation) = after.cancellation.take_if(|_| sub.is_ending()) {
        lines.extend(paid_fee(facts).map(fee_back));
        after.state = match (sub.state, cancellation.before) {
            (SubscriptionState::Suspended, _) => SubscriptionState::Suspended,
            _ if past_due => SubscriptionState::PastDue,
            (_, SubscriptionState::PastDue | SubscriptionState::Suspended) => {
                SubscriptionState::Active
            }
            (_, before) => before,
        };
    } else if after.scheduled.take().is_none() || sub.state == SubscriptionState::Ended {
        return Err(match sub.state {
            SubscriptionState::Ended => CancelRefusal::Ended,
            _ => CancelRefusal::NothingToWithdraw,
        });
    }
    let title = Title::Withdraw { name: sub.name() };
    // As if nothing had been: what was paid for it goes back to where it came from.
    let proposal = moving_money(facts, title, after, lines, Some(CreditTo::Refund), as_of);
    Ok(Proposal { way_back: WayBack::ChangeAgain, ..proposal })
}

/// What comes back of an invoice that was paid only after its subscription had ended for it: all
/// that was billed past the day of the suspension, when service stopped. None where that is
/// nothing. `billed` is what is left of the invoice's lines.
pub fn unserved(
    sub: &Subscription,
    billed: &[BilledLine],
    suspended_at: Timestamp,
) -> Option<CreditDraft> {
    let cut = Cut::at(&sub.policy, &sub.anchor.zone, suspended_at, DayOf::Old);
    let terms = Terms { subscription: sub.id, policy: &sub.policy, cut };
    let lines = give_back_all(sub, &terms, &mut billed.to_vec(), CreditCause::Ended);
    settle::settle(sub.currency, lines, Money::zero(sub.currency), Some(CreditTo::Balance)).credit
}

/// The whole of a fee that is left, as a credit.
fn fee_back(billed: &BilledLine) -> InvoiceLine {
    InvoiceLine {
        kind: LineKind::Credit,
        amount: billed.amount_left.negated(),
        credits: Some(CreditOf {
            invoice: billed.invoice,
            number: billed.number.clone(),
            line: billed.position,
            cause: CreditCause::CancellationWithdrawn,
        }),
        ..billed.line.clone()
    }
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
    after.commitment =
        sub.commitment.map(|promise| Commitment { since: after.anchor.date, ..promise });
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
    let commitments = CommittedUntil::of(&after).into_iter().collect();
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
        commitments,
        way_back: if Money::is_positive(now.total) { WayBack::UntilPaid } else { WayBack::None },
        now,
        credit,
        balance_used,
        refund,
        effects,
    }
}
