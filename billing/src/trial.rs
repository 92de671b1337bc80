//! Trials: free days before the first period, once for each product of an account (A5).
//!
//! How one ends is said when it begins, and may be said anew while it runs: the first period begins
//! and is charged, or it ends by itself and nothing was charged. Its end is announced on days the
//! policy has. Not known here: which trials an account has had, and which mails announce the end.

use catalog::TrialPolicy;
use jiff::civil::Time;
use units::{Date, Timestamp};

use crate::cancel;
use crate::change::Facts;
use crate::proposal::{NextCharge, Proposal, Title, WayBack};
use crate::renewal;
use crate::subscription::{AfterTrial, Subscription, SubscriptionState, Trial};
use crate::tax::Tax;

/// A trial of `days` days that begins on `from`.
pub fn starting(from: Date, days: u32, then: AfterTrial) -> Trial {
    Trial { from, to: days_from(from, i64::from(days)), then }
}

fn days_from(date: Date, days: i64) -> Date {
    date.checked_add(jiff::Span::new().days(days)).expect("a day between the years 1 and 9999")
}

/// Why a trial is not kept. The text is for logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrialRefusal {
    #[error("there is no trial under way")]
    None,
    #[error("the first period begins at its end anyway")]
    KeptAlready,
}

impl TrialRefusal {
    /// Stable: API clients and translations key on it.
    pub fn code(self) -> &'static str {
        match self {
            TrialRefusal::None => "trial.none",
            TrialRefusal::KeptAlready => "trial.kept_already",
        }
    }
}

/// What subscribing in a trial would do: the free days stay, the first period is charged at their
/// end. A cancellation is taken back by it.
pub fn keep(facts: &Facts<'_>, as_of: Timestamp) -> Result<Proposal, TrialRefusal> {
    let sub = facts.subscription;
    let mut after = sub.clone();
    let Some(trial) = after.trial.as_mut().filter(|_| sub.in_trial()) else {
        return Err(TrialRefusal::None);
    };
    if trial.then == AfterTrial::Subscribe && !sub.is_ending() {
        return Err(TrialRefusal::KeptAlready);
    }
    trial.then = AfterTrial::Subscribe;
    let on = trial.to;
    after.state = SubscriptionState::Trialing;
    after.cancellation = None;
    let title = Title::KeepAfterTrial { name: sub.name(), on };
    Ok(cancel::quiet(facts, title, after, as_of, WayBack::Until { date: on }))
}

/// What the trial's end takes, or would take if it was kept; none without a trial under way.
pub fn charge_if_kept(sub: &Subscription, tax: Tax) -> Option<NextCharge> {
    if !sub.in_trial() {
        return None;
    }
    let mut kept = Subscription { state: SubscriptionState::Trialing, ..sub.clone() };
    if let Some(trial) = kept.trial.as_mut() {
        trial.then = AfterTrial::Subscribe;
    }
    renewal::next_charge(&kept, tax)
}

/// The days on which the end of `trial` is announced, in order; none on its first day.
pub fn reminder_days(policy: &TrialPolicy, trial: &Trial) -> Vec<Date> {
    let days = policy.reminder_days.iter().map(|days| days_from(trial.to, -i64::from(*days)));
    days.filter(|day| *day > trial.from).collect()
}

/// When on those days, in the account's zone: people read it then, and have the day to decide.
const REMINDED_AT: Time = Time::constant(9, 0, 0, 0);

/// The moments of those days for `sub`; none without a trial.
fn reminders(sub: &Subscription) -> Vec<Timestamp> {
    let Some(trial) = &sub.trial else { return Vec::new() };
    let days = reminder_days(&sub.policy.trial, trial).into_iter();
    days.map(|day| sub.anchor.zone.moment(day.to_datetime(REMINDED_AT))).collect()
}

/// How many announcements of the trial's end have come by `at`.
pub fn reminders_by(sub: &Subscription, at: Timestamp) -> u32 {
    let come = reminders(sub).into_iter().filter(|moment| *moment <= at).count();
    u32::try_from(come).unwrap_or(u32::MAX)
}

/// When the trial's end is announced next after `at`; none when it is not any more.
pub fn next_reminder(sub: &Subscription, at: Timestamp) -> Option<Timestamp> {
    reminders(sub).into_iter().find(|moment| *moment > at)
}
